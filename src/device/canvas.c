#include "device/canvas.h"

#include "device/bitmap.h"
#include "device/shape.h"

#include <math.h>
#include <stdlib.h>

static const double LARGE_TYPE = 20; /* pixels */

typedef struct Canvas {
    Device device; /* first */
    CanvasShared *shared;
    cairo_t *cr;
    double top, height; /* of the band, pixels */
    size_t drawn;       /* ops that were held against the band */
    VEC(double) opacities; /* of the open groups; below 1 a cairo group is open */
} Canvas;

/* ---- paint -------------------------------------------------------------------------------------------- */

static void
set_color(cairo_t *cr, Color color, double opacity)
{
    cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a * opacity);
}

static void
set_linear(cairo_t *cr, const Paint *paint, double opacity)
{
    cairo_pattern_t *pattern = cairo_pattern_create_linear(paint->from.x, paint->from.y, paint->to.x, paint->to.y);
    for (size_t i = 0; i < paint->stop_count; i++) {
        const Color c = paint->stops[i].color;
        cairo_pattern_add_color_stop_rgba(pattern, paint->stops[i].offset, c.r, c.g, c.b, c.a * opacity);
    }
    cairo_set_source(cr, pattern);
    cairo_pattern_destroy(pattern);
}

static void
add_path(cairo_t *cr, const Path *path)
{
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        switch (part->verb) {
        case PATH_MOVE:
            cairo_move_to(cr, part->to.x, part->to.y);
            break;
        case PATH_LINE:
            cairo_line_to(cr, part->to.x, part->to.y);
            break;
        case PATH_CURVE:
            cairo_curve_to(cr, part->c1.x, part->c1.y, part->c2.x, part->c2.y, part->to.x, part->to.y);
            break;
        case PATH_CLOSE:
            cairo_close_path(cr);
            break;
        }
    }
}

/* Fills the current path with lines or dots; the path is consumed. */
static void
fill_pattern(Canvas *canvas, const Paint *paint, const Path *path, double opacity)
{
    cairo_t *cr = canvas->cr;
    Arena *scratch = arena_new();
    Path marks = pattern_path(scratch, paint, path_bounds(path));
    cairo_save(cr);
    cairo_clip(cr);
    if (paint->background.a > 0) {
        set_color(cr, paint->background, opacity);
        cairo_paint(cr);
    }
    add_path(cr, &marks);
    set_color(cr, paint->color, opacity);
    if (paint->pattern == PATTERN_DOTS) {
        cairo_fill(cr);
    } else {
        cairo_set_line_width(cr, pattern_line_width(paint));
        cairo_stroke(cr);
    }
    cairo_restore(cr);
    arena_free(scratch);
}

static void
set_stroke(cairo_t *cr, const Stroke *stroke)
{
    static const cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
    static const cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND, CAIRO_LINE_JOIN_BEVEL};
    cairo_set_line_width(cr, stroke->width);
    cairo_set_line_cap(cr, caps[stroke->cap]);
    cairo_set_line_join(cr, joins[stroke->join]);
    cairo_set_miter_limit(cr, stroke_miter(stroke));
    cairo_set_dash(cr, stroke->dashes, (int)stroke->dash_count, stroke->dash_offset);
}

/* ---- what a band shows ----------------------------------------------------------------------------------- */

static CanvasExtent
extent_of(const Canvas *canvas, Rect box)
{
    CanvasExtent extent = {INFINITY, -INFINITY};
    for (int i = 0; i < 4; i++) {
        double x = box.x + (i & 1 ? box.width : 0), y = box.y + (i & 2 ? box.height : 0);
        cairo_user_to_device(canvas->cr, &x, &y);
        extent.top = MIN_OF(extent.top, y + canvas->top);
        extent.bottom = MAX_OF(extent.bottom, y + canvas->top);
    }
    return extent;
}

/* Whether the next op of the page, of this box in user units, can meet the band. */
static bool
meets_band(Canvas *canvas, Rect box)
{
    CanvasShared *shared = canvas->shared;
    if (canvas->drawn == shared->extents.count)
        VEC_PUSH(shared->arena, &shared->extents, extent_of(canvas, box));
    CanvasExtent extent = shared->extents.items[canvas->drawn++];
    return !(extent.bottom < canvas->top) && !(extent.top > canvas->top + canvas->height);
}

static bool
knows_extent(const Canvas *canvas)
{
    return canvas->drawn < canvas->shared->extents.count;
}

/* ---- entries -------------------------------------------------------------------------------------------- */

