#include "device/shape.h"

#include <math.h>
#include <string.h>

static bool
near(double a, double b)
{
    return fabs(a - b) < 1e-6;
}

bool
shape_as_rect(const Path *path, Rect *out)
{
    const PathPart *p = path->parts.items;
    size_t count = path->parts.count;
    if (count > 0 && p[count - 1].verb == PATH_CLOSE)
        count--;
    if (count != path->parts.count - 1 || (count != 4 && count != 5) || p[0].verb != PATH_MOVE)
        return false;
    for (size_t i = 1; i < count; i++)
        if (p[i].verb != PATH_LINE)
            return false;
    if (count == 5 && (!near(p[4].to.x, p[0].to.x) || !near(p[4].to.y, p[0].to.y)))
        return false;
    const Point a = p[0].to, b = p[1].to, c = p[2].to, d = p[3].to;
    bool level = near(a.y, b.y) && near(b.x, c.x) && near(c.y, d.y) && near(d.x, a.x);
    bool upright = near(a.x, b.x) && near(b.y, c.y) && near(c.x, d.x) && near(d.y, a.y);
    if (!level && !upright)
        return false;
    double x = MIN_OF(p[0].to.x, p[2].to.x), y = MIN_OF(p[0].to.y, p[2].to.y);
    *out = (Rect){x, y, fabs(p[2].to.x - p[0].to.x), fabs(p[2].to.y - p[0].to.y)};
    return true;
}

bool
shape_as_line(const Path *path, Point *from, Point *to)
{
    const PathPart *p = path->parts.items;
    if (path->parts.count != 2 || p[0].verb != PATH_MOVE || p[1].verb != PATH_LINE)
        return false;
    *from = p[0].to;
    *to = p[1].to;
    return true;
}

bool
paint_is_visible(const Paint *paint)
{
    switch (paint->kind) {
    case PAINT_NONE:
        return false;
    case PAINT_SOLID:
        return paint->color.a > 0;
    case PAINT_LINEAR:
        return paint->stop_count > 0;
    case PAINT_PATTERN:
        return paint->color.a > 0 || paint->background.a > 0;
    }
    return false;
}

bool
stroke_is_visible(const Stroke *stroke)
{
    return stroke->width > 0 && paint_is_visible(&stroke->paint);
}

double
stroke_miter(const Stroke *stroke)
{
    return stroke->miter > 0 ? stroke->miter : 4;
}

double
pattern_spacing(const Paint *paint)
{
    return paint->spacing > 0.1 ? paint->spacing : 4;
}

double
pattern_line_width(const Paint *paint)
{
    return paint->line_width > 0 ? paint->line_width : 1;
}

/* Lines at 45°: x cos a + y sin a = (k + 1/2) spacing, for every k that meets the box. */
static void
add_lines(Arena *arena, Path *path, double spacing, Rect box, bool falling)
{
    double s = falling ? -M_SQRT1_2 : M_SQRT1_2, c = M_SQRT1_2;
    double corners[] = {
        box.x * c + box.y * s,
        (box.x + box.width) * c + box.y * s,
        box.x * c + (box.y + box.height) * s,
        (box.x + box.width) * c + (box.y + box.height) * s,
    };
    double low = corners[0], high = corners[0];
    for (int i = 1; i < 4; i++) {
        low = MIN_OF(low, corners[i]);
        high = MAX_OF(high, corners[i]);
    }
    double top = box.y, bottom = box.y + box.height;
    for (double k = floor(low / spacing - 0.5); k <= ceil(high / spacing); k++) {
        double u = (k + 0.5) * spacing;
        path_move(arena, path, (u - top * s) / c, top);
        path_line(arena, path, (u - bottom * s) / c, bottom);
    }
}

static void
add_dots(Arena *arena, Path *path, double spacing, double radius, Rect box)
{
    for (double j = floor(box.y / spacing - 1); j * spacing <= box.y + box.height; j++)
        for (double i = floor(box.x / spacing - 1); i * spacing <= box.x + box.width; i++)
            path_circle(arena, path, (Point){(i + 0.5) * spacing, (j + 0.5) * spacing}, radius);
}

Path
pattern_path(Arena *arena, const Paint *paint, Rect bounds)
{
    Path path = {0};
    double spacing = pattern_spacing(paint), width = pattern_line_width(paint);
    Rect box = rect_inset(bounds, -width);
    switch (paint->pattern) {
    case PATTERN_DOTS:
        add_dots(arena, &path, spacing, width, box);
        break;
    case PATTERN_CROSS:
        add_lines(arena, &path, spacing, box, false);
        add_lines(arena, &path, spacing, box, true);
        break;
    default:
        add_lines(arena, &path, spacing, box, paint->pattern == PATTERN_HATCH_BACK);
    }
    return path;
}

bool
matrix_is_similarity(Matrix m)
{
    double size = fabs(m.a) + fabs(m.b) + fabs(m.c) + fabs(m.d), slack = 1e-6 * size;
    bool direct = fabs(m.a - m.d) <= slack && fabs(m.b + m.c) <= slack;
    bool mirrored = fabs(m.a + m.d) <= slack && fabs(m.b - m.c) <= slack;
    return direct || mirrored;
}

double
matrix_scale_factor(Matrix m)
{
    return sqrt(fabs(m.a * m.d - m.b * m.c));
}

const char *
font_generic_family(const char *family)
{
    if (strstr(family, "Mono"))
        return "monospace";
    return strstr(family, "Serif") && !strstr(family, "Sans") ? "serif" : "sans-serif";
}
