/* layout/lists.c -- tables and lists that the model fills: figures, targets, chronology, sources, terms, indicators, rulings. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- small helpers -------------------------------------------------------------------------------------------- */

/* A header cell in each language shown. */
static void
head(Flow *flow, GridTable *table, size_t column, const char *cjk, const char *other)
{
    for (int i = 0; i < flow->lang_count; i++) {
        TextStyle style = role_style(flow->context, "table-head", flow->langs[i]);
        text_ranges(flow, word(flow, flow->langs[i], cjk, other), &style, &table->head[column].text[i]);
    }
}

static void
cell_text(Flow *flow, GridCell *cell, int position, const char *text, const FactUse *use, bool strong)
{
    if (!text || !*text)
        return;
    TextStyle style = role_style(flow->context, "table", flow->langs[position]);
    if (strong)
        style.weight = 700;
    VEC_PUSH(flow->context->arena, &cell->text[position], (TextRange){.text = text, .style = style, .use = use});
}

/* "[3]" with a link to the list of sources. */
static void
citation(Flow *flow, GridCell *cell, int position, const char *source_id)
{
    size_t number = doc_citation(flow->doc, source_id);
    const SourceDoc *source = model_source(flow->context->model, source_id);
    if (!number || !source)
        return;
    Arena *arena = flow->context->arena;
    TextStyle style = role_style(flow->context, "table", flow->langs[position]);
    style.color = role_color(flow->context, "blue");
    TextRange range = {.text = arena_printf(arena, "[%zu]", number), .style = style, .use = literal_use(arena, "citation"), .link_dest = flow->doc->has_source_list ? arena_printf(arena, "source-%s", source_id) : NULL,
                       .link_contents = source->title.in[flow->langs[position]]};
    VEC_PUSH(arena, &cell->text[position], range);
}

static const char *
figure_text(Flow *flow, Decimal value, Qualifier qualifier, int lang)
{
    return locale_label(flow->context->arena, flow->context->model->locales[lang], value, qualifier);
}

static const Block *
any_block(const DocBlock *block)
{
    for (int i = 0; i < LANG_MAX; i++)
        if (block->in[i])
            return block->in[i];
    return NULL;
}

/* ---- figures ------------------------------------------------------------------------------------------------------ */

/* Notes below a table, each with its mark: rows that share a note share its mark. */
typedef struct TableNotes {
    const Fact *of[12];
    size_t count;
} TableNotes;

static bool
same_footnote(const Flow *flow, const Fact *a, const Fact *b)
{
    for (int i = 0; i < flow->lang_count; i++)
        if (!str_equal(a->footnote.in[flow->langs[i]], b->footnote.in[flow->langs[i]]))
            return false;
    return true;
}

static void
footnote(Flow *flow, GridTable *table, size_t row, const Fact *fact, TableNotes *notes)
{
    if (fact->chart != CHART_FOOTNOTE)
        return;
    size_t index = 0;
    while (index < notes->count && !same_footnote(flow, notes->of[index], fact))
        index++;
    if (index >= COUNT_OF(notes->of))
        return;
    const char *mark = arena_printf(flow->context->arena, "%zu", index + 1);
    bool fresh = index == notes->count;
    if (fresh)
        notes->of[notes->count++] = fact;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        if (!fact->footnote.in[lang])
            continue;
        TextStyle cell = role_style(flow->context, "table", lang);
        cell.rise = cell.size * 0.31;
        cell.size *= 0.64;
        Arena *arena = flow->context->arena;
        TextRange raised = {.text = mark, .style = cell, .use = literal_use(arena, "note"), .actual = raised_meaning(arena, mark)};
        VEC_PUSH(arena, &grid_cell(table, row, 1)->text[i], raised);
        if (fresh)
            grid_note(flow, table, i, mark, fact->loc, fact->footnote.in[lang]);
    }
}

