#include "theme/theme.h"

#include "base/str.h"
#include "theme/read.h"

#include <stdlib.h>

static const char *const KEYS[] = {"name", "colors", "cmyk", "contrast", "fonts", "text", "spacing", "paper", "poster", "chart", "extends", "numbers", NULL};

void
theme_unknown_role(Diags *diags, Loc loc, const char *role, const Map *roles)
{
    const char **names = base_alloc(sizeof *names * (roles->entries.count + 1));
    for (size_t i = 0; i < roles->entries.count; i++)
        names[i] = roles->entries.items[i].key;
    const char *near = str_nearest(role, names, roles->entries.count);
    free(names);
    diag(diags, DIAG_THEME_UNKNOWN_ROLE, loc, role);
    if (near)
        diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
}

/* Maps of `over` key by key on those of `base`; anything else replaces. Places stay those of the files. */
static Node *
laid_over(Arena *arena, const Node *base, const Node *over)
{
    Node *merged = node_map_copy(arena, base);
    for (size_t i = 0; i < over->count; i++) {
        const NodeItem *item = &over->items[i];
        const Node *below = node_find(base, item->key);
        bool maps = below && below->kind == NODE_MAP && item->value->kind == NODE_MAP;
        node_share(arena, merged, item->key, maps ? laid_over(arena, below, item->value) : item->value);
    }
    return merged;
}

enum { EXTENDS_MOST = 4 };

/* A theme's file on that of the theme it extends. */
static Node *
read_root(Arena *arena, Reader *reader, const char *name, Loc from, int depth)
{
    Diags *diags = reader_diags(reader);
    const char *path = arena_printf(arena, "layouts/themes/%s.yaml", name);
    const Source *source = reader_read(reader, path, from);
    Node *root = source ? node_parse(arena, diags, source) : NULL;
    if (!root || !node_expect(diags, root, path, NODE_MAP))
        return NULL;
    node_check_keys(diags, root, KEYS);
    const Node *extends = node_find(root, "extends");
    if (!extends)
        return root;
    if (!node_expect(diags, extends, "extends", NODE_STRING))
        return NULL;
    if (depth >= EXTENDS_MOST) {
        diag(diags, DIAG_THEME_EXTENDS_ITSELF, extends->loc, extends->text);
        return NULL;
    }
    const Node *base = read_root(arena, reader, extends->text, extends->loc, depth + 1);
    return base ? laid_over(arena, base, root) : NULL;
}

Theme *
theme_read(Arena *arena, Reader *reader, const char *name, const char *const *lang_keys, int lang_count, Loc from)
{
    Diags *diags = reader_diags(reader);
    size_t errors = diags_errors(diags);
    Node *root = read_root(arena, reader, name, from, 0);
    if (!root)
        return NULL;
    Theme *theme = ARENA_NEW(arena, Theme);
    theme->name = arena_strdup(arena, name);
    theme->root = root;
    theme->lang_keys = lang_keys;
    theme->lang_count = lang_count;
    map_init(&theme->colors, arena);
    map_init(&theme->cmyk, arena);
    map_init(&theme->roles, arena);
    theme_read_colors(theme, arena, diags);
    theme_read_cmyk(theme, arena, diags);
    theme_read_roles(theme, arena, diags);
    theme_resolve_chart(theme, arena, diags);
    theme_check_contrast(theme, arena, diags);
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
