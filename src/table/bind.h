/* table/bind.h -- one cell of a grid to a typed cell, by its field. Private to the room. */
#ifndef SHUDU_TABLE_BIND_H
#define SHUDU_TABLE_BIND_H

#include "table/table.h"

/* field NULL: an unknown column, kept as text. Reports and leaves the cell missing when it is bad. */
bool bind_cell(Arena *arena, Diags *diags, const Grid *grid, const Cell *cell, const Resource *resource, const Field *field, TableCell *out);

#endif
