/* Charts of tests/golden/charts as their scenes: NAME.vl.yaml drawn is NAME.scene. Those in house/ are drawn in the small project
 * tests/golden/hello, in both languages at once, with what print adds; the others outside of any.
 * SHUDU_ACCEPT=1 (make accept) takes the scenes as they are drawn now. */
#include "world.h"

#include "scene/device.h"

#include <stdlib.h>

enum { CHARTS_AT_LEAST = 30 };

#define SPEC ".vl.yaml"

typedef struct Golden {
    const char *folder;
    World *world;
    int charts, wrong;
} Golden;

static bool
write_file(const char *path, const Buf *text)
{
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(text->ptr, 1, text->length, file) == text->length;
    return file && fclose(file) == 0 && good;
}

/* The first line that differs. */
static void
show_difference(Arena *arena, const char *path, const char *is, const char *should)
{
    int line = 1;
    const char *a = is, *b = should;
    for (; *a && *a == *b; a++, b++)
        line += *a == '\n';
    while (a > is && a[-1] != '\n')
        a--, b--;
    print_error("%s:%d differs; make accept takes it as it is\n  is       %s\n  expected %s\n", path, line, arena_strndup(arena, a, strcspn(a, "\n")),
        arena_strndup(arena, b, strcspn(b, "\n")));
}

static void
compare(Golden *self, Fixture *f, const Source *spec, const Buf *drawn)
{
    const char *path = arena_printf(f->arena, "%.*s.scene", (int)(strlen(spec->path) - strlen(SPEC)), spec->path);
    if (getenv("SHUDU_ACCEPT")) {
        assert_true(write_file(path, drawn));
        return;
    }
    Reader *reader = reader_new(f->arena, files_new(f->arena, "."), f->diags);
    const Source *expected = reader_read(reader, path, LOC_NONE);
    if (expected && expected->length == drawn->length && memcmp(expected->text, drawn->ptr, drawn->length) == 0)
        return;
    self->wrong++;
    show_difference(f->arena, path, drawn->ptr, expected ? expected->text : "");
}

static void
draw(Golden *self, const char *path)
{
    Fixture f = fixture_open();
    ChartContext charts = world_charts(self->world, &f);
    Reader *reader = reader_new(f.arena, files_new(f.arena, "."), f.diags);
    const Source *source = reader_read(reader, path, LOC_NONE);
    assert_non_null(source);
    const Node *spec = node_parse(f.arena, f.diags, source);
    const Chart *chart = spec ? chart_read(&charts, spec, path) : NULL;
    ChartDraw how = {.second_lang = self->world->model ? 1 : -1, .text_scale = 1};
    Scene *scene = chart ? chart_draw(&charts, chart, &how) : NULL;
    assert_string_equal(fixture_codes(&f), "");
    assert_non_null(scene);
    Buf out = BUF_INIT;
    scene_dump(scene, &out);
    compare(self, &f, source, &out);
    self->charts++;
    buf_clear(&out);
    fixture_close(&f);
}

static void
draw_folder(Golden *self)
{
    Fixture f = fixture_open();
    NameList names = {0};
    assert_true(reader_list(reader_new(f.arena, files_new(f.arena, "."), f.diags), f.arena, self->folder, &names));
    for (size_t i = 0; i < names.count; i++)
        if (str_ends(names.items[i], SPEC))
            draw(self, arena_printf(f.arena, "%s/%s", self->folder, names.items[i]));
    fixture_close(&f);
}

static void
charts_are_drawn_as_they_were(void **state)
{
    (void)state;
    World bare = world_bare(), hello = world_of("tests/golden/hello");
    Golden outside = {.folder = "tests/golden/charts", .world = &bare}, house = {.folder = "tests/golden/charts/house", .world = &hello};
    draw_folder(&outside);
    draw_folder(&house);
    assert_int_equal(outside.wrong + house.wrong, 0);
    assert_true(outside.charts + house.charts >= CHARTS_AT_LEAST);
    world_close(&bare);
    world_close(&hello);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charts_are_drawn_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
