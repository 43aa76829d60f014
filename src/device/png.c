#include "device/png.h"

#include "device/bitmap.h"
#include "device/canvas.h"
#include "device/colors.h"
#include "device/rowpack.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A band is at most this many pixels, 4 MB of cairo's memory. In smaller ones more lines of text are cut, and drawn twice; larger ones leave the cache. */
enum { BAND_PIXELS = 1024 * 1024 };

/* ---- the picture, row by row ------------------------------------------------------------------------- */

typedef struct Run { uint16_t number, length; } Run; /* pixels of one colour */
typedef struct Row { size_t first, count; } Row;     /* its runs */

/* Each row as runs of colours by their numbers: a long poster takes a tenth of its pixels' room. Rows that repeat share them.
 * A picture of more colours than can be numbered is RGBA, each row after a free byte. */
typedef struct Picture {
    int width, height;
    Colors colors;
    Row *by_row;    /* NULL: RGBA */
    Run *runs;
    size_t run_count, run_room;
    uint8_t *rows;
    bool opaque;    /* of rows */
} Picture;

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

static void
put_color(uint8_t *to, uint32_t color, size_t samples)
{
    to[0] = (uint8_t)(color >> 16);
    to[1] = (uint8_t)(color >> 8);
    to[2] = (uint8_t)color;
    if (samples == 4)
        to[3] = (uint8_t)(color >> 24);
}

typedef bool TakeRow(Picture *picture, int y, const uint32_t *row, const uint32_t *above);

/* Where the run that begins at x ends. */
static size_t
run_end(const uint32_t *row, size_t x, size_t width)
{
    const uint32_t color = row[x++];
    const uint64_t pair = (uint64_t)color << 32 | color;
    for (uint64_t two; x + 2 <= width; x += 2) {
        memcpy(&two, row + x, sizeof two);
        if (two != pair)
            break;
    }
    while (x < width && row[x] == color)
        x++;
    return x;
}

static void
add_run(Picture *picture, size_t number, size_t length)
{
    if (picture->run_count == picture->run_room) {
        picture->run_room = MAX_OF(2 * picture->run_room, (size_t)picture->width);
        picture->runs = base_realloc(picture->runs, picture->run_room * sizeof *picture->runs);
    }
    picture->runs[picture->run_count++] = (Run){(uint16_t)number, (uint16_t)length};
}

/* Rows are often those above: NULL where there is none in this band. */
static bool
take_numbers(Picture *picture, int y, const uint32_t *row, const uint32_t *above)
{
    size_t width = (size_t)picture->width, first = picture->run_count;
    if (above && memcmp(row, above, width * sizeof *row) == 0) {
        picture->by_row[y] = picture->by_row[y - 1];
        return true;
    }
    for (size_t x = 0, end; x < width; x = end) {
        end = run_end(row, x, width);
        size_t number = colors_add(&picture->colors, row[x], (uint32_t)(end - x));
        if (number == COLORS_MOST)
            return false;
        add_run(picture, number, end - x);
    }
    picture->by_row[y] = (Row){first, picture->run_count - first};
    return true;
}

static bool
take_rgba(Picture *picture, int y, const uint32_t *row, const uint32_t *above)
{
    (void)above;
    uint8_t *to = picture->rows + (size_t)y * ((size_t)picture->width * 4 + 1) + 1;
    for (int x = 0; x < picture->width; x++, to += 4) {
        uint32_t color = unmultiply(row[x]);
        picture->opaque &= color >> 24 == 255;
        put_color(to, color, 4);
    }
    return true;
}

static bool
draw_band(const Scene *scene, const DeviceOptions *options, CanvasShared *shared, cairo_surface_t *surface, int top, int rows)
{
    const Page *page = &scene->pages.items[options->page];
    cairo_t *cr = cairo_create(surface);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_rgba(cr, page->background.r, page->background.g, page->background.b, page->background.a);
    cairo_paint(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
    cairo_translate(cr, 0, -top);
    cairo_scale(cr, options->scale, options->scale);
    Arena *arena = arena_new();
    bool good = replay_page(scene, options->page, canvas_new(arena, shared, cr, top, rows));
    arena_free(arena);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return good;
}

/* False: the drawing failed, or a row could not be taken, which *taken tells. */
static bool
draw_bands(const Scene *scene, const DeviceOptions *options, CanvasShared *shared, Picture *picture, TakeRow *take, bool *taken)
{
    int band = MAX_OF(BAND_PIXELS / picture->width, 1);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture->width, MIN_OF(band, picture->height));
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    bool good = true;
    *taken = true;
    for (int top = 0; good && *taken && top < picture->height; top += band) {
        int rows = MIN_OF(band, picture->height - top);
        good = draw_band(scene, options, shared, surface, top, rows);
        const unsigned char *data = cairo_image_surface_get_data(surface);
        for (int y = 0; good && *taken && y < rows; y++) {
            const void *row = data + (size_t)y * stride, *above = data + (size_t)(y - (y > 0)) * stride;
            *taken = take(picture, top + y, row, y > 0 ? above : NULL);
        }
    }
    cairo_surface_destroy(surface);
    return good && *taken;
}

