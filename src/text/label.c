/* text/label.c -- single lines: labels in charts, running heads, numerals. */
#include "base/str.h"
#include "text/box.h"

#include <math.h>
#include <string.h>

static const ParaStyle LABEL_STYLE = {.kinsoku = KINSOKU_BASIC};

static void
build(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, Boxes *boxes)
{
    boxes_build(arena, context, ranges, count, &LABEL_STYLE, false, boxes);
}

static double
natural_width(const Boxes *boxes)
{
    double width, stretch, shrink;
    boxes_line_measure(boxes, 0, boxes->count, &width, &stretch, &shrink);
    return width;
}

LabelMetrics
label_measure(TextContext *context, const char *text, const TextStyle *style)
{
    Arena *scratch = arena_new();
    TextRange range = {.text = text, .style = *style};
    Boxes boxes;
    build(scratch, context, &range, 1, &boxes);
    LabelMetrics metrics = {.width = natural_width(&boxes)};
    const FontFace *face = boxes.count ? boxes.items[0].face : NULL;
    for (size_t i = 0; i < COUNT_OF(style->families) && style->families[i] && !face; i++)
        face = fontset_find(context->fonts, style->families[i], style->weight, style->italic);
    for (size_t i = 0; i < boxes.count; i++) {
        metrics.ascent = fmax(metrics.ascent, boxes.items[i].face->ascent * style->size);
        metrics.descent = fmax(metrics.descent, boxes.items[i].face->descent * style->size);
    }
    if (face) {
        metrics.cap_height = face->cap_height * style->size;
        metrics.x_height = face->x_height * style->size;
    }
    arena_free(scratch);
    return metrics;
}

static double
anchor_shift(TextAnchor anchor, double width)
{
    return anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? -width / 2 : -width;
}

/* Moves a line's glyphs so that they count from the anchor point. */
static void
shift_runs(Arena *arena, TextOp *op, double dx, double dy)
{
    GlyphRun *runs = ARENA_ARRAY(arena, GlyphRun, op->run_count + 1);
    for (size_t i = 0; i < op->run_count; i++) {
        runs[i] = op->runs[i];
        Glyph *glyphs = ARENA_ARRAY(arena, Glyph, runs[i].count + 1);
        for (size_t k = 0; k < runs[i].count; k++) {
            glyphs[k] = op->runs[i].glyphs[k];
            glyphs[k].x += dx;
            glyphs[k].y += dy;
        }
        runs[i].glyphs = glyphs;
    }
    op->runs = runs;
}

double
label_place_ranges(TextContext *context, Scene *scene, const TextRange *ranges, size_t count, Point at, TextAnchor anchor)
{
    Arena *scratch = arena_new();
    Boxes boxes;
    build(scratch, context, ranges, count, &boxes);
    TextOp op;
    double width = boxes_line_op(scratch, context, &boxes, &(LineSpec){.to = boxes.count}, &op);
    if (*op.text) {
        double shift = anchor_shift(anchor, width);
        shift_runs(scratch, &op, shift, 0);
        op.bounds.x += shift;
        op.at = at;
        op.anchor = anchor;
        scene_text(scene, &op);
    }
    arena_free(scratch);
    return width;
}

double
label_measure_ranges(TextContext *context, const TextRange *ranges, size_t count)
{
    Arena *scratch = arena_new();
    Boxes boxes;
    build(scratch, context, ranges, count, &boxes);
    double width = natural_width(&boxes);
    arena_free(scratch);
    return width;
}

void
label_place(TextContext *context, Scene *scene, const char *text, const TextStyle *style, Point at, TextAnchor anchor, double angle,
            double opacity, double line_height, const FactUse *use, const char *aria)
{
    Arena *scratch = arena_new();
    VEC(GlyphRun) runs = {0};
    VEC(TextSpan) spans = {0};
    VEC(TextLine) lines = {0};
    Rect bounds = RECT_EMPTY;
    uint32_t offset = 0;
    double y = 0;
    for (const char *from = text; from; y += line_height) {
        const char *newline = strchr(from, '\n');
        size_t length = newline ? (size_t)(newline - from) : strlen(from);
        TextRange range = {.text = arena_strndup(scratch, from, length), .style = *style, .use = use};
        Boxes boxes;
        TextOp op;
        build(scratch, context, &range, 1, &boxes);
        double width = boxes_line_op(scratch, context, &boxes, &(LineSpec){.to = boxes.count}, &op), shift = anchor_shift(anchor, width);
        shift_runs(scratch, &op, shift, y);
        for (size_t i = 0; i < op.run_count; i++) {
            GlyphRun run = op.runs[i];
            for (size_t k = 0; k < run.count; k++)
                ((Glyph *)run.glyphs)[k].cluster += offset;
            run.start += offset;
            run.end += offset;
            VEC_PUSH(scratch, &runs, run);
        }
        if (op.run_count)
            bounds = rect_union(bounds, (Rect){op.bounds.x + shift, op.bounds.y + y, op.bounds.width, op.bounds.height});
        VEC_PUSH(scratch, &lines, (TextLine){offset, offset + (uint32_t)length, 0, y, width});
        offset += (uint32_t)length + (newline != NULL);
        from = newline ? newline + 1 : NULL;
    }
    if (runs.count) {
        VEC_PUSH(scratch, &spans, (TextSpan){0, offset, style->lang, ELEM_ARTIFACT, use});
        TextOp op = {.text = text, .at = at, .angle = angle, .anchor = anchor, .opacity = opacity, .bounds = bounds, .runs = runs.items,
                     .run_count = runs.count, .spans = spans.items, .span_count = spans.count, .lines = lines.items, .line_count = lines.count,
                     .aria = aria};
        scene_text(scene, &op);
    }
    arena_free(scratch);
}

const char *
label_truncate(Arena *arena, TextContext *context, const char *text, const TextStyle *style, double limit)
{
    if (limit <= 0 || label_measure(context, text, style).width <= limit)
        return text;
    Arena *scratch = arena_new();
    double room = limit - label_measure(context, "…", style).width, width = 0;
    TextRange range = {.text = text, .style = *style};
    Boxes boxes;
    build(scratch, context, &range, 1, &boxes);
    size_t end = 0;
    for (size_t i = 0; i < boxes.count && width + boxes.items[i].width <= room; i++) {
        width += boxes.items[i].width + boxes.items[i].glue;
        end = boxes.items[i].end;
    }
    const char *cut = arena_printf(arena, "%.*s…", (int)end, text);
    arena_free(scratch);
    return cut;
}
