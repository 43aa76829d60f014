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
    bool lost;       /* the text was not found: places stay where they are */
    bool line_start; /* the last node was a line end */
    bool automatic;  /* in <…>, where a backslash escapes nothing */
    size_t entity;   /* where the character eaten last was an entity; else `end` */
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
    if (here[0] == '\\' && !walk->automatic && left > 1 && is_punctuation(here[1]) && here[1] == literal[0]) {
        *from = walk->at + 1;
        walk->at += 2;
        return true;
    }
    if (here[0] == '\\' && literal[0] == '|') {
        /* In a table a bar behind any number of backslashes is text. */
        size_t slashes = 0;
        while (slashes < left && here[slashes] == '\\')
            slashes++;
        if (slashes < left && here[slashes] == '|') {
            *from = walk->at + slashes;
            walk->at += slashes + 1;
            return true;
        }
    }
    if (here[0] == '&') {
        size_t entity = entity_length(walk, walk->at);
        if (entity > 0 && strncmp(literal, here, entity) != 0) {
            *from = walk->entity = walk->at;
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

/* Where `length` bytes of `literal` stand next, or walk->end. */
static size_t
find_ahead(const Walk *walk, const char *literal, size_t length)
{
    for (size_t at = walk->at; at + length <= walk->end; at++)
        if (memcmp(walk->text + at, literal, length) == 0)
            return at;
    return walk->end;
}

/* The cursor is not where `literal` is: goes on to the next place where its beginning stands, or its first character, if
 * escapes follow. */
static bool
resync(Walk *walk, const char *literal)
{
    enum { SAMPLE_MAX = 16 };
    if (walk->lost)
        return false;
    size_t length = strnlen(literal, SAMPLE_MAX);
    while (length > 1 && ((unsigned char)literal[length] & 0xC0) == 0x80)
        length--;
    const char *second = literal;
    utf8_next(&second);
    size_t at = find_ahead(walk, literal, length);
    if (at == walk->end)
        at = find_ahead(walk, literal, (size_t)(second - literal));
    walk->lost = at == walk->end;
    if (!walk->lost)
        walk->at = at;
    return !walk->lost;
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
    /* cmark leaves the indentation of a lazy line behind a backslash. */
    if (walk->line_start)
        literal += strspn(literal, " \t");
    while (*literal) {
        const char *next = literal;
        uint32_t rune = utf8_next(&next);
        size_t length = (size_t)(next - literal), from = walk->at;
        size_t entity = walk->entity;
        walk->entity = walk->end;
        bool found = !walk->lost && eat_character(walk, literal, length, &from);
        if (!found && entity < walk->end) {
            from = entity; /* the second character of one that stands for two: &nlE; */
            found = true;
        }
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
    /* A mark behind four columns or a tab is text. */
    size_t before = walk->at;
    skip_blanks(walk);
    for (int i = 0; i < walk->quote_depth && walk->at < walk->end && walk->text[walk->at] == '>'; i++) {
        if (walk->at - before > 3 || memchr(walk->text + before, '\t', walk->at - before))
            break;
        walk->at++;
        before = walk->at + (walk->at < walk->end && walk->text[walk->at] == ' ');
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

static size_t
skip_white(const Walk *walk, size_t at)
{
    while (at < walk->end && strchr(" \t\n\r", walk->text[at]))
        at++;
    return at;
}

/* The end of a link's target: <…>, or up to a blank or the bracket that closes the link. */
static size_t
target_end(const Walk *walk, size_t at)
{
    const char *text = walk->text;
    bool pointed = at < walk->end && text[at] == '<';
    int depth = 0;
    for (at += pointed; at < walk->end; at++) {
        char c = text[at];
        if (c == '\\' && at + 1 < walk->end && is_punctuation(text[at + 1]))
            at++;
        else if (pointed && c == '>')
            return at + 1;
        else if (!pointed && (strchr(" \t\n\r", c) || (c == ')' && depth == 0)))
            return at;
        else if (!pointed)
            depth += (c == '(') - (c == ')');
    }
    return at;
}

/* The end of a title in "…", '…' or (…) at `at`; `at` itself if there is none. */
static size_t
title_end(const Walk *walk, size_t at)
{
    char open = at < walk->end ? walk->text[at] : '\0';
    char close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(')
        return at;
    for (size_t i = at + 1; i < walk->end; i++) {
        if (walk->text[i] == '\\' && i + 1 < walk->end)
            i++;
        else if (walk->text[i] == close)
            return i + 1;
    }
    return at;
}

/* Eats "(target "title")" where it stands behind a link text; false if it does not. */
static bool
eat_link_target(Walk *walk)
{
    if (walk->at >= walk->end || walk->text[walk->at] != '(')
        return false;
    size_t at = target_end(walk, skip_white(walk, walk->at + 1));
    at = skip_white(walk, title_end(walk, skip_white(walk, at)));
    if (at >= walk->end || walk->text[at] != ')')
        return false;
    walk->at = at + 1;
    return true;
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
    walk->automatic = automatic;
    read_children(walk, node, &link->children);
    walk->automatic = false;
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
    if (walk->at < walk->end && walk->text[walk->at] != '<')
        resync(walk, literal);
    /* A tag over two lines is not in the text as it is here; its points are. */
    size_t start = walk->at;
    for (const char *point = strchr(literal, '>'); point; point = strchr(point + 1, '>')) {
        const char *there = memchr(walk->text + walk->at, '>', walk->end - walk->at);
        walk->at = there ? (size_t)(there - walk->text) + 1 : walk->at;
    }
    diag(walk->reader->diags, DIAG_MD_HTML, loc_between(walk, start, walk->at), unmasked(walk->reader, literal));
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
    cmark_node_type type = cmark_node_get_type(node);
    walk->line_start = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

static void
read_children(Walk *walk, cmark_node *parent, InlineList *out)
{
    walk->line_start = false;
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
        .entity = range.end,
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
