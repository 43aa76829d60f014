/* chart/transform.c -- one entry of `transform`, whichever it is; what the transforms read alike; and the short ones. */
#include "chart/transform.h"

#include <math.h>
#include <string.h>

/* ---- reading ---------------------------------------------------------------------------------------- */

bool
transform_fault(const DataContext *context, const Node *transform, const Node *at, const char *name, const char *en, const char *zh)
{
    Loc loc = at ? at->loc : transform ? transform->loc : LOC_NONE;
    return diag(context->diags, DIAG_TRANSFORM_BAD, loc, name, en, zh);
}

bool
transform_names(const DataContext *context, const Node *transform, const char *key, NameArray *out)
{
    const Node *node = node_find(transform, key);
    *out = (NameArray){ARENA_ARRAY(context->arena, const char *, (node ? node->count : 0) + 2), 0};
    if (!node || node->kind == NODE_NULL)
        return true;
    if (node->kind == NODE_STRING) {
        out->items[out->count++] = node->text;
        return true;
    }
    if (node->kind != NODE_LIST)
        return transform_fault(context, transform, node, key, "needs a list of fields", "需要字段列表");
    for (size_t i = 0; i < node->count; i++) {
        if (node->items[i].value->kind != NODE_STRING)
            return transform_fault(context, transform, node->items[i].value, key, "needs a list of fields", "需要字段列表");
        out->items[out->count++] = node->items[i].value->text;
    }
    return true;
}

const char *
transform_field(const DataContext *context, const Node *transform, const char *key)
{
    const Node *node = node_find(transform, key);
    if (node && node->kind == NODE_STRING)
        return node->text;
    transform_fault(context, transform, node, key, "needs the name of a field", "需要字段名");
    return NULL;
}

bool
transform_as_pair(const DataContext *context, const Node *transform, const char *first, const char *second, const char *pair[2])
{
    const Node *as = node_find(transform, "as");
    pair[0] = first;
    pair[1] = second;
    if (!as || as->kind == NODE_NULL)
        return true;
    if (as->kind == NODE_STRING) {
        pair[0] = as->text;
        pair[1] = arena_printf(context->arena, "%s_end", as->text);
        return true;
    }
    for (size_t i = 0; as->kind == NODE_LIST && i < as->count && i < 2; i++) {
        const Node *name = as->items[i].value;
        if (name->kind == NODE_STRING)
            pair[i] = name->text;
        else if (name->kind != NODE_NULL)
            return transform_fault(context, transform, name, "as", "needs names", "需要名称");
    }
    return as->kind == NODE_LIST || transform_fault(context, transform, as, "as", "needs a name or a list of names", "需要名称或名称列表");
}

bool
transform_sort(const DataContext *context, const Node *transform, SortArray *out)
{
    const Node *sort = node_find(transform, "sort");
    *out = (SortArray){0};
    if (!sort || sort->kind == NODE_NULL)
        return true;
    if (sort->kind != NODE_LIST)
        return transform_fault(context, transform, sort, "sort", "needs a list of {field, order}", "需要由 {field, order} 组成的列表");
    out->items = ARENA_ARRAY(context->arena, SortField, sort->count + 1);
    for (size_t i = 0; i < sort->count; i++) {
        const Node *entry = sort->items[i].value;
        const char *field = node_text(entry, "field", NULL);
        if (!field)
            return transform_fault(context, transform, entry, "sort", "an entry names its field", "每项须写明 field");
        out->items[out->count++] = (SortField){field, str_equal(node_text(entry, "order", NULL), "descending")};
    }
    return true;
}

bool
transform_extent_pair(const Node *transform, const char *key, double pair[2])
{
    const Node *node = node_find(transform, key);
    if (!node || node->kind != NODE_LIST || node->count != 2)
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (node->items[i].value->kind != NODE_NUMBER && !datetime_from_node(node->items[i].value, &pair[i]))
            return false;
        if (node->items[i].value->kind == NODE_NUMBER)
            pair[i] = node->items[i].value->number;
    }
    return true;
}

ExprEnv
transform_env(const DataContext *context)
{
    return (ExprEnv){
        .arena = context->arena,
        .diags = context->diags,
        .model = context->model,
        .lang = context->lang,
        .params = context->params,
    };
}

