/* Terms of the glossary in both languages of a pair. */
#include "report.h"

static const char MISSING[] = "doc-term-missing@layouts/paper/one.en.md:3:1", FORBIDDEN[] = "doc-term-forbidden@layouts/paper/one.en.md:3:1";

/* The codes that `check` reports for a chapter of one paragraph. */
static void
assert_codes(const char *zh, const char *en, const char *expected)
{
    Folder f = project_open();
    report_write(&f, "", arena_printf(f.arena, "# 一\n\n%s\n", zh), arena_printf(f.arena, "# One\n\n%s\n", en));
    doc_check(f.arena, f.reader, report_read(&f));
    assert_string_equal(folder_codes(&f), expected);
    folder_close(&f);
}

static void
a_term_asks_for_its_partner(void **state)
{
    (void)state;
    assert_codes("共有团体标准若干项。", "There are association standards.", "");
    assert_codes("共有团体标准若干项。", "Standards of associations.", "");
    assert_codes("共有团体标准若干项。", "There are some of these.", MISSING);
    assert_codes("没有术语。", "There are some of these.", "");
}

static void
a_wrong_word_is_named(void **state)
{
    (void)state;
    assert_codes("共有团体标准若干项。", "There are association standards, or group standards.", FORBIDDEN);
    assert_codes("没有术语。", "Group standards.", "");
    assert_codes("共有团体标准若干项。", "Association standards in subgroup standards.", "");
}

static void
other_wordings_and_forms_are_right_as_well(void **state)
{
    (void)state;
    assert_codes("共有团体标准若干项。", "The group has some.", "");      /* also_en */
    assert_codes("推进标准化工作。", "Standards work goes on.", "");     /* a second term */
    assert_codes("推进标准化工作。", "Standardizations.", "");           /* plural */
}

static void
longer_terms_go_first(void **state)
{
    (void)state;
    assert_codes("推进团体标准化。", "The association's standard.", "");
}

static void
what_stands_behind_bindings_and_in_quotations_is_not_read(void **state)
{
    (void)state;
    assert_codes("团体标准{{laws.stock.2020.S1}}项。", "Association standards: {{laws.stock.2020.S1}}.", "");
    assert_codes("> 团体标准为主。", "> Group standards lead.", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_asks_for_its_partner),
        cmocka_unit_test(a_wrong_word_is_named),
        cmocka_unit_test(other_wordings_and_forms_are_right_as_well),
        cmocka_unit_test(longer_terms_go_first),
        cmocka_unit_test(what_stands_behind_bindings_and_in_quotations_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
