/* chart/axis.c -- axes and their grids (Vega-Lite: compile/axis; Vega: vega-parser/parsers/axis.js, vega-view-transforms/layout/axis.js). */
#include "base/str.h"
#include "chart/guide.h"

#include <math.h>
#include <string.h>

/* ---- properties --------------------------------------------------------------------------------------------------- */

static const Encoding *
encoding_of(const Axis *axis, size_t index)
{
    return &axis->units.items[index]->encodings[axis->channel];
}

const char *
axis_orient_name(AxisOrient orient)
{
    static const char *const names[] = {"bottom", "top", "left", "right"};
    return names[orient];
}

static const Node *
stated_property(const Axis *axis, const char *key)
{
    for (size_t i = 0; i < axis->units.count; i++) {
        const Node *own = node_find(encoding_of(axis, i)->guide, key);
        if (own)
            return own;
    }
    return NULL;
}

static void
add_place(Axis *axis, const Node *place)
{
    if (place && place->kind == NODE_MAP)
        VEC_PUSH(axis->scale->drawing->context->arena, &axis->places, place);
}

/* Of several styles the last counts. */
static void
add_styles(Axis *axis, const Node *styles)
{
    const Node *index = node_find(axis->scale->drawing->config, "style");
    if (styles && styles->kind == NODE_STRING)
        add_place(axis, node_find(index, styles->text));
    for (size_t i = styles && styles->kind == NODE_LIST ? styles->count : 0; i-- > 0;)
        if (styles->items[i].value->text)
            add_place(axis, node_find(index, styles->items[i].value->text));
}

/* Configuration of axes from the most special to the general: axisXBand, axisXDiscrete, axisBand, axisDiscrete, axisX, axisBottom, axis. */
static void
add_config(Axis *axis)
{
    static const struct {
        const char *own[2], *any;
    } kinds[] = {
        {{"axisXBand", "axisYBand"}, "axisBand"}, {{"axisXPoint", "axisYPoint"}, "axisPoint"}, {{"axisXTemporal", "axisYTemporal"}, "axisTemporal"},
        {{"axisXQuantitative", "axisYQuantitative"}, "axisQuantitative"}, {{"axisXDiscrete", "axisYDiscrete"}, "axisDiscrete"},
    };
    static const char *const sides[] = {"axisBottom", "axisTop", "axisLeft", "axisRight"};
    ScaleType type = axis->scale->type;
    int kind = type == SCALE_BAND ? 0 : type == SCALE_POINT ? 1 : scale_type_is_time(type) ? 2 : 3, letter = axis->channel == CHANNEL_X ? 0 : 1;
    bool discrete = type == SCALE_BAND || type == SCALE_POINT;
    const char *parts[] = {kinds[kind].own[letter], discrete ? kinds[4].own[letter] : NULL, kinds[kind].any, discrete ? kinds[4].any : NULL, letter == 0 ? "axisX" : "axisY", sides[axis->orient], "axis"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i])
            add_place(axis, node_find(axis->scale->drawing->config, parts[i]));
}

static const Node *
find_from(const Axis *axis, size_t place, const char *key)
{
    for (size_t i = place; i < axis->places.count; i++) {
        const Node *node = node_find(axis->places.items[i], key);
        if (node)
            return node;
    }
    return NULL;
}

static const Node *
config_property(const Axis *axis, const char *key)
{
    return find_from(axis, axis->config_from, key);
}

/* Once its units and its side are known: a property is asked for at every tick. */
static void
find_places(Axis *axis)
{
    axis->places.count = 0;
    for (size_t i = 0; i < axis->units.count; i++)
        add_place(axis, encoding_of(axis, i)->guide);
    for (size_t i = 0; i < axis->units.count; i++)
        add_styles(axis, node_find(encoding_of(axis, i)->guide, "style"));
    axis->config_from = axis->places.count;
    add_config(axis);
    add_styles(axis, config_property(axis, "style"));
}

const Node *
axis_property(const Axis *axis, const char *key)
{
    return find_from(axis, 0, key);
}

/* A value, or {condition, value} for each tick. */
static const Node *
tick_property(const Axis *axis, const char *key, const GuideTick *tick, size_t index)
{
    const Node *node = axis_property(axis, key), *condition = node_find(node, "condition");
    if (!condition || !tick)
        return node_find(node, "value") && !node_find(node, "expr") ? node_find(node, "value") : node;
    Drawing *drawing = axis->scale->drawing;
    Arena *arena = drawing->context->arena;
    static const char *const keys[] = {"value", "label", "index"};
    Value values[] = {tick->value, value_string(tick->label), value_number((double)index)};
    Value row = value_object(arena, keys, values, COUNT_OF(keys));
    DataContext data = drawing_data_context(drawing);
    for (size_t i = 0; i < (condition->kind == NODE_LIST ? condition->count : 1); i++) {
        const Node *one = condition->kind == NODE_LIST ? condition->items[i].value : condition;
        bool passes = false;
        if (node_find(one, "test") && predicate_test(&data, node_find(one, "test"), row, &passes) && passes)
            return node_find(one, "value") ? node_find(one, "value") : one;
    }
    return node_find(node, "value") ? node_find(node, "value") : node;
}

