/* layout/poster_marks.c -- the blocks that draw a number as what it is: one square a standard, one dot a country, one figure a person. */
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

/* A block of marks may not run away with the page: more than this are too many to see. */
enum { MARKS_MAX = 2000 };

static size_t
mark_count(Pen *pen, const Node *place, const Fact *fact)
{
    double value = decimal_to_double(fact->value);
    if (value >= 0 && value <= MARKS_MAX)
        return (size_t)value;
    diag(pen->context->diags, DIAG_POSTER_TOO_MANY_MARKS, place->loc, fact->id, pen_number(pen, fact, pen->lang));
    return 0;
}

/* ---- numbers: a strip of numerals with their labels ------------------------------------------------------- */

double
block_numbers(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count, columns = (size_t)poster_number(pen->preset, block, "columns", (double)MIN_OF(count, 4u));
    if (!count || !columns)
        return 0;
    /* One size for all: that of the widest; fewer columns before it gets small. */
    double gap = 40, widest = 0, full = pen_style(pen, "poster-value", COLOR_BLACK, pen->lang).size, tallest = 0, y = area.y;
    for (size_t i = 0; i < count; i++) {
        const Fact *fact = pen_counted(pen, node_find(spec->items[i].value, "fact"));
        widest = fact ? fmax(widest, pen_value_width(pen, fact, "poster-value")) : widest;
    }
    while (columns > 1 && widest * 0.66 > (area.width - gap * (double)(columns - 1)) / (double)columns)
        columns--;
    if (columns > 2 && count % columns == 1) /* none alone in a row: two and two, not three and one */
        columns--;
    double width = (area.width - gap * (double)(columns - 1)) / (double)columns;
    double size = widest > width ? full * width / widest * 0.98 : full;
    for (size_t i = 0; i < count; i++) {
        const Node *item = spec->items[i].value;
        const Fact *fact = pen_counted(pen, node_find(item, "fact"));
        if (!fact)
            continue;
        if (i && i % columns == 0) {
            y += tallest + 32;
            tallest = 0;
        }
        Color color = pen_color(pen, item->loc, node_text(item, "color", node_text(block, "color", "ink")));
        double x = area.x + (double)(i % columns) * (width + gap);
        pen_rule(pen, item, (Area){x, y, width});
        ElemId elem = pen_open(pen, ROLE_P, pen->lang);
        LineSet set = {.role = "poster-value", .color = color, .lang = pen->lang, .width = width, .size = size, .elem = elem};
        pen_value(pen, fact, &set, (Point){x, y + 24 + 0.74 * full});
        double height = 42 + 0.74 * full;
        height += pen_pair(pen, item, "label", "poster-note", "muted", "poster-note", (Area){x, y + height, width}, elem);
        tallest = fmax(tallest, height);
    }
    return y + tallest - area.y;
}

/* ---- squares and dots: one mark for each of a number ------------------------------------------------------- */

typedef struct Lattice {
    double size, pitch;
    size_t columns;
} Lattice;

/* As many columns as fit; a few less where the last row would be only a stray mark or two. */
static Lattice
lattice_for(double width, double size, double gap, size_t count)
{
    size_t most = (size_t)fmax(1, floor((width + gap) / (size + gap))), columns = most;
    while (columns > 1 && columns * 10 > most * 8 && count > columns && count % columns && count % columns * 4 < columns)
        columns--;
    bool stray = count > columns && count % columns && count % columns * 4 < columns;
    return (Lattice){size, size + gap, stray ? most : columns};
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

static Lattice
squares_lattice(Pen *pen, const Node *block, double width, size_t count)
{
    double size = poster_number(pen->preset, block, "size", 20);
    return lattice_for(width, size, round(size * 0.3), count);
}

/* How many squares the block sets in a row of such a width. */
size_t
squares_in_row(Pen *pen, const Node *spec, const Node *block, double width)
{
    const Fact *fact = pen_counted(pen, spec);
    size_t count = fact ? mark_count(pen, spec, fact) : 0;
    return squares_lattice(pen, block, width, count).columns;
}

double
block_squares(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = pen_counted(pen, spec);
    if (!fact)
        return 0;
    size_t count = mark_count(pen, spec, fact);
    Lattice lattice = squares_lattice(pen, block, area.width, count);
    lattice.columns = pen->in_row && pen->in_row < lattice.columns ? pen->in_row : lattice.columns;
    double size = lattice.size;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "blue"));
    double about = node_number(block, "about", 0);
    bool round_marks = pen_theme_is(pen, "marks", "round");
    SceneState state = scene_state(pen->scene);
    ElemId figure = pen_figure(pen, block, pen_alt(pen, block, pen_phrase(pen, fact)));
    pen_inside(pen, block, figure);
    const FactUse *use = fact_use(pen->context->arena, fact, "value");
    for (size_t i = 0; i < count; i++) {
        Path path = {0};
        Rect cell = {area.x + (double)(i % lattice.columns) * lattice.pitch, area.y + (double)(i / lattice.columns) * lattice.pitch, size, size};
        if (round_marks)
            path_circle(pen->context->arena, &path, (Point){cell.x + size / 2, cell.y + size / 2}, size / 2);
        else
            path_rect(pen->context->arena, &path, cell);
        pen_mark(pen, &path, paint_solid(about > 0 ? blurred(color, i, count, about) : color), NULL, use);
    }
    scene_set_state(pen->scene, state);
    double height = lattice_height(&lattice, count);
    return height + pen_caption(pen, block, (Area){area.x, area.y + height, area.width});
}

