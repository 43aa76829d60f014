/* Languages from a file, house styles over the built-in ones, and `numbers` of shudu.yaml. */
#include "project.h"

#define HEAD "title: x\nedition: {year: 2025}\noutputs: {}\n"

#define GERMAN                                                                                                                    \
    "decimal: \",\"\ngroup: \".\"\npercent: \"\u00A0%\"\npoints: [\" Prozentpunkt\", \" Prozentpunkte\"]\n"                     \
    "scales: {3: \" Tsd.\", 6: \" Mio.\", 9: \" Mrd.\"}\n"                                                                        \
    "about: {prose: \"rund {n}\", label: \"ca. {n}\"}\nnearly: {prose: \"fast {n}\", label: \"<{n}\"}\n"                          \
    "more_than: {prose: \"mehr als {n}\", label: \">{n}\"}\nat_least: {prose: \"mindestens {n}\", label: \"≥{n}\"}\n"             \
    "ordinal: \"{n}.\"\nrange_words: \" bis \"\nlist_and: \" und \"\nundated: ohne Datum\n"                                       \
    "months: [Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember]\n"                   \
    "months_short: [Jan, Feb, Mär, Apr, Mai, Jun, Jul, Aug, Sep, Okt, Nov, Dez]\n"                                                \
    "days: [Sonntag, Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag]\ndays_short: [So, Mo, Di, Mi, Do, Fr, Sa]\n"       \
    "date_ymd: \"{d}. {month} {y}\"\ndate_ym: \"{month} {y}\"\n"

static const char *
label_of(const Folder *f, const Locale *locale, int64_t mantissa, int scale, int digits)
{
    NumberStyle style = {.digits = digits, .label = true};
    return locale_number(f->arena, locale, (Decimal){mantissa, scale}, &style);
}

static void
a_language_of_the_project(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "shudu.yaml", HEAD "languages: [de-AT, en]\n");
    folder_write(&f, "layouts/locales/de.yaml", GERMAN);
    folder_write(&f, "data/datapackage.yaml", "resources: []\n");
    const Model *m = project_read(&f);
    assert_string_equal(folder_codes(&f), "");
    assert_string_equal(m->locales[0]->tag, "de-AT");
    assert_string_equal(label_of(&f, m->locales[0], 12345, 1, -1), "1.234,5");
    assert_string_equal(locale_date(f.arena, m->locales[0], (Date){2025, 10, 30}), "30. Oktober 2025");
    assert_string_equal(label_of(&f, m->locales[1], 12345, 1, -1), "1,234.5");
    folder_close(&f);
}

static void
a_file_of_a_built_in_language_says_what_differs(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "shudu.yaml", HEAD "languages: [zh-Hans, en-GB]\n");
    folder_write(&f, "layouts/locales/en-GB.yaml", "group: \"\u202F\"\ngroup_from: 5\npercent: \" per cent\"\n");
    folder_write(&f, "data/datapackage.yaml", "resources: []\n");
    const Model *m = project_read(&f);
    assert_string_equal(folder_codes(&f), "");
    assert_string_equal(label_of(&f, m->locales[1], 3824, 0, -1), "3824");
    assert_string_equal(label_of(&f, m->locales[1], 27789, 0, -1), "27\u202F789");
    assert_string_equal(m->locales[1]->percent, " per cent");
    assert_string_equal(m->locales[1]->months[0], "January");
    assert_ptr_equal(m->locales[0], locale_builtin("zh"));
    folder_close(&f);
}

static void
numbers_of_the_project(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "shudu.yaml", HEAD "languages: [zh-Hans, en]\nnumbers: {rounding: half-even, en: {group_from: 5}}\n");
    folder_write(&f, "data/datapackage.yaml", "resources: []\n");
    const Model *m = project_read(&f);
    assert_string_equal(folder_codes(&f), "");
    for (int lang = 0; lang < 2; lang++) {
        assert_string_equal(label_of(&f, m->locales[lang], 885, 2, 1), "8.8");
        assert_string_equal(label_of(&f, m->locales[lang], 3824, 0, -1), "3824");
    }
    folder_close(&f);
}

#define ASSERT_CODES(yaml, path, text, expected)                       \
    do {                                                               \
        Folder f = folder_open();                                      \
        folder_write(&f, "shudu.yaml", HEAD yaml);                     \
        folder_write(&f, "data/datapackage.yaml", "resources: []\n");  \
        folder_write(&f, path, text);                                  \
        project_read(&f);                                              \
        assert_string_equal(folder_codes(&f), expected);               \
        folder_close(&f);                                              \
    } while (0)

static void
faults_have_their_place(void **state)
{
    (void)state;
    ASSERT_CODES("languages: [de]\n", "layouts/locales/fr.yaml", GERMAN, "lang-no-locale@shudu.yaml:4:13");
    ASSERT_CODES("languages: [de]\n", "layouts/locales/de.yaml", "decimal: \",\"\n", "locale-incomplete@layouts/locales/de.yaml:1:1");
    ASSERT_CODES("languages: [en]\n", "layouts/locales/en.yaml", "decimals: \",\"\n", "node-unknown-key@layouts/locales/en.yaml:1:1");
    ASSERT_CODES("languages: [en]\n", "layouts/locales/en.yaml", "about: {speech: \"ca {n}\"}\n", "node-unknown-key@layouts/locales/en.yaml:1:9");
    ASSERT_CODES("languages: [en]\n", "layouts/locales/en.yaml", "about: {prose: ca}\n", "locale-bad-value@layouts/locales/en.yaml:1:16");
    ASSERT_CODES("languages: [en]\n", "layouts/locales/en.yaml", "- decimal\n", "node-expected-map@layouts/locales/en.yaml:1:1");
    ASSERT_CODES("languages: [en]\nnumbers: {rounding: down}\n", "x", "", "locale-bad-value@shudu.yaml:5:21");
    ASSERT_CODES("languages: [en]\nnumbers: {fr: {group: \" \"}}\n", "x", "", "node-unknown-key@shudu.yaml:5:11");
    ASSERT_CODES("languages: [en]\nnumbers: {en: {group_from: x}}\n", "x", "", "locale-bad-value@shudu.yaml:5:28");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_of_the_project),
        cmocka_unit_test(a_file_of_a_built_in_language_says_what_differs),
        cmocka_unit_test(numbers_of_the_project),
        cmocka_unit_test(faults_have_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
