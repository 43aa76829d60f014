/* chart/alt.c -- an AltChart in sentences. */
#include "chart/alt_say.h"

#include <math.h>
#include <string.h>

enum {
    ITEMS_MAX = 8,        /* categories that are all named; of more, the ends */
    ENDS = 3,             /* of the highest */
    SERIES_MAX = 4,       /* series that get a sentence each */
    GAPS_MAX = 40,
    CELLS_MAX = 16,       /* of grouped bars that are all named */
};

/* ---- from one value to another ----------------------------------------------------------------------------------------- */

static const char *
movement(Alt *self, const char *subject, const Item *first, const Item *last)
{
    const AltWords *words = self->words;
    int way = decimal_compare(last->point->value, first->point->value);
    if (way != 0 && (!alt_is_timed(first->point) || !alt_is_timed(last->point))) {
        const char *start = alt_value(self, first);
        return FILL(self, way > 0 ? words->rose_plain : words->fell_plain, subject, start, "", alt_value(self, last));
    }
    const char *from = alt_value(self, first), *from_when = alt_when(self, first->point);
    if (way == 0)
        return FILL(self, words->level, subject, from, from_when, alt_when(self, last->point));
    const char *to = alt_value(self, last);
    return FILL(self, way > 0 ? words->rose : words->fell, subject, from, from_when, to, alt_when(self, last->point));
}

/* The extremes between the ends, where they lie beyond both. */
static const char *
extremes(Alt *self, const Items *items)
{
    const AltPoint *first = items->items[0].point, *last = items->items[items->count - 1].point;
    bool rising = decimal_compare(last->value, first->value) >= 0;
    const Item *high = NULL, *low = NULL;
    Decimal top = rising ? last->value : first->value, bottom = rising ? first->value : last->value;
    for (size_t i = 1; i + 1 < items->count; i++) {
        if (decimal_compare(items->items[i].point->value, top) > 0) {
            high = &items->items[i];
            top = high->point->value;
        }
        if (decimal_compare(items->items[i].point->value, bottom) < 0) {
            low = &items->items[i];
            bottom = low->point->value;
        }
    }
    const char *high_value = high ? alt_value(self, high) : NULL, *high_when = high ? alt_when(self, high->point) : NULL;
    const char *low_value = low ? alt_value(self, low) : NULL, *low_when = low ? alt_when(self, low->point) : NULL;
    if (high && low)
        return FILL(self, self->words->high_low, high_value, high_when, low_value, low_when);
    return high ? FILL(self, self->words->high, high_value, high_when) : low ? FILL(self, self->words->low, low_value, low_when) : "";
}

static void
latest_change(Alt *self, const Items *items)
{
    const Item *before = &items->items[items->count - 2], *last = &items->items[items->count - 1];
    const char *from = alt_time(self, before->point), *to = alt_time(self, last->point);
    Decimal difference;
    if (!decimal_sub(last->point->value, before->point->value, &difference))
        return;
    bool rose = difference.mantissa > 0;
    if (difference.mantissa == 0) {
        alt_sentence(self, FILL(self, self->words->latest_level, from, to));
        return;
    }
    if (!rose)
        difference.mantissa = -difference.mantissa;
    bool exact = before->point->qualifier == QUALIFIER_EXACT && last->point->qualifier == QUALIFIER_EXACT;
    NumberStyle style = self->style;
    style.points = style.percent;
    style.qualifier = exact ? QUALIFIER_EXACT : QUALIFIER_ABOUT;
    const char *unit = self->locale->is_cjk && !style.percent ? alt_unit(self, last->series) : NULL;
    const char *by = locale_quantity(self->arena, self->locale, difference, &style, unit);
    alt_sentence(self, FILL(self, rose ? self->words->latest_rose : self->words->latest_fell, from, to, by));
}

/* Years of their own, some of them one after the other: those left out are missed. */
static bool
is_yearly(const AltSeries *series)
{
    bool yearly = false;
    for (size_t i = 0; i < series->count; i++) {
        const Date *date = &series->points[i].date;
        if (!date->year || date->month)
            return false;
        yearly |= i > 0 && date->year - series->points[i - 1].date.year == 1;
    }
    return yearly;
}

