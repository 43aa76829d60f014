#include "jobs/compare.h"

#include "base/fs.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

static void
tell(Arena *arena, Difference *out, const char *en, const char *zh, const char *what)
{
    out->place[MESSAGE_EN] = arena_printf(arena, en, what);
    out->place[MESSAGE_ZH] = arena_printf(arena, zh, what);
}

static void
place_in_text(Arena *arena, const char *path, const char *text, size_t length, Difference *out)
{
    const Source *source = source_from_bytes(arena, path, text, length);
    LineCol at = source_line_col(source, MIN_OF(out->offset, length));
    out->place[MESSAGE_EN] = arena_printf(arena, ", line %d, column %d", at.line, at.column);
    out->place[MESSAGE_ZH] = arena_printf(arena, "，第 %d 行第 %d 列", at.line, at.column);
}

/* Chunks follow each other: length, name, bytes, sum. */
static void
place_in_png(Arena *arena, const unsigned char *bytes, size_t length, Difference *out)
{
    for (size_t at = 8; at + 12 <= length;) {
        size_t size = (size_t)bytes[at] << 24 | (size_t)bytes[at + 1] << 16 | (size_t)bytes[at + 2] << 8 | bytes[at + 3];
        if (out->offset < at + 12 + size) {
            tell(arena, out, ", in chunk %s", "，在 %s 块中", arena_strndup(arena, (const char *)bytes + at + 4, 4));
            return;
        }
        at += 12 + size;
    }
}

/* The last "12 0 obj" that begins a line before the place. */
static void
place_in_pdf(Arena *arena, const char *bytes, Difference *out)
{
    for (size_t at = out->offset; at > 0; at--) {
        char *end;
        if (bytes[at - 1] != '\n')
            continue;
        long number = strtol(bytes + at, &end, 10);
        if (number > 0 && strncmp(end, " 0 obj", 6) == 0) {
            tell(arena, out, ", in object %s", "，在对象 %s 中", arena_printf(arena, "%ld", number));
            return;
        }
    }
}

bool
compare_bytes(Arena *arena, const char *one, const char *other, Difference *out)
{
    size_t length, other_length, at = 0;
    const char *a = file_read(arena, one, &length), *b = file_read(arena, other, &other_length);
    *out = (Difference){0, {"", ""}};
    if (!a || !b)
        return true;
    size_t common = MIN_OF(length, other_length);
    if (length == other_length && memcmp(a, b, length) == 0)
        return false;
    while (at < common && a[at] == b[at])
        at++;
    out->offset = at;
    if (length >= 8 && memcmp(a, "\x89PNG\r\n\x1a\n", 8) == 0)
        place_in_png(arena, (const unsigned char *)a, length, out);
    else if (str_starts(a, "%PDF-"))
        place_in_pdf(arena, a, out);
    else if (!memchr(a, '\0', length))
        place_in_text(arena, one, a, length, out);
    return true;
}
