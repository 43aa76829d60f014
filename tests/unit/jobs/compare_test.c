#include "../table/folder.h"

#include "base/fs.h"
#include "jobs/compare.h"

static Difference
difference(const char *name, const void *one, size_t length, const void *other, size_t other_length, Arena **arena)
{
    Folder f = folder_open();
    const char *a = arena_printf(f.arena, "%s/a%s", f.root, name), *b = arena_printf(f.arena, "%s/b%s", f.root, name);
    Difference at = {99, {"same", "same"}};
    assert_true(file_write(a, one, length));
    assert_true(file_write(b, other, other_length));
    *arena = arena_new();
    bool differ = compare_bytes(*arena, a, b, &at);
    assert_int_equal(differ, length != other_length || memcmp(one, other, length) != 0);
    folder_close(&f);
    return at;
}

static void
texts_by_line_and_column(void **state)
{
    (void)state;
    Arena *arena;
    Difference at = difference(".svg", "<a>\n<b>中x</b>\n", 16, "<a>\n<b>中y</b>\n", 16, &arena);
    assert_int_equal(at.offset, 10);
    assert_string_equal(at.place[MESSAGE_EN], ", line 2, column 5");
    assert_string_equal(at.place[MESSAGE_ZH], "，第 2 行第 5 列");
    arena_free(arena);
}

static void
a_file_that_goes_on(void **state)
{
    (void)state;
    Arena *arena;
    Difference at = difference(".json", "{}", 2, "{}\n", 3, &arena);
    assert_int_equal(at.offset, 2);
    assert_string_equal(at.place[MESSAGE_EN], ", line 1, column 3");
    arena_free(arena);
}

static void
pictures_by_chunk(void **state)
{
    (void)state;
    Arena *arena;
    static const char one[] = "\x89PNG\r\n\x1a\n\0\0\0\1IHDRxCRC1\0\0\0\2IDATabCRC2", other[] = "\x89PNG\r\n\x1a\n\0\0\0\1IHDRxCRC1\0\0\0\2IDATacCRC2";
    Difference at = difference(".png", one, sizeof one - 1, other, sizeof other - 1, &arena);
    assert_string_equal(at.place[MESSAGE_EN], ", in chunk IDAT");
    arena_free(arena);
}

static void
papers_by_object(void **state)
{
    (void)state;
    Arena *arena;
    static const char one[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n12 0 obj\n<</A 1>>\n", other[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n12 0 obj\n<</A 2>>\n";
    Difference at = difference(".pdf", one, sizeof one - 1, other, sizeof other - 1, &arena);
    assert_string_equal(at.place[MESSAGE_EN], ", in object 12");
    arena_free(arena);
}

static void
same_bytes(void **state)
{
    (void)state;
    Arena *arena;
    difference(".csv", "a,b\n", 4, "a,b\n", 4, &arena);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_by_line_and_column),
        cmocka_unit_test(a_file_that_goes_on),
        cmocka_unit_test(pictures_by_chunk),
        cmocka_unit_test(papers_by_object),
        cmocka_unit_test(same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
