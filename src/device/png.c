#include "device/png.h"

#include "device/bitmap.h"
#include "device/canvas.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A band is at most this many pixels: 16 MB of cairo's memory, and far below the 32,767 rows a surface may have. */
enum { BAND_PIXELS = 4 * 1024 * 1024, BAND_ROWS = 16384, PALETTE_MAX = 256 };

/* ---- the picture, row by row ------------------------------------------------------------------------- */

typedef struct Palette {
    uint32_t colors[PALETTE_MAX]; /* 0xAARRGGBB, not multiplied, in order of first use */
    uint16_t slots[1024];         /* open addressing; index + 1 */
    int count;                    /* PALETTE_MAX + 1: there are more */
} Palette;

typedef struct Picture {
    int width, height;
    size_t stride;    /* of a row: one byte for the filter, then RGBA */
    uint8_t *rows;
    bool opaque;
    Palette palette;
} Picture;

static int
palette_find(Palette *palette, uint32_t color)
{
    uint32_t slot = (color * 2654435761u) >> 22;
    while (palette->slots[slot] && palette->colors[palette->slots[slot] - 1] != color)
        slot = (slot + 1) % COUNT_OF(palette->slots);
    if (palette->slots[slot])
        return palette->slots[slot] - 1;
    if (palette->count >= PALETTE_MAX) {
        palette->count = PALETTE_MAX + 1;
        return -1;
    }
    palette->colors[palette->count++] = color;
    palette->slots[slot] = (uint16_t)palette->count;
    return palette->count - 1;
}

/* cairo's premultiplied word to straight RGBA. */
static uint32_t
unmultiply(uint32_t word)
{
    uint32_t a = word >> 24;
    if (a == 255)
        return word;
    if (a == 0)
        return 0;
    uint32_t r = ((word >> 16 & 255) * 255 + a / 2) / a;
    uint32_t g = ((word >> 8 & 255) * 255 + a / 2) / a;
    uint32_t b = ((word & 255) * 255 + a / 2) / a;
    return a << 24 | MIN_OF(r, 255u) << 16 | MIN_OF(g, 255u) << 8 | MIN_OF(b, 255u);
}

/* Copies a band's rows, and goes on counting colours. */
static void
take_band(Picture *picture, cairo_surface_t *surface, int top, int rows)
{
    cairo_surface_flush(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    uint32_t last = 0, last_color = 0;
    bool first = true;
    for (int y = 0; y < rows; y++) {
        const uint32_t *from = (const uint32_t *)(const void *)(data + (size_t)y * stride);
        uint8_t *to = picture->rows + (size_t)(top + y) * picture->stride + 1;
        for (int x = 0; x < picture->width; x++, to += 4) {
            if (first || from[x] != last) {
                first = false;
                last = from[x];
                last_color = unmultiply(last);
                if (picture->palette.count <= PALETTE_MAX)
                    palette_find(&picture->palette, last_color);
                if (last_color >> 24 != 255)
                    picture->opaque = false;
            }
            to[0] = (uint8_t)(last_color >> 16);
            to[1] = (uint8_t)(last_color >> 8);
            to[2] = (uint8_t)last_color;
            to[3] = (uint8_t)(last_color >> 24);
        }
    }
}

static bool
draw_band(const Scene *scene, const DeviceOptions *options, CanvasShared *shared, Picture *picture, int top, int rows)
{
    const Page *page = &scene->pages.items[options->page];
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture->width, rows);
    cairo_t *cr = cairo_create(surface);
    if (page->background.a > 0) {
        cairo_set_source_rgba(cr, page->background.r, page->background.g, page->background.b, page->background.a);
        cairo_paint(cr);
    }
    cairo_translate(cr, 0, -top);
    cairo_scale(cr, options->scale, options->scale);
    Arena *arena = arena_new();
    bool good = replay_page(scene, options->page, canvas_new(arena, shared, cr, rows));
    arena_free(arena);
    if (good)
        take_band(picture, surface, top, rows);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return good;
}

