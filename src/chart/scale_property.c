/* chart/scale_property.c -- properties of scales and their defaults (Vega-Lite: scale/properties.ts). */
#include "base/str.h"
#include "chart/scale_build.h"

#include <math.h>

static ScaleProperty
of_number(double number)
{
    return (ScaleProperty){.set = !isnan(number), .number = number};
}

static ScaleProperty
of_flag(bool flag)
{
    return (ScaleProperty){.set = true, .flag = flag, .number = flag};
}

static double
config_number(const View *unit, const char *key)
{
    return property_number(unit->drawing, config_find(unit->drawing, "scale", key), NAN);
}

static bool
has_custom_domain(const Encoding *encoding)
{
    const Node *domain = node_find(encoding->scale, "domain");
    return domain && domain->kind != NODE_NULL && !str_equal(domain->text, "unaggregated");
}

/* ---- defaults ---------------------------------------------------------------------------------------------------- */

static ScaleProperty
default_zero(const Scale *scale, const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    const Node *domain = node_find(encoding->scale, "domain");
    bool positional = channel_is_xy(channel) || channel == CHANNEL_THETA || channel == CHANNEL_RADIUS;
    if (has_custom_domain(encoding) && scale_type_is_continuous(scale->type)) {
        if (domain->kind != NODE_LIST || !domain->count)
            return of_flag(false);
        const Node *first = domain->items[0].value, *last = domain->items[domain->count - 1].value;
        return of_flag(first->kind == NODE_NUMBER && first->number <= 0 && last->kind == NODE_NUMBER && last->number >= 0);
    }
    if (channel == CHANNEL_SIZE && encoding->type == MEASURE_QUANTITATIVE && !scale_type_is_discretizing(scale->type))
        return of_flag(true);
    if (channel_is_offset(channel))
        return of_flag(unit_is_ranged_offset(unit, channel == CHANNEL_XOFFSET ? CHANNEL_X : CHANNEL_Y));
    if (!positional || (encoding->is_field && encoding->bin))
        return of_flag(false);
    MarkType mark = unit->mark_type;
    if (mark == MARK_BAR || mark == MARK_AREA || mark == MARK_LINE || mark == MARK_TRAIL)
        if ((unit->orient == ORIENT_HORIZONTAL && channel == CHANNEL_Y) || (unit->orient == ORIENT_VERTICAL && channel == CHANNEL_X))
            return of_flag(false);
    if ((mark == MARK_BAR || mark == MARK_AREA) && !unit->encodings[channel_second(channel)].node)
        return of_flag(true);
    return of_flag(property_true(unit->drawing, config_find(unit->drawing, "scale", "zero"), true));
}

static ScaleProperty
default_nice(const Scale *scale, const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    const Node *domain = node_find(encoding->scale, "domain");
    bool listed = domain && domain->kind == NODE_LIST;
    if (encoding->bin || listed || node_find(encoding->scale, "domainMax") || node_find(encoding->scale, "domainMin") || scale_type_is_time(scale->type))
        return (ScaleProperty){0};
    return channel_is_xy(channel) ? of_flag(true) : (ScaleProperty){0};
}

static ScaleProperty
default_padding(const Scale *scale, const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    if (!channel_is_xy(channel))
        return (ScaleProperty){0};
    if (scale->type >= SCALE_LINEAR && scale->type <= SCALE_UTC) {
        double stated = config_number(unit, "continuousPadding");
        if (!isnan(stated))
            return of_number(stated);
        bool across = (unit->orient == ORIENT_VERTICAL && channel == CHANNEL_X) || (unit->orient == ORIENT_HORIZONTAL && channel == CHANNEL_Y);
        if (unit->mark_type == MARK_BAR && across && !(encoding->is_field && (encoding->bin || encoding->has_time_unit)))
            return of_number(property_number(unit->drawing, config_find(unit->drawing, "bar", "continuousBandSize"), NAN));
    }
    return scale->type == SCALE_POINT ? of_number(config_number(unit, "pointPadding")) : (ScaleProperty){0};
}

static ScaleProperty
default_padding_inner(const Scale *scale, const View *unit, Channel channel)
{
    if (scale_property(scale, "padding").set)
        return (ScaleProperty){0};
    if (channel_is_xy(channel)) {
        if (has_nested_offset(unit, channel))
            return of_number(config_number(unit, "bandWithNestedOffsetPaddingInner"));
        double stated = config_number(unit, "bandPaddingInner");
        if (!isnan(stated))
            return of_number(stated);
        return of_number(config_number(unit, unit->mark_type == MARK_BAR ? "barBandPaddingInner" : unit->mark_type == MARK_TICK ? "tickBandPaddingInner" : "rectBandPaddingInner"));
    }
    if (channel_is_offset(channel) && scale->type == SCALE_BAND)
        return of_number(config_number(unit, "offsetBandPaddingInner"));
    return (ScaleProperty){0};
}

