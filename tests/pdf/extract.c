/* Whether the text of a paper is that of its chapters: what pdftotext -raw extracts, beside the Markdown with its numbers bound.
 * Usage: extract PROJECT REPORT TEXT LANG...
 *        extract --headings PROJECT REPORT LANG...   the golden outline: level and titles, one heading a line
 * THEME in the environment: the theme it was built with, where that is not the project's.
 *
 * Every block of every chapter, in each language named, has to be found in the order of the chapters: word for word, but for white
 * space beside Han (lines of Chinese have none), soft hyphens, and what the paper adds (numbers of figures, marks of notes and
 * citations, numbers of sections). A block that goes over a page end may be in two pieces. Prints what is missing. */
#include "base/str.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "expr/expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 1 }; /* stands for what the paper adds */

typedef struct Search {
    Arena *arena;
    const Doc *doc;
    const Model *model;
    Diags *diags;
    int lang;
    bool further;          /* not the first language of the paper: the numbers of its key figures stand beside the first's */
    const char *text;      /* normalised; pages end in '\f' */
    const char *last;      /* where the block before was found */
    const char *chapter;   /* where the chapter began */
    size_t blocks, missing;
} Search;

/* ---- text in one form -------------------------------------------------------------------------------------------------- */

static bool
is_cjk(uint32_t rune)
{
    return (rune >= 0x2E80 && rune <= 0x9FFF) || (rune >= 0xF900 && rune <= 0xFAFF) || (rune >= 0xFE30 && rune <= 0xFE4F)
        || (rune >= 0xFF00 && rune <= 0xFFEF) || rune >= 0x20000;
}

/* Raised marks are of the paper, not of the text. */
static bool
is_raised(uint32_t rune)
{
    return rune == 0xB9 || rune == 0xB2 || rune == 0xB3 || rune == 0x2070 || (rune >= 0x2074 && rune <= 0x2079) || rune == 0x1D9C;
}

static uint32_t
plain(uint32_t rune)
{
    switch (rune) {
    case 0x2018: case 0x2019: return '\'';
    case 0x201C: case 0x201D: return '"';
    case 0xA0: case 0x2002: case 0x2003: case 0x2009: case 0x200A: case 0x202F: case 0x3000: case '\n': case '\r': case '\t': return ' ';
    default: return rune;
    }
}

static bool
takes_no_space(uint32_t rune)
{
    return is_cjk(rune) || rune == '-' || rune == '/' || rune == 0x2013 || rune == 0x2014 || rune == '"' || rune == '\'' || rune == '\f' || rune == GAP;
}

static const char *
normalised(Arena *arena, const char *text)
{
    Buf out = BUF_INIT;
    uint32_t before = '\f';
    bool space = false;
    while (*text) {
        uint32_t rune = plain(utf8_next(&text));
        if (is_raised(rune) || rune == 0x200B || rune == 0x2060)
            continue;
        if (rune == 0xAD) { /* the line ends inside a word */
            while (*text == '\n' || *text == ' ')
                text++;
            continue;
        }
        if (rune == ' ') {
            space = true;
            continue;
        }
        bool figure = before >= '0' && before <= '9' && rune >= '0' && rune <= '9'; /* pdftotext drops spaces below 0.15 em: 27 789 */
        if (space && !figure && !takes_no_space(before) && !takes_no_space(rune))
            buf_add_char(&out, ' ');
        space = false;
        buf_add_rune(&out, rune);
        before = rune;
    }
    const char *taken = buf_take(&out, arena);
    buf_clear(&out);
    return taken ? taken : "";
}

/* ---- what a block says -------------------------------------------------------------------------------------------------- */

static void
add_inlines(Search *self, const InlineList *list, Buf *out)
{
    bool cjk = self->model->locales[self->lang]->is_cjk;
    ExprEnv env = {.arena = self->arena, .diags = self->diags, .model = self->model, .lang = self->lang};
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        Value value;
        switch (item->kind) {
        case INLINE_TEXT:
        case INLINE_CODE: buf_add(out, item->text); break;
        case INLINE_BINDING:
            if (binding_eval(&env, item->loc, item->text, &value))
                buf_add(out, value_print(&env, value));
            break;
        case INLINE_SOFT: buf_add(out, cjk ? "" : " "); break;
        case INLINE_BREAK: buf_add(out, " "); break;
        case INLINE_CITE:
        case INLINE_REF:
        case INLINE_NOTE: buf_add_char(out, GAP); break;
        default: add_inlines(self, &item->children, out);
        }
    }
}

