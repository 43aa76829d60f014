/* chart/composite_error.c -- error bars and error bands.
 *
 *     rows        the spread about the mean or median: stderr, stdev, ci, iqr
 *     x2 or y2    the two ends stand in the data
 *     xError …    the distances from the middle stand in the data
 *
 * Each way gives the columns lower_NAME and upper_NAME, which the layers draw.
 */
#include "base/str.h"
#include "chart/composite_read.h"

typedef enum ErrorInput { INPUT_ROWS, INPUT_ENDS, INPUT_ERRORS } ErrorInput;

static bool
has(const Composite *self, const char *channel)
{
    return channel_has_source(node_find(self->encoding, channel));
}

/* ---- how the range is given ------------------------------------------------------------------------------------------ */

static const char *
two_ranges(const Composite *self)
{
    diag(self->drawing->context->diags, DIAG_VL_TWO_RANGES, self->mark->loc, self->name);
    return NULL;
}

static const char *
given_axis(const Composite *self, bool x, bool y)
{
    if (x && y)
        return two_ranges(self);
    const char *axis = x ? "x" : y ? "y" : NULL;
    if (axis && composite_is_continuous(self, axis))
        return axis;
    diag(self->drawing->context->diags, DIAG_VL_NO_MEASURE, self->mark->loc, self->name);
    return NULL;
}

static const char *
axis_and_input(const Composite *self, ErrorInput *input)
{
    static const char *const pairs[][2] = {{"xError", "xError2"}, {"yError", "yError2"}};
    bool ends = has(self, "x2") || has(self, "y2"), errors = false;
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        errors |= has(self, pairs[i][0]) || has(self, pairs[i][1]);
    *input = ends ? INPUT_ENDS : errors ? INPUT_ERRORS : INPUT_ROWS;
    if (ends && errors)
        return two_ranges(self);
    if (ends)
        return given_axis(self, has(self, "x2"), has(self, "y2"));
    if (!errors)
        return composite_axis(self);
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        if (has(self, pairs[i][1]) && !has(self, pairs[i][0])) {
            diag(self->drawing->context->diags, DIAG_VL_LONE_ERROR, node_find(self->encoding, pairs[i][1])->loc, pairs[i][1], pairs[i][0]);
            return NULL;
        }
    }
    return given_axis(self, has(self, "xError"), has(self, "yError"));
}

/* datum['…'] of the channel's field; NULL after a diagnostic. */
static const char *
value_beside(const Composite *self, const char *suffix)
{
    const char *field = node_text(composite_beside(self, suffix), "field", NULL);
    if (!field)
        diag(self->drawing->context->diags, DIAG_VL_NO_MEASURE, composite_beside(self, suffix)->loc, self->name);
    return field ? composite_datum(self->arena, value_field_name(self->arena, field)) : NULL;
}

/* ---- columns of the range ----------------------------------------------------------------------------------------------- */

static void
ignore(const Composite *self, const char *key)
{
    if (node_find(self->mark, key))
        diag(self->drawing->context->diags, DIAG_VL_IGNORED, node_find(self->mark, key)->loc, key);
}

static const char *
known_extent(const Composite *self)
{
    static const char *const known[] = {"ci", "iqr", "stderr", "stdev"};
    const char *extent = node_text(self->mark, "extent", NULL);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_equal(extent, known[i]))
            return extent;
    ignore(self, "extent");
    return NULL;
}

static void
calculate_pair(const Composite *self, Node *transforms, const char *upper, const char *lower)
{
    composite_calculate(self, transforms, upper, composite_column(self, "upper"));
    composite_calculate(self, transforms, lower, composite_column(self, "lower"));
}

static void
summarize_rows(const Composite *self, Node *ops, Node *calculated)
{
    const char *center = node_text(self->mark, "center", NULL), *extent = known_extent(self);
    if (!center)
        center = extent ? (str_equal(extent, "iqr") ? "median" : "mean") : node_text(node_find(self->drawing->config, "errorbar"), "center", "mean");
    if (!extent)
        extent = str_equal(center, "mean") ? "stderr" : "iqr";
    bool ci = str_equal(extent, "ci"), ranks = str_equal(extent, "iqr");
    if (ci || ranks) {
        if (!str_equal(center, ci ? "mean" : "median"))
            ignore(self, "center");
        composite_aggregate(self, ops, ci ? "ci0" : "q1", NULL, "lower");
        composite_aggregate(self, ops, ci ? "ci1" : "q3", NULL, "upper");
        composite_aggregate(self, ops, ci ? "mean" : "median", NULL, "center");
        return;
    }
    composite_aggregate(self, ops, extent, NULL, "extent");
    composite_aggregate(self, ops, center, NULL, "center");
    const char *middle = composite_datum(self->arena, composite_column(self, "center"));
    const char *reach = composite_datum(self->arena, composite_column(self, "extent"));
    calculate_pair(self, calculated, arena_printf(self->arena, "%s + %s", middle, reach), arena_printf(self->arena, "%s - %s", middle, reach));
}

