/* input/prose.h -- a Markdown chapter as blocks and inlines with their places.
 *
 * CommonMark + GFM tables, strikethrough off, quotes as typed, and after Pandoc/Quarto:
 *     # Heading {#sec-supply}             id on headings
 *     ![caption](c03_stocks.vl.yaml){#fig-stocks width=half}    a figure that stands alone in its paragraph
 *     ::: {.table #tbl-x query="…"} … :::            fenced divs: name, id, attributes; they nest; colons begin the line
 *     @fig-stocks  @tbl-x  @sec-y  [@S1] [@S1; @W03] cross references and citations
 *     text[^a] … [^a]: the note                      footnotes; a note's later paragraphs are indented by four
 *     {{ expression }} and {{ expression | style }}   bound numbers and texts; \{{ for the braces themselves
 *     <!-- comment -->                               dropped
 *     YAML front matter between --- lines
 * {{ }}, citations, references, notes and attributes are lexed before Markdown and masked as letters; in code they are
 * text. ** opens and closes also between Han text and punctuation (**50%**的), where CommonMark would not.
 *
 * Places   of INLINE_TEXT: exactly the bytes of its text (escapes and entities begin a new inline; an entity's place is
 *          the entity). Others: the whole construct; bindings the expression, notes the name, citations and references
 *          what stands in the brackets.
 * Errors   md-unclosed-binding, md-unclosed-div, md-stray-div, md-unclosed-comment, md-unclosed-front, md-bad-attributes,
 *          md-bad-citation, md-html (raw HTML is refused), md-figure-not-alone, md-missing-footnote,
 *          md-duplicate-footnote, md-unused-footnote (warning), md-too-deep, md-too-many, md-nul, node-not-utf8, yaml-…
 * Tests    tests/unit/input/prose_test.c, prose_places_test.c, tests/fuzz/prose_fuzz.c
 */
#ifndef SHUDU_INPUT_PROSE_H
#define SHUDU_INPUT_PROSE_H

#include "input/node.h"

typedef enum BlockKind {
    BLOCK_HEADING,   /* level, id */
    BLOCK_PARAGRAPH,
    BLOCK_LIST,      /* children are BLOCK_ITEM; ordered, start */
    BLOCK_ITEM,
    BLOCK_QUOTE,
    BLOCK_TABLE,     /* children BLOCK_ROW; align per column */
    BLOCK_ROW,       /* children BLOCK_CELL; header */
    BLOCK_CELL,
    BLOCK_FIGURE,    /* target (path of the spec or picture), id, inlines are the caption */
    BLOCK_DIV,       /* name, id, attributes */
    BLOCK_RULE,
    BLOCK_FOOTNOTE,  /* name; children */
    BLOCK_CODE,
} BlockKind;

typedef enum InlineKind {
    INLINE_TEXT,      /* text */
    INLINE_BINDING,   /* text is the expression without braces; loc is the expression */
    INLINE_EMPH,      /* children */
    INLINE_STRONG,
    INLINE_CODE,
    INLINE_LINK,      /* target; children */
    INLINE_CITE,      /* targets separated by ';' in text: "S1;W03" */
    INLINE_REF,       /* text: "fig-stocks" */
    INLINE_NOTE,      /* text: name of a BLOCK_FOOTNOTE of the document */
    INLINE_BREAK,     /* hard line break */
    INLINE_SOFT,      /* soft line break: space in Latin text, nothing between Han */
} InlineKind;

typedef struct Inline Inline;
typedef VEC(Inline *) InlineList;
struct Inline {
    InlineKind kind;
    Loc loc;
    const char *text;
    const char *target;
    InlineList children;
};

typedef struct Attribute {
    const char *name, *value;
    Loc loc;
} Attribute;

typedef enum CellAlign { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } CellAlign;

typedef struct Block Block;
typedef VEC(Block *) BlockList;
struct Block {
    BlockKind kind;
    Loc loc;
    int level;             /* heading 1 to 6 */
    bool ordered;          /* list */
    int start;             /* ordered list */
    bool tight;            /* list: no blank lines between its items */
    bool header;           /* row */
    const char *id;        /* "fig-stocks", NULL */
    const char *name;      /* first class of a div, heading or figure; footnote name; language of code */
    const char *target;    /* figure */
    VEC(Attribute) attributes;
    const CellAlign *align;/* table: one a column */
    size_t columns;
    InlineList inlines;
    BlockList children;
    const char *code;
};

typedef struct Prose {
    const Source *source;
    Node *front;       /* front matter, NULL */
    BlockList blocks;
    BlockList footnotes;
} Prose;

/* False if an error was reported; the blocks are given all the same, as far as they could be read. */
bool prose_parse(Arena *arena, Diags *diags, const Source *source, Prose *out);
/* Inlines of one text that is no chapter (a caption, a title in YAML, a note in a CSV cell), as decoded by its reader;
 * places are found in `loc`, the raw scalar or cell. Line ends are INLINE_SOFT, behind a backslash INLINE_BREAK.
 * Figures and attributes are not known here; footnote names are not checked. */
bool prose_parse_inlines(Arena *arena, Diags *diags, Loc loc, const char *text, InlineList *out);
const char *block_attribute(const Block *block, const char *name); /* NULL when absent */
/* Plain text of inlines, bindings as "{{…}}", references as "@fig-x"; citations and notes left out. */
const char *inlines_text(Arena *arena, const InlineList *list);

#endif