/* ---- finding it ---------------------------------------------------------------------------------------------------------- */

static const char *
find(const char *text, const char *end, const char *part, size_t length)
{
    for (; length && text + length <= end; text++) {
        text = memchr(text, part[0], (size_t)(end - text) - length + 1);
        if (!text)
            return NULL;
        if (memcmp(text, part, length) == 0)
            return text;
    }
    return NULL;
}

static bool
stands_on(const char *page, const char *part, size_t length)
{
    return find(page, page + strcspn(page, "\f"), part, length) != NULL;
}

/* In two pieces, at the foot of one page and on the next, or behind one page of figures. */
static const char *
find_over_pages(const char *text, const char *part, size_t length)
{
    for (const char *page = text; *page;) {
        const char *end = page + strcspn(page, "\f"), *next = *end ? end + 1 : end, *behind = next + strcspn(next, "\f");
        size_t low = 0, high = length; /* the longest beginning that stands here */
        while (low < high) {
            size_t middle = (low + high + 1) / 2;
            if (find(page, end, part, middle))
                low = middle;
            else
                high = middle - 1;
        }
        for (size_t k = low; k > 0 && k + 4 > low; k--) {
            const char *rest = part + k;
            while (*rest == ' ')
                rest++;
            size_t left = length - (size_t)(rest - part);
            if (rest < part + length && (stands_on(next, rest, left) || (*behind && stands_on(behind + 1, rest, left))))
                return find(page, end, part, k);
        }
        page = next;
    }
    return NULL;
}

/* Pieces between gaps follow one another; returns where the first one stands. */
static const char *
find_block(const char *from, const char *wanted)
{
    const char *first = NULL;
    for (const char *part = wanted; *part;) {
        while (*part == GAP || *part == ' ')
            part++;
        size_t length = strcspn(part, "\1");
        while (length && part[length - 1] == ' ')
            length--;
        if (!length)
            break;
        const char *at = find(from, from + strlen(from), part, length);
        if (!at)
            at = find_over_pages(from, part, length);
        if (!at)
            return NULL;
        if (!first)
            first = at;
        from = at; /* pieces over a page end come back */
        part += length;
    }
    return first ? first : from;
}

static void
look_for(Search *self, const Block *block, bool in_order)
{
    Buf said = BUF_INIT;
    add_inlines(self, &block->inlines, &said);
    const char *wanted = normalised(self->arena, said.length ? said.ptr : "");
    buf_clear(&said);
    if (!*wanted)
        return;
    const char *at = find_block(in_order ? self->last : self->chapter, wanted);
    self->blocks++;
    if (at && in_order)
        self->last = at;
    if (at)
        return;
    self->missing++;
    printf("%s:%d: not in the text: %s\n", block->loc.source->path, source_line_col(block->loc.source, block->loc.offset).line, wanted);
}

/* A key figure: its number is a word of its own, in the first language. */
static void
look_for_key_figure(Search *self, const Block *item)
{
    const Block *holder = item->children.count ? item->children.items[0] : item;
    Block parts = *holder;
    size_t number = 0;
    while (number < parts.inlines.count && parts.inlines.items[number]->kind != INLINE_BINDING)
        number++;
    parts.inlines.items += number + 1;
    parts.inlines.count -= MIN_OF(number + 1, parts.inlines.count);
    look_for(self, &parts, false);
    if (self->further)
        return;
    parts.inlines = holder->inlines;
    parts.inlines.count = MIN_OF(number + 1, parts.inlines.count);
    look_for(self, &parts, false);
}

static void
look_into(Search *self, const Block *block, bool in_order)
{
    if (block->kind == BLOCK_DIV && str_equal(block->name, "key-figures")) {
        for (size_t i = 0; block->children.count && i < block->children.items[0]->children.count; i++)
            look_for_key_figure(self, block->children.items[0]->children.items[i]);
        return;
    }
    /* The generated tables and lists take their text from data/; of figures the picture has it. */
    if (block->kind == BLOCK_FIGURE || block->kind == BLOCK_RULE)
        return;
    look_for(self, block, in_order);
    for (size_t i = 0; i < block->children.count; i++)
        look_into(self, block->children.items[i], false);
}

