/* layout/poster_marks.c -- the blocks that draw a number as what it is: one square a standard, one dot a country, one figure a person. */
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

static void
artifact(Pen *pen, const Node *node)
{
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = node->loc});
}

/* Marks of a figure belong to its element. */
static void
inside(Pen *pen, const Node *node, ElemId figure)
{
    scene_set_state(pen->scene, (SceneState){.elem = figure, .loc = node->loc});
}

static const Fact *
counted_fact(Pen *pen, const Node *node)
{
    const Fact *fact = pen_fact(pen, node);
    if (fact && !fact->has_value) {
        diag(pen->context->diags, DIAG_POSTER_MISSING_VALUE, node->loc, fact->id);
        return NULL;
    }
    return fact;
}

static const char *
fact_phrase(Pen *pen, const Fact *fact)
{
    bool cjk = pen->context->model->locales[pen->lang]->is_cjk;
    return arena_printf(pen->context->arena, cjk ? "%s：%s%s" : "%s: %s %s", fact->label.in[pen->lang], pen_number(pen, fact, pen->lang),
                        fact->unit.in[pen->lang] ? fact->unit.in[pen->lang] : "");
}

static void
mark(Pen *pen, const Path *path, Paint fill, const Stroke *stroke, const FactUse *use)
{
    PathOp op = scene_plain_path(path);
    op.fill = fill;
    if (stroke)
        op.stroke = *stroke;
    op.use = use;
    scene_path_op(pen->scene, &op);
}

static double
draw_caption(Pen *pen, const Node *block, Area area)
{
    BoundText bound = {0};
    if (!pen_bound(pen, block, "caption", pen->lang, &bound))
        return 0;
    TextSet set = {.role = "poster-note", .color = pen_color(pen, block->loc, "muted"), .lang = pen->lang};
    return 18 + pen_text(pen, &bound, &set, (Area){area.x, area.y + 18, area.width}, scene_open(pen->scene, ROLE_CAPTION, pen->section, pen->lang));
}

/* ---- numbers: a strip of numerals with their labels ------------------------------------------------------- */

double
block_numbers(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    if (!count)
        return 0;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "ink"));
    Color muted = pen_color(pen, block->loc, "muted");
    double gap = 40, width = (area.width - gap * (double)(count - 1)) / (double)count, tallest = 0;
    for (size_t i = 0; i < count; i++) {
        const Node *item = spec->items[i].value;
        const Fact *fact = counted_fact(pen, node_find(item, "fact"));
        if (!fact)
            continue;
        double x = area.x + (double)i * (width + gap);
        artifact(pen, item);
        scene_line(pen->scene, x, area.y, x + width, area.y, pen_color(pen, item->loc, "hairline"), 2);
        ElemId elem = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
        const char *number = pen_number(pen, fact, pen->lang);
        pen_label(pen, number, "poster-value", color, pen->lang, (Point){x, area.y + 78}, ANCHOR_START, fact_use(pen->context->arena, fact, "value"), elem);
        BoundText label = {0};
        double height = 98;
        if (pen_bound(pen, item, "label", pen->lang, &label))
            height += pen_text(pen, &label, &(TextSet){.role = "poster-note", .color = muted, .lang = pen->lang}, (Area){x, area.y + 98, width}, elem);
        tallest = fmax(tallest, height);
    }
    return tallest;
}

/* ---- squares and dots: one mark for each of a number ------------------------------------------------------- */

typedef struct Lattice {
    double size, pitch;
    size_t columns;
} Lattice;

static Lattice
lattice_for(double width, double size, double gap)
{
    size_t columns = (size_t)fmax(1, floor((width + gap) / (size + gap)));
    return (Lattice){size, size + gap, columns};
}

static double
lattice_height(const Lattice *lattice, size_t count)
{
    size_t rows = (count + lattice->columns - 1) / lattice->columns;
    return rows ? (double)rows * lattice->pitch - (lattice->pitch - lattice->size) : 0;
}

/* `about`: a share of the squares whose edge the source does not give ("nearly half"): the marks fade from full to open over
 * the middle fifth, so that no sharp edge claims a number. */
