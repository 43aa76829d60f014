/* input/node_read.h -- what the two readers of node.h share. Private to the room. */
#ifndef SHUDU_INPUT_NODE_READ_H
#define SHUDU_INPUT_NODE_READ_H

#include "base/map.h"
#include "input/node.h"

/* Reports node-not-utf8 at the first malformed byte of a range. */
bool node_check_utf8(Diags *diags, const Source *source, size_t start, size_t end);
/* Appends to a list or map without looking for the key. */
void node_add(Arena *arena, Node *parent, NodeItem item);

/* Finds keys given twice in one map. Few keys are compared one by one, many through a Map. */
typedef struct KeySet {
    Map map;
} KeySet;

/* True, with node-duplicate-key reported, if the map has the key already. */
bool node_repeats_key(Arena *arena, Diags *diags, KeySet *seen, const Node *map, const char *key, Loc key_loc);

#endif
