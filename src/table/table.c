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

/* ---- one reading ---------------------------------------------------------------------------------------------- */

typedef struct Binder {
    Arena *arena;
    Diags *diags;
    Table *table;
    bool keeps;              /* the cells */
    TableCell *row;          /* of one row, where they are not kept */
    Loc head;                /* the first cell of the header */
    bool has_head, refused;  /* refused: the header is none, and rows would only repeat it */
    bool was_blank;          /* the row before */
    size_t errors;           /* before this table */
    KeyWatch *keys;
    ReferenceWatch *references;
} Binder;

static void
declared_here(const Binder *self)
{
    diag_note(self->diags, self->table->resource->loc, "the table is declared here", "该表声明于此", NULL);
}

/* ---- the header ---------------------------------------------------------------------------------------------- */

static void
unknown_column(const Binder *self, const Grid *grid, const Cell *cell)
{
    const Resource *resource = self->table->resource;
    diag(self->diags, DIAG_TABLE_UNKNOWN_COLUMN, grid_loc(grid, cell), cell->text, resource->name);
    declared_here(self);
    /* A new year has near names by the dozen, and none of them is meant. */
    if (str_equal(resource->role, "figures-wide") && resource_is_year(resource, cell->text))
        diag_hint(self->diags, "a new year: add '{0}' to the fields of '{1}'", "新的年份：请在“{1}”的fields中加上“{0}”", cell->text, resource->name);
    else
        hint_field(self->arena, self->diags, resource, cell->text);
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
check_all_there(const Binder *self)
{
    const Resource *resource = self->table->resource;
    Buf missing = BUF_INIT;
    for (size_t i = 0; i < resource->field_count; i++) {
        if (has_column(self->table, &resource->fields[i]))
            continue;
        buf_add(&missing, missing.length ? ", " : "");
        buf_add(&missing, resource->fields[i].name);
    }
    if (missing.length) {
        diag(self->diags, DIAG_TABLE_MISSING_COLUMN, self->head, buf_take(&missing, self->arena));
        declared_here(self);
    }
    buf_clear(&missing);
}

static size_t
count_names(const GridRow *head)
{
    size_t named = 0;
    for (uint32_t c = 0; c < head->count; c++)
        named += head->cells[c].length > 0;
    return named;
}

/* A header in one piece: the cells are separated by something else than the schema says. */
static bool
is_undivided(const Binder *self, const Grid *grid, const GridRow *head)
{
    static const struct {
        const char *mark, *shown;
    } marks[] = {{"\t", "\\t"}, {";", ";"}, {"|", "|"}, {",", ","}, {"，", "，"}, {"；", "；"}};
    const Resource *resource = self->table->resource;
    const char *text = head->cells[0].text, own[2] = {resource->delimiter, 0};
    if (head->count != 1 || resource->field_count < 2)
        return false;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (str_equal(marks[i].mark, own) || !strstr(text, marks[i].mark))
            continue;
        diag(self->diags, DIAG_TABLE_OTHER_DELIMITER, grid_loc(grid, &head->cells[0]), *own == '\t' ? "\\t" : own, marks[i].shown);
        if ((unsigned char)*marks[i].mark >= 0x80)
            diag_hint(self->diags, "full-width commas do not separate cells: write half-width ones", "全角逗号不能分隔单元格，请改用半角逗号", NULL);
        return true;
    }
    return false;
}

/* What stands where the header belongs, before anything is said of single columns. */
static bool
refuse_head(const Binder *self, const Grid *grid, const GridRow *head)
{
    bool is_title = head->count > 1 && head->cells[0].length && count_names(head) == 1 && self->table->resource->field_count > 1;
    bool is_hint = head->count <= 2 && strncmp(head->cells[0].text, "sep=", 4) == 0;
    if (is_title || is_hint)
        diag(self->diags, DIAG_TABLE_TITLE_ROW, grid_loc(grid, &head->cells[0]), NULL);
    return is_title || is_hint || is_undivided(self, grid, head);
}

/* Which field each column of the file is. Nameless columns at the right are left out: rows say when something stands in them. */
static void
match_columns(Binder *self, const Grid *grid, const GridRow *head)
{
    Table *table = self->table;
    size_t count = head->count;
    while (count > 1 && !head->cells[count - 1].length)
        count--;
    const Field **fields = ARENA_ARRAY(self->arena, const Field *, count + 1);
    const char **names = ARENA_ARRAY(self->arena, const char *, count + 1);
    Loc *places = ARENA_ARRAY(self->arena, Loc, count + 1);
    table->columns = names;
    table->fields = fields;
    for (size_t c = 0; c < count; c++) {
        const Cell *cell = &head->cells[c];
        ptrdiff_t first = cell->length ? table_column(table, cell->text) : -1;
        names[c] = arena_strndup(self->arena, cell->text, cell->length);
        places[c] = grid_loc(grid, cell);
        table->column_count = c + 1;
        if (!cell->length && count > 1) {
            diag(self->diags, DIAG_TABLE_MERGED_HEADER, places[c], NULL);
        } else if (first >= 0) {
            diag(self->diags, DIAG_TABLE_DUPLICATE_COLUMN, places[c], cell->text);
            diag_note(self->diags, places[first], "first given here", "首次出现于此", NULL);
        } else {
            fields[c] = resource_field(table->resource, cell->text);
            if (!fields[c])
                unknown_column(self, grid, cell);
        }
    }
    check_all_there(self);
}

/* ---- the rows --------------------------------------------------------------------------------------------------- */

