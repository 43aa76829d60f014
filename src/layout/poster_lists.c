/* layout/poster_lists.c -- things in an order: steps, flows, timelines, tables, ranked lists. */
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

/* ---- steps: dated events on a line that keeps no scale ------------------------------------------------------------ */

double
block_steps(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    if (!count)
        return 0;
    double gap = 36, width = (area.width - gap * (double)(count - 1)) / (double)count, tallest = 0;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red"));
    for (size_t i = 0; i < count; i++) {
        const Node *step = spec->items[i].value;
        double x = area.x + (double)i * (width + gap);
        SceneState state = scene_state(pen->scene);
        pen_artifact(pen, step);
        if (i + 1 < count)
            scene_line(pen->scene, x + 24, area.y + 12, x + width + gap, area.y + 12, pen_color(pen, step->loc, "hairline"), 4);
        Path dot = {0};
        path_circle(pen->context->arena, &dot, (Point){x + 12, area.y + 12}, 12);
        scene_path(pen->scene, &dot, paint_solid(color), NULL);
        scene_set_state(pen->scene, state);
        ElemId words = pen_open(pen, ROLE_P, pen->lang);
        double height = 44;
        BoundText date = {0};
        if (pen_bound(pen, step, "date", pen->lang, &date))
            pen_line(pen, pen_plain(pen, &date), &(LineSet){.role = "poster-figure", .color = color, .lang = pen->lang, .width = width, .elem = words}, (Point){x, area.y + height + 40});
        height += 54;
        height += 6 + pen_pair(pen, step, "text", "poster-small", "ink", "poster-note", (Area){x, area.y + height + 6, width}, words);
        tallest = fmax(tallest, height);
    }
    return tallest;
}

/* ---- flow: one thing leads to the next -------------------------------------------------------------------------------- */

static void
draw_arrow(Pen *pen, const Node *place, Point from, Point to, Color color)
{
    double angle = atan2(to.y - from.y, to.x - from.x), head = 16;
    Path path = {0};
    Arena *arena = pen->context->arena;
    SceneState state = scene_state(pen->scene);
    pen_artifact(pen, place);
    scene_line(pen->scene, from.x, from.y, to.x - head * 0.7 * cos(angle), to.y - head * 0.7 * sin(angle), color, 4);
    path_move(arena, &path, to.x, to.y);
    path_line(arena, &path, to.x - head * cos(angle - 0.5), to.y - head * sin(angle - 0.5));
    path_line(arena, &path, to.x - head * cos(angle + 0.5), to.y - head * sin(angle + 0.5));
    path_close(arena, &path);
    scene_path(pen->scene, &path, paint_solid(color), NULL);
    scene_set_state(pen->scene, state);
}

/* Boxes one below the other, an arrow between each two. */
double
block_flow(Pen *pen, const Node *spec, const Node *block, Area area)
{
    Color color = pen_color(pen, block->loc, node_text(block, "color", "teal"));
    double y = area.y, inside = 28;
    for (size_t i = 0; i < spec->count; i++) {
        const Node *step = spec->items[i].value;
        if (i) {
            draw_arrow(pen, step, (Point){area.x + 56, y + 4}, (Point){area.x + 56, y + 48}, color);
            y += 52;
        }
        const char *icon = node_text(step, "icon", NULL);
        double left = icon ? 104 : inside, top = y;
        if (icon)
            pen_icon(pen, step->loc, icon, (Point){area.x + 56, y + inside + 24}, 46, color);
        Area words = {area.x + left, y + inside, area.width - left - inside};
        words.y += pen_pair(pen, step, "title", "poster-figure", "ink", "poster-note", words, pen_open(pen, ROLE_P, pen->lang));
        if (node_find(step, "text"))
            words.y += 6 + pen_pair(pen, step, "text", "poster-small", "ink", "poster-note", (Area){words.x, words.y + 6, words.width}, pen_open(pen, ROLE_P, pen->lang));
        y = fmax(words.y, icon ? top + 96 : 0) + inside;
        SceneState state = scene_state(pen->scene);
        pen_artifact(pen, step);
        Path frame = {0};
        path_rect(pen->context->arena, &frame, (Rect){area.x + 1.5, top + 1.5, area.width - 3, y - top - 3});
        Stroke stroke = {.paint = paint_solid(color), .width = 3};
        scene_path(pen->scene, &frame, paint_none(), &stroke);
        scene_set_state(pen->scene, state);
    }
    return y - area.y;
}

