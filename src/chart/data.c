/* chart/data.c -- a data set's rows, columns and cells. */
#include "chart/data.h"

#include "chart/transform.h"

#include <math.h>
#include <string.h>

ptrdiff_t
dataset_column(const Dataset *data, const char *name)
{
    for (size_t i = 0; name && i < data->column_count; i++)
        if (data->columns[i] == name || strcmp(data->columns[i], name) == 0)
            return (ptrdiff_t)i;
    return -1;
}

Value
dataset_row(Arena *arena, const Dataset *data, size_t row)
{
    ValueObject *object = ARENA_NEW(arena, ValueObject);
    *object = (ValueObject){data->columns, data->cells + row * data->column_count, data->column_count};
    return (Value){.kind = VALUE_OBJECT, .object = object};
}

Value
dataset_value(const Dataset *data, size_t row, const char *field)
{
    ptrdiff_t column = dataset_column(data, field);
    const Value *cells = data->cells + row * data->column_count;
    if (column >= 0)
        return cells[column];
    if (!field || !strpbrk(field, ".[\\'\""))
        return (Value){0};
    ValueObject object = {data->columns, (Value *)cells, data->column_count};
    return value_field((Value){.kind = VALUE_OBJECT, .object = &object}, field);
}

Value *
dataset_field_values(Arena *arena, const Dataset *data, const char *field)
{
    Value *values = ARENA_ARRAY(arena, Value, data->row_count + 1);
    ptrdiff_t column = dataset_column(data, field);
    for (size_t row = 0; row < data->row_count; row++)
        values[row] = column >= 0 ? data->cells[row * data->column_count + (size_t)column] : dataset_value(data, row, field);
    return values;
}

Dataset
dataset_like(Arena *arena, const Dataset *in, const char *const *added, size_t added_count, size_t rows, size_t *at)
{
    const char **columns = ARENA_ARRAY(arena, const char *, in->column_count + added_count + 1);
    size_t count = in->column_count;
    if (count)
        memcpy(columns, in->columns, count * sizeof *columns);
    for (size_t i = 0; i < added_count; i++) {
        ptrdiff_t known = -1;
        for (size_t k = 0; k < count && known < 0; k++)
            if (strcmp(columns[k], added[i]) == 0)
                known = (ptrdiff_t)k;
        at[i] = known >= 0 ? (size_t)known : count;
        if (known < 0)
            columns[count++] = added[i];
    }
    return (Dataset){columns, count, ARENA_ARRAY(arena, Value, rows * count + 1), rows};
}

void
dataset_copy_row(const Dataset *in, size_t row, Dataset *out, size_t out_row)
{
    if (in->column_count)
        memcpy(out->cells + out_row * out->column_count, in->cells + row * in->column_count, in->column_count * sizeof(Value));
}

void
dataset_put_columns(Arena *arena, const Dataset *in, const char *const *names, Value *const *values, size_t count, Dataset *out)
{
    size_t *at = ARENA_ARRAY(arena, size_t, count + 1);
    Dataset next = dataset_like(arena, in, names, count, in->row_count, at);
    for (size_t row = 0; row < in->row_count; row++) {
        dataset_copy_row(in, row, &next, row);
        for (size_t i = 0; i < count; i++)
            next.cells[row * next.column_count + at[i]] = values[i][row];
    }
    *out = next;
}

void
dataset_put_column(Arena *arena, const Dataset *in, const char *name, const Value *values, Dataset *out)
{
    Value *column = (Value *)values; /* read only */
    dataset_put_columns(arena, in, &name, &column, 1, out);
}

void
dataset_filter(Arena *arena, const Dataset *in, const bool *keep, Dataset *out)
{
    size_t kept = 0;
    for (size_t row = 0; row < in->row_count; row++)
        kept += keep[row];
    Dataset next = dataset_like(arena, in, NULL, 0, kept, NULL);
    kept = 0;
    for (size_t row = 0; row < in->row_count; row++)
        if (keep[row])
            dataset_copy_row(in, row, &next, kept++);
    *out = next;
}

/* ---- order ------------------------------------------------------------------------------------------ */

typedef struct Sorter {
    const Value *const *keys; /* one array a sort field, by row */
    const SortField *fields;
    size_t count;
} Sorter;

static int
compare_rows(const Sorter *sorter, size_t a, size_t b)
{
    for (size_t i = 0; i < sorter->count; i++) {
        int order = value_compare(sorter->keys[i][a], sorter->keys[i][b]);
        if (order)
            return sorter->fields[i].descending ? -order : order;
    }
    return 0;
}

