#include "device/bitmap.h"

#include <libdeflate.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { DEFLATE_LEVEL = 6, PROBE_LEVEL = 1, PROBE_STRIPS = 8, PROBE_STRIP_ROWS = 24 };

void
bitmap_clear(Bitmap *bitmap)
{
    free(bitmap->pixels);
    *bitmap = (Bitmap){0};
}

/* ---- decoding ---------------------------------------------------------------------------------- */

typedef struct Reading {
    const uint8_t *at, *end;
} Reading;

static void
read_bytes(png_structp png, png_bytep to, size_t size)
{
    Reading *reading = png_get_io_ptr(png);
    if ((size_t)(reading->end - reading->at) < size)
        png_error(png, "truncated");
    memcpy(to, reading->at, size);
    reading->at += size;
}

static void
ignore_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void
leave_on_error(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

/* Everything to 8-bit grey or RGB, with alpha where the file has any transparency. */
static void
set_transforms(png_structp png, png_infop info)
{
    png_set_strip_16(png);
    png_set_expand(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

static void
drop_opaque_alpha(Bitmap *bitmap)
{
    int channels = bitmap->channels;
    if (channels != 2 && channels != 4)
        return;
    size_t count = (size_t)bitmap->width * (size_t)bitmap->height;
    for (size_t i = 0; i < count; i++)
        if (bitmap->pixels[i * (size_t)channels + (size_t)channels - 1] != 255)
            return;
    size_t kept = (size_t)channels - 1;
    for (size_t i = 0; i < count; i++)
        memmove(bitmap->pixels + i * kept, bitmap->pixels + i * (size_t)channels, kept);
    bitmap->channels = channels - 1;
}

/* The part between setjmp and longjmp: nothing here may hold memory that a jump would lose. */
static bool
decode_rows(png_structp png, png_infop info, Bitmap *bitmap, bool *too_large)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_read_info(png, info);
    png_uint_32 width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    if (width > BITMAP_SIDE_MAX || height > BITMAP_SIDE_MAX || (uint64_t)width * height * 4 > BITMAP_SAMPLES_MAX) {
        *too_large = true;
        return false;
    }
    set_transforms(png, info);
    bitmap->width = (int)width;
    bitmap->height = (int)height;
    bitmap->channels = png_get_channels(png, info);
    size_t row_bytes = (size_t)width * (size_t)bitmap->channels;
    if (png_get_rowbytes(png, info) != row_bytes)
        return false;
    bitmap->pixels = base_alloc(row_bytes * height);
    memset(bitmap->pixels, 0, row_bytes * height);
    /* Interlaced files go over the rows several times. */
    int passes = png_get_interlace_type(png, info) == PNG_INTERLACE_NONE ? 1 : 7;
    for (int pass = 0; pass < passes; pass++)
        for (png_uint_32 y = 0; y < height; y++)
            png_read_row(png, bitmap->pixels + y * row_bytes, NULL);
    png_read_end(png, NULL);
    return true;
}

bool
bitmap_decode(const Image *image, Bitmap *out, Diags *diags, Loc loc)
{
    Reading reading = {(const uint8_t *)image->bytes, (const uint8_t *)image->bytes + image->size};
    if (image->size < 8 || png_sig_cmp((png_const_bytep)image->bytes, 0, 8) != 0)
        return diag(diags, DIAG_DEVICE_IMAGE_BROKEN, loc, image->path ? image->path : "");
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, leave_on_error, ignore_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info)
        base_out_of_memory(sizeof(void *));
    png_set_read_fn(png, &reading, read_bytes);
    Bitmap bitmap = {0};
    bool too_large = false;
    bool good = decode_rows(png, info, &bitmap, &too_large);
    png_destroy_read_struct(&png, &info, NULL);
    if (!good) {
        bitmap_clear(&bitmap);
        DiagCode code = too_large ? DIAG_DEVICE_IMAGE_TOO_LARGE : DIAG_DEVICE_IMAGE_BROKEN;
        return diag(diags, code, loc, image->path ? image->path : "");
    }
    drop_opaque_alpha(&bitmap);
    *out = bitmap;
    return true;
}

/* ---- packing ----------------------------------------------------------------------------------- */

static void
deflate_at(int level, const void *bytes, size_t size, Buf *out)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (!compressor)
        base_out_of_memory(size);
    size_t bound = libdeflate_zlib_compress_bound(compressor, size);
    buf_reserve(out, bound + 1);
    out->length += libdeflate_zlib_compress(compressor, bytes, size, out->ptr + out->length, bound);
    libdeflate_free_compressor(compressor);
}

void
bitmap_deflate(const void *bytes, size_t size, Buf *out)
{
    deflate_at(DEFLATE_LEVEL, bytes, size, out);
}

/* The filters of PNG (section 9); FILTER_BEST takes for each row the one with the smallest sum of absolute differences. */
typedef enum Filter { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_PAETH = 4, FILTER_BEST } Filter;

