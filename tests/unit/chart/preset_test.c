/* Presets: preset.cases has what each prints, and what is wrong with faulty ones. Both as they are and as the Vega-Lite that they unfold into. */
#include "small.h"

#include "chart/preset.h"

enum { CASES_AT_LEAST = 40 };

static const Small *small;

/* LANG SPEC */
static const char *
run(Arena *arena, const char *in)
{
    Diags *diags = diags_new(arena);
    ChartContext context = small_context(small, arena, diags);
    const char *blank = strchr(in, ' ');
    Scene *scene = small_draw(&context, blank + 1, model_lang(small->model, arena_strndup(arena, in, (size_t)(blank - in))), -1);
    if (!scene)
        return codes_of(arena, diags);
    assert_string_equal(codes_of(arena, diags), "");
    return scene_texts(arena, scene);
}

static void
presets_print_their_figures(void **state)
{
    (void)state;
    Small project = small_open();
    small = &project;
    run_cases(OPEN_BESIDE("preset.cases"), "preset.cases", run, case_text_same, CASES_AT_LEAST);
    small_close(&project);
}

static const char *const KINDS[] = {
    "bar", "column", "grouped", "stacked", "ranked", "nested", "bullet", "dumbbell", "slope", "line", "lollipop", "dot", "waffle", "isotype", "timeline",
    "multiples", "heatmap", "waterfall", "ring", "panel",
};

static bool
file_speaks_of(const char *path, const char *word)
{
    Fixture f = fixture_open();
    Reader *reader = reader_new(f.arena, files_new(f.arena, "."), f.diags);
    const Source *source = reader_read(reader, path, LOC_NONE);
    bool found = source && strstr(source->text, word);
    fixture_close(&f);
    return found;
}

/* Every kind has a case, and the list here is that of the message for an unknown one. */
static void
every_preset_has_a_case(void **state)
{
    (void)state;
    Small project = small_open();
    Diags *diags = diags_new(project.folder.arena);
    ChartContext context = small_context(&project, project.folder.arena, diags);
    assert_null(small_chart(&context, "{\"preset\":\"none\",\"rows\":[{\"rows\":[\"laws.stock.2020.S1\"]}]}"));
    const char *hint = diags_at(diags, 0)->hint[MESSAGE_EN];
    size_t words = 0;
    for (const char *c = hint; *c; c++)
        words += *c == ' ';
    assert_int_equal(words, COUNT_OF(KINDS));
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        assert_non_null(strstr(hint, KINDS[i]));
        if (!file_speaks_of("tests/unit/chart/preset.cases", arena_printf(project.folder.arena, "\"preset\":\"%s\"", KINDS[i])))
            fail_msg("no case for the preset %s", KINDS[i]);
    }
    small_close(&project);
}

/* The unfolded spec is Vega-Lite of its own: read and drawn again it prints the same. */
static void
the_unfolded_spec_prints_the_same(void **state)
{
    (void)state;
    Small project = small_open();
    static const char *const specs[] = {
        "{\"preset\":\"column\",\"indicator\":\"laws\"}",
        "{\"preset\":\"dumbbell\",\"rows\":[{\"rows\":[\"laws.stock.2020.S1\",\"laws.stock.2021.S1\"]}]}",
        "{\"preset\":\"bullet\",\"rows\":[{\"target\":\"laws\"}]}",
    };
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        Arena *arena = project.folder.arena;
        Diags *diags = diags_new(arena);
        ChartContext context = small_context(&project, arena, diags);
        const Node *preset = node_parse(arena, diags, source_from_text(arena, "a.json", specs[i]));
        preset = preset_with_rows(&context, preset);
        assert_non_null(preset);
        assert_true(preset_check(&context, preset));
        Node *unfolded = preset_unfold(&context, preset, 1, -1, 400, 1);
        assert_non_null(unfolded);
        Buf json = BUF_INIT;
        node_write_json(&json, unfolded, 0);
        Scene *direct = small_draw(&context, specs[i], 1, -1), *again = small_draw(&context, arena_strdup(arena, json.ptr), 1, -1);
        buf_clear(&json);
        assert_string_equal(codes_of(arena, diags), "");
        assert_non_null(direct);
        assert_non_null(again);
        const char *unit = preset_of_grammar(preset) ? "Unit: laws / " : ""; /* stands above the preset, not in its spec */
        assert_string_equal(arena_printf(arena, "%s%s", unit, scene_texts(arena, again)), scene_texts(arena, direct));
    }
    small_close(&project);
}

/* Figures of different years are not compared. */
static void
a_comparison_needs_a_common_year(void **state)
{
    (void)state;
    Small project = small_open_with("data/wide.csv", "indicator,scope,scope_zh,scope_en,period,basis,source_id,2020,2021\n"
                                                     "awards,,全市,City,flow-year,awards.flow,S1,90余,108\n"
                                                     "laws,north,北,North,stock,,S1,3,\nlaws,south,南,South,stock,,S1,,4\nlaws,east,东,East,stock,,S1,5,6\n");
    Arena *arena = project.folder.arena;
    Diags *diags = diags_new(arena);
    ChartContext context = small_context(&project, arena, diags);
    assert_null(small_chart(&context, "{\"preset\":\"bar\",\"indicator\":\"laws\",\"period\":\"stock\",\"scope\":[\"north\",\"south\"]}"));
    assert_string_equal(codes_of(arena, diags), "preset-no-common-year");
    diags = diags_new(arena);
    context = small_context(&project, arena, diags);
    Scene *scene = small_draw(&context, "{\"preset\":\"bar\",\"indicator\":\"laws\",\"period\":\"stock\",\"scope\":[\"north\",\"east\"]}", 1, -1);
    assert_string_equal(codes_of(arena, diags), "");
    assert_string_equal(scene_texts(arena, scene), "East / North / 5 / 3");
    small_close(&project);
}

static void
outside_a_project_there_are_no_presets(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    ChartContext context = {.arena = f.arena, .diags = f.diags, .reader = reader_new(f.arena, files_new(f.arena, "."), f.diags)};
    assert_null(small_chart(&context, "{\"preset\":\"bar\",\"rows\":[{\"rows\":[\"a\"]}]}"));
    assert_string_equal(codes_of(f.arena, f.diags), "preset-no-project");
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presets_print_their_figures),
        cmocka_unit_test(every_preset_has_a_case),
        cmocka_unit_test(the_unfolded_spec_prints_the_same),
        cmocka_unit_test(a_comparison_needs_a_common_year),
        cmocka_unit_test(outside_a_project_there_are_no_presets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
