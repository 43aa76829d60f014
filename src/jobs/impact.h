/* jobs/impact.h -- what readers see of a change: sentences, tables, charts, posters, pages, before and after.
 *
 *     impact_find(&impact, &diff)
 *
 * Every output is drawn from both versions, as scenes only. A chart or poster is touched when its drawing is another one. In papers,
 * sentences and tables are compared as they print, so that a figure that changed beyond the digits shown touches nothing; where the
 * layouts differ as well, only those sentences count that print a changed figure. Outputs whose files and figures are all the same
 * are drawn once.
 *
 * Pictures  with a folder: PNGs of the touched pages, charts and posters; what is another one in them is marked. Papers with a
 *           mode that shows all languages are shown in that one
 * Claims    of the new version's sentences: those that the old figures bore and the new ones don't (audit/claim.h)
 * Errors    output-write; those of drawing are counted, not told, since they show lines of data/
 * Tests     tests/diff.sh
 */
#ifndef SHUDU_JOBS_IMPACT_H
#define SHUDU_JOBS_IMPACT_H

#include "jobs/diff.h"
#include "jobs/job.h"

typedef struct ImpactSide {
    Files *files;
    const Model *model;
    const Theme *theme;
    TextContext *text;
    JobList jobs;
} ImpactSide;

typedef struct Impact {
    Arena *arena;
    Diags *diags;
    ImpactSide old, new;
    bool same_layouts;       /* nothing but data/ differs */
    const char *pictures;    /* folder; NULL: none */
    size_t faults;           /* errors of drawing the new version are added */
} Impact;

void impact_find(Impact *impact, Diff *diff);

#endif
