/* chart/preset_rows.h -- kind + indicator: the rows that a preset would otherwise list by hand.
 *
 *     preset: column                          preset: column
 *     indicator: national_standards_issued    rows:
 *     scope: china                    ──>       - {label: "2019", rows: [national_standards_issued.china.flow.2019.W34]}
 *                                               …
 *
 * Keys     indicator (one or a list), scope (one, a list, or `all`; the home scope), year or years: [first, last], and what tells
 *          figures apart: period, basis, source
 * Rows     one indicator in one place: its years. Several: the latest year that all of them have, places by value. A preset that
 *          takes series gets one row for each indicator and place, with all its years. A bullet gets the targets.
 * Words    without `title` and `unit`, those of the indicator
 * Errors   fact-missing, fact-ambiguous (model_series), preset-no-common-year, preset-bad-years, preset-empty
 */
#ifndef SHUDU_CHART_PRESET_ROWS_H
#define SHUDU_CHART_PRESET_ROWS_H

#include "chart/chart.h"

typedef enum PresetTakes { PRESET_TAKES_FIGURES, PRESET_TAKES_SERIES, PRESET_TAKES_TARGETS } PresetTakes;

/* The preset itself where it names no indicator, else a copy with rows. NULL after diagnostics. */
const Node *preset_expand(const ChartContext *context, const Node *preset, PresetTakes takes);

#endif