static double
axis_number(const Axis *axis, const char *key, double fallback)
{
    return property_number(axis->scale->drawing, axis_property(axis, key), fallback);
}

static bool
axis_bool(const Axis *axis, const char *key, bool fallback)
{
    const Node *node = axis_property(axis, key);
    return node && node->kind == NODE_NULL ? false : property_true(axis->scale->drawing, node, fallback);
}

static const char *
axis_text(const Axis *axis, const char *key, const char *fallback)
{
    const Node *node = axis_property(axis, key);
    if (!node || node->kind == NODE_NULL)
        return fallback;
    if (node->kind != NODE_MAP)
        return node->text ? node->text : fallback;
    Value value = property_value(axis->scale->drawing, node);
    return value.kind == VALUE_STRING ? value.string : fallback;
}

static bool
horizontal(const Axis *axis)
{
    return axis->channel == CHANNEL_X;
}

static bool
before(const Axis *axis) /* top or left: outward is negative */
{
    return axis->orient == AXIS_TOP || axis->orient == AXIS_LEFT;
}

/* ---- which axes there are ---------------------------------------------------------------------------------------------- */

static AxisOrient
orient_from_name(const char *name, Channel channel)
{
    if (str_equal(name, "top"))
        return AXIS_TOP;
    if (str_equal(name, "right"))
        return AXIS_RIGHT;
    if (str_equal(name, "bottom"))
        return AXIS_BOTTOM;
    if (str_equal(name, "left"))
        return AXIS_LEFT;
    return channel == CHANNEL_X ? AXIS_BOTTOM : AXIS_LEFT;
}

static Axis *
unit_axis(View *unit, Channel channel)
{
    Axis *axis = ARENA_NEW(unit->drawing->context->arena, Axis);
    const Encoding *encoding = &unit->encodings[channel];
    *axis = (Axis){.channel = channel, .scale = unit_scale(unit, channel), .view = unit};
    axis->grid_scale = unit_scale(unit, channel == CHANNEL_X ? CHANNEL_Y : CHANNEL_X);
    VEC_PUSH(unit->drawing->context->arena, &axis->units, unit);
    axis->orient = channel == CHANNEL_X ? AXIS_BOTTOM : AXIS_LEFT;
    find_places(axis);
    const Node *stated = node_find(encoding->guide, "orient");
    axis->orient_stated = stated != NULL;
    axis->orient = orient_from_name(stated ? stated->text : axis_text(axis, "orient", NULL), channel);
    find_places(axis);
    const Node *guide = encoding->guide;
    bool off = guide && (guide->kind == NODE_NULL || (guide->kind == NODE_BOOL && !guide->boolean));
    axis->disabled = off || (!guide && axis_bool(axis, "disable", false));
    return axis;
}

static bool
axis_is_stated(const Axis *axis)
{
    return encoding_of(axis, 0)->guide != NULL;
}

static bool
resolve_independent(const View *view, Channel channel)
{
    const char *stated = node_text(node_find(node_find(view->node, "resolve"), "axis"), channel_name(channel), NULL);
    return view->independent[channel] || str_equal(stated, "independent");
}

/* Two sides: the second axis goes where there are fewer. */
static void
spread_orients(AxisList *axes)
{
    int count[4] = {0};
    static const AxisOrient opposite[] = {AXIS_TOP, AXIS_BOTTOM, AXIS_RIGHT, AXIS_LEFT};
    for (size_t i = 0; i < axes->count; i++) {
        Axis *axis = axes->items[i];
        if (count[axis->orient] > 0 && !axis->orient_stated && count[axis->orient] > count[opposite[axis->orient]])
            axis->orient = opposite[axis->orient];
        count[axis->orient]++;
        if (i > 0 && !stated_property(axis, "grid"))
            axis->no_grid = true;
    }
}

static AxisList
collect_axes(View *view, Channel channel)
{
    Arena *arena = view->drawing->context->arena;
    AxisList axes = {0};
    if (view->kind == VIEW_UNIT) {
        if (unit_scale(view, channel))
            VEC_PUSH(arena, &axes, unit_axis(view, channel));
        return axes;
    }
    bool separate = resolve_independent(view, channel);
    for (size_t i = 0; i < view->children.count; i++) {
        AxisList own = collect_axes(view->children.items[i], channel);
        for (size_t k = 0; k < own.count; k++) {
            Axis *merged = !separate && axes.count ? axes.items[0] : NULL, *next = own.items[k];
            if (!merged || (merged->orient_stated && next->orient_stated && merged->orient != next->orient)) {
                VEC_PUSH(arena, &axes, next);
                continue;
            }
            bool was_stated = axis_is_stated(merged);
            if (!was_stated && axis_is_stated(next))
                merged->disabled = next->disabled;
            if (!merged->orient_stated && next->orient_stated) {
                merged->orient = next->orient;
                merged->orient_stated = true;
            }
            if (!merged->grid_scale)
                merged->grid_scale = next->grid_scale;
            for (size_t u = 0; u < next->units.count; u++)
                VEC_PUSH(arena, &merged->units, next->units.items[u]);
            if (!was_stated && axis_is_stated(next)) {
                /* What is stated anywhere counts first. */
                View *swap = merged->units.items[0];
                merged->units.items[0] = merged->units.items[merged->units.count - 1];
                merged->units.items[merged->units.count - 1] = swap;
            }
        }
    }
    if (axes.count > 1)
        spread_orients(&axes);
    return axes;
}

