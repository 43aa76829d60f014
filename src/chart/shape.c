/* chart/shape.c -- symbols, arcs, rounded rectangles and path data (vega-scenegraph: path; d3-shape: arc). */
#include "chart/shape.h"

#include "base/str.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846, EPSILON = 1e-12;

/* ---- path data ---------------------------------------------------------------------------------------------------- */

typedef struct DataReader {
    const char *at;
    Arena *arena;
    Path *path;
    double scale;
    Point origin;
    Point now, start, control; /* in the data's own units */
    char before;
} DataReader;

static void
skip(DataReader *self)
{
    while (*self->at && strchr(" ,\t\r\n", *self->at))
        self->at++;
}

static bool
read_number(DataReader *self, double *out)
{
    skip(self);
    char text[64];
    size_t n = 0;
    const char *c = self->at;
    bool dot = false, exponent = false;
    if (*c == '+' || *c == '-')
        text[n++] = *c++;
    for (; n + 1 < sizeof text; c++) {
        if (isdigit((unsigned char)*c))
            text[n++] = *c;
        else if (*c == '.' && !dot && !exponent)
            dot = (text[n++] = *c) == '.';
        else if ((*c == 'e' || *c == 'E') && !exponent && n && (isdigit((unsigned char)c[1]) || ((c[1] == '-' || c[1] == '+') && isdigit((unsigned char)c[2])))) {
            exponent = true;
            text[n++] = *c;
            if (c[1] == '-' || c[1] == '+')
                text[n++] = *++c;
        } else
            break;
    }
    text[n] = '\0';
    self->at = c;
    return n > 0 && str_to_double(text, out);
}

static bool
read_flag(DataReader *self, double *out)
{
    skip(self);
    if (*self->at != '0' && *self->at != '1')
        return false;
    *out = *self->at++ - '0';
    return true;
}

static Point
placed(const DataReader *self, Point p)
{
    return (Point){self->origin.x + p.x * self->scale, self->origin.y + p.y * self->scale};
}

static void
curve_to(DataReader *self, Point a, Point b, Point c)
{
    Point p = placed(self, a), q = placed(self, b), r = placed(self, c);
    path_curve(self->arena, self->path, p.x, p.y, q.x, q.y, r.x, r.y);
    self->now = c;
}

static void
line_to(DataReader *self, Point to)
{
    Point p = placed(self, to);
    path_line(self->arena, self->path, p.x, p.y);
    self->now = to;
}

/* SVG 1.1, F.6: from end points to a center, then pieces of at most a quarter turn. */
static void
arc_to(DataReader *self, double rx, double ry, double degrees, bool large, bool sweep, Point to)
{
    Point from = self->now;
    rx = fabs(rx);
    ry = fabs(ry);
    if (rx == 0 || ry == 0 || (from.x == to.x && from.y == to.y)) {
        line_to(self, to);
        return;
    }
    double phi = degrees * PI / 180, c = cos(phi), s = sin(phi), dx = (from.x - to.x) / 2, dy = (from.y - to.y) / 2;
    double x1 = c * dx + s * dy, y1 = -s * dx + c * dy, grow = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
    if (grow > 1) {
        rx *= sqrt(grow);
        ry *= sqrt(grow);
    }
    double d = rx * rx * y1 * y1 + ry * ry * x1 * x1, k = d > 0 ? sqrt(fmax(0, (rx * rx * ry * ry - d) / d)) * (large == sweep ? -1 : 1) : 0;
    double cx1 = k * rx * y1 / ry, cy1 = -k * ry * x1 / rx, cx = c * cx1 - s * cy1 + (from.x + to.x) / 2, cy = s * cx1 + c * cy1 + (from.y + to.y) / 2;
    double a0 = atan2((y1 - cy1) / ry, (x1 - cx1) / rx), da = atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx) - a0;
    if (sweep && da < 0)
        da += 2 * PI;
    if (!sweep && da > 0)
        da -= 2 * PI;
    int pieces = (int)ceil(fabs(da) / (PI / 2) - 1e-9);
    double step = da / (pieces > 0 ? pieces : 1), t = 4.0 / 3 * tan(step / 4);
    for (int i = 0; i < pieces; i++) {
        double a = a0 + step * i, b = a + step;
        Point p1 = {cos(a) - t * sin(a), sin(a) + t * cos(a)}, p2 = {cos(b) + t * sin(b), sin(b) - t * cos(b)}, p3 = {cos(b), sin(b)}, *points[] = {&p1, &p2, &p3};
        for (int j = 0; j < 3; j++)
            *points[j] = (Point){cx + c * rx * points[j]->x - s * ry * points[j]->y, cy + s * rx * points[j]->x + c * ry * points[j]->y};
        curve_to(self, p1, p2, i + 1 == pieces ? to : p3);
    }
}

