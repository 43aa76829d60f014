#include "doc/doc.h"
#include "doc/strict.h"

#include "base/str.h"
#include "doc/confirmed.h"
#include "doc/pivot.h"
#include "doc/terms.h"

#include <string.h>

typedef struct DocReader {
    Arena *arena;
    Reader *reader;
    Diags *diags;
    Doc *doc;
    Map cited; /* source id → "" */
    uint32_t pair;
} DocReader;

static const char *const REPORT_KEYS[] = {"title", "subtitle", "theme", "front", "contents", "lists", "chapters", "appendices", "unnumbered", "paragraph_numbers", NULL};

/* ---- pairs --------------------------------------------------------------------------------------------------- */

static const Prose *
read_prose(DocReader *self, const char *name, int lang, Loc from)
{
    const char *path = arena_printf(self->arena, "%s/%s.%s.md", self->doc->folder, name, self->doc->model->lang_keys[lang]);
    const Source *source = reader_read(self->reader, path, from);
    Prose *prose = ARENA_NEW(self->arena, Prose);
    if (!source || !prose_parse(self->arena, self->diags, source, prose))
        return NULL;
    return prose;
}

static bool
same_structure(const Block *a, const Block *b)
{
    return a->kind == b->kind && (a->kind != BLOCK_HEADING || a->level == b->level) && (a->kind != BLOCK_DIV || str_equal(a->name, b->name))
        && (a->kind != BLOCK_LIST || a->children.count == b->children.count) && (a->kind != BLOCK_TABLE || a->columns == b->columns);
}

static const char *
id_of(const DocBlock *block, int lang_count)
{
    for (int lang = 0; lang < lang_count; lang++)
        if (block->in[lang] && block->in[lang]->id)
            return block->in[lang]->id;
    return NULL;
}

static void
pair_blocks(DocReader *self, DocChapter *chapter)
{
    const Model *model = self->doc->model;
    size_t most = 0;
    for (int lang = 0; lang < model->lang_count; lang++)
        if (chapter->prose[lang])
            most = MAX_OF(most, chapter->prose[lang]->blocks.count);
    for (size_t i = 0; i < most; i++) {
        DocBlock pair = {.pair = ++self->pair};
        const Block *first = NULL;
        for (int lang = 0; lang < model->lang_count; lang++) {
            const Prose *prose = chapter->prose[lang];
            pair.in[lang] = prose && i < prose->blocks.count ? prose->blocks.items[i] : NULL;
            if (!first)
                first = pair.in[lang];
        }
        for (int lang = 0; lang < model->lang_count; lang++) {
            const Block *block = pair.in[lang];
            if (!chapter->prose[lang])
                continue;
            if (!block) {
                diag(self->diags, DIAG_DOC_PAIR_MISSING, first->loc, model->lang_keys[lang]);
            } else if (!same_structure(first, block)) {
                diag(self->diags, DIAG_DOC_PAIR_DIFFERS, block->loc, NULL);
                diag_note(self->diags, first->loc, "its partner is this block", "与之对应的是这一块", NULL);
            }
        }
        pair.kind = first->kind;
        pair.id = id_of(&pair, model->lang_count);
        VEC_PUSH(self->arena, &chapter->blocks, pair);
    }
}

/* ---- numbers and labels ------------------------------------------------------------------------------------------ */

static bool
is_table(const Block *block)
{
    return block->kind == BLOCK_DIV
        && (str_equal(block->name, "table") || str_equal(block->name, "figures-table") || str_equal(block->name, "targets-table")
            || str_equal(block->name, "pivot-table"));
}

static void
add_label(DocReader *self, LabelKind kind, DocBlock *block)
{
    if (!block->id)
        return;
    const DocLabel *known = map_find(&self->doc->labels, block->id);
    if (known) {
        diag(self->diags, DIAG_DOC_DUPLICATE_ID, block->in[0] ? block->in[0]->loc : LOC_NONE, block->id);
        return;
    }
    DocLabel *label = ARENA_NEW(self->arena, DocLabel);
    *label = (DocLabel){kind, block->number, block};
    map_put(&self->doc->labels, block->id, label);
}