static void
figure_row(Flow *flow, GridTable *table, size_t row, const Fact *fact, bool one_unit, TableNotes *notes)
{
    Arena *arena = flow->context->arena;
    const Model *model = flow->context->model;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        bool cjk = model->locales[lang]->is_cjk;
        TextStyle table_style = role_style(flow->context, "table", lang);
        cell_text(flow, grid_cell(table, row, 0), i, fact->label.in[lang], NULL, false);
        if (*fact->scope && fact->scope_label.in[lang])
            cell_text(flow, grid_cell(table, row, 0), i, arena_printf(arena, cjk ? "（%s）" : ", %s", fact->scope_label.in[lang]), NULL, false);
        GridCell *value = grid_cell(table, row, 1);
        if (fact->has_value) {
            cell_text(flow, value, i, figure_text(flow, fact->value, fact->qualifier, lang), fact_use(arena, fact, "value"), true);
            if (fact->unit.in[lang] && !one_unit)
                cell_text(flow, value, i, arena_printf(arena, cjk ? "%s" : " %s", fact->unit.in[lang]), NULL, false);
        }
        if (fact->has_share) {
            NumberStyle style = {.digits = -1, .qualifier = fact->share_qualifier, .label = true, .percent = true};
            if (fact->has_value)
                cell_text(flow, value, i, cjk ? "，占" : ", ", NULL, false);
            cell_text(flow, value, i, locale_number(arena, model->locales[lang], fact->share, &style), fact_use(arena, fact, "share"), true);
        }
        if (fact->rank) {
            if (fact->has_value || fact->has_share)
                cell_text(flow, value, i, cjk ? "，第" : ", rank ", NULL, false);
            else
                cell_text(flow, value, i, cjk ? "第" : "rank ", NULL, false);
            cell_text(flow, value, i, figure_text(flow, decimal_from_int(fact->rank), QUALIFIER_EXACT, lang), fact_use(arena, fact, "rank"), true);
        }
        grade_mark(flow, fact->evidence, &table_style, &value->text[i]);
        const Period *period = model_period(model, fact->period);
        const char *when = fact_when(model, arena, fact, lang);
        if (period && period->label.in[lang])
            when = arena_printf(arena, cjk ? "%s，%s" : "%s, %s", when, period->label.in[lang]);
        cell_text(flow, grid_cell(table, row, 2), i, when, NULL, false);
        citation(flow, grid_cell(table, row, 3), i, fact->source_id);
    }
    footnote(flow, table, row, fact, notes);
}

/* Whether all figures have one unit, which then stands once. */
static bool
share_unit(const Flow *flow, const Fact *const *facts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < flow->lang_count; k++) {
            const char *unit = facts[i]->unit.in[flow->langs[k]];
            if (!facts[i]->has_value || !unit || !str_equal(unit, facts[0]->unit.in[flow->langs[k]]))
                return false;
        }
    return count > 1;
}

/* Whether all numbers of a text may be printed: without figures of weak evidence some may not. */
static bool
texts_hold(const Flow *flow, const Texts *texts)
{
    const LayoutContext *context = flow->context;
    for (int lang = 0; context->model->left_out && lang < context->model->lang_count; lang++) {
        ExprEnv env = {.arena = context->arena, .diags = diags_new(context->arena), .model = context->model, .lang = lang};
        BoundText bound = {0};
        if (texts->in[lang] && !bound_text(&env, LOC_NONE, texts->in[lang], &bound))
            return false;
    }
    return true;
}

void
flow_figures_table(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    const char *rows = block_attribute(any_block(block), "rows");
    VEC(const Fact *) facts = {0};
    for (const char *from = rows ? rows : ""; *from;) {
        size_t length = strcspn(from, " \n");
        const Fact *fact = length ? model_fact(context->model, arena_strndup(context->arena, from, length)) : NULL;
        if (fact && fact_is_published(fact) && texts_hold(flow, &fact->footnote))
            VEC_PUSH(context->arena, &facts, fact);
        from += length + (from[length] != '\0');
    }
    if (!facts.count)
        return; /* all of them were left out */
    GridTable *table = grid_table_new(context->arena, 4, facts.count);
    head(flow, table, 0, "指标", "Indicator");
    head(flow, table, 1, "数值", "Figure");
    head(flow, table, 2, "时点与口径", "As of, and count");
    head(flow, table, 3, "来源", "Source");
    table->decimal[1] = true;
    grid_caption(flow, block, table);
    bool one_unit = share_unit(flow, facts.items, facts.count);
    if (one_unit)
        grid_unit(flow, table, 1, facts.items[0]->unit);
    TableNotes notes = {.count = 0};
    for (size_t i = 0; i < facts.count; i++)
        figure_row(flow, table, i, facts.items[i], one_unit, &notes);
    flow_table(flow, table);
}

/* ---- targets -------------------------------------------------------------------------------------------------------- */

