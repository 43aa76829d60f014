/* layout/tabular.c -- tables: widths by content, rows over pages, the header repeated. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>

enum { CELL_PAD = 5 };

GridTable *
grid_table_new(Arena *arena, size_t columns, size_t rows)
{
    GridTable *table = ARENA_NEW(arena, GridTable);
    table->columns = columns;
    table->rows = rows;
    table->head = ARENA_ARRAY(arena, GridCell, columns);
    table->cells = ARENA_ARRAY(arena, GridCell, columns * rows + 1);
    table->align = ARENA_ARRAY(arena, CellAlign, columns);
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

/* A cell that says the same in all languages (a number, a date) is printed once. */
static bool
said_once(Flow *flow, const GridCell *cell, int position)
{
    return position > 0 && str_equal(ranges_plain(flow->context->arena, &cell->text[0]), ranges_plain(flow->context->arena, &cell->text[position]));
}

static double
natural_width(Flow *flow, const GridCell *cell, double *least)
{
    double widest = cell->bar ? 96 : 0;
    *least = fmax(*least, widest);
    for (int i = 0; i < flow->lang_count; i++) {
        if (!cell->text[i].count)
            continue;
        ParaStyle style = {.line_height = 12, .kinsoku = KINSOKU_GB};
        Arena *scratch = arena_new();
        Para *para = para_new(scratch, flow->context->text, cell->text[i].items, cell->text[i].count, &style);
        widest = fmax(widest, para_natural_width(para));
        *least = fmax(*least, fmin(para_min_width(para), 120));
        arena_free(scratch);
    }
    return widest;
}

/* Each column has at least its longest word; what is left goes by how much the column would like, its square root: a column of
 * sentences may be wide, but not starve the others. */
static double *
column_widths(Flow *flow, const GridTable *table)
{
    Arena *arena = flow->context->arena;
    double *widths = ARENA_ARRAY(arena, double, table->columns), *least = ARENA_ARRAY(arena, double, table->columns), *wanted = ARENA_ARRAY(arena, double, table->columns);
    double net = flow->width - 2.0 * CELL_PAD * (double)table->columns, sum_least = 0, sum_wanted = 0;
    for (size_t c = 0; c < table->columns; c++) {
        wanted[c] = natural_width(flow, &table->head[c], &least[c]);
        for (size_t r = 0; r < table->rows; r++)
            wanted[c] = fmax(wanted[c], natural_width(flow, grid_cell((GridTable *)table, r, c), &least[c]));
        sum_least += least[c];
        sum_wanted += wanted[c];
    }
    double spare = net - sum_least, appetite = 0;
    for (size_t c = 0; c < table->columns; c++)
        appetite += sqrt(fmax(0, wanted[c] - least[c]));
    for (size_t c = 0; c < table->columns; c++) {
        if (sum_wanted <= net)
            widths[c] = wanted[c] + (net - sum_wanted) * wanted[c] / fmax(1, sum_wanted);
        else if (spare > 0)
            widths[c] = least[c] + spare * sqrt(fmax(0, wanted[c] - least[c])) / fmax(1e-9, appetite);
        else
            widths[c] = least[c] * net / sum_least;
        widths[c] += 2 * CELL_PAD;
    }
    return widths;
}

static const char *
cell_role(bool head, int position)
{
    return head ? "table-head" : position == 0 ? "table" : "table-second";
}

static ParaAlign
cell_align(const GridTable *table, size_t column)
{
    switch (table->align[column]) {
    case ALIGN_RIGHT: return PARA_END;
    case ALIGN_CENTER: return PARA_CENTER;
    default: return PARA_START;
    }
}

/* The bullet bar of a target: as in the charts, bar, open bar or dashed frame, with the target's tick. */
static void
draw_bar(Flow *flow, const Target *target, Rect box)
{
    const LayoutContext *context = flow->context;
    double goal = decimal_to_double(target->target), latest = target->has_latest ? decimal_to_double(target->latest_value) : 0, scale = box.width / fmax(goal, latest);
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
            op.use = fact_use(context->arena, target->latest, "value");
        scene_path_op(flow->scene, &op);
    }
    scene_line(flow->scene, box.x + goal * scale, box.y - 3, box.x + goal * scale, box.y + box.height + 3, role_color(context, "ink"), 1.6);
}

