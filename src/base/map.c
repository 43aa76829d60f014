/* base/map.c -- open addressing over the entries, at most half full. */
#include "base/map.h"

#include "base/str.h"

#include <string.h>

void
map_init(Map *map, Arena *arena)
{
    *map = (Map){.arena = arena};
}

/* The slot of `key`: the one that holds it, or the free one where it belongs. */
static size_t
slot_of(const Map *map, const char *key)
{
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)bytes_hash(key, strlen(key)) & mask;
    while (map->slots[slot] && strcmp(map->entries.items[map->slots[slot] - 1].key, key) != 0)
        slot = (slot + 1) & mask;
    return slot;
}

static void
rehash(Map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : 16;
    map->slots = ARENA_ARRAY(map->arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->entries.count; i++)
        map->slots[slot_of(map, map->entries.items[i].key)] = (uint32_t)(i + 1);
}

ptrdiff_t
map_index(const Map *map, const char *key)
{
    if (map->entries.count == 0 || !key)
        return -1;
    return (ptrdiff_t)map->slots[slot_of(map, key)] - 1;
}

void
map_put(Map *map, const char *key, void *value)
{
    ptrdiff_t index = map_index(map, key);
    if (index >= 0) {
        map->entries.items[index].value = value;
        return;
    }
    if ((map->entries.count + 1) * 2 > map->slot_count)
        rehash(map);
    VEC_PUSH(map->arena, &map->entries, (MapEntry){arena_strdup(map->arena, key), value});
    map->slots[slot_of(map, key)] = (uint32_t)map->entries.count;
}

void *
map_find(const Map *map, const char *key)
{
    ptrdiff_t index = map_index(map, key);
    return index < 0 ? NULL : map->entries.items[index].value;
}

bool
map_has(const Map *map, const char *key)
{
    return map_index(map, key) >= 0;
}
