#include "device/colors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static uint32_t
grey(unsigned level)
{
    return 0xFF000000u | level << 16 | level << 8 | level;
}

static int
most_off(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        int off = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        most = off > most ? off : most;
    }
    return most;
}

static void
test_a_colour_keeps_its_number(void **state)
{
    (void)state;
    Colors colors = {0};
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(colors_add(&colors, i * 7919, 1), i);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(colors_add(&colors, i * 7919, 2), i);
    assert_int_equal(colors.count, 5000);
    assert_int_equal(colors.pixels[4999], 3);
    colors_clear(&colors);
}

static void
test_more_colours_than_numbers(void **state)
{
    (void)state;
    Colors colors = {0};
    for (uint32_t i = 0; i < COLORS_MOST; i++)
        assert_int_equal(colors_add(&colors, i, 1), i);
    assert_int_equal(colors_add(&colors, COLORS_MOST, 1), COLORS_MOST);
    assert_int_equal(colors_add(&colors, 7, 1), 7);
    colors_clear(&colors);
}

static void
test_few_colours_stay_exact(void **state)
{
    (void)state;
    Colors colors = {0};
    for (unsigned level = 0; level < 256; level++)
        colors_add(&colors, grey(level), 1);
    uint32_t palette[PALETTE_MOST];
    uint8_t places[256];
    assert_int_equal(colors_palette(&colors, palette, places), 256);
    for (unsigned level = 0; level < 256; level++)
        assert_int_equal(palette[places[level]], grey(level));
    colors_clear(&colors);
}

/* Two greys that differ by two fill areas, so both stay; shades of three hues along edges give way to their neighbours. */
static void
test_shades_gather_and_flat_colours_stay(void **state)
{
    (void)state;
    Colors colors = {0};
    colors_add(&colors, grey(250), 100000);
    colors_add(&colors, grey(252), 90000);
    for (int hue = 0; hue < 24; hue += 8)
        for (uint32_t shade = 0; shade < 256; shade++)
            colors_add(&colors, 0xFF000000u | shade << hue, 3);
    uint32_t palette[PALETTE_MOST];
    uint8_t *places = malloc(colors.count);
    size_t count = colors_palette(&colors, palette, places);
    assert_in_range(count, 3, PALETTE_MOST);
    assert_int_equal(palette[places[0]], grey(250));
    assert_int_equal(palette[places[1]], grey(252));
    for (size_t i = 0; i < colors.count; i++)
        assert_in_range(most_off(palette[places[i]], colors.words[i]), 0, PALETTE_TOLERANCE);
    free(places);
    colors_clear(&colors);
}

static void
test_a_photograph_has_no_palette(void **state)
{
    (void)state;
    Colors colors = {0};
    for (uint32_t i = 0; i < 4096; i++)
        colors_add(&colors, 0xFF000000u | (i & 15) << 20 | (i >> 4 & 15) << 12 | (i >> 8) << 4, 1);
    uint32_t palette[PALETTE_MOST];
    uint8_t *places = malloc(colors.count);
    assert_int_equal(colors_palette(&colors, palette, places), 0);
    free(places);
    colors_clear(&colors);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_colour_keeps_its_number),
        cmocka_unit_test(test_more_colours_than_numbers),
        cmocka_unit_test(test_few_colours_stay_exact),
        cmocka_unit_test(test_shades_gather_and_flat_colours_stay),
        cmocka_unit_test(test_a_photograph_has_no_palette),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
