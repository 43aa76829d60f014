/* layout/poster_banner.c -- banners: a title and a few numbers on one page of few words.
 *
 * With a safe area (the square that WeChat shows in lists) title and second title stand in it, and numbers in the wings at both
 * sides, which may be cut away. Without one the title leads in the left half, and numbers stand two by two in the right one.
 *
 *     cover: {kicker: {…}, title: {…}, lede: {…}, hero: [{fact: ROW, label: {…}} | {lead: ORDER, label: {…}}]}
 */
#include "layout/poster_sheet.h"

#include <math.h>
#include <string.h>

static const char *const HERO_KEYS[] = {"fact", "lead", "label", NULL};

typedef struct Hero {
    const char *number;
    const FactUse *use;
    const Node *node;
} Hero;

static bool
read_hero(Pen *pen, const Node *node, Hero *out)
{
    if (!node_expect(pen->context->diags, node, "hero", NODE_MAP) || !node_check_keys(pen->context->diags, node, HERO_KEYS))
        return false;
    const Node *order = node_find(node, "lead");
    out->node = node;
    if (!order) {
        const Fact *fact = pen_counted(pen, node_find(node, "fact"));
        if (!fact)
            return false;
        out->number = pen_number(pen, fact, pen->lang);
        out->use = fact_use(pen->context->arena, fact, "value");
        return true;
    }
    const Model *model = pen->context->model;
    for (size_t i = 0; i < model_highlights(model)->count; i++) {
        const Highlight *highlight = model_highlights(model)->items[i];
        BoundText number = {0};
        if (highlight->order != (int)order->number)
            continue;
        if (!pen_bind(pen, highlight->loc, highlight->number, pen->lang, &number))
            return false;
        out->number = pen_plain(pen, &number);
        out->use = number.count ? number.items[0].use : NULL;
        return true;
    }
    return diag(pen->context->diags, DIAG_POSTER_NO_HIGHLIGHT, order->loc, order->text ? order->text : "");
}

/* The cover's own text, else that of the first masthead; a banner without a safe area has the masthead's title. */
static const Node *
words_node(const Sheet *sheet, const char *key)
{
    const Node *root = sheet->poster->root, *cover = node_find(root, "cover"), *sections = node_find(root, "sections");
    bool wide = str_equal(key, "title") && sheet->preset->safe.width <= 0; /* its lines are longer than those of the square */
    if (cover && node_find(cover, key) && !wide)
        return cover;
    for (size_t i = 0; i < sections->count; i++) {
        const Node *blocks = node_find(sections->items[i].value, "blocks");
        for (size_t k = 0; k < blocks->count; k++) {
            const Node *masthead = node_find(blocks->items[k].value, "masthead");
            if (masthead && node_find(masthead, key))
                return masthead;
        }
    }
    return cover && node_find(cover, key) ? cover : node_find(root, "poster");
}

/* A numeral, its label below it; between them the scale of a theme whose numerals stand on one. */
static double
draw_numeral(Pen *pen, const Hero *hero, Color color, Area area, TextAnchor anchor, bool scale)
{
    ElemId elem = pen_open(pen, ROLE_P, pen->lang);
    double x = anchor == ANCHOR_END ? area.x + area.width : anchor == ANCHOR_MIDDLE ? area.x + area.width / 2 : area.x;
    LineSet set = {.role = "poster-banner-number", .color = color, .lang = pen->lang, .anchor = anchor, .width = area.width, .use = hero->use, .elem = elem};
    double size = pen_style(pen, "poster-banner-number", color, pen->lang).size;
    pen_line(pen, hero->number, &set, (Point){x, area.y + size * 0.74});
    double y = area.y + size * 0.74 + 14;
    if (scale) {
        pen_scale(pen, hero->node, (Area){area.x, y + 8, area.width});
        y += 38;
    }
    BoundText label = {0};
    if (pen_bound(pen, hero->node, "label", pen->lang, &label)) {
        TextSet words = {.role = "poster-folio", .color = pen_color(pen, hero->node->loc, "muted"), .lang = pen->lang,
                         .align = anchor == ANCHOR_END ? PARA_END : PARA_START};
        y += pen_text(pen, &label, &words, (Area){area.x, y, area.width}, elem);
    }
    return y - area.y;
}

