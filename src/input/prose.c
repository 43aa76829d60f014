/* input/prose.c -- a chapter line by line: front matter, fenced divs, footnotes, and the Markdown between them. */
#include "input/prose.h"

#include "input/node_read.h"
#include "input/prose_read.h"

#include <string.h>

/* The lines of a source still to be read. */
typedef struct Lines {
    const char *text;
    size_t at, end;
} Lines;

static void read_lines(ProseReader *reader, Lines *lines, Block *div, int depth, BlockList *out);

static Loc
place(const ProseReader *reader, size_t start, size_t end)
{
    return (Loc){reader->source, (uint32_t)start, (uint32_t)(end - start)};
}

/* Behind the line feed of the line that `at` lies in. */
static size_t
next_line(const Lines *lines, size_t at)
{
    return MIN_OF(line_end_at(lines->text, at, lines->end) + 1, lines->end);
}

/* The end of a line without blanks. */
static size_t
text_end(const Lines *lines, size_t at)
{
    size_t end = line_end_at(lines->text, at, lines->end);
    while (end > at && strchr(" \t\r", lines->text[end - 1]))
        end--;
    return end;
}

static void
read_chunk(ProseReader *reader, size_t start, size_t end, BlockList *out)
{
    if (start >= end)
        return;
    Chunk raw = {0};
    chunk_add(&raw, reader->source->text + start, end - start, (uint32_t)start);
    blocks_read(reader, &raw, out);
    chunk_clear(&raw);
}

/* Colons that begin the line, at least three, else 0. */
static size_t
colons_at(const Lines *lines, size_t at)
{
    size_t count = strspn(lines->text + at, ":");
    return count >= 3 ? count : 0;
}

/* "::: {.table #tbl-x}" or "::: table" */
static Block *
open_div(ProseReader *reader, const Lines *lines, size_t colons)
{
    const char *text = lines->text;
    size_t start = lines->at + colons, end = text_end(lines, lines->at);
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        start++;
    while (end > start && text[end - 1] == ':')
        end--; /* Pandoc allows colons to close the line */
    while (end > start && text[end - 1] == ' ')
        end--;
    Block *div = ARENA_NEW(reader->arena, Block);
    div->kind = BLOCK_DIV;
    div->loc = place(reader, lines->at, text_end(lines, lines->at));
    Attributes attributes = {0};
    bool braces = text[start] == '{';
    if (braces && text[end - 1] == '}') {
        attributes_parse(reader->arena, reader->diags, reader->source, start + 1, end - 1, &attributes);
    } else if (braces) {
        diag(reader->diags, DIAG_MD_BAD_ATTRIBUTES, place(reader, start, start + 1), "the brace is not closed", "花括号未闭合");
    } else {
        size_t length = identifier_length(text + start, end - start);
        if (length != end - start)
            diag(reader->diags, DIAG_MD_BAD_ATTRIBUTES, place(reader, start, end), "expected a name or {.name #id key=\"value\"} after ':::'",
                "“:::”之后应为名称或{.name #id key=\"value\"}");
        else
            attributes.class_name = arena_strndup(reader->arena, text + start, length);
    }
    div->name = attributes.class_name;
    div->id = attributes.id;
    for (size_t i = 0; i < attributes.list.count; i++)
        VEC_PUSH(reader->arena, &div->attributes, attributes.list.items[i]);
    return div;
}

/* Length of "[^name]:" at the beginning of a line, or 0. */
static size_t
footnote_mark(const Lines *lines, size_t at)
{
    const char *text = lines->text;
    if (at + 2 >= lines->end || text[at] != '[' || text[at + 1] != '^')
        return 0;
    size_t length = strcspn(text + at + 2, "] \t\r\n[");
    bool good = length > 0 && text[at + 2 + length] == ']' && text[at + 3 + length] == ':';
    return good ? length + 4 : 0;
}

/* Bytes of indentation up to four columns; *enough tells whether there were four. */
static size_t
indentation(const Lines *lines, size_t at, bool *enough)
{
    size_t width = 0, length = 0;
    while (width < 4 && (lines->text[at + length] == ' ' || lines->text[at + length] == '\t')) {
        width += lines->text[at + length] == '\t' ? 4 : 1;
        length++;
    }
    *enough = width >= 4;
    return length;
}

