/* expr/fn_date.c -- dates in UTC: parts, construction, offsets, text. Local and utc functions are the same ones. */
#include "expr/functions.h"

#include "base/str.h"
#include "expr/calendar.h"

#include <math.h>
#include <string.h>

/* A moment from a date, a number or a text, as `new Date(x)` takes it. */
static double
moment_of(Arena *arena, Value value)
{
    return value.kind == VALUE_STRING ? date_parse_free(value_to_string(arena, value)) : value_to_number(value);
}

static bool
part(const Call *call, const Value *args, Value *out, int (*get)(const Calendar *))
{
    Calendar at;
    bool good = calendar_from_ms(moment_of(call_arena(call), args[0]), &at);
    *out = value_number(good ? get(&at) : NAN);
    return true;
}

#define PART(name, expression)                                                    \
    static int get_##name(const Calendar *at) { return (int)(expression); }        \
    static bool do_##name(const Call *call, const Value *args, size_t count, Value *out) \
    {                                                                             \
        (void)count;                                                              \
        return part(call, args, out, get_##name);                                 \
    }
PART(year, at->year)
PART(quarter, at->month / 3 + 1)
PART(month, at->month)
PART(date, at->day)
PART(day, at->weekday)
PART(dayofyear, at->year_day)
PART(hours, at->hour)
PART(minutes, at->minute)
PART(seconds, at->second)
PART(milliseconds, at->millisecond)

static bool
do_week(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double moment = moment_of(call_arena(call), args[0]);
    *out = value_number(isnan(moment) ? NAN : calendar_week_of_year(moment, 0));
    return true;
}

static bool
do_isoweek(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    double moment = moment_of(call_arena(call), args[0]);
    *out = value_number(isnan(moment) ? NAN : calendar_iso_week(moment, NULL));
    return true;
}

static bool
do_time(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    *out = value_number(moment_of(call_arena(call), args[0]));
    return true;
}

static double
from_parts(const Value *args, size_t count)
{
    double year = arg_number(args, count, 0, NAN);
    if (year >= 0 && year <= 99)
        year += 1900; /* as JavaScript has it */
    return calendar_make(year, arg_number(args, count, 1, 0), arg_number(args, count, 2, 1), arg_number(args, count, 3, 0),
        arg_number(args, count, 4, 0), arg_number(args, count, 5, 0), arg_number(args, count, 6, 0));
}

static bool
do_datetime(const Call *call, const Value *args, size_t count, Value *out)
{
    *out = value_date(count == 1 ? moment_of(call_arena(call), args[0]) : from_parts(args, count));
    return true;
}

static bool
do_utc(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call;
    *out = value_number(from_parts(args, count));
    return true;
}

/* ---- text ------------------------------------------------------------------------------------------- */

static const Locale *
locale_of(const Call *call)
{
    return call->env->model ? call->env->model->locales[call->env->lang] : NULL;
}

static bool
bad_pattern(const Call *call, const char *pattern)
{
    return call_fault(call, arena_printf(call_arena(call), "the pattern '%s' is not understood", pattern),
        arena_printf(call_arena(call), "无法理解格式“%s”", pattern));
}

static bool
do_time_format(const Call *call, const Value *args, size_t count, Value *out)
{
    Arena *arena = call_arena(call);
    if (args[0].kind == VALUE_NULL) {
        *out = value_string("null");
        return true;
    }
    const char *pattern = count > 1 ? value_to_string(arena, args[1]) : "";
    const char *text = format_time(arena, locale_of(call), pattern, moment_of(arena, args[0]));
    if (!text)
        return bad_pattern(call, pattern);
    *out = value_string(text);
    return true;
}

static bool
do_time_parse(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    Arena *arena = call_arena(call);
    double moment;
    bool good = args[0].kind != VALUE_NULL
        && format_time_parse(locale_of(call), value_to_string(arena, args[1]), value_to_string(arena, args[0]), &moment);
    *out = good ? value_date(moment) : value_null();
    return true;
}

static bool
named(const Call *call, double month, double day, const char *pattern, Value *out)
{
    bool whole = month == floor(month) && day == floor(day);
    *out = value_string(whole ? format_time(call_arena(call), locale_of(call), pattern, calendar_make(2000, month, day, 0, 0, 0, 0)) : "");
    return true;
}

static bool
do_month_format(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return named(call, value_to_number(args[0]), 1, "%B", out);
}

static bool
do_month_abbrev(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return named(call, value_to_number(args[0]), 1, "%b", out);
}

static bool
do_day_format(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return named(call, 0, 2 + value_to_number(args[0]), "%A", out); /* 2 January 2000 was a Sunday */
}

static bool
do_day_abbrev(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)count;
    return named(call, 0, 2 + value_to_number(args[0]), "%a", out);
}

