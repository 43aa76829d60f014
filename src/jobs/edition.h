/* jobs/edition.h -- one edition to the next: what is kept, what is changed by itself, what is left to people.
 *
 *     new-edition YEAR     the project as it is goes to editions/OLD, where it can still be built; then, in place:
 *                          shudu.yaml    year, data_until, published, state, previous
 *                          wide tables   an empty column for YEAR, and its field in datapackage.yaml
 *     check                edition-no-figure: indicators that have no figure for the edition's year yet
 *                          edition-prose-carried: paragraphs of chapters that are word for word those of the previous edition
 *
 * Files are edited as text at the places of their values, so that comments and order stay.
 *
 * Errors   edition-not-later, edition-kept, edition-by-hand, output-write
 * Tests    tests/run.sh
 */
#ifndef SHUDU_JOBS_EDITION_H
#define SHUDU_JOBS_EDITION_H

#include "base/str.h"
#include "model/model.h"

typedef struct FileEdit {
    const char *path; /* from the root */
    Buf text;         /* the new content */
} FileEdit;

typedef VEC(FileEdit) FileEdits;

/* The edits that make the project that of `year`; what has to be done by hand is reported (edition-by-hand). Nothing is written.
 * False after an error. */
bool edition_edits(Arena *arena, Reader *reader, Diags *diags, const Model *model, int year, FileEdits *out);

/* The indicators with figures of the home scope in earlier years, and none for `year`. */
IndicatorList edition_without_figure(const Model *model, Arena *arena, int year);
/* The last year of which an indicator has a published figure; 0. */
int edition_last_year(const Model *model, const char *indicator);

void edition_check(const Model *model, Reader *reader, Arena *arena, Diags *diags);

#endif
