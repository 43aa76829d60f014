#include "project.h"

static void
long_rows_are_facts(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Fact *law = model_fact(m, "laws.stock.2020.S1"), *delta = model_fact(m, "laws.delta.flow.2021.S2"), *undated = model_fact(m, "laws.stock.undated.S2");
    assert_int_equal(m->facts.count, 9);
    assert_string_equal(law->indicator, "laws");
    assert_string_equal(law->scope, "");
    assert_string_equal(law->period, "stock");
    assert_string_equal(law->basis, "laws.stock");
    assert_int_equal(law->year, 2020);
    assert_int_equal(law->as_of.day, 31);
    assert_string_equal(decimal_text(f.arena, law->value), "12");
    assert_string_equal(law->unit.in[0], "部");
    assert_int_equal(law->evidence, 'A'); /* of the source, as the table grades no rows */
    assert_string_equal(loc_text(f.arena, law->loc), "data/figures.csv:2:66");
    assert_string_equal(delta->scope, "delta");
    assert_int_equal(delta->qualifier, QUALIFIER_ABOUT);
    assert_int_equal(delta->chart, CHART_FOOTNOTE);
    assert_string_equal(delta->footnote.in[1], "Note");
    assert_int_equal(delta->evidence, 'C');
    assert_int_equal(undated->year, 0);
    folder_close(&f);
}

static void
wide_cells_are_facts_with_annotations(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Fact *first = model_fact(m, "awards.flow.2020.S1"), *second = model_fact(m, "awards.flow.2021.S1"), *home = model_fact(m, "awards.stock.2021.S2");
    assert_string_equal(decimal_text(f.arena, first->value), "90");
    assert_int_equal(first->qualifier, QUALIFIER_MORE_THAN);
    assert_string_equal(first->period, "flow-year");
    assert_string_equal(first->basis, "awards.flow");
    assert_true(first->has_share);
    assert_string_equal(decimal_text(f.arena, first->share), "8.80");
    assert_int_equal(first->share_qualifier, QUALIFIER_ABOUT);
    assert_string_equal(first->share_of.in[0], "全部");
    assert_string_equal(first->share_of.in[1], "all"); /* the column without a suffix */
    assert_int_equal(first->rank, 2);
    assert_string_equal(first->rank_scope, "China");
    assert_string_equal(first->quote, "原文");
    assert_int_equal(first->chart, CHART_FOOTNOTE);
    assert_false(second->has_share);
    assert_int_equal(second->chart, CHART_YES);
    assert_string_equal(home->scope, ""); /* the home scope by its name */
    assert_string_equal(decimal_text(f.arena, home->value), "36000");
    assert_string_equal(fact_when(m, f.arena, first, 0), "未注明");
    assert_string_equal(fact_when(m, f.arena, second, 1), "2021");
    assert_string_equal(fact_when(m, f.arena, model_fact(m, "laws.stock.2020.S1"), 1), "31 December 2020");
    assert_string_equal(fact_when(m, f.arena, model_fact(m, "laws.stock.undated.S2"), 1), "undated");
    folder_close(&f);
}

#define ROW(id, columns) FIGURES id "," columns "\n"

