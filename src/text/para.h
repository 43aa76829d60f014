/* text/para.h -- from styled text to lines of glyphs in the scene.
 *
 *     ranges + ParaStyle --para_new--> Para --para_break(width)--> lines --para_place--> text ops, links
 *     text + TextStyle --label_measure, label_place--> one text op
 *
 * Chinese is composed after CLREQ and GB/T 15834: prohibitions at line starts and ends by level, marks squeezed where
 * they meet and at line ends, flush at line starts, —— and …… whole, a quarter em between Han and Western (typed spaces
 * included), figures kept with their units. English with kerning, ligatures and hyphens (libhyphen). Both with
 * optimum-fit lines; a justified one stretches at punctuation and word spaces first, then between Han and Western, then
 * between Han; never inside a word, a figure, or a range with a FactUse.
 *
 * Faces    the first family of a style that has the character; “ ” ‘ ’ — … · in a CJK language the first that has Han.
 *          A character no family of the style has comes from any family of the project; with none, glyph 0 is set
 *          (inspect-missing-glyph) and para_missing tells it
 * Units    pt, y down; tracking in em
 * Ops      one TextOp a line, its `join` saying what comes between it and the next; a hyphen that a line shows is the
 *          last character of its text (TEXT_GOES_ON_HYPHEN), a typed one is not. Spans carry language, element and use
 * Memory   a Para lives in the arena given, and borrows the strings of its ranges; a scene copies what is placed
 * Errors   none of its own: faces report theirs (text/font.h), the rest is for scene_inspect
 * Threads  a TextContext belongs to one thread
 * Speed    0.2 ms for 400 characters, 7 µs for a new label, 1 µs for a known one; texts of up to 400 bytes are kept (shaped.c)
 * Tests    tests/unit/text/compose.cases (rules of composition, one case each), para_test.c, label_test.c
 */
#ifndef SHUDU_TEXT_PARA_H
#define SHUDU_TEXT_PARA_H

#include "scene/scene.h"
#include "text/font.h"

/* How a stretch of text is set. Plain value. */
typedef struct TextStyle {
    const char *families[4]; /* in order of preference; NULL-terminated: {"Noto Serif", "Noto Serif CJK SC"} */
    double size;
    int weight;              /* 100 … 900; 0 is 400 */
    bool italic;
    Color color;
    int lang;                /* index of the project's language */
    double tracking;         /* em added after each cluster, 0 */
    double rise;             /* pt, up: superscripts */
    bool tabular;            /* tabular figures (tnum) */
    bool dotted;             /* emphasis dots below Han (CLREQ 3.3.3): drawn by para_place, artifacts */
} TextStyle;

typedef struct TextRange {   /* one styled stretch of a paragraph, in order */
    const char *text;
    TextStyle style;
    ElemId elem;             /* inline structure (a link, a span); 0: the paragraph's own */
    const FactUse *use;      /* a printed number: never broken inside */
    const char *actual;      /* what it says, where that is not its text; NULL */
    const char *link_dest, *link_uri, *link_contents; /* an active area is made where not NULL; link_elem is its element */
    ElemId link_elem;
    bool no_break;           /* kept on one line */
} TextRange;

typedef enum ParaAlign { PARA_START, PARA_CENTER, PARA_END, PARA_JUSTIFY } ParaAlign;
/* CLREQ 3.1.4. Basic: no closing mark, comma or stop at a line start, no opening mark at a line end. GB: besides, no middle
 * dot, connector or solidus at a line start. Strict: besides, no dash or ellipsis at a line start. */
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
/* Whether typed ' and " of Western languages are set as ‘ ’ “ ”: on pages they are, in a chart that Vega draws too they are
 * not. Returns what it was. */
bool text_context_set_typographic(TextContext *context, bool typographic);

typedef struct Para Para;

Para *para_new(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, const ParaStyle *style);
/* Breaks for a width; may be called again with another. Returns the number of lines. */
size_t para_break(Para *para, double width);
void para_set_align(Para *para, ParaAlign align);     /* before it is broken */
/* Its ranges, the caller's copied: their elements may be set until it is placed. */
TextRange *para_ranges(Para *para, size_t *count);
size_t para_lines(const Para *para);
double para_height(const Para *para);                 /* lines × line height */
size_t para_line_of(const Para *para, size_t range);  /* on which the first character of a range stands; of an empty one the last */
double para_line_width(const Para *para, size_t line); /* natural width as set, for ragged text and centring */
double para_max_width(const Para *para);              /* widest line as set, with its indent */
double para_min_width(Para *para);                    /* widest piece that cannot be broken */
double para_natural_width(Para *para);                /* on one line; typed line breaks hold */
/* How far the first baseline lies below the top of the block: the em box of ideographs stands in the middle of the line,
 * whatever the script, so that two languages side by side share their baselines. The last lies line_height minus that
 * above the bottom. */
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

/* Of several lines: the widest. Shaped labels are kept, so measuring again costs a look-up. */
LabelMetrics label_measure(TextContext *context, const char *text, const TextStyle *style);
/* The white before the ink of the first character, pt: large numerals are moved by it to stand flush with the text below them. */
double label_bearing(TextContext *context, const char *text, const TextStyle *style);
/* '\n' breaks lines, `line_height` apart (first baseline at `at`). use may be NULL. aria may be NULL. */
void label_place(TextContext *context, Scene *scene, const char *text, const TextStyle *style, Point at, TextAnchor anchor,
                 double angle, double opacity, double line_height, const FactUse *use, const char *aria);
/* Several styled ranges on one line (a number with its smaller unit). Returns the width. */
double label_place_ranges(TextContext *context, Scene *scene, const TextRange *ranges, size_t count, Point at, TextAnchor anchor);
double label_measure_ranges(TextContext *context, const TextRange *ranges, size_t count);
/* `text` cut with an ellipsis to fit `limit` pt (Vega's limit). */
const char *label_truncate(Arena *arena, TextContext *context, const char *text, const TextStyle *style, double limit);
/* `text` in lines ('\n') that fit `width`, evenly filled, by the breaking rules of its language; the last of `max_lines` is cut. */
const char *label_wrap(Arena *arena, TextContext *context, const char *text, const TextStyle *style, double width, size_t max_lines);

#endif
