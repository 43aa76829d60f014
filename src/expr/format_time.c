/* expr/format_time.c -- d3-time-format patterns, in UTC, with the names of a locale. */
#include "expr/expr.h"

#include "base/locale.h"
#include "base/str.h"
#include "expr/calendar.h"

#include <math.h>
#include <string.h>

/* What %c, %x and %X stand for: en-US as in d3 and Vega. */
#define PATTERN_DATE_TIME "%x, %X"
#define PATTERN_DATE "%-m/%-d/%Y"
#define PATTERN_TIME "%-I:%M:%S %p"

static const Locale *
names_of(const Locale *locale)
{
    return locale ? locale : locale_builtin("en");
}

/* value with at least `width` characters; pad 0: the pattern asks for none. */
static void
add_padded(Buf *out, int64_t value, char pad, int width)
{
    char text[32];
    int length = 0;
    bool negative = value < 0;
    uint64_t left = negative ? (uint64_t)-value : (uint64_t)value;
    do {
        text[length++] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (negative)
        buf_add_char(out, '-');
    for (int i = length; pad && i < width; i++)
        buf_add_char(out, pad);
    while (length)
        buf_add_char(out, text[--length]);
}

static bool add_time(Buf *out, const Locale *locale, const char *pattern, double ms, int depth);

static bool
add_directive(Buf *out, const Locale *locale, char directive, char pad, double ms, const Calendar *at, int depth)
{
    int hour12 = at->hour % 12 ? at->hour % 12 : 12;
    int64_t iso_year = 0;
    switch (directive) {
    case 'a': buf_add(out, locale->days_short[at->weekday]); break;
    case 'A': buf_add(out, locale->days[at->weekday]); break;
    case 'b': buf_add(out, locale->months_short[at->month]); break;
    case 'B': buf_add(out, locale->months[at->month]); break;
    case 'c': return add_time(out, locale, PATTERN_DATE_TIME, ms, depth);
    case 'd': case 'e': add_padded(out, at->day, pad, 2); break;
    case 'f': add_padded(out, at->millisecond * 1000, pad, 6); break;
    case 'g': calendar_iso_week(ms, &iso_year); add_padded(out, iso_year % 100, pad, 2); break;
    case 'G': calendar_iso_week(ms, &iso_year); add_padded(out, iso_year % 10000, pad, 4); break;
    case 'H': add_padded(out, at->hour, pad, 2); break;
    case 'I': add_padded(out, hour12, pad, 2); break;
    case 'j': add_padded(out, at->year_day, pad, 3); break;
    case 'L': add_padded(out, at->millisecond, pad, 3); break;
    case 'm': add_padded(out, at->month + 1, pad, 2); break;
    case 'M': add_padded(out, at->minute, pad, 2); break;
    case 'p': buf_add(out, at->hour < 12 ? "AM" : "PM"); break;
    case 'q': add_padded(out, at->month / 3 + 1, 0, 1); break;
    case 'Q': buf_printf(out, "%.0f", ms); break;
    case 's': buf_printf(out, "%.0f", floor(ms / 1000)); break;
    case 'S': add_padded(out, at->second, pad, 2); break;
    case 'u': add_padded(out, at->weekday ? at->weekday : 7, 0, 1); break;
    case 'U': add_padded(out, calendar_week_of_year(ms, 0), pad, 2); break;
    case 'V': add_padded(out, calendar_iso_week(ms, NULL), pad, 2); break;
    case 'w': add_padded(out, at->weekday, 0, 1); break;
    case 'W': add_padded(out, calendar_week_of_year(ms, 1), pad, 2); break;
    case 'x': return add_time(out, locale, PATTERN_DATE, ms, depth);
    case 'X': return add_time(out, locale, PATTERN_TIME, ms, depth);
    case 'y': add_padded(out, at->year % 100, pad, 2); break;
    case 'Y': add_padded(out, at->year % 10000, pad, 4); break;
    case 'Z': buf_add(out, "+0000"); break;
    case '%': buf_add_char(out, '%'); break;
    default: return false;
    }
    return true;
}

static bool
add_time(Buf *out, const Locale *locale, const char *pattern, double ms, int depth)
{
    Calendar at;
    if (depth > 2 || !calendar_from_ms(ms, &at))
        return false;
    for (; *pattern; pattern++) {
        if (*pattern != '%') {
            buf_add_char(out, *pattern);
            continue;
        }
        pattern++;
        char pad = *pattern == 'e' ? ' ' : '0';
        if (*pattern == '-' || *pattern == '_' || *pattern == '0') {
            pad = *pattern == '-' ? 0 : *pattern == '_' ? ' ' : '0';
            pattern++;
        }
        if (!*pattern || !add_directive(out, locale, *pattern, pad, ms, &at, depth + 1))
            return false;
    }
    return true;
}

/* The pattern of Vega's multi-format: the coarsest unit that the moment begins. */
static const char *
pattern_of_moment(double ms)
{
    Calendar at;
    if (!calendar_from_ms(ms, &at))
        return "";
    return at.millisecond ? ".%L"
        : at.second ? ":%S"
        : at.minute ? "%I:%M"
        : at.hour ? "%I %p"
        : at.day != 1 ? (at.weekday ? "%a %d" : "%b %d")
        : at.month ? "%B"
        : "%Y";
}

const char *
format_time(Arena *arena, const Locale *locale, const char *pattern, double milliseconds)
{
    if (str_is_empty(pattern))
        pattern = pattern_of_moment(milliseconds);
    if (!(fabs(milliseconds) <= 8.64e15))
        return "Invalid Date";
    Buf out = BUF_INIT;
    bool good = add_time(&out, names_of(locale), pattern, milliseconds, 0);
    const char *text = !good ? NULL : out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

/* ---- the reverse ------------------------------------------------------------------------------------ */

/* What a text has said so far; -1 (or NaN) where it has not. */
typedef struct Parsed {
    double moment;           /* %Q, %s */
    int year, month, day, year_day;
    int hour, minute, second, millisecond;
    int afternoon;
    int weekday;             /* 0: Sunday */
    int week_sunday, week_monday, week_iso;
    int zone;                /* minutes to add to UTC; 0 where not given */
} Parsed;

/* One to `most` digits, with a sign where `sign` allows it. */
static bool
read_digits(const char **at, int most, bool sign, int64_t *out)
{
    const char *text = *at;
    bool negative = sign && *text == '-';
    if (sign && (*text == '-' || *text == '+'))
        text++;
    int count = 0;
    int64_t value = 0;
    for (; count < most && text[count] >= '0' && text[count] <= '9'; count++)
        value = value * 10 + (text[count] - '0');
    if (count == 0)
        return false;
    *at = text + count;
    *out = negative ? -value : value;
    return true;
}

static bool
read_int(const char **at, int most, int *out, int add)
{
    while (*at[0] == ' ')
        ++*at;
    int64_t value;
    if (!read_digits(at, most, false, &value))
        return false;
    *out = (int)value + add;
    return true;
}

static bool
equal_fold(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] + 32) : a[i];
        char y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] + 32) : b[i];
        if (x != y || !x)
            return false;
    }
    return true;
}

