/* theme/type.c -- text roles: families, size, leading, weight, colour. */
#include "theme/read.h"

#include "base/str.h"

#include <math.h>

static const char *const ROLE_KEYS[] = {"font", "size", "leading", "weight", "italic", "color", "tracking", NULL};

/* A number for each language, from one for all or a map by language; true when all are given. */
static bool
read_numbers(const Theme *theme, Diags *diags, const Node *role, const char *key, double fallback, double out[LANG_MAX])
{
    const Node *value = node_find(role, key);
    bool ok = true;
    for (int lang = 0; lang < theme->lang_count; lang++) {
        const Node *one = value && value->kind == NODE_MAP ? node_find(value, theme->lang_keys[lang]) : value;
        out[lang] = one && one->kind == NODE_NUMBER ? one->number : fallback;
        if (value && !(one && one->kind == NODE_NUMBER))
            ok = diag(diags, DIAG_THEME_BAD_NUMBER, one ? one->loc : value->loc, key);
    }
    return ok;
}

/* ---- families -------------------------------------------------------------------------------------------------- */

static const Node *
find_stack(const Theme *theme, Diags *diags, const Node *role)
{
    const Node *name = node_need(diags, role, "font", NODE_STRING), *fonts = node_find(theme->root, "fonts");
    const Node *stack = name ? node_find(fonts, name->text) : NULL;
    if (!name || stack)
        return stack;
    diag(diags, DIAG_THEME_UNKNOWN_FONT, name->loc, name->text);
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; fonts && fonts->kind == NODE_MAP && i < fonts->count && count < COUNT_OF(names); i++)
        names[count++] = fonts->items[i].key;
    const char *near = str_nearest(name->text, names, count);
    if (near)
        diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return NULL;
}

static void
read_families(const Theme *theme, Diags *diags, const Node *role, TextRole *out)
{
    const Node *stack = find_stack(theme, diags, role);
    for (int lang = 0; stack && lang < theme->lang_count; lang++) {
        const Node *list = stack->kind == NODE_MAP ? node_find(stack, theme->lang_keys[lang]) : stack;
        size_t count = 0;
        if (list && list->kind == NODE_STRING)
            out->families[lang][count++] = list->text;
        for (size_t i = 0; list && list->kind == NODE_LIST && i < list->count && count < THEME_FAMILIES_MAX; i++)
            if (node_expect(diags, list->items[i].value, "fonts", NODE_STRING))
                out->families[lang][count++] = list->items[i].value->text;
        if (!count || (list->kind == NODE_LIST && list->count > THEME_FAMILIES_MAX))
            diag(diags, DIAG_THEME_NO_FAMILY, list ? list->loc : stack->loc, theme->lang_keys[lang]);
    }
}

/* ---- roles ------------------------------------------------------------------------------------------------------- */

/* The smallest type that the theme allows where this role is used. */
static double
smallest(const Theme *theme, const char *name)
{
    if (str_starts(name, "chart-"))
        return 0;
    return theme_number(theme, str_starts(name, "poster-") ? "poster.min-size" : "paper.min-size", 0);
}

static void
read_sizes(const Theme *theme, Arena *arena, Diags *diags, const char *name, const Node *role, TextRole *out)
{
    double weights[LANG_MAX] = {0}, least = smallest(theme, name);
    const Node *size = node_find(role, "size"), *weight = node_find(role, "weight");
    bool sizes_ok = size && read_numbers(theme, diags, role, "size", 10, out->size);
    if (!size)
        node_need(diags, role, "size", NODE_NUMBER);
    read_numbers(theme, diags, role, "leading", 0, out->leading);
    read_numbers(theme, diags, role, "tracking", 0, out->tracking);
    bool weights_ok = read_numbers(theme, diags, role, "weight", 400, weights);
    for (int lang = 0; lang < theme->lang_count; lang++) {
        if (sizes_ok && (out->size[lang] <= 0 || out->size[lang] < least))
            diag(diags, DIAG_THEME_TOO_SMALL, size->loc, name, str_from_double(arena, out->size[lang]), str_from_double(arena, least));
        if (weights_ok && !(weights[lang] >= 100 && weights[lang] <= 900 && fmod(weights[lang], 100) == 0))
            diag(diags, DIAG_THEME_BAD_WEIGHT, weight->loc, str_from_double(arena, weights[lang]));
        out->weight[lang] = (int)weights[lang];
        if (out->leading[lang] <= 0)
            out->leading[lang] = out->size[lang] * 1.5;
    }
}

void
theme_read_roles(Theme *theme, Arena *arena, Diags *diags)
{
    const Node *texts = node_need(diags, theme->root, "text", NODE_MAP);
    for (size_t i = 0; texts && i < texts->count; i++) {
        const Node *role = texts->items[i].value;
        if (!node_expect(diags, role, texts->items[i].key, NODE_MAP))
            continue;
        node_check_keys(diags, role, ROLE_KEYS);
        TextRole *out = ARENA_NEW(arena, TextRole);
        read_families(theme, diags, role, out);
        read_sizes(theme, arena, diags, texts->items[i].key, role, out);
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
        theme_unknown_role(diags, loc, role, &theme->roles);
    return found;
}