static bool
calculate_given(const Composite *self, ErrorInput input, Node *calculated)
{
    const char *value = composite_datum(self->arena, self->column), *upper = value_beside(self, input == INPUT_ENDS ? "2" : "Error");
    ignore(self, "center");
    ignore(self, "extent");
    if (!upper)
        return false;
    if (input == INPUT_ENDS) {
        calculate_pair(self, calculated, upper, value);
        return true;
    }
    const Node *second = composite_beside(self, "Error2");
    const char *lower = second ? value_beside(self, "Error2") : upper;
    if (!lower)
        return false;
    lower = arena_printf(self->arena, "%s %s %s", value, second ? "+" : "-", lower);
    calculate_pair(self, calculated, arena_printf(self->arena, "%s + %s", value, upper), lower);
    return true;
}

/* The unit read, and its spec with the transforms that give the range; NULL after a diagnostic. */
static Node *
open_range(Drawing *drawing, const Node *spec, const char *name, Composite *self)
{
    ErrorInput input;
    composite_open(drawing, spec, name, self);
    const char *axis = axis_and_input(self, &input);
    if (!axis || !composite_take(self, axis, true))
        return NULL;
    Node *out = composite_outer(self), *transforms = composite_list(self), *ops = composite_list(self), *calculated = composite_list(self);
    if (node_find(out, "transform"))
        composite_push_all(self, transforms, node_find(out, "transform"));
    composite_push_all(self, transforms, self->prepared);
    composite_push_all(self, ops, self->aggregates);
    if (input == INPUT_ROWS)
        summarize_rows(self, ops, calculated);
    else if (!calculate_given(self, input, calculated))
        return NULL;
    else
        self->groups = composite_list(self); /* rows are summaries already */
    if (ops->count)
        composite_summarize(self, transforms, "aggregate", ops);
    composite_push_all(self, transforms, calculated);
    node_put(self->arena, out, "transform", transforms);
    return out;
}

/* ---- marks ------------------------------------------------------------------------------------------------------------ */

const Node *
composite_errorbar(Drawing *drawing, const Node *spec)
{
    static const char *const size_key[] = {"size", NULL};
    Composite self;
    Node *out = open_range(drawing, spec, "errorbar", &self);
    if (!out)
        return NULL;
    Node *layers = composite_list(&self), *tick = composite_map(&self), *rule = composite_map(&self);
    const Node *channels = node_map_without(self.arena, self.shared, size_key), *thickness = node_find(self.mark, "thickness");
    composite_put_text(&self, tick, "type", "tick");
    composite_put_text(&self, tick, "orient", self.axis[0] == 'y' ? "horizontal" : "vertical");
    node_share(self.arena, tick, "thickness", thickness);
    node_share(self.arena, tick, "size", node_find(self.mark, "size"));
    composite_put_text(&self, rule, "type", "rule");
    node_share(self.arena, rule, "size", thickness);
    composite_part(&self, layers, "ticks", tick, composite_position(&self, "lower", NULL, channels));
    composite_part(&self, layers, "ticks", tick, composite_position(&self, "upper", NULL, channels));
    composite_part(&self, layers, "rule", rule, composite_position(&self, "lower", "upper", channels));
    if (layers->count == 1)
        node_share_all(self.arena, out, layers->items[0].value);
    else
        node_put(self.arena, out, "layer", layers);
    return out;
}

const Node *
composite_errorband(Drawing *drawing, const Node *spec)
{
    static const char *const curve[] = {"interpolate", "tension"};
    Composite self;
    Node *out = open_range(drawing, spec, "errorband", &self);
    if (!out)
        return NULL;
    bool flat = !node_find(self.encoding, "x") || !node_find(self.encoding, "y"); /* the same range everywhere */
    Node *layers = composite_list(&self), *band = composite_map(&self), *border = composite_map(&self);
    composite_put_text(&self, band, "type", flat ? "rect" : "area");
    composite_put_text(&self, border, "type", flat ? "rule" : "line");
    for (size_t i = 0; i < COUNT_OF(curve); i++) {
        if (flat) {
            ignore(&self, curve[i]);
        } else if (node_find(self.mark, "interpolate")) {
            node_share(self.arena, band, curve[i], node_find(self.mark, curve[i]));
            node_share(self.arena, border, curve[i], node_find(self.mark, curve[i]));
        }
    }
    composite_part(&self, layers, "band", band, composite_position(&self, "lower", "upper", self.shared));
    composite_part(&self, layers, "borders", border, composite_position(&self, "lower", NULL, self.shared));
    composite_part(&self, layers, "borders", border, composite_position(&self, "upper", NULL, self.shared));
    node_put(self.arena, out, "layer", layers);
    return out;
}
