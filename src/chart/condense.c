#include "chart/condense.h"

#include "base/str.h"
#include "input/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS_MAX = 100000, KEY_BYTES = 4096 };

/* ---- what a view needs ------------------------------------------------------------------------------- */

/* One use of a field. False: used in another way before. */
static bool
add_use(Condensing *plan, const char *field, Fold fold)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->fields[i], field) == 0)
            return plan->folds[i] == fold;
    if (plan->count == CONDENSE_COLUMNS_MAX || strpbrk(field, ".[\\"))
        return false;
    plan->fields[plan->count] = field;
    plan->folds[plan->count++] = fold;
    return true;
}

static bool
fold_of(const char *aggregate, Fold *fold)
{
    static const struct {
        const char *name;
        Fold fold;
    } folds[] = {{"sum", FOLD_SUM}, {"min", FOLD_MIN}, {"max", FOLD_MAX}};
    for (size_t i = 0; i < COUNT_OF(folds); i++)
        if (strcmp(folds[i].name, aggregate) == 0) {
            *fold = folds[i].fold;
            return true;
        }
    return false;
}

/* A channel's definition: only keys that look at no single row. */
static bool
plan_channel(const Node *channel, Condensing *plan)
{
    static const char *const harmless[] = {"field", "aggregate", "type", "title", "axis", "legend", "scale", "stack", "value", "datum", "header", "format"};
    for (size_t i = 0; channel->kind == NODE_MAP && i < channel->count; i++) {
        const NodeItem *item = &channel->items[i];
        bool listed = strcmp(item->key, "sort") == 0 && item->value->kind != NODE_MAP;
        for (size_t k = 0; k < COUNT_OF(harmless) && !listed; k++)
            listed = strcmp(harmless[k], item->key) == 0;
        if (!listed)
            return false;
    }
    const Node *field = node_find(channel, "field"), *aggregate = node_find(channel, "aggregate");
    const Node *domain = node_find(node_find(channel, "scale"), "domain"), *range = node_find(node_find(channel, "scale"), "range");
    if (channel->kind != NODE_MAP || (domain && domain->kind == NODE_STRING) || node_find(range, "field"))
        return false;
    if (!field)
        return !aggregate;
    Fold fold = FOLD_KEY;
    if (field->kind != NODE_STRING || (aggregate && (aggregate->kind != NODE_STRING || !fold_of(aggregate->text, &fold))))
        return false;
    return add_use(plan, field->text, fold);
}

bool
condense_plan(const Node *view, const Node *format, Condensing *out)
{
    static const char *const needs_rows[] = {"transform", "layer", "facet", "repeat", "spec", "hconcat", "vconcat", "concat", "params", "selection"};
    const Node *encoding = node_find(view, "encoding");
    *out = (Condensing){0};
    for (size_t i = 0; i < COUNT_OF(needs_rows); i++)
        if (node_find(view, needs_rows[i]))
            return false;
    if (!node_find(view, "mark") || !encoding || node_find(format, "parse") || node_find(format, "header"))
        return false;
    for (size_t i = 0; i < encoding->count; i++)
        if (!plan_channel(encoding->items[i].value, out))
            return false;
    for (size_t i = 0; i < out->count; i++)
        if (out->folds[i] != FOLD_KEY)
            return true;
    return false;
}

/* ---- reading ----------------------------------------------------------------------------------------- */

typedef struct Group {
    uint64_t hash;
    const char *keys;      /* texts of the key columns, each with its NUL */
    size_t length;
    double folded[CONDENSE_COLUMNS_MAX];
} Group;

typedef struct Condenser {
    Arena *arena;
    const Condensing *plan;
    size_t columns[CONDENSE_COLUMNS_MAX]; /* of the file */
    bool header_read;
    bool refused;
    VEC(Group *) groups;
    uint32_t *slots;       /* index + 1, open addressing */
    size_t slot_count;
    Group *last;           /* long files come in runs */
} Condenser;

static bool
read_header(Condenser *self, const GridRow *row)
{
    self->header_read = true;
    for (size_t i = 0; i < self->plan->count; i++) {
        size_t c = 0;
        while (c < row->count && strcmp(row->cells[c].text, self->plan->fields[i]) != 0)
            c++;
        if (c == row->count)
            return false;
        self->columns[i] = c;
    }
    return true;
}