double
block_dots(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = pen_counted(pen, spec);
    if (!fact)
        return 0;
    size_t count = mark_count(pen, spec, fact);
    size_t columns = (size_t)fmax(1, poster_number(pen->preset, block, "columns", 34));
    double pitch = area.width / (double)columns, radius = pitch * 0.32;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "gold"));
    SceneState state = scene_state(pen->scene);
    ElemId figure = pen_figure(pen, block, pen_alt(pen, block, pen_phrase(pen, fact)));
    pen_inside(pen, block, figure);
    const FactUse *use = fact_use(pen->context->arena, fact, "value");
    for (size_t i = 0; i < count; i++) {
        Path path = {0};
        Point center = {area.x + radius + (double)(i % columns) * pitch, area.y + radius + (double)(i / columns) * pitch};
        path_circle(pen->context->arena, &path, center, radius);
        pen_mark(pen, &path, paint_solid(color), NULL, use);
    }
    scene_set_state(pen->scene, state);
    double height = (double)((count + columns - 1) / columns) * pitch;
    return height + pen_caption(pen, block, (Area){area.x, area.y + height, area.width});
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
    pen_mark(pen, &path, paint_solid(color), NULL, use);
}

static double
draw_group(Pen *pen, const Node *group, const Fact *fact, size_t count, Area area, double person, double pitch)
{
    Color color = pen_color(pen, group->loc, node_text(group, "color", "red"));
    const FactUse *use = fact_use(pen->context->arena, fact, "value");
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, group, pen_figure(pen, group, pen_phrase(pen, fact)));
    size_t in_row = (size_t)fmax(1, floor((area.width + pitch - person + 0.5) / pitch)), rows = (count + in_row - 1) / in_row;
    for (size_t k = 0; k < count; k++)
        draw_person(pen, area.x + (double)(k % in_row) * pitch, area.y + (double)(k / in_row) * person * 2.15, person, color, use);
    scene_set_state(pen->scene, state);
    ElemId caption = pen_open(pen, ROLE_P, pen->lang);
    double y = area.y + (rows ? (double)(rows - 1) * person * 2.15 : 0) + person * 1.9;
    LineSet set = {.role = "poster-figure", .color = color, .lang = pen->lang, .width = area.width, .use = use, .elem = caption};
    pen_line(pen, pen_number(pen, fact, pen->lang), &set, (Point){area.x, y + 48});
    y += 60;
    return y + pen_pair(pen, group, "label", "poster-note", "muted", "poster-note", (Area){area.x, y, area.width}, caption) - area.y;
}

/* The group on a row of its own: numeral, label, and the figures behind them. */
static double
draw_group_row(Pen *pen, const Node *group, const Fact *fact, size_t count, Area area, double words, double pitch)
{
    Color color = pen_color(pen, group->loc, node_text(group, "color", "red"));
    const FactUse *use = fact_use(pen->context->arena, fact, "value");
    double person = pitch * 0.78, numeral = 84;
    pen_rule(pen, group, area);
    ElemId caption = pen_open(pen, ROLE_P, pen->lang);
    pen_value(pen, fact, &(LineSet){.role = "poster-value", .color = color, .lang = pen->lang, .width = numeral - 12, .elem = caption}, (Point){area.x, area.y + 88});
    double text = pen_pair(pen, group, "label", "poster-small", "ink", "poster-note", (Area){area.x + numeral, area.y + 30, words - numeral - 28}, caption);
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, group, pen_figure(pen, group, pen_phrase(pen, fact)));
    for (size_t k = 0; k < count; k++)
        draw_person(pen, area.x + words + (double)k * pitch, area.y + 28, person, color, use);
    scene_set_state(pen->scene, state);
    return fmax(fmax(30 + text, 28 + person * 1.9), 96) + 24;
}

