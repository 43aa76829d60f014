/* Data sets with published statistics, for the tests of this room. */
#ifndef SHUDU_TESTS_STATS_VALUES_H
#define SHUDU_TESTS_STATS_VALUES_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base.h"

/* Ezekiel 1930, "Methods of Correlation Analysis"; `cars` of R's package datasets: speed (mph) and stopping distance (ft). */
static const double CARS_SPEED[] = {4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 17, 18,
    18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25};
static const double CARS_DIST[] = {2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40, 32, 40, 50, 42,
    56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85};
enum { CARS = 50 };

/* Equal to so many significant digits. */
static inline void
assert_digits(double value, double expected, int digits)
{
    double error = fabs(value - expected), allowed = fabs(expected) * pow(10, -digits);
    if (!(error <= (expected == 0 ? pow(10, -digits) : allowed)))
        fail_msg("%.17g is not %.17g to %d digits", value, expected, digits);
}

#endif
