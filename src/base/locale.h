/* base/locale.h -- how a language writes numbers, dates and qualifiers. One engine for axes, labels, tables and prose.
 *
 * A Locale is plain data; NULL in it is an empty text. zh and en are built in; any other language gives a file
 * (read by a later room, which fills this struct).
 *
 *     zh  3824   1.2亿   90余   约10%   近900   超过31万   2025年10月30日   8.8%   3.2个百分点
 *     en  3,824  120 million  90+ (labels) / more than 90 (prose)  about 10%  nearly 900  30 October 2025
 */
#ifndef SHUDU_BASE_LOCALE_H
#define SHUDU_BASE_LOCALE_H

#include "base/decimal.h"

typedef enum Qualifier {
    QUALIFIER_EXACT,
    QUALIFIER_ABOUT,
    QUALIFIER_NEARLY,
    QUALIFIER_MORE_THAN,
    QUALIFIER_AT_LEAST,
    QUALIFIER_COUNT,
} Qualifier;

/* A date of reduced precision: month 0 and day 0 where not known; year 0: no date. */
typedef struct Date {
    int year, month, day;
} Date;

typedef struct LocaleScale {
    int power;          /* 10^power */
    const char *word;   /* "万", " million" */
} LocaleScale;

typedef struct Locale {
    const char *tag;          /* BCP 47: "zh-Hans", "en" */
    const char *pango;        /* language for shaping: "zh-cn", "en" */
    bool is_cjk;              /* composed after CLREQ: no word spaces, two-em indent */
    const char *decimal;      /* "." */
    const char *group;        /* "," ; "" for none */
    int group_from;           /* group only numbers with at least so many integer digits: zh 5 (3824, 27,789), en 4 (3,824) */
    int group_size;           /* 3 */
    const char *minus;        /* U+2212 or "-" */
    const char *percent;      /* "%" */
    const char *points[2];    /* percentage points, one and many: "个百分点"; " percentage point", " percentage points" */
    LocaleScale scales[6];    /* rising; ends with power 0 */
    double axis_from;         /* an axis whose greatest value is below this prints plain numbers */
    const char *prose_before[QUALIFIER_COUNT], *prose_after[QUALIFIER_COUNT]; /* "约" … "余" */
    const char *label_before[QUALIFIER_COUNT], *label_after[QUALIFIER_COUNT]; /* "~", "+" */
    /* Before the number, in place of an `after` that goes only with whole round numbers: 90余, but 超过31万, 超过8.5%. */
    const char *prose_instead[QUALIFIER_COUNT], *label_instead[QUALIFIER_COUNT];
    const char *months[12], *months_short[12];
    const char *days[7], *days_short[7]; /* Sunday first */
    const char *date_ymd, *date_ym, *date_y; /* patterns: {y} {m} {d} {month} {mon}; "{y}年{m}月{d}日", "{d} {month} {y}" */
    const char *range;        /* en dash, "—" or "～" between two numbers */
    const char *list_comma;   /* "、" or ", " */
    const char *stop;         /* "。" or "." */
    const char *undated;      /* in place of a date that the source does not give */
} Locale;

typedef struct NumberStyle {
    int digits;          /* decimals to print; -1: as typed */
    Rounding rounding;
    Qualifier qualifier;
    bool label;          /* short forms (90+), else words for prose */
    bool no_group;       /* years, identifiers */
    int scale_power;     /* print in units of 10^power (4: 万, 6: million); 0: plain */
    bool percent;        /* append the percent sign; the value is already in per cent */
    bool sign;           /* + before what is above zero: changes. Zero has no sign */
} NumberStyle;

/* Built-in locale of a BCP 47 tag ("zh", "zh-Hans", "en", "en-GB", …), or NULL. */
const Locale *locale_builtin(const char *tag);
/* Qualifier, sign, digits, scale word and percent sign; rounded to style->digits, or with the typed digits
 * (in units of 10^scale_power without the zeros that division leaves). */
const char *locale_number(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style);
/* A difference of percentages: "3.2个百分点", "1 percentage point". */
const char *locale_points(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style);
/* As precise as the date is; "" for no date. */
const char *locale_date(Arena *arena, const Locale *locale, Date date);
/* The largest scale word that suits a whole axis whose greatest absolute value is `max`: power of it, 0 for none. */
int locale_axis_power(const Locale *locale, double max);
const char *locale_scale_word(const Locale *locale, int power); /* "" for 0 */
/* "2025", "2020-12", "2021-12-31"; false for anything else. */
bool date_parse(const char *text, size_t length, Date *out);
const char *date_text(Arena *arena, Date date);
int date_compare(Date a, Date b); /* 2025 comes before 2025-01, that before 2025-01-01 */
bool qualifier_parse(const char *text, Qualifier *out); /* exact about nearly more_than at_least */

#endif
