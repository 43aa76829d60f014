/* text/shaped.c -- texts that were shaped before, kept by style and text.
 *
 * Charts measure a label several times before they place it, tables a cell before they draw it, and papers print the same names
 * in many places: of the texts of the shipped papers three in four have been met before. Long ones seldom are, and are not kept.
 */
#include "text/box.h"

#include "base/str.h"

#include <string.h>

enum {
    KEPT_LONGEST = 400,  /* bytes of a text that is kept */
    KEPT_BOXES = 250000, /* in all texts, 35 MB: what comes later is shaped each time */
};

typedef struct Kept {
    Boxes boxes;
    uint8_t *after;  /* of each box, as found last; NULL: not yet. Found for: */
    Kinsoku kinsoku;
    bool hyphenate;
} Kept;

/* The bits of a number as eleven characters: printf takes longer than all the rest of a text that is known. */
static void
add_bits(Buf *buf, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    char text[11];
    for (size_t i = 0; i < sizeof text; i++, bits >>= 6)
        text[i] = (char)('0' + (bits & 63));
    buf_add_bytes(buf, text, sizeof text);
}

/* Figures keep together within one range and over ranges of one use: the first of these. */
static size_t
first_of_use(const TextRange *ranges, size_t index)
{
    size_t first = 0;
    while (ranges[first].use != ranges[index].use)
        first++;
    return first;
}

/* All that shaping and breaks look at; colour, element and links are not of it. */
static void
add_key(Buf *buf, const TextContext *context, const TextRange *ranges, size_t index)
{
    const TextRange *range = &ranges[index];
    const TextStyle *style = &range->style;
    buf_add_char(buf, (char)('0' + style->italic + 2 * style->tabular + 4 * (range->use != NULL) + 8 * context->typographic
        + 16 * range->no_break));
    if (range->use)
        add_bits(buf, (double)first_of_use(ranges, index));
    for (size_t i = 0; i < COUNT_OF(style->families) && style->families[i]; i++) {
        buf_add(buf, style->families[i]);
        buf_add_char(buf, '|');
    }
    add_bits(buf, style->size);
    add_bits(buf, style->tracking);
    add_bits(buf, style->rise);
    add_bits(buf, style->weight * 256 + style->lang);
    add_bits(buf, (double)(range->text ? strlen(range->text) : 0));
    buf_add(buf, range->text);
}

static void
clear_key(void *key)
{
    buf_clear(key);
}

/* The text shaped, kept in the context; NULL where it is not to be kept. */
static Kept *
keep(TextContext *context, const TextRange *ranges, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += ranges[i].text ? strlen(ranges[i].text) : 0;
    if (length > KEPT_LONGEST || count == 0)
        return NULL;
    if (!context->key.ptr)
        arena_defer(context->arena, clear_key, &context->key);
    buf_reset(&context->key);
    for (size_t i = 0; i < count; i++)
        add_key(&context->key, context, ranges, i);
    Kept *known = map_find(&context->shaped, context->key.ptr);
    if (!known && context->shaped_boxes < KEPT_BOXES) {
        known = ARENA_NEW(context->arena, Kept);
        boxes_shape_anew(context->arena, context, ranges, count, &known->boxes);
        known->boxes.ranges = NULL;
        known->boxes.kept = known;
        context->shaped_boxes += known->boxes.count;
        map_put(&context->shaped, context->key.ptr, known);
    }
    return known;
}

void
boxes_shape(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, Boxes *out)
{
    const Kept *known = keep(context, ranges, count);
    if (!known) {
        boxes_shape_anew(arena, context, ranges, count, out);
        return;
    }
    *out = known->boxes;
    out->ranges = ranges; /* colour, figure and element are this caller's, */
    out->items = arena_alloc_raw(arena, (out->count + 1) * sizeof *out->items); /* and where lines may end is for it to set */
    if (out->count)
        memcpy(out->items, known->boxes.items, out->count * sizeof *out->items);
}

void
boxes_find_breaks(Boxes *boxes, TextContext *context, Kinsoku kinsoku, bool hyphenate)
{
    Kept *kept = boxes->kept;
    if (kept && kept->after && kept->kinsoku == kinsoku && kept->hyphenate == hyphenate) {
        for (size_t i = 0; i < boxes->count; i++)
            boxes->items[i].after = kept->after[i];
        return;
    }
    boxes_set_breaks(boxes, context, kinsoku);
    if (hyphenate)
        boxes_hyphenate(boxes, context->hyphens);
    if (!kept)
        return;
    if (!kept->after)
        kept->after = arena_alloc_raw(context->arena, boxes->count + 1);
    for (size_t i = 0; i < boxes->count; i++)
        kept->after[i] = boxes->items[i].after;
    kept->kinsoku = kinsoku;
    kept->hyphenate = hyphenate;
}

void
label_boxes(Arena *arena, TextContext *context, const TextRange *range, Boxes *out)
{
    const Kept *known = keep(context, range, 1);
    if (known) {
        *out = known->boxes;
        out->ranges = range;
    } else {
        boxes_shape_anew(arena, context, range, 1, out);
    }
}
