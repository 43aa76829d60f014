/* base/diag_print.h -- diagnostics for people, for programs, for GitHub and GitLab.
 *
 *     data/gdp.csv:14:9: error: expected a number, found "1,2O3" [csv-bad-number]
 *       14 | 2021,北京,"1,2O3",亿元
 *          |           ^~~~~~~
 *          hint: the fourth character is the letter O
 *
 * The caret stands by display width: wide characters count two columns.
 * Sorted by path, offset, code. Long lines are cut around the place. For GitHub the worst come first, DIAG_ANNOTATIONS_MAX of them
 * as annotations on their line and the others as text in a group; diag_print_summary has all of them, for $GITHUB_STEP_SUMMARY.
 */
#ifndef SHUDU_BASE_DIAG_PRINT_H
#define SHUDU_BASE_DIAG_PRINT_H

#include "base/diag.h"
#include "base/str.h"

typedef enum DiagFormat {
    DIAG_FORMAT_TEXT,
    DIAG_FORMAT_JSON,
    DIAG_FORMAT_GITHUB, /* workflow commands: annotations */
    DIAG_FORMAT_GITLAB, /* a Code Quality report: findings in the widget of a merge request */
} DiagFormat;

enum { DIAG_ANNOTATIONS_MAX = 10 };

void diag_print(Buf *out, const Diags *diags, DiagFormat format, MessageLang lang, bool color);
/* The same for a project in a folder of a repository, "projects/city/": annotations take paths from the top. */
void diag_print_from(Buf *out, const Diags *diags, DiagFormat format, MessageLang lang, bool color, const char *folder);
/* Markdown: a heading with the counts, and a table of all. */
void diag_print_summary(Buf *out, const Diags *diags, MessageLang lang);

#endif
