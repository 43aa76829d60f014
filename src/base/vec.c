/* base/vec.c -- growing. */
#include "base/vec.h"

#include <string.h>

void *
vec_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    size_t wanted = *capacity ? *capacity * 2 : 4;
    if (wanted < *capacity || wanted > SIZE_MAX / item_size)
        base_out_of_memory(SIZE_MAX);
    void *grown = arena_alloc(arena, wanted * item_size);
    if (count)
        memcpy(grown, items, count * item_size);
    *capacity = wanted;
    return grown;
}
