/* chart/alt.c -- an AltChart in sentences. */
#include "chart/alt.h"

#include "base/str.h"
#include "base/vec.h"
#include "chart/alt_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    ITEMS_MAX = 8,        /* categories that are all named; of more, the ends */
    ENDS = 3,             /* of the highest */
    SERIES_MAX = 4,       /* series that get a sentence each */
    GAPS_MAX = 40,
    CELLS_MAX = 16,       /* of grouped bars that are all named */
};

typedef struct Alt {
    Arena *arena;
    const Locale *locale;
    const AltWords *words;
    const AltChart *chart;
    NumberStyle style;    /* of all values with the chart's unit */
    bool unit_said;       /* English names a unit once */
    Buf out;
} Alt;

typedef struct Item {
    const AltSeries *series;
    const AltPoint *point;
} Item;

typedef VEC(Item) Items;
typedef VEC(const char *) Strings;

/* ---- pieces --------------------------------------------------------------------------------------------------------- */

static const char *
fill(Alt *self, const char *template, const char *const *args)
{
    Buf out = BUF_INIT;
    for (const char *at = template; *at;) {
        if (at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            buf_add(&out, args[at[1] - '0']);
            at += 3;
        } else {
            buf_add_char(&out, *at++);
        }
    }
    const char *text = out.length ? buf_take(&out, self->arena) : "";
    buf_clear(&out);
    return text;
}

#define FILL(self, template, ...) fill((self), (template), (const char *const[]){__VA_ARGS__, NULL})

/* One sentence, with a capital and a full stop where the language has them. */
static void
sentence(Alt *self, const char *text)
{
    static const char *const ends[] = {".", "!", "?", "。", "！", "？", "…"};
    if (str_is_empty(text))
        return;
    if (self->out.length)
        buf_add(&self->out, self->words ? self->words->stop : " ");
    bool closed = false;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        closed |= str_ends(text, ends[i]);
    size_t from = self->out.length;
    buf_add(&self->out, text);
    char *first = self->out.ptr + from;
    bool word = *first >= 'a' && *first <= 'z' && first[1] >= 'a' && first[1] <= 'z'; /* a variable "n" stays small */
    if (word && !self->locale->is_cjk)
        *first = (char)(*first - 'a' + 'A');
    if (!closed)
        buf_add(&self->out, self->locale->stop);
}

static const char *
unit_of(const Alt *self, const AltSeries *series)
{
    return series && series->unit ? series->unit : self->chart->unit;
}

static bool
is_one(Decimal value)
{
    return decimal_compare(value, decimal_from_int(1)) == 0;
}

static const char *
bare_number(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier)
{
    NumberStyle style = series && series->unit ? (NumberStyle){.digits = -1} : self->style;
    style.qualifier = qualifier;
    return locale_number(self->arena, self->locale, value, &style);
}

/* Whether a label ends with the unit: "Local standards" of "standards". */
static bool
names_unit(const char *label, const char *unit)
{
    size_t all = label ? strlen(label) : 0, length = strlen(unit);
    return all >= length && strcasecmp(label + all - length, unit) == 0;
}

/* English names the chart's unit once, not with 1 (units are plurals), and not behind a label that names it. */
static const char *
decimal_text_of(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier)
{
    bool own = series && series->unit, cjk = self->locale->is_cjk;
    const char *unit = unit_of(self, series), *number = bare_number(self, series, value, qualifier);
    const char *label = series && series->label && (!self->chart->measure || self->chart->count > 1) ? series->label : self->chart->measure;
    bool named = unit && !cjk && names_unit(label, unit);
    bool say = unit && !named && (own || !self->style.percent) && (cjk || ((own || !self->unit_said) && !is_one(value)));
    self->unit_said |= say && !own;
    return say ? arena_printf(self->arena, "%s%s%s", number, self->locale->unit_gap ? self->locale->unit_gap : "", unit) : number;
}

/* The first of two numbers of one unit: 191 of 806 standards; 占806项的 has both. */
static const char *
first_of_two(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier)
{
    return self->locale->is_cjk ? decimal_text_of(self, series, value, qualifier) : bare_number(self, series, value, qualifier);
}

