#include "../table/folder.h"

#include "jobs/depend.h"
#include "jobs/program.h"

#include <utime.h>

/* A cache of one job that depends on one file, with a message in it and one in a text that is no file. */
static Cache *
sample(Folder *f, Files *files)
{
    Reader *reader = reader_new(f->arena, files, f->diags);
    const Source *file = reader_read(reader, "a.csv", LOC_NONE);
    const Source *text = source_from_text(f->arena, "values", "x\ty\\z\n");
    Cache *cache = cache_new(f->arena);
    CacheJob *job = ARENA_NEW(f->arena, CacheJob);
    *job = (CacheJob){.key = "chart a\tb", .kind = "chart", .lang = "en", .ok = true, .said = diags_new(f->arena)};
    depend_on_reads(cache, reader, &job->depends);
    depend_on(cache, DEPEND_SETTING, "program", "1", &job->depends);
    VEC_PUSH(f->arena, &job->outputs, (CacheOutput){.path = "a.svg", .sha256 = "00", .bytes = 12, .pages = 1});
    VEC_PUSH(f->arena, &job->notes, (CacheNote){"provenance", "line\nline"});
    Loc at = {file, 2, 1}, there = {text, 1, 2};
    diag(job->said, DIAG_CSV_BAD_NUMBER, at, "O");
    diag_note(job->said, there, "there", "那里", NULL);
    cache_put(cache, job);
    cache->complete = true;
    return cache;
}

static const char *
written(Folder *f, Cache *cache, Files *files)
{
    Buf out = BUF_INIT;
    cache_write(cache, files, &out);
    const char *text = buf_take(&out, f->arena);
    buf_clear(&out);
    return text;
}

static void
what_is_written_is_read(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "a.csv", "a\nO\n");
    Files *files = files_new(f.arena, f.root);
    const char *text = written(&f, sample(&f, files), files);
    folder_write(&f, ".shudu/cache", text);
    Files *later = files_new(f.arena, f.root);
    Cache *cache = cache_read(f.arena, later, arena_printf(f.arena, "%s/.shudu/cache", f.root));
    assert_non_null(cache);
    assert_true(cache->complete);
    CacheJob *job = cache_job(cache, "chart a\tb");
    assert_non_null(job);
    assert_string_equal(cache_note(job, "provenance"), "line\nline");
    const Diag *said = diags_at(job->said, 0);
    assert_string_equal(loc_text(f.arena, said->loc), "a.csv:2:1");
    assert_string_equal(said->notes.items[0].loc.source->text, "x\ty\\z\n");
    assert_string_equal(said->notes.items[0].text[MESSAGE_ZH], "那里");
    assert_string_equal(written(&f, cache, later), text);
    folder_close(&f);
}

static void
a_damaged_cache_is_none(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "a.csv", "a\nO\n");
    Files *files = files_new(f.arena, f.root);
    const char *text = written(&f, sample(&f, files), files), *path = arena_printf(f.arena, "%s/cache", f.root);
    for (size_t at = 0; text[at]; at++) {
        char *broken = arena_strdup(f.arena, text);
        broken[at] ^= 1;
        folder_write(&f, "cache", broken);
        assert_null(cache_read(f.arena, files, path));
        broken = arena_strndup(f.arena, text, at);
        folder_write(&f, "cache", broken);
        assert_null(cache_read(f.arena, files, path));
    }
    assert_null(cache_read(f.arena, files, arena_printf(f.arena, "%s/none", f.root)));
    folder_close(&f);
}

/* Whether the dependency on a.csv holds for someone who comes later. */
static bool
holds_now(Folder *f, Cache *cache, World *world)
{
    Depend *depend = cache->jobs.items[0]->depends.items[0];
    world_init(world, f->arena, f->root, files_new(f->arena, f->root));
    depend->state = 0;
    return depend_holds(world, depend);
}

static void
a_file_holds_by_its_content_whatever_its_times(void **state)
{
    (void)state;
    Folder f = folder_open();
    World world;
    folder_write(&f, "a.csv", "a\nO\n");
    Cache *cache = sample(&f, files_new(f.arena, f.root));
    /* Written a moment ago: its stamp is not kept, the content decides, also where size and time are the same. */
    assert_int_equal(cache->jobs.items[0]->depends.items[0]->stamp.inode, 0);
    assert_true(holds_now(&f, cache, &world));
    folder_write(&f, "a.csv", "a\nP\n");
    assert_false(holds_now(&f, cache, &world));
    folder_write(&f, "a.csv", "a\nO\n");
    usleep(50 * 1000);
    assert_true(holds_now(&f, cache, &world));
    assert_true(world.refreshed);
    assert_int_not_equal(cache->jobs.items[0]->depends.items[0]->stamp.inode, 0);
    assert_true(holds_now(&f, cache, &world));
    assert_false(world.refreshed);
    /* The old time put back, as an archive does. */
    struct stat before;
    const char *path = arena_printf(f.arena, "%s/a.csv", f.root);
    assert_int_equal(stat(path, &before), 0);
    folder_write(&f, "a.csv", "a\nP\n");
    assert_int_equal(utime(path, &(struct utimbuf){before.st_atime, before.st_mtime}), 0);
    assert_false(holds_now(&f, cache, &world));
    unlink(path);
    assert_false(holds_now(&f, cache, &world));
    folder_close(&f);
}

static void
a_setting_holds_while_it_is_the_same(void **state)
{
    (void)state;
    Folder f = folder_open();
    World world;
    folder_write(&f, "a.csv", "a\nO\n");
    Cache *cache = sample(&f, files_new(f.arena, f.root));
    Depend *program = cache->jobs.items[0]->depends.items[1];
    world_init(&world, f.arena, f.root, files_new(f.arena, f.root));
    map_put(&world.settings, "program", "1");
    assert_true(depend_holds(&world, program));
    map_put(&world.settings, "program", "2");
    program->state = 0;
    assert_false(depend_holds(&world, program));
    Artifact artifact = {.format = FORMAT_SVG, .path = "a.svg"};
    Job job = {.artifacts = &artifact, .artifact_count = 1};
    assert_string_equal(job_stale(&world, NULL, &job), "not made yet");
    assert_string_equal(job_stale(&world, cache->jobs.items[0], &job), "out/a.svg is missing or was altered");
    job.artifact_count = 0;
    assert_string_equal(job_stale(&world, cache->jobs.items[0], &job), "changed: the program or a library is another one");
    folder_close(&f);
}

static void
the_program_knows_itself(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *identity = program_identity(arena);
    assert_int_equal(strlen(identity), 64);
    assert_string_equal(identity, program_identity(arena));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_damaged_cache_is_none),
        cmocka_unit_test(a_file_holds_by_its_content_whatever_its_times),
        cmocka_unit_test(a_setting_holds_while_it_is_the_same),
        cmocka_unit_test(the_program_knows_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
