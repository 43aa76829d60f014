/* device/bitmap.h -- pixels: decoding PNG files, and packing pixels into them.
 *
 *     PNG bytes --bitmap_decode--> Bitmap
 *     Bitmap    --bitmap_pack--->  filtered and deflated rows (a PNG's IDAT, a PDF image with predictor 15)
 *
 * A Bitmap's rows are tightly packed, 8 bits a sample, colours not multiplied by alpha.
 *
 * Errors   bitmap_decode: device-image-broken, device-image-too-large
 * Memory   pixels belong to the caller, who ends with bitmap_clear
 * Tests    tests/unit/device/bitmap_test.c
 */
#ifndef SHUDU_DEVICE_BITMAP_H
#define SHUDU_DEVICE_BITMAP_H

#include "base/diag.h"
#include "base/str.h"
#include "scene/scene.h"

/* No picture larger than this is decoded or drawn: 512 million samples, and the sides that PNG readers handle. */
enum { BITMAP_SIDE_MAX = 100000, BITMAP_SAMPLES_MAX = 512 * 1024 * 1024 };

typedef struct Bitmap {
    int width, height;
    int channels; /* 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha */
    uint8_t *pixels;
} Bitmap;

void bitmap_clear(Bitmap *bitmap);

/* Any PNG becomes grey, RGB or one of these with alpha. Alpha that is opaque throughout is dropped. */
bool bitmap_decode(const Image *image, Bitmap *out, Diags *diags, Loc loc);

/* Packs `row_count` rows, each one free byte and then `row_bytes` of samples, as a zlib stream appended to `out`.
 * The filter that suits the picture is written into the free bytes and applied in place: the samples are gone afterwards.
 * `pixel_bytes` is how far filters look back: the samples of a pixel. For places of a palette there is device/rowpack.h. */
void bitmap_pack(uint8_t *rows, size_t row_bytes, size_t row_count, int pixel_bytes, Buf *out);

/* zlib stream of bytes, appended. The same level everywhere. */
void bitmap_deflate(const void *bytes, size_t size, Buf *out);

#endif
