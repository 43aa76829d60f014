/* pipeline.c -- the program's table of contents: what a build and a check do, step by step. The other commands are in command_*.c. */
#include "audit/audit.h"
#include "audit/provenance.h"
#include "device/zip.h"
#include "run.h"

#include "jobs/depend.h"
#include "jobs/manifest.h"
#include "jobs/parts.h"
#include "jobs/pool.h"
#include "jobs/program.h"
#include "jobs/render.h"
#include "jobs/stage.h"
#include "model/question.h"
#include "press/press.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- messages ------------------------------------------------------------------------------------------------ */

static void
print_progress(void *data, size_t done, size_t count, const char *path)
{
    const Run *run = data;
    run_printf(run, 2, "\r[%zu/%zu] %s\033[K%s", done, count, path, done == count ? "\r\033[K" : "");
}

static void
print_summary(const Run *run, size_t made, size_t kept)
{
    if (run->options->report != SHUDU_REPORT_TEXT)
        return;
    if (run_in_chinese(run))
        run_printf(run, 1, "%s/out 中有 %zu 个成品，本次生成 %zu 个，其余未变\n", run->root, made + kept, made);
    else
        run_printf(run, 1, "%zu outputs in %s/out: %zu made, %zu up to date\n", made + kept, run->root, made, kept);
}

static void
explain(const Run *run, const Job *job, const char *why)
{
    if (!run->options->explain)
        return;
    for (size_t i = 0; i < job->artifact_count; i++)
        run_printf(run, 1, run_in_chinese(run) ? "%s：%s\n" : "%s: %s\n", job->artifacts[i].path, why);
}

/* ---- what a build depends on -------------------------------------------------------------------------------- */

/* A build and what it knows of the one before. */
typedef struct Build {
    Run run;
    World world;
    Cache *cache;          /* of the last build, then of this one */
    const char *cache_path; /* NULL: nothing is kept from build to build, as the outputs go elsewhere */
    const char *out;       /* where the outputs go */
    bool known;            /* there was one that can be trusted */
    JobList all, jobs;     /* what the project describes; what the options ask for */
    CacheJobList entries;  /* of jobs, in their order */
    CacheJobList fresh;    /* those that were made by this build */
    Stage *stage;
    Manifest manifest;
    CacheOutput *before;   /* files of the whole run that the last build made */
    size_t before_count;
    size_t made, kept;     /* outputs */
} Build;

/* What is known without opening the project. */
static void
set_world(Build *build)
{
    Run *run = &build->run;
    world_init(&build->world, run->arena, run->root, run->files);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    map_put(&build->world.settings, "program", (void *)program_identity(run->arena));
    map_put(&build->world.settings, "date", (void *)(epoch ? epoch : ""));
    map_put(&build->world.settings, "look", (void *)(run->options->theme ? run->options->theme : ""));
    map_put(&build->world.settings, "sources", (void *)(run->options->strict_sources ? "strict" : ""));
    map_put(&build->world.settings, "fonts", (void *)below_root(run->root, run_find_fonts(run)));
    build->world.chinese = run_in_chinese(run);
}

static const char *
theme_digest(const Run *run)
{
    Buf out = BUF_INIT;
    char sha256[65];
    for (size_t i = 0; i < reader_count(run->theme_reader); i++) {
        ReadRecord read = reader_record(run->theme_reader, i);
        buf_printf(&out, "%s %s\n", read.path, read.sha256);
    }
    sha256_hex(out.ptr ? out.ptr : "", out.length, sha256);
    buf_clear(&out);
    return arena_strdup(run->arena, sha256);
}

static void
depend_on_settings(Build *build, DependList *out)
{
    static const char *const names[] = {"program", "date", "fonts", "theme", "sources"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = map_find(&build->world.settings, names[i]);
        depend_on(build->cache, DEPEND_SETTING, names[i], value, out);
    }
    FontFileList fonts = {0};
    fontset_files(build->run.fonts, build->run.arena, &fonts);
    for (size_t i = 0; i < fonts.count; i++)
        depend_on_font(build->cache, build->run.root, fonts.items[i].path, fonts.items[i].sha256, out);
}

