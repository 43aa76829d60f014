/* text/shape.c -- ranges of text to boxes: faces, HarfBuzz, classes, glue and break opportunities. */
#include "base/locale.h"
#include "base/str.h"
#include "text/box.h"

#include <hb.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

/* ---- classes ------------------------------------------------------------------------------------------------ */

/* Marks that Western text uses too: full-width in a CJK span, proportional elsewhere. */
static bool
is_shared_mark(uint32_t rune)
{
    return rune == 0x2018 || rune == 0x2019 || rune == 0x201C || rune == 0x201D || rune == 0x2014 || rune == 0x2026 || rune == 0x00B7
        || rune == 0x2027;
}

static BoxClass
classify(uint32_t rune, bool cjk)
{
    if (rune == '\n')
        return BOX_BREAK;
    if (rune == ' ' || rune == 0x00A0)
        return BOX_SPACE;
    if (is_shared_mark(rune)) {
        if (!cjk)
            return BOX_LATIN;
        if (rune == 0x2014 || rune == 0x2026)
            return BOX_DASH;
        if (rune == 0x00B7 || rune == 0x2027)
            return BOX_MIDDLE;
        return rune == 0x2018 || rune == 0x201C ? BOX_OPEN : BOX_CLOSE;
    }
    if (rune == 0x30FB)
        return BOX_MIDDLE;
    if (utf8_is_cjk_open(rune))
        return BOX_OPEN;
    if (utf8_is_cjk_close(rune))
        return BOX_CLOSE;
    return utf8_is_cjk(rune) ? BOX_HAN : BOX_LATIN;
}

static bool
is_wide(BoxClass box_class)
{
    return box_class == BOX_HAN || box_class == BOX_OPEN || box_class == BOX_CLOSE || box_class == BOX_MIDDLE || box_class == BOX_DASH;
}

/* ---- faces ---------------------------------------------------------------------------------------------------- */

static const FontFace *
face_for(TextContext *context, const TextStyle *style, uint32_t rune, BoxClass box_class)
{
    const FontFace *first = NULL;
    for (size_t i = 0; i < COUNT_OF(style->families) && style->families[i]; i++) {
        const FontFace *face = fontset_find(context->fonts, style->families[i], style->weight, style->italic);
        if (!face)
            continue;
        if (!first)
            first = face;
        /* A Latin face listed first would take the quotation marks of a Chinese sentence: ask for one that has Han. */
        if (is_wide(box_class) && is_shared_mark(rune) && !fontset_covers(context->fonts, face, 0x4E00))
            continue;
        if (fontset_covers(context->fonts, face, rune))
            return face;
    }
    return first;
}

/* ---- shaping ---------------------------------------------------------------------------------------------------- */

typedef VEC(Box) BoxList;

typedef struct Shaper {
    Arena *arena;
    TextContext *context;
    const char *text;
    size_t length;
    hb_buffer_t *buffer;
    BoxList boxes;
    uint32_t missing;
} Shaper;

