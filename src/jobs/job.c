#include "jobs/job.h"

#include "chart/lint.h"
#include "layout/poster.h"

#include <string.h>

/* A chart is 640 pt wide: 1600 px. */
static const double CHART_SCALE = 2.5;

const char *
job_kind_name(JobKind kind)
{
    static const char *const names[] = {"report", "infographic", "chart"};
    return names[kind];
}

const char *
job_lang_name(const Model *model, const Job *job)
{
    return job->lang >= 0 ? model->lang_keys[job->lang] : "zh-en";
}

static void
add_artifact(Job *job, DeviceFormat format, const char *path)
{
    job->artifacts[job->artifact_count++] = (Artifact){format, path};
}

static bool
plan_report(Arena *arena, const Model *model, Diags *diags, const ReportOutput *report, JobList *out)
{
    bool ok = true;
    for (const char *const *mode = report->modes; *mode; mode++) {
        Job job = {.kind = JOB_REPORT, .name = report->name, .mode = *mode, .loc = report->loc};
        job.spec = arena_printf(arena, "layouts/%s", report->name);
        job.lang = str_equal(*mode, "parallel") ? -1 : model_lang(model, *mode);
        if (job.lang < 0 && !str_equal(*mode, "parallel")) {
            ok = diag(diags, DIAG_LANG_UNKNOWN, report->loc, *mode);
            continue;
        }
        const char *path = job.lang < 0 ? arena_printf(arena, "%s.pdf", report->name) : arena_printf(arena, "%s.%s.pdf", report->name, *mode);
        add_artifact(&job, FORMAT_PDF, path);
        VEC_PUSH(arena, out, job);
    }
    return ok;
}

/* "c01_targets.vl.yaml" is c01_targets. */
static const char *
spec_name(Arena *arena, const char *file)
{
    static const char *const endings[] = {".vl.yaml", ".vl.json", ".yaml", ".yml", ".json"};
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(file, endings[i]))
            return arena_strndup(arena, file, strlen(file) - strlen(endings[i]));
    return NULL;
}

/* The files that the project names, or all of the folder. */
static bool
list_specs(Arena *arena, Reader *reader, const char *folder, const char *const *named, NameList *out)
{
    if (named) {
        for (; *named; named++)
            VEC_PUSH(arena, out, *named);
        return true;
    }
    return reader_list(reader, arena, folder, out);
}

static void
plan_drawings(Arena *arena, const Model *model, JobKind kind, const char *folder, const NameList *files, JobList *out)
{
    for (size_t i = 0; i < files->count; i++) {
        const char *name = spec_name(arena, files->items[i]);
        if (!name)
            continue;
        for (int lang = 0; lang < model->lang_count; lang++) {
            Job job = {.kind = kind, .name = name, .lang = lang, .mode = model->lang_keys[lang]};
            job.spec = arena_printf(arena, "%s/%s", folder, files->items[i]);
            const char *base = arena_printf(arena, "%s/%s.%s", kind == JOB_CHART ? "charts" : "infographics", name, model->lang_keys[lang]);
            add_artifact(&job, FORMAT_PNG, arena_printf(arena, "%s.png", base));
            if (kind == JOB_CHART) {
                add_artifact(&job, FORMAT_SVG, arena_printf(arena, "%s.svg", base));
                add_artifact(&job, FORMAT_PDF, arena_printf(arena, "%s.pdf", base));
                job.scale = CHART_SCALE;
            }
            VEC_PUSH(arena, out, job);
        }
    }
}

bool
plan_jobs(Arena *arena, Reader *reader, const Model *model, JobList *out)
{
    bool ok = true;
    for (size_t i = 0; i < model->outputs.report_count; i++)
        ok &= plan_report(arena, model, reader_diags(reader), &model->outputs.reports[i], out);
    NameList posters = {0}, charts = {0};
    ok &= list_specs(arena, reader, "layouts/infographics", model->outputs.infographics, &posters);
    ok &= list_specs(arena, reader, "layouts/charts", model->outputs.charts, &charts);
    plan_drawings(arena, model, JOB_INFOGRAPHIC, "layouts/infographics", &posters, out);
    plan_drawings(arena, model, JOB_CHART, "layouts/charts", &charts, out);
    return ok;
}