static void
look_through(Search *self)
{
    self->last = self->text;
    for (size_t c = 0; c < self->doc->chapters.count; c++) {
        const DocChapter *chapter = self->doc->chapters.items[c];
        const Prose *prose = chapter->prose[self->lang];
        for (size_t b = 0; b < chapter->blocks.count; b++) {
            const DocBlock *block = &chapter->blocks.items[b];
            if (!block->in[self->lang])
                continue;
            look_into(self, block->in[self->lang], block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH);
            if (b == 0)
                self->chapter = self->last;
        }
        for (size_t n = 0; prose && n < prose->footnotes.count; n++)
            look_into(self, prose->footnotes.items[n], false);
    }
}

/* "H2<tab>title<tab>title": titles as the Markdown has them, in all languages named. */
static void
print_headings(Search *self, const int *langs, int count)
{
    for (size_t c = 0; c < self->doc->chapters.count; c++)
        for (size_t b = 0; b < self->doc->chapters.items[c]->blocks.count; b++) {
            const DocBlock *block = &self->doc->chapters.items[c]->blocks.items[b];
            if (block->kind != BLOCK_HEADING)
                continue;
            printf("H%d", block->in[langs[0]]->level);
            for (int i = 0; i < count; i++) {
                Buf said = BUF_INIT;
                self->lang = langs[i];
                add_inlines(self, &block->in[langs[i]]->inlines, &said);
                printf("\t%s", normalised(self->arena, said.length ? said.ptr : ""));
                buf_clear(&said);
            }
            printf("\n");
        }
}

static const char *
read_all(Arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    Buf out = BUF_INIT;
    char chunk[65536];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add_bytes(&out, chunk, got);
    fclose(file);
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

static const Doc *
read_doc(Arena *arena, Diags *diags, const char *project, const char *report)
{
    Reader *reader = reader_new(arena, files_new(arena, project), diags);
    Model *model = model_read(arena, reader);
    const char *name = getenv("THEME");
    const Theme *theme = model ? theme_read(arena, reader, name ? name : model->theme, model->lang_keys, model->lang_count, LOC_NONE) : NULL;
    if (theme)
        model = model_with_numbers(arena, reader, model, theme_node(theme, "numbers")); /* a theme may write numbers its own way */
    return theme ? doc_read(arena, reader, model, theme, arena_printf(arena, "layouts/%s", report)) : NULL;
}

static bool
compare(Search *self, const int *langs, int count)
{
    for (int i = 0; i < count; i++) {
        self->lang = langs[i];
        self->further = i > 0;
        self->chapter = self->text;
        look_through(self);
    }
    printf("%zu blocks, %zu not in the text\n", self->blocks, self->missing);
    return self->blocks > 0 && !self->missing;
}

int
main(int argc, char **argv)
{
    bool headings = argc > 1 && str_equal(argv[1], "--headings");
    int first = 4, count = argc - first, langs[LANG_MAX];
    if (count < 1 || count > LANG_MAX) {
        fprintf(stderr, "usage: extract PROJECT REPORT TEXT LANG...\n       extract --headings PROJECT REPORT LANG...\n");
        return 2;
    }
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const Doc *doc = read_doc(arena, diags, argv[1 + headings], argv[2 + headings]);
    const char *text = headings ? "" : read_all(arena, argv[3]);
    bool good = doc && text;
    for (int i = 0; good && i < count; i++)
        good = (langs[i] = model_lang(doc->model, argv[first + i])) >= 0;
    if (!good) {
        fprintf(stderr, "extract: cannot read the project, the text, or a language\n");
        arena_free(arena);
        return 2;
    }
    Search search = {.arena = arena, .doc = doc, .model = doc->model, .diags = diags, .text = normalised(arena, text)};
    if (headings)
        print_headings(&search, langs, count);
    else
        good = compare(&search, langs, count);
    arena_free(arena);
    return good ? 0 : 1;
}
