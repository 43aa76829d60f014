/* chart/alt_spec.c -- the units of a spec as AltCharts. */
#include "chart/alt_read.h"

#include "base/str.h"
#include "chart/preset.h"
#include "chart/survey.h"
#include "expr/calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_MAX = 5000, VIEWS_MAX = 4, CELLS_NAMED = 12 };

typedef struct SpecReader {
    const ChartContext *context;
    const Survey *survey;
    const Locale *locale;
    const Node *translate;
    const char *unit;            /* of usermeta.shudu; NULL */
    int lang;
} SpecReader;

static const char *
translated(const SpecReader *self, const char *text)
{
    const Node *entry = text ? node_find(self->translate, text) : NULL;
    return entry && self->context->model ? node_text(entry, self->context->model->lang_keys[self->lang], text) : text;
}

/* ---- time --------------------------------------------------------------------------------------------------------------- */

typedef enum Precision { PRECISION_NONE, PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY } Precision;

/* How precise the moments of a column are: all at a year's start, all at a month's. */
static Precision
moments_precision(const SurveyUnit *unit, const SurveyChannel *channel)
{
    Precision precision = PRECISION_YEAR;
    for (size_t row = 0; row < unit->data.row_count; row++) {
        Value value = survey_value(unit, channel, row);
        Calendar at;
        if (value.kind != VALUE_DATE || !calendar_from_ms(value.number, &at))
            continue;
        if (at.hour || at.minute || at.second || at.millisecond)
            return PRECISION_DAY;
        precision = at.day > 1 ? PRECISION_DAY : at.month > 0 ? MAX_OF(precision, PRECISION_MONTH) : precision;
        if (precision == PRECISION_DAY)
            break;
    }
    return precision;
}

/* Whether the channel is time that dates can tell; NONE: it is none, or a part of a cycle (month of the year). */
static Precision
time_precision(const SpecReader *self, const SurveyUnit *unit, const SurveyChannel *channel)
{
    static const struct { const char *unit; Precision precision; } units[] = {
        {"year", PRECISION_YEAR}, {"yearmonth", PRECISION_MONTH}, {"yearmonthdate", PRECISION_DAY},
    };
    if (!channel || !channel->column)
        return PRECISION_NONE;
    for (size_t i = 0; channel->time_unit && i < COUNT_OF(units); i++)
        if (str_equal(channel->time_unit, units[i].unit))
            return units[i].precision;
    if (channel->time_unit || channel->binned)
        return PRECISION_NONE;
    if (str_equal(channel->type, "temporal"))
        return moments_precision(unit, channel);
    const Node *field = node_find(channel->def, "field");
    double *years = ARENA_ARRAY(self->context->arena, double, unit->data.row_count + 1);
    for (size_t row = 0; row < unit->data.row_count; row++)
        years[row] = value_to_number(survey_value(unit, channel, row));
    return field && locale_are_years(field->text, years, unit->data.row_count) ? PRECISION_YEAR : PRECISION_NONE;
}

static Date
date_of(Value value, Precision precision)
{
    Calendar at;
    if (value.kind != VALUE_DATE) {
        double year = value_to_number(value);
        return (Date){year >= 1 && year <= 9999 ? (int)year : 0, 0, 0};
    }
    if (!calendar_from_ms(value.number, &at))
        return (Date){0};
    return (Date){(int)at.year, precision >= PRECISION_MONTH ? at.month + 1 : 0, precision >= PRECISION_DAY ? at.day : 0};
}

