/* text/quotes.c -- typed ' and " as the quotation marks and apostrophes of a printed page.
 *
 * A mark opens at a beginning, behind a space, a bracket, a dash or another opening mark; anywhere else it closes, which
 * is also the apostrophe. Before a digit ' is an apostrophe, the ’90s, but where another ends the same word: the ‘1+3’ system.
 */
#include "text/box.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

static bool
opens_behind(uint32_t rune)
{
    switch (rune) {
    case 0: case ' ': case '\n': case '\t': case 0xA0: case 0x2002: case 0x2003: case 0x2009: case 0x202F: case 0x3000:
    case '(': case '[': case '{': case '/': case 0x2013: case 0x2014: case 0x2018: case 0x201C:
        return true;
    default:
        return false;
    }
}

/* Whether ' follows before the next space. */
static bool
closes_in_word(const char *at)
{
    size_t length = strcspn(at, " '\n");
    return at[length] == '\'';
}

const char *
typographic_quotes(Arena *arena, const char *text, uint32_t before)
{
    if (!strpbrk(text, "'\""))
        return text;
    Buf out = BUF_INIT;
    for (const char *at = text; *at;) {
        uint32_t rune = utf8_next(&at);
        bool opens = opens_behind(before);
        if (rune == '\'')
            rune = opens && (!(*at >= '0' && *at <= '9') || closes_in_word(at)) ? 0x2018 : 0x2019;
        else if (rune == '"')
            rune = opens ? 0x201C : 0x201D;
        buf_add_rune(&out, rune);
        before = rune;
    }
    const char *set = buf_take(&out, arena);
    buf_clear(&out);
    return set;
}

uint32_t
last_rune_of(const char *text, uint32_t before)
{
    while (*text)
        before = utf8_next(&text);
    return before;
}
