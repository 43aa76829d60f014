/* text/hyphenate.c -- words that may part, after the dictionaries of fonts.lock (libhyphen; Liang's patterns). */
#include "text/box.h"

#include "base/str.h"

#include <hb.h>
#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST = 6,   /* letters of a word that may part */
    LONG_WORD = 13,  /* that may part even behind a capital */
    LEAST_BEFORE = 2,
    LEAST_AFTER = 3,
    LONGEST = 60,
};

struct Hyphens {
    Arena *arena;
    FontSet *fonts;
    const Locale *const *locales;
    HyphenDict *dictionaries[LANG_MAX]; /* loaded when first asked for: 4 ms */
    bool tried[LANG_MAX];
    Map words[LANG_MAX]; /* met before: for each letter '1' where the word may part behind it, else '0' */
};

Hyphens *
hyphens_new(Arena *arena, FontSet *fonts, const Locale *const *locales, int lang_count)
{
    Hyphens *hyphens = ARENA_NEW(arena, Hyphens);
    for (int lang = 0; lang < lang_count && lang < LANG_MAX; lang++)
        map_init(&hyphens->words[lang], arena);
    hyphens->arena = arena;
    hyphens->fonts = fonts;
    hyphens->locales = locales;
    return hyphens;
}

static void
free_dictionary(void *object)
{
    hnj_hyphen_free(object);
}

static HyphenDict *
dictionary_of(Hyphens *hyphens, int lang)
{
    if (lang < 0 || lang >= LANG_MAX)
        return NULL;
    if (!hyphens->tried[lang]) {
        hyphens->tried[lang] = true;
        const char *tag = hyphens->locales[lang]->tag;
        const char *path = fontset_dictionary(hyphens->fonts, arena_strndup(hyphens->arena, tag, strcspn(tag, "-")));
        HyphenDict *dictionary = path ? hnj_hyphen_load(path) : NULL;
        hyphens->dictionaries[lang] = dictionary;
        if (dictionary)
            arena_defer(hyphens->arena, free_dictionary, dictionary);
    }
    return hyphens->dictionaries[lang];
}

static bool
is_small(uint32_t rune)
{
    return rune >= 'a' && rune <= 'z';
}

static bool
is_capital(uint32_t rune)
{
    return rune >= 'A' && rune <= 'Z';
}

/* Byte length of a box of plain letters (a ligature has several); 0: something else. */
static size_t
letters_in(const Boxes *boxes, const Box *box)
{
    for (uint32_t at = box->start; at < box->end; at++)
        if (!is_small((unsigned char)boxes->text[at]) && !is_capital((unsigned char)boxes->text[at]))
            return 0;
    return box->box_class == BOX_LATIN ? box->end - box->start : 0;
}

/* A capital may begin a word only where it begins a sentence, for names stay whole; but in titles of laws and bodies capitals
 * begin words so long that a narrow line without them is torn open or left short: Standardization, Administration. */
static bool
begins_sentence(const Boxes *boxes, size_t word)
{
    while (word > 0 && boxes->items[word - 1].box_class == BOX_SPACE)
        word--;
    return word == 0 || strchr(".!?", (int)(boxes->items[word - 1].rune < 0x80 ? boxes->items[word - 1].rune : 'x'));
}

