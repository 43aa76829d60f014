/* jobs/diff.h -- what lies between two versions of a project, for people and for programs.
 *
 *     changes_find, impact_find ──> Diff ──> text for a terminal, Markdown for a pull request, JSON, an HTML report, an errata table
 *
 * Shape    whatever stands in a Diff may go out: figures that are not published are in none (jobs/change.h)
 * Limits   Markdown is cut at MARKDOWN_ROWS_MAX rows a table, since the hosts of pull requests cut comments; the others are whole
 * Tests    tests/diff.sh
 */
#ifndef SHUDU_JOBS_DIFF_H
#define SHUDU_JOBS_DIFF_H

#include "base/geom.h"
#include "base/str.h"
#include "jobs/change.h"

enum { MARKDOWN_ROWS_MAX = 100 };

typedef enum TouchKind { TOUCH_SENTENCE, TOUCH_TABLE, TOUCH_CHART, TOUCH_POSTER, TOUCH_PAGE, TOUCH_KIND_COUNT } TouchKind;

/* Something that readers see and that is another one now. */
typedef struct Touch {
    TouchKind kind;
    const char *output;          /* below out/: "whitepaper.zh.pdf" */
    const char *name;            /* of a chart, poster or table; "" */
    const char *place;           /* "layouts/whitepaper/03-supply.zh.md:12"; "" */
    const char *before, *after;  /* sentences; "" where there was, or is, none */
    size_t more;                 /* outputs besides this one that show the same */
    const char *pages;           /* "12", "12, 13" as printed on them; "" */
} Touch;

/* A page, chart or poster before and after; "" where it was not there. Files are below the report's folder. */
typedef struct Picture {
    const char *title;
    const char *before, *after;
    VEC(Rect) before_marks, after_marks; /* parts of the picture that are other ones: fractions of its width and height */
} Picture;

/* A sentence that says more than the figures do now. */
typedef struct BrokenClaim { const char *place, *text, *message[MESSAGE_LANG_COUNT]; } BrokenClaim;

typedef struct Diff {
    const char *old_name, *new_name;
    bool has_project;            /* outputs were looked at */
    ChangeList changes;
    VEC(Touch) touches;
    VEC(BrokenClaim) claims;
    VEC(Picture) pictures;
} Diff;

void diff_write_text(const Diff *diff, MessageLang lang, Buf *out);
void diff_write_markdown(const Diff *diff, MessageLang lang, Buf *out);
void diff_write_json(const Diff *diff, Buf *out);
/* Changed figures as rows of data/corrections.csv (jobs/diff_errata.c). */
void diff_write_errata(const Diff *diff, Buf *out);
void diff_write_html(const Diff *diff, MessageLang lang, Buf *out);

#endif
