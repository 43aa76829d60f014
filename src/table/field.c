#include "table/field.h"

#include "base/str.h"
#include "table/bind.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

static const char *const TYPES[FIELD_TYPE_COUNT] = {
    [FIELD_STRING] = "string",
    [FIELD_NUMBER] = "number",
    [FIELD_INTEGER] = "integer",
    [FIELD_BOOLEAN] = "boolean",
    [FIELD_DATE] = "date",
    [FIELD_TIME] = "time",
    [FIELD_DATETIME] = "datetime",
    [FIELD_YEAR] = "year",
    [FIELD_YEARMONTH] = "yearmonth",
    [FIELD_ANY] = "any",
};

static const struct {
    const char *name;
    FieldFormat format;
    FieldType types[3]; /* closed by FIELD_TYPE_COUNT where there are fewer */
} FORMATS[] = {
    {"default", FORMAT_DEFAULT, {FIELD_TYPE_COUNT}}, /* of any type */
    {"qualified", FORMAT_QUALIFIED, {FIELD_NUMBER, FIELD_INTEGER, FIELD_TYPE_COUNT}},
    {"reduced", FORMAT_REDUCED, {FIELD_DATE, FIELD_TYPE_COUNT}},
    {"any", FORMAT_ANY, {FIELD_DATE, FIELD_TYPE_COUNT}},
    {"email", FORMAT_EMAIL, {FIELD_STRING, FIELD_TYPE_COUNT}},
    {"uri", FORMAT_URI, {FIELD_STRING, FIELD_TYPE_COUNT}},
    {"uuid", FORMAT_UUID, {FIELD_STRING, FIELD_TYPE_COUNT}},
    {"binary", FORMAT_BINARY, {FIELD_STRING, FIELD_TYPE_COUNT}},
};

Texts
schema_texts(const SchemaReader *self, const Node *node)
{
    Texts texts = {0};
    for (int i = 0; node && i < self->languages->count; i++)
        texts.in[i] = node->kind == NODE_MAP ? node_text(node, self->languages->keys[i], NULL) : node->text;
    return texts;
}

const char *const *
schema_names(const SchemaReader *self, const Node *map, const char *key)
{
    const Node *node = node_find(map, key);
    if (!node)
        return NULL;
    size_t count = node->kind == NODE_LIST ? node->count : 1, kept = 0;
    const char **names = ARENA_ARRAY(self->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Node *item = node->kind == NODE_LIST ? node->items[i].value : node;
        if (item->kind == NODE_BOOL || node_expect(self->diags, item, key, NODE_STRING))
            names[kept++] = item->text;
    }
    return names;
}

/* ---- type and format ----------------------------------------------------------------------------------------- */