static bool
read_command(DataReader *self, char verb)
{
    bool relative = islower((unsigned char)verb);
    char upper = (char)toupper((unsigned char)verb);
    static const char verbs[] = "MLHVCSQTA";
    static const int counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7};
    const char *found = strchr(verbs, upper);
    if (!found)
        return false;
    double n[7];
    int count = counts[found - verbs];
    for (int i = 0; i < count; i++)
        if (upper == 'A' && (i == 3 || i == 4) ? !read_flag(self, &n[i]) : !read_number(self, &n[i]))
            return false;
    Point base = relative ? self->now : (Point){0, 0};
    Point to = {upper == 'H' ? n[0] + base.x : upper == 'V' ? self->now.x : n[count - 2] + base.x, upper == 'V' ? n[0] + base.y : upper == 'H' ? self->now.y : n[count - 1] + base.y};
    Point mirror = {2 * self->now.x - self->control.x, 2 * self->now.y - self->control.y};
    switch (upper) {
    case 'M': {
        Point p = placed(self, to);
        path_move(self->arena, self->path, p.x, p.y);
        self->now = self->start = to;
        break;
    }
    case 'C':
    case 'S': {
        Point one = upper == 'C' ? (Point){n[0] + base.x, n[1] + base.y} : strchr("CcSs", self->before) ? mirror : self->now;
        Point two = {n[count - 4] + base.x, n[count - 3] + base.y};
        curve_to(self, one, two, to);
        self->control = two;
        break;
    }
    case 'Q':
    case 'T': {
        Point q = upper == 'Q' ? (Point){n[0] + base.x, n[1] + base.y} : strchr("QqTt", self->before) ? mirror : self->now, from = self->now;
        curve_to(self, (Point){from.x + 2.0 / 3 * (q.x - from.x), from.y + 2.0 / 3 * (q.y - from.y)}, (Point){to.x + 2.0 / 3 * (q.x - to.x), to.y + 2.0 / 3 * (q.y - to.y)}, to);
        self->control = q;
        break;
    }
    case 'A': arc_to(self, n[0], n[1], n[2], n[3] != 0, n[4] != 0, to); break;
    default: line_to(self, to);
    }
    self->before = verb;
    return true;
}

bool
shape_svg_path(Arena *arena, Path *path, const char *data, double scale, Point at)
{
    DataReader self = {.at = data, .arena = arena, .path = path, .scale = scale, .origin = at, .before = ' '};
    char verb = 0;
    for (skip(&self); *self.at; skip(&self)) {
        if (isalpha((unsigned char)*self.at)) {
            verb = *self.at++;
            if (verb == 'Z' || verb == 'z') {
                path_close(arena, path);
                self.now = self.start;
                self.before = verb;
                continue;
            }
        } else if (verb == 'M' || verb == 'm') {
            verb = verb == 'M' ? 'L' : 'l'; /* further pairs are lines */
        }
        bool first = self.before == ' ';
        if (!verb || verb == 'Z' || verb == 'z' || (first && verb != 'M' && verb != 'm') || !read_command(&self, verb))
            return false;
    }
    return path->parts.count > 0;
}

/* ---- symbols ----------------------------------------------------------------------------------------------------------- */

static void
polygon(Arena *arena, Path *path, Point at, const double (*points)[2], size_t count, double scale, bool close)
{
    for (size_t i = 0; i < count; i++) {
        double x = at.x + points[i][0] * scale, y = at.y + points[i][1] * scale;
        if (i == 0)
            path_move(arena, path, x, y);
        else
            path_line(arena, path, x, y);
    }
    if (close)
        path_close(arena, path);
}

#define H 0.86602540378443864676 /* half the square root of three */
#define O 0.28867513459481288225 /* a triangle's centre above its base: H - tan 30° */

