/* model/conflicts.c -- data/conflicts.yaml: what to do where sources disagree or count differently. */
#include "base/str.h"
#include "model/read.h"

static const char *const *
read_row_ids(ModelReader *self, const Node *node)
{
    const Node *list = node_need(self->diags, node, "rows", NODE_LIST);
    const char **ids = ARENA_ARRAY(self->arena, const char *, list ? list->count + 1 : 1);
    size_t count = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        const Node *id = list->items[i].value;
        if (node_expect(self->diags, id, "rows", NODE_STRING) && known_fact(self->model, self->diags, id->loc, id->text))
            ids[count++] = id->text;
    }
    return ids;
}

static void
read_conflict(ModelReader *self, const Node *node)
{
    static const char *const keys[] = {"id", "kind", "title", "rows", "ruling", NULL};
    if (!node_expect(self->diags, node, "conflicts", NODE_MAP))
        return;
    node_check_keys(self->diags, node, keys);
    Conflict *conflict = ARENA_NEW(self->arena, Conflict);
    const Node *id = node_need(self->diags, node, "id", NODE_STRING), *ruling = node_find(node, "ruling");
    conflict->id = id ? id->text : "";
    conflict->loc = id ? id->loc : node->loc;
    conflict->rows = read_row_ids(self, node);
    if (node_find(node, "title"))
        model_texts(self->model, self->arena, self->diags, node_find(node, "title"), &conflict->title);
    if (ruling)
        model_texts(self->model, self->arena, self->diags, ruling, &conflict->ruling);
    for (int lang = 0; ruling && lang < self->model->lang_count; lang++) {
        const Node *text = node_find(ruling, self->model->lang_keys[lang]);
        conflict->ruling_loc[lang] = text ? text->loc : ruling->loc;
    }
    VEC_PUSH(self->arena, &self->model->conflicts, conflict);
}

void
model_read_conflicts(ModelReader *self)
{
    static const char *const keys[] = {"conflicts", NULL};
    if (!reader_exists(self->reader, "data/conflicts.yaml"))
        return;
    const Source *source = reader_read(self->reader, "data/conflicts.yaml", LOC_NONE);
    const Node *root = source ? node_parse(self->arena, self->diags, source) : NULL;
    if (!root || root->kind == NODE_NULL || !node_expect(self->diags, root, "conflicts.yaml", NODE_MAP))
        return;
    node_check_keys(self->diags, root, keys);
    const Node *list = node_need(self->diags, root, "conflicts", NODE_LIST);
    for (size_t i = 0; list && i < list->count; i++)
        read_conflict(self, list->items[i].value);
}