static const char *
category_text(const SpecReader *self, const SurveyUnit *unit, const SurveyChannel *channel, size_t row)
{
    Arena *arena = self->context->arena;
    Value value = survey_value(unit, channel, row);
    NumberStyle style = {.digits = -1, .label = true, .no_group = channel && !survey_is_measure(channel) && !channel->binned};
    if (value.kind == VALUE_DATE)
        return format_time(arena, self->locale, channel->time_unit ? time_unit_print_format(channel->time_unit, self->locale) : "%Y-%m-%d", value.number);
    if (value.kind == VALUE_NUMBER && channel->binned && channel->column && str_starts(channel->column, "bin_")) {
        Value end = dataset_value(&unit->data, row, arena_printf(arena, "%s_end", channel->column));
        if (isfinite(end.number) && isfinite(value.number))
            return locale_range(arena, self->locale, locale_decimal(value.number), locale_decimal(end.number), &style);
    }
    if (value.kind == VALUE_NUMBER)
        return locale_double(arena, self->locale, value.number, &style);
    return value.kind == VALUE_STRING ? translated(self, value.string) : value_to_string(arena, value);
}

/* ---- words ---------------------------------------------------------------------------------------------------------------- */

static const char *
measure_title(const SpecReader *self, const SurveyChannel *channel)
{
    static const struct { const char *op, *zh, *en; } ops[] = {
        {"sum", "%s合计", "Total %s"}, {"mean", "%s平均值", "Mean %s"}, {"average", "%s平均值", "Mean %s"}, {"median", "%s中位数", "Median %s"},
        {"min", "%s最小值", "Lowest %s"}, {"max", "%s最大值", "Highest %s"},
    };
    Arena *arena = self->context->arena;
    bool silent;
    const char *own = survey_title(channel, &silent);
    const Node *field = node_find(channel->def, "field");
    const char *name = field && field->text ? translated(self, field->text) : NULL;
    if (own || silent)
        return own ? translated(self, own) : NULL;
    if (channel->aggregate && strcmp(channel->aggregate, "count") == 0)
        return self->locale->is_cjk ? "记录数" : "The number of records";
    for (size_t i = 0; channel->aggregate && name && i < COUNT_OF(ops); i++) {
        const char *template = self->locale->is_cjk ? ops[i].zh : ops[i].en;
        const char *at = strstr(template, "%s");
        if (strcmp(channel->aggregate, ops[i].op) == 0)
            return arena_printf(arena, "%.*s%s%s", (int)(at - template), template, name, at + 2);
    }
    return name;
}

/* The label that all figures of the rows share, in a project. */
static const char *
figures_text(const SpecReader *self, const SurveyUnit *unit, const char *column)
{
    ptrdiff_t at = dataset_column(&unit->data, column);
    const char *joint = NULL;
    for (size_t row = 0; at >= 0 && row < unit->data.row_count; row++) {
        Value value = dataset_value(&unit->data, row, column);
        if (value.kind != VALUE_STRING || (joint && !str_equal(joint, value.string)))
            return NULL;
        joint = value.string;
    }
    return self->context->model ? joint : NULL;
}

static bool
is_percent_format(const SurveyChannel *measure)
{
    const Node *of[] = {node_path(measure->def, "axis.format"), node_path(measure->def, "legend.format"), node_find(measure->def, "format")};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (of[i] && of[i]->text && str_ends(of[i]->text, "%"))
            return true;
    return false;
}

/* ---- points ---------------------------------------------------------------------------------------------------------------- */

static AltPoint
point_of_value(const SpecReader *self, Value value, bool percent)
{
    AltPoint point = {.missing = !value_is_valid_number(value)};
    if (point.missing)
        return point;
    point.value = value.has_decimal ? value.decimal : locale_decimal(value.number);
    if (percent && !decimal_mul(point.value, decimal_from_int(100), &point.value))
        point.missing = true;
    while (percent && point.value.scale > 0 && point.value.mantissa % 10 == 0) {
        point.value.mantissa /= 10;
        point.value.scale--;
    }
    if (!value.use || value.use->kind == USE_LITERAL)
        return point;
    const Fact *fact = self->context->model && value.use->key ? model_fact(self->context->model, value.use->key) : NULL;
    point.qualifier = value.use->qualifier;
    point.basis = fact ? (fact->basis ? fact->basis : "") : NULL;
    point.is_rank = str_equal(value.use->aspect, "rank");
    return point;
}

