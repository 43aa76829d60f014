/* layout/side.c -- notes in the margin column, beside the block before them; where there is no such column, boxes in the text.
 *
 * An edition in one language sets its text narrower than the page (paper.single-measure): a line of 34 characters, or 75
 * letters, reads better than one of 46. Figures and tables take the whole width; side notes stand in what the text leaves.
 */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>

static const double LEAST_WIDTH = 60;
static const double PARAGRAPH_GAP = 3;
static const double RULE_GAP = 5;

void
flow_begin_block(Flow *flow)
{
    flow->block_top = flow->y;
    flow->block_page = scene_page_index(flow->scene);
}

static double
side_bottom(const Flow *flow)
{
    return flow->side_page == scene_page_index(flow->scene) ? flow->side_bottom : flow->top;
}

void
flow_clear_side(Flow *flow)
{
    if (flow->side_width > 0)
        flow->y = fmax(flow->y, side_bottom(flow) > flow->top ? side_bottom(flow) + 6 : flow->y);
}

void
flow_take_side(Flow *flow)
{
    flow->side_bottom = flow->y - 10;
    flow->side_page = scene_page_index(flow->scene);
    flow_begin_block(flow);
}

/* All paragraphs of the note; its height. */
static double
side_text(Flow *flow, const Block *note, double y, ElemId parent, bool measure)
{
    int lang = flow->langs[0];
    TextStyle style = role_style(flow->context, "note", lang);
    double top = y;
    for (size_t k = 0; k < note->children.count; k++) {
        Ranges ranges = {0};
        inline_ranges(flow, &note->children.items[k]->inlines, lang, &style, &ranges, NULL);
        ElemId elem = measure ? ELEM_ARTIFACT : scene_open(flow->scene, ROLE_P, parent, lang);
        y += flow_text_at(flow, &ranges, "note", lang, flow->side_x, y, flow->side_width, PARA_START, elem, measure) + PARAGRAPH_GAP;
    }
    return y - top - PARAGRAPH_GAP;
}

bool
flow_side_note(Flow *flow, const DocBlock *block)
{
    const Block *note = block->in[flow->langs[0]];
    if (flow->lang_count > 1 || flow->side_width < LEAST_WIDTH || !note)
        return false;
    double height = side_text(flow, note, 0, ELEM_ARTIFACT, true) + RULE_GAP;
    double beside = flow->block_page == scene_page_index(flow->scene) ? flow->block_top : flow->top;
    double least = side_bottom(flow) > flow->top ? side_bottom(flow) + 10 : flow->top;
    double y = fmin(fmax(beside, least), flow->bottom - flow->notes_height - height);
    if (y < least)
        return false;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->side_x, y + 2.5, flow->side_x + 24, y + 2.5, role_color(flow->context, "red"), 1);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = note->loc, .pair = block->pair});
    side_text(flow, note, y + RULE_GAP, scene_open(flow->scene, ROLE_DIV, flow->part, flow->langs[0]), false);
    flow->side_bottom = y + height;
    flow->side_page = scene_page_index(flow->scene);
    return true;
}
