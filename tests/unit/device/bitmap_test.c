#include "device/bitmap.h"

#include <libdeflate.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { WIDTH = 64, HEIGHT = 48, STRIDE = WIDTH * 3 };

/* A filter undone as PNG, section 9.4, says. */
static void
unfilter(uint8_t *rows, size_t row_bytes, size_t count, size_t back)
{
    for (size_t y = 0; y < count; y++) {
        uint8_t *row = rows + y * (row_bytes + 1), *above = y ? row - row_bytes : NULL;
        int filter = *row++;
        for (size_t i = 0; i < row_bytes; i++) {
            int a = i >= back ? row[i - back] : 0, b = above ? above[i] : 0, c = above && i >= back ? above[i - back] : 0;
            int pa = abs(b - c), pb = abs(a - c), pc = abs(a + b - 2 * c);
            int paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
            row[i] = (uint8_t)(row[i] + (filter == 1 ? a : filter == 2 ? b : filter == 3 ? (a + b) / 2 : filter == 4 ? paeth : 0));
        }
    }
}

static void
assert_round_trip(void (*paint)(uint8_t *rgb, int x, int y))
{
    uint8_t *rows = malloc((STRIDE + 1) * HEIGHT), *expected = malloc((STRIDE + 1) * HEIGHT), *back = malloc((STRIDE + 1) * HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            paint(rows + y * (STRIDE + 1) + 1 + 3 * x, x, y);
    memcpy(expected, rows, (STRIDE + 1) * HEIGHT);
    Buf packed = BUF_INIT;
    bitmap_pack(rows, STRIDE, HEIGHT, 3, &packed);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_zlib_decompress(d, packed.ptr, packed.length, back, (STRIDE + 1) * HEIGHT, NULL), LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(d);
    unfilter(back, STRIDE, HEIGHT, 3);
    for (int y = 0; y < HEIGHT; y++)
        assert_memory_equal(back + y * (STRIDE + 1) + 1, expected + y * (STRIDE + 1) + 1, STRIDE);
    buf_clear(&packed);
    free(rows);
    free(expected);
    free(back);
}

static void
paint_flat(uint8_t *rgb, int x, int y)
{
    memset(rgb, x > 20 && y > 10 ? 200 : 30, 3);
}

static void
paint_slope(uint8_t *rgb, int x, int y)
{
    rgb[0] = (uint8_t)(x * 3 + y);
    rgb[1] = (uint8_t)(y * 5);
    rgb[2] = (uint8_t)(x * x + y);
}

static void
paint_noise(uint8_t *rgb, int x, int y)
{
    uint32_t h = (uint32_t)(x * 7919 + y * 104729) * 2654435761u;
    rgb[0] = (uint8_t)(h >> 8);
    rgb[1] = (uint8_t)(h >> 16);
    rgb[2] = (uint8_t)(h >> 24);
}

static void
rows_come_back(void **state)
{
    (void)state;
    assert_round_trip(paint_flat);
    assert_round_trip(paint_slope);
    assert_round_trip(paint_noise);
}

static void
damaged_files_are_refused(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Image images[] = {
        {.path = "empty.png", .bytes = "", .size = 0},
        {.path = "text.png", .bytes = "this is no picture at all", .size = 25},
        {.path = "cut.png", .bytes = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", .size = 19},
    };
    for (size_t i = 0; i < COUNT_OF(images); i++) {
        Bitmap bitmap = {0};
        assert_false(bitmap_decode(&images[i], &bitmap, diags, LOC_NONE));
        assert_null(bitmap.pixels);
        assert_int_equal(diags_at(diags, diags_count(diags) - 1)->code, DIAG_DEVICE_IMAGE_BROKEN);
    }
    arena_free(arena);
}

/* 70,000 × 70,000 pixels announced: refused before memory is asked for. */
static void
huge_files_are_refused(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    uint8_t file[8 + 25 + 12] = {0};
    memcpy(file, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\x11\x70\0\1\x11\x70\x08\x02\0\0\0", 29);
    uint32_t crc = libdeflate_crc32(0, file + 12, 17);
    for (int i = 0; i < 4; i++)
        file[29 + i] = (uint8_t)(crc >> (24 - 8 * i));
    memcpy(file + 33, "\0\0\0\0IDAT\x35\xaf\x06\x1e", 12);
    Image image = {.path = "huge.png", .bytes = (const char *)file, .size = sizeof file};
    Bitmap bitmap = {0};
    assert_false(bitmap_decode(&image, &bitmap, diags, LOC_NONE));
    assert_int_equal(diags_at(diags, 0)->code, DIAG_DEVICE_IMAGE_TOO_LARGE);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(huge_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