/* Channels that part the rows into series; the dimension itself does not. */
static const char *
series_label(const SpecReader *self, const SurveyUnit *unit, const SurveyChannel *dimension, size_t row)
{
    static const char *const names[] = {"facet", "row", "column", "color", "fill", "stroke", "strokeDash", "shape", "detail", "xOffset", "yOffset", "opacity"};
    Arena *arena = self->context->arena;
    const char *label = NULL, *seen[COUNT_OF(names)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const SurveyChannel *channel = survey_channel(unit, names[i]);
        bool known = !channel || !survey_is_discrete(channel) || (dimension && str_equal(channel->column, dimension->column));
        for (size_t k = 0; !known && k < count; k++)
            known = str_equal(seen[k], channel->column);
        if (known)
            continue;
        seen[count++] = channel->column;
        const char *text = category_text(self, unit, channel, row);
        label = !label ? text : arena_printf(arena, "%s%s%s", label, self->locale->is_cjk ? "" : ", ", text);
    }
    return label;
}

typedef struct Gathered {
    const char *label;
    VEC(AltPoint) points;
} Gathered;

typedef VEC(Gathered *) GatheredList;

static Gathered *
series_for(Arena *arena, GatheredList *list, const char *label)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i]->label, label))
            return list->items[i];
    Gathered *series = ARENA_NEW(arena, Gathered);
    *series = (Gathered){.label = label};
    VEC_PUSH(arena, list, series);
    return series;
}

static int
by_time(const void *a, const void *b)
{
    return date_compare(((const AltPoint *)a)->date, ((const AltPoint *)b)->date);
}

static bool
has_twice(const Gathered *series)
{
    for (size_t i = 1; i < series->points.count; i++)
        if (date_compare(series->points.items[i].date, series->points.items[i - 1].date) == 0)
            return true;
    return false;
}

static void
gather(const SpecReader *self, const SurveyUnit *unit, const SurveyChannel *measure, const SurveyChannel *dimension, Precision precision,
    GatheredList *out)
{
    Arena *arena = self->context->arena;
    bool percent = is_percent_format(measure);
    for (size_t row = 0; row < unit->data.row_count; row++) {
        AltPoint point = point_of_value(self, survey_value(unit, measure, row), percent);
        Value along = survey_value(unit, dimension, row);
        if (precision != PRECISION_NONE)
            point.date = date_of(along, precision);
        else if (dimension)
            point.x = category_text(self, unit, dimension, row);
        point.at = value_to_number(along);
        if (precision != PRECISION_NONE && !point.date.year)
            continue;
        VEC_PUSH(arena, &series_for(arena, out, series_label(self, unit, dimension, row))->points, point);
    }
    for (size_t i = 0; precision != PRECISION_NONE && i < out->count; i++)
        qsort(out->items[i]->points.items, out->items[i]->points.count, sizeof(AltPoint), by_time);
}

