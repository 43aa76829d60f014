/* layout/tabular.c -- tables: what is shown in each cell, rows over pages, the header repeated. */
#include "layout/tabular.h"

#include "base/str.h"

#include <math.h>
#include <string.h>

static const double ROW_PAD = 3.5;
static const double BAR_HEIGHT = 9;
static const double NOTES_ABOVE = 4, NOTE_GAP = 2;
static const double MOST_NOTES = 220; /* that the last row takes with it to the next page */
static const double SMALL = 250;      /* a table that is not parted if it can be helped */

/* ---- making one ------------------------------------------------------------------------------------------------- */

GridTable *
grid_table_new(Arena *arena, size_t columns, size_t rows)
{
    GridTable *table = ARENA_NEW(arena, GridTable);
    table->columns = columns;
    table->rows = rows;
    table->head = ARENA_ARRAY(arena, GridCell, columns);
    table->cells = ARENA_ARRAY(arena, GridCell, columns * rows + 1);
    table->kinds = ARENA_ARRAY(arena, GridRowKind, rows + 1);
    table->align = ARENA_ARRAY(arena, CellAlign, columns);
    table->decimal = ARENA_ARRAY(arena, bool, columns);
    table->stub = true;
    return table;
}

GridCell *
grid_cell(GridTable *table, size_t row, size_t column)
{
    return &table->cells[row * table->columns + column];
}

void
grid_text(Flow *flow, GridCell *cell, const char *role, Texts texts)
{
    for (int i = 0; i < flow->lang_count; i++) {
        TextStyle style = role_style(flow->context, role, flow->langs[i]);
        text_ranges(flow, texts.in[flow->langs[i]], &style, &cell->text[i]);
    }
}

void
grid_note(Flow *flow, GridTable *table, int position, const char *mark, Loc loc, const char *text)
{
    if (table->note_count[position] >= COUNT_OF(table->notes[0]))
        return;
    TextStyle style = role_style(flow->context, "note", flow->langs[position]);
    Ranges *out = &table->notes[position][table->note_count[position]++];
    if (mark) {
        VEC_PUSH(flow->context->arena, out, (TextRange){.text = mark, .style = style, .use = literal_use(flow->context->arena, "note")});
        text_ranges(flow, " ", &style, out);
    }
    bound_ranges(flow, loc, text, flow->langs[position], &style, out);
}

void
grid_caption(Flow *flow, const DocBlock *block, GridTable *table)
{
    table->block = block;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        TextStyle style = role_style(flow->context, i == 0 ? "caption" : "caption-second", lang);
        const Block *div = block->in[lang];
        for (size_t k = 0; div && k < div->children.count; k++) {
            if (div->children.items[k]->kind != BLOCK_PARAGRAPH)
                continue;
            if (!table->caption[i].count) {
                inline_ranges(flow, &div->children.items[k]->inlines, lang, &style, &table->caption[i], NULL);
            } else if (table->note_count[i] < COUNT_OF(table->notes[0])) {
                TextStyle note = role_style(flow->context, "note", lang);
                inline_ranges(flow, &div->children.items[k]->inlines, lang, &note, &table->notes[i][table->note_count[i]++], NULL);
            }
        }
    }
}

void
grid_unit(Flow *flow, GridTable *table, size_t column, Texts unit)
{
    bool corner = paper_is(flow, "table-unit", "corner");
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        TextStyle style = role_style(flow->context, "table-head", lang);
        if (corner)
            table->unit[i] = unit.in[lang];
        else
            text_ranges(flow, arena_printf(flow->context->arena, word(flow, lang, "（%s）", " (%s)"), unit.in[lang]), &style, &table->head[column].text[i]);
    }
}

/* ---- what is shown ------------------------------------------------------------------------------------------------ */