/* Cells beyond the columns: blank ones are left behind by spreadsheets, others are in the wrong place. */
static void
check_length(const Binder *self, const Grid *grid, const GridRow *row)
{
    size_t columns = self->table->column_count, count = row->count;
    while (count > columns && !row->cells[count - 1].length)
        count--;
    if (count == columns)
        return;
    const Cell *cell = &row->cells[count > columns ? columns : count - 1];
    if (count > columns && cell->length == 0)
        for (size_t c = columns; c < count && !cell->length; c++)
            cell = &row->cells[c];
    diag(self->diags, DIAG_CSV_RAGGED, grid_loc(grid, cell), arena_printf(self->arena, "%zu", count), arena_printf(self->arena, "%zu", columns));
    diag_note(self->diags, self->head, "the header", "表头", NULL);
    if (count < columns)
        diag_hint(self->diags, "an empty cell keeps its comma", "空单元格也要保留逗号", NULL);
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

static TableCell *
room_for_row(Binder *self)
{
    Table *table = self->table;
    return self->keeps ? &table->cells[table->row_count++ * table->column_count] : self->row;
}

static void
bind_row(Binder *self, const Grid *grid, const GridRow *row)
{
    Table *table = self->table;
    bool blank = is_blank(row), again = blank && self->was_blank; /* once for a run of them */
    self->was_blank = blank;
    if (blank) {
        if (!again)
            diag(self->diags, DIAG_CSV_BLANK_ROW, grid_loc(grid, &row->cells[0]), NULL);
        return;
    }
    if (row->count != table->column_count)
        check_length(self, grid, row);
    TableCell *cells = room_for_row(self);
    for (size_t c = 0; c < table->column_count; c++) {
        if (c < row->count)
            bind_cell(self->arena, self->diags, grid, &row->cells[c], table->resource, table->fields[c], &cells[c]);
        else
            cells[c] = (TableCell){.text = "", .missing = true, .loc = grid_loc(grid, &row->cells[row->count - 1])};
    }
    key_watch_row(self->keys, cells);
    if (self->references)
        reference_watch_row(self->references, cells);
}

/* The header first, then a row at a time; false ends the reading. */
static bool
take_row(void *data, const Grid *grid, const GridRow *row)
{
    Binder *self = data;
    if (self->has_head) {
        bind_row(self, grid, row);
        if (diags_errors(self->diags) - self->errors <= TABLE_FAULTS_MAX)
            return true;
        return diag(self->diags, DIAG_TABLE_TOO_MANY_FAULTS, grid_loc(grid, &row->cells[0]), NULL);
    }
    self->has_head = true;
    self->head = grid_loc(grid, &row->cells[0]);
    self->refused = refuse_head(self, grid, row);
    if (self->refused)
        return false;
    match_columns(self, grid, row);
    self->keys = key_watch_new(self->arena, self->diags, self->table);
    self->row = ARENA_ARRAY(self->arena, TableCell, self->table->column_count);
    return true;
}

static void
binder_close(Binder *self)
{
    if (self->keys)
        key_watch_free(self->keys);
    if (self->references)
        reference_watch_free(self->references);
}

static bool
no_header(const Binder *self)
{
    const Resource *resource = self->table->resource;
    return diags_errors(self->diags) == self->errors && diag(self->diags, DIAG_TABLE_EMPTY, resource->path_loc, resource->path);
}

bool
table_read(Arena *arena, Reader *reader, const Resource *resource, Table *out)
{
    *out = (Table){.resource = resource};
    Binder self = {.arena = arena, .diags = reader_diags(reader), .table = out, .keeps = true, .errors = diags_errors(reader_diags(reader))};
    out->source = reader_read(reader, resource->path, resource->path_loc);
    if (!out->source)
        return false;
    Grid grid = {0};
    grid_parse_as(arena, self.diags, out->source, resource->delimiter, resource->charset, &grid);
    if (!grid.rows.count)
        return no_header(&self);
    bool going = take_row(&self, &grid, &grid.rows.items[0]);
    if (going && grid.rows.count - 1 > TABLE_CELLS_MAX / out->column_count)
        going = diag(self.diags, DIAG_TABLE_TOO_LARGE, resource->path_loc, resource->path);
    if (going)
        out->cells = ARENA_ARRAY(arena, TableCell, (grid.rows.count - 1) * out->column_count + 1);
    for (size_t r = 1; going && r < grid.rows.count; r++)
        going = take_row(&self, &grid, &grid.rows.items[r]);
    binder_close(&self);
    return diags_errors(self.diags) == self.errors;
}

/* The references of a table that is not kept are looked at row by row, once its header is known. */
typedef struct CheckedRows {
    Binder *binder;
    const Table *tables;
    size_t count;
} CheckedRows;

static bool
check_row(void *data, const Grid *grid, const GridRow *row)
{
    CheckedRows *rows = data;
    Binder *binder = rows->binder;
    bool first = !binder->has_head, going = take_row(binder, grid, row);
    if (first && going && binder->table->resource->foreign_key_count)
        binder->references = reference_watch_new(binder->arena, binder->diags, binder->table, rows->tables, rows->count);
    return going;
}

bool
table_check(Arena *arena, Reader *reader, const Resource *resource, const Table *tables, size_t count, Table *out)
{
    *out = (Table){.resource = resource, .unread = true};
    Binder self = {.arena = arena, .diags = reader_diags(reader), .table = out, .errors = diags_errors(reader_diags(reader))};
    out->source = reader_read(reader, resource->path, resource->path_loc);
    const Source *text = out->source ? charset_decode(arena, self.diags, out->source, resource->charset) : NULL;
    if (!text)
        return false;
    CheckedRows rows = {&self, tables, count};
    grid_each(self.diags, text, resource->delimiter, check_row, &rows);
    if (!self.has_head)
        no_header(&self);
    binder_close(&self);
    return diags_errors(self.diags) == self.errors;
}
