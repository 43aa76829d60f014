#include "device/svg.h"

#include "base/map.h"
#include "base/utf8.h"
#include "device/shape.h"
#include "scene/device.h"

#include <math.h>
#include <string.h>

typedef struct SvgGroup {
    const char *mark; /* "bar" of the class "mark-bar": what its items are; NULL */
} SvgGroup;

typedef struct Svg {
    Device device; /* first */
    Arena *arena;
    const Scene *scene;
    Buf defs, body;
    Buf links;         /* on top of all: their areas are in units of the page */
    Map ids;           /* text of a definition → its id */
    char prefix[12];   /* of all ids: two charts may stand in one HTML page */
    VEC(SvgGroup) groups;
} Svg;

enum { DIGITS = 3 };

static void
add_number(Buf *out, double value)
{
    buf_add_number(out, value, DIGITS);
}

static void
add_attribute(Buf *out, const char *name, const char *value)
{
    buf_printf(out, " %s=\"", name);
    buf_add_xml(out, value);
    buf_add_char(out, '"');
}

static void
add_number_attribute(Buf *out, const char *name, double value)
{
    buf_printf(out, " %s=\"", name);
    add_number(out, value);
    buf_add_char(out, '"');
}

/* 1 is what a reader assumes. */
static void
add_opacity(Buf *out, const char *name, double value)
{
    if (value < 1)
        add_number_attribute(out, name, MAX_OF(value, 0));
}

static void
add_transform(Buf *out, Matrix m)
{
    buf_add(out, " transform=\"");
    if (m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1) {
        buf_add(out, "translate(");
        add_number(out, m.e);
        buf_add_char(out, ',');
        add_number(out, m.f);
    } else {
        /* Factors want more digits than coordinates: they are multiplied by them. */
        const double factors[] = {m.a, m.b, m.c, m.d};
        buf_add(out, "matrix(");
        for (int i = 0; i < 4; i++) {
            buf_add_number(out, factors[i], 6);
            buf_add_char(out, ',');
        }
        add_number(out, m.e);
        buf_add_char(out, ',');
        add_number(out, m.f);
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
    add_number(pen->out, p.x - pen->origin.x - pen->x);
    buf_add_char(pen->out, ',');
    add_number(pen->out, p.y - pen->origin.y - pen->y);
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
        add_number(pen->out, dy == 0 ? dx : dy);
    else
        pen_pair(pen, to, false);
    pen_advance(pen, to);
}

static void
add_path_data(Buf *out, const Path *path, Point origin)
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

/* The id of a definition `<name id="…" rest`, written once. */
static const char *
define(Svg *svg, const char *name, const char *rest)
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
    add_number_attribute(&rest, "x1", paint->from.x - origin.x);
    add_number_attribute(&rest, "y1", paint->from.y - origin.y);
    add_number_attribute(&rest, "x2", paint->to.x - origin.x);
    add_number_attribute(&rest, "y2", paint->to.y - origin.y);
    buf_add_char(&rest, '>');
    for (size_t i = 0; i < paint->stop_count; i++) {
        buf_add(&rest, "<stop");
        add_number_attribute(&rest, "offset", paint->stops[i].offset);
        add_attribute(&rest, "stop-color", color_text(svg->arena, paint->stops[i].color));
        add_opacity(&rest, "stop-opacity", paint->stops[i].color.a);
        buf_add(&rest, "/>");
    }
    buf_add(&rest, "</linearGradient>");
    const char *id = define(svg, "linearGradient", rest.ptr);
    buf_clear(&rest);
    return id;
}

static void
add_paint_attributes(Svg *svg, Buf *out, const char *property, Color color)
{
    add_attribute(out, property, color_text(svg->arena, color));
    add_opacity(out, strcmp(property, "fill") == 0 ? "fill-opacity" : "stroke-opacity", color.a);
}

