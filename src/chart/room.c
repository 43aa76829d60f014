/* chart/room.c -- places for labels. */
#include "chart/room.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>

void
room_take(Room *room, Rect box)
{
    VEC_PUSH(room->arena, &room->taken, box);
}

/* ---- what is there ------------------------------------------------------------------------------------------------ */

enum { CURVE_STEPS = 6 };

static Point
curve_at(Point from, const PathPart *part, double t)
{
    double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return (Point){a * from.x + b * part->c1.x + c * part->c2.x + d * part->to.x, a * from.y + b * part->c1.y + c * part->c2.y + d * part->to.y};
}

static void
add_segments(Arena *arena, SegmentList *out, const Path *path, double x, double y)
{
    Point at = {0, 0}, start = {0, 0};
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        Point from = at;
        at = part->verb == PATH_CLOSE ? start : part->to;
        if (part->verb == PATH_MOVE) {
            start = at;
            continue;
        }
        int steps = part->verb == PATH_CURVE ? CURVE_STEPS : 1;
        for (int k = 0; k < steps; k++) {
            Point a = steps > 1 ? curve_at(from, part, (double)k / steps) : from, b = steps > 1 ? curve_at(from, part, (double)(k + 1) / steps) : at;
            Segment segment = {{a.x + x, a.y + y}, {b.x + x, b.y + y}};
            VEC_PUSH(arena, out, segment);
        }
    }
}

/* What of a part is taken. */
typedef enum Take { TAKE_TEXTS, TAKE_ALL } Take;

static void
take_part_at(Room *room, const Part *part, Take take, double x, double y)
{
    const char *klass = part->klass ? part->klass : "";
    bool line = str_starts(klass, "mark-line role-mark") || str_starts(klass, "mark-rule role-mark") || str_starts(klass, "mark-trail");
    bool symbol = take == TAKE_ALL && str_starts(klass, "mark-symbol"), grid = str_starts(klass, "mark-rule role-axis-grid");
    for (size_t i = 0; i < part->items.count; i++) {
        const PartItem *item = &part->items.items[i];
        if (item->hidden)
            continue;
        if ((item->kind == ITEM_LABEL || (symbol && item->kind == ITEM_PATH)) && item->box.width > 0)
            room_take(room, (Rect){item->box.x + x, item->box.y + y, item->box.width, item->box.height});
        else if (take == TAKE_ALL && (line || grid) && item->kind == ITEM_PATH)
            add_segments(room->arena, grid ? &room->grid : &room->lines, item->path.path, x, y);
    }
    for (size_t i = 0; i < part->children.count; i++)
        take_part_at(room, part->children.items[i], take, x + part->children.items[i]->x, y + part->children.items[i]->y);
}

void
room_take_part(Room *room, const Part *part)
{
    take_part_at(room, part, TAKE_ALL, part->x, part->y);
}

void
room_take_texts(Room *room, const Part *part)
{
    take_part_at(room, part, TAKE_TEXTS, part->x, part->y);
}

/* ---- whether a box fits ------------------------------------------------------------------------------------------------ */

/* Liang and Barsky's clipping: whether any of the segment lies within the box. */
static bool
crosses(Segment s, Rect box)
{
    double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y, from = 0, to = 1;
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {s.a.x - box.x, box.x + box.width - s.a.x, s.a.y - box.y, box.y + box.height - s.a.y};
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0)
                return false;
            continue;
        }
        double t = q[i] / p[i];
        if (p[i] < 0)
            from = fmax(from, t);
        else
            to = fmin(to, t);
    }
    return from < to;
}

static bool
within(Rect box, Rect limits)
{
    return box.x >= limits.x && box.y >= limits.y && box.x + box.width <= limits.x + limits.width && box.y + box.height <= limits.y + limits.height;
}

/* How much a label gives way. */
typedef enum Care { CARE_NOTHING, CARE_LINES, CARE_GRID } Care;

static bool
is_free(const Room *room, Rect box, Care care)
{
    if (!within(box, room->limits))
        return false;
    for (size_t i = 0; i < room->taken.count; i++)
        if (rect_overlaps(box, room->taken.items[i], 0.5))
            return false;
    for (size_t i = 0; care >= CARE_LINES && i < room->lines.count; i++)
        if (crosses(room->lines.items[i], box))
            return false;
    for (size_t i = 0; care >= CARE_GRID && i < room->grid.count; i++)
        if (crosses(room->grid.items[i], box))
            return false;
    return true;
}

bool
room_is_free(const Room *room, Rect box, bool lines)
{
    return is_free(room, box, lines ? CARE_LINES : CARE_NOTHING);
}

bool
path_crosses(const Path *path, Rect box)
{
    Point at = {0, 0}, start = {0, 0};
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        Point from = at, last = from;
        at = part->verb == PATH_CLOSE ? start : part->to;
        start = part->verb == PATH_MOVE ? at : start;
        for (int k = 1; part->verb != PATH_MOVE && k <= CURVE_STEPS; k++) {
            Point to = part->verb == PATH_CURVE ? curve_at(from, part, (double)k / CURVE_STEPS) : at;
            if (crosses((Segment){last, to}, box))
                return true;
            last = to;
        }
    }
    return false;
}

bool
room_is_crossed(const Room *room, const Path *path)
{
    for (size_t i = 0; i < room->taken.count; i++)
        if (path_crosses(path, room->taken.items[i]))
            return true;
    return false;
}

/* ---- settling -------------------------------------------------------------------------------------------------------------- */

static int
by_worth(const void *a, const void *b)
{
    const Wanted *x = a, *y = b;
    return x->worth != y->worth ? y->worth - x->worth : (x->order > y->order) - (x->order < y->order);
}

static void
put_plate(Room *room, Part *part, Rect box)
{
    Path *path = ARENA_NEW(room->arena, Path);
    Rect plate = rect_inset(box, -2);
    path_round_rect(room->arena, path, plate, (double[]){2, 2, 2, 2});
    PathOp op = scene_plain_path(path);
    op.fill = paint_solid(COLOR_WHITE);
    part_path(room->arena, part, &op, plate);
}

static bool
put(Room *room, const Wanted *wanted, Part *part, Care care)
{
    for (size_t p = 0; p < wanted->place_count; p++) {
        const Place *place = &wanted->places[p];
        Label label = wanted->label;
        label.at = place->at;
        label.anchor = place->anchor;
        label.style.color = place->colored ? place->color : label.style.color;
        label.dy = baseline_shift(place->baseline, label.style.size, label.line_height);
        Rect box = label_box(room->text, &label);
        if (!is_free(room, box, care))
            continue;
        if (wanted->plate)
            put_plate(room, part, box);
        part_label(room->arena, room->text, part, &label);
        room_take(room, box);
        return true;
    }
    return false;
}

size_t
room_settle(Room *room, WantedList *list, Part *part)
{
    size_t left_out = 0;
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_worth);
    for (size_t i = 0; i < list->count; i++) {
        const Wanted *wanted = &list->items[i];
        bool done = put(room, wanted, part, CARE_GRID) || put(room, wanted, part, CARE_LINES);
        left_out += !done && !(wanted->worth >= WORTH_END && put(room, wanted, part, CARE_NOTHING));
    }
    return left_out;
}
