/* layout/poster_figures.c -- a number and what it is measured by: last year, a rank, its whole, its target, another number. */
#include "layout/poster_block.h"

#include <math.h>

static const FactUse *
use_of(Pen *pen, const Fact *fact)
{
    return fact_use(pen->context->arena, fact, "value");
}

static double
value_of(const Fact *fact)
{
    return decimal_to_double(fact->value);
}

/* The numeral at a baseline; its unit, where there is one, smaller behind it. Returns the width. */
static double
draw_value(Pen *pen, const Fact *fact, const char *role, Color color, Point at, TextAnchor anchor, double width, ElemId elem)
{
    return pen_value(pen, fact, &(LineSet){.role = role, .color = color, .lang = pen->lang, .anchor = anchor, .width = width, .elem = elem}, at);
}

static double
draw_label(Pen *pen, const Node *block, const char *key, Area area, ElemId elem)
{
    return pen_pair(pen, block, key, "poster-small", "ink", "poster-note", area, elem);
}

/* ---- number: one numeral, its unit beside it, its label below ------------------------------------------------- */

double
block_number(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = pen_counted(pen, spec);
    if (!fact)
        return 0;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red"));
    ElemId elem = pen_open(pen, ROLE_H2, pen->lang);
    const char *unit = node_bool(block, "unit", true) ? fact->unit.in[pen->lang] : NULL;
    TextStyle unit_style = pen_style(pen, "poster-figure", pen_color(pen, block->loc, "ink"), pen->lang);
    double room = unit ? label_measure(pen->context->text, unit, &unit_style).width + 20 : 0;
    LineSet set = {.role = "poster-number", .lang = pen->lang, .width = fmax(area.width * 0.4, area.width - room)};
    TextStyle style = pen_style(pen, "poster-number", color, pen->lang);
    style.size *= fmin(1, set.width / pen_value_width(pen, fact, "poster-number"));
    double cap = label_measure(pen->context->text, pen_number(pen, fact, pen->lang), &style).cap_height, baseline = area.y + cap;
    double width = draw_value(pen, fact, "poster-number", color, (Point){area.x, baseline}, ANCHOR_START, set.width, elem);
    if (unit) {
        LineSet small = {.role = "poster-figure", .color = unit_style.color, .lang = pen->lang, .width = area.width - width - 20, .elem = elem};
        pen_line(pen, unit, &small, (Point){area.x + width + 20, baseline});
    }
    double y = baseline + 8 + style.size * 0.14;
    double label = pen_pair(pen, block, "label", "poster-label", "ink", "poster-second", (Area){area.x, y, area.width}, elem);
    return (label > 0 ? y + label : baseline + style.size * 0.24) - area.y;
}

/* ---- versus: a number against the one before -------------------------------------------------------------------- */

/* Two figures of different definitions stand side by side, but nothing is said about rise or fall. */
static bool
may_compare(const Fact *a, const Fact *b)
{
    return a->basis && *a->basis && str_equal(a->basis, b->basis) && str_equal(a->indicator, b->indicator) && str_equal(a->scope, b->scope);
}

static const char *
change_words(Pen *pen, const Fact *now, const Fact *last)
{
    const Locale *locale = pen->context->model->locales[pen->lang];
    Decimal change;
    if (!may_compare(now, last) || now->qualifier != QUALIFIER_EXACT || last->qualifier != QUALIFIER_EXACT || !decimal_sub(now->value, last->value, &change))
        return NULL;
    return locale_number(pen->context->arena, locale, change, &(NumberStyle){.digits = -1, .label = true, .sign = true});
}

