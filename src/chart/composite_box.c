/* chart/composite_box.c -- box plots.
 *
 *     extent k            box and median over the quartiles; whiskers to the last rows within k interquartile ranges; rows beyond as points
 *     extent "min-max"    whiskers to the least and the greatest row
 */
#include "base/str.h"
#include "chart/composite_read.h"

typedef struct Boxplot {
    Composite base;
    const char *extent;         /* "1.5"; NULL: min-max */
    const Node *size;           /* of box and median */
    const Node *plain, *sized;  /* channels without color and size; without color */
} Boxplot;

static Node *
part_mark(const Boxplot *self, const char *type, const char *orient, bool sized)
{
    const Composite *base = &self->base;
    Node *mark = composite_map(base);
    composite_put_text(base, mark, "type", type);
    node_share(base->arena, mark, "invalid", node_find(base->mark, "invalid"));
    if (orient)
        composite_put_text(base, mark, "orient", orient);
    if (sized)
        node_share(base->arena, mark, "size", self->size);
    return mark;
}

static const char *
orient_of(const Boxplot *self, bool across)
{
    return (self->base.axis[0] == 'y') != across ? "vertical" : "horizontal";
}

static Node *
tick_mark(const Boxplot *self)
{
    const Composite *base = &self->base;
    Node *tick = part_mark(self, "tick", orient_of(self, true), false);
    composite_put_text(base, tick, "color", "black");
    node_put(base->arena, tick, "opacity", node_new_number(base->arena, 1, base->mark->loc));
    return tick;
}

static void
add_whiskers(const Boxplot *self, Node *layers)
{
    const Composite *base = &self->base;
    const Node *rule = part_mark(self, "rule", NULL, false), *tick = tick_mark(self);
    composite_part(base, layers, "rule", rule, composite_position(base, "lower_whisker", "lower_box", self->plain));
    composite_part(base, layers, "rule", rule, composite_position(base, "upper_box", "upper_whisker", self->plain));
    composite_part(base, layers, "ticks", tick, composite_position(base, "lower_whisker", NULL, self->plain));
    composite_part(base, layers, "ticks", tick, composite_position(base, "upper_whisker", NULL, self->plain));
}

static const char *
column_value(const Composite *base, const char *prefix)
{
    return composite_datum(base->arena, composite_column(base, prefix));
}

/* Where the quartiles meet, the median is all that is seen of the box, and takes its colour. */
static const Node *
median_channels(const Boxplot *self)
{
    const Composite *base = &self->base;
    Node *out = node_map_copy(base->arena, self->sized), *color = composite_map(base), *condition = composite_map(base);
    const Node *given = node_find(base->shared, "color");
    const char *mark_color = node_text(node_find(base->drawing->config, "mark"), "color", "#4c78a8");
    const char *lower = column_value(base, "lower_box"), *upper = column_value(base, "upper_box");
    composite_put_text(base, condition, "test", arena_printf(base->arena, "%s >= %s", lower, upper));
    if (given)
        node_share_all(base->arena, condition, given);
    else
        composite_put_text(base, condition, "value", node_text(node_find(base->config, "box"), "color", mark_color));
    node_put(base->arena, color, "condition", condition);
    node_put(base->arena, out, "color", color);
    return out;
}

static Node *
box_layers(const Boxplot *self)
{
    const Composite *base = &self->base;
    Node *layers = composite_list(base);
    if (!self->extent)
        add_whiskers(self, layers);
    const Node *box = part_mark(self, "bar", orient_of(self, false), true), *median = part_mark(self, "tick", orient_of(self, true), true);
    composite_part(base, layers, "box", box, composite_position(base, "lower_box", "upper_box", base->shared));
    composite_part(base, layers, "median", median, composite_position(base, "mid_box", NULL, median_channels(self)));
    return layers;
}

static void
add_quartiles(const Composite *base, Node *ops)
{
    composite_aggregate(base, ops, "q1", NULL, "lower_box");
    composite_aggregate(base, ops, "q3", NULL, "upper_box");
}

static Node *
box_transforms(const Boxplot *self, Node *transforms)
{
    const Composite *base = &self->base;
    Node *ops = composite_list(base);
    composite_push_all(base, transforms, base->prepared);
    composite_push_all(base, ops, base->aggregates);
    add_quartiles(base, ops);
    composite_aggregate(base, ops, "median", NULL, "mid_box");
    composite_aggregate(base, ops, "min", NULL, self->extent ? "min" : "lower_whisker");
    composite_aggregate(base, ops, "max", NULL, self->extent ? "max" : "upper_whisker");
    composite_summarize(base, transforms, "aggregate", ops);
    return transforms;
}

/* ---- whiskers of k interquartile ranges ------------------------------------------------------------------------------ */

static Node *
filter_transform(const Composite *base, const char *test)
{
    Node *transform = composite_map(base);
    composite_put_text(base, transform, "filter", test);
    return transform;
}