/* ---- intervals -------------------------------------------------------------------------------------- */

/* `steps` units later; whole months and years keep the day as JavaScript's setters do. */
static double
offset_moment(const char *unit, double moment, double steps)
{
    static const struct { const char *name; double ms; } fixed[] = {
        {"week", 7 * MS_PER_DAY}, {"isoweek", 7 * MS_PER_DAY}, {"date", MS_PER_DAY}, {"day", MS_PER_DAY}, {"dayofyear", MS_PER_DAY},
        {"hours", 3600000}, {"minutes", 60000}, {"seconds", 1000}, {"milliseconds", 1},
    };
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (strcmp(unit, fixed[i].name) == 0)
            return moment + steps * fixed[i].ms;
    int months = strcmp(unit, "year") == 0 ? 12 : strcmp(unit, "quarter") == 0 ? 3 : strcmp(unit, "month") == 0 ? 1 : 0;
    Calendar at;
    if (!months || !calendar_from_ms(moment, &at))
        return NAN;
    return calendar_make((double)at.year, at.month + months * steps, at.day, at.hour, at.minute, at.second, at.millisecond);
}

static bool
do_time_offset(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *unit = value_to_string(call_arena(call), args[0]);
    double moment = moment_of(call_arena(call), args[1]), later = offset_moment(unit, moment, floor(arg_number(args, count, 2, 1)));
    if (isnan(later) && !isnan(moment))
        return call_fault(call, arena_printf(call_arena(call), "'%s' is no time unit", unit),
            arena_printf(call_arena(call), "“%s”不是时间单位", unit));
    *out = value_date(later);
    return true;
}

/* The first moment from `start` on that begins a unit. */
static double
ceil_moment(const char *unit, double start)
{
    Calendar at;
    if (!calendar_from_ms(start, &at))
        return NAN;
    double floored = start;
    if (strcmp(unit, "year") == 0)
        floored = calendar_make((double)at.year, 0, 1, 0, 0, 0, 0);
    else if (strcmp(unit, "quarter") == 0)
        floored = calendar_make((double)at.year, at.month - at.month % 3, 1, 0, 0, 0, 0);
    else if (strcmp(unit, "month") == 0)
        floored = calendar_make((double)at.year, at.month, 1, 0, 0, 0, 0);
    else if (strcmp(unit, "week") == 0 || strcmp(unit, "isoweek") == 0)
        floored = calendar_week(start, unit[0] == 'i');
    else if (strcmp(unit, "hours") == 0)
        floored = floor(start / 3600000) * 3600000;
    else if (strcmp(unit, "minutes") == 0)
        floored = floor(start / 60000) * 60000;
    else if (strcmp(unit, "seconds") == 0)
        floored = floor(start / 1000) * 1000;
    else if (strcmp(unit, "milliseconds") != 0)
        floored = calendar_day(start);
    return floored < start ? offset_moment(unit, floored, 1) : floored;
}

static bool
do_time_sequence(const Call *call, const Value *args, size_t count, Value *out)
{
    Arena *arena = call_arena(call);
    const char *unit = value_to_string(arena, args[0]);
    double at = ceil_moment(unit, moment_of(arena, args[1])), stop = moment_of(arena, args[2]);
    double step = floor(arg_number(args, count, 3, 1));
    VEC(Value) items = {0};
    if (isnan(offset_moment(unit, 0, 1)))
        return call_fault(call, arena_printf(arena, "'%s' is no time unit", unit), arena_printf(arena, "“%s”不是时间单位", unit));
    for (; step > 0 && at < stop; at = offset_moment(unit, at, step)) {
        if (items.count >= 1000000)
            return diag(call->env->diags, DIAG_EXPR_TOO_COMPLEX, call->loc, NULL);
        VEC_PUSH(arena, &items, value_date(at));
    }
    *out = value_list(arena, items.items, items.count);
    return true;
}

