/* expr/calendar.c -- days, weeks and years in UTC. */
#include "expr/calendar.h"

#include <math.h>

static int64_t
days_from_civil(int64_t year, int month, int day)
{
    year -= month < 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * ((month + 10) % 12) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool
calendar_from_ms(double milliseconds, Calendar *out)
{
    if (!(fabs(milliseconds) <= 8.64e15))
        return false;
    int64_t ms = (int64_t)floor(milliseconds);
    int64_t days = ms / 86400000, rest = ms % 86400000;
    if (rest < 0) {
        rest += 86400000;
        days--;
    }
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * of_year + 2) / 153;
    int month = (int)(shifted < 10 ? shifted + 2 : shifted - 10);
    int64_t year = year_of_era + era * 400 + (month < 2);
    int64_t weekday = (days + 4) % 7;
    *out = (Calendar){
        .year = year,
        .month = month,
        .day = (int)(of_year - (153 * shifted + 2) / 5 + 1),
        .hour = (int)(rest / 3600000),
        .minute = (int)(rest / 60000 % 60),
        .second = (int)(rest / 1000 % 60),
        .millisecond = (int)(rest % 1000),
        .weekday = (int)(weekday < 0 ? weekday + 7 : weekday),
        .year_day = (int)(days - days_from_civil(year, 0, 1)) + 1,
    };
    return true;
}

double
calendar_make(double year, double month, double day, double hour, double minute, double second, double millisecond)
{
    double parts = year + month + day + hour + minute + second + millisecond;
    if (!isfinite(parts) || fabs(year) > 400000 || fabs(month) > 4000000)
        return NAN;
    year = trunc(year) + floor(trunc(month) / 12);
    int month_of_year = (int)(trunc(month) - 12 * floor(trunc(month) / 12));
    double days = (double)days_from_civil((int64_t)year, month_of_year, 1) + trunc(day) - 1;
    double ms = days * MS_PER_DAY + trunc(hour) * 3600000 + trunc(minute) * 60000 + trunc(second) * 1000 + trunc(millisecond);
    return fabs(ms) <= 8.64e15 ? ms : NAN;
}

double
calendar_day(double milliseconds)
{
    return floor(milliseconds / MS_PER_DAY) * MS_PER_DAY;
}

double
calendar_week(double milliseconds, int first)
{
    Calendar at;
    if (!calendar_from_ms(milliseconds, &at))
        return NAN;
    return calendar_day(milliseconds) - (at.weekday - first + 7) % 7 * MS_PER_DAY;
}

int
calendar_week_of_year(double milliseconds, int first)
{
    Calendar at;
    if (!calendar_from_ms(milliseconds, &at))
        return 0;
    int since = (at.weekday - first + 7) % 7; /* days since the week began */
    return (at.year_day - 1 + 7 - since) / 7;
}

int
calendar_iso_week(double milliseconds, int64_t *iso_year)
{
    /* The week belongs to the year that its Thursday is in. */
    Calendar thursday;
    if (!calendar_from_ms(calendar_week(milliseconds, 1) + 3 * MS_PER_DAY, &thursday))
        return 0;
    if (iso_year)
        *iso_year = thursday.year;
    return (thursday.year_day - 1) / 7 + 1;
}
