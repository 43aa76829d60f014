#include "jobs/printed.h"

#include "base/str.h"

#include <string.h>

typedef struct Piece { size_t start, end; const FactUse *use; } Piece;

/* The text of one element that is a block. */
typedef struct Block {
    ElemId elem;
    Buf text;
    VEC(Piece) uses;
    Loc loc;
    int lang, last_lang;
    uint32_t page;
    bool any;
} Block;

typedef struct Collector {
    Arena *arena;
    const Scene *scene;
    Block *blocks;            /* by element */
    VEC(ElemId) order;        /* of blocks that print something, by first op */
} Collector;

/* ---- where a text belongs ---------------------------------------------------------------------------------------------- */

static const Elem *
elem_of(const Collector *self, ElemId id)
{
    return &self->scene->elems.items[id];
}

static ElemId
within(const Collector *self, ElemId id, Role role)
{
    for (; id > ELEM_DOCUMENT; id = elem_of(self, id)->parent)
        if (elem_of(self, id)->role == role)
            return id;
    return ELEM_ARTIFACT;
}

static bool
is_inline(Role role)
{
    return role == ROLE_SPAN || role == ROLE_LINK || role == ROLE_REFERENCE || role == ROLE_QUOTE;
}

/* The block an element's text is part of; the artifact for marks of notes and list labels, which say nothing of their own. */
static ElemId
block_of(const Collector *self, ElemId id)
{
    while (id > ELEM_DOCUMENT && is_inline(elem_of(self, id)->role) && elem_of(self, id)->parent > ELEM_DOCUMENT)
        id = elem_of(self, id)->parent;
    return elem_of(self, id)->role == ROLE_LABEL ? ELEM_ARTIFACT : id;
}

/* ---- texts of blocks --------------------------------------------------------------------------------------------------------- */

/* Marks of notes and sources are numbered anew by every other change. */
static bool
is_mark(const FactUse *use)
{
    return use && use->kind == USE_LITERAL && (str_equal(use->literal, "note") || str_equal(use->literal, "citation"));
}

static void
add_span(Collector *self, const Op *op, uint32_t page, const TextSpan *span)
{
    ElemId id = block_of(self, span->elem ? span->elem : op->elem);
    if (id == ELEM_ARTIFACT)
        return;
    Block *block = &self->blocks[id];
    if (is_mark(span->use)) {
        while (block->text.length && block->text.ptr[block->text.length - 1] == ' ')
            block->text.ptr[--block->text.length] = '\0';
        return;
    }
    if (!block->any) {
        *block = (Block){.elem = id, .loc = op->loc, .lang = span->lang, .last_lang = span->lang, .page = page, .any = true};
        VEC_PUSH(self->arena, &self->order, id);
    }
    /* A heading in two languages is two. */
    if (span->lang != block->last_lang && block->text.length)
        buf_add_char(&block->text, '\n');
    block->last_lang = span->lang;
    Piece piece = {block->text.length, 0, span->use};
    for (uint32_t i = span->start; i < span->end; i++)
        if (op->text.text[i] != '\n')
            buf_add_char(&block->text, op->text.text[i]);
    piece.end = block->text.length;
    if (span->use && piece.end > piece.start)
        VEC_PUSH(self->arena, &block->uses, piece);
}

/* What extraction would put between this text and the next of the block. */
static void
add_join(Collector *self, const Op *op)
{
    const TextOp *text = &op->text;
    if (!text->span_count)
        return;
    const TextSpan *last = &text->spans[text->span_count - 1];
    ElemId id = block_of(self, last->elem ? last->elem : op->elem);
    if (id == ELEM_ARTIFACT || !self->blocks[id].any)
        return;
    Buf *out = &self->blocks[id].text;
    if (text->join == TEXT_GOES_ON_SPACE)
        buf_add_char(out, ' ');
    else if (text->join == TEXT_GOES_ON_HYPHEN && out->length && out->ptr[out->length - 1] == '-')
        out->ptr[--out->length] = '\0';
}

static void
collect_blocks(Collector *self)
{
    for (uint32_t page = 0; page < self->scene->pages.count; page++) {
        const Page *sheet = &self->scene->pages.items[page];
        for (size_t i = 0; i < sheet->ops.count; i++) {
            const Op *op = &sheet->ops.items[i];
            if (op->kind != OP_TEXT)
                continue;
            for (size_t s = 0; s < op->text.span_count; s++)
                add_span(self, op, page, &op->text.spans[s]);
            add_join(self, op);
        }
    }
}

/* ---- sentences ------------------------------------------------------------------------------------------------------------------ */

