/* theme/theme.h -- the look: colour roles, type scale, spacing. One theme for paper, posters and charts; plain data.
 *
 * layouts/themes/NAME.yaml:
 *     colors:  {ink: "#14263B", paper: "#FAF7F1", red: …, teal: …, blue: …, gold: …, gold-on-dark: …, hairline: …, muted: …, page: "#FFFFFF"}
 *     cmyk:    {ink: [90, 70, 40, 40], …}
 *     fonts:   {serif: {zh: ["Noto Serif CJK SC"], en: ["Noto Serif", "Noto Serif CJK SC"]}, sans: {…}, figure: {…}}
 *     text:    {body: {font: serif, size: {zh: 10.2, en: 9.4}, weight: 400, leading: 17, color: ink}, h1: …, caption: …, label: …}
 *     spacing: {…}   paper: {…}   poster: {…}   chart: Vega-Lite config
 *
 * Errors   theme-unknown-role, theme-bad-color, theme-contrast (text role under 4.5:1 on its ground), theme-unknown-font, node-*
 */
#ifndef SHUDU_THEME_THEME_H
#define SHUDU_THEME_THEME_H

#include "base/color.h"
#include "base/diag.h"
#include "input/node.h"

typedef struct TextRole {        /* by language */
    const char *families[LANG_MAX][4];
    double size[LANG_MAX];
    double leading[LANG_MAX];    /* baseline to baseline, pt */
    int weight[LANG_MAX];
    bool italic;
    Color color;
    double tracking[LANG_MAX];   /* em */
} TextRole;

typedef struct Theme Theme;

/* Reads layouts/themes/NAME.yaml. NULL after diagnostics. */
Theme *theme_read(Arena *arena, Reader *reader, const char *name, const char *const *lang_keys, int lang_count, Loc from);
const char *theme_name(const Theme *theme);
/* A colour role, or any CSS colour. Reports theme-unknown-role at loc and returns ink. */
Color theme_color(const Theme *theme, Diags *diags, Loc loc, const char *role);
const char *theme_color_text(const Theme *theme, Arena *arena, const char *role); /* "#rrggbb" */
/* A text role; NULL and theme-unknown-role when absent. */
const TextRole *theme_text(const Theme *theme, Diags *diags, Loc loc, const char *role);
double theme_number(const Theme *theme, const char *dotted, double fallback);  /* "paper.margin.left" */
const char *theme_string(const Theme *theme, const char *dotted, const char *fallback);
const Node *theme_node(const Theme *theme, const char *dotted);                /* NULL */

#endif
