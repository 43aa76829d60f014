/* audit/number.h -- every number that a text says, in digits, Chinese numerals and English words, with what it means.
 *
 *     "近900场会议"  --numbers_find-->  quantity 900, nearly          "第83届"  ordinal 83
 *     "增长两倍"                        quantity 3, times             "tripled" quantity 3, times
 *     "四分之一", "a quarter", "25%"    quantity 25, per cent         "2019年7月25日", "25 July 2019"  date
 *     "GB/T 15835-2011"  designation    "〔2025〕206号"  document      "第三十一条"  clause
 *
 * It serves three: the audit of typed numbers (which kinds have to be bound), the comparison of two languages (do both texts
 * mean the same) and provenance (what is a number that no figure stands behind).
 *
 * Shape    in the order of the text; mentions do not overlap; places are bytes of the text given
 * Scales   万 亿 千 百 million billion thousand are multiplied in: 3.6万 is 36000
 * Ranges   two mentions; the first takes the scale and the unit of the second: 3—5万 is 30000 and 50000
 * Names    declared by the project ("1+3"), matched as written, before anything else
 * Not said 一 and "one" as articles, idioms (统一, 十分, one-stop), vague words (数十, hundreds of)
 * Tests    tests/unit/audit/number_test.c; tests/audit/
 */
#ifndef SHUDU_AUDIT_NUMBER_H
#define SHUDU_AUDIT_NUMBER_H

#include "base/decimal.h"
#include "base/locale.h"
#include "base/vec.h"

typedef enum NumberKind {
    NUMBER_QUANTITY,     /* has to be bound */
    NUMBER_RANK,         /* 位列全国第二; "second in China": has to be bound */
    NUMBER_ORDINAL,      /* 第83届, first */
    NUMBER_DATE,         /* a day, month, year, decade, or a plan's years */
    NUMBER_WINDOW,       /* 近3年, "the past three years" */
    NUMBER_TIME,         /* 10:30 */
    NUMBER_DOCUMENT,     /* 206号, No. 0129 */
    NUMBER_CLAUSE,       /* 第三十一条, Article 5, 图3-1 */
    NUMBER_DESIGNATION,  /* GB/T 15835-2011, ISO/TC 350 */
    NUMBER_CODE,         /* C919, 5G, W10 */
    NUMBER_NAME,         /* declared: 1+3; “五个中心”; 十四五 */
    NUMBER_LIST,         /* 1. (2) （三） */
    NUMBER_TEXT,         /* what a text says of itself, in words: 两个来源, "four figures" */
    NUMBER_KIND_COUNT
} NumberKind;

typedef enum NumberUnit { NUMBER_PLAIN, NUMBER_PERCENT, NUMBER_POINTS, NUMBER_TIMES } NumberUnit;

/* More than the Qualifier of figures: texts also say what a number does not reach. */
typedef enum NumberBound {
    BOUND_EXACT, BOUND_ABOUT, BOUND_NEARLY, BOUND_MORE_THAN, BOUND_AT_LEAST, BOUND_LESS_THAN, BOUND_AT_MOST,
    BOUND_OR_MORE,       /* 以上: at least, or more than */
    BOUND_OR_LESS,       /* 以下: at most, or less than */
} NumberBound;

/* Parts of a Date that the calendar has no field for: day HALF_OF_YEAR + 1, QUARTER_OF_YEAR + 3; month CENTURY + 21. */
enum { HALF_OF_YEAR = 100, QUARTER_OF_YEAR = 110, CENTURY = 200 };

typedef struct Number {
    NumberKind kind;
    NumberUnit unit;
    NumberBound bound;
    bool grows;          /* the number is what was added: 增长200% */
    bool has_value;
    Decimal value;       /* quantities, ranks, ordinals */
    Date date;           /* DATE; year 0 where not said */
    bool in_words;       /* no digit in it */
    bool is_weak;        /* may stand for no number at all: "one", 两者, "both" */
    size_t start, end;   /* the number with its scale and unit */
    size_t from, to;     /* with its qualifier */
} Number;

typedef VEC(Number) NumberList;

typedef struct NumberNames { const char *const *items; size_t count; } NumberNames;

/* `cjk`: the text is Chinese (English words are then no numbers). */
void numbers_find(Arena *arena, const char *text, bool cjk, const NumberNames *names, NumberList *out);
/* Whether a number of this kind has to come from a figure. */
bool number_is_figure(const Number *number);
/* "quantity", "date", "document" … as provenance.json and messages name it. */
const char *number_kind_name(NumberKind kind);

#endif
