/* chart/transform_stats.c -- density, regression, loess, quantile: groups of rows become curves (vega-transforms, vega-regression). */
#include "chart/transform.h"

#include "stats/fit.h"
#include "stats/series.h"
#include "stats/summary.h"

#include <math.h>
#include <string.h>

/* Points of all groups, with the groups' values before them. */
typedef struct CurveRows {
    Arena *arena;
    const char *const *groupby;
    size_t group_count;
    Value **group_values;
    VEC(Value) cells;
    size_t width;
} CurveRows;

static CurveRows
curve_rows(Arena *arena, const Dataset *in, const NameArray *groupby)
{
    CurveRows rows = {.arena = arena, .groupby = groupby->items, .group_count = groupby->count, .width = groupby->count + 2};
    rows.group_values = ARENA_ARRAY(arena, Value *, groupby->count + 1);
    for (size_t i = 0; i < groupby->count; i++)
        rows.group_values[i] = dataset_field_values(arena, in, groupby->items[i]);
    return rows;
}

static void
add_point(CurveRows *rows, size_t any_row, Value x, Value y)
{
    for (size_t i = 0; i < rows->group_count; i++)
        VEC_PUSH(rows->arena, &rows->cells, rows->group_values[i][any_row]);
    VEC_PUSH(rows->arena, &rows->cells, x);
    VEC_PUSH(rows->arena, &rows->cells, y);
}

static void
finish_rows(CurveRows *rows, const char *x_name, const char *y_name, Dataset *out)
{
    const char **columns = ARENA_ARRAY(rows->arena, const char *, rows->width);
    for (size_t i = 0; i < rows->group_count; i++)
        columns[i] = value_field_name(rows->arena, rows->groupby[i]);
    columns[rows->group_count] = x_name;
    columns[rows->group_count + 1] = y_name;
    *out = (Dataset){columns, rows->width, rows->cells.items, rows->cells.count / rows->width};
}

/* The values of one field in a group. */
static Value *
group_field(Arena *arena, const Value *values, const Groups *groups, size_t g, size_t *count)
{
    *count = groups->start[g + 1] - groups->start[g];
    Value *part = ARENA_ARRAY(arena, Value, *count + 1);
    for (size_t i = 0; i < *count; i++)
        part[i] = values[groups->rows[groups->start[g] + i]];
    return part;
}

/* As numbers with NaN where there is none, in step with another field. */
static double *
group_numbers(Arena *arena, const Value *values, const Groups *groups, size_t g)
{
    size_t count = groups->start[g + 1] - groups->start[g];
    double *numbers = ARENA_ARRAY(arena, double, count + 1);
    for (size_t i = 0; i < count; i++) {
        Value value = values[groups->rows[groups->start[g] + i]];
        bool nothing = value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED;
        numbers[i] = nothing ? NAN : value_to_number(value);
    }
    return numbers;
}

/* Vega's kernel density takes a null for a zero, though not where it looks for the bandwidth. */
static Density
density_of(Arena *arena, const Value *values, size_t count, double bandwidth)
{
    size_t valid, taken = 0;
    double *numbers = numbers_of(arena, values, count, &valid), *all = ARENA_ARRAY(arena, double, count + 1);
    for (size_t i = 0; i < count; i++) {
        double number = value_to_number(values[i]);
        if (!isnan(number))
            all[taken++] = number;
    }
    if (!(bandwidth > 0) && valid > 0)
        bandwidth = density_bandwidth(numbers, valid) * pow((double)taken / (double)valid, -0.2);
    return density_make(arena, all, taken, bandwidth);
}

static double
density_curve(const void *data, double x)
{
    return density_at(data, x);
}

static double
cumulative_curve(const void *data, double x)
{
    return density_cumulative_at(data, x);
}

