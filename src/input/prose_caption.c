/* input/prose_caption.c -- inlines of one text that is no chapter: a title in YAML, a note in a CSV cell; and inlines as
 * plain text. */
#include "input/prose_read.h"

#include <string.h>

/* Finds, for each byte of a text, the byte of the file it was read from: behind a quote or the head of a block scalar,
 * over indentation, folded lines, doubled quotes and escapes. */
typedef struct Align {
    const char *source;
    size_t at, end;
    bool escapes;      /* in double quotes a backslash begins an escape */
    bool after_escape; /* the last byte came from one */
    uint32_t last;     /* its place */
} Align;

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static Align
align_start(Loc loc, const char *text, size_t length)
{
    Align align = {.source = loc.source->text, .at = loc.offset, .end = (size_t)loc.offset + loc.length};
    if (loc.length == length && memcmp(align.source + align.at, text, length) == 0)
        return align; /* nothing was decoded */
    char first = align.at < align.end ? align.source[align.at] : '\0';
    if (first == '"' || first == '\'') {
        align.at++;
        align.escapes = first == '"';
    } else if (first == '|' || first == '>') {
        const char *feed = memchr(align.source + align.at, '\n', align.end - align.at);
        if (feed)
            align.at = (size_t)(feed - align.source) + 1;
    }
    return align;
}

static size_t
skip_blanks(const Align *align, size_t at)
{
    while (at < align->end && is_blank(align->source[at]))
        at++;
    return at;
}

/* Bytes of the escape at a backslash: \u4e2d, \n. */
static size_t
escape_length(const Align *align, size_t at)
{
    char letter = at + 1 < align->end ? align->source[at + 1] : '\0';
    size_t length = letter == 'u' ? 6 : letter == 'U' ? 10 : letter == 'x' ? 4 : 2;
    return MIN_OF(length, align->end - at);
}

/* The place of the next byte of the text, `c`. Where the two don't fit, it stays where it is. */
static uint32_t
align_next(Align *align, char c)
{
    const char *source = align->source;
    if (align->after_escape && ((unsigned char)c & 0xC0) == 0x80)
        return align->last; /* the other bytes of an escaped character */
    align->after_escape = false;
    size_t at = align->at;
    if (align->escapes && at + 1 < align->end && source[at] == '\\' && source[at + 1] == '\n')
        at = skip_blanks(align, at + 1); /* a line that goes on without a blank */
    if (at < align->end && source[at] != c && is_blank(source[at])) {
        size_t behind = skip_blanks(align, at);
        if (is_blank(c)) {
            align->at = behind; /* a folded line */
            return (uint32_t)at;
        }
        at = behind;
    }
    bool escaped = align->escapes && at < align->end && source[at] == '\\';
    if (escaped && at + 1 < align->end && source[at + 1] == c && !strchr("nrtbfaveuUxNLP0_", c)) {
        align->at = at + 2;
        return (uint32_t)at + 1;
    }
    if (at < align->end && source[at] == c) {
        bool doubled = (c == '\'' || c == '"') && at + 1 < align->end && source[at + 1] == c;
        align->at = at + (doubled ? 2 : 1);
        return (uint32_t)at;
    }
    if (escaped) {
        align->at = at + escape_length(align, at);
        align->after_escape = true;
        align->last = (uint32_t)at;
        return (uint32_t)at;
    }
    return (uint32_t)MIN_OF(align->at, align->end);
}

/* A line end of such a text is kept as one: a break if it is asked for as in Markdown, else soft. */
static void
add_line_end(Chunk *raw, uint32_t at)
{
    Buf *text = &raw->text;
    bool hard = false;
    while (text->length && (text->ptr[text->length - 1] == ' ' || text->ptr[text->length - 1] == '\r'))
        text->ptr[--text->length] = '\0';
    if (text->length && text->ptr[text->length - 1] == '\\') {
        text->ptr[--text->length] = '\0';
        hard = true;
    }
    char mark[4];
    size_t length = utf8_encode(hard ? LINE_BREAK : LINE_SOFT, mark);
    chunk_add_mask(raw, mark, length, at);
}

bool
prose_parse_inlines(Arena *arena, Diags *diags, Loc loc, const char *text, InlineList *out)
{
    size_t errors = diags_errors(diags), length = strlen(text);
    ProseReader reader = {.arena = arena, .diags = diags, .source = loc.source, .one_line = true};
    *out = (InlineList){0};
    if (utf8_check(text, length) < length)
        return diag(diags, DIAG_NODE_NOT_UTF8, loc, NULL);
    Align align = loc.source ? align_start(loc, text, length) : (Align){.source = ""};
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    Chunk raw = {0};
    char guard[4];
    size_t guard_length = utf8_encode(ONE_LINE_GUARD, guard);
    chunk_add_mask(&raw, guard, guard_length, (uint32_t)align.at);
    for (size_t i = 0; i < length; i++) {
        uint32_t at = align_next(&align, text[i]);
        if (text[i] == '\n')
            add_line_end(&raw, at);
        else
            chunk_add_mask(&raw, text + i, 1, at);
    }
    chunk_end(&raw, (uint32_t)align.at);
    BlockList blocks = {0};
    blocks_read(&reader, &raw, &blocks);
    chunk_clear(&raw);
    if (blocks.count)
        *out = blocks.items[0]->inlines;
    return diags_errors(diags) == errors;
}

typedef struct PlainText {
    Buf buf;
    uint32_t last;    /* the last character */
    bool line_ended;  /* a line end waits to see what follows */
} PlainText;

static void
add_plain(PlainText *plain, const char *text)
{
    if (str_is_empty(text))
        return;
    uint32_t first = utf8_peek(text);
    if (plain->line_ended && plain->buf.length && !(utf8_is_cjk(plain->last) && utf8_is_cjk(first)))
        buf_add_char(&plain->buf, ' ');
    plain->line_ended = false;
    buf_add(&plain->buf, text);
    while (*text)
        plain->last = utf8_next(&text);
}

static void
add_inlines(PlainText *plain, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        switch (item->kind) {
        case INLINE_TEXT:
        case INLINE_CODE:
            add_plain(plain, item->text);
            break;
        case INLINE_BINDING:
            add_plain(plain, "{{");
            add_plain(plain, item->text);
            add_plain(plain, "}}");
            break;
        case INLINE_REF:
            add_plain(plain, "@");
            add_plain(plain, item->text);
            break;
        case INLINE_EMPH:
        case INLINE_STRONG:
        case INLINE_LINK:
            add_inlines(plain, &item->children);
            break;
        case INLINE_SOFT:
        case INLINE_BREAK:
            plain->line_ended = true;
            break;
        case INLINE_CITE:
        case INLINE_NOTE:
            break;
        }
    }
}

const char *
inlines_text(Arena *arena, const InlineList *list)
{
    PlainText plain = {.buf = BUF_INIT};
    add_inlines(&plain, list);
    const char *text = arena_strndup(arena, plain.buf.ptr, plain.buf.length);
    buf_clear(&plain.buf);
    return text;
}
