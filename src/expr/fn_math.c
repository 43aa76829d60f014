/* expr/fn_math.c -- Math of JavaScript, ranges and chance. Rounding a figure keeps what stands behind it. */
#include "expr/figure.h"
#include "expr/functions.h"

#include "base/color.h"

#include <math.h>
#include <string.h>

typedef double Real(double);

static bool
apply(const Value *args, Real *real, Value *out)
{
    *out = value_number(real(value_to_number(args[0])));
    return true;
}

#define REAL(name, function)                                                  \
    static bool name(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                         \
        (void)call, (void)count;                                              \
        return apply(args, function, out);                                    \
    }
REAL(do_acos, acos)
REAL(do_asin, asin)
REAL(do_atan, atan)
REAL(do_cos, cos)
REAL(do_exp, exp)
REAL(do_log, log)
REAL(do_sin, sin)
REAL(do_sqrt, sqrt)
REAL(do_tan, tan)

static double
floor_up(double value)
{
    return floor(value + 0.5);
}

/* abs, ceil, floor, round of a figure are formulas over it. */
static bool
rounded(const Call *call, const Value *args, Real *real, int direction, Value *out)
{
    if (!args[0].use || args[0].kind != VALUE_NUMBER)
        return apply(args, real, out);
    Decimal exact = figure_decimal(args[0]), whole = decimal_round(exact, 0, ROUND_HALF_UP);
    if (real == fabs) {
        whole = exact;
        whole.mantissa = whole.mantissa < 0 ? -whole.mantissa : whole.mantissa;
    } else if (direction != 0 && decimal_compare(whole, exact) == -direction) {
        whole.mantissa += direction;
    }
    if (args[0].use->kind == USE_LITERAL)
        *out = figure_literal(call->env->arena, args[0].use->literal, decimal_to_double(whole));
    else if (decimal_compare(whole, exact) == 0 && real != fabs)
        *out = args[0];
    else {
        const char *inside = args[0].use->kind == USE_FORMULA && args[0].use->key ? args[0].use->key : figure_name(call->env->arena, args[0]);
        const char *key = arena_printf(call->env->arena, "%s(%s)", call->function->name, inside);
        Value formula = figure_formula(call->env->arena, key, args[0].use->aspect, whole, real == fabs ? args[0].use->digits : 0, args, 1);
        ((FactUse *)formula.use)->unit = args[0].use->unit;
        *out = formula;
    }
    return true;
}

static bool
do_abs(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return rounded(call, args, fabs, 0, out);
}

static bool
do_ceil(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return rounded(call, args, ceil, 1, out);
}

static bool
do_floor(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return rounded(call, args, floor, -1, out);
}

static bool
do_round(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return rounded(call, args, floor_up, 0, out);
}

static bool
do_atan2(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    *out = value_number(atan2(value_to_number(args[0]), value_to_number(args[1])));
    return true;
}

static bool
do_pow(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    double base = value_to_number(args[0]), exponent = value_to_number(args[1]);
    /* ECMA-262 differs from C: 1^NaN and (±1)^±Infinity are NaN. */
    bool odd = isnan(exponent) || (isinf(exponent) && fabs(base) == 1);
    *out = value_number(odd ? NAN : pow(base, exponent));
    return true;
}

static bool
do_hypot(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum = hypot(sum, value_to_number(args[i]));
    *out = value_number(sum);
    return true;
}

/* The least or greatest argument itself, so that a figure stays one; NaN where one is NaN. */
static bool
extreme(const Value *args, size_t count, int direction, Value *out)
{
    Value best = value_number(direction < 0 ? INFINITY : -INFINITY);
    for (size_t i = 0; i < count; i++) {
        double number = value_to_number(args[i]);
        if (isnan(number)) {
            *out = value_number(NAN);
            return true;
        }
        if ((number - best.number) * direction > 0 || (isinf(best.number) && i == 0))
            best = args[i].kind == VALUE_NUMBER ? args[i] : value_number(number);
    }
    *out = best;
    return true;
}

static bool
do_max(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call;
    return extreme(args, count, 1, out);
}

static bool
do_min(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call;
    return extreme(args, count, -1, out);
}

static bool
do_clamp(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    Value low;
    extreme((Value[]){args[2], args[0]}, 2, -1, &low);
    return extreme((Value[]){args[1], low}, 2, 1, out);
}

static bool
do_is_nan(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    *out = value_bool(args[0].kind == VALUE_NUMBER && isnan(args[0].number));
    return true;
}

static bool
do_is_finite(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    *out = value_bool((args[0].kind == VALUE_NUMBER || args[0].kind == VALUE_DATE) && isfinite(args[0].number));
    return true;
}

/* ---- ranges ----------------------------------------------------------------------------------------- */

static bool
range_of(const Call *call, Value value, double *first, double *last)
{
    if (value.kind != VALUE_ARRAY || value.list->count == 0)
        return call_fault(call, "needs a list of numbers", "需要数值列表");
    *first = value_to_number(value.list->items[0]);
    *last = value_to_number(value.list->items[value.list->count - 1]);
    return true;
}

static bool
do_inrange(const Call *call, const Value *args, size_t count, Value *out)
{
    double low, high, value = value_to_number(args[0]);
    if (!range_of(call, args[1], &low, &high))
        return false;
    if (low > high) {
        double swap = low;
        low = high;
        high = swap;
    }
    Value left = arg_at(args, count, 2), right = arg_at(args, count, 3);
    bool with_left = left.kind == VALUE_UNDEFINED || value_to_bool(left);
    bool with_right = right.kind == VALUE_UNDEFINED || value_to_bool(right);
    *out = value_bool((with_left ? low <= value : low < value) && (with_right ? value <= high : value < high));
    return true;
}

