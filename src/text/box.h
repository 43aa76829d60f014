/* text/box.h -- a paragraph between shaping and breaking: boxes of glyphs with glue behind them.
 *
 * A box is one cluster (a Han character, a ligature) with its class, the glue that may follow it, and whether a line may end
 * there. Latin words are runs of boxes without glue. Private to the room.
 *
 * Rules and their sources: CLREQ 3.1.6 (line-start and line-end prohibition), 3.1.5 (punctuation width adjustment),
 * 3.2.2 (quarter-em space between Han and Western), GB/T 15834-2011 5.1.
 */
#ifndef SHUDU_TEXT_BOX_H
#define SHUDU_TEXT_BOX_H

#include "base/utf8.h"
#include "text/para.h"

typedef enum BoxClass {
    BOX_HAN,
    BOX_LATIN,
    BOX_OPEN,   /* full-width opening mark: its left half is space */
    BOX_CLOSE,  /* full-width closing mark, comma, stop: its right half is space */
    BOX_MIDDLE, /* full-width middle dot: a quarter at each side */
    BOX_DASH,   /* —— and …… : unbroken, no space */
    BOX_SPACE,  /* a typed space: glue without ink */
    BOX_BREAK,  /* a typed line break */
} BoxClass;

typedef enum BreakKind {
    BREAK_NONE,
    BREAK_ALLOWED,
    BREAK_HYPHEN, /* the line shows a hyphen */
    BREAK_FORCED,
} BreakKind;

typedef struct Box {
    const FontFace *face;
    const TextRange *range;
    uint32_t rune;
    uint32_t start, end;     /* bytes of the paragraph's text */
    const Glyph *glyphs;     /* x, y relative to the box */
    uint32_t glyph_count;
    BoxClass box_class;
    BreakKind after;
    double width;            /* ink and body, without glue */
    double lead;             /* shift of the glyphs to the left: half-width forms of opening marks */
    double glue, stretch, shrink; /* natural space behind, and how far it gives */
    double line_end_cut;     /* glue that vanishes at a line end is all of it; this is taken off the width besides */
} Box;

typedef struct Boxes {
    Box *items;
    size_t count;
    const char *text;        /* of all ranges */
    size_t length;
    uint32_t missing;        /* first character without a glyph */
} Boxes;

struct TextContext {
    Arena *arena;
    FontSet *fonts;
    const Locale *const *locales;
    int lang_count;
    void **hyphens;          /* HyphenDict * by language, loaded when first asked for */
    bool *hyphens_tried;
};

/* Shapes all ranges. `wrap`: with line breaks; a label does without. */
void boxes_build(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, const ParaStyle *style, bool wrap, Boxes *out);
/* Marks hyphenation points inside Latin words. */
void boxes_hyphenate(Arena *arena, TextContext *context, Boxes *boxes);
double box_hyphen_width(TextContext *context, const Box *box);

/* Puts boxes [from, to) on a line that begins at x; ratio stretches (> 0) or shrinks (< 0) the glue. The op is filled in the
 * arena with its runs and spans relative to (x, 0). Returns the width. */
typedef struct LineSpec {
    size_t from, to;
    double ratio;
    bool hyphen;
} LineSpec;
double boxes_line_op(Arena *arena, TextContext *context, const Boxes *boxes, const LineSpec *line, TextOp *out);
/* Natural width, stretch and shrink of a line, as set (edges trimmed). */
void boxes_line_measure(const Boxes *boxes, size_t from, size_t to, double *width, double *stretch, double *shrink);
/* Skips spaces that a line must not begin with. */
size_t boxes_line_start(const Boxes *boxes, size_t from, size_t to);
size_t boxes_line_end(const Boxes *boxes, size_t from, size_t to);

#endif