/* What decides which outputs there are, and which messages come before any. */
static void
depend_on_project(Build *build, const DependList *settings, DependList *out)
{
    *out = (DependList){0};
    for (size_t i = 0; i < settings->count; i++)
        VEC_PUSH(build->run.arena, out, settings->items[i]);
    depend_on_reads(build->cache, build->run.reader, out);
    depend_on_reads(build->cache, build->run.theme_reader, out);
    depend_on(build->cache, DEPEND_SETTING, "look", map_find(&build->world.settings, "look"), out);
    depend_on(build->cache, DEPEND_SETTING, "sources", map_find(&build->world.settings, "sources"), out);
}

/* ---- a build with nothing to do ------------------------------------------------------------------------------- */

static bool
outputs_intact(Build *build)
{
    Cache *cache = build->cache;
    for (size_t i = 0; i < cache->common.count; i++)
        if (!output_intact(&build->world, &cache->common.items[i]))
            return false;
    for (size_t i = 0; i < cache->jobs.count; i++)
        for (size_t k = 0; k < cache->jobs.items[i]->outputs.count; k++)
            if (!output_intact(&build->world, &cache->jobs.items[i]->outputs.items[k]))
                return false;
    return true;
}

/* Whether all that the last build looked at and made is as it was. Nothing but the cache and the file system is asked. */
static bool
nothing_to_do(Build *build)
{
    const ShuduOptions *options = build->run.options;
    if (options->force || options->only || options->lang || options->formats || !build->known || !build->cache->complete)
        return false;
    if (!depends_hold(&build->world, &build->cache->shared) || !outputs_intact(build))
        return false;
    for (size_t i = 0; i < build->cache->jobs.count; i++)
        if (!depends_hold(&build->world, &build->cache->jobs.items[i]->depends))
            return false;
    return true;
}

/* The messages of the last build, word for word. */
static void
repeat_last(Build *build)
{
    diag_append(build->run.diags, build->cache->said);
    for (size_t i = 0; i < build->cache->jobs.count; i++) {
        diag_append(build->run.diags, build->cache->jobs.items[i]->said);
        build->kept += build->cache->jobs.items[i]->outputs.count;
    }
    if (build->world.refreshed)
        cache_save(build->cache, build->run.files, build->cache_path);
    print_summary(&build->run, 0, build->kept);
}

/* ---- a build ----------------------------------------------------------------------------------------------------- */

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

/* Entries of the jobs that still stand; NULL for those in `stale`. */
static void
find_stale(Build *build, JobList *stale)
{
    Run *run = &build->run;
    build->world.model = run->model;
    for (size_t i = 0; i < build->jobs.count; i++) {
        const Job *job = &build->jobs.items[i];
        CacheJob *entry = build->known ? cache_job(build->cache, job_key(run->arena, job)) : NULL;
        const char *why = run->options->force ? "--force" : job_stale(&build->world, entry, job);
        if (why) {
            explain(run, job, why);
            VEC_PUSH(run->arena, stale, *job);
        } else {
            build->kept += job->artifact_count;
        }
        VEC_PUSH(run->arena, &build->entries, why ? NULL : entry);
    }
}

/* Draws what is out of date; every job has its entry then. */
static void
render_stale(Build *build, const char *date)
{
    Run *run = &build->run;
    JobList stale = {0};
    CacheJobList *made = &build->fresh;
    Workshop shop = {
        .arena = run->arena,
        .diags = run->diags,
        .files = run->files,
        .model = run->model,
        .theme = run->theme,
        .text = run->text,
        .date = date,
        .stage = build->stage,
        .cache = build->cache,
        .progress = run->options->progress ? print_progress : NULL,
        .progress_data = run,
    };
    map_init(&shop.answers, run->arena);
    map_put(&build->world.settings, "theme", (void *)theme_digest(run));
    depend_on_settings(build, &shop.common);
    char settings[65];
    model_answer(run->model, "settings", settings);
    depend_on(build->cache, DEPEND_QUESTION, "settings", settings, &shop.common);
    depend_on_project(build, &shop.common, &build->cache->shared);
    find_stale(build, &stale);
    size_t workers = run->options->jobs ? (size_t)run->options->jobs : pool_processors();
    const char *parts = build->cache_path ? arena_printf(run->arena, "%s/.shudu/parts", run->root) : stage_folder(build->stage);
    parts_prepare(&shop, build->known && !run->options->force ? &build->world : NULL, parts, &stale, workers);
    render_jobs(&shop, &stale, workers, made);
    for (size_t i = 0, next = 0; i < build->entries.count; i++) {
        if (!build->entries.items[i])
            build->entries.items[i] = made->items[next++];
        diag_append(run->diags, build->entries.items[i]->said);
    }
    for (size_t i = 0; i < made->count; i++)
        build->made += made->items[i]->ok ? made->items[i]->outputs.count : 0;
}

