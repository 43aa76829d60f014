/* device/colors.h -- the colours of a picture, numbered, and a palette for them.
 *
 * A chart has a few flat colours and, along its edges and letters, hundreds of shades between them. colors_palette makes
 * them fit into one byte a pixel: flat colours stay what they are, and a shade that few pixels have may give way to one
 * that differs by at most PALETTE_TOLERANCE of 255 in each channel, which no eye tells apart on an edge. The file is then
 * half the size and made in a third of the time.
 *
 * Units    colours are cairo's words: 0xAARRGGBB, multiplied by alpha
 * Memory   the lists belong to the Colors: end with colors_clear
 * Tests    tests/unit/device/colors_test.c
 */
#ifndef SHUDU_DEVICE_COLORS_H
#define SHUDU_DEVICE_COLORS_H

#include "base/base.h"

enum {
    COLORS_MOST = 65535,  /* as many are told apart */
    PALETTE_MOST = 256,
    PALETTE_TOLERANCE = 10,
};

typedef struct Colors {
    uint32_t *words;  /* in order of first use */
    uint32_t *pixels; /* that have it */
    size_t count;
    size_t room;
    uint32_t *slots;  /* index + 1, open addressing */
} Colors;

void colors_clear(Colors *colors);

/* The number of a colour, now of so many pixels more. COLORS_MOST: there are too many. */
size_t colors_add(Colors *colors, uint32_t word, uint32_t pixels);

/* The palette, and in it the place of each colour (`places` has room for all). 0: these colours need more than PALETTE_MOST. */
size_t colors_palette(const Colors *colors, uint32_t palette[PALETTE_MOST], uint8_t *places);

#endif
