/* Paragraphs: space, faces, justification, ops. Where lines end is in compose.cases. */
#include "base/str.h"
#include "base/utf8.h"
#include "text/para.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const LANGS[] = {"zh-Hans", "en"};
enum { ZH, EN };
static const double SIZE = 10;

typedef struct Fixture {
    Arena *arena;
    Diags *diags;
    FontSet *fonts;
    TextContext *context;
} Fixture;

static int
open_fonts(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    f->fonts = fontset_open(f->arena, f->diags, "fonts");
    if (!f->fonts)
        return -1;
    const Locale *locales[] = {locale_builtin("zh"), locale_builtin("en")};
    f->context = text_context_new(f->arena, f->fonts, locales, 2);
    *state = f;
    return 0;
}

static int
close_fonts(void **state)
{
    Fixture *f = *state;
    size_t findings = diags_count(f->diags);
    arena_free(f->arena);
    free(f);
    return findings ? -1 : 0;
}

static TextStyle
style_of(int lang)
{
    return (TextStyle){.families = {"Noto Sans", "Noto Sans CJK SC"}, .size = SIZE, .weight = 400, .color = {0, 0, 0, 1}, .lang = lang};
}

static Scene *
new_scene(Fixture *f)
{
    Scene *scene = scene_new(f->arena, LANGS, 2, 0);
    scene_add_page(scene, 1000, 1000);
    return scene;
}

static const TextOp *
op_at(const Scene *scene, size_t index)
{
    const Page *page = &scene->pages.items[0];
    for (size_t i = 0; i < page->ops.count; i++)
        if (page->ops.items[i].kind == OP_TEXT && index-- == 0)
            return &page->ops.items[i].text;
    return NULL;
}

static const char *
lines_of(Fixture *f, const Scene *scene)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; op_at(scene, i); i++) {
        if (i)
            buf_add_char(&out, '|');
        buf_add(&out, op_at(scene, i)->text);
    }
    const char *lines = out.length ? buf_take(&out, f->arena) : "";
    buf_clear(&out);
    return lines;
}

static Scene *
set_ranges(Fixture *f, const TextRange *ranges, size_t count, ParaStyle style, double ems)
{
    style.line_height = 15;
    Para *para = para_new(f->arena, f->context, ranges, count, &style);
    para_break(para, ems * SIZE);
    Scene *scene = new_scene(f);
    para_place(para, scene, 0, para_lines(para), 0, 0, ELEM_ARTIFACT);
    return scene;
}

static Scene *
set_text(Fixture *f, const char *text, int lang, ParaStyle style, double ems)
{
    TextRange range = {.text = text, .style = style_of(lang)};
    return set_ranges(f, &range, 1, style, ems);
}

/* Where the glyph of the byte at `cluster` begins. */
static double
glyph_x(const TextOp *op, uint32_t cluster)
{
    for (size_t i = 0; i < op->run_count; i++)
        for (size_t k = 0; k < op->runs[i].count; k++)
            if (op->runs[i].glyphs[k].cluster == cluster)
                return op->runs[i].glyphs[k].x;
    fail_msg("no glyph at byte %u of %s", cluster, op->text);
    return NAN;
}

static uint32_t
byte_of(const char *text, const char *part)
{
    const char *at = strstr(text, part);
    assert_non_null(at);
    return (uint32_t)(at - text);
}

static double
x_of(const TextOp *op, const char *part)
{
    return glyph_x(op, byte_of(op->text, part));
}

static void
test_an_empty_line_takes_its_height(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "上海\n\n标准", .style = style_of(ZH)};
    Para *para = para_new(f->arena, f->context, &range, 1, &(ParaStyle){.line_height = 15});
    assert_int_equal(para_break(para, 100), 3);
    assert_float_equal(para_height(para), 45, 0.001);
}

/* ---- space ------------------------------------------------------------------------------------------------------------- */

static const TextOp *
one_line(Fixture *f, const char *text, int lang)
{
    return op_at(set_text(f, text, lang, (ParaStyle){.kinsoku = KINSOKU_GB}, 100), 0);
}

