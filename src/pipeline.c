/* pipeline.c -- the program's table of contents: what a build, a check and a chart do, step by step. */
#include "shudu.h"

#include "base/diag_print.h"
#include "chart/chart.h"
#include "device/formats.h"
#include "jobs/job.h"
#include "jobs/manifest.h"
#include "jobs/pool.h"
#include "jobs/stage.h"
#include "layout/layout.h"
#include "scene/device.h"
#include "text/font.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What one run works with, from the first read to the last message. */
typedef struct Run {
    const ShuduOptions *options;
    Arena *arena;
    Diags *diags;
    const char *root;      /* of the project, absolute */
    Files *files;
    Reader *reader;
    Model *model;
    Theme *theme;
    TextContext *text;
    bool environment;      /* something outside the project failed */
} Run;

/* ---- messages ----------------------------------------------------------------------------------------- */

static void
print_text(const Run *run, int stream, const char *text, size_t length)
{
    if (run->options->print)
        run->options->print(run->options->print_data, stream, text, length);
    else
        fwrite(text, 1, length, stream == 1 ? stdout : stderr);
}

static void
print_diagnostics(const Run *run)
{
    Buf out = BUF_INIT;
    diag_print(&out, run->diags, (DiagFormat)run->options->report, (MessageLang)run->options->messages, run->options->color);
    /* Machine formats are the result of the run; text goes with the progress. */
    if (out.length)
        print_text(run, run->options->report == SHUDU_REPORT_TEXT ? 2 : 1, out.ptr, out.length);
    buf_clear(&out);
}

static void
print_progress(const Run *run, size_t done, size_t count, const char *path)
{
    if (!run->options->progress)
        return;
    Buf out = BUF_INIT;
    buf_printf(&out, "\r[%zu/%zu] %s\033[K%s", done, count, path, done == count ? "\r\033[K" : "");
    print_text(run, 2, out.ptr, out.length);
    buf_clear(&out);
}

static void
print_summary(const Run *run, size_t written)
{
    Buf out = BUF_INIT;
    if (run->options->messages == SHUDU_MESSAGES_ZH)
        buf_printf(&out, "%zu 个成品写入 %s/out\n", written, run->root);
    else
        buf_printf(&out, "%zu outputs in %s/out\n", written, run->root);
    if (run->options->report == SHUDU_REPORT_TEXT)
        print_text(run, 1, out.ptr, out.length);
    buf_clear(&out);
}

static ShuduStatus
status_of(const Run *run)
{
    for (size_t i = 0; i < diags_count(run->diags); i++) {
        const char *code = diag_code_text(diags_at(run->diags, i)->code);
        bool outside = str_equal(code, "output-write") || str_equal(code, "output-locked") || str_starts(code, "font-file")
            || str_starts(code, "font-lock");
        if (outside)
            return SHUDU_ENVIRONMENT;
    }
    if (diags_errors(run->diags) || (run->options->strict && diags_warnings(run->diags)))
        return SHUDU_PROJECT_ERRORS;
    return SHUDU_OK;
}

/* ---- opening ------------------------------------------------------------------------------------------- */

/* The nearest folder at or above `from` that holds shudu.yaml; NULL. */
static const char *
find_root(Arena *arena, const char *from)
{
    char absolute[PATH_MAX];
    if (!realpath(from ? from : ".", absolute))
        return NULL;
    for (;;) {
        if (access(arena_printf(arena, "%s/shudu.yaml", absolute), F_OK) == 0)
            return arena_strdup(arena, absolute);
        char *slash = strrchr(absolute, '/');
        if (!slash || slash == absolute)
            return NULL;
        *slash = '\0';
    }
}

static void
open_run(Run *run, const ShuduOptions *options)
{
    *run = (Run){.options = options, .arena = arena_new()};
    run->diags = diags_new(run->arena);
}

static ShuduStatus
close_run(Run *run)
{
    print_diagnostics(run);
    ShuduStatus status = status_of(run);
    arena_free(run->arena);
    return status;
}

