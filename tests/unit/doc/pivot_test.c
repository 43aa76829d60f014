/* Tables crossed from the model: heads, cells, groups, totals, and what is refused. */
#include "../model/project.h"

#include "base/str.h"
#include "doc/pivot.h"

static const Block *
div_with(Folder *f, const char *attributes)
{
    Prose prose = {0};
    const char *text = arena_printf(f->arena, "::: {.pivot-table %s}\nx\n:::\n", attributes);
    assert_true(prose_parse(f->arena, f->diags, source_from_text(f->arena, "a.md", text), &prose));
    return prose.blocks.items[0];
}

/* "rows / columns: cells", a dash for none. */
static const char *
crossed(const char *attributes)
{
    static char out[1024];
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Pivot *pivot = pivot_read(f.arena, f.diags, m, div_with(&f, attributes));
    size_t length = 0;
    out[0] = '\0';
    for (size_t r = 0; pivot && r < pivot->row_count; r++) {
        length += (size_t)snprintf(out + length, sizeof out - length, "%s%s:", r ? "; " : "", pivot->rows[r].label.in[1]);
        for (size_t c = 0; c < pivot->column_count; c++) {
            const Fact *fact = pivot_cell(pivot, r, c);
            const PivotHead *head = &pivot->columns[c];
            length += (size_t)snprintf(out + length, sizeof out - length, " %s%s%s=%s", head->group ? head->group : "", head->group ? "/" : "",
                                       head->label.in[1], fact ? decimal_text(f.arena, fact->value) : "-");
        }
    }
    if (!pivot)
        for (size_t i = 0; i < diags_count(f.diags); i++)
            length += (size_t)snprintf(out + length, sizeof out - length, "%s%s", i ? " " : "", diag_code_text(diags_at(f.diags, i)->code));
    else
        assert_string_equal(folder_codes(&f), "");
    folder_close(&f);
    return out;
}

static void
rows_and_columns(void **state)
{
    (void)state;
    assert_string_equal(crossed("indicators=laws periods=stock years=\"2020-2021\""), "Laws: 2020=12 2021=15");
    assert_string_equal(crossed("indicators=\"awards laws\" periods=\"flow stock\" years=\"2020 2021\" columns=\"period year\""),
                        "Awards: flow-year/2020=90 flow-year/2021=108 stock/2020=- stock/2021=36000; "
                        "Laws: flow-year/2020=- flow-year/2021=- stock/2020=12 stock/2021=15");
    assert_string_equal(crossed("indicators=laws rows=scope scopes=\"city delta\" columns=\"period\" years=2021"), "city: to date=15 in the year=-; delta: to date=- in the year=3");
}

static void
what_may_not_be_printed_is_not_there(void **state)
{
    (void)state;
    assert_string_equal(crossed("indicators=laws periods=flow years=2022"), "doc-pivot-empty"); /* embargoed */
}

static void
what_is_wrong_says_so(void **state)
{
    (void)state;
    assert_string_equal(crossed("indicators=laws rows=colour"), "doc-pivot-key");
    assert_string_equal(crossed("indicators=lawz"), "doc-pivot-key");
    assert_string_equal(crossed("indicators=awards years=2021"), "doc-pivot-ambiguous"); /* of the year, and to date */
    assert_string_equal(crossed("indicators=\"awards laws\" periods=\"flow stock\" years=\"2020 2021\" columns=\"period year\" totals=row"),
                        "doc-pivot-total");
}

static void
totals_are_formulas(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    const Pivot *pivot = pivot_read(f.arena, f.diags, m, div_with(&f, "indicators=laws periods=stock years=\"2020 2021\" totals=column"));
    assert_non_null(pivot);
    assert_string_equal(pivot->rows[0].total, "fact(\"laws.stock.2020.S1\") + fact(\"laws.stock.2021.S1\")");
    assert_true(pivot->total_column && !pivot->total_row);
    assert_string_equal(pivot->unit->in[0], "部");
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_columns),
        cmocka_unit_test(what_may_not_be_printed_is_not_there),
        cmocka_unit_test(what_is_wrong_says_so),
        cmocka_unit_test(totals_are_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
