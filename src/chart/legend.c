/* chart/legend.c -- legends of colours, sizes and shapes (Vega-Lite: compile/legend; Vega: vega-parser/parsers/legend.js, layout/legend.js). */
#include "base/str.h"
#include "chart/print.h"
#include "chart/shape.h"
#include "chart/transform.h"

#include <math.h>
#include <string.h>

typedef enum LegendKind { LEGEND_SYMBOLS, LEGEND_GRADIENT, LEGEND_BANDS } LegendKind;

static const Channel LEGEND_CHANNELS[] = {CHANNEL_COLOR, CHANNEL_SIZE, CHANNEL_SHAPE, CHANNEL_FILL, CHANNEL_STROKE, CHANNEL_STROKE_DASH, CHANNEL_STROKE_WIDTH, CHANNEL_OPACITY};

/* ---- properties -------------------------------------------------------------------------------------------------- */

static Drawing *
drawing_of(const Legend *legend)
{
    return legend->scales.items[0]->drawing;
}

static const Node *
stated_property(const Legend *legend, const char *key)
{
    for (size_t s = 0; s < legend->scales.count; s++) {
        const Scale *scale = legend->scales.items[s];
        for (size_t i = 0; i < scale->from.count; i++) {
            const Node *own = node_find(scale->from.items[i].unit->encodings[scale->channel].guide, key);
            if (own)
                return own;
        }
    }
    return NULL;
}

const Node *
legend_property(const Legend *legend, const char *key)
{
    const Node *own = stated_property(legend, key);
    return own ? own : config_find(drawing_of(legend), "legend", key);
}

static double
legend_number(const Legend *legend, const char *key, double fallback)
{
    return property_number(drawing_of(legend), legend_property(legend, key), fallback);
}

static const char *
legend_text(const Legend *legend, const char *key, const char *fallback)
{
    const Node *node = legend_property(legend, key);
    if (!node || node->kind == NODE_NULL)
        return fallback;
    if (node->kind != NODE_MAP)
        return node->text ? node->text : fallback;
    Value value = property_value(drawing_of(legend), node);
    return value.kind == VALUE_STRING ? value.string : fallback;
}

static Color
legend_color(const Legend *legend, const char *key, const char *fallback)
{
    Color color;
    if (!color_from_node(drawing_of(legend), legend_property(legend, key), &color))
        color_parse(fallback, &color);
    return color;
}

const char *
legend_orient(const Legend *legend)
{
    return legend_text(legend, "orient", "right");
}

/* ---- which legends ---------------------------------------------------------------------------------------------------- */

static const Encoding *
first_encoding(const Scale *scale)
{
    return &scale->from.items[0].unit->encodings[scale->channel];
}

static bool
is_disabled(const Scale *scale)
{
    for (size_t i = 0; i < scale->from.count; i++) {
        const Node *guide = scale->from.items[i].unit->encodings[scale->channel].guide;
        if (guide)
            return guide->kind == NODE_NULL || (guide->kind == NODE_BOOL && !guide->boolean);
    }
    return property_true(scale->drawing, config_find(scale->drawing, "legend", "disable"), false);
}

static bool
same_domain(const Scale *a, const Scale *b)
{
    const Encoding *x = first_encoding(a), *y = first_encoding(b);
    if (!x->column || !str_equal(x->column, y->column))
        return false;
    return scale_type_is_discrete(a->type) == scale_type_is_discrete(b->type) || (a->type == SCALE_BIN_ORDINAL || b->type == SCALE_BIN_ORDINAL);
}

/* Vega takes values and labels from the first of these. */
static int
rank_of(Channel channel)
{
    static const Channel order[] = {CHANNEL_SIZE, CHANNEL_SHAPE, CHANNEL_FILL, CHANNEL_COLOR, CHANNEL_STROKE, CHANNEL_STROKE_WIDTH, CHANNEL_STROKE_DASH, CHANNEL_OPACITY};
    for (size_t i = 0; i < COUNT_OF(order); i++)
        if (order[i] == channel)
            return (int)i;
    return (int)COUNT_OF(order);
}

static void
add_legend(LegendList *list, Scale *scale, bool alone)
{
    Arena *arena = scale->drawing->context->arena;
    for (size_t i = 0; i < list->count && !alone; i++) {
        Legend *known = list->items[i];
        if (!same_domain(known->scales.items[0], scale))
            continue;
        VEC_PUSH(arena, &known->scales, scale);
        for (size_t k = known->scales.count - 1; k > 0 && rank_of(known->scales.items[k]->channel) < rank_of(known->scales.items[k - 1]->channel); k--) {
            Scale *swap = known->scales.items[k];
            known->scales.items[k] = known->scales.items[k - 1];
            known->scales.items[k - 1] = swap;
        }
        return;
    }
    Legend *legend = ARENA_NEW(arena, Legend);
    *legend = (Legend){.channel = scale->channel};
    VEC_PUSH(arena, &legend->scales, scale);
    for (size_t i = 0; i < scale->from.count; i++)
        VEC_PUSH(arena, &legend->units, scale->from.items[i].unit);
    VEC_PUSH(arena, list, legend);
}