static bool
draw_picture(const Scene *scene, const DeviceOptions *options, Picture *picture, Diags *diags)
{
    Arena *arena = arena_new();
    CanvasShared *shared = canvas_shared_new(arena, diags);
    int band = MIN_OF(MAX_OF(BAND_PIXELS / picture->width, 1), BAND_ROWS);
    bool good = true;
    for (int top = 0; good && top < picture->height; top += band)
        good = draw_band(scene, options, shared, picture, top, MIN_OF(band, picture->height - top));
    arena_free(arena);
    return good;
}

/* ---- the file -------------------------------------------------------------------------------------------- */

static void
add_u32(Buf *out, uint32_t value)
{
    uint8_t bytes[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};
    buf_add_bytes(out, bytes, sizeof bytes);
}

static void
add_chunk(Buf *out, const char type[4], const void *data, size_t size)
{
    add_u32(out, (uint32_t)size);
    size_t start = out->length;
    buf_add_bytes(out, type, 4);
    buf_add_bytes(out, data, size);
    add_u32(out, libdeflate_crc32(0, out->ptr + start, size + 4));
}

/* PNG 11.3.4.5: keyword, no compression, language tag, no translated keyword, UTF-8 text. */
static void
add_text_chunk(Buf *out, const char *keyword, const char *lang, const char *text)
{
    if (str_is_empty(text))
        return;
    Buf data = BUF_INIT;
    buf_add(&data, keyword);
    buf_add_bytes(&data, "\0\0\0", 3);
    buf_add(&data, lang);
    buf_add_bytes(&data, "\0\0", 2);
    buf_add(&data, text);
    add_chunk(out, "iTXt", data.ptr, data.length);
    buf_clear(&data);
}

static void
add_texts(Buf *out, const Scene *scene)
{
    int lang = scene->main_lang;
    const char *tag = scene->lang_tags[lang];
    add_text_chunk(out, "Title", tag, scene->svg_title ? scene->svg_title : scene->meta.title.in[lang]);
    add_text_chunk(out, "Description", tag, scene->svg_desc ? scene->svg_desc : scene->meta.subject.in[lang]);
    add_text_chunk(out, "Author", tag, scene->meta.author);
    add_text_chunk(out, "Copyright", tag, scene->meta.licence.in[lang]);
}

static void
add_header(Buf *out, const Picture *picture, int depth, int color_type)
{
    buf_add_bytes(out, "\x89PNG\r\n\x1a\n", 8);
    Buf data = BUF_INIT;
    add_u32(&data, (uint32_t)picture->width);
    add_u32(&data, (uint32_t)picture->height);
    uint8_t rest[] = {(uint8_t)depth, (uint8_t)color_type, 0, 0, 0};
    buf_add_bytes(&data, rest, sizeof rest);
    add_chunk(out, "IHDR", data.ptr, data.length);
    buf_clear(&data);
}

/* Physical size and meaning of the colours. */
static void
add_properties(Buf *out, const Scene *scene, const DeviceOptions *options)
{
    add_chunk(out, "sRGB", "\0", 1); /* perceptual */
    Buf data = BUF_INIT;
    uint32_t per_metre = (uint32_t)lround(options->ppi * options->scale / 0.0254);
    add_u32(&data, per_metre);
    add_u32(&data, per_metre);
    buf_add_char(&data, 1);
    add_chunk(out, "pHYs", data.ptr, data.length);
    buf_clear(&data);
    add_texts(out, scene);
}

static void
add_palette(Buf *out, const Palette *palette)
{
    uint8_t rgb[PALETTE_MAX * 3] = {0}, alpha[PALETTE_MAX] = {0};
    size_t alphas = 0;
    for (int i = 0; i < palette->count; i++) {
        uint32_t color = palette->colors[i];
        rgb[3 * i] = (uint8_t)(color >> 16);
        rgb[3 * i + 1] = (uint8_t)(color >> 8);
        rgb[3 * i + 2] = (uint8_t)color;
        alpha[i] = (uint8_t)(color >> 24);
        if (alpha[i] != 255)
            alphas = (size_t)i + 1;
    }
    add_chunk(out, "PLTE", rgb, (size_t)palette->count * 3);
    if (alphas)
        add_chunk(out, "tRNS", alpha, alphas);
}

