/* chart/encode.c -- colours, sizes, texts of an item (Vega-Lite: compile/mark/encode/nonposition.ts, color.ts, text.ts, conditional.ts, format.ts). */
#include "base/str.h"
#include "chart/mark.h"
#include "chart/print.h"
#include "chart/tick.h"

#include <math.h>
#include <string.h>

Marker
marker_make(View *unit)
{
    Marker self = {.unit = unit, .drawing = unit->drawing, .arena = unit->drawing->context->arena, .rows = &unit->rows, .invalid = unit_invalid_mode(unit)};
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        self.scales[c] = unit_scale(unit, (Channel)c);
        self.columns[c] = unit->encodings[c].column ? dataset_column(&unit->rows, unit->encodings[c].column) : -1;
    }
    return self;
}

Value
encoding_value(const Marker *self, const Encoding *encoding, size_t row)
{
    if (encoding->is_datum)
        return encoding->datum;
    return encoding->column ? dataset_value(self->rows, row, encoding->column) : (Value){0};
}

Value
marker_value(const Marker *self, Channel channel, size_t row)
{
    if (self->unit->encodings[channel].is_datum)
        return self->unit->encodings[channel].datum;
    if (self->columns[channel] >= 0)
        return self->rows->cells[row * self->rows->column_count + (size_t)self->columns[channel]];
    return encoding_value(self, &self->unit->encodings[channel], row);
}

bool
color_from_node(const Drawing *drawing, const Node *node, Color *out)
{
    if (!node || node->kind == NODE_NULL) {
        *out = COLOR_NONE;
        return node != NULL;
    }
    Value value = property_value(drawing, node);
    if (value.kind != VALUE_STRING)
        return false;
    if (str_equal(value.string, "none") || str_equal(value.string, "transparent")) {
        *out = COLOR_NONE;
        return true;
    }
    return color_parse(value.string, out);
}

/* ---- one channel -------------------------------------------------------------------------------------------------- */

static Encoded
from_value(const Marker *self, const Node *node)
{
    Encoded encoded = {.set = true, .value = property_value(self->drawing, node)};
    return encoded;
}

static double
least_or_zero(const Scale *scale)
{
    return scale_has_zero(scale) == ZERO_YES ? 0 : scale_domain_min(scale);
}

static Encoded
from_scale(const Marker *self, Channel channel, Value value)
{
    const Scale *scale = self->scales[channel];
    const Encoding *encoding = &self->unit->encodings[channel];
    Encoded encoded = {.set = true, .value = value};
    if (!scale)
        return encoded;
    bool continuous = scale_type_is_continuous(scale->type);
    if (continuous && encoding->is_field && !encoding_is_count(encoding) && !encoding_valid(encoding, value)) {
        const Node *stated = node_find(node_find(config_find(self->drawing, "scale", "invalid"), channel_name(channel)), "value");
        if (stated)
            return from_value(self, stated);
        if (str_equal(self->invalid, "show"))
            value = value_number(least_or_zero(scale));
    }
    if (scale->colors) {
        encoded.is_color = scale_color(scale, value, &encoded.color);
        encoded.set = encoded.is_color;
        return encoded;
    }
    const Node *item = scale_item(scale, value);
    if (item) {
        encoded.value = property_value(self->drawing, item);
        return encoded;
    }
    double number = scale_map(scale, value);
    if (scale->type == SCALE_BAND)
        number += scale->bandwidth / 2;
    encoded.value = value_number(number);
    encoded.set = !isnan(number);
    return encoded;
}

