/* chart/transform_stack.c -- values on top of each other (vega-encode, Stack). */
#include "chart/transform.h"

#include <math.h>

static void
stack_zero(const double *values, const size_t *rows, size_t count, Value *starts, Value *ends)
{
    double above = 0, below = 0;
    for (size_t i = 0; i < count; i++) {
        double value = values[rows[i]], *last = value < 0 ? &below : &above;
        starts[rows[i]] = value_number(*last);
        *last += value;
        ends[rows[i]] = value_number(*last);
    }
}

static void
stack_from(double start, double scale, const double *values, const size_t *rows, size_t count, Value *starts, Value *ends)
{
    double last = start, total = 0;
    for (size_t i = 0; i < count; i++) {
        starts[rows[i]] = value_number(last);
        total += fabs(values[rows[i]]);
        last = start + scale * total;
        ends[rows[i]] = value_number(last);
    }
}

bool
dataset_stack(Arena *arena, const Dataset *in, const char *field, const char *const *groupby, size_t group_count, const SortField *sort, size_t sort_count, const char *offset, const char *as_start, const char *as_end, Dataset *out)
{
    Groups groups = groups_make(arena, in, groupby, group_count);
    groups_sort(arena, in, sort, sort_count, &groups);
    Value *raw = field ? dataset_field_values(arena, in, field) : NULL;
    double *values = ARENA_ARRAY(arena, double, in->row_count + 1), *sums = ARENA_ARRAY(arena, double, groups.count + 1), max = 0;
    Value *starts = ARENA_ARRAY(arena, Value, in->row_count + 1), *ends = ARENA_ARRAY(arena, Value, in->row_count + 1);
    bool center = str_equal(offset, "center"), normalize = str_equal(offset, "normalize");
    for (size_t row = 0; row < in->row_count; row++) {
        /* What is no number takes no room; null and "" count as 0 in Vega too. */
        double value = raw ? value_to_number(raw[row]) : 1;
        values[row] = isnan(value) ? 0 : value;
        sums[groups.of_row[row]] += fabs(values[row]);
    }
    for (size_t g = 0; g < groups.count; g++)
        max = fmax(max, sums[g]);
    for (size_t g = 0; g < groups.count; g++) {
        size_t *rows = groups.rows + groups.start[g], count = groups.start[g + 1] - groups.start[g];
        if (center)
            stack_from((max - sums[g]) / 2, 1, values, rows, count, starts, ends);
        else if (normalize)
            stack_from(0, sums[g] > 0 ? 1 / sums[g] : 0, values, rows, count, starts, ends);
        else
            stack_zero(values, rows, count, starts, ends);
    }
    dataset_put_columns(arena, in, (const char *const[]){as_start, as_end}, (Value *const[]){starts, ends}, 2, out);
    return true;
}

bool
transform_stack(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    const char *field = transform_field(context, node, "stack"), *as[2];
    NameArray groups;
    SortArray sort;
    if (!field || !transform_names(context, node, "groupby", &groups) || !transform_sort(context, node, &sort))
        return false;
    const char *name = value_field_name(context->arena, field);
    if (!transform_as_pair(context, node, arena_printf(context->arena, "%s_start", name), arena_printf(context->arena, "%s_end", name), as))
        return false;
    const char *offset = node_text(node, "offset", "zero");
    if (!str_equal(offset, "zero") && !str_equal(offset, "center") && !str_equal(offset, "normalize"))
        return transform_fault(context, node, node_find(node, "offset"), "offset", "is zero, center or normalize", "应为 zero、center 或 normalize");
    return dataset_stack(context->arena, in, field, groups.items, groups.count, sort.items, sort.count, offset, as[0], as[1], out);
}
