/* chart/tick.c -- after d3-array (ticks), d3-scale (log, linear), d3-time (ticks, interval) and vega-format. */
#include "chart/tick.h"

#include "base/str.h"
#include "chart/data.h"
#include "expr/calendar.h"
#include "expr/expr.h"

#include <math.h>
#include <string.h>

/* ---- linear --------------------------------------------------------------------------------------------------------- */

typedef struct TickSpec {
    double first, last, increment; /* a negative increment divides */
} TickSpec;

static TickSpec
tick_spec(double start, double stop, double count)
{
    double step = (stop - start) / fmax(0, count), power = floor(log10(step)), error = step / pow(10, power);
    double factor = error >= sqrt(50) ? 10 : error >= sqrt(10) ? 5 : error >= sqrt(2) ? 2 : 1;
    TickSpec spec;
    if (power < 0) {
        spec.increment = pow(10, -power) / factor;
        spec.first = floor(start * spec.increment + 0.5);
        spec.last = floor(stop * spec.increment + 0.5);
        if (spec.first / spec.increment < start)
            spec.first++;
        if (spec.last / spec.increment > stop)
            spec.last--;
        spec.increment = -spec.increment;
    } else {
        spec.increment = pow(10, power) * factor;
        spec.first = floor(start / spec.increment + 0.5);
        spec.last = floor(stop / spec.increment + 0.5);
        if (spec.first * spec.increment < start)
            spec.first++;
        if (spec.last * spec.increment > stop)
            spec.last--;
    }
    if (spec.last < spec.first && 0.5 <= count && count < 2)
        return tick_spec(start, stop, count * 2);
    return spec;
}

double
tick_step(double start, double stop, double count)
{
    if (!(stop > start) || !(count > 0) || !isfinite(start) || !isfinite(stop))
        return 0;
    double increment = tick_spec(start, stop, count).increment;
    return increment < 0 ? 1 / -increment : increment;
}

size_t
ticks_linear(Arena *arena, double start, double stop, double count, double **out)
{
    bool down = stop < start;
    *out = ARENA_ARRAY(arena, double, 2);
    if (!(count > 0) || !isfinite(start) || !isfinite(stop))
        return 0;
    if (start == stop) {
        (*out)[0] = start;
        return 1;
    }
    TickSpec spec = tick_spec(fmin(start, stop), fmax(start, stop), count);
    if (!(spec.last >= spec.first) || spec.last - spec.first > 10000)
        return 0;
    size_t n = (size_t)(spec.last - spec.first) + 1;
    *out = ARENA_ARRAY(arena, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        double at = down ? spec.last - (double)i : spec.first + (double)i;
        (*out)[i] = spec.increment < 0 ? at / -spec.increment : at * spec.increment;
        if ((*out)[i] == 0)
            (*out)[i] = 0; /* no minus zero */
    }
    return n;
}

void
nice_linear(double *start, double *stop, double count)
{
    bool down = *stop < *start;
    double low = fmin(*start, *stop), high = fmax(*start, *stop), before = 0;
    for (int i = 0; i < 10 && high > low; i++) {
        double increment = tick_spec(low, high, count).increment;
        if (increment == before || increment == 0 || !isfinite(increment))
            break;
        if (increment > 0) {
            low = floor(low / increment) * increment;
            high = ceil(high / increment) * increment;
        } else {
            low = ceil(low * increment) / increment;
            high = floor(high * increment) / increment;
        }
        before = increment;
    }
    *start = down ? high : low;
    *stop = down ? low : high;
}

/* ---- logarithmic -------------------------------------------------------------------------------------------------------- */

static double
log_base(double value, double base)
{
    return base == 10 ? log10(value) : base == 2 ? log2(value) : log(value) / log(base);
}

static double
power(double base, double exponent)
{
    return base == 10 && exponent < 0 ? 1 / pow(10, -exponent) : pow(base, exponent);
}

static int
add_log_ticks(double *out, size_t max, double u, double v, double base, double i, double j, bool within)
{
    size_t n = 0;
    for (; i <= j; i++) {
        for (double k = within ? 1 : base - 1; within ? k < base : k >= 1; k += within ? 1 : -1) {
            double t = i < 0 ? (within ? k / power(base, -i) : k / power(base, -i)) : k * power(base, i);
            if (t < u)
                continue;
            if (t > v)
                return (int)n;
            if (n < max)
                out[n++] = t;
        }
    }
    return (int)n;
}

