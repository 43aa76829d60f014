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
    const Loc *loc;
} Binding;

/* {0} is what the cell says, {1} the column. */
static bool
fault(const Binding *self, DiagCode code, const char *text)
{
    diag(self->diags, code, *self->loc, text, self->field->name);
    diag_note(self->diags, self->field->loc, "the column is declared here", "该列声明于此", NULL);
    return false;
}

static bool
is_missing(const Resource *resource, const Field *field, const char *text)
{
    const char *const *values = field && field->missing_values ? field->missing_values : resource->missing_values;
    for (; *values; values++)
        if (**values == *text && strcmp(*values, text) == 0)
            return true;
    return !field && !*text;
}

/* ---- numbers ------------------------------------------------------------------------------------------------ */

static bool
in_range(const Binding *self, const TableCell *cell, double value)
{
    const Bound *min = &self->field->min, *max = &self->field->max;
    bool above = !min->given || value > min->value || (value == min->value && !min->exclusive);
    bool below = !max->given || value < max->value || (value == max->value && !max->exclusive);
    if (above && below)
        return true;
    fault(self, DIAG_CSV_OUT_OF_RANGE, cell->text);
    if (min->given && max->given && !min->exclusive && !max->exclusive)
        diag_hint(self->diags, "from {0} to {1}", "应在{0}到{1}之间", min->text, max->text);
    else if (!above && min->exclusive)
        diag_hint(self->diags, "more than {0}", "大于{0}", min->text);
    else if (!above)
        diag_hint(self->diags, "at least {0}", "不小于{0}", min->text);
    else if (max->exclusive)
        diag_hint(self->diags, "less than {0}", "小于{0}", max->text);
    else
        diag_hint(self->diags, "at most {0}", "不大于{0}", max->text);
    return false;
}

static bool
bind_number(const Binding *self, TableCell *cell)
{
    const Field *field = self->field;
    bool qualified = field->format == FORMAT_QUALIFIED;
    bool ok = qualified ? quantity_parse(field, &self->resource->languages, cell->text, &cell->number, &cell->qualifier)
                        : number_parse(field, cell->text, strlen(cell->text), &cell->number);
    if (!ok) {
        fault(self, field->type == FIELD_YEAR ? DIAG_CSV_BAD_YEAR : qualified ? DIAG_CSV_BAD_QUANTITY : DIAG_CSV_BAD_NUMBER, cell->text);
        quantity_hint(self->arena, self->diags, &self->resource->languages, field, cell->text);
        return false;
    }
    if (field->type == FIELD_YEAR && (cell->number.scale != 0 || cell->number.mantissa < 1000 || cell->number.mantissa > 2999))
        return fault(self, DIAG_CSV_BAD_YEAR, cell->text);
    if (field->type == FIELD_INTEGER && cell->number.scale != 0)
        return fault(self, DIAG_CSV_BAD_INTEGER, cell->text);
    return (!field->min.given && !field->max.given) || in_range(self, cell, decimal_to_double(cell->number));
}

/* ---- the other types -------------------------------------------------------------------------------------------- */

static bool
bind_moment(const Binding *self, TableCell *cell)
{
    static const char *const names[FIELD_TYPE_COUNT][MESSAGE_LANG_COUNT] = {
        [FIELD_TIME] = {"a time such as 09:30:00", "09:30:00一类的时刻"},
        [FIELD_DATETIME] = {"a date and time such as 2025-10-30T09:30:00Z", "2025-10-30T09:30:00Z一类的日期时间"},
        [FIELD_YEARMONTH] = {"a month such as 2025-10", "2025-10一类的年月"},
        [FIELD_DATE] = {"a date", "日期"},
    };
    const Field *field = self->field;
    if (!moment_parse(field, cell->text, &cell->date)) {
        const char *const *name = names[field->type];
        if (field->type == FIELD_DATE && field->format != FORMAT_PATTERN) {
            fault(self, DIAG_CSV_BAD_DATE, cell->text);
        } else {
            diag(self->diags, DIAG_CSV_BAD_MOMENT, *self->loc, cell->text, field->name, name[MESSAGE_EN], name[MESSAGE_ZH]);
            diag_note(self->diags, field->loc, "the column is declared here", "该列声明于此", NULL);
            if (field->format == FORMAT_PATTERN)
                diag_hint(self->diags, "in the form {0}", "格式为{0}", field->moment);
        }
        moment_hint(self->arena, self->diags, field, cell->text);
        return false;
    }
    return in_range(self, cell, moment_rank(cell->date));
}

static bool
is_among(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (str_equal(text, *words))
            return true;
    return false;
}