bool
transform_density(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray groupby;
    const char *as[2], *field = transform_field(context, node, "density");
    if (!field || !transform_names(context, node, "groupby", &groupby) || !transform_as_pair(context, node, "value", "density", as))
        return false;
    Value *values = dataset_field_values(arena, in, field);
    double extent[2], steps = node_number(node, "steps", 0);
    int least = (int)(steps > 0 ? steps : node_number(node, "minsteps", 25)), most = (int)(steps > 0 ? steps : node_number(node, "maxsteps", 200));
    bool fixed = transform_extent_pair(node, "extent", extent);
    bool shared = strcmp(node_text(node, "resolve", "shared"), "shared") == 0;
    if (least < 1 || most > 10000)
        return transform_fault(context, node, node_find(node, "maxsteps"), "density", "takes 1 to 10000 steps", "步数应为1至10000");
    if (shared) {
        least = most;
        if (!fixed)
            fixed = numbers_extent(values, in->row_count, &extent[0], &extent[1]);
    }
    Groups groups = groups_make(arena, in, groupby.items, groupby.count);
    CurveRows rows = curve_rows(arena, in, &groupby);
    for (size_t g = 0; g < groups.count; g++) {
        size_t count;
        Value *part = group_field(arena, values, &groups, g, &count);
        double local[2] = {extent[0], extent[1]};
        if (!fixed && !numbers_extent(part, count, &local[0], &local[1]))
            continue;
        Density density = density_of(arena, part, count, node_number(node, "bandwidth", 0));
        Series series = {0};
        series_of_curve(arena, node_bool(node, "cumulative", false) ? cumulative_curve : density_curve, &density, local[0], local[1], least, MAX_OF(least, most), &series);
        double scale = node_bool(node, "counts", false) ? (double)count : 1;
        for (size_t i = 0; i < series.count; i++)
            add_point(&rows, groups.rows[groups.start[g]], value_number(series.items[i].x), value_number(series.items[i].y * scale));
    }
    finish_rows(&rows, as[0], as[1], out);
    return true;
}

static double
fit_curve(const void *data, double x)
{
    return fit_at(data, x);
}

/* {keys, coef, rSquared} of each group. */
static void
add_fit_params(CurveRows *rows, const Fit *fit, size_t any_row)
{
    Arena *arena = rows->arena;
    Value *keys = ARENA_ARRAY(arena, Value, rows->group_count + 1), coefficients[FIT_ORDER_MAX + 1];
    size_t count = fit->method == FIT_CONSTANT ? 1 : fit->method == FIT_QUAD || fit->method == FIT_POLY ? (size_t)fit->order + 1 : 2;
    for (size_t i = 0; i < rows->group_count; i++)
        keys[i] = rows->group_values[i][any_row];
    for (size_t i = 0; i < count; i++)
        coefficients[i] = value_number(fit->coefficients[i]);
    VEC_PUSH(arena, &rows->cells, rows->group_count ? value_list(arena, keys, rows->group_count) : (Value){0});
    VEC_PUSH(arena, &rows->cells, value_list(arena, coefficients, count));
    VEC_PUSH(arena, &rows->cells, value_number(fit->r_squared));
}

bool
transform_regression(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray groupby;
    FitMethod method;
    const char *as[2], *y = transform_field(context, node, "regression"), *x = transform_field(context, node, "on");
    if (!x || !y || !transform_names(context, node, "groupby", &groupby)
        || !transform_as_pair(context, node, value_field_name(arena, x), value_field_name(arena, y), as))
        return false;
    if (!fit_method_parse(node_text(node, "method", "linear"), &method))
        return transform_fault(context, node, node_find(node, "method"), "method", "is linear, log, exp, pow, quad or poly", "应为 linear、log、exp、pow、quad 或 poly");
    double extent[2];
    bool fixed = transform_extent_pair(node, "extent", extent) && !(method == FIT_LOG && extent[0] <= 0), params = node_bool(node, "params", false);
    Value *xs = dataset_field_values(arena, in, x), *ys = dataset_field_values(arena, in, y);
    Groups groups = groups_make(arena, in, groupby.items, groupby.count);
    CurveRows rows = curve_rows(arena, in, &groupby);
    for (size_t g = 0; g < groups.count; g++) {
        size_t count, any_row = groups.rows[groups.start[g]];
        Value *part = group_field(arena, xs, &groups, g, &count);
        Fit fit;
        double local[2] = {extent[0], extent[1]};
        int order = (int)fmin(node_number(node, "order", 3), FIT_ORDER_MAX);
        if (!fit_make(method, order, group_numbers(arena, xs, &groups, g), group_numbers(arena, ys, &groups, g), count, &fit)
            || (!fixed && !numbers_extent(part, count, &local[0], &local[1])))
            continue; /* fewer points than coefficients: no curve, as in Vega */
        if (params) {
            add_fit_params(&rows, &fit, any_row);
            continue;
        }
        Series series = {0};
        if (method == FIT_LINEAR || method == FIT_CONSTANT) {
            for (int end = 0; end < 2; end++)
                VEC_PUSH(arena, &series, (SeriesPoint){local[end], fit_at(&fit, local[end])});
        } else {
            series_of_curve(arena, fit_curve, &fit, local[0], local[1], 25, 200, &series);
        }
        for (size_t i = 0; i < series.count; i++)
            add_point(&rows, any_row, value_number(series.items[i].x), value_number(series.items[i].y));
    }
    if (params) {
        static const char *const columns[] = {"keys", "coef", "rSquared"};
        *out = (Dataset){columns, 3, rows.cells.items, rows.cells.count / 3};
        return true;
    }
    finish_rows(&rows, as[0], as[1], out);
    return true;
}