static Value
scale_input(const Marker *self, Channel channel, size_t row)
{
    const Encoding *encoding = &self->unit->encodings[channel];
    const Scale *scale = self->scales[channel];
    bool ranged = encoding->bin == BIN_BINNING && (encoding->type == MEASURE_ORDINAL || encoding->type == MEASURE_NOMINAL);
    if (ranged)
        return dataset_value(self->rows, row, encoding->range_column);
    Value value = marker_value(self, channel, row);
    if (encoding->bin == BIN_BINNING && encoding->is_field && scale && !scale_type_is_discrete(scale->type) && value_is_valid_number(value)) {
        /* Continuous scales take the middle of a bin. */
        double at = isnan(encoding->band_position) ? 0.5 : encoding->band_position, end = value_to_number(dataset_value(self->rows, row, encoding->end_column));
        return value_number(value.number * (1 - at) + end * at);
    }
    return value;
}

Encoded
encode(const Marker *self, Channel channel, size_t row)
{
    const Encoding *encoding = &self->unit->encodings[channel];
    if (!encoding->node)
        return (Encoded){0};
    for (size_t i = 0; encoding->conditions[i]; i++) {
        bool passes = true;
        if (encoding->tests[i] && (!predicate_run(encoding->tests[i], dataset_row(self->arena, self->rows, row), &passes) || !passes))
            continue;
        const Node *value = node_find(encoding->conditions[i], "value");
        return value ? from_value(self, value) : from_scale(self, channel, scale_input(self, channel, row));
    }
    if ((encoding->is_field || encoding->is_datum) && !encoding->only_in_condition)
        return from_scale(self, channel, scale_input(self, channel, row));
    return encoding->value ? from_value(self, encoding->value) : (Encoded){0};
}

Value
row_property(const Marker *self, const char *key, size_t row)
{
    const Node *node = mark_property(self->unit, key);
    if (!node || node->kind != NODE_MAP)
        return property_value(self->drawing, node);
    Value datum = dataset_row(self->arena, self->rows, row);
    return property_row_value(self->drawing, node, &datum);
}

double
row_number(const Marker *self, const char *key, size_t row, double fallback)
{
    Value value = row_property(self, key, row);
    double number = value.kind == VALUE_UNDEFINED || value.kind == VALUE_NULL ? NAN : value_to_number(value);
    return isnan(number) ? fallback : number;
}

const char *
property_word(const Marker *self, const char *key, size_t row, const char *fallback)
{
    Value value = row_property(self, key, row);
    return value.kind == VALUE_STRING ? value.string : fallback;
}

double
encode_number(const Marker *self, Channel channel, const char *property, size_t row, double fallback)
{
    Encoded encoded = encode(self, channel, row);
    double number = encoded.set ? value_to_number(encoded.value) : NAN;
    return isnan(number) ? row_number(self, property, row, fallback) : number;
}

/* ---- paint ----------------------------------------------------------------------------------------------------------- */

/* What the mark and its configuration say of fill or stroke; `color` counts for the one that is filled. */
static bool
default_paint(const Marker *self, const char *which, bool with_color, Color *out)
{
    const View *unit = self->unit;
    const char *type = mark_name(unit->mark_type);
    const Node *own = mark_own(unit, which), *node = own ? own : with_color ? mark_own(unit, "color") : NULL;
    if (!node && with_color)
        node = mark_config(unit, which) && !config_find(self->drawing, "mark", which) ? mark_config(unit, which) : NULL;
    if (!node)
        node = node_find(node_find(node_find(self->drawing->config, "style"), type), which);
    if (!node && with_color)
        node = mark_config(unit, "color");
    if (!node)
        node = mark_config(unit, which);
    return node && node->kind != NODE_NULL && color_from_node(self->drawing, node, out);
}


static void
apply(const Marker *self, Channel channel, size_t row, Color *out)
{
    Encoded encoded = encode(self, channel, row);
    if (!encoded.set) {
        /* A value that the scale has no colour for: nothing is drawn. */
        const Encoding *encoding = &self->unit->encodings[channel];
        if ((encoding->is_field || encoding->is_datum) && !encoding->only_in_condition)
            *out = COLOR_NONE;
        return;
    }
    if (encoded.is_color) {
        *out = encoded.color;
    } else if (encoded.value.kind == VALUE_STRING) {
        if (str_equal(encoded.value.string, "none") || !color_parse(encoded.value.string, out))
            *out = COLOR_NONE;
    } else if (encoded.value.kind == VALUE_NULL || encoded.value.kind == VALUE_UNDEFINED) {
        *out = COLOR_NONE;
    }
}

