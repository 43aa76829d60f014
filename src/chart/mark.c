/* chart/mark.c -- rows to items, one op for each; paths take one op a line (Vega-Lite: compile/mark; Vega: vega-scenegraph/marks). */
#include "chart/mark.h"

#include "base/str.h"
#include "chart/shape.h"
#include "chart/transform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- fonts ------------------------------------------------------------------------------------------------------- */

static int
weight_of(const Drawing *drawing, const Node *node)
{
    Value value = property_value(drawing, node);
    if (value.kind == VALUE_NUMBER)
        return (int)value.number;
    return value.kind == VALUE_STRING && (str_equal(value.string, "bold") || str_equal(value.string, "bolder")) ? 700 : 400;
}

TextStyle
chart_text_style(const Drawing *drawing, const char *font, double size, const Node *weight, const Node *font_style, Color color, int lang)
{
    if (!font)
        font = node_text(drawing->config, "font", NULL);
    TextStyle style = {.families = {font ? font : "Noto Sans", "Noto Sans CJK SC"}, .size = size, .weight = weight_of(drawing, weight), .color = color, .lang = lang};
    if (!fontset_has_family(text_context_fonts(drawing->context->text), style.families[0]))
        style.families[0] = "Noto Sans";
    if (str_equal(style.families[0], "Noto Sans CJK SC"))
        style.families[1] = NULL;
    style.italic = font_style && str_equal(font_style->text, "italic");
    return style;
}

/* ---- items ---------------------------------------------------------------------------------------------------------- */

static void
apply_gradient(const Marker *self, const MarkPaint *paint, Rect box, PathOp *op)
{
    const Node *node = paint->gradient, *stops = node_find(node, "stops");
    if (!node || !stops || stops->kind != NODE_LIST || !stops->count)
        return;
    GradientStop *list = ARENA_ARRAY(self->arena, GradientStop, stops->count);
    size_t count = 0;
    for (size_t i = 0; i < stops->count; i++) {
        const Node *stop = stops->items[i].value;
        Color color;
        if (!color_from_node(self->drawing, node_find(stop, "color"), &color))
            continue;
        list[count++] = (GradientStop){node_number(stop, "offset", 0), color};
    }
    op->fill = (Paint){.kind = PAINT_LINEAR, .stops = list, .stop_count = count};
    op->fill.from = (Point){box.x + box.width * node_number(node, "x1", 0), box.y + box.height * node_number(node, "y1", 0)};
    op->fill.to = (Point){box.x + box.width * node_number(node, "x2", 1), box.y + box.height * node_number(node, "y2", 0)};
}

static void
add_path(const Marker *self, Part *part, const Path *path, ShapeHint hint, Point origin, size_t row, Rect box)
{
    MarkPaint paint = encode_paint(self, row);
    PathOp op = scene_plain_path(path);
    op.hint = hint;
    op.origin = origin;
    op.fill = paint.fill;
    op.stroke = paint.stroke;
    op.opacity = paint.opacity;
    apply_gradient(self, &paint, box, &op);
    op.use = encode_use(self, row);
    if (paint.stroke.width > 0 && paint.stroke.paint.kind != PAINT_NONE)
        box = rect_inset(box, -paint.stroke.width / 2);
    part_path(self->arena, part, &op, box);
}

static Path *
new_path(const Marker *self)
{
    return ARENA_NEW(self->arena, Path);
}

static bool
corner_radii(const Marker *self, double radii[4])
{
    static const char *const names[] = {"cornerRadiusTopLeft", "cornerRadiusTopRight", "cornerRadiusBottomRight", "cornerRadiusBottomLeft"};
    double all = mark_number(self->unit, "cornerRadius", 0);
    bool any = false;
    for (int i = 0; i < 4; i++) {
        radii[i] = mark_number(self->unit, names[i], all);
        any |= radii[i] > 0;
    }
    return any;
}