/* One tile: in the frame turned by 45° lines are upright, half a spacing from the origin (shape.h). */
static const char *
define_pattern(Svg *svg, const Paint *paint, Point origin)
{
    double s = pattern_spacing(paint), w = pattern_line_width(paint);
    Buf rest = BUF_INIT;
    add_number_attribute(&rest, "width", s);
    add_number_attribute(&rest, "height", s);
    buf_add(&rest, " patternUnits=\"userSpaceOnUse\" patternTransform=\"translate(");
    add_number(&rest, -origin.x);
    buf_add_char(&rest, ',');
    add_number(&rest, -origin.y);
    buf_add(&rest, paint->pattern == PATTERN_DOTS ? ")\">" : paint->pattern == PATTERN_HATCH_BACK ? ") rotate(-45)\">" : ") rotate(45)\">");
    if (paint->background.a > 0) {
        buf_add(&rest, "<rect");
        add_number_attribute(&rest, "width", s);
        add_number_attribute(&rest, "height", s);
        add_paint_attributes(svg, &rest, "fill", paint->background);
        buf_add(&rest, "/>");
    }
    if (paint->pattern == PATTERN_DOTS) {
        buf_add(&rest, "<circle");
        add_number_attribute(&rest, "cx", s / 2);
        add_number_attribute(&rest, "cy", s / 2);
        add_number_attribute(&rest, "r", w);
        add_paint_attributes(svg, &rest, "fill", paint->color);
    } else {
        buf_add(&rest, "<path d=\"M");
        add_number(&rest, s / 2);
        buf_add(&rest, ",0v");
        add_number(&rest, s);
        if (paint->pattern == PATTERN_CROSS) {
            buf_add(&rest, "M0,");
            add_number(&rest, s / 2);
            buf_add_char(&rest, 'h');
            add_number(&rest, s);
        }
        buf_add_char(&rest, '"');
        add_paint_attributes(svg, &rest, "stroke", paint->color);
        add_number_attribute(&rest, "stroke-width", w);
    }
    buf_add(&rest, "/></pattern>");
    const char *id = define(svg, "pattern", rest.ptr);
    buf_clear(&rest);
    return id;
}

static const char *
define_clip(Svg *svg, const Path *clip)
{
    Buf rest = BUF_INIT;
    Rect rect;
    buf_add_char(&rest, '>');
    if (shape_as_rect(clip, &rect)) {
        buf_add(&rest, "<rect");
        add_number_attribute(&rest, "x", rect.x);
        add_number_attribute(&rest, "y", rect.y);
        add_number_attribute(&rest, "width", rect.width);
        add_number_attribute(&rest, "height", rect.height);
    } else {
        buf_add(&rest, "<path d=\"");
        add_path_data(&rest, clip, (Point){0, 0});
        buf_add_char(&rest, '"');
    }
    buf_add(&rest, "/></clipPath>");
    const char *id = define(svg, "clipPath", rest.ptr);
    buf_clear(&rest);
    return id;
}

static void
add_paint(Svg *svg, const char *property, const Paint *paint, Point origin)
{
    switch (paint->kind) {
    case PAINT_NONE:
        break;
    case PAINT_SOLID:
        add_paint_attributes(svg, &svg->body, property, paint->color);
        break;
    case PAINT_LINEAR:
        buf_printf(&svg->body, " %s=\"url(#%s)\"", property, define_linear(svg, paint, origin));
        break;
    case PAINT_PATTERN:
        buf_printf(&svg->body, " %s=\"url(#%s)\"", property, define_pattern(svg, paint, origin));
        break;
    }
}

static void
add_stroke(Svg *svg, const Stroke *stroke, Point origin)
{
    static const char *const caps[] = {NULL, "round", "square"}, *const joins[] = {NULL, "round", "bevel"};
    Buf *out = &svg->body;
    add_paint(svg, "stroke", &stroke->paint, origin);
    add_number_attribute(out, "stroke-width", stroke->width);
    if (caps[stroke->cap])
        add_attribute(out, "stroke-linecap", caps[stroke->cap]);
    if (joins[stroke->join])
        add_attribute(out, "stroke-linejoin", joins[stroke->join]);
    if (stroke->join == JOIN_MITER && stroke_miter(stroke) != 4)
        add_number_attribute(out, "stroke-miterlimit", stroke_miter(stroke));
    if (stroke->dash_count == 0)
        return;
    buf_add(out, " stroke-dasharray=\"");
    for (size_t i = 0; i < stroke->dash_count; i++) {
        if (i)
            buf_add_char(out, ',');
        add_number(out, stroke->dashes[i]);
    }
    buf_add_char(out, '"');
    if (stroke->dash_offset != 0)
        add_number_attribute(out, "stroke-dashoffset", stroke->dash_offset);
}

/* ---- groups ------------------------------------------------------------------------------------------------ */

