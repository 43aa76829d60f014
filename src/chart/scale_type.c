/* chart/scale_type.c -- which type of scale a channel gets, and which views share one (Vega-Lite: scale/type.ts, scale/parse.ts, resolve.ts). */
#include "base/str.h"
#include "chart/scale.h"
#include "chart/scale_build.h"

#include <string.h>

static const struct {
    const char *name;
    ScaleType type;
} TYPE_NAMES[] = {
    {"linear", SCALE_LINEAR}, {"log", SCALE_LOG}, {"pow", SCALE_POW}, {"sqrt", SCALE_SQRT}, {"symlog", SCALE_SYMLOG}, {"time", SCALE_TIME}, {"utc", SCALE_UTC},
    {"point", SCALE_POINT}, {"band", SCALE_BAND}, {"ordinal", SCALE_ORDINAL}, {"bin-ordinal", SCALE_BIN_ORDINAL}, {"quantile", SCALE_QUANTILE},
    {"quantize", SCALE_QUANTIZE}, {"threshold", SCALE_THRESHOLD}, {"sequential", SCALE_LINEAR},
};

static ScaleType
type_from_name(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(TYPE_NAMES); i++)
        if (str_equal(name, TYPE_NAMES[i].name))
            return TYPE_NAMES[i].type;
    return SCALE_NONE;
}

/* The range has few values: shapes, dashes. */
static bool
range_is_discrete(Channel channel)
{
    return channel == CHANNEL_SHAPE || channel == CHANNEL_STROKE_DASH;
}

bool
has_nested_offset(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    if (!channel_is_xy(channel) || !(encoding->is_field || encoding->is_datum))
        return false;
    const Encoding *offset = &unit->encodings[channel_offset(channel)];
    return (encoding_is_discrete(encoding) || encoding->has_time_unit) && (offset->is_field || offset->is_datum);
}

static ScaleType
discrete_type(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    MarkType mark = unit->mark_type;
    if (channel_is_color(channel) || range_is_discrete(channel))
        return SCALE_ORDINAL;
    if (channel_is_xy(channel) || channel_is_offset(channel)) {
        if (mark == MARK_RECT || mark == MARK_BAR || mark == MARK_IMAGE || mark == MARK_RULE || mark == MARK_TICK || has_nested_offset(unit, channel))
            return SCALE_BAND;
    } else if (mark == MARK_ARC && (channel == CHANNEL_THETA || channel == CHANNEL_RADIUS)) {
        return SCALE_BAND;
    }
    const char *size = channel == CHANNEL_X || channel == CHANNEL_XOFFSET ? "width" : channel == CHANNEL_Y || channel == CHANNEL_YOFFSET ? "height" : NULL;
    if ((size && mark_is_stated_band(mark_own(unit, size))) || (channel_is_xy(channel) && node_find(encoding->guide, "tickBand")))
        return SCALE_BAND;
    return SCALE_POINT;
}

static ScaleType
default_type(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    switch (encoding->type) {
    case MEASURE_NOMINAL:
    case MEASURE_ORDINAL: return discrete_type(unit, channel);
    case MEASURE_TEMPORAL:
        if (range_is_discrete(channel))
            return SCALE_ORDINAL;
        return !channel_is_color(channel) && encoding->has_time_unit && encoding->time_unit.utc ? SCALE_UTC : SCALE_TIME;
    case MEASURE_QUANTITATIVE:
        if (channel_is_color(channel))
            return encoding->is_field && encoding->bin == BIN_BINNING ? SCALE_BIN_ORDINAL : SCALE_LINEAR;
        return range_is_discrete(channel) ? SCALE_ORDINAL : SCALE_LINEAR;
    default: return SCALE_NONE;
    }
}

/* Whether the type stated can serve the channel and the measure; if not the default stands, as in Vega-Lite. */
static bool
type_fits(ScaleType type, Channel channel, const Encoding *encoding)
{
    bool positional = channel_is_xy(channel) || channel_is_offset(channel) || channel == CHANNEL_THETA || channel == CHANNEL_RADIUS;
    if (positional && (type == SCALE_ORDINAL || type == SCALE_BIN_ORDINAL || scale_type_is_discretizing(type)))
        return false;
    if (channel_is_color(channel) && type == SCALE_BAND)
        return false;
    if (range_is_discrete(channel))
        return type == SCALE_ORDINAL || scale_type_is_discretizing(type) || type == SCALE_BIN_ORDINAL;
    if (!encoding->is_field)
        return true;
    bool discrete = encoding->type == MEASURE_NOMINAL || encoding->type == MEASURE_ORDINAL;
    if (discrete)
        return type == SCALE_ORDINAL || type == SCALE_BAND || type == SCALE_POINT;
    if (encoding->type == MEASURE_TEMPORAL)
        return type == SCALE_TIME || type == SCALE_UTC || type == SCALE_BAND || type == SCALE_POINT || type == SCALE_ORDINAL;
    return type != SCALE_TIME && type != SCALE_UTC;
}

