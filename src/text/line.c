/* text/line.c -- one line of boxes as a text op: positions, runs of one look, spans of one meaning. */
#include "text/box.h"

#include <hb.h>
#include <math.h>
#include <string.h>

typedef struct Builder {
    Arena *arena;
    Glyph *glyphs;       /* of the whole line: there is room for all */
    size_t glyph_count;
    VEC(GlyphRun) runs;
    VEC(TextSpan) spans;
    char *text;          /* room for all as well */
    uint32_t length;
    const TextRange *range; /* of the box before, and its face */
    const FontFace *face;
    double x, ascent, descent;
} Builder;

static bool
same_look(const GlyphRun *run, const Box *box, const TextStyle *style)
{
    return run->face == box->face && run->size == style->size && color_equal(run->color, style->color);
}

static void
close_run(Builder *self)
{
    if (!self->runs.count)
        return;
    GlyphRun *run = &VEC_LAST(&self->runs);
    run->count = (size_t)(self->glyphs + self->glyph_count - run->glyphs);
}

static void
open_run(Builder *self, const Box *box, const TextStyle *style)
{
    if (self->runs.count && same_look(&VEC_LAST(&self->runs), box, style))
        return;
    close_run(self);
    uint32_t at = self->length;
    GlyphRun run = {.face = box->face, .size = style->size, .color = style->color, .glyphs = self->glyphs + self->glyph_count, .start = at, .end = at};
    VEC_PUSH(self->arena, &self->runs, run);
}

static void
open_span(Builder *self, const TextRange *range)
{
    const TextSpan *last = self->spans.count ? &VEC_LAST(&self->spans) : NULL;
    if (last && last->lang == range->style.lang && last->elem == range->elem && last->use == range->use && last->actual == range->actual)
        return;
    uint32_t at = self->length;
    TextSpan span = {at, at, range->style.lang, range->elem, range->use, range->actual};
    VEC_PUSH(self->arena, &self->spans, span);
}

/* Bytes of the text, which the open run and span then cover. */
static void
add_bytes(Builder *self, const char *bytes, size_t length)
{
    memcpy(self->text + self->length, bytes, length);
    self->length += (uint32_t)length;
    VEC_LAST(&self->runs).end = VEC_LAST(&self->spans).end = self->length;
}

/* The glyphs of a box with its origin at x; in right-to-left runs text and sight have different orders, hence `cluster`. */
static void
add_glyphs(Builder *self, const Box *box, double x, uint32_t cluster)
{
    for (uint32_t i = 0; i < box->glyph_count; i++) {
        Glyph glyph = box->glyphs[i];
        glyph.x += x - box->lead;
        glyph.cluster = cluster;
        self->glyphs[self->glyph_count++] = glyph;
    }
}

/* A space has no ink; its glyph is there for readers who take the text out of the page. */
static void
add_space_glyph(Builder *self, const Box *box, const TextStyle *style, double x, double width, uint32_t cluster)
{
    hb_codepoint_t glyph = 0;
    if (box->rune != '\t' && hb_font_get_nominal_glyph(box->face->handle, box->rune == 0xA0 ? 0xA0 : ' ', &glyph))
        self->glyphs[self->glyph_count++] = (Glyph){glyph, cluster, x, -style->rise, width};
}

static void
add_box(Builder *self, const Boxes *boxes, const Box *box, double x, double glue)
{
    const TextRange *range = box_range(boxes, box);
    const TextStyle *style = &range->style;
    if (box->rune == 0xAD || box->rune == 0x200B)
        return; /* where a line may end: no text */
    if (range != self->range || box->face != self->face) {
        self->range = range;
        self->face = box->face;
        open_run(self, box, style);
        open_span(self, range);
        self->ascent = fmax(self->ascent, box->face->ascent * style->size + style->rise);
        self->descent = fmax(self->descent, box->face->descent * style->size - style->rise);
    }
    uint32_t cluster = self->length;
    if (box->box_class == BOX_SPACE)
        add_space_glyph(self, box, style, x, glue, cluster);
    else
        add_glyphs(self, box, x, cluster);
    add_bytes(self, boxes->text + box->start, box->end - box->start);
}

