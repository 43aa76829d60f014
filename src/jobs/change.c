#define _GNU_SOURCE /* memmem */
#include "jobs/change.h"

#include "audit/number.h"
#include "base/map.h"
#include "input/charset.h"
#include "jobs/rows.h"
#include "table/table.h"

#include <string.h>

/* One version of one table. */
typedef struct Version {
    const Resource *resource;    /* NULL: none declared */
    const char *name, *path;
    const Source *source;        /* decoded; NULL: not there */
    RawRows rows;                /* [0] is the header */
    const char *const *columns;
    size_t column_count;
    ptrdiff_t status;            /* column; -1 */
    bool wide;
} Version;

typedef VEC(Version) Versions;

typedef struct Side {
    const DataSide *data;
    Versions tables;
    Map unpublished;             /* row ids */
} Side;

typedef struct Finder {
    Arena *arena;
    Diags *diags;
    Side old, new;
    ChangeList *out;
} Finder;

/* A row that has no equal, taken apart. */
typedef struct Row {
    const Version *table;
    const RawRow *raw;
    const char *const *cells;
    size_t count;
    const char *key;
    bool paired;
} Row;

typedef VEC(Row) Rows;

/* ---- reading a side ------------------------------------------------------------------------------------------------ */

static const char *
cell_at(const Row *row, ptrdiff_t column)
{
    return column >= 0 && (size_t)column < row->count ? row->cells[column] : "";
}

static ptrdiff_t
column_of(const Version *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal(table->columns[i], name))
            return (ptrdiff_t)i;
    return -1;
}

static const char *
cell_of(const Row *row, const char *column)
{
    return cell_at(row, column_of(row->table, column));
}

static char
delimiter_of(const Version *table)
{
    return table->resource && table->resource->delimiter ? table->resource->delimiter : ',';
}

static void
open_version(Finder *self, Side *side, Version table)
{
    Reader *reader = reader_new(self->arena, side->data->files, self->diags);
    table.status = -1;
    table.wide = table.resource && str_equal(table.resource->role, "figures-wide");
    if (!reader_exists(reader, table.path))
        return;
    const Source *raw = reader_read(reader, table.path, LOC_NONE);
    table.source = raw ? charset_decode(self->arena, self->diags, raw, table.resource ? table.resource->charset : CHARSET_UTF8) : NULL;
    if (table.source)
        VEC_PUSH(self->arena, &side->tables, table);
}

/* Tables by datapackage.yaml, or every CSV file of a folder without one. */
static bool
open_side(Finder *self, Side *side)
{
    Arena *arena = self->arena;
    static const char path[] = "data/datapackage.yaml";
    Reader *reader = reader_new(arena, side->data->files, diags_new(arena));
    static const TableLanguages none = {0};
    Package package = {0};
    NameList names = {0};
    map_init(&side->unpublished, arena);
    if (reader_exists(reader, path))
        package_read(arena, reader, path, &none, &package);
    for (size_t i = 0; i < package.resource_count; i++)
        open_version(self, side, (Version){.resource = &package.resources[i], .name = package.resources[i].name, .path = package.resources[i].path});
    if (package.resource_count)
        return true;
    reader_list(reader, arena, "data", &names);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i];
        if (str_ends(name, ".csv"))
            open_version(self, side, (Version){.name = arena_strndup(arena, name, strlen(name) - 4), .path = arena_printf(arena, "data/%s", name)});
    }
    return side->tables.count > 0 || diag(self->diags, DIAG_DIFF_NO_TABLES, LOC_NONE, files_root(side->data->files));
}

static void
split_version(Finder *self, Version *table)
{
    if (table->rows.count || !table->source)
        return;
    const Source *source = table->source;
    rows_split(self->arena, source->text + source->text_start, source->length - source->text_start, &table->rows);
    if (table->rows.count)
        table->column_count = row_cells(self->arena, &table->rows.items[0], delimiter_of(table), &table->columns);
    table->status = column_of(table, "status");
}

