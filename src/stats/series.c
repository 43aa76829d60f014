#include "stats/series.h"

#include "stats/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- loess -------------------------------------------------------------------------------------------------- */

enum { LOESS_ROUNDS = 3 }; /* the first is plain, the others weigh outliers down */

typedef struct Loess {
    double *x, *y;     /* rising x */
    double *fitted, *residual, *weight;
    size_t count, neighbours;
} Loess;

static int
rising_x(const void *a, const void *b)
{
    const SeriesPoint *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

/* qsort is not stable; equal x keep their order by a merge of halves. */
static void
sort_points(SeriesPoint *points, SeriesPoint *spare, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2;
    sort_points(points, spare, half);
    sort_points(points + half, spare, count - half);
    memcpy(spare, points, sizeof *points * half);
    for (size_t left = 0, right = half, at = 0; left < half; at++) {
        if (right < count && rising_x(&spare[left], &points[right]) > 0)
            points[at] = points[right++];
        else
            points[at] = spare[left++];
    }
}

/* Centred on the means, which keeps the sums of squares small. */
static Loess
loess_init(Arena *arena, const double *x, const double *y, size_t count, double bandwidth, SeriesPoint *centre)
{
    SeriesPoint *points = ARENA_ARRAY(arena, SeriesPoint, count + 1);
    Loess self = {0};
    for (size_t i = 0; i < count; i++)
        if (!isnan(x[i]) && !isnan(y[i]))
            points[self.count++] = (SeriesPoint){x[i], y[i]};
    sort_points(points, ARENA_ARRAY(arena, SeriesPoint, count + 1), self.count);
    double *arrays = ARENA_ARRAY(arena, double, 5 * self.count + 1);
    self.x = arrays;
    self.y = arrays + self.count;
    self.fitted = arrays + 2 * self.count;
    self.residual = arrays + 3 * self.count;
    self.weight = arrays + 4 * self.count;
    *centre = (SeriesPoint){0};
    for (size_t i = 0; i < self.count; i++) {
        centre->x += (points[i].x - centre->x) / (double)(i + 1);
        centre->y += (points[i].y - centre->y) / (double)(i + 1);
    }
    for (size_t i = 0; i < self.count; i++) {
        self.x[i] = points[i].x - centre->x;
        self.y[i] = points[i].y - centre->y;
        self.weight[i] = 1;
    }
    size_t share = (size_t)(fmin(1, fmax(0, bandwidth)) * (double)self.count);
    self.neighbours = MAX_OF((size_t)2, share);
    return self;
}

/* The line through the neighbours left … right at point i, weighted by tricube distance. */
static double
local_line(const Loess *self, size_t i, size_t left, size_t right)
{
    double at = self->x[i], reach = fmax(at - self->x[left], self->x[right] - at);
    double sum = 0, mean_x = 0, mean_y = 0, mean_xy = 0, mean_xx = 0;
    if (reach == 0)
        reach = 1;
    for (size_t k = left; k <= right; k++) {
        double distance = fabs(at - self->x[k]) / reach, kernel = 1 - distance * distance * distance;
        double w = kernel * kernel * kernel * self->weight[k];
        sum += w;
        mean_x += w * self->x[k];
        mean_y += w * self->y[k];
        mean_xy += w * self->x[k] * self->y[k];
        mean_xx += w * self->x[k] * self->x[k];
    }
    mean_x /= sum;
    mean_y /= sum;
    double spread = mean_xx / sum - mean_x * mean_x;
    double slope = fabs(spread) < 1e-24 ? 0 : (mean_xy / sum - mean_x * mean_y) / spread;
    return mean_y + slope * (at - mean_x);
}

static void
fit_round(Loess *self)
{
    size_t left = 0, right = self->neighbours - 1;
    for (size_t i = 0; i < self->count; i++) {
        self->fitted[i] = local_line(self, i, left, right);
        self->residual[i] = fabs(self->y[i] - self->fitted[i]);
        /* The window of the next point: on while its far end comes nearer; at equal distance too, to get over equal x. */
        double next = i + 1 < self->count ? self->x[i + 1] : 0;
        while (i + 1 < self->count && right + 1 < self->count && left < i + 1 && self->x[right + 1] - next <= next - self->x[left]) {
            left++;
            right++;
        }
    }
}

/* Bisquare of the residuals in units of six medians; false when the line goes through all points. */
static bool
weigh_outliers(Arena *arena, Loess *self)
{
    size_t count;
    const double *sorted = values_sorted(arena, self->residual, self->count, &count);
    double median = quantile_sorted(sorted, count, 0.5);
    if (median < 1e-12)
        return false;
    for (size_t i = 0; i < self->count; i++) {
        double share = self->residual[i] / (6 * median), kernel = 1 - share * share;
        self->weight[i] = share >= 1 ? 1e-12 : kernel * kernel; /* never 0: a window of outliers alone has to stand */
    }
    return true;
}

void
series_loess(Arena *arena, const double *x, const double *y, size_t count, double bandwidth, Series *out)
{
    Arena *scratch = arena_new();
    SeriesPoint centre;
    Loess self = loess_init(scratch, x, y, count, bandwidth, &centre);
    *out = (Series){0};
    if (self.count < 2) {
        arena_free(scratch);
        return;
    }
    for (int round = 1; round <= LOESS_ROUNDS; round++) {
        fit_round(&self);
        if (round == LOESS_ROUNDS || !weigh_outliers(scratch, &self))
            break;
    }
    /* Points of one x become one. As in Vega, the first of them counts for nothing where there are more. */
    size_t repeats = 0;
    for (size_t i = 0; i < self.count; i++) {
        double at = self.x[i] + centre.x, value = self.fitted[i] + centre.y;
        if (out->count && VEC_LAST(out).x == at) {
            SeriesPoint *last = &VEC_LAST(out);
            last->y += (value - last->y) / (double)++repeats;
        } else {
            VEC_PUSH(arena, out, (SeriesPoint){at, value});
            repeats = 0;
        }
    }
    arena_free(scratch);
}

/* ---- densities --------------------------------------------------------------------------------------------------- */

double
density_bandwidth(const double *values, size_t count)
{
    Arena *scratch = arena_new();
    size_t n;
    const double *sorted = values_sorted(scratch, values, count, &n);
    Summary summary = summary_of(sorted, n);
    double low = quantile_sorted(sorted, n, 0.25), stdev = n > 1 ? summary_stdev(&summary) : 0;
    double spread = fmin(stdev, (quantile_sorted(sorted, n, 0.75) - low) / 1.34);
    arena_free(scratch);
    if (!n)
        return NAN;
    if (spread == 0)
        spread = stdev > 0 ? stdev : low != 0 ? fabs(low) : 1;
    return 1.06 * spread * pow((double)n, -0.2);
}

Density
density_make(Arena *arena, const double *values, size_t count, double bandwidth)
{
    double *kept = ARENA_ARRAY(arena, double, count + 1);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            kept[n++] = values[i];
    return (Density){kept, n, bandwidth > 0 ? bandwidth : density_bandwidth(kept, n)};
}

double
density_at(const Density *density, double x)
{
    double sum = 0;
    for (size_t i = 0; i < density->count; i++) {
        double z = (x - density->values[i]) / density->bandwidth;
        sum += exp(-0.5 * z * z);
    }
    return sum / (sqrt(2 * M_PI) * density->bandwidth * (double)density->count);
}

double
density_cumulative_at(const Density *density, double x)
{
    double sum = 0;
    for (size_t i = 0; i < density->count; i++)
        sum += 0.5 * erfc((density->values[i] - x) / (density->bandwidth * M_SQRT2));
    return sum / (double)density->count;
}

/* ---- curves ------------------------------------------------------------------------------------------------------- */

typedef struct Tracer {
    Arena *arena;
    Curve *curve;
    const void *data;
    double shortest;         /* half of an interval that may still be cut */
    double per_x, per_y;     /* the curve's frame to a unit square */
    Series *out;
} Tracer;

static SeriesPoint
point_at(const Tracer *self, double x)
{
    return (SeriesPoint){x, self->curve(self->data, x)};
}

/* Adds the points after `from` up to `to`. */
static void
trace(Tracer *self, SeriesPoint from, SeriesPoint to)
{
    const double least_turn = 0.5 * M_PI / 180;
    SeriesPoint middle = point_at(self, (from.x + to.x) / 2);
    double whole = atan2(self->per_y * (to.y - from.y), self->per_x * (to.x - from.x));
    double half = atan2(self->per_y * (middle.y - from.y), self->per_x * (middle.x - from.x));
    if (middle.x - from.x >= self->shortest && fabs(whole - half) > least_turn) {
        trace(self, from, middle);
        trace(self, middle, to);
    } else {
        VEC_PUSH(self->arena, self->out, to);
    }
}

void
series_of_curve(Arena *arena, Curve *curve, const void *data, double x0, double x1, int min_steps, int max_steps, Series *out)
{
    *out = (Series){0};
    int steps = MAX_OF(1, min_steps);
    double span = x1 - x0;
    Tracer self = {arena, curve, data, span / MAX_OF(steps, max_steps), 1 / span, 0, out};
    Series even = {0};
    for (int i = 0; i <= steps; i++)
        VEC_PUSH(arena, &even, point_at(&self, i == steps ? x1 : x0 + (double)i / steps * span));
    if (max_steps <= steps || !(span > 0)) {
        *out = even;
        return;
    }
    double low = even.items[0].y, high = low;
    for (size_t i = 1; i < even.count; i++) {
        low = fmin(low, even.items[i].y);
        high = fmax(high, even.items[i].y);
    }
    self.per_y = 1 / (high - low);
    VEC_PUSH(arena, out, even.items[0]);
    for (size_t i = 1; i < even.count; i++)
        trace(&self, even.items[i - 1], even.items[i]);
}
