/* chart/preset_rows.c -- `indicator:` in a preset becomes `rows:`, so that all that follows sees row ids only. */
#include "chart/preset_rows.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 64 };

typedef struct Names {
    const char *items[NAMES_MAX];
    size_t count;
} Names;

/* One line of figures: an indicator in one place. */
typedef struct Line {
    const char *indicator, *scope;
    const Fact *const *facts;   /* NULL-terminated, oldest first */
} Line;

typedef struct Ask {
    const ChartContext *context;
    const Node *preset, *indicator;
    Names indicators, scopes;
    int from, to;               /* 0: open */
    VEC(Line) lines;
} Ask;

/* ---- what is asked for --------------------------------------------------------------------------------------- */

static void
add_name(Names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->items[i], name))
            return;
    if (names->count < NAMES_MAX)
        names->items[names->count++] = name;
}

/* One name or a list of them. */
static void
read_names(const Node *node, Names *out)
{
    if (node && node->kind == NODE_LIST)
        for (size_t i = 0; i < node->count; i++)
            read_names(node->items[i].value, out);
    else if (node && node->text)
        add_name(out, node->text);
}

/* `scope: all`: every place that has one of the indicators, in the order of the data. */
static void
add_all_scopes(Ask *ask)
{
    const Model *model = ask->context->model;
    for (size_t i = 0; i < ask->indicators.count; i++) {
        const FactList *facts = model_facts(model);
        for (size_t k = 0; k < facts->count; k++)
            if (str_equal(facts->items[k]->indicator, ask->indicators.items[i]))
                add_name(&ask->scopes, *facts->items[k]->scope ? facts->items[k]->scope : model->home_scope);
    }
}

static void
read_years(Ask *ask)
{
    const Node *years = node_find(ask->preset, "years"), *year = node_find(ask->preset, "year");
    if (year)
        ask->from = ask->to = (int)node_number(ask->preset, "year", 0);
    if (years && years->kind == NODE_LIST && years->count == 2) {
        ask->from = (int)years->items[0].value->number;
        ask->to = (int)years->items[1].value->number;
    } else if (years) {
        diag(ask->context->diags, DIAG_PRESET_BAD_YEARS, years->loc, NULL);
    }
}

/* A figure without a year has no place among those with one. */
static const Fact *const *
within_years(const Ask *ask, const Fact *const *facts)
{
    VEC(const Fact *) kept = {0};
    bool dated = false;
    for (size_t i = 0; facts[i]; i++)
        dated |= facts[i]->year > 0;
    for (size_t i = 0; facts[i]; i++)
        if ((facts[i]->year > 0 || !dated) && (!ask->from || facts[i]->year >= ask->from) && (!ask->to || facts[i]->year <= ask->to))
            VEC_PUSH(ask->context->arena, &kept, facts[i]);
    VEC_PUSH(ask->context->arena, &kept, NULL);
    return kept.items;
}

static bool
read_lines(Ask *ask)
{
    const ChartContext *context = ask->context;
    bool all = str_equal(node_text(ask->preset, "scope", ""), "all"), ok = true;
    for (size_t i = 0; i < ask->indicators.count; i++) {
        for (size_t s = 0; s < ask->scopes.count; s++) {
            FactQuery query = {.indicator = ask->indicators.items[i], .scope = ask->scopes.items[s], .year = ask->from == ask->to ? ask->from : 0};
            query.period = node_text(ask->preset, "period", NULL);
            query.basis = node_text(ask->preset, "basis", NULL);
            query.source = node_text(ask->preset, "source", NULL);
            if (all && !model_has(context->model, &query))
                continue;
            const Fact *const *facts = model_series(context->model, context->arena, context->diags, ask->indicator->loc, &query);
            ok &= facts != NULL;
            facts = facts ? within_years(ask, facts) : NULL;
            if (facts && facts[0])
                VEC_PUSH(context->arena, &ask->lines, ((Line){query.indicator, query.scope, facts}));
        }
    }
    return ok;
}

