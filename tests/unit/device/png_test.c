/* PNG: size, kind of pixels, colours, properties; read back with libpng. */
#include "sample.h"

#include "device/bitmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Sample
open_page(double width, double height, Color background)
{
    Sample s = sample_open();
    scene_add_page(s.scene, width, height);
    scene_page(s.scene)->background = background;
    return s;
}

static Buf
png_of(Sample *s, double scale)
{
    Buf out = BUF_INIT;
    DeviceOptions options = {.scale = scale};
    assert_true(device_write(s->scene, FORMAT_PNG, &options, &out, s->diags, LOC_NONE));
    return out;
}

static Bitmap
decode(Sample *s, const Buf *file)
{
    Image image = {.path = "test.png", .bytes = file->ptr, .size = file->length};
    Bitmap bitmap;
    assert_true(bitmap_decode(&image, &bitmap, s->diags, LOC_NONE));
    return bitmap;
}

static const uint8_t *
pixel(const Bitmap *bitmap, int x, int y)
{
    return bitmap->pixels + ((size_t)y * (size_t)bitmap->width + (size_t)x) * (size_t)bitmap->channels;
}

/* Data of the first chunk of a type; NULL: none. */
static const uint8_t *
chunk(const Buf *file, const char *type)
{
    const uint8_t *p = (const uint8_t *)file->ptr;
    for (size_t at = 8; at + 12 <= file->length;) {
        size_t size = (size_t)p[at] << 24 | (size_t)p[at + 1] << 16 | (size_t)p[at + 2] << 8 | p[at + 3];
        if (memcmp(p + at + 4, type, 4) == 0)
            return p + at + 8;
        at += 12 + size;
    }
    return NULL;
}

enum { DEPTH = 8, COLOR_TYPE = 9 }; /* bytes of IHDR */

