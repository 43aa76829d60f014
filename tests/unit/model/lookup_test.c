#include "project.h"

/* The id that a query finds, or "" after a diagnostic. */
static const char *
found(const Folder *f, const Model *m, FactQuery query)
{
    const Fact *fact = model_query(m, f->diags, LOC_NONE, &query);
    return fact ? fact->id : "";
}

static void
a_query_finds_the_one_figure(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "laws", .year = 2021}), "laws.stock.2021.S1"); /* S2's is not to be drawn */
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "laws", .scope = "delta"}), "laws.delta.flow.2021.S2");
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "laws", .year = 2020, .scope = "city"}), "laws.stock.2020.S1");
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "awards", .year = 2021, .period = "flow"}), "awards.flow.2021.S1");
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "awards", .year = 2021, .period = "flow-year"}), "awards.flow.2021.S1");
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "laws", .basis = "laws.stock", .as_of = "2020-12-31"}), "laws.stock.2020.S1");
    assert_string_equal(found(&f, m, (FactQuery){.indicator = "awards", .source = "S2"}), "awards.stock.2021.S2");
    assert_string_equal(folder_codes(&f), "");
    folder_close(&f);
}

static const char *
message_of(FactQuery query)
{
    static char text[512];
    Folder f = project_open();
    assert_string_equal(found(&f, project_read(&f), query), "");
    snprintf(text, sizeof text, "%s: %s", diag_code_text(diags_at(f.diags, 0)->code), folder_first(&f));
    assert_int_equal(diags_count(f.diags), 1);
    folder_close(&f);
    return text;
}

static void
what_is_ambiguous_missing_or_not_for_print_says_so(void **state)
{
    (void)state;
    assert_string_equal(message_of((FactQuery){.indicator = "awards", .year = 2021}),
        "fact-ambiguous: 2 figures fit 'awards' | name one outright, or give scope, period, source: awards.flow.2021.S1, awards.stock.2021.S2");
    assert_string_equal(message_of((FactQuery){.indicator = "awards", .year = 1999}),
        "fact-missing: there is no figure 'awards' | there are: awards.flow.2020.S1, awards.flow.2021.S1, awards.stock.2021.S2");
    assert_string_equal(message_of((FactQuery){.indicator = "award"}), "fact-missing: there is no figure 'award' | did you mean 'awards'?");
    assert_string_equal(message_of((FactQuery){.indicator = "laws", .year = 2022}), "fact-not-published: the figure 'laws.flow.2022.S1' is embargoed and must not be printed");
    assert_string_equal(message_of((FactQuery){.indicator = "laws", .year = 2021, .source = "S2"}),
        "fact-not-drawable: 'laws.stock.2021.S2' must not be drawn: it is a duplicate or disputed | its column 'chart' says no; data/conflicts.yaml gives the ruling");
    assert_string_equal(message_of((FactQuery){.indicator = "laws", .as_of = "yesterday"}), "query-bad-date: 'yesterday' is not a date | write 2025, 2025-10 or 2025-10-30");
}

static void
figures_by_row_id(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    assert_non_null(model_need_fact(m, f.diags, LOC_NONE, "laws.stock.2021.S2")); /* named outright, it may be printed */
    assert_string_equal(folder_codes(&f), "");
    assert_null(model_need_fact(m, f.diags, LOC_NONE, "laws.flow.2022.S1"));
    assert_null(model_need_fact(m, f.diags, LOC_NONE, "laws.stock.2021.S3"));
    assert_string_equal(folder_codes(&f), "fact-not-published fact-missing");
    assert_string_equal(diags_at(f.diags, 1)->hint[MESSAGE_ZH], "是不是“laws.stock.2021.S1”？");
    assert_null(model_fact(m, "laws.stock.2021.S3"));
    folder_close(&f);
}

static void
what_stands_behind_a_printed_number(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Fact *fact = model_fact(m, "awards.flow.2020.S1");
    const FactUse *value = fact_use(f.arena, fact, "value"), *share = fact_use(f.arena, fact, "share"), *rank = fact_use(f.arena, fact, "rank");
    assert_int_equal(value->qualifier, QUALIFIER_MORE_THAN);
    assert_string_equal(value->key, "awards.flow.2020.S1");
    assert_string_equal(value->quote, "原文");
    assert_string_equal(loc_text(f.arena, value->loc), "data/wide.csv:2:42");
    assert_string_equal(decimal_text(f.arena, share->value), "8.80");
    assert_int_equal(share->qualifier, QUALIFIER_ABOUT);
    assert_int_equal(rank->value.mantissa, 2);
    assert_int_equal(rank->qualifier, QUALIFIER_EXACT);
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_finds_the_one_figure),
        cmocka_unit_test(what_is_ambiguous_missing_or_not_for_print_says_so),
        cmocka_unit_test(figures_by_row_id),
        cmocka_unit_test(what_stands_behind_a_printed_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
