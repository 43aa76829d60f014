/* YAML and JSON: values, places, faults, look-ups, writing. */
#include "../base/fixture.h"

#include "input/node.h"

static const char *
json_of(Fixture *f, const Node *node)
{
    Buf out = BUF_INIT;
    node_write_json(&out, node, 0);
    const char *text = arena_strndup(f->arena, out.ptr, out.length);
    buf_clear(&out);
    return text;
}

static Node *
parse(Fixture *f, const char *path, const char *text)
{
    return node_parse(f->arena, f->diags, source_from_text(f->arena, path, text));
}

static void
scalars_follow_the_core_schema(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *json;
    } cases[] = {
        {"true", "true"}, {"False", "false"}, {"TRUE", "true"}, {"tRue", "\"tRue\""}, {"yes", "\"yes\""}, {"no", "\"no\""},
        {"on", "\"on\""}, {"off", "\"off\""}, {"y", "\"y\""}, {"null", "null"}, {"~", "null"}, {"''", "\"\""}, {"", "null"},
        {"1", "1"}, {"-12", "-12"}, {"+3", "3"}, {"007", "7"}, {"0x1F", "31"}, {"0o17", "15"}, {"1.5", "1.5"}, {".5", "0.5"},
        {"1e3", "1000"}, {"1.", "1"}, {"-.inf", "null"}, {".nan", "null"}, {"1_000", "\"1_000\""}, {"1:30", "\"1:30\""},
        {"2025-10-30", "\"2025-10-30\""}, {"2025", "2025"}, {"'2025'", "\"2025\""}, {"\"true\"", "\"true\""}, {"0x", "\"0x\""},
        {"0o8", "\"0o8\""}, {"!!str 5", "\"5\""}, {"! 5", "\"5\""}, {"36,048", "\"36,048\""}, {"上海", "\"上海\""}, {"1.2.3", "\"1.2.3\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        Node *node = parse(&f, "a.yaml", arena_printf(f.arena, "v: %s\n", cases[i].yaml));
        assert_string_equal(json_of(&f, node_find(node, "v")), cases[i].json);
        assert_int_equal(diags_count(f.diags), 0);
        fixture_close(&f);
    }
}

static void
yaml_collections_and_texts(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *json;
    } cases[] = {
        {"", "null"},
        {"# only a comment\n", "null"},
        {"a: 1\nb: [x, {c: d}]\n", "{\"a\":1,\"b\":[\"x\",{\"c\":\"d\"}]}"},
        {"- a\n- b: 1\n  c:\n  - 2\n", "[\"a\",{\"b\":1,\"c\":[2]}]"},
        {"a: |\n  one\n  two\n", "{\"a\":\"one\\ntwo\\n\"}"},
        {"a: >-\n  one\n  two\n", "{\"a\":\"one two\"}"},
        {"a: \"x\\n\\u4e2d\\U0001F600\"\n", "{\"a\":\"x\\n中😀\"}"},
        {"标题: {zh: 数读, en: Figures}\n", "{\"标题\":{\"zh\":\"数读\",\"en\":\"Figures\"}}"},
        {"---\na: 1\n...\n", "{\"a\":1}"},
        {"\xEF\xBB\xBF" "a: 1\n", "{\"a\":1}"},
        {"1: x\ntrue: y\n", "{\"1\":\"x\",\"true\":\"y\"}"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        Node *node = parse(&f, "a.yaml", cases[i].yaml);
        assert_non_null(node);
        assert_string_equal(json_of(&f, node), cases[i].json);
        assert_int_equal(diags_count(f.diags), 0);
        fixture_close(&f);
    }
}

static void
assert_place(const Node *node, const char *expected)
{
    assert_non_null(node);
    assert_int_equal(node->loc.length, strlen(expected));
    assert_memory_equal(node->loc.source->text + node->loc.offset, expected, strlen(expected));
}

static void
yaml_places_are_bytes(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Node *node = parse(&f, "a.yaml",
        "\xEF\xBB\xBF中文键: 中文值 # 注\n"
        "list: [一, '二', {三: \"四\"}]\n"
        "block: |\n"
        "  多行\n"
        "  文本\n"
        "after: 值\n");
    assert_place(node_find(node, "中文键"), "中文值");
    Node *list = node_find(node, "list");
    assert_place(list, "[");
    assert_place(list->items[0].value, "一");
    assert_place(list->items[1].value, "'二'");
    assert_place(list->items[2].value, "{");
    assert_place(list->items[2].value->items[0].value, "\"四\"");
    assert_int_equal(list->items[2].value->items[0].key_loc.length, 3);
    assert_place(node_find(node, "block"), "|\n  多行\n  文本");
    assert_place(node_find(node, "after"), "值");
    assert_place(node, "中");
    assert_string_equal(loc_text(f.arena, node_find(node, "after")->loc), "a.yaml:6:8");
    fixture_close(&f);
}

