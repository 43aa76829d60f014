#include "layout/layout.h"

#include "base/str.h"
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

/* Chapters know nothing of each other: each is laid out once, on pages without numbers. What prints page numbers (contents,
 * index) waits until all are known; the index may move what stands behind it, and is then laid out again. */
enum { MOST_ROUNDS = 5 };

/* A stretch of the document that is laid out on its own. */
typedef struct Part {
    const DocChapter *chapter;  /* NULL: the front matter */
    Scene *scene;               /* its pages; in memory of the part's own */
    PageNumbers numbers;        /* by the part's pages, from 1 */
    bool asks;                  /* prints page numbers of other parts */
} Part;

typedef struct Paper {
    const LayoutContext *context;
    const Doc *doc;
    int lang;                   /* -1: all, side by side */
    Part front, *chapters;
    PageNumbers numbers;        /* of the whole, once `numbered` */
    bool numbered;
} Paper;

static Scene *
new_scene(const LayoutContext *context, const Doc *doc, int lang)
{
    const Model *model = context->model;
    Scene *scene = scene_new(context->arena, model->lang_tags, model->lang_count, lang < 0 ? 0 : lang);
    for (int i = 0; i < model->lang_count; i++) {
        scene->meta.title.in[i] = doc->title.in[i];
        scene->meta.subject.in[i] = doc->subtitle.in[i];
    }
    scene->meta.author = model->edition.issuer.in[lang < 0 ? 0 : lang];
    scene->meta.licence = model->edition.licence;
    return scene;
}

static void
set_columns(Flow *flow, int lang)
{
    const Theme *theme = flow->context->theme;
    double page = theme_number(theme, "paper.width", 595.28), height = theme_number(theme, "paper.height", 841.89);
    flow->left = theme_number(theme, "paper.margin.left", 62);
    flow->width = page - flow->left - theme_number(theme, "paper.margin.right", 62);
    flow->top = theme_number(theme, "paper.margin.top", 74);
    flow->bottom = height - theme_number(theme, "paper.margin.bottom", 74);
    flow->lang_count = lang < 0 ? flow->context->model->lang_count : 1;
    double gutter = theme_number(theme, "paper.gutter", 22);
    double share = flow->lang_count == 2 ? theme_number(theme, "paper.column-zh", 0.5) : 1.0 / flow->lang_count;
    double x = flow->left, net = flow->width - gutter * (flow->lang_count - 1);
    for (int i = 0; i < flow->lang_count; i++) {
        flow->langs[i] = lang < 0 ? i : lang;
        flow->column_x[i] = x;
        flow->column_width[i] = net * (flow->lang_count == 2 && i == 1 ? 1 - share : share);
        x += flow->column_width[i] + gutter;
    }
    if (flow->lang_count == 1) {
        flow->column_width[0] = flow->width * theme_number(theme, "paper.single-measure", 1);
        flow->side_x = flow->left + flow->column_width[0] + gutter;
        flow->side_width = flow->left + flow->width - flow->side_x;
    }
}

/* ---- parts -------------------------------------------------------------------------------------------------------------- */

static void
lay_front(Flow *flow)
{
    flow_cover(flow);
    flow_imprint(flow);
    flow_contents(flow);
    flow_end_page(flow);
}

/* Whether the part would do better with a line more on each page. */
static bool
try_part(const Paper *paper, Part *part, bool longer)
{
    LayoutContext context = *paper->context;
    context.arena = arena_new();
    Flow flow = {.context = &context, .doc = paper->doc, .scene = new_scene(&context, paper->doc, paper->lang)};
    flow.known = paper->numbered ? &paper->numbers : NULL;
    map_init(&flow.found, context.arena);
    set_columns(&flow, paper->lang);
    bool short_tail = false;
    if (part->chapter)
        short_tail = flow_chapter(&flow, part->chapter, longer);
    else
        lay_front(&flow);
    part->scene = flow.scene;
    part->asks = flow.asks;
    part->numbers.by_id = flow.found;
    map_init(&part->numbers.index, context.arena);
    if (paper->doc->has_index)
        index_gather(&context, flow.scene, &part->numbers.index);
    return short_tail;
}

static void
drop_part(Part *part)
{
    if (part->scene)
        arena_free(part->scene->arena);
    part->scene = NULL;
}

static void
lay_part(const Paper *paper, Part *part)
{
    drop_part(part);
    if (try_part(paper, part, false)) {
        drop_part(part);
        try_part(paper, part, true);
    }
}

/* ---- page numbers ------------------------------------------------------------------------------------------------------- */

