/* table/keys.c -- what must stand once, and what must stand elsewhere. */
#include "table/bind.h"

#include "base/str.h"

#include <stdlib.h>
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

/* The cells of a row as one text; NULL where one is missing. */
static const char *
key_of_row(Buf *scratch, const TableCell *cells, const KeyColumns *key)
{
    buf_reset(scratch);
    for (size_t i = 0; i < key->count; i++) {
        const TableCell *cell = &cells[key->columns[i]];
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

/* A key that was seen: two hashes stand for its text, which a table of millions could not keep; by chance two texts share both
 * once in 10^26 tables of a million rows. */
typedef struct SeenKey {
    uint64_t hash, other;
    uint32_t offset, length; /* of the first cell, for the note */
} SeenKey;

typedef struct OneKey {
    const char *const *names;
    KeyColumns columns;
    SeenKey *slots; /* open addressing, at most half full; hash 0 is free */
    size_t slot_count, used;
} OneKey;

struct KeyWatch {
    Arena *arena;
    Diags *diags;
    OneKey *keys;
    size_t count;
    Buf text;
};

static void
add_key(KeyWatch *watch, const Table *table, const char *const *names)
{
    OneKey *key = &watch->keys[watch->count];
    *key = (OneKey){.names = names};
    watch->count += find_columns(watch->arena, table, names, &key->columns);
}

KeyWatch *
key_watch_new(Arena *arena, Diags *diags, const Table *table)
{
    const char *const *primary = table->resource->primary_key;
    KeyWatch *watch = ARENA_NEW(arena, KeyWatch);
    *watch = (KeyWatch){.arena = arena, .diags = diags, .keys = ARENA_ARRAY(arena, OneKey, table->column_count + 1)};
    if (primary)
        add_key(watch, table, primary);
    for (size_t i = 0; i < table->column_count; i++) {
        const Field *field = table->fields[i];
        bool is_primary = primary && primary[0] && !primary[1] && field && str_equal(primary[0], field->name);
        if (!field || !field->unique || is_primary)
            continue;
        const char **names = ARENA_ARRAY(arena, const char *, 2);
        names[0] = field->name;
        add_key(watch, table, names);
    }
    return watch;
}

void
key_watch_free(KeyWatch *watch)
{
    for (size_t i = 0; i < watch->count; i++)
        free(watch->keys[i].slots);
    buf_clear(&watch->text);
}

/* FNV's bytes once more, begun elsewhere and stirred at the end. */
static uint64_t
other_hash(const char *text)
{
    uint64_t hash = 0x9E3779B97F4A7C15u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0xFF51AFD7ED558CCDu;
    return hash ^ hash >> 32;
}

static SeenKey *
slot_of(const OneKey *key, uint64_t hash, uint64_t other)
{
    size_t mask = key->slot_count - 1, at = (size_t)hash & mask;
    while (key->slots[at].hash && !(key->slots[at].hash == hash && key->slots[at].other == other))
        at = (at + 1) & mask;
    return &key->slots[at];
}

static void
grow(OneKey *key)
{
    SeenKey *old = key->slots;
    size_t count = key->slot_count;
    key->slot_count = count ? count * 2 : 64;
    key->slots = calloc(key->slot_count, sizeof *key->slots);
    if (!key->slots)
        base_out_of_memory(key->slot_count * sizeof *key->slots);
    for (size_t i = 0; i < count; i++)
        if (old[i].hash)
            *slot_of(key, old[i].hash, old[i].other) = old[i];
    free(old);
}

void
key_watch_row(KeyWatch *watch, const TableCell *cells)
{
    for (size_t i = 0; i < watch->count; i++) {
        OneKey *key = &watch->keys[i];
        Loc loc = cells[key->columns.columns[0]].loc;
        const char *text = key_of_row(&watch->text, cells, &key->columns);
        if (!text)
            continue;
        if ((key->used + 1) * 2 > key->slot_count)
            grow(key);
        uint64_t hash = str_hash(text, watch->text.length), other = other_hash(text);
        SeenKey *slot = slot_of(key, hash ? hash : 1, other);
        if (slot->hash) {
            diag(watch->diags, DIAG_CSV_NOT_UNIQUE, loc, key_text(watch->arena, text), names_text(watch->arena, key->names));
            diag_note(watch->diags, ((Loc){loc.source, slot->offset, slot->length}), "first given here", "首次出现于此", NULL);
        } else {
            *slot = (SeenKey){hash ? hash : 1, other, loc.offset, loc.length};
            key->used++;
        }
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

typedef struct OneReference {
    const ForeignKey *foreign;
    const Table *target;
    KeyColumns from;
    Map known;
} OneReference;

struct ReferenceWatch {
    Arena *arena, *scratch;
    Diags *diags;
    OneReference *items;
    size_t count;
    Buf text;
};

ReferenceWatch *
reference_watch_new(Arena *arena, Diags *diags, const Table *table, const Table *tables, size_t count)
{
    const Resource *resource = table->resource;
    ReferenceWatch *watch = ARENA_NEW(arena, ReferenceWatch);
    *watch = (ReferenceWatch){.arena = arena, .scratch = arena_new(), .diags = diags};
    watch->items = ARENA_ARRAY(watch->scratch, OneReference, resource->foreign_key_count + 1);
    for (size_t k = 0; k < resource->foreign_key_count; k++) {
        OneReference *one = &watch->items[watch->count];
        KeyColumns to;
        one->foreign = &resource->foreign_keys[k];
        one->target = *one->foreign->resource ? find_table(tables, count, one->foreign->resource) : table;
        if (!one->target || !one->target->column_count) /* it could not be read, which was reported */
            continue;
        if (!find_columns(watch->scratch, table, one->foreign->fields, &one->from)
            || !find_columns(watch->scratch, one->target, one->foreign->reference, &to))
            continue;
        map_init(&one->known, watch->scratch);
        for (size_t row = 0; row < one->target->row_count; row++) {
            const char *value = key_of_row(&watch->text, table_at(one->target, row, 0), &to);
            if (value)
                map_put(&one->known, value, (void *)one->target);
        }
        watch->count++;
    }
    return watch;
}

void
reference_watch_free(ReferenceWatch *watch)
{
    buf_clear(&watch->text);
    arena_free(watch->scratch);
}

static void
leads_nowhere(ReferenceWatch *watch, const OneReference *one, Loc loc, const char *value)
{
    size_t count = one->known.entries.count;
    const char **names = base_alloc(sizeof *names * (count + 1));
    for (size_t i = 0; i < count; i++)
        names[i] = one->known.entries.items[i].key;
    diag(watch->diags, DIAG_TABLE_FOREIGN_KEY, loc, key_text(watch->arena, value), names_text(watch->arena, one->foreign->reference),
        one->target->resource->path);
    diag_note(watch->diags, one->foreign->loc, "the reference is declared here", "该引用声明于此", NULL);
    const char *near = str_nearest(value, names, count);
    if (near)
        diag_hint(watch->diags, "did you mean '{0}'?", "是不是“{0}”？", key_text(watch->arena, near));
    free(names);
}

void
reference_watch_row(ReferenceWatch *watch, const TableCell *cells)
{
    for (size_t i = 0; i < watch->count; i++) {
        const OneReference *one = &watch->items[i];
        const char *value = key_of_row(&watch->text, cells, &one->from);
        if (value && !map_has(&one->known, value))
            leads_nowhere(watch, one, cells[one->from.columns[0]].loc, value);
    }
}

bool
tables_check_foreign_keys(Arena *arena, Diags *diags, const Table *tables, size_t count)
{
    size_t errors = diags_errors(diags);
    for (size_t i = 0; i < count; i++) {
        if (!tables[i].resource || !tables[i].resource->foreign_key_count || tables[i].unread)
            continue;
        ReferenceWatch *watch = reference_watch_new(arena, diags, &tables[i], tables, count);
        for (size_t row = 0; row < tables[i].row_count; row++)
            reference_watch_row(watch, table_at(&tables[i], row, 0));
        reference_watch_free(watch);
    }
    return diags_errors(diags) == errors;
}
