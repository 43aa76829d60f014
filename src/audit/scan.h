/* audit/scan.h -- the parts of numbers_find; private to the room.
 *
 * A Scan is the text in half-width form with the place of each byte in the original. The parts read at `at`, push what they
 * find and return where to go on; `at` itself where nothing was found.
 */
#ifndef SHUDU_AUDIT_SCAN_H
#define SHUDU_AUDIT_SCAN_H

#include "audit/number.h"

typedef struct Scan {
    Arena *arena;
    const char *text;      /* half-width */
    const uint32_t *place; /* of each byte, and of the end */
    size_t length;
    bool cjk;
    uint64_t heads;        /* of scan_han_heads: three in four characters of Chinese begin none of its words */
    const NumberNames *names;
    NumberList *out;
} Scan;

/* ---- looking around ---- */
static inline bool scan_at(const Scan *scan, size_t at, const char *word);
bool scan_before(const Scan *scan, size_t at, const char *word);   /* the text ends with word at `at` */
/* Index of the longest of NULL-terminated `words` there, or -1. */
int scan_any(const Scan *scan, size_t at, const char *const *words);
int scan_any_before(const Scan *scan, size_t at, const char *const *words);
size_t scan_skip_space(const Scan *scan, size_t at);
size_t scan_back_space(const Scan *scan, size_t at);
bool scan_is_digit(const Scan *scan, size_t at);
bool scan_is_letter(const Scan *scan, size_t at);
/* The word of letters before / at `at`, in lower case; "" for none. */
const char *scan_word_before(const Scan *scan, size_t at, size_t *start);
const char *scan_word_at(const Scan *scan, size_t at, size_t *end);
/* Whether a word is one of NULL-terminated `words`. */
bool scan_word_in(const char *word, const char *const *words);

/* ---- pushing ---- */
Number *scan_push(Scan *scan, NumberKind kind, size_t start, size_t end);
void scan_set_value(Number *number, Decimal value);
/* Scale, unit and qualifier about the quantity that ends at `end` (and began at number->start); returns the new end. */
size_t scan_finish_quantity(Scan *scan, Number *number, size_t end);
/* The qualifiers on both sides of what ends at `end`; returns the new end. */
size_t scan_find_bounds(const Scan *scan, Number *number, size_t end);
/* Whether an ordinal from `start` to `end` is said of a place among others. */
bool scan_is_rank(const Scan *scan, size_t start, size_t end);

/* ---- the parts ---- */
size_t scan_digits(Scan *scan, size_t at);     /* scan_digits.c */
size_t scan_han(Scan *scan, size_t at);        /* scan_han.c: Chinese numerals and words such as 翻番 */
uint64_t scan_han_heads(void);                 /* a bit for the last byte of each first character of these words */
size_t scan_letters(Scan *scan, size_t at);    /* scan_latin.c: number words, months, designations, codes */
/* A number of Chinese numerals at `at`: its value and end; false where there is none. "三四十" has no value. */
bool han_number(const Scan *scan, size_t at, size_t *end, Decimal *value, bool *has_value);
/* Length of a Chinese measure word at `at`, or 0. */
size_t scan_measure(const Scan *scan, size_t at);
/* "14th Five-Year Plan" is a name, "21st century" a date: pushes it from `start` to `end`, the ordinal; false for others. */
bool scan_period_after(Scan *scan, size_t end, long value, size_t start);
/* "3" of "March", 0. */
int month_of(const char *word);

/* Asked some million times: without a call. The text ends with NUL, which no word holds. */
static inline bool
scan_at(const Scan *scan, size_t at, const char *word)
{
    if (at > scan->length)
        return false;
    const char *text = scan->text + at;
    while (*word && *word == *text) {
        word++;
        text++;
    }
    return !*word;
}

#endif
