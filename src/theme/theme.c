#include "theme/theme.h"

#include "base/map.h"
#include "base/str.h"

#include <string.h>

struct Theme {
    const char *name;
    const Node *root;
    const char *const *lang_keys;
    int lang_count;
    Map colors;   /* role → Color * */
    Map roles;    /* role → TextRole * */
    Color ink;
};

static const char *const KEYS[] = {"name", "colors", "cmyk", "contrast", "fonts", "text", "spacing", "paper", "poster", "chart", NULL};
static const char *const ROLE_KEYS[] = {"font", "size", "leading", "weight", "italic", "color", "tracking", NULL};

/* ---- colours ------------------------------------------------------------------------------------------- */

static void
read_colors(Theme *theme, Arena *arena, Diags *diags)
{
    const Node *colors = node_need(diags, theme->root, "colors", NODE_MAP);
    for (size_t i = 0; colors && i < colors->count; i++) {
        const Node *value = colors->items[i].value;
        Color *color = ARENA_NEW(arena, Color);
        if (!value->text || !color_parse(value->text, color)) {
            diag(diags, DIAG_THEME_BAD_COLOR, value->loc, value->text ? value->text : "");
            *color = COLOR_BLACK;
        }
        map_put(&theme->colors, colors->items[i].key, color);
    }
    const Color *ink = map_find(&theme->colors, "ink");
    theme->ink = ink ? *ink : COLOR_BLACK;
}

static void
unknown_role(const Theme *theme, Diags *diags, Loc loc, const char *role, const Map *roles)
{
    (void)theme;
    diag(diags, DIAG_THEME_UNKNOWN_ROLE, loc, role);
    const char *names[256];
    size_t count = 0;
    for (size_t i = 0; i < roles->entries.count && count < COUNT_OF(names); i++)
        names[count++] = roles->entries.items[i].key;
    const char *near = str_nearest(role, names, count);
    if (near)
        diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
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
        unknown_role(theme, diags, loc, role, &theme->colors);
    return theme->ink;
}

const char *
theme_color_text(const Theme *theme, Arena *arena, const char *role)
{
    return color_text(arena, theme_color(theme, NULL, LOC_NONE, role));
}

/* WCAG 2.1, 1.4.3 (text) and 1.4.11 (graphics). */
static void
check_contrast(const Theme *theme, Arena *arena, Diags *diags)
{
    static const struct {
        const char *key;
        double least;
    } kinds[] = {{"text", 4.5}, {"marks", 3}};
    const Node *contrast = node_find(theme->root, "contrast");
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        const Node *pairs = node_find(contrast, kinds[k].key);
        for (size_t i = 0; pairs && i < pairs->count; i++) {
            const Node *pair = pairs->items[i].value;
            if (pair->kind != NODE_LIST || pair->count != 2 || !pair->items[0].value->text || !pair->items[1].value->text) {
                diag(diags, DIAG_THEME_BAD_PAIR, pair->loc, NULL);
                continue;
            }
            const char *front = pair->items[0].value->text, *ground = pair->items[1].value->text;
            double ratio = color_contrast(theme_color(theme, diags, pair->loc, front), theme_color(theme, diags, pair->loc, ground));
            if (ratio < kinds[k].least)
                diag(diags, DIAG_THEME_CONTRAST, pair->loc, front, ground, arena_printf(arena, "%.1f", ratio), arena_printf(arena, "%.1f", kinds[k].least));
        }
    }
}

/* ---- text roles --------------------------------------------------------------------------------------------- */

/* One number for all languages, or a map by language key. */
static void
read_numbers(const Theme *theme, Diags *diags, const Node *role, const char *key, double fallback, double out[LANG_MAX])
{
    const Node *value = node_find(role, key);
    for (int lang = 0; lang < theme->lang_count; lang++) {
        const Node *one = value && value->kind == NODE_MAP ? node_find(value, theme->lang_keys[lang]) : value;
        if (one && one->kind != NODE_NUMBER)
            diag(diags, DIAG_THEME_BAD_NUMBER, one->loc, key);
        out[lang] = one && one->kind == NODE_NUMBER ? one->number : fallback;
    }
}

