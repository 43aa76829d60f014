/* Blocks and inlines as one line of text, for tests of prose.
 *
 *     h1#id(…) p(…) ul(li(…)) ol3(…) q(…) table:lr(row!(cell(…))) fig#id->target(…) div.name#id[k=v](…) hr code.c'…'
 *     text as it is, {binding} em(…) b(…) `code` a->target(…) [cite] @ref ^note break soft "␤"
 */
#ifndef SHUDU_TESTS_PROSE_DUMP_H
#define SHUDU_TESTS_PROSE_DUMP_H

#include "input/prose.h"

static inline void
dump_inlines(Buf *out, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        switch (item->kind) {
        case INLINE_TEXT: buf_add(out, item->text); break;
        case INLINE_BINDING: buf_printf(out, "{%s}", item->text); break;
        case INLINE_EMPH: buf_add(out, "em("); break;
        case INLINE_STRONG: buf_add(out, "b("); break;
        case INLINE_CODE: buf_printf(out, "`%s`", item->text); break;
        case INLINE_LINK: buf_printf(out, "a->%s(", item->target); break;
        case INLINE_CITE: buf_printf(out, "[%s]", item->text); break;
        case INLINE_REF: buf_printf(out, "@%s", item->text); break;
        case INLINE_NOTE: buf_printf(out, "^%s", item->text); break;
        case INLINE_BREAK: buf_add(out, "⏎"); break;
        case INLINE_SOFT: buf_add(out, "␤"); break;
        }
        bool holds = item->kind == INLINE_EMPH || item->kind == INLINE_STRONG || item->kind == INLINE_LINK;
        if (holds) {
            dump_inlines(out, &item->children);
            buf_add_char(out, ')');
        }
    }
}

static inline void
dump_blocks(Buf *out, const BlockList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Block *block = list->items[i];
        if (i > 0)
            buf_add_char(out, ' ');
        switch (block->kind) {
        case BLOCK_HEADING: buf_printf(out, "h%d", block->level); break;
        case BLOCK_PARAGRAPH: buf_add(out, "p"); break;
        case BLOCK_LIST: buf_printf(out, block->ordered ? "ol%d%s" : "ul%.0d%s", block->ordered ? block->start : 0, block->tight ? "" : "~"); break;
        case BLOCK_ITEM: buf_add(out, "li"); break;
        case BLOCK_QUOTE: buf_add(out, "q"); break;
        case BLOCK_TABLE:
            buf_add(out, "table:");
            for (size_t j = 0; j < block->columns; j++)
                buf_add_char(out, "-lcr"[block->align[j]]);
            break;
        case BLOCK_ROW: buf_add(out, block->header ? "row!" : "row"); break;
        case BLOCK_CELL: buf_add(out, "cell"); break;
        case BLOCK_FIGURE: buf_add(out, "fig"); break;
        case BLOCK_DIV: buf_add(out, "div"); break;
        case BLOCK_RULE: buf_add(out, "hr"); break;
        case BLOCK_FOOTNOTE: buf_add(out, "note"); break;
        case BLOCK_CODE: buf_printf(out, "code'%s'", block->code); break;
        }
        if (block->name)
            buf_printf(out, ".%s", block->name);
        if (block->id)
            buf_printf(out, "#%s", block->id);
        if (block->target)
            buf_printf(out, "->%s", block->target);
        for (size_t j = 0; j < block->attributes.count; j++)
            buf_printf(out, "[%s=%s]", block->attributes.items[j].name, block->attributes.items[j].value);
        if (block->kind == BLOCK_RULE || block->kind == BLOCK_CODE)
            continue;
        buf_add_char(out, '(');
        dump_inlines(out, &block->inlines);
        dump_blocks(out, &block->children);
        buf_add_char(out, ')');
    }
}

#endif
