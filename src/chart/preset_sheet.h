/* chart/preset_sheet.h -- what the presets draw on: rectangles, rules, symbols and texts that become layers of a Vega-Lite spec.
 *
 * Units    pt, y down, origin at the top left of the plot
 * Order    rectangles below rules below symbols below texts
 */
#ifndef SHUDU_CHART_PRESET_SHEET_H
#define SHUDU_CHART_PRESET_SHEET_H

#include "chart/chart.h"

typedef struct SheetLayer SheetLayer;

typedef struct Sheet {
    const ChartContext *context;
    int lang, second;      /* second: of the smaller line under labels; -1: none */
    double width, height;  /* height: set by the preset when it is done */
    double size;           /* type size of labels, pt */
    const char *ink, *muted, *track, *hairline;
    VEC(SheetLayer *) layers;
} Sheet;

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

Sheet sheet_new(const ChartContext *context, int lang, double width, double text_scale);
void sheet_rect(Sheet *sheet, Rect rect, const char *fill, const Fact *fact);
/* An outline; dashed: a slot that stays empty. */
void sheet_frame(Sheet *sheet, Rect rect, const char *stroke, bool dashed, const Fact *fact);
void sheet_rule(Sheet *sheet, double x1, double y1, double x2, double y2, const char *color, double width);
/* `shape`: circle, square, person, house, document. size: width in pt. */
void sheet_symbol(Sheet *sheet, double x, double y, double size, const char *shape, const char *color, bool open, const Fact *fact);
void sheet_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Fact *fact);
/* The same of another aspect of a figure: "share", "rank". */
void sheet_aspect_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Fact *fact,
                       const char *aspect);
/* The same of a number of a target: aspect "target", "latest", "progress" (model/model.h, target_number_use). */
void sheet_target_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Target *target,
                       const char *aspect);
double sheet_measure(Sheet *sheet, const char *text, double size, int weight);
/* Cuts text into lines that fit `width`: at spaces, and between Han. Returns the count, at most `max`. */
size_t sheet_wrap(Sheet *sheet, const char *text, double size, int weight, double width, const char **lines, size_t max);
/* A label centred on y, left aligned at x; after '\n' stands its second language, smaller and lighter. Returns the number of lines. */
/* Width of the wider of a label's two languages. */
double sheet_label_width(Sheet *sheet, const char *text, double size, int weight);
size_t sheet_label(Sheet *sheet, double x, double y, double width, const char *text, double size, int weight, const char *color);
/* The same for a text that prints a figure: its lines with digits name it. */
size_t sheet_label_of(Sheet *sheet, double x, double y, double width, const char *text, double size, int weight, const char *color, const Fact *fact);
/* "90余", "3,824": the figure as a label in the sheet's language. */
const char *sheet_number(Sheet *sheet, const Fact *fact);
const char *sheet_decimal(Sheet *sheet, Decimal value, Qualifier qualifier);
/* "2021-12", "2025": when the figure holds, short; "" for an undated one. */
const char *sheet_when(Sheet *sheet, const Fact *fact);
Node *sheet_spec(Sheet *sheet);

#endif
