/* expr/words.h -- numbers in words, for the languages whose words are known: zh and en. Others get digits.
 *
 *     zh  words 三  两 (2 before a measure word)  一百二十     rank words 一 二 十一
 *     en  words three  twenty-one  one hundred and twenty   rank words first  second  twenty-first
 */
#ifndef SHUDU_EXPR_WORDS_H
#define SHUDU_EXPR_WORDS_H

#include "base/locale.h"

enum { WORDS_MAX = 999999999 };

/* NULL where the language has no words here, or the number is beyond 0 … WORDS_MAX. */
const char *words_of_number(Arena *arena, const Locale *locale, long number);
const char *words_of_rank(Arena *arena, const Locale *locale, long rank);

#endif
