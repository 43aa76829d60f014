/* base/geom.h -- points, rectangles, matrices. Unit pt (one Vega px = 1 unit), y down. */
#ifndef SHUDU_BASE_GEOM_H
#define SHUDU_BASE_GEOM_H

#include "base/base.h"

typedef struct Point {
    double x, y;
} Point;

typedef struct Rect {
    double x, y, width, height;
} Rect;

/* x' = a x + c y + e,  y' = b x + d y + f */
typedef struct Matrix {
    double a, b, c, d, e, f;
} Matrix;

static const Matrix MATRIX_IDENTITY = {1, 0, 0, 1, 0, 0};

Matrix matrix_translate(double x, double y);
Matrix matrix_scale(double x, double y);
Matrix matrix_rotate(double degrees); /* clockwise, as y points down */
/* First `inner`, then `outer`. */
Matrix matrix_multiply(Matrix outer, Matrix inner);
bool matrix_is_identity(Matrix m);
Point matrix_apply(Matrix m, Point p);
Rect matrix_apply_rect(Matrix m, Rect r); /* bounding box */
Rect rect_union(Rect a, Rect b);          /* an empty one (width < 0) is neutral */
Rect rect_inset(Rect r, double by);
bool rect_overlaps(Rect a, Rect b, double tolerance);
bool rect_contains(Rect outer, Rect inner, double tolerance);
static const Rect RECT_EMPTY = {0, 0, -1, -1};

#endif
