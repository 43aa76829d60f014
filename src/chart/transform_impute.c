/* chart/transform_impute.c -- rows for keys that a group lacks (vega-transforms, Impute, as Vega-Lite uses it). */
#include "chart/transform.h"

#include <math.h>
#include <string.h>

/* The keys in the order in which they must come: those asked for, then those found. */
static Groups
key_groups(Arena *arena, const Value *keys, size_t rows, const Value *keyvals, size_t keyval_count, Value **domain)
{
    Dataset column = {(const char *const[]){"key"}, 1, ARENA_ARRAY(arena, Value, rows + keyval_count + 1), rows + keyval_count};
    if (keyval_count)
        memcpy(column.cells, keyvals, keyval_count * sizeof *keyvals);
    if (rows)
        memcpy(column.cells + keyval_count, keys, rows * sizeof *keys);
    Groups groups = groups_make(arena, &column, (const char *const[]){"key"}, 1);
    *domain = ARENA_ARRAY(arena, Value, groups.count + 1);
    for (size_t g = 0; g < groups.count; g++)
        (*domain)[g] = column.cells[groups.rows[groups.start[g]]];
    return groups;
}

void
dataset_impute(Arena *arena, const Dataset *in, const char *field, const char *key, const Value *keyvals, size_t keyval_count, const char *const *groupby, size_t group_count, Value value, Dataset *out)
{
    Value *keys = dataset_field_values(arena, in, key), *domain;
    Groups by_key = key_groups(arena, keys, in->row_count, keyvals, keyval_count, &domain);
    Groups groups = groups_make(arena, in, groupby, group_count);
    const char **names = ARENA_ARRAY(arena, const char *, group_count + 3);
    Value **group_values = ARENA_ARRAY(arena, Value *, group_count + 1);
    for (size_t i = 0; i < group_count; i++) {
        names[i] = value_field_name(arena, groupby[i]);
        group_values[i] = dataset_field_values(arena, in, groupby[i]);
    }
    names[group_count] = value_field_name(arena, key);
    names[group_count + 1] = value_field_name(arena, field);
    names[group_count + 2] = "_impute";

    /* Which keys each group has; a group sees its own rows only, so this is linear in rows plus what is added. */
    size_t *seen = ARENA_ARRAY(arena, size_t, by_key.count + 1), added = 0;
    for (int pass = 0; pass < 2; pass++) {
        Dataset next = {0};
        size_t at_few[16], *at = group_count + 3 > COUNT_OF(at_few) ? ARENA_ARRAY(arena, size_t, group_count + 3) : at_few;
        if (pass == 1) {
            next = dataset_like(arena, in, names, added ? group_count + 3 : 0, in->row_count + added, at);
            for (size_t row = 0; row < in->row_count; row++)
                dataset_copy_row(in, row, &next, row);
        }
        size_t made = in->row_count;
        for (size_t g = 0; g < groups.count; g++) {
            size_t mark = pass * groups.count + g + 1;
            for (size_t i = groups.start[g]; i < groups.start[g + 1]; i++)
                seen[by_key.of_row[keyval_count + groups.rows[i]]] = mark;
            for (size_t k = 0; k < by_key.count; k++) {
                if (seen[k] == mark)
                    continue;
                added += pass == 0;
                if (pass == 0)
                    continue;
                Value *cells = next.cells + made++ * next.column_count;
                for (size_t i = 0; i < group_count; i++)
                    cells[at[i]] = group_values[i][groups.rows[groups.start[g]]];
                cells[at[group_count]] = domain[k];
                cells[at[group_count + 1]] = value;
                cells[at[group_count + 2]] = value_bool(true);
            }
        }
        if (pass == 1)
            *out = next;
    }
}