/* The second language is smaller and lighter. */
static Ranges
in_second_style(Flow *flow, const Ranges *text, int lang)
{
    TextStyle second = role_style(flow->context, "table-second", lang), first = role_style(flow->context, "table", lang);
    Ranges copy = {0};
    for (size_t k = 0; k < text->count; k++) {
        TextRange range = text->items[k];
        range.style.size *= second.size / first.size;
        range.style.rise *= second.size / first.size;
        if (range.style.rise == 0)
            range.style.color = second.color;
        VEC_PUSH(flow->context->arena, &copy, range);
    }
    return copy;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of the sign that groups digits here: a comma or a thin space between two of them. */
static size_t
group_sign(const char *at)
{
    static const char *const signs[] = {",", "\u202F"};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (strncmp(at, signs[i], strlen(signs[i])) == 0 && is_digit(at[strlen(signs[i])]))
            return strlen(signs[i]);
    return 0;
}

/* The text up to the decimal point of its first figure, or up to that figure's last digit. */
static double
width_before_point(Flow *flow, const Ranges *text)
{
    Arena *arena = flow->context->arena;
    Ranges before = {0};
    bool in_figure = false;
    for (size_t k = 0; k < text->count; k++) {
        const TextRange *range = &text->items[k];
        size_t at = 0;
        while (range->text[at]) {
            bool digit = is_digit(range->text[at]);
            size_t gap = in_figure ? group_sign(range->text + at) : 0;
            if (in_figure && !digit && !gap)
                break;
            in_figure |= digit;
            at += gap ? gap : 1;
        }
        TextRange part = *range;
        part.text = arena_strndup(arena, range->text, at);
        VEC_PUSH(arena, &before, part);
        if (range->text[at] || in_figure)
            break;
    }
    return label_measure_ranges(flow->context->text, before.items, before.count);
}

static const char *
cell_role(const ShownRow *row, int position)
{
    return row->head ? "table-head" : position == 0 ? "table" : "table-second";
}

static void
show_text(const Sheet *sheet, const ShownRow *row, const Ranges *given, int position, bool decimal, ShownText *out)
{
    Flow *flow = sheet->flow;
    const LayoutContext *context = flow->context;
    int lang = flow->langs[position];
    const char *role = cell_role(row, position);
    out->ranges = position > 0 && !row->head ? in_second_style(flow, given, lang) : *given;
    out->leading = role_leading(context, role, lang);
    if (row->kind == GRID_ROW_GROUP || row->kind == GRID_ROW_TOTAL)
        for (size_t k = 0; k < out->ranges.count; k++)
            out->ranges.items[k].style.weight = MAX_OF(out->ranges.items[k].style.weight, 700);
    ParaStyle style = {.line_height = out->leading, .kinsoku = paper_kinsoku(flow)};
    out->para = para_new(sheet->paras, context->text, out->ranges.items, out->ranges.count, &style);
    out->natural = para_natural_width(out->para) + 0.05;
    out->least = para_min_width(out->para);
    out->lead = decimal && !row->head ? width_before_point(flow, &out->ranges) : 0;
}

/* 1000 and 1,000 say the same. */
static bool
says_the_same(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += group_sign(a);
        b += group_sign(b);
        if (*a != *b || !*a)
            return *a == *b;
    }
}

static void
show_cell(const Sheet *sheet, const ShownRow *row, const GridCell *given, bool decimal, ShownCell *out)
{
    Flow *flow = sheet->flow;
    Arena *arena = flow->context->arena;
    out->bar = given->bar;
    out->notes = given->notes;
    const char *first = ranges_plain(arena, &given->text[0]);
    for (int i = 0; i < flow->lang_count; i++)
        /* A cell that says the same in all languages (a number, a date) is printed once. */
        if (given->text[i].count && (i == 0 || !says_the_same(first, ranges_plain(arena, &given->text[i]))))
            show_text(sheet, row, &given->text[i], i, decimal, &out->text[i]);
}