static bool
bind_boolean(const Binding *self, TableCell *cell)
{
    cell->boolean = is_among(cell->text, self->field->true_values);
    return cell->boolean || is_among(cell->text, self->field->false_values) || fault(self, DIAG_CSV_BAD_BOOLEAN, cell->text);
}

static bool
has_only(const char *text, size_t length, const char *extra)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr(extra, c)))
            return false;
    }
    return true;
}

static bool
is_email(const char *text)
{
    const char *at = strchr(text, '@'), *dot = at ? strrchr(at, '.') : NULL;
    return at && at > text && dot && dot > at + 1 && dot[1] && !strchr(at + 1, '@') && !strpbrk(text, " ,;<>\t\n");
}

static bool
is_uri(const char *text)
{
    size_t scheme = strcspn(text, ":");
    return scheme && text[scheme] && text[scheme + 1] && !(*text >= '0' && *text <= '9') && has_only(text, scheme, "+.-") && !strpbrk(text, " <>\"\t\n");
}

static bool
is_uuid(const char *text)
{
    for (size_t i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (!text[i] || (dash ? text[i] != '-' : !strchr("0123456789abcdefABCDEF", text[i])))
            return false;
    }
    return !text[36];
}

static bool
is_base64(const char *text)
{
    size_t length = strlen(text), body = length;
    while (body && length - body < 2 && text[body - 1] == '=')
        body--;
    return length % 4 == 0 && has_only(text, body, "+/");
}

static bool
check_format(const Binding *self, const TableCell *cell)
{
    static const struct {
        FieldFormat format;
        bool (*holds)(const char *text);
        const char *name[MESSAGE_LANG_COUNT];
    } formats[] = {
        {FORMAT_EMAIL, is_email, {"e-mail address", "电子邮件地址"}},
        {FORMAT_URI, is_uri, {"URI", "网址（URI）"}},
        {FORMAT_UUID, is_uuid, {"UUID", "UUID"}},
        {FORMAT_BINARY, is_base64, {"base64 text", "base64文本"}},
    };
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (formats[i].format != self->field->format || formats[i].holds(cell->text))
            continue;
        diag(self->diags, DIAG_CSV_BAD_FORMAT, *self->loc, cell->text, self->field->name, formats[i].name[MESSAGE_EN], formats[i].name[MESSAGE_ZH]);
        diag_note(self->diags, self->field->loc, "the column is declared here", "该列声明于此", NULL);
        return false;
    }
    return true;
}

static bool
bind_string(const Binding *self, const TableCell *cell)
{
    const Field *field = self->field;
    if (field->format != FORMAT_DEFAULT && !check_format(self, cell))
        return false;
    if (is_spreadsheet_date(cell->text))
        fault(self, DIAG_CSV_SPREADSHEET_DATE, cell->text); /* a warning: the text stands */
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

/* The same text, or the same number: 1 and 1.0. */
static bool
equals(const Field *field, const TableCell *cell, const char *value)
{
    Decimal number;
    bool is_number = field->type == FIELD_NUMBER || field->type == FIELD_INTEGER || field->type == FIELD_YEAR;
    if (!is_number)
        return str_equal(value, cell->text);
    return decimal_parse(value, strlen(value), &number) && decimal_compare(number, cell->number) == 0;
}

static bool
is_allowed(const Binding *self, const TableCell *cell)
{
    const Field *field = self->field;
    size_t count = 0;
    for (; field->enums && field->enums[count]; count++)
        if (equals(field, cell, field->enums[count]))
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
    Binding self = {arena, diags, resource, field, &out->loc};
    /* In place: the copy of a value just written in pieces makes the processor wait, at each of a million cells. */
    *out = (TableCell){.text = raw->text, .missing = is_missing(resource, field, raw->text)};
    out->loc = grid_loc(grid, raw);
    if (out->missing) {
        out->text = "";
        return !(field && field->required) || fault(&self, DIAG_CSV_REQUIRED, field->name);
    }
    bool ok = true;
    switch (field ? field->type : FIELD_ANY) {
    case FIELD_NUMBER:
    case FIELD_INTEGER:
    case FIELD_YEAR: ok = bind_number(&self, out); break;
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DATETIME:
    case FIELD_YEARMONTH: ok = bind_moment(&self, out); break;
    case FIELD_BOOLEAN: ok = bind_boolean(&self, out); break;
    case FIELD_STRING: ok = bind_string(&self, out); break;
    case FIELD_ANY:
    case FIELD_TYPE_COUNT: break;
    }
    ok = ok && (!field || (!field->enums && !field->matcher) || is_allowed(&self, out));
    if (!ok)
        *out = (TableCell){.text = "", .missing = true, .loc = out->loc};
    return ok;
}