static ScaleProperty
default_padding_outer(const Scale *scale, const View *unit, Channel channel)
{
    if (scale_property(scale, "padding").set)
        return (ScaleProperty){0};
    if (channel_is_xy(channel)) {
        if (has_nested_offset(unit, channel))
            return of_number(config_number(unit, "bandWithNestedOffsetPaddingOuter"));
        if (scale->type != SCALE_BAND)
            return (ScaleProperty){0};
        double stated = config_number(unit, "bandPaddingOuter");
        return of_number(isnan(stated) ? scale_property(scale, "paddingInner").number / 2 : stated);
    }
    if (channel_is_offset(channel))
        return scale->type == SCALE_POINT ? of_number(0.5) : of_number(config_number(unit, "offsetBandPaddingOuter"));
    return (ScaleProperty){0};
}

/* A continuous domain cannot be sorted, so that the range turns round. */
static ScaleProperty
default_reverse(const Scale *scale, const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    const Node *x_reverse = channel == CHANNEL_X ? config_find(unit->drawing, "scale", "xReverse") : NULL;
    bool turned = x_reverse && property_true(unit->drawing, x_reverse, false);
    bool descending = scale_type_is_continuous(scale->type) && encoding->is_field && encoding->sort && encoding->sort->kind == NODE_STRING && str_equal(encoding->sort->text, "descending");
    return turned || descending ? of_flag(turned != descending) : (ScaleProperty){0};
}

static ScaleProperty
default_round(const Scale *scale, const View *unit, Channel channel)
{
    (void)scale;
    (void)channel;
    const Node *node = config_find(unit->drawing, "scale", "round");
    return node ? of_flag(property_true(unit->drawing, node, false)) : (ScaleProperty){0};
}

static ScaleProperty
default_clamp(const Scale *scale, const View *unit, Channel channel)
{
    (void)scale;
    (void)channel;
    const Node *node = config_find(unit->drawing, "scale", "clamp");
    return node ? of_flag(property_true(unit->drawing, node, false)) : (ScaleProperty){0};
}

/* ---- which types know which property ---------------------------------------------------------------------------------- */

static bool
is_numeric(ScaleType type)
{
    return type >= SCALE_LINEAR && type <= SCALE_SYMLOG;
}

static bool
type_knows(ScaleType type, const char *key)
{
    if (str_equal(key, "zero"))
        return (is_numeric(type) && type != SCALE_LOG) || type == SCALE_QUANTIZE;
    if (str_equal(key, "nice"))
        return is_numeric(type) || scale_type_is_time(type) || type == SCALE_QUANTIZE;
    if (str_equal(key, "padding"))
        return is_numeric(type) || scale_type_is_time(type) || type == SCALE_POINT || type == SCALE_BAND;
    if (str_equal(key, "paddingInner"))
        return type == SCALE_BAND;
    if (str_equal(key, "paddingOuter") || str_equal(key, "align"))
        return type == SCALE_BAND || type == SCALE_POINT;
    return true;
}

ScaleProperty
scale_property(const Scale *scale, const char *key)
{
    static const struct {
        const char *key;
        ScaleProperty (*make)(const Scale *scale, const View *unit, Channel channel);
    } defaults[] = {
        {"zero", default_zero}, {"nice", default_nice}, {"padding", default_padding}, {"paddingInner", default_padding_inner},
        {"paddingOuter", default_padding_outer}, {"reverse", default_reverse}, {"round", default_round}, {"clamp", default_clamp},
    };
    ScaleProperty best = {0};
    if (!type_knows(scale->type, key))
        return best;
    for (size_t i = 0; i < scale->from.count && !best.stated; i++) {
        const View *unit = scale->from.items[i].unit;
        const Node *node = node_find(unit->encodings[scale->from.items[i].channel].scale, key);
        ScaleProperty own = {0};
        if (node && node->kind != NODE_NULL) {
            own = (ScaleProperty){.set = true, .stated = true, .node = node};
            own.flag = property_true(scale->drawing, node, true);
            own.number = property_number(scale->drawing, node, NAN);
        } else {
            for (size_t d = 0; d < COUNT_OF(defaults); d++)
                if (str_equal(key, defaults[d].key))
                    own = defaults[d].make(scale, unit, scale->from.items[i].channel);
        }
        if (own.set && (!best.set || own.stated))
            best = own;
    }
    return best;
}

/* Whether zero lies in the domain, as far as can be said without the data (scale/component.ts). */
HasZero
scale_has_zero(const Scale *scale)
{
    if (scale->type == SCALE_LOG || scale_type_is_time(scale->type))
        return ZERO_NO;
    bool by_type = scale->type == SCALE_LINEAR || scale->type == SCALE_SQRT || scale->type == SCALE_POW;
    ScaleProperty zero = scale_property(scale, "zero");
    if (zero.set ? zero.flag : by_type)
        return ZERO_YES;
    bool with = false, without = false, field = false;
    for (size_t i = 0; i < scale->from.count; i++) {
        const Node *domain = node_find(scale->from.items[i].unit->encodings[scale->from.items[i].channel].scale, "domain");
        if (!domain || domain->kind != NODE_LIST || !domain->count || domain->items[0].value->kind != NODE_NUMBER) {
            field = true;
            continue;
        }
        bool spans = domain->items[0].value->number <= 0 && domain->items[domain->count - 1].value->number >= 0;
        with |= spans;
        without |= !spans;
    }
    return with ? ZERO_YES : without && !field ? ZERO_NO : ZERO_MAYBE;
}