AxisList
view_axes(View *view, Channel channel)
{
    AxisList all = collect_axes(view, channel), shown = {0};
    for (size_t i = 0; i < all.count; i++) {
        find_places(all.items[i]);
        if (!all.items[i]->disabled)
            VEC_PUSH(view->drawing->context->arena, &shown, all.items[i]);
    }
    return shown;
}

/* ---- ticks ------------------------------------------------------------------------------------------------------------------ */

/* The unit whose field decides formats and counts: the first with a field. */
static const Encoding *
leading_encoding(const Axis *axis)
{
    for (size_t i = 0; i < axis->units.count; i++)
        if (encoding_of(axis, i)->is_field)
            return encoding_of(axis, i);
    return encoding_of(axis, 0);
}

static const char *
axis_format(const Axis *axis)
{
    const char *format = axis_text(axis, "format", NULL);
    if (format)
        return format;
    for (size_t i = 0; i < axis->units.count; i++) {
        const View *unit = axis->units.items[i];
        if (str_equal(node_text(encoding_of(axis, i)->node, "stack", NULL), "normalize") || (unit->stack.on && unit->stack.field_channel == axis->channel && str_equal(unit->stack.offset, "normalize")))
            return node_text(axis->scale->drawing->config, "normalizedNumberFormat", NULL);
    }
    return NULL;
}

static double
default_count(const Axis *axis, const Encoding *encoding, double size)
{
    static const char *const few[] = {"month", "hours", "day", "quarter"};
    if (stated_property(axis, "values") || scale_type_is_discrete(axis->scale->type) || axis->scale->type == SCALE_LOG)
        return NAN;
    if (encoding->is_field && encoding->bin == BIN_BINNING)
        return ceil(size / 10);
    for (size_t i = 0; encoding->has_time_unit && i < COUNT_OF(few); i++)
        if (str_equal(encoding->time_unit.unit, few[i]))
            return NAN;
    return ceil(size / 40);
}

static bool
tick_extent(const Axis *axis)
{
    return str_equal(axis_text(axis, "tickBand", NULL), "extent");
}

/* Marks that rise from a base line within the band have their tick there. */
static double
band_position(const Axis *axis)
{
    const Node *stated = stated_property(axis, "bandPosition");
    if (!stated && unit_is_ranged_offset(axis->units.items[0], axis->channel))
        return axis->channel == CHANNEL_X ? 0 : 1;
    return axis_number(axis, "bandPosition", 0.5);
}

static void
make_ticks(Axis *axis)
{
    if (axis->ticks_made)
        return;
    Drawing *drawing = axis->scale->drawing;
    const Encoding *encoding = leading_encoding(axis);
    double size = axis->view->size[horizontal(axis) ? 0 : 1];
    TickRequest request = {.scale = axis->scale, .encoding = encoding, .drawing = drawing, .count = default_count(axis, encoding, size)};
    request.values = axis_property(axis, "values");
    if (request.values && request.values->kind == NODE_NULL)
        request.values = NULL;
    const Node *formats = axis_property(axis, "format");
    request.formats = formats && formats->kind == NODE_MAP && !node_find(formats, "expr") && !node_find(formats, "signal") ? formats : NULL;
    request.format = request.formats ? NULL : axis_format(axis);
    request.format_type = axis_text(axis, "formatType", NULL);
    guide_count(drawing, axis_property(axis, "tickCount"), &request.count, &request.interval);
    const Node *least = axis_property(axis, "tickMinStep");
    request.min_step = least ? property_number(drawing, least, NAN) : guide_min_step(encoding, request.format);
    axis->ticks = guide_ticks(&request);
    const Node *expr = axis_property(axis, "labelExpr");
    Arena *arena = drawing->context->arena;
    for (size_t i = 0; i < axis->ticks.count; i++) {
        GuideTick *tick = &axis->ticks.items[i];
        tick->start = scale_map(axis->scale, tick->value);
        tick->at = tick->start + scale_bandwidth(axis->scale) * (unit_is_ranged_offset(axis->units.items[0], axis->channel) ? band_position(axis) : 0.5);
        if (expr && expr->text)
            tick->label = guide_label_expr(drawing, expr, tick, i);
    }
    if (tick_extent(axis) && axis->ticks.count) {
        GuideTick edge = axis->ticks.items[0];
        edge.extra = true;
        edge.label = "";
        VEC_PUSH(arena, &axis->ticks, edge);
    }
    axis->ticks_made = true;
}

