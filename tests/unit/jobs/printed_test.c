#include "../table/folder.h"

#include "jobs/printed.h"

static void
put(Scene *scene, ElemId elem, int lang, const char *text, const FactUse *use, size_t from, size_t to, TextJoinKind join)
{
    uint32_t length = (uint32_t)strlen(text);
    TextSpan spans[3] = {{0, use ? (uint32_t)from : length, lang, elem, NULL, NULL}, {(uint32_t)from, (uint32_t)to, lang, elem, use, NULL}, {(uint32_t)to, length, lang, elem, NULL, NULL}};
    TextOp op = {.text = text, .opacity = 1, .spans = spans, .span_count = use ? 3 : 1, .join = join};
    scene_set_elem(scene, elem);
    scene_text(scene, &op);
}

static void
sentences_tables_and_figures(void **state)
{
    (void)state;
    static const char *const tags[] = {"zh-Hans", "en"};
    static const FactUse figure = {.kind = USE_FACT, .key = "a.2019.S1"}, note = {.kind = USE_LITERAL, .literal = "note"};
    Arena *arena = arena_new();
    Scene *scene = scene_new(arena, tags, 2, 0);
    Printed printed = {0};
    scene_add_page(scene, 100, 100);
    ElemId heading = scene_open(scene, ROLE_H1, ELEM_DOCUMENT, 0), paragraph = scene_open(scene, ROLE_P, ELEM_DOCUMENT, 1);
    ElemId caption = scene_open(scene, ROLE_CAPTION, ELEM_DOCUMENT, 1), table = scene_open(scene, ROLE_TABLE, ELEM_DOCUMENT, 1);
    ElemId row = scene_open(scene, ROLE_ROW, table, 1), cell = scene_open(scene, ROLE_CELL, row, 1), second = scene_open(scene, ROLE_CELL, row, 1);
    ElemId picture = scene_open(scene, ROLE_FIGURE, ELEM_DOCUMENT, 1);
    put(scene, heading, 0, "标准", NULL, 0, 0, TEXT_ENDS);
    put(scene, heading, 1, "Standards", NULL, 0, 0, TEXT_ENDS);
    put(scene, paragraph, 1, "There were 119 in", &figure, 11, 14, TEXT_GOES_ON_SPACE);
    put(scene, paragraph, 1, "2019 1. A sec-", &note, 5, 6, TEXT_GOES_ON_HYPHEN);
    put(scene, ELEM_ARTIFACT, 1, "A running head.", NULL, 0, 0, TEXT_ENDS);
    put(scene, paragraph, 1, "ond sentence.", NULL, 0, 0, TEXT_ENDS);
    put(scene, caption, 1, "Table 1", NULL, 0, 0, TEXT_ENDS);
    put(scene, cell, 1, "a", NULL, 0, 0, TEXT_ENDS);
    put(scene, second, 1, "119", &figure, 0, 3, TEXT_ENDS);
    put(scene, picture, 1, "an axis", NULL, 0, 0, TEXT_ENDS);
    printed_collect(arena, scene, &printed);
    const char *const expected[] = {"标准", "Standards", "There were 119 in 2019.", "A second sentence.", "Table 1"};
    assert_int_equal(printed.sentences.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        assert_string_equal(printed.sentences.items[i].text, expected[i]);
    assert_int_equal(printed.sentences.items[2].uses.count, 1);
    assert_int_equal(printed.sentences.items[2].use_at.items[0], 11);
    assert_int_equal(printed.tables.count, 1);
    assert_string_equal(printed.tables.items[0].text, "a\t119");
    assert_string_equal(printed.tables.items[0].caption, "Table 1");
    assert_int_equal(printed.figures.count, 1);
    assert_string_equal(printed.figures.items[0].text, "an axis");
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentences_tables_and_figures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
