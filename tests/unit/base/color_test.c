/* Colours: reading, mixing, contrast. */
#include "fixture.h"

#include "base/color.h"

static void
css_colours_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hex;
        double alpha;
    } cases[] = {
        {"#4c78a8", "#4c78a8", 1}, {"#ABC", "#aabbcc", 1}, {"#abc8", "#aabbcc", 0x88 / 255.0}, {"#11223380", "#112233", 0x80 / 255.0},
        {"steelblue", "#4682b4", 1}, {"RebeccaPurple", "#663399", 1}, {"aliceblue", "#f0f8ff", 1}, {"yellowgreen", "#9acd32", 1},
        {"transparent", "#000000", 0}, {"rgb(255, 0, 0)", "#ff0000", 1}, {"rgb(100%,0%,50%)", "#ff0080", 1},
        {"rgba(0,0,255,0.25)", "#0000ff", 0.25}, {"rgb(0 0 255 / 50%)", "#0000ff", 0.5}, {"hsl(120, 100%, 25%)", "#008000", 1},
        {"hsl(-120deg 100% 50%)", "#0000ff", 1}, {"hsla(0,0%,50%,.5)", "#808080", 0.5}, {"rgb(300,-5,0)", "#ff0000", 1},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Color color;
        assert_true(color_parse(cases[i].text, &color));
        assert_string_equal(color_text(arena, color), cases[i].hex);
        assert_float_equal(color.a, cases[i].alpha, 1e-9);
    }
    static const char *const bad[] = {"", "#12", "#12345", "#ggg", "blu", "rgb(1,2)", "rgb(1,2,3", "hsl(1,2,3)", "rgb(1,2,3,4,5)", "rgb(a,b,c)"};
    Color color;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(color_parse(bad[i], &color));
    assert_false(color_parse(NULL, &color));
    arena_free(arena);
}

static void
colours_mix_as_in_vega(void **state)
{
    (void)state;
    /* d3.interpolateLab("red", "blue")(0.5) is rgb(193, 0, 136). */
    Arena *arena = arena_new();
    Color red = color_hex(0xff0000), blue = color_hex(0x0000ff);
    assert_string_equal(color_text(arena, color_mix_lab(red, blue, 0.5)), "#c10088");
    assert_string_equal(color_text(arena, color_mix(red, blue, 0.5)), "#800080");
    static const uint32_t some[] = {0x000000, 0xffffff, 0x4c78a8, 0xf58518, 0x808080, 0x00ff00};
    for (size_t i = 0; i < COUNT_OF(some); i++) {
        Color c = color_hex(some[i]);
        assert_string_equal(color_text(arena, color_mix_lab(c, blue, 0)), color_text(arena, c));
        assert_string_equal(color_text(arena, color_mix_lab(red, c, 1)), color_text(arena, c));
    }
    for (size_t i = 2; i < COUNT_OF(some); i++) {
        Color c = color_hex(some[i]);
        assert_string_equal(color_text(arena, color_mix_hcl(c, red, 0, false)), color_text(arena, c));
        assert_string_equal(color_text(arena, color_mix_hcl(blue, c, 1, false)), color_text(arena, c));
    }
    /* Black and white have no chroma of their own in d3: they take the other end's. */
    assert_string_equal(color_text(arena, color_mix_hcl(color_hex(some[0]), red, 0, false)), "#590000");
    assert_string_equal(color_text(arena, color_mix_hcl(blue, color_hex(some[1]), 1, false)), "#ffd1ff");
    /* A grey takes the other colour's hue: no detour through red. */
    Color middle = color_mix_hcl(color_hex(0x808080), blue, 0.5, false);
    assert_true(middle.b > middle.r && middle.b > middle.g);
    arena_free(arena);
}

static void
layers_and_contrast(void **state)
{
    (void)state;
    Color half_black = {0, 0, 0, 0.5};
    Arena *arena = arena_new();
    assert_string_equal(color_text(arena, color_over(half_black, COLOR_WHITE)), "#808080");
    assert_true(color_equal(color_over(COLOR_NONE, COLOR_NONE), COLOR_NONE));
    assert_float_equal(color_contrast(COLOR_BLACK, COLOR_WHITE), 21, 1e-9);
    assert_float_equal(color_contrast(color_hex(0x777777), COLOR_WHITE), 4.48, 0.005); /* the known near miss of WCAG */
    assert_float_equal(color_contrast(COLOR_WHITE, color_hex(0x767676)), 4.54, 0.005);
    arena_free(arena);
}

/* Reds and greens fall together for dichromats, blues and yellows do not; greys and what lies on the confusion plane stay. */
static void
other_eyes(void **state)
{
    (void)state;
    Color red = color_hex(0xB5483C), green = color_hex(0x6B7F2A), orange = color_hex(0xE69F00), blue = color_hex(0x0072B2), grey = color_hex(0x808080);
    assert_true(color_equal(color_seen(red, VISION_NORMAL), red) || color_difference(color_seen(red, VISION_NORMAL), red) < 1e-6);
    assert_true(color_difference(red, green) > 50);
    assert_true(color_difference(color_seen(red, VISION_DEUTERANOPE), color_seen(green, VISION_DEUTERANOPE)) < 15);
    for (int vision = 1; vision < VISION_COUNT; vision++) {
        assert_true(color_difference(color_seen(orange, vision), color_seen(blue, vision)) > 60);
        assert_true(color_difference(color_seen(grey, vision), grey) < 0.5);
        assert_true(color_difference(color_seen(color_seen(red, vision), vision), color_seen(red, vision)) < 0.5); /* nothing more is lost */
    }
    assert_float_equal(color_difference(COLOR_BLACK, COLOR_WHITE), 100, 0.01);
    assert_float_equal(color_difference(grey, grey), 0, 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(css_colours_are_read),
        cmocka_unit_test(colours_mix_as_in_vega),
        cmocka_unit_test(layers_and_contrast),
        cmocka_unit_test(other_eyes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
