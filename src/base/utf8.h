/* base/utf8.h -- UTF-8, display widths, and the classes of characters that Chinese composition asks for. */
#ifndef SHUDU_BASE_UTF8_H
#define SHUDU_BASE_UTF8_H

#include "base/base.h"

/* Code point at *at, which advances; U+FFFD and one byte for a malformed sequence; 0 at NUL. */
static inline uint32_t utf8_next(const char **at);
static inline uint32_t utf8_peek(const char *at);
size_t utf8_encode(uint32_t rune, char out[4]);
size_t utf8_count(const char *text); /* code points */
/* Offset of the first malformed byte, or length when all is well-formed. */
size_t utf8_check(const char *text, size_t length);
/* Columns on a terminal: 0 for combining marks, 2 for East Asian wide, else 1. */
int utf8_width(uint32_t rune);
bool utf8_is_han(uint32_t rune);            /* ideographs */
bool utf8_has_han(const char *text);         /* an ideograph of the basic block, anywhere in it */
bool utf8_is_cjk(uint32_t rune);            /* ideographs, kana, CJK and full-width punctuation */
bool utf8_is_cjk_open(uint32_t rune);       /* （《〈「『【〔〖“‘ … */
bool utf8_is_cjk_close(uint32_t rune);      /* ）》〉」』】〕〗”’，。、；：！？ … */

/* ---- asked for every character of every text: without a call for what is not rare --------------------------------- */

/* Most of what is not ASCII is Han: three bytes, none of the leads that have forbidden seconds (E0, ED). NUL ends the look. */
static inline bool
utf8_is_plain_triple(const unsigned char *at)
{
    return (at[0] & 0xF0) == 0xE0 && at[0] != 0xE0 && at[0] != 0xED && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80;
}

uint32_t utf8_next_rare(const char **at);

static inline uint32_t
utf8_next(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    if (bytes[0] < 0x80) {
        *at += bytes[0] != 0;
        return bytes[0];
    }
    if (!utf8_is_plain_triple(bytes))
        return utf8_next_rare(at);
    *at += 3;
    return (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
}

static inline uint32_t
utf8_peek(const char *at)
{
    return utf8_next(&at);
}

#endif