static Row
take_apart(Finder *self, const Version *table, size_t index)
{
    Row row = {.table = table, .raw = &table->rows.items[index]};
    row.count = row_cells(self->arena, row.raw, delimiter_of(table), &row.cells);
    return row;
}

/* ---- what may not go out -------------------------------------------------------------------------------------------- */

/* The statuses of a table are looked at only where its text holds such a word at all. */
static bool
may_hold_unpublished(const Source *source)
{
    static const char *const words[] = {"draft", "embargoed", "withdrawn"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (memmem(source->text, source->length, words[i], strlen(words[i])))
            return true;
    return false;
}

static void
find_unpublished(Finder *self, Side *side)
{
    for (size_t t = 0; t < side->tables.count; t++) {
        Version *table = &side->tables.items[t];
        if (!may_hold_unpublished(table->source))
            continue;
        split_version(self, table);
        if (table->status < 0)
            continue;
        for (size_t i = 1; i < table->rows.count; i++) {
            Row row = take_apart(self, table, i);
            const char *status = cell_at(&row, table->status), *id = cell_of(&row, "row_id");
            if (*status && !str_equal(status, "published") && *id)
                map_put(&side->unpublished, id, side);
        }
    }
}

static bool
is_name_part(char c)
{
    return c == '_' || c == '-' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the text names the row: "x.2020.S1" is not in "ax.2020.S1" or "x.2020.S12". */
static bool
names_row(const char *text, const char *id)
{
    size_t length = strlen(id);
    for (const char *at = strstr(text, id); at; at = strstr(at + 1, id))
        if ((at == text || !is_name_part(at[-1])) && !is_name_part(at[length]))
            return true;
    return false;
}

static bool
may_go_out(const Side *side, const Row *row)
{
    const char *status = cell_at(row, row->table->status);
    if (*status && !str_equal(status, "published"))
        return false;
    for (size_t i = 0; i < side->unpublished.entries.count; i++)
        for (size_t c = 0; c < row->count; c++)
            if (names_row(row->cells[c], side->unpublished.entries.items[i].key))
                return false;
    return true;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------- */

enum { KEY_COLUMNS_MAX = 64 };

static const char *
join_cells(Finder *self, const Row *row, const ptrdiff_t *columns, size_t count)
{
    Buf key = BUF_INIT;
    if (count == 1)
        return cell_at(row, columns[0]);
    for (size_t i = 0; i < count; i++) {
        buf_add(&key, i ? " " : "");
        buf_add(&key, cell_at(row, columns[i]));
    }
    const char *text = key.length ? buf_take(&key, self->arena) : "";
    buf_clear(&key);
    return text;
}

/* Columns of the key; returns how many: those declared, those that name a yearly table's row, or so many first ones. */
static size_t
key_columns(const Version *table, size_t first, const char *const **out)
{
    static const char *const wide[] = {"indicator", "scope", "period", "source_id"};
    const char *const *declared = table->resource ? table->resource->primary_key : NULL;
    size_t count = 0;
    while (declared && declared[count])
        count++;
    if (table->wide) {
        *out = wide;
        return COUNT_OF(wide);
    }
    *out = count ? declared : table->columns;
    return count ? count : MIN_OF(first, table->column_count);
}

static bool
all_differ(Finder *self, const Rows *rows)
{
    Arena *scratch = arena_new();
    Map seen;
    bool differ = true;
    map_init(&seen, scratch);
    for (size_t i = 0; differ && i < rows->count; i++) {
        map_put(&seen, rows->items[i].key, self);
        differ = seen.entries.count == i + 1;
    }
    arena_free(scratch);
    return differ;
}

/* All rows are of one table. */
static void
set_keys(Finder *self, Rows *rows, size_t first)
{
    const char *const *names;
    ptrdiff_t columns[KEY_COLUMNS_MAX];
    size_t count = rows->count ? MIN_OF(key_columns(rows->items[0].table, first, &names), (size_t)KEY_COLUMNS_MAX) : 0;
    for (size_t i = 0; i < count; i++)
        columns[i] = column_of(rows->items[0].table, names[i]);
    for (size_t i = 0; i < rows->count; i++)
        rows->items[i].key = join_cells(self, &rows->items[i], columns, count);
}

/* Rows of one key are told apart by their order: "Shanghai 2020 #2". */
static void
number_keys(Finder *self, Rows *rows)
{
    Map seen;
    if (all_differ(self, rows))
        return;
    map_init(&seen, self->arena);
    for (size_t i = 0; i < rows->count; i++) {
        size_t times = (size_t)(uintptr_t)map_find(&seen, rows->items[i].key) + 1;
        map_put(&seen, rows->items[i].key, (void *)(uintptr_t)times);
        if (times > 1)
            rows->items[i].key = arena_printf(self->arena, "%s #%zu", rows->items[i].key, times);
    }
}

static void
name_rows(Finder *self, Rows *old, Rows *new)
{
    const Version *table = old->count ? old->items[0].table : new->items[0].table;
    bool declared = table->wide || (table->resource && table->resource->primary_key);
    for (size_t first = 1;; first++) {
        set_keys(self, old, first);
        set_keys(self, new, first);
        if (declared || first >= table->column_count || (all_differ(self, old) && all_differ(self, new)))
            break;
    }
    number_keys(self, old);
    number_keys(self, new);
}

/* The figure that a yearly table's cell is. */
static const char *
wide_id(Finder *self, const Side *side, const Row *row, const char *year)
{
    const char *scope = cell_of(row, "scope"), *period = cell_of(row, "period");
    if (str_equal(scope, side->data->home_scope))
        scope = "";
    return arena_printf(self->arena, "%s%s%s.%s.%s.%s", cell_of(row, "indicator"), *scope ? "." : "", scope,
                        str_equal(period, "flow-year") ? "flow" : period, year, cell_of(row, "source_id"));
}

/* ---- cells -------------------------------------------------------------------------------------------------------------- */

/* A number as typed, with the words that may stand about it: 90余. */
static bool
read_number(Finder *self, const char *text, Decimal *out)
{
    if (decimal_parse(text, strlen(text), out))
        return true;
    NumberList found = {0};
    if (!*text || strlen(text) > 40)
        return false;
    numbers_find(self->arena, text, true, NULL, &found);
    if (found.count != 1 || !found.items[0].has_value || found.items[0].kind != NUMBER_QUANTITY || found.items[0].from != 0
        || found.items[0].to != strlen(text))
        return false;
    *out = found.items[0].value;
    return true;
}

static bool
is_measure(Finder *self, const Version *table, const char *column, const char *text)
{
    Decimal number;
    const Field *field = table->resource ? resource_field(table->resource, column) : NULL;
    if (field)
        return *text && (field->type == FIELD_NUMBER || field->type == FIELD_INTEGER);
    return read_number(self, text, &number);
}

static ChangePlace
place_of(const Row *row)
{
    return row ? (ChangePlace){row->table->source->path, (int)row->raw->line} : (ChangePlace){0};
}

static void
measure(Finder *self, Change *change)
{
    Decimal before, after, hundred = decimal_from_int(100), scaled;
    if (!read_number(self, change->before, &before) || !read_number(self, change->after, &after)
        || !decimal_sub(after, before, &change->difference))
        return;
    change->numeric = true;
    Decimal size = before;
    size.mantissa = size.mantissa < 0 ? -size.mantissa : size.mantissa;
    change->has_ratio = decimal_mul(change->difference, hundred, &scaled) && decimal_div(scaled, size, 1, ROUND_HALF_UP, &change->ratio);
}

static void
push(Finder *self, ChangeKind kind, const Row *old, const Row *new, const char *key, const char *column, const char *before, const char *after)
{
    Change change = {
        .kind = kind,
        .table = (new ? new : old)->table->name,
        .key = key,
        .column = column,
        .before = before,
        .after = after,
        .old_place = place_of(old),
        .new_place = place_of(new),
    };
    if (kind == CHANGE_CELL)
        measure(self, &change);
    VEC_PUSH(self->arena, self->out, change);
}

/* A cell of a yearly table is a figure of its own, and comes, goes and is withheld alone. */
static void
push_wide(Finder *self, const Row *old, const Row *new, const char *column, const char *before, const char *after)
{
    const char *old_id = old ? wide_id(self, &self->old, old, column) : NULL, *new_id = new ? wide_id(self, &self->new, new, column) : NULL;
    if (old_id && map_has(&self->old.unpublished, old_id))
        before = "";
    if (new_id && map_has(&self->new.unpublished, new_id))
        after = "";
    if (str_equal(before, after))
        return;
    ChangeKind kind = !*before ? CHANGE_ADDED : !*after ? CHANGE_REMOVED : CHANGE_CELL;
    push(self, kind, *before ? old : NULL, *after ? new : NULL, new_id ? new_id : old_id, column, before, after);
}

static bool
is_year_column(const Version *table, const char *column)
{
    return table->wide && resource_is_year(table->resource, column);
}

/* A row that came or went: its numbers, or itself where it has none. */
static void
push_row(Finder *self, ChangeKind kind, const Row *row)
{
    const Row *old = kind == CHANGE_REMOVED ? row : NULL, *new = kind == CHANGE_ADDED ? row : NULL;
    bool any = false;
    for (size_t i = 0; i < row->table->column_count; i++) {
        const char *column = row->table->columns[i], *text = cell_at(row, (ptrdiff_t)i);
        if (is_year_column(row->table, column)) {
            push_wide(self, old, new, column, old ? text : "", new ? text : "");
            any = true;
        } else if (is_measure(self, row->table, column, text)) {
            push(self, kind, old, new, row->key, column, old ? text : "", new ? text : "");
            any = true;
        }
    }
    if (!any)
        push(self, kind, old, new, row->key, "", "", "");
}

static void
push_cells(Finder *self, const Row *old, const Row *new)
{
    for (size_t i = 0; i < new->table->column_count; i++) {
        const char *column = new->table->columns[i], *after = cell_at(new, (ptrdiff_t)i);
        bool same_place = i < old->table->column_count && str_equal(old->table->columns[i], column);
        const char *before = same_place ? cell_at(old, (ptrdiff_t)i) : cell_of(old, column);
        if (str_equal(before, after))
            continue;
        if (is_year_column(new->table, column))
            push_wide(self, old, new, column, before, after);
        else
            push(self, CHANGE_CELL, old, new, new->key, column, before, after);
    }
    for (size_t i = 0; i < old->table->column_count; i++) {
        const char *column = old->table->columns[i], *before = cell_at(old, (ptrdiff_t)i);
        if (!*before || column_of(new->table, column) >= 0)
            continue;
        if (is_year_column(old->table, column))
            push_wide(self, old, new, column, before, "");
        else
            push(self, CHANGE_CELL, old, new, new->key, column, before, "");
    }
}

/* ---- tables --------------------------------------------------------------------------------------------------------------- */

static void
keep_rows(Finder *self, const Side *side, const Version *table, const RowIndexes *indexes, Rows *out)
{
    for (size_t i = 0; i < indexes->count; i++) {
        Row row = take_apart(self, table, indexes->items[i]);
        if (may_go_out(side, &row))
            VEC_PUSH(self->arena, out, row);
    }
}

static void
pair_rows(Finder *self, Rows *old, Rows *new)
{
    Map by_key;
    map_init(&by_key, self->arena);
    for (size_t i = 0; i < old->count; i++)
        map_put(&by_key, old->items[i].key, &old->items[i]);
    for (size_t i = 0; i < new->count; i++) {
        Row *before = map_find(&by_key, new->items[i].key);
        if (before) {
            before->paired = true;
            push_cells(self, before, &new->items[i]);
        } else {
            push_row(self, CHANGE_ADDED, &new->items[i]);
        }
    }
    for (size_t i = 0; i < old->count; i++)
        if (!old->items[i].paired)
            push_row(self, CHANGE_REMOVED, &old->items[i]);
}

static bool
same_bytes(const Source *a, const Source *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Whether figures were published or withheld in between. */
static bool
statuses_differ(const Finder *self)
{
    const Map *old = &self->old.unpublished, *new = &self->new.unpublished;
    bool differ = old->entries.count != new->entries.count;
    for (size_t i = 0; !differ && i < old->entries.count; i++)
        differ = !map_has(new, old->entries.items[i].key);
    return differ;
}

/* Rows that differ as bytes; all of them where the columns are others, or where the status of a cell is told elsewhere and changed. */
static void
compare_versions(Finder *self, Version *old, Version *new)
{
    RowIndexes only_old = {0}, only_new = {0};
    Rows old_rows = {0}, new_rows = {0};
    bool statuses = (old ? old : new)->wide && statuses_differ(self);
    if (old && new && !statuses && same_bytes(old->source, new->source))
        return;
    if (old)
        split_version(self, old);
    if (new)
        split_version(self, new);
    bool same_head = old && new && old->rows.count && new->rows.count && old->rows.items[0].length == new->rows.items[0].length
        && memcmp(old->rows.items[0].text, new->rows.items[0].text, old->rows.items[0].length) == 0;
    if (same_head && !statuses) {
        rows_differ(self->arena, &old->rows, &new->rows, 1, &only_old, &only_new);
    } else {
        for (size_t i = 1; old && i < old->rows.count; i++)
            VEC_PUSH(self->arena, &only_old, i);
        for (size_t i = 1; new && i < new->rows.count; i++)
            VEC_PUSH(self->arena, &only_new, i);
    }
    if (old)
        keep_rows(self, &self->old, old, &only_old, &old_rows);
    if (new)
        keep_rows(self, &self->new, new, &only_new, &new_rows);
    if (!old_rows.count && !new_rows.count)
        return;
    name_rows(self, &old_rows, &new_rows);
    pair_rows(self, &old_rows, &new_rows);
}

static Version *
version_named(Side *side, const char *name)
{
    for (size_t i = 0; i < side->tables.count; i++)
        if (str_equal(side->tables.items[i].name, name))
            return &side->tables.items[i];
    return NULL;
}

bool
changes_find(Arena *arena, Diags *diags, const DataSide *old, const DataSide *new, ChangeList *out)
{
    Finder self = {.arena = arena, .diags = diags, .out = out};
    self.old.data = old;
    self.new.data = new;
    if (!open_side(&self, &self.old) || !open_side(&self, &self.new))
        return false;
    find_unpublished(&self, &self.old);
    find_unpublished(&self, &self.new);
    for (size_t i = 0; i < self.new.tables.count; i++)
        compare_versions(&self, version_named(&self.old, self.new.tables.items[i].name), &self.new.tables.items[i]);
    for (size_t i = 0; i < self.old.tables.count; i++)
        if (!version_named(&self.new, self.old.tables.items[i].name))
            compare_versions(&self, &self.old.tables.items[i], NULL);
    return diags_errors(diags) == 0;
}

/* ---- words --------------------------------------------------------------------------------------------------------------------- */

/* U+2212, and a plus where it grew. */
static const char *
signed_text(Arena *arena, Decimal value)
{
    bool negative = value.mantissa < 0;
    value.mantissa = negative ? -value.mantissa : value.mantissa;
    return arena_printf(arena, "%s%s", negative ? "−" : "+", decimal_text(arena, value));
}

const char *
change_difference(Arena *arena, const Change *change)
{
    return change->numeric ? signed_text(arena, change->difference) : "";
}

const char *
change_ratio(Arena *arena, const Change *change)
{
    return change->numeric && change->has_ratio ? arena_printf(arena, "%s %%", signed_text(arena, change->ratio)) : "";
}
