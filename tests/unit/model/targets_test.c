#include "project.h"

static void
targets_have_baseline_aim_and_latest(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Target *laws = model_target(m, "laws"), *seats = model_target(m, "seats");
    assert_string_equal(folder_codes(&f), "");
    assert_string_equal(laws->baseline->id, "laws.stock.2020.S1");
    assert_string_equal(decimal_text(f.arena, laws->target), "5");
    assert_string_equal(decimal_text(f.arena, laws->latest_value), "3"); /* 15 - 12 */
    assert_string_equal(laws->latest->id, "laws.stock.2021.S1");
    assert_string_equal(laws->latest_minus->id, "laws.stock.2020.S1");
    assert_string_equal(laws->also[0]->id, "laws.delta.flow.2021.S2");
    assert_null(laws->also[1]);
    assert_int_equal(laws->comparable, COMPARABLE_YES);
    assert_int_equal(laws->target_year, 2025);
    assert_int_equal(seats->baseline_sum.count, 2);
    assert_string_equal(decimal_text(f.arena, seats->baseline_value), "27");
    assert_false(seats->has_latest);
    assert_string_equal(seats->kind, "total");
    assert_null(model_target(m, "awards"));
    folder_close(&f);
}

static void
what_stands_behind_the_numbers_of_a_target(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Target *laws = model_target(m, "laws"), *seats = model_target(m, "seats");
    const FactUse *latest = target_number_use(m, f.arena, laws, "latest"), *progress = target_number_use(m, f.arena, laws, "progress");
    const FactUse *baseline = target_number_use(m, f.arena, seats, "baseline"), *aim = target_number_use(m, f.arena, seats, "target");
    assert_int_equal(latest->kind, USE_FORMULA);
    assert_string_equal(latest->key, "laws.stock.2021.S1 - laws.stock.2020.S1");
    assert_string_equal(decimal_text(f.arena, latest->value), "3");
    assert_string_equal(latest->inputs[1]->key, "laws.stock.2020.S1");
    assert_null(latest->inputs[2]);
    assert_string_equal(latest->source_id, "S1");
    assert_string_equal(decimal_text(f.arena, progress->value), "60.000000");
    assert_null(progress->unit.in[0]);
    assert_string_equal(baseline->key, "laws.stock.2020.S1 + laws.stock.2021.S1");
    assert_int_equal(aim->kind, USE_FACT);
    assert_int_equal(aim->evidence, 'C'); /* of source S2 */
    assert_string_equal(loc_text(f.arena, aim->loc), "data/targets.csv:3:55");
    assert_null(target_number_use(m, f.arena, seats, "latest"));
    assert_null(target_number_use(m, f.arena, seats, "progress"));
    assert_int_equal(target_number_use(m, f.arena, laws, "baseline")->kind, USE_FACT);
    folder_close(&f);
}

#define TARGETS(row) \
    "indicator_id,baseline_value,baseline_row_id,target_year,target_value,kind,source_id,latest_row_id,latest_value,latest_formula,also_row_ids,comparable\n" row "\n"

static void
codes_of_targets(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,11,laws.stock.2020.S1,2025,5,new,S1,laws.stock.2021.S1,15,,,yes"), "target-baseline-differs@data/targets.csv:2:6 logic-target-basis@data/targets.csv:2:33");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,12,laws.stock.2020.S1,2025,5,new,S1,laws.stock.2021.S1,14,,,yes"), "target-latest-differs@data/targets.csv:2:61 logic-target-basis@data/targets.csv:2:33");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S1,,,laws.stock.2021.S1 -laws.stock.2020.S1,,yes"), "target-bad-formula@data/targets.csv:2:24 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S1,,,laws.stock.2021.S1 -,,yes"), "target-bad-formula@data/targets.csv:2:24 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S1,laws.stock.2020.S9,,,,yes"), "fact-missing@data/targets.csv:2:22 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S1,laws.flow.2022.S1,,,,yes"), "fact-not-published@data/targets.csv:2:22 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S1,,,,laws.stock.1.S1,no"), "fact-missing@data/targets.csv:2:25 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S1,,,,,yes"), "target-nothing-to-compare@data/targets.csv:2:26 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,newish,S1,,,,,no"), "row-bad-word@data/targets.csv:2:15 logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGETS("laws,,,2025,5,new,S7,,,,,no"), "fact-unknown-source@data/targets.csv:2:19 logic-target-baseline@data/targets.csv:2:13");
}

static void
records_highlights_and_the_dictionary(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Record *record = m->records.items[0];
    assert_int_equal(record->date.month, 7);
    assert_int_equal(record->date.day, 0);
    assert_string_equal(record->date_text, "2019-07");
    assert_string_equal(record->title.in[0], "条例{{laws.stock.2020.S1}}");
    assert_string_equal(loc_text(f.arena, record->title_loc[0]), "data/records.csv:2:13");
    const Highlight *highlight = m->highlights.items[0];
    assert_int_equal(highlight->order, 1);
    assert_string_equal(highlight->number, "12");
    assert_string_equal(highlight->facts[1]->id, "laws.stock.2021.S1");
    assert_null(highlight->facts[2]);
    assert_string_equal(loc_text(f.arena, highlight->body_loc[1]), "data/highlights.csv:2:18");
    assert_int_equal(model_indicator(m, "awards")->digits, 1);
    assert_string_equal(model_indicator(m, "laws")->direction, "up");
    assert_string_equal(model_source(m, "S2")->title.in[1], "B");
    assert_string_equal(model_period(m, "stock")->label.in[0], "累计");
    assert_string_equal(m->terms.items[0]->term.in[1], "standard");
    assert_string_equal(m->conflicts.items[0]->rows[1], "laws.flow.2022.S1");
    assert_string_equal(loc_text(f.arena, m->conflicts.items[0]->ruling_loc[0]), "data/conflicts.yaml:2:108");
    assert_int_equal(m->coverage.count, 2);
    assert_string_equal(m->coverage.items[0]->chapter, "3");
    folder_close(&f);
}

static void
what_is_printed_names_published_figures(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/highlights.csv", "order,number,lead_zh,lead_en,body_zh,body_en,row_ids\n1,4,甲,A,乙,B,laws.flow.2022.S1\n", "fact-not-published@data/highlights.csv:2:13");
    ASSERT_PROJECT("data/coverage.csv", "row_id,chapter,chart_rule\nlaws.flow.2023.S1,1,yes\n", "fact-missing@data/coverage.csv:2:1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_have_baseline_aim_and_latest),
        cmocka_unit_test(what_stands_behind_the_numbers_of_a_target),
        cmocka_unit_test(codes_of_targets),
        cmocka_unit_test(records_highlights_and_the_dictionary),
        cmocka_unit_test(what_is_printed_names_published_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
