/* model/check.c -- what no table alone can know: names that lead nowhere; then the rules of logic. */
#include "base/str.h"
#include "model/logic.h"

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

void
check_model(ModelReader *self)
{
    check_names(self);
    logic_check(self);
}
