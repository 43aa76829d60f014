/* chart/position.c -- where the items of a mark stand (Vega-Lite: compile/mark/encode/position-*.ts, offset.ts, valueref.ts). */
#include "base/str.h"
#include "chart/mark.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

static int
dimension_of(Channel channel)
{
    return channel == CHANNEL_X || channel == CHANNEL_X2 ? 0 : 1;
}

static Channel
main_channel(Channel channel)
{
    switch (channel) {
    case CHANNEL_X2: return CHANNEL_X;
    case CHANNEL_Y2: return CHANNEL_Y;
    case CHANNEL_THETA2: return CHANNEL_THETA;
    case CHANNEL_RADIUS2: return CHANNEL_RADIUS;
    default: return channel;
    }
}

static bool
is_field_or_datum(const Encoding *encoding)
{
    return (encoding->is_field || encoding->is_datum) && !encoding->only_in_condition;
}

static double
map_column(const Marker *self, const Scale *scale, const char *column, size_t row)
{
    Value value = dataset_value(self->rows, row, column);
    return scale ? scale_map(scale, value) : value_to_number(value);
}

/* "width", "height" or a number. */
static double
pixel_value(const Marker *self, const Node *node)
{
    if (node->kind == NODE_STRING && str_equal(node->text, "width"))
        return self->unit->size[0];
    if (node->kind == NODE_STRING && str_equal(node->text, "height"))
        return self->unit->size[1];
    return property_number(self->drawing, node, NAN);
}

/* A mark property that Vega knows by another name: theta2 is endAngle. */
static const char *
vega_name(Channel channel)
{
    switch (channel) {
    case CHANNEL_THETA: return "startAngle";
    case CHANNEL_THETA2: return "endAngle";
    case CHANNEL_RADIUS: return "outerRadius";
    case CHANNEL_RADIUS2: return "innerRadius";
    default: return channel_name(channel);
    }
}

static const Node *
position_property(const Marker *self, Channel channel)
{
    const Node *node = mark_own(self->unit, vega_name(channel));
    if (!node)
        node = mark_own(self->unit, channel_name(channel));
    if (!node)
        node = mark_config(self->unit, vega_name(channel));
    return node ? node : mark_config(self->unit, channel_name(channel));
}

/* ---- offsets -------------------------------------------------------------------------------------------------------- */

typedef struct Offset {
    double pixels;
    bool encoded; /* by xOffset or yOffset, not by a mark property */
} Offset;

static double mid_point(const Marker *self, Channel channel, const Encoding *own, const Encoding *second, const Scale *scale, double band_position, size_t row, double fallback);

static Offset
position_offset(const Marker *self, Channel channel, size_t row, double band_position)
{
    static const char *const properties[] = {"xOffset", "yOffset", "x2Offset", "y2Offset", "thetaOffset", "theta2Offset", "radiusOffset", "radius2Offset"};
    const Encoding *encoding = channel == CHANNEL_X ? &self->unit->encodings[CHANNEL_XOFFSET] : channel == CHANNEL_Y ? &self->unit->encodings[CHANNEL_YOFFSET] : NULL;
    if (encoding && encoding->node) {
        double fallback = property_number(self->drawing, mark_own(self->unit, channel_name(encoding->channel)), 0);
        double pixels = mid_point(self, encoding->channel, encoding, NULL, self->scales[encoding->channel], band_position, row, fallback);
        return (Offset){isnan(pixels) ? 0 : pixels, true};
    }
    return (Offset){property_number(self->drawing, mark_own(self->unit, properties[channel]), 0), false};
}

/* ---- midPoint ---------------------------------------------------------------------------------------------------------- */

static double
interpolated(const Marker *self, const Scale *scale, const char *start, const char *end, double at, size_t row)
{
    if (at == 0 || at == 1)
        return map_column(self, scale, at == 0 ? start : end, row);
    double low = value_to_number(dataset_value(self->rows, row, start)), high = value_to_number(dataset_value(self->rows, row, end));
    double value = (1 - at) * low + at * high;
    return scale ? scale_map_number(scale, value) : value;
}

static double
zero_or_min(const Scale *scale)
{
    HasZero zero = scale_has_zero(scale);
    double low = scale_domain_min(scale), high = scale_domain_max(scale);
    bool inside = fmin(low, high) <= 0 && fmax(low, high) >= 0;
    return scale_map_number(scale, zero == ZERO_YES || (zero == ZERO_MAYBE && inside) ? 0 : low);
}