/* ---- timeline: dated events whose distances are in proportion ----------------------------------------------------------- */

/* Months since year 0, the middle of a period that is not more precise. */
static bool
months_of(const char *text, double *months)
{
    Date date;
    if (!text || !date_parse(text, strlen(text), &date))
        return false;
    *months = date.year * 12.0 + (date.month ? date.month - 1 + (date.day ? date.day / 31.0 : 0.5) : 6);
    return true;
}

/* Wide enough for the longest date on one line, if a wide block leaves room for it. */
static double
date_column(Pen *pen, const Node *spec, double width)
{
    double widest = 0;
    for (size_t i = 0; i < spec->count; i++) {
        Date date;
        const char *typed = node_text(spec->items[i].value, "date", "");
        if (date_parse(typed, strlen(typed), &date))
            widest = fmax(widest, pen_line_width(pen, locale_date(pen->context->arena, pen->context->model->locales[pen->lang], date), "poster-date"));
    }
    return fmin(widest + 4, fmax(160, width * 0.32));
}

/* The upright axis keeps its scale: dots stand where the dates do, and thin lines lead to texts that need more room. */
double
block_timeline(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    Arena *arena = pen->context->arena;
    double *at = ARENA_ARRAY(arena, double, count + 1), *top = ARENA_ARRAY(arena, double, count + 1), first = 0, last = 0;
    for (size_t i = 0; i < count; i++) {
        const Node *event = spec->items[i].value;
        const char *date = node_text(event, "date", NULL);
        if (!months_of(date, &at[i]) || (i && at[i] < at[i - 1])) {
            diag(pen->context->diags, DIAG_POSTER_BAD_DATE, event->loc, date ? date : "");
            return 0;
        }
        first = i ? first : at[i];
        last = at[i];
    }
    if (!count)
        return 0;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red")), muted = pen_color(pen, block->loc, "muted");
    double axis = area.x + 14, x = area.x + 104, date_width = date_column(pen, spec, area.width), y = area.y;
    double gap = pen->preset->shape == SHAPE_CARDS ? 16 : 26;
    for (size_t i = 0; i < count; i++) {
        const Node *event = spec->items[i].value;
        Date date;
        const char *typed = node_text(event, "date", "");
        date_parse(typed, strlen(typed), &date);
        ElemId words = pen_open(pen, ROLE_P, pen->lang);
        const char *when = locale_date(arena, pen->context->model->locales[pen->lang], date);
        BoundText date_words = pen_words(pen, when);
        top[i] = y;
        TextSet set = {.role = "poster-date", .color = color, .lang = pen->lang, .balance = true};
        double left = pen_text(pen, &date_words, &set, (Area){x, y, date_width}, words);
        double text_x = x + date_width + 24;
        double right = pen_pair(pen, event, "text", "poster-small", "ink", "poster-note", (Area){text_x, y, area.x + area.width - text_x}, words);
        y += fmax(left, right) + gap;
    }
    double height = y - gap - area.y, low = area.y + 18, high = area.y + height - 24, span = fmax(1e-9, last - first);
    SceneState state = scene_state(pen->scene);
    pen_artifact(pen, block);
    scene_line(pen->scene, axis, low, axis, high, pen_color(pen, block->loc, "hairline"), 4);
    for (size_t i = 0; i < count; i++) {
        double dot = count > 1 ? low + (at[i] - first) / span * (high - low) : low;
        Path lead = {0}, circle = {0};
        path_move(arena, &lead, axis, dot);
        path_curve(arena, &lead, axis + 44, dot, axis + 34, top[i] + 22, axis + 78, top[i] + 22);
        Stroke stroke = {.paint = paint_solid(muted), .width = 2};
        scene_path(pen->scene, &lead, paint_none(), &stroke);
        path_circle(arena, &circle, (Point){axis, dot}, 9);
        scene_path(pen->scene, &circle, paint_solid(color), NULL);
    }
    scene_set_state(pen->scene, state);
    return height;
}

