/* scene/path.c -- paths and paints. */
#include "scene/scene.h"

#include <math.h>

static const double PI = 3.14159265358979323846;
/* Control points of a quarter circle by a cubic: 4/3 (sqrt 2 - 1). */
static const double KAPPA = 0.5522847498307936;

Paint
paint_none(void)
{
    return (Paint){.kind = PAINT_NONE};
}

Paint
paint_solid(Color color)
{
    return (Paint){.kind = color.a > 0 ? PAINT_SOLID : PAINT_NONE, .color = color};
}

void
path_move(Arena *arena, Path *path, double x, double y)
{
    VEC_PUSH(arena, &path->parts, (PathPart){.verb = PATH_MOVE, .to = {x, y}});
}

void
path_line(Arena *arena, Path *path, double x, double y)
{
    VEC_PUSH(arena, &path->parts, (PathPart){.verb = PATH_LINE, .to = {x, y}});
}

void
path_curve(Arena *arena, Path *path, double x1, double y1, double x2, double y2, double x, double y)
{
    VEC_PUSH(arena, &path->parts, (PathPart){.verb = PATH_CURVE, .to = {x, y}, .c1 = {x1, y1}, .c2 = {x2, y2}});
}

void
path_close(Arena *arena, Path *path)
{
    VEC_PUSH(arena, &path->parts, (PathPart){.verb = PATH_CLOSE});
}

void
path_rect(Arena *arena, Path *path, Rect r)
{
    path_move(arena, path, r.x, r.y);
    path_line(arena, path, r.x + r.width, r.y);
    path_line(arena, path, r.x + r.width, r.y + r.height);
    path_line(arena, path, r.x, r.y + r.height);
    path_close(arena, path);
}

void
path_round_rect(Arena *arena, Path *path, Rect r, const double radii[4])
{
    double limit = fmin(r.width, r.height) / 2, c[4];
    bool square = true;
    for (int i = 0; i < 4; i++) {
        c[i] = fmax(0, fmin(radii[i], limit));
        square &= c[i] == 0;
    }
    if (square) {
        path_rect(arena, path, r);
        return;
    }
    double k = 1 - KAPPA, right = r.x + r.width, bottom = r.y + r.height;
    path_move(arena, path, r.x + c[0], r.y);
    path_line(arena, path, right - c[1], r.y);
    if (c[1] > 0)
        path_curve(arena, path, right - c[1] * k, r.y, right, r.y + c[1] * k, right, r.y + c[1]);
    path_line(arena, path, right, bottom - c[2]);
    if (c[2] > 0)
        path_curve(arena, path, right, bottom - c[2] * k, right - c[2] * k, bottom, right - c[2], bottom);
    path_line(arena, path, r.x + c[3], bottom);
    if (c[3] > 0)
        path_curve(arena, path, r.x + c[3] * k, bottom, r.x, bottom - c[3] * k, r.x, bottom - c[3]);
    path_line(arena, path, r.x, r.y + c[0]);
    if (c[0] > 0)
        path_curve(arena, path, r.x, r.y + c[0] * k, r.x + c[0] * k, r.y, r.x + c[0], r.y);
    path_close(arena, path);
}

void
path_arc(Arena *arena, Path *path, Point center, double radius, double from, double to)
{
    /* Angle 0 is up and grows clockwise: x = sin a, y = -cos a. */
    double x = center.x + radius * sin(from), y = center.y - radius * cos(from);
    const PathPart *last = path->parts.count ? &VEC_LAST(&path->parts) : NULL;
    if (!last || last->verb == PATH_CLOSE)
        path_move(arena, path, x, y);
    else if (hypot(last->to.x - x, last->to.y - y) > 1e-9) /* a line of no length would have joins of no direction */
        path_line(arena, path, x, y);
    int steps = (int)ceil(fabs(to - from) / (PI / 2) - 1e-9);
    for (int i = 0; i < steps; i++) {
        double a = from + (to - from) * i / steps, b = from + (to - from) * (i + 1) / steps;
        double h = 4.0 / 3 * tan((b - a) / 4) * radius;
        path_curve(arena, path,
                   center.x + radius * sin(a) + h * cos(a), center.y - radius * cos(a) + h * sin(a),
                   center.x + radius * sin(b) - h * cos(b), center.y - radius * cos(b) - h * sin(b),
                   center.x + radius * sin(b), center.y - radius * cos(b));
    }
}

void
path_circle(Arena *arena, Path *path, Point center, double radius)
{
    path_move(arena, path, center.x, center.y - radius);
    path_arc(arena, path, center, radius, 0, 2 * PI);
    path_close(arena, path);
}

static Rect
with_point(Rect r, Point p)
{
    return rect_union(r, (Rect){p.x, p.y, 0, 0});
}

/* Where the derivative of one coordinate of a cubic vanishes. */
static Rect
curve_bounds(Rect r, Point p0, const PathPart *part)
{
    const double v[2][4] = {{p0.x, part->c1.x, part->c2.x, part->to.x}, {p0.y, part->c1.y, part->c2.y, part->to.y}};
    r = with_point(r, part->to);
    for (int axis = 0; axis < 2; axis++) {
        double a = -v[axis][0] + 3 * v[axis][1] - 3 * v[axis][2] + v[axis][3];
        double b = 2 * (v[axis][0] - 2 * v[axis][1] + v[axis][2]), c = v[axis][1] - v[axis][0];
        double roots[2];
        int count = 0;
        if (fabs(a) < 1e-12) {
            if (fabs(b) > 1e-12)
                roots[count++] = -c / b;
        } else if (b * b - 4 * a * c >= 0) {
            double d = sqrt(b * b - 4 * a * c);
            roots[count++] = (-b + d) / (2 * a);
            roots[count++] = (-b - d) / (2 * a);
        }
        for (int i = 0; i < count; i++) {
            double t = roots[i], u = 1 - t;
            if (t <= 0 || t >= 1)
                continue;
            Point p = {u * u * u * v[0][0] + 3 * u * u * t * v[0][1] + 3 * u * t * t * v[0][2] + t * t * t * v[0][3],
                       u * u * u * v[1][0] + 3 * u * u * t * v[1][1] + 3 * u * t * t * v[1][2] + t * t * t * v[1][3]};
            r = with_point(r, p);
        }
    }
    return r;
}

Rect
path_bounds(const Path *path)
{
    Rect r = RECT_EMPTY;
    Point at = {0, 0}, start = {0, 0};
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        switch (part->verb) {
        case PATH_MOVE: start = part->to; r = with_point(r, part->to); break;
        case PATH_LINE: r = with_point(r, part->to); break;
        case PATH_CURVE: r = curve_bounds(r, at, part); break;
        case PATH_CLOSE: at = start; continue;
        }
        at = part->to;
    }
    return r;
}
