/* chart/scale.h -- from values to positions, colours, sizes and shapes.
 *
 * A Scale lives at the topmost view that shares it; `from` lists the units and channels it serves. scales_resolve makes all scales of
 * a tree in Vega-Lite's order: types, domains, sizes of views, ranges, and then the finished (nice, padded) domains.
 *
 * Values  numbers and dates as double; other domains keep their Values in `names`
 * Memory  the drawing's arena
 * Tests   tests/unit/chart/scale_test.c
 */
#ifndef SHUDU_CHART_SCALE_H
#define SHUDU_CHART_SCALE_H

#include "chart/scheme.h"
#include "chart/view.h"

typedef enum ScaleType {
    SCALE_NONE,
    SCALE_LINEAR, SCALE_LOG, SCALE_POW, SCALE_SQRT, SCALE_SYMLOG, SCALE_TIME, SCALE_UTC, /* continuous */
    SCALE_POINT, SCALE_BAND, SCALE_ORDINAL,                                             /* discrete */
    SCALE_BIN_ORDINAL, SCALE_QUANTILE, SCALE_QUANTIZE, SCALE_THRESHOLD,                 /* pieces of a continuous domain */
} ScaleType;

bool scale_type_is_continuous(ScaleType type); /* linear … utc, and the discretizing ones: domains of numbers */
bool scale_type_is_time(ScaleType type);
bool scale_type_is_discrete(ScaleType type);   /* point band ordinal bin-ordinal */
bool scale_type_is_discretizing(ScaleType type);
/* The type that one unit's channel asks for; SCALE_NONE where it has no scale. */
ScaleType unit_scale_type(const View *unit, Channel channel);

typedef struct Contributor {
    View *unit;
    Channel channel;
} Contributor;

struct Scale {
    Channel channel;
    ScaleType type;
    bool type_explicit;
    VEC(Contributor) from;
    Drawing *drawing;
    /* domain */
    double *domain;             /* continuous and discretizing: at least two, ascending or descending */
    size_t domain_count;
    bool domain_explicit;
    VEC(Value) names;           /* discrete */
    size_t *slots, slot_count;  /* hash of names: index + 1 */
    double *samples;            /* quantile: sorted values */
    size_t sample_count;
    double *bins;               /* edges; NULL */
    size_t bin_count;
    /* range */
    double *range;
    size_t range_count;
    Color *colors;              /* NULL: the range is not of colours */
    size_t color_count;
    bool ramp;                  /* colours run into each other */
    bool whole_ramp;            /* t from 0 to 1 over the domain (sequential, diverging), not one colour a domain value */
    double ramp_from, ramp_to;  /* part of the ramp used */
    Interpolation interpolation;
    const Node *items;          /* other discrete ranges: a list of shapes, dashes, numbers */
    double step, bandwidth, start; /* band and point */
    bool clamp, round, reverse;
    double base, exponent, constant, align, padding_inner, padding_outer;
    int zero;                   /* 1 yes, 0 no, -1 left to the type */
};

/* A bar or area that reaches from a base line within its band to a quantitative offset. */
bool unit_is_ranged_offset(const View *unit, Channel channel);
/* Scales and sizes of a whole tree; of a copy of a facet's cell: those that live in it. */
void scales_resolve(View *root);
void scales_of_cell(View *cell);
/* A size that overrides what the spec states: width is dimension 0. */
void view_state_size(View *view, int dimension, double size);
/* The scale that a unit's channel uses: only where the unit itself encodes the channel. */
Scale *unit_scale(const View *unit, Channel channel);
/* The scale of a channel as seen from a view, whoever made it. */
Scale *view_scale(const View *view, Channel channel);

/* NaN where the value has no place. Band scales give the start of the band. */
double scale_map(const Scale *scale, Value value);
double scale_map_number(const Scale *scale, double value);
double scale_bandwidth(const Scale *scale);
bool scale_color(const Scale *scale, Value value, Color *out);
Color scale_ramp(const Scale *scale, double t); /* 0 to 1 along the domain */
/* Item of a discrete range; NULL. */
const Node *scale_item(const Scale *scale, Value value);
ptrdiff_t scale_index(const Scale *scale, Value value); /* in names, or the piece of the domain; -1 */
double scale_domain_min(const Scale *scale);
double scale_domain_max(const Scale *scale);
/* Where along the domain, 0 to 1. */
double scale_fraction(const Scale *scale, double value);
double scale_range_start(const Scale *scale);
double scale_range_end(const Scale *scale);

typedef enum HasZero { ZERO_NO, ZERO_MAYBE, ZERO_YES } HasZero;
HasZero scale_has_zero(const Scale *scale);
/* vega-scale's bandspace */
double band_space(double count, double inner, double outer);
/* The step that discrete positions get where nothing states a size. */
double view_default_step(const Drawing *drawing, int dimension);
double view_continuous_size(const Drawing *drawing, int dimension);

#endif
