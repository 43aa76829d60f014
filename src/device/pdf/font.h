/* device/pdf/font.h -- the fonts of a scene: which glyphs, what they mean, and the subsets that are embedded.
 *
 *     pdf_fonts_new(scene)   walks all text, so that codes and meanings are known before a page is written
 *     pdf_font_code …        for the content streams
 *     pdf_fonts_write        Type 0 fonts with subset, widths and ToUnicode
 *
 * Codes    two bytes (Identity-H). A CID-keyed CFF keeps its CIDs in a subset, so the code is the original glyph id;
 *          other fonts are renumbered and the code is the new glyph id.
 * Meaning  the first text that a glyph stands for; where it stands for another, the content gives ActualText
 * Errors   pdf-missing-glyph, pdf-private-use, pdf-font-licence, device-font-broken
 * Tests    tests/unit/device/font_test.c
 */
#ifndef SHUDU_DEVICE_PDF_FONT_H
#define SHUDU_DEVICE_PDF_FONT_H

#include "device/pdf/object.h"
#include "scene/scene.h"

typedef struct PdfFont PdfFont;
typedef struct PdfFonts PdfFonts;

PdfFonts *pdf_fonts_new(Arena *arena, PdfFile *file, const Scene *scene);
PdfFont *pdf_fonts_find(PdfFonts *fonts, const FontFace *face);
/* Embeds all fonts and adds them to the resource dictionary. */
void pdf_fonts_write(PdfFonts *fonts, HPDF_Dict resources);

const char *pdf_font_key(const PdfFont *font);                 /* "F1" */
uint32_t pdf_font_code(const PdfFont *font, uint32_t glyph);
int pdf_font_width(const PdfFont *font, uint32_t glyph);       /* thousandths of the type size */
const char *pdf_font_text(const PdfFont *font, uint32_t glyph); /* what ToUnicode says */
uint32_t pdf_font_space(const PdfFont *font);                  /* glyph of U+0020; 0: the font has none */

/* One cluster of a run: glyphs [first, first + count) stand for bytes [start, end) of the op's text. */
typedef struct Cluster {
    size_t first, count;
    uint32_t start, end;
} Cluster;
Cluster cluster_at(const GlyphRun *run, size_t first);

#endif