static const double CROSS[][2] = {{-1, -.4}, {-1, .4}, {-.4, .4}, {-.4, 1}, {.4, 1}, {.4, .4}, {1, .4}, {1, -.4}, {.4, -.4}, {.4, -1}, {-.4, -1}, {-.4, -.4}};
static const double DIAMOND[][2] = {{-1, 0}, {0, -1}, {1, 0}, {0, 1}};
static const double ARROW[][2] = {{-1.0 / 7, 1}, {1.0 / 7, 1}, {1.0 / 7, -1.0 / 8}, {.4, -1.0 / 8}, {0, -1}, {-.4, -1.0 / 8}, {-1.0 / 7, -1.0 / 8}};
static const double WEDGE[][2] = {{0, -H - O}, {-.25, H - O}, {.25, H - O}};
static const double TRIANGLE[][2] = {{0, -H - O}, {-1, H - O}, {1, H - O}};
static const double UP[][2] = {{0, -H}, {-1, H}, {1, H}}, DOWN[][2] = {{0, H}, {-1, -H}, {1, -H}}, RIGHT[][2] = {{H, 0}, {-H, -1}, {-H, 1}}, LEFT[][2] = {{-H, 0}, {H, -1}, {H, 1}};
static const double STROKE[][2] = {{-1, 0}, {1, 0}}, SQUARE[][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};

#undef H
#undef O

static void
turn(Path *path, size_t from, Point center, double degrees)
{
    Matrix about = matrix_multiply(matrix_translate(center.x, center.y), matrix_multiply(matrix_rotate(degrees), matrix_translate(-center.x, -center.y)));
    for (size_t i = from; i < path->parts.count; i++) {
        PathPart *part = &path->parts.items[i];
        part->to = matrix_apply(about, part->to);
        part->c1 = matrix_apply(about, part->c1);
        part->c2 = matrix_apply(about, part->c2);
    }
}

bool
shape_symbol(Arena *arena, Path *path, const char *shape, double size, Point center, double angle)
{
    static const struct {
        const char *name;
        const double (*points)[2];
        size_t count;
    } polygons[] = {
        {"cross", CROSS, COUNT_OF(CROSS)}, {"diamond", DIAMOND, COUNT_OF(DIAMOND)}, {"square", SQUARE, COUNT_OF(SQUARE)}, {"arrow", ARROW, COUNT_OF(ARROW)},
        {"wedge", WEDGE, COUNT_OF(WEDGE)}, {"triangle", TRIANGLE, COUNT_OF(TRIANGLE)}, {"triangle-up", UP, COUNT_OF(UP)}, {"triangle-down", DOWN, COUNT_OF(DOWN)},
        {"triangle-right", RIGHT, COUNT_OF(RIGHT)}, {"triangle-left", LEFT, COUNT_OF(LEFT)}, {"stroke", STROKE, COUNT_OF(STROKE)},
    };
    double radius = sqrt(fmax(0, size)) / 2;
    size_t from = path->parts.count;
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(polygons) && !known; i++) {
        if (!str_equal(shape, polygons[i].name))
            continue;
        polygon(arena, path, center, polygons[i].points, polygons[i].count, radius, polygons[i].points != STROKE);
        known = true;
    }
    bool circle = str_equal(shape, "circle");
    if (!known && !circle && shape && *shape)
        known = shape_svg_path(arena, path, shape, radius, center);
    if (!known) {
        path->parts.count = from;
        path_circle(arena, path, center, radius);
    }
    if (angle != 0)
        turn(path, from, center, angle);
    return known || circle;
}

/* ---- rounded rectangles ----------------------------------------------------------------------------------------------------- */

void
shape_rect(Arena *arena, Path *path, Rect rect, const double radii[4])
{
    static const double C = 0.448084975506; /* 1 - c of the Bézier circle */
    double most = fmin(rect.width, rect.height) / 2, r[4], x1 = rect.x, y1 = rect.y, x2 = rect.x + rect.width, y2 = rect.y + rect.height;
    for (int i = 0; i < 4; i++)
        r[i] = fmax(0, fmin(most, radii[i]));
    path_move(arena, path, x1 + r[0], y1);
    path_line(arena, path, x2 - r[1], y1);
    path_curve(arena, path, x2 - C * r[1], y1, x2, y1 + C * r[1], x2, y1 + r[1]);
    path_line(arena, path, x2, y2 - r[2]);
    path_curve(arena, path, x2, y2 - C * r[2], x2 - C * r[2], y2, x2 - r[2], y2);
    path_line(arena, path, x1 + r[3], y2);
    path_curve(arena, path, x1 + C * r[3], y2, x1, y2 - C * r[3], x1, y2 - r[3]);
    path_line(arena, path, x1, y1 + r[0]);
    path_curve(arena, path, x1, y1 + C * r[0], x1 + C * r[0], y1, x1 + r[0], y1);
    path_close(arena, path);
}