/* Root, model, theme. */
static bool
open_project(Run *run, const char *from)
{
    run->root = find_root(run->arena, from);
    if (!run->root)
        return diag(run->diags, DIAG_PROJECT_NOT_FOUND, LOC_NONE, from ? from : ".");
    run->files = files_new(run->arena, run->root);
    run->reader = reader_new(run->arena, run->files, run->diags);
    run->model = model_read(run->arena, run->reader);
    if (!run->model)
        return false;
    run->theme = theme_read(run->arena, run->reader, run->model->theme ? run->model->theme : "default", run->model->lang_keys,
                            run->model->lang_count, LOC_NONE);
    return run->theme != NULL;
}

/* fonts/ of the project, else the folder given, else the one installed with the program, else the one beside its build folder. */
static const char *
find_fonts(Run *run)
{
    VEC(const char *) places = {0};
    if (run->options->fonts)
        VEC_PUSH(run->arena, &places, run->options->fonts);
    if (run->root)
        VEC_PUSH(run->arena, &places, arena_printf(run->arena, "%s/fonts", run->root));
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        char *slash = strrchr(program, '/');
        *slash = '\0';
        VEC_PUSH(run->arena, &places, arena_printf(run->arena, "%s/../share/shudu/fonts", program));
        VEC_PUSH(run->arena, &places, arena_printf(run->arena, "%s/../../fonts", program));
    }
    for (size_t i = 0; i < places.count; i++)
        if (access(arena_printf(run->arena, "%s/fonts.lock", places.items[i]), F_OK) == 0)
            return places.items[i];
    return places.count ? places.items[0] : "fonts";
}

static bool
open_fonts(Run *run)
{
    FontSet *fonts = fontset_open(run->arena, run->diags, find_fonts(run));
    if (!fonts)
        return false;
    static const char *const none[] = {"en"};
    const Locale *english = locale_builtin(none[0]);
    run->text = run->model ? text_context_new(run->arena, fonts, run->model->locales, run->model->lang_count)
                           : text_context_new(run->arena, fonts, &english, 1);
    return true;
}

/* "2025-11-14T00:00:00Z": SOURCE_DATE_EPOCH, else the day the edition says it was published. Never the clock. */
static const char *
date_of_outputs(Run *run)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        char *end;
        errno = 0;
        long long seconds = strtoll(epoch, &end, 10);
        time_t when = (time_t)seconds;
        struct tm utc;
        if (*end || errno || seconds < 0 || !gmtime_r(&when, &utc)) {
            diag(run->diags, DIAG_SOURCE_DATE_EPOCH_BAD, LOC_NONE, epoch);
            return NULL;
        }
        return arena_printf(run->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                            utc.tm_min, utc.tm_sec);
    }
    Date date = run->model ? run->model->edition.published : (Date){0};
    if (!date.year)
        date = (Date){run->model && run->model->edition.year ? run->model->edition.year : 1970, 1, 1};
    return arena_printf(run->arena, "%04d-%02d-%02dT00:00:00Z", date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

/* ---- one job -------------------------------------------------------------------------------------------- */

static LayoutContext
job_context(const Run *run, Arena *arena, Diags *diags)
{
    return (LayoutContext){
        .arena = arena,
        .diags = diags,
        .reader = reader_new(arena, run->files, diags),
        .model = run->model,
        .theme = run->theme,
        .text = run->text,
    };
}

static void
record_output(Run *run, const Job *job, const Artifact *artifact, const Buf *bytes, const Scene *scene, Reader *reader, Manifest *manifest)
{
    char sha256[65];
    sha256_hex(bytes->ptr, bytes->length, sha256);
    OutputRecord record = {
        .path = artifact->path,
        .kind = job_kind_name(job->kind),
        .lang = job_lang_name(run->model, job),
        .sha256 = arena_strdup(run->arena, sha256),
        .size = bytes->length,
        .pages = artifact->format == FORMAT_PDF ? (int)scene->pages.count : 1,
    };
    for (size_t i = 0; i < reader_count(reader); i++) {
        ReadRecord read = reader_record(reader, i);
        InputRecord input = {arena_strdup(run->arena, read.path), arena_strdup(run->arena, read.sha256)};
        VEC_PUSH(run->arena, &record.reads, input);
    }
    VEC_PUSH(run->arena, &manifest->outputs, record);
}

/* Draws a job once and writes each of its formats aside. False when it, and so its outputs, have an error. */
static bool
render_job(Run *run, const Job *job, const char *date, Stage *stage, Manifest *manifest)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(run->arena);
    LayoutContext context = job_context(run, arena, diags);
    Scene *scene = job_scene(&context, job);
    bool ok = scene != NULL && diags_errors(diags) == 0;
    if (ok) {
        scene->meta.created = date;
        scene_inspect(scene, diags);
        ok = diags_errors(diags) == 0;
    }
    for (size_t i = 0; ok && i < job->artifact_count; i++) {
        const Artifact *artifact = &job->artifacts[i];
        DeviceOptions options = {.scale = job->scale, .ppi = job->ppi};
        Buf bytes = BUF_INIT;
        ok = device_write(scene, artifact->format, &options, &bytes, diags, job->loc)
            && stage_write(stage, diags, artifact->path, bytes.ptr, bytes.length);
        if (ok)
            record_output(run, job, artifact, &bytes, scene, context.reader, manifest);
        buf_clear(&bytes);
    }
    diag_append(run->diags, diags);
    arena_free(arena);
    return ok;
}