/* Where the figures of the largest group, beside the words, keep a size to be seen. */
static double
draw_group_rows(Pen *pen, const Node *spec, Area area, size_t most)
{
    double words = area.width * 0.46, pitch = fmin(60, (area.width - words) / (double)most), y = area.y;
    for (size_t i = 0; i < spec->count; i++) {
        const Fact *fact = pen_counted(pen, node_find(spec->items[i].value, "fact"));
        if (!fact)
            continue;
        y += draw_group_row(pen, spec->items[i].value, fact, mark_count(pen, spec->items[i].value, fact), (Area){area.x, y, area.width}, words, pitch);
    }
    return y - area.y;
}

double
block_people(Pen *pen, const Node *spec, const Node *block, Area area)
{
    double person = 40, pitch = 51, gap = 36, x = area.x, y = area.y, bottom = area.y;
    if (poster_flag(pen->preset, block, "rows", false)) {
        size_t most = 1;
        for (size_t i = 0; i < spec->count; i++) {
            const Fact *fact = pen_counted(pen, node_find(spec->items[i].value, "fact"));
            most = fact ? MAX_OF(most, (size_t)fmax(0, decimal_to_double(fact->value))) : most;
        }
        if ((area.width * 0.54) / (double)most >= 20)
            return draw_group_rows(pen, spec, area, most);
    }
    for (size_t i = 0; i < spec->count; i++) {
        const Node *group = spec->items[i].value;
        const Fact *fact = pen_counted(pen, node_find(group, "fact"));
        if (!fact)
            continue;
        size_t count = mark_count(pen, group, fact);
        double width = fmin(area.width, fmax((double)count * pitch - (pitch - person), node_number(group, "width", 180)));
        if (x > area.x && x + width > area.x + area.width + 0.5) {
            x = area.x;
            y = bottom + 32;
        }
        bottom = fmax(bottom, y + draw_group(pen, group, fact, count, (Area){x, y, width}, person, pitch));
        x += width + gap;
    }
    return bottom - area.y;
}

/* ---- tiles: regions as equal squares ------------------------------------------------------------------------- */

/* The first tile and the others are bridged: a plus in the middle of a line that runs on behind them. */
static void
draw_bridge(Pen *pen, const Node *block, double x, double width, double y)
{
    Color line = pen_color(pen, block->loc, "muted");
    double cx = x + width / 2;
    pen_artifact(pen, block);
    scene_line(pen->scene, x, y, cx - 26, y, line, 3);
    scene_line(pen->scene, cx + 26, y, x + width, y, line, 3);
    scene_line(pen->scene, cx - 14, y, cx + 14, y, line, 4);
    scene_line(pen->scene, cx, y - 14, cx, y + 14, line, 4);
}

double
block_tiles(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    if (!count)
        return 0;
    double bridge = count > 1 ? 84 : 0, gap = 14;
    double width = (area.width - bridge - gap * (double)(count > 2 ? count - 2 : 0)) / (double)count, height = width * 0.92, x = area.x;
    double size = 0; /* one for all: that of the longest name */
    for (size_t i = 0; i < count; i++) {
        BoundText label = {0};
        LineSet set = {.role = "poster-figure", .lang = pen->lang, .width = width - 32};
        if (pen_bound(pen, spec->items[i].value, "label", pen->lang, &label)) {
            double own = pen_line_style(pen, pen_plain(pen, &label), &set).size;
            size = size > 0 ? fmin(size, own) : own;
        }
    }
    Color white = theme_color(pen->context->theme, pen->context->diags, block->loc, "on-night");
    ElemId list = pen_open(pen, ROLE_P, pen->lang);
    SceneState state = scene_state(pen->scene);
    if (count > 1)
        draw_bridge(pen, block, x + width, bridge, area.y + height / 2);
    for (size_t i = 0; i < count; i++) {
        const Node *tile = spec->items[i].value;
        pen_artifact(pen, tile);
        Color fill = theme_color(pen->context->theme, pen->context->diags, tile->loc, node_text(tile, "color", i ? "teal" : "red"));
        scene_rect(pen->scene, (Rect){x, area.y, width, height}, fill);
        scene_set_state(pen->scene, state);
        BoundText label = {0}, second = {0};
        bool two = pen->second >= 0 && pen_bound(pen, tile, "label", pen->second, &second);
        LineSet set = {.role = "poster-figure", .color = white, .lang = pen->lang, .width = width - 32, .size = size, .elem = list};
        if (pen_bound(pen, tile, "label", pen->lang, &label))
            pen_line(pen, pen_plain(pen, &label), &set, (Point){x + 18, area.y + height - (two ? 58 : 26)});
        set = (LineSet){.role = "poster-second", .color = white, .lang = pen->second, .width = width - 32, .elem = list};
        if (two)
            pen_line(pen, pen_plain(pen, &second), &set, (Point){x + 18, area.y + height - 22});
        x += width + (i == 0 ? bridge : gap);
    }
    return height;
}

