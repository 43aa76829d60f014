#include "device/pdf/paint_private.h"

#include "device/bitmap.h"
#include "device/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers and operators -------------------------------------------------------------------------------- */

/* Two decimals of a point are 3.5 micrometres. */
void
painter_number(Buf *out, double value)
{
    buf_add_number(out, value, 2);
    buf_add_char(out, ' ');
}

static void
add_point(Painter *painter, Point p)
{
    Point at = matrix_apply(painter->matrix, p);
    painter_number(&painter->stream, at.x);
    painter_number(&painter->stream, at.y);
}

static void
add_matrix(Buf *out, Matrix m)
{
    const double factors[] = {m.a, m.b, m.c, m.d};
    for (int i = 0; i < 4; i++) {
        buf_add_number(out, factors[i], 5);
        buf_add_char(out, ' ');
    }
    painter_number(out, m.e);
    painter_number(out, m.f);
}

static void
forget_state(State *state)
{
    *state = (State){.fill_alpha = -1, .stroke_alpha = -1};
}

static void
save(Painter *painter, Loc loc)
{
    buf_add(&painter->stream, "q\n");
    if (++painter->depth > NESTING_MAX)
        pdf_refuse(painter->file, DIAG_PDF_NESTING, loc, NULL);
}

static void
restore(Painter *painter, const State *before)
{
    buf_add(&painter->stream, "Q\n");
    painter->depth--;
    painter->state = *before;
}

/* Writes an operator with its operands unless the state holds it. */
static void
set_state(Painter *painter, char *held, const Buf *operator)
{
    if (operator->length < STATE_TEXT && strcmp(held, operator->ptr) == 0)
        return;
    buf_add(&painter->stream, operator->ptr);
    held[0] = '\0';
    if (operator->length < STATE_TEXT)
        memcpy(held, operator->ptr, operator->length + 1);
}

static void
set_color(Painter *painter, Color color, bool stroke)
{
    Buf op = BUF_INIT;
    const double channels[] = {color.r, color.g, color.b};
    bool grey = color.r == color.g && color.g == color.b;
    for (int i = 0; i < (grey ? 1 : 3); i++) {
        buf_add_number(&op, MAX_OF(0, MIN_OF(channels[i], 1)), 3);
        buf_add_char(&op, ' ');
    }
    buf_add(&op, grey ? stroke ? "G\n" : "g\n" : stroke ? "RG\n" : "rg\n");
    set_state(painter, stroke ? painter->state.stroke : painter->state.fill, &op);
    buf_clear(&op);
}

static void
set_alpha(Painter *painter, double alpha, bool stroke)
{
    int step = (int)lround(MAX_OF(0, MIN_OF(alpha, 1)) * ALPHA_STEPS);
    int *held = stroke ? &painter->state.stroke_alpha : &painter->state.fill_alpha;
    if (step != ALPHA_STEPS)
        painter->transparent = true;
    if (*held == step)
        return;
    *held = step;
    (stroke ? painter->stroke_alphas : painter->fill_alphas)[step] = true;
    buf_printf(&painter->stream, "/%c%d gs\n", stroke ? 'S' : 'A', step);
}

void
painter_fill_color(Painter *painter, Color color, double opacity)
{
    set_color(painter, color, false);
    set_alpha(painter, color.a * opacity, false);
}

void
painter_font(Painter *painter, const PdfFont *font, double size)
{
    if (painter->state.font == font && painter->state.size == size)
        return;
    painter->state.font = font;
    painter->state.size = size;
    buf_printf(&painter->stream, "/%s ", pdf_font_key(font));
    buf_add_number(&painter->stream, size, 3);
    buf_add(&painter->stream, " Tf\n");
}

const char *
painter_name(Painter *painter, char letter, PdfRef ref)
{
    const char *name;
    if (letter == 'P') {
        name = arena_printf(painter->arena, "P%zu", painter->patterns.count + 1);
        VEC_PUSH(painter->arena, &painter->patterns, (Named){name, ref});
    } else if (letter == 'M') {
        name = arena_printf(painter->arena, "M%zu", painter->masks.count + 1);
        VEC_PUSH(painter->arena, &painter->masks, (Named){name, ref});
    } else {
        name = arena_printf(painter->arena, "X%zu", painter->objects.count + 1);
        VEC_PUSH(painter->arena, &painter->objects, (Named){name, ref});
    }
    return name;
}