/* ---- rows ----------------------------------------------------------------------------------------------------------- */

/* NULL where there is no text. */
static Node *
texts_node(const Ask *ask, const Texts *texts)
{
    Arena *arena = ask->context->arena;
    if (str_is_empty(texts->in[0]))
        return NULL;
    Node *map = node_new(arena, NODE_MAP, ask->indicator->loc);
    for (int lang = 0; lang < ask->context->model->lang_count; lang++)
        if (texts->in[lang])
            node_put(arena, map, ask->context->model->lang_keys[lang], node_new_string(arena, texts->in[lang], ask->indicator->loc));
    return map;
}

static Texts
joined_texts(const Ask *ask, const Texts *first, const Texts *second)
{
    const Model *model = ask->context->model;
    Texts out = {0};
    for (int lang = 0; lang < model->lang_count; lang++) {
        const char *a = first->in[lang], *b = second->in[lang];
        out.in[lang] = a && b ? arena_printf(ask->context->arena, model->locales[lang]->is_cjk ? "%s：%s" : "%s: %s", a, b) : a ? a : b;
    }
    return out;
}

/* What tells this line from the others. */
static Texts
line_label(const Ask *ask, const Fact *fact)
{
    if (ask->scopes.count < 2)
        return fact->label;
    return ask->indicators.count < 2 ? *model_place_name(ask->context->model, fact) : joined_texts(ask, model_place_name(ask->context->model, fact), &fact->label);
}

static Node *
add_row(const Ask *ask, Node *rows, Node *label)
{
    Arena *arena = ask->context->arena;
    Node *row = node_new(arena, NODE_MAP, ask->indicator->loc), *ids = node_new(arena, NODE_LIST, ask->indicator->loc);
    if (label)
        node_put(arena, row, "label", label);
    node_put(arena, row, "rows", ids);
    node_push(arena, rows, row);
    return ids;
}

static void
add_id(const Ask *ask, Node *ids, const Fact *fact)
{
    node_push(ask->context->arena, ids, node_new_string(ask->context->arena, fact->id, ask->indicator->loc));
}

static const Fact *
fact_of_year(const Line *line, int year)
{
    for (size_t i = 0; line->facts[i]; i++)
        if (line->facts[i]->year == year)
            return line->facts[i];
    return NULL;
}

/* The latest year that all lines have: figures of different years are not compared. 0: none. */
static int
common_year(const Ask *ask)
{
    const Line *first = &ask->lines.items[0];
    int best = 0;
    for (size_t i = 0; first->facts[i]; i++) {
        bool all = first->facts[i]->year > 0;
        for (size_t k = 1; all && k < ask->lines.count; k++)
            all = fact_of_year(&ask->lines.items[k], first->facts[i]->year) != NULL;
        if (all)
            best = first->facts[i]->year;
    }
    return best;
}

