/* chart/curve.c -- lines and areas through points (d3-shape: curves, line, area; vega-scenegraph: trail). */
#include "chart/shape.h"

#include "base/str.h"

#include <math.h>

static const double EPSILON = 1e-12;

/* One run of points without a break, as a pen that the curves draw with. */
typedef struct Pen {
    Arena *arena;
    Path *path;
    bool joined;      /* the run goes on from where the path is: begin with a line */
    bool turned;      /* x and y change places (monotone in y) */
} Pen;

static void
pen_move(Pen *pen, double x, double y)
{
    double a = pen->turned ? y : x, b = pen->turned ? x : y;
    if (pen->joined)
        path_line(pen->arena, pen->path, a, b);
    else
        path_move(pen->arena, pen->path, a, b);
}

static void
pen_line(Pen *pen, double x, double y)
{
    path_line(pen->arena, pen->path, pen->turned ? y : x, pen->turned ? x : y);
}

static void
pen_curve(Pen *pen, double x1, double y1, double x2, double y2, double x, double y)
{
    if (pen->turned)
        path_curve(pen->arena, pen->path, y1, x1, y2, x2, y, x);
    else
        path_curve(pen->arena, pen->path, x1, y1, x2, y2, x, y);
}

typedef struct Curve {
    const char *name;
    void (*draw)(Pen *pen, const Point *p, size_t n, double parameter);
    double parameter; /* tension, beta, alpha or place of the step */
    bool closed;
} Curve;

/* ---- straight ---------------------------------------------------------------------------------------------------- */

static void
linear(Pen *pen, const Point *p, size_t n, double unused)
{
    (void)unused;
    pen_move(pen, p[0].x, p[0].y);
    for (size_t i = 1; i < n; i++)
        pen_line(pen, p[i].x, p[i].y);
}

static void
stepped(Pen *pen, const Point *p, size_t n, double t)
{
    pen_move(pen, p[0].x, p[0].y);
    for (size_t i = 1; i < n; i++) {
        if (t <= 0) {
            pen_line(pen, p[i - 1].x, p[i].y);
            pen_line(pen, p[i].x, p[i].y);
        } else {
            double x = p[i - 1].x * (1 - t) + p[i].x * t;
            pen_line(pen, x, p[i - 1].y);
            pen_line(pen, x, p[i].y);
        }
    }
    if (t > 0 && t < 1 && n >= 2)
        pen_line(pen, p[n - 1].x, p[n - 1].y);
}

/* ---- B-splines ------------------------------------------------------------------------------------------------------- */

