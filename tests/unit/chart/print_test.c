/* No text over another: the project's charts, those of the gallery and the specs of the folder print/, each in Chinese, in
 * English and in both, drawn and gone through by the inspector. */
#include "world.h"

#include "scene/device.h"

enum { CHARTS_AT_LEAST = 90 };

static const char *const FOLDERS[] = {"layouts/charts", "docs/gallery/presets", "docs/gallery/marks", "docs/gallery/grammar", "tests/unit/chart/print"};

typedef struct Tally {
    int charts, wrong;
} Tally;

static const Chart *
read_chart(const ChartContext *charts, const char *path)
{
    const Source *source = reader_read(charts->reader, path, LOC_NONE);
    const Node *spec = source ? node_parse(charts->arena, charts->diags, source) : NULL;
    return spec ? chart_read(charts, spec, path) : NULL;
}

/* What the inspector finds, but for contrast: a theme's colours are theme_test's. */
static void
inspect(const World *world, const char *path, int lang, int second, Tally *tally)
{
    Fixture f = fixture_open();
    ChartContext charts = world_charts(world, &f);
    const Chart *chart = read_chart(&charts, path);
    ChartDraw draw = {.lang = lang, .second_lang = second, .text_scale = 1};
    Scene *scene = chart ? chart_draw(&charts, chart, &draw) : NULL;
    if (scene)
        scene_inspect(scene, f.diags);
    size_t found = 0;
    for (size_t i = 0; i < diags_count(f.diags); i++)
        if (diags_at(f.diags, i)->code != DIAG_INSPECT_CONTRAST) {
            print_error("%s, %s%s: %s\n", path, world->model->lang_keys[lang], second < 0 ? "" : " with the other", diags_at(f.diags, i)->message[MESSAGE_EN]);
            found++;
        }
    tally->charts += scene != NULL;
    tally->wrong += !scene || found;
    fixture_close(&f);
}

static void
no_text_stands_on_another(void **state)
{
    (void)state;
    World world = world_of_project();
    const Model *model = world.model;
    int zh = model_lang(model, "zh"), en = model_lang(model, "en");
    const int ways[][2] = {{zh, -1}, {en, -1}, {zh, en}};
    Tally tally = {0};
    for (size_t i = 0; i < COUNT_OF(FOLDERS); i++) {
        NameList names = {0};
        assert_true(reader_list(world.reader, world.all.arena, FOLDERS[i], &names));
        for (size_t k = 0; k < names.count; k++)
            for (size_t way = 0; way < COUNT_OF(ways) && str_ends(names.items[k], ".yaml"); way++)
                inspect(&world, arena_printf(world.all.arena, "%s/%s", FOLDERS[i], names.items[k]), ways[way][0], ways[way][1], &tally);
    }
    assert_int_equal(tally.wrong, 0);
    assert_true(tally.charts >= CHARTS_AT_LEAST * (int)COUNT_OF(ways));
    world_close(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_stands_on_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
