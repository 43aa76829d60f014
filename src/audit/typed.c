#include "audit/typed.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

void
typed_find(Arena *arena, Passage *passage, const NumberNames *names, NumberList *out)
{
    const NumberList *found = passage_numbers(arena, passage, names);
    for (size_t i = 0; i < found->count; i++)
        if (number_is_figure(&found->items[i]) && !passage_is_bound(passage, found->items[i].start, found->items[i].end))
            VEC_PUSH(arena, out, found->items[i]);
}

/* ---- which figure was meant? ---------------------------------------------------------------------------------------- */

/* How many pairs of neighbouring characters of `label` stand in the text: names in any language, inflected or cut. */
static int
likeness(const char *label, const char *text)
{
    int common = 0;
    for (const char *at = label; *at;) {
        const char *second = at, *end;
        utf8_next(&second);
        end = second;
        if (!*second)
            break;
        utf8_next(&end);
        char pair[9] = {0};
        memcpy(pair, at, (size_t)(end - at));
        common += strstr(text, pair) != NULL;
        at = second;
    }
    return common;
}

static int
length_of(const char *text)
{
    int runes = 0;
    for (; *text; utf8_next(&text))
        runes++;
    return runes;
}

typedef struct Search {
    Arena *arena;
    int lang;
    const Passage *passage;
    const Number *number;
    const char *unit;     /* what follows the number */
    int best;
    const char *binding, *what;
} Search;

static bool
same_value(Decimal a, const Number *number)
{
    return number->has_value && decimal_compare(a, number->value) == 0;
}

static void
offer(Search *self, const Fact *fact, const char *aspect, int score)
{
    const char *label = fact->label.in[self->lang] ? fact->label.in[self->lang] : "";
    const char *unit = fact->unit.in[self->lang] ? fact->unit.in[self->lang] : "";
    char year[16];
    snprintf(year, sizeof year, "%d", fact->year);
    if (*unit && str_starts(self->unit, unit))
        score += 30;
    int length = length_of(label);
    if (length > 1)
        score += 100 * likeness(label, self->passage->text) / (length - 1);
    if (fact->year && strstr(self->passage->text, year))
        score += 20;
    score += fact_is_published(fact) ? 5 : 0;
    if (score <= self->best)
        return;
    self->best = score;
    self->binding = arena_printf(self->arena, "{{%s%s}}", fact->id, aspect);
    self->what = label;
}

const char *
typed_suggestion(Arena *arena, const Model *model, int lang, const Passage *passage, const Number *number, const char **what)
{
    Search search = {.arena = arena, .lang = lang, .passage = passage, .number = number, .unit = passage->text + number->end, .best = -1};
    while (*search.unit == ' ')
        search.unit++;
    const FactList *facts = model_facts(model);
    for (size_t i = 0; number->has_value && i < facts->count; i++) {
        const Fact *fact = facts->items[i];
        if (fact->has_value && number->kind == NUMBER_QUANTITY && same_value(fact->value, number))
            offer(&search, fact, "", 0);
        if (fact->has_share && number->unit == NUMBER_PERCENT && same_value(fact->share, number))
            offer(&search, fact, "|share", 10);
        if (fact->rank && number->kind == NUMBER_RANK && same_value(decimal_from_int(fact->rank), number))
            offer(&search, fact, "|rank", 10);
    }
    const TargetList *targets = model_targets(model);
    for (size_t i = 0; number->has_value && i < targets->count; i++) {
        const Target *target = targets->items[i];
        const char *label = target->label.in[lang] ? target->label.in[lang] : "";
        int length = length_of(label), score = length > 1 ? 10 + 100 * likeness(label, passage->text) / (length - 1) : 0;
        if (!target->has_target || !same_value(target->target, number) || score <= search.best)
            continue;
        search.best = score;
        search.binding = arena_printf(arena, "{{target(\"%s\")}}", target->indicator);
        search.what = label;
    }
    /* Small numbers are those of many figures: the name has to be there as well. */
    int least = number->has_value && decimal_compare(number->value, decimal_from_int(20)) <= 0 ? 60 : 10;
    *what = search.best >= least ? search.what : NULL;
    return search.best >= least ? search.binding : NULL;
}

/* ---- findings ------------------------------------------------------------------------------------------------------- */

void
typed_check(const PassageContext *context, Diags *diags, int lang, Passage *passage)
{
    const AuditRules *rules = &context->model->audit;
    NumberNames names = {rules->names, rules->name_count};
    NumberList found = {0};
    typed_find(context->arena, passage, &names, &found);
    for (size_t i = 0; i < found.count; i++) {
        const Number *number = &found.items[i];
        const char *text = arena_strndup(context->arena, passage->text + number->start, number->end - number->start), *what = NULL;
        const char *binding = context->suggest ? typed_suggestion(context->arena, context->model, lang, passage, number, &what) : NULL;
        diag(diags, DIAG_TYPED_NUMBER, passage_loc(passage, number->start, number->end), text);
        if (binding)
            diag_hint(diags, "write {0} ({1})", "可写作{0}（{1}）", binding, what && *what ? what : binding);
    }
}
