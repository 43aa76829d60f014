/* jobs/render.h -- a job done: drawn once, written aside in each of its formats, with everything it asked for on record.
 *
 *     Workshop shop = {…};                        what all jobs are made with
 *     render_jobs(&shop, &jobs, workers, …)       over several processes; same bytes for any number of them
 *
 * What comes back is the job's entry for the cache: what it read and asked, its outputs (in the stage), its messages.
 *
 * Tests    tests/run.sh builds with --jobs 1, 2 and 8 and compares; tests/unit/jobs/
 */
#ifndef SHUDU_JOBS_RENDER_H
#define SHUDU_JOBS_RENDER_H

#include "jobs/cache.h"
#include "jobs/job.h"
#include "jobs/stage.h"

typedef struct Workshop {
    Arena *arena;
    Diags *diags;          /* of the run: fonts complain here */
    Files *files;
    const Model *model;
    const Theme *theme;
    TextContext *text;
    const char *date;      /* of outputs */
    Stage *stage;
    Cache *cache;          /* owns the entries */
    DependList common;     /* what every output depends on: program, date, theme, fonts, settings of the project */
    void (*progress)(void *data, size_t done, size_t count, const char *path);
    void *progress_data;
} Workshop;

typedef VEC(CacheJob *) CacheJobList;

/* Entry of one job; !ok when it has an error, told in entry->said. */
CacheJob *render_job(Workshop *shop, const Job *job);
/* Entries of all jobs, in their order. */
void render_jobs(Workshop *shop, const JobList *jobs, size_t workers, CacheJobList *out);
/* "chart layouts/charts/x.yaml zh", "infographic layouts/infographics/x.yaml zh-en square": the same job in another run. */
const char *job_key(Arena *arena, const Job *job);
LayoutContext job_context(Arena *arena, Diags *diags, Files *files, const Model *model, const Theme *theme, TextContext *text);

#endif
