/* jobs/depend.h -- whether what an output was made from is still so.
 *
 *     World world = {arena, root, files, model, settings};
 *     depend_holds(&world, depend)         a file, a folder, a font, a question to the model, a setting of the run
 *     job_stale(&world, entry, job, out)   NULL: keep the outputs; else why they are made again, for people
 *
 * Files are compared by what the file system says of them, as git does: same size, inode, times, same bytes. A stamp that was
 * not settled when the file was read (base/source.h) is not kept, and the content is compared the next time.
 *
 * Without a model (a build that may have nothing to do) questions count as answered: the caller asks first whether all of
 * data/ is as it was.
 *
 * Tests    tests/unit/jobs/cache_test.c, `make soak`
 */
#ifndef SHUDU_JOBS_DEPEND_H
#define SHUDU_JOBS_DEPEND_H

#include "jobs/cache.h"
#include "jobs/job.h"

typedef struct World {
    Arena *arena;
    const char *root;
    Files *files;
    const Model *model;   /* NULL: as it was */
    Map settings;         /* name → text */
    bool chinese;         /* reasons for people */
    bool refreshed;       /* a stamp was renewed: the cache is worth saving */
} World;

void world_init(World *world, Arena *arena, const char *root, Files *files);
/* Answer of a question, whichever room puts it. */
void job_answer(const Model *model, const char *question, char sha256[65]);
bool depend_holds(World *world, Depend *depend);
bool depends_hold(World *world, const DependList *list);

/* Why the job has to be made again, or NULL. */
const char *job_stale(World *world, const CacheJob *entry, const Job *job);
/* Whether the entry has every file of the job, but for parts of the press kit that are none. */
bool job_complete(const CacheJob *entry, const Job *job);
/* Whether the file in out/ is still the one that was written. */
bool output_intact(World *world, CacheOutput *output);

/* All that a reader has read, as dependencies; those of the same name and answer are one. */
void depend_on_reads(Cache *cache, const Reader *reader, DependList *out);
void depend_on(Cache *cache, DependKind kind, const char *key, const char *answer, DependList *out);
/* "fonts/x" for a path below the root, which may move; other paths as they are. */
const char *below_root(const char *root, const char *path);
/* A file of fonts/, which fonts.lock says has this SHA-256; `path` may be below the project. */
void depend_on_font(Cache *cache, const char *root, const char *path, const char *sha256, DependList *out);

#endif
