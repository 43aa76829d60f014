/* layout/layout.h -- documents on pages.
 *
 *     Doc --layout_report(mode)--> Scene with A4 pages
 *
 * layout.c    parts (front matter, chapters), each laid out on its own; their page numbers; the whole
 * master.c    pages: margins, running heads, folios, footnotes at the foot
 * flow.c      text: paragraphs of all languages side by side on one line grid
 * inline.c    inlines to styled ranges: bound numbers, references, citations, note marks
 * block.c     the blocks of a chapter
 * tabular.c   tables over pages; figures_table.c and lists.c make them from the model
 * side.c      notes in the margin
 * contents.c  contents, lists of figures and tables
 * index.c     index of indicators
 * front.c     cover, imprint
 *
 * Errors   layout-*, inspect-* (after), chart-*, expr-*
 * Tests    tests/unit/layout/
 */
#ifndef SHUDU_LAYOUT_LAYOUT_H
#define SHUDU_LAYOUT_LAYOUT_H

#include "chart/chart.h"
#include "doc/doc.h"
#include "text/para.h"

/* What the layouts of one job share. */
typedef struct LayoutContext {
    Arena *arena;
    Diags *diags;
    Reader *reader;
    const Model *model;
    const Theme *theme;
    TextContext *text;
} LayoutContext;

/* lang -1: all languages in parallel columns. `parts` (NULL: none): chapters that were laid out before, others NULL; they are
 * spent. NULL after diagnostics. */
Scene *layout_report(const LayoutContext *context, const Doc *doc, int lang, Scene *const *parts);
/* One chapter on pages that have no numbers yet, for layout_report: in an arena of its own, which is its scene's. NULL after
 * diagnostics. */
Scene *layout_chapter(const LayoutContext *context, const Doc *doc, int lang, size_t chapter);
/* Whether the chapter prints no page numbers: one that does cannot be laid out before the others. */
bool layout_stands_alone(const Doc *doc, size_t chapter);

#endif