static void
place_group(Condenser *self, size_t index)
{
    size_t slot = self->groups.items[index]->hash & (self->slot_count - 1);
    while (self->slots[slot])
        slot = (slot + 1) & (self->slot_count - 1);
    self->slots[slot] = (uint32_t)index + 1;
}

static Group *
new_group(Condenser *self, uint64_t hash, const char *keys, size_t length)
{
    if (self->groups.count == GROUPS_MAX)
        return NULL;
    Group *group = ARENA_NEW(self->arena, Group);
    *group = (Group){.hash = hash, .keys = arena_strndup(self->arena, keys, length), .length = length};
    memcpy((char *)group->keys, keys, length); /* with the NULs inside */
    for (size_t i = 0; i < self->plan->count; i++)
        group->folded[i] = NAN;
    VEC_PUSH(self->arena, &self->groups, group);
    if (2 * self->groups.count > self->slot_count) {
        self->slot_count = self->slot_count ? 2 * self->slot_count : 256;
        self->slots = ARENA_ARRAY(self->arena, uint32_t, self->slot_count);
        for (size_t i = 0; i + 1 < self->groups.count; i++)
            place_group(self, i);
    }
    place_group(self, self->groups.count - 1);
    return group;
}

static bool
is_group(const Group *group, uint64_t hash, const char *keys, size_t length)
{
    return group->hash == hash && group->length == length && memcmp(group->keys, keys, length) == 0;
}

static Group *
group_of(Condenser *self, const char *keys, size_t length)
{
    uint64_t hash = str_hash(keys, length);
    if (self->last && is_group(self->last, hash, keys, length))
        return self->last;
    for (size_t slot = hash & (self->slot_count - 1); self->slot_count && self->slots[slot]; slot = (slot + 1) & (self->slot_count - 1)) {
        Group *group = self->groups.items[self->slots[slot] - 1];
        if (is_group(group, hash, keys, length))
            return self->last = group;
    }
    return self->last = new_group(self, hash, keys, length);
}

static double
fold(Fold how, double folded, double value)
{
    if (isnan(folded))
        return value;
    return how == FOLD_SUM ? folded + value : how == FOLD_MIN ? fmin(folded, value) : fmax(folded, value);
}

static bool
add_row(Condenser *self, const GridRow *row)
{
    const Condensing *plan = self->plan;
    char keys[KEY_BYTES];
    size_t length = 0;
    double values[CONDENSE_COLUMNS_MAX];
    for (size_t i = 0; i < plan->count; i++) {
        const Cell *cell = self->columns[i] < row->count ? &row->cells[self->columns[i]] : NULL;
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
    Group *group = group_of(self, keys, length);
    for (size_t i = 0; group && i < plan->count; i++)
        if (plan->folds[i] != FOLD_KEY && !isnan(values[i]))
            group->folded[i] = fold(plan->folds[i], group->folded[i], values[i]);
    return group != NULL;
}

static bool
take_row(void *data, const Grid *grid, const GridRow *row)
{
    (void)grid;
    Condenser *self = data;
    self->refused = self->header_read ? !add_row(self, row) : !read_header(self, row);
    return !self->refused;
}

static void
dataset_of(const Condenser *self, Dataset *out)
{
    const Condensing *plan = self->plan;
    size_t width = plan->count;
    const char **names = ARENA_ARRAY(self->arena, const char *, width);
    memcpy(names, plan->fields, width * sizeof *names);
    *out = (Dataset){names, width, ARENA_ARRAY(self->arena, Value, width * self->groups.count + 1), self->groups.count};
    for (size_t g = 0; g < self->groups.count; g++) {
        const Group *group = self->groups.items[g];
        const char *key = group->keys;
        for (size_t i = 0; i < width; i++) {
            Value *cell = &out->cells[g * width + i];
            if (plan->folds[i] == FOLD_KEY) {
                *cell = value_string(key);
                key += strlen(key) + 1;
            } else {
                *cell = isnan(group->folded[i]) ? value_null() : value_number(group->folded[i]);
            }
        }
    }
}

bool
condense_rows(Arena *arena, const Source *source, char delimiter, const Condensing *plan, Dataset *out)
{
    Condenser self = {.arena = arena, .plan = plan};
    Diags *quiet = diags_new(arena); /* who then reads row by row reports */
    const Source *decoded = charset_decode(arena, quiet, source, CHARSET_UTF8);
    if (!decoded || !grid_each(quiet, decoded, delimiter, take_row, &self) || self.refused || !self.header_read)
        return false;
    dataset_of(&self, out);
    return true;
}
