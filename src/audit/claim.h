/* audit/claim.h -- what a sentence says about a figure beyond its value, and whether the figures bear it.
 *
 *     "创历史新高", "a record high"             higher than in every earlier year of its series
 *     "连续三年增长", "the third year in a row"  risen (fallen) in each of the last n years
 *     "首次突破1000", "for the first time"       there now, and in no earlier year
 *     "位列全国第一", "ranks first"              the figure's own rank
 *
 * A claim is held against the figure that stands nearest to it in the sentence. Its series is that of model_series: one indicator,
 * scope, period and basis. Where the series cannot decide (no earlier years, no joined basis), the claim is open.
 *
 * Tests    tests/unit/audit/claim_test.c
 */
#ifndef SHUDU_AUDIT_CLAIM_H
#define SHUDU_AUDIT_CLAIM_H

#include "model/model.h"

typedef enum ClaimKind { CLAIM_HIGHEST, CLAIM_LOWEST, CLAIM_RISING, CLAIM_FALLING, CLAIM_FIRST, CLAIM_RANK } ClaimKind;

typedef struct Claim {
    ClaimKind kind;
    int count;           /* RISING, FALLING: years; RANK: the rank */
    bool has_threshold;  /* FIRST */
    Decimal threshold;
    size_t start, end;   /* bytes of the sentence */
} Claim;

typedef VEC(Claim) ClaimList;

typedef enum ClaimVerdict { CLAIM_HOLDS, CLAIM_FAILS, CLAIM_OPEN } ClaimVerdict;

void claims_find(Arena *arena, const char *text, bool cjk, ClaimList *out);
/* `reason` says why it fails, in English and Chinese; untouched otherwise. */
ClaimVerdict claim_verdict(const Model *model, Arena *arena, const Claim *claim, const Fact *fact, const char *reason[MESSAGE_LANG_COUNT]);

#endif
