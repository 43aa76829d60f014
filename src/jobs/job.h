/* jobs/job.h -- an output as a job: what the project asks for, and what came of it.
 *
 * One job is one drawing in one language; its formats are written from the same scene, so that what is on the PDF is on the
 * PNG and in the SVG.
 *
 *     plan_jobs(model) --> JobList --job_scene--> Scene --device_write--> bytes of each artifact
 *
 * Tests    tests/run.sh
 */
#ifndef SHUDU_JOBS_JOB_H
#define SHUDU_JOBS_JOB_H

#include "device/formats.h"
#include "layout/layout.h"
#include "press/press.h"

typedef enum JobKind { JOB_REPORT, JOB_INFOGRAPHIC, JOB_CHART } JobKind;

typedef struct Artifact {
    DeviceFormat format;
    const char *path;          /* below out/ */
    uint32_t page;             /* PNG, SVG: of the job's scene */
    bool press;                /* one of the press kit: left out where a figure is not published, or there is nothing of it */
    PressPart part;            /* of the kit: a text or table instead of a drawing */
    double scale;              /* PNG: pixels per unit; 0: the job's */
    bool outlines;             /* SVG */
} Artifact;

typedef struct Job {
    JobKind kind;
    const char *name;          /* "whitepaper", "c01_targets" */
    const char *spec;          /* file, or folder of a report, below the project */
    const char *mode;          /* reports: "parallel" or a language key */
    int lang;                  /* -1: all, in parallel columns */
    int second;                /* posters in two languages: the other one; -1: none */
    const char *preset;        /* posters: the shape; NULL */
    const char *theme;         /* another than the project's; NULL */
    double max_bytes, max_pixels; /* of each PNG; 0: any */
    Artifact *artifacts;
    size_t artifact_count;
    double scale, ppi;         /* PNG */
    Loc loc;                   /* where the project asks for it */
} Job;

typedef VEC(Job) JobList;

typedef struct JobFilter {
    const char *only;          /* globs over artifact paths, parted by commas; NULL */
    int lang;                  /* -1: all */
    const char *formats;       /* "png,svg"; NULL */
} JobFilter;

/* Every output that the project describes, in the order of shudu.yaml; false after a diagnostic. */
bool plan_jobs(Arena *arena, Reader *reader, const Model *model, JobList *out);
/* Keeps the artifacts that pass; jobs left without any go. Errors: output-none, format-unknown. */
bool filter_jobs(Arena *arena, Diags *diags, const JobFilter *filter, JobList *jobs);
bool format_wanted(const char *formats, DeviceFormat format);

/* A report as read for all its modes. It may have a theme of its own, and with it another way of writing numbers. */
typedef struct Report {
    const Doc *doc;            /* NULL after diagnostics */
    const Theme *theme;
    const Model *model;
} Report;
/* `theme_reader` reads the theme. */
void report_read(const LayoutContext *context, Reader *theme_reader, const Job *job, Report *out);

/* Draws the job. NULL after diagnostics. */
Scene *job_scene(const LayoutContext *context, const Job *job);
/* Title, description, note, source line and alternative text of the drawing. */
void job_words(const LayoutContext *context, const Job *job, const Scene *scene, PressWords *out);
/* Reads and checks what the job is made of, without layout. */
bool job_check(const LayoutContext *context, const Job *job);

const char *job_kind_name(JobKind kind);
const char *job_lang_name(const Job *job); /* "zh", "zh-en" */
/* The theme of the job: the project's, else the one it names. NULL after diagnostics. */
const Theme *job_theme(const LayoutContext *context, const Job *job);

#endif