static void
number_chapter(DocReader *self, DocChapter *chapter)
{
    int section = 0, subsection = 0, figure = 0, table = 0;
    const char *prefix = chapter->number ? chapter->number : "0";
    for (size_t i = 0; i < chapter->blocks.count; i++) {
        DocBlock *block = &chapter->blocks.items[i];
        const Block *first = NULL;
        for (int lang = 0; lang < self->doc->model->lang_count && !first; lang++)
            first = block->in[lang];
        if (block->kind == BLOCK_HEADING) {
            if (first->level == 1) {
                block->number = chapter->number;
                chapter->id = block->id;
            } else if (first->level == 2) {
                section++;
                subsection = 0;
                block->number = chapter->number ? arena_printf(self->arena, "%s.%d", prefix, section) : NULL;
            } else {
                subsection++;
                block->number = chapter->number ? arena_printf(self->arena, "%s.%d.%d", prefix, section, subsection) : NULL;
            }
            add_label(self, LABEL_SECTION, block);
        } else if (block->kind == BLOCK_FIGURE) {
            block->number = arena_printf(self->arena, "%s-%d", prefix, ++figure);
            add_label(self, LABEL_FIGURE, block);
        } else if (is_table(first)) {
            block->number = arena_printf(self->arena, "%s-%d", prefix, ++table);
            add_label(self, LABEL_TABLE, block);
        }
    }
}

/* ---- references and citations --------------------------------------------------------------------------------------- */

static void
check_inlines(DocReader *self, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *inline_ = list->items[i];
        if (inline_->kind == INLINE_REF && !map_has(&self->doc->labels, inline_->text)) {
            diag(self->diags, DIAG_DOC_UNKNOWN_REFERENCE, inline_->loc, inline_->text);
            const char *names[512];
            size_t count = 0;
            for (; count < self->doc->labels.entries.count && count < COUNT_OF(names); count++)
                names[count] = self->doc->labels.entries.items[count].key;
            const char *near = str_nearest(inline_->text, names, count);
            if (near)
                diag_hint(self->diags, "did you mean '@{0}'?", "是不是“@{0}”？", near);
        } else if (inline_->kind == INLINE_CITE) {
            for (const char *from = inline_->text; *from;) {
                size_t length = strcspn(from, ";");
                const char *id = str_trim(self->arena, arena_strndup(self->arena, from, length));
                if (!model_source(self->doc->model, id))
                    diag(self->diags, DIAG_DOC_UNKNOWN_SOURCE, inline_->loc, id);
                else
                    map_put(&self->cited, id, (void *)"");
                from += length + (from[length] == ';');
            }
        }
        check_inlines(self, &inline_->children);
    }
}

static void
check_block(DocReader *self, const Block *block)
{
    static const char *const directives[] = {"key-figures", "table", "figures-table", "note", "side", "definition", "chronology", "targets-table", "source-list",
                                             "glossary", "indicators", "indicator-index", "conflicts", "corrections", "pivot-table"};
    if (block->kind == BLOCK_DIV) {
        bool known = false;
        for (size_t i = 0; i < COUNT_OF(directives); i++)
            known |= str_equal(block->name, directives[i]);
        if (!known) {
            diag(self->diags, DIAG_DOC_UNKNOWN_DIRECTIVE, block->loc, block->name ? block->name : "");
            const char *near = block->name ? str_nearest(block->name, directives, COUNT_OF(directives)) : NULL;
            if (near)
                diag_hint(self->diags, "did you mean '.{0}'?", "是不是“.{0}”？", near);
        }
        self->doc->has_index |= str_equal(block->name, "indicator-index");
        self->doc->has_source_list |= str_equal(block->name, "source-list");
        const char *rows = str_equal(block->name, "figures-table") ? block_attribute(block, "rows") : NULL;
        for (const char *from = rows ? rows : ""; *from;) {
            size_t length = strcspn(from, " \n");
            if (length) {
                const char *id = arena_strndup(self->arena, from, length);
                const Fact *fact = self->doc->model->left_out ? model_fact(self->doc->model, id) : model_need_fact(self->doc->model, self->diags, block->loc, id);
                if (fact && !fact_is_published(fact))
                    fact = NULL;
                if (fact && model_source(self->doc->model, fact->source_id))
                    map_put(&self->cited, fact->source_id, (void *)"");
            }
            from += length + (from[length] != '\0');
        }
    }
    const Pivot *pivot = block->kind == BLOCK_DIV && str_equal(block->name, "pivot-table") ? pivot_read(self->arena, self->diags, self->doc->model, block) : NULL;
    for (size_t i = 0; pivot && i < pivot->row_count * pivot->column_count; i++) {
        if (!pivot->cells[i])
            continue;
        model_fact(self->doc->model, pivot->cells[i]->id); /* asked for by name, so that it is known to be printed */
        if (model_source(self->doc->model, pivot->cells[i]->source_id))
            map_put(&self->cited, pivot->cells[i]->source_id, (void *)"");
    }
    if (block->kind == BLOCK_FIGURE && block->target && !doc_chart_path(self->arena, self->reader, block->target))
        diag(self->diags, DIAG_DOC_NO_CHART, block->loc, block->target);
    const char *place = block->kind == BLOCK_FIGURE || block->kind == BLOCK_DIV ? block_attribute(block, "place") : NULL;
    if (place && !str_equal(place, "here") && !str_equal(place, "float"))
        diag(self->diags, DIAG_DOC_PLACE, block->loc, place);
    check_inlines(self, &block->inlines);
    for (size_t i = 0; i < block->children.count; i++)
        check_block(self, block->children.items[i]);
}

