/* chart/mark.c -- marks to ops, one op for each item, a group for each mark with Vega's class. */
#include "base/str.h"
#include "chart/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Marker { /* one unit while it is drawn */
    View *view;
    const Unit *unit;
    Scene *scene;
    Rect *box;
    Arena *arena;
} Marker;

static const Node *
mark_property(const Marker *self, const char *key)
{
    const Node *own = self->unit->mark->kind == NODE_MAP ? node_find(self->unit->mark, key) : NULL;
    if (own)
        return own;
    static const char *const names[MARK_COUNT] = {"bar", "rect", "rule", "text", "point", "circle", "square", "line", "area", "tick"};
    const Node *config = view_config(self->view, names[self->unit->mark_type], key);
    return config ? config : view_config(self->view, "mark", key);
}

static double
mark_number(const Marker *self, const char *key, double fallback)
{
    const Node *node = mark_property(self, key);
    return node && node->kind == NODE_NUMBER ? node->number : fallback;
}

static bool
mark_color(const Marker *self, const char *key, Color *out)
{
    const Node *node = mark_property(self, key);
    return node && node->text && color_parse(node->text, out);
}

static Value
row_value(const Marker *self, Channel channel, size_t row)
{
    const Encoding *encoding = &self->unit->encodings[channel];
    if (encoding->datum)
        return value_from_node(self->arena, encoding->datum);
    return encoding->field ? dataset_value(&self->unit->data, row, encoding->field) : value_null();
}

/* condition: {test, value} or {test: …}[] with predicates over the row. */
static const Node *
conditional(const Marker *self, const Encoding *encoding, size_t row)
{
    const Node *condition = encoding->condition;
    DataContext data = {.arena = self->arena, .diags = self->view->context->diags, .model = self->view->context->model, .lang = self->view->lang};
    size_t count = condition && condition->kind == NODE_LIST ? condition->count : condition ? 1 : 0;
    for (size_t i = 0; i < count; i++) {
        const Node *one = condition->kind == NODE_LIST ? condition->items[i].value : condition, *test = node_find(one, "test");
        bool result = false;
        if (test && predicate_test(&data, test, dataset_row(self->arena, &self->unit->data, row), &result) && result)
            return node_find(one, "value");
    }
    return encoding->value;
}

static Color
item_color(const Marker *self, size_t row)
{
    Color color = COLOR_BLACK;
    static const Channel channels[] = {CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE};
    for (size_t i = 0; i < COUNT_OF(channels); i++) {
        const Encoding *encoding = &self->unit->encodings[channels[i]];
        const Node *constant = encoding->node ? conditional(self, encoding, row) : NULL;
        if (constant && constant->text && color_parse(constant->text, &color))
            return color;
        if (encoding->field)
            return scale_color(&self->view->color, row_value(self, channels[i], row));
    }
    bool found = mark_color(self, "color", &color) || mark_color(self, "fill", &color);
    if (!found && self->unit->mark_type != MARK_TEXT && self->unit->mark_type != MARK_RULE)
        color = color_hex(0x4c78a8);
    return color;
}

static const FactUse *
item_use(const Marker *self, size_t row)
{
    Value id = dataset_value(&self->unit->data, row, "row_id");
    const Fact *fact = id.kind == VALUE_STRING && self->view->context->model ? model_fact(self->view->context->model, id.string) : NULL;
    return fact ? fact_use(self->arena, fact, "value") : NULL;
}

/* The text of a mark prints the figure, or something about it: only the number itself carries the use. */
static const FactUse *
text_use(const Marker *self, size_t row, const char *text)
{
    const FactUse *use = item_use(self, row);
    return use && strpbrk(text, "0123456789") ? use : NULL;
}

static Stroke
item_stroke(const Marker *self, Color color, double fallback_width)
{
    Stroke stroke = {.paint = paint_solid(color), .width = mark_number(self, "strokeWidth", fallback_width)};
    const Node *dash = mark_property(self, "strokeDash");
    if (dash && dash->kind == NODE_LIST && dash->count) {
        double *dashes = ARENA_ARRAY(self->arena, double, dash->count);
        for (size_t i = 0; i < dash->count; i++)
            dashes[i] = dash->items[i].value->number;
        stroke.dashes = dashes;
        stroke.dash_count = dash->count;
    }
    return stroke;
}

