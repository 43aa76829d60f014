/* Decimals: as typed, exact, rounded as asked. */
#include "fixture.h"

#include "base/decimal.h"

#include <math.h>

static Decimal
dec(const char *text)
{
    Decimal value = {0, 0};
    assert_true(decimal_parse(text, strlen(text), &value));
    return value;
}

static void
typed_digits_are_kept(void **state)
{
    (void)state;
    static const char *const good[] = {
        "0", "1446", "8.80", "-0.5", "0.000", "-12", "999999999999999999", "0.999999999999999999", "20000000000",
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_string_equal(decimal_text(arena, dec(good[i])), good[i]);
    static const char *const bad[] = {
        "", "-", ".5", "5.", "+1", "1e3", "1,000", " 1", "1 ", "1.2.3", "1000000000000000000", "--1", "１", "0x1",
        "0.0000000000000000001",
    };
    Decimal value;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(decimal_parse(bad[i], strlen(bad[i]), &value));
    arena_free(arena);
}

static void
sums_and_products_are_exact(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Decimal r;
    assert_true(decimal_add(dec("0.1"), dec("0.2"), &r));
    assert_string_equal(decimal_text(arena, r), "0.3");
    assert_true(decimal_sub(dec("996"), dec("926"), &r));
    assert_string_equal(decimal_text(arena, r), "70");
    assert_true(decimal_sub(dec("1"), dec("1.00"), &r));
    assert_string_equal(decimal_text(arena, r), "0.00");
    assert_true(decimal_mul(dec("-1.25"), dec("0.4"), &r));
    assert_string_equal(decimal_text(arena, r), "-0.500");
    assert_false(decimal_add(dec("999999999999999999"), dec("1"), &r));
    assert_false(decimal_mul(dec("1000000000"), dec("1000000001"), &r));
    assert_true(decimal_mul(dec("0.5000000000"), dec("0.2000000000"), &r)); /* zeros give way */
    assert_int_equal(decimal_compare(r, dec("0.1")), 0);
    arena_free(arena);
}

static void
quotients_round(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Decimal r;
    assert_true(decimal_div(dec("4691"), dec("8500"), 4, ROUND_HALF_UP, &r));
    assert_string_equal(decimal_text(arena, r), "0.5519");
    assert_true(decimal_div(dec("-1"), dec("3"), 3, ROUND_HALF_UP, &r));
    assert_string_equal(decimal_text(arena, r), "-0.333");
    assert_true(decimal_div(dec("1"), dec("-8"), 2, ROUND_HALF_EVEN, &r));
    assert_string_equal(decimal_text(arena, r), "-0.12");
    assert_true(decimal_div(dec("8.8"), dec("0.04"), 0, ROUND_HALF_UP, &r));
    assert_string_equal(decimal_text(arena, r), "220");
    assert_true(decimal_div(dec("0.001"), dec("1000"), 2, ROUND_HALF_UP, &r));
    assert_true(decimal_is_zero(r));
    assert_false(decimal_div(dec("1"), dec("0.00"), 2, ROUND_HALF_UP, &r));
    assert_false(decimal_div(dec("999999999999999999"), dec("0.000000000000000001"), 18, ROUND_HALF_UP, &r));
    arena_free(arena);
}

static void
rounding_half_up_and_half_even(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int scale;
        const char *up, *even;
    } cases[] = {
        {"2.5", 0, "3", "2"}, {"3.5", 0, "4", "4"}, {"-2.5", 0, "-3", "-2"}, {"0.125", 2, "0.13", "0.12"},
        {"2.51", 0, "3", "3"}, {"1.005", 2, "1.01", "1.00"}, {"7", 2, "7.00", "7.00"}, {"0.04", 1, "0.0", "0.0"},
        {"999.95", 1, "1000.0", "1000.0"}, {"8.8", 1, "8.8", "8.8"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Decimal v = dec(cases[i].value);
        assert_string_equal(decimal_text(arena, decimal_round(v, cases[i].scale, ROUND_HALF_UP)), cases[i].up);
        assert_string_equal(decimal_text(arena, decimal_round(v, cases[i].scale, ROUND_HALF_EVEN)), cases[i].even);
    }
    arena_free(arena);
}

static void
comparing(void **state)
{
    (void)state;
    assert_int_equal(decimal_compare(dec("1.0"), dec("1")), 0);
    assert_int_equal(decimal_compare(dec("-1"), dec("0.000000000000000001")), -1);
    assert_int_equal(decimal_compare(dec("999999999999999999"), dec("0.999999999999999999")), 1);
}

static void
doubles(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"}, {0.1, "0.1"}, {1446, "1446"}, {-8.8, "-8.8"}, {1e15, "1000000000000000"}, {1.0 / 3, "0.333333333333333"},
        {2.5e-3, "0.0025"}, {1e300, "999999999999999999"}, {-1e300, "-999999999999999999"}, {NAN, "0"}, {1e-30, "0.000000000000000000"},
        {123456.789, "123456.789"}, {1e17, "100000000000000000"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(decimal_text(arena, decimal_from_double(cases[i].value)), cases[i].text);
    assert_true(decimal_to_double(dec("8.80")) == 8.8);
    assert_true(decimal_to_double(dec("-0.1")) == -0.1);
    assert_string_equal(decimal_text(arena, decimal_from_int(-5)), "-5");
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_digits_are_kept),
        cmocka_unit_test(sums_and_products_are_exact),
        cmocka_unit_test(quotients_round),
        cmocka_unit_test(rounding_half_up_and_half_even),
        cmocka_unit_test(comparing),
        cmocka_unit_test(doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