double
block_versus(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *now = pen_counted(pen, spec), *last = pen_counted(pen, node_find(block, "last"));
    if (!now || !last)
        return 0;
    Arena *arena = pen->context->arena;
    const Model *model = pen->context->model;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red")), muted = pen_color(pen, block->loc, "muted");
    double y = area.y, most = fmax(value_of(now), value_of(last)), label_width = 0, number_width = 0;
    const Fact *rows[] = {now, last};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *when = fact_when(model, arena, rows[i], pen->lang);
        label_width = fmax(label_width, when ? pen_line_width(pen, when, "poster-note") : 0);
        number_width = fmax(number_width, pen_value_width(pen, rows[i], "poster-figure"));
    }
    label_width = fmin(area.width * 0.4, label_width) + 24;
    number_width = fmin(area.width * 0.3, number_width) + 2;
    double width = area.width - label_width - number_width - 24;
    ElemId elem = pen_open(pen, ROLE_P, pen->lang);
    y += draw_label(pen, block, "label", (Area){area.x, y, area.width}, elem) + 22;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *when = fact_when(model, arena, rows[i], pen->lang);
        LineSet set = {.role = "poster-note", .color = muted, .lang = pen->lang, .width = label_width - 16, .elem = elem};
        pen_line(pen, when ? when : "", &set, (Point){area.x, y + 40});
        SceneState state = scene_state(pen->scene);
        pen_inside(pen, block, pen_figure(pen, block, pen_phrase(pen, rows[i])));
        Path path = {0};
        path_rect(arena, &path, (Rect){area.x + label_width, y + 8, most > 0 ? fmax(2, width * value_of(rows[i]) / most) : 2, 44});
        Stroke outline = {.paint = paint_solid(muted), .width = 3};
        pen_mark(pen, &path, i ? paint_none() : paint_solid(color), i ? &outline : NULL, use_of(pen, rows[i]));
        scene_set_state(pen->scene, state);
        draw_value(pen, rows[i], "poster-figure", i ? muted : color, (Point){area.x + area.width, y + 46}, ANCHOR_END, number_width, elem);
        y += 72;
    }
    const char *change = change_words(pen, now, last);
    if (change) {
        LineSet set = {.role = "poster-small", .color = color, .lang = pen->lang, .anchor = ANCHOR_END, .width = area.width, .elem = elem};
        pen_line(pen, change, &set, (Point){area.x + area.width, y + 30});
        y += 44;
    }
    return y - area.y;
}

/* ---- medal: a rank, on the figure that has it --------------------------------------------------------------------- */

double
block_medal(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = pen_fact(pen, spec);
    if (!fact)
        return 0;
    if (!fact->rank) {
        diag(pen->context->diags, DIAG_POSTER_NO_RANK, spec->loc, fact->id);
        return 0;
    }
    Arena *arena = pen->context->arena;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "gold"));
    Color ground = theme_color(pen->context->theme, NULL, spec->loc, pen->ground);
    double radius = 74, left = 2 * radius + 40;
    Point center = {area.x + radius, area.y + radius};
    const char *rank = arena_printf(arena, "%d", fact->rank);
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, block, pen_figure(pen, block, arena_printf(arena, pen->context->model->locales[pen->lang]->is_cjk ? "%s，%s" : "%s, %s", pen_phrase(pen, fact), locale_ordinal(arena, pen->context->model->locales[pen->lang], fact->rank))));
    /* Two ribbons below a disc with a rim. */
    Path ribbons = {0};
    for (int side = -1; side <= 1; side += 2) {
        path_move(arena, &ribbons, center.x + side * 12, center.y + radius * 0.6);
        path_line(arena, &ribbons, center.x + side * 58, center.y + radius * 0.6);
        path_line(arena, &ribbons, center.x + side * 66, center.y + radius + 56);
        path_line(arena, &ribbons, center.x + side * 40, center.y + radius + 36);
        path_line(arena, &ribbons, center.x + side * 18, center.y + radius + 56);
        path_close(arena, &ribbons);
    }
    Color faded = color;
    faded.a *= 0.55;
    scene_path(pen->scene, &ribbons, paint_solid(faded), NULL);
    Path disc = {0};
    path_circle(arena, &disc, center, radius);
    pen_mark(pen, &disc, paint_solid(color), NULL, fact_use(arena, fact, "rank"));
    Path rim = {0};
    path_circle(arena, &rim, center, radius - 9);
    Stroke stroke = {.paint = paint_solid(ground), .width = 2.5};
    scene_path(pen->scene, &rim, paint_none(), &stroke);
    scene_set_state(pen->scene, state);
    ElemId elem = pen_open(pen, ROLE_P, pen->lang);
    LineSet set = {.role = "poster-value", .color = ground, .lang = pen->lang, .anchor = ANCHOR_MIDDLE, .width = 1.5 * radius, .use = fact_use(arena, fact, "rank"), .elem = elem};
    pen_line(pen, rank, &set, (Point){center.x, center.y + 28});
    double y = area.y + 4;
    if (area.width - left < 190) { /* no room beside it */
        left = 0;
        y += 2 * radius + 70;
    }
    if (fact->has_value) {
        draw_value(pen, fact, "poster-value", pen_color(pen, block->loc, "ink"), (Point){area.x + left, y + 62}, ANCHOR_START, area.width - left, elem);
        y += 82;
    }
    y += draw_label(pen, block, "label", (Area){area.x + left, y, area.width - left}, elem);
    return fmax(y - area.y, 2 * radius + 58);
}