static bool
may_part(const Boxes *boxes, size_t from, size_t to)
{
    const TextRange *range = box_range(boxes, &boxes->items[from]);
    if (range->no_break || range->use || range->style.rise != 0)
        return false;
    uint32_t length = boxes->items[to - 1].end - boxes->items[from].start;
    for (size_t i = from; i < to; i++) {
        const Box *box = &boxes->items[i];
        if (box->range != boxes->items[from].range && box_range(boxes, box)->use)
            return false;
        for (uint32_t at = box->start; at < box->end; at++)
            if (is_capital((unsigned char)boxes->text[at]) && (i > from || (length < LONG_WORD && !begins_sentence(boxes, from))))
                return false;
    }
    /* Neither beside a typed hyphen nor inside an address or a code. */
    uint32_t before = from ? boxes->items[from - 1].rune : ' ', after = to < boxes->count ? boxes->items[to].rune : ' ';
    bool open = before == ' ' || before == 0xA0 || before == '(' || before == 0x201C || before == 0x2018 || box_is_wide(&boxes->items[from ? from - 1 : 0]);
    bool close = after == ' ' || after == 0xA0 || strchr(".,;:!?)\n", (int)(after < 0x80 && after ? after : 'x')) || after == 0x201D || after == 0x2019
        || (to < boxes->count && box_is_wide(&boxes->items[to]));
    return open && close;
}

/* Where a word of small letters may part; NULL: nowhere. */
static const char *
parts_of(Hyphens *hyphens, HyphenDict *dictionary, int lang, const char *word, uint32_t length)
{
    const char *known = map_find(&hyphens->words[lang], word);
    if (known)
        return known;
    char marks[LONGEST + 6], **replacement = NULL;
    int *position = NULL, *cut = NULL;
    if (hnj_hyphen_hyphenate2(dictionary, word, (int)length, marks, NULL, &replacement, &position, &cut) != 0)
        return NULL;
    char *parts = arena_alloc(hyphens->arena, length + 1);
    for (uint32_t i = 0; i < length; i++) {
        bool changes = replacement && replacement[i]; /* Zuk-ker for Zucker: none of our languages */
        parts[i] = (marks[i] & 1) && !changes ? '1' : '0';
        if (replacement)
            free(replacement[i]);
    }
    free(replacement);
    free(position);
    free(cut);
    map_put(&hyphens->words[lang], word, parts);
    return parts;
}

static void
hyphenate_word(Boxes *boxes, Hyphens *hyphens, int lang, size_t from, size_t to)
{
    uint32_t start = boxes->items[from].start, length = boxes->items[to - 1].end - start;
    HyphenDict *dictionary = length < SHORTEST || length > LONGEST ? NULL : dictionary_of(hyphens, lang);
    if (!dictionary)
        return;
    char word[LONGEST + 1];
    memcpy(word, boxes->text + start, length);
    word[length] = '\0';
    for (uint32_t i = 0; i < length; i++)
        if (is_capital((unsigned char)word[i]))
            word[i] += 'a' - 'A';
    const char *parts = parts_of(hyphens, dictionary, lang, word, length);
    for (size_t i = from; parts && i + 1 < to; i++) {
        uint32_t before = boxes->items[i].end - start;
        if (parts[before - 1] == '1' && before >= LEAST_BEFORE && length - before >= LEAST_AFTER && boxes->items[i].after == BREAK_NONE)
            boxes->items[i].after = BREAK_HYPHEN;
    }
}

void
boxes_hyphenate(Boxes *boxes, Hyphens *hyphens)
{
    for (size_t i = 0; i < boxes->count;) {
        if (!letters_in(boxes, &boxes->items[i])) {
            i++;
            continue;
        }
        size_t end = i;
        int lang = box_range(boxes, &boxes->items[i])->style.lang;
        while (end < boxes->count && letters_in(boxes, &boxes->items[end]) && box_range(boxes, &boxes->items[end])->style.lang == lang)
            end++;
        if (may_part(boxes, i, end))
            hyphenate_word(boxes, hyphens, lang, i, end);
        i = end;
    }
}

uint32_t
hyphen_glyph(const Boxes *boxes, const Box *box, double *width)
{
    hb_codepoint_t glyph = 0;
    hb_font_t *font = box->face->handle;
    /* Not U+2010: CJK faces make it a full em wide. */
    hb_font_get_nominal_glyph(font, '-', &glyph);
    *width = hb_font_get_glyph_h_advance(font, glyph) * box_range(boxes, box)->style.size / box->face->units_per_em;
    return glyph;
}
