/* layout/poster_block.h -- what the blocks of a poster share: a pen that sets text and marks, and the table of kinds.
 *
 * A block is a function: it draws itself at the top of `area` and returns the height it took. The same function measures, by
 * drawing into a scene that is thrown away: so a section knows its height before its ground is painted.
 *
 * Fit: a line that has to stand in a width (pen_line) and a word longer than its column (pen_text) step down in size to the
 * theme's limits (`poster.step.line`, `poster.step.text`, `poster.min-size`); beyond them stands poster-no-fit, which names
 * block, language and box. Every text carries the box of its block, so that scene_inspect sees one that leaves it.
 */
#ifndef SHUDU_LAYOUT_POSTER_BLOCK_H
#define SHUDU_LAYOUT_POSTER_BLOCK_H

#include "layout/poster.h"

typedef struct Pen {
    const LayoutContext *context;
    const Preset *preset;
    Scene *scene;
    int lang;
    int second;          /* the other language, for the line below a label; -1: none */
    const char *ground;  /* colour role of what lies below */
    bool dark;           /* the ground is one of the theme's `poster.dark` */
    ElemId section;      /* structure element that blocks append to */
    const char *block;   /* kind that draws now, for messages */
    double room;         /* height that the section may take beyond what it needs; a block that can, opens its rows */
    double least;        /* the smallest type, in px of the poster */
    size_t in_row;       /* squares in a row, where blocks side by side share it; 0: as many as suit their number */
    Matrix to_page;      /* from px of the poster to units of the page */
} Pen;

/* Area a block may use: height is open. */
typedef struct Area {
    double x, y, width;
} Area;

typedef double BlockDraw(Pen *pen, const Node *spec, const Node *block, Area area);

typedef struct BlockEntry {
    const char *name;
    BlockDraw *draw;
    const char *const *keys;  /* NULL-terminated, besides the name and what every block may have */
    const char *const *item;  /* keys of its items where it is a list, or of the map that it is; NULL: not checked */
} BlockEntry;

extern const BlockEntry POSTER_BLOCKS[];
extern const size_t POSTER_BLOCK_COUNT;

/* The kind of a block is the first of its keys that names one; NULL. */
const BlockEntry *poster_block_kind(const Node *block, const Node **spec);
/* Reports unknown kinds and keys. */
bool poster_check_blocks(const LayoutContext *context, const Node *blocks);
/* A number of a block; or of the preset where it is a map: `size: {square: 40, page: 20, else: 18}`, by name or shape. */
double poster_number(const Preset *preset, const Node *node, const char *key, double fallback);
/* A switch of a block: true, false, or the presets and shapes in which it is on. */
bool poster_flag(const Preset *preset, const Node *node, const char *key, bool fallback);
/* Whether a section or block is meant for the preset: `when` or `not`, lists of names of presets or of their shapes. */
bool poster_shown(const Node *node, const Preset *preset);
/* Draws a list of blocks, one below the other; `extra` more between each two. */
double poster_draw_blocks(Pen *pen, const Node *blocks, Area area, double extra);
size_t poster_blocks_shown(const Preset *preset, const Node *blocks);

/* ---- colours and styles ---------------------------------------------------------------------------------- */

/* Colour role for the ground: on a dark one "ink" becomes "ink-on-GROUND" or "on-night", accents their bright twins. */
Color pen_color(Pen *pen, Loc loc, const char *role);
TextStyle pen_style(Pen *pen, const char *text_role, Color color, int lang);
double pen_leading(Pen *pen, const char *text_role, int lang);
double pen_number_of(Pen *pen, const char *key, double fallback); /* "poster.KEY" of the theme */
bool pen_theme_is(Pen *pen, const char *key, const char *value);  /* "poster.KEY" is this word */

/* ---- words ------------------------------------------------------------------------------------------------- */

/* Text of a key that is {zh:, en:} or one string, with {{ }} bound. False when absent. */
bool pen_bound(Pen *pen, const Node *node, const char *key, int lang, BoundText *out);
bool pen_bind(Pen *pen, Loc loc, const char *text, int lang, BoundText *out);
BoundText pen_words(Pen *pen, const char *text); /* a text without figures */
const Fact *pen_fact(Pen *pen, const Node *row_id);
/* The same, reporting a row without a number: what is drawn has to have one. */
const Fact *pen_counted(Pen *pen, const Node *row_id);
/* "3824", "90+": the figure as a label. */
const char *pen_number(Pen *pen, const Fact *fact, int lang);
/* "Local standards (2019): 119 standards", for alternative texts. */
const char *pen_phrase(Pen *pen, const Fact *fact);
const char *pen_plain(Pen *pen, const BoundText *text);
const char *pen_joined(Pen *pen, const BoundText *text, int lang); /* its lines as one */
/* With a capital where it begins with a letter of ASCII. */
const char *pen_headed(Pen *pen, const char *text);

