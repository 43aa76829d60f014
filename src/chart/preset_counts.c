/* chart/preset_counts.c -- waffle, isotype, panel: marks that a reader can count, and numbers that share no scale. */
#include "chart/preset_draw.h"

#include <math.h>

static size_t
count_of(const Fact *fact)
{
    double value = decimal_to_double(fact->value);
    return value > 0 && value < 5000 ? (size_t)value : 0;
}

/* Shades of one colour for the parts of a strip: full, then lighter. */
static const char *
shade(Canvas *canvas, const char *color, size_t index)
{
    Color base, white = COLOR_WHITE;
    if (!index || !color_parse(color, &base))
        return color;
    return color_text(canvas->context->arena, color_mix(base, white, fmin(0.68, 0.34 * (double)index)));
}

static const char *
total_text(Canvas *canvas, const PresetRow *row, const Fact **shown)
{
    *shown = row->whole ? row->whole : row->facts[0];
    return canvas_number(canvas, *shown);
}

/* ---- waffle -------------------------------------------------------------------------------------------------- */

void
preset_draw_waffle(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double label = canvas->width * 0.26, x = label + canvas->size * 1.4, size = canvas->size * 0.95, pitch = size * 1.28;
    size_t columns = (size_t)fmax(1, floor((canvas->width - x) / pitch));
    double y = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        size_t index = 0;
        for (size_t k = 0; k < row->fact_count; k++) {
            size_t count = count_of(row->facts[k]);
            for (size_t n = 0; n < count; n++, index++) {
                double left = x + (double)(index % columns) * pitch, top = y + (double)(index / columns) * pitch;
                canvas_rect(canvas, (Rect){left, top, size, size}, shade(canvas, row->color, k), row->facts[k]);
            }
        }
        const Fact *shown;
        const char *number = total_text(canvas, row, &shown);
        canvas_text(canvas, 0, y + canvas->size * 1.5, number, canvas->size * 1.7, 700, "left", row->color, shown);
        double number_width = canvas_measure(canvas, number, canvas->size * 1.7, 700) + canvas->size * 0.7;
        const char *lines[3];
        size_t line_count = canvas_wrap(canvas, row->label, canvas->size, 400, label - number_width, lines, COUNT_OF(lines));
        for (size_t k = 0; k < line_count; k++)
            canvas_text(canvas, number_width, y + canvas->size * (line_count > 1 ? 0.9 : 1.4) + canvas->size * 1.3 * (double)k, lines[k], canvas->size, 400, "left", canvas->ink, NULL);
        double bottom = y + ceil((double)index / (double)columns) * pitch;
        /* The key of a strip in several parts: each number under its shade. */
        if (row->fact_count > 1) {
            double at = x;
            bottom += canvas->size * 1.4;
            for (size_t k = 0; k < row->fact_count; k++) {
                canvas_rect(canvas, (Rect){at, bottom - size * 0.85, size, size}, shade(canvas, row->color, k), NULL);
                const char *text = arena_printf(canvas->context->arena, "%s %s", row->facts[k]->label.in[canvas->lang], canvas_number(canvas, row->facts[k]));
                double width = canvas_measure(canvas, text, canvas->size * 0.9, 400);
                if (at + size * 1.5 + width > canvas->width && at > x) {
                    at = x;
                    bottom += canvas->size * 1.6;
                    canvas_rect(canvas, (Rect){at, bottom - size * 0.85, size, size}, shade(canvas, row->color, k), NULL);
                }
                canvas_text(canvas, at + size * 1.5, bottom, text, canvas->size * 0.9, 400, "left", canvas->ink, row->facts[k]);
                at += size * 1.5 + width + canvas->size * 1.4;
            }
            bottom += canvas->size * 0.5;
        }
        y = fmax(bottom, y + canvas->size * (1.2 + 1.3 * (double)line_count)) + canvas->size * 1.5;
    }
    canvas->height = y - canvas->size * 1.2;
}

/* ---- isotype -------------------------------------------------------------------------------------------------- */

void
preset_draw_isotype(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double label = 0, y = canvas->size * 1.4;
    for (size_t i = 0; i < rows->count; i++)
        label = fmax(label, canvas_measure(canvas, rows->items[i].label, canvas->size, 400));
    label = fmin(label, canvas->width * 0.3);
    double number_width = canvas->size * 3.4, x = label + canvas->size * 1.2 + number_width, size = canvas->size * 1.7, pitch = size * 1.22;
    size_t columns = (size_t)fmax(1, floor((canvas->width - x) / pitch));
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *fact = row->facts[0];
        size_t count = count_of(fact), lines = (count + columns - 1) / columns;
        canvas_label(canvas, 0, y, label, row->label, canvas->size, 400, canvas->ink);
        canvas_text(canvas, x - canvas->size, y + canvas->size * 0.5, canvas_number(canvas, fact), canvas->size * 1.6, 700, "right", row->color, fact);
        for (size_t n = 0; n < count; n++)
            canvas_symbol(canvas, x + size / 2 + (double)(n % columns) * pitch, y + (double)(n / columns) * pitch, size, row->mark, row->color, row->open, fact);
        y += fmax(canvas->size * 2.9, (double)(lines ? lines : 1) * pitch + canvas->size * 0.9);
    }
    canvas->height = y - canvas->size * 1.4;
}

/* ---- panel: numbers of different units, no common axis ------------------------------------------------------------ */

void
preset_draw_panel(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    size_t columns = rows->count % 3 == 0 || rows->count > 4 ? 3 : 2;
    double gap = canvas->size * 2, width = (canvas->width - gap * (double)(columns - 1)) / (double)columns, pitch = canvas->size * 7.2;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *fact = row->facts[0];
        double x = (double)(i % columns) * (width + gap), y = (double)(i / columns) * pitch;
        canvas_rule(canvas, x, y, x + width, y, canvas->hairline, 1);
        canvas_text(canvas, x, y + canvas->size * 3.5, canvas_number(canvas, fact), canvas->size * 2.8, 900, "left", row->color, fact);
        const char *unit = fact->unit.in[canvas->lang];
        double number = canvas_measure(canvas, canvas_number(canvas, fact), canvas->size * 2.8, 900);
        if (unit && canvas->context->model->locales[canvas->lang]->is_cjk)
            canvas_text(canvas, x + number + canvas->size * 0.4, y + canvas->size * 3.5, unit, canvas->size, 400, "left", canvas->muted, NULL);
        canvas_label(canvas, x, y + canvas->size * 5.1, width, row->label, canvas->size, 400, canvas->ink);
    }
    canvas->height = (double)((rows->count + columns - 1) / columns) * pitch - canvas->size * 0.6;
}