void
flow_targets_table(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    const Model *model = context->model;
    GridTable *table = grid_table_new(context->arena, 8, model_targets(model)->count);
    head(flow, table, 0, "指标", "Indicator");
    head(flow, table, 1, "基数", "Baseline");
    head(flow, table, 2, "目标", "Target");
    head(flow, table, 3, "最新", "Latest");
    head(flow, table, 4, "时点", "As of");
    head(flow, table, 5, "进展", "Progress");
    head(flow, table, 6, "完成", "Share");
    head(flow, table, 7, "状态", "State");
    table->decimal[1] = table->decimal[2] = table->decimal[3] = table->decimal[6] = true;
    grid_caption(flow, block, table);
    for (size_t r = 0; r < model_targets(model)->count; r++) {
        const Target *target = model_targets(model)->items[r];
        for (int i = 0; i < flow->lang_count; i++) {
            int lang = flow->langs[i];
            bool cjk = model->locales[lang]->is_cjk;
            TextStyle table_style = role_style(context, "table", lang);
            cell_text(flow, grid_cell(table, r, 0), i, target->label.in[lang], NULL, false);
            if (target->unit.in[lang])
                cell_text(flow, grid_cell(table, r, 0), i, arena_printf(context->arena, cjk ? "（%s）" : " (%s)", target->unit.in[lang]), NULL, false);
            if (target->has_baseline)
                cell_text(flow, grid_cell(table, r, 1), i, figure_text(flow, target->baseline_value, QUALIFIER_EXACT, lang),
                          target_number_use(model, context->arena, target, "baseline"), false);
            if (target->has_target)
                cell_text(flow, grid_cell(table, r, 2), i, figure_text(flow, target->target, QUALIFIER_EXACT, lang), target_number_use(model, context->arena, target, "target"), true);
            GridCell *latest = grid_cell(table, r, 3);
            if (target->has_latest && target->latest) {
                cell_text(flow, latest, i, figure_text(flow, target->latest_value, target->latest->qualifier, lang), target_number_use(model, context->arena, target, "latest"), true);
                grade_mark(flow, target->latest->evidence, &table_style, &latest->text[i]);
                cell_text(flow, grid_cell(table, r, 4), i, fact_when(model, context->arena, target->latest, lang), NULL, false);
            } else {
                cell_text(flow, latest, i, "—", NULL, false);
                cell_text(flow, grid_cell(table, r, 4), i, "—", NULL, false);
            }
            const char *percent = target_progress_text(model, context->arena, target, lang);
            cell_text(flow, grid_cell(table, r, 6), i, percent ? percent : "—", percent ? target_number_use(model, context->arena, target, "progress") : NULL, false);
            cell_text(flow, grid_cell(table, r, 7), i, target_state_word(model, target, lang), NULL, false);
        }
        grid_cell(table, r, 5)->bar = target->has_target ? target : NULL;
    }
    flow_table(flow, table);
}

/* ---- chronology ----------------------------------------------------------------------------------------------------- */

static bool
has_word(const char *list, const char *item)
{
    if (!list)
        return true;
    size_t length = strlen(item);
    for (const char *from = list; (from = strstr(from, item)); from += length) {
        bool begins = from == list || from[-1] == ' ' || from[-1] == ',', ends = !from[length] || from[length] == ' ' || from[length] == ',';
        if (begins && ends)
            return true;
    }
    return false;
}

static int
by_date(const void *a, const void *b)
{
    const Record *x = *(const Record *const *)a, *y = *(const Record *const *)b;
    int order = date_compare(x->date, y->date);
    /* Equal dates keep the order of the file. */
    return order ? order : (x->loc.offset > y->loc.offset) - (x->loc.offset < y->loc.offset);
}

