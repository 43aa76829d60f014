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

/* ---- pieces of an indicator --------------------------------------------------------------------------------------- */

/* Whether the dictionary has a column for this piece, in any language: a project that keeps no definitions is not asked for them. */
static bool
keeps_piece(ModelReader *self, const char *piece)
{
    const Model *model = self->model;
    for (size_t i = 0; i < model->package.resource_count; i++) {
        const Table *table = &model->tables[i];
        if (!table->resource || !str_equal(table->resource->role, "indicators"))
            continue;
        for (int lang = 0; lang < model->lang_count; lang++)
            if (table_column(table, arena_printf(self->arena, "%s_%s", piece, model->lang_keys[lang])) >= 0)
                return true;
    }
    return false;
}

/* "definition (zh, en)", added to both lists. */
static void
add_missing(ModelReader *self, const char *const name[MESSAGE_LANG_COUNT], const Texts *texts, Buf *out)
{
    Buf langs = BUF_INIT;
    for (int lang = 0; lang < self->model->lang_count; lang++)
        if (!texts->in[lang])
            buf_printf(&langs, "%s%s", langs.length ? ", " : "", self->model->lang_keys[lang]);
    for (int lang = 0; langs.length && lang < MESSAGE_LANG_COUNT; lang++)
        buf_printf(&out[lang], "%s%s (%s)", out[lang].length ? ", " : "", name[lang], langs.ptr);
    buf_clear(&langs);
}

static bool
has_published_figure(const Model *model, const char *indicator)
{
    const FactList *list = map_find(&model->facts_by_indicator, indicator);
    for (size_t i = 0; list && i < list->count; i++)
        if (fact_is_published(list->items[i]) && list->items[i]->chart != CHART_NO)
            return true;
    return false;
}

static void
check_pieces(ModelReader *self)
{
    static const char *const label[] = {"label", "名称"}, *const unit[] = {"unit", "单位"}, *const definition[] = {"definition", "定义"};
    bool has_label = keeps_piece(self, "label"), has_unit = keeps_piece(self, "unit"), has_definition = keeps_piece(self, "definition");
    for (size_t i = 0; i < self->model->indicators.count; i++) {
        const Indicator *indicator = self->model->indicators.items[i];
        if (!has_published_figure(self->model, indicator->id))
            continue;
        Buf missing[MESSAGE_LANG_COUNT] = {BUF_INIT, BUF_INIT};
        if (has_label)
            add_missing(self, label, &indicator->label, missing);
        if (has_unit)
            add_missing(self, unit, &indicator->unit, missing);
        if (has_definition)
            add_missing(self, definition, &indicator->definition, missing);
        if (missing[MESSAGE_EN].length)
            diag(self->diags, DIAG_INDICATOR_INCOMPLETE, indicator->loc, indicator->id, missing[MESSAGE_EN].ptr, missing[MESSAGE_ZH].ptr);
        for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++)
            buf_clear(&missing[lang]);
    }
}

void
check_model(ModelReader *self)
{
    check_pieces(self);
    check_corrections(self);
    check_names(self);
    logic_check(self);
}
