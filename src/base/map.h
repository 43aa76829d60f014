/* base/map.h -- names to pointers, in the order of insertion.
 *
 * Keys are copied into the arena. Iterate by index: map->entries.items[i].
 */
#ifndef SHUDU_BASE_MAP_H
#define SHUDU_BASE_MAP_H

#include "base/vec.h"

typedef struct MapEntry {
    const char *key;
    void *value;
} MapEntry;

typedef struct Map {
    Arena *arena;
    VEC(MapEntry) entries;
    uint32_t *slots; /* open addressing; index + 1 into entries */
    size_t slot_count;
} Map;

void map_init(Map *map, Arena *arena);
void map_put(Map *map, const char *key, void *value); /* replaces */
void *map_find(const Map *map, const char *key);      /* NULL when absent */
bool map_has(const Map *map, const char *key);
/* Index of the entry, or -1. */
ptrdiff_t map_index(const Map *map, const char *key);

#endif
