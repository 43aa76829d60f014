/* chart/compose.h -- views put together: plots with their axes, facets and concats on a grid, legends and titles around them. */
#ifndef SHUDU_CHART_COMPOSE_H
#define SHUDU_CHART_COMPOSE_H

#include "chart/guide.h"

/* The whole chart; its box is measured. The plot of a single view lies at (0, 0). */
Part *chart_compose(View *root);

/* Vega's grid layout (vega-view-transforms/layout/grid.js). */
typedef enum GridAlign { GRID_ALIGN_NONE, GRID_ALIGN_EACH, GRID_ALIGN_ALL } GridAlign;
typedef struct GridOptions {
    size_t columns;          /* 0: all in one row */
    GridAlign align_columns, align_rows;
    double column_gap, row_gap;
    bool center_columns, center_rows;
    bool flush;              /* boxes are the plots alone */
} GridOptions;
/* Moves the parts; returns the box of all. */
Rect grid_arrange(Arena *arena, Part *const *parts, size_t count, const GridOptions *options);

#endif