size_t
ticks_log(Arena *arena, double start, double stop, double base, double count, double **out)
{
    enum { MOST = 4000 };
    bool down = stop < start, negative = fmin(start, stop) < 0;
    double u = fabs(down ? stop : start), v = fabs(down ? start : stop);
    if (negative) {
        double swap = u;
        u = v;
        v = swap;
    }
    double i = log_base(u, base), j = log_base(v, base);
    *out = ARENA_ARRAY(arena, double, MOST);
    size_t n = 0;
    if (!isfinite(i) || !isfinite(j))
        return 0;
    if (fmod(base, 1) == 0 && j - i < count) {
        i = floor(i);
        j = ceil(j);
        n = (size_t)add_log_ticks(*out, MOST, u, v, base, i, j, true);
        if ((double)(n * 2) < count)
            n = ticks_linear(arena, u, v, count, out);
    } else {
        double *exponents;
        size_t m = ticks_linear(arena, i, j, fmin(j - i, count), &exponents);
        for (size_t k = 0; k < m && k < MOST; k++)
            (*out)[n++] = power(base, exponents[k]);
    }
    bool turn = down != negative;
    for (size_t k = 0; k < n / 2 && turn; k++) {
        double swap = (*out)[k];
        (*out)[k] = (*out)[n - 1 - k];
        (*out)[n - 1 - k] = swap;
    }
    for (size_t k = 0; k < n && negative; k++)
        (*out)[k] = -(*out)[k];
    return n;
}

void
nice_log(double *start, double *stop, double base)
{
    bool down = *stop < *start;
    double low = fmin(*start, *stop), high = fmax(*start, *stop);
    if (low > 0) {
        low = power(base, floor(log_base(low, base)));
        high = power(base, ceil(log_base(high, base)));
    } else if (high < 0) {
        low = -power(base, ceil(log_base(-low, base)));
        high = -power(base, floor(log_base(-high, base)));
    }
    *start = down ? high : low;
    *stop = down ? low : high;
}

/* ---- time ----------------------------------------------------------------------------------------------------------------- */

static const double SECOND = 1e3, MINUTE = 6e4, HOUR = 36e5, DAY = 864e5;

TickInterval
tick_interval(double start, double stop, double count)
{
    static const struct {
        const char *unit;
        double step, ms;
    } intervals[] = {
        {"seconds", 1, 1e3}, {"seconds", 5, 5e3}, {"seconds", 15, 15e3}, {"seconds", 30, 30e3}, {"minutes", 1, 6e4}, {"minutes", 5, 3e5},
        {"minutes", 15, 9e5}, {"minutes", 30, 18e5}, {"hours", 1, 36e5}, {"hours", 3, 108e5}, {"hours", 6, 216e5}, {"hours", 12, 432e5},
        {"date", 1, 864e5}, {"date", 2, 1728e5}, {"week", 1, 6048e5}, {"month", 1, 2592e6}, {"month", 3, 7776e6}, {"year", 1, 31536e6},
    };
    double target = fabs(stop - start) / count;
    size_t i = 0;
    while (i < COUNT_OF(intervals) && intervals[i].ms <= target)
        i++;
    if (i == COUNT_OF(intervals)) {
        double step = tick_step(start / 31536e6, stop / 31536e6, count);
        return (TickInterval){"year", step >= 1 ? step : 1};
    }
    if (i == 0)
        return (TickInterval){"milliseconds", fmax(tick_step(start, stop, count), 1)};
    i -= target / intervals[i - 1].ms < intervals[i].ms / target;
    return (TickInterval){intervals[i].unit, intervals[i].step};
}

static double
fixed_length(const char *unit)
{
    return str_equal(unit, "milliseconds") ? 1 : str_equal(unit, "seconds") ? SECOND : str_equal(unit, "minutes") ? MINUTE : str_equal(unit, "hours") ? HOUR : 0;
}

static double
date_ms(int64_t year, int64_t month, int64_t day)
{
    return calendar_make((double)year, (double)month, (double)day, 0, 0, 0, 0);
}