/* The lines that belong to a footnote: those that follow at once, and behind blank lines those indented by four. */
static void
add_footnote_lines(Lines *lines, Chunk *body)
{
    bool after_blank = false;
    while (lines->at < lines->end) {
        bool indented;
        size_t indent = indentation(lines, lines->at, &indented);
        if (is_blank_line(lines->text, lines->at, lines->end)) {
            after_blank = true;
        } else if (!indented && (after_blank || colons_at(lines, lines->at) || footnote_mark(lines, lines->at))) {
            return;
        } else {
            after_blank = false;
        }
        size_t skip = indented ? indent : 0, next = next_line(lines, lines->at);
        skip = MIN_OF(skip, line_end_at(lines->text, lines->at, lines->end) - lines->at);
        chunk_add(body, lines->text + lines->at + skip, next - lines->at - skip, (uint32_t)(lines->at + skip));
        lines->at = next;
    }
}

static void
read_footnote(ProseReader *reader, Lines *lines, size_t mark)
{
    Block *note = ARENA_NEW(reader->arena, Block);
    note->kind = BLOCK_FOOTNOTE;
    note->loc = place(reader, lines->at, lines->at + mark - 1);
    note->name = arena_strndup(reader->arena, lines->text + lines->at + 2, mark - 4);
    size_t start = lines->at + mark;
    start += strspn(lines->text + start, " \t");
    lines->at = next_line(lines, lines->at);
    Chunk body = {0};
    chunk_add(&body, lines->text + start, lines->at - MIN_OF(start, lines->at), (uint32_t)start);
    add_footnote_lines(lines, &body);
    blocks_read(reader, &body, &note->children);
    chunk_clear(&body);
    for (size_t i = 0; i < reader->footnotes->count; i++) {
        const Block *other = reader->footnotes->items[i];
        if (strcmp(other->name, note->name) == 0) {
            diag(reader->diags, DIAG_MD_DUPLICATE_FOOTNOTE, note->loc, note->name);
            diag_note(reader->diags, other->loc, "first given here", "首次出现于此", NULL);
            return;
        }
    }
    VEC_PUSH(reader->arena, reader->footnotes, note);
}

/* Where a comment that begins on this line and runs over its end comes to an end; else 0. */
static size_t
long_comment_end(const Lines *lines, size_t at)
{
    size_t end = line_end_at(lines->text, at, lines->end);
    while (at < end) {
        char c = lines->text[at];
        if (c == '`') {
            size_t run = strspn(lines->text + at, "`");
            at += run;
            const char *tick = memchr(lines->text + at, '`', end - MIN_OF(at, end));
            if (tick)
                at = (size_t)(tick - lines->text) + strspn(tick, "`");
        } else if (c == '<' && str_starts(lines->text + at, "<!--")) {
            const char *close = strstr(lines->text + at, "-->");
            size_t after = close ? (size_t)(close - lines->text) + 3 : lines->end;
            if (after > end)
                return next_line(lines, MIN_OF(after, lines->end));
            at = after;
        } else {
            at++;
        }
    }
    return 0;
}

/* The end of a line, or of the code or comment that begins on it: nothing in there is ours. */
static size_t
skip_line(const Lines *lines)
{
    size_t fence, length = fence_at(lines->text, lines->at, lines->end, &fence);
    if (length > 0)
        return MIN_OF(fenced_code_end(lines->text, fence, length, lines->end) + 1, lines->end);
    size_t comment = long_comment_end(lines, lines->at);
    return comment ? comment : next_line(lines, lines->at);
}

/* A line of colons: closes `div` or opens another. True if `div` is closed. */
static bool
read_div_line(ProseReader *reader, Lines *lines, size_t colons, const Block *div, int depth, BlockList *out)
{
    bool closes = text_end(lines, lines->at) == lines->at + colons;
    if (closes) {
        if (!div)
            diag(reader->diags, DIAG_MD_STRAY_DIV, place(reader, lines->at, lines->at + colons), NULL);
        lines->at = next_line(lines, lines->at);
        return div != NULL;
    }
    Block *child = open_div(reader, lines, colons);
    lines->at = next_line(lines, lines->at);
    if (depth >= PROSE_DEPTH_MAX) {
        diag(reader->diags, DIAG_MD_TOO_DEEP, child->loc, NULL);
        lines->at = lines->end;
        return true;
    }
    VEC_PUSH(reader->arena, out, child);
    read_lines(reader, lines, child, depth + 1, &child->children);
    return false;
}

