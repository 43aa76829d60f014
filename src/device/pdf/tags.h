/* device/pdf/tags.h -- the structure tree, and the marked content that belongs to it.
 *
 *     tags_new(scene)        finds the place of every piece of content in the reading order
 *     tags_mark(…)           asked for each piece in paint order: the MCID of the sequence it stands in
 *     tags_add_link(…)       an annotation joins its element
 *     tags_end_page(…)       StructParents of the page
 *     tags_write(…)          the tree, ParentTree and IDTree
 *
 * One marked-content sequence holds pieces that follow each other both on the page and in the element. What has another
 * language than its element, or a replacement text, becomes a Span with a sequence of its own: readers lose the rest of
 * an element when such a span is only a nested sequence.
 *
 * Errors   pdf-link-element, and those of check.h
 * Tests    tests/unit/device/pdf_test.c
 */
#ifndef SHUDU_DEVICE_PDF_TAGS_H
#define SHUDU_DEVICE_PDF_TAGS_H

#include "device/pdf/object.h"
#include "scene/scene.h"

typedef struct Tags Tags;

Tags *tags_new(Arena *arena, PdfFile *file, const Scene *scene, const PdfRef *pages);
void tags_begin_page(Tags *tags, uint32_t page);

typedef struct Mark {
    int mcid;
    bool opened;      /* a new sequence begins: end the one that is open */
    const char *tag;  /* of the BDC operator */
} Mark;

/* Content `span` of op `op` of this page, of element `elem`; lang -1 is the element's. `actual` replaces what the glyphs say
 * (NULL: nothing). With `join` it goes into the open sequence whatever its place in the reading order. */
Mark tags_mark(Tags *tags, ElemId elem, uint32_t op, uint32_t span, int lang, const char *actual, bool join);
/* The open sequence ends: the next mark opens one. */
void tags_close(Tags *tags);

/* The op paints nothing (a link, an invisible path): the open sequence may go on after it. */
void tags_skip(Tags *tags, uint32_t op);

/* Key for StructParent of the annotation; -1 after a diagnostic. */
int tags_add_link(Tags *tags, const Op *op, PdfRef annotation);
/* Number for StructParents; -1 when nothing on the page is tagged. */
int tags_end_page(Tags *tags);

/* Writes everything; returns the StructTreeRoot. */
PdfRef tags_write(Tags *tags);

#endif
