/* What both readers of trees promise: places inside the source, and JSON that reads back as the same tree. */
#ifndef SHUDU_TESTS_NODE_FUZZ_H
#define SHUDU_TESTS_NODE_FUZZ_H

#include "fuzz.h"

#include "input/node.h"

static inline void
promise_node(const Source *source, const Node *node)
{
    promise_loc(source, node->loc);
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == NODE_MAP)
            promise_loc(source, node->items[i].key_loc);
        promise_node(source, node->items[i].value);
    }
}

static inline void
promise_tree(Arena *arena, const Source *source, Diags *diags, const Node *node)
{
    PROMISE(node || diags_errors(diags) > 0);
    if (node) {
        promise_node(source, node);
        Buf first = BUF_INIT, second = BUF_INIT;
        node_write_json(&first, node, 0);
        Diags *again = diags_new(arena);
        const Node *back = node_parse_json(arena, again, source_from_bytes(arena, "b.json", first.ptr, first.length));
        PROMISE(back && diags_errors(again) == 0);
        node_write_json(&second, back, 0);
        PROMISE(first.length == second.length && memcmp(first.ptr, second.ptr, first.length) == 0);
        buf_clear(&first);
        buf_clear(&second);
    }
    promise_diags(source, diags);
}

#endif
