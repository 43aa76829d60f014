/* model/facts.c -- tables of figures, long and wide, and what annotations.csv says of the wide ones. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

static ChartRule
chart_rule(const char *text)
{
    return str_equal(text, "no") ? CHART_NO : str_equal(text, "footnote") ? CHART_FOOTNOTE : CHART_YES;
}

static const char *
or_empty(const char *text)
{
    return text ? text : "";
}

/* Row ids are indicator[.scope].period.year.source: the scope is what stands between the indicator and the last three. */
static const char *
scope_of(ModelReader *self, const char *id, const char *indicator)
{
    size_t prefix = strlen(indicator);
    if (strncmp(id, indicator, prefix) != 0 || id[prefix] != '.')
        return "";
    const char *rest = id + prefix + 1;
    size_t dots = 0;
    for (const char *at = rest; *at; at++)
        dots += *at == '.';
    return dots >= 3 ? arena_strndup(self->arena, rest, strcspn(rest, ".")) : "";
}

/* Columns that long tables and annotations share. Absent columns leave the fact as it is. */
static void
read_details(ModelReader *self, const Table *table, size_t row, Fact *fact)
{
    const TableCell *cell = row_cell(table, row, "as_of");
    if (cell && !cell->missing)
        fact->as_of = cell->date;
    const char *text = row_text(self, table, row, "year_basis");
    if (text)
        fact->year_basis = text;
    /* The English note has no suffix, as the sources' own files have it. */
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        const char *key = self->model->lang_keys[lang];
        const char *note = row_text(self, table, row, arena_printf(self->arena, "as_of_note_%s", key));
        if (!note && str_equal(key, "en"))
            note = row_text(self, table, row, "as_of_note");
        if (note)
            fact->as_of_note.in[lang] = note;
        const char *of = row_text(self, table, row, arena_printf(self->arena, "share_of_%s", key));
        if (!of && str_equal(key, "en"))
            of = row_text(self, table, row, "share_of");
        if (of)
            fact->share_of.in[lang] = of;
    }
    cell = row_cell(table, row, "share_percent");
    if (cell && !cell->missing) {
        fact->has_share = true;
        fact->share = cell->number;
    }
    if ((text = row_text(self, table, row, "share_qualifier")))
        qualifier_parse(text, &fact->share_qualifier);
    cell = row_cell(table, row, "rank");
    if (cell && !cell->missing)
        fact->rank = (int)decimal_to_double(cell->number);
    if ((text = row_text(self, table, row, "rank_scope")))
        fact->rank_scope = text;
    if ((text = row_text(self, table, row, "status")))
        fact->status = text;
    if ((text = row_text(self, table, row, "quote_zh")))
        fact->quote = text;
    if ((text = row_text(self, table, row, "quote_lang")))
        fact->quote_lang = text;
    if ((text = row_text(self, table, row, "chart")))
        fact->chart = chart_rule(text);
    Texts footnote = row_texts(self, table, row, "footnote");
    for (int lang = 0; lang < self->model->lang_count; lang++)
        if (footnote.in[lang])
            fact->footnote.in[lang] = footnote.in[lang];
}

static void
add_fact(ModelReader *self, Fact *fact)
{
    const Fact *first = map_find(&self->model->fact_by_id, fact->id);
    if (first) {
        diag(self->diags, DIAG_FACT_DUPLICATE, fact->loc, fact->id);
        diag_note(self->diags, first->loc, "first given here", "首次出现于此", NULL);
        return;
    }
    fact->index = self->model->facts.count;
    VEC_PUSH(self->arena, &self->model->facts, fact);
    map_put(&self->model->fact_by_id, fact->id, fact);
}

static Fact *
new_fact(ModelReader *self, const Table *table, size_t row)
{
    Fact *fact = ARENA_NEW(self->arena, Fact);
    fact->resource = table->resource->name;
    fact->loc = row_loc(table, row);
    fact->scope = "";
    fact->status = "published";
    fact->label = row_texts(self, table, row, "label");
    fact->unit = row_texts(self, table, row, "unit");
    fact->scope_label = row_texts(self, table, row, "scope");
    fact->category = or_empty(row_text(self, table, row, "category"));
    fact->source_id = or_empty(row_text(self, table, row, "source_id"));
    fact->period = or_empty(row_text(self, table, row, "period"));
    const char *evidence = row_text(self, table, row, "evidence");
    fact->evidence = evidence ? *evidence : 'A';
    return fact;
}

static void
read_long(ModelReader *self, const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *id = row_text(self, table, row, "row_id"), *indicator = row_text(self, table, row, "figure_id");
        if (!id || !indicator)
            continue; /* already reported as csv-required */
        Fact *fact = new_fact(self, table, row);
        fact->id = id;
        fact->indicator = indicator;
        fact->scope = scope_of(self, id, indicator);
        fact->basis = or_empty(row_text(self, table, row, "series"));
        const TableCell *year = row_cell(table, row, "year"), *value = row_cell(table, row, "value");
        if (year && !year->missing)
            fact->year = (int)decimal_to_double(year->number);
        if (value) {
            fact->has_value = !value->missing;
            fact->value = value->number;
            fact->loc = value->loc;
        }
        const char *qualifier = row_text(self, table, row, "qualifier");
        if (qualifier)
            qualifier_parse(qualifier, &fact->qualifier);
        read_details(self, table, row, fact);
        add_fact(self, fact);
    }
}

/* One figure for each filled year cell. */
static void
read_wide(ModelReader *self, const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *indicator = row_text(self, table, row, "indicator");
        if (!indicator)
            continue;
        const char *scope = or_empty(row_text(self, table, row, "scope")), *period = or_empty(row_text(self, table, row, "period"));
        const char *source = or_empty(row_text(self, table, row, "source_id"));
        for (size_t column = 0; column < table->column_count; column++) {
            const char *name = table->columns[column];
            const TableCell *cell = table_at(table, row, column);
            if (!resource_is_year(table->resource, name) || cell->missing)
                continue;
            Fact *fact = new_fact(self, table, row);
            fact->indicator = indicator;
            fact->scope = scope;
            fact->basis = or_empty(row_text(self, table, row, "basis"));
            fact->id = arena_printf(self->arena, "%s%s%s.%s.%s.%s", indicator, *scope ? "." : "", scope,
                                    str_equal(period, "flow-year") ? "flow" : period, name, source);
            fact->year = (name[0] - '0') * 1000 + (name[1] - '0') * 100 + (name[2] - '0') * 10 + name[3] - '0';
            fact->has_value = true;
            fact->value = cell->number;
            fact->qualifier = cell->qualifier;
            fact->loc = cell->loc;
            add_fact(self, fact);
        }
    }
}

static void
read_annotations(ModelReader *self, const Table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const TableCell *id = row_cell(table, row, "row_id");
        if (!id || id->missing)
            continue;
        Fact *fact = (Fact *)model_need_fact(self->model, self->diags, id->loc, id->text);
        if (fact)
            read_details(self, table, row, fact);
    }
}

void
read_facts(ModelReader *self)
{
    size_t index = 0;
    for (const Table *table; (table = next_table(self, "figures", &index));)
        read_long(self, table);
    index = 0;
    for (const Table *table; (table = next_table(self, "figures-wide", &index));)
        read_wide(self, table);
    index = 0;
    for (const Table *table; (table = next_table(self, "annotations", &index));)
        read_annotations(self, table);
}
