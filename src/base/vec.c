/* base/vec.c -- growing. */
#include "base/vec.h"

#include <string.h>

void *
vec_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    size_t wanted = *capacity ? *capacity * 2 : 4;
    if (wanted < *capacity || wanted > SIZE_MAX / item_size)
        base_out_of_memory(SIZE_MAX);
    bool in_place = *capacity && arena_extend(arena, items, *capacity * item_size, wanted * item_size);
    void *grown = in_place ? items : arena_alloc_raw(arena, wanted * item_size);
    if (count && !in_place)
        memcpy(grown, items, count * item_size);
    *capacity = wanted;
    return grown;
}
