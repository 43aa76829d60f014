/* model/facts.c -- tables of figures, long and wide, and what annotations.csv says of the wide ones. */
#include "base/str.h"
#include "model/read.h"

#include <stdlib.h>
#include <string.h>

/* ---- keys --------------------------------------------------------------------------------------------------- */

/* The period as row ids write it. */
static const char *
period_in_id(const char *period)
{
    return str_equal(period, "flow-year") ? "flow" : period;
}

static const char *
id_by_rule(Arena *arena, const Fact *fact)
{
    const char *year = fact->year ? arena_printf(arena, "%04d", fact->year) : "undated";
    return arena_printf(arena, "%s%s%s.%s.%s.%s", fact->indicator, *fact->scope ? "." : "", fact->scope, period_in_id(fact->period), year, fact->source_id);
}

/* The scope of a long table is a column, or what stands in the row id between the indicator and the last three parts. */
static const char *
scope_of(ModelReader *self, const Table *table, size_t row, const Fact *fact)
{
    const char *scope = row_text(table, row, "scope");
    size_t prefix = strlen(fact->indicator);
    if (!scope && strncmp(fact->id, fact->indicator, prefix) == 0 && fact->id[prefix] == '.') {
        const char *rest = fact->id + prefix + 1;
        size_t dots = 0;
        for (const char *at = rest; *at; at++)
            dots += *at == '.';
        scope = dots >= 3 ? arena_strndup(self->arena, rest, strcspn(rest, ".")) : "";
    }
    return scope && !str_equal(scope, self->model->home_scope) ? scope : "";
}

/* A row that was copied and half changed: its id says one thing, its columns another. Ids of another making are let be. */
static void
check_id(ModelReader *self, const Table *table, size_t row, const Fact *fact)
{
    size_t prefix = strlen(fact->indicator);
    if (strncmp(fact->id, fact->indicator, prefix) != 0 || fact->id[prefix] != '.')
        return;
    const char *expected = id_by_rule(self->arena, fact);
    if (!str_equal(fact->id, expected))
        diag(self->diags, DIAG_FACT_ID_DIFFERS, cell_loc(table, row, "row_id"), fact->id, expected);
}

static void
add_fact(ModelReader *self, Fact *fact)
{
    Model *model = self->model;
    const Fact *first = map_find(&model->fact_by_id, fact->id);
    if (first) {
        diag(self->diags, DIAG_FACT_DUPLICATE, fact->loc, fact->id);
        diag_note(self->diags, first->loc, "first given here", "首次出现于此", NULL);
        return;
    }
    fact->index = model->facts.count;
    VEC_PUSH(self->arena, &model->facts, fact);
    map_put(&model->fact_by_id, fact->id, fact);
    FactList *list = map_find(&model->facts_by_indicator, fact->indicator);
    if (!list) {
        list = ARENA_NEW(self->arena, FactList);
        map_put(&model->facts_by_indicator, fact->indicator, list);
    }
    VEC_PUSH(self->arena, list, fact);
}

/* ---- columns that long tables and annotations share ------------------------------------------------------------ */

/* "share_of_zh"; a table that has no such column may have one for all languages, "share_of". */
static void
read_note(ModelReader *self, const Table *table, size_t row, const char *name, Texts *out)
{
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        const char *column = arena_printf(self->arena, "%s_%s", name, self->model->lang_keys[lang]);
        const char *text = row_text(table, row, table_column(table, column) < 0 ? name : column);
        if (text)
            out->in[lang] = text;
    }
}

/* The words of the source, in whichever language it is written. */
static void
read_quote(ModelReader *self, const Table *table, size_t row, Fact *fact)
{
    const char *quote = row_text(table, row, "quote"), *lang = row_text(table, row, "quote_lang");
    for (int i = 0; i < self->model->lang_count && !quote; i++)
        quote = row_text(table, row, arena_printf(self->arena, "quote_%s", self->model->lang_keys[i]));
    fact->quote = quote ? quote : fact->quote;
    fact->quote_lang = lang ? lang : fact->quote_lang;
}

