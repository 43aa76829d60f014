/* What readers are told about glyphs, and how they are numbered. */
#include "sample.h"

#include "device/pdf/font.h"
#include "device/pdf/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void
radicals_and_compatibility_forms_are_unified(void **state)
{
    (void)state;
    assert_int_equal(unicode_unified(0x2F00), 0x4E00);  /* ⼀ → 一 */
    assert_int_equal(unicode_unified(0x2FD5), 0x9FA0);  /* ⿕ → 龠 */
    assert_int_equal(unicode_unified(0xF900), 0x8C48);  /* 豈 */
    assert_int_equal(unicode_unified(0x2F800), 0x4E3D); /* 丽 */
    assert_int_equal(unicode_unified(0x9AA8), 0x9AA8);
}

static void
readers_get_no_controls_and_one_space(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *text = "a\xC2\xA0" "b\xE2\x80\x89" "c\xE2\x80\x8B\xEF\xBB\xBF\n\xE2\xBC\x80";
    assert_string_equal(unicode_for_readers(arena, text, strlen(text)), "a b c一");
    assert_string_equal(unicode_for_readers(arena, "\n", 1), "");
    arena_free(arena);
}

static void
clusters_of_a_run(void **state)
{
    (void)state;
    const Glyph glyphs[] = {{.id = 1, .cluster = 0}, {.id = 2, .cluster = 3}, {.id = 3, .cluster = 3}, {.id = 4, .cluster = 5}};
    GlyphRun run = {.glyphs = glyphs, .count = 4, .start = 0, .end = 6};
    Cluster first = cluster_at(&run, 0), second = cluster_at(&run, 1), last = cluster_at(&run, 3);
    assert_int_equal(first.end, 3);
    assert_int_equal(second.count, 2);
    assert_int_equal(second.end, 5);
    assert_int_equal(last.end, 6);
}

typedef struct Fonts {
    Sample sample;
    PdfFile *file;
    PdfFonts *fonts;
} Fonts;

static Fonts
collect(int lang, const char *text)
{
    Fonts f = {.sample = sample_open()};
    scene_add_page(f.sample.scene, 400, 400);
    scene_set_elem(f.sample.scene, ELEM_DOCUMENT);
    sample_label(&f.sample, lang, text, 12, (Point){10, 50}, ANCHOR_START, 0);
    f.file = pdf_file_new(f.sample.arena, f.sample.diags, LOC_NONE);
    f.fonts = pdf_fonts_new(f.sample.arena, f.file, f.sample.scene);
    return f;
}

static const GlyphRun *
first_run(const Fonts *f)
{
    return &f->sample.scene->pages.items[0].ops.items[0].text.runs[0];
}

static void
cid_keyed_fonts_keep_their_glyph_ids(void **state)
{
    (void)state;
    Fonts f = collect(ZH, "中文");
    const GlyphRun *run = first_run(&f);
    PdfFont *font = pdf_fonts_find(f.fonts, run->face);
    assert_int_equal(pdf_font_code(font, run->glyphs[0].id), run->glyphs[0].id);
    assert_string_equal(pdf_font_text(font, run->glyphs[0].id), "中");
    assert_int_equal(pdf_font_width(font, run->glyphs[0].id), 1000);
    sample_close(&f.sample);
}

static void
truetype_fonts_are_renumbered(void **state)
{
    (void)state;
    Fonts f = collect(EN, "zyx");
    const GlyphRun *run = first_run(&f);
    PdfFont *font = pdf_fonts_find(f.fonts, run->face);
    for (size_t i = 0; i < 3; i++) /* with .notdef and space there are five glyphs */
        assert_in_range(pdf_font_code(font, run->glyphs[i].id), 1, 4);
    assert_true(pdf_font_code(font, run->glyphs[0].id) > pdf_font_code(font, run->glyphs[1].id));
    assert_string_equal(pdf_font_text(font, run->glyphs[0].id), "z");
    sample_close(&f.sample);
}

static void
missing_glyphs_are_refused(void **state)
{
    (void)state;
    Fonts f = collect(EN, "\xF3\xB0\x80\x80"); /* a private-use character no font has */
    bool missing = false;
    for (size_t i = 0; i < diags_count(f.sample.diags); i++)
        missing |= diags_at(f.sample.diags, i)->code == DIAG_PDF_MISSING_GLYPH;
    assert_true(missing);
    assert_true(pdf_failed(f.file));
    sample_close(&f.sample);
}

static void
private_use_is_refused_in_what_is_read(void **state)
{
    (void)state;
    for (int decoration = 0; decoration < 2; decoration++) {
        Sample s = sample_open();
        scene_add_page(s.scene, 100, 100);
        scene_set_elem(s.scene, decoration ? ELEM_ARTIFACT : ELEM_DOCUMENT);
        const FontFace *face = fontset_find(s.fonts, "Noto Sans", 400, false);
        Glyph glyph = {.id = 40, .advance = 6};
        GlyphRun run = {.face = face, .size = 10, .color = COLOR_BLACK, .glyphs = &glyph, .count = 1, .end = 3};
        TextSpan span = {.end = 3, .lang = EN};
        TextOp op = {.text = "\xEE\x80\x80", .opacity = 1, .runs = &run, .run_count = 1, .spans = &span, .span_count = 1};
        scene_text(s.scene, &op);
        PdfFile *file = pdf_file_new(s.arena, s.diags, LOC_NONE);
        PdfFonts *fonts = pdf_fonts_new(s.arena, file, s.scene);
        assert_int_equal(pdf_failed(file), !decoration);
        if (decoration)
            assert_string_equal(pdf_font_text(pdf_fonts_find(fonts, face), 40), " ");
        else
            assert_int_equal(diags_at(s.diags, 0)->code, DIAG_PDF_PRIVATE_USE);
        sample_close(&s);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(radicals_and_compatibility_forms_are_unified),
        cmocka_unit_test(readers_get_no_controls_and_one_space),
        cmocka_unit_test(clusters_of_a_run),
        cmocka_unit_test(cid_keyed_fonts_keep_their_glyph_ids),
        cmocka_unit_test(truetype_fonts_are_renumbered),
        cmocka_unit_test(missing_glyphs_are_refused),
        cmocka_unit_test(private_use_is_refused_in_what_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
