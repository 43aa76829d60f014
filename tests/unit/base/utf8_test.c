/* Decoding, widths, classes of characters. */
#include "fixture.h"

#include "base/utf8.h"

static void
well_formed_text_comes_back(void **state)
{
    (void)state;
    static const uint32_t runes[] = {1, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < COUNT_OF(runes); i++) {
        char text[5] = "";
        size_t length = utf8_encode(runes[i], text);
        const char *at = text;
        assert_int_equal(utf8_next(&at), runes[i]);
        assert_int_equal(at - text, length);
        assert_int_equal(utf8_check(text, length), length);
        assert_int_equal(utf8_next(&at), 0);
        assert_int_equal(at - text, length); /* stays at the end */
    }
    assert_int_equal(utf8_count("a中𠮷"), 3);
}

static void
malformed_bytes_count_one_each(void **state)
{
    (void)state;
    /* Unicode 15, table 3-8: overlong, surrogate, too large, cut short, stray. */
    static const char *const bad[] = {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\x80", "\xFF", "\xE0\x80\x80"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const char *at = bad[i];
        assert_int_equal(utf8_next(&at), 0xFFFD);
        assert_int_equal(at - bad[i], 1);
        assert_int_equal(utf8_check(bad[i], strlen(bad[i])), 0);
    }
    /* Wherever in a word of eight bytes. */
    static const char *const before[] = {"", "a", "中", "a中", "中文", "abcdefgh", "ab中文"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        for (size_t k = 0; k < COUNT_OF(before); k++) {
            char text[64];
            snprintf(text, sizeof text, "%s%s中文中文abcdefgh", before[k], bad[i]);
            assert_int_equal(utf8_check(text, strlen(text)), strlen(before[k]));
        }
    }
    assert_int_equal(utf8_check("ab\xFF", 3), 2);
    assert_int_equal(utf8_check("a\0b", 3), 3);
    char text[4];
    assert_int_equal(utf8_encode(0xD800, text), 3);
    assert_memory_equal(text, "\xEF\xBF\xBD", 3);
}

static void
widths_on_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(utf8_width('a'), 1);
    assert_int_equal(utf8_width(0x4E2D), 2);
    assert_int_equal(utf8_width(0x3001), 2);  /* 、 */
    assert_int_equal(utf8_width(0xFF0C), 2);  /* ， */
    assert_int_equal(utf8_width(0x201C), 1);  /* “ */
    assert_int_equal(utf8_width(0x0301), 0);  /* combining acute */
    assert_int_equal(utf8_width(0x200B), 0);
    assert_int_equal(utf8_width(0x1F600), 2);
    assert_int_equal(utf8_width(0x20BB7), 2); /* 𠮷 */
    assert_int_equal(utf8_width(0xAC00), 2);
    assert_int_equal(utf8_width(0x0378), 1);  /* not assigned */
}

static void
classes_for_composition(void **state)
{
    (void)state;
    assert_true(utf8_is_han(0x6807) && utf8_is_han(0x3007) && utf8_is_han(0x20BB7));
    assert_false(utf8_is_han('A') || utf8_is_han(0x3042) || utf8_is_han(0x3002));
    assert_true(utf8_is_cjk(0x3042) && utf8_is_cjk(0x3002) && utf8_is_cjk(0xFF08));
    assert_false(utf8_is_cjk(0x201C) || utf8_is_cjk('('));
    assert_true(utf8_is_cjk_open(0x300A) && utf8_is_cjk_open(0x201C) && utf8_is_cjk_open(0xFF08));
    assert_true(utf8_is_cjk_close(0x300B) && utf8_is_cjk_close(0x201D) && utf8_is_cjk_close(0x3002));
    assert_false(utf8_is_cjk_open(0x300B) || utf8_is_cjk_close(0x300A) || utf8_is_cjk_close('.'));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_comes_back),
        cmocka_unit_test(malformed_bytes_count_one_each),
        cmocka_unit_test(widths_on_a_terminal),
        cmocka_unit_test(classes_for_composition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
