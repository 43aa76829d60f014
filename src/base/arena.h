/* base/arena.h -- memory that lives and dies together.
 *
 * Three lifetimes, one inside the other: the job, the document, scratch.  A
 * function that returns memory takes an Arena first; one without keeps nothing.
 * Memory is zeroed (but for arena_alloc_raw), aligned for any type, and freed all at once.
 */
#ifndef SHUDU_BASE_ARENA_H
#define SHUDU_BASE_ARENA_H

#include "base/base.h"

#include <stdarg.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is fine */
/* Everything allocated so far is gone; blocks are kept for reuse. */
void arena_reset(Arena *arena);

void *arena_alloc(Arena *arena, size_t size);
/* Not zeroed, for a caller that fills it at once. */
void *arena_alloc_raw(Arena *arena, size_t size);
/* Whether `memory`, of `size` bytes, could be made `wanted` bytes long where it stands: what was allocated last, with room behind
 * it. What is added is not zeroed. */
bool arena_extend(Arena *arena, void *memory, size_t size, size_t wanted);
char *arena_strdup(Arena *arena, const char *text); /* NULL gives NULL */
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(Arena *arena, const char *format, va_list args);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

/* Releases `release(object)` with the arena: for foreign handles whose life is
 * that of the arena (a PangoFontMap, an image). Last added, first released. */
void arena_defer(Arena *arena, void (*release)(void *), void *object);

#endif
