/* chart/alt_preset.c -- the figures of a preset as an AltChart. */
#include "chart/alt_read.h"

#include "base/str.h"

#include <string.h>

static const struct {
    const char *preset;
    AltKind kind;
    AltForm form;
} KINDS[] = {
    {"bullet", ALT_BULLET, ALT_TARGET},
    {"waffle", ALT_WAFFLE, ALT_LIST},
    {"dumbbell", ALT_DUMBBELL, ALT_PAIR},
    {"bar", ALT_BAR, ALT_LIST},
    {"column", ALT_COLUMN, ALT_COMPARE},
    {"grouped", ALT_GROUPED, ALT_LIST},
    {"stacked", ALT_STACKED, ALT_LIST},
    {"ranked", ALT_RANKED, ALT_COMPARE},
    {"nested", ALT_NESTED, ALT_PART},
    {"isotype", ALT_PICTOGRAM, ALT_LIST},
    {"pictogram", ALT_PICTOGRAM, ALT_LIST},
    {"dot", ALT_DOT, ALT_LIST},
    {"lollipop", ALT_LOLLIPOP, ALT_COMPARE},
    {"timeline", ALT_TIMELINE, ALT_EVENTS},
    {"panel", ALT_PANEL, ALT_LIST},
    {"slope", ALT_SLOPE, ALT_PAIR},
    {"line", ALT_LINE, ALT_TREND},
    {"multiples", ALT_MULTIPLES, ALT_TREND},
    {"small-multiples", ALT_MULTIPLES, ALT_TREND},
    {"heatmap", ALT_HEAT_MAP, ALT_GRID},
    {"heat-map", ALT_HEAT_MAP, ALT_GRID},
    {"waterfall", ALT_WATERFALL, ALT_FLOW},
    {"ring", ALT_RING, ALT_SHARE},
    {"share-ring", ALT_RING, ALT_SHARE},
};

typedef struct PresetReader {
    const ChartContext *context;
    const Model *model;
    int lang;
} PresetReader;

static const char *
text_in(const PresetReader *self, const Node *node)
{
    Texts texts = {0};
    BoundText bound = {0};
    if (!node || !model_texts(self->model, self->context->arena, self->context->diags, node, &texts) || !texts.in[self->lang])
        return NULL;
    ExprEnv env = {.arena = self->context->arena, .diags = self->context->diags, .model = self->model, .lang = self->lang};
    return bound_text(&env, node->loc, texts.in[self->lang], &bound) ? bound_plain(self->context->arena, &bound) : NULL;
}

/* Counted in a year, not to a date. */
static bool
is_counted_in_a_year(const Fact *fact)
{
    return str_starts(fact->period, "flow");
}

static AltPoint
point_of_fact(const Fact *fact)
{
    bool rank = fact->rank && (!fact->has_value || decimal_compare(fact->value, decimal_from_int(fact->rank)) == 0);
    return (AltPoint){
        .date = fact->as_of.year && !is_counted_in_a_year(fact) ? fact->as_of : (Date){fact->year, 0, 0},
        .missing = !fact->has_value && !rank,
        .value = rank ? decimal_from_int(fact->rank) : fact->value,
        .qualifier = rank ? QUALIFIER_EXACT : fact->qualifier,
        .is_rank = rank,
        .basis = fact->basis ? fact->basis : "",
    };
}

/* As sentences say it: "more than 100%". */
static const char *
progress_text(const PresetReader *self, const Target *target)
{
    Arena *arena = self->context->arena;
    const FactUse *use = target_number_use(self->model, arena, target, "progress");
    if (!use)
        return NULL;
    NumberStyle style = use_style(use, true);
    style.digits = 0;
    return locale_number(arena, self->model->locales[self->lang], use->value, &style);
}

static void
set_target(const PresetReader *self, const Target *target, AltSeries *series, AltPoint *point)
{
    series->target = target->target;
    series->progress = progress_text(self, target);
    series->state = !target->has_latest || target->comparable == COMPARABLE_NO ? ALT_STATE_NONE
        : target->comparable == COMPARABLE_PARTLY || !series->progress ? ALT_STATE_PARTLY : ALT_STATE_MET;
    if (target->has_latest)
        *point = (AltPoint){.value = target->latest_value, .qualifier = target->latest ? target->latest->qualifier : QUALIFIER_EXACT, .basis = ""};
    if (!series->unit)
        series->unit = target->unit.in[self->lang];
}

