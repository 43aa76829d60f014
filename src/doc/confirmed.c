#include "doc/confirmed.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { HASH_DIGITS = 16 };

static const char HEAD[] =
    "# What was confirmed: chapter, number of the paragraph, hash of the text in each language. Written by `shudu confirm`.\n"
    "# A translation unchanged beside a first text that has changed is reported as stale; numbers once given stay.\n";

static const char NO_NUMBER[] = "-";

typedef struct Entry { /* a line of the record */
    const char *number;
    const char *hash[LANG_MAX]; /* NULL: none */
} Entry;

typedef VEC(Entry) EntryList;
typedef VEC(DocBlock *) BlockRefs;

/* ---- texts ------------------------------------------------------------------------------------------------------------ */

/* All that a block says, with its bindings: a new figure behind a binding changes nothing here. */
static void
add_content(Buf *out, Arena *arena, const Block *block)
{
    buf_printf(out, "%s %s %s\n", block->name ? block->name : "", block->id ? block->id : "", block->target ? block->target : "");
    buf_add(out, inlines_text(arena, &block->inlines));
    for (size_t i = 0; i < block->children.count; i++)
        add_content(out, arena, block->children.items[i]);
}

static const char *
hash_of(Arena *arena, const Block *block)
{
    Buf text = BUF_INIT;
    add_content(&text, arena, block);
    char whole[65];
    sha256_hex(text.ptr, text.length, whole);
    buf_clear(&text);
    return arena_strndup(arena, whole, HASH_DIGITS);
}

/* Blocks without words of their own have nothing to confirm. */
static bool
has_words(const DocBlock *pair)
{
    return pair->in[0] && pair->kind != BLOCK_FIGURE && pair->kind != BLOCK_RULE && pair->kind != BLOCK_CODE;
}

/* Headings, figures and tables have numbers of their own. */
static bool
is_numbered(const DocBlock *pair)
{
    if (!pair->in[0])
        return false;
    if (pair->kind == BLOCK_DIV)
        return str_equal(pair->in[0]->name, "note") || str_equal(pair->in[0]->name, "definition") || str_equal(pair->in[0]->name, "side");
    return pair->kind == BLOCK_PARAGRAPH || pair->kind == BLOCK_LIST || pair->kind == BLOCK_QUOTE;
}

/* ---- the record -------------------------------------------------------------------------------------------------------- */

static int
lang_of(const Model *model, const char *field, size_t length)
{
    for (int lang = 0; lang < model->lang_count; lang++)
        if (strlen(model->lang_keys[lang]) == length && strncmp(model->lang_keys[lang], field, length) == 0)
            return lang;
    return -1;
}

static void
read_line(Arena *arena, const Model *model, char *line, Map *chapters)
{
    char *rest = NULL;
    const char *chapter = strtok_r(line, " ", &rest), *number = strtok_r(NULL, " ", &rest);
    if (!chapter || *chapter == '#' || !number)
        return;
    Entry entry = {.number = number};
    for (const char *field; (field = strtok_r(NULL, " ", &rest));) {
        size_t length = strcspn(field, ":");
        int lang = lang_of(model, field, length);
        if (lang >= 0 && field[length])
            entry.hash[lang] = field + length + 1;
    }
    EntryList *list = map_find(chapters, chapter);
    if (!list) {
        list = ARENA_NEW(arena, EntryList);
        map_put(chapters, chapter, list);
    }
    VEC_PUSH(arena, list, entry);
}

/* Chapter → EntryList *. Empty without a record. */
static void
read_record(Arena *arena, Reader *reader, const Doc *doc, Map *chapters)
{
    map_init(chapters, arena);
    const char *path = arena_printf(arena, "%s/confirmed.txt", doc->folder);
    const Source *source = reader_exists(reader, path) ? reader_read(reader, path, LOC_NONE) : NULL;
    for (const char *at = source ? source->text : ""; *at;) {
        size_t length = strcspn(at, "\n");
        read_line(arena, doc->model, arena_strndup(arena, at, length), chapters);
        at += length + (at[length] == '\n');
    }
}

const char *
confirmed_text(Arena *arena, Reader *reader, Doc *doc)
{
    number_paragraphs(arena, reader, doc);
    Buf out = BUF_INIT;
    buf_add(&out, HEAD);
    for (size_t c = 0; c < doc->chapters.count; c++)
        for (size_t b = 0; b < doc->chapters.items[c]->blocks.count; b++) {
            const DocBlock *pair = &doc->chapters.items[c]->blocks.items[b];
            if (!has_words(pair))
                continue;
            buf_printf(&out, "%s %s", doc->chapters.items[c]->name, pair->paragraph ? pair->paragraph : NO_NUMBER);
            for (int lang = 0; lang < doc->model->lang_count; lang++)
                if (pair->in[lang])
                    buf_printf(&out, " %s:%s", doc->model->lang_keys[lang], hash_of(arena, pair->in[lang]));
            buf_add_char(&out, '\n');
        }
    const char *text = buf_take(&out, arena);
    buf_clear(&out);
    return text;
}

/* ---- stale translations --------------------------------------------------------------------------------------------------- */

static bool
is_stale(const EntryList *known, int lang, const char *first, const char *translation)
{
    bool confirmed = false;
    for (size_t i = 0; i < known->count; i++)
        if (str_equal(known->items[i].hash[lang], translation)) {
            if (str_equal(known->items[i].hash[0], first))
                return false;
            confirmed = true;
        }
    return confirmed;
}

