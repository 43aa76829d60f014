/* chart/scale.c -- using a finished scale (d3-scale). */
#include "chart/scale.h"

#include "base/str.h"
#include "chart/transform.h"

#include <math.h>

bool
scale_type_is_time(ScaleType type)
{
    return type == SCALE_TIME || type == SCALE_UTC;
}

bool
scale_type_is_discretizing(ScaleType type)
{
    return type == SCALE_QUANTILE || type == SCALE_QUANTIZE || type == SCALE_THRESHOLD;
}

bool
scale_type_is_continuous(ScaleType type)
{
    return (type >= SCALE_LINEAR && type <= SCALE_UTC) || scale_type_is_discretizing(type);
}

bool
scale_type_is_discrete(ScaleType type)
{
    return type >= SCALE_POINT && type <= SCALE_BIN_ORDINAL;
}

double
band_space(double count, double inner, double outer)
{
    double space = count - inner + outer * 2;
    return count > 0 ? (space > 0 ? space : 1) : 0;
}

double
scale_domain_min(const Scale *scale)
{
    return scale->domain_count ? scale->domain[0] : 0;
}

double
scale_domain_max(const Scale *scale)
{
    return scale->domain_count ? scale->domain[scale->domain_count - 1] : 1;
}

double
scale_range_start(const Scale *scale)
{
    return scale->range_count ? scale->range[0] : 0;
}

double
scale_range_end(const Scale *scale)
{
    return scale->range_count ? scale->range[scale->range_count - 1] : 0;
}

double
scale_bandwidth(const Scale *scale)
{
    return scale->type == SCALE_BAND ? scale->bandwidth : 0;
}

/* ---- discrete ------------------------------------------------------------------------------------------------------ */

static size_t
piece_of(const double *edges, size_t count, double value)
{
    size_t i = 0;
    while (i < count && edges[i] <= value)
        i++;
    return i;
}

/* Where the pieces of a quantize or quantile scale meet. */
static size_t
inner_edges(const Scale *scale, double *edges, size_t max)
{
    size_t pieces = scale->colors ? scale->color_count : scale->items ? scale->items->count : scale->range_count, count = 0;
    for (size_t i = 1; i < pieces && count < max; i++) {
        if (scale->type == SCALE_QUANTIZE) {
            edges[count++] = ((double)i * scale_domain_max(scale) + (double)(pieces - i) * scale_domain_min(scale)) / (double)pieces;
        } else if (scale->sample_count) {
            double at = (double)(scale->sample_count - 1) * (double)i / (double)pieces;
            size_t low = (size_t)floor(at);
            double a = scale->samples[low], b = scale->samples[low + 1 < scale->sample_count ? low + 1 : low];
            edges[count++] = a + (b - a) * (at - (double)low);
        }
    }
    return count;
}

ptrdiff_t
scale_index(const Scale *scale, Value value)
{
    double number = value_to_number(value), edges[64];
    if (scale->type == SCALE_BIN_ORDINAL || scale->type == SCALE_THRESHOLD || scale->type == SCALE_QUANTIZE || scale->type == SCALE_QUANTILE) {
        if (isnan(number) || value.kind == VALUE_NULL)
            return -1;
        if (scale->type == SCALE_BIN_ORDINAL)
            return (ptrdiff_t)piece_of(scale->bins, scale->bin_count, number) - 1;
        if (scale->type == SCALE_THRESHOLD)
            return (ptrdiff_t)piece_of(scale->domain, scale->domain_count, number);
        return (ptrdiff_t)piece_of(edges, inner_edges(scale, edges, COUNT_OF(edges)), number);
    }
    Arena *arena = scale->drawing->context->arena;
    if (!scale->slots) {
        for (size_t i = 0; i < scale->names.count; i++)
            if (value_same_key(arena, scale->names.items[i], value))
                return (ptrdiff_t)i;
        return -1;
    }
    for (size_t slot = value_hash(arena, value) & (scale->slot_count - 1); scale->slots[slot]; slot = (slot + 1) & (scale->slot_count - 1))
        if (value_same_key(arena, scale->names.items[scale->slots[slot] - 1], value))
            return (ptrdiff_t)scale->slots[slot] - 1;
    return -1;
}

const Node *
scale_item(const Scale *scale, Value value)
{
    ptrdiff_t index = scale_index(scale, value);
    if (index < 0 || !scale->items || !scale->items->count)
        return NULL;
    return scale->items->items[(size_t)index % scale->items->count].value;
}

/* ---- continuous ------------------------------------------------------------------------------------------------------ */

/* The domain straightened, so that equal distances map to equal distances. */
static double
straight(const Scale *scale, double value)
{
    double sign = value < 0 ? -1 : 1;
    switch (scale->type) {
    case SCALE_LOG: return scale_domain_min(scale) < 0 ? -log(-value) : log(value);
    case SCALE_POW: return sign * pow(fabs(value), scale->exponent);
    case SCALE_SQRT: return sign * sqrt(fabs(value));
    case SCALE_SYMLOG: return sign * log1p(fabs(value / scale->constant));
    default: return value;
    }
}

double
scale_fraction(const Scale *scale, double value)
{
    double low = straight(scale, scale_domain_min(scale)), high = straight(scale, scale_domain_max(scale));
    if (scale->domain_count == 3) {
        double middle = straight(scale, scale->domain[1]), at = straight(scale, value);
        bool lower = (at < middle) == (low < middle);
        return lower ? (middle == low ? 0 : 0.5 * (at - low) / (middle - low)) : high == middle ? 1 : 0.5 + 0.5 * (at - middle) / (high - middle);
    }
    return high == low ? 0.5 : (straight(scale, value) - low) / (high - low);
}

