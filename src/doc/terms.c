/* doc/terms.c -- terms of the glossary in both languages of a pair. */
#include "doc/terms.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST_WORD = 3,
    SHORTEST_STEM = 4,
    SHORTEST_TERM = 3, /* characters: shorter ones (约, 制定) are said in too many ways to be missed */
};

/* One spelling of a term in the first language, with the row it belongs to. */
typedef struct Spelling {
    const char *text;
    size_t length;
    const Term *term;
} Spelling;

typedef struct Terms {
    Arena *arena;
    Diags *diags;
    const Doc *doc;
    VEC(Spelling) spellings; /* the longest first */
} Terms;

static int
longest_first(const void *a, const void *b)
{
    const Spelling *x = a, *y = b;
    if (x->length != y->length)
        return x->length < y->length ? 1 : -1;
    return strcmp(x->text, y->text);
}

/* "a；b" or "a; b": the pieces. */
static void
add_spellings(Terms *self, const Term *term, const char *text)
{
    for (const char *at = text ? text : ""; *at;) {
        const char *wide = strstr(at, "；"), *narrow = strchr(at, ';');
        const char *end = wide && (!narrow || wide < narrow) ? wide : narrow ? narrow : at + strlen(at);
        const char *piece = str_trim(self->arena, arena_strndup(self->arena, at, (size_t)(end - at)));
        if (*piece)
            VEC_PUSH(self->arena, &self->spellings, (Spelling){piece, strlen(piece), term});
        at = end + (end == wide ? strlen("；") : *end != '\0');
    }
}

/* ---- text of a block ------------------------------------------------------------------------------------------------ */

/* Words alone: what stands behind a binding, a citation or a reference is not of the author's choosing. */
static void
add_words(Buf *out, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        if (item->kind == INLINE_TEXT)
            buf_add(out, item->text);
        else if (item->kind == INLINE_BINDING || item->kind == INLINE_SOFT || item->kind == INLINE_BREAK)
            buf_add_char(out, ' ');
        add_words(out, &item->children);
    }
}

static void
add_text(Buf *out, const Block *block)
{
    add_words(out, &block->inlines);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < block->children.count; i++)
        add_text(out, block->children.items[i]);
}

/* Quotations keep the words of their source: no term is asked for in them. */
static bool
is_quotation(const Block *block)
{
    return block->kind == BLOCK_QUOTE;
}

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
is_letter(char c)
{
    return small(c) >= 'a' && small(c) <= 'z';
}

/* Where `word` begins a word of the text, in any case; NULL. `whole`: it also ends one, but for a plural s. */
static const char *
find_word(const char *text, const char *word, size_t length, bool whole)
{
    for (const char *at = text; *at; at++) {
        size_t k = 0;
        while (k < length && small(at[k]) == small(word[k]))
            k++;
        if (k < length || (at > text && is_letter(at[-1])))
            continue;
        const char *end = at + length + (small(at[length]) == 's');
        if (!whole || !is_letter(*end))
            return at;
    }
    return NULL;
}

/* How much of a word stays in all its forms: standards, bodies, revision, led. */
static size_t
stem_length(const char *word, size_t length)
{
    static const char *const endings[] = {"ies", "es", "um", "s", "y", "e"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t ending = strlen(endings[i]);
        if (length >= ending + SHORTEST_STEM && strncmp(word + length - ending, endings[i], ending) == 0)
            return length - ending;
    }
    return length;
}

/* All words of the term, without what stands in brackets, in any form; of a script without spaces, the term itself. */
static bool
says(const char *text, const char *term)
{
    if ((unsigned char)*term >= 0x80)
        return strstr(text, term) != NULL;
    int depth = 0;
    for (const char *at = term; *at;) {
        size_t length = 0;
        while (is_letter(at[length]))
            length++;
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (length >= SHORTEST_WORD && depth == 0 && !find_word(text, at, stem_length(at, length), false))
            return false;
        at += length ? length : 1;
    }
    return true;
}

/* ---- the check ---------------------------------------------------------------------------------------------------------- */

/* "a; b" piece by piece; NULL at the end. */
static const char *
next_piece(Arena *arena, const char **at)
{
    if (!*at || !**at)
        return NULL;
    size_t length = strcspn(*at, ";");
    const char *piece = str_trim(arena, arena_strndup(arena, *at, length));
    *at += length + ((*at)[length] == ';');
    return piece;
}

static bool
says_one_of(Arena *arena, const char *text, const char *terms)
{
    for (const char *at = terms, *piece; (piece = next_piece(arena, &at));)
        if (*piece && says(text, piece))
            return true;
    return false;
}

static void
check_partner(Terms *self, const Spelling *spelling, const Block *partner, int lang)
{
    Buf text = BUF_INIT;
    add_text(&text, partner);
    const Term *term = spelling->term;
    for (const char *at = term->forbidden.in[lang], *word; (word = next_piece(self->arena, &at));)
        if (*word && find_word(text.ptr, word, strlen(word), true))
            diag(self->diags, DIAG_DOC_TERM_FORBIDDEN, partner->loc, word, spelling->text, term->term.in[lang]);
    const char *wanted = utf8_count(spelling->text) >= SHORTEST_TERM ? term->term.in[lang] : NULL;
    if (wanted && !says_one_of(self->arena, text.ptr, wanted) && !says_one_of(self->arena, text.ptr, term->also.in[lang]))
        diag(self->diags, DIAG_DOC_TERM_MISSING, partner->loc, spelling->text, wanted);
    buf_clear(&text);
}

static void
check_pair(Terms *self, const DocBlock *pair)
{
    const Block *first = pair->in[0];
    if (!first || is_quotation(first))
        return;
    Buf text = BUF_INIT;
    add_text(&text, first);
    for (size_t i = 0; i < self->spellings.count; i++) {
        const Spelling *spelling = &self->spellings.items[i];
        bool met = false;
        for (char *at = strstr(text.ptr, spelling->text); at; at = strstr(at, spelling->text)) {
            memset(at, ' ', spelling->length); /* shorter terms are not looked for inside it */
            met = true;
        }
        for (int lang = 1; met && lang < self->doc->model->lang_count; lang++)
            if (pair->in[lang])
                check_partner(self, spelling, pair->in[lang], lang);
    }
    buf_clear(&text);
}

void
check_terms(Arena *arena, Diags *diags, const Doc *doc)
{
    Terms self = {.arena = arena, .diags = diags, .doc = doc};
    const TermList *terms = model_terms(doc->model);
    for (size_t i = 0; i < terms->count; i++)
        add_spellings(&self, terms->items[i], terms->items[i]->term.in[0]);
    if (self.spellings.count)
        qsort(self.spellings.items, self.spellings.count, sizeof *self.spellings.items, longest_first);
    for (size_t c = 0; c < doc->chapters.count; c++)
        for (size_t b = 0; b < doc->chapters.items[c]->blocks.count; b++)
            check_pair(&self, &doc->chapters.items[c]->blocks.items[b]);
}