static bool
aggregates(const View *unit)
{
    for (int c = 0; c < CHANNEL_COUNT; c++)
        if (unit->encodings[c].aggregate)
            return true;
    return false;
}

static double
default_opacity(const Marker *self)
{
    const View *unit = self->unit;
    MarkType mark = unit->mark_type;
    bool faint = (mark == MARK_POINT || mark == MARK_TICK || mark == MARK_CIRCLE || mark == MARK_SQUARE) && !aggregates(unit);
    return mark_property(unit, "fillOpacity") && !mark_property(unit, "opacity") ? 1 : mark_number(unit, "opacity", faint ? 0.7 : 1);
}

static void
take_dashes(const Marker *self, size_t row, Stroke *stroke)
{
    Encoded encoded = encode(self, CHANNEL_STROKE_DASH, row);
    Value list = encoded.set ? encoded.value : property_value(self->drawing, mark_property(self->unit, "strokeDash"));
    if (list.kind != VALUE_ARRAY || list.list->count == 0)
        return;
    double *dashes = ARENA_ARRAY(self->arena, double, list.list->count), sum = 0;
    for (size_t i = 0; i < list.list->count; i++)
        sum += dashes[i] = value_to_number(list.list->items[i]);
    if (sum > 0) {
        stroke->dashes = dashes;
        stroke->dash_count = list.list->count;
        stroke->dash_offset = mark_number(self->unit, "strokeDashOffset", 0);
    }
}

static LineCap
cap_of(const char *name)
{
    return str_equal(name, "round") ? CAP_ROUND : str_equal(name, "square") ? CAP_SQUARE : CAP_BUTT;
}

static LineJoin
join_of(const char *name)
{
    return str_equal(name, "round") ? JOIN_ROUND : str_equal(name, "bevel") ? JOIN_BEVEL : JOIN_MITER;
}

/* A hatch or dash for each name of the colour scale. */
static void
add_pattern(const Marker *self, size_t row, MarkPaint *paint)
{
    static const Channel channels[] = {CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE};
    for (size_t i = 0; i < COUNT_OF(channels); i++) {
        const Scale *scale = self->scales[channels[i]];
        if (!scale || scale->type != SCALE_ORDINAL)
            continue;
        ptrdiff_t index = scale_index(scale, scale_input(self, channels[i], row));
        if (index < 0)
            return;
        if (paint->fill.kind == PAINT_SOLID && self->unit->mark_type != MARK_TEXT)
            paint->fill = print_pattern(paint->fill.color, (size_t)index);
        if (self->unit->mark_type == MARK_LINE && !paint->stroke.dash_count)
            paint->stroke.dash_count = print_dashes((size_t)index, &paint->stroke.dashes);
        return;
    }
}

