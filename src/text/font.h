/* text/font.h -- the fonts of a project: fonts/ and nothing of the machine's.
 *
 * fonts/fonts.lock lists, tab separated and one face a line: file, index of the face in it, family, weight, style (normal,
 * italic), size in bytes, SHA-256, licence, Debian package. A line with style `dictionary` names a hyphenation dictionary
 * instead, with its language in place of the family. `#` begins a comment. tools/fonts.sh fills the folder after it.
 *
 * Faces are mapped and opened when first asked for, files once for all their faces. Sizes are compared with the lock at
 * that moment, sums by `make fonts`. Neither fontconfig nor any folder of the system is looked at.
 *
 * Memory   a FontFace and its bytes live as long as the arena of the FontSet
 * Errors   font-lock-missing, font-lock-syntax (fontset_open); font-file-missing, font-file-changed (first use of a face)
 * Threads  one FontSet per thread
 * Tests    tests/unit/text/font_test.c
 */
#ifndef SHUDU_TEXT_FONT_H
#define SHUDU_TEXT_FONT_H

#include "base/diag.h"
#include "scene/scene.h"

typedef struct FontSet FontSet;

/* `folder` holds fonts.lock. NULL after a diagnostic. */
FontSet *fontset_open(Arena *arena, Diags *diags, const char *folder);
/* Where first uses of faces complain from now on: the run that opened it may be over. */
void fontset_report_to(FontSet *fonts, Diags *diags);
/* The face of a family nearest in weight (CSS Fonts 4, 5.2); italics fall back to upright. NULL and no diagnostic when the
 * family is unknown; NULL after one when its file is missing or changed. */
const FontFace *fontset_find(FontSet *fonts, const char *family, int weight, bool italic);
bool fontset_has_family(const FontSet *fonts, const char *family);
/* Families in the order of the lock, each once; NULL beyond the last. Whoever finds a character in none of a style's
 * families goes on with these. */
const char *fontset_family(const FontSet *fonts, size_t index);
/* Whether the face maps the character. */
bool fontset_covers(FontSet *fonts, const FontFace *face, uint32_t rune);
/* Path of the hyphenation dictionary of a language key ("en"), as fonts.lock names it; NULL: no hyphenation. */
const char *fontset_dictionary(const FontSet *fonts, const char *lang);
/* Versions of the libraries under text, for the manifest: "Pango 1.50.12", …; returns the count. */
size_t text_library_versions(Arena *arena, const char *const **names);

/* Faces opened so far, in order of first use. */
size_t fontset_used_count(const FontSet *fonts);
const FontFace *fontset_used(const FontSet *fonts, size_t index);
/* All faces of the lock, in its order, opened or not (then only file, index, family, weight and italic are known). */
size_t fontset_face_count(const FontSet *fonts);
const FontFace *fontset_face(const FontSet *fonts, size_t index);
const char *fontset_sha256(const FontSet *fonts, const FontFace *face);
/* Paths of the files of the lock, each once, dictionaries among them, with their sums; fonts.lock itself comes first. */
typedef struct FontFile { const char *path, *sha256; } FontFile;
typedef VEC(FontFile) FontFileList;
void fontset_files(const FontSet *fonts, Arena *arena, FontFileList *out);

#endif
