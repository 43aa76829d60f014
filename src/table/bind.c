#include "table/bind.h"

#include "base/str.h"

#include <regex.h>
#include <string.h>

typedef struct Binding {
    Arena *arena;
    Diags *diags;
    const Field *field;
    Loc loc;
} Binding;

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

/* "90余", "近900", "约10", "超过31": the words that bureaus write about a number in a cell. */
static bool
strip_qualifier(const char **text, size_t *length, Qualifier *out)
{
    static const struct {
        const char *word;
        Qualifier qualifier;
        bool before;
    } words[] = {
        {"余", QUALIFIER_MORE_THAN, false}, {"多", QUALIFIER_MORE_THAN, false}, {"+", QUALIFIER_MORE_THAN, false}, {"超过", QUALIFIER_MORE_THAN, true},
        {"超", QUALIFIER_MORE_THAN, true}, {">", QUALIFIER_MORE_THAN, true}, {"近", QUALIFIER_NEARLY, true}, {"<", QUALIFIER_NEARLY, true},
        {"约", QUALIFIER_ABOUT, true}, {"~", QUALIFIER_ABOUT, true}, {"左右", QUALIFIER_ABOUT, false}, {"至少", QUALIFIER_AT_LEAST, true},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t size = strlen(words[i].word);
        if (*length <= size)
            continue;
        if (words[i].before && strncmp(*text, words[i].word, size) == 0) {
            *text += size;
        } else if (words[i].before || strncmp(*text + *length - size, words[i].word, size) != 0) {
            continue;
        }
        *length -= size;
        *out = words[i].qualifier;
        return true;
    }
    return false;
}

static bool
bind_number(const Binding *self, TableCell *cell)
{
    const char *text = cell->text;
    size_t length = strlen(text);
    if (self->field->qualified)
        strip_qualifier(&text, &length, &cell->qualifier);
    if (!decimal_parse(text, length, &cell->number))
        return fault(self, DIAG_CSV_BAD_NUMBER, cell->text);
    if (self->field->type != FIELD_NUMBER && cell->number.scale != 0)
        return fault(self, DIAG_CSV_BAD_INTEGER, cell->text);
    double value = decimal_to_double(cell->number);
    if (self->field->type == FIELD_YEAR && (value < 1000 || value > 2999))
        return fault(self, DIAG_CSV_BAD_YEAR, cell->text);
    if ((self->field->has_min && value < self->field->min) || (self->field->has_max && value > self->field->max))
        return fault(self, DIAG_CSV_OUT_OF_RANGE, cell->text);
    return true;
}

static bool
matches_pattern(const Binding *self, const char *text, bool *ok)
{
    regex_t expression;
    const char *pattern = arena_printf(self->arena, "^(%s)$", self->field->pattern);
    *ok = regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB) == 0;
    if (!*ok)
        return true;
    bool match = regexec(&expression, text, 0, NULL, 0) == 0;
    regfree(&expression);
    return match;
}

static bool
bind_text(const Binding *self, const TableCell *cell)
{
    if (self->field->enums) {
        size_t count = 0;
        while (self->field->enums[count]) {
            if (str_equal(self->field->enums[count], cell->text))
                return true;
            count++;
        }
        fault(self, DIAG_CSV_ENUM, cell->text);
        const char *near = str_nearest(cell->text, self->field->enums, count);
        if (near)
            diag_hint(self->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        return false;
    }
    bool understood;
    if (self->field->pattern && !matches_pattern(self, cell->text, &understood))
        return fault(self, DIAG_CSV_PATTERN, cell->text);
    return true;
}

bool
bind_cell(Arena *arena, Diags *diags, const Grid *grid, const Cell *raw, const Resource *resource, const Field *field, TableCell *out)
{
    Binding self = {arena, diags, field, grid_loc(grid, raw)};
    TableCell cell = {.text = raw->text, .missing = is_missing(resource, raw->text), .loc = self.loc};
    *out = (TableCell){.text = "", .missing = true, .loc = self.loc};
    if (!field) {
        *out = cell;
        return true;
    }
    if (cell.missing) {
        out->text = "";
        return field->required ? fault(&self, DIAG_CSV_REQUIRED, "") : true;
    }
    bool ok = true;
    switch (field->type) {
    case FIELD_NUMBER:
    case FIELD_INTEGER:
    case FIELD_YEAR: ok = bind_number(&self, &cell); break;
    case FIELD_DATE: ok = date_parse(cell.text, strlen(cell.text), &cell.date) || fault(&self, DIAG_CSV_BAD_DATE, cell.text); break;
    case FIELD_BOOLEAN:
        ok = str_equal(cell.text, "true") || str_equal(cell.text, "false") || fault(&self, DIAG_CSV_BAD_BOOLEAN, cell.text);
        break;
    case FIELD_STRING: ok = bind_text(&self, &cell); break;
    }
    if (ok)
        *out = cell;
    return ok;
}
