#include "stats/fit.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>

typedef struct Points {
    double *x, *y;
    size_t count;
} Points;

static Points
points_of(const double *x, const double *y, size_t count)
{
    Points points = {base_alloc(sizeof(double) * (count + 1)), base_alloc(sizeof(double) * (count + 1)), 0};
    for (size_t i = 0; i < count; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        points.x[points.count] = x[i];
        points.y[points.count++] = y[i];
    }
    return points;
}

static void
points_clear(Points *points)
{
    free(points->x);
    free(points->y);
}

/* The line through (x, y) with weights; NULL: all the same. A level line where all x are the same. */
static void
line_through(const double *x, const double *y, const double *weight, size_t count, double *intercept, double *slope)
{
    double sum = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < count; i++) {
        double w = weight ? weight[i] : 1;
        sum += w;
        mean_x += w * x[i];
        mean_y += w * y[i];
    }
    mean_x /= sum;
    mean_y /= sum;
    for (size_t i = 0; i < count; i++) {
        double w = weight ? weight[i] : 1, dx = x[i] - mean_x;
        xx += w * dx * dx;
        xy += w * dx * (y[i] - mean_y);
    }
    *slope = xx == 0 ? 0 : xy / xx;
    *intercept = mean_y - *slope * mean_x;
}

/* ---- straight in some scale ------------------------------------------------------------------------------- */

static bool
fit_line(const Points *points, Fit *fit)
{
    bool log_x = fit->method == FIT_LOG || fit->method == FIT_POW, log_y = fit->method == FIT_EXP || fit->method == FIT_POW;
    double *x = base_alloc(sizeof *x * points->count), *y = base_alloc(sizeof *y * points->count);
    bool positive = true;
    for (size_t i = 0; i < points->count; i++) {
        positive &= (!log_x || points->x[i] > 0) && (!log_y || points->y[i] > 0);
        x[i] = log_x ? log(points->x[i]) : points->x[i];
        y[i] = log_y ? log(points->y[i]) : points->y[i];
    }
    if (positive)
        line_through(x, y, fit->method == FIT_EXP ? points->y : NULL, points->count, &fit->coefficients[0], &fit->coefficients[1]);
    if (positive && log_y)
        fit->coefficients[0] = exp(fit->coefficients[0]);
    free(x);
    free(y);
    return positive;
}

/* ---- polynomials --------------------------------------------------------------------------------------------- */

/* Turns the column k of a (rows × columns, column-major) into a multiple of the unit vector, and the columns after it, and b, along. */
static double
reflect(double *a, double *b, size_t rows, size_t columns, size_t k)
{
    double *column = a + k * rows, norm = 0;
    for (size_t i = k; i < rows; i++)
        norm = hypot(norm, column[i]);
    if (norm == 0)
        return 0;
    double head = column[k] > 0 ? -norm : norm;
    column[k] -= head;
    double length = 0;
    for (size_t i = k; i < rows; i++)
        length += column[i] * column[i];
    for (size_t j = k + 1; j <= columns; j++) {
        double *other = j < columns ? a + j * rows : b, dot = 0;
        for (size_t i = k; i < rows; i++)
            dot += column[i] * other[i];
        for (size_t i = k; i < rows; i++)
            other[i] -= 2 * dot / length * column[i];
    }
    return head;
}

/* Least squares of a·c = b; false where the columns of a depend on each other. Overwrites a and b. */
static bool
solve(double *a, double *b, size_t rows, size_t columns, double *c)
{
    double diagonal[FIT_ORDER_MAX + 1], greatest = 0;
    for (size_t k = 0; k < columns; k++) {
        diagonal[k] = reflect(a, b, rows, columns, k);
        greatest = fmax(greatest, fabs(diagonal[k]));
    }
    for (size_t k = columns; k-- > 0;) {
        if (fabs(diagonal[k]) <= greatest * 1e-14)
            return false;
        double value = b[k];
        for (size_t j = k + 1; j < columns; j++)
            value -= a[j * rows + k] * c[j];
        c[k] = value / diagonal[k];
    }
    return true;
}