static bool
read_type(const SchemaReader *self, const Node *node, Field *out)
{
    const Node *type = node_find(node, "type");
    if (!type)
        return true; /* string */
    if (!node_expect(self->diags, type, "type", NODE_STRING))
        return false;
    for (int i = 0; i < FIELD_TYPE_COUNT; i++) {
        if (str_equal(type->text, TYPES[i])) {
            out->type = (FieldType)i;
            return true;
        }
    }
    diag(self->diags, DIAG_TABLE_BAD_TYPE, type->loc, type->text);
    const char *near = str_nearest(type->text, TYPES, FIELD_TYPE_COUNT);
    if (near)
        diag_hint(self->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

static bool
goes_with(size_t format, FieldType type)
{
    const FieldType *types = FORMATS[format].types;
    bool found = types[0] == FIELD_TYPE_COUNT;
    for (size_t i = 0; i < COUNT_OF(FORMATS[format].types) && types[i] != FIELD_TYPE_COUNT; i++)
        found |= types[i] == type;
    return found;
}

static bool
read_format(const SchemaReader *self, const Node *node, Field *out)
{
    const Node *format = node_find(node, "format");
    if (!format)
        return true;
    const char *text = format->text ? format->text : "";
    for (size_t i = 0; i < COUNT_OF(FORMATS); i++) {
        if (str_equal(text, FORMATS[i].name) && goes_with(i, out->type)) {
            out->format = FORMATS[i].format;
            return true;
        }
    }
    bool is_moment = out->type == FIELD_DATE || out->type == FIELD_TIME || out->type == FIELD_DATETIME;
    if (!is_moment || !moment_is_pattern(text))
        return diag(self->diags, DIAG_TABLE_BAD_FORMAT, format->loc, text, TYPES[out->type]);
    out->format = FORMAT_PATTERN;
    out->moment = text;
    return true;
}

/* ---- how values are written ------------------------------------------------------------------------------------ */

static bool
has_numbers(const Field *field)
{
    return field->type == FIELD_NUMBER || field->type == FIELD_INTEGER;
}

/* A key that goes with some types only; NULL where it is absent or wrong here. */
static const Node *
key_of_type(const SchemaReader *self, const Node *node, const char *key, const Field *field, bool allowed, bool *ok)
{
    const Node *value = node_find(node, key);
    if (!value || allowed)
        return value;
    *ok = diag(self->diags, DIAG_TABLE_BAD_CONSTRAINT, value->loc, key, TYPES[field->type]);
    return NULL;
}

static bool
read_writing(const SchemaReader *self, const Node *node, Field *out)
{
    static const char *const true_words[] = {"true", "True", "TRUE", "1", NULL}, *const false_words[] = {"false", "False", "FALSE", "0", NULL};
    bool ok = true;
    const Node *decimal = key_of_type(self, node, "decimalChar", out, out->type == FIELD_NUMBER, &ok);
    const Node *group = key_of_type(self, node, "groupChar", out, has_numbers(out), &ok);
    const Node *bare = key_of_type(self, node, "bareNumber", out, has_numbers(out), &ok);
    const Node *truth = key_of_type(self, node, "trueValues", out, out->type == FIELD_BOOLEAN, &ok);
    const Node *falsehood = key_of_type(self, node, "falseValues", out, out->type == FIELD_BOOLEAN, &ok);
    out->decimal_char = decimal && node_expect(self->diags, decimal, "decimalChar", NODE_STRING) && *decimal->text ? decimal->text : ".";
    out->group_char = group && node_expect(self->diags, group, "groupChar", NODE_STRING) && *group->text ? group->text : NULL;
    out->bare = !(bare && node_expect(self->diags, bare, "bareNumber", NODE_BOOL) && !bare->boolean);
    out->true_values = truth ? schema_names(self, node, "trueValues") : true_words;
    out->false_values = falsehood ? schema_names(self, node, "falseValues") : false_words;
    out->missing_values = schema_names(self, node, "missingValues");
    if (str_equal(out->decimal_char, out->group_char))
        ok = diag(self->diags, DIAG_TABLE_SAME_CHAR, group->loc, out->group_char);
    return ok;
}

/* ---- constraints ----------------------------------------------------------------------------------------------- */

static bool
read_flag(const SchemaReader *self, const Node *constraints, const char *key, bool *out)
{
    const Node *node = node_find(constraints, key);
    if (!node)
        return true;
    if (!node_expect(self->diags, node, key, NODE_BOOL))
        return false;
    *out = node->boolean;
    return true;
}

static bool
read_length(const SchemaReader *self, const Node *constraints, const char *key, const Field *field, bool *has, size_t *out)
{
    const Node *node = node_find(constraints, key);
    if (!node)
        return true;
    if (field->type != FIELD_STRING)
        return diag(self->diags, DIAG_TABLE_BAD_CONSTRAINT, node->loc, key, TYPES[field->type]);
    if (!node_expect(self->diags, node, key, NODE_NUMBER))
        return false;
    *has = true;
    *out = node->number > 0 ? (size_t)node->number : 0;
    return true;
}

/* A number, or a date as the field writes it. */
static bool
bound_value(const Field *field, const Node *node, double *out)
{
    Date date;
    bool is_number = has_numbers(field) || field->type == FIELD_YEAR, is_date = field->type == FIELD_DATE || field->type == FIELD_YEARMONTH;
    if (is_number && node->kind == NODE_NUMBER)
        *out = node->number;
    else if (is_date && node->text && (moment_parse(field, node->text, &date) || date_parse(node->text, strlen(node->text), &date)))
        *out = moment_rank(date);
    else
        return false;
    return true;
}

static bool
read_bound(const SchemaReader *self, const Node *constraints, const char *key, bool exclusive, const Field *field, Bound *out)
{
    const Node *node = node_find(constraints, key);
    if (!node)
        return true;
    bool ordered = has_numbers(field) || field->type == FIELD_YEAR || field->type == FIELD_DATE || field->type == FIELD_YEARMONTH;
    if (!ordered)
        return diag(self->diags, DIAG_TABLE_BAD_CONSTRAINT, node->loc, key, TYPES[field->type]);
    *out = (Bound){.given = true, .exclusive = exclusive, .text = node->text ? node->text : ""};
    if (bound_value(field, node, &out->value))
        return true;
    out->given = false;
    return diag(self->diags, DIAG_TABLE_BAD_BOUND, node->loc, out->text, key, TYPES[field->type]);
}

static void
free_matcher(void *matcher)
{
    regfree(matcher);
}

static bool
read_pattern(const SchemaReader *self, const Node *constraints, Field *out)
{
    const Node *node = node_find(constraints, "pattern");
    if (!node)
        return true;
    if (!node_expect(self->diags, node, "pattern", NODE_STRING))
        return false;
    if (out->type != FIELD_STRING)
        return diag(self->diags, DIAG_TABLE_BAD_CONSTRAINT, node->loc, "pattern", TYPES[out->type]);
    regex_t *matcher = ARENA_NEW(self->arena, regex_t);
    int error = regcomp(matcher, arena_printf(self->arena, "^(%s)$", node->text), REG_EXTENDED | REG_NOSUB);
    if (error) {
        char reason[200];
        regerror(error, matcher, reason, sizeof reason);
        return diag(self->diags, DIAG_TABLE_BAD_PATTERN, node->loc, node->text, reason);
    }
    arena_defer(self->arena, free_matcher, matcher);
    out->pattern = node->text;
    out->matcher = matcher;
    return true;
}

static bool
read_constraints(const SchemaReader *self, const Node *constraints, Field *out)
{
    static const char *const keys[] = {"required", "unique", "pattern", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "minLength", "maxLength", NULL};
    if (!node_expect(self->diags, constraints, "constraints", NODE_MAP))
        return false;
    bool ok = node_check_keys(self->diags, constraints, keys);
    ok &= read_flag(self, constraints, "required", &out->required);
    ok &= read_flag(self, constraints, "unique", &out->unique);
    ok &= read_bound(self, constraints, "minimum", false, out, &out->min);
    ok &= read_bound(self, constraints, "exclusiveMinimum", true, out, &out->min);
    ok &= read_bound(self, constraints, "maximum", false, out, &out->max);
    ok &= read_bound(self, constraints, "exclusiveMaximum", true, out, &out->max);
    ok &= read_length(self, constraints, "minLength", out, &out->has_min_length, &out->min_length);
    ok &= read_length(self, constraints, "maxLength", out, &out->has_max_length, &out->max_length);
    ok &= read_pattern(self, constraints, out);
    const Node *enums = node_find(constraints, "enum");
    if (enums && node_expect(self->diags, enums, "enum", NODE_LIST))
        out->enums = schema_names(self, constraints, "enum");
    return ok;
}

bool
field_read(const SchemaReader *self, const Node *node, Field *out)
{
    static const char *const keys[] = {"name", "type", "format", "title", "description", "constraints", "example", "rdfType", "decimalChar", "groupChar",
        "bareNumber", "trueValues", "falseValues", "missingValues", NULL};
    if (!node_expect(self->diags, node, "fields", NODE_MAP))
        return false;
    bool ok = node_check_keys(self->diags, node, keys);
    const Node *name = node_need(self->diags, node, "name", NODE_STRING);
    if (!name)
        return false;
    *out = (Field){.name = name->text, .loc = name->loc, .title = schema_texts(self, node_find(node, "title")),
        .description = schema_texts(self, node_find(node, "description"))};
    ok &= read_type(self, node, out) && read_format(self, node, out);
    ok &= read_writing(self, node, out);
    const Node *constraints = node_find(node, "constraints");
    if (constraints)
        ok &= read_constraints(self, constraints, out);
    return ok;
}
