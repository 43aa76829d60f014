/* layout/flow.c -- paragraphs of all languages side by side on one line grid. */
#include "layout/flow.h"

#include <math.h>

void flow_add_notes(Flow *flow, const NoteNames *names);

/* Links of a paragraph become elements of their own below it, once the paragraph's element is known. */
static void
open_links(Flow *flow, Ranges *ranges, ElemId parent, int lang)
{
    for (size_t i = 0; i < ranges->count; i++) {
        TextRange *range = &ranges->items[i];
        if (!range->link_dest && !range->link_uri)
            continue;
        range->elem = scene_open(flow->scene, ROLE_LINK, parent, lang);
        range->link_elem = range->elem;
    }
}

static ParaStyle
para_style(const Flow *flow, const ParaSet *set, int lang)
{
    const LayoutContext *context = flow->context;
    bool cjk = context->model->locales[lang]->is_cjk;
    TextStyle style = role_style(context, set->role, lang);
    ParaStyle out = {.align = set->align, .line_height = role_leading(context, set->role, lang), .kinsoku = KINSOKU_GB, .balance = set->balance};
    out.hyphenate = set->align == PARA_JUSTIFY && !cjk;
    if (set->indent && cjk)
        out.indent = 2 * style.size;
    if (set->bullet)
        out.indent = out.hanging = style.size * 1.5;
    return out;
}

void
flow_paragraph(Flow *flow, const Ranges *given, const NoteNames *notes, const ParaSet *set, const Loc *locs, uint32_t pair)
{
    const LayoutContext *context = flow->context;
    Para *paras[LANG_MAX] = {0};
    Ranges ranges[LANG_MAX];
    size_t lines[LANG_MAX], most = 0, placed = 0;
    double leading = 0;
    Arena *scratch = arena_new();
    flow->y += set->space_before;
    for (int i = 0; i < flow->lang_count; i++) {
        ranges[i] = given[i];
        leading = fmax(leading, role_leading(context, set->role, flow->langs[i]));
    }
    /* Elements come before the paragraphs, whose ranges name their links' elements. */
    ElemId elems[LANG_MAX];
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = locs ? locs[i] : LOC_NONE, .pair = pair});
        elems[i] = given[i].count ? scene_open(flow->scene, set->elem, flow->part, lang) : ELEM_ARTIFACT;
        if (given[i].count)
            open_links(flow, &ranges[i], elems[i], lang);
        ParaStyle style = para_style(flow, set, lang);
        style.line_height = leading;
        paras[i] = para_new(scratch, context->text, ranges[i].items, ranges[i].count, &style);
        lines[i] = para_break(paras[i], flow->column_width[i] - 2 * set->inset);
        most = MAX_OF(most, lines[i]);
    }
    if (notes)
        flow_add_notes(flow, notes);
    size_t least = set->keep ? most : MIN_OF(most, (size_t)2);
    flow_need(flow, leading * (double)least);
    while (placed < most) {
        size_t fit = (size_t)fmax(1, floor((flow_room(flow) + 0.1) / leading)), rest = most - placed;
        size_t count = MIN_OF(fit, rest);
        /* Neither a first nor a last line of a paragraph stands alone on a page. */
        if (count < rest && rest - count == 1 && count > 2)
            count--;
        for (int i = 0; i < flow->lang_count; i++) {
            if (!paras[i] || placed >= lines[i])
                continue;
            scene_set_state(flow->scene, (SceneState){.elem = elems[i], .loc = locs ? locs[i] : LOC_NONE, .pair = pair});
            if (set->bullet && placed == 0 && set->label) {
                TextStyle style = role_style(context, set->role, flow->langs[i]);
                label_place(context->text, flow->scene, set->label, &style, (Point){flow->column_x[i] + set->inset, flow->y + para_first_baseline(paras[i])},
                            ANCHOR_START, 0, 1, 0, NULL, NULL);
            }
            para_place(paras[i], flow->scene, placed, placed + count, flow->column_x[i] + set->inset, flow->y, elems[i]);
        }
        placed += count;
        flow->y += leading * (double)count;
        if (placed < most) {
            flow_new_page(flow);
            flow_need(flow, leading * (double)MIN_OF(most - placed, (size_t)2));
        }
    }
    flow->y += set->space_after;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    arena_free(scratch);
}

double
flow_text_at(Flow *flow, const Ranges *ranges, const char *role, int lang, double x, double y, double width, ParaAlign align, ElemId elem, bool measure)
{
    const LayoutContext *context = flow->context;
    if (!ranges->count)
        return 0;
    ParaStyle style = {.align = align, .line_height = role_leading(context, role, lang), .kinsoku = KINSOKU_GB, .hyphenate = align == PARA_JUSTIFY};
    Ranges copy = *ranges;
    if (!measure && elem != ELEM_ARTIFACT)
        open_links(flow, &copy, elem, lang);
    /* The ops are copied into the scene: the paragraph itself is needed no longer. */
    Arena *scratch = arena_new();
    Para *para = para_new(scratch, context->text, copy.items, copy.count, &style);
    size_t lines = para_break(para, width);
    if (!measure)
        para_place(para, flow->scene, 0, lines, x, y, elem);
    double height = para_height(para);
    arena_free(scratch);
    return height;
}
