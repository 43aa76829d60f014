/* text/box.h -- a text between shaping and breaking: boxes of glyphs with glue behind them. Private to the room.
 *
 *     ranges --boxes_build--> boxes --fit_lines--> lines --line_op--> text ops
 *
 * A box is one cluster (a Han character, a Latin letter, a ligature). Behind it there may be glue, and a line may end
 * there. Glue vanishes at both ends of a line, so full-width punctuation is half an em of ink and half an em of glue on
 * its free side: squeezing marks that meet, flush line starts and half-width line ends are nothing but that.
 *
 * Lines stretch in three steps, each before the next: word spaces and the space of punctuation; the quarter em between
 * Han and Western; the space between Han. Nothing else ever gives: words and figures keep their width.
 *
 * Sources  CLREQ (W3C, Requirements for Chinese Text Layout) 3.1.4 to 3.2.4; GB/T 15834-2011, 5.1; Knuth and Plass 1981
 * Memory   boxes live in the arena given
 * Tests    tests/unit/text/
 */
#ifndef SHUDU_TEXT_BOX_H
#define SHUDU_TEXT_BOX_H

#include "base/map.h"
#include "base/str.h"
#include "text/para.h"

typedef enum BoxClass {
    BOX_HAN,    /* ideographs, kana and other full-width characters */
    BOX_LATIN,  /* everything proportional */
    BOX_OPEN,   /* full-width opening mark: its left half is space */
    BOX_CLOSE,  /* full-width closing mark, comma, stop: its right half is space */
    BOX_MIDDLE, /* middle dot: half an em, whatever the font has */
    BOX_DASH,   /* —— …… ～ : full width, no space of its own */
    BOX_SPACE,  /* a typed space: glue without ink */
    BOX_BREAK,  /* a typed line break */
} BoxClass;

typedef enum BreakKind {
    BREAK_NONE,
    BREAK_ALLOWED,
    BREAK_HYPHEN, /* the line shows a hyphen */
    BREAK_FORCED, /* a typed line break, or the end */
} BreakKind;

enum { STRETCH_STEPS = 3 };

typedef struct Box {
    const FontFace *face;
    uint32_t range;          /* index of its TextRange */
    uint32_t rune;           /* its first and last character */
    uint32_t last_rune;
    uint32_t start, end;     /* bytes of the text */
    const Glyph *glyphs;     /* x, y from the box's origin; clusters count from the beginning of the text */
    uint32_t glyph_count;
    uint8_t box_class;       /* BoxClass */
    uint8_t after;           /* BreakKind */
    uint8_t level;           /* of embedding: odd ones run from right to left */
    double width;            /* ink and body, without glue */
    double lead;             /* the glyphs lie so far left of it: opening marks without their left half */
    double glue;             /* natural space behind */
    double stretch[STRETCH_STEPS], shrink;
} Box;

typedef struct Boxes {
    Box *items;
    size_t count;
    const TextRange *ranges;
    size_t range_count;
    const char *text;        /* of all ranges, well-formed */
    size_t length;
    uint32_t missing;        /* first character without a glyph; 0 */
    struct Kept *kept;       /* shaped.c's; NULL for a text that is not kept */
} Boxes;

static inline const TextRange *
box_range(const Boxes *boxes, const Box *box)
{
    return &boxes->ranges[box->range];
}

static inline bool
box_is_wide(const Box *box)
{
    return box->box_class <= BOX_DASH && box->box_class != BOX_LATIN;
}

typedef struct FontMap FontMap;
typedef struct Hyphens Hyphens;

struct TextContext {
    Arena *arena;
    FontSet *fonts;
    const Locale *const *locales;
    int lang_count;
    FontMap *map;
    Hyphens *hyphens;
    Map shaped;              /* Kept: texts shaped so far, by style and text */
    size_t shaped_boxes;     /* in them */
    Buf key;
    bool typographic;        /* ' and " of a Western language become ‘ ’ “ ” */
};

