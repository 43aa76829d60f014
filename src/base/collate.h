/* base/collate.h -- the order of words in an index.
 *
 *     Collation *order = collation_new(arena, "zh-Hans");
 *     collation_compare(order, "标准", "长三角") < 0; collation_letter(order, "标准") == 'B'
 *
 * Chinese by the readings of its characters (CLDR zh-pinyin; GB/T 2312's characters, others after them by code point), Latin
 * words among them by their letters; other languages by letters alone: case, quotation marks, brackets and hyphens do not
 * count, a space comes before any letter, figures before words.
 *
 * Tests    tests/unit/base/collate_test.c
 */
#ifndef SHUDU_BASE_COLLATE_H
#define SHUDU_BASE_COLLATE_H

#include "base/arena.h"

typedef struct Collation Collation;

Collation *collation_new(Arena *arena, const char *language_tag);
int collation_compare(const Collation *order, const char *a, const char *b);
/* 'A' … 'Z' under which a word stands in an index; '#' for figures and what else there is. */
char collation_letter(const Collation *order, const char *text);

#endif
