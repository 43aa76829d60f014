/* audit/pairs.h -- whether two languages carry the same figures.
 *
 *     近900场会议，3.6万项，增长两倍   |  nearly 900 meetings, 36,000 items, tripled        the same
 *     项目奖108项                      |  115 project awards                                108 here, 115 there
 *     增长两倍                         |  doubled                                           3 times here, 2 times there
 *
 * What is compared, after audit/number.h has put units and wording into one form:
 * - quantities: value, unit (plain, per cent, percentage points, times) and qualifier, each as often as it is said
 * - ranks and ordinals: value; "number one" and 首位 agree
 * - dates: years, months and days as sets, so that 2019年…同年 and "in 2019 … in 2019" agree
 * - numbers of documents, clauses and designations: digits
 * A qualifier differs where it says something else: 近 is "nearly" and neither "about" nor "more than"; 以上 is "or more" and
 * "more than". Small numbers in words and names (三省一市, 1+3, "one-stop") need a partner only where both sides say some.
 *
 * Errors   languages-differ (warning)
 * Tests    tests/unit/audit/audit_test.c, corpus_test.c, tests/audit/pairs.corpus (`make audit`)
 */
#ifndef SHUDU_AUDIT_PAIRS_H
#define SHUDU_AUDIT_PAIRS_H

#include "audit/number.h"
#include "audit/passage.h"

typedef struct Claim {
    const Number *number; /* NULL: nothing said on that side */
    const char *text;     /* "近900场", "3 times" */
} Claim;

typedef struct Difference { Claim here, there; } Difference;
typedef VEC(Difference) DifferenceList;

void pairs_compare(Arena *arena, Passage *here, Passage *there, const NumberNames *names, DifferenceList *out);
/* Compares every language of a pair with the first that is given, and reports. */
void pairs_check(const PassageContext *context, Diags *diags, PassagePair *pair);

#endif
