/* audit/passage.h -- texts as their readers see them, with the place of every byte in the file it was typed in.
 *
 *     a block of a chapter, {zh: …, en: …} of a spec or poster, a row of label_zh and label_en
 *         --passages_of_…-->  PassagePair: one Passage a language, {{ }} printed, citations and notes left out
 *
 * The audit of typed numbers asks which bytes of a passage were typed and which were bound; the comparison of the languages asks
 * whether the passages of a pair say the same.
 *
 * Shape    pairs in the order of the files; a text that has one language only is a pair with one passage
 * Left out code, addresses, names of files, quotations of sources (columns quote_*, titles of sources)
 * Tests    tests/unit/audit/audit_test.c
 */
#ifndef SHUDU_AUDIT_PASSAGE_H
#define SHUDU_AUDIT_PASSAGE_H

#include "audit/number.h"
#include "doc/doc.h"

typedef struct PassagePart {
    size_t start, end; /* bytes of the passage's text */
    Loc loc;
    bool exact;        /* loc is these very bytes; else they are somewhere in it */
    bool bound;        /* from {{ }} */
} PassagePart;

typedef struct Passage {
    bool given;
    bool cjk;
    Loc loc;
    const char *text;
    VEC(PassagePart) parts;
    bool counted;
    NumberList numbers; /* passage_numbers */
} Passage;

typedef struct PassagePair {
    Passage in[LANG_MAX];
    bool is_quote;     /* the words of a source */
} PassagePair;

typedef VEC(PassagePair *) PassageList;

typedef struct PassageContext {
    Arena *arena;
    const Model *model;
    bool suggest;      /* look for the figure behind a typed number */
    Diags *quiet;      /* what bindings complain of; their own readers have said it already */
} PassageContext;

void passages_of_doc(const PassageContext *context, const Doc *doc, PassageList *out);
/* Texts of a spec or poster: maps of languages, and plain texts under the keys that readers see (title, text, label, alt …). */
void passages_of_node(const PassageContext *context, const Node *root, PassageList *out);
/* Columns in several languages of the tables that the model knows by their roles; longer ones are registers, not texts. */
enum { PASSAGE_ROWS_MAX = 50000 };
void passages_of_tables(const PassageContext *context, PassageList *out);
/* One text; `loc` is the scalar or cell it stands in. */
void passage_from_text(const PassageContext *context, int lang, Loc loc, const char *text, Passage *out);

/* The numbers of its text, found once. */
const NumberList *passage_numbers(Arena *arena, Passage *passage, const NumberNames *names);
/* The place of bytes [start, end): exact where they are typed as they are printed. */
Loc passage_loc(const Passage *passage, size_t start, size_t end);
/* Whether {{ }} had a part in them. */
bool passage_is_bound(const Passage *passage, size_t start, size_t end);

#endif