PdfRef
painter_form(Painter *painter, const Buf *stream, bool grey)
{
    PdfFile *file = painter->file;
    HPDF_Dict dict = pdf_dict(file), group = pdf_dict(file);
    const Rect m = painter->media;
    const double box[] = {m.x, m.y, m.x + m.width, m.y + m.height};
    pdf_put_name(file, group, "S", "Transparency");
    pdf_put_name(file, group, "CS", grey ? "DeviceGray" : "DeviceRGB");
    pdf_put_bool(file, group, "I", true);
    pdf_put_name(file, dict, "Type", "XObject");
    pdf_put_name(file, dict, "Subtype", "Form");
    pdf_put(file, dict, "BBox", pdf_numbers(file, 4, box));
    pdf_put(file, dict, "Group", group);
    pdf_put_ref(file, dict, "Resources", painter->resources);
    PdfRef ref = pdf_reserve(file);
    pdf_write_stream(file, ref, dict, stream->ptr ? stream->ptr : "", stream->length, true);
    return ref;
}

static bool
stops_differ_in_alpha(const Paint *paint)
{
    for (size_t i = 1; i < paint->stop_count; i++)
        if (paint->stops[i].color.a != paint->stops[0].color.a)
            return true;
    return false;
}

/* ---- paths ------------------------------------------------------------------------------------------------------ */

static void
add_path(Painter *painter, const Path *path)
{
    Buf *out = &painter->stream;
    Rect r;
    const Matrix m = painter->matrix;
    if (m.b == 0 && m.c == 0 && shape_as_rect(path, &r)) {
        Rect on_page = matrix_apply_rect(m, r);
        const double numbers[] = {on_page.x, on_page.y, on_page.width, on_page.height};
        for (int i = 0; i < 4; i++)
            painter_number(out, numbers[i]);
        buf_add(out, "re\n");
        return;
    }
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        switch (part->verb) {
        case PATH_MOVE:
            add_point(painter, part->to);
            buf_add(out, "m\n");
            break;
        case PATH_LINE:
            add_point(painter, part->to);
            buf_add(out, "l\n");
            break;
        case PATH_CURVE:
            add_point(painter, part->c1);
            add_point(painter, part->c2);
            add_point(painter, part->to);
            buf_add(out, "c\n");
            break;
        case PATH_CLOSE:
            buf_add(out, "h\n");
            break;
        }
    }
}

/* Line width, cap, join, miter and dashes, all scaled. */
static void
set_line(Painter *painter, const Stroke *stroke, double scale)
{
    Buf op = BUF_INIT;
    painter_number(&op, stroke->width * scale);
    buf_printf(&op, "w %d J %d j ", (int)stroke->cap, (int)stroke->join);
    painter_number(&op, stroke_miter(stroke));
    buf_add(&op, "M\n");
    set_state(painter, painter->state.line, &op);
    buf_reset(&op);
    buf_add_char(&op, '[');
    for (size_t i = 0; i < stroke->dash_count; i++)
        painter_number(&op, stroke->dashes[i] * scale);
    buf_add(&op, "] ");
    painter_number(&op, stroke->dash_offset * scale);
    buf_add(&op, "d\n");
    set_state(painter, painter->state.dash, &op);
    buf_clear(&op);
}

