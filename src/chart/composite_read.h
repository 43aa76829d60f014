/* chart/composite_read.h -- what the composite marks share; private to composite*.c. */
#ifndef SHUDU_CHART_COMPOSITE_READ_H
#define SHUDU_CHART_COMPOSITE_READ_H

#include "chart/composite.h"

/* A unit taken apart: the measure that is summarised, and the other channels over computed columns. */
typedef struct Composite {
    Drawing *drawing;
    Arena *arena;
    const char *name;           /* "boxplot" */
    const Node *spec, *encoding;
    const Node *mark, *config;  /* mark definition as a map; config.boxplot */
    const char *axis;           /* "x" or "y": where the measure runs */
    const Node *measure;        /* its channel, with a type and without aggregate */
    const char *column;         /* its column */
    Node *prepared;             /* transforms for bins and time units of the other channels */
    Node *aggregates, *groups;  /* what the other channels add to an aggregate */
    Node *shared;               /* the other channels */
} Composite;

void composite_open(Drawing *drawing, const Node *spec, const char *name, Composite *out);
/* "x" or "y", by mark.orient or the channels' types; NULL after a diagnostic. */
const char *composite_axis(const Composite *self);
bool composite_is_continuous(const Composite *self, const char *channel);
/* Fills the rest. What a tooltip names parts rows into groups where `tooltip_groups`, as in Vega-Lite. */
bool composite_take(Composite *self, const char *axis, bool tooltip_groups);

/* "x2", "yError": a channel of the measure's axis; NULL where the spec has none. */
const Node *composite_beside(const Composite *self, const char *suffix);
/* datum['a name'] */
const char *composite_datum(Arena *arena, const char *name);
/* "lower_box_people" */
const char *composite_column(const Composite *self, const char *prefix);

Node *composite_list(const Composite *self);
Node *composite_map(const Composite *self);
void composite_put_text(const Composite *self, Node *map, const char *key, const char *text);
void composite_calculate(const Composite *self, Node *transforms, const char *expression, const char *as);
/* {op, field, as: PREFIX_measure}; field NULL: the measure itself. */
void composite_aggregate(const Composite *self, Node *aggregates, const char *op, const char *field, const char *prefix);
/* Adds {KIND: ops, groupby: the groups}. */
void composite_summarize(const Composite *self, Node *transforms, const char *kind, Node *ops);
void composite_push_all(const Composite *self, Node *list, const Node *from);

/* Encoding of a layer: the measure's axis at FROM_measure (and TO_measure, or NULL), then the channels given. */
Node *composite_position(const Composite *self, const char *from, const char *to, const Node *channels);
/* A layer drawing the part, pushed to `layers`; NULL where the mark or its config leaves the part out. */
Node *composite_part(const Composite *self, Node *layers, const char *part, const Node *mark, const Node *encoding);
/* The spec without mark, encoding, parameters and projection. */
Node *composite_outer(const Composite *self);

#endif
