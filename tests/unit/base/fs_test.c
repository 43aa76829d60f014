#include "../table/folder.h"

#include "base/fs.h"

static void
what_is_written_is_read(void **state)
{
    (void)state;
    Folder f = folder_open();
    size_t length;
    char sha256[65];
    const char *path = arena_printf(f.arena, "%s/a/b/c.txt", f.root);
    assert_null(file_read(f.arena, path, &length));
    file_sha256(path, sha256);
    assert_string_equal(sha256, "");
    assert_false(file_write(path, "abc", 3));
    assert_true(file_make_parents(f.arena, path));
    assert_true(file_write(path, "abc", 3));
    assert_string_equal(file_read(f.arena, path, &length), "abc");
    assert_int_equal(length, 3);
    file_sha256(path, sha256);
    assert_string_equal(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(file_has_bytes(path, "abc", 3));
    assert_false(file_has_bytes(path, "abd", 3));
    assert_false(file_has_bytes(path, "ab", 2));
    assert_false(file_has_bytes(path, "abcd", 4));
    assert_false(file_has_bytes(f.root, "", 0));
    assert_false(file_has_bytes("/dev/null", "", 0));
    char *long_text = arena_alloc(f.arena, 50001);
    memset(long_text, 'x', 50000);
    assert_true(file_write(path, long_text, 50000));
    assert_true(file_has_bytes(path, long_text, 50000));
    long_text[49999] = 'y';
    assert_false(file_has_bytes(path, long_text, 50000));
    folder_close(&f);
}

/* What a link points to stays. */
static void
a_tree_goes_whole(void **state)
{
    (void)state;
    Folder f = folder_open();
    size_t length;
    folder_write(&f, "kept/x", "x");
    folder_write(&f, "tree/deep/y", "y");
    assert_int_equal(symlink("../kept", arena_printf(f.arena, "%s/tree/link", f.root)), 0);
    folder_tree_remove(f.arena, arena_printf(f.arena, "%s/tree", f.root));
    assert_int_not_equal(access(arena_printf(f.arena, "%s/tree", f.root), F_OK), 0);
    assert_non_null(file_read(f.arena, arena_printf(f.arena, "%s/kept/x", f.root), &length));
    folder_close(&f);
}

static void
temporary_folders_are_two(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *a = folder_temporary(arena, "shudu-test"), *b = folder_temporary(arena, "shudu-test");
    assert_non_null(a);
    assert_non_null(b);
    assert_string_not_equal(a, b);
    folder_tree_remove(arena, a);
    folder_tree_remove(arena, b);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_tree_goes_whole),
        cmocka_unit_test(temporary_folders_are_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