/* resolve.legend: independent gives each child its own legend of the scale they share. */
static bool
legend_independent(const View *view, Channel channel)
{
    const Node *resolve = node_find(node_find(view->node, "resolve"), "legend");
    return str_equal(node_text(resolve, channel_name(channel), NULL), "independent");
}

LegendList
view_legends(View *view)
{
    LegendList list = {0};
    for (size_t i = 0; i < COUNT_OF(LEGEND_CHANNELS); i++) {
        Channel channel = LEGEND_CHANNELS[i];
        Scale *scale = view->scales[channel];
        if (!scale || scale->channel != channel || is_disabled(scale) || print_replaces_legend(scale))
            continue;
        if (view->kind != VIEW_UNIT && legend_independent(view, channel)) {
            for (size_t k = 0; k < scale->from.count; k++) {
                Scale *own = ARENA_NEW(view->drawing->context->arena, Scale);
                *own = *scale;
                own->from.items = &scale->from.items[k];
                own->from.count = 1;
                if (!is_disabled(own))
                    add_legend(&list, own, true);
            }
            continue;
        }
        add_legend(&list, scale, false);
    }
    return list;
}

/* ---- kind and values -------------------------------------------------------------------------------------------------------- */

static LegendKind
kind_of(const Legend *legend)
{
    const Scale *scale = legend->scales.items[0];
    const Encoding *encoding = first_encoding(scale);
    const char *stated = legend_text(legend, "type", NULL);
    bool color = legend->scales.count == 1 && channel_is_color(scale->channel), filled = false, hollow = false;
    for (size_t i = 0; i < scale->from.count; i++) {
        filled |= scale->from.items[i].unit->filled;
        hollow |= !scale->from.items[i].unit->filled;
    }
    if (scale->channel == CHANNEL_COLOR && filled && hollow)
        color = false; /* lines and areas at once: what explains both is a symbol */
    bool pieces = scale_type_is_discretizing(scale->type) || scale->type == SCALE_BIN_ORDINAL;
    bool run = scale->type >= SCALE_LINEAR && scale->type <= SCALE_UTC;
    bool by_part = encoding->has_time_unit && (str_equal(encoding->time_unit.unit, "quarter") || str_equal(encoding->time_unit.unit, "month") || str_equal(encoding->time_unit.unit, "day"));
    if (str_equal(stated, "symbol"))
        return LEGEND_SYMBOLS;
    if (str_equal(stated, "gradient"))
        return pieces ? LEGEND_BANDS : LEGEND_GRADIENT;
    if (!color || by_part)
        return LEGEND_SYMBOLS;
    return run ? LEGEND_GRADIENT : pieces ? LEGEND_BANDS : LEGEND_SYMBOLS;
}

static bool
is_vertical(const Legend *legend)
{
    const char *orient = legend_orient(legend), *direction = legend_text(legend, "direction", NULL);
    if (!direction)
        direction = node_text(node_find(drawing_of(legend)->config, "legend"), kind_of(legend) == LEGEND_SYMBOLS ? "symbolDirection" : "gradientDirection", NULL);
    if (direction)
        return str_equal(direction, "vertical");
    if (str_equal(orient, "top") || str_equal(orient, "bottom"))
        return false;
    bool inside = strchr(orient, '-') != NULL;
    return !(inside && kind_of(legend) != LEGEND_SYMBOLS);
}

static double
gradient_length(const Legend *legend, double width, double height)
{
    bool vertical = is_vertical(legend);
    const char *orient = legend_orient(legend);
    const Node *stated = legend_property(legend, "gradientLength");
    const Scale *scale = legend->scales.items[0];
    if (stated)
        return property_number(drawing_of(legend), stated, 200);
    if (!(scale->type >= SCALE_LINEAR && scale->type <= SCALE_UTC))
        return 200;
    if (vertical)
        return fmax(legend_number(legend, "gradientVerticalMinLength", 64), fmin(legend_number(legend, "gradientVerticalMaxLength", 200), height));
    double least = legend_number(legend, "gradientHorizontalMinLength", 100);
    if (!str_equal(orient, "top") && !str_equal(orient, "bottom"))
        return least;
    return fmax(least, fmin(legend_number(legend, "gradientHorizontalMaxLength", 200), width));
}

typedef struct Entry {
    Value value;
    const char *label;
    double low, high; /* bands and gradients: place along the bar, 0 to 1 */
} Entry;
typedef VEC(Entry) EntryList;

