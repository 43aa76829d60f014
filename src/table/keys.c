/* table/keys.c -- what must stand once, and what must stand elsewhere. */
#include "table/bind.h"

#include "base/str.h"

#include <string.h>

/* ---- keys of one or several columns ------------------------------------------------------------------------- */

typedef struct KeyColumns {
    size_t *columns;
    size_t count;
} KeyColumns;

static bool
find_columns(Arena *arena, const Table *table, const char *const *names, KeyColumns *out)
{
    *out = (KeyColumns){0};
    while (names[out->count])
        out->count++;
    out->columns = ARENA_ARRAY(arena, size_t, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        ptrdiff_t column = table_column(table, names[i]);
        if (column < 0)
            return false; /* reported as table-missing-column */
        out->columns[i] = (size_t)column;
    }
    return out->count > 0;
}

/* The cells of a row as one text; NULL where one is missing. Cells hold no line feed between quotes and quotes end there. */
static const char *
key_of_row(Buf *scratch, const Table *table, size_t row, const KeyColumns *key)
{
    buf_reset(scratch);
    for (size_t i = 0; i < key->count; i++) {
        const TableCell *cell = table_at(table, row, key->columns[i]);
        if (cell->missing)
            return NULL;
        if (i)
            buf_add_char(scratch, '\x1f');
        buf_add(scratch, cell->text);
    }
    return scratch->ptr;
}

/* The key as people write it: "local_standards, 2021". */
static const char *
key_text(Arena *arena, const char *key)
{
    if (!strchr(key, '\x1f'))
        return arena_strdup(arena, key);
    Buf out = BUF_INIT;
    for (const char *at = key; *at; at++) {
        if (*at == '\x1f')
            buf_add(&out, ", ");
        else
            buf_add_char(&out, *at);
    }
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

static const char *
names_text(Arena *arena, const char *const *names)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; names[i]; i++) {
        buf_add(&out, i ? ", " : "");
        buf_add(&out, names[i]);
    }
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

/* ---- once ------------------------------------------------------------------------------------------------------ */

static void
check_once(Arena *arena, Diags *diags, const Table *table, const char *const *names)
{
    KeyColumns key;
    if (!find_columns(arena, table, names, &key))
        return;
    Arena *scratch = arena_new();
    Map seen;
    Buf text = BUF_INIT;
    map_init(&seen, scratch);
    for (size_t row = 0; row < table->row_count; row++) {
        const TableCell *cell = table_at(table, row, key.columns[0]);
        const char *value = key_of_row(&text, table, row, &key);
        const TableCell *first = value ? map_find(&seen, value) : NULL;
        if (first) {
            diag(diags, DIAG_CSV_NOT_UNIQUE, cell->loc, key_text(arena, value), names_text(arena, names));
            diag_note(diags, first->loc, "first given here", "首次出现于此", NULL);
        } else if (value) {
            map_put(&seen, value, (void *)cell);
        }
    }
    buf_clear(&text);
    arena_free(scratch);
}

void
check_unique(Arena *arena, Diags *diags, const Table *table)
{
    const char *const *primary = table->resource->primary_key;
    if (primary)
        check_once(arena, diags, table, primary);
    for (size_t i = 0; i < table->column_count; i++) {
        const Field *field = table->fields[i];
        bool is_primary = primary && primary[0] && !primary[1] && field && str_equal(primary[0], field->name);
        if (field && field->unique && !is_primary)
            check_once(arena, diags, table, (const char *const[]){field->name, NULL});
    }
}

/* ---- elsewhere ---------------------------------------------------------------------------------------------------- */

static const Table *
find_table(const Table *tables, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (tables[i].resource && str_equal(tables[i].resource->name, name))
            return &tables[i];
    return NULL;
}

static void
check_reference(Arena *arena, Diags *diags, const Table *table, const ForeignKey *foreign, const Table *target)
{
    KeyColumns from, to;
    if (!find_columns(arena, table, foreign->fields, &from) || !find_columns(arena, target, foreign->reference, &to))
        return;
    Arena *scratch = arena_new();
    Map known;
    Buf text = BUF_INIT;
    map_init(&known, scratch);
    for (size_t row = 0; row < target->row_count; row++) {
        const char *value = key_of_row(&text, target, row, &to);
        if (value)
            map_put(&known, value, (void *)target);
    }
    size_t count = known.entries.count;
    const char **names = ARENA_ARRAY(scratch, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = known.entries.items[i].key;
    for (size_t row = 0; row < table->row_count; row++) {
        const char *value = key_of_row(&text, table, row, &from);
        if (!value || map_has(&known, value))
            continue;
        diag(diags, DIAG_TABLE_FOREIGN_KEY, table_at(table, row, from.columns[0])->loc, key_text(arena, value), names_text(arena, foreign->reference),
            target->resource->path);
        diag_note(diags, foreign->loc, "the reference is declared here", "该引用声明于此", NULL);
        const char *near = str_nearest(value, names, count);
        if (near)
            diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", key_text(arena, near));
    }
    buf_clear(&text);
    arena_free(scratch);
}

bool
tables_check_foreign_keys(Arena *arena, Diags *diags, const Table *tables, size_t count)
{
    size_t errors = diags_errors(diags);
    for (size_t i = 0; i < count; i++) {
        const Resource *resource = tables[i].resource;
        for (size_t k = 0; resource && k < resource->foreign_key_count; k++) {
            const ForeignKey *foreign = &resource->foreign_keys[k];
            const Table *target = *foreign->resource ? find_table(tables, count, foreign->resource) : &tables[i];
            if (target && target->column_count) /* else it could not be read, which was reported */
                check_reference(arena, diags, &tables[i], foreign, target);
        }
    }
    return diags_errors(diags) == errors;
}
