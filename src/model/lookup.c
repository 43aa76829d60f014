/* model/lookup.c -- finding what was read. */
#include "base/str.h"
#include "model/read.h"

#include <stdlib.h>
#include <string.h>

void
hint_nearest(Diags *diags, const char *name, const char *const *candidates, size_t count)
{
    const char *near = str_nearest(name, candidates, count);
    if (near)
        diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
}

static void
hint_nearest_key(Diags *diags, const char *name, const Map *map)
{
    const char **names = base_alloc(sizeof *names * (map->entries.count + 1));
    for (size_t i = 0; i < map->entries.count; i++)
        names[i] = map->entries.items[i].key;
    hint_nearest(diags, name, names, map->entries.count);
    free(names);
}

/* ---- figures by row id ---------------------------------------------------------------------------------------- */

const Fact *
model_fact(const Model *model, const char *row_id)
{
    ask(model, "fact", row_id);
    return map_find(&model->fact_by_id, row_id);
}

const Fact *
known_fact(const Model *model, Diags *diags, Loc loc, const char *row_id)
{
    const Fact *fact = model_fact(model, row_id);
    if (!fact) {
        diag(diags, DIAG_FACT_MISSING, loc, row_id);
        hint_nearest_key(diags, row_id, &model->fact_by_id);
    }
    return fact;
}

bool
fact_is_published(const Fact *fact)
{
    return str_equal(fact->status, "published");
}

const Fact *
model_need_fact(const Model *model, Diags *diags, Loc loc, const char *row_id)
{
    const Fact *fact = known_fact(model, diags, loc, row_id);
    if (!fact || fact_is_published(fact))
        return fact;
    diag(diags, DIAG_FACT_NOT_PUBLISHED, loc, row_id, fact->status);
    diag_note(diags, fact->loc, "the figure is here", "该数据在此", NULL);
    return NULL;
}

/* ---- figures by their key ---------------------------------------------------------------------------------------- */

static bool
same_period(const char *wanted, const Fact *fact)
{
    return !wanted || str_equal(wanted, fact->period) || (str_equal(wanted, "flow") && str_equal(fact->period, "flow-year"));
}

static bool
matches(const Fact *fact, const FactQuery *query, const char *home)
{
    const char *scope = query->scope && !str_equal(query->scope, home) ? query->scope : "";
    Date as_of;
    if (query->as_of && !(date_parse(query->as_of, strlen(query->as_of), &as_of) && date_compare(as_of, fact->as_of) == 0))
        return false;
    return (!query->year || fact->year == query->year) && str_equal(fact->scope, scope) && same_period(query->period, fact)
        && (!query->basis || str_equal(query->basis, fact->basis)) && (!query->source || str_equal(query->source, fact->source_id));
}

static bool
is_usable(const Fact *fact)
{
    return fact->chart != CHART_NO && fact_is_published(fact);
}

bool
query_finds(const Model *model, const FactQuery *query, const Fact *fact)
{
    return matches(fact, query, model->home_scope) && is_usable(fact);
}

/* Ids of a list for a hint: all, or those that the query finds. At most six. */
static const char *
list_ids(Arena *arena, const Model *model, const FactList *list, const FactQuery *query)
{
    Buf out = BUF_INIT;
    size_t shown = 0, left = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Fact *fact = list->items[i];
        if (query && !(matches(fact, query, model->home_scope) && is_usable(fact)))
            continue;
        if (shown == 6) {
            left++;
            continue;
        }
        buf_add(&out, shown++ ? ", " : "");
        buf_add(&out, fact->id);
    }
    if (left)
        buf_printf(&out, " … (+%zu)", left);
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

static const Fact *
nothing_found(const Model *model, Diags *diags, Loc loc, const FactQuery *query, const FactList *list, const Fact *unusable)
{
    if (unusable && !fact_is_published(unusable)) {
        diag(diags, DIAG_FACT_NOT_PUBLISHED, loc, unusable->id, unusable->status);
        diag_note(diags, unusable->loc, "the figure is here", "该数据在此", NULL);
    } else if (unusable) {
        diag(diags, DIAG_CHART_FACT_NOT_DRAWABLE, loc, unusable->id);
        diag_note(diags, unusable->loc, "the figure is here", "该数据在此", NULL);
    } else if (list) {
        Arena *scratch = arena_new();
        diag(diags, DIAG_FACT_MISSING, loc, query->indicator);
        diag_hint(diags, "there are: {0}", "现有：{0}", list_ids(scratch, model, list, NULL));
        arena_free(scratch);
    } else {
        diag(diags, DIAG_FACT_MISSING, loc, query->indicator);
        hint_nearest_key(diags, query->indicator, &model->facts_by_indicator);
    }
    return NULL;
}

static const Fact *
several_found(const Model *model, Diags *diags, Loc loc, const FactQuery *query, const FactList *list, size_t count)
{
    Arena *scratch = arena_new();
    diag(diags, DIAG_FACT_AMBIGUOUS, loc, query->indicator, arena_printf(scratch, "%zu", count));
    diag_hint(diags, "name one outright, or give scope, period, source: {0}", "请直接写出行编号，或给出范围、统计期、来源：{0}", list_ids(scratch, model, list, query));
    for (size_t i = 0; i < list->count; i++)
        if (matches(list->items[i], query, model->home_scope) && is_usable(list->items[i]))
            diag_note(diags, list->items[i]->loc, "{0}", "{0}", list->items[i]->id);
    arena_free(scratch);
    return NULL;
}