/* Edges of the pieces, from minus to plus infinity. */
static size_t
piece_edges(const Scale *scale, double *edges, size_t max)
{
    size_t count = 0;
    if (scale->bins && (scale->type == SCALE_BIN_ORDINAL || !scale_type_is_discretizing(scale->type))) {
        for (size_t i = 0; i < scale->bin_count && count < max; i++)
            edges[count++] = scale->bins[i];
        return count;
    }
    edges[count++] = -INFINITY;
    size_t pieces = scale->colors ? scale->color_count : scale->items ? scale->items->count : scale->range_count;
    if (scale->type == SCALE_THRESHOLD) {
        for (size_t i = 0; i < scale->domain_count && count + 1 < max; i++)
            edges[count++] = scale->domain[i];
    } else {
        for (size_t i = 1; i < pieces && count + 1 < max; i++) {
            double at;
            if (scale->type == SCALE_QUANTIZE) {
                at = ((double)i * scale_domain_max(scale) + (double)(pieces - i) * scale_domain_min(scale)) / (double)pieces;
            } else {
                double place = (double)(scale->sample_count ? scale->sample_count - 1 : 0) * (double)i / (double)pieces;
                size_t low = (size_t)floor(place);
                double a = scale->sample_count ? scale->samples[low] : 0, b = scale->sample_count ? scale->samples[low + 1 < scale->sample_count ? low + 1 : low] : 0;
                at = a + (b - a) * (place - (double)low);
            }
            edges[count++] = at;
        }
    }
    edges[count++] = INFINITY;
    return count;
}

static TickRequest
request_of(const Legend *legend)
{
    const Scale *scale = legend->scales.items[0];
    Drawing *drawing = scale->drawing;
    TickRequest request = {.scale = scale, .encoding = first_encoding(scale), .drawing = drawing, .count = NAN, .min_step = NAN, .legend = true};
    request.format = legend_text(legend, "format", NULL);
    request.format_type = legend_text(legend, "formatType", NULL);
    request.values = stated_property(legend, "values");
    guide_count(drawing, legend_property(legend, "tickCount"), &request.count, &request.interval);
    const Node *least = legend_property(legend, "tickMinStep");
    request.min_step = property_number(drawing, least, NAN);
    return request;
}

/* A space that is no text: the first band has no edge to name. */
static const char *const NO_LABEL = "\u00a0";

static EntryList
piece_entries(const Legend *legend, bool symbols)
{
    Arena *arena = drawing_of(legend)->context->arena;
    const Scale *scale = legend->scales.items[0];
    double edges[128];
    size_t count = piece_edges(scale, edges, COUNT_OF(edges));
    EntryList entries = {0};
    TickRequest request = request_of(legend);
    if (count < 2)
        return entries;
    double step = INFINITY;
    for (size_t i = 1; i < count; i++)
        if (isfinite(edges[i]) && isfinite(edges[i - 1]))
            step = fmin(step, edges[i] - edges[i - 1]);
    /* Quantile and quantize edges get the digits that their least distance needs. */
    if (scale->type == SCALE_QUANTIZE)
        step = scale_domain_max(scale) - scale_domain_min(scale);
    SpanFormat fine = format_span(arena, 0, isfinite(step) ? step : 1, 30, request.format);
    double low = scale_domain_min(scale), high = scale_domain_max(scale);
    if (scale->type == SCALE_THRESHOLD) {
        double adjust = scale->domain_count > 1 ? (high - low) / (double)(scale->domain_count - 1) : 0.1;
        low -= adjust;
        high += adjust;
    } else if (scale->bins && scale->bin_count > 1) {
        low = scale->bins[0];
        high = scale->bins[scale->bin_count - 1];
    }
    for (size_t i = 0; i + 1 < count; i++) {
        const char *texts[2];
        for (int e = 0; e < 2; e++) {
            double edge = edges[i + (size_t)e];
            texts[e] = !isfinite(edge)                                                     ? NULL
                     : scale->type == SCALE_QUANTILE || scale->type == SCALE_QUANTIZE ? format_span_value(arena, NULL, &fine, edge)
                                                                                      : guide_label(&request, value_number(edge), count);
        }
        Entry entry = {.value = value_number(isfinite(edges[i]) ? edges[i] : isfinite(edges[i + 1]) ? edges[i + 1] - fabs(edges[i + 1]) - 1 : 0)};
        entry.low = i == 0 ? 0 : (edges[i] - low) / (high - low);
        entry.high = i + 2 == count ? 1 : (edges[i + 1] - low) / (high - low);
        if (symbols)
            entry.label = texts[0] && texts[1] ? arena_printf(arena, "%s – %s", texts[0], texts[1]) : texts[1] ? arena_printf(arena, "< %s", texts[1]) : arena_printf(arena, "≥ %s", texts[0]);
        else
            entry.label = i ? texts[0] : NO_LABEL; /* labels and bands stay in step, as in Vega */
        VEC_PUSH(arena, &entries, entry);
    }
    return entries;
}