static void
canvas_group(Device *device, const Op *op)
{
    Canvas *canvas = (Canvas *)device;
    cairo_t *cr = canvas->cr;
    const GroupOp *group = &op->group;
    cairo_save(cr);
    Matrix m = group->matrix;
    cairo_transform(cr, &(cairo_matrix_t){m.a, m.b, m.c, m.d, m.e, m.f});
    if (group->clip) {
        cairo_new_path(cr);
        add_path(cr, group->clip);
        cairo_clip(cr);
    }
    if (group->opacity < 1)
        cairo_push_group(cr);
    VEC_PUSH(canvas->shared->arena, &canvas->opacities, group->opacity);
}

static void
canvas_group_end(Device *device)
{
    Canvas *canvas = (Canvas *)device;
    double opacity = canvas->opacities.items[--canvas->opacities.count];
    if (opacity < 1) {
        cairo_pop_group_to_source(canvas->cr);
        cairo_paint_with_alpha(canvas->cr, MAX_OF(opacity, 0));
    }
    cairo_restore(canvas->cr);
}

static void
canvas_path(Device *device, const Op *op)
{
    Canvas *canvas = (Canvas *)device;
    cairo_t *cr = canvas->cr;
    const PathOp *path = &op->path;
    bool filled = paint_is_visible(&path->fill), stroked = stroke_is_visible(&path->stroke);
    if (!filled && !stroked)
        return;
    double pen = stroked ? path->stroke.width * MAX_OF(stroke_miter(&path->stroke), 1) : 0;
    if (!meets_band(canvas, knows_extent(canvas) ? (Rect){0} : rect_inset(path_bounds(path->path), -pen - 1)))
        return;
    cairo_new_path(cr);
    add_path(cr, path->path);
    cairo_set_fill_rule(cr, path->even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
    if (filled) {
        if (path->fill.kind == PAINT_PATTERN) {
            fill_pattern(canvas, &path->fill, path->path, path->opacity);
            add_path(cr, path->path);
        } else {
            if (path->fill.kind == PAINT_LINEAR)
                set_linear(cr, &path->fill, path->opacity);
            else
                set_color(cr, path->fill.color, path->opacity);
            cairo_fill_preserve(cr);
        }
    }
    if (stroked) {
        if (path->stroke.paint.kind == PAINT_LINEAR)
            set_linear(cr, &path->stroke.paint, path->opacity);
        else
            set_color(cr, path->stroke.paint.color, path->opacity);
        set_stroke(cr, &path->stroke);
        cairo_stroke(cr);
    }
    cairo_new_path(cr);
}

static void
add_glyph(cairo_t *cr, const Path *outline, double x, double y, double size)
{
    for (size_t i = 0; i < outline->parts.count; i++) {
        const PathPart *p = &outline->parts.items[i];
        switch (p->verb) {
        case PATH_MOVE:
            cairo_move_to(cr, x + size * p->to.x, y + size * p->to.y);
            break;
        case PATH_LINE:
            cairo_line_to(cr, x + size * p->to.x, y + size * p->to.y);
            break;
        case PATH_CURVE:
            cairo_curve_to(cr, x + size * p->c1.x, y + size * p->c1.y, x + size * p->c2.x, y + size * p->c2.y,
                           x + size * p->to.x, y + size * p->to.y);
            break;
        case PATH_CLOSE:
            cairo_close_path(cr);
            break;
        }
    }
}

/* Large letters look the same with sixteen samples a pixel as with 255, which take twice the time and leave more shades. */
static void
set_samples(cairo_t *cr, double size)
{
    double x = 0, y = size;
    cairo_user_to_device_distance(cr, &x, &y);
    cairo_set_antialias(cr, hypot(x, y) >= LARGE_TYPE ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT);
}

static void
canvas_text(Device *device, const Op *op, uint32_t op_index)
{
    (void)op_index;
    Canvas *canvas = (Canvas *)device;
    cairo_t *cr = canvas->cr;
    const TextOp *text = &op->text;
    cairo_save(cr);
    cairo_translate(cr, text->at.x, text->at.y);
    cairo_rotate(cr, text->angle * M_PI / 180);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
    /* Ascenders and accents may leave the logical box: be generous. */
    bool shown = meets_band(canvas, rect_inset(text->bounds, -text->bounds.height / 2 - 2));
    for (size_t r = 0; shown && r < text->run_count; r++) {
        const GlyphRun *run = &text->runs[r];
        OutlineFace *face = outlines_face(canvas->shared->outlines, run->face);
        if (!face) {
            canvas->shared->failed = true;
            diag(canvas->shared->diags, DIAG_DEVICE_FONT_BROKEN, op->loc, run->face->file, "not a font");
            continue;
        }
        cairo_new_path(cr);
        for (size_t i = 0; i < run->count; i++)
            add_glyph(cr, outlines_glyph(face, run->glyphs[i].id), run->glyphs[i].x, run->glyphs[i].y, run->size);
        set_color(cr, run->color, text->opacity);
        set_samples(cr, run->size);
        cairo_fill(cr);
    }
    cairo_restore(cr);
}

static void
release_surface(void *surface)
{
    cairo_surface_destroy(surface);
}

/* cairo wants pixels as native words, multiplied by alpha. */
static cairo_surface_t *
surface_from_bitmap(const Bitmap *bitmap)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, bitmap->width, bitmap->height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        return surface;
    cairo_surface_flush(surface);
    unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface), n = bitmap->channels;
    const uint8_t *from = bitmap->pixels;
    for (int y = 0; y < bitmap->height; y++) {
        uint32_t *row = (uint32_t *)(void *)(data + (size_t)y * (size_t)stride);
        for (int x = 0; x < bitmap->width; x++, from += n) {
            uint32_t a = n == 2 ? from[1] : n == 4 ? from[3] : 255;
            uint32_t r = from[0], g = n > 2 ? from[1] : from[0], b = n > 2 ? from[2] : from[0];
            row[x] = a << 24 | (r * a + 127) / 255 << 16 | (g * a + 127) / 255 << 8 | (b * a + 127) / 255;
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

static cairo_surface_t *
image_surface(CanvasShared *shared, const Image *image, Loc loc)
{
    for (CanvasImage *known = shared->images; known; known = known->next)
        if (known->image == image)
            return known->surface;
    CanvasImage *entry = ARENA_NEW(shared->arena, CanvasImage);
    entry->image = image;
    entry->next = shared->images;
    shared->images = entry;
    Bitmap bitmap;
    if (!bitmap_decode(image, &bitmap, shared->diags, loc)) {
        shared->failed = true;
        return NULL;
    }
    entry->surface = surface_from_bitmap(&bitmap);
    bitmap_clear(&bitmap);
    arena_defer(shared->arena, release_surface, entry->surface);
    return entry->surface;
}

static void
canvas_image(Device *device, const Op *op)
{
    Canvas *canvas = (Canvas *)device;
    cairo_t *cr = canvas->cr;
    const ImageOp *image = &op->image;
    cairo_surface_t *surface = image_surface(canvas->shared, image->image, op->loc);
    bool shown = meets_band(canvas, image->rect);
    if (!shown || !surface || image->rect.width <= 0 || image->rect.height <= 0)
        return;
    cairo_save(cr);
    cairo_rectangle(cr, image->rect.x, image->rect.y, image->rect.width, image->rect.height);
    cairo_clip(cr);
    cairo_translate(cr, image->rect.x, image->rect.y);
    int width_px = cairo_image_surface_get_width(surface), height_px = cairo_image_surface_get_height(surface);
    cairo_scale(cr, image->rect.width / width_px, image->rect.height / height_px);
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD); /* no pale edge */
    cairo_paint_with_alpha(cr, image->opacity);
    cairo_restore(cr);
}

static bool
canvas_end(Device *device)
{
    Canvas *canvas = (Canvas *)device;
    cairo_status_t status = cairo_status(canvas->cr);
    if (status != CAIRO_STATUS_SUCCESS) {
        canvas->shared->failed = true;
        diag(canvas->shared->diags, DIAG_DEVICE_DRAWING_FAILED, LOC_NONE, cairo_status_to_string(status));
    }
    return !canvas->shared->failed;
}

CanvasShared *
canvas_shared_new(Arena *arena, Diags *diags)
{
    CanvasShared *shared = ARENA_NEW(arena, CanvasShared);
    shared->arena = arena;
    shared->outlines = outlines_new(arena);
    shared->diags = diags;
    return shared;
}

Device *
canvas_new(Arena *arena, CanvasShared *shared, cairo_t *cr, double top, double height)
{
    Canvas *canvas = ARENA_NEW(arena, Canvas);
    canvas->shared = shared;
    canvas->cr = cr;
    canvas->top = top;
    canvas->height = height;
    canvas->device = (Device){
        .group = canvas_group,
        .group_end = canvas_group_end,
        .path = canvas_path,
        .text = canvas_text,
        .image = canvas_image,
        .end = canvas_end,
    };
    return &canvas->device;
}
