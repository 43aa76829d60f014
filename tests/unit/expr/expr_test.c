/* The expression language: Vega's own results, the places of faults, figures and bindings. */
#include "../base/fixture.h"

#include "expr/expr.h"

#include <math.h>

#define DATUM "{\"x\":5,\"s\":\"abc\",\"arr\":[3,1,2],\"o\":{\"k\":[1,{\"z\":9}]},\"n\":null,\"f\":1.25,\"d\":\"2020-03-04\",\"neg\":-7.5,\"t\":true,\"a.b\":1}"

static void
add_json(Buf *out, Arena *arena, Value v)
{
    switch (v.kind) {
    case VALUE_UNDEFINED: buf_add(out, "\"__undef\""); break;
    case VALUE_NULL: buf_add(out, "null"); break;
    case VALUE_BOOL: buf_add(out, v.boolean ? "true" : "false"); break;
    case VALUE_NUMBER:
    case VALUE_DATE:
        if (isfinite(v.number))
            buf_add(out, str_from_double(arena, v.number));
        else
            buf_printf(out, "\"__%s\"", isnan(v.number) ? "NaN" : v.number > 0 ? "Inf" : "-Inf");
        break;
    case VALUE_STRING:
        buf_add_char(out, '"');
        buf_add_json(out, v.string);
        buf_add_char(out, '"');
        break;
    case VALUE_ARRAY:
        buf_add_char(out, '[');
        for (size_t i = 0; i < v.list->count; i++) {
            buf_add(out, i ? "," : "");
            add_json(out, arena, v.list->items[i]);
        }
        buf_add_char(out, ']');
        break;
    case VALUE_OBJECT:
        buf_add_char(out, '{');
        for (size_t i = 0; i < v.object->count; i++) {
            buf_add(out, i ? ",\"" : "\"");
            buf_add_json(out, v.object->keys[i]);
            buf_add(out, "\":");
            add_json(out, arena, v.object->values[i]);
        }
        buf_add_char(out, '}');
        break;
    case VALUE_REGEXP: buf_add(out, "\"__re\""); break;
    }
}

static void
gives_what_vega_gives(void **state)
{
    (void)state;
    static const struct { const char *text, *json; } cases[] = {
#include "vega_cases.inc"
    };
    Fixture f = fixture_open();
    Value datum = value_from_node(f.arena, node_parse_json(f.arena, f.diags, source_from_text(f.arena, "datum.json", DATUM)));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Diags *diags = diags_new(f.arena);
        ExprEnv env = {.arena = f.arena, .diags = diags, .datum = &datum};
        Expr *expr = expr_parse(f.arena, diags, LOC_NONE, cases[i].text);
        Value value;
        Buf out = BUF_INIT;
        if (expr && expr_eval(expr, &env, &value))
            add_json(&out, f.arena, value);
        else
            buf_add(&out, "\"__error\"");
        if (strcmp(out.ptr, cases[i].json) != 0)
            fail_msg("%s gives %s, not %s", cases[i].text, out.ptr, cases[i].json);
        buf_clear(&out);
    }
    fixture_close(&f);
}

static void
every_fault_has_its_place(void **state)
{
    (void)state;
    static const struct { const char *text, *codes; } cases[] = {
        {"1 +", "expr-syntax@3+0"},
        {"1 = 2", "expr-syntax@2+1"},
        {"'abc", "expr-syntax@0+4"},
        {"floor(1", "expr-syntax@7+0"},
        {"a.b(1)", "expr-syntax@3+1"},
        {"foo + 1", "expr-unknown-name@0+3"},
        {"flor(2)", "expr-unknown-function@0+4"},
        {"1 + floor(2, 3)", "expr-arguments@4+11"},
        {"join(5)", "expr-arguments@0+7"},
        {"now()", "expr-not-offered@0+3"},
        {"scale('x', 1)", "expr-not-offered@0+13"},
        {"regexp('[')", "expr-regexp@0+11"},
        {"fact('a.b')", "expr-no-project@0+11"},
        {"a.b.2021.S9", "expr-no-project@0+11"},
    };
    Fixture f = fixture_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture one = {f.arena, diags_new(f.arena)};
        ExprEnv env = {.arena = f.arena, .diags = one.diags};
        const Source *source = source_from_text(f.arena, "a", cases[i].text);
        Value value;
        assert_false(binding_eval(&env, (Loc){source, 0, (uint32_t)strlen(cases[i].text)}, cases[i].text, &value));
        assert_string_equal(fixture_codes(&one), cases[i].codes);
    }
    fixture_close(&f);
}

static void
texts_show_what_could_not_be_bound(void **state)
{
    (void)state;
    static const struct { const char *text, *plain, *code; } cases[] = {
        {"a {{b", "a {{b", "expr-open-braces"},
        {"{{compact(310000)}}", "310,000", NULL},
        {"{{compact(20000000000)}}", "20 billion", NULL},
        {"{{compact(1234567)}}, {{compact(1234567, 1)}}", "1.23 million, 1.2 million", NULL},
        {"{{compact('x')}}", "⟦?⟧", "expr-arguments"},
        {"{{ordinal(3)}} {{ordinal(0)}} {{words(21)}}", "third 0 twenty-one", NULL},
        {"a {{[1]}} b", "a ⟦?⟧ b", "expr-unprintable"},
        {"{{x}}", "⟦?⟧", "expr-unknown-name"},
        {"{{1 + 1}} and {{'}' + \"}}\"}}", "2 and }}}", NULL},
    };
    Fixture f = fixture_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Diags *diags = diags_new(f.arena);
        ExprEnv env = {.arena = f.arena, .diags = diags};
        BoundText bound = {0};
        assert_int_equal(bound_text(&env, LOC_NONE, cases[i].text, &bound), cases[i].code == NULL);
        assert_string_equal(bound_plain(f.arena, &bound), cases[i].plain);
        if (cases[i].code)
            assert_string_equal(diag_code_text(diags_at(diags, 0)->code), cases[i].code);
    }
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_what_vega_gives),
        cmocka_unit_test(every_fault_has_its_place),
        cmocka_unit_test(texts_show_what_could_not_be_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
