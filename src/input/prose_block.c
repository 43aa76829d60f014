/* input/prose_block.c -- from cmark's blocks to ours. */
#include "input/prose_read.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct Blocks {
    ProseReader *reader;
    const Chunk *chunk; /* masked */
    size_t *lines;      /* where each line of it begins; one more for its end */
    size_t line_count;
} Blocks;

/* Where a block stands: how deep, and in how many quotes. */
typedef struct Nesting {
    int depth, quotes;
} Nesting;

static void read_block(const Blocks *blocks, cmark_node *node, Nesting nesting, BlockList *out);

/* cmark-gfm keeps its extensions in a list of the process, which must be filled once, by one thread. */
static pthread_once_t extensions_once = PTHREAD_ONCE_INIT;

static cmark_node *
parse_markdown(const Chunk *masked)
{
    pthread_once(&extensions_once, cmark_gfm_core_extensions_ensure_registered);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, masked->text.ptr, masked->text.length);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_consolidate_text_nodes(document);
    return document;
}

static void
index_lines(Blocks *blocks)
{
    const char *text = blocks->chunk->text.ptr;
    size_t length = blocks->chunk->text.length, count = 1;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    blocks->lines = base_alloc((count + 1) * sizeof *blocks->lines);
    blocks->lines[0] = 0;
    blocks->line_count = 1;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n')
            blocks->lines[blocks->line_count++] = i + 1;
    blocks->lines[blocks->line_count] = length;
}

static size_t
line_start(const Blocks *blocks, int line)
{
    size_t index = line < 1 ? 0 : MIN_OF((size_t)line - 1, blocks->line_count);
    return blocks->lines[index];
}

static size_t
line_stop(const Blocks *blocks, int line)
{
    size_t start = line_start(blocks, line);
    return line_end_at(blocks->chunk->text.ptr, start, blocks->chunk->text.length);
}

static size_t
node_start(const Blocks *blocks, cmark_node *node)
{
    int column = cmark_node_get_start_column(node);
    size_t start = line_start(blocks, cmark_node_get_start_line(node)) + (size_t)MAX_OF(column - 1, 0);
    return MIN_OF(start, blocks->chunk->text.length);
}

static size_t
node_stop(const Blocks *blocks, cmark_node *node)
{
    int line = cmark_node_get_end_line(node), column = cmark_node_get_end_column(node);
    size_t stop = column > 0 ? line_start(blocks, line) + (size_t)column : line_start(blocks, line);
    return MIN_OF(MAX_OF(stop, node_start(blocks, node)), blocks->chunk->text.length);
}

static Loc
loc_between(const Blocks *blocks, size_t start, size_t stop)
{
    uint32_t from = blocks->chunk->at[start], to = blocks->chunk->at[MAX_OF(stop, start)];
    return (Loc){blocks->reader->source, from, MAX_OF(to, from) - from};
}

static Block *
add_block(const Blocks *blocks, cmark_node *node, BlockKind kind, BlockList *out)
{
    Arena *arena = blocks->reader->arena;
    Block *block = ARENA_NEW(arena, Block);
    block->kind = kind;
    block->loc = loc_between(blocks, node_start(blocks, node), node_stop(blocks, node));
    VEC_PUSH(arena, out, block);
    return block;
}

static void
apply_attributes(ProseReader *reader, Block *block, const Token *token)
{
    if (!token)
        return;
    block->id = token->attributes.id;
    if (token->attributes.class_name)
        block->name = token->attributes.class_name;
    for (size_t i = 0; i < token->attributes.list.count; i++)
        VEC_PUSH(reader->arena, &block->attributes, token->attributes.list.items[i]);
}

static bool
is_image(const Inline *item)
{
    return item->kind == INLINE_LINK && item->text;
}

/* Blanks before the attributes of a heading or a figure. */
static void
trim_end(ProseReader *reader, InlineList *list)
{
    if (list->count == 0 || VEC_LAST(list)->kind != INLINE_TEXT || VEC_LAST(list)->target)
        return;
    Inline *last = VEC_LAST(list);
    size_t length = strlen(last->text), kept = length;
    while (kept > 0 && (last->text[kept - 1] == ' ' || last->text[kept - 1] == '\t'))
        kept--;
    last->loc.length -= (uint32_t)(length - kept);
    last->text = arena_strndup(reader->arena, last->text, kept);
    if (kept == 0)
        list->count--;
}

/* Images within text become links to what they show. */
static void
refuse_images(ProseReader *reader, InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_image(list->items[i])) {
            diag(reader->diags, DIAG_MD_FIGURE_NOT_ALONE, list->items[i]->loc, NULL);
            list->items[i]->text = NULL;
        }
        refuse_images(reader, &list->items[i]->children);
    }
}

