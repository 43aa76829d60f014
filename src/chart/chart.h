/* chart/chart.h -- a Vega-Lite spec (or one of our presets) as a drawing.
 *
 *     Node --chart_read--> Chart --chart_draw(lang)--> ops in a Scene
 *
 * Outside a project a spec draws with Vega's defaults. Within one the theme's `chart` is its config, `data.name`
 * names a table of the project, `usermeta.shudu` carries translations, notes, source line and alt texts, and
 * a top-level `preset:` unfolds into a spec (chart/preset.h).
 *
 * Memory   the arena given; nothing is kept elsewhere
 * Errors   chart-*, vl-unsupported (named, located; the rest still draws), vl-unknown-*, expr-*, fact-not-drawable
 * Tests    tests/unit/chart/, tests/golden/chart-*, make conformance
 */
#ifndef SHUDU_CHART_CHART_H
#define SHUDU_CHART_CHART_H

#include "expr/expr.h"
#include "scene/scene.h"
#include "text/para.h"
#include "theme/theme.h"

/* What charts of one run share. model, theme NULL outside a project. */
typedef struct ChartContext {
    Arena *arena;
    Diags *diags;
    Reader *reader;          /* files that data.url names, relative to the spec */
    const Model *model;
    const Theme *theme;
    TextContext *text;
} ChartContext;

typedef struct Chart Chart;

/* spec_path: where relative URLs start. NULL after diagnostics. */
Chart *chart_read(const ChartContext *context, const Node *spec, const char *spec_path);

typedef struct ChartSize {   /* what the place wants; 0: the spec's own */
    double width;            /* total width of the picture, titles, axes and notes included */
    double max_height;
} ChartSize;

typedef struct ChartDraw {
    int lang;
    int second_lang;         /* zh-en: the other language on a second line at 0.8; -1: none */
    ChartSize size;
    bool bare;               /* without title, note and source line: the caller sets them (a figure in the paper) */
    double text_scale;       /* 1; poster charts are larger */
} ChartDraw;

/* The chart on one page of its own, sized to fit, with accessible title, description and alt text. NULL after diagnostics. */
Scene *chart_draw(const ChartContext *context, const Chart *chart, const ChartDraw *draw);

/* Texts of a chart with numbers bound, for captions: title, subtitle, note, source line, alt. */
bool chart_title(const ChartContext *context, const Chart *chart, int lang, BoundText *out);
bool chart_note(const ChartContext *context, const Chart *chart, int lang, BoundText *out);
/* "来源：…" / "Source: …": documents behind the figures drawn, grade C marked. */
const char *chart_source_line(const ChartContext *context, const Chart *chart, int lang);
const char *chart_alt(const ChartContext *context, const Chart *chart, int lang);
/* The .txt beside a chart for the press: title, alt text, note and source line, each a paragraph. */
const char *chart_press_text(const ChartContext *context, const Chart *chart, int lang);
/* What was read; a preset with its rows. */
const Node *chart_spec(const Chart *chart);
/* The figures it draws, NULL-terminated. */
const Fact *const *chart_facts(const Chart *chart);
/* Vega-Lite JSON with data inlined and the theme as config. */
bool chart_write_vl(const ChartContext *context, const Chart *chart, int lang, Buf *out);

#endif
