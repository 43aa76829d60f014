/* base/locale_pattern.c -- d3-format patterns: [[fill]align][sign][symbol][0][width][,][.precision][~][type].
 *
 * As Vega writes numbers (no locale), digits are those of the exact value of the double, halves away from zero, as ECMA-262
 * has it (toFixed, toPrecision, toExponential); the C library rounds halves to even. In a locale they are those of the
 * decimal as typed, rounded as the project says.
 */
#include "base/locale_private.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRECISION_MAX = 100, WIDTH_MAX = 1000, DIGITS_MAX = 512 };

typedef struct Spec {
    char fill[5];
    char align;     /* < > = ^ */
    char sign;      /* - + ( space */
    char symbol;    /* 0 $ # */
    bool zero, comma, trim;
    int width;
    int precision;  /* -1: none given */
    char type;      /* 0: none */
    const Locale *locale;
} Spec;

static int
read_count(const char **at, int most)
{
    int count = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        count = MIN_OF(count * 10 + (**at - '0'), most);
    return count;
}

static bool
parse_spec(const char *at, Spec *out)
{
    Spec spec = {.fill = " ", .align = '>', .sign = '-', .precision = -1};
    const char *after = at;
    if (*at && utf8_next(&after) && *after && strchr("<>=^", *after)) {
        memcpy(spec.fill, at, (size_t)(after - at));
        spec.fill[after - at] = '\0';
        spec.align = *after;
        at = after + 1;
    } else if (*at && strchr("<>=^", *at)) {
        spec.align = *at++;
    }
    if (*at && strchr("+-( ", *at))
        spec.sign = *at++;
    if (*at == '$' || *at == '#')
        spec.symbol = *at++;
    if (*at == '0') {
        spec.zero = true;
        at++;
    }
    spec.width = read_count(&at, WIDTH_MAX);
    if (*at == ',') {
        spec.comma = true;
        at++;
    }
    if (*at == '.') {
        if (at[1] < '0' || at[1] > '9')
            return false;
        at++;
        spec.precision = read_count(&at, PRECISION_MAX);
    }
    if (*at == '~') {
        spec.trim = true;
        at++;
    }
    if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '%')
        spec.type = *at++;
    if (*at)
        return false;
    if (spec.type == 'n') {
        spec.comma = true;
        spec.type = 'g';
    } else if (!spec.type || !strchr("%bcdefgoprsxX", spec.type)) {
        if (spec.precision < 0)
            spec.precision = 12;
        spec.trim = true;
        spec.type = 'g';
    }
    if (spec.zero || (strcmp(spec.fill, "0") == 0 && spec.align == '=')) {
        spec.zero = true;
        strcpy(spec.fill, "0");
        spec.align = '=';
    }
    *out = spec;
    return true;
}

bool
format_is_number_pattern(const char *pattern)
{
    Spec spec;
    return pattern && parse_spec(pattern, &spec);
}

/* ---- digits -------------------------------------------------------------------------------------------------------- */

/* Whether a language that writes decimals as typed has this double as a Decimal of no fewer digits than `%g` would give. */
static bool
is_typed(const Locale *locale, double value)
{
    return locale && fabs(value) < 1e17 && fabs(value) > 1e-6;
}

/* Cuts to `keep` digits, rounded; true where all of them were nines: then they are zeros, and a 1 belongs before them. */
static bool
round_digits(const Locale *locale, char *digits, int keep)
{
    bool half = digits[keep] == '5' && strspn(digits + keep + 1, "0") == strlen(digits + keep + 1);
    bool to_even = half && locale && locale->rounding == ROUND_HALF_EVEN;
    bool up = to_even ? keep > 0 && (digits[keep - 1] - '0') % 2 == 1 : digits[keep] >= '5';
    digits[keep] = '\0';
    for (int i = keep - 1; up && i >= 0; i--) {
        up = digits[i] == '9';
        digits[i] = up ? '0' : (char)(digits[i] + 1);
    }
    return up;
}