/* Rows within the fences give the ends of the whiskers; `transforms` come first. */
static Node *
inner_rows(const Boxplot *self, Node *transforms, const char *value, const char *low, const char *high)
{
    const Composite *base = &self->base;
    Node *view = composite_map(base), *ops = composite_list(base), *layers = composite_list(base);
    node_push(base->arena, transforms, filter_transform(base, arena_printf(base->arena, "(%s <= %s) && (%s <= %s)", low, value, value, high)));
    composite_aggregate(base, ops, "min", NULL, "lower_whisker");
    composite_aggregate(base, ops, "max", NULL, "upper_whisker");
    composite_aggregate(base, ops, "min", composite_column(base, "lower_box"), "lower_box");
    composite_aggregate(base, ops, "max", composite_column(base, "upper_box"), "upper_box");
    composite_push_all(base, ops, base->aggregates);
    composite_summarize(base, transforms, "aggregate", ops);
    add_whiskers(self, layers);
    node_put(base->arena, view, "transform", transforms);
    node_put(base->arena, view, "layer", layers);
    return view;
}

static void
add_outliers(const Boxplot *self, Node *layers, const char *value, const char *low, const char *high)
{
    const Composite *base = &self->base;
    Node *mark = composite_map(base), *channels = node_map_copy(base->arena, self->plain), *transforms = composite_list(base);
    composite_put_text(base, mark, "type", "point");
    node_share(base->arena, channels, "color", node_find(base->shared, "color"));
    Node *unit = composite_part(base, layers, "outliers", mark, composite_position(base, NULL, NULL, channels));
    node_push(base->arena, transforms, filter_transform(base, arena_printf(base->arena, "(%s < %s) || (%s > %s)", value, low, value, high)));
    if (unit)
        node_put(base->arena, unit, "transform", transforms);
}

static Node *
whisker_view(const Boxplot *self)
{
    const Composite *base = &self->base;
    Arena *arena = base->arena;
    const char *value = composite_datum(arena, value_field_name(arena, node_text(base->measure, "field", "")));
    const char *lower = column_value(base, "lower_box"), *upper = column_value(base, "upper_box");
    const char *low = arena_printf(arena, "%s - %s * (%s - %s)", lower, self->extent, upper, lower);
    const char *high = arena_printf(arena, "%s + %s * (%s - %s)", upper, self->extent, upper, lower);
    Node *view = composite_map(base), *layers = composite_list(base), *transforms = composite_list(base), *quartiles = composite_list(base);
    composite_push_all(base, transforms, base->prepared);
    add_quartiles(base, quartiles);
    composite_summarize(base, transforms, "joinaggregate", quartiles);
    add_outliers(self, layers, value, low, high);
    if (!layers->count)
        return inner_rows(self, transforms, value, low, high);
    node_push(arena, layers, inner_rows(self, composite_list(base), value, low, high));
    node_put(arena, view, "transform", transforms);
    node_put(arena, view, "layer", layers);
    return view;
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------- */

static const char *
read_extent(const Composite *base)
{
    const Node *extent = node_find(base->mark, "extent"), *config = node_find(base->config, "extent");
    extent = extent ? extent : config;
    if (extent && str_equal(extent->text, "min-max"))
        return NULL;
    if (extent && extent->kind == NODE_NUMBER)
        return str_from_double(base->arena, extent->number);
    if (extent)
        diag(base->drawing->context->diags, DIAG_VL_IGNORED, extent->loc, "extent");
    return config && config->kind == NODE_NUMBER ? str_from_double(base->arena, config->number) : "1.5";
}

const Node *
composite_boxplot(Drawing *drawing, const Node *spec)
{
    static const char *const painted[] = {"color", "size", NULL}, *const color_key[] = {"color", NULL};
    Boxplot self = {.extent = NULL};
    Composite *base = &self.base;
    composite_open(drawing, spec, "boxplot", base);
    const char *axis = composite_axis(base);
    if (!axis || !composite_take(base, axis, false))
        return NULL;
    self.extent = read_extent(base);
    self.size = node_find(base->mark, "size") ? node_find(base->mark, "size") : node_find(base->config, "size");
    self.plain = node_map_without(base->arena, base->shared, painted);
    self.sized = node_map_without(base->arena, base->shared, color_key);

    Node *out = composite_outer(base);
    if (!self.extent) {
        Node *transforms = composite_list(base);
        if (node_find(out, "transform"))
            composite_push_all(base, transforms, node_find(out, "transform"));
        node_put(base->arena, out, "transform", box_transforms(&self, transforms));
        node_put(base->arena, out, "layer", box_layers(&self));
        return out;
    }
    Node *layers = composite_list(base), *boxes = composite_map(base);
    node_push(base->arena, layers, whisker_view(&self));
    node_put(base->arena, boxes, "transform", box_transforms(&self, composite_list(base)));
    node_put(base->arena, boxes, "layer", box_layers(&self));
    node_push(base->arena, layers, boxes);
    node_put(base->arena, out, "layer", layers);
    return out;
}
