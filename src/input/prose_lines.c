/* input/prose_lines.c -- lines of Markdown: blank ones, and those between code fences. */
#include "input/prose_read.h"

#include <string.h>

size_t
line_end_at(const char *text, size_t at, size_t end)
{
    const char *feed = at < end ? memchr(text + at, '\n', end - at) : NULL;
    return feed ? (size_t)(feed - text) : end;
}

bool
is_blank_line(const char *text, size_t at, size_t end)
{
    while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r'))
        at++;
    return at >= end || text[at] == '\n';
}

static size_t
run_length(const char *text, size_t at, size_t end)
{
    size_t after = at;
    while (after < end && text[after] == text[at])
        after++;
    return after - at;
}

size_t
fence_at(const char *text, size_t at, size_t end, size_t *fence)
{
    /* Behind indentation, quote marks and list markers. */
    while (at < end) {
        char c = text[at];
        bool bullet = (c == '-' || c == '*' || c == '+') && text[at + 1] == ' ';
        if (c != ' ' && c != '\t' && c != '>' && !bullet) {
            size_t digits = strspn(text + at, "0123456789");
            if (digits == 0 || digits > 9 || (text[at + digits] != '.' && text[at + digits] != ')') || text[at + digits + 1] != ' ')
                break;
            at += digits;
        }
        at++;
    }
    if (at >= end || (text[at] != '`' && text[at] != '~'))
        return 0;
    size_t length = run_length(text, at, end), line = line_end_at(text, at, end);
    if (length < 3 || (text[at] == '`' && memchr(text + at + length, '`', line - at - length)))
        return 0;
    *fence = at;
    return length;
}

size_t
fenced_code_end(const char *text, size_t fence, size_t length, size_t end)
{
    size_t at = line_end_at(text, fence, end);
    while (at < end) {
        at++;
        size_t mark = at + strspn(text + at, " \t>");
        size_t line = line_end_at(text, at, end);
        if (mark < line && text[mark] == text[fence]) {
            size_t closing = run_length(text, mark, line);
            if (closing >= length && is_blank_line(text, mark + closing, end))
                return line;
        }
        at = line;
    }
    return end;
}
