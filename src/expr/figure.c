/* expr/figure.c -- arithmetic that keeps digits and provenance. */
#include "expr/figure.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Decimal
figure_decimal(Value a)
{
    return a.has_decimal ? a.decimal : decimal_from_double(value_to_number(a));
}

Value
figure_make(Decimal decimal, const FactUse *use)
{
    Value value = value_number(decimal_to_double(decimal));
    value.has_decimal = true;
    value.decimal = decimal;
    value.use = use;
    return value;
}

Value
figure_literal(Arena *arena, const char *literal, double number)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    Decimal decimal = decimal_from_double(number);
    *use = (FactUse){.kind = USE_LITERAL, .aspect = "value", .literal = literal, .value = decimal, .digits = -1};
    return figure_make(decimal, use);
}

Value
figure_of_fact(Arena *arena, const Fact *fact, const char *aspect)
{
    bool share = strcmp(aspect, "share") == 0, rank = strcmp(aspect, "rank") == 0;
    if (share ? !fact->has_share : rank ? fact->rank == 0 : !fact->has_value)
        return (Value){0};
    Decimal decimal = share ? fact->share : rank ? decimal_from_int(fact->rank) : fact->value;
    return figure_make(decimal, fact_use(arena, fact, aspect));
}

static bool
is_figure(Value a)
{
    return a.use && a.use->kind != USE_LITERAL;
}

const char *
figure_name(Arena *arena, Value a)
{
    if (!is_figure(a))
        return decimal_text(arena, figure_decimal(a));
    const char *key = a.use->key ? a.use->key : "?";
    if (a.use->kind == USE_FORMULA)
        return strpbrk(key, " ") && !str_ends(key, ")") ? arena_printf(arena, "(%s)", key) : key;
    if (!a.use->aspect || strcmp(a.use->aspect, "value") == 0)
        return key;
    return arena_printf(arena, "%s|%s", key, a.use->aspect);
}

/* What a sum of qualified numbers may be called. */
static Qualifier
joint_qualifier(const Value *inputs, size_t count, bool sum)
{
    Qualifier joint = QUALIFIER_EXACT;
    for (size_t i = 0; i < count; i++) {
        Qualifier q = inputs[i].use ? inputs[i].use->qualifier : QUALIFIER_EXACT;
        if (q == QUALIFIER_EXACT || q == joint)
            continue;
        joint = sum && joint == QUALIFIER_EXACT ? q : QUALIFIER_ABOUT;
    }
    return sum || joint == QUALIFIER_EXACT ? joint : QUALIFIER_ABOUT;
}

static bool
has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

static const char *
joint_sources(Arena *arena, const Value *inputs, size_t count)
{
    const char *joint = "";
    for (size_t i = 0; i < count; i++) {
        const char *ids = inputs[i].use ? inputs[i].use->source_id : NULL;
        if (!ids)
            continue;
        char *copy = arena_strdup(arena, ids), *rest = NULL;
        for (char *id = strtok_r(copy, " ", &rest); id; id = strtok_r(NULL, " ", &rest))
            if (!has_word(joint, id))
                joint = *joint ? arena_printf(arena, "%s %s", joint, id) : id;
    }
    return *joint ? joint : NULL;
}

static const char *
joint_status(const Value *inputs, size_t count)
{
    /* From what must not go out at all to what may. */
    static const char *const order[] = {"withdrawn", "embargoed", "draft", "review"};
    const char *status = NULL;
    for (size_t k = 0; k < COUNT_OF(order); k++)
        for (size_t i = 0; i < count; i++)
            if (inputs[i].use && str_equal(inputs[i].use->status, order[k]))
                return order[k];
    for (size_t i = 0; i < count && !status; i++)
        status = inputs[i].use ? inputs[i].use->status : NULL;
    return status;
}

Value
figure_formula(Arena *arena, const char *key, const char *aspect, Decimal decimal, int digits, const Value *inputs, size_t count)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    const FactUse **uses = ARENA_ARRAY(arena, const FactUse *, count + 1);
    size_t used = 0;
    bool sum = strcmp(aspect, "value") == 0 && strchr(key, '-') == NULL;
    *use = (FactUse){
        .kind = USE_FORMULA,
        .key = key,
        .aspect = aspect,
        .value = decimal,
        .digits = digits,
        .qualifier = joint_qualifier(inputs, count, sum),
        .source_id = joint_sources(arena, inputs, count),
        .status = joint_status(inputs, count),
        .evidence = 'A',
        .inputs = uses,
    };
    for (size_t i = 0; i < count; i++) {
        if (!is_figure(inputs[i]))
            continue;
        use->evidence = MAX_OF(use->evidence, inputs[i].use->evidence);
        if (!use->loc.source)
            use->loc = inputs[i].use->loc;
        uses[used++] = inputs[i].use;
    }
    return figure_make(decimal, use);
}

static bool
same_unit(const FactUse *a, const FactUse *b)
{
    for (int lang = 0; lang < LANG_MAX; lang++)
        if (!str_equal(a->unit.in[lang], b->unit.in[lang]))
            return false;
    return true;
}

/* Shares add up to shares and differ by percentage points. */
static const char *
joint_aspect(Operator operator, Value a, Value b)
{
    bool percent_a = is_figure(a) && use_is_percent(a.use), percent_b = is_figure(b) && use_is_percent(b.use);
    if (percent_a && percent_b)
        return operator == OPERATOR_SUB ? "points" : operator == OPERATOR_ADD ? "percent" : "value";
    bool scaled = operator == OPERATOR_MUL || operator == OPERATOR_DIV;
    return scaled && percent_a && !is_figure(b) ? "percent" : "value";
}

