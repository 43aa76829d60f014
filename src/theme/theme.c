#include "theme/theme.h"

#include "base/str.h"
#include "theme/read.h"

#include <stdlib.h>

static const char *const KEYS[] = {"name", "colors", "cmyk", "contrast", "fonts", "text", "spacing", "paper", "poster", "chart", NULL};

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

Theme *
theme_read(Arena *arena, Reader *reader, const char *name, const char *const *lang_keys, int lang_count, Loc from)
{
    Diags *diags = reader_diags(reader);
    const char *path = arena_printf(arena, "layouts/themes/%s.yaml", name);
    const Source *source = reader_read(reader, path, from);
    Node *root = source ? node_parse(arena, diags, source) : NULL;
    if (!root || !node_expect(diags, root, path, NODE_MAP))
        return NULL;
    size_t errors = diags_errors(diags);
    node_check_keys(diags, root, KEYS);
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