/* Bytes of the mark that ends a sentence here; 0. */
static size_t
sentence_end(const char *at)
{
    static const char *const marks[] = {"。", "！", "？", "；"};
    if (*at == '\n')
        return 1;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(at, marks[i]))
            return strlen(marks[i]);
    bool stops = (*at == '.' || *at == '!' || *at == '?' || *at == ';') && at[1] == ' ';
    return stops ? 1 : 0;
}

static void
push_sentence(Collector *self, const Block *block, size_t start, size_t end, Printed *out)
{
    while (start < end && (block->text.ptr[start] == ' ' || block->text.ptr[start] == '\n'))
        start++;
    while (end > start && (block->text.ptr[end - 1] == ' ' || block->text.ptr[end - 1] == '\n'))
        end--;
    if (start == end)
        return;
    Sentence sentence = {.text = arena_strndup(self->arena, block->text.ptr + start, end - start), .loc = block->loc, .lang = block->lang, .page = block->page};
    for (size_t i = 0; i < block->uses.count; i++) {
        const Piece *piece = &block->uses.items[i];
        if (piece->start < start || piece->start >= end || piece->use->kind == USE_LITERAL)
            continue;
        VEC_PUSH(self->arena, &sentence.uses, piece->use);
        VEC_PUSH(self->arena, &sentence.use_at, piece->start - start);
    }
    VEC_PUSH(self->arena, &out->sentences, sentence);
}

static void
split_block(Collector *self, const Block *block, Printed *out)
{
    size_t start = 0;
    for (size_t at = 0; at < block->text.length; at++) {
        size_t mark = sentence_end(block->text.ptr + at);
        if (!mark)
            continue;
        push_sentence(self, block, start, at + mark, out);
        start = at + mark;
    }
    push_sentence(self, block, start, block->text.length, out);
}

/* ---- tables and figures ------------------------------------------------------------------------------------------------------------ */

static void
add_text(Collector *self, const char **all, const char *mark, const char *text)
{
    *all = arena_printf(self->arena, "%s%s%s", *all, **all ? mark : "", text ? text : "");
}

static PrintedTable *
table_of(Collector *self, ElemId id, const Block *block, Printed *out, ElemId *last)
{
    if (*last != id) {
        PrintedTable table = {.text = "", .caption = "", .loc = block->loc, .page = block->page};
        VEC_PUSH(self->arena, &out->tables, table);
        *last = id;
    }
    return &VEC_LAST(&out->tables);
}

static PrintedFigure *
figure_of(Collector *self, ElemId id, const Block *block, Printed *out, ElemId *last)
{
    if (*last != id) {
        const char *path = block->loc.source ? block->loc.source->path : "";
        PrintedFigure figure = {.spec = path, .text = "", .page = block->page};
        VEC_PUSH(self->arena, &out->figures, figure);
        *last = id;
    }
    return &VEC_LAST(&out->figures);
}

/* The outermost figure: charts are figures in one. */
static ElemId
figure_around(const Collector *self, ElemId id)
{
    ElemId found = ELEM_ARTIFACT;
    for (ElemId at = within(self, id, ROLE_FIGURE); at != ELEM_ARTIFACT; at = within(self, elem_of(self, at)->parent, ROLE_FIGURE))
        found = at;
    return found;
}

void
printed_collect(Arena *arena, const Scene *scene, Printed *out)
{
    Collector self = {.arena = arena, .scene = scene};
    ElemId table = ELEM_ARTIFACT, figure = ELEM_ARTIFACT;
    const char *caption = "";
    self.blocks = ARENA_ARRAY(arena, Block, scene->elems.count + 1);
    memset(self.blocks, 0, sizeof *self.blocks * (scene->elems.count + 1));
    collect_blocks(&self);
    for (size_t i = 0; i < self.order.count; i++) {
        Block *block = &self.blocks[self.order.items[i]];
        ElemId in_table = within(&self, block->elem, ROLE_TABLE), in_figure = figure_around(&self, block->elem);
        Role role = elem_of(&self, block->elem)->role;
        const char *text = block->text.length ? block->text.ptr : "";
        if (in_table != ELEM_ARTIFACT && role != ROLE_CAPTION) {
            PrintedTable *printed = table_of(&self, in_table, block, out, &table);
            printed->caption = *printed->caption ? printed->caption : caption;
            add_text(&self, &printed->text, "\t", text);
        } else if (in_figure != ELEM_ARTIFACT) {
            add_text(&self, &figure_of(&self, in_figure, block, out, &figure)->text, "\n", text);
        } else if (within(&self, block->elem, ROLE_TOC) == ELEM_ARTIFACT) {
            /* Contents and lists say again what stands elsewhere. */
            split_block(&self, block, out);
        }
        if (role == ROLE_CAPTION)
            caption = arena_strndup(arena, text, strcspn(text, "\n"));
    }
    for (size_t i = 0; i < self.order.count; i++)
        buf_clear(&self.blocks[self.order.items[i]].text);
}