/* ---- shape.c ---------------------------------------------------------------------------------------------------- */

/* Shapes all ranges and sets glue. `ranges` is lent as long as `out` is used. */
void boxes_shape_anew(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, Boxes *out);

/* ---- shaped.c --------------------------------------------------------------------------------------------------- */

/* The same, from memory where the text was met before. `out` has boxes of its own; glyphs and text live in the context then. */
void boxes_shape(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, Boxes *out);

/* Sets where lines may end, by the rules below and hyphens. */
void boxes_find_breaks(Boxes *boxes, TextContext *context, Kinsoku kinsoku, bool hyphenate);
/* Of one range, to look at only: the boxes are the context's. */
void label_boxes(Arena *arena, TextContext *context, const TextRange *range, Boxes *out);

/* ---- quotes.c ----------------------------------------------------------------------------------------------------- */

/* `before` is the character in front of the text, 0 at a beginning. */
const char *typographic_quotes(Arena *arena, const char *text, uint32_t before);
uint32_t last_rune_of(const char *text, uint32_t before);

/* ---- glue.c ------------------------------------------------------------------------------------------------------- */

void boxes_set_glue(Boxes *boxes);

/* ---- rules.c: where a line may end ---------------------------------------------------------------------------------- */

/* Class of a character; before and after are its neighbours (0 at the ends); cjk: its language is composed after CLREQ. */
BoxClass class_of(uint32_t rune, uint32_t before, uint32_t after, bool cjk);
/* A mark that both scripts use: full width from the CJK face in a CJK text, proportional elsewhere. */
bool is_shared_mark(uint32_t rune);
bool is_sign(const Boxes *boxes, size_t index);
void boxes_set_breaks(Boxes *boxes, TextContext *context, Kinsoku kinsoku);

/* ---- hyphenate.c ------------------------------------------------------------------------------------------------------ */

Hyphens *hyphens_new(Arena *arena, FontSet *fonts, const Locale *const *locales, int lang_count);
void boxes_hyphenate(Boxes *boxes, Hyphens *hyphens);
/* Glyph that a hyphenated line shows, and its width. */
uint32_t hyphen_glyph(const Boxes *boxes, const Box *box, double *width);

/* ---- fit.c ---------------------------------------------------------------------------------------------------------------- */

typedef struct Line {
    size_t from, to;         /* boxes, without spaces at the ends */
    size_t next;             /* first box of the following line */
    double width;            /* as set, with the hyphen */
    double ratio[STRETCH_STEPS]; /* part of each step's stretch that is used, or -1 … 0 of the shrink */
    bool hyphen;
    bool ends;               /* of the paragraph, or before a typed break */
} Line;

typedef VEC(Line) LineList;

typedef struct Measure {
    double first, other;     /* room in the first line and in the others */
    bool justify;
    double size;             /* of the type, for what looks ragged */
} Measure;

/* Optimum fit: the lines of the whole text with the least sum of squared badness. */
void fit_lines(Arena *arena, const Boxes *boxes, const Measure *measure, LineList *lines);
/* The same for a text that fits on its first line, as most of a table do; false for others. Asks nothing of where lines may end. */
bool fit_one_line(Arena *arena, const Boxes *boxes, const Measure *measure, LineList *lines);
/* Everything on one line, as labels are. */
Line line_of_all(const Boxes *boxes);
/* Glue behind a box as set on this line. */
double line_glue(const Line *line, const Box *box);

/* ---- line.c ------------------------------------------------------------------------------------------------------------------ */

/* The op of one line, relative to its start on the baseline; spans without an element have ELEM_ARTIFACT (the state's).
 * `tail` is text that follows the line (an ellipsis), shaped; NULL. */
void line_op(Arena *arena, const Boxes *boxes, const Line *line, const Boxes *tail, TextOp *out);

#endif
