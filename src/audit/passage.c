/* audit/passage.c -- chapters, specs and tables as passages. */
#include "audit/passage.h"

#include "base/str.h"
#include "base/utf8.h"
#include "expr/expr.h"

#include <ctype.h>
#include <string.h>

/* ---- building ------------------------------------------------------------------------------------------------------ */

typedef struct Builder {
    const PassageContext *context;
    int lang;
    Buf text;
    Passage *out;
} Builder;

static void
add_part(Builder *self, const char *text, Loc loc, bool exact, bool bound)
{
    if (!*text)
        return;
    PassagePart part = {self->text.length, self->text.length + strlen(text), loc, exact, bound};
    buf_add(&self->text, text);
    VEC_PUSH(self->context->arena, &self->out->parts, part);
}

static void
finish(Builder *self, Loc loc)
{
    self->out->given = self->text.length > 0;
    self->out->cjk = self->context->model->locales[self->lang]->is_cjk;
    self->out->loc = loc;
    self->out->text = self->text.length ? buf_take(&self->text, self->context->arena) : "";
    buf_clear(&self->text);
}

/* {{ 115 }} and {{ "115" }} are typed, whatever braces stand about them: no name is asked for anything. */
static bool
asks_nothing(const char *expression)
{
    char quote = '\0';
    for (const char *at = expression; *at; at++) {
        if (quote) {
            quote = *at == quote ? '\0' : quote;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (isalpha((unsigned char)*at) || *at == '_') {
            return false;
        }
    }
    return true;
}

static void
add_binding(Builder *self, const char *expression, Loc loc)
{
    const PassageContext *context = self->context;
    ExprEnv env = {.arena = context->arena, .diags = context->quiet, .model = context->model, .lang = self->lang};
    Value value;
    const char *printed = binding_eval(&env, loc, expression, &value) ? value_print(&env, value) : "⟦?⟧";
    add_part(self, printed ? printed : "", loc, false, !asks_nothing(expression));
}

/* The end of {{ … }}: braces in strings do not count. */
static const char *
closing(const char *at)
{
    char quote = '\0';
    for (; *at; at++) {
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (at[0] == '}' && at[1] == '}')
            return at;
    }
    return NULL;
}

/* How far the raw text is ahead of the decoded one, where it holds the same bytes; -1. */
static ptrdiff_t
raw_lead(Loc loc, const char *text)
{
    size_t length = strlen(text);
    for (size_t lead = 0; loc.source && lead < 2 && lead + length <= loc.length; lead++)
        if (memcmp(loc.source->text + loc.offset + lead, text, length) == 0)
            return (ptrdiff_t)lead;
    return -1;
}

static void
add_text(Builder *self, Loc loc, const char *text)
{
    ptrdiff_t lead = raw_lead(loc, text);
    for (const char *at = text; *at;) {
        const char *open = strstr(at, "{{"), *close = open ? closing(open + 2) : NULL;
        const char *end = close ? open : at + strlen(at);
        Loc place = lead < 0 ? loc : loc_part(loc, (size_t)lead + (size_t)(at - text), (size_t)(end - at));
        add_part(self, arena_strndup(self->context->arena, at, (size_t)(end - at)), place, lead >= 0, false);
        if (!close)
            return;
        place = lead < 0 ? loc : loc_part(loc, (size_t)lead + (size_t)(open + 2 - text), (size_t)(close - open - 2));
        add_binding(self, arena_strndup(self->context->arena, open + 2, (size_t)(close - open - 2)), place);
        at = close + 2;
    }
}

void
passage_from_text(const PassageContext *context, int lang, Loc loc, const char *text, Passage *out)
{
    Builder builder = {.context = context, .lang = lang, .out = out};
    *out = (Passage){0};
    add_text(&builder, loc, text);
    finish(&builder, loc);
}

const NumberList *
passage_numbers(Arena *arena, Passage *passage, const NumberNames *names)
{
    if (!passage->counted)
        numbers_find(arena, passage->text, passage->cjk, names, &passage->numbers);
    passage->counted = true;
    return &passage->numbers;
}

/* ---- places --------------------------------------------------------------------------------------------------------- */

Loc
passage_loc(const Passage *passage, size_t start, size_t end)
{
    for (size_t i = 0; i < passage->parts.count; i++) {
        const PassagePart *part = &passage->parts.items[i];
        if (part->bound || start >= part->end || end <= part->start)
            continue;
        size_t from = start > part->start ? start : part->start, to = end < part->end ? end : part->end;
        if (part->exact)
            return loc_part(part->loc, from - part->start, to - from);
        /* Escaped or folded: where the same bytes stand first. */
        const Source *source = part->loc.source;
        for (size_t at = 0; source && at + (to - from) <= part->loc.length; at++)
            if (memcmp(source->text + part->loc.offset + at, passage->text + from, to - from) == 0)
                return loc_part(part->loc, at, to - from);
        return part->loc;
    }
    return passage->loc;
}

bool
passage_is_bound(const Passage *passage, size_t start, size_t end)
{
    for (size_t i = 0; i < passage->parts.count; i++) {
        const PassagePart *part = &passage->parts.items[i];
        if (part->bound && start < part->end && end > part->start)
            return true;
    }
    return false;
}

/* ---- chapters ------------------------------------------------------------------------------------------------------- */

static void
add_inlines(Builder *self, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *one = list->items[i];
        switch (one->kind) {
        case INLINE_TEXT: add_part(self, one->text, one->loc, strlen(one->text) == one->loc.length, false); break;
        case INLINE_BINDING: add_binding(self, one->text, one->loc); break;
        case INLINE_EMPH: case INLINE_STRONG: case INLINE_LINK: add_inlines(self, &one->children); break;
        case INLINE_REF: add_part(self, "\xEF\xBF\xBC", one->loc, false, true); break;
        case INLINE_BREAK: add_part(self, "\n", one->loc, false, true); break;
        case INLINE_SOFT: add_part(self, self->context->model->locales[self->lang]->is_cjk ? "" : " ", one->loc, false, true); break;
        case INLINE_CODE: case INLINE_CITE: case INLINE_NOTE: break;
        }
    }
}

