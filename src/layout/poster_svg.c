/* layout/poster_svg.c -- a logo in SVG: shapes with plain fills, as drawing programs export a mark.
 *
 * Understood: <svg viewBox>, and path, rect, circle and polygon with fill (a CSS colour, or one from their group); <title> and
 * comments are passed over. Anything else that would draw, or change how the rest draws, is poster-bad-logo: a logo is either
 * right or not there.
 */
#include "layout/poster_block.h"

#include "chart/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct SvgTag {
    const char *name;    /* "path", "/g" */
    const char *text;    /* all between < and > */
} SvgTag;

/* The value of an attribute; NULL. */
static const char *
attribute(Arena *arena, const SvgTag *tag, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = tag->text; (at = strstr(at, name)); at += length) {
        const char *value = at + length;
        bool whole = at > tag->text && strchr(" \t\r\n", at[-1]) && value[0] == '=' && (value[1] == '"' || value[1] == '\'');
        const char *end = whole ? strchr(value + 2, value[1]) : NULL;
        if (end)
            return arena_strndup(arena, value + 2, (size_t)(end - value - 2));
    }
    return NULL;
}

static double
number_in(Arena *arena, const SvgTag *tag, const char *name)
{
    const char *value = attribute(arena, tag, name);
    return value ? strtod(value, NULL) : 0;
}

static bool
next_tag(Arena *arena, const char **at, const char *end, SvgTag *out)
{
    const char *open = memchr(*at, '<', (size_t)(end - *at));
    const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
    if (!close)
        return false;
    if (end - open > 4 && memcmp(open, "<!--", 4) == 0) {
        const char *stop = strstr(open, "-->");
        *at = stop ? stop + 3 : end;
        return next_tag(arena, at, end, out);
    }
    out->text = arena_strndup(arena, open + 1, (size_t)(close - open - 1));
    out->name = arena_strndup(arena, out->text, strcspn(out->text, " \t\r\n"));
    size_t length = strlen(out->name);
    if (length > 1 && out->name[length - 1] == '/')
        out->name = arena_strndup(arena, out->name, length - 1);
    *at = close + 1;
    return true;
}

static bool
read_points(Arena *arena, const char *text, Path *out)
{
    char *end;
    bool first = true;
    while (text && *text) {
        double x = strtod(text, &end);
        if (end == text)
            break;
        text = end + strspn(end, ", \t\r\n");
        double y = strtod(text, &end);
        if (end == text)
            return false;
        text = end + strspn(end, ", \t\r\n");
        if (first)
            path_move(arena, out, x, y);
        else
            path_line(arena, out, x, y);
        first = false;
    }
    if (!first)
        path_close(arena, out);
    return !first;
}

/* The tag's shape in its own units. False for what is no shape, or a faulty one. */
static bool
read_shape(Arena *arena, const SvgTag *tag, Path *out)
{
    if (attribute(arena, tag, "transform") || attribute(arena, tag, "style"))
        return false;
    if (str_equal(tag->name, "path")) {
        const char *data = attribute(arena, tag, "d");
        return data && shape_svg_path(arena, out, data, 1, (Point){0, 0});
    }
    if (str_equal(tag->name, "polygon"))
        return read_points(arena, attribute(arena, tag, "points"), out);
    if (str_equal(tag->name, "circle")) {
        path_circle(arena, out, (Point){number_in(arena, tag, "cx"), number_in(arena, tag, "cy")}, number_in(arena, tag, "r"));
        return true;
    }
    if (str_equal(tag->name, "rect")) {
        path_rect(arena, out, (Rect){number_in(arena, tag, "x"), number_in(arena, tag, "y"), number_in(arena, tag, "width"), number_in(arena, tag, "height")});
        return true;
    }
    return false;
}

static bool
is_silent(const char *name)
{
    static const char *const names[] = {"title", "/title", "desc", "/desc", "/g", "/svg", "/path", "/rect", "/circle", "/polygon", "g", "?xml"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(name, names[i]))
            return true;
    return false;
}

static bool
read_view(Arena *arena, const SvgTag *tag, Rect *out)
{
    const char *view = attribute(arena, tag, "viewBox");
    char *end = NULL;
    double v[4] = {0};
    for (int i = 0; view && i < 4; i++) {
        v[i] = strtod(view, &end);
        view = end + strspn(end, ", ");
    }
    *out = (Rect){v[0], v[1], v[2], v[3]};
    return v[2] > 0 && v[3] > 0;
}

double
pen_svg(Pen *pen, Loc loc, const Source *source, Area area)
{
    Arena *arena = pen->context->arena;
    const char *text = arena_strndup(arena, source->text, source->length), *at = text, *end = text + source->length;
    Rect view = {0};
    SvgTag tag;
    const char *group_fill = NULL;
    bool open = false;
    while (next_tag(arena, &at, end, &tag)) {
        const char *fill = attribute(arena, &tag, "fill");
        Path path = {0};
        Color color = COLOR_BLACK;
        bool good = true;
        if (str_equal(tag.name, "svg") && !open && (good = read_view(arena, &tag, &view))) {
            GroupOp group = scene_plain_group();
            double scale = area.width / view.width;
            group.matrix = (Matrix){scale, 0, 0, scale, area.x - view.x * scale, area.y - view.y * scale};
            scene_group(pen->scene, &group);
            open = true;
            group_fill = fill;
        } else if (good && open && str_equal(tag.name, "g") && !attribute(arena, &tag, "transform")) {
            group_fill = fill ? fill : group_fill;
        } else if (good && open && !is_silent(tag.name)) {
            const char *paint = fill ? fill : group_fill;
            good = read_shape(arena, &tag, &path) && (!paint || str_equal(paint, "none") || color_parse(paint, &color));
            if (good && !str_equal(paint, "none"))
                scene_path(pen->scene, &path, paint_solid(color), NULL);
        } else {
            good = good && is_silent(tag.name);
        }
        if (!good) {
            diag(pen->context->diags, DIAG_POSTER_BAD_LOGO, loc, arena_printf(arena, "%s: <%s>", source->path, tag.name));
            break;
        }
    }
    if (!open)
        return 0;
    scene_group_end(pen->scene);
    return area.width * view.height / view.width;
}
