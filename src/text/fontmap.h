/* text/fontmap.h -- Pango on the project's own fonts: a PangoFontMap over a FontSet. Private to the room.
 *
 * Neither fontconfig nor any file of the system is asked: which face a character takes is decided by text/shape.c, and
 * handed to Pango as a family name that stands for one face ("#3"). The map gives that face at one size, its units per
 * em, so that positions come back in font units, exact and good for every size.
 *
 * Start-up is a few object creations (0.3 ms; fontconfig's patterns take 9.5 ms, its caches more).
 */
#ifndef SHUDU_TEXT_FONTMAP_H
#define SHUDU_TEXT_FONTMAP_H

#include "text/font.h"

#include <pango/pango.h>

typedef struct FontMap FontMap;

FontMap *fontmap_new(Arena *arena, FontSet *fonts);
PangoContext *fontmap_context(FontMap *map);
/* Description that selects a face; lent. */
const PangoFontDescription *fontmap_description(FontMap *map, const FontFace *face);

#endif
