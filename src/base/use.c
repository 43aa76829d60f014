/* base/use.c -- how the number of a use prints. */
#include "base/use.h"

#include "base/str.h"

static bool
is_any(const char *text, const char *const *of, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, of[i]))
            return true;
    return false;
}

bool
use_is_percent(const FactUse *use)
{
    static const char *const percents[] = {"share", "growth", "cagr", "progress", "percent"};
    return is_any(use->aspect, percents, COUNT_OF(percents));
}

NumberStyle
use_style(const FactUse *use, bool qualified)
{
    static const char *const ungrouped[] = {"date", "document", "page", "chapter", "figure", "ordinal", "name"};
    return (NumberStyle){
        .digits = use->digits,
        .scale_power = use->power,
        .qualifier = qualified ? use->qualifier : QUALIFIER_EXACT,
        .no_group = use->kind == USE_LITERAL && is_any(use->literal, ungrouped, COUNT_OF(ungrouped)),
        .percent = use_is_percent(use),
        .points = str_equal(use->aspect, "points"),
        .sign = str_equal(use->aspect, "signed"),
    };
}
