/* theme/palette.c -- colours: roles, inks of a printer, contrast, and the config of charts.
 *
 * Source   contrast: WCAG 2.1, 1.4.3 (text) and 1.4.11 (graphics); ink: ISO 12647-2, total tone value of coated paper
 */
#include "theme/read.h"

#include "base/str.h"

#include <string.h>

enum { INK_MAX = 300 }; /* per cent, all four together */

/* ---- colours --------------------------------------------------------------------------------------------------- */

void
theme_read_colors(Theme *theme, Arena *arena, Diags *diags)
{
    const Node *colors = node_need(diags, theme->root, "colors", NODE_MAP);
    for (size_t i = 0; colors && i < colors->count; i++) {
        const Node *value = colors->items[i].value;
        Color *color = ARENA_NEW(arena, Color);
        if (!value->text || !color_parse(value->text, color)) {
            diag(diags, DIAG_THEME_BAD_COLOR, value->loc, value->text ? value->text : colors->items[i].key);
            *color = COLOR_BLACK;
        }
        map_put(&theme->colors, colors->items[i].key, color);
    }
    const Color *ink = map_find(&theme->colors, "ink");
    theme->ink = ink ? *ink : COLOR_BLACK;
    if (colors && !ink)
        diag(diags, DIAG_THEME_UNKNOWN_ROLE, colors->loc, "ink");
}

Color
theme_color(const Theme *theme, Diags *diags, Loc loc, const char *role)
{
    const Color *color = map_find(&theme->colors, role);
    if (color)
        return *color;
    Color parsed;
    if (color_parse(role, &parsed))
        return parsed;
    if (diags)
        theme_unknown_role(diags, loc, role, &theme->colors);
    return theme->ink;
}

bool
theme_has_color(const Theme *theme, const char *role)
{
    return map_has(&theme->colors, role);
}

const char *
theme_color_text(const Theme *theme, Arena *arena, const char *role)
{
    return color_text(arena, theme_color(theme, NULL, LOC_NONE, role));
}

/* ---- inks -------------------------------------------------------------------------------------------------------- */

static bool
read_inks(const Node *node, double out[4])
{
    if (node->kind != NODE_LIST || node->count != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const Node *part = node->items[i].value;
        if (part->kind != NODE_NUMBER || !(part->number >= 0 && part->number <= 100))
            return false;
        out[i] = part->number / 100;
    }
    return true;
}

void
theme_read_cmyk(Theme *theme, Arena *arena, Diags *diags)
{
    const Node *all = node_find(theme->root, "cmyk");
    if (!all || !node_expect(diags, all, "cmyk", NODE_MAP))
        return;
    for (size_t i = 0; i < all->count; i++) {
        const NodeItem *item = &all->items[i];
        double *inks = ARENA_ARRAY(arena, double, 4);
        if (!map_has(&theme->colors, item->key)) {
            theme_unknown_role(diags, item->key_loc, item->key, &theme->colors);
        } else if (!read_inks(item->value, inks)) {
            diag(diags, DIAG_THEME_BAD_CMYK, item->value->loc, item->key);
        } else {
            double total = 100 * (inks[0] + inks[1] + inks[2] + inks[3]);
            if (total > INK_MAX + 1e-9)
                diag(diags, DIAG_THEME_TOO_MUCH_INK, item->value->loc, item->key, arena_printf(arena, "%.0f", total));
            map_put(&theme->cmyk, item->key, inks);
        }
    }
}

bool
theme_cmyk(const Theme *theme, const char *role, double out[4])
{
    const double *inks = map_find(&theme->cmyk, role);
    if (inks)
        memcpy(out, inks, 4 * sizeof *out);
    return inks != NULL;
}

/* ---- contrast ------------------------------------------------------------------------------------------------------ */

static void
check_pair(const Theme *theme, Arena *arena, Diags *diags, const Node *pair, double least)
{
    if (pair->kind != NODE_LIST || pair->count != 2 || !pair->items[0].value->text || !pair->items[1].value->text) {
        diag(diags, DIAG_THEME_BAD_PAIR, pair->loc, NULL);
        return;
    }
    const Node *front = pair->items[0].value, *ground = pair->items[1].value;
    size_t errors = diags_errors(diags);
    Color front_color = theme_color(theme, diags, front->loc, front->text), ground_color = theme_color(theme, diags, ground->loc, ground->text);
    if (diags_errors(diags) > errors)
        return;
    double ratio = color_contrast(color_over(front_color, ground_color), ground_color);
    if (ratio < least)
        diag(diags, DIAG_THEME_CONTRAST, pair->loc, front->text, ground->text, arena_printf(arena, "%.2f", ratio), arena_printf(arena, "%.1f", least));
}

void
theme_check_contrast(const Theme *theme, Arena *arena, Diags *diags)
{
    static const char *const keys[] = {"text", "marks", NULL};
    static const double least[] = {4.5, 3};
    const Node *contrast = node_find(theme->root, "contrast");
    if (!contrast || !node_expect(diags, contrast, "contrast", NODE_MAP))
        return;
    node_check_keys(diags, contrast, keys);
    for (size_t k = 0; keys[k]; k++) {
        const Node *pairs = node_find(contrast, keys[k]);
        for (size_t i = 0; pairs && node_expect(diags, pairs, keys[k], NODE_LIST) && i < pairs->count; i++)
            check_pair(theme, arena, diags, pairs->items[i].value, least[k]);
    }
}

/* ---- charts ---------------------------------------------------------------------------------------------------------- */

/* Whether a property of a Vega-Lite config is a colour: labelColor, color, fill, stroke, background. */
static bool
is_color_key(const char *key)
{
    return str_ends(key, "Color") || str_equal(key, "color") || str_equal(key, "fill") || str_equal(key, "stroke") || str_equal(key, "background");
}

/* key: of the node, or of the list that it stands in; in_range: below `range`, where lists are colours. */
static void
resolve(const Theme *theme, Arena *arena, Diags *diags, Node *node, const char *key, bool in_range)
{
    if (node->kind == NODE_MAP || node->kind == NODE_LIST) {
        for (size_t i = 0; i < node->count; i++) {
            const char *name = node->kind == NODE_MAP ? node->items[i].key : key;
            bool range = str_equal(name, "range") || (in_range && !str_equal(name, "symbol"));
            if (in_range && node->kind == NODE_LIST && str_equal(key, "symbol"))
                continue; /* names of shapes */
            Node *item = node->items[i].value;
            if (item->kind == NODE_STRING && (is_color_key(name) || (range && node->kind == NODE_LIST))) {
                if (!str_equal(item->text, "none"))
                    item->text = color_text(arena, theme_color(theme, diags, item->loc, item->text));
            } else {
                resolve(theme, arena, diags, item, name, range);
            }
        }
    }
}

void
theme_resolve_chart(Theme *theme, Arena *arena, Diags *diags)
{
    Node *chart = node_find(theme->root, "chart");
    if (chart && node_expect(diags, chart, "chart", NODE_MAP))
        resolve(theme, arena, diags, chart, "chart", false);
}