static Sheet *
sheet_new(Flow *flow, const GridTable *table)
{
    Arena *arena = flow->context->arena;
    Sheet *sheet = ARENA_NEW(arena, Sheet);
    sheet->flow = flow;
    sheet->paras = arena_new();
    sheet->table = table;
    sheet->columns = table->columns;
    sheet->head_count = 1;
    sheet->row_count = table->rows + sheet->head_count;
    sheet->rows = ARENA_ARRAY(arena, ShownRow, sheet->row_count);
    sheet->heads.groups = ARENA_ARRAY(arena, ElemId, table->columns + 1);
    sheet->heads.columns = ARENA_ARRAY(arena, ElemId, table->columns + 1);
    sheet->heads.wanted = table->groups.count > 0;
    for (size_t r = 0; r < table->rows; r++)
        sheet->heads.wanted |= table->kinds[r] == GRID_ROW_GROUP;
    sheet->cells = ARENA_ARRAY(arena, ShownCell, sheet->row_count * table->columns);
    for (size_t r = 0; r < sheet->row_count; r++) {
        ShownRow *row = &sheet->rows[r];
        row->head = r < sheet->head_count;
        row->kind = row->head ? GRID_ROW_PLAIN : table->kinds[r - sheet->head_count];
        const GridCell *given = row->head ? table->head : &table->cells[(r - sheet->head_count) * table->columns];
        for (size_t c = 0; c < table->columns; c++)
            show_cell(sheet, row, &given[c], table->decimal[c], &sheet->cells[r * table->columns + c]);
    }
    return sheet;
}

/* ---- places ------------------------------------------------------------------------------------------------------- */

/* Room that a column keeps behind its decimal points; cells broken over lines are not aligned. */
static void
align_points(Sheet *sheet)
{
    sheet->tail = ARENA_ARRAY(sheet->flow->context->arena, double, sheet->columns);
    for (size_t c = 0; c < sheet->columns; c++)
        for (size_t r = sheet->head_count; r < sheet->row_count && sheet->table->decimal[c]; r++)
            for (int i = 0; i < sheet->flow->lang_count; i++) {
                const ShownText *text = &sheet->cells[r * sheet->columns + c].text[i];
                if (text->ranges.count && text->natural <= sheet->widths[c] - 2 * CELL_PAD)
                    sheet->tail[c] = fmax(sheet->tail[c], text->natural - text->lead);
            }
}

static double
cell_width(const Sheet *sheet, const ShownRow *row, size_t column)
{
    double width = sheet->widths[column];
    for (size_t c = column + 1; row->kind == GRID_ROW_GROUP && c < sheet->columns; c++)
        width += sheet->widths[c];
    return width - 2 * CELL_PAD;
}

static double
row_height(const Sheet *sheet, size_t r)
{
    const ShownRow *row = &sheet->rows[r];
    Flow *flow = sheet->flow;
    double tallest = 0;
    for (size_t c = 0; c < (row->kind == GRID_ROW_GROUP ? 1 : sheet->columns); c++) {
        const ShownCell *cell = &sheet->cells[r * sheet->columns + c];
        double height = cell->bar ? BAR_HEIGHT + 3 : 0, width = cell_width(sheet, row, c);
        for (int i = 0; i < flow->lang_count; i++)
            if (cell->text[i].natural > width)
                height += (double)para_break(cell->text[i].para, width) * cell->text[i].leading;
            else if (cell->text[i].ranges.count)
                height += cell->text[i].leading;
        tallest = fmax(tallest, height);
    }
    return tallest + 2 * ROW_PAD;
}

static ParaAlign
cell_align(const Sheet *sheet, size_t column)
{
    if (sheet->table->decimal[column])
        return PARA_END;
    switch (sheet->table->align[column]) {
    case ALIGN_RIGHT: return PARA_END;
    case ALIGN_CENTER: return PARA_CENTER;
    default: return PARA_START;
    }
}

/* ---- drawing -------------------------------------------------------------------------------------------------------- */