/* Where the line of a tick stands. */
static double
line_place(const Axis *axis, const GuideTick *tick)
{
    double band = scale_bandwidth(axis->scale), offset = axis->scale->type == SCALE_BAND ? property_number(axis->scale->drawing, config_find(axis->scale->drawing, "axisBand", "tickOffset"), 0) : 0;
    const Node *stated = stated_property(axis, "tickOffset");
    offset = property_number(axis->scale->drawing, stated, offset);
    if (tick_extent(axis))
        return tick->start + (tick->extra ? 0 : band);
    double at = tick->start + band * band_position(axis) + offset;
    return axis_bool(axis, "tickRound", true) ? floor(at + 0.5) : at;
}

/* ---- parts -------------------------------------------------------------------------------------------------------------------- */

static Color
stroke_color(const Axis *axis, const char *key, const char *opacity_key, const GuideTick *tick, size_t index, const char *fallback)
{
    Drawing *drawing = axis->scale->drawing;
    Color color;
    if (!color_from_node(drawing, tick_property(axis, key, tick, index), &color))
        color_parse(fallback, &color);
    color.a *= property_number(drawing, tick_property(axis, opacity_key, tick, index), 1);
    return color;
}

/* Properties of the lines of an axis, by part. */
typedef struct LineKeys {
    const char *color, *opacity, *width, *cap, *dash, *fallback;
} LineKeys;

static const LineKeys GRID_LINE = {"gridColor", "gridOpacity", "gridWidth", "gridCap", "gridDash", "#ddd"};
static const LineKeys TICK_LINE = {"tickColor", "tickOpacity", "tickWidth", "tickCap", "tickDash", "#888"};
static const LineKeys DOMAIN_LINE = {"domainColor", "domainOpacity", "domainWidth", "domainCap", "domainDash", "#888"};

static void
add_line(const Axis *axis, Part *part, const LineKeys *keys, double x1, double y1, double x2, double y2, const GuideTick *tick, size_t index)
{
    Drawing *drawing = axis->scale->drawing;
    Arena *arena = drawing->context->arena;
    Color color = stroke_color(axis, keys->color, keys->opacity, tick, index, keys->fallback);
    double width = property_number(drawing, tick_property(axis, keys->width, tick, index), 1);
    if (color.a <= 0 || width <= 0)
        return;
    Path *path = ARENA_NEW(arena, Path);
    path_move(arena, path, x1, y1);
    path_line(arena, path, x2, y2);
    PathOp op = scene_plain_path(path);
    op.hint = SHAPE_LINE;
    op.stroke = (Stroke){.paint = paint_solid(color), .width = width};
    const char *cap = axis_text(axis, keys->cap, NULL);
    op.stroke.cap = str_equal(cap, "round") ? CAP_ROUND : str_equal(cap, "square") ? CAP_SQUARE : CAP_BUTT;
    Value dash = property_value(drawing, tick_property(axis, keys->dash, tick, index));
    if (dash.kind == VALUE_ARRAY && dash.list->count && !(dash.list->count == 2 && value_to_number(dash.list->items[1]) == 0)) {
        double *dashes = ARENA_ARRAY(arena, double, dash.list->count);
        for (size_t i = 0; i < dash.list->count; i++)
            dashes[i] = value_to_number(dash.list->items[i]);
        op.stroke.dashes = dashes;
        op.stroke.dash_count = dash.list->count;
    }
    part_path(arena, part, &op, (Rect){fmin(x1, x2), fmin(y1, y2), fabs(x2 - x1), fabs(y2 - y1)});
}

bool
axis_has_grid(const Axis *axis)
{
    const Node *stated = axis_property(axis, "grid");
    if (axis->no_grid)
        return false;
    if (stated && stated->kind != NODE_NULL)
        return property_true(axis->scale->drawing, stated, false);
    const Encoding *encoding = encoding_of(axis, 0);
    bool grid = false;
    for (size_t i = 0; i < axis->units.count && !grid; i++) {
        encoding = encoding_of(axis, i);
        grid = !scale_type_is_discrete(axis->scale->type) && encoding->is_field && encoding->bin == BIN_NONE;
        break; /* the first unit's default stands */
    }
    return grid;
}

double
axis_zindex(const Axis *axis)
{
    const Node *stated = axis_property(axis, "zindex");
    if (stated)
        return property_number(axis->scale->drawing, stated, 0);
    const View *unit = axis->units.items[0];
    return unit->mark_type == MARK_RECT && encoding_is_discrete(encoding_of(axis, 0)) ? 1 : 0;
}

