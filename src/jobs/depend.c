#include "jobs/depend.h"

#include "base/fs.h"
#include "chart/data.h"
#include "model/question.h"

#include <string.h>

enum { STATE_UNKNOWN, STATE_HOLDS, STATE_CHANGED };

void
world_init(World *world, Arena *arena, const char *root, Files *files)
{
    *world = (World){.arena = arena, .root = root, .files = files};
    map_init(&world->settings, arena);
}

static bool
is_known(const FileStamp *stamp)
{
    return stamp->inode != 0;
}

static const char *
path_of(const World *world, const char *key)
{
    return *key == '/' ? key : arena_printf(world->arena, "%s/%s", world->root, key);
}

/* Compares the content only where the stamp does not settle it, and renews the stamp then. */
static bool
file_holds(World *world, const char *path, const char *sha256, FileStamp *stamp, const ReadRecord *as_read)
{
    FileStamp now = file_stamp(path);
    if (is_known(stamp) && file_stamp_equal(&now, stamp))
        return true;
    FileStamp keep = file_stamp_settled(now);
    bool same;
    if (as_read) {
        same = files_still_hold(world->files, as_read);
        keep = files_stamp(world->files, as_read->path);
    } else {
        char today[65];
        file_sha256(path, today);
        same = str_equal(today, sha256);
    }
    if (same && is_known(&keep)) {
        *stamp = keep;
        world->refreshed = true;
    }
    return same;
}

void
job_answer(const Model *model, const char *question, char sha256[65])
{
    if (!data_answer(model, question, sha256))
        model_answer(model, question, sha256);
}

static bool
looks_the_same(World *world, Depend *depend)
{
    ReadRecord as_read = {.path = depend->key, .size = (size_t)depend->size, .kind = READ_FILE};
    if (strlen(depend->answer) < sizeof as_read.sha256)
        strcpy(as_read.sha256, depend->answer);
    switch (depend->kind) {
    case DEPEND_FILE: return file_holds(world, path_of(world, depend->key), depend->answer, &depend->stamp, &as_read);
    case DEPEND_FONT: return file_holds(world, path_of(world, depend->key), depend->answer, &depend->stamp, NULL);
    case DEPEND_EXISTS: as_read.kind = READ_EXISTS; return files_still_hold(world->files, &as_read);
    case DEPEND_FOLDER: as_read.kind = READ_FOLDER; return files_still_hold(world->files, &as_read);
    case DEPEND_SETTING: return str_equal(map_find(&world->settings, depend->key), depend->answer);
    case DEPEND_QUESTION: {
        char today[65];
        job_answer(world->model, depend->key, today);
        return *today && str_equal(today, depend->answer);
    }
    case DEPEND_KIND_COUNT: break;
    }
    return false;
}

bool
depend_holds(World *world, Depend *depend)
{
    /* Before the project is open: what follows from its files is as they are, and the caller looks at these. */
    bool derived = depend->kind == DEPEND_QUESTION || (depend->kind == DEPEND_SETTING && !map_has(&world->settings, depend->key));
    if (derived && !world->model)
        return true;
    if (depend->state == STATE_UNKNOWN)
        depend->state = looks_the_same(world, depend) ? STATE_HOLDS : STATE_CHANGED;
    return depend->state == STATE_HOLDS;
}

bool
depends_hold(World *world, const DependList *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!depend_holds(world, list->items[i]))
            return false;
    return true;
}

bool
output_intact(World *world, CacheOutput *output)
{
    return file_holds(world, arena_printf(world->arena, "%s/out/%s", world->root, output->path), output->sha256, &output->stamp, NULL);
}

/* ---- reasons ------------------------------------------------------------------------------------------------- */