static void
put_series(const SpecReader *self, const GatheredList *list, AltChart *out)
{
    AltSeries *series = ARENA_ARRAY(self->context->arena, AltSeries, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        series[i] = (AltSeries){.label = list->items[i]->label, .points = list->items[i]->points.items, .count = list->items[i]->points.count};
    out->series = series;
    out->count = list->count;
}

/* ---- units ----------------------------------------------------------------------------------------------------------------- */

static bool
is_any(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (str_equal(text, *words))
            return true;
    return false;
}

static const char *const POINTS[] = {"point", "circle", "square", NULL};

static AltKind
kind_of(const SpecReader *self, const SurveyUnit *unit, const SurveyChannel *measure, const SurveyChannel *dimension)
{
    const Node *inner = survey_mark(self->survey, unit, "innerRadius");
    if (strcmp(unit->mark, "arc") == 0)
        return inner && inner->number > 0 ? ALT_RING : ALT_PIE;
    if (strcmp(unit->mark, "line") == 0 || strcmp(unit->mark, "trail") == 0)
        return ALT_LINE;
    if (strcmp(unit->mark, "area") == 0)
        return survey_stack(unit) ? ALT_STACKED_AREA : ALT_AREA;
    if (is_any(unit->mark, POINTS))
        return measure ? ALT_DOT : ALT_SCATTER;
    if (strcmp(unit->mark, "tick") == 0)
        return ALT_TICK;
    if (strcmp(unit->mark, "text") == 0)
        return ALT_TEXT;
    if (strcmp(unit->mark, "bar") != 0 || !measure)
        return strcmp(unit->mark, "rect") == 0 && !measure ? ALT_HEAT_MAP : strcmp(unit->mark, "rule") == 0 ? ALT_RANGE : ALT_CHART;
    if (dimension && dimension->binned)
        return ALT_HISTOGRAM;
    if (survey_channel(unit, "xOffset") || survey_channel(unit, "yOffset"))
        return ALT_GROUPED;
    return survey_stack(unit) ? ALT_STACKED : strcmp(measure->name, "y") == 0 ? ALT_COLUMN : ALT_BAR;
}

/* Two discrete axes and a measured colour, size or text. */
static bool
read_grid(const SpecReader *self, const SurveyUnit *unit, AltChart *out)
{
    static const char *const measures[] = {"color", "fill", "size", "opacity", "text"};
    const SurveyChannel *x = survey_channel(unit, "x"), *y = survey_channel(unit, "y");
    for (size_t i = 0; i < COUNT_OF(measures); i++) {
        const SurveyChannel *measure = survey_channel(unit, measures[i]);
        if (!survey_is_measure(measure) || !x || !y || !x->column || !y->column || survey_is_measure(x) || survey_is_measure(y))
            continue;
        GatheredList list = {0};
        bool percent = is_percent_format(measure);
        for (size_t row = 0; row < unit->data.row_count; row++) {
            AltPoint point = point_of_value(self, survey_value(unit, measure, row), percent);
            point.x = category_text(self, unit, x, row);
            VEC_PUSH(self->context->arena, &series_for(self->context->arena, &list, category_text(self, unit, y, row))->points, point);
        }
        put_series(self, &list, out);
        out->kind = ALT_HEAT_MAP;
        out->form = ALT_GRID;
        out->percent = percent;
        out->measure = measure_title(self, measure);
        return true;
    }
    return false;
}

static bool
read_relation(const SpecReader *self, const SurveyUnit *unit, AltChart *out)
{
    const SurveyChannel *x = survey_channel(unit, "x"), *y = survey_channel(unit, "y");
    if (!is_any(unit->mark, POINTS) || !survey_is_measure(x) || !survey_is_measure(y) || x->aggregate || y->aggregate)
        return false;
    Gathered *all = ARENA_NEW(self->context->arena, Gathered);
    GatheredList list = {0};
    *all = (Gathered){0};
    for (size_t row = 0; row < unit->data.row_count; row++) {
        AltPoint point = point_of_value(self, survey_value(unit, y, row), is_percent_format(y));
        point.at = value_to_number(survey_value(unit, x, row));
        point.missing |= !isfinite(point.at);
        VEC_PUSH(self->context->arena, &all->points, point);
    }
    VEC_PUSH(self->context->arena, &list, all);
    put_series(self, &list, out);
    out->kind = ALT_SCATTER;
    out->form = ALT_RELATION;
    out->percent = is_percent_format(y);
    out->x_title = measure_title(self, x);
    out->measure = measure_title(self, y);
    return true;
}

static AltForm
form_of(const SurveyUnit *unit, const SurveyChannel *dimension, Precision precision, const GatheredList *list)
{
    bool named = dimension && !survey_is_measure(dimension);
    if (precision == PRECISION_NONE && strcmp(unit->mark, "arc") == 0)
        return ALT_SHARE;
    if (precision == PRECISION_NONE)
        return named ? ALT_COMPARE : unit->data.row_count <= CELLS_NAMED ? ALT_LIST : ALT_NOTHING;
    for (size_t i = 0; i < list->count; i++)
        if (has_twice(list->items[i]))
            return ALT_NOTHING;
    return ALT_TREND;
}

/* What a unit has to say; false where it only supports another (labels, rules, ranges). */
static bool
read_unit(const SpecReader *self, const SurveyUnit *unit, AltChart *out)
{
    const SurveyChannel *measure = NULL, *dimension = NULL;
    *out = (AltChart){.kind = ALT_CHART, .form = ALT_NOTHING, .unit = self->unit};
    if (!unit->has_data || !unit->data.row_count || unit->data.row_count > POINTS_MAX)
        return false;
    bool ranged = survey_channel(unit, "x2") || survey_channel(unit, "y2");
    if (strcmp(unit->mark, "arc") == 0) {
        measure = survey_channel(unit, "theta") ? survey_channel(unit, "theta") : survey_channel(unit, "radius");
        dimension = survey_channel(unit, "color") ? survey_channel(unit, "color") : survey_channel(unit, "fill");
    } else if (read_grid(self, unit, out) || read_relation(self, unit, out)) {
        return true;
    } else if (ranged || !survey_axes(unit, &measure, &dimension)) {
        return false;
    }
    if (!survey_is_measure(measure))
        return false;
    Precision precision = time_precision(self, unit, dimension);
    GatheredList list = {0};
    gather(self, unit, measure, dimension, precision, &list);
    put_series(self, &list, out);
    const char *label = figures_text(self, unit, "label"), *figure_unit = figures_text(self, unit, "unit");
    out->kind = kind_of(self, unit, measure, dimension);
    out->form = form_of(unit, dimension, precision, &list);
    out->percent = is_percent_format(measure);
    out->measure = measure_title(self, measure);
    bool silent;
    if (label && (!out->measure || !survey_title(measure, &silent)))
        out->measure = label;
    out->unit = self->unit ? self->unit : figure_unit;
    out->as_of = out->form == ALT_COMPARE ? figures_text(self, unit, "when") : NULL;
    if (survey_channel(unit, "facet") || survey_channel(unit, "row") || survey_channel(unit, "column"))
        out->kind = ALT_MULTIPLES;
    return true;
}

/* Whether another unit of the view already tells this: the points over a line, the labels over bars. */
static bool
is_told(const SurveyUnit *unit, const SurveyUnit *const *told, size_t count)
{
    static const char *const channels[] = {"x", "y", "theta"};
    for (size_t i = 0; i < count; i++) {
        bool same = unit->view == told[i]->view;
        for (size_t c = 0; same && c < COUNT_OF(channels); c++) {
            const SurveyChannel *a = survey_channel(unit, channels[c]), *b = survey_channel(told[i], channels[c]);
            same = (!a && !b) || (a && b && str_equal(a->column, b->column));
        }
        if (same)
            return true;
    }
    return false;
}

typedef struct Told {
    AltChart charts[VIEWS_MAX];
    const SurveyUnit *units[VIEWS_MAX];
    size_t count;
} Told;

/* Marks that carry data first, then dots, then texts and rules. */
static void
tell_units(const SpecReader *self, Told *out)
{
    static const char *const rounds[][7] = {
        {"bar", "line", "area", "arc", "rect", "trail", NULL},
        {"point", "circle", "square", "tick", NULL},
        {"text", "rule", NULL},
    };
    for (size_t round = 0; round < COUNT_OF(rounds); round++) {
        for (size_t i = 0; i < self->survey->units.count && out->count < VIEWS_MAX; i++) {
            const SurveyUnit *unit = self->survey->units.items[i];
            AltChart chart;
            if (!is_any(unit->mark, rounds[round]) || is_told(unit, out->units, out->count) || !read_unit(self, unit, &chart))
                continue;
            if (round == 2 && out->count)
                continue;
            out->units[out->count] = unit;
            out->charts[out->count++] = chart;
        }
    }
}

static AltKind
joint_kind(const SpecReader *self, const Told *told)
{
    bool views = false, kinds = false;
    for (size_t i = 1; i < told->count; i++) {
        views |= told->units[i]->view != told->units[0]->view;
        kinds |= told->charts[i].kind != told->charts[0].kind;
    }
    (void)self;
    return views ? ALT_MULTIPLES : kinds ? ALT_COMBINED : told->charts[0].kind;
}

/* Several units: what each measures, then what it shows. */
static const char *
bodies(const SpecReader *self, const Told *told)
{
    Arena *arena = self->context->arena;
    Buf out = BUF_INIT;
    for (size_t i = 0; i < told->count; i++) {
        const AltChart *chart = &told->charts[i];
        const char *body = alt_body(arena, self->locale, chart), *gap = self->locale->is_cjk ? "" : " ";
        bool named = chart->measure && chart->form != ALT_TREND && chart->form != ALT_RELATION;
        if (str_is_empty(body))
            continue;
        buf_printf(&out, "%s%s%s%s%s", out.length ? gap : "", named ? chart->measure : "", named ? self->locale->stop : "", named ? gap : "", body);
    }
    const char *text = out.length ? buf_take(&out, arena) : NULL;
    buf_clear(&out);
    return text;
}

static const char *
spec_text(const SpecReader *self, const AltFrame *frame)
{
    Told told = {0};
    tell_units(self, &told);
    AltChart chart = told.count == 1 ? told.charts[0] : (AltChart){.kind = ALT_CHART, .form = ALT_NOTHING};
    if (told.count > 1) {
        chart.kind = joint_kind(self, &told);
        chart.caveat = bodies(self, &told);
    }
    chart.title = frame->title;
    chart.caveat = chart.caveat ? chart.caveat : frame->caveat;
    chart.source = frame->source;
    return alt_text(self->context->arena, self->locale, &chart);
}

const char *
alt_of_spec(const ChartContext *context, const Node *spec, const char *spec_path, int lang, const AltFrame *frame)
{
    const Model *model = context->model;
    const Locale *locale = model ? model->locales[lang] : locale_builtin("en");
    if (preset_is(spec)) {
        AltChart chart;
        if (model && alt_of_preset(context, spec, lang, &chart)) {
            chart.title = frame->title;
            chart.caveat = frame->caveat;
            chart.source = frame->source;
            return alt_text(context->arena, locale, &chart);
        }
        spec = preset_unfold(context, spec, lang, -1, 592, 1);
        if (!spec)
            return frame->title ? frame->title : "";
    }
    const Node *shudu = node_path(spec, "usermeta.shudu"), *unit = node_find(shudu, "unit");
    Texts texts = {0};
    if (model && unit)
        model_texts(model, context->arena, context->diags, unit, &texts);
    SpecReader self = {
        .context = context,
        .survey = survey_read(context, spec, spec_path, lang),
        .locale = locale,
        .translate = node_find(shudu, "translate"),
        .unit = model ? texts.in[lang] : unit ? unit->text : NULL,
        .lang = lang,
    };
    return spec_text(&self, frame);
}

/* ---- for the press ------------------------------------------------------------------------------------------------------- */

const char *
chart_press_text(const ChartContext *context, const Chart *chart, int lang)
{
    BoundText title = {0}, note = {0};
    Buf out = BUF_INIT;
    if (chart_title(context, chart, lang, &title))
        buf_printf(&out, "%s\n\n", bound_plain(context->arena, &title));
    const char *alt = chart_alt(context, chart, lang);
    if (!str_is_empty(alt))
        buf_printf(&out, "%s\n\n", alt);
    if (chart_note(context, chart, lang, &note))
        buf_printf(&out, "%s\n\n", bound_plain(context->arena, &note));
    buf_printf(&out, "%s\n", chart_source_line(context, chart, lang));
    const char *text = buf_take(&out, context->arena);
    buf_clear(&out);
    return text;
}
