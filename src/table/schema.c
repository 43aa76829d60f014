/* table/schema.c -- datapackage.yaml: resources, their fields and keys. */
#include "table/bind.h"
#include "table/field.h"

#include "base/str.h"

#include <fnmatch.h>
#include <string.h>

const Resource *
package_find(const Package *package, const char *name)
{
    for (size_t i = 0; i < package->resource_count; i++)
        if (str_equal(package->resources[i].name, name))
            return &package->resources[i];
    return NULL;
}

const Field *
resource_field(const Resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (str_equal(resource->fields[i].name, name))
            return &resource->fields[i];
    return NULL;
}

bool
package_is_leaf(const Package *package, const Resource *resource)
{
    if (resource->role)
        return false;
    for (size_t i = 0; i < package->resource_count; i++) {
        const Resource *other = &package->resources[i];
        for (size_t k = 0; k < other->foreign_key_count; k++) {
            const char *target = other->foreign_keys[k].resource;
            if (str_equal(*target ? target : other->name, resource->name))
                return false;
        }
    }
    return true;
}

bool
resource_is_year(const Resource *resource, const char *column)
{
    if (strlen(column) != 4 || strspn(column, "0123456789") != 4)
        return false;
    return !resource->years || fnmatch(resource->years, column, 0) == 0;
}

void
hint_field(Arena *arena, Diags *diags, const Resource *resource, const char *name)
{
    const char **names = ARENA_ARRAY(arena, const char *, resource->field_count + 1);
    for (size_t i = 0; i < resource->field_count; i++)
        names[i] = resource->fields[i].name;
    const char *near = str_nearest(name, names, resource->field_count);
    if (near)
        diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
}

static bool
twice(const SchemaReader *self, Loc loc, Loc first, const char *name)
{
    diag(self->diags, DIAG_TABLE_DUPLICATE_NAME, loc, name);
    diag_note(self->diags, first, "first given here", "首次出现于此", NULL);
    return false;
}

/* ---- fields and keys ------------------------------------------------------------------------------------------ */

static bool
read_fields(const SchemaReader *self, const Node *list, Resource *out)
{
    bool ok = true;
    out->fields = ARENA_ARRAY(self->arena, Field, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        Field field = {0};
        ok &= field_read(self, list->items[i].value, &field);
        if (!field.name)
            continue;
        const Field *first = resource_field(out, field.name);
        if (first)
            ok = twice(self, field.loc, first->loc, field.name);
        else
            out->fields[out->field_count++] = field;
    }
    return ok;
}

/* Names of a key that are no fields are reported. */
static bool
check_fields(const SchemaReader *self, const Resource *resource, const char *const *names, Loc loc)
{
    bool ok = true;
    for (size_t i = 0; names && names[i]; i++) {
        if (resource_field(resource, names[i]))
            continue;
        ok = diag(self->diags, DIAG_TABLE_UNKNOWN_FIELD, loc, names[i], resource->name);
        hint_field(self->arena, self->diags, resource, names[i]);
    }
    return ok;
}

static bool
read_primary_key(const SchemaReader *self, const Node *schema, Resource *out)
{
    const Node *node = node_find(schema, "primaryKey");
    if (!node)
        return true;
    out->primary_key = schema_names(self, schema, "primaryKey");
    for (size_t i = 0; out->primary_key[i]; i++) {
        Field *field = (Field *)resource_field(out, out->primary_key[i]);
        if (field)
            field->required = true;
    }
    return check_fields(self, out, out->primary_key, node->loc);
}

static size_t
count_names(const char *const *names)
{
    size_t count = 0;
    while (names && names[count])
        count++;
    return count;
}

