/* device/outline.h -- outlines of glyphs, straight from the font's bytes (HarfBuzz draws CFF and TrueType alike).
 *
 * Units    em, y down: scale by the type size and move to the glyph's origin
 * Memory   everything lives in the arena given; outlines are kept, so a glyph is read once; the file's pages are not
 * Errors   outlines_glyph gives an empty path for a glyph the face lacks; outlines_face NULL for unreadable bytes
 * Tests    tests/unit/device/png_test.c, svg_test.c
 */
#ifndef SHUDU_DEVICE_OUTLINE_H
#define SHUDU_DEVICE_OUTLINE_H

#include "scene/scene.h"

typedef struct Outlines Outlines;         /* the faces of one output */
typedef struct OutlineFace OutlineFace;   /* one of them */

Outlines *outlines_new(Arena *arena);
OutlineFace *outlines_face(Outlines *outlines, const FontFace *face);
const Path *outlines_glyph(OutlineFace *face, uint32_t glyph);

#endif
