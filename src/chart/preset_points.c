/* chart/preset_points.c -- dumbbell, dot, timeline: a number or a date as a position. */
#include "chart/preset_draw.h"

#include <math.h>
#include <string.h>

static double
label_column(Canvas *canvas, const PresetRows *rows, double most)
{
    double width = 0;
    for (size_t i = 0; i < rows->count; i++)
        width = fmax(width, canvas_measure(canvas, rows->items[i].label, canvas->size, 400));
    return fmin(width, canvas->width * most);
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
label_side(Canvas *canvas, const double *at, size_t index, size_t count)
{
    double room = canvas->size * 3.6;
    bool left = index > 0 && fabs(at[index] - at[index - 1]) < room, right = index + 1 < count && fabs(at[index + 1] - at[index]) < room;
    if (left == right)
        return "center";
    bool rising = right ? at[index + 1] > at[index] : at[index] > at[index - 1];
    return right == rising ? "right" : "left";
}

void
preset_draw_dumbbell(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double labels = label_column(canvas, rows, 0.28), x = labels + canvas->size * 2, width = canvas->width - x - canvas->size * 3;
    double pitch = canvas->size * 5.4, y = canvas->size * 2.6;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        double largest = 0, *at = ARENA_ARRAY(canvas->context->arena, double, row->fact_count + 1);
        for (size_t k = 0; k < row->fact_count; k++)
            largest = fmax(largest, decimal_to_double(row->facts[k]->value));
        for (size_t k = 0; k < row->fact_count; k++)
            at[k] = x + width * decimal_to_double(row->facts[k]->value) / largest;
        canvas_label(canvas, 0, y, labels, row->label, canvas->size, 400, canvas->ink);
        canvas_rule(canvas, x, y, x + width, y, canvas->hairline, 1);
        canvas_rule(canvas, x, y - 4, x, y + 4, canvas->hairline, 1);
        if (joined(row))
            canvas_rule(canvas, at[0], y, at[row->fact_count - 1], y, row->color, 3);
        for (size_t k = 0; k < row->fact_count; k++) {
            const Fact *fact = row->facts[k];
            bool last = k + 1 == row->fact_count;
            const char *side = label_side(canvas, at, k, row->fact_count);
            double shift = str_equal(side, "right") ? canvas->size * 0.4 : str_equal(side, "left") ? -canvas->size * 0.4 : 0;
            canvas_symbol(canvas, at[k], y, canvas->size * 0.95, "circle", row->color, !last || row->open, fact);
            canvas_text(canvas, at[k] + shift, y - canvas->size * 0.95, canvas_number(canvas, fact), canvas->size * 1.1, 700, side, row->color, fact);
            canvas_text(canvas, at[k] + shift, y + canvas->size * 1.75, canvas_when(canvas, fact), canvas->size * 0.85, 400, side, canvas->muted, NULL);
        }
        y += pitch;
    }
    canvas->height = y - pitch + canvas->size * 2.2;
}

/* ---- dot: values on one scale from zero, unjoined ---------------------------------------------------------------- */

void
preset_draw_dot(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double largest = 0, labels = label_column(canvas, rows, 0.4), x = labels + canvas->size * 1.6;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t k = 0; k < rows->items[i].fact_count; k++)
            largest = fmax(largest, decimal_to_double(rows->items[i].facts[k]->value));
    double width = canvas->width - x - canvas->size * 4.5, pitch = canvas->size * 2.8, y = pitch / 2;
    canvas_rule(canvas, x, 0, x, pitch * (double)rows->count, canvas->muted, 0.8);
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        canvas_label(canvas, 0, y, labels, row->label, canvas->size, 400, canvas->ink);
        canvas_rule(canvas, x, y, x + width, y, canvas->hairline, 1);
        for (size_t k = 0; k < row->fact_count; k++) {
            const Fact *fact = row->facts[k];
            double at = x + width * decimal_to_double(fact->value) / largest;
            canvas_symbol(canvas, at, y, canvas->size * 1.1, "circle", row->color, row->open, fact);
            canvas_text(canvas, at + canvas->size * 0.95, y + canvas->size * 0.36, canvas_number(canvas, fact), canvas->size * 1.1, 700, "left",
                        str_equal(row->color, canvas->muted) ? canvas->ink : row->color, fact);
        }
        y += pitch;
    }
    canvas->height = y - pitch / 2;
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
timeline_axis(Canvas *canvas, const TimeScale *scale, double x)
{
    canvas_rule(canvas, x, scale->top, x, scale->top + scale->height, canvas->muted, 1.4);
    double span = scale->to - scale->from;
    int step = span > 16 ? 5 : span > 9 ? 2 : 1;
    int first = (int)ceil(scale->from / step) * step;
    for (int year = first; year <= (int)scale->to; year += step) {
        double y = time_at(scale, year);
        canvas_rule(canvas, x - 5, y, x, y, canvas->muted, 1);
        canvas_text(canvas, x - 9, y + canvas->size * 0.33, arena_printf(canvas->context->arena, "%d", year), canvas->size * 0.9, 400, "right", canvas->muted, NULL);
    }
}

