/* chart/lint_data.c -- rules of the rows: sums, gaps, bases, order, categories. */
#include "chart/lint_rules.h"

#include "expr/calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLICES_MAX = 6, CATEGORIES_MAX = 30, SORTED_FROM = 4, NAMED_GAPS = 3 };

static const double LABEL_EM = 10.5; /* type size of axis labels, px */

/* ---- time ----------------------------------------------------------------------------------------------------------------- */

typedef VEC(double) Moments;

static int
rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Distinct positions of one series' rows, rising; rows without a measure count as present where `nulls`. */
static Moments
moments_of(Lint *self, const SurveyUnit *unit, const SurveyChannel *dimension, const SurveyChannel *measure, const char *series, bool nulls)
{
    Moments all = {0}, distinct = {0};
    for (size_t row = 0; row < unit->data.row_count; row++) {
        double at = value_to_number(survey_value(unit, dimension, row));
        bool given = nulls || !measure || value_is_valid_number(survey_value(unit, measure, row));
        if (isfinite(at) && given && (!series || strcmp(lint_series(self, unit, dimension, row), series) == 0))
            VEC_PUSH(self->context->arena, &all, at);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, rising);
    for (size_t i = 0; i < all.count; i++)
        if (i == 0 || all.items[i] != all.items[i - 1])
            VEC_PUSH(self->context->arena, &distinct, all.items[i]);
    return distinct;
}

static bool
are_years(const SurveyChannel *channel, const Moments *moments)
{
    const Node *field = node_find(channel->def, "field");
    return field && field->text && locale_are_years(field->text, moments->items, moments->count);
}

/* Parts of a gap are not quite months and years long: three days more are safely within them. */
static const char *
moment_name(Lint *self, double at, bool years, bool yearly)
{
    if (years)
        return arena_printf(self->context->arena, "%.0f", at);
    at += 3 * MS_PER_DAY;
    return format_time(self->context->arena, NULL, yearly ? "%Y" : "%Y-%m", at);
}

/* Names of the regular positions between `moments` that are left out; NULL: none. `step` is the regular distance. */
static const char *
missing_between(Lint *self, const Moments *moments, double step, bool years, const Node *domain)
{
    const double day = MS_PER_DAY;
    bool yearly = !years && step > 300 * day;
    const char *names = NULL;
    size_t count = 0;
    for (size_t i = 1; i < moments->count; i++) {
        double from = moments->items[i - 1], gap = moments->items[i] - from;
        for (int k = 1; k < (int)floor(gap / step + 0.5); k++) {
            const char *name = moment_name(self, from + (gap * k) / floor(gap / step + 0.5), years, yearly);
            bool listed = false;
            for (size_t d = 0; domain && domain->kind == NODE_LIST && d < domain->count; d++)
                listed |= str_equal(domain->items[d].value->text, name);
            if (listed)
                continue;
            count++;
            if (count <= NAMED_GAPS)
                names = names ? arena_printf(self->context->arena, "%s, %s", names, name) : name;
        }
    }
    return count > NAMED_GAPS ? arena_printf(self->context->arena, "%s …", names) : names;
}

/* The least distance, where at least half of them are so long, a month or more: days have their weekends. 0: no regular series. */
static double
regular_step(const Moments *moments, bool years)
{
    double step = INFINITY;
    for (size_t i = 1; i < moments->count; i++)
        step = fmin(step, moments->items[i] - moments->items[i - 1]);
    if (moments->count < 3 || !isfinite(step) || (!years && step < 27 * MS_PER_DAY))
        return 0;
    size_t regular = 0;
    for (size_t i = 1; i < moments->count; i++)
        regular += moments->items[i] - moments->items[i - 1] < step * 1.2;
    return regular * 2 >= moments->count - 1 ? step : 0;
}

/* Distinct series of the unit, by their keys. */
typedef VEC(const char *) Keys;

static Keys
series_keys(Lint *self, const SurveyUnit *unit, const SurveyChannel *dimension)
{
    Keys keys = {0};
    for (size_t row = 0; row < unit->data.row_count && keys.count < 200; row++) {
        const char *key = lint_series(self, unit, dimension, row);
        bool known = false;
        for (size_t i = keys.count; !known && i-- > 0;)
            known = strcmp(keys.items[i], key) == 0;
        if (!known)
            VEC_PUSH(self->context->arena, &keys, key);
    }
    return keys;
}

