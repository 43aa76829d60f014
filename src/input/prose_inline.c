/* input/prose_inline.c -- from cmark's inlines to ours, with places found by walking the text beside the tree.
 *
 * cmark hands out inlines in the order of the text, so a cursor that eats what
 * each node must have been made of -- delimiters, escapes, line ends with their
 * quote marks -- is always at the right byte. Where it is not, which only odd
 * constructs bring about, it looks for the text further on.
 */
#include "input/prose_read.h"

#include <string.h>

typedef struct Walk {
    ProseReader *reader;
    const Chunk *chunk;
    const char *text; /* of the masked chunk */
    size_t at, end;
    int quote_depth;
    int depth;
    bool lost; /* the text was not found: places stay where they are */
    /* Text being collected. */
    Buf run;
    uint32_t run_start, run_end; /* in the source */
} Walk;

static void read_children(Walk *walk, cmark_node *parent, InlineList *out);

static uint32_t
source_at(const Walk *walk, size_t at)
{
    return walk->chunk->at[MIN_OF(at, walk->end)];
}

/* The source between two places of the chunk. */
static Loc
loc_between(const Walk *walk, size_t start, size_t end)
{
    if (!walk->reader->source)
        return LOC_NONE;
    uint32_t from = source_at(walk, start);
    uint32_t to = end > start ? source_at(walk, end - 1) + 1 : from;
    return (Loc){walk->reader->source, from, MAX_OF(to, from) - from};
}

/* A caption that does not fit its place (see align_next) may have been pushed over the end. */
static Loc
clipped(const Walk *walk, Loc loc)
{
    return walk->reader->source ? loc_part((Loc){walk->reader->source, 0, 0}, loc.offset, loc.length) : LOC_NONE;
}

static Inline *
add_inline(Walk *walk, InlineList *out, InlineKind kind, Loc loc)
{
    Inline *added = ARENA_NEW(walk->reader->arena, Inline);
    added->kind = kind;
    added->loc = clipped(walk, loc);
    VEC_PUSH(walk->reader->arena, out, added);
    return added;
}

static void
flush_run(Walk *walk, InlineList *out)
{
    if (walk->run.length == 0)
        return;
    Loc loc = {walk->reader->source, walk->run_start, walk->run_end - walk->run_start};
    Inline *text = add_inline(walk, out, INLINE_TEXT, loc);
    text->text = buf_take(&walk->run, walk->reader->arena);
}

/* Text of bytes from to `to` of the source goes on, or begins a run where it does not join. The text of a run is what
 * stands in the source, byte for byte; an entity is a run of its own. */
static void
add_to_run(Walk *walk, InlineList *out, const char *bytes, size_t length, uint32_t from, uint32_t to)
{
    bool verbatim = to - from == length, run_verbatim = walk->run_end - walk->run_start == walk->run.length;
    if (walk->run.length && (walk->run_end != from || !verbatim || !run_verbatim))
        flush_run(walk, out);
    if (walk->run.length == 0)
        walk->run_start = from;
    walk->run_end = MAX_OF(to, from);
    buf_add_bytes(&walk->run, bytes, length);
}

static bool
is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* Length of "&name;" or "&#…;" at `at`, or 0. */
static size_t
entity_length(const Walk *walk, size_t at)
{
    enum { ENTITY_MAX = 34 };
    size_t length = 1;
    while (at + length < walk->end && length < ENTITY_MAX) {
        char c = walk->text[at + length];
        if (c == ';')
            return length > 1 ? length + 1 : 0;
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c == '#' && length == 1);
        if (!good)
            return 0;
        length++;
    }
    return 0;
}

/* Eats what the next character of `literal` was made of. Bytes from to walk->at are its place. */
static bool
eat_character(Walk *walk, const char *literal, size_t length, size_t *from)
{
    const char *here = walk->text + walk->at;
    size_t left = walk->end - walk->at;
    if (left == 0)
        return false;
    if (here[0] == '\\' && left > 1 && is_punctuation(here[1]) && here[1] == literal[0]) {
        *from = walk->at + 1;
        walk->at += 2;
        return true;
    }
    if (here[0] == '&') {
        size_t entity = entity_length(walk, walk->at);
        if (entity > 0 && strncmp(literal, here, entity) != 0) {
            *from = walk->at;
            walk->at += entity;
            return true;
        }
    }
    if (left >= length && memcmp(here, literal, length) == 0) {
        *from = walk->at;
        walk->at += length;
        return true;
    }
    return false;
}