static void
make_room(Builder *self, const Boxes *boxes, const Line *line, const Boxes *tail)
{
    size_t glyphs = 1, bytes = 2; /* a hyphen, and NUL */
    for (size_t i = line->from; i < line->to; i++) {
        glyphs += MAX_OF(boxes->items[i].glyph_count, 1u); /* spaces get theirs here */
        bytes += boxes->items[i].end - boxes->items[i].start;
    }
    for (size_t i = 0; tail && i < tail->count; i++) {
        glyphs += MAX_OF(tail->items[i].glyph_count, 1u);
        bytes += tail->items[i].end - tail->items[i].start;
    }
    self->glyphs = arena_alloc_raw(self->arena, glyphs * sizeof *self->glyphs);
    self->text = arena_alloc_raw(self->arena, bytes);
}

/* Where each box of the line stands. Runs of a higher embedding level are turned round as a whole (UAX 9, L2). */
static double
place_boxes(Arena *arena, const Boxes *boxes, const Line *line, double **positions)
{
    size_t count = line->to - line->from;
    double *x = ARENA_ARRAY(arena, double, count + 1);
    size_t *order = ARENA_ARRAY(arena, size_t, count + 1);
    int highest = 0;
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        highest = MAX_OF(highest, boxes->items[line->from + i].level);
    }
    for (int level = highest; level > 0; level--)
        for (size_t i = 0; i < count;) {
            size_t end = i;
            while (end < count && boxes->items[line->from + order[end]].level >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++) {
                size_t swap = order[a];
                order[a] = order[--b];
                order[b] = swap;
            }
            i = MAX_OF(end, i + 1);
        }
    double at = 0;
    for (size_t i = 0; i < count; i++) {
        const Box *box = &boxes->items[line->from + order[i]];
        x[order[i]] = at;
        at += box->width + (order[i] + 1 < count ? line_glue(line, box) : 0);
    }
    *positions = x;
    return at;
}

void
line_op(Arena *arena, const Boxes *boxes, const Line *line, const Boxes *tail, TextOp *out)
{
    *out = (TextOp){.text = "", .opacity = 1};
    Builder self = {.arena = arena};
    double *x;
    make_room(&self, boxes, line, tail);
    self.x = place_boxes(arena, boxes, line, &x);
    for (size_t i = line->from; i < line->to; i++) {
        const Box *box = &boxes->items[i];
        add_box(&self, boxes, box, x[i - line->from], i + 1 < line->to ? line_glue(line, box) : 0);
    }
    if (line->hyphen && self.runs.count) {
        const Box *last = &boxes->items[line->to - 1];
        double width;
        uint32_t glyph = hyphen_glyph(boxes, last, &width);
        self.glyphs[self.glyph_count++] = (Glyph){glyph, self.length, self.x, -box_range(boxes, last)->style.rise, width};
        add_bytes(&self, "-", 1);
        self.x += width;
    }
    for (size_t i = 0; tail && i < tail->count; i++) {
        add_box(&self, tail, &tail->items[i], self.x, 0);
        self.x += tail->items[i].width;
    }
    close_run(&self);
    if (self.length) {
        TextLine *whole = ARENA_NEW(arena, TextLine);
        *whole = (TextLine){.end = self.length, .width = self.x};
        out->lines = whole;
        out->line_count = 1;
        self.text[self.length] = '\0';
        out->text = self.text;
        out->runs = self.runs.items;
        out->run_count = self.runs.count;
        out->spans = self.spans.items;
        out->span_count = self.spans.count;
        out->bounds = (Rect){0, -self.ascent, self.x, self.ascent + self.descent};
    }
}