/* Rows shrink in place: the destination never overtakes the source. */
static size_t
rows_to_indices(Picture *picture, int depth)
{
    size_t row_bytes = ((size_t)picture->width * (size_t)depth + 7) / 8;
    uint8_t *line = base_alloc(row_bytes);
    for (int y = 0; y < picture->height; y++) {
        const uint8_t *from = picture->rows + (size_t)y * picture->stride + 1;
        memset(line, 0, row_bytes);
        for (int x = 0; x < picture->width; x++, from += 4) {
            uint32_t color = (uint32_t)from[3] << 24 | (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
            size_t bit = (size_t)x * (size_t)depth;
            line[bit / 8] |= (uint8_t)(palette_find(&picture->palette, color) << (8 - depth - (int)(bit % 8)));
        }
        memcpy(picture->rows + (size_t)y * (row_bytes + 1) + 1, line, row_bytes);
    }
    free(line);
    return row_bytes;
}

static size_t
rows_to_rgb(Picture *picture)
{
    size_t row_bytes = (size_t)picture->width * 3;
    for (int y = 0; y < picture->height; y++) {
        const uint8_t *from = picture->rows + (size_t)y * picture->stride + 1;
        uint8_t *to = picture->rows + (size_t)y * (row_bytes + 1) + 1;
        for (int x = 0; x < picture->width; x++, from += 4, to += 3)
            memmove(to, from, 3);
    }
    return row_bytes;
}

static void
encode(Picture *picture, const Scene *scene, const DeviceOptions *options, Buf *out)
{
    enum { TYPE_RGB = 2, TYPE_PALETTE = 3, TYPE_RGBA = 6 };
    int colors = picture->palette.count;
    bool indexed = colors <= PALETTE_MAX;
    int depth = !indexed ? 8 : colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8;
    add_header(out, picture, depth, indexed ? TYPE_PALETTE : picture->opaque ? TYPE_RGB : TYPE_RGBA);
    add_properties(out, scene, options);
    size_t row_bytes = picture->stride - 1;
    int pixel_bytes = 4;
    if (indexed) {
        add_palette(out, &picture->palette);
        row_bytes = rows_to_indices(picture, depth);
        pixel_bytes = 1;
    } else if (picture->opaque) {
        row_bytes = rows_to_rgb(picture);
        pixel_bytes = 3;
    }
    Buf packed = BUF_INIT;
    bitmap_pack(picture->rows, row_bytes, (size_t)picture->height, pixel_bytes, !indexed, &packed);
    add_chunk(out, "IDAT", packed.ptr, packed.length);
    buf_clear(&packed);
    add_chunk(out, "IEND", "", 0);
}

bool
device_png(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc)
{
    const Page *page = &scene->pages.items[options->page];
    double width = ceil(page->width * options->scale - 1e-6), height = ceil(page->height * options->scale - 1e-6);
    bool fits = width >= 1 && height >= 1 && width < 32768 && height <= BITMAP_SIDE_MAX && width * height * 4 <= BITMAP_SAMPLES_MAX;
    if (!fits) { /* nor is a side that is no number */
        Buf w = BUF_INIT, h = BUF_INIT;
        buf_add_number(&w, width, 0);
        buf_add_number(&h, height, 0);
        diag(diags, DIAG_DEVICE_TOO_LARGE, loc, w.ptr, h.ptr);
        buf_clear(&w);
        buf_clear(&h);
        return false;
    }
    Picture *picture = base_alloc(sizeof *picture);
    *picture = (Picture){.width = (int)width, .height = (int)height, .stride = (size_t)width * 4 + 1, .opaque = true};
    picture->rows = base_alloc(picture->stride * (size_t)height);
    bool good = draw_picture(scene, options, picture, diags);
    if (good)
        encode(picture, scene, options, out);
    free(picture->rows);
    free(picture);
    return good;
}
