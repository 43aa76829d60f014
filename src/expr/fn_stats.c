/* expr/fn_stats.c -- the normal, log-normal and uniform distributions.
 *
 * Source   erf, erfc of the C library; quantiles: Acklam's rational approximation, then one Halley step (full double precision)
 */
#include "expr/functions.h"

#include <math.h>

static double
normal_quantile(double p)
{
    static const double a[] = {-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00};
    static const double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01};
    static const double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00};
    static const double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00};
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (p == 0 || p == 1)
        return p == 0 ? -INFINITY : INFINITY;
    double x, tail = fmin(p, 1 - p);
    if (tail < 0.02425) {
        double q = sqrt(-2 * log(tail));
        x = (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
        x = p < 0.5 ? x : -x;
    } else {
        double q = p - 0.5, r = q * q;
        x = (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q
            / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
    }
    double error = 0.5 * erfc(-x * M_SQRT1_2) - p;
    double u = error * sqrt(2 * M_PI) * exp(x * x / 2);
    return x - u / (1 + x * u / 2);
}

/* Every function: value or p, then two parameters. */
typedef double Law(double x, double a, double b);

static double
normal_cumulative(double x, double mean, double stdev)
{
    return 0.5 * erfc(-(x - mean) / stdev * M_SQRT1_2);
}

static double
normal_density(double x, double mean, double stdev)
{
    double z = (x - mean) / stdev;
    return exp(-0.5 * z * z) / (stdev * sqrt(2 * M_PI));
}

static double
normal_icdf(double p, double mean, double stdev)
{
    return mean + stdev * normal_quantile(p);
}

static double
lognormal_cumulative(double x, double mean, double stdev)
{
    return normal_cumulative(log(x), mean, stdev);
}

static double
lognormal_density(double x, double mean, double stdev)
{
    return x > 0 ? normal_density(log(x), mean, stdev) / x : 0;
}

static double
lognormal_icdf(double p, double mean, double stdev)
{
    return exp(normal_icdf(p, mean, stdev));
}

static double
uniform_cumulative(double x, double min, double max)
{
    return x < min ? 0 : x > max ? 1 : (x - min) / (max - min);
}

static double
uniform_density(double x, double min, double max)
{
    return x >= min && x <= max ? 1 / (max - min) : 0;
}

static double
uniform_icdf(double p, double min, double max)
{
    return p >= 0 && p <= 1 ? min + p * (max - min) : NAN;
}

static bool
apply_law(const Value *args, size_t count, Law *law, bool uniform, Value *out)
{
    double x = value_to_number(args[0]), a, b;
    if (uniform) {
        a = count > 2 ? value_to_number(args[1]) : 0;
        b = count > 2 ? value_to_number(args[2]) : arg_number(args, count, 1, 1);
    } else {
        a = arg_number(args, count, 1, 0);
        b = arg_number(args, count, 2, 1);
    }
    *out = value_number(law(x, a, b));
    return true;
}

#define LAW(name, law, uniform)                                                   \
    static bool name(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        (void)call;                                                               \
        return apply_law(args, count, law, uniform, out);                         \
    }
LAW(do_cumulative_normal, normal_cumulative, false)
LAW(do_density_normal, normal_density, false)
LAW(do_quantile_normal, normal_icdf, false)
LAW(do_cumulative_lognormal, lognormal_cumulative, false)
LAW(do_density_lognormal, lognormal_density, false)
LAW(do_quantile_lognormal, lognormal_icdf, false)
LAW(do_cumulative_uniform, uniform_cumulative, true)
LAW(do_density_uniform, uniform_density, true)
LAW(do_quantile_uniform, uniform_icdf, true)

/* Samples go through the quantile function: one random number each. */
static bool
sample(const Call *call, const Value *args, size_t count, Law *law, bool uniform, Value *out)
{
    Value p;
    Value with[3];
    if (!function_find("random")->call(call, NULL, 0, &p))
        return false;
    with[0] = p;
    for (size_t i = 0; i < count; i++)
        with[i + 1] = args[i];
    return apply_law(with, count + 1, law, uniform, out);
}

#define SAMPLE(name, law, uniform)                                                \
    static bool name(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        return sample(call, args, count, law, uniform, out);                      \
    }
SAMPLE(do_sample_normal, normal_icdf, false)
SAMPLE(do_sample_lognormal, lognormal_icdf, false)
SAMPLE(do_sample_uniform, uniform_icdf, true)

const Function functions_stats[] = {
    {"cumulativeLogNormal", 1, 3, do_cumulative_lognormal},
    {"cumulativeNormal", 1, 3, do_cumulative_normal},
    {"cumulativeUniform", 1, 3, do_cumulative_uniform},
    {"densityLogNormal", 1, 3, do_density_lognormal},
    {"densityNormal", 1, 3, do_density_normal},
    {"densityUniform", 1, 3, do_density_uniform},
    {"quantileLogNormal", 1, 3, do_quantile_lognormal},
    {"quantileNormal", 1, 3, do_quantile_normal},
    {"quantileUniform", 1, 3, do_quantile_uniform},
    {"sampleLogNormal", 0, 2, do_sample_lognormal},
    {"sampleNormal", 0, 2, do_sample_normal},
    {"sampleUniform", 0, 2, do_sample_uniform},
    {0},
};
