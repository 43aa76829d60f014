/* layout/poster.h -- an infographic: sections of blocks, each as high as its text needs, on one long page.
 *
 *     layouts/infographics/NAME.yaml --poster_read--> Poster --poster_layout(lang)--> Scene with one page
 *
 *     poster:   {title: {zh:, en:}, description: {zh:, en:}, width: 1080, margin: 84}
 *     sections: [{ground: paper|night|tint, blocks: [{KIND: …, …}]}]
 *
 * Kinds of block are listed in poster_block.h; docs/layout-keys.md describes the keys of each. Numbers come from Facts:
 * texts carry {{ }}, marks name a row id.
 *
 * Units    px of the image (1 unit)
 * Errors   poster-unknown-block, poster-missing-key, node-*, fact-*, theme-*, translation-missing
 * Tests    tests/unit/layout/poster_test.c, tests/golden/poster-*
 */
#ifndef SHUDU_LAYOUT_POSTER_H
#define SHUDU_LAYOUT_POSTER_H

#include "layout/layout.h"

typedef struct Poster Poster;

/* `path` below the project. NULL after diagnostics. */
Poster *poster_read(const LayoutContext *context, const char *path);
/* NULL after diagnostics. */
Scene *poster_layout(const LayoutContext *context, const Poster *poster, int lang);

#endif
