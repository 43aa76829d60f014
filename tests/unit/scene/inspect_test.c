/* scene_inspect: each finding, and what must not be one. */
#include "base/diag.h"
#include "scene/device.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const LANGS[] = {"en"};
static const FontFace FACE = {.family = "Test Sans", .postscript = "TestSans-Regular", .weight = 400, .cap_height = 0.7, .ascent = 0.9, .descent = 0.2};

typedef struct Fixture {
    Arena *arena;
    Scene *scene;
    Diags *diags;
} Fixture;

static int
setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->scene = scene_new(f->arena, LANGS, 1, 0);
    f->diags = diags_new(f->arena);
    scene_add_page(f->scene, 200, 100);
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

typedef struct Sample {
    const char *text;
    double x, y, size, angle;
    Color color;
    const Rect *box;
    bool missing;
} Sample;

static void
put(Fixture *f, Sample sample)
{
    size_t count = strlen(sample.text);
    Glyph *glyphs = ARENA_ARRAY(f->arena, Glyph, count + 1);
    double size = sample.size > 0 ? sample.size : 10;
    for (size_t i = 0; i < count; i++)
        glyphs[i] = (Glyph){.id = sample.missing ? 0 : 7, .cluster = (uint32_t)i, .x = (double)i * size / 2, .advance = size / 2};
    GlyphRun run = {&FACE, size, sample.color.a > 0 ? sample.color : COLOR_BLACK, glyphs, count, 0, (uint32_t)count};
    TextSpan span = {.end = (uint32_t)count};
    TextOp op = {.text = sample.text, .at = {sample.x, sample.y}, .angle = sample.angle, .opacity = 1, .runs = &run, .run_count = 1,
                 .spans = &span, .span_count = 1, .box = sample.box, .bounds = {0, -size, (double)count * size / 2, size * 1.2}};
    scene_text(f->scene, &op);
}

static void
expect(Fixture *f, DiagCode code)
{
    assert_int_equal(scene_inspect(f->scene, f->diags), 1);
    assert_int_equal(diags_count(f->diags), 1);
    assert_string_equal(diag_code_text(diags_at(f->diags, 0)->code), diag_code_text(code));
}

static void
expect_nothing(Fixture *f)
{
    size_t findings = scene_inspect(f->scene, f->diags);
    if (findings)
        print_message("unexpected: %s\n", diags_at(f->diags, 0)->message[MESSAGE_EN]);
    assert_int_equal(findings, 0);
}

static void
test_text_off_the_page(void **state)
{
    put(*state, (Sample){.text = "too long for the page", .x = 150, .y = 50});
    expect(*state, DIAG_INSPECT_OFF_PAGE);
}

static void
test_text_outside_its_box(void **state)
{
    const Rect box = {20, 20, 40, 20};
    put(*state, (Sample){.text = "nine char", .x = 20, .y = 32, .box = &box});
    expect(*state, DIAG_INSPECT_OUTSIDE_BOX);
}

static void
test_text_inside_its_box(void **state)
{
    const Rect box = {20, 20, 45, 20};
    put(*state, (Sample){.text = "nine char", .x = 20, .y = 32, .box = &box});
    expect_nothing(*state);
}

static void
test_texts_that_overlap(void **state)
{
    put(*state, (Sample){.text = "first", .x = 20, .y = 50});
    put(*state, (Sample){.text = "second", .x = 30, .y = 53});
    expect(*state, DIAG_INSPECT_OVERLAP);
}

static void
test_tight_lines_do_not_overlap(void **state)
{
    put(*state, (Sample){.text = "gypsy", .x = 20, .y = 50});
    put(*state, (Sample){.text = "HHHHH", .x = 20, .y = 60});
    expect_nothing(*state);
}

static void
test_a_superscript_does_not_overlap_its_word(void **state)
{
    put(*state, (Sample){.text = "word", .x = 20, .y = 50});
    put(*state, (Sample){.text = "2", .x = 40, .y = 46, .size = 6});
    expect_nothing(*state);
}

static void
test_a_halo_does_not_overlap_its_text(void **state)
{
    put(*state, (Sample){.text = "label", .x = 20, .y = 50, .color = COLOR_BLACK});
    put(*state, (Sample){.text = "label", .x = 20, .y = 50, .color = COLOR_BLACK});
    expect_nothing(*state);
}

/* Turned labels side by side: their upright boxes meet, they do not. */
static void
test_turned_labels_do_not_overlap(void **state)
{
    put(*state, (Sample){.text = "turned one", .x = 50, .y = 30, .angle = 45});
    put(*state, (Sample){.text = "turned two", .x = 66, .y = 30, .angle = 45});
    expect_nothing(*state);
}