/* `count` significant digits of |value| (finite, not 0): value = 0.DIGITS × 10^*point. */
static void
significant_digits(const Locale *locale, double value, int count, char *digits, int *point)
{
    char text[DIGITS_MAX];
    int length = 0;
    if (is_typed(locale, value)) {
        Decimal typed = locale_decimal(fabs(value));
        length = snprintf(digits, DIGITS_MAX, "%lld", (long long)typed.mantissa);
        *point = length - typed.scale;
        while (length <= count)
            digits[length++] = '0';
    } else {
        /* 30 digits more than asked: a double that is no exact half differs from it long before. */
        snprintf(text, sizeof text, "%.*e", count + 29, fabs(value));
        const char *at = text;
        for (; *at != 'e'; at++)
            if (*at >= '0' && *at <= '9')
                digits[length++] = *at;
        *point = atoi(at + 1) + 1;
    }
    digits[length] = '\0';
    if (round_digits(locale, digits, count)) {
        digits[0] = '1';
        ++*point;
    }
}

/* |value| with `decimals` places. */
static const char *
to_fixed(Arena *arena, const Locale *locale, double value, int decimals)
{
    value = fabs(value);
    if (value >= 1e21)
        return str_from_double(arena, value);
    char text[DIGITS_MAX], digits[DIGITS_MAX] = "0"; /* a place for what is carried */
    if (is_typed(locale, value))
        snprintf(text, sizeof text, "%s", decimal_text(arena, locale_decimal(value)));
    else
        snprintf(text, sizeof text, "%.*f", decimals + 30, value);
    int length = 1, whole = 1;
    bool after = false;
    for (const char *at = text; *at; at++) {
        if (*at >= '0' && *at <= '9') {
            digits[length++] = *at;
            whole += !after;
        } else {
            after = true;
        }
    }
    int keep = whole + decimals;
    while (length <= keep)
        digits[length++] = '0';
    digits[length] = '\0';
    round_digits(locale, digits, keep);
    const char *start = digits[0] == '0' ? digits + 1 : digits;
    int shown = whole - (int)(start - digits);
    return decimals ? arena_printf(arena, "%.*s.%s", shown, start, start + shown) : arena_strdup(arena, start);
}

static const char *
to_exponential(Arena *arena, const Locale *locale, double value, int decimals)
{
    char digits[DIGITS_MAX];
    int point;
    if (value == 0) {
        memset(digits, '0', (size_t)decimals + 1);
        digits[decimals + 1] = '\0';
        point = 1;
    } else {
        significant_digits(locale, value, decimals + 1, digits, &point);
    }
    int exponent = point - 1;
    return arena_printf(arena, "%c%s%se%c%d", digits[0], decimals ? "." : "", digits + 1, exponent < 0 ? '-' : '+', abs(exponent));
}