static PassagePair *
new_pair(const PassageContext *context, PassageList *out)
{
    PassagePair *pair = ARENA_NEW(context->arena, PassagePair);
    VEC_PUSH(context->arena, out, pair);
    return pair;
}

static void
put_inlines(const PassageContext *context, int lang, const Block *block, Passage *out)
{
    Builder builder = {.context = context, .lang = lang, .out = out};
    add_inlines(&builder, &block->inlines);
    finish(&builder, block->loc);
}

static void
put_attribute(const PassageContext *context, const Block *const blocks[], const char *name, PassageList *out)
{
    PassagePair *pair = NULL;
    for (int lang = 0; lang < context->model->lang_count; lang++) {
        for (size_t i = 0; blocks[lang] && i < blocks[lang]->attributes.count; i++) {
            const Attribute *one = &blocks[lang]->attributes.items[i];
            if (!str_equal(one->name, name) || !one->value)
                continue;
            pair = pair ? pair : new_pair(context, out);
            passage_from_text(context, lang, one->loc, one->value, &pair->in[lang]);
        }
    }
}

static size_t
children_of(const PassageContext *context, const Block *const blocks[])
{
    size_t most = 0;
    for (int lang = 0; lang < context->model->lang_count; lang++)
        if (blocks[lang] && blocks[lang]->children.count > most)
            most = blocks[lang]->children.count;
    return most;
}

/* The same block in all languages; NULL where one has none. */
static void
add_blocks(const PassageContext *context, const Block *const blocks[], bool quoted, PassageList *out)
{
    static const char *const texts[] = {"alt", "caption", "title", "note", "label"};
    PassagePair *pair = NULL;
    for (int lang = 0; lang < context->model->lang_count; lang++) {
        if (!blocks[lang] || !blocks[lang]->inlines.count)
            continue;
        pair = pair ? pair : new_pair(context, out);
        pair->is_quote = quoted;
        put_inlines(context, lang, blocks[lang], &pair->in[lang]);
    }
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        put_attribute(context, blocks, texts[i], out);
    for (size_t i = 0; i < children_of(context, blocks); i++) {
        const Block *inner[LANG_MAX] = {NULL};
        bool quote = quoted;
        for (int lang = 0; lang < context->model->lang_count; lang++) {
            inner[lang] = blocks[lang] && i < blocks[lang]->children.count ? blocks[lang]->children.items[i] : NULL;
            quote |= blocks[lang] && blocks[lang]->kind == BLOCK_QUOTE;
        }
        add_blocks(context, inner, quote, out);
    }
}