/* "bar" from "mark-bar role-mark marks"; groups of groups have no items of their own. */
static const char *
mark_of_class(Arena *arena, const char *klass)
{
    if (!klass || !str_starts(klass, "mark-") || !strstr(klass, "role-mark"))
        return NULL;
    const char *start = klass + strlen("mark-");
    size_t length = strcspn(start, " ");
    return length == 5 && strncmp(start, "group", 5) == 0 ? NULL : arena_strndup(arena, start, length);
}

static void
svg_group(Device *device, const Op *op)
{
    Svg *svg = (Svg *)device;
    Buf *out = &svg->body;
    const GroupOp *group = &op->group;
    buf_add(out, "<g");
    if (group->klass)
        add_attribute(out, "class", group->klass);
    /* As Vega: what has a name of its own is one symbol, what only has a kind is an object with parts. */
    if (group->aria || group->aria_role)
        add_attribute(out, "role", group->aria ? "graphics-symbol" : "graphics-object");
    if (group->aria_role)
        add_attribute(out, "aria-roledescription", group->aria_role);
    if (group->aria)
        add_attribute(out, "aria-label", group->aria);
    if (!matrix_is_identity(group->matrix) || (!group->klass && !group->clip && group->opacity >= 1))
        add_transform(out, group->matrix);
    if (group->clip)
        buf_printf(out, " clip-path=\"url(#%s)\"", define_clip(svg, group->clip));
    add_opacity(out, "opacity", group->opacity);
    buf_add_char(out, '>');
    VEC_PUSH(svg->arena, &svg->groups, (SvgGroup){mark_of_class(svg->arena, group->klass)});
}

static void
svg_group_end(Device *device)
{
    Svg *svg = (Svg *)device;
    svg->groups.count--;
    buf_add(&svg->body, "</g>");
}

/* Accessible name of one mark item. */
static void
add_item_aria(Svg *svg, const char *aria, const char *fallback)
{
    if (!aria)
        return;
    Buf *out = &svg->body;
    const char *mark = svg->groups.count ? VEC_LAST(&svg->groups).mark : NULL;
    add_attribute(out, "aria-label", aria);
    add_attribute(out, "role", "graphics-symbol");
    buf_printf(out, " aria-roledescription=\"%s mark\"", mark ? mark : fallback);
}

/* ---- paths -------------------------------------------------------------------------------------------------- */

static void
svg_path(Device *device, const Op *op)
{
    Svg *svg = (Svg *)device;
    Buf *out = &svg->body;
    const PathOp *path = &op->path;
    bool background = path->hint == SHAPE_BACKGROUND;
    if (!background && !paint_is_visible(&path->fill) && !stroke_is_visible(&path->stroke) && !path->aria)
        return;
    Point origin = path->origin, from, to;
    bool line = path->hint == SHAPE_LINE && shape_as_line(path->path, &from, &to);
    buf_add(out, line ? "<line" : "<path");
    if (background)
        buf_add(out, " class=\"background\" aria-hidden=\"true\"");
    else
        add_item_aria(svg, path->aria, "path");
    if (line) { /* Vega: the start is the item's place, the end relative to it */
        add_transform(out, matrix_translate(from.x, from.y));
        add_number_attribute(out, "x2", to.x - from.x);
        add_number_attribute(out, "y2", to.y - from.y);
        origin = from;
    } else {
        if (origin.x != 0 || origin.y != 0)
            add_transform(out, matrix_translate(origin.x, origin.y));
        buf_add(out, " d=\"");
        add_path_data(out, path->path, origin);
        buf_add_char(out, '"');
    }
    if (!line)
        add_paint(svg, "fill", &path->fill, origin);
    if (path->even_odd)
        buf_add(out, " fill-rule=\"evenodd\"");
    if (stroke_is_visible(&path->stroke))
        add_stroke(svg, &path->stroke, origin);
    add_opacity(out, "opacity", path->opacity);
    buf_add(out, "/>");
}

/* ---- text ---------------------------------------------------------------------------------------------------- */

static bool
is_cjk_run(const TextOp *text, const GlyphRun *run)
{
    const char *at = text->text + run->start, *end = text->text + run->end;
    while (at < end)
        if (utf8_is_han(utf8_next(&at)))
            return true;
    return false;
}