ScaleType
unit_scale_type(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    if (!channel_has_scale(channel) || !(encoding->is_field || encoding->is_datum) || (encoding->scale && encoding->scale->kind == NODE_NULL))
        return SCALE_NONE;
    ScaleType stated = type_from_name(node_text(encoding->scale, "type", NULL));
    return stated && type_fits(stated, channel, encoding) ? stated : default_type(unit, channel);
}

bool
unit_is_ranged_offset(const View *unit, Channel channel)
{
    if ((unit->mark_type != MARK_BAR && unit->mark_type != MARK_AREA) || !channel_is_xy(channel))
        return false;
    const Encoding *own = &unit->encodings[channel], *offset = &unit->encodings[channel_offset(channel)];
    if (unit->encodings[channel_second(channel)].node || !encoding_is_unbinned_measure(offset))
        return false;
    const Scale *scale = own->node ? unit_scale(unit, channel) : NULL;
    return !own->node || (scale && scale_type_is_discrete(scale->type));
}

/* ---- sharing ----------------------------------------------------------------------------------------------------- */

static int
precedence(ScaleType type)
{
    switch (type) {
    case SCALE_LOG:
    case SCALE_POW:
    case SCALE_SQRT:
    case SCALE_SYMLOG: return 1;
    case SCALE_POINT: return 10;
    case SCALE_BAND: return 11;
    default: return 0;
    }
}

typedef enum Category { CATEGORY_NUMERIC, CATEGORY_TIME, CATEGORY_POSITION, CATEGORY_ORDINAL, CATEGORY_BIN, CATEGORY_DISCRETIZING } Category;

static Category
category(ScaleType type)
{
    if (scale_type_is_time(type))
        return CATEGORY_TIME;
    if (type == SCALE_POINT || type == SCALE_BAND)
        return CATEGORY_POSITION;
    if (scale_type_is_discretizing(type))
        return CATEGORY_DISCRETIZING;
    return type == SCALE_ORDINAL ? CATEGORY_ORDINAL : type == SCALE_BIN_ORDINAL ? CATEGORY_BIN : CATEGORY_NUMERIC;
}

static bool
compatible(ScaleType a, ScaleType b)
{
    Category x = category(a), y = category(b);
    return x == y || (x == CATEGORY_POSITION && y == CATEGORY_TIME) || (x == CATEGORY_TIME && y == CATEGORY_POSITION);
}

static bool
resolve_is_independent(const View *view, Channel channel)
{
    const char *stated = node_text(node_find(node_find(view->node, "resolve"), "scale"), channel_name(channel), NULL);
    if (stated)
        return str_equal(stated, "independent");
    if (view->kind == VIEW_FACET)
        return channel == CHANNEL_THETA;
    if (view->kind == VIEW_CONCAT)
        return channel_is_xy(channel) || channel_is_offset(channel) || channel == CHANNEL_THETA || channel == CHANNEL_RADIUS;
    return false;
}

static void
merge_children(View *view, Channel channel)
{
    Arena *arena = view->drawing->context->arena;
    Scale *merged = NULL;
    view->independent[channel] = resolve_is_independent(view, channel);
    for (size_t i = 0; i < view->children.count && !view->independent[channel]; i++) {
        const Scale *own = view->children.items[i]->scales[channel];
        if (!own)
            continue;
        if (!merged) {
            merged = ARENA_NEW(arena, Scale);
            *merged = (Scale){.channel = channel, .type = own->type, .type_explicit = own->type_explicit, .drawing = view->drawing};
        } else if (!compatible(merged->type, own->type)) {
            view->independent[channel] = true;
            break;
        } else if (own->type_explicit != merged->type_explicit ? own->type_explicit : precedence(own->type) > precedence(merged->type)) {
            merged->type = own->type;
            merged->type_explicit = own->type_explicit;
        }
        for (size_t k = 0; k < own->from.count; k++)
            VEC_PUSH(arena, &merged->from, own->from.items[k]);
    }
    if (view->independent[channel] || !merged)
        return;
    for (size_t i = 0; i < view->children.count; i++)
        view->children.items[i]->scales[channel] = NULL;
    view->scales[channel] = merged;
}

void
scales_make(View *view)
{
    for (size_t i = 0; i < view->children.count; i++)
        scales_make(view->children.items[i]);
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        Channel channel = (Channel)c;
        if (view->kind != VIEW_UNIT) {
            merge_children(view, channel);
            continue;
        }
        ScaleType type = unit_scale_type(view, channel);
        if (type == SCALE_NONE)
            continue;
        Scale *scale = ARENA_NEW(view->drawing->context->arena, Scale);
        bool stated = type_from_name(node_text(view->encodings[c].scale, "type", NULL)) == type;
        *scale = (Scale){.channel = channel, .type = type, .type_explicit = stated, .drawing = view->drawing};
        VEC_PUSH(view->drawing->context->arena, &scale->from, (Contributor){view, channel});
        view->scales[c] = scale;
    }
}