static void
read_heading(const Blocks *blocks, cmark_node *node, Nesting nesting, BlockList *out)
{
    ProseReader *reader = blocks->reader;
    Block *block = add_block(blocks, node, BLOCK_HEADING, out);
    block->level = cmark_node_get_heading_level(node);
    size_t start = node_start(blocks, node), end = line_stop(blocks, cmark_node_get_end_line(node));
    const char *text = blocks->chunk->text.ptr;
    bool marked = cmark_node_get_start_line(node) == cmark_node_get_end_line(node);
    while (marked && start < end && text[start] == '#')
        start++;
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        start++;
    inlines_read(reader, node, (InlineRange){blocks->chunk, start, end, nesting.quotes}, &block->inlines);
    apply_attributes(reader, block, inlines_take_attributes(reader, &block->inlines));
    trim_end(reader, &block->inlines);
    refuse_images(reader, &block->inlines);
}

/* A paragraph of nothing but an image, with or without attributes, is a figure. */
static void
make_figure(Block *block)
{
    Inline *image = block->inlines.items[0];
    block->kind = BLOCK_FIGURE;
    block->target = image->target;
    block->inlines = image->children;
}

/* The lines of a paragraph. Where a table took its last line, cmark forgets its place: it begins with the table. */
static InlineRange
paragraph_range(const Blocks *blocks, cmark_node *node, Nesting nesting)
{
    const char *text = blocks->chunk->text.ptr;
    size_t start = node_start(blocks, node), end = line_stop(blocks, cmark_node_get_end_line(node));
    cmark_node *next = cmark_node_next(node);
    if (cmark_node_get_start_line(node) == 0 && next) {
        start = node_start(blocks, next);
        end = line_stop(blocks, cmark_node_get_end_line(next));
    }
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        start++;
    return (InlineRange){blocks->chunk, start, end, nesting.quotes};
}

static void
read_paragraph(const Blocks *blocks, cmark_node *node, Nesting nesting, BlockList *out)
{
    ProseReader *reader = blocks->reader;
    InlineRange range = paragraph_range(blocks, node, nesting);
    Block *block = add_block(blocks, node, BLOCK_PARAGRAPH, out);
    if (cmark_node_get_start_line(node) == 0)
        block->loc = loc_between(blocks, range.start, range.start);
    inlines_read(reader, node, range, &block->inlines);
    size_t images = 0;
    for (size_t i = 0; i < block->inlines.count; i++)
        images += is_image(block->inlines.items[i]);
    if (images == 0) {
        refuse_attributes(reader, inlines_take_attributes(reader, &block->inlines));
    } else if (is_image(block->inlines.items[0])) {
        const Token *token = inlines_take_attributes(reader, &block->inlines);
        trim_end(reader, &block->inlines);
        if (block->inlines.count == 1) {
            make_figure(block);
            apply_attributes(reader, block, token);
        }
    }
    refuse_images(reader, &block->inlines);
    if (images > 0 && block->kind == BLOCK_PARAGRAPH)
        inlines_take_attributes(reader, &block->inlines);
    if (block->kind == BLOCK_PARAGRAPH && block->inlines.count == 0)
        out->count--; /* a comment alone, or the definition of a link */
}

/* Cell number `index` of the row that begins at `start`, by its bars; as cmark does, a bar counts also in code. */
static InlineRange
cell_range(const Blocks *blocks, size_t start, size_t end, Nesting nesting)
{
    const char *text = blocks->chunk->text.ptr;
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        start++;
    while (end > start && strchr(" \t\r", text[end - 1]))
        end--;
    return (InlineRange){blocks->chunk, start, end, nesting.quotes};
}

static size_t
next_bar(const char *text, size_t at, size_t end)
{
    /* As in cmark, one backslash before it is enough, even if that one is escaped itself. */
    for (size_t start = at; at < end; at++)
        if (text[at] == '|' && (at == start || text[at - 1] != '\\'))
            break;
    return at;
}

static void
read_row(const Blocks *blocks, cmark_node *node, int line, Nesting nesting, BlockList *out)
{
    const char *text = blocks->chunk->text.ptr;
    ProseReader *reader = blocks->reader;
    size_t at = line_start(blocks, line), end = line_stop(blocks, line);
    at += strspn(text + at, " \t");
    for (int i = 0; i < nesting.quotes && at < end && text[at] == '>'; i++)
        at += 1 + strspn(text + at + 1, " \t");
    Block *row = add_block(blocks, node, BLOCK_ROW, out);
    row->loc = loc_between(blocks, at, end);
    row->header = strcmp(cmark_node_get_type_string(node), "table_header") == 0;
    /* The first line of a table in a list has the list's marker before it. */
    size_t column = (size_t)MAX_OF(cmark_node_get_start_column(node) - 1, 0);
    if (row->header && line == cmark_node_get_start_line(node))
        at = MAX_OF(at, MIN_OF(line_start(blocks, line) + column, end));
    at += at < end && text[at] == '|';
    for (cmark_node *cell = cmark_node_first_child(node); cell; cell = cmark_node_next(cell)) {
        size_t bar = next_bar(text, at, end);
        InlineRange range = cell_range(blocks, at, bar, nesting);
        Block *block = add_block(blocks, cell, BLOCK_CELL, &row->children);
        block->header = row->header;
        block->loc = loc_between(blocks, range.start, range.end);
        inlines_read(reader, cell, range, &block->inlines);
        refuse_attributes(reader, inlines_take_attributes(reader, &block->inlines));
        refuse_images(reader, &block->inlines);
        at = MIN_OF(bar + 1, end);
    }
}

