/* Posters hold whatever is put into them: texts twice as long, numbers of nine digits, parts left out; what cannot fit is named. */
#include "../model/project.h"

#include "layout/poster_block.h"
#include "scene/device.h"
#include "text/font.h"

#include <cmocka.h>
#include <math.h>
#include <string.h>

#define HEAD "poster: {title: {zh: 样例, en: Sample}, description: {zh: 说明, en: Description}}\nsections:\n"

static const char BLOCKS[] =
    "  - ground: night\n    blocks:\n"
    "      - masthead: {kicker: {zh: 刊头, en: KICKER}, edition: {zh: 二〇二五, en: Edition}, title: {zh: @4, en: @5}, lede: {zh: @4, en: @5}, index: true}\n"
    "  - blocks:\n"
    "      - lede: {zh: @4, en: @5}\n"
    "      - lead: 1\n"
    "      - leads: [1, 1, 1]\n"
    "      - rule:\n"
    "      - note: {zh: @4, en: @5}\n"
    "      - heading: {zh: @4, en: @5}\n"
    "      - text: {zh: @4, en: @5}\n"
    "      - number: big\n        label: {zh: @4, en: @5}\n"
    "      - numbers: [{fact: big, label: {zh: @4, en: @5}}, {fact: big, label: {zh: @4, en: @5}}, {fact: big, label: {zh: @4, en: @5}}, {fact: laws.stock.2020.S1, label: {zh: @4, en: @5}}]\n"
    "      - versus: laws.stock.2021.S1\n        last: laws.stock.2020.S1\n        label: {zh: @4, en: @5}\n"
    "      - medal: big\n        label: {zh: @4, en: @5}\n"
    "      - nested: laws.stock.2020.S1\n        whole: big\n        label: {zh: @4, en: @5}\n        whole_label: {zh: @4, en: @5}\n"
    "      - shares: [{fact: laws.stock.2020.S1, whole: big, label: {zh: @4, en: @5}, text: {zh: @4, en: @5}}]\n"
    "      - ring: laws.stock.2020.S1\n        whole: big\n        label: {zh: @4, en: @5}\n"
    "      - bubbles: [{fact: big, label: {zh: @4, en: @5}}, {fact: laws.stock.2020.S1, label: {zh: @4, en: @5}}]\n"
    "      - change: laws.stock.2021.S1\n        from: big\n        label: {zh: @4, en: @5}\n"
    "      - ranked: [{fact: big, label: {zh: @4, en: @5}, mark: true}, {fact: laws.stock.2020.S1, label: {zh: @4, en: @5}}]\n"
    "      - progress: laws\n"
    "      - bullet: laws\n"
    "      - targets:\n"
    "  - span: half\n    blocks:\n"
    "      - squares: laws.stock.2020.S1\n        caption: {zh: @4, en: @5}\n"
    "      - dots: laws.stock.2020.S1\n        caption: {zh: @4, en: @5}\n"
    "  - span: half\n    blocks:\n"
    "      - people: [{fact: laws.stock.2020.S1, label: {zh: @4, en: @5}}]\n"
    "      - tiles: [{label: {zh: 甲, en: Alpha}}, {label: {zh: 乙, en: Beta}}]\n"
    "  - ground: tint\n    blocks:\n"
    "      - steps: [{date: {zh: 二〇一九年, en: Nineteen}, text: {zh: @4, en: @5}}, {date: {zh: 二〇二〇年, en: Twenty}, text: {zh: @4, en: @5}}]\n"
    "      - flow: [{icon: search, title: {zh: @4, en: @5}, text: {zh: @4, en: @5}}, {title: {zh: @4, en: @5}}]\n"
    "      - timeline: [{date: 2019-07, text: {zh: @4, en: @5}}, {date: 2019-08, text: {zh: @4, en: @5}}, {date: 2024, text: {zh: @4, en: @5}}]\n"
    "      - table: [[{zh: @4, en: @5}, {zh: @4, en: @5}], [{zh: 甲, en: A}, {zh: @4, en: @5}]]\n"
    "      - quote: {zh: @4, en: @5}\n        by: {zh: 某人, en: Somebody}\n"
    "      - definition: {term: {zh: @4, en: @5}, text: {zh: @4, en: @5}}\n"
    "      - feature: {icon: globe, title: {zh: @4, en: @5}, text: {zh: @4, en: @5}}\n"
    "      - icon: check\n        text: {zh: @4, en: @5}\n"
    "      - columns: [[{text: {zh: @4, en: @5}}], [{note: {zh: @4, en: @5}}]]\n"
    "      - divider:\n"
    "      - lede: {zh: @4, en: @5}\n"
    "      - leads: [1]\n        columns: 2\n        colors: [red]\n"
    "      - rule:\n"
    "      - medal: big\n        label: {zh: @4, en: @5}\n"
    "      - qr: https://example.org/standards\n        caption: {zh: @4, en: @5}\n"
    "      - logo: layouts/mark.svg\n        width: 200\n        alt: {zh: 标志, en: Mark}\n"
    "      - chart: small\n"
    "      - sources: [S1, S2]\n"
    "      - colophon:\n";