/* Colour or gradient of the next fill or stroke. A state is saved where a soft mask is set; true then. */
static bool
set_paint(Painter *painter, const Paint *paint, double opacity, bool stroke, Loc loc)
{
    if (paint->kind != PAINT_LINEAR) {
        set_color(painter, paint->color, stroke);
        set_alpha(painter, paint->color.a * opacity, stroke);
        return false;
    }
    bool masked = stops_differ_in_alpha(paint);
    if (masked) {
        save(painter, loc);
        painter_gradient_mask(painter, paint);
        set_alpha(painter, opacity, stroke);
    } else {
        set_alpha(painter, paint->stops[0].color.a * opacity, stroke);
    }
    const char *name = painter_gradient(painter, paint, false);
    buf_printf(&painter->stream, stroke ? "/Pattern CS /%s SCN\n" : "/Pattern cs /%s scn\n", name);
    (stroke ? painter->state.stroke : painter->state.fill)[0] = '\0';
    return masked;
}

static void
fill_pattern(Painter *painter, const PathOp *path, double opacity)
{
    const Paint *paint = &path->fill;
    State before = painter->state;
    Arena *scratch = arena_new();
    Path marks = pattern_path(scratch, paint, path_bounds(path->path));
    save(painter, LOC_NONE);
    add_path(painter, path->path);
    buf_add(&painter->stream, path->even_odd ? "W* n\n" : "W n\n");
    if (paint->background.a > 0) {
        painter_fill_color(painter, paint->background, opacity);
        add_path(painter, path->path);
        buf_add(&painter->stream, "f\n");
    }
    if (paint->pattern == PATTERN_DOTS) {
        painter_fill_color(painter, paint->color, opacity);
        add_path(painter, &marks);
        buf_add(&painter->stream, "f\n");
    } else {
        Stroke lines = {.paint = paint_solid(paint->color), .width = pattern_line_width(paint)};
        set_paint(painter, &lines.paint, opacity, true, LOC_NONE);
        set_line(painter, &lines, matrix_scale_factor(painter->matrix));
        add_path(painter, &marks);
        buf_add(&painter->stream, "S\n");
    }
    restore(painter, &before);
    arena_free(scratch);
}

static void
stroke_path(Painter *painter, const PathOp *path, double opacity)
{
    State before = painter->state;
    const Matrix matrix = painter->matrix;
    bool masked = set_paint(painter, &path->stroke.paint, opacity, true, LOC_NONE);
    bool even = matrix_is_similarity(matrix);
    if (!even) { /* the pen itself is skewed: let the reader do it */
        if (!masked)
            save(painter, LOC_NONE);
        masked = true;
        add_matrix(&painter->stream, matrix);
        buf_add(&painter->stream, "cm\n");
        painter->matrix = MATRIX_IDENTITY;
    }
    set_line(painter, &path->stroke, even ? matrix_scale_factor(matrix) : 1);
    add_path(painter, path->path);
    buf_add(&painter->stream, "S\n");
    painter->matrix = matrix;
    if (masked)
        restore(painter, &before);
}

void
painter_path(Painter *painter, const PathOp *path, double opacity)
{
    opacity *= path->opacity;
    if (paint_is_visible(&path->fill)) {
        if (path->fill.kind == PAINT_PATTERN) {
            fill_pattern(painter, path, opacity);
        } else {
            State before = painter->state;
            bool masked = set_paint(painter, &path->fill, opacity, false, LOC_NONE);
            add_path(painter, path->path);
            buf_add(&painter->stream, path->even_odd ? "f*\n" : "f\n");
            if (masked)
                restore(painter, &before);
        }
    }
    if (stroke_is_visible(&path->stroke))
        stroke_path(painter, path, opacity);
}

/* ---- images ---------------------------------------------------------------------------------------------------- */