static Part *
axis_group(const Axis *axis, double width, double height, bool grid)
{
    Drawing *drawing = axis->scale->drawing;
    Part *group = part_group(drawing->context->arena, "mark-group role-axis");
    double offset = grid ? 0 : axis_number(axis, "offset", 0), position = axis_number(axis, "position", 0), shift = axis_number(axis, "translate", 0.5);
    if (grid)
        offset = axis_number(axis, "offset", 0);
    switch (axis->orient) {
    case AXIS_TOP: *group = (Part){.is_group = true, .klass = group->klass, .opacity = 1, .x = position, .y = -offset}; break;
    case AXIS_LEFT: *group = (Part){.is_group = true, .klass = group->klass, .opacity = 1, .x = -offset, .y = position}; break;
    case AXIS_RIGHT: *group = (Part){.is_group = true, .klass = group->klass, .opacity = 1, .x = width + offset, .y = position}; break;
    case AXIS_BOTTOM: *group = (Part){.is_group = true, .klass = group->klass, .opacity = 1, .x = position, .y = height + offset}; break;
    }
    group->x += shift;
    group->y += shift;
    return group;
}

Part *
axis_grid_part(Axis *axis, double width, double height)
{
    make_ticks(axis);
    Arena *arena = axis->scale->drawing->context->arena;
    Part *group = axis_group(axis, width, height, true), *lines = part_mark(arena, "mark-rule role-axis-grid");
    double offset = axis_number(axis, "offset", 0), length = horizontal(axis) ? height : width;
    double from = before(axis) ? offset : -offset, to = before(axis) ? length + offset : -length - offset;
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double at = line_place(axis, &axis->ticks.items[i]);
        if (horizontal(axis))
            add_line(axis, lines, &GRID_LINE, at, from, at, to, &axis->ticks.items[i], i);
        else
            add_line(axis, lines, &GRID_LINE, from, at, to, at, &axis->ticks.items[i], i);
    }
    group->decoration = true;
    part_add(arena, group, lines);
    return group;
}

/* ---- labels ---------------------------------------------------------------------------------------------------------------------- */

static double
label_angle(const Axis *axis)
{
    const Node *node = axis_property(axis, "labelAngle");
    const Encoding *encoding = leading_encoding(axis);
    if (node && node->kind != NODE_NULL) {
        double angle = fmod(property_number(axis->scale->drawing, node, 0), 360);
        return angle < 0 ? angle + 360 : angle;
    }
    bool names = encoding->type == MEASURE_NOMINAL || encoding->type == MEASURE_ORDINAL;
    /* In print a name is read level, or its axis lies. */
    return horizontal(axis) && names && !encoding->has_time_unit && !axis->scale->drawing->project ? 270 : NAN;
}

static const char *
label_baseline(const Axis *axis, double angle, const char *flushed)
{
    const char *stated = axis_text(axis, "labelBaseline", NULL);
    if (stated)
        return stated;
    if (horizontal(axis)) {
        bool top = axis->orient == AXIS_TOP;
        if (isnan(angle))
            return top ? "bottom" : "top";
        if ((angle > 45 && angle < 135) || (angle > 225 && angle < 315))
            return "middle";
        return (angle <= 45 || angle >= 315) == top ? "bottom" : "top";
    }
    if (isnan(angle) || angle <= 45 || angle >= 315 || (angle >= 135 && angle <= 225))
        return flushed ? flushed : "middle";
    return (angle >= 45 && angle <= 135) == (axis->orient == AXIS_LEFT) ? "top" : "bottom";
}

static const char *
label_align(const Axis *axis, double angle, const char *flushed)
{
    const char *stated = axis_text(axis, "labelAlign", NULL);
    if (stated)
        return stated;
    double start = horizontal(axis) ? 0 : 90;
    if (isnan(angle) || (horizontal(axis) && fmod(angle, 180) == 0))
        return horizontal(axis) ? (flushed ? flushed : "center") : axis->orient == AXIS_RIGHT ? "left" : "right";
    if (fmod(angle + start, 180) == 0)
        return "center";
    bool main = axis->orient == (horizontal(axis) ? AXIS_BOTTOM : AXIS_LEFT);
    return (angle > start && angle < 180 + start) == main ? "left" : "right";
}

/* Labels at the ends of the range turn inwards. */
static const char *
flush(const Axis *axis, double at, const char *low, const char *high)
{
    const Encoding *encoding = leading_encoding(axis);
    const Node *node = axis_property(axis, "labelFlush");
    bool measure = encoding->type == MEASURE_QUANTITATIVE || encoding->type == MEASURE_TEMPORAL;
    bool on = node ? property_true(axis->scale->drawing, node, false) || (node->kind == NODE_NUMBER) : horizontal(axis) && measure;
    if (!on)
        return NULL;
    double threshold = node && node->kind == NODE_NUMBER ? node->number : 1;
    double from = fabs(at - scale_range_start(axis->scale)), to = fabs(scale_range_end(axis->scale) - at);
    if (!horizontal(axis) && scale_range_start(axis->scale) > scale_range_end(axis->scale)) {
        const char *swap = low;
        low = high;
        high = swap;
    }
    return from < to && from <= threshold ? low : to <= threshold ? high : NULL;
}