static void
codes_of_long_rows(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stock.2020.S1", "laws,,法规,Laws,2020,,stock,12,部,laws,exact,S1,published,yes,,"), "fact-duplicate@data/figures.csv:8:46");
    ASSERT_PROJECT("data/figures.csv", ROW("awards.flow.2021.S1", "awards,,奖,A,2021,,flow-year,108,项,awards,exact,S1,published,yes,,"),
        "fact-duplicate@data/wide.csv:2:46");
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stock.2019.S1", "laws,,法规,Laws,2018,,stock,9,部,laws,exact,S1,published,yes,,"), "fact-id-differs@data/figures.csv:8:1");
    ASSERT_PROJECT("data/figures.csv", ROW("other-making", "laws,,法规,Laws,2018,,stock,9,部,laws,exact,S1,published,yes,,"), "");
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stock.2018.S1", "laws,,法规,Laws,2018,,stock,9,部,laws,exakt,S1,published,yes,,"), "row-bad-word@data/figures.csv:8:55");
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stock.2018.S1", "laws,,法规,Laws,2018,,stock,9,部,laws,exact,S1,public,yes,,"), "row-bad-word@data/figures.csv:8:64");
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stock.2018.S1", "laws,,法规,Laws,2018,,stock,9,部,laws,exact,S1,published,footnote,注,"), "fact-no-footnote@data/figures.csv:8:74");
    ASSERT_PROJECT("data/figures.csv", ROW("lwas.stock.2018.S1", "lwas,,法规,Laws,2018,,stock,9,部,laws,exact,S1,published,yes,,"), "fact-unknown-indicator@data/figures.csv:8:20");
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stock.2018.S9", "laws,,法规,Laws,2018,,stock,9,部,laws,exact,S9,published,yes,,"), "fact-unknown-source@data/figures.csv:8:61");
    ASSERT_PROJECT("data/figures.csv", ROW("laws.stok.2018.S1", "laws,,法规,Laws,2018,,stok,9,部,laws,exact,S1,published,yes,,"), "fact-unknown-period@data/figures.csv:8:39");
}

static void
names_have_their_near_ones(void **state)
{
    (void)state;
    Folder f = project_open();
    folder_write(&f, "data/figures.csv", ROW("lwas.stock.2018.S1", "lwas,,法规,Laws,2018,,stock,9,部,laws,exact,S1,published,yes,,"));
    project_read(&f);
    assert_string_equal(folder_first(&f), "there is no indicator 'lwas' | did you mean 'laws'?");
    folder_close(&f);
}

/* Where a foreign key has reported it, nothing more is said. */
static void
one_cause_one_message(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "shudu.yaml", "title: x\nlanguages: [en]\nedition: {year: 2025}\noutputs: {}\n");
    folder_write(&f, "data/datapackage.yaml",
        "resources:\n- name: figures\n  path: f.csv\n  shudu: {role: figures}\n  schema:\n"
        "    foreignKeys: [{fields: source_id, reference: {resource: sources, fields: source_id}}]\n"
        "    fields: [{name: row_id}, {name: figure_id}, {name: value, type: number}, {name: source_id}]\n"
        "- {name: sources, path: s.csv, shudu: {role: sources}, schema: {fields: [{name: source_id}]}}\n");
    folder_write(&f, "data/f.csv", "row_id,figure_id,value,source_id\na,b,1,S2\n");
    folder_write(&f, "data/s.csv", "source_id\nS1\n");
    project_read(&f);
    assert_string_equal(folder_codes(&f), "table-foreign-key@data/f.csv:2:7 logic-undated@data/f.csv:2:5");
    folder_close(&f);
}

static void
an_annotation_needs_its_figure(void **state)
{
    (void)state;
    Folder f = project_open();
    folder_write(&f, "data/annotations.csv",
        "row_id,as_of,as_of_note,as_of_note_zh,share_percent,share_qualifier,share_of,share_of_zh,rank,rank_scope,status,quote_zh,chart,footnote_zh,footnote_en\n"
        "awards.flow.2020.S2,,,,,,,,,,,,,,\nawards.flow.2021.S1,,,,,,,,,,draft,,,,\n");
    const Model *m = project_read(&f);
    assert_string_equal(folder_codes(&f), "fact-missing@data/annotations.csv:2:1");
    assert_string_equal(folder_first(&f), "there is no figure 'awards.flow.2020.S2' | did you mean 'awards.flow.2020.S1'?");
    assert_string_equal(model_fact(m, "awards.flow.2021.S1")->status, "draft"); /* a figure that is not published may be annotated */
    folder_close(&f);
}

#define OTHER_LAW(as_of, basis, value, qualifier) \
    ROW("laws.stock.2020.S2", "laws," basis ",法规,Laws,2020," as_of ",stock," value ",部,laws," qualifier ",S2,published,no,,")

