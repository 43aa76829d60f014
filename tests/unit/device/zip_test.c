/* ZIP archives: the fields of their headers, and contents that come back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "device/zip.h"

#include <libdeflate.h>
#include <string.h>

static uint32_t
field(const char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | (uint8_t)at[i];
    return value;
}

static void
members_are_stored_or_packed(void **state)
{
    (void)state;
    Zip zip = {0};
    Buf out = BUF_INIT;
    char long_text[4000];
    memset(long_text, 'a', sizeof long_text);
    assert_true(zip_add(&zip, "kit/one.png", "abc", 3, false));
    assert_true(zip_add(&zip, "kit/图注.txt", long_text, sizeof long_text, true));
    assert_true(zip_add(&zip, "kit/tiny.txt", "x", 1, true)); /* packing would not make it smaller */
    zip_finish(&zip, &out);
    const char *end = out.ptr + out.length - 22;
    assert_int_equal(field(end, 4), 0x06054b50);
    assert_int_equal(field(end + 10, 2), 3);
    const char *entry = out.ptr + field(end + 16, 4);
    for (int i = 0; i < 3; i++) {
        static const int methods[] = {0, 8, 0}, sizes[] = {3, 4000, 1};
        assert_int_equal(field(entry, 4), 0x02014b50);
        assert_int_equal(field(entry + 8, 2), 1 << 11); /* names are UTF-8 */
        assert_int_equal(field(entry + 10, 2), methods[i]);
        assert_int_equal(field(entry + 24, 4), sizes[i]);
        const char *local = out.ptr + field(entry + 42, 4);
        assert_int_equal(field(local, 4), 0x04034b50);
        assert_int_equal(field(local + 14, 4), field(entry + 16, 4)); /* checksum */
        const char *bytes = local + 30 + field(local + 26, 2);
        char back[4000];
        size_t got = 0;
        struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
        if (methods[i] == 8)
            assert_int_equal(libdeflate_deflate_decompress(decompressor, bytes, field(local + 18, 4), back, sizeof back, &got), LIBDEFLATE_SUCCESS);
        else
            memcpy(back, bytes, got = field(local + 18, 4));
        libdeflate_free_decompressor(decompressor);
        assert_int_equal(got, sizes[i]);
        assert_int_equal(libdeflate_crc32(0, back, got), field(local + 14, 4));
        entry += 46 + field(entry + 28, 2);
    }
    assert_ptr_equal(entry, end);
    buf_clear(&out);
}

static void
equal_members_give_equal_bytes(void **state)
{
    (void)state;
    Buf out[2] = {BUF_INIT, BUF_INIT};
    for (int i = 0; i < 2; i++) {
        Zip zip = {0};
        zip_add(&zip, "a", "text text text text", 19, true);
        zip_finish(&zip, &out[i]);
    }
    assert_int_equal(out[0].length, out[1].length);
    assert_memory_equal(out[0].ptr, out[1].ptr, out[0].length);
    buf_clear(&out[0]);
    buf_clear(&out[1]);
}

static void
an_empty_archive_is_its_end(void **state)
{
    (void)state;
    Zip zip = {0};
    Buf out = BUF_INIT;
    zip_finish(&zip, &out);
    assert_int_equal(out.length, 22);
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_stored_or_packed),
        cmocka_unit_test(equal_members_give_equal_bytes),
        cmocka_unit_test(an_empty_archive_is_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
