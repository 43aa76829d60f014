/* How targets stand: each state, and what is needed. */
#include "project.h"

#define HEAD "indicator_id,baseline_value,baseline_row_id,target_year,target_value,kind,source_id,latest_row_id,latest_value,latest_formula,also_row_ids,comparable,baseline_date,latest_as_of\n"

static void
states_by_formula(void **state)
{
    (void)state;
    static const struct {
        const char *row; /* from baseline_value on */
        TargetState state;
        int done, elapsed; /* per mille */
        const char *needed;
    } cases[] = {
        {"0,,2025,15,new,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2021-12-31", TARGET_MET, 1000, 200, NULL},
        {"0,,2025,62,new,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2021-12-31", TARGET_ON_TRACK, 242, 200, "11.8"},
        {"0,,2025,40,new,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2021-12-31", TARGET_AHEAD, 375, 200, "6.3"},
        {"0,,2025,120,new,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2021-12-31", TARGET_BEHIND, 125, 200, "26.3"},
        {"10,,2025,20,total,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2021-12-31", TARGET_AHEAD, 500, 200, "1.3"},
        {"20,,2025,10,total,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2021-12-31", TARGET_AHEAD, 500, 200, "-1.3"}, /* down */
        {"0,,2022,20,new,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2022-06", TARGET_ON_TRACK, 750, 748, "5"}, /* under a year left */
        {"0,,2025,60,new,S1,laws.stock.2021.S1,,,,partly,2020-12-31,2021-12-31", TARGET_NOT_JUDGED, 0, 0, NULL},
        {"0,,2025,60,new,S1,,,,,no,2020-12-31,", TARGET_NO_FIGURE, 0, 0, NULL},
        {"0,,2025,60,new,S1,laws.stock.2021.S1,,,,yes,,2021-12-31", TARGET_NOT_JUDGED, 250, 0, NULL}, /* no date to begin from */
        {"0,,2030,60,new,S1,laws.stock.2021.S1,,,,yes,2020-12-31,2027", TARGET_BEHIND, 250, 483, "8.7"}, /* not after the edition's data: 2025-10 */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f = project_open();
        folder_write(&f, "data/datapackage.yaml", arena_printf(f.arena, "%s", ""
            "resources:\n- {name: figures, path: figures.csv, shudu: {role: figures}, schema: {fields: [{name: row_id}, {name: figure_id}, {name: series}, {name: label_zh}, {name: label_en}, "
            "{name: year, type: year}, {name: as_of, type: date, format: reduced}, {name: period}, {name: value, type: number}, {name: unit_zh}, {name: unit_en}, {name: qualifier}, "
            "{name: source_id}, {name: status}, {name: chart}, {name: footnote_zh}, {name: footnote_en}]}}\n"
            "- {name: targets, path: targets.csv, shudu: {role: targets}, schema: {fields: [{name: indicator_id}, {name: baseline_value, type: number}, {name: baseline_row_id}, "
            "{name: target_year, type: year}, {name: target_value, type: number}, {name: kind}, {name: source_id}, {name: latest_row_id}, {name: latest_value, type: number}, "
            "{name: latest_formula}, {name: also_row_ids}, {name: comparable}, {name: baseline_date, type: date, format: reduced}, {name: latest_as_of, type: date, format: reduced}]}}\n"));
        folder_write(&f, "data/conflicts.yaml", "conflicts: []\n");
        folder_write(&f, "data/targets.csv", arena_printf(f.arena, "%slaws,%s\n", HEAD, cases[i].row));
        const Model *m = project_read(&f);
        const Target *target = model_target(m, "laws");
        TargetPace pace = target_pace(m, target);
        if (pace.state != cases[i].state)
            fail_msg("%s: %s", cases[i].row, target_state_name(pace.state));
        assert_int_equal((int)(pace.done * 1000 + 0.5), cases[i].done);
        assert_int_equal((int)(pace.elapsed * 1000 + 0.5), cases[i].elapsed);
        assert_int_equal(pace.has_needed, cases[i].needed != NULL);
        if (cases[i].needed)
            assert_string_equal(decimal_text(f.arena, pace.needed), cases[i].needed);
        folder_close(&f);
    }
}

static void
words_of_states(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    assert_string_equal(target_state_word(m, model_target(m, "seats"), 0), "未见后续数据");
    assert_string_equal(target_state_word(m, model_target(m, "seats"), 1), "no later figure");
    assert_string_equal(target_state_name(TARGET_ON_TRACK), "on-track");
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_by_formula),
        cmocka_unit_test(words_of_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
