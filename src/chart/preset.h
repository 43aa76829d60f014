/* chart/preset.h -- short chart files of our own, unfolded into Vega-Lite.
 *
 *     preset: dumbbell
 *     title: {zh: …, en: …}
 *     rows: [{label: {zh:, en:}, rows: [row_id, …]}]
 *
 * A preset lays its figures out on a sheet of width × height pt and writes that as layers (rect, rule, point, text) whose
 * data carry x, y, x2, y2, the colour, and row_id: plain Vega-Lite with every axis off, which draws the same in Vega. Texts
 * depend on the language, so unfolding happens when a language is drawn.
 *
 * Kinds    bullet waffle dumbbell bar ranked nested isotype dot timeline panel
 * Errors   preset-unknown, preset-empty, node-*, fact-*, fact-not-drawable
 * Tests    tests/unit/chart/preset_test.c
 */
#ifndef SHUDU_CHART_PRESET_H
#define SHUDU_CHART_PRESET_H

#include "chart/chart.h"

bool preset_is(const Node *spec); /* has the key `preset` */
/* Checks kind, keys and figures; all faults at once. */
bool preset_check(const ChartContext *context, const Node *preset);
/* A Vega-Lite spec with inline data. `second`: the language of the smaller line under each label, -1: none. `width`: of the plot, pt. NULL after diagnostics. */
Node *preset_unfold(const ChartContext *context, const Node *preset, int lang, int second, double width, double text_scale);
/* The figures that the preset names, in order of appearance, NULL-terminated. */
const Fact *const *preset_facts(const ChartContext *context, const Node *preset);

#endif