void
flow_chronology(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    const Model *model = context->model;
    const char *kinds = block_attribute(any_block(block), "kinds");
    const char *from = block_attribute(any_block(block), "from"), *to = block_attribute(any_block(block), "to");
    VEC(const Record *) records = {0};
    for (size_t i = 0; i < model_records(model)->count; i++) {
        const Record *record = model_records(model)->items[i];
        bool in_time = (!from || record->date.year >= atoi(from)) && (!to || record->date.year <= atoi(to));
        if (record->kind && has_word(kinds, record->kind) && in_time && texts_hold(flow, &record->title) && texts_hold(flow, &record->detail))
            VEC_PUSH(context->arena, &records, record);
    }
    if (!records.count)
        return;
    qsort(records.items, records.count, sizeof *records.items, by_date);
    GridTable *table = grid_table_new(context->arena, 3, records.count);
    table->stub = false;
    head(flow, table, 0, "日期", "Date");
    head(flow, table, 1, "事项", "Event");
    head(flow, table, 2, "来源", "Source");
    grid_caption(flow, block, table);
    for (size_t r = 0; r < records.count; r++) {
        const Record *record = records.items[r];
        for (int i = 0; i < flow->lang_count; i++) {
            int lang = flow->langs[i];
            TextStyle style = role_style(context, "table", lang), strong = style;
            strong.weight = 700;
            cell_text(flow, grid_cell(table, r, 0), i, record->date.year ? locale_date(context->arena, model->locales[lang], record->date) : "—", NULL, false);
            Ranges *text = &grid_cell(table, r, 1)->text[i];
            bound_ranges(flow, record->title_loc[lang], record->title.in[lang], lang, &strong, text);
            if (record->detail.in[lang]) {
                text_ranges(flow, word(flow, lang, "　", ". "), &style, text);
                bound_ranges(flow, record->detail_loc[lang], record->detail.in[lang], lang, &style, text);
            }
            if (record->source_id)
                citation(flow, grid_cell(table, r, 2), i, record->source_id);
        }
    }
    flow_table(flow, table);
}

/* ---- lists ------------------------------------------------------------------------------------------------------------ */

static const ParaSet ENTRY = {.role = "note", .align = PARA_START, .elem = ROLE_P, .space_after = 3, .literal = "title"};

void
flow_source_list(Flow *flow)
{
    const LayoutContext *context = flow->context;
    for (size_t n = 0; n < flow->doc->cited.count; n++) {
        /* Asked for by the chapter that prints it, not by whoever read the report. */
        const SourceDoc *source = model_source(context->model, flow->doc->cited.items[n]->id);
        Ranges ranges[LANG_MAX] = {0};
        for (int i = 0; i < flow->lang_count; i++) {
            int lang = flow->langs[i];
            bool cjk = context->model->locales[lang]->is_cjk;
            TextStyle style = role_style(context, "note", lang), strong = style;
            strong.weight = 700;
            strong.color = role_color(context, "ink");
            text_ranges(flow, arena_printf(context->arena, "[%zu] ", n + 1), &strong, &ranges[i]);
            text_ranges(flow, source->publisher.in[lang], &style, &ranges[i]);
            text_ranges(flow, cjk ? "：" : ", ", &style, &ranges[i]);
            text_ranges(flow, source->title.in[lang], &style, &ranges[i]);
            if (source->document_no)
                text_ranges(flow, arena_printf(context->arena, cjk ? "（%s）" : " (%s)", source->document_no), &style, &ranges[i]);
            Date date;
            if (source->date && date_parse(source->date, strlen(source->date), &date))
                text_ranges(flow, arena_printf(context->arena, cjk ? "，%s" : ", %s", locale_date(context->arena, context->model->locales[lang], date)), &style, &ranges[i]);
            text_ranges(flow, arena_printf(context->arena, cjk ? "。%c级。" : ". Grade %c.", source->evidence), &style, &ranges[i]);
        }
        flow_need(flow, 30);
        scene_dest(flow->scene, arena_printf(context->arena, "source-%s", source->id), flow->left, flow->y - 2);
        flow_paragraph(flow, ranges, NULL, &ENTRY, NULL, 0);
    }
    flow->y = flow_snap(flow, flow->y);
}

void
flow_glossary(Flow *flow)
{
    const LayoutContext *context = flow->context;
    const Model *model = context->model;
    GridTable *table = grid_table_new(context->arena, (size_t)model->lang_count, model_terms(model)->count);
    for (int lang = 0; lang < model->lang_count; lang++) {
        for (int i = 0; i < flow->lang_count; i++) {
            TextStyle style = role_style(context, "table-head", flow->langs[i]);
            bool cjk = model->locales[lang]->is_cjk;
            text_ranges(flow, word(flow, flow->langs[i], cjk ? "中文" : "英文", cjk ? "Chinese" : "English"), &style, &table->head[lang].text[i]);
        }
        for (size_t r = 0; r < model_terms(model)->count; r++) {
            TextStyle style = role_style(context, "table", lang);
            text_ranges(flow, model_terms(model)->items[r]->term.in[lang], &style, &grid_cell(table, r, (size_t)lang)->text[0]);
        }
    }
    flow_table(flow, table);
}