/* Start of the interval that holds `at` (d3: interval.every(step).floor). */
static double
interval_floor(TickInterval interval, double at)
{
    double step = fmax(1, floor(interval.step)), fixed = fixed_length(interval.unit);
    Calendar date = {0};
    calendar_from_ms(at, &date);
    if (fixed > 0) {
        /* Within the next larger unit: 15 minutes start at the hour. */
        double larger = fixed == SECOND ? MINUTE : fixed == MINUTE ? HOUR : fixed == HOUR ? DAY : SECOND, start = floor(at / larger) * larger;
        if (fixed == 1)
            return floor(at / step) * step;
        return start + floor((at - start) / (fixed * step)) * fixed * step;
    }
    if (str_equal(interval.unit, "date") || str_equal(interval.unit, "day") || str_equal(interval.unit, "dayofyear")) {
        int64_t within = date.day - 1;
        return date_ms(date.year, date.month, 1 + within - within % (int64_t)step);
    }
    if (str_equal(interval.unit, "week")) {
        double days = floor(at / DAY), weekday = fmod(fmod(days + 4, 7) + 7, 7); /* 1970-01-01 was a Thursday */
        double week = days - weekday, number = floor((week + 4) / 7);
        return (week - 7 * fmod(fmod(number, step) + step, step)) * DAY;
    }
    if (str_equal(interval.unit, "month") || str_equal(interval.unit, "quarter")) {
        int64_t months = (int64_t)step * (str_equal(interval.unit, "quarter") ? 3 : 1), within = date.month;
        return date_ms(date.year, within - within % months, 1);
    }
    return date_ms((int64_t)(floor((double)date.year / step) * step), 0, 1);
}

static double
interval_next(TickInterval interval, double at)
{
    double step = fmax(1, floor(interval.step)), fixed = fixed_length(interval.unit);
    Calendar date = {0};
    calendar_from_ms(at, &date);
    if (fixed > 0) {
        double next = at + fixed * step, larger = fixed == SECOND ? MINUTE : fixed == MINUTE ? HOUR : fixed == HOUR ? DAY : SECOND;
        double end = floor(at / larger) * larger + larger;
        return fixed == 1 || next <= end ? next : end;
    }
    if (str_equal(interval.unit, "date") || str_equal(interval.unit, "day") || str_equal(interval.unit, "dayofyear")) {
        double next = date_ms(date.year, date.month, date.day + (int64_t)step), end = date_ms(date.year, date.month + 1, 1);
        return step > 1 && next > end ? end : next;
    }
    if (str_equal(interval.unit, "week"))
        return at + 7 * DAY * step;
    if (str_equal(interval.unit, "month"))
        return date_ms(date.year, date.month + (int64_t)step, 1);
    if (str_equal(interval.unit, "quarter"))
        return date_ms(date.year, date.month + 3 * (int64_t)step, 1);
    return date_ms(date.year + (int64_t)step, 0, 1);
}

size_t
ticks_time(Arena *arena, double start, double stop, TickInterval interval, double **out)
{
    double low = fmin(start, stop), high = fmax(start, stop);
    VEC(double) list = {0};
    if (!isfinite(start) || !isfinite(stop)) {
        *out = ARENA_ARRAY(arena, double, 1);
        return 0;
    }
    double at = interval_floor(interval, low);
    while (at < low)
        at = interval_next(interval, at);
    for (; at <= high && list.count < 10000; at = interval_next(interval, at)) {
        /* d3's every second day starts anew each month; what falls twice within a step stays. */
        VEC_PUSH(arena, &list, at);
    }
    for (size_t i = 0; stop < start && i < list.count / 2; i++) {
        double swap = list.items[i];
        list.items[i] = list.items[list.count - 1 - i];
        list.items[list.count - 1 - i] = swap;
    }
    *out = list.items ? list.items : ARENA_ARRAY(arena, double, 1);
    return list.count;
}

void
nice_time(double *start, double *stop, TickInterval interval)
{
    bool down = *stop < *start;
    double low = interval_floor(interval, fmin(*start, *stop)), high = fmax(*start, *stop), end = interval_floor(interval, high);
    if (end < high)
        end = interval_next(interval, end);
    *start = down ? end : low;
    *stop = down ? low : end;
}

/* ---- texts -------------------------------------------------------------------------------------------------------------------- */

static int
exponent_of(double value)
{
    return value == 0 || !isfinite(value) ? 0 : (int)floor(log10(fabs(value)) + 1e-12);
}