/* ---- the record of it --------------------------------------------------------------------------------------------- */

/* A file of the kit that its job, drawn or looked at by this run, has not made: what it shows may not go out any more. */
static bool
is_withheld(const Build *build, const char *path)
{
    for (size_t i = 0; i < build->entries.count; i++) {
        const CacheJob *entry = build->entries.items[i];
        const Job *job = &build->jobs.items[i];
        for (size_t k = 0; entry->ok && k < job->artifact_count; k++)
            if (job->artifacts[k].press && str_equal(job->artifacts[k].path, path))
                return !cache_output(entry, path);
    }
    return false;
}

/* Outputs that this run was not asked for stay on record while the project still describes them; the others are removed. */
static void
merge_manifest(Build *build, const Manifest *before)
{
    for (size_t i = 0; i < before->outputs.count; i++) {
        const OutputRecord *old = &before->outputs.items[i];
        bool described = false;
        for (size_t j = 0; j < build->all.count; j++)
            for (size_t k = 0; k < build->all.items[j].artifact_count; k++)
                described |= str_equal(build->all.items[j].artifacts[k].path, old->path);
        if (!described || is_withheld(build, old->path))
            stage_remove(build->stage, old->path);
        else if (!manifest_find(&build->manifest, old->path))
            VEC_PUSH(build->run.arena, &build->manifest.outputs, *old);
    }
}

static void
add_shared(Run *run, const Reader *reader, Manifest *manifest)
{
    for (size_t i = 0; i < reader_count(reader); i++) {
        ReadRecord read = reader_record(reader, i);
        InputRecord input = {read.path, arena_strdup(run->arena, read.sha256)};
        VEC_PUSH(run->arena, &manifest->shared, input);
    }
}

/* Records of jobs that this run was not asked for, by the cache rather than by the file, which others may have damaged. */
static void
add_unasked(Build *build)
{
    Run *run = &build->run;
    for (size_t i = 0; i < build->all.count; i++) {
        const char *key = job_key(run->arena, &build->all.items[i]);
        const CacheJob *entry = cache_job(build->cache, key);
        bool asked = !entry || !entry->ok;
        for (size_t k = 0; !asked && k < build->entries.count; k++)
            asked = str_equal(build->entries.items[k]->key, key);
        if (!asked)
            manifest_add_job(run->arena, &build->manifest, entry);
    }
}

/* A file of the whole run. */
static bool
write_common(Build *build, const char *path, const Buf *bytes)
{
    Run *run = &build->run;
    char sha256[65];
    sha256_hex(bytes->ptr, bytes->length, sha256);
    CacheOutput record = {.path = path, .sha256 = arena_strdup(run->arena, sha256), .bytes = bytes->length};
    VEC_PUSH(run->arena, &build->cache->common, record);
    return stage_write(build->stage, run->diags, path, bytes->ptr, bytes->length);
}

static bool
write_manifest(Build *build)
{
    Run *run = &build->run;
    Manifest before = {0}, *manifest = &build->manifest;
    for (size_t i = 0; i < build->entries.count; i++)
        if (build->entries.items[i]->ok)
            manifest_add_job(run->arena, manifest, build->entries.items[i]);
    add_unasked(build);
    manifest_read(run->arena, arena_printf(run->arena, "%s/manifest.json", build->out), &before);
    merge_manifest(build, &before);
    manifest_add_libraries(run->arena, manifest);
    for (size_t i = 0; i < fontset_face_count(run->fonts); i++) {
        const FontFace *face = fontset_face(run->fonts, i);
        FontRecord font = {face->file, face->index, face->family, face->weight, fontset_sha256(run->fonts, face)};
        VEC_PUSH(run->arena, &manifest->fonts, font);
    }
    add_shared(run, run->reader, manifest);
    add_shared(run, run->theme_reader, manifest);
    Buf out = BUF_INIT;
    manifest->program = "shudu " SHUDU_VERSION;
    manifest->build_id = program_build_id(run->arena);
    manifest->date = run_date(run);
    manifest->theme = run->theme_name;
    manifest_write(manifest, &out);
    build->before = build->cache->common.items;
    build->before_count = build->cache->common.count;
    memset(&build->cache->common, 0, sizeof build->cache->common);
    bool ok = write_common(build, "manifest.json", &out);
    buf_clear(&out);
    return ok;
}

