/* input/node_keys.c -- keys given twice. */
#include "input/node_read.h"

#include <string.h>

enum { COMPARE_MAX = 16 }; /* keys looked through one by one */

static const NodeItem *
find_key(Arena *arena, KeySet *seen, const Node *map, const char *key)
{
    if (map->count < COMPARE_MAX) {
        for (size_t i = 0; i < map->count; i++)
            if (map->items[i].key[0] == key[0] && strcmp(map->items[i].key, key) == 0)
                return &map->items[i];
        return NULL;
    }
    if (!seen->map.arena)
        map_init(&seen->map, arena);
    for (size_t i = seen->map.entries.count; i < map->count; i++)
        map_put(&seen->map, map->items[i].key, map->items[i].value);
    ptrdiff_t index = map_index(&seen->map, key);
    return index < 0 ? NULL : &map->items[index];
}

bool
node_repeats_key(Arena *arena, Diags *diags, KeySet *seen, const Node *map, const char *key, Loc key_loc)
{
    const NodeItem *first = find_key(arena, seen, map, key);
    if (!first)
        return false;
    diag(diags, DIAG_NODE_DUPLICATE_KEY, key_loc, key);
    diag_note(diags, first->key_loc, "first given here", "首次出现于此", NULL);
    return true;
}
