#include "values.h"

#include "stats/fit.h"

/* NIST StRD, Norris.dat: calibration of ozone monitors. */
static void
a_line_has_the_certified_coefficients_of_Norris(void **state)
{
    (void)state;
    static const double x[] = {0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6, 556.0, 228.1,
        995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5};
    static const double y[] = {0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8, 557.7, 228.3,
        998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2};
    Fit fit;
    assert_true(fit_make(FIT_LINEAR, 0, x, y, COUNT_OF(x), &fit));
    assert_digits(fit.coefficients[0], -0.262323073774029, 11);
    assert_digits(fit.coefficients[1], 1.00211681802045, 13);
    assert_digits(fit.r_squared, 0.999993745883712, 14);
    assert_digits(fit_at(&fit, 100), -0.262323073774029 + 100.211681802045, 13);
}

/* NIST StRD, Pontius.dat: calibration of load cells. */
static void
a_parabola_has_the_certified_coefficients_of_Pontius(void **state)
{
    (void)state;
    static const double y[] = {.11019, .21956, .32949, .43899, .54803, .65694, .76562, .87487, .98292, 1.09146, 1.20001, 1.30822, 1.41599, 1.52399, 1.63194,
        1.73947, 1.84646, 1.95392, 2.06128, 2.16844, .11052, .22018, .32939, .43886, .54798, .65739, .76596, .87474, .98300, 1.09150, 1.20004, 1.30818, 1.41613,
        1.52408, 1.63159, 1.73965, 1.84696, 1.95445, 2.06177, 2.16829};
    double x[40];
    for (int i = 0; i < 40; i++)
        x[i] = 150000.0 * (i % 20 + 1);
    Fit fit;
    assert_true(fit_make(FIT_QUAD, 0, x, y, 40, &fit));
    assert_digits(fit.coefficients[0], 0.673565789473684e-03, 10);
    assert_digits(fit.coefficients[1], 0.732059160401003e-06, 12);
    assert_digits(fit.coefficients[2], -0.316081871345029e-14, 10);
    assert_digits(fit.r_squared, 0.999999900178537, 14);
}

/* NIST StRD, Wampler1 and Wampler2: polynomials of degree 5 at x = 0 … 20; all coefficients 1, and 1, 0.1 … 0.00001. */
static void
a_polynomial_has_the_certified_coefficients_of_Wampler(void **state)
{
    (void)state;
    double x[21], ones[21], tenths[21];
    for (int i = 0; i <= 20; i++) {
        x[i] = i;
        ones[i] = 1 + i + pow(i, 2) + pow(i, 3) + pow(i, 4) + pow(i, 5);
        tenths[i] = 1 + 0.1 * i + 0.01 * pow(i, 2) + 0.001 * pow(i, 3) + 0.0001 * pow(i, 4) + 0.00001 * pow(i, 5);
    }
    Fit fit;
    assert_true(fit_make(FIT_POLY, 5, x, ones, 21, &fit));
    for (int k = 0; k <= 5; k++)
        assert_digits(fit.coefficients[k], 1, 8);
    assert_true(fit_make(FIT_POLY, 5, x, tenths, 21, &fit));
    for (int k = 0; k <= 5; k++)
        assert_digits(fit.coefficients[k], pow(10, -k), 8);
    assert_digits(fit_at(&fit, 10), tenths[10], 13);
    assert_int_equal(fit.order, 5);
}

/* R: lm(dist ~ speed, cars): -17.5791, 3.9324, R² 0.6511; vega-statistics 2.0 for exp. */
static void
curves_agree_with_R_and_Vega(void **state)
{
    (void)state;
    Fit fit;
    assert_true(fit_make(FIT_LINEAR, 0, CARS_SPEED, CARS_DIST, CARS, &fit));
    assert_true(fabs(fit.coefficients[0] - -17.5791) < 5e-5 && fabs(fit.coefficients[1] - 3.9324) < 5e-5 && fabs(fit.r_squared - 0.6511) < 5e-5);
    assert_true(fit_make(FIT_EXP, 0, CARS_SPEED, CARS_DIST, CARS, &fit));
    assert_digits(fit.coefficients[0], 10.462110122387731, 11);
    assert_digits(fit.coefficients[1], 0.08877358937198872, 11);
    assert_digits(fit.r_squared, 0.655347521180149, 11);
    assert_true(fit_make(FIT_CONSTANT, 0, CARS_SPEED, CARS_DIST, CARS, &fit));
    assert_digits(fit_at(&fit, 1000), 42.98, 13);
    assert_digits(fit.r_squared, 0, 15);
}

