#include "device/outline.h"

#include <hb.h>

enum { SHELF = 32 }; /* glyphs */
enum { GLYPHS_TO_REST = 64 }; /* after so many the face rests: device_png's memory would be the fonts' otherwise */

struct OutlineFace {
    Arena *arena;
    const FontFace *face;
    hb_draw_funcs_t *draw;
    hb_font_t *font; /* NULL: the bytes are no font */
    uint32_t glyph_count, read;
    const Path ***glyphs; /* by the high bits of the glyph, then the low ones: of sixty thousand few are ever drawn */
    struct OutlineFace *next;
};

struct Outlines {
    Arena *arena;
    OutlineFace *first;
    hb_draw_funcs_t *draw;
};

/* ---- from HarfBuzz's calls to a Path -------------------------------------------------------------- */

typedef struct Drawing {
    Arena *arena;
    Path *path;
    double scale;
} Drawing;

static void
draw_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    Drawing *to = data;
    path_move(to->arena, to->path, x * to->scale, -y * to->scale);
}

static void
draw_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    Drawing *to = data;
    path_line(to->arena, to->path, x * to->scale, -y * to->scale);
}

static void
draw_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x, float y,
           void *user)
{
    (void)funcs, (void)state, (void)user;
    Drawing *to = data;
    double s = to->scale;
    path_curve(to->arena, to->path, x1 * s, -y1 * s, x2 * s, -y2 * s, x * s, -y * s);
}

/* A quadratic curve is a cubic one whose control points lie two thirds on the way to its own. */
static void
draw_quadratic(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx, float cy, float x, float y, void *user)
{
    float x0 = state->current_x, y0 = state->current_y;
    float x1 = x0 + 2 * (cx - x0) / 3, y1 = y0 + 2 * (cy - y0) / 3, x2 = x + 2 * (cx - x) / 3, y2 = y + 2 * (cy - y) / 3;
    draw_curve(funcs, data, state, x1, y1, x2, y2, x, y, user);
}

static void
draw_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    Drawing *to = data;
    path_close(to->arena, to->path);
}

/* ---- faces ------------------------------------------------------------------------------------------ */

static void
release_font(void *font)
{
    hb_font_destroy(font);
}

static void
release_draw(void *draw)
{
    hb_draw_funcs_destroy(draw);
}

Outlines *
outlines_new(Arena *arena)
{
    Outlines *outlines = ARENA_NEW(arena, Outlines);
    outlines->arena = arena;
    outlines->draw = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(outlines->draw, draw_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(outlines->draw, draw_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(outlines->draw, draw_quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(outlines->draw, draw_curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(outlines->draw, draw_close, NULL, NULL);
    arena_defer(arena, release_draw, outlines->draw);
    return outlines;
}

static OutlineFace *
open_face(Outlines *outlines, const FontFace *face)
{
    Arena *arena = outlines->arena;
    OutlineFace *opened = ARENA_NEW(arena, OutlineFace);
    opened->arena = arena;
    opened->face = face;
    opened->draw = outlines->draw;
    opened->next = outlines->first;
    outlines->first = opened;
    hb_blob_t *blob = hb_blob_create(face->bytes, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb = hb_face_create(blob, (unsigned)face->index);
    hb_blob_destroy(blob);
    opened->glyph_count = hb_face_get_glyph_count(hb);
    if (opened->glyph_count > 0) {
        opened->font = hb_font_create(hb); /* scaled to units per em */
        opened->glyphs = ARENA_ARRAY(arena, const Path **, opened->glyph_count / SHELF + 1);
        arena_defer(arena, release_font, opened->font);
    }
    hb_face_destroy(hb);
    return opened;
}

OutlineFace *
outlines_face(Outlines *outlines, const FontFace *face)
{
    OutlineFace *found = outlines->first;
    while (found && found->face != face)
        found = found->next;
    if (!found)
        found = open_face(outlines, face);
    return found->font ? found : NULL;
}

const Path *
outlines_glyph(OutlineFace *face, uint32_t glyph)
{
    static const Path nothing = {0};
    if (glyph >= face->glyph_count)
        return &nothing;
    const Path ***shelf = &face->glyphs[glyph / SHELF];
    if (!*shelf)
        *shelf = ARENA_ARRAY(face->arena, const Path *, SHELF);
    const Path **kept = &(*shelf)[glyph % SHELF];
    if (!*kept) {
        Path *path = ARENA_NEW(face->arena, Path);
        Drawing drawing = {face->arena, path, 1.0 / hb_face_get_upem(hb_font_get_face(face->font))};
        hb_font_get_glyph_shape(face->font, glyph, face->draw, &drawing);
        *kept = path;
        if (++face->read % GLYPHS_TO_REST == 0 && face->face->rest)
            face->face->rest(face->face);
    }
    return *kept;
}
