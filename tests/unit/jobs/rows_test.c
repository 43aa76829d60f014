#include "../table/folder.h"

#include "jobs/rows.h"

static RawRows
split(Arena *arena, const char *text)
{
    RawRows rows = {0};
    rows_split(arena, text, strlen(text), &rows);
    return rows;
}

static const char *
indexes(Arena *arena, const RowIndexes *list)
{
    const char *text = "";
    for (size_t i = 0; i < list->count; i++)
        text = arena_printf(arena, "%s%zu ", text, list->items[i]);
    return text;
}

static void
expect(const char *old_text, const char *new_text, const char *only_old, const char *only_new)
{
    Arena *arena = arena_new();
    RawRows old = split(arena, old_text), new = split(arena, new_text);
    RowIndexes gone = {0}, come = {0};
    rows_differ(arena, &old, &new, 1, &gone, &come);
    assert_string_equal(indexes(arena, &gone), only_old);
    assert_string_equal(indexes(arena, &come), only_new);
    arena_free(arena);
}

static void
rows_without_an_equal(void **state)
{
    (void)state;
    expect("h\na\nb\nc\n", "h\na\nb\nc\n", "", "");
    expect("h\na\nb\nc\n", "h\na\nx\nc\n", "2 ", "2 ");
    expect("h\na\nb\nc\n", "h\nc\nb\na\n", "", "");
    expect("h\na\nb\n", "h\nb\n", "1 ", "");
    expect("h\n", "h\na\n", "", "1 ");
    expect("h\na\na\nb\n", "h\nb\na\n", "2 ", "");
}

static void
records_over_lines(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    RawRows rows = split(arena, "a,\"b\nc\"\r\n\r\nd,\"e \"\"f\"\"\"\ng");
    assert_int_equal(rows.count, 3);
    assert_int_equal(rows.items[1].line, 4);
    assert_int_equal(rows.items[2].line, 5);
    const char *const *cells;
    assert_int_equal(row_cells(arena, &rows.items[0], ',', &cells), 2);
    assert_string_equal(cells[1], "b\nc");
    assert_int_equal(row_cells(arena, &rows.items[1], ',', &cells), 2);
    assert_string_equal(cells[1], "e \"f\"");
    assert_null(cells[2]);
    assert_int_equal(row_cells(arena, &rows.items[2], ',', &cells), 1);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_without_an_equal),
        cmocka_unit_test(records_over_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
