/* chart/data_read.c -- the rows that a Vega-Lite `data` property names: inline, a file, a generated sequence, a table of the project. */
#include "chart/condense.h"
#include "chart/transform.h"

#include "base/diag.h"
#include "input/grid.h"
#include "model/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows from values ------------------------------------------------------------------------------- */

/* Columns are collected in order of first appearance; most rows have the keys of the row before them. */
typedef struct RowReader {
    Arena *arena;
    Map index;
    VEC(const char *) columns;
} RowReader;

static size_t
column_of(RowReader *reader, const char *key, size_t guess)
{
    if (guess < reader->columns.count && strcmp(reader->columns.items[guess], key) == 0)
        return guess;
    ptrdiff_t found = map_index(&reader->index, key);
    if (found >= 0)
        return (size_t)found;
    map_put(&reader->index, key, reader);
    VEC_PUSH(reader->arena, &reader->columns, VEC_LAST(&reader->index.entries).key);
    return reader->columns.count - 1;
}

/* A list of maps; what is no map becomes the column `data`, as in Vega. */
static bool
rows_from_list(const DataContext *context, const Node *list, Dataset *out)
{
    RowReader reader = {.arena = context->arena};
    map_init(&reader.index, context->arena);
    if (!transform_row_limit(context, list, list->count))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        const Node *row = list->items[i].value;
        if (row->kind != NODE_MAP)
            column_of(&reader, "data", 0);
        for (size_t k = 0; row->kind == NODE_MAP && k < row->count; k++)
            column_of(&reader, row->items[k].key, k);
    }
    size_t columns = reader.columns.count;
    Dataset data = {reader.columns.items, columns, ARENA_ARRAY(context->arena, Value, columns * list->count + 1), list->count};
    for (size_t i = 0; i < list->count; i++) {
        const Node *row = list->items[i].value;
        Value *cells = data.cells + i * columns;
        if (row->kind != NODE_MAP)
            cells[column_of(&reader, "data", 0)] = value_from_node(context->arena, row);
        for (size_t k = 0; row->kind == NODE_MAP && k < row->count; k++)
            cells[column_of(&reader, row->items[k].key, k)] = value_from_node(context->arena, row->items[k].value);
    }
    *out = data;
    return true;
}

/* The node that format.property names ("hits.hits"), down from the whole. */
static const Node *
property_of(Arena *arena, const Node *node, const char *property)
{
    const char *const *parts = property ? value_field_parts(arena, property) : NULL;
    for (size_t i = 0; parts && parts[i] && node; i++) {
        size_t index = 0;
        bool number = strspn(parts[i], "0123456789") == strlen(parts[i]) && parts[i][0];
        for (const char *digit = parts[i]; number && *digit; digit++)
            index = MIN_OF(index * 10 + (size_t)(*digit - '0'), (size_t)1 << 40);
        node = node->kind == NODE_LIST && number ? (index < node->count ? node->items[index].value : NULL) : node_find(node, parts[i]);
    }
    return node;
}

static bool
rows_from_json(const DataContext *context, const Node *node, const Node *format, Dataset *out)
{
    const Node *rows = property_of(context->arena, node, node_text(format, "property", NULL));
    if (rows && rows->kind == NODE_LIST)
        return rows_from_list(context, rows, out);
    if (rows && rows->kind == NODE_MAP) {
        Node *single = node_new(context->arena, NODE_LIST, rows->loc); /* one object is one row */
        node_push(context->arena, single, (Node *)rows);
        return rows_from_list(context, single, out);
    }
    return diag(context->diags, DIAG_DATA_NOT_ROWS, rows ? rows->loc : node ? node->loc : LOC_NONE, NULL);
}

static bool
rows_from_grid(const DataContext *context, const Source *source, char delimiter, const Node *header, Dataset *out)
{
    Arena *arena = context->arena;
    Grid grid = {0};
    if (!grid_parse(arena, context->diags, source, delimiter, &grid))
        return false;
    size_t first = header ? 0 : 1;
    *out = (Dataset){0};
    if (!header && grid.rows.count == 0)
        return true;
    size_t columns = header ? header->count : grid.rows.items[0].count, rows = grid.rows.count - first;
    if (!transform_row_limit(context, NULL, rows))
        return false;
    const char **names = ARENA_ARRAY(arena, const char *, columns + 1);
    for (size_t c = 0; c < columns; c++) {
        const char *name = header ? header->items[c].value->text : grid.rows.items[0].cells[c].text;
        names[c] = name ? name : "";
    }
    Dataset data = {names, columns, ARENA_ARRAY(arena, Value, rows * columns + 1), rows};
    for (size_t r = 0; r < rows; r++) {
        const GridRow *row = &grid.rows.items[first + r];
        for (size_t c = 0; c < columns; c++)
            data.cells[r * columns + c] = value_string(c < row->count ? row->cells[c].text : "");
    }
    *out = data;
    return true;
}

