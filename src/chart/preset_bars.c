/* chart/preset_bars.c -- bullet, bar, ranked, nested: a number as a length from zero. */
#include "chart/preset_draw.h"

#include <math.h>
#include <string.h>

/* A row that gives a rank alone has the rank as its value: there is no length to draw. */
static bool
has_length(const Fact *fact)
{
    return fact->has_value && !(fact->rank && decimal_compare(fact->value, decimal_from_int(fact->rank)) == 0);
}

static double
value_of(const Fact *fact)
{
    return decimal_to_double(fact->value);
}

/* Width of the label column: what the longest label needs, at most a share of the plot. */
static double
label_width(Sheet *sheet, const PresetRows *rows, double most)
{
    double width = 0;
    for (size_t i = 0; i < rows->count; i++)
        width = fmax(width, sheet_label_width(sheet, rows->items[i].label, sheet->size, 400));
    return fmin(width, sheet->width * most);
}

/* Lines of the longest label when it is wrapped. */
static size_t
most_lines(Sheet *sheet, const PresetRows *rows, double width)
{
    size_t most = 1;
    for (size_t i = 0; i < rows->count; i++) {
        const char *lines[4];
        const char *label = rows->items[i].label;
        size_t length = strcspn(label, "\n");
        size_t count = sheet_wrap(sheet, arena_strndup(sheet->context->arena, label, length), sheet->size, 400, width, lines, COUNT_OF(lines));
        if (label[length])
            count += sheet_wrap(sheet, label + length + 1, sheet->size * 0.84, 400, width, lines, COUNT_OF(lines) - 1);
        most = MAX_OF(most, count);
    }
    return most;
}

static bool
is_cjk(const Sheet *sheet)
{
    return sheet->context->model->locales[sheet->lang]->is_cjk;
}

/* ---- bullet: latest against target, each row on its own scale --------------------------------------------- */

typedef struct BulletColumns {
    double label, bar, bar_width, latest, target, progress;
} BulletColumns;

static void
bullet_head(Sheet *sheet, const BulletColumns *at)
{
    static const char *const words[2][3] = {{"Latest", "Target", "Progress"}, {"最新", "目标", "完成"}};
    const char *const *word = words[is_cjk(sheet)];
    double size = sheet->size * 0.86, y = sheet->size;
    sheet_text(sheet, at->latest, y, word[0], size, 400, "right", sheet->muted, NULL);
    sheet_text(sheet, at->target, y, word[1], size, 400, "right", sheet->muted, NULL);
    sheet_text(sheet, at->progress, y, word[2], size, 400, "right", sheet->muted, NULL);
}

/* Only where both counts are on one definition is a percentage stated. */
static const char *
bullet_progress(Sheet *sheet, const PresetRow *row)
{
    return target_state_text(sheet->context->model, sheet->context->arena, row->target, sheet->lang);
}

