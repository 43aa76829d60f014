/* Data and transforms: what Vega gives for the same rows, and the diagnostics. */
#include "../base/fixture.h"

#include "chart/data.h"

#include <math.h>

/* Rows as "a,b;c,d" in column order; u: undefined, n: null. */
static const char *
rows_of(Fixture *f, const Dataset *data)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < data->row_count * data->column_count; i++) {
        Value v = data->cells[i];
        buf_add(&out, i == 0 ? "" : i % data->column_count ? "," : ";");
        buf_add(&out, v.kind == VALUE_UNDEFINED ? "u" : v.kind == VALUE_NULL ? "n" : v.kind == VALUE_DATE ? str_from_double(f->arena, v.number) : value_to_string(f->arena, v));
    }
    const char *text = out.length ? arena_strndup(f->arena, out.ptr, out.length) : "";
    buf_clear(&out);
    return text;
}

/* "" where the transforms failed. */
static const char *
run(Fixture *f, const char *data, const char *transforms)
{
    const Source *source = source_from_text(f->arena, "spec.json", arena_printf(f->arena, "{\"data\":{\"values\":%s},\"transform\":%s}", data, transforms));
    const Node *spec = node_parse_json(f->arena, f->diags, source);
    DataContext context = {.arena = f->arena, .diags = f->diags};
    Dataset rows, out;
    assert_non_null(spec);
    if (!data_read(&context, node_find(spec, "data"), &rows) || !transform_list(&context, node_find(spec, "transform"), &rows, &out))
        return "";
    return rows_of(f, &out);
}