/* One run: same range, same face, all wide or all Western. */
static void
shape_run(Shaper *self, const TextRange *range, const FontFace *face, uint32_t start, uint32_t end, bool cjk, bool wide)
{
    const TextStyle *style = &range->style;
    hb_buffer_t *buffer = self->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf8(buffer, self->text, (int)self->length, start, (int)(end - start));
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string(self->context->locales[style->lang]->pango, -1));
    hb_buffer_guess_segment_properties(buffer);
    hb_feature_t features[3];
    unsigned feature_count = 0;
    /* Noto CJK's quotation marks and dashes are full-width by default: Western text wants the proportional ones. */
    if (!cjk && !wide)
        features[feature_count++] = (hb_feature_t){HB_TAG('p', 'w', 'i', 'd'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    if (style->tabular)
        features[feature_count++] = (hb_feature_t){HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    hb_shape(face->handle, buffer, features, feature_count);
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(buffer, &count);
    double scale = style->size / face->units_per_em;
    for (unsigned i = 0; i < count;) {
        unsigned next = i;
        while (next < count && info[next].cluster == info[i].cluster)
            next++;
        Box box = {.face = face, .range = range, .start = info[i].cluster};
        box.end = next < count ? info[next].cluster : end;
        box.rune = utf8_peek(self->text + box.start);
        box.box_class = classify(box.rune, cjk);
        Glyph *glyphs = ARENA_ARRAY(self->arena, Glyph, next - i);
        double x = 0;
        for (unsigned k = i; k < next; k++) {
            glyphs[k - i] = (Glyph){info[k].codepoint, box.start, x + place[k].x_offset * scale, -place[k].y_offset * scale - style->rise,
                                    place[k].x_advance * scale};
            x += place[k].x_advance * scale;
            if (info[k].codepoint == 0 && !self->missing && box.rune > ' ')
                self->missing = box.rune;
        }
        box.glyphs = glyphs;
        box.glyph_count = next - i;
        box.width = x + style->tracking * style->size;
        VEC_PUSH(self->arena, &self->boxes, box);
        i = next;
    }
}

static void
shape_range(Shaper *self, const TextRange *range, uint32_t start, uint32_t end)
{
    bool cjk = self->context->locales[range->style.lang]->is_cjk;
    uint32_t run_start = start;
    const FontFace *run_face = NULL;
    bool run_wide = false;
    for (uint32_t at = start; at < end;) {
        const char *next = self->text + at;
        uint32_t rune = utf8_next(&next);
        uint32_t after = (uint32_t)(next - self->text);
        BoxClass box_class = classify(rune, cjk);
        if (box_class == BOX_SPACE || box_class == BOX_BREAK) {
            if (run_face && at > run_start)
                shape_run(self, range, run_face, run_start, at, cjk, run_wide);
            const FontFace *face = run_face ? run_face : face_for(self->context, &range->style, ' ', BOX_LATIN);
            if (face && box_class == BOX_SPACE) {
                shape_run(self, range, face, at, after, cjk, false);
            } else if (face) {
                Box box = {.face = face, .range = range, .rune = rune, .start = at, .end = after, .box_class = BOX_BREAK};
                VEC_PUSH(self->arena, &self->boxes, box);
            }
            run_face = NULL;
            run_start = after;
        } else {
            const FontFace *face = face_for(self->context, &range->style, rune, box_class);
            bool wide = is_wide(box_class);
            if (run_face && (face != run_face || wide != run_wide)) {
                shape_run(self, range, run_face, run_start, at, cjk, run_wide);
                run_start = at;
            }
            run_face = face;
            run_wide = wide;
        }
        at = after;
    }
    if (run_face && end > run_start)
        shape_run(self, range, run_face, run_start, end, cjk, run_wide);
}

/* ---- glue ---------------------------------------------------------------------------------------------------------- */

/* Space between neighbours, and the half-width bodies of punctuation (CLREQ 3.1.5): a mark is half an em of ink with half an em of
 * glue on its free side, so that squeezing is nothing but shrinking glue. */
static void
set_glue(Box *box, Box *next)
{
    double em = box->range->style.size;
    bool wide_mark = box->width > em * 0.9;
    if (box->box_class == BOX_CLOSE && wide_mark) {
        box->width -= em / 2;
        box->glue = em / 2;
        box->shrink = em / 4;
        box->stretch = em * 0.06;
        /* Where marks meet only one half em stays: none between two closing marks, none before an opening one's own half. */
        if (next && (next->box_class == BOX_CLOSE || next->box_class == BOX_OPEN || next->box_class == BOX_MIDDLE))
            box->glue = box->shrink = 0;
    }
    if (!next)
        return;
    double next_em = next->range->style.size;
    if (next->box_class == BOX_OPEN && next->width > next_em * 0.9) {
        next->width -= next_em / 2;
        next->lead = next_em / 2;
        if (box->box_class != BOX_OPEN) {
            box->glue += next_em / 2;
            box->shrink += next_em / 4;
            box->stretch += next_em * 0.06;
        }
    }
    bool han_latin = box->box_class == BOX_HAN && next->box_class == BOX_LATIN, latin_han = box->box_class == BOX_LATIN && next->box_class == BOX_HAN;
    if (han_latin || latin_han) {
        /* Not before a per cent sign or degree that belongs to what it follows; not around superscripts. */
        bool raised = box->range->style.rise != 0 || next->range->style.rise != 0;
        if (!raised) {
            double unit = box->range->style.size < next_em ? box->range->style.size : next_em;
            box->glue += unit / 4;
            box->shrink += unit / 8;
            box->stretch += unit / 6;
        }
    }
    /* Last resort: between Han, never inside words and numbers. */
    if (is_wide(box->box_class) && next->box_class != BOX_DASH && is_wide(next->box_class) && box->box_class != BOX_DASH)
        box->stretch += em * 0.035;
}

static void
set_spaces(BoxList *boxes)
{
    for (size_t i = 0; i < boxes->count; i++) {
        Box *box = &boxes->items[i];
        if (box->box_class != BOX_SPACE)
            continue;
        const Box *before = i ? &boxes->items[i - 1] : NULL, *after = i + 1 < boxes->count ? &boxes->items[i + 1] : NULL;
        double em = box->range->style.size;
        bool beside_han = (before && is_wide(before->box_class)) || (after && is_wide(after->box_class));
        /* A space typed between Han and Western is the quarter em that composition gives anyway: not doubled. */
        box->glue = beside_han ? em / 4 : box->width;
        box->stretch = beside_han ? em / 6 : box->width * 0.5;
        box->shrink = beside_han ? em / 8 : box->width / 3;
        box->width = 0;
        box->glyph_count = 0;
    }
}

/* ---- line breaks ------------------------------------------------------------------------------------------------------ */

/* GB/T 15834 5.1.10, CLREQ 3.1.6: what may not begin a line (besides closing marks). */
static bool
no_line_start(uint32_t rune, Kinsoku kinsoku)
{
    switch (rune) {
    case '%': case 0x2030: case 0x2103: case 0x00B0: case 0xFF05: return true;
    case 0x00B7: case 0x2027: case 0x30FB: case '/': case 0xFF0F: case '-': case 0x2013: case '~': case 0xFF5E: return kinsoku >= KINSOKU_GB;
    case 0x2014: case 0x2026: return kinsoku >= KINSOKU_STRICT;
    default: return false;
    }
}

static bool
is_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

static bool
is_latin_letter(uint32_t rune)
{
    return (rune >= 'A' && rune <= 'Z') || (rune >= 'a' && rune <= 'z') || (rune >= 0xC0 && rune < 0x250);
}

/* Classifiers and units that follow a figure and are not torn from it. */
static bool
is_unit_word(uint32_t rune)
{
    static const uint32_t units[] = {0x9879, 0x4E2A, 0x5BB6, 0x540D, 0x4EFD, 0x79CD, 0x4EBA, 0x6B21, 0x4E07, 0x4EBF, 0x4F59, 0x591A, 0x5E74, 0x6708,
                                     0x65E5, 0x6761, 0x7AE0, 0x6279, 0x573A, 0x4EF6, 0x4F4D, 0x9879, 0x53F7, 0x5C4A, 0x5143, 0x500D, 0x6210, 0x8F86};
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (rune == units[i])
            return true;
    return false;
}

static BreakKind
break_between(const Box *box, const Box *next, bool unicode_allows, Kinsoku kinsoku)
{
    if (box->box_class == BOX_BREAK)
        return BREAK_FORCED;
    if (!next)
        return BREAK_FORCED;
    if (next->box_class == BOX_BREAK)
        return BREAK_NONE;
    if (box->range == next->range && (box->range->no_break || (box->range->use && box->box_class != BOX_SPACE)))
        return BREAK_NONE;
    if (next->box_class == BOX_SPACE)
        return BREAK_NONE;
    if (next->range->style.rise > 0)
        return BREAK_NONE; /* note marks stay with their word */
    if (box->box_class == BOX_SPACE) {
        const bool number_unit = box->rune == 0x00A0;
        return number_unit || !unicode_allows ? BREAK_NONE : BREAK_ALLOWED;
    }
    if (kinsoku == KINSOKU_NONE)
        return unicode_allows || is_wide(box->box_class) || is_wide(next->box_class) ? BREAK_ALLOWED : BREAK_NONE;
    if (next->box_class == BOX_CLOSE || box->box_class == BOX_OPEN || no_line_start(next->rune, kinsoku))
        return BREAK_NONE;
    if (box->box_class == BOX_DASH && next->box_class == BOX_DASH)
        return BREAK_NONE;
    /* 996 项, 2025 年: the figure and its classifier. */
    if (next->box_class == BOX_HAN && is_unit_word(next->rune) && (is_digit(box->rune) || box->range->use))
        return BREAK_NONE;
    if (box->box_class == BOX_CLOSE || next->box_class == BOX_OPEN)
        return BREAK_ALLOWED;
    /* Pango leaves no break beside “ ” ‘ ’: where one of the two is wide, the classes above have decided; else Unicode's word. */
    if (is_wide(box->box_class) || is_wide(next->box_class))
        return BREAK_ALLOWED;
    /* A solidus joins what belongs together (ISO/TC, PDF/A); a URL would be the exception and is not printed. */
    if (box->rune == '/' || (box->rune == '-' && (is_digit(next->rune) || !is_latin_letter(next->rune))))
        return BREAK_NONE;
    return unicode_allows ? BREAK_ALLOWED : BREAK_NONE;
}

/* "ISO/TC 350", "GB/T 15834", "Figure 3", "Chapter 2": a capital or a full stop before the space, a digit behind it. */
static bool
is_identifier_space(const BoxList *boxes, size_t space)
{
    if (space == 0 || space + 1 >= boxes->count || !is_digit(boxes->items[space + 1].rune))
        return false;
    size_t capitals = 0, letters = 0;
    for (size_t i = space; i-- > 0;) {
        uint32_t rune = boxes->items[i].rune;
        if (is_latin_letter(rune)) {
            letters++;
            capitals += rune <= 'Z';
        } else if (rune != '/') {
            break;
        }
    }
    return letters > 0 && capitals == letters && letters <= 8;
}

static void
set_breaks(Shaper *self, const ParaStyle *style)
{
    int runes = (int)utf8_count(self->text);
    PangoLogAttr *attributes = base_alloc(sizeof(PangoLogAttr) * (size_t)(runes + 1));
    memset(attributes, 0, sizeof(PangoLogAttr) * (size_t)(runes + 1));
    const TextRange *first = self->boxes.count ? self->boxes.items[0].range : NULL;
    PangoLanguage *lang = pango_language_from_string(first ? self->context->locales[first->style.lang]->pango : "en");
    pango_get_log_attrs(self->text, (int)self->length, 0, lang, attributes, runes + 1);
    int rune = 0;
    const char *at = self->text;
    for (size_t i = 0; i < self->boxes.count; i++) {
        Box *box = &self->boxes.items[i];
        Box *next = i + 1 < self->boxes.count ? &self->boxes.items[i + 1] : NULL;
        if (next)
            while (at < self->text + next->start && *at) {
                utf8_next(&at);
                rune++;
            }
        box->after = break_between(box, next, next && attributes[rune].is_line_break, style->kinsoku);
        if (box->after == BREAK_ALLOWED && box->box_class == BOX_SPACE && is_identifier_space(&self->boxes, i))
            box->after = BREAK_NONE;
    }
    free(attributes);
}

/* A figure and its unit in Western text: "996 standards" may part, but not "3 km", "10 %": short units of up to two letters. */
static void
keep_short_units(BoxList *boxes)
{
    for (size_t i = 1; i + 1 < boxes->count; i++) {
        Box *space = &boxes->items[i];
        if (space->box_class != BOX_SPACE || !(is_digit(boxes->items[i - 1].rune) || boxes->items[i - 1].range->use))
            continue;
        size_t letters = 0;
        while (i + 1 + letters < boxes->count && is_latin_letter(boxes->items[i + 1 + letters].rune))
            letters++;
        if (letters > 0 && letters <= 2)
            space->after = BREAK_NONE;
    }
}

void
boxes_build(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, const ParaStyle *style, bool wrap, Boxes *out)
{
    Buf text = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_add(&text, ranges[i].text);
    Shaper self = {.arena = arena, .context = context, .length = text.length};
    self.text = text.length ? buf_take(&text, arena) : "";
    buf_clear(&text);
    self.buffer = hb_buffer_create();
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t length = ranges[i].text ? (uint32_t)strlen(ranges[i].text) : 0;
        shape_range(&self, &ranges[i], at, at + length);
        at += length;
    }
    hb_buffer_destroy(self.buffer);
    set_spaces(&self.boxes);
    for (size_t i = 0; i < self.boxes.count; i++)
        set_glue(&self.boxes.items[i], i + 1 < self.boxes.count ? &self.boxes.items[i + 1] : NULL);
    /* The first opening mark of the paragraph stands flush, as at every line start. */
    if (self.boxes.count && self.boxes.items[0].box_class == BOX_OPEN && self.boxes.items[0].lead == 0 && self.boxes.items[0].width > self.boxes.items[0].range->style.size * 0.9) {
        self.boxes.items[0].lead = self.boxes.items[0].range->style.size / 2;
        self.boxes.items[0].width -= self.boxes.items[0].lead;
    }
    if (wrap) {
        set_breaks(&self, style);
        keep_short_units(&self.boxes);
    }
    *out = (Boxes){self.boxes.items, self.boxes.count, self.text, self.length, self.missing};
}