static void
check_pair(Arena *arena, Diags *diags, const Doc *doc, const DocBlock *pair, const EntryList *known)
{
    const char *first = hash_of(arena, pair->in[0]);
    for (int lang = 1; lang < doc->model->lang_count; lang++) {
        if (!pair->in[lang] || !is_stale(known, lang, first, hash_of(arena, pair->in[lang])))
            continue;
        diag(diags, DIAG_DOC_PAIR_STALE, pair->in[lang]->loc, doc->model->lang_keys[0]);
        diag_note(diags, pair->in[0]->loc, "this is the text that has changed", "改动的是这一段", NULL);
    }
}

void
check_confirmed(Arena *arena, Reader *reader, const Doc *doc)
{
    Map chapters;
    read_record(arena, reader, doc, &chapters);
    for (size_t c = 0; c < doc->chapters.count; c++) {
        const DocChapter *chapter = doc->chapters.items[c];
        const EntryList *known = map_find(&chapters, chapter->name);
        for (size_t b = 0; known && b < chapter->blocks.count; b++)
            if (has_words(&chapter->blocks.items[b]))
                check_pair(arena, reader_diags(reader), doc, &chapter->blocks.items[b], known);
    }
}

/* ---- numbers of paragraphs ---------------------------------------------------------------------------------------------- */

typedef struct Numbering { /* of one chapter */
    Arena *arena;
    EntryList known;     /* lines with a number */
    BlockRefs blocks;    /* that want one */
    const char **hashes; /* of their first texts */
    Map used;
    int largest;
    const char *last;    /* given; NULL: none yet */
} Numbering;

static void
give(Numbering *self, DocBlock *block, const char *number)
{
    block->paragraph = self->last = number;
    map_put(&self->used, number, (void *)"");
}

/* "7a" after 7, "7b" after 7a; at the end of a chapter the next whole number. */
static const char *
new_number(Numbering *self, bool at_end)
{
    if (at_end)
        return arena_printf(self->arena, "%d", ++self->largest);
    const char *base = self->last ? self->last : "0";
    size_t digits = strspn(base, "0123456789");
    for (char letter = 'a'; letter <= 'z'; letter++) {
        const char *number = arena_printf(self->arena, "%.*s%c", (int)digits, base, letter);
        if (!map_has(&self->used, number))
            return number;
    }
    return arena_printf(self->arena, "%d", ++self->largest);
}

/* Between two paragraphs that have not changed: the old numbers in order, then new ones. */
static void
number_gap(Numbering *self, size_t known_from, size_t known_to, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        size_t known = known_from + (i - from);
        give(self, self->blocks.items[i], known < known_to ? self->known.items[known].number : new_number(self, known_to == self->known.count));
    }
}

/* Longest common subsequence of what was recorded and what stands: row i, column j hold its length from there on. */
static uint16_t *
common_lengths(const Numbering *self)
{
    size_t columns = self->blocks.count + 1;
    uint16_t *lengths = arena_alloc(self->arena, (self->known.count + 1) * columns * sizeof *lengths);
    for (size_t i = self->known.count; i-- > 0;)
        for (size_t j = self->blocks.count; j-- > 0;) {
            uint16_t down = lengths[(i + 1) * columns + j], right = lengths[i * columns + j + 1];
            bool same = str_equal(self->known.items[i].hash[0], self->hashes[j]);
            lengths[i * columns + j] = same ? (uint16_t)(lengths[(i + 1) * columns + j + 1] + 1) : MAX_OF(down, right);
        }
    return lengths;
}

static void
number_chapter_paragraphs(Numbering *self)
{
    const uint16_t *lengths = common_lengths(self);
    size_t columns = self->blocks.count + 1, i = 0, j = 0, known_from = 0, from = 0;
    while (i < self->known.count && j < self->blocks.count) {
        if (str_equal(self->known.items[i].hash[0], self->hashes[j])) {
            number_gap(self, known_from, i, from, j);
            give(self, self->blocks.items[j], self->known.items[i].number);
            known_from = ++i;
            from = ++j;
        } else if (lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    number_gap(self, known_from, self->known.count, from, self->blocks.count);
}

static void
prepare(Numbering *self, DocChapter *chapter, const EntryList *known)
{
    map_init(&self->used, self->arena);
    for (size_t i = 0; known && i < known->count; i++) {
        if (str_equal(known->items[i].number, NO_NUMBER) || !known->items[i].hash[0])
            continue;
        VEC_PUSH(self->arena, &self->known, known->items[i]);
        map_put(&self->used, known->items[i].number, (void *)"");
        self->largest = MAX_OF(self->largest, atoi(known->items[i].number));
    }
    for (size_t b = 0; b < chapter->blocks.count; b++)
        if (is_numbered(&chapter->blocks.items[b]))
            VEC_PUSH(self->arena, &self->blocks, &chapter->blocks.items[b]);
    self->hashes = arena_alloc(self->arena, (self->blocks.count + 1) * sizeof *self->hashes);
    for (size_t b = 0; b < self->blocks.count; b++)
        self->hashes[b] = hash_of(self->arena, self->blocks.items[b]->in[0]);
}

void
number_paragraphs(Arena *arena, Reader *reader, Doc *doc)
{
    Map chapters;
    read_record(arena, reader, doc, &chapters);
    for (size_t c = 0; c < doc->chapters.count; c++) {
        Numbering numbering = {.arena = arena};
        prepare(&numbering, doc->chapters.items[c], map_find(&chapters, doc->chapters.items[c]->name));
        number_chapter_paragraphs(&numbering);
    }
}
