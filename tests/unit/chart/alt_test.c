/* Alt texts: the cases of alt.cases in both languages; what a spec inherits; what is never said. */
#include "../model/project.h"
#include "cases.h"

#include "chart/alt_read.h"
#include "chart/survey.h"

enum { CASES_AT_LEAST = 36 };

static const char *
alt_in(const Folder *f, const Model *model, const char *text, const char *lang)
{
    const char *path = text[0] == '{' ? "layouts/charts/case.vl.json" : "layouts/charts/case.yaml";
    const Node *spec = node_parse(f->arena, f->diags, source_from_text(f->arena, path, text));
    assert_non_null(spec);
    ChartContext context = {.arena = f->arena, .diags = f->diags, .reader = f->reader, .model = model};
    AltFrame frame = {0};
    const Node *title = node_path(spec, "usermeta.shudu.title");
    frame.title = title ? title->text : NULL;
    return alt_of_spec(&context, spec, path, model ? model_lang(model, lang) : 0, &frame);
}

/* A blank line ends a case; its spec stands before the lines "zh: " and "en: ". */
typedef struct Case {
    Buf spec;
    int line, ran, wrong;
    const char *name;
} Case;

static void
expect(Case *self, const Folder *f, const Model *model, const char *lang, const char *expected)
{
    const char *text = alt_in(f, model, self->spec.ptr, lang);
    self->ran++;
    if (strcmp(text, expected) == 0)
        return;
    self->wrong++;
    print_error("alt.cases:%d: %s\n  is       %s: %s\n  expected %s: %s\n", self->line, self->name, lang, text, lang, expected);
}

static void
golden_alt_texts(void **state)
{
    (void)state;
    Folder f = project_open();
    const Model *model = project_read(&f);
    Case self = {.name = ""};
    FILE *file = OPEN_BESIDE("alt.cases");
    assert_non_null(file);
    char line[4096];
    while (fgets(line, sizeof line, file)) {
        self.line++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#')
            continue;
        if (str_starts(line, "== ")) {
            self.name = arena_strdup(f.arena, line + 3);
            buf_reset(&self.spec);
        } else if (str_starts(line, "zh: ") || str_starts(line, "en: ")) {
            line[2] = '\0';
            expect(&self, &f, model, line, line + 4);
        } else if (line[0]) {
            buf_add(&self.spec, line);
            buf_add_char(&self.spec, '\n');
        }
    }
    fclose(file);
    buf_clear(&self.spec);
    assert_string_equal(folder_codes(&f), "");
    assert_int_equal(self.wrong, 0);
    assert_true(self.ran >= CASES_AT_LEAST);
    folder_close(&f);
}

static void
outside_a_project_it_is_english(void **state)
{
    (void)state;
    Folder f = folder_open();
    assert_string_equal(alt_in(&f, NULL, "{\"mark\":\"bar\",\"data\":{\"values\":[{\"a\":\"A\",\"b\":2},{\"a\":\"B\",\"b\":5}]},"
                                         "\"encoding\":{\"x\":{\"field\":\"a\"},\"y\":{\"field\":\"b\",\"type\":\"quantitative\"}}}", "en"),
        "Column chart. b. From highest to lowest: B, 5; A, 2.");
    assert_string_equal(alt_in(&f, NULL, "{\"mark\":\"bar\",\"data\":{\"url\":\"absent.csv\"},\"encoding\":{}}", "en"), "Chart.");
    folder_close(&f);
}

/* A language without sentences lists its figures. */
static void
other_languages_list_the_figures(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Locale de = locale_blank(arena, "de");
    de.decimal = ",";
    de.group = ".";
    AltPoint points[] = {{.date = {2020, 0, 0}, .value = {12345, 1}}, {.date = {2021, 0, 0}, .value = {20000, 1}}};
    AltSeries series = {.points = points, .count = 2};
    AltChart chart = {.kind = ALT_LINE, .form = ALT_TREND, .title = "Mehr Normen", .unit = "Normen", .series = &series, .count = 1};
    assert_string_equal(alt_text(arena, &de, &chart), "Mehr Normen. 2020: 1.234,5 Normen; 2021: 2.000,0.");
    assert_null(alt_kind_name(&de, ALT_LINE));
    arena_free(arena);
}

static void
a_spec_is_surveyed_as_vega_lite_inherits(void **state)
{
    (void)state;
    Folder f = folder_open();
    static const char text[] =
        "{\"data\":{\"values\":[{\"a\":1,\"b\":2,\"c\":\"u\"},{\"a\":3,\"b\":4,\"c\":\"v\"}]},\"transform\":[{\"calculate\":\"datum.b*10\",\"as\":\"d\"}],"
        "\"encoding\":{\"x\":{\"field\":\"a\",\"type\":\"quantitative\"}},"
        "\"vconcat\":[{\"layer\":[{\"mark\":\"line\",\"encoding\":{\"y\":{\"field\":\"d\",\"type\":\"quantitative\"}}},{\"mark\":{\"type\":\"point\"},\"encoding\":{\"y\":{\"aggregate\":\"count\"}}}]},"
        "{\"repeat\":[\"b\",\"d\"],\"spec\":{\"mark\":\"bar\",\"encoding\":{\"y\":{\"field\":{\"repeat\":\"repeat\"},\"type\":\"quantitative\"}}}}]}";
    const Node *spec = node_parse_json(f.arena, f.diags, source_from_text(f.arena, "s.json", text));
    ChartContext context = {.arena = f.arena, .diags = f.diags, .reader = f.reader};
    Survey *survey = survey_read(&context, spec, "s.json", 0);
    assert_int_equal(survey->units.count, 4);
    SurveyUnit *line = survey->units.items[0], *point = survey->units.items[1], *last = survey->units.items[3];
    assert_string_equal(line->mark, "line");
    assert_string_equal(survey_channel(line, "x")->column, "a");
    assert_true(survey_value(line, survey_channel(line, "y"), 1).number == 40);
    assert_int_equal(line->view, point->view);
    assert_ptr_equal(line->layered, point->layered);
    assert_string_equal(survey_channel(point, "y")->column, "count_*");
    assert_int_equal(point->data.row_count, 2);
    assert_string_equal(survey_channel(last, "y")->column, "d");
    assert_int_not_equal(last->view, line->view);
    assert_null(survey_stack(last));
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_alt_texts),
        cmocka_unit_test(outside_a_project_it_is_english),
        cmocka_unit_test(other_languages_list_the_figures),
        cmocka_unit_test(a_spec_is_surveyed_as_vega_lite_inherits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