/* Counts that stand beside the axis: squares with number and label, apart from the dates. */
static double
timeline_counts(Canvas *canvas, const PresetRows *rows, double x, double y)
{
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *fact = row->facts[0];
        size_t count = (size_t)decimal_to_double(fact->value);
        double size = canvas->size * 1.05, at = x;
        for (size_t k = 0; k < count && k < 60; k++, at += size * 1.3)
            canvas_symbol(canvas, at + size / 2, y, size, row->mark, row->color, row->open, fact);
        canvas_text(canvas, at + canvas->size * 0.6, y + canvas->size * 0.38, canvas_number(canvas, fact), canvas->size * 1.15, 700, "left", row->color, fact);
        double number = canvas_measure(canvas, canvas_number(canvas, fact), canvas->size * 1.15, 700);
        canvas_text(canvas, at + canvas->size * 1.3 + number, y + canvas->size * 0.36, row->label, canvas->size, 400, "left", canvas->ink, NULL);
        y += canvas->size * 2.1;
    }
    return y;
}

void
preset_draw_timeline(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    const Node *events = node_find(preset, "events");
    size_t count = events ? events->count : 0;
    if (!count)
        return;
    const Locale *locale = canvas->context->model->locales[canvas->lang];
    Date *dates = ARENA_ARRAY(canvas->context->arena, Date, count);
    double from = 1e9, to = 0, date_width = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text = node_text(events->items[i].value, "date", "");
        date_parse(text, strlen(text), &dates[i]);
        from = fmin(from, floor(year_of(dates[i])));
        to = fmax(to, ceil(year_of(dates[i]) + 0.01));
        date_width = fmax(date_width, canvas_measure(canvas, locale_date(canvas->context->arena, locale, dates[i]), canvas->size, 700));
    }
    double axis = canvas->size * 4, fan = canvas->size * 4.2, x = axis + fan;
    double text_x = x + date_width + canvas->size * 1.2, text_width = canvas->width - text_x;
    double pitch = canvas->size * 2.3, top = canvas->size * 1.2;
    TimeScale scale = {from, to, top, pitch * (double)(count - 1)};
    if (scale.height < canvas->size * 8)
        scale.height = canvas->size * 8;
    timeline_axis(canvas, &scale, axis);
    for (size_t i = 0; i < count; i++) {
        double at = time_at(&scale, year_of(dates[i])), row = top + pitch * (double)i;
        canvas_rule(canvas, axis, at, axis + fan * 0.55, row, canvas->hairline, 1);
        canvas_rule(canvas, axis + fan * 0.55, row, x - canvas->size * 0.5, row, canvas->hairline, 1);
        canvas_symbol(canvas, axis, at, canvas->size * 0.75, "circle", canvas->context->theme ? theme_color_text(canvas->context->theme, canvas->context->arena, "red") : canvas->ink, false, NULL);
        canvas_text(canvas, x, row + canvas->size * 0.36, locale_date(canvas->context->arena, locale, dates[i]), canvas->size, 700, "left", canvas->ink, NULL);
        canvas_label(canvas, text_x, row, text_width, preset_event_text(canvas, events->items[i].value), canvas->size, 400, canvas->ink);
    }
    double y = top + fmax(scale.height, pitch * (double)(count - 1)) + canvas->size * 2.6;
    if (rows->count) {
        canvas_rule(canvas, 0, y - canvas->size * 1.2, canvas->width, y - canvas->size * 1.2, canvas->hairline, 0.8);
        y = timeline_counts(canvas, rows, x, y + canvas->size * 0.4);
    }
    canvas->height = y - canvas->size;
}