/* By numbers; a photograph, which has too many colours for that, is drawn once more. */
static bool
draw_picture(const Scene *scene, const DeviceOptions *options, Picture *picture, Diags *diags)
{
    Arena *arena = arena_new();
    CanvasShared *shared = canvas_shared_new(arena, diags);
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    bool taken;
    picture->by_row = base_alloc((size_t)picture->height * sizeof *picture->by_row);
    bool good = draw_bands(scene, options, shared, picture, take_numbers, &taken);
    if (!good && !taken) {
        free(picture->by_row);
        free(picture->runs);
        picture->by_row = NULL;
        picture->runs = NULL;
        picture->rows = base_alloc(pixels * 4 + (size_t)picture->height);
        picture->opaque = true;
        good = draw_bands(scene, options, shared, picture, take_rgba, &taken);
    }
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
add_palette(Buf *out, const uint32_t *palette, size_t count)
{
    uint8_t rgb[PALETTE_MOST * 3], alpha[PALETTE_MOST];
    size_t alphas = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t color = unmultiply(palette[i]);
        rgb[3 * i] = (uint8_t)(color >> 16);
        rgb[3 * i + 1] = (uint8_t)(color >> 8);
        rgb[3 * i + 2] = (uint8_t)color;
        alpha[i] = (uint8_t)(color >> 24);
        if (alpha[i] != 255)
            alphas = i + 1;
    }
    add_chunk(out, "PLTE", rgb, count * 3);
    if (alphas)
        add_chunk(out, "tRNS", alpha, alphas);
}

/* A row of a palette's places, after the byte of its filter: none, as differences of places mean nothing. */
static void
row_of_places(const Picture *picture, int y, const uint8_t *places, int depth, uint8_t *to, size_t row_bytes)
{
    const Row row = picture->by_row[y];
    if (depth < 8)
        memset(to, 0, row_bytes + 1);
    uint8_t *at = to + 1;
    size_t x = 0;
    for (const Run *run = picture->runs + row.first; run < picture->runs + row.first + row.count; run++) {
        uint8_t place = places[run->number];
        for (size_t end = x + run->length; depth < 8 && x < end; x++)
            at[x * (size_t)depth / 8] |= (uint8_t)(place << (8 - depth - (int)(x * (size_t)depth % 8)));
        if (depth == 8) {
            memset(at, place, run->length);
            at += run->length;
        }
    }
}

static void
pack_places(const Picture *picture, const uint8_t *places, int depth, Buf *out)
{
    size_t row_bytes = ((size_t)picture->width * (size_t)depth + 7) / 8;
    uint8_t *row = base_alloc(row_bytes + 1);
    row[0] = 0;
    RowPack *pack = rowpack_new(row_bytes + 1, out);
    for (int y = 0; y < picture->height; y++) {
        if (y == 0 || picture->by_row[y].first != picture->by_row[y - 1].first)
            row_of_places(picture, y, places, depth, row, row_bytes);
        rowpack_add(pack, row);
    }
    rowpack_finish(pack);
    free(row);
}

/* Rows of RGB, or RGBA where a colour is not opaque. */
static size_t
rows_of_colors(Picture *picture)
{
    const Colors *colors = &picture->colors;
    uint32_t *straight = base_alloc(colors->count * sizeof *straight);
    picture->opaque = true;
    for (size_t i = 0; i < colors->count; i++) {
        straight[i] = unmultiply(colors->words[i]);
        picture->opaque &= straight[i] >> 24 == 255;
    }
    size_t samples = picture->opaque ? 3 : 4, row_bytes = (size_t)picture->width * samples;
    picture->rows = base_alloc((row_bytes + 1) * (size_t)picture->height);
    for (int y = 0; y < picture->height; y++) {
        uint8_t *to = picture->rows + (size_t)y * (row_bytes + 1) + 1;
        const Row row = picture->by_row[y];
        for (size_t i = row.first; i < row.first + row.count; i++)
            for (int n = picture->runs[i].length; n > 0; n--, to += samples)
                put_color(to, straight[picture->runs[i].number], samples);
    }
    free(straight);
    return row_bytes;
}

/* RGBA rows that are opaque, as RGB in place: the destination never overtakes the source. */
static size_t
rows_without_alpha(Picture *picture)
{
    size_t width = (size_t)picture->width;
    for (size_t y = 0; y < (size_t)picture->height; y++) {
        const uint8_t *from = picture->rows + y * (width * 4 + 1) + 1;
        uint8_t *to = picture->rows + y * (width * 3 + 1) + 1;
        for (size_t x = 0; x < width; x++, from += 4, to += 3)
            memmove(to, from, 3);
    }
    return width * 3;
}

static void
encode(Picture *picture, const Scene *scene, const DeviceOptions *options, Buf *out)
{
    enum { TYPE_RGB = 2, TYPE_PALETTE = 3, TYPE_RGBA = 6 };
    const Colors *colors = &picture->colors;
    uint32_t palette[PALETTE_MOST];
    uint8_t *places = base_alloc(COLORS_MOST);
    size_t count = picture->by_row ? colors_palette(colors, palette, places) : 0;
    int depth = count == 0 ? 8 : count <= 2 ? 1 : count <= 4 ? 2 : count <= 16 ? 4 : 8;
    size_t row_bytes = (size_t)picture->width * 4;
    if (count == 0 && picture->by_row)
        row_bytes = rows_of_colors(picture);
    else if (count == 0 && picture->opaque)
        row_bytes = rows_without_alpha(picture);
    add_header(out, picture, depth, count ? TYPE_PALETTE : row_bytes == (size_t)picture->width * 3 ? TYPE_RGB : TYPE_RGBA);
    add_properties(out, scene, options);
    if (count)
        add_palette(out, palette, count);
    Buf packed = BUF_INIT;
    if (count)
        pack_places(picture, places, depth, &packed);
    else
        bitmap_pack(picture->rows, row_bytes, (size_t)picture->height, (int)(row_bytes / (size_t)picture->width), &packed);
    free(places);
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
    Picture picture = {.width = (int)width, .height = (int)height};
    bool good = draw_picture(scene, options, &picture, diags);
    if (good)
        encode(&picture, scene, options, out);
    free(picture.rows);
    free(picture.by_row);
    free(picture.runs);
    colors_clear(&picture.colors);
    return good;
}
