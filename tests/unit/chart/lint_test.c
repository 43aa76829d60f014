/* The chart linter: each rule has a faulty spec that it finds and a clean one that it passes, and stands in docs/chart-lint.md. */
#include "../model/project.h"
#include "cases.h"

#include "chart/lint.h"

/* The codes that a spec gets. */
static const Diags *
linted(const Folder *f, const Model *model, const char *text, int line)
{
    const char *path = text[0] == '{' ? "layouts/charts/case.vl.json" : "layouts/charts/case.yaml";
    Diags *diags = diags_new(f->arena);
    ChartContext context = {.arena = f->arena, .diags = diags, .reader = f->reader, .model = model};
    const Node *spec = node_parse(f->arena, diags, source_from_text(f->arena, path, text));
    const Chart *chart = spec ? chart_read(&context, spec, path) : NULL;
    if (!chart)
        fail_msg("lint.cases:%d: no chart: %s", line, diags_count(diags) ? diags_at(diags, 0)->message[MESSAGE_EN] : "");
    chart_lint(&context, chart, path);
    return diags;
}

static bool
has_code(const Diags *diags, const char *id)
{
    for (size_t i = 0; i < diags_count(diags); i++)
        if (strcmp(diag_code_text(diags_at(diags, i)->code) + strlen("lint-"), id) == 0)
            return true;
    return false;
}

enum { RULES_MAX = 64 };

static void
rules_find_faults_and_pass_clean_specs(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *model = project_read(&f);
    bool found[RULES_MAX] = {false}, passed[RULES_MAX] = {false};
    Buf spec = BUF_INIT;
    const Diags *diags = NULL;
    int number = 0, wrong = 0;
    char line[4096];
    FILE *file = OPEN_BESIDE("lint.cases");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        number++;
        line[strcspn(line, "\n")] = '\0';
        bool has = str_starts(line, "has: "), not = str_starts(line, "not: ");
        DiagCode code;
        if (str_starts(line, "== ")) {
            buf_reset(&spec);
            diags = NULL;
        } else if (has || not) {
            diags = diags ? diags : linted(&f, model, spec.ptr, number);
            if (has_code(diags, line + 5) != has) {
                print_error("lint.cases:%d: %s\n", number, line);
                wrong++;
            }
            for (size_t i = 0; chart_lint_rule(i, &code); i++)
                if (strcmp(diag_code_text(code) + strlen("lint-"), line + 5) == 0)
                    (has ? found : passed)[i] = true;
        } else if (line[0] && line[0] != '#') {
            buf_add(&spec, line);
            buf_add_char(&spec, '\n');
        }
    }
    fclose(file);
    buf_clear(&spec);
    assert_int_equal(wrong, 0);
    DiagCode code;
    size_t count = 0;
    for (; chart_lint_rule(count, &code); count++)
        if (!found[count] || !passed[count])
            fail_msg("no %s spec for %s", found[count] ? "clean" : "faulty", diag_code_text(code));
    assert_true(count >= 20);
    folder_close(&f);
}

static void
the_document_has_every_rule(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    FILE *file = OPEN_BESIDE("../../../docs/chart-lint.md");
    assert_non_null(file);
    char line[4096];
    Buf text = BUF_INIT;
    while (fgets(line, sizeof line, file))
        buf_add(&text, line);
    fclose(file);
    DiagCode code;
    for (size_t i = 0; chart_lint_rule(i, &code); i++)
        if (!strstr(text.ptr, arena_printf(arena, "| `%s` |", diag_code_text(code) + strlen("lint-"))))
            fail_msg("docs/chart-lint.md has no row for %s", diag_code_text(code));
    buf_clear(&text);
    arena_free(arena);
}

static void
all_rules_are_warnings_in_two_languages(void **state)
{
    (void)state;
    DiagCode code;
    for (size_t i = 0; chart_lint_rule(i, &code); i++) {
        assert_int_equal(diag_code_severity(code), SEVERITY_WARNING);
        assert_true(str_starts(diag_code_text(code), "lint-"));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_find_faults_and_pass_clean_specs),
        cmocka_unit_test(the_document_has_every_rule),
        cmocka_unit_test(all_rules_are_warnings_in_two_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