static void
gaps(Alt *self, const AltSeries *series)
{
    Strings times = {0};
    bool yearly = is_yearly(series);
    for (size_t i = 0; i < series->count; i++) {
        int year = i && yearly ? series->points[i - 1].date.year + 1 : 9999;
        for (; year < series->points[i].date.year && times.count < GAPS_MAX; year++)
            VEC_PUSH(self->arena, &times, locale_date(self->arena, self->locale, (Date){year, 0, 0}));
        if (series->points[i].missing)
            VEC_PUSH(self->arena, &times, alt_time(self, &series->points[i]));
    }
    if (times.count)
        alt_sentence(self, FILL(self, self->words->gaps, locale_list(self->arena, self->locale, times.items, times.count)));
}

static bool
one_basis(const Items *items)
{
    for (size_t i = 1; i < items->count; i++)
        if (!alt_same_basis(items->items[0].point, items->items[i].point))
            return false;
    return true;
}

/* Values of different bases: named one by one, never compared. */
static const char *
on_bases(Alt *self, const char *subject, const Items *items)
{
    Strings list = {0};
    for (size_t i = 0; i < items->count; i++)
        VEC_PUSH(self->arena, &list, FILL(self, self->words->value_when, alt_value(self, &items->items[i]), alt_when(self, items->items[i].point)));
    return FILL(self, self->words->bases, subject, alt_joined(self, &list, self->words->item_sep));
}

/* ---- forms ----------------------------------------------------------------------------------------------------------- */

static void
series_trend(Alt *self, const AltSeries *series, bool alone)
{
    Items items = alt_present(self, series);
    const char *subject = alt_subject(self, series);
    if (!items.count)
        return;
    const Item *first = &items.items[0], *last = &items.items[items.count - 1];
    if (items.count == 1) {
        alt_sentence(self, FILL(self, self->words->one, subject, alt_value(self, first), alt_when(self, first->point)));
        return;
    }
    if (!one_basis(&items)) {
        alt_sentence(self, on_bases(self, subject, &items));
        return;
    }
    const char *moved = movement(self, subject, first, last);
    alt_sentence(self, arena_printf(self->arena, "%s%s", moved, extremes(self, &items)));
    if (alone && items.count > 2)
        latest_change(self, &items);
    gaps(self, series);
}

/* The last values of all series, where they are of one time and one basis. */
static void
end_order(Alt *self)
{
    Items items = {0};
    Strings list = {0};
    for (size_t s = 0; s < self->chart->count; s++) {
        Items present = alt_present(self, &self->chart->series[s]);
        if (present.count && one_basis(&present))
            VEC_PUSH(self->arena, &items, present.items[present.count - 1]);
    }
    for (size_t i = 1; i < items.count; i++)
        if (!str_equal(alt_time(self, items.items[0].point), alt_time(self, items.items[i].point)))
            return;
    if (items.count < 2)
        return;
    alt_sort(&items);
    if (decimal_compare(items.items[0].point->value, items.items[items.count - 1].point->value) == 0)
        return;
    for (size_t i = 0; i < items.count && i < ITEMS_MAX; i++)
        VEC_PUSH(self->arena, &list, alt_item(self, alt_subject(self, items.items[i].series), alt_value(self, &items.items[i])));
    alt_sentence(self, FILL(self, self->words->end_order, alt_when(self, items.items[0].point), alt_joined(self, &list, self->words->item_sep)));
}

static void
say_trend(Alt *self)
{
    const AltChart *chart = self->chart;
    for (size_t s = 0; s < chart->count && chart->count <= SERIES_MAX; s++)
        series_trend(self, &chart->series[s], chart->count == 1);
    if (chart->count > SERIES_MAX && chart->series[0].count) {
        const AltSeries *series = &chart->series[0];
        const char *last = alt_time(self, &series->points[series->count - 1]);
        alt_sentence(self, FILL(self, self->words->many, alt_count(self, chart->count), alt_time(self, &series->points[0]), last));
    }
    if (chart->count > 1)
        end_order(self);
}

static const char *
point_label(Alt *self, const Item *item)
{
    const char *x = alt_time(self, item->point), *series = item->series->label;
    if (str_is_empty(x) || str_is_empty(series) || self->chart->count == 1)
        return str_is_empty(x) ? (series ? series : "") : x;
    return arena_printf(self->arena, "%s%s%s", series, self->locale->is_cjk ? "" : ", ", x);
}