/* One plane or three of an image, with PNG's filters (predictor 15). */
static PdfRef
write_samples(Painter *painter, const Bitmap *bitmap, int first, int channels, PdfRef mask)
{
    PdfFile *file = painter->file;
    size_t row_bytes = (size_t)bitmap->width * (size_t)channels;
    uint8_t *rows = base_alloc((row_bytes + 1) * (size_t)bitmap->height);
    const uint8_t *from = bitmap->pixels + first;
    for (int y = 0; y < bitmap->height; y++) {
        uint8_t *to = rows + (size_t)y * (row_bytes + 1) + 1;
        for (int x = 0; x < bitmap->width; x++, from += bitmap->channels, to += channels)
            memcpy(to, from, (size_t)channels);
    }
    Buf packed = BUF_INIT;
    bitmap_pack(rows, row_bytes, (size_t)bitmap->height, channels, &packed);
    free(rows);
    HPDF_Dict dict = pdf_dict(file), parms = pdf_dict(file);
    pdf_put_int(file, parms, "Predictor", 15);
    pdf_put_int(file, parms, "Colors", channels);
    pdf_put_int(file, parms, "Columns", bitmap->width);
    pdf_put_name(file, dict, "Type", "XObject");
    pdf_put_name(file, dict, "Subtype", "Image");
    pdf_put_int(file, dict, "Width", bitmap->width);
    pdf_put_int(file, dict, "Height", bitmap->height);
    pdf_put_name(file, dict, "ColorSpace", channels == 1 ? "DeviceGray" : "DeviceRGB");
    pdf_put_int(file, dict, "BitsPerComponent", 8);
    pdf_put_name(file, dict, "Filter", "FlateDecode");
    pdf_put(file, dict, "DecodeParms", parms);
    if (mask)
        pdf_put_ref(file, dict, "SMask", mask);
    PdfRef ref = pdf_reserve(file);
    pdf_write_stream(file, ref, dict, packed.ptr, packed.length, false);
    buf_clear(&packed);
    return ref;
}

static const PdfImage *
image_resource(Painter *painter, const Image *image, Diags *diags, Loc loc)
{
    for (size_t i = 0; i < painter->images.count; i++)
        if (painter->images.items[i]->image == image)
            return painter->images.items[i]->name ? painter->images.items[i] : NULL;
    PdfImage *entry = ARENA_NEW(painter->arena, PdfImage);
    entry->image = image;
    VEC_PUSH(painter->arena, &painter->images, entry);
    Bitmap bitmap;
    if (!bitmap_decode(image, &bitmap, diags, loc)) {
        pdf_mark_failed(painter->file);
        return NULL;
    }
    int channels = bitmap.channels == 1 || bitmap.channels == 2 ? 1 : 3;
    bool alpha = bitmap.channels != channels;
    PdfRef mask = alpha ? write_samples(painter, &bitmap, channels, 1, 0) : 0;
    entry->name = painter_name(painter, 'X', write_samples(painter, &bitmap, 0, channels, mask));
    entry->transparent = alpha;
    bitmap_clear(&bitmap);
    return entry;
}

void
painter_image(Painter *painter, const ImageOp *image, double opacity, Diags *diags, Loc loc)
{
    const PdfImage *resource = image_resource(painter, image->image, diags, loc);
    if (!resource)
        return;
    State before = painter->state;
    painter->transparent |= resource->transparent;
    save(painter, loc);
    set_alpha(painter, opacity * image->opacity, false);
    /* The unit square of an image has its origin at the lower left. */
    const Rect r = image->rect;
    Matrix unit = {r.width, 0, 0, -r.height, r.x, r.y + r.height};
    add_matrix(&painter->stream, matrix_multiply(painter->matrix, unit));
    buf_printf(&painter->stream, "cm /%s Do\n", resource->name);
    restore(painter, &before);
}

/* ---- groups ----------------------------------------------------------------------------------------------------- */

void
painter_begin(Painter *painter, Rect media, Matrix to_page)
{
    buf_reset(&painter->stream);
    painter->media = media;
    painter->matrix = to_page;
    painter->depth = 0;
    painter->transparent = false;
    painter->levels.count = 0;
    forget_state(&painter->state);
    /* ISO 32000-1, 8.4.1: how a page begins. */
    painter->state.fill_alpha = painter->state.stroke_alpha = ALPHA_STEPS;
    strcpy(painter->state.fill, "0 g\n");
    strcpy(painter->state.stroke, "0 G\n");
}

Buf *
painter_stream(Painter *painter)
{
    return &painter->stream;
}

bool
painter_used_transparency(const Painter *painter)
{
    return painter->transparent;
}

Matrix
painter_matrix(const Painter *painter)
{
    return painter->matrix;
}

