/* A long file added up while it is read: the same picture as from its rows. */
#include "chart/condense.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
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
condense_in_parts(Arena *arena, const char *csv, size_t part_bytes, size_t threads, Dataset *out)
{
    Condensing plan;
    assert_true(plan_of(arena, BARS, &plan));
    LongText text = {strlen(csv), condense_read_source, source_from_text(arena, "long.csv", csv), part_bytes, threads};
    return condense_rows(arena, &text, ',', &plan, out);
}

static bool
condense(Arena *arena, const char *csv, Dataset *out)
{
    return condense_in_parts(arena, csv, CONDENSE_PART_BYTES, 1, out);
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
        "year,kind,value\n2020,\xB9\xA4,3\n",         /* GB 18030 */
        "",
    };
    Arena *arena = arena_new();
    Dataset out;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (condense(arena, files[i], &out))
            fail_msg("added up: %s", files[i]);
    arena_free(arena);
}

/* Row by row, by the transform that a view without condensing runs. */
static void
aggregate(Arena *arena, const char *csv, Dataset *out)
{
    Diags *diags = diags_new(arena);
    DataContext context = {.arena = arena, .diags = diags};
    Node *data = node_new(arena, NODE_MAP, LOC_NONE);
    node_put(arena, data, "values", node_new_string(arena, csv, LOC_NONE));
    node_put(arena, data, "format", (Node *)node_parse_yaml(arena, diags, source_from_text(arena, "f.yaml", "{type: csv, parse: {value: number}}")));
    Dataset rows;
    assert_true(data_read(&context, data, &rows));
    AggregateField sum = {"sum", "value", "value"};
    assert_true(dataset_aggregate(arena, &rows, (const char *const[]){"year", "kind"}, 2, &sum, 1, out));
    assert_int_equal(diags_count(diags), 0);
}

static uint32_t
random_below(uint32_t *seed, uint32_t limit)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % limit;
}

/* Rows with all that moves the place where one begins: quotes, lines within cells that look like rows, blank lines, CRLF. */
static const char *
random_csv(Arena *arena, uint32_t seed)
{
    static const char *const notes[] = {"", "note", "\"quoted\"", "\"2020,x,5,\n2021,y,7,\n\"", "\"a \"\"b\"\"\n\"", "\"\n\n\"", "注"};
    static const char *const ends[] = {"\n", "\r\n", "\n\n", "\r"};
    Buf csv = BUF_INIT;
    buf_add(&csv, seed % 2 ? "\xEF\xBB\xBFyear,note,value,kind\n" : "\nyear,note,value,kind\r\n");
    for (uint32_t i = 0, rows = 5 + random_below(&seed, 60); i < rows; i++)
        buf_printf(&csv, "%u,%s,%u.%02u,%s%s", 2020 + random_below(&seed, 3), notes[random_below(&seed, COUNT_OF(notes))], random_below(&seed, 1000),
            random_below(&seed, 100), random_below(&seed, 2) ? "工业" : "\"a, b\"", ends[random_below(&seed, COUNT_OF(ends))]);
    const char *text = arena_strdup(arena, csv.ptr);
    buf_clear(&csv);
    return text;
}

static void
assert_same_bits(const Dataset *a, const Dataset *b)
{
    assert_int_equal(a->row_count, b->row_count);
    for (size_t i = 0; i < a->row_count * a->column_count; i++)
        if (a->cells[i].kind == VALUE_NUMBER)
            assert_memory_equal(&a->cells[i].number, &b->cells[i].number, sizeof a->cells[i].number);
        else
            assert_string_equal(a->cells[i].string, b->cells[i].string);
}

/* Against the sum by the transform, whose columns are year, kind, value: it rounds at each row. */
static void
assert_same_sums(const Dataset *condensed, const Dataset *aggregated)
{
    assert_int_equal(condensed->row_count, aggregated->row_count);
    for (size_t i = 0; i < condensed->row_count; i++) {
        const Value *cells = condensed->cells + 3 * i, *wanted = aggregated->cells + 3 * i;
        assert_string_equal(cells[0].string, wanted[0].string);
        assert_string_equal(cells[2].string, wanted[1].string);
        assert_float_equal(cells[1].number, wanted[2].number, 1e-9);
    }
}

static void
any_parts_and_threads_give_the_same(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        Arena *arena = arena_new();
        const char *csv = random_csv(arena, seed);
        Dataset whole, rows;
        assert_true(condense(arena, csv, &whole));
        aggregate(arena, csv, &rows);
        assert_same_sums(&whole, &rows);
        for (size_t part_bytes = 1 + seed % 5; part_bytes < 300; part_bytes += 60)
            for (size_t threads = 1; threads <= 8; threads *= 2) {
                Dataset parts;
                assert_true(condense_in_parts(arena, csv, part_bytes, threads, &parts));
                assert_same_bits(&parts, &whole);
            }
        arena_free(arena);
    }
}

/* 0.1 added ten times row by row is 0.9999999999999999. */
static void
sums_are_rounded_once(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf csv = BUF_INIT;
    buf_add(&csv, "year,kind,value\n");
    for (int i = 0; i < 10; i++)
        buf_add(&csv, "2020,a,0.1\n");
    Dataset out;
    for (size_t part_bytes = 8; part_bytes < 200; part_bytes *= 3) {
        assert_true(condense_in_parts(arena, csv.ptr, part_bytes, 2, &out));
        assert_true(out.cells[1].number == 1.0);
    }
    buf_clear(&csv);
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
        cmocka_unit_test(any_parts_and_threads_give_the_same),
        cmocka_unit_test(sums_are_rounded_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
