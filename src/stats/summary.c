#include "stats/summary.h"

#include <math.h>
#include <stdlib.h>

enum { RESAMPLES = 1000 };

Summary
summary_of(const double *values, size_t count)
{
    Summary s = {.product = 1, .mean = NAN, .min = NAN, .max = NAN};
    for (size_t i = 0; i < count; i++) {
        double value = values[i];
        if (isnan(value))
            continue;
        s.count++;
        s.sum += value;
        s.product *= value;
        s.min = s.count == 1 || value < s.min ? value : s.min;
        s.max = s.count == 1 || value > s.max ? value : s.max;
    }
    if (!s.count)
        return s;
    s.mean = s.sum / (double)s.count;
    double drift = 0; /* what rounding left in the mean */
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        double distance = values[i] - s.mean;
        s.squares += distance * distance;
        drift += distance;
    }
    s.squares = fmax(0, s.squares - drift * drift / (double)s.count);
    s.mean += drift / (double)s.count;
    return s;
}

double
summary_variance(const Summary *summary)
{
    return summary->count > 1 ? summary->squares / (double)(summary->count - 1) : NAN;
}

double
summary_variance_population(const Summary *summary)
{
    return summary->count ? summary->squares / (double)summary->count : NAN;
}

double
summary_stdev(const Summary *summary)
{
    return sqrt(summary_variance(summary));
}

double
summary_stdev_population(const Summary *summary)
{
    return sqrt(summary_variance_population(summary));
}

double
summary_stderr(const Summary *summary)
{
    return sqrt(summary_variance(summary) / (double)summary->count);
}

static int
rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double *
values_sorted(Arena *arena, const double *values, size_t count, size_t *sorted_count)
{
    double *sorted = ARENA_ARRAY(arena, double, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            sorted[kept++] = values[i];
    qsort(sorted, kept, sizeof *sorted, rising);
    *sorted_count = kept;
    return sorted;
}

double
quantile_sorted(const double *sorted, size_t count, double p)
{
    if (!count || isnan(p))
        return NAN;
    double at = (double)(count - 1) * fmin(1, fmax(0, p));
    size_t below = (size_t)at;
    if (below + 1 >= count)
        return sorted[count - 1];
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (at - (double)below);
}

/* SplitMix64 (Steele, Lea, Flood 2014): the next of a sequence of 64 bits. */
static uint64_t
next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

bool
mean_interval(const double *values, size_t count, double confidence, double *low, double *high)
{
    Arena *scratch = arena_new();
    size_t n, means = RESAMPLES;
    const double *sorted = values_sorted(scratch, values, count, &n);
    double *mean = ARENA_ARRAY(scratch, double, RESAMPLES);
    uint64_t state = 1;
    for (size_t sample = 0; n && sample < RESAMPLES; sample++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += sorted[next_random(&state) % n];
        mean[sample] = sum / (double)n;
    }
    const double *order = values_sorted(scratch, mean, n ? RESAMPLES : 0, &means);
    *low = quantile_sorted(order, means, (1 - confidence) / 2);
    *high = quantile_sorted(order, means, (1 + confidence) / 2);
    arena_free(scratch);
    return n > 0;
}