static void
test_missing_glyph(void **state)
{
    put(*state, (Sample){.text = "?", .x = 20, .y = 50, .missing = true});
    expect(*state, DIAG_INSPECT_MISSING_GLYPH);
}

static void
test_small_text_is_judged_on_the_page(void **state)
{
    Fixture *f = *state;
    f->scene->min_text_size = 6;
    GroupOp group = scene_plain_group();
    group.matrix = matrix_scale(0.5, 0.5);
    scene_group(f->scene, &group);
    put(f, (Sample){.text = "small", .x = 20, .y = 50, .size = 10});
    scene_group_end(f->scene);
    expect(f, DIAG_INSPECT_SMALL_TEXT);
}

static void
test_grey_on_white(void **state)
{
    put(*state, (Sample){.text = "pale", .x = 20, .y = 50, .color = color_hex(0xaaaaaa)});
    expect(*state, DIAG_INSPECT_CONTRAST);
}

static void
test_white_on_a_dark_bar(void **state)
{
    Fixture *f = *state;
    scene_rect(f->scene, (Rect){10, 30, 100, 30}, color_hex(0x1f3a5f));
    put(f, (Sample){.text = "white", .x = 20, .y = 50, .color = COLOR_WHITE});
    expect_nothing(f);
}

static void
test_white_that_leaves_its_bar(void **state)
{
    Fixture *f = *state;
    scene_rect(f->scene, (Rect){10, 30, 20, 30}, color_hex(0x1f3a5f));
    put(f, (Sample){.text = "white", .x = 20, .y = 50, .color = COLOR_WHITE});
    expect(f, DIAG_INSPECT_CONTRAST);
}

static void
test_text_in_a_disc(void **state)
{
    Fixture *f = *state;
    Path disc = {0};
    path_circle(f->arena, &disc, (Point){50, 50}, 30);
    scene_path(f->scene, &disc, paint_solid(COLOR_BLACK), NULL);
    put(f, (Sample){.text = "in", .x = 45, .y = 53, .color = COLOR_WHITE});
    expect_nothing(f);
}

static void
test_ink_off_the_page(void **state)
{
    Fixture *f = *state;
    scene_rect(f->scene, (Rect){150, 10, 100, 10}, COLOR_BLACK);
    expect(f, DIAG_INSPECT_INK_OFF_PAGE);
}

static void
test_clipped_ink_is_fine(void **state)
{
    Fixture *f = *state;
    Path clip = {0};
    path_rect(f->arena, &clip, (Rect){0, 0, 200, 100});
    GroupOp group = scene_plain_group();
    group.clip = &clip;
    scene_group(f->scene, &group);
    scene_rect(f->scene, (Rect){150, 10, 100, 10}, COLOR_BLACK);
    scene_group_end(f->scene);
    expect_nothing(f);
}

static void
test_figure_without_alternative_text(void **state)
{
    Fixture *f = *state;
    ElemId figure = scene_open(f->scene, ROLE_FIGURE, ELEM_DOCUMENT, 0);
    scene_set_elem(f->scene, figure);
    scene_rect(f->scene, (Rect){10, 10, 10, 10}, COLOR_BLACK);
    expect(f, DIAG_INSPECT_MISSING_ALT);
}

static void
test_link_without_contents(void **state)
{
    Fixture *f = *state;
    scene_link(f->scene, &(LinkOp){.rect = {10, 10, 20, 10}, .uri = "https://example.org/"});
    expect(f, DIAG_INSPECT_LINK_CONTENTS);
}

static void
test_a_watermark_may_lie_below_text(void **state)
{
    Fixture *f = *state;
    scene_set_state(f->scene, (SceneState){.artifact = ARTIFACT_BACKGROUND});
    put(f, (Sample){.text = "DRAFT", .x = 20, .y = 60, .size = 40, .color = {0.9, 0.9, 0.9, 1}});
    scene_set_state(f->scene, (SceneState){0});
    put(f, (Sample){.text = "body text", .x = 30, .y = 50});
    expect_nothing(f);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_text_off_the_page),
        T(test_text_outside_its_box),
        T(test_text_inside_its_box),
        T(test_texts_that_overlap),
        T(test_tight_lines_do_not_overlap),
        T(test_a_superscript_does_not_overlap_its_word),
        T(test_a_halo_does_not_overlap_its_text),
        T(test_turned_labels_do_not_overlap),
        T(test_missing_glyph),
        T(test_small_text_is_judged_on_the_page),
        T(test_grey_on_white),
        T(test_white_on_a_dark_bar),
        T(test_white_that_leaves_its_bar),
        T(test_text_in_a_disc),
        T(test_ink_off_the_page),
        T(test_clipped_ink_is_fine),
        T(test_figure_without_alternative_text),
        T(test_link_without_contents),
        T(test_a_watermark_may_lie_below_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