static bool
do_lerp(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double low, high, part = value_to_number(args[1]);
    if (!range_of(call, args[0], &low, &high))
        return false;
    *out = value_number(part == 0 || isnan(part) ? low : part == 1 ? high : low + part * (high - low));
    return true;
}

static bool
do_interpolate_linear(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double low, high, part = value_to_number(args[1]);
    if (!range_of(call, args[0], &low, &high))
        return false;
    const ValueList *list = args[0].list;
    double position = part * ((double)list->count - 1);
    size_t index = part > 0 && part < 1 ? (size_t)position : 0;
    if (list->count == 1 || !(part > 0))
        *out = value_number(low);
    else if (part >= 1)
        *out = value_number(high);
    else {
        double from = value_to_number(list->items[index]), to = value_to_number(list->items[index + 1]);
        *out = value_number(from + (position - (double)index) * (to - from));
    }
    return true;
}

static bool
do_clamp_range(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double low, high, min = value_to_number(args[1]), max = value_to_number(args[2]);
    if (!range_of(call, args[0], &low, &high))
        return false;
    if (high < low) {
        double swap = low;
        low = high;
        high = swap;
    }
    double span = high - low;
    if (span >= max - min) {
        low = min;
        high = max;
    } else {
        low = fmin(fmax(low, min), max - span);
        high = low + span;
    }
    *out = value_list(call->env->arena, (Value[]){value_number(low), value_number(high)}, 2);
    return true;
}

static bool
do_flush(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double low, high, value = value_to_number(args[1]), threshold = value_to_number(args[2]);
    if (!range_of(call, args[0], &low, &high))
        return false;
    if (high < low) {
        double swap = low;
        low = high;
        high = swap;
    }
    double left = fabs(value - low), right = fabs(high - value);
    *out = args[2].kind != VALUE_NUMBER ? args[5] : left < right && left <= threshold ? args[3] : right <= threshold ? args[4] : args[5];
    return true;
}

/* ---- chance: the same spec draws the same numbers (SplitMix64, Steele, Lea and Flood 2014) ----------- */

static bool
do_random(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)args, (void)count;
    uint64_t z = call->state->random += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    *out = value_number((double)(z >> 11) * 0x1p-53);
    return true;
}

/* ---- colours ---------------------------------------------------------------------------------------- */

static bool
color_arg(const Call *call, Value value, Color *out)
{
    return (value.kind == VALUE_STRING && color_parse(value.string, out)) || call_fault(call, "needs a colour", "需要颜色");
}

static bool
do_luminance(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    Color color;
    if (!color_arg(call, args[0], &color))
        return false;
    *out = value_number(color_luminance(color));
    return true;
}

static bool
do_contrast(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    Color a, b;
    if (!color_arg(call, args[0], &a) || !color_arg(call, args[1], &b))
        return false;
    *out = value_number(color_contrast(a, b));
    return true;
}

/* rgb(r, g, b) with parts to 255, hsl(h, s, l) with degrees and parts to 1: a colour's text. */
static bool
do_rgb(const Call *call, const Value *args, size_t count, Value *out)
{
    Color color;
    if (count == 1 || count == 2) {
        if (!color_arg(call, args[0], &color))
            return false;
    } else {
        color = (Color){value_to_number(args[0]) / 255, value_to_number(args[1]) / 255, value_to_number(args[2]) / 255, 1};
    }
    *out = value_string(color_text(call->env->arena, color));
    return true;
}

static bool
do_hsl(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    Color color;
    const char *text = arena_printf(call->env->arena, "hsl(%.6g, %.6g%%, %.6g%%)", value_to_number(args[0]),
        100 * value_to_number(args[1]), 100 * value_to_number(args[2]));
    if (!color_arg(call, value_string(text), &color))
        return false;
    *out = value_string(color_text(call->env->arena, color));
    return true;
}

const Function functions_math[] = {
    {"abs", 1, 1, do_abs},
    {"acos", 1, 1, do_acos},
    {"asin", 1, 1, do_asin},
    {"atan", 1, 1, do_atan},
    {"atan2", 2, 2, do_atan2},
    {"ceil", 1, 1, do_ceil},
    {"clamp", 3, 3, do_clamp},
    {"clampRange", 3, 3, do_clamp_range},
    {"contrast", 2, 2, do_contrast},
    {"cos", 1, 1, do_cos},
    {"exp", 1, 1, do_exp},
    {"floor", 1, 1, do_floor},
    {"flush", 6, 6, do_flush},
    {"hypot", 0, -1, do_hypot},
    {"hsl", 3, 3, do_hsl},
    {"inrange", 2, 4, do_inrange},
    {"interpolateLinear", 2, 2, do_interpolate_linear},
    {"isFinite", 1, 1, do_is_finite},
    {"isNaN", 1, 1, do_is_nan},
    {"lerp", 2, 2, do_lerp},
    {"log", 1, 1, do_log},
    {"luminance", 1, 1, do_luminance},
    {"max", 0, -1, do_max},
    {"min", 0, -1, do_min},
    {"pow", 2, 2, do_pow},
    {"random", 0, 0, do_random},
    {"rgb", 1, 4, do_rgb},
    {"round", 1, 1, do_round},
    {"sin", 1, 1, do_sin},
    {"sqrt", 1, 1, do_sqrt},
    {"tan", 1, 1, do_tan},
    {0},
};