bool
transform_loess(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray groupby;
    const char *as[2], *y = transform_field(context, node, "loess"), *x = transform_field(context, node, "on");
    if (!x || !y || !transform_names(context, node, "groupby", &groupby)
        || !transform_as_pair(context, node, value_field_name(arena, x), value_field_name(arena, y), as))
        return false;
    double bandwidth = node_number(node, "bandwidth", 0.3);
    Value *xs = dataset_field_values(arena, in, x), *ys = dataset_field_values(arena, in, y);
    Groups groups = groups_make(arena, in, groupby.items, groupby.count);
    CurveRows rows = curve_rows(arena, in, &groupby);
    for (size_t g = 0; g < groups.count; g++) {
        Series series = {0};
        size_t count = groups.start[g + 1] - groups.start[g];
        series_loess(arena, group_numbers(arena, xs, &groups, g), group_numbers(arena, ys, &groups, g), count, bandwidth > 0 ? bandwidth : 0.3, &series);
        for (size_t i = 0; i < series.count; i++)
            add_point(&rows, groups.rows[groups.start[g]], value_number(series.items[i].x), value_number(series.items[i].y));
    }
    finish_rows(&rows, as[0], as[1], out);
    return true;
}

/* probs, or half a step, then steps up to 1. */
static double *
read_probabilities(const DataContext *context, const Node *node, size_t *count)
{
    const Node *probs = node_find(node, "probs");
    double step = node_number(node, "step", 0.01);
    if (probs && probs->kind == NODE_LIST) {
        double *p = ARENA_ARRAY(context->arena, double, probs->count + 1);
        for (*count = 0; *count < probs->count; ++*count)
            p[*count] = probs->items[*count].value->number;
        return p;
    }
    step = step > 1e-5 ? step : 0.01;
    *count = (size_t)fmax(0, ceil((1 - 1e-14 - step / 2) / step));
    double *p = ARENA_ARRAY(context->arena, double, *count + 1);
    for (size_t i = 0; i < *count; i++)
        p[i] = step / 2 + (double)i * step;
    return p;
}

bool
transform_quantile(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray groupby;
    const char *as[2], *field = transform_field(context, node, "quantile");
    if (!field || !transform_names(context, node, "groupby", &groupby) || !transform_as_pair(context, node, "prob", "value", as))
        return false;
    size_t steps;
    double *probabilities = read_probabilities(context, node, &steps);
    Value *values = dataset_field_values(arena, in, field);
    Groups groups = groups_make(arena, in, groupby.items, groupby.count);
    CurveRows rows = curve_rows(arena, in, &groupby);
    for (size_t g = 0; g < groups.count; g++) {
        size_t count, numbers;
        Value *part = group_field(arena, values, &groups, g, &count);
        double *plain = numbers_of(arena, part, count, &numbers);
        double *sorted = values_sorted(arena, plain, numbers, &numbers);
        for (size_t i = 0; i < steps; i++)
            add_point(&rows, groups.rows[groups.start[g]], value_number(probabilities[i]),
                numbers ? value_number(quantile_sorted(sorted, numbers, probabilities[i])) : (Value){0});
    }
    finish_rows(&rows, as[0], as[1], out);
    return true;
}
