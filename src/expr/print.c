/* expr/print.c -- how values print: figures as the language writes them, strings as they are. */
#include "expr/print.h"

#include "base/str.h"

#include <math.h>
#include <string.h>

const Locale *
print_locale(const ExprEnv *env)
{
    return env->model ? env->model->locales[env->lang] : locale_builtin("en");
}

static bool
is_any(const char *text, const char *const *of, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, of[i]))
            return true;
    return false;
}

const char *
print_number(const ExprEnv *env, Value value, bool qualified)
{
    static const char *const percents[] = {"share", "growth", "cagr", "progress", "percent"};
    static const char *const ungrouped[] = {"date", "document", "page", "chapter", "figure", "ordinal", "name"};
    const FactUse *use = value.use;
    const Locale *locale = print_locale(env);
    if (!value.has_decimal && !isfinite(value.number))
        return str_from_double(env->arena, value.number);
    NumberStyle style = {.digits = -1, .rounding = ROUND_HALF_UP, .label = env->print_labels};
    Decimal decimal = value.has_decimal ? value.decimal : decimal_from_double(value.number);
    while (!value.has_decimal && decimal.scale > 0 && decimal.mantissa % 10 == 0) {
        decimal.mantissa /= 10; /* 0.1 + 0.2 is 0.300000000000000 to fifteen digits */
        decimal.scale--;
    }
    if (use) {
        style.digits = use->digits;
        style.qualifier = qualified ? use->qualifier : QUALIFIER_EXACT;
        style.no_group = use->kind == USE_LITERAL && is_any(use->literal, ungrouped, COUNT_OF(ungrouped));
        style.percent = is_any(use->aspect, percents, COUNT_OF(percents));
        style.sign = str_equal(use->aspect, "signed");
        if (str_equal(use->aspect, "points"))
            return locale_points(env->arena, locale, decimal, &style);
    }
    return locale_number(env->arena, locale, decimal, &style);
}

const char *
print_full(const ExprEnv *env, Value value)
{
    const char *number = print_number(env, value, true);
    const char *unit = value.use ? value.use->unit.in[env->lang] : NULL;
    bool other = value.use && value.use->aspect && strcmp(value.use->aspect, "value") != 0 && strcmp(value.use->aspect, "target") != 0
        && strcmp(value.use->aspect, "latest") != 0 && strcmp(value.use->aspect, "baseline") != 0;
    if (str_is_empty(unit) || other)
        return number;
    return arena_printf(env->arena, "%s%s%s", number, print_locale(env)->is_cjk ? "" : " ", unit);
}

const char *
value_print(const ExprEnv *env, Value value)
{
    switch (value.kind) {
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        return "";
    case VALUE_NUMBER:
        return print_number(env, value, false);
    case VALUE_DATE:
        return format_time(env->arena, print_locale(env), "%Y-%m-%d", value.number);
    default:
        return value_to_string(env->arena, value);
    }
}
