/* text/shape.c -- ranges of text to boxes: a face for each character, Pango's itemizing and shaping, clusters. */
#include "text/box.h"

#include "base/str.h"
#include "base/utf8.h"
#include "text/fontmap.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(Box) BoxList;

/* A stretch that is shaped alike. */
typedef struct Stretch {
    uint32_t start, end;
    uint32_t range;
    const FontFace *face;
    bool proportional; /* Western marks in a CJK face: its half- and proportional-width forms */
} Stretch;

typedef struct Shaper {
    Arena *arena;
    TextContext *context;
    Boxes *out;
    VEC(Stretch) stretches;
    BoxList boxes;
} Shaper;

/* ---- text ----------------------------------------------------------------------------------------------------------- */

/* Pango wants well-formed text: each malformed byte becomes U+FFFD. */
static void
add_well_formed(Buf *buf, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t good = utf8_check(text + at, length - at);
        buf_add_bytes(buf, text + at, good);
        at += good;
        if (at < length) {
            buf_add_rune(buf, 0xFFFD);
            at++;
        }
    }
}

/* ---- faces ------------------------------------------------------------------------------------------------------------ */

enum { FAMILY_MAX = COUNT_OF(((TextStyle *)0)->families) };

typedef struct Faces {
    const FontFace *of[FAMILY_MAX];
    bool has_han[FAMILY_MAX];
    size_t count;
} Faces;

static Faces
faces_of(TextContext *context, const TextStyle *style)
{
    Faces faces = {.count = 0};
    for (size_t i = 0; i < FAMILY_MAX && style->families[i]; i++) {
        const FontFace *face = fontset_find(context->fonts, style->families[i], style->weight ? style->weight : 400, style->italic);
        if (!face)
            continue;
        faces.has_han[faces.count] = fontset_covers(context->fonts, face, 0x4E00);
        faces.of[faces.count++] = face;
    }
    return faces;
}

/* The first family that has the character. A Latin face listed first would take “ ” — … of a Chinese sentence: these go
 * to the first that has Han. */
static const FontFace *
face_for(TextContext *context, const Faces *faces, uint32_t rune, BoxClass box_class)
{
    bool wants_han = box_class != BOX_LATIN && box_class != BOX_SPACE && is_shared_mark(rune);
    for (size_t i = 0; i < faces->count; i++)
        if ((!wants_han || faces->has_han[i]) && fontset_covers(context->fonts, faces->of[i], rune))
            return faces->of[i];
    for (size_t i = 0; i < faces->count && wants_han; i++)
        if (fontset_covers(context->fonts, faces->of[i], rune))
            return faces->of[i];
    return NULL;
}

/* What no family of the style has is looked for in all of the project: another face is better than an empty box. */
static const FontFace *
face_anywhere(TextContext *context, const TextStyle *style, uint32_t rune)
{
    const char *family;
    for (size_t i = 0; (family = fontset_family(context->fonts, i)); i++) {
        const FontFace *face = fontset_find(context->fonts, family, style->weight ? style->weight : 400, style->italic);
        if (face && (!rune || fontset_covers(context->fonts, face, rune)))
            return face;
    }
    return NULL;
}

static bool
is_control(uint32_t rune)
{
    return rune < ' ' || rune == 0xAD || rune == 0x200B || rune == 0x200D || rune == 0xFEFF || (rune >= 0xFE00 && rune <= 0xFE0F);
}