/* ---- all jobs, over several processes -------------------------------------------------------------------- */

typedef struct Batch {
    Run *run;
    const JobList *jobs;
    const char *date;
    Stage *stage;
    Manifest *manifest;
} Batch;

static void add_fonts(Run *run, const Manifest *before, Manifest *manifest);

/* In a child: a job with anything to say is left to the parent, which can say it. */
static bool
batch_work(void *data, size_t index)
{
    Batch *batch = data;
    size_t said = diags_count(batch->run->diags), records = batch->manifest->outputs.count;
    print_progress(batch->run, index + 1, batch->jobs->count, batch->jobs->items[index].artifacts[0].path);
    if (render_job(batch->run, &batch->jobs->items[index], batch->date, batch->stage, batch->manifest) && diags_count(batch->run->diags) == said)
        return true;
    batch->manifest->outputs.count = records;
    return false;
}

static const char *
worker_file(const Batch *batch, size_t worker)
{
    return arena_printf(batch->run->arena, ".worker-%zu.json", worker);
}

/* In a child: its records and fonts, as a manifest that the parent reads. */
static bool
batch_finish(void *data, size_t worker)
{
    Batch *batch = data;
    Buf out = BUF_INIT;
    add_fonts(batch->run, NULL, batch->manifest);
    manifest_write(batch->manifest, "worker", &out);
    bool ok = stage_write(batch->stage, batch->run->diags, worker_file(batch, worker), out.ptr, out.length);
    buf_clear(&out);
    return ok;
}

/* Draws all jobs; returns the number of files written. */
static size_t
render_all(Batch *batch)
{
    Run *run = batch->run;
    const JobList *jobs = batch->jobs;
    size_t workers = run->options->jobs ? (size_t)run->options->jobs : pool_processors(), written = 0;
    bool *done = ARENA_ARRAY(run->arena, bool, jobs->count + 1);
    if (workers > 1 && jobs->count > 1) {
        pool_run(workers, jobs->count, &(PoolWork){batch_work, batch_finish, batch}, done);
        for (size_t k = 0; k < workers; k++) {
            Manifest part = {0};
            manifest_read(run->arena, arena_printf(run->arena, "%s/%s", stage_folder(batch->stage), worker_file(batch, k)), &part);
            for (size_t i = 0; i < part.outputs.count; i++)
                VEC_PUSH(run->arena, &batch->manifest->outputs, part.outputs.items[i]);
            for (size_t i = 0; i < part.fonts.count; i++)
                VEC_PUSH(run->arena, &batch->manifest->fonts, part.fonts.items[i]);
        }
    }
    for (size_t i = 0; i < jobs->count; i++) {
        const Job *job = &jobs->items[i];
        if (!done[i])
            print_progress(run, i + 1, jobs->count, job->artifacts[0].path);
        for (size_t k = 0; done[i] && k < job->artifact_count; k++)
            stage_adopt(batch->stage, job->artifacts[k].path);
        if (done[i] || render_job(run, job, batch->date, batch->stage, batch->manifest))
            written += job->artifact_count;
    }
    return written;
}

/* ---- the manifest ------------------------------------------------------------------------------------------ */

