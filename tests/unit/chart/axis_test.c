/* Numbers on axes: axis.cases has the labels of an axis over some values, as each language writes them. */
#include "small.h"

enum { CASES_AT_LEAST = 40 };

static const Small *small;

/* LANG DEFINITION VALUES: the labels of the y axis from below. LANG may be zh-en: two lines a label. */
static const char *
run(Arena *arena, const char *in)
{
    char *text = arena_strdup(arena, in), *rest, *lang = strtok_r(text, " ", &rest), *definition = strtok_r(NULL, " ", &rest), *values = strtok_r(NULL, " ", &rest);
    Diags *diags = diags_new(arena);
    ChartContext context = small_context(small, arena, diags);
    bool temporal = strstr(definition, "temporal") != NULL;
    const char *channel = temporal ? "x" : "y", *spec = arena_printf(arena,
        "{\"width\":300,\"height\":120,\"data\":{\"values\":%s},\"transform\":[{\"calculate\":\"datum.data\",\"as\":\"a\"}],\"mark\":\"point\",\"encoding\":{\"%s\":%s}}", values, channel, definition);
    bool both = strcmp(lang, "zh-en") == 0;
    Scene *scene = small_draw(&context, spec, model_lang(small->model, both ? "zh" : lang), both ? 1 : -1);
    return scene ? scene_texts(arena, scene) : codes_of(arena, diags);
}

static void
axes_write_numbers_as_the_language_does(void **state)
{
    (void)state;
    Small project = small_open();
    small = &project;
    run_cases(OPEN_BESIDE("axis.cases"), "axis.cases", run, case_text_same, CASES_AT_LEAST);
    small_close(&project);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axes_write_numbers_as_the_language_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