/* Quotes, dashes and dots that both kinds of faces have, in different shapes. */
static bool
has_shared_punctuation(const TextOp *text, const GlyphRun *run)
{
    const char *at = text->text + run->start, *end = text->text + run->end;
    while (at < end) {
        uint32_t rune = utf8_next(&at);
        if ((rune >= 0x2018 && rune <= 0x201D) || rune == 0x2014 || rune == 0x2026 || rune == 0xB7)
            return true;
    }
    return false;
}

/* Families of the runs, those for Western text first: a reader takes the first that has the character, and CJK faces have them all. */
static const char *
font_families(Arena *arena, const TextOp *text)
{
    Buf list = BUF_INIT;
    Map seen;
    map_init(&seen, arena);
    const char *generic = text->run_count ? font_generic_family(text->runs[0].face->family) : "sans-serif";
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < text->run_count; i++) {
            const char *family = text->runs[i].face->family;
            if (is_cjk_run(text, &text->runs[i]) != (pass == 1) || map_has(&seen, family))
                continue;
            map_put(&seen, family, arena);
            buf_add(&list, family);
            buf_add(&list, ", ");
        }
    }
    buf_add(&list, generic);
    char *taken = buf_take(&list, arena);
    buf_clear(&list);
    return taken;
}

/* How a stretch of a text differs from the text's own look. */
typedef struct Look {
    const char *family; /* where the text's list would give other shapes; NULL */
    double size;
    int weight;
    bool italic;
    Color color;
    int lang;
} Look;

static Look
look_at(const TextOp *text, uint32_t at)
{
    Look look = {NULL, 11, 400, false, COLOR_BLACK, -1};
    for (size_t i = 0; i < text->run_count; i++) {
        const GlyphRun *run = &text->runs[i];
        if (i != 0 && !(run->start <= at && at < run->end))
            continue;
        bool ambiguous = text->run_count > 1 && is_cjk_run(text, run) && has_shared_punctuation(text, run);
        look = (Look){ambiguous ? run->face->family : NULL, run->size, run->face->weight, run->face->italic, run->color, look.lang};
    }
    for (size_t i = 0; i < text->span_count; i++)
        if (i == 0 || (text->spans[i].start <= at && at < text->spans[i].end))
            look.lang = text->spans[i].lang;
    return look;
}

static bool
look_equal(Look a, Look b)
{
    return str_equal(a.family, b.family) && a.size == b.size && a.weight == b.weight && a.italic == b.italic && color_equal(a.color, b.color) && a.lang == b.lang;
}

/* The next place after `at` where a run, a span or a line begins. */
static uint32_t
next_border(const TextOp *text, uint32_t at, uint32_t end)
{
    uint32_t next = end;
    for (size_t i = 0; i < text->run_count; i++)
        if (text->runs[i].start > at)
            next = MIN_OF(next, text->runs[i].start);
    for (size_t i = 0; i < text->span_count; i++)
        if (text->spans[i].start > at)
            next = MIN_OF(next, text->spans[i].start);
    return next;
}

static void
add_look(Svg *svg, Look look, const Look *outer)
{
    Buf *out = &svg->body;
    if (outer && look.family)
        add_attribute(out, "font-family", arena_printf(svg->arena, "%s, %s", look.family, font_generic_family(look.family)));
    if (!outer || look.size != outer->size) {
        buf_add(out, " font-size=\"");
        add_number(out, look.size);
        buf_add(out, "px\"");
    }
    if (outer ? look.weight != outer->weight : look.weight != 400)
        buf_printf(out, " font-weight=\"%d\"", look.weight);
    if (outer ? look.italic != outer->italic : look.italic)
        add_attribute(out, "font-style", look.italic ? "italic" : "normal");
    if (!outer || !color_equal(look.color, outer->color))
        add_paint_attributes(svg, out, "fill", look.color);
    int lang = outer ? outer->lang : svg->scene->main_lang;
    if (look.lang >= 0 && look.lang < svg->scene->lang_count && look.lang != lang)
        add_attribute(out, "xml:lang", svg->scene->lang_tags[look.lang]);
}

static void
add_xml_part(Svg *svg, const char *text, uint32_t start, uint32_t end)
{
    buf_add_xml(&svg->body, arena_strndup(svg->arena, text + start, end - start));
}