static void
bullet_row(Sheet *sheet, const PresetRow *row, const BulletColumns *at, double y)
{
    const Target *target = row->target;
    const Fact *fact = row->fact_count ? row->facts[0] : NULL;
    double goal = decimal_to_double(target->target), latest = target->has_latest ? decimal_to_double(target->latest_value) : 0;
    double scale = at->bar_width / fmax(goal, latest), height = sheet->size * 1.25, top = y - height / 2;
    sheet_label(sheet, 0, y, at->label, row->label, sheet->size, 400, sheet->ink);
    Rect track = {at->bar, top, at->bar_width, height};
    if (!target->has_latest) {
        sheet_frame(sheet, track, sheet->muted, true, NULL);
    } else {
        Rect bar = {at->bar, top, latest * scale, height};
        sheet_rect(sheet, track, sheet->track, NULL);
        if (target->comparable == COMPARABLE_YES && !row->open)
            sheet_rect(sheet, bar, row->color, fact);
        else
            sheet_frame(sheet, rect_inset(bar, 0.8), row->color, false, fact);
    }
    double tick = at->bar + goal * scale;
    sheet_rule(sheet, tick, top - 4, tick, top + height + 4, sheet->ink, 2.2);
    double baseline = y + sheet->size * 0.36;
    if (target->has_latest)
        sheet_target_text(sheet, at->latest, baseline, sheet_decimal(sheet, target->latest_value, target->latest ? target->latest->qualifier : QUALIFIER_EXACT),
                          sheet->size * 1.1, 700, "right", row->open ? sheet->ink : row->color, target, "latest");
    else
        sheet_text(sheet, at->latest, baseline, "—", sheet->size, 400, "right", sheet->muted, NULL);
    sheet_target_text(sheet, at->target, baseline, sheet_decimal(sheet, target->target, QUALIFIER_EXACT), sheet->size, 400, "right", sheet->ink, target, "target");
    bool percent = target->has_latest && target->comparable == COMPARABLE_YES;
    const char *color = percent ? row->color : sheet->muted;
    double size = percent ? sheet->size : sheet->size * 0.86;
    if (percent)
        sheet_target_text(sheet, at->progress, baseline, bullet_progress(sheet, row), size, 700, "right", color, target, "progress");
    else
        sheet_text(sheet, at->progress, baseline, bullet_progress(sheet, row), size, 400, "right", color, NULL);
}

void
preset_draw_bullet(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double number = sheet->size * 4.6, progress = sheet->size * (is_cjk(sheet) ? 6.2 : 9.6);
    BulletColumns at = {.label = label_width(sheet, rows, sheet->second >= 0 ? 0.44 : is_cjk(sheet) ? 0.34 : 0.32)};
    at.progress = sheet->width;
    at.target = sheet->width - progress;
    at.latest = at.target - number;
    at.bar = at.label + sheet->size * 1.6;
    at.bar_width = at.latest - number - at.bar;
    bullet_head(sheet, &at);
    double pitch = sheet->size * fmax(3.4, 1.2 * (double)most_lines(sheet, rows, at.label) + 1), y = sheet->size * 1.3 + pitch / 2;
    for (size_t i = 0; i < rows->count; i++) {
        if (i)
            sheet_rule(sheet, 0, y - pitch / 2, sheet->width, y - pitch / 2, sheet->hairline, 0.6);
        if (rows->items[i].target)
            bullet_row(sheet, &rows->items[i], &at, y);
        y += pitch;
    }
    sheet->height = y - pitch / 2;
}

/* ---- bar, ranked: one scale for all rows --------------------------------------------------------------------- */

static double
largest_value(const PresetRows *rows)
{
    double largest = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        for (size_t k = 0; k < row->fact_count; k++)
            if (has_length(row->facts[k]))
                largest = fmax(largest, value_of(row->facts[k]));
        if (row->target)
            largest = fmax(largest, decimal_to_double(row->target->target));
    }
    return largest > 0 ? largest : 1;
}

static const char *
rank_text(Sheet *sheet, const Fact *fact)
{
    return sheet_decimal(sheet, decimal_from_int(fact->rank), QUALIFIER_EXACT);
}

static void
bar_row(Sheet *sheet, const PresetRow *row, double x, double scale, double y, double height)
{
    if (!row->fact_count)
        return;
    const Fact *fact = row->facts[0];
    Rect bar = {x, y - height / 2, has_length(fact) ? value_of(fact) * scale : sheet->size * 5, height};
    if (!has_length(fact)) {
        sheet_frame(sheet, bar, sheet->muted, true, fact);
    } else if (row->open) {
        sheet_frame(sheet, rect_inset(bar, 0.8), row->color, false, fact);
    } else {
        sheet_rect(sheet, bar, row->color, fact);
    }
    double baseline = y + sheet->size * 0.36;
    if (has_length(fact))
        sheet_text(sheet, x + bar.width + sheet->size * 0.6, baseline, sheet_number(sheet, fact), sheet->size * 1.1, 700, "left",
                    str_equal(row->color, sheet->muted) ? sheet->ink : row->color, fact);
    if (row->target) {
        double tick = x + decimal_to_double(row->target->target) * scale;
        sheet_rule(sheet, tick, bar.y - 5, tick, bar.y + height + 5, sheet->ink, 2.2);
    }
}