static const char *
overlap_method(const Axis *axis)
{
    const Node *node = axis_property(axis, "labelOverlap");
    const Encoding *encoding = leading_encoding(axis);
    if (node && node->kind != NODE_NULL)
        return node->kind == NODE_STRING ? node->text : property_true(axis->scale->drawing, node, false) ? "parity" : NULL;
    bool names = encoding->type == MEASURE_NOMINAL || encoding->type == MEASURE_ORDINAL;
    bool sorted = encoding->sort && (encoding->sort->kind == NODE_MAP || encoding->sort->kind == NODE_LIST);
    if ((encoding->has_time_unit && !sorted) || !names)
        return axis->scale->type == SCALE_LOG || axis->scale->type == SCALE_SYMLOG ? "greedy" : "parity";
    /* Print never lets names run into each other. */
    return axis->scale->drawing->project ? "parity" : NULL;
}

static const FactUse *
tick_use(const Axis *axis)
{
    if (!axis->scale->drawing->project)
        return NULL;
    FactUse *use = ARENA_NEW(axis->scale->drawing->context->arena, FactUse);
    use->kind = USE_LITERAL;
    use->literal = "tick";
    return use;
}

enum { NAME_LINES = 3, NAME_TRIES = 6 };

/* Vega cuts what is longer than the limit; print wraps names, below an axis to the width of a step. */
static const char *
limited(const Axis *axis, const char *text, const TextStyle *style, double limit)
{
    const Drawing *drawing = axis->scale->drawing;
    Arena *arena = drawing->context->arena;
    if (limit <= 0 || strchr(text, '\n'))
        return text;
    if (!drawing->project || !scale_type_is_discrete(axis->scale->type))
        return label_truncate(arena, drawing->context->text, text, style, limit);
    double step = fabs(axis->scale->step) - style->size * 0.5;
    return label_wrap(arena, drawing->context->text, text, style, horizontal(axis) && step > style->size * 3 ? fmin(limit, step) : limit, NAME_LINES);
}

/* Names beside an axis that are higher than a step get longer lines, and so fewer. */
static void
name_label(const Axis *axis, Label *label, const char *name, double limit)
{
    Drawing *drawing = axis->scale->drawing;
    const char *text = drawing_translate(drawing, name, drawing->lang), *second = label_add_second(drawing, label, name) ? label->second : NULL;
    bool fits = false;
    for (int i = 0; i < NAME_TRIES && !fits; i++, limit *= 1.2) {
        label->text = limited(axis, text, &label->style, limit);
        label->second = second ? limited(axis, second, &label->second_style, limit) : NULL;
        fits = horizontal(axis) || !drawing->project || label->style.size + label_extra_height(label) <= fabs(axis->scale->step);
    }
}

static Part *
labels_part(const Axis *axis, double tick_size)
{
    Drawing *drawing = axis->scale->drawing;
    TextContext *context = drawing->context->text;
    Arena *arena = drawing->context->arena;
    Part *part = part_mark(arena, "mark-text role-axis-label");
    double angle = label_angle(axis), reach = (tick_size + axis_number(axis, "labelPadding", 2)) * (before(axis) ? -1 : 1);
    double limit = axis_number(axis, "labelLimit", 180), shift = axis->scale->type == SCALE_BAND && !tick_extent(axis) ? -0.5 : 0;
    shift += axis_number(axis, "labelOffset", 0);
    const FactUse *use = tick_use(axis);
    for (size_t i = 0; i < axis->ticks.count; i++) {
        const GuideTick *tick = &axis->ticks.items[i];
        if (tick->extra)
            continue;
        double size = property_number(drawing, tick_property(axis, "labelFontSize", tick, i), 10), at = tick->at + shift;
        Color color = stroke_color(axis, "labelColor", "labelOpacity", tick, i, "#000");
        Label label = {.opacity = 1, .angle = isnan(angle) ? 0 : angle, .line_height = axis_number(axis, "labelLineHeight", size + 2)};
        label.style = chart_text_style(drawing, axis_text(axis, "labelFont", NULL), size, tick_property(axis, "labelFontWeight", tick, i), tick_property(axis, "labelFontStyle", tick, i), color, drawing->lang);
        name_label(axis, &label, tick->label, limit);
        const char *align = label_align(axis, angle, flush(axis, tick->at, "left", "right"));
        const char *baseline = label_baseline(axis, angle, horizontal(axis) ? NULL : flush(axis, tick->at, "top", "bottom"));
        label.anchor = str_equal(align, "left") ? ANCHOR_START : str_equal(align, "right") ? ANCHOR_END : ANCHOR_MIDDLE;
        label.at = horizontal(axis) ? (Point){at, reach} : (Point){reach, at};
        label.dy = baseline_shift(baseline, size, label.line_height);
        if (drawing->project && str_equal(baseline, "middle"))
            label.dy -= label_extra_height(&label) / 2;
        label.use = scale_type_is_discrete(axis->scale->type) && !strpbrk(tick->label, "0123456789") ? NULL : use;
        part_label(arena, context, part, &label);
    }
    const char *method = overlap_method(axis);
    if (method)
        hide_overlaps(part, method, axis_number(axis, "labelSeparation", drawing->project && !horizontal(axis) ? -2 : 0)); /* boxes are higher than ink */
    if (axis_bool(axis, "labelBound", false)) {
        double low = fmin(scale_range_start(axis->scale), scale_range_end(axis->scale)) - 1, high = fmax(scale_range_start(axis->scale), scale_range_end(axis->scale)) + 1;
        for (size_t i = 0; i < part->items.count; i++) {
            Rect box = part->items.items[i].box;
            part->items.items[i].hidden |= horizontal(axis) ? box.x < low || box.x + box.width > high : box.y < low || box.y + box.height > high;
        }
    }
    return part;
}

