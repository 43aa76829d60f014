/* chart/preset_bars.c -- bullet, bar, ranked, nested: a number as a length from zero. */
#include "chart/preset_draw.h"

#include <math.h>

static double
value_of(const Fact *fact)
{
    return decimal_to_double(fact->value);
}

/* Width of the label column: what the longest label needs, at most a share of the plot. */
static double
label_width(Canvas *canvas, const PresetRows *rows, double most)
{
    double width = 0;
    for (size_t i = 0; i < rows->count; i++)
        width = fmax(width, canvas_measure(canvas, rows->items[i].label, canvas->size, 400));
    return fmin(width, canvas->width * most);
}

static bool
is_cjk(const Canvas *canvas)
{
    return canvas->context->model->locales[canvas->lang]->is_cjk;
}

/* ---- bullet: latest against target, each row on its own scale --------------------------------------------- */

typedef struct BulletColumns {
    double label, bar, bar_width, latest, target, progress;
} BulletColumns;

static void
bullet_head(Canvas *canvas, const BulletColumns *at)
{
    static const char *const words[2][3] = {{"Latest", "Target", "Progress"}, {"最新", "目标", "完成"}};
    const char *const *word = words[is_cjk(canvas)];
    double size = canvas->size * 0.86, y = canvas->size;
    canvas_text(canvas, at->latest, y, word[0], size, 400, "right", canvas->muted, NULL);
    canvas_text(canvas, at->target, y, word[1], size, 400, "right", canvas->muted, NULL);
    canvas_text(canvas, at->progress, y, word[2], size, 400, "right", canvas->muted, NULL);
}

/* Only where both counts are on one definition is a percentage stated. */
static const char *
bullet_progress(Canvas *canvas, const PresetRow *row)
{
    static const char *const words[2][2] = {{"partly comparable", "no later figure"}, {"部分可比", "未见后续数"}};
    const Target *target = row->target;
    if (!target->has_latest || target->comparable == COMPARABLE_NO)
        return words[is_cjk(canvas)][1];
    if (target->comparable == COMPARABLE_PARTLY)
        return words[is_cjk(canvas)][0];
    Decimal hundredfold, percent;
    if (!decimal_mul(target->latest_value, (Decimal){100, 0}, &hundredfold)
        || !decimal_div(hundredfold, target->target, 0, ROUND_HALF_UP, &percent))
        return "";
    NumberStyle style = {.digits = 0, .percent = true, .label = true, .qualifier = target->latest ? target->latest->qualifier : QUALIFIER_EXACT};
    return locale_number(canvas->context->arena, canvas->context->model->locales[canvas->lang], percent, &style);
}

static void
bullet_row(Canvas *canvas, const PresetRow *row, const BulletColumns *at, double y)
{
    const Target *target = row->target;
    const Fact *fact = row->fact_count ? row->facts[0] : NULL;
    double goal = decimal_to_double(target->target), latest = target->has_latest ? decimal_to_double(target->latest_value) : 0;
    double scale = at->bar_width / fmax(goal, latest), height = canvas->size * 1.25, top = y - height / 2;
    canvas_label(canvas, 0, y, at->label, row->label, canvas->size, 400, canvas->ink);
    Rect track = {at->bar, top, at->bar_width, height};
    if (!target->has_latest) {
        canvas_frame(canvas, track, canvas->muted, true, NULL);
    } else {
        Rect bar = {at->bar, top, latest * scale, height};
        canvas_rect(canvas, track, canvas->track, NULL);
        if (target->comparable == COMPARABLE_YES && !row->open)
            canvas_rect(canvas, bar, row->color, fact);
        else
            canvas_frame(canvas, rect_inset(bar, 0.8), row->color, false, fact);
    }
    double tick = at->bar + goal * scale;
    canvas_rule(canvas, tick, top - 4, tick, top + height + 4, canvas->ink, 2.2);
    double baseline = y + canvas->size * 0.36;
    if (target->has_latest)
        canvas_text(canvas, at->latest, baseline, canvas_decimal(canvas, target->latest_value, target->latest ? target->latest->qualifier : QUALIFIER_EXACT),
                    canvas->size * 1.1, 700, "right", row->open ? canvas->ink : row->color, fact);
    else
        canvas_text(canvas, at->latest, baseline, "—", canvas->size, 400, "right", canvas->muted, NULL);
    canvas_text(canvas, at->target, baseline, canvas_decimal(canvas, target->target, QUALIFIER_EXACT), canvas->size, 400, "right", canvas->ink, NULL);
    bool percent = target->has_latest && target->comparable == COMPARABLE_YES;
    canvas_text(canvas, at->progress, baseline, bullet_progress(canvas, row), percent ? canvas->size : canvas->size * 0.86, percent ? 700 : 400, "right",
                percent ? row->color : canvas->muted, NULL);
}

void
preset_draw_bullet(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double number = canvas->size * 4.6, progress = canvas->size * (is_cjk(canvas) ? 6.2 : 9.6);
    BulletColumns at = {.label = label_width(canvas, rows, is_cjk(canvas) ? 0.34 : 0.32)};
    at.progress = canvas->width;
    at.target = canvas->width - progress;
    at.latest = at.target - number;
    at.bar = at.label + canvas->size * 1.6;
    at.bar_width = at.latest - number - at.bar;
    bullet_head(canvas, &at);
    double pitch = canvas->size * 3.4, y = canvas->size * 3;
    for (size_t i = 0; i < rows->count; i++) {
        if (i)
            canvas_rule(canvas, 0, y - pitch / 2, canvas->width, y - pitch / 2, canvas->hairline, 0.6);
        if (rows->items[i].target)
            bullet_row(canvas, &rows->items[i], &at, y);
        y += pitch;
    }
    canvas->height = y - pitch / 2;
}

