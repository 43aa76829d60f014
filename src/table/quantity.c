/* table/quantity.c -- numbers as people write them in cells. */
#include "table/bind.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

/* ---- digits ---------------------------------------------------------------------------------------------------- */

/* "1,234,567": groups of three behind a first one of one to three digits. Moves the digits to `out`. */
static bool
join_groups(const char **at, const char *end, const char *group, char *out, size_t *length)
{
    size_t first = strspn(*at, "0123456789"), step = group ? strlen(group) : 0;
    if (first > 18)
        return false;
    memcpy(out + *length, *at, first);
    *length += first;
    *at += first;
    bool grouped = false;
    while (step && (size_t)(end - *at) > step && memcmp(*at, group, step) == 0) {
        if (strspn(*at + step, "0123456789") != 3 || *length > 18 || (!grouped && first > 3))
            return false;
        memcpy(out + *length, *at + step, 3);
        *length += 3;
        *at += step + 3;
        grouped = true;
    }
    return first > 0;
}

/* "￥95", "95 %": what stands around the digits of a number that is not bare. */
static void
strip_words(const char **from, const char **end)
{
    while (*from < *end && !strchr("0123456789-", **from))
        (*from)++;
    while (*end > *from && !((*end)[-1] >= '0' && (*end)[-1] <= '9'))
        (*end)--;
}

bool
number_parse(const Field *field, const char *text, size_t length, Decimal *out)
{
    if (decimal_parse(text, length, out) && (!field || str_equal(field->decimal_char, ".") || !memchr(text, '.', length)))
        return true;
    if (!field || (!field->group_char && field->bare && str_equal(field->decimal_char, ".")))
        return false;
    char plain[64];
    size_t used = 0;
    const char *at = text, *end = text + length;
    if (!field->bare)
        strip_words(&at, &end);
    if (at < end && *at == '-')
        plain[used++] = *at++;
    if (!join_groups(&at, end, field->group_char, plain, &used))
        return false;
    size_t point = strlen(field->decimal_char);
    if ((size_t)(end - at) > point && memcmp(at, field->decimal_char, point) == 0) {
        plain[used++] = '.';
        at += point;
        size_t digits = (size_t)(end - at);
        if (digits > 18)
            return false;
        memcpy(plain + used, at, digits);
        used += digits;
        at = end;
    }
    return at == end && decimal_parse(plain, used, out);
}

/* ---- numbers with words ------------------------------------------------------------------------------------ */

typedef struct Piece {
    const char *text;
    size_t length;
} Piece;

static void
trim(Piece *piece)
{
    while (piece->length && *piece->text == ' ') {
        piece->text++;
        piece->length--;
    }
    while (piece->length && piece->text[piece->length - 1] == ' ')
        piece->length--;
}

/* Takes `word` (its own spaces aside) off one end. The number itself has to remain. */
static bool
take(Piece *piece, const char *word, bool at_start)
{
    Piece bare = {word ? word : "", word ? strlen(word) : 0};
    trim(&bare);
    if (!bare.length || piece->length <= bare.length)
        return false;
    const char *at = at_start ? piece->text : piece->text + piece->length - bare.length;
    if (memcmp(at, bare.text, bare.length) != 0)
        return false;
    piece->text += at_start ? bare.length : 0;
    piece->length -= bare.length;
    trim(piece);
    return true;
}