/* Stable. */
static void
merge_rows(const Sorter *sorter, size_t *rows, size_t *spare, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2, a = 0, b = half;
    merge_rows(sorter, rows, spare, half);
    merge_rows(sorter, rows + half, spare, count - half);
    if (compare_rows(sorter, rows[half - 1], rows[half]) <= 0)
        return;
    memcpy(spare, rows, count * sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = a < half && (b == count || compare_rows(sorter, spare[a], spare[b]) <= 0) ? spare[a++] : spare[b++];
}

/* All rows in sorted order. */
static size_t *
sorted_rows(Arena *arena, const Dataset *data, const SortField *fields, size_t field_count)
{
    size_t *rows = ARENA_ARRAY(arena, size_t, data->row_count + 1);
    for (size_t row = 0; row < data->row_count; row++)
        rows[row] = row;
    if (field_count == 0)
        return rows;
    const Value **keys = ARENA_ARRAY(arena, const Value *, field_count);
    for (size_t i = 0; i < field_count; i++)
        keys[i] = dataset_field_values(arena, data, fields[i].field);
    Sorter sorter = {keys, fields, field_count};
    merge_rows(&sorter, rows, ARENA_ARRAY(arena, size_t, data->row_count + 1), data->row_count);
    return rows;
}

void
dataset_sort(Arena *arena, const Dataset *in, const SortField *sort, size_t sort_count, Dataset *out)
{
    size_t *rows = sorted_rows(arena, in, sort, sort_count);
    Dataset next = dataset_like(arena, in, NULL, 0, in->row_count, NULL);
    for (size_t row = 0; row < in->row_count; row++)
        dataset_copy_row(in, rows[row], &next, row);
    *out = next;
}

/* ---- groups ----------------------------------------------------------------------------------------- */

static uint64_t
mix(uint64_t hash, uint64_t more)
{
    hash ^= more + UINT64_C(0x9E3779B97F4A7C15) + (hash << 6) + (hash >> 2);
    hash *= UINT64_C(0xFF51AFD7ED558CCD);
    return hash ^ (hash >> 33);
}

uint64_t
value_hash(Arena *arena, Value value)
{
    switch (value.kind) {
    case VALUE_NUMBER:
    case VALUE_DATE: {
        double number = value.number == 0 ? 0 : isnan(value.number) ? NAN : value.number;
        uint64_t bits;
        memcpy(&bits, &number, sizeof bits);
        return mix(7, isnan(number) ? 1 : bits);
    }
    case VALUE_BOOL:
        return mix(3, value.boolean);
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        return mix(1, value.kind);
    default: {
        const char *text = value_to_string(arena, value);
        return mix(11, str_hash(text, strlen(text)));
    }
    }
}

bool
value_same_key(Arena *arena, Value a, Value b)
{
    bool number_a = a.kind == VALUE_NUMBER || a.kind == VALUE_DATE, number_b = b.kind == VALUE_NUMBER || b.kind == VALUE_DATE;
    if (number_a && number_b)
        return a.number == b.number || (isnan(a.number) && isnan(b.number));
    if (a.kind >= VALUE_ARRAY && a.kind == b.kind)
        return strcmp(value_to_string(arena, a), value_to_string(arena, b)) == 0;
    return value_equal(a, b);
}

/* Rows by group, in the given order (NULL: as they come): a counting sort. */
static void
groups_fill(Arena *arena, Groups *groups, const size_t *order, size_t rows)
{
    size_t *next = ARENA_ARRAY(arena, size_t, groups->count + 1);
    memcpy(next, groups->start, groups->count * sizeof *next);
    for (size_t i = 0; i < rows; i++) {
        size_t row = order ? order[i] : i;
        groups->rows[next[groups->of_row[row]]++] = row;
    }
}

Groups
groups_make(Arena *arena, const Dataset *data, const char *const *fields, size_t field_count)
{
    size_t rows = data->row_count;
    Groups groups = {.of_row = ARENA_ARRAY(arena, size_t, rows + 1)};
    Value **keys = ARENA_ARRAY(arena, Value *, field_count + 1);
    for (size_t f = 0; f < field_count; f++)
        keys[f] = dataset_field_values(arena, data, fields[f]);
    size_t slots = 16;
    while (slots < 2 * rows)
        slots *= 2;
    size_t *table = ARENA_ARRAY(arena, size_t, slots); /* group + 1 */
    size_t *first = ARENA_ARRAY(arena, size_t, rows + 1);
    for (size_t row = 0; row < rows; row++) {
        uint64_t hash = field_count;
        for (size_t f = 0; f < field_count; f++)
            hash = mix(hash, value_hash(arena, keys[f][row]));
        size_t slot = hash & (slots - 1);
        for (; table[slot]; slot = (slot + 1) & (slots - 1)) {
            size_t other = first[table[slot] - 1], f = 0;
            while (f < field_count && value_same_key(arena, keys[f][row], keys[f][other]))
                f++;
            if (f == field_count)
                break;
        }
        if (!table[slot]) {
            first[groups.count] = row;
            table[slot] = ++groups.count;
        }
        groups.of_row[row] = table[slot] - 1;
    }
    groups.start = ARENA_ARRAY(arena, size_t, groups.count + 2);
    groups.rows = ARENA_ARRAY(arena, size_t, rows + 1);
    for (size_t row = 0; row < rows; row++)
        groups.start[groups.of_row[row] + 1]++;
    for (size_t g = 0; g < groups.count; g++)
        groups.start[g + 1] += groups.start[g];
    groups_fill(arena, &groups, NULL, rows);
    return groups;
}

void
groups_sort(Arena *arena, const Dataset *data, const SortField *fields, size_t field_count, Groups *groups)
{
    if (field_count)
        groups_fill(arena, groups, sorted_rows(arena, data, fields, field_count), data->row_count);
}
