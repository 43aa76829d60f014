/* Reports on pages: pairs side by side over page breaks, the line grid, floats, side notes, paragraph numbers, the index. */
#include "../doc/report.h"

#include "layout/layout.h"

#include <math.h>

typedef struct Paper {
    Folder folder;
    Theme *theme;
    Doc *doc;
    Scene *scene;
} Paper;

/* The project's own theme, read from where the tests run. */
static void
copy_theme(Folder *f)
{
    Reader *here = reader_new(f->arena, files_new(f->arena, "."), f->diags);
    const Source *source = reader_read(here, "layouts/themes/default.yaml", LOC_NONE);
    assert_non_null(source);
    folder_write(f, "layouts/themes/default.yaml", source->text);
}

static Paper
paper_open(const char *report, const char *zh, const char *en, int lang)
{
    Paper p = {.folder = project_open()};
    Folder *f = &p.folder;
    copy_theme(f);
    report_write(f, report, zh, en);
    p.doc = report_read(f);
    Model *model = (Model *)p.doc->model;
    p.theme = theme_read(f->arena, f->reader, "default", model->lang_keys, model->lang_count, LOC_NONE);
    FontSet *fonts = fontset_open(f->arena, f->diags, "fonts");
    assert_non_null(p.theme);
    assert_non_null(fonts);
    TextContext *text = text_context_new(f->arena, fonts, model->locales, model->lang_count);
    LayoutContext context = {f->arena, f->diags, f->reader, model, p.theme, text};
    p.scene = layout_report(&context, p.doc, lang, NULL);
    assert_string_equal(folder_codes(f), "");
    assert_non_null(p.scene);
    return p;
}

static void
paper_close(Paper *p)
{
    folder_close(&p->folder);
}

/* Sentences that fill `lines` lines or so, each paragraph of another length. */
static const char *
prose(Arena *arena, const char *sentence, const char *end, int words)
{
    const char *out = "";
    for (int i = 0; i < words; i++)
        out = arena_printf(arena, "%s%s", out, sentence);
    return arena_printf(arena, "%s%s", out, end);
}

static void
many_paragraphs(Arena *arena, int count, const char **zh, const char **en)
{
    *zh = "# 一\n";
    *en = "# One\n";
    for (int i = 0; i < count; i++) {
        *zh = arena_printf(arena, "%s\n%s\n", *zh, prose(arena, "标准化工作稳步推进，", "成效明显。", 2 + i * 7 % 23));
        *en = arena_printf(arena, "%s\n%s\n", *en, prose(arena, "Work on standards goes on, ", "and shows.", 2 + i * 5 % 19));
    }
}

/* ---- lines of the paragraphs of a scene --------------------------------------------------------------------------------- */

typedef struct Line {
    uint32_t pair, page;
    int lang;
    double x, y;
} Line;

typedef VEC(Line) Lines;

static void
collect_lines(Arena *arena, const Scene *scene, Lines *out)
{
    for (uint32_t p = 0; p < scene->pages.count; p++)
        for (size_t i = 0; i < scene->pages.items[p].ops.count; i++) {
            const Op *op = &scene->pages.items[p].ops.items[i];
            if (op->kind == OP_TEXT && op->pair && op->elem && scene->elems.items[op->elem].role == ROLE_P)
                VEC_PUSH(arena, out, (Line){op->pair, p, op->text.spans[0].lang, op->text.at.x, op->text.at.y});
        }
}

static size_t
count_lines(const Lines *lines, uint32_t pair, int lang, uint32_t page)
{
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const Line *line = &lines->items[i];
        count += line->pair == pair && line->lang == lang && line->page == page;
    }
    return count;
}

static const Line *
first_line(const Lines *lines, uint32_t pair, int lang)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].pair == pair && lines->items[i].lang == lang)
            return &lines->items[i];
    return NULL;
}

static void
pairs_begin_on_one_line_and_stay_on_the_grid(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *zh, *en;
    many_paragraphs(arena, 60, &zh, &en);
    Paper p = paper_open("", zh, en, -1);
    Lines lines = {0};
    collect_lines(arena, p.scene, &lines);
    assert_true(p.scene->pages.count > 5);
    double grid = theme_number(p.theme, "paper.grid", 0);
    for (uint32_t pair = 2; pair <= 61; pair++) {
        const Line *first = first_line(&lines, pair, 0), *partner = first_line(&lines, pair, 1);
        assert_non_null(first);
        assert_non_null(partner);
        assert_int_equal(first->page, partner->page);
        assert_true(fabs(first->y - partner->y) < 0.001);
    }
    for (size_t i = 0; i < lines.count; i++) {
        const Line *line = &lines.items[i], *first = first_line(&lines, line->pair, line->lang);
        double steps = (line->y - first->y) / grid;
        if (line->page == first->page)
            assert_true(fabs(steps - round(steps)) < 0.001);
    }
    paper_close(&p);
    arena_free(arena);
}

