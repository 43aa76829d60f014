/* Chapters in pairs: partners, numbers, references, attributes. */
#include "report.h"

#include "base/str.h"

static const char REPORT[] = "lists: {figures: true}\n";

/* The codes of a report that cannot be read. */
static void
assert_refused(const char *zh, const char *en, const char *expected)
{
    Folder f = project_open();
    report_write(&f, REPORT, zh, en);
    assert_null(doc_read(f.arena, f.reader, project_read(&f), NULL, "layouts/paper"));
    assert_string_equal(folder_codes(&f), expected);
    folder_close(&f);
}

static void
a_block_without_its_partner(void **state)
{
    (void)state;
    assert_refused("# 一\n\n甲。\n\n乙。\n", "# One\n\nA.\n", "doc-pair-missing@layouts/paper/one.zh.md:5:1");
    assert_refused("# 一\n\n甲。\n", "# One\n\nA.\n\nB.\n", "doc-pair-missing@layouts/paper/one.en.md:5:1");
}

static void
pairs_whose_structure_differs(void **state)
{
    (void)state;
    assert_refused("# 一\n\n## 二\n", "# One\n\n### Two\n", "doc-pair-differs@layouts/paper/one.en.md:3:1");
    assert_refused("# 一\n\n甲。\n", "# One\n\n> A.\n", "doc-pair-differs@layouts/paper/one.en.md:3:1");
    assert_refused("# 一\n\n- 甲\n- 乙\n", "# One\n\n- A\n", "doc-pair-differs@layouts/paper/one.en.md:3:1");
    assert_refused("# 一\n\n::: {.note}\n甲\n:::\n", "# One\n\n::: {.definition}\nA\n:::\n", "doc-pair-differs@layouts/paper/one.en.md:3:1");
}

static void
headings_and_tables_are_numbered(void **state)
{
    (void)state;
    Folder f = project_open();
    report_write(&f, REPORT, "# 一 {#sec-one}\n\n## 二\n\n### 三\n\n## 四 {#sec-four}\n\n::: {.table #tbl-x}\n表\n:::\n\n见@sec-four、@tbl-x。\n",
                 "# One\n\n## Two\n\n### Three\n\n## Four\n\n::: {.table}\nTable\n:::\n\nSee @sec-four and @tbl-x.\n");
    const Doc *doc = report_read(&f);
    static const char *const numbers[] = {"1", "1.1", "1.1.1", "1.2", "1-1"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        assert_string_equal(doc->chapters.items[0]->blocks.items[i].number, numbers[i]);
    assert_string_equal(doc_label(doc, "sec-four")->number, "1.2");
    assert_int_equal(doc_label(doc, "tbl-x")->kind, LABEL_TABLE);
    folder_close(&f);
}

static void
a_place_is_here_or_floats(void **state)
{
    (void)state;
    Folder f = project_open();
    report_write(&f, REPORT, "# 一\n\n::: {.table place=float}\n表\n:::\n", "# One\n\n::: {.table}\nTable\n:::\n");
    report_read(&f);
    folder_close(&f);
    assert_refused("# 一\n\n::: {.table place=top}\n表\n:::\n", "# One\n\n::: {.table}\nTable\n:::\n", "doc-place@layouts/paper/one.zh.md:3:1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_without_its_partner),
        cmocka_unit_test(pairs_whose_structure_differs),
        cmocka_unit_test(headings_and_tables_are_numbered),
        cmocka_unit_test(a_place_is_here_or_floats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