/* ---- shares: numbers inside the whole that their source names ------------------------------------------------- */

/* The filled part: of a fact that is the whole, or of a share in per cent. */
static double
share_fraction(Pen *pen, const Node *item, const Fact *fact)
{
    const Fact *whole = node_find(item, "whole") ? pen_counted(pen, node_find(item, "whole")) : NULL;
    if (whole && decimal_to_double(whole->value) > 0)
        return decimal_to_double(fact->value) / decimal_to_double(whole->value);
    if (!whole && fact->has_share)
        return decimal_to_double(fact->share) / 100;
    diag(pen->context->diags, DIAG_POSTER_MISSING_VALUE, item->loc, fact->id);
    return 0;
}

/* A share that is "about" or "nearly" so much ends softly: over a fiftieth of the whole the bar fades into the track. */
static void
draw_share(Pen *pen, Rect track, double fraction, bool soft, Color color, Color ground, const FactUse *use)
{
    double end = track.width * fmin(1, fmax(0, fraction)), fade = soft ? fmin(end, track.width * 0.02) : 0;
    Path path = {0}, tail = {0};
    path_rect(pen->context->arena, &path, (Rect){track.x, track.y, end - fade, track.height});
    pen_mark(pen, &path, paint_solid(color), NULL, use);
    if (fade <= 0)
        return;
    GradientStop *stops = ARENA_ARRAY(pen->context->arena, GradientStop, 2);
    stops[0] = (GradientStop){0, color};
    stops[1] = (GradientStop){1, ground};
    path_rect(pen->context->arena, &tail, (Rect){track.x + end - fade, track.y, 2 * fade, track.height});
    Paint paint = {.kind = PAINT_LINEAR, .from = {track.x + end - fade, 0}, .to = {track.x + end + fade, 0}, .stops = stops, .stop_count = 2};
    pen_mark(pen, &tail, paint, NULL, use);
}

static double
draw_share_row(Pen *pen, const Node *item, const Fact *fact, const Fact *drawn, Area area, double number_width)
{
    Color color = pen_color(pen, item->loc, node_text(item, "color", "red"));
    double y = area.y, bar_height = 36;
    pen_rule(pen, item, area);
    ElemId words = pen_open(pen, ROLE_P, pen->lang);
    LineSet set = {.role = "poster-value", .color = color, .lang = pen->lang, .width = number_width - 24, .elem = words};
    pen_value(pen, fact, &set, (Point){area.x, y + 84});
    double left = 104 + pen_pair(pen, item, "label", "poster-note", "muted", "poster-note", (Area){area.x, y + 104, number_width - 24}, words);
    double x = area.x + number_width, width = area.width - number_width, right = 34;
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, item, pen_figure(pen, item, pen_phrase(pen, drawn)));
    scene_rect(pen->scene, (Rect){x, y + right, width, bar_height}, pen_color(pen, item->loc, "track"));
    bool soft = !node_find(item, "whole") && drawn->share_qualifier != QUALIFIER_EXACT;
    draw_share(pen, (Rect){x, y + right, width, bar_height}, share_fraction(pen, item, drawn), soft, color, pen_color(pen, item->loc, "track"),
               fact_use(pen->context->arena, drawn, "value"));
    scene_set_state(pen->scene, state);
    right += bar_height + 16;
    right += pen_pair(pen, item, "text", "poster-small", "ink", "poster-note", (Area){x, y + right, width}, words);
    return fmax(left, right);
}

double
block_shares(Pen *pen, const Node *spec, const Node *block, Area area)
{
    double y = area.y, number_width = fmin(280, area.width * 0.32);
    for (size_t i = 0; i < spec->count; i++) {
        const Node *item = spec->items[i].value;
        const Fact *fact = pen_counted(pen, node_find(item, "fact"));
        const Fact *drawn = node_find(item, "bar") ? pen_counted(pen, node_find(item, "bar")) : fact;
        if (!fact || !drawn)
            continue;
        y += i ? 34 : 0;
        y += draw_share_row(pen, item, fact, drawn, (Area){area.x, y, area.width}, number_width);
    }
    return y + pen_caption(pen, block, (Area){area.x, y, area.width}) - area.y;
}