/* The cursor is not where `literal` is: goes on to the next place where its beginning stands. */
static bool
resync(Walk *walk, const char *literal)
{
    enum { SAMPLE_MAX = 16 };
    size_t length = strnlen(literal, SAMPLE_MAX);
    while (length > 1 && ((unsigned char)literal[length] & 0xC0) == 0x80)
        length--;
    for (size_t at = walk->at; at + length <= walk->end && !walk->lost; at++) {
        if (memcmp(walk->text + at, literal, length) == 0) {
            walk->at = at;
            return true;
        }
    }
    walk->lost = true;
    return false;
}

static void
add_token(Walk *walk, InlineList *out, const Token *token)
{
    flush_run(walk, out);
    switch (token->kind) {
    case TOKEN_BINDING:
        add_inline(walk, out, INLINE_BINDING, token->loc)->text = token->text;
        break;
    case TOKEN_CITE:
        add_inline(walk, out, INLINE_CITE, token->loc)->text = token->text;
        break;
    case TOKEN_REF:
        add_inline(walk, out, INLINE_REF, token->loc)->text = token->text;
        break;
    case TOKEN_NOTE: {
        Inline *note = add_inline(walk, out, INLINE_NOTE, token->loc);
        note->text = token->text;
        VEC_PUSH(walk->reader->arena, &walk->reader->notes, note);
        break;
    }
    case TOKEN_SOFT:
        add_inline(walk, out, INLINE_SOFT, token->loc);
        break;
    case TOKEN_BREAK:
        add_inline(walk, out, INLINE_BREAK, token->loc);
        break;
    case TOKEN_ATTRIBUTES: {
        /* Kept until the block has looked at it; target marks it as ours. */
        Inline *held = add_inline(walk, out, INLINE_TEXT, token->whole);
        held->text = "";
        held->target = (const char *)token;
        break;
    }
    case TOKEN_JOINER:
    case TOKEN_RUNE:
        break;
    }
}

static void
read_text(Walk *walk, const char *literal, InlineList *out)
{
    while (*literal) {
        const char *next = literal;
        uint32_t rune = utf8_next(&next);
        size_t length = (size_t)(next - literal), from = walk->at;
        bool found = !walk->lost && eat_character(walk, literal, length, &from);
        if (!found && resync(walk, literal))
            found = eat_character(walk, literal, length, &from);
        const Token *token = token_of_rune(walk->reader, rune);
        bool guard = walk->reader->one_line && from == 0 && rune == ONE_LINE_GUARD;
        if (guard)
            walk->run_end = walk->run_start = 0;
        else if (token && token->kind == TOKEN_RUNE)
            add_to_run(walk, out, token->text, strlen(token->text), token->loc.offset, token->loc.offset + token->loc.length);
        else if (token)
            add_token(walk, out, token);
        else if (found)
            add_to_run(walk, out, literal, length, source_at(walk, from), source_at(walk, walk->at - 1) + 1);
        else
            add_to_run(walk, out, literal, length, source_at(walk, walk->at), source_at(walk, walk->at));
        literal = next;
    }
}

static void
skip_blanks(Walk *walk)
{
    while (walk->at < walk->end && (walk->text[walk->at] == ' ' || walk->text[walk->at] == '\t'))
        walk->at++;
}

/* A line end, and on the next line the indentation and as many quote marks as there are quotes around: lazy lines have
 * fewer, and a line with more would be no continuation. */