/* Every binding of the text is evaluated once, in its language, so that `check` finds what a build would. */
static void
check_bindings(DocReader *self, const InlineList *list, int lang)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *inline_ = list->items[i];
        if (inline_->kind == INLINE_BINDING) {
            ExprEnv env = {.arena = self->arena, .diags = self->diags, .model = self->doc->model, .lang = lang};
            Value value;
            if (binding_eval(&env, inline_->loc, inline_->text, &value) && value.use && value.use->source_id
                && model_source(self->doc->model, value.use->source_id))
                map_put(&self->cited, value.use->source_id, (void *)"");
        }
        check_bindings(self, &inline_->children, lang);
    }
}

static void
check_block_bindings(DocReader *self, const Block *block, int lang)
{
    check_bindings(self, &block->inlines, lang);
    for (size_t i = 0; i < block->children.count; i++)
        check_block_bindings(self, block->children.items[i], lang);
}

static void
check_chapter(DocReader *self, const DocChapter *chapter)
{
    for (int lang = 0; lang < self->doc->model->lang_count; lang++) {
        const Prose *prose = chapter->prose[lang];
        for (size_t i = 0; i < chapter->blocks.count; i++) {
            const Block *block = chapter->blocks.items[i].in[lang];
            if (block) {
                check_block(self, block);
                check_block_bindings(self, block, lang);
            }
        }
        for (size_t i = 0; prose && i < prose->footnotes.count; i++) {
            if (self->doc->model->left_out && block_fails(self->arena, self->doc->model, prose->footnotes.items[i], lang))
                continue; /* whoever refers to it went */
            check_block(self, prose->footnotes.items[i]);
            check_block_bindings(self, prose->footnotes.items[i], lang);
        }
    }
}

/* ---- the whole -------------------------------------------------------------------------------------------------------- */

static bool
names_chapter(const Node *list, const char *name)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (str_equal(list->items[i].value->text, name))
            return true;
    return false;
}

static void
read_chapters(DocReader *self, const Node *root, const char *key, bool appendix)
{
    const Node *list = node_find(root, key), *unnumbered = node_find(root, "unnumbered");
    int number = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        const Node *item = list->items[i].value;
        if (!item->text)
            continue;
        DocChapter *chapter = ARENA_NEW(self->arena, DocChapter);
        chapter->name = item->text;
        if (!names_chapter(unnumbered, item->text)) {
            number++;
            chapter->number = appendix ? arena_printf(self->arena, "%c", 'A' + (number - 1) % 26) : arena_printf(self->arena, "%d", number);
        }
        for (int lang = 0; lang < self->doc->model->lang_count; lang++)
            chapter->prose[lang] = read_prose(self, item->text, lang, item->loc);
        pair_blocks(self, chapter);
        VEC_PUSH(self->arena, &self->doc->chapters, chapter);
    }
}

