/* chart/join.c -- which figures a line may join: those of one basis, and none across a year that has none. */
#include "base/str.h"
#include "chart/mark.h"
#include "chart/transform.h"

#include <math.h>

static const Fact *
fact_of(const Marker *self, size_t row)
{
    const Model *model = self->drawing->context->model;
    const FactUse *use = model ? encode_use(self, row) : NULL;
    return use && use->kind == USE_FACT ? model_fact(model, use->key) : NULL;
}

static Channel
along(const Marker *self)
{
    return self->unit->orient == ORIENT_HORIZONTAL ? CHANNEL_Y : CHANNEL_X;
}

bool
rows_may_join(const Marker *self, size_t a, size_t b)
{
    const Fact *one = fact_of(self, a), *two = fact_of(self, b);
    if (!one || !two)
        return true;
    const Scale *scale = self->scales[along(self)];
    bool named = scale && (scale->type == SCALE_BAND || scale->type == SCALE_POINT);
    double apart = point_position(self, along(self), b, DEFAULT_MIDDLE) - point_position(self, along(self), a, DEFAULT_MIDDLE);
    return !(named && fabs(apart) > 1.5 * fabs(scale->step)) && *one->basis && str_equal(one->basis, two->basis);
}

static bool
same_series(const Marker *self, size_t a, size_t b)
{
    static const Channel channels[] = {CHANNEL_COLOR, CHANNEL_STROKE, CHANNEL_DETAIL};
    for (size_t i = 0; i < COUNT_OF(channels); i++)
        if (!value_same_key(self->arena, marker_value(self, channels[i], a), marker_value(self, channels[i], b)))
            return false;
    for (const char *const *facet = self->unit->facet_columns; *facet; facet++)
        if (!value_same_key(self->arena, dataset_value(self->rows, a, *facet), dataset_value(self->rows, b, *facet)))
            return false;
    return true;
}

/* The row of the same series next to this one, on the side of `sign`; -1. */
static ptrdiff_t
neighbour(const Marker *self, size_t row, double sign)
{
    double at = point_position(self, along(self), row, DEFAULT_MIDDLE), best = INFINITY;
    ptrdiff_t found = -1;
    for (size_t other = 0; other < self->rows->row_count; other++) {
        double apart = sign * (point_position(self, along(self), other, DEFAULT_MIDDLE) - at);
        if (other == row || !(apart > 0 && apart < best) || !same_series(self, row, other))
            continue;
        best = apart;
        found = (ptrdiff_t)other;
    }
    return found;
}

bool
row_stands_alone(const Marker *self, size_t row)
{
    if (!fact_of(self, row))
        return false;
    ptrdiff_t before = neighbour(self, row, -1), after = neighbour(self, row, 1);
    return (before < 0 || !rows_may_join(self, (size_t)before, row)) && (after < 0 || !rows_may_join(self, row, (size_t)after));
}

size_t
row_of_segment(const Marker *self, size_t row)
{
    for (ptrdiff_t before; (before = neighbour(self, row, -1)) >= 0 && rows_may_join(self, (size_t)before, row);)
        row = (size_t)before;
    return row;
}

bool
is_sibling_of(const View *unit, MarkType mine, MarkType other)
{
    const View *layer = unit->parent;
    for (size_t i = 0; layer && layer->kind == VIEW_LAYER && unit->mark_type == mine && i < layer->children.count; i++)
        if (layer->children.items[i]->kind == VIEW_UNIT && layer->children.items[i]->mark_type == other)
            return true;
    return false;
}
