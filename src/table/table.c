#include "table/table.h"

#include "base/str.h"
#include "table/bind.h"

#include <string.h>

/* ---- look-ups ------------------------------------------------------------------------------------------------ */

ptrdiff_t
table_column(const Table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal(table->columns[i], name))
            return (ptrdiff_t)i;
    return -1;
}

const TableCell *
table_at(const Table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

const char *
table_text(const Table *table, size_t row, const char *column)
{
    ptrdiff_t index = table_column(table, column);
    return index < 0 ? "" : table_at(table, row, (size_t)index)->text;
}

const Field *
table_field(const Table *table, const char *column)
{
    return resource_field(table->resource, column);
}

/* ---- the header ---------------------------------------------------------------------------------------------- */

static void
unknown_column(Arena *arena, Diags *diags, const Grid *grid, const Cell *cell, const Resource *resource)
{
    diag(diags, DIAG_TABLE_UNKNOWN_COLUMN, grid_loc(grid, cell), cell->text, resource->name);
    diag_note(diags, resource->loc, "the table is declared here", "该表声明于此", NULL);
    /* A new year has near names by the dozen, and none of them is meant. */
    if (str_equal(resource->role, "figures-wide") && resource_is_year(resource, cell->text))
        diag_hint(diags, "a new year: add '{0}' to the fields of '{1}'", "新的年份：请在“{1}”的fields中加上“{0}”", cell->text, resource->name);
    else
        hint_field(arena, diags, resource, cell->text);
}

static bool
has_column(const Table *table, const Field *field)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (table->fields[c] == field)
            return true;
    return false;
}

/* One message for all of them, as they are missing from one place. */
static void
check_all_there(Arena *arena, Diags *diags, const Grid *grid, const Table *table)
{
    const Resource *resource = table->resource;
    Buf missing = BUF_INIT;
    for (size_t i = 0; i < resource->field_count; i++) {
        if (has_column(table, &resource->fields[i]))
            continue;
        buf_add(&missing, missing.length ? ", " : "");
        buf_add(&missing, resource->fields[i].name);
    }
    if (missing.length) {
        diag(diags, DIAG_TABLE_MISSING_COLUMN, grid_loc(grid, &grid->rows.items[0].cells[0]), buf_take(&missing, arena));
        diag_note(diags, resource->loc, "the table is declared here", "该表声明于此", NULL);
    }
    buf_clear(&missing);
}

/* Which field each column of the file is. */
static void
match_columns(Arena *arena, Diags *diags, const Grid *grid, Table *table)
{
    const GridRow *head = &grid->rows.items[0];
    const Field **fields = ARENA_ARRAY(arena, const Field *, head->count + 1);
    const char **names = ARENA_ARRAY(arena, const char *, head->count + 1);
    table->columns = names;
    table->fields = fields;
    for (uint32_t c = 0; c < head->count; c++) {
        const Cell *cell = &head->cells[c];
        ptrdiff_t first = table_column(table, cell->text);
        names[c] = cell->text;
        table->column_count = c + 1;
        if (first >= 0) {
            diag(diags, DIAG_TABLE_DUPLICATE_COLUMN, grid_loc(grid, cell), cell->text);
            diag_note(diags, grid_loc(grid, &head->cells[first]), "first given here", "首次出现于此", NULL);
            continue;
        }
        fields[c] = resource_field(table->resource, cell->text);
        if (!fields[c])
            unknown_column(arena, diags, grid, cell, table->resource);
    }
    check_all_there(arena, diags, grid, table);
}

/* ---- the rows --------------------------------------------------------------------------------------------------- */

static void
ragged_row(Arena *arena, Diags *diags, const Grid *grid, const GridRow *row, size_t columns)
{
    const Cell *cell = &row->cells[row->count > columns ? columns : row->count - 1];
    diag(diags, DIAG_CSV_RAGGED, grid_loc(grid, cell), arena_printf(arena, "%u", row->count), arena_printf(arena, "%zu", columns));
    diag_note(diags, grid_loc(grid, &grid->rows.items[0].cells[0]), "the header", "表头", NULL);
    if (row->count < columns)
        diag_hint(diags, "an empty cell keeps its comma", "空单元格也要保留逗号", NULL);
}

/* Spreadsheets leave rows of nothing but commas below the data. */
static bool
is_blank(const GridRow *row)
{
    for (uint32_t c = 0; c < row->count; c++)
        if (row->cells[c].length)
            return false;
    return true;
}

static void
bind_rows(Arena *arena, Diags *diags, const Grid *grid, Table *table)
{
    table->cells = ARENA_ARRAY(arena, TableCell, (grid->rows.count - 1) * table->column_count + 1);
    for (size_t r = 1; r < grid->rows.count; r++) {
        const GridRow *row = &grid->rows.items[r];
        if (is_blank(row)) {
            if (!is_blank(row - 1)) /* once for a run of them */
                diag(diags, DIAG_CSV_BLANK_ROW, grid_loc(grid, &row->cells[0]), NULL);
            continue;
        }
        if (row->count != table->column_count)
            ragged_row(arena, diags, grid, row, table->column_count);
        TableCell *cells = &table->cells[table->row_count++ * table->column_count];
        for (size_t c = 0; c < table->column_count; c++) {
            const Cell *cell = c < row->count ? &row->cells[c] : &row->cells[row->count - 1];
            if (c < row->count)
                bind_cell(arena, diags, grid, cell, table->resource, table->fields[c], &cells[c]);
            else
                cells[c] = (TableCell){.text = "", .missing = true, .loc = grid_loc(grid, cell)};
        }
    }
}

bool
table_read(Arena *arena, Reader *reader, const Resource *resource, Table *out)
{
    *out = (Table){.resource = resource};
    Diags *diags = reader_diags(reader);
    size_t errors = diags_errors(diags);
    const Source *source = reader_read(reader, resource->path, resource->path_loc);
    if (!source)
        return false;
    out->source = source;
    Grid grid = {0};
    grid_parse(arena, diags, source, resource->delimiter, &grid);
    if (!grid.rows.count)
        return diags_errors(diags) == errors && diag(diags, DIAG_TABLE_EMPTY, resource->path_loc, resource->path);
    match_columns(arena, diags, &grid, out);
    if (grid.rows.count - 1 > TABLE_CELLS_MAX / out->column_count)
        return diag(diags, DIAG_TABLE_TOO_LARGE, resource->path_loc, resource->path);
    bind_rows(arena, diags, &grid, out);
    check_unique(arena, diags, out);
    return diags_errors(diags) == errors;
}
