/* stats/series.h -- many points for many: smoothing, densities, and a curve as points to draw.
 *
 * Shape    arrays of double in; NaN is left out
 * Source   loess: Cleveland 1979, "Robust Locally Weighted Regression and Smoothing Scatterplots", with two robust rounds as in Vega;
 *          bandwidth: Scott 1992, "Multivariate Density Estimation", 6.2
 * Tests    tests/unit/stats/series_test.c
 */
#ifndef SHUDU_STATS_SERIES_H
#define SHUDU_STATS_SERIES_H

#include "base/vec.h"

typedef struct SeriesPoint {
    double x, y;
} SeriesPoint;

typedef VEC(SeriesPoint) Series;

/* A smooth line through scattered points: at each x a straight line through its nearest neighbours, which are `bandwidth` of
 * all points (0 to 1; Vega's default is 0.3) and at least two. Rising x, each once. Nothing for fewer than two points. */
void series_loess(Arena *arena, const double *x, const double *y, size_t count, double bandwidth, Series *out);

/* A density from values with a Gaussian kernel at each. bandwidth 0: density_bandwidth. NaN for no values. */
typedef struct Density {
    const double *values; /* without NaN; the arena of density_make */
    size_t count;
    double bandwidth;
} Density;
Density density_make(Arena *arena, const double *values, size_t count, double bandwidth);
double density_bandwidth(const double *values, size_t count); /* Scott's normal reference rule; R's bw.nrd */
double density_at(const Density *density, double x);
double density_cumulative_at(const Density *density, double x);

/* A function as points from x0 to x1, more of them where it bends: min_steps even intervals, halved while the line through the
 * middle turns by more than half a degree (seen in the curve's own frame) and the halves are no shorter than 1 / max_steps of
 * the whole. min_steps = max_steps: even intervals only. Vega's regression and density curves use 25 and 200. */
typedef double Curve(const void *data, double x);
void series_of_curve(Arena *arena, Curve *curve, const void *data, double x0, double x1, int min_steps, int max_steps, Series *out);

#endif
