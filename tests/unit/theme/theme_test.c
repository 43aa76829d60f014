#include "../table/folder.h"

#include <math.h>

#include "theme/theme.h"

static const char *const KEYS[] = {"zh", "en"};

/* A theme of one line a part; what is given replaces the part of that name. */
static const char *
theme_text_with(const Folder *f, const char *part, const char *value)
{
    static const char *const parts[][2] = {
        {"name", "{zh: 甲, en: A}"},
        {"colors", "{ink: \"#14263B\", paper: \"#FAF7F1\", red: \"#B92D24\", gold-on-dark: \"#F0CF86\"}"},
        {"cmyk", "{ink: [92, 75, 45, 42]}"},
        {"contrast", "{text: [[ink, paper]], marks: [[red, paper]]}"},
        {"fonts", "{serif: {zh: [Noto Serif CJK SC], en: [Noto Serif, Noto Serif CJK SC]}, figure: Noto Sans CJK SC}"},
        {"text", "{body: {font: serif, size: {zh: 10.2, en: 9.1}, leading: 16.5}, key: {font: figure, size: 30, weight: 900, color: red, italic: true, tracking: {zh: 0.1, en: 0}}}"},
        {"paper", "{margin: {left: 62}, min-size: 7}"},
        {"poster", "{min-size: 24}"},
        {"chart", "{axis: {labelColor: ink, labelFontSize: 10}, range: {category: [red, \"#123456\"], symbol: [circle]}, background: white}"},
    };
    Buf out = BUF_INIT;
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        bool replaced = part && strcmp(part, parts[i][0]) == 0;
        found |= replaced;
        buf_printf(&out, "%s: %s\n", parts[i][0], replaced ? value : parts[i][1]);
    }
    if (part && !found)
        buf_printf(&out, "%s: %s\n", part, value);
    const char *text = buf_take(&out, f->arena);
    buf_clear(&out);
    return text;
}

static const Theme *
read_theme(const Folder *f, const char *part, const char *value)
{
    folder_write(f, "layouts/themes/test.yaml", theme_text_with(f, part, value));
    return theme_read(f->arena, f->reader, "test", KEYS, 2, LOC_NONE);
}

/* "code: message" of the first diagnostic of a theme with one part replaced. */
#define ASSERT_FAULT(part, value, expected)                                                                         \
    do {                                                                                                            \
        Folder f = folder_open();                                                                                   \
        assert_null(read_theme(&f, part, value));                                                                   \
        assert_true(diags_count(f.diags) > 0);                                                                      \
        const Diag *d = diags_at(f.diags, 0);                                                                       \
        assert_string_equal(arena_printf(f.arena, "%s: %s", diag_code_text(d->code), d->message[MESSAGE_EN]), expected); \
        assert_non_null(d->loc.source);                                                                             \
        folder_close(&f);                                                                                           \
    } while (0)

static void
a_theme_is_read(void **state)
{
    (void)state;
    Folder f = folder_open();
    const Theme *theme = read_theme(&f, NULL, NULL);
    assert_string_equal(folder_codes(&f), "");
    assert_non_null(theme);
    assert_string_equal(theme_name(theme), "test");
    assert_string_equal(theme_color_text(theme, f.arena, "red"), "#b92d24");
    assert_string_equal(theme_color_text(theme, f.arena, "#abcdef"), "#abcdef");
    const TextRole *body = theme_text(theme, f.diags, LOC_NONE, "body"), *key = theme_text(theme, f.diags, LOC_NONE, "key");
    assert_string_equal(body->families[1][0], "Noto Serif");
    assert_string_equal(body->families[1][1], "Noto Serif CJK SC");
    assert_null(body->families[1][2]);
    assert_true(body->size[0] == 10.2 && body->size[1] == 9.1 && body->leading[1] == 16.5 && body->weight[0] == 400);
    assert_true(color_equal(body->color, theme_color(theme, NULL, LOC_NONE, "ink")));
    assert_string_equal(key->families[0][0], "Noto Sans CJK SC");
    assert_true(key->leading[0] == 45 && key->weight[1] == 900 && key->italic && key->tracking[0] == 0.1 && key->tracking[1] == 0);
    assert_true(theme_number(theme, "paper.margin.left", 1) == 62);
    assert_true(theme_number(theme, "paper.margin.right", 1) == 1);
    assert_string_equal(theme_string(theme, "chart.axis.none", "x"), "x");
    double inks[4];
    assert_true(theme_cmyk(theme, "ink", inks));
    assert_true(fabs(inks[0] - 0.92) < 1e-12 && fabs(inks[3] - 0.42) < 1e-12);
    assert_false(theme_cmyk(theme, "red", inks));
    folder_close(&f);
}