/* Lines up to the one that closes `div`, or all where it is NULL. */
static void
read_lines(ProseReader *reader, Lines *lines, Block *div, int depth, BlockList *out)
{
    size_t chunk = lines->at; /* where the Markdown not yet read begins */
    while (lines->at < lines->end) {
        size_t colons = colons_at(lines, lines->at), mark = footnote_mark(lines, lines->at);
        if (colons == 0 && mark == 0) {
            lines->at = skip_line(lines);
            continue;
        }
        read_chunk(reader, chunk, lines->at, out);
        if (mark > 0)
            read_footnote(reader, lines, mark);
        else if (read_div_line(reader, lines, colons, div, depth, out))
            return;
        chunk = lines->at;
    }
    read_chunk(reader, chunk, lines->end, out);
    if (div)
        diag(reader->diags, DIAG_MD_UNCLOSED_DIV, div->loc, div->name ? div->name : "");
}

static bool
is_line(const Lines *lines, size_t at, const char *wanted)
{
    size_t length = strlen(wanted);
    return text_end(lines, at) == at + length && memcmp(lines->text + at, wanted, length) == 0;
}

/* YAML between two lines of "---" at the very beginning; lines->at goes behind it. */
static Node *
read_front_matter(ProseReader *reader, Lines *lines)
{
    if (!is_line(lines, lines->at, "---"))
        return NULL;
    size_t start = next_line(lines, lines->at);
    for (size_t at = start; at < lines->end; at = next_line(lines, at)) {
        if (is_line(lines, at, "---") || is_line(lines, at, "...")) {
            Node *front = node_parse_yaml_range(reader->arena, reader->diags, reader->source, start, at);
            lines->at = next_line(lines, at);
            return front;
        }
    }
    diag(reader->diags, DIAG_MD_UNCLOSED_FRONT, place(reader, lines->at, lines->at + 3), NULL);
    lines->at = start;
    return NULL;
}

static void
check_notes(ProseReader *reader)
{
    Map names, used;
    Arena *scratch = arena_new();
    map_init(&names, scratch);
    map_init(&used, scratch);
    for (size_t i = 0; i < reader->footnotes->count; i++)
        map_put(&names, reader->footnotes->items[i]->name, reader);
    for (size_t i = 0; i < reader->notes.count; i++) {
        const Inline *note = reader->notes.items[i];
        map_put(&used, note->text, reader);
        if (!map_has(&names, note->text))
            diag(reader->diags, DIAG_MD_MISSING_FOOTNOTE, note->loc, note->text);
    }
    for (size_t i = 0; i < reader->footnotes->count; i++) {
        const Block *note = reader->footnotes->items[i];
        if (!map_has(&used, note->name))
            diag(reader->diags, DIAG_MD_UNUSED_FOOTNOTE, note->loc, note->name);
    }
    arena_free(scratch);
}

bool
prose_parse(Arena *arena, Diags *diags, const Source *source, Prose *out)
{
    *out = (Prose){.source = source};
    if (!node_check_utf8(diags, source, source->text_start, source->length))
        return false;
    const char *nul = memchr(source->text, '\0', source->length);
    if (nul)
        return diag(diags, DIAG_MD_NUL, ((Loc){source, (uint32_t)(nul - source->text), 1}), NULL);
    size_t errors = diags_errors(diags);
    ProseReader reader = {.arena = arena, .diags = diags, .source = source, .footnotes = &out->footnotes};
    Lines lines = {.text = source->text, .at = source->text_start, .end = source->length};
    out->front = read_front_matter(&reader, &lines);
    read_lines(&reader, &lines, NULL, 0, &out->blocks);
    check_notes(&reader);
    return diags_errors(diags) == errors;
}

const char *
block_attribute(const Block *block, const char *name)
{
    for (size_t i = 0; i < block->attributes.count; i++)
        if (strcmp(block->attributes.items[i].name, name) == 0)
            return block->attributes.items[i].value;
    return NULL;
}
