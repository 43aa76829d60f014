/* base/utf8.c -- decoding after the Unicode Standard, table 3-7: no surrogates, no overlong forms. */
#include "base/utf8.h"

#include <endian.h>
#include <string.h>

typedef struct RuneRange {
    uint32_t first, last;
} RuneRange;

#include "base/utf8_tables.inc"

/* Length of the well-formed sequence at `at`, 0 if there is none. `left` bytes may be looked at. */
static size_t
sequence_length(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];
    if (lead < 0x80)
        return 1;
    size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

uint32_t
utf8_next_rare(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    size_t left = strnlen(*at, 4);
    size_t length = sequence_length(bytes, left);
    if (length == 0) {
        *at += 1;
        return 0xFFFD;
    }
    uint32_t rune = bytes[0] & (0xFF >> (length + 1));
    for (size_t i = 1; i < length; i++)
        rune = rune << 6 | (bytes[i] & 0x3F);
    *at += length;
    return rune;
}

size_t
utf8_encode(uint32_t rune, char out[4])
{
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
        rune = 0xFFFD;
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune < 0x800) {
        out[0] = (char)(0xC0 | rune >> 6);
        out[1] = (char)(0x80 | (rune & 0x3F));
        return 2;
    }
    if (rune < 0x10000) {
        out[0] = (char)(0xE0 | rune >> 12);
        out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
        out[2] = (char)(0x80 | (rune & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | rune >> 18);
    out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
    out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
    out[3] = (char)(0x80 | (rune & 0x3F));
    return 4;
}

size_t
utf8_count(const char *text)
{
    size_t count = 0;
    for (; *text; count++) {
        if ((unsigned char)*text < 0x80)
            text++;
        else
            utf8_next(&text);
    }
    return count;
}

/* Two plain triples (utf8.h) at the beginning of eight bytes, the lowest being the first. */
static bool
are_plain_triples(uint64_t eight)
{
    unsigned first = eight & 0xFF, second = eight >> 24 & 0xFF;
    return (eight & UINT64_C(0xC0C0F0C0C0F0)) == UINT64_C(0x8080E08080E0) && first != 0xE0 && first != 0xED && second != 0xE0 && second != 0xED;
}

/* Bytes to go on by: 8 of ASCII, 6 of Han, 0 where it takes a closer look. */
static size_t
plain_step(const char *text)
{
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
    return !(eight & UINT64_C(0x8080808080808080)) ? 8 : are_plain_triples(le64toh(eight)) ? 6 : 0;
}

size_t
utf8_check(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t step = length - at >= 8 ? plain_step(text + at) : 0;
        const unsigned char *here = (const unsigned char *)text + at;
        if (step == 0)
            step = *here < 0x80 ? 1 : length - at >= 3 && utf8_is_plain_triple(here) ? 3 : sequence_length(here, length - at);
        if (step == 0)
            return at;
        at += step;
    }
    return length;
}

static bool
in_ranges(const RuneRange *ranges, size_t count, uint32_t rune)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rune < ranges[middle].first)
            high = middle;
        else if (rune > ranges[middle].last)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

int
utf8_width(uint32_t rune)
{
    if (rune < 0x300)
        return 1;
    if (in_ranges(zero_ranges, COUNT_OF(zero_ranges), rune))
        return 0;
    return in_ranges(wide_ranges, COUNT_OF(wide_ranges), rune) ? 2 : 1;
}

bool
utf8_is_han(uint32_t rune)
{
    return (rune >= 0x4E00 && rune <= 0x9FFF) || (rune >= 0x3400 && rune <= 0x4DBF) || rune == 0x3005 || rune == 0x3007 ||
        (rune >= 0xF900 && rune <= 0xFAFF) || (rune >= 0x20000 && rune <= 0x323AF);
}

bool
utf8_is_cjk(uint32_t rune)
{
    return utf8_is_han(rune) || (rune >= 0x2E80 && rune <= 0x30FF) /* radicals, punctuation, kana */ ||
        (rune >= 0x3100 && rune <= 0x33FF) /* bopomofo, enclosed and squared forms */ ||
        (rune >= 0xFE30 && rune <= 0xFE4F) /* vertical and compatibility forms */ ||
        (rune >= 0xFF01 && rune <= 0xFF60) || (rune >= 0xFFE0 && rune <= 0xFFE6);
}

static bool
is_one_of(uint32_t rune, const char *set)
{
    while (*set)
        if (utf8_next(&set) == rune)
            return true;
    return false;
}

/* The blocks of all marks below: ideographs, which most of a text is, need no look at the list. */
static bool
may_be_mark(uint32_t rune)
{
    return rune == 0xB7 || (rune >= 0x2010 && rune <= 0x2027) || (rune >= 0x3000 && rune <= 0x303F) || (rune >= 0xFF00 && rune <= 0xFFEF);
}

bool
utf8_is_cjk_open(uint32_t rune)
{
    return may_be_mark(rune) && is_one_of(rune, "“‘（《〈「『【〔〖｛［〘〝");
}

bool
utf8_is_cjk_close(uint32_t rune)
{
    return may_be_mark(rune) && is_one_of(rune, "”’）》〉」』】〕〗｝］〙〞，。、；：！？．…—～·");
}

/* By lead bytes: E4 to E9 begin U+4000 to U+9FFF. */
bool
utf8_has_han(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xE4 && (unsigned char)*text <= 0xE9)
            return true;
    return false;
}
