#include "jobs/rows.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* ---- records ---------------------------------------------------------------------------------------------------- */

/* The end of the record that begins at `at`: a line end outside quotes. */
static const char *
record_end(const char *at, const char *end, uint32_t *line)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop ? stop : end;
    if (!memchr(at, '"', (size_t)(stop - at)))
        return stop;
    bool quoted = false;
    for (; at < end; at++) {
        quoted ^= *at == '"';
        if (*at == '\n' && !quoted)
            return at;
        *line += *at == '\n';
    }
    return end;
}

void
rows_split(Arena *arena, const char *text, size_t length, RawRows *out)
{
    uint32_t line = 1;
    for (const char *at = text, *end = text + length; at < end;) {
        RawRow row = {.text = at, .line = line};
        const char *stop = record_end(at, end, &line);
        row.length = (uint32_t)(stop - at);
        row.length -= row.length && at[row.length - 1] == '\r';
        if (row.length)
            VEC_PUSH(arena, out, row);
        line++;
        at = stop + 1;
    }
}

/* ---- rows without an equal --------------------------------------------------------------------------------------- */

static bool
row_equal(const RawRow *a, const RawRow *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Rows of the old side by hash; each slot holds index + 1, an empty one 0, and one that was paired off TAKEN. */
typedef struct Slots { uint32_t *items; size_t mask; } Slots;
static const uint32_t TAKEN = UINT32_MAX;

static Slots
slots_of(const RawRows *rows, size_t from, size_t to)
{
    Slots slots = {.mask = 16};
    while (slots.mask < 2 * (to - from))
        slots.mask *= 2;
    slots.items = calloc(slots.mask, sizeof *slots.items);
    if (!slots.items)
        abort();
    slots.mask--;
    for (size_t i = from; i < to; i++) {
        size_t at = bytes_hash(rows->items[i].text, rows->items[i].length) & slots.mask;
        while (slots.items[at])
            at = (at + 1) & slots.mask;
        slots.items[at] = (uint32_t)i + 1;
    }
    return slots;
}

/* Index of an old row equal to `row`, which nobody can have any more; SIZE_MAX. */
static size_t
take(const Slots *slots, const RawRows *old, const RawRow *row)
{
    for (size_t at = bytes_hash(row->text, row->length) & slots->mask; slots->items[at]; at = (at + 1) & slots->mask) {
        uint32_t slot = slots->items[at];
        if (slot != TAKEN && row_equal(&old->items[slot - 1], row)) {
            slots->items[at] = TAKEN;
            return slot - 1;
        }
    }
    return SIZE_MAX;
}

void
rows_differ(Arena *arena, const RawRows *old, const RawRows *new, size_t first, RowIndexes *only_old, RowIndexes *only_new)
{
    size_t from = first, old_to = old->count, new_to = new->count;
    while (from < old_to && from < new_to && row_equal(&old->items[from], &new->items[from]))
        from++;
    while (old_to > from && new_to > from && row_equal(&old->items[old_to - 1], &new->items[new_to - 1])) {
        old_to--;
        new_to--;
    }
    bool *paired = calloc(old_to + 1, sizeof *paired);
    if (!paired)
        abort();
    Slots slots = slots_of(old, from, MAX_OF(from, old_to));
    for (size_t i = from; i < new_to; i++) {
        size_t same = take(&slots, old, &new->items[i]);
        if (same == SIZE_MAX)
            VEC_PUSH(arena, only_new, i);
        else
            paired[same] = true;
    }
    for (size_t i = from; i < old_to; i++)
        if (!paired[i])
            VEC_PUSH(arena, only_old, i);
    free(slots.items);
    free(paired);
}

/* ---- cells ----------------------------------------------------------------------------------------------------------- */

/* One cell from `at`, unquoted into `to`; returns where the next begins, NULL after the last. */
static const char *
next_cell(const char *at, const char *end, char delimiter, char **to)
{
    bool quoted = false;
    for (; at < end; at++) {
        if (*at == '"') {
            if (quoted && at + 1 < end && at[1] == '"')
                *(*to)++ = *at++;
            else
                quoted = !quoted;
        } else if (*at == delimiter && !quoted) {
            *(*to)++ = '\0';
            return at + 1;
        } else {
            *(*to)++ = *at;
        }
    }
    *(*to)++ = '\0';
    return NULL;
}

size_t
row_cells(Arena *arena, const RawRow *row, char delimiter, const char *const **cells)
{
    const char *end = row->text + row->length;
    char *to = arena_alloc(arena, row->length + 2);
    VEC(const char *) list = {0};
    for (const char *at = row->text; at;) {
        const char *cell = to;
        at = next_cell(at, end, delimiter, &to);
        VEC_PUSH(arena, &list, cell);
    }
    size_t count = list.count;
    VEC_PUSH(arena, &list, NULL);
    *cells = list.items;
    return count;
}
