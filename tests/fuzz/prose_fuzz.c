/* Markdown: every inline lies in the source, bindings and notes at exactly their text; captions do not fall over. */
#include "fuzz.h"

#include "input/prose.h"

static void
promise_inlines(const Source *source, const InlineList *list, bool chapter)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        promise_loc(source, item->loc);
        bool exact = chapter && (item->kind == INLINE_NOTE || (item->kind == INLINE_BINDING && !strchr(item->text, '\n')));
        if (exact)
            PROMISE(item->loc.length == strlen(item->text) && memcmp(source->text + item->loc.offset, item->text, item->loc.length) == 0);
        promise_inlines(source, &item->children, chapter);
    }
}

static void
promise_blocks(const Source *source, const BlockList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Block *block = list->items[i];
        promise_loc(source, block->loc);
        for (size_t j = 0; j < block->attributes.count; j++)
            promise_loc(source, block->attributes.items[j].loc);
        promise_inlines(source, &block->inlines, true);
        promise_blocks(source, &block->children);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const Source *source = source_from_bytes(arena, "a.md", (const char *)data, size);
    Prose prose;
    bool good = prose_parse(arena, diags, source, &prose);
    PROMISE(good == (diags_errors(diags) == 0));
    promise_blocks(source, &prose.blocks);
    promise_blocks(source, &prose.footnotes);
    promise_diags(source, diags);
    InlineList list;
    Loc whole = {source, 0, (uint32_t)size};
    prose_parse_inlines(arena, diags_new(arena), whole, source->text, &list);
    promise_inlines(source, &list, false);
    (void)inlines_text(arena, &list);
    arena_free(arena);
    return 0;
}
