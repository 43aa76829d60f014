/* base/locale_date.c -- dates of reduced precision. */
#include "base/locale.h"

#include "base/str.h"

#include <string.h>

const char *
locale_date(Arena *arena, const Locale *locale, Date date)
{
    if (date.year == 0)
        return "";
    const char *pattern = date.month == 0 ? locale->date_y : date.day == 0 ? locale->date_ym : locale->date_ymd;
    Buf out = BUF_INIT;
    while (*pattern) {
        if (*pattern != '{') {
            buf_add_char(&out, *pattern++);
            continue;
        }
        size_t length = strcspn(pattern, "}") + 1;
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
