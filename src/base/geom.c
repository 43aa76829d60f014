/* base/geom.c -- plane geometry. */
#include "base/geom.h"

#include <math.h>

Matrix
matrix_translate(double x, double y)
{
    return (Matrix){1, 0, 0, 1, x, y};
}

Matrix
matrix_scale(double x, double y)
{
    return (Matrix){x, 0, 0, y, 0, 0};
}

Matrix
matrix_rotate(double degrees)
{
    /* Quarter turns are exact, so that turned axis titles stand on whole numbers. */
    double quarters = degrees / 90;
    if (quarters == floor(quarters) && fabs(quarters) < 1e6) {
        static const double cosines[4] = {1, 0, -1, 0}, sines[4] = {0, 1, 0, -1};
        int turn = ((int)quarters % 4 + 4) % 4;
        return (Matrix){cosines[turn], sines[turn], -sines[turn], cosines[turn], 0, 0};
    }
    double angle_rad = degrees * (3.14159265358979323846 / 180);
    double c = cos(angle_rad), s = sin(angle_rad);
    return (Matrix){c, s, -s, c, 0, 0};
}

Matrix
matrix_multiply(Matrix o, Matrix i)
{
    return (Matrix){
        .a = o.a * i.a + o.c * i.b,
        .b = o.b * i.a + o.d * i.b,
        .c = o.a * i.c + o.c * i.d,
        .d = o.b * i.c + o.d * i.d,
        .e = o.a * i.e + o.c * i.f + o.e,
        .f = o.b * i.e + o.d * i.f + o.f,
    };
}

bool
matrix_is_identity(Matrix m)
{
    return m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1 && m.e == 0 && m.f == 0;
}

Point
matrix_apply(Matrix m, Point p)
{
    return (Point){m.a * p.x + m.c * p.y + m.e, m.b * p.x + m.d * p.y + m.f};
}

Rect
matrix_apply_rect(Matrix m, Rect r)
{
    if (r.width < 0)
        return r;
    Point corners[4] = {
        matrix_apply(m, (Point){r.x, r.y}),
        matrix_apply(m, (Point){r.x + r.width, r.y}),
        matrix_apply(m, (Point){r.x, r.y + r.height}),
        matrix_apply(m, (Point){r.x + r.width, r.y + r.height}),
    };
    Point low = corners[0], high = corners[0];
    for (int i = 1; i < 4; i++) {
        low = (Point){fmin(low.x, corners[i].x), fmin(low.y, corners[i].y)};
        high = (Point){fmax(high.x, corners[i].x), fmax(high.y, corners[i].y)};
    }
    return (Rect){low.x, low.y, high.x - low.x, high.y - low.y};
}

Rect
rect_union(Rect a, Rect b)
{
    if (a.width < 0)
        return b;
    if (b.width < 0)
        return a;
    double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
    return (Rect){
        x, y, fmax(a.x + a.width, b.x + b.width) - x, fmax(a.y + a.height, b.y + b.height) - y,
    };
}

Rect
rect_inset(Rect r, double by)
{
    return (Rect){r.x + by, r.y + by, r.width - 2 * by, r.height - 2 * by};
}

bool
rect_overlaps(Rect a, Rect b, double tolerance)
{
    if (a.width < 0 || b.width < 0)
        return false;
    return a.x + a.width - tolerance > b.x && b.x + b.width - tolerance > a.x &&
        a.y + a.height - tolerance > b.y && b.y + b.height - tolerance > a.y;
}

bool
rect_contains(Rect outer, Rect inner, double tolerance)
{
    if (inner.width < 0)
        return true;
    if (outer.width < 0)
        return false;
    return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
        inner.x + inner.width <= outer.x + outer.width + tolerance &&
        inner.y + inner.height <= outer.y + outer.height + tolerance;
}