static bool
compute(Operator operator, Decimal a, Decimal b, Decimal *out, int *digits)
{
    *digits = -1;
    switch (operator) {
    case OPERATOR_ADD: return decimal_add(a, b, out);
    case OPERATOR_SUB: return decimal_sub(a, b, out);
    case OPERATOR_MUL: return decimal_mul(a, b, out);
    case OPERATOR_DIV: {
        int scale = FIGURE_QUOTIENT_SCALE;
        while (scale > 2 && !decimal_div(a, b, scale, ROUND_HALF_UP, out))
            scale--;
        if (decimal_is_zero(b) || !decimal_div(a, b, scale, ROUND_HALF_UP, out))
            return false;
        /* A quotient that comes out even keeps its digits: 1010000000 / 1000000000 is 1.01. */
        Decimal back;
        while (out->scale > 0 && out->mantissa % 10 == 0) {
            out->mantissa /= 10;
            out->scale--;
        }
        bool even = out->scale <= 3 && decimal_mul(*out, b, &back) && decimal_compare(back, a) == 0;
        *digits = even ? -1 : FIGURE_QUOTIENT_DIGITS;
        return true;
    }
    default: return false;
    }
}

bool
figure_arithmetic(Arena *arena, Operator operator, Value a, Value b, Value *out)
{
    static const char *const marks[] = {[OPERATOR_ADD] = "+", [OPERATOR_SUB] = "-", [OPERATOR_MUL] = "*", [OPERATOR_DIV] = "/"};
    bool literal = (a.use && !is_figure(a)) || (b.use && !is_figure(b));
    if (!a.use && !b.use)
        return false;
    if (!isfinite(value_to_number(a)) || !isfinite(value_to_number(b)))
        return false;
    Decimal result;
    int digits;
    if (!compute(operator, figure_decimal(a), figure_decimal(b), &result, &digits))
        return false;
    if (!is_figure(a) && !is_figure(b)) {
        /* A year and a number: still a year, and no figure. The difference of two years is just a number. */
        const FactUse *kept = a.use && b.use ? NULL : a.use ? a.use : b.use;
        *out = kept && literal ? figure_literal(arena, kept->literal, decimal_to_double(result)) : value_number(decimal_to_double(result));
        return true;
    }
    Value inputs[2] = {a, b};
    const char *left = figure_name(arena, a), *right = figure_name(arena, b);
    /* A chain of sums needs no brackets. */
    if (is_figure(a) && a.use->kind == USE_FORMULA && (operator == OPERATOR_ADD || operator == OPERATOR_SUB))
        left = a.use->key;
    const char *key = arena_printf(arena, "%s %s %s", left, marks[operator], right);
    Value value = figure_formula(arena, key, joint_aspect(operator, a, b), result, digits, inputs, 2);
    FactUse *use = (FactUse *)value.use; /* ours, and nobody has seen it yet */
    bool sum = operator == OPERATOR_ADD || operator == OPERATOR_SUB;
    if (is_figure(a) && is_figure(b)) {
        if (sum && same_unit(a.use, b.use))
            use->unit = a.use->unit;
    } else if (sum) {
        use->unit = is_figure(a) ? a.use->unit : b.use->unit; /* a product with a number may be in any unit: 20 (billion yuan) */
    }
    if (sum && digits < 0)
        use->digits = MAX_OF(is_figure(a) ? a.use->digits : -1, is_figure(b) ? b.use->digits : -1);
    *out = value;
    return true;
}

static Value
copy_use(Arena *arena, Value a, FactUse **use)
{
    *use = ARENA_NEW(arena, FactUse);
    if (a.use)
        **use = *a.use;
    else
        **use = (FactUse){.kind = USE_LITERAL, .literal = "number", .value = figure_decimal(a), .digits = -1};
    Value copy = figure_make(figure_decimal(a), *use);
    copy.object = a.kind == VALUE_NUMBER ? a.object : NULL;
    return copy;
}

Value
value_add(Arena *arena, Value a, Value b)
{
    Value sum;
    bool figures = (a.use || b.use) && a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER;
    if (figures && figure_arithmetic(arena, OPERATOR_ADD, a, b, &sum))
        return sum;
    return value_number(value_to_number(a) + value_to_number(b));
}

Value
figure_negate(Arena *arena, Value a)
{
    Decimal negative = figure_decimal(a);
    negative.mantissa = -negative.mantissa;
    if (!is_figure(a))
        return a.use ? figure_literal(arena, a.use->literal, -a.number) : value_number(-value_to_number(a));
    Value value = figure_formula(arena, arena_printf(arena, "-%s", figure_name(arena, a)), a.use->aspect, negative, a.use->digits, &a, 1);
    ((FactUse *)value.use)->unit = a.use->unit;
    return value;
}

Value
figure_with_digits(Arena *arena, Value a, int digits)
{
    FactUse *use;
    Value copy = copy_use(arena, a, &use);
    use->digits = digits;
    return copy;
}

Value
figure_in_unit(Arena *arena, Value a, int power, int digits)
{
    FactUse *use;
    Value copy = copy_use(arena, a, &use);
    use->power = power;
    use->digits = digits;
    return copy;
}

Value
figure_with_aspect(Arena *arena, Value a, const char *aspect)
{
    FactUse *use;
    Value copy = copy_use(arena, a, &use);
    use->aspect = aspect;
    return copy;
}
