/* base/color.h -- colours in sRGB with alpha, 0 to 1. */
#ifndef SHUDU_BASE_COLOR_H
#define SHUDU_BASE_COLOR_H

#include "base/arena.h"

typedef struct Color {
    double r, g, b, a;
} Color;

static const Color COLOR_NONE = {0, 0, 0, 0};
static const Color COLOR_BLACK = {0, 0, 0, 1};
static const Color COLOR_WHITE = {1, 1, 1, 1};

/* "#rgb", "#rrggbb", "#rrggbbaa", "rgb(…)", "rgba(…)", "hsl(…)", CSS names, "transparent". */
bool color_parse(const char *text, Color *out);
Color color_hex(uint32_t rrggbb);
/* "#rrggbb" (alpha left out). */
const char *color_text(Arena *arena, Color color);
Color color_over(Color top, Color bottom);
Color color_mix(Color a, Color b, double t); /* in sRGB */
Color color_mix_lab(Color a, Color b, double t);
/* By hue, the shorter way round the circle or as the angles stand (d3: interpolateHcl, interpolateHclLong). */
Color color_mix_hcl(Color a, Color b, double t, bool long_way);
/* WCAG 2.1 contrast ratio, 1 to 21; both opaque. */
double color_contrast(Color a, Color b);
double color_luminance(Color color); /* WCAG relative luminance */
bool color_equal(Color a, Color b);

/* How a colour looks to a dichromat: simulated after Viénot, Brettel and Mollon (1999) in linear RGB. */
typedef enum ColorVision { VISION_NORMAL, VISION_PROTANOPE, VISION_DEUTERANOPE, VISION_COUNT } ColorVision;
Color color_seen(Color color, ColorVision vision);
/* CIE 1976 ΔE: 0 for the same colour, 100 for black and white; below 10 two colours of a legend are easily mistaken. */
double color_difference(Color a, Color b);

#endif
