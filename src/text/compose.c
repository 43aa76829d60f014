/* text/compose.c -- lines of boxes as text ops: positions, runs, spans. */
#include "base/str.h"
#include "text/box.h"

#include <hb.h>
#include <math.h>
#include <string.h>

size_t
boxes_line_start(const Boxes *boxes, size_t from, size_t to)
{
    while (from < to && (boxes->items[from].box_class == BOX_SPACE || boxes->items[from].box_class == BOX_BREAK) && from > 0)
        from++;
    return from;
}

size_t
boxes_line_end(const Boxes *boxes, size_t from, size_t to)
{
    while (to > from && (boxes->items[to - 1].box_class == BOX_SPACE || boxes->items[to - 1].box_class == BOX_BREAK))
        to--;
    return to;
}

void
boxes_line_measure(const Boxes *boxes, size_t from, size_t to, double *width, double *stretch, double *shrink)
{
    from = boxes_line_start(boxes, from, to);
    to = boxes_line_end(boxes, from, to);
    *width = *stretch = *shrink = 0;
    for (size_t i = from; i < to; i++) {
        const Box *box = &boxes->items[i];
        *width += box->width;
        if (i + 1 < to) {
            *width += box->glue;
            *stretch += box->stretch;
            *shrink += box->shrink;
        }
    }
}

static hb_codepoint_t
hyphen_glyph(const Box *box, double *advance)
{
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(box->face->handle, 0x2010, &glyph))
        hb_font_get_nominal_glyph(box->face->handle, '-', &glyph);
    *advance = hb_font_get_glyph_h_advance(box->face->handle, glyph) * box->range->style.size / box->face->units_per_em;
    return glyph;
}

double
box_hyphen_width(TextContext *context, const Box *box)
{
    (void)context;
    double advance;
    hyphen_glyph(box, &advance);
    return advance;
}

static bool
same_look(const Box *a, const Box *b)
{
    const TextStyle *x = &a->range->style, *y = &b->range->style;
    return a->face == b->face && x->size == y->size && color_equal(x->color, y->color);
}

static bool
same_span(const TextRange *a, const TextRange *b)
{
    return a->style.lang == b->style.lang && a->elem == b->elem && a->use == b->use;
}

typedef VEC(Glyph) GlyphList;
typedef VEC(GlyphRun) RunList;
typedef VEC(TextSpan) SpanList;

static void
close_run(Arena *arena, RunList *runs, GlyphList *glyphs, const Box *box, uint32_t start, uint32_t end)
{
    if (!glyphs->count)
        return;
    GlyphRun run = {.face = box->face, .size = box->range->style.size, .color = box->range->style.color, .glyphs = glyphs->items,
                    .count = glyphs->count, .start = start, .end = end};
    VEC_PUSH(arena, runs, run);
    *glyphs = (GlyphList){0};
}

double
boxes_line_op(Arena *arena, TextContext *context, const Boxes *boxes, const LineSpec *line, TextOp *out)
{
    size_t from = boxes_line_start(boxes, line->from, line->to), to = boxes_line_end(boxes, from, line->to);
    *out = (TextOp){.opacity = 1};
    if (from >= to) {
        out->text = "";
        return 0;
    }
    const Box *first = &boxes->items[from], *last = &boxes->items[to - 1];
    uint32_t base = first->start;
    GlyphList glyphs = {0};
    RunList runs = {0};
    SpanList spans = {0};
    double x = 0, ascent = 0, descent = 0;
    const Box *run_box = NULL;
    uint32_t run_start = 0;
    for (size_t i = from; i < to; i++) {
        const Box *box = &boxes->items[i];
        const TextStyle *style = &box->range->style;
        if (!run_box || !same_look(run_box, box)) {
            if (run_box)
                close_run(arena, &runs, &glyphs, run_box, run_start, box->start - base);
            run_box = box;
            run_start = box->start - base;
        }
        for (uint32_t k = 0; k < box->glyph_count; k++) {
            Glyph glyph = box->glyphs[k];
            glyph.cluster -= base;
            glyph.x += x - box->lead;
            VEC_PUSH(arena, &glyphs, glyph);
        }
        ascent = fmax(ascent, box->face->ascent * style->size + style->rise);
        descent = fmax(descent, box->face->descent * style->size - style->rise);
        if (!spans.count || !same_span(boxes->items[i - 1].range, box->range)) {
            TextSpan span = {box->start - base, box->end - base, style->lang, box->range->elem, box->range->use};
            VEC_PUSH(arena, &spans, span);
        }
        VEC_LAST(&spans).end = box->end - base;
        x += box->width;
        if (i + 1 < to) {
            double glue = box->glue + (line->ratio >= 0 ? box->stretch : box->shrink) * line->ratio;
            /* A space has no ink; its glyph's cluster still has to be there for extraction. */
            if (box->box_class == BOX_SPACE) {
                hb_codepoint_t glyph = 0;
                hb_font_get_nominal_glyph(box->face->handle, ' ', &glyph);
                VEC_PUSH(arena, &glyphs, (Glyph){glyph, box->start - base, x, -style->rise, glue});
            }
            x += glue;
        }
    }
    const char *text = arena_strndup(arena, boxes->text + base, last->end - base);
    uint32_t end = last->end - base;
    if (line->hyphen) {
        double advance;
        hb_codepoint_t glyph = hyphen_glyph(last, &advance);
        VEC_PUSH(arena, &glyphs, (Glyph){glyph, end, x, -last->range->style.rise, advance});
        text = arena_printf(arena, "%s-", text);
        end++;
        VEC_LAST(&spans).end = end;
        x += advance;
    }
    close_run(arena, &runs, &glyphs, run_box, run_start, end);
    out->text = text;
    out->runs = runs.items;
    out->run_count = runs.count;
    out->spans = spans.items;
    out->span_count = spans.count;
    out->bounds = (Rect){0, -ascent, x, ascent + descent};
    TextLine *whole = ARENA_NEW(arena, TextLine);
    *whole = (TextLine){.start = 0, .end = end, .width = x};
    out->lines = whole;
    out->line_count = 1;
    (void)context;
    return x;
}
