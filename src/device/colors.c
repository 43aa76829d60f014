#include "device/colors.h"

#include <stdlib.h>
#include <string.h>

enum {
    REDUCED_MOST = 8192,     /* a picture of more colours is no chart */
    FLAT_PART = 4096,        /* a colour of one in so many pixels is flat */
};

void
colors_clear(Colors *colors)
{
    free(colors->words);
    free(colors->pixels);
    free(colors->slots);
    *colors = (Colors){0};
}

/* ---- numbering ------------------------------------------------------------------------------------------- */

static uint32_t *
slot_of(const Colors *colors, uint32_t word)
{
    uint32_t mask = (uint32_t)(2 * colors->room - 1);
    uint32_t hash = word * 2654435761u;
    uint32_t slot = (hash ^ hash >> 15) & mask;
    while (colors->slots[slot] && colors->words[colors->slots[slot] - 1] != word)
        slot = (slot + 1) & mask;
    return &colors->slots[slot];
}

static void
make_room(Colors *colors)
{
    colors->room = colors->room ? 2 * colors->room : 1024;
    colors->words = base_realloc(colors->words, colors->room * sizeof *colors->words);
    colors->pixels = base_realloc(colors->pixels, colors->room * sizeof *colors->pixels);
    free(colors->slots);
    colors->slots = base_alloc(2 * colors->room * sizeof *colors->slots);
    memset(colors->slots, 0, 2 * colors->room * sizeof *colors->slots);
    for (size_t i = 0; i < colors->count; i++)
        *slot_of(colors, colors->words[i]) = (uint32_t)i + 1;
}

size_t
colors_add(Colors *colors, uint32_t word, uint32_t pixels)
{
    if (colors->count == colors->room)
        make_room(colors);
    uint32_t *slot = slot_of(colors, word);
    if (!*slot) {
        if (colors->count == COLORS_MOST)
            return COLORS_MOST;
        colors->words[colors->count] = word;
        colors->pixels[colors->count] = 0;
        *slot = (uint32_t)++colors->count;
    }
    colors->pixels[*slot - 1] += pixels;
    return *slot - 1;
}

/* ---- a palette ------------------------------------------------------------------------------------------- */

typedef struct Use {
    uint32_t pixels, color;
} Use;

static int
by_pixels(const void *a, const void *b)
{
    const Use *x = a, *y = b;
    if (x->pixels != y->pixels)
        return x->pixels < y->pixels ? 1 : -1;
    return x->color < y->color ? -1 : 1;
}

static bool
alike(uint32_t a, uint32_t b, int tolerance)
{
    for (int shift = 0; shift < 32; shift += 8)
        if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > tolerance)
            return false;
    return true;
}

/* From the most used to the least, each takes the place of one like it, or the next. 0: there are more than the palette holds. */
static size_t
gather(const Colors *colors, const Use *uses, uint32_t flat, int tolerance, uint32_t palette[PALETTE_MOST], uint8_t *places)
{
    size_t count = 0;
    for (size_t i = 0; i < colors->count; i++) {
        uint32_t word = colors->words[uses[i].color];
        size_t place = uses[i].pixels >= flat ? count : 0;
        while (place < count && !alike(palette[place], word, tolerance))
            place++;
        if (place == count) {
            if (count == PALETTE_MOST)
                return 0;
            palette[count++] = word;
        }
        places[uses[i].color] = (uint8_t)place;
    }
    return count;
}

size_t
colors_palette(const Colors *colors, uint32_t palette[PALETTE_MOST], uint8_t *places)
{
    if (colors->count > REDUCED_MOST)
        return 0;
    Use *uses = base_alloc(MAX_OF(colors->count, (size_t)1) * sizeof *uses);
    uint64_t pixels = 0;
    for (size_t i = 0; i < colors->count; i++) {
        uses[i] = (Use){colors->pixels[i], (uint32_t)i};
        pixels += colors->pixels[i];
    }
    qsort(uses, colors->count, sizeof *uses, by_pixels);
    uint32_t flat = (uint32_t)(pixels / FLAT_PART + 1);
    size_t count = 0;
    for (int tolerance = colors->count <= PALETTE_MOST ? 0 : 2; !count && tolerance <= PALETTE_TOLERANCE; tolerance += 2)
        count = gather(colors, uses, flat, tolerance, palette, places);
    free(uses);
    return count;
}