static void
json_values(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"null", "null"}, {" true ", "true"}, {"-0.5e-2", "-0.005"}, {"[]", "[]"}, {"{}", "{}"}, {"[1,[2,{}],\"\"]", "[1,[2,{}],\"\"]"},
        {"\"\\ud83d\\ude00\\u4E2D\\/\\b\\f\\r\\t\"", "\"😀中/\\u0008\\u000c\\r\\t\""},
        {"{\"a\": {\"b\": [true, false]}}", "{\"a\":{\"b\":[true,false]}}"}, {"1e21", "1e+21"}, {"0.1", "0.1"},
        {"\xEF\xBB\xBF[1]", "[1]"}, {"\"2025\"", "\"2025\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        assert_string_equal(json_of(&f, parse(&f, "a.json", cases[i].text)), cases[i].json);
        assert_int_equal(diags_count(f.diags), 0);
        fixture_close(&f);
    }
    Fixture f = fixture_open();
    Node *node = parse(&f, "a.json", "{\n  \"标\": [10, \"x\\\"y\"]\n}");
    assert_place(node_find(node, "标")->items[0].value, "10");
    assert_place(node_find(node, "标")->items[1].value, "\"x\\\"y\"");
    assert_int_equal(node->items[0].key_loc.length, 5);
    fixture_close(&f);
}

static void
faults_are_located(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text, *codes, *message;
    } cases[] = {
        {"a.yaml", "a: b: c\n", "yaml-syntax@4+1", "YAML: no key can stand here; quote a text that holds ': ', and let the keys of one map begin in one column"},
        {"a.yaml", "a:\n\tb: c\n", "yaml-syntax@3+1", "YAML: a tab cannot indent; use spaces"},
        {"a.yaml", "a: @x\n", "yaml-syntax@3+1", "YAML: a text that begins with this character must be quoted"},
        {"a.yaml", "标: [1, 2\n题: 3\n", "yaml-syntax@14+1", "YAML: expected ',' or ']'"},
        {"a.yaml", "a: \"x\nb: 1\n", "yaml-syntax@11+0", "YAML: a quote is not closed"},
        {"a.yaml", "a: {{ x }}\n", "yaml-syntax@4+1", "YAML: a key must be a simple text; values with {{ }} or [ ] need quotes"},
        {"a.yaml", "a: 1\n---\nb: 2\n", "yaml-syntax@5+1", "YAML: only one document is allowed in a file"},
        {"a.yaml", "a: \x01\n", "yaml-syntax@3+1", "YAML: control characters are not allowed"},
        {"a.yaml", "a: \"\\0\"\n", "yaml-syntax@3+4", "YAML: the character U+0000 is not allowed"},
        {"a.yaml", "a: \xC9\n", "node-not-utf8@3+1", "the file is not UTF-8 here"},
        {"a.json", "[\"\xC9\"]", "node-not-utf8@2+1", "the file is not UTF-8 here"},
        {"a.yaml", "a: &x 1\nb: *x\n", "node-anchor@3+4 node-anchor@11+2", NULL},
        {"a.yaml", "<<: {a: 1}\n", "node-anchor@0+2", NULL},
        {"a.yaml", "a: !!int 5\n", "node-tag@3+7", NULL},
        {"a.yaml", "a: 1\nb: 2\na: 3\n", "node-duplicate-key@10+1", "key 'a' is given twice"},
        {"a.json", "{\"a\":1,\"a\":2}", "node-duplicate-key@7+3", NULL},
        {"a.json", "", "json-syntax@0+0", "JSON: the text ends too early"},
        {"a.json", "{\"a\":1,}", "json-syntax@7+1", "JSON: a value is missing before this bracket; a comma too many?"},
        {"a.json", "[1,]", "json-syntax@3+1", NULL},
        {"a.json", "[,1]", "json-syntax@1+1", "JSON: a value is missing before this comma"},
        {"a.json", "[1 2]", "json-syntax@3+1", "JSON: expected ',' or a closing bracket"},
        {"a.json", "{'a':1}", "json-syntax@1+1", "JSON: texts stand in double quotes"},
        {"a.json", "{a:1}", "json-syntax@1+1", "JSON: a key stands in double quotes"},
        {"a.json", "{\"a\" 1}", "json-syntax@5+1", "JSON: expected ':' after the key"},
        {"a.json", "[\"x\n\"]", "json-syntax@1+1", "JSON: the text that begins here has no closing quote"},
        {"a.json", "[\"x\ty\"]", "json-syntax@3+1", "JSON: control characters in a text are written as escapes"},
        {"a.json", "[01]", "json-syntax@1+2", "JSON: this is no number of JSON"},
        {"a.json", "[1.]", "json-syntax@1+2", NULL},
        {"a.json", "[+1]", "json-syntax@1+2", "JSON: expected a value"},
        {"a.json", "[1e999]", "json-syntax@1+5", NULL},
        {"a.json", "// c\n1", "json-syntax@0+2", "JSON: JSON has no comments"},
        {"a.json", "[\"\\ud83d\"]", "json-syntax@2+6", "JSON: half of a surrogate pair"},
        {"a.json", "[\"\\ude00\"]", "json-syntax@2+6", NULL},
        {"a.json", "[\"\\u0000\"]", "json-syntax@2+6", "JSON: the character U+0000 is not allowed"},
        {"a.json", "[\"\\u12\"]", "json-syntax@2+2", NULL},
        {"a.json", "[\"\\x\"]", "json-syntax@2+2", "JSON: unknown escape"},
        {"a.json", "1 x", "json-syntax@2+1", "JSON: there is text after the end of the value"},
        {"a.json", "[1", "json-syntax@2+0", "JSON: the text ends before a bracket is closed"},
        {"a.json", "[tru]", "json-syntax@1+3", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        Node *node = parse(&f, cases[i].path, cases[i].text);
        assert_string_equal(fixture_codes(&f), cases[i].codes);
        if (cases[i].message)
            assert_string_equal(diags_at(f.diags, 0)->message[MESSAGE_EN], cases[i].message);
        bool syntax = strstr(cases[i].codes, "syntax") || strstr(cases[i].codes, "utf8");
        if (!strstr(cases[i].text, "\\0\""))
            assert_int_equal(node == NULL, syntax);
        fixture_close(&f);
    }
}

