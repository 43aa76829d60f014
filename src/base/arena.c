/* base/arena.c -- a list of blocks, filled one after the other.
 *
 * The first is small; the next ones double from 4 KiB to 1 MiB; a request too large for that gets a block
 * of its own, which is returned to the system by arena_reset.
 */
#include "base/arena.h"

#include "base/print.h"

#include <stdlib.h>
#include <string.h>

enum {
    ALIGN = _Alignof(max_align_t),
    FIRST_SIZE = 960, /* malloc keeps pieces of a kilobyte at hand */
    BLOCK_MIN = 4 * 1024,
    BLOCK_MAX = 1024 * 1024,
};

typedef struct Block {
    struct Block *next;
    size_t size; /* of data */
    size_t used;
    _Alignas(max_align_t) char data[];
} Block;

typedef struct Deferred {
    struct Deferred *next;
    void (*release)(void *);
    void *object;
} Deferred;

struct Arena {
    Block *current; /* being filled; older, full ones follow */
    Block *spare;   /* emptied by arena_reset */
    size_t next_size;
    Deferred *deferred; /* last added first; lives in the arena itself */
    Block first;        /* in one piece with the arena: scratch needs seldom more */
};

Arena *
arena_new(void)
{
    Arena *arena = base_alloc(sizeof *arena + FIRST_SIZE);
    *arena = (Arena){.current = &arena->first, .next_size = BLOCK_MIN, .first = {.size = FIRST_SIZE}};
    return arena;
}

static void
release_deferred(Arena *arena)
{
    while (arena->deferred) {
        Deferred *last = arena->deferred;
        arena->deferred = last->next;
        last->release(last->object);
    }
}

static void
free_blocks(Arena *arena, Block *block)
{
    while (block) {
        Block *next = block->next;
        if (block != &arena->first)
            free(block);
        block = next;
    }
}

void
arena_free(Arena *arena)
{
    if (!arena)
        return;
    release_deferred(arena);
    free_blocks(arena, arena->current);
    free_blocks(arena, arena->spare);
    free(arena);
}

void
arena_reset(Arena *arena)
{
    release_deferred(arena);
    while (arena->current) {
        Block *block = arena->current;
        arena->current = block->next;
        if (block->size > BLOCK_MAX) {
            free(block);
            continue;
        }
        block->next = arena->spare;
        arena->spare = block;
    }
}

/* A block with room for `size` bytes becomes the current one. */
static void
add_block(Arena *arena, size_t size)
{
    for (Block **at = &arena->spare; *at; at = &(*at)->next) {
        if ((*at)->size >= size) {
            Block *block = *at;
            *at = block->next;
            block->used = 0;
            block->next = arena->current;
            arena->current = block;
            return;
        }
    }
    size_t data_size = MAX_OF(arena->next_size, size);
    if (data_size > SIZE_MAX - sizeof(Block))
        base_out_of_memory(size);
    Block *block = base_alloc(sizeof *block + data_size);
    block->size = data_size;
    block->used = 0;
    if (size > BLOCK_MAX / 4 && arena->current) {
        /* A large object fills its block; go on filling the current one afterwards. */
        block->next = arena->current->next;
        arena->current->next = block;
        block->used = size;
        return;
    }
    block->next = arena->current;
    arena->current = block;
    arena->next_size = MIN_OF(arena->next_size * 2, (size_t)BLOCK_MAX);
}

static size_t
rounded(size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        base_out_of_memory(size);
    return (size + ALIGN - 1) / ALIGN * ALIGN;
}

void *
arena_alloc_raw(Arena *arena, size_t size)
{
    size = rounded(size);
    Block *block = arena->current;
    if (!block || block->size - block->used < size) {
        add_block(arena, size);
        if (block && arena->current == block)
            return block->next->data;
        block = arena->current;
    }
    void *memory = block->data + block->used;
    block->used += size;
    return memory;
}

void *
arena_alloc(Arena *arena, size_t size)
{
    return memset(arena_alloc_raw(arena, size), 0, size);
}

bool
arena_extend(Arena *arena, void *memory, size_t size, size_t wanted)
{
    Block *block = arena->current;
    size = rounded(size);
    wanted = rounded(wanted);
    if (!block || (char *)memory + size != block->data + block->used || wanted < size || block->size - block->used < wanted - size)
        return false;
    block->used += wanted - size;
    return true;
}

char *
arena_strdup(Arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *
arena_strndup(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc_raw(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *
arena_vprintf(Arena *arena, const char *format, va_list args)
{
    /* Nearly all texts made so are short: formatted once, where a long one is formatted twice. */
    char small[256];
    va_list again;
    va_copy(again, args);
    size_t length = print_into(small, sizeof small, format, args);
    char *text;
    if (length < sizeof small) {
        text = arena_strndup(arena, small, length);
    } else {
        text = arena_alloc_raw(arena, length + 1);
        print_into(text, length + 1, format, again);
    }
    va_end(again);
    return text;
}

char *
arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void
arena_defer(Arena *arena, void (*release)(void *), void *object)
{
    Deferred *deferred = ARENA_NEW(arena, Deferred);
    *deferred = (Deferred){.next = arena->deferred, .release = release, .object = object};
    arena->deferred = deferred;
}