/* Text from start to end: stretches that look alike together, others as tspans. */
static void
add_stretches(Svg *svg, const TextOp *text, uint32_t start, uint32_t end, Look look)
{
    while (start < end) {
        Look here = look_at(text, start);
        uint32_t stop = next_border(text, start, end);
        while (stop < end && look_equal(look_at(text, stop), here))
            stop = next_border(text, stop, end);
        bool plain = look_equal(here, look);
        if (!plain) {
            buf_add(&svg->body, "<tspan");
            add_look(svg, here, &look);
            buf_add_char(&svg->body, '>');
        }
        add_xml_part(svg, text->text, start, stop);
        if (!plain)
            buf_add(&svg->body, "</tspan>");
        start = stop;
    }
}

static void
svg_text(Device *device, const Op *op, uint32_t op_index)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    (void)op_index;
    Svg *svg = (Svg *)device;
    Buf *out = &svg->body;
    const TextOp *text = &op->text;
    if (str_is_empty(text->text))
        return;
    Look look = look_at(text, 0);
    look.family = NULL; /* the list of all families stands on the text element */
    buf_add(out, "<text");
    add_item_aria(svg, text->aria, "text");
    add_attribute(out, "text-anchor", anchors[text->anchor]);
    buf_add(out, " transform=\"translate(");
    add_number(out, text->at.x);
    buf_add_char(out, ',');
    add_number(out, text->at.y);
    if (text->angle != 0) {
        buf_add(out, ") rotate(");
        add_number(out, text->angle);
    }
    buf_add(out, ")\"");
    add_attribute(out, "font-family", font_families(svg->arena, text));
    add_look(svg, look, NULL);
    add_opacity(out, "opacity", text->opacity);
    /* A line of a justified paragraph keeps its measure whatever fonts the reader has. */
    if (text->join != TEXT_ENDS)
        add_number_attribute(out, "textLength", text->bounds.width);
    /* White space of the scene is meant: two spaces are two. */
    if (strstr(text->text, "  ") || text->text[0] == ' ' || str_ends(text->text, " "))
        add_attribute(out, "xml:space", "preserve");
    buf_add_char(out, '>');
    double y = 0;
    for (size_t i = 0; i < text->line_count; i++) {
        const TextLine *line = &text->lines[i];
        if (text->line_count > 1) {
            buf_add(out, "<tspan");
            add_number_attribute(out, "x", line->x);
            if (i > 0 || line->y != 0)
                add_number_attribute(out, "dy", line->y - y);
            buf_add_char(out, '>');
            y = line->y;
        }
        add_stretches(svg, text, line->start, line->end, look);
        if (text->line_count > 1)
            buf_add(out, "</tspan>");
    }
    if (text->line_count == 0)
        add_stretches(svg, text, 0, (uint32_t)strlen(text->text), look);
    buf_add(out, "</text>");
}

/* ---- images and links -------------------------------------------------------------------------------------- */

static void
add_base64(Buf *out, const char *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const uint8_t *b = (const uint8_t *)bytes;
    buf_reserve(out, size / 3 * 4 + 4);
    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        uint32_t word = (uint32_t)b[i] << 16 | (left > 1 ? (uint32_t)b[i + 1] << 8 : 0) | (left > 2 ? b[i + 2] : 0);
        char quad[4] = {digits[word >> 18], digits[word >> 12 & 63], left > 1 ? digits[word >> 6 & 63] : '=', left > 2 ? digits[word & 63] : '='};
        buf_add_bytes(out, quad, 4);
    }
}

static void
svg_image(Device *device, const Op *op)
{
    Svg *svg = (Svg *)device;
    Buf *out = &svg->body;
    const ImageOp *image = &op->image;
    buf_add(out, "<image");
    add_number_attribute(out, "x", image->rect.x);
    add_number_attribute(out, "y", image->rect.y);
    add_number_attribute(out, "width", image->rect.width);
    add_number_attribute(out, "height", image->rect.height);
    buf_add(out, " preserveAspectRatio=\"none\"");
    add_opacity(out, "opacity", image->opacity);
    buf_add(out, " xlink:href=\"data:image/png;base64,");
    add_base64(out, image->image->bytes, image->image->size);
    buf_add(out, "\"/>");
}

