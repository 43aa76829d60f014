/* chart/preset_canvas.h -- what the presets draw on: rectangles, rules, symbols and texts that become layers of a Vega-Lite spec.
 *
 * Units    pt, y down, origin at the top left of the plot
 * Order    rectangles below rules below symbols below texts
 */
#ifndef SHUDU_CHART_PRESET_CANVAS_H
#define SHUDU_CHART_PRESET_CANVAS_H

#include "chart/chart.h"

typedef struct CanvasLayer CanvasLayer;

typedef struct Canvas {
    const ChartContext *context;
    int lang;
    double width, height;  /* height: set by the preset when it is done */
    double size;           /* type size of labels, pt */
    const char *ink, *muted, *track, *hairline;
    VEC(CanvasLayer *) layers;
} Canvas;

/* One group of a preset's `rows`. */
typedef struct PresetRow {
    const Fact **facts;
    size_t fact_count;
    const Fact *whole;
    const Target *target;
    const char *label;
    const char *color;     /* "#rrggbb" */
    const char *mark;      /* "square" … */
    bool open;
    const Node *node;
} PresetRow;

typedef VEC(PresetRow) PresetRows;

Canvas canvas_new(const ChartContext *context, int lang, double width, double text_scale);
void canvas_rect(Canvas *canvas, Rect rect, const char *fill, const Fact *fact);
/* An outline; dashed: a slot that stays empty. */
void canvas_frame(Canvas *canvas, Rect rect, const char *stroke, bool dashed, const Fact *fact);
void canvas_rule(Canvas *canvas, double x1, double y1, double x2, double y2, const char *color, double width);
/* `shape`: circle, square, person, house, document. size: width in pt. */
void canvas_symbol(Canvas *canvas, double x, double y, double size, const char *shape, const char *color, bool open, const Fact *fact);
void canvas_text(Canvas *canvas, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Fact *fact);
double canvas_measure(Canvas *canvas, const char *text, double size, int weight);
/* Cuts text into lines that fit `width`: at spaces, and between Han. Returns the count, at most `max`. */
size_t canvas_wrap(Canvas *canvas, const char *text, double size, int weight, double width, const char **lines, size_t max);
/* The lines centred on y, left aligned at x. Returns the number of lines. */
size_t canvas_label(Canvas *canvas, double x, double y, double width, const char *text, double size, int weight, const char *color);
/* "90余", "3,824": the figure as a label in the canvas's language. */
const char *canvas_number(Canvas *canvas, const Fact *fact);
const char *canvas_decimal(Canvas *canvas, Decimal value, Qualifier qualifier);
/* "2021-12", "2025": when the figure holds, short; "" for an undated one. */
const char *canvas_when(Canvas *canvas, const Fact *fact);
Node *canvas_spec(Canvas *canvas);

#endif