/* cornerRadiusEnd: the end that shows the value, or both ends of a ranged bar. */
static void
end_radii(const Marker *self, Span x, Span y, double radii[4])
{
    const View *unit = self->unit;
    double radius = mark_number(unit, "cornerRadiusEnd", 0);
    if (radius <= 0 || unit->mark_type != MARK_BAR || !unit->orient)
        return;
    bool horizontal = unit->orient == ORIENT_HORIZONTAL, ranged = unit->encodings[horizontal ? CHANNEL_X2 : CHANNEL_Y2].node;
    bool right = horizontal && (ranged || x.from > x.to), left = horizontal && (ranged || x.from < x.to);
    bool top = !horizontal && (ranged || y.from < y.to), bottom = !horizontal && (ranged || y.from > y.to);
    radii[0] = left || top ? radius : radii[0];
    radii[1] = right || top ? radius : radii[1];
    radii[2] = right || bottom ? radius : radii[2];
    radii[3] = left || bottom ? radius : radii[3];
}

static Rect
rect_of(Span x, Span y)
{
    return (Rect){fmin(x.from, x.to), fmin(y.from, y.to), fabs(x.to - x.from), fabs(y.to - y.from)};
}

static bool
rect_spans(const Marker *self, size_t row, Span *x, Span *y)
{
    const View *unit = self->unit;
    if (unit->mark_type == MARK_TICK) {
        double half = mark_number(unit, "thickness", 1) / 2;
        bool upright = unit->orient == ORIENT_VERTICAL || unit->orient == ORIENT_NONE;
        Channel along = upright ? CHANNEL_Y : CHANNEL_X, across = upright ? CHANNEL_X : CHANNEL_Y;
        Span length = rect_position(self, along, row);
        double center = point_position(self, across, row, DEFAULT_MIDDLE);
        Span thickness = {center - half, center + half};
        *x = upright ? thickness : length;
        *y = upright ? length : thickness;
    } else {
        *x = rect_position(self, CHANNEL_X, row);
        *y = rect_position(self, CHANNEL_Y, row);
    }
    return isfinite(x->from) && isfinite(x->to) && isfinite(y->from) && isfinite(y->to);
}

static void
draw_rect(const Marker *self, Part *part, size_t row)
{
    Span x, y;
    if (!rect_spans(self, row, &x, &y))
        return;
    double radii[4];
    corner_radii(self, radii);
    end_radii(self, x, y, radii);
    Rect rect = rect_of(x, y);
    Path *path = new_path(self);
    bool round = radii[0] > 0 || radii[1] > 0 || radii[2] > 0 || radii[3] > 0;
    if (round)
        shape_rect(self->arena, path, rect, radii);
    else
        path_rect(self->arena, path, rect);
    add_path(self, part, path, round ? SHAPE_PATH : SHAPE_RECT, (Point){0, 0}, row, rect);
}

static void
draw_rule(const Marker *self, Part *part, size_t row)
{
    const View *unit = self->unit;
    bool horizontal = unit->orient == ORIENT_HORIZONTAL, vertical = unit->orient == ORIENT_VERTICAL;
    if (!unit->encodings[CHANNEL_X].node && !unit->encodings[CHANNEL_Y].node)
        return;
    Span x, y;
    DefaultPosition along_x = horizontal ? DEFAULT_ZERO_OR_MAX : DEFAULT_MIDDLE, along_y = vertical ? DEFAULT_ZERO_OR_MAX : DEFAULT_MIDDLE;
    if (!vertical)
        x = range_position(self, CHANNEL_X, row, along_x, DEFAULT_ZERO_OR_MIN);
    else
        x.from = x.to = point_position(self, CHANNEL_X, row, along_x);
    if (!horizontal)
        y = range_position(self, CHANNEL_Y, row, along_y, DEFAULT_ZERO_OR_MIN);
    else
        y.from = y.to = point_position(self, CHANNEL_Y, row, along_y);
    if (!isfinite(x.from) || !isfinite(x.to) || !isfinite(y.from) || !isfinite(y.to))
        return;
    Path *path = new_path(self);
    path_move(self->arena, path, x.from, y.from);
    path_line(self->arena, path, x.to, y.to);
    add_path(self, part, path, SHAPE_LINE, (Point){0, 0}, row, rect_of(x, y));
}

