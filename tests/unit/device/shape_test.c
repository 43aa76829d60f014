#include "device/shape.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void
rectangles_are_recognized(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Path rect = {0}, slanted = {0}, open = {0}, triangle = {0};
    Rect found;
    path_rect(arena, &rect, (Rect){1, 2, 3, 4});
    assert_true(shape_as_rect(&rect, &found));
    assert_float_equal(found.x, 1, 0);
    assert_float_equal(found.height, 4, 0);
    path_move(arena, &slanted, 0, 0);
    path_line(arena, &slanted, 5, 1);
    path_line(arena, &slanted, 5, 5);
    path_line(arena, &slanted, 0, 5);
    path_close(arena, &slanted);
    assert_false(shape_as_rect(&slanted, &found));
    path_move(arena, &open, 0, 0);
    path_line(arena, &open, 5, 0);
    path_line(arena, &open, 5, 5);
    path_line(arena, &open, 0, 5);
    assert_false(shape_as_rect(&open, &found));
    path_move(arena, &triangle, 0, 0);
    path_line(arena, &triangle, 5, 0);
    path_line(arena, &triangle, 5, 5);
    path_close(arena, &triangle);
    assert_false(shape_as_rect(&triangle, &found));
    arena_free(arena);
}

/* Hatch lines are `spacing` apart, whatever the box, and in step across boxes. */
static void
hatches_are_in_step(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Paint paint = {.kind = PAINT_PATTERN, .pattern = PATTERN_HATCH, .color = COLOR_BLACK, .spacing = 6, .line_width = 1};
    const Rect boxes[] = {{0, 0, 20, 30}, {103, 57, 40, 11}};
    for (size_t b = 0; b < COUNT_OF(boxes); b++) {
        Path path = pattern_path(arena, &paint, boxes[b]);
        assert_true(path.parts.count >= 8);
        for (size_t i = 0; i < path.parts.count; i++) {
            Point p = path.parts.items[i].to;
            double u = (p.x + p.y) * M_SQRT1_2 / 6 - 0.5;
            assert_float_equal(u, round(u), 1e-9);
        }
    }
    arena_free(arena);
}

static void
similar_matrices(void **state)
{
    (void)state;
    assert_true(matrix_is_similarity(matrix_multiply(matrix_scale(2, 2), matrix_rotate(30))));
    assert_true(matrix_is_similarity((Matrix){1, 0, 0, -1, 5, 6}));
    assert_false(matrix_is_similarity(matrix_scale(2, 3)));
    assert_false(matrix_is_similarity((Matrix){1, 0, 0.5, 1, 0, 0}));
    assert_float_equal(matrix_scale_factor(matrix_scale(2, -8)), 4, 1e-12);
}

static void
families_have_a_generic_one(void **state)
{
    (void)state;
    assert_string_equal(font_generic_family("Noto Serif CJK SC"), "serif");
    assert_string_equal(font_generic_family("Noto Sans"), "sans-serif");
    assert_string_equal(font_generic_family("DejaVu Sans Mono"), "monospace");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rectangles_are_recognized),
        cmocka_unit_test(hatches_are_in_step),
        cmocka_unit_test(similar_matrices),
        cmocka_unit_test(families_have_a_generic_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