/* ---- types ------------------------------------------------------------------------------------------ */

static bool
is_blank(Value value)
{
    return value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED || (value.kind == VALUE_NUMBER && isnan(value.number));
}

/* vega-loader's inferType: the first of boolean, integer, number, date that all values pass. */
static const char *
infer_type(const Value *values, size_t count, size_t stride)
{
    bool boolean = true, number = true, date = true;
    for (size_t i = 0; i < count && (boolean || number || date); i++) {
        Value value = values[i * stride];
        if (is_blank(value))
            continue;
        bool text = value.kind == VALUE_STRING;
        boolean = boolean && (value.kind == VALUE_BOOL || (text && (str_equal(value.string, "true") || str_equal(value.string, "false"))));
        number = number && value.kind != VALUE_DATE && !isnan(value_to_number(value));
        if (!number && date)
            date = value.kind == VALUE_DATE || (text && !isnan(date_parse_free(value.string)));
    }
    return boolean ? "boolean" : number ? "number" : date ? "date" : "string";
}

static bool
parse_dates(const DataContext *context, const char *pattern, Value *values, size_t count)
{
    size_t length = strlen(pattern);
    if (length >= 2 && (pattern[0] == '\'' || pattern[0] == '"') && pattern[length - 1] == pattern[0])
        pattern = arena_strndup(context->arena, pattern + 1, length - 2);
    for (size_t i = 0; i < count; i++) {
        double ms;
        if (values[i].kind == VALUE_DATE)
            continue;
        bool blank = values[i].kind == VALUE_NULL || values[i].kind == VALUE_UNDEFINED;
        bool good = !blank && format_time_parse(NULL, pattern, value_to_string(context->arena, values[i]), &ms);
        values[i] = good ? value_date(ms) : value_null();
    }
    return true;
}

bool
dataset_parse(const DataContext *context, Loc loc, const Dataset *in, const char *field, const char *type, Dataset *out)
{
    static const char *const types[] = {"boolean", "number", "date", "string", "integer", "flatten"};
    Arena *arena = context->arena;
    const char *name = value_field_name(arena, field);
    bool simple = false, dates = str_starts(type, "date:") || str_starts(type, "utc:");
    for (size_t i = 0; i < COUNT_OF(types); i++)
        simple = simple || strcmp(type, types[i]) == 0;
    if (!simple && !dates) {
        const char *en = arena_printf(arena, "'%s' is no type to parse as: boolean, number, date, string, date:'%%Y'", type);
        return diag(context->diags, DIAG_DATA_FORMAT, loc, en, arena_printf(arena, "不能按“%s”解析，可用：boolean、number、date、string、date:'%%Y'", type));
    }
    Value *values = dataset_field_values(arena, in, field);
    if (dates)
        parse_dates(context, strchr(type, ':') + 1, values, in->row_count);
    else if (strcmp(type, "flatten") != 0)
        for (size_t i = 0; i < in->row_count; i++)
            values[i] = value_coerce(arena, type, values[i]);
    dataset_put_column(arena, in, name, values, out);
    return true;
}

/* format.parse: a map field → type, or "auto". */
static bool
apply_parse(const DataContext *context, const Node *format, Dataset *data)
{
    const Node *parse = node_find(format, "parse");
    if (!parse || parse->kind == NODE_NULL)
        return true;
    if (parse->kind == NODE_STRING && strcmp(parse->text, "auto") == 0) {
        for (size_t c = 0; c < data->column_count; c++) {
            const char *type = infer_type(data->cells + c, data->row_count, data->column_count);
            for (size_t r = 0; r < data->row_count; r++)
                data->cells[r * data->column_count + c] = value_coerce(context->arena, type, data->cells[r * data->column_count + c]);
        }
        return true;
    }
    for (size_t i = 0; parse->kind == NODE_MAP && i < parse->count; i++) {
        const Node *type = parse->items[i].value;
        Dataset next;
        if (type->kind == NODE_NULL)
            continue;
        if (!dataset_parse(context, type->loc, data, parse->items[i].key, type->text ? type->text : "", &next))
            return false;
        *data = next;
    }
    return true;
}

