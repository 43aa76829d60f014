/* model/dictionary.c -- indicators, periods, sources, terms, and where each figure is to be printed. */
#include "base/str.h"
#include "model/read.h"

void
read_indicator(ModelReader *self, const Table *table, size_t row)
{
    static const char *const directions[] = {"up", "down", "none"};
    Indicator *indicator = ARENA_NEW(self->arena, Indicator);
    int direction = row_word(self, table, row, "direction", directions, COUNT_OF(directions), -1);
    *indicator = (Indicator){
        .id = row_text(table, row, "id"),
        .category = row_text(table, row, "category"),
        .label = row_texts(self, table, row, "label"),
        .unit = row_texts(self, table, row, "unit"),
        .definition = row_texts(self, table, row, "definition"),
        .sort = row_texts(self, table, row, "sort"),
        .digits = row_int(table, row, "digits", -1),
        .direction = direction < 0 ? NULL : directions[direction],
        .loc = row_loc(table, row),
    };
    if (indicator->id)
        VEC_PUSH(self->arena, &self->model->indicators, indicator);
}

void
read_period(ModelReader *self, const Table *table, size_t row)
{
    Period *period = ARENA_NEW(self->arena, Period);
    *period = (Period){row_text(table, row, "code"), row_texts(self, table, row, "label"), row_text(table, row, "meaning")};
    if (period->code)
        VEC_PUSH(self->arena, &self->model->periods, period);
}

void
read_source(ModelReader *self, const Table *table, size_t row)
{
    static const char *const grades[] = {"A", "B", "C"};
    SourceDoc *source = ARENA_NEW(self->arena, SourceDoc);
    *source = (SourceDoc){
        .id = row_text(table, row, "source_id"),
        .title = row_texts(self, table, row, "title"),
        .publisher = row_texts(self, table, row, "publisher"),
        .date = row_text(table, row, "date"),
        .document_no = row_text(table, row, "document_no"),
        .kind = row_text(table, row, "kind"),
        .url = row_text(table, row, "url"),
        .evidence = *grades[row_word(self, table, row, "evidence", grades, COUNT_OF(grades), 0)],
        .loc = row_loc(table, row),
    };
    if (source->id)
        VEC_PUSH(self->arena, &self->model->sources, source);
}

void
read_term(ModelReader *self, const Table *table, size_t row)
{
    Term *term = ARENA_NEW(self->arena, Term);
    *term = (Term){
        .term = row_texts(self, table, row, "term"),
        .also = row_texts(self, table, row, "also"),
        .forbidden = row_texts(self, table, row, "forbidden"),
        .note = row_text(table, row, "note"),
        .loc = row_loc(table, row),
    };
    VEC_PUSH(self->arena, &self->model->terms, term);
}

void
read_coverage(ModelReader *self, const Table *table, size_t row)
{
    const char *id = row_text(table, row, "row_id");
    const Fact *fact = id ? known_fact(self->model, self->diags, cell_loc(table, row, "row_id"), id) : NULL;
    if (!fact)
        return;
    Coverage *coverage = ARENA_NEW(self->arena, Coverage);
    *coverage = (Coverage){fact, row_text_or_empty(table, row, "chapter"), row_text_or_empty(table, row, "chart_rule"), row_loc(table, row)};
    VEC_PUSH(self->arena, &self->model->coverage, coverage);
}
