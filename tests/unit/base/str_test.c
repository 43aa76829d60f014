/* Buffers, escapes, numbers as text, near names, patterns. */
#include "fixture.h"

#include <math.h>

static void
buffers_grow_and_are_taken(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf buf = BUF_INIT;
    assert_null(buf.ptr);
    buf_add(&buf, NULL);
    buf_add(&buf, "a");
    buf_add_char(&buf, 'b');
    buf_add_rune(&buf, 0x4E2D);
    buf_printf(&buf, "%03d", 7);
    for (int i = 0; i < 1000; i++)
        buf_add(&buf, "x");
    assert_int_equal(buf.length, 1 + 1 + 3 + 3 + 1000);
    assert_memory_equal(buf.ptr, "ab中007xxx", 11);
    buf_reset(&buf);
    assert_string_equal(buf.ptr, "");
    buf_add(&buf, "kept");
    assert_string_equal(buf_take(&buf, arena), "kept");
    assert_int_equal(buf.length, 0);
    buf_clear(&buf);
    assert_string_equal(buf_take(&buf, arena), "");
    arena_free(arena);
}

static void
printed_as_printf_does(void **state)
{
    (void)state;
    Buf buf = BUF_INIT;
    char wanted[400];
    const char *volatile none = NULL; /* the compiler need not know */
#define SAME(...)                                     \
    do {                                              \
        buf_reset(&buf);                              \
        buf_printf(&buf, __VA_ARGS__);                \
        snprintf(wanted, sizeof wanted, __VA_ARGS__); \
        assert_string_equal(buf.ptr, wanted);         \
        assert_int_equal(buf.length, strlen(wanted)); \
    } while (0)
    SAME("nothing");
    SAME("%s", "");
    SAME("%s=%d;%u%%%c", "标准", -7, 4000000000u, 'x');
    SAME("%d %d %d", INT32_MIN, INT32_MAX, 0);
    SAME("%ld %ld %zu", INT64_MIN, INT64_MAX, SIZE_MAX);
    SAME("%s%s", "a", "b%s");
    SAME("%5.2f|%-4s|%04x", 3.14159, "ab", 255);
    SAME("%s", none);
    SAME("%s%300d", "more than is made room for at first: ", 1);
    SAME("%s%s", "0123456789012345678901234567890123456789012345678901234567890123456789",
         "0123456789012345678901234567890123456789012345678901234567890123456789");
#undef SAME
    buf_clear(&buf);
}

static void
xml_and_json_escapes(void **state)
{
    (void)state;
    Buf buf = BUF_INIT;
    buf_add_xml(&buf, "a<b>&\"中\x01\xff");
    assert_string_equal(buf.ptr, "a&lt;b&gt;&amp;&quot;中\xEF\xBF\xBD");
    buf_reset(&buf);
    buf_add_json(&buf, "a\"\\\n\t\x01中/");
    assert_string_equal(buf.ptr, "a\\\"\\\\\\n\\t\\u0001中/");
    buf_clear(&buf);
}

