/* expr/calendar.h -- dates of the Gregorian calendar in UTC, as JavaScript counts them: milliseconds since 1970, months from 0.
 *
 * Source   days from and to civil dates after Hinnant, "chrono-compatible low-level date algorithms"
 * Missing  NaN in, NaN out
 */
#ifndef SHUDU_EXPR_CALENDAR_H
#define SHUDU_EXPR_CALENDAR_H

#include "base/base.h"

#define MS_PER_DAY 86400000.0

typedef struct Calendar {
    int64_t year;
    int month;                             /* 0 to 11 */
    int day;                               /* 1 to 31 */
    int hour, minute, second, millisecond;
    int weekday;                           /* 0: Sunday */
    int year_day;                          /* 1 to 366 */
} Calendar;

/* False for NaN and for moments beyond JavaScript's (±8.64e15 ms); *out is untouched. */
bool calendar_from_ms(double milliseconds, Calendar *out);
/* Each part may be out of its range and carries over, as in Date.UTC; NaN where one of them is. */
double calendar_make(double year, double month, double day, double hour, double minute, double second, double millisecond);
/* Start of the day, of the week that begins on `first` (0: Sunday, 1: Monday, 4: Thursday), of month and year. */
double calendar_day(double milliseconds);
double calendar_week(double milliseconds, int first);
/* Weeks that began in the year up to the moment: %U for first 0, %W for 1. */
int calendar_week_of_year(double milliseconds, int first);
int calendar_iso_week(double milliseconds, int64_t *iso_year);

#endif
