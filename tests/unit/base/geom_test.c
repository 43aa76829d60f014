/* Matrices and rectangles. */
#include "fixture.h"

#include "base/geom.h"

static void
assert_point(Point p, double x, double y)
{
    assert_float_equal(p.x, x, 1e-9);
    assert_float_equal(p.y, y, 1e-9);
}

static void
matrices_apply_the_inner_one_first(void **state)
{
    (void)state;
    Matrix m = matrix_multiply(matrix_translate(10, 0), matrix_scale(2, 3));
    assert_point(matrix_apply(m, (Point){1, 1}), 12, 3);
    m = matrix_multiply(matrix_scale(2, 3), matrix_translate(10, 0));
    assert_point(matrix_apply(m, (Point){1, 1}), 22, 3);
    assert_true(matrix_is_identity(MATRIX_IDENTITY));
    assert_false(matrix_is_identity(m));
}

static void
rotation_is_clockwise_and_quarter_turns_are_exact(void **state)
{
    (void)state;
    Point p = matrix_apply(matrix_rotate(90), (Point){1, 0});
    assert_true(p.x == 0 && p.y == 1);
    p = matrix_apply(matrix_rotate(-90), (Point){1, 0});
    assert_true(p.x == 0 && p.y == -1);
    assert_true(matrix_is_identity(matrix_rotate(360)));
    assert_point(matrix_apply(matrix_rotate(45), (Point){1, 0}), 0.70710678118, 0.70710678118);
}

static void
rectangles(void **state)
{
    (void)state;
    Rect a = {0, 0, 10, 10}, b = {5, 5, 10, 10};
    Rect u = rect_union(a, b);
    assert_true(u.x == 0 && u.y == 0 && u.width == 15 && u.height == 15);
    u = rect_union(RECT_EMPTY, b);
    assert_true(u.x == 5 && u.width == 10);
    assert_true(rect_overlaps(a, b, 0));
    assert_false(rect_overlaps(a, (Rect){10, 0, 5, 5}, 0)); /* they touch */
    assert_false(rect_overlaps(a, (Rect){9.5, 0, 5, 5}, 1));
    assert_false(rect_overlaps(a, RECT_EMPTY, 0));
    assert_true(rect_contains(a, (Rect){1, 1, 9.2, 2}, 0.5));
    assert_false(rect_contains(a, b, 0.5));
    Rect turned = matrix_apply_rect(matrix_rotate(90), (Rect){0, 0, 4, 2});
    assert_true(turned.x == -2 && turned.y == 0 && turned.width == 2 && turned.height == 4);
    assert_true(rect_inset(a, 2).width == 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matrices_apply_the_inner_one_first),
        cmocka_unit_test(rotation_is_clockwise_and_quarter_turns_are_exact),
        cmocka_unit_test(rectangles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
