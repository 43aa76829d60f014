/* jobs/printed.h -- what a scene prints, as sentences, tables and figures. Private to jobs/impact.c and its tests.
 *
 * A block is a paragraph, heading, item, caption or note, put together from its lines; sentences are parts of it. The cells of a
 * table make one text, a row a line. What stands in pictures is no text here.
 *
 * Memory   the arena; uses are those of the scene
 * Tests    tests/unit/jobs/printed_test.c
 */
#ifndef SHUDU_JOBS_PRINTED_H
#define SHUDU_JOBS_PRINTED_H

#include "scene/scene.h"

typedef VEC(const FactUse *) UseList;

typedef struct Sentence {
    const char *text;
    Loc loc;                 /* of its block */
    int lang;
    uint32_t page;
    UseList uses;            /* figures in it, in order */
    VEC(size_t) use_at;      /* where each stands in the text */
} Sentence;

typedef struct PrintedTable {
    const char *text, *caption;
    Loc loc;
    uint32_t page;
} PrintedTable;

typedef struct PrintedFigure {
    const char *spec;        /* path of the file that it is drawn from; "" */
    const char *text;        /* all its words */
    uint32_t page;
} PrintedFigure;

typedef struct Printed {
    VEC(Sentence) sentences;
    VEC(PrintedTable) tables;
    VEC(PrintedFigure) figures;
} Printed;

void printed_collect(Arena *arena, const Scene *scene, Printed *out);

#endif
