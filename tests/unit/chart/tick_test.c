/* Round values along a scale: tick.cases has what d3 and vega-format give. */
#include "cases.h"

#include "chart/tick.h"
#include "expr/calendar.h"
#include "expr/expr.h"

#include <math.h>

enum { WORDS = 256 };

/* A date is its milliseconds. */
static bool
number_of(const char *word, double *out)
{
    bool date = strlen(word) >= 10 && word[4] == '-';
    *out = date ? date_parse_free(word) : 0;
    return date ? !isnan(*out) : str_to_double(word, out);
}

static size_t
words_of(Arena *arena, const char *text, char *words[WORDS])
{
    size_t count = 0;
    for (char *rest, *word = strtok_r(arena_strdup(arena, text), " ", &rest); word && count < WORDS; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    return count;
}

/* The same numbers, to the last bits that libraries differ in; else the same words. */
static bool
same(Arena *arena, const char *is, const char *should)
{
    char *a[WORDS], *b[WORDS];
    size_t count = words_of(arena, is, a);
    if (count != words_of(arena, should, b))
        return false;
    for (size_t i = 0; i < count; i++) {
        double x, y;
        bool close = number_of(a[i], &x) && number_of(b[i], &y) && fabs(x - y) <= 1e-12 * fabs(y);
        if (!close && strcmp(a[i], b[i]) != 0)
            return false;
    }
    return true;
}

static const char *
list(Arena *arena, const double *values, size_t count)
{
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? " " : "", str_from_double(arena, values[i]));
    return text;
}

static const char *
run(Arena *arena, const char *in)
{
    char *w[WORDS];
    size_t count = words_of(arena, in, w);
    double n[WORDS] = {0}, *ticks;
    for (size_t i = 1; i < count; i++)
        number_of(w[i], &n[i]);
    const Locale *en = locale_builtin("en");
    const char *kind = w[0], *pattern = count > 4 && strcmp(w[4], "-") != 0 ? w[4] : NULL;
    TickInterval interval = {count > 3 ? w[3] : NULL, count > 4 ? n[4] : 1};
    if (strcmp(kind, "linear") == 0) {
        size_t made = ticks_linear(arena, n[1], n[2], n[3], &ticks);
        return list(arena, ticks, made);
    }
    if (strcmp(kind, "log") == 0) {
        size_t made = ticks_log(arena, n[1], n[2], n[3], n[4], &ticks);
        return list(arena, ticks, made);
    }
    if (strcmp(kind, "time") == 0) {
        size_t made = ticks_time(arena, n[1], n[2], interval, &ticks);
        return list(arena, ticks, made);
    }
    if (strcmp(kind, "nice") == 0)
        return nice_linear(&n[1], &n[2], n[3]), list(arena, n + 1, 2);
    if (strcmp(kind, "nice-log") == 0)
        return nice_log(&n[1], &n[2], n[3]), list(arena, n + 1, 2);
    if (strcmp(kind, "nice-time") == 0)
        return nice_time(&n[1], &n[2], interval), list(arena, n + 1, 2);
    if (strcmp(kind, "step") == 0)
        return str_from_double(arena, tick_step(n[1], n[2], n[3]));
    if (strcmp(kind, "shown") == 0)
        return tick_log_shown(n[1], n[2], n[3], (size_t)n[4]) ? "yes" : "no";
    if (strcmp(kind, "interval") == 0) {
        interval = tick_interval(n[1], n[2], n[3]);
        return arena_printf(arena, "%s %s", interval.unit, str_from_double(arena, interval.step));
    }
    if (strcmp(kind, "span") == 0) {
        SpanFormat format = format_span(arena, n[1], n[2], n[3], pattern);
        return format_span_value(arena, en, &format, n[5]);
    }
    assert_string_equal(kind, "float");
    return format_float(arena, en, strcmp(w[1], "-") == 0 ? NULL : w[1], n[2]);
}

static void
ticks_are_those_of_d3(void **state)
{
    (void)state;
    run_cases(OPEN_BESIDE("tick.cases"), "tick.cases", run, same, 80);
}

static void
what_has_no_ticks_gets_none(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    double *ticks, low = NAN, high = 3;
    assert_int_equal(ticks_linear(arena, NAN, 1, 5, &ticks), 0);
    assert_int_equal(ticks_linear(arena, 0, INFINITY, 5, &ticks), 0);
    assert_int_equal(ticks_log(arena, 0, 100, 10, 10, &ticks), 0);
    assert_int_equal(ticks_time(arena, NAN, 0, (TickInterval){"year", 1}, &ticks), 0);
    nice_linear(&low, &high, 5);
    assert_true(high == 3);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_those_of_d3),
        cmocka_unit_test(what_has_no_ticks_gets_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