static double
mid_point(const Marker *self, Channel channel, const Encoding *own, const Encoding *second, const Scale *scale, double band_position, size_t row, double fallback)
{
    if (is_field_or_datum(own)) {
        bool discrete = scale && scale_type_is_discrete(scale->type);
        bool ranged = own->bin == BIN_BINNING && (own->type == MEASURE_ORDINAL || own->type == MEASURE_NOMINAL);
        if (own->is_field && !own->untyped) {
            if (str_equal(self->invalid, "show") && scale && scale_type_is_continuous(scale->type) && !encoding_is_count(own) &&
                !encoding_valid(own, dataset_value(self->rows, row, own->column)))
                return zero_or_min(scale);
            double at = isnan(band_position) ? encoding_band_position(self->unit, own, second) : band_position;
            bool timed = own->has_time_unit && own->type == MEASURE_TEMPORAL && !isnan(at) && at != 0;
            if (own->bin == BIN_BINNING || timed) {
                if (self->unit->stack.on && self->unit->stack.impute && own->bin == BIN_BINNING && channel_is_xy(channel))
                    return map_column(self, scale, arena_printf(self->arena, "%s_mid", own->column), row);
                if (!isnan(at) && at != 0 && !discrete)
                    return interpolated(self, scale, own->column, own->end_column, at, row);
                double place = map_column(self, scale, ranged ? own->range_column : own->column, row);
                return discrete && scale->type == SCALE_BAND ? place + scale->bandwidth * (isnan(at) ? 0.5 : at) : place;
            }
            if (own->bin == BIN_BINNED && second && second->is_field)
                return interpolated(self, scale, own->column, second->column, isnan(at) ? 0.5 : at, row);
            band_position = at;
        }
        Value value = own->is_datum ? own->datum : dataset_value(self->rows, row, ranged && discrete ? own->range_column : own->column);
        double place = scale ? scale_map(scale, value) : value_to_number(value);
        if (scale && scale->type == SCALE_BAND)
            place += scale->bandwidth * (isnan(band_position) ? 0.5 : band_position);
        return place;
    }
    Encoded encoded = own->node && own->conditions[0] ? encode(self, own->channel, row) : (Encoded){0};
    if (encoded.set)
        return value_to_number(encoded.value);
    return own->value ? pixel_value(self, own->value) : fallback;
}

/* ---- defaults --------------------------------------------------------------------------------------------------------------- */

static double
default_position(const Marker *self, Channel channel, DefaultPosition fallback)
{
    Channel main = main_channel(channel);
    const View *unit = self->unit;
    const Node *stated = position_property(self, channel);
    if (stated && stated->kind != NODE_NULL)
        return pixel_value(self, stated);
    if (fallback == DEFAULT_NONE)
        return NAN;
    if (fallback == DEFAULT_MIDDLE)
        return unit->size[dimension_of(channel)] / 2;
    const Scale *scale = self->scales[main];
    bool least = fallback == DEFAULT_ZERO_OR_MIN;
    if (scale && scale_type_is_continuous(scale->type) && scale->range_count >= 2) {
        HasZero zero = scale_has_zero(scale);
        double low = scale_domain_min(scale), high = scale_domain_max(scale);
        bool inside = fmin(low, high) <= 0 && fmax(low, high) >= 0;
        double value = zero == ZERO_YES || (zero == ZERO_MAYBE && inside) ? 0 : least ? low : high;
        return scale_map_number(scale, value);
    }
    if (scale && scale->names.count)
        return scale_map(scale, scale->names.items[least ? 0 : scale->names.count - 1]);
    switch (main) {
    case CHANNEL_RADIUS: return least ? 0 : fmin(unit->size[0], unit->size[1]) / 2;
    case CHANNEL_THETA: return least ? 0 : 2 * PI;
    case CHANNEL_X: return least ? 0 : unit->size[0];
    default: return least ? unit->size[1] : 0;
    }
}

double
point_position(const Marker *self, Channel channel, size_t row, DefaultPosition fallback)
{
    const View *unit = self->unit;
    const Encoding *own = &unit->encodings[channel];
    const Stack *stack = &unit->stack;
    Channel second = channel_second(channel);
    Offset offset = position_offset(self, channel, row, 0.5);
    const Scale *scale = self->scales[channel];
    if (stack->on && stack->field_channel == channel && own->is_field) {
        double at = own->band_position;
        if (isnan(at) && unit->mark_type == MARK_TEXT && (channel == CHANNEL_THETA || channel == CHANNEL_RADIUS))
            at = 0.5;
        double place = isnan(at) ? map_column(self, scale, stack->end_column, row) : interpolated(self, scale, stack->start_column, stack->end_column, at, row);
        return place + offset.pixels;
    }
    double place = mid_point(self, channel, own, &unit->encodings[second], scale, offset.encoded ? 0 : NAN, row, default_position(self, channel, fallback));
    return place + offset.pixels;
}

