/* input/grid.h -- a CSV or TSV file as cells with their places (RFC 4180, LF or CRLF, in the encodings of input/charset.h).
 *
 * Shape    rows × cells, ragged as in the file; row 0 is the first record (the header, for those who want one)
 * Memory   `arena`; cell texts are unquoted and NUL-terminated
 * Errors   csv-unclosed-quote, csv-stray-quote, csv-too-many-cells, csv-cell-too-long, and those of input/charset.h before
 *          anything is read. csv-ragged is for the table room
 * Limits   GRID_CELL_MAX bytes a cell, GRID_COLUMNS_MAX cells a row
 * Tests    tests/unit/input/grid_test.c, tests/fuzz/grid_fuzz.c
 */
#ifndef SHUDU_INPUT_GRID_H
#define SHUDU_INPUT_GRID_H

#include "base/diag.h"
#include "input/charset.h"

enum { GRID_CELL_MAX = 1 << 20, GRID_COLUMNS_MAX = 4096 };

typedef struct Cell {
    const char *text;
    uint32_t length;
    uint32_t offset;       /* of the raw cell in the source, quotes included */
    uint32_t raw_length;
} Cell;

typedef struct GridRow {
    const Cell *cells;
    uint32_t count;
} GridRow;

typedef struct Grid {
    const Source *source;  /* decoded */
    VEC(GridRow) rows;
} Grid;

/* Blank lines are kept out, and so are rows with a fault. Reports every fault and goes on; false if there was one. */
bool grid_parse(Arena *arena, Diags *diags, const Source *source, char delimiter, Grid *out); /* as UTF-8 */
bool grid_parse_as(Arena *arena, Diags *diags, const Source *source, char delimiter, Charset charset, Grid *out);
/* The same one row after the other: the row is lent for the call, and nothing is kept. `grid` has no rows. The source is decoded.
 * Reading ends early where `take` returns false. */
typedef bool GridRowFn(void *data, const Grid *grid, const GridRow *row);
bool grid_each(Diags *diags, const Source *source, char delimiter, GridRowFn *take, void *data);
Loc grid_loc(const Grid *grid, const Cell *cell);

#endif