static bool
has_impute(const Node *view)
{
    const Node *transform = node_find(view, "transform");
    for (size_t i = 0; transform && i < transform->count; i++)
        if (node_find(transform->items[i].value, "impute"))
            return true;
    return false;
}

static void
gap_in_series(Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, const SurveyChannel *dimension, const char *key)
{
    const Node *invalid = survey_mark(self->survey, unit, "invalid");
    bool breaks = !(invalid && (str_equal(invalid->text, "filter") || str_equal(invalid->text, "show")));
    Moments moments = moments_of(self, unit, dimension, measure, key, breaks);
    bool years = are_years(dimension, &moments), temporal = str_equal(dimension->type, "temporal");
    double step = years || temporal ? regular_step(&moments, years) : 0;
    const char *missing = step > 0 ? missing_between(self, &moments, step, years, NULL) : NULL;
    if (missing)
        lint(self, DIAG_LINT_HIDDEN_GAP, lint_loc(unit, dimension), missing);
}

void
lint_hidden_gap(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *measure, *dimension;
    if (!lint_is_mark(unit, "line area trail") || !unit->has_data || !survey_axes(unit, &measure, &dimension) || !dimension)
        return;
    if (node_find(measure->def, "impute") || has_impute(unit->node) || has_impute(self->spec)) {
        lint(self, DIAG_LINT_HIDDEN_GAP, lint_loc(unit, measure), "imputed values");
        return;
    }
    if (survey_is_discrete(dimension))
        return;
    Keys keys = series_keys(self, unit, dimension);
    for (size_t i = 0; i < keys.count; i++)
        gap_in_series(self, unit, measure, dimension, keys.items[i]);
}

void
lint_uneven_time(Lint *self, const SurveyUnit *unit)
{
    static const char *const axes[] = {"x", "y"};
    for (size_t i = 0; unit->has_data && i < COUNT_OF(axes); i++) {
        const SurveyChannel *channel = survey_channel(unit, axes[i]);
        if (!survey_is_discrete(channel) || lint_is_mark(unit, "text"))
            continue;
        Moments moments = moments_of(self, unit, channel, NULL, NULL, true);
        bool years = moments.count > 2 && are_years(channel, &moments);
        double step = years ? regular_step(&moments, true) : 0;
        const char *missing = step > 0 ? missing_between(self, &moments, step, true, lint_scale(channel, "domain")) : NULL;
        if (missing)
            lint(self, DIAG_LINT_UNEVEN_TIME, lint_loc(unit, channel), missing);
    }
}

/* ---- bases --------------------------------------------------------------------------------------------------------------- */

typedef struct Placed {
    double at;
    const Fact *fact;
} Placed;

static int
by_place(const void *a, const void *b)
{
    return rising(&((const Placed *)a)->at, &((const Placed *)b)->at);
}

void
lint_bases(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *measure, *dimension;
    if (!lint_is_mark(unit, "line area trail") || !unit->has_data || !survey_axes(unit, &measure, &dimension) || !dimension)
        return;
    Keys keys = series_keys(self, unit, dimension);
    for (size_t k = 0; k < keys.count; k++) {
        VEC(Placed) line = {0};
        for (size_t row = 0; row < unit->data.row_count; row++) {
            const Fact *fact = lint_fact(self, unit, measure, row);
            if (fact && strcmp(lint_series(self, unit, dimension, row), keys.items[k]) == 0)
                VEC_PUSH(self->context->arena, &line, ((Placed){value_to_number(survey_value(unit, dimension, row)), fact}));
        }
        if (line.count)
            qsort(line.items, line.count, sizeof *line.items, by_place);
        for (size_t i = 1; i < line.count; i++) {
            const Fact *a = line.items[i - 1].fact, *b = line.items[i].fact;
            /* A line breaks where the basis changes; where none is given it cannot know. */
            bool same = str_equal(a->basis, b->basis), breaks = !same && lint_is_mark(unit, "line");
            if (a != b && !breaks && (!same || str_is_empty(a->basis)))
                lint(self, DIAG_LINT_BASES, lint_loc(unit, measure), a->id, b->id);
        }
    }
}

/* ---- sums ----------------------------------------------------------------------------------------------------------------- */

static bool
is_sum(const char *aggregate)
{
    return !aggregate || strcmp(aggregate, "sum") == 0 || strcmp(aggregate, "count") == 0 || strcmp(aggregate, "distinct") == 0;
}

