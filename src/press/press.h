/* press/press.h -- the press kit: what goes out with each chart and poster, and the page that shows all of it.
 *
 *     scene + words of a job --press_text--> caption, alt text, paragraph, credit as .txt; data and sources as .csv
 *     PressItems of all jobs --press_index--> press/index.html
 *
 * A folder press/NAME holds what the press asks for: PNG at 1× and 2×, SVG with text and with outlines, PDF, data, words. Names
 * carry the edition's year and version and the language, and only what every file system takes: NAME-2025-v1.0-zh-caption.txt.
 *
 * Embargo  press_may_go_out: a drawing of one figure that is not published stays out of the kit with all its files
 * Same     the page and the texts depend on the project alone: no clock, no machine
 * Tests    tests/unit/press/press_test.c, tests/press.sh
 */
#ifndef SHUDU_PRESS_PRESS_H
#define SHUDU_PRESS_PRESS_H

#include "model/model.h"
#include "scene/scene.h"

typedef enum PressPart {
    PRESS_PICTURE,   /* a drawing in one of the formats */
    PRESS_CAPTION,
    PRESS_ALT,
    PRESS_PARAGRAPH, /* to paste into a message or release */
    PRESS_CREDIT,    /* credit line, contact, licence, version, dates */
    PRESS_DATA,      /* the figures drawn, with their sources */
    PRESS_TARGETS,
    PRESS_SOURCES,
    PRESS_PART_COUNT,
} PressPart;

/* Words of one drawing in its language; NULL: none. */
typedef struct PressWords {
    const char *title, *description, *note, *source, *alt;
} PressWords;

/* "press/c01_targets/c01_targets-2025-v1.0-zh-2x.png" */
const char *press_path(Arena *arena, const Model *model, const char *name, const char *lang, const char *ending);
const char *press_part_ending(PressPart part); /* "-caption.txt" */
/* "press/press-2025-v1.0.zip" */
const char *press_zip_path(Arena *arena, const Model *model);

/* Whether every figure that the scene prints or draws is published. */
bool press_may_go_out(const Scene *scene);
/* Words of a scene whose maker has none: its title and subject, and the alternative texts of its figures. */
void press_words_of_scene(Arena *arena, const Model *model, const Scene *scene, PressWords *out);

/* The bytes of one part. False when the scene has nothing of it (a drawing without targets). Tables need rows_attach before. */
bool press_text(Arena *arena, const Model *model, const Scene *scene, PressPart part, int lang, const PressWords *words, Buf *out);

/* What the index tells of a drawing, as one line that a cache can keep: press_note_write, press_note_read. */
const char *press_note_write(Arena *arena, const Scene *scene, const PressWords *words);

typedef struct PressFile { const char *path, *sha256; size_t bytes; } PressFile;

typedef struct PressItem {
    const char *name, *kind;    /* "c01_targets", "chart" */
    const char *lang;           /* "zh", "zh-en" */
    int lang_index;
    PressWords words;
    double width, height;       /* of the picture shown, px */
    VEC(PressFile) files;
} PressItem;

typedef VEC(PressItem) PressItems;

bool press_note_read(Arena *arena, const char *line, PressItem *out);

/* The page: items of one name stand together, in the order given. */
void press_index(Arena *arena, const Model *model, const PressItems *items, Buf *out);

#endif