static const char *
roman(Arena *arena, size_t number)
{
    static const struct {
        size_t value;
        const char *text;
    } digits[] = {{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
    const char *text = "";
    for (size_t i = 0; i < COUNT_OF(digits); i++)
        for (; number >= digits[i].value; number -= digits[i].value)
            text = arena_printf(arena, "%s%s", text, digits[i].text);
    return text;
}

static void
add_numbers(Arena *arena, const PageNumbers *part, int before, PageNumbers *out)
{
    for (size_t i = 0; i < part->by_id.entries.count; i++) {
        const char *page = part->by_id.entries.items[i].value;
        map_put(&out->by_id, part->by_id.entries.items[i].key, arena_printf(arena, "%d", before + atoi(page)));
    }
    for (size_t i = 0; i < part->index.entries.count; i++) {
        const IndexPages *pages = part->index.entries.items[i].value;
        IndexPages *all = map_find(&out->index, part->index.entries.items[i].key);
        if (!all)
            map_put(&out->index, part->index.entries.items[i].key, all = ARENA_NEW(arena, IndexPages));
        for (size_t k = 0; k < pages->count; k++)
            VEC_PUSH(arena, all, before + pages->items[k]);
    }
}

static PageNumbers
number_chapters(const Paper *paper)
{
    Arena *arena = paper->context->arena;
    PageNumbers out;
    map_init(&out.by_id, arena);
    map_init(&out.index, arena);
    int folio = 0;
    for (size_t i = 0; i < paper->doc->chapters.count; i++) {
        add_numbers(arena, &paper->chapters[i].numbers, folio, &out);
        folio += (int)paper->chapters[i].scene->pages.count;
    }
    return out;
}

static bool
same_pages(const IndexPages *a, const IndexPages *b)
{
    return b && a->count == b->count && !memcmp(a->items, b->items, a->count * sizeof *a->items);
}

static bool
same_numbers(const PageNumbers *a, const PageNumbers *b)
{
    if (a->by_id.entries.count != b->by_id.entries.count || a->index.entries.count != b->index.entries.count)
        return false;
    for (size_t i = 0; i < a->by_id.entries.count; i++)
        if (!str_equal(a->by_id.entries.items[i].value, map_find(&b->by_id, a->by_id.entries.items[i].key)))
            return false;
    for (size_t i = 0; i < a->index.entries.count; i++)
        if (!same_pages(a->index.entries.items[i].value, map_find(&b->index, a->index.entries.items[i].key)))
            return false;
    return true;
}

static void
lay_all(Paper *paper)
{
    size_t count = paper->doc->chapters.count;
    for (size_t i = 0; i < count; i++) {
        paper->chapters[i].chapter = paper->doc->chapters.items[i];
        lay_part(paper, &paper->chapters[i]);
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
        PageNumbers numbers = number_chapters(paper);
        if (round && same_numbers(&numbers, &paper->numbers))
            break;
        paper->numbers = numbers;
        paper->numbered = true;
        for (size_t i = 0; i < count; i++)
            if (paper->chapters[i].asks)
                lay_part(paper, &paper->chapters[i]);
    }
    lay_part(paper, &paper->front);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------- */

static void
free_arena(void *arena)
{
    arena_free(arena);
}

/* Pages of the part, at the end, as sections of the volume; its first page that has a number is `first`. */
static void
append_part(Flow *flow, const Part *part, ElemId volume, size_t first)
{
    Arena *arena = flow->context->arena;
    size_t before = flow->scene->pages.count, pages = part->scene->pages.count;
    arena_defer(arena, free_arena, part->scene->arena);
    scene_append(flow->scene, part->scene, volume);
    flow->chapter = part->chapter;
    for (size_t i = first; i < pages; i++) {
        size_t number = ++flow->folio;
        const char *label = part->chapter ? arena_printf(arena, "%zu", number) : roman(arena, number);
        scene_set_page(flow->scene, (uint32_t)(before + i));
        flow->opener = i == 0;
        flow_number_page(flow, label);
        if (flow->doc->has_index && part->chapter)
            scene_dest(flow->scene, arena_printf(arena, "page-%s", label), flow->left, flow->top);
    }
}

/* Chapters without a number go with those before them. */
static bool
begins_volume(const DocChapter *chapter, const DocChapter **last)
{
    bool lettered = chapter->number && chapter->number[0] >= 'A' && chapter->number[0] <= 'Z';
    bool before = *last && (*last)->number[0] >= 'A' && (*last)->number[0] <= 'Z';
    if (!chapter->number)
        return false;
    bool begins = !*last || lettered != before;
    *last = chapter;
    return begins;
}

/* Front matter, chapters and appendices, one behind the other, with their numbers. */
static Scene *
join_parts(const Paper *paper)
{
    const LayoutContext *context = paper->context;
    Flow flow = {.context = context, .doc = paper->doc, .scene = new_scene(context, paper->doc, paper->lang)};
    set_columns(&flow, paper->lang);
    int lang = flow.langs[0];
    ElemId volume = scene_open(flow.scene, ROLE_PART, ELEM_DOCUMENT, lang);
    append_part(&flow, &paper->front, volume, 1);
    flow.scene->pages.items[0].label = "cover";
    flow.folio = 0;
    const DocChapter *last = NULL;
    for (size_t i = 0; i < paper->doc->chapters.count; i++) {
        if (begins_volume(paper->chapters[i].chapter, &last))
            volume = scene_open(flow.scene, ROLE_PART, ELEM_DOCUMENT, lang);
        append_part(&flow, &paper->chapters[i], volume, 0);
    }
    return flow.scene;
}

static void
drop_parts(Paper *paper)
{
    drop_part(&paper->front);
    for (size_t i = 0; i < paper->doc->chapters.count; i++)
        drop_part(&paper->chapters[i]);
}

Scene *
layout_report(const LayoutContext *context, const Doc *doc, int lang)
{
    size_t errors = diags_errors(context->diags);
    bool typographic = text_context_set_typographic(context->text, true);
    Paper paper = {.context = context, .doc = doc, .lang = lang, .chapters = ARENA_ARRAY(context->arena, Part, doc->chapters.count + 1)};
    lay_all(&paper);
    Scene *scene = NULL;
    if (diags_errors(context->diags) > errors)
        drop_parts(&paper);
    else
        scene = join_parts(&paper);
    text_context_set_typographic(context->text, typographic);
    return scene;
}
