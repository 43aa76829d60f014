/* layout/notes.c -- notes at the foot of the page on which their marks stand. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>

static const double NOTE_GAP = 2;

/* `label`: element of the number; ELEM_ARTIFACT for measuring. */
static void
note_ranges(Flow *flow, const Note *note, int position, ElemId label, Ranges *out)
{
    int lang = flow->langs[position];
    TextStyle style = role_style(flow->context, "footnote", lang);
    const Block *block = note->block[position];
    TextRange number = {.text = arena_printf(flow->context->arena, "%d ", note->number), .style = style, .elem = label};
    VEC_PUSH(flow->context->arena, out, number);
    for (size_t i = 0; block && i < block->children.count; i++)
        inline_ranges(flow, &block->children.items[i]->inlines, lang, &style, out, NULL);
    if (block && !block->children.count)
        inline_ranges(flow, &block->inlines, lang, &style, out, NULL);
}

static double
note_height(Flow *flow, const Note *note)
{
    double height = 0;
    for (int i = 0; i < flow->lang_count; i++) {
        Ranges ranges = {0};
        note_ranges(flow, note, i, ELEM_ARTIFACT, &ranges);
        height = fmax(height, flow_text_at(flow, &ranges, "footnote", flow->langs[i], 0, 0, flow->column_width[i], PARA_START, 0, true));
    }
    return height + NOTE_GAP;
}

/* The first language's names lead; the others' stand beside them in the same order. */
static Note
note_at(Flow *flow, const NoteNames *names, size_t index)
{
    Note note = {.number = flow->note_number + (int)index + 1};
    for (int k = 0; k < flow->lang_count; k++) {
        const char *name = index < names[k].count ? names[k].items[index] : names[0].items[index];
        note.block[k] = flow->chapter ? doc_footnote(flow->chapter, flow->langs[k], name) : NULL;
    }
    return note;
}

static double
gap_above(const Flow *flow)
{
    return flow->notes.count ? 0 : theme_number(flow->context->theme, "paper.note-gap", 10) + 4;
}

double
flow_notes_height(Flow *flow, const NoteNames *names)
{
    double height = 0;
    for (size_t i = 0; names && i < names[0].count; i++) {
        Note note = note_at(flow, names, i);
        height += note_height(flow, &note);
    }
    return height > 0 ? height + gap_above(flow) : 0;
}

void
flow_add_notes(Flow *flow, const NoteNames *names)
{
    for (size_t i = 0; names && i < names[0].count; i++) {
        Note note = note_at(flow, names, i);
        flow->notes_height += gap_above(flow) + note_height(flow, &note);
        for (int k = 0; k < flow->lang_count; k++)
            note.elem[k] = scene_open(flow->scene, ROLE_NOTE, flow->part, flow->langs[k]);
        VEC_PUSH(flow->context->arena, &flow->notes, note);
    }
    if (names)
        flow->note_number += (int)names[0].count;
}

const char *
flow_note_dest(const Flow *flow, int number)
{
    return arena_printf(flow->context->arena, "note-%s-%d", flow->chapter ? flow->chapter->name : "x", number);
}

void
flow_draw_notes(Flow *flow)
{
    if (!flow->notes.count)
        return;
    const LayoutContext *context = flow->context;
    double y = flow->bottom - flow->notes_height + theme_number(context->theme, "paper.note-gap", 10);
    SceneState state = scene_state(flow->scene);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->left, y - 4, flow->left + 72, y - 4, role_color(context, "muted"), 0.5);
    for (size_t i = 0; i < flow->notes.count; i++) {
        const Note *note = &flow->notes.items[i];
        const char *name = flow_note_dest(flow, note->number);
        double tallest = 0;
        scene_dest(flow->scene, name, flow->left, y - 2);
        for (int k = 0; k < flow->lang_count; k++) {
            ElemId elem = note->elem[k], number = scene_open_inline(flow->scene, ROLE_LABEL, elem, flow->langs[k]);
            scene_elem(flow->scene, elem)->note_id = arena_printf(context->arena, "%s-%s", name, context->model->lang_keys[flow->langs[k]]);
            Ranges ranges = {0};
            note_ranges(flow, note, k, number, &ranges);
            tallest = fmax(tallest, flow_text_at(flow, &ranges, "footnote", flow->langs[k], flow->column_x[k], y, flow->column_width[k], PARA_START, elem, false));
        }
        y += tallest + NOTE_GAP;
    }
    scene_set_state(flow->scene, state);
    flow->notes.count = 0;
    flow->notes_height = 0;
}