/* Those that have a definition, in the order of the dictionary. */
void
flow_indicators(Flow *flow)
{
    const LayoutContext *context = flow->context;
    VEC(const Indicator *) list = {0};
    for (size_t i = 0; i < model_indicators(context->model)->count; i++) {
        const Indicator *indicator = model_indicators(context->model)->items[i];
        if (indicator->definition.in[flow->langs[0]])
            VEC_PUSH(context->arena, &list, indicator);
    }
    GridTable *table = grid_table_new(context->arena, 3, list.count);
    head(flow, table, 0, "指标", "Indicator");
    head(flow, table, 1, "单位", "Unit");
    head(flow, table, 2, "定义", "Definition");
    for (size_t r = 0; r < list.count; r++) {
        grid_text(flow, grid_cell(table, r, 0), "table", list.items[r]->label);
        grid_text(flow, grid_cell(table, r, 1), "table", list.items[r]->unit);
        grid_text(flow, grid_cell(table, r, 2), "table", list.items[r]->definition);
    }
    flow_table(flow, table);
}

/* 更正说明: each correction with what was printed before. */
void
flow_corrections(Flow *flow)
{
    const LayoutContext *context = flow->context;
    const Model *model = context->model;
    const CorrectionList *list = model_corrections(model);
    GridTable *table = grid_table_new(context->arena, 6, MAX_OF(list->count, (size_t)1));
    static const char *const heads[][2] = {{"日期", "Date"}, {"版本", "Version"}, {"内容", "What"}, {"原作", "Was"}, {"更正为", "Now"}, {"原因", "Reason"}};
    for (size_t c = 0; c < COUNT_OF(heads); c++)
        head(flow, table, c, heads[c][0], heads[c][1]);
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const Locale *locale = model->locales[lang];
        if (!list->count)
            cell_text(flow, grid_cell(table, 0, 2), i, word(flow, lang, "本版尚无更正。", "No corrections so far."), NULL, false);
        for (size_t r = 0; r < list->count; r++) {
            const Correction *one = list->items[r];
            const char *what = one->place.in[lang] ? one->place.in[lang] : one->fact ? one->fact->label.in[lang] : one->row_id;
            bool published = one->fact && fact_is_published(one->fact) && one->fact->has_value;
            const char *now = published ? figure_text(flow, one->fact->value, one->fact->qualifier, lang) : one->now;
            cell_text(flow, grid_cell(table, r, 0), i, locale_date(context->arena, locale, one->date), literal_use(context->arena, "date"), false);
            cell_text(flow, grid_cell(table, r, 1), i, one->version, literal_use(context->arena, "number"), false);
            cell_text(flow, grid_cell(table, r, 2), i, what, NULL, false);
            cell_text(flow, grid_cell(table, r, 3), i, one->was, literal_use(context->arena, "quote"), false);
            cell_text(flow, grid_cell(table, r, 4), i, now, published ? fact_use(context->arena, one->fact, "value") : literal_use(context->arena, "quote"), true);
            cell_text(flow, grid_cell(table, r, 5), i, one->reason.in[lang], NULL, false);
        }
    }
    flow_table(flow, table);
}

void
flow_conflicts(Flow *flow)
{
    const LayoutContext *context = flow->context;
    const Model *model = context->model;
    for (size_t n = 0; n < model_conflicts(model)->count; n++) {
        const Conflict *conflict = model_conflicts(model)->items[n];
        Ranges titles[LANG_MAX] = {0}, rulings[LANG_MAX] = {0};
        if (!texts_hold(flow, &conflict->ruling))
            continue;
        for (int i = 0; i < flow->lang_count; i++) {
            int lang = flow->langs[i];
            TextStyle title = role_style(context, "table", lang), text = role_style(context, "note", lang);
            title.weight = 700;
            text_ranges(flow, arena_printf(context->arena, "%s\u2002", conflict->id), &title, &titles[i]);
            text_ranges(flow, conflict->title.in[lang], &title, &titles[i]);
            bound_ranges(flow, conflict->ruling_loc[lang], conflict->ruling.in[lang], lang, &text, &rulings[i]);
        }
        flow_need(flow, 48);
        flow_paragraph(flow, titles, NULL, &(ParaSet){.role = "table", .align = PARA_START, .elem = ROLE_P, .keep = true, .space_after = 1, .literal = "title"}, NULL, 0);
        flow_paragraph(flow, rulings, NULL, &(ParaSet){.role = "note", .align = PARA_START, .elem = ROLE_P, .space_after = 7}, NULL, 0);
    }
    flow->y = flow_snap(flow, flow->y);
}
