/* chart/scheme.h -- the named colour schemes, and colours between colours.
 *
 * Values  as Vega publishes them (vega-scale: ColorBrewer, d3-scale-chromatic, Vega's own), so that a spec draws the same there
 * Tests   tests/unit/chart/scheme_test.c
 */
#ifndef SHUDU_CHART_SCHEME_H
#define SHUDU_CHART_SCHEME_H

#include "base/color.h"

typedef struct Scheme {
    const char *name;      /* lower case: "tableau10", "yellowgreenblue" */
    bool discrete;         /* a list of colours; else the anchors of a continuous ramp */
    const uint32_t *colors; /* 0xrrggbb */
    size_t count;
} Scheme;

/* Case does not matter. "blues-5" is the continuous scheme "blues" cut into five (as d3 names them). NULL where unknown. */
const Scheme *scheme_find(const char *name);
/* All names, for "did you mean". */
const char *const *scheme_names(size_t *count);

typedef enum Interpolation { INTERPOLATE_RGB, INTERPOLATE_HSL, INTERPOLATE_HSL_LONG, INTERPOLATE_LAB, INTERPOLATE_HCL, INTERPOLATE_HCL_LONG, INTERPOLATE_CUBEHELIX, INTERPOLATE_CUBEHELIX_LONG } Interpolation;
/* "rgb", "hcl-long" …; rgb where unknown or NULL. */
Interpolation interpolation_from_name(const char *name);
/* d3-interpolate of that name. */
Color color_interpolate(Color a, Color b, double t, Interpolation kind);
/* Piecewise through all colours; t from 0 to 1, and on beyond the ends as d3 does. */
Color ramp_color(const Color *colors, size_t count, double t, Interpolation kind);

#endif
