/* base/source_loc.c -- from byte offsets to lines and columns. */
#include "base/source.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

const Source *
source_from_text(Arena *arena, const char *path, const char *text)
{
    return source_from_bytes(arena, path, text, strlen(text));
}

const Source *
source_from_bytes(Arena *arena, const char *path, const char *bytes, size_t length)
{
    Source *source = ARENA_NEW(arena, Source);
    *source = (Source){
        .path = arena_strdup(arena, path),
        .text = arena_strndup(arena, bytes, length),
        .length = length,
        .text_start = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0,
    };
    return source;
}

LineCol
source_line_col(const Source *source, size_t offset)
{
    offset = MIN_OF(offset, source->length);
    int line = 1;
    size_t line_start = source->text_start;
    const char *text = source->text;
    for (size_t at = line_start; at < offset;) {
        const char *feed = memchr(text + at, '\n', offset - at);
        if (!feed)
            break;
        at = (size_t)(feed - text) + 1;
        line_start = at;
        line++;
    }
    return (LineCol){line, source_column(source, line_start, offset)};
}

int
source_column(const Source *source, size_t line_start, size_t offset)
{
    int column = 1;
    for (const char *at = source->text + line_start, *end = source->text + offset; at < end; column++) {
        if (*at)
            utf8_next(&at);
        else
            at++; /* a NUL is a character like others here */
    }
    return column;
}

Loc
loc_part(Loc loc, size_t start, size_t length)
{
    if (!loc.source)
        return LOC_NONE;
    size_t from = MIN_OF(loc.offset + start, loc.source->length);
    size_t left = loc.source->length - from;
    return (Loc){loc.source, (uint32_t)from, (uint32_t)MIN_OF(length, left)};
}

const char *
loc_text(Arena *arena, Loc loc)
{
    if (!loc.source)
        return "";
    LineCol place = source_line_col(loc.source, loc.offset);
    return arena_printf(arena, "%s:%d:%d", loc.source->path, place.line, place.column);
}
