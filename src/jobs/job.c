#include "jobs/job.h"

#include "audit/audit.h"
#include "audit/claim_check.h"
#include "chart/lint.h"
#include "layout/poster.h"

#include <string.h>

/* A chart is 640 pt wide: 1600 px. */
static const double CHART_SCALE = 2.5;
/* In the kit: 1280 px, and twice as many. */
static const double CHART_PRESS_SCALE = 2;

const char *
job_kind_name(JobKind kind)
{
    static const char *const names[] = {"report", "infographic", "chart"};
    return names[kind];
}

const char *
job_lang_name(const Job *job)
{
    return job->lang >= 0 ? job->mode : "zh-en";
}

const Theme *
job_theme(const LayoutContext *context, const Job *job)
{
    const Model *model = context->model;
    return job->theme ? theme_read(context->arena, context->reader, job->theme, model->lang_keys, model->lang_count, job->loc) : context->theme;
}

static void
add_artifact(Arena *arena, Job *job, DeviceFormat format, const char *path, uint32_t page)
{
    VEC(Artifact) list = {job->artifacts, job->artifact_count, job->artifact_count};
    VEC_PUSH(arena, &list, (Artifact){.format = format, .path = path, .page = page});
    job->artifacts = list.items;
    job->artifact_count = list.count;
}

/* What the kit holds of one drawing. */
static void
add_press(Arena *arena, const Model *model, Job *job)
{
    static const struct { DeviceFormat format; PressPart part; double scale; bool outlines; const char *ending; } PARTS[] = {
        {FORMAT_PNG, PRESS_PICTURE, 1, false, ".png"},
        {FORMAT_PNG, PRESS_PICTURE, 2, false, "-2x.png"},
        {FORMAT_SVG, PRESS_PICTURE, 0, false, ".svg"},
        {FORMAT_SVG, PRESS_PICTURE, 0, true, "-outlines.svg"},
        {FORMAT_PDF, PRESS_PICTURE, 0, false, ".pdf"},
        {FORMAT_COUNT, PRESS_CAPTION, 0, false, NULL},
        {FORMAT_COUNT, PRESS_ALT, 0, false, NULL},
        {FORMAT_COUNT, PRESS_PARAGRAPH, 0, false, NULL},
        {FORMAT_COUNT, PRESS_CREDIT, 0, false, NULL},
        {FORMAT_COUNT, PRESS_DATA, 0, false, NULL},
        {FORMAT_COUNT, PRESS_TARGETS, 0, false, NULL},
        {FORMAT_COUNT, PRESS_SOURCES, 0, false, NULL},
    };
    for (size_t i = 0; model->outputs.press && i < COUNT_OF(PARTS); i++) {
        bool words = PARTS[i].part != PRESS_PICTURE;
        if (words && job->second >= 0)
            continue; /* each language has its own */
        const char *ending = words ? press_part_ending(PARTS[i].part) : PARTS[i].ending;
        add_artifact(arena, job, PARTS[i].format, press_path(arena, model, job->name, job->mode, ending), 0);
        Artifact *artifact = &job->artifacts[job->artifact_count - 1];
        artifact->press = true;
        artifact->part = PARTS[i].part;
        artifact->scale = PARTS[i].scale * (job->kind == JOB_CHART ? CHART_PRESS_SCALE : 1);
        artifact->outlines = PARTS[i].outlines;
    }
}

