/* device/rowpack.h -- a zlib stream of the rows of a flat picture, made as the rows come.
 *
 *     RowPack *pack = rowpack_new(row_bytes, &out);
 *     rowpack_add(pack, row);   once for each row
 *     rowpack_finish(pack);     frees it
 *
 * Charts and posters are runs of one colour, and rows like those above them. Both are looked for first, eight bytes at a
 * time; only what is neither is searched for among what came before. So it takes a quarter of the time of a general
 * compressor, which searches every byte, and no more memory than its window: the picture need not be there as a whole.
 *
 * Memory   a window of 32 KB behind and WINDOW_ROOM bytes before the place that is packed; the stream is appended to `out`
 * Source   RFC 1950, RFC 1951; lengths of codes: Moffat and Katajainen 1995, In-place calculation of minimum-redundancy codes
 * Tests    tests/unit/device/rowpack_test.c
 */
#ifndef SHUDU_DEVICE_ROWPACK_H
#define SHUDU_DEVICE_ROWPACK_H

#include "base/str.h"

typedef struct RowPack RowPack;

/* `row_bytes` is the size of each row, at least 1: how far back the row above lies. */
RowPack *rowpack_new(size_t row_bytes, Buf *out);
void rowpack_add(RowPack *pack, const uint8_t *row);
void rowpack_finish(RowPack *pack);

#endif