/* From powers of t = (x - centre) / scale to powers of x, by Horner's scheme on polynomials. */
static void
expand(const Fit *fit, double *out)
{
    long double sum[FIT_ORDER_MAX + 1] = {0};
    for (int k = fit->order; k >= 0; k--) {
        for (int i = fit->order; i >= 0; i--)
            sum[i] = ((i ? sum[i - 1] : 0) - (long double)fit->centre * sum[i]) / fit->scale;
        sum[0] += fit->centred[k];
    }
    for (int i = 0; i <= fit->order; i++)
        out[i] = (double)sum[i];
}

static bool
fit_polynomial(const Points *points, Fit *fit)
{
    size_t rows = points->count, columns = (size_t)fit->order + 1;
    double low = points->x[0], high = points->x[0];
    for (size_t i = 1; i < rows; i++) {
        low = fmin(low, points->x[i]);
        high = fmax(high, points->x[i]);
    }
    fit->centre = (low + high) / 2;
    fit->scale = high > low ? (high - low) / 2 : 1;
    double *a = base_alloc(sizeof *a * rows * columns), *b = base_alloc(sizeof *b * rows);
    for (size_t i = 0; i < rows; i++) {
        double power = 1;
        for (size_t j = 0; j < columns; j++, power *= (points->x[i] - fit->centre) / fit->scale)
            a[j * rows + i] = power;
        b[i] = points->y[i];
    }
    bool ok = solve(a, b, rows, columns, fit->centred);
    free(a);
    free(b);
    if (ok)
        expand(fit, fit->coefficients);
    return ok;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static double
r_squared(const Fit *fit, const Points *points)
{
    double mean = 0, errors = 0, total = 0;
    for (size_t i = 0; i < points->count; i++)
        mean += points->y[i] / (double)points->count;
    for (size_t i = 0; i < points->count; i++) {
        double error = points->y[i] - fit_at(fit, points->x[i]), distance = points->y[i] - mean;
        errors += error * error;
        total += distance * distance;
    }
    return total > 0 ? 1 - errors / total : NAN;
}

bool
fit_method_parse(const char *name, FitMethod *out)
{
    static const char *const names[] = {"constant", "linear", "log", "exp", "pow", "quad", "poly"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_equal(name, names[i])) {
            *out = (FitMethod)i;
            return true;
        }
    }
    return false;
}

bool
fit_make(FitMethod method, int order, const double *x, const double *y, size_t count, Fit *out)
{
    Fit fit = {.method = method, .order = method == FIT_POLY ? order : method == FIT_QUAD ? 2 : method == FIT_CONSTANT ? 0 : 1, .scale = 1};
    if (fit.order < 0 || fit.order > FIT_ORDER_MAX)
        return false;
    Points points = points_of(x, y, count);
    bool ok = points.count > (size_t)fit.order;
    if (ok && (method == FIT_LINEAR || method == FIT_LOG || method == FIT_EXP || method == FIT_POW))
        ok = fit_line(&points, &fit);
    else if (ok)
        ok = fit_polynomial(&points, &fit);
    for (int i = 0; i <= fit.order; i++)
        ok = ok && isfinite(fit.coefficients[i]);
    if (ok)
        fit.r_squared = method == FIT_CONSTANT ? 0 : r_squared(&fit, &points);
    points_clear(&points);
    if (ok)
        *out = fit;
    return ok;
}

double
fit_at(const Fit *fit, double x)
{
    const double *c = fit->coefficients;
    switch (fit->method) {
    case FIT_LINEAR: return c[0] + c[1] * x;
    case FIT_LOG: return c[0] + c[1] * log(x);
    case FIT_EXP: return c[0] * exp(c[1] * x);
    case FIT_POW: return c[0] * pow(x, c[1]);
    case FIT_CONSTANT:
    case FIT_QUAD:
    case FIT_POLY: break;
    }
    double t = (x - fit->centre) / fit->scale, value = 0;
    for (int k = fit->order; k >= 0; k--)
        value = value * t + fit->centred[k];
    return value;
}