/* ---- table: rows of texts, or records of data/ ------------------------------------------------------------------------------ */

typedef struct TableRow {
    BoundText cells[6];
    BoundText second;   /* of the first cell */
    Loc loc;
} TableRow;

typedef VEC(TableRow) TableRows;

/* `records: regulation` and the numbers of those to show, in the order of the file; all without `numbers`. */
static void
record_rows(Pen *pen, const Node *block, TableRows *rows)
{
    const Model *model = pen->context->model;
    const char *kind = node_text(block, "records", "");
    const Node *numbers = node_find(block, "numbers");
    size_t number = 0, found = 0;
    for (size_t i = 0; i < model_records(model)->count; i++) {
        const Record *record = model_records(model)->items[i];
        if (!str_equal(record->kind, kind))
            continue;
        number++;
        found++;
        bool wanted = !numbers;
        for (size_t k = 0; numbers && k < numbers->count; k++)
            wanted |= numbers->items[k].value->number == (double)number;
        if (!wanted)
            continue;
        TableRow row = {.loc = record->loc};
        row.cells[0] = pen_words(pen, record->date.year ? locale_date(pen->context->arena, model->locales[pen->lang], record->date) : "");
        if (record->title.in[pen->lang])
            pen_bind(pen, record->title_loc[pen->lang], record->title.in[pen->lang], pen->lang, &row.cells[1]);
        if (record->detail.in[pen->lang])
            pen_bind(pen, record->detail_loc[pen->lang], record->detail.in[pen->lang], pen->lang, &row.cells[2]);
        if (pen->second >= 0 && record->title.in[pen->second])
            pen_bind(pen, record->title_loc[pen->second], record->title.in[pen->second], pen->second, &row.second);
        VEC_PUSH(pen->context->arena, rows, row);
    }
    if (!found)
        diag(pen->context->diags, DIAG_POSTER_NO_RECORDS, block->loc, kind);
}

/* `table: [[{zh:, en:}, …], …]`. */
static size_t
typed_rows(Pen *pen, const Node *spec, TableRows *rows)
{
    size_t columns = 0;
    for (size_t i = 0; i < spec->count; i++) {
        const Node *list = spec->items[i].value;
        TableRow row = {.loc = list->loc};
        for (size_t k = 0; list->kind == NODE_LIST && k < list->count && k < COUNT_OF(row.cells); k++) {
            Texts texts = {0};
            const Node *cell = list->items[k].value;
            if (!model_texts(pen->context->model, pen->context->arena, pen->context->diags, cell, &texts))
                continue;
            if (texts.in[pen->lang])
                pen_bind(pen, cell->loc, texts.in[pen->lang], pen->lang, &row.cells[k]);
            columns = MAX_OF(columns, k + 1);
        }
        VEC_PUSH(pen->context->arena, rows, row);
    }
    return columns;
}

static double
table_part(const Node *widths, size_t column)
{
    return widths && column < widths->count ? fmax(0.05, widths->items[column].value->number) : 1;
}