static void
read_line_end(Walk *walk, InlineKind kind, InlineList *out)
{
    flush_run(walk, out);
    size_t start = walk->at;
    skip_blanks(walk);
    if (walk->at < walk->end && walk->text[walk->at] == '\\')
        walk->at++;
    if (walk->at < walk->end && walk->text[walk->at] == '\r')
        walk->at++;
    size_t feed = walk->at;
    if (walk->at < walk->end && walk->text[walk->at] == '\n')
        walk->at++;
    Loc loc = kind == INLINE_SOFT ? loc_between(walk, feed, walk->at) : loc_between(walk, start, walk->at);
    add_inline(walk, out, kind, loc);
    skip_blanks(walk);
    for (int i = 0; i < walk->quote_depth && walk->at < walk->end && walk->text[walk->at] == '>'; i++) {
        walk->at++;
        skip_blanks(walk);
    }
}

static void
eat(Walk *walk, const char *expected)
{
    size_t length = strlen(expected);
    if (walk->end - walk->at >= length && memcmp(walk->text + walk->at, expected, length) == 0)
        walk->at += length;
}

static void
eat_stars(Walk *walk, size_t count)
{
    while (count-- > 0 && walk->at < walk->end && (walk->text[walk->at] == '*' || walk->text[walk->at] == '_'))
        walk->at++;
}

static void
read_emphasis(Walk *walk, cmark_node *node, InlineKind kind, InlineList *out)
{
    flush_run(walk, out);
    size_t start = walk->at, stars = kind == INLINE_STRONG ? 2 : 1;
    eat_stars(walk, stars);
    Inline *emphasis = add_inline(walk, out, kind, LOC_NONE);
    read_children(walk, node, &emphasis->children);
    eat_stars(walk, stars);
    emphasis->loc = clipped(walk, loc_between(walk, start, walk->at));
}

static void
read_code(Walk *walk, const char *literal, InlineList *out)
{
    flush_run(walk, out);
    while (walk->at < walk->end && walk->text[walk->at] != '`')
        walk->at++;
    size_t start = walk->at, length = 0;
    while (walk->at < walk->end && walk->text[walk->at] == '`') {
        walk->at++;
        length++;
    }
    size_t run = 0;
    while (walk->at < walk->end) {
        run = walk->text[walk->at] == '`' ? run + 1 : 0;
        walk->at++;
        bool ends = run == length && (walk->at == walk->end || walk->text[walk->at] != '`');
        if (ends)
            break;
    }
    Inline *code = add_inline(walk, out, INLINE_CODE, loc_between(walk, start, walk->at));
    code->text = unmasked(walk->reader, literal);
}

/* Eats "(target "title")" where it stands behind a link text; false if it does not. */
static bool
eat_link_target(Walk *walk)
{
    const char *text = walk->text;
    size_t at = walk->at;
    if (at >= walk->end || text[at] != '(')
        return false;
    int depth = 0;
    char quote = '\0';
    bool pointed = false;
    for (; at < walk->end; at++) {
        char c = text[at];
        if (c == '\\' && at + 1 < walk->end) {
            at++;
        } else if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (pointed) {
            pointed = c != '>';
        } else if (c == '<' && depth == 1) {
            pointed = true;
        } else if ((c == '"' || c == '\'') && (text[at - 1] == ' ' || text[at - 1] == '\n')) {
            quote = c;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth == 0) {
            walk->at = at + 1;
            return true;
        }
    }
    return false;
}

/* Behind "]": a target in brackets, a label, or nothing. */
static void
eat_link_end(Walk *walk)
{
    eat(walk, "]");
    if (eat_link_target(walk) || walk->at >= walk->end || walk->text[walk->at] != '[')
        return;
    size_t at = walk->at + 1;
    while (at < walk->end && walk->text[at] != '[' && walk->text[at] != ']')
        at++;
    if (at < walk->end && walk->text[at] == ']')
        walk->at = at + 1;
}

static void
read_link(Walk *walk, cmark_node *node, InlineList *out)
{
    flush_run(walk, out);
    size_t start = walk->at;
    bool automatic = walk->at < walk->end && walk->text[walk->at] == '<';
    eat(walk, automatic ? "<" : "[");
    Inline *link = add_inline(walk, out, INLINE_LINK, LOC_NONE);
    const char *url = cmark_node_get_url(node);
    link->target = unmasked(walk->reader, url ? url : "");
    read_children(walk, node, &link->children);
    if (automatic)
        eat(walk, ">");
    else
        eat_link_end(walk);
    link->loc = clipped(walk, loc_between(walk, start, walk->at));
}

