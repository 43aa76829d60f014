/* base/diag_print.h -- diagnostics for people, for programs, for GitHub and GitLab.
 *
 *     data/gdp.csv:14:9: error: expected a number, found "1,2O3" [csv-bad-number]
 *       14 | 2021,北京,"1,2O3",亿元
 *          |           ^~~~~~~
 *          hint: the fourth character is the letter O
 *
 * The caret stands by display width: wide characters count two columns.
 * Sorted by path, offset, code. Long lines are cut around the place.
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

void diag_print(Buf *out, const Diags *diags, DiagFormat format, MessageLang lang, bool color);

#endif
