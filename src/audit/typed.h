/* audit/typed.h -- numbers that were typed where a figure should be bound.
 *
 *     "截至2021年底，项目奖115项"  --typed_find-->  115: typed-number, suggestion {{csica_project_awards.stock.2021.S1}} …
 *
 * A finding is a quantity or a rank (audit/number.h), in digits, Chinese numerals or words, of which no byte came from {{ }}.
 * Dates, document and clause numbers, designations, ordinals, list numbers and the names of shudu.yaml's `audit: names` are none.
 *
 * The suggestion is the figure of that value whose unit, name and year the text speaks of most; none where no figure has it.
 *
 * Errors   typed-number (warning)
 * Tests    tests/unit/audit/audit_test.c, corpus_test.c, tests/audit/typed.corpus (`make audit`)
 */
#ifndef SHUDU_AUDIT_TYPED_H
#define SHUDU_AUDIT_TYPED_H

#include "audit/number.h"
#include "audit/passage.h"

/* The findings of one passage, in its order. */
void typed_find(Arena *arena, Passage *passage, const NumberNames *names, NumberList *out);
/* "{{standards.stock.2021.S1}}", "{{…|share}}"; NULL: no figure has the value. `what`: its name in the passage's language. */
const char *typed_suggestion(Arena *arena, const Model *model, int lang, const Passage *passage, const Number *number, const char **what);
/* Reports them. */
void typed_check(const PassageContext *context, Diags *diags, int lang, Passage *passage);

#endif
