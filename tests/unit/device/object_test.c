/* Objects and their limits: what libharu would let pass is refused, naming the clause. */
#include "device/pdf/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct Given {
    Arena *arena;
    Diags *diags;
    PdfFile *file;
} Given;

static Given
open_file(void)
{
    Given g = {.arena = arena_new()};
    g.diags = diags_new(g.arena);
    g.file = pdf_file_new(g.arena, g.diags, LOC_NONE);
    return g;
}

static void
assert_limit(Given *g, HPDF_Dict dict)
{
    assert_true(pdf_failed(g->file));
    assert_int_equal(diags_count(g->diags), 1);
    assert_int_equal(diags_at(g->diags, 0)->code, DIAG_PDF_LIMIT);
    Buf out = BUF_INIT;
    PdfRef ref = pdf_reserve(g->file);
    pdf_write(g->file, ref, dict);
    assert_false(pdf_finish(g->file, ref, ref, &out));
    assert_int_equal(out.length, 0);
    arena_free(g->arena);
}

/* Writes a value as the only entry of a stream's dictionary, which stands in the file uncompressed. */
static char *
written(Given *g, HPDF_Dict dict)
{
    PdfRef ref = pdf_reserve(g->file);
    pdf_write_stream(g->file, ref, dict, "x", 1, false);
    Buf out = BUF_INIT;
    assert_true(pdf_finish(g->file, ref, ref, &out));
    char *text = arena_alloc(g->arena, out.length + 1);
    for (size_t i = 0; i < out.length; i++) /* readable up to the end */
        text[i] = out.ptr[i] ? out.ptr[i] : '.';
    buf_clear(&out);
    return text;
}

static void
assert_written(HPDF_Dict (*fill)(PdfFile *file), const char *expected)
{
    Given g = open_file();
    const char *text = written(&g, fill(g.file));
    if (!strstr(text, expected))
        fail_msg("'%s' is not in\n%s", expected, text);
    arena_free(g.arena);
}

static HPDF_Dict
with_numbers(PdfFile *file)
{
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_int(file, dict, "I", -2147483647);
    pdf_put_number(file, dict, "R", 595.276);
    pdf_put_number(file, dict, "W", 12);
    pdf_put_number(file, dict, "B", 40000.4); /* libharu's reals end at 32767 */
    return dict;
}

static HPDF_Dict
with_ascii(PdfFile *file)
{
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_text(file, dict, "T", "a (b) \\ c");
    return dict;
}

static HPDF_Dict
with_wide_text(PdfFile *file)
{
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_text(file, dict, "T", "中𠮷");
    return dict;
}

static HPDF_Dict
with_empty_text(PdfFile *file)
{
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_text(file, dict, "T", "");
    pdf_put_text(file, dict, "N", NULL);
    return dict;
}

static void
values_are_written(void **state)
{
    (void)state;
    assert_written(with_numbers, "/I -2147483647\n/R 595.276\n/W 12\n/B 40000\n");
    assert_written(with_wide_text, "/T <FEFF4E2DD842DFB7>");
    assert_written(with_empty_text, "/T ()\n/Length 1");
    assert_written(with_ascii, "/T (a \\050b\\051 \\134 c)");
}

static void
long_names_are_refused(void **state)
{
    (void)state;
    Given g = open_file();
    char name[200];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    HPDF_Dict dict = pdf_dict(g.file);
    pdf_put_name(g.file, dict, "K", name);
    assert_limit(&g, dict);
}

static void
long_strings_are_refused(void **state)
{
    (void)state;
    Given g = open_file();
    char *text = arena_alloc(g.arena, 40001);
    memset(text, 't', 40000);
    HPDF_Dict dict = pdf_dict(g.file);
    pdf_put_text(g.file, dict, "K", text);
    assert_limit(&g, dict);
}

static void
big_numbers_are_refused(void **state)
{
    (void)state;
    Given g = open_file();
    HPDF_Dict dict = pdf_dict(g.file);
    pdf_put_int(g.file, dict, "K", 2147483648);
    assert_limit(&g, dict);
}

static void
what_the_standards_forbid_is_refused(void **state)
{
    (void)state;
    static const struct { const char *key, *name; } cases[] = {
        {"AA", "X"}, {"JS", "X"}, {"TR2", "Default"}, {"OPI", "X"}, {"XFA", "X"}, {"Requirements", "X"}, {"AlternatePresentations", "X"}, {"UseCMap", "X"},
        {"S", "JavaScript"}, {"S", "Launch"}, {"Filter", "LZWDecode"}, {"Filter", "JPXDecode"}, {"Subtype", "Sound"}, {"Subtype", "3D"}, {"BM", "Overprint"},
        {"ColorSpace", "DeviceCMYK"}, {"AFRelationship", "Rows"}, {"Tabs", "R"}, {NULL, "LZWDecode"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Given g = open_file();
        HPDF_Dict dict = pdf_dict(g.file);
        HPDF_Array array = pdf_array(g.file);
        if (cases[i].key)
            pdf_put_name(g.file, dict, cases[i].key, cases[i].name);
        else
            pdf_push_name(g.file, array, cases[i].name);
        if (!pdf_failed(g.file) || diags_at(g.diags, 0)->code != DIAG_PDF_FORBIDDEN)
            fail_msg("/%s /%s was written", cases[i].key ? cases[i].key : "[", cases[i].name);
        pdf_write(g.file, pdf_reserve(g.file), dict);
        pdf_write(g.file, pdf_reserve(g.file), array);
        arena_free(g.arena);
    }
}

static void
library_errors_are_reported(void **state)
{
    (void)state;
    Given g = open_file();
    HPDF_Dict dict = pdf_dict(g.file), child = pdf_dict(g.file);
    pdf_put(g.file, dict, "A", child);
    pdf_put(g.file, dict, "B", child); /* one direct object cannot have two parents */
    assert_true(pdf_failed(g.file));
    assert_int_equal(diags_at(g.diags, 0)->code, DIAG_PDF_LIBRARY);
    pdf_write(g.file, pdf_reserve(g.file), dict);
    arena_free(g.arena);
}

static void
names_are_sorted_and_split(void **state)
{
    (void)state;
    Given g = open_file();
    enum { COUNT = 150 };
    PdfNamed entries[COUNT];
    for (int i = 0; i < COUNT; i++) {
        entries[i] = (PdfNamed){arena_printf(g.arena, "n%03d", (i * 77) % COUNT), pdf_reserve(g.file)};
        pdf_write(g.file, entries[i].ref, pdf_array(g.file));
    }
    pdf_write_name_tree(g.file, entries, COUNT, false);
    for (int i = 1; i < COUNT; i++)
        assert_true(strcmp(entries[i - 1].name, entries[i].name) < 0);
    PdfNamed mixed[] = {{"标", 1}, {"b", 1}, {"a标", 1}};
    pdf_write_name_tree(g.file, mixed, 3, true);
    assert_string_equal(mixed[0].name, "b"); /* UTF-16 begins with FE */
    assert_false(pdf_failed(g.file));
    arena_free(g.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_written),
        cmocka_unit_test(long_names_are_refused),
        cmocka_unit_test(long_strings_are_refused),
        cmocka_unit_test(big_numbers_are_refused),
        cmocka_unit_test(what_the_standards_forbid_is_refused),
        cmocka_unit_test(library_errors_are_reported),
        cmocka_unit_test(names_are_sorted_and_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