/* A filled mark as its outline. */
static void
open_up(PathOp *op)
{
    op->stroke.paint = op->fill.kind == PAINT_NONE ? op->stroke.paint : op->fill;
    op->stroke.width = fmax(op->stroke.width, 1.6);
    op->fill = paint_solid(COLOR_WHITE);
}

static void
draw_symbol(const Marker *self, Part *part, size_t row)
{
    const View *unit = self->unit;
    Point at = {point_position(self, CHANNEL_X, row, DEFAULT_MIDDLE), point_position(self, CHANNEL_Y, row, DEFAULT_MIDDLE)};
    double size = encode_number(self, CHANNEL_SIZE, "size", row, 30);
    if (!isfinite(at.x) || !isfinite(at.y) || !(size > 0))
        return;
    const char *shape = unit->mark_type == MARK_SQUARE ? "square" : unit->mark_type == MARK_CIRCLE ? "circle" : mark_text(unit, "shape", "circle");
    Encoded encoded = unit->mark_type == MARK_POINT ? encode(self, CHANNEL_SHAPE, row) : (Encoded){0};
    if (encoded.set && encoded.value.kind == VALUE_STRING)
        shape = encoded.value.string;
    Path *path = new_path(self);
    shape_symbol(self->arena, path, shape, size, at, encode_number(self, CHANNEL_ANGLE, "angle", row, 0));
    add_path(self, part, path, SHAPE_PATH, at, row, path_bounds(path));
    if (self->drawing->project && is_sibling_of(unit, MARK_POINT, MARK_LINE) && row_stands_alone(self, row))
        open_up(&VEC_LAST(&part->items).path);
}

static void
draw_arc(const Marker *self, Part *part, size_t row)
{
    const View *unit = self->unit;
    Point center = {point_position(self, CHANNEL_X, row, DEFAULT_MIDDLE), point_position(self, CHANNEL_Y, row, DEFAULT_MIDDLE)};
    Span theta = rect_position(self, CHANNEL_THETA, row), radius = rect_position(self, CHANNEL_RADIUS, row);
    if (!isfinite(center.x) || !isfinite(center.y) || !isfinite(theta.from) || !isfinite(theta.to) || !isfinite(radius.from) || !isfinite(radius.to))
        return;
    ArcShape arc = {.center = center, .start_angle = theta.from, .end_angle = theta.to, .inner_radius = radius.to, .outer_radius = radius.from};
    arc.pad_angle = mark_number(unit, "padAngle", 0);
    arc.corner_radius = mark_number(unit, "cornerRadius", 0);
    Path *path = new_path(self);
    shape_arc(self->arena, path, &arc);
    add_path(self, part, path, SHAPE_PATH, center, row, path_bounds(path));
}

static TextAnchor
anchor_of(const char *align)
{
    return str_equal(align, "left") ? ANCHOR_START : str_equal(align, "right") ? ANCHOR_END : ANCHOR_MIDDLE;
}

static Point
text_place(const Marker *self, size_t row)
{
    Point at = {point_position(self, CHANNEL_X, row, DEFAULT_MIDDLE), point_position(self, CHANNEL_Y, row, DEFAULT_MIDDLE)};
    double radius = point_position(self, CHANNEL_RADIUS, row, DEFAULT_NONE), theta = point_position(self, CHANNEL_THETA, row, DEFAULT_NONE);
    if (!isfinite(radius) || radius == 0)
        return at;
    double turn = (isfinite(theta) ? theta : 0) - 1.57079632679489661923;
    return (Point){at.x + radius * cos(turn), at.y + radius * sin(turn)};
}

