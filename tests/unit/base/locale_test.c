/* Numbers and dates as zh, en and a language from a file write them. The cases of numbers are in numbers.cases beside this file. */
#include "fixture.h"

#include "base/locale.h"
#include "base/str.h"

#include <stdlib.h>

static const Locale de = {
    .tag = "de",
    .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
    .months_short = {"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
    .date_ymd = "{d}. {month} {y}",
    .date_ym = "{mon} {y}",
    .date_y = "{y}",
};

/* ---- numbers.cases --------------------------------------------------------------------------------------------- */

enum { COLUMNS_MAX = 8, MEMBERS_MAX = 16, CASES_AT_LEAST = 300 };

typedef struct Cases {
    Arena *arena;
    Locale own[COLUMNS_MAX];
    int own_count;
    const char *langs[COLUMNS_MAX];
    int lang_count, line, ran, wrong;
} Cases;

/* What a row asks for. */
typedef struct Asked {
    NumberStyle style;
    Rounding rounding;
    const char *unit, *pattern, *verb;
} Asked;

static char *
replaced(Arena *arena, const char *text, const char *from, const char *to)
{
    Buf out = BUF_INIT;
    for (const char *at = text; *at;) {
        if (strncmp(at, from, strlen(from)) == 0) {
            buf_add(&out, to);
            at += strlen(from);
        } else {
            buf_add_char(&out, *at++);
        }
    }
    char *copy = out.length ? buf_take(&out, arena) : arena_strdup(arena, "");
    buf_clear(&out);
    return copy;
}

/* "de decimal = ," */
static void
define(Cases *self, const char *line)
{
    char tag[8], key[64];
    const char *equals = strstr(line, " = ");
    assert_non_null(equals);
    assert_int_equal(sscanf(line, "%7s %63s", tag, key), 2);
    int at = 0;
    while (at < self->own_count && strcmp(self->own[at].tag, tag) != 0)
        at++;
    if (at == self->own_count)
        self->own[self->own_count++] = locale_blank(self->arena, tag);
    const char *value = replaced(self->arena, replaced(self->arena, equals + 3, "·", "\u00A0"), "_", " ");
    if (locale_put(self->arena, &self->own[at], key, value) != LOCALE_PUT_OK)
        fail_msg("numbers.cases:%d: %s", self->line, key);
}

static Locale
find_locale(const Cases *self, const char *tag)
{
    for (int i = 0; i < self->own_count; i++)
        if (strcmp(self->own[i].tag, tag) == 0)
            return self->own[i];
    assert_non_null(locale_builtin(tag));
    return *locale_builtin(tag);
}

static Asked
read_style(Cases *self, char *words)
{
    static const char *const verbs[] = {"set", "head", "range", "ordinal", "words", "ordinal-words", "date", "list"};
    Asked asked = {.style = {.digits = -1}, .verb = "number"};
    NumberStyle *style = &asked.style;
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        bool known = true, verb = false;
        for (size_t i = 0; i < COUNT_OF(verbs); i++) {
            if (strcmp(word, verbs[i]) == 0) {
                asked.verb = verbs[i];
                verb = true;
            }
        }
        if (str_starts(word, "digits="))
            style->digits = atoi(word + 7);
        else if (str_starts(word, "scale="))
            style->scale_power = atoi(word + 6);
        else if (str_starts(word, "unit="))
            asked.unit = word + 5;
        else if (str_starts(word, "pattern="))
            asked.pattern = word + 8;
        else if (strcmp(word, "even") == 0)
            asked.rounding = ROUND_HALF_EVEN;
        else if (strcmp(word, "percent") == 0)
            style->percent = true;
        else if (strcmp(word, "points") == 0)
            style->points = true;
        else if (strcmp(word, "sign") == 0)
            style->sign = true;
        else if (strcmp(word, "label") == 0)
            style->label = true;
        else if (strcmp(word, "nogroup") == 0)
            style->no_group = true;
        else if (strcmp(word, "bare") == 0)
            style->bare = true;
        else
            known = verb || qualifier_parse(word, &style->qualifier);
        if (!known)
            fail_msg("numbers.cases:%d: style %s", self->line, word);
    }
    return asked;
}