/* ---- title ------------------------------------------------------------------------------------------------------------------------- */

/* Titles of all the units that share the axis, each once; NULL for none. */
static const char *
merged_title(const Axis *axis)
{
    Drawing *drawing = axis->scale->drawing;
    Arena *arena = drawing->context->arena;
    const char *titles[24];
    size_t count = 0;
    bool stated = false;
    const Node *config = config_property(axis, "title");
    bool no_default = config && config->kind == NODE_NULL;
    for (int pass = 0; pass < (no_default ? 1 : 2) && !stated; pass++) {
        for (size_t i = 0; i < axis->units.count; i++) {
            const View *unit = axis->units.items[i];
            Channel channels[] = {axis->channel, channel_second(axis->channel)};
            const Node *guide_title = node_find(encoding_of(axis, i)->guide, "title");
            for (int c = 0; c < 2; c++) {
                const Encoding *encoding = &unit->encodings[channels[c]];
                const Node *own = c == 0 && guide_title ? guide_title : c == 1 && guide_title ? NULL : node_find(encoding->node, "title");
                if (pass == 0 && own && own->kind == NODE_NULL)
                    return NULL;
                const char *text = pass == 0 ? title_text(drawing, own) : !guide_title && !node_find(encoding->node, "title") ? encoding_title(drawing, encoding) : NULL;
                if (pass == 0 && own && text && !*text)
                    return NULL;
                bool known = !text;
                for (size_t k = 0; k < count; k++)
                    known |= str_equal(titles[k], text);
                if (!known && count < COUNT_OF(titles))
                    titles[count++] = text;
                stated |= pass == 0 && own;
            }
        }
    }
    if (!count)
        return NULL;
    Buf joined = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_add(&joined, i ? ", " : "");
        buf_add(&joined, titles[i]);
    }
    const char *text = buf_take(&joined, arena);
    buf_clear(&joined);
    return text;
}

enum { TITLE_EMS = 10, TITLE_LINES = 3 };

static void
wrap_title(const Axis *axis, Label *label, double width)
{
    const ChartContext *context = axis->scale->drawing->context;
    label->text = label_wrap(context->arena, context->text, label->text, &label->style, width, TITLE_LINES);
    if (label->second)
        label->second = label_wrap(context->arena, context->text, label->second, &label->second_style, width, TITLE_LINES);
}

static Part *
title_part(const Axis *axis, const char *text, double reach)
{
    Drawing *drawing = axis->scale->drawing;
    TextContext *context = drawing->context->text;
    Arena *arena = drawing->context->arena;
    Part *part = part_mark(arena, "mark-text role-axis-title");
    double size = axis_number(axis, "titleFontSize", 11), pad = axis_number(axis, "titlePadding", 4);
    Label label = {.opacity = 1, .line_height = axis_number(axis, "titleLineHeight", size + 2)};
    Color color = stroke_color(axis, "titleColor", "titleOpacity", NULL, 0, "#000");
    label.style = chart_text_style(drawing, axis_text(axis, "titleFont", NULL), size, axis_property(axis, "titleFontWeight"), axis_property(axis, "titleFontStyle"), color, drawing->lang);
    double limit = axis_number(axis, "titleLimit", 0);
    label.text = drawing_translate(drawing, text, drawing->lang);
    if (limit > 0)
        label.text = label_truncate(arena, context, label.text, &label.style, limit);
    label_add_second(drawing, &label, text);
    const char *anchor = axis_text(axis, "titleAnchor", NULL);
    double from = scale_range_start(axis->scale), to = scale_range_end(axis->scale);
    if (drawing->project && limit <= 0) /* longer than the axis, two titles would meet at the corner */
        wrap_title(axis, &label, fmax(fabs(to - from), size * TITLE_EMS));
    double along = str_equal(anchor, "start") ? from : str_equal(anchor, "end") ? to : (from + to) / 2;
    const char *align = axis_text(axis, "titleAlign", str_equal(anchor, "start") ? "left" : str_equal(anchor, "end") ? "right" : "center");
    const char *baseline = axis_text(axis, "titleBaseline", horizontal(axis) && axis->orient == AXIS_BOTTOM ? "top" : "bottom");
    label.angle = axis_number(axis, "titleAngle", horizontal(axis) ? 0 : axis->orient == AXIS_LEFT ? -90 : 90);
    double extra = axis->orient == AXIS_BOTTOM ? 0 : label_extra_height(&label);
    double out = (before(axis) ? -1 : 1) * (reach + pad + extra);
    label.at = horizontal(axis) ? (Point){along, out} : (Point){out, along};
    const Node *x = axis_property(axis, "titleX"), *y = axis_property(axis, "titleY");
    label.at.x = x ? property_number(drawing, x, label.at.x) : label.at.x;
    label.at.y = y ? property_number(drawing, y, label.at.y) : label.at.y;
    label.anchor = str_equal(align, "left") ? ANCHOR_START : str_equal(align, "right") ? ANCHOR_END : ANCHOR_MIDDLE;
    label.dy = baseline_shift(baseline, size, label.line_height);
    part_label(arena, context, part, &label);
    return part;
}