static void
draw_text(const Marker *self, Part *part, size_t row)
{
    const View *unit = self->unit;
    Point at = text_place(self, row);
    const FactUse *use;
    const char *text = encode_text(self, row, &use);
    if (!isfinite(at.x) || !isfinite(at.y) || !text || !*text)
        return;
    MarkPaint paint = encode_paint(self, row);
    if (paint.fill.kind == PAINT_NONE && paint.stroke.paint.kind == PAINT_NONE)
        return;
    double size = encode_number(self, CHANNEL_SIZE, "fontSize", row, 11), line_height = mark_number(unit, "lineHeight", size + 2);
    Color color = paint.fill.kind != PAINT_NONE ? paint.fill.color : paint.stroke.paint.color;
    Label label = {.text = text, .at = at, .opacity = paint.opacity, .line_height = line_height};
    label.style = chart_text_style(self->drawing, mark_text(unit, "font", NULL), size, mark_property(unit, "fontWeight"), mark_property(unit, "fontStyle"), color, self->drawing->lang);
    double limit = mark_number(unit, "limit", 0);
    if (limit > 0)
        label.text = label_truncate(self->arena, self->drawing->context->text, text, &label.style, limit);
    label.dx = row_number(self, "dx", row, 0);
    label.dy = row_number(self, "dy", row, 0) + baseline_shift(property_word(self, "baseline", row, "middle"), size, line_height);
    label.anchor = anchor_of(property_word(self, "align", row, "center"));
    label.angle = encode_number(self, CHANNEL_ANGLE, "angle", row, 0);
    label.use = use && strpbrk(text, "0123456789") ? use : NULL;
    part_label(self->arena, self->drawing->context->text, part, &label);
}

static void
draw_image(const Marker *self, Part *part, size_t row)
{
    const View *unit = self->unit;
    Encoded url = encode(self, CHANNEL_URL, row);
    const char *name = url.set && url.value.kind == VALUE_STRING ? url.value.string : mark_text(unit, "url", NULL);
    Span x = rect_position(self, CHANNEL_X, row), y = rect_position(self, CHANNEL_Y, row);
    if (!name || !isfinite(x.from) || !isfinite(x.to) || !isfinite(y.from) || !isfinite(y.to))
        return;
    Rect box = rect_of(x, y);
    const Image *image = chart_image(self->drawing, name, unit->mark->loc);
    PartItem item = {.kind = ITEM_IMAGE, .box = box};
    if (!image)
        return;
    item.image.image = image;
    item.image.rect = box;
    item.image.opacity = encode_number(self, CHANNEL_OPACITY, "opacity", row, 1);
    if (mark_bool(unit, "aspect", true) && image->width > 0 && image->height > 0) {
        double scale = fmin(box.width / image->width, box.height / image->height);
        item.image.rect = (Rect){box.x + (box.width - image->width * scale) / 2, box.y + (box.height - image->height * scale) / 2, image->width * scale, image->height * scale};
    }
    VEC_PUSH(self->arena, &part->items, item);
}

/* ---- paths: one op for each line ------------------------------------------------------------------------------------------ */

typedef struct Vertex {
    ShapePoint point;
    size_t row;
    Value order;
} Vertex;

