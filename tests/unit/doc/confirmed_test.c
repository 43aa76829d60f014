/* Translations that were confirmed, and the numbers of paragraphs, which stay. */
#include "report.h"

#include "base/str.h"

static const char ZH[] = "# 一\n\n甲。\n\n乙。\n\n> 丙。\n\n丁。\n", EN[] = "# One\n\nA.\n\nB.\n\n> C.\n\nD.\n";

/* A report that was confirmed as `ZH` and `EN`, and reads otherwise now. */
static Doc *
changed_report(Folder *f, const char *zh, const char *en)
{
    *f = project_open();
    report_write(f, "paragraph_numbers: always\n", ZH, EN);
    folder_write(f, "layouts/paper/confirmed.txt", confirmed_text(f->arena, f->reader, report_read(f)));
    report_write(f, "paragraph_numbers: always\n", zh, en);
    f->reader = reader_new(f->arena, files_new(f->arena, f->root), f->diags);
    return report_read(f);
}

static void
assert_stale(const char *zh, const char *en, const char *expected)
{
    Folder f;
    Doc *doc = changed_report(&f, zh, en);
    doc_check(f.arena, f.reader, doc);
    assert_string_equal(folder_codes(&f), expected);
    folder_close(&f);
}

static const char *
numbers_of(Arena *arena, const Doc *doc)
{
    const char *out = "";
    for (size_t i = 0; i < doc->chapters.items[0]->blocks.count; i++) {
        const char *number = doc->chapters.items[0]->blocks.items[i].paragraph;
        if (number)
            out = arena_printf(arena, "%s%s%s", out, *out ? " " : "", number);
    }
    return out;
}

static void
assert_numbers(const char *zh, const char *en, const char *expected)
{
    Folder f;
    Doc *doc = changed_report(&f, zh, en);
    assert_string_equal(numbers_of(f.arena, doc), expected);
    folder_close(&f);
}

static void
a_first_text_changed_alone_is_reported(void **state)
{
    (void)state;
    assert_stale(ZH, EN, "");
    assert_stale("# 一\n\n甲改。\n\n乙。\n\n> 丙。\n\n丁。\n", EN, "doc-pair-stale@layouts/paper/one.en.md:3:1");
    assert_stale("# 壹\n\n甲。\n\n乙。\n\n> 丙。\n\n丁。\n", EN, "doc-pair-stale@layouts/paper/one.en.md:1:1");
}

static void
texts_changed_together_or_moved_are_not(void **state)
{
    (void)state;
    assert_stale("# 一\n\n甲改。\n\n乙。\n\n> 丙。\n\n丁。\n", "# One\n\nA, now.\n\nB.\n\n> C.\n\nD.\n", "");
    assert_stale("# 一\n\n乙。\n\n甲。\n\n> 丙。\n\n丁。\n", "# One\n\nB.\n\nA.\n\n> C.\n\nD.\n", "");
}

static void
without_a_record_nothing_is_stale_and_numbers_run(void **state)
{
    (void)state;
    Folder f = project_open();
    report_write(&f, "paragraph_numbers: always\n", ZH, EN);
    Doc *doc = report_read(&f);
    doc_check(f.arena, f.reader, doc);
    assert_string_equal(folder_codes(&f), "");
    assert_string_equal(numbers_of(f.arena, doc), "1 2 3 4");
    folder_close(&f);
}

static void
numbers_once_given_stay(void **state)
{
    (void)state;
    assert_numbers(ZH, EN, "1 2 3 4");
    /* a new one; one taken out; one changed; new ones at both ends */
    assert_numbers("# 一\n\n甲。\n\n新。\n\n又。\n\n乙。\n\n> 丙。\n\n丁。\n", "# One\n\nA.\n\nN.\n\nM.\n\nB.\n\n> C.\n\nD.\n", "1 1a 1b 2 3 4");
    assert_numbers("# 一\n\n甲。\n\n> 丙。\n\n丁。\n", "# One\n\nA.\n\n> C.\n\nD.\n", "1 3 4");
    assert_numbers("# 一\n\n甲。\n\n乙改。\n\n新。\n\n> 丙。\n\n丁。\n", "# One\n\nA.\n\nB, now.\n\nN.\n\n> C.\n\nD.\n", "1 2 2a 3 4");
    assert_numbers("# 一\n\n头。\n\n甲。\n\n乙。\n\n> 丙。\n\n丁。\n\n尾。\n", "# One\n\nH.\n\nA.\n\nB.\n\n> C.\n\nD.\n\nT.\n", "0a 1 2 3 4 5");
}

static void
numbers_are_asked_for(void **state)
{
    (void)state;
    Folder f = project_open();
    report_write(&f, "", ZH, EN);
    assert_string_equal(numbers_of(f.arena, report_read(&f)), "");
    folder_close(&f);
    f = project_open();
    report_write(&f, "paragraph_numbers: drafts\n", ZH, EN); /* the sample is final */
    assert_string_equal(numbers_of(f.arena, report_read(&f)), "");
    folder_close(&f);
    f = project_open();
    report_write(&f, "paragraph_numbers: sometimes\n", ZH, EN);
    assert_null(doc_read(f.arena, f.reader, project_read(&f), NULL, "layouts/paper"));
    assert_string_equal(folder_codes(&f), "doc-paragraph-numbers@layouts/paper/report.yaml:3:20");
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_text_changed_alone_is_reported),
        cmocka_unit_test(texts_changed_together_or_moved_are_not),
        cmocka_unit_test(without_a_record_nothing_is_stale_and_numbers_run),
        cmocka_unit_test(numbers_once_given_stay),
        cmocka_unit_test(numbers_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