/* Beside the words that the locales print. Longer ones first. */
static const struct {
    const char *word;
    Qualifier qualifier;
    bool before;
} WORDS[] = {
    {"不少于", QUALIFIER_AT_LEAST, true},
    {"不低于", QUALIFIER_AT_LEAST, true},
    {"超过", QUALIFIER_MORE_THAN, true},
    {"多于", QUALIFIER_MORE_THAN, true},
    {"超", QUALIFIER_MORE_THAN, true},
    {"逾", QUALIFIER_MORE_THAN, true},
    {"接近", QUALIFIER_NEARLY, true},
    {"将近", QUALIFIER_NEARLY, true},
    {"大约", QUALIFIER_ABOUT, true},
    {"over", QUALIFIER_MORE_THAN, true},
    {"almost", QUALIFIER_NEARLY, true},
    {">", QUALIFIER_MORE_THAN, true},
    {"<", QUALIFIER_NEARLY, true},
    {"~", QUALIFIER_ABOUT, true},
    {"≈", QUALIFIER_ABOUT, true},
    {"≥", QUALIFIER_AT_LEAST, true},
    {"左右", QUALIFIER_ABOUT, false},
    {"上下", QUALIFIER_ABOUT, false},
    {"以上", QUALIFIER_AT_LEAST, false},
    {"多", QUALIFIER_MORE_THAN, false},
    {"+", QUALIFIER_MORE_THAN, false},
};

static bool
take_qualifier(Piece *piece, const TableLanguages *languages, Qualifier *out)
{
    for (int i = 0; i < languages->count; i++) {
        const Locale *locale = languages->locales[i];
        for (int q = 0; q < QUALIFIER_COUNT; q++) {
            if (take(piece, locale->prose_before[q], true) || take(piece, locale->prose_instead[q], true) || take(piece, locale->label_before[q], true)
                || take(piece, locale->label_instead[q], true) || take(piece, locale->prose_after[q], false) || take(piece, locale->label_after[q], false)) {
                *out = (Qualifier)q;
                return true;
            }
        }
    }
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        if (take(piece, WORDS[i].word, WORDS[i].before)) {
            *out = WORDS[i].qualifier;
            return true;
        }
    }
    return false;
}

/* "万", " million": the power of ten behind the number. */
static int
take_scale(Piece *piece, const TableLanguages *languages)
{
    static const struct {
        const char *word;
        int power;
    } more[] = {{"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"千", 3}, {"百", 2}};
    for (size_t i = 0; i < COUNT_OF(more); i++)
        if (take(piece, more[i].word, false))
            return more[i].power;
    for (int i = 0; i < languages->count; i++)
        for (const LocaleScale *scale = languages->locales[i]->scales; scale->power; scale++)
            if (take(piece, scale->word, false))
                return scale->power;
    return 0;
}

/* number · 10^power, without decimals that are only zeros. */
static bool
shift(Decimal *number, int power)
{
    int64_t factor = 1;
    for (int i = 0; i < power; i++)
        factor *= 10;
    if (!decimal_mul(*number, decimal_from_int(factor), number))
        return false;
    while (number->scale && number->mantissa % 10 == 0) {
        number->mantissa /= 10;
        number->scale--;
    }
    return true;
}

/* Full-width letters, digits and signs as their plain forms; they say the same. False where there are none, or too many. */
static bool
fold_width(const char *text, char *out, size_t size)
{
    bool found = false;
    size_t used = 0;
    while (*text) {
        uint32_t rune = utf8_next(&text);
        bool full = rune >= 0xFF01 && rune <= 0xFF5E;
        found |= full;
        char bytes[4];
        size_t length = utf8_encode(full ? rune - 0xFEE0 : rune == 0x3000 ? ' ' : rune, bytes);
        if (used + length >= size)
            return false;
        memcpy(out + used, bytes, length);
        used += length;
    }
    out[used] = '\0';
    return found;
}

bool
quantity_parse(const Field *field, const TableLanguages *languages, const char *text, Decimal *number, Qualifier *qualifier)
{
    char folded[128];
    Decimal value;
    *qualifier = QUALIFIER_EXACT;
    if (number_parse(field, text, strlen(text), number))
        return true;
    if (fold_width(text, folded, sizeof folded))
        text = folded;
    Piece piece = {text, strlen(text)};
    Qualifier word = QUALIFIER_EXACT;
    take_qualifier(&piece, languages, &word);
    int power = take_scale(&piece, languages);
    if (!word) /* "10余万": the word may stand before the scale */
        take_qualifier(&piece, languages, &word);
    if (!number_parse(field, piece.text, piece.length, &value) || (power && !shift(&value, power)))
        return false;
    *number = value;
    *qualifier = word;
    return true;
}