/* A paragraph in the middle of a box; returns its height. */
static double
draw_centred(Pen *pen, const Node *node, const char *key, int lang, const char *role, const char *color, Area area, Role elem_role, bool draw)
{
    BoundText words = {0};
    if (lang < 0 || !pen_bound(pen, node, key, lang, &words))
        return 0;
    if (lang == pen->second)
        words = pen_words(pen, pen_joined(pen, &words, lang));
    TextSet set = {.role = role, .color = pen_color(pen, node->loc, color), .lang = lang, .align = PARA_CENTER, .lines = true, .balance = true};
    if (draw)
        return pen_text(pen, &words, &set, area, pen_open(pen, elem_role, lang));
    Scene *real = pen->scene;
    Arena *arena = arena_new();
    pen->scene = scene_new(arena, real->lang_tags, real->lang_count, real->main_lang);
    scene_add_page(pen->scene, 10, 10);
    double height = pen_text(pen, &words, &set, area, ELEM_ARTIFACT);
    pen->scene = real;
    arena_free(arena);
    return height;
}

static double
numeral_height(Pen *pen, const Hero *hero, double width, bool scale)
{
    Pen trial = *pen;
    trial.scene = scene_new(pen->context->arena, pen->scene->lang_tags, pen->scene->lang_count, pen->scene->main_lang);
    trial.section = ELEM_DOCUMENT;
    scene_add_page(trial.scene, 10, 10);
    return draw_numeral(&trial, hero, COLOR_BLACK, (Area){0, 0, width}, ANCHOR_START, scale);
}

/* Two numbers in each wing, rows at one height and all in the middle; or one on a scale. */
static void
draw_wings(Pen *pen, const Hero *heroes, size_t count, Rect safe, double height)
{
    bool scale = pen_theme_is(pen, "banner", "scale");
    double wing = safe.x - 2 * 32, rows[2] = {0}, gap = 30;
    for (size_t i = 0; i < count; i++)
        rows[i % 2] = fmax(rows[i % 2], numeral_height(pen, &heroes[i], wing, scale));
    double top = (height - rows[0] - (scale || rows[1] <= 0 ? 0 : gap + rows[1])) / 2;
    for (size_t i = 0; i < count; i += scale ? 2 : 1) {
        bool right = i >= 2;
        Area place = {right ? safe.x + safe.width + 32 : 32, top + (i % 2 ? rows[0] + gap : 0), wing};
        draw_numeral(pen, &heroes[i], pen_color(pen, heroes[i].node->loc, "gold"), place, right ? ANCHOR_END : ANCHOR_START, scale);
    }
}

static void
draw_safe(Sheet *sheet, Pen *pen, const Hero *heroes, size_t count, double height)
{
    const Preset *preset = sheet->preset;
    double scale = sheet->canvas / preset->width, pad = 20;
    Rect safe = {preset->safe.x * scale, preset->safe.y * scale, preset->safe.width * scale, preset->safe.height * scale};
    Area area = {safe.x + pad, 0, safe.width - 2 * pad};
    const Node *title = words_node(sheet, "title");
    double total = 0, gap = 14;
    for (int draw = 0; draw < 2; draw++) {
        double y = safe.y + (safe.height - total) / 2;
        total = 0;
        size_t from = scene_page(pen->scene)->ops.count;
        area.y = y;
        total += draw_centred(pen, title, "title", pen->lang, "poster-banner-title", "ink", area, ROLE_H1, draw);
        area.y = y + total + gap;
        double second = draw_centred(pen, title, "title", pen->second, "poster-folio", "gold", area, ROLE_P, draw);
        total += second > 0 ? second + gap : 0;
        Rect *box = ARENA_NEW(sheet->context->arena, Rect);
        *box = preset->safe;
        for (size_t i = from; draw && i < scene_page(pen->scene)->ops.count; i++)
            if (scene_page(pen->scene)->ops.items[i].kind == OP_TEXT)
                scene_page(pen->scene)->ops.items[i].text.box = box;
    }
    draw_wings(pen, heroes, MIN_OF(count, 4u), safe, height);
}

/* Kicker, title and second title; returns the height. */
static double
draw_title(Sheet *sheet, Pen *pen, Area area)
{
    const Node *kicker = words_node(sheet, "kicker"), *title = words_node(sheet, "title");
    double y = area.y;
    BoundText words = {0};
    if (pen_bound(pen, kicker, "kicker", pen->lang, &words)) {
        LineSet set = {.role = "poster-kicker", .color = pen_color(pen, kicker->loc, "gold"), .lang = pen->lang, .width = area.width, .elem = pen_open(pen, ROLE_P, pen->lang)};
        pen_line(pen, pen_plain(pen, &words), &set, (Point){area.x, y + 26});
        y += 72;
    }
    words = (BoundText){0};
    if (pen_bound(pen, title, "title", pen->lang, &words)) {
        bool row = pen_theme_is(pen, "banner", "scale"); /* numbers below: the title has the whole width */
        words = row ? pen_words(pen, pen_joined(pen, &words, pen->lang)) : words;
        TextSet set = {.role = "poster-title-compact", .color = pen_color(pen, title->loc, "ink"), .lang = pen->lang, .lines = true, .balance = row};
        y += pen_text(pen, &words, &set, (Area){area.x, y, area.width}, pen_open(pen, ROLE_H1, pen->lang));
    }
    words = (BoundText){0};
    if (pen->second >= 0 && pen_bound(pen, title, "title", pen->second, &words)) {
        words = pen_words(pen, pen_joined(pen, &words, pen->second));
        TextSet set = {.role = "poster-subtitle", .color = pen_color(pen, title->loc, "muted"), .lang = pen->second, .balance = true};
        y += 24 + pen_text(pen, &words, &set, (Area){area.x, y + 24, area.width}, pen_open(pen, ROLE_P, pen->second));
    }
    return y - area.y;
}