Part *
axis_main_part(Axis *axis, double width, double height)
{
    make_ticks(axis);
    Drawing *drawing = axis->scale->drawing;
    Arena *arena = drawing->context->arena;
    Part *group = axis_group(axis, width, height, false);
    bool ticks = axis_bool(axis, "ticks", true), labels = axis_bool(axis, "labels", true);
    double length = ticks ? axis_number(axis, "tickSize", 5) : 0, sign = before(axis) ? -1 : 1;
    const char *title = merged_title(axis);
    group->aria = arena_printf(arena, "%s-axis%s%s%s", horizontal(axis) ? "X" : "Y", title ? " titled '" : "", title ? title : "", title ? "'" : "");
    group->aria_role = "axis";
    Rect box = RECT_EMPTY;
    if (ticks) {
        Part *part = part_mark(arena, "mark-rule role-axis-tick");
        part->decoration = true;
        for (size_t i = 0; i < axis->ticks.count; i++) {
            double at = line_place(axis, &axis->ticks.items[i]);
            if (horizontal(axis))
                add_line(axis, part, &TICK_LINE, at, 0, at, sign * length, &axis->ticks.items[i], i);
            else
                add_line(axis, part, &TICK_LINE, 0, at, sign * length, at, &axis->ticks.items[i], i);
        }
        part_add(arena, group, part);
        box = rect_union(box, part_measure(part));
    }
    if (labels) {
        Part *part = labels_part(axis, length);
        part_add(arena, group, part);
        box = rect_union(box, part_measure(part));
    }
    if (axis_bool(axis, "domain", true)) {
        Part *part = part_mark(arena, "mark-rule role-axis-domain");
        double from = scale_range_start(axis->scale), to = scale_range_end(axis->scale);
        part->decoration = true;
        if (horizontal(axis))
            add_line(axis, part, &DOMAIN_LINE, from, 0, to, 0, NULL, 0);
        else
            add_line(axis, part, &DOMAIN_LINE, 0, from, 0, to, NULL, 0);
        part_add(arena, group, part);
    }
    if (title && *title) {
        double reach = box.width < 0 ? 0
                     : axis->orient == AXIS_BOTTOM ? box.y + box.height
                     : axis->orient == AXIS_TOP    ? -box.y
                     : axis->orient == AXIS_LEFT   ? -box.x
                                                   : box.x + box.width;
        double least = axis_number(axis, "minExtent", 0), most = axis_number(axis, "maxExtent", 200);
        /* Vega stops at 200 px; a project keeps all of its labels. */
        reach = fmax(least, drawing->project ? reach : fmin(most, reach));
        part_add(arena, group, title_part(axis, title, reach));
    }
    return group;
}

/* ---- overlaps ------------------------------------------------------------------------------------------------------------------------- */

static bool
touch(Rect a, Rect b, double separation)
{
    double apart = fmax(fmax(b.x - (a.x + a.width), a.x - (b.x + b.width)), fmax(b.y - (a.y + a.height), a.y - (b.y + b.height)));
    return separation > apart;
}

void
hide_overlaps(Part *labels, const char *method, double separation)
{
    PartItem *kept[2048];
    size_t count = 0, total;
    for (size_t i = 0; i < labels->items.count && count < COUNT_OF(kept); i++)
        if (labels->items.items[i].box.width > 1 && labels->items.items[i].box.height > 1)
            kept[count++] = &labels->items.items[i];
    if (!count)
        return;
    PartItem *last = kept[count - 1];
    total = count;
    for (;;) {
        bool overlap = false;
        for (size_t i = 1; i < count; i++)
            overlap |= touch(kept[i - 1]->box, kept[i]->box, separation);
        if (count < 3 || !overlap)
            break;
        size_t left = 0;
        bool greedy = str_equal(method, "greedy");
        for (size_t i = 0; i < count; i++) {
            bool keep = greedy ? left == 0 || !touch(kept[left - 1]->box, kept[i]->box, separation) : i % 2 == 0;
            if (keep)
                kept[left++] = kept[i];
            else
                kept[i]->hidden = true;
        }
        count = left;
    }
    if (total >= 3 && count < 3 && last->hidden) {
        if (count > 1)
            kept[count - 1]->hidden = true;
        last->hidden = false;
    }
}
