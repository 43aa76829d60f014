/* chart/alt_say.c -- sentences, numbers, times and lists of alt texts. */
#include "chart/alt_say.h"

#include <string.h>
#include <strings.h>

/* ---- pieces --------------------------------------------------------------------------------------------------------- */

const char *
alt_fill(Alt *self, const char *template, const char *const *args)
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

/* One sentence, with a capital and a full stop where the language has them. */
void
alt_sentence(Alt *self, const char *text)
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

const char *
alt_unit(const Alt *self, const AltSeries *series)
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
const char *
alt_quantity(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier)
{
    bool own = series && series->unit, cjk = self->locale->is_cjk;
    const char *unit = alt_unit(self, series), *number = bare_number(self, series, value, qualifier);
    const char *label = series && series->label && (!self->chart->measure || self->chart->count > 1) ? series->label : self->chart->measure;
    bool named = unit && !cjk && names_unit(label, unit);
    bool say = unit && !named && (own || !self->style.percent) && (cjk || ((own || !self->unit_said) && !is_one(value)));
    self->unit_said |= say && !own;
    return say ? arena_printf(self->arena, "%s%s%s", number, self->locale->unit_gap ? self->locale->unit_gap : "", unit) : number;
}

/* The first of two numbers of one unit: 191 of 806 standards; 占806项的 has both. */
const char *
alt_first_of_two(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier)
{
    return self->locale->is_cjk ? alt_quantity(self, series, value, qualifier) : bare_number(self, series, value, qualifier);
}

const char *
alt_value(Alt *self, const Item *item)
{
    const AltPoint *point = item->point;
    if (!point->is_rank)
        return alt_quantity(self, item->series, point->value, point->qualifier);
    return FILL(self, self->words->rank, locale_ordinal(self->arena, self->locale, (long)decimal_to_double(point->value)));
}

const char *
alt_percent(Alt *self, Decimal value, Decimal whole, Qualifier qualifier)
{
    Decimal hundredfold, percent;
    NumberStyle style = {.digits = 1, .percent = true, .qualifier = qualifier == QUALIFIER_EXACT ? QUALIFIER_EXACT : QUALIFIER_ABOUT};
    if (!decimal_mul(value, decimal_from_int(100), &hundredfold) || !decimal_div(hundredfold, whole, 8, ROUND_HALF_EVEN, &percent))
        return "";
    return locale_number(self->arena, self->locale, percent, &style);
}

const char *
alt_time(Alt *self, const AltPoint *point)
{
    return point->date.year ? locale_date(self->arena, self->locale, point->date) : point->x ? point->x : "";
}

bool
alt_is_timed(const AltPoint *point)
{
    return point->date.year || !str_is_empty(point->x);
}

const char *
alt_when(Alt *self, const AltPoint *point)
{
    return FILL(self, point->date.day ? self->words->on : self->words->in, alt_time(self, point));
}

/* Whether a value right behind the label would run into it: "ISO 9001" and a number; a label with commas. */
static bool
runs_on(const Alt *self, const char *label)
{
    char last = *label ? label[strlen(label) - 1] : '\0';
    bool digit = last >= '0' && last <= '9', letter = (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z');
    return self->locale->is_cjk ? digit || letter : digit || strchr(label, ',');
}

const char *
alt_item(Alt *self, const char *label, const char *value)
{
    if (str_is_empty(label))
        return value;
    return FILL(self, runs_on(self, label) ? self->words->item_close : self->words->item, label, value);
}

const char *
alt_joined(Alt *self, const Strings *list, const char *separator)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < list->count; i++)
        buf_printf(&out, "%s%s", i ? separator : "", list->items[i]);
    const char *text = out.length ? buf_take(&out, self->arena) : "";
    buf_clear(&out);
    return text;
}

const char *
alt_count(Alt *self, size_t count)
{
    return locale_number(self->arena, self->locale, decimal_from_int((int64_t)count), &(NumberStyle){.digits = -1});
}

bool
alt_same_basis(const AltPoint *a, const AltPoint *b)
{
    return (!a->basis && !b->basis) || (!str_is_empty(a->basis) && str_equal(a->basis, b->basis));
}

const char *
alt_subject(const Alt *self, const AltSeries *series)
{
    const AltChart *chart = self->chart;
    const char *own = chart->count > 1 || !chart->measure ? series->label : NULL;
    return own ? own : chart->measure ? chart->measure : self->words->the_value;
}

/* The points of a series that have a value. */
Items
alt_present(Alt *self, const AltSeries *series)
{
    Items items = {0};
    for (size_t i = 0; i < series->count; i++)
        if (!series->points[i].missing)
            VEC_PUSH(self->arena, &items, ((Item){series, &series->points[i]}));
    return items;
}

Items
alt_all(Alt *self)
{
    Items items = {0};
    for (size_t s = 0; s < self->chart->count; s++)
        for (size_t i = 0; i < self->chart->series[s].count; i++)
            if (!self->chart->series[s].points[i].missing)
                VEC_PUSH(self->arena, &items, ((Item){&self->chart->series[s], &self->chart->series[s].points[i]}));
    return items;
}

/* From highest to lowest; insertion sort, since it is stable and the lists are short where their order is read. */
void
alt_sort(Items *items)
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
