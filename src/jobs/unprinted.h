/* jobs/unprinted.h -- published figures that no output prints: a row was entered and forgotten.
 *
 *     Unprinted *unprinted = unprinted_new(arena, model);
 *     unprinted_note(unprinted, &context, questions);      after job_check of each job: what it asked by name, and what its files name
 *     unprinted_report(unprinted, diags);                  fact-not-printed, one a figure
 *
 * Nothing is laid out: a figure counts as printed where a chapter, a poster or a chart names it or draws it, or a text of data/
 * that these list (records, highlights, rulings, footnotes) names it. Rows that must not be drawn (chart: no) are left out.
 */
#ifndef SHUDU_JOBS_UNPRINTED_H
#define SHUDU_JOBS_UNPRINTED_H

#include "layout/layout.h"
#include "model/question.h"

typedef struct Unprinted Unprinted;

Unprinted *unprinted_new(Arena *arena, const Model *model);
void unprinted_note(Unprinted *unprinted, const LayoutContext *context, Files *files, const Questions *questions);
void unprinted_report(Unprinted *unprinted, Diags *diags);

#endif