static double
advance_of(Fixture *f, const char *text, int lang)
{
    return one_line(f, text, lang)->bounds.width;
}

/* Width of a text in ems, less the widths of its parts set alone. */
static void
assert_space(Fixture *f, const char *whole, const char *left, const char *right, double ems)
{
    double space = (advance_of(f, whole, ZH) - advance_of(f, left, ZH) - advance_of(f, right, ZH)) / SIZE;
    if (fabs(space - ems) > 0.005)
        fail_msg("%s: wanted %g em between %s and %s, got %g", whole, ems, left, right, space);
}

static void
test_quarter_em_between_han_and_western(void **state)
{
    assert_space(*state, "共996", "共", "996", 0.25);
    assert_space(*state, "ISO标准", "ISO", "标准", 0.25);
    assert_space(*state, "8.8%的", "8.8%", "的", 0.25);
    assert_space(*state, "约≥50", "约", "≥50", 0.25);
}

static void
test_quarter_em_is_not_doubled_by_a_typed_space(void **state)
{
    assert_space(*state, "共 996", "共", "996", 0.25);
    assert_space(*state, "ISO 标准", "ISO", "标准", 0.25);
}

static void
test_no_space_beside_western_brackets_and_marks(void **state)
{
    assert_space(*state, "标准(ISO", "标准", "(ISO", 0);
    assert_space(*state, "标准/ISO", "标准", "/ISO", 0);
}

/* Alone, a mark at the end of a line is half an em: what follows adds the other half. */
static void
test_marks_are_full_width_inside_a_line(void **state)
{
    assert_space(*state, "标，准", "标，", "准", 0.5);
    assert_space(*state, "标（准", "标", "（准", 0.5);
    assert_space(*state, "，ISO", "，", "ISO", 0.5);
}

/* CLREQ 3.1.5: where marks meet. */
static void
test_marks_that_meet_are_squeezed(void **state)
{
    assert_space(*state, "）。", "）", "。", 0);
    assert_space(*state, "。”", "。", "”", 0);
    assert_space(*state, "（“", "（", "“", 0);
    assert_space(*state, "，“", "，", "“", 0.5);
    assert_space(*state, "》（", "》", "（", 0.5);
    assert_space(*state, "：“‘", "：", "“‘", 0.5);
}

static void
test_a_typed_space_adds_nothing_beside_a_mark(void **state)
{
    assert_space(*state, "标， ISO", "标，", "ISO", 0.5);
}

static void
test_marks_are_half_width_at_line_ends(void **state)
{
    Fixture *f = *state;
    assert_float_equal(advance_of(f, "标，", ZH), 1.5 * SIZE, 0.01);
    assert_float_equal(advance_of(f, "标。", ZH), 1.5 * SIZE, 0.01);
    assert_float_equal(advance_of(f, "“标", ZH), 1.5 * SIZE, 0.01);
}

/* The ink of an opening mark lies in the right half of its glyph, which therefore begins half an em to the left. */
static void
test_an_opening_mark_is_flush_at_a_line_start(void **state)
{
    const TextOp *op = one_line(*state, "（标", ZH);
    assert_float_equal(x_of(op, "（"), -0.5 * SIZE, 0.01);
    assert_float_equal(x_of(op, "标"), 0.5 * SIZE, 0.01);
}

static void
test_a_superscript_stands_close(void **state)
{
    Fixture *f = *state;
    TextRange ranges[] = {{.text = "标准", .style = style_of(ZH)}, {.text = "1", .style = style_of(ZH)}};
    ranges[1].style.rise = 4;
    ranges[1].style.size = 6;
    const TextOp *op = op_at(set_ranges(f, ranges, 2, (ParaStyle){0}, 100), 0);
    assert_float_equal(x_of(op, "1"), 2 * SIZE, 0.01);
    assert_float_equal(op->runs[op->run_count - 1].glyphs[0].y, -4, 0.01);
}

static void
test_tracking_goes_between_clusters(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "标准化", .style = style_of(ZH)};
    range.style.tracking = 0.2;
    assert_float_equal(op_at(set_ranges(f, &range, 1, (ParaStyle){0}, 100), 0)->bounds.width, 3.4 * SIZE, 0.01);
}