/* ---- setting text -------------------------------------------------------------------------------------- */

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
/* A key of a node in a role, 0 high when absent; then, where a second language is shown, the same key in it, in role
 * "poster-second" or the one given. */
double pen_key(Pen *pen, const Node *node, const char *key, const char *role, const char *color, Area area, ElemId elem);
double pen_pair(Pen *pen, const Node *node, const char *key, const char *role, const char *color, const char *second_role, Area area, ElemId elem);

/* The block's `caption` below its marks, 18 pt apart; 0 where there is none. */
double pen_caption(Pen *pen, const Node *block, Area area);

typedef struct LineSet {
    const char *role;
    Color color;
    int lang;
    TextAnchor anchor;
    double width;           /* room; 0: any */
    double size;            /* at most; 0: that of the role */
    const FactUse *use;
    ElemId elem;
} LineSet;

/* One line at a baseline, stepped down to its room; returns its width. */
double pen_line(Pen *pen, const char *text, const LineSet *set, Point at);
/* The figure in parts, the words of its qualifier at half its size: "近" 900, "nearly" 900, 440 "余", 90 "+". */
size_t pen_value_ranges(Pen *pen, const Fact *fact, const TextStyle *style, TextRange ranges[3]);
/* A figure at a baseline, stepped down to its room; returns its width. set->use is the figure's own. */
double pen_value(Pen *pen, const Fact *fact, const LineSet *set, Point at);
/* Widths without stepping down: of a figure, of a line. */
double pen_value_width(Pen *pen, const Fact *fact, const char *role);
double pen_line_width(Pen *pen, const char *text, const char *role);
/* What pen_line will set it in. */
TextStyle pen_line_style(Pen *pen, const char *text, const LineSet *set);

/* ---- marks --------------------------------------------------------------------------------------------- */

ElemId pen_open(Pen *pen, Role role, int lang); /* below the section */
/* A figure element with its alternative text; following marks belong to it until pen_figure_end. */
ElemId pen_figure(Pen *pen, const Node *place, const char *alt);
/* The alternative text: the key `alt`, else `fallback`. */
const char *pen_alt(Pen *pen, const Node *block, const char *fallback);
void pen_inside(Pen *pen, const Node *place, ElemId figure);
void pen_artifact(Pen *pen, const Node *place);
void pen_mark(Pen *pen, const Path *path, Paint fill, const Stroke *stroke, const FactUse *use);
void pen_rule(Pen *pen, const Node *place, Area area); /* a hairline of the theme's weight, an artifact */
/* Middle of a circle, radii, angles from 12 o'clock clockwise: a band of a ring. */
void pen_ring(Pen *pen, Point center, double outer, double inner, double from, double to, Color color, const FactUse *use);
/* A glyph of the icon font, centred on the point; an artifact. False (poster-unknown-icon) for a name it has not. */
bool pen_icon(Pen *pen, Loc loc, const char *name, Point center, double size, Color color);

/* Draws a plain SVG file as wide as the area; returns its height: poster_svg.c. */
double pen_svg(Pen *pen, Loc loc, const Source *source, Area area);

/* ---- ornament -------------------------------------------------------------------------------------------- */

/* The theme's ornament on a ground: poster_ornament.c. */
void pen_ornament(Pen *pen, const Node *place, Rect ground, double margin);
/* A hairline with the strokes of a scale hanging from it, 22 high: what the numerals of a theme may stand on. */
void pen_scale(Pen *pen, const Node *place, Area area);

/* ---- blocks, by file ------------------------------------------------------------------------------------- */

/* poster_text.c: words */
BlockDraw block_masthead, block_lede, block_lead, block_leads, block_text, block_note, block_heading, block_quote, block_definition,
    block_feature, block_icon, block_sources, block_colophon;
/* poster_grid.c: what holds other blocks, and rules */
BlockDraw block_columns, block_rule, block_divider;
/* poster_marks.c: one mark for each */
size_t squares_in_row(Pen *pen, const Node *spec, const Node *block, double width);
BlockDraw block_numbers, block_squares, block_dots, block_people, block_tiles, block_shares;
/* poster_figures.c: a number and what it is measured by */
BlockDraw block_number, block_versus, block_medal, block_nested, block_ring, block_progress, block_bullet, block_bubbles, block_change;
/* poster_lists.c: things in an order */
BlockDraw block_steps, block_flow, block_timeline, block_table, block_ranked;
/* poster_insets.c: what is made elsewhere */
BlockDraw block_chart, block_qr, block_logo;
/* poster_targets.c */
BlockDraw block_targets;

#endif
