/* chart/line_end.c -- names at the ends of lines, which stand for the legend. */
#include "chart/print_draw.h"

#include "base/str.h"
#include "chart/transform.h"

#include <math.h>
#include <stdlib.h>

static int
by_height(const void *a, const void *b)
{
    const LineEnd *x = a, *y = b;
    return (x->at.y > y->at.y) - (x->at.y < y->at.y);
}

void
line_ends_of(View *unit, LineEnds *ends)
{
    const Drawing *drawing = unit->drawing;
    Arena *arena = drawing->context->arena;
    Channel channel = unit->encodings[CHANNEL_STROKE].is_field ? CHANNEL_STROKE : CHANNEL_COLOR;
    const Encoding *color = &unit->encodings[channel];
    const Scale *scale = unit_scale(unit, channel);
    if (unit->mark_type != MARK_LINE || !color->is_field || !scale)
        return;
    Marker self = marker_make(unit);
    for (size_t n = 0; n < scale->names.count; n++) {
        LineEnd end = {.at = {-INFINITY, 0}};
        size_t last = 0;
        for (size_t row = 0; row < self.rows->row_count; row++) {
            if (!value_same_key(arena, marker_value(&self, channel, row), scale->names.items[n]))
                continue;
            double x = point_position(&self, CHANNEL_X, row, DEFAULT_MIDDLE), y = point_position(&self, CHANNEL_Y, row, DEFAULT_MIDDLE);
            if (isfinite(x) && isfinite(y) && x >= end.at.x) {
                end.at = (Point){x, y};
                last = row;
            }
        }
        if (!isfinite(end.at.x))
            continue;
        const char *name = value_to_string(arena, scale->names.items[n]);
        Color own = encode_paint(&self, last).stroke.paint.color;
        /* The line's colour where it can be read, else ink. */
        own.a = 1;
        if (color_contrast(own, COLOR_WHITE) < 4.5)
            own = print_ink(drawing);
        end.label = (Label){.text = drawing_translate(drawing, name, drawing->lang), .opacity = 1, .style = print_text_style(drawing, own)};
        end.label.line_height = end.label.style.size + 2;
        label_add_second(drawing, &end.label, name);
        end.height = end.label.style.size * 1.25 + (end.label.second ? end.label.second_style.size * 1.25 : 0);
        VEC_PUSH(arena, ends, end);
    }
}

/* Names that would touch move apart, as little as may be: blocks of them share the displacement. */
static void
spread_ends(LineEnd *ends, size_t count, double top, double bottom)
{
    for (size_t i = 0; i < count; i++)
        ends[i].y = ends[i].at.y;
    for (int round = 0; round < 200; round++) {
        bool moved = false;
        for (size_t i = 1; i < count; i++) {
            double need = (ends[i - 1].height + ends[i].height) / 2 - (ends[i].y - ends[i - 1].y);
            if (need <= 0.01)
                continue;
            ends[i - 1].y -= need / 2;
            ends[i].y += need / 2;
            moved = true;
        }
        if (count && ends[0].y < top)
            ends[0].y = top;
        if (count && ends[count - 1].y > bottom)
            ends[count - 1].y = bottom;
        if (!moved)
            break;
    }
}

void
line_ends_add(View *view, LineEnds *ends, Part *group, Room *room)
{
    Arena *arena = view->drawing->context->arena;
    Part *names = part_mark(arena, "mark-text role-mark marks"), *leaders = part_mark(arena, "mark-rule role-mark marks");
    double right = -INFINITY;
    if (!ends->count)
        return;
    qsort(ends->items, ends->count, sizeof *ends->items, by_height);
    double over = -view->size[1] - 4; /* more names than the plot is high go past both its ends */
    for (size_t i = 0; i < ends->count; i++)
        over += ends->items[i].height;
    over = fmax(0, over) / 2;
    spread_ends(ends->items, ends->count, ends->items[0].height / 2 - over, view->size[1] - ends->items[ends->count - 1].height / 2 + 4 + over);
    for (size_t i = 0; i < ends->count; i++)
        right = fmax(right, ends->items[i].at.x);
    for (size_t i = 0; i < ends->count; i++) {
        LineEnd *end = &ends->items[i];
        double second = end->label.second ? end->label.second_style.size * 1.25 : 0;
        end->label.at = (Point){right + 9, end->y - second / 2};
        end->label.anchor = ANCHOR_START;
        end->label.dy = baseline_shift("middle", end->label.style.size, end->label.line_height);
        part_label(arena, room->text, names, &end->label);
        if (fabs(end->y - end->at.y) < 3 && right - end->at.x < 3)
            continue;
        Path *path = ARENA_NEW(arena, Path);
        path_move(arena, path, end->at.x + 3, end->at.y);
        path_line(arena, path, right + 7, end->y);
        PathOp op = scene_plain_path(path);
        op.hint = SHAPE_LINE;
        op.stroke = (Stroke){.paint = paint_solid(end->label.style.color), .width = 0.7};
        op.opacity = 0.6;
        part_path(arena, leaders, &op, path_bounds(path));
    }
    if (leaders->items.count)
        part_add(arena, group, leaders);
    part_add(arena, group, names);
}

