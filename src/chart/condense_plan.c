/* chart/condense_plan.c -- whether a view can do without the single rows of its file. */
#include "chart/condense.h"

#include <string.h>

/* One use of a field. False: used in another way before. */
static bool
add_use(Condensing *plan, const char *field, Fold fold)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->fields[i], field) == 0)
            return plan->folds[i] == fold;
    if (plan->count == CONDENSE_COLUMNS_MAX || strpbrk(field, ".[\\"))
        return false;
    plan->fields[plan->count] = field;
    plan->folds[plan->count++] = fold;
    return true;
}

static bool
fold_of(const char *aggregate, Fold *fold)
{
    static const struct {
        const char *name;
        Fold fold;
    } folds[] = {{"sum", FOLD_SUM}, {"min", FOLD_MIN}, {"max", FOLD_MAX}};
    for (size_t i = 0; i < COUNT_OF(folds); i++)
        if (strcmp(folds[i].name, aggregate) == 0) {
            *fold = folds[i].fold;
            return true;
        }
    return false;
}

/* A channel's definition: only keys that look at no single row. */
static bool
plan_channel(const Node *channel, Condensing *plan)
{
    static const char *const harmless[] = {"field", "aggregate", "type", "title", "axis", "legend", "scale", "stack", "value", "datum", "header", "format"};
    for (size_t i = 0; channel->kind == NODE_MAP && i < channel->count; i++) {
        const NodeItem *item = &channel->items[i];
        bool listed = strcmp(item->key, "sort") == 0 && item->value->kind != NODE_MAP;
        for (size_t k = 0; k < COUNT_OF(harmless) && !listed; k++)
            listed = strcmp(harmless[k], item->key) == 0;
        if (!listed)
            return false;
    }
    const Node *field = node_find(channel, "field"), *aggregate = node_find(channel, "aggregate");
    const Node *domain = node_find(node_find(channel, "scale"), "domain"), *range = node_find(node_find(channel, "scale"), "range");
    if (channel->kind != NODE_MAP || (domain && domain->kind == NODE_STRING) || node_find(range, "field"))
        return false;
    if (!field)
        return !aggregate;
    Fold fold = FOLD_KEY;
    if (field->kind != NODE_STRING || (aggregate && (aggregate->kind != NODE_STRING || !fold_of(aggregate->text, &fold))))
        return false;
    return add_use(plan, field->text, fold);
}

bool
condense_plan(const Node *view, const Node *format, Condensing *out)
{
    static const char *const needs_rows[] = {"transform", "layer", "facet", "repeat", "spec", "hconcat", "vconcat", "concat", "params", "selection"};
    const Node *encoding = node_find(view, "encoding");
    *out = (Condensing){0};
    for (size_t i = 0; i < COUNT_OF(needs_rows); i++)
        if (node_find(view, needs_rows[i]))
            return false;
    if (!node_find(view, "mark") || !encoding || node_find(format, "parse") || node_find(format, "header"))
        return false;
    for (size_t i = 0; i < encoding->count; i++)
        if (!plan_channel(encoding->items[i].value, out))
            return false;
    for (size_t i = 0; i < out->count; i++)
        if (out->folds[i] != FOLD_KEY)
            return true;
    return false;
}
