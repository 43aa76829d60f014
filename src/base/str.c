/* base/str.c -- strings under construction, comparisons, patterns. Numbers are in str_number.c. */
#include "base/str.h"

#include "base/print.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
buf_clear(Buf *buf)
{
    free(buf->ptr);
    *buf = (Buf)BUF_INIT;
}

void
buf_reset(Buf *buf)
{
    buf->length = 0;
    if (buf->ptr)
        buf->ptr[0] = '\0';
}

enum { SHORTEST = 240 }; /* nearly all texts are shorter, and malloc has pieces of that size at hand */

void
buf_reserve(Buf *buf, size_t extra)
{
    if (extra > SIZE_MAX / 2 - buf->length)
        base_out_of_memory(extra);
    size_t wanted = buf->length + extra + 1;
    if (wanted <= buf->capacity)
        return;
    size_t capacity = MAX_OF(buf->capacity * 2, (size_t)SHORTEST);
    buf->capacity = MAX_OF(capacity, wanted);
    buf->ptr = base_realloc(buf->ptr, buf->capacity);
}

void
buf_add_rune(Buf *buf, uint32_t rune)
{
    char bytes[4];
    buf_add_bytes(buf, bytes, utf8_encode(rune, bytes));
}

enum { PRINTED_MOST = 80 }; /* bytes that are room enough nearly always: what is longer is formatted twice */

void
buf_printf(Buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    buf_reserve(buf, PRINTED_MOST);
    size_t room = buf->capacity - buf->length;
    size_t length = print_into(buf->ptr + buf->length, room, format, args);
    if (length >= room) {
        buf_reserve(buf, length);
        print_into(buf->ptr + buf->length, length + 1, format, again);
    }
    buf->length += length;
    va_end(again);
    va_end(args);
}

void
buf_add_xml(Buf *buf, const char *text)
{
    if (!text)
        return;
    const char *start = text; /* of the part not yet copied */
    while (*text) {
        const char *here = text;
        uint32_t rune = utf8_next(&text);
        const char *entity = NULL;
        switch (rune) {
        case '&': entity = "&amp;"; break;
        case '<': entity = "&lt;"; break;
        case '>': entity = "&gt;"; break;
        case '"': entity = "&quot;"; break;
        case '\t': entity = "&#9;"; break; /* attribute values would turn these three into spaces */
        case '\n': entity = "&#10;"; break;
        case '\r': entity = "&#13;"; break;
        case 0xFFFD: entity = "\xEF\xBF\xBD"; break; /* malformed bytes too */
        default:
            if (rune < 0x20 || rune == 0xFFFE || rune == 0xFFFF)
                entity = "";
        }
        if (entity) {
            buf_add_bytes(buf, start, (size_t)(here - start));
            buf_add(buf, entity);
            start = text;
        }
    }
    buf_add_bytes(buf, start, (size_t)(text - start));
}

void
buf_add_json(Buf *buf, const char *text)
{
    if (!text)
        return;
    const char *start = text;
    while (*text) {
        const char *here = text;
        uint32_t rune = utf8_next(&text);
        if (rune >= 0x20 && rune != '"' && rune != '\\' && rune != 0x7F && rune != 0xFFFD && rune != 0x2028 && rune != 0x2029)
            continue;
        buf_add_bytes(buf, start, (size_t)(here - start));
        start = text;
        switch (rune) {
        case '"': buf_add(buf, "\\\""); break;
        case '\\': buf_add(buf, "\\\\"); break;
        case '\n': buf_add(buf, "\\n"); break;
        case '\r': buf_add(buf, "\\r"); break;
        case '\t': buf_add(buf, "\\t"); break;
        case 0xFFFD: buf_add_rune(buf, rune); break;
        default: buf_printf(buf, "\\u%04x", (unsigned)rune);
        }
    }
    buf_add_bytes(buf, start, (size_t)(text - start));
}

char *
buf_take(Buf *buf, Arena *arena)
{
    char *text = arena_strndup(arena, buf->ptr, buf->length);
    buf_reset(buf);
    return text;
}