bool
transform_row_limit(const DataContext *context, const Node *transform, size_t rows)
{
    return rows <= DATA_ROWS_MAX || diag(context->diags, DIAG_DATA_TOO_MANY_ROWS, transform ? transform->loc : LOC_NONE, NULL);
}

/* ---- calculate, filter, fold, flatten, sample, extent ------------------------------------------------ */

bool
transform_calculate(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    const Node *text = node_find(node, "calculate");
    const char *as = transform_field(context, node, "as");
    if (!as)
        return false;
    if (text->kind != NODE_STRING)
        return transform_fault(context, node, text, "calculate", "needs an expression", "需要表达式");
    Expr *expr = expr_parse(context->arena, context->diags, text->loc, text->text);
    if (!expr)
        return false;
    ExprEnv env = transform_env(context);
    ValueObject row = {in->columns, in->cells, in->column_count};
    Value datum = {.kind = VALUE_OBJECT, .object = &row};
    env.datum = &datum;
    Value *values = ARENA_ARRAY(context->arena, Value, in->row_count + 1);
    for (size_t i = 0; i < in->row_count; i++, row.values += in->column_count) {
        if (!expr_eval(expr, &env, &values[i]))
            return false;
        /* `datum` itself as a value must outlive this loop. */
        if (values[i].kind == VALUE_OBJECT && values[i].object == &row)
            values[i] = dataset_row(context->arena, in, i);
    }
    dataset_put_column(context->arena, in, value_field_name(context->arena, as), values, out);
    return true;
}

/* The type that a comparison with this value asks of the field; NULL: none. */
static const char *
type_of_comparison(const Node *value)
{
    double ignored;
    if (!value)
        return NULL;
    if (value->kind == NODE_LIST)
        return value->count ? type_of_comparison(value->items[0].value) : NULL;
    if (datetime_from_node(value, &ignored))
        return "date";
    return value->kind == NODE_NUMBER && value->number != 0 ? "number" : value->kind == NODE_STRING && value->text[0] ? "string" : NULL;
}

/* Vega-Lite converts the fields of predicates before it filters: {field: "year", equal: 2000} finds the "2000" of a CSV file. */
static bool
parse_compared_fields(const DataContext *context, const Node *predicate, const Dataset *in, Dataset *out)
{
    static const char *const keys[] = {"equal", "lt", "lte", "gt", "gte", "range", "oneOf", "in"};
    *out = *in;
    if (!predicate || (predicate->kind != NODE_MAP && predicate->kind != NODE_LIST))
        return true;
    const char *field = predicate->kind == NODE_MAP ? node_text(predicate, "field", NULL) : NULL;
    if (field) {
        const char *type = node_find(predicate, "timeUnit") ? "date" : NULL;
        for (size_t i = 0; i < COUNT_OF(keys) && !type; i++)
            type = type_of_comparison(node_find(predicate, keys[i]));
        return !type || dataset_parse(context, predicate->loc, in, field, type, out);
    }
    for (size_t i = 0; i < predicate->count; i++) {
        const char *key = predicate->kind == NODE_MAP ? predicate->items[i].key : "and";
        Dataset next;
        if (strcmp(key, "and") != 0 && strcmp(key, "or") != 0 && strcmp(key, "not") != 0)
            continue;
        if (!parse_compared_fields(context, predicate->items[i].value, out, &next))
            return false;
        *out = next;
    }
    return true;
}

bool
transform_filter(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Dataset parsed;
    Predicate *predicate = predicate_read(context, node_find(node, "filter"));
    if (!predicate || !parse_compared_fields(context, node_find(node, "filter"), in, &parsed))
        return false;
    bool *keep = ARENA_ARRAY(context->arena, bool, parsed.row_count + 1);
    ValueObject row = {parsed.columns, parsed.cells, parsed.column_count};
    for (size_t i = 0; i < parsed.row_count; i++, row.values += parsed.column_count)
        if (!predicate_run(predicate, (Value){.kind = VALUE_OBJECT, .object = &row}, &keep[i]))
            return false;
    dataset_filter(context->arena, &parsed, keep, out);
    return true;
}

