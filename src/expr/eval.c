/* expr/eval.c -- a tree and an environment give a value. */
#include "expr/figure.h"
#include "expr/functions.h"

#include "base/str.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { EVAL_DEPTH_MAX = 4000 }; /* a long chain of + is deep to evaluate, though not to read */

typedef struct Run {
    const Expr *expr;
    const ExprEnv *env;
} Run;

static bool eval(const Run *run, const Syntax *syntax, Value *out);

static bool
is_nothing(Value value)
{
    return value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED;
}

/* ---- operators -------------------------------------------------------------------------------------- */

/* JavaScript's ==. */
static bool
loosely_equal(Arena *arena, Value a, Value b)
{
    if (is_nothing(a) || is_nothing(b))
        return is_nothing(a) && is_nothing(b);
    bool list_a = a.kind >= VALUE_ARRAY, list_b = b.kind >= VALUE_ARRAY;
    if (list_a != list_b) /* a list beside a number or a text: its own text */
        return list_a ? loosely_equal(arena, value_string(value_to_string(arena, a)), b)
                      : loosely_equal(arena, a, value_string(value_to_string(arena, b)));
    if (a.kind == b.kind || list_a)
        return value_equal(a, b);
    return value_to_number(a) == value_to_number(b);
}

static int32_t
to_int32(Value value)
{
    double number = value_to_number(value);
    if (!isfinite(number))
        return 0;
    double wrapped = fmod(trunc(number), 4294967296.0);
    return (int32_t)(uint32_t)(int64_t)wrapped;
}

static bool
less(Value a, Value b)
{
    if (a.kind == VALUE_STRING && b.kind == VALUE_STRING)
        return strcmp(a.string, b.string) < 0;
    return value_to_number(a) < value_to_number(b);
}

static bool
less_or_equal(Value a, Value b)
{
    if (a.kind == VALUE_STRING && b.kind == VALUE_STRING)
        return strcmp(a.string, b.string) <= 0;
    return value_to_number(a) <= value_to_number(b);
}

static bool
joins_as_text(Value value)
{
    return value.kind == VALUE_STRING || value.kind >= VALUE_ARRAY;
}

static Value
add_values(Arena *arena, Value a, Value b)
{
    if (!joins_as_text(a) && !joins_as_text(b))
        return value_number(value_to_number(a) + value_to_number(b));
    Value text = value_string(arena_printf(arena, "%s%s", value_to_string(arena, a), value_to_string(arena, b)));
    /* "a" + figure + "b" prints that figure; with two figures in it, it is just a text. */
    text.use = a.use && b.use ? NULL : a.use ? a.use : b.use;
    return text;
}

static bool
has_member(Value object, Value key, Arena *arena)
{
    if (object.kind == VALUE_ARRAY) {
        double index = value_to_number(key);
        return index >= 0 && index < (double)object.list->count && index == floor(index);
    }
    const char *name = value_to_string(arena, key);
    for (size_t i = 0; object.kind == VALUE_OBJECT && i < object.object->count; i++)
        if (strcmp(object.object->keys[i], name) == 0)
            return true;
    return false;
}

static Value
binary(Arena *arena, Operator operator, Value a, Value b)
{
    Value figure;
    if ((a.use || b.use) && a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER && figure_arithmetic(arena, operator, a, b, &figure))
        return figure;
    switch (operator) {
    case OPERATOR_ADD: return add_values(arena, a, b);
    case OPERATOR_SUB: return value_number(value_to_number(a) - value_to_number(b));
    case OPERATOR_MUL: return value_number(value_to_number(a) * value_to_number(b));
    case OPERATOR_DIV: return value_number(value_to_number(a) / value_to_number(b));
    case OPERATOR_MOD: return value_number(fmod(value_to_number(a), value_to_number(b)));
    case OPERATOR_EQUAL: return value_bool(loosely_equal(arena, a, b));
    case OPERATOR_NOT_EQUAL: return value_bool(!loosely_equal(arena, a, b));
    case OPERATOR_SAME: return value_bool(value_equal(a, b));
    case OPERATOR_NOT_SAME: return value_bool(!value_equal(a, b));
    case OPERATOR_LESS: return value_bool(less(a, b));
    case OPERATOR_GREATER: return value_bool(less(b, a));
    case OPERATOR_LESS_EQUAL: return value_bool(less_or_equal(a, b));
    case OPERATOR_GREATER_EQUAL: return value_bool(less_or_equal(b, a));
    case OPERATOR_IN: return value_bool(has_member(b, a, arena));
    case OPERATOR_BIT_OR: return value_number(to_int32(a) | to_int32(b));
    case OPERATOR_BIT_XOR: return value_number(to_int32(a) ^ to_int32(b));
    case OPERATOR_BIT_AND: return value_number(to_int32(a) & to_int32(b));
    case OPERATOR_SHIFT_LEFT: return value_number((int32_t)((uint32_t)to_int32(a) << (to_int32(b) & 31)));
    case OPERATOR_SHIFT_RIGHT: return value_number(to_int32(a) >> (to_int32(b) & 31));
    case OPERATOR_SHIFT_RIGHT_ZERO: return value_number((uint32_t)to_int32(a) >> (to_int32(b) & 31));
    default: return (Value){0};
    }
}