/* paragraph_numbers: never, always, or in the editions that reviewers read: all but the final one. */
static bool
wants_paragraph_numbers(Diags *diags, const Model *model, const Node *root)
{
    const Node *node = node_find(root, "paragraph_numbers");
    if (!node || !node_expect(diags, node, "paragraph_numbers", NODE_STRING) || str_equal(node->text, "never"))
        return false;
    if (str_equal(node->text, "drafts"))
        return !str_equal(model->edition.state, "final");
    if (!str_equal(node->text, "always"))
        diag(diags, DIAG_DOC_PARAGRAPH_NUMBERS, node->loc, node->text);
    return true;
}

Doc *
doc_read(Arena *arena, Reader *reader, const Model *model, const Theme *theme, const char *folder)
{
    (void)theme;
    Diags *diags = reader_diags(reader);
    size_t errors = diags_errors(diags);
    const Source *source = reader_read(reader, arena_printf(arena, "%s/report.yaml", folder), LOC_NONE);
    const Node *root = source ? node_parse(arena, diags, source) : NULL;
    if (!root)
        return NULL;
    Doc *doc = ARENA_NEW(arena, Doc);
    DocReader self = {.arena = arena, .reader = reader, .diags = diags, .doc = doc};
    map_init(&doc->labels, arena);
    map_init(&self.cited, arena);
    doc->model = model;
    doc->folder = arena_strdup(arena, folder);
    node_check_keys(diags, root, REPORT_KEYS);
    const Node *title = node_need(diags, root, "title", NODE_MAP), *subtitle = node_find(root, "subtitle");
    if (title)
        model_texts(model, arena, diags, title, &doc->title);
    if (subtitle)
        model_texts(model, arena, diags, subtitle, &doc->subtitle);
    const Node *own_theme = node_find(root, "theme");
    if (own_theme && node_expect(diags, own_theme, "theme", NODE_STRING)) {
        doc->theme = own_theme->text;
        doc->theme_loc = own_theme->loc;
    }
    bool numbered = wants_paragraph_numbers(diags, model, root);
    doc->contents_depth = (int)node_number(node_find(root, "contents"), "depth", 2);
    doc->list_figures = node_bool(node_find(root, "lists"), "figures", false);
    doc->list_tables = node_bool(node_find(root, "lists"), "tables", false);
    read_chapters(&self, root, "chapters", false);
    read_chapters(&self, root, "appendices", true);
    doc_leave_out(arena, reader, doc);
    for (size_t i = 0; i < doc->chapters.count; i++)
        number_chapter(&self, doc->chapters.items[i]);
    for (size_t i = 0; i < doc->chapters.count; i++)
        check_chapter(&self, doc->chapters.items[i]);
    if (numbered)
        number_paragraphs(arena, reader, doc);
    for (size_t i = 0; i < model_sources(model)->count; i++)
        if (map_has(&self.cited, model_sources(model)->items[i]->id))
            VEC_PUSH(arena, &doc->cited, model_sources(model)->items[i]);
    return diags_errors(diags) == errors ? doc : NULL;
}

void
doc_check(Arena *arena, Reader *reader, const Doc *doc)
{
    check_terms(arena, reader_diags(reader), doc);
    check_confirmed(arena, reader, doc);
}

const DocLabel *
doc_label(const Doc *doc, const char *id)
{
    return map_find(&doc->labels, id);
}

size_t
doc_citation(const Doc *doc, const char *source_id)
{
    for (size_t i = 0; i < doc->cited.count; i++)
        if (str_equal(doc->cited.items[i]->id, source_id))
            return i + 1;
    return 0;
}

const Block *
doc_footnote(const DocChapter *chapter, int lang, const char *name)
{
    const Prose *prose = chapter->prose[lang];
    for (size_t i = 0; prose && i < prose->footnotes.count; i++)
        if (str_equal(prose->footnotes.items[i]->name, name))
            return prose->footnotes.items[i];
    return NULL;
}

const char *
doc_chart_path(Arena *arena, Reader *reader, const char *target)
{
    static const char *const endings[] = {"", ".yaml", ".vl.yaml", ".vl.json", ".json"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        const char *path = arena_printf(arena, "layouts/charts/%s%s", target, endings[i]);
        if ((i > 0 || strchr(target, '.')) && reader_exists(reader, path))
            return path;
    }
    return NULL;
}