/* An image has no kind of its own among inlines: it is a link marked by text "!", which only the figure of a paragraph
 * may be. The others are reported when the paragraph is done. */
static void
read_image(Walk *walk, cmark_node *node, InlineList *out)
{
    flush_run(walk, out);
    size_t start = walk->at;
    eat(walk, "![");
    Inline *image = add_inline(walk, out, INLINE_LINK, LOC_NONE);
    const char *url = cmark_node_get_url(node);
    image->text = "!";
    image->target = unmasked(walk->reader, url ? url : "");
    read_children(walk, node, &image->children);
    eat_link_end(walk);
    image->loc = clipped(walk, loc_between(walk, start, walk->at));
}

static void
refuse_html(Walk *walk, const char *literal, InlineList *out)
{
    flush_run(walk, out);
    size_t length = strlen(literal);
    if (walk->text[walk->at] != '<')
        resync(walk, literal);
    Loc loc = loc_between(walk, walk->at, MIN_OF(walk->at + length, walk->end));
    diag(walk->reader->diags, DIAG_MD_HTML, loc, unmasked(walk->reader, literal));
    walk->at = MIN_OF(walk->at + length, walk->end);
}

static void
read_node(Walk *walk, cmark_node *node, InlineList *out)
{
    const char *literal = cmark_node_get_literal(node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        read_text(walk, literal, out);
        break;
    case CMARK_NODE_SOFTBREAK:
        read_line_end(walk, INLINE_SOFT, out);
        break;
    case CMARK_NODE_LINEBREAK:
        read_line_end(walk, INLINE_BREAK, out);
        break;
    case CMARK_NODE_CODE:
        read_code(walk, literal, out);
        break;
    case CMARK_NODE_EMPH:
        read_emphasis(walk, node, INLINE_EMPH, out);
        break;
    case CMARK_NODE_STRONG:
        read_emphasis(walk, node, INLINE_STRONG, out);
        break;
    case CMARK_NODE_LINK:
        read_link(walk, node, out);
        break;
    case CMARK_NODE_IMAGE:
        read_image(walk, node, out);
        break;
    case CMARK_NODE_HTML_INLINE:
        refuse_html(walk, literal, out);
        break;
    default:
        break;
    }
}

static void
read_children(Walk *walk, cmark_node *parent, InlineList *out)
{
    if (++walk->depth > PROSE_DEPTH_MAX) {
        diag(walk->reader->diags, DIAG_MD_TOO_DEEP, loc_between(walk, walk->at, walk->at), NULL);
    } else {
        for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
            read_node(walk, node, out);
    }
    flush_run(walk, out);
    walk->depth--;
}

void
inlines_read(ProseReader *reader, cmark_node *parent, InlineRange range, InlineList *out)
{
    Walk walk = {
        .reader = reader,
        .chunk = range.chunk,
        .text = range.chunk->text.ptr,
        .at = MIN_OF(range.start, range.end),
        .end = range.end,
        .quote_depth = range.quote_depth,
    };
    read_children(&walk, parent, out);
    buf_clear(&walk.run);
}

/* The token an attribute mask left in a list, or NULL. */
static const Token *
held_attributes(const Inline *item)
{
    return item->kind == INLINE_TEXT && item->target ? (const Token *)item->target : NULL;
}

void
refuse_attributes(ProseReader *reader, const Token *token)
{
    if (token)
        diag(reader->diags, DIAG_MD_BAD_ATTRIBUTES, token->whole, "attributes stand at the end of a heading, behind a figure or after ':::'",
            "属性只能放在标题末尾、图之后或“:::”之后");
}

const Token *
inlines_take_attributes(ProseReader *reader, InlineList *list)
{
    const Token *found = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        Inline *item = list->items[i];
        const Token *token = held_attributes(item);
        if (!token) {
            refuse_attributes(reader, inlines_take_attributes(reader, &item->children));
            list->items[kept++] = item;
        } else if (i + 1 == list->count) {
            found = token;
        } else {
            refuse_attributes(reader, token);
        }
    }
    list->count = kept;
    return found;
}