/* ---- faces --------------------------------------------------------------------------------------------------------------- */

static const char *
face_of(const TextOp *op, const char *part)
{
    uint32_t at = byte_of(op->text, part);
    for (size_t i = 0; i < op->run_count; i++)
        if (op->runs[i].start <= at && at < op->runs[i].end)
            return op->runs[i].face->family;
    return NULL;
}

static void
test_shared_marks_follow_the_language(void **state)
{
    const TextOp *zh = one_line(*state, "“ISO”…—·China’s", ZH);
    assert_string_equal(face_of(zh, "“"), "Noto Sans CJK SC");
    assert_string_equal(face_of(zh, "…"), "Noto Sans CJK SC");
    assert_string_equal(face_of(zh, "—"), "Noto Sans CJK SC");
    assert_string_equal(face_of(zh, "·"), "Noto Sans CJK SC");
    assert_string_equal(face_of(zh, "ISO"), "Noto Sans");
    assert_string_equal(face_of(zh, "’s"), "Noto Sans");
    const TextOp *en = one_line(*state, "“ISO”—上海", EN);
    assert_string_equal(face_of(en, "“"), "Noto Sans");
    assert_string_equal(face_of(en, "—"), "Noto Sans");
    assert_string_equal(face_of(en, "上海"), "Noto Sans CJK SC");
}

/* A theme may name a CJK family alone: its quotation marks have proportional forms for English. */
static void
test_western_quotation_marks_of_a_cjk_face_are_proportional(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "“a”", .style = style_of(EN)};
    range.style.families[0] = "Noto Sans CJK SC";
    range.style.families[1] = NULL;
    double width = op_at(set_ranges(f, &range, 1, (ParaStyle){0}, 100), 0)->bounds.width;
    assert_true(width < 1.7 * SIZE);
}

/* 骨 and 直 differ between Simplified Chinese and the default of the font's other languages (locl). */
static void
test_typed_quotation_marks_become_those_of_print(void **state)
{
    Fixture *f = *state;
    bool before = text_context_set_typographic(f->context, true);
    assert_string_equal(one_line(f, "the 'Top Runner' ('leads') of the city's \"plan\" of the '90s", EN)->text,
                        "the ‘Top Runner’ (‘leads’) of the city’s “plan” of the ’90s");
    assert_string_equal(one_line(f, "3.5\u2002'Shanghai Standards', the '310' series, the '1+3' system", EN)->text,
                        "3.5\u2002‘Shanghai Standards’, the ‘310’ series, the ‘1+3’ system");
    assert_string_equal(one_line(f, "'标准'", ZH)->text, "'标准'");
    text_context_set_typographic(f->context, before);
    assert_string_equal(one_line(f, "the 'Top Runner'", EN)->text, "the 'Top Runner'");
}

static void
test_the_language_chooses_the_form(void **state)
{
    Fixture *f = *state;
    const TextOp *zh = one_line(f, "骨", ZH);
    const FontFace *face = zh->runs[0].face;
    assert_string_equal(face->postscript, "NotoSansCJKsc-Regular");
    assert_int_equal(face->index, 2);
    assert_int_not_equal(zh->runs[0].glyphs[0].id, 0);
}

static void
test_a_character_no_family_has_is_reported(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "标\xF3\xB0\x80\x80准", .style = style_of(ZH)}; /* U+F0000, private use */
    Para *para = para_new(f->arena, f->context, &range, 1, &(ParaStyle){.line_height = 15});
    assert_int_equal(para_missing(para), 0xF0000);
    const TextOp *op = op_at(set_ranges(f, &range, 1, (ParaStyle){0}, 100), 0);
    assert_int_equal(op->runs[0].glyphs[1].id, 0); /* inspect looks for it */
}

static void
test_malformed_text_is_set(void **state)
{
    assert_string_equal(one_line(*state, "a\xFF" "b", EN)->text, "a\xEF\xBF\xBD" "b");
}

/* ---- justification ----------------------------------------------------------------------------------------------------------- */

static const ParaStyle justified = {.align = PARA_JUSTIFY, .kinsoku = KINSOKU_GB, .hyphenate = true};