/* ---- second ends ---------------------------------------------------------------------------------------------------------------- */

static const char *
size_name(Channel channel)
{
    return dimension_of(channel) == 0 ? "width" : "height";
}

/* pointPosition2OrSize: false where it is a size, which *out then holds. */
static bool
second_position(const Marker *self, Channel channel, size_t row, DefaultPosition fallback, double *out)
{
    const View *unit = self->unit;
    Channel main = main_channel(channel);
    const Encoding *own = &unit->encodings[channel], *base = &unit->encodings[main];
    static const char *const offset_names[] = {[CHANNEL_X2] = "x2Offset", [CHANNEL_Y2] = "y2Offset", [CHANNEL_THETA2] = "theta2Offset", [CHANNEL_RADIUS2] = "radius2Offset"};
    bool own_offset = own->node || mark_own(unit, channel_name(channel)) || mark_own(unit, offset_names[channel]);
    double offset = position_offset(self, own_offset ? channel : main, row, NAN).pixels;
    if (unit->stack.on && unit->stack.field_channel == main && base->is_field) {
        *out = map_column(self, self->scales[main], unit->stack.start_column, row) + offset;
        return true;
    }
    if (own->node) {
        *out = mid_point(self, channel, own, NULL, self->scales[main], NAN, row, NAN) + offset;
        return true;
    }
    const Node *stated = position_property(self, channel);
    if (stated && stated->kind != NODE_NULL) {
        *out = pixel_value(self, stated);
        return true;
    }
    const Node *size = channel == CHANNEL_X2 || channel == CHANNEL_Y2 ? mark_property(unit, size_name(channel)) : NULL;
    if (size && size->kind != NODE_NULL && !mark_is_stated_band(size)) {
        *out = pixel_value(self, size);
        return false;
    }
    *out = default_position(self, channel, fallback);
    return true;
}

/* Where a given size lies about a position: vgAlignedPositionChannel. */
static Span
aligned(const Marker *self, Channel channel, double position, double size, bool band)
{
    const char *stated = mark_text(self->unit, dimension_of(channel) == 0 ? "align" : "baseline", NULL);
    if (channel == CHANNEL_THETA || channel == CHANNEL_RADIUS)
        return (Span){position, position + size};
    if (str_equal(stated, "left") || str_equal(stated, "top") || (!stated && band))
        return (Span){position, position + size};
    if (str_equal(stated, "right") || str_equal(stated, "bottom"))
        return (Span){position - size, position};
    return (Span){position - size / 2, position + size / 2};
}

Span
range_position(const Marker *self, Channel channel, size_t row, DefaultPosition fallback, DefaultPosition second)
{
    double to, from = point_position(self, channel, row, fallback);
    if (second_position(self, channel_second(channel), row, second, &to))
        return (Span){from, to};
    return aligned(self, channel, from, to, false);
}

/* ---- rectangles -------------------------------------------------------------------------------------------------------------------- */

typedef struct BandSize {
    bool set, relative;
    double value; /* pixels, or a share of the band */
} BandSize;

static BandSize
band_size_of(const Node *node, const Marker *self)
{
    if (!node || node->kind == NODE_NULL)
        return (BandSize){0};
    if (mark_is_stated_band(node))
        return (BandSize){true, true, property_number(self->drawing, node_find(node, "band"), 1)};
    return (BandSize){true, false, property_number(self->drawing, node, 0)};
}

/* getBandSize */
static BandSize
band_size(const Marker *self, Channel channel, const Encoding *encoding, const Scale *scale, bool use_size)
{
    const View *unit = self->unit;
    const char *width = size_name(channel);
    const Node *stated = mark_own(unit, width);
    if (!stated && use_size)
        stated = mark_own(unit, "size");
    if (!stated)
        stated = mark_config(unit, width);
    if (!stated && use_size && unit->mark_type != MARK_TICK)
        stated = mark_config(unit, "size");
    else if (!stated && use_size)
        stated = config_find(unit->drawing, "tick", "size");
    BandSize size = band_size_of(stated, self);
    if (size.set)
        return size;
    bool discrete = scale && scale_type_is_discrete(scale->type);
    if (encoding->is_field && encoding->has_time_unit) {
        double band = property_number(self->drawing, mark_config(unit, "timeUnitBandSize"), 1);
        return (BandSize){true, true, band};
    }
    if (encoding->is_field && encoding->bin == BIN_BINNING && !discrete)
        return (BandSize){true, true, 1};
    if (!mark_is_rect_based(unit->mark_type))
        return (BandSize){0};
    const char *type = mark_name(unit->mark_type);
    if (scale && !discrete)
        return band_size_of(config_find(self->drawing, type, "continuousBandSize"), self);
    size = band_size_of(config_find(self->drawing, type, "discreteBandSize"), self);
    return size.set ? size : scale ? (BandSize){true, true, 1} : size;
}