/* timeUnitSpecifier(units, {"year-month": pattern, …}): the patterns of the longest runs of units. */
static bool
do_specifier(const Call *call, const Value *args, size_t count, Value *out)
{
    static const char *const order[] = {"year", "quarter", "month", "week", "isoweek", "date", "day", "dayofyear", "hours", "minutes", "seconds", "milliseconds"};
    static const struct { const char *units, *pattern; } known[] = {
        {"year", "%Y "}, {"quarter", "Q%q "}, {"month", "%b "}, {"date", "%d "}, {"week", "W%U "}, {"isoweek", "W%V "}, {"day", "%a "},
        {"dayofyear", "%j "}, {"hours", "%H:00"}, {"minutes", "00:%M"}, {"seconds", ":%S"}, {"milliseconds", ".%L"},
        {"year-isoweek", "%G W%V "}, {"year-month", "%Y-%m "}, {"year-month-date", "%Y-%m-%d "}, {"hours-minutes", "%H:%M"},
    };
    Arena *arena = call_arena(call);
    const char *units[COUNT_OF(order)];
    size_t unit_count = 0;
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        bool wanted = args[0].kind == VALUE_STRING && strcmp(args[0].string, order[i]) == 0;
        for (size_t k = 0; args[0].kind == VALUE_ARRAY && k < args[0].list->count; k++)
            wanted = wanted || strcmp(value_to_string(arena, args[0].list->items[k]), order[i]) == 0;
        if (wanted)
            units[unit_count++] = order[i];
    }
    Buf buf = BUF_INIT;
    for (size_t start = 0; start < unit_count;) {
        const char *pattern = NULL;
        size_t end = unit_count;
        for (; end > start && !pattern; end--) {
            const char *key = units[start];
            for (size_t i = start + 1; i < end; i++)
                key = arena_printf(arena, "%s-%s", key, units[i]);
            Value own = value_member(arg_at(args, count, 1), key);
            if (own.kind == VALUE_STRING)
                pattern = own.string;
            for (size_t i = 0; !pattern && i < COUNT_OF(known); i++)
                if (strcmp(known[i].units, key) == 0)
                    pattern = known[i].pattern;
        }
        buf_add(&buf, pattern);
        start = end + 1;
    }
    const char *text = buf.length ? buf_take(&buf, arena) : "";
    buf_clear(&buf);
    *out = value_string(str_trim(arena, text));
    return true;
}

#define BOTH(name, least, most, function) {name, least, most, function}, {"utc" name, least, most, function}

const Function functions_date[] = {
    BOTH("date", 1, 1, do_date),
    BOTH("day", 1, 1, do_day),
    BOTH("dayofyear", 1, 1, do_dayofyear),
    BOTH("hours", 1, 1, do_hours),
    BOTH("isoweek", 1, 1, do_isoweek),
    BOTH("milliseconds", 1, 1, do_milliseconds),
    BOTH("minutes", 1, 1, do_minutes),
    BOTH("month", 1, 1, do_month),
    BOTH("quarter", 1, 1, do_quarter),
    BOTH("seconds", 1, 1, do_seconds),
    BOTH("week", 1, 1, do_week),
    BOTH("year", 1, 1, do_year),
    {"datetime", 1, 7, do_datetime},
    {"dayAbbrevFormat", 1, 1, do_day_abbrev},
    {"dayFormat", 1, 1, do_day_format},
    {"monthAbbrevFormat", 1, 1, do_month_abbrev},
    {"monthFormat", 1, 1, do_month_format},
    {"time", 1, 1, do_time},
    {"timeFormat", 1, 2, do_time_format},
    {"timeOffset", 2, 3, do_time_offset},
    {"timeParse", 2, 2, do_time_parse},
    {"timeSequence", 3, 4, do_time_sequence},
    {"timeUnitSpecifier", 1, 2, do_specifier},
    {"utc", 1, 7, do_utc},
    {"utcFormat", 1, 2, do_time_format},
    {"utcOffset", 2, 3, do_time_offset},
    {"utcParse", 2, 2, do_time_parse},
    {"utcSequence", 3, 4, do_time_sequence},
    {0},
};
