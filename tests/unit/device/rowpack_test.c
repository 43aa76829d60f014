/* The stream of rows: what libdeflate reads back from it, and how small it is beside libdeflate's own. */
#include "device/rowpack.h"

#include <libdeflate.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef void Paint(uint8_t *row, size_t width, size_t y, uint32_t *seed);

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void
paint_flat(uint8_t *row, size_t width, size_t y, uint32_t *seed)
{
    (void)seed;
    memset(row, (int)(y / 50), width);
}

static void
paint_noise(uint8_t *row, size_t width, size_t y, uint32_t *seed)
{
    (void)y;
    for (size_t x = 0; x < width; x++)
        row[x] = (uint8_t)next_random(seed);
}

/* Strokes whose edges wander, with a shade on each side, as letters have. */
static void
paint_letters(uint8_t *row, size_t width, size_t y, uint32_t *seed)
{
    memset(row, 0, width);
    for (size_t left = 7; left + 40 < width; left += 40) {
        uint32_t own = (uint32_t)(left * 977 + y / 60);
        if (y % 60 < 20 || next_random(&own) % 3 == 0)
            continue;
        size_t at = left + next_random(&own) % 12 + (y % 60 - 20) * (next_random(&own) % 5) / 12;
        row[at] = (uint8_t)(1 + next_random(seed) % 12);
        memset(row + at + 1, 13, 2 + next_random(&own) % 3);
        row[at + 6] = (uint8_t)(1 + next_random(seed) % 12);
    }
}

/* Each byte half as often as the one before, near enough: the longest codes that a block can ask for. */
static void
paint_rare(uint8_t *row, size_t width, size_t y, uint32_t *seed)
{
    (void)y;
    for (size_t x = 0; x < width; x++) {
        uint32_t chance = next_random(seed) << 8 | (next_random(seed) & 255);
        row[x] = (uint8_t)(chance ? __builtin_clz(chance) : 32);
    }
}

/* A gap in the window: rows that come again after longer than a match can reach, and just before. */
static void
paint_again(uint8_t *row, size_t width, size_t y, uint32_t *seed)
{
    (void)seed;
    uint32_t own = (uint32_t)(y % 33) + 1;
    paint_noise(row, width, y, &own);
}

static size_t
round_trip(Paint *paint, size_t width, size_t height)
{
    uint8_t *rows = malloc(width * height + 1), *back = malloc(width * height + 1);
    uint32_t seed = 7;
    Buf out = BUF_INIT;
    buf_add(&out, "before"); /* the stream is appended */
    RowPack *pack = rowpack_new(width, &out);
    for (size_t y = 0; y < height; y++) {
        paint(rows + y * width, width, y, &seed);
        rowpack_add(pack, rows + y * width);
    }
    rowpack_finish(pack);
    assert_memory_equal(out.ptr, "before", 6);
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_zlib_decompress(reader, out.ptr + 6, out.length - 6, back, width * height, NULL), LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(reader);
    assert_memory_equal(rows, back, width * height);
    size_t size = out.length - 6;
    free(rows);
    free(back);
    buf_clear(&out);
    return size;
}

static void
what_goes_in_comes_out(void **state)
{
    (void)state;
    static Paint *const paints[] = {paint_flat, paint_noise, paint_letters, paint_rare, paint_again};
    static const size_t widths[] = {1, 2, 3, 31, 257, 993, 1081, 32768, 40000};
    for (size_t i = 0; i < sizeof paints / sizeof *paints; i++)
        for (size_t k = 0; k < sizeof widths / sizeof *widths; k++)
            for (size_t height = 1; height < 400; height = height * 7 + 1)
                round_trip(paints[i], widths[k], height);
}

static void
no_rows_are_an_empty_stream(void **state)
{
    (void)state;
    round_trip(paint_flat, 10, 0);
}

static size_t
size_at_level(Paint *paint, size_t width, size_t height, int level)
{
    uint8_t *rows = malloc(width * height);
    uint32_t seed = 7;
    for (size_t y = 0; y < height; y++)
        paint(rows + y * width, width, y, &seed);
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    size_t bound = libdeflate_zlib_compress_bound(compressor, width * height);
    void *out = malloc(bound);
    size_t size = libdeflate_zlib_compress(compressor, rows, width * height, out, bound);
    libdeflate_free_compressor(compressor);
    free(out);
    free(rows);
    return size;
}

static void
flat_pictures_are_as_small_as_by_a_general_compressor(void **state)
{
    (void)state;
    assert_true(round_trip(paint_letters, 1081, 2000) <= size_at_level(paint_letters, 1081, 2000, 6) * 110 / 100);
    assert_true(round_trip(paint_flat, 1081, 2000) <= size_at_level(paint_flat, 1081, 2000, 6) * 110 / 100);
    assert_true(round_trip(paint_noise, 1081, 300) <= 1081 * 300 * 102 / 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(no_rows_are_an_empty_stream),
        cmocka_unit_test(flat_pictures_are_as_small_as_by_a_general_compressor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
