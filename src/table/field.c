#include "table/field.h"

#include "base/str.h"

#include <regex.h>
#include <stdlib.h>

static const char *const TYPES[FIELD_TYPE_COUNT] = {
    [FIELD_STRING] = "string",
    [FIELD_NUMBER] = "number",
    [FIELD_INTEGER] = "integer",
    [FIELD_YEAR] = "year",
    [FIELD_DATE] = "date",
    [FIELD_BOOLEAN] = "boolean",
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
read_format(const SchemaReader *self, const Node *node, Field *out)
{
    const Node *format = node_find(node, "format");
    if (!format || str_equal(format->text, "default"))
        return true;
    out->qualified = str_equal(format->text, "qualified") && (out->type == FIELD_NUMBER || out->type == FIELD_INTEGER);
    if (out->qualified || (str_equal(format->text, "reduced") && out->type == FIELD_DATE))
        return true;
    return diag(self->diags, DIAG_TABLE_BAD_FORMAT, format->loc, format->text ? format->text : "", TYPES[out->type]);
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
read_bound(const SchemaReader *self, const Node *constraints, const char *key, const Field *field, bool allowed, bool *has, double *out)
{
    const Node *node = node_find(constraints, key);
    if (!node)
        return true;
    if (!allowed)
        return diag(self->diags, DIAG_TABLE_BAD_CONSTRAINT, node->loc, key, TYPES[field->type]);
    if (!node_expect(self->diags, node, key, NODE_NUMBER))
        return false;
    *has = true;
    *out = node->number;
    return true;
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
    static const char *const keys[] = {"required", "unique", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength", NULL};
    if (!node_expect(self->diags, constraints, "constraints", NODE_MAP))
        return false;
    bool is_number = out->type == FIELD_NUMBER || out->type == FIELD_INTEGER || out->type == FIELD_YEAR, is_text = out->type == FIELD_STRING;
    double shortest = 0, longest = 0;
    bool ok = node_check_keys(self->diags, constraints, keys);
    ok &= read_flag(self, constraints, "required", &out->required);
    ok &= read_flag(self, constraints, "unique", &out->unique);
    ok &= read_bound(self, constraints, "minimum", out, is_number, &out->has_min, &out->min);
    ok &= read_bound(self, constraints, "maximum", out, is_number, &out->has_max, &out->max);
    ok &= read_bound(self, constraints, "minLength", out, is_text, &out->has_min_length, &shortest);
    ok &= read_bound(self, constraints, "maxLength", out, is_text, &out->has_max_length, &longest);
    ok &= read_pattern(self, constraints, out);
    out->min_length = shortest > 0 ? (size_t)shortest : 0;
    out->max_length = longest > 0 ? (size_t)longest : 0;
    const Node *enums = node_find(constraints, "enum");
    if (enums && node_expect(self->diags, enums, "enum", NODE_LIST))
        out->enums = schema_names(self, constraints, "enum");
    return ok;
}

bool
field_read(const SchemaReader *self, const Node *node, Field *out)
{
    static const char *const keys[] = {"name", "type", "format", "title", "description", "constraints", "example", NULL};
    if (!node_expect(self->diags, node, "fields", NODE_MAP))
        return false;
    bool ok = node_check_keys(self->diags, node, keys);
    const Node *name = node_need(self->diags, node, "name", NODE_STRING);
    if (!name)
        return false;
    *out = (Field){.name = name->text, .loc = name->loc, .title = schema_texts(self, node_find(node, "title")),
        .description = schema_texts(self, node_find(node, "description"))};
    ok &= read_type(self, node, out) && read_format(self, node, out);
    const Node *constraints = node_find(node, "constraints");
    if (constraints)
        ok &= read_constraints(self, constraints, out);
    return ok;
}