/* Height of a row, or the row drawn at the flow's y into `elem`. */
static double
row_height(Flow *flow, const GridTable *table, const GridCell *cells, const double *widths, bool head)
{
    double tallest = 0;
    for (size_t c = 0; c < table->columns; c++) {
        double height = cells[c].bar ? 12 : 0;
        for (int i = 0; i < flow->lang_count; i++)
            if (!said_once(flow, &cells[c], i))
                height += flow_text_at(flow, &cells[c].text[i], cell_role(head, i), flow->langs[i], 0, 0, widths[c] - 2 * CELL_PAD, PARA_START, 0, true);
        tallest = fmax(tallest, height);
    }
    return tallest + 7;
}

static void
draw_row(Flow *flow, const GridTable *table, const GridCell *cells, const double *widths, bool head, ElemId row)
{
    const LayoutContext *context = flow->context;
    double x = flow->left, height = row_height(flow, table, cells, widths, head);
    for (size_t c = 0; c < table->columns; c++) {
        ElemId cell = ELEM_ARTIFACT;
        if (row) {
            cell = scene_open(flow->scene, head ? ROLE_HEADER_CELL : ROLE_CELL, row, flow->langs[0]);
            scene_elem(flow->scene, cell)->column_scope = head;
        }
        double y = flow->y + 3.5;
        if (cells[c].bar) {
            ElemId figure = row ? scene_open(flow->scene, ROLE_FIGURE, cell, flow->langs[0]) : ELEM_ARTIFACT;
            if (row)
                scene_elem(flow->scene, figure)->alt = arena_printf(context->arena, "%s %s", cells[c].bar->label.in[flow->langs[0]],
                                                                     decimal_text(context->arena, cells[c].bar->target));
            scene_set_state(flow->scene, (SceneState){.elem = figure});
            draw_bar(flow, cells[c].bar, (Rect){x + CELL_PAD, flow->y + height / 2 - 5, widths[c] - 2 * CELL_PAD, 9});
            scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
        }
        for (int i = 0; i < flow->lang_count; i++) {
            if (said_once(flow, &cells[c], i) || !cells[c].text[i].count)
                continue;
            Ranges text = cells[c].text[i];
            if (!head && i > 0) {
                /* The second language is smaller and lighter. */
                TextStyle second = role_style(context, "table-second", flow->langs[i]);
                Ranges copy = {0};
                for (size_t k = 0; k < text.count; k++) {
                    TextRange range = text.items[k];
                    if (range.style.rise == 0) {
                        range.style.size = second.size;
                        range.style.color = second.color;
                    }
                    VEC_PUSH(context->arena, &copy, range);
                }
                text = copy;
            }
            ElemId span = row ? scene_open(flow->scene, ROLE_P, cell, flow->langs[i]) : ELEM_ARTIFACT;
            y += flow_text_at(flow, &text, cell_role(head, i), flow->langs[i], x + CELL_PAD, y, widths[c] - 2 * CELL_PAD, cell_align(table, c), span, false);
        }
        x += widths[c];
    }
    flow->y += height;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->left, flow->y, flow->left + flow->width, flow->y, role_color(context, head ? "ink" : "hairline"), head ? 0.9 : 0.5);
}