static void
grow(const Marker *self, Rect rect)
{
    *self->box = rect_union(*self->box, rect);
}

static double
place(const Marker *self, Channel channel, size_t row, double fallback)
{
    const Encoding *encoding = &self->unit->encodings[channel];
    const Scale *scale = channel == CHANNEL_X || channel == CHANNEL_X2 ? &self->view->x : &self->view->y;
    if (encoding->value && encoding->value->kind == NODE_NUMBER)
        return encoding->value->number;
    if (!encoding->field && !encoding->datum)
        return fallback;
    return scale_position(scale, row_value(self, channel, row));
}

/* From and to of a length along one axis: stacked, ranged, a band, or from the zero line. */
static void
span_of(const Marker *self, Channel first, Channel second, size_t row, double *from, double *to)
{
    const Unit *unit = self->unit;
    const Scale *scale = first == CHANNEL_X ? &self->view->x : &self->view->y;
    double extent = first == CHANNEL_X ? self->view->width : self->view->height;
    if (unit->stacked == first) {
        *from = scale_position(scale, dataset_value(&unit->data, row, unit->stack_start));
        *to = scale_position(scale, dataset_value(&unit->data, row, unit->stack_end));
    } else if (unit->encodings[second].node) {
        *from = place(self, first, row, 0);
        *to = place(self, second, row, extent);
    } else if (scale->type == SCALE_BAND) {
        double center = place(self, first, row, extent / 2);
        *from = center - scale->band / 2;
        *to = center + scale->band / 2;
    } else if (scale->type == SCALE_LINEAR && unit->encodings[first].field) {
        *from = scale_position(scale, value_number(fmax(scale->min, fmin(scale->max, 0))));
        *to = place(self, first, row, 0);
    } else if (unit->encodings[first].field) {
        double center = place(self, first, row, extent / 2), half = mark_number(self, "size", 5) / 2;
        *from = center - half;
        *to = center + half;
    } else {
        *from = extent / 2 - 9;
        *to = extent / 2 + 9;
    }
}

static void
draw_rect_item(const Marker *self, size_t row)
{
    double x1, x2, y1, y2;
    span_of(self, CHANNEL_X, CHANNEL_X2, row, &x1, &x2);
    span_of(self, CHANNEL_Y, CHANNEL_Y2, row, &y1, &y2);
    if (!(isfinite(x1) && isfinite(x2) && isfinite(y1) && isfinite(y2)))
        return;
    Rect rect = {fmin(x1, x2), fmin(y1, y2), fabs(x2 - x1), fabs(y2 - y1)};
    Path path = {0};
    double radius = mark_number(self, "cornerRadius", 0);
    path_round_rect(self->arena, &path, rect, (const double[4]){radius, radius, radius, radius});
    PathOp op = scene_plain_path(&path);
    op.hint = radius > 0 ? SHAPE_PATH : SHAPE_RECT;
    op.opacity = mark_number(self, "opacity", 1);
    Color fill, stroke;
    bool hollow = mark_color(self, "fill", &fill) && fill.a == 0;
    if (!hollow)
        op.fill = paint_solid(item_color(self, row));
    if (mark_color(self, "stroke", &stroke))
        op.stroke = item_stroke(self, stroke, 1);
    op.use = item_use(self, row);
    scene_path_op(self->scene, &op);
    grow(self, rect);
}

