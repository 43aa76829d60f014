/* chart/transform_aggregate.c -- aggregate, joinaggregate, pivot.
 *
 * As in Vega: null, undefined and "" are missing; NaN is neither missing nor valid; what has no valid value is undefined.
 */
#include "chart/transform.h"

#include "stats/summary.h"

#include <math.h>
#include <string.h>

enum { FIGURES_MAX = 64 }; /* a sum of so many figures still says which; a longer one is just a number */

static const char *const known[] = {
    "argmax", "argmin", "average", "ci0", "ci1", "count", "distinct", "exponential", "exponentialb", "max", "mean", "median", "min",
    "missing", "product", "q1", "q3", "stderr", "stdev", "stdevp", "sum", "valid", "values", "variance", "variancep",
};

/* The name without its parameter; *weight gets what stands after the colon. */
static size_t
name_length(const char *op, double *weight)
{
    size_t length = strcspn(op, ":");
    if (weight && op[length])
        str_to_double(op + length + 1, weight);
    return length;
}

static bool
is_op(const char *op, const char *name)
{
    size_t length = name_length(op, NULL);
    return strlen(name) == length && strncmp(op, name, length) == 0;
}

bool
aggregate_is_known(const char *op)
{
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (is_op(op, known[i]))
            return true;
    return false;
}

static bool
is_missing(Value value)
{
    return value.kind == VALUE_UNDEFINED || value.kind == VALUE_NULL || (value.kind == VALUE_STRING && !value.string[0]);
}

static bool
is_nan(Value value)
{
    return (value.kind == VALUE_NUMBER || value.kind == VALUE_DATE) && isnan(value.number);
}

static bool
is_valid(Value value)
{
    return !is_missing(value) && !is_nan(value);
}

double *
numbers_of(Arena *arena, const Value *values, size_t count, size_t *number_count)
{
    double *numbers = ARENA_ARRAY(arena, double, count + 1);
    *number_count = 0;
    for (size_t i = 0; i < count; i++) {
        double number = is_missing(values[i]) ? NAN : value_to_number(values[i]);
        if (!isnan(number))
            numbers[(*number_count)++] = number;
    }
    return numbers;
}

bool
numbers_extent(const Value *values, size_t count, double *min, double *max)
{
    *min = INFINITY;
    *max = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        double number = is_missing(values[i]) ? NAN : value_to_number(values[i]);
        if (number < *min)
            *min = number;
        if (number > *max)
            *max = number;
    }
    return isfinite(*min) && isfinite(*max);
}

/* ---- one group -------------------------------------------------------------------------------------- */

typedef struct Moments {
    size_t valid, missing;
    double sum, product, mean, squares;
} Moments;

/* In one pass, as Vega does it (Welford 1962), so that the digits agree. */
static Moments
moments_of(const Value *values, size_t count)
{
    Moments m = {.product = 1};
    for (size_t i = 0; i < count; i++) {
        if (!is_valid(values[i])) {
            m.missing += is_missing(values[i]);
            continue;
        }
        double value = value_to_number(values[i]);
        m.valid++;
        m.sum += value;
        m.product *= value;
        double distance = value - m.mean;
        m.mean += distance / (double)m.valid;
        m.squares += distance * (value - m.mean);
    }
    return m;
}

static Value
or_undefined(bool known_value, double number)
{
    return known_value ? value_number(number) : (Value){0};
}

static Value
sum_of(Arena *arena, const Value *values, size_t count, const Moments *m)
{
    bool figures = false;
    for (size_t i = 0; i < count && m->valid <= FIGURES_MAX; i++)
        figures = figures || (values[i].use && values[i].kind == VALUE_NUMBER);
    if (!figures)
        return or_undefined(m->valid > 0, m->sum);
    Value sum = {0};
    for (size_t i = 0; i < count; i++)
        if (is_valid(values[i]))
            sum = sum.kind == VALUE_UNDEFINED ? values[i] : value_add(arena, sum, values[i]);
    return sum;
}

/* The one valid value, where there is just one: a mean, median or extreme of a single figure is that figure. */
static const Value *
only_value(const Value *values, size_t count)
{
    const Value *only = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!is_valid(values[i]))
            continue;
        if (only)
            return NULL;
        only = &values[i];
    }
    return only && only->kind == VALUE_NUMBER ? only : NULL;
}

static bool
less(Value a, Value b)
{
    if (a.kind == VALUE_STRING && b.kind == VALUE_STRING)
        return strcmp(a.string, b.string) < 0;
    return value_to_number(a) < value_to_number(b);
}

/* Index of the least (direction -1) or greatest valid value; -1. */
static ptrdiff_t
extreme_index(const Value *values, size_t count, int direction)
{
    ptrdiff_t best = -1;
    for (size_t i = 0; i < count; i++)
        if (is_valid(values[i]) && (best < 0 || (direction < 0 ? less(values[i], values[best]) : less(values[best], values[i]))))
            best = (ptrdiff_t)i;
    return best;
}

