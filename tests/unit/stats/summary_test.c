#include "values.h"

#include "stats/summary.h"

/* R's summary(cars$dist): Min. 2, 1st Qu. 26, Median 36, Mean 42.98, 3rd Qu. 56, Max. 120; sd(cars$dist) is 25.76938. */
static void
a_summary_agrees_with_R(void **state)
{
    (void)state;
    Summary s = summary_of(CARS_DIST, CARS);
    assert_int_equal(s.count, 50);
    assert_digits(s.sum, 2149, 15);
    assert_digits(s.mean, 42.98, 15);
    assert_digits(s.min, 2, 15);
    assert_digits(s.max, 120, 15);
    assert_digits(summary_stdev(&s), 25.76938, 6);
    assert_digits(summary_stderr(&s), 25.769377 / sqrt(50), 7);
    assert_digits(summary_variance_population(&s) * 50, summary_variance(&s) * 49, 14);
    assert_digits(summary_stdev_population(&s), sqrt(s.squares / 50), 14);
}

/* NIST StRD NumAcc4: 1001 values 10000000.1 to 10000000.3; certified mean 10000000.2, standard deviation 0.1. */
static void
variance_survives_a_large_mean(void **state)
{
    (void)state;
    double values[1001] = {10000000.2};
    for (int i = 1; i <= 1000; i++)
        values[i] = i % 2 ? 10000000.1 : 10000000.3;
    Summary s = summary_of(values, 1001);
    assert_digits(s.mean, 10000000.2, 15);
    assert_digits(summary_stdev(&s), 0.1, 8);
}

static void
missing_values_are_left_out(void **state)
{
    (void)state;
    const double values[] = {NAN, 3, NAN, 5}, none[] = {NAN};
    Summary s = summary_of(values, 4), empty = summary_of(none, 1), one = summary_of(values, 2);
    assert_int_equal(s.count, 2);
    assert_digits(s.mean, 4, 15);
    assert_digits(s.product, 15, 15);
    assert_digits(summary_variance(&s), 2, 15);
    assert_int_equal(empty.count, 0);
    assert_true(isnan(empty.mean) && isnan(empty.min) && isnan(summary_variance_population(&empty)));
    assert_true(isnan(summary_variance(&one)) && isnan(summary_stderr(&one)));
    assert_digits(summary_variance_population(&one), 0, 15);
}

/* mtcars$mpg of R: summary() prints 10.40 15.43 19.20 20.09 22.80 33.90; quantile(type = 7) is its default. */
static void
quantiles_are_of_type_7(void **state)
{
    (void)state;
    static const double mpg[] = {21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9, 21.5, 15.5,
        15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4};
    Arena *arena = arena_new();
    size_t count;
    const double *sorted = values_sorted(arena, mpg, COUNT_OF(mpg), &count);
    assert_int_equal(count, 32);
    assert_digits(quantile_sorted(sorted, count, 0), 10.4, 15);
    assert_digits(quantile_sorted(sorted, count, 0.25), 15.425, 15);
    assert_digits(quantile_sorted(sorted, count, 0.5), 19.2, 15);
    assert_digits(quantile_sorted(sorted, count, 0.75), 22.8, 15);
    assert_digits(quantile_sorted(sorted, count, 1), 33.9, 15);
    assert_digits(quantile_sorted(sorted, count, 7), 33.9, 15);
    assert_true(isnan(quantile_sorted(sorted, 0, 0.5)) && isnan(quantile_sorted(sorted, count, NAN)));
    arena_free(arena);
}

/* mean(cars$dist) ± 1.96 standard errors is 35.84 … 50.12; the bootstrap comes near it, and comes out the same each time. */
static void
the_interval_of_a_mean_repeats_itself(void **state)
{
    (void)state;
    double low, high, low_again, high_again, none = NAN;
    assert_true(mean_interval(CARS_DIST, CARS, 0.95, &low, &high));
    assert_true(mean_interval(CARS_DIST, CARS, 0.95, &low_again, &high_again));
    assert_true(fabs(low - 35.84) < 0.7 && fabs(high - 50.12) < 0.7);
    assert_true(low == low_again && high == high_again);
    double reversed[CARS];
    for (int i = 0; i < CARS; i++)
        reversed[i] = CARS_DIST[CARS - 1 - i];
    assert_true(mean_interval(reversed, CARS, 0.95, &low_again, &high_again));
    assert_true(low == low_again && high == high_again);
    assert_false(mean_interval(&none, 1, 0.95, &low, &high));
    assert_true(isnan(low) && isnan(high));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_agrees_with_R),
        cmocka_unit_test(variance_survives_a_large_mean),
        cmocka_unit_test(missing_values_are_left_out),
        cmocka_unit_test(quantiles_are_of_type_7),
        cmocka_unit_test(the_interval_of_a_mean_repeats_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