static const char *
items_text(Alt *self, const Items *items, size_t from, size_t to)
{
    Strings list = {0};
    bool commas = false;
    for (size_t i = from; i < to; i++) {
        const Item *item = &items->items[i];
        const char *label = point_label(self, item);
        commas |= strstr(label, "，") || strstr(label, "、");
        VEC_PUSH(self->arena, &list, alt_item(self, label, alt_value(self, item)));
    }
    return alt_joined(self, &list, commas ? self->words->clause_sep : self->words->item_sep);
}

static void
say_groups(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        const AltSeries *series = &self->chart->series[s];
        Items items = alt_present(self, series);
        Strings list = {0};
        for (size_t i = 0; i < items.count; i++)
            VEC_PUSH(self->arena, &list, alt_item(self, alt_time(self, items.items[i].point), alt_value(self, &items.items[i])));
        const char *label = series->label ? series->label : "", *all = alt_joined(self, &list, self->words->item_sep);
        alt_sentence(self, items.count > 1 || !self->locale->is_cjk ? FILL(self, self->words->group, label, all) : alt_item(self, label, all));
    }
}

static void
say_compare(Alt *self)
{
    Items items = alt_all(self);
    bool ordered = self->chart->form == ALT_COMPARE && items.count > 1;
    bool groups = self->chart->count > 1 && items.count > self->chart->count;
    if (!items.count)
        return;
    if (groups && items.count <= CELLS_MAX) {
        say_groups(self);
        return;
    }
    if (ordered)
        alt_sort(&items);
    if (ordered && items.count > ITEMS_MAX) {
        const char *count = alt_count(self, items.count), *top = items_text(self, &items, 0, ENDS);
        alt_sentence(self, FILL(self, self->words->ends, count, top, items_text(self, &items, items.count - 1, items.count)));
    } else {
        alt_sentence(self, FILL(self, ordered ? self->words->order : self->words->plain, items_text(self, &items, 0, items.count)));
    }
}

static void
say_shares(Alt *self)
{
    Items items = alt_all(self);
    Decimal total = {0, 0};
    for (size_t i = 0; i < items.count; i++)
        if (items.items[i].point->value.mantissa < 0 || !decimal_add(total, items.items[i].point->value, &total))
            return;
    if (!items.count || total.mantissa == 0)
        return;
    alt_sort(&items);
    if (self->style.percent) {
        alt_sentence(self, FILL(self, self->words->order, items_text(self, &items, 0, MIN_OF(items.count, (size_t)ITEMS_MAX))));
        return;
    }
    Qualifier qualifier = QUALIFIER_EXACT;
    for (size_t i = 0; i < items.count; i++)
        qualifier = items.items[i].point->qualifier == QUALIFIER_EXACT ? qualifier : QUALIFIER_ABOUT;
    const char *whole = alt_quantity(self, NULL, total, qualifier);
    Strings list = {0};
    for (size_t i = 0; i < items.count && i < ITEMS_MAX; i++) {
        const Item *item = &items.items[i];
        const char *label = point_label(self, item), *value = alt_value(self, item);
        VEC_PUSH(self->arena, &list, FILL(self, self->words->share_item, label, value, alt_percent(self, item->point->value, total, qualifier)));
    }
    alt_sentence(self, FILL(self, self->words->shares, whole, alt_joined(self, &list, self->words->clause_sep)));
}

static void
say_parts(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        const AltSeries *series = &self->chart->series[s];
        if (!series->count || series->points[0].missing)
            continue;
        const AltPoint *point = &series->points[0];
        const char *label = series->label ? series->label : "";
        if (series->has_whole && series->whole.mantissa != 0) {
            const char *value = alt_first_of_two(self, series, point->value, point->qualifier);
            const char *whole = alt_quantity(self, series, series->whole, QUALIFIER_EXACT);
            alt_sentence(self, FILL(self, self->words->part, label, value, whole, alt_percent(self, point->value, series->whole, point->qualifier)));
        } else if (series->share) {
            const char *template = series->share_of ? self->words->part_share_of : self->words->part_share;
            alt_sentence(self, FILL(self, template, label, alt_value(self, &(Item){series, point}), series->share, series->share_of));
        } else {
            alt_sentence(self, alt_item(self, label, alt_value(self, &(Item){series, point})));
        }
    }
}

static void
say_pairs(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        Items items = alt_present(self, &self->chart->series[s]);
        const char *subject = alt_subject(self, &self->chart->series[s]);
        if (items.count == 1)
            alt_sentence(self, FILL(self, self->words->one, subject, alt_value(self, &items.items[0]), alt_when(self, items.items[0].point)));
        else if (items.count > 1)
            alt_sentence(self, one_basis(&items) ? movement(self, subject, &items.items[0], &items.items[items.count - 1]) : on_bases(self, subject, &items));
    }
}

