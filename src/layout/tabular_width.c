/* layout/tabular_width.c -- widths of a table's columns.
 *
 * Each column has at least its longest word. What is left goes, a little at a time, to the column whose widening makes the
 * table most lower for each point; what then still is left goes by what the columns would like. Both languages count: a cell
 * is as high as all that stands in it. Heights are estimated by area here; the real ones come when rows are drawn.
 */
#include "layout/tabular.h"

#include <math.h>

enum { STEP = 6, MOST_STEPS = 40 };
static const double FILL = 0.94; /* a ragged line is so full, on the average */
static const double BAR_WIDTH = 64;
static const double MOST_OF_FIGURES = 92;

static double
lines_of(const ShownText *text, double width)
{
    double lines = ceil(text->natural / (width * FILL) - 0.06);
    return text->ranges.count ? MAX_OF(lines, 1) : 0;
}

static double
cell_height(const Sheet *sheet, const ShownCell *cell, double width)
{
    double height = 0;
    for (int i = 0; i < sheet->flow->lang_count; i++)
        height += cell->text[i].natural <= width ? (cell->text[i].ranges.count ? cell->text[i].leading : 0)
                                                 : lines_of(&cell->text[i], width) * cell->text[i].leading;
    return height;
}

static double
widest(const Sheet *sheet, size_t column)
{
    double width = 0;
    for (size_t r = 0; r < sheet->row_count; r++) {
        const ShownCell *cell = &sheet->cells[r * sheet->columns + column];
        if (sheet->rows[r].kind == GRID_ROW_GROUP)
            continue;
        for (int i = 0; i < sheet->flow->lang_count; i++)
            width = fmax(width, cell->text[i].natural);
        if (cell->bar)
            width = fmax(width, BAR_WIDTH);
    }
    return width;
}

static double
narrowest(const Sheet *sheet, size_t column)
{
    bool figures = sheet->table->decimal[column]; /* which are not broken over lines, if there is room at all */
    double width = 0;
    for (size_t r = 0; r < sheet->row_count; r++) {
        const ShownCell *cell = &sheet->cells[r * sheet->columns + column];
        if (sheet->rows[r].kind == GRID_ROW_GROUP)
            continue;
        for (int i = 0; i < sheet->flow->lang_count; i++)
            width = fmax(width, fmin(figures ? cell->text[i].natural : cell->text[i].least, figures ? MOST_OF_FIGURES : 150));
        if (cell->bar)
            width = fmax(width, BAR_WIDTH);
    }
    return width;
}

/* Height of each row without one column. */
static void
heights_without(const Sheet *sheet, const double *widths, size_t column, double *out)
{
    for (size_t r = 0; r < sheet->row_count; r++) {
        out[r] = sheet->rows[r].kind == GRID_ROW_GROUP ? 1e6 : 0;
        for (size_t c = 0; c < sheet->columns; c++)
            if (c != column && sheet->rows[r].kind != GRID_ROW_GROUP)
                out[r] = fmax(out[r], cell_height(sheet, &sheet->cells[r * sheet->columns + c], widths[c]));
    }
}

static double
table_height(const Sheet *sheet, const double *others, size_t column, double width)
{
    double sum = 0;
    for (size_t r = 0; r < sheet->row_count; r++) {
        double height = cell_height(sheet, &sheet->cells[r * sheet->columns + column], width);
        /* A cell of fewer lines reads better even where its row is no lower for it. */
        if (sheet->rows[r].kind != GRID_ROW_GROUP)
            sum += MAX_OF(others[r], height) + 0.1 * height;
    }
    return sum;
}

/* Widens one column, the best by height gained for each point; false when none gains any. */
static bool
widen_best(const Sheet *sheet, double *widths, const double *wanted, double *room, double *scratch)
{
    size_t best = 0;
    double best_rate = 1e-6, best_step = 0;
    for (size_t c = 0; c < sheet->columns; c++) {
        heights_without(sheet, widths, c, scratch);
        double now = table_height(sheet, scratch, c, widths[c]);
        for (int k = 1; k <= MOST_STEPS; k++) {
            double step = fmin(fmin(k * STEP, *room), wanted[c] - widths[c]);
            if (step <= 0.01)
                break;
            double rate = (now - table_height(sheet, scratch, c, widths[c] + step)) / step;
            if (rate > best_rate) {
                best_rate = rate;
                best_step = step;
                best = c;
            }
            if (step < k * STEP)
                break;
        }
    }
    widths[best] += best_step;
    *room -= best_step;
    return best_step > 0;
}

double *
sheet_widths(const Sheet *sheet)
{
    Arena *arena = sheet->flow->context->arena;
    size_t columns = sheet->columns;
    double *widths = ARENA_ARRAY(arena, double, columns), *wanted = ARENA_ARRAY(arena, double, columns);
    double *scratch = ARENA_ARRAY(arena, double, sheet->row_count + 1);
    double net = sheet->flow->width - 2.0 * CELL_PAD * (double)columns, sum_least = 0, sum_wanted = 0;
    for (size_t c = 0; c < columns; c++) {
        wanted[c] = widest(sheet, c);
        widths[c] = narrowest(sheet, c);
        sum_least += widths[c];
        sum_wanted += wanted[c];
    }
    double room = net - sum_least;
    if (sum_wanted <= net) {
        for (size_t c = 0; c < columns; c++)
            widths[c] = wanted[c];
        room = net - sum_wanted;
    } else if (room > 0) {
        while (room > 0.5 && widen_best(sheet, widths, wanted, &room, scratch))
            ;
    }
    double sum = 0;
    for (size_t c = 0; c < columns; c++)
        sum += widths[c];
    for (size_t c = 0; c < columns; c++)
        widths[c] = 2 * CELL_PAD + (room > 0 ? widths[c] + room * widths[c] / fmax(1, sum) : sum > net ? widths[c] * net / sum : widths[c]);
    return widths;
}