static void
the_chart_part_is_a_config(void **state)
{
    (void)state;
    Folder f = folder_open();
    const Theme *theme = read_theme(&f, NULL, NULL);
    assert_string_equal(theme_string(theme, "chart.axis.labelColor", ""), "#14263b");
    assert_string_equal(theme_string(theme, "chart.background", ""), "#ffffff");
    const Node *range = theme_node(theme, "chart.range.category");
    assert_string_equal(range->items[0].value->text, "#b92d24");
    assert_string_equal(range->items[1].value->text, "#123456");
    assert_string_equal(theme_node(theme, "chart.range.symbol")->items[0].value->text, "circle");
    assert_true(theme_number(theme, "chart.axis.labelFontSize", 0) == 10);
    folder_close(&f);
}

/* The shipped palette of categories: any two are told apart by all eyes, and all stand off the page. */
static void
the_shipped_palette_is_for_all_eyes(void **state)
{
    (void)state;
    static const char *const keys[] = {"zh", "en"};
    Arena *arena = arena_new();
    char root[512];
    snprintf(root, sizeof root, "%s", __FILE__);
    char *folder = strstr(root, "tests/unit/theme/");
    assert_non_null(folder);
    strcpy(folder, ".");
    Diags *diags = diags_new(arena);
    const Theme *theme = theme_read(arena, reader_new(arena, files_new(arena, root), diags), "default", keys, 2, LOC_NONE);
    assert_non_null(theme);
    const Node *palette = theme_node(theme, "chart.range.category");
    assert_true(palette->count >= 6);
    for (size_t i = 0; i < palette->count; i++) {
        Color color, other;
        assert_true(color_parse(palette->items[i].value->text, &color));
        assert_true(color_contrast(color, theme_color(theme, diags, LOC_NONE, "page")) >= 3);
        assert_true(color_contrast(color, theme_color(theme, diags, LOC_NONE, "paper")) >= 3);
        for (size_t k = 0; k < i; k++) {
            assert_true(color_parse(palette->items[k].value->text, &other));
            for (int vision = 0; vision < VISION_COUNT; vision++)
                assert_true(color_difference(color_seen(color, vision), color_seen(other, vision)) >= 18);
        }
    }
    arena_free(arena);
}

static void
codes_of_themes(void **state)
{
    (void)state;
    ASSERT_FAULT("colours", "{}", "node-unknown-key: unknown key 'colours'");
    ASSERT_FAULT("colors", "{ink: inky, paper: white, red: red}", "theme-bad-color: 'inky' is not a colour");
    ASSERT_FAULT("colors", "{paper: white, red: red}", "theme-unknown-role: the theme has no role 'ink'");
    ASSERT_FAULT("cmyk", "{ink: [1, 2, 3]}", "theme-bad-cmyk: the inks of 'ink' are four numbers from 0 to 100");
    ASSERT_FAULT("cmyk", "{ink: [1, 2, 3, 101]}", "theme-bad-cmyk: the inks of 'ink' are four numbers from 0 to 100");
    ASSERT_FAULT("cmyk", "{ink: [100, 100, 90, 11]}", "theme-too-much-ink: the inks of 'ink' add up to 301 %; a press takes 300 %");
    ASSERT_FAULT("cmyk", "{ikn: [1, 2, 3, 4]}", "theme-unknown-role: the theme has no role 'ikn'");
    ASSERT_FAULT("contrast", "{text: [ink]}", "theme-bad-pair: a contrast pair is a list of two colour roles: [text, ground]");
    ASSERT_FAULT("contrast", "{text: [[gold-on-dark, paper]]}", "theme-contrast: 'gold-on-dark' on 'paper' has a contrast of 1.41:1; at least 4.5:1 is needed");
    ASSERT_FAULT("contrast", "{marks: [[gold-on-dark, paper]]}", "theme-contrast: 'gold-on-dark' on 'paper' has a contrast of 1.41:1; at least 3.0:1 is needed");
    ASSERT_FAULT("contrast", "{text: [[ink, papper]]}", "theme-unknown-role: the theme has no role 'papper'");
    ASSERT_FAULT("text", "{body: {font: sreif, size: 10}}", "theme-unknown-font: the theme's fonts have no stack 'sreif'");
    ASSERT_FAULT("text", "{body: {size: 10}}", "node-missing-key: key 'font' is missing");
    ASSERT_FAULT("text", "{body: {font: serif}}", "node-missing-key: key 'size' is missing");
    ASSERT_FAULT("text", "{body: {font: serif, size: {zh: 10}}}", "theme-bad-number: 'size' takes a number, or one number for each language");
    ASSERT_FAULT("text", "{body: {font: serif, size: ten}}", "theme-bad-number: 'size' takes a number, or one number for each language");
    ASSERT_FAULT("text", "{body: {font: serif, size: 10, weight: 450}}", "theme-bad-weight: '450' is not a weight");
    ASSERT_FAULT("text", "{body: {font: serif, size: 6.5}}", "theme-too-small: 'body' is set in 6.5; the theme's smallest type is 7");
    ASSERT_FAULT("text", "{poster-note: {font: serif, size: 23}}", "theme-too-small: 'poster-note' is set in 23; the theme's smallest type is 24");
    ASSERT_FAULT("text", "{body: {font: serif, size: 10, color: readish}}", "theme-unknown-role: the theme has no role 'readish'");
    ASSERT_FAULT("text", "{body: {font: serif, size: 10, colour: red}}", "node-unknown-key: unknown key 'colour'");
    ASSERT_FAULT("fonts", "{serif: {zh: [A]}, figure: B}", "theme-no-family: a font stack has one to three families for 'en'");
    ASSERT_FAULT("fonts", "{serif: [A, B, C, D], figure: B}", "theme-no-family: a font stack has one to three families for 'zh'");
    ASSERT_FAULT("chart", "{bar: {color: rad}}", "theme-unknown-role: the theme has no role 'rad'");
    ASSERT_FAULT("chart", "[]", "node-expected-map: 'chart' must be a map of keys and values");
}