MarkPaint
encode_paint(const Marker *self, size_t row)
{
    const View *unit = self->unit;
    Color fill = COLOR_NONE, stroke = COLOR_NONE;
    default_paint(self, "fill", unit->filled, &fill);
    default_paint(self, "stroke", !unit->filled, &stroke);
    apply(self, CHANNEL_COLOR, row, unit->filled ? &fill : &stroke);
    apply(self, CHANNEL_FILL, row, &fill);
    apply(self, CHANNEL_STROKE, row, &stroke);
    MarkPaint paint = {.opacity = encode_number(self, CHANNEL_OPACITY, "", row, default_opacity(self))};
    fill.a *= encode_number(self, CHANNEL_FILL_OPACITY, "fillOpacity", row, 1);
    stroke.a *= encode_number(self, CHANNEL_STROKE_OPACITY, "strokeOpacity", row, 1);
    Channel width_channel = unit->mark_type == MARK_LINE || unit->mark_type == MARK_RULE ? CHANNEL_SIZE : CHANNEL_STROKE_WIDTH;
    double width = encode_number(self, CHANNEL_STROKE_WIDTH, "strokeWidth", row, 1);
    if (width_channel == CHANNEL_SIZE && unit->encodings[CHANNEL_SIZE].node)
        width = encode_number(self, CHANNEL_SIZE, "strokeWidth", row, width);
    else if (width_channel == CHANNEL_SIZE && mark_own(unit, "size"))
        width = mark_number(unit, "size", width);
    const Node *gradient = mark_property(unit, unit->filled && !mark_own(unit, "fill") ? "color" : "fill");
    if (gradient && gradient->kind == NODE_MAP && node_find(gradient, "gradient"))
        paint.gradient = gradient;
    else if (fill.a > 0)
        paint.fill = paint_solid(fill);
    if (stroke.a > 0 && width > 0) {
        paint.stroke = (Stroke){.paint = paint_solid(stroke), .width = width};
        paint.stroke.cap = cap_of(mark_text(unit, "strokeCap", NULL));
        paint.stroke.join = join_of(mark_text(unit, "strokeJoin", NULL));
        paint.stroke.miter = mark_number(unit, "strokeMiterLimit", 0);
        take_dashes(self, row, &paint.stroke);
    }
    if (self->drawing->patterns)
        add_pattern(self, row, &paint);
    return paint;
}

/* ---- figures ------------------------------------------------------------------------------------------------------------- */

static const char *
row_text(const Marker *self, size_t row, const char *name)
{
    ptrdiff_t column = dataset_column(self->rows, name);
    Value value = column >= 0 ? self->rows->cells[row * self->rows->column_count + (size_t)column] : (Value){0};
    return value.kind == VALUE_STRING ? value.string : NULL;
}

/* A number of a target, where the row names one (chart/preset_sheet.h). */
static const FactUse *
target_use(const Marker *self, size_t row)
{
    const Model *model = self->drawing->context->model;
    const char *id = row_text(self, row, "target_id"), *aspect = row_text(self, row, "target_aspect");
    const Target *target = model && id && aspect ? model_target(model, id) : NULL;
    return target ? target_number_use(model, self->arena, target, aspect) : NULL;
}

/* The figure an item draws: that of its text, its measure or its colour, or the one its row names. */
const FactUse *
encode_use(const Marker *self, size_t row)
{
    static const Channel channels[] = {CHANNEL_TEXT, CHANNEL_Y, CHANNEL_X, CHANNEL_THETA, CHANNEL_SIZE, CHANNEL_COLOR};
    for (size_t i = 0; i < COUNT_OF(channels); i++) {
        Value value = self->columns[channels[i]] >= 0 ? marker_value(self, channels[i], row) : (Value){0};
        if (value.use)
            return value.use;
    }
    const Model *model = self->drawing->context->model;
    ptrdiff_t column = model ? dataset_column(self->rows, "row_id") : -1;
    if (column < 0)
        return target_use(self, row);
    Value id = self->rows->cells[row * self->rows->column_count + (size_t)column];
    if (id.use)
        return id.use;
    const Fact *fact = id.kind == VALUE_STRING ? model_fact(model, id.string) : NULL;
    const char *aspect = row_text(self, row, "row_aspect");
    return fact ? fact_use(self->arena, fact, aspect ? aspect : "value") : target_use(self, row);
}

/* ---- texts ------------------------------------------------------------------------------------------------------------------ */

static const char *
join_lines(const Marker *self, Value list)
{
    Buf lines = BUF_INIT;
    for (size_t i = 0; i < list.list->count; i++) {
        buf_add(&lines, i ? "\n" : "");
        buf_add(&lines, value_to_string(self->arena, list.list->items[i]));
    }
    const char *text = buf_take(&lines, self->arena);
    buf_clear(&lines);
    return text;
}