/* The entry of a job: of this run, else of the last; NULL. */
static const CacheJob *
entry_of(const Build *build, const Job *job)
{
    const char *key = job_key(build->run.arena, job);
    for (size_t k = 0; k < build->entries.count; k++)
        if (build->entries.items[k]->ok && str_equal(build->entries.items[k]->key, key))
            return build->entries.items[k];
    return cache_job(build->cache, key);
}

/* Whether the slice names the row, and not one whose id begins with it. */
static bool
names_row(const char *slice, const char *id)
{
    size_t length = strlen(id);
    for (const char *at = slice; (at = strstr(at, id)); at += length)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-", at[length]) || !at[length])
            return true;
    return false;
}

/* corrections.txt: the files to replace, each with the corrected rows that it prints. */
static bool
write_corrections(Build *build)
{
    const CorrectionList *list = model_corrections(build->run.model);
    Buf out = BUF_INIT;
    for (size_t i = 0; list->count && i < build->all.count; i++) {
        const CacheJob *entry = entry_of(build, &build->all.items[i]);
        const char *slice = entry ? cache_note(entry, "provenance") : NULL;
        Buf rows = BUF_INIT;
        for (size_t k = 0; slice && k < list->count; k++)
            if (list->items[k]->row_id && names_row(slice, list->items[k]->row_id))
                buf_printf(&rows, "%s%s", rows.length ? " " : "", list->items[k]->row_id);
        for (size_t k = 0; rows.length && k < entry->outputs.count; k++)
            buf_printf(&out, "%s\t%s\t%s\n", entry->outputs.items[k].path, entry->outputs.items[k].sha256, rows.ptr);
        buf_clear(&rows);
    }
    bool ok = !list->count || write_common(build, "corrections.txt", &out);
    buf_clear(&out);
    return ok;
}

/* The slices of all outputs, drawn now or kept (audit/provenance.h). */
static bool
write_provenance(Build *build)
{
    Run *run = &build->run;
    const char **slices = ARENA_ARRAY(run->arena, const char *, build->all.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < build->all.count; i++) {
        const CacheJob *entry = entry_of(build, &build->all.items[i]);
        const char *slice = entry ? cache_note(entry, "provenance") : NULL;
        if (slice)
            slices[count++] = slice;
    }
    Buf out = BUF_INIT;
    provenance_join(run->arena, run->model, slices, count, "shudu " SHUDU_VERSION, &out);
    bool ok = write_common(build, "provenance.json", &out);
    buf_clear(&out);
    return ok;
}

/* ---- the press kit ------------------------------------------------------------------------------------------------ */

static void
press_items(Build *build, PressItems *items)
{
    Arena *arena = build->run.arena;
    for (size_t i = 0; i < build->all.count; i++) {
        const Job *job = &build->all.items[i];
        const CacheJob *entry = entry_of(build, job);
        const char *note = entry ? cache_note(entry, "press") : NULL;
        PressItem item = {.name = job->name, .kind = job_kind_name(job->kind), .lang = job->mode, .lang_index = job->lang};
        if (!note || !press_note_read(arena, note, &item))
            continue;
        for (size_t k = 0; k < job->artifact_count; k++) {
            const CacheOutput *output = job->artifacts[k].press ? cache_output(entry, job->artifacts[k].path) : NULL;
            if (output)
                VEC_PUSH(arena, &item.files, ((PressFile){output->path, output->sha256, output->bytes}));
        }
        if (item.files.count)
            VEC_PUSH(arena, items, item);
    }
}

/* What the last build wrote under this name, where it still lies so. */
static const CacheOutput *
written_before(Build *build, const char *path)
{
    for (size_t i = 0; i < build->before_count; i++)
        if (build->known && str_equal(build->before[i].path, path) && output_intact(&build->world, &build->before[i]))
            return &build->before[i];
    return NULL;
}