static void
names_have_their_near_ones(void **state)
{
    (void)state;
    Folder f = folder_open();
    const Theme *theme = read_theme(&f, NULL, NULL);
    assert_true(color_equal(theme_color(theme, f.diags, LOC_NONE, "papper"), theme_color(theme, NULL, LOC_NONE, "ink")));
    assert_string_equal(folder_first(&f), "the theme has no role 'papper' | did you mean 'paper'?");
    assert_null(theme_text(theme, f.diags, LOC_NONE, "boddy"));
    const Diag *last = diags_at(f.diags, 1);
    assert_string_equal(last->message[MESSAGE_EN], "the theme has no role 'boddy'");
    assert_string_equal(last->hint[MESSAGE_EN], "did you mean 'body'?");
    folder_close(&f);
}

static void
a_theme_that_is_not_there(void **state)
{
    (void)state;
    Folder f = folder_open();
    assert_null(theme_read(f.arena, f.reader, "none", KEYS, 2, LOC_NONE));
    assert_string_equal(folder_codes(&f), "source-missing");
    folder_close(&f);
}

static void
a_theme_lies_over_the_one_it_extends(void **state)
{
    (void)state;
    Folder f = folder_open();
    assert_non_null(read_theme(&f, NULL, NULL));
    folder_write(&f, "layouts/themes/sober.yaml", "extends: test\ncolors: {red: \"#9E1B1B\"}\ntext: {body: {size: {en: 9.6}}}\npaper: {opener: plain}\n");
    const Theme *theme = theme_read(f.arena, f.reader, "sober", KEYS, 2, LOC_NONE);
    assert_string_equal(folder_codes(&f), "");
    const TextRole *body = theme_text(theme, f.diags, LOC_NONE, "body");
    assert_true(body->size[0] == 10.2 && body->size[1] == 9.6 && body->leading[0] == 16.5);
    assert_string_equal(theme_color_text(theme, f.arena, "red"), "#9e1b1b");
    assert_string_equal(theme_color_text(theme, f.arena, "ink"), "#14263b");
    assert_string_equal(theme_string(theme, "paper.opener", ""), "plain");
    assert_true(theme_number(theme, "paper.margin.left", 0) == 62);
    folder_close(&f);
}

static void
a_theme_may_not_extend_itself(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "layouts/themes/a.yaml", "extends: b\n");
    folder_write(&f, "layouts/themes/b.yaml", "extends: a\n");
    assert_null(theme_read(f.arena, f.reader, "a", KEYS, 2, LOC_NONE));
    assert_string_equal(diag_code_text(diags_at(f.diags, 0)->code), "theme-extends-itself");
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_theme_is_read),
        cmocka_unit_test(a_theme_lies_over_the_one_it_extends),
        cmocka_unit_test(a_theme_may_not_extend_itself),
        cmocka_unit_test(the_chart_part_is_a_config),
        cmocka_unit_test(the_shipped_palette_is_for_all_eyes),
        cmocka_unit_test(codes_of_themes),
        cmocka_unit_test(names_have_their_near_ones),
        cmocka_unit_test(a_theme_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