static double
title_height(Sheet *sheet, const Pen *pen, double width)
{
    Arena *arena = arena_new();
    Scene *scene = scene_new(arena, pen->scene->lang_tags, pen->scene->lang_count, pen->scene->main_lang);
    scene_add_page(scene, 10, 10);
    Pen trial = sheet_pen(sheet, scene, pen->ground);
    double height = draw_title(sheet, &trial, (Area){0, 0, width});
    arena_free(arena);
    return height;
}

/* The title above, the numbers in a row below, standing on one scale. */
static void
draw_row(Sheet *sheet, Pen *pen, const Hero *heroes, size_t count, double height)
{
    double margin = sheet->margin, width = sheet->canvas - 2 * margin, gap = 44, tallest = 0;
    double each = count ? (width - gap * (double)(count - 1)) / (double)count : width;
    for (size_t i = 0; i < count; i++)
        tallest = fmax(tallest, numeral_height(pen, &heroes[i], each, true));
    double title = title_height(sheet, pen, width), foot = height - margin - tallest;
    draw_title(sheet, pen, (Area){margin, fmax(margin * 0.6, (foot - title) / 2), width});
    for (size_t i = 0; i < count; i++) {
        Area place = {margin + (double)i * (each + gap), foot, each};
        draw_numeral(pen, &heroes[i], pen_color(pen, heroes[i].node->loc, "gold"), place, ANCHOR_START, true);
    }
}

/* The title in the middle of the left half, numbers two by two in the right one. */
static void
draw_open(Sheet *sheet, Pen *pen, const Hero *heroes, size_t count, double height)
{
    double margin = sheet->margin, width = sheet->canvas - 2 * margin, left = count ? width * 0.54 : width;
    draw_title(sheet, pen, (Area){margin, fmax(margin * 0.8, (height - title_height(sheet, pen, left)) / 2 - 8), left});
    if (!count)
        return;
    double gap = 44, x = margin + left + gap, rest = width - left - gap, rows = ceil((double)count / 2), each = (rest - gap) / 2;
    double pitch = fmin(208, (height - 2 * margin) / rows), top = (height - pitch * rows) / 2 + 6;
    for (size_t i = 0; i < count; i++) {
        Area place = {x + (double)(i % 2) * (each + gap), top + (double)(i / 2) * pitch, each};
        pen_rule(pen, heroes[i].node, place);
        place.y += 28;
        draw_numeral(pen, &heroes[i], pen_color(pen, heroes[i].node->loc, "gold"), place, ANCHOR_START, false);
    }
}

void
sheet_banner(Sheet *sheet)
{
    const Node *cover = node_find(sheet->poster->root, "cover");
    const char *ground = cover ? node_text(cover, "ground", "night") : "night";
    const Node *list = cover ? node_find(cover, "hero") : NULL, *place = cover ? cover : sheet->poster->root;
    double height = sheet->preset->height * sheet->canvas / sheet->preset->width;
    sheet_page(sheet, sheet->scene, sheet->preset->height);
    Pen pen = sheet_pen(sheet, sheet->scene, ground);
    pen.block = "cover";
    scene_set_state(sheet->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND, .loc = place->loc});
    scene_rect(sheet->scene, (Rect){0, 0, sheet->canvas, height}, theme_color(sheet->context->theme, sheet->context->diags, place->loc, ground));
    pen_ornament(&pen, place, (Rect){0, 0, sheet->canvas, height}, 40);
    Hero heroes[6];
    size_t count = 0;
    for (size_t i = 0; list && list->kind == NODE_LIST && i < list->count && count < COUNT_OF(heroes); i++)
        count += read_hero(&pen, list->items[i].value, &heroes[count]);
    scene_set_state(sheet->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = place->loc});
    if (sheet->preset->safe.width > 0)
        draw_safe(sheet, &pen, heroes, count, height);
    else if (pen_theme_is(&pen, "banner", "scale"))
        draw_row(sheet, &pen, heroes, count, height);
    else
        draw_open(sheet, &pen, heroes, count, height);
    scene_group_end(sheet->scene);
}