static void
draw_rule_item(const Marker *self, size_t row)
{
    double x1 = place(self, CHANNEL_X, row, 0), x2 = place(self, CHANNEL_X2, row, self->unit->encodings[CHANNEL_X].node ? x1 : self->view->width);
    double y1 = place(self, CHANNEL_Y, row, 0), y2 = place(self, CHANNEL_Y2, row, self->unit->encodings[CHANNEL_Y].node ? y1 : self->view->height);
    if (!(isfinite(x1) && isfinite(x2) && isfinite(y1) && isfinite(y2)))
        return;
    Path path = {0};
    path_move(self->arena, &path, x1, y1);
    path_line(self->arena, &path, x2, y2);
    PathOp op = scene_plain_path(&path);
    op.hint = SHAPE_LINE;
    op.opacity = mark_number(self, "opacity", 1);
    op.stroke = item_stroke(self, item_color(self, row), 1);
    op.use = item_use(self, row);
    scene_path_op(self->scene, &op);
    grow(self, (Rect){fmin(x1, x2), fmin(y1, y2), fabs(x2 - x1), fabs(y2 - y1)});
}

static TextAnchor
text_anchor(const Marker *self)
{
    const Node *align = mark_property(self, "align");
    return str_equal(align ? align->text : NULL, "left") ? ANCHOR_START : str_equal(align ? align->text : NULL, "right") ? ANCHOR_END : ANCHOR_MIDDLE;
}

static void
draw_text_item(const Marker *self, size_t row)
{
    double x = place(self, CHANNEL_X, row, self->view->width / 2) + mark_number(self, "dx", 0);
    double y = place(self, CHANNEL_Y, row, self->view->height / 2) + mark_number(self, "dy", 0);
    const Encoding *encoding = &self->unit->encodings[CHANNEL_TEXT];
    const Node *own = self->unit->mark->kind == NODE_MAP ? node_find(self->unit->mark, "text") : NULL;
    Value value = encoding->node ? row_value(self, CHANNEL_TEXT, row) : own ? value_from_node(self->arena, own) : value_null();
    if (!isfinite(x) || !isfinite(y) || (value.kind != VALUE_STRING && value.kind != VALUE_NUMBER))
        return;
    const FactUse *use = item_use(self, row);
    const char *text;
    if (value.kind == VALUE_NUMBER && use && self->view->context->model && decimal_to_double(use->value) == value.number) {
        NumberStyle style = {.digits = -1, .qualifier = use->qualifier, .label = true};
        text = locale_number(self->arena, self->view->context->model->locales[self->view->lang], use->value, &style);
    } else if (value.kind == VALUE_NUMBER) {
        text = view_number(self->view, value.number, node_text(encoding->node, "format", NULL));
    } else {
        text = view_translate(self->view, value.string);
    }
    double size = mark_number(self, "fontSize", 11);
    const Node *weight_node = mark_property(self, "fontWeight");
    int weight = weight_node && weight_node->kind == NODE_NUMBER ? (int)weight_node->number : weight_node && str_equal(weight_node->text, "bold") ? 700 : 400;
    TextStyle style = view_label_style(self->view, size, weight, item_color(self, row));
    const Node *baseline = mark_property(self, "baseline");
    if (!baseline || !str_equal(baseline->text, "alphabetic"))
        y += str_equal(baseline ? baseline->text : NULL, "top") ? size * 0.8 : str_equal(baseline ? baseline->text : NULL, "bottom") ? -size * 0.2 : size * 0.36;
    TextAnchor anchor = text_anchor(self);
    label_place(self->view->context->text, self->scene, text, &style, (Point){x, y}, anchor, mark_number(self, "angle", 0), mark_number(self, "opacity", 1), size * 1.2,
                text_use(self, row, text), NULL);
    LabelMetrics metrics = label_measure(self->view->context->text, text, &style);
    double left = anchor == ANCHOR_START ? x : anchor == ANCHOR_END ? x - metrics.width : x - metrics.width / 2;
    grow(self, (Rect){left, y - metrics.ascent, metrics.width, metrics.ascent + metrics.descent});
}

