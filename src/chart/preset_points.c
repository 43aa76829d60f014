/* chart/preset_points.c -- dumbbell, dot, timeline: a number or a date as a position. */
#include "chart/preset_draw.h"

#include <math.h>
#include <string.h>

static double
label_column(Sheet *sheet, const PresetRows *rows, double most)
{
    double width = 0;
    for (size_t i = 0; i < rows->count; i++)
        width = fmax(width, sheet_label_width(sheet, rows->items[i].label, sheet->size, 400));
    return fmin(width, sheet->width * most);
}

/* ---- dumbbell: two or three values of one row on the row's own scale from zero --------------------------------- */

/* Only rows of one basis may be joined; the others stand apart. */
static bool
joined(const PresetRow *row)
{
    for (size_t i = 1; i < row->fact_count; i++)
        if (str_equal(row->facts[i]->basis, "") || !row->facts[i]->basis || !str_equal(row->facts[i]->basis, row->facts[0]->basis))
            return false;
    return row->fact_count > 1;
}

/* Where neighbours come too close, the left one's label ends at its dot and the right one's begins there. */
static const char *
label_side(Sheet *sheet, const double *at, size_t index, size_t count)
{
    double room = sheet->size * 3.6;
    bool left = index > 0 && fabs(at[index] - at[index - 1]) < room, right = index + 1 < count && fabs(at[index + 1] - at[index]) < room;
    if (left == right)
        return "center";
    bool rising = right ? at[index + 1] > at[index] : at[index] > at[index - 1];
    return right == rising ? "right" : "left";
}

void
preset_draw_dumbbell(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double labels = label_column(sheet, rows, 0.28), x = labels + sheet->size * 2, width = sheet->width - x - sheet->size * 3;
    double pitch = sheet->size * 5.4, y = sheet->size * 2.6;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        double largest = 0, *at = ARENA_ARRAY(sheet->context->arena, double, row->fact_count + 1);
        for (size_t k = 0; k < row->fact_count; k++)
            largest = fmax(largest, decimal_to_double(row->facts[k]->value));
        for (size_t k = 0; k < row->fact_count; k++)
            at[k] = x + width * decimal_to_double(row->facts[k]->value) / largest;
        sheet_label(sheet, 0, y, labels, row->label, sheet->size, 400, sheet->ink);
        sheet_rule(sheet, x, y, x + width, y, sheet->hairline, 1);
        sheet_rule(sheet, x, y - 4, x, y + 4, sheet->hairline, 1);
        if (joined(row))
            sheet_rule(sheet, at[0], y, at[row->fact_count - 1], y, row->color, 3);
        for (size_t k = 0; k < row->fact_count; k++) {
            const Fact *fact = row->facts[k];
            bool last = k + 1 == row->fact_count;
            const char *side = label_side(sheet, at, k, row->fact_count);
            double shift = str_equal(side, "right") ? sheet->size * 0.4 : str_equal(side, "left") ? -sheet->size * 0.4 : 0;
            sheet_symbol(sheet, at[k], y, sheet->size * 0.95, "circle", row->color, !last || row->open, fact);
            sheet_text(sheet, at[k] + shift, y - sheet->size * 0.95, sheet_number(sheet, fact), sheet->size * 1.1, 700, side, row->color, fact);
            sheet_text(sheet, at[k] + shift, y + sheet->size * 1.75, sheet_when(sheet, fact), sheet->size * 0.85, 400, side, sheet->muted, NULL);
        }
        y += pitch;
    }
    sheet->height = y - pitch + sheet->size * 2.2;
}

/* ---- dot: values on one scale from zero, unjoined ---------------------------------------------------------------- */

void
preset_draw_dot(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double largest = 0, labels = label_column(sheet, rows, 0.4), x = labels + sheet->size * 1.6;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t k = 0; k < rows->items[i].fact_count; k++)
            largest = fmax(largest, decimal_to_double(rows->items[i].facts[k]->value));
    double width = sheet->width - x - sheet->size * 4.5, pitch = sheet->size * (sheet->second >= 0 ? 3.6 : 2.8), y = pitch / 2;
    sheet_rule(sheet, x, 0, x, pitch * (double)rows->count, sheet->muted, 0.8);
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        sheet_label(sheet, 0, y, labels, row->label, sheet->size, 400, sheet->ink);
        sheet_rule(sheet, x, y, x + width, y, sheet->hairline, 1);
        for (size_t k = 0; k < row->fact_count; k++) {
            const Fact *fact = row->facts[k];
            double at = x + width * decimal_to_double(fact->value) / largest;
            sheet_symbol(sheet, at, y, sheet->size * 1.1, "circle", row->color, row->open, fact);
            sheet_text(sheet, at + sheet->size * 0.95, y + sheet->size * 0.36, sheet_number(sheet, fact), sheet->size * 1.1, 700, "left",
                        str_equal(row->color, sheet->muted) ? sheet->ink : row->color, fact);
        }
        y += pitch;
    }
    sheet->height = y - pitch / 2;
}