static Value
unary(Arena *arena, Operator operator, Value a)
{
    switch (operator) {
    case OPERATOR_PLUS: return a.kind == VALUE_NUMBER ? a : value_number(value_to_number(a));
    case OPERATOR_MINUS: return a.kind == VALUE_NUMBER && a.use ? figure_negate(arena, a) : value_number(-value_to_number(a));
    case OPERATOR_NOT: return value_bool(!value_to_bool(a));
    case OPERATOR_BIT_NOT: return value_number(~to_int32(a));
    default: return (Value){0};
    }
}

/* ---- names and members ------------------------------------------------------------------------------ */

/* The edition of the project, as {{ }} sees it. */
static Value
edition_value(const ExprEnv *env)
{
    static const char *const keys[] = {"year", "data_until", "published", "version", "state", "issuer", "contact", "licence", "title"};
    const Edition *edition = &env->model->edition;
    const Locale *locale = env->model->locales[env->lang];
    Arena *arena = env->arena;
    Value values[] = {
        figure_literal(arena, "date", edition->year),
        value_string(locale_date(arena, locale, edition->data_until)),
        value_string(locale_date(arena, locale, edition->published)),
        value_string(edition->version),
        value_string(edition->state),
        value_string(edition->issuer.in[env->lang]),
        value_string(edition->contact.in[env->lang]),
        value_string(edition->licence.in[env->lang]),
        value_string(env->model->title.in[env->lang]),
    };
    return value_object(arena, keys, values, COUNT_OF(keys));
}