static void
draw_caption(Flow *flow, const GridTable *table, bool continued, ElemId parent)
{
    const LayoutContext *context = flow->context;
    ElemId caption = ELEM_ARTIFACT;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const char *role = i == 0 ? "caption" : "caption-second";
        TextStyle style = role_style(context, role, lang);
        Ranges ranges = {0};
        DocLabel label = {LABEL_TABLE, table->block ? table->block->number : NULL, table->block};
        if (label.number)
            text_ranges(flow, arena_printf(context->arena, "%s%s\u2002", continued ? word(flow, lang, "续", "") : "", label_text(flow, &label, lang)), &style, &ranges);
        for (size_t k = 0; k < table->caption[i].count; k++)
            VEC_PUSH(context->arena, &ranges, table->caption[i].items[k]);
        if (continued)
            text_ranges(flow, word(flow, lang, "", " (continued)"), &style, &ranges);
        /* A table has one caption (ISO 14289-1, 7.2): further languages stand in it as spans. */
        if (i == 0 && parent)
            caption = scene_open(flow->scene, ROLE_CAPTION, parent, lang);
        ElemId elem = i > 0 && parent ? scene_open(flow->scene, ROLE_SPAN, caption, lang) : caption;
        flow->y += flow_text_at(flow, &ranges, role, lang, flow->left, flow->y, flow->width, PARA_START, elem, false);
    }
    flow->y += 4;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->left, flow->y, flow->left + flow->width, flow->y, role_color(context, "ink"), 1.2);
}

void flow_add_notes(Flow *flow, const NoteNames *names);

void
flow_table(Flow *flow, const GridTable *table)
{
    const LayoutContext *context = flow->context;
    double *widths = column_widths(flow, table), head = row_height(flow, table, table->head, widths, true);
    bool captioned = table->caption[0].count > 0 || (table->block && table->block->number);
    flow->y += 6;
    double first = table->rows ? row_height(flow, table, table->cells, widths, false) : 0;
    flow_need(flow, 40 + head + fmin(first * 2, 120));
    ElemId elem = scene_open(flow->scene, ROLE_TABLE, flow->part, flow->langs[0]);
    if (table->block) {
        flow_record(flow, table->block->id);
        if (table->block->id)
            scene_dest(flow->scene, table->block->id, flow->left, flow->y - 4);
    }
    if (captioned)
        draw_caption(flow, table, false, elem);
    ElemId thead = scene_open(flow->scene, ROLE_THEAD, elem, flow->langs[0]), body = scene_open(flow->scene, ROLE_TBODY, elem, flow->langs[0]);
    draw_row(flow, table, table->head, widths, true, scene_open(flow->scene, ROLE_ROW, thead, flow->langs[0]));
    for (size_t r = 0; r < table->rows; r++) {
        const GridCell *cells = &table->cells[r * table->columns];
        NoteNames notes[LANG_MAX] = {0};
        for (size_t c = 0; c < table->columns; c++)
            for (int i = 0; i < flow->lang_count; i++)
                for (size_t k = 0; k < cells[c].notes[i].count; k++)
                    VEC_PUSH(context->arena, &notes[i], cells[c].notes[i].items[k]);
        flow_add_notes(flow, notes);
        if (flow_need(flow, row_height(flow, table, cells, widths, false))) {
            /* The repeated header is an artifact: a reader has heard it once. */
            if (captioned)
                draw_caption(flow, table, true, ELEM_ARTIFACT);
            draw_row(flow, table, table->head, widths, true, ELEM_ARTIFACT);
        }
        draw_row(flow, table, cells, widths, false, scene_open(flow->scene, ROLE_ROW, body, flow->langs[0]));
    }
    flow->y += 4;
    size_t most = 0;
    for (int i = 0; i < flow->lang_count; i++)
        most = MAX_OF(most, table->note_count[i]);
    for (size_t n = 0; n < most; n++) {
        double tallest = 0;
        for (int i = 0; i < flow->lang_count; i++)
            if (n < table->note_count[i])
                tallest = fmax(tallest, flow_text_at(flow, &table->notes[i][n], "note", flow->langs[i], 0, 0, flow->column_width[i], PARA_START, 0, true));
        flow_need(flow, tallest);
        for (int i = 0; i < flow->lang_count; i++)
            if (n < table->note_count[i])
                flow_text_at(flow, &table->notes[i][n], "note", flow->langs[i], flow->column_x[i], flow->y, flow->column_width[i], PARA_START,
                             scene_open(flow->scene, ROLE_P, flow->part, flow->langs[i]), false);
        flow->y += tallest + 2;
    }
    flow->y = flow_snap(flow, flow->y + 8);
}
