/* chart/predicate.c -- filters and conditions: read once, then run on each row. */
#include "chart/transform.h"

#include "expr/calendar.h"

#include <math.h>
#include <string.h>

typedef enum PredicateKind {
    PREDICATE_AND,
    PREDICATE_OR,
    PREDICATE_NOT,
    PREDICATE_EXPR,
    PREDICATE_EQUAL,
    PREDICATE_LT,
    PREDICATE_LTE,
    PREDICATE_GT,
    PREDICATE_GTE,
    PREDICATE_RANGE,
    PREDICATE_ONE_OF,
    PREDICATE_VALID,
    PREDICATE_CONSTANT,
} PredicateKind;

/* A literal, or an expression that is evaluated for each row. */
typedef struct Operand {
    Value value;
    const Expr *expr;
} Operand;

struct Predicate {
    const DataContext *context;
    PredicateKind kind;
    Predicate **parts;
    size_t count;
    const Expr *expr;
    const char *field;
    TimeUnit time_unit;
    bool has_time_unit;
    Operand *operands;
    size_t operand_count;
    bool wanted;            /* VALID, CONSTANT */
};

/* ---- dates as maps ---------------------------------------------------------------------------------- */

static int
index_of_name(const char *text, const char *three_letters, int count)
{
    char start[4] = "";
    for (int i = 0; i < 3 && text[i]; i++)
        start[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    for (int i = 0; i < count; i++)
        if (strncmp(start, three_letters + 3 * i, 3) == 0)
            return i;
    return -1;
}

/* Months count from 1 in a spec, or have names; so have days of the week (1 is Monday, 7 or 0 Sunday). */
static bool
named_part(const Node *node, const char *names, int count, double *out)
{
    if (node->kind == NODE_NUMBER || (node->kind == NODE_STRING && str_to_double(node->text, out))) {
        *out = node->kind == NODE_NUMBER ? node->number : *out;
        return true;
    }
    int index = node->kind == NODE_STRING ? index_of_name(node->text, names, count) : -1;
    *out = index + (count == 12);
    return index >= 0;
}

bool
datetime_from_node(const Node *node, double *milliseconds)
{
    static const char *const known[] = {"year", "quarter", "month", "date", "day", "hours", "minutes", "seconds", "milliseconds"};
    bool any = false;
    if (!node || node->kind != NODE_MAP)
        return false;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        any = any || node_find(node, known[i]);
    if (!any || node_find(node, "unit") || node_find(node, "field"))
        return false;
    double month = 1, day = 0;
    const Node *month_node = node_find(node, "month"), *day_node = node_find(node, "day");
    if (month_node && !named_part(month_node, "janfebmaraprmayjunjulaugsepoctnovdec", 12, &month))
        return false;
    if (!month_node)
        month = 3 * (node_number(node, "quarter", 1) - 1) + 1;
    double date = node_number(node, "date", 1);
    if (day_node && node->count == 1) {
        if (!named_part(day_node, "sunmontuewedthufrisat", 7, &day))
            return false;
        date = fmod(day, 7) + 1; /* 1 January 2012 was a Sunday */
    }
    double ms = calendar_make(node_number(node, "year", 2012), month - 1, date, node_number(node, "hours", 0),
        node_number(node, "minutes", 0), node_number(node, "seconds", 0), node_number(node, "milliseconds", 0));
    if (isnan(ms))
        return false;
    *milliseconds = ms;
    return true;
}

/* ---- reading ---------------------------------------------------------------------------------------- */

/* A number or text beside a time unit: {timeUnit: "year", equal: 2006} means the start of 2006, "month" 3 means March; with
 * several parts it is a moment. */
static Value
moment_operand(const DataContext *context, const char *unit, const Node *node)
{
    static const char *const single[] = {"year", "quarter", "month", "date", "day", "hours", "minutes", "seconds", "milliseconds"};
    double ms, parsed = node->kind == NODE_NUMBER ? node->number : date_parse_free(node->text);
    bool is_part = node->kind == NODE_NUMBER ? parsed < 10000 : isnan(parsed);
    for (size_t i = 0; i < COUNT_OF(single); i++) {
        if (!is_part || strcmp(unit, single[i]) != 0)
            continue;
        Node *map = node_new(context->arena, NODE_MAP, node->loc);
        node_put(context->arena, map, unit, (Node *)node);
        return value_number(datetime_from_node(map, &ms) ? ms : NAN);
    }
    return value_number(parsed);
}

static bool
read_operand(const DataContext *context, const char *unit, const Node *node, Operand *out)
{
    double ms;
    const Node *expr = node->kind == NODE_MAP ? node_find(node, "expr") : NULL;
    if (!expr && node->kind == NODE_MAP)
        expr = node_find(node, "signal");
    *out = (Operand){0};
    if (expr && expr->kind == NODE_STRING) {
        out->expr = expr_parse(context->arena, context->diags, expr->loc, expr->text);
        return out->expr != NULL;
    }
    if (datetime_from_node(node, &ms))
        out->value = value_number(ms);
    else if (unit && (node->kind == NODE_NUMBER || node->kind == NODE_STRING))
        out->value = moment_operand(context, unit, node);
    else
        out->value = value_from_node(context->arena, node);
    return true;
}

static bool
read_comparison(const DataContext *context, const Node *node, Predicate *out)
{
    static const struct { const char *key; PredicateKind kind; } keys[] = {
        {"equal", PREDICATE_EQUAL}, {"lt", PREDICATE_LT}, {"lte", PREDICATE_LTE}, {"gt", PREDICATE_GT}, {"gte", PREDICATE_GTE},
        {"range", PREDICATE_RANGE}, {"oneOf", PREDICATE_ONE_OF}, {"in", PREDICATE_ONE_OF}, {"valid", PREDICATE_VALID},
    };
    const Node *value = NULL, *time_unit = node_find(node, "timeUnit");
    for (size_t i = 0; i < COUNT_OF(keys) && !value; i++) {
        value = node_find(node, keys[i].key);
        out->kind = keys[i].kind;
    }
    if (!value)
        return transform_fault(context, node, NULL, "filter", "needs one of equal, lt, lte, gt, gte, range, oneOf, valid",
            "需要 equal、lt、lte、gt、gte、range、oneOf、valid 之一");
    if (time_unit) {
        out->has_time_unit = true;
        if (!time_unit_read(context, time_unit, &out->time_unit) || !out->time_unit.unit)
            return false;
    }
    if (out->kind == PREDICATE_VALID) {
        out->wanted = value->kind != NODE_BOOL || value->boolean;
        return true;
    }
    bool list = out->kind == PREDICATE_RANGE || out->kind == PREDICATE_ONE_OF;
    bool single = list && value->kind == NODE_MAP; /* range: {expr: "…"} gives the list */
    if (list && !single && (value->kind != NODE_LIST || (out->kind == PREDICATE_RANGE && value->count != 2)))
        return transform_fault(context, node, value, "filter", "needs a list", "需要列表");
    out->operand_count = list && !single ? value->count : 1;
    out->operands = ARENA_ARRAY(context->arena, Operand, out->operand_count + 1);
    const char *unit = out->has_time_unit ? out->time_unit.unit : NULL;
    for (size_t i = 0; i < out->operand_count; i++)
        if (!read_operand(context, unit, list && !single ? value->items[i].value : value, &out->operands[i]))
            return false;
    return true;
}

static bool
read_parts(const DataContext *context, const Node *list, PredicateKind kind, Predicate *out)
{
    out->kind = kind;
    out->count = list->kind == NODE_LIST ? list->count : 1;
    out->parts = ARENA_ARRAY(context->arena, Predicate *, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        out->parts[i] = predicate_read(context, list->kind == NODE_LIST ? list->items[i].value : list);
        if (!out->parts[i])
            return false;
    }
    return true;
}

static bool
read_predicate(const DataContext *context, const Node *node, Predicate *out)
{
    if (node && node->kind == NODE_STRING) {
        out->kind = PREDICATE_EXPR;
        out->expr = expr_parse(context->arena, context->diags, node->loc, node->text);
        return out->expr != NULL;
    }
    if (node && node->kind == NODE_BOOL) {
        out->kind = PREDICATE_CONSTANT;
        out->wanted = node->boolean;
        return true;
    }
    if (!node || node->kind != NODE_MAP)
        return transform_fault(context, node, NULL, "filter", "needs an expression or a predicate", "需要表达式或条件");
    static const struct { const char *key; PredicateKind kind; } logic[] = {{"and", PREDICATE_AND}, {"or", PREDICATE_OR}, {"not", PREDICATE_NOT}};
    for (size_t i = 0; i < COUNT_OF(logic); i++)
        if (node_find(node, logic[i].key))
            return read_parts(context, node_find(node, logic[i].key), logic[i].kind, out);
    if (node_find(node, "param") || node_find(node, "selection")) {
        /* Nobody selects anything in print; Vega lets an empty selection pass all rows unless it says otherwise. */
        out->kind = PREDICATE_CONSTANT;
        out->wanted = node_bool(node, "empty", true);
        return true;
    }
    out->field = transform_field(context, node, "field");
    return out->field && read_comparison(context, node, out);
}

Predicate *
predicate_read(const DataContext *context, const Node *node)
{
    Predicate *predicate = ARENA_NEW(context->arena, Predicate);
    predicate->context = context;
    return read_predicate(context, node, predicate) ? predicate : NULL;
}

/* ---- running ---------------------------------------------------------------------------------------- */

static bool
operand_value(const Predicate *p, size_t i, Value row, Value *out)
{
    *out = p->operands[i].value;
    if (!p->operands[i].expr)
        return true;
    ExprEnv env = transform_env(p->context);
    env.datum = &row;
    return expr_eval(p->operands[i].expr, &env, out);
}

static bool
less(Value a, Value b, bool or_equal)
{
    if (a.kind == VALUE_STRING && b.kind == VALUE_STRING)
        return or_equal ? strcmp(a.string, b.string) <= 0 : strcmp(a.string, b.string) < 0;
    double x = value_to_number(a), y = value_to_number(b);
    return or_equal ? x <= y : x < y;
}

static bool
run_range(const Predicate *p, Value field, Value row, bool *result)
{
    Value low, high;
    if (!operand_value(p, 0, row, &low))
        return false;
    if (p->operand_count == 1) {
        high = value_member(low, "1");
        low = value_member(low, "0");
    } else if (!operand_value(p, 1, row, &high)) {
        return false;
    }
    bool open_low = low.kind == VALUE_NULL, open_high = high.kind == VALUE_NULL;
    if (!open_low && !open_high && less(high, low, false)) {
        Value swap = low;
        low = high;
        high = swap;
    }
    *result = (open_low || less(low, field, true)) && (open_high || less(field, high, true));
    return true;
}

static bool
run_comparison(const Predicate *p, Value row, bool *result)
{
    Value field = value_field(row, p->field), operand = {0};
    if (p->has_time_unit) {
        Value date = value_coerce(p->context->arena, "date", field);
        bool moment = date.kind == VALUE_DATE;
        /* time(null) is 0 in JavaScript: 1970 */
        field = value_number(!moment ? 0 : p->time_unit.binned ? date.number : time_unit_floor_by(&p->time_unit, date.number));
    }
    if (p->kind == PREDICATE_RANGE)
        return run_range(p, field, row, result);
    if (p->kind == PREDICATE_VALID) {
        bool nothing = field.kind == VALUE_NULL || field.kind == VALUE_UNDEFINED;
        *result = (!nothing && isfinite(value_to_number(field))) == p->wanted;
        return true;
    }
    *result = false;
    for (size_t i = 0; i < p->operand_count && !*result; i++) {
        if (!operand_value(p, i, row, &operand))
            return false;
        switch (p->kind) {
        case PREDICATE_LT: *result = less(field, operand, false); break;
        case PREDICATE_LTE: *result = less(field, operand, true); break;
        case PREDICATE_GT: *result = less(operand, field, false); break;
        case PREDICATE_GTE: *result = less(operand, field, true); break;
        default: *result = value_equal(field, operand); break;
        }
    }
    return true;
}

bool
predicate_run(const Predicate *p, Value row, bool *result)
{
    switch (p->kind) {
    case PREDICATE_AND:
    case PREDICATE_OR:
        *result = p->kind == PREDICATE_AND;
        for (size_t i = 0; i < p->count; i++) {
            bool part;
            if (!predicate_run(p->parts[i], row, &part))
                return false;
            if (part != *result) {
                *result = part;
                return true;
            }
        }
        return true;
    case PREDICATE_NOT:
        if (!predicate_run(p->parts[0], row, result))
            return false;
        *result = !*result;
        return true;
    case PREDICATE_EXPR: {
        ExprEnv env = transform_env(p->context);
        Value value;
        env.datum = &row;
        if (!expr_eval(p->expr, &env, &value))
            return false;
        *result = value_to_bool(value);
        return true;
    }
    case PREDICATE_CONSTANT:
        *result = p->wanted;
        return true;
    default:
        return run_comparison(p, row, result);
    }
}

bool
predicate_test(const DataContext *context, const Node *predicate, Value row, bool *result)
{
    Predicate *read = predicate_read(context, predicate);
    return read && predicate_run(read, row, result);
}
