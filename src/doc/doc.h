/* doc/doc.h -- a report: its parts, its chapters in all languages as pairs of blocks, its numbers and references.
 *
 *     layouts/NAME/report.yaml + chapters/NN-name.LANG.md --doc_read--> Doc
 *
 * Block i of one language stands beside block i of the others; a missing partner or another structure is a located error.
 * Numbers (chapter 3, section 3.1, figure 3-1) are given here once, so that references agree wherever they stand.
 *
 * Errors   doc-pair-missing, doc-pair-differs, doc-unknown-reference, doc-duplicate-id, doc-unknown-source, doc-unknown-directive, md-*, node-*
 * Tests    tests/unit/doc/doc_test.c
 */
#ifndef SHUDU_DOC_DOC_H
#define SHUDU_DOC_DOC_H

#include "chart/chart.h"
#include "input/prose.h"
#include "model/model.h"
#include "theme/theme.h"

typedef struct DocBlock {
    const Block *in[LANG_MAX];
    BlockKind kind;
    const char *id;          /* of the first language that gives one; NULL */
    const char *number;      /* headings "3.1", figures and tables "3-1"; NULL */
    const char *paragraph;   /* "7", "7a": its number in the chapter, for comments of reviewers; NULL: not asked for */
    uint32_t pair;           /* from 1 */
} DocBlock;

typedef struct DocChapter {
    const char *name;        /* "03-supply" */
    const char *id;          /* "sec-supply" */
    const char *number;      /* "3", "A", NULL: unnumbered */
    const Prose *prose[LANG_MAX];
    VEC(DocBlock) blocks;
} DocChapter;

typedef enum LabelKind { LABEL_SECTION, LABEL_FIGURE, LABEL_TABLE } LabelKind;

typedef struct DocLabel {
    LabelKind kind;
    const char *number;      /* NULL: an unnumbered chapter; refer by its title */
    const DocBlock *block;
} DocLabel;

typedef struct Doc {
    const Model *model;
    const char *folder;
    Texts title, subtitle;
    const char *theme;       /* of this report alone; NULL: the project's */
    Loc theme_loc;
    int contents_depth;      /* 0: no contents */
    bool list_figures, list_tables;
    bool has_source_list;    /* somewhere: citations lead there */
    bool has_index;          /* of indicators, which wants to know their pages */
    VEC(DocChapter *) chapters;
    Map labels;              /* id → DocLabel * */
    VEC(const SourceDoc *) cited; /* in the order of sources.csv: [n] is index + 1 */
} Doc;

/* `folder`: "layouts/whitepaper". NULL after diagnostics. */
Doc *doc_read(Arena *arena, Reader *reader, const Model *model, const Theme *theme, const char *folder);
/* What does not hinder a build: terms of the glossary, translations whose first text has changed. Reports warnings. */
void doc_check(Arena *arena, Reader *reader, const Doc *doc);
/* What layouts/NAME/confirmed.txt holds when everything is confirmed as it stands. Gives all paragraphs their numbers. */
const char *confirmed_text(Arena *arena, Reader *reader, Doc *doc);
const DocLabel *doc_label(const Doc *doc, const char *id);           /* NULL */
size_t doc_citation(const Doc *doc, const char *source_id);          /* from 1; 0: not cited */
/* Hash of all that the layout of a chapter takes from the document: its texts and numbers, labels and citations of the whole. */
void doc_view(const Doc *doc, size_t chapter, char sha256[65]);
/* Footnote of a chapter by its name; NULL. */
const Block *doc_footnote(const DocChapter *chapter, int lang, const char *name);
/* "chart file of a figure's target": layouts/charts/NAME with its ending; NULL when there is none. */
const char *doc_chart_path(Arena *arena, Reader *reader, const char *target);

#endif
