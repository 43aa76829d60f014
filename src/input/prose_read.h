/* input/prose_read.h -- how a chapter is read; private to the room.
 *
 * Markdown goes to cmark-gfm in chunks: the text between two lines of fenced
 * divs, or the body of a footnote. On the way there, what is ours -- bindings,
 * citations, references, notes, attributes -- is replaced by one character of
 * the planes reserved for private use, which Markdown takes for a letter.
 *
 *     lines ─> Chunk raw ─chunk_lex─> Chunk masked + tokens ─cmark─> nodes ─inlines_read─> Inline
 *
 * Every byte of a chunk remembers its place in the source, so nothing depends
 * on cmark's columns, which count bytes and are wrong behind lazy lines and code.
 */
#ifndef SHUDU_INPUT_PROSE_READ_H
#define SHUDU_INPUT_PROSE_READ_H

#include "base/map.h"
#include "base/utf8.h"
#include "input/prose.h"

#include <cmark-gfm.h>

typedef enum TokenKind {
    TOKEN_BINDING,
    TOKEN_CITE,
    TOKEN_REF,
    TOKEN_NOTE,
    TOKEN_ATTRIBUTES,
    TOKEN_SOFT,   /* line ends of a text that is no Markdown file */
    TOKEN_BREAK,
    TOKEN_JOINER, /* nothing; lets emphasis open or close beside Han text */
    TOKEN_RUNE,   /* a character of the planes we use as masks */
} TokenKind;

/* id, classes and pairs of {#id .class key="value"}. */
typedef struct Attributes {
    const char *id;
    const char *class_name; /* the first class */
    VEC(Attribute) list;
} Attributes;

typedef struct Token {
    TokenKind kind;
    const char *text;
    Loc loc;   /* of the text */
    Loc whole; /* with its brackets */
    Attributes attributes;
} Token;

typedef struct Chunk {
    Buf text;
    uint32_t *at;      /* place in the source of each byte of text, and of its end; malloc */
    size_t at_capacity;
} Chunk;

/* The one reading of a source. */
typedef struct ProseReader {
    Arena *arena;
    Diags *diags;
    const Source *source;
    BlockList *footnotes;
    VEC(Token) tokens; /* of the chunk at hand */
    VEC(Inline *) notes;
    bool one_line; /* the chunk is a caption or title: no blocks; it begins with ONE_LINE_GUARD */
} ProseReader;

/* A blank that no Markdown block begins with and that is not stripped: the ideographic space. */
#define ONE_LINE_GUARD 0x3000u
/* What stands for line ends in such a chunk. */
#define LINE_SOFT 0x2028u
#define LINE_BREAK 0x2029u

void chunk_add(Chunk *chunk, const char *bytes, size_t length, uint32_t at);     /* bytes that stand together in the source */
void chunk_add_part(Chunk *chunk, const Chunk *from, size_t start, size_t end);  /* bytes of another chunk with their places */
void chunk_add_mask(Chunk *chunk, const char *bytes, size_t length, uint32_t at); /* bytes that stand for one place */
void chunk_end(Chunk *chunk, uint32_t at);
void chunk_clear(Chunk *chunk);

/* The masked text of `raw`; fills reader->tokens. */
void chunk_lex(ProseReader *reader, const Chunk *raw, Chunk *masked);
/* The token a character stands for, or NULL. */
const Token *token_of_rune(const ProseReader *reader, uint32_t rune);
/* The text with masks replaced by what stood in the source: for code and link targets. */
const char *unmasked(const ProseReader *reader, const char *literal);

/* Reads "#id .class key=value …" between braces: bytes start to end of the source. False: reported. */
bool attributes_parse(Arena *arena, Diags *diags, const Source *source, size_t start, size_t end, Attributes *out);
size_t identifier_length(const char *text, size_t left);

/* A stretch of a masked chunk that holds the inlines of one block. */
typedef struct InlineRange {
    const Chunk *chunk;
    size_t start, end;
    int quote_depth; /* of the block quotes around it */
} InlineRange;

/* The children of a cmark node, which come from `range`, appended to `out`. */
void inlines_read(ProseReader *reader, cmark_node *parent, InlineRange range, InlineList *out);
/* Attributes left over at the end of an inline list are taken off it. */
const Token *inlines_take_attributes(ProseReader *reader, InlineList *list);

void refuse_attributes(ProseReader *reader, const Token *token); /* NULL is fine */

/* The blocks of a raw chunk, appended to `out`. */
void blocks_read(ProseReader *reader, const Chunk *raw, BlockList *out);

/* Code between fences. `at` begins a line, `end` ends the text. Gives the length of the fence and its place, or 0;
 * then the end of the last line that belongs to the code. */
size_t fence_at(const char *text, size_t at, size_t end, size_t *fence);
size_t fenced_code_end(const char *text, size_t fence, size_t length, size_t end);
bool is_blank_line(const char *text, size_t at, size_t end);
size_t line_end_at(const char *text, size_t at, size_t end);

enum { PROSE_DEPTH_MAX = 100 };

#endif