static void
the_first_of_two_values_counts(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Buf text = BUF_INIT;
    for (int i = 0; i < 100; i++)
        buf_printf(&text, "k%d: %d\n", i, i);
    buf_add(&text, "k99: x\nk3: y\n");
    Node *node = parse(&f, "a.yaml", text.ptr);
    buf_clear(&text);
    assert_int_equal(node->count, 100);
    assert_true(node_number(node, "k99", -1) == 99 && node_number(node, "k3", -1) == 3);
    assert_int_equal(diags_count(f.diags), 2);
    assert_string_equal(diags_at(f.diags, 0)->notes.items[0].text[MESSAGE_EN], "first given here");
    fixture_close(&f);
}

static void
depth_is_limited(void **state)
{
    (void)state;
    for (int json = 0; json < 2; json++) {
        for (int depth = NODE_DEPTH_MAX; depth <= 100000; depth += 99800) {
            Fixture f = fixture_open();
            Buf text = BUF_INIT;
            for (int i = 0; i < depth; i++)
                buf_add_char(&text, '[');
            for (int i = 0; i < depth; i++)
                buf_add_char(&text, ']');
            Node *node = parse(&f, json ? "a.json" : "a.yaml", text.ptr);
            buf_clear(&text);
            assert_int_equal(node != NULL, depth == NODE_DEPTH_MAX);
            assert_int_equal(diags_find(f.diags, DIAG_NODE_TOO_DEEP) != NULL, depth > NODE_DEPTH_MAX);
            fixture_close(&f);
        }
    }
}

static void
the_reader_is_chosen_by_path_then_text(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    assert_string_equal(json_of(&f, parse(&f, "a.yaml", "{a: b}")), "{\"a\":\"b\"}");
    assert_string_equal(json_of(&f, parse(&f, "option", " {\"a\": 1}")), "{\"a\":1}");
    assert_string_equal(json_of(&f, parse(&f, "option", "a: 1")), "{\"a\":1}");
    assert_null(parse(&f, "a.vl.json", "a: 1"));
    fixture_close(&f);
}

