/* jobs/change.h -- what has changed between two folders of tables, cell by cell.
 *
 *     changes_find(arena, diags, &old, &new, &changes)
 *
 * Tables are paired by their names in datapackage.yaml (without one, by their files), rows by the primary key. A yearly table's
 * cell is known by the row id that it implies, a long table's row by its own, so that changes name figures. Where no key is
 * declared, the fewest first columns that tell the rows apart are one.
 *
 * Unpublished  a row whose status is not `published` is on neither side, nor is any row that names it, in any table. A figure
 *              that is published now was added, whatever it was before; one that is withdrawn was removed
 * Order        of the tables and rows of the new side, then those that are gone
 * Cost         rows that are equal as bytes are not taken apart (jobs/rows.h)
 * Tests        tests/unit/jobs/change_test.c
 */
#ifndef SHUDU_JOBS_CHANGE_H
#define SHUDU_JOBS_CHANGE_H

#include "base/decimal.h"
#include "base/diag.h"

typedef enum ChangeKind { CHANGE_CELL, CHANGE_ADDED, CHANGE_REMOVED } ChangeKind;

typedef struct ChangePlace { const char *path; int line; } ChangePlace; /* path NULL: not there */

typedef struct Change {
    ChangeKind kind;
    const char *table;
    const char *key;             /* row id, or the cells of the key between blanks */
    const char *column;          /* "" for a row without numbers that came or went */
    const char *before, *after;  /* "" where missing */
    bool numeric;                /* both are numbers */
    Decimal difference;          /* after - before */
    bool has_ratio;
    Decimal ratio;               /* in per cent of before, one decimal */
    ChangePlace old_place, new_place;
} Change;

typedef VEC(Change) ChangeList;

typedef struct DataSide {
    Files *files;                /* the tables are below data/ (files_mount) */
    const char *home_scope;      /* its code in yearly tables, which row ids leave out; NULL */
} DataSide;

/* False after a diagnostic: a side that cannot be read. */
bool changes_find(Arena *arena, Diags *diags, const DataSide *old, const DataSide *new, ChangeList *out);
/* "+2", "−35"; "" where there is none. */
const char *change_difference(Arena *arena, const Change *change);
/* "+1.7 %"; "". */
const char *change_ratio(Arena *arena, const Change *change);

#endif