static const char *
plain_number(const Drawing *drawing, double value, const char *format)
{
    Arena *arena = drawing->context->arena;
    if (!drawing->project || (format && *format)) {
        const char *text = format_number(arena, drawing->project ? drawing_locale(drawing) : NULL, format ? format : "", value);
        return text ? text : "";
    }
    NumberStyle style = {.digits = -1, .label = true};
    return locale_number(arena, drawing_locale(drawing), decimal_from_double(value), &style);
}

const char *
format_value(const Drawing *drawing, const Encoding *encoding, Value value, const char *format, const char *format_type, bool guide)
{
    Arena *arena = drawing->context->arena;
    bool temporal = encoding && (encoding->type == MEASURE_TEMPORAL || encoding->has_time_unit);
    bool as_time = str_equal(format_type, "time") || str_equal(format_type, "utc") || (temporal && !str_equal(format_type, "number"));
    if (value.kind == VALUE_ARRAY) {
        Marker self = {.arena = arena};
        return join_lines(&self, value);
    }
    if (as_time && (value.kind == VALUE_DATE || value.kind == VALUE_NUMBER)) {
        const Locale *locale = drawing->project ? drawing_locale(drawing) : NULL;
        const char *pattern = format && *format                                      ? format
                            : encoding && encoding->has_time_unit && encoding->time_unit.unit ? time_unit_print_format(encoding->time_unit.unit, locale)
                            : guide                                                  ? NULL
                                                                                     : node_text(drawing->config, "timeFormat", time_unit_print_format("yearmonthdate", locale));
        const char *text = format_time(arena, locale, pattern, value.number);
        return text ? text : "";
    }
    if (value.kind == VALUE_NUMBER && (format || str_equal(format_type, "number") || (encoding && encoding->type == MEASURE_QUANTITATIVE)))
        return plain_number(drawing, value.number, format ? format : node_text(drawing->config, "numberFormat", NULL));
    if (value.kind == VALUE_NUMBER && drawing->project)
        return plain_number(drawing, value.number, NULL);
    if (value.kind == VALUE_NULL)
        return "null";
    if (value.kind == VALUE_UNDEFINED)
        return "undefined";
    return value_to_string(arena, value);
}

NumberStyle
encode_labels(const Marker *self, Channel channel)
{
    const Encoding *encoding = &self->unit->encodings[channel];
    Decimal *numbers = ARENA_ARRAY(self->arena, Decimal, self->rows->row_count + 1);
    size_t count = 0;
    int typed = -1;
    for (size_t row = 0; row < self->rows->row_count; row++) {
        Value value = encoding_value(self, encoding, row);
        if (value.kind != VALUE_NUMBER || !isfinite(value.number))
            continue;
        numbers[count++] = value.has_decimal ? value.decimal : locale_decimal(value.number);
        bool exact = value.has_decimal && value.use && value.use->qualifier == QUALIFIER_EXACT;
        typed = exact ? MAX_OF(typed, value.decimal.scale) : typed;
    }
    NumberStyle style = locale_set_style_decimals(drawing_locale(self->drawing), numbers, count);
    if (typed >= 0) {
        style.scale_power = 0;
        style.digits = typed;
    }
    /* Alike in all cells of a facet, and as the axis writes them. */
    const Scale *scale = self->scales[channel];
    if (scale && scale_type_is_continuous(scale->type) && !scale_type_is_time(scale->type) && scale->domain_count) {
        double most = fmax(fabs(scale_domain_min(scale)), fabs(scale_domain_max(scale)));
        style.group_all |= most / pow(10, style.scale_power) >= pow(10, drawing_locale(self->drawing)->group_from - 1);
    }
    style.no_group = locale_are_years(encoding->field, NULL, 0);
    style.scale_power = style.no_group ? 0 : style.scale_power;
    return style;
}