static void
add_libraries(Run *run, Manifest *manifest)
{
    const char *const *names;
    size_t count = text_library_versions(run->arena, &names);
    for (size_t i = 0; i < count; i++)
        VEC_PUSH(run->arena, &manifest->libraries, names[i]);
    count = device_library_versions(run->arena, &names);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t k = 0; k < manifest->libraries.count; k++)
            known |= str_equal(manifest->libraries.items[k], names[i]);
        if (!known)
            VEC_PUSH(run->arena, &manifest->libraries, names[i]);
    }
}

static void
add_font(Run *run, Manifest *manifest, FontRecord font)
{
    for (size_t i = 0; i < manifest->fonts.count; i++)
        if (str_equal(manifest->fonts.items[i].file, font.file) && manifest->fonts.items[i].index == font.index)
            return;
    VEC_PUSH(run->arena, &manifest->fonts, font);
}

/* Faces that were opened, each once; those of an earlier run where this one is partial. */
static void
add_fonts(Run *run, const Manifest *before, Manifest *manifest)
{
    Manifest gathered = *manifest;
    manifest->fonts.items = NULL;
    manifest->fonts.count = manifest->fonts.capacity = 0;
    for (size_t i = 0; i < gathered.fonts.count; i++)
        add_font(run, manifest, gathered.fonts.items[i]);
    FontSet *fonts = text_context_fonts(run->text);
    for (size_t i = 0; i < fontset_used_count(fonts); i++) {
        const FontFace *face = fontset_used(fonts, i);
        add_font(run, manifest, (FontRecord){face->file, face->index, face->family, face->weight, fontset_sha256(fonts, face)});
    }
    for (size_t i = 0; before && i < before->fonts.count; i++)
        add_font(run, manifest, before->fonts.items[i]);
}

/* Outputs that this run did not draw stay on record while the project still describes them; the others are removed. */
static void
merge_manifest(Run *run, const Manifest *before, const JobList *all, Stage *stage, Manifest *manifest)
{
    for (size_t i = 0; i < before->outputs.count; i++) {
        const OutputRecord *old = &before->outputs.items[i];
        bool described = false;
        for (size_t j = 0; j < all->count; j++)
            for (size_t k = 0; k < all->items[j].artifact_count; k++)
                described |= str_equal(all->items[j].artifacts[k].path, old->path);
        if (!described)
            stage_remove(stage, old->path);
        else if (!manifest_find(manifest, old->path))
            VEC_PUSH(run->arena, &manifest->outputs, *old);
    }
}

static bool
write_manifest(Run *run, const JobList *all, bool partial, Stage *stage, Manifest *manifest)
{
    Manifest before = {0};
    manifest_read(run->arena, arena_printf(run->arena, "%s/out/manifest.json", run->root), &before);
    merge_manifest(run, &before, all, stage, manifest);
    add_libraries(run, manifest);
    add_fonts(run, partial ? &before : NULL, manifest);
    for (size_t i = 0; i < reader_count(run->reader); i++) {
        ReadRecord read = reader_record(run->reader, i);
        InputRecord input = {read.path, arena_strdup(run->arena, read.sha256)};
        VEC_PUSH(run->arena, &manifest->shared, input);
    }
    Buf out = BUF_INIT;
    manifest_write(manifest, "shudu " SHUDU_VERSION, &out);
    bool ok = stage_write(stage, run->diags, "manifest.json", out.ptr, out.length);
    buf_clear(&out);
    return ok;
}

/* ---- the commands --------------------------------------------------------------------------------------- */

/* Jobs that the options ask for, of all that the project describes. */
static bool
choose_jobs(Run *run, JobList *all, JobList *chosen)
{
    const ShuduOptions *options = run->options;
    bool ok = plan_jobs(run->arena, run->reader, run->model, all);
    for (size_t i = 0; i < all->count; i++)
        VEC_PUSH(run->arena, chosen, all->items[i]);
    JobFilter filter = {.only = options->only, .lang = -1, .formats = options->formats};
    if (options->lang && (filter.lang = model_lang(run->model, options->lang)) < 0)
        return diag(run->diags, DIAG_LANG_UNKNOWN, LOC_NONE, options->lang);
    return filter_jobs(run->arena, run->diags, &filter, chosen) && ok;
}

