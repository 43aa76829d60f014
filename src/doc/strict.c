#include "doc/strict.h"

#include "base/str.h"
#include "expr/expr.h"

#include <string.h>

typedef struct Strict {
    Arena *arena;
    Reader *reader;
    const Doc *doc;
    Map gone; /* ids of blocks that went */
} Strict;

static bool
inlines_fail(Arena *arena, const Model *model, const InlineList *list, int lang)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *one = list->items[i];
        ExprEnv env = {.arena = arena, .diags = diags_new(arena), .model = model, .lang = lang};
        Value value;
        if (one->kind == INLINE_BINDING && !binding_eval(&env, one->loc, one->text, &value))
            return true;
        if (inlines_fail(arena, model, &one->children, lang))
            return true;
    }
    return false;
}

bool
block_fails(Arena *arena, const Model *model, const Block *block, int lang)
{
    if (inlines_fail(arena, model, &block->inlines, lang))
        return true;
    for (size_t i = 0; i < block->children.count; i++)
        if (block_fails(arena, model, block->children.items[i], lang))
            return true;
    return false;
}

/* References to what went, and footnotes that fail. */
static bool
refers_to_gone(const Strict *self, const DocChapter *chapter, const InlineList *list, int lang)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *one = list->items[i];
        if (one->kind == INLINE_REF && map_has(&self->gone, one->text))
            return true;
        const Block *note = one->kind == INLINE_NOTE ? doc_footnote(chapter, lang, one->text) : NULL;
        if ((note && block_fails(self->arena, self->doc->model, note, lang)) || refers_to_gone(self, chapter, &one->children, lang))
            return true;
    }
    return false;
}

static bool
block_refers(const Strict *self, const DocChapter *chapter, const Block *block, int lang)
{
    if (refers_to_gone(self, chapter, &block->inlines, lang))
        return true;
    for (size_t i = 0; i < block->children.count; i++)
        if (block_refers(self, chapter, block->children.items[i], lang))
            return true;
    return false;
}

static bool
chart_names_it(const Strict *self, const Block *block)
{
    const char *path = block->kind == BLOCK_FIGURE ? doc_chart_path(self->arena, self->reader, block->target) : NULL;
    const Source *source = path ? reader_read(self->reader, path, block->loc) : NULL;
    return source && model_names_left_out(self->doc->model, source->text, source->length);
}

/* Whether all texts of a figure's footnote may be printed. */
static bool
footnote_holds(const Strict *self, const Fact *fact)
{
    const Model *model = self->doc->model;
    for (int lang = 0; lang < model->lang_count; lang++) {
        ExprEnv env = {.arena = self->arena, .diags = diags_new(self->arena), .model = model, .lang = lang};
        BoundText bound = {0};
        if (fact->footnote.in[lang] && !bound_text(&env, fact->loc, fact->footnote.in[lang], &bound))
            return false;
    }
    return true;
}

/* A table of figures none of which is left. */
static bool
is_emptied(const Strict *self, const Block *block)
{
    const char *rows = block->kind == BLOCK_DIV && str_equal(block->name, "figures-table") ? block_attribute(block, "rows") : NULL;
    for (const char *from = rows ? rows : ""; *from;) {
        size_t length = strcspn(from, " \n");
        const Fact *fact = length ? model_fact(self->doc->model, arena_strndup(self->arena, from, length)) : NULL;
        if (fact && fact_is_published(fact) && footnote_holds(self, fact))
            return false;
        from += length + (from[length] != '\0');
    }
    return rows != NULL;
}

static bool
goes(const Strict *self, const DocChapter *chapter, const DocBlock *pair)
{
    const Model *model = self->doc->model;
    bool is_title = pair->kind == BLOCK_HEADING;
    for (int lang = 0; !is_title && lang < model->lang_count; lang++) {
        const Block *block = pair->in[lang];
        if (block && (is_emptied(self, block) || block_fails(self->arena, model, block, lang) || chart_names_it(self, block) || block_refers(self, chapter, block, lang)))
            return true;
    }
    return false;
}

/* Takes out the blocks that go; whether there were any. */
static bool
filter(Strict *self, DocChapter *chapter)
{
    size_t kept = 0, count = chapter->blocks.count;
    for (size_t i = 0; i < count; i++) {
        const DocBlock *pair = &chapter->blocks.items[i];
        if (!goes(self, chapter, pair))
            chapter->blocks.items[kept++] = *pair;
        else if (pair->id)
            map_put(&self->gone, pair->id, self);
    }
    chapter->blocks.count = kept;
    return kept < count;
}

static int
level_of(const DocBlock *pair)
{
    for (int lang = 0; lang < LANG_MAX; lang++)
        if (pair->in[lang])
            return pair->in[lang]->level;
    return 0;
}

/* Sections without a block go, with their titles; chapters stay. */
static bool
drop_empty_sections(Strict *self, DocChapter *chapter)
{
    size_t kept = 0, count = chapter->blocks.count;
    for (size_t i = 0; i < count; i++) {
        const DocBlock *pair = &chapter->blocks.items[i], *next = i + 1 < count ? pair + 1 : NULL;
        bool ends = !next || (next->kind == BLOCK_HEADING && level_of(next) <= level_of(pair));
        if (pair->kind != BLOCK_HEADING || level_of(pair) < 2 || !ends)
            chapter->blocks.items[kept++] = *pair;
        else if (pair->id)
            map_put(&self->gone, pair->id, self);
    }
    chapter->blocks.count = kept;
    return kept < count;
}

void
doc_leave_out(Arena *arena, Reader *reader, Doc *doc)
{
    Strict self = {.arena = arena, .reader = reader, .doc = doc};
    map_init(&self.gone, arena);
    for (bool again = doc->model->left_out != 0; again;) {
        again = false;
        for (size_t i = 0; i < doc->chapters.count; i++) {
            bool filtered = filter(&self, doc->chapters.items[i]), emptied = drop_empty_sections(&self, doc->chapters.items[i]);
            again = again || filtered || emptied;
        }
    }
}
