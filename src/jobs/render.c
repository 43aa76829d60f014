#include "jobs/render.h"

#include "audit/audit.h"
#include "audit/provenance.h"
#include "audit/rows.h"

#include "jobs/depend.h"
#include "jobs/parts.h"
#include "jobs/pool.h"
#include "model/question.h"
#include "scene/device.h"

const char *
job_key(Arena *arena, const Job *job)
{
    const char *key = arena_printf(arena, "%s %s %s", job_kind_name(job->kind), job->spec, job_lang_name(job));
    return job->preset ? arena_printf(arena, "%s %s %s", key, job->preset, job->theme ? job->theme : "") : key;
}

LayoutContext
job_context(Arena *arena, Diags *diags, Files *files, const Model *model, const Theme *theme, TextContext *text)
{
    return (LayoutContext){
        .arena = arena,
        .diags = diags,
        .reader = reader_new(arena, files, diags),
        .model = model,
        .theme = theme,
        .text = text,
    };
}

/* ---- one job ------------------------------------------------------------------------------------------------- */

/* Texts that are no files (data inlined in a spec) go with the job's arena: a message that points into one takes a copy along. */
static Loc
keep_place(const Workshop *shop, Loc loc)
{
    if (loc.source && files_find(shop->files, loc.source->path) != loc.source)
        loc.source = source_from_bytes(shop->arena, loc.source->path, loc.source->text, loc.source->length);
    return loc;
}

static void
keep_message(const Workshop *shop, const Diag *one, Diags *out)
{
    Diag copy = *one;
    copy.loc = keep_place(shop, copy.loc);
    copy.notes.items = ARENA_ARRAY(shop->arena, DiagNote, copy.notes.count + 1);
    for (size_t i = 0; i < copy.notes.count; i++) {
        copy.notes.items[i] = one->notes.items[i];
        copy.notes.items[i].loc = keep_place(shop, copy.notes.items[i].loc);
    }
    diag_add(out, &copy);
}

/* Many ask the same. */
static const char *
answer_to(Workshop *shop, const char *question)
{
    const char *known = map_find(&shop->answers, question);
    char sha256[65];
    if (known)
        return known;
    job_answer(shop->model, question, sha256);
    map_put(&shop->answers, question, arena_strdup(shop->arena, sha256));
    return map_find(&shop->answers, question);
}

void
depend_on_questions(Workshop *shop, const Questions *questions, CacheJob *entry)
{
    for (size_t i = 0; i < questions_count(questions); i++)
        depend_on(shop->cache, DEPEND_QUESTION, questions_at(questions, i), answer_to(shop, questions_at(questions, i)), &entry->depends);
}

/* What the place where a picture is published refuses: too many bytes, or pixels. */
static bool
within_limits(Arena *arena, Diags *diags, const Job *job, const Artifact *artifact, const Scene *scene, size_t bytes)
{
    const Page *page = &scene->pages.items[artifact->page];
    struct { const char *unit; double is, most; } limits[] = {
        {"bytes", (double)bytes, job->max_bytes},
        {"pixels", page->width * page->height * job->scale * job->scale, job->max_pixels},
    };
    for (size_t i = 0; artifact->format == FORMAT_PNG && !artifact->press && i < COUNT_OF(limits); i++)
        if (limits[i].most > 0 && limits[i].is > limits[i].most)
            return diag(diags, DIAG_POSTER_TOO_LARGE, job->loc, artifact->path, arena_printf(arena, "%.0f", limits[i].is), limits[i].unit,
                        arena_printf(arena, "%.0f", limits[i].most));
    return true;
}

/* `sha256` of the bytes where it is known; NULL. */
static bool
write_bytes(Workshop *shop, const Artifact *artifact, const Scene *scene, const Buf *bytes, const char *sha256, Diags *diags, CacheJob *entry)
{
    char digest[65];
    if (!stage_write(shop->stage, diags, artifact->path, bytes->ptr, bytes->length))
        return false;
    if (!sha256)
        sha256_hex(bytes->ptr, bytes->length, digest);
    CacheOutput output = {
        .path = artifact->path,
        .sha256 = sha256 ? sha256 : arena_strdup(shop->arena, digest),
        .bytes = bytes->length,
        .pages = artifact->format == FORMAT_PDF ? (int)scene->pages.count : 1,
    };
    VEC_PUSH(shop->arena, &entry->outputs, output);
    return true;
}

