#include "device/svg_private.h"

#include <string.h>

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
        svg_attribute(out, "class", group->klass);
    /* As Vega: what has a name of its own is one symbol, what only has a kind is an object with parts. */
    if (group->aria || group->aria_role)
        svg_attribute(out, "role", group->aria ? "graphics-symbol" : "graphics-object");
    if (group->aria_role)
        svg_attribute(out, "aria-roledescription", group->aria_role);
    if (group->aria)
        svg_attribute(out, "aria-label", group->aria);
    if (!matrix_is_identity(group->matrix) || (!group->klass && !group->clip && group->opacity >= 1))
        svg_transform(out, group->matrix);
    if (group->clip)
        buf_printf(out, " clip-path=\"url(#%s)\"", svg_define_clip(svg, group->clip));
    svg_opacity(out, "opacity", group->opacity);
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
void
svg_item_aria(Svg *svg, const char *aria, const char *fallback)
{
    if (!aria)
        return;
    Buf *out = &svg->body;
    const char *mark = svg->groups.count ? VEC_LAST(&svg->groups).mark : NULL;
    svg_attribute(out, "aria-label", aria);
    svg_attribute(out, "role", "graphics-symbol");
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
        svg_item_aria(svg, path->aria, "path");
    if (line) { /* Vega: the start is the item's place, the end relative to it */
        svg_transform(out, matrix_translate(from.x, from.y));
        svg_number_attribute(out, "x2", to.x - from.x);
        svg_number_attribute(out, "y2", to.y - from.y);
        origin = from;
    } else {
        if (origin.x != 0 || origin.y != 0)
            svg_transform(out, matrix_translate(origin.x, origin.y));
        buf_add(out, " d=\"");
        svg_path_data(out, path->path, origin);
        buf_add_char(out, '"');
    }
    if (!line)
        svg_paint(svg, "fill", &path->fill, origin);
    if (path->even_odd)
        buf_add(out, " fill-rule=\"evenodd\"");
    if (stroke_is_visible(&path->stroke))
        svg_stroke(svg, &path->stroke, origin);
    svg_opacity(out, "opacity", path->opacity);
    buf_add(out, "/>");
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
        char third = left > 1 ? digits[word >> 6 & 63] : '=', fourth = left > 2 ? digits[word & 63] : '=';
        char quad[4] = {digits[word >> 18], digits[word >> 12 & 63], third, fourth};
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
    svg_number_attribute(out, "x", image->rect.x);
    svg_number_attribute(out, "y", image->rect.y);
    svg_number_attribute(out, "width", image->rect.width);
    svg_number_attribute(out, "height", image->rect.height);
    buf_add(out, " preserveAspectRatio=\"none\"");
    svg_opacity(out, "opacity", image->opacity);
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
    svg_attribute(out, "xlink:href", link->uri);
    if (link->contents)
        svg_attribute(out, "aria-label", link->contents);
    buf_add(out, "><rect");
    svg_number_attribute(out, "x", link->rect.x);
    svg_number_attribute(out, "y", link->rect.y);
    svg_number_attribute(out, "width", link->rect.width);
    svg_number_attribute(out, "height", link->rect.height);
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
    buf_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    buf_add(out, " version=\"1.1\" class=\"marks\"");
    svg_number_attribute(out, "width", page->width);
    svg_number_attribute(out, "height", page->height);
    buf_add(out, " viewBox=\"0 0 ");
    svg_number(out, page->width);
    buf_add_char(out, ' ');
    svg_number(out, page->height);
    buf_add_char(out, '"');
    svg_attribute(out, "xml:lang", tag); /* also read where the file stands in HTML */
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
        svg_number_attribute(out, "width", page->width);
        svg_number_attribute(out, "height", page->height);
        svg_color(svg, out, "fill", page->background);
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
    const char *title = scene->meta.title.in[scene->main_lang], *tag = scene->lang_tags[scene->main_lang];
    const char *texts[] = {scene->svg_title, scene->svg_desc, title, tag};
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
    svg->outlines = options->outlines ? outlines_new(arena) : NULL;
    svg->device = (Device){
        .group = svg_group,
        .group_end = svg_group_end,
        .path = svg_path,
        .text = options->outlines ? svg_text_outlines : svg_text,
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