static double
right_edge(const TextOp *op)
{
    return op->at.x + op->bounds.x + op->bounds.width;
}

static void
test_justified_lines_fill_the_measure(void **state)
{
    Fixture *f = *state;
    const char *texts[] = {
        "上海市坚持以高标准引领高质量发展，2024年新发布地方标准996项，“上海标准”标识达到48项，参与制定国际标准ISO/TC 350等120余项，占全国的8.8%。",
        "Shanghai released 996 local standards in 2024, took part in 120 international standards and improved the interoperability of administrative services.",
    };
    for (int lang = ZH; lang <= EN; lang++) {
        Scene *scene = set_text(f, texts[lang], lang, justified, 20.3);
        size_t count = 0;
        while (op_at(scene, count))
            count++;
        assert_true(count >= 4);
        for (size_t i = 0; i + 1 < count; i++)
            assert_float_equal(right_edge(op_at(scene, i)), 20.3 * SIZE, 0.01);
        assert_true(right_edge(op_at(scene, count - 1)) < 20.3 * SIZE + 0.01);
    }
}

static void
test_figures_and_words_never_stretch(void **state)
{
    Fixture *f = *state;
    double number = x_of(one_line(f, "12,345", ZH), "5"), word = x_of(one_line(f, "marks", EN), "ks");
    const TextOp *zh = op_at(set_text(f, "标准共有12,345项标准", ZH, justified, 8.4), 0);
    assert_float_equal(x_of(zh, "5") - x_of(zh, "12"), number, 0.01);
    const TextOp *en = op_at(set_text(f, "Two marks or so and some more", EN, justified, 9.5), 0);
    assert_float_equal(x_of(en, "ks") - x_of(en, "marks"), word, 0.01);
}

/* First the space of the comma gives (0.08 em), then that between Han and Western (0.125 em), then all Han alike. */
static void
test_stretch_comes_in_steps(void **state)
{
    Fixture *f = *state;
    const char *text = "标准，标准ISO标准标准标准标准标准";
    double natural = advance_of(f, "标准，标准ISO标准标准", ZH) / SIZE;
    const TextOp *op = op_at(set_text(f, text, ZH, justified, natural + 0.05), 0);
    assert_string_equal(op->text, "标准，标准ISO标准标准");
    assert_float_equal(x_of(op, "准") - x_of(op, "标"), SIZE, 0.01);
    assert_float_equal(x_of(op, "标准ISO") - x_of(op, "，"), 1.05 * SIZE, 0.01);
    op = op_at(set_text(f, text, ZH, justified, natural + 0.08 + 0.1), 0);
    assert_float_equal(x_of(op, "准") - x_of(op, "标"), SIZE, 0.01);
    assert_float_equal(x_of(op, "ISO") - x_of(op, "准ISO"), 1.3 * SIZE, 0.01);
    op = op_at(set_text(f, text, ZH, justified, natural + 0.45), 0);
    assert_string_equal(op->text, "标准，标准ISO标准标准");
    assert_true(x_of(op, "准") - x_of(op, "标") > 1.005 * SIZE);
}

static void
test_punctuation_is_squeezed_to_let_a_character_in(void **state)
{
    Fixture *f = *state;
    const char *text = "标准，标准，标准，标准标准标准标准";
    double natural = advance_of(f, "标准，标准，标准，标准", ZH) / SIZE;
    const TextOp *op = op_at(set_text(f, text, ZH, justified, natural - 0.3), 0);
    assert_string_equal(op->text, "标准，标准，标准，标准");
    assert_float_equal(right_edge(op), (natural - 0.3) * SIZE, 0.01);
}

