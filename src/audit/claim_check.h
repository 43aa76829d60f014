/* audit/claim_check.h -- claims of chapters, records and leads that the figures do not bear: claim-not-borne.
 *
 * A sentence is read with its numbers printed; a claim in it (audit/claim.h) is held against the figure that stands nearest before
 * it, else the first behind it. Claims without a figure, and those that the series cannot decide, are not reported.
 *
 * Tests    tests/run.sh
 */
#ifndef SHUDU_AUDIT_CLAIM_CHECK_H
#define SHUDU_AUDIT_CLAIM_CHECK_H

#include "doc/doc.h"

void claims_check_doc(Arena *arena, Diags *diags, const Doc *doc);
/* Records and highlights. */
void claims_check_lists(Arena *arena, Diags *diags, const Model *model);

#endif
