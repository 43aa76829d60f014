/* model/locale_file.c -- the languages' number and date wording: built in, from layouts/locales/TAG.yaml, and `numbers` of shudu.yaml.
 *
 * A file of a built-in language says only what differs; any other has to be complete. Its tree is flattened to the dotted
 * keys of locale_put: {scales: {6: " Mio."}} is scales.6, lists count from 1.
 */
#include "model/read.h"

#include <string.h>

typedef struct LocaleReader {
    Arena *arena;
    Diags *diags;
    Locale *locale;
} LocaleReader;

static void
put_scalar(LocaleReader *self, const char *key, const Node *node, Loc key_loc)
{
    const char *value = node->text ? node->text : "";
    LocalePut put = locale_put(self->arena, self->locale, key, value);
    if (put == LOCALE_PUT_BAD) {
        diag(self->diags, DIAG_LOCALE_BAD_VALUE, node->loc, value, key);
    } else if (put == LOCALE_PUT_UNKNOWN) {
        const char *const *known = locale_keys(self->arena);
        size_t count = 0;
        while (known[count])
            count++;
        diag(self->diags, DIAG_NODE_UNKNOWN_KEY, key_loc, key);
        if (!strchr(key, '.'))
            hint_nearest(self->diags, key, known, count);
    }
}

static void
put_tree(LocaleReader *self, const char *prefix, const Node *node, Loc key_loc)
{
    if (node->kind != NODE_MAP && node->kind != NODE_LIST) {
        put_scalar(self, prefix, node, key_loc);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        const NodeItem *item = &node->items[i];
        const char *key = node->kind == NODE_MAP ? item->key : arena_printf(self->arena, "%zu", i + 1);
        const char *whole = *prefix ? arena_printf(self->arena, "%s.%s", prefix, key) : key;
        put_tree(self, whole, item->value, node->kind == NODE_MAP ? item->key_loc : item->value->loc);
    }
}

/* The file of the tag, or of its language alone; NULL where there is none. */
static const char *
locale_path(ModelReader *self, const char *tag)
{
    const char *names[] = {tag, arena_strndup(self->arena, tag, strcspn(tag, "-"))};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *path = arena_printf(self->arena, "layouts/locales/%s.yaml", names[i]);
        if (reader_exists(self->reader, path))
            return path;
    }
    return NULL;
}

const Locale *
read_locale(ModelReader *self, const char *tag, Loc loc)
{
    const Locale *builtin = locale_builtin(tag);
    const char *path = strchr(tag, '/') ? NULL : locale_path(self, tag);
    if (!path) {
        if (!builtin)
            diag(self->diags, DIAG_LANG_NO_LOCALE, loc, tag);
        return builtin;
    }
    Locale *locale = ARENA_NEW(self->arena, Locale);
    *locale = builtin ? *builtin : locale_blank(self->arena, tag);
    LocaleReader reader = {self->arena, self->diags, locale};
    const Source *source = reader_read(self->reader, path, loc);
    const Node *root = source ? node_parse(self->arena, self->diags, source) : NULL;
    if (!root || !node_expect(self->diags, root, path, NODE_MAP))
        return NULL;
    put_tree(&reader, "", root, root->loc);
    const char *missing = locale_missing(locale);
    if (missing) {
        diag(self->diags, DIAG_LOCALE_INCOMPLETE, root->loc, tag, missing);
        return NULL;
    }
    return locale;
}

/* ---- numbers: of shudu.yaml ------------------------------------------------------------------------------------------ */

static bool
read_rounding(ModelReader *self, const Node *node, Rounding *out)
{
    static const char *const names[] = {"half-up", "half-even"};
    if (!node)
        return true;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_equal(node->text, names[i])) {
            *out = (Rounding)i;
            return true;
        }
    }
    return diag(self->diags, DIAG_LOCALE_BAD_VALUE, node->loc, node->text ? node->text : "", "rounding");
}

Model *
model_with_numbers(Arena *arena, Reader *reader, const Model *model, const Node *numbers)
{
    Model *copy = ARENA_NEW(arena, Model);
    *copy = *model;
    ModelReader self = {arena, reader, reader_diags(reader), copy, .unchecked = false};
    const Locale **locales = ARENA_ARRAY(arena, const Locale *, LANG_MAX);
    for (int i = 0; i < model->lang_count; i++)
        locales[i] = model->locales[i];
    read_number_styles(&self, numbers, locales);
    read_number_styles(&self, model->numbers, locales);
    copy->locales = locales;
    return copy;
}

/* {rounding: half-even, en: {group_from: 5}} */
void
read_number_styles(ModelReader *self, const Node *node, const Locale **locales)
{
    Model *model = self->model;
    Rounding rounding = ROUND_HALF_UP;
    if (!node || !node_expect(self->diags, node, "numbers", NODE_MAP))
        return;
    const char *allowed[LANG_MAX + 2] = {"rounding"};
    for (int i = 0; i < model->lang_count; i++)
        allowed[i + 1] = model->lang_keys[i];
    node_check_keys(self->diags, node, allowed);
    read_rounding(self, node_find(node, "rounding"), &rounding);
    for (int i = 0; i < model->lang_count; i++) {
        const Node *own = node_find(node, model->lang_keys[i]);
        if (!locales[i])
            continue;
        Locale *locale = ARENA_NEW(self->arena, Locale);
        *locale = *locales[i];
        locale->rounding = rounding;
        LocaleReader reader = {self->arena, self->diags, locale};
        if (own && node_expect(self->diags, own, model->lang_keys[i], NODE_MAP))
            put_tree(&reader, "", own, own->loc);
        locales[i] = locale;
    }
}
