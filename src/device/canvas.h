/* device/canvas.h -- a device that draws on a cairo context.
 *
 * Text is filled outlines, so that glyphs stand exactly where layout put them at any scale: this cairo's own glyph
 * rendering moves each to a whole pixel.
 *
 * Bands    a tall page is drawn on several surfaces, from the top down: what misses one is skipped
 * Errors   device-image-broken, device-font-broken, device-drawing-failed: from end()
 * Tests    tests/unit/device/png_test.c
 */
#ifndef SHUDU_DEVICE_CANVAS_H
#define SHUDU_DEVICE_CANVAS_H

#include "base/diag.h"
#include "device/outline.h"
#include "scene/device.h"

#include <cairo.h>

typedef struct CanvasImage { /* decoded once for all bands */
    const Image *image;
    cairo_surface_t *surface; /* NULL: broken, reported */
    struct CanvasImage *next;
} CanvasImage;

typedef struct CanvasExtent { double top, bottom; } CanvasExtent;

typedef struct CanvasShared { /* what several canvases of one output share */
    Arena *arena;
    Outlines *outlines;
    CanvasImage *images;
    VEC(CanvasExtent) extents; /* of the page's ops, in pixels of the whole picture: known once the first band is drawn */
    Diags *diags;
    bool failed;
} CanvasShared;

CanvasShared *canvas_shared_new(Arena *arena, Diags *diags);
/* Borrows cr, whose user units are those of the page and whose surface shows `height` rows of the picture from `top`.
 * The device lives in the arena. */
Device *canvas_new(Arena *arena, CanvasShared *shared, cairo_t *cr, double top, double height);

#endif
