/* base/locale_set.c -- one unit and one number of decimals for a whole axis, column or chart. */
#include "base/locale_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIGNIFICANT = 3,  /* of the greatest member, where a set has more digits than anyone reads */
    PLAIN_DIGITS = 2, /* decimals that are kept whatever the size: money, percentages */
    UNIT_DIGITS = 2,  /* a unit that would need more decimals than this is too large for the set */
};

/* Decimals that `value` has in units of 10^power: 36048 in units of 10^4 has four, 310000 none. */
static int
exact_digits(Decimal value, int power)
{
    int scale = value.scale + power;
    while (scale > 0 && value.mantissa % 10 == 0 && value.mantissa != 0) {
        value.mantissa /= 10;
        scale--;
    }
    return value.mantissa == 0 ? 0 : scale;
}

static Decimal
printed(const Locale *locale, Decimal value, int power, int digits)
{
    return decimal_round(locale_scaled_down(locale, value, power), digits, locale->rounding);
}

static int
compare(const void *a, const void *b)
{
    return decimal_compare(*(const Decimal *)a, *(const Decimal *)b);
}

/* Whether all members of the sorted set that differ still do when printed so, and none but zero prints as zero. */
static bool
is_distinct(const Locale *locale, const Decimal *sorted, size_t count, int power, int digits)
{
    for (size_t i = 0; i < count; i++) {
        Decimal here = printed(locale, sorted[i], power, digits);
        if (here.mantissa == 0 && sorted[i].mantissa != 0)
            return false;
        if (i == 0 || decimal_compare(sorted[i - 1], sorted[i]) == 0)
            continue;
        if (decimal_compare(here, printed(locale, sorted[i - 1], power, digits)) == 0)
            return false;
    }
    return true;
}

static bool
all_end_in_zero(const Locale *locale, const Decimal *sorted, size_t count, int power, int digits)
{
    for (size_t i = 0; i < count; i++)
        if (printed(locale, sorted[i], power, digits).mantissa % 10 != 0)
            return false;
    return true;
}

static double
greatest(const Decimal *sorted, size_t count)
{
    return count ? fmax(fabs(decimal_to_double(sorted[0])), fabs(decimal_to_double(sorted[count - 1]))) : 0;
}

/* Decimals of the set in units of 10^power. */
static int
set_digits(const Locale *locale, const Decimal *sorted, size_t count, int power)
{
    int exact = 0;
    for (size_t i = 0; i < count; i++)
        exact = MAX_OF(exact, exact_digits(sorted[i], power));
    if (power == 0 && exact <= PLAIN_DIGITS)
        return exact;
    double max = greatest(sorted, count) / pow(10, power);
    int whole = max > 0 ? (int)floor(log10(max) + 1e-12) + 1 : 1;
    int digits = MIN_OF(exact, MAX_OF(0, SIGNIFICANT - whole)), most = MIN_OF(exact, digits + SIGNIFICANT);
    while (digits < most && !is_distinct(locale, sorted, count, power, digits))
        digits++;
    while (digits > 0 && all_end_in_zero(locale, sorted, count, power, digits))
        digits--; /* 12.0 and 31.0 for 11.9999 and 31.0001 */
    return digits;
}

/* The next smaller scale word of the language, 0 below the first. */
static int
smaller_power(const Locale *locale, int power)
{
    int below = 0;
    for (size_t i = 0; i < COUNT_OF(locale->scales) && locale->scales[i].power > 0 && locale->scales[i].power < power; i++)
        below = locale->scales[i].power;
    return below;
}

static NumberStyle
style_of_sorted(const Locale *locale, const Decimal *sorted, size_t count)
{
    double max = greatest(sorted, count);
    int power = locale_axis_power(locale, max);
    int digits = set_digits(locale, sorted, count, power);
    /* 99,999,600 would be 10,000万: it is 1亿. */
    int rounded = power > 0 && digits == 0 ? locale_axis_power(locale, round(max / pow(10, power)) * pow(10, power)) : power;
    if (rounded > power) {
        power = rounded;
        digits = set_digits(locale, sorted, count, power);
    }
    while (power > 0 && (digits > UNIT_DIGITS || !is_distinct(locale, sorted, count, power, digits))) {
        power = smaller_power(locale, power);
        digits = set_digits(locale, sorted, count, power);
        if (digits > 0) { /* 999.95 thousand: plain digits say it better */
            power = 0;
            digits = set_digits(locale, sorted, count, power);
        }
    }
    /* 5000 beside 10,000 is 5,000. */
    double most = max / pow(10, power) + 0.5 * pow(10, -digits);
    return (NumberStyle){.digits = digits, .scale_power = power, .label = true, .group_all = most >= pow(10, locale->group_from - 1)};
}

NumberStyle
locale_set_style_decimals(const Locale *locale, const Decimal *values, size_t count)
{
    Decimal *sorted = base_alloc((count + 1) * sizeof *sorted);
    if (count)
        memcpy(sorted, values, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    NumberStyle style = style_of_sorted(locale, sorted, count);
    free(sorted);
    return style;
}

NumberStyle
locale_set_style(const Locale *locale, const double *values, size_t count)
{
    Decimal *sorted = base_alloc((count + 1) * sizeof *sorted);
    size_t finite = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i]))
            sorted[finite++] = locale_decimal(values[i]);
    qsort(sorted, finite, sizeof *sorted, compare);
    NumberStyle style = style_of_sorted(locale, sorted, finite);
    free(sorted);
    return style;
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
locale_unit(Arena *arena, const Locale *locale, const NumberStyle *style, const char *unit)
{
    if (style->points)
        unit = locale->points[1];
    else if (style->percent)
        unit = locale->percent;
    const char *word = locale_scale_word(locale, style->scale_power);
    bool gap = *word && unit && !style->percent && !style->points && locale->unit_gap;
    const char *both = arena_printf(arena, "%s%s%s", word, gap ? locale->unit_gap : "", unit ? unit : "");
    return both + strspn(both, " "); /* " million" begins with the space after its number */
}

bool
locale_are_years(const char *field, const double *values, size_t count)
{
    static const char *const names[] = {"year", "yr", "年", "年份", "年度"};
    bool named = false;
    for (size_t i = 0; i < COUNT_OF(names) && field && !named; i++) {
        size_t length = strlen(names[i]), all = strlen(field);
        bool ends = all >= length && strcmp(field + all - length, names[i]) == 0;
        named = ends && (all == length || strchr("_-. ", field[all - length - 1]) || (unsigned char)names[i][0] >= 0x80);
        named |= strncmp(field, names[i], length) == 0 && field[length] && strchr("_-. ", field[length]);
    }
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i]) && !(values[i] >= 1000 && values[i] <= 2999 && values[i] == floor(values[i])))
            return false;
    return named;
}
