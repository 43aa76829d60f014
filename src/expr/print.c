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

const char *
print_number(const ExprEnv *env, Value value, bool qualified)
{
    if (!value.has_decimal && !isfinite(value.number))
        return str_from_double(env->arena, value.number);
    NumberStyle style = value.use ? use_style(value.use, qualified) : (NumberStyle){.digits = -1};
    style.label = env->print_labels;
    if (!value.has_decimal)
        return locale_double(env->arena, print_locale(env), value.number, &style);
    return locale_number(env->arena, print_locale(env), value.decimal, &style);
}

const char *
print_full(const ExprEnv *env, Value value)
{
    const char *number = print_number(env, value, true);
    const Locale *locale = print_locale(env);
    const char *unit = value.use ? value.use->unit.in[env->lang] : NULL;
    bool other = value.use && value.use->aspect && strcmp(value.use->aspect, "value") != 0 && strcmp(value.use->aspect, "target") != 0
        && strcmp(value.use->aspect, "latest") != 0 && strcmp(value.use->aspect, "baseline") != 0;
    if (str_is_empty(unit) || other)
        return number;
    return arena_printf(env->arena, "%s%s%s", number, locale->unit_gap ? locale->unit_gap : "", unit);
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
