/* fonts.lock and the faces it names. */
#include "base/str.h"
#include "text/font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Fixture {
    Arena *arena;
    Diags *diags;
    char folder[64];
} Fixture;

static int
setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    strcpy(f->folder, "/tmp/shudu-font-test-XXXXXX");
    *state = f;
    return mkdtemp(f->folder) ? 0 : -1;
}

static int
teardown(void **state)
{
    Fixture *f = *state;
    unlink(arena_printf(f->arena, "%s/fonts.lock", f->folder));
    unlink(arena_printf(f->arena, "%s/a.ttf", f->folder));
    rmdir(f->folder);
    arena_free(f->arena);
    free(f);
    return 0;
}

static void
write_file(Fixture *f, const char *name, const char *text)
{
    FILE *file = fopen(arena_printf(f->arena, "%s/%s", f->folder, name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
assert_one(const Fixture *f, DiagCode code)
{
    assert_int_equal(diags_count(f->diags), 1);
    assert_string_equal(diag_code_text(diags_at(f->diags, 0)->code), diag_code_text(code));
}

static void
test_no_lock(void **state)
{
    Fixture *f = *state;
    assert_null(fontset_open(f->arena, f->diags, f->folder));
    assert_one(f, DIAG_FONT_LOCK_MISSING);
}

static void
test_a_line_with_too_few_columns(void **state)
{
    Fixture *f = *state;
    write_file(f, "fonts.lock", "# a comment\na.ttf\t0\tFamily\t400\n");
    assert_null(fontset_open(f->arena, f->diags, f->folder));
    assert_one(f, DIAG_FONT_LOCK_SYNTAX);
    const Loc loc = diags_at(f->diags, 0)->loc;
    assert_int_equal(source_line_col(loc.source, loc.offset).line, 2);
}

static const char ENTRY[] = "a.ttf\t0\tFamily\t400\tnormal\t5\t00\tOFL-1.1\tfonts-a\n";

static void
test_a_missing_file_names_its_package(void **state)
{
    Fixture *f = *state;
    write_file(f, "fonts.lock", ENTRY);
    FontSet *fonts = fontset_open(f->arena, f->diags, f->folder);
    assert_non_null(fonts);
    assert_int_equal(diags_count(f->diags), 0); /* not before it is wanted */
    assert_null(fontset_find(fonts, "Family", 400, false));
    assert_null(fontset_find(fonts, "Family", 700, false));
    assert_one(f, DIAG_FONT_FILE_MISSING);
    assert_non_null(strstr(diags_at(f->diags, 0)->message[MESSAGE_EN], "fonts-a"));
}

static void
test_a_file_of_another_size(void **state)
{
    Fixture *f = *state;
    write_file(f, "fonts.lock", ENTRY);
    write_file(f, "a.ttf", "other bytes");
    FontSet *fonts = fontset_open(f->arena, f->diags, f->folder);
    assert_null(fontset_find(fonts, "Family", 400, false));
    assert_one(f, DIAG_FONT_FILE_CHANGED);
}

static FontSet *
real_fonts(Fixture *f)
{
    FontSet *fonts = fontset_open(f->arena, f->diags, "fonts");
    assert_non_null(fonts);
    return fonts;
}

static void
test_weights_after_css(void **state)
{
    static const struct {
        const char *family;
        int wanted;
        bool italic;
        const char *postscript;
    } cases[] = {
        {"Noto Sans CJK SC", 400, false, "NotoSansCJKsc-Regular"},
        {"Noto Sans CJK SC", 450, false, "NotoSansCJKsc-Medium"}, /* 400 to 500: first up to 500 */
        {"Noto Sans CJK SC", 200, false, "NotoSansCJKsc-Light"},
        {"Noto Sans CJK SC", 350, false, "NotoSansCJKsc-Light"}, /* below 400: lighter first */
        {"Noto Sans CJK SC", 600, false, "NotoSansCJKsc-Bold"},  /* above 500: heavier first */
        {"Noto Sans CJK SC", 800, false, "NotoSansCJKsc-Black"},
        {"Noto Sans CJK SC", 400, true, "NotoSansCJKsc-Regular"}, /* no italics: upright */
        {"Noto Serif CJK SC", 600, false, "NotoSerifCJKsc-SemiBold"},
        {"Noto Serif CJK SC", 500, false, "NotoSerifCJKsc-Regular"},
        {"Noto Serif", 400, true, "NotoSerif-Italic"},
        {"Noto Serif", 900, true, "NotoSerif-BoldItalic"},
        {"Noto Sans", 500, false, "NotoSans-Regular"},
        {"Noto Sans", 600, false, "NotoSans-Bold"},
    };
    Fixture *f = *state;
    FontSet *fonts = real_fonts(f);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const FontFace *face = fontset_find(fonts, cases[i].family, cases[i].wanted, cases[i].italic);
        assert_non_null(face);
        assert_string_equal(face->postscript, cases[i].postscript);
    }
    assert_null(fontset_find(fonts, "Comic Sans", 400, false));
    assert_false(fontset_has_family(fonts, "Comic Sans"));
    assert_true(fontset_has_family(fonts, "Noto Serif"));
    assert_int_equal(diags_count(f->diags), 0);
}

static void
test_metrics_and_coverage(void **state)
{
    Fixture *f = *state;
    FontSet *fonts = real_fonts(f);
    const FontFace *han = fontset_find(fonts, "Noto Serif CJK SC", 400, false), *latin = fontset_find(fonts, "Noto Serif", 400, false);
    assert_float_equal(han->ascent, 0.88, 0.001);
    assert_float_equal(han->descent, 0.12, 0.001);
    assert_float_equal(latin->ascent, 1.069, 0.001);
    assert_float_equal(latin->cap_height, 0.714, 0.001);
    assert_int_equal(han->units_per_em, 1000);
    assert_true(fontset_covers(fonts, han, 0x6807)); /* 标 */
    assert_false(fontset_covers(fonts, latin, 0x6807));
    assert_true(fontset_covers(fonts, latin, 0x2019));
}

static void
test_used_faces_come_in_order_of_use(void **state)
{
    Fixture *f = *state;
    FontSet *fonts = real_fonts(f);
    assert_int_equal(fontset_used_count(fonts), 0);
    const FontFace *serif = fontset_find(fonts, "Noto Serif", 400, false), *sans = fontset_find(fonts, "Noto Sans", 400, false);
    assert_ptr_equal(fontset_find(fonts, "Noto Serif", 400, false), serif);
    assert_int_equal(fontset_used_count(fonts), 2);
    assert_ptr_equal(fontset_used(fonts, 1), sans);
    assert_int_equal(strlen(fontset_sha256(fonts, sans)), 64);
}

static void
test_dictionaries(void **state)
{
    Fixture *f = *state;
    FontSet *fonts = real_fonts(f);
    assert_non_null(fontset_dictionary(fonts, "en"));
    assert_null(fontset_dictionary(fonts, "zh"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_no_lock),
        T(test_a_line_with_too_few_columns),
        T(test_a_missing_file_names_its_package),
        T(test_a_file_of_another_size),
        T(test_weights_after_css),
        T(test_metrics_and_coverage),
        T(test_used_faces_come_in_order_of_use),
        T(test_dictionaries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
