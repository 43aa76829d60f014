/* layout/poster.h -- an infographic: sections of blocks on a grid, arranged for the shape of each place where it is published.
 *
 *     layouts/infographics/NAME.yaml --poster_read--> Poster ─┐
 *     layouts/presets/NAME.yaml      --preset_read--> Preset ─┴─poster_layout(languages)--> Scene
 *
 *     poster:   {title: {zh:, en:}, description: {zh:, en:}, presets: [long, portrait], themes: [measure], languages: [zh, en, zh-en]}
 *     sections: [{ground: paper|tint|night, span: full|half, when: [long, page], blocks: [{KIND: …, …}]}]
 *     digest:   sections for one page of few words; cover: sections for a banner
 *
 * Kinds of block are listed in poster_block.h; docs/layout-keys.md describes the keys of each. Numbers come from Facts:
 * texts carry {{ }}, marks name a row id.
 *
 * Shapes (poster_arrange.c)
 *     long    a page as high as its sections; half sections stand in pairs
 *     slices  the same, cut between sections into numbered pages of about equal height
 *     cards   one page for each section that has a lead
 *     page    one page of given size: full sections across it, the others in balanced columns; type as large as fits
 *     banner  one page of given size: a title within a safe area
 *
 * Units    a poster is drawn in px of a 1080 px wide image; a preset says how many of them its page is wide
 * Errors   poster-*, preset-*, node-*, fact-*, theme-*, translation-missing
 * Tests    tests/unit/layout/poster_test.c, tests/shipped.sh
 */
#ifndef SHUDU_LAYOUT_POSTER_H
#define SHUDU_LAYOUT_POSTER_H

#include "layout/layout.h"

typedef enum Shape { SHAPE_LONG, SHAPE_SLICES, SHAPE_CARDS, SHAPE_SHEET, SHAPE_BANNER } Shape;

typedef struct Preset {
    const char *name;
    Shape shape;
    const char *shape_name;
    const char *use;             /* list of the poster that it draws: "sections", "digest", "cover" */
    double width, height;        /* of the page: px, or pt where it is printed; height 0: open */
    double canvas, canvas_max;   /* px of the poster that the width holds: at least, and at most to make it fit */
    double margin, gap;          /* px of the poster */
    int columns;
    double min_size;             /* smallest type, in units of the page */
    const char *formats;         /* "png", "pdf,png" */
    double scale, ppi;           /* of the PNG */
    bool second_body;            /* in two languages: leads have their text in the second too, not its heading alone */
    int slices;                  /* pages of the shape slices, at most */
    double max_bytes, max_pixels; /* of each picture; 0: any */
    Rect safe;                   /* banner: where words may stand */
    Loc loc;
} Preset;

/* layouts/presets/NAME.yaml; "long" is known without a file. NULL after diagnostics. */
const Preset *preset_read(Arena *arena, Reader *reader, const char *name, Loc from);

typedef struct Poster Poster;

/* `path` below the project. NULL after diagnostics. */
Poster *poster_read(const LayoutContext *context, const char *path);
/* What a poster asks for: names of presets (the first is the one without a suffix), of themes beyond the project's, and keys of
 * languages or pairs of them ("zh-en"). NULL-terminated. */
typedef struct PosterPlan { const char *const *presets, *const *themes, *const *languages; Loc loc; } PosterPlan;
PosterPlan poster_plan(const Poster *poster, Arena *arena, const Model *model);
/* Number of pages, known before any layout. */
size_t poster_pages(const Poster *poster, const Preset *preset);
/* second: the other language of a pair, -1: none. NULL after diagnostics. */
Scene *poster_layout(const LayoutContext *context, const Poster *poster, const Preset *preset, int lang, int second);

#endif