/* A drawing that is wanted under several names: the picture of the kit is often the one that is published on its own. */
typedef struct Drawing {
    const Artifact *artifact;
    Buf bytes;
    const char *sha256;
} Drawing;

typedef VEC(Drawing) DrawingList;

static DeviceOptions
options_of(const Job *job, const Artifact *artifact)
{
    return (DeviceOptions){.scale = artifact->scale > 0 ? artifact->scale : job->scale, .ppi = job->ppi, .page = artifact->page, .outlines = artifact->outlines};
}

static bool
same_drawing(const Job *job, const Artifact *a, const Artifact *b)
{
    DeviceOptions x = options_of(job, a), y = options_of(job, b);
    return a->part == PRESS_PICTURE && b->part == PRESS_PICTURE && a->format == b->format && x.page == y.page && x.outlines == y.outlines
        && (a->format != FORMAT_PNG || x.scale == y.scale);
}

static bool
wanted_again(const Job *job, const Artifact *artifact)
{
    for (const Artifact *later = artifact + 1; later < job->artifacts + job->artifact_count; later++)
        if (same_drawing(job, artifact, later))
            return true;
    return false;
}

static void
clear_drawings(void *data)
{
    DrawingList *drawings = data;
    for (size_t i = 0; i < drawings->count; i++)
        buf_clear(&drawings->items[i].bytes);
}

static bool
write_artifact(Workshop *shop, const Job *job, const Artifact *artifact, const LayoutContext *context, const Scene *scene, DrawingList *drawings,
               CacheJob *entry)
{
    for (size_t i = 0; i < drawings->count; i++)
        if (same_drawing(job, drawings->items[i].artifact, artifact))
            return write_bytes(shop, artifact, scene, &drawings->items[i].bytes, drawings->items[i].sha256, context->diags, entry);
    DeviceOptions options = options_of(job, artifact);
    Buf bytes = BUF_INIT;
    bool ok = device_write(scene, artifact->format, &options, &bytes, context->diags, job->loc)
        && within_limits(shop->arena, context->diags, job, artifact, scene, bytes.length)
        && write_bytes(shop, artifact, scene, &bytes, NULL, context->diags, entry);
    if (ok && wanted_again(job, artifact))
        VEC_PUSH(context->arena, drawings, ((Drawing){artifact, bytes, entry->outputs.items[entry->outputs.count - 1].sha256}));
    else
        buf_clear(&bytes);
    return ok;
}

/* A part of the kit that the drawing has nothing of is no file. */
static bool
write_words(Workshop *shop, const Job *job, const Artifact *artifact, const LayoutContext *context, const Scene *scene, const PressWords *words,
            CacheJob *entry)
{
    Buf bytes = BUF_INIT;
    bool ok = !press_text(context->arena, context->model, scene, artifact->part, job->lang, words, &bytes)
        || write_bytes(shop, artifact, scene, &bytes, NULL, context->diags, entry);
    buf_clear(&bytes);
    return ok;
}

static void
add_note(Workshop *shop, CacheJob *entry, const char *name, const char *text)
{
    VEC_PUSH(shop->arena, &entry->notes, ((CacheNote){name, text}));
}

/* What the scene prints, and the figures behind it: kept with the entry, and attached to a PDF. */
static void
add_provenance(Workshop *shop, const Job *job, const LayoutContext *context, Scene *scene, CacheJob *entry)
{
    PrintedNumbers numbers = {0};
    const char **paths = ARENA_ARRAY(context->arena, const char *, job->artifact_count + 1);
    for (size_t i = 0, count = 0; i < job->artifact_count; i++)
        if (!job->artifacts[i].press)
            paths[count++] = job->artifacts[i].path;
    ProvenanceOutput output = {paths, job_kind_name(job->kind), job_lang_name(job)};
    Buf slice = BUF_INIT, attached = BUF_INIT;
    provenance_collect(context->arena, context->model, scene, &numbers);
    provenance_slice(context->arena, context->model, &output, &numbers, &slice);
    const char *line = buf_take(&slice, shop->arena);
    provenance_join(context->arena, NULL, &line, 1, "shudu", &attached);
    size_t size = attached.length;
    const char *bytes = buf_take(&attached, context->arena);
    Attachment attachment = {"provenance.json", "application/json", "Every number of this document and where it comes from", "Supplement", bytes, size};
    VEC_PUSH(scene->arena, &scene->attachments, attachment);
    add_note(shop, entry, "provenance", line);
    buf_clear(&slice);
    buf_clear(&attached);
}

