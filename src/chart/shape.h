/* chart/shape.h -- outlines of marks: symbols, arcs, trails, rounded bars and the curves through points.
 *
 * The geometry is that of d3-shape and vega-scenegraph; coordinates in px (= pt), y down. Each function appends to `path`.
 * Tests   tests/unit/chart/shape_test.c
 */
#ifndef SHUDU_CHART_SHAPE_H
#define SHUDU_CHART_SHAPE_H

#include "scene/scene.h"

/* Vega's symbols: "circle", "cross", "diamond", "square", "arrow", "wedge", "triangle", "triangle-up", …, "stroke", or SVG path
 * data in the square from -1 to 1 (all commands of SVG 1.1 paths, relative and absolute, arcs included). `size` is an area in px²;
 * `angle` in degrees. False where `shape` is neither: a circle is drawn. */
bool shape_symbol(Arena *arena, Path *path, const char *shape, double size, Point center, double angle);
/* Any SVG path data, scaled about the origin and then moved. False at the first fault. */
bool shape_svg_path(Arena *arena, Path *path, const char *data, double scale, Point at);

/* d3.arc: angles in radians clockwise from 12 o'clock. */
typedef struct ArcShape {
    Point center;
    double start_angle, end_angle, inner_radius, outer_radius, pad_angle, corner_radius;
} ArcShape;
void shape_arc(Arena *arena, Path *path, const ArcShape *arc);

/* A rectangle with Vega's rounded corners; radii of top-left, top-right, bottom-right, bottom-left are held to half the shorter side. */
void shape_rect(Arena *arena, Path *path, Rect rect, const double radii[4]);

/* Points of a line; `defined` false breaks it. */
typedef struct ShapePoint {
    double x, y;
    double x0, y0;   /* area: the base opposite (x0, y0) */
    double size;     /* trail: width */
    bool defined;
} ShapePoint;

/* interpolate: "linear", "linear-closed", "step", "step-before", "step-after", "basis", "basis-open", "basis-closed", "bundle", "cardinal",
 * "cardinal-open", "cardinal-closed", "catmull-rom", "catmull-rom-open", "catmull-rom-closed", "natural", "monotone"; NULL or unknown: linear.
 * tension: NaN for Vega's default of that curve. horizontal: the line runs along y (monotone in y). A single point gives what d3 gives. */
void shape_line(Arena *arena, Path *path, const ShapePoint *points, size_t count, const char *interpolate, double tension, bool horizontal);
void shape_area(Arena *arena, Path *path, const ShapePoint *points, size_t count, const char *interpolate, double tension, bool horizontal);
void shape_trail(Arena *arena, Path *path, const ShapePoint *points, size_t count);

#endif
