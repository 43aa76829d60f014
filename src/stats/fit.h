/* stats/fit.h -- a curve through points by least squares.
 *
 *     constant  y = c0                     pow   y = c0 · x^c1
 *     linear    y = c0 + c1·x              quad  y = c0 + c1·x + c2·x²
 *     log       y = c0 + c1·ln x           poly  y = c0 + c1·x + … up to x^order
 *     exp       y = c0 · e^(c1·x)
 *
 * The definitions are Vega's: log and pow are linear in ln x (and ln y); exp is linear in ln y with each point weighted by its y,
 * so that large values count as much as they look.
 *
 * Shape    parallel arrays; pairs with a NaN are left out
 * Errors   fit_make is false where there are no more points than the degree, where x or y cannot be taken the logarithm of, or
 *          where the points do not determine the curve (fewer different x than coefficients). The out-parameter is untouched
 * Source   polynomials: Householder QR of the centred and scaled powers (Golub and Van Loan, 5.3)
 * Tests    tests/unit/stats/fit_test.c, against NIST's Statistical Reference Datasets
 */
#ifndef SHUDU_STATS_FIT_H
#define SHUDU_STATS_FIT_H

#include "base/base.h"

enum { FIT_ORDER_MAX = 16 };

typedef enum FitMethod { FIT_CONSTANT, FIT_LINEAR, FIT_LOG, FIT_EXP, FIT_POW, FIT_QUAD, FIT_POLY } FitMethod;

typedef struct Fit {
    FitMethod method;
    int order;                               /* highest power; 0 for constant, 1 for linear, log, exp and pow */
    double coefficients[FIT_ORDER_MAX + 1];  /* c0, c1, … as above */
    double r_squared;                        /* 1 - SSE / SST; 0 for constant; NaN where all y are equal */
    /* Private: polynomials are evaluated in t = (x - centre) / scale, where they lose no digits. */
    double centred[FIT_ORDER_MAX + 1], centre, scale;
} Fit;

bool fit_method_parse(const char *name, FitMethod *out); /* "linear", "log", … */
/* order counts for FIT_POLY only, 0 to FIT_ORDER_MAX. */
bool fit_make(FitMethod method, int order, const double *x, const double *y, size_t count, Fit *out);
double fit_at(const Fit *fit, double x);

#endif
