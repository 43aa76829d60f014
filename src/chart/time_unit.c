/* chart/time_unit.c -- parts of dates as vega-time takes them, in UTC.
 *
 * A unit without a year falls into 2012, a leap year that begins on a Sunday, so that months keep their 29 February and days of the
 * week their order. Weeks begin on Sunday; days before the first one are in week 0.
 */
#include "chart/tick.h"
#include "chart/transform.h"

#include "expr/calendar.h"

#include <math.h>
#include <string.h>

enum { REFERENCE_YEAR = 2012 };

typedef enum Part { PART_YEAR, PART_QUARTER, PART_MONTH, PART_WEEK, PART_DATE, PART_DAY, PART_DAYOFYEAR, PART_HOURS, PART_MINUTES, PART_SECONDS, PART_MILLISECONDS, PART_COUNT } Part;

static const char *const part_names[PART_COUNT] = {
    "year", "quarter", "month", "week", "date", "day", "dayofyear", "hours", "minutes", "seconds", "milliseconds",
};

static const struct {
    const char *unit, *pattern;
} units[] = {
    {"year", "%Y"},
    {"quarter", "Q%q"},
    {"month", "%b"},
    {"week", "W%U"},
    {"day", "%a"},
    {"dayofyear", "%j"},
    {"date", "%d"},
    {"hours", "%H:00"},
    {"minutes", "00:%M"},
    {"seconds", ":%S"},
    {"milliseconds", ".%L"},
    {"yearquarter", "%Y Q%q"},
    {"yearquartermonth", "%Y Q%q %b"},
    {"yearmonth", "%b %Y"},
    {"yearmonthdate", "%b %d, %Y"},
    {"yearmonthdatehours", "%b %d, %Y %H:00"},
    {"yearmonthdatehoursminutes", "%b %d, %Y %H:%M"},
    {"yearmonthdatehoursminutesseconds", "%b %d, %Y %H:%M:%S"},
    {"yearmonthdatehoursminutessecondsmilliseconds", "%b %d, %Y %H:%M:%S.%L"},
    {"yearweek", "%Y W%U"},
    {"yearweekday", "%Y W%U %a"},
    {"yearweekdayhours", "%Y W%U %a %H:00"},
    {"yearweekdayhoursminutes", "%Y W%U %a %H:%M"},
    {"yearweekdayhoursminutesseconds", "%Y W%U %a %H:%M:%S"},
    {"yeardayofyear", "%Y %j"},
    {"quartermonth", "Q%q %b"},
    {"monthdate", "%b %d"},
    {"monthdatehours", "%b %d %H:00"},
    {"monthdatehoursminutes", "%b %d %H:%M"},
    {"monthdatehoursminutesseconds", "%b %d %H:%M:%S"},
    {"weekday", "W%U %a"},
    {"weekdayhours", "W%U %a %H:00"},
    {"weekdayhoursminutes", "W%U %a %H:%M"},
    {"weekdayhoursminutesseconds", "W%U %a %H:%M:%S"},
    {"dayhours", "%a %H:00"},
    {"dayhoursminutes", "%a %H:%M"},
    {"dayhoursminutesseconds", "%a %H:%M:%S"},
    {"hoursminutes", "%H:%M"},
    {"hoursminutesseconds", "%H:%M:%S"},
    {"minutesseconds", "00:%M:%S"},
    {"secondsmilliseconds", ":%S.%L"},
};

static const char *
base_name(const char *unit)
{
    if (str_starts(unit, "binned"))
        unit += 6;
    return str_starts(unit, "utc") ? unit + 3 : unit;
}

bool
time_unit_is_known(const char *unit)
{
    return time_unit_format(unit) != NULL;
}

const char *
time_unit_format(const char *unit)
{
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (strcmp(base_name(unit), units[i].unit) == 0)
            return units[i].pattern;
    return NULL;
}