static void
exact_curves_are_found_again(void **state)
{
    (void)state;
    double x[9], logs[9], powers[9], exps[9];
    for (int i = 0; i < 9; i++) {
        x[i] = i + 1;
        logs[i] = 2 - 3 * log(x[i]);
        powers[i] = 0.5 * pow(x[i], 1.5);
        exps[i] = 4 * exp(-0.25 * x[i]);
    }
    Fit fit;
    assert_true(fit_make(FIT_LOG, 0, x, logs, 9, &fit));
    assert_digits(fit.coefficients[0], 2, 13);
    assert_digits(fit.coefficients[1], -3, 13);
    assert_digits(fit_at(&fit, 20), 2 - 3 * log(20), 13);
    assert_true(fit_make(FIT_POW, 0, x, powers, 9, &fit));
    assert_digits(fit.coefficients[0], 0.5, 13);
    assert_digits(fit.coefficients[1], 1.5, 13);
    assert_digits(fit_at(&fit, 4), 4, 13);
    assert_true(fit_make(FIT_EXP, 0, x, exps, 9, &fit));
    assert_digits(fit.coefficients[0], 4, 13);
    assert_digits(fit.coefficients[1], -0.25, 13);
    assert_digits(fit.r_squared, 1, 13);
}

static void
what_does_not_determine_a_curve_is_refused(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3}, y[] = {5, 6, 9}, twice[] = {1, 2, 2}, zero[] = {0, 1, 2}, gaps[] = {1, NAN, 3}, level[] = {4, 4, 4};
    Fit fit = {.order = 99};
    assert_false(fit_make(FIT_LINEAR, 0, x, y, 1, &fit));
    assert_false(fit_make(FIT_POLY, 3, x, y, 3, &fit));
    assert_false(fit_make(FIT_QUAD, 0, twice, y, 3, &fit));
    assert_false(fit_make(FIT_QUAD, 0, gaps, y, 3, &fit));
    assert_false(fit_make(FIT_LOG, 0, zero, y, 3, &fit));
    assert_false(fit_make(FIT_POW, 0, x, zero, 3, &fit));
    assert_false(fit_make(FIT_POLY, FIT_ORDER_MAX + 1, x, y, 3, &fit));
    assert_int_equal(fit.order, 99);
    assert_true(fit_make(FIT_QUAD, 0, x, y, 3, &fit));
    assert_digits(fit_at(&fit, 2), 6, 13);
    assert_true(fit_make(FIT_LINEAR, 0, x, level, 3, &fit)); /* no spread to explain */
    assert_true(isnan(fit.r_squared));
    assert_true(fit_make(FIT_LINEAR, 0, level, y, 3, &fit)); /* all at one x: level through the mean, as in Vega */
    assert_digits(fit_at(&fit, 0), 20.0 / 3, 13);
}

static void
methods_have_the_names_of_Vega(void **state)
{
    (void)state;
    FitMethod method = FIT_POLY;
    assert_true(fit_method_parse("constant", &method) && method == FIT_CONSTANT);
    assert_true(fit_method_parse("poly", &method) && method == FIT_POLY);
    assert_false(fit_method_parse("cubic", &method));
    assert_false(fit_method_parse(NULL, &method));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_the_certified_coefficients_of_Norris),
        cmocka_unit_test(a_parabola_has_the_certified_coefficients_of_Pontius),
        cmocka_unit_test(a_polynomial_has_the_certified_coefficients_of_Wampler),
        cmocka_unit_test(curves_agree_with_R_and_Vega),
        cmocka_unit_test(exact_curves_are_found_again),
        cmocka_unit_test(what_does_not_determine_a_curve_is_refused),
        cmocka_unit_test(methods_have_the_names_of_Vega),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
