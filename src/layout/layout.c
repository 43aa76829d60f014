#include "layout/layout.h"

#include "base/str.h"
#include "layout/flow.h"

#include <math.h>
#include <stdlib.h>

/* References settle by repeating: page numbers of one round are printed in the next, until a round finds what it printed.
 * Most documents need two; an index or a chapter made shorter may ask for a third. */
enum { MOST_ROUNDS = 5 };

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
    flow->bottom = flow->usual_bottom = height - theme_number(theme, "paper.margin.bottom", 74);
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

/* ---- what a round finds ------------------------------------------------------------------------------------------------- */

static void
page_numbers_init(PageNumbers *self, Arena *arena)
{
    map_init(&self->by_id, arena);
    map_init(&self->index, arena);
    map_init(&self->short_tails, arena);
}

static bool
same_pages(const IndexPages *a, const IndexPages *b)
{
    if (!a || !b || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i] != b->items[i])
            return false;
    return true;
}

static bool
same_numbers(const PageNumbers *a, const PageNumbers *b)
{
    if (a->by_id.entries.count != b->by_id.entries.count || a->index.entries.count != b->index.entries.count
        || a->short_tails.entries.count != b->short_tails.entries.count)
        return false;
    for (size_t i = 0; i < a->by_id.entries.count; i++)
        if (!str_equal(a->by_id.entries.items[i].value, map_find(&b->by_id, a->by_id.entries.items[i].key)))
            return false;
    for (size_t i = 0; i < a->index.entries.count; i++)
        if (!same_pages(a->index.entries.items[i].value, map_find(&b->index, a->index.entries.items[i].key)))
            return false;
    return true;
}

/* Where a page will be once the chapters with a short tail have lost theirs: spares a round. */
static int
folio_without_tails(const PageNumbers *found, int folio)
{
    int gone = 0;
    for (size_t i = 0; i < found->short_tails.entries.count; i++)
        gone += atoi(found->short_tails.entries.items[i].value) <= folio;
    return folio - gone;
}

/* A copy that outlives the round; after the first one as it will be with the short tails taken away. */
static void
keep_numbers(PageNumbers *out, Arena *arena, const PageNumbers *found, bool first)
{
    page_numbers_init(out, arena);
    for (size_t i = 0; i < found->by_id.entries.count; i++) {
        const char *label = found->by_id.entries.items[i].value;
        int folio = atoi(label);
        label = first && folio ? arena_printf(arena, "%d", folio_without_tails(found, folio)) : arena_strdup(arena, label);
        map_put(&out->by_id, found->by_id.entries.items[i].key, (void *)label);
    }
    for (size_t i = 0; i < found->index.entries.count; i++) {
        const IndexPages *pages = found->index.entries.items[i].value;
        IndexPages *copy = ARENA_NEW(arena, IndexPages);
        for (size_t k = 0; k < pages->count; k++) {
            int folio = first ? folio_without_tails(found, pages->items[k]) : pages->items[k];
            if (!copy->count || VEC_LAST(copy) != folio)
                VEC_PUSH(arena, copy, folio);
        }
        map_put(&out->index, found->index.entries.items[i].key, copy);
    }
    for (size_t i = 0; i < found->short_tails.entries.count; i++)
        map_put(&out->short_tails, found->short_tails.entries.items[i].key, arena_strdup(arena, found->short_tails.entries.items[i].value));
}

/* ---- rounds ---------------------------------------------------------------------------------------------------------------- */

static Scene *
pour(const LayoutContext *context, const Doc *doc, int lang, const PageNumbers *known, PageNumbers *found)
{
    Flow flow = {.context = context, .doc = doc, .scene = new_scene(context, doc, lang), .known = known};
    page_numbers_init(&flow.found, context->arena);
    set_columns(&flow, lang);
    flow_cover(&flow);
    flow.roman = 1;
    flow_imprint(&flow);
    flow_contents(&flow);
    flow_end_page(&flow);
    flow.roman = 0;
    for (size_t i = 0; i < doc->chapters.count; i++)
        flow_chapter(&flow, doc->chapters.items[i]);
    flow_end_page(&flow);
    if (doc->has_index)
        index_gather(context, flow.scene, &flow.found.index);
    *found = flow.found;
    return flow.scene;
}

static void
free_arena(void *arena)
{
    arena_free(arena);
}

Scene *
layout_report(const LayoutContext *context, const Doc *doc, int lang)
{
    size_t errors = diags_errors(context->diags);
    bool typographic = text_context_set_typographic(context->text, true);
    PageNumbers known;
    Scene *scene = NULL;
    for (int i = 0; i < MOST_ROUNDS; i++) {
        /* All of a round but its numbers is thrown away, save the last. */
        LayoutContext round = *context;
        round.arena = arena_new();
        PageNumbers found;
        scene = pour(&round, doc, lang, i ? &known : NULL, &found);
        bool failed = diags_errors(context->diags) > errors;
        if (!failed && (i + 1 == MOST_ROUNDS || (i && same_numbers(&known, &found)))) {
            arena_defer(context->arena, free_arena, round.arena);
            break;
        }
        keep_numbers(&known, context->arena, &found, i == 0);
        arena_free(round.arena);
        scene = NULL;
        if (failed)
            break;
    }
    text_context_set_typographic(context->text, typographic);
    return scene;
}
