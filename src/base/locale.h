/* base/locale.h -- how a language writes numbers, dates and qualifiers. One engine for axes, labels, tables and prose.
 *
 * A Locale is plain data; NULL in it is an empty text. zh and en are built in (locale_builtin.c). Any other language, and any
 * other house style, is a file of the project, layouts/locales/TAG.yaml: its keys are those of locale_put, docs/locales.md
 * explains them. Nothing else in the house knows how a language writes a number.
 *
 *     zh  3824   1.2亿   90余   约10%   近900   超过31万   2025年10月30日   8.8%   3.2个百分点   第3   10—15
 *     en  3,824  120 million  90+ (labels) / more than 90 (prose)  about 10%  nearly 900  30 October 2025  3rd  10–15
 *     de  3.824  120 Mio.     (layouts/locales/de.yaml)
 *
 * One number      locale_number (a Decimal as typed), locale_double, and with a unit locale_quantity
 * A set           an axis, a column, the labels of one chart: locale_set_style chooses one unit of scale and one number of
 *                 decimals for all of it, and every member is then written with that style. Never mixed.
 * A unit apart    in an axis title or a column head: style.bare for the members, locale_unit for the head ("万项", "million yuan")
 * A pattern       format_number: d3-format, as Vega-Lite's `format` has it
 * Two numbers     locale_range
 * Words           locale_words ("three", "三"), locale_ordinal ("3rd", "第3"), locale_ordinal_words ("third", "三")
 *
 * Rounding        on the decimal as typed, never on its binary neighbour: 2.675 is 2.68. Halves away from zero, or to even
 *                 after GB/T 8170-2008 where the project says so (`numbers: {rounding: half-even}`); one choice for all
 *                 languages of a project, so that both columns print the same digits. Always from the exact value,
 *                 never from one already rounded (GB/T 8170-2008, 3.3).
 * Grouping        only in numbers of at least group_from integer digits; years, document and page numbers never (no_group)
 * Zero            has no sign, and no scale word: 0, 5万, 10万
 * Sources         GB/T 15835-2011 (numerals in Chinese), GB/T 8170-2008 (rounding), ISO 80000-1:2022, CLDR 44 for the shape of
 *                 the data; ISO house style for English
 * Tests           tests/unit/base/numbers.cases, locale_test.c
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
    const char *many;   /* where more than one takes another word (" millions"); NULL: the same */
} LocaleScale;

typedef struct Locale {
    const char *tag;          /* BCP 47: "zh-Hans", "en" */
    const char *pango;        /* language for shaping: "zh-cn", "en" */
    bool is_cjk;              /* composed after CLREQ: no word spaces, two-em indent */
    const char *decimal;      /* "." */
    const char *group;        /* "," ; "" for none */
    int group_from;           /* group only numbers with at least so many integer digits: zh 5 (3824, 27,789), en 4 (3,824) */
    int group_size;           /* 3 */
    int group_next;           /* of the groups further left, where they differ: hi 2 (12,34,567); 0: the same */
    const char *minus;        /* U+2212 or "-" */
    const char *percent;      /* "%" */
    const char *points[2];    /* percentage points, one and many: "个百分点"; " percentage point", " percentage points" */
    LocaleScale scales[6];    /* rising; ends with power 0 */
    double axis_from;         /* a set whose greatest value is below this prints plain numbers */
    const char *prose_before[QUALIFIER_COUNT], *prose_after[QUALIFIER_COUNT]; /* "约" … "余" */
    const char *label_before[QUALIFIER_COUNT], *label_after[QUALIFIER_COUNT]; /* "~", "+" */
    /* Before the number, in place of an `after` that goes only with whole round numbers: 90余, but 超过31万, 超过8.5%. */
    const char *prose_instead[QUALIFIER_COUNT], *label_instead[QUALIFIER_COUNT];
    const char *ordinal[4][2]; /* before and after numbers in 1, 2, 3 (but 11, 12, 13) and others: "", "st" … ; "第", "" */
    const char *months[12], *months_short[12];
    const char *days[7], *days_short[7]; /* Sunday first */
    const char *date_ymd, *date_ym, *date_y; /* patterns: {y} {m} {d} {month} {mon}; "{y}年{m}月{d}日", "{d} {month} {y}" */
    const char *range;        /* en dash, "—" or "～" between two numbers */
    const char *range_words;  /* "至", " to ": where a minus sign stands by */
    bool range_repeats;       /* the percent sign and the scale word stand at both ends: 5%—10% (GB/T 15835), 5–10% */
    const char *unit_gap;     /* between a number and its unit: "" or " " */
    const char *list_comma;   /* "、" or ", " */
    const char *list_and;     /* before the last of several: "和", " and " */
    const char *stop;         /* "。" or "." */
    const char *undated;      /* in place of a date that the source does not give */
    Rounding rounding;        /* of the project */
} Locale;

typedef struct NumberStyle {
    int digits;          /* decimals to print; -1: as typed */
    Qualifier qualifier;
    bool label;          /* short forms (90+), else words for prose */
    bool no_group;       /* years, identifiers */
    bool group_all;      /* from four digits on, whatever the language: beside longer numbers of the same set */
    int scale_power;     /* print in units of 10^power (4: 万, 6: million); 0: plain */
    bool percent;        /* append the percent sign; the value is already in per cent */
    bool points;         /* append "percentage points": a difference of percentages */
    bool sign;           /* + before what is above zero: changes. Zero has no sign */
    bool bare;           /* the scale word, percent sign or points stand elsewhere: in an axis title, a column head */
} NumberStyle;