static void
say_targets(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        const AltSeries *series = &self->chart->series[s];
        bool none = series->state == ALT_STATE_NONE || !series->count || series->points[0].missing;
        const char *template = none ? self->words->target_none : series->state == ALT_STATE_PARTLY ? self->words->target_partly : self->words->target;
        const char *value = none ? "" : alt_first_of_two(self, series, series->points[0].value, series->points[0].qualifier);
        const char *target = alt_quantity(self, series, series->target, QUALIFIER_EXACT);
        alt_sentence(self, FILL(self, template, series->label ? series->label : "", value, target, series->progress ? series->progress : ""));
    }
}

static void
say_grid(Alt *self)
{
    Items items = alt_all(self);
    size_t columns = 0;
    for (size_t s = 0; s < self->chart->count; s++)
        columns = MAX_OF(columns, self->chart->series[s].count);
    alt_sentence(self, FILL(self, self->words->grid, alt_count(self, self->chart->count), alt_count(self, columns)));
    if (items.count < 2)
        return;
    alt_sort(&items);
    const Item *high = &items.items[0], *low = &items.items[items.count - 1];
    const char *high_value = alt_value(self, high), *low_value = alt_value(self, low);
    alt_sentence(self, FILL(self, self->words->grid_ends, high_value, high->series->label ? high->series->label : "", alt_time(self, high->point), low_value,
                       low->series->label ? low->series->label : "", alt_time(self, low->point)));
}

/* Pearson's coefficient; 0 where it is not defined. */
static double
correlation(const Items *items)
{
    double n = (double)items->count, sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < items->count; i++) {
        sx += items->items[i].point->at;
        sy += decimal_to_double(items->items[i].point->value);
    }
    for (size_t i = 0; i < items->count; i++) {
        double x = items->items[i].point->at - sx / n, y = decimal_to_double(items->items[i].point->value) - sy / n;
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
}

static void
say_relation(Alt *self)
{
    Items items = alt_all(self);
    if (items.count < 2)
        return;
    double *x = ARENA_ARRAY(self->arena, double, items.count + 1), left = INFINITY, right = -INFINITY;
    for (size_t i = 0; i < items.count; i++) {
        x[i] = items.items[i].point->at;
        left = fmin(left, x[i]);
        right = fmax(right, x[i]);
    }
    NumberStyle along = locale_set_style(self->locale, x, items.count);
    along.group_all = false;
    const char *x_title = self->chart->x_title ? self->chart->x_title : "x", *y_title = self->chart->measure ? self->chart->measure : self->words->the_value;
    alt_sort(&items);
    const char *low = alt_value(self, &items.items[items.count - 1]), *high = alt_value(self, &items.items[0]);
    const char *from = locale_double(self->arena, self->locale, left, &along), *to = locale_double(self->arena, self->locale, right, &along);
    alt_sentence(self, FILL(self, self->words->relation, alt_count(self, items.count), x_title, from, to, y_title, low, high));
    double r = correlation(&items);
    const char *way = r >= 0.5 ? self->words->relation_up : r <= -0.5 ? self->words->relation_down : self->words->relation_none;
    if (items.count >= 8) /* fewer say nothing about a relation */
        alt_sentence(self, FILL(self, way, x_title, y_title));
}

static void
say_events(Alt *self)
{
    const AltSeries *series = self->chart->count ? &self->chart->series[0] : NULL;
    Strings list = {0};
    if (!series || !series->count)
        return;
    for (size_t i = 0; i < series->count; i++) {
        const char *text = series->points[i].text ? series->points[i].text : "";
        VEC_PUSH(self->arena, &list, FILL(self, self->words->event, alt_time(self, &series->points[i]), text));
    }
    alt_sentence(self, FILL(self, self->words->events, alt_count(self, series->count), alt_time(self, &series->points[0]),
                       alt_time(self, &series->points[series->count - 1]), alt_joined(self, &list, self->words->clause_sep)));
}

