/* chart/guide_tick.c -- values and labels of axes and legends (vega-encode: AxisTicks, LegendEntries; vega-scale: ticks, labels). */
#include "base/str.h"
#include "chart/guide.h"

#include <math.h>
#include <stdlib.h>

/* Units of time by length from the start of 2001, as Vega-Lite takes it for the least step of ticks. */
static double
unit_duration(const char *unit)
{
    static const struct {
        const char *name;
        double ms;
    } parts[] = {{"milliseconds", 1}, {"seconds", 1e3}, {"minutes", 6e4}, {"hours", 36e5}, {"date", 864e5}, {"dayofyear", 864e5}, {"day", 864e5},
                 {"week", 7 * 864e5}, {"month", 31 * 864e5}, {"quarter", 90 * 864e5}, {"year", 365 * 864e5}};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (str_ends(unit, parts[i].name))
            return parts[i].ms;
    return NAN;
}

double
guide_min_step(const Encoding *encoding, const char *format)
{
    if (str_equal(format, "d"))
        return 1;
    if (!encoding->has_time_unit || !encoding->time_unit.unit)
        return NAN;
    return str_ends(encoding->time_unit.unit, "day") ? NAN : unit_duration(encoding->time_unit.unit) * encoding->time_unit.step;
}

void
guide_count(const Drawing *drawing, const Node *node, double *count, TickInterval *interval)
{
    if (!node || node->kind == NODE_NULL)
        return;
    if (node->kind == NODE_STRING) {
        *interval = (TickInterval){node->text, 1};
    } else if (node->kind == NODE_MAP && node_find(node, "interval")) {
        *interval = (TickInterval){node_text(node, "interval", "year"), node_number(node, "step", 1)};
    } else {
        *count = property_number(drawing, node, *count);
    }
}

/* ---- values ---------------------------------------------------------------------------------------------------------- */

typedef VEC(double) Numbers;

/* A quantitative scale over years: no separators, and no ticks between them. */
static bool
measures_years(const Encoding *encoding, const Scale *scale)
{
    double low = fmin(scale_domain_min(scale), scale_domain_max(scale)), high = fmax(scale_domain_min(scale), scale_domain_max(scale));
    return low >= 1000 && high <= 2999 && locale_are_years(encoding->field, NULL, 0);
}

static double
effective_count(const TickRequest *request)
{
    const Scale *scale = request->scale;
    bool years = request->drawing->project && measures_years(request->encoding, scale);
    double least = isnan(request->min_step) && years ? 1 : request->min_step;
    double count = isnan(request->count) ? request->values && request->values->kind == NODE_LIST ? (double)request->values->count : request->legend ? 5 : 10 : request->count;
    if (scale->bins)
        count = fmax(count, (double)scale->bin_count);
    if (isnan(least))
        return count;
    double low = fmin(scale_domain_min(scale), scale_domain_max(scale)), high = fmax(scale_domain_min(scale), scale_domain_max(scale));
    double most = (high - low) / least;
    count = fmin(count, floor(most != 0 && !isnan(most) ? most : 1) + 1);
    bool linear = !scale->bins && scale->type != SCALE_LOG && scale->type != SCALE_SYMLOG && !scale_type_is_time(scale->type) && low < high;
    while (linear && count > 1 && tick_step(low, high, count) < least)
        count--;
    return count;
}

