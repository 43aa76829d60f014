/* chart/alt_say.h -- the pieces that alt texts are put together from; private to alt*.c. */
#ifndef SHUDU_CHART_ALT_SAY_H
#define SHUDU_CHART_ALT_SAY_H

#include "base/str.h"
#include "base/vec.h"
#include "chart/alt.h"
#include "chart/alt_words.h"

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

/* A template with {0} {1} … filled in. */
#define FILL(self, template, ...) alt_fill((self), (template), (const char *const[]){__VA_ARGS__, NULL})

const char *alt_fill(Alt *self, const char *template, const char *const *args);
/* One sentence, with a capital and a full stop where the language has them. */
void alt_sentence(Alt *self, const char *text);

/* ---- numbers ---- */

/* With the unit: always in Chinese; English names the chart's unit once, and not with 1 nor behind a label that names it. */
const char *alt_quantity(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier);
const char *alt_value(Alt *self, const Item *item); /* a rank as one */
/* The first of two numbers of one unit: 191 of 806 standards; 191项，占806项的. */
const char *alt_first_of_two(Alt *self, const AltSeries *series, Decimal value, Qualifier qualifier);
const char *alt_percent(Alt *self, Decimal value, Decimal whole, Qualifier qualifier);
const char *alt_count(Alt *self, size_t count);
const char *alt_unit(const Alt *self, const AltSeries *series); /* its own, else the chart's; NULL */

/* ---- times and labels ---- */

bool alt_is_timed(const AltPoint *point);
const char *alt_time(Alt *self, const AltPoint *point); /* "2015" */
const char *alt_when(Alt *self, const AltPoint *point); /* "in 2015" */
const char *alt_subject(const Alt *self, const AltSeries *series);
const char *alt_item(Alt *self, const char *label, const char *value);
const char *alt_joined(Alt *self, const Strings *list, const char *separator);

/* ---- points ---- */

bool alt_same_basis(const AltPoint *a, const AltPoint *b); /* may be compared */
Items alt_present(Alt *self, const AltSeries *series);     /* those that have a value */
Items alt_all(Alt *self);                                  /* of all series */
void alt_sort(Items *items);                               /* from highest to lowest; ranks from first to last, behind values */

#endif