/* ---- tables of the project -------------------------------------------------------------------------- */

static Value
text_value(const char *text)
{
    return str_is_empty(text) ? value_null() : value_string(text);
}

static double
date_ms(Date date)
{
    Value text = value_string("");
    char iso[16];
    if (date.year == 0)
        return NAN;
    Buf buf = BUF_INIT;
    buf_printf(&buf, "%04d-%02d-%02d", date.year, date.month ? date.month : 1, date.day ? date.day : 1);
    memcpy(iso, buf.ptr, 11);
    buf_clear(&buf);
    text.string = iso;
    return date_parse_free(text.string);
}

static Value
figure_value(Arena *arena, const Fact *fact, const char *aspect, bool has, Decimal decimal)
{
    if (!has)
        return value_null();
    Value value = value_number(decimal_to_double(decimal));
    value.has_decimal = true;
    value.decimal = decimal;
    value.use = fact_use(arena, fact, aspect);
    return value;
}

/* All published figures in long form, each with what stands behind it. */
static void
figures_dataset(const DataContext *context, Dataset *out)
{
    static const char *const columns[] = {
        "row_id", "indicator", "label", "category", "scope", "scope_label", "period", "year", "as_of", "when", "basis", "value", "qualifier",
        "unit", "share", "rank", "rank_scope", "source_id", "evidence", "status", "chart", "footnote",
    };
    static const char *const qualifiers[QUALIFIER_COUNT] = {"exact", "about", "nearly", "more_than", "at_least"};
    static const char *const rules[] = {[CHART_YES] = "yes", [CHART_FOOTNOTE] = "footnote", [CHART_NO] = "no"};
    const Model *model = context->model;
    Arena *arena = context->arena;
    int lang = context->lang;
    size_t width = COUNT_OF(columns);
    const FactList *facts = model_facts(model);
    Dataset data = {columns, width, ARENA_ARRAY(arena, Value, facts->count * width + 1), 0};
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *fact = facts->items[i];
        if (!fact_is_published(fact))
            continue;
        char evidence[2] = {fact->evidence, '\0'};
        double as_of = date_ms(fact->as_of);
        Value cells[] = {
            value_string(fact->id), text_value(fact->indicator), text_value(fact->label.in[lang]), text_value(fact->category),
            value_string(str_is_empty(fact->scope) ? "" : fact->scope), text_value(model_place_name(model, fact)->in[lang]), text_value(fact->period),
            fact->year ? value_number(fact->year) : value_null(), isnan(as_of) ? value_null() : value_date(as_of),
            text_value(fact_when(model, arena, fact, lang)), text_value(fact->basis),
            figure_value(arena, fact, "value", fact->has_value, fact->value), value_string(qualifiers[fact->qualifier]),
            text_value(fact->unit.in[lang]), figure_value(arena, fact, "share", fact->has_share, fact->share),
            figure_value(arena, fact, "rank", fact->rank > 0, decimal_from_int(fact->rank)), text_value(fact->rank_scope),
            text_value(fact->source_id), text_value(arena_strdup(arena, evidence)), text_value(fact->status),
            value_string(rules[fact->chart]), text_value(fact->footnote.in[lang]),
        };
        memcpy(data.cells + data.row_count++ * width, cells, sizeof cells);
    }
    *out = data;
}

/* The fact whose value stands in this cell, or NULL. Facts know their places. */
static const Fact *
fact_of_cell(const Map *by_place, Arena *arena, const TableCell *cell)
{
    return by_place->entries.count ? map_find(by_place, arena_printf(arena, "%u", cell->loc.offset)) : NULL;
}

static Value
cell_value(Arena *arena, const Field *field, const TableCell *cell, const Fact *fact)
{
    if (cell->missing || (fact && !fact_is_published(fact)))
        return value_null();
    FieldType type = field ? field->type : FIELD_STRING;
    double ms;
    switch (type) {
    case FIELD_NUMBER:
    case FIELD_INTEGER:
    case FIELD_YEAR:
        return fact ? figure_value(arena, fact, "value", true, cell->number) : value_number(decimal_to_double(cell->number));
    case FIELD_DATE:
    case FIELD_YEARMONTH:
        ms = date_ms(cell->date);
        return isnan(ms) ? value_null() : value_date(ms);
    case FIELD_BOOLEAN:
        return value_bool(cell->boolean);
    default:
        return value_string(cell->text);
    }
}