static bool
read_whole(const char *path, Buf *out)
{
    FILE *file = fopen(path, "rb");
    size_t got = 1;
    if (!file)
        return false;
    while (got) {
        buf_reserve(out, 1 << 16);
        got = fread(out->ptr + out->length, 1, 1 << 16, file);
        out->length += got;
    }
    bool ok = !ferror(file);
    fclose(file);
    return ok;
}

static bool
add_member(Build *build, Zip *zip, const char *path)
{
    Arena *arena = arena_new();
    const char *inside = strchr(path, '/'), *folders[] = {stage_folder(build->stage), build->out};
    const char *kit = press_zip_path(arena, build->run.model) + strlen("press/");
    bool ok = false;
    Buf file = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(folders) && !ok; i++) {
        file.length = 0;
        if (read_whole(arena_printf(arena, "%s/%s", folders[i], path), &file))
            ok = zip_add(zip, arena_printf(arena, "%.*s%s", (int)(strlen(kit) - strlen(".zip")), kit, inside), file.ptr, file.length,
                         !str_ends(path, ".png"));
    }
    buf_clear(&file);
    arena_free(arena);
    return ok;
}

/* The whole kit as one file. The page lists the checksums of all of it: while that is the same, so is the archive. */
static bool
write_zip(Build *build, const PressItems *items, bool same_page)
{
    const char *path = press_zip_path(build->run.arena, build->run.model);
    const CacheOutput *before = same_page ? written_before(build, path) : NULL;
    if (before) {
        VEC_PUSH(build->run.arena, &build->cache->common, *before);
        return true;
    }
    Zip zip = {0};
    Buf out = BUF_INIT;
    bool ok = add_member(build, &zip, "press/index.html");
    for (size_t i = 0; i < items->count; i++)
        for (size_t k = 0; k < items->items[i].files.count; k++)
            ok &= add_member(build, &zip, items->items[i].files.items[k].path);
    zip_finish(&zip, &out);
    ok = ok ? write_common(build, path, &out) : diag(build->run.diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, "a file of the kit cannot be read");
    buf_clear(&out);
    return ok;
}

static bool
write_press(Build *build)
{
    static const char page[] = "press/index.html";
    Run *run = &build->run;
    PressItems items = {0};
    if (!run->model->outputs.press)
        return true;
    /* A part of the project is not the kit: what lies there stays. */
    const ShuduOptions *options = run->options;
    if (options->formats || options->lang || (options->only && !str_glob_any(options->only, page))) {
        for (size_t i = 0; i < build->before_count; i++)
            if (str_starts(build->before[i].path, "press/"))
                VEC_PUSH(run->arena, &build->cache->common, build->before[i]);
        return true;
    }
    press_items(build, &items);
    Buf out = BUF_INIT;
    char sha256[65];
    press_index(run->arena, run->model, &items, &out);
    sha256_hex(out.ptr, out.length, sha256);
    const CacheOutput *before = written_before(build, page);
    bool same = before && str_equal(before->sha256, sha256);
    bool ok = write_common(build, page, &out) && write_zip(build, &items, same);
    buf_clear(&out);
    return ok;
}

static void
stamp_output(const Run *run, CacheOutput *output)
{
    output->stamp = file_stamp(arena_printf(run->arena, "%s/out/%s", run->root, output->path));
}

/* What the next build may rely on: entries of outputs that lie in their places now. */
static void
save_cache(Build *build, const Diags *said)
{
    Run *run = &build->run;
    Cache *cache = build->cache;
    for (size_t i = 0; i < build->entries.count; i++)
        if (build->entries.items[i]->ok)
            cache_put(cache, build->entries.items[i]);
    /* In the order of the project, however they came together: a build with nothing to do says what this one said. */
    CacheJobList described = {0};
    cache->complete = diags_errors(run->diags) == 0;
    for (size_t j = 0; j < build->all.count; j++) {
        CacheJob *entry = cache_job(cache, job_key(run->arena, &build->all.items[j]));
        /* Also those that this run was not asked for: the next one takes the answers of all for those of today. */
        cache->complete = cache->complete && entry && job_complete(entry, &build->all.items[j]) && depends_hold(&build->world, &entry->depends);
        if (entry)
            VEC_PUSH(run->arena, &described, entry);
    }
    cache->jobs = described;
    for (size_t i = 0; i < build->fresh.count; i++)
        for (size_t k = 0; k < build->fresh.items[i]->outputs.count; k++)
            stamp_output(run, &build->fresh.items[i]->outputs.items[k]);
    for (size_t i = 0; i < cache->common.count; i++)
        stamp_output(run, &cache->common.items[i]);
    cache->said = diags_new(run->arena);
    audit_accept(run->model, said, false, cache->said);
    cache_save(cache, run->files, build->cache_path);
}