ShuduStatus
shudu_build(const ShuduOptions *options)
{
    Run run;
    JobList all = {0}, jobs = {0};
    Manifest manifest = {0};
    Stage *stage = NULL;
    size_t written = 0;
    open_run(&run, options);

    /* 1. The project: data, facts, theme, fonts. With an error there, nothing is drawn. */
    bool ready = open_project(&run, options->project) && open_fonts(&run);
    /* 2. What it asks for. */
    ready = ready && choose_jobs(&run, &all, &jobs);
    const char *date = ready ? date_of_outputs(&run) : NULL;
    ready = ready && date && (diags_errors(run.diags) == 0 || options->keep_going);
    /* 3. A place to write aside. */
    if (ready)
        stage = stage_open(run.arena, run.diags, arena_printf(run.arena, "%s/out", run.root));
    /* 4. Each drawing once, in all its formats. */
    if (stage)
        written = render_all(&(Batch){&run, &jobs, date, stage, &manifest});
    /* 5. All of it into place, or nothing. */
    bool partial = options->only || options->lang || options->formats || written == 0;
    bool publish = stage && (diags_errors(run.diags) == 0 || options->keep_going);
    if (publish && write_manifest(&run, &all, partial, stage, &manifest) && stage_commit(stage, run.diags))
        print_summary(&run, written);
    stage_close(stage);
    return close_run(&run);
}

ShuduStatus
shudu_check(const ShuduOptions *options)
{
    Run run;
    JobList all = {0};
    open_run(&run, options);
    if (open_project(&run, options->project) && open_fonts(&run) && plan_jobs(run.arena, run.reader, run.model, &all)) {
        for (size_t i = 0; i < all.count; i++) {
            const Job *job = &all.items[i];
            /* One reading of a document serves all its languages. */
            if (i && str_equal(job->spec, all.items[i - 1].spec))
                continue;
            Arena *arena = arena_new();
            Diags *diags = diags_new(run.arena);
            LayoutContext context = job_context(&run, arena, diags);
            job_check(&context, job);
            diag_append(run.diags, diags);
            arena_free(arena);
        }
    }
    return close_run(&run);
}

/* ---- charts by name ----------------------------------------------------------------------------------------- */

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

/* A file beside the final name, then renamed: a reader never sees half a picture. */
static bool
write_file(Run *run, const char *path, const Buf *bytes)
{
    const char *temporary = arena_printf(run->arena, "%s.tmp", path);
    FILE *file = fopen(temporary, "wb");
    bool ok = file && fwrite(bytes->ptr, 1, bytes->length, file) == bytes->length;
    if (file && fclose(file) != 0)
        ok = false;
    if (ok && rename(temporary, path) == 0)
        return true;
    diag(run->diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, strerror(errno));
    unlink(temporary);
    return false;
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
            ok &= chart_write_vl(charts, chart, lang, &bytes) && write_file(run, path, &bytes);
        } else if (!format_parse(word, &format)) {
            ok = diag(run->diags, DIAG_FORMAT_UNKNOWN, LOC_NONE, word);
        } else {
            if (!scene) {
                ChartDraw draw = {.lang = lang, .second_lang = second_lang, .size = {.width = options->width}, .text_scale = 1};
                scene = chart_draw(charts, chart, &draw);
                if (scene)
                    scene->meta.created = date_of_outputs(run);
            }
            DeviceOptions device = {.scale = options->scale > 0 ? options->scale : run->model ? 2.5 : 2};
            ok &= scene && device_write(scene, format, &device, &bytes, charts->diags, LOC_NONE) && write_file(run, path, &bytes);
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
        files = files_new(run->arena, arena_strndup(run->arena, absolute, (size_t)(name - absolute)));
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

ShuduStatus
shudu_chart(const ShuduOptions *options)
{
    Run run;
    open_run(&run, options);
    /* A spec inside a project has its theme, data and languages; any other is drawn with Vega's defaults. */
    char folder[PATH_MAX];
    const char *from = options->project;
    if (!from && realpath(options->specs[0], folder)) {
        *strrchr(folder, '/') = '\0';
        from = *folder ? folder : "/";
    }
    bool ready = from && find_root(run.arena, from) ? open_project(&run, from) : true;
    if (ready && open_fonts(&run)) {
        for (const char *const *spec = options->specs; *spec; spec++)
            draw_spec(&run, *spec);
    }
    return close_run(&run);
}
