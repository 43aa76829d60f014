#include "layout/layout.h"

#include "base/str.h"
#include "layout/flow.h"

#include <math.h>

/* References settle by repeating: page numbers of one round are printed in the next. Contents keep their length, so the second
 * round is already true; a third would only show the same again. */
enum { ROUNDS = 2 };

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
}

static Scene *
pour(const LayoutContext *context, const Doc *doc, int lang, const PageNumbers *known, PageNumbers *found)
{
    Flow flow = {.context = context, .doc = doc, .scene = new_scene(context, doc, lang), .known = known};
    map_init(&flow.found.by_id, context->arena);
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
    *found = flow.found;
    return flow.scene;
}

Scene *
layout_report(const LayoutContext *context, const Doc *doc, int lang)
{
    size_t errors = diags_errors(context->diags);
    bool typographic = text_context_set_typographic(context->text, true);
    PageNumbers known, found;
    map_init(&known.by_id, context->arena);
    Scene *scene = NULL;
    for (int i = 0; i < ROUNDS; i++) {
        /* All of a round but the page numbers is thrown away, save the last. */
        bool last = i + 1 == ROUNDS;
        LayoutContext round = *context;
        round.arena = last ? context->arena : arena_new();
        scene = pour(&round, doc, lang, i ? &known : NULL, &found);
        for (size_t k = 0; k < found.by_id.entries.count; k++) {
            const MapEntry *entry = &found.by_id.entries.items[k];
            map_put(&known.by_id, entry->key, arena_strdup(context->arena, entry->value));
        }
        if (!last)
            arena_free(round.arena);
        if (diags_errors(context->diags) > errors) {
            scene = NULL;
            break;
        }
    }
    text_context_set_typographic(context->text, typographic);
    return scene;
}