static Color
blurred(Color color, size_t index, size_t count, double share)
{
    double at = ((double)index + 0.5) / (double)count;
    double t = (share - at) / 0.2 + 0.5;
    color.a *= 0.24 + 0.76 * fmin(1, fmax(0, t));
    return color;
}

double
block_squares(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = counted_fact(pen, spec);
    if (!fact)
        return 0;
    size_t count = (size_t)decimal_to_double(fact->value);
    double size = node_number(block, "size", 20);
    Lattice lattice = lattice_for(area.width, size, round(size * 0.3));
    Color color = pen_color(pen, block->loc, node_text(block, "color", "blue"));
    double about = node_number(block, "about", 0);
    ElemId figure = pen_figure(pen, block, pen_alt(pen, block, fact_phrase(pen, fact)));
    SceneState state = scene_state(pen->scene);
    inside(pen, block, figure);
    const FactUse *use = fact_use(pen->context->arena, fact, "value");
    for (size_t i = 0; i < count; i++) {
        Path path = {0};
        path_rect(pen->context->arena, &path, (Rect){area.x + (double)(i % lattice.columns) * lattice.pitch,
                                                      area.y + (double)(i / lattice.columns) * lattice.pitch, size, size});
        mark(pen, &path, paint_solid(about > 0 ? blurred(color, i, count, about) : color), NULL, use);
    }
    scene_set_state(pen->scene, state);
    double height = lattice_height(&lattice, count);
    return height + draw_caption(pen, block, (Area){area.x, area.y + height, area.width});
}

double
block_dots(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = counted_fact(pen, spec);
    if (!fact)
        return 0;
    size_t count = (size_t)decimal_to_double(fact->value);
    size_t columns = (size_t)node_number(block, "columns", 34);
    double pitch = area.width / (double)columns, radius = pitch * 0.32;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "gold"));
    ElemId figure = pen_figure(pen, block, pen_alt(pen, block, fact_phrase(pen, fact)));
    SceneState state = scene_state(pen->scene);
    inside(pen, block, figure);
    const FactUse *use = fact_use(pen->context->arena, fact, "value");
    for (size_t i = 0; i < count; i++) {
        Path path = {0};
        path_circle(pen->context->arena, &path, (Point){area.x + radius + (double)(i % columns) * pitch, area.y + radius + (double)(i / columns) * pitch}, radius);
        mark(pen, &path, paint_solid(color), NULL, use);
    }
    scene_set_state(pen->scene, state);
    double height = (double)((count + columns - 1) / columns) * pitch;
    return height + draw_caption(pen, block, (Area){area.x, area.y + height, area.width});
}

/* ---- people: groups of figures, one an award ----------------------------------------------------------------- */

static void
draw_person(Pen *pen, double x, double y, double width, Color color, const FactUse *use)
{
    Arena *arena = pen->context->arena;
    double height = width * 1.9, head = width * 0.27;
    Path path = {0};
    path_circle(arena, &path, (Point){x + width / 2, y + head}, head);
    double top = y + 2 * head + width * 0.1, shoulder = width * 0.42;
    const double radii[4] = {shoulder, shoulder, width * 0.06, width * 0.06};
    path_round_rect(arena, &path, (Rect){x, top, width, y + height - top}, radii);
    mark(pen, &path, paint_solid(color), NULL, use);
}

