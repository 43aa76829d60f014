#include "values.h"

#include "stats/series.h"

/* The loess transform of vega-statistics 2.0 on `cars`, bandwidth 0.3: repeated x, outliers, two robust rounds. */
static void
loess_agrees_with_Vega(void **state)
{
    (void)state;
    static const SeriesPoint expected[] = {
        {4, 5.69707370919362}, {7, 13.0972115340273}, {8, 15.3838943589593}, {9, 18.3859366549408}, {10, 21.0794210686826}, {11, 23.6819317786886},
        {12, 24.9733898740486}, {13, 32.6537859817128}, {14, 36.1659480539318}, {15, 35.6524079093030}, {16, 36.6264716703631}, {17, 44.5114348890359},
        {18, 51.7509931606781}, {19, 53.6142277750682}, {20, 52.7934331652231}, {22, 65.0745097544882}, {23, 74.1838028124798}, {24, 82.3910915083322},
        {25, 91.1327593584474},
    };
    Arena *arena = arena_new();
    Series series;
    series_loess(arena, CARS_SPEED, CARS_DIST, CARS, 0.3, &series);
    assert_int_equal(series.count, COUNT_OF(expected));
    for (size_t i = 0; i < series.count; i++) {
        assert_digits(series.items[i].x, expected[i].x, 14);
        assert_digits(series.items[i].y, expected[i].y, 10);
    }
    arena_free(arena);
}

/* Points on a line stay where they are, in any order, gaps left out. */
static void
loess_leaves_a_line_alone(void **state)
{
    (void)state;
    const double x[] = {5, 1, NAN, 2, 4, 3}, y[] = {11, 3, 0, 5, 9, 7};
    Arena *arena = arena_new();
    Series series;
    series_loess(arena, x, y, 6, 0.8, &series);
    assert_int_equal(series.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_digits(series.items[i].x, (double)i + 1, 14);
        assert_digits(series.items[i].y, 2 * ((double)i + 1) + 1, 12);
    }
    series_loess(arena, x, y, 1, 0.3, &series);
    assert_int_equal(series.count, 0);
    arena_free(arena);
}

/* Scott's rule: 1.06 · min(s, IQR / 1.34) · n^(-1/5), which is R's bw.nrd; here from summary(cars$dist) and sd(cars$dist). */
static void
the_bandwidth_is_scotts(void **state)
{
    (void)state;
    assert_digits(density_bandwidth(CARS_DIST, CARS), 1.06 * (56 - 26) / 1.34 * pow(50, -0.2), 12);
    const double same[] = {-3, -3, -3}, zero = 0;
    assert_digits(density_bandwidth(same, 3), 1.06 * 3 * pow(3, -0.2), 12);
    assert_digits(density_bandwidth(&zero, 1), 1.06, 12);
    assert_true(isnan(density_bandwidth(&zero, 0)));
}

/* One kernel of width 1 is the normal distribution: φ(0) = 0.398942280401433, Φ(1.959963984540054) = 0.975 (Abramowitz and Stegun, 26.2). */
static void
one_kernel_is_the_normal_distribution(void **state)
{
    (void)state;
    const double values[] = {NAN, 0};
    Arena *arena = arena_new();
    Density one = density_make(arena, values, 2, 1);
    assert_digits(density_at(&one, 0), 0.398942280401433, 14);
    assert_digits(density_at(&one, 1), 0.241970724519143, 14);
    assert_digits(density_cumulative_at(&one, 1.959963984540054), 0.975, 14);
    assert_digits(density_cumulative_at(&one, 0), 0.5, 14);
    arena_free(arena);
}

static void
a_density_holds_all_of_its_mass(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Density density = density_make(arena, CARS_DIST, CARS, 0);
    double mass = 0;
    for (double x = -200; x < 400; x += 0.5)
        mass += density_at(&density, x) * 0.5;
    assert_digits(mass, 1, 9);
    assert_digits(density_cumulative_at(&density, 400), 1, 12);
    arena_free(arena);
}

static double
bell(const void *data, double x)
{
    (void)data;
    return exp(-x * x / 2);
}

static double
straight(const void *data, double x)
{
    return *(const double *)data * x;
}

/* sampleCurve of vega-statistics 2.0 gives 105 points for the bell from -3 to 3; points 1 and 40 are known. */
static void
a_curve_gets_more_points_where_it_bends(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Series series;
    series_of_curve(arena, bell, NULL, -3, 3, 25, 200, &series);
    assert_int_equal(series.count, 105);
    assert_digits(series.items[1].x, -2.94, 13);
    assert_digits(series.items[1].y, 0.013275965284957045, 12);
    assert_digits(series.items[40].x, -0.48, 12);
    assert_digits(series.items[40].y, 0.8911878885041845, 12);
    double slope = 2;
    series_of_curve(arena, straight, &slope, 0, 10, 25, 200, &series);
    assert_int_equal(series.count, 26);
    series_of_curve(arena, bell, NULL, -3, 3, 10, 10, &series);
    assert_int_equal(series.count, 11);
    assert_digits(series.items[10].x, 3, 15);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loess_agrees_with_Vega),
        cmocka_unit_test(loess_leaves_a_line_alone),
        cmocka_unit_test(the_bandwidth_is_scotts),
        cmocka_unit_test(one_kernel_is_the_normal_distribution),
        cmocka_unit_test(a_density_holds_all_of_its_mass),
        cmocka_unit_test(a_curve_gets_more_points_where_it_bends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
