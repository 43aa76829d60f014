/* base/locale_words.c -- numbers in words, and ordinals. */
#include "base/locale.h"

#include "base/str.h"

#include <string.h>

static const char *const en_small[] = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const en_tens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
static const char *const en_ordinals[] = {
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
};

static void
add_english(Buf *out, long number)
{
    if (number >= 1000000) {
        add_english(out, number / 1000000);
        buf_add(out, " million");
    } else if (number >= 1000) {
        add_english(out, number / 1000);
        buf_add(out, " thousand");
    } else if (number >= 100) {
        add_english(out, number / 100);
        buf_add(out, " hundred");
    } else if (number >= 20) {
        buf_add(out, en_tens[number / 10]);
        if (number % 10)
            buf_printf(out, "-%s", en_small[number % 10]);
        return;
    } else {
        buf_add(out, en_small[number]);
        return;
    }
    long rest = number % (number >= 1000000 ? 1000000 : number >= 1000 ? 1000 : 100);
    if (rest == 0)
        return;
    buf_add(out, rest < 100 ? " and " : " ");
    add_english(out, rest);
}

/* The last word becomes an ordinal. */
static const char *
english_rank(Arena *arena, long rank)
{
    Buf out = BUF_INIT;
    add_english(&out, rank);
    const char *words = buf_take(&out, arena);
    buf_clear(&out);
    size_t start = strlen(words);
    while (start > 0 && words[start - 1] != ' ' && words[start - 1] != '-')
        start--;
    const char *last = words + start;
    for (size_t i = 0; i < COUNT_OF(en_ordinals); i++)
        if (strcmp(last, en_small[i]) == 0)
            return arena_printf(arena, "%.*s%s", (int)start, words, en_ordinals[i]);
    size_t length = strlen(last);
    if (last[length - 1] == 'y')
        return arena_printf(arena, "%.*s%.*sieth", (int)start, words, (int)length - 1, last);
    return arena_printf(arena, "%sth", words);
}

/* Below ten thousand; `inner`: something stands before it, so 十二 is 一十二 and 五 is 零五. */
static void
add_chinese_group(Buf *out, long number, bool inner)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const places[] = {"", "十", "百", "千"};
    bool begun = false, gap = inner && number < 1000;
    for (int place = 3; place >= 0; place--) {
        long power = place == 3 ? 1000 : place == 2 ? 100 : place == 1 ? 10 : 1;
        long digit = number / power % 10;
        if (digit == 0) {
            gap = gap || begun;
            continue;
        }
        if (gap && (begun || inner))
            buf_add(out, digits[0]);
        gap = false;
        if (!(place == 1 && digit == 1 && !begun && !inner))
            buf_add(out, digits[digit]);
        buf_add(out, places[place]);
        begun = true;
    }
}

static const char *
chinese(Arena *arena, long number)
{
    if (number == 0)
        return "零";
    Buf out = BUF_INIT;
    long hundred_millions = number / 100000000, ten_thousands = number / 10000 % 10000, rest = number % 10000;
    if (hundred_millions) {
        add_chinese_group(&out, hundred_millions, false);
        buf_add(&out, "亿");
    }
    if (ten_thousands) {
        add_chinese_group(&out, ten_thousands, hundred_millions > 0);
        buf_add(&out, "万");
    }
    if (rest)
        add_chinese_group(&out, rest, number >= 10000);
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

static bool
speaks(const Locale *locale, const char *language)
{
    return locale && str_starts(locale->tag, language) && (!locale->tag[2] || locale->tag[2] == '-');
}

const char *
locale_words(Arena *arena, const Locale *locale, long number)
{
    if (number < 0 || number > LOCALE_WORDS_MAX)
        return NULL;
    if (speaks(locale, "zh"))
        return number == 2 ? "两" : chinese(arena, number);
    if (!speaks(locale, "en"))
        return NULL;
    Buf out = BUF_INIT;
    add_english(&out, number);
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

const char *
locale_ordinal_words(Arena *arena, const Locale *locale, long rank)
{
    if (rank < 1 || rank > LOCALE_WORDS_MAX)
        return NULL;
    return speaks(locale, "zh") ? chinese(arena, rank) : speaks(locale, "en") ? english_rank(arena, rank) : NULL;
}

const char *
locale_ordinal(Arena *arena, const Locale *locale, long rank)
{
    long last = rank % 10, teens = rank % 100;
    int form = last >= 1 && last <= 3 && !(teens >= 11 && teens <= 13) ? (int)last - 1 : 3;
    const char *before = locale->ordinal[form][0], *after = locale->ordinal[form][1];
    return arena_printf(arena, "%s%ld%s", before ? before : "", rank, after ? after : "");
}