static const char *
value_text(Alt *self, const AltSeries *series, const AltPoint *point)
{
    if (!point->is_rank)
        return decimal_text_of(self, series, point->value, point->qualifier);
    return FILL(self, self->words->rank, locale_ordinal(self->arena, self->locale, (long)decimal_to_double(point->value)));
}

static const char *
percent_text(Alt *self, Decimal value, Decimal whole, Qualifier qualifier)
{
    Decimal hundredfold, percent;
    NumberStyle style = {.digits = 1, .percent = true, .qualifier = qualifier == QUALIFIER_EXACT ? QUALIFIER_EXACT : QUALIFIER_ABOUT};
    if (!decimal_mul(value, decimal_from_int(100), &hundredfold) || !decimal_div(hundredfold, whole, 8, ROUND_HALF_EVEN, &percent))
        return "";
    return locale_number(self->arena, self->locale, percent, &style);
}

static const char *
time_text(Alt *self, const AltPoint *point)
{
    return point->date.year ? locale_date(self->arena, self->locale, point->date) : point->x ? point->x : "";
}

static bool
is_timed(const AltPoint *point)
{
    return point->date.year || !str_is_empty(point->x);
}

static const char *
when_text(Alt *self, const AltPoint *point)
{
    return FILL(self, point->date.day ? self->words->on : self->words->in, time_text(self, point));
}

/* Whether a value right behind the label would run into it: "ISO 9001" and a number; a label with commas. */
static bool
runs_on(const Alt *self, const char *label)
{
    char last = *label ? label[strlen(label) - 1] : '\0';
    bool digit = last >= '0' && last <= '9', letter = (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z');
    return self->locale->is_cjk ? digit || letter : digit || strchr(label, ',');
}

static const char *
item_text(Alt *self, const char *label, const char *value)
{
    if (str_is_empty(label))
        return value;
    return FILL(self, runs_on(self, label) ? self->words->item_close : self->words->item, label, value);
}

static const char *
joined(Alt *self, const Strings *list, const char *separator)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < list->count; i++)
        buf_printf(&out, "%s%s", i ? separator : "", list->items[i]);
    const char *text = out.length ? buf_take(&out, self->arena) : "";
    buf_clear(&out);
    return text;
}

static const char *
count_text(Alt *self, size_t count)
{
    return locale_number(self->arena, self->locale, decimal_from_int((int64_t)count), &(NumberStyle){.digits = -1});
}

static bool
same_basis(const AltPoint *a, const AltPoint *b)
{
    return (!a->basis && !b->basis) || (!str_is_empty(a->basis) && str_equal(a->basis, b->basis));
}

static const char *
subject_of(const Alt *self, const AltSeries *series)
{
    const AltChart *chart = self->chart;
    const char *own = chart->count > 1 || !chart->measure ? series->label : NULL;
    return own ? own : chart->measure ? chart->measure : self->words->the_value;
}

/* The points of a series that have a value. */
static Items
present_points(Alt *self, const AltSeries *series)
{
    Items items = {0};
    for (size_t i = 0; i < series->count; i++)
        if (!series->points[i].missing)
            VEC_PUSH(self->arena, &items, ((Item){series, &series->points[i]}));
    return items;
}

static Items
all_points(Alt *self)
{
    Items items = {0};
    for (size_t s = 0; s < self->chart->count; s++)
        for (size_t i = 0; i < self->chart->series[s].count; i++)
            if (!self->chart->series[s].points[i].missing)
                VEC_PUSH(self->arena, &items, ((Item){&self->chart->series[s], &self->chart->series[s].points[i]}));
    return items;
}

