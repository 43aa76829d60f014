#include "device/svg_private.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 3 };

void
svg_number(Buf *out, double value)
{
    buf_add_number(out, value, DIGITS);
}

void
svg_attribute(Buf *out, const char *name, const char *value)
{
    buf_printf(out, " %s=\"", name);
    buf_add_xml(out, value);
    buf_add_char(out, '"');
}

void
svg_number_attribute(Buf *out, const char *name, double value)
{
    buf_printf(out, " %s=\"", name);
    svg_number(out, value);
    buf_add_char(out, '"');
}

/* 1 is what a reader assumes. */
void
svg_opacity(Buf *out, const char *name, double value)
{
    if (value < 1)
        svg_number_attribute(out, name, MAX_OF(value, 0));
}

void
svg_transform(Buf *out, Matrix m)
{
    buf_add(out, " transform=\"");
    if (m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1) {
        buf_add(out, "translate(");
        svg_number(out, m.e);
        buf_add_char(out, ',');
        svg_number(out, m.f);
    } else {
        /* Factors want more digits than coordinates: they are multiplied by them. */
        const double factors[] = {m.a, m.b, m.c, m.d};
        buf_add(out, "matrix(");
        for (int i = 0; i < 4; i++) {
            buf_add_number(out, factors[i], 6);
            buf_add_char(out, ',');
        }
        svg_number(out, m.e);
        buf_add_char(out, ',');
        svg_number(out, m.f);
    }
    buf_add(out, ")\"");
}

/* ---- path data ---------------------------------------------------------------------------------------- */

typedef struct Pen {
    Buf *out;
    Point origin;
    double x, y; /* where the reader is after rounding: steps are measured from there, so errors do not add up */
} Pen;

static double
rounded(double value)
{
    return round(value * 1000) / 1000;
}

static void
pen_pair(Pen *pen, Point p, bool comma)
{
    if (comma)
        buf_add_char(pen->out, ',');
    svg_number(pen->out, p.x - pen->origin.x - pen->x);
    buf_add_char(pen->out, ',');
    svg_number(pen->out, p.y - pen->origin.y - pen->y);
}

static void
pen_advance(Pen *pen, Point to)
{
    pen->x += rounded(to.x - pen->origin.x - pen->x);
    pen->y += rounded(to.y - pen->origin.y - pen->y);
}

static void
pen_line(Pen *pen, Point to)
{
    double dx = rounded(to.x - pen->origin.x - pen->x), dy = rounded(to.y - pen->origin.y - pen->y);
    buf_add_char(pen->out, dy == 0 ? 'h' : dx == 0 ? 'v' : 'l');
    if (dy == 0 || dx == 0)
        svg_number(pen->out, dy == 0 ? dx : dy);
    else
        pen_pair(pen, to, false);
    pen_advance(pen, to);
}

void
svg_path_data(Buf *out, const Path *path, Point origin)
{
    Pen pen = {out, origin, 0, 0};
    double start_x = 0, start_y = 0;
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        switch (part->verb) {
        case PATH_MOVE:
            pen.x = pen.y = 0;
            buf_add_char(out, 'M');
            pen_pair(&pen, part->to, false);
            pen_advance(&pen, part->to);
            start_x = pen.x;
            start_y = pen.y;
            break;
        case PATH_LINE:
            pen_line(&pen, part->to);
            break;
        case PATH_CURVE:
            buf_add_char(out, 'c');
            pen_pair(&pen, part->c1, false);
            pen_pair(&pen, part->c2, true);
            pen_pair(&pen, part->to, true);
            pen_advance(&pen, part->to);
            break;
        case PATH_CLOSE:
            buf_add_char(out, 'Z');
            pen.x = start_x;
            pen.y = start_y;
            break;
        }
    }
}

/* ---- definitions ----------------------------------------------------------------------------------------- */

const char *
svg_define(Svg *svg, const char *name, const char *rest)
{
    char *key = arena_printf(svg->arena, "%s %s", name, rest);
    const char *known = map_find(&svg->ids, key);
    if (known)
        return known;
    char *id = arena_printf(svg->arena, "%s%zu", svg->prefix, svg->ids.entries.count + 1);
    map_put(&svg->ids, key, id);
    buf_printf(&svg->defs, "<%s id=\"%s\"%s", name, id, rest);
    return id;
}

static const char *
define_linear(Svg *svg, const Paint *paint, Point origin)
{
    Buf rest = BUF_INIT;
    buf_add(&rest, " gradientUnits=\"userSpaceOnUse\"");
    svg_number_attribute(&rest, "x1", paint->from.x - origin.x);
    svg_number_attribute(&rest, "y1", paint->from.y - origin.y);
    svg_number_attribute(&rest, "x2", paint->to.x - origin.x);
    svg_number_attribute(&rest, "y2", paint->to.y - origin.y);
    buf_add_char(&rest, '>');
    for (size_t i = 0; i < paint->stop_count; i++) {
        buf_add(&rest, "<stop");
        svg_number_attribute(&rest, "offset", paint->stops[i].offset);
        svg_attribute(&rest, "stop-color", color_text(svg->arena, paint->stops[i].color));
        svg_opacity(&rest, "stop-opacity", paint->stops[i].color.a);
        buf_add(&rest, "/>");
    }
    buf_add(&rest, "</linearGradient>");
    const char *id = svg_define(svg, "linearGradient", rest.ptr);
    buf_clear(&rest);
    return id;
}