const char *
time_unit_print_format(const char *unit, const Locale *locale)
{
    /* Day before month in the others, as their dates in prose (locale_date). */
    static const struct {
        const char *unit, *cjk, *other;
    } prints[] = {
        {"quarter", "第%q季度", "Q%q"},
        {"yearquarter", "%Y年第%q季度", "Q%q %Y"},
        {"yearmonth", "%Y年%-m月", "%b %Y"},
        {"yearmonthdate", "%Y年%-m月%-d日", "%-d %b %Y"},
        {"yearmonthdatehours", "%Y年%-m月%-d日%H:00", "%-d %b %Y %H:00"},
        {"monthdate", "%-m月%-d日", "%-d %b"},
        {"monthdatehours", "%-m月%-d日%H:00", "%-d %b %H:00"},
        {"date", "%-d日", "%-d"},
    };
    for (size_t i = 0; locale && i < COUNT_OF(prints); i++)
        if (strcmp(base_name(unit), prints[i].unit) == 0)
            return locale->is_cjk ? prints[i].cjk : prints[i].other;
    return time_unit_format(unit);
}

/* The parts a unit is made of, as bits. Names overlap: "dayofyear" holds "day" and "year", "milliseconds" holds "seconds". */
static unsigned
parts_of(const char *unit)
{
    static const Part order[] = {
        PART_DAYOFYEAR, PART_MILLISECONDS, PART_QUARTER, PART_MONTH, PART_YEAR, PART_WEEK, PART_DATE, PART_DAY, PART_HOURS, PART_MINUTES, PART_SECONDS,
    };
    unsigned parts = 0;
    for (const char *at = base_name(unit); *at;) {
        size_t i = 0;
        while (i < COUNT_OF(order) && !str_starts(at, part_names[order[i]]))
            i++;
        if (i == COUNT_OF(order))
            return 0;
        parts |= 1u << order[i];
        at += strlen(part_names[order[i]]);
    }
    return parts;
}

static Part
smallest_part(unsigned parts)
{
    Part smallest = PART_YEAR;
    for (Part part = PART_YEAR; part < PART_COUNT; part++)
        if (parts & 1u << part)
            smallest = part;
    return smallest;
}

/* A part's value in steps of the unit; phase: where counting begins. */
static double
stepped(double value, double step, double phase)
{
    return step <= 1 ? value : phase + step * floor((value - phase) / step);
}

static int
first_weekday(double year)
{
    Calendar first;
    return calendar_from_ms(calendar_make(year, 0, 1, 0, 0, 0, 0), &first) ? first.weekday : 0;
}

/* Day of the year of a week's day; vega-time's `weekday`. */
static double
day_of_week(double week, double day, int first)
{
    return day + week * 7 - (first + 6) % 7;
}

static double
floor_parts(unsigned parts, double step, double milliseconds)
{
    Calendar at;
    if (!calendar_from_ms(milliseconds, &at))
        return NAN;
    Part smallest = smallest_part(parts);
#define STEP(part) (smallest == (part) ? step : 1)
    double year = parts & 1u << PART_YEAR ? stepped((double)at.year, STEP(PART_YEAR), 0) : REFERENCE_YEAR;
    double month = parts & 1u << PART_MONTH ? stepped(at.month, STEP(PART_MONTH), 0)
        : parts & 1u << PART_QUARTER ? 3 * stepped(at.month / 3, STEP(PART_QUARTER), 0) : 0;
    double day = 1;
    bool week = parts & 1u << PART_WEEK, weekday = parts & 1u << PART_DAY;
    if (week && weekday)
        day = stepped(day_of_week(calendar_week_of_year(milliseconds, 0), at.weekday, first_weekday(year)), STEP(PART_DAY), 1);
    else if (week)
        day = day_of_week(stepped(calendar_week_of_year(milliseconds, 0), STEP(PART_WEEK), 1), 0, first_weekday(year));
    else if (weekday)
        day = stepped(day_of_week(1, at.weekday, first_weekday(year)), STEP(PART_DAY), 1);
    else if (parts & 1u << PART_DATE)
        day = stepped(at.day, STEP(PART_DATE), 1);
    else if (parts & 1u << PART_DAYOFYEAR)
        day = stepped(at.year_day, STEP(PART_DAYOFYEAR), 1);
    return calendar_make(year, month, day, parts & 1u << PART_HOURS ? stepped(at.hour, STEP(PART_HOURS), 0) : 0,
        parts & 1u << PART_MINUTES ? stepped(at.minute, STEP(PART_MINUTES), 0) : 0,
        parts & 1u << PART_SECONDS ? stepped(at.second, STEP(PART_SECONDS), 0) : 0,
        parts & 1u << PART_MILLISECONDS ? stepped(at.millisecond, STEP(PART_MILLISECONDS), 0) : 0);
#undef STEP
}