static int
by_order(const void *a, const void *b)
{
    const Vertex *x = a, *y = b;
    int order = value_compare(x->order, y->order);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int
by_order_down(const void *a, const void *b)
{
    const Vertex *x = a, *y = b;
    int order = value_compare(y->order, x->order);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool
vertex_defined(const Marker *self, size_t row)
{
    if (str_equal(self->invalid, "show") || str_equal(self->invalid, "filter"))
        return true;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        const Encoding *encoding = &self->unit->encodings[c];
        if (!encoding_checks_values(self->unit, (Channel)c))
            continue;
        /* Imputed rows know the middle of their bin alone. */
        bool middle = self->unit->stack.on && self->unit->stack.impute && encoding->bin == BIN_BINNING;
        Value value = middle ? dataset_value(self->rows, row, arena_printf(self->arena, "%s_mid", encoding->column)) : marker_value(self, (Channel)c, row);
        if (!encoding_valid(encoding, value))
            return false;
    }
    return true;
}

static Vertex
vertex_of(const Marker *self, size_t row)
{
    const View *unit = self->unit;
    Vertex vertex = {.row = row};
    ShapePoint *point = &vertex.point;
    if (unit->mark_type == MARK_AREA) {
        bool horizontal = unit->orient == ORIENT_HORIZONTAL;
        Span x = {0}, y = {0};
        if (horizontal) {
            x = range_position(self, CHANNEL_X, row, DEFAULT_ZERO_OR_MIN, DEFAULT_ZERO_OR_MIN);
            y.from = y.to = point_position(self, CHANNEL_Y, row, DEFAULT_ZERO_OR_MIN);
        } else {
            y = range_position(self, CHANNEL_Y, row, DEFAULT_ZERO_OR_MIN, DEFAULT_ZERO_OR_MIN);
            x.from = x.to = point_position(self, CHANNEL_X, row, DEFAULT_ZERO_OR_MIN);
        }
        *point = (ShapePoint){.x = x.from, .y = y.from, .x0 = x.to, .y0 = y.to};
    } else {
        point->x = point_position(self, CHANNEL_X, row, DEFAULT_MIDDLE);
        point->y = point_position(self, CHANNEL_Y, row, DEFAULT_MIDDLE);
        point->x0 = point->x;
        point->y0 = point->y;
    }
    if (unit->mark_type == MARK_TRAIL)
        point->size = encode_number(self, CHANNEL_SIZE, "size", row, 2);
    point->defined = vertex_defined(self, row) && isfinite(point->x) && isfinite(point->y) && isfinite(point->x0) && isfinite(point->y0);
    return vertex;
}

/* Points follow the order channel, else the dimension they run along. */
static void
order_vertices(const Marker *self, Vertex *vertices, size_t count)
{
    const View *unit = self->unit;
    const Node *stated = unit->encodings[CHANNEL_ORDER].value, *own = mark_property(unit, "order");
    bool off = (stated && (stated->kind == NODE_NULL || stated->kind == NODE_BOOL)) || (!unit->encodings[CHANNEL_ORDER].node && own && (own->kind == NODE_NULL || own->kind == NODE_BOOL));
    bool horizontal = unit->orient == ORIENT_HORIZONTAL, by_field = unit->orders.count && !unit->stack.on;
    const Encoding *dimension = &unit->encodings[horizontal ? CHANNEL_Y : CHANNEL_X];
    if (off || (!by_field && !dimension->is_field))
        return;
    for (size_t i = 0; i < count; i++) {
        vertices[i].order = by_field ? encoding_value(self, &unit->orders.items[0], vertices[i].row) : value_number(horizontal ? vertices[i].point.y : vertices[i].point.x);
    }
    bool down = by_field && unit->orders.items[0].sort_descending;
    qsort(vertices, count, sizeof *vertices, down ? by_order_down : by_order);
}

/* What stands alone is an open point. */
static void
mark_lone_points(const Marker *self, Part *part, const ShapePoint *points, size_t count, size_t row)
{
    MarkPaint paint = encode_paint(self, row);
    for (size_t i = 0; i < count; i++) {
        bool alone = points[i].defined && (i == 0 || !points[i - 1].defined) && (i + 1 == count || !points[i + 1].defined);
        if (!alone)
            continue;
        Path *path = new_path(self);
        path_circle(self->arena, path, (Point){points[i].x, points[i].y}, 3);
        PathOp op = scene_plain_path(path);
        op.fill = paint_solid(COLOR_WHITE);
        op.stroke = paint.stroke;
        op.stroke.width = 1.6;
        op.stroke.dash_count = 0;
        part_path(self->arena, part, &op, path_bounds(path));
    }
}

static void
draw_path(const Marker *self, Part *part, const size_t *rows, size_t count)
{
    const View *unit = self->unit;
    Vertex *vertices = ARENA_ARRAY(self->arena, Vertex, count + 1);
    for (size_t i = 0; i < count; i++)
        vertices[i] = vertex_of(self, rows[i]);
    order_vertices(self, vertices, count);
    ShapePoint *points = ARENA_ARRAY(self->arena, ShapePoint, 2 * count + 1);
    size_t given = count;
    count = 0;
    for (size_t i = 0; i < given; i++) {
        if (i > 0 && !rows_may_join(self, vertices[i - 1].row, vertices[i].row))
            points[count++] = (ShapePoint){.defined = false};
        points[count++] = vertices[i].point;
    }
    const char *interpolate = mark_text(unit, "interpolate", NULL);
    double tension = mark_number(unit, "tension", NAN);
    bool horizontal = unit->orient == ORIENT_HORIZONTAL;
    Path *path = new_path(self);
    if (unit->mark_type == MARK_AREA)
        shape_area(self->arena, path, points, count, interpolate, tension, horizontal);
    else if (unit->mark_type == MARK_LINE)
        shape_line(self->arena, path, points, count, interpolate, tension, horizontal);
    else
        shape_trail(self->arena, path, points, count);
    if (path->parts.count)
        add_path(self, part, path, SHAPE_PATH, (Point){0, 0}, vertices[0].row, path_bounds(path));
    if (self->drawing->project && unit->mark_type == MARK_LINE && !is_sibling_of(unit, MARK_LINE, MARK_POINT))
        mark_lone_points(self, part, points, count, vertices[0].row);
}

static void
draw_paths(const Marker *self, Part *part)
{
    size_t field_count;
    const char *const *fields = unit_path_groups(self->unit, &field_count);
    Groups groups = groups_make(self->arena, self->rows, fields, field_count);
    for (size_t g = 0; g < groups.count; g++)
        draw_path(self, part, groups.rows + groups.start[g], groups.start[g + 1] - groups.start[g]);
}

/* ---- stacked bars with round ends: a group a stack, clipped to its outline ---------------------------------------------------- */

static void
draw_round_stack(const Marker *self, Part *group, const size_t *rows, size_t count, const double radii[4])
{
    const View *unit = self->unit;
    Rect box = RECT_EMPTY;
    double shown[4] = {radii[0], radii[1], radii[2], radii[3]};
    for (size_t i = 0; i < count; i++) {
        Span x, y;
        if (!rect_spans(self, rows[i], &x, &y))
            continue;
        end_radii(self, x, y, shown);
        box = rect_union(box, rect_of(x, y));
    }
    if (box.width < 0)
        return;
    Part *stack = part_group(self->arena, "mark-group role-scope"), *marks = part_mark(self->arena, "mark-rect role-mark marks");
    stack->x = box.x;
    stack->y = box.y;
    stack->width = box.width;
    stack->height = box.height;
    stack->has_background = true;
    stack->clip = true;
    memcpy(stack->radii, shown, sizeof shown);
    MarkPaint paint = encode_paint(self, rows[0]);
    if (mark_property(unit, "stroke") || unit->encodings[CHANNEL_STROKE].node) {
        stack->stroke = paint.stroke;
        stack->foreground = true;
    }
    for (size_t i = 0; i < count; i++) {
        Span x, y;
        if (!rect_spans(self, rows[i], &x, &y))
            continue;
        Rect rect = rect_of(x, y);
        rect.x -= box.x;
        rect.y -= box.y;
        Path *path = new_path(self);
        path_rect(self->arena, path, rect);
        add_path(self, marks, path, SHAPE_RECT, (Point){0, 0}, rows[i], rect);
    }
    part_add(self->arena, stack, marks);
    part_add(self->arena, group, stack);
}

static bool
draw_round_stacks(const Marker *self, Part *group)
{
    const View *unit = self->unit;
    double radii[4];
    bool round = corner_radii(self, radii) || mark_number(unit, "cornerRadiusEnd", 0) > 0;
    if (unit->mark_type != MARK_BAR || !unit->stack.on || unit->encodings[CHANNEL_SIZE].is_field || !round)
        return false;
    const char *fields[4];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(unit->stack.group_channels) && unit->stack.group_channels[i] != CHANNEL_NONE; i++)
        fields[count++] = unit->encodings[unit->stack.group_channels[i]].column;
    Groups groups = groups_make(self->arena, self->rows, fields, count);
    for (size_t g = 0; g < groups.count; g++)
        draw_round_stack(self, group, groups.rows + groups.start[g], groups.start[g + 1] - groups.start[g], radii);
    return true;
}

