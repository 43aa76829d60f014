/* The texts of a project: typed numbers with the binding that was meant, languages that differ, what is accepted. */
#include "../model/project.h"

#include "audit/audit.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define RECORDS "kind,date,title_zh,title_en,source_id\n"

/* "code@place: message" of what the audit says of data/records.csv with this row, after accepting. */
static const char *
say(const char *row, const char *yaml, bool hints)
{
    static char answer[2048];
    Folder f = project_open();
    folder_write(&f, "data/records.csv", arena_printf(f.arena, RECORDS "%s\n", row));
    folder_write(&f, "data/conflicts.yaml", "conflicts: []\n");
    if (yaml)
        folder_write(&f, "shudu.yaml", arena_printf(f.arena, SHUDU_YAML "%s", yaml));
    const Model *model = project_read(&f);
    Diags *found = diags_new(f.arena), *left = diags_new(f.arena);
    AuditContext audit = {f.arena, found, f.reader, model, true};
    audit_data(&audit);
    audit_accept(model, found, true, left);
    Buf out = BUF_INIT;
    for (size_t i = 0; i < diags_count(left); i++) {
        const Diag *one = diags_at(left, i);
        buf_printf(&out, "%s%s@%s", i ? " " : "", diag_code_text(one->code), loc_text(f.arena, one->loc));
        if (hints && one->hint[MESSAGE_EN])
            buf_printf(&out, " (%s)", one->hint[MESSAGE_EN]);
    }
    snprintf(answer, sizeof answer, "%s", out.length ? out.ptr : "");
    buf_clear(&out);
    folder_close(&f);
    return answer;
}

static void
typed_numbers_are_found_in_both_languages(void **state)
{
    (void)state;
    assert_string_equal(say("law,2019-07,共有法规15部,15 laws in all,S1", NULL, false), "typed-number@data/records.csv:2:17 typed-number@data/records.csv:2:21");
    assert_string_equal(say("law,2019-07,共有法规{{laws.stock.2021.S1}}部,{{laws.stock.2021.S1}} laws in all,S1", NULL, false), "");
    assert_string_equal(say("law,2019-07,2019年第3号公告,Announcement No. 3 of 2019,S1", NULL, false), "");
    /* Braces alone bind nothing. */
    assert_string_equal(say("law,2019-07,共有法规{{15}}部,All {{15}} laws,S1", NULL, false), "typed-number@data/records.csv:2:19 typed-number@data/records.csv:2:31");
}

static void
the_binding_that_was_meant_is_named(void **state)
{
    (void)state;
    const char *answer = say("law,2021-12,2021年底共有法规15部,15 laws at the end of 2021,S1", NULL, true);
    assert_non_null(strstr(answer, "write {{laws.stock.2021.S1}} (法规)"));
    assert_non_null(strstr(answer, "write {{laws.stock.2021.S1}} (Laws)"));
}

static void
languages_that_differ_are_found(void **state)
{
    (void)state;
    assert_string_equal(say("law,2019-07,2019年近{{laws.stock.2021.S1}}部,nearly {{laws.stock.2021.S1}} in 2019,S1", NULL, false), "");
    assert_string_equal(say("law,2019-07,2019年近{{laws.stock.2021.S1}}部,about {{laws.stock.2021.S1}} in 2019,S1", NULL, false), "languages-differ@data/records.csv:2:13");
    assert_string_equal(say("law,2019-07,{{laws.stock.2021.S1}}部,{{laws.stock.2020.S1}} laws,S1", NULL, false), "languages-differ@data/records.csv:2:13");
    assert_string_equal(say("law,2019-07,2019年7月,July 2018,S1", NULL, false), "languages-differ@data/records.csv:2:13");
}

static void
what_is_accepted_is_what_holds_the_finding(void **state)
{
    (void)state;
    static const char *const names = "audit:\n  names: [\"15部\", 15 laws]\n";
    static const char *const accept = "audit:\n  accept:\n  - {code: typed-number, path: \"data/*\", text: [法规15部, 15 laws], reason: a quotation}\n";
    assert_string_equal(say("law,2019-07,共有法规15部,15 laws in all,S1", names, false), "");
    assert_string_equal(say("law,2019-07,共有法规15部,15 laws in all,S1", accept, false), "");
    /* The rest of the line stays a finding; an entry without use is one. */
    assert_string_equal(say("law,2019-07,共有法规15部和标准12项,15 laws and 12 standards,S1", accept, false), "typed-number@data/records.csv:2:23 typed-number@data/records.csv:2:39");
    const char *answer = say("law,2019-07,条例,Act,S1", accept, false);
    assert_non_null(strstr(answer, "accept-unused@shudu.yaml:"));
}

static void
accepting_needs_a_reason(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"audit:\n  accept:\n  - {code: typed-number, reason: \"\"}\n", "audit-no-reason"},
        {"audit:\n  accept:\n  - {code: typed-nonsense, reason: why}\n", "audit-unknown-code"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f = project_open();
        folder_write(&f, "shudu.yaml", arena_printf(f.arena, SHUDU_YAML "%s", cases[i][0]));
        project_read(&f);
        assert_non_null(strstr(folder_codes(&f), cases[i][1]));
        folder_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_numbers_are_found_in_both_languages), cmocka_unit_test(the_binding_that_was_meant_is_named),
        cmocka_unit_test(languages_that_differ_are_found), cmocka_unit_test(what_is_accepted_is_what_holds_the_finding),
        cmocka_unit_test(accepting_needs_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