static const char *
reason(World *world, const Depend *depend)
{
    static const char *const settings[][3] = {
        {"program", "the program or a library is another one", "程序或程序库已更换"},
        {"date", "the date of outputs", "成品日期"},
        {"theme", "the theme", "主题"},
        {"fonts", "fonts.lock", "fonts.lock"},
    };
    int lang = world->chinese ? 2 : 1;
    switch (depend->kind) {
    case DEPEND_QUESTION: return question_text(world->arena, depend->key);
    case DEPEND_SETTING:
        for (size_t i = 0; i < COUNT_OF(settings); i++)
            if (str_equal(settings[i][0], depend->key))
                return settings[i][lang];
        return depend->key;
    case DEPEND_FOLDER: return arena_printf(world->arena, "%s/", depend->key);
    default: return depend->key;
    }
}

/* At most four names of what has changed. */
static const char *
changes(World *world, const CacheJob *entry)
{
    Buf out = BUF_INIT;
    size_t shown = 0, left = 0;
    for (size_t i = 0; i < entry->depends.count; i++) {
        if (depend_holds(world, entry->depends.items[i]))
            continue;
        if (shown == 4) {
            left++;
            continue;
        }
        buf_add(&out, shown++ ? ", " : world->chinese ? "已改动：" : "changed: ");
        buf_add(&out, reason(world, entry->depends.items[i]));
    }
    if (left)
        buf_printf(&out, ", … (+%zu)", left);
    const char *text = out.length ? buf_take(&out, world->arena) : NULL;
    buf_clear(&out);
    return text;
}

/* Parts of the kit that are no files, there being nothing of them, or nothing that may go out. */
static bool
kit_was_made(const CacheJob *entry)
{
    return cache_note(entry, "press") || cache_note(entry, "withheld");
}

bool
job_complete(const CacheJob *entry, const Job *job)
{
    for (size_t i = 0; i < job->artifact_count; i++)
        if (!cache_output(entry, job->artifacts[i].path) && !(job->artifacts[i].press && kit_was_made(entry)))
            return false;
    return true;
}

const char *
job_stale(World *world, const CacheJob *entry, const Job *job)
{
    if (!entry)
        return world->chinese ? "尚未生成" : "not made yet";
    for (size_t i = 0; i < job->artifact_count; i++) {
        CacheOutput *output = cache_output(entry, job->artifacts[i].path);
        if (!output && job->artifacts[i].press && kit_was_made(entry))
            continue;
        if (!output)
            return arena_printf(world->arena, world->chinese ? "%s 尚未生成" : "%s is not made yet", job->artifacts[i].path);
        if (!output_intact(world, output))
            return arena_printf(world->arena, world->chinese ? "out/%s 缺失或被改动" : "out/%s is missing or was altered", output->path);
    }
    return changes(world, entry);
}

/* ---- recording --------------------------------------------------------------------------------------------------- */

void
depend_on(Cache *cache, DependKind kind, const char *key, const char *answer, DependList *out)
{
    Depend *depend = cache_depend(cache, kind, key, answer);
    depend->state = STATE_HOLDS;
    VEC_PUSH(cache->arena, out, depend);
}

void
depend_on_reads(Cache *cache, const Reader *reader, DependList *out)
{
    static const DependKind kinds[] = {[READ_FILE] = DEPEND_FILE, [READ_EXISTS] = DEPEND_EXISTS, [READ_FOLDER] = DEPEND_FOLDER};
    for (size_t i = 0; i < reader_count(reader); i++) {
        ReadRecord read = reader_record(reader, i);
        depend_on(cache, kinds[read.kind], read.path, read.sha256, out);
        VEC_LAST(out)->size = read.size;
        if (read.kind == READ_FILE)
            VEC_LAST(out)->stamp = read.stamp;
    }
}

const char *
below_root(const char *root, const char *path)
{
    size_t length = strlen(root);
    return strncmp(path, root, length) == 0 && path[length] == '/' ? path + length + 1 : path;
}

void
depend_on_font(Cache *cache, const char *root, const char *path, const char *sha256, DependList *out)
{
    const char *key = below_root(root, path);
    FileStamp stamp = file_stamp(path);
    depend_on(cache, DEPEND_FONT, key, is_known(&stamp) ? sha256 : "", out);
    VEC_LAST(out)->stamp = file_stamp_settled(stamp);
}