static bool
is_percent(const Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, double *whole)
{
    const Node *format = node_path(measure->def, "axis.format"), *own = node_find(measure->def, "format"), *given = node_find(self->words, "unit");
    *whole = 1;
    if ((format && str_ends(format->text ? format->text : "", "%")) || (own && str_ends(own->text ? own->text : "", "%")))
        return true;
    *whole = 100;
    const Fact *fact = unit->data.row_count ? lint_fact(self, unit, measure, 0) : NULL;
    return (given && str_equal(given->text, "%")) || (fact && str_equal(fact->unit.in[0], "%"));
}

static double
total(const SurveyUnit *unit, const SurveyChannel *measure, bool *negative)
{
    double sum = 0;
    for (size_t row = 0; row < unit->data.row_count; row++) {
        double value = value_to_number(survey_value(unit, measure, row));
        *negative |= value < 0;
        sum += isfinite(value) ? value : 0;
    }
    return sum;
}

/* Figures of two units, or of two times. */
static const char *const *
unlike_figures(const Lint *self, const SurveyUnit *unit, const SurveyChannel *measure)
{
    static const char *const units[] = {"their units differ", "计量单位不同"}, *const times[] = {"they are of different times", "时间不同"};
    const Fact *first = NULL;
    for (size_t row = 0; row < unit->data.row_count; row++) {
        const Fact *fact = lint_fact(self, unit, measure, row);
        if (!fact)
            continue;
        first = first ? first : fact;
        if (!str_equal(fact->unit.in[0], first->unit.in[0]))
            return units;
        if (fact->year != first->year || !str_equal(fact->period, first->period))
            return times;
    }
    return NULL;
}

void
lint_slices(Lint *self, const SurveyUnit *unit)
{
    if (lint_is_mark(unit, "arc") && unit->has_data && unit->data.row_count > SLICES_MAX)
        lint(self, DIAG_LINT_SLICES, unit->node->loc, lint_count(self, unit->data.row_count));
}

void
lint_arc_whole(Lint *self, const SurveyUnit *unit)
{
    static const char *const means[] = {"means and extremes have no sum", "平均数、极值不可相加"};
    static const char *const negatives[] = {"there are negative values", "有负值"}, *const shares[] = {"the shares do not add up to 100%", "各占比之和不是100%"};
    const SurveyChannel *theta = survey_channel(unit, "theta");
    if (!lint_is_mark(unit, "arc") || !unit->has_data || !survey_is_measure(theta))
        return;
    bool negative = false;
    double whole, sum = total(unit, theta, &negative);
    const char *const *why = !is_sum(theta->aggregate) ? means : negative ? negatives : unlike_figures(self, unit, theta);
    if (!why && is_percent(self, unit, theta, &whole) && fabs(sum - whole) > 0.015 * whole)
        why = shares;
    if (why)
        lint(self, DIAG_LINT_ARC_WHOLE, lint_loc(unit, theta), why[0], why[1]);
}

void
lint_stack_negative(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *measure, *dimension;
    bool negative = false;
    if (!lint_is_mark(unit, "bar area") || !unit->has_data || !survey_stack(unit) || !survey_axes(unit, &measure, &dimension))
        return;
    total(unit, measure, &negative);
    if (negative)
        lint(self, DIAG_LINT_STACK_NEGATIVE, lint_loc(unit, measure), NULL);
}

/* The greatest sum of one stack. */
static double
greatest_stack(Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, const SurveyChannel *dimension)
{
    ValueList places = dimension ? survey_distinct(self->context->arena, unit, dimension) : (ValueList){0};
    double greatest = 0;
    bool negative = false;
    if (!places.count || places.count * unit->data.row_count > 4000000)
        return places.count ? 0 : total(unit, measure, &negative);
    for (size_t i = 0; i < places.count; i++) {
        double sum = 0;
        for (size_t row = 0; row < unit->data.row_count; row++)
            if (value_equal(survey_value(unit, dimension, row), places.items[i]))
                sum += value_to_number(survey_value(unit, measure, row));
        greatest = fmax(greatest, sum);
    }
    return greatest;
}

