/* device/pdf/content.h -- the device that writes pages: what is painted (paint.h) inside what it means (tags.h).
 *
 * Text     each cluster keeps its meaning: by ToUnicode, or by ActualText where the glyph means something else elsewhere.
 *          Lines of a paragraph are joined as TextOp.join says: a space glyph, or a hyphen that reads as U+00AD.
 * Links    annotations with Contents, the print flag and StructParent
 * Tests    tests/unit/device/pdf_test.c
 */
#ifndef SHUDU_DEVICE_PDF_CONTENT_H
#define SHUDU_DEVICE_PDF_CONTENT_H

#include "device/pdf/font.h"
#include "device/pdf/paint.h"
#include "device/pdf/tags.h"
#include "scene/device.h"

/* Pages are written under the given references, as kids of their parents. */
Device *content_new(Arena *arena, PdfFile *file, const Scene *scene, PdfFonts *fonts, Painter *painter, Tags *tags,
                    const PdfRef *pages, const PdfRef *parents, Diags *diags);

#endif
