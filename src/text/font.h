/* text/font.h -- the fonts of a project: fonts/ and nothing of the machine's.
 *
 * fonts/fonts.lock lists file, face index, family, weight, style, SHA-256, licence, package, one face a line, tab separated.
 * Faces are mapped and opened lazily, when first used. No fontconfig configuration or cache is read: patterns are
 * made by hand (notes: the way that takes 9.5 ms) or HarfBuzz is used directly.
 *
 * Errors   font-lock-missing, font-lock-syntax, font-file-missing (hint: make fonts), font-file-changed, font-unknown-family
 * Threads  one FontSet per thread; the mapped bytes may be shared later
 */
#ifndef SHUDU_TEXT_FONT_H
#define SHUDU_TEXT_FONT_H

#include "base/diag.h"
#include "scene/scene.h"

typedef struct FontSet FontSet;

/* `folder` holds fonts.lock. NULL after a diagnostic. */
FontSet *fontset_open(Arena *arena, Diags *diags, const char *folder);
/* The face of a family nearest in weight (CSS rules); italics fall back to upright. NULL and no diagnostic when the family is unknown. */
const FontFace *fontset_find(FontSet *fonts, const char *family, int weight, bool italic);
bool fontset_has_family(const FontSet *fonts, const char *family);
/* Whether the face maps the character. */
bool fontset_covers(FontSet *fonts, const FontFace *face, uint32_t rune);
/* Path of the hyphenation dictionary of a language key ("en"), as fonts.lock names it; NULL: no hyphenation. */
const char *fontset_dictionary(const FontSet *fonts, const char *lang);
/* Versions of the libraries under text, for the manifest: "Pango 1.50.12", …; returns the count. */
size_t text_library_versions(Arena *arena, const char *const **names);

/* Faces opened so far, in order of first use: for the manifest. */
size_t fontset_used_count(const FontSet *fonts);
const FontFace *fontset_used(const FontSet *fonts, size_t index);
const char *fontset_sha256(const FontSet *fonts, const FontFace *face);

#endif
