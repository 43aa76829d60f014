#include "model/model.h"

#include "base/str.h"
#include "model/read.h"

/* Tables that nothing in data/ asks for are checked row by row, and read when a chart wants their rows. */
static void
read_tables(ModelReader *self)
{
    const Package *package = &self->model->package;
    Table *tables = self->model->tables;
    for (size_t i = 0; i < package->resource_count; i++)
        if (!package_is_leaf(package, &package->resources[i]))
            table_read(self->arena, self->reader, &package->resources[i], &tables[i]);
    tables_check_foreign_keys(self->arena, self->diags, tables, package->resource_count);
    for (size_t i = 0; i < package->resource_count; i++) {
        if (!package_is_leaf(package, &package->resources[i]))
            continue;
        if (self->unchecked)
            tables[i] = (Table){.resource = &package->resources[i], .unread = true};
        else
            table_check(self->arena, self->reader, &package->resources[i], tables, package->resource_count, &tables[i]);
    }
}

static Model *
read_model(Arena *arena, Reader *reader, bool unchecked)
{
    Model *model = ARENA_NEW(arena, Model);
    ModelReader self = {arena, reader, reader_diags(reader), model, unchecked};
    model->arena = arena;
    model->reader = reader;
    map_init(&model->fact_by_id, arena);
    map_init(&model->facts_by_indicator, arena);
    if (!model_read_project(&self))
        return NULL;
    TableLanguages languages = {model->lang_keys, model->locales, model->lang_count};
    package_read(arena, reader, "data/datapackage.yaml", &languages, &model->package);
    model->tables = ARENA_ARRAY(arena, Table, model->package.resource_count + 1);
    read_tables(&self);
    model_read_roles(&self);
    model_read_conflicts(&self);
    check_model(&self);
    return model;
}

Model *
model_read(Arena *arena, Reader *reader)
{
    return read_model(arena, reader, false);
}

Model *
model_read_unchecked(Arena *arena, Reader *reader)
{
    return read_model(arena, reader, true);
}

int
model_lang(const Model *model, const char *key)
{
    for (int i = 0; i < model->lang_count; i++)
        if (str_equal(model->lang_keys[i], key) || str_equal(model->lang_tags[i], key))
            return i;
    return -1;
}

/* The texts of a map; true when each language has one. */
static bool
read_text_map(const Model *model, Diags *diags, const Node *map, Texts *out)
{
    bool ok = true, given[LANG_MAX] = {0};
    for (size_t i = 0; i < map->count; i++) {
        const NodeItem *item = &map->items[i];
        int lang = model_lang(model, item->key);
        if (lang < 0) {
            ok = diag(diags, DIAG_LANG_NOT_IN_PROJECT, item->key_loc, item->key);
            continue;
        }
        given[lang] = item->value->kind != NODE_NULL;
        if (given[lang] && !node_expect(diags, item->value, item->key, NODE_STRING))
            ok = false;
        else
            out->in[lang] = item->value->text;
    }
    for (int i = 0; i < model->lang_count; i++)
        if (!given[i])
            ok = diag(diags, DIAG_TRANSLATION_MISSING, map->loc, model->lang_keys[i]);
    return ok;
}

bool
model_texts(const Model *model, Arena *arena, Diags *diags, const Node *node, Texts *out)
{
    (void)arena;
    *out = (Texts){0};
    if (!node)
        return false;
    if (node->kind == NODE_MAP)
        return read_text_map(model, diags, node, out);
    if (!node_expect(diags, node, "text", NODE_STRING))
        return false;
    for (int i = 0; i < model->lang_count; i++)
        out->in[i] = node->text;
    return true;
}

const FactUse *
fact_use(Arena *arena, const Fact *fact, const char *aspect)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    *use = (FactUse){
        .kind = USE_FACT,
        .key = fact->id,
        .aspect = aspect,
        .value = fact->value,
        .digits = -1,
        .qualifier = fact->qualifier,
        .unit = fact->unit,
        .source_id = fact->source_id,
        .evidence = fact->evidence,
        .status = fact->status,
        .quote = fact->quote,
        .loc = fact->loc,
    };
    if (str_equal(aspect, "share")) {
        use->value = fact->share;
        use->qualifier = fact->share_qualifier;
        use->unit = (Texts){0};
    } else if (str_equal(aspect, "rank")) {
        use->value = decimal_from_int(fact->rank);
        use->qualifier = QUALIFIER_EXACT;
        use->unit = (Texts){0};
    }
    return use;
}

const char *
fact_when(const Model *model, Arena *arena, const Fact *fact, int lang)
{
    const Locale *locale = model->locales[lang];
    if (fact->as_of.year)
        return locale_date(arena, locale, fact->as_of);
    if (fact->as_of_note.in[lang])
        return fact->as_of_note.in[lang];
    if (fact->year)
        return locale_date(arena, locale, (Date){fact->year, 0, 0});
    return locale->undated;
}
