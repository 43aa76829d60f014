/* table/schema.c -- datapackage.yaml: resources and their fields. */
#include "table/table.h"

#include "base/str.h"

#include <string.h>

typedef struct Languages {
    const char *const *tags;
    int count;
} Languages;

/* {zh: …, en: …} by the first part of each language's tag, or one text for all. */
static Texts
read_texts(Arena *arena, const Node *node, const Languages *langs)
{
    Texts texts = {0};
    for (int i = 0; node && i < langs->count; i++) {
        if (node->kind == NODE_MAP) {
            const char *key = arena_strndup(arena, langs->tags[i], strcspn(langs->tags[i], "-"));
            texts.in[i] = node_text(node, key, NULL);
        } else {
            texts.in[i] = node->text;
        }
    }
    return texts;
}

static bool
read_type(Diags *diags, const Node *field, FieldType *out)
{
    static const struct {
        const char *name;
        FieldType type;
    } types[] = {{"string", FIELD_STRING}, {"number", FIELD_NUMBER}, {"integer", FIELD_INTEGER}, {"year", FIELD_YEAR}, {"date", FIELD_DATE}, {"boolean", FIELD_BOOLEAN}};
    const Node *node = node_find(field, "type");
    const char *name = node && node->text ? node->text : "string";
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (str_equal(name, types[i].name)) {
            *out = types[i].type;
            return true;
        }
    }
    return diag(diags, DIAG_TABLE_BAD_TYPE, node->loc, name);
}

static const char *const *
read_list(Arena *arena, const Node *node)
{
    if (!node || node->kind != NODE_LIST)
        return NULL;
    const char **list = ARENA_ARRAY(arena, const char *, node->count + 1);
    for (size_t i = 0; i < node->count; i++)
        list[i] = node->items[i].value->text ? node->items[i].value->text : "";
    return list;
}

static bool
read_field(Arena *arena, Diags *diags, const Node *node, const Languages *langs, Field *out)
{
    static const char *const keys[] = {"name", "type", "format", "title", "description", "constraints", "example", NULL};
    static const char *const constraint_keys[] = {"required", "unique", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength", NULL};
    bool ok = node_check_keys(diags, node, keys);
    const Node *name = node_need(diags, node, "name", NODE_STRING);
    if (!name)
        return false;
    *out = (Field){.name = name->text, .loc = node->loc};
    ok &= read_type(diags, node, &out->type);
    out->title = read_texts(arena, node_find(node, "title"), langs);
    out->description = read_texts(arena, node_find(node, "description"), langs);
    out->qualified = str_equal(node_text(node, "format", NULL), "qualified");
    const Node *constraints = node_find(node, "constraints");
    if (!constraints)
        return ok;
    ok &= node_check_keys(diags, constraints, constraint_keys);
    out->required = node_bool(constraints, "required", false);
    out->unique = node_bool(constraints, "unique", false);
    out->pattern = node_text(constraints, "pattern", NULL);
    out->enums = read_list(arena, node_find(constraints, "enum"));
    out->has_min = node_find(constraints, "minimum") != NULL;
    out->has_max = node_find(constraints, "maximum") != NULL;
    out->min = node_number(constraints, "minimum", 0);
    out->max = node_number(constraints, "maximum", 0);
    return ok;
}

static void
read_foreign_keys(Arena *arena, const Node *schema, Resource *out)
{
    const Node *keys = node_find(schema, "foreignKeys");
    if (!keys || keys->kind != NODE_LIST)
        return;
    out->foreign_keys = ARENA_ARRAY(arena, ForeignKey, keys->count + 1);
    for (size_t i = 0; i < keys->count; i++) {
        const Node *key = keys->items[i].value, *reference = node_find(key, "reference");
        ForeignKey foreign = {node_text(key, "fields", NULL), node_text(reference, "resource", NULL), node_text(reference, "fields", NULL)};
        if (foreign.field && foreign.resource && foreign.reference)
            out->foreign_keys[out->foreign_key_count++] = foreign;
    }
}

static bool
read_resource(Arena *arena, Diags *diags, const Node *node, const Languages *langs, Resource *out)
{
    static const char *const keys[] = {"name", "path", "title", "description", "shudu", "schema", "dialect", "format", "mediatype", "encoding", NULL};
    static const char *const none[] = {"", NULL};
    bool ok = node_check_keys(diags, node, keys);
    const Node *name = node_need(diags, node, "name", NODE_STRING), *path = node_need(diags, node, "path", NODE_STRING);
    const Node *schema = node_need(diags, node, "schema", NODE_MAP), *fields = schema ? node_need(diags, schema, "fields", NODE_LIST) : NULL;
    if (!name || !path || !fields)
        return false;
    *out = (Resource){.name = name->text, .path = arena_printf(arena, "data/%s", path->text), .delimiter = ',', .loc = node->loc};
    out->path_loc = path->loc;
    out->role = node_text(node_find(node, "shudu"), "role", NULL);
    out->years = node_text(node_find(node, "shudu"), "years", NULL);
    const char *delimiter = node_text(node_find(node, "dialect"), "delimiter", str_ends(path->text, ".tsv") ? "\t" : ",");
    out->delimiter = *delimiter ? *delimiter : ',';
    out->primary_key = node_text(schema, "primaryKey", NULL);
    out->missing_values = read_list(arena, node_find(schema, "missingValues"));
    if (!out->missing_values)
        out->missing_values = none;
    read_foreign_keys(arena, schema, out);
    out->fields = ARENA_ARRAY(arena, Field, fields->count + 1);
    for (size_t i = 0; i < fields->count; i++)
        if (read_field(arena, diags, fields->items[i].value, langs, &out->fields[out->field_count]))
            out->field_count++;
        else
            ok = false;
    return ok;
}

bool
package_read(Arena *arena, Reader *reader, const char *path, const char *const *lang_tags, int lang_count, Package *out)
{
    static const char *const keys[] = {"name", "title", "description", "licenses", "resources", "version", "homepage", "profile", NULL};
    *out = (Package){0};
    Diags *diags = reader_diags(reader);
    const Source *source = reader_read(reader, path, LOC_NONE);
    const Node *root = source ? node_parse(arena, diags, source) : NULL;
    if (!root)
        return false;
    bool ok = node_check_keys(diags, root, keys);
    const Node *resources = node_need(diags, root, "resources", NODE_LIST);
    if (!resources)
        return false;
    Languages langs = {lang_tags, lang_count};
    out->source = source;
    out->resources = ARENA_ARRAY(arena, Resource, resources->count + 1);
    for (size_t i = 0; i < resources->count; i++) {
        if (read_resource(arena, diags, resources->items[i].value, &langs, &out->resources[out->resource_count]))
            out->resource_count++;
        else
            ok = false;
    }
    return ok;
}

const Resource *
package_find(const Package *package, const char *name)
{
    for (size_t i = 0; i < package->resource_count; i++)
        if (str_equal(package->resources[i].name, name))
            return &package->resources[i];
    return NULL;
}