static bool
plan_report(Arena *arena, const Model *model, Diags *diags, const ReportOutput *report, JobList *out)
{
    bool ok = true;
    for (const char *const *mode = report->modes; *mode; mode++) {
        Job job = {.kind = JOB_REPORT, .name = report->name, .mode = *mode, .second = -1, .loc = report->loc};
        job.spec = arena_printf(arena, "layouts/%s", report->name);
        job.lang = str_equal(*mode, "parallel") ? -1 : model_lang(model, *mode);
        if (job.lang < 0 && !str_equal(*mode, "parallel")) {
            ok = diag(diags, DIAG_LANG_UNKNOWN, report->loc, *mode);
            continue;
        }
        const char *path = job.lang < 0 ? arena_printf(arena, "%s.pdf", report->name) : arena_printf(arena, "%s.%s.pdf", report->name, *mode);
        add_artifact(arena, &job, FORMAT_PDF, path, 0);
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

/* The files that the project names, or all of the folder; a project without posters has no such folder. */
static bool
list_specs(Arena *arena, Reader *reader, const char *folder, const char *const *named, NameList *out)
{
    if (named) {
        for (; *named; named++)
            VEC_PUSH(arena, out, *named);
        return true;
    }
    return !reader_exists(reader, folder) || reader_list(reader, arena, folder, out);
}

static void
plan_charts(Arena *arena, const Model *model, const NameList *files, JobList *out)
{
    for (size_t i = 0; i < files->count; i++) {
        const char *name = spec_name(arena, files->items[i]);
        for (int lang = 0; name && lang < model->lang_count; lang++) {
            Job job = {.kind = JOB_CHART, .name = name, .lang = lang, .second = -1, .mode = model->lang_keys[lang], .scale = CHART_SCALE};
            job.spec = arena_printf(arena, "layouts/charts/%s", files->items[i]);
            static const DeviceFormat formats[] = {FORMAT_PNG, FORMAT_SVG, FORMAT_PDF};
            for (size_t k = 0; k < COUNT_OF(formats); k++)
                add_artifact(arena, &job, formats[k], arena_printf(arena, "charts/%s.%s.%s", name, job.mode, format_extension(formats[k])), 0);
            add_press(arena, model, &job);
            VEC_PUSH(arena, out, job);
        }
    }
}

/* ---- posters: preset × theme × language ------------------------------------------------------------------------ */

typedef struct PosterMatrix {
    Arena *arena;
    const Model *model;
    const Poster *poster;
    PosterPlan plan;
    const char *name, *spec;
    JobList *out;
} PosterMatrix;

/* "zh", or a pair: "zh-en". */
static bool
parse_mode(const Model *model, const char *mode, int *lang, int *second)
{
    *second = -1;
    *lang = model_lang(model, mode);
    for (int i = 0; *lang < 0 && i < model->lang_count; i++) {
        size_t length = strlen(model->lang_keys[i]);
        if (strncmp(mode, model->lang_keys[i], length) == 0 && mode[length] == '-') {
            *second = model_lang(model, mode + length + 1);
            *lang = *second >= 0 && *second != i ? i : -1;
        }
    }
    return *lang >= 0;
}

/* NAME[.PRESET][.THEME].LANG.EXT; pages beyond one are numbered: NAME.PRESET-2.LANG.png. */
static void
plan_poster(const PosterMatrix *matrix, const Preset *preset, bool first, const char *theme, const char *mode, int lang, int second)
{
    Arena *arena = matrix->arena;
    Job job = {.kind = JOB_INFOGRAPHIC, .name = matrix->name, .spec = matrix->spec, .mode = mode, .lang = lang, .second = second,
               .preset = preset->name, .theme = theme, .scale = preset->scale, .ppi = preset->ppi,
               .max_bytes = preset->max_bytes, .max_pixels = preset->max_pixels, .loc = matrix->plan.loc};
    const char *suffix = theme ? arena_printf(arena, ".%s", theme) : "";
    size_t pages = poster_pages(matrix->poster, preset);
    bool numbered = preset->shape == SHAPE_SLICES || preset->shape == SHAPE_CARDS;
    for (DeviceFormat format = 0; format < FORMAT_COUNT; format++) {
        if (!format_wanted(preset->formats, format))
            continue;
        for (size_t page = 0; page < (format == FORMAT_PDF ? 1 : pages); page++) {
            const char *shape = first ? "" : arena_printf(arena, ".%s", preset->name);
            if (numbered && format != FORMAT_PDF)
                shape = arena_printf(arena, ".%s-%zu", preset->name, page + 1);
            const char *path = arena_printf(arena, "infographics/%s%s%s.%s.%s", matrix->name, shape, suffix, mode, format_extension(format));
            add_artifact(arena, &job, format, path, (uint32_t)page);
        }
    }
    if (job.artifact_count && first && !theme)
        add_press(arena, matrix->model, &job);
    if (job.artifact_count)
        VEC_PUSH(arena, matrix->out, job);
}

static void
plan_matrix(const PosterMatrix *matrix, Reader *reader)
{
    for (size_t p = 0; matrix->plan.presets[p]; p++) {
        const Preset *preset = preset_read(matrix->arena, reader, matrix->plan.presets[p], matrix->plan.loc);
        for (const char *const *mode = matrix->plan.languages; preset && *mode; mode++) {
            int lang, second;
            if (!parse_mode(matrix->model, *mode, &lang, &second)) {
                if (p == 0)
                    diag(reader_diags(reader), DIAG_LANG_UNKNOWN, matrix->plan.loc, *mode);
                continue;
            }
            plan_poster(matrix, preset, p == 0, NULL, *mode, lang, second);
            for (const char *const *theme = matrix->plan.themes; *theme; theme++)
                plan_poster(matrix, preset, p == 0, *theme, *mode, lang, second);
        }
    }
}

/* A poster with faults is reported and left out: the others are planned all the same. */
static void
plan_posters(Arena *arena, Reader *reader, const Model *model, const NameList *files, JobList *out)
{
    for (size_t i = 0; i < files->count; i++) {
        PosterMatrix matrix = {.arena = arena, .model = model, .out = out, .name = spec_name(arena, files->items[i])};
        if (!matrix.name)
            continue;
        matrix.spec = arena_printf(arena, "layouts/infographics/%s", files->items[i]);
        LayoutContext context = {.arena = arena, .diags = reader_diags(reader), .reader = reader, .model = model};
        matrix.poster = poster_read(&context, matrix.spec);
        if (!matrix.poster)
            continue;
        matrix.plan = poster_plan(matrix.poster, arena, model);
        plan_matrix(&matrix, reader);
    }
}

/* Charts and posters that name figures which this run leaves out are left out with them; papers leave blocks out. */
static void
leave_out(Reader *reader, const Model *model, JobList *jobs)
{
    size_t kept = 0;
    for (size_t i = 0; i < jobs->count; i++) {
        const Job *job = &jobs->items[i];
        const Source *source = job->kind == JOB_REPORT ? NULL : reader_read(reader, job->spec, job->loc);
        if (!source || !model_names_left_out(model, source->text, source->length))
            jobs->items[kept++] = *job;
    }
    jobs->count = kept;
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
    plan_posters(arena, reader, model, &posters, out);
    plan_charts(arena, model, &charts, out);
    if (model->left_out)
        leave_out(reader, model, out);
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
        /* The list of all jobs goes on holding its own. */
        Artifact *own = ARENA_ARRAY(arena, Artifact, job.artifact_count + 1);
        memcpy(own, job.artifacts, sizeof *own * job.artifact_count);
        job.artifacts = own;
        for (size_t k = 0; k < job.artifact_count; k++) {
            const Artifact artifact = job.artifacts[k];
            bool words = artifact.format == FORMAT_COUNT;
            bool wanted = (words ? !filter->formats : format_wanted(filter->formats, artifact.format))
                && (!filter->only || str_glob_any(filter->only, artifact.path))
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

static AuditContext
audit_context(const LayoutContext *context, bool check)
{
    return (AuditContext){context->arena, context->diags, context->reader, context->model, check};
}

/* The texts of a spec or poster, once it was read without fault. */
static void
audit_spec(const LayoutContext *context, const Job *job, bool check)
{
    AuditContext audit = audit_context(context, check);
    audit_file(&audit, job->spec);
}

static Chart *
parse_chart(const LayoutContext *context, const ChartContext *charts, const Job *job, const Node **spec)
{
    const Source *source = reader_read(context->reader, job->spec, job->loc);
    *spec = source ? node_parse(context->arena, context->diags, source) : NULL;
    return *spec ? chart_read(charts, *spec, job->spec) : NULL;
}

static Chart *
read_chart(const LayoutContext *context, const ChartContext *charts, const Job *job, bool check, const Node **spec)
{
    Chart *chart = parse_chart(context, charts, job, spec);
    if (chart)
        audit_spec(context, job, check);
    return chart;
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
    const Chart *chart = read_chart(context, &charts, job, false, &spec);
    ChartDraw draw = {.lang = job->lang, .second_lang = -1, .text_scale = 1};
    return chart ? chart_draw(&charts, chart, &draw) : NULL;
}

static Poster *
read_poster(const LayoutContext *context, const Job *job, bool check)
{
    Poster *poster = poster_read(context, job->spec);
    if (poster)
        audit_spec(context, job, check);
    return poster;
}

void
job_words(const LayoutContext *context, const Job *job, const Scene *scene, PressWords *out)
{
    press_words_of_scene(context->arena, context->model, scene, out);
    if (job->kind != JOB_CHART)
        return;
    ChartContext charts = chart_context(context);
    const Node *spec;
    const Chart *chart = parse_chart(context, &charts, job, &spec);
    BoundText title = {0}, note = {0};
    if (!chart)
        return;
    *out = (PressWords){
        .title = chart_title(&charts, chart, job->lang, &title) ? bound_plain(context->arena, &title) : out->title,
        .note = chart_note(&charts, chart, job->lang, &note) ? bound_plain(context->arena, &note) : NULL,
        .source = chart_source_line(&charts, chart, job->lang),
        .alt = chart_alt(&charts, chart, job->lang),
    };
}

void
report_read(const LayoutContext *context, Reader *theme_reader, const Job *job, Report *out)
{
    const Doc *doc = doc_read(context->arena, context->reader, context->model, context->theme, job->spec);
    *out = (Report){doc, context->theme, context->model};
    if (!doc || !doc->theme)
        return;
    out->theme = theme_read(context->arena, theme_reader, doc->theme, context->model->lang_keys, context->model->lang_count, doc->theme_loc);
    if (out->theme)
        out->model = model_with_numbers(context->arena, theme_reader, context->model, theme_node(out->theme, "numbers"));
    else
        out->doc = NULL;
}

static Scene *
report_scene(const LayoutContext *context, const Job *job)
{
    LayoutContext own = *context;
    AuditContext audit = audit_context(context, false);
    Report report;
    report_read(context, context->reader, job, &report);
    if (!report.doc)
        return NULL;
    audit_doc(&audit, report.doc);
    own.theme = report.theme;
    own.model = report.model;
    return layout_report(&own, report.doc, job->lang, NULL);
}

Scene *
job_scene(const LayoutContext *context, const Job *job)
{
    switch (job->kind) {
    case JOB_REPORT: return report_scene(context, job);
    case JOB_INFOGRAPHIC: {
        const Poster *poster = read_poster(context, job, false);
        const Preset *preset = preset_read(context->arena, context->reader, job->preset, job->loc);
        LayoutContext themed = *context;
        themed.theme = job_theme(context, job);
        return poster && preset && themed.theme ? poster_layout(&themed, poster, preset, job->lang, job->second) : NULL;
    }
    case JOB_CHART: return chart_scene(context, job);
    }
    return NULL;
}

bool
job_check(const LayoutContext *context, const Job *job)
{
    switch (job->kind) {
    case JOB_REPORT: {
        AuditContext audit = audit_context(context, true);
        const Doc *doc = doc_read(context->arena, context->reader, context->model, context->theme, job->spec);
        if (doc) {
            audit_doc(&audit, doc);
            doc_check(context->arena, context->reader, doc);
            claims_check_doc(context->arena, context->diags, doc);
        }
        return doc != NULL;
    }
    case JOB_INFOGRAPHIC: return read_poster(context, job, true) != NULL;
    case JOB_CHART: {
        ChartContext charts = chart_context(context);
        const Node *spec;
        const Chart *chart = read_chart(context, &charts, job, true, &spec);
        if (chart)
            chart_lint(&charts, chart, job->spec);
        /* What it draws is asked for by name, so that it is known to be printed. */
        for (const Fact *const *fact = chart ? chart_facts(chart) : NULL; fact && *fact; fact++)
            model_fact(context->model, (*fact)->id);
        return chart != NULL;
    }
    }
    return false;
}