/* ---- all --------------------------------------------------------------------------------------------------------------------------- */

/* Rows in the order that the order channel gives, where it does not stack. */
static size_t *
drawing_order(const Marker *self)
{
    const View *unit = self->unit;
    size_t count = self->rows->row_count, *rows = ARENA_ARRAY(self->arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = i;
    if (!unit->orders.count || unit->stack.on || count == 0)
        return rows;
    Vertex *vertices = ARENA_ARRAY(self->arena, Vertex, count);
    for (size_t i = 0; i < count; i++)
        vertices[i] = (Vertex){.row = i, .order = encoding_value(self, &unit->orders.items[0], i)};
    qsort(vertices, count, sizeof *vertices, unit->orders.items[0].sort_descending ? by_order_down : by_order);
    for (size_t i = 0; i < count; i++)
        rows[i] = vertices[i].row;
    return rows;
}

void
unit_marks(View *unit, Part *group)
{
    static const struct {
        const char *klass;
        void (*draw)(const Marker *self, Part *part, size_t row);
    } marks[MARK_COUNT] = {
        [MARK_ARC] = {"mark-arc role-mark marks", draw_arc},       [MARK_AREA] = {"mark-area role-mark marks", NULL},
        [MARK_BAR] = {"mark-rect role-mark marks", draw_rect},     [MARK_IMAGE] = {"mark-image role-mark marks", draw_image},
        [MARK_LINE] = {"mark-line role-mark marks", NULL},         [MARK_POINT] = {"mark-symbol role-mark marks", draw_symbol},
        [MARK_RECT] = {"mark-rect role-mark marks", draw_rect},    [MARK_RULE] = {"mark-rule role-mark marks", draw_rule},
        [MARK_TEXT] = {"mark-text role-mark marks", draw_text},    [MARK_TICK] = {"mark-rect role-mark marks", draw_rect},
        [MARK_TRAIL] = {"mark-trail role-mark marks", NULL},       [MARK_CIRCLE] = {"mark-symbol role-mark marks", draw_symbol},
        [MARK_SQUARE] = {"mark-symbol role-mark marks", draw_symbol},
    };
    Marker self = marker_make(unit);
    if (draw_round_stacks(&self, group))
        return;
    if (unit->mark_type == MARK_TEXT && self.drawing->project)
        self.labels = encode_labels(&self, CHANNEL_TEXT);
    Part *part = part_mark(self.arena, marks[unit->mark_type].klass);
    part->clip = mark_bool(unit, "clip", false);
    part_add(self.arena, group, part);
    if (!marks[unit->mark_type].draw) {
        draw_paths(&self, part);
        return;
    }
    const size_t *rows = drawing_order(&self);
    for (size_t i = 0; i < self.rows->row_count; i++)
        marks[unit->mark_type].draw(&self, part, rows[i]);
}
