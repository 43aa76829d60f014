/* The rules of logic: for each a fault and a clean case; rulings; and what finds each conflict of the shipped project. */
#include "project.h"

#define FACT(id, series, year, period, value, unit_zh, unit_en, more) id ",laws," series ",法规,Laws," year ",," period "," value "," unit_zh "," unit_en "," more "\n"
#define LAW(id, series, year, period, value) FACT(id, series, year, period, value, "部", "laws", "exact,S1,published,no,,")
#define LAW2(id, year, period, value) FACT(id, "", year, period, value, "部", "laws", "exact,S2,published,no,,")
#define NO_OTHERS                                                                                                                                      \
    folder_write(&f, "data/wide.csv", "indicator,scope,scope_zh,scope_en,period,basis,source_id,2020,2021\n");                                         \
    folder_write(&f, "data/targets.csv", "indicator_id,baseline_value,baseline_row_id,target_year,target_value,kind,source_id,latest_row_id,"          \
                                         "latest_value,latest_formula,also_row_ids,comparable\n");                                                     \
    folder_write(&f, "data/highlights.csv", "order,number,lead_zh,lead_en,body_zh,body_en,row_ids\n");                                                 \
    folder_write(&f, "data/coverage.csv", "row_id,chapter,chart_rule\n");                                                                              \
    folder_write(&f, "data/records.csv", "kind,date,title_zh,title_en,source_id\n");                                                                   \
    folder_write(&f, "data/annotations.csv",                                                                                                           \
        "row_id,as_of,as_of_note,as_of_note_zh,share_percent,share_qualifier,share_of,share_of_zh,rank,rank_scope,status,quote_zh,chart,footnote_zh,footnote_en\n")

/* The codes of a project with these figures, rulings and annotations alone. */
static const char *
codes_of(Folder *out, const char *figures, const char *conflicts, const char *annotations)
{
    Folder f = project_open();
    NO_OTHERS;
    folder_write(&f, "data/figures.csv", arena_printf(f.arena, "%s%s", FIGURES_HEAD, figures));
    folder_write(&f, "data/conflicts.yaml", arena_printf(f.arena, "conflicts: []\n%s", conflicts));
    if (annotations)
        folder_write(&f, "data/annotations.csv", arena_printf(f.arena,
            "row_id,as_of,as_of_note,as_of_note_zh,share_percent,share_qualifier,share_of,share_of_zh,rank,rank_scope,status,quote_zh,chart,footnote_zh,footnote_en\n%s",
            annotations));
    project_read(&f);
    *out = f;
    return folder_codes(&f);
}

