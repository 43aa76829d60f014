/* device/rowpack.c -- matches first among runs and the row above; blocks of dynamic Huffman codes. */
#include "device/rowpack.h"

#include <endian.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
    HISTORY = 32768,         /* as far as a match may reach back */
    WINDOW_ROOM = 128 * 1024,
    PADDING = 8,             /* words are read past the end */
    LENGTH_MIN = 3,
    LENGTH_MAX = 258,
    BLOCK_TOKENS = 4 * 1024,
    HASH_BITS = 14,
    CHAIN_MOST = 16,         /* places looked at for a match */
    CHAIN_SHORT = 3,         /* where there is a good one already */
    GOOD_LENGTH = 12,
    LONG_ENOUGH = 100,        /* no longer one is looked for */
    NEAR_GAIN = 4,           /* bytes by which a far match has to beat a run */
    LITERALS = 256,
    END_OF_BLOCK = 256,
    LENGTH_SYMBOLS = 286,
    DISTANCE_SYMBOLS = 30,
    CODE_SYMBOLS = 19,       /* of the lengths of codes */
    CODE_BITS = 15,
    TOKEN_BYTES = 6,         /* 15 + 5 + 15 + 13 bits at most */
};

/* A byte, or MATCH with length - 3 from bit 16 on and distance - 1 below. */
static const uint32_t MATCH = 1u << 31;

struct RowPack {
    Buf *out;
    size_t row_bytes;
    uint8_t *window;
    size_t room, start, end;  /* of the window: packed up to start, filled up to end */
    size_t gone;              /* bytes that have left it */
    uint32_t heads[1 << HASH_BITS]; /* place in the stream + 1 of the last four bytes with this hash */
    uint32_t before[HISTORY]; /* of those before, for each place that a match may reach, by the remainder */
    uint32_t tokens[BLOCK_TOKENS];
    size_t token_count;
    uint32_t length_uses[LENGTH_SYMBOLS], distance_uses[DISTANCE_SYMBOLS];
    uint32_t last_distance;   /* of the last match that was neither run nor row above */
    uint32_t adler;
    uint64_t bits;
    int bit_count;
};

/* ---- symbols (RFC 1951, 3.2.5) ------------------------------------------------------------------------------- */

static int
log2_of(uint32_t value)
{
    return 31 - __builtin_clz(value);
}

/* Codes 257 to 285 for lengths 3 to 258; the number of extra bits goes to *extra. */
static int
length_symbol(uint32_t less3, int *extra)
{
    *extra = 0;
    if (less3 == LENGTH_MAX - LENGTH_MIN)
        return 285;
    if (less3 < 8)
        return 257 + (int)less3;
    *extra = log2_of(less3) - 2;
    return 257 + 4 * *extra + (int)(less3 >> *extra);
}

static int
distance_symbol(uint32_t less1, int *extra)
{
    *extra = 0;
    if (less1 < 4)
        return (int)less1;
    *extra = log2_of(less1) - 1;
    return 2 * *extra + (int)(less1 >> *extra);
}

/* ---- codes ------------------------------------------------------------------------------------------------------ */

typedef struct Leaf { uint32_t uses; uint16_t symbol; } Leaf;

static int
by_uses(const void *a, const void *b)
{
    const Leaf *x = a, *y = b;
    if (x->uses != y->uses)
        return x->uses < y->uses ? -1 : 1;
    return x->symbol < y->symbol ? -1 : 1;
}

