/* doc/pivot.h -- a table of the model's figures, crossed by two or more of their dimensions.
 *
 *     ::: {.pivot-table #tbl-x indicators="a b" scopes="china" periods="flow stock" years="2019 2021-2023"
 *          rows="indicator" columns="period year" totals="row"}
 *
 * Each of indicator, scope, period and year stands in the rows, in the columns, or has one value. Where `rows` or `columns`
 * names two, the first heads groups of the second. Rows and columns without any figure are left out; a cell holds one figure
 * or none. Totals are formulas over the figures of a row or a column (totals="row column"): of one unit, none missing, and
 * never across bases.
 *
 * Errors   doc-pivot-key, doc-pivot-empty, doc-pivot-ambiguous, doc-pivot-total, expr-basis
 * Tests    tests/unit/doc/pivot_test.c
 */
#ifndef SHUDU_DOC_PIVOT_H
#define SHUDU_DOC_PIVOT_H

#include "input/prose.h"
#include "model/model.h"

typedef enum PivotDimension { PIVOT_INDICATOR, PIVOT_SCOPE, PIVOT_PERIOD, PIVOT_YEAR, PIVOT_DIMENSIONS } PivotDimension;

typedef struct PivotHead {
    const char *key[PIVOT_DIMENSIONS]; /* NULL: not of this side */
    Texts label;
    const char *group;       /* key of the group; NULL: none */
    Texts group_label;
    const char *total;       /* expression of the sum over this row or column; NULL: none */
} PivotHead;

typedef struct Pivot {
    PivotHead *rows, *columns;
    size_t row_count, column_count;
    const Fact **cells;      /* rows × columns; NULL: no figure */
    const Texts *unit;       /* of all figures; NULL: they differ, and each row has its own or each cell */
    bool total_row, total_column;
    PivotDimension row_dimension; /* what the stub names */
    Loc loc;
} Pivot;

/* NULL after diagnostics. */
Pivot *pivot_read(Arena *arena, Diags *diags, const Model *model, const Block *div);
const Fact *pivot_cell(const Pivot *pivot, size_t row, size_t column);
/* The unit that all figures of a row share; NULL. */
const Texts *pivot_row_unit(const Pivot *pivot, size_t row, int lang_count);

#endif