bool
transform_fold(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray fields;
    const char *as[2];
    size_t at[2];
    if (!transform_names(context, node, "fold", &fields) || !transform_as_pair(context, node, "key", "value", as)
        || !transform_row_limit(context, node, in->row_count * fields.count))
        return false;
    Dataset next = dataset_like(arena, in, as, 2, in->row_count * fields.count, at);
    Value **values = ARENA_ARRAY(arena, Value *, fields.count + 1);
    for (size_t f = 0; f < fields.count; f++)
        values[f] = dataset_field_values(arena, in, fields.items[f]);
    size_t made = 0;
    for (size_t row = 0; row < in->row_count; row++) {
        for (size_t f = 0; f < fields.count; f++, made++) {
            dataset_copy_row(in, row, &next, made);
            next.cells[made * next.column_count + at[0]] = value_string(value_field_name(arena, fields.items[f]));
            next.cells[made * next.column_count + at[1]] = values[f][row];
        }
    }
    *out = next;
    return true;
}

static size_t
list_length(Value value)
{
    return value.kind == VALUE_ARRAY ? value.list->count : 0;
}

bool
transform_flatten(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    NameArray fields, as;
    if (!transform_names(context, node, "flatten", &fields) || !transform_names(context, node, "as", &as))
        return false;
    const char *index = node_text(node, "index", NULL);
    size_t added = fields.count + (index ? 1 : 0), rows = 0;
    const char **names = ARENA_ARRAY(arena, const char *, added + 1);
    size_t *at = ARENA_ARRAY(arena, size_t, added + 1), *lengths = ARENA_ARRAY(arena, size_t, in->row_count + 1);
    Value **lists = ARENA_ARRAY(arena, Value *, fields.count + 1);
    for (size_t f = 0; f < fields.count; f++) {
        names[f] = f < as.count ? as.items[f] : value_field_name(arena, fields.items[f]);
        lists[f] = dataset_field_values(arena, in, fields.items[f]);
        for (size_t row = 0; row < in->row_count; row++)
            lengths[row] = MAX_OF(lengths[row], list_length(lists[f][row]));
    }
    if (index)
        names[fields.count] = index;
    for (size_t row = 0; row < in->row_count; row++)
        rows += lengths[row];
    if (!transform_row_limit(context, node, rows))
        return false;
    Dataset next = dataset_like(arena, in, names, added, rows, at);
    size_t made = 0;
    for (size_t row = 0; row < in->row_count; row++) {
        for (size_t i = 0; i < lengths[row]; i++, made++) {
            Value *cells = next.cells + made * next.column_count;
            dataset_copy_row(in, row, &next, made);
            for (size_t f = 0; f < fields.count; f++) {
                Value item = i < list_length(lists[f][row]) ? lists[f][row].list->items[i] : value_null();
                cells[at[f]] = item.kind == VALUE_UNDEFINED ? value_null() : item;
            }
            if (index)
                cells[at[fields.count]] = value_number((double)i);
        }
    }
    *out = next;
    return true;
}

/* Algorithm R of Vitter 1985, as in Vega; the generator begins at one seed, so the sample is the same each time. */
bool
transform_sample(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    const Node *stated = node_find(node, "sample");
    double wanted = stated->kind == NODE_NUMBER ? stated->number : NAN;
    if (!(wanted >= 0))
        return transform_fault(context, node, node_find(node, "sample"), "sample", "needs how many rows", "需要行数");
    size_t size = (size_t)fmin(wanted, (double)in->row_count);
    size_t *reservoir = ARENA_ARRAY(context->arena, size_t, size + 1);
    uint64_t state = UINT64_C(0x853C49E6748FEA9B);
    for (size_t row = 0; row < in->row_count; row++) {
        if (row < size) {
            reservoir[row] = row;
            continue;
        }
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t at = (size_t)((double)(state >> 11) * 0x1p-53 * (double)(row + 1));
        if (at < size)
            reservoir[at] = row;
    }
    Dataset next = dataset_like(context->arena, in, NULL, 0, size, NULL);
    for (size_t i = 0; i < size; i++)
        dataset_copy_row(in, reservoir[i], &next, i);
    *out = next;
    return true;
}