static EntryList
legend_entries(const Legend *legend, LegendKind kind, double length)
{
    const Scale *scale = legend->scales.items[0];
    Drawing *drawing = scale->drawing;
    Arena *arena = drawing->context->arena;
    EntryList entries = {0};
    bool pieces = scale_type_is_discretizing(scale->type) || scale->type == SCALE_BIN_ORDINAL || (scale->bins && kind == LEGEND_SYMBOLS);
    if (kind == LEGEND_BANDS || pieces)
        entries = piece_entries(legend, kind == LEGEND_SYMBOLS);
    else {
        TickRequest request = request_of(legend);
        if (kind == LEGEND_GRADIENT && isnan(request.count))
            request.count = fmax(2, 2 * floor(length / 100));
        GuideTicks ticks = guide_ticks(&request);
        if (kind == LEGEND_GRADIENT && ticks.count < 3 && !request.values && scale_domain_min(scale) != scale_domain_max(scale)) {
            ticks.count = 0;
            double ends[2] = {scale_domain_min(scale), scale_domain_max(scale)};
            for (int i = 0; i < 2; i++) {
                Value value = scale_type_is_time(scale->type) ? value_date(ends[i]) : value_number(ends[i]);
                VEC_PUSH(arena, &ticks, (GuideTick){.value = value, .label = guide_label(&request, value, 2)});
            }
        }
        for (size_t i = 0; i < ticks.count; i++) {
            bool size = legend->scales.items[0]->channel == CHANNEL_SIZE && kind == LEGEND_SYMBOLS;
            if (i == 0 && size && !request.values && scale_map(scale, ticks.items[0].value) == 0)
                continue;
            Entry entry = {.value = ticks.items[i].value, .label = ticks.items[i].label};
            entry.low = kind == LEGEND_GRADIENT ? scale_fraction(scale, value_to_number(entry.value)) : 0;
            VEC_PUSH(arena, &entries, entry);
        }
    }
    const Node *expr = stated_property(legend, "labelExpr");
    for (size_t i = 0; expr && expr->text && i < entries.count; i++) {
        GuideTick tick = {.value = entries.items[i].value, .label = entries.items[i].label};
        entries.items[i].label = guide_label_expr(drawing, expr, &tick, i);
    }
    size_t limit = (size_t)legend_number(legend, "symbolLimit", 30);
    if (kind == LEGEND_SYMBOLS && limit && entries.count > limit) {
        size_t rest = entries.count - limit + 1;
        entries.count = limit;
        entries.items[limit - 1].label = arena_printf(arena, "…%zu entries", rest);
    }
    return entries;
}

/* ---- drawing -------------------------------------------------------------------------------------------------------------------- */

static TextStyle
label_style(const Legend *legend, const char *prefix, int lang)
{
    Drawing *drawing = drawing_of(legend);
    Arena *arena = drawing->context->arena;
    bool title = str_equal(prefix, "title");
    Color color = legend_color(legend, arena_printf(arena, "%sColor", prefix), "#000");
    double size = legend_number(legend, arena_printf(arena, "%sFontSize", prefix), title ? 11 : 10);
    return chart_text_style(drawing, legend_text(legend, arena_printf(arena, "%sFont", prefix), NULL), size, legend_property(legend, arena_printf(arena, "%sFontWeight", prefix)),
                            legend_property(legend, arena_printf(arena, "%sFontStyle", prefix)), color, lang);
}

static Label
entry_label(const Legend *legend, const char *text, Point at)
{
    Drawing *drawing = drawing_of(legend);
    Label label = {.at = at, .opacity = legend_number(legend, "labelOpacity", 1)};
    label.style = label_style(legend, "label", drawing->lang);
    label.line_height = label.style.size + 2;
    double limit = legend_number(legend, "labelLimit", 160);
    const char *shown = drawing_translate(drawing, text ? text : "", drawing->lang);
    label.text = limit <= 0          ? shown
                 : drawing->project ? label_wrap(drawing->context->arena, drawing->context->text, shown, &label.style, limit, 2)
                                    : label_truncate(drawing->context->arena, drawing->context->text, shown, &label.style, limit);
    label_add_second(drawing, &label, text ? text : "");
    return label;
}

static const Scale *
scale_for(const Legend *legend, Channel channel)
{
    for (size_t i = 0; i < legend->scales.count; i++)
        if (legend->scales.items[i]->channel == channel)
            return legend->scales.items[i];
    return NULL;
}

static const char *
symbol_type(const Legend *legend, const View *unit)
{
    const char *stated = legend_text(legend, "symbolType", NULL);
    if (stated)
        return stated;
    const Node *shape = mark_own(unit, "shape"), *value = unit->encodings[CHANNEL_SHAPE].value;
    if (!scale_for(legend, CHANNEL_SHAPE) && value && value->text)
        return value->text;
    if (!scale_for(legend, CHANNEL_SHAPE) && shape && shape->text)
        return shape->text;
    switch (unit->mark_type) {
    case MARK_BAR:
    case MARK_RECT:
    case MARK_IMAGE:
    case MARK_SQUARE: return "square";
    case MARK_LINE:
    case MARK_TRAIL:
    case MARK_RULE: return "stroke";
    default: return "circle";
    }
}