/* From highest to lowest; insertion sort, since it is stable and the lists are short where their order is read. */
static void
sort_items(Items *items)
{
    for (size_t i = 1; i < items->count; i++) {
        Item item = items->items[i];
        size_t at = i;
        for (; at > 0; at--) {
            const AltPoint *before = items->items[at - 1].point;
            bool later = before->is_rank == item.point->is_rank
                ? decimal_compare(before->value, item.point->value) * (item.point->is_rank ? -1 : 1) < 0
                : before->is_rank;
            if (!later)
                break;
            items->items[at] = items->items[at - 1];
        }
        items->items[at] = item;
    }
}

/* ---- from one value to another ----------------------------------------------------------------------------------------- */

static const char *
movement(Alt *self, const char *subject, const Item *first, const Item *last)
{
    const AltWords *words = self->words;
    int way = decimal_compare(last->point->value, first->point->value);
    if (way != 0 && (!is_timed(first->point) || !is_timed(last->point))) {
        const char *start = value_text(self, first->series, first->point);
        return FILL(self, way > 0 ? words->rose_plain : words->fell_plain, subject, start, "", value_text(self, last->series, last->point));
    }
    const char *from = value_text(self, first->series, first->point), *from_when = when_text(self, first->point);
    if (way == 0)
        return FILL(self, words->level, subject, from, from_when, when_text(self, last->point));
    return FILL(self, way > 0 ? words->rose : words->fell, subject, from, from_when, value_text(self, last->series, last->point), when_text(self, last->point));
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
    const char *high_value = high ? value_text(self, high->series, high->point) : NULL, *high_when = high ? when_text(self, high->point) : NULL;
    const char *low_value = low ? value_text(self, low->series, low->point) : NULL, *low_when = low ? when_text(self, low->point) : NULL;
    if (high && low)
        return FILL(self, self->words->high_low, high_value, high_when, low_value, low_when);
    return high ? FILL(self, self->words->high, high_value, high_when) : low ? FILL(self, self->words->low, low_value, low_when) : "";
}

static void
latest_change(Alt *self, const Items *items)
{
    const Item *before = &items->items[items->count - 2], *last = &items->items[items->count - 1];
    const char *from = time_text(self, before->point), *to = time_text(self, last->point);
    Decimal difference;
    if (!decimal_sub(last->point->value, before->point->value, &difference))
        return;
    bool rose = difference.mantissa > 0;
    if (difference.mantissa == 0) {
        sentence(self, FILL(self, self->words->latest_level, from, to));
        return;
    }
    if (!rose)
        difference.mantissa = -difference.mantissa;
    bool exact = before->point->qualifier == QUALIFIER_EXACT && last->point->qualifier == QUALIFIER_EXACT;
    NumberStyle style = self->style;
    style.points = style.percent;
    style.qualifier = exact ? QUALIFIER_EXACT : QUALIFIER_ABOUT;
    const char *unit = self->locale->is_cjk && !style.percent ? unit_of(self, last->series) : NULL;
    const char *by = locale_quantity(self->arena, self->locale, difference, &style, unit);
    sentence(self, FILL(self, rose ? self->words->latest_rose : self->words->latest_fell, from, to, by));
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
        for (int year = i && yearly ? series->points[i - 1].date.year + 1 : 9999; year < series->points[i].date.year && times.count < GAPS_MAX; year++)
            VEC_PUSH(self->arena, &times, locale_date(self->arena, self->locale, (Date){year, 0, 0}));
        if (series->points[i].missing)
            VEC_PUSH(self->arena, &times, time_text(self, &series->points[i]));
    }
    if (times.count)
        sentence(self, FILL(self, self->words->gaps, locale_list(self->arena, self->locale, times.items, times.count)));
}

static bool
one_basis(const Items *items)
{
    for (size_t i = 1; i < items->count; i++)
        if (!same_basis(items->items[0].point, items->items[i].point))
            return false;
    return true;
}

/* Values of different bases: named one by one, never compared. */
static const char *
on_bases(Alt *self, const char *subject, const Items *items)
{
    Strings list = {0};
    for (size_t i = 0; i < items->count; i++)
        VEC_PUSH(self->arena, &list, FILL(self, self->words->value_when, value_text(self, items->items[i].series, items->items[i].point), when_text(self, items->items[i].point)));
    return FILL(self, self->words->bases, subject, joined(self, &list, self->words->item_sep));
}