static void
lookups(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Node *node = parse(&f, "a.yaml", "edition: {year: 2025, version: 1.10, draft: true}\nname: 数读\nempty:\nlist: [1]\n");
    assert_true(node_path(node, "edition.year")->number == 2025);
    assert_null(node_path(node, "edition.month"));
    assert_null(node_path(node, "name.x"));
    assert_string_equal(node_text(node_find(node, "edition"), "version", ""), "1.10");
    assert_string_equal(node_text(node, "name", ""), "数读");
    assert_string_equal(node_text(node, "list", "fallback"), "fallback");
    assert_null(node_text(node, "empty", NULL));
    assert_null(node_text(NULL, "name", NULL));
    assert_true(node_bool(node_find(node, "edition"), "draft", false));
    assert_true(node_bool(node, "name", true));
    assert_true(node_number(node, "name", 7) == 7);
    assert_null(node_find(node_find(node, "list"), "x"));
    assert_int_equal(diags_count(f.diags), 0);

    assert_non_null(node_need(f.diags, node, "edition", NODE_MAP));
    assert_non_null(node_need(f.diags, node_find(node, "edition"), "year", NODE_STRING));
    assert_null(node_need(f.diags, NULL, "x", NODE_MAP));
    assert_int_equal(diags_count(f.diags), 0);
    assert_null(node_need(f.diags, node, "nothing", NODE_MAP));
    assert_null(node_need(f.diags, node, "name", NODE_NULL));
    assert_null(node_need(f.diags, node, "edition", NODE_BOOL));
    assert_null(node_need(f.diags, node, "list", NODE_NUMBER));
    assert_null(node_need(f.diags, node, "empty", NODE_STRING));
    assert_null(node_need(f.diags, node_find(node, "edition"), "year", NODE_LIST));
    assert_null(node_need(f.diags, node_find(node, "edition"), "draft", NODE_MAP));
    static const DiagCode expected[] = {
        DIAG_NODE_MISSING_KEY, DIAG_NODE_EXPECTED_NULL, DIAG_NODE_EXPECTED_BOOL, DIAG_NODE_EXPECTED_NUMBER,
        DIAG_NODE_EXPECTED_TEXT, DIAG_NODE_EXPECTED_LIST, DIAG_NODE_EXPECTED_MAP,
    };
    assert_int_equal(diags_count(f.diags), COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        assert_int_equal(diags_at(f.diags, i)->code, expected[i]);
    fixture_close(&f);
}

static void
unknown_keys_get_a_suggestion(void **state)
{
    (void)state;
    static const char *const allowed[] = {"title", "width", NULL};
    Fixture f = fixture_open();
    Node *node = parse(&f, "a.yaml", "tilte: x\nwidth: 1\ncolour: red\n");
    assert_false(node_check_keys(f.diags, node, allowed));
    assert_string_equal(fixture_codes(&f), "node-unknown-key@0+5 node-unknown-key@18+6");
    assert_string_equal(diags_at(f.diags, 0)->hint[MESSAGE_EN], "did you mean 'title'?");
    assert_string_equal(diags_at(f.diags, 0)->hint[MESSAGE_ZH], "是不是“title”？");
    assert_string_equal(diags_at(f.diags, 1)->hint[MESSAGE_EN], "known here: title, width");
    assert_true(node_check_keys(f.diags, node_find(node, "width"), allowed));
    assert_true(node_check_keys(f.diags, NULL, allowed));
    fixture_close(&f);
}

static void
trees_are_made_copied_and_written(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Node *map = node_new(f.arena, NODE_MAP, LOC_NONE), *list = node_new(f.arena, NODE_LIST, LOC_NONE);
    for (int i = 0; i < 20; i++)
        node_push(f.arena, list, node_new_number(f.arena, i / 2.0, LOC_NONE));
    node_put(f.arena, map, "list", list);
    node_put(f.arena, map, "text", node_new_string(f.arena, "a\"b", LOC_NONE));
    node_put(f.arena, map, "text", node_new_string(f.arena, "c", LOC_NONE));
    node_put(f.arena, map, "flag", node_new_bool(f.arena, true, LOC_NONE));
    node_put(f.arena, map, "none", node_new(f.arena, NODE_NULL, LOC_NONE));
    Node *copy = node_copy(f.arena, map);
    assert_true(node_equal(copy, map));
    node_push(f.arena, node_find(copy, "list"), node_new_bool(f.arena, false, LOC_NONE));
    assert_false(node_equal(copy, map));
    assert_int_equal(list->count, 20);
    assert_null(node_copy(f.arena, NULL));
    assert_string_equal(json_of(&f, map),
        "{\"list\":[0,0.5,1,1.5,2,2.5,3,3.5,4,4.5,5,5.5,6,6.5,7,7.5,8,8.5,9,9.5],\"text\":\"c\",\"flag\":true,\"none\":null}");
    Buf out = BUF_INIT;
    node_write_json(&out, parse(&f, "a.json", "{\"a\":[1,{}],\"b\":[]}"), 2);
    assert_string_equal(out.ptr, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
    buf_clear(&out);
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_follow_the_core_schema),
        cmocka_unit_test(yaml_collections_and_texts),
        cmocka_unit_test(yaml_places_are_bytes),
        cmocka_unit_test(json_values),
        cmocka_unit_test(faults_are_located),
        cmocka_unit_test(the_first_of_two_values_counts),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(the_reader_is_chosen_by_path_then_text),
        cmocka_unit_test(lookups),
        cmocka_unit_test(unknown_keys_get_a_suggestion),
        cmocka_unit_test(trees_are_made_copied_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
