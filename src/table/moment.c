/* table/moment.c -- dates, months, times: ISO 8601, the patterns of strptime, and dates as people write them with the year first. */
#include "table/bind.h"

#include <stdlib.h>
#include <string.h>

typedef struct Moment {
    int year, month, day, hour, minute, second;
} Moment;

static const char *const MONTHS[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

static bool
take_digits(const char **at, int most, int *out)
{
    int value = 0, count = 0;
    for (; count < most && **at >= '0' && **at <= '9'; count++)
        value = value * 10 + *(*at)++ - '0';
    *out = value;
    return count > 0;
}

static bool
take_text(const char **at, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

static bool
take_month_name(const char **at, bool whole, int *out)
{
    for (int i = 0; i < 12; i++) {
        size_t length = whole ? strlen(MONTHS[i]) : 3;
        if (strncmp(*at, MONTHS[i], length) == 0) {
            *at += length;
            *out = i + 1;
            return true;
        }
    }
    return false;
}

/* ---- patterns ------------------------------------------------------------------------------------------------- */

bool
moment_is_pattern(const char *pattern)
{
    bool any = false;
    for (const char *at = pattern; *at; at++) {
        if (*at != '%')
            continue;
        at++;
        if (!*at || !strchr("YmdyHMSbB%", *at))
            return false;
        any |= *at != '%';
    }
    return any;
}

static bool
take_directive(const char **at, char directive, Moment *out)
{
    switch (directive) {
    case 'Y': return take_digits(at, 4, &out->year);
    case 'y': {
        bool ok = take_digits(at, 2, &out->year);
        out->year += out->year < 69 ? 2000 : 1900; /* POSIX */
        return ok;
    }
    case 'm': return take_digits(at, 2, &out->month);
    case 'd': return take_digits(at, 2, &out->day);
    case 'H': return take_digits(at, 2, &out->hour);
    case 'M': return take_digits(at, 2, &out->minute);
    case 'S': return take_digits(at, 2, &out->second);
    case 'b': return take_month_name(at, false, &out->month);
    case 'B': return take_month_name(at, true, &out->month);
    default: return take_text(at, "%");
    }
}

/* The whole text by the pattern. Parts that the pattern does not name stay 0. */
static bool
by_pattern(const char *pattern, const char *text, Moment *out)
{
    for (; *pattern; pattern++) {
        if (*pattern == '%') {
            if (!take_directive(&text, *++pattern, out))
                return false;
        } else if (*text++ != *pattern) {
            return false;
        }
    }
    return !*text;
}

/* ---- what they may be ------------------------------------------------------------------------------------------- */

/* Through its ISO form, so that there is one calendar in the program. */
static bool
date_of(const Moment *moment, Date *out)
{
    char iso[16];
    size_t length;
    if (moment->year < 1 || moment->year > 9999 || moment->month < 0 || moment->month > 99 || moment->day < 0 || moment->day > 99)
        return false;
    for (int i = 3, year = moment->year; i >= 0; i--, year /= 10)
        iso[i] = (char)('0' + year % 10);
    iso[4] = iso[7] = '-';
    iso[5] = (char)('0' + moment->month / 10), iso[6] = (char)('0' + moment->month % 10);
    iso[8] = (char)('0' + moment->day / 10), iso[9] = (char)('0' + moment->day % 10);
    length = moment->month ? moment->day ? 10 : 7 : 4;
    return date_parse(iso, length, out);
}

static bool
is_time(const Moment *moment)
{
    return moment->hour < 24 && moment->minute < 60 && moment->second <= 60;
}

bool
date_parse_any(const char *text, Date *out)
{
    if (date_parse(text, strlen(text), out))
        return true;
    Moment moment = {0};
    const char *at = text;
    if (!take_digits(&at, 4, &moment.year) || at - text != 4)
        return false;
    if (take_text(&at, "年")) {
        if (*at && !(take_digits(&at, 2, &moment.month) && moment.month && take_text(&at, "月")))
            return false;
        if (*at && !(take_digits(&at, 2, &moment.day) && moment.day && (take_text(&at, "日") || take_text(&at, "号"))))
            return false;
        return !*at && date_of(&moment, out);
    }
    char separator = *at;
    if (!separator || !strchr("/.-", separator))
        return false;
    at++;
    if (!take_digits(&at, 2, &moment.month) || !moment.month)
        return false;
    if (*at == separator && (at++, !take_digits(&at, 2, &moment.day) || !moment.day))
        return false;
    return !*at && date_of(&moment, out);
}

static bool
parse_default(FieldType type, const char *text, Moment *out)
{
    size_t length = strlen(text);
    switch (type) {
    case FIELD_DATE: return length == 10 && by_pattern("%Y-%m-%d", text, out);
    case FIELD_YEARMONTH: return length == 7 && by_pattern("%Y-%m", text, out);
    case FIELD_TIME: return length == 8 && by_pattern("%H:%M:%S", text, out);
    case FIELD_DATETIME: return (length == 19 && by_pattern("%Y-%m-%dT%H:%M:%S", text, out)) || (length == 20 && by_pattern("%Y-%m-%dT%H:%M:%SZ", text, out));
    default: return false;
    }
}

bool
moment_parse(const Field *field, const char *text, Date *out)
{
    Moment moment = {0};
    if (field->format == FORMAT_REDUCED)
        return date_parse(text, strlen(text), out);
    if (field->format == FORMAT_ANY && field->type == FIELD_DATE)
        return date_parse_any(text, out);
    bool ok = field->format == FORMAT_PATTERN ? by_pattern(field->moment, text, &moment) : parse_default(field->type, text, &moment);
    if (!ok || !is_time(&moment))
        return false;
    return field->type == FIELD_TIME || date_of(&moment, out);
}

double
moment_rank(Date date)
{
    return date.year * 10000.0 + date.month * 100 + date.day;
}
