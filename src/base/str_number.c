/* base/str_number.c -- numbers to text and back, without the locale.
 *
 * snprintf and strtod follow LC_NUMERIC, which a library below may set. Where
 * they are used, the decimal separator is mended or the C locale asked for.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* strtod_l */
#endif
#include "base/str.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double powers_of_ten[] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether text is [+-] digits [. digits] [e [+-] digits] with a digit before or after the point. Where the
 * mantissa has at most 15 digits and the exponent is small, *value is computed on the way and *exact set:
 * both are exact doubles then, and one operation rounds once (Clinger 1990). */
static bool
scan_number(const char *text, double *value, bool *exact)
{
    bool negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    uint64_t mantissa = 0;
    int digits = 0, significant = 0, exponent = 0;
    bool after_point = false;
    for (;; text++) {
        if (*text == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (!is_digit(*text))
            break;
        digits++;
        if (significant || *text != '0')
            significant++;
        if (significant <= 15) {
            mantissa = mantissa * 10 + (uint64_t)(*text - '0');
            exponent -= after_point;
        }
    }
    if (digits == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        bool below = *text == '-';
        if (*text == '-' || *text == '+')
            text++;
        if (!is_digit(*text))
            return false;
        int given = 0;
        for (; is_digit(*text); text++)
            given = MIN_OF(given * 10 + (*text - '0'), 100000);
        exponent += below ? -given : given;
    }
    if (*text)
        return false;
    *exact = significant <= 15 && exponent >= -22 && exponent <= 22;
    if (*exact) {
        double number = (double)mantissa;
        number = exponent < 0 ? number / powers_of_ten[-exponent] : number * powers_of_ten[exponent];
        *value = negative ? -number : number;
    }
    return true;
}

bool
str_to_double(const char *text, double *value)
{
    bool exact;
    if (!text || !scan_number(text, value, &exact))
        return false;
    if (exact)
        return true;
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0); /* glibc keeps this one ready: no allocation */
    if (!c_locale)
        base_out_of_memory(0);
    *value = strtod_l(text, NULL, c_locale);
    freelocale(c_locale);
    return isfinite(*value);
}

/* A value of few decimals, which most are: whole / 10^n is rounded once, so it reads back, and fifteen digits have no shorter way to
 * say the same. 0 for other values. */
static int
few_digits(double value, char digits[20], int *point)
{
    double size = fabs(value);
    for (int decimals = 1; decimals <= 6 && size < 1e9; decimals++) {
        double whole = nearbyint(size * powers_of_ten[decimals]);
        if (whole / powers_of_ten[decimals] != size)
            continue;
        char reversed[20];
        int count = 0;
        for (uint64_t left = (uint64_t)whole; left; left /= 10)
            reversed[count++] = (char)('0' + left % 10);
        *point = count - decimals;
        for (int i = 0; i < count; i++)
            digits[i] = reversed[count - 1 - i];
        digits[count] = '\0';
        return count;
    }
    return 0;
}

/* Significant digits of a finite value without trailing zeros, the fewest that read back; the value is
 * 0.DIGITS × 10^*point. Returns their number. */
static int
shortest_digits(double value, char digits[20], int *point)
{
    /* 15 digits always survive the way through a double, so the shortest text, if it has at most 15, is the
     * value printed with 15 and its zeros cut off. */
    char text[40];
    bool subnormal = fabs(value) < 2.3e-308; /* has fewer than 15 digits to give */
    for (int wanted = subnormal ? 1 : 15; wanted <= 17; wanted++) {
        snprintf(text, sizeof text, "%.*e", wanted - 1, value);
        int count = 0;
        const char *at = text;
        for (; *at != 'e'; at++)
            if (is_digit(*at))
                digits[count++] = *at;
        *point = atoi(at + 1) + 1;
        digits[count] = '\0';
        char check[40];
        double back;
        snprintf(check, sizeof check, "%s%se%d", value < 0 ? "-" : "", digits, *point - count);
        if (wanted == 17 || (str_to_double(check, &back) && back == value)) {
            while (count > 1 && digits[count - 1] == '0')
                digits[--count] = '\0';
            return count;
        }
    }
    return 0;
}

const char *
str_from_double(Arena *arena, double value)
{
    if (isnan(value))
        return "NaN";
    if (isinf(value))
        return value < 0 ? "-Infinity" : "Infinity";
    if (value == 0)
        return "0";
    if (value == floor(value) && fabs(value) < 1e15)
        return arena_printf(arena, "%.0f", value);
    char digits[20];
    int point;
    int count = few_digits(value, digits, &point);
    if (!count)
        count = shortest_digits(value, digits, &point);
    const char *sign = value < 0 ? "-" : "";
    /* ECMA-262, Number::toString */
    if (point > 21 || point <= -6) {
        int exponent = point - 1;
        return arena_printf(arena, "%s%c%s%se%c%d", sign, digits[0], count > 1 ? "." : "", digits + 1,
            exponent < 0 ? '-' : '+', abs(exponent));
    }
    if (point >= count)
        return arena_printf(arena, "%s%s%.*s", sign, digits, point - count, "00000000000000000000000");
    if (point > 0)
        return arena_printf(arena, "%s%.*s.%s", sign, point, digits, digits + point);
    return arena_printf(arena, "%s0.%.*s%s", sign, -point, "00000000", digits);
}

void
buf_add_number(Buf *buf, double value, int digits)
{
    if (!isfinite(value)) {
        /* Output formats know no such number; a caller that gets here has drawn something impossible. */
        buf_add_char(buf, '0');
        return;
    }
    digits = MAX_OF(MIN_OF(digits, 15), 0);
    char text[400];
    int length;
    double scaled = fabs(value) * powers_of_ten[digits];
    if (scaled < 1e15) {
        /* The way of nearly all coordinates, many times faster than snprintf. */
        uint64_t whole = (uint64_t)(scaled + 0.5);
        char reversed[24];
        int count = 0;
        bool negative = value < 0 && whole > 0;
        int decimals = digits;
        while (decimals > 0 && whole % 10 == 0) {
            whole /= 10;
            decimals--;
        }
        for (int i = 0; whole > 0 || i <= decimals; i++) {
            if (i == decimals && decimals > 0)
                reversed[count++] = '.';
            reversed[count++] = (char)('0' + whole % 10);
            whole /= 10;
        }
        length = 0;
        if (negative)
            text[length++] = '-';
        while (count > 0)
            text[length++] = reversed[--count];
        buf_add_bytes(buf, text, (size_t)length);
        return;
    }
    length = snprintf(text, sizeof text, "%.*f", digits, value);
    for (int i = 0; i < length; i++)
        if (text[i] != '-' && !is_digit(text[i]))
            text[i] = '.';
    if (digits > 0) {
        while (text[length - 1] == '0')
            length--;
        if (text[length - 1] == '.')
            length--;
    }
    buf_add_bytes(buf, text, (size_t)length);
}