/* The bullet bar of a target: as in the charts, bar, open bar or dashed frame, with the target's tick. */
static void
draw_bar(Flow *flow, const Target *target, Rect box)
{
    const LayoutContext *context = flow->context;
    double goal = decimal_to_double(target->target), latest = target->has_latest ? decimal_to_double(target->latest_value) : 0;
    double scale = box.width / fmax(goal, latest);
    Path path = {0};
    path_rect(context->arena, &path, box);
    if (!target->has_latest) {
        static const double dashes[] = {2.4, 2};
        Stroke stroke = {.paint = paint_solid(role_color(context, "muted")), .width = 0.7, .dashes = dashes, .dash_count = 2};
        scene_path(flow->scene, &path, paint_none(), &stroke);
    } else {
        scene_path(flow->scene, &path, paint_solid(role_color(context, "track")), NULL);
        bool solid = target->comparable == COMPARABLE_YES;
        Rect filled = {box.x, box.y, latest * scale, box.height};
        Path bar = {0};
        path_rect(context->arena, &bar, solid ? filled : rect_inset(filled, 0.6));
        Color color = role_color(context, solid ? (latest >= goal ? "teal" : "gold") : "blue");
        PathOp op = scene_plain_path(&bar);
        if (solid)
            op.fill = paint_solid(color);
        else
            op.stroke = (Stroke){.paint = paint_solid(color), .width = 1.2};
        if (target->latest)
            op.use = target_number_use(context->model, context->arena, target, "latest");
        scene_path_op(flow->scene, &op);
    }
    scene_line(flow->scene, box.x + goal * scale, box.y - 3, box.x + goal * scale, box.y + box.height + 3, role_color(context, "ink"), 1.6);
}

static const char *
bar_text(Flow *flow, const Target *target)
{
    const LayoutContext *context = flow->context;
    int lang = flow->langs[0];
    const Locale *locale = context->model->locales[lang];
    NumberStyle style = {.digits = -1};
    const char *goal = locale_number(context->arena, locale, target->target, &style);
    const char *now = target->has_latest ? locale_number(context->arena, locale, target->latest_value, &style) : NULL;
    if (!now)
        return arena_printf(context->arena, word(flow, lang, "%s：目标%s，%s", "%s: target %s, %s"), target->label.in[lang], goal,
                            model_word(context->model, lang, WORD_NO_LATER_FIGURE));
    return arena_printf(context->arena, word(flow, lang, "%s：目标%s，最新%s", "%s: target %s, latest %s"), target->label.in[lang], goal, now);
}

static void
draw_cell_bar(Flow *flow, const Target *target, Rect box, ElemId cell)
{
    ElemId figure = cell ? scene_open(flow->scene, ROLE_FIGURE, cell, flow->langs[0]) : ELEM_ARTIFACT;
    if (cell)
        scene_elem(flow->scene, figure)->alt = bar_text(flow, target);
    scene_set_state(flow->scene, (SceneState){.elem = figure});
    draw_bar(flow, target, box);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
}

/* Remembers a header cell for those it heads, and names those that head this one. */
static void
name_heads(Sheet *sheet, const ShownRow *shown, size_t column, ElemId cell)
{
    SheetHeads *heads = &sheet->heads;
    Elem *elem = scene_elem(sheet->flow->scene, cell);
    bool stub = elem->role == ROLE_HEADER_CELL && !shown->head;
    const ElemId over[] = {stub ? 0 : heads->groups[column], stub || shown->head ? 0 : heads->columns[column], shown->head ? 0 : heads->row_group,
                           stub || shown->head ? 0 : heads->row};
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(over) && shown->kind != GRID_ROW_GROUP; i++)
        if (over[i])
            elem->headers[count++] = over[i];
    if (shown->head)
        heads->columns[column] = cell;
    else if (shown->kind == GRID_ROW_GROUP)
        heads->row_group = cell;
    else if (stub)
        heads->row = cell;
}

