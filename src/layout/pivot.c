/* layout/pivot.c -- tables crossed from the model: rows and columns of indicators, scopes, periods and years. */
#include "doc/pivot.h"

#include "base/str.h"
#include "layout/flow.h"

static void
put(Flow *flow, Ranges *out, const char *role, int lang, const char *text)
{
    TextStyle style = role_style(flow->context, role, lang);
    text_ranges(flow, text, &style, out);
}

static void
put_value(Flow *flow, const Fact *fact, int lang, Ranges *out)
{
    const LayoutContext *context = flow->context;
    NumberStyle style = {.digits = -1, .qualifier = fact->qualifier, .label = true};
    TextStyle text = role_style(context, "table", lang);
    const char *number = locale_number(context->arena, context->model->locales[lang], fact->value, &style);
    VEC_PUSH(context->arena, out, (TextRange){.text = number, .style = text, .use = fact_use(context->arena, fact, "value")});
    grade_mark(flow, fact->evidence, &text, out);
}

static void
put_total(Flow *flow, const Pivot *pivot, const char *expression, int lang, Ranges *out)
{
    const LayoutContext *context = flow->context;
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang};
    Value value;
    if (!binding_eval(&env, pivot->loc, expression, &value))
        return;
    TextStyle text = role_style(context, "table", lang);
    VEC_PUSH(context->arena, out, (TextRange){.text = value_print(&env, value), .style = text, .use = value.use});
}

static bool
opens_group(const PivotHead *heads, size_t index)
{
    return heads[index].group && (index == 0 || !str_equal(heads[index].group, heads[index - 1].group));
}

static void
make_heads(Flow *flow, const Pivot *pivot, GridTable *table)
{
    static const char *const names[PIVOT_DIMENSIONS][2] = {{"指标", "Indicator"}, {"地区", "Area"}, {"口径", "Count"}, {"年份", "Year"}};
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        put(flow, &table->head[0].text[i], "table-head", lang, word(flow, lang, names[pivot->row_dimension][0], names[pivot->row_dimension][1]));
        for (size_t c = 0; c < pivot->column_count; c++)
            put(flow, &table->head[c + 1].text[i], "table-head", lang, pivot->columns[c].label.in[lang]);
        if (pivot->total_column)
            put(flow, &table->head[pivot->column_count + 1].text[i], "table-head", lang, word(flow, lang, "合计", "Total"));
    }
    for (size_t c = 0; c < pivot->column_count; c++) {
        table->decimal[c + 1] = true;
        if (opens_group(pivot->columns, c)) {
            GridGroup group = {.from = c + 1, .to = c + 1};
            for (int i = 0; i < flow->lang_count; i++)
                put(flow, &group.text[i], "table-head", flow->langs[i], pivot->columns[c].group_label.in[flow->langs[i]]);
            VEC_PUSH(flow->context->arena, &table->groups, group);
        }
        if (table->groups.count)
            VEC_LAST(&table->groups).to = c + 2;
    }
    if (pivot->total_column)
        table->decimal[pivot->column_count + 1] = true;
}

static void
make_row(Flow *flow, const Pivot *pivot, size_t r, GridTable *table, size_t row)
{
    const Model *model = flow->context->model;
    const Texts *unit = pivot->unit ? NULL : pivot_row_unit(pivot, r, model->lang_count);
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        Ranges *stub = &grid_cell(table, row, 0)->text[i];
        put(flow, stub, "table", lang, pivot->rows[r].label.in[lang]);
        if (unit && unit->in[lang])
            put(flow, stub, "table", lang, arena_printf(flow->context->arena, word(flow, lang, "（%s）", " (%s)"), unit->in[lang]));
        for (size_t c = 0; c < pivot->column_count; c++) {
            const Fact *fact = pivot_cell(pivot, r, c);
            if (fact)
                put_value(flow, fact, lang, &grid_cell(table, row, c + 1)->text[i]);
            else
                put(flow, &grid_cell(table, row, c + 1)->text[i], "table", lang, "—");
        }
        if (pivot->rows[r].total)
            put_total(flow, pivot, pivot->rows[r].total, lang, &grid_cell(table, row, pivot->column_count + 1)->text[i]);
    }
}

static void
make_total_row(Flow *flow, const Pivot *pivot, GridTable *table, size_t row)
{
    table->kinds[row] = GRID_ROW_TOTAL;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        put(flow, &grid_cell(table, row, 0)->text[i], "table", lang, word(flow, lang, "合计", "Total"));
        for (size_t c = 0; c < pivot->column_count; c++)
            put_total(flow, pivot, pivot->columns[c].total, lang, &grid_cell(table, row, c + 1)->text[i]);
    }
}

/* Sources of all figures, each once, in the order of the list of sources. */
static void
note_sources(Flow *flow, const Pivot *pivot, GridTable *table)
{
    Arena *arena = flow->context->arena;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        Buf out = BUF_INIT;
        for (size_t n = 0; n < flow->doc->cited.count; n++) {
            bool used = false;
            for (size_t k = 0; k < pivot->row_count * pivot->column_count && !used; k++)
                used = pivot->cells[k] && str_equal(pivot->cells[k]->source_id, flow->doc->cited.items[n]->id);
            if (used)
                buf_printf(&out, "[%zu]", n + 1);
        }
        if (out.length)
            grid_note(flow, table, i, NULL, LOC_NONE, arena_printf(arena, word(flow, lang, "来源：%s", "Source: %s"), buf_take(&out, arena)));
        buf_clear(&out);
    }
}

void
flow_pivot_table(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    const Pivot *pivot = pivot_read(context->arena, context->diags, context->model, block->in[flow->langs[0]]);
    if (!pivot)
        return;
    size_t groups = 0;
    for (size_t r = 0; r < pivot->row_count; r++)
        groups += opens_group(pivot->rows, r);
    GridTable *table = grid_table_new(context->arena, pivot->column_count + 1 + pivot->total_column, pivot->row_count + groups + pivot->total_row);
    make_heads(flow, pivot, table);
    grid_caption(flow, block, table);
    if (pivot->unit)
        grid_unit(flow, table, 0, *pivot->unit);
    size_t row = 0;
    for (size_t r = 0; r < pivot->row_count; r++) {
        if (opens_group(pivot->rows, r)) {
            for (int i = 0; i < flow->lang_count; i++)
                put(flow, &grid_cell(table, row, 0)->text[i], "table", flow->langs[i], pivot->rows[r].group_label.in[flow->langs[i]]);
            table->kinds[row++] = GRID_ROW_GROUP;
        }
        make_row(flow, pivot, r, table, row++);
    }
    if (pivot->total_row)
        make_total_row(flow, pivot, table, row);
    note_sources(flow, pivot, table);
    flow_table(flow, table);
}