static void
few_colours_make_a_palette(void **state)
{
    (void)state;
    Sample s = open_page(10, 8, COLOR_WHITE);
    scene_rect(s.scene, (Rect){2, 2, 4, 4}, color_hex(0x4c78a8));
    Buf file = png_of(&s, 1);
    assert_int_equal(chunk(&file, "IHDR")[COLOR_TYPE], 3);
    assert_int_equal(chunk(&file, "IHDR")[DEPTH], 1);
    assert_null(chunk(&file, "tRNS"));
    Bitmap bitmap = decode(&s, &file);
    assert_int_equal(bitmap.width, 10);
    assert_int_equal(bitmap.height, 8);
    assert_int_equal(bitmap.channels, 3);
    assert_memory_equal(pixel(&bitmap, 2, 2), "\x4c\x78\xa8", 3);
    assert_memory_equal(pixel(&bitmap, 6, 2), "\xff\xff\xff", 3);
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

static void
many_colours_make_rgb(void **state)
{
    (void)state;
    Sample s = open_page(600, 4, COLOR_WHITE);
    for (int i = 0; i < 600; i++)
        scene_rect(s.scene, (Rect){i, 0, 1, 4}, (Color){i / 599.0, 1 - i / 599.0, (i % 7) / 6.0, 1});
    Buf file = png_of(&s, 1);
    assert_int_equal(chunk(&file, "IHDR")[COLOR_TYPE], 2);
    Bitmap bitmap = decode(&s, &file);
    for (int i = 0; i < 600; i++) {
        assert_in_range(pixel(&bitmap, i, 3)[0], (int)(i / 599.0 * 255), (int)(i / 599.0 * 255) + 1);
        assert_in_range(pixel(&bitmap, i, 3)[2], (i % 7) * 255 / 6, (i % 7) * 255 / 6 + 1);
    }
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

/* More colours than are numbered: drawn as RGB, each pixel its own. */
static void
a_photograph_is_rgb(void **state)
{
    (void)state;
    enum { SIDE = 260 };
    Sample s = open_page(SIDE, SIDE, COLOR_WHITE);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            scene_rect(s.scene, (Rect){x, y, 1, 1}, color_hex((uint32_t)(y * SIDE + x)));
    Buf file = png_of(&s, 1);
    assert_int_equal(chunk(&file, "IHDR")[COLOR_TYPE], 2);
    Bitmap bitmap = decode(&s, &file);
    assert_int_equal(bitmap.channels, 3);
    assert_memory_equal(pixel(&bitmap, 0, 0), "\x00\x00\x00", 3);
    assert_memory_equal(pixel(&bitmap, 1, 255), "\x01\x02\xfd", 3);
    assert_memory_equal(pixel(&bitmap, 259, 259), "\x01\x08\x0f", 3);
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

static void
paper_without_colour_is_transparent(void **state)
{
    (void)state;
    Sample s = open_page(6, 6, COLOR_NONE);
    scene_rect(s.scene, (Rect){0, 0, 3, 6}, (Color){1, 0, 0, 0.5});
    Buf file = png_of(&s, 1);
    assert_non_null(chunk(&file, "tRNS"));
    Bitmap bitmap = decode(&s, &file);
    assert_int_equal(bitmap.channels, 4);
    assert_in_range(pixel(&bitmap, 1, 1)[0], 254, 255);
    assert_in_range(pixel(&bitmap, 1, 1)[3], 127, 128);
    assert_int_equal(pixel(&bitmap, 4, 1)[3], 0);
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

static void
tells_size_colour_space_and_title(void **state)
{
    (void)state;
    Sample s = open_page(72, 72, COLOR_WHITE);
    s.scene->svg_title = "标准数量";
    Buf file = png_of(&s, 2);
    const uint8_t *size = chunk(&file, "pHYs");
    assert_non_null(size);
    assert_int_equal(size[2] << 8 | size[3], 5669); /* 144 pixels per inch in pixels per metre */
    assert_int_equal(size[8], 1);
    assert_non_null(chunk(&file, "sRGB"));
    assert_memory_equal(chunk(&file, "iTXt"), "Title\0\0\0zh-CN\0\0标准数量", 5 + 3 + 5 + 2 + 12);
    assert_null(chunk(&file, "tIME"));
    buf_clear(&file);
    sample_close(&s);
}

/* A page of several bands must look as if it were drawn at once. */
static void
bands_join(void **state)
{
    (void)state;
    enum { WIDTH = 1000, HEIGHT = 9000 };
    Sample s = open_page(WIDTH, HEIGHT, COLOR_WHITE);
    Path path = {0};
    path_move(s.arena, &path, 0, 0);
    path_line(s.arena, &path, WIDTH, HEIGHT);
    path_line(s.arena, &path, 0, HEIGHT);
    path_close(s.arena, &path);
    scene_path(s.scene, &path, paint_solid(COLOR_BLACK), NULL);
    for (int i = 0; i < 60; i++)
        sample_label(&s, ZH, "分段绘制", 100, (Point){500, 150 * i + 70}, ANCHOR_START, 0);
    Buf file = png_of(&s, 1);
    Bitmap bitmap = decode(&s, &file);
    assert_int_equal(bitmap.height, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
        int edge = y * WIDTH / HEIGHT;
        if (edge > 2 && edge < 490) {
            assert_int_equal(pixel(&bitmap, edge - 2, y)[0], 0);
            assert_int_equal(pixel(&bitmap, edge + 2, y)[0], 255);
        }
    }
    /* The same label stands every 150 rows: equal pixels wherever the bands end. */
    for (int i = 1; i < 28; i++)
        for (int y = 0; y < 120; y += 7)
            assert_memory_equal(pixel(&bitmap, 500, y + 150 * i), pixel(&bitmap, 500, y + 150), 300 * (size_t)bitmap.channels);
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

static void
groups_clip_fade_and_turn(void **state)
{
    (void)state;
    Sample s = open_page(40, 40, COLOR_WHITE);
    Path clip = {0};
    path_rect(s.arena, &clip, (Rect){0, 0, 10, 10});
    GroupOp group = scene_plain_group();
    group.clip = &clip;
    group.matrix = matrix_translate(5, 5);
    group.opacity = 0.5;
    scene_group(s.scene, &group);
    scene_rect(s.scene, (Rect){0, 0, 30, 8}, COLOR_BLACK);
    scene_rect(s.scene, (Rect){0, 4, 30, 8}, COLOR_BLACK); /* the overlap is no darker: the group fades as one */
    scene_group_end(s.scene);
    Buf file = png_of(&s, 1);
    Bitmap bitmap = decode(&s, &file);
    assert_in_range(pixel(&bitmap, 6, 6)[0], 127, 128);
    assert_in_range(pixel(&bitmap, 6, 11)[0], 127, 128);
    assert_int_equal(pixel(&bitmap, 16, 6)[0], 255);
    assert_int_equal(pixel(&bitmap, 4, 6)[0], 255);
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

static void
images_are_drawn(void **state)
{
    (void)state;
    Sample s = open_page(20, 20, COLOR_WHITE);
    scene_image(s.scene, sample_image(s.arena), (Rect){2, 2, 16, 16}, 1);
    Buf file = png_of(&s, 1);
    Bitmap bitmap = decode(&s, &file);
    assert_memory_equal(pixel(&bitmap, 5, 5), "\xff\x00\x10", 3);
    assert_memory_equal(pixel(&bitmap, 5, 15), "\xff\xff\xff", 3);
    bitmap_clear(&bitmap);
    buf_clear(&file);
    sample_close(&s);
}

static void
assert_refused(Sample *s, const DeviceOptions *options, DiagCode code)
{
    Buf out = BUF_INIT;
    buf_add(&out, "before");
    assert_false(device_write(s->scene, FORMAT_PNG, options, &out, s->diags, LOC_NONE));
    assert_int_equal(out.length, strlen("before"));
    assert_int_equal(diags_at(s->diags, diags_count(s->diags) - 1)->code, code);
    buf_clear(&out);
}

static void
refuses_what_cannot_be_drawn(void **state)
{
    (void)state;
    Sample s = open_page(40, 40, COLOR_WHITE);
    assert_refused(&s, &(DeviceOptions){.page = 1}, DIAG_DEVICE_NO_PAGE);
    assert_refused(&s, &(DeviceOptions){.scale = 1000}, DIAG_DEVICE_TOO_LARGE);
    Image broken = {.path = "broken.png", .bytes = "\x89PNG\r\n\x1a\nrest", .size = 12};
    scene_image(s.scene, &broken, (Rect){0, 0, 5, 5}, 1);
    assert_refused(&s, NULL, DIAG_DEVICE_IMAGE_BROKEN);
    sample_close(&s);
}

static void
refuses_fonts_that_are_none(void **state)
{
    (void)state;
    Sample s = open_page(40, 40, COLOR_WHITE);
    FontFace face = {.family = "Nothing", .postscript = "Nothing", .file = "nothing.ttf", .bytes = "not a font", .size = 10, .units_per_em = 1000};
    Glyph glyph = {.id = 5, .advance = 5};
    GlyphRun run = {.face = &face, .size = 10, .color = COLOR_BLACK, .glyphs = &glyph, .count = 1, .end = 1};
    TextSpan span = {.end = 1, .lang = EN};
    TextOp op = {.text = "x", .at = {5, 20}, .opacity = 1, .bounds = {0, -8, 5, 10}, .runs = &run, .run_count = 1, .spans = &span, .span_count = 1};
    scene_text(s.scene, &op);
    assert_refused(&s, NULL, DIAG_DEVICE_FONT_BROKEN);
    sample_close(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_colours_make_a_palette),
        cmocka_unit_test(many_colours_make_rgb),
        cmocka_unit_test(a_photograph_is_rgb),
        cmocka_unit_test(paper_without_colour_is_transparent),
        cmocka_unit_test(tells_size_colour_space_and_title),
        cmocka_unit_test(bands_join),
        cmocka_unit_test(groups_clip_fade_and_turn),
        cmocka_unit_test(images_are_drawn),
        cmocka_unit_test(refuses_what_cannot_be_drawn),
        cmocka_unit_test(refuses_fonts_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