/* One of `rows`: a series with a point for each figure. */
static AltSeries
series_of_row(const PresetReader *self, const Node *row, const Fact **unit_fact)
{
    Arena *arena = self->context->arena;
    const Node *ids = node_find(row, "rows"), *whole = node_find(row, "whole"), *target_id = node_find(row, "target");
    size_t count = ids && ids->kind == NODE_LIST ? ids->count : 0;
    AltPoint *points = ARENA_ARRAY(arena, AltPoint, count + 2);
    const Target *target = target_id && target_id->text ? model_target(self->model, target_id->text) : NULL;
    AltSeries series = {.label = text_in(self, node_find(row, "label")), .points = points};
    const Fact *first = NULL;
    for (size_t i = 0; i < count; i++) {
        const Node *id = ids->items[i].value;
        const Fact *fact = id->text ? model_fact(self->model, id->text) : NULL;
        if (!fact)
            continue;
        first = first ? first : fact;
        points[series.count++] = point_of_fact(fact);
    }
    if (!series.label)
        series.label = target ? target->label.in[self->lang] : first ? first->label.in[self->lang] : NULL;
    series.unit = first ? first->unit.in[self->lang] : NULL;
    *unit_fact = first;
    const Fact *part_of = whole && whole->text ? model_fact(self->model, whole->text) : NULL;
    if (part_of && part_of->has_value) {
        series.has_whole = true;
        series.whole = part_of->value;
    } else if (first && first->has_share) {
        NumberStyle style = {.digits = -1, .percent = true, .qualifier = first->share_qualifier};
        series.share = locale_number(arena, self->model->locales[self->lang], first->share, &style);
        series.share_of = first->share_of.in[self->lang];
    }
    if (target) {
        AltPoint latest = {.missing = true};
        set_target(self, target, &series, &latest);
        points[0] = latest;
        series.count = 1;
    }
    return series;
}

/* Figures of one indicator, counted alike, in several years. */
static bool
differ_in_year(const PresetReader *self, const Node *ids, const AltSeries *series)
{
    const Fact *before = NULL;
    for (size_t i = 0; ids && i < ids->count && i < series->count; i++) {
        const Fact *fact = ids->items[i].value->text ? model_fact(self->model, ids->items[i].value->text) : NULL;
        if (!fact || (before && (fact->year == before->year || str_is_empty(fact->basis) || !str_equal(fact->basis, before->basis))))
            return false;
        before = fact;
    }
    return series->count > 1;
}

/* Several figures of a row go by the preset's series, by their years, or by their own labels; a single one by the row's label. */
static void
label_points(const PresetReader *self, const Node *row, const Node *names, AltSeries *series)
{
    const Node *ids = node_find(row, "rows");
    AltPoint *points = (AltPoint *)series->points; /* ours, and nobody has seen them yet */
    bool years = differ_in_year(self, ids, series);
    for (size_t i = 0; ids && i < series->count && i < ids->count; i++) {
        const Fact *fact = ids->items[i].value->text ? model_fact(self->model, ids->items[i].value->text) : NULL;
        const Node *name = names && names->kind == NODE_LIST && i < names->count ? node_find(names->items[i].value, "label") : NULL;
        points[i].date = years && !name ? (Date){points[i].date.year, 0, 0} : (Date){0};
        points[i].x = name ? text_in(self, name) : series->count > 1 && !years && fact ? fact->label.in[self->lang] : NULL;
    }
}

/* One figure a row, of one indicator in one place, year by year: a history. */
static bool
is_history(const Fact *const *facts, const AltSeries *series, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (series[i].count != 1 || !facts[i] || !facts[i]->year)
            return false;
        bool same = str_equal(facts[i]->indicator, facts[0]->indicator) && str_equal(facts[i]->scope, facts[0]->scope);
        if (!same || (i && facts[i]->year <= facts[i - 1]->year))
            return false;
    }
    return count > 1;
}

static void
join_history(const PresetReader *self, const Fact *const *facts, AltSeries *series, AltChart *out)
{
    AltPoint *points = ARENA_ARRAY(self->context->arena, AltPoint, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        points[i] = series[i].points[0];
        points[i].x = NULL;
        points[i].date = (Date){facts[i]->year, 0, 0};
    }
    series[0] = (AltSeries){.label = facts[0]->label.in[self->lang], .unit = series[0].unit, .points = points, .count = out->count};
    out->count = 1;
    out->form = ALT_TREND;
}