/* Depths of the leaves of a minimal tree, in place: leaves in ascending order of use. */
static void
depths_of(Leaf *a, int n)
{
    a[0].uses += a[1].uses;
    int root = 0, leaf = 2;
    for (int next = 1; next < n - 1; next++) {
        if (leaf >= n || a[root].uses < a[leaf].uses) {
            a[next].uses = a[root].uses;
            a[root++].uses = (uint32_t)next;
        } else {
            a[next].uses = a[leaf++].uses;
        }
        if (leaf >= n || (root < next && a[root].uses < a[leaf].uses)) {
            a[next].uses += a[root].uses;
            a[root++].uses = (uint32_t)next;
        } else {
            a[next].uses += a[leaf++].uses;
        }
    }
    a[n - 2].uses = 0;
    for (int next = n - 3; next >= 0; next--)
        a[next].uses = a[a[next].uses].uses + 1;
    int free_places = 1, used = 0, next = n - 1;
    root = n - 2;
    for (uint32_t depth = 0; free_places > 0; depth++) {
        for (; root >= 0 && a[root].uses == depth; root--)
            used++;
        for (; free_places > used; free_places--)
            a[next--].uses = depth;
        free_places = 2 * used;
        used = 0;
    }
}

/* Lengths of codes for symbols by their uses, none over `most` bits. There are always two codes, as readers want it. */
static void
code_lengths(const uint32_t *uses, size_t count, int most, uint8_t *lengths)
{
    Leaf leaves[LENGTH_SYMBOLS];
    int n = 0, at[33] = {0};
    for (size_t i = 0; i < count; i++)
        if (uses[i])
            leaves[n++] = (Leaf){uses[i], (uint16_t)i};
    memset(lengths, 0, count);
    if (n < 2) {
        int other = n && leaves[0].symbol == 0 ? 1 : 0;
        lengths[other] = 1;
        lengths[n ? leaves[0].symbol : 1] = 1;
        return;
    }
    qsort(leaves, (size_t)n, sizeof *leaves, by_uses);
    depths_of(leaves, n);
    for (int i = 0; i < n; i++)
        at[MIN_OF((int)leaves[i].uses, most)]++;
    /* Those cut off took more than their share of the code space: others give way. */
    uint64_t share = 0;
    for (int i = 1; i <= most; i++)
        share += (uint64_t)at[i] << (most - i);
    for (; share > 1ull << most; share--) {
        int i = most - 1;
        while (!at[i])
            i--;
        at[most]--;
        at[i]--;
        at[i + 1] += 2;
    }
    for (int length = most, i = 0; length > 0; length--)
        for (int k = 0; k < at[length]; k++)
            lengths[leaves[i++].symbol] = (uint8_t)length;
}