/* SVG path data of a custom shape, in a square from -1 to 1: absolute M L C Z, as Vega's own examples write them. */
static bool
add_shape(Arena *arena, Path *path, const char *data, Point at, double scale)
{
    char verb = 0;
    double numbers[6];
    for (const char *from = data; *from;) {
        if (strchr(" ,\t\n", *from)) {
            from++;
            continue;
        }
        if (strchr("MLCZmlcz", *from)) {
            verb = *from++;
            if (verb == 'Z' || verb == 'z')
                path_close(arena, path);
            continue;
        }
        int need = verb == 'C' ? 6 : 2;
        for (int i = 0; i < need; i++) {
            char *end;
            while (*from && strchr(" ,\t\n", *from))
                from++;
            numbers[i] = strtod(from, &end);
            if (end == from)
                return false;
            from = end;
        }
        for (int i = 0; i < need; i += 2) {
            numbers[i] = at.x + numbers[i] * scale;
            numbers[i + 1] = at.y + numbers[i + 1] * scale;
        }
        if (verb == 'M')
            path_move(arena, path, numbers[0], numbers[1]);
        else if (verb == 'L')
            path_line(arena, path, numbers[0], numbers[1]);
        else if (verb == 'C')
            path_curve(arena, path, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        else
            return false;
    }
    return true;
}

static void
draw_point_item(const Marker *self, size_t row)
{
    double x = place(self, CHANNEL_X, row, self->view->width / 2), y = place(self, CHANNEL_Y, row, self->view->height / 2);
    if (!isfinite(x) || !isfinite(y))
        return;
    const Node *shape_node = mark_property(self, "shape"), *filled_node = mark_property(self, "filled");
    const char *shape = self->unit->mark_type == MARK_SQUARE ? "square" : shape_node && shape_node->text ? shape_node->text : "circle";
    bool filled = filled_node ? filled_node->boolean : self->unit->mark_type != MARK_POINT;
    double area = mark_number(self, "size", 30), radius = sqrt(area / 3.14159265358979323846), half = sqrt(area) / 2;
    Path path = {0};
    if (str_equal(shape, "circle"))
        path_circle(self->arena, &path, (Point){x, y}, radius);
    else if (str_equal(shape, "square"))
        path_rect(self->arena, &path, (Rect){x - half, y - half, 2 * half, 2 * half});
    else if (!add_shape(self->arena, &path, shape, (Point){x, y}, half))
        path_circle(self->arena, &path, (Point){x, y}, radius);
    PathOp op = scene_plain_path(&path);
    op.origin = (Point){x, y};
    Color color = item_color(self, row), fill, stroke;
    if (filled)
        op.fill = paint_solid(color);
    else if (mark_color(self, "fill", &fill))
        op.fill = paint_solid(fill);
    if (!filled)
        op.stroke = item_stroke(self, mark_color(self, "stroke", &stroke) ? stroke : color, 2);
    op.opacity = mark_number(self, "opacity", self->view->context->model ? 1 : 0.7);
    op.use = item_use(self, row);
    scene_path_op(self->scene, &op);
    grow(self, (Rect){x - half, y - half, 2 * half, 2 * half});
}

/* ---- lines and areas: one op a series ------------------------------------------------------------------------------ */

typedef struct Vertex {
    double x, y, base;
    double order;
} Vertex;

static int
by_x(const void *a, const void *b)
{
    double x = ((const Vertex *)a)->order, y = ((const Vertex *)b)->order;
    return (x > y) - (x < y);
}

static void
draw_series(const Marker *self, const Value *series)
{
    const Unit *unit = self->unit;
    VEC(Vertex) points = {0};
    size_t first = 0;
    for (size_t r = 0; r < unit->data.row_count; r++) {
        if (series && !value_equal(row_value(self, CHANNEL_COLOR, r), *series))
            continue;
        Vertex point = {.x = place(self, CHANNEL_X, r, 0), .y = place(self, CHANNEL_Y, r, 0)};
        point.base = scale_position(&self->view->y, value_number(fmax(self->view->y.min, 0)));
        if (unit->stacked == CHANNEL_Y) {
            point.base = scale_position(&self->view->y, dataset_value(&unit->data, r, unit->stack_start));
            point.y = scale_position(&self->view->y, dataset_value(&unit->data, r, unit->stack_end));
        }
        point.order = point.x;
        if (!isfinite(point.x) || !isfinite(point.y))
            continue;
        if (!points.count)
            first = r;
        VEC_PUSH(self->arena, &points, point);
    }
    if (!points.count)
        return;
    qsort(points.items, points.count, sizeof *points.items, by_x);
    Path path = {0};
    for (size_t i = 0; i < points.count; i++) {
        if (i == 0)
            path_move(self->arena, &path, points.items[i].x, points.items[i].y);
        else
            path_line(self->arena, &path, points.items[i].x, points.items[i].y);
    }
    PathOp op = scene_plain_path(&path);
    if (unit->mark_type == MARK_AREA) {
        for (size_t i = points.count; i-- > 0;)
            path_line(self->arena, &path, points.items[i].x, points.items[i].base);
        path_close(self->arena, &path);
        op.fill = paint_solid(item_color(self, first));
        op.opacity = mark_number(self, "opacity", 0.7);
    } else {
        op.stroke = item_stroke(self, item_color(self, first), 2);
        op.opacity = mark_number(self, "opacity", 1);
    }
    op.path = &path;
    scene_path_op(self->scene, &op);
    grow(self, path_bounds(&path));
}

static void
draw_lines(const Marker *self)
{
    if (!self->unit->encodings[CHANNEL_COLOR].field) {
        draw_series(self, NULL);
        return;
    }
    for (size_t i = 0; i < self->view->color.names.count; i++)
        draw_series(self, &self->view->color.names.items[i]);
}

static void
draw_tick_item(const Marker *self, size_t row)
{
    double x = place(self, CHANNEL_X, row, self->view->width / 2), y = place(self, CHANNEL_Y, row, self->view->height / 2);
    if (!isfinite(x) || !isfinite(y))
        return;
    bool vertical = self->view->x.type == SCALE_LINEAR || self->view->x.type == SCALE_TIME;
    const Scale *across = vertical ? &self->view->y : &self->view->x;
    double length = across->step > 0 ? across->step * 0.75 : 15;
    Rect rect = vertical ? (Rect){x - 0.5, y - length / 2, 1, length} : (Rect){x - length / 2, y - 0.5, length, 1};
    Path path = {0};
    path_rect(self->arena, &path, rect);
    PathOp op = scene_plain_path(&path);
    op.hint = SHAPE_RECT;
    op.fill = paint_solid(item_color(self, row));
    op.opacity = mark_number(self, "opacity", 0.7);
    op.use = item_use(self, row);
    scene_path_op(self->scene, &op);
    grow(self, rect);
}

/* ---- all ------------------------------------------------------------------------------------------------------------ */

static const char *
mark_class(MarkType type)
{
    static const char *const classes[MARK_COUNT] = {
        "mark-rect role-mark marks", "mark-rect role-mark marks", "mark-rule role-mark marks", "mark-text role-mark marks", "mark-symbol role-mark marks",
        "mark-symbol role-mark marks", "mark-symbol role-mark marks", "mark-line role-mark marks", "mark-area role-mark marks", "mark-rect role-mark marks",
    };
    return classes[type];
}

void
view_marks(View *view, Scene *scene, Rect *box)
{
    static void (*const draw[MARK_COUNT])(const Marker *self, size_t row) = {
        draw_rect_item, draw_rect_item, draw_rule_item, draw_text_item, draw_point_item, draw_point_item, draw_point_item, NULL, NULL, draw_tick_item,
    };
    for (size_t i = 0; i < view->units.count; i++) {
        Marker self = {view, &view->units.items[i], scene, box, view->context->arena};
        GroupOp group = scene_plain_group();
        group.klass = mark_class(self.unit->mark_type);
        scene_group(scene, &group);
        if (!draw[self.unit->mark_type]) {
            draw_lines(&self);
        } else {
            for (size_t r = 0; r < self.unit->data.row_count; r++)
                draw[self.unit->mark_type](&self, r);
        }
        scene_group_end(scene);
    }
}