static bool
check_formats(Arena *arena, Diags *diags, const char *formats)
{
    bool ok = true;
    for (const char *from = formats; from && *from;) {
        size_t length = strcspn(from, ",");
        const char *name = arena_strndup(arena, from, length);
        DeviceFormat format;
        if (!format_parse(name, &format))
            ok = diag(diags, DIAG_FORMAT_UNKNOWN, LOC_NONE, name);
        from += length + (from[length] == ',');
    }
    return ok;
}

bool
format_wanted(const char *formats, DeviceFormat format)
{
    if (!formats)
        return true;
    const char *name = format_name(format);
    size_t length = strlen(name);
    for (const char *from = formats; *from;) {
        size_t part = strcspn(from, ",");
        if (part == length && strncmp(from, name, length) == 0)
            return true;
        from += part + (from[part] == ',');
    }
    return false;
}

bool
filter_jobs(Arena *arena, Diags *diags, const JobFilter *filter, JobList *jobs)
{
    if (!check_formats(arena, diags, filter->formats))
        return false;
    size_t kept_jobs = 0;
    for (size_t i = 0; i < jobs->count; i++) {
        Job job = jobs->items[i];
        size_t kept = 0;
        for (size_t k = 0; k < job.artifact_count; k++) {
            const Artifact artifact = job.artifacts[k];
            bool wanted = format_wanted(filter->formats, artifact.format)
                && (!filter->only || str_glob(filter->only, artifact.path))
                && (filter->lang < 0 || job.lang == filter->lang);
            if (wanted)
                job.artifacts[kept++] = artifact;
        }
        job.artifact_count = kept;
        if (kept)
            jobs->items[kept_jobs++] = job;
    }
    jobs->count = kept_jobs;
    if (!kept_jobs && filter->only)
        return diag(diags, DIAG_OUTPUT_NONE, LOC_NONE, filter->only);
    return true;
}

static Chart *
read_chart(const LayoutContext *context, const ChartContext *charts, const Job *job, const Node **spec)
{
    const Source *source = reader_read(context->reader, job->spec, job->loc);
    *spec = source ? node_parse(context->arena, context->diags, source) : NULL;
    return *spec ? chart_read(charts, *spec, job->spec) : NULL;
}

static ChartContext
chart_context(const LayoutContext *context)
{
    return (ChartContext){
        .arena = context->arena,
        .diags = context->diags,
        .reader = context->reader,
        .model = context->model,
        .theme = context->theme,
        .text = context->text,
    };
}

static Scene *
chart_scene(const LayoutContext *context, const Job *job)
{
    ChartContext charts = chart_context(context);
    const Node *spec;
    const Chart *chart = read_chart(context, &charts, job, &spec);
    ChartDraw draw = {.lang = job->lang, .second_lang = -1, .text_scale = 1};
    return chart ? chart_draw(&charts, chart, &draw) : NULL;
}

/* A report may have a theme of its own, and with it another way of writing numbers. */
static Scene *
report_scene(const LayoutContext *context, const Job *job)
{
    LayoutContext own = *context;
    const Doc *doc = doc_read(context->arena, context->reader, context->model, context->theme, job->spec);
    if (doc && doc->theme) {
        own.theme = theme_read(context->arena, context->reader, doc->theme, context->model->lang_keys, context->model->lang_count, doc->theme_loc);
        if (!own.theme)
            return NULL;
        own.model = model_with_numbers(context->arena, context->reader, context->model, theme_node(own.theme, "numbers"));
    }
    return doc ? layout_report(&own, doc, job->lang) : NULL;
}

Scene *
job_scene(const LayoutContext *context, const Job *job)
{
    switch (job->kind) {
    case JOB_REPORT: return report_scene(context, job);
    case JOB_INFOGRAPHIC: {
        const Poster *poster = poster_read(context, job->spec);
        return poster ? poster_layout(context, poster, job->lang) : NULL;
    }
    case JOB_CHART: return chart_scene(context, job);
    }
    return NULL;
}

bool
job_check(const LayoutContext *context, const Job *job)
{
    switch (job->kind) {
    case JOB_REPORT: return doc_read(context->arena, context->reader, context->model, context->theme, job->spec) != NULL;
    case JOB_INFOGRAPHIC: return poster_read(context, job->spec) != NULL;
    case JOB_CHART: {
        ChartContext charts = chart_context(context);
        const Node *spec;
        const Chart *chart = read_chart(context, &charts, job, &spec);
        if (chart)
            chart_lint(&charts, chart, job->spec);
        return chart != NULL;
    }
    }
    return false;
}