double
block_people(Pen *pen, const Node *spec, const Node *block, Area area)
{
    double width = 46, pitch = 62, group_gap = 54, height = width * 1.9, x = area.x, y = area.y, row_bottom = area.y;
    Color muted = pen_color(pen, block->loc, "muted");
    SceneState state = scene_state(pen->scene);
    for (size_t i = 0; i < spec->count; i++) {
        const Node *group = spec->items[i].value;
        const Fact *fact = counted_fact(pen, node_find(group, "fact"));
        if (!fact)
            continue;
        size_t count = (size_t)decimal_to_double(fact->value);
        double group_width = fmax((double)count * pitch - (pitch - width), node_number(group, "width", 170));
        if (x > area.x && x + group_width > area.x + area.width + 0.5) {
            x = area.x;
            y = row_bottom + 32;
        }
        Color color = pen_color(pen, group->loc, node_text(group, "color", "red"));
        const FactUse *use = fact_use(pen->context->arena, fact, "value");
        ElemId figure = pen_figure(pen, group, fact_phrase(pen, fact));
        inside(pen, group, figure);
        for (size_t k = 0; k < count; k++)
            draw_person(pen, x + (double)k * pitch, y, width, color, use);
        scene_set_state(pen->scene, state);
        ElemId caption = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
        double number_width = pen_label(pen, pen_number(pen, fact, pen->lang), "poster-figure", color, pen->lang,
                                        (Point){x, y + height + 48}, ANCHOR_START, use, caption);
        (void)number_width;
        BoundText label = {0};
        double bottom = y + height + 60;
        if (pen_bound(pen, group, "label", pen->lang, &label))
            bottom += pen_text(pen, &label, &(TextSet){.role = "poster-note", .color = muted, .lang = pen->lang}, (Area){x, bottom, group_width}, caption);
        row_bottom = fmax(row_bottom, bottom);
        x += group_width + group_gap;
    }
    return row_bottom - area.y;
}

/* ---- tiles: regions as equal squares ------------------------------------------------------------------------- */

double
block_tiles(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    if (!count)
        return 0;
    double bridge = 64, gap = 14;
    double width = (area.width - bridge - gap * (double)(count - 2)) / (double)count, height = width * 0.92, x = area.x;
    SceneState state = scene_state(pen->scene);
    ElemId list = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
    for (size_t i = 0; i < count; i++) {
        const Node *tile = spec->items[i].value;
        artifact(pen, tile);
        Color fill = theme_color(pen->context->theme, pen->context->diags, tile->loc, node_text(tile, "color", i ? "teal" : "red"));
        scene_rect(pen->scene, (Rect){x, area.y, width, height}, fill);
        scene_set_state(pen->scene, state);
        Color white = theme_color(pen->context->theme, pen->context->diags, block->loc, "on-night");
        BoundText label = {0}, second = {0};
        bool two = pen->second >= 0 && pen_bound(pen, tile, "label", pen->second, &second);
        if (pen_bound(pen, tile, "label", pen->lang, &label))
            pen_label(pen, bound_plain(pen->context->arena, &label), "poster-figure", white, pen->lang,
                      (Point){x + 22, area.y + height - (two ? 60 : 28)}, ANCHOR_START, NULL, list);
        if (two)
            pen_label(pen, bound_plain(pen->context->arena, &second), "poster-second", white, pen->second, (Point){x + 22, area.y + height - 24}, ANCHOR_START, NULL,
                      scene_open(pen->scene, ROLE_SPAN, list, pen->second));
        x += width;
        if (i == 0 && count > 1) {
            artifact(pen, tile);
            Color line = pen_color(pen, block->loc, "muted");
            double cx = x + bridge / 2, cy = area.y + height / 2;
            scene_line(pen->scene, cx - 14, cy, cx + 14, cy, line, 4);
            scene_line(pen->scene, cx, cy - 14, cx, cy + 14, line, 4);
            scene_set_state(pen->scene, state);
            x += bridge;
        } else {
            x += gap;
        }
    }
    return height;
}

/* ---- shares: each number inside the whole that its source names ------------------------------------------------- */

/* The width of the filled part: of a fact that is the whole, or of a share in per cent. */
static double
share_fraction(Pen *pen, const Node *item, const Fact *fact)
{
    const Fact *whole = node_find(item, "whole") ? counted_fact(pen, node_find(item, "whole")) : NULL;
    if (whole)
        return decimal_to_double(fact->value) / decimal_to_double(whole->value);
    if (fact->has_share)
        return decimal_to_double(fact->share) / 100;
    diag(pen->context->diags, DIAG_POSTER_MISSING_VALUE, item->loc, fact->id);
    return 0;
}

