/* device/zip.h -- a ZIP archive in memory: what a kit of files is handed out in.
 *
 *     Zip zip = {0};  zip_add(&zip, "kit/index.html", bytes, size, true);  …  zip_finish(&zip, &out);
 *
 * Same     equal members give equal bytes: all carry the date 1980-01-01, names are UTF-8, nothing else is written
 * Limits   32-bit sizes: 4 GB and 65,535 members; zip_add says false beyond them
 * Format   PKWARE APPNOTE 6.3.3, sections 4.3.7 to 4.3.16; methods 0 (stored) and 8 (deflate)
 * Tests    tests/unit/device/zip_test.c
 */
#ifndef SHUDU_DEVICE_ZIP_H
#define SHUDU_DEVICE_ZIP_H

#include "base/str.h"

typedef struct Zip {
    Buf data;      /* local headers and contents */
    Buf directory; /* central headers */
    size_t count;
} Zip;

/* `name` with '/' between folders. Packed where that makes it smaller and `pack` asks for it. */
bool zip_add(Zip *zip, const char *name, const void *bytes, size_t size, bool pack);
/* Appends the archive to `out` and empties the zip. */
void zip_finish(Zip *zip, Buf *out);

#endif
