/* Questions to a small provenance.json. */
#include "../base/fixture.h"

#include "audit/trace.h"

static const char *const PROVENANCE =
    "{\"made_by\":\"test\",\"outputs\":["
    "{\"output\":[\"paper.pdf\"],\"kind\":\"report\",\"lang\":\"zh\",\"numbers\":4,\"unresolved\":0,\"mismatched\":0,\"printed\":["
    "{\"page\":3,\"box\":[1,2,3,4],\"lang\":\"zh\",\"text\":\"115\",\"figure\":0},"
    "{\"page\":3,\"box\":[1,2,3,4],\"lang\":\"zh\",\"text\":\"3.6万\",\"figure\":1},"
    "{\"page\":4,\"box\":[1,2,3,4],\"lang\":\"zh\",\"text\":\"7\",\"figure\":2},"
    "{\"page\":4,\"box\":[1,2,3,4],\"lang\":\"zh\",\"text\":\"2021年\",\"literal\":\"date\"}],"
    "\"figures\":[{\"kind\":\"fact\",\"id\":\"led.stock.2021.S1\",\"aspect\":\"value\",\"indicator\":\"led\",\"value\":\"115\"},"
    "{\"kind\":\"fact\",\"id\":\"firms.stock.2021.S1\",\"aspect\":\"value\",\"indicator\":\"firms\",\"value\":\"36048\",\"power\":4},"
    "{\"kind\":\"formula\",\"formula\":\"led.stock.2021.S1 - b\",\"aspect\":\"value\",\"value\":\"7\",\"inputs\":[0]}]}],"
    "\"places\":{\"led.stock.2021.S1\":{\"file\":\"data/a.csv\",\"line\":2,\"row\":1,\"column\":\"value\"},"
    "\"led.stock.2019.S1\":{\"file\":\"data/a.csv\",\"line\":3,\"row\":2,\"column\":\"value\"}}}";

/* Keys of the figures found, then how many literals. */
static const char *
ask(Fixture *f, const char *what)
{
    const Node *root = node_parse_json(f->arena, f->diags, source_from_text(f->arena, "p.json", PROVENANCE));
    Trace trace;
    if (!trace_find(f->arena, root, what, &trace))
        return "nothing";
    Buf out = BUF_INIT;
    for (size_t i = 0; i < trace.figures.count; i++)
        buf_printf(&out, "%s ", trace.figures.items[i]->key);
    buf_printf(&out, "+%zu", trace.literals.count);
    const char *text = buf_take(&out, f->arena);
    buf_clear(&out);
    return text;
}

static void
numbers_indicators_and_places(void **state)
{
    (void)state;
    static const struct { const char *what, *found; } cases[] = {
        {"115", "led.stock.2021.S1 +0"},
        {"36,048", "firms.stock.2021.S1 +0"},
        {"3.6万", "firms.stock.2021.S1 +0"},
        {"7", "led.stock.2021.S1 - b +0"},
        {"2021年", "+1"},
        {"led", "led.stock.2021.S1 led.stock.2021.S1 - b led.stock.2019.S1 +0"},
        {"led.stock.2019.S1", "led.stock.2019.S1 +0"},
        {"out/paper.pdf:4", "led.stock.2021.S1 - b +1"},
        {"paper.pdf", "led.stock.2021.S1 firms.stock.2021.S1 led.stock.2021.S1 - b +1"},
        {"116", "nothing"},
        {"out/paper.pdf:9", "nothing"},
        {"nobody", "nothing"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        assert_string_equal(ask(&f, cases[i].what), cases[i].found);
        fixture_close(&f);
    }
}

static void
text_says_place_and_pages(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    const Node *root = node_parse_json(f.arena, f.diags, source_from_text(f.arena, "p.json", PROVENANCE));
    Trace trace;
    Buf out = BUF_INIT;
    assert_true(trace_find(f.arena, root, "led", &trace));
    trace_print(f.arena, &trace, "en", false, &out);
    assert_non_null(strstr(out.ptr, "data/a.csv:2, record 1, column value"));
    assert_non_null(strstr(out.ptr, "from led.stock.2021.S1 = 115"));
    assert_non_null(strstr(out.ptr, "paper.pdf: 3"));
    assert_non_null(strstr(out.ptr, "led.stock.2019.S1  printed nowhere"));
    buf_reset(&out);
    trace_json(f.arena, &trace, &out);
    assert_non_null(node_parse_json(f.arena, f.diags, source_from_text(f.arena, "t.json", out.ptr)));
    assert_int_equal(diags_count(f.diags), 0);
    buf_clear(&out);
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_indicators_and_places), cmocka_unit_test(text_says_place_and_pages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