/* The longest of the names that the text begins with: 10月, not 1月. */
static bool
read_name(const char **at, const char *const *names, int count, int *out)
{
    size_t best = 0;
    for (int i = 0; i < count; i++) {
        size_t length = names[i] ? strlen(names[i]) : 0;
        if (length > best && equal_fold(*at, names[i], length)) {
            best = length;
            *out = i;
        }
    }
    *at += best;
    return best > 0;
}

static bool
read_zone(const char **at, int *out)
{
    if (**at == 'Z') {
        ++*at;
        *out = 0;
        return true;
    }
    int sign = **at == '-' ? -1 : 1;
    if (**at != '-' && **at != '+')
        return false;
    ++*at;
    int64_t hours, minutes = 0;
    if (!read_digits(at, 2, false, &hours))
        return false;
    if (**at == ':')
        ++*at;
    if (**at >= '0' && **at <= '9' && !read_digits(at, 2, false, &minutes))
        return false;
    *out = sign * (int)(hours * 60 + minutes);
    return true;
}

static bool read_time(const char **at, const Locale *locale, const char *pattern, Parsed *out, int depth);

static bool
read_directive(const char **at, const Locale *locale, char directive, Parsed *out, int depth)
{
    int ignored, value;
    int64_t wide;
    switch (directive) {
    case 'a': return read_name(at, locale->days_short, 7, &out->weekday);
    case 'A': return read_name(at, locale->days, 7, &out->weekday);
    case 'b': return read_name(at, locale->months_short, 12, &out->month);
    case 'B': return read_name(at, locale->months, 12, &out->month);
    case 'c': return read_time(at, locale, PATTERN_DATE_TIME, out, depth);
    case 'd': case 'e': return read_int(at, 2, &out->day, 0);
    case 'f':
        if (!read_int(at, 6, &value, 0))
            return false;
        out->millisecond = value / 1000;
        return true;
    case 'g': case 'y':
        if (!read_int(at, 2, &value, 0))
            return false;
        out->year = value + (value > 68 ? 1900 : 2000);
        return true;
    case 'G': case 'Y': return read_int(at, 4, &out->year, 0);
    case 'H': case 'I': return read_int(at, 2, &out->hour, 0);
    case 'j': return read_int(at, 3, &out->year_day, 0);
    case 'L': return read_int(at, 3, &out->millisecond, 0);
    case 'm': return read_int(at, 2, &out->month, -1);
    case 'M': return read_int(at, 2, &out->minute, 0);
    case 'p':
        if (!equal_fold(*at, "am", 2) && !equal_fold(*at, "pm", 2))
            return false;
        out->afternoon = **at == 'p' || **at == 'P';
        *at += 2;
        return true;
    case 'q':
        if (!read_int(at, 1, &value, 0))
            return false;
        out->month = value * 3 - 3;
        return true;
    case 'Q': case 's':
        if (!read_digits(at, 17, true, &wide))
            return false;
        out->moment = (double)wide * (directive == 's' ? 1000 : 1);
        return true;
    case 'S': return read_int(at, 2, &out->second, 0);
    case 'u':
        if (!read_int(at, 1, &value, 0))
            return false;
        out->weekday = value % 7;
        return true;
    case 'U': return read_int(at, 2, &out->week_sunday, 0);
    case 'V': return read_int(at, 2, &out->week_iso, 0);
    case 'w': return read_int(at, 1, &out->weekday, 0);
    case 'W': return read_int(at, 2, &out->week_monday, 0);
    case 'x': return read_time(at, locale, PATTERN_DATE, out, depth);
    case 'X': return read_time(at, locale, PATTERN_TIME, out, depth);
    case 'Z': return read_zone(at, &out->zone);
    case '%':
        ignored = **at == '%';
        *at += ignored;
        return ignored;
    default: return false;
    }
}