static Decimal
decimal_of(const char *text)
{
    Decimal value = {0, 0};
    if (!decimal_parse(text, strlen(text), &value))
        value = decimal_from_double(strtod(text, NULL));
    return value;
}

static const char *
written(Cases *self, const Locale *locale, const Asked *asked, const char *input)
{
    Arena *arena = self->arena;
    const char *members[MEMBERS_MAX];
    double doubles[MEMBERS_MAX];
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(arena_strdup(arena, input), " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        assert_true(count < MEMBERS_MAX);
        doubles[count] = strtod(word, NULL);
        members[count++] = word;
    }
    assert_true(count > 0);
    bool is_set = strcmp(asked->verb, "set") == 0;
    if (is_set || strcmp(asked->verb, "head") == 0) {
        NumberStyle style = locale_set_style(locale, doubles, count);
        assert_true(style.label);
        style.percent = asked->style.percent;
        if (!is_set)
            return locale_unit(arena, locale, &style, asked->unit);
        const char *all = "";
        for (size_t i = 0; i < count; i++)
            all = arena_printf(arena, "%s%s%s", all, i ? " · " : "", locale_double(arena, locale, doubles[i], &style));
        return all;
    }
    if (asked->pattern)
        return format_number(arena, locale, asked->pattern, doubles[0]);
    if (strcmp(asked->verb, "range") == 0)
        return locale_range(arena, locale, decimal_of(members[0]), decimal_of(members[1]), &asked->style);
    if (strcmp(asked->verb, "ordinal") == 0)
        return locale_ordinal(arena, locale, atol(members[0]));
    if (strcmp(asked->verb, "words") == 0)
        return locale_words(arena, locale, atol(members[0]));
    if (strcmp(asked->verb, "ordinal-words") == 0)
        return locale_ordinal_words(arena, locale, atol(members[0]));
    if (strcmp(asked->verb, "list") == 0)
        return locale_list(arena, locale, members, count);
    if (strcmp(asked->verb, "date") == 0) {
        Date date;
        assert_true(date_parse(members[0], strlen(members[0]), &date));
        return locale_date(arena, locale, date);
    }
    return locale_quantity(arena, locale, decimal_of(members[0]), &asked->style, asked->unit);
}

static void
run_row(Cases *self, const char *line)
{
    char *cells[COLUMNS_MAX + 2];
    size_t count = 0;
    for (const char *at = line; at && count < COUNT_OF(cells); count++) {
        const char *bar = strchr(at, '|');
        cells[count] = str_trim(self->arena, arena_strndup(self->arena, at, bar ? (size_t)(bar - at) : strlen(at)));
        at = bar ? bar + 1 : NULL;
    }
    if ((int)count != self->lang_count + 2)
        fail_msg("numbers.cases:%d: %zu cells", self->line, count);
    Asked asked = read_style(self, cells[0]);
    for (int i = 0; i < self->lang_count; i++) {
        if (strcmp(cells[i + 2], "-") == 0)
            continue;
        Locale locale = find_locale(self, self->langs[i]);
        locale.rounding = asked.rounding;
        const char *text = written(self, &locale, &asked, cells[1]);
        /* Between members of a set stands " · ", elsewhere "·" is a no-break space. */
        const char *expected = replaced(self->arena, cells[i + 2], " · ", "\n");
        expected = replaced(self->arena, replaced(self->arena, expected, "·", "\u00A0"), "\n", " · ");
        self->ran++;
        if (text && strcmp(text, expected) == 0)
            continue;
        self->wrong++;
        print_error("numbers.cases:%d: %s: \"%s\", expected \"%s\"\n", self->line, self->langs[i], text ? text : "(none)", expected);
    }
}

