/* model/logic.h -- figures that cannot all be right, or cannot stand together as they are said.
 *
 *     facts, targets, sums of conflicts.yaml --logic_check--> findings; those that a ruling accepts are kept with it
 *
 * Each rule has the id of its diagnostic, and a reason with a source in docs/logic.md. A finding names its figures; where a ruling
 * of data/conflicts.yaml lists all of them (and the rule among its `rules`, where it gives any), the finding is accepted: it is not
 * reported, and the ruling's note stands wherever one of its figures is printed. A ruling that no rule needs says so (`declared`).
 *
 * Errors   fact-conflict, logic-*, conflict-*
 * Tests    tests/unit/model/logic_test.c (a fault and a clean case for each rule), tests/shipped.sh (what accepts the cases C1 to C19)
 */
#ifndef SHUDU_MODEL_LOGIC_H
#define SHUDU_MODEL_LOGIC_H

#include "model/read.h"

void logic_check(ModelReader *self);

#endif