static void
table_dataset(const DataContext *context, const Table *table, Dataset *out)
{
    Arena *arena = context->arena;
    Map by_place;
    map_init(&by_place, arena);
    FactList facts = model_table_facts(context->model, arena, table);
    for (size_t i = 0; i < facts.count; i++)
        map_put(&by_place, arena_printf(arena, "%u", facts.items[i]->loc.offset), facts.items[i]);
    size_t width = table->column_count;
    Dataset data = {table->columns, width, ARENA_ARRAY(arena, Value, table->row_count * width + 1), table->row_count};
    for (size_t c = 0; c < width; c++) {
        const Field *field = NULL;
        for (size_t f = 0; f < table->resource->field_count && !field; f++)
            if (strcmp(table->resource->fields[f].name, table->columns[c]) == 0)
                field = &table->resource->fields[f];
        for (size_t r = 0; r < table->row_count; r++) {
            const TableCell *cell = table_at(table, r, c);
            data.cells[r * width + c] = cell_value(arena, field, cell, fact_of_cell(&by_place, arena, cell));
        }
    }
    *out = data;
}

/* ---- which of their rows an output depends on -------------------------------------------------------------- */

static const char ROWS[] = "rows";

/* {name, format, filters, lang} as JSON, which holds no separator. */
static const char *
rows_question(const DataContext *context, const char *name, const Node *format)
{
    Arena *arena = context->arena;
    Node *node = node_new(arena, NODE_MAP, LOC_NONE), *filters = node_new(arena, NODE_LIST, LOC_NONE);
    for (size_t i = 0; context->first && i < context->first->count && node_find(context->first->items[i].value, "filter"); i++)
        node_push(arena, filters, context->first->items[i].value);
    if (!filters->count)
        return NULL;
    node_put(arena, node, "name", node_new_string(arena, name, LOC_NONE));
    if (format)
        node_put(arena, node, "format", (Node *)format);
    node_put(arena, node, "filters", filters);
    Buf out = BUF_INIT;
    buf_printf(&out, "%s%s%s%s%d%s", ROWS, QUESTION_PART, name, QUESTION_PART, context->lang, QUESTION_PART);
    node_write_json(&out, node, 0);
    const char *question = buf_take(&out, arena);
    buf_clear(&out);
    return question;
}

/* Writes the narrow question down, where there is one that can be answered without the chart around it. */
static bool
ask_for_rows(const DataContext *context, const char *name, const Node *format)
{
    char sha256[65];
    bool alone = !context->params || context->params->entries.count == 0;
    const char *question = alone ? rows_question(context, name, format) : NULL;
    if (!question || !data_answer(context->model, question, sha256) || !*sha256)
        return false;
    model_ask(context->model, question);
    return true;
}

static void
digest_value(Arena *arena, Value value, Buf *out)
{
    const char *text = value_to_string(arena, value);
    buf_printf(out, "%d:%zu:%s;", (int)value.kind, strlen(text), text);
    const FactUse *use = value.use;
    if (!use)
        return;
    const char *const parts[] = {use->key, use->aspect, use->source_id, use->status, use->quote, decimal_text(arena, use->value)};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        buf_printf(out, "%s;", parts[i] ? parts[i] : "-");
    for (int lang = 0; lang < LANG_MAX; lang++)
        buf_printf(out, "%s;", use->unit.in[lang] ? use->unit.in[lang] : "-");
    buf_printf(out, "%d;%d;", (int)use->qualifier, use->evidence);
}

/* The rows that the question's filters leave; false when it cannot be read any more. */
static bool
answer_rows(Arena *arena, const Model *model, int lang, const char *json, Buf *out)
{
    const Node *node = node_parse_json(arena, diags_new(arena), source_from_text(arena, "question", json));
    Model silent = *model;
    silent.questions = NULL;
    DataContext context = {.arena = arena, .diags = diags_new(arena), .model = &silent, .lang = lang};
    Dataset rows, left;
    if (!node || !data_read(&context, node, &rows) || !transform_list(&context, node_find(node, "filters"), &rows, &left) || diags_errors(context.diags))
        return false;
    for (size_t i = 0; i < left.column_count; i++)
        buf_printf(out, "%s;", left.columns[i]);
    for (size_t i = 0; i < left.row_count * left.column_count; i++)
        digest_value(arena, left.cells[i], out);
    return true;
}

