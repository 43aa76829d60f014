/* model/strict.c -- figures of weak evidence left out: they count as not published, and targets do without them. */
#include "model/model.h"

#include "base/str.h"

#include <string.h>

static bool
is_left_out(const FactSum *sum)
{
    for (size_t i = 0; i < sum->count; i++)
        if (!fact_is_published(sum->terms[i].fact))
            return true;
    return false;
}

static void
weaken_target(Target *target)
{
    size_t kept = 0;
    const Fact **also = (const Fact **)target->also;
    for (size_t i = 0; also && also[i]; i++)
        if (fact_is_published(also[i]))
            also[kept++] = also[i];
    if (also)
        also[kept] = NULL;
    if (is_left_out(&target->baseline_sum)) {
        target->baseline = NULL;
        target->baseline_sum = (FactSum){0};
        target->has_baseline = false;
    }
    if (is_left_out(&target->latest_sum)) {
        target->latest = target->latest_minus = NULL;
        target->latest_sum = (FactSum){0};
        target->has_latest = false;
        target->comparable = COMPARABLE_NO;
        target->reason = (Texts){0};
    }
}

void
model_leave_out(Model *model, char grade)
{
    model->left_out = grade;
    for (size_t i = 0; i < model->facts.count; i++)
        if (model->facts.items[i]->evidence == grade)
            model->facts.items[i]->status = "left out";
    for (size_t i = 0; i < model->targets.count; i++)
        weaken_target(model->targets.items[i]);
}

bool
model_names_left_out(const Model *model, const char *text, size_t length)
{
    for (size_t i = 0; model->left_out && i < model->facts.count; i++) {
        const Fact *fact = model->facts.items[i];
        size_t id = fact->evidence == model->left_out ? strlen(fact->id) : 0;
        for (const char *at = text, *end = text + length; id && (at = memchr(at, *fact->id, (size_t)(end - at))); at++) {
            if ((size_t)(end - at) < id)
                break;
            bool whole = memcmp(at, fact->id, id) == 0 && (at + id == end || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", at[id]));
            if (whole)
                return true;
        }
    }
    return false;
}