/* Only what leads out of the picture: places of the document are no part of it. */
static void
svg_link(Device *device, const Op *op)
{
    Svg *svg = (Svg *)device;
    Buf *out = &svg->links;
    const LinkOp *link = &op->link;
    if (!link->uri)
        return;
    buf_add(out, "<a");
    add_attribute(out, "xlink:href", link->uri);
    if (link->contents)
        add_attribute(out, "aria-label", link->contents);
    buf_add(out, "><rect");
    add_number_attribute(out, "x", link->rect.x);
    add_number_attribute(out, "y", link->rect.y);
    add_number_attribute(out, "width", link->rect.width);
    add_number_attribute(out, "height", link->rect.height);
    buf_add(out, " pointer-events=\"all\"/></a>");
}

/* ---- the file ------------------------------------------------------------------------------------------------ */

static void
add_named(Buf *out, const char *element, const char *prefix, const char *text)
{
    buf_printf(out, "<%s id=\"%s%s\">", element, prefix, element);
    buf_add_xml(out, text);
    buf_printf(out, "</%s>", element);
}

static void
add_file(Svg *svg, const Page *page, Buf *out)
{
    const Scene *scene = svg->scene;
    const char *title = scene->svg_title ? scene->svg_title : scene->meta.title.in[scene->main_lang];
    const char *desc = scene->svg_desc ? scene->svg_desc : scene->meta.subject.in[scene->main_lang];
    const char *tag = scene->lang_tags[scene->main_lang];
    buf_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" class=\"marks\"");
    add_number_attribute(out, "width", page->width);
    add_number_attribute(out, "height", page->height);
    buf_add(out, " viewBox=\"0 0 ");
    add_number(out, page->width);
    buf_add_char(out, ' ');
    add_number(out, page->height);
    buf_add_char(out, '"');
    add_attribute(out, "lang", tag);
    add_attribute(out, "xml:lang", tag);
    buf_add(out, " role=\"graphics-document\"");
    if (!str_is_empty(title)) {
        buf_printf(out, " aria-labelledby=\"%stitle\"", svg->prefix);
        if (!str_is_empty(desc))
            buf_printf(out, " aria-describedby=\"%sdesc\"", svg->prefix);
    }
    buf_add_char(out, '>');
    if (!str_is_empty(title))
        add_named(out, "title", svg->prefix, title);
    if (!str_is_empty(desc))
        add_named(out, "desc", svg->prefix, desc);
    if (svg->defs.length) {
        buf_add(out, "<defs>");
        buf_add_bytes(out, svg->defs.ptr, svg->defs.length);
        buf_add(out, "</defs>");
    }
    if (page->background.a > 0) {
        buf_add(out, "<rect");
        add_number_attribute(out, "width", page->width);
        add_number_attribute(out, "height", page->height);
        add_paint_attributes(svg, out, "fill", page->background);
        buf_add(out, "/>");
    }
    buf_add(out, "<g fill=\"none\" stroke-miterlimit=\"4\">");
    buf_add_bytes(out, svg->body.ptr, svg->body.length);
    buf_add_bytes(out, svg->links.ptr, svg->links.length);
    buf_add(out, "</g></svg>\n");
}

/* Ids come from the content, so that equal pictures have equal ids and different ones hardly ever. */
static void
set_prefix(Svg *svg)
{
    const Scene *scene = svg->scene;
    uint64_t hash = 0;
    const char *texts[] = {scene->svg_title, scene->svg_desc, scene->meta.title.in[scene->main_lang], scene->lang_tags[scene->main_lang]};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (texts[i])
            hash = hash * 1099511628211u ^ str_hash(texts[i], strlen(texts[i]));
    svg->prefix[0] = 's';
    for (int i = 1; i <= 6; i++, hash >>= 5)
        svg->prefix[i] = "abcdefghijkmnpqrstuvwxyz23456789"[hash & 31];
    svg->prefix[7] = '-';
    svg->prefix[8] = '\0';
}

bool
device_svg(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc)
{
    (void)diags, (void)loc;
    Arena *arena = arena_new();
    Svg *svg = ARENA_NEW(arena, Svg);
    svg->arena = arena;
    svg->scene = scene;
    map_init(&svg->ids, arena);
    set_prefix(svg);
    svg->device = (Device){
        .group = svg_group,
        .group_end = svg_group_end,
        .path = svg_path,
        .text = svg_text,
        .image = svg_image,
        .link = svg_link,
    };
    bool good = replay_page(scene, options->page, &svg->device);
    if (good)
        add_file(svg, &scene->pages.items[options->page], out);
    buf_clear(&svg->defs);
    buf_clear(&svg->body);
    buf_clear(&svg->links);
    arena_free(arena);
    return good;
}
