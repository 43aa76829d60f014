#include "jobs/parts.h"

#include "audit/audit.h"
#include "base/fs.h"
#include "jobs/depend.h"
#include "model/question.h"
#include "scene/pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A report as read for all its modes, before any process is split off. */
typedef struct Reading {
    const char *spec;
    Reader *reader, *theme_reader;
    Questions *questions;
    Diags *diags;
    Report report;
} Reading;

typedef struct Part {
    const Reading *reading;
    const Job *job;          /* NULL: the audit, which all modes share */
    size_t chapter;
    const char *key, *path;
    CacheJob *entry;         /* !ok: laid out with the report */
} Part;

typedef VEC(Part) PartList;

struct Parts {
    VEC(Reading *) readings;
    PartList all;
};

/* ---- names of what a scene points to ---------------------------------------------------------------------------------- */

typedef struct Names {
    FontSet *fonts;
    Files *files;
    Reader *reader;          /* NULL: only what has been read may be named. What it reads, the part depends on anyway */
} Names;

static const FontFace *
face_named(void *data, const char *file, int index)
{
    const Names *names = data;
    for (size_t i = 0; i < fontset_face_count(names->fonts); i++) {
        const FontFace *face = fontset_face(names->fonts, i);
        if (face->index == index && str_equal(face->file, file))
            return fontset_find(names->fonts, face->family, face->weight, face->italic);
    }
    return NULL;
}

static const Source *
source_named(void *data, const char *path)
{
    const Names *names = data;
    return names->reader ? reader_read(names->reader, path, LOC_NONE) : files_find(names->files, path);
}

/* ---- files ------------------------------------------------------------------------------------------------------------ */

/* "length hash" */
static const char *
seal_of(Arena *arena, const char *bytes, size_t length)
{
    return arena_printf(arena, "%zu %016" PRIx64, length, bytes_hash(bytes, length));
}

static bool
write_file(const char *path, const Buf *bytes)
{
    FILE *file = fopen(path, "wb");
    bool ok = file && fwrite(bytes->ptr, 1, bytes->length, file) == bytes->length;
    return (!file || fclose(file) == 0) && ok;
}

/* The file's bytes, where they are those that were written; another is removed, so that it is made again. */
static char *
read_sealed(Arena *arena, const char *path, const char *seal, size_t *length)
{
    FILE *file = fopen(path, "rb");
    *length = strtoul(seal, NULL, 10);
    if (!file)
        return NULL;
    char *bytes = arena_alloc(arena, *length + 1);
    bool ok = fread(bytes, 1, *length + 1, file) == *length && str_equal(seal_of(arena, bytes, *length), seal);
    fclose(file);
    if (!ok)
        unlink(path);
    return ok ? bytes : NULL;
}

static bool
has_size(const char *path, const char *seal)
{
    struct stat info;
    return stat(path, &info) == 0 && (unsigned long)info.st_size == strtoul(seal, NULL, 10);
}

/* ---- reading reports ---------------------------------------------------------------------------------------------------- */

static Reading *
read_one(Workshop *shop, const Job *job)
{
    Arena *arena = shop->arena;
    Reading *self = ARENA_NEW(arena, Reading);
    self->spec = job->spec;
    self->diags = diags_new(arena);
    self->questions = questions_new(arena);
    const Model *model = model_with_questions(arena, shop->model, self->questions);
    LayoutContext context = job_context(arena, self->diags, shop->files, model, shop->theme, shop->text);
    self->reader = context.reader;
    self->theme_reader = reader_new(arena, shop->files, self->diags);
    report_read(&context, self->theme_reader, job, &self->report);
    return self;
}

static Reading *
reading_of(const Workshop *shop, const Job *job)
{
    for (size_t i = 0; i < shop->parts->readings.count; i++)
        if (str_equal(shop->parts->readings.items[i]->spec, job->spec))
            return shop->parts->readings.items[i];
    return NULL;
}

/* ---- laying out one --------------------------------------------------------------------------------------------------------- */

