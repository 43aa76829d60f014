/* chart/scale.c -- domains over all layers, ranges, ticks. */
#include "base/str.h"
#include "chart/view.h"

#include <math.h>
#include <stdlib.h>

/* ---- domains -------------------------------------------------------------------------------------------------- */

static void
add_number(Scale *scale, double value)
{
    if (!isfinite(value))
        return;
    scale->min = scale->has_extent ? fmin(scale->min, value) : value;
    scale->max = scale->has_extent ? fmax(scale->max, value) : value;
    scale->has_extent = true;
}

static void
add_name(Arena *arena, Scale *scale, Value value)
{
    if (value.kind == VALUE_UNDEFINED)
        return;
    for (size_t i = 0; i < scale->names.count; i++)
        if (value_equal(scale->names.items[i], value))
            return;
    VEC_PUSH(arena, &scale->names, value);
}

static int
compare_names(const void *a, const void *b)
{
    return value_compare(*(const Value *)a, *(const Value *)b);
}

typedef struct SortKey {
    Value name;
    double key;
} SortKey;

static int
compare_keys(const void *a, const void *b)
{
    double x = ((const SortKey *)a)->key, y = ((const SortKey *)b)->key;
    return (x > y) - (x < y);
}

/* sort: {field, order}: by the smallest value that goes with each name (Vega: min). */
static void
sort_by_field(Arena *arena, Scale *scale, const Unit *unit, const Encoding *encoding, const char *field, bool descending)
{
    SortKey *keys = ARENA_ARRAY(arena, SortKey, scale->names.count + 1);
    for (size_t i = 0; i < scale->names.count; i++) {
        keys[i] = (SortKey){scale->names.items[i], INFINITY};
        for (size_t r = 0; r < unit->data.row_count; r++) {
            double value = value_to_number(dataset_value(&unit->data, r, field));
            if (isfinite(value) && value_equal(dataset_value(&unit->data, r, encoding->field), keys[i].name))
                keys[i].key = fmin(keys[i].key, value);
        }
        if (descending)
            keys[i].key = -keys[i].key;
    }
    if (scale->names.count)
        qsort(keys, scale->names.count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < scale->names.count; i++)
        scale->names.items[i] = keys[i].name;
}

static void
sort_names(Arena *arena, Scale *scale, const Unit *unit, const Encoding *encoding)
{
    const Node *sort = node_find(encoding->node, "sort"), *domain = node_find(scale->node, "domain");
    if (domain && domain->kind == NODE_LIST) {
        /* Stated outright: a name without a value keeps its place, so that a gap stays a gap. */
        scale->names.count = 0;
        for (size_t i = 0; i < domain->count; i++)
            VEC_PUSH(arena, &scale->names, value_from_node(arena, domain->items[i].value));
        return;
    }
    if (sort && sort->kind == NODE_NULL)
        return;
    if (sort && sort->kind == NODE_LIST) {
        VEC(Value) ordered = {0};
        for (size_t i = 0; i < sort->count; i++)
            for (size_t k = 0; k < scale->names.count; k++)
                if (str_equal(value_to_string(arena, scale->names.items[k]), sort->items[i].value->text))
                    VEC_PUSH(arena, &ordered, scale->names.items[k]);
        for (size_t k = 0; k < scale->names.count; k++) {
            bool known = false;
            for (size_t i = 0; i < ordered.count; i++)
                known |= value_equal(ordered.items[i], scale->names.items[k]);
            if (!known)
                VEC_PUSH(arena, &ordered, scale->names.items[k]);
        }
        scale->names.items = ordered.items;
        scale->names.count = ordered.count;
        return;
    }
    if (scale->names.count)
        qsort(scale->names.items, scale->names.count, sizeof *scale->names.items, compare_names);
    if (sort && sort->kind == NODE_MAP && node_text(sort, "field", NULL))
        sort_by_field(arena, scale, unit, encoding, node_text(sort, "field", ""), str_equal(node_text(sort, "order", "ascending"), "descending"));
    bool descending = sort && sort->text && str_equal(sort->text, "descending");
    for (size_t i = 0; descending && i < scale->names.count / 2; i++) {
        Value swap = scale->names.items[i];
        scale->names.items[i] = scale->names.items[scale->names.count - 1 - i];
        scale->names.items[scale->names.count - 1 - i] = swap;
    }
}

static Value
node_value(Arena *arena, const Node *node)
{
    return value_from_node(arena, node);
}

static void
add_domain(View *view, Scale *scale, const Unit *unit, Channel channel)
{
    Arena *arena = view->context->arena;
    const Encoding *encoding = &unit->encodings[channel];
    bool discrete = scale->type == SCALE_BAND || scale->type == SCALE_POINT || scale->type == SCALE_ORDINAL;
    if (encoding->datum) {
        Value value = node_value(arena, encoding->datum);
        discrete ? add_name(arena, scale, value) : add_number(scale, value_to_number(value));
    }
    if (!encoding->field)
        return;
    for (size_t r = 0; r < unit->data.row_count; r++) {
        if (unit->stacked == channel) {
            add_number(scale, value_to_number(dataset_value(&unit->data, r, unit->stack_start)));
            add_number(scale, value_to_number(dataset_value(&unit->data, r, unit->stack_end)));
            continue;
        }
        Value value = dataset_value(&unit->data, r, encoding->field);
        discrete ? add_name(arena, scale, value) : add_number(scale, value_to_number(value));
    }
}