static double
next_of_part(Part part, double steps, double milliseconds)
{
    static const double fixed[PART_COUNT] = {
        [PART_WEEK] = 7 * MS_PER_DAY, [PART_DATE] = MS_PER_DAY, [PART_DAY] = MS_PER_DAY, [PART_DAYOFYEAR] = MS_PER_DAY,
        [PART_HOURS] = 3600000, [PART_MINUTES] = 60000, [PART_SECONDS] = 1000, [PART_MILLISECONDS] = 1,
    };
    Calendar at;
    if (fixed[part] > 0)
        return milliseconds + steps * fixed[part];
    if (!calendar_from_ms(milliseconds, &at))
        return NAN;
    double months = steps * (part == PART_YEAR ? 12 : part == PART_QUARTER ? 3 : 1);
    return calendar_make((double)at.year, at.month + months, at.day, at.hour, at.minute, at.second, at.millisecond);
}

double
time_unit_floor(const char *unit, double milliseconds)
{
    return floor_parts(parts_of(unit), 1, milliseconds);
}

double
time_unit_next(const char *unit, double milliseconds)
{
    return next_of_part(smallest_part(parts_of(unit)), 1, milliseconds);
}

double
time_unit_floor_by(const TimeUnit *unit, double milliseconds)
{
    return floor_parts(parts_of(unit->unit), unit->step, milliseconds);
}

double
time_unit_next_by(const TimeUnit *unit, double milliseconds)
{
    return next_of_part(smallest_part(parts_of(unit->unit)), unit->step, milliseconds);
}