static ElemId
open_cell(Sheet *sheet, size_t r, size_t column, ElemId row)
{
    Flow *flow = sheet->flow;
    const ShownRow *shown = &sheet->rows[r];
    bool header = shown->head || shown->kind == GRID_ROW_GROUP || (sheet->table->stub && column == 0);
    ElemId cell = scene_open(flow->scene, header ? ROLE_HEADER_CELL : ROLE_CELL, row, flow->langs[0]);
    Elem *elem = scene_elem(flow->scene, cell);
    elem->column_scope = shown->head;
    if (shown->kind == GRID_ROW_GROUP)
        elem->col_span = (int)sheet->columns;
    if (sheet->heads.wanted)
        name_heads(sheet, shown, column, cell);
    return cell;
}

/* Two languages in a cell are a paragraph each; one is the cell's own text. */
static ElemId
open_cell_text(Flow *flow, ElemId cell, int position)
{
    return flow->lang_count > 1 ? scene_open(flow->scene, ROLE_P, cell, flow->langs[position]) : cell;
}

static void
draw_cell(Sheet *sheet, size_t r, size_t column, double x, double height, ElemId row)
{
    Flow *flow = sheet->flow;
    const ShownRow *shown = &sheet->rows[r];
    const ShownCell *cell = &sheet->cells[r * sheet->columns + column];
    ElemId elem = row ? open_cell(sheet, r, column, row) : ELEM_ARTIFACT;
    double y = flow->y + ROW_PAD, width = cell_width(sheet, shown, column);
    if (cell->bar)
        draw_cell_bar(flow, cell->bar, (Rect){x + CELL_PAD, flow->y + height / 2 - BAR_HEIGHT / 2, width, BAR_HEIGHT}, elem);
    for (int i = 0; i < flow->lang_count; i++) {
        const ShownText *text = &cell->text[i];
        if (!text->ranges.count)
            continue;
        ElemId part = row ? open_cell_text(flow, elem, i) : ELEM_ARTIFACT;
        bool pointed = sheet->table->decimal[column] && !shown->head && shown->kind != GRID_ROW_GROUP && text->natural <= width
            && text->lead + sheet->tail[column] <= width + 0.1;
        double shift = pointed ? width - sheet->tail[column] - text->lead : 0;
        ParaAlign align = pointed || shown->kind == GRID_ROW_GROUP ? PARA_START : cell_align(sheet, column);
        y += flow_para_at(flow, text->para, flow->langs[i], x + CELL_PAD + shift, y, width - shift + 0.1, align, part);
    }
}

static void
rule(Flow *flow, double y, const char *color, double width)
{
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->left, y, flow->left + flow->width, y, role_color(flow->context, color), width);
}

static void
draw_row(Sheet *sheet, size_t r, ElemId row)
{
    Flow *flow = sheet->flow;
    const ShownRow *shown = &sheet->rows[r];
    double x = flow->left, height = shown->height;
    sheet->heads.row = 0;
    if (shown->kind == GRID_ROW_TOTAL) {
        sheet->heads.row_group = 0;
        rule(flow, flow->y, "ink", 0.7);
    }
    if (shown->kind == GRID_ROW_GROUP && theme_node(flow->context->theme, "colors.tint")) {
        scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
        scene_rect(flow->scene, (Rect){flow->left, flow->y, flow->width, height}, role_color(flow->context, "tint"));
    }
    for (size_t c = 0; c < (shown->kind == GRID_ROW_GROUP ? 1 : sheet->columns); c++) {
        draw_cell(sheet, r, c, x, height, row);
        x += sheet->widths[c];
    }
    flow->y += height;
    rule(flow, flow->y, shown->head ? "ink" : "hairline", shown->head ? 0.9 : 0.5);
}

/* ---- head ----------------------------------------------------------------------------------------------------------- */

static double
groups_height(const Sheet *sheet)
{
    double tallest = 0;
    const GridTable *table = sheet->table;
    for (size_t g = 0; g < table->groups.count; g++) {
        double height = 0;
        for (int i = 0; i < sheet->flow->lang_count; i++)
            if (table->groups.items[g].text[i].count)
                height += role_leading(sheet->flow->context, "table-head", sheet->flow->langs[i]);
        tallest = fmax(tallest, height);
    }
    return tallest > 0 ? tallest + 2 * ROW_PAD : 0;
}