static void
no_line_stands_alone_in_any_language(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *zh, *en;
    many_paragraphs(arena, 60, &zh, &en);
    Paper p = paper_open("", zh, en, -1);
    Lines lines = {0};
    collect_lines(arena, p.scene, &lines);
    size_t parted = 0;
    for (uint32_t pair = 2; pair <= 61; pair++)
        for (int lang = 0; lang < 2; lang++) {
            uint32_t page = first_line(&lines, pair, lang)->page;
            size_t here = count_lines(&lines, pair, lang, page), there = count_lines(&lines, pair, lang, page + 1);
            if (!there)
                continue;
            parted++;
            assert_true(here >= 2);
            assert_true(there >= 2);
        }
    assert_true(parted > 3);
    paper_close(&p);
    arena_free(arena);
}

/* ---- words on pages -------------------------------------------------------------------------------------------------------- */

/* Page and place of the first text that begins with these words. */
static bool
find_text(const Scene *scene, const char *words, uint32_t *page, Point *at)
{
    for (*page = 0; *page < scene->pages.count; ++*page)
        for (size_t i = 0; i < scene->pages.items[*page].ops.count; i++) {
            const Op *op = &scene->pages.items[*page].ops.items[i];
            if (op->kind == OP_TEXT && strncmp(op->text.text, words, strlen(words)) == 0) {
                *at = op->text.at;
                return true;
            }
        }
    return false;
}

#define TABLE "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n| 7 | 8 |\n| 9 | 0 |\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n| 7 | 8 |\n| 9 | 0 |\n| 1 | 2 |\n| 3 | 4 |\n"

/* Two thirds of a page of text, a table of half a page, and a word after it: the pages of head and word. */
static void
pages_of_table(const char *place, uint32_t *table, uint32_t *word)
{
    Arena *arena = arena_new();
    const char *before = prose(arena, "标准化工作稳步推进，", "成效明显。", 90);
    const char *zh = arena_printf(arena, "# 一\n\n%s\n\n::: {.table %s}\n表题\n\n" TABLE ":::\n\n尾句。\n", before, place);
    Paper p = paper_open("", zh, zh, 0);
    Point at;
    assert_true(find_text(p.scene, "表 1-1", table, &at) || find_text(p.scene, "表1-1", table, &at));
    assert_true(find_text(p.scene, "尾句。", word, &at));
    paper_close(&p);
    arena_free(arena);
}

static void
a_table_stays_or_floats(void **state)
{
    (void)state;
    uint32_t table, word;
    pages_of_table("", &table, &word);
    assert_true(word > table); /* begins here, goes on over the page */
    pages_of_table("place=float", &table, &word);
    assert_true(word < table); /* the text goes on here, the table opens the next page */
}

static void
a_side_note_stands_in_the_margin(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char ZH[] = "# 一\n\n正文正文正文。\n\n::: {.side}\n旁注。\n:::\n", EN[] = "# One\n\nBody.\n\n::: {.side}\nAside.\n:::\n";
    uint32_t page;
    Point body, note;
    Paper p = paper_open("", ZH, EN, 0);
    assert_true(find_text(p.scene, "正文", &page, &body));
    assert_true(find_text(p.scene, "旁注", &page, &note));
    assert_true(note.x > body.x + 300);
    assert_true(fabs(note.y - body.y) < 16.5);
    paper_close(&p);
    p = paper_open("", ZH, EN, -1);
    assert_true(find_text(p.scene, "旁注", &page, &note));
    assert_true(note.x < body.x + 20);
    assert_true(note.y > body.y + 16.5);
    paper_close(&p);
    arena_free(arena);
}

static void
numbers_of_paragraphs_stand_before_the_first_column(void **state)
{
    (void)state;
    uint32_t page;
    Point number, text;
    Paper p = paper_open("paragraph_numbers: always\n", "# 一\n\n甲文。\n\n乙文。\n", "# One\n\nA.\n\nB.\n", -1);
    assert_true(find_text(p.scene, "¶2", &page, &number));
    assert_true(find_text(p.scene, "乙文", &page, &text));
    assert_true(number.x < text.x);
    assert_true(fabs(number.y - text.y) < 0.001);
    paper_close(&p);
}

static void
the_index_gives_pages_in_each_language(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char FIGURES_IN_TEXT[] = "{{laws.stock.2020.S1}}";
    const char *far = prose(arena, "标准化工作稳步推进，", "成效明显。", 260);
    const char *zh = arena_printf(arena, "# 一\n\n法规%s部。\n\n%s\n\n又有{{laws.stock.2021.S1}}部。\n\n# 二\n\n::: {.indicator-index}\n:::\n", FIGURES_IN_TEXT, far);
    Paper p = paper_open("", zh, zh, -1);
    uint32_t page;
    Point chinese, english;
    assert_true(find_text(p.scene, "按汉语拼音排列", &page, &chinese));
    assert_true(find_text(p.scene, "In alphabetical order", &page, &english));
    assert_true(find_text(p.scene, "法规\u2003" "1、", &page, &chinese));
    assert_true(find_text(p.scene, "Laws\u2002" "1, ", &page, &english));
    paper_close(&p);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_begin_on_one_line_and_stay_on_the_grid),
        cmocka_unit_test(no_line_stands_alone_in_any_language),
        cmocka_unit_test(a_table_stays_or_floats),
        cmocka_unit_test(a_side_note_stands_in_the_margin),
        cmocka_unit_test(numbers_of_paragraphs_stand_before_the_first_column),
        cmocka_unit_test(the_index_gives_pages_in_each_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
