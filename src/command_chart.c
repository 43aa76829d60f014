/* command_chart.c -- charts by name: in a project with its theme, data and languages, alone with Vega's defaults. */
#include "run.h"

#include "chart/chart.h"
#include "device/formats.h"
#include "jobs/pool.h"
#include "scene/device.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
base_name(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    static const char *const endings[] = {".vl.json", ".vl.yaml", ".json", ".yaml", ".yml"};
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(name, endings[i]))
            return arena_strndup(arena, name, strlen(name) - strlen(endings[i]));
    return name;
}

static bool
is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Where one chart goes in one format, and which formats: by --format, else by the ending of -o, else PNG. */
typedef struct ChartTarget {
    const char *formats;
    const char *folder;
    const char *file; /* NULL: folder + name + ending */
} ChartTarget;

static ChartTarget
chart_target(Run *run, const char *spec)
{
    const ShuduOptions *options = run->options;
    ChartTarget target = {.formats = options->formats};
    const char *slash = strrchr(spec, '/');
    target.folder = slash ? arena_strndup(run->arena, spec, (size_t)(slash - spec)) : ".";
    if (options->output && (is_folder(options->output) || str_ends(options->output, "/") || options->specs[1])) {
        target.folder = options->output;
    } else if (options->output) {
        const char *dot = strrchr(options->output, '.');
        DeviceFormat format;
        target.file = options->output;
        if (!target.formats && dot && format_parse(dot + 1, &format))
            target.formats = format_name(format);
        else if (!target.formats && dot && str_equal(dot, ".json"))
            target.formats = "vl";
    }
    if (!target.formats)
        target.formats = "png";
    return target;
}

/* One language, or two: "zh-en" shows both, the first one leading. False after a diagnostic. */
static bool
chart_languages(Run *run, Diags *diags, int *lang, int *second)
{
    const char *given = run->options->lang;
    *lang = 0;
    *second = -1;
    if (!run->model || !given || (*lang = model_lang(run->model, given)) >= 0)
        return true;
    for (const char *dash = strchr(given, '-'); dash; dash = strchr(dash + 1, '-')) {
        *lang = model_lang(run->model, arena_strndup(run->arena, given, (size_t)(dash - given)));
        *second = model_lang(run->model, dash + 1);
        if (*lang >= 0 && *second >= 0 && *lang != *second)
            return true;
    }
    return diag(diags, DIAG_LANG_UNKNOWN, LOC_NONE, given);
}

static bool
write_chart(Run *run, const ChartContext *charts, const Chart *chart, const char *spec, int lang, int second_lang)
{
    const ShuduOptions *options = run->options;
    ChartTarget target = chart_target(run, spec);
    const char *name = base_name(run->arena, spec);
    Scene *scene = NULL;
    bool ok = true;
    if (target.folder && options->output && !target.file)
        mkdir(target.folder, 0777);
    for (const char *from = target.formats; *from;) {
        size_t length = strcspn(from, ",");
        const char *word = arena_strndup(run->arena, from, length);
        from += length + (from[length] == ',');
        DeviceFormat format;
        Buf bytes = BUF_INIT;
        const char *extension = str_equal(word, "vl") ? "vl.json" : word;
        const char *path = target.file ? target.file : arena_printf(run->arena, "%s/%s.%s", target.folder, name, extension);
        if (str_equal(word, "vl")) {
            ok &= chart_write_vl(charts, chart, lang, &bytes) && run_write_file(run, path, &bytes);
        } else if (str_equal(word, "txt")) {
            const char *text = run->model ? chart_press_text(charts, chart, lang) : chart_alt(charts, chart, lang);
            buf_add(&bytes, text ? text : "");
            ok &= run_write_file(run, path, &bytes);
        } else if (!format_parse(word, &format)) {
            ok = diag(run->diags, DIAG_FORMAT_UNKNOWN, LOC_NONE, word);
        } else {
            if (!scene) {
                ChartDraw draw = {.lang = lang, .second_lang = second_lang, .size = {.width = options->width}, .text_scale = 1};
                scene = chart_draw(charts, chart, &draw);
                if (scene)
                    scene->meta.created = run_date(run);
            }
            DeviceOptions device = {.scale = options->scale > 0 ? options->scale : run->model ? 2.5 : 2};
            ok &= scene && device_write(scene, format, &device, &bytes, charts->diags, LOC_NONE) && run_write_file(run, path, &bytes);
        }
        buf_clear(&bytes);
    }
    return ok;
}