/* ---- arcs ------------------------------------------------------------------------------------------------------------------------ */

typedef struct Tangents {
    double cx, cy, x01, y01, x11, y11;
} Tangents;

/* The circle of radius rc that touches the ring and the side of a sector. */
static Tangents
corner_tangents(double x0, double y0, double x1, double y1, double r1, double rc, bool clockwise)
{
    double x01 = x0 - x1, y01 = y0 - y1, lo = (clockwise ? rc : -rc) / sqrt(x01 * x01 + y01 * y01), ox = lo * y01, oy = -lo * x01;
    double x11 = x0 + ox, y11 = y0 + oy, x10 = x1 + ox, y10 = y1 + oy, x00 = (x11 + x10) / 2, y00 = (y11 + y10) / 2;
    double dx = x10 - x11, dy = y10 - y11, d2 = dx * dx + dy * dy, r = r1 - rc, D = x11 * y10 - x10 * y11;
    double d = (dy < 0 ? -1 : 1) * sqrt(fmax(0, r * r * d2 - D * D));
    double cx0 = (D * dy - dx * d) / d2, cy0 = (-D * dx - dy * d) / d2, cx1 = (D * dy + dx * d) / d2, cy1 = (-D * dx + dy * d) / d2;
    double dx0 = cx0 - x00, dy0 = cy0 - y00, dx1 = cx1 - x00, dy1 = cy1 - y00;
    if (dx0 * dx0 + dy0 * dy0 > dx1 * dx1 + dy1 * dy1) {
        cx0 = cx1;
        cy0 = cy1;
    }
    return (Tangents){cx0, cy0, -ox, -oy, cx0 * (r1 / r - 1), cy0 * (r1 / r - 1)};
}

static bool
intersect(double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3, Point *out)
{
    double x10 = x1 - x0, y10 = y1 - y0, x32 = x3 - x2, y32 = y3 - y2, t = y32 * x10 - x32 * y10;
    if (t * t < EPSILON)
        return false;
    t = (x32 * (y0 - y2) - y32 * (x0 - x2)) / t;
    *out = (Point){x0 + t * x10, y0 + t * y10};
    return true;
}

typedef struct ArcPen {
    Arena *arena;
    Path *path;
    Point center;
} ArcPen;

static void
arc_move(ArcPen *pen, double x, double y)
{
    path_move(pen->arena, pen->path, pen->center.x + x, pen->center.y + y);
}

static void
arc_line(ArcPen *pen, double x, double y)
{
    path_line(pen->arena, pen->path, pen->center.x + x, pen->center.y + y);
}

/* A canvas arc: angles from 3 o'clock; the direction decides which way round. */
static void
arc_round(ArcPen *pen, double x, double y, double radius, double from, double to, bool counter)
{
    double sweep = to - from;
    if (!counter && sweep < 0)
        sweep = fmod(sweep, 2 * PI) + 2 * PI;
    if (counter && sweep > 0)
        sweep = fmod(sweep, 2 * PI) - 2 * PI;
    path_arc(pen->arena, pen->path, (Point){pen->center.x + x, pen->center.y + y}, radius, from + PI / 2, from + sweep + PI / 2);
}

static void
rounded_ring(ArcPen *pen, Tangents t0, Tangents t1, double ring, double corner, double wanted, bool clockwise, bool inner)
{
    double radius = fabs(corner);
    bool counter = !clockwise;
    if (inner)
        arc_line(pen, t0.cx + t0.x01, t0.cy + t0.y01);
    else
        arc_move(pen, t0.cx + t0.x01, t0.cy + t0.y01);
    if (radius < wanted) {
        arc_round(pen, t0.cx, t0.cy, radius, atan2(t0.y01, t0.x01), atan2(t1.y01, t1.x01), counter);
        return;
    }
    arc_round(pen, t0.cx, t0.cy, radius, atan2(t0.y01, t0.x01), atan2(t0.y11, t0.x11), counter);
    arc_round(pen, 0, 0, ring, atan2(t0.cy + t0.y11, t0.cx + t0.x11), atan2(t1.cy + t1.y11, t1.cx + t1.x11), inner ? clockwise : counter);
    arc_round(pen, t1.cx, t1.cy, radius, atan2(t1.y11, t1.x11), atan2(t1.y01, t1.x01), counter);
}