/* The job's part of the press kit: nothing of it where a figure is not published. */
static bool
write_kit(Workshop *shop, const Job *job, const LayoutContext *context, const Scene *scene, DrawingList *drawings, CacheJob *entry)
{
    PressWords words;
    if (!press_may_go_out(scene)) {
        add_note(shop, entry, "withheld", "press");
        return true;
    }
    job_words(context, job, scene, &words);
    for (size_t i = 0; i < job->artifact_count; i++) {
        const Artifact *artifact = &job->artifacts[i];
        if (!artifact->press)
            continue;
        if (artifact->part == PRESS_PICTURE ? !write_artifact(shop, job, artifact, context, scene, drawings, entry)
                                            : !write_words(shop, job, artifact, context, scene, &words, entry))
            return false;
    }
    add_note(shop, entry, "press", press_note_write(shop->arena, scene, &words));
    return true;
}

/* The job that `data` is. */
static bool
draw(Workshop *shop, const void *data, const LayoutContext *context, CacheJob *entry)
{
    const Job *job = data;
    Scene *scene = job->kind == JOB_REPORT ? parts_scene(shop, context, job) : job_scene(context, job);
    if (!scene || diags_errors(context->diags))
        return false;
    scene->meta.created = shop->date;
    Diags *found = diags_new(context->arena), *left = diags_new(context->arena);
    scene_inspect(scene, found);
    audit_accept(context->model, found, false, left);
    diag_append(context->diags, found);
    /* A poster goes out as it is: what is a warning in a paper that is being written stops it, unless shudu.yaml accepts it. */
    if (job->kind == JOB_INFOGRAPHIC && diags_count(left) && !diags_errors(context->diags))
        diag(context->diags, DIAG_POSTER_FINDINGS, job->loc, job->artifacts[0].path, arena_printf(context->arena, "%zu", diags_count(left)));
    if (diags_errors(context->diags))
        return false;
    rows_attach(context->model, scene);
    add_provenance(shop, job, context, scene, entry);
    bool kit = false;
    DrawingList *drawings = ARENA_NEW(context->arena, DrawingList);
    arena_defer(context->arena, clear_drawings, drawings);
    for (size_t i = 0; i < job->artifact_count; i++) {
        kit |= job->artifacts[i].press;
        if (!job->artifacts[i].press && !write_artifact(shop, job, &job->artifacts[i], context, scene, drawings, entry))
            return false;
    }
    return !kit || write_kit(shop, job, context, scene, drawings, entry);
}

CacheJob *
entry_make(Workshop *shop, const EntryHead *head, EntryWork *work, const void *data)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Questions *questions = questions_new(arena);
    const Model *model = model_with_questions(arena, head->model, questions);
    LayoutContext context = job_context(arena, diags, shop->files, model, head->theme, shop->text);
    CacheJob *entry = ARENA_NEW(shop->arena, CacheJob);
    *entry = (CacheJob){.key = head->key, .kind = head->kind, .lang = head->lang, .said = diags_new(shop->arena)};
    size_t said = diags_count(shop->diags);
    entry->ok = work(shop, data, &context, entry);
    Diags *told = diags_new(arena);
    audit_accept(model, diags, false, told);
    for (size_t i = 0; i < diags_count(told); i++)
        keep_message(shop, diags_at(told, i), entry->said);
    for (size_t i = said; i < diags_count(shop->diags); i++)
        keep_message(shop, diags_at(shop->diags, i), entry->said);
    for (size_t i = 0; i < shop->common.count; i++)
        VEC_PUSH(shop->arena, &entry->depends, shop->common.items[i]);
    depend_on_reads(shop->cache, context.reader, &entry->depends);
    depend_on_questions(shop, questions, entry);
    cache_depend_on_places(shop->cache, shop->files, entry);
    arena_free(arena);
    return entry;
}