static void
numbers_in_fixed_notation(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {
        {0, 2, "0"}, {-0.0, 2, "0"}, {-0.001, 2, "0"}, {1, 0, "1"}, {1.5, 0, "2"}, {10, 3, "10"}, {100, 0, "100"},
        {0.1, 3, "0.1"}, {0.125, 3, "0.125"}, {0.05, 2, "0.05"}, {-12.3456, 2, "-12.35"}, {1.999, 2, "2"},
        {1234567.875, 3, "1234567.875"}, {1e20, 2, "100000000000000000000"}, {0.0004, 3, "0"}, {99.9996, 3, "100"},
        {NAN, 2, "0"}, {INFINITY, 2, "0"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf buf = BUF_INIT;
        buf_add_number(&buf, cases[i].value, cases[i].digits);
        assert_string_equal(buf.ptr, cases[i].text);
        buf_clear(&buf);
    }
}

static void
shortest_numbers_as_javascript_prints_them(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"}, {-0.0, "0"}, {0.1, "0.1"}, {0.1 + 0.2, "0.30000000000000004"}, {1e21, "1e+21"}, {1e20, "100000000000000000000"},
        {123456789012345680.0, "123456789012345680"}, {1e-6, "0.000001"}, {1e-7, "1e-7"}, {1.5e-7, "1.5e-7"},
        {-1.5, "-1.5"}, {5e-324, "5e-324"}, {1.7976931348623157e308, "1.7976931348623157e+308"}, {1.0 / 3, "0.3333333333333333"},
        {8.8, "8.8"}, {36048, "36048"}, {NAN, "NaN"}, {-INFINITY, "-Infinity"}, {4.35, "4.35"}, {2e-3, "0.002"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *text = str_from_double(arena, cases[i].value);
        assert_string_equal(text, cases[i].text);
        double back;
        if (isfinite(cases[i].value)) {
            assert_true(str_to_double(text, &back));
            assert_true(back == cases[i].value);
        }
    }
    arena_free(arena);
}

static void
numbers_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    double value;
    assert_true(str_to_double("12.5e2", &value) && value == 1250);
    assert_true(str_to_double("-.5", &value) && value == -0.5);
    assert_true(str_to_double("5.", &value) && value == 5);
    assert_true(str_to_double("0.1234567890123456789", &value) && value == 0.1234567890123456789);
    assert_true(str_to_double("9007199254740993", &value) && value == 9007199254740992.0);
    static const char *const bad[] = {"", ".", "-", "1e", "1 ", " 1", "0x10", "1,5", "inf", "nan", "1e999", "1.2.3", "--1"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(str_to_double(bad[i], &value));
    assert_false(str_to_double(NULL, &value));
}

static void
small_helpers(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    assert_true(str_equal(NULL, NULL));
    assert_false(str_equal(NULL, ""));
    assert_true(str_starts("abc", "ab"));
    assert_false(str_starts("a", "ab"));
    assert_true(str_ends("x.yaml", ".yaml"));
    assert_false(str_ends("l", ".yaml"));
    assert_true(str_is_empty(NULL) && str_is_empty("") && !str_is_empty(" "));
    assert_string_equal(str_trim(arena, " \t a b\r\n"), "a b");
    assert_string_equal(str_trim(arena, "  "), "");
    assert_true(str_hash("a", 1) == UINT64_C(0xaf63dc4c8601ec8c)); /* test vector of the FNV authors */
    arena_free(arena);
}

static void
near_names(void **state)
{
    (void)state;
    static const char *const names[] = {"title", "subtitle", "width", "x", "标准化总监"};
    assert_string_equal(str_nearest("tilte", names, COUNT_OF(names)), "title");
    assert_string_equal(str_nearest("Title", names, COUNT_OF(names)), "title");
    assert_string_equal(str_nearest("widht", names, COUNT_OF(names)), "width");
    assert_string_equal(str_nearest("标准化总临", names, COUNT_OF(names)), "标准化总监");
    assert_null(str_nearest("colour", names, COUNT_OF(names)));
    assert_null(str_nearest("y", names, COUNT_OF(names)));
    assert_null(str_nearest("", names, COUNT_OF(names)));
    assert_null(str_nearest("title", NULL, 0));
}

static void
globs(void **state)
{
    (void)state;
    assert_true(str_glob("*", ""));
    assert_true(str_glob("charts/*.png", "charts/a/b.png"));
    assert_true(str_glob("*targets*", "infographics/targets-2025.zh.png"));
    assert_true(str_glob("c??", "c01"));
    assert_true(str_glob("?", "中"));
    assert_true(str_glob("a*b*c", "axxbxxbc"));
    assert_false(str_glob("c?", "c01"));
    assert_false(str_glob("a,b", "a"));
    assert_true(str_glob_any("*.pdf,charts/*", "charts/c01.svg"));
    assert_true(str_glob_any("*.pdf,charts/*", "whitepaper.pdf"));
    assert_false(str_glob_any("*.pdf,charts/*", "charts"));
    assert_false(str_glob_any("*.pdf,", "a"));
    assert_true(str_glob_any("*.pdf,", ""));
    assert_false(str_glob_any("", "a"));
    assert_false(str_glob("a", ""));
    assert_false(str_glob("*.png", "a.svg"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buffers_grow_and_are_taken),
        cmocka_unit_test(printed_as_printf_does),
        cmocka_unit_test(xml_and_json_escapes),
        cmocka_unit_test(numbers_in_fixed_notation),
        cmocka_unit_test(shortest_numbers_as_javascript_prints_them),
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        cmocka_unit_test(small_helpers),
        cmocka_unit_test(near_names),
        cmocka_unit_test(globs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