static bool
read_foreign_keys(const SchemaReader *self, const Node *schema, Resource *out)
{
    static const char *const keys[] = {"fields", "reference", NULL}, *const reference_keys[] = {"resource", "fields", NULL};
    const Node *list = node_find(schema, "foreignKeys");
    if (!list || !node_expect(self->diags, list, "foreignKeys", NODE_LIST))
        return !list;
    bool ok = true;
    out->foreign_keys = ARENA_ARRAY(self->arena, ForeignKey, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        const Node *node = list->items[i].value, *reference = node_need(self->diags, node, "reference", NODE_MAP);
        const Node *resource = reference ? node_find(reference, "resource") : NULL;
        if (!reference || (resource && !node_expect(self->diags, resource, "resource", NODE_STRING))) {
            ok = false;
            continue;
        }
        ok &= node_check_keys(self->diags, node, keys) && node_check_keys(self->diags, reference, reference_keys);
        ForeignKey key = {schema_names(self, node, "fields"), resource ? resource->text : "", schema_names(self, reference, "fields"),
            resource ? resource->loc : reference->loc};
        if (count_names(key.fields) == 0 || count_names(key.fields) != count_names(key.reference))
            ok = diag(self->diags, DIAG_TABLE_BAD_REFERENCE, node->loc, NULL);
        else if (check_fields(self, out, key.fields, node->loc))
            out->foreign_keys[out->foreign_key_count++] = key;
        else
            ok = false;
    }
    return ok;
}

