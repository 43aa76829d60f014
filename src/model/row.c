/* model/row.c -- a row of a table by column names. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

const TableCell *
row_cell(const Table *table, size_t row, const char *column)
{
    ptrdiff_t index = table_column(table, column);
    return index < 0 ? NULL : table_at(table, row, (size_t)index);
}

const char *
row_text(const Table *table, size_t row, const char *column)
{
    const TableCell *cell = row_cell(table, row, column);
    return cell && !cell->missing ? cell->text : NULL;
}

const char *
row_text_or_empty(const Table *table, size_t row, const char *column)
{
    const char *text = row_text(table, row, column);
    return text ? text : "";
}

/* A column declared as text holds no number: what its schema says is what it is. */
static bool
has_type(const Table *table, const char *column, bool is_date)
{
    const Field *field = table_field(table, column);
    if (!field)
        return false;
    return is_date ? field->type == FIELD_DATE || field->type == FIELD_YEARMONTH : field->type == FIELD_NUMBER || field->type == FIELD_INTEGER || field->type == FIELD_YEAR;
}

bool
row_decimal(const Table *table, size_t row, const char *column, Decimal *out)
{
    const TableCell *cell = row_cell(table, row, column);
    if (!cell || cell->missing)
        return false;
    if (!has_type(table, column, false))
        return decimal_parse(cell->text, strlen(cell->text), out);
    *out = cell->number;
    return true;
}

int
row_int(const Table *table, size_t row, const char *column, int fallback)
{
    Decimal number;
    return row_decimal(table, row, column, &number) ? (int)decimal_to_double(number) : fallback;
}

Date
row_date(const Table *table, size_t row, const char *column)
{
    const TableCell *cell = row_cell(table, row, column);
    Date date = {0};
    if (!cell || cell->missing)
        return date;
    if (has_type(table, column, true))
        return cell->date;
    return date_parse(cell->text, strlen(cell->text), &date) ? date : (Date){0};
}

Texts
row_texts(ModelReader *self, const Table *table, size_t row, const char *prefix)
{
    Texts texts = {0};
    for (int lang = 0; lang < self->model->lang_count; lang++)
        texts.in[lang] = row_text(table, row, arena_printf(self->arena, "%s_%s", prefix, self->model->lang_keys[lang]));
    return texts;
}

Loc
row_loc(const Table *table, size_t row)
{
    return table->column_count ? table_at(table, row, 0)->loc : LOC_NONE;
}

Loc
cell_loc(const Table *table, size_t row, const char *column)
{
    const TableCell *cell = row_cell(table, row, column);
    return cell ? cell->loc : row_loc(table, row);
}

int
row_word(ModelReader *self, const Table *table, size_t row, const char *column, const char *const *words, size_t count, int fallback)
{
    const TableCell *cell = row_cell(table, row, column);
    if (!cell || cell->missing)
        return fallback;
    for (size_t i = 0; i < count; i++)
        if (str_equal(words[i], cell->text))
            return (int)i;
    Buf all = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_add(&all, i ? ", " : "");
        buf_add(&all, words[i]);
    }
    diag(self->diags, DIAG_ROW_BAD_WORD, cell->loc, cell->text, column, buf_take(&all, self->arena));
    buf_clear(&all);
    hint_nearest(self->diags, cell->text, words, count);
    return fallback;
}

Qualifier
row_qualifier(ModelReader *self, const Table *table, size_t row, const char *column)
{
    static const char *const words[QUALIFIER_COUNT] = {
        [QUALIFIER_EXACT] = "exact",
        [QUALIFIER_ABOUT] = "about",
        [QUALIFIER_NEARLY] = "nearly",
        [QUALIFIER_MORE_THAN] = "more_than",
        [QUALIFIER_AT_LEAST] = "at_least",
    };
    return (Qualifier)row_word(self, table, row, column, words, COUNT_OF(words), QUALIFIER_EXACT);
}

const Fact *const *
row_facts(ModelReader *self, Loc loc, const char *ids)
{
    VEC(const Fact *) facts = {0};
    for (const char *from = ids ? ids : ""; *from;) {
        size_t length = strcspn(from, " ");
        const Fact *fact = length ? model_need_fact(self->model, self->diags, loc, arena_strndup(self->arena, from, length)) : NULL;
        if (fact)
            VEC_PUSH(self->arena, &facts, fact);
        from += length + (from[length] == ' ');
    }
    VEC_PUSH(self->arena, &facts, NULL);
    return facts.items;
}