static void
sources_that_contradict_each_other(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("2020-12-31", "", "13", "exact"), "fact-conflict@data/figures.csv:8:56");
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("", "", "13", "exact"), "fact-conflict@data/figures.csv:8:46");
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("2020-12", "", "13", "exact"), "fact-conflict@data/figures.csv:8:53");
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("2020-12-31", "", "12.0", "exact"), ""); /* the same number */
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("2020-06-30", "", "13", "exact"), "");   /* of another day */
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("2020-12-31", "wide", "13", "exact"), ""); /* counted otherwise */
    ASSERT_PROJECT("data/figures.csv", OTHER_LAW("2020-12-31", "", "13", "about"), "logic-sources-differ@data/figures.csv:8:56");
    Folder f = project_open();
    folder_write(&f, "data/figures.csv", OTHER_LAW("2020-12-31", "", "13", "exact"));
    folder_write(&f, "data/conflicts.yaml", "conflicts:\n- {id: C1, rows: [laws.stock.2020.S2, laws.stock.2020.S1], ruling: x}\n");
    project_read(&f);
    assert_string_equal(folder_codes(&f), "conflict-no-note@data/conflicts.yaml:2:8"); /* accepted, and not said where it is printed */
    folder_close(&f);
}

static void
an_indicator_lacks_pieces(void **state)
{
    (void)state;
    Folder f = project_open();
    folder_write(&f, "data/indicators.csv", "id,label_zh,label_en,digits,direction\nlaws,法规,,0,up\nawards,,,1,none\nother,,,0,up\n");
    project_read(&f);
    assert_string_equal(folder_codes(&f), "indicator-incomplete@data/indicators.csv:2:1 indicator-incomplete@data/indicators.csv:3:1"); /* 'other' has no figure */
    assert_string_equal(diags_at(f.diags, 0)->message[MESSAGE_EN], "the indicator 'laws' lacks: label (en)");
    assert_string_equal(diags_at(f.diags, 1)->message[MESSAGE_ZH], "指标“awards”缺少：名称 (zh, en)");
    folder_close(&f);
}

static void
codes_of_conflicts(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/conflicts.yaml", "conflicts:\n- {id: C1, rows: [laws.stock.1999.S1], ruling: x}\n", "fact-missing@data/conflicts.yaml:2:19");
    ASSERT_PROJECT("data/conflicts.yaml", "conflicts:\n- {id: C1, ruling: x}\n", "node-missing-key@data/conflicts.yaml:2:3");
    ASSERT_PROJECT("data/conflicts.yaml", "conflict: []\n", "node-unknown-key@data/conflicts.yaml:1:1 node-missing-key@data/conflicts.yaml:1:1");
    ASSERT_PROJECT("data/conflicts.yaml", "conflicts:\n- {id: C1, rows: [], title: {zh: a}}\n", "translation-missing@data/conflicts.yaml:2:29");
    ASSERT_PROJECT("data/conflicts.yaml", "", "");
}

static void
a_role_is_one_of_a_list(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/datapackage.yaml", "resources:\n- {name: t, path: records.csv, shudu: {role: record}, schema: {fields: [{name: kind}, {name: date}, {name: title_zh}, {name: title_en}, {name: source_id}]}}\n",
        "role-unknown@data/datapackage.yaml:2:46 fact-missing@data/conflicts.yaml:2:55 fact-missing@data/conflicts.yaml:2:75");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_rows_are_facts),
        cmocka_unit_test(wide_cells_are_facts_with_annotations),
        cmocka_unit_test(codes_of_long_rows),
        cmocka_unit_test(names_have_their_near_ones),
        cmocka_unit_test(one_cause_one_message),
        cmocka_unit_test(an_annotation_needs_its_figure),
        cmocka_unit_test(sources_that_contradict_each_other),
        cmocka_unit_test(an_indicator_lacks_pieces),
        cmocka_unit_test(codes_of_conflicts),
        cmocka_unit_test(a_role_is_one_of_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