/* The codes themselves, their first bit lowest. */
static void
codes_of(const uint8_t *lengths, int count, uint16_t *codes)
{
    int of_length[CODE_BITS + 1] = {0}, next[CODE_BITS + 2] = {0};
    for (int i = 0; i < count; i++)
        of_length[lengths[i]]++;
    of_length[0] = 0;
    for (int i = 1; i <= CODE_BITS; i++)
        next[i + 1] = (next[i] + of_length[i]) << 1;
    for (int i = 0; i < count; i++) {
        int code = lengths[i] ? next[lengths[i]]++ : 0, reversed = 0;
        for (int bit = 0; bit < lengths[i]; bit++)
            reversed |= (code >> bit & 1) << (lengths[i] - 1 - bit);
        codes[i] = (uint16_t)reversed;
    }
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

static void
add_bits(RowPack *d, uint32_t value, int count)
{
    d->bits |= (uint64_t)value << d->bit_count;
    d->bit_count += count;
}

/* Whole bytes of what has been added: at most 56 bits between two calls. `out` has room for eight bytes. */
static void
flush_bits(RowPack *d)
{
    uint64_t word = htole64(d->bits);
    memcpy(d->out->ptr + d->out->length, &word, sizeof word);
    d->out->length += (size_t)(d->bit_count / 8);
    d->bits >>= d->bit_count & ~7;
    d->bit_count &= 7;
}

/* How often the item at `i` stands there in a row, at most `most` times. */
static int
repeats(const uint8_t *items, int i, int count, int most)
{
    int n = 1;
    while (n < most && i + n < count && items[i + n] == items[i])
        n++;
    return n;
}

/* Lengths of codes as symbols of their own: 16 repeats the last, 17 and 18 are zeros. Extra bits stand above the symbol. */
static int
pack_lengths(const uint8_t *lengths, int count, uint16_t *packed)
{
    int n = 0;
    for (int i = 0; i < count;) {
        int run = repeats(lengths, i, count, lengths[i] ? 7 : 138);
        if (!lengths[i] && run >= 3) {
            packed[n++] = (uint16_t)(run < 11 ? 17 | (run - 3) << 5 : 18 | (run - 11) << 5);
        } else if (run >= 4) {
            packed[n++] = lengths[i];
            packed[n++] = (uint16_t)(16 | (run - 4) << 5);
        } else {
            for (int k = 0; k < run; k++)
                packed[n++] = lengths[i];
        }
        i += run;
    }
    return n;
}

static void
write_header(RowPack *d, const uint8_t *lengths, int length_count, int distance_count)
{
    static const uint8_t order[CODE_SYMBOLS] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    static const uint8_t extra[CODE_SYMBOLS] = {[16] = 2, [17] = 3, [18] = 7};
    uint16_t packed[LENGTH_SYMBOLS + DISTANCE_SYMBOLS], codes[CODE_SYMBOLS];
    uint32_t uses[CODE_SYMBOLS] = {0};
    uint8_t own[CODE_SYMBOLS];
    int n = pack_lengths(lengths, length_count + distance_count, packed), own_count = CODE_SYMBOLS;
    for (int i = 0; i < n; i++)
        uses[packed[i] & 31]++;
    code_lengths(uses, CODE_SYMBOLS, 7, own);
    codes_of(own, CODE_SYMBOLS, codes);
    while (own_count > 4 && !own[order[own_count - 1]])
        own_count--;
    add_bits(d, (uint32_t)(length_count - 257), 5);
    add_bits(d, (uint32_t)(distance_count - 1), 5);
    add_bits(d, (uint32_t)(own_count - 4), 4);
    flush_bits(d);
    for (int i = 0; i < own_count; i++) {
        add_bits(d, own[order[i]], 3);
        flush_bits(d);
    }
    for (int i = 0; i < n; i++) {
        int symbol = packed[i] & 31;
        add_bits(d, codes[symbol], own[symbol]);
        add_bits(d, packed[i] >> 5, extra[symbol]);
        flush_bits(d);
    }
}

static void
write_match(RowPack *d, uint32_t token, const uint8_t *lengths, const uint16_t *codes, const uint8_t *distance_lengths, const uint16_t *distance_codes)
{
    uint32_t less3 = token >> 16 & 255, less1 = token & 0x7FFF;
    int extra, symbol = length_symbol(less3, &extra);
    add_bits(d, codes[symbol], lengths[symbol]);
    add_bits(d, less3 & ((1u << extra) - 1), extra);
    symbol = distance_symbol(less1, &extra);
    add_bits(d, distance_codes[symbol], distance_lengths[symbol]);
    add_bits(d, less1 & ((1u << extra) - 1), extra);
}

/* The tokens gathered so far, as a block with codes of its own. */
static void
write_block(RowPack *d, bool last)
{
    uint8_t lengths[LENGTH_SYMBOLS + DISTANCE_SYMBOLS], distance_lengths[DISTANCE_SYMBOLS];
    uint16_t codes[LENGTH_SYMBOLS], distance_codes[DISTANCE_SYMBOLS];
    int length_count = LENGTH_SYMBOLS, distance_count = DISTANCE_SYMBOLS;
    d->length_uses[END_OF_BLOCK]++;
    code_lengths(d->length_uses, LENGTH_SYMBOLS, CODE_BITS, lengths);
    code_lengths(d->distance_uses, DISTANCE_SYMBOLS, CODE_BITS, distance_lengths);
    codes_of(lengths, LENGTH_SYMBOLS, codes);
    codes_of(distance_lengths, DISTANCE_SYMBOLS, distance_codes);
    while (length_count > 257 && !lengths[length_count - 1])
        length_count--;
    while (distance_count > 1 && !distance_lengths[distance_count - 1])
        distance_count--;
    uint8_t all[LENGTH_SYMBOLS + DISTANCE_SYMBOLS];
    memcpy(all, lengths, (size_t)length_count);
    memcpy(all + length_count, distance_lengths, (size_t)distance_count);
    buf_reserve(d->out, d->token_count * TOKEN_BYTES + 4 * sizeof all);
    add_bits(d, last, 1);
    add_bits(d, 2, 2); /* dynamic codes */
    write_header(d, all, length_count, distance_count);
    for (size_t i = 0; i < d->token_count; i++) {
        uint32_t token = d->tokens[i];
        if (token & MATCH)
            write_match(d, token, lengths, codes, distance_lengths, distance_codes);
        else
            add_bits(d, codes[token], lengths[token]);
        flush_bits(d);
    }
    add_bits(d, codes[END_OF_BLOCK], lengths[END_OF_BLOCK]);
    flush_bits(d);
    d->token_count = 0;
    memset(d->length_uses, 0, sizeof d->length_uses);
    memset(d->distance_uses, 0, sizeof d->distance_uses);
}

/* ---- matches ------------------------------------------------------------------------------------------------------ */

typedef struct Match { uint32_t length, distance; } Match;

static uint64_t
word_at(const uint8_t *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return le64toh(word);
}

/* How many bytes from `at` on are those from `from` on, at most `most`. */
static uint32_t
same_bytes(const uint8_t *at, const uint8_t *from, uint32_t most)
{
    uint32_t n = 0;
    for (; n < most; n += 8) {
        uint64_t differ = word_at(at + n) ^ word_at(from + n);
        if (differ)
            return MIN_OF(n + (uint32_t)__builtin_ctzll(differ) / 8, most);
    }
    return most;
}

static uint32_t *
head_of(RowPack *d, size_t place)
{
    uint32_t four = (uint32_t)word_at(d->window + place);
    return &d->heads[four * 2654435761u >> (32 - HASH_BITS)];
}

static void
remember(RowPack *d, size_t place)
{
    if (place + 4 > d->end)
        return; /* what follows is not there yet */
    uint32_t *head = head_of(d, place);
    d->before[(d->gone + place) % HISTORY] = *head;
    *head = (uint32_t)(d->gone + place) + 1;
}

static void
search(const RowPack *d, size_t place, uint32_t most, uint32_t chain, Match *best)
{
    const uint8_t *at = d->window + place;
    uint32_t four = (uint32_t)word_at(at);
    for (int tries = best->length >= GOOD_LENGTH ? CHAIN_SHORT : CHAIN_MOST; chain && tries > 0; tries--) {
        size_t distance = d->gone + place - (chain - 1);
        if (distance >= HISTORY)
            return;
        const uint8_t *there = at - distance;
        if ((uint32_t)word_at(there) == four && there[best->length] == at[best->length]) {
            uint32_t length = same_bytes(at, there, most);
            if (length > best->length && length >= 4) {
                *best = (Match){length, (uint32_t)distance};
                if (length >= LONG_ENOUGH || length == most)
                    return;
            }
        }
        chain = d->before[(chain - 1) % HISTORY];
    }
}

/* The match to take at a place of the window. A run is cheapest to write down, then the row above; rows of dots repeat at a distance of their own. */
static Match
find_match(RowPack *d, size_t place)
{
    const uint8_t *at = d->window + place;
    uint32_t most = (uint32_t)MIN_OF(d->end - place, (size_t)LENGTH_MAX);
    Match best = {0, 0};
    if (most < 4)
        return best;
    if (place >= 1 && at[-1] == *at)
        best = (Match){same_bytes(at, at - 1, most), 1};
    const size_t distances[] = {d->row_bytes, d->last_distance};
    for (size_t i = 0; i < COUNT_OF(distances) && best.length < most; i++) {
        if (place < distances[i] || distances[i] > HISTORY)
            continue;
        uint32_t length = same_bytes(at, at - distances[i], most);
        if (length >= best.length + NEAR_GAIN)
            best = (Match){length, (uint32_t)distances[i]};
    }
    if (best.length < LONG_ENOUGH) {
        uint32_t chain = *head_of(d, place);
        remember(d, place);
        search(d, place, most, chain, &best);
    }
    if (best.length < LENGTH_MIN)
        best = (Match){0, 0};
    return best;
}

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

static void
add_token(RowPack *d, uint32_t token)
{
    d->tokens[d->token_count++] = token;
    if (d->token_count == BLOCK_TOKENS)
        write_block(d, false);
}

static void
add_literal(RowPack *d, uint8_t byte)
{
    d->length_uses[byte]++;
    add_token(d, byte);
}

static void
add_match(RowPack *d, Match match)
{
    int extra;
    d->length_uses[length_symbol(match.length - LENGTH_MIN, &extra)]++;
    d->distance_uses[distance_symbol(match.distance - 1, &extra)]++;
    if (match.distance != 1 && match.distance != d->row_bytes)
        d->last_distance = match.distance;
    add_token(d, MATCH | (match.length - LENGTH_MIN) << 16 | (match.distance - 1));
}

/* Whether waiting a byte pays: the later match is longer by more than the literal and its farther distance cost. */
static bool
is_better(Match later, Match now)
{
    if (later.length < LENGTH_MIN)
        return false;
    return 4 * ((int)later.length - (int)now.length) + log2_of(now.distance) - log2_of(later.distance) > 2;
}

/* Of a run the chains need not know all, and of what stands in the row above nothing where it is long. */
static void
remember_match(RowPack *d, Match match, size_t from, size_t end)
{
    if (match.distance == 1 && end - from > 3)
        from = end - 3;
    for (; from < end && match.length < LONG_ENOUGH; from++)
        remember(d, from);
}

/* Packs all that is in the window. */
static void
pack_window(RowPack *d)
{
    for (size_t place = d->start; place < d->end;) {
        Match match = find_match(d, place);
        size_t known = place + 1;
        while (match.length && match.length < LONG_ENOUGH && place + 1 < d->end) {
            Match later = find_match(d, place + 1);
            known = place + 2;
            if (!is_better(later, match))
                break;
            add_literal(d, d->window[place++]);
            match = later;
        }
        if (match.length) {
            add_match(d, match);
            remember_match(d, match, known, place + match.length);
            place += match.length;
        } else {
            add_literal(d, d->window[place++]);
        }
    }
    d->start = d->end;
}

/* ---- the stream --------------------------------------------------------------------------------------------------- */

RowPack *
rowpack_new(size_t row_bytes, Buf *out)
{
    RowPack *d = base_alloc(sizeof *d);
    memset(d, 0, sizeof *d);
    d->out = out;
    d->row_bytes = row_bytes;
    d->room = HISTORY + MAX_OF((size_t)WINDOW_ROOM, row_bytes);
    d->window = base_alloc(d->room + PADDING);
    memset(d->window, 0, d->room + PADDING);
    d->adler = 1;
    d->last_distance = 1;
    buf_add_bytes(out, "\x78\x9C", 2); /* deflate, a window of 32 KB */
    return d;
}

/* Keeps what matches may still reach. */
static void
slide(RowPack *d)
{
    size_t by = d->end > HISTORY ? d->end - HISTORY : 0;
    memmove(d->window, d->window + by, d->end - by);
    d->gone += by;
    d->start -= by;
    d->end -= by;
}

void
rowpack_add(RowPack *d, const uint8_t *row)
{
    if (d->end + d->row_bytes > d->room) {
        pack_window(d);
        slide(d);
    }
    memcpy(d->window + d->end, row, d->row_bytes);
    d->end += d->row_bytes;
    d->adler = libdeflate_adler32(d->adler, row, d->row_bytes);
}

void
rowpack_finish(RowPack *d)
{
    pack_window(d);
    write_block(d, true);
    d->bit_count = (d->bit_count + 7) & ~7;
    flush_bits(d);
    uint8_t adler[] = {(uint8_t)(d->adler >> 24), (uint8_t)(d->adler >> 16), (uint8_t)(d->adler >> 8), (uint8_t)d->adler};
    buf_add_bytes(d->out, adler, sizeof adler);
    free(d->window);
    free(d);
}
