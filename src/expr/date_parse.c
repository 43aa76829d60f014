/* expr/date_parse.c -- JavaScript's Date.parse where local time is UTC.
 *
 * ISO 8601 (ECMA-262, 21.4.1.32) first, then the free forms that V8's legacy parser takes and that data sets hold:
 * "Jun 12 1998", "12-Aug-82", "1/2/2000 3:04 PM", "2000/01/02", "Sat, 12 Aug 1995 13:30:00 GMT+0430".
 */
#include "expr/expr.h"

#include "expr/calendar.h"

#include <math.h>
#include <string.h>

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Exactly `count` digits. */
static bool
fixed_digits(const char **at, int count, double *out)
{
    double value = 0;
    for (int i = 0; i < count; i++) {
        if (!is_digit((*at)[i]))
            return false;
        value = value * 10 + ((*at)[i] - '0');
    }
    *at += count;
    *out = value;
    return true;
}

/* ±hh:mm, ±hhmm or Z; milliseconds east of UTC. */
static bool
iso_zone(const char **at, double *zone)
{
    if (**at == 'Z' || **at == 'z') {
        ++*at;
        *zone = 0;
        return true;
    }
    if (**at != '+' && **at != '-')
        return false;
    double sign = *(*at)++ == '-' ? -1 : 1, hours, minutes;
    if (!fixed_digits(at, 2, &hours))
        return false;
    if (**at == ':')
        ++*at;
    if (!fixed_digits(at, 2, &minutes))
        return false;
    *zone = sign * (hours * 60 + minutes) * 60000;
    return true;
}

static bool
iso_parse(const char *at, double *out)
{
    double year, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0, zone = 0, sign = 1;
    if (*at == '+' || *at == '-') {
        sign = *at++ == '-' ? -1 : 1;
        if (!fixed_digits(&at, 6, &year))
            return false;
    } else if (!fixed_digits(&at, 4, &year)) {
        return false;
    }
    if (*at == '-') {
        at++;
        if (!fixed_digits(&at, 2, &month) || month < 1 || month > 12)
            return false;
        if (*at == '-') {
            at++;
            if (!fixed_digits(&at, 2, &day) || day < 1 || day > 31)
                return false;
        }
    }
    if (*at == 'T' || *at == 't' || (*at == ' ' && is_digit(at[1]))) {
        at++;
        if (!fixed_digits(&at, 2, &hour) || *at++ != ':' || !fixed_digits(&at, 2, &minute) || hour > 24 || minute > 59)
            return false;
        if (*at == ':') {
            at++;
            if (!fixed_digits(&at, 2, &second) || second > 59)
                return false;
            if (*at == '.' || *at == ',') {
                at++;
                double place = 100;
                if (!is_digit(*at))
                    return false;
                for (; is_digit(*at); at++, place /= 10)
                    ms += place >= 1 ? (*at - '0') * place : 0;
            }
        }
        if (*at && !iso_zone(&at, &zone))
            return false;
    }
    if (*at)
        return false;
    *out = calendar_make(sign * year, month - 1, day, hour, minute, second, ms) - zone;
    return !isnan(*out);
}

/* ---- free forms ------------------------------------------------------------------------------------- */

typedef struct FreeDate {
    double numbers[3];      /* of the day, in the order written */
    int count;
    int month;              /* -1: not named */
    double clock[4];        /* hour, minute, second, millisecond */
    int clock_count;
    bool has_zone;
    double zone;
    int afternoon;          /* -1: neither */
} FreeDate;

static bool
read_word(const char **at, FreeDate *date)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec", days[] = "sunmontuewedthufrisat";
    char word[4] = "";
    int length = 0;
    for (; is_letter(**at); ++*at, length++)
        if (length < 3)
            word[length] = (char)(**at | 0x20);
    if (**at == '.')
        ++*at;
    if (length == 1 && (word[0] == 't' || word[0] == 'z')) {
        if (word[0] == 'z')
            date->has_zone = true;
        return word[0] == 'z' || is_digit(**at);
    }
    if (length == 2 && word[1] == 'm' && (word[0] == 'a' || word[0] == 'p')) {
        date->afternoon = word[0] == 'p';
        return date->clock_count > 0 || date->count > 0;
    }
    if (length < 3)
        return false;
    for (int i = 0; i < 12; i++) {
        if (strncmp(word, months + 3 * i, 3) == 0) {
            date->month = i;
            return true;
        }
    }
    for (int i = 0; i < 7; i++)
        if (strncmp(word, days + 3 * i, 3) == 0)
            return true;
    static const struct { const char *name; int hours; } zones[] = {
        {"gmt", 0}, {"utc", 0}, {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7},
    };
    for (size_t i = 0; i < COUNT_OF(zones); i++) {
        if (strcmp(word, zones[i].name) == 0) {
            date->has_zone = true;
            date->zone = zones[i].hours * 3600000.0;
            return true;
        }
    }
    /* V8 takes any word before the first number, and none after it. */
    return date->count == 0 && date->clock_count == 0;
}