static void
each_rule_finds_its_fault_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *topic, *figures, *conflicts, *annotations, *codes;
    } cases[] = {
        {"same key, two values", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") LAW2("laws.stock.2020.S2", "2020", "stock", "13"), "", NULL, "fact-conflict"},
        {"same key, one value", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") LAW2("laws.stock.2020.S2", "2020", "stock", "12"), "", NULL, ""},
        {"two wordings", LAW("laws.stock.2020.S1", "", "2020", "stock", "12")
            FACT("laws.stock.2020.S2", "", "2020", "stock", "10", "部", "laws", "more_than,S2,published,no,,"), "", NULL, "logic-sources-differ"},
        {"a total as its part", "law_acts.stock.2021.S1,law_acts,,法,Acts,2021,,stock,108,部,laws,exact,S1,published,no,,\n"
            "law_rules.stock.2021.S1,law_rules,,规,Rules,2021,,stock,4,部,laws,exact,S1,published,no,,\n"
            "law_orders.stock.2021.S1,law_orders,,令,Orders,2021,,stock,3,部,laws,exact,S1,published,no,,\n"
            "law_acts.stock.2021.S2,law_acts,,法,Acts,2021,,stock,115,部,laws,exact,S2,published,no,,\n", "", NULL, "fact-conflict logic-total-as-part"},
        {"another number is a conflict alone", "law_acts.stock.2021.S1,law_acts,,法,Acts,2021,,stock,108,部,laws,exact,S1,published,no,,\n"
            "law_rules.stock.2021.S1,law_rules,,规,Rules,2021,,stock,4,部,laws,exact,S1,published,no,,\n"
            "law_acts.stock.2021.S2,law_acts,,法,Acts,2021,,stock,115,部,laws,exact,S2,published,no,,\n", "", NULL, "fact-conflict"},
        {"a stock falls", LAW("laws.stock.2020.S1", "s", "2020", "stock", "12") LAW("laws.stock.2021.S1", "s", "2021", "stock", "11"), "", NULL, "logic-stock-falls"},
        {"a flow may fall", LAW("laws.flow.2020.S1", "s", "2020", "flow-year", "12") LAW("laws.flow.2021.S1", "s", "2021", "flow-year", "11"), "", NULL, ""},
        {"another basis may be lower", LAW("laws.stock.2020.S1", "s", "2020", "stock", "12") LAW("laws.stock.2021.S1", "t", "2021", "stock", "11"), "", NULL, ""},
        {"stock and flow do not meet", LAW("laws.stock.2021.S1", "", "2021", "stock", "115") LAW("laws.since-2022.2025.S1", "", "2025", "since-2022", "71")
            LAW2("laws.stock.2025.S2", "2025", "stock", "227"), "", NULL, "logic-bridge"},
        {"stock and flow meet", LAW("laws.stock.2021.S1", "", "2021", "stock", "115") LAW("laws.since-2022.2025.S1", "", "2025", "since-2022", "71")
            LAW2("laws.stock.2025.S2", "2025", "stock", "186"), "", NULL, ""},
        {"a rate that leaps", LAW("laws.flow.2019.S1", "", "2019", "flow-year", "191") LAW("laws.three-years.2025.S1", "", "2025", "three-years", "1446"), "", NULL, "logic-rate"},
        {"a rate that does not", LAW("laws.flow.2019.S1", "", "2019", "flow-year", "191") LAW("laws.three-years.2025.S1", "", "2025", "three-years", "900"), "", NULL, ""},
        {"flow and stock in one series", LAW("laws.flow.2020.S1", "s", "2020", "flow-year", "12") LAW("laws.stock.2021.S1", "s", "2021", "stock", "30"), "", NULL, "logic-series-mixed"},
        {"two units", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") FACT("laws.stock.2021.S1", "", "2021", "stock", "15", "条", "articles", "exact,S1,published,no,,"),
            "", NULL, "logic-unit"},
        {"two measure words, one unit", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") FACT("laws.stock.2021.S1", "", "2021", "stock", "15", "项", "laws", "exact,S1,published,no,,"),
            "", NULL, ""},
        {"a share above the whole", LAW("laws.stock.2020.S1", "", "2020", "stock", "12"), "", "laws.stock.2020.S1,,,,101,exact,all,全部,,,,,,,\n", "logic-share"},
        {"a share", LAW("laws.stock.2020.S1", "", "2020", "stock", "12"), "", "laws.stock.2020.S1,,,,100,exact,all,全部,,,,,,,\n", ""},
        {"one share of two things", LAW("laws.flow.2019.S1", "", "2019", "flow-year", "13") LAW("laws.stock.2025.S1", "", "2025", "stock", "227"), "",
            "laws.flow.2019.S1,,,,10,about,all,全部,,,,,,,\nlaws.stock.2025.S1,,,,10,about,all,全部,,,,,,,\n", "logic-share-twice"},
        {"no date", FACT("laws.stock.undated.S1", "", "", "stock", "2", "部", "laws", "exact,S1,published,yes,,"), "", NULL, "logic-undated"},
        {"no date, and a footnote", FACT("laws.stock.undated.S1", "", "", "stock", "2", "部", "laws", "exact,S1,published,footnote,注,Note"), "", NULL, ""},
        {"parts that don't sum", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") "acts.stock.2020.S1,acts,,法,Acts,2020,,stock,9,部,laws,exact,S1,published,no,,\n",
            "sums:\n- {whole: laws.stock.2020.S1, parts: [acts.stock.2020.S1]}\n", NULL, "logic-sum"},
        {"parts that sum", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") "acts.stock.2020.S1,acts,,法,Acts,2020,,stock,12,部,laws,exact,S1,published,no,,\n",
            "sums:\n- {whole: laws.stock.2020.S1, parts: [acts.stock.2020.S1]}\n", NULL, ""},
        {"a part of another year", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") "acts.stock.2019.S1,acts,,法,Acts,2019,,stock,12,部,laws,exact,S1,published,no,,\n",
            "sums:\n- {whole: laws.stock.2020.S1, parts: [acts.stock.2019.S1]}\n", NULL, "logic-part-of-other"},
        {"a sum over time", LAW("laws.stock.2020.S1", "", "2020", "stock", "12") LAW("laws.stock.2019.S1", "", "2019", "stock", "9") LAW("laws.flow.2020.S1", "", "2020", "flow-year", "3"),
            "sums:\n- {whole: laws.stock.2020.S1, over_time: true, parts: [laws.stock.2019.S1, laws.flow.2020.S1]}\n", NULL, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f;
        codes_of(&f, cases[i].figures, cases[i].conflicts, cases[i].annotations);
        Buf codes = BUF_INIT;
        for (size_t k = 0; k < diags_count(f.diags); k++) {
            const char *code = diag_code_text(diags_at(f.diags, k)->code);
            if (!str_equal(code, "fact-unknown-indicator") && !str_equal(code, "fact-unknown-period"))
                buf_printf(&codes, "%s%s", codes.length ? " " : "", code);
        }
        if (!str_equal(codes.ptr ? codes.ptr : "", cases[i].codes))
            fail_msg("%s: %s, not %s", cases[i].topic, codes.ptr ? codes.ptr : "nothing", cases[i].codes);
        buf_clear(&codes);
        folder_close(&f);
    }
}

#define TARGET(baseline, target, kind, latest, formula, comparable) \
    "indicator_id,baseline_value,baseline_row_id,target_year,target_value,kind,source_id,latest_row_id,latest_value,latest_formula,also_row_ids,comparable\n" \
    "laws," baseline ",,2025," target "," kind ",S1," latest ",," formula ",," comparable "\n"

static void
targets_compare_like_with_like(void **state)
{
    (void)state;
    ASSERT_PROJECT("data/targets.csv", TARGET("12", "5", "new", "", "laws.stock.2021.S1 - laws.stock.2020.S1", "yes"), "");
    ASSERT_PROJECT("data/targets.csv", TARGET("", "5", "new", "", "", "no"), "logic-target-baseline@data/targets.csv:2:13");
    ASSERT_PROJECT("data/targets.csv", TARGET("12", "5", "new", "laws.stock.2021.S1", "", "yes"), "logic-target-basis@data/targets.csv:2:15");
    ASSERT_PROJECT("data/targets.csv", TARGET("12", "5", "new", "laws.stock.2021.S1", "", "partly"), "");
    ASSERT_PROJECT("data/targets.csv", TARGET("12", "30", "total", "laws.delta.flow.2021.S2", "", "yes"), "logic-target-basis@data/targets.csv:2:15");
    ASSERT_PROJECT("data/targets.csv", TARGET("12", "5", "new", "", "laws.stock.2021.S2 - laws.stock.2020.S1", "yes"), "logic-formula-basis@data/figures.csv:4:56");
}

static void
a_ruling_accepts_what_it_lists(void **state)
{
    (void)state;
    static const char figures[] = LAW("laws.stock.2020.S1", "", "2020", "stock", "12") FACT("laws.stock.2021.S1", "", "2021", "stock", "11", "部", "laws", "exact,S1,published,yes,,");
    static const struct {
        const char *ruling, *codes;
    } cases[] = {
        {"rows: [laws.stock.2020.S1, laws.stock.2021.S1], note: {zh: 口径不同, en: Counted otherwise}", ""},
        {"rows: [laws.stock.2020.S1, laws.stock.2021.S1], rules: [logic-stock-falls], note: {zh: 口径不同, en: Counted otherwise}", ""},
        {"rows: [laws.stock.2020.S1, laws.stock.2021.S1], rules: [logic-stock-falls]", "conflict-no-note@data/conflicts.yaml:2:8"},
        {"rows: [laws.stock.2020.S1], declared: text", "logic-stock-falls@data/figures.csv:3:46"},
        {"rows: [laws.stock.2020.S1, laws.stock.2021.S1], rules: [logic-unit], declared: text",
            "logic-stock-falls@data/figures.csv:3:46 conflict-not-found@data/conflicts.yaml:2:8"},
        {"rows: [laws.stock.2020.S1, laws.stock.2021.S1], rules: [logic-stok-falls], note: {zh: 注, en: n}", "conflict-bad-rule"},
        {"rows: [laws.stock.2020.S1]", "conflict-no-rule"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f = project_open();
        NO_OTHERS;
        folder_write(&f, "data/figures.csv", arena_printf(f.arena, "%s%s", FIGURES_HEAD, figures));
        folder_write(&f, "data/conflicts.yaml", arena_printf(f.arena, "conflicts:\n- {id: C1, %s, ruling: x}\n", cases[i].ruling));
        Model *model = project_read(&f);
        const char *codes = folder_codes(&f);
        if (!*cases[i].codes) {
            assert_string_equal(codes, "");
            assert_string_equal(model_fact(model, "laws.stock.2021.S1")->footnote.in[1], "Counted otherwise");
            assert_int_equal(model_fact(model, "laws.stock.2021.S1")->chart, CHART_FOOTNOTE);
            assert_int_equal(model_fact(model, "laws.stock.2020.S1")->chart, CHART_NO);
        } else if (!strstr(codes, cases[i].codes)) {
            fail_msg("%s: %s", cases[i].ruling, codes);
        }
        folder_close(&f);
    }
}

/* Each of the conflicts that were found in the documents, and what finds it in the shipped project. */
static void
the_conflicts_of_the_shipped_project(void **state)
{
    (void)state;
    static const struct {
        const char *id, *found; /* the rules, in the order in which they found it; NULL: declared */
    } cases[] = {
        {"C1", "fact-conflict logic-total-as-part logic-unit logic-rate logic-series-mixed"},
        {"C2", "fact-conflict logic-bridge"},
        {"C3", NULL},
        {"C4", "logic-share-twice"},
        {"C5", NULL},
        {"C6", NULL},
        {"C7", "logic-rate"},
        {"C8", NULL},
        {"C9", "logic-stock-falls"},
        {"C10", "logic-bridge"},
        {"C11", "logic-unit"},
        {"C12", NULL},
        {"C13", "logic-unit"},
        {"C14", "logic-sources-differ"},
        {"C15", NULL},
        {"C16", NULL},
        {"C17", NULL},
        {"C18", NULL},
        {"C19", NULL},
    };
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Model *model = model_read(arena, reader_new(arena, files_new(arena, "."), diags));
    assert_non_null(model);
    assert_int_equal(model->conflicts.count, COUNT_OF(cases));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Conflict *conflict = model->conflicts.items[i];
        assert_string_equal(conflict->id, cases[i].id);
        assert_int_equal(conflict->declared != NULL, cases[i].found == NULL);
        size_t wanted = cases[i].found ? 1 : 0;
        for (const char *at = cases[i].found; at && (at = strchr(at, ' ')); at++)
            wanted++;
        if (conflict->found.count != wanted)
            fail_msg("%s is found by %zu rules, not %zu", conflict->id, conflict->found.count, wanted);
        for (size_t k = 0; k < conflict->found.count; k++)
            if (!strstr(cases[i].found, diag_code_text(conflict->found.items[k])))
                fail_msg("%s is found by %s", conflict->id, diag_code_text(conflict->found.items[k]));
    }
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_finds_its_fault_and_nothing_else),
        cmocka_unit_test(targets_compare_like_with_like),
        cmocka_unit_test(a_ruling_accepts_what_it_lists),
        cmocka_unit_test(the_conflicts_of_the_shipped_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
