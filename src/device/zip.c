#include "device/zip.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOCAL_SIGNATURE = 0x04034b50,
    CENTRAL_SIGNATURE = 0x02014b50,
    END_SIGNATURE = 0x06054b50,
    VERSION = 20,            /* 2.0: deflate and folders */
    UTF8_NAMES = 1 << 11,
    DATE_1980 = 1 << 5 | 1,  /* month 1, day 1 of 1980 */
    LEVEL = 9,
};

static void
add_number(Buf *out, uint32_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8)
        buf_add_char(out, (char)(value & 255));
}

/* The fields that local and central header share. */
static void
add_common(Buf *out, int method, uint32_t crc, size_t packed, size_t size, size_t name_length)
{
    add_number(out, VERSION, 2);
    add_number(out, UTF8_NAMES, 2);
    add_number(out, (uint32_t)method, 2);
    add_number(out, 0, 2);
    add_number(out, DATE_1980, 2);
    add_number(out, crc, 4);
    add_number(out, (uint32_t)packed, 4);
    add_number(out, (uint32_t)size, 4);
    add_number(out, (uint32_t)name_length, 2);
    add_number(out, 0, 2); /* extra fields */
}

/* NULL where packing does not make it smaller. */
static void *
deflated(const void *bytes, size_t size, size_t *packed)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    void *out = size ? malloc(size) : NULL;
    *packed = compressor && out ? libdeflate_deflate_compress(compressor, bytes, size, out, size - 1) : 0;
    libdeflate_free_compressor(compressor);
    if (*packed)
        return out;
    free(out);
    return NULL;
}

bool
zip_add(Zip *zip, const char *name, const void *bytes, size_t size, bool pack)
{
    size_t length = strlen(name), offset = zip->data.length, packed = size;
    if (zip->count >= 65535 || length > 65535 || offset + size + length > UINT32_MAX - 1024)
        return false;
    void *small = pack ? deflated(bytes, size, &packed) : NULL;
    if (!small)
        packed = size;
    uint32_t crc = libdeflate_crc32(0, bytes, size);
    add_number(&zip->data, LOCAL_SIGNATURE, 4);
    add_common(&zip->data, small ? 8 : 0, crc, packed, size, length);
    buf_add_bytes(&zip->data, name, length);
    buf_add_bytes(&zip->data, small ? small : bytes, packed);
    add_number(&zip->directory, CENTRAL_SIGNATURE, 4);
    add_number(&zip->directory, VERSION, 2);
    add_common(&zip->directory, small ? 8 : 0, crc, packed, size, length);
    add_number(&zip->directory, 0, 2); /* comment */
    add_number(&zip->directory, 0, 2); /* disk */
    add_number(&zip->directory, 0, 2); /* attributes */
    add_number(&zip->directory, 0, 4);
    add_number(&zip->directory, (uint32_t)offset, 4);
    buf_add_bytes(&zip->directory, name, length);
    zip->count++;
    free(small);
    return true;
}

void
zip_finish(Zip *zip, Buf *out)
{
    size_t start = zip->data.length, size = zip->directory.length;
    buf_add_bytes(out, zip->data.ptr, zip->data.length);
    buf_add_bytes(out, zip->directory.ptr, size);
    add_number(out, END_SIGNATURE, 4);
    add_number(out, 0, 2);
    add_number(out, 0, 2);
    add_number(out, (uint32_t)zip->count, 2);
    add_number(out, (uint32_t)zip->count, 2);
    add_number(out, (uint32_t)size, 4);
    add_number(out, (uint32_t)start, 4);
    add_number(out, 0, 2);
    buf_clear(&zip->data);
    buf_clear(&zip->directory);
    *zip = (Zip){0};
}
