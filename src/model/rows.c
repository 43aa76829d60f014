/* model/rows.c -- the other tables of data/: dictionary, targets, records, highlights, sources, terms, periods, conflicts. */
#include "base/str.h"
#include "model/read.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows by column names ------------------------------------------------------------------------------ */

const TableCell *
row_cell(const Table *table, size_t row, const char *column)
{
    ptrdiff_t index = table_column(table, column);
    return index < 0 ? NULL : table_at(table, row, (size_t)index);
}

const char *
row_text(ModelReader *self, const Table *table, size_t row, const char *column)
{
    (void)self;
    const TableCell *cell = row_cell(table, row, column);
    return cell && !cell->missing ? cell->text : NULL;
}

Texts
row_texts(ModelReader *self, const Table *table, size_t row, const char *prefix)
{
    Texts texts = {0};
    for (int lang = 0; lang < self->model->lang_count; lang++)
        texts.in[lang] = row_text(self, table, row, arena_printf(self->arena, "%s_%s", prefix, self->model->lang_keys[lang]));
    return texts;
}

Loc
row_loc(const Table *table, size_t row)
{
    return table->column_count ? table_at(table, row, 0)->loc : LOC_NONE;
}

const Table *
next_table(const ModelReader *self, const char *role, size_t *index)
{
    while (*index < self->model->package.resource_count) {
        const Table *table = &self->model->tables[(*index)++];
        if (table->resource && str_equal(table->resource->role, role))
            return table;
    }
    return NULL;
}

const Fact *const *
row_facts(ModelReader *self, Loc loc, const char *ids)
{
    VEC(const Fact *) facts = {0};
    for (const char *from = ids ? ids : ""; *from;) {
        size_t length = strcspn(from, " ");
        if (length) {
            const Fact *fact = model_need_fact(self->model, self->diags, loc, arena_strndup(self->arena, from, length));
            if (fact)
                VEC_PUSH(self->arena, &facts, fact);
        }
        from += length + (from[length] == ' ');
    }
    VEC_PUSH(self->arena, &facts, NULL);
    return facts.items;
}

static Loc
cell_loc(const Table *table, size_t row, const char *column)
{
    const TableCell *cell = row_cell(table, row, column);
    return cell ? cell->loc : row_loc(table, row);
}

/* ---- one function a role ---------------------------------------------------------------------------------- */

static void
read_indicator(ModelReader *self, const Table *table, size_t row)
{
    Indicator *indicator = ARENA_NEW(self->arena, Indicator);
    const TableCell *digits = row_cell(table, row, "digits");
    *indicator = (Indicator){
        .id = row_text(self, table, row, "id"),
        .category = row_text(self, table, row, "category"),
        .label = row_texts(self, table, row, "label"),
        .unit = row_texts(self, table, row, "unit"),
        .definition = row_texts(self, table, row, "definition"),
        .digits = digits && !digits->missing ? (int)decimal_to_double(digits->number) : -1,
        .direction = row_text(self, table, row, "direction"),
        .loc = row_loc(table, row),
    };
    if (indicator->id)
        VEC_PUSH(self->arena, &self->model->indicators, indicator);
}

static bool
read_decimal(const Table *table, size_t row, const char *column, Decimal *out)
{
    const TableCell *cell = row_cell(table, row, column);
    if (!cell || cell->missing)
        return false;
    *out = cell->number;
    return true;
}

/* "a + b" or "a - b" over row ids: the first id, and the second with its sign. */
static void
read_formula(ModelReader *self, Loc loc, const char *text, const Fact **first, const Fact **second, bool *minus)
{
    size_t length = strcspn(text, " ");
    *first = model_need_fact(self->model, self->diags, loc, arena_strndup(self->arena, text, length));
    const char *rest = text + length;
    while (*rest == ' ')
        rest++;
    *minus = *rest == '-';
    if (*rest == '-' || *rest == '+') {
        rest++;
        while (*rest == ' ')
            rest++;
        *second = model_need_fact(self->model, self->diags, loc, str_trim(self->arena, rest));
    }
}

