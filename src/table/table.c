#include "table/table.h"

#include "base/str.h"
#include "table/bind.h"

#include <string.h>

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
    for (size_t i = 0; i < table->resource->field_count; i++)
        if (str_equal(table->resource->fields[i].name, column))
            return &table->resource->fields[i];
    return NULL;
}

/* Which field each column of the file is; unknown and missing columns are reported. */
static const Field **
match_columns(Arena *arena, Diags *diags, const Grid *grid, const Resource *resource, Table *out)
{
    const GridRow *head = &grid->rows.items[0];
    const Field **fields = ARENA_ARRAY(arena, const Field *, head->count + 1);
    const char **names = ARENA_ARRAY(arena, const char *, head->count + 1), **known = ARENA_ARRAY(arena, const char *, resource->field_count + 1);
    for (size_t i = 0; i < resource->field_count; i++)
        known[i] = resource->fields[i].name;
    for (uint32_t c = 0; c < head->count; c++) {
        names[c] = head->cells[c].text;
        for (size_t i = 0; i < resource->field_count; i++)
            if (str_equal(resource->fields[i].name, names[c]))
                fields[c] = &resource->fields[i];
        if (!fields[c]) {
            diag(diags, DIAG_TABLE_UNKNOWN_COLUMN, grid_loc(grid, &head->cells[c]), names[c], resource->name);
            const char *near = str_nearest(names[c], known, resource->field_count);
            if (near)
                diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        }
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        bool found = false;
        for (uint32_t c = 0; c < head->count; c++)
            found |= fields[c] == &resource->fields[i];
        if (!found) {
            diag(diags, DIAG_TABLE_MISSING_COLUMN, head->count ? grid_loc(grid, &head->cells[0]) : LOC_NONE, resource->fields[i].name);
            diag_note(diags, resource->fields[i].loc, "declared here", "声明于此", NULL);
        }
    }
    out->columns = names;
    out->column_count = head->count;
    return fields;
}

static void
check_unique(Arena *arena, Diags *diags, const Table *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const Field *field = table_field(table, table->columns[c]);
        if (!field || !(field->unique || str_equal(field->name, table->resource->primary_key)))
            continue;
        Map seen;
        map_init(&seen, arena);
        for (size_t r = 0; r < table->row_count; r++) {
            const TableCell *cell = table_at(table, r, c), *first = cell->missing ? NULL : map_find(&seen, cell->text);
            if (cell->missing)
                continue;
            if (first) {
                diag(diags, DIAG_CSV_NOT_UNIQUE, cell->loc, cell->text, field->name);
                diag_note(diags, first->loc, "first given here", "首次出现于此", NULL);
            } else {
                map_put(&seen, cell->text, (void *)cell);
            }
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
        return diag(diags, DIAG_TABLE_EMPTY, resource->path_loc, resource->path);
    const Field **fields = match_columns(arena, diags, &grid, resource, out);
    out->row_count = grid.rows.count - 1;
    out->cells = ARENA_ARRAY(arena, TableCell, out->row_count * out->column_count + 1);
    for (size_t r = 0; r < out->row_count; r++) {
        const GridRow *row = &grid.rows.items[r + 1];
        if (row->count != out->column_count && row->count)
            diag(diags, DIAG_CSV_RAGGED, grid_loc(&grid, &row->cells[row->count - 1]), arena_printf(arena, "%u", row->count),
                 arena_printf(arena, "%zu", out->column_count));
        for (size_t c = 0; c < out->column_count; c++) {
            TableCell *cell = &out->cells[r * out->column_count + c];
            *cell = (TableCell){.text = "", .missing = true};
            if (c < row->count)
                bind_cell(arena, diags, &grid, &row->cells[c], resource, fields[c], cell);
        }
    }
    check_unique(arena, diags, out);
    return diags_errors(diags) == errors;
}

static const Table *
find_table(const Table *tables, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (tables[i].resource && str_equal(tables[i].resource->name, name))
            return &tables[i];
    return NULL;
}

static void
check_key(Arena *arena, Diags *diags, const Table *table, const ForeignKey *key, const Table *target)
{
    ptrdiff_t from = table_column(table, key->field), to = table_column(target, key->reference);
    if (from < 0 || to < 0)
        return;
    Map known;
    map_init(&known, arena);
    const char **names = ARENA_ARRAY(arena, const char *, target->row_count + 1);
    for (size_t r = 0; r < target->row_count; r++) {
        names[r] = table_at(target, r, (size_t)to)->text;
        map_put(&known, names[r], (void *)names[r]);
    }
    for (size_t r = 0; r < table->row_count; r++) {
        const TableCell *cell = table_at(table, r, (size_t)from);
        if (cell->missing || map_has(&known, cell->text))
            continue;
        diag(diags, DIAG_TABLE_FOREIGN_KEY, cell->loc, cell->text, key->reference, target->resource->path);
        const char *near = str_nearest(cell->text, names, target->row_count);
        if (near)
            diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    }
}

bool
tables_check_foreign_keys(Arena *arena, Diags *diags, const Package *package, const Table *tables, size_t count)
{
    size_t errors = diags_errors(diags);
    (void)package;
    for (size_t i = 0; i < count; i++) {
        const Resource *resource = tables[i].resource;
        for (size_t k = 0; resource && k < resource->foreign_key_count; k++) {
            const Table *target = find_table(tables, count, resource->foreign_keys[k].resource);
            if (target)
                check_key(arena, diags, &tables[i], &resource->foreign_keys[k], target);
        }
    }
    return diags_errors(diags) == errors;
}
