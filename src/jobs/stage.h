/* jobs/stage.h -- outputs are replaced whole or not at all.
 *
 * Files are written below out/.stage/, synced once, and renamed into place only when the run has no error.
 * A failed or killed run leaves the last good outputs as they are; the next one clears the stage.
 *
 * Errors   output-write, output-locked
 * Tests    tests/unit/jobs/stage_test.c
 */
#ifndef SHUDU_JOBS_STAGE_H
#define SHUDU_JOBS_STAGE_H

#include "base/diag.h"

typedef struct Stage Stage;

/* `out` is the absolute path of the output folder, made when absent. Takes the lock of the project. NULL after a diagnostic. */
Stage *stage_open(Arena *arena, Diags *diags, const char *out);
/* Writes one file; `path` is relative to out/. */
const char *stage_folder(const Stage *stage);
bool stage_write(Stage *stage, Diags *diags, const char *path, const void *bytes, size_t size);
/* A file that another process has written into the stage: renamed on commit like our own. */
void stage_adopt(Stage *stage, const char *path);
/* To be removed on commit: an output that is no longer described. */
void stage_remove(Stage *stage, const char *path);
/* Syncs and renames everything into place. */
bool stage_commit(Stage *stage, Diags *diags);
/* Throws away what was not committed and gives the lock back. */
void stage_close(Stage *stage);

#endif