/* rectBinPosition: from the start of the bin to its end, with half the spacing left on either side. */
static Span
bin_position(const Marker *self, Channel channel, size_t row)
{
    const View *unit = self->unit;
    const Encoding *own = &unit->encodings[channel], *second = &unit->encodings[channel_second(channel)];
    const Scale *scale = self->scales[channel];
    BandSize size = band_size(self, channel, own, scale, false);
    double inset = size.set && size.relative ? (1 - size.value) / 2 : 0;
    double start, end;
    if (own->bin == BIN_BINNED) {
        start = map_column(self, scale, own->column, row);
        double step = node_number(own->bin_node, "step", 0);
        if (second->is_field)
            end = map_column(self, scale, second->column, row);
        else
            end = scale_map_number(scale, value_to_number(dataset_value(self->rows, row, own->column)) + step);
    } else {
        const char *low = own->low_column ? own->low_column : own->column, *high = own->high_column ? own->high_column : own->end_column;
        start = interpolated(self, scale, low, high, inset, row);
        end = interpolated(self, scale, low, high, 1 - inset, row);
    }
    double spacing = channel_is_xy(channel) ? mark_number(unit, "binSpacing", 0) : 0, translate = 0.5;
    const Node *axis_translate = node_find(own->guide, "translate");
    if (!axis_translate)
        axis_translate = config_find(self->drawing, "axis", "translate");
    translate = property_number(self->drawing, axis_translate, 0.5);
    double minimum = property_number(self->drawing, mark_config(unit, "minBandSize"), 0);
    double offset = position_offset(self, channel, row, 0).pixels;
    if (!channel_is_xy(channel))
        return (Span){end, start};
    double band = fabs(map_column(self, scale, own->bin == BIN_BINNED && second->is_field ? second->column : own->end_column ? own->end_column : own->column, row) -
                       map_column(self, scale, own->column, row));
    double half = band < minimum ? 0.5 * (minimum - band) : -spacing / 2;
    double toward = channel == CHANNEL_X ? half : -half;
    double sign = scale->reverse ? -1 : 1;
    return (Span){end + translate + sign * (offset + toward), start + translate + sign * (offset - toward)};
}

/* defaultSizeRef */
static double
default_size(const Marker *self, Channel channel, const Scale *scale, BandSize size, bool has_field)
{
    const View *unit = self->unit;
    int dimension = dimension_of(channel);
    const char *type = mark_name(unit->mark_type);
    if (size.set && size.relative && scale && scale->type == SCALE_BAND)
        return fmax(property_number(self->drawing, config_find(self->drawing, type, "minBandSize"), 0), size.value * scale->bandwidth);
    if (size.set && size.relative && !scale)
        return size.value * unit->size[dimension];
    if (size.set && !size.relative && size.value != 0)
        return size.value;
    if (scale && scale_type_is_discrete(scale->type)) {
        Extent extent = unit->stated[dimension];
        double step = extent.set && extent.is_step ? extent.value : view_default_step(self->drawing, dimension);
        const Node *discrete = config_find(self->drawing, "view", dimension == 0 ? "discreteWidth" : "discreteHeight");
        if (!(extent.set && !extent.is_step) && !(discrete && discrete->kind == NODE_NUMBER))
            return step - 2;
    }
    if (!has_field) {
        const char *key = unit->mark_type == MARK_TICK ? "tickBandPaddingInner" : unit->mark_type == MARK_BAR ? "barBandPaddingInner" : "rectBandPaddingInner";
        double padding = property_number(self->drawing, config_find(self->drawing, "scale", "bandPaddingInner"), property_number(self->drawing, config_find(self->drawing, "scale", key), 0));
        return (1 - padding) * unit->size[dimension];
    }
    return view_default_step(self->drawing, dimension) - 2;
}