static void
draw_sector(ArcPen *pen, const ArcShape *arc, double r0, double r1, double a0, double a1)
{
    double da = fabs(a1 - a0), a01 = a0, a11 = a1, a00 = a0, a10 = a1, da0 = da, da1 = da;
    bool clockwise = a1 > a0;
    double pad = arc->pad_angle / 2, rp = pad > EPSILON ? sqrt(r0 * r0 + r1 * r1) : 0, rc = fmin(fabs(r1 - r0) / 2, arc->corner_radius), rc0 = rc, rc1 = rc;
    if (rp > EPSILON) {
        double p0 = asin(fmin(1, rp / r0 * sin(pad))), p1 = asin(fmin(1, rp / r1 * sin(pad)));
        da0 -= 2 * p0;
        da1 -= 2 * p1;
        if (da0 > EPSILON) {
            p0 *= clockwise ? 1 : -1;
            a00 += p0;
            a10 -= p0;
        } else {
            da0 = 0;
            a00 = a10 = (a0 + a1) / 2;
        }
        if (da1 > EPSILON) {
            p1 *= clockwise ? 1 : -1;
            a01 += p1;
            a11 -= p1;
        } else {
            da1 = 0;
            a01 = a11 = (a0 + a1) / 2;
        }
    }
    double x01 = r1 * cos(a01), y01 = r1 * sin(a01), x10 = r0 * cos(a10), y10 = r0 * sin(a10);
    double x11 = r1 * cos(a11), y11 = r1 * sin(a11), x00 = r0 * cos(a00), y00 = r0 * sin(a00);
    Point meet;
    if (rc > EPSILON && da < PI) {
        if (intersect(x01, y01, x00, y00, x11, y11, x10, y10, &meet)) {
            double ax = x01 - meet.x, ay = y01 - meet.y, bx = x11 - meet.x, by = y11 - meet.y;
            double kc = 1 / sin(acos((ax * bx + ay * by) / (sqrt(ax * ax + ay * ay) * sqrt(bx * bx + by * by))) / 2), lc = sqrt(meet.x * meet.x + meet.y * meet.y);
            rc0 = fmin(rc, (r0 - lc) / (kc - 1));
            rc1 = fmin(rc, (r1 - lc) / (kc + 1));
        } else {
            rc0 = rc1 = 0;
        }
    }
    if (!(da1 > EPSILON)) {
        arc_move(pen, x01, y01);
    } else if (rc1 > EPSILON) {
        rounded_ring(pen, corner_tangents(x00, y00, x01, y01, r1, rc1, clockwise), corner_tangents(x11, y11, x10, y10, r1, rc1, clockwise), r1, rc1, rc, clockwise, false);
    } else {
        arc_move(pen, x01, y01);
        arc_round(pen, 0, 0, r1, a01, a11, !clockwise);
    }
    if (!(r0 > EPSILON) || !(da0 > EPSILON))
        arc_line(pen, x10, y10);
    else if (rc0 > EPSILON)
        rounded_ring(pen, corner_tangents(x10, y10, x11, y11, r0, -rc0, clockwise), corner_tangents(x01, y01, x00, y00, r0, -rc0, clockwise), r0, rc0, rc, clockwise, true);
    else
        arc_round(pen, 0, 0, r0, a10, a00, clockwise);
}

void
shape_arc(Arena *arena, Path *path, const ArcShape *arc)
{
    ArcPen pen = {arena, path, arc->center};
    double r0 = fmin(arc->inner_radius, arc->outer_radius), r1 = fmax(arc->inner_radius, arc->outer_radius), a0 = arc->start_angle - PI / 2, a1 = arc->end_angle - PI / 2;
    if (!(r1 > EPSILON)) {
        arc_move(&pen, 0, 0);
    } else if (fabs(a1 - a0) > 2 * PI - EPSILON) {
        path_circle(arena, path, arc->center, r1);
        if (r0 > EPSILON) {
            arc_move(&pen, r0 * cos(a1), r0 * sin(a1));
            path_arc(arena, path, arc->center, r0, a1 + PI / 2, a1 + PI / 2 - 2 * PI);
        }
    } else {
        draw_sector(&pen, arc, r0, r1, a0, a1);
    }
    path_close(arena, path);
}
