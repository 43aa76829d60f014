/* jobs/manifest.h -- out/manifest.json: each output, what it read, its SHA-256, size and pages; program, fonts and libraries.
 *
 * Shape    outputs sorted by path; every path relative to the project, '/' separated; no time, no machine
 * Verify   what a build needs to be done again is all in it: `shudu verify` does that and compares (src/command_verify.c)
 * Merge    a partial build keeps the records of outputs it did not render
 * Tests    tests/unit/jobs/manifest_test.c
 */
#ifndef SHUDU_JOBS_MANIFEST_H
#define SHUDU_JOBS_MANIFEST_H

#include "jobs/cache.h"

typedef struct InputRecord {
    const char *path;
    const char *sha256; /* "" where the file is absent and that mattered */
} InputRecord;

typedef struct OutputRecord {
    const char *path;   /* below out/ */
    const char *kind;   /* "report", "infographic", "chart" */
    const char *lang;   /* "zh", "en", "zh-en" */
    const char *sha256;
    size_t size;
    int pages;
    VEC(InputRecord) reads;
} OutputRecord;

typedef struct FontRecord {
    const char *file;
    int index;
    const char *family;
    int weight;
    const char *sha256;
} FontRecord;

typedef struct Manifest {
    const char *program;         /* "shudu 0.1.0"; NULL: there was none that can be read */
    const char *build_id;        /* of the program (jobs/program.h) */
    const char *theme;           /* its name */
    const char *date;            /* of outputs: "2025-11-14T00:00:00Z" */
    VEC(InputRecord) shared;     /* read for every output: shudu.yaml, data/, the theme */
    VEC(OutputRecord) outputs;
    VEC(FontRecord) fonts;
    VEC(const char *) libraries; /* "cairo 1.16.0" */
} Manifest;

/* Reads the manifest of an earlier run. A damaged or foreign one is taken for none: it costs a merge, not correctness. */
void manifest_read(Arena *arena, const char *path, Manifest *out);
/* The outputs of a job, with the files that it read. */
void manifest_add_job(Arena *arena, Manifest *manifest, const CacheJob *job);
const OutputRecord *manifest_find(const Manifest *manifest, const char *path);
/* Versions of the libraries under text and devices. */
void manifest_add_libraries(Arena *arena, Manifest *manifest);
/* Sorts and writes. */
void manifest_write(Manifest *manifest, Buf *out);

#endif