/* The file beside this one. */
static FILE *
open_cases(void)
{
    char path[512];
    snprintf(path, sizeof path, "%s", __FILE__);
    char *slash = strrchr(path, '/');
    snprintf(slash + 1, sizeof path - (size_t)(slash + 1 - path), "numbers.cases");
    return fopen(path, "r");
}

static void
golden_numbers(void **state)
{
    (void)state;
    Cases self = {.arena = arena_new()};
    FILE *file = open_cases();
    assert_non_null(file);
    char line[1024];
    while (fgets(line, sizeof line, file)) {
        self.line++;
        line[strcspn(line, "\n")] = '\0';
        if (str_starts(line, "locale ")) {
            define(&self, line + 7);
        } else if (str_starts(line, "langs ")) {
            char *rest = NULL, *names = arena_strdup(self.arena, line + 6);
            self.lang_count = 0;
            for (char *tag = strtok_r(names, " ", &rest); tag; tag = strtok_r(NULL, " ", &rest))
                self.langs[self.lang_count++] = tag;
        } else if (line[0] && line[0] != '#' && !str_starts(line, "==")) {
            run_row(&self, line);
        }
    }
    fclose(file);
    assert_int_equal(self.wrong, 0);
    assert_true(self.ran >= CASES_AT_LEAST);
    arena_free(self.arena);
}

/* ---- what no table shows ------------------------------------------------------------------------------------------- */

static void
years_are_known_by_name_and_value(void **state)
{
    (void)state;
    const double years[] = {2015, 2019, 2025}, counts[] = {2015, 98.5, 3000};
    assert_true(locale_are_years("year", years, 3));
    assert_true(locale_are_years("base_year", years, 3));
    assert_true(locale_are_years("年份", years, 3));
    assert_true(locale_are_years("统计年度", years, 3));
    assert_false(locale_are_years("years_of_service", counts, 3));
    assert_false(locale_are_years("year", counts, 3));
    assert_false(locale_are_years("standards", years, 3));
    assert_false(locale_are_years("lawyer", years, 3));
    assert_false(locale_are_years(NULL, years, 3));
}

