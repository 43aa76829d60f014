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

typedef struct Parts Parts; /* jobs/parts.h */

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
    Map answers;           /* of the model to questions, as far as anybody has asked */
    Parts *parts;          /* chapters of reports that were laid out before */
    DependList common;     /* what every output depends on: program, date, theme, fonts, settings of the project */
    void (*progress)(void *data, size_t done, size_t count, const char *path);
    void *progress_data;
} Workshop;

/* Entry of one job; !ok when it has an error, told in entry->said. */
CacheJob *render_job(Workshop *shop, const Job *job);
/* Entries of all jobs, in their order. */
void render_jobs(Workshop *shop, const JobList *jobs, size_t workers, CacheJobList *out);

/* One piece of work and its entry: the work asks by the context, which records; its messages and questions end in the entry. */
typedef struct EntryHead {
    const char *key, *kind, *lang;
    const Model *model;
    const Theme *theme;
} EntryHead;
typedef bool EntryWork(Workshop *shop, const void *data, const LayoutContext *context, CacheJob *entry);
CacheJob *entry_make(Workshop *shop, const EntryHead *head, EntryWork *work, const void *data);
/* Many, over several processes: entries in their order. A worker that fails is made up for here, where its messages are wanted. */
typedef struct EntryMaker {
    CacheJob *(*make)(Workshop *shop, const void *data, size_t index);
    const char *(*key)(Workshop *shop, const void *data, size_t index);
    const void *data;
} EntryMaker;
void entries_make(Workshop *shop, const EntryMaker *maker, size_t count, size_t workers, CacheJobList *out);
/* The questions of a piece of work, with the answers of today. */
void depend_on_questions(Workshop *shop, const Questions *questions, CacheJob *entry);
/* "chart layouts/charts/x.yaml zh", "infographic layouts/infographics/x.yaml zh-en square": the same job in another run. */
const char *job_key(Arena *arena, const Job *job);
LayoutContext job_context(Arena *arena, Diags *diags, Files *files, const Model *model, const Theme *theme, TextContext *text);

#endif