typedef struct Specifier { /* [[fill]align][sign][symbol][0][width][,][.precision][~][type] */
    char head[32], type;
    int precision;         /* -1: none */
    bool trim;
} Specifier;

static Specifier
read_specifier(const char *pattern)
{
    Specifier spec = {.precision = -1};
    size_t length = 0;
    while (*pattern && *pattern != '.' && *pattern != '~' && !strchr("eEfgGrsdxXobcnp%", *pattern) && length + 1 < sizeof spec.head)
        spec.head[length++] = *pattern++;
    if (*pattern == '.') {
        spec.precision = 0;
        for (pattern++; *pattern >= '0' && *pattern <= '9'; pattern++)
            spec.precision = spec.precision * 10 + (*pattern - '0');
    }
    if (*pattern == '~') {
        spec.trim = true;
        pattern++;
    }
    spec.type = *pattern;
    return spec;
}

SpanFormat
format_span(Arena *arena, double start, double stop, double count, const char *pattern)
{
    static const char *const prefixes[] = {"y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"};
    double step = tick_step(fmin(start, stop), fmax(start, stop), count), most = fmax(fabs(start), fabs(stop));
    Specifier spec = read_specifier(pattern ? pattern : ",f");
    SpanFormat out = {.divisor = 1, .suffix = ""};
    int step_exponent = exponent_of(step), most_exponent = exponent_of(most);
    char type = spec.type;
    if (type == 's' && spec.precision < 0) {
        int group = most_exponent >= 0 ? most_exponent / 3 : -((2 - most_exponent) / 3);
        group = group < -8 ? -8 : group > 8 ? 8 : group;
        spec.precision = step > 0 ? (int)fmax(0, group * 3 - step_exponent) : 0;
        out.divisor = pow(10, group * 3);
        out.suffix = prefixes[group + 8];
        type = 'f';
    } else if (spec.precision < 0 && (type == 'e' || type == 'g' || type == 'p' || type == 'r' || type == 0)) {
        if (step > 0) {
            double rest = fmax(fabs(start), fabs(stop)) - step;
            spec.precision = (int)fmax(0, exponent_of(rest) - step_exponent) + 1 - (type == 'e');
        }
    } else if (spec.precision < 0 && (type == 'f' || type == '%')) {
        spec.precision = step > 0 ? (int)fmax(0, -step_exponent) - (type == '%') * 2 : 0;
        spec.precision = spec.precision < 0 ? 0 : spec.precision;
    }
    char kind[2] = {type, 0};
    if (spec.precision >= 0)
        out.pattern = arena_printf(arena, "%s.%d%s%s", spec.head, spec.precision, spec.trim ? "~" : "", kind);
    else
        out.pattern = arena_printf(arena, "%s%s%s", spec.head, spec.trim ? "~" : "", kind);
    return out;
}

const char *
format_span_value(Arena *arena, const Locale *locale, const SpanFormat *format, double value)
{
    const char *text = format_number(arena, locale, format->pattern, value / format->divisor);
    return text ? *format->suffix ? arena_printf(arena, "%s%s", text, format->suffix) : text : "";
}

const char *
format_float(Arena *arena, const Locale *locale, const char *pattern, double value)
{
    Specifier spec = read_specifier(pattern ? pattern : ",");
    if (spec.precision >= 0) {
        const char *text = format_number(arena, locale, pattern, value);
        return text ? text : "";
    }
    char kind[2] = {spec.type, 0};
    int precision = spec.type == '%' ? 10 : spec.type == 'e' ? 11 : 12;
    bool plain = spec.type == 'e' || spec.type == '%' || spec.type == 'f' || spec.type == 'g' || spec.type == 's' || spec.type == 'r' || spec.type == 'p';
    const char *text = format_number(arena, locale, arena_printf(arena, "%s.%d%s%s", spec.head, precision, plain ? "~" : "", kind), value);
    return text ? text : "";
}

bool
tick_log_shown(double value, double base, double count, size_t tick_count)
{
    double k = fmax(1, base * count / (double)(tick_count ? tick_count : 1));
    double i = fabs(value) / pow(base, floor(log(fabs(value)) / log(base) + 0.5));
    if (i * base < base - 0.5)
        i *= base;
    return i <= k;
}