static void
basis_to(Pen *pen, Point a, Point b, Point c)
{
    pen_curve(pen, (2 * a.x + b.x) / 3, (2 * a.y + b.y) / 3, (a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3, (a.x + 4 * b.x + c.x) / 6, (a.y + 4 * b.y + c.y) / 6);
}

static void
basis(Pen *pen, const Point *p, size_t n, double unused)
{
    (void)unused;
    pen_move(pen, p[0].x, p[0].y);
    if (n < 2)
        return;
    if (n >= 3) {
        pen_line(pen, (5 * p[0].x + p[1].x) / 6, (5 * p[0].y + p[1].y) / 6);
        for (size_t i = 2; i < n; i++)
            basis_to(pen, p[i - 2], p[i - 1], p[i]);
        basis_to(pen, p[n - 2], p[n - 1], p[n - 1]);
    }
    pen_line(pen, p[n - 1].x, p[n - 1].y);
}

static void
basis_open(Pen *pen, const Point *p, size_t n, double unused)
{
    (void)unused;
    if (n < 3)
        return;
    pen_move(pen, (p[0].x + 4 * p[1].x + p[2].x) / 6, (p[0].y + 4 * p[1].y + p[2].y) / 6);
    for (size_t i = 3; i < n; i++)
        basis_to(pen, p[i - 2], p[i - 1], p[i]);
}

static void
basis_closed(Pen *pen, const Point *p, size_t n, double unused)
{
    (void)unused;
    if (n == 1) {
        pen_move(pen, p[0].x, p[0].y);
    } else if (n == 2) {
        pen_move(pen, (p[0].x + 2 * p[1].x) / 3, (p[0].y + 2 * p[1].y) / 3);
        pen_line(pen, (p[1].x + 2 * p[0].x) / 3, (p[1].y + 2 * p[0].y) / 3);
    } else {
        pen_move(pen, (p[0].x + 4 * p[1].x + p[2].x) / 6, (p[0].y + 4 * p[1].y + p[2].y) / 6);
        for (size_t i = 3; i < n + 3; i++)
            basis_to(pen, p[(i - 2) % n], p[(i - 1) % n], p[i % n]);
    }
}

static void
bundle(Pen *pen, const Point *p, size_t n, double beta)
{
    if (n < 2)
        return;
    Point *straightened = ARENA_ARRAY(pen->arena, Point, n);
    Point from = p[0], to = p[n - 1];
    for (size_t i = 0; i < n; i++) {
        double t = (double)i / (double)(n - 1);
        straightened[i].x = beta * p[i].x + (1 - beta) * (from.x + t * (to.x - from.x));
        straightened[i].y = beta * p[i].y + (1 - beta) * (from.y + t * (to.y - from.y));
    }
    basis(pen, straightened, n, 0);
}

/* ---- cardinal and Catmull-Rom ---------------------------------------------------------------------------------------------- */

static void
cardinal_to(Pen *pen, Point a, Point b, Point c, Point d, double k)
{
    pen_curve(pen, b.x + k * (c.x - a.x), b.y + k * (c.y - a.y), c.x + k * (b.x - d.x), c.y + k * (b.y - d.y), c.x, c.y);
}

static void
cardinal(Pen *pen, const Point *p, size_t n, double tension)
{
    double k = (1 - tension) / 6;
    pen_move(pen, p[0].x, p[0].y);
    if (n == 2)
        pen_line(pen, p[1].x, p[1].y);
    for (size_t i = 1; n > 2 && i < n; i++)
        cardinal_to(pen, i == 1 ? p[1] : p[i - 2], p[i - 1], p[i], i + 1 < n ? p[i + 1] : p[i - 1], k);
}

static void
cardinal_open(Pen *pen, const Point *p, size_t n, double tension)
{
    if (n < 3)
        return;
    pen_move(pen, p[1].x, p[1].y);
    for (size_t i = 3; i < n; i++)
        cardinal_to(pen, p[i - 3], p[i - 2], p[i - 1], p[i], (1 - tension) / 6);
}

static void
cardinal_closed(Pen *pen, const Point *p, size_t n, double tension)
{
    pen_move(pen, p[n > 1 ? 1 : 0].x, p[n > 1 ? 1 : 0].y);
    if (n == 2)
        pen_line(pen, p[0].x, p[0].y);
    for (size_t i = 3; n > 2 && i < n + 3; i++)
        cardinal_to(pen, p[(i - 3) % n], p[(i - 2) % n], p[(i - 1) % n], p[i % n], (1 - tension) / 6);
}

/* From b to c; a and d are the neighbours. */
static void
catmull_to(Pen *pen, Point a, Point b, Point c, Point d, double alpha)
{
    double l01 = pow((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y), alpha), l12 = pow((c.x - b.x) * (c.x - b.x) + (c.y - b.y) * (c.y - b.y), alpha);
    double l23 = pow((d.x - c.x) * (d.x - c.x) + (d.y - c.y) * (d.y - c.y), alpha), r01 = sqrt(l01), r12 = sqrt(l12), r23 = sqrt(l23);
    Point one = b, two = c;
    if (r01 > EPSILON) {
        double k = 2 * l01 + 3 * r01 * r12 + l12, n = 3 * r01 * (r01 + r12);
        one.x = (b.x * k - a.x * l12 + c.x * l01) / n;
        one.y = (b.y * k - a.y * l12 + c.y * l01) / n;
    }
    if (r23 > EPSILON) {
        double k = 2 * l23 + 3 * r23 * r12 + l12, m = 3 * r23 * (r23 + r12);
        two.x = (c.x * k + b.x * l23 - d.x * l12) / m;
        two.y = (c.y * k + b.y * l23 - d.y * l12) / m;
    }
    pen_curve(pen, one.x, one.y, two.x, two.y, c.x, c.y);
}

static void
catmull_rom(Pen *pen, const Point *p, size_t n, double alpha)
{
    if (alpha == 0) {
        cardinal(pen, p, n, 0);
        return;
    }
    pen_move(pen, p[0].x, p[0].y);
    if (n == 2)
        pen_line(pen, p[1].x, p[1].y);
    for (size_t i = 1; n > 2 && i < n; i++)
        catmull_to(pen, i >= 2 ? p[i - 2] : p[i - 1], p[i - 1], p[i], i + 1 < n ? p[i + 1] : p[i], alpha);
}

static void
catmull_rom_open(Pen *pen, const Point *p, size_t n, double alpha)
{
    if (n < 3)
        return;
    pen_move(pen, p[1].x, p[1].y);
    for (size_t i = 3; i < n; i++)
        catmull_to(pen, p[i - 3], p[i - 2], p[i - 1], p[i], alpha);
}

static void
catmull_rom_closed(Pen *pen, const Point *p, size_t n, double alpha)
{
    pen_move(pen, p[n > 1 ? 1 : 0].x, p[n > 1 ? 1 : 0].y);
    if (n == 2)
        pen_line(pen, p[0].x, p[0].y);
    for (size_t i = 3; n > 2 && i < n + 3; i++)
        catmull_to(pen, p[(i - 3) % n], p[(i - 2) % n], p[(i - 1) % n], p[i % n], alpha);
}

/* ---- monotone and natural ------------------------------------------------------------------------------------------------------ */

/* Slopes after Steffen, "A simple method for monotonic interpolation in one dimension", A&A 239 (1990). */
static double
slope3(Point a, Point b, Point c)
{
    double h0 = b.x - a.x, h1 = c.x - b.x, s0 = (b.y - a.y) / (h0 != 0 ? h0 : h1 < 0 ? -0.0 : 0.0), s1 = (c.y - b.y) / (h1 != 0 ? h1 : h0 < 0 ? -0.0 : 0.0);
    double p = (s0 * h1 + s1 * h0) / (h0 + h1), slope = ((s0 < 0 ? -1 : 1) + (s1 < 0 ? -1 : 1)) * fmin(fmin(fabs(s0), fabs(s1)), 0.5 * fabs(p));
    return isfinite(slope) ? slope : 0;
}

static double
slope2(Point a, Point b, double t)
{
    double h = b.x - a.x;
    return h != 0 ? (3 * (b.y - a.y) / h - t) / 2 : t;
}

static void
hermite_to(Pen *pen, Point a, Point b, double t0, double t1)
{
    double dx = (b.x - a.x) / 3;
    pen_curve(pen, a.x + dx, a.y + dx * t0, b.x - dx, b.y - dx * t1, b.x, b.y);
}

static void
monotone(Pen *pen, const Point *given, size_t count, double unused)
{
    (void)unused;
    Point *p = ARENA_ARRAY(pen->arena, Point, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (n == 0 || given[i].x != p[n - 1].x || given[i].y != p[n - 1].y)
            p[n++] = given[i];
    pen_move(pen, p[0].x, p[0].y);
    if (n == 2)
        pen_line(pen, p[1].x, p[1].y);
    double before = 0;
    for (size_t i = 1; n > 2 && i < n; i++) {
        double after = i + 1 < n ? slope3(p[i - 1], p[i], p[i + 1]) : slope2(p[i - 1], p[i], before);
        hermite_to(pen, p[i - 1], p[i], i == 1 ? slope2(p[0], p[1], after) : before, after);
        before = after;
    }
}

/* Control points of a natural spline in one coordinate: the tridiagonal system. */
static void
control_points(Arena *arena, const double *x, size_t count, double *first, double *second)
{
    size_t n = count - 1;
    double *a = first, *b = second, *r = ARENA_ARRAY(arena, double, n + 1);
    a[0] = 0;
    b[0] = 2;
    r[0] = x[0] + 2 * x[1];
    for (size_t i = 1; i + 1 < n; i++) {
        a[i] = 1;
        b[i] = 4;
        r[i] = 4 * x[i] + 2 * x[i + 1];
    }
    a[n - 1] = 2;
    b[n - 1] = 7;
    r[n - 1] = 8 * x[n - 1] + x[n];
    for (size_t i = 1; i < n; i++) {
        double m = a[i] / b[i - 1];
        b[i] -= m;
        r[i] -= m * r[i - 1];
    }
    a[n - 1] = r[n - 1] / b[n - 1];
    for (size_t i = n - 1; i-- > 0;)
        a[i] = (r[i] - a[i + 1]) / b[i];
    b[n - 1] = (x[n] + a[n - 1]) / 2;
    for (size_t i = 0; i + 1 < n; i++)
        b[i] = 2 * x[i + 1] - a[i + 1];
}

static void
natural(Pen *pen, const Point *p, size_t n, double unused)
{
    (void)unused;
    pen_move(pen, p[0].x, p[0].y);
    if (n == 2)
        pen_line(pen, p[1].x, p[1].y);
    if (n < 3)
        return;
    double *parts[6];
    for (int i = 0; i < 6; i++)
        parts[i] = ARENA_ARRAY(pen->arena, double, n);
    for (size_t i = 0; i < n; i++) {
        parts[0][i] = p[i].x;
        parts[1][i] = p[i].y;
    }
    control_points(pen->arena, parts[0], n, parts[2], parts[3]);
    control_points(pen->arena, parts[1], n, parts[4], parts[5]);
    for (size_t i = 0; i + 1 < n; i++)
        pen_curve(pen, parts[2][i], parts[4][i], parts[3][i], parts[5][i], p[i + 1].x, p[i + 1].y);
}

/* ---- runs -------------------------------------------------------------------------------------------------------------------------- */

static const Curve CURVES[] = {
    {"linear", linear, 0, false}, {"linear-closed", linear, 0, true}, {"step", stepped, 0.5, false}, {"step-before", stepped, 0, false}, {"step-after", stepped, 1, false},
    {"basis", basis, 0, false}, {"basis-open", basis_open, 0, false}, {"basis-closed", basis_closed, 0, true}, {"bundle", bundle, 0.85, false},
    {"cardinal", cardinal, 0, false}, {"cardinal-open", cardinal_open, 0, false}, {"cardinal-closed", cardinal_closed, 0, true},
    {"catmull-rom", catmull_rom, 0.5, false}, {"catmull-rom-open", catmull_rom_open, 0.5, false}, {"catmull-rom-closed", catmull_rom_closed, 0.5, true},
    {"natural", natural, 0, false}, {"monotone", monotone, 0, false},
};

static Curve
find_curve(const char *name, double tension)
{
    Curve curve = CURVES[0];
    for (size_t i = 0; i < COUNT_OF(CURVES); i++)
        if (str_equal(name, CURVES[i].name))
            curve = CURVES[i];
    bool stated = curve.draw == bundle || curve.draw == cardinal || curve.draw == cardinal_open || curve.draw == cardinal_closed || curve.draw == catmull_rom ||
                  curve.draw == catmull_rom_open || curve.draw == catmull_rom_closed;
    if (stated && !isnan(tension))
        curve.parameter = tension;
    return curve;
}

static Point
point_for(const ShapePoint *point, bool base, bool turned)
{
    double x = base ? point->x0 : point->x, y = base ? point->y0 : point->y;
    return turned ? (Point){y, x} : (Point){x, y};
}

static void
draw_run(Arena *arena, Path *path, const Curve *curve, const ShapePoint *points, size_t count, bool area, bool turned)
{
    Point *run = ARENA_ARRAY(arena, Point, count);
    Pen pen = {arena, path, false, turned};
    for (size_t i = 0; i < count; i++)
        run[i] = point_for(&points[i], false, turned);
    size_t before = path->parts.count;
    curve->draw(&pen, run, count, curve->parameter);
    size_t drawn = path->parts.count - before;
    if (!drawn)
        return;
    if (!area) {
        if (curve->closed || drawn == 1) /* a point alone is a dot where caps are round */
            path_close(arena, path);
        return;
    }
    for (size_t i = 0; i < count; i++)
        run[i] = point_for(&points[count - 1 - i], true, turned);
    pen.joined = !curve->closed;
    if (curve->closed)
        path_close(arena, path);
    /* On the way back a step falls on the other side. */
    double parameter = curve->draw == stepped ? 1 - curve->parameter : curve->parameter;
    curve->draw(&pen, run, count, parameter);
    path_close(arena, path);
}

static void
draw_runs(Arena *arena, Path *path, const ShapePoint *points, size_t count, const char *interpolate, double tension, bool horizontal, bool area)
{
    Curve curve = find_curve(interpolate, tension);
    bool turned = curve.draw == monotone && horizontal;
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && points[end].defined)
            end++;
        if (end > i)
            draw_run(arena, path, &curve, points + i, end - i, area, turned);
        i = end > i ? end : i + 1;
    }
}