static void
test_a_printed_figure_is_neither_parted_nor_stretched(void **state)
{
    Fixture *f = *state;
    FactUse use = {.kind = USE_FACT, .key = "shanghai.2024.local"};
    TextRange ranges[] = {
        {.text = "累计发布标准", .style = style_of(ZH)},
        {.text = "996项", .style = style_of(ZH), .use = &use},
        {.text = "，其中团体标准居首位", .style = style_of(ZH)},
    };
    for (double ems = 6; ems < 12; ems += 0.25) {
        Scene *scene = set_ranges(f, ranges, 3, justified, ems);
        size_t seen = 0;
        for (size_t i = 0; op_at(scene, i); i++) {
            const TextOp *op = op_at(scene, i);
            for (size_t k = 0; k < op->span_count; k++) {
                if (!op->spans[k].use)
                    continue;
                seen++;
                assert_int_equal(op->spans[k].end - op->spans[k].start, strlen("996项"));
                double figure = glyph_x(op, op->spans[k].start + 3) - glyph_x(op, op->spans[k].start);
                assert_float_equal(figure, (3 * 0.572 + 0.25) * SIZE, 0.01);
            }
        }
        assert_int_equal(seen, 1);
    }
}

/* ---- what goes into the scene ------------------------------------------------------------------------------------------------- */

static void
test_ops_say_how_the_text_goes_on(void **state)
{
    Fixture *f = *state;
    Scene *zh = set_text(f, "标准标准标准 standard", ZH, (ParaStyle){.kinsoku = KINSOKU_GB}, 5);
    assert_string_equal(lines_of(f, zh), "标准标|准标准|standard");
    assert_int_equal(op_at(zh, 0)->join, TEXT_GOES_ON);
    assert_int_equal(op_at(zh, 1)->join, TEXT_GOES_ON_SPACE);
    Scene *en = set_text(f, "a national standardization", EN, (ParaStyle){.hyphenate = true}, 7);
    assert_string_equal(lines_of(f, en), "a national|standardiza-|tion");
    assert_int_equal(op_at(en, 0)->join, TEXT_GOES_ON_SPACE);
    assert_int_equal(op_at(en, 1)->join, TEXT_GOES_ON_HYPHEN);
    assert_int_equal(op_at(en, 2)->join, TEXT_ENDS);
}

/* A typed hyphen at a line end is the text's own: nothing is taken out and nothing put in. */
static void
test_a_typed_hyphen_stays(void **state)
{
    Fixture *f = *state;
    Scene *scene = set_text(f, "a standards-led development", EN, (ParaStyle){.kinsoku = KINSOKU_GB}, 7);
    assert_string_equal(op_at(scene, 0)->text, "a standards-");
    assert_int_equal(op_at(scene, 0)->join, TEXT_GOES_ON);
}

static void
test_spans_cover_the_text(void **state)
{
    Fixture *f = *state;
    FactUse use = {.kind = USE_FACT, .key = "x"};
    TextRange ranges[] = {
        {.text = "共", .style = style_of(ZH)},
        {.text = "996", .style = style_of(ZH), .use = &use},
        {.text = " local standards", .style = style_of(EN)},
    };
    const TextOp *op = op_at(set_ranges(f, ranges, 3, (ParaStyle){0}, 100), 0);
    assert_int_equal(op->span_count, 3);
    uint32_t at = 0;
    for (size_t i = 0; i < op->span_count; i++) {
        assert_int_equal(op->spans[i].start, at);
        at = op->spans[i].end;
    }
    assert_int_equal(at, strlen(op->text));
    assert_ptr_equal(op->spans[1].use, &use);
    assert_int_equal(op->spans[2].lang, EN);
}

static void
test_links_become_areas_line_by_line(void **state)
{
    Fixture *f = *state;
    TextRange ranges[] = {
        {.text = "参见", .style = style_of(ZH)},
        {.text = "国际标准化", .style = style_of(ZH), .link_dest = "sec-international", .link_contents = "第六章"},
        {.text = "一章", .style = style_of(ZH)},
    };
    Scene *scene = set_ranges(f, ranges, 3, (ParaStyle){.kinsoku = KINSOKU_GB}, 4);
    size_t links = 0;
    double width = 0;
    const Page *page = &scene->pages.items[0];
    for (size_t i = 0; i < page->ops.count; i++)
        if (page->ops.items[i].kind == OP_LINK) {
            links++;
            width += page->ops.items[i].link.rect.width;
            assert_string_equal(page->ops.items[i].link.dest, "sec-international");
        }
    assert_int_equal(links, 2);
    assert_float_equal(width, 5 * SIZE, 0.01);
}

