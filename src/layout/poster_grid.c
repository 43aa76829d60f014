/* layout/poster_grid.c -- what holds other blocks, and what parts them. */
#include "layout/poster_block.h"

#include <math.h>

/* Squares side by side are compared: the rows of all are as long as the shortest of them. */
static size_t
shared_row(Pen *pen, const Node *blocks, double width, size_t shared)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const Node *block = blocks->items[i].value, *spec = NULL;
        const BlockEntry *kind = poster_block_kind(block, &spec);
        if (!kind || kind->draw != block_squares || !poster_shown(block, pen->preset))
            continue;
        size_t own = squares_in_row(pen, spec, block, width);
        shared = !shared || own < shared ? own : shared;
    }
    return shared;
}

/* Lists of blocks side by side, tops aligned. `widths: [2, 1]` are parts of the whole. */
double
block_columns(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Node *widths = node_find(block, "widths");
    double gap = node_number(block, "gap", 56), parts = 0, height = 0, x = area.x;
    double net = area.width - gap * (double)(spec->count ? spec->count - 1 : 0);
    for (size_t i = 0; i < spec->count; i++)
        parts += widths && i < widths->count ? fmax(0.05, widths->items[i].value->number) : 1;
    size_t outer = pen->in_row;
    pen->in_row = 0;
    for (size_t i = 0; !widths && i < spec->count; i++)
        pen->in_row = shared_row(pen, spec->items[i].value, net / parts, pen->in_row);
    for (size_t i = 0; i < spec->count; i++) {
        double width = net * (widths && i < widths->count ? fmax(0.05, widths->items[i].value->number) : 1) / parts;
        height = fmax(height, poster_draw_blocks(pen, spec->items[i].value, (Area){x, area.y, width}, 0));
        x += width + gap;
    }
    pen->in_row = outer;
    return height;
}

double
block_rule(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    pen_rule(pen, block, area);
    return 2;
}

/* Three marks in the middle: the sheet takes breath. */
double
block_divider(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    Color color = pen_color(pen, block->loc, "gold");
    pen_artifact(pen, block);
    for (int i = -1; i <= 1; i++) {
        Path path = {0};
        Point center = {area.x + area.width / 2 + i * 36, area.y + 8};
        if (pen_theme_is(pen, "marks", "square"))
            path_rect(pen->context->arena, &path, (Rect){center.x - 6, center.y - 6, 12, 12});
        else
            path_circle(pen->context->arena, &path, center, 6);
        scene_path(pen->scene, &path, paint_solid(color), NULL);
    }
    return 16;
}
