#include "base/print.h"

#include <stdio.h>
#include <string.h>

/* Length of a conversion that is read here, 0 for others. */
static size_t
plain_conversion(const char *at)
{
    switch (at[1]) {
    case 's': case 'd': case 'u': case 'c': case '%':
        return 2;
    case 'z':
        return at[2] == 'u' ? 3 : 0;
    case 'l':
        return at[2] == 'd' ? 3 : 0;
    default:
        return 0;
    }
}

static bool
is_plain(const char *format)
{
    while ((format = strchr(format, '%'))) {
        size_t length = plain_conversion(format);
        if (!length)
            return false;
        format += length;
    }
    return true;
}

enum { DIGITS_MOST = 24 };

/* Writes towards `end`; returns where the digits begin. */
static const char *
add_digits(char *end, uint64_t value, bool negative)
{
    do {
        *--end = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    if (negative)
        *--end = '-';
    return end;
}

static const char *
add_signed(char *end, int64_t value)
{
    return add_digits(end, value < 0 ? -(uint64_t)value : (uint64_t)value, value < 0);
}

size_t
print_into(char *to, size_t room, const char *format, va_list args)
{
    if (!is_plain(format)) {
        int length = vsnprintf(to, room, format, args);
        return length < 0 ? 0 : (size_t)length;
    }
    size_t length = 0;
    for (const char *at = format; *at;) {
        char digits[DIGITS_MOST], *end = digits + DIGITS_MOST;
        const char *piece = at;
        size_t count = 1;
        if (*at != '%') {
            while (at[count] && at[count] != '%')
                count++;
            at += count;
        } else {
            switch (at[1]) {
            case 's':
                piece = va_arg(args, const char *);
                piece = piece ? piece : "(null)";
                count = strlen(piece);
                break;
            case 'c':
                digits[0] = (char)va_arg(args, int);
                piece = digits;
                break;
            case 'd':
                piece = add_signed(end, va_arg(args, int));
                count = (size_t)(end - piece);
                break;
            case 'l':
                piece = add_signed(end, va_arg(args, long));
                count = (size_t)(end - piece);
                break;
            case 'u':
                piece = add_digits(end, va_arg(args, unsigned), false);
                count = (size_t)(end - piece);
                break;
            case 'z':
                piece = add_digits(end, va_arg(args, size_t), false);
                count = (size_t)(end - piece);
                break;
            default: /* %% */
                break;
            }
            at += plain_conversion(at);
        }
        if (length < room)
            memcpy(to + length, piece, MIN_OF(count, room - length));
        length += count;
    }
    if (room)
        to[MIN_OF(length, room - 1)] = '\0';
    return length;
}