static bool
read_offset(const char **at, FreeDate *date)
{
    double sign = *(*at)++ == '-' ? -1 : 1, value = 0, minutes = 0;
    int digits = 0;
    for (; is_digit(**at) && digits < 4; ++*at, digits++)
        value = value * 10 + (**at - '0');
    if (**at == ':' && digits <= 2) {
        ++*at;
        if (!fixed_digits(at, 2, &minutes))
            return false;
    } else if (digits > 2) {
        minutes = fmod(value, 100);
        value = floor(value / 100);
    }
    date->has_zone = true;
    date->zone = sign * (value * 60 + minutes) * 60000;
    return digits > 0;
}

static bool
read_number(const char **at, FreeDate *date)
{
    double value = 0;
    int digits = 0;
    for (; is_digit(**at); ++*at, digits++)
        value = value * 10 + (**at - '0');
    if (digits > 9)
        return false;
    bool clock = **at == ':' || (date->clock_count > 0 && date->clock_count < 4 && ((*at)[-digits - 1] == ':' || (*at)[-digits - 1] == '.'));
    if (clock) {
        if (date->clock_count == 4)
            return false;
        if (date->clock_count == 3)
            value = floor(value / pow(10, digits - 3));
        date->clock[date->clock_count++] = value;
        if (**at == ':' || (**at == '.' && date->clock_count == 3))
            ++*at;
        return true;
    }
    if (date->count == 3)
        return false;
    date->numbers[date->count++] = value;
    return true;
}

static double
full_year(double year)
{
    return year < 50 ? 2000 + year : year < 100 ? 1900 + year : year;
}

/* Year, month and day from the numbers and the named month, as V8's DayComposer decides. */
static bool
compose_day(const FreeDate *date, double *ymd)
{
    const double *n = date->numbers;
    if (date->month < 0) {
        if (date->count == 0)
            return false;
        bool year_first = date->count == 3 && !(n[0] >= 1 && n[0] <= 31);
        double year = date->count < 3 ? 2001 : year_first ? n[0] : full_year(n[2]);
        double month = year_first ? n[1] : n[0];
        double day = date->count == 1 ? 1 : year_first ? n[2] : n[1];
        if (date->count == 1 && !(n[0] >= 1 && n[0] <= 12)) {
            year = full_year(n[0]); /* "1999" alone is ISO; "99 GMT" is a year too */
            month = 1;
        } else if (date->count == 2 && !(n[0] >= 1 && n[0] <= 31)) {
            year = n[0]; /* "1995-8" */
            month = n[1];
            day = 1;
        }
        ymd[0] = year, ymd[1] = month - 1, ymd[2] = day;
    } else if (date->count == 1) {
        bool day = n[0] >= 1 && n[0] <= 31;
        ymd[0] = day ? 2001 : full_year(n[0]), ymd[1] = date->month, ymd[2] = day ? n[0] : 1;
    } else if (date->count == 2) {
        bool day_first = n[0] >= 1 && n[0] <= 31;
        ymd[0] = full_year(day_first ? n[1] : n[0]), ymd[1] = date->month, ymd[2] = day_first ? n[0] : n[1];
    } else {
        return false;
    }
    return ymd[1] >= 0 && ymd[1] < 12 && ymd[2] >= 1 && ymd[2] <= 31;
}

static double
free_parse(const char *at)
{
    FreeDate date = {.month = -1, .afternoon = -1};
    while (*at) {
        if (is_letter(*at)) {
            if (!read_word(&at, &date))
                return NAN;
        } else if (is_digit(*at)) {
            if (!read_number(&at, &date))
                return NAN;
        } else if ((*at == '+' || *at == '-') && is_digit(at[1]) && (date.has_zone || date.clock_count >= 2)) {
            if (!read_offset(&at, &date))
                return NAN;
        } else if (*at == '(') {
            while (*at && *at != ')')
                at++;
            at += *at == ')';
        } else if (strchr(" ,/-.:\t", *at)) {
            at++;
        } else {
            return NAN;
        }
    }
    double ymd[3];
    if (!compose_day(&date, ymd))
        return NAN;
    double hour = date.clock[0];
    if (date.afternoon >= 0) {
        if (date.clock_count == 0 || hour < 1 || hour > 12)
            return NAN;
        hour = fmod(hour, 12) + 12 * date.afternoon;
    }
    if (hour > 24 || date.clock[1] > 59 || date.clock[2] > 59)
        return NAN;
    return calendar_make(ymd[0], ymd[1], ymd[2], hour, date.clock[1], date.clock[2], date.clock[3]) - date.zone;
}

double
date_parse_free(const char *text)
{
    while (*text == ' ')
        text++;
    double result;
    if (iso_parse(text, &result))
        return result;
    bool has_number = false;
    for (const char *at = text; *at; at++)
        has_number = has_number || is_digit(*at);
    return has_number ? free_parse(text) : NAN;
}
