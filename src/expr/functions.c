/* expr/functions.c -- all functions by name, and those of Vega that are not offered. */
#include "expr/functions.h"

#include "base/str.h"

#include <string.h>

/* Only a drawn chart knows these; ExprEnv.host answers. */
static const Function functions_host[] = {
    {"bandspace", 1, 3, NULL},
    {"bandwidth", 1, 2, NULL},
    {"data", 1, 1, NULL},
    {"domain", 1, 2, NULL},
    {"indata", 3, 3, NULL},
    {"invert", 2, 3, NULL},
    {"range", 1, 2, NULL},
    {"scale", 2, 3, NULL},
    {0},
};

static const Function *const tables[] = {
    functions_math, functions_text, functions_date, functions_list, functions_type, functions_stats, functions_model, functions_host,
};

const Function *
function_find(const char *name)
{
    for (size_t t = 0; t < COUNT_OF(tables); t++)
        for (const Function *function = tables[t]; function->name; function++)
            if (str_equal(function->name, name))
                return function;
    return NULL;
}

const char *
function_nearest(const char *name)
{
    const char *names[400];
    size_t count = 0;
    for (size_t t = 0; t < COUNT_OF(tables); t++)
        for (const Function *function = tables[t]; function->name && count < COUNT_OF(names); function++)
            names[count++] = function->name;
    return str_nearest(name, names, count);
}

bool
function_refused(const char *name, const char **en, const char **zh)
{
    static const char *const interaction[] = {
        "event", "view", "item", "group", "xy", "x", "y", "pinchDistance", "pinchAngle", "inScope", "modify", "encode", "setdata",
        "panLinear", "panLog", "panPow", "panSymlog", "zoomLinear", "zoomLog", "zoomPow", "zoomSymlog", "screen", "windowSize",
        "containerSize", "intersect", "lassoAppend", "lassoPath", "intersectLasso", "vlSelectionTest", "vlSelectionIdTest",
        "vlSelectionResolve", "vlSelectionTuples", "warn", "info", "debug",
    };
    static const char *const geography[] = {"geoArea", "geoBounds", "geoCentroid", "geoScale", "geoShape", "geoTranslate"};
    if (strcmp(name, "now") == 0 || strcmp(name, "timezoneoffset") == 0) {
        *en = "what is drawn does not depend on the clock; edition.year and edition.data_until say when";
        *zh = "输出不取决于时钟；时间见 edition.year 与 edition.data_until";
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(interaction); i++) {
        if (strcmp(name, interaction[i]) == 0) {
            *en = "it belongs to interaction, and print has none";
            *zh = "它属于交互，印刷品没有交互";
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(geography); i++) {
        if (strcmp(name, geography[i]) == 0) {
            *en = "maps are not drawn";
            *zh = "不绘制地图";
            return true;
        }
    }
    return false;
}

bool
call_fault(const Call *call, const char *en, const char *zh)
{
    return diag(call->env->diags, DIAG_EXPR_ARGUMENTS, call->loc, call->function->name, en, zh);
}

Arena *
call_arena(const Call *call)
{
    return call->env->arena;
}

Value
arg_at(const Value *args, size_t count, size_t i)
{
    return i < count ? args[i] : (Value){0};
}

double
arg_number(const Value *args, size_t count, size_t i, double fallback)
{
    Value value = arg_at(args, count, i);
    return value.kind == VALUE_UNDEFINED || value.kind == VALUE_NULL ? fallback : value_to_number(value);
}
