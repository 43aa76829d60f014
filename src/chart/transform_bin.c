/* chart/transform_bin.c -- bins with round ends (vega-statistics, bin; vega-transforms, Bin). */
#include "chart/transform.h"

#include <math.h>
#include <string.h>

static double
base_of(const Node *options)
{
    double base = node_number(options, "base", 10);
    return base >= 1.1 && isfinite(base) ? base : 10; /* 1.0000001 would take as many steps as it has noughts */
}

/* The step that a list of steps or the powers of the base allow. */
static double
choose_step(double span, const Node *options, int maxbins)
{
    const Node *steps = node_find(options, "steps"), *divide = node_find(options, "divide");
    double step = node_number(options, "step", 0);
    if (step > 0)
        return step;
    if (steps && steps->kind == NODE_LIST && steps->count > 0) {
        double wanted = span / maxbins;
        size_t i = 0;
        while (i < steps->count && steps->items[i].value->number < wanted)
            i++;
        return steps->items[i > 0 ? i - 1 : 0].value->number;
    }
    double base = base_of(options), least = node_number(options, "minstep", 0);
    double log_base = log(base), level = ceil(log(maxbins) / log_base);
    step = fmax(least, pow(base, floor(log(span) / log_base + 0.5) - level));
    if (!(step > 0))
        step = span; /* less than the smallest double */
    while (ceil(span / step) > maxbins)
        step *= base;
    double divisors[16] = {5, 2};
    size_t count = 2;
    if (divide && divide->kind == NODE_LIST)
        for (count = 0; count < divide->count && count < COUNT_OF(divisors); count++)
            divisors[count] = divide->items[count].value->number;
    for (size_t i = 0; i < count; i++) {
        if (!(divisors[i] > 1))
            continue;
        double finer = step / divisors[i];
        if (finer >= least && span / finer <= maxbins)
            step = finer;
    }
    return step;
}

/* More bins than anyone sees. */
enum { BINS_MAX = 10000 };

BinParams
bin_params(double min, double max, const Node *options, int default_maxbins)
{
    double given[2], span;
    if (transform_extent_pair(options, "extent", given)) {
        min = given[0];
        max = given[1];
    }
    /* Vega-Lite: maxbins counts only where no step is given; a maxbins of 0 is Vega's 20. */
    double stated = node_number(options, "maxbins", node_find(options, "step") ? 20 : default_maxbins);
    int maxbins = stated >= 1 ? (int)fmin(stated, BINS_MAX) : 20;
    span = max - min;
    if (!(span != 0) || !isfinite(span))
        span = fabs(min) > 0 ? fabs(min) : 1;
    double base = base_of(options), step = choose_step(span, options, maxbins);
    if (!(step > 0) || !isfinite(step))
        step = fabs(span);
    while (fabs(span) / step > BINS_MAX)
        step *= base;
    double magnitude = log(step);
    double precision = magnitude >= 0 ? 0 : trunc(-magnitude / log(base)) + 1;
    if (node_bool(options, "nice", true)) {
        double epsilon = pow(base, -precision - 1), below = floor(min / step + epsilon) * step;
        min = min < below ? below - step : below;
        max = ceil(max / step) * step;
    }
    BinParams bins = {min, max == min ? min + step : max, step};
    bins.stop = bins.start + ceil((bins.stop - bins.start) / step) * step;
    const Node *anchor = node_find(options, "anchor");
    if (anchor && anchor->kind == NODE_NUMBER) {
        double shift = anchor->number - (bins.start + step * floor((anchor->number - bins.start) / step));
        bins.start += shift;
        bins.stop += shift;
    }
    return bins;
}

double
bin_start(const BinParams *bins, double value)
{
    if (value < bins->start)
        return -INFINITY;
    if (value > bins->stop)
        return INFINITY;
    value = fmax(bins->start, fmin(value, bins->stop - bins->step));
    return bins->start + bins->step * floor(1e-14 + (value - bins->start) / bins->step);
}

double
bin_end(const BinParams *bins, double start)
{
    return bins->start + bins->step * (1 + (start - bins->start) / bins->step);
}

void
dataset_bin(Arena *arena, const Dataset *in, const char *field, const Node *options, int default_maxbins, const char *as_start, const char *as_end, Dataset *out, BinParams *bins)
{
    Value *values = dataset_field_values(arena, in, field);
    Value *starts = ARENA_ARRAY(arena, Value, in->row_count + 1), *ends = ARENA_ARRAY(arena, Value, in->row_count + 1);
    double min = 0, max = 0;
    if (!numbers_extent(values, in->row_count, &min, &max))
        min = max = 0;
    BinParams found = bin_params(min, max, options, default_maxbins);
    for (size_t row = 0; row < in->row_count; row++) {
        Value number = value_coerce(arena, "number", values[row]);
        bool none = number.kind == VALUE_NULL;
        double start = none ? 0 : bin_start(&found, number.number);
        starts[row] = none ? value_null() : value_number(start);
        ends[row] = none ? value_null() : value_number(bin_end(&found, start));
    }
    dataset_put_columns(arena, in, (const char *const[]){as_start, as_end}, (Value *const[]){starts, ends}, 2, out);
    if (bins)
        *bins = found;
}

bool
transform_bin(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    const Node *options = node_find(node, "bin");
    const char *field = transform_field(context, node, "field"), *as[2];
    if (!field || !transform_as_pair(context, node, "bin", "bin_end", as))
        return false;
    if (!node_find(node, "as"))
        return transform_fault(context, node, NULL, "bin", "needs 'as'", "需要 as");
    if (options->kind == NODE_BOOL && !options->boolean)
        return transform_fault(context, node, options, "bin", "needs true or options", "需要 true 或选项");
    const Node *as_node = node_find(node, "as");
    if (as_node->kind == NODE_LIST && as_node->count == 1)
        as[1] = arena_printf(context->arena, "%s_end", as[0]);
    dataset_bin(context->arena, in, field, options->kind == NODE_MAP ? options : NULL, 10, as[0], as[1], out, NULL);
    return true;
}
