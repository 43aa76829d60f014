/* chart/tick.h -- round values along a scale, and how they are written.
 *
 * d3-array, d3-scale, d3-time and vega-scale: the same ticks as Vega for the same domain and count. Dates are UTC milliseconds.
 * Tests   tests/unit/chart/tick_test.c
 */
#ifndef SHUDU_CHART_TICK_H
#define SHUDU_CHART_TICK_H

#include "base/locale.h"

/* d3.tickIncrement's positive step (1, 2, 5 × 10^n); 0 for an empty domain. */
double tick_step(double start, double stop, double count);
/* d3.ticks; descending domains give descending ticks. Returns the count. */
size_t ticks_linear(Arena *arena, double start, double stop, double count, double **out);
/* d3.scaleLinear().nice(count) */
void nice_linear(double *start, double *stop, double count);
/* d3.scaleLog().base(base).ticks(count) and .nice() */
size_t ticks_log(Arena *arena, double start, double stop, double base, double count, double **out);
void nice_log(double *start, double *stop, double base);
/* d3.scaleSymlog().ticks is linear; d3.scalePow().ticks is linear. */

/* An interval of time and a number of them: {"month", 3}. */
typedef struct TickInterval {
    const char *unit;  /* year quarter month week date day hours minutes seconds milliseconds; NULL: none */
    double step;
} TickInterval;
/* d3.utcTickInterval: the interval that gives about `count` ticks. */
TickInterval tick_interval(double start, double stop, double count);
/* interval.every(step).range(start, stop + 1) as d3.utcTicks gives it. */
size_t ticks_time(Arena *arena, double start, double stop, TickInterval interval, double **out);
/* d3.scaleUtc().nice(interval) */
void nice_time(double *start, double *stop, TickInterval interval);

/* vega-format's formatSpan: a d3 pattern (NULL: ",f" with the step's precision) with the precision that the step of (start, stop, count)
 * needs filled in where the pattern has none, so that format_number can be used ("s" becomes one SI prefix for all). */
typedef struct SpanFormat { const char *pattern; double divisor; const char *suffix; } SpanFormat;
SpanFormat format_span(Arena *arena, double start, double stop, double count, const char *pattern);
/* The text of one value. */
const char *format_span_value(Arena *arena, const Locale *locale, const SpanFormat *format, double value);
/* vega-format's formatFloat, which log scales use: up to 12 significant digits, no trailing zeros; pattern may be NULL. */
const char *format_float(Arena *arena, const Locale *locale, const char *pattern, double value);
/* vega-scale's tickLog test: whether a log scale with so many ticks labels this one. */
bool tick_log_shown(double value, double base, double count, size_t tick_count);

#endif
