/* chart/preset_draw.h -- one function for each preset: rows onto the sheet. Each sets sheet->height. */
#ifndef SHUDU_CHART_PRESET_DRAW_H
#define SHUDU_CHART_PRESET_DRAW_H

#include "chart/preset_sheet.h"

/* preset_bars.c: lengths */
void preset_draw_bullet(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_bar(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_ranked(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_nested(Sheet *sheet, const PresetRows *rows, const Node *preset);
/* preset_points.c: positions */
void preset_draw_dumbbell(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_dot(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_timeline(Sheet *sheet, const PresetRows *rows, const Node *preset);
/* preset_counts.c: marks that can be counted, and plain numbers */
void preset_draw_waffle(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_isotype(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_panel(Sheet *sheet, const PresetRows *rows, const Node *preset);

/* preset_grammar.c: column grouped stacked lollipop line slope multiples heatmap waterfall ring, which are a few lines of
 * Vega-Lite with real axes. NULL after diagnostics. */
Node *preset_grammar_spec(Sheet *sheet, const PresetRows *rows, const Node *preset);

/* A bound text in the sheet's language; after '\n' its second one, where the sheet has one. */
const char *preset_text(Sheet *sheet, const Node *text);
/* The first figure that such a text prints; NULL. */
const Fact *preset_bound_fact(Sheet *sheet, const Node *text);
/* The key `color` of a row or series (a role of the theme, or "#rrggbb"), as "#rrggbb". */
const char *preset_color(const ChartContext *context, const Node *row);

#endif
