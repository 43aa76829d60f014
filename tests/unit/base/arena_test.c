/* Arenas, vectors and maps. */
#include "fixture.h"

#include "base/map.h"

static void
memory_is_zeroed_and_aligned_also_after_a_reset(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 3000000; size = size * 3 + 1) {
            unsigned char *memory = arena_alloc(arena, size);
            assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(memory[i], 0);
            memset(memory, 0xA5, size);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}

static void
large_and_small_objects_do_not_overlap(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *small = arena_strdup(arena, "small");
    char *large = arena_alloc(arena, 900000);
    char *after = arena_strdup(arena, "after");
    memset(large, 'x', 900000);
    assert_string_equal(small, "small");
    assert_string_equal(after, "after");
    arena_free(arena);
}

static void
what_was_allocated_last_can_be_extended_in_place(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *first = arena_alloc_raw(arena, 100);
    memset(first, 'a', 100);
    assert_true(arena_extend(arena, first, 100, 300));
    memset(first, 'b', 300);
    char *second = arena_strdup(arena, "second");
    assert_true(second >= first + 300);
    assert_false(arena_extend(arena, first, 300, 400));
    assert_false(arena_extend(arena, second, 7, 1000000)); /* no room in the block */
    assert_true(arena_extend(arena, second, 7, 7));
    assert_string_equal(second, "second");
    arena_free(arena);
}

static void
append_a(void *object)
{
    strcat(object, "a");
}

static void
append_b(void *object)
{
    strcat(object, "b");
}

static void
deferred_releases_run_last_first_and_once(void **state)
{
    (void)state;
    char log[16] = "";
    Arena *arena = arena_new();
    arena_defer(arena, append_a, log);
    arena_defer(arena, append_b, log);
    arena_reset(arena);
    assert_string_equal(log, "ba");
    arena_defer(arena, append_a, log);
    arena_free(arena);
    assert_string_equal(log, "baa");
    arena_free(NULL);
}

static void
texts_are_copied(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    assert_null(arena_strdup(arena, NULL));
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_strndup(arena, NULL, 0), "");
    assert_string_equal(arena_printf(arena, "%d-%s", 12, "标准"), "12-标准");
    const char *wide = arena_printf(arena, "%1000d", 7); /* longer than what is formatted at once */
    assert_int_equal(strlen(wide), 1000);
    assert_string_equal(wide + 998, " 7");
    arena_free(arena);
}

static void
vectors_keep_their_items_when_they_grow(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    VEC(int) list = {0};
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(arena, &list, i * i);
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i * i);
    assert_int_equal(VEC_LAST(&list), 999 * 999);
    arena_free(arena);
}

static void
maps_find_replace_and_keep_order(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Map map;
    map_init(&map, arena);
    int values[500];
    assert_null(map_find(&map, "none"));
    assert_int_equal(map_index(&map, "none"), -1);
    char key[16];
    for (int i = 0; i < 500; i++) {
        snprintf(key, sizeof key, "key%d", i);
        map_put(&map, key, &values[i]);
    }
    map_put(&map, "key7", &values[8]);
    assert_int_equal(map.entries.count, 500);
    assert_ptr_equal(map_find(&map, "key7"), &values[8]);
    assert_ptr_equal(map_find(&map, "key499"), &values[499]);
    assert_int_equal(map_index(&map, "key42"), 42);
    assert_string_equal(map.entries.items[42].key, "key42");
    map_put(&map, "empty", NULL);
    assert_true(map_has(&map, "empty"));
    assert_false(map_has(&map, "key500"));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_also_after_a_reset),
        cmocka_unit_test(large_and_small_objects_do_not_overlap),
        cmocka_unit_test(what_was_allocated_last_can_be_extended_in_place),
        cmocka_unit_test(deferred_releases_run_last_first_and_once),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(vectors_keep_their_items_when_they_grow),
        cmocka_unit_test(maps_find_replace_and_keep_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
