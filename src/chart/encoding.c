/* chart/encoding.c -- what a channel says, with Vega-Lite's defaults for type, names of columns, titles, orientation and stacks. */
#include "base/str.h"
#include "chart/view.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static const char *const CHANNEL_NAMES[CHANNEL_COUNT] = {
    "x", "y", "x2", "y2", "theta", "theta2", "radius", "radius2", "xOffset", "yOffset", "color", "fill", "stroke", "opacity", "fillOpacity",
    "strokeOpacity", "strokeWidth", "strokeDash", "size", "angle", "shape", "order", "text", "detail", "key", "tooltip", "href", "url",
    "description", "row", "column", "facet",
};

static const char *const MARK_NAMES[MARK_COUNT] = {"arc", "area", "bar", "image", "line", "point", "rect", "rule", "text", "tick", "trail", "circle", "square"};

const char *
channel_name(Channel channel)
{
    return CHANNEL_NAMES[channel];
}

Channel
channel_find(const char *name)
{
    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (str_equal(name, CHANNEL_NAMES[i]))
            return (Channel)i;
    return CHANNEL_NONE;
}

bool
channel_is_xy(Channel channel)
{
    return channel == CHANNEL_X || channel == CHANNEL_Y;
}

bool
channel_is_offset(Channel channel)
{
    return channel == CHANNEL_XOFFSET || channel == CHANNEL_YOFFSET;
}

bool
channel_is_color(Channel channel)
{
    return channel == CHANNEL_COLOR || channel == CHANNEL_FILL || channel == CHANNEL_STROKE;
}

bool
channel_has_scale(Channel channel)
{
    return channel_is_xy(channel) || channel == CHANNEL_THETA || channel == CHANNEL_RADIUS || (channel >= CHANNEL_XOFFSET && channel <= CHANNEL_SHAPE);
}

Channel
channel_second(Channel channel)
{
    switch (channel) {
    case CHANNEL_X: return CHANNEL_X2;
    case CHANNEL_Y: return CHANNEL_Y2;
    case CHANNEL_THETA: return CHANNEL_THETA2;
    case CHANNEL_RADIUS: return CHANNEL_RADIUS2;
    default: return CHANNEL_NONE;
    }
}

Channel
channel_offset(Channel channel)
{
    return channel == CHANNEL_X || channel == CHANNEL_X2 ? CHANNEL_XOFFSET : channel == CHANNEL_Y || channel == CHANNEL_Y2 ? CHANNEL_YOFFSET : CHANNEL_NONE;
}

const char *
mark_name(MarkType type)
{
    return MARK_NAMES[type];
}

bool
mark_is_path(MarkType type)
{
    return type == MARK_LINE || type == MARK_AREA || type == MARK_TRAIL;
}

bool
mark_is_rect_based(MarkType type)
{
    return type == MARK_BAR || type == MARK_RECT || type == MARK_IMAGE || type == MARK_TICK || type == MARK_ARC;
}

const char *
mark_node_type(const Node *mark)
{
    return mark && mark->kind == NODE_MAP ? node_text(mark, "type", "") : mark && mark->text ? mark->text : "";
}

Node *
mark_node_map(Arena *arena, const Node *mark)
{
    if (mark && mark->kind == NODE_MAP)
        return node_map_copy(arena, mark);
    Node *map = node_new(arena, NODE_MAP, mark ? mark->loc : LOC_NONE);
    node_share(arena, map, "type", mark);
    return map;
}

