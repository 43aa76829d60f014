#include "layout/layout.h"

#include "base/str.h"
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

/* Chapters know nothing of each other: each is laid out once, on pages without numbers. What prints page numbers (contents,
 * index) waits until all are known; the index may move what stands behind it, and is then laid out again. */
enum { MOST_ROUNDS = 5 };

typedef struct Paper {
    const LayoutContext *context;
    const Doc *doc;
    int lang;                   /* -1: all, side by side */
    Scene *front, **chapters;   /* each in memory of its own */
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

/* A chapter, or the front matter (NULL). `short_tail`: it would do better with a line more on each page. */
static Scene *
lay_once(const Paper *paper, const DocChapter *chapter, bool longer, bool *short_tail)
{
    LayoutContext context = *paper->context;
    context.arena = arena_new();
    Flow flow = {.context = &context, .doc = paper->doc, .scene = new_scene(&context, paper->doc, paper->lang)};
    flow.known = paper->numbered ? &paper->numbers : NULL;
    set_columns(&flow, paper->lang);
    if (chapter)
        *short_tail = flow_chapter(&flow, chapter, longer);
    else
        lay_front(&flow);
    return flow.scene;
}

static void
free_scene(Scene *scene)
{
    if (scene)
        arena_free(scene->arena);
}

static Scene *
lay_part(const Paper *paper, const DocChapter *chapter)
{
    bool short_tail = false;
    Scene *scene = lay_once(paper, chapter, false, &short_tail);
    if (!short_tail)
        return scene;
    free_scene(scene);
    return lay_once(paper, chapter, true, &short_tail);
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
add_numbers(const Paper *paper, const Scene *chapter, int before, PageNumbers *out)
{
    Arena *arena = paper->context->arena;
    for (size_t i = 0; i < chapter->dests.count; i++) {
        const Dest *dest = &chapter->dests.items[i];
        map_put(&out->by_id, dest->name, arena_printf(arena, "%d", before + 1 + (int)dest->page));
    }
    if (paper->doc->has_index)
        index_gather(paper->context, chapter, before, &out->index);
}

static PageNumbers
number_chapters(const Paper *paper)
{
    PageNumbers out;
    map_init(&out.by_id, paper->context->arena);
    map_init(&out.index, paper->context->arena);
    int folio = 0;
    for (size_t i = 0; i < paper->doc->chapters.count; i++) {
        add_numbers(paper, paper->chapters[i], folio, &out);
        folio += (int)paper->chapters[i]->pages.count;
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

static bool
prints_index(const DocChapter *chapter)
{
    for (size_t i = 0; i < chapter->blocks.count; i++)
        for (int lang = 0; lang < LANG_MAX; lang++) {
            const Block *block = chapter->blocks.items[i].in[lang];
            if (block && block->kind == BLOCK_DIV && str_equal(block->name, "indicator-index"))
                return true;
        }
    return false;
}

bool
layout_stands_alone(const Doc *doc, size_t chapter)
{
    return !prints_index(doc->chapters.items[chapter]);
}

static void
lay_all(Paper *paper)
{
    const Doc *doc = paper->doc;
    for (size_t i = 0; i < doc->chapters.count; i++)
        if (!paper->chapters[i])
            paper->chapters[i] = lay_part(paper, doc->chapters.items[i]);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        PageNumbers numbers = number_chapters(paper);
        if (round && same_numbers(&numbers, &paper->numbers))
            break;
        paper->numbers = numbers;
        paper->numbered = true;
        for (size_t i = 0; i < doc->chapters.count; i++)
            if (!layout_stands_alone(doc, i)) {
                free_scene(paper->chapters[i]);
                paper->chapters[i] = lay_part(paper, doc->chapters.items[i]);
            }
    }
    paper->front = lay_part(paper, NULL);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------- */

static void
free_arena(void *arena)
{
    arena_free(arena);
}

/* Pages of a chapter, or of the front matter (NULL), at the end, as sections of the volume; `first` is the first that has a number. */
static void
append_part(Flow *flow, Scene *part, const DocChapter *chapter, ElemId volume, size_t first)
{
    Arena *arena = flow->context->arena;
    size_t before = flow->scene->pages.count, pages = part->pages.count;
    arena_defer(arena, free_arena, part->arena);
    scene_append(flow->scene, part, volume);
    flow->chapter = chapter;
    for (size_t i = first; i < pages; i++) {
        size_t number = ++flow->folio;
        const char *label = chapter ? arena_printf(arena, "%zu", number) : roman(arena, number);
        scene_set_page(flow->scene, (uint32_t)(before + i));
        flow->opener = i == 0;
        flow_number_page(flow, label);
        if (flow->doc->has_index && chapter)
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
    append_part(&flow, paper->front, NULL, volume, 1);
    flow.scene->pages.items[0].label = "cover";
    flow.folio = 0;
    const DocChapter *last = NULL;
    for (size_t i = 0; i < paper->doc->chapters.count; i++) {
        const DocChapter *chapter = paper->doc->chapters.items[i];
        if (begins_volume(chapter, &last))
            volume = scene_open(flow.scene, ROLE_PART, ELEM_DOCUMENT, lang);
        append_part(&flow, paper->chapters[i], chapter, volume, 0);
    }
    return flow.scene;
}

Scene *
layout_report(const LayoutContext *context, const Doc *doc, int lang, Scene *const *parts)
{
    size_t errors = diags_errors(context->diags), count = doc->chapters.count;
    bool typographic = text_context_set_typographic(context->text, true);
    Paper paper = {.context = context, .doc = doc, .lang = lang, .chapters = ARENA_ARRAY(context->arena, Scene *, count + 1)};
    if (parts && count)
        memcpy(paper.chapters, parts, count * sizeof *parts);
    lay_all(&paper);
    Scene *scene = NULL;
    if (diags_errors(context->diags) == errors) {
        scene = join_parts(&paper);
    } else {
        free_scene(paper.front);
        for (size_t i = 0; i < count; i++)
            free_scene(paper.chapters[i]);
    }
    text_context_set_typographic(context->text, typographic);
    return scene;
}

Scene *
layout_chapter(const LayoutContext *context, const Doc *doc, int lang, size_t chapter)
{
    size_t errors = diags_errors(context->diags);
    bool typographic = text_context_set_typographic(context->text, true);
    Paper paper = {.context = context, .doc = doc, .lang = lang};
    Scene *scene = lay_part(&paper, doc->chapters.items[chapter]);
    text_context_set_typographic(context->text, typographic);
    if (diags_errors(context->diags) == errors)
        return scene;
    free_scene(scene);
    return NULL;
}
