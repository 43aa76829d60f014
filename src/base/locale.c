/* base/locale.c -- one number as a language writes it. The built-in languages are in locale_builtin.c. */
#include "base/locale_private.h"

#include <math.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- digits ---------------------------------------------------------------------------------------------------- */

static void
add_grouped(Buf *out, const Locale *locale, const char *digits, size_t count, int from)
{
    size_t first = locale->group_size > 0 ? (size_t)locale->group_size : 3;
    size_t next = locale->group_next > 0 ? (size_t)locale->group_next : first;
    bool group = count >= (size_t)MAX_OF(from, 0) && !str_is_empty(locale->group);
    for (size_t i = 0; i < count; i++) {
        size_t left = count - i;
        if (group && i > 0 && left >= first && (left - first) % next == 0)
            buf_add(out, locale->group);
        buf_add_char(out, digits[i]);
    }
}

void
locale_add_grouped(Buf *out, const Locale *locale, const char *digits, size_t count)
{
    add_grouped(out, locale, digits, count, locale->group_from);
}

enum { NEVER = INT_MAX };

/* From how many digits on numbers of this style are grouped. */
static int
group_from(const Locale *locale, const NumberStyle *style)
{
    int least = locale->group_size > 0 ? locale->group_size + 1 : 4;
    return style->no_group ? NEVER : style->group_all ? MIN_OF(least, locale->group_from) : locale->group_from;
}

/* The digits of |value| with separators: "1,234.50". */
static void
add_digits(Buf *out, const Locale *locale, Decimal value, int from)
{
    uint64_t digits = value.mantissa < 0 ? -(uint64_t)value.mantissa : (uint64_t)value.mantissa;
    char text[64];
    int length = snprintf(text, sizeof text, "%0*llu", value.scale + 1, (unsigned long long)digits);
    int whole = length - value.scale;
    add_grouped(out, locale, text, (size_t)whole, from);
    if (value.scale > 0) {
        buf_add(out, locale->decimal);
        buf_add_bytes(out, text + whole, (size_t)value.scale);
    }
}

Decimal
locale_scaled_down(const Locale *locale, Decimal value, int power)
{
    int typed = value.scale;
    while (power > 0 && value.scale < 18) {
        value.scale++;
        power--;
    }
    while (power-- > 0) {
        /* More than 18 decimals: nobody prints them. */
        value.scale--;
        value = decimal_round((Decimal){value.mantissa, value.scale + 1}, value.scale, locale->rounding);
        value.scale++;
    }
    while (value.scale > typed && value.mantissa % 10 == 0) {
        value.mantissa /= 10;
        value.scale--;
    }
    return value;
}

Decimal
locale_decimal(double value)
{
    Decimal decimal = decimal_from_double(value);
    while (decimal.scale > 0 && decimal.mantissa % 10 == 0) {
        decimal.mantissa /= 10; /* 0.1 + 0.2 is 0.300000000000000 to fifteen digits */
        decimal.scale--;
    }
    return decimal;
}

/* ---- what stands around them --------------------------------------------------------------------------------------- */

/* Whether the printed number is a whole one that ends in zero, standing alone: what 余 and + may follow. */
static bool
is_round_number(Decimal value, const NumberStyle *style)
{
    return value.scale == 0 && value.mantissa % 10 == 0 && value.mantissa != 0 && !style->percent && !style->points && style->scale_power == 0;
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

static bool
is_one(Decimal value)
{
    return value.scale == 0 && llabs(value.mantissa) == 1;
}

static const char *
scale_word(const Locale *locale, int power, bool one)
{
    for (size_t i = 0; power > 0 && i < COUNT_OF(locale->scales) && locale->scales[i].power > 0; i++)
        if (locale->scales[i].power == power)
            return !one && locale->scales[i].many ? locale->scales[i].many : locale->scales[i].word;
    return "";
}

const char *
locale_scale_word(const Locale *locale, int power)
{
    return scale_word(locale, power, false);
}

/* Scale word, percent sign, points: what follows the digits of `shown`. */
static void
add_unit(Buf *out, const Locale *locale, Decimal shown, const NumberStyle *style, bool zero)
{
    if (style->bare)
        return;
    if (!zero)
        buf_add(out, scale_word(locale, style->scale_power, is_one(shown)));
    if (style->points)
        buf_add(out, locale->points[is_one(shown) ? 0 : 1]);
    else if (style->percent)
        buf_add(out, locale->percent);
}

/* What is printed of `value`: in its unit, rounded once. */
static Decimal
shown_value(const Locale *locale, Decimal value, const NumberStyle *style)
{
    if (style->scale_power > 0 && value.mantissa == 0)
        return (Decimal){0, 0};
    if (style->scale_power > 0)
        value = locale_scaled_down(locale, value, style->scale_power);
    return style->digits >= 0 ? decimal_round(value, style->digits, locale->rounding) : value;
}

const char *
locale_number(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style)
{
    bool zero = value.mantissa == 0;
    value = shown_value(locale, value, style);
    Wording wording = qualifier_wording(locale, value, style);
    Buf out = BUF_INIT;
    buf_add(&out, wording.before);
    if (value.mantissa < 0)
        buf_add(&out, locale->minus);
    else if (style->sign && value.mantissa > 0)
        buf_add_char(&out, '+');
    add_digits(&out, locale, value, group_from(locale, style));
    add_unit(&out, locale, value, style, zero);
    buf_add(&out, wording.after);
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

const char *
locale_double(Arena *arena, const Locale *locale, double value, const NumberStyle *style)
{
    if (fabs(value) >= 1e17) /* beyond the digits of a Decimal */
        return isfinite(value) ? format_number(arena, locale, ".6~g", value) : "";
    return isnan(value) ? "" : locale_number(arena, locale, locale_decimal(value), style);
}

const char *
locale_quantity(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style, const char *unit)
{
    const char *number = locale_number(arena, locale, value, style);
    return str_is_empty(unit) ? number : arena_printf(arena, "%s%s%s", number, locale->unit_gap ? locale->unit_gap : "", unit);
}

const char *
locale_points(Arena *arena, const Locale *locale, Decimal value, const NumberStyle *style)
{
    NumberStyle points = *style;
    points.points = true;
    return locale_number(arena, locale, value, &points);
}

const char *
locale_label(Arena *arena, const Locale *locale, Decimal value, Qualifier qualifier)
{
    NumberStyle style = {.digits = -1, .qualifier = qualifier, .label = true};
    return locale_number(arena, locale, value, &style);
}

const char *
locale_range(Arena *arena, const Locale *locale, Decimal low, Decimal high, const NumberStyle *style)
{
    NumberStyle first = *style, second = *style;
    first.bare = style->bare || style->points || !locale->range_repeats;
    second.qualifier = QUALIFIER_EXACT; /* about 10–15 */
    if (first.qualifier == QUALIFIER_MORE_THAN)
        first.qualifier = QUALIFIER_EXACT;
    bool signs = low.mantissa < 0 || high.mantissa < 0 || style->sign;
    const char *dash = signs && !str_is_empty(locale->range_words) ? locale->range_words : locale->range;
    return arena_printf(arena, "%s%s%s", locale_number(arena, locale, low, &first), dash, locale_number(arena, locale, high, &second));
}

const char *
locale_list(Arena *arena, const Locale *locale, const char *const *items, size_t count)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_add(&out, i == 0 ? "" : i + 1 < count || str_is_empty(locale->list_and) ? locale->list_comma : locale->list_and);
        buf_add(&out, items[i]);
    }
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
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