static void
draw_bars(Sheet *sheet, const PresetRows *rows, bool ranked)
{
    double rank_width = ranked ? sheet->size * 2.4 : 0;
    double labels = label_width(sheet, rows, 0.42), x = rank_width + labels + sheet->size * 1.4;
    double scale = (sheet->width - x - sheet->size * 5) / largest_value(rows);
    double pitch = sheet->size * fmax(2.5, 1.3 * (double)most_lines(sheet, rows, labels) + 1), height = sheet->size * 1.45, y = pitch / 2;
    const PresetRow *tick_row = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (ranked && row->fact_count && row->facts[0]->rank)
            sheet_aspect_text(sheet, rank_width - sheet->size, y + sheet->size * 0.36, rank_text(sheet, row->facts[0]), sheet->size, 700, "right",
                        str_equal(row->color, sheet->muted) ? sheet->muted : row->color, row->facts[0], "rank");
        sheet_label(sheet, rank_width, y, labels, row->label, sheet->size, 400, sheet->ink);
        bar_row(sheet, row, x, scale, y, height);
        if (row->target)
            tick_row = row;
        y += pitch;
    }
    y -= pitch / 2;
    if (tick_row) {
        const char *word = is_cjk(sheet) ? "目标" : "target ";
        const char *text = arena_printf(sheet->context->arena, "%s%s", word, sheet_decimal(sheet, tick_row->target->target, QUALIFIER_EXACT));
        sheet_target_text(sheet, x + decimal_to_double(tick_row->target->target) * scale, y + pitch / 2, text, sheet->size * 0.9, 400, "center", sheet->ink,
                          tick_row->target, "target");
        y += pitch / 2 + sheet->size * 0.3;
    }
    sheet->height = y + sheet->size * 0.4;
}

void
preset_draw_bar(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    draw_bars(sheet, rows, false);
}

void
preset_draw_ranked(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    draw_bars(sheet, rows, true);
}

/* ---- nested: a part inside the whole that its source names ------------------------------------------------------ */

void
preset_draw_nested(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double labels = label_width(sheet, rows, 0.3), x = labels + sheet->size * 1.4, width = sheet->width - x;
    double pitch = sheet->size * 5, height = sheet->size * 2, y = sheet->size * 2.6;
    const Locale *locale = sheet->context->model->locales[sheet->lang];
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *part = row->facts[0];
        double fraction = row->whole ? value_of(part) / value_of(row->whole) : part->has_share ? decimal_to_double(part->share) / 100 : 1;
        sheet_label(sheet, 0, y, labels, row->label, sheet->size, 400, sheet->ink);
        Rect whole = {x, y - height / 2, width, height}, inner = {x, y - height / 2, width * fraction, height};
        sheet_rect(sheet, whole, sheet->track, row->whole);
        if (row->open)
            sheet_frame(sheet, rect_inset(inner, 0.8), row->color, false, part);
        else
            sheet_rect(sheet, inner, row->color, part);
        double above = whole.y - sheet->size * 0.5;
        sheet_text(sheet, x, above, sheet_number(sheet, part), sheet->size * 1.25, 700, "left", row->color, part);
        const char *end = NULL;
        if (row->whole) {
            end = sheet_number(sheet, row->whole);
        } else if (part->has_share) {
            NumberStyle style = {.digits = -1, .qualifier = part->share_qualifier, .label = true, .percent = true};
            end = locale_number(sheet->context->arena, locale, part->share, &style);
        }
        if (end)
            sheet_aspect_text(sheet, x + width, above, end, sheet->size * 1.25, 700, "right", sheet->muted, row->whole ? row->whole : part, row->whole ? "value" : "share");
        y += pitch;
    }
    sheet->height = y - pitch / 2 - sheet->size * 0.8;
}
