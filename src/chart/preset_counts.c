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
shade(Sheet *sheet, const char *color, size_t index)
{
    Color base, white = COLOR_WHITE;
    if (!index || !color_parse(color, &base))
        return color;
    return color_text(sheet->context->arena, color_mix(base, white, fmin(0.68, 0.34 * (double)index)));
}

static const char *
total_text(Sheet *sheet, const PresetRow *row, const Fact **shown)
{
    *shown = row->whole ? row->whole : row->facts[0];
    return sheet_number(sheet, *shown);
}

/* ---- waffle -------------------------------------------------------------------------------------------------- */

void
preset_draw_waffle(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double label = sheet->width * 0.26, x = label + sheet->size * 1.4, size = sheet->size * 0.95, pitch = size * 1.28;
    size_t columns = (size_t)fmax(1, floor((sheet->width - x) / pitch));
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
                sheet_rect(sheet, (Rect){left, top, size, size}, shade(sheet, row->color, k), row->facts[k]);
            }
        }
        const Fact *shown;
        const char *number = total_text(sheet, row, &shown);
        sheet_text(sheet, 0, y + sheet->size * 1.5, number, sheet->size * 1.7, 700, "left", row->color, shown);
        double number_width = sheet_measure(sheet, number, sheet->size * 1.7, 700) + sheet->size * 0.7;
        size_t line_count = sheet_label(sheet, number_width, y + sheet->size * 1.1, label - number_width, row->label, sheet->size, 400, sheet->ink);
        double bottom = y + ceil((double)index / (double)columns) * pitch;
        /* The key of a strip in several parts: each number under its shade. */
        if (row->fact_count > 1) {
            double at = x;
            bottom += sheet->size * 1.4;
            for (size_t k = 0; k < row->fact_count; k++) {
                const char *text = arena_printf(sheet->context->arena, "%s %s", row->facts[k]->label.in[sheet->lang], sheet_number(sheet, row->facts[k]));
                double width = sheet_measure(sheet, text, sheet->size * 0.9, 400);
                if (at + size * 1.5 + width > sheet->width && at > x) {
                    at = x;
                    bottom += sheet->size * 1.6;
                }
                sheet_rect(sheet, (Rect){at, bottom - size * 0.85, size, size}, shade(sheet, row->color, k), NULL);
                sheet_text(sheet, at + size * 1.5, bottom, text, sheet->size * 0.9, 400, "left", sheet->ink, row->facts[k]);
                at += size * 1.5 + width + sheet->size * 1.4;
            }
            bottom += sheet->size * 0.5;
        }
        y = fmax(bottom, y + sheet->size * (0.6 + 1.2 * (double)line_count)) + sheet->size * 1.5;
    }
    sheet->height = y - sheet->size * 1.2;
}

/* ---- isotype -------------------------------------------------------------------------------------------------- */

void
preset_draw_isotype(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double label = 0, y = sheet->size * 1.4;
    for (size_t i = 0; i < rows->count; i++)
        label = fmax(label, sheet_label_width(sheet, rows->items[i].label, sheet->size, 400));
    label = fmin(label, sheet->width * 0.3);
    double number_width = sheet->size * 3.4, x = label + sheet->size * 1.2 + number_width, size = sheet->size * 1.7, pitch = size * 1.22;
    size_t columns = (size_t)fmax(1, floor((sheet->width - x) / pitch));
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *fact = row->facts[0];
        size_t count = count_of(fact), lines = (count + columns - 1) / columns;
        sheet_label(sheet, 0, y, label, row->label, sheet->size, 400, sheet->ink);
        sheet_text(sheet, x - sheet->size, y + sheet->size * 0.5, sheet_number(sheet, fact), sheet->size * 1.6, 700, "right", row->color, fact);
        for (size_t n = 0; n < count; n++)
            sheet_symbol(sheet, x + size / 2 + (double)(n % columns) * pitch, y + (double)(n / columns) * pitch, size, row->mark, row->color, row->open, fact);
        y += fmax(sheet->size * (sheet->second >= 0 ? 3.6 : 2.9), (double)(lines ? lines : 1) * pitch + sheet->size * 0.9);
    }
    sheet->height = y - sheet->size * 1.4;
}

/* ---- panel: numbers of different units, no common axis ------------------------------------------------------------ */

void
preset_draw_panel(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    size_t columns = rows->count % 3 == 0 || rows->count > 4 ? 3 : 2;
    double gap = sheet->size * 2, width = (sheet->width - gap * (double)(columns - 1)) / (double)columns, pitch = sheet->size * 7.2;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *fact = row->facts[0];
        double x = (double)(i % columns) * (width + gap), y = (double)(i / columns) * pitch;
        sheet_rule(sheet, x, y, x + width, y, sheet->hairline, 1);
        sheet_text(sheet, x, y + sheet->size * 3.5, sheet_number(sheet, fact), sheet->size * 2.8, 900, "left", row->color, fact);
        const char *unit = fact->unit.in[sheet->lang];
        double number = sheet_measure(sheet, sheet_number(sheet, fact), sheet->size * 2.8, 900);
        if (unit && sheet->context->model->locales[sheet->lang]->is_cjk)
            sheet_text(sheet, x + number + sheet->size * 0.4, y + sheet->size * 3.5, unit, sheet->size, 400, "left", sheet->muted, NULL);
        sheet_label(sheet, x, y + sheet->size * 5.1, width, row->label, sheet->size, 400, sheet->ink);
    }
    sheet->height = (double)((rows->count + columns - 1) / columns) * pitch - sheet->size * 0.6;
}
