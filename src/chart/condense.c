/* chart/condense.c -- parts of a long CSV added up by several threads.
 *
 * A part is the rows that begin within a stretch of bytes. Where the first of them begins is a guess, right after the first line
 * end, and wrong only within a quoted cell of several lines. The part before it has read on to that row, so the guess is known
 * to be right or wrong when the parts are joined; a part with a wrong one is read again from where it should have begun.
 */
#include "chart/condense.h"

#include "base/str.h"
#include "input/grid.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS_MAX = 100000, KEY_BYTES = 4096, THREADS_MAX = 16, AHEAD_MAX = 4 * THREADS_MAX };

/* ---- groups ------------------------------------------------------------------------------------------ */

/* A sum keeps what its rounding left out. NAN: no number yet. */
typedef struct Folded {
    double value, rest;
} Folded;

typedef struct Group {
    uint64_t hash;
    const char *keys;      /* texts of the key columns, each with its NUL */
    size_t length;
    Folded folded[];       /* one for each column of the plan */
} Group;

typedef struct Groups {
    Arena *arena;
    const Condensing *plan;
    VEC(Group *) list;     /* as they first appear */
    uint32_t *slots;       /* index + 1, open addressing */
    size_t slot_count;
    Group *last;           /* long files come in runs */
} Groups;

static void
place_group(Groups *groups, size_t index)
{
    size_t slot = groups->list.items[index]->hash & (groups->slot_count - 1);
    while (groups->slots[slot])
        slot = (slot + 1) & (groups->slot_count - 1);
    groups->slots[slot] = (uint32_t)index + 1;
}

static Group *
new_group(Groups *groups, uint64_t hash, const char *keys, size_t length)
{
    if (groups->list.count == GROUPS_MAX)
        return NULL;
    size_t columns = groups->plan->count;
    Group *group = arena_alloc(groups->arena, sizeof *group + columns * sizeof *group->folded);
    group->hash = hash;
    group->keys = memcpy(arena_alloc(groups->arena, length + 1), keys, length);
    group->length = length;
    for (size_t i = 0; i < columns; i++)
        group->folded[i].value = NAN;
    VEC_PUSH(groups->arena, &groups->list, group);
    if (2 * groups->list.count > groups->slot_count) {
        groups->slot_count = groups->slot_count ? 2 * groups->slot_count : 256;
        groups->slots = ARENA_ARRAY(groups->arena, uint32_t, groups->slot_count);
        for (size_t i = 0; i + 1 < groups->list.count; i++)
            place_group(groups, i);
    }
    place_group(groups, groups->list.count - 1);
    return group;
}

static bool
is_group(const Group *group, uint64_t hash, const char *keys, size_t length)
{
    return group->hash == hash && group->length == length && memcmp(group->keys, keys, length) == 0;
}

/* NULL: there are too many. */
static Group *
group_of(Groups *groups, const char *keys, size_t length)
{
    uint64_t hash = bytes_hash(keys, length);
    if (groups->last && is_group(groups->last, hash, keys, length))
        return groups->last;
    size_t mask = groups->slot_count - 1;
    for (size_t slot = hash & mask; groups->slot_count && groups->slots[slot]; slot = (slot + 1) & mask) {
        Group *group = groups->list.items[groups->slots[slot] - 1];
        if (is_group(group, hash, keys, length))
            return groups->last = group;
    }
    return groups->last = new_group(groups, hash, keys, length);
}

/* Knuth, The Art of Computer Programming 2, 4.2.2, theorem B: what the sum of two rounds off. */
static void
add_to_sum(Folded *sum, double value, double rest)
{
    double total = sum->value + value, part = total - sum->value;
    sum->rest += (sum->value - (total - part)) + (value - part) + rest;
    sum->value = total;
}

static void
fold(Fold how, Folded *folded, double value, double rest)
{
    if (isnan(folded->value))
        *folded = (Folded){value, rest};
    else if (how == FOLD_SUM)
        add_to_sum(folded, value, rest);
    else
        folded->value = how == FOLD_MIN ? fmin(folded->value, value) : fmax(folded->value, value);
}

static bool
join_groups(Groups *all, const Groups *more)
{
    for (size_t g = 0; g < more->list.count; g++) {
        const Group *from = more->list.items[g];
        Group *into = group_of(all, from->keys, from->length);
        if (!into)
            return false;
        for (size_t i = 0; i < all->plan->count; i++)
            if (!isnan(from->folded[i].value))
                fold(all->plan->folds[i], &into->folded[i], from->folded[i].value, from->folded[i].rest);
    }
    return true;
}

