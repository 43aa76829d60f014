/* model/conflicts.c -- data/conflicts.yaml: what to do where sources disagree or count differently, and sums that hold. */
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

/* Codes of diagnostics; unknown ones are reported. */
static const char *const *
read_rules(ModelReader *self, const Node *node)
{
    const Node *list = node_find(node, "rules");
    if (!list || !node_expect(self->diags, list, "rules", NODE_LIST))
        return NULL;
    const char **rules = ARENA_ARRAY(self->arena, const char *, list->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Node *rule = list->items[i].value;
        DiagCode code;
        if (!node_expect(self->diags, rule, "rules", NODE_STRING))
            continue;
        if (diag_code_parse(rule->text, &code) && (str_starts(rule->text, "logic-") || code == DIAG_FACT_CONFLICT))
            rules[count++] = rule->text;
        else
            diag(self->diags, DIAG_CONFLICT_BAD_RULE, rule->loc, rule->text);
    }
    return rules;
}

static void
read_conflict(ModelReader *self, const Node *node)
{
    static const char *const keys[] = {"id", "kind", "title", "rows", "rules", "declared", "note", "ruling", NULL};
    if (!node_expect(self->diags, node, "conflicts", NODE_MAP))
        return;
    node_check_keys(self->diags, node, keys);
    Conflict *conflict = ARENA_NEW(self->arena, Conflict);
    const Node *id = node_need(self->diags, node, "id", NODE_STRING), *ruling = node_find(node, "ruling"), *note = node_find(node, "note");
    conflict->id = id ? id->text : "";
    conflict->loc = id ? id->loc : node->loc;
    conflict->rows = read_row_ids(self, node);
    conflict->rules = read_rules(self, node);
    conflict->declared = node_text(node, "declared", NULL);
    if (node_find(node, "title"))
        model_texts(self->model, self->arena, self->diags, node_find(node, "title"), &conflict->title);
    if (note)
        model_texts(self->model, self->arena, self->diags, note, &conflict->note);
    if (ruling)
        model_texts(self->model, self->arena, self->diags, ruling, &conflict->ruling);
    for (int lang = 0; ruling && lang < self->model->lang_count; lang++) {
        const Node *text = node_find(ruling, self->model->lang_keys[lang]);
        conflict->ruling_loc[lang] = text ? text->loc : ruling->loc;
    }
    VEC_PUSH(self->arena, &self->model->conflicts, conflict);
}

/* {whole: row id, parts: [row ids], over_time: true} */
static void
read_sum(ModelReader *self, const Node *node)
{
    static const char *const keys[] = {"whole", "parts", "over_time", NULL};
    if (!node_expect(self->diags, node, "sums", NODE_MAP))
        return;
    node_check_keys(self->diags, node, keys);
    const Node *whole = node_need(self->diags, node, "whole", NODE_STRING), *parts = node_need(self->diags, node, "parts", NODE_LIST);
    const Node *over_time = node_find(node, "over_time");
    const Fact *fact = whole ? known_fact(self->model, self->diags, whole->loc, whole->text) : NULL;
    const Fact **list = ARENA_ARRAY(self->arena, const Fact *, parts ? parts->count + 1 : 1);
    size_t count = 0;
    for (size_t i = 0; parts && i < parts->count; i++) {
        const Node *part = parts->items[i].value;
        const Fact *found = node_expect(self->diags, part, "parts", NODE_STRING) ? known_fact(self->model, self->diags, part->loc, part->text) : NULL;
        if (found && found->has_value)
            list[count++] = found;
    }
    if (!fact || !fact->has_value || !parts || count < parts->count)
        return;
    Sum *sum = ARENA_NEW(self->arena, Sum);
    *sum = (Sum){fact, list, over_time && node_expect(self->diags, over_time, "over_time", NODE_BOOL) && over_time->boolean, whole->loc};
    VEC_PUSH(self->arena, &self->model->sums, sum);
}

void
model_read_conflicts(ModelReader *self)
{
    static const char *const keys[] = {"conflicts", "sums", NULL};
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
    const Node *sums = node_find(root, "sums");
    for (size_t i = 0; sums && node_expect(self->diags, sums, "sums", NODE_LIST) && i < sums->count; i++)
        read_sum(self, sums->items[i].value);
}