static void
read_families(const Theme *theme, Diags *diags, const Node *role, TextRole *out)
{
    const Node *name = node_find(role, "font");
    const Node *fonts = node_find(theme->root, "fonts"), *stack = name && name->text ? node_find(fonts, name->text) : NULL;
    if (!stack) {
        diag(diags, DIAG_THEME_UNKNOWN_FONT, name ? name->loc : role->loc, name && name->text ? name->text : "");
        return;
    }
    for (int lang = 0; lang < theme->lang_count; lang++) {
        const Node *list = node_find(stack, theme->lang_keys[lang]);
        if (!list && stack->count)
            list = stack->items[0].value;
        for (size_t i = 0; list && i < list->count && i < COUNT_OF(out->families[lang]) - 1; i++)
            out->families[lang][i] = list->items[i].value->text;
    }
}

static void
read_roles(Theme *theme, Arena *arena, Diags *diags)
{
    const Node *texts = node_need(diags, theme->root, "text", NODE_MAP);
    for (size_t i = 0; texts && i < texts->count; i++) {
        const Node *role = texts->items[i].value;
        node_check_keys(diags, role, ROLE_KEYS);
        TextRole *out = ARENA_NEW(arena, TextRole);
        double weights[LANG_MAX] = {0};
        read_families(theme, diags, role, out);
        read_numbers(theme, diags, role, "size", 10, out->size);
        read_numbers(theme, diags, role, "leading", 0, out->leading);
        read_numbers(theme, diags, role, "weight", 400, weights);
        read_numbers(theme, diags, role, "tracking", 0, out->tracking);
        for (int lang = 0; lang < theme->lang_count; lang++) {
            out->weight[lang] = (int)weights[lang];
            if (out->leading[lang] <= 0)
                out->leading[lang] = out->size[lang] * 1.5;
        }
        out->italic = node_bool(role, "italic", false);
        const Node *color = node_find(role, "color");
        out->color = theme_color(theme, diags, color ? color->loc : role->loc, color && color->text ? color->text : "ink");
        map_put(&theme->roles, texts->items[i].key, out);
    }
}

const TextRole *
theme_text(const Theme *theme, Diags *diags, Loc loc, const char *role)
{
    const TextRole *found = map_find(&theme->roles, role);
    if (!found && diags)
        unknown_role(theme, diags, loc, role, &theme->roles);
    return found;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

Theme *
theme_read(Arena *arena, Reader *reader, const char *name, const char *const *lang_keys, int lang_count, Loc from)
{
    Diags *diags = reader_diags(reader);
    const Source *source = reader_read(reader, arena_printf(arena, "layouts/themes/%s.yaml", name), from);
    const Node *root = source ? node_parse(arena, diags, source) : NULL;
    if (!root)
        return NULL;
    size_t errors = diags_errors(diags);
    node_check_keys(diags, root, KEYS);
    Theme *theme = ARENA_NEW(arena, Theme);
    theme->name = arena_strdup(arena, name);
    theme->root = root;
    theme->lang_keys = lang_keys;
    theme->lang_count = lang_count;
    map_init(&theme->colors, arena);
    map_init(&theme->roles, arena);
    read_colors(theme, arena, diags);
    read_roles(theme, arena, diags);
    check_contrast(theme, arena, diags);
    return diags_errors(diags) == errors ? theme : NULL;
}

const char *
theme_name(const Theme *theme)
{
    return theme->name;
}

const Node *
theme_node(const Theme *theme, const char *dotted)
{
    return node_path(theme->root, dotted);
}

double
theme_number(const Theme *theme, const char *dotted, double fallback)
{
    const Node *node = node_path(theme->root, dotted);
    return node && node->kind == NODE_NUMBER ? node->number : fallback;
}

const char *
theme_string(const Theme *theme, const char *dotted, const char *fallback)
{
    const Node *node = node_path(theme->root, dotted);
    return node && node->text ? node->text : fallback;
}
