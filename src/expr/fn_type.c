/* expr/fn_type.c -- what kind a value is, and conversions. */
#include "expr/functions.h"

#include <math.h>

#define TEST(name, condition)                                                     \
    static bool name(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        (void)call, (void)count;                                                  \
        ValueKind kind = args[0].kind;                                            \
        *out = value_bool(condition);                                             \
        return true;                                                              \
    }
TEST(is_array, kind == VALUE_ARRAY)
TEST(is_boolean, kind == VALUE_BOOL)
TEST(is_date, kind == VALUE_DATE)
TEST(is_defined, kind != VALUE_UNDEFINED)
TEST(is_number, kind == VALUE_NUMBER)
TEST(is_object, kind == VALUE_OBJECT || kind == VALUE_ARRAY || kind == VALUE_DATE || kind == VALUE_REGEXP)
TEST(is_regexp, kind == VALUE_REGEXP)
TEST(is_string, kind == VALUE_STRING)
TEST(is_valid, kind != VALUE_UNDEFINED && kind != VALUE_NULL && !((kind == VALUE_NUMBER || kind == VALUE_DATE) && isnan(args[0].number)))

#define CONVERT(name, type)                                                       \
    static bool name(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        (void)count;                                                              \
        *out = value_coerce(call_arena(call), type, args[0]);                     \
        return true;                                                              \
    }
CONVERT(to_boolean, "boolean")
CONVERT(to_date, "date")
CONVERT(to_number, "number")
CONVERT(to_string, "string")

const Function functions_type[] = {
    {"isArray", 1, 1, is_array},
    {"isBoolean", 1, 1, is_boolean},
    {"isDate", 1, 1, is_date},
    {"isDefined", 1, 1, is_defined},
    {"isNumber", 1, 1, is_number},
    {"isObject", 1, 1, is_object},
    {"isRegExp", 1, 1, is_regexp},
    {"isString", 1, 1, is_string},
    {"isValid", 1, 1, is_valid},
    {"toBoolean", 1, 1, to_boolean},
    {"toDate", 1, 1, to_date},
    {"toNumber", 1, 1, to_number},
    {"toString", 1, 1, to_string},
    {0},
};
