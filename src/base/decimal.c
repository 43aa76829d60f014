/* base/decimal.c -- decimals in 64 bits, computed in 128. */
#include "base/decimal.h"

#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SCALE_MAX = 18 };
static const int64_t MANTISSA_MAX = INT64_C(999999999999999999); /* 18 digits */

typedef __int128 Wide;

static Wide
wide_power(int exponent)
{
    Wide power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

static bool
from_wide(Wide mantissa, int scale, Decimal *out)
{
    /* Zeros at the end of a product may go before it is called too long. */
    while ((scale > SCALE_MAX || mantissa > MANTISSA_MAX || mantissa < -MANTISSA_MAX) && scale > 0 && mantissa % 10 == 0) {
        mantissa /= 10;
        scale--;
    }
    if (scale > SCALE_MAX || mantissa > MANTISSA_MAX || mantissa < -MANTISSA_MAX)
        return false;
    *out = (Decimal){(int64_t)mantissa, scale};
    return true;
}

bool
decimal_parse(const char *text, size_t length, Decimal *out)
{
    size_t at = 0;
    bool negative = length > 0 && text[0] == '-';
    at += negative;
    int64_t mantissa = 0;
    int scale = 0;
    bool after_point = false;
    size_t digits_before = 0;
    for (; at < length; at++) {
        char c = text[at];
        if (c == '.' && !after_point && digits_before > 0) {
            after_point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        if (mantissa > (MANTISSA_MAX - (c - '0')) / 10)
            return false;
        mantissa = mantissa * 10 + (c - '0');
        if (after_point)
            scale++;
        else
            digits_before++;
    }
    if (digits_before == 0 || (after_point && scale == 0) || scale > SCALE_MAX)
        return false;
    *out = (Decimal){negative ? -mantissa : mantissa, scale};
    return true;
}

Decimal
decimal_from_int(int64_t value)
{
    return (Decimal){value, 0};
}

/* Most numbers by far. Fifteen digits always survive the way through a double, so what reads back is the shortest. */
static bool
has_few_decimals(double value, Decimal *out)
{
    static const double powers[] = {1, 10, 100, 1000, 10000, 1e5, 1e6};
    for (int scale = 0; scale < (int)COUNT_OF(powers); scale++) {
        double scaled = value * powers[scale];
        if (fabs(scaled) >= 1e15)
            return false;
        if (scaled == floor(scaled) && scaled / powers[scale] == value) {
            *out = (Decimal){(int64_t)scaled, scale};
            return true;
        }
    }
    return false;
}

Decimal
decimal_from_double(double value)
{
    if (isnan(value))
        return (Decimal){0, 0};
    if (fabs(value) >= 1e18)
        return (Decimal){value < 0 ? -MANTISSA_MAX : MANTISSA_MAX, 0};
    Decimal few;
    if (has_few_decimals(value, &few))
        return few;
    char text[40];
    double back;
    int digits = 1;
    for (; digits < 15; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (digits > 1)
            text[value < 0 ? 2 : 1] = '.'; /* whatever LC_NUMERIC says */
        if (str_to_double(text, &back) && back == value)
            break;
    }
    if (digits == 15)
        snprintf(text, sizeof text, "%.14e", value);
    int64_t mantissa = 0;
    const char *at = text;
    for (; *at != 'e'; at++)
        if (*at >= '0' && *at <= '9')
            mantissa = mantissa * 10 + (*at - '0');
    int scale = digits - 1 - atoi(at + 1);
    if (value < 0)
        mantissa = -mantissa;
    while (scale < 0) {
        mantissa *= 10;
        scale++;
    }
    Decimal result = {mantissa, scale};
    return scale > SCALE_MAX ? decimal_round(result, SCALE_MAX, ROUND_HALF_EVEN) : result;
}

double
decimal_to_double(Decimal value)
{
    /* Both are exact, so that the quotient is the nearest double. */
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
    if (value.mantissa < INT64_C(1) << 53 && value.mantissa > -(INT64_C(1) << 53))
        return (double)value.mantissa / powers[value.scale];
    char text[32];
    double number = 0;
    snprintf(text, sizeof text, "%llde-%d", (long long)value.mantissa, value.scale);
    str_to_double(text, &number);
    return number;
}

static bool
add(Decimal a, Decimal b, int sign, Decimal *out)
{
    int scale = MAX_OF(a.scale, b.scale);
    Wide sum = a.mantissa * wide_power(scale - a.scale) + sign * (b.mantissa * wide_power(scale - b.scale));
    return from_wide(sum, scale, out);
}

bool
decimal_add(Decimal a, Decimal b, Decimal *out)
{
    return add(a, b, 1, out);
}

bool
decimal_sub(Decimal a, Decimal b, Decimal *out)
{
    return add(a, b, -1, out);
}

bool
decimal_mul(Decimal a, Decimal b, Decimal *out)
{
    return from_wide((Wide)a.mantissa * b.mantissa, a.scale + b.scale, out);
}

/* numerator / denominator to the nearest integer; denominator > 0. */
static Wide
divide_rounded(Wide numerator, Wide denominator, Rounding rounding)
{
    bool negative = numerator < 0;
    if (negative)
        numerator = -numerator;
    Wide quotient = numerator / denominator, rest = numerator % denominator;
    Wide to_next = denominator - rest;
    if (rest > to_next || (rest == to_next && (rounding == ROUND_HALF_UP || quotient % 2 == 1)))
        quotient++;
    return negative ? -quotient : quotient;
}

bool
decimal_div(Decimal a, Decimal b, int scale, Rounding rounding, Decimal *out)
{
    if (b.mantissa == 0 || scale < 0 || scale > SCALE_MAX)
        return false;
    /* a/b × 10^scale = a.mantissa × 10^shift / b.mantissa */
    int shift = scale + b.scale - a.scale;
    Wide numerator = a.mantissa, denominator = b.mantissa;
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    while (shift > 0 && numerator % 10 == 0 && numerator != 0 && denominator % 10 == 0) {
        numerator /= 10;
        denominator /= 10;
    }
    if (shift > 0) {
        /* 10^38 < 2^127; a numerator beyond that could only give a quotient of more than 18 digits or come
         * from a scale nobody prints. */
        Wide limit = (((Wide)INT64_MAX << 63)) / wide_power(MIN_OF(shift, 36));
        if (shift > 36 || numerator > limit || numerator < -limit)
            return false;
        numerator *= wide_power(shift);
    } else {
        denominator *= wide_power(MIN_OF(-shift, 19));
    }
    return from_wide(divide_rounded(numerator, denominator, rounding), scale, out);
}

Decimal
decimal_round(Decimal value, int scale, Rounding rounding)
{
    scale = MAX_OF(scale, 0);
    if (value.scale <= scale) {
        /* More digits than the value has: zeros, as far as 18 digits allow. */
        while (value.scale < MIN_OF(scale, SCALE_MAX) && llabs(value.mantissa) <= MANTISSA_MAX / 10) {
            value.mantissa *= 10;
            value.scale++;
        }
        return value;
    }
    Wide rounded = divide_rounded(value.mantissa, wide_power(value.scale - scale), rounding);
    return (Decimal){(int64_t)rounded, scale};
}

int
decimal_compare(Decimal a, Decimal b)
{
    int scale = MAX_OF(a.scale, b.scale);
    Wide left = a.mantissa * wide_power(scale - a.scale), right = b.mantissa * wide_power(scale - b.scale);
    return (left > right) - (left < right);
}

bool
decimal_is_zero(Decimal value)
{
    return value.mantissa == 0;
}

const char *
decimal_text(Arena *arena, Decimal value)
{
    uint64_t digits = value.mantissa < 0 ? -(uint64_t)value.mantissa : (uint64_t)value.mantissa;
    char text[64];
    int length = snprintf(text, sizeof text, "%0*llu", value.scale + 1, (unsigned long long)digits);
    int whole = length - value.scale;
    return arena_printf(arena, "%s%.*s%s%s", value.mantissa < 0 ? "-" : "", whole, text, value.scale ? "." : "", text + whole);
}