/* typst #7475: what is marked ends with its characters; the quarter em beside them is not in it. */
static void
test_an_area_leaves_out_the_space_beside_it(void **state)
{
    TextRange ranges[] = {
        {.text = "M", .style = style_of(ZH)},
        {.text = "五日", .style = style_of(ZH), .link_dest = "x"},
        {.text = "M", .style = style_of(ZH)},
    };
    Scene *scene = set_ranges(*state, ranges, 3, (ParaStyle){0}, 100);
    const Page *page = &scene->pages.items[0];
    for (size_t i = 0; i < page->ops.count; i++)
        if (page->ops.items[i].kind == OP_LINK)
            assert_float_equal(page->ops.items[i].link.rect.width, 2 * SIZE, 0.01);
    assert_float_equal(x_of(op_at(scene, 0), "五") + 2.25 * SIZE, glyph_x(op_at(scene, 0), 7), 0.01);
}

static void
test_emphasis_dots_stand_below_han_alone(void **state)
{
    TextRange range = {.text = "标准，ISO（化）", .style = style_of(ZH)};
    range.style.dotted = true;
    Scene *scene = set_ranges(*state, &range, 1, (ParaStyle){0}, 100);
    const Page *page = &scene->pages.items[0];
    size_t dots = 0;
    for (size_t i = 0; i < page->ops.count; i++) {
        const Op *op = &page->ops.items[i];
        if (op->kind != OP_PATH)
            continue;
        Rect dot = path_bounds(op->path.path);
        assert_int_equal(op->elem, ELEM_ARTIFACT);
        if (dots < 2)
            assert_float_equal(dot.x + dot.width / 2, ((double)dots + 0.5) * SIZE, 0.01);
        dots++;
    }
    assert_int_equal(dots, 3);
}

static void
test_max_lines_end_with_an_ellipsis(void **state)
{
    Fixture *f = *state;
    ParaStyle style = {.kinsoku = KINSOKU_GB, .max_lines = 2};
    assert_string_equal(lines_of(f, set_text(f, "上海标准化工作，取得新的进展", ZH, style, 5)), "上海标准化|工作，取…");
    assert_string_equal(lines_of(f, set_text(f, "上海标准化工作", ZH, style, 5)), "上海标准化|工作");
}

static void
test_balanced_headings(void **state)
{
    Fixture *f = *state;
    ParaStyle style = {.kinsoku = KINSOKU_GB, .balance = true, .align = PARA_CENTER};
    assert_string_equal(lines_of(f, set_text(f, "标准化工作主要指标完成情况", ZH, style, 11)), "标准化工作主要|指标完成情况");
    assert_string_equal(lines_of(f, set_text(f, "Main targets of the plan and the outlook", EN, style, 18)), "Main targets of the|plan and the outlook");
}

/* The least width for so many lines may be less than a word: no word is cut for it. */
static void
test_balance_cuts_no_word(void **state)
{
    Fixture *f = *state;
    ParaStyle style = {.kinsoku = KINSOKU_GB, .balance = true};
    for (double width = 6.2; width < 9; width += 0.1)
        assert_non_null(strstr(lines_of(f, set_text(f, "ISO Outstanding Achievement Award", EN, style, width)), "Achievement"));
}

static void
test_indents_and_alignment(void **state)
{
    Fixture *f = *state;
    const char *text = "上海标准化工作取得新进展";
    Scene *scene = set_text(f, text, ZH, (ParaStyle){.indent = 2 * SIZE, .hanging = SIZE}, 8);
    assert_string_equal(lines_of(f, scene), "上海标准化工|作取得新进展");
    assert_float_equal(op_at(scene, 0)->at.x, 2 * SIZE, 0.01);
    assert_float_equal(op_at(scene, 1)->at.x, SIZE, 0.01);
    assert_float_equal(op_at(scene, 1)->at.y - op_at(scene, 0)->at.y, 15, 0.01);
    scene = set_text(f, "标准", ZH, (ParaStyle){.align = PARA_END}, 8);
    assert_float_equal(op_at(scene, 0)->at.x, 6 * SIZE, 0.01);
    scene = set_text(f, "标准", ZH, (ParaStyle){.align = PARA_CENTER}, 8);
    assert_float_equal(op_at(scene, 0)->at.x, 3 * SIZE, 0.01);
}