/* Where the keys lead, once all resources are known. */
static bool
check_references(const SchemaReader *self, const Package *package)
{
    bool ok = true;
    const char **names = ARENA_ARRAY(self->arena, const char *, package->resource_count + 1);
    for (size_t i = 0; i < package->resource_count; i++)
        names[i] = package->resources[i].name;
    for (size_t i = 0; i < package->resource_count; i++) {
        const Resource *resource = &package->resources[i];
        for (size_t k = 0; k < resource->foreign_key_count; k++) {
            const ForeignKey *key = &resource->foreign_keys[k];
            const Resource *target = *key->resource ? package_find(package, key->resource) : resource;
            if (target) {
                ok &= check_fields(self, target, key->reference, key->loc);
                continue;
            }
            ok = diag(self->diags, DIAG_TABLE_UNKNOWN_RESOURCE, key->loc, key->resource);
            const char *near = str_nearest(key->resource, names, package->resource_count);
            if (near)
                diag_hint(self->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        }
    }
    return ok;
}

/* ---- resources --------------------------------------------------------------------------------------------------- */

static bool
read_ours(const SchemaReader *self, const Node *node, Resource *out)
{
    static const char *const keys[] = {"role", "years", NULL};
    const Node *ours = node_find(node, "shudu");
    if (!ours)
        return true;
    if (!node_expect(self->diags, ours, "shudu", NODE_MAP))
        return false;
    bool ok = node_check_keys(self->diags, ours, keys);
    const Node *role = node_find(ours, "role");
    out->role = role ? role->text : NULL;
    out->role_loc = role ? role->loc : ours->loc;
    out->years = node_text(ours, "years", NULL);
    return ok;
}

/* The keys of a CSV dialect that tables here cannot change. */
static bool
check_dialect(const SchemaReader *self, const Node *dialect)
{
    static const char *const keys[] = {"delimiter", "header", "lineTerminator", "quoteChar", "doubleQuote", "skipInitialSpace", "caseSensitiveHeader",
        "csvddfVersion", "$schema", NULL};
    static const struct {
        const char *key, *only;
    } fixed[] = {{"header", "true"}, {"quoteChar", "\""}, {"doubleQuote", "true"}, {"skipInitialSpace", "false"}};
    bool ok = node_check_keys(self->diags, dialect, keys);
    for (size_t i = 0; i < COUNT_OF(fixed); i++) {
        const Node *node = node_find(dialect, fixed[i].key);
        if (node && !str_equal(node->text, fixed[i].only))
            ok = diag(self->diags, DIAG_TABLE_BAD_DIALECT, node->loc, fixed[i].key, fixed[i].only);
    }
    return ok;
}

static bool
read_dialect(const SchemaReader *self, const Node *node, Resource *out)
{
    const Node *dialect = node_find(node, "dialect"), *encoding = node_find(node, "encoding");
    out->delimiter = str_ends(out->path, ".tsv") ? '\t' : ',';
    bool ok = !dialect || check_dialect(self, dialect);
    const Node *delimiter = node_find(dialect, "delimiter");
    if (delimiter) {
        const char *text = delimiter->text ? delimiter->text : "";
        if (str_equal(text, ",") || str_equal(text, ";") || str_equal(text, "\t") || str_equal(text, "|"))
            out->delimiter = *text;
        else
            ok = diag(self->diags, DIAG_TABLE_BAD_DELIMITER, delimiter->loc, text);
    }
    if (encoding && !(encoding->text && charset_parse(encoding->text, &out->charset)))
        ok = diag(self->diags, DIAG_TABLE_BAD_ENCODING, encoding->loc, encoding->text ? encoding->text : "");
    return ok;
}

static bool
read_resource(const SchemaReader *self, const Node *node, Resource *out)
{
    static const char *const keys[] = {"name", "path", "title", "description", "shudu", "schema", "dialect", "format", "mediatype", "encoding", "type",
        "profile", "homepage", "licenses", "sources", "bytes", "hash", "$schema", NULL};
    static const char *const schema_keys[] = {"fields", "primaryKey", "foreignKeys", "missingValues", "$schema", NULL};
    static const char *const empty_only[] = {"", NULL};
    if (!node_expect(self->diags, node, "resources", NODE_MAP))
        return false;
    bool ok = node_check_keys(self->diags, node, keys);
    const Node *name = node_need(self->diags, node, "name", NODE_STRING), *path = node_need(self->diags, node, "path", NODE_STRING);
    const Node *schema = node_need(self->diags, node, "schema", NODE_MAP), *fields = schema ? node_need(self->diags, schema, "fields", NODE_LIST) : NULL;
    if (!name || !path || !fields)
        return false;
    *out = (Resource){.name = name->text, .path = arena_printf(self->arena, "data/%s", path->text), .title = schema_texts(self, node_find(node, "title")),
        .languages = *self->languages, .loc = name->loc, .path_loc = path->loc};
    ok &= read_ours(self, node, out);
    ok &= read_dialect(self, node, out);
    ok &= node_check_keys(self->diags, schema, schema_keys);
    out->missing_values = schema_names(self, schema, "missingValues");
    if (!out->missing_values)
        out->missing_values = empty_only;
    ok &= read_fields(self, fields, out);
    ok &= read_primary_key(self, schema, out);
    ok &= read_foreign_keys(self, schema, out);
    return ok;
}

bool
package_read(Arena *arena, Reader *reader, const char *path, const TableLanguages *languages, Package *out)
{
    static const char *const keys[] = {"name", "title", "description", "licenses", "resources", "version", "homepage", "profile", "sources", "contributors",
        "keywords", "created", "id", "image", "$schema", NULL};
    *out = (Package){0};
    SchemaReader self = {arena, reader_diags(reader), languages};
    const Source *source = reader_read(reader, path, LOC_NONE);
    const Node *root = source ? node_parse(arena, self.diags, source) : NULL;
    const Node *list = root && node_expect(self.diags, root, path, NODE_MAP) ? node_need(self.diags, root, "resources", NODE_LIST) : NULL;
    if (!list)
        return false;
    bool ok = node_check_keys(self.diags, root, keys);
    out->source = source;
    out->resources = ARENA_ARRAY(arena, Resource, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        Resource resource = {0};
        ok &= read_resource(&self, list->items[i].value, &resource);
        if (!resource.name)
            continue;
        const Resource *first = package_find(out, resource.name);
        if (first)
            ok = twice(&self, resource.loc, first->loc, resource.name);
        else
            out->resources[out->resource_count++] = resource;
    }
    ok &= check_references(&self, out);
    return ok;
}