/* Cuts one range into stretches of one face. */
static void
add_stretches(Shaper *self, uint32_t index, uint32_t start, uint32_t end)
{
    TextContext *context = self->context;
    Boxes *out = self->out;
    const TextStyle *style = &out->ranges[index].style;
    bool cjk = context->locales[style->lang]->is_cjk;
    Faces faces = faces_of(context, style);
    if (!faces.count) /* unknown families: the theme has been told; text is not lost */
        faces.of[0] = face_anywhere(context, style, 0), faces.count = faces.of[0] != NULL;
    if (!faces.count)
        return;
    uint32_t before = 0;
    const FontFace *current = faces.of[0];
    for (uint32_t at = start; at < end;) {
        const char *next = out->text + at;
        uint32_t rune = utf8_next(&next), after = utf8_peek(next);
        BoxClass box_class = class_of(rune, before, after, cjk);
        const FontFace *face = face_for(context, &faces, rune, box_class);
        if (!face && !is_control(rune))
            face = face_anywhere(context, style, rune);
        if (!face && !out->missing && !is_control(rune))
            out->missing = rune;
        /* Spaces, controls and what no face has stay with what stands before. */
        if (!face || box_class == BOX_SPACE)
            face = current;
        bool western = box_class == BOX_LATIN || box_class == BOX_SPACE;
        Stretch stretch = {at, (uint32_t)(next - out->text), index, face, western && faces.has_han[0] && face == faces.of[0]};
        Stretch *last = self->stretches.count ? &VEC_LAST(&self->stretches) : NULL;
        if (last && last->range == index && last->face == face && (last->proportional == stretch.proportional || box_class == BOX_SPACE))
            last->end = stretch.end;
        else
            VEC_PUSH(self->arena, &self->stretches, stretch);
        current = face;
        before = rune;
        at = stretch.end;
    }
}

/* ---- Pango ---------------------------------------------------------------------------------------------------------------- */

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, const Stretch *stretch)
{
    attribute->start_index = stretch->start;
    attribute->end_index = stretch->end;
    pango_attr_list_insert(list, attribute);
}

static PangoAttrList *
attributes_of(Shaper *self)
{
    PangoAttrList *list = pango_attr_list_new();
    for (size_t i = 0; i < self->stretches.count; i++) {
        const Stretch *stretch = &self->stretches.items[i];
        const TextStyle *style = &self->out->ranges[stretch->range].style;
        add_attribute(list, pango_attr_font_desc_new(fontmap_description(self->context->map, stretch->face)), stretch);
        add_attribute(list, pango_attr_language_new(pango_language_from_string(self->context->locales[style->lang]->pango)), stretch);
        add_attribute(list, pango_attr_fallback_new(FALSE), stretch);
        const char *features = stretch->proportional ? (style->tabular ? "pwid=1,tnum=1" : "pwid=1") : style->tabular ? "tnum=1" : NULL;
        if (features)
            add_attribute(list, pango_attr_font_features_new(features), stretch);
    }
    return list;
}

/* One cluster: glyphs [from, to) of the string, the item's first byte at `offset`. An item may reach over several
 * stretches of one face (a change of colour or size): `stretch` is the first that it can lie in. */
static void
add_cluster(Shaper *self, const Stretch *stretch, const PangoGlyphString *string, int from, int to, uint32_t offset, int level)
{
    while (stretch->end <= offset + (uint32_t)string->log_clusters[from] && stretch < &VEC_LAST(&self->stretches))
        stretch++;
    const TextStyle *style = &self->out->ranges[stretch->range].style;
    double scale = style->size / stretch->face->units_per_em, x = 0;
    Box box = {.face = stretch->face, .range = stretch->range, .start = offset + (uint32_t)string->log_clusters[from], .level = (uint8_t)level};
    Glyph *glyphs = ARENA_ARRAY(self->arena, Glyph, to - from);
    for (int i = from; i < to; i++) {
        const PangoGlyphInfo *info = &string->glyphs[i];
        double advance = info->geometry.width * scale;
        /* PANGO_GLYPH_EMPTY has no ink; one flagged as unknown is the box of .notdef. */
        if (info->glyph != PANGO_GLYPH_EMPTY) {
            uint32_t id = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : info->glyph;
            glyphs[box.glyph_count++] = (Glyph){
                .id = id,
                .cluster = box.start,
                .x = x + info->geometry.x_offset * scale,
                .y = info->geometry.y_offset * scale - style->rise,
                .advance = advance,
            };
        }
        x += advance;
    }
    box.glyphs = glyphs;
    box.width = x;
    VEC_PUSH(self->arena, &self->boxes, box);
}