void
svg_color(Svg *svg, Buf *out, const char *property, Color color)
{
    svg_attribute(out, property, color_text(svg->arena, color));
    svg_opacity(out, strcmp(property, "fill") == 0 ? "fill-opacity" : "stroke-opacity", color.a);
}

/* One tile: in the frame turned by 45° lines are upright, half a spacing from the origin (shape.h). */
static const char *
define_pattern(Svg *svg, const Paint *paint, Point origin)
{
    double s = pattern_spacing(paint), w = pattern_line_width(paint);
    Buf rest = BUF_INIT;
    svg_number_attribute(&rest, "width", s);
    svg_number_attribute(&rest, "height", s);
    buf_add(&rest, " patternUnits=\"userSpaceOnUse\" patternTransform=\"translate(");
    svg_number(&rest, -origin.x);
    buf_add_char(&rest, ',');
    svg_number(&rest, -origin.y);
    if (paint->pattern != PATTERN_DOTS)
        buf_printf(&rest, ") rotate(%d", paint->pattern == PATTERN_HATCH_BACK ? -45 : 45);
    buf_add(&rest, ")\">");
    if (paint->background.a > 0) {
        buf_add(&rest, "<rect");
        svg_number_attribute(&rest, "width", s);
        svg_number_attribute(&rest, "height", s);
        svg_color(svg, &rest, "fill", paint->background);
        buf_add(&rest, "/>");
    }
    if (paint->pattern == PATTERN_DOTS) {
        buf_add(&rest, "<circle");
        svg_number_attribute(&rest, "cx", s / 2);
        svg_number_attribute(&rest, "cy", s / 2);
        svg_number_attribute(&rest, "r", w);
        svg_color(svg, &rest, "fill", paint->color);
    } else {
        buf_add(&rest, "<path d=\"M");
        svg_number(&rest, s / 2);
        buf_add(&rest, ",0v");
        svg_number(&rest, s);
        if (paint->pattern == PATTERN_CROSS) {
            buf_add(&rest, "M0,");
            svg_number(&rest, s / 2);
            buf_add_char(&rest, 'h');
            svg_number(&rest, s);
        }
        buf_add_char(&rest, '"');
        svg_color(svg, &rest, "stroke", paint->color);
        svg_number_attribute(&rest, "stroke-width", w);
    }
    buf_add(&rest, "/></pattern>");
    const char *id = svg_define(svg, "pattern", rest.ptr);
    buf_clear(&rest);
    return id;
}

const char *
svg_define_clip(Svg *svg, const Path *clip)
{
    Buf rest = BUF_INIT;
    Rect rect;
    buf_add_char(&rest, '>');
    if (shape_as_rect(clip, &rect)) {
        buf_add(&rest, "<rect");
        svg_number_attribute(&rest, "x", rect.x);
        svg_number_attribute(&rest, "y", rect.y);
        svg_number_attribute(&rest, "width", rect.width);
        svg_number_attribute(&rest, "height", rect.height);
    } else {
        buf_add(&rest, "<path d=\"");
        svg_path_data(&rest, clip, (Point){0, 0});
        buf_add_char(&rest, '"');
    }
    buf_add(&rest, "/></clipPath>");
    const char *id = svg_define(svg, "clipPath", rest.ptr);
    buf_clear(&rest);
    return id;
}

void
svg_paint(Svg *svg, const char *property, const Paint *paint, Point origin)
{
    switch (paint->kind) {
    case PAINT_NONE:
        break;
    case PAINT_SOLID:
        svg_color(svg, &svg->body, property, paint->color);
        break;
    case PAINT_LINEAR:
        buf_printf(&svg->body, " %s=\"url(#%s)\"", property, define_linear(svg, paint, origin));
        break;
    case PAINT_PATTERN:
        buf_printf(&svg->body, " %s=\"url(#%s)\"", property, define_pattern(svg, paint, origin));
        break;
    }
}

void
svg_stroke(Svg *svg, const Stroke *stroke, Point origin)
{
    static const char *const caps[] = {NULL, "round", "square"}, *const joins[] = {NULL, "round", "bevel"};
    Buf *out = &svg->body;
    svg_paint(svg, "stroke", &stroke->paint, origin);
    svg_number_attribute(out, "stroke-width", stroke->width);
    if (caps[stroke->cap])
        svg_attribute(out, "stroke-linecap", caps[stroke->cap]);
    if (joins[stroke->join])
        svg_attribute(out, "stroke-linejoin", joins[stroke->join]);
    if (stroke->join == JOIN_MITER && stroke_miter(stroke) != 4)
        svg_number_attribute(out, "stroke-miterlimit", stroke_miter(stroke));
    if (stroke->dash_count == 0)
        return;
    buf_add(out, " stroke-dasharray=\"");
    for (size_t i = 0; i < stroke->dash_count; i++) {
        if (i)
            buf_add_char(out, ',');
        svg_number(out, stroke->dashes[i]);
    }
    buf_add_char(out, '"');
    if (stroke->dash_offset != 0)
        svg_number_attribute(out, "stroke-dashoffset", stroke->dash_offset);
}
