#include "base/collate.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

enum { FIRST_HAN = 0x4E00, LAST_HAN = 0x9FFF };

typedef struct Reading { /* the characters whose readings begin with a letter, in their order */
    char letter;
    const char *characters;
} Reading;

static const Reading READINGS[] = {
#include "base/pinyin.inc"
};

struct Collation {
    uint16_t *ranks; /* of characters from FIRST_HAN on, from 1; NULL: readings do not matter */
    char *letters;
};

Collation *
collation_new(Arena *arena, const char *language_tag)
{
    Collation *order = ARENA_NEW(arena, Collation);
    if (!str_starts(language_tag, "zh"))
        return order;
    order->ranks = ARENA_ARRAY(arena, uint16_t, LAST_HAN - FIRST_HAN + 1);
    order->letters = ARENA_ARRAY(arena, char, LAST_HAN - FIRST_HAN + 1);
    uint16_t rank = 0;
    for (size_t i = 0; i < COUNT_OF(READINGS); i++)
        for (const char *at = READINGS[i].characters; *at;) {
            uint32_t rune = utf8_next(&at);
            order->ranks[rune - FIRST_HAN] = ++rank;
            order->letters[rune - FIRST_HAN] = READINGS[i].letter;
        }
    return order;
}

static bool
is_letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
}

static uint32_t
small(uint32_t rune)
{
    return rune >= 'A' && rune <= 'Z' ? rune + 'a' - 'A' : rune;
}

static char
letter_of(const Collation *order, uint32_t rune)
{
    if (is_letter(rune))
        return (char)(small(rune) - 'a' + 'A');
    bool known = order->letters && rune >= FIRST_HAN && rune <= LAST_HAN && order->letters[rune - FIRST_HAN];
    return known ? order->letters[rune - FIRST_HAN] : '#';
}

/* Whether a character counts at all. */
static bool
counts(uint32_t rune)
{
    return rune == ' ' || is_letter(rune) || (rune >= '0' && rune <= '9') || (rune >= 0xC0 && !utf8_is_cjk_open(rune) && !utf8_is_cjk_close(rune) && !(rune >= 0x2000 && rune < 0x2070));
}

static uint32_t
next_counting(const char **at)
{
    uint32_t rune;
    do {
        rune = utf8_next(at);
    } while (rune && !counts(rune));
    return rune;
}

/* Place of a character among all: spaces, figures, then by letter; Latin before Han under the same letter. */
static uint32_t
weight(const Collation *order, uint32_t rune)
{
    if (rune == 0 || rune == ' ')
        return rune ? 1 : 0;
    if (rune >= '0' && rune <= '9')
        return 2 + rune - '0';
    char letter = letter_of(order, rune);
    if (letter == '#')
        return 0x10000000 + rune;
    uint32_t base = 0x100000u * (uint32_t)(letter - 'A' + 1);
    return is_letter(rune) ? base : base + order->ranks[rune - FIRST_HAN];
}

int
collation_compare(const Collation *order, const char *a, const char *b)
{
    for (const char *at = a, *bt = b;;) {
        uint32_t x = next_counting(&at), y = next_counting(&bt);
        uint32_t wx = weight(order, x), wy = weight(order, y);
        if (wx != wy)
            return wx < wy ? -1 : 1;
        if (!x)
            return strcmp(a, b); /* words that differ in case or marks alone keep one order */
    }
}

char
collation_letter(const Collation *order, const char *text)
{
    const char *at = text;
    uint32_t rune = next_counting(&at);
    return rune ? letter_of(order, rune) : '#';
}