/* The row of column groups: each over its columns, with a thin rule below; empty cells elsewhere. */
static void
draw_groups(Sheet *sheet, ElemId head)
{
    const GridTable *table = sheet->table;
    Flow *flow = sheet->flow;
    double height = groups_height(sheet), x = flow->left;
    if (!table->groups.count)
        return;
    ElemId row = head ? scene_open(flow->scene, ROLE_ROW, head, flow->langs[0]) : ELEM_ARTIFACT;
    for (size_t c = 0; c < sheet->columns;) {
        const GridGroup *group = NULL;
        for (size_t g = 0; g < table->groups.count; g++)
            if (table->groups.items[g].from == c)
                group = &table->groups.items[g];
        size_t to = group ? group->to : c + 1;
        double width = 0;
        for (size_t k = c; k < to; k++)
            width += sheet->widths[k];
        ElemId cell = row ? scene_open(flow->scene, ROLE_HEADER_CELL, row, flow->langs[0]) : ELEM_ARTIFACT;
        if (cell) {
            scene_elem(flow->scene, cell)->column_scope = true;
            scene_elem(flow->scene, cell)->col_span = (int)(to - c);
            for (size_t k = c; group && k < to; k++)
                sheet->heads.groups[k] = cell;
        }
        double y = flow->y + ROW_PAD;
        for (int i = 0; group && i < flow->lang_count; i++) {
            ElemId part = row ? open_cell_text(flow, cell, i) : ELEM_ARTIFACT;
            y += flow_text_at(flow, &group->text[i], "table-head", flow->langs[i], x + CELL_PAD, y, width - 2 * CELL_PAD, PARA_CENTER, part, false);
        }
        if (group) {
            scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
            scene_line(flow->scene, x + CELL_PAD, flow->y + height, x + width - CELL_PAD, flow->y + height, role_color(flow->context, "muted"), 0.5);
        }
        x += width;
        c = to;
    }
    flow->y += height;
}

static void
caption_text(Flow *flow, const GridTable *table, int position, bool continued, Ranges *out)
{
    const LayoutContext *context = flow->context;
    int lang = flow->langs[position];
    TextStyle style = role_style(context, position == 0 ? "caption" : "caption-second", lang);
    DocLabel label = {LABEL_TABLE, table->block ? table->block->number : NULL, table->block};
    if (label.number)
        text_ranges(flow, arena_printf(context->arena, "%s%s\u2002", continued ? word(flow, lang, "续", "") : "", label_text(flow, &label, lang)), &style, out);
    for (size_t k = 0; k < table->caption[position].count; k++)
        VEC_PUSH(context->arena, out, table->caption[position].items[k]);
    if (continued)
        text_ranges(flow, word(flow, lang, "", " (continued)"), &style, out);
}

/* 单位：项  Unit: standards, in one line. */
static void
unit_ranges(Flow *flow, const GridTable *table, ElemId caption, Ranges *out)
{
    for (int i = 0; i < flow->lang_count; i++) {
        if (!table->unit[i])
            continue;
        int lang = flow->langs[i];
        TextStyle style = role_style(flow->context, "note", lang);
        const char *text = arena_printf(flow->context->arena, word(flow, lang, "单位：%s", "Unit: %s"), table->unit[i]);
        ElemId elem = caption ? scene_open(flow->scene, ROLE_SPAN, caption, lang) : ELEM_ARTIFACT;
        VEC_PUSH(flow->context->arena, out, (TextRange){.text = out->count ? arena_printf(flow->context->arena, "\u2003%s", text) : text, .style = style, .elem = elem});
    }
}