/* ---- types ------------------------------------------------------------------------------------------------------ */

static bool
wants_band(MarkType mark)
{
    return mark == MARK_BAR || mark == MARK_RECT;
}

static ScaleType
positional_type(const Unit *unit, const Encoding *encoding)
{
    const char *named = node_text(node_find(encoding->node, "scale"), "type", NULL);
    if (str_equal(named, "band"))
        return SCALE_BAND;
    if (str_equal(named, "point"))
        return SCALE_POINT;
    switch (encoding->type) {
    case MEASURE_QUANTITATIVE: return SCALE_LINEAR;
    case MEASURE_TEMPORAL: return SCALE_TIME;
    case MEASURE_NOMINAL:
    case MEASURE_ORDINAL: return wants_band(unit->mark_type) ? SCALE_BAND : SCALE_POINT;
    default: return SCALE_NONE;
    }
}

/* d3.nice: the domain out to multiples of the tick step. */
static double
tick_step(double from, double to, int count)
{
    double step = fabs(to - from) / fmax(1, count), power = floor(log10(step)), error = step / pow(10, power);
    double factor = error >= sqrt(50) ? 10 : error >= sqrt(10) ? 5 : error >= sqrt(2) ? 2 : 1;
    return factor * pow(10, power);
}

static void
nice_domain(Scale *scale)
{
    if (scale->max <= scale->min)
        return;
    double step = tick_step(scale->min, scale->max, 10);
    scale->min = floor(scale->min / step + 1e-9) * step;
    scale->max = ceil(scale->max / step - 1e-9) * step;
}

static bool
any_bar(const View *view, Channel channel)
{
    for (size_t i = 0; i < view->units.count; i++) {
        const Unit *unit = &view->units.items[i];
        if ((unit->mark_type == MARK_BAR || unit->mark_type == MARK_AREA) && unit->encodings[channel].field)
            return true;
    }
    return false;
}

static void
finish_continuous(View *view, Scale *scale, Channel channel)
{
    const Node *domain = node_find(scale->node, "domain");
    bool explicit_domain = domain && domain->kind == NODE_LIST && domain->count == 2 && domain->items[0].value->kind == NODE_NUMBER;
    if (explicit_domain) {
        scale->min = domain->items[0].value->number;
        scale->max = domain->items[1].value->number;
        scale->has_extent = true;
    }
    if (!scale->has_extent)
        scale->max = 1;
    /* Lengths start at zero; positions of points do as well unless the spec says otherwise (Vega-Lite's default). */
    bool zero = node_bool(scale->node, "zero", scale->type == SCALE_LINEAR && (!explicit_domain || any_bar(view, channel)));
    if (zero && !explicit_domain) {
        scale->min = fmin(scale->min, 0);
        scale->max = fmax(scale->max, 0);
    }
    if (scale->max == scale->min)
        scale->max = scale->min + 1;
    if (scale->type == SCALE_LINEAR && node_bool(scale->node, "nice", !explicit_domain))
        nice_domain(scale);
}

static double
discrete_extent(Scale *scale, double given)
{
    size_t count = scale->names.count;
    double inner = scale->type == SCALE_BAND ? node_number(scale->node, "paddingInner", node_number(scale->node, "padding", 0.1)) : 1;
    double outer = scale->type == SCALE_BAND ? node_number(scale->node, "paddingOuter", node_number(scale->node, "padding", inner / 2)) : node_number(scale->node, "padding", 0.5);
    double slots = fmax(1, (double)count - inner + 2 * outer);
    double step = isnan(given) ? (scale->step > 0 ? scale->step : 20) : given / slots;
    double extent = isnan(given) ? step * slots : given;
    scale->step = step;
    scale->band = scale->type == SCALE_BAND ? step * (1 - inner) : 0;
    scale->start = step * outer;
    return extent;
}

static double
finish_positional(View *view, Scale *scale, Channel channel, double given)
{
    bool discrete = scale->type == SCALE_BAND || scale->type == SCALE_POINT;
    if (scale->type == SCALE_NONE)
        return isnan(given) ? 20 : given;
    if (discrete)
        return discrete_extent(scale, given);
    finish_continuous(view, scale, channel);
    double extent = isnan(given) ? node_number(view_config(view, "view", NULL), channel == CHANNEL_X ? "continuousWidth" : "continuousHeight", 300) : given;
    scale->from = channel == CHANNEL_X ? 0 : extent;
    scale->to = channel == CHANNEL_X ? extent : 0;
    const Node *range = node_find(scale->node, "range");
    if (range && range->kind == NODE_LIST && range->count == 2) {
        scale->from = range->items[0].value->number;
        scale->to = range->items[1].value->number;
    }
    if (node_bool(scale->node, "reverse", false)) {
        double swap = scale->from;
        scale->from = scale->to;
        scale->to = swap;
    }
    return extent;
}

