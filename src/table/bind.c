#include "table/bind.h"

#include "base/str.h"
#include "base/utf8.h"

#include <regex.h>
#include <string.h>

typedef struct Binding {
    Arena *arena;
    Diags *diags;
    const Resource *resource;
    const Field *field;
    Loc loc;
} Binding;

/* {0} is what the cell says, {1} the column. */
static bool
fault(const Binding *self, DiagCode code, const char *text)
{
    diag(self->diags, code, self->loc, text, self->field->name);
    diag_note(self->diags, self->field->loc, "the column is declared here", "该列声明于此", NULL);
    return false;
}

static bool
is_missing(const Resource *resource, const char *text)
{
    if (!*text)
        return true;
    for (const char *const *value = resource->missing_values; *value; value++)
        if (str_equal(*value, text))
            return true;
    return false;
}

/* ---- numbers ------------------------------------------------------------------------------------------------ */

static bool
in_range(const Binding *self, const TableCell *cell)
{
    const Field *field = self->field;
    double value = decimal_to_double(cell->number);
    if ((!field->has_min || value >= field->min) && (!field->has_max || value <= field->max))
        return true;
    fault(self, DIAG_CSV_OUT_OF_RANGE, cell->text);
    const char *low = str_from_double(self->arena, field->min), *high = str_from_double(self->arena, field->max);
    if (field->has_min && field->has_max)
        diag_hint(self->diags, "from {0} to {1}", "应在{0}到{1}之间", low, high);
    else if (field->has_min)
        diag_hint(self->diags, "at least {0}", "不小于{0}", low);
    else
        diag_hint(self->diags, "at most {0}", "不大于{0}", high);
    return false;
}

static bool
bind_number(const Binding *self, TableCell *cell)
{
    const Field *field = self->field;
    bool ok = field->qualified ? quantity_parse(&self->resource->languages, cell->text, &cell->number, &cell->qualifier)
                               : decimal_parse(cell->text, strlen(cell->text), &cell->number);
    if (!ok) {
        fault(self, field->type == FIELD_YEAR ? DIAG_CSV_BAD_YEAR : field->qualified ? DIAG_CSV_BAD_QUANTITY : DIAG_CSV_BAD_NUMBER, cell->text);
        quantity_hint(self->arena, self->diags, &self->resource->languages, cell->text);
        return false;
    }
    double value = decimal_to_double(cell->number);
    if (field->type == FIELD_YEAR && (cell->number.scale != 0 || value < 1000 || value > 2999))
        return fault(self, DIAG_CSV_BAD_YEAR, cell->text);
    if (field->type == FIELD_INTEGER && cell->number.scale != 0)
        return fault(self, DIAG_CSV_BAD_INTEGER, cell->text);
    return in_range(self, cell);
}

/* ---- the other types -------------------------------------------------------------------------------------------- */

static bool
bind_date(const Binding *self, TableCell *cell)
{
    return date_parse(cell->text, strlen(cell->text), &cell->date) || fault(self, DIAG_CSV_BAD_DATE, cell->text);
}

/* The spellings of Table Schema; spreadsheets save TRUE. */
static bool
bind_boolean(const Binding *self, TableCell *cell)
{
    static const char *const words[2][4] = {{"false", "False", "FALSE", "0"}, {"true", "True", "TRUE", "1"}};
    for (int truth = 0; truth < 2; truth++) {
        for (size_t i = 0; i < COUNT_OF(words[truth]); i++) {
            if (str_equal(cell->text, words[truth][i])) {
                cell->boolean = truth;
                return true;
            }
        }
    }
    return fault(self, DIAG_CSV_BAD_BOOLEAN, cell->text);
}

static bool
bind_string(const Binding *self, const TableCell *cell)
{
    const Field *field = self->field;
    if (!field->has_min_length && !field->has_max_length)
        return true;
    size_t length = utf8_count(cell->text);
    if ((!field->has_min_length || length >= field->min_length) && (!field->has_max_length || length <= field->max_length))
        return true;
    bool too_short = field->has_min_length && length < field->min_length;
    fault(self, too_short ? DIAG_CSV_TOO_SHORT : DIAG_CSV_TOO_LONG, arena_printf(self->arena, "%zu", length));
    const char *bound = arena_printf(self->arena, "%zu", too_short ? field->min_length : field->max_length);
    if (too_short)
        diag_hint(self->diags, "at least {0}", "至少{0}个", bound);
    else
        diag_hint(self->diags, "at most {0}", "最多{0}个", bound);
    return false;
}

/* ---- constraints of any type -------------------------------------------------------------------------------------- */

static bool
is_allowed(const Binding *self, const TableCell *cell)
{
    const Field *field = self->field;
    size_t count = 0;
    for (; field->enums && field->enums[count]; count++)
        if (str_equal(field->enums[count], cell->text))
            return true;
    if (field->enums) {
        fault(self, DIAG_CSV_ENUM, cell->text);
        const char *near = str_nearest(cell->text, field->enums, count);
        Buf all = BUF_INIT;
        for (size_t i = 0; i < count; i++) {
            buf_add(&all, i ? ", " : "");
            buf_add(&all, field->enums[i]);
        }
        const char *list = buf_take(&all, self->arena);
        buf_clear(&all);
        if (near)
            diag_hint(self->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        else
            diag_hint(self->diags, "one of: {0}", "可用：{0}", list ? list : "");
        return false;
    }
    if (field->matcher && regexec(field->matcher, cell->text, 0, NULL, 0) != 0) {
        fault(self, DIAG_CSV_PATTERN, cell->text);
        diag_hint(self->diags, "the form is {0}", "格式为{0}", field->pattern);
        return false;
    }
    return true;
}

bool
bind_cell(Arena *arena, Diags *diags, const Grid *grid, const Cell *raw, const Resource *resource, const Field *field, TableCell *out)
{
    Binding self = {arena, diags, resource, field, grid_loc(grid, raw)};
    TableCell cell = {.text = raw->text, .missing = is_missing(resource, raw->text), .loc = self.loc};
    *out = (TableCell){.text = "", .missing = true, .loc = self.loc};
    if (cell.missing)
        return !(field && field->required) || fault(&self, DIAG_CSV_REQUIRED, field->name);
    bool ok = true;
    switch (field ? field->type : FIELD_STRING) {
    case FIELD_NUMBER:
    case FIELD_INTEGER:
    case FIELD_YEAR: ok = bind_number(&self, &cell); break;
    case FIELD_DATE: ok = bind_date(&self, &cell); break;
    case FIELD_BOOLEAN: ok = bind_boolean(&self, &cell); break;
    case FIELD_STRING:
    case FIELD_TYPE_COUNT: ok = !field || bind_string(&self, &cell); break;
    }
    ok = ok && (!field || is_allowed(&self, &cell));
    if (ok)
        *out = cell;
    return ok;
}