bool
channel_has_source(const Node *channel)
{
    return channel && channel->kind == NODE_MAP && (node_find(channel, "field") || node_find(channel, "datum") || str_equal(node_text(channel, "aggregate", NULL), "count"));
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static bool
is_counting(const char *aggregate)
{
    return str_equal(aggregate, "count") || str_equal(aggregate, "valid") || str_equal(aggregate, "missing") || str_equal(aggregate, "distinct");
}

const char *
measure_name(MeasureType type)
{
    static const char *const names[] = {"", "quantitative", "nominal", "ordinal", "temporal"};
    return names[type];
}

static MeasureType
type_from_name(const char *name)
{
    static const struct {
        const char *name;
        MeasureType type;
    } names[] = {{"quantitative", MEASURE_QUANTITATIVE}, {"temporal", MEASURE_TEMPORAL}, {"ordinal", MEASURE_ORDINAL}, {"nominal", MEASURE_NOMINAL},
                 {"Q", MEASURE_QUANTITATIVE}, {"T", MEASURE_TEMPORAL}, {"O", MEASURE_ORDINAL}, {"N", MEASURE_NOMINAL}};
    for (size_t i = 0; name && i < COUNT_OF(names); i++)
        if (str_equal(name, names[i].name) || (strlen(name) == 1 && toupper((unsigned char)name[0]) == names[i].name[0] && !names[i].name[1]))
            return names[i].type;
    return MEASURE_NONE;
}

static MeasureType
default_type(Channel channel, const Encoding *encoding)
{
    switch (channel) {
    case CHANNEL_ROW:
    case CHANNEL_COLUMN:
    case CHANNEL_FACET:
    case CHANNEL_SHAPE:
    case CHANNEL_STROKE_DASH: return MEASURE_NOMINAL;
    case CHANNEL_ORDER: return MEASURE_ORDINAL;
    default: break;
    }
    if (encoding->sort && encoding->sort->kind == NODE_LIST)
        return MEASURE_ORDINAL;
    if (encoding->has_time_unit)
        return MEASURE_TEMPORAL;
    if (encoding->bin || (encoding->aggregate && !encoding->arg_field))
        return MEASURE_QUANTITATIVE;
    static const char *const numeric[] = {"linear", "log", "pow", "sqrt", "symlog", "quantile", "quantize", "threshold"};
    const char *scale = node_text(encoding->scale, "type", NULL);
    for (size_t i = 0; i < COUNT_OF(numeric); i++)
        if (str_equal(scale, numeric[i]))
            return MEASURE_QUANTITATIVE;
    return str_equal(scale, "time") || str_equal(scale, "utc") ? MEASURE_TEMPORAL : MEASURE_NOMINAL;
}

/* Few bins where the eye tells few apart. */
static int
default_maxbins(Channel channel)
{
    switch (channel) {
    case CHANNEL_ROW:
    case CHANNEL_COLUMN:
    case CHANNEL_SIZE:
    case CHANNEL_COLOR:
    case CHANNEL_FILL:
    case CHANNEL_STROKE:
    case CHANNEL_STROKE_WIDTH:
    case CHANNEL_OPACITY:
    case CHANNEL_FILL_OPACITY:
    case CHANNEL_STROKE_OPACITY:
    case CHANNEL_SHAPE: return 6;
    case CHANNEL_STROKE_DASH: return 4;
    default: return 10;
    }
}

static void
read_bin(const View *view, const Node *node, Encoding *out)
{
    if (!node || node->kind == NODE_NULL || (node->kind == NODE_BOOL && !node->boolean))
        return;
    if (str_equal(node->text, "binned") || node_bool(node, "binned", false)) {
        out->bin = BIN_BINNED;
        out->bin_node = node;
        return;
    }
    Arena *arena = view->drawing->context->arena;
    Node *options = node->kind == NODE_MAP ? node_copy(arena, node) : node_new(arena, NODE_MAP, node->loc);
    if (!node_find(options, "maxbins") && !node_find(options, "step"))
        node_put(arena, options, "maxbins", node_new_number(arena, default_maxbins(out->channel), node->loc));
    out->bin = BIN_BINNING;
    out->bin_node = options;
}

/* "bin_maxbins_10", as Vega-Lite calls the column. */
static const char *
bin_name(Arena *arena, const Node *options)
{
    Buf name = BUF_INIT;
    buf_add(&name, "bin");
    for (size_t i = 0; i < options->count; i++) {
        buf_printf(&name, "_%s_", options->items[i].key);
        for (const char *c = options->items[i].value->text; c && *c; c++)
            buf_add_char(&name, isalnum((unsigned char)*c) ? *c : '_');
    }
    const char *text = buf_take(&name, arena);
    buf_clear(&name);
    return text;
}

static void
name_columns(Arena *arena, Encoding *out)
{
    const char *field = out->field ? value_field_name(arena, out->field) : NULL;
    if (str_equal(out->aggregate, "count")) {
        out->column = "__count";
    } else if (out->bin == BIN_BINNING) {
        const char *name = bin_name(arena, out->bin_node);
        out->column = arena_printf(arena, "%s_%s", name, field);
        out->end_column = arena_printf(arena, "%s_%s_end", name, field);
        out->range_column = arena_printf(arena, "%s_%s_range", name, field);
    } else if (out->arg_field) {
        out->column = arena_printf(arena, "%s_%s_%s", out->aggregate, value_field_name(arena, out->arg_field), field);
    } else if (out->aggregate) {
        out->column = arena_printf(arena, "%s_%s", out->aggregate, field);
    } else if (out->has_time_unit) {
        out->column = out->time_unit.binned ? field : arena_printf(arena, "%s_%s", out->time_unit.name, field);
        out->end_column = arena_printf(arena, "%s_end", out->column);
    } else {
        out->column = field;
    }
}

static bool
read_aggregate(const View *view, const Node *node, Encoding *out)
{
    if (!node || node->kind == NODE_NULL)
        return true;
    if (node->kind == NODE_MAP && node->count == 1) {
        out->aggregate = node->items[0].key;
        out->arg_field = str_starts(out->aggregate, "arg") ? node->items[0].value->text : NULL;
        if (str_equal(out->aggregate, "exponential"))
            out->aggregate = arena_printf(view->drawing->context->arena, "exponential:%s", node->items[0].value->text);
    } else {
        out->aggregate = node->text;
    }
    if (out->aggregate && (out->arg_field || aggregate_is_known(out->aggregate)))
        return true;
    return diag(view->drawing->context->diags, DIAG_AGGREGATE_UNKNOWN, node->loc, out->aggregate ? out->aggregate : "");
}

static void
read_sort(const Node *node, Encoding *out)
{
    out->sort = node;
    out->sort_channel = CHANNEL_NONE;
    if (!node || (node->kind != NODE_STRING && node->kind != NODE_MAP))
        return;
    const char *name = node->kind == NODE_MAP ? node_text(node, "encoding", NULL) : node->text;
    out->sort_descending = str_equal(node->kind == NODE_MAP ? node_text(node, "order", NULL) : node->text, "descending");
    if (node->kind == NODE_STRING && name[0] == '-') {
        out->sort_descending = true;
        name++;
    }
    if (name && !str_equal(name, "ascending") && !str_equal(name, "descending"))
        out->sort_channel = channel_find(name);
}

static bool
read_field(const View *view, const Node *node, Encoding *out)
{
    const ChartContext *context = view->drawing->context;
    const Node *field = node_find(node, "field");
    if (field && !node_expect(context->diags, field, "field", NODE_STRING))
        return false;
    out->field = field ? field->text : NULL;
    out->is_field = true;
    out->scale = node_find(node, "scale");
    out->guide = node_find(node, "axis");
    if (!out->guide)
        out->guide = node_find(node, "legend");
    if (!out->guide)
        out->guide = node_find(node, "header");
    if (!read_aggregate(view, node_find(node, "aggregate"), out))
        return false;
    read_bin(view, node_find(node, "bin"), out);
    read_sort(node_find(node, "sort"), out);
    const Node *unit = node_find(node, "timeUnit");
    if (unit && unit->kind != NODE_NULL) {
        DataContext data = drawing_data_context(view->drawing);
        if (!time_unit_read(&data, unit, &out->time_unit))
            return false;
        out->has_time_unit = true;
    }
    out->type = type_from_name(node_text(node, "type", NULL));
    if (out->type == MEASURE_NONE && node_find(node, "type")) {
        if (str_equal(node_text(node, "type", NULL), "geojson"))
            return diag(context->diags, DIAG_VL_UNSUPPORTED, node_find(node, "type")->loc, "geojson");
        return diag(context->diags, DIAG_VL_UNKNOWN_TYPE, node_find(node, "type")->loc, node_text(node, "type", ""));
    }
    if (is_counting(out->aggregate))
        out->type = MEASURE_QUANTITATIVE;
    out->untyped = out->type == MEASURE_NONE && (out->channel == CHANNEL_X2 || out->channel == CHANNEL_Y2 || out->channel == CHANNEL_THETA2 || out->channel == CHANNEL_RADIUS2);
    if (out->type == MEASURE_NONE)
        out->type = default_type(out->channel, out);
    out->band_position = node_number(node, "bandPosition", NAN);
    name_columns(context->arena, out);
    return true;
}

static bool
read_datum(const View *view, const Node *node, Encoding *out)
{
    const Node *datum = node_find(node, "datum");
    double date;
    out->is_datum = true;
    out->scale = node_find(node, "scale");
    out->guide = node_find(node, "axis");
    if (!out->guide)
        out->guide = node_find(node, "legend");
    out->band_position = node_number(node, "bandPosition", NAN);
    out->type = type_from_name(node_text(node, "type", NULL));
    if (datum->kind == NODE_MAP && datetime_from_node(datum, &date)) {
        out->datum = value_date(date);
        out->type = out->type == MEASURE_NONE ? MEASURE_TEMPORAL : out->type;
        return true;
    }
    out->datum = property_value(view->drawing, datum);
    if (out->type == MEASURE_NONE)
        out->type = out->datum.kind == VALUE_NUMBER ? MEASURE_QUANTITATIVE : out->datum.kind == VALUE_DATE ? MEASURE_TEMPORAL : MEASURE_NOMINAL;
    if (out->type == MEASURE_TEMPORAL && out->datum.kind == VALUE_STRING)
        out->datum = value_date(date_parse_free(out->datum.string));
    return true;
}

static bool
says_field(const Node *node)
{
    const Node *field = node_find(node, "field");
    return (field && field->kind != NODE_NULL) || str_equal(node_text(node, "aggregate", NULL), "count");
}

/* Each condition with its test; one whose parameter selects nothing yet passes all rows unless `empty` says no. */
static bool
read_conditions(const View *view, const Node *condition, Encoding *out)
{
    DataContext *data = ARENA_NEW(view->drawing->context->arena, DataContext); /* the predicates keep it */
    *data = drawing_data_context(view->drawing);
    size_t count = 0, total = condition->kind == NODE_LIST ? condition->count : 1;
    for (size_t i = 0; i < total && count + 1 < COUNT_OF(out->conditions); i++) {
        const Node *one = condition->kind == NODE_LIST ? condition->items[i].value : condition, *test = node_find(one, "test");
        if (test) {
            out->tests[count] = predicate_read(data, test);
            if (!out->tests[count])
                return false;
        } else if (!node_bool(one, "empty", true)) {
            continue;
        }
        out->conditions[count++] = one;
        bool field = says_field(one), datum = node_find(one, "datum");
        if (out->is_field || out->is_datum || !(field || datum))
            continue;
        out->only_in_condition = true;
        if (!(field ? read_field(view, one, out) : read_datum(view, one, out)))
            return false;
    }
    return true;
}

bool
encoding_read(const View *view, Channel channel, const Node *node, Encoding *out)
{
    *out = (Encoding){.channel = channel, .node = node, .band_position = NAN, .sort_channel = CHANNEL_NONE};
    if (!node || node->kind == NODE_NULL) {
        out->node = NULL;
        return true;
    }
    if (node->kind != NODE_MAP)
        return diag(view->drawing->context->diags, DIAG_VL_CHANNEL_NOT_MAP, node->loc, channel_name(channel));
    if (says_field(node) && !read_field(view, node, out))
        return false;
    if (!out->is_field && node_find(node, "datum") && !read_datum(view, node, out))
        return false;
    out->value = node_find(node, "value");
    out->is_value = out->value != NULL;
    const Node *condition = node_find(node, "condition");
    if (condition && !read_conditions(view, condition, out))
        return false;
    if (!out->is_field && !out->is_datum && !out->is_value && !condition)
        out->node = NULL; /* a type or an axis alone says nothing */
    return true;
}

/* ---- questions ------------------------------------------------------------------------------------------------------- */

bool
encoding_is_count(const Encoding *encoding)
{
    return is_counting(encoding->aggregate);
}

bool
encoding_is_discrete(const Encoding *encoding)
{
    return encoding->type == MEASURE_NOMINAL || encoding->type == MEASURE_ORDINAL || (encoding->type == MEASURE_QUANTITATIVE && encoding->is_field && encoding->bin);
}

bool
encoding_is_unbinned_measure(const Encoding *encoding)
{
    if (encoding->is_datum)
        return encoding->type == MEASURE_QUANTITATIVE;
    return encoding->is_field && encoding->type == MEASURE_QUANTITATIVE && !encoding->bin;
}

double
encoding_band_position(const View *unit, const Encoding *encoding, const Encoding *second)
{
    if (!isnan(encoding->band_position))
        return encoding->band_position;
    if (!encoding->is_field)
        return NAN;
    if (encoding->has_time_unit && !(second && second->node))
        return property_number(unit->drawing, mark_config(unit, "timeUnitBandPosition"), NAN);
    return encoding->bin == BIN_BINNING ? 0.5 : NAN;
}

bool
mark_is_stated_band(const Node *node)
{
    return node && node->kind == NODE_MAP && node_find(node, "band");
}

static const char *
title_case(Arena *arena, const char *word)
{
    char *text = arena_strdup(arena, word);
    text[0] = (char)toupper((unsigned char)text[0]);
    return text;
}

/* "year-month" of "yearmonth". */
static const char *
unit_parts(Arena *arena, const char *unit)
{
    static const char *const parts[] = {"year", "quarter", "month", "week", "dayofyear", "day", "date", "hours", "minutes", "seconds", "milliseconds"};
    Buf text = BUF_INIT;
    while (*unit) {
        size_t i = 0;
        while (i < COUNT_OF(parts) && !str_starts(unit, parts[i]))
            i++;
        if (i == COUNT_OF(parts))
            break;
        buf_add(&text, text.length ? "-" : "");
        buf_add(&text, parts[i]);
        unit += strlen(parts[i]);
    }
    const char *out = buf_take(&text, arena);
    buf_clear(&text);
    return out;
}

const char *
encoding_title(const Drawing *drawing, const Encoding *encoding)
{
    Arena *arena = drawing->context->arena;
    if (!encoding->is_field)
        return NULL;
    if (str_equal(encoding->aggregate, "count"))
        return node_text(drawing->config, "countTitle", "Count of Records");
    if (encoding->bin == BIN_BINNING)
        return arena_printf(arena, "%s (binned)", encoding->field);
    if (encoding->has_time_unit && !encoding->time_unit.binned && encoding->time_unit.unit)
        return arena_printf(arena, "%s (%s)", encoding->field, unit_parts(arena, encoding->time_unit.unit));
    if (encoding->arg_field)
        return arena_printf(arena, "%s for %s %s", encoding->field, str_equal(encoding->aggregate, "argmax") ? "max" : "min", encoding->arg_field);
    if (encoding->aggregate)
        return arena_printf(arena, "%s of %s", title_case(arena, encoding->aggregate), encoding->field);
    return encoding->field;
}

/* ---- orientation ------------------------------------------------------------------------------------------------------ */

static bool
is_binned_field(const Encoding *encoding)
{
    return encoding->is_field && encoding->bin == BIN_BINNED;
}

static bool
is_measure_axis(const Encoding *encoding)
{
    return (encoding->is_field && encoding->type == MEASURE_QUANTITATIVE && encoding->bin != BIN_BINNING) || (encoding->is_datum && encoding->type == MEASURE_QUANTITATIVE);
}

static Orient
orient_from_measures(const View *unit, Orient stated)
{
    const Encoding *x = &unit->encodings[CHANNEL_X], *y = &unit->encodings[CHANNEL_Y];
    bool x_measure = encoding_is_unbinned_measure(x), y_measure = encoding_is_unbinned_measure(y), tick = unit->mark_type == MARK_TICK;
    if (stated)
        return stated;
    if (x_measure != y_measure)
        return x_measure != tick ? ORIENT_HORIZONTAL : ORIENT_VERTICAL;
    if (x_measure)
        return ORIENT_VERTICAL;
    bool x_time = x->is_field && x->type == MEASURE_TEMPORAL, y_time = y->is_field && y->type == MEASURE_TEMPORAL;
    return x_time && !y_time ? ORIENT_VERTICAL : y_time && !x_time ? ORIENT_HORIZONTAL : ORIENT_NONE;
}

static Orient
orient_of_ranges(const View *unit, Orient stated)
{
    const Encoding *x = &unit->encodings[CHANNEL_X], *y = &unit->encodings[CHANNEL_Y];
    bool x2 = unit->encodings[CHANNEL_X2].node, y2 = unit->encodings[CHANNEL_Y2].node;
    if (y2)
        return is_binned_field(y) ? ORIENT_HORIZONTAL : ORIENT_VERTICAL;
    if (x2)
        return is_binned_field(x) ? ORIENT_VERTICAL : ORIENT_HORIZONTAL;
    if (unit->mark_type == MARK_RULE && x->node && !y->node)
        return ORIENT_VERTICAL;
    if (unit->mark_type == MARK_RULE && y->node && !x->node)
        return ORIENT_HORIZONTAL;
    return orient_from_measures(unit, stated);
}

static Orient
orient_of(const View *unit)
{
    const Encoding *x = &unit->encodings[CHANNEL_X], *y = &unit->encodings[CHANNEL_Y];
    bool x2 = unit->encodings[CHANNEL_X2].node, y2 = unit->encodings[CHANNEL_Y2].node;
    const char *name = mark_text(unit, "orient", NULL);
    Orient stated = str_equal(name, "horizontal") ? ORIENT_HORIZONTAL : str_equal(name, "vertical") ? ORIENT_VERTICAL : ORIENT_NONE;
    switch (unit->mark_type) {
    case MARK_POINT:
    case MARK_CIRCLE:
    case MARK_SQUARE:
    case MARK_RECT:
    case MARK_IMAGE: return ORIENT_NONE;
    case MARK_ARC:
        return ORIENT_VERTICAL;
    case MARK_TEXT:
    case MARK_BAR:
        if (is_binned_field(x) || (x->is_field && y->is_field && y->aggregate && !x->aggregate))
            return ORIENT_VERTICAL;
        if (is_binned_field(y) || (y->is_field && x->is_field && x->aggregate && !y->aggregate))
            return ORIENT_HORIZONTAL;
        if ((y2 || x2) && stated)
            return stated;
        if ((y2 || x2) && !x2)
            return is_measure_axis(x) && is_binned_field(y) ? ORIENT_HORIZONTAL : ORIENT_VERTICAL;
        if ((y2 || x2) && !y2)
            return is_measure_axis(y) && is_binned_field(x) ? ORIENT_VERTICAL : ORIENT_HORIZONTAL;
        /* falls through */
    case MARK_RULE:
        if (x2 && !is_binned_field(x) && y2 && !is_binned_field(y))
            return ORIENT_NONE;
        /* falls through */
    case MARK_AREA: return orient_of_ranges(unit, stated);
    default: return orient_from_measures(unit, stated);
    }
}

/* ---- stacks -------------------------------------------------------------------------------------------------------------- */

static Channel
stacked_channel(const View *unit, Channel x, Channel y)
{
    const Encoding *a = &unit->encodings[x], *b = &unit->encodings[y];
    bool a_measure = a->is_field && a->type == MEASURE_QUANTITATIVE && !a->bin, b_measure = b->is_field && b->type == MEASURE_QUANTITATIVE && !b->bin;
    bool bar_or_area = x == CHANNEL_X && (unit->mark_type == MARK_BAR || unit->mark_type == MARK_AREA);
    if (a->is_field && b->is_field && a_measure && b_measure) {
        const Node *a_stack = node_find(a->node, "stack"), *b_stack = node_find(b->node, "stack");
        if (a_stack && a_stack->kind != NODE_NULL && !(a_stack->kind == NODE_BOOL && !a_stack->boolean))
            return x;
        if (b_stack && b_stack->kind != NODE_NULL && !(b_stack->kind == NODE_BOOL && !b_stack->boolean))
            return y;
        if (!a->aggregate != !b->aggregate)
            return a->aggregate ? x : y;
        if (bar_or_area && unit->orient)
            return unit->orient == ORIENT_VERTICAL ? y : x;
        return CHANNEL_NONE;
    }
    bool both = a->is_field && b->is_field;
    if (a_measure)
        return !both && bar_or_area && unit->orient == ORIENT_VERTICAL ? CHANNEL_NONE : x;
    if (b_measure)
        return !both && bar_or_area && unit->orient == ORIENT_HORIZONTAL ? CHANNEL_NONE : y;
    return CHANNEL_NONE;
}

static bool
unit_aggregates(const View *unit)
{
    for (int c = 0; c < CHANNEL_COUNT; c++)
        if (unit->encodings[c].is_field && unit->encodings[c].aggregate)
            return true;
    return false;
}

static void
add_stack_by(Stack *stack, const Encoding *encoding, size_t *count)
{
    if (!encoding->is_field || encoding->aggregate || *count + 1 >= COUNT_OF(stack->by))
        return;
    stack->by[(*count)++] = encoding;
}

static bool
is_group_column(const View *unit, const Stack *stack, const char *column)
{
    for (size_t i = 0; i < COUNT_OF(stack->group_channels) && stack->group_channels[i] != CHANNEL_NONE; i++)
        if (str_equal(unit->encodings[stack->group_channels[i]].column, column))
            return true;
    return false;
}

static void
find_stack(View *unit)
{
    static const bool stackable[MARK_COUNT] = {[MARK_ARC] = true, [MARK_BAR] = true, [MARK_AREA] = true, [MARK_RULE] = true, [MARK_POINT] = true,
                                               [MARK_CIRCLE] = true, [MARK_SQUARE] = true, [MARK_LINE] = true, [MARK_TEXT] = true, [MARK_TICK] = true};
    Stack *stack = &unit->stack;
    *stack = (Stack){.field_channel = CHANNEL_NONE, .group_channels = {CHANNEL_NONE, CHANNEL_NONE, CHANNEL_NONE}};
    if (!stackable[unit->mark_type])
        return;
    Channel channel = stacked_channel(unit, CHANNEL_X, CHANNEL_Y);
    if (channel == CHANNEL_NONE)
        channel = stacked_channel(unit, CHANNEL_THETA, CHANNEL_RADIUS);
    if (channel == CHANNEL_NONE)
        return;
    Encoding *measure = &unit->encodings[channel];
    Channel across = channel == CHANNEL_X ? CHANNEL_Y : channel == CHANNEL_Y ? CHANNEL_X : channel == CHANNEL_THETA ? CHANNEL_RADIUS : CHANNEL_THETA;
    size_t groups = 0, count = 0;
    const Encoding *dimension = &unit->encodings[across];
    if (dimension->is_field && !str_equal(dimension->column, measure->column))
        stack->group_channels[groups++] = across;
    Channel offset = channel_offset(across);
    if (offset != CHANNEL_NONE && unit->encodings[offset].is_field && !str_equal(unit->encodings[offset].column, measure->column))
        stack->group_channels[groups++] = offset;
    for (int c = CHANNEL_COLOR; c <= CHANNEL_DESCRIPTION; c++) {
        if (c == CHANNEL_TOOLTIP)
            continue;
        if (c == CHANNEL_DETAIL || c == CHANNEL_ORDER) {
            for (size_t i = 0; c == CHANNEL_DETAIL && i < unit->details.count; i++)
                if (!is_group_column(unit, stack, unit->details.items[i].column))
                    add_stack_by(stack, &unit->details.items[i], &count);
            for (size_t i = 0; c == CHANNEL_ORDER && i < unit->orders.count; i++)
                if (!is_group_column(unit, stack, unit->orders.items[i].column))
                    add_stack_by(stack, &unit->orders.items[i], &count);
        } else if (unit->encodings[c].is_field && !is_group_column(unit, stack, unit->encodings[c].column)) {
            add_stack_by(stack, &unit->encodings[c], &count);
        }
    }
    const Node *stated = node_find(measure->node, "stack");
    bool by_default = unit->mark_type == MARK_BAR || unit->mark_type == MARK_AREA || unit->mark_type == MARK_ARC;
    const char *how = NULL;
    if (stated && stated->kind == NODE_BOOL)
        how = stated->boolean ? "zero" : NULL;
    else if (stated)
        how = stated->kind == NODE_STRING ? stated->text : NULL;
    else if (by_default)
        how = "zero";
    if (!how || (unit_aggregates(unit) && count == 0))
        return;
    const Encoding *second = &unit->encodings[channel_second(channel)];
    if (second->is_field || second->is_datum)
        return;
    const Node *impute = node_find(measure->node, "impute");
    Arena *arena = unit->drawing->context->arena;
    stack->on = true;
    stack->field_channel = channel;
    stack->offset = how;
    stack->impute = !(impute && impute->kind == NODE_NULL) && mark_is_path(unit->mark_type);
    stack->start_column = arena_printf(arena, "%s_start", measure->column);
    stack->end_column = arena_printf(arena, "%s_end", measure->column);
}

void
unit_init(View *unit)
{
    const Node *filled = mark_property(unit, "filled");
    unit->filled = filled && filled->kind == NODE_BOOL ? filled->boolean
                                                        : unit->mark_type != MARK_POINT && unit->mark_type != MARK_LINE && unit->mark_type != MARK_RULE;
    unit->orient = orient_of(unit);
    find_stack(unit);
}
