#include "audit/rows.h"

#include "base/map.h"
#include "base/str.h"
#include "expr/expr.h"

#include <stdlib.h>
#include <string.h>

/* ---- what a scene uses ------------------------------------------------------------------------------------------------------ */

typedef struct Used {
    Arena *arena;
    const Model *model;
    Map seen;                    /* FactUse by its address, and rows by their ids */
    VEC(const Fact *) facts;
    VEC(const Target *) targets;
    VEC(const SourceDoc *) sources;
} Used;

static bool
is_new(Used *self, const char *key)
{
    if (map_has(&self->seen, key))
        return false;
    map_put(&self->seen, arena_strdup(self->arena, key), self);
    return true;
}

static void
add_source(Used *self, const char *id)
{
    const SourceDoc *source = id && *id ? model_source(self->model, id) : NULL;
    if (source && is_new(self, arena_printf(self->arena, "source %s", id)))
        VEC_PUSH(self->arena, &self->sources, source);
}

static void
add_row(Used *self, const char *key)
{
    static const char target_prefix[] = "target.";
    const Fact *fact = model_fact(self->model, key);
    const Target *target = strncmp(key, target_prefix, strlen(target_prefix)) == 0 ? model_target(self->model, key + strlen(target_prefix)) : NULL;
    if (fact && fact_is_published(fact) && is_new(self, key)) {
        VEC_PUSH(self->arena, &self->facts, fact);
        add_source(self, fact->source_id);
    } else if (target && is_new(self, key)) {
        VEC_PUSH(self->arena, &self->targets, target);
        add_source(self, target->source_id);
    }
}

static void
add_use(Used *self, const FactUse *use)
{
    if (!use || use->kind == USE_LITERAL || !is_new(self, arena_printf(self->arena, "use %p", (const void *)use)))
        return;
    if (use->kind == USE_FACT && use->key)
        add_row(self, use->key);
    for (size_t i = 0; use->inputs && use->inputs[i]; i++)
        add_use(self, use->inputs[i]);
}

/* By name, since rows move in their files without becoming others: an output is made again for what it shows alone. */
static int
fact_order(const void *a, const void *b)
{
    return strcmp((*(const Fact *const *)a)->id, (*(const Fact *const *)b)->id);
}

static int
target_order(const void *a, const void *b)
{
    return strcmp((*(const Target *const *)a)->indicator, (*(const Target *const *)b)->indicator);
}

static int
source_order(const void *a, const void *b)
{
    return strcmp((*(const SourceDoc *const *)a)->id, (*(const SourceDoc *const *)b)->id);
}

static void
find_used(Used *self, const Scene *scene)
{
    for (size_t p = 0; p < scene->pages.count; p++) {
        const Page *page = &scene->pages.items[p];
        for (size_t i = 0; i < page->ops.count; i++) {
            const Op *op = &page->ops.items[i];
            if (op->kind == OP_PATH)
                add_use(self, op->path.use);
            for (size_t k = 0; op->kind == OP_TEXT && k < op->text.span_count; k++)
                add_use(self, op->text.spans[k].use);
        }
    }
    if (self->facts.count)
        qsort(self->facts.items, self->facts.count, sizeof *self->facts.items, fact_order);
    if (self->targets.count)
        qsort(self->targets.items, self->targets.count, sizeof *self->targets.items, target_order);
    if (self->sources.count)
        qsort(self->sources.items, self->sources.count, sizeof *self->sources.items, source_order);
}

/* ---- cells ------------------------------------------------------------------------------------------------------------------- */

typedef const char *CellText(Arena *arena, const void *row, int lang);

typedef struct Column {
    const char *name, *type, *title; /* of Table Schema */
    bool translated;                 /* one column a language: name_zh, name_en */
    CellText *text;
} Column;

static const char *const qualifiers[] = {"exact", "about", "nearly", "more_than", "at_least"};

#define CELL(NAME, TYPE, EXPRESSION)                               \
    static const char *NAME(Arena *arena, const void *of, int lang) \
    {                                                               \
        const TYPE *row = of;                                       \
        (void)arena, (void)lang;                                    \
        return EXPRESSION;                                          \
    }
