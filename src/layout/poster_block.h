/* layout/poster_block.h -- what the blocks of a poster share: a pen that sets text and marks, and the table of kinds.
 *
 * A block is a function: it draws itself at the top of `area` and returns the height it took. The same function measures, by
 * drawing into a scene that is thrown away: so a section knows its height before its ground is painted.
 */
#ifndef SHUDU_LAYOUT_POSTER_BLOCK_H
#define SHUDU_LAYOUT_POSTER_BLOCK_H

#include "layout/poster.h"

typedef struct Pen {
    const LayoutContext *context;
    Scene *scene;
    int lang;
    int second;        /* the other language, for the line below a label; -1: none */
    bool dark;         /* on a night section */
    ElemId section;    /* structure element that blocks append to */
} Pen;

/* Area a block may use: height is open. */
typedef struct Area {
    double x, y, width;
} Area;

typedef struct BlockKindEntry {
    const char *name;
    double (*draw)(Pen *pen, const Node *spec, const Node *block, Area area);
    const char *const *keys; /* NULL-terminated, besides the name and `space` */
} BlockKindEntry;

extern const BlockKindEntry POSTER_BLOCKS[];
extern const size_t POSTER_BLOCK_COUNT;

/* Draws a list of blocks, one below the other. */
double poster_draw_blocks(Pen *pen, const Node *blocks, Area area);

/* ---- setting text -------------------------------------------------------------------------------------- */

/* Colour role for the ground: on night, "ink" becomes "on-night", "muted" "muted-on-night", "accent" roles their bright twin. */
Color pen_color(Pen *pen, Loc loc, const char *role);
TextStyle pen_style(Pen *pen, const char *text_role, Color color, int lang);

typedef struct TextSet {
    const char *role;       /* text role of the theme */
    Color color;
    int lang;
    ParaAlign align;
    int max_lines;
    bool balance;
    bool lines;             /* '\n' is a line break, not the end of a paragraph */
} TextSet;

/* Sets bound text, '\n' separating paragraphs, and returns its height. `elem` is the element of the first paragraph; further
 * ones get a P each. */
double pen_text(Pen *pen, const BoundText *text, const TextSet *set, Area area, ElemId elem);
/* Text of a key that is {zh:, en:} or one string, with {{ }} bound, in the pen's language. False when absent. */
bool pen_bound(Pen *pen, const Node *node, const char *key, int lang, BoundText *out);
bool pen_bind(Pen *pen, Loc loc, const char *text, int lang, BoundText *out);
const Fact *pen_fact(Pen *pen, const Node *row_id);
/* "3824", "90+": the figure as a label. */
const char *pen_number(Pen *pen, const Fact *fact, int lang);
/* One line at a baseline; returns its width. use may be NULL. */
double pen_label(Pen *pen, const char *text, const char *role, Color color, int lang, Point at, TextAnchor anchor, const FactUse *use, ElemId elem);

/* A figure element with its alternative text. */
ElemId pen_figure(Pen *pen, const Node *spec, const char *alt);
/* The alternative text: the key `alt`, else `fallback`. */
const char *pen_alt(Pen *pen, const Node *spec, const char *fallback);

/* ---- blocks, by file ------------------------------------------------------------------------------------- */

/* poster_text.c */
double block_masthead(Pen *pen, const Node *spec, const Node *block, Area area);
double block_lead(Pen *pen, const Node *spec, const Node *block, Area area);
double block_text(Pen *pen, const Node *spec, const Node *block, Area area);
double block_note(Pen *pen, const Node *spec, const Node *block, Area area);
double block_heading(Pen *pen, const Node *spec, const Node *block, Area area);
double block_columns(Pen *pen, const Node *spec, const Node *block, Area area);
double block_rule(Pen *pen, const Node *spec, const Node *block, Area area);
/* poster_marks.c */
double block_numbers(Pen *pen, const Node *spec, const Node *block, Area area);
double block_squares(Pen *pen, const Node *spec, const Node *block, Area area);
double block_dots(Pen *pen, const Node *spec, const Node *block, Area area);
double block_people(Pen *pen, const Node *spec, const Node *block, Area area);
double block_tiles(Pen *pen, const Node *spec, const Node *block, Area area);
double block_shares(Pen *pen, const Node *spec, const Node *block, Area area);
double block_steps(Pen *pen, const Node *spec, const Node *block, Area area);
/* poster_targets.c */
double block_targets(Pen *pen, const Node *spec, const Node *block, Area area);

#endif
