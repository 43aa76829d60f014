/* expr/fn_model.c -- the functions over the model: what Vega has not, and {{ }} is for.
 *
 *     fact("row.id")                              a figure by its row id
 *     value("indicator", 2021, {scope: "yrd"})    the one figure that fits; fact-missing, fact-ambiguous otherwise
 *     share(f) rank(f) rank_word(f) unit(f) label(f) qualified(f) full(f)     f: a figure, a row id, or as in value()
 *     change(a, b) growth(a, b) cagr(a, b)        from a to b: figures, or growth("indicator", 2020, 2021)
 *     sum(a, b, …)  words(x)  ordinal(x)  percent(x)  points(x)  signed(x)  digits(x, n)
 *     target("indicator") .value .latest .baseline .progress .remaining .year .unit .label;  progress("indicator")
 *     indicator("id") .label .unit .definition;  source("id") .title .publisher .date
 */
#include "expr/figure.h"
#include "expr/functions.h"
#include "expr/print.h"

#include "base/str.h"

#include <math.h>
#include <string.h>

static bool
need_model(const Call *call)
{
    return call->env->model || diag(call->env->diags, DIAG_EXPR_NO_PROJECT, call->loc, call->function->name);
}

static Value
text_or_nothing(const char *text)
{
    return str_is_empty(text) ? (Value){0} : value_string(text);
}

static const char *
qualifier_name(Qualifier qualifier)
{
    static const char *const names[QUALIFIER_COUNT] = {"exact", "about", "nearly", "more_than", "at_least"};
    return names[qualifier];
}

static Value
rank_word_value(const ExprEnv *env, Value rank)
{
    if (rank.kind != VALUE_NUMBER)
        return (Value){0};
    const char *words = locale_ordinal_words(env->arena, print_locale(env), (long)rank.number);
    Value word = value_string(words ? words : locale_ordinal(env->arena, print_locale(env), (long)rank.number));
    word.use = rank.use;
    return word;
}

static Value
with_use(const char *text, const FactUse *use)
{
    Value value = value_string(text);
    value.use = use;
    return value;
}

/* A fact as a number with members. One without a value (only a rank) is an object with the same members. */
static Value
fact_value(const ExprEnv *env, const Fact *fact)
{
    static const char *const keys[] = {
        "value", "share", "rank", "rank_word", "unit", "label", "qualified", "full", "year", "when", "as_of", "qualifier", "scope",
        "indicator", "source", "share_of", "rank_scope", "footnote", "evidence", "basis", "id",
    };
    Arena *arena = env->arena;
    int lang = env->lang;
    Value value = figure_of_fact(arena, fact, "value"), share = figure_of_fact(arena, fact, "share"), rank = figure_of_fact(arena, fact, "rank");
    Value year = fact->year ? figure_literal(arena, "date", fact->year) : (Value){0};
    bool has = value.kind == VALUE_NUMBER;
    FactUse *when_use = ARENA_NEW(arena, FactUse);
    *when_use = (FactUse){.kind = USE_LITERAL, .literal = "date", .aspect = "value", .digits = -1};
    char evidence[2] = {fact->evidence, '\0'};
    Value values[] = {
        value, share, rank, rank_word_value(env, rank), text_or_nothing(fact->unit.in[lang]), text_or_nothing(fact->label.in[lang]),
        has ? with_use(print_number(env, value, true), value.use) : (Value){0}, has ? with_use(print_full(env, value), value.use) : (Value){0},
        year, with_use(fact_when(env->model, arena, fact, lang), when_use),
        fact->as_of.year ? with_use(locale_date(arena, print_locale(env), fact->as_of), when_use) : (Value){0},
        value_string(qualifier_name(fact->qualifier)), text_or_nothing(fact->scope_label.in[lang]), text_or_nothing(fact->indicator),
        text_or_nothing(fact->source_id), text_or_nothing(fact->share_of.in[lang]), text_or_nothing(fact->rank_scope),
        text_or_nothing(fact->footnote.in[lang]), text_or_nothing(arena_strdup(arena, evidence)), text_or_nothing(fact->basis),
        value_string(fact->id),
    };
    Value object = value_object(arena, keys, values, COUNT_OF(keys));
    if (!has) {
        object.use = fact_use(arena, fact, "value");
        return object;
    }
    value.object = object.object;
    return value;
}