double
block_shares(Pen *pen, const Node *spec, const Node *block, Area area)
{
    double y = area.y, number_width = 250, bar_height = 36;
    Color muted = pen_color(pen, block->loc, "muted"), ink = pen_color(pen, block->loc, "ink");
    SceneState state = scene_state(pen->scene);
    for (size_t i = 0; i < spec->count; i++) {
        const Node *item = spec->items[i].value;
        const Fact *fact = counted_fact(pen, node_find(item, "fact"));
        const Fact *drawn = node_find(item, "bar") ? counted_fact(pen, node_find(item, "bar")) : fact;
        if (!fact || !drawn)
            continue;
        Color color = pen_color(pen, item->loc, node_text(item, "color", "red"));
        artifact(pen, item);
        scene_line(pen->scene, area.x, y, area.x + area.width, y, pen_color(pen, item->loc, "hairline"), 2);
        scene_set_state(pen->scene, state);
        ElemId words = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
        pen_label(pen, pen_number(pen, fact, pen->lang), "poster-value", color, pen->lang, (Point){area.x, y + 84}, ANCHOR_START,
                  fact_use(pen->context->arena, fact, "value"), words);
        BoundText label = {0}, bar_label = {0};
        double left = 104;
        if (pen_bound(pen, item, "label", pen->lang, &label))
            left += pen_text(pen, &label, &(TextSet){.role = "poster-note", .color = muted, .lang = pen->lang}, (Area){area.x, y + 104, number_width - 24}, words);
        double x = area.x + number_width, width = area.width - number_width, bar_y = y + 34;
        double fraction = fmin(1, share_fraction(pen, item, drawn));
        ElemId figure = pen_figure(pen, item, fact_phrase(pen, drawn));
        inside(pen, item, figure);
        scene_rect(pen->scene, (Rect){x, bar_y, width, bar_height}, pen_color(pen, item->loc, "track"));
        Path path = {0};
        path_rect(pen->context->arena, &path, (Rect){x, bar_y, width * fraction, bar_height});
        mark(pen, &path, paint_solid(color), NULL, fact_use(pen->context->arena, drawn, "value"));
        scene_set_state(pen->scene, state);
        double right = bar_y - y + bar_height + 16;
        if (pen_bound(pen, item, "text", pen->lang, &bar_label))
            right += pen_text(pen, &bar_label, &(TextSet){.role = "poster-small", .color = ink, .lang = pen->lang}, (Area){x, y + right, width}, words);
        y += fmax(left, right) + 34;
    }
    return y - area.y - 34;
}

/* ---- steps: dated events on a line that keeps no scale --------------------------------------------------------------- */

double
block_steps(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    if (!count)
        return 0;
    double gap = 36, width = (area.width - gap * (double)(count - 1)) / (double)count, tallest = 0;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red")), ink = pen_color(pen, block->loc, "ink");
    SceneState state = scene_state(pen->scene);
    for (size_t i = 0; i < count; i++) {
        const Node *step = spec->items[i].value;
        double x = area.x + (double)i * (width + gap);
        artifact(pen, step);
        if (i + 1 < count)
            scene_line(pen->scene, x + 24, area.y + 12, x + width + gap, area.y + 12, pen_color(pen, step->loc, "hairline"), 4);
        Path dot = {0};
        path_circle(pen->context->arena, &dot, (Point){x + 12, area.y + 12}, 12);
        scene_path(pen->scene, &dot, paint_solid(color), NULL);
        scene_set_state(pen->scene, state);
        ElemId words = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
        double height = 44;
        BoundText date = {0}, text = {0};
        if (pen_bound(pen, step, "date", pen->lang, &date))
            height += pen_text(pen, &date, &(TextSet){.role = "poster-figure", .color = color, .lang = pen->lang}, (Area){x, area.y + height, width}, words);
        if (pen_bound(pen, step, "text", pen->lang, &text))
            height += 6 + pen_text(pen, &text, &(TextSet){.role = "poster-small", .color = ink, .lang = pen->lang}, (Area){x, area.y + height + 6, width}, words);
        tallest = fmax(tallest, height);
    }
    return tallest;
}