void
shape_line(Arena *arena, Path *path, const ShapePoint *points, size_t count, const char *interpolate, double tension, bool horizontal)
{
    draw_runs(arena, path, points, count, interpolate, tension, horizontal, false);
}

void
shape_area(Arena *arena, Path *path, const ShapePoint *points, size_t count, const char *interpolate, double tension, bool horizontal)
{
    draw_runs(arena, path, points, count, interpolate, tension, horizontal, true);
}

/* ---- trails ----------------------------------------------------------------------------------------------------------------------------- */

/* From one disc to the next: their outer tangents, roughly, and the two half circles. */
static void
trail_piece(Arena *arena, Path *path, const ShapePoint *a, const ShapePoint *b)
{
    double r1 = a->size / 2, r2 = b->size / 2, ux = a->y - b->y, uy = b->x - a->x, length = hypot(ux, uy);
    static const double PI = 3.14159265358979323846;
    if (length == 0) {
        path_circle(arena, path, (Point){b->x, b->y}, r2);
        return;
    }
    ux /= length;
    uy /= length;
    /* path_arc counts from 12 o'clock, clockwise; the canvas from 3 o'clock. */
    double turn = atan2(uy, ux) + PI / 2;
    path_move(arena, path, a->x - ux * r1, a->y - uy * r1);
    path_line(arena, path, b->x - ux * r2, b->y - uy * r2);
    path_arc(arena, path, (Point){b->x, b->y}, r2, turn - PI, turn);
    path_line(arena, path, a->x + ux * r1, a->y + uy * r1);
    path_arc(arena, path, (Point){a->x, a->y}, r1, turn, turn + PI);
    path_close(arena, path);
}

void
shape_trail(Arena *arena, Path *path, const ShapePoint *points, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (points[i - 1].defined && points[i].defined)
            trail_piece(arena, path, &points[i - 1], &points[i]);
}