/* ---- the commands --------------------------------------------------------------------------------------- */

/* The faces of the build before, where fonts and languages are the same. */
static bool
open_fonts(Build *build, Warm *warm)
{
    Run *run = &build->run;
    if (!warm)
        return run_open_fonts(run);
    Buf key = BUF_INIT;
    char lock[65] = "";
    const char *folder = run_find_fonts(run);
    const Source *text = reader_read(reader_new(run->arena, files_new(run->arena, folder), diags_new(run->arena)), "fonts.lock", LOC_NONE);
    if (text)
        sha256_hex(text->text, text->length, lock);
    buf_printf(&key, "%s %s %s", folder, lock, run->model->settings);
    bool same = str_equal(key.ptr, warm->key);
    if (same) {
        run->fonts = warm->fonts;
        run->text = warm->text;
        fontset_report_to(run->fonts, run->diags);
    } else {
        warm_clear(warm);
        if (run_open_fonts(run))
            *warm = (Warm){run->arena, run->fonts, run->text, arena_strdup(run->arena, key.ptr)};
    }
    buf_clear(&key);
    return run->text != NULL;
}

ShuduStatus
run_build(const ShuduOptions *options, Warm *warm)
{
    Build build = {0};
    Run *run = &build.run;
    run_open(run, options);

    /* 1. Is there anything to do? */
    run->root = run_find_root(run->arena, options->project);
    if (run->root) {
        run->files = run_files(run, run->root);
        set_world(&build);
        build.out = options->out ? options->out : arena_printf(run->arena, "%s/out", run->root);
        build.cache_path = options->out ? NULL : arena_printf(run->arena, "%s/.shudu/cache", run->root);
        build.cache = build.cache_path ? cache_read(run->arena, run->files, build.cache_path) : NULL;
        build.known = build.cache != NULL;
        build.cache = build.known ? build.cache : cache_new(run->arena);
        if (nothing_to_do(&build)) {
            repeat_last(&build);
            return run_close(run);
        }
    }
    /* 2. The project: data, facts, theme, fonts. With an error there, nothing is drawn. */
    bool ready = run_open_project(run, options->project) && open_fonts(&build, warm);
    /* 3. What it asks for. */
    ready = ready && choose_jobs(run, &build.all, &build.jobs);
    const char *date = ready ? run_date(run) : NULL;
    ready = ready && date && (diags_errors(run->diags) == 0 || options->keep_going);
    if (ready)
        run_audit_data(run, false);
    /* 4. A place to write aside. */
    Diags *said = diags_new(run->arena);
    diag_append(said, run->diags);
    if (ready)
        build.stage = stage_open(run->arena, run->diags, build.out);
    /* 5. What is out of date, each drawing once in all its formats. */
    if (build.stage)
        render_stale(&build, date);
    /* 6. All of it into place, or nothing. */
    bool publish = build.stage && (diags_errors(run->diags) == 0 || options->keep_going);
    if (publish && write_manifest(&build) && write_provenance(&build) && write_corrections(&build) && write_press(&build) && stage_commit(build.stage, run->diags)) {
        if (build.cache_path)
            save_cache(&build, said);
        print_summary(run, build.made, build.kept);
    }
    stage_close(build.stage);
    if (!warm)
        return run_close(run);
    ShuduStatus status = run_leave(run);
    bool kept = warm->arena == run->arena;
    /* A face that failed is not tried again while the set is open. */
    if (status == SHUDU_ENVIRONMENT)
        warm_clear(warm);
    if (!kept)
        arena_free(run->arena);
    return status;
}

ShuduStatus
shudu_build(const ShuduOptions *options)
{
    return run_build(options, NULL);
}