/* Digits and the place of the point as text; zeros where the digits end before it. */
static const char *
place_point(Arena *arena, const char *digits, int point)
{
    int count = (int)strlen(digits);
    Buf out = BUF_INIT;
    if (point <= 0) {
        buf_add(&out, "0.");
        for (int i = point; i < 0; i++)
            buf_add_char(&out, '0');
        buf_add(&out, digits);
    } else if (point >= count) {
        buf_add(&out, digits);
        for (int i = count; i < point; i++)
            buf_add_char(&out, '0');
    } else {
        buf_add_bytes(&out, digits, (size_t)point);
        buf_add_char(&out, '.');
        buf_add(&out, digits + point);
    }
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

static const char *
to_precision(Arena *arena, const Locale *locale, double value, int precision)
{
    char digits[DIGITS_MAX];
    int point = 1;
    if (value == 0) {
        memset(digits, '0', (size_t)precision);
        digits[precision] = '\0';
    } else {
        significant_digits(locale, value, precision, digits, &point);
    }
    if (point - 1 < -6 || point > precision)
        return arena_printf(arena, "%c%s%se%c%d", digits[0], precision > 1 ? "." : "", digits + 1, point < 1 ? '-' : '+', abs(point - 1));
    return place_point(arena, digits, point);
}

/* d3's formatRounded: significant digits, never an exponent. */
static const char *
to_rounded(Arena *arena, const Locale *locale, double value, int precision)
{
    char digits[DIGITS_MAX];
    int point;
    if (value == 0)
        return "0";
    significant_digits(locale, value, precision, digits, &point);
    return place_point(arena, digits, point);
}

/* d3's formatPrefixAuto: the SI prefix is chosen by the rounded value. *prefix gets thousands: -8 (y) to 8 (Y). */
static const char *
to_prefixed(Arena *arena, const Locale *locale, double value, int precision, int *prefix)
{
    char digits[DIGITS_MAX];
    int point;
    *prefix = 0;
    if (value == 0)
        return to_precision(arena, locale, 0, precision);
    significant_digits(locale, value, precision, digits, &point);
    int third = (int)floor((point - 1) / 3.0);
    *prefix = MAX_OF(-8, MIN_OF(8, third));
    int place = point - *prefix * 3;
    if (place <= 0) {
        /* less than 1 yocto: as many digits as are left */
        significant_digits(locale, value, MAX_OF(1, precision + place - 1), digits, &point);
        place = point - *prefix * 3;
    }
    return place_point(arena, digits, place);
}

static const char *
to_radix(Arena *arena, double value, int radix, bool upper)
{
    Buf reversed = BUF_INIT;
    do {
        int digit = (int)fmod(value, radix);
        buf_add_char(&reversed, (char)(digit < 10 ? '0' + digit : (upper ? 'A' : 'a') + digit - 10));
        value = floor(value / radix);
    } while (value >= 1);
    char *text = buf_take(&reversed, arena);
    buf_clear(&reversed);
    for (size_t i = 0, n = strlen(text); i < n / 2; i++) {
        char swap = text[i];
        text[i] = text[n - 1 - i];
        text[n - 1 - i] = swap;
    }
    return text;
}

/* Zeros at the end of the decimals go: "1.500" and "1.50e3". */
static const char *
trimmed(Arena *arena, const char *text)
{
    const char *dot = strchr(text, '.');
    if (!dot)
        return text;
    const char *end = dot + 1 + strspn(dot + 1, "0123456789");
    const char *last = end;
    while (last > dot + 1 && last[-1] == '0')
        last--;
    if (last == dot + 1)
        last = dot;
    return arena_printf(arena, "%.*s%s", (int)(last - text), text, end);
}

/* |value| in the pattern's type; *prefix as in to_prefixed. */
static const char *
digits_of_type(Arena *arena, const Spec *spec, double value, int *prefix)
{
    int precision = spec->precision < 0 ? 6 : spec->precision;
    bool significant = strchr("gprs", spec->type) != NULL;
    precision = significant ? MAX_OF(1, MIN_OF(21, precision)) : MIN_OF(20, precision);
    *prefix = 0;
    switch (spec->type) {
    case '%':
        return to_fixed(arena, spec->locale, value * 100, precision);
    case 'b':
        return to_radix(arena, floor(value + 0.5), 2, false);
    case 'o':
        return to_radix(arena, floor(value + 0.5), 8, false);
    case 'x':
        return to_radix(arena, floor(value + 0.5), 16, false);
    case 'X':
        return to_radix(arena, floor(value + 0.5), 16, true);
    case 'd':
        return value >= 1e21 ? arena_printf(arena, "%.0f", value) : to_fixed(arena, spec->locale, floor(value + 0.5), 0);
    case 'e':
        return to_exponential(arena, spec->locale, value, precision);
    case 'f':
        return to_fixed(arena, spec->locale, value, precision);
    case 'p':
        return to_rounded(arena, spec->locale, value * 100, precision);
    case 'r':
        return to_rounded(arena, spec->locale, value, precision);
    case 's':
        return to_prefixed(arena, spec->locale, value, precision, prefix);
    default:
        return to_precision(arena, spec->locale, value, precision);
    }
}

static bool
is_all_zero(const char *text)
{
    for (; *text && *text != 'e'; text++)
        if (*text != '0' && *text != '.')
            return false;
    return true;
}

/* d3's formatGroup: separators from the right, and no group that would make the text longer than `width`. */
static const char *
grouped(Arena *arena, const char *digits, int width, const char *separator, int size)
{
    VEC(int) starts = {0};
    int at = (int)strlen(digits), length = 0;
    while (at > 0 && size > 0) {
        int group = size;
        if (length + group + 1 > width)
            group = MAX_OF(1, width - length);
        at = MAX_OF(0, at - group);
        VEC_PUSH(arena, &starts, at);
        length += group + 1;
        if (length > width)
            break;
    }
    if (!starts.count)
        return digits;
    Buf out = BUF_INIT;
    int end = (int)strlen(digits);
    for (size_t i = starts.count; i-- > 0;) {
        int stop = i > 0 ? starts.items[i - 1] : end;
        buf_add_bytes(&out, digits + starts.items[i], (size_t)(stop - starts.items[i]));
        if (i > 0)
            buf_add(&out, separator);
    }
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

static const char *
grouped_as_written(Arena *arena, const Locale *locale, const char *digits)
{
    Buf out = BUF_INIT;
    locale_add_grouped(&out, locale, digits, strlen(digits));
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

static void
add_fill(Buf *out, const char *fill, int count)
{
    while (count-- > 0)
        buf_add(out, fill);
}

/* The parts of one printed number, before they are put together. */
typedef struct Printed {
    const char *prefix, *whole, *suffix;
    bool groupable; /* `whole` holds only digits of the integer part */
} Printed;

static const char *
assemble(Arena *arena, const Spec *spec, const Locale *locale, Printed part)
{
    const char *separator = locale && locale->group && *locale->group ? locale->group : ",";
    int size = locale && locale->group_size > 0 ? locale->group_size : 3;
    if (spec->comma && !spec->zero && part.groupable)
        part.whole = locale ? grouped_as_written(arena, locale, part.whole) : grouped(arena, part.whole, INT32_MAX / 2, separator, size);
    int length = (int)(utf8_count(part.prefix) + utf8_count(part.whole) + utf8_count(part.suffix));
    int padding = MAX_OF(0, spec->width - length);
    Buf out = BUF_INIT;
    if (spec->comma && spec->zero && part.groupable) {
        Buf padded = BUF_INIT;
        add_fill(&padded, spec->fill, padding);
        buf_add(&padded, part.whole);
        const char *digits = padded.length ? buf_take(&padded, arena) : "";
        buf_clear(&padded);
        int room = padding ? spec->width - (int)utf8_count(part.suffix) : INT32_MAX / 2;
        part.whole = grouped(arena, digits, room, separator, size);
        padding = 0;
    }
    switch (spec->align) {
    case '<':
        break;
    case '=':
        buf_add(&out, part.prefix);
        part.prefix = "";
        add_fill(&out, spec->fill, padding);
        padding = 0;
        break;
    case '^':
        add_fill(&out, spec->fill, padding / 2);
        padding -= padding / 2;
        break;
    default:
        add_fill(&out, spec->fill, padding);
        padding = 0;
    }
    buf_add(&out, part.prefix);
    buf_add(&out, part.whole);
    buf_add(&out, part.suffix);
    add_fill(&out, spec->fill, padding);
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

static const char *const si_prefixes[] = {"y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"};

const char *
format_number(Arena *arena, const Locale *locale, const char *pattern, double value)
{
    Spec spec;
    if (!parse_spec(pattern ? pattern : "", &spec))
        return NULL;
    spec.locale = locale;
    const char *minus = locale ? locale->minus : "\u2212";
    if (spec.type == 'c') {
        const char *text = str_from_double(arena, value);
        return assemble(arena, &spec, locale, (Printed){"", "", text, false});
    }
    bool negative = value < 0 || (value == 0 && signbit(value));
    int thousands = 0;
    const char *text = isnan(value) ? "NaN" : spec.type == 'd' ? "∞" : "Infinity";
    if (isfinite(value))
        text = digits_of_type(arena, &spec, fabs(value), &thousands);
    if (spec.trim && isfinite(value))
        text = trimmed(arena, text);
    if (negative && is_all_zero(text) && spec.sign != '+')
        negative = false;

    const char *symbol = "";
    if (spec.symbol == '$')
        symbol = "$";
    else if (spec.symbol == '#' && strchr("boxX", spec.type))
        symbol = spec.type == 'b' ? "0b" : spec.type == 'o' ? "0o" : "0x";
    const char *sign = negative ? (spec.sign == '(' ? "(" : minus) : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
    const char *unit = spec.type == 's' && isfinite(value) ? si_prefixes[8 + thousands] : "";
    const char *percent = spec.type == '%' || spec.type == 'p' ? (locale && locale->percent ? locale->percent : "%") : "";
    const char *close = negative && spec.sign == '(' ? ")" : "";

    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    const char *decimal = locale && locale->decimal ? locale->decimal : ".";
    const char *tail = *rest == '.' ? arena_printf(arena, "%s%s", decimal, rest + 1) : rest;
    return assemble(arena, &spec, locale, (Printed){
        .prefix = arena_printf(arena, "%s%s", sign, symbol),
        .whole = arena_strndup(arena, text, whole),
        .suffix = arena_printf(arena, "%s%s%s%s", tail, unit, percent, close),
        .groupable = true,
    });
}