static const Block *
footnote_named(const Prose *prose, const char *name)
{
    for (size_t i = 0; prose && i < prose->footnotes.count; i++)
        if (str_equal(prose->footnotes.items[i]->name, name))
            return prose->footnotes.items[i];
    return NULL;
}

/* Notes of one name are a pair; one that a single language has is compared with nothing. */
static void
add_footnotes(const PassageContext *context, const DocChapter *chapter, PassageList *out)
{
    for (int lang = 0; lang < context->model->lang_count; lang++) {
        const Prose *prose = chapter->prose[lang];
        for (size_t i = 0; prose && i < prose->footnotes.count; i++) {
            const Block *blocks[LANG_MAX] = {NULL};
            bool seen = false;
            for (int other = 0; other < context->model->lang_count; other++) {
                blocks[other] = footnote_named(chapter->prose[other], prose->footnotes.items[i]->name);
                seen |= other < lang && blocks[other];
            }
            if (!seen)
                add_blocks(context, blocks, false, out);
        }
    }
}

static void
add_texts(const PassageContext *context, const Texts *texts, Loc loc, PassageList *out)
{
    PassagePair *pair = new_pair(context, out);
    for (int lang = 0; lang < context->model->lang_count; lang++)
        if (texts->in[lang])
            passage_from_text(context, lang, loc, texts->in[lang], &pair->in[lang]);
}

void
passages_of_doc(const PassageContext *context, const Doc *doc, PassageList *out)
{
    add_texts(context, &doc->title, LOC_NONE, out);
    add_texts(context, &doc->subtitle, LOC_NONE, out);
    for (size_t i = 0; i < doc->chapters.count; i++) {
        const DocChapter *chapter = doc->chapters.items[i];
        for (size_t k = 0; k < chapter->blocks.count; k++)
            add_blocks(context, chapter->blocks.items[k].in, false, out);
        add_footnotes(context, chapter, out);
    }
}

/* ---- specs and posters ---------------------------------------------------------------------------------------------- */

static bool
is_language_map(const Model *model, const Node *node)
{
    bool any = false;
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        if (model_lang(model, node->items[i].key) < 0)
            return false;
        any = true;
    }
    return any;
}

/* Keys whose plain text a reader sees. */
static bool
is_text_key(const char *key)
{
    static const char *const keys[] = {
        "title", "subtitle", "text", "label", "labels", "note", "alt", "caption", "description", "unit", "kicker", "edition", "lede", "body",
        "heading", "second", "subject", "source", NULL,
    };
    for (int i = 0; key && keys[i]; i++)
        if (str_equal(key, keys[i]))
            return true;
    return false;
}

/* A text that names no language is of the first whose script it is in. */
static int
lang_of(const Model *model, const char *text)
{
    for (int lang = 0; lang < model->lang_count; lang++)
        if (model->locales[lang]->is_cjk == utf8_has_han(text))
            return lang;
    return 0;
}

static void
put_node_text(const PassageContext *context, int lang, const Node *node, PassagePair *pair)
{
    if (node->kind == NODE_STRING || node->kind == NODE_NUMBER)
        passage_from_text(context, lang, node->loc, node->text, &pair->in[lang]);
}

static void
add_language_map(const PassageContext *context, const Node *map, PassageList *out)
{
    size_t lines = 0;
    for (size_t i = 0; i < map->count; i++)
        if (map->items[i].value->kind == NODE_LIST && map->items[i].value->count > lines)
            lines = map->items[i].value->count;
    for (size_t line = 0; line < (lines ? lines : 1); line++) {
        PassagePair *pair = new_pair(context, out);
        for (size_t i = 0; i < map->count; i++) {
            const Node *value = map->items[i].value;
            if (value->kind == NODE_LIST)
                value = line < value->count ? value->items[line].value : NULL;
            if (value && !(line && map->items[i].value->kind != NODE_LIST))
                put_node_text(context, model_lang(context->model, map->items[i].key), value, pair);
        }
    }
}