/* A circle in any of the units that share the legend wins over a line. */
static const char *
merged_symbol(const Legend *legend)
{
    const char *type = symbol_type(legend, legend->units.items[0]);
    for (size_t i = 1; i < legend->units.count; i++)
        if (str_equal(symbol_type(legend, legend->units.items[i]), "circle"))
            type = "circle";
    return type;
}

/* Colour a unit's mark has where this legend does not say it; false where the rows decide. */
static bool
own_color(const View *unit, const char *which, Color *out)
{
    bool fill = str_equal(which, "fill"), by_color = unit->filled == fill;
    const Encoding *encodings[] = {by_color ? &unit->encodings[CHANNEL_COLOR] : NULL, &unit->encodings[fill ? CHANNEL_FILL : CHANNEL_STROKE]};
    for (int i = 0; i < 2; i++) {
        if (!encodings[i] || !encodings[i]->node)
            continue;
        if (encodings[i]->is_field)
            return false;
        if (encodings[i]->value)
            return color_from_node(unit->drawing, encodings[i]->value, out);
    }
    const Node *node = mark_property(unit, which);
    if (!node && by_color)
        node = mark_property(unit, "color");
    return node && node->kind != NODE_NULL && color_from_node(unit->drawing, node, out) && out->a > 0;
}

typedef struct SymbolPaint {
    Color fill, stroke;
    double width;
} SymbolPaint;

static SymbolPaint
symbol_paint(const Legend *legend, const Entry *entry)
{
    const View *unit = legend->units.items[0];
    Drawing *drawing = unit->drawing;
    SymbolPaint paint = {COLOR_NONE, COLOR_NONE, legend_number(legend, "symbolStrokeWidth", 1.5)};
    const Scale *color = scale_for(legend, CHANNEL_COLOR), *fill = scale_for(legend, CHANNEL_FILL), *stroke = scale_for(legend, CHANNEL_STROKE);
    bool filled = unit->filled && unit->mark_type != MARK_TRAIL, some_filled = false, some_hollow = false;
    for (size_t i = 0; color && i < color->from.count; i++) {
        const View *other = color->from.items[i].unit;
        some_filled |= other->filled && other->mark_type != MARK_TRAIL;
        some_hollow |= !(other->filled && other->mark_type != MARK_TRAIL);
    }
    bool has_fill = fill || some_filled, has_stroke = stroke || some_hollow;
    if (some_filled)
        scale_color(color, entry->value, &paint.fill);
    if (some_hollow)
        scale_color(color, entry->value, &paint.stroke);
    if (fill)
        scale_color(fill, entry->value, &paint.fill);
    if (stroke)
        scale_color(stroke, entry->value, &paint.stroke);
    bool by_rows_fill = unit->encodings[CHANNEL_FILL].is_field || (filled && unit->encodings[CHANNEL_COLOR].is_field);
    if (!has_fill && stated_property(legend, "symbolFillColor"))
        paint.fill = legend_color(legend, "symbolFillColor", "#000");
    else if (!has_fill && by_rows_fill)
        paint.fill = COLOR_BLACK;
    else if (!has_fill)
        for (size_t i = 0; i < legend->units.count && paint.fill.a == 0; i++)
            own_color(legend->units.items[i], "fill", &paint.fill);
    if (!has_stroke && stated_property(legend, "symbolStrokeColor"))
        paint.stroke = legend_color(legend, "symbolStrokeColor", "#888");
    else if (!has_stroke && !own_color(unit, "stroke", &paint.stroke) && !has_fill && paint.fill.a == 0)
        paint.stroke = legend_color(legend, "symbolBaseStrokeColor", "#888");
    const Node *width = mark_own(unit, "strokeWidth");
    const Scale *widths = scale_for(legend, CHANNEL_STROKE_WIDTH);
    if (widths)
        paint.width = scale_map(widths, entry->value);
    else if (width && !stated_property(legend, "symbolStrokeWidth"))
        paint.width = property_number(drawing, width, paint.width);
    return paint;
}