static void
a_language_from_a_file(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Locale locale = locale_blank(arena, "xx");
    assert_string_equal(locale_missing(&locale), "decimal");
    assert_int_equal(locale_put(arena, &locale, "decimals", ","), LOCALE_PUT_UNKNOWN);
    assert_int_equal(locale_put(arena, &locale, "decimal.x", ","), LOCALE_PUT_UNKNOWN);
    assert_int_equal(locale_put(arena, &locale, "group_from", "many"), LOCALE_PUT_BAD);
    assert_int_equal(locale_put(arena, &locale, "cjk", "yes"), LOCALE_PUT_BAD);
    assert_int_equal(locale_put(arena, &locale, "about.prose", "about"), LOCALE_PUT_BAD);
    assert_int_equal(locale_put(arena, &locale, "about.speech", "about {n}"), LOCALE_PUT_UNKNOWN);
    assert_int_equal(locale_put(arena, &locale, "months.13", "x"), LOCALE_PUT_BAD);
    assert_int_equal(locale_put(arena, &locale, "scales.x", "x"), LOCALE_PUT_UNKNOWN);
    assert_int_equal(locale_put(arena, &locale, "scales_from", "-1"), LOCALE_PUT_BAD);
    static const char *const all[][2] = {
        {"decimal", ","}, {"group", ""}, {"points", " p"}, {"about.prose", "ca {n}"}, {"about.label", "~{n}"}, {"nearly.prose", "<{n}"},
        {"nearly.label", "<{n}"}, {"more_than.prose", "{n}+"}, {"more_than.label", "{n}+"}, {"more_than.prose_unround", ">{n}"},
        {"at_least.prose", "≥{n}"}, {"at_least.label", "≥{n}"}, {"ordinal", "{n}."}, {"range_words", " - "}, {"months", "M"}, {"months_short", "M"},
        {"days", "D"}, {"days_short", "D"}, {"date_ymd", "{d}.{m}.{y}"}, {"date_ym", "{m}/{y}"}, {"list_and", " & "}, {"undated", "?"},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        assert_int_equal(locale_put(arena, &locale, all[i][0], all[i][1]), LOCALE_PUT_OK);
    assert_null(locale_missing(&locale));
    /* Scale words come in any order and are kept rising. */
    for (int i = 0; i < 5; i++) {
        static const char *const powers[] = {"scales.9", "scales.3", "scales.6", "scales.12", "scales.2"};
        assert_int_equal(locale_put(arena, &locale, powers[i], " w"), LOCALE_PUT_OK);
    }
    assert_int_equal(locale_put(arena, &locale, "scales.15", " w"), LOCALE_PUT_BAD);
    static const int rising[] = {2, 3, 6, 9, 12, 0};
    for (int i = 0; i < 6; i++)
        assert_int_equal(locale.scales[i].power, rising[i]);
    assert_string_equal(locale_number(arena, &locale, (Decimal){12345678, 1}, &(NumberStyle){.digits = -1, .qualifier = QUALIFIER_MORE_THAN}), ">1234567,8");
    arena_free(arena);
}

/* Vega's own numbers have no locale: digits of the binary double, groups of three from four digits on. */
static void
patterns_outside_a_project_are_vegas(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(format_number(arena, NULL, ".2f", 2.675), "2.67");
    assert_string_equal(format_number(arena, NULL, ".2f", 1.005), "1.00");
    assert_string_equal(format_number(arena, NULL, ",", 3824), "3,824");
    assert_string_equal(format_number(arena, NULL, ".0f", 2.5), "3");
    assert_string_equal(format_number(arena, locale_builtin("zh"), ".2f", 2.675), "2.68");
    assert_string_equal(format_number(arena, locale_builtin("zh"), ".3e", 123456), "1.235e+5");
    assert_null(format_number(arena, NULL, "?!", 1));
    arena_free(arena);
}

static void
what_is_not_finite_prints_nothing(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const double values[] = {1, strtod("nan", NULL), strtod("inf", NULL), 2.5};
    const Locale *en = locale_builtin("en");
    NumberStyle style = locale_set_style(en, values, COUNT_OF(values));
    assert_int_equal(style.digits, 1);
    assert_int_equal(style.scale_power, 0);
    assert_string_equal(locale_double(arena, en, values[0], &style), "1.0");
    assert_string_equal(locale_double(arena, en, values[1], &style), "");
    assert_string_equal(locale_double(arena, en, values[2], &style), "");
    assert_string_equal(locale_double(arena, en, 1.25e30, &style), "1.25e+30");
    assert_string_equal(locale_double(arena, en, -123456789012345.0, &(NumberStyle){.digits = -1}), "−123,456,789,012,345");
    style = locale_set_style(en, NULL, 0);
    assert_int_equal(style.digits, 0);
    arena_free(arena);
}

static void
golden_dates(void **state)
{
    (void)state;
    static const struct {
        const char *date, *zh, *en, *de;
    } cases[] = {
        {"2025", "2025年", "2025", "2025"},
        {"2025-10", "2025年10月", "October 2025", "Okt 2025"},
        {"2025-10-30", "2025年10月30日", "30 October 2025", "30. Oktober 2025"},
        {"2021-12-31", "2021年12月31日", "31 December 2021", "31. Dezember 2021"},
        {"2020-02-29", "2020年2月29日", "29 February 2020", "29. Februar 2020"},
        {"2019-10-01", "2019年10月1日", "1 October 2019", "1. Oktober 2019"},
        {"2018-09", "2018年9月", "September 2018", "Sep 2018"},
        {"0987", "987年", "987", "987"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Date date;
        assert_true(date_parse(cases[i].date, strlen(cases[i].date), &date));
        assert_string_equal(date_text(arena, date), cases[i].date);
        assert_string_equal(locale_date(arena, locale_builtin("zh"), date), cases[i].zh);
        assert_string_equal(locale_date(arena, locale_builtin("en"), date), cases[i].en);
        assert_string_equal(locale_date(arena, &de, date), cases[i].de);
    }
    assert_string_equal(locale_date(arena, &de, (Date){0}), "");
    assert_string_equal(date_text(arena, (Date){0}), "");
    static const char *const bad[] = {
        "", "25", "2025-", "2025-13", "2025-00", "2025-1", "2025-02-29", "2025-04-31", "2025/10", "2025-10-3", "2025-10-30 ",
        "0000", "20a5", "2025-10-00", "2025年", "1900-02-29",
    };
    Date date;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(date_parse(bad[i], strlen(bad[i]), &date));
    arena_free(arena);
}

static void
dates_compare_with_the_less_precise_first(void **state)
{
    (void)state;
    Date year = {2025, 0, 0}, month = {2025, 1, 0}, day = {2025, 1, 1};
    assert_true(date_compare(year, month) < 0 && date_compare(month, day) < 0 && date_compare(day, year) > 0);
    assert_int_equal(date_compare(day, day), 0);
    assert_true(date_compare((Date){2024, 12, 31}, year) < 0);
}

static void
axes_take_the_largest_word_that_suits(void **state)
{
    (void)state;
    const Locale *zh = locale_builtin("zh"), *en = locale_builtin("en");
    assert_int_equal(locale_axis_power(zh, 3824), 0);
    assert_int_equal(locale_axis_power(zh, 36048), 0);
    assert_int_equal(locale_axis_power(zh, 310000), 4);
    assert_int_equal(locale_axis_power(zh, 2e10), 8);
    assert_int_equal(locale_axis_power(zh, -2e10), 8);
    assert_int_equal(locale_axis_power(en, 310000), 0);
    assert_int_equal(locale_axis_power(en, 5e6), 6);
    assert_int_equal(locale_axis_power(en, 2e10), 9);
    assert_int_equal(locale_axis_power(en, 0), 0);
    assert_string_equal(locale_scale_word(zh, 4), "万");
    assert_string_equal(locale_scale_word(en, 6), " million");
    assert_string_equal(locale_scale_word(en, 0), "");
    assert_string_equal(locale_scale_word(en, 4), "");
}

static void
tags_and_qualifiers(void **state)
{
    (void)state;
    assert_string_equal(locale_builtin("zh-CN")->tag, "zh-Hans");
    assert_string_equal(locale_builtin("ZH_hans")->tag, "zh-Hans");
    assert_string_equal(locale_builtin("en-GB")->tag, "en");
    assert_null(locale_builtin("zh-Hant"));
    assert_null(locale_builtin("zh-TW"));
    assert_null(locale_builtin("de"));
    assert_null(locale_builtin("eng"));
    assert_null(locale_builtin(NULL));
    Qualifier q;
    assert_true(qualifier_parse("more_than", &q) && q == QUALIFIER_MORE_THAN);
    assert_true(qualifier_parse("exact", &q) && q == QUALIFIER_EXACT);
    assert_false(qualifier_parse("", &q));
    assert_false(qualifier_parse("roughly", &q));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_numbers),
        cmocka_unit_test(golden_dates),
        cmocka_unit_test(dates_compare_with_the_less_precise_first),
        cmocka_unit_test(years_are_known_by_name_and_value),
        cmocka_unit_test(a_language_from_a_file),
        cmocka_unit_test(patterns_outside_a_project_are_vegas),
        cmocka_unit_test(what_is_not_finite_prints_nothing),
        cmocka_unit_test(axes_take_the_largest_word_that_suits),
        cmocka_unit_test(tags_and_qualifiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
