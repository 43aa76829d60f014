/* model/corrections.c -- data/corrections.csv: what earlier versions of this edition said, and what is right. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

/* The figure says now what the correction says. */
static void
check_value(ModelReader *self, const Table *table, size_t row, const Correction *correction)
{
    Decimal now;
    const Fact *fact = correction->fact;
    if (!fact || !correction->now || !decimal_parse(correction->now, strlen(correction->now), &now) || !fact->has_value
        || decimal_compare(now, fact->value) == 0)
        return;
    diag(self->diags, DIAG_CORRECTION_DIFFERS, cell_loc(table, row, "now"), correction->now, fact->id, decimal_text(self->arena, fact->value));
    diag_note(self->diags, fact->loc, "the figure is here", "该数据在此", NULL);
}

void
read_correction(ModelReader *self, const Table *table, size_t row)
{
    Correction *correction = ARENA_NEW(self->arena, Correction);
    const char *id = row_text(table, row, "row_id");
    *correction = (Correction){
        .date = row_date(table, row, "date"),
        .version = row_text(table, row, "version"),
        .row_id = id,
        .fact = id ? known_fact(self->model, self->diags, cell_loc(table, row, "row_id"), id) : NULL,
        .place = row_texts(self, table, row, "place"),
        .reason = row_texts(self, table, row, "reason"),
        .was = row_text(table, row, "was"),
        .now = row_text(table, row, "now"),
        .loc = row_loc(table, row),
    };
    check_value(self, table, row, correction);
    VEC_PUSH(self->arena, &self->model->corrections, correction);
}

/* The imprint names the version that the last correction made. */
void
check_corrections(ModelReader *self)
{
    const CorrectionList *list = &self->model->corrections;
    const Correction *last = list->count ? VEC_LAST(list) : NULL;
    if (last && last->version && !str_equal(last->version, self->model->edition.version))
        diag(self->diags, DIAG_CORRECTION_VERSION, last->loc, last->version, self->model->edition.version);
}
