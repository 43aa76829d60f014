/* run.h -- one run of the program: options, messages, the project once it is open. Shared by the commands of shudu.h.
 *
 *     Run run;
 *     run_open(&run, options);
 *     if (run_open_project(&run, options->project) && run_open_fonts(&run)) …
 *     return run_close(&run);                                   prints what there is to say, frees everything
 */
#ifndef SHUDU_RUN_H
#define SHUDU_RUN_H

#include "base/str.h"
#include "layout/layout.h"
#include "shudu.h"
#include "text/font.h"

typedef struct Run {
    const ShuduOptions *options;
    Arena *arena;
    Diags *diags;
    const char *root;      /* of the project, absolute */
    Files *files;
    Reader *reader;        /* shudu.yaml, data/, lists of layouts/ */
    Reader *theme_reader;
    const char *theme_name;
    bool unchecked;        /* set before opening: only to draw */
    Model *model;
    Theme *theme;
    FontSet *fonts;
    TextContext *text;
    bool complete;         /* all of the project was looked at: accepted findings that are gone may be told */
} Run;

/* What one build leaves open for the next of the same process: faces and what was learnt about shaping with them. */
typedef struct Warm {
    Arena *arena;          /* of the run that opened it: languages live there */
    FontSet *fonts;
    TextContext *text;
    const char *key;       /* fonts and settings of the project that it is good for */
} Warm;
void warm_clear(Warm *warm);

/* A whole build: pipeline.c. `warm` may be NULL. */
ShuduStatus run_build(const ShuduOptions *options, Warm *warm);

void run_open(Run *run, const ShuduOptions *options);
/* What is read below `root`, by as many threads as the options allow. */
Files *run_files(const Run *run, const char *root);
/* Root, model, theme. False after a diagnostic. */
bool run_open_project(Run *run, const char *from);
bool run_open_fonts(Run *run);
/* Typed numbers and differing languages in data/ and shudu.yaml (audit/audit.h). */
void run_audit_data(Run *run, bool suggest);
ShuduStatus run_close(Run *run);
ShuduStatus run_leave(Run *run); /* the same, but its arena lives on */

/* The folder at or above `from` that holds shudu.yaml; NULL. */
const char *run_find_root(Arena *arena, const char *from);
/* The folder with fonts.lock; before the project is open as well, when its root is known. */
const char *run_find_fonts(Run *run);
/* "2025-11-14T00:00:00Z": SOURCE_DATE_EPOCH, else the day the edition says it was published. Never the clock. NULL after a diagnostic. */
const char *run_date(Run *run);
ShuduStatus run_status(const Run *run);
/* A file beside the final name, then renamed: a reader never sees half of it. One that holds these bytes already only gets a new
 * time. False after a diagnostic. */
bool run_write_file(Run *run, const char *path, const Buf *bytes);

/* Stream 1 results, 2 diagnostics and progress. */
void run_print(const Run *run, int stream, const char *text, size_t length);
void run_printf(const Run *run, int stream, const char *format, ...) PRINTF_LIKE(3, 4);
void run_print_diagnostics(const Run *run);
bool run_in_chinese(const Run *run);

#endif
