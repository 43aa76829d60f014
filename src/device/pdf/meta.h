/* device/pdf/meta.h -- what a PDF says about itself: title, XMP, output intent, attachments, outline, page labels, and
 * where its named destinations are.
 *
 * Dates    from scene.meta.created, never the clock
 * Colour   one output intent: an sRGB profile made here from the published constants of IEC 61966-2-1
 * Tests    tests/unit/device/pdf_test.c
 */
#ifndef SHUDU_DEVICE_PDF_META_H
#define SHUDU_DEVICE_PDF_META_H

#include "device/pdf/object.h"
#include "scene/scene.h"

/* "2025-10-31T00:00:00Z", or with an offset (+08:00), or a date alone, as PDF writes it: "D:20251031000000Z". NULL: no date. */
const char *meta_date(Arena *arena, const char *iso);

/* The document information dictionary. */
PdfRef meta_write_info(Arena *arena, PdfFile *file, const Scene *scene);
/* Puts Metadata, OutputIntents, Lang, MarkInfo, ViewerPreferences, PageLabels, Outlines, Names and AF into the catalog. */
void meta_put(Arena *arena, PdfFile *file, const Scene *scene, const PdfRef *pages, HPDF_Dict catalog);
/* An sRGB ICC profile, version 4. */
void meta_srgb_profile(Buf *out);

#endif