static bool
read_time(const char **at, const Locale *locale, const char *pattern, Parsed *out, int depth)
{
    if (depth > 2)
        return false;
    for (; *pattern; pattern++) {
        if (*pattern != '%') {
            if (*(*at)++ != *pattern)
                return false;
            continue;
        }
        pattern++;
        if (*pattern == '-' || *pattern == '_' || *pattern == '0')
            pattern++;
        if (!*pattern || !read_directive(at, locale, *pattern, out, depth + 1))
            return false;
    }
    return true;
}

/* Day of the year from a week and a weekday; as d3 does it. */
static double
moment_of_week(const Parsed *p)
{
    double start = calendar_make(p->year, 0, 1, 0, 0, 0, 0);
    Calendar first;
    if (!calendar_from_ms(start, &first))
        return NAN;
    if (p->week_iso >= 0) {
        double monday = calendar_week(calendar_make(p->year, 0, 4, 0, 0, 0, 0), 1);
        int weekday = p->weekday < 0 ? 1 : p->weekday;
        return monday + ((p->week_iso - 1) * 7 + (weekday + 6) % 7) * MS_PER_DAY;
    }
    int weekday = p->weekday < 0 ? (p->week_monday >= 0 ? 1 : 0) : p->weekday;
    int offset = p->week_monday >= 0
        ? (weekday + 6) % 7 + p->week_monday * 7 - (first.weekday + 5) % 7
        : weekday + p->week_sunday * 7 - (first.weekday + 6) % 7;
    return calendar_make(p->year, 0, offset, 0, 0, 0, 0);
}

bool
format_time_parse(const Locale *locale, const char *pattern, const char *text, double *milliseconds)
{
    Parsed p = {
        .moment = NAN, .year = 1900, .month = 0, .day = 1, .year_day = -1, .afternoon = -1,
        .weekday = -1, .week_sunday = -1, .week_monday = -1, .week_iso = -1,
    };
    const char *at = text;
    if (!read_time(&at, names_of(locale), pattern, &p, 0) || *at)
        return false;
    double zone = p.zone * 60000.0;
    if (!isnan(p.moment)) {
        *milliseconds = p.moment;
        return true;
    }
    if (p.afternoon >= 0)
        p.hour = p.hour % 12 + p.afternoon * 12;
    double result;
    if (p.week_iso >= 0 || p.week_sunday >= 0 || p.week_monday >= 0) {
        if (p.week_iso == 0 || p.week_iso > 53)
            return false;
        result = moment_of_week(&p) + p.hour * 3600000.0 + p.minute * 60000.0 + p.second * 1000.0 + p.millisecond;
    } else {
        if (p.year_day >= 0) {
            p.month = 0;
            p.day = p.year_day;
        }
        result = calendar_make(p.year, p.month, p.day, p.hour, p.minute, p.second, p.millisecond);
    }
    *milliseconds = result - zone;
    return isfinite(*milliseconds);
}
