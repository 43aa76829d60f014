/* model/check.c -- what no table alone can know: names that lead nowhere, and figures that contradict each other. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

/* ---- names --------------------------------------------------------------------------------------------------- */

typedef struct Names {
    const char **items;
    size_t count;
    Map map;
} Names;

static void
names_add(ModelReader *self, Names *names, size_t capacity, const char *name)
{
    if (!names->items) {
        names->items = ARENA_ARRAY(self->arena, const char *, capacity + 1);
        map_init(&names->map, self->arena);
    }
    names->items[names->count++] = name;
    map_put(&names->map, name, (void *)name);
}

/* Whether a foreign key of the table has seen to the column already: one cause, one message. */
static bool
has_foreign_key(const Table *table, const char *column)
{
    for (size_t i = 0; i < table->resource->foreign_key_count; i++)
        for (const char *const *field = table->resource->foreign_keys[i].fields; *field; field++)
            if (str_equal(*field, column))
                return true;
    return false;
}

/* The cells of a column name something that is there. A project without such a table has nothing to check against. */
static void
check_column(ModelReader *self, const Table *table, const char *column, const Names *names, DiagCode code)
{
    ptrdiff_t index = table_column(table, column);
    if (index < 0 || !names->count || has_foreign_key(table, column))
        return;
    for (size_t row = 0; row < table->row_count; row++) {
        const TableCell *cell = table_at(table, row, (size_t)index);
        if (cell->missing || map_has(&names->map, cell->text))
            continue;
        diag(self->diags, code, cell->loc, cell->text);
        hint_nearest(self->diags, cell->text, names->items, names->count);
    }
}

static void
check_names(ModelReader *self)
{
    const Model *model = self->model;
    Names indicators = {0}, sources = {0}, periods = {0};
    for (size_t i = 0; i < model->indicators.count; i++)
        names_add(self, &indicators, model->indicators.count, model->indicators.items[i]->id);
    for (size_t i = 0; i < model->sources.count; i++)
        names_add(self, &sources, model->sources.count, model->sources.items[i]->id);
    for (size_t i = 0; i < model->periods.count; i++)
        names_add(self, &periods, model->periods.count, model->periods.items[i]->code);
    for (size_t i = 0; i < model->package.resource_count; i++) {
        const Table *table = &model->tables[i];
        const char *role = table->resource ? table->resource->role : NULL;
        if (!role)
            continue;
        bool is_long = str_equal(role, "figures"), is_wide = str_equal(role, "figures-wide");
        if (is_long || is_wide)
            check_column(self, table, is_long ? "figure_id" : "indicator", &indicators, DIAG_FACT_UNKNOWN_INDICATOR);
        if (!str_equal(role, "sources"))
            check_column(self, table, "source_id", &sources, DIAG_FACT_UNKNOWN_SOURCE);
        if (is_long || is_wide)
            check_column(self, table, "period", &periods, DIAG_FACT_UNKNOWN_PERIOD);
    }
}

/* ---- contradictions -------------------------------------------------------------------------------------------- */

/* Whether two dates may be one, each as precise as it is: 2019-10 and 2019-10-25 may, and so may anything and no date. */
static bool
may_be_same_date(Date a, Date b)
{
    if (!a.year || !b.year)
        return true;
    return a.year == b.year && (!a.month || !b.month || a.month == b.month) && (!a.day || !b.day || a.day == b.day);
}

/* Said of the same thing, at the same time, counted the same way as far as anyone says, and not the same number. */
static bool
contradicts(const Fact *a, const Fact *b)
{
    return a->year == b->year && str_equal(a->scope, b->scope) && str_equal(a->period, b->period) && may_be_same_date(a->as_of, b->as_of)
        && (!*a->basis || !*b->basis || str_equal(a->basis, b->basis)) && a->has_value && b->has_value && a->qualifier == QUALIFIER_EXACT
        && b->qualifier == QUALIFIER_EXACT && decimal_compare(a->value, b->value) != 0;
}

static bool
is_listed(const Conflict *conflict, const char *id)
{
    for (const char *const *row = conflict->rows; *row; row++)
        if (str_equal(*row, id))
            return true;
    return false;
}

/* Whether one entry of conflicts.yaml speaks of both. */
static bool
is_ruled(const Model *model, const Fact *a, const Fact *b)
{
    for (size_t i = 0; i < model->conflicts.count; i++)
        if (is_listed(model->conflicts.items[i], a->id) && is_listed(model->conflicts.items[i], b->id))
            return true;
    return false;
}

static void
check_contradictions(ModelReader *self)
{
    const Model *model = self->model;
    for (size_t i = 0; i < model->facts_by_indicator.entries.count; i++) {
        const FactList *list = model->facts_by_indicator.entries.items[i].value;
        for (size_t later = 1; later < list->count; later++) {
            const Fact *fact = list->items[later];
            for (size_t earlier = 0; fact->year && earlier < later; earlier++) {
                const Fact *other = list->items[earlier];
                if (!contradicts(fact, other) || is_ruled(model, fact, other))
                    continue;
                diag(self->diags, DIAG_FACT_CONFLICT, fact->loc, fact->id, decimal_text(self->arena, fact->value), other->id, decimal_text(self->arena, other->value));
                diag_note(self->diags, other->loc, "the other is here", "另一数据在此", NULL);
                break; /* one message for a figure */
            }
        }
    }
}

void
check_model(ModelReader *self)
{
    check_names(self);
    check_contradictions(self);
}