/* Built-in locale of a BCP 47 tag ("zh", "zh-Hans", "en", "en-GB", …), or NULL. */
const Locale *locale_builtin(const char *tag);

/* ---- one number ---- */

/* Qualifier, sign, digits, scale word and percent sign; rounded to style->digits, or with the typed digits
 * (in units of 10^scale_power without the zeros that division leaves). */
const char *locale_number(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style);
/* The shortest decimal of a finite double, without zeros at its end: 0.1 + 0.2 is 0.3. */
Decimal locale_decimal(double value);
/* The shortest decimal of a double, written likewise (from 1e17 on with an exponent); "" for what is not finite. */
const char *locale_double(Arena *arena, const Locale *locale, double value, const NumberStyle *style);
/* With its unit: "90余项", "more than 90 projects"; "31万人". A NULL unit is none. */
const char *locale_quantity(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style, const char *unit);
/* As typed, with its qualifier in the short form of labels and tables: "90+", "90余". */
const char *locale_label(Arena *arena, const Locale *locale, Decimal value, Qualifier qualifier);
/* A difference of percentages: "3.2个百分点", "1 percentage point". */
const char *locale_points(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style);
/* From `low` to `high`: "10—15", "5%—10%", "10–12 million"; with words beside a minus sign: "−5 to 3". */
const char *locale_range(Arena *arena, const Locale *locale, Decimal low, Decimal high, const NumberStyle *style);

/* ---- a set of numbers: an axis, a column, the labels of a chart ---- */

/* One unit and one number of decimals for all of `values` (what is not finite is passed over).
 * Unit: the largest scale word that the greatest value fills, from axis_from on, unless small members would need more
 * than two decimals in it. Decimals: as many as the values have; where that is many (quotients), three significant digits of
 * the greatest, and so many more that members which differ stay different. style.label is set. */
NumberStyle locale_set_style(const Locale *locale, const double *values, size_t count);
NumberStyle locale_set_style_decimals(const Locale *locale, const Decimal *values, size_t count);
/* Whether these are years, which are never grouped and never scaled: whole numbers from 1000 to 2999 in a field whose name
 * says so (year, yr, 年, 年份, 年度, also as a part: base_year). */
bool locale_are_years(const char *field, const double *values, size_t count);
/* The unit of a set for its axis title or column head: "万项", "million yuan", "%"; "" where there is none. */
const char *locale_unit(Arena *arena, const Locale *locale, const NumberStyle *style, const char *unit);
/* The largest scale word that suits a whole axis whose greatest absolute value is `max`: power of it, 0 for none. */
int locale_axis_power(const Locale *locale, double max);
const char *locale_scale_word(const Locale *locale, int power); /* "" for 0 */

/* ---- patterns: d3-format ---- */

/* [[fill]align][sign][symbol][0][width][,][.precision][~][type]; NULL for a pattern that is not understood.
 * A NULL locale is Vega's own en-US: digits of the exact double, as ECMA-262 has them (2.675 is 2.67), always grouped by three.
 * Any other rounds decimals as typed and groups as the language does. */
const char *format_number(Arena *arena, const Locale *locale, const char *pattern, double value);
bool format_is_number_pattern(const char *pattern);

/* ---- words, for the languages whose words are known: zh and en ---- */

enum { LOCALE_WORDS_MAX = 999999999 };
/* "three", "twenty-one"; "三", "两" (2, before a measure word), "一百二十". NULL for other languages, or beyond 0 … LOCALE_WORDS_MAX. */
const char *locale_words(Arena *arena, const Locale *locale, long number);
/* "first", "twenty-first"; "一", "二十一". NULL as above, and for 0. */
const char *locale_ordinal_words(Arena *arena, const Locale *locale, long rank);
/* "1st", "22nd", "113th"; "第1"; never grouped. */
const char *locale_ordinal(Arena *arena, const Locale *locale, long rank);
/* "a, b and c"; "a、b和c". */
const char *locale_list(Arena *arena, const Locale *locale, const char *const *items, size_t count);

/* ---- locales from a file ---- */

/* What a language that is not built in begins with: the neutral values of CLDR's root. locale_missing says what it still lacks. */
Locale locale_blank(Arena *arena, const char *tag);
typedef enum LocalePut { LOCALE_PUT_OK, LOCALE_PUT_UNKNOWN, LOCALE_PUT_BAD } LocalePut;
/* Sets one value by its dotted key: "decimal", "scales.6", "months.1", "about.prose" ("rund {n}"). Texts are copied. */
LocalePut locale_put(Arena *arena, Locale *locale, const char *key, const char *value);
/* The keys of the top level, NULL-terminated: for "did you mean". */
const char *const *locale_keys(Arena *arena);
/* The first key that has to be given and is not; NULL: complete. */
const char *locale_missing(const Locale *locale);

/* ---- dates ---- */

/* As precise as the date is; "" for no date. */
const char *locale_date(Arena *arena, const Locale *locale, Date date);
/* "2025", "2020-12", "2021-12-31"; false for anything else. */
bool date_parse(const char *text, size_t length, Date *out);
const char *date_text(Arena *arena, Date date);
int date_compare(Date a, Date b); /* 2025 comes before 2025-01, that before 2025-01-01 */
bool qualifier_parse(const char *text, Qualifier *out); /* exact about nearly more_than at_least */

#endif
