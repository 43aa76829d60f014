/* model/project.c -- shudu.yaml. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

static const char *const ROOT_KEYS[] = {"title", "edition", "languages", "home_scope", "theme", "outputs", NULL};
static const char *const EDITION_KEYS[] = {"year", "data_until", "published", "version", "state", "issuer", "contact", "licence", NULL};
static const char *const OUTPUT_KEYS[] = {"reports", "infographics", "charts", NULL};
static const char *const REPORT_KEYS[] = {"name", "modes", NULL};
static const char *const LANGUAGE_KEYS[] = {"key", "tag", "label", NULL};

bool
model_texts(const Model *model, Arena *arena, Diags *diags, const Node *node, Texts *out)
{
    (void)arena;
    *out = (Texts){0};
    if (!node)
        return false;
    if (node->kind != NODE_MAP) {
        for (int i = 0; i < model->lang_count; i++)
            out->in[i] = node->text;
        return node->text != NULL;
    }
    bool ok = true;
    for (size_t i = 0; i < node->count; i++) {
        int lang = model_lang(model, node->items[i].key);
        if (lang < 0) {
            ok = diag(diags, DIAG_LANG_NOT_IN_PROJECT, node->items[i].key_loc, node->items[i].key);
            continue;
        }
        out->in[lang] = node->items[i].value->text;
    }
    for (int i = 0; i < model->lang_count; i++)
        if (!out->in[i])
            ok = diag(diags, DIAG_TRANSLATION_MISSING, node->loc, model->lang_keys[i]);
    return ok;
}

int
model_lang(const Model *model, const char *key)
{
    for (int i = 0; i < model->lang_count; i++)
        if (str_equal(model->lang_keys[i], key) || str_equal(model->lang_tags[i], key))
            return i;
    return -1;
}

static bool
read_languages(ModelReader *self, const Node *root)
{
    const Node *list = node_need(self->diags, root, "languages", NODE_LIST);
    if (!list)
        return false;
    if (list->count == 0 || list->count > LANG_MAX)
        return diag(self->diags, DIAG_LANG_COUNT, list->loc, NULL);
    const char **tags = ARENA_ARRAY(self->arena, const char *, list->count), **keys = ARENA_ARRAY(self->arena, const char *, list->count);
    const Locale **locales = ARENA_ARRAY(self->arena, const Locale *, list->count);
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        const Node *item = list->items[i].value;
        tags[i] = item->kind == NODE_MAP ? node_text(item, "tag", NULL) : item->text;
        if (item->kind == NODE_MAP)
            ok &= node_check_keys(self->diags, item, LANGUAGE_KEYS);
        keys[i] = item->kind == NODE_MAP ? node_text(item, "key", NULL) : NULL;
        if (!keys[i] && tags[i])
            keys[i] = arena_strndup(self->arena, tags[i], strcspn(tags[i], "-"));
        locales[i] = tags[i] ? locale_builtin(tags[i]) : NULL;
        if (!locales[i])
            ok = diag(self->diags, DIAG_LANG_NO_LOCALE, item->loc, tags[i] ? tags[i] : "");
    }
    self->model->lang_tags = tags;
    self->model->lang_keys = keys;
    self->model->locales = locales;
    self->model->lang_count = (int)list->count;
    return ok;
}

static Date
read_date(ModelReader *self, const Node *map, const char *key)
{
    Date date = {0};
    const Node *node = node_find(map, key);
    if (node && !(node->text && date_parse(node->text, strlen(node->text), &date)))
        diag(self->diags, DIAG_EDITION_BAD_DATE, node->loc, key);
    return date;
}

static void
read_edition(ModelReader *self, const Node *root)
{
    const Node *node = node_need(self->diags, root, "edition", NODE_MAP);
    Edition *edition = &self->model->edition;
    if (!node)
        return;
    node_check_keys(self->diags, node, EDITION_KEYS);
    const Node *year = node_need(self->diags, node, "year", NODE_NUMBER);
    edition->year = year ? (int)year->number : 0;
    edition->data_until = read_date(self, node, "data_until");
    edition->published = read_date(self, node, "published");
    edition->version = node_text(node, "version", "1.0");
    edition->state = node_text(node, "state", "draft");
    const Node *state = node_find(node, "state");
    if (state && !str_equal(edition->state, "draft") && !str_equal(edition->state, "review") && !str_equal(edition->state, "final"))
        diag(self->diags, DIAG_EDITION_BAD_STATE, state->loc, edition->state);
    struct {
        const char *key;
        Texts *texts;
    } texts[] = {{"issuer", &edition->issuer}, {"contact", &edition->contact}, {"licence", &edition->licence}};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (node_find(node, texts[i].key))
            model_texts(self->model, self->arena, self->diags, node_find(node, texts[i].key), texts[i].texts);
}

/* "all", or nothing: every file of the folder (NULL). */
static const char *const *
read_names(ModelReader *self, const Node *outputs, const char *key)
{
    const Node *node = node_find(outputs, key);
    if (!node || node->kind != NODE_LIST)
        return NULL;
    const char **names = ARENA_ARRAY(self->arena, const char *, node->count + 1);
    for (size_t i = 0; i < node->count; i++)
        names[i] = node->items[i].value->text ? node->items[i].value->text : "";
    return names;
}

static void
read_outputs(ModelReader *self, const Node *root)
{
    const Node *node = node_need(self->diags, root, "outputs", NODE_MAP);
    OutputList *outputs = &self->model->outputs;
    if (!node)
        return;
    node_check_keys(self->diags, node, OUTPUT_KEYS);
    outputs->infographics = read_names(self, node, "infographics");
    outputs->charts = read_names(self, node, "charts");
    const Node *reports = node_find(node, "reports");
    outputs->reports = ARENA_ARRAY(self->arena, ReportOutput, reports ? reports->count + 1 : 1);
    for (size_t i = 0; reports && i < reports->count; i++) {
        const Node *report = reports->items[i].value, *name = node_need(self->diags, report, "name", NODE_STRING);
        node_check_keys(self->diags, report, REPORT_KEYS);
        if (name)
            outputs->reports[outputs->report_count++] = (ReportOutput){name->text, read_names(self, report, "modes"), report->loc};
    }
    for (size_t i = 0; i < outputs->report_count; i++) {
        static const char *const only_parallel[] = {"parallel", NULL};
        if (!outputs->reports[i].modes)
            outputs->reports[i].modes = only_parallel;
    }
}

bool
read_project(ModelReader *self)
{
    const Source *source = reader_read(self->reader, "shudu.yaml", LOC_NONE);
    const Node *root = source ? node_parse(self->arena, self->diags, source) : NULL;
    if (!root)
        return false;
    node_check_keys(self->diags, root, ROOT_KEYS);
    if (!read_languages(self, root))
        return false;
    const Node *title = node_need(self->diags, root, "title", NODE_MAP);
    if (title)
        model_texts(self->model, self->arena, self->diags, title, &self->model->title);
    read_edition(self, root);
    read_outputs(self, root);
    self->model->home_scope = node_text(root, "home_scope", "");
    self->model->theme = node_text(root, "theme", "default");
    return true;
}
