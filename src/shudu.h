/* shudu.h -- the public face of the program: options in, files and messages out. main.c knows nothing else.
 *
 *     ShuduOptions options = SHUDU_OPTIONS_DEFAULT;
 *     options.project = "path/to/project";
 *     return shudu_build(&options);
 *
 * Every call is a whole run: it opens the project, works, reports all diagnostics at once through
 * `print`, and leaves nothing behind. Outputs are replaced whole or not at all.
 */
#ifndef SHUDU_H
#define SHUDU_H

#include <stdbool.h>
#include <stddef.h>

#define SHUDU_VERSION "0.1.0"

typedef enum ShuduStatus {
    SHUDU_OK = 0,
    SHUDU_PROJECT_ERRORS = 1, /* the project has errors, or something it names is absent */
    SHUDU_USAGE = 2,
    SHUDU_ENVIRONMENT = 3,    /* I/O failure, font not installed, full disk */
} ShuduStatus;

typedef enum ShuduMessages { SHUDU_MESSAGES_EN, SHUDU_MESSAGES_ZH } ShuduMessages;
typedef enum ShuduReport {
    SHUDU_REPORT_TEXT,
    SHUDU_REPORT_JSON,
    SHUDU_REPORT_GITHUB,
    SHUDU_REPORT_GITLAB,
    SHUDU_REPORT_MARKDOWN, /* these two: diff alone */
    SHUDU_REPORT_ERRATA,
} ShuduReport;

typedef struct ShuduOptions {
    const char *project;          /* a folder in or below the project; NULL: the current one */
    const char *fonts;            /* folder with fonts.lock for charts outside a project; NULL: beside the program */

    /* build */
    const char *only;             /* globs over paths under out/, parted by commas; NULL: all */
    const char *lang;             /* "zh", "en": outputs of one language; NULL: all */
    const char *formats;          /* "png,svg,pdf"; NULL: all that the project asks for */
    int jobs;                     /* processes; 0: one for each processor */
    const char *theme;            /* in place of the project's; NULL */
    bool keep_going;              /* write the outputs that have no error of their own */
    bool strict_sources;          /* leave figures out that are known from third-party copies alone (grade C) */
    bool force;                   /* make everything again */
    bool explain;                 /* say why each output is made again */
    const char *out;              /* absolute folder for outputs, where nothing is kept from build to build; NULL: out/ of the project */
    const char *date;             /* of outputs: "2025-11-14T00:00:00Z"; NULL: SOURCE_DATE_EPOCH, else that of the edition */

    /* chart */
    const char *const *specs;     /* NULL-terminated */
    const char *output;           /* file or folder; NULL: beside the spec. diff: folder of the report; NULL: none */
    double scale;                 /* of PNG pixels; 0: as the project prints, else 2 */
    double width;                 /* pt; 0: the spec's own */

    /* diff */
    const char *versions[2];      /* folders of tables, projects, or git revisions; the second NULL: the project itself */
    /* trace */
    const char *what;             /* a number, an indicator or row id, or a place: "115", "out/whitepaper.pdf:14" */

    /* new-edition */
    int year;

    /* check */
    bool strict;                  /* warnings count as errors */

    ShuduReport report;
    const char *repository;       /* annotations name files from this folder; NULL: from the project's */
    const char *summary;          /* file to which a Markdown summary of the diagnostics is appended; NULL: none */
    ShuduMessages messages;
    bool color;
    bool progress;

    /* Where text goes: stream 1 results, 2 diagnostics and progress. NULL: stdout and stderr. */
    void (*print)(void *data, int stream, const char *text, size_t length);
    void *print_data;
} ShuduOptions;

/* Writes a small complete project into an empty folder, `project`. */
ShuduStatus shudu_init(const ShuduOptions *options);
/* Renders what the project describes into out/: what has changed since the last time, or was altered there. */
ShuduStatus shudu_build(const ShuduOptions *options);
/* Builds, and again after every save, until SIGINT, SIGTERM or SIGHUP. */
ShuduStatus shudu_watch(const ShuduOptions *options);
/* Builds again, aside, what out/manifest.json records, and compares bytes. SHUDU_PROJECT_ERRORS: something differs. */
ShuduStatus shudu_verify(const ShuduOptions *options);
/* Tells what has changed between two versions, and what it touches; with `output`, as a report in that folder too.
 * SHUDU_PROJECT_ERRORS: something has changed. */
ShuduStatus shudu_diff(const ShuduOptions *options);
/* Reads data, texts and specs and reports; renders nothing. */
ShuduStatus shudu_check(const ShuduOptions *options);
/* Records that the translations of all reports stand as they are, and the numbers of their paragraphs. */
ShuduStatus shudu_confirm(const ShuduOptions *options);
/* Says where a printed number comes from, out of out/provenance.json of the last build. */
ShuduStatus shudu_trace(const ShuduOptions *options);
/* Keeps the edition in editions/YEAR and makes the project that of a later year. */
ShuduStatus shudu_new_edition(const ShuduOptions *options);
/* Draws Vega-Lite specs, in a project or without one. */
ShuduStatus shudu_chart(const ShuduOptions *options);

#endif