bool
transform_extent(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    const char *field = transform_field(context, node, "extent"), *param = transform_field(context, node, "param");
    if (!field || !param)
        return false;
    double min, max;
    bool found = numbers_extent(dataset_field_values(context->arena, in, field), in->row_count, &min, &max);
    Value *value = ARENA_NEW(context->arena, Value);
    Value ends[2] = {found ? value_number(min) : (Value){0}, found ? value_number(max) : (Value){0}};
    *value = value_list(context->arena, ends, 2);
    if (context->params)
        map_put(context->params, param, value);
    *out = *in;
    return true;
}

/* ---- all of them ------------------------------------------------------------------------------------ */

typedef struct TransformKind {
    const char *key; /* that tells it from the others */
    TransformRun *run;
    const char *const *keys;
} TransformKind;

#define KEYS(...) (const char *const[]){__VA_ARGS__, NULL}

/* Where two keys could tell, the first line decides: `sort` and `groupby` are in many, `extent` in two. */
static const TransformKind kinds[] = {
    {"calculate", transform_calculate, KEYS("calculate", "as")},
    {"filter", transform_filter, KEYS("filter")},
    {"aggregate", transform_aggregate, KEYS("aggregate", "groupby")},
    {"joinaggregate", transform_join_aggregate, KEYS("joinaggregate", "groupby")},
    {"window", transform_window, KEYS("window", "groupby", "sort", "frame", "ignorePeers")},
    {"bin", transform_bin, KEYS("bin", "field", "as")},
    {"timeUnit", transform_time_unit, KEYS("timeUnit", "field", "as")},
    {"stack", transform_stack, KEYS("stack", "groupby", "offset", "sort", "as")},
    {"fold", transform_fold, KEYS("fold", "as")},
    {"flatten", transform_flatten, KEYS("flatten", "as", "index")},
    {"impute", transform_impute, KEYS("impute", "key", "keyvals", "groupby", "method", "value", "frame")},
    {"lookup", transform_lookup, KEYS("lookup", "from", "as", "default")},
    {"pivot", transform_pivot, KEYS("pivot", "value", "groupby", "limit", "op")},
    {"sample", transform_sample, KEYS("sample")},
    {"density", transform_density, KEYS("density", "groupby", "cumulative", "counts", "bandwidth", "extent", "minsteps", "maxsteps", "steps", "resolve", "as")},
    {"regression", transform_regression, KEYS("regression", "on", "groupby", "method", "order", "extent", "params", "as")},
    {"loess", transform_loess, KEYS("loess", "on", "groupby", "bandwidth", "as")},
    {"quantile", transform_quantile, KEYS("quantile", "groupby", "probs", "step", "as")},
    {"extent", transform_extent, KEYS("extent", "param")},
};

static bool
unknown_transform(const DataContext *context, const Node *transform)
{
    const char *names[COUNT_OF(kinds)];
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        names[i] = kinds[i].key;
    if (transform->kind != NODE_MAP || transform->count == 0)
        return transform_fault(context, transform, NULL, "transform", "each entry is a map", "每项应为键值映射");
    diag(context->diags, DIAG_TRANSFORM_UNKNOWN, transform->items[0].key_loc, transform->items[0].key);
    const char *near = str_nearest(transform->items[0].key, names, COUNT_OF(names));
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

bool
transform_apply(const DataContext *context, const Node *transform, const Dataset *in, Dataset *out)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (!node_find(transform, kinds[i].key))
            continue;
        Dataset next;
        /* A key that is not its own is reported, and the rest still means what it says. */
        node_check_keys(context->diags, transform, kinds[i].keys);
        if (!kinds[i].run(context, transform, in, &next) || !transform_row_limit(context, transform, next.row_count))
            return false;
        *out = next;
        return true;
    }
    return unknown_transform(context, transform);
}

bool
transform_list(const DataContext *context, const Node *transforms, const Dataset *in, Dataset *out)
{
    Dataset data = *in;
    if (transforms && transforms->kind != NODE_LIST && transforms->kind != NODE_NULL)
        return transform_fault(context, transforms, NULL, "transform", "needs a list", "需要列表");
    for (size_t i = 0; transforms && i < transforms->count; i++) {
        Dataset next;
        if (!transform_apply(context, transforms->items[i].value, &data, &next))
            return false;
        data = next;
    }
    *out = data;
    return true;
}
