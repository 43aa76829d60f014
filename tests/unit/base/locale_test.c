/* Numbers and dates as zh, en and a language from a file (here de) write them. */
#include "fixture.h"

#include "base/locale.h"

static const Locale de = {
    .tag = "de",
    .pango = "de",
    .decimal = ",",
    .group = ".",
    .group_from = 4,
    .group_size = 3,
    .minus = "-",
    .percent = "\u00A0%",
    .points = {" Prozentpunkt", " Prozentpunkte"},
    .scales = {{3, " Tausend"}, {6, " Mio."}, {9, " Mrd."}},
    .axis_from = 1e6,
    .prose_before = {[QUALIFIER_ABOUT] = "rund ", [QUALIFIER_NEARLY] = "fast ", [QUALIFIER_MORE_THAN] = "mehr als ", [QUALIFIER_AT_LEAST] = "mindestens "},
    .label_before = {[QUALIFIER_ABOUT] = "ca. ", [QUALIFIER_NEARLY] = "<", [QUALIFIER_MORE_THAN] = ">", [QUALIFIER_AT_LEAST] = "≥"},
    .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
    .months_short = {"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
    .date_ymd = "{d}. {month} {y}",
    .date_ym = "{mon} {y}",
    .date_y = "{y}",
    .range = "–",
    .list_comma = ", ",
    .stop = ".",
};

#define AS_TYPED .digits = -1

typedef struct NumberCase {
    const char *value;
    NumberStyle style;
    const char *zh, *en, *de; /* NULL: not asked */
} NumberCase;

static const NumberCase numbers[] = {
    /* Grouping. */
    {"0", {AS_TYPED}, "0", "0", "0"},
    {"7", {AS_TYPED}, "7", "7", "7"},
    {"926", {AS_TYPED}, "926", "926", "926"},
    {"3824", {AS_TYPED}, "3824", "3,824", "3.824"},
    {"4929", {AS_TYPED}, "4929", "4,929", "4.929"},
    {"27789", {AS_TYPED}, "27,789", "27,789", "27.789"},
    {"36048", {AS_TYPED}, "36,048", "36,048", "36.048"},
    {"310000", {AS_TYPED}, "310,000", "310,000", "310.000"},
    {"20000000000", {AS_TYPED}, "20,000,000,000", "20,000,000,000", "20.000.000.000"},
    {"2025", {AS_TYPED, .no_group = true}, "2025", "2025", "2025"},
    {"36048", {AS_TYPED, .no_group = true}, "36048", "36048", "36048"},
    /* Decimals as typed, cut and filled up. */
    {"8.8", {AS_TYPED}, "8.8", "8.8", "8,8"},
    {"8.80", {AS_TYPED}, "8.80", "8.80", "8,80"},
    {"1234.5", {AS_TYPED}, "1234.5", "1,234.5", "1.234,5"},
    {"12345.678", {.digits = 1}, "12,345.7", "12,345.7", "12.345,7"},
    {"8.85", {.digits = 1}, "8.9", "8.9", "8,9"},
    {"8.85", {.digits = 1, .rounding = ROUND_HALF_EVEN}, "8.8", "8.8", "8,8"},
    {"8.8", {.digits = 2}, "8.80", "8.80", "8,80"},
    {"999.96", {.digits = 1}, "1000.0", "1,000.0", "1.000,0"},
    {"0.5", {.digits = 0}, "1", "1", "1"},
    /* Signs. */
    {"-5", {AS_TYPED}, "−5", "−5", "-5"},
    {"-27789", {AS_TYPED}, "−27,789", "−27,789", "-27.789"},
    {"70", {AS_TYPED, .sign = true}, "+70", "+70", "+70"},
    {"-70", {AS_TYPED, .sign = true}, "−70", "−70", "-70"},
    {"0", {AS_TYPED, .sign = true}, "0", "0", "0"},
    {"-0.04", {.digits = 1}, "0.0", "0.0", "0,0"},
    {"-0.04", {.digits = 1, .sign = true}, "0.0", "0.0", "0,0"},
    {"0.04", {.digits = 1, .sign = true}, "0.0", "0.0", "0,0"},
    /* Per cent. */
    {"8.8", {AS_TYPED, .percent = true}, "8.8%", "8.8%", "8,8\u00A0%"},
    {"7.5", {AS_TYPED, .percent = true}, "7.5%", "7.5%", NULL},
    {"12.34", {.digits = 1, .percent = true, .sign = true}, "+12.3%", "+12.3%", "+12,3\u00A0%"},
    {"10", {AS_TYPED, .percent = true, .qualifier = QUALIFIER_ABOUT}, "约10%", "about 10%", "rund 10\u00A0%"},
    {"50", {AS_TYPED, .percent = true, .qualifier = QUALIFIER_NEARLY}, "近50%", "nearly 50%", NULL},
    {"50", {AS_TYPED, .percent = true, .qualifier = QUALIFIER_MORE_THAN}, "超过50%", "more than 50%", "mehr als 50\u00A0%"},
    {"50", {AS_TYPED, .percent = true, .qualifier = QUALIFIER_MORE_THAN, .label = true}, "超过50%", ">50%", ">50\u00A0%"},
    /* Qualifiers in sentences. */
    {"90", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN}, "90余", "more than 90", "mehr als 90"},
    {"440", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN}, "440余", "more than 440", NULL},
    {"1000", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN}, "1000余", "more than 1,000", "mehr als 1.000"},
    {"1000", {AS_TYPED, .qualifier = QUALIFIER_ABOUT}, "约1000", "about 1,000", "rund 1.000"},
    {"900", {AS_TYPED, .qualifier = QUALIFIER_NEARLY}, "近900", "nearly 900", "fast 900"},
    {"700", {AS_TYPED, .qualifier = QUALIFIER_NEARLY}, "近700", "nearly 700", NULL},
    {"1400", {AS_TYPED, .qualifier = QUALIFIER_NEARLY}, "近1400", "nearly 1,400", NULL},
    {"30", {AS_TYPED, .qualifier = QUALIFIER_AT_LEAST}, "至少30", "at least 30", "mindestens 30"},
    {"115", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN}, "超过115", "more than 115", NULL},
    {"8.5", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN}, "超过8.5", "more than 8.5", NULL},
    {"90.4", {.digits = 0, .qualifier = QUALIFIER_MORE_THAN}, "90余", "more than 90", NULL},
    {"90", {AS_TYPED, .qualifier = QUALIFIER_EXACT}, "90", "90", "90"},
    /* Qualifiers on labels. */
    {"90", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN, .label = true}, "90余", "90+", ">90"},
    {"500", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN, .label = true}, "500余", "500+", NULL},
    {"900", {AS_TYPED, .qualifier = QUALIFIER_NEARLY, .label = true}, "近900", "<900", "<900"},
    {"1000", {AS_TYPED, .qualifier = QUALIFIER_ABOUT, .label = true}, "约1000", "~1,000", "ca. 1.000"},
    {"30", {AS_TYPED, .qualifier = QUALIFIER_AT_LEAST, .label = true}, "≥30", "≥30", "≥30"},
    {"115", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN, .label = true}, "超过115", ">115", NULL},
    {"310000", {AS_TYPED, .qualifier = QUALIFIER_MORE_THAN, .label = true}, "310,000余", "310,000+", NULL},
    /* Scale words. */
    {"310000", {AS_TYPED, .scale_power = 4}, "31万", NULL, NULL},
    {"310000", {AS_TYPED, .scale_power = 4, .qualifier = QUALIFIER_MORE_THAN}, "超过31万", NULL, NULL},
    {"12000", {AS_TYPED, .scale_power = 4, .qualifier = QUALIFIER_MORE_THAN}, "超过1.2万", NULL, NULL},
    {"36048", {AS_TYPED, .scale_power = 4}, "3.6048万", NULL, NULL},
    {"36048", {.digits = 1, .scale_power = 4}, "3.6万", NULL, NULL},
    {"20000000000", {AS_TYPED, .scale_power = 8, .qualifier = QUALIFIER_MORE_THAN}, "超过200亿", NULL, NULL},
    {"20000000000", {AS_TYPED, .scale_power = 9, .qualifier = QUALIFIER_MORE_THAN}, NULL, "more than 20 billion", "mehr als 20 Mrd."},
    {"120000000", {AS_TYPED, .scale_power = 8}, "1.2亿", NULL, NULL},
    {"120000000", {AS_TYPED, .scale_power = 6}, NULL, "120 million", "120 Mio."},
    {"1234567", {.digits = 2, .scale_power = 6}, NULL, "1.23 million", "1,23 Mio."},
    {"12500", {AS_TYPED, .scale_power = 3}, NULL, "12.5 thousand", "12,5 Tausend"},
    {"-310000", {AS_TYPED, .scale_power = 4}, "−31万", NULL, NULL},
    {"99999", {.digits = 0, .scale_power = 4}, "10万", NULL, NULL},
    {"0", {AS_TYPED, .scale_power = 4}, "0万", NULL, NULL},
    {"123456780000", {.digits = 0, .scale_power = 4}, "12,345,678万", NULL, NULL},
};

