/* table/quantity.c -- numbers as people write them in cells, and what to say to them where only digits belong. */
#include "table/bind.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

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

bool
quantity_parse(const TableLanguages *languages, const char *text, Decimal *number, Qualifier *qualifier)
{
    Piece piece = {text, strlen(text)};
    Qualifier word = QUALIFIER_EXACT;
    Decimal value;
    take_qualifier(&piece, languages, &word);
    int power = take_scale(&piece, languages);
    if (!decimal_parse(piece.text, piece.length, &value) || (power && !shift(&value, power)))
        return false;
    *number = value;
    *qualifier = word;
    return true;
}

/* ---- what may have been meant ------------------------------------------------------------------------------- */

/* "the fourth character is the letter O" */
static bool
hint_letter(Arena *arena, Diags *diags, const char *text)
{
    static const char *const ordinals_en[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
    if (strcspn(text, "0123456789") == strlen(text) || strspn(text, "0123456789.,-OoIl") != strlen(text))
        return false;
    size_t at = strcspn(text, "OoIl");
    if (!text[at])
        return false;
    const char *place = at < COUNT_OF(ordinals_en) ? ordinals_en[at] : arena_printf(arena, "%zuth", at + 1);
    diag_hint(diags, "the {0} character is the letter {1}", "第{2}个字符是字母{1}", place, arena_strndup(arena, text + at, 1), arena_printf(arena, "%zu", at + 1));
    return true;
}

/* "1,234,567" and "1 234 567" in groups of three. */
static bool
hint_groups(Arena *arena, Diags *diags, const char *text)
{
    char plain[64];
    size_t length = 0;
    bool grouped = false;
    for (const char *at = text; *at && length < sizeof plain - 1; at++) {
        if ((*at == ',' || *at == ' ') && length)
            grouped = true;
        else
            plain[length++] = *at;
    }
    plain[length] = '\0';
    Decimal number;
    if (!grouped || !decimal_parse(plain, length, &number))
        return false;
    diag_hint(diags, "write it without grouping: {0}", "不加千位分隔：{0}", arena_strdup(arena, plain));
    return true;
}

static bool
hint_full_width(Arena *arena, Diags *diags, const char *text)
{
    Buf half = BUF_INIT;
    bool found = false;
    for (const char *at = text; *at;) {
        uint32_t rune = utf8_next(&at);
        bool full = rune >= 0xFF01 && rune <= 0xFF5E;
        found |= full;
        buf_add_rune(&half, full ? rune - 0xFEE0 : rune);
    }
    const char *plain = buf_take(&half, arena);
    buf_clear(&half);
    Decimal number;
    if (!found || !decimal_parse(plain, strlen(plain), &number))
        return false;
    diag_hint(diags, "these are full-width characters; write {0}", "这是全角字符，请写作{0}", plain);
    return true;
}

void
quantity_hint(Arena *arena, Diags *diags, const TableLanguages *languages, const char *text)
{
    size_t length = strlen(text);
    Decimal number;
    Qualifier qualifier;
    char *bare = str_trim(arena, text);
    if (hint_letter(arena, diags, text) || hint_groups(arena, diags, text) || hint_full_width(arena, diags, text))
        return;
    if (strlen(bare) < length && decimal_parse(bare, strlen(bare), &number))
        diag_hint(diags, "take the space beside it away", "请去掉多余的空格", NULL);
    else if (str_ends(text, "%") && decimal_parse(text, length - 1, &number))
        diag_hint(diags, "the column says that it is a share; write the number without %", "只写数字，不写%", NULL);
    else if (strspn(text, "0123456789.+-eE") == length && strcspn(text, "eE") < length)
        diag_hint(diags, "a spreadsheet has shortened it; format the column as a number without decimals and save again",
            "这是电子表格缩写的数；请把该列设为数值格式后重新保存", NULL);
    else if (quantity_parse(languages, text, &number, &qualifier))
        diag_hint(diags, "write {0} here and the word in the column 'qualifier', or declare the field with 'format: qualified'",
            "此处只写{0}，约数写在qualifier列；或者给该字段声明 format: qualified", decimal_text(arena, number));
    else if (strspn(text, "0123456789") == length)
        diag_hint(diags, "a number has at most 18 digits", "一个数最多18位", NULL);
}