/* ---- nested: a part inside the whole that it is part of -------------------------------------------------------------- */

/* Squares by area: the part stands in the corner of the whole. */
double
block_nested(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *part = pen_counted(pen, spec), *whole = pen_counted(pen, node_find(block, "whole"));
    if (!part || !whole || !(value_of(whole) > 0))
        return 0;
    Arena *arena = pen->context->arena;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red"));
    double side = fmin(340, area.width * 0.42), inner = side * sqrt(fmin(1, fmax(0, value_of(part) / value_of(whole))));
    const char *alt = arena_printf(arena, pen->context->model->locales[pen->lang]->is_cjk ? "%s；%s" : "%s; %s", pen_phrase(pen, whole), pen_phrase(pen, part));
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, block, pen_figure(pen, block, pen_alt(pen, block, alt)));
    Path outer = {0}, corner = {0};
    path_rect(arena, &outer, (Rect){area.x, area.y, side, side});
    pen_mark(pen, &outer, paint_solid(pen_color(pen, block->loc, "track")), NULL, use_of(pen, whole));
    path_rect(arena, &corner, (Rect){area.x, area.y + side - inner, inner, inner});
    pen_mark(pen, &corner, paint_solid(color), NULL, use_of(pen, part));
    scene_set_state(pen->scene, state);
    double x = area.x + side + 44, width = area.width - side - 44;
    ElemId elem = pen_open(pen, ROLE_P, pen->lang), below = pen_open(pen, ROLE_P, pen->lang);
    draw_value(pen, whole, "poster-value", pen_color(pen, block->loc, "ink"), (Point){x, area.y + 58}, ANCHOR_START, width, elem);
    double y = area.y + 74;
    y += draw_label(pen, block, "whole_label", (Area){x, y, width}, elem) + 30;
    double low = fmax(y, area.y + side - inner);
    draw_value(pen, part, "poster-value", color, (Point){x, low + 58}, ANCHOR_START, width, below);
    y = low + 74 + draw_label(pen, block, "label", (Area){x, low + 74, width}, below);
    double height = fmax(side, y - area.y);
    return height + pen_caption(pen, block, (Area){area.x, area.y + height, area.width});
}

/* ---- ring: a share of a whole ------------------------------------------------------------------------------------------ */

double
block_ring(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *fact = pen_counted(pen, spec), *whole = node_find(block, "whole") ? pen_counted(pen, node_find(block, "whole")) : NULL;
    if (!fact)
        return 0;
    if (!whole && !fact->has_share) {
        diag(pen->context->diags, DIAG_POSTER_MISSING_VALUE, spec->loc, fact->id);
        return 0;
    }
    double share = whole && value_of(whole) > 0 ? value_of(fact) / value_of(whole) : decimal_to_double(fact->share) / 100;
    double radius = 120, band = 34, left = 2 * radius + 48;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "teal"));
    Point center = {area.x + radius, area.y + radius};
    share = fmin(1, fmax(0, share));
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, block, pen_figure(pen, block, pen_alt(pen, block, pen_phrase(pen, fact))));
    pen_ring(pen, center, radius, radius - band, 0, 2 * M_PI, pen_color(pen, block->loc, "track"), NULL);
    pen_ring(pen, center, radius, radius - band, 0, 2 * M_PI * share, color, use_of(pen, fact));
    scene_set_state(pen->scene, state);
    ElemId elem = pen_open(pen, ROLE_P, pen->lang);
    draw_value(pen, fact, "poster-figure", color, (Point){center.x, center.y + 15}, ANCHOR_MIDDLE, 2 * (radius - band) - 24, elem);
    double text = draw_label(pen, block, "label", (Area){area.x + left, area.y + 20, area.width - left}, elem);
    return fmax(2 * radius, text + 20);
}

/* ---- bubbles: areas in proportion ----------------------------------------------------------------------------------------- */