/* ---- timeline: a time axis that keeps its proportions, with the events in rows beside it ----------------------------- */

static double
year_of(Date date)
{
    return date.year + (date.month ? (date.month - 1) / 12.0 : 0.0) + (date.day ? (date.day - 1) / 365.25 : 0);
}

typedef struct TimeScale {
    double from, to, top, height;
} TimeScale;

static double
time_at(const TimeScale *scale, double year)
{
    return scale->top + (year - scale->from) / (scale->to - scale->from) * scale->height;
}

static void
timeline_axis(Sheet *sheet, const TimeScale *scale, double x)
{
    sheet_rule(sheet, x, scale->top, x, scale->top + scale->height, sheet->muted, 1.4);
    double span = scale->to - scale->from;
    int step = span > 16 ? 5 : span > 9 ? 2 : 1;
    int first = (int)ceil(scale->from / step) * step;
    for (int year = first; year <= (int)scale->to; year += step) {
        double y = time_at(scale, year);
        sheet_rule(sheet, x - 5, y, x, y, sheet->muted, 1);
        sheet_text(sheet, x - 9, y + sheet->size * 0.33, arena_printf(sheet->context->arena, "%d", year), sheet->size * 0.9, 400, "right", sheet->muted, NULL);
    }
}

/* Counts that stand beside the axis: squares with number and label, apart from the dates. */
static double
timeline_counts(Sheet *sheet, const PresetRows *rows, double x, double y)
{
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *fact = row->facts[0];
        size_t count = (size_t)decimal_to_double(fact->value);
        double size = sheet->size * 1.05, at = x;
        for (size_t k = 0; k < count && k < 60; k++, at += size * 1.3)
            sheet_symbol(sheet, at + size / 2, y, size, row->mark, row->color, row->open, fact);
        sheet_text(sheet, at + sheet->size * 0.6, y + sheet->size * 0.38, sheet_number(sheet, fact), sheet->size * 1.15, 700, "left", row->color, fact);
        double number = sheet_measure(sheet, sheet_number(sheet, fact), sheet->size * 1.15, 700);
        sheet_label(sheet, at + sheet->size * 1.3 + number, y, sheet->width - at - number - sheet->size * 2, row->label, sheet->size, 400, sheet->ink);
        y += sheet->size * (sheet->second >= 0 ? 3 : 2.1);
    }
    return y;
}

void
preset_draw_timeline(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    const Node *events = node_find(preset, "events");
    size_t count = events ? events->count : 0;
    if (!count)
        return;
    const Locale *locale = sheet->context->model->locales[sheet->lang];
    Date *dates = ARENA_ARRAY(sheet->context->arena, Date, count);
    double from = 1e9, to = 0, date_width = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text = node_text(events->items[i].value, "date", "");
        date_parse(text, strlen(text), &dates[i]);
        from = fmin(from, floor(year_of(dates[i])));
        to = fmax(to, ceil(year_of(dates[i]) + 0.01));
        date_width = fmax(date_width, sheet_measure(sheet, locale_date(sheet->context->arena, locale, dates[i]), sheet->size, 700));
    }
    double axis = sheet->size * 4, fan = sheet->size * 4.2, x = axis + fan;
    double text_x = x + date_width + sheet->size * 1.2, text_width = sheet->width - text_x;
    double pitch = sheet->size * (sheet->second >= 0 ? 3 : 2.4), top = sheet->size * 1.2;
    TimeScale scale = {from, to, top, pitch * (double)(count - 1)};
    if (scale.height < sheet->size * 8)
        scale.height = sheet->size * 8;
    timeline_axis(sheet, &scale, axis);
    for (size_t i = 0; i < count; i++) {
        double at = time_at(&scale, year_of(dates[i])), row = top + pitch * (double)i;
        sheet_rule(sheet, axis, at, axis + fan * 0.55, row, sheet->hairline, 1);
        sheet_rule(sheet, axis + fan * 0.55, row, x - sheet->size * 0.5, row, sheet->hairline, 1);
        sheet_symbol(sheet, axis, at, sheet->size * 0.75, "circle", sheet->context->theme ? theme_color_text(sheet->context->theme, sheet->context->arena, "red") : sheet->ink, false, NULL);
        sheet_text(sheet, x, row + sheet->size * 0.36, locale_date(sheet->context->arena, locale, dates[i]), sheet->size, 700, "left", sheet->ink, NULL);
        const Node *text = node_find(events->items[i].value, "text");
        sheet_label_of(sheet, text_x, row, text_width, preset_text(sheet, text), sheet->size, 400, sheet->ink, preset_bound_fact(sheet, text));
    }
    double y = top + fmax(scale.height, pitch * (double)(count - 1)) + sheet->size * 2.6;
    if (rows->count) {
        sheet_rule(sheet, 0, y - sheet->size * 1.2, sheet->width, y - sheet->size * 1.2, sheet->hairline, 0.8);
        y = timeline_counts(sheet, rows, x, y + sheet->size * 0.4);
    }
    sheet->height = y - sheet->size;
}