static int
compare_places(const void *a, const void *b)
{
    const GuideTick *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static int
compare_places_down(const void *a, const void *b)
{
    return compare_places(b, a);
}

/* Bin edges and stated values within the range, thinned to the count. */
static void
valid_ticks(const Scale *scale, double count, GuideTicks *ticks)
{
    double low = scale_range_start(scale), high = scale_range_end(scale);
    bool down = low > high;
    double first = floor(fmin(low, high)), last = ceil(fmax(low, high));
    size_t kept = 0;
    for (size_t i = 0; i < ticks->count; i++) {
        GuideTick *tick = &ticks->items[i];
        tick->at = scale_map(scale, tick->value);
        if (tick->at >= first && tick->at <= last)
            ticks->items[kept++] = *tick;
    }
    ticks->count = kept;
    if (kept)
        qsort(ticks->items, kept, sizeof *ticks->items, down ? compare_places_down : compare_places);
    if (!(count > 0) || ticks->count < 2)
        return;
    GuideTick ends[2] = {ticks->items[0], ticks->items[ticks->count - 1]};
    while ((double)ticks->count > count && ticks->count >= 3) {
        size_t half = 0;
        for (size_t i = 0; i < ticks->count; i += 2)
            ticks->items[half++] = ticks->items[i];
        ticks->count = half;
    }
    if (ticks->count < 3) {
        ticks->items[0] = ends[0];
        ticks->items[1] = ends[1];
        ticks->count = 2;
    }
}

static void
push(Arena *arena, GuideTicks *ticks, Value value)
{
    VEC_PUSH(arena, ticks, (GuideTick){.value = value});
}

static void
continuous_values(const TickRequest *request, double count, GuideTicks *ticks)
{
    Arena *arena = request->drawing->context->arena;
    const Scale *scale = request->scale;
    double low = scale_domain_min(scale), high = scale_domain_max(scale), *values;
    size_t n;
    bool time = scale_type_is_time(scale->type);
    if (time)
        n = ticks_time(arena, low, high, request->interval.unit ? request->interval : tick_interval(fmin(low, high), fmax(low, high), count), &values);
    else if (scale->type == SCALE_LOG)
        n = ticks_log(arena, low, high, scale->base, count, &values);
    else
        n = ticks_linear(arena, low, high, count, &values);
    for (size_t i = 0; i < n; i++)
        push(arena, ticks, time ? value_date(values[i]) : value_number(values[i]));
}

static Value
stated(const TickRequest *request, const Node *node)
{
    double date;
    const Encoding *encoding = request->encoding;
    if (node->kind == NODE_MAP && datetime_from_node(node, &date))
        return value_date(date);
    Value value = property_value(request->drawing, node);
    if (encoding->type != MEASURE_TEMPORAL && !encoding->has_time_unit)
        return value;
    bool single = encoding->has_time_unit && encoding->time_unit.unit && !str_starts(encoding->time_unit.unit, "year");
    if (single && ((value.kind == VALUE_NUMBER && value.number < 10000) || value.kind == VALUE_STRING)) {
        Arena *arena = request->drawing->context->arena;
        Node *map = node_new(arena, NODE_MAP, node->loc);
        node_put(arena, map, encoding->time_unit.unit, (Node *)node);
        if (datetime_from_node(map, &date))
            return value_date(date);
    }
    return value.kind == VALUE_STRING ? value_date(date_parse_free(value.string)) : value_date(value.number);
}

/* ---- texts ------------------------------------------------------------------------------------------------------------- */

/* Units that may begin at a moment, the largest first: Vega's pattern (vega-format: timeMultiFormat), and print's in Chinese and in other
 * languages, which name a day by its month, not by its weekday, and hours up to 24. */
static const struct {
    const char *unit, *vega, *print[2];
} MOMENTS[] = {
    {"year", "%Y", {"%Y", "%Y"}},
    {"quarter", "%B", {"%B", "%-m月"}},
    {"month", "%B", {"%B", "%-m月"}},
    {"week", "%b %d", {"%-d %b", "%-m月%-d日"}},
    {"date", "%a %d", {"%-d %b", "%-m月%-d日"}},
    {"hours", "%I %p", {"%H:%M", "%H:%M"}},
    {"minutes", "%I:%M", {"%H:%M", "%H:%M"}},
    {"seconds", ":%S", {"%H:%M:%S", "%H:%M:%S"}},
};

/* Index of the largest unit that begins at the moment; their count where none does. */
static size_t
moment(double at)
{
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++) {
        double start = at, copy = at;
        nice_time(&start, &copy, (TickInterval){MOMENTS[i].unit, 1});
        if (start == at)
            return i;
    }
    return COUNT_OF(MOMENTS);
}