bool
data_answer(const Model *model, const char *question, char sha256[65])
{
    size_t prefix = sizeof ROWS - 1;
    if (strncmp(question, ROWS, prefix) != 0 || question[prefix] != *QUESTION_PART)
        return false;
    Arena *scratch = arena_new();
    Buf out = BUF_INIT;
    const char *name_end = strchr(question + prefix + 1, *QUESTION_PART), *lang_end = name_end ? strchr(name_end + 1, *QUESTION_PART) : NULL;
    strcpy(sha256, "");
    if (lang_end && answer_rows(scratch, model, atoi(name_end + 1), lang_end + 1, &out))
        sha256_hex(out.ptr ? out.ptr : "", out.length, sha256);
    buf_clear(&out);
    arena_free(scratch);
    return true;
}

/* A name: one of the spec's `datasets`, then "figures", then a table of the project. */
static bool
read_named(const DataContext *context, const Node *name, const Node *format, Dataset *out)
{
    const Node *inline_data = node_find(context->datasets, name->text);
    if (inline_data) {
        Node *data = node_new(context->arena, NODE_MAP, inline_data->loc);
        node_put(context->arena, data, "values", (Node *)inline_data);
        if (format)
            node_put(context->arena, data, "format", (Node *)format);
        return data_read(context, data, out);
    }
    const Model *model = context->model;
    if (model && model->questions && ask_for_rows(context, name->text, format)) {
        Model silent = *model;
        DataContext quiet = *context;
        silent.questions = NULL;
        quiet.model = &silent;
        return read_named(&quiet, name, format, out);
    }
    if (model && strcmp(name->text, "figures") == 0) {
        figures_dataset(context, out);
        return apply_parse(context, format, out);
    }
    const char *names[64];
    size_t count = 0;
    const Table *table = model ? model_table(model, name->text) : NULL;
    if (table) {
        table_dataset(context, table, out);
        return apply_parse(context, format, out);
    }
    for (size_t i = 0; model && i < model->package.resource_count && count < COUNT_OF(names); i++)
        names[count++] = model->package.resources[i].name;
    diag(context->diags, DIAG_DATA_UNKNOWN_NAME, name->loc, name->text);
    const char *near = str_nearest(name->text, names, count);
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

/* ---- the property ----------------------------------------------------------------------------------- */

static bool
unknown_format(const DataContext *context, const Node *node, const char *type)
{
    const char *en = arena_printf(context->arena, "data of the type '%s' is not read; there are json, csv, tsv, dsv", type);
    return diag(context->diags, DIAG_DATA_FORMAT, node->loc, en, arena_printf(context->arena, "不读取“%s”类型的数据，可用：json、csv、tsv、dsv", type));
}

/* What parts the cells of csv, tsv and dsv; NULL: another type. */
static const char *
delimiter_of(const char *type, const Node *format)
{
    return strcmp(type, "csv") == 0 ? "," : strcmp(type, "tsv") == 0 ? "\t" : strcmp(type, "dsv") == 0 ? node_text(format, "delimiter", ",") : NULL;
}

/* json, csv, tsv or dsv; the text is a whole file, or a string in the spec. */
static bool
read_text(const DataContext *context, const Source *source, const char *type, const Node *format, const Node *at, Dataset *out)
{
    if (strcmp(type, "json") == 0) {
        const Node *node = node_parse_json(context->arena, context->diags, source);
        return node && rows_from_json(context, node, format, out);
    }
    const char *delimiter = delimiter_of(type, format);
    if (!delimiter || !*delimiter)
        return unknown_format(context, at, type);
    return rows_from_grid(context, source, *delimiter, node_find(format, "header"), out);
}

static bool
read_part(const void *parts, size_t offset, char *to, size_t length)
{
    return file_parts_read(parts, offset, to, length);
}

/* False: the file has to be read row by row. */
static bool
add_up_parts(const DataContext *context, FileParts *parts, char delimiter, const Condensing *plan, Dataset *out)
{
    LongText text = {file_parts_size(parts), read_part, parts, CONDENSE_PART_BYTES, reader_threads(context->reader)};
    bool good = condense_rows(context->arena, &text, delimiter, plan, out);
    return file_parts_close(parts) && good;
}

static bool
read_url(const DataContext *context, const Node *url, const Node *format, Dataset *out)
{
    const char *dot = strrchr(url->text, '.');
    const char *type = node_text(format, "type", dot ? dot + 1 : "json");
    if (strstr(url->text, "://") || str_starts(url->text, "//"))
        return diag(context->diags, DIAG_DATA_REMOTE, url->loc, url->text);
    if (!node_find(format, "type") && !delimiter_of(type, format) && strcmp(type, "topojson") != 0)
        type = "json";
    bool based = !str_is_empty(context->base) && strcmp(context->base, ".") != 0 && url->text[0] != '/';
    const char *path = based ? arena_printf(context->arena, "%s/%s", context->base, url->text) : url->text;
    if (!context->reader)
        return diag(context->diags, DIAG_SOURCE_MISSING, url->loc, path);
    const char *delimiter = delimiter_of(type, format);
    Condensing plan;
    bool adds_up = context->view && delimiter && *delimiter && condense_plan(context->view, format, &plan);
    FileParts *parts = adds_up ? reader_parts(context->reader, path) : NULL;
    if (parts && add_up_parts(context, parts, *delimiter, &plan, out))
        return true;
    const Source *source = reader_read(context->reader, path, url->loc);
    if (source && adds_up && !parts && source->length >= CONDENSE_FROM_BYTES) {
        LongText text = {source->length, condense_read_source, source, CONDENSE_PART_BYTES, reader_threads(context->reader)};
        if (condense_rows(context->arena, &text, *delimiter, &plan, out))
            return true;
    }
    return source && read_text(context, source, type, format, url, out);
}

static bool
read_values(const DataContext *context, const Node *values, const Node *format, Dataset *out)
{
    if (values->kind != NODE_STRING)
        return rows_from_json(context, values, format, out);
    /* Faults within the text are those of `values`: the text is not a file that outlives the chart. */
    DataContext inner = *context;
    inner.diags = diags_new(context->arena);
    bool ok = read_text(&inner, source_from_text(context->arena, "values", values->text), node_text(format, "type", "json"), format, values, out);
    for (size_t i = 0; i < diags_count(inner.diags); i++) {
        Diag one = *diags_at(inner.diags, i);
        one.loc = values->loc;
        one.notes.count = 0;
        diag_add(context->diags, &one);
    }
    return ok;
}

static bool
read_sequence(const DataContext *context, const Node *sequence, Dataset *out)
{
    double start = node_number(sequence, "start", 0), stop = node_number(sequence, "stop", NAN), step = node_number(sequence, "step", 1);
    double length = ceil((stop - start) / step);
    if (isnan(length) || isinf(length))
        return transform_fault(context, sequence, NULL, "sequence", "needs start and stop, and a step that is not 0", "需要 start 和 stop，且 step 不为 0");
    if (length > DATA_ROWS_MAX)
        return transform_row_limit(context, sequence, DATA_ROWS_MAX + 1);
    size_t rows = length > 0 ? (size_t)length : 0;
    Value *values = ARENA_ARRAY(context->arena, Value, rows + 1);
    for (size_t i = 0; i < rows; i++)
        values[i] = value_number(start + (double)i * step);
    Dataset empty = {.row_count = rows};
    dataset_put_column(context->arena, &empty, node_text(sequence, "as", "data"), values, out);
    return true;
}

bool
data_read(const DataContext *context, const Node *data, Dataset *out)
{
    const Node *format = node_find(data, "format"), *values = node_find(data, "values"), *url = node_find(data, "url");
    const Node *sequence = node_find(data, "sequence"), *name = node_find(data, "name");
    Dataset read = {0};
    bool good = true;
    if (!data || data->kind == NODE_NULL)
        ; /* data: null is no rows */
    else if (values)
        good = read_values(context, values, format, &read);
    else if (url && url->kind == NODE_STRING)
        good = read_url(context, url, format, &read);
    else if (sequence)
        good = read_sequence(context, sequence, &read);
    else if (name && name->kind == NODE_STRING)
        return read_named(context, name, format, out);
    else
        return unknown_format(context, data, data->kind == NODE_MAP && data->count ? data->items[0].key : "data");
    if (!good || !apply_parse(context, format, &read))
        return false;
    *out = read;
    return true;
}