CacheJob *
render_job(Workshop *shop, const Job *job)
{
    EntryHead head = {job_key(shop->arena, job), job_kind_name(job->kind), job_lang_name(job), shop->model, shop->theme};
    CacheJob *entry = entry_make(shop, &head, draw, job);
    if (job->kind == JOB_REPORT)
        parts_depend(shop, job, entry);
    return entry;
}

/* ---- many, over several processes ---------------------------------------------------------------------------------- */

typedef struct Batch {
    Workshop *shop;
    const EntryMaker *maker;
    Cache *mine;           /* in a child: what it has done */
} Batch;

static bool
batch_work(void *data, size_t index)
{
    Batch *batch = data;
    if (!batch->mine)
        batch->mine = batch->shop->cache = cache_new(batch->shop->arena);
    cache_put(batch->mine, cache_adopt(batch->mine, batch->maker->make(batch->shop, batch->maker->data, index)));
    return true;
}

static const char *
worker_file(const Batch *batch, size_t worker)
{
    return arena_printf(batch->shop->arena, ".worker-%zu", worker);
}

static bool
batch_finish(void *data, size_t worker)
{
    Batch *batch = data;
    Buf out = BUF_INIT;
    if (!batch->mine)
        batch->mine = cache_new(batch->shop->arena);
    cache_write(batch->mine, batch->shop->files, &out);
    bool ok = stage_write(batch->shop->stage, batch->shop->diags, worker_file(batch, worker), out.ptr, out.length);
    buf_clear(&out);
    return ok;
}

/* The entries that the children have left. */
static void
gather(const Batch *batch, size_t workers, Cache *out)
{
    for (size_t i = 0; i < workers; i++) {
        const char *path = arena_printf(batch->shop->arena, "%s/%s", stage_folder(batch->shop->stage), worker_file(batch, i));
        const Cache *part = cache_read(batch->shop->arena, batch->shop->files, path);
        for (size_t k = 0; part && k < part->jobs.count; k++)
            cache_put(out, part->jobs.items[k]);
    }
}

void
entries_make(Workshop *shop, const EntryMaker *maker, size_t count, size_t workers, CacheJobList *out)
{
    Batch batch = {.shop = shop, .maker = maker};
    Cache *gathered = cache_new(shop->arena);
    bool *done = ARENA_ARRAY(shop->arena, bool, count + 1);
    if (workers > 1 && count > 1) {
        pool_run(workers, count, &(PoolWork){batch_work, batch_finish, &batch}, done);
        gather(&batch, workers, gathered);
    }
    for (size_t i = 0; i < count; i++) {
        CacheJob *theirs = done[i] ? cache_job(gathered, maker->key(shop, maker->data, i)) : NULL;
        CacheJob *entry = theirs ? cache_adopt(shop->cache, theirs) : maker->make(shop, maker->data, i);
        for (size_t k = 0; theirs && k < entry->outputs.count; k++)
            stage_adopt(shop->stage, entry->outputs.items[k].path);
        for (size_t k = 0; k < entry->depends.count; k++)
            entry->depends.items[k]->state = 0;
        VEC_PUSH(shop->arena, out, entry);
    }
}

/* ---- all jobs ---------------------------------------------------------------------------------------------------------- */

static CacheJob *
make_output(Workshop *shop, const void *data, size_t index)
{
    const JobList *jobs = data;
    if (shop->progress)
        shop->progress(shop->progress_data, index + 1, jobs->count, jobs->items[index].artifacts[0].path);
    return render_job(shop, &jobs->items[index]);
}

static const char *
output_key(Workshop *shop, const void *data, size_t index)
{
    const JobList *jobs = data;
    return job_key(shop->arena, &jobs->items[index]);
}

void
render_jobs(Workshop *shop, const JobList *jobs, size_t workers, CacheJobList *out)
{
    entries_make(shop, &(EntryMaker){make_output, output_key, jobs}, jobs->count, workers, out);
}
