/* model/project.c -- shudu.yaml. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

static const char *const ROOT_KEYS[] = {"title", "edition", "languages", "home_scope", "home_label", "theme", "numbers", "outputs", "audit", NULL};
static const char *const EDITION_KEYS[] = {"year", "previous", "data_until", "published", "version", "state", "issuer", "contact", "licence", "embargo", NULL};
static const char *const OUTPUT_KEYS[] = {"reports", "infographics", "charts", "press", NULL};
static const char *const REPORT_KEYS[] = {"name", "modes", NULL};
static const char *const LANGUAGE_KEYS[] = {"key", "tag", "label", NULL};

/* ---- languages -------------------------------------------------------------------------------------------------- */

/* A tag, or {key, tag, label}. */
static bool
read_language(ModelReader *self, const Node *node, const char **tag, const char **key, const char **label)
{
    bool is_map = node->kind == NODE_MAP;
    const Node *named = is_map ? node_need(self->diags, node, "tag", NODE_STRING) : node_expect(self->diags, node, "languages", NODE_STRING) ? node : NULL;
    if (!named || (is_map && !node_check_keys(self->diags, node, LANGUAGE_KEYS)))
        return false;
    *tag = named->text;
    *key = node_text(node, "key", arena_strndup(self->arena, *tag, strcspn(*tag, "-")));
    *label = node_text(node, "label", *tag);
    return true;
}

/* "zh-en": where a region belongs stands a language. */
static bool
is_pair(const char *tag)
{
    const char *second = strchr(tag, '-');
    return second && strlen(second + 1) == 2 && locale_builtin(second + 1);
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
    const char **labels = ARENA_ARRAY(self->arena, const char *, list->count);
    const Locale **locales = ARENA_ARRAY(self->arena, const Locale *, list->count);
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        const Node *item = list->items[i].value;
        if (!read_language(self, item, &tags[i], &keys[i], &labels[i])) {
            ok = false;
            continue;
        }
        if (is_pair(tags[i]))
            ok = diag(self->diags, DIAG_LANG_PAIR, item->loc, tags[i]);
        else if (!(locales[i] = read_locale(self, tags[i], item->loc)))
            ok = false;
        for (size_t before = 0; before < i; before++)
            if (str_equal(keys[before], keys[i]))
                ok = diag(self->diags, DIAG_LANG_TWICE, item->loc, keys[i]);
    }
    self->model->lang_tags = tags;
    self->model->lang_keys = keys;
    self->model->lang_labels = labels;
    self->model->locales = locales;
    self->model->lang_count = (int)list->count;
    self->model->numbers = node_find(root, "numbers");
    read_number_styles(self, ok ? self->model->numbers : NULL, locales);
    return ok;
}

/* ---- the edition ------------------------------------------------------------------------------------------------- */

static Date
read_date(ModelReader *self, const Node *map, const char *key)
{
    Date date = {0};
    const Node *node = node_find(map, key);
    if (node && !(node->text && date_parse(node->text, strlen(node->text), &date)))
        diag(self->diags, DIAG_EDITION_BAD_DATE, node->loc, node->text ? node->text : key);
    return date;
}

static void
check_state(ModelReader *self, const Node *node)
{
    static const char *const states[] = {"draft", "review", "submitted", "final"};
    if (!node || !node_expect(self->diags, node, "state", NODE_STRING))
        return;
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (str_equal(node->text, states[i]))
            return;
    diag(self->diags, DIAG_EDITION_BAD_STATE, node->loc, node->text);
    hint_nearest(self->diags, node->text, states, COUNT_OF(states));
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
    if (year && !(year->number >= 1000 && year->number <= 2999 && year->number == (int)year->number))
        diag(self->diags, DIAG_EDITION_BAD_YEAR, year->loc, year->text);
    else
        edition->year = year ? (int)year->number : 0;
    edition->year_loc = year ? year->loc : node->loc;
    const Node *previous = node_find(node, "previous");
    if (previous && node_expect(self->diags, previous, "previous", NODE_NUMBER))
        edition->previous = (int)previous->number;
    edition->data_until = read_date(self, node, "data_until");
    edition->published = read_date(self, node, "published");
    edition->version = node_text(node, "version", "1.0");
    edition->state = node_text(node, "state", "draft");
    edition->embargo = node_text(node, "embargo", NULL);
    check_state(self, node_find(node, "state"));
    struct {
        const char *key;
        Texts *texts;
    } texts[] = {{"issuer", &edition->issuer}, {"contact", &edition->contact}, {"licence", &edition->licence}};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (node_find(node, texts[i].key))
            model_texts(self->model, self->arena, self->diags, node_find(node, texts[i].key), texts[i].texts);
}