static void
add_symbol(const Legend *legend, Part *part, const Entry *entry, Point at, double size)
{
    Arena *arena = drawing_of(legend)->context->arena;
    const Scale *shapes = scale_for(legend, CHANNEL_SHAPE), *dashes = scale_for(legend, CHANNEL_STROKE_DASH), *opacity = scale_for(legend, CHANNEL_OPACITY);
    const View *unit = legend->units.items[0];
    const char *type = merged_symbol(legend);
    const Node *item = shapes ? scale_item(shapes, entry->value) : NULL;
    if (item && item->text)
        type = item->text;
    SymbolPaint paint = symbol_paint(legend, entry);
    Path *path = ARENA_NEW(arena, Path);
    shape_symbol(arena, path, type, size, at, 0);
    PathOp op = scene_plain_path(path);
    op.origin = at;
    if (paint.fill.a > 0)
        op.fill = paint_solid(paint.fill);
    if (paint.stroke.a > 0)
        op.stroke = (Stroke){.paint = paint_solid(paint.stroke), .width = paint.width};
    ptrdiff_t index = drawing_of(legend)->patterns && legend->scales.items[0]->type == SCALE_ORDINAL ? scale_index(legend->scales.items[0], entry->value) : -1;
    if (index >= 0 && op.fill.kind == PAINT_SOLID)
        op.fill = print_pattern(op.fill.color, (size_t)index);
    if (index >= 0 && unit->mark_type == MARK_LINE)
        op.stroke.dash_count = print_dashes((size_t)index, &op.stroke.dashes);
    Value dash = dashes && scale_item(dashes, entry->value) ? property_value(drawing_of(legend), scale_item(dashes, entry->value)) : property_value(drawing_of(legend), legend_property(legend, "symbolDash"));
    if (dash.kind == VALUE_UNDEFINED)
        dash = property_value(drawing_of(legend), mark_own(unit, "strokeDash"));
    if (dash.kind == VALUE_ARRAY && dash.list->count && !(dash.list->count == 2 && value_to_number(dash.list->items[1]) == 0)) {
        double *list = ARENA_ARRAY(arena, double, dash.list->count);
        for (size_t i = 0; i < dash.list->count; i++)
            list[i] = value_to_number(dash.list->items[i]);
        op.stroke.dashes = list;
        op.stroke.dash_count = dash.list->count;
    }
    bool faint = unit->mark_type == MARK_POINT || unit->mark_type == MARK_CIRCLE || unit->mark_type == MARK_SQUARE || unit->mark_type == MARK_TICK;
    double own = mark_number(unit, "opacity", faint ? 0.7 : 1);
    op.opacity = opacity ? scale_map(opacity, entry->value) : property_number(drawing_of(legend), legend_property(legend, "symbolOpacity"), own > 0 ? own : 1);
    part_path(arena, part, &op, rect_inset(path_bounds(path), -op.stroke.width / 2));
}

/* Rows and columns of symbols with their labels; returns the height. */
static void
symbol_entries(const Legend *legend, Part *group, double top, double left, double room)
{
    Drawing *drawing = drawing_of(legend);
    Arena *arena = drawing->context->arena;
    EntryList entries = legend_entries(legend, LEGEND_SYMBOLS, 0);
    const Scale *sizes = scale_for(legend, CHANNEL_SIZE);
    const View *unit = legend->units.items[0];
    bool lines = unit->mark_type == MARK_LINE || unit->mark_type == MARK_RULE || unit->mark_type == MARK_TRAIL;
    double font = legend_number(legend, "labelFontSize", 10), width = legend_number(legend, "symbolStrokeWidth", 1.5), widest = 0;
    double *areas = ARENA_ARRAY(arena, double, entries.count + 1), *spaces = ARENA_ARRAY(arena, double, entries.count + 1);
    for (size_t i = 0; i < entries.count; i++) {
        areas[i] = sizes && !lines ? scale_map(sizes, entries.items[i].value) : legend_number(legend, "symbolSize", 100);
        if (isnan(areas[i]))
            areas[i] = 0;
        spaces[i] = fmax(ceil(sqrt(areas[i]) + width), font);
        widest = fmax(widest, spaces[i]);
    }
    const Node *stated_columns = legend_property(legend, "columns");
    size_t columns = stated_columns ? (size_t)property_number(drawing, stated_columns, 1) : is_vertical(legend) ? 1 : 0;
    double row_gap = legend_number(legend, "rowPadding", 2), column_gap = legend_number(legend, "columnPadding", 10), label_gap = legend_number(legend, "labelOffset", 4);
    /* Measured first: columns are as wide as their widest entry. */
    Label *labels = ARENA_ARRAY(arena, Label, entries.count + 1);
    double *widths = ARENA_ARRAY(arena, double, entries.count + 1);
    for (size_t i = 0; i < entries.count; i++) {
        labels[i] = entry_label(legend, entries.items[i].label, (Point){0, 0});
        Rect box = label_box(drawing->context->text, &labels[i]);
        widths[i] = (columns == 0 ? spaces[i] : widest) + label_gap + fmax(0, box.width);
    }
    if (columns == 0 && drawing->project) {
        /* In print the row breaks where the plot ends. */
        double sum = 0;
        for (size_t i = 0; i < entries.count; i++)
            sum += widths[i] + column_gap;
        if (sum - column_gap > room && room > 0 && entries.count) {
            double most = 0;
            for (size_t i = 0; i < entries.count; i++)
                most = fmax(most, widths[i]);
            columns = (size_t)fmax(1, floor((room + column_gap) / (most + column_gap)));
        }
    }
    size_t per_row = columns ? columns : entries.count ? entries.count : 1;
    bool down = is_vertical(legend) && columns > 1;
    size_t rows = (entries.count + per_row - 1) / per_row;
    double *column_widths = ARENA_ARRAY(arena, double, per_row + 1), *row_heights = ARENA_ARRAY(arena, double, rows + 1);
    for (size_t i = 0; i < entries.count; i++) {
        size_t column = down ? i / rows : i % per_row, row = down ? i % rows : i / per_row;
        column_widths[column] = fmax(column_widths[column], widths[i]);
        double second = label_extra_height(&labels[i]);
        row_heights[row] = fmax(row_heights[row], fmax(spaces[i], labels[i].style.size * 1.1) + second);
    }
    for (size_t i = 0; i < entries.count; i++) {
        size_t column = down ? i / rows : i % per_row, row = down ? i % rows : i / per_row;
        double x = left, y = top;
        for (size_t c = 0; c < column; c++)
            x += column_widths[c] + column_gap;
        for (size_t r = 0; r < row; r++)
            y += row_heights[r] + row_gap;
        double space = columns == 0 ? spaces[i] : widest, second = label_extra_height(&labels[i]), middle = y + (row_heights[row] - second) / 2;
        Part *symbol = part_mark(arena, "mark-symbol role-legend-symbol"), *text = part_mark(arena, "mark-text role-legend-label");
        add_symbol(legend, symbol, &entries.items[i], (Point){x + space / 2 + legend_number(legend, "symbolOffset", 0), middle}, areas[i]);
        labels[i].at = (Point){x + space + label_gap, middle};
        labels[i].dy = baseline_shift("middle", labels[i].style.size, labels[i].line_height);
        part_label(arena, drawing->context->text, text, &labels[i]);
        part_add(arena, group, symbol);
        part_add(arena, group, text);
    }
}