/* The same kinds with nothing that may be left out. */
static const char BARE[] =
    "  - blocks:\n"
    "      - masthead: {title: {zh: 题, en: Title}}\n"
    "      - lede: {zh: 甲, en: A}\n"
    "      - lead: 1\n        body: false\n"
    "      - leads: [1]\n"
    "      - leads: []\n"
    "      - heading: {zh: 甲, en: A}\n"
    "      - text: {zh: 甲, en: A}\n"
    "      - note: {zh: 甲, en: A}\n"
    "      - rule:\n"
    "      - divider:\n"
    "      - medal: big\n"
    "      - progress: laws\n"
    "      - bullet: laws\n"
    "      - targets:\n"
    "      - columns: [[{note: {zh: 甲, en: A}}], []]\n"
    "      - chart: small\n"
    "      - logo: layouts/mark.svg\n"
    "      - sources: [S1]\n"
    "      - sources: []\n"
    "      - number: big\n"
    "      - numbers: [{fact: big}]\n"
    "      - versus: laws.stock.2021.S1\n        last: laws.stock.2020.S1\n"
    "      - nested: laws.stock.2020.S1\n        whole: big\n"
    "      - shares: [{fact: laws.stock.2020.S1, whole: big}]\n"
    "      - ring: laws.stock.2020.S1\n        whole: big\n"
    "      - bubbles: [{fact: big}]\n"
    "      - change: laws.stock.2021.S1\n        from: big\n"
    "      - ranked: [{fact: big}]\n"
    "      - squares: laws.stock.2020.S1\n"
    "      - dots: laws.stock.2020.S1\n"
    "      - people: [{fact: laws.stock.2020.S1}]\n"
    "      - steps: [{text: {zh: 甲, en: A}}]\n"
    "      - flow: [{title: {zh: 甲, en: A}}]\n"
    "      - timeline: [{date: 2019}]\n"
    "      - table: [[{zh: 甲, en: A}]]\n"
    "      - quote: {zh: 甲, en: A}\n"
    "      - definition: {text: {zh: 甲, en: A}}\n"
    "      - feature: {text: {zh: 甲, en: A}}\n"
    "      - icon: check\n"
    "      - tiles: [{}]\n"
    "      - qr: x\n"
    "      - steps: []\n"
    "      - numbers: []\n"
    "      - bubbles: []\n"
    "      - tiles: []\n"
    "      - timeline: []\n"
    "      - colophon:\n";

