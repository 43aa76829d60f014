/* device/pdf/paint.h -- content streams: numbers, graphics state, paths, paints, images: what is painted, not what it
 * means.
 *
 * A Painter writes operators into the stream that is open (the page's or a form's) and keeps track of the graphics state,
 * so that colours, fonts and line styles are set only when they change. Points are moved by the matrix of the open
 * groups here: the file has no cm operators but for images and skewed strokes.
 *
 * Units    points handed in are the op's; painter_matrix(…) leads to PDF's user space, y up
 * Shared   one resource dictionary for all pages: states, patterns, images by name, each written once
 * Errors   pdf-nesting, device-image-broken
 * Tests    tests/unit/device/pdf_test.c
 */
#ifndef SHUDU_DEVICE_PDF_PAINT_H
#define SHUDU_DEVICE_PDF_PAINT_H

#include "device/pdf/font.h"
#include "device/pdf/object.h"
#include "scene/scene.h"

typedef struct Painter Painter;

Painter *painter_new(Arena *arena, PdfFile *file);
/* ExtGState, Pattern and XObject of everything used; the reference is the one pages name. */
PdfRef painter_resources(Painter *painter);
void painter_write_resources(Painter *painter, PdfFonts *fonts);

/* A new stream for a page; the box is the whole media. */
void painter_begin(Painter *painter, Rect media, Matrix to_page);
Buf *painter_stream(Painter *painter);
bool painter_used_transparency(const Painter *painter); /* since painter_begin */

/* Groups: the matrix applies until the end; a clip path is saved with the state. */
void painter_push(Painter *painter, Matrix matrix, const Path *clip, Loc loc);
void painter_pop(Painter *painter);
Matrix painter_matrix(const Painter *painter);
/* Everything until the end goes into a form that is painted as one, with the opacity. */
void painter_begin_form(Painter *painter);
void painter_end_form(Painter *painter, double opacity);

void painter_path(Painter *painter, const PathOp *path, double opacity);
void painter_image(Painter *painter, const ImageOp *image, double opacity, Diags *diags, Loc loc);
void painter_fill_color(Painter *painter, Color color, double opacity);
void painter_font(Painter *painter, const PdfFont *font, double size);

/* Numbers in a content stream, followed by a space. */
void painter_number(Buf *out, double value);

#endif
