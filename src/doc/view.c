/* doc/view.c -- what a chapter sees of its document, as one hash. */
#include "doc/doc.h"

#include "base/str.h"

#include <string.h>

static void
add(Buf *out, const char *text)
{
    buf_printf(out, "%s\x1f", text ? text : "\x1e");
}

/* An unnumbered chapter is referred to by its title. */
static void
add_label(Arena *scratch, const Doc *doc, const char *id, const DocLabel *label, Buf *out)
{
    add(out, id);
    add(out, label->number);
    buf_printf(out, "%d", (int)label->kind);
    for (int lang = 0; lang < doc->model->lang_count; lang++) {
        const Block *block = label->block->in[lang];
        if (block)
            buf_printf(out, " %d", block->level);
        if (block && !label->number)
            add(out, inlines_text(scratch, &block->inlines));
    }
    buf_add_char(out, '\n');
}

static void
add_block(const Doc *doc, const DocBlock *block, Buf *out)
{
    add(out, block->id);
    add(out, block->number);
    add(out, block->paragraph);
    buf_printf(out, "%d %u", (int)block->kind, block->pair);
    for (int lang = 0; lang < doc->model->lang_count; lang++)
        buf_printf(out, " %u", block->in[lang] ? block->in[lang]->loc.offset + 1 : 0);
    buf_add_char(out, '\n');
}

void
doc_view(const Doc *doc, size_t index, char sha256[65])
{
    const DocChapter *chapter = doc->chapters.items[index];
    Arena *scratch = arena_new();
    Buf out = BUF_INIT;
    buf_printf(&out, "%d %d\n", doc->has_source_list, doc->has_index);
    for (size_t i = 0; i < doc->cited.count; i++)
        add(&out, doc->cited.items[i]->id);
    for (size_t i = 0; i < doc->labels.entries.count; i++)
        add_label(scratch, doc, doc->labels.entries.items[i].key, doc->labels.entries.items[i].value, &out);
    add(&out, chapter->name);
    add(&out, chapter->id);
    add(&out, chapter->number);
    for (size_t i = 0; i < chapter->blocks.count; i++)
        add_block(doc, &chapter->blocks.items[i], &out);
    for (int lang = 0; lang < doc->model->lang_count; lang++) {
        const Source *source = chapter->prose[lang] ? chapter->prose[lang]->source : NULL;
        char text[65] = "";
        if (source)
            sha256_hex(source->text, source->length, text);
        add(&out, text);
    }
    sha256_hex(out.ptr, out.length, sha256);
    buf_clear(&out);
    arena_free(scratch);
}