/* Of the part that `data` is. */
static bool
lay_chapter(Workshop *shop, const void *data, const LayoutContext *context, CacheJob *entry)
{
    const Part *part = data;
    Scene *scene = layout_chapter(context, part->reading->report.doc, part->job->lang, part->chapter);
    if (!scene)
        return false;
    Names names = {text_context_fonts(context->text), shop->files, NULL};
    Buf bytes = BUF_INIT;
    bool ok = scene_pack(scene, &(SceneNames){&names, face_named, source_named}, &bytes) && write_file(part->path, &bytes);
    if (ok)
        VEC_PUSH(shop->arena, &entry->notes, ((CacheNote){"seal", seal_of(shop->arena, bytes.ptr, bytes.length)}));
    buf_clear(&bytes);
    arena_free(scene->arena);
    return ok;
}

static bool
audit(Workshop *shop, const void *data, const LayoutContext *context, CacheJob *entry)
{
    const Part *part = data;
    AuditContext own = {context->arena, context->diags, context->reader, context->model, false};
    audit_doc(&own, part->reading->report.doc);
    depend_on_reads(shop->cache, part->reading->reader, &entry->depends);
    return true;
}

static CacheJob *
make_part(Workshop *shop, const void *data, size_t index)
{
    const PartList *stale = data;
    const Part *part = &stale->items[index];
    const Report *report = &part->reading->report;
    EntryHead head = {part->key, "part", part->job ? part->job->mode : "-", part->job ? report->model : shop->model, report->theme};
    CacheJob *entry = entry_make(shop, &head, part->job ? lay_chapter : audit, part);
    depend_on_reads(shop->cache, part->reading->theme_reader, &entry->depends);
    return entry;
}

static const char *
part_key(Workshop *shop, const void *data, size_t index)
{
    const PartList *stale = data;
    (void)shop;
    return stale->items[index].key;
}

/* ---- which there are ---------------------------------------------------------------------------------------------------- */

static void
add_part(Workshop *shop, const char *folder, const Reading *reading, const Job *job, size_t chapter)
{
    Arena *arena = shop->arena;
    Part part = {.reading = reading, .job = job, .chapter = chapter};
    const char *name = job ? reading->report.doc->chapters.items[chapter]->name : "audit", *mode = job ? job->mode : "-";
    const char *place = arena_printf(arena, "%s %s %s", reading->spec, mode, name);
    char view[65] = "-";
    if (job)
        doc_view(reading->report.doc, chapter, view);
    part.key = arena_printf(arena, "%s %s", place, view);
    part.path = arena_printf(arena, "%s/%016" PRIx64, folder, bytes_hash(place, strlen(place)));
    VEC_PUSH(arena, &shop->parts->all, part);
}

static void
list_parts(Workshop *shop, const char *folder, const JobList *jobs)
{
    Parts *parts = shop->parts;
    for (size_t i = 0; i < jobs->count; i++) {
        const Job *job = &jobs->items[i];
        if (job->kind != JOB_REPORT)
            continue;
        Reading *reading = reading_of(shop, job);
        if (!reading) {
            reading = read_one(shop, job);
            VEC_PUSH(shop->arena, &parts->readings, reading);
            if (reading->report.doc)
                add_part(shop, folder, reading, NULL, 0);
        }
        const Doc *doc = reading->report.doc;
        for (size_t k = 0; doc && k < doc->chapters.count; k++)
            if (layout_stands_alone(doc, k))
                add_part(shop, folder, reading, job, k);
    }
}

static bool
still_holds(World *world, const Part *part, const CacheJob *entry)
{
    const char *seal = part->job ? cache_note(entry, "seal") : NULL;
    return depends_hold(world, &entry->depends) && (!part->job || (seal && has_size(part->path, seal)));
}

/* Entries of chapters that the reports of this build no longer have, or that see another document by now. */
static void
forget_others(Workshop *shop, const JobList *jobs)
{
    CacheJobList *kept = &shop->cache->parts;
    size_t count = 0;
    for (size_t i = 0; i < kept->count; i++) {
        const char *key = kept->items[i]->key;
        bool ours = false, wanted = false;
        for (size_t k = 0; k < jobs->count && !ours; k++)
            ours = jobs->items[k].kind == JOB_REPORT && str_starts(key, arena_printf(shop->arena, "%s %s ", jobs->items[k].spec, jobs->items[k].mode));
        for (size_t k = 0; k < shop->parts->all.count && !wanted; k++)
            wanted = str_equal(key, shop->parts->all.items[k].key);
        if (wanted || !ours)
            kept->items[count++] = kept->items[i];
    }
    kept->count = count;
}