static void
say_flow(Alt *self)
{
    const AltSeries *series = self->chart->count ? &self->chart->series[0] : NULL;
    if (!series || series->count < 3)
        return;
    const AltPoint *first = &series->points[0], *last = &series->points[series->count - 1];
    const char *from = alt_value(self, &(Item){series, first}), *to = alt_value(self, &(Item){series, last});
    Strings list = {0};
    NumberStyle signs = self->style;
    signs.sign = true;
    for (size_t i = 1; i + 1 < series->count; i++) {
        const char *unit = self->locale->is_cjk ? alt_unit(self, series) : NULL;
        const char *step = locale_quantity(self->arena, self->locale, series->points[i].value, &signs, unit);
        VEC_PUSH(self->arena, &list, alt_item(self, alt_time(self, &series->points[i]), step));
    }
    const char *steps = alt_joined(self, &list, self->words->item_sep);
    alt_sentence(self, FILL(self, self->words->flow, alt_time(self, first), from, alt_time(self, last), to, steps));
}

static void (*const FORMS[])(Alt *self) = {
    [ALT_TREND] = say_trend,
    [ALT_COMPARE] = say_compare,
    [ALT_LIST] = say_compare,
    [ALT_SHARE] = say_shares,
    [ALT_PART] = say_parts,
    [ALT_PAIR] = say_pairs,
    [ALT_TARGET] = say_targets,
    [ALT_GRID] = say_grid,
    [ALT_RELATION] = say_relation,
    [ALT_EVENTS] = say_events,
    [ALT_FLOW] = say_flow,
};

/* ---- the whole ------------------------------------------------------------------------------------------------------------ */

/* One style for all values that share the chart's unit. */
static NumberStyle
style_of(const Alt *self)
{
    VEC(Decimal) values = {0};
    for (size_t s = 0; s < self->chart->count; s++)
        for (size_t i = 0; i < self->chart->series[s].count; i++)
            if (!self->chart->series[s].points[i].missing && !self->chart->series[s].points[i].is_rank && !self->chart->series[s].unit)
                VEC_PUSH(self->arena, &values, self->chart->series[s].points[i].value);
    NumberStyle style = locale_set_style_decimals(self->locale, values.items, values.count);
    style.label = style.group_all = false; /* in sentences each number is written as prose does */
    style.percent = self->chart->percent;
    return style;
}

/* A language without words: labels, times and values. */
static void
say_bare(Alt *self)
{
    Items items = alt_all(self);
    Strings list = {0};
    for (size_t i = 0; i < items.count && i < 2 * ITEMS_MAX; i++) {
        const Item *item = &items.items[i];
        const char *value = alt_quantity(self, item->series, item->point->value, item->point->qualifier);
        VEC_PUSH(self->arena, &list, arena_printf(self->arena, "%s: %s", point_label(self, item), value));
    }
    alt_sentence(self, alt_joined(self, &list, "; "));
}

static Alt
alt_open(Arena *arena, const Locale *locale, const AltChart *chart)
{
    Alt self = {.arena = arena, .locale = locale, .words = alt_words(locale), .chart = chart};
    self.style = style_of(&self);
    return self;
}

static const char *
alt_close(Alt *self)
{
    const char *text = self->out.length ? buf_take(&self->out, self->arena) : "";
    buf_clear(&self->out);
    return text;
}

static void
say_body(Alt *self)
{
    if (!self->words)
        say_bare(self);
    else if (self->chart->form < COUNT_OF(FORMS) && FORMS[self->chart->form])
        FORMS[self->chart->form](self);
}

const char *
alt_body(Arena *arena, const Locale *locale, const AltChart *chart)
{
    Alt self = alt_open(arena, locale, chart);
    say_body(&self);
    return alt_close(&self);
}

const char *
alt_text(Arena *arena, const Locale *locale, const AltChart *chart)
{
    Alt self = alt_open(arena, locale, chart);
    if (self.words)
        alt_sentence(&self, self.words->kind[chart->kind]);
    alt_sentence(&self, chart->title ? chart->title : chart->form == ALT_TREND || chart->form == ALT_RELATION ? NULL : chart->measure);
    say_body(&self);
    alt_sentence(&self, chart->caveat);
    if (self.words && chart->as_of)
        alt_sentence(&self, FILL(&self, chart->is_flow ? self.words->period : self.words->as_of, chart->as_of));
    alt_sentence(&self, chart->source);
    return alt_close(&self);
}

const char *
alt_kind_name(const Locale *locale, AltKind kind)
{
    const AltWords *words = alt_words(locale);
    return words ? words->kind[kind] : NULL;
}
