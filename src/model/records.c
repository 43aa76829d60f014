/* model/records.c -- dated events, and the leads of a feature page. Their texts hold {{ }}, resolved by whoever prints them. */
#include "base/str.h"
#include "model/read.h"

void
read_record(ModelReader *self, const Table *table, size_t row)
{
    Record *record = ARENA_NEW(self->arena, Record);
    *record = (Record){
        .kind = row_text(table, row, "kind"),
        .date = row_date(table, row, "date"),
        .date_text = row_text(table, row, "date"),
        .title = row_texts(self, table, row, "title"),
        .detail = row_texts(self, table, row, "detail"),
        .source_id = row_text(table, row, "source_id"),
        .loc = row_loc(table, row),
    };
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        record->title_loc[lang] = cell_loc(table, row, arena_printf(self->arena, "title_%s", self->model->lang_keys[lang]));
        record->detail_loc[lang] = cell_loc(table, row, arena_printf(self->arena, "detail_%s", self->model->lang_keys[lang]));
    }
    VEC_PUSH(self->arena, &self->model->records, record);
}

void
read_highlight(ModelReader *self, const Table *table, size_t row)
{
    int order = row_int(table, row, "order", 0);
    if (!order)
        return;
    Highlight *highlight = ARENA_NEW(self->arena, Highlight);
    *highlight = (Highlight){
        .order = order,
        .number = row_text(table, row, "number"),
        .lead = row_texts(self, table, row, "lead"),
        .unit = row_texts(self, table, row, "unit"),
        .body = row_texts(self, table, row, "body"),
        .source_id = row_text(table, row, "source_id"),
        .facts = row_facts(self, cell_loc(table, row, "row_ids"), row_text(table, row, "row_ids")),
        .loc = row_loc(table, row),
    };
    for (int lang = 0; lang < self->model->lang_count; lang++)
        highlight->body_loc[lang] = cell_loc(table, row, arena_printf(self->arena, "body_%s", self->model->lang_keys[lang]));
    VEC_PUSH(self->arena, &self->model->highlights, highlight);
}
