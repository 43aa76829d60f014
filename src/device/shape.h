/* device/shape.h -- what all devices need to know about paths and paints.
 *
 * Patterns are defined once, so that every output shows the same: parallel lines `spacing` apart (hatch: rising to
 * the right; hatch back: falling; cross: both), the first half a spacing from the op's origin, `line_width` wide; or
 * dots of radius `line_width` in a square grid, the first half a spacing from the origin in both directions.
 *
 * Tests    tests/unit/device/shape_test.c
 */
#ifndef SHUDU_DEVICE_SHAPE_H
#define SHUDU_DEVICE_SHAPE_H

#include "scene/scene.h"

/* Whether the path is one rectangle with sides along the axes. */
bool shape_as_rect(const Path *path, Rect *out);
/* Whether the path is one straight line. */
bool shape_as_line(const Path *path, Point *from, Point *to);
bool stroke_is_visible(const Stroke *stroke);
bool paint_is_visible(const Paint *paint);
double stroke_miter(const Stroke *stroke); /* 4 where the stroke has none */

/* The strokes (or, for dots, the filled circles) of a pattern that cover `bounds`, in the units of the op. */
Path pattern_path(Arena *arena, const Paint *paint, Rect bounds);
/* Spacing and line width with sensible values where the paint has none. */
double pattern_spacing(const Paint *paint);
double pattern_line_width(const Paint *paint);

/* Matrix factors. */
bool matrix_is_similarity(Matrix m); /* keeps shapes: one scale for both directions, any rotation or reflection */
double matrix_scale_factor(Matrix m); /* square root of the area factor */

/* The generic family CSS falls back to: "serif", "monospace", "sans-serif". */
const char *font_generic_family(const char *family);

#endif
