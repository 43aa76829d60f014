/* text/para.h -- from styled text to lines of glyphs in the scene.
 *
 *     spans of text + ParaStyle --para_new--> Para --para_break(width)--> lines --para_place--> text ops
 *
 * Chinese after CLREQ and GB/T 15834: line-start/end prohibition, punctuation squeezed where marks meet and at
 * line ends, —— and …… unbroken, quarter-em space between Han and Western, two-em indent, numbers with their units kept
 * together. English with hyphenation (libhyphen), kerning, ligatures, optimum-fit justification. “ ” ‘ ’ take the
 * CJK face and full width in Chinese spans, proportional forms in English ones.
 *
 * Memory   Para lives in the arena given; glyph data is copied into the scene when placed
 * Tests    tests/unit/text/para_test.c, tests/golden/para-*
 */
#ifndef SHUDU_TEXT_PARA_H
#define SHUDU_TEXT_PARA_H

#include "scene/scene.h"
#include "text/font.h"

/* How a stretch of text is set. Plain value. */
typedef struct TextStyle {
    const char *families[4]; /* in order of preference; NULL-terminated: {"Noto Serif", "Noto Serif CJK SC"} */
    double size;
    int weight;              /* 400 */
    bool italic;
    Color color;
    int lang;                /* index of the project's language */
    double tracking;         /* em added after each cluster, 0 */
    double rise;             /* pt, up: superscripts */
    bool tabular;            /* tabular figures (tnum) */
} TextStyle;

typedef struct TextRange {   /* one styled stretch of a paragraph, in order */
    const char *text;
    TextStyle style;
    ElemId elem;             /* inline structure (a link, a span); 0: the paragraph's own */
    const FactUse *use;      /* a printed number: never broken inside */
    const char *link_dest, *link_uri, *link_contents; /* an active area is made where not NULL; link_elem is its element */
    ElemId link_elem;
    bool no_break;           /* kept on one line */
} TextRange;

typedef enum ParaAlign { PARA_START, PARA_CENTER, PARA_END, PARA_JUSTIFY } ParaAlign;
typedef enum Kinsoku { KINSOKU_NONE, KINSOKU_BASIC, KINSOKU_GB, KINSOKU_STRICT } Kinsoku;

typedef struct ParaStyle {
    ParaAlign align;
    double line_height;      /* pt, baseline to baseline */
    double indent;           /* first line, pt */
    double hanging;          /* other lines, pt */
    bool hyphenate;
    Kinsoku kinsoku;
    int max_lines;           /* 0: any; more are cut with an ellipsis */
    bool balance;            /* headings: lines of about equal length */
} ParaStyle;

/* What shaping needs to know about the project: fonts and languages. */
typedef struct TextContext TextContext;
TextContext *text_context_new(Arena *arena, FontSet *fonts, const Locale *const *locales, int lang_count);
FontSet *text_context_fonts(TextContext *context);
const Locale *text_context_locale(TextContext *context, int lang);

typedef struct Para Para;

Para *para_new(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, const ParaStyle *style);
/* Breaks for a width; may be called again with another. Returns the number of lines. */
size_t para_break(Para *para, double width);
size_t para_lines(const Para *para);
double para_height(const Para *para);                 /* lines × line height */
double para_line_width(const Para *para, size_t line); /* natural width as set, for ragged text and centring */
double para_max_width(const Para *para);              /* widest line as set */
double para_min_width(Para *para);                    /* widest piece that cannot be broken */
double para_natural_width(Para *para);                /* on one line */
/* How far the first baseline lies below the top of the block, and the last above its bottom. */
double para_first_baseline(const Para *para);
/* Whether a character had no glyph in any family: the first one, 0 if none. */
uint32_t para_missing(const Para *para);
/* Puts lines [from, to) with the top of line `from` at y; x is the left edge of the measure. Text goes to `elem`. */
void para_place(const Para *para, Scene *scene, size_t from, size_t to, double x, double y, ElemId elem);

/* ---- single lines: labels in charts, running heads ------------------------------------------------ */

typedef struct LabelMetrics {
    double width, ascent, descent; /* of the fonts used, pt */
    double cap_height, x_height;
} LabelMetrics;

LabelMetrics label_measure(TextContext *context, const char *text, const TextStyle *style);
/* '\n' breaks lines, `line_height` apart (first baseline at `at`). use may be NULL. aria may be NULL. */
void label_place(TextContext *context, Scene *scene, const char *text, const TextStyle *style, Point at, TextAnchor anchor,
                 double angle, double opacity, double line_height, const FactUse *use, const char *aria);
/* Several styled ranges on one line (a number with its smaller unit). Returns the width. */
double label_place_ranges(TextContext *context, Scene *scene, const TextRange *ranges, size_t count, Point at, TextAnchor anchor);
double label_measure_ranges(TextContext *context, const TextRange *ranges, size_t count);
/* `text` cut with an ellipsis to fit `limit` pt (Vega's limit). */
const char *label_truncate(Arena *arena, TextContext *context, const char *text, const TextStyle *style, double limit);

#endif
