/* chart/preset.h -- short chart files of our own, unfolded into Vega-Lite.
 *
 *     preset: dumbbell
 *     title: {zh: …, en: …}
 *     rows: [{label: {zh:, en:}, rows: [row_id, …]}]
 *
 *     preset: column
 *     indicator: national_standards_issued     (chart/preset_rows.h: rows come from the indicator)
 *     scope: china
 *
 * Some presets lay their figures out on a sheet of width × height pt and write that as layers (rect, rule, point, text) whose
 * data carry x, y, x2, y2, the colour, and row_id, with every axis off (preset_sheet.h); the others are a few lines of the
 * grammar around their figures (preset_grammar.c). Both are plain Vega-Lite, which draws the same in Vega. Texts depend on the
 * language, so unfolding happens when a language is drawn.
 *
 * Kinds    on a sheet: bar ranked nested bullet dumbbell dot waffle isotype timeline panel
 *          of the grammar: column grouped stacked slope line lollipop multiples heatmap waterfall ring
 * Errors   preset-*, node-*, fact-*, fact-not-drawable
 * Tests    tests/unit/chart/preset_test.c
 */
#ifndef SHUDU_CHART_PRESET_H
#define SHUDU_CHART_PRESET_H

#include "chart/chart.h"

bool preset_is(const Node *spec); /* has the key `preset` */
bool preset_of_grammar(const Node *preset); /* unfolds into marks over axes, not onto a sheet */
/* The preset with `rows` where it names an indicator. NULL after diagnostics. */
const Node *preset_with_rows(const ChartContext *context, const Node *preset);
/* Checks kind, keys and figures; all faults at once. */
bool preset_check(const ChartContext *context, const Node *preset);
/* A Vega-Lite spec with inline data. `second`: the language of the smaller line under each label, -1: none. `width`: of the plot, pt. NULL after diagnostics. */
Node *preset_unfold(const ChartContext *context, const Node *preset, int lang, int second, double width, double text_scale);
/* The figures that the preset names, in order of appearance, NULL-terminated. */
const Fact *const *preset_facts(const ChartContext *context, const Node *preset);

#endif
