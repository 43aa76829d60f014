/* theme/read.h -- the steps of theme_read. Private to the room. */
#ifndef SHUDU_THEME_READ_H
#define SHUDU_THEME_READ_H

#include "theme/theme.h"

#include "base/map.h"

struct Theme {
    const char *name;
    Node *root;
    const char *const *lang_keys;
    int lang_count;
    Map colors; /* role → Color * */
    Map cmyk;   /* role → double[4] */
    Map roles;  /* role → TextRole * */
    Color ink;
};

/* palette.c */
void theme_read_colors(Theme *theme, Arena *arena, Diags *diags);
void theme_read_cmyk(Theme *theme, Arena *arena, Diags *diags);
void theme_check_contrast(const Theme *theme, Arena *arena, Diags *diags);
/* Puts colours in place of roles below `chart`. */
void theme_resolve_chart(Theme *theme, Arena *arena, Diags *diags);

/* type.c */
void theme_read_roles(Theme *theme, Arena *arena, Diags *diags);

/* theme-unknown-role with "did you mean". */
void theme_unknown_role(Diags *diags, Loc loc, const char *role, const Map *roles);

#endif