static void
draw_unit(Flow *flow, const GridTable *table, ElemId caption)
{
    Ranges ranges = {0};
    unit_ranges(flow, table, caption, &ranges);
    if (!ranges.count)
        return;
    double top = flow->y - (paper_is(flow, "caption-align", "center") ? 0 : role_leading(flow->context, "caption", flow->langs[0]));
    double height = flow_text_at(flow, &ranges, "note", flow->langs[0], flow->left, top, flow->width, PARA_END, caption, false);
    flow->y = fmax(flow->y, top + height);
}

static void
draw_caption(Flow *flow, const GridTable *table, bool continued, ElemId parent)
{
    ElemId caption = ELEM_ARTIFACT;
    ParaAlign align = paper_is(flow, "caption-align", "center") ? PARA_CENTER : PARA_START;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        Ranges ranges = {0};
        caption_text(flow, table, i, continued, &ranges);
        /* A table has one caption (ISO 14289-1, 7.2): further languages stand in it as spans. */
        if (i == 0 && parent)
            caption = scene_open(flow->scene, ROLE_CAPTION, parent, lang);
        ElemId elem = i > 0 && parent ? scene_open(flow->scene, ROLE_SPAN, caption, lang) : caption;
        flow->y += flow_text_at(flow, &ranges, i == 0 ? "caption" : "caption-second", lang, flow->left, flow->y, flow->width, align, elem, false);
    }
    draw_unit(flow, table, caption);
    flow->y += 4;
    rule(flow, flow->y, "ink", 1.2);
}

/* Caption, group heads and head; as artifacts when they are repeated: a reader has heard them once. */
static void
draw_head(Sheet *sheet, bool continued, ElemId elem)
{
    Flow *flow = sheet->flow;
    const GridTable *table = sheet->table;
    if (table->caption[0].count || (table->block && table->block->number))
        draw_caption(flow, table, continued, elem);
    else
        rule(flow, flow->y, "ink", 1.2);
    ElemId head = elem ? scene_open(flow->scene, ROLE_THEAD, elem, flow->langs[0]) : ELEM_ARTIFACT;
    draw_groups(sheet, head);
    for (size_t r = 0; r < sheet->head_count; r++)
        draw_row(sheet, r, head ? scene_open(flow->scene, ROLE_ROW, head, flow->langs[0]) : ELEM_ARTIFACT);
}

/* ---- the whole -------------------------------------------------------------------------------------------------------- */

/* Note n of each language, side by side; its height. */
static double
table_note(Flow *flow, const GridTable *table, size_t n, bool measure)
{
    double tallest = 0;
    for (int i = 0; i < flow->lang_count; i++) {
        if (n >= table->note_count[i])
            continue;
        ElemId elem = measure ? ELEM_ARTIFACT : scene_open(flow->scene, ROLE_P, flow->part, flow->langs[i]);
        tallest = fmax(tallest, flow_text_at(flow, &table->notes[i][n], "note", flow->langs[i], flow->column_x[i], flow->y, flow->column_width[i], PARA_START, elem,
                                             measure));
    }
    return tallest + NOTE_GAP;
}

static size_t
most_notes(const Flow *flow, const GridTable *table)
{
    size_t most = 0;
    for (int i = 0; i < flow->lang_count; i++)
        most = MAX_OF(most, table->note_count[i]);
    return most;
}

static double
table_notes_height(Flow *flow, const GridTable *table)
{
    double height = NOTES_ABOVE;
    for (size_t n = 0; n < most_notes(flow, table); n++)
        height += table_note(flow, table, n, true);
    return height;
}

static void
draw_table_notes(Flow *flow, const GridTable *table)
{
    flow->y += NOTES_ABOVE;
    for (size_t n = 0; n < most_notes(flow, table); n++) {
        flow_need(flow, table_note(flow, table, n, true));
        flow->y += table_note(flow, table, n, false);
    }
}