/* Cells that are empty leave the fact as it is. */
static void
read_details(ModelReader *self, const Table *table, size_t row, Fact *fact)
{
    static const char *const charts[] = {"yes", "footnote", "no"}, *const statuses[] = {"draft", "embargoed", "published", "withdrawn"};
    static const char *const bases[] = {"stated", "document", "derived"};
    Date as_of = row_date(table, row, "as_of");
    if (as_of.year)
        fact->as_of = as_of;
    read_note(self, table, row, "as_of_note", &fact->as_of_note);
    read_note(self, table, row, "share_of", &fact->share_of);
    read_note(self, table, row, "footnote", &fact->footnote);
    read_quote(self, table, row, fact);
    if (row_decimal(table, row, "share_percent", &fact->share)) {
        fact->has_share = true;
        fact->share_qualifier = row_qualifier(self, table, row, "share_qualifier");
    }
    fact->rank = row_int(table, row, "rank", fact->rank);
    const char *rank_scope = row_text(table, row, "rank_scope");
    fact->rank_scope = rank_scope ? rank_scope : fact->rank_scope;
    int year_basis = row_word(self, table, row, "year_basis", bases, COUNT_OF(bases), -1);
    fact->year_basis = year_basis < 0 ? fact->year_basis : bases[year_basis];
    int status = row_word(self, table, row, "status", statuses, COUNT_OF(statuses), -1);
    fact->status = status < 0 ? fact->status : statuses[status];
    fact->chart = (ChartRule)row_word(self, table, row, "chart", charts, COUNT_OF(charts), (int)fact->chart);
    for (int lang = 0; fact->chart == CHART_FOOTNOTE && lang < self->model->lang_count; lang++)
        if (!fact->footnote.in[lang])
            diag(self->diags, DIAG_FACT_NO_FOOTNOTE, cell_loc(table, row, "chart"), fact->id, self->model->lang_keys[lang]);
}

static Fact *
new_fact(ModelReader *self, const Table *table, size_t row)
{
    static const char *const grades[] = {"A", "B", "C"};
    Fact *fact = ARENA_NEW(self->arena, Fact);
    fact->resource = table->resource->name;
    fact->loc = row_loc(table, row);
    fact->scope = "";
    fact->status = "published";
    fact->label = row_texts(self, table, row, "label");
    fact->unit = row_texts(self, table, row, "unit");
    fact->scope_label = row_texts(self, table, row, "scope");
    fact->category = row_text_or_empty(table, row, "category");
    fact->source_id = row_text_or_empty(table, row, "source_id");
    fact->period = row_text_or_empty(table, row, "period");
    int grade = row_word(self, table, row, "evidence", grades, COUNT_OF(grades), -1);
    const SourceDoc *source = grade < 0 ? model_source(self->model, fact->source_id) : NULL;
    fact->evidence = grade >= 0 ? *grades[grade] : source && source->evidence ? source->evidence : 'A';
    return fact;
}

/* ---- the three kinds of tables ------------------------------------------------------------------------------------- */

void
read_long_table(ModelReader *self, const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *id = row_text(table, row, "row_id"), *indicator = row_text(table, row, "figure_id");
        if (!id || !indicator)
            continue; /* reported as csv-required, or as a column that the header lacks */
        Fact *fact = new_fact(self, table, row);
        fact->id = id;
        fact->indicator = indicator;
        fact->scope = scope_of(self, table, row, fact);
        fact->basis = row_text_or_empty(table, row, "series");
        fact->year = row_int(table, row, "year", 0);
        fact->has_value = row_decimal(table, row, "value", &fact->value);
        fact->qualifier = row_qualifier(self, table, row, "qualifier");
        fact->loc = cell_loc(table, row, "value");
        read_details(self, table, row, fact);
        check_id(self, table, row, fact);
        add_fact(self, fact);
    }
}

void
read_wide_table(ModelReader *self, const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *indicator = row_text(table, row, "indicator"), *scope = row_text_or_empty(table, row, "scope");
        for (size_t column = 0; indicator && column < table->column_count; column++) {
            const TableCell *cell = table_at(table, row, column);
            if (cell->missing || !resource_is_year(table->resource, table->columns[column]))
                continue;
            Fact *fact = new_fact(self, table, row);
            fact->indicator = indicator;
            fact->scope = str_equal(scope, self->model->home_scope) ? "" : scope;
            fact->basis = row_text_or_empty(table, row, "basis");
            fact->year = atoi(table->columns[column]);
            fact->id = id_by_rule(self->arena, fact);
            fact->has_value = row_decimal(table, row, table->columns[column], &fact->value);
            fact->qualifier = cell->qualifier;
            fact->loc = cell->loc;
            add_fact(self, fact);
        }
    }
}

void
read_annotations(ModelReader *self, const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *id = row_text(table, row, "row_id");
        const Fact *fact = id ? known_fact(self->model, self->diags, cell_loc(table, row, "row_id"), id) : NULL;
        if (fact)
            read_details(self, table, row, self->model->facts.items[fact->index]);
    }
}