static bool
unknown_unit(const DataContext *context, const Node *node, const char *name)
{
    const char *names[COUNT_OF(units)];
    for (size_t i = 0; i < COUNT_OF(units); i++)
        names[i] = units[i].unit;
    diag(context->diags, DIAG_TIME_UNIT_UNKNOWN, node->loc, name);
    const char *near = str_nearest(name, names, COUNT_OF(names));
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

bool
time_unit_read(const DataContext *context, const Node *node, TimeUnit *out)
{
    TimeUnit unit = {.step = 1, .maxbins = 40};
    const Node *name = node && node->kind == NODE_MAP ? node_find(node, "unit") : node;
    if (!name && !(node && node->kind == NODE_MAP))
        return unknown_unit(context, node ? node : &(Node){0}, "");
    if (name && name->kind != NODE_STRING)
        return unknown_unit(context, name, name->text ? name->text : "");
    if (name) {
        if (!time_unit_is_known(name->text))
            return unknown_unit(context, name, name->text);
        unit.binned = str_starts(name->text, "binned");
        unit.utc = str_starts(name->text + (unit.binned ? 6 : 0), "utc");
        unit.unit = base_name(name->text);
    }
    double step = node_number(node, "step", 1);
    unit.step = step > 1 ? step : 1;
    unit.maxbins = (int)node_number(node, "maxbins", 40);
    unit.binned = unit.binned || node_bool(node, "binned", false);
    unit.utc = unit.utc || node_bool(node, "utc", false);
    Buf buf = BUF_INIT;
    buf_add(&buf, unit.utc ? "utc" : "");
    buf_add(&buf, unit.unit ? unit.unit : "timeunit");
    if (node_find(node, "step"))
        buf_printf(&buf, "_step_%s", str_from_double(context->arena, step));
    if (node_find(node, "maxbins"))
        buf_printf(&buf, "_maxbins_%d", unit.maxbins);
    unit.name = buf_take(&buf, context->arena);
    buf_clear(&buf);
    *out = unit;
    return true;
}

void
time_unit_fit(TimeUnit *unit, double min, double max)
{
    static const struct { const char *unit; double step, ms; } intervals[] = {
        {"yearmonthdatehoursminutesseconds", 1, 1e3}, {"yearmonthdatehoursminutesseconds", 5, 5e3},
        {"yearmonthdatehoursminutesseconds", 15, 15e3}, {"yearmonthdatehoursminutesseconds", 30, 30e3},
        {"yearmonthdatehoursminutes", 1, 6e4}, {"yearmonthdatehoursminutes", 5, 3e5}, {"yearmonthdatehoursminutes", 15, 9e5},
        {"yearmonthdatehoursminutes", 30, 18e5}, {"yearmonthdatehours", 1, 36e5}, {"yearmonthdatehours", 3, 108e5},
        {"yearmonthdatehours", 6, 216e5}, {"yearmonthdatehours", 12, 432e5}, {"yearmonthdate", 1, MS_PER_DAY},
        {"yearweek", 1, 7 * MS_PER_DAY}, {"yearmonth", 1, 30 * MS_PER_DAY}, {"yearmonth", 3, 90 * MS_PER_DAY}, {"year", 1, 365 * MS_PER_DAY},
    };
    double target = fabs(max - min) / (unit->maxbins > 0 ? unit->maxbins : 40);
    size_t i = 0;
    while (i < COUNT_OF(intervals) && intervals[i].ms <= target)
        i++;
    if (i == COUNT_OF(intervals)) {
        unit->unit = "year";
        unit->step = tick_step(min / (365 * MS_PER_DAY), max / (365 * MS_PER_DAY), unit->maxbins);
    } else if (i > 0) {
        i -= target / intervals[i - 1].ms < intervals[i].ms / target;
        unit->unit = intervals[i].unit;
        unit->step = intervals[i].step;
    } else {
        unit->unit = "yearmonthdatehoursminutessecondsmilliseconds";
        unit->step = tick_step(min, max, unit->maxbins);
    }
    if (!(unit->step >= 1))
        unit->step = 1;
}

bool
transform_time_unit(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    TimeUnit unit;
    const char *as[2], *field = transform_field(context, node, "field");
    if (!field || !time_unit_read(context, node_find(node, "timeUnit"), &unit))
        return false;
    const char *name = arena_printf(arena, "%s_%s", unit.name, value_field_name(arena, field));
    if (!transform_as_pair(context, node, name, arena_printf(arena, "%s_end", name), as))
        return false;
    Dataset dates; /* Vega-Lite makes the field itself a date, too */
    if (!dataset_parse(context, node->loc, in, field, "date", &dates))
        return false;
    in = &dates;
    Value *values = dataset_field_values(arena, in, field);
    Value *starts = ARENA_ARRAY(arena, Value, in->row_count + 1), *ends = ARENA_ARRAY(arena, Value, in->row_count + 1);
    double min, max;
    if (!unit.unit && numbers_extent(values, in->row_count, &min, &max))
        time_unit_fit(&unit, min, max);
    for (size_t row = 0; row < in->row_count; row++) {
        double start = values[row].kind == VALUE_DATE && unit.unit ? time_unit_floor_by(&unit, values[row].number) : NAN;
        starts[row] = isnan(start) ? value_null() : value_date(start);
        ends[row] = isnan(start) ? value_null() : value_date(time_unit_next_by(&unit, start));
    }
    dataset_put_columns(arena, in, as, (Value *const[]){starts, ends}, 2, out);
    return true;
}

double
time_unit_offset(const TimeUnit *unit, double milliseconds, int steps)
{
    static const struct { const char *part; double month, ms; } parts[] = {
        {"milliseconds", 0, 1}, {"seconds", 0, 1e3}, {"minutes", 0, 6e4}, {"hours", 0, 36e5}, {"dayofyear", 0, MS_PER_DAY}, {"date", 0, MS_PER_DAY},
        {"day", 0, MS_PER_DAY}, {"week", 0, 7 * MS_PER_DAY}, {"quarter", 3, 0}, {"month", 1, 0}, {"year", 12, 0},
    };
    Calendar at;
    if (!unit->unit || !calendar_from_ms(milliseconds, &at))
        return NAN;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!str_ends(unit->unit, parts[i].part))
            continue;
        double by = steps * unit->step;
        if (parts[i].ms > 0)
            return milliseconds + by * parts[i].ms;
        return calendar_make((double)at.year, at.month + by * parts[i].month, at.day, at.hour, at.minute, at.second, at.millisecond);
    }
    return NAN;
}