bool
str_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
str_ends(const char *text, const char *suffix)
{
    size_t length = strlen(text), tail = strlen(suffix);
    return length >= tail && memcmp(text + length - tail, suffix, tail) == 0;
}

bool
str_is_empty(const char *text)
{
    return !text || !*text;
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char *
str_trim(Arena *arena, const char *text)
{
    size_t length = strlen(text);
    while (length && is_space(text[length - 1]))
        length--;
    while (length && is_space(*text)) {
        text++;
        length--;
    }
    return arena_strndup(arena, text, length);
}

enum { NEAREST_MAX = 64 }; /* longer names are not compared */

/* Code points of a name in ASCII lower case; 0 if it is longer than NEAREST_MAX. */
static size_t
name_runes(const char *name, uint32_t runes[NEAREST_MAX])
{
    size_t count = 0;
    while (*name) {
        if (count == NEAREST_MAX)
            return 0;
        uint32_t rune = utf8_next(&name);
        runes[count++] = rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
    }
    return count;
}

/* Damerau-Levenshtein distance, optimal string alignment: insert, delete, replace, swap neighbours. */
static size_t
edit_distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t rows[3][NEAREST_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b_count; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_count; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b_count; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = MIN_OF(best, last[j] + 1);
            best = MIN_OF(best, now[j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN_OF(best, before[j - 2] + 1);
            now[j] = best;
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b_count];
}

const char *
str_nearest(const char *name, const char *const *candidates, size_t count)
{
    uint32_t wanted[NEAREST_MAX], other[NEAREST_MAX];
    size_t wanted_count = name_runes(name, wanted);
    if (wanted_count == 0)
        return NULL;
    const char *nearest = NULL;
    size_t best = MAX_OF(wanted_count / 3, (size_t)1) + 1;
    for (size_t i = 0; i < count; i++) {
        size_t other_count = name_runes(candidates[i], other);
        if (other_count == 0)
            continue;
        size_t distance = edit_distance(wanted, wanted_count, other, other_count);
        /* A name of one letter is not near to another one. */
        if (distance < best && distance < MAX_OF(wanted_count, other_count)) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

static bool
glob(const char *pattern, const char *end, const char *text)
{
    const char *star = NULL, *retry = NULL;
    while (*text) {
        if (pattern < end && *pattern == '*') {
            star = ++pattern;
            retry = text;
        } else if (pattern < end && *pattern == '?') {
            pattern++;
            utf8_next(&text);
        } else if (pattern < end && *pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            utf8_next(&retry);
            text = retry;
        } else {
            return false;
        }
    }
    while (pattern < end && *pattern == '*')
        pattern++;
    return pattern == end;
}

bool
str_glob(const char *pattern, const char *text)
{
    return glob(pattern, pattern + strlen(pattern), text);
}

bool
str_glob_any(const char *patterns, const char *text)
{
    const char *end = patterns + strcspn(patterns, ",");
    while (!glob(patterns, end, text)) {
        if (!*end)
            return false;
        patterns = end + 1;
        end = patterns + strcspn(patterns, ",");
    }
    return true;
}

uint64_t
str_hash(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t
mix_word(uint64_t hash, const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

uint64_t
bytes_hash(const void *bytes, size_t length)
{
    const unsigned char *at = bytes, *end = at + length;
    uint64_t hash = length;
    /* Four words side by side: one after the other each would wait for the multiplication before it. */
    uint64_t second = 1, third = 2, fourth = 3;
    for (; end - at >= 32; at += 32) {
        hash = mix_word(hash, at);
        second = mix_word(second, at + 8);
        third = mix_word(third, at + 16);
        fourth = mix_word(fourth, at + 24);
    }
    if (length >= 32) {
        const uint64_t others[] = {second, third, fourth};
        for (size_t i = 0; i < COUNT_OF(others); i++)
            hash = mix_word(hash, (const unsigned char *)&others[i]);
    }
    for (; end - at >= 8; at += 8)
        hash = mix_word(hash, at);
    if (length >= 8 && at < end) /* the last eight once more, rather than the rest one by one */
        hash = mix_word(hash, end - 8);
    else
        for (; at < end; at++)
            hash = (hash ^ *at) * 0x100000001B3u;
    return hash ^ hash >> 32;
}