/* One spec: its own arena, its own reader rooted at the project or at its own folder. */
static void
draw_spec(Run *run, const char *spec)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(run->arena);
    char absolute[PATH_MAX];
    if (!realpath(spec, absolute)) {
        diag(run->diags, DIAG_SOURCE_MISSING, LOC_NONE, spec);
        arena_free(arena);
        return;
    }
    const char *name = strrchr(absolute, '/') + 1;
    const char *path = name;
    Files *files = run->files;
    if (run->root && str_starts(absolute, arena_printf(arena, "%s/", run->root)))
        path = arena_strdup(arena, absolute + strlen(run->root) + 1);
    else
        /* Its messages are printed when all specs are done: the texts that they show have to live as long. */
        files = run_files(run, arena_strndup(run->arena, absolute, (size_t)(name - absolute)));
    Reader *reader = reader_new(arena, files, diags);
    ChartContext charts = {arena, diags, reader, run->model, run->theme, run->text};
    int lang, second_lang;
    if (chart_languages(run, diags, &lang, &second_lang)) {
        const Source *source = reader_read(reader, path, LOC_NONE);
        const Node *node = source ? node_parse(arena, diags, source) : NULL;
        const Chart *chart = node ? chart_read(&charts, node, path) : NULL;
        if (chart)
            write_chart(run, &charts, chart, spec, lang, second_lang);
    }
    diag_append(run->diags, diags);
    arena_free(arena);
}

/* ---- many specs ------------------------------------------------------------------------------------------------------ */

/* A process more is worth its start from so many charts on. */
enum { CHARTS_PER_PROCESS = 8 };

static bool
draw_in_child(void *data, size_t index)
{
    Run *run = data;
    size_t before = diags_count(run->diags);
    draw_spec(run, run->options->specs[index]);
    return diags_count(run->diags) == before;
}

static bool
leave_nothing(void *data, size_t worker)
{
    (void)data;
    (void)worker;
    return true; /* the files are written */
}

/* Over several processes; those with something to say are drawn again here, where it is heard. */
static void
draw_specs(Run *run)
{
    const ShuduOptions *options = run->options;
    size_t count = 0;
    while (options->specs[count])
        count++;
    size_t most = options->jobs > 0 ? (size_t)options->jobs : pool_processors(), workers = MIN_OF(most, count / CHARTS_PER_PROCESS);
    bool *done = ARENA_ARRAY(run->arena, bool, count);
    if (workers > 1)
        pool_run(workers, count, &(PoolWork){draw_in_child, leave_nothing, run}, done);
    for (size_t i = 0; i < count; i++)
        if (!done[i])
            draw_spec(run, options->specs[i]);
}

ShuduStatus
shudu_chart(const ShuduOptions *options)
{
    Run run;
    run_open(&run, options);
    /* A spec inside a project has its theme, data and languages; any other is drawn with Vega's defaults. */
    char folder[PATH_MAX];
    const char *from = options->project;
    if (!from && realpath(options->specs[0], folder)) {
        *strrchr(folder, '/') = '\0';
        from = *folder ? folder : "/";
    }
    bool ready = from && run_find_root(run.arena, from) ? run_open_project(&run, from) : true;
    if (ready && run_open_fonts(&run))
        draw_specs(&run);
    return run_close(&run);
}