double
block_bubbles(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    if (!count)
        return 0;
    double most = 0, gap = 28, width = (area.width - gap * (double)(count - 1)) / (double)count, tallest = 0;
    for (size_t i = 0; i < count; i++) {
        const Fact *fact = pen_counted(pen, node_find(spec->items[i].value, "fact"));
        most = fact ? fmax(most, value_of(fact)) : most;
    }
    double radius = fmin(width / 2, 150);
    for (size_t i = 0; i < count; i++) {
        const Node *item = spec->items[i].value;
        const Fact *fact = pen_counted(pen, node_find(item, "fact"));
        if (!fact || !(most > 0))
            continue;
        double r = radius * sqrt(fmax(0, value_of(fact)) / most), x = area.x + (double)i * (width + gap);
        Color color = pen_color(pen, item->loc, node_text(item, "color", "blue"));
        SceneState state = scene_state(pen->scene);
        pen_inside(pen, item, pen_figure(pen, item, pen_phrase(pen, fact)));
        Path path = {0};
        path_circle(pen->context->arena, &path, (Point){x + r, area.y + 2 * radius - r}, fmax(2, r));
        pen_mark(pen, &path, paint_solid(color), NULL, use_of(pen, fact));
        scene_set_state(pen->scene, state);
        ElemId elem = pen_open(pen, ROLE_P, pen->lang);
        draw_value(pen, fact, "poster-value", color, (Point){x, area.y + 2 * radius + 84}, ANCHOR_START, width, elem);
        double height = 2 * radius + 100;
        height += pen_pair(pen, item, "label", "poster-note", "muted", "poster-note", (Area){x, area.y + height, width}, elem);
        tallest = fmax(tallest, height);
    }
    return tallest + pen_caption(pen, block, (Area){area.x, area.y + tallest, area.width});
}

/* ---- change: before and after ------------------------------------------------------------------------------------------------- */

/* Two lengths on one scale, and an arrow from the first to the second: "5 → 2 km". */
double
block_change(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Fact *after = pen_counted(pen, spec), *before = pen_counted(pen, node_find(block, "from"));
    if (!before || !after)
        return 0;
    Arena *arena = pen->context->arena;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "teal")), muted = pen_color(pen, block->loc, "muted");
    double y = area.y, most = fmax(value_of(before), value_of(after));
    const Fact *rows[] = {before, after};
    double digits = fmax(pen_value_width(pen, before, "poster-value"), pen_value_width(pen, after, "poster-value")), units = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        units = fmax(units, rows[i]->unit.in[pen->lang] ? pen_line_width(pen, rows[i]->unit.in[pen->lang], "poster-note") : 0);
    digits = fmin(digits, area.width * 0.34);
    units = fmin(units, area.width * 0.18);
    double number = digits + units + 48, width = area.width - number;
    ElemId elem = pen_open(pen, ROLE_P, pen->lang);
    y += draw_label(pen, block, "label", (Area){area.x, y, area.width}, elem) + 24;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double length = most > 0 ? fmax(2, width * value_of(rows[i]) / most) : 2, middle = y + 34;
        draw_value(pen, rows[i], "poster-value", i ? color : muted, (Point){area.x, y + 62}, ANCHOR_START, digits + 2, elem);
        LineSet unit = {.role = "poster-note", .color = muted, .lang = pen->lang, .anchor = ANCHOR_START, .width = units + 2, .elem = elem};
        if (rows[i]->unit.in[pen->lang])
            pen_line(pen, rows[i]->unit.in[pen->lang], &unit, (Point){area.x + digits + 14, y + 62});
        SceneState state = scene_state(pen->scene);
        pen_inside(pen, block, pen_figure(pen, block, pen_phrase(pen, rows[i])));
        Path path = {0};
        path_rect(arena, &path, (Rect){area.x + number, middle - 14, length, 28});
        Stroke outline = {.paint = paint_solid(muted), .width = 3};
        pen_mark(pen, &path, i ? paint_solid(color) : paint_none(), i ? NULL : &outline, use_of(pen, rows[i]));
        scene_set_state(pen->scene, state);
        const char *when = fact_when(pen->context->model, arena, rows[i], pen->lang);
        BoundText words = pen_words(pen, when ? when : "");
        double below = 56;
        if (when)
            below += pen_text(pen, &words, &(TextSet){.role = "poster-note", .color = muted, .lang = pen->lang}, (Area){area.x + number, middle + 24, width}, elem) - 14;
        y += fmax(90, below + 34);
    }
    return y - area.y - 10 + pen_caption(pen, block, (Area){area.x, y - 10, area.width});
}
