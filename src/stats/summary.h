/* stats/summary.h -- one number for many: mean, spread, quantiles.
 *
 *     Summary s = summary_of(values, count);
 *     summary_mean(&s), summary_stdev(&s), …
 *
 * Shape    arrays of double in; NaN in the input is left out and not counted
 * Missing  NaN where a measure has no value: the mean of nothing, the variance of one
 * Source   variance: two passes with correction (Chan, Golub, LeVeque 1983); quantiles: type 7 of Hyndman and Fan 1996, as in R and Vega
 * Tests    tests/unit/stats/summary_test.c
 */
#ifndef SHUDU_STATS_SUMMARY_H
#define SHUDU_STATS_SUMMARY_H

#include "base/arena.h"

typedef struct Summary {
    size_t count;        /* numbers that are not NaN */
    double sum, product; /* 0 and 1 for no numbers */
    double mean;         /* NaN for no numbers */
    double squares;      /* sum of squared distances from the mean */
    double min, max;     /* NaN for no numbers */
} Summary;

Summary summary_of(const double *values, size_t count);
double summary_variance(const Summary *summary);            /* of a sample, divided by n - 1 */
double summary_variance_population(const Summary *summary); /* divided by n */
double summary_stdev(const Summary *summary);
double summary_stdev_population(const Summary *summary);
double summary_stderr(const Summary *summary);              /* of the mean */

/* The numbers without NaN, rising. *sorted_count is how many there are. */
double *values_sorted(Arena *arena, const double *values, size_t count, size_t *sorted_count);
/* p from 0 to 1 (outside: clamped) of rising values without NaN; NaN for none. */
double quantile_sorted(const double *sorted, size_t count, double p);

/* The interval that holds the mean with the given confidence (0.95), by the percentile bootstrap with 1000 resamples, as Vega's
 * ci0 and ci1. Vega draws anew each time; here the generator begins at one seed, so the same values give the same interval.
 * False, and NaN in both ends, for no values. */
bool mean_interval(const double *values, size_t count, double confidence, double *low, double *high);

#endif
