/* jobs/pool.h -- independent jobs over several processes.
 *
 * Fonts, arenas and diagnostics are a process's own, so a job runs in a child as it would alone: same bytes for any number of
 * workers. A child takes the next index until none is left, then `finish` leaves its results in a file.
 *
 * Errors   none of its own: what a child could not do cleanly is not marked done, and the caller does it again itself, where
 *          its diagnostics are wanted
 * Tests    tests/run.sh builds with --jobs 1 and 2 and compares
 */
#ifndef SHUDU_JOBS_POOL_H
#define SHUDU_JOBS_POOL_H

#include "base/base.h"

typedef struct PoolWork {
    bool (*work)(void *data, size_t index);     /* in a child; true: done cleanly */
    bool (*finish)(void *data, size_t worker);  /* in a child, once, at its end; false voids all that it did */
    void *data;
} PoolWork;

/* Marks done[i] for i below count. */
void pool_run(size_t workers, size_t count, const PoolWork *work, bool *done);
/* Processors on line, at least 1. */
size_t pool_processors(void);

#endif
