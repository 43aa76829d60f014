/* theme/theme.h -- the look: colour roles, type scale, spacing. One theme for paper, posters and charts; plain data.
 *
 * layouts/themes/NAME.yaml:
 *     name:     {zh: 典藏, en: Archive}
 *     colors:   {ink: "#14263B", paper: "#FAF7F1", …}              role → CSS colour; `ink` has to be there
 *     cmyk:     {ink: [92, 75, 45, 42], …}                          role → four parts in per cent, for a printer
 *     contrast: {text: [[ink, paper], …], marks: [[red, paper], …]} front on ground: at least 4.5:1 and 3:1 (WCAG 2.1)
 *     fonts:    {serif: {zh: [Noto Serif CJK SC], en: [Noto Serif, Noto Serif CJK SC]}, …}   stack → families by language
 *     text:     {body: {font: serif, size: {zh: 10.2, en: 9.4}, weight: 400, leading: 17, color: ink, italic: false, tracking: 0}, …}
 *     extends:  default                                             what stands here lies over that theme, key by key
 *     numbers:  {zh: {group: " "}, …}                               as in shudu.yaml, whose own go before
 *     spacing: {…}   paper: {…}   poster: {…}                       numbers, by dotted name; min-size: the smallest type
 *     chart:    a Vega-Lite config, in which colours may be roles: {axis: {labelColor: muted}}
 *
 * A number of a text role is one for all languages, or a map by language. Sizes and leading are in points (pixels of a poster),
 * tracking in em. A role named poster-… is held to poster.min-size, any other but chart-… to paper.min-size.
 *
 * Memory   the arena; a Theme is const once read
 * Errors   theme-extends-itself, theme-unknown-role, theme-bad-color, theme-bad-cmyk, theme-too-much-ink, theme-bad-pair, theme-contrast, theme-unknown-font,
 *          theme-no-family, theme-bad-number, theme-bad-weight, theme-too-small, node-*. Whether the fonts are there is for the room text
 * Tests    tests/unit/theme/theme_test.c
 */
#ifndef SHUDU_THEME_THEME_H
#define SHUDU_THEME_THEME_H

#include "base/color.h"
#include "base/diag.h"
#include "input/node.h"

enum { THEME_FAMILIES_MAX = 3 };

typedef struct TextRole {        /* by language */
    const char *families[LANG_MAX][THEME_FAMILIES_MAX + 1]; /* NULL-terminated; the later ones for what the first lacks */
    double size[LANG_MAX];
    double leading[LANG_MAX];    /* baseline to baseline; 1.5 sizes where not given */
    int weight[LANG_MAX];        /* 100 to 900 */
    bool italic;
    Color color;
    double tracking[LANG_MAX];   /* em */
} TextRole;

typedef struct Theme Theme;

/* Reads layouts/themes/NAME.yaml; `from` is where it is named. NULL after diagnostics. */
Theme *theme_read(Arena *arena, Reader *reader, const char *name, const char *const *lang_keys, int lang_count, Loc from);
const char *theme_name(const Theme *theme);
/* A colour role, or any CSS colour. Reports theme-unknown-role at loc (diags may be NULL) and returns ink. */
Color theme_color(const Theme *theme, Diags *diags, Loc loc, const char *role);
bool theme_has_color(const Theme *theme, const char *role);
const char *theme_color_text(const Theme *theme, Arena *arena, const char *role); /* "#rrggbb" */
/* Cyan, magenta, yellow and black of a role, 0 to 1; false where the theme gives none. */
bool theme_cmyk(const Theme *theme, const char *role, double out[4]);
/* A text role; NULL and theme-unknown-role when absent. */
const TextRole *theme_text(const Theme *theme, Diags *diags, Loc loc, const char *role);
double theme_number(const Theme *theme, const char *dotted, double fallback);  /* "paper.margin.left" */
const char *theme_string(const Theme *theme, const char *dotted, const char *fallback);
/* Any part of the theme; NULL. Below "chart", roles have become "#rrggbb", so that it is a Vega-Lite config as it stands. */
const Node *theme_node(const Theme *theme, const char *dotted);

#endif