static uint8_t
paeth(int left, int up, int up_left)
{
    int p = left + up - up_left, a = abs(p - left), b = abs(p - up), c = abs(p - up_left);
    return (uint8_t)(a <= b && a <= c ? left : b <= c ? up : up_left);
}

static void
filter_row(Filter filter, const uint8_t *row, const uint8_t *above, size_t size, size_t back, uint8_t *out)
{
    *out++ = (uint8_t)filter;
    switch (filter) {
    case FILTER_SUB:
        for (size_t i = 0; i < size; i++)
            out[i] = (uint8_t)(row[i] - (i >= back ? row[i - back] : 0));
        break;
    case FILTER_UP:
        for (size_t i = 0; i < size; i++)
            out[i] = (uint8_t)(row[i] - above[i]);
        break;
    case FILTER_PAETH:
        for (size_t i = 0; i < size; i++) {
            int left = i >= back ? row[i - back] : 0, up_left = i >= back ? above[i - back] : 0;
            out[i] = (uint8_t)(row[i] - paeth(left, above[i], up_left));
        }
        break;
    default:
        memcpy(out, row, size);
    }
}

static uint64_t
row_cost(const uint8_t *filtered, size_t size)
{
    uint64_t sum = 0;
    for (size_t i = 1; i <= size; i++)
        sum += filtered[i] < 128 ? filtered[i] : 256u - filtered[i];
    return sum;
}

static void
filter_best(const uint8_t *row, const uint8_t *above, size_t size, size_t back, uint8_t *out, uint8_t *trial)
{
    static const Filter tried[] = {FILTER_SUB, FILTER_UP, FILTER_PAETH};
    filter_row(FILTER_NONE, row, above, size, back, out);
    uint64_t best = row_cost(out, size);
    for (size_t i = 0; i < COUNT_OF(tried) && best > 0; i++) {
        filter_row(tried[i], row, above, size, back, trial);
        uint64_t cost = row_cost(trial, size);
        if (cost < best) {
            best = cost;
            memcpy(out, trial, size + 1);
        }
    }
}

/* Filters rows [from, to) of the picture into `out`, last row first: so `out` may be the rows themselves. */
static void
filter_rows(Filter filter, const uint8_t *rows, size_t from, size_t to, size_t size, size_t back, uint8_t *out)
{
    size_t stride = size + 1;
    uint8_t *blank = base_alloc(stride), *row = base_alloc(stride), *trial = base_alloc(stride);
    memset(blank, 0, stride);
    for (size_t y = to; y-- > from;) {
        const uint8_t *above = y > 0 ? rows + (y - 1) * stride + 1 : blank;
        memcpy(row, rows + y * stride + 1, size);
        if (filter == FILTER_BEST)
            filter_best(row, above, size, back, out + (y - from) * stride, trial);
        else
            filter_row(filter, row, above, size, back, out + (y - from) * stride);
    }
    free(trial);
    free(row);
    free(blank);
}

/* Charts are flat colour, where None or Up win; photographs want a filter for each row. A few strips spread over the
 * picture, compressed quickly, tell which it is. */
static Filter
choose_filter(const uint8_t *rows, size_t size, size_t count, size_t back)
{
    static const Filter candidates[] = {FILTER_UP, FILTER_NONE, FILTER_SUB, FILTER_BEST};
    size_t strips = MIN_OF((size_t)PROBE_STRIPS, count / PROBE_STRIP_ROWS + 1);
    size_t strip_rows = MIN_OF((size_t)PROBE_STRIP_ROWS, count);
    uint8_t *sample = base_alloc(strips * strip_rows * (size + 1));
    Buf packed = BUF_INIT;
    Filter best = FILTER_NONE;
    size_t best_size = SIZE_MAX;
    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        uint8_t *to = sample;
        for (size_t s = 0; s < strips; s++) {
            size_t from = strips > 1 ? (count - strip_rows) * s / (strips - 1) : 0;
            filter_rows(candidates[i], rows, from, from + strip_rows, size, back, to);
            to += strip_rows * (size + 1);
        }
        buf_reset(&packed);
        deflate_at(PROBE_LEVEL, sample, (size_t)(to - sample), &packed);
        if (packed.length < best_size) {
            best_size = packed.length;
            best = candidates[i];
        }
    }
    buf_clear(&packed);
    free(sample);
    return best;
}

void
bitmap_pack(uint8_t *rows, size_t row_bytes, size_t row_count, int pixel_bytes, Buf *out)
{
    size_t back = (size_t)pixel_bytes;
    Filter filter = choose_filter(rows, row_bytes, row_count, back);
    if (filter == FILTER_NONE)
        for (size_t y = 0; y < row_count; y++)
            rows[y * (row_bytes + 1)] = FILTER_NONE;
    else
        filter_rows(filter, rows, 0, row_count, row_bytes, back, rows);
    bitmap_deflate(rows, (row_bytes + 1) * row_count, out);
}
