/* table/bind.h -- one cell of a grid to a typed cell, by its field. Private to the room. */
#ifndef SHUDU_TABLE_BIND_H
#define SHUDU_TABLE_BIND_H

#include "table/table.h"

/* field NULL: an unknown column, kept as text. Reports and leaves the cell missing when it is bad. */
bool bind_cell(Arena *arena, Diags *diags, const Grid *grid, const Cell *cell, const Resource *resource, const Field *field, TableCell *out);

/* quantity.c: "90余", "nearly 900", "3.6万": a number and the word about it. False where it is no such text. */
bool quantity_parse(const TableLanguages *languages, const char *text, Decimal *number, Qualifier *qualifier);
/* quantity.c: what may help whoever typed `text` where digits belong; adds a hint to the last diagnostic. */
void quantity_hint(Arena *arena, Diags *diags, const TableLanguages *languages, const char *text);

/* keys.c: primary keys and unique fields of one table. */
void check_unique(Arena *arena, Diags *diags, const Table *table);

/* schema.c: "did you mean", for a name among the fields of a resource. */
void hint_field(Arena *arena, Diags *diags, const Resource *resource, const char *name);

#endif
