/* jobs/cache.h -- .shudu/cache: what each output was made from, and what was said while it was made.
 *
 *     cache_read ──> Cache ──(jobs/depend.h: does it still hold?)──> outputs to keep, outputs to make again
 *                      └── cache_write, when the outputs are in their places
 *
 * A job's entry names everything it asked the world for (Depend) with a hash of the answer, the files it made, the messages it
 * gave, and whatever later rooms want to keep with it (CacheNote). The Depends of all jobs are one list: what many ask is
 * looked at once.
 *
 * Shape    text, a record a line, fields between tabs; the last line is a hash of all before it. Another version of the
 *          format, a broken line or a wrong hash make it no cache at all: that costs time, not correctness
 * Also     workers of a parallel build hand their entries to the parent in this form
 * Tests    tests/unit/jobs/cache_test.c, `make soak`
 */
#ifndef SHUDU_JOBS_CACHE_H
#define SHUDU_JOBS_CACHE_H

#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"

typedef enum DependKind {
    DEPEND_FILE,     /* key: path below the project; answer: SHA-256, "" where it cannot be read */
    DEPEND_EXISTS,   /* READ_PRESENT, READ_ABSENT */
    DEPEND_FOLDER,   /* SHA-256 of its names */
    DEPEND_FONT,     /* key: path of a file of fonts/, absolute or below the project; mapped, never read whole */
    DEPEND_QUESTION, /* key: a question to the model (model/question.h) */
    DEPEND_SETTING,  /* key: "program", "date", "theme", "look", "fonts": what the run itself is */
    DEPEND_KIND_COUNT,
} DependKind;

typedef struct Depend {
    DependKind kind;
    const char *key, *answer;
    FileStamp stamp;  /* DEPEND_FILE, DEPEND_FONT; size and inode 0: the content has to be looked at */
    uint64_t size;    /* of the file; number of names of a folder */
    int state;        /* private to jobs/depend.c */
    size_t number;    /* private: its place in the file */
} Depend;

typedef VEC(Depend *) DependList;

typedef struct CacheOutput {
    const char *path; /* below out/ */
    const char *sha256;
    size_t bytes;
    int pages;
    FileStamp stamp;  /* as it lies in out/ */
} CacheOutput;

/* What another room keeps with an output: "provenance" → its slice. */
typedef struct CacheNote { const char *name, *text; } CacheNote;

typedef struct CacheJob {
    const char *key;  /* job_key() */
    const char *kind, *lang;
    bool ok;          /* drawn without error; false only between worker and parent */
    DependList depends;
    VEC(CacheOutput) outputs;
    VEC(CacheNote) notes;
    Diags *said;
} CacheJob;

typedef VEC(CacheJob *) CacheJobList;

typedef struct Cache {
    Arena *arena;
    Map index;                 /* kind, key and answer → Depend */
    DependList shared;         /* what decides which jobs there are */
    CacheJobList jobs;         /* in the order of the project */
    CacheJobList parts;        /* of reports (jobs/parts.h) */
    VEC(CacheOutput) common;   /* files of the whole run: manifest.json */
    bool complete;             /* there is an entry for every output of the project, and all were right when this was written */
    Diags *said;               /* before any job: about data and settings */
    VEC(const Source *) texts; /* that messages point into and that are no files; private */
} Cache;

Cache *cache_new(Arena *arena);
/* The one Depend of this kind, key and answer: outputs that were made at different times may know different answers. */
Depend *cache_depend(Cache *cache, DependKind kind, const char *key, const char *answer);
CacheJob *cache_job(const Cache *cache, const char *key); /* NULL */
CacheJob *cache_part(const Cache *cache, const char *key); /* NULL */
const char *cache_note(const CacheJob *job, const char *name); /* NULL */
CacheOutput *cache_output(const CacheJob *job, const char *path); /* NULL */

/* Takes over a job of another cache, with what it depends on. */
CacheJob *cache_adopt(Cache *cache, const CacheJob *job);
/* Puts the job in the place of the one with its key, or at the end. */
void cache_put(Cache *cache, CacheJob *job);
void cache_put_part(Cache *cache, CacheJob *part);
/* Takes out what a list names a second time. */
void cache_each_once(DependList *list);

/* NULL when there is none, or none that can be trusted. `files` gives the texts that messages point into. */
Cache *cache_read(Arena *arena, Files *files, const char *path);
/* `files`: which sources are files of the project; the texts of others are written with the messages. */
void cache_write(Cache *cache, Files *files, Buf *out);
/* The same into a file, by a temporary name; whether it worked matters to nobody's correctness. */
bool cache_save(Cache *cache, Files *files, const char *path);

/* Files that messages point into are asked for as well: a line above may move the place. */
void cache_depend_on_places(Cache *cache, Files *files, CacheJob *job);

#endif
