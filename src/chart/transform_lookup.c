/* chart/transform_lookup.c -- fields of another data set, found by a key (vega-transforms, Lookup). */
#include "chart/transform.h"

#include <string.h>

/* Keys of the other data set; where one comes twice, the last row counts, as in Vega's index. */
typedef struct Index {
    Arena *arena;
    const Value *keys;
    size_t *slots; /* row + 1 */
    size_t slot_count;
} Index;

static size_t *
index_slot(const Index *index, Value key)
{
    size_t slot = value_hash(index->arena, key) & (index->slot_count - 1);
    while (index->slots[slot] && !value_same_key(index->arena, index->keys[index->slots[slot] - 1], key))
        slot = (slot + 1) & (index->slot_count - 1);
    return &index->slots[slot];
}

static Index
index_make(Arena *arena, const Value *keys, size_t rows)
{
    Index index = {.arena = arena, .keys = keys, .slot_count = 16};
    while (index.slot_count < 2 * rows)
        index.slot_count *= 2;
    index.slots = ARENA_ARRAY(arena, size_t, index.slot_count);
    for (size_t row = 0; row < rows; row++)
        *index_slot(&index, keys[row]) = row + 1;
    return index;
}

/* A key as text: JavaScript's maps do not tell 1 from "1". */
static Value *
keys_as_text(Arena *arena, Value *keys, size_t rows)
{
    for (size_t row = 0; row < rows; row++)
        if (keys[row].kind != VALUE_STRING)
            keys[row] = value_string(value_to_string(arena, keys[row]));
    return keys;
}

bool
transform_lookup(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    const Node *from = node_find(node, "from"), *fallback_node = node_find(node, "default");
    const char *field = transform_field(context, node, "lookup"), *key = node_text(from, "key", NULL);
    NameArray fields, as;
    Dataset other;
    if (!field)
        return false;
    if (node_find(from, "param"))
        return transform_fault(context, node, from, "lookup", "from a selection belongs to interaction", "从选择中查找属于交互");
    if (!key || !node_find(from, "data"))
        return transform_fault(context, node, from, "lookup", "'from' needs data and key", "from 需要 data 和 key");
    if (!transform_names(context, from, "fields", &fields) || !transform_names(context, node, "as", &as) || !data_read(context, node_find(from, "data"), &other))
        return false;
    if (fields.count && as.count && as.count != fields.count)
        return transform_fault(context, node, node_find(node, "as"), "as", "needs as many names as 'fields'", "名称数应与 fields 相同");

    Value fallback = fallback_node ? value_from_node(arena, fallback_node) : value_null();
    if (!value_to_bool(fallback))
        fallback = value_null();
    Index index = index_make(arena, keys_as_text(arena, dataset_field_values(arena, &other, key), other.row_count), other.row_count);
    Value *wanted = keys_as_text(arena, dataset_field_values(arena, in, field), in->row_count);
    bool whole = fields.count == 0; /* the row itself */
    size_t count = whole ? 1 : fields.count;
    const char **names = ARENA_ARRAY(arena, const char *, count + 1);
    Value **columns = ARENA_ARRAY(arena, Value *, count + 1);
    for (size_t f = 0; f < count; f++) {
        Value *values = whole ? NULL : dataset_field_values(arena, &other, fields.items[f]);
        names[f] = f < as.count ? as.items[f] : whole ? "_lookup" : value_field_name(arena, fields.items[f]);
        columns[f] = ARENA_ARRAY(arena, Value, in->row_count + 1);
        for (size_t row = 0; row < in->row_count; row++) {
            size_t found = *index_slot(&index, wanted[row]);
            columns[f][row] = !found ? fallback : whole ? dataset_row(arena, &other, found - 1) : values[found - 1];
        }
    }
    dataset_put_columns(arena, in, names, columns, count, out);
    return true;
}