/* keyvals: a list, or {start, stop, step}. */
static bool
read_keyvals(const DataContext *context, const Node *node, Value **out, size_t *count)
{
    const Node *keyvals = node_find(node, "keyvals");
    *out = NULL;
    *count = 0;
    if (!keyvals || keyvals->kind == NODE_NULL)
        return true;
    if (keyvals->kind == NODE_LIST) {
        *out = ARENA_ARRAY(context->arena, Value, keyvals->count + 1);
        for (size_t i = 0; i < keyvals->count; i++) {
            double ms;
            const Node *item = keyvals->items[i].value;
            (*out)[(*count)++] = datetime_from_node(item, &ms) ? value_date(ms) : value_from_node(context->arena, item);
        }
        return true;
    }
    double start = node_number(keyvals, "start", 0), step = node_number(keyvals, "step", 1);
    double length = ceil((node_number(keyvals, "stop", NAN) - start) / step);
    if (isnan(length) || length > DATA_ROWS_MAX)
        return transform_fault(context, node, keyvals, "keyvals", "needs a list, or start, stop and step", "需要列表，或 start、stop、step");
    *out = ARENA_ARRAY(context->arena, Value, length > 0 ? (size_t)length + 1 : 1);
    for (double i = 0; i < length; i++)
        (*out)[(*count)++] = value_number(start + i * step);
    return true;
}

/* {op: method} over the frame as a window; nulls of the field get its result. */
static bool
fill_by_method(const DataContext *context, const Node *node, const char *method, const char *field, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    const char *as = arena_printf(arena, "imputed_%s_value", value_field_name(arena, field));
    Node *window = node_new(arena, NODE_MAP, node->loc), *list = node_new(arena, NODE_LIST, node->loc);
    Node *entry = node_new(arena, NODE_MAP, node->loc), *frame = node_find(node, "frame");
    if (!frame) {
        frame = node_new(arena, NODE_LIST, node->loc);
        node_push(arena, frame, node_new(arena, NODE_NULL, node->loc));
        node_push(arena, frame, node_new(arena, NODE_NULL, node->loc));
    }
    node_put(arena, entry, "op", node_new_string(arena, method, node->loc));
    node_put(arena, entry, "field", node_new_string(arena, field, node->loc));
    node_put(arena, entry, "as", node_new_string(arena, as, node->loc));
    node_push(arena, list, entry);
    node_put(arena, window, "window", list);
    node_put(arena, window, "frame", frame);
    if (node_find(node, "groupby"))
        node_put(arena, window, "groupby", node_find(node, "groupby"));
    Dataset windowed;
    if (!transform_window(context, window, in, &windowed))
        return false;
    Value *values = dataset_field_values(arena, &windowed, field), *filled = dataset_field_values(arena, &windowed, as);
    for (size_t row = 0; row < windowed.row_count; row++)
        if (values[row].kind == VALUE_NULL)
            values[row] = filled[row];
    dataset_put_column(arena, &windowed, value_field_name(arena, field), values, out);
    return true;
}

bool
transform_impute(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    static const char *const methods[] = {"value", "mean", "median", "max", "min"};
    const char *field = transform_field(context, node, "impute"), *key = transform_field(context, node, "key");
    const char *method = node_text(node, "method", "value");
    NameArray groups;
    Value *keyvals;
    size_t keyval_count;
    if (!field || !key || !transform_names(context, node, "groupby", &groups) || !read_keyvals(context, node, &keyvals, &keyval_count))
        return false;
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        known = known || strcmp(method, methods[i]) == 0;
    if (!known)
        return transform_fault(context, node, node_find(node, "method"), "method", "is value, mean, median, max or min", "应为 value、mean、median、max 或 min");
    bool by_value = strcmp(method, "value") == 0;
    const Node *value = node_find(node, "value");
    Dataset imputed;
    dataset_impute(context->arena, in, field, key, keyvals, keyval_count, groups.items, groups.count,
        !by_value ? value_null() : value ? value_from_node(context->arena, value) : value_number(0), &imputed);
    if (by_value) {
        *out = imputed;
        return true;
    }
    return fill_by_method(context, node, method, field, &imputed, out);
}