static size_t
count_distinct(Arena *arena, const Value *values, size_t count)
{
    Dataset column = {(const char *const[]){"x"}, 1, (Value *)values, count};
    return groups_make(arena, &column, (const char *const[]){"x"}, 1).count;
}

static Value
quantile_of(Arena *arena, const Value *values, size_t count, double p)
{
    size_t numbers;
    double *plain = numbers_of(arena, values, count, &numbers);
    double *sorted = values_sorted(arena, plain, numbers, &numbers);
    return or_undefined(numbers > 0, quantile_sorted(sorted, numbers, p));
}

static Value
interval_end(Arena *arena, const Value *values, size_t count, bool upper)
{
    size_t numbers;
    double *plain = numbers_of(arena, values, count, &numbers), low, high;
    bool found = mean_interval(plain, numbers, 0.95, &low, &high);
    return or_undefined(found, upper ? high : low);
}

static Value
exponential(const char *op, const Value *values, size_t count, size_t valid)
{
    double weight = 0.5, total = 0;
    name_length(op, &weight);
    for (size_t i = 0; i < count; i++)
        if (is_valid(values[i]))
            total = weight * total + value_to_number(values[i]);
    double scale = is_op(op, "exponentialb") ? 1 - weight : (1 - weight) / (1 - pow(weight, (double)valid));
    return or_undefined(valid > 0, total * scale);
}

Value
aggregate_values(Arena *arena, const char *op, const Value *values, size_t count)
{
    if (is_op(op, "count"))
        return value_number((double)count);
    if (is_op(op, "values"))
        return value_list(arena, values, count);
    if (is_op(op, "distinct"))
        return value_number((double)count_distinct(arena, values, count));
    if (is_op(op, "min") || is_op(op, "max")) {
        ptrdiff_t index = extreme_index(values, count, is_op(op, "min") ? -1 : 1);
        return index >= 0 ? values[index] : (Value){0};
    }
    const Value *only = only_value(values, count);
    if (is_op(op, "mean") || is_op(op, "average") || is_op(op, "median") || is_op(op, "q1") || is_op(op, "q3"))
        if (only)
            return *only;
    if (is_op(op, "median") || is_op(op, "q1") || is_op(op, "q3"))
        return quantile_of(arena, values, count, is_op(op, "median") ? 0.5 : is_op(op, "q1") ? 0.25 : 0.75);
    if (is_op(op, "ci0") || is_op(op, "ci1"))
        return interval_end(arena, values, count, is_op(op, "ci1"));
    Moments m = moments_of(values, count);
    double n = (double)m.valid, squares = fmax(0, m.squares);
    if (is_op(op, "sum"))
        return sum_of(arena, values, count, &m);
    if (is_op(op, "mean") || is_op(op, "average"))
        return or_undefined(m.valid > 0, m.mean);
    if (is_op(op, "valid"))
        return value_number(n);
    if (is_op(op, "missing"))
        return value_number((double)m.missing);
    if (is_op(op, "product"))
        return or_undefined(m.valid > 0, m.product);
    if (is_op(op, "variance"))
        return or_undefined(m.valid > 1, squares / (n - 1));
    if (is_op(op, "variancep"))
        return or_undefined(m.valid > 0, squares / n);
    if (is_op(op, "stdev"))
        return or_undefined(m.valid > 1, sqrt(squares / (n - 1)));
    if (is_op(op, "stdevp"))
        return or_undefined(m.valid > 0, sqrt(squares / n));
    if (is_op(op, "stderr"))
        return or_undefined(m.valid > 1, sqrt(squares / (n * (n - 1))));
    if (is_op(op, "exponential") || is_op(op, "exponentialb"))
        return exponential(op, values, count, m.valid);
    return (Value){0};
}

/* ---- groups ----------------------------------------------------------------------------------------- */

/* One column: the aggregate of each group. */
static Value *
aggregate_column(Arena *arena, const Dataset *in, const Groups *groups, const AggregateField *field)
{
    Value *results = ARENA_ARRAY(arena, Value, groups->count + 1);
    bool all_rows = is_op(field->op, "values"), by_row = all_rows || is_op(field->op, "argmin") || is_op(field->op, "argmax");
    bool counts = is_op(field->op, "count") || !field->field;
    Value *values = counts ? NULL : dataset_field_values(arena, in, field->field);
    Value *group = ARENA_ARRAY(arena, Value, in->row_count + 1);
    for (size_t g = 0; g < groups->count; g++) {
        const size_t *rows = groups->rows + groups->start[g];
        size_t count = groups->start[g + 1] - groups->start[g];
        if (counts && !all_rows) {
            results[g] = value_number((double)count);
            continue;
        }
        for (size_t i = 0; i < count; i++)
            group[i] = all_rows ? dataset_row(arena, in, rows[i]) : values[rows[i]];
        if (by_row && !all_rows) {
            ptrdiff_t index = extreme_index(group, count, is_op(field->op, "argmin") ? -1 : 1);
            results[g] = index >= 0 ? dataset_row(arena, in, rows[index]) : (Value){0};
        } else {
            results[g] = aggregate_values(arena, field->op, group, count);
        }
    }
    return results;
}

