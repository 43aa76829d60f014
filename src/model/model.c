#include "model/model.h"

#include "base/str.h"
#include "model/read.h"

#include <stdlib.h>
#include <string.h>

Model *
model_read(Arena *arena, Reader *reader)
{
    Model *model = ARENA_NEW(arena, Model);
    ModelReader self = {arena, reader, reader_diags(reader), model};
    map_init(&model->fact_by_id, arena);
    if (!read_project(&self))
        return NULL;
    TableLanguages languages = {model->lang_keys, model->locales, model->lang_count};
    package_read(arena, reader, "data/datapackage.yaml", &languages, &model->package);
    model->tables = ARENA_ARRAY(arena, Table, model->package.resource_count + 1);
    for (size_t i = 0; i < model->package.resource_count; i++)
        table_read(arena, reader, &model->package.resources[i], &model->tables[i]);
    tables_check_foreign_keys(arena, self.diags, model->tables, model->package.resource_count);
    read_facts(&self);
    read_rows(&self);
    return model;
}

/* ---- figures ---------------------------------------------------------------------------------------------- */

const Fact *
model_fact(const Model *model, const char *row_id)
{
    return map_find(&model->fact_by_id, row_id);
}

const Fact *
model_need_fact(const Model *model, Diags *diags, Loc loc, const char *row_id)
{
    const Fact *fact = model_fact(model, row_id);
    if (!fact) {
        diag(diags, DIAG_FACT_MISSING, loc, row_id);
        const char **names = base_alloc(sizeof *names * (model->facts.count + 1));
        for (size_t i = 0; i < model->facts.count; i++)
            names[i] = model->facts.items[i]->id;
        const char *near = str_nearest(row_id, names, model->facts.count);
        free(names);
        if (near)
            diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        return NULL;
    }
    if (!str_equal(fact->status, "published")) {
        diag(diags, DIAG_FACT_NOT_PUBLISHED, loc, row_id, fact->status);
        return NULL;
    }
    return fact;
}

static bool
same_period(const char *wanted, const Fact *fact)
{
    return !wanted || str_equal(wanted, fact->period) || (str_equal(wanted, "flow") && str_equal(fact->period, "flow-year"));
}

static bool
candidate(const Fact *fact, const FactQuery *query, const char *home)
{
    const char *scope = query->scope && !str_equal(query->scope, home) ? query->scope : "";
    Date as_of;
    bool as_of_ok = !query->as_of || (date_parse(query->as_of, strlen(query->as_of), &as_of) && date_compare(as_of, fact->as_of) == 0);
    return str_equal(fact->indicator, query->indicator) && fact->chart != CHART_NO && str_equal(fact->status, "published")
        && (!query->year || fact->year == query->year) && str_equal(fact->scope, scope) && same_period(query->period, fact) && as_of_ok
        && (!query->basis || str_equal(query->basis, fact->basis)) && (!query->source || str_equal(query->source, fact->source_id));
}

/* Rows of one indicator, for the hint of a failed query: at most six. */
static const char *
list_rows(const Model *model, Arena *arena, const FactQuery *query, bool candidates_only)
{
    Buf out = BUF_INIT;
    size_t shown = 0;
    for (size_t i = 0; i < model->facts.count && shown < 6; i++) {
        const Fact *fact = model->facts.items[i];
        if (candidates_only ? !candidate(fact, query, model->home_scope) : !str_equal(fact->indicator, query->indicator))
            continue;
        buf_add(&out, shown++ ? ", " : "");
        buf_add(&out, fact->id);
    }
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

const Fact *
model_query(const Model *model, Diags *diags, Loc loc, const FactQuery *query)
{
    const Fact *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < model->facts.count; i++) {
        if (candidate(model->facts.items[i], query, model->home_scope)) {
            found = model->facts.items[i];
            count++;
        }
    }
    if (count == 1)
        return found;
    Arena *scratch = arena_new();
    if (count > 1) {
        diag(diags, DIAG_FACT_AMBIGUOUS, loc, query->indicator, arena_printf(scratch, "%zu", count));
        diag_hint(diags, "name one outright, or give scope, period, source: {0}", "请直接写出行编号，或给出范围、统计期、来源：{0}", list_rows(model, scratch, query, true));
    } else {
        diag(diags, DIAG_FACT_MISSING, loc, query->indicator);
        const char *rows = list_rows(model, scratch, query, false);
        if (*rows)
            diag_hint(diags, "there are: {0}", "现有：{0}", rows);
    }
    arena_free(scratch);
    return NULL;
}

/* ---- the other look-ups -------------------------------------------------------------------------------------- */

const Indicator *
model_indicator(const Model *model, const char *id)
{
    for (size_t i = 0; i < model->indicators.count; i++)
        if (str_equal(model->indicators.items[i]->id, id))
            return model->indicators.items[i];
    return NULL;
}

const Target *
model_target(const Model *model, const char *indicator)
{
    for (size_t i = 0; i < model->targets.count; i++)
        if (str_equal(model->targets.items[i]->indicator, indicator))
            return model->targets.items[i];
    return NULL;
}

const SourceDoc *
model_source(const Model *model, const char *id)
{
    for (size_t i = 0; i < model->sources.count; i++)
        if (str_equal(model->sources.items[i]->id, id))
            return model->sources.items[i];
    return NULL;
}

const Period *
model_period(const Model *model, const char *code)
{
    for (size_t i = 0; i < model->periods.count; i++)
        if (str_equal(model->periods.items[i]->code, code))
            return model->periods.items[i];
    return NULL;
}

const FactUse *
fact_use(Arena *arena, const Fact *fact, const char *aspect)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    *use = (FactUse){
        .kind = USE_FACT,
        .key = fact->id,
        .aspect = aspect,
        .value = fact->value,
        .digits = -1,
        .qualifier = fact->qualifier,
        .unit = fact->unit,
        .source_id = fact->source_id,
        .evidence = fact->evidence,
        .status = fact->status,
        .quote = fact->quote,
        .loc = fact->loc,
    };
    if (str_equal(aspect, "share")) {
        use->value = fact->share;
        use->qualifier = fact->share_qualifier;
    } else if (str_equal(aspect, "rank")) {
        use->value = decimal_from_int(fact->rank);
        use->qualifier = QUALIFIER_EXACT;
    }
    return use;
}

const char *
fact_when(const Model *model, Arena *arena, const Fact *fact, int lang)
{
    const Locale *locale = model->locales[lang];
    if (fact->as_of.year)
        return locale_date(arena, locale, fact->as_of);
    if (fact->as_of_note.in[lang])
        return fact->as_of_note.in[lang];
    if (fact->year)
        return locale_date(arena, locale, (Date){fact->year, 0, 0});
    return locale->is_cjk ? "未注明日期" : "undated";
}
