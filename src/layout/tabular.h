/* layout/tabular.h -- a table while it is being drawn: what is shown in each cell. Private to the room.
 *
 *     GridTable (flow.h) --sheet_new--> Sheet --sheet_widths, sheet_draw--> pages
 *
 * A Sheet has the header rows first, then the body's. Texts are in the styles they are printed in, a cell that says the same
 * in all languages says it once.
 */
#ifndef SHUDU_LAYOUT_TABULAR_H
#define SHUDU_LAYOUT_TABULAR_H

#include "layout/flow.h"

enum { CELL_PAD = 5 };

typedef struct ShownText {
    Ranges ranges;
    Para *para;              /* of them: shaped once, however often it is measured */
    double natural, least;   /* width on one line; widest piece */
    double lead;             /* of a figure: up to its decimal point, or its last digit */
    double leading;
} ShownText;

typedef struct ShownCell {
    ShownText text[LANG_MAX];
    const Target *bar;
    const NoteNames *notes;
} ShownCell;

typedef struct ShownRow {
    GridRowKind kind;
    bool head;
    double height;
} ShownRow;

/* Header cells that head the cell to be drawn: where columns or rows stand in groups, Scope alone does not tell. */
typedef struct SheetHeads {
    bool wanted;
    ElemId *groups, *columns; /* by column */
    ElemId row_group, row;
} SheetHeads;

typedef struct Sheet {
    Flow *flow;
    Arena *paras;            /* of the cells */
    const GridTable *table;
    size_t columns, row_count, head_count;
    ShownRow *rows;
    ShownCell *cells;        /* rows × columns */
    double *widths;
    double notes_height;     /* below the table */
    SheetHeads heads;
    double *tail;            /* by column: room right of the decimal points; below 0: not aligned */
} Sheet;

double *sheet_widths(const Sheet *sheet);

#endif
