/* What drawing takes: a project with its theme and fonts, that of this repository or a small one, or fonts alone. Tests run at the repository's top. */
#ifndef SHUDU_TESTS_WORLD_H
#define SHUDU_TESTS_WORLD_H

#include "cases.h"

#include "chart/chart.h"
#include "text/font.h"

typedef struct World {
    Fixture all;         /* lives as long as the test */
    Reader *reader;
    FontSet *fonts;
    const Model *model;
    const Theme *theme;
    TextContext *text;
} World;

/* Fonts and nothing else, as outside any project; files are read below `folder`. */
static inline World
world_in(const char *folder)
{
    World world = {.all = fixture_open()};
    Arena *arena = world.all.arena;
    const Locale *english = locale_builtin("en");
    world.fonts = fontset_open(arena, world.all.diags, "fonts");
    assert_non_null(world.fonts);
    world.reader = reader_new(arena, files_new(arena, folder), world.all.diags);
    world.text = text_context_new(arena, world.fonts, &english, 1);
    return world;
}

static inline World
world_bare(void)
{
    return world_in(".");
}

static inline World
world_of(const char *project)
{
    World world = world_in(project);
    Arena *arena = world.all.arena;
    Model *model = model_read(arena, world.reader);
    assert_non_null(model);
    world.model = model;
    world.theme = theme_read(arena, world.reader, model->theme, model->lang_keys, model->lang_count, LOC_NONE);
    assert_non_null(world.theme);
    world.text = text_context_new(arena, world.fonts, model->locales, model->lang_count);
    assert_int_equal(diags_errors(world.all.diags), 0);
    return world;
}

static inline World
world_of_project(void)
{
    return world_of(".");
}

static inline void
world_close(World *world)
{
    fixture_close(&world->all);
}

/* For one chart: memory and diagnostics of its own. */
static inline ChartContext
world_charts(const World *world, Fixture *f)
{
    return (ChartContext){.arena = f->arena, .diags = f->diags, .reader = world->reader, .model = world->model, .theme = world->theme, .text = world->text};
}

#endif