static void
row_notes(Sheet *sheet, size_t r, NoteNames out[LANG_MAX])
{
    for (size_t c = 0; c < sheet->columns; c++)
        for (int i = 0; i < sheet->flow->lang_count; i++)
            for (size_t k = 0; k < sheet->cells[r * sheet->columns + c].notes[i].count; k++)
                VEC_PUSH(sheet->flow->context->arena, &out[i], sheet->cells[r * sheet->columns + c].notes[i].items[k]);
}

/* Height that a row asks for: what must not be parted from it, below. */
static double
height_from(const Sheet *sheet, size_t r)
{
    double height = sheet->rows[r].height;
    size_t last = sheet->row_count - 1;
    if (r < last && (sheet->rows[r].kind == GRID_ROW_GROUP || r + 1 == last))
        height += sheet->rows[r + 1].height; /* a group with its first row; the last row not alone on a page */
    if (r + 1 >= last)
        height += fmin(sheet->notes_height, MOST_NOTES); /* nor the notes */
    return height;
}

static void
draw_rows(Sheet *sheet, ElemId body)
{
    Flow *flow = sheet->flow;
    for (size_t r = sheet->head_count; r < sheet->row_count; r++) {
        NoteNames notes[LANG_MAX] = {0};
        row_notes(sheet, r, notes);
        if (flow_need(flow, height_from(sheet, r) + flow_notes_height(flow, notes)))
            draw_head(sheet, true, ELEM_ARTIFACT);
        flow_add_notes(flow, notes);
        draw_row(sheet, r, scene_open(flow->scene, ROLE_ROW, body, flow->langs[0]));
    }
    rule(flow, flow->y, "ink", 0.9);
}

/* Caption, head, rows and notes, on one page. */
static double
whole_height(const Sheet *sheet)
{
    double height = 40 + groups_height(sheet) + sheet->notes_height;
    for (size_t r = 0; r < sheet->row_count; r++)
        height += sheet->rows[r].height;
    return height;
}

/* place=float: where the page has no room for all of it, the text goes on, and the table opens the next page. */
static bool
floats_on(Flow *flow, const GridTable *table, double height)
{
    if (!table->block || flow->placing_floats || !block_floats(table->block, false) || flow_room(flow) >= height || height > flow->bottom - flow->top)
        return false;
    flow->y -= 6;
    VEC_PUSH(flow->context->arena, &flow->floats, table->block);
    return true;
}

static void
draw_sheet(Sheet *sheet)
{
    Flow *flow = sheet->flow;
    const GridTable *table = sheet->table;
    sheet->widths = sheet_widths(sheet);
    align_points(sheet);
    for (size_t r = 0; r < sheet->row_count; r++)
        sheet->rows[r].height = row_height(sheet, r);
    sheet->notes_height = table_notes_height(flow, table);
    flow_clear_side(flow);
    flow->y += 6;
    double whole = whole_height(sheet);
    if (floats_on(flow, table, whole))
        return;
    double first = sheet->row_count > sheet->head_count ? height_from(sheet, sheet->head_count) : 0;
    double more = sheet->row_count > sheet->head_count + 1 ? sheet->rows[sheet->head_count + 1].height : 0;
    flow_need(flow, whole <= SMALL ? whole : 40 + groups_height(sheet) + sheet->rows[0].height + fmin(first + more, 160));
    ElemId elem = scene_open(flow->scene, ROLE_TABLE, flow->part, flow->langs[0]);
    if (table->block) {
        if (table->block->id)
            scene_dest(flow->scene, table->block->id, flow->left, flow->y - 4);
    }
    draw_head(sheet, false, elem);
    flow->holds_floats = true;
    draw_rows(sheet, scene_open(flow->scene, ROLE_TBODY, elem, flow->langs[0]));
    flow->holds_floats = false;
    draw_table_notes(flow, table);
    flow->y = flow_snap(flow, flow->y + 8);
    flow_take_side(flow);
}

void
flow_table(Flow *flow, const GridTable *table)
{
    Sheet *sheet = sheet_new(flow, table);
    draw_sheet(sheet);
    arena_free(sheet->paras);
}