static void
read_events(const PresetReader *self, const Node *events, AltSeries *out)
{
    AltPoint *points = ARENA_ARRAY(self->context->arena, AltPoint, events->count + 1);
    *out = (AltSeries){.points = points};
    for (size_t i = 0; i < events->count; i++) {
        const Node *event = events->items[i].value;
        const char *date = node_text(event, "date", "");
        AltPoint point = {.text = text_in(self, node_find(event, "text"))};
        if (date_parse(date, strlen(date), &point.date))
            points[out->count++] = point;
    }
}

/* The unit that all rows share; series then have none of their own. */
static const char *
joint_unit(AltSeries *series, size_t count, const char *given)
{
    const char *unit = given;
    for (size_t i = 0; i < count; i++) {
        if (!unit)
            unit = series[i].unit;
        else if (!given && !str_equal(unit, series[i].unit))
            return NULL;
    }
    for (size_t i = 0; i < count; i++)
        series[i].unit = NULL;
    return unit;
}

/* The time that all figures share: the year of what was counted in a year, the day to which a stock was counted. */
static const char *
joint_when(const PresetReader *self, const Fact *const *facts, size_t count, bool *is_flow)
{
    Date joint = {0};
    for (size_t i = 0; i < count; i++) {
        bool flow = facts[i] && is_counted_in_a_year(facts[i]);
        Date own = !facts[i] ? (Date){0} : flow || !facts[i]->as_of.year ? (Date){facts[i]->year, 0, 0} : facts[i]->as_of;
        if (!own.year || (i > 0 && (flow != *is_flow || date_compare(own, joint) != 0)))
            return NULL;
        joint = own;
        *is_flow = flow;
    }
    return count ? locale_date(self->context->arena, self->model->locales[self->lang], joint) : NULL;
}

/* The rows of a waterfall are steps of one way. */
static void
join_steps(Arena *arena, AltSeries *series, AltChart *out)
{
    AltPoint *points = ARENA_ARRAY(arena, AltPoint, out->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (!series[i].count || series[i].points[0].missing)
            continue;
        points[count] = series[i].points[0];
        points[count++].x = series[i].label;
    }
    AltSeries *joint = ARENA_NEW(arena, AltSeries);
    *joint = (AltSeries){.points = points, .count = count};
    out->series = joint;
    out->count = 1;
}

bool
alt_of_preset(const ChartContext *context, const Node *preset, int lang, AltChart *out)
{
    PresetReader self = {context, context->model, lang};
    const Node *rows = node_find(preset, "rows"), *events = node_find(preset, "events");
    const char *name = node_text(preset, "preset", "");
    size_t count = rows && rows->kind == NODE_LIST ? rows->count : 0;
    *out = (AltChart){.kind = ALT_CHART, .form = ALT_LIST};
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        if (strcmp(name, KINDS[i].preset) == 0) {
            out->kind = KINDS[i].kind;
            out->form = KINDS[i].form;
        }
    }
    AltSeries *series = ARENA_ARRAY(context->arena, AltSeries, count + 1);
    const Fact **facts = ARENA_ARRAY(context->arena, const Fact *, count + 1);
    if (events && events->kind == NODE_LIST && events->count) {
        read_events(&self, events, &series[0]);
        out->series = series;
        out->count = 1;
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        series[i] = series_of_row(&self, rows->items[i].value, &facts[i]);
        if (out->form == ALT_LIST || out->form == ALT_COMPARE || out->form == ALT_SHARE || out->form == ALT_FLOW)
            label_points(&self, rows->items[i].value, node_find(preset, "series"), &series[i]);
        if (node_bool(rows->items[i].value, "minus", false) && series[i].count)
            ((AltPoint *)series[i].points)[0].value.mantissa *= -1;
    }
    out->series = series;
    out->count = count;
    if (out->kind == ALT_COLUMN && is_history(facts, series, count))
        join_history(&self, facts, series, out);
    out->unit = joint_unit(series, out->count, text_in(&self, node_find(preset, "unit")));
    if (out->form == ALT_FLOW)
        join_steps(context->arena, series, out);
    bool dated = out->form == ALT_LIST || out->form == ALT_COMPARE || out->form == ALT_PART;
    for (size_t i = 0; i < out->count; i++)
        dated &= series[i].count == 1;
    out->as_of = dated ? joint_when(&self, facts, count, &out->is_flow) : NULL;
    return count > 0;
}
