/* base/locale.c -- numbers and dates as a language writes them. The built-in languages are in locale_builtin.c. */
#include "base/locale.h"

#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The digits of |value| with separators: "1,234.50". */
static void
add_digits(Buf *out, const Locale *locale, Decimal value, bool group)
{
    uint64_t digits = value.mantissa < 0 ? -(uint64_t)value.mantissa : (uint64_t)value.mantissa;
    char text[64];
    int length = snprintf(text, sizeof text, "%0*llu", value.scale + 1, (unsigned long long)digits);
    int whole = length - value.scale;
    int size = locale->group_size > 0 ? locale->group_size : 3;
    group = group && whole >= locale->group_from && !str_is_empty(locale->group);
    for (int i = 0; i < whole; i++) {
        if (group && i > 0 && (whole - i) % size == 0)
            buf_add(out, locale->group);
        buf_add_char(out, text[i]);
    }
    if (value.scale > 0) {
        buf_add(out, locale->decimal);
        buf_add_bytes(out, text + whole, (size_t)value.scale);
    }
}

/* value / 10^power with its typed digits: 31,0000 in units of 10^4 is 31, 12,3000 is 12.3. */
static Decimal
scaled_down(Decimal value, int power, Rounding rounding)
{
    int typed = value.scale;
    while (power > 0 && value.scale < 18) {
        value.scale++;
        power--;
    }
    while (power-- > 0) {
        /* More than 18 decimals: nobody prints them. */
        value.scale--;
        value = decimal_round((Decimal){value.mantissa, value.scale + 1}, value.scale, rounding);
        value.scale++;
    }
    while (value.scale > typed && value.mantissa % 10 == 0) {
        value.mantissa /= 10;
        value.scale--;
    }
    return value;
}

/* Whether the printed number is a whole one that ends in zero, standing alone: what 余 and + may follow. */
static bool
is_round_number(Decimal value, const NumberStyle *style)
{
    return value.scale == 0 && value.mantissa % 10 == 0 && value.mantissa != 0 && !style->percent && style->scale_power == 0;
}

typedef struct Wording {
    const char *before, *after;
} Wording;

static Wording
qualifier_wording(const Locale *locale, Decimal value, const NumberStyle *style)
{
    Qualifier q = style->qualifier;
    Wording wording = style->label
        ? (Wording){locale->label_before[q], locale->label_after[q]}
        : (Wording){locale->prose_before[q], locale->prose_after[q]};
    const char *instead = style->label ? locale->label_instead[q] : locale->prose_instead[q];
    if (!str_is_empty(wording.after) && instead && !is_round_number(value, style))
        wording = (Wording){instead, NULL};
    return wording;
}

const char *
locale_number(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style)
{
    if (style->scale_power > 0)
        value = scaled_down(value, style->scale_power, style->rounding);
    if (style->digits >= 0)
        value = decimal_round(value, style->digits, style->rounding);
    Wording wording = qualifier_wording(locale, value, style);
    Buf out = BUF_INIT;
    buf_add(&out, wording.before);
    if (value.mantissa < 0)
        buf_add(&out, locale->minus);
    else if (style->sign && value.mantissa > 0)
        buf_add_char(&out, '+');
    add_digits(&out, locale, value, !style->no_group);
    buf_add(&out, locale_scale_word(locale, style->scale_power));
    if (style->percent)
        buf_add(&out, locale->percent);
    buf_add(&out, wording.after);
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

const char *
locale_points(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style)
{
    const char *number = locale_number(arena, locale, value, style);
    Decimal shown = style->digits >= 0 ? decimal_round(value, style->digits, style->rounding) : value;
    bool one = shown.scale == 0 && llabs(shown.mantissa) == 1;
    return arena_printf(arena, "%s%s", number, locale->points[one ? 0 : 1]);
}

const char *
locale_scale_word(const Locale *locale, int power)
{
    for (size_t i = 0; power > 0 && i < COUNT_OF(locale->scales) && locale->scales[i].power > 0; i++)
        if (locale->scales[i].power == power)
            return locale->scales[i].word;
    return "";
}

int
locale_axis_power(const Locale *locale, double max)
{
    int power = 0;
    max = fabs(max);
    if (!(max >= locale->axis_from))
        return 0;
    for (size_t i = 0; i < COUNT_OF(locale->scales) && locale->scales[i].power > 0; i++)
        if (max >= pow(10, locale->scales[i].power))
            power = locale->scales[i].power;
    return power;
}

const char *
locale_date(Arena *arena, const Locale *locale, Date date)
{
    if (date.year == 0)
        return "";
    const char *pattern = date.month == 0 ? locale->date_y : date.day == 0 ? locale->date_ym : locale->date_ymd;
    Buf out = BUF_INIT;
    while (*pattern) {
        size_t length = *pattern == '{' ? strcspn(pattern, "}") + 1 : 1;
        if (strncmp(pattern, "{y}", length) == 0)
            buf_printf(&out, "%d", date.year);
        else if (strncmp(pattern, "{m}", length) == 0)
            buf_printf(&out, "%d", date.month);
        else if (strncmp(pattern, "{d}", length) == 0)
            buf_printf(&out, "%d", date.day);
        else if (strncmp(pattern, "{month}", length) == 0)
            buf_add(&out, locale->months[date.month - 1]);
        else if (strncmp(pattern, "{mon}", length) == 0)
            buf_add(&out, locale->months_short[date.month - 1]);
        else
            buf_add_bytes(&out, pattern, length = 1);
        pattern += length;
    }
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* `count` digits at `text`, or -1. */
static int
digits_at(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool
date_parse(const char *text, size_t length, Date *out)
{
    if (length != 4 && length != 7 && length != 10)
        return false;
    Date date = {.year = digits_at(text, 4)};
    if (date.year < 1)
        return false;
    if (length >= 7) {
        date.month = text[4] == '-' ? digits_at(text + 5, 2) : -1;
        if (date.month < 1 || date.month > 12)
            return false;
    }
    if (length == 10) {
        date.day = text[7] == '-' ? digits_at(text + 8, 2) : -1;
        if (date.day < 1 || date.day > days_in_month(date.year, date.month))
            return false;
    }
    *out = date;
    return true;
}

const char *
date_text(Arena *arena, Date date)
{
    if (date.year == 0)
        return "";
    if (date.month == 0)
        return arena_printf(arena, "%04d", date.year);
    if (date.day == 0)
        return arena_printf(arena, "%04d-%02d", date.year, date.month);
    return arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int
date_compare(Date a, Date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

bool
qualifier_parse(const char *text, Qualifier *out)
{
    static const char *const names[QUALIFIER_COUNT] = {
        [QUALIFIER_EXACT] = "exact",
        [QUALIFIER_ABOUT] = "about",
        [QUALIFIER_NEARLY] = "nearly",
        [QUALIFIER_MORE_THAN] = "more_than",
        [QUALIFIER_AT_LEAST] = "at_least",
    };
    for (int i = 0; i < QUALIFIER_COUNT; i++) {
        if (str_equal(text, names[i])) {
            *out = (Qualifier)i;
            return true;
        }
    }
    return false;
}