double
scale_map_number(const Scale *scale, double value)
{
    size_t count = scale->domain_count < scale->range_count ? scale->domain_count : scale->range_count, i = 1;
    if (isnan(value))
        return NAN;
    if (scale_type_is_discretizing(scale->type)) { /* a threshold scale may have one limit */
        ptrdiff_t index = scale_index(scale, value_number(value));
        return index >= 0 && (size_t)index < scale->range_count ? scale->range[index] : NAN;
    }
    if (count < 2)
        return NAN;
    bool descending = scale->domain[count - 1] < scale->domain[0];
    while (i < count - 1 && (descending ? value < scale->domain[i] : value > scale->domain[i]))
        i++;
    double low = straight(scale, scale->domain[i - 1]), high = straight(scale, scale->domain[i]);
    double t = high == low ? 0.5 : (straight(scale, value) - low) / (high - low);
    if (scale->clamp)
        t = fmax(0, fmin(1, t));
    double out = scale->range[i - 1] + t * (scale->range[i] - scale->range[i - 1]);
    return scale->round ? floor(out + 0.5) : out;
}

double
scale_map(const Scale *scale, Value value)
{
    if (scale->type == SCALE_BAND || scale->type == SCALE_POINT) {
        ptrdiff_t index = scale_index(scale, value);
        return index < 0 ? NAN : scale->start + scale->step * (double)index;
    }
    if (scale_type_is_discrete(scale->type)) {
        ptrdiff_t index = scale_index(scale, value);
        const Node *item = scale_item(scale, value);
        if (item)
            return item->kind == NODE_NUMBER ? item->number : NAN;
        if (index < 0 || scale->range_count == 0)
            return NAN;
        /* An ordinal scale over a range of numbers spreads them evenly. */
        return scale->range[(size_t)index % scale->range_count];
    }
    if (value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED)
        return scale_map_number(scale, value.kind == VALUE_NULL ? 0 : NAN);
    return scale_map_number(scale, value_to_number(value));
}

/* ---- colours ------------------------------------------------------------------------------------------------------------ */

Color
scale_ramp(const Scale *scale, double t)
{
    double from = scale->ramp_from, to = scale->ramp_to;
    return ramp_color(scale->colors, scale->color_count, from + t * (to - from), scale->interpolation);
}

bool
scale_color(const Scale *scale, Value value, Color *out)
{
    if (!scale->colors || !scale->color_count)
        return false;
    if (scale->ramp) {
        double number = value_to_number(value);
        if (isnan(number) || value.kind == VALUE_UNDEFINED)
            return false;
        double t = scale_fraction(scale, number);
        if (scale->clamp)
            t = fmax(0, fmin(1, t));
        if (!scale->whole_ramp && scale->domain_count > 2) {
            /* One colour a domain value: the piece that holds the number. */
            size_t i = 1, last = scale->domain_count - 1;
            while (i < last && number > scale->domain[i])
                i++;
            double low = straight(scale, scale->domain[i - 1]), high = straight(scale, scale->domain[i]);
            t = ((double)(i - 1) + (high == low ? 0.5 : (straight(scale, number) - low) / (high - low))) / (double)last;
        }
        *out = scale_ramp(scale, t);
        return true;
    }
    ptrdiff_t index = scale_index(scale, value);
    if (index < 0)
        return false;
    *out = scale->colors[(size_t)index % scale->color_count];
    return true;
}

/* ---- lookup --------------------------------------------------------------------------------------------------------------- */

Scale *
view_scale(const View *view, Channel channel)
{
    for (; view; view = view->parent)
        if (view->scales[channel])
            return view->scales[channel];
    return NULL;
}

Scale *
unit_scale(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    if (!channel_has_scale(channel) || !(encoding->is_field || encoding->is_datum) || (encoding->scale && (encoding->scale->kind == NODE_NULL || (encoding->scale->kind == NODE_BOOL && !encoding->scale->boolean))))
        return NULL;
    return view_scale(unit, channel);
}

/* ---- in expressions -------------------------------------------------------------------------------------------------------- */

bool
drawing_host(void *host, const char *name, const Value *args, size_t count, Value *out)
{
    const Drawing *drawing = host;
    Arena *arena = drawing->context->arena;
    Channel channel = count && args[0].kind == VALUE_STRING ? channel_find(args[0].string) : CHANNEL_NONE;
    const Scale *scale = drawing->root && channel != CHANNEL_NONE ? drawing->root->scales[channel] : NULL;
    *out = (Value){0};
    if (str_equal(name, "scale") && count >= 2) {
        Color color;
        if (scale && scale->colors && scale_color(scale, args[1], &color))
            *out = value_string(color_text(arena, color));
        else if (scale && !scale->colors)
            *out = value_number(scale_map(scale, args[1]));
        return true;
    }
    if (str_equal(name, "bandwidth")) {
        *out = value_number(scale ? scale_bandwidth(scale) : 0);
        return true;
    }
    if (str_equal(name, "domain") || str_equal(name, "range")) {
        bool range = name[0] == 'r';
        size_t n = !scale ? 0 : range ? scale->range_count : scale_type_is_discrete(scale->type) ? scale->names.count : scale->domain_count;
        Value *items = ARENA_ARRAY(arena, Value, n + 1);
        for (size_t i = 0; i < n; i++)
            items[i] = range ? value_number(scale->range[i]) : scale_type_is_discrete(scale->type) ? scale->names.items[i] : value_number(scale->domain[i]);
        *out = value_list(arena, items, n);
        return true;
    }
    return false;
}
