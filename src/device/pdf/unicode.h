/* device/pdf/unicode.h -- what a reader is told about a glyph.
 *
 * ISO 19005-3, 6.2.11.7.2 forbids U+0000, U+FEFF and U+FFFE; we go further: only unified ideographs (a search for 一 must
 * find what was set with the radical U+2F00), one kind of space, nothing invisible.
 *
 * Tests    tests/unit/device/font_test.c
 */
#ifndef SHUDU_DEVICE_PDF_UNICODE_H
#define SHUDU_DEVICE_PDF_UNICODE_H

#include "base/arena.h"

/* The unified ideograph for Kangxi radicals and compatibility ideographs; others as they are. */
uint32_t unicode_unified(uint32_t rune);
bool unicode_is_private(uint32_t rune);
/* Whether readers get the text as it stands: ASCII that prints, and U+3000 to U+9FFF. Nearly everything is. "" is not. */
bool unicode_is_plain(const char *text, size_t length);
/* The text of a cluster as readers get it; "" when nothing of it is read. */
const char *unicode_for_readers(Arena *arena, const char *text, size_t length);

#endif