void
parts_prepare(Workshop *shop, World *world, const char *folder, const JobList *jobs, size_t workers)
{
    Parts *parts = shop->parts = ARENA_NEW(shop->arena, Parts);
    PartList stale = {0};
    file_make_parents(shop->arena, arena_printf(shop->arena, "%s/.", folder));
    list_parts(shop, folder, jobs);
    forget_others(shop, jobs);
    for (size_t i = 0; i < parts->all.count; i++) {
        Part *part = &parts->all.items[i];
        CacheJob *known = world ? cache_part(shop->cache, part->key) : NULL;
        if (known && still_holds(world, part, known))
            part->entry = known;
        else
            VEC_PUSH(shop->arena, &stale, *part);
    }
    CacheJobList made = {0};
    entries_make(shop, &(EntryMaker){make_part, part_key, &stale}, stale.count, workers, &made);
    for (size_t i = 0, next = 0; i < parts->all.count; i++) {
        Part *part = &parts->all.items[i];
        if (part->entry)
            continue;
        part->entry = made.items[next++];
        if (part->entry->ok)
            cache_put_part(shop->cache, part->entry);
    }
}

/* ---- the report --------------------------------------------------------------------------------------------------------- */

static bool
belongs_to(const Part *part, const Reading *reading, const Job *job)
{
    return part->reading == reading && (!part->job || str_equal(part->job->mode, job->mode));
}

/* In memory of its own; NULL where the file is not what was written, or names what is there no more. */
static Scene *
unpack(const Workshop *shop, const LayoutContext *context, const Part *part)
{
    const Model *model = context->model;
    Arena *arena = arena_new();
    Names names = {text_context_fonts(context->text), shop->files, reader_new(arena, shop->files, diags_new(arena))};
    size_t length;
    char *bytes = read_sealed(arena, part->path, cache_note(part->entry, "seal"), &length);
    Scene *scene = bytes ? scene_unpack(arena, &(SceneNames){&names, face_named, source_named}, model->lang_tags, model->lang_count, bytes, length) : NULL;
    if (!scene)
        arena_free(arena);
    return scene;
}

Scene *
parts_scene(const Workshop *shop, const LayoutContext *context, const Job *job)
{
    const Reading *reading = reading_of(shop, job);
    const Doc *doc = reading->report.doc;
    diag_append(context->diags, reading->diags);
    if (!doc)
        return NULL;
    LayoutContext own = *context;
    own.theme = reading->report.theme;
    own.model = model_with_questions(context->arena, reading->report.model, context->model->questions);
    Scene **chapters = ARENA_ARRAY(context->arena, Scene *, doc->chapters.count + 1);
    for (size_t i = 0; i < shop->parts->all.count; i++) {
        const Part *part = &shop->parts->all.items[i];
        if (!belongs_to(part, reading, job) || !part->entry->ok)
            continue;
        diag_append(context->diags, part->entry->said);
        if (part->job)
            chapters[part->chapter] = unpack(shop, &own, part);
    }
    return layout_report(&own, doc, job->lang, chapters);
}

void
parts_depend(Workshop *shop, const Job *job, CacheJob *entry)
{
    const Reading *reading = reading_of(shop, job);
    depend_on_reads(shop->cache, reading->reader, &entry->depends);
    depend_on_reads(shop->cache, reading->theme_reader, &entry->depends);
    depend_on_questions(shop, reading->questions, entry);
    for (size_t i = 0; i < shop->parts->all.count; i++) {
        const Part *part = &shop->parts->all.items[i];
        for (size_t k = 0; belongs_to(part, reading, job) && k < part->entry->depends.count; k++)
            VEC_PUSH(shop->cache->arena, &entry->depends, part->entry->depends.items[k]);
    }
    cache_each_once(&entry->depends);
}