/* ---- which figure ----------------------------------------------------------------------------------- */

static bool
query_options(const Call *call, Value options, FactQuery *query)
{
    static const char *const keys[] = {"scope", "period", "basis", "as_of", "source", "year"};
    Arena *arena = call_arena(call);
    if (options.kind == VALUE_UNDEFINED)
        return true;
    if (options.kind != VALUE_OBJECT)
        return call_fault(call, "the last argument is an object: {scope: \"…\", period: \"…\"}", "最后一个参数应为对象：{scope: \"…\", period: \"…\"}");
    for (size_t i = 0; i < options.object->count; i++) {
        const char *key = options.object->keys[i];
        const char *text = value_to_string(arena, options.object->values[i]);
        const char **slot = strcmp(key, "scope") == 0 ? &query->scope : strcmp(key, "period") == 0 ? &query->period
            : strcmp(key, "basis") == 0 ? &query->basis : strcmp(key, "as_of") == 0 ? &query->as_of
            : strcmp(key, "source") == 0 ? &query->source : NULL;
        if (slot) {
            *slot = text;
        } else if (strcmp(key, "year") == 0) {
            query->year = (int)value_to_number(options.object->values[i]);
        } else {
            diag(call->env->diags, DIAG_EXPR_UNKNOWN_MEMBER, call->loc, call->function->name, key);
            const char *near = str_nearest(key, keys, COUNT_OF(keys));
            if (near)
                diag_hint(call->env->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
            return false;
        }
    }
    return true;
}

/* The fact behind the arguments: a figure of one, a row id, or indicator[, year][, options]. */
static const Fact *
fact_argument(const Call *call, const Value *args, size_t count)
{
    const ExprEnv *env = call->env;
    if (!need_model(call))
        return NULL;
    if (args[0].use && args[0].use->kind == USE_FACT)
        return model_fact(env->model, args[0].use->key);
    if (args[0].kind != VALUE_STRING) {
        call_fault(call, "needs a figure, a row id or an indicator", "需要一个数据、行号或指标");
        return NULL;
    }
    const Fact *fact = count == 1 ? model_fact(env->model, args[0].string) : NULL;
    if (fact)
        return fact;
    if (count == 1 && !model_indicator(env->model, args[0].string))
        return model_need_fact(env->model, env->diags, call->loc, args[0].string);
    FactQuery query = {.indicator = args[0].string};
    size_t next = 1;
    if (next < count && args[next].kind == VALUE_NUMBER)
        query.year = (int)args[next++].number;
    if (!query_options(call, arg_at(args, count, next), &query))
        return NULL;
    return model_query(env->model, env->diags, call->loc, &query);
}

static bool
do_fact(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    if (!need_model(call))
        return false;
    if (args[0].kind != VALUE_STRING)
        return call_fault(call, "needs a row id in quotes", "需要加引号的行号");
    const Fact *fact = model_need_fact(call->env->model, call->env->diags, call->loc, args[0].string);
    if (!fact)
        return false;
    *out = fact_value(call->env, fact);
    return true;
}

static bool
do_value(const Call *call, const Value *args, size_t count, Value *out)
{
    const Fact *fact = fact_argument(call, args, count);
    if (!fact)
        return false;
    *out = fact_value(call->env, fact);
    return true;
}

/* One member of the fact that the arguments name. */
static bool
member(const Call *call, const Value *args, size_t count, const char *name, const char *en, const char *zh, Value *out)
{
    /* A formula or a target has members too, or is printed as it is. */
    if (args[0].kind == VALUE_NUMBER && args[0].object && count == 1) {
        Value found = value_member(args[0], name);
        if (found.kind != VALUE_UNDEFINED) {
            *out = found;
            return true;
        }
    }
    const Fact *fact = fact_argument(call, args, count);
    if (!fact)
        return false;
    Value value = fact_value(call->env, fact), found = value_member(value, name);
    if (found.kind == VALUE_UNDEFINED)
        return diag(call->env->diags, DIAG_EXPR_NO_VALUE, call->loc, fact->id, en, zh);
    *out = found;
    return true;
}

#define MEMBER(function, name, en, zh)                                            \
    static bool function(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        return member(call, args, count, name, en, zh, out);                      \
    }
MEMBER(do_share, "share", "share", "占比")
MEMBER(do_rank, "rank", "rank", "位次")
MEMBER(do_rank_word, "rank_word", "rank", "位次")
MEMBER(do_year_of, "year", "year", "年份")
MEMBER(do_when, "when", "date", "日期")

/* unit("indicator") and label("indicator") ask the dictionary; of a figure they ask the row. */
static bool
worded(const Call *call, const Value *args, size_t count, bool unit, Value *out)
{
    const ExprEnv *env = call->env;
    if (!need_model(call))
        return false;
    if (count == 1 && args[0].kind == VALUE_STRING && !model_fact(env->model, args[0].string)) {
        const Indicator *indicator = model_indicator(env->model, args[0].string);
        if (indicator) {
            *out = value_string((unit ? indicator->unit : indicator->label).in[env->lang]);
            return true;
        }
    }
    if (unit && args[0].use && args[0].use->unit.in[env->lang]) {
        *out = value_string(args[0].use->unit.in[env->lang]);
        return true;
    }
    return member(call, args, count, unit ? "unit" : "label", unit ? "unit" : "label", unit ? "单位" : "名称", out);
}

static bool
do_unit(const Call *call, const Value *args, size_t count, Value *out)
{
    return worded(call, args, count, true, out);
}

static bool
do_label(const Call *call, const Value *args, size_t count, Value *out)
{
    return worded(call, args, count, false, out);
}

static bool
number_argument(const Call *call, const Value *args, size_t count, Value *out)
{
    *out = args[0];
    if (args[0].kind == VALUE_NUMBER)
        return true;
    if (args[0].kind == VALUE_STRING) {
        const Fact *fact = fact_argument(call, args, count);
        if (!fact)
            return false;
        *out = fact_value(call->env, fact);
        if (out->kind == VALUE_NUMBER)
            return true;
        return diag(call->env->diags, DIAG_EXPR_NO_VALUE, call->loc, fact->id, "value", "数值");
    }
    return call_fault(call, "needs a number", "需要数值");
}

static bool
do_qualified(const Call *call, const Value *args, size_t count, Value *out)
{
    Value value;
    if (!number_argument(call, args, count, &value))
        return false;
    *out = with_use(print_number(call->env, value, true), value.use);
    return true;
}

static bool
do_full(const Call *call, const Value *args, size_t count, Value *out)
{
    Value value;
    if (!number_argument(call, args, count, &value))
        return false;
    *out = with_use(print_full(call->env, value), value.use);
    return true;
}

/* ---- differences ------------------------------------------------------------------------------------ */

/* The two figures of change, growth and cagr: two figures or row ids; or an indicator with years and options, where one
 * year means that and the one before. */
static bool
two_facts(const Call *call, const Value *args, size_t count, const Fact **from, const Fact **to)
{
    bool years = args[0].kind == VALUE_STRING && count >= 2 && args[1].kind == VALUE_NUMBER && !(args[1].use && args[1].use->kind == USE_FACT);
    if (!need_model(call))
        return false;
    if (!years) {
        if (count != 2)
            return call_fault(call, "needs two figures, or an indicator and years", "需要两个数据，或指标与年份");
        *from = fact_argument(call, args, 1);
        *to = *from ? fact_argument(call, args + 1, 1) : NULL;
    } else {
        bool both = count >= 3 && args[2].kind == VALUE_NUMBER;
        Value options = arg_at(args, count, both ? 3 : 2);
        size_t given = options.kind == VALUE_UNDEFINED ? 2 : 3;
        Value second = both ? args[2] : args[1];
        Value first = both ? args[1] : value_number(args[1].number - 1);
        *from = fact_argument(call, (Value[]){args[0], first, options}, given);
        *to = *from ? fact_argument(call, (Value[]){args[0], second, options}, given) : NULL;
    }
    if (!*from || !*to)
        return false;
    for (int i = 0; i < 2; i++) {
        const Fact *fact = i ? *to : *from;
        if (!fact->has_value)
            return diag(call->env->diags, DIAG_EXPR_NO_VALUE, call->loc, fact->id, "value", "数值");
    }
    if (*from != *to && (str_is_empty((*from)->basis) || !str_equal((*from)->basis, (*to)->basis)))
        return diag(call->env->diags, DIAG_EXPR_BASIS, call->loc, (*from)->id, (*to)->id);
    return true;
}

static Value
named_formula(const Call *call, const char *aspect, Decimal result, int digits, const Fact *from, const Fact *to)
{
    Arena *arena = call_arena(call);
    Value inputs[2] = {figure_of_fact(arena, from, "value"), figure_of_fact(arena, to, "value")};
    const char *key = arena_printf(arena, "%s(%s, %s)", call->function->name, from->id, to->id);
    Value formula = figure_formula(arena, key, aspect, result, digits, inputs, 2);
    if (strcmp(aspect, "value") == 0)
        ((FactUse *)formula.use)->unit = to->unit;
    return formula;
}

static bool
too_long(const Call *call)
{
    return call_fault(call, "the result has more digits than can be kept", "结果的位数过多");
}

static bool
do_change(const Call *call, const Value *args, size_t count, Value *out)
{
    const Fact *from, *to;
    Decimal result;
    if (!two_facts(call, args, count, &from, &to))
        return false;
    if (!decimal_sub(to->value, from->value, &result))
        return too_long(call);
    *out = named_formula(call, "value", result, -1, from, to);
    return true;
}

static bool
do_growth(const Call *call, const Value *args, size_t count, Value *out)
{
    const Fact *from, *to;
    Decimal difference, hundredfold, result;
    if (!two_facts(call, args, count, &from, &to))
        return false;
    if (decimal_is_zero(from->value))
        return call_fault(call, "there is no growth from zero", "基数为零，无法计算增长率");
    if (!decimal_sub(to->value, from->value, &difference) || !decimal_mul(difference, decimal_from_int(100), &hundredfold)
        || !decimal_div(hundredfold, from->value, 6, ROUND_HALF_UP, &result))
        return too_long(call);
    *out = named_formula(call, "growth", result, 1, from, to);
    return true;
}

static bool
do_cagr(const Call *call, const Value *args, size_t count, Value *out)
{
    const Fact *from, *to;
    if (!two_facts(call, args, count, &from, &to))
        return false;
    int years = to->year - from->year;
    double first = decimal_to_double(from->value), last = decimal_to_double(to->value);
    if (years <= 0 || !from->year)
        return call_fault(call, "needs figures of two years, the earlier first", "需要两个年份的数据，先早后晚");
    if (!(first > 0) || !(last > 0))
        return call_fault(call, "needs figures above zero", "需要大于零的数据");
    Decimal result = decimal_round(decimal_from_double(100 * (pow(last / first, 1.0 / years) - 1)), 6, ROUND_HALF_UP);
    *out = named_formula(call, "cagr", result, 1, from, to);
    return true;
}

static bool
do_sum(const Call *call, const Value *args, size_t count, Value *out)
{
    const Value *items = args;
    if (count == 1 && args[0].kind == VALUE_ARRAY) {
        items = args[0].list->items;
        count = args[0].list->count;
    }
    Value total = value_number(0);
    for (size_t i = 0; i < count; i++) {
        Value item;
        if (!number_argument(call, items + i, 1, &item))
            return false;
        if (i == 0)
            total = item;
        else if (!figure_arithmetic(call_arena(call), OPERATOR_ADD, total, item, &total))
            total = value_number(total.number + item.number);
    }
    if (count == 1)
        total.object = NULL;
    *out = total;
    return true;
}

/* ---- how a number prints ---------------------------------------------------------------------------- */

static bool
do_words(const Call *call, const Value *args, size_t count, Value *out)
{
    Value value;
    if (!number_argument(call, args, count, &value))
        return false;
    bool whole = value.number == floor(value.number);
    const char *words = whole ? locale_words(call_arena(call), print_locale(call->env), (long)fmin(value.number, 1e12)) : NULL;
    *out = with_use(words ? words : print_number(call->env, value, false), value.use);
    return true;
}

static bool
do_ordinal(const Call *call, const Value *args, size_t count, Value *out)
{
    Value value;
    if (!number_argument(call, args, count, &value))
        return false;
    const Locale *locale = print_locale(call->env);
    bool rank = value.number >= 1 && value.number <= LOCALE_WORDS_MAX && value.number == floor(value.number);
    const char *words = rank ? locale_ordinal_words(call_arena(call), locale, (long)value.number) : NULL;
    if (rank && !words)
        words = locale_ordinal(call_arena(call), locale, (long)value.number);
    *out = with_use(words ? words : print_number(call->env, value, false), value.use);
    return true;
}

static bool
with_aspect(const Call *call, const Value *args, const char *aspect, Value *out)
{
    if (args[0].kind != VALUE_NUMBER)
        return call_fault(call, "needs a number", "需要数值");
    *out = figure_with_aspect(call_arena(call), args[0], aspect);
    return true;
}

#define ASPECT(function, aspect)                                                  \
    static bool function(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        (void)count;                                                              \
        return with_aspect(call, args, aspect, out);                              \
    }
ASPECT(do_percent, "percent")
ASPECT(do_points, "points")
ASPECT(do_signed, "signed")

static bool
do_digits(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double digits = value_to_number(args[1]);
    if (args[0].kind != VALUE_NUMBER || !(digits >= 0 && digits <= 12))
        return call_fault(call, "needs a number and how many decimals, 0 to 12", "需要数值与小数位数（0至12）");
    *out = figure_with_digits(call_arena(call), args[0], (int)digits);
    return true;
}

/* In the unit that the language would choose for it: 31万, 310,000; 12亿, 1.2 billion. */
static bool
do_compact(const Call *call, const Value *args, size_t count, Value *out)
{
    double digits = count > 1 ? value_to_number(args[1]) : 0;
    if (args[0].kind != VALUE_NUMBER || !isfinite(args[0].number) || !(digits >= 0 && digits <= 12))
        return call_fault(call, "needs a number, and how many decimals (0 to 12) if it should have other than it needs", "需要数值；可另给小数位数（0至12）");
    Decimal decimal = figure_decimal(args[0]);
    NumberStyle style = locale_set_style_decimals(print_locale(call->env), &decimal, 1);
    *out = figure_in_unit(call_arena(call), args[0], style.scale_power, count > 1 ? (int)digits : style.digits);
    return true;
}

/* ---- targets, indicators, sources ------------------------------------------------------------------- */

/* A number of a target's own row: the target itself, a baseline without a figure. */
static Value
target_figure(const Call *call, const Target *target, Decimal decimal, const char *aspect)
{
    FactUse *use = ARENA_NEW(call_arena(call), FactUse);
    *use = (FactUse){
        .kind = USE_FACT,
        .key = arena_printf(call_arena(call), "target.%s", target->indicator),
        .aspect = aspect,
        .value = decimal,
        .digits = -1,
        .unit = target->unit,
        .source_id = target->source_id,
        .quote = target->quote,
        .evidence = 'A',
        .status = "published",
        .loc = target->loc,
    };
    const SourceDoc *source = target->source_id ? model_source(call->env->model, target->source_id) : NULL;
    if (source && source->evidence)
        use->evidence = source->evidence;
    return figure_make(decimal, use);
}

static Value
latest_figure(const Call *call, const Target *target)
{
    Arena *arena = call_arena(call);
    if (!target->has_latest)
        return (Value){0};
    if (!target->latest)
        return target_figure(call, target, target->latest_value, "latest");
    Value value = figure_of_fact(arena, target->latest, "value"), difference;
    if (!target->latest_minus)
        return value;
    Value minus = figure_of_fact(arena, target->latest_minus, "value");
    return figure_arithmetic(arena, OPERATOR_SUB, value, minus, &difference) ? difference : value;
}

static Value
baseline_figure(const Call *call, const Target *target)
{
    if (target->baseline && target->baseline->has_value
        && (!target->has_baseline || decimal_compare(target->baseline->value, target->baseline_value) == 0))
        return figure_of_fact(call_arena(call), target->baseline, "value");
    return target->has_baseline ? target_figure(call, target, target->baseline_value, "baseline") : (Value){0};
}

/* Latest of the target in per cent, and what is left; undefined where the two do not compare. */
static void
target_distance(const Call *call, const Target *target, Value aim, Value latest, Value *progress, Value *remaining)
{
    Arena *arena = call_arena(call);
    Decimal hundredfold, part, rest;
    *progress = *remaining = (Value){0};
    if (latest.kind != VALUE_NUMBER || aim.kind != VALUE_NUMBER || target->comparable == COMPARABLE_NO || decimal_is_zero(aim.decimal))
        return;
    Value inputs[2] = {latest, aim};
    if (decimal_mul(latest.decimal, decimal_from_int(100), &hundredfold) && decimal_div(hundredfold, aim.decimal, 6, ROUND_HALF_UP, &part))
        *progress = figure_formula(arena, arena_printf(arena, "progress(%s)", target->indicator), "progress", part, 0, inputs, 2);
    if (decimal_sub(aim.decimal, latest.decimal, &rest)) {
        if (rest.mantissa < 0)
            rest = decimal_from_int(0);
        *remaining = figure_formula(arena, arena_printf(arena, "remaining(%s)", target->indicator), "value", rest, -1, inputs, 2);
        ((FactUse *)remaining->use)->unit = target->unit;
    }
}

/* The share of the plan's time that has passed, in per cent. */
static Value
target_elapsed(const Call *call, const Target *target, const TargetPace *pace)
{
    Value none[1] = {target_figure(call, target, target->target, "target")};
    Decimal percent = decimal_from_int((int64_t)(pace->elapsed * 100 + 0.5));
    return figure_formula(call_arena(call), arena_printf(call_arena(call), "elapsed(%s)", target->indicator), "progress", percent, 0, none, 1);
}

/* What is needed a year, or in all where no more than a year is left. */
static Value
target_needed(const Call *call, const Target *target, const TargetPace *pace, Value aim, Value latest)
{
    if (!pace->has_needed)
        return (Value){0};
    Value inputs[2] = {latest, aim};
    Value needed = figure_formula(call_arena(call), arena_printf(call_arena(call), "needed(%s)", target->indicator), "value", pace->needed, -1, inputs, 2);
    ((FactUse *)needed.use)->unit = target->unit;
    return needed;
}

static const Target *
need_target(const Call *call, Value id)
{
    const ExprEnv *env = call->env;
    if (!need_model(call))
        return NULL;
    if (id.kind != VALUE_STRING) {
        call_fault(call, "needs the id of an indicator in quotes", "需要加引号的指标编号");
        return NULL;
    }
    const Target *target = model_target(env->model, id.string);
    if (target)
        return target;
    diag(env->diags, DIAG_EXPR_NO_VALUE, call->loc, id.string, "target", "目标");
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; i < model_targets(env->model)->count && count < COUNT_OF(names); i++)
        names[count++] = model_targets(env->model)->items[i]->indicator;
    const char *near = str_nearest(id.string, names, count);
    if (near)
        diag_hint(env->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return NULL;
}

static Value
target_value(const Call *call, const Target *target)
{
    static const char *const keys[] = {
        "value", "latest", "baseline", "progress", "remaining", "year", "unit", "label", "reason", "comparable", "kind", "full",
        "baseline_when", "latest_when", "indicator", "source", "state", "state_word", "elapsed", "needed",
    };
    static const char *const comparable[] = {[COMPARABLE_YES] = "yes", [COMPARABLE_PARTLY] = "partly", [COMPARABLE_NO] = "no"};
    const ExprEnv *env = call->env;
    Arena *arena = env->arena;
    const Locale *locale = print_locale(env);
    Value aim = target->has_target ? target_figure(call, target, target->target, "target") : (Value){0};
    Value latest = latest_figure(call, target), progress, remaining;
    target_distance(call, target, aim, latest, &progress, &remaining);
    TargetPace pace = target_pace(env->model, target);
    Value values[] = {
        aim, latest, baseline_figure(call, target), progress, remaining,
        target->target_year ? figure_literal(arena, "date", target->target_year) : (Value){0},
        text_or_nothing(target->unit.in[env->lang]), text_or_nothing(target->label.in[env->lang]),
        text_or_nothing(target->reason.in[env->lang]), value_string(comparable[target->comparable]), text_or_nothing(target->kind),
        target->has_target ? with_use(print_full(env, aim), aim.use) : (Value){0},
        text_or_nothing(locale_date(arena, locale, target->baseline_date)), text_or_nothing(locale_date(arena, locale, target->latest_as_of)),
        value_string(target->indicator), text_or_nothing(target->source_id),
        value_string(target_state_name(pace.state)), value_string(target_state_word(env->model, target, env->lang)),
        pace.elapsed > 0 ? target_elapsed(call, target, &pace) : (Value){0}, target_needed(call, target, &pace, aim, latest),
    };
    Value object = value_object(arena, keys, values, COUNT_OF(keys));
    if (!target->has_target) {
        object.use = target_figure(call, target, decimal_from_int(0), "target").use;
        return object;
    }
    aim.object = object.object;
    return aim;
}

static bool
do_target(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    const Target *target = need_target(call, args[0]);
    if (!target)
        return false;
    *out = target_value(call, target);
    return true;
}

static bool
do_progress(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    const Target *target = need_target(call, args[0]);
    if (!target)
        return false;
    const char *en = target->reason.in[0], *zh = en;
    for (int lang = 0; lang < call->env->model->lang_count; lang++) {
        bool cjk = call->env->model->locales[lang]->is_cjk;
        *(cjk ? &zh : &en) = target->reason.in[lang];
    }
    if (target->comparable == COMPARABLE_NO)
        return diag(call->env->diags, DIAG_EXPR_NOT_COMPARABLE, call->loc, target->indicator, en ? en : "", zh ? zh : "");
    *out = value_member(target_value(call, target), "progress");
    if (out->kind == VALUE_UNDEFINED)
        return diag(call->env->diags, DIAG_EXPR_NO_VALUE, call->loc, target->indicator, "progress", "进度");
    return true;
}

static bool
do_indicator(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    static const char *const keys[] = {"id", "label", "unit", "definition", "digits", "category", "direction"};
    const ExprEnv *env = call->env;
    if (!need_model(call))
        return false;
    const char *id = value_to_string(env->arena, args[0]);
    const Indicator *indicator = model_indicator(env->model, id);
    if (!indicator) {
        diag(env->diags, DIAG_EXPR_NO_VALUE, call->loc, id, "entry in the dictionary of indicators", "指标字典条目");
        return false;
    }
    Value values[] = {
        value_string(indicator->id), text_or_nothing(indicator->label.in[env->lang]), text_or_nothing(indicator->unit.in[env->lang]),
        text_or_nothing(indicator->definition.in[env->lang]), value_number(indicator->digits), text_or_nothing(indicator->category),
        text_or_nothing(indicator->direction),
    };
    *out = value_object(env->arena, keys, values, COUNT_OF(keys));
    return true;
}

static bool
do_source(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    static const char *const keys[] = {"id", "title", "publisher", "date", "document_no", "kind"};
    const ExprEnv *env = call->env;
    if (!need_model(call))
        return false;
    const char *id = value_to_string(env->arena, args[0]);
    const SourceDoc *source = model_source(env->model, id);
    if (!source)
        return diag(env->diags, DIAG_EXPR_NO_VALUE, call->loc, id, "entry in the list of sources", "来源表条目");
    Value values[] = {
        value_string(source->id), text_or_nothing(source->title.in[env->lang]), text_or_nothing(source->publisher.in[env->lang]),
        text_or_nothing(source->date), text_or_nothing(source->document_no), text_or_nothing(source->kind),
    };
    *out = value_object(env->arena, keys, values, COUNT_OF(keys));
    return true;
}

const Function functions_model[] = {
    {"cagr", 2, 4, do_cagr},
    {"change", 2, 4, do_change},
    {"compact", 1, 2, do_compact},
    {"digits", 2, 2, do_digits},
    {"fact", 1, 1, do_fact},
    {"full", 1, 3, do_full},
    {"growth", 2, 4, do_growth},
    {"indicator", 1, 1, do_indicator},
    {"label", 1, 3, do_label},
    {"ordinal", 1, 3, do_ordinal},
    {"percent", 1, 1, do_percent},
    {"points", 1, 1, do_points},
    {"progress", 1, 1, do_progress},
    {"qualified", 1, 3, do_qualified},
    {"rank", 1, 3, do_rank},
    {"rank_word", 1, 3, do_rank_word},
    {"share", 1, 3, do_share},
    {"signed", 1, 1, do_signed},
    {"source", 1, 1, do_source},
    {"sum", 1, -1, do_sum},
    {"target", 1, 1, do_target},
    {"unit", 1, 3, do_unit},
    {"value", 1, 3, do_value},
    {"when", 1, 3, do_when},
    {"words", 1, 3, do_words},
    {"year_of", 1, 3, do_year_of},
    {0},
};