/* Totals to several dates in one stack: the later ones hold the earlier ones. */
static bool
stacks_stocks(Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, const SurveyChannel *dimension)
{
    ValueList places = dimension ? survey_distinct(self->context->arena, unit, dimension) : (ValueList){0};
    for (size_t i = 0; i < MIN_OF(places.count, (size_t)100); i++) {
        const Fact *first = NULL;
        for (size_t row = 0; row < unit->data.row_count; row++) {
            const Fact *fact = lint_fact(self, unit, measure, row);
            if (!fact || !str_starts(fact->period, "stock") || !value_equal(survey_value(unit, dimension, row), places.items[i]))
                continue;
            if (first && (fact->year != first->year || date_compare(fact->as_of, first->as_of) != 0))
                return true;
            first = fact;
        }
    }
    return false;
}

void
lint_stack_sum(Lint *self, const SurveyUnit *unit)
{
    static const char *const means[] = {"means and extremes", "平均数、极值"}, *const shares[] = {"shares of different wholes", "不同整体的占比"};
    static const char *const stocks[] = {"totals to several dates", "不同时点的累计数"};
    const SurveyChannel *measure, *dimension;
    if (!lint_is_mark(unit, "bar area") || !unit->has_data || !survey_stack(unit) || !survey_axes(unit, &measure, &dimension))
        return;
    double whole;
    const char *const *why = is_sum(measure->aggregate) ? NULL : means;
    if (!why && strcmp(survey_stack(unit), "normalize") != 0 && is_percent(self, unit, measure, &whole)
        && greatest_stack(self, unit, measure, dimension) > 1.015 * whole)
        why = shares;
    if (!why && stacks_stocks(self, unit, measure, dimension))
        why = stocks;
    if (why)
        lint(self, DIAG_LINT_STACK_SUM, lint_loc(unit, measure), why[0], why[1]);
}

void
lint_normalized(Lint *self, const SurveyUnit *unit)
{
    static const char *const words[] = {"%", "％", "share", "Share", "per cent", "percent", "Percent", "占比", "比重", "构成", "百分"};
    const SurveyChannel *measure, *dimension;
    const char *stack = survey_stack(unit);
    if (!stack || strcmp(stack, "normalize") != 0 || !survey_axes(unit, &measure, &dimension))
        return;
    bool silent;
    const char *title = survey_title(measure, &silent), *format = node_text(node_find(measure->def, "axis"), "format", "");
    bool said = str_ends(format, "%");
    for (size_t i = 0; title && i < COUNT_OF(words); i++)
        said |= strstr(title, words[i]) != NULL;
    if (!said)
        lint(self, DIAG_LINT_NORMALIZED, lint_loc(unit, measure), NULL);
}

/* ---- categories ------------------------------------------------------------------------------------------------------------ */

/* Whether the rows' values, taken by the names' order, go only one way. */
static bool
goes_one_way(Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, const SurveyChannel *dimension, const ValueList *names)
{
    bool up = true, down = true;
    double before = NAN;
    Value *sorted = ARENA_ARRAY(self->context->arena, Value, names->count + 1);
    memcpy(sorted, names->items, names->count * sizeof *sorted);
    for (size_t i = 1; i < names->count; i++)
        for (size_t k = i; k > 0 && value_compare(sorted[k - 1], sorted[k]) > 0; k--) {
            Value swap = sorted[k];
            sorted[k] = sorted[k - 1];
            sorted[k - 1] = swap;
        }
    for (size_t i = 0; i < names->count; i++) {
        double sum = 0;
        for (size_t row = 0; row < unit->data.row_count; row++)
            if (value_equal(survey_value(unit, dimension, row), sorted[i]))
                sum += value_to_number(survey_value(unit, measure, row));
        up &= i == 0 || sum >= before;
        down &= i == 0 || sum <= before;
        before = sum;
    }
    return up || down;
}

void
lint_unsorted(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *measure, *dimension;
    if (!lint_is_mark(unit, "bar") || !unit->has_data || !survey_axes(unit, &measure, &dimension) || !survey_is_discrete(dimension))
        return;
    bool ordered = strcmp(dimension->type, "nominal") != 0 || node_find(dimension->def, "sort") || lint_scale(dimension, "domain");
    if (ordered)
        return;
    ValueList names = survey_distinct(self->context->arena, unit, dimension);
    if (names.count < SORTED_FROM || names.count > 200 || names.items[0].kind != VALUE_STRING)
        return;
    if (!goes_one_way(self, unit, measure, dimension, &names))
        lint(self, DIAG_LINT_UNSORTED, lint_loc(unit, dimension), NULL);
}

