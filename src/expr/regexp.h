/* expr/regexp.h -- regular expressions of JavaScript, as far as data work wants them.
 *
 * Understood   . [] [^] \d \w \s \b and their opposites, ^ $, ( ) (?: ) (?= ) (?! ), |, * + ? {n,m} and their lazy forms,
 *              \1 to \9, \n \t \r \f \v \0 \xHH \uHHHH; flags g i m s u
 * Positions    bytes of UTF-8; a character is a code point
 * Limits       REGEXP_STEPS_MAX steps a search: a pattern that backtracks without end gives an error, not a hang
 */
#ifndef SHUDU_EXPR_REGEXP_H
#define SHUDU_EXPR_REGEXP_H

#include "base/arena.h"

enum { REGEXP_GROUPS_MAX = 10, REGEXP_STEPS_MAX = 5000000 };

typedef struct Regexp Regexp;

typedef struct RegexpMatch {
    ptrdiff_t start[REGEXP_GROUPS_MAX], end[REGEXP_GROUPS_MAX]; /* -1: the group took no part; 0 is the whole */
} RegexpMatch;

/* NULL for a pattern that is not understood. */
const Regexp *regexp_parse(Arena *arena, const char *pattern, const char *flags);
const char *regexp_pattern(const Regexp *regexp);
bool regexp_is_global(const Regexp *regexp);
int regexp_group_count(const Regexp *regexp); /* without the whole */
/* First match from byte `from` on: 1 found, 0 none, -1 too many steps. */
int regexp_search(const Regexp *regexp, const char *text, size_t from, RegexpMatch *match);

#endif