static void
read_target(ModelReader *self, const Table *table, size_t row)
{
    Target *target = ARENA_NEW(self->arena, Target);
    target->indicator = row_text(self, table, row, "indicator_id");
    if (!target->indicator)
        return;
    target->label = row_texts(self, table, row, "label");
    target->unit = row_texts(self, table, row, "unit");
    target->reason = row_texts(self, table, row, "reason");
    target->kind = row_text(self, table, row, "kind");
    target->source_id = row_text(self, table, row, "source_id");
    target->quote = row_text(self, table, row, "quote_zh");
    target->loc = cell_loc(table, row, "target_value");
    target->has_target = read_decimal(table, row, "target_value", &target->target);
    target->has_baseline = read_decimal(table, row, "baseline_value", &target->baseline_value);
    Decimal year;
    if (read_decimal(table, row, "target_year", &year))
        target->target_year = (int)decimal_to_double(year);
    const TableCell *date = row_cell(table, row, "baseline_date"), *as_of = row_cell(table, row, "latest_as_of");
    target->baseline_date = date ? date->date : (Date){0};
    target->latest_as_of = as_of ? as_of->date : (Date){0};
    const Fact *other = NULL;
    bool minus = false;
    const char *text = row_text(self, table, row, "baseline_row_id");
    if (text)
        read_formula(self, cell_loc(table, row, "baseline_row_id"), text, &target->baseline, &other, &minus);
    /* The latest value is the figure's own, or the formula's; the column repeats it for the editor's eye and has to agree. */
    const char *formula = row_text(self, table, row, "latest_formula"), *latest = row_text(self, table, row, "latest_row_id");
    other = NULL;
    if (formula)
        read_formula(self, cell_loc(table, row, "latest_formula"), formula, &target->latest, &other, &minus);
    else if (latest)
        target->latest = model_need_fact(self->model, self->diags, cell_loc(table, row, "latest_row_id"), latest);
    if (target->latest) {
        target->has_latest = true;
        target->latest_value = target->latest->value;
        if (other && minus) {
            target->latest_minus = other;
            decimal_sub(target->latest->value, other->value, &target->latest_value);
        }
        Decimal stated;
        if (read_decimal(table, row, "latest_value", &stated) && decimal_compare(stated, target->latest_value) != 0)
            diag(self->diags, DIAG_TARGET_LATEST_DIFFERS, cell_loc(table, row, "latest_value"), decimal_text(self->arena, stated),
                 decimal_text(self->arena, target->latest_value));
    }
    target->also = row_facts(self, cell_loc(table, row, "also_row_ids"), row_text(self, table, row, "also_row_ids"));
    const char *comparable = row_text(self, table, row, "comparable");
    target->comparable = str_equal(comparable, "yes") ? COMPARABLE_YES : str_equal(comparable, "partly") ? COMPARABLE_PARTLY : COMPARABLE_NO;
    VEC_PUSH(self->arena, &self->model->targets, target);
}

static void
read_record(ModelReader *self, const Table *table, size_t row)
{
    Record *record = ARENA_NEW(self->arena, Record);
    record->kind = row_text(self, table, row, "kind");
    const TableCell *date = row_cell(table, row, "date");
    if (date && !date->missing) {
        record->date_text = date->text;
        if (!date_parse(date->text, strlen(date->text), &record->date))
            record->date = date->date;
    }
    record->title = row_texts(self, table, row, "title");
    record->detail = row_texts(self, table, row, "detail");
    record->source_id = row_text(self, table, row, "source_id");
    record->loc = row_loc(table, row);
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        record->title_loc[lang] = cell_loc(table, row, arena_printf(self->arena, "title_%s", self->model->lang_keys[lang]));
        record->detail_loc[lang] = cell_loc(table, row, arena_printf(self->arena, "detail_%s", self->model->lang_keys[lang]));
    }
    VEC_PUSH(self->arena, &self->model->records, record);
}

static void
read_highlight(ModelReader *self, const Table *table, size_t row)
{
    Highlight *highlight = ARENA_NEW(self->arena, Highlight);
    Decimal order;
    if (!read_decimal(table, row, "order", &order))
        return;
    highlight->order = (int)decimal_to_double(order);
    highlight->number = row_text(self, table, row, "number");
    highlight->lead = row_texts(self, table, row, "lead");
    highlight->unit = row_texts(self, table, row, "unit");
    highlight->body = row_texts(self, table, row, "body");
    highlight->source_id = row_text(self, table, row, "source_id");
    highlight->facts = row_facts(self, cell_loc(table, row, "row_ids"), row_text(self, table, row, "row_ids"));
    highlight->loc = row_loc(table, row);
    for (int lang = 0; lang < self->model->lang_count; lang++)
        highlight->body_loc[lang] = cell_loc(table, row, arena_printf(self->arena, "body_%s", self->model->lang_keys[lang]));
    VEC_PUSH(self->arena, &self->model->highlights, highlight);
}

