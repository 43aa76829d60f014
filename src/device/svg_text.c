#include "device/svg_private.h"

#include "base/utf8.h"

#include <string.h>

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

/* Families of the runs, those for Western text first: a reader takes the first that has the character, and CJK faces
 * have them all. */
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
        const FontFace *face = run->face;
        look = (Look){ambiguous ? face->family : NULL, run->size, face->weight, face->italic, run->color, look.lang};
    }
    for (size_t i = 0; i < text->span_count; i++)
        if (i == 0 || (text->spans[i].start <= at && at < text->spans[i].end))
            look.lang = text->spans[i].lang;
    return look;
}

static bool
look_equal(Look a, Look b)
{
    return str_equal(a.family, b.family) && a.size == b.size && a.weight == b.weight && a.italic == b.italic
        && color_equal(a.color, b.color) && a.lang == b.lang;
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
        buf_printf(out, " font-family=\"%s, %s\"", look.family, font_generic_family(look.family));
    if (!outer || look.size != outer->size) {
        buf_add(out, " font-size=\"");
        svg_number(out, look.size);
        buf_add(out, "px\"");
    }
    if (outer ? look.weight != outer->weight : look.weight != 400)
        buf_printf(out, " font-weight=\"%d\"", look.weight);
    if (outer ? look.italic != outer->italic : look.italic)
        svg_attribute(out, "font-style", look.italic ? "italic" : "normal");
    if (!outer || !color_equal(look.color, outer->color))
        svg_color(svg, out, "fill", look.color);
    int lang = outer ? outer->lang : svg->scene->main_lang;
    if (look.lang >= 0 && look.lang < svg->scene->lang_count && look.lang != lang)
        svg_attribute(out, "xml:lang", svg->scene->lang_tags[look.lang]);
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
add_place(Buf *out, const TextOp *text)
{
    buf_add(out, " transform=\"translate(");
    svg_number(out, text->at.x);
    buf_add_char(out, ',');
    svg_number(out, text->at.y);
    if (text->angle != 0) {
        buf_add(out, ") rotate(");
        svg_number(out, text->angle);
    }
    buf_add(out, ")\"");
}

/* Glyphs of an icon font: characters for private use, which mean nothing to a reader. */
static bool
is_icon(const char *text)
{
    for (const char *at = text; *at;) {
        uint32_t rune = utf8_next(&at);
        if (rune < 0xE000 || (rune > 0xF8FF && rune < 0xF0000))
            return false;
    }
    return true;
}

void
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
    svg_item_aria(svg, text->aria, "text");
    if (!text->aria && is_icon(text->text))
        buf_add(out, " aria-hidden=\"true\"");
    svg_attribute(out, "text-anchor", anchors[text->anchor]);
    add_place(out, text);
    svg_attribute(out, "font-family", font_families(svg->arena, text));
    add_look(svg, look, NULL);
    svg_opacity(out, "opacity", text->opacity);
    /* A line of a justified paragraph keeps its measure whatever fonts the reader has. */
    if (text->join != TEXT_ENDS)
        svg_number_attribute(out, "textLength", text->bounds.width);
    /* White space of the scene is meant: two spaces are two. */
    if (strstr(text->text, "  ") || text->text[0] == ' ' || str_ends(text->text, " "))
        svg_attribute(out, "xml:space", "preserve");
    buf_add_char(out, '>');
    double y = 0;
    for (size_t i = 0; i < text->line_count; i++) {
        const TextLine *line = &text->lines[i];
        if (text->line_count > 1) {
            buf_add(out, "<tspan");
            svg_number_attribute(out, "x", line->x);
            if (i > 0 || line->y != 0)
                svg_number_attribute(out, "dy", line->y - y);
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

/* ---- as outlines -------------------------------------------------------------------------------------------- */

static void
add_glyph_data(Buf *out, const Path *glyph, double size)
{
    Arena *arena = arena_new();
    Path scaled = {0};
    for (size_t i = 0; i < glyph->parts.count; i++) {
        PathPart part = glyph->parts.items[i];
        Point *points[] = {&part.to, &part.c1, &part.c2};
        for (size_t k = 0; k < COUNT_OF(points); k++)
            *points[k] = (Point){points[k]->x * size, points[k]->y * size};
        VEC_PUSH(arena, &scaled.parts, part);
    }
    svg_path_data(out, &scaled, (Point){0, 0});
    arena_free(arena);
}

static void
add_run(Svg *svg, const GlyphRun *run)
{
    OutlineFace *face = outlines_face(svg->outlines, run->face);
    if (!face)
        return;
    Buf *out = &svg->body;
    buf_add(out, "<g");
    svg_color(svg, out, "fill", run->color);
    buf_add_char(out, '>');
    for (size_t i = 0; i < run->count; i++) {
        const Path *glyph = outlines_glyph(face, run->glyphs[i].id);
        if (!glyph->parts.count)
            continue;
        Buf data = BUF_INIT;
        buf_add(&data, " d=\"");
        add_glyph_data(&data, glyph, run->size);
        buf_add(&data, "\"/>");
        buf_printf(out, "<use xlink:href=\"#%s\"", svg_define(svg, "path", data.ptr));
        svg_number_attribute(out, "x", run->glyphs[i].x);
        svg_number_attribute(out, "y", run->glyphs[i].y);
        buf_add(out, "/>");
        buf_clear(&data);
    }
    buf_add(out, "</g>");
}

void
svg_text_outlines(Device *device, const Op *op, uint32_t op_index)
{
    (void)op_index;
    Svg *svg = (Svg *)device;
    Buf *out = &svg->body;
    const TextOp *text = &op->text;
    if (str_is_empty(text->text))
        return;
    /* What it says stays with it. */
    buf_add(out, is_icon(text->text) ? "<g aria-hidden=\"true\"" : "<g role=\"img\"");
    if (!is_icon(text->text))
        svg_attribute(out, "aria-label", text->text);
    add_place(out, text);
    svg_opacity(out, "opacity", text->opacity);
    buf_add_char(out, '>');
    for (size_t i = 0; i < text->run_count; i++)
        add_run(svg, &text->runs[i]);
    buf_add(out, "</g>");
}
