/* chart/alt_words.h -- the sentences of alt texts; private to alt.c.
 *
 * {0} {1} … are what a sentence is about; the comment beside each says what they are. "when" is a time with its preposition
 * ("in 2015", "2015年"), "time" without.
 */
#ifndef SHUDU_CHART_ALT_WORDS_H
#define SHUDU_CHART_ALT_WORDS_H

#include "chart/alt.h"

typedef struct AltWords {
    const char *kind[ALT_KIND_COUNT];
    const char *the_value;         /* where nothing says what is measured */
    const char *value_when;        /* value, when */
    const char *rose, *fell;       /* subject, first value, its when, last value, its when */
    const char *rose_plain, *fell_plain; /* the same without times */
    const char *level;             /* subject, value, first when, last when */
    const char *high, *low;        /* value, when: after rose, fell or level */
    const char *high_low;          /* high value, when, low value, when */
    const char *latest_rose, *latest_fell, *latest_level; /* earlier time, later time, difference */
    const char *gaps;              /* list of times */
    const char *bases;             /* subject, list of values */
    const char *one;               /* subject, value, when */
    const char *many;              /* how many series, first time, last time */
    const char *end_order;         /* last when, list of series from highest to lowest */
    const char *order;             /* list, from highest to lowest */
    const char *plain;             /* list, as drawn */
    const char *ends;              /* how many, list of the highest, the lowest */
    const char *item, *item_close; /* label, value; _close: what could run into the value is set off */
    const char *item_sep, *clause_sep; /* clause_sep where labels have commas of their own */
    const char *rank;              /* ordinal */
    const char *group;             /* series, its list */
    const char *shares;            /* total, list */
    const char *share_item;        /* label, value, per cent */
    const char *part;              /* label, value, whole, per cent */
    const char *part_share, *part_share_of; /* label, value, per cent, whole in words */
    const char *target, *target_partly, *target_none; /* label, value, target, progress */
    const char *grid;              /* rows, columns */
    const char *grid_ends;         /* highest value, its row, its column, lowest value, its row, its column */
    const char *relation;          /* how many, x, from, to, y, from, to */
    const char *relation_up, *relation_down, *relation_none; /* x, y */
    const char *events;            /* how many, first time, last time, list */
    const char *event;             /* time, text */
    const char *flow;              /* first label, value, last label, value, list of steps */
    const char *as_of, *period;    /* time */
    const char *on, *in, *at;      /* "on 30 October 2025", "in 2015", "at 5" */
    const char *stop;              /* between sentences */
} AltWords;

/* NULL where the language has none. */
const AltWords *alt_words(const Locale *locale);

#endif