static void
read_source(ModelReader *self, const Table *table, size_t row)
{
    SourceDoc *source = ARENA_NEW(self->arena, SourceDoc);
    const char *evidence = row_text(self, table, row, "evidence");
    *source = (SourceDoc){
        .id = row_text(self, table, row, "source_id"),
        .title = row_texts(self, table, row, "title"),
        .publisher = row_texts(self, table, row, "publisher"),
        .date = row_text(self, table, row, "date"),
        .document_no = row_text(self, table, row, "document_no"),
        .kind = row_text(self, table, row, "kind"),
        .evidence = evidence ? *evidence : 'A',
        .loc = row_loc(table, row),
    };
    if (source->id)
        VEC_PUSH(self->arena, &self->model->sources, source);
}

static void
read_term(ModelReader *self, const Table *table, size_t row)
{
    Term *term = ARENA_NEW(self->arena, Term);
    *term = (Term){row_texts(self, table, row, "term"), row_text(self, table, row, "forbidden_en"), row_text(self, table, row, "note"), row_loc(table, row)};
    VEC_PUSH(self->arena, &self->model->terms, term);
}

static void
read_period(ModelReader *self, const Table *table, size_t row)
{
    Period *period = ARENA_NEW(self->arena, Period);
    *period = (Period){row_text(self, table, row, "code"), row_texts(self, table, row, "label"), row_text(self, table, row, "meaning")};
    if (period->code)
        VEC_PUSH(self->arena, &self->model->periods, period);
}

static void
read_conflicts(ModelReader *self)
{
    if (!reader_exists(self->reader, "data/conflicts.yaml"))
        return;
    const Source *source = reader_read(self->reader, "data/conflicts.yaml", LOC_NONE);
    const Node *root = source ? node_parse(self->arena, self->diags, source) : NULL;
    const Node *list = node_find(root, "conflicts");
    for (size_t i = 0; list && i < list->count; i++) {
        static const char *const keys[] = {"id", "kind", "title", "rows", "ruling", NULL};
        const Node *node = list->items[i].value, *rows = node_find(node, "rows");
        Conflict *conflict = ARENA_NEW(self->arena, Conflict);
        node_check_keys(self->diags, node, keys);
        conflict->id = node_text(node, "id", "");
        conflict->loc = node->loc;
        const Node *ruling = node_find(node, "ruling");
        model_texts(self->model, self->arena, self->diags, node_find(node, "title"), &conflict->title);
        model_texts(self->model, self->arena, self->diags, ruling, &conflict->ruling);
        for (int lang = 0; ruling && lang < self->model->lang_count; lang++) {
            const Node *text = node_find(ruling, self->model->lang_keys[lang]);
            conflict->ruling_loc[lang] = text ? text->loc : ruling->loc;
        }
        const char **ids = ARENA_ARRAY(self->arena, const char *, rows ? rows->count + 1 : 1);
        for (size_t k = 0; rows && k < rows->count; k++) {
            const Node *id = rows->items[k].value;
            ids[k] = id->text ? id->text : "";
            model_need_fact(self->model, self->diags, id->loc, ids[k]);
        }
        conflict->rows = ids;
        VEC_PUSH(self->arena, &self->model->conflicts, conflict);
    }
}

void
read_rows(ModelReader *self)
{
    static const struct {
        const char *role;
        void (*read)(ModelReader *self, const Table *table, size_t row);
    } roles[] = {
        {"indicators", read_indicator}, {"periods", read_period}, {"sources", read_source}, {"glossary", read_term},
        {"targets", read_target}, {"records", read_record}, {"highlights", read_highlight},
    };
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        size_t index = 0;
        for (const Table *table; (table = next_table(self, roles[i].role, &index));)
            for (size_t row = 0; row < table->row_count; row++)
                roles[i].read(self, table, row);
    }
    read_conflicts(self);
}