const Fact *
model_query(const Model *model, Diags *diags, Loc loc, const FactQuery *query)
{
    Date as_of;
    if (query->as_of && !date_parse(query->as_of, strlen(query->as_of), &as_of)) {
        diag(diags, DIAG_QUERY_BAD_DATE, loc, query->as_of);
        return NULL;
    }
    ask_query(model, query);
    const FactList *list = map_find(&model->facts_by_indicator, query->indicator);
    const Fact *found = NULL, *unusable = NULL;
    size_t count = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        const Fact *fact = list->items[i];
        if (!matches(fact, query, model->home_scope))
            continue;
        if (is_usable(fact)) {
            found = fact;
            count++;
        } else {
            unusable = fact;
        }
    }
    if (count == 1)
        return found;
    return count ? several_found(model, diags, loc, query, list, count) : nothing_found(model, diags, loc, query, list, unusable);
}

bool
model_has(const Model *model, const FactQuery *query)
{
    ask_query(model, query);
    const FactList *list = map_find(&model->facts_by_indicator, query->indicator);
    for (size_t i = 0; list && i < list->count; i++)
        if (matches(list->items[i], query, model->home_scope) && is_usable(list->items[i]))
            return true;
    return false;
}

const Texts *
model_place_name(const Model *model, const Fact *fact)
{
    return *fact->scope || !model->home_label.in[0] ? &fact->scope_label : &model->home_label;
}

/* ---- series ------------------------------------------------------------------------------------------------------- */

static int
by_year(const void *a, const void *b)
{
    const Fact *x = *(const Fact *const *)a, *y = *(const Fact *const *)b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->evidence != y->evidence)
        return x->evidence < y->evidence ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* Sources that say the same of one year. */
static bool
agree(const Fact *a, const Fact *b)
{
    return str_equal(a->period, b->period) && a->qualifier == b->qualifier && a->has_value && b->has_value && decimal_compare(a->value, b->value) == 0;
}

const Fact *const *
model_series(const Model *model, Arena *arena, Diags *diags, Loc loc, const FactQuery *query)
{
    ask_query(model, query);
    const FactList *list = map_find(&model->facts_by_indicator, query->indicator);
    VEC(const Fact *) found = {0};
    size_t kept = 0;
    for (size_t i = 0; list && i < list->count; i++)
        if (matches(list->items[i], query, model->home_scope) && is_usable(list->items[i]))
            VEC_PUSH(arena, &found, list->items[i]);
    if (!found.count) {
        model_query(model, diags, loc, query);
        return NULL;
    }
    qsort(found.items, found.count, sizeof *found.items, by_year);
    for (size_t i = 0; i < found.count; i++) {
        const Fact *fact = found.items[i], *last = kept ? found.items[kept - 1] : NULL;
        if (!last || last->year != fact->year) {
            found.items[kept++] = fact;
        } else if (!agree(last, fact)) {
            FactQuery one = *query;
            one.year = fact->year;
            model_query(model, diags, loc, &one); /* says which, and how to tell them apart */
            return NULL;
        }
    }
    found.count = kept;
    VEC_PUSH(arena, &found, NULL);
    return found.items;
}

/* ---- the rest ------------------------------------------------------------------------------------------------------ */

#define FIND(list, member, wanted)                                     \
    do {                                                               \
        for (size_t i = 0; i < (list).count; i++)                      \
            if (str_equal((list).items[i]->member, (wanted)))          \
                return (list).items[i];                                \
        return NULL;                                                   \
    } while (0)

const Indicator *
model_indicator(const Model *model, const char *id)
{
    ask(model, "indicator", id);
    FIND(model->indicators, id, id);
}

const Target *
model_target(const Model *model, const char *indicator)
{
    ask(model, "target", indicator);
    FIND(model->targets, indicator, indicator);
}

const SourceDoc *
model_source(const Model *model, const char *id)
{
    ask(model, "source", id);
    FIND(model->sources, id, id);
}

const Period *
model_period(const Model *model, const char *code)
{
    ask(model, "period", code);
    FIND(model->periods, code, code);
}

const Table *
model_table(const Model *model, const char *name)
{
    ask(model, "table", name);
    for (size_t i = 0; i < model->package.resource_count; i++)
        if (str_equal(model->package.resources[i].name, name)) {
            /* Made on first use, and the same whenever that is; its faults were reported when it was checked. */
            if (model->tables[i].unread)
                table_read(model->arena, model->reader, &model->package.resources[i], &model->tables[i]);
            return &model->tables[i];
        }
    return NULL;
}

FactList
model_table_facts(const Model *model, Arena *arena, const Table *table)
{
    FactList list = {0};
    ask(model, "table", table->resource->name);
    for (size_t i = 0; i < model->facts.count; i++)
        if (str_equal(model->facts.items[i]->resource, table->resource->name))
            VEC_PUSH(arena, &list, model->facts.items[i]);
    return list;
}

#define LEND(Type, list)                \
    const Type *                        \
    model_##list(const Model *model)    \
    {                                   \
        ask(model, #list, NULL);        \
        return &model->list;            \
    }
LEND(FactList, facts)
LEND(IndicatorList, indicators)
LEND(TargetList, targets)
LEND(RecordList, records)
LEND(HighlightList, highlights)
LEND(SourceDocList, sources)
LEND(TermList, terms)
LEND(ConflictList, conflicts)
LEND(CorrectionList, corrections)