/* ---- bar, ranked: one scale for all rows --------------------------------------------------------------------- */

static double
largest_value(const PresetRows *rows)
{
    double largest = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        for (size_t k = 0; k < row->fact_count; k++)
            if (row->facts[k]->has_value)
                largest = fmax(largest, value_of(row->facts[k]));
        if (row->target)
            largest = fmax(largest, decimal_to_double(row->target->target));
    }
    return largest > 0 ? largest : 1;
}

static const char *
rank_text(Canvas *canvas, const Fact *fact)
{
    return canvas_decimal(canvas, decimal_from_int(fact->rank), QUALIFIER_EXACT);
}

static void
bar_row(Canvas *canvas, const PresetRow *row, double x, double scale, double y, double height)
{
    if (!row->fact_count)
        return;
    const Fact *fact = row->facts[0];
    Rect bar = {x, y - height / 2, fact->has_value ? value_of(fact) * scale : canvas->size * 5, height};
    if (!fact->has_value) {
        canvas_frame(canvas, bar, canvas->muted, true, fact);
    } else if (row->open) {
        canvas_frame(canvas, rect_inset(bar, 0.8), row->color, false, fact);
    } else {
        canvas_rect(canvas, bar, row->color, fact);
    }
    double baseline = y + canvas->size * 0.36;
    if (fact->has_value)
        canvas_text(canvas, x + bar.width + canvas->size * 0.6, baseline, canvas_number(canvas, fact), canvas->size * 1.1, 700, "left",
                    str_equal(row->color, canvas->muted) ? canvas->ink : row->color, fact);
    if (row->target) {
        double tick = x + decimal_to_double(row->target->target) * scale;
        canvas_rule(canvas, tick, bar.y - 5, tick, bar.y + height + 5, canvas->ink, 2.2);
    }
}

static void
draw_bars(Canvas *canvas, const PresetRows *rows, bool ranked)
{
    double rank_width = ranked ? canvas->size * 2.4 : 0;
    double labels = label_width(canvas, rows, 0.42), x = rank_width + labels + canvas->size * 1.4;
    double scale = (canvas->width - x - canvas->size * 5) / largest_value(rows);
    double pitch = canvas->size * (labels >= canvas->width * 0.42 ? 3.6 : 2.5), height = canvas->size * 1.45, y = pitch / 2;
    const PresetRow *tick_row = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (ranked && row->fact_count && row->facts[0]->rank)
            canvas_text(canvas, rank_width - canvas->size, y + canvas->size * 0.36, rank_text(canvas, row->facts[0]), canvas->size, 700, "right",
                        str_equal(row->color, canvas->muted) ? canvas->muted : row->color, row->facts[0]);
        canvas_label(canvas, rank_width, y, labels, row->label, canvas->size, 400, canvas->ink);
        bar_row(canvas, row, x, scale, y, height);
        if (row->target)
            tick_row = row;
        y += pitch;
    }
    y -= pitch / 2;
    if (tick_row) {
        const char *word = is_cjk(canvas) ? "目标" : "target ";
        const char *text = arena_printf(canvas->context->arena, "%s%s", word, canvas_decimal(canvas, tick_row->target->target, QUALIFIER_EXACT));
        canvas_text(canvas, x + decimal_to_double(tick_row->target->target) * scale, y + pitch / 2, text, canvas->size * 0.9, 400, "center", canvas->ink, NULL);
        y += pitch / 2 + canvas->size * 0.3;
    }
    canvas->height = y + canvas->size * 0.4;
}

void
preset_draw_bar(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    draw_bars(canvas, rows, false);
}

void
preset_draw_ranked(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    draw_bars(canvas, rows, true);
}

/* ---- nested: a part inside the whole that its source names ------------------------------------------------------ */

void
preset_draw_nested(Canvas *canvas, const PresetRows *rows, const Node *preset)
{
    (void)preset;
    double labels = label_width(canvas, rows, 0.3), x = labels + canvas->size * 1.4, width = canvas->width - x;
    double pitch = canvas->size * 5, height = canvas->size * 2, y = canvas->size * 2.6;
    const Locale *locale = canvas->context->model->locales[canvas->lang];
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        if (!row->fact_count)
            continue;
        const Fact *part = row->facts[0];
        double fraction = row->whole ? value_of(part) / value_of(row->whole) : part->has_share ? decimal_to_double(part->share) / 100 : 1;
        canvas_label(canvas, 0, y, labels, row->label, canvas->size, 400, canvas->ink);
        Rect whole = {x, y - height / 2, width, height}, inner = {x, y - height / 2, width * fraction, height};
        canvas_rect(canvas, whole, canvas->track, row->whole);
        if (row->open)
            canvas_frame(canvas, rect_inset(inner, 0.8), row->color, false, part);
        else
            canvas_rect(canvas, inner, row->color, part);
        double above = whole.y - canvas->size * 0.5;
        canvas_text(canvas, x, above, canvas_number(canvas, part), canvas->size * 1.25, 700, "left", row->color, part);
        const char *end = NULL;
        if (row->whole) {
            end = canvas_number(canvas, row->whole);
        } else if (part->has_share) {
            NumberStyle style = {.digits = -1, .qualifier = part->share_qualifier, .label = true, .percent = true};
            end = locale_number(canvas->context->arena, locale, part->share, &style);
        }
        if (end)
            canvas_text(canvas, x + width, above, end, canvas->size * 1.25, 700, "right", canvas->muted, row->whole ? row->whole : part);
        y += pitch;
    }
    canvas->height = y - pitch / 2 - canvas->size * 0.8;
}