static void
gradient_bar(const Legend *legend, LegendKind kind, Part *group, double top, double left, double length)
{
    Drawing *drawing = drawing_of(legend);
    Arena *arena = drawing->context->arena;
    const Scale *scale = legend->scales.items[0];
    bool vertical = is_vertical(legend);
    double thickness = legend_number(legend, "gradientThickness", 16);
    EntryList entries = legend_entries(legend, kind, length);
    Rect bar = {left, top, vertical ? thickness : length, vertical ? length : thickness};
    if (kind == LEGEND_GRADIENT) {
        enum { STOPS = 16 };
        Part *part = part_mark(arena, "mark-rect role-legend-gradient");
        GradientStop *stops = ARENA_ARRAY(arena, GradientStop, STOPS + 1);
        for (int i = 0; i <= STOPS; i++)
            stops[i] = (GradientStop){(double)i / STOPS, scale_ramp(scale, (double)i / STOPS)};
        Path *path = ARENA_NEW(arena, Path);
        path_rect(arena, path, bar);
        PathOp op = scene_plain_path(path);
        op.fill = (Paint){.kind = PAINT_LINEAR, .stops = stops, .stop_count = STOPS + 1, .from = {left, vertical ? top + length : top}, .to = {vertical ? left : left + length, top}};
        op.opacity = legend_number(legend, "gradientOpacity", 1);
        part_path(arena, part, &op, bar);
        part_add(arena, group, part);
    } else {
        Part *part = part_mark(arena, "mark-rect role-legend-band");
        for (size_t i = 0; i < entries.count; i++) {
            const Entry *entry = &entries.items[i];
            Color color = COLOR_BLACK;
            scale_color(scale, entry->value, &color);
            Rect band = vertical ? (Rect){left, top + length * (1 - entry->high), thickness, length * (entry->high - entry->low)}
                                 : (Rect){left + length * entry->low, top, length * (entry->high - entry->low), thickness};
            Path *path = ARENA_NEW(arena, Path);
            path_rect(arena, path, band);
            PathOp op = scene_plain_path(path);
            op.hint = SHAPE_RECT;
            op.fill = paint_solid(color);
            part_path(arena, part, &op, band);
        }
        part_add(arena, group, part);
    }
    Part *labels = part_mark(arena, "mark-text role-legend-label");
    double gap = thickness + legend_number(legend, "gradientLabelOffset", 2);
    for (size_t i = 0; i < entries.count; i++) {
        const Entry *entry = &entries.items[i];
        if (!entry->label)
            continue;
        Label label = entry_label(legend, entry->label, (Point){0, 0});
        label.at = vertical ? (Point){left + gap, top + length * (1 - entry->low)} : (Point){left + length * entry->low, top + gap};
        const char *baseline = !vertical ? "top" : entry->low <= 0 ? "bottom" : entry->low >= 1 ? "top" : "middle";
        label.anchor = vertical ? ANCHOR_START : entry->low <= 0 ? ANCHOR_START : entry->low >= 1 ? ANCHOR_END : ANCHOR_MIDDLE;
        label.dy = baseline_shift(baseline, label.style.size, label.line_height);
        part_label(arena, drawing->context->text, labels, &label);
    }
    const Node *overlap = legend_property(legend, "labelOverlap");
    if (property_true(drawing, overlap, true))
        hide_overlaps(labels, overlap && overlap->kind == NODE_STRING ? overlap->text : scale->type == SCALE_LOG || scale->type == SCALE_SYMLOG || kind == LEGEND_BANDS ? "greedy" : "parity", legend_number(legend, "labelSeparation", 0));
    part_add(arena, group, labels);
}