static const char *
multi_pattern(const Node *formats, double at)
{
    size_t i = moment(at);
    if (i == COUNT_OF(MOMENTS))
        return node_text(formats, "milliseconds", ".%L");
    bool day = str_equal(MOMENTS[i].unit, "date");
    return node_text(formats, MOMENTS[i].unit, day ? node_text(formats, "day", MOMENTS[i].vega) : MOMENTS[i].vega);
}

static const char *
print_pattern(const Locale *locale, double at)
{
    size_t i = moment(at);
    return i == COUNT_OF(MOMENTS) ? ".%L" : MOMENTS[i].print[locale->is_cjk];
}

Node *
guide_time_formats(Arena *arena, const Locale *locale)
{
    Node *map = node_new(arena, NODE_MAP, LOC_NONE);
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++)
        node_put(arena, map, MOMENTS[i].unit, node_new_string(arena, MOMENTS[i].print[locale->is_cjk], LOC_NONE));
    return map;
}

static const char *
time_pattern(const TickRequest *request, double at)
{
    if (request->formats)
        return multi_pattern(request->formats, at);
    const Encoding *encoding = request->encoding;
    if (request->format && *request->format)
        return request->format;
    if (encoding->has_time_unit && encoding->time_unit.unit)
        return time_unit_print_format(encoding->time_unit.unit, request->drawing->project ? drawing_locale(request->drawing) : NULL);
    const char *config = request->legend ? node_text(request->drawing->config, "timeFormat", NULL) : NULL;
    return config || !request->drawing->project ? config : print_pattern(drawing_locale(request->drawing), at);
}

/* One scale word (万, million) and one number of decimals for all labels of the guide; years have neither, and no grouping. */
static NumberStyle
style_of_labels(const TickRequest *request, const Locale *locale, double count)
{
    Arena *arena = request->drawing->context->arena;
    const Node *stated_values = request->values;
    double *values;
    size_t n = ticks_linear(arena, scale_domain_min(request->scale), scale_domain_max(request->scale), count, &values);
    if (stated_values && stated_values->kind == NODE_LIST) {
        values = ARENA_ARRAY(arena, double, stated_values->count + 1);
        n = stated_values->count;
        for (size_t i = 0; i < n; i++)
            values[i] = stated_values->items[i].value->kind == NODE_NUMBER ? stated_values->items[i].value->number : NAN;
    }
    NumberStyle style = locale_set_style(locale, values, n);
    if (measures_years(request->encoding, request->scale)) {
        style.no_group = true;
        style.scale_power = 0;
    }
    return style;
}

static const char *
number_label(const TickRequest *request, double value, double count)
{
    Arena *arena = request->drawing->context->arena;
    const Scale *scale = request->scale;
    const Locale *locale = request->drawing->project ? drawing_locale(request->drawing) : NULL;
    const char *pattern = request->format ? request->format : node_text(request->drawing->config, "numberFormat", NULL);
    SpanFormat format = format_span(arena, scale_domain_min(scale), scale_domain_max(scale), count, pattern);
    if (request->drawing->project && !pattern) {
        NumberStyle style = request->style ? *request->style : style_of_labels(request, locale, count);
        return locale_double(arena, locale, value, &style);
    }
    return format_span_value(arena, locale, &format, value);
}

