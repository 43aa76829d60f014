#include "project.h"

#include "model/question.h"

typedef struct Asked {
    Folder folder;
    Model *all;
    const Model *model;
    Questions *questions;
} Asked;

static Asked
open_asking(const char *path, const char *text)
{
    Asked a = {.folder = project_open()};
    if (path)
        folder_write(&a.folder, path, text);
    a.all = project_read(&a.folder);
    a.questions = questions_new(a.folder.arena);
    a.model = model_with_questions(a.folder.arena, a.all, a.questions);
    return a;
}

/* The answer in a project in which one file is another. */
static const char *
answer_where(const char *question, const char *path, const char *text)
{
    static char answers[2][65];
    static int turn;
    Asked a = open_asking(path, text);
    turn = !turn;
    model_answer(a.all, question, answers[turn]);
    folder_close(&a.folder);
    return answers[turn];
}

static void
look_ups_are_written_down_once(void **state)
{
    (void)state;
    Asked a = open_asking(NULL, NULL);
    model_fact(a.model, "laws.stock.2020.S1");
    model_fact(a.model, "laws.stock.2020.S1");
    model_fact(a.model, "none");
    model_query(a.model, a.folder.diags, LOC_NONE, &(FactQuery){.indicator = "laws", .year = 2021});
    model_targets(a.model);
    const char *expected[] = {"figure laws.stock.2020.S1", "figure none", "figures of laws", "all targets"};
    assert_int_equal(questions_count(a.questions), COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        assert_string_equal(question_text(a.folder.arena, questions_at(a.questions, i)), expected[i]);
    model_fact(a.all, "laws.stock.2021.S1");
    assert_int_equal(questions_count(a.questions), COUNT_OF(expected));
    folder_close(&a.folder);
}

#define QUERY_2021 "query\x1flaws\x1f" "2021\x1f*\x1f*\x1f*\x1f*\x1f*"
#define ROW(id, year, value) id ",laws,laws.stock,法规,Laws," year "," year "-12-31,stock," value ",部,laws,exact,S1,published,yes,,\n"
#define BOTH FIGURES_HEAD ROW("laws.stock.2020.S1", "2020", "12") ROW("laws.stock.2021.S1", "2021", "15")

static void
an_answer_changes_with_what_it_is_about_and_with_nothing_else(void **state)
{
    (void)state;
    const char *file = "data/figures.csv";
    const char *other = FIGURES_HEAD ROW("laws.stock.2020.S1", "2020", "13") ROW("laws.stock.2021.S1", "2021", "15");
    const char *turned = FIGURES_HEAD ROW("laws.stock.2021.S1", "2021", "15") ROW("laws.stock.2020.S1", "2020", "12");
    const char *more = BOTH ROW("laws.stock.2019.S1", "2019", "9");
    const char *as_typed = FIGURES_HEAD ROW("laws.stock.2020.S1", "2020", "12.0") ROW("laws.stock.2021.S1", "2021", "15");
    const char *fact = "fact\x1flaws.stock.2020.S1";
    assert_string_equal(answer_where(fact, file, BOTH), answer_where(fact, file, turned));
    assert_string_equal(answer_where(fact, file, BOTH), answer_where(fact, file, more));
    assert_string_not_equal(answer_where(fact, file, BOTH), answer_where(fact, file, other));
    assert_string_not_equal(answer_where(fact, file, BOTH), answer_where(fact, file, as_typed)); /* "12.0" prints otherwise */
    assert_string_equal(answer_where(QUERY_2021, file, BOTH), answer_where(QUERY_2021, file, other));
    assert_string_equal(answer_where(QUERY_2021, file, BOTH), answer_where(QUERY_2021, file, more));
    assert_string_not_equal(answer_where(QUERY_2021, file, BOTH), answer_where(QUERY_2021, file, FIGURES_HEAD ROW("laws.stock.2020.S1", "2020", "12")));
    assert_string_not_equal(answer_where("facts", file, BOTH), answer_where("facts", file, turned)); /* their order is seen */
    assert_string_not_equal(answer_where("table\x1f" "figures", file, BOTH), answer_where("table\x1f" "figures", file, other));
    assert_string_not_equal(answer_where("target\x1flaws", file, FIGURES), answer_where("target\x1flaws", file, BOTH)); /* the figures behind it */
}

static void
settings_are_all_of_shudu_yaml_but_its_outputs(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *outputs = strstr(SHUDU_YAML, "outputs:");
    const char *fewer = arena_printf(arena, "%.*soutputs:\n  charts: []\n", (int)(outputs - SHUDU_YAML), SHUDU_YAML);
    const char *later = "edition: {year: 2026}\ntitle: {zh: 样例, en: Sample}\nlanguages: [zh-Hans, en]\noutputs: {}\n";
    assert_string_equal(answer_where("settings", NULL, NULL), answer_where("settings", "shudu.yaml", fewer));
    assert_string_not_equal(answer_where("settings", NULL, NULL), answer_where("settings", "shudu.yaml", later));
    arena_free(arena);
}

static void
what_is_no_question_has_no_answer(void **state)
{
    (void)state;
    assert_string_equal(answer_where("what", NULL, NULL), "");
    assert_string_equal(answer_where("fact", NULL, NULL), "");
    assert_string_equal(answer_where("fact\x1f" "a\x1f" "b", NULL, NULL), "");
    assert_string_equal(answer_where("query\x1f" "a\x1f" "b\x1f" "c\x1f" "d\x1f" "e\x1f" "f\x1f" "g\x1f" "h\x1f" "i", NULL, NULL), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(look_ups_are_written_down_once),
        cmocka_unit_test(an_answer_changes_with_what_it_is_about_and_with_nothing_else),
        cmocka_unit_test(settings_are_all_of_shudu_yaml_but_its_outputs),
        cmocka_unit_test(what_is_no_question_has_no_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
