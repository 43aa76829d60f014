/* chart/size.c -- width and height of views (Vega-Lite: layoutsize/parse.ts), and the order in which scales come about. */
#include "base/str.h"
#include "chart/scale_build.h"

#include <math.h>

/* config.view: discreteWidth as a number or {step}, step, continuousWidth. */
static const Node *
discrete_size(const Drawing *drawing, int dimension)
{
    return config_find(drawing, "view", dimension == 0 ? "discreteWidth" : "discreteHeight");
}

double
view_default_step(const Drawing *drawing, int dimension)
{
    const Node *size = discrete_size(drawing, dimension);
    if (size && size->kind == NODE_MAP && node_find(size, "step"))
        return property_number(drawing, node_find(size, "step"), 20);
    return property_number(drawing, config_find(drawing, "view", "step"), 20);
}

double
view_continuous_size(const Drawing *drawing, int dimension)
{
    return property_number(drawing, config_find(drawing, "view", dimension == 0 ? "continuousWidth" : "continuousHeight"), 300);
}

static Extent
unit_extent(const View *unit, int dimension)
{
    const Drawing *drawing = unit->drawing;
    Channel channel = dimension == 0 ? CHANNEL_X : CHANNEL_Y;
    const Encoding *encoding = &unit->encodings[channel];
    const Scale *scale = view_scale(unit, channel);
    Extent stated = unit->stated[dimension];
    bool continuous = (encoding->is_field || encoding->is_datum) && !encoding_is_discrete(encoding);
    if (stated.set && stated.container) {
        stated.value = view_continuous_size(drawing, dimension);
        return stated;
    }
    if (stated.set && !(stated.is_step && (continuous || (scale && !scale_type_is_discrete(scale->type)))))
        return stated;
    const Node *size = discrete_size(drawing, dimension);
    Extent steps = {.is_step = true, .value = view_default_step(drawing, dimension)};
    if (scale && scale_type_is_discrete(scale->type))
        return size && size->kind == NODE_NUMBER ? (Extent){.value = size->number} : steps;
    if (scale || unit->mark_type == MARK_ARC)
        return (Extent){.value = view_continuous_size(drawing, dimension)};
    return (Extent){.value = size && size->kind == NODE_NUMBER ? size->number : steps.value};
}

/* Of layered views the first that states its size, else the first. `set` says that it is stated. */
Extent
view_extent(const View *view, int dimension)
{
    if (view->kind == VIEW_UNIT)
        return unit_extent(view, dimension);
    Extent best = {0};
    for (size_t i = 0; i < view->children.count; i++) {
        Extent own = view_extent(view->children.items[i], dimension);
        if (i == 0 || (own.set && !best.set))
            best = own;
    }
    return best;
}

/* A step states the distance of the offsets inside a band, unless it is for the position. */
static double
position_step(const View *unit, const Scale *scale, const Extent *extent)
{
    Channel offset_channel = channel_offset(scale->channel);
    const Encoding *encoding = &unit->encodings[offset_channel];
    const Scale *offset = unit_scale(unit, offset_channel);
    if (extent->step_for_position || !offset || !encoding_is_discrete(encoding))
        return extent->value;
    double count = (double)offset->names.count;
    ScaleProperty both = scale_property(offset, "padding"), inner = scale_property(offset, "paddingInner"), outer = scale_property(offset, "paddingOuter");
    if (offset->type == SCALE_BAND)
        count = band_space(count, inner.set ? inner.number : both.set ? both.number : 0, outer.set ? outer.number : both.set ? both.number : 0);
    ScaleProperty own = scale_property(scale, "paddingInner"), own_both = scale_property(scale, "padding");
    return extent->value * count / (1 - (own.set ? own.number : own_both.set ? own_both.number : 0));
}

static const View *
unit_with(const View *view, Channel channel)
{
    if (view->kind == VIEW_UNIT)
        return view->encodings[channel].is_field || view->encodings[channel].is_datum ? view : NULL;
    for (size_t i = 0; i < view->children.count; i++) {
        const View *found = unit_with(view->children.items[i], channel);
        if (found)
            return found;
    }
    return NULL;
}

static double
extent_pixels(const View *view, int dimension)
{
    Extent extent = view_extent(view, dimension);
    Channel channel = dimension == 0 ? CHANNEL_X : CHANNEL_Y;
    if (!extent.is_step)
        return extent.value;
    const View *unit = unit_with(view, channel);
    const Scale *scale = unit ? unit_scale(unit, channel) : NULL;
    if (!scale || !scale_type_is_discrete(scale->type))
        return extent.value;
    ScaleProperty both = scale_property(scale, "padding"), inner = scale_property(scale, "paddingInner"), outer = scale_property(scale, "paddingOuter");
    double between = scale->type == SCALE_BAND ? (inner.set ? inner.number : both.set ? both.number : 0) : 1;
    double around = outer.set ? outer.number : both.set ? both.number : 0;
    return band_space((double)scale->names.count, between, around) * position_step(unit, scale, &extent);
}

void
view_state_size(View *view, int dimension, double size)
{
    view->stated[dimension] = (Extent){.set = true, .value = size};
    for (size_t i = 0; i < view->children.count; i++)
        view_state_size(view->children.items[i], dimension, size);
}

static void
give_size(View *view, const double size[2])
{
    view->size[0] = size[0];
    view->size[1] = size[1];
    for (size_t i = 0; i < view->children.count; i++)
        give_size(view->children.items[i], size);
}

void
view_sizes(View *view)
{
    if (view->kind == VIEW_UNIT || view->kind == VIEW_LAYER) {
        double size[2] = {extent_pixels(view, 0), extent_pixels(view, 1)};
        give_size(view, size);
        return;
    }
    for (size_t i = 0; i < view->children.count; i++)
        view_sizes(view->children.items[i]);
    if (view->children.count) {
        view->size[0] = view->children.items[0]->size[0];
        view->size[1] = view->children.items[0]->size[1];
    }
}

/* ---- all scales ----------------------------------------------------------------------------------------------------- */

typedef void Visit(View *view, Scale *scale);

static void
each_scale(View *view, Visit *visit, bool offsets)
{
    for (int c = 0; c < CHANNEL_COUNT; c++)
        if (view->scales[c] && channel_is_offset((Channel)c) == offsets)
            visit(view, view->scales[c]);
    for (size_t i = 0; i < view->children.count; i++)
        each_scale(view->children.items[i], visit, offsets);
}

static void
visit_domain(View *view, Scale *scale)
{
    (void)view;
    scale_domain(scale);
}

static void
visit_finish(View *view, Scale *scale)
{
    (void)view;
    scale_finish_domain(scale);
}

void
scales_of_cell(View *cell)
{
    each_scale(cell, visit_domain, false);
    each_scale(cell, visit_domain, true);
    view_sizes(cell);
    each_scale(cell, scale_range, false);
    each_scale(cell, visit_finish, false);
    /* Offsets lie inside the bands of the positions. */
    each_scale(cell, scale_range, true);
    each_scale(cell, visit_finish, true);
}

void
scales_resolve(View *root)
{
    scales_make(root);
    scales_of_cell(root);
}
