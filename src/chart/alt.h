/* chart/alt.h -- what a chart shows, in a sentence or two for those who cannot see it.
 *
 *     AltChart (kind, measure, series of points) --alt_text--> "Line chart. Local standards issued rose from 98 in 2015 to 119 in 2019. …"
 *
 * The text states the finding, after the W3C's and the Government Statistical Service's advice on charts: kind of chart, what is
 * measured, the period, first and last, extremes, direction, latest change, what is missing, where it is from. It is made from the
 * data, so it cannot disagree with the picture. Numbers are written by base/locale.h, one style for the chart.
 *
 * The input is narrow on purpose: alt_read.c fills it from a spec or a preset, a test by hand. Nothing here knows a Node.
 *
 * Languages  zh and en have words. In any other language the figures are listed, which needs none
 * Tests      tests/unit/chart/alt_test.c, alt.cases
 */
#ifndef SHUDU_CHART_ALT_H
#define SHUDU_CHART_ALT_H

#include "base/locale.h"

typedef enum AltKind {
    ALT_LINE, ALT_AREA, ALT_STACKED_AREA, ALT_COLUMN, ALT_BAR, ALT_STACKED, ALT_GROUPED, ALT_HISTOGRAM, ALT_SCATTER, ALT_DOT, ALT_TICK,
    ALT_PIE, ALT_RING, ALT_HEAT_MAP, ALT_RANGE, ALT_COMBINED, ALT_MULTIPLES, ALT_TEXT, ALT_RANKED, ALT_NESTED, ALT_BULLET, ALT_DUMBBELL, ALT_SLOPE,
    ALT_LOLLIPOP, ALT_WAFFLE, ALT_PICTOGRAM, ALT_TIMELINE, ALT_PANEL, ALT_WATERFALL, ALT_CHART,
    ALT_KIND_COUNT,
} AltKind;

/* What the sentence is about. */
typedef enum AltForm {
    ALT_TREND,    /* points in time: from, to, extremes, latest change */
    ALT_COMPARE,  /* categories: from highest to lowest */
    ALT_LIST,     /* the same where no order may be claimed: as drawn */
    ALT_SHARE,    /* parts of one whole */
    ALT_PART,     /* each series one value within its whole */
    ALT_PAIR,     /* each series from its first to its last value */
    ALT_TARGET,   /* each series one value against its target */
    ALT_GRID,     /* rows and columns of cells */
    ALT_RELATION, /* two measures */
    ALT_EVENTS,   /* dated texts */
    ALT_FLOW,     /* steps from a beginning to an end */
    ALT_NOTHING,  /* kind and title alone */
} AltForm;

typedef struct AltPoint {
    const char *x;          /* category or time as printed; NULL where date says it, or nothing does */
    Date date;              /* year 0: no time */
    double at;              /* ALT_RELATION: position on x */
    bool missing;
    Decimal value;
    Qualifier qualifier;
    bool is_rank;           /* the value is a rank: 4th */
    const char *basis;      /* of the count; values of different bases are never compared. NULL: not known, "" on its own */
    const char *text;       /* ALT_EVENTS */
} AltPoint;

typedef enum AltState { ALT_STATE_MET, ALT_STATE_PARTLY, ALT_STATE_NONE } AltState;

typedef struct AltSeries {
    const char *label;      /* NULL: the measure speaks for it */
    const char *unit;       /* NULL: the chart's */
    const AltPoint *points;
    size_t count;
    bool has_whole;         /* ALT_PART */
    Decimal whole;
    const char *share, *share_of; /* ALT_PART without a whole: "about 33%", "national total"; NULL */
    Decimal target;         /* ALT_TARGET */
    const char *progress;   /* "118%" */
    AltState state;
} AltSeries;

typedef struct AltChart {
    AltKind kind;
    AltForm form;
    const char *title;      /* the finding as its author states it; NULL */
    const char *measure;    /* "Local standards issued"; NULL */
    const char *x_title;    /* ALT_RELATION, ALT_GRID; NULL */
    const char *unit;       /* "standards", "项"; NULL */
    bool percent;
    const AltSeries *series;
    size_t count;
    const char *as_of;      /* of all values: "31 December 2019"; NULL */
    bool is_flow;           /* as_of is the period in which they were counted: "2019" */
    const char *caveat;     /* a sentence; NULL */
    const char *source;     /* "Source: …."; NULL */
} AltChart;

/* Never NULL. */
const char *alt_text(Arena *arena, const Locale *locale, const AltChart *chart);
/* One part of several (a layer, a panel): the sentences without kind, title, caveat and source. */
const char *alt_body(Arena *arena, const Locale *locale, const AltChart *chart);
/* "Line chart", "折线图"; NULL in a language without words. */
const char *alt_kind_name(const Locale *locale, AltKind kind);

#endif
