/* text/label.c -- single lines: labels in charts, running heads, numerals. */
#include "text/box.h"

#include "base/str.h"
#include "base/utf8.h"

#include <hb.h>
#include <math.h>
#include <string.h>

LabelMetrics
label_measure(TextContext *context, const char *text, const TextStyle *style)
{
    Arena *scratch = arena_new();
    LabelMetrics metrics = {0};
    const FontFace *face = NULL;
    for (const char *from = text ? text : ""; from;) {
        const char *newline = strchr(from, '\n');
        TextRange range = {.text = newline ? arena_strndup(scratch, from, (size_t)(newline - from)) : from, .style = *style};
        Boxes boxes;
        label_boxes(scratch, context, &range, &boxes);
        metrics.width = fmax(metrics.width, line_of_all(&boxes).width);
        for (size_t i = 0; i < boxes.count; i++) {
            face = face ? face : boxes.items[i].face;
            metrics.ascent = fmax(metrics.ascent, boxes.items[i].face->ascent * style->size);
            metrics.descent = fmax(metrics.descent, boxes.items[i].face->descent * style->size);
        }
        from = newline ? newline + 1 : NULL;
    }
    for (size_t i = 0; !face && i < COUNT_OF(style->families) && style->families[i]; i++)
        face = fontset_find(context->fonts, style->families[i], style->weight ? style->weight : 400, style->italic);
    if (face) {
        metrics.cap_height = face->cap_height * style->size;
        metrics.x_height = face->x_height * style->size;
        if (metrics.ascent == 0) {
            metrics.ascent = face->ascent * style->size;
            metrics.descent = face->descent * style->size;
        }
    }
    arena_free(scratch);
    return metrics;
}

static double
anchor_shift(TextAnchor anchor, double width)
{
    return anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? -width / 2 : -width;
}

/* Runs of one line, moved by (dx, dy) in space and by `offset` bytes in the text. */
static void
move_runs(Arena *arena, TextOp *op, double dx, double dy, uint32_t offset)
{
    GlyphRun *runs = ARENA_ARRAY(arena, GlyphRun, op->run_count + 1);
    for (size_t i = 0; i < op->run_count; i++) {
        runs[i] = op->runs[i];
        runs[i].start += offset;
        runs[i].end += offset;
        Glyph *glyphs = ARENA_ARRAY(arena, Glyph, runs[i].count + 1);
        for (size_t k = 0; k < runs[i].count; k++) {
            glyphs[k] = op->runs[i].glyphs[k];
            glyphs[k].x += dx;
            glyphs[k].y += dy;
            glyphs[k].cluster += offset;
        }
        runs[i].glyphs = glyphs;
    }
    op->runs = runs;
    op->bounds.x += dx;
    op->bounds.y += dy;
}

double
label_place_ranges(TextContext *context, Scene *scene, const TextRange *ranges, size_t count, Point at, TextAnchor anchor)
{
    Arena *scratch = arena_new();
    Boxes boxes;
    boxes_shape(scratch, context, ranges, count, &boxes);
    Line line = line_of_all(&boxes);
    TextOp op;
    line_op(scratch, &boxes, &line, NULL, &op);
    if (*op.text) {
        move_runs(scratch, &op, anchor_shift(anchor, line.width), 0, 0);
        op.at = at;
        op.anchor = anchor;
        scene_text(scene, &op);
    }
    arena_free(scratch);
    return line.width;
}

double
label_measure_ranges(TextContext *context, const TextRange *ranges, size_t count)
{
    Arena *scratch = arena_new();
    Boxes boxes;
    boxes_shape(scratch, context, ranges, count, &boxes);
    double width = line_of_all(&boxes).width;
    arena_free(scratch);
    return width;
}

void
label_place(TextContext *context, Scene *scene, const char *text, const TextStyle *style, Point at, TextAnchor anchor, double angle,
            double opacity, double line_height, const FactUse *use, const char *aria)
{
    if (str_is_empty(text))
        return;
    Arena *scratch = arena_new();
    VEC(GlyphRun) runs = {0};
    VEC(TextLine) lines = {0};
    Buf whole = BUF_INIT;
    Rect bounds = RECT_EMPTY;
    double y = 0;
    for (const char *from = text; from; y += line_height) {
        const char *newline = strchr(from, '\n');
        TextRange range = {.text = newline ? arena_strndup(scratch, from, (size_t)(newline - from)) : from, .style = *style, .use = use};
        Boxes boxes;
        TextOp op;
        label_boxes(scratch, context, &range, &boxes);
        Line line = line_of_all(&boxes);
        line_op(scratch, &boxes, &line, NULL, &op);
        uint32_t offset = (uint32_t)whole.length;
        move_runs(scratch, &op, anchor_shift(anchor, line.width), y, offset);
        for (size_t i = 0; i < op.run_count; i++)
            VEC_PUSH(scratch, &runs, op.runs[i]);
        if (op.run_count)
            bounds = rect_union(bounds, op.bounds);
        buf_add(&whole, op.text);
        VEC_PUSH(scratch, &lines, (TextLine){offset, (uint32_t)whole.length, 0, y, line.width});
        if (newline)
            buf_add_char(&whole, '\n');
        from = newline ? newline + 1 : NULL;
    }
    if (runs.count) {
        TextSpan span = {0, (uint32_t)whole.length, style->lang, ELEM_ARTIFACT, use, NULL};
        TextOp op = {
            .text = whole.ptr,
            .at = at,
            .angle = angle,
            .anchor = anchor,
            .opacity = opacity,
            .bounds = bounds,
            .runs = runs.items,
            .run_count = runs.count,
            .spans = &span,
            .span_count = 1,
            .lines = lines.items,
            .line_count = lines.count,
            .aria = aria,
        };
        scene_text(scene, &op);
    }
    buf_clear(&whole);
    arena_free(scratch);
}