bool
dataset_aggregate(Arena *arena, const Dataset *in, const char *const *groupby, size_t group_count, const AggregateField *fields, size_t field_count, Dataset *out)
{
    Groups groups = groups_make(arena, in, groupby, group_count);
    const char **names = ARENA_ARRAY(arena, const char *, group_count + field_count + 1);
    Value **columns = ARENA_ARRAY(arena, Value *, group_count + field_count + 1);
    for (size_t i = 0; i < group_count; i++) {
        Value *values = dataset_field_values(arena, in, groupby[i]);
        names[i] = value_field_name(arena, groupby[i]);
        columns[i] = ARENA_ARRAY(arena, Value, groups.count + 1);
        for (size_t g = 0; g < groups.count; g++)
            columns[i][g] = values[groups.rows[groups.start[g]]];
    }
    for (size_t i = 0; i < field_count; i++) {
        names[group_count + i] = fields[i].as;
        columns[group_count + i] = aggregate_column(arena, in, &groups, &fields[i]);
    }
    Dataset empty = {.row_count = groups.count};
    dataset_put_columns(arena, &empty, names, columns, group_count + field_count, out);
    return true;
}

bool
dataset_join_aggregate(Arena *arena, const Dataset *in, const char *const *groupby, size_t group_count, const AggregateField *fields, size_t field_count, Dataset *out)
{
    Groups groups = groups_make(arena, in, groupby, group_count);
    const char **names = ARENA_ARRAY(arena, const char *, field_count + 1);
    Value **columns = ARENA_ARRAY(arena, Value *, field_count + 1);
    for (size_t i = 0; i < field_count; i++) {
        Value *results = aggregate_column(arena, in, &groups, &fields[i]);
        names[i] = fields[i].as;
        columns[i] = ARENA_ARRAY(arena, Value, in->row_count + 1);
        for (size_t row = 0; row < in->row_count; row++)
            columns[i][row] = results[groups.of_row[row]];
    }
    dataset_put_columns(arena, in, names, columns, field_count, out);
    return true;
}

/* ---- the transforms --------------------------------------------------------------------------------- */

/* op: "sum", or {exponential: 0.5}. */
static const char *
read_op(const DataContext *context, const Node *transform, const Node *entry)
{
    const Node *node = node_find(entry, "op");
    const char *op = node && node->kind == NODE_STRING ? node->text : NULL;
    if (node && node->kind == NODE_MAP && node->count == 1 && node->items[0].value->kind == NODE_NUMBER)
        op = arena_printf(context->arena, "%s:%s", node->items[0].key, str_from_double(context->arena, node->items[0].value->number));
    if (!op) {
        transform_fault(context, transform, entry, "aggregate", "an entry names its operation with 'op'", "每项须用 op 写明汇总方法");
        return NULL;
    }
    if (aggregate_is_known(op))
        return op;
    diag(context->diags, DIAG_AGGREGATE_UNKNOWN, node->loc, op);
    const char *near = str_nearest(op, known, COUNT_OF(known));
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return NULL;
}

static bool
read_fields(const DataContext *context, const Node *transform, const char *key, AggregateField **fields, size_t *count)
{
    const Node *list = node_find(transform, key);
    if (!list || list->kind != NODE_LIST)
        return transform_fault(context, transform, list, key, "needs a list of {op, field, as}", "需要由 {op, field, as} 组成的列表");
    *fields = ARENA_ARRAY(context->arena, AggregateField, list->count + 1);
    *count = list->count;
    bool good = true;
    for (size_t i = 0; i < list->count; i++) {
        const Node *entry = list->items[i].value;
        const char *op = read_op(context, transform, entry);
        const char *field = node_text(entry, "field", NULL);
        if (!op) {
            good = false;
            continue;
        }
        size_t length = name_length(op, NULL);
        const char *as = node_text(entry, "as", NULL);
        if (!as)
            as = field ? arena_printf(context->arena, "%.*s_%s", (int)length, op, value_field_name(context->arena, field)) : arena_strndup(context->arena, op, length);
        if (!field && !is_op(op, "count"))
            good = transform_fault(context, transform, entry, op, "needs a field", "需要 field");
        (*fields)[i] = (AggregateField){op, field, as};
    }
    return good;
}

