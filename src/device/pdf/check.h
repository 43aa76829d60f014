/* device/pdf/check.h -- what PDF/A-3a and PDF/UA-1 ask of a scene, checked before the file is handed out.
 *
 * Errors   pdf-no-title, pdf-date, pdf-language, pdf-page-size, pdf-attachment, pdf-link-target (document_check);
 *          pdf-no-alt, pdf-heading-order, pdf-containment, pdf-caption, pdf-table-grid, pdf-table-parts, pdf-table-header,
 *          pdf-no-header, pdf-note-id (structure_check)
 * Tests    tests/unit/device/check_test.c
 */
#ifndef SHUDU_DEVICE_PDF_CHECK_H
#define SHUDU_DEVICE_PDF_CHECK_H

#include "device/pdf/object.h"
#include "scene/scene.h"

void document_check(Arena *arena, PdfFile *file, const Scene *scene);
/* Elements that are not `written` (nothing in them) do not count. */
void structure_check(Arena *arena, PdfFile *file, const Scene *scene, const bool *written);

#endif
