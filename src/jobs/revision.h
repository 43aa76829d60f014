/* jobs/revision.h -- a project as it was: a git revision, laid out in a folder.
 *
 * git archive and tar are run without a shell; the revision is a word of the command line, never of a project.
 *
 * Errors   diff-unknown
 * Tests    tests/diff.sh
 */
#ifndef SHUDU_JOBS_REVISION_H
#define SHUDU_JOBS_REVISION_H

#include "base/diag.h"

/* Whether the project in `root` lies in a repository that knows the revision. */
bool revision_known(Arena *arena, const char *root, const char *revision);
/* shudu.yaml, data/ and layouts/ of the revision into `folder`. False when git or tar fails. */
bool revision_extract(Arena *arena, const char *root, const char *revision, const char *folder);

#endif