const char *
encode_label(const Marker *self, Value value, const FactUse *use)
{
    if (!self->drawing->project || value.kind != VALUE_NUMBER)
        return NULL;
    const Locale *locale = drawing_locale(self->drawing);
    NumberStyle style = self->labels;
    if (!use || decimal_to_double(use->value) != value.number)
        return locale_double(self->arena, locale, value.number, &style);
    style.qualifier = use->qualifier;
    if (style.qualifier != QUALIFIER_EXACT) {
        style.digits = -1; /* 90余 has the digits it was said with */
        style.scale_power = 0;
    }
    return locale_number(self->arena, locale, use->value, &style);
}

static const char *
bin_text(const Marker *self, const Encoding *encoding, size_t row, const char *format)
{
    Value start = dataset_value(self->rows, row, encoding->column), end = dataset_value(self->rows, row, encoding->end_column);
    if (!value_is_valid_number(start))
        return "null";
    return arena_printf(self->arena, "%s – %s", plain_number(self->drawing, start.number, format), plain_number(self->drawing, end.number, format));
}

static const char *
text_of_value(const Marker *self, Value value)
{
    const Node *line_break = mark_property(self->unit, "lineBreak");
    if (value.kind == VALUE_ARRAY)
        return join_lines(self, value);
    if (value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED)
        return NULL;
    const char *text = value_to_string(self->arena, value);
    if (!line_break || !line_break->text || !*line_break->text)
        return text;
    Buf lines = BUF_INIT;
    for (const char *found; (found = strstr(text, line_break->text)); text = found + strlen(line_break->text)) {
        buf_add_bytes(&lines, text, (size_t)(found - text));
        buf_add_char(&lines, '\n');
    }
    buf_add(&lines, text);
    const char *out = buf_take(&lines, self->arena);
    buf_clear(&lines);
    return out;
}

const char *
encode_text(const Marker *self, size_t row, const FactUse **use)
{
    const Encoding *encoding = &self->unit->encodings[CHANNEL_TEXT];
    const Node *node = encoding->node;
    *use = encode_use(self, row);
    if (!node)
        return text_of_value(self, property_value(self->drawing, mark_property(self->unit, "text")));
    for (size_t i = 0; encoding->conditions[i]; i++) {
        bool passes = true;
        if (encoding->tests[i] && (!predicate_run(encoding->tests[i], dataset_row(self->arena, self->rows, row), &passes) || !passes))
            continue;
        const Node *value = node_find(encoding->conditions[i], "value");
        if (value)
            return text_of_value(self, property_value(self->drawing, value));
        node = encoding->conditions[i];
        break;
    }
    if (!(encoding->is_field || encoding->is_datum) || (encoding->only_in_condition && node == encoding->node))
        return encoding->value ? text_of_value(self, property_value(self->drawing, encoding->value)) : text_of_value(self, property_value(self->drawing, mark_property(self->unit, "text")));
    const char *format = node_text(node, "format", NULL), *format_type = node_text(node, "formatType", NULL);
    Value value = encoding_value(self, encoding, row);
    if (encoding->bin == BIN_BINNING)
        return bin_text(self, encoding, row, format);
    bool plain = !format && !format_type && !node_find(self->drawing->config, "numberFormat");
    bool number = encoding->type == MEASURE_QUANTITATIVE && !encoding->has_time_unit;
    const char *label = (plain && number) || (!format && *use && decimal_to_double((*use)->value) == value.number) ? encode_label(self, value, *use) : NULL;
    if (label)
        return label;
    if (value.kind == VALUE_STRING && !str_equal(format_type, "time") && encoding->type != MEASURE_TEMPORAL)
        return drawing_translate(self->drawing, text_of_value(self, value), self->drawing->lang);
    if (value.kind == VALUE_NULL && encoding->type != MEASURE_QUANTITATIVE && encoding->type != MEASURE_TEMPORAL)
        return "null";
    return format_value(self->drawing, encoding, value, format, format_type, false);
}