/* ---- forms ----------------------------------------------------------------------------------------------------------- */

static void
series_trend(Alt *self, const AltSeries *series, bool alone)
{
    Items items = present_points(self, series);
    const char *subject = subject_of(self, series);
    if (!items.count)
        return;
    const Item *first = &items.items[0], *last = &items.items[items.count - 1];
    if (items.count == 1) {
        sentence(self, FILL(self, self->words->one, subject, value_text(self, series, first->point), when_text(self, first->point)));
        return;
    }
    if (!one_basis(&items)) {
        sentence(self, on_bases(self, subject, &items));
        return;
    }
    const char *moved = movement(self, subject, first, last);
    sentence(self, arena_printf(self->arena, "%s%s", moved, extremes(self, &items)));
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
        Items present = present_points(self, &self->chart->series[s]);
        if (present.count && one_basis(&present))
            VEC_PUSH(self->arena, &items, present.items[present.count - 1]);
    }
    for (size_t i = 1; i < items.count; i++)
        if (!str_equal(time_text(self, items.items[0].point), time_text(self, items.items[i].point)))
            return;
    if (items.count < 2)
        return;
    sort_items(&items);
    if (decimal_compare(items.items[0].point->value, items.items[items.count - 1].point->value) == 0)
        return;
    for (size_t i = 0; i < items.count && i < ITEMS_MAX; i++)
        VEC_PUSH(self->arena, &list, item_text(self, subject_of(self, items.items[i].series), value_text(self, items.items[i].series, items.items[i].point)));
    sentence(self, FILL(self, self->words->end_order, when_text(self, items.items[0].point), joined(self, &list, self->words->item_sep)));
}

static void
say_trend(Alt *self)
{
    const AltChart *chart = self->chart;
    for (size_t s = 0; s < chart->count && chart->count <= SERIES_MAX; s++)
        series_trend(self, &chart->series[s], chart->count == 1);
    if (chart->count > SERIES_MAX && chart->series[0].count) {
        const AltSeries *series = &chart->series[0];
        sentence(self, FILL(self, self->words->many, count_text(self, chart->count), time_text(self, &series->points[0]), time_text(self, &series->points[series->count - 1])));
    }
    if (chart->count > 1)
        end_order(self);
}

static const char *
point_label(Alt *self, const Item *item)
{
    const char *x = time_text(self, item->point), *series = item->series->label;
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
        VEC_PUSH(self->arena, &list, item_text(self, label, value_text(self, item->series, item->point)));
    }
    return joined(self, &list, commas ? self->words->clause_sep : self->words->item_sep);
}

static void
say_groups(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        const AltSeries *series = &self->chart->series[s];
        Items items = present_points(self, series);
        Strings list = {0};
        for (size_t i = 0; i < items.count; i++)
            VEC_PUSH(self->arena, &list, item_text(self, time_text(self, items.items[i].point), value_text(self, series, items.items[i].point)));
        const char *label = series->label ? series->label : "", *all = joined(self, &list, self->words->item_sep);
        sentence(self, items.count > 1 || !self->locale->is_cjk ? FILL(self, self->words->group, label, all) : item_text(self, label, all));
    }
}

static void
say_compare(Alt *self)
{
    Items items = all_points(self);
    bool ordered = self->chart->form == ALT_COMPARE && items.count > 1;
    bool groups = self->chart->count > 1 && items.count > self->chart->count;
    if (!items.count)
        return;
    if (groups && items.count <= CELLS_MAX) {
        say_groups(self);
        return;
    }
    if (ordered)
        sort_items(&items);
    if (ordered && items.count > ITEMS_MAX) {
        const char *count = count_text(self, items.count), *top = items_text(self, &items, 0, ENDS);
        sentence(self, FILL(self, self->words->ends, count, top, items_text(self, &items, items.count - 1, items.count)));
    } else {
        sentence(self, FILL(self, ordered ? self->words->order : self->words->plain, items_text(self, &items, 0, items.count)));
    }
}

