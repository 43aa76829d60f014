/* jobs/rows.h -- two versions of a table, aligned, and only the rows that differ taken apart.
 *
 *     rows_split(text) ──> rows as they stand, not read further
 *     rows_differ(old, new) ──> indexes of those that have no equal on the other side
 *     row_cells(row) ──> its cells
 *
 * Most rows of a table are the same from one version to the next: these are compared as bytes and never taken apart, so that
 * a hundred thousand rows cost a few milliseconds.
 *
 * Quotes   as in RFC 4180; a record may go over lines
 * Memory   rows borrow the text; cells live in the arena
 * Tests    tests/unit/jobs/rows_test.c
 */
#ifndef SHUDU_JOBS_ROWS_H
#define SHUDU_JOBS_ROWS_H

#include "base/vec.h"

typedef struct RawRow {
    const char *text;
    uint32_t length;   /* without the line end */
    uint32_t line;     /* from 1 */
} RawRow;

typedef VEC(RawRow) RawRows;
typedef VEC(size_t) RowIndexes;

/* The records of a text, blank lines left out. */
void rows_split(Arena *arena, const char *text, size_t length, RawRows *out);
/* Rows from `first` on that have no equal on the other side; equal rows are paired off one by one. */
void rows_differ(Arena *arena, const RawRows *old, const RawRows *new, size_t first, RowIndexes *only_old, RowIndexes *only_new);
/* Cells of a row, unquoted, NULL-terminated; returns their number. */
size_t row_cells(Arena *arena, const RawRow *row, char delimiter, const char *const **cells);

#endif
