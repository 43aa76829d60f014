/* expr/fn_list.c -- lists and objects. */
#include "expr/functions.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEQUENCE_MAX = 1000000 };

static bool
need_list(const Call *call, Value value)
{
    return value.kind == VALUE_ARRAY || call_fault(call, "needs a list", "需要列表");
}

static bool
do_join(const Call *call, const Value *args, size_t count, Value *out)
{
    Arena *arena = call_arena(call);
    const char *separator = count > 1 && args[1].kind != VALUE_UNDEFINED ? value_to_string(arena, args[1]) : ",";
    if (!need_list(call, args[0]))
        return false;
    Buf buf = BUF_INIT;
    for (size_t i = 0; i < args[0].list->count; i++) {
        Value item = args[0].list->items[i];
        if (i)
            buf_add(&buf, separator);
        if (item.kind != VALUE_NULL && item.kind != VALUE_UNDEFINED)
            buf_add(&buf, value_to_string(arena, item));
    }
    *out = value_string(buf.length ? buf_take(&buf, arena) : "");
    buf_clear(&buf);
    return true;
}

static bool
do_reverse(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    if (!need_list(call, args[0]))
        return false;
    *out = value_list(call_arena(call), args[0].list->items, args[0].list->count);
    for (size_t i = 0, n = out->list->count; i < n / 2; i++) {
        Value swap = out->list->items[i];
        out->list->items[i] = out->list->items[n - 1 - i];
        out->list->items[n - 1 - i] = swap;
    }
    return true;
}

static void
merge_sort(Value *items, Value *spare, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2, a = 0, b = half;
    merge_sort(items, spare, half);
    merge_sort(items + half, spare, count - half);
    memcpy(spare, items, count * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = a < half && (b == count || value_compare(spare[a], spare[b]) <= 0) ? spare[a++] : spare[b++];
}

static bool
do_sort(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    if (!need_list(call, args[0]))
        return false;
    Arena *arena = call_arena(call);
    *out = value_list(arena, args[0].list->items, args[0].list->count);
    merge_sort(out->list->items, ARENA_ARRAY(arena, Value, MAX_OF(out->list->count, (size_t)1)), out->list->count);
    return true;
}

static bool
do_extent(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    Value ends[2] = {{0}, {0}};
    if (!need_list(call, args[0]))
        return false;
    for (size_t i = 0; i < args[0].list->count; i++) {
        Value item = args[0].list->items[i];
        bool number = item.kind == VALUE_NUMBER || item.kind == VALUE_DATE;
        if (item.kind == VALUE_NULL || item.kind == VALUE_UNDEFINED || (number && isnan(item.number)))
            continue;
        if (ends[0].kind == VALUE_UNDEFINED || value_compare(item, ends[0]) < 0)
            ends[0] = item;
        if (ends[1].kind == VALUE_UNDEFINED || value_compare(item, ends[1]) > 0)
            ends[1] = item;
    }
    *out = value_list(call_arena(call), ends, 2);
    return true;
}

static bool
do_span(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    double span = 0;
    if (args[0].kind == VALUE_ARRAY && args[0].list->count > 0)
        span = value_to_number(args[0].list->items[args[0].list->count - 1]) - value_to_number(args[0].list->items[0]);
    *out = value_number(isnan(span) ? 0 : span);
    return true;
}

static bool
do_peek(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    if (!need_list(call, args[0]))
        return false;
    *out = args[0].list->count ? args[0].list->items[args[0].list->count - 1] : (Value){0};
    return true;
}

static bool
do_pluck(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    Arena *arena = call_arena(call);
    const char *path = value_to_string(arena, args[1]);
    if (args[0].kind != VALUE_ARRAY) {
        *out = value_field(args[0], path);
        return true;
    }
    *out = value_list(arena, args[0].list->items, args[0].list->count);
    for (size_t i = 0; i < out->list->count; i++)
        out->list->items[i] = value_field(out->list->items[i], path);
    return true;
}

static bool
do_sequence(const Call *call, const Value *args, size_t count, Value *out)
{
    double start = count > 1 ? arg_number(args, count, 0, 0) : 0;
    double stop = arg_number(args, count, count > 1 ? 1 : 0, 0);
    double step = arg_number(args, count, 2, 1);
    double length = ceil((stop - start) / step);
    size_t n = length > 0 ? (size_t)fmin(length, SEQUENCE_MAX + 1.0) : 0;
    if (n > SEQUENCE_MAX || isinf(length))
        return call_fault(call, "more than a million steps", "超过一百万步");
    Value *items = ARENA_ARRAY(call_arena(call), Value, n ? n : 1);
    for (size_t i = 0; i < n; i++)
        items[i] = value_number(start + (double)i * step);
    *out = value_list(call_arena(call), items, n);
    return true;
}

static bool
do_merge(const Call *call, const Value *args, size_t count, Value *out)
{
    Arena *arena = call_arena(call);
    Map index;
    VEC(const char *) keys = {0};
    VEC(Value) values = {0};
    map_init(&index, arena);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; args[i].kind == VALUE_OBJECT && k < args[i].object->count; k++) {
            const char *key = args[i].object->keys[k];
            ptrdiff_t at = map_index(&index, key);
            if (at >= 0) {
                values.items[at] = args[i].object->values[k];
                continue;
            }
            map_put(&index, key, &index);
            VEC_PUSH(arena, &keys, key);
            VEC_PUSH(arena, &values, args[i].object->values[k]);
        }
    }
    *out = value_object(arena, keys.items, values.items, values.count);
    return true;
}

const Function functions_list[] = {
    {"extent", 1, 1, do_extent},
    {"join", 1, 2, do_join},
    {"merge", 0, -1, do_merge},
    {"peek", 1, 1, do_peek},
    {"pluck", 2, 2, do_pluck},
    {"reverse", 1, 1, do_reverse},
    {"sequence", 1, 3, do_sequence},
    {"sort", 1, 1, do_sort},
    {"span", 1, 1, do_span},
    {0},
};