static int
by_value_down(const void *a, const void *b)
{
    const Fact *x = *(const Fact *const *)a, *y = *(const Fact *const *)b;
    int order = decimal_compare(y->value, x->value);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Each line's figure of one year; places in the order of their values. */
static bool
rows_of_comparison(const Ask *ask, Node *rows)
{
    const ChartContext *context = ask->context;
    int year = common_year(ask);
    if (!year)
        return diag(context->diags, DIAG_PRESET_NO_COMMON_YEAR, ask->indicator->loc, NULL);
    const Fact **facts = ARENA_ARRAY(context->arena, const Fact *, ask->lines.count + 1);
    for (size_t i = 0; i < ask->lines.count; i++)
        facts[i] = fact_of_year(&ask->lines.items[i], year);
    if (ask->scopes.count > 1)
        qsort(facts, ask->lines.count, sizeof *facts, by_value_down);
    for (size_t i = 0; i < ask->lines.count; i++) {
        Texts label = line_label(ask, facts[i]);
        add_id(ask, add_row(ask, rows, texts_node(ask, &label)), facts[i]);
    }
    return true;
}

static void
rows_of_years(const Ask *ask, Node *rows)
{
    Arena *arena = ask->context->arena;
    const Line *line = &ask->lines.items[0];
    for (size_t i = 0; line->facts[i]; i++) {
        const char *year = line->facts[i]->year ? arena_printf(arena, "%d", line->facts[i]->year) : "—";
        add_id(ask, add_row(ask, rows, node_new_string(arena, year, ask->indicator->loc)), line->facts[i]);
    }
}

static void
rows_of_lines(const Ask *ask, Node *rows)
{
    for (size_t i = 0; i < ask->lines.count; i++) {
        const Line *line = &ask->lines.items[i];
        Texts label = line_label(ask, line->facts[0]);
        Node *ids = add_row(ask, rows, texts_node(ask, &label));
        for (size_t k = 0; line->facts[k]; k++)
            add_id(ask, ids, line->facts[k]);
    }
}

static void
rows_of_targets(const Ask *ask, Node *rows)
{
    Arena *arena = ask->context->arena;
    for (size_t i = 0; i < ask->indicators.count; i++) {
        Node *row = node_new(arena, NODE_MAP, ask->indicator->loc);
        node_put(arena, row, "target", node_new_string(arena, ask->indicators.items[i], ask->indicator->loc));
        node_push(arena, rows, row);
    }
}

/* ---- title and unit that nobody wrote ------------------------------------------------------------------------------------ */

static void
add_words(const Ask *ask, Node *preset)
{
    const Fact *fact = ask->lines.items[0].facts[0];
    Texts title = fact->label;
    if (ask->indicators.count == 1 && ask->scopes.count == 1 && *fact->scope)
        title = joined_texts(ask, &fact->scope_label, &fact->label);
    if (!node_find(preset, "title") && !str_is_empty(title.in[0]))
        node_put(ask->context->arena, preset, "title", texts_node(ask, &title));
    bool one_unit = true;
    for (size_t i = 1; i < ask->lines.count; i++)
        one_unit &= str_equal(ask->lines.items[i].facts[0]->unit.in[0], fact->unit.in[0]);
    if (one_unit && !node_find(preset, "unit") && !str_is_empty(fact->unit.in[0]))
        node_put(ask->context->arena, preset, "unit", texts_node(ask, &fact->unit));
}

const Node *
preset_expand(const ChartContext *context, const Node *preset, PresetTakes takes)
{
    Ask ask = {.context = context, .preset = preset, .indicator = node_find(preset, "indicator")};
    if (!ask.indicator || !context->model)
        return preset;
    Node *copy = node_copy(context->arena, preset), *rows = node_new(context->arena, NODE_LIST, ask.indicator->loc);
    read_names(ask.indicator, &ask.indicators);
    node_put(context->arena, copy, "rows", rows);
    if (takes == PRESET_TAKES_TARGETS) {
        rows_of_targets(&ask, rows);
        return copy;
    }
    read_years(&ask);
    if (str_equal(node_text(preset, "scope", ""), "all"))
        add_all_scopes(&ask);
    else
        read_names(node_find(preset, "scope"), &ask.scopes);
    if (!ask.scopes.count)
        add_name(&ask.scopes, context->model->home_scope);
    if (!read_lines(&ask))
        return NULL;
    if (!ask.lines.count) {
        diag(context->diags, DIAG_PRESET_EMPTY, ask.indicator->loc, NULL);
        return NULL;
    }
    if (takes == PRESET_TAKES_SERIES)
        rows_of_lines(&ask, rows);
    else if (ask.lines.count == 1)
        rows_of_years(&ask, rows);
    else if (!rows_of_comparison(&ask, rows))
        return NULL;
    add_words(&ask, copy);
    return copy;
}