static bool
unknown_name(const Run *run, const Syntax *syntax)
{
    const ExprEnv *env = run->env;
    diag(env->diags, DIAG_EXPR_UNKNOWN_NAME, expr_loc(run->expr, syntax), syntax->name);
    const char *candidates[64] = {"datum", "edition", "true", "false", "null"};
    size_t count = 5;
    for (size_t i = 0; env->params && i < env->params->entries.count && count < COUNT_OF(candidates); i++)
        candidates[count++] = env->params->entries.items[i].key;
    const char *near = str_nearest(syntax->name, candidates, count);
    if (near)
        diag_hint(env->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    else if (!env->datum)
        diag_hint(env->diags, "a row id that is not alone stands in fact(\"…\")", "与其他内容同时出现的行号写在 fact(\"…\") 里", NULL);
    return false;
}

static bool
eval_name(const Run *run, const Syntax *syntax, Value *out)
{
    const ExprEnv *env = run->env;
    const Value *param = env->params ? map_find(env->params, syntax->name) : NULL;
    if (strcmp(syntax->name, "datum") == 0 && env->datum)
        *out = *env->datum;
    else if (param)
        *out = *param;
    else if (strcmp(syntax->name, "edition") == 0 && env->model)
        *out = edition_value(env);
    else
        return unknown_name(run, syntax);
    return true;
}

/* The members of figures and of the edition are ours: a name they do not have is a slip, not undefined. */
static bool
unknown_member(const Run *run, const Syntax *syntax, const ValueObject *object)
{
    const Syntax *left = syntax->kids[0];
    const char *whole = arena_strndup(run->env->arena, run->expr->text + left->offset, left->length);
    diag(run->env->diags, DIAG_EXPR_UNKNOWN_MEMBER, expr_loc(run->expr, syntax), whole, syntax->name);
    const char *near = str_nearest(syntax->name, object->keys, object->count);
    if (near)
        diag_hint(run->env->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

static bool
eval_member(const Run *run, const Syntax *syntax, Value *out)
{
    Value object;
    if (!eval(run, syntax->kids[0], &object))
        return false;
    *out = value_member(object, syntax->name);
    bool edition = syntax->kids[0]->kind == SYNTAX_NAME && strcmp(syntax->kids[0]->name, "edition") == 0;
    bool ours = object.object && (object.kind == VALUE_NUMBER || (object.kind == VALUE_OBJECT && (object.use || edition)));
    if (!ours || out->kind != VALUE_UNDEFINED)
        return true;
    for (size_t i = 0; i < object.object->count; i++)
        if (strcmp(object.object->keys[i], syntax->name) == 0)
            return true; /* known, but this figure has none */
    return unknown_member(run, syntax, object.object);
}

static Value
rune_at(Arena *arena, const char *text, double index)
{
    if (!(index >= 0) || index != floor(index))
        return (Value){0};
    for (double i = 0; *text; i++) {
        const char *next = text;
        utf8_next(&next);
        if (i == index)
            return value_string(arena_strndup(arena, text, (size_t)(next - text)));
        text = next;
    }
    return (Value){0};
}

static bool
eval_index(const Run *run, const Syntax *syntax, Value *out)
{
    Value object, index;
    Arena *arena = run->env->arena;
    if (!eval(run, syntax->kids[0], &object) || !eval(run, syntax->kids[1], &index))
        return false;
    bool number = index.kind == VALUE_NUMBER;
    if (object.kind == VALUE_ARRAY && number)
        *out = index.number >= 0 && index.number < (double)object.list->count && index.number == floor(index.number)
            ? object.list->items[(size_t)index.number] : (Value){0};
    else if (object.kind == VALUE_STRING && number)
        *out = rune_at(arena, object.string, index.number);
    else
        *out = value_member(object, value_to_string(arena, index));
    return true;
}

/* ---- the tree --------------------------------------------------------------------------------------- */

static bool
eval_call(const Run *run, const Syntax *syntax, Value *out)
{
    const ExprEnv *env = run->env;
    Value few[8], *args = few;
    if (syntax->count > COUNT_OF(few))
        args = ARENA_ARRAY(env->arena, Value, syntax->count);
    for (size_t i = 0; i < syntax->count; i++)
        if (!eval(run, syntax->kids[i], &args[i]))
            return false;
    Loc loc = expr_loc(run->expr, syntax);
    if (!syntax->function->call) {
        if (env->host && env->host(env->host_data, syntax->name, args, syntax->count, out))
            return true;
        diag(env->diags, DIAG_EXPR_NOT_OFFERED, loc, syntax->name, "only a drawn chart can answer it", "只有已绘制的图表才能求值");
        return false;
    }
    Call call = {env, run->expr->state, syntax->function, loc};
    return syntax->function->call(&call, args, syntax->count, out);
}

static bool
eval_items(const Run *run, const Syntax *syntax, Value *out)
{
    Value *items = ARENA_ARRAY(run->env->arena, Value, syntax->count ? syntax->count : 1);
    for (size_t i = 0; i < syntax->count; i++)
        if (!eval(run, syntax->kids[i], &items[i]))
            return false;
    *out = syntax->kind == SYNTAX_ARRAY ? value_list(run->env->arena, items, syntax->count)
        : value_object(run->env->arena, syntax->keys, items, syntax->count);
    return true;
}

static bool
eval_kind(const Run *run, const Syntax *syntax, Value *out)
{
    Value a, b;
    switch (syntax->kind) {
    case SYNTAX_LITERAL:
        *out = syntax->literal;
        return true;
    case SYNTAX_NAME:
        return eval_name(run, syntax, out);
    case SYNTAX_MEMBER:
        return eval_member(run, syntax, out);
    case SYNTAX_INDEX:
        return eval_index(run, syntax, out);
    case SYNTAX_CALL:
        return eval_call(run, syntax, out);
    case SYNTAX_UNARY:
        if (!eval(run, syntax->kids[0], &a))
            return false;
        *out = unary(run->env->arena, syntax->operator, a);
        return true;
    case SYNTAX_BINARY:
        if (!eval(run, syntax->kids[0], &a) || !eval(run, syntax->kids[1], &b))
            return false;
        *out = binary(run->env->arena, syntax->operator, a, b);
        return true;
    case SYNTAX_AND:
    case SYNTAX_OR:
        if (!eval(run, syntax->kids[0], out))
            return false;
        return value_to_bool(*out) == (syntax->kind == SYNTAX_OR) || eval(run, syntax->kids[1], out);
    case SYNTAX_CHOICE:
        return eval(run, syntax->kids[0], &a) && eval(run, syntax->kids[value_to_bool(a) ? 1 : 2], out);
    case SYNTAX_ARRAY:
    case SYNTAX_OBJECT:
        return eval_items(run, syntax, out);
    }
    return false;
}

static bool
eval(const Run *run, const Syntax *syntax, Value *out)
{
    EvalState *state = run->expr->state;
    if (++state->work > EXPR_WORK_MAX || state->depth >= EVAL_DEPTH_MAX) {
        diag(run->env->diags, DIAG_EXPR_TOO_COMPLEX, run->expr->loc, NULL);
        return false;
    }
    state->depth++;
    bool good = eval_kind(run, syntax, out);
    state->depth--;
    return good;
}

bool
expr_eval(const Expr *expr, const ExprEnv *env, Value *out)
{
    Run run = {expr, env};
    expr->state->work = 0;
    expr->state->depth = 0;
    Value value;
    if (!eval(&run, expr->root, &value))
        return false;
    *out = value;
    return true;
}