const char *
guide_label(const TickRequest *request, Value value, size_t tick_count)
{
    Arena *arena = request->drawing->context->arena;
    const Scale *scale = request->scale;
    const Encoding *encoding = request->encoding;
    const Locale *locale = request->drawing->project ? drawing_locale(request->drawing) : NULL;
    bool temporal = encoding->type == MEASURE_TEMPORAL || encoding->has_time_unit || str_equal(request->format_type, "time") || str_equal(request->format_type, "utc");
    if (temporal && !str_equal(request->format_type, "number") && (value.kind == VALUE_DATE || value.kind == VALUE_NUMBER)) {
        const char *text = format_time(arena, locale, time_pattern(request, value.number), value.number);
        return text ? text : "";
    }
    if (scale_type_is_discrete(scale->type) && scale->type != SCALE_BIN_ORDINAL) {
        const char *pattern = request->format ? request->format : encoding->type == MEASURE_QUANTITATIVE ? node_text(request->drawing->config, "numberFormat", NULL) : NULL;
        if (value.kind == VALUE_NUMBER && pattern && *pattern) {
            const char *text = format_number(arena, locale, pattern, value.number);
            return text ? text : "";
        }
        if (value.kind == VALUE_NULL)
            return "null";
        return value.kind == VALUE_UNDEFINED ? "undefined" : value_to_string(arena, value);
    }
    double number = value_to_number(value), count = effective_count(request);
    if (scale->type == SCALE_LOG || scale->type == SCALE_SYMLOG) {
        bool all = request->values || scale->bins || request->legend;
        if (scale->type == SCALE_LOG && !all && !tick_log_shown(number, scale->base, count, tick_count))
            return "";
        const char *pattern = request->format ? request->format : node_text(request->drawing->config, "numberFormat", NULL);
        if (locale && !pattern)
            return locale_double(arena, locale, number, &(NumberStyle){.digits = -1, .label = true, .group_all = scale_domain_max(scale) >= pow(10, locale->group_from - 1)});
        return format_float(arena, locale, pattern, number);
    }
    return number_label(request, number, count);
}

GuideTicks
guide_ticks(const TickRequest *request)
{
    Arena *arena = request->drawing->context->arena;
    const Scale *scale = request->scale;
    GuideTicks ticks = {0};
    double count = effective_count(request);
    Value values = request->values && request->values->kind == NODE_MAP ? property_value(request->drawing, request->values) : (Value){0};
    if (values.kind == VALUE_ARRAY) {
        for (size_t i = 0; i < values.list->count; i++)
            push(arena, &ticks, values.list->items[i]);
        valid_ticks(scale, count, &ticks);
    } else if (request->values && request->values->kind == NODE_LIST) {
        for (size_t i = 0; i < request->values->count; i++)
            push(arena, &ticks, stated(request, request->values->items[i].value));
        if (!request->legend)
            valid_ticks(scale, count, &ticks);
    } else if (scale->bins && !scale_type_is_discrete(scale->type)) {
        for (size_t i = 0; i < scale->bin_count; i++)
            push(arena, &ticks, value_number(scale->bins[i]));
        valid_ticks(scale, count, &ticks);
    } else if (scale_type_is_discrete(scale->type)) {
        for (size_t i = 0; i < scale->names.count; i++)
            push(arena, &ticks, scale->names.items[i]);
    } else {
        continuous_values(request, count, &ticks);
    }
    TickRequest labels = *request;
    NumberStyle style = {0};
    if (request->drawing->project && !scale_type_is_discrete(scale->type)) {
        style = style_of_labels(request, drawing_locale(request->drawing), count);
        labels.style = &style;
    }
    for (size_t i = 0; i < ticks.count; i++)
        ticks.items[i].label = guide_label(&labels, ticks.items[i].value, ticks.count);
    return ticks;
}

const char *
guide_label_expr(const Drawing *drawing, const Node *expr, const GuideTick *tick, size_t index)
{
    Arena *arena = drawing->context->arena;
    static const char *const keys[] = {"value", "label", "index"};
    Value values[] = {tick->value, value_string(tick->label), value_number((double)index)}, out;
    Value datum = value_object(arena, keys, values, COUNT_OF(keys));
    ExprEnv env = {.arena = arena, .diags = drawing->context->diags, .model = drawing->context->model, .lang = drawing->lang, .datum = &datum, .params = drawing->params};
    Expr *parsed = expr_parse(arena, env.diags, expr->loc, expr->text ? expr->text : "");
    if (!parsed || !expr_eval(parsed, &env, &out))
        return tick->label;
    if (out.kind == VALUE_ARRAY) {
        Buf lines = BUF_INIT;
        for (size_t i = 0; i < out.list->count; i++) {
            buf_add(&lines, i ? "\n" : "");
            buf_add(&lines, value_to_string(arena, out.list->items[i]));
        }
        const char *text = buf_take(&lines, arena);
        buf_clear(&lines);
        return text;
    }
    return out.kind == VALUE_NULL || out.kind == VALUE_UNDEFINED ? "" : value_to_string(arena, out);
}
