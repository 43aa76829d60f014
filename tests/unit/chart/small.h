/* Charts of the small project of tests/unit/model/project.h, in this repository's theme, and what is printed on them. */
#ifndef SHUDU_TESTS_SMALL_H
#define SHUDU_TESTS_SMALL_H

#include "../model/project.h"
#include "cases.h"

#include "chart/chart.h"
#include "text/font.h"

typedef struct Small {
    Folder folder;
    const Model *model;
    const Theme *theme;
    FontSet *fonts;
} Small;

/* With one file another: path NULL for none. */
static inline Small
small_open_with(const char *path, const char *text)
{
    Small small = {.folder = project_open()};
    Folder *f = &small.folder;
    if (path)
        folder_write(f, path, text);
    Reader *here = reader_new(f->arena, files_new(f->arena, "."), f->diags);
    const Source *theme = reader_read(here, "layouts/themes/default.yaml", LOC_NONE);
    assert_non_null(theme);
    folder_write(f, "layouts/themes/default.yaml", theme->text);
    small.model = project_read(f);
    small.fonts = fontset_open(f->arena, f->diags, "fonts");
    small.theme = theme_read(f->arena, f->reader, "default", small.model->lang_keys, small.model->lang_count, LOC_NONE);
    assert_string_equal(folder_codes(f), "");
    return small;
}

static inline Small
small_open(void)
{
    return small_open_with(NULL, NULL);
}

static inline void
small_close(Small *small)
{
    folder_close(&small->folder);
}

static inline ChartContext
small_context(const Small *small, Arena *arena, Diags *diags)
{
    TextContext *text = text_context_new(arena, small->fonts, small->model->locales, small->model->lang_count);
    return (ChartContext){.arena = arena, .diags = diags, .reader = small->folder.reader, .model = small->model, .theme = small->theme, .text = text};
}

/* The spec as its place would be: a chart of the project, read as YAML (JSON is YAML). */
static inline const Chart *
small_chart(const ChartContext *context, const char *text)
{
    static const char path[] = "layouts/charts/case.yaml";
    const Node *spec = node_parse(context->arena, context->diags, source_from_text(context->arena, path, text));
    return spec ? chart_read(context, spec, path) : NULL;
}

static inline Scene *
small_draw(const ChartContext *context, const char *text, int lang, int second)
{
    const Chart *chart = small_chart(context, text);
    ChartDraw how = {.lang = lang, .second_lang = second, .text_scale = 1, .bare = true};
    return chart ? chart_draw(context, chart, &how) : NULL;
}

/* What is printed, in the order it is drawn. */
static inline const char *
scene_texts(Arena *arena, const Scene *scene)
{
    const char *out = "";
    for (size_t p = 0; p < scene->pages.count; p++) {
        const Page *page = &scene->pages.items[p];
        for (size_t i = 0; i < page->ops.count; i++)
            if (page->ops.items[i].kind == OP_TEXT)
                out = arena_printf(arena, "%s%s%s", out, *out ? " / " : "", page->ops.items[i].text.text);
    }
    char *flat = arena_strdup(arena, out);
    for (char *c = flat; *c; c++)
        *c = *c == '\n' ? '|' : *c;
    return flat;
}

/* The codes in order, each once in a row. */
static inline const char *
codes_of(Arena *arena, const Diags *diags)
{
    const char *out = "", *last = "";
    for (size_t i = 0; i < diags_count(diags); i++) {
        const char *code = diag_code_text(diags_at(diags, i)->code);
        if (strcmp(code, last) != 0)
            out = arena_printf(arena, "%s%s%s", out, *out ? " " : "", code);
        last = code;
    }
    return out;
}

#endif
