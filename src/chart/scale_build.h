/* chart/scale_build.h -- what the files that make scales share; private to the room. */
#ifndef SHUDU_CHART_SCALE_BUILD_H
#define SHUDU_CHART_SCALE_BUILD_H

#include "chart/scale.h"

/* scale_type.c */
void scales_make(View *view);
bool has_nested_offset(const View *unit, Channel channel);

/* scale_property.c: a property as all units that share the scale agree on it: what is stated comes before defaults, earlier units first. */
typedef struct ScaleProperty {
    bool set, stated;
    const Node *node;     /* as stated */
    double number;        /* its number, or the default's */
    bool flag;
} ScaleProperty;
ScaleProperty scale_property(const Scale *scale, const char *key);

/* scale_domain.c */
void scale_domain(Scale *scale);              /* values of the data; before zero, padding and nice */
void scale_finish_domain(Scale *scale);       /* needs the range */
/* scale_range.c */
void scale_range(View *view, Scale *scale);
/* size.c: width and height of the views below, and the range of the discrete positions they follow from. */
void view_sizes(View *view);
Extent view_extent(const View *view, int dimension);

#endif