CELL(fact_id, Fact, row->id)
CELL(fact_indicator, Fact, row->indicator)
CELL(fact_label, Fact, row->label.in[lang])
CELL(fact_scope, Fact, row->scope_label.in[lang])
CELL(fact_period, Fact, row->period)
CELL(fact_year, Fact, row->year ? arena_printf(arena, "%d", row->year) : "")
CELL(fact_as_of, Fact, row->as_of.year ? date_text(arena, row->as_of) : "")
CELL(fact_as_of_note, Fact, row->as_of_note.in[lang])
CELL(fact_value, Fact, row->has_value ? decimal_text(arena, row->value) : "")
CELL(fact_unit, Fact, row->unit.in[lang])
CELL(fact_qualifier, Fact, qualifiers[row->qualifier])
CELL(fact_share, Fact, row->has_share ? decimal_text(arena, row->share) : "")
CELL(fact_share_qualifier, Fact, row->has_share ? qualifiers[row->share_qualifier] : "")
CELL(fact_share_of, Fact, row->share_of.in[lang])
CELL(fact_rank, Fact, row->rank ? arena_printf(arena, "%d", row->rank) : "")
CELL(fact_rank_scope, Fact, row->rank_scope)
CELL(fact_basis, Fact, row->basis)
CELL(fact_source, Fact, row->source_id)
CELL(fact_evidence, Fact, row->evidence ? arena_printf(arena, "%c", row->evidence) : "")
CELL(fact_quote, Fact, row->quote)
CELL(fact_quote_lang, Fact, row->quote_lang)
CELL(fact_footnote, Fact, row->footnote.in[lang])
CELL(target_indicator, Target, row->indicator)
CELL(target_label, Target, row->label.in[lang])
CELL(target_kind, Target, row->kind)
CELL(target_baseline_date, Target, row->baseline_date.year ? date_text(arena, row->baseline_date) : "")
CELL(target_baseline, Target, row->has_baseline ? decimal_text(arena, row->baseline_value) : "")
CELL(target_year, Target, row->target_year ? arena_printf(arena, "%d", row->target_year) : "")
CELL(target_value, Target, row->has_target ? decimal_text(arena, row->target) : "")
CELL(target_unit, Target, row->unit.in[lang])
CELL(target_source, Target, row->source_id)
CELL(target_quote, Target, row->quote)
CELL(source_id, SourceDoc, row->id)
CELL(source_title, SourceDoc, row->title.in[lang])
CELL(source_publisher, SourceDoc, row->publisher.in[lang])
CELL(source_date, SourceDoc, row->date)
CELL(source_document, SourceDoc, row->document_no)
CELL(source_evidence, SourceDoc, row->evidence ? arena_printf(arena, "%c", row->evidence) : "")

static const Column figure_columns[] = {
    {"row_id", "string", "Row id", false, fact_id},
    {"indicator", "string", "Indicator", false, fact_indicator},
    {"label", "string", "Name", true, fact_label},
    {"scope", "string", "Scope", true, fact_scope},
    {"period", "string", "Period: a year's flow, a stock to a date, …", false, fact_period},
    {"year", "year", "Year the figure speaks of", false, fact_year},
    {"as_of", "string", "Date it holds for, in reduced precision", false, fact_as_of},
    {"as_of_note", "string", "Note on the date", true, fact_as_of_note},
    {"value", "number", "Value as published", false, fact_value},
    {"unit", "string", "Unit", true, fact_unit},
    {"qualifier", "string", "How exact the value is", false, fact_qualifier},
    {"share_percent", "number", "Share, per cent", false, fact_share},
    {"share_qualifier", "string", "How exact the share is", false, fact_share_qualifier},
    {"share_of", "string", "What the share is of", true, fact_share_of},
    {"rank", "integer", "Rank", false, fact_rank},
    {"rank_scope", "string", "Rank within", false, fact_rank_scope},
    {"basis", "string", "Basis: only figures of one basis may be joined", false, fact_basis},
    {"source_id", "string", "Source", false, fact_source},
    {"evidence", "string", "A the document itself; B the publisher's page; C a copy", false, fact_evidence},
    {"quote", "string", "Words of the source", false, fact_quote},
    {"quote_lang", "string", "Language of the quote", false, fact_quote_lang},
    {"footnote", "string", "Footnote", true, fact_footnote},
};
static const Column target_columns[] = {
    {"indicator", "string", "Indicator", false, target_indicator},
    {"label", "string", "Name", true, target_label},
    {"kind", "string", "new: since the baseline; total: in all", false, target_kind},
    {"baseline_date", "string", "Date of the baseline", false, target_baseline_date},
    {"baseline", "number", "Baseline", false, target_baseline},
    {"target_year", "year", "Year of the target", false, target_year},
    {"target", "number", "Target", false, target_value},
    {"unit", "string", "Unit", true, target_unit},
    {"source_id", "string", "Source", false, target_source},
    {"quote", "string", "Words of the source", false, target_quote},
};
static const Column source_columns[] = {
    {"source_id", "string", "Source", false, source_id},
    {"title", "string", "Title", true, source_title},
    {"publisher", "string", "Publisher", true, source_publisher},
    {"date", "string", "Date", false, source_date},
    {"document_no", "string", "Number of the document", false, source_document},
    {"evidence", "string", "A the document itself; B the publisher's page; C a copy", false, source_evidence},
};

typedef struct Sheet { /* one file */
    const char *name, *title;
    const Column *columns;
    size_t column_count;
    const void *const *rows;
    size_t row_count;
} Sheet;

/* ---- CSV --------------------------------------------------------------------------------------------------------------------- */

