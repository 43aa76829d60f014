/* chart/write_vl.h -- a chart as a Vega-Lite file that needs nothing else and draws the same in Vega.
 *
 *     data        every `url` and `name` becomes `values`. Figures of the project are filtered here as far as the spec begins with
 *                 filters, and keep the columns that the spec speaks of, and row_id
 *     words       titles, axis, legend and category texts in the language asked for
 *     config      the theme's, under the spec's own
 *     print       value labels, names at line ends and notes of a single plot as layers; lines that must not be joined are parted
 *                 by `detail`. Patterns and wrapped names have no counterpart there
 */
#ifndef SHUDU_CHART_WRITE_VL_H
#define SHUDU_CHART_WRITE_VL_H

#include "chart/part.h"
#include "chart/view.h"

/* `part`: what chart_compose made of the drawing. NULL after diagnostics. */
Node *vl_node(Drawing *drawing, const Part *part);

#endif
