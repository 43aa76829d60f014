/* base/str.h -- a string under construction, and small string helpers.
 *
 * A Buf grows on the heap; `ptr` is NUL-terminated once anything was added, and
 * is NULL when empty and never used. init with BUF_INIT, end with buf_clear.
 * Numbers are written without the locale: same bytes everywhere.
 */
#ifndef SHUDU_BASE_STR_H
#define SHUDU_BASE_STR_H

#include "base/arena.h"

#include <string.h>

typedef struct Buf {
    char *ptr;
    size_t length;
    size_t capacity;
} Buf;

#define BUF_INIT {0}

void buf_clear(Buf *buf);
void buf_reset(Buf *buf); /* length 0, memory kept */
void buf_reserve(Buf *buf, size_t extra);
static inline void
buf_add_bytes(Buf *buf, const void *bytes, size_t length)
{
    if (length >= buf->capacity - buf->length) /* an empty one has 0 of 0 */
        buf_reserve(buf, length);
    if (length)
        memcpy(buf->ptr + buf->length, bytes, length);
    buf->length += length;
    buf->ptr[buf->length] = '\0';
}
static inline void
buf_add(Buf *buf, const char *text) /* NULL adds nothing */
{
    if (text)
        buf_add_bytes(buf, text, strlen(text));
}
static inline void
buf_add_char(Buf *buf, char c)
{
    if (buf->length + 1 >= buf->capacity)
        buf_reserve(buf, 1);
    buf->ptr[buf->length++] = c;
    buf->ptr[buf->length] = '\0';
}
void buf_add_rune(Buf *buf, uint32_t rune); /* as UTF-8 */
void buf_printf(Buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* A number in fixed notation, at most `digits` decimals, trailing zeros and "-0" removed. */
void buf_add_number(Buf *buf, double value, int digits);
/* Escaped for XML text and attribute values; characters XML forbids are dropped. */
void buf_add_xml(Buf *buf, const char *text);
/* Escaped for a JSON string, without the quotes. */
void buf_add_json(Buf *buf, const char *text);
/* Copies the content into the arena and resets the buffer. */
char *buf_take(Buf *buf, Arena *arena);

/* NULL equals NULL only. Most of what is compared differs in the first letter, and needs no call. */
static inline bool
str_equal(const char *a, const char *b)
{
    return a == b || (a && b && *a == *b && strcmp(a, b) == 0);
}
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);
bool str_is_empty(const char *text); /* NULL, "" */
/* Without ASCII white space at both ends. */
char *str_trim(Arena *arena, const char *text);
/* Number from the whole of text in the C notation, without the locale. */
bool str_to_double(const char *text, double *value);
/* Shortest decimal text that reads back as the same double ("0.1", "1e+21" as JavaScript prints). */
const char *str_from_double(Arena *arena, double value);
/* The candidate nearest to `name` by edit distance, for "did you mean"; NULL when none is near. */
const char *str_nearest(const char *name, const char *const *candidates, size_t count);
/* Shell-like match with * and ? ; * does not stop at '/'. */
bool str_glob(const char *pattern, const char *text);
/* The same with several patterns, parted by commas. */
bool str_glob_any(const char *patterns, const char *text);
/* FNV-1a, 64 bit. */
uint64_t str_hash(const void *bytes, size_t length);
/* Eight bytes at a time, for keys and large texts: damage is seen, but nothing is safe from intent. Another order of bytes, another hash. */
uint64_t bytes_hash(const void *bytes, size_t length);

#endif