static void
read_table(const Blocks *blocks, cmark_node *node, Nesting nesting, BlockList *out)
{
    Arena *arena = blocks->reader->arena;
    Block *table = add_block(blocks, node, BLOCK_TABLE, out);
    table->columns = cmark_gfm_extensions_get_table_columns(node);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(node);
    CellAlign *align = ARENA_ARRAY(arena, CellAlign, table->columns);
    for (size_t i = 0; i < table->columns; i++)
        align[i] = letters[i] == 'l' ? ALIGN_LEFT : letters[i] == 'c' ? ALIGN_CENTER : letters[i] == 'r' ? ALIGN_RIGHT : ALIGN_DEFAULT;
    table->align = align;
    /* cmark gives the header the first line of the paragraph it was found in; it stands above the line of dashes. */
    cmark_node *header = cmark_node_first_child(node), *first = header ? cmark_node_next(header) : NULL;
    int header_line = first ? cmark_node_get_start_line(first) - 2 : cmark_node_get_end_line(node) - 1;
    for (cmark_node *row = header; row; row = cmark_node_next(row)) {
        int line = row == header ? header_line : cmark_node_get_start_line(row);
        read_row(blocks, row, line, nesting, &table->children);
    }
    size_t start = blocks->chunk->at[line_start(blocks, header_line)];
    if (table->children.count)
        start = table->children.items[0]->loc.offset;
    size_t stop = (size_t)table->loc.offset + table->loc.length;
    table->loc = (Loc){blocks->reader->source, (uint32_t)start, (uint32_t)(MAX_OF(stop, start) - start)};
}

static void
read_children(const Blocks *blocks, cmark_node *parent, Nesting nesting, BlockList *out)
{
    nesting.depth++;
    if (nesting.depth > PROSE_DEPTH_MAX) {
        size_t start = node_start(blocks, parent);
        diag(blocks->reader->diags, DIAG_MD_TOO_DEEP, loc_between(blocks, start, start), NULL);
        return;
    }
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        read_block(blocks, node, nesting, out);
}

static void
read_list(const Blocks *blocks, cmark_node *node, Nesting nesting, BlockList *out)
{
    Block *list = add_block(blocks, node, BLOCK_LIST, out);
    list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
    list->tight = cmark_node_get_list_tight(node);
    for (cmark_node *item = cmark_node_first_child(node); item; item = cmark_node_next(item))
        read_children(blocks, item, nesting, &add_block(blocks, item, BLOCK_ITEM, &list->children)->children);
}

static void
read_code(const Blocks *blocks, cmark_node *node, BlockList *out)
{
    ProseReader *reader = blocks->reader;
    Block *block = add_block(blocks, node, BLOCK_CODE, out);
    block->code = unmasked(reader, cmark_node_get_literal(node));
    const char *info = cmark_node_get_fence_info(node);
    if (!str_is_empty(info))
        block->name = unmasked(reader, info);
}

static void
refuse_html(const Blocks *blocks, cmark_node *node)
{
    ProseReader *reader = blocks->reader;
    size_t start = node_start(blocks, node);
    size_t stop = line_end_at(blocks->chunk->text.ptr, start, blocks->chunk->text.length);
    const char *tag = arena_strndup(reader->arena, blocks->chunk->text.ptr + start, stop - start);
    diag(reader->diags, DIAG_MD_HTML, loc_between(blocks, start, stop), unmasked(reader, tag));
}

static void
read_block(const Blocks *blocks, cmark_node *node, Nesting nesting, BlockList *out)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING) {
        read_heading(blocks, node, nesting, out);
    } else if (type == CMARK_NODE_PARAGRAPH) {
        read_paragraph(blocks, node, nesting, out);
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
        nesting.quotes++;
        read_children(blocks, node, nesting, &add_block(blocks, node, BLOCK_QUOTE, out)->children);
    } else if (type == CMARK_NODE_LIST) {
        read_list(blocks, node, nesting, out);
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
        add_block(blocks, node, BLOCK_RULE, out);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        read_code(blocks, node, out);
    } else if (type == CMARK_NODE_HTML_BLOCK) {
        refuse_html(blocks, node);
    } else if (strcmp(cmark_node_get_type_string(node), "table") == 0) {
        read_table(blocks, node, nesting, out);
    }
}

void
blocks_read(ProseReader *reader, const Chunk *raw, BlockList *out)
{
    Chunk masked = {0};
    chunk_lex(reader, raw, &masked);
    Blocks blocks = {.reader = reader, .chunk = &masked};
    index_lines(&blocks);
    cmark_node *document = parse_markdown(&masked);
    read_children(&blocks, document, (Nesting){0}, out);
    cmark_node_free(document);
    free(blocks.lines);
    chunk_clear(&masked);
}