/* ---- one part ------------------------------------------------------------------------------------------ */

typedef struct Part Part;

typedef struct Condenser {
    const LongText *text;
    const Condensing *plan;
    char delimiter;
    size_t columns[CONDENSE_COLUMNS_MAX]; /* of the file */
    size_t head_at;          /* where the header begins */
    size_t part_count;
    pthread_mutex_t lock;    /* of what follows */
    pthread_cond_t joined;
    size_t next;             /* to be read */
    size_t join_next;
    Part *waiting[AHEAD_MAX]; /* read, but not those before them; by index, modulo */
    size_t rows_at;          /* where the rows begin that are not joined yet */
    bool refused;
    Groups total;
} Condenser;

struct Part {
    const Condenser *whole;
    Arena *arena;
    size_t index;
    size_t offset;           /* of the text now read */
    size_t limit;            /* rows that begin here or later are the next part's */
    size_t start, end;       /* of the first row found, of the first that is the next part's */
    bool found, ended, refused;
    bool good;               /* as far as the part can tell */
    Groups groups;
};

static bool
add_row(Part *part, const GridRow *row)
{
    const Condensing *plan = part->whole->plan;
    char keys[KEY_BYTES];
    size_t length = 0;
    double values[CONDENSE_COLUMNS_MAX];
    for (size_t i = 0; i < plan->count; i++) {
        size_t column = part->whole->columns[i];
        const Cell *cell = column < row->count ? &row->cells[column] : NULL;
        size_t size = cell ? cell->length : 0;
        if (plan->folds[i] == FOLD_KEY) {
            if (length + size + 1 > sizeof keys)
                return false;
            memcpy(keys + length, cell ? cell->text : "", size + 1);
            length += size + 1;
        } else if (size == 0) {
            values[i] = NAN;
        } else if (!str_to_double(cell->text, &values[i])) {
            return false; /* " 7", "0x7", text: as JavaScript sees it, row by row */
        }
    }
    Group *group = group_of(&part->groups, keys, length);
    for (size_t i = 0; group && i < plan->count; i++)
        if (plan->folds[i] != FOLD_KEY && !isnan(values[i]))
            fold(plan->folds[i], &group->folded[i], values[i], 0);
    return group != NULL;
}

static bool
take_row(void *data, const Grid *grid, const GridRow *row)
{
    (void)grid;
    Part *part = data;
    size_t at = part->offset + row->cells[0].offset;
    if (!part->found)
        part->start = at;
    part->found = true;
    part->ended = at >= part->limit;
    if (part->ended)
        part->end = at;
    else if (at != part->whole->head_at)
        part->refused = !add_row(part, row);
    return !part->ended && !part->refused;
}

/* The rows from `from` to the part's limit; `guess`: only from the next line on. `bytes` has room for a part and a row. */
static bool
read_part(Part *part, size_t from, bool guess, char *bytes)
{
    const LongText *text = part->whole->text;
    size_t reach = MIN_OF(MAX_OF(part->limit, from) + CONDENSE_ROW_MAX, text->size), length = reach - from, skipped = 0;
    part->groups = (Groups){.arena = part->arena, .plan = part->whole->plan};
    part->found = part->ended = part->refused = false;
    if (!text->read(text->data, from, bytes, length))
        return false;
    while (guess && skipped < length && bytes[skipped] != '\n' && bytes[skipped] != '\r')
        skipped++;
    part->offset = from + skipped;
    part->start = part->end = text->size;
    Source rows = {.path = "", .text = bytes + skipped, .length = length - skipped};
    rows.text_start = part->offset == 0 && length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    Diags *quiet = diags_new(part->arena);
    if (!grid_each(quiet, &rows, part->whole->delimiter, take_row, part) || part->refused || (!part->ended && reach < text->size))
        return false;
    rows.length = part->end - part->offset;
    return charset_decode(part->arena, quiet, &rows, CHARSET_UTF8) == &rows;
}

/* ---- all of them --------------------------------------------------------------------------------------- */

static void
join_part(Condenser *self, Part *part, char *bytes)
{
    if (!self->refused && (!part->good || part->start != self->rows_at) && part->index > 0)
        part->good = read_part(part, self->rows_at, false, bytes);
    self->refused = self->refused || !part->good || !join_groups(&self->total, &part->groups);
    self->rows_at = part->end;
    arena_free(part->arena);
}

/* Parts are joined in the order of the file, by whoever brings the one that was lacking. */
static void
bring_part(Condenser *self, Part *part, char *bytes)
{
    self->waiting[part->index % AHEAD_MAX] = part;
    for (Part **next; *(next = &self->waiting[self->join_next % AHEAD_MAX]); self->join_next++) {
        join_part(self, *next, bytes);
        *next = NULL;
    }
    pthread_cond_broadcast(&self->joined);
}

