/* Labels: measuring and placing agree, anchors, lines, truncation. */
#include "base/str.h"
#include "text/para.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Arena *arena;
    TextContext *context;
    Scene *scene;
} Fixture;

static const char *const LANGS[] = {"zh-Hans", "en"};

static int
setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    FontSet *fonts = fontset_open(f->arena, diags_new(f->arena), "fonts");
    if (!fonts)
        return -1;
    const Locale *locales[] = {locale_builtin("zh"), locale_builtin("en")};
    f->context = text_context_new(f->arena, fonts, locales, 2);
    f->scene = scene_new(f->arena, LANGS, 2, 0);
    scene_add_page(f->scene, 500, 500);
    *state = f;
    return 0;
}

static int
teardown(void **state)
{
    Fixture *f = *state;
    arena_free(f->arena);
    free(f);
    return 0;
}

static const TextStyle SANS = {.families = {"Noto Sans", "Noto Sans CJK SC"}, .size = 10, .weight = 400, .color = {0, 0, 0, 1}, .lang = 1};

static const TextOp *
last_op(const Fixture *f)
{
    const Page *page = &f->scene->pages.items[0];
    return &page->ops.items[page->ops.count - 1].text;
}

static void
test_a_label_is_as_wide_as_measured(void **state)
{
    Fixture *f = *state;
    const char *labels[] = {"2019", "12,345", "标准 996 项", "“上海标准”标识", "Standards led"};
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        LabelMetrics metrics = label_measure(f->context, labels[i], &SANS);
        label_place(f->context, f->scene, labels[i], &SANS, (Point){50, 60}, ANCHOR_START, 0, 1, 12, NULL, NULL);
        assert_float_equal(last_op(f)->bounds.width, metrics.width, 0.001);
        assert_string_equal(last_op(f)->text, labels[i]);
    }
}

static void
test_metrics_are_those_of_the_faces(void **state)
{
    Fixture *f = *state;
    LabelMetrics latin = label_measure(f->context, "2019", &SANS), han = label_measure(f->context, "年", &SANS), none = label_measure(f->context, "", &SANS);
    assert_float_equal(latin.width, 4 * 5.72, 0.01);
    assert_float_equal(latin.ascent, 10.69, 0.01);
    assert_float_equal(latin.cap_height, 7.14, 0.01);
    assert_float_equal(han.width, 10, 0.01);
    assert_float_equal(han.ascent, 8.8, 0.01);
    assert_float_equal(none.width, 0, 0.01);
    assert_float_equal(none.ascent, 10.69, 0.01);
}

/* The white before the ink grows with the size; nothing has none. */
static void
test_bearing_of_the_first_glyph(void **state)
{
    Fixture *f = *state;
    TextStyle large = SANS;
    large.size = 100;
    double one = label_bearing(f->context, "119", &SANS), same = label_bearing(f->context, "1", &SANS);
    assert_true(one > 0.2 && one < 1.5);
    assert_float_equal(one, same, 0.001);
    assert_float_equal(label_bearing(f->context, "119", &large), 10 * one, 0.001);
    assert_float_equal(label_bearing(f->context, "", &SANS), 0, 0);
}

static void
test_anchors_move_the_glyphs(void **state)
{
    Fixture *f = *state;
    double width = label_measure(f->context, "996", &SANS).width;
    const struct {
        TextAnchor anchor;
        double x;
    } cases[] = {{ANCHOR_START, 0}, {ANCHOR_MIDDLE, -width / 2}, {ANCHOR_END, -width}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        label_place(f->context, f->scene, "996", &SANS, (Point){50, 60}, cases[i].anchor, 0, 1, 12, NULL, NULL);
        assert_float_equal(last_op(f)->runs[0].glyphs[0].x, cases[i].x, 0.001);
        assert_float_equal(last_op(f)->bounds.x, cases[i].x, 0.001);
        assert_float_equal(last_op(f)->at.x, 50, 0.001);
    }
}