const char *
label_truncate(Arena *arena, TextContext *context, const char *text, const TextStyle *style, double limit)
{
    if (limit <= 0 || str_is_empty(text) || label_measure(context, text, style).width <= limit)
        return text;
    Arena *scratch = arena_new();
    TextRange range = {.text = text, .style = *style};
    Boxes boxes;
    label_boxes(scratch, context, &range, &boxes);
    double room = limit - label_measure(context, "…", style).width, width = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < boxes.count && width + boxes.items[i].width <= room + 0.01; i++) {
        width += boxes.items[i].width + boxes.items[i].glue;
        end = boxes.items[i].end;
    }
    Buf cut = BUF_INIT;
    buf_add_bytes(&cut, boxes.text, end);
    buf_add(&cut, "…");
    const char *result = buf_take(&cut, arena);
    buf_clear(&cut);
    arena_free(scratch);
    return result;
}

/* The narrowest measure that takes no more lines: evenly filled ones. */
static double
even_width(Arena *scratch, const Boxes *boxes, const TextStyle *style, double width, size_t lines)
{
    double low = width / 2, high = width;
    for (int step = 0; step < 6; step++) {
        double middle = (low + high) / 2;
        LineList tried = {0};
        fit_lines(scratch, boxes, &(Measure){.first = middle, .other = middle, .size = style->size}, &tried);
        bool fits = tried.count <= lines;
        for (size_t i = 0; i < tried.count; i++)
            fits &= tried.items[i].width <= middle + 0.01;
        *(fits ? &high : &low) = middle;
    }
    return high;
}

const char *
label_wrap(Arena *arena, TextContext *context, const char *text, const TextStyle *style, double width, size_t max_lines)
{
    if (width <= 0 || str_is_empty(text) || label_measure(context, text, style).width <= width)
        return text;
    Arena *scratch = arena_new();
    TextRange range = {.text = text, .style = *style};
    Boxes boxes;
    LineList lines = {0};
    boxes_shape(scratch, context, &range, 1, &boxes);
    boxes_find_breaks(&boxes, context, KINSOKU_GB, false);
    fit_lines(scratch, &boxes, &(Measure){.first = width, .other = width, .size = style->size}, &lines);
    double even = even_width(scratch, &boxes, style, width, lines.count);
    lines.count = 0;
    fit_lines(scratch, &boxes, &(Measure){.first = even, .other = even, .size = style->size}, &lines);
    Buf out = BUF_INIT;
    for (size_t i = 0; i < lines.count && i < max_lines; i++) {
        const Line *line = &lines.items[i];
        bool cut = i + 1 == max_lines && i + 1 < lines.count;
        if (line->from == line->to)
            continue;
        uint32_t start = boxes.items[line->from].start, end = cut ? (uint32_t)boxes.length : boxes.items[line->to - 1].end;
        buf_add(&out, out.length ? "\n" : "");
        buf_add(&out, label_truncate(scratch, context, arena_strndup(scratch, boxes.text + start, end - start), style, width));
    }
    const char *result = buf_take(&out, arena);
    buf_clear(&out);
    arena_free(scratch);
    return result;
}

double
label_bearing(TextContext *context, const char *text, const TextStyle *style)
{
    Arena *scratch = arena_new();
    TextRange range = {.text = text, .style = *style};
    Boxes boxes;
    label_boxes(scratch, context, &range, &boxes);
    const Box *first = boxes.count ? boxes.items : NULL;
    hb_glyph_extents_t extents;
    double side = 0;
    if (first && first->glyph_count && hb_font_get_glyph_extents(first->face->handle, first->glyphs[0].id, &extents))
        side = extents.x_bearing * style->size / first->face->units_per_em;
    arena_free(scratch);
    return side;
}