/* The next part that is to be read, NULL at the end. */
static Part *
begin_part(Condenser *self)
{
    while (self->next >= self->join_next + AHEAD_MAX)
        pthread_cond_wait(&self->joined, &self->lock);
    if (self->next >= self->part_count || self->refused)
        return NULL;
    Arena *arena = arena_new();
    Part *part = ARENA_NEW(arena, Part);
    size_t index = self->next++, step = self->text->part_bytes;
    *part = (Part){.whole = self, .arena = arena, .index = index, .limit = MIN_OF((index + 1) * step, self->text->size)};
    return part;
}

static void *
read_parts(void *data)
{
    Condenser *self = data;
    size_t step = self->text->part_bytes;
    char *bytes = base_alloc(step + CONDENSE_ROW_MAX + 2);
    pthread_mutex_lock(&self->lock);
    for (Part *part; (part = begin_part(self));) {
        pthread_mutex_unlock(&self->lock);
        part->good = read_part(part, part->index ? part->index * step - 1 : 0, part->index > 0, bytes);
        pthread_mutex_lock(&self->lock);
        bring_part(self, part, bytes);
    }
    pthread_mutex_unlock(&self->lock);
    free(bytes);
    return NULL;
}

static void
run_threads(Condenser *self)
{
    pthread_t threads[THREADS_MAX];
    size_t wanted = MIN_OF(MIN_OF(self->text->threads, self->part_count), (size_t)THREADS_MAX), started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, read_parts, self) == 0)
        started++;
    read_parts(self);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

static bool
take_header(void *data, const Grid *grid, const GridRow *row)
{
    (void)grid;
    Condenser *self = data;
    for (size_t i = 0; i < self->plan->count; i++) {
        size_t c = 0;
        while (c < row->count && strcmp(row->cells[c].text, self->plan->fields[i]) != 0)
            c++;
        self->refused = self->refused || c == row->count;
        self->columns[i] = c;
    }
    self->head_at = row->cells[0].offset;
    return false;
}

static bool
read_header(Arena *arena, Condenser *self)
{
    size_t length = MIN_OF(self->text->size, (size_t)CONDENSE_ROW_MAX);
    char *bytes = arena_alloc(arena, length + 1);
    if (!self->text->read(self->text->data, 0, bytes, length))
        return false;
    self->head_at = SIZE_MAX;
    return grid_each(diags_new(arena), source_from_bytes(arena, "", bytes, length), self->delimiter, take_header, self) &&
        self->head_at < SIZE_MAX && !self->refused;
}

static void
dataset_of(const Groups *groups, Dataset *out)
{
    const Condensing *plan = groups->plan;
    size_t width = plan->count, count = groups->list.count;
    const char **names = ARENA_ARRAY(groups->arena, const char *, width);
    memcpy(names, plan->fields, width * sizeof *names);
    *out = (Dataset){names, width, ARENA_ARRAY(groups->arena, Value, width * count + 1), count};
    for (size_t g = 0; g < count; g++) {
        const Group *group = groups->list.items[g];
        const char *key = group->keys;
        for (size_t i = 0; i < width; i++) {
            Value *cell = &out->cells[g * width + i];
            Folded folded = group->folded[i];
            if (plan->folds[i] == FOLD_KEY) {
                *cell = value_string(key);
                key += strlen(key) + 1;
            } else {
                *cell = isnan(folded.value) ? value_null() : value_number(isfinite(folded.value) ? folded.value + folded.rest : folded.value);
            }
        }
    }
}

bool
condense_read_source(const void *source, size_t offset, char *to, size_t length)
{
    memcpy(to, ((const Source *)source)->text + offset, length);
    return true;
}

bool
condense_rows(Arena *arena, const LongText *text, char delimiter, const Condensing *plan, Dataset *out)
{
    Condenser self = {.text = text, .plan = plan, .delimiter = delimiter, .total = {.arena = arena, .plan = plan}};
    self.part_count = (text->size + text->part_bytes - 1) / text->part_bytes;
    if (!read_header(arena, &self))
        return false;
    pthread_mutex_init(&self.lock, NULL);
    pthread_cond_init(&self.joined, NULL);
    run_threads(&self);
    pthread_cond_destroy(&self.joined);
    pthread_mutex_destroy(&self.lock);
    if (!self.refused)
        dataset_of(&self.total, out);
    return !self.refused;
}