/* Titles of the channels explained, each once. */
static const char *
legend_title(const Legend *legend)
{
    Drawing *drawing = drawing_of(legend);
    Arena *arena = drawing->context->arena;
    const char *titles[16];
    size_t count = 0;
    for (int pass = 0; pass < 2 && count == 0; pass++) {
        for (size_t s = 0; s < legend->scales.count; s++) {
            const Scale *scale = legend->scales.items[s];
            for (size_t i = 0; i < scale->from.count; i++) {
                const Encoding *encoding = &scale->from.items[i].unit->encodings[scale->channel];
                const Node *own = node_find(encoding->guide, "title");
                if (!own)
                    own = node_find(encoding->node, "title");
                if (!own && encoding->only_in_condition && encoding->conditions[0])
                    own = node_find(encoding->conditions[0], "title");
                if (own && own->kind == NODE_NULL)
                    return NULL;
                const char *text = pass == 0 ? title_text(drawing, own) : own ? NULL : encoding_title(drawing, encoding);
                if (pass == 0 && own && text && !*text)
                    return NULL;
                bool known = !text;
                for (size_t k = 0; k < count; k++)
                    known |= str_equal(titles[k], text);
                if (!known && count < COUNT_OF(titles))
                    titles[count++] = text;
            }
        }
    }
    Buf joined = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_add(&joined, i ? ", " : "");
        buf_add(&joined, titles[i]);
    }
    const char *text = count ? buf_take(&joined, arena) : NULL;
    buf_clear(&joined);
    return text;
}

Part *
legend_part(Legend *legend, double width, double height)
{
    Drawing *drawing = drawing_of(legend);
    Arena *arena = drawing->context->arena;
    Part *group = part_group(arena, "mark-group role-legend");
    LegendKind kind = kind_of(legend);
    const char *title = legend_title(legend);
    double padding = legend_number(legend, "padding", 0), top = padding, left = padding;
    group->aria = arena_printf(arena, "Legend%s%s%s", title ? " titled '" : "", title ? title : "", title ? "'" : "");
    group->aria_role = "legend";
    if (title && *title) {
        Part *part = part_mark(arena, "mark-text role-legend-title");
        Label label = {.opacity = 1};
        label.style = label_style(legend, "title", drawing->lang);
        label.line_height = legend_number(legend, "titleLineHeight", label.style.size + 2);
        double limit = legend_number(legend, "titleLimit", 180);
        const char *shown = drawing_translate(drawing, title, drawing->lang);
        label.text = limit > 0 ? label_truncate(arena, drawing->context->text, shown, &label.style, limit) : shown;
        label_add_second(drawing, &label, title);
        label.at = (Point){padding, padding};
        label.dy = baseline_shift("top", label.style.size, label.line_height);
        PartItem *item = part_label(arena, drawing->context->text, part, &label);
        double gap = legend_number(legend, "titlePadding", 5);
        if (str_equal(legend_text(legend, "titleOrient", "top"), "left"))
            left += ceil(item->box.width) + gap;
        else
            top += item->box.height + gap;
        part_add(arena, group, part);
    }
    if (kind == LEGEND_SYMBOLS)
        symbol_entries(legend, group, top, left, width - left);
    else
        gradient_bar(legend, kind, group, top, left, gradient_length(legend, width, legend->units.items[0]->size[1] > 0 ? legend->units.items[0]->size[1] : height));
    Rect box = part_measure(group);
    if (box.width >= 0) {
        group->width = ceil(box.x + box.width + padding);
        group->height = ceil(box.y + box.height + padding);
    }
    Color fill, stroke;
    if (color_from_node(drawing, legend_property(legend, "fillColor"), &fill) && fill.a > 0) {
        group->has_background = true;
        group->fill = paint_solid(fill);
    }
    if (color_from_node(drawing, legend_property(legend, "strokeColor"), &stroke) && stroke.a > 0) {
        group->has_background = true;
        group->stroke = (Stroke){.paint = paint_solid(stroke), .width = legend_number(legend, "strokeWidth", 1)};
    }
    return group;
}
