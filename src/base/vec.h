/* base/vec.h -- growable arrays in an arena.
 *
 *     typedef VEC(Block *) BlockList;
 *     BlockList list = {0};
 *     VEC_PUSH(arena, &list, block);
 *     for (size_t i = 0; i < list.count; i++) use(list.items[i]);
 *
 * Growing may copy into new arena memory, so keep indexes, not pointers to items. Places that nothing was pushed to yet are not
 * zeroed.
 */
#ifndef SHUDU_BASE_VEC_H
#define SHUDU_BASE_VEC_H

#include "base/arena.h"

#define VEC(type)        \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

#define VEC_PUSH(arena, vec, ...)                                                                            \
    do {                                                                                                     \
        if ((vec)->count == (vec)->capacity)                                                                 \
            (vec)->items = vec_grow((arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items); \
        (vec)->items[(vec)->count++] = (__VA_ARGS__);                                                        \
    } while (0)

#define VEC_LAST(vec) ((vec)->items[(vec)->count - 1])

void *vec_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

#endif