static void
say_shares(Alt *self)
{
    Items items = all_points(self);
    Decimal total = {0, 0};
    for (size_t i = 0; i < items.count; i++)
        if (items.items[i].point->value.mantissa < 0 || !decimal_add(total, items.items[i].point->value, &total))
            return;
    if (!items.count || total.mantissa == 0)
        return;
    sort_items(&items);
    if (self->style.percent) {
        sentence(self, FILL(self, self->words->order, items_text(self, &items, 0, MIN_OF(items.count, (size_t)ITEMS_MAX))));
        return;
    }
    Qualifier qualifier = QUALIFIER_EXACT;
    for (size_t i = 0; i < items.count; i++)
        qualifier = items.items[i].point->qualifier == QUALIFIER_EXACT ? qualifier : QUALIFIER_ABOUT;
    const char *whole = decimal_text_of(self, NULL, total, qualifier);
    Strings list = {0};
    for (size_t i = 0; i < items.count && i < ITEMS_MAX; i++) {
        const Item *item = &items.items[i];
        const char *label = point_label(self, item), *value = value_text(self, item->series, item->point);
        VEC_PUSH(self->arena, &list, FILL(self, self->words->share_item, label, value, percent_text(self, item->point->value, total, qualifier)));
    }
    sentence(self, FILL(self, self->words->shares, whole, joined(self, &list, self->words->clause_sep)));
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
            const char *value = first_of_two(self, series, point->value, point->qualifier);
            const char *whole = decimal_text_of(self, series, series->whole, QUALIFIER_EXACT);
            sentence(self, FILL(self, self->words->part, label, value, whole, percent_text(self, point->value, series->whole, point->qualifier)));
        } else if (series->share) {
            const char *template = series->share_of ? self->words->part_share_of : self->words->part_share;
            sentence(self, FILL(self, template, label, value_text(self, series, point), series->share, series->share_of));
        } else {
            sentence(self, item_text(self, label, value_text(self, series, point)));
        }
    }
}

static void
say_pairs(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        Items items = present_points(self, &self->chart->series[s]);
        const char *subject = subject_of(self, &self->chart->series[s]);
        if (items.count == 1)
            sentence(self, FILL(self, self->words->one, subject, value_text(self, items.items[0].series, items.items[0].point), when_text(self, items.items[0].point)));
        else if (items.count > 1)
            sentence(self, one_basis(&items) ? movement(self, subject, &items.items[0], &items.items[items.count - 1]) : on_bases(self, subject, &items));
    }
}

static void
say_targets(Alt *self)
{
    for (size_t s = 0; s < self->chart->count; s++) {
        const AltSeries *series = &self->chart->series[s];
        bool none = series->state == ALT_STATE_NONE || !series->count || series->points[0].missing;
        const char *template = none ? self->words->target_none : series->state == ALT_STATE_PARTLY ? self->words->target_partly : self->words->target;
        const char *value = none ? "" : first_of_two(self, series, series->points[0].value, series->points[0].qualifier);
        const char *target = decimal_text_of(self, series, series->target, QUALIFIER_EXACT);
        sentence(self, FILL(self, template, series->label ? series->label : "", value, target, series->progress ? series->progress : ""));
    }
}