static void
default_palette(View *view, Scale *scale)
{
    static const uint32_t tableau10[] = {0x4c78a8, 0xf58518, 0xe45756, 0x72b7b2, 0x54a24b, 0xeeca3b, 0xb279a2, 0xff9da6, 0x9d755d, 0xbab0ac};
    const Node *range = node_find(scale->node, "range"), *theme = node_path(view->config, "range.category");
    const Node *list = range && range->kind == NODE_LIST ? range : theme && theme->kind == NODE_LIST ? theme : NULL;
    for (size_t i = 0; list && i < list->count; i++) {
        Color color;
        if (list->items[i].value->text && color_parse(list->items[i].value->text, &color))
            VEC_PUSH(view->context->arena, &scale->colors, color);
    }
    if (!scale->colors.count)
        for (size_t i = 0; i < COUNT_OF(tableau10); i++)
            VEC_PUSH(view->context->arena, &scale->colors, color_hex(tableau10[i]));
}

void
view_scales(View *view)
{
    struct {
        Scale *scale;
        Channel channel, second;
    } positional[] = {{&view->x, CHANNEL_X, CHANNEL_X2}, {&view->y, CHANNEL_Y, CHANNEL_Y2}};
    for (int p = 0; p < 2; p++) {
        Scale *scale = positional[p].scale;
        const Unit *first = NULL;
        for (size_t i = 0; i < view->units.count; i++) {
            const Unit *unit = &view->units.items[i];
            const Encoding *encoding = &unit->encodings[positional[p].channel];
            if (!encoding->node || encoding->type == MEASURE_NONE)
                continue;
            ScaleType type = positional_type(unit, encoding);
            /* A band asked for by one layer serves all. */
            if (scale->type == SCALE_NONE || (scale->type == SCALE_POINT && type == SCALE_BAND))
                scale->type = type;
            if (!scale->node)
                scale->node = node_find(encoding->node, "scale");
            if (!first)
                first = unit;
        }
        for (size_t i = 0; i < view->units.count; i++) {
            add_domain(view, scale, &view->units.items[i], positional[p].channel);
            add_domain(view, scale, &view->units.items[i], positional[p].second);
        }
        if (first && (scale->type == SCALE_BAND || scale->type == SCALE_POINT))
            sort_names(view->context->arena, scale, first, &first->encodings[positional[p].channel]);
        double *extent = p == 0 ? &view->width : &view->height;
        *extent = finish_positional(view, scale, positional[p].channel, *extent);
    }
    for (size_t i = 0; i < view->units.count; i++) {
        const Unit *unit = &view->units.items[i];
        const Encoding *color = &unit->encodings[CHANNEL_COLOR];
        if (!color->field)
            continue;
        const Node *node = node_find(color->node, "scale");
        view->color.type = SCALE_ORDINAL;
        view->color.node = view->color.node ? view->color.node : node;
        view->color.off |= node && node->kind == NODE_NULL;
        add_domain(view, &view->color, unit, CHANNEL_COLOR);
        sort_names(view->context->arena, &view->color, unit, color);
    }
    default_palette(view, &view->color);
}

/* ---- use ------------------------------------------------------------------------------------------------------------ */

double
scale_position(const Scale *scale, Value value)
{
    if (scale->type == SCALE_BAND || scale->type == SCALE_POINT) {
        for (size_t i = 0; i < scale->names.count; i++)
            if (value_equal(scale->names.items[i], value))
                return scale->start + scale->step * (double)i + scale->band / 2;
        return NAN;
    }
    double number = value_to_number(value);
    return scale->from + (number - scale->min) / (scale->max - scale->min) * (scale->to - scale->from);
}

Color
scale_color(const Scale *scale, Value value)
{
    Color color;
    if (scale->off && value.kind == VALUE_STRING && color_parse(value.string, &color))
        return color;
    for (size_t i = 0; i < scale->names.count; i++)
        if (value_equal(scale->names.items[i], value))
            return scale->colors.items[i % scale->colors.count];
    return scale->colors.items[0];
}

size_t
scale_ticks(Arena *arena, const Scale *scale, int wanted, double **ticks)
{
    double step = tick_step(scale->min, scale->max, wanted);
    double first = ceil(scale->min / step - 1e-9), last = floor(scale->max / step + 1e-9);
    size_t count = last >= first ? (size_t)(last - first) + 1 : 0;
    *ticks = ARENA_ARRAY(arena, double, count + 1);
    for (size_t i = 0; i < count; i++)
        (*ticks)[i] = (first + (double)i) * step;
    return count;
}
