/* layout/master.c -- pages: a new one, the line grid, notes at the foot, running heads and folios. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>

bool
paper_is(const Flow *flow, const char *key, const char *value)
{
    return str_equal(theme_string(flow->context->theme, arena_printf(flow->context->arena, "paper.%s", key), ""), value);
}

Kinsoku
paper_kinsoku(const Flow *flow)
{
    static const char *const names[] = {[KINSOKU_NONE] = "none", [KINSOKU_BASIC] = "basic", [KINSOKU_GB] = "gb", [KINSOKU_STRICT] = "strict"};
    const char *breaks = theme_string(flow->context->theme, "paper.line-breaks", ""); /* asked for each paragraph */
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(breaks, names[i]))
            return (Kinsoku)i;
    return KINSOKU_GB;
}

static ElemId
artifact_text(Flow *flow, const char *text, const char *role, int lang, double x, double y, TextAnchor anchor)
{
    TextStyle style = role_style(flow->context, role, lang);
    SceneState state = scene_state(flow->scene);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_PAGINATION});
    label_place(flow->context->text, flow->scene, text, &style, (Point){x, y}, anchor, 0, 1, 0, NULL, NULL);
    scene_set_state(flow->scene, state);
    return ELEM_ARTIFACT;
}

static void
draw_watermark(Flow *flow)
{
    const Edition *edition = &flow->context->model->edition;
    if (str_equal(edition->state, "final"))
        return;
    int lang = flow->langs[0];
    const char *text = model_word(flow->context->model, lang, edition_state_word(edition));
    TextStyle style = role_style(flow->context, "h2", lang);
    style.size = 84;
    style.color = role_color(flow->context, theme_node(flow->context->theme, "colors.watermark") ? "watermark" : "tint");
    SceneState state = scene_state(flow->scene);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND});
    Page *page = scene_page(flow->scene);
    label_place(flow->context->text, flow->scene, text, &style, (Point){page->width / 2, page->height / 2}, ANCHOR_MIDDLE, -38, 1, 0, NULL, NULL);
    scene_set_state(flow->scene, state);
}

void
flow_new_page(Flow *flow)
{
    flow_end_page(flow);
    flow->finished = false;
    const Theme *theme = flow->context->theme;
    scene_add_page(flow->scene, theme_number(theme, "paper.width", 595.28), theme_number(theme, "paper.height", 841.89));
    Page *page = scene_page(flow->scene);
    page->bleed = theme_number(theme, "paper.bleed", 0);
    page->background = role_color(flow->context, "page");
    flow->y = flow->top;
    draw_watermark(flow);
    if (!flow->holds_floats)
        flow_floats(flow);
    flow->bar_top = flow->y;
}

/* At the right; or after GB/T 9704-2012, 7.5: between dashes, outside on each page. */
static void
draw_folio(Flow *flow, int lang, double right, double y)
{
    const char *label = scene_page(flow->scene)->label;
    if (!paper_is(flow, "folio", "dashes")) {
        artifact_text(flow, label, "folio", lang, right, y, ANCHOR_END);
        return;
    }
    double em = role_style(flow->context, "folio", lang).size;
    bool odd = (scene_page_index(flow->scene) & 1) == 0;
    const char *text = arena_printf(flow->context->arena, "— %s —", label);
    artifact_text(flow, text, "folio", lang, odd ? right - em : flow->left + em, y, odd ? ANCHOR_END : ANCHOR_START);
}

/* Title of the report on the left, of the chapter on the right, hairline; folio below. The first page of a chapter has the folio alone. */
void
flow_number_page(Flow *flow, const char *label)
{
    const LayoutContext *context = flow->context;
    scene_page(flow->scene)->label = label;
    double height = scene_page(flow->scene)->height;
    int first = flow->langs[0], last = flow->langs[flow->lang_count - 1];
    double right = flow->left + flow->width;
    draw_folio(flow, first, right, height - 40);
    if (!flow->chapter || flow->opener)
        return;
    SceneState state = scene_state(flow->scene);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_PAGINATION});
    scene_line(flow->scene, flow->left, 52, right, 52, role_color(context, "hairline"), 0.6);
    scene_set_state(flow->scene, state);
    const DocBlock *heading = flow->chapter->blocks.count ? &flow->chapter->blocks.items[0] : NULL;
    const char *title = heading && heading->in[last] ? inlines_text(context->arena, &heading->in[last]->inlines) : "";
    artifact_text(flow, flow->doc->title.in[first] ? flow->doc->title.in[first] : "", "running-head", first, flow->left, 45, ANCHOR_START);
    artifact_text(flow, title, "running-head", last, right, 45, ANCHOR_END);
}

void
flow_end_page(Flow *flow)
{
    if (!flow->scene->pages.count || flow->finished)
        return;
    flow->finished = true;
    flow_draw_bar(flow, flow->y);
    flow_draw_notes(flow);
}

double
flow_room(const Flow *flow)
{
    return flow->bottom - flow->notes_height - flow->y;
}

bool
flow_need(Flow *flow, double height)
{
    bool turned = false;
    /* A figure that waited may have taken most of the new page: then the next one. */
    while (flow_room(flow) < height && flow->y > flow->top + 1) {
        flow_new_page(flow);
        turned = true;
    }
    return turned;
}

double
flow_snap(const Flow *flow, double y)
{
    double grid = theme_number(flow->context->theme, "paper.grid", 16.5);
    return flow->top + ceil((y - flow->top) / grid - 0.01) * grid;
}