static void
test_lines_of_a_label(void **state)
{
    Fixture *f = *state;
    FactUse use = {.kind = USE_FACT, .key = "k"};
    label_place(f->context, f->scene, "local\nstandards", &SANS, (Point){50, 60}, ANCHOR_MIDDLE, 0, 1, 12, &use, "aria");
    const TextOp *op = last_op(f);
    assert_int_equal(op->line_count, 2);
    assert_int_equal(op->lines[1].start, 6);
    assert_float_equal(op->lines[1].y, 12, 0.001);
    assert_float_equal(op->bounds.width, label_measure(f->context, "standards", &SANS).width, 0.001);
    assert_ptr_equal(op->spans[0].use, &use);
    assert_string_equal(op->aria, "aria");
    const GlyphRun *second = &op->runs[op->run_count - 1];
    assert_float_equal(second->glyphs[second->count - 1].y, 12, 0.001);
    assert_int_equal(second->glyphs[second->count - 1].cluster, strlen("local\nstandards") - 1);
}

/* The second use of a label comes from the cache: with its own colour and figure. */
static void
test_cached_labels_take_the_look_of_the_caller(void **state)
{
    Fixture *f = *state;
    TextStyle red = SANS;
    red.color = color_hex(0xff0000);
    label_place(f->context, f->scene, "996", &SANS, (Point){50, 60}, ANCHOR_START, 0, 1, 12, NULL, NULL);
    label_place(f->context, f->scene, "996", &red, (Point){50, 60}, ANCHOR_START, 0, 1, 12, NULL, NULL);
    assert_true(color_equal(last_op(f)->runs[0].color, red.color));
    label_measure(f->context, "marks", &SANS);
    TextStyle bold = SANS;
    bold.weight = 700;
    assert_true(label_measure(f->context, "marks", &bold).width > label_measure(f->context, "marks", &SANS).width);
}

static void
test_tabular_figures_are_equally_wide(void **state)
{
    Fixture *f = *state;
    TextStyle style = SANS;
    style.tabular = true;
    assert_float_equal(label_measure(f->context, "111", &style).width, label_measure(f->context, "888", &style).width, 0.001);
}

static void
test_ranges_on_one_line(void **state)
{
    Fixture *f = *state;
    TextRange ranges[] = {{.text = "3824", .style = SANS}, {.text = "项", .style = SANS}};
    ranges[0].style.size = 24;
    double width = label_measure_ranges(f->context, ranges, 2);
    assert_float_equal(label_place_ranges(f->context, f->scene, ranges, 2, (Point){100, 60}, ANCHOR_END), width, 0.001);
    assert_float_equal(width, 4 * 5.72 * 2.4 + 2.5 + 10, 0.01); /* the quarter em is that of the smaller type */
    assert_float_equal(last_op(f)->bounds.x, -width, 0.001);
    assert_int_equal(last_op(f)->run_count, 2);
}

static void
test_truncation(void **state)
{
    Fixture *f = *state;
    assert_string_equal(label_truncate(f->arena, f->context, "short", &SANS, 100), "short");
    assert_string_equal(label_truncate(f->arena, f->context, "short", &SANS, 0), "short"); /* 0: no limit */
    const char *cut = label_truncate(f->arena, f->context, "standardization", &SANS, 40);
    assert_true(str_starts(cut, "stand"));
    assert_true(str_ends(cut, "…"));
    assert_true(label_measure(f->context, cut, &SANS).width <= 40);
}

static void
test_nothing_to_place(void **state)
{
    Fixture *f = *state;
    label_place(f->context, f->scene, "", &SANS, (Point){50, 60}, ANCHOR_START, 0, 1, 12, NULL, NULL);
    assert_int_equal(f->scene->pages.items[0].ops.count, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_a_label_is_as_wide_as_measured),
        T(test_metrics_are_those_of_the_faces),
        T(test_bearing_of_the_first_glyph),
        T(test_anchors_move_the_glyphs),
        T(test_lines_of_a_label),
        T(test_cached_labels_take_the_look_of_the_caller),
        T(test_tabular_figures_are_equally_wide),
        T(test_ranges_on_one_line),
        T(test_truncation),
        T(test_nothing_to_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