void
lint_line_nominal(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *measure, *dimension;
    if (lint_is_mark(unit, "line area trail") && survey_axes(unit, &measure, &dimension) && dimension && dimension->column
        && strcmp(dimension->type, "nominal") == 0)
        lint(self, DIAG_LINT_LINE_NOMINAL, lint_loc(unit, dimension), NULL);
}

void
lint_overlap(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *color = lint_color_channel(unit);
    const Node *opacity = survey_mark(self->survey, unit, "opacity"), *fill = survey_mark(self->survey, unit, "fillOpacity");
    if (!lint_is_mark(unit, "area") || !color || survey_stack(unit) || !unit->has_data || survey_channel(unit, "y2") || survey_channel(unit, "x2"))
        return;
    double shown = fmin(opacity ? opacity->number : 1, fill ? fill->number : 1);
    bool faceted = survey_channel(unit, "row") || survey_channel(unit, "column") || survey_channel(unit, "facet");
    if (!faceted && shown > 0.7 && survey_distinct(self->context->arena, unit, color).count > 1)
        lint(self, DIAG_LINT_OVERLAP, lint_loc(unit, color), NULL);
}

void
lint_empty(Lint *self, const SurveyUnit *unit)
{
    if (unit->has_data && unit->data.row_count == 0)
        lint(self, DIAG_LINT_EMPTY, unit->node->loc, NULL);
}

void
lint_field(Lint *self, const SurveyUnit *unit)
{
    for (size_t i = 0; unit->has_data && i < unit->channels.count; i++) {
        const SurveyChannel *channel = &unit->channels.items[i];
        const Node *field = node_find(channel->def, "field");
        if (!channel->unknown || !field)
            continue;
        lint(self, DIAG_LINT_FIELD, field->loc, field->text);
        const char *near = str_nearest(field->text, unit->data.columns, unit->data.column_count);
        if (near)
            diag_hint(self->context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    }
}

/* ---- labels of an axis ------------------------------------------------------------------------------------------------------ */

/* Discrete categories along x whose axis is drawn. */
static const SurveyChannel *
labelled_x(const SurveyUnit *unit)
{
    const SurveyChannel *x = survey_channel(unit, "x");
    const Node *axis = x ? node_find(x->def, "axis") : NULL, *labels = node_find(axis, "labels");
    bool hidden = (axis && axis->kind == NODE_NULL) || (labels && labels->kind == NODE_BOOL && !labels->boolean);
    return survey_is_discrete(x) && !hidden && unit->has_data ? x : NULL;
}

/* Vega-Lite stands the labels of a discrete x axis on end unless it is told otherwise. */
void
lint_turned_labels(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *x = labelled_x(unit);
    const Node *angle = x ? lint_axis(self, x, "labelAngle") : NULL;
    if (x && !lint_is_mark(unit, "text") && (!angle || fabs(angle->number) > 1))
        lint(self, DIAG_LINT_TURNED_LABELS, angle ? angle->loc : lint_loc(unit, x), NULL);
}

static double
label_width(const char *text)
{
    double em = 0;
    for (const char *at = text; *at; at++)
        em += ((unsigned char)*at & 0xC0) == 0x80 ? 0 : (unsigned char)*at >= 0xE3 ? 1 : 0.55;
    return em * LABEL_EM;
}

void
lint_crowded(Lint *self, const SurveyUnit *unit)
{
    static const char *const axes[] = {"x", "y"};
    for (size_t i = 0; unit->has_data && i < COUNT_OF(axes); i++) {
        const SurveyChannel *channel = survey_channel(unit, axes[i]);
        if (!survey_is_discrete(channel))
            continue;
        ValueList names = survey_distinct(self->context->arena, unit, channel);
        const Node *width = node_find(unit->node, "width") ? node_find(unit->node, "width") : node_find(unit->layered ? unit->layered : self->spec, "width");
        double widest = 0, room = width && width->kind == NODE_NUMBER && names.count ? width->number / (double)names.count : INFINITY;
        for (size_t k = 0; k < names.count; k++)
            widest = fmax(widest, label_width(value_to_string(self->context->arena, names.items[k])));
        bool crowded = channel == labelled_x(unit) && widest > 2.2 * room; /* two lines would do */
        if (names.count > CATEGORIES_MAX || crowded)
            lint(self, DIAG_LINT_CROWDED, lint_loc(unit, channel), lint_count(self, names.count));
    }
}
