/* chart/grid.c -- parts in rows and columns (vega-view-transforms/layout/grid.js). */
#include "chart/compose.h"

#include <math.h>

typedef struct GridCell {
    Rect box;
    double x_offset, y_offset, dx, dy;
} GridCell;

static double
gap_before(double edge)
{
    return edge < 0 ? ceil(-edge) : 0;
}

/* Offsets of one direction: what each cell needs before it, evened out over its line. */
static void
align_offsets(double *offsets, size_t count, size_t lines, size_t per_line, bool across, GridAlign align, const double *extents, double largest)
{
    /* `across`: lines are columns, cell i stands in line i % lines; else rows, in line i / per_line. */
    for (size_t line = 1; line < lines; line++) {
        double most = 0;
        for (size_t i = 0; i < count; i++)
            if ((across ? i % lines : i / per_line) == line)
                most = fmax(most, offsets[i]);
        for (size_t i = 0; i < count; i++) {
            if ((across ? i % lines : i / per_line) != line)
                continue;
            if (align == GRID_ALIGN_EACH)
                offsets[i] = most + extents[line - 1];
            else if (align == GRID_ALIGN_NONE)
                offsets[i] += extents[line - 1];
        }
    }
    if (align != GRID_ALIGN_ALL)
        return;
    double most = 0;
    for (size_t i = 0; i < count; i++)
        if ((across ? i % lines : i / per_line) > 0)
            most = fmax(most, offsets[i]);
    for (size_t i = 0; i < count; i++)
        if ((across ? i % lines : i / per_line) > 0)
            offsets[i] = most + largest;
}

Rect
grid_arrange(Arena *arena, Part *const *parts, size_t count, const GridOptions *options)
{
    if (count == 0)
        return (Rect){0, 0, 0, 0};
    size_t columns = options->columns ? options->columns : count, rows = (count + columns - 1) / columns;
    GridCell *cells = ARENA_ARRAY(arena, GridCell, count);
    double *widths = ARENA_ARRAY(arena, double, columns + 1), *heights = ARENA_ARRAY(arena, double, rows + 1), widest = 0, tallest = 0;
    double *x_offsets = ARENA_ARRAY(arena, double, count), *y_offsets = ARENA_ARRAY(arena, double, count);
    for (size_t i = 0; i < count; i++) {
        Part *part = parts[i];
        Rect box = part->box.width < 0 || options->flush ? (Rect){0, 0, part->width, part->height} : part->box;
        size_t column = i % columns, row = i / columns;
        cells[i].box = box;
        part->x = part->y = 0;
        double right = ceil(box.x + box.width), bottom = ceil(box.y + box.height);
        widest = fmax(widest, right);
        tallest = fmax(tallest, bottom);
        widths[column] = fmax(widths[column], right);
        heights[row] = fmax(heights[row], bottom);
        x_offsets[i] = column ? options->column_gap + gap_before(box.x) : 0;
        y_offsets[i] = row ? options->row_gap + gap_before(box.y) : 0;
    }
    align_offsets(x_offsets, count, columns, columns, true, options->align_columns, widths, widest);
    align_offsets(y_offsets, count, rows, columns, false, options->align_rows, heights, tallest);
    for (size_t i = 0; i < count; i++)
        cells[i].dx = x_offsets[i] + (i % columns ? cells[i - 1].dx : 0);
    for (size_t i = 0; i < count; i++)
        cells[i].dy = y_offsets[i] + (i >= columns ? cells[i - columns].dy : 0);
    for (size_t i = 0; i < count; i++) {
        double room_x = (options->align_columns == GRID_ALIGN_ALL ? widest : widths[i % columns]) - (cells[i].box.x + cells[i].box.width);
        double room_y = (options->align_rows == GRID_ALIGN_ALL ? tallest : heights[i / columns]) - (cells[i].box.y + cells[i].box.height);
        if (options->align_columns && options->center_columns && rows > 1 && room_x > 0)
            cells[i].dx += room_x / 2;
        if (options->align_rows && options->center_rows && columns != 1 && room_y > 0)
            cells[i].dy += room_y / 2;
    }
    Rect all = RECT_EMPTY;
    for (size_t i = 0; i < count; i++) {
        parts[i]->x = cells[i].dx;
        parts[i]->y = cells[i].dy;
        Rect box = parts[i]->box.width < 0 ? cells[i].box : parts[i]->box;
        all = rect_union(all, (Rect){box.x + cells[i].dx, box.y + cells[i].dy, box.width, box.height});
    }
    return all;
}