static void
add_node(const PassageContext *context, const Node *node, const char *key, PassageList *out)
{
    static const char *const machine[] = {"filter", "calculate", "$schema", "url", "lint", "scale", "sort", "format", "allow", "audit", NULL};
    for (int i = 0; key && machine[i]; i++)
        if (str_equal(key, machine[i]))
            return;
    if (is_language_map(context->model, node)) {
        add_language_map(context, node, out);
    } else if (node->kind == NODE_MAP) {
        for (size_t i = 0; i < node->count; i++)
            add_node(context, node->items[i].value, node->items[i].key, out);
    } else if (node->kind == NODE_LIST) {
        for (size_t i = 0; i < node->count; i++)
            add_node(context, node->items[i].value, key, out);
    } else if (node->kind == NODE_STRING && is_text_key(key)) {
        PassagePair *pair = new_pair(context, out);
        put_node_text(context, lang_of(context->model, node->text), node, pair);
    }
}

void
passages_of_node(const PassageContext *context, const Node *root, PassageList *out)
{
    add_node(context, root, NULL, out);
}

/* ---- tables --------------------------------------------------------------------------------------------------------- */

/* label_zh, label_en → "label"; as_of_note beside as_of_note_zh is its last language. */
static const char *
column_stem(const PassageContext *context, const Table *table, size_t column, int *lang)
{
    const Model *model = context->model;
    const char *name = table->columns[column];
    for (*lang = 0; *lang < model->lang_count; ++*lang) {
        const char *ending = arena_printf(context->arena, "_%s", model->lang_keys[*lang]);
        if (str_ends(name, ending))
            return arena_strndup(context->arena, name, strlen(name) - strlen(ending));
    }
    for (int other = 0; other < model->lang_count; other++)
        if (table_column(table, arena_printf(context->arena, "%s_%s", name, model->lang_keys[other])) >= 0) {
            *lang = model->lang_count - 1;
            return name;
        }
    return NULL;
}

/* What is quoted or a title of somebody else's is no text of this project; reasons beside targets are for editors. */
static bool
is_left_out(const Table *table, const char *stem)
{
    const char *role = table->resource ? table->resource->role : NULL;
    return str_equal(stem, "quote") || (str_equal(role, "targets") && str_equal(stem, "reason")) || (str_equal(role, "sources")
        && !str_equal(stem, "note"));
}

static void
add_table(const PassageContext *context, const Table *table, PassageList *out)
{
    Arena *arena = context->arena;
    const char **stems = ARENA_ARRAY(arena, const char *, table->column_count + 1);
    int *langs = ARENA_ARRAY(arena, int, table->column_count + 1);
    for (size_t i = 0; i < table->column_count; i++) {
        stems[i] = column_stem(context, table, i, &langs[i]);
        if (stems[i] && is_left_out(table, stems[i]))
            stems[i] = NULL;
    }
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t first = 0; first < table->column_count; first++) {
            bool seen = !stems[first];
            for (size_t k = 0; k < first && !seen; k++)
                seen = str_equal(stems[k], stems[first]);
            PassagePair *pair = NULL;
            for (size_t k = first; !seen && k < table->column_count; k++) {
                const TableCell *cell = str_equal(stems[k], stems[first]) ? table_at(table, row, k) : NULL;
                if (!cell || cell->missing || !*cell->text)
                    continue;
                pair = pair ? pair : new_pair(context, out);
                passage_from_text(context, langs[k], cell->loc, cell->text, &pair->in[langs[k]]);
            }
        }
}

void
passages_of_tables(const PassageContext *context, PassageList *out)
{
    const Package *package = &context->model->package;
    for (size_t i = 0; i < package->resource_count; i++) {
        /* Tables without a role are data for charts: asking for one would read it, and it may be a million rows. */
        const Table *table = package->resources[i].role ? model_table(context->model, package->resources[i].name) : NULL;
        if (table && table->row_count <= PASSAGE_ROWS_MAX)
            add_table(context, table, out);
    }
}