static void
add_cell(Buf *out, const char *text)
{
    if (!text || !strpbrk(text, ",\"\r\n")) {
        buf_add(out, text ? text : "");
        return;
    }
    buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

/* All cells of a row, or with `row` NULL the header. */
/* Footnotes speak of other figures: {{ }} is what readers see of them. */
static const char *
bound_cell(Arena *arena, const Model *model, const char *text, int lang)
{
    BoundText bound = {0};
    ExprEnv env = {.arena = arena, .diags = diags_new(arena), .model = model, .lang = lang};
    return text && strstr(text, "{{") && bound_text(&env, LOC_NONE, text, &bound) ? bound_plain(arena, &bound) : text;
}

static void
add_line(Arena *arena, const Model *model, const Sheet *sheet, const void *row, Buf *out)
{
    for (size_t c = 0; c < sheet->column_count; c++) {
        const Column *column = &sheet->columns[c];
        for (int lang = 0; lang < (column->translated ? model->lang_count : 1); lang++) {
            if (c || lang)
                buf_add_char(out, ',');
            if (row)
                add_cell(out, bound_cell(arena, model, column->text(arena, row, lang), lang));
            else
                buf_printf(out, column->translated ? "%s_%s" : "%s", column->name, model->lang_keys[lang]);
        }
    }
    buf_add(out, "\r\n");
}

/* ---- the schema --------------------------------------------------------------------------------------------------------------- */

static void
add_fields(const Model *model, const Sheet *sheet, Buf *out)
{
    for (size_t c = 0; c < sheet->column_count; c++) {
        const Column *column = &sheet->columns[c];
        for (int lang = 0; lang < (column->translated ? model->lang_count : 1); lang++) {
            buf_add(out, c || lang ? ",\n" : "\n");
            buf_printf(out, column->translated ? "   {\"name\": \"%s_%s\"" : "   {\"name\": \"%s\"", column->name, model->lang_keys[lang]);
            buf_printf(out, ", \"type\": \"%s\", \"title\": \"", column->type);
            buf_add_json(out, column->title);
            if (column->translated)
                buf_printf(out, " (%s)", model->lang_tags[lang]);
            buf_add(out, "\"}");
        }
    }
}

static void
add_resource(const Model *model, const Sheet *sheet, Buf *out)
{
    buf_printf(out, "  {\"name\": \"%s\", \"path\": \"%s.csv\", \"title\": \"%s\", \"mediatype\": \"text/csv\", \"encoding\": \"utf-8\",\n", sheet->name, sheet->name,
               sheet->title);
    buf_printf(out, "   \"schema\": {\"primaryKey\": \"%s\",", sheet->columns[0].name);
    if (sheet->columns != source_columns)
        buf_add(out, " \"foreignKeys\": [{\"fields\": \"source_id\", \"reference\": {\"resource\": \"sources\", \"fields\": \"source_id\"}}],");
    buf_add(out, " \"fields\": [");
    add_fields(model, sheet, out);
    buf_add(out, "\n  ]}}");
}

static void
attach(Scene *scene, const char *name, const char *mime, const char *description, const char *relationship, Buf *bytes)
{
    size_t size = bytes->length;
    Attachment attachment = {name, mime, description, relationship, buf_take(bytes, scene->arena), size};
    VEC_PUSH(scene->arena, &scene->attachments, attachment);
    buf_clear(bytes);
}

void
rows_attach(const Model *model, Scene *scene)
{
    Arena *arena = scene->arena;
    Used used = {.arena = arena, .model = model};
    map_init(&used.seen, arena);
    find_used(&used, scene);
    const Sheet sheets[] = {
        {"figures", "The figures that this document prints or draws", figure_columns, COUNT_OF(figure_columns), (const void *const *)used.facts.items, used.facts.count},
        {"targets", "The targets that it speaks of", target_columns, COUNT_OF(target_columns), (const void *const *)used.targets.items, used.targets.count},
        {"sources", "The sources of both", source_columns, COUNT_OF(source_columns), (const void *const *)used.sources.items, used.sources.count},
    };
    Buf schema = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(sheets); i++) {
        const Sheet *sheet = &sheets[i];
        if (!sheet->row_count)
            continue;
        Buf rows = BUF_INIT;
        add_line(arena, model, sheet, NULL, &rows);
        for (size_t r = 0; r < sheet->row_count; r++)
            add_line(arena, model, sheet, sheet->rows[r], &rows);
        attach(scene, arena_printf(arena, "%s.csv", sheet->name), "text/csv", sheet->title, "Data", &rows);
        buf_add(&schema, schema.length ? ",\n" : "{\"name\": \"figures-of-this-document\", \"profile\": \"tabular-data-package\", \"resources\": [\n");
        add_resource(model, sheet, &schema);
    }
    if (!schema.length)
        return;
    buf_add(&schema, "\n]}\n");
    attach(scene, "datapackage.json", "application/json", "Schema of the attached tables", "Supplement", &schema);
}