static void
say_grid(Alt *self)
{
    Items items = all_points(self);
    size_t columns = 0;
    for (size_t s = 0; s < self->chart->count; s++)
        columns = MAX_OF(columns, self->chart->series[s].count);
    sentence(self, FILL(self, self->words->grid, count_text(self, self->chart->count), count_text(self, columns)));
    if (items.count < 2)
        return;
    sort_items(&items);
    const Item *high = &items.items[0], *low = &items.items[items.count - 1];
    const char *high_value = value_text(self, high->series, high->point), *low_value = value_text(self, low->series, low->point);
    sentence(self, FILL(self, self->words->grid_ends, high_value, high->series->label ? high->series->label : "", time_text(self, high->point), low_value,
                       low->series->label ? low->series->label : "", time_text(self, low->point)));
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
    Items items = all_points(self);
    if (items.count < 2)
        return;
    double *x = ARENA_ARRAY(self->arena, double, items.count + 1), left = INFINITY, right = -INFINITY;
    for (size_t i = 0; i < items.count; i++) {
        x[i] = items.items[i].point->at;
        left = fmin(left, x[i]);
        right = fmax(right, x[i]);
    }
    NumberStyle along = locale_set_style(self->locale, x, items.count);
    const char *x_title = self->chart->x_title ? self->chart->x_title : "x", *y_title = self->chart->measure ? self->chart->measure : self->words->the_value;
    sort_items(&items);
    const char *low = value_text(self, NULL, items.items[items.count - 1].point), *high = value_text(self, NULL, items.items[0].point);
    const char *from = locale_double(self->arena, self->locale, left, &along), *to = locale_double(self->arena, self->locale, right, &along);
    sentence(self, FILL(self, self->words->relation, count_text(self, items.count), x_title, from, to, y_title, low, high));
    double r = correlation(&items);
    if (items.count >= 8) /* fewer say nothing about a relation */
        sentence(self, FILL(self, r >= 0.5 ? self->words->relation_up : r <= -0.5 ? self->words->relation_down : self->words->relation_none, x_title, y_title));
}

static void
say_events(Alt *self)
{
    const AltSeries *series = self->chart->count ? &self->chart->series[0] : NULL;
    Strings list = {0};
    if (!series || !series->count)
        return;
    for (size_t i = 0; i < series->count; i++)
        VEC_PUSH(self->arena, &list, FILL(self, self->words->event, time_text(self, &series->points[i]), series->points[i].text ? series->points[i].text : ""));
    sentence(self, FILL(self, self->words->events, count_text(self, series->count), time_text(self, &series->points[0]),
                       time_text(self, &series->points[series->count - 1]), joined(self, &list, self->words->clause_sep)));
}

static void
say_flow(Alt *self)
{
    const AltSeries *series = self->chart->count ? &self->chart->series[0] : NULL;
    if (!series || series->count < 3)
        return;
    const AltPoint *first = &series->points[0], *last = &series->points[series->count - 1];
    const char *from = value_text(self, series, first), *to = value_text(self, series, last);
    Strings list = {0};
    NumberStyle signs = self->style;
    signs.sign = true;
    for (size_t i = 1; i + 1 < series->count; i++) {
        const char *step = locale_quantity(self->arena, self->locale, series->points[i].value, &signs, self->locale->is_cjk ? unit_of(self, series) : NULL);
        VEC_PUSH(self->arena, &list, item_text(self, time_text(self, &series->points[i]), step));
    }
    sentence(self, FILL(self, self->words->flow, time_text(self, first), from, time_text(self, last), to, joined(self, &list, self->words->item_sep)));
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
    style.label = false;
    style.percent = self->chart->percent;
    return style;
}

/* A language without words: labels, times and values. */
static void
say_bare(Alt *self)
{
    Items items = all_points(self);
    Strings list = {0};
    for (size_t i = 0; i < items.count && i < 2 * ITEMS_MAX; i++) {
        const Item *item = &items.items[i];
        VEC_PUSH(self->arena, &list, arena_printf(self->arena, "%s: %s", point_label(self, item), decimal_text_of(self, item->series, item->point->value, item->point->qualifier)));
    }
    sentence(self, joined(self, &list, "; "));
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
        sentence(&self, self.words->kind[chart->kind]);
    sentence(&self, chart->title ? chart->title : chart->form == ALT_TREND || chart->form == ALT_RELATION ? NULL : chart->measure);
    say_body(&self);
    sentence(&self, chart->caveat);
    if (self.words && chart->as_of)
        sentence(&self, FILL(&self, chart->is_flow ? self.words->period : self.words->as_of, chart->as_of));
    sentence(&self, chart->source);
    return alt_close(&self);
}

const char *
alt_kind_name(const Locale *locale, AltKind kind)
{
    const AltWords *words = alt_words(locale);
    return words ? words->kind[kind] : NULL;
}