static int
check_number(const Locale *locale, const NumberCase *c, const char *expected)
{
    if (!expected)
        return 0;
    Arena *arena = arena_new();
    Decimal value;
    assert_true(decimal_parse(c->value, strlen(c->value), &value));
    const char *text = locale_number(arena, locale, value, &c->style);
    if (strcmp(text, expected) != 0)
        print_error("%s in %s\n", c->value, locale->tag);
    assert_string_equal(text, expected);
    arena_free(arena);
    return 1;
}

static void
golden_numbers(void **state)
{
    (void)state;
    int count = 0;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        count += check_number(locale_builtin("zh"), &numbers[i], numbers[i].zh);
        count += check_number(locale_builtin("en"), &numbers[i], numbers[i].en);
        count += check_number(&de, &numbers[i], numbers[i].de);
    }
    assert_true(count >= 120);
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
percentage_points(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int digits;
        const char *zh, *en;
    } cases[] = {
        {"3.2", -1, "3.2个百分点", "3.2 percentage points"},
        {"1", -1, "1个百分点", "1 percentage point"},
        {"1.0", -1, "1.0个百分点", "1.0 percentage points"},
        {"0.96", 0, "1个百分点", "1 percentage point"},
        {"-2", -1, "−2个百分点", "−2 percentage points"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Decimal value;
        assert_true(decimal_parse(cases[i].value, strlen(cases[i].value), &value));
        NumberStyle style = {.digits = cases[i].digits};
        assert_string_equal(locale_points(arena, locale_builtin("zh"), value, &style), cases[i].zh);
        assert_string_equal(locale_points(arena, locale_builtin("en"), value, &style), cases[i].en);
    }
    arena_free(arena);
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
        cmocka_unit_test(percentage_points),
        cmocka_unit_test(axes_take_the_largest_word_that_suits),
        cmocka_unit_test(tags_and_qualifiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