/* ---- outputs --------------------------------------------------------------------------------------------------- */

/* "all", or nothing: every file of the folder (NULL). */
static const char *const *
read_names(ModelReader *self, const Node *map, const char *key)
{
    const Node *node = node_find(map, key);
    if (!node || str_equal(node->text, "all"))
        return NULL;
    if (node->kind != NODE_LIST) {
        diag(self->diags, DIAG_OUTPUT_BAD_LIST, node->loc, key);
        return NULL;
    }
    const char **names = ARENA_ARRAY(self->arena, const char *, node->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < node->count; i++)
        if (node_expect(self->diags, node->items[i].value, key, NODE_STRING))
            names[count++] = node->items[i].value->text;
    return names;
}

static void
read_report(ModelReader *self, const Node *node, OutputList *outputs)
{
    static const char *const only_parallel[] = {"parallel", NULL};
    const Node *name = node_expect(self->diags, node, "reports", NODE_MAP) ? node_need(self->diags, node, "name", NODE_STRING) : NULL;
    if (!name)
        return;
    node_check_keys(self->diags, node, REPORT_KEYS);
    const char *const *modes = read_names(self, node, "modes");
    outputs->reports[outputs->report_count++] = (ReportOutput){name->text, modes ? modes : only_parallel, node->loc};
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
    outputs->press = node_bool(node, "press", false);
    const Node *reports = node_find(node, "reports");
    if (reports && !node_expect(self->diags, reports, "reports", NODE_LIST))
        return;
    outputs->reports = ARENA_ARRAY(self->arena, ReportOutput, reports ? reports->count + 1 : 1);
    for (size_t i = 0; reports && i < reports->count; i++)
        read_report(self, reports->items[i].value, outputs);
}

/* What no output can be drawn without: everything but the list of outputs. */
static void
digest_settings(ModelReader *self, const Node *root)
{
    Buf out = BUF_INIT;
    Node *rest = node_new(self->arena, NODE_MAP, root->loc);
    for (size_t i = 0; i < root->count; i++)
        if (!str_equal(root->items[i].key, "outputs"))
            node_put(self->arena, rest, root->items[i].key, root->items[i].value);
    node_write_json(&out, rest, 0);
    for (size_t i = 0; i < reader_count(self->reader); i++) {
        ReadRecord read = reader_record(self->reader, i);
        if (!str_equal(read.path, "shudu.yaml"))
            buf_printf(&out, "\n%d %s %s", (int)read.kind, read.path, read.sha256);
    }
    sha256_hex(out.ptr, out.length, self->model->settings);
    buf_clear(&out);
}

bool
model_read_project(ModelReader *self)
{
    const Source *source = reader_read(self->reader, "shudu.yaml", LOC_NONE);
    const Node *root = source ? node_parse(self->arena, self->diags, source) : NULL;
    if (!root || !node_expect(self->diags, root, "shudu.yaml", NODE_MAP))
        return false;
    node_check_keys(self->diags, root, ROOT_KEYS);
    if (!read_languages(self, root))
        return false;
    const Node *title = node_find(root, "title"), *theme = node_find(root, "theme");
    if (title)
        model_texts(self->model, self->arena, self->diags, title, &self->model->title);
    else
        node_need(self->diags, root, "title", NODE_MAP);
    read_edition(self, root);
    read_outputs(self, root);
    model_read_audit_rules(self, node_find(root, "audit"));
    self->model->home_scope = node_text(root, "home_scope", "");
    const Node *home = node_find(root, "home_label");
    if (home)
        model_texts(self->model, self->arena, self->diags, home, &self->model->home_label);
    self->model->theme = node_text(root, "theme", "default");
    self->model->theme_loc = theme ? theme->loc : LOC_NONE;
    digest_settings(self, root);
    return true;
}
