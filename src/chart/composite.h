/* chart/composite.h -- boxplot, errorbar and errorband written out as layers of simple marks, as Vega-Lite 6 does.
 *
 * `spec` is a unit with the encodings of the layers above merged in and repeaters replaced. Transforms compute the summary
 * ("lower_box_people", "upper_people"), layers draw it; marks carry the styles boxplot-box, boxplot-median, boxplot-outliers, boxplot-rule,
 * boxplot-ticks, errorbar-rule, errorbar-ticks, errorband-band, errorband-borders. Selections and what only a tooltip shows are left out.
 *
 * Errors  vl-no-measure, vl-two-ranges, vl-lone-error; vl-ignored (warning). NULL after an error.
 * Tests   tests/unit/chart/composite_test.c
 */
#ifndef SHUDU_CHART_COMPOSITE_H
#define SHUDU_CHART_COMPOSITE_H

#include "chart/view.h"

const Node *composite_boxplot(Drawing *drawing, const Node *spec);
const Node *composite_errorbar(Drawing *drawing, const Node *spec);
const Node *composite_errorband(Drawing *drawing, const Node *spec);

#endif