static void
transforms_give_what_vega_gives(void **state)
{
    (void)state;
#define ROWS "[{\"a\":\"A\",\"b\":28},{\"a\":\"B\",\"b\":55},{\"a\":\"A\",\"b\":null},{\"a\":\"B\",\"b\":-5}]"
    static const struct { const char *data, *transforms, *rows; } cases[] = {
        {ROWS, "[{\"aggregate\":[{\"op\":\"count\",\"as\":\"n\"},{\"op\":\"sum\",\"field\":\"b\",\"as\":\"s\"},{\"op\":\"mean\",\"field\":\"b\",\"as\":\"m\"},"
               "{\"op\":\"missing\",\"field\":\"b\",\"as\":\"x\"},{\"op\":\"stdev\",\"field\":\"b\",\"as\":\"d\"}],\"groupby\":[\"a\"]}]",
            "A,2,28,28,1,u;B,2,50,25,0,42.42640687119285"},
        {ROWS, "[{\"joinaggregate\":[{\"op\":\"max\",\"field\":\"b\",\"as\":\"m\"}],\"groupby\":[\"a\"]}]", "A,28,28;B,55,55;A,n,28;B,-5,55"},
        {ROWS, "[{\"filter\":\"datum.b > 0\"},{\"calculate\":\"datum.b * 2\",\"as\":\"c\"}]", "A,28,56;B,55,110"},
        {ROWS, "[{\"filter\":{\"field\":\"b\",\"range\":[null,28]}}]", "A,28;A,n;B,-5"},
        {ROWS, "[{\"filter\":{\"not\":{\"field\":\"b\",\"valid\":true}}}]", "A,n"},
        {ROWS, "[{\"filter\":{\"and\":[{\"field\":\"a\",\"oneOf\":[\"B\"]},\"datum.b < 0\"]}}]", "B,-5"},
        {ROWS, "[{\"bin\":true,\"field\":\"b\",\"as\":\"s\"}]", "A,28,20,30;B,55,50,60;A,n,n,n;B,-5,-10,0"},
        {ROWS, "[{\"bin\":{\"step\":25,\"anchor\":5},\"field\":\"b\",\"as\":[\"s\",\"e\"]}]", "A,28,5,30;B,55,55,80;A,n,n,n;B,-5,-20,5"},
        {ROWS, "[{\"stack\":\"b\",\"groupby\":[\"a\"],\"as\":\"s\"}]", "A,28,0,28;B,55,0,55;A,n,28,28;B,-5,0,-5"},
        {ROWS, "[{\"stack\":\"b\",\"groupby\":[\"a\"],\"as\":\"s\",\"offset\":\"center\"}]", "A,28,16,44;B,55,0,55;A,n,44,44;B,-5,55,60"},
        {ROWS, "[{\"window\":[{\"op\":\"rank\",\"as\":\"r\"},{\"op\":\"lag\",\"field\":\"b\",\"as\":\"l\"},{\"op\":\"sum\",\"field\":\"b\",\"as\":\"s\"}],\"sort\":[{\"field\":\"b\"}]}]",
            "A,28,3,-5,23;B,55,4,28,78;A,n,1,n,u;B,-5,2,n,-5"},
        {ROWS, "[{\"window\":[{\"op\":\"mean\",\"field\":\"b\",\"as\":\"m\"}],\"frame\":[-1,1],\"groupby\":[\"a\"]}]", "A,28,28;B,55,25;A,n,28;B,-5,25"},
        {ROWS, "[{\"pivot\":\"a\",\"value\":\"b\"}]", "28,50"},
        {"[{\"k\":1,\"x\":2,\"y\":3}]", "[{\"fold\":[\"x\",\"y\"]}]", "1,2,3,x,2;1,2,3,y,3"},
        {"[{\"k\":1,\"v\":[7,8]},{\"k\":2,\"v\":[]}]", "[{\"flatten\":[\"v\"],\"as\":[\"w\"]}]", "1,7,8,7;1,7,8,8"},
        {"[{\"k\":0,\"g\":1,\"v\":5},{\"k\":1,\"g\":2,\"v\":7}]", "[{\"impute\":\"v\",\"key\":\"k\",\"groupby\":[\"g\"],\"value\":0}]", "0,1,5,u;1,2,7,u;1,1,0,true;0,2,0,true"},
        {"[{\"k\":0,\"v\":4},{\"k\":2,\"v\":8}]", "[{\"impute\":\"v\",\"key\":\"k\",\"keyvals\":[1],\"method\":\"mean\"}]", "0,4,u,6;2,8,u,6;1,6,true,6"},
        {"[{\"k\":1},{\"k\":3}]", "[{\"lookup\":\"k\",\"from\":{\"data\":{\"values\":[{\"id\":1,\"n\":\"one\"}]},\"key\":\"id\",\"fields\":[\"n\"]},\"default\":\"?\"}]", "1,one;3,?"},
        {"[{\"t\":\"2020-05-17\"}]", "[{\"timeUnit\":\"yearmonth\",\"field\":\"t\",\"as\":\"m\"}]", "1589673600000,1588291200000,1590969600000"},
        {"[{\"t\":\"2020-05-17\"}]", "[{\"timeUnit\":\"day\",\"field\":\"t\",\"as\":\"m\"}]", "1589673600000,1325376000000,1325462400000"},
        {"[{\"x\":1},{\"x\":2},{\"x\":4}]", "[{\"quantile\":\"x\",\"probs\":[0.25,0.5]}]", "0.25,1.5;0.5,2"},
        {"[{\"x\":0,\"y\":1},{\"x\":1,\"y\":3},{\"x\":2,\"y\":5}]", "[{\"regression\":\"y\",\"on\":\"x\"}]", "0,1;2,5"},
        {"[5,6]", "[]", "5;6"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        const char *rows = run(&f, cases[i].data, cases[i].transforms);
        if (strcmp(rows, cases[i].rows) != 0)
            fail_msg("%s gives %s, not %s", cases[i].transforms, rows, cases[i].rows);
        assert_int_equal(diags_count(f.diags), 0);
        fixture_close(&f);
    }
}

static void
faults_are_named(void **state)
{
    (void)state;
    static const struct { const char *data, *transforms, *code; } cases[] = {
        {"{\"a\":{\"b\":1}}", "[{\"calculat\":\"1\",\"as\":\"x\"}]", "transform-unknown"},
        {"[]", "[{\"fold\":5}]", "transform-bad"},
        {"[]", "[{\"aggregate\":[{\"op\":\"summ\",\"field\":\"x\"}]}]", "aggregate-unknown"},
        {"[]", "[{\"timeUnit\":\"yaer\",\"field\":\"x\",\"as\":\"y\"}]", "time-unit-unknown"},
        {"[]", "[{\"sample\":1,\"smaple\":2}]", "node-unknown-key"},
        {"5", "[]", "data-not-rows"},
        {"[]", "[{\"lookup\":\"a\",\"from\":{\"key\":\"b\",\"data\":{\"name\":\"nowhere\"}}}]", "data-unknown-name"},
        {"[]", "[{\"lookup\":\"a\",\"from\":{\"key\":\"b\",\"data\":{\"url\":\"https://example.org/a.csv\"}}}]", "data-remote"},
        {"[]", "[{\"lookup\":\"a\",\"from\":{\"key\":\"b\",\"data\":{\"values\":\"x\",\"format\":{\"type\":\"xml\"}}}}]", "data-format"},
        {"[]", "[{\"lookup\":\"a\",\"from\":{\"key\":\"b\",\"data\":{\"sequence\":{\"start\":0,\"stop\":9000000}}}}]", "data-too-many-rows"},
        {"[{\"a\":1}]", "[{\"filter\":\"datum.a >\"}]", "expr-syntax"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        run(&f, cases[i].data, cases[i].transforms);
        assert_true(diags_count(f.diags) > 0);
        assert_string_equal(diag_code_text(diags_at(f.diags, 0)->code), cases[i].code);
        fixture_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transforms_give_what_vega_gives),
        cmocka_unit_test(faults_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
