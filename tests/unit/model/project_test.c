#include "project.h"

#define LANGUAGES "languages: [zh-Hans, en]\n"
#define REST "edition: {year: 2025}\noutputs: {}\n"

static void
a_project_is_read(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *m = project_read(&f);
    assert_string_equal(folder_codes(&f), "");
    assert_int_equal(m->lang_count, 2);
    assert_string_equal(m->title.in[0], "样例");
    assert_string_equal(m->lang_keys[0], "zh");
    assert_string_equal(m->lang_tags[0], "zh-Hans");
    assert_string_equal(m->lang_labels[1], "English");
    assert_int_equal(model_lang(m, "zh-Hans"), 0);
    assert_int_equal(model_lang(m, "en"), 1);
    assert_int_equal(model_lang(m, "fr"), -1);
    assert_int_equal(m->edition.year, 2025);
    assert_int_equal(m->edition.data_until.month, 10);
    assert_int_equal(m->edition.published.day, 14);
    assert_string_equal(m->edition.version, "1.0");
    assert_string_equal(m->edition.issuer.in[1], "A");
    assert_string_equal(m->home_scope, "city");
    assert_string_equal(loc_text(f.arena, m->theme_loc), "shudu.yaml:7:8");
    assert_int_equal(m->outputs.report_count, 1);
    assert_string_equal(m->outputs.reports[0].modes[1], "zh");
    assert_null(m->outputs.reports[0].modes[2]);
    assert_null(m->outputs.infographics);
    assert_string_equal(m->outputs.charts[0], "growth");
    folder_close(&f);
}

static void
languages_may_be_tags_alone(void **state)
{
    (void)state;
    Folder f = project_open();
    folder_write(&f, "shudu.yaml", "title: x\n" LANGUAGES REST);
    const Model *m = project_read(&f);
    assert_string_equal(folder_codes(&f), "");
    assert_string_equal(m->lang_keys[0], "zh");
    assert_string_equal(m->lang_labels[0], "zh-Hans");
    assert_string_equal(m->title.in[0], "x"); /* one text for all languages */
    assert_string_equal(m->title.in[1], "x");
    assert_string_equal(m->theme, "default");
    assert_string_equal(m->edition.state, "draft");
    folder_close(&f);
}

static void
no_project_here(void **state)
{
    (void)state;
    Folder f = folder_open();
    assert_null(project_read(&f));
    assert_string_equal(folder_codes(&f), "source-missing");
    folder_close(&f);
}

static void
codes_of_shudu_yaml(void **state)
{
    (void)state;
    ASSERT_PROJECT("shudu.yaml", "title: {zh: a, en: b}\nedtion: {}\n" LANGUAGES REST, "node-unknown-key@shudu.yaml:2:1");
    ASSERT_PROJECT("shudu.yaml", "title: {zh: a}\n" LANGUAGES REST, "translation-missing@shudu.yaml:1:8");
    ASSERT_PROJECT("shudu.yaml", "title: {zh: a, en: b, fr: c}\n" LANGUAGES REST, "lang-not-in-project@shudu.yaml:1:23");
    ASSERT_PROJECT("shudu.yaml", "title: {zh: a, en: [b]}\n" LANGUAGES REST, "node-expected-text@shudu.yaml:1:20");
    ASSERT_PROJECT("shudu.yaml", "title: [a]\n" LANGUAGES REST, "node-expected-text@shudu.yaml:1:8");
    ASSERT_PROJECT("shudu.yaml", LANGUAGES REST, "node-missing-key@shudu.yaml:1:1");
    ASSERT_PROJECT("shudu.yaml", "title: x\nlanguages: []\n" REST, "lang-count@shudu.yaml:2:12");
    ASSERT_PROJECT("shudu.yaml", "title: x\nlanguages: [zh-en]\n" REST, "lang-pair@shudu.yaml:2:13");
    ASSERT_PROJECT("shudu.yaml", "title: x\nlanguages: [fr]\n" REST, "lang-no-locale@shudu.yaml:2:13");
    ASSERT_PROJECT("shudu.yaml", "title: x\nlanguages: [en, en-GB]\n" REST, "lang-twice@shudu.yaml:2:17");
    ASSERT_PROJECT("shudu.yaml", "title: x\n" LANGUAGES "edition: {year: 25}\noutputs: {}\n", "edition-bad-year@shudu.yaml:3:17");
    ASSERT_PROJECT("shudu.yaml", "title: x\n" LANGUAGES "edition: {year: 2025, published: today}\noutputs: {}\n", "edition-bad-date@shudu.yaml:3:34");
    ASSERT_PROJECT("shudu.yaml", "title: x\n" LANGUAGES "edition: {year: 2025, state: finale}\noutputs: {}\n", "edition-bad-state@shudu.yaml:3:30");
    ASSERT_PROJECT("shudu.yaml", "title: x\n" LANGUAGES "edition: {year: 2025}\noutputs: {charts: some}\n", "output-bad-list@shudu.yaml:4:19");
    ASSERT_PROJECT("shudu.yaml", "title: x\n" LANGUAGES "edition: {year: 2025}\noutputs: {reports: [{modes: [zh]}]}\n", "node-missing-key@shudu.yaml:4:21");
    ASSERT_PROJECT("shudu.yaml", "- x\n", "node-expected-map@shudu.yaml:1:1");
}

static void
a_state_has_its_near_word(void **state)
{
    (void)state;
    Folder f = project_open();
    folder_write(&f, "shudu.yaml", "title: x\n" LANGUAGES "edition: {year: 2025, state: finale}\noutputs: {}\n");
    project_read(&f);
    assert_string_equal(folder_first(&f), "there is no edition state 'finale' | did you mean 'final'?");
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_project_is_read),
        cmocka_unit_test(languages_may_be_tags_alone),
        cmocka_unit_test(no_project_here),
        cmocka_unit_test(codes_of_shudu_yaml),
        cmocka_unit_test(a_state_has_its_near_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
