/* A long file added up while it is read: the same picture as from its rows. */
#include "chart/condense.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static bool
plan_of(Arena *arena, const char *spec, Condensing *plan)
{
    Diags *diags = diags_new(arena);
    const Node *node = node_parse_yaml(arena, diags, source_from_text(arena, "spec.yaml", spec));
    assert_non_null(node);
    return condense_plan(node, NULL, plan);
}

static const char BARS[] = "{mark: bar, encoding: {x: {field: year, type: ordinal}, y: {field: value, aggregate: sum}, color: {field: kind}}}";

static void
sums_and_extremes_can_be_planned(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Condensing plan;
    assert_true(plan_of(arena, BARS, &plan));
    assert_int_equal(plan.count, 3);
    assert_string_equal(plan.fields[1], "value");
    assert_int_equal(plan.folds[0], FOLD_KEY);
    assert_int_equal(plan.folds[1], FOLD_SUM);
    assert_true(plan_of(arena, "{mark: rule, encoding: {x: {field: a}, y: {field: v, aggregate: min}, y2: {field: w, aggregate: max}}}", &plan));
    arena_free(arena);
}

static void
whoever_needs_rows_keeps_them(void **state)
{
    (void)state;
    static const char *const specs[] = {
        "{mark: point, encoding: {x: {field: a}, y: {field: b}}}",
        "{mark: bar, encoding: {x: {field: a}, y: {field: v, aggregate: mean}}}",
        "{mark: bar, encoding: {x: {field: a}, y: {aggregate: count}}}",
        "{mark: bar, transform: [{filter: 'datum.v > 1'}], encoding: {x: {field: a}, y: {field: v, aggregate: sum}}}",
        "{mark: bar, encoding: {x: {field: v}, y: {field: v, aggregate: sum}}}",
        "{mark: bar, encoding: {x: {field: v, aggregate: min}, y: {field: v, aggregate: sum}}}",
        "{mark: bar, encoding: {x: {field: a, sort: {field: v, op: mean}}, y: {field: v, aggregate: sum}}}",
        "{mark: bar, encoding: {x: {field: a, bin: true}, y: {field: v, aggregate: sum}}}",
        "{mark: bar, encoding: {x: {field: a}, y: {field: v, aggregate: sum, scale: {domain: unaggregated}}}}",
        "{mark: bar, encoding: {x: {field: a}, y: {field: v, aggregate: sum, condition: {test: 'datum.w'}}}}",
        "{layer: [{mark: bar}], encoding: {x: {field: a}, y: {field: v, aggregate: sum}}}",
    };
    Arena *arena = arena_new();
    Condensing plan;
    for (size_t i = 0; i < COUNT_OF(specs); i++)
        if (plan_of(arena, specs[i], &plan))
            fail_msg("added up: %s", specs[i]);
    arena_free(arena);
}

static bool
condense(Arena *arena, const char *csv, Dataset *out)
{
    Condensing plan;
    assert_true(plan_of(arena, BARS, &plan));
    return condense_rows(arena, source_from_text(arena, "long.csv", csv), ',', &plan, out);
}

static void
rows_of_one_key_are_one(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Dataset out;
    assert_true(condense(arena, "kind,note,value,year\na,\"x, y\",1.5,2020\nb,,4,2020\na,,2,2020\na,,,2021\na,,-1e2,2020\n", &out));
    assert_int_equal(out.row_count, 3);
    assert_int_equal(out.column_count, 3);
    assert_string_equal(out.columns[0], "year");
    assert_string_equal(out.cells[0].string, "2020");
    assert_true(out.cells[1].number == 1.5 + 2 - 100);
    assert_string_equal(out.cells[2].string, "a");
    assert_true(out.cells[4].number == 4);
    assert_int_equal(out.cells[7].kind, VALUE_NULL); /* 2021 has no number */
    arena_free(arena);
}

static void
thousand_keys_find_their_rows(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf csv = BUF_INIT;
    buf_add(&csv, "year,kind,value\n");
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 1000; i++)
            buf_printf(&csv, "%d,k%d,%d\n", i / 7, i % 7, i);
    Dataset out;
    assert_true(condense(arena, csv.ptr, &out));
    assert_int_equal(out.row_count, 1000);
    for (size_t i = 0; i < out.row_count; i++)
        assert_true(out.cells[3 * i + 1].number == 3.0 * (double)i);
    buf_clear(&csv);
    arena_free(arena);
}

static void
files_that_need_their_rows_are_left(void **state)
{
    (void)state;
    static const char *const files[] = {
        "year,kind\n2020,a\n",                        /* a field is lacking */
        "year,kind,value\n2020,a,many\n",             /* text */
        "year,kind,value\n2020,a,0x10\n",             /* JavaScript reads 16 */
        "year,kind,value\n2020,\"a,3\n",              /* a fault that reading reports */
        "",
    };
    Arena *arena = arena_new();
    Dataset out;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (condense(arena, files[i], &out))
            fail_msg("added up: %s", files[i]);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_and_extremes_can_be_planned),
        cmocka_unit_test(whoever_needs_rows_keeps_them),
        cmocka_unit_test(rows_of_one_key_are_one),
        cmocka_unit_test(thousand_keys_find_their_rows),
        cmocka_unit_test(files_that_need_their_rows_are_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