static void
test_widths(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "标准ISO标准\n标准", .style = style_of(ZH)};
    Para *para = para_new(f->arena, f->context, &range, 1, &(ParaStyle){.line_height = 15, .kinsoku = KINSOKU_GB});
    double iso = advance_of(f, "ISO", ZH);
    assert_float_equal(para_natural_width(para), 4.5 * SIZE + iso, 0.01);
    assert_float_equal(para_min_width(para), iso, 0.01);
    para_break(para, 1000);
    assert_float_equal(para_max_width(para), 4.5 * SIZE + iso, 0.01);
    assert_float_equal(para_line_width(para, 1), 2 * SIZE, 0.01);
    assert_float_equal(para_first_baseline(para), (15 - SIZE) / 2 + 0.88 * SIZE, 0.01);
}

/* A paragraph over two pages: its lines are placed in parts. */
static void
test_lines_are_placed_in_parts(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "标准标准标准标准标准", .style = style_of(ZH)};
    Para *para = para_new(f->arena, f->context, &range, 1, &(ParaStyle){.line_height = 15, .kinsoku = KINSOKU_GB});
    assert_int_equal(para_break(para, 4 * SIZE), 3);
    Scene *scene = new_scene(f);
    para_place(para, scene, 1, 3, 50, 100, ELEM_ARTIFACT);
    assert_float_equal(op_at(scene, 0)->at.x, 50, 0.01);
    assert_float_equal(op_at(scene, 0)->at.y, 100 + para_first_baseline(para), 0.01);
    assert_null(op_at(scene, 2));
}

/* Right-to-left words inside: the first letter stands to the right of the second. */
static void
test_right_to_left_words_are_turned(void **state)
{
    Fixture *f = *state;
    TextRange range = {.text = "a \xD7\x90\xD7\x91 b", .style = style_of(EN)};
    const TextOp *op = op_at(set_ranges(f, &range, 1, (ParaStyle){0}, 100), 0);
    assert_true(glyph_x(op, 2) > glyph_x(op, 4));
    assert_true(glyph_x(op, 7) > glyph_x(op, 2));
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_an_empty_line_takes_its_height),
        T(test_quarter_em_between_han_and_western),
        T(test_quarter_em_is_not_doubled_by_a_typed_space),
        T(test_no_space_beside_western_brackets_and_marks),
        T(test_marks_are_full_width_inside_a_line),
        T(test_marks_that_meet_are_squeezed),
        T(test_a_typed_space_adds_nothing_beside_a_mark),
        T(test_marks_are_half_width_at_line_ends),
        T(test_an_opening_mark_is_flush_at_a_line_start),
        T(test_a_superscript_stands_close),
        T(test_tracking_goes_between_clusters),
        T(test_shared_marks_follow_the_language),
        T(test_western_quotation_marks_of_a_cjk_face_are_proportional),
        T(test_typed_quotation_marks_become_those_of_print),
        T(test_the_language_chooses_the_form),
        T(test_a_character_no_family_has_is_reported),
        T(test_malformed_text_is_set),
        T(test_justified_lines_fill_the_measure),
        T(test_figures_and_words_never_stretch),
        T(test_stretch_comes_in_steps),
        T(test_punctuation_is_squeezed_to_let_a_character_in),
        T(test_a_printed_figure_is_neither_parted_nor_stretched),
        T(test_ops_say_how_the_text_goes_on),
        T(test_a_typed_hyphen_stays),
        T(test_spans_cover_the_text),
        T(test_links_become_areas_line_by_line),
        T(test_an_area_leaves_out_the_space_beside_it),
        T(test_emphasis_dots_stand_below_han_alone),
        T(test_max_lines_end_with_an_ellipsis),
        T(test_balanced_headings),
        T(test_balance_cuts_no_word),
        T(test_indents_and_alignment),
        T(test_widths),
        T(test_lines_are_placed_in_parts),
        T(test_right_to_left_words_are_turned),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