bool
transform_aggregate(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    NameArray groups;
    AggregateField *fields;
    size_t count;
    if (!transform_names(context, node, "groupby", &groups) || !read_fields(context, node, "aggregate", &fields, &count))
        return false;
    return dataset_aggregate(context->arena, in, groups.items, groups.count, fields, count, out);
}

bool
transform_join_aggregate(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    NameArray groups;
    AggregateField *fields;
    size_t count;
    if (!transform_names(context, node, "groupby", &groups) || !read_fields(context, node, "joinaggregate", &fields, &count))
        return false;
    return dataset_join_aggregate(context->arena, in, groups.items, groups.count, fields, count, out);
}

/* Distinct values of the pivot's field, sorted, at most `limit` (0: all). */
static Value *
pivot_keys(Arena *arena, const Value *values, size_t rows, size_t limit, size_t *count)
{
    Dataset column = {(const char *const[]){"x"}, 1, (Value *)values, rows};
    Groups groups = groups_make(arena, &column, (const char *const[]){"x"}, 1);
    Dataset distinct = {column.columns, 1, ARENA_ARRAY(arena, Value, groups.count + 1), groups.count}, sorted;
    for (size_t g = 0; g < groups.count; g++)
        distinct.cells[g] = values[groups.rows[groups.start[g]]];
    dataset_sort(arena, &distinct, &(SortField){"x", false}, 1, &sorted);
    *count = limit ? MIN_OF(limit, sorted.row_count) : sorted.row_count;
    return sorted.cells;
}

bool
transform_pivot(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray groupby;
    const char *pivot = transform_field(context, node, "pivot"), *value = transform_field(context, node, "value");
    const char *op = node_text(node, "op", "sum");
    if (!pivot || !value || !transform_names(context, node, "groupby", &groupby))
        return false;
    if (!aggregate_is_known(op))
        return diag(context->diags, DIAG_AGGREGATE_UNKNOWN, node_find(node, "op")->loc, op);
    Value *pivots = dataset_field_values(arena, in, pivot), *values = dataset_field_values(arena, in, value);
    size_t key_count;
    Value *keys = pivot_keys(arena, pivots, in->row_count, (size_t)MAX_OF(0, node_number(node, "limit", 0)), &key_count);
    if (!transform_row_limit(context, node, key_count * MAX_OF(in->row_count, (size_t)1) / 64))
        return false;

    Groups groups = groups_make(arena, in, groupby.items, groupby.count);
    Dataset first;
    dataset_aggregate(arena, in, groupby.items, groupby.count, NULL, 0, &first);
    const char **names = ARENA_ARRAY(arena, const char *, key_count + 1);
    Value **columns = ARENA_ARRAY(arena, Value *, key_count + 1);
    Value *cell = ARENA_ARRAY(arena, Value, in->row_count + 1);
    /* The cells of each group by key: sorted once, so that the whole stays linear in rows and columns. */
    Map index;
    map_init(&index, arena);
    for (size_t k = 0; k < key_count; k++) {
        names[k] = value_to_string(arena, keys[k]);
        columns[k] = ARENA_ARRAY(arena, Value, groups.count + 1);
        map_put(&index, names[k], columns[k]);
    }
    for (size_t g = 0; g < groups.count; g++) {
        size_t count = groups.start[g + 1] - groups.start[g];
        Dataset part = {(const char *const[]){"key", "value"}, 2, ARENA_ARRAY(arena, Value, 2 * count + 1), count};
        for (size_t i = 0; i < count; i++) {
            part.cells[2 * i] = pivots[groups.rows[groups.start[g] + i]];
            part.cells[2 * i + 1] = values[groups.rows[groups.start[g] + i]];
        }
        Groups by_key = groups_make(arena, &part, (const char *const[]){"key"}, 1);
        for (size_t k = 0; k < by_key.count; k++) {
            size_t cell_count = 0;
            for (size_t i = by_key.start[k]; i < by_key.start[k + 1]; i++)
                if (!is_op(op, "count") || !is_nan(part.cells[2 * by_key.rows[i] + 1]))
                    cell[cell_count++] = part.cells[2 * by_key.rows[i] + 1];
            Value *column = map_find(&index, value_to_string(arena, part.cells[2 * by_key.rows[by_key.start[k]]]));
            if (column)
                column[g] = aggregate_values(arena, op, cell, cell_count);
        }
        /* A count of nothing is zero; the other operations are undefined. */
        for (size_t k = 0; k < key_count; k++)
            if (columns[k][g].kind == VALUE_UNDEFINED && (is_op(op, "count") || is_op(op, "valid") || is_op(op, "missing")))
                columns[k][g] = value_number(0);
    }
    dataset_put_columns(arena, &first, names, columns, key_count, out);
    return true;
}
