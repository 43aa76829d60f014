/* device/pdf/deflate.h -- streams deflated in a thread of their own, while the next pages are being written.
 *
 *     index = deflater_add(deflater, bytes, size, true);   copied
 *     deflater_bytes(deflater, index)                      waits, and lends a hand meanwhile
 *
 * Few bytes are not worth a thread: it starts when a quarter of a megabyte waits. The bytes are the same with and without.
 *
 * Memory   what waits and what is packed is the deflater's, until deflater_free
 * Threads  the functions belong to one thread; the other is their business
 */
#ifndef SHUDU_DEVICE_PDF_DEFLATE_H
#define SHUDU_DEVICE_PDF_DEFLATE_H

#include "base/str.h"

typedef struct Deflater Deflater;

Deflater *deflater_new(void);
/* `pack` false: kept as they are. */
size_t deflater_add(Deflater *deflater, const void *bytes, size_t size, bool pack);
/* Valid until deflater_free. */
const Buf *deflater_bytes(Deflater *deflater, size_t index);
void deflater_free(Deflater *deflater); /* NULL is fine */

#endif