static const char *
file_text(Arena *arena, const char *path)
{
    Buf out = BUF_INIT;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (int c; (c = getc(file)) != EOF;)
        buf_add_char(&out, (char)c);
    fclose(file);
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

/* @4 and @5 stand for a sentence, `times` over. */
static const char *
filled(Arena *arena, const char *pattern, int times)
{
    static const char *const sentences[] = {"以高标准助力高技术创新，促进高水平开放。", "High standards for high-technology innovation and opening-up. "};
    Buf out = BUF_INIT;
    for (const char *at = pattern; *at; at++) {
        if (*at != '@') {
            buf_add_char(&out, *at);
            continue;
        }
        at++;
        buf_add_char(&out, '"');
        for (int i = 0; i < times; i++)
            buf_add(&out, sentences[*at == '5']);
        buf_add_char(&out, '"');
    }
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

typedef struct Bench {
    Folder folder;
    LayoutContext context;
} Bench;

/* A project with a number of nine digits ("big"), the shipped theme and presets, and one poster. */
static Bench
bench_open(const char *blocks, int times, const char *theme)
{
    static const char *const presets[] = {"long", "slices", "square", "a3"};
    Bench b = {.folder = project_open()};
    Folder *f = &b.folder;
    Arena *arena = f->arena;
    folder_write(f, "data/annotations.csv",
                 "row_id,as_of,as_of_note,as_of_note_zh,share_percent,share_qualifier,share_of,share_of_zh,rank,rank_scope,status,quote_zh,chart,footnote_zh,footnote_en\n"
                 "big,,,,,,,,2,China,,,,,\n");
    folder_write(f, "data/figures.csv", FIGURES "big,laws,,很多,Many,2021,2021-12-31,stock,987654321,部,laws,nearly,S1,published,yes,,\n");
    folder_write(f, "data/annotations.csv",
        "row_id,as_of,as_of_note,as_of_note_zh,share_percent,share_qualifier,share_of,share_of_zh,rank,rank_scope,status,quote_zh,chart,footnote_zh,footnote_en\n"
        "big,,,,,,,,12,China,,,,,\n");
    folder_write(f, "layouts/themes/default.yaml", file_text(arena, "layouts/themes/default.yaml"));
    folder_write(f, "layouts/themes/measure.yaml", file_text(arena, "layouts/themes/measure.yaml"));
    for (size_t i = 0; i < COUNT_OF(presets); i++)
        folder_write(f, arena_printf(arena, "layouts/presets/%s.yaml", presets[i]), file_text(arena, arena_printf(arena, "layouts/presets/%s.yaml", presets[i])));
    folder_write(f, "layouts/mark.svg",
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><rect width=\"40\" height=\"20\" fill=\"#14263b\"/>"
                 "<circle cx=\"10\" cy=\"10\" r=\"6\" fill=\"#fff\"/><path d=\"M20 4h16v12z\" fill=\"#fff\"/></svg>\n");
    folder_write(f, "layouts/charts/small.yaml",
                 "$schema: https://vega.github.io/schema/vega-lite/v5.json\nusermeta: {shudu: {title: {zh: 两年, en: Two years}}}\n"
                 "data: {values: [{y: 一, n: 3}, {y: 二, n: 5}]}\nmark: bar\nencoding: {x: {field: n, type: quantitative, title: null}, y: {field: y, type: nominal, title: null}}\n");
    folder_write(f, "layouts/infographics/sample.yaml", arena_printf(arena, "%s%s", HEAD, filled(arena, blocks, times)));
    Model *model = project_read(f);
    assert_non_null(model);
    FontSet *fonts = fontset_open(arena, f->diags, "fonts");
    assert_non_null(fonts);
    b.context = (LayoutContext){
        .arena = arena,
        .diags = diags_new(arena),
        .reader = reader_new(arena, files_new(arena, f->root), f->diags),
        .model = model,
        .theme = theme_read(arena, f->reader, theme, model->lang_keys, model->lang_count, LOC_NONE),
        .text = text_context_new(arena, fonts, model->locales, model->lang_count),
    };
    assert_non_null(b.context.theme);
    return b;
}

static Scene *
draw(Bench *b, const char *preset_name, int lang, int second)
{
    Poster *poster = poster_read(&b->context, "layouts/infographics/sample.yaml");
    const Preset *preset = preset_read(b->folder.arena, b->context.reader, preset_name, LOC_NONE);
    assert_non_null(poster);
    assert_non_null(preset);
    Scene *scene = poster_layout(&b->context, poster, preset, lang, second);
    for (size_t i = 0; !scene && i < diags_count(b->context.diags); i++)
        print_message("%s\n", diags_at(b->context.diags, i)->message[0]);
    if (scene)
        scene_inspect(scene, b->context.diags);
    return scene;
}

static void
expect_nothing_said(Bench *b, const char *what)
{
    for (size_t i = 0; i < diags_count(b->context.diags); i++) {
        const Diag *d = diags_at(b->context.diags, i);
        print_error("%s: %s: %s\n", what, diag_code_text(d->code), d->message[0]);
    }
    assert_int_equal(diags_count(b->context.diags), 0);
}

/* A kind added to the table needs a place in both samples. */
static void
samples_hold_every_kind(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < POSTER_BLOCK_COUNT; i++) {
        const char *item = arena_printf(arena, "- %s:", POSTER_BLOCKS[i].name);
        if (!strstr(BLOCKS, item) || !strstr(BARE, item))
            fail_msg("no '%s' in %s", item, strstr(BLOCKS, item) ? "BARE" : "BLOCKS");
    }
    arena_free(arena);
}

/* Each language and both, in both themes. */
static void
holds(const char *blocks, int times)
{
    static const char *const themes[] = {"default", "measure"};
    static const int langs[][2] = {{0, -1}, {1, -1}, {0, 1}};
    for (size_t t = 0; t < COUNT_OF(themes); t++) {
        Bench b = bench_open(blocks, times, themes[t]);
        for (size_t i = 0; i < COUNT_OF(langs); i++) {
            assert_non_null(draw(&b, "long", langs[i][0], langs[i][1]));
            expect_nothing_said(&b, themes[t]);
        }
        folder_close(&b.folder);
    }
}

static void
every_block_holds_its_texts(void **state)
{
    (void)state;
    holds(BLOCKS, 1);
}

static void
and_texts_twice_as_long(void **state)
{
    (void)state;
    holds(BLOCKS, 2);
}

static void
optional_parts_may_be_left_out(void **state)
{
    (void)state;
    holds(BARE, 1);
}

static void
longer_texts_make_a_higher_page(void **state)
{
    (void)state;
    double heights[2];
    for (int i = 0; i < 2; i++) {
        Bench b = bench_open(BLOCKS, i + 1, "default");
        Scene *scene = draw(&b, "long", 0, -1);
        heights[i] = scene->pages.items[0].height;
        assert_int_equal((int)scene->pages.items[0].width, 1080);
        folder_close(&b.folder);
    }
    assert_true(heights[1] > heights[0] * 1.15);
}

static void
slices_are_numbered_parts_of_the_whole(void **state)
{
    (void)state;
    Bench b = bench_open(BLOCKS, 1, "default");
    Scene *whole = draw(&b, "long", 0, -1), *slices = draw(&b, "slices", 0, -1);
    double sum = 0;
    for (size_t i = 0; i < slices->pages.count; i++)
        sum += slices->pages.items[i].height;
    assert_true(slices->pages.count > 1);
    assert_true(sum > whole->pages.items[0].height - 5 && sum < whole->pages.items[0].height + 5);
    folder_close(&b.folder);
}

static const char *
first_code(const Bench *b)
{
    return diags_count(b->context.diags) ? diag_code_text(diags_at(b->context.diags, 0)->code) : "";
}

static void
a_page_too_small_is_an_error(void **state)
{
    (void)state;
    Bench b = bench_open("  - blocks:\n      - lead: 1\n      - text: {zh: @4, en: @5}\n", 60, "default");
    assert_null(draw(&b, "square", 1, -1));
    assert_string_equal(first_code(&b), "poster-overflow");
    folder_close(&b.folder);
}

static void
a_word_too_long_for_its_column_is_named(void **state)
{
    (void)state;
    Bench b = bench_open("  - blocks:\n      - heading: {zh: 甲, en: Donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft}\n", 1, "default");
    assert_null(draw(&b, "long", 1, -1));
    assert_string_equal(first_code(&b), "poster-no-fit");
    const Diag *d = diags_at(b.context.diags, 0);
    assert_non_null(strstr(d->message[0], "block heading, language en, box long: x 84"));
    folder_close(&b.folder);
}

/* A card for each lead; a page keeps its size. */
static void
presets_arrange_for_their_shape(void **state)
{
    (void)state;
    Bench b = bench_open("  - blocks:\n      - lead: 1\n  - blocks:\n      - text: {zh: @4, en: @5}\n  - blocks:\n      - lead: 1\n", 1, "default");
    Scene *cards = draw(&b, "square", 0, -1), *page = draw(&b, "a3", 0, 1);
    expect_nothing_said(&b, "shapes");
    assert_int_equal(cards->pages.count, 2);
    assert_int_equal((int)cards->pages.items[1].height, 1080);
    assert_int_equal(page->pages.count, 1);
    assert_int_equal((int)page->pages.items[0].height, 1190);
    folder_close(&b.folder);
}

/* The text with the tallest type on a page. */
static const TextOp *
tallest_text(const Scene *scene, size_t page)
{
    const TextOp *best = NULL;
    for (size_t i = 0; i < scene->pages.items[page].ops.count; i++) {
        const Op *op = &scene->pages.items[page].ops.items[i];
        if (op->kind == OP_TEXT && (!best || op->text.bounds.height > best->bounds.height))
            best = &op->text;
    }
    return best;
}

/* Archive sets a lead's numeral at the left margin of 84, Measure at the right one of 96, both with their ink. */
static void
themes_set_leads_at_either_end(void **state)
{
    (void)state;
    static const char lead[] = "  - blocks:\n      - lead: 1\n";
    Bench archive = bench_open(lead, 1, "default");
    const TextOp *numeral = tallest_text(draw(&archive, "long", 0, -1), 0);
    double left = numeral->at.x + numeral->bounds.x;
    assert_true(left < 84 && left > 64);
    folder_close(&archive.folder);
    Bench measure = bench_open(lead, 1, "measure");
    numeral = tallest_text(draw(&measure, "long", 0, -1), 0);
    double right = numeral->at.x + numeral->bounds.x + numeral->bounds.width;
    assert_true(right > 984 && right < 1004);
    expect_nothing_said(&measure, "across");
    folder_close(&measure.folder);
}

/* Six sections in five slices: the last, of sources, stands below the one before it. */
static void
sources_are_no_slice_of_their_own(void **state)
{
    (void)state;
    Bench b = bench_open("  - blocks: [{text: {zh: @4, en: @5}}]\n  - blocks: [{text: {zh: @4, en: @5}}]\n  - blocks: [{text: {zh: @4, en: @5}}]\n"
                         "  - blocks: [{text: {zh: @4, en: @5}}]\n  - blocks: [{heading: {zh: 末节, en: Last}}]\n  - ground: tint\n    blocks: [{note: {zh: 注, en: Note}}]\n", 30, "default");
    Scene *scene = draw(&b, "slices", 0, -1);
    assert_int_equal(scene->pages.count, 5);
    assert_string_equal(tallest_text(scene, 4)->text, "末节");
    folder_close(&b.folder);
}

/* How many marks stand in the first row of those that begin between two places. */
static size_t
first_row(const Scene *scene, double from, double to)
{
    size_t count = 0;
    double top = 0;
    for (size_t i = 0; i < scene->pages.items[0].ops.count; i++) {
        const Op *op = &scene->pages.items[0].ops.items[i];
        if (op->kind != OP_PATH || !op->path.use)
            continue;
        Rect box = path_bounds(op->path.path);
        if (box.x < from || box.x >= to)
            continue;
        top = count ? top : box.y;
        count += fabs(box.y - top) < 0.01;
    }
    return count;
}

/* In rows of seven the 15 would leave one behind: they stand in rows of six, and so do the 12 beside them. */
static void
squares_side_by_side_have_rows_of_one_length(void **state)
{
    (void)state;
    Bench b = bench_open("  - blocks:\n      - columns:\n          - [{squares: laws.stock.2020.S1, size: 44}]\n          - [{squares: laws.stock.2021.S1, size: 44}]\n", 1, "default");
    Scene *scene = draw(&b, "long", 0, -1);
    size_t left = first_row(scene, 0, 500), right = first_row(scene, 500, 1080);
    assert_int_equal(left, 6);
    assert_int_equal(right, 6);
    folder_close(&b.folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_hold_every_kind),
        cmocka_unit_test(every_block_holds_its_texts),
        cmocka_unit_test(and_texts_twice_as_long),
        cmocka_unit_test(optional_parts_may_be_left_out),
        cmocka_unit_test(longer_texts_make_a_higher_page),
        cmocka_unit_test(slices_are_numbered_parts_of_the_whole),
        cmocka_unit_test(a_page_too_small_is_an_error),
        cmocka_unit_test(a_word_too_long_for_its_column_is_named),
        cmocka_unit_test(presets_arrange_for_their_shape),
        cmocka_unit_test(themes_set_leads_at_either_end),
        cmocka_unit_test(sources_are_no_slice_of_their_own),
        cmocka_unit_test(squares_side_by_side_have_rows_of_one_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