void
painter_push(Painter *painter, Matrix matrix, const Path *clip, Loc loc)
{
    VEC_PUSH(painter->arena, &painter->levels, (Level){painter->matrix, clip != NULL, painter->state});
    painter->matrix = matrix_multiply(painter->matrix, matrix);
    if (!clip)
        return;
    save(painter, loc);
    add_path(painter, clip);
    buf_add(&painter->stream, "W n\n");
}

void
painter_pop(Painter *painter)
{
    const Level *level = &VEC_LAST(&painter->levels);
    painter->matrix = level->matrix;
    if (level->saved)
        restore(painter, &level->before);
    painter->levels.count--;
}

void
painter_begin_form(Painter *painter)
{
    VEC_PUSH(painter->arena, &painter->forms, (Form){painter->stream, painter->state});
    painter->stream = (Buf)BUF_INIT;
    forget_state(&painter->state);
    painter->state.fill_alpha = painter->state.stroke_alpha = ALPHA_STEPS; /* a group begins opaque */
}

void
painter_end_form(Painter *painter, double opacity)
{
    PdfRef ref = painter_form(painter, &painter->stream, false);
    buf_clear(&painter->stream);
    painter->stream = VEC_LAST(&painter->forms).stream;
    painter->state = VEC_LAST(&painter->forms).before;
    painter->forms.count--;
    set_alpha(painter, opacity, false);
    buf_printf(&painter->stream, "/%s Do\n", painter_name(painter, 'X', ref));
}

/* ---- resources --------------------------------------------------------------------------------------------------- */

static void
release_painter(void *object)
{
    Painter *painter = object;
    buf_clear(&painter->stream);
    for (size_t i = 0; i < painter->forms.count; i++)
        buf_clear(&painter->forms.items[i].stream);
}

Painter *
painter_new(Arena *arena, PdfFile *file)
{
    Painter *painter = ARENA_NEW(arena, Painter);
    painter->arena = arena;
    painter->file = file;
    painter->resources = pdf_reserve(file);
    map_init(&painter->gradients, arena);
    arena_defer(arena, release_painter, painter);
    return painter;
}

PdfRef
painter_resources(Painter *painter)
{
    return painter->resources;
}

static void
put_alphas(Painter *painter, HPDF_Dict states, const bool *used, bool stroke)
{
    for (int i = 0; i <= ALPHA_STEPS; i++) {
        if (!used[i])
            continue;
        HPDF_Dict dict = pdf_dict(painter->file);
        pdf_put_name(painter->file, dict, "Type", "ExtGState");
        pdf_put_number(painter->file, dict, stroke ? "CA" : "ca", i / (double)ALPHA_STEPS);
        PdfRef ref = pdf_reserve(painter->file);
        pdf_write(painter->file, ref, dict);
        pdf_put_ref(painter->file, states, arena_printf(painter->arena, "%c%d", stroke ? 'S' : 'A', i), ref);
    }
}

static void
put_named(Painter *painter, HPDF_Dict resources, const char *category, const Named *list, size_t count)
{
    if (count == 0)
        return;
    HPDF_Dict dict = pdf_dict(painter->file);
    for (size_t i = 0; i < count; i++)
        pdf_put_ref(painter->file, dict, list[i].name, list[i].ref);
    pdf_put(painter->file, resources, category, dict);
}

void
painter_write_resources(Painter *painter, PdfFonts *fonts)
{
    HPDF_Dict dict = pdf_dict(painter->file), states = pdf_dict(painter->file);
    put_alphas(painter, states, painter->fill_alphas, false);
    put_alphas(painter, states, painter->stroke_alphas, true);
    for (size_t i = 0; i < painter->masks.count; i++)
        pdf_put_ref(painter->file, states, painter->masks.items[i].name, painter->masks.items[i].ref);
    pdf_put(painter->file, dict, "ExtGState", states);
    put_named(painter, dict, "Pattern", painter->patterns.items, painter->patterns.count);
    put_named(painter, dict, "XObject", painter->objects.items, painter->objects.count);
    pdf_fonts_write(fonts, dict);
    pdf_write(painter->file, painter->resources, dict);
}