/* positionAndSize */
static Span
position_and_size(const Marker *self, Channel channel, size_t row)
{
    const View *unit = self->unit;
    const Encoding *own = &unit->encodings[channel];
    Channel offset_channel = channel_offset(channel);
    const Scale *scale = self->scales[channel], *offset_scale = offset_channel == CHANNEL_NONE ? NULL : self->scales[offset_channel];
    bool use_size = (unit->orient == ORIENT_HORIZONTAL && channel == CHANNEL_Y) || (unit->orient == ORIENT_VERTICAL && channel == CHANNEL_X);
    if (unit->mark_type == MARK_TICK)
        use_size = (unit->orient == ORIENT_VERTICAL && channel == CHANNEL_Y) || (unit->orient == ORIENT_HORIZONTAL && channel == CHANNEL_X);
    bool from_size = (unit->encodings[CHANNEL_SIZE].node || mark_own(unit, "size")) && use_size;
    BandSize band = band_size(self, channel, own, scale ? scale : offset_scale, use_size);
    double size;
    if (from_size && unit->encodings[CHANNEL_SIZE].node)
        size = encode_number(self, CHANNEL_SIZE, "size", row, 5);
    else if (from_size && !mark_is_stated_band(mark_own(unit, "size")))
        size = property_number(self->drawing, mark_own(unit, "size"), 5);
    else
        size = default_size(self, channel, offset_scale ? offset_scale : scale, band, is_field_or_datum(own));
    const Scale *outer = scale ? scale : offset_scale;
    bool whole_band = outer && outer->type == SCALE_BAND && band.set && band.relative && !(from_size && !mark_is_stated_band(mark_own(unit, "size")));
    const char *align = mark_text(unit, dimension_of(channel) == 0 ? "align" : "baseline", NULL);
    bool center = align ? str_equal(align, "center") || str_equal(align, "middle") : !whole_band;
    if (channel == CHANNEL_THETA || channel == CHANNEL_RADIUS)
        center = false;
    Offset offset = position_offset(self, channel, row, center ? 0.5 : 0);
    double at = center ? (offset.encoded ? 0 : 0.5) : band.set && band.relative ? (1 - band.value) / 2 : 0;
    if (center && !offset.encoded && own->is_field && own->has_time_unit && !unit->encodings[channel_second(channel)].node)
        at = encoding_band_position(unit, own, NULL);
    double place = mid_point(self, channel, own, NULL, scale, at, row, default_position(self, channel, DEFAULT_MIDDLE)) + offset.pixels;
    return aligned(self, channel, place, size, !center && !align);
}

Span
rect_position(const Marker *self, Channel channel, size_t row)
{
    const View *unit = self->unit;
    const Encoding *own = &unit->encodings[channel], *second = &unit->encodings[channel_second(channel)];
    const Scale *scale = self->scales[channel];
    bool discrete = scale && scale_type_is_discrete(scale->type);
    Channel offset = channel_offset(channel);
    const Node *size = mark_property(unit, size_name(channel));
    if (!size)
        size = mark_own(unit, "size");
    if (!size && unit->mark_type != MARK_TICK && unit->mark_type != MARK_BAR)
        size = mark_config(unit, "size");
    bool has_size = unit->encodings[CHANNEL_SIZE].node || (size && size->kind != NODE_NULL && !mark_is_stated_band(size));
    bool across = (unit->mark_type == MARK_BAR && unit->orient == (channel == CHANNEL_X ? ORIENT_VERTICAL : ORIENT_HORIZONTAL)) ||
                  (unit->mark_type == MARK_TICK && unit->orient == (channel == CHANNEL_Y ? ORIENT_VERTICAL : ORIENT_HORIZONTAL));
    bool offset_encoded = offset != CHANNEL_NONE && unit->encodings[offset].node;
    bool interval = own->is_field && (own->bin != BIN_NONE || (own->has_time_unit && !second->node));
    if (unit_is_ranged_offset(unit, channel)) {
        const Scale *inner = self->scales[channel_offset(channel)];
        double base = is_field_or_datum(own) ? mid_point(self, channel, own, NULL, scale, 0, row, 0) : default_position(self, channel, DEFAULT_MIDDLE);
        double value = value_to_number(marker_value(self, channel_offset(channel), row));
        return inner ? (Span){base + scale_map_number(inner, value), base + scale_map_number(inner, 0)} : (Span){base, base};
    }
    if (interval && !has_size && !offset_encoded && !discrete && scale)
        return bin_position(self, channel, row);
    if (((is_field_or_datum(own) && discrete) || (across && channel_is_xy(channel))) && !second->node)
        return position_and_size(self, channel, row);
    return range_position(self, channel, row, DEFAULT_ZERO_OR_MAX, DEFAULT_ZERO_OR_MIN);
}