static void
shape_item(Shaper *self, const PangoItem *item, const Stretch *stretch, PangoGlyphString *string)
{
    const char *text = self->out->text;
    pango_shape_full(text + item->offset, item->length, text, (int)self->out->length, &item->analysis, string);
    size_t first = self->boxes.count;
    for (int i = 0; i < string->num_glyphs;) {
        int next = i + 1;
        while (next < string->num_glyphs && string->log_clusters[next] == string->log_clusters[i])
            next++;
        add_cluster(self, stretch, string, i, next, (uint32_t)item->offset, item->analysis.level);
        i = next;
    }
    Box *items = self->boxes.items;
    size_t count = self->boxes.count;
    if (item->analysis.level & 1) /* glyphs come in the order of sight; boxes stand in that of speech */
        for (size_t i = first, k = count; i + 1 < k; i++) {
            Box swap = items[i];
            items[i] = items[--k];
            items[k] = swap;
        }
    for (size_t i = first; i < count; i++)
        items[i].end = i + 1 < count ? items[i + 1].start : (uint32_t)(item->offset + item->length);
}

static void
shape_all(Shaper *self)
{
    PangoAttrList *attributes = attributes_of(self);
    GList *items = pango_itemize_with_base_dir(fontmap_context(self->context->map), PANGO_DIRECTION_LTR, self->out->text, 0,
                                               (int)self->out->length, attributes, NULL);
    PangoGlyphString *string = pango_glyph_string_new();
    size_t at = 0;
    for (GList *i = items; i; i = i->next) {
        PangoItem *item = i->data;
        while (at + 1 < self->stretches.count && self->stretches.items[at].end <= (uint32_t)item->offset)
            at++;
        shape_item(self, item, &self->stretches.items[at], string);
        pango_item_free(item);
    }
    pango_glyph_string_free(string);
    g_list_free(items);
    pango_attr_list_unref(attributes);
}

/* Classes, and the space that a style adds behind each cluster. */
static void
classify(Shaper *self)
{
    const Boxes *out = self->out;
    for (size_t i = 0; i < self->boxes.count; i++) {
        Box *box = &self->boxes.items[i];
        const TextStyle *style = &out->ranges[box->range].style;
        const char *at = out->text + box->start;
        while (at < out->text + box->end) {
            uint32_t rune = utf8_next(&at);
            if (!box->rune)
                box->rune = rune;
            box->last_rune = rune;
        }
        uint32_t before = i ? self->boxes.items[i - 1].last_rune : 0, after = utf8_peek(out->text + box->end);
        box->box_class = (uint8_t)class_of(box->rune, before, after, self->context->locales[style->lang]->is_cjk);
        if (box->box_class == BOX_BREAK) {
            box->width = 0;
            box->glyph_count = 0;
        }
    }
}

void
boxes_shape_anew(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, Boxes *out)
{
    Buf text = BUF_INIT;
    Shaper self = {.arena = arena, .context = context, .out = out};
    *out = (Boxes){.ranges = ranges, .range_count = count, .text = ""};
    uint32_t *ends = base_alloc((count + 1) * sizeof *ends);
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) {
        const char *given = ranges[i].text ? ranges[i].text : "";
        if (context->typographic && !context->locales[ranges[i].style.lang]->is_cjk) {
            given = typographic_quotes(arena, given, before);
            before = last_rune_of(given, before);
        }
        add_well_formed(&text, given, strlen(given));
        ends[i] = (uint32_t)text.length;
    }
    out->length = text.length;
    if (text.length)
        out->text = buf_take(&text, arena);
    self.boxes.capacity = utf8_count(out->text); /* as many clusters at most, but for decompositions */
    self.boxes.items = arena_alloc_raw(arena, self.boxes.capacity * sizeof *self.boxes.items);
    for (size_t i = 0; i < count; i++)
        add_stretches(&self, (uint32_t)i, i ? ends[i - 1] : 0, ends[i]);
    free(ends);
    buf_clear(&text);
    if (self.stretches.count)
        shape_all(&self);
    classify(&self);
    out->items = self.boxes.items;
    out->count = self.boxes.count;
    boxes_set_glue(out);
}