double
block_table(Pen *pen, const Node *spec, const Node *block, Area area)
{
    TableRows rows = {0};
    bool records = node_find(block, "records") != NULL;
    size_t columns = records ? 3 : typed_rows(pen, spec, &rows);
    if (records)
        record_rows(pen, block, &rows);
    const Node *widths = node_find(block, "widths");
    double parts = 0, gap = 28, y = area.y;
    for (size_t k = 0; k < columns; k++)
        parts += table_part(widths, k);
    ElemId table = pen_open(pen, ROLE_TABLE, pen->lang);
    Color ink = pen_color(pen, block->loc, "ink"), muted = pen_color(pen, block->loc, "muted");
    for (size_t i = 0; i < rows.count; i++) {
        pen_rule(pen, block, (Area){area.x, y, area.width});
        ElemId row = scene_open(pen->scene, ROLE_ROW, table, pen->lang);
        double x = area.x, tallest = 0, net = area.width - gap * (double)(columns ? columns - 1 : 0);
        for (size_t k = 0; k < columns; k++) {
            double width = net * table_part(widths, k) / parts;
            ElemId cell = scene_open(pen->scene, k ? ROLE_CELL : ROLE_HEADER_CELL, row, pen->lang);
            bool strong = records ? k == 1 : k == 0;
            TextSet set = {.role = strong ? "poster-cell-strong" : "poster-cell", .color = k == 0 && records ? muted : ink, .lang = pen->lang};
            double height = rows.items[i].cells[k].count ? pen_text(pen, &rows.items[i].cells[k], &set, (Area){x, y + 18, width}, cell) : 0;
            if (records && k == 1 && rows.items[i].second.count) {
                TextSet second = {.role = "poster-note", .color = muted, .lang = pen->second};
                height += 4 + pen_text(pen, &rows.items[i].second, &second, (Area){x, y + 22 + height, width}, scene_open(pen->scene, ROLE_SPAN, cell, pen->second));
            }
            tallest = fmax(tallest, height);
            x += width + gap;
        }
        y += 18 + tallest + 18;
    }
    pen_rule(pen, block, (Area){area.x, y, area.width});
    return y - area.y + 2;
}

/* ---- ranked list: bars in order ---------------------------------------------------------------------------------------------- */

double
block_ranked(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count;
    const Fact **facts = ARENA_ARRAY(pen->context->arena, const Fact *, count + 1);
    double most = 0, y = area.y, number = 0;
    for (size_t i = 0; i < count; i++) {
        facts[i] = pen_counted(pen, node_find(spec->items[i].value, "fact"));
        most = facts[i] ? fmax(most, decimal_to_double(facts[i]->value)) : most;
        number = facts[i] ? fmax(number, pen_value_width(pen, facts[i], "poster-figure")) : number;
    }
    number = fmin(number, area.width * 0.4) + 24;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red")), quiet = pen_color(pen, block->loc, "muted");
    for (size_t i = 0; i < count; i++) {
        const Node *item = spec->items[i].value;
        if (!facts[i] || !(most > 0))
            continue;
        bool marked = node_bool(item, "mark", false);
        Color own = marked ? color : quiet;
        ElemId words = pen_open(pen, ROLE_P, pen->lang);
        y += pen_pair(pen, item, "label", "poster-small", "ink", "poster-note", (Area){area.x, y, area.width}, words) + 6;
        SceneState state = scene_state(pen->scene);
        pen_inside(pen, item, pen_figure(pen, item, pen_phrase(pen, facts[i])));
        Path path = {0};
        path_rect(pen->context->arena, &path, (Rect){area.x, y, fmax(2, (area.width - number) * decimal_to_double(facts[i]->value) / most), 30});
        pen_mark(pen, &path, paint_solid(own), NULL, fact_use(pen->context->arena, facts[i], "value"));
        scene_set_state(pen->scene, state);
        LineSet set = {.role = "poster-figure", .color = own, .lang = pen->lang, .anchor = ANCHOR_END, .width = number - 22, .elem = words};
        pen_value(pen, facts[i], &set, (Point){area.x + area.width, y + 29});
        y += 30 + 26;
    }
    return fmax(0, y - 26 - area.y);
}
