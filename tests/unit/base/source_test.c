/* Reading below a root, what a reader remembers, and places in a text. */
#include "fixture.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A folder with project/{a.txt,bom.csv,data/b.txt} and a file beside the project. */
typedef struct Folder {
    char path[64];
} Folder;

static void
write_file(const Folder *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
make_folder(const Folder *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void
make_link(const Folder *folder, const char *target, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    assert_int_equal(symlink(target, path), 0);
}

static int
open_folder(void **state)
{
    Folder *folder = malloc(sizeof *folder);
    strcpy(folder->path, "/tmp/shudu-source-XXXXXX");
    if (!mkdtemp(folder->path))
        return -1;
    make_folder(folder, "project");
    make_folder(folder, "project/data");
    write_file(folder, "project/a.txt", "eins\nzwei\n");
    write_file(folder, "project/bom.csv", "\xEF\xBB\xBFx\n");
    write_file(folder, "project/data/b.txt", "");
    write_file(folder, "secret.txt", "secret");
    make_link(folder, "../secret.txt", "project/out.txt");
    make_link(folder, "..", "project/up");
    make_link(folder, "data/b.txt", "project/in.txt");
    *state = folder;
    return 0;
}

static int
close_folder(void **state)
{
    Folder *folder = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder->path);
    int result = system(command);
    free(folder);
    return result;
}

static Files *
project(Fixture *f, void **state)
{
    const Folder *folder = *state;
    return files_new(f->arena, arena_printf(f->arena, "%s/project", folder->path));
}

static void
a_file_is_read_once(void **state)
{
    Fixture f = fixture_open();
    Files *files = project(&f, state);
    Reader *one = reader_new(f.arena, files, f.diags), *two = reader_new(f.arena, files, f.diags);
    const Source *a = reader_read(one, "a.txt", LOC_NONE);
    assert_non_null(a);
    assert_string_equal(a->text, "eins\nzwei\n");
    assert_int_equal(a->length, 10);
    assert_string_equal(a->path, "a.txt");
    assert_ptr_equal(reader_read(two, "./data/../a.txt", LOC_NONE), a);
    assert_int_equal(reader_read(one, "bom.csv", LOC_NONE)->text_start, 3);
    assert_int_equal(reader_read(one, "data/b.txt", LOC_NONE)->length, 0);
    assert_non_null(reader_read(one, "in.txt", LOC_NONE)); /* a link that stays inside */
    assert_int_equal(diags_count(f.diags), 0);
    fixture_close(&f);
}

static void
nothing_outside_the_root_is_read(void **state)
{
    static const char *const outside[] = {"../secret.txt", "/etc/passwd", "data/../../secret.txt", "out.txt", "up/secret.txt", ".."};
    Fixture f = fixture_open();
    Reader *reader = reader_new(f.arena, project(&f, state), f.diags);
    for (size_t i = 0; i < COUNT_OF(outside); i++) {
        assert_null(reader_read(reader, outside[i], LOC_NONE));
        assert_int_equal(diags_count(f.diags), i + 1);
        assert_int_equal(diags_at(f.diags, i)->code, DIAG_SOURCE_OUTSIDE);
        assert_false(reader_exists(reader, outside[i]));
    }
    NameList names;
    assert_false(reader_list(reader, f.arena, "up", &names));
    assert_false(reader_list(reader, f.arena, "..", &names));
    fixture_close(&f);
}

static void
what_cannot_be_read_is_reported_at_the_place_that_asks(void **state)
{
    Fixture f = fixture_open();
    Reader *reader = reader_new(f.arena, project(&f, state), f.diags);
    const Source *asking = source_from_text(f.arena, "report.yaml", "chapters: [nope.md]\n");
    assert_null(reader_read(reader, "nope.md", (Loc){asking, 11, 7}));
    assert_null(reader_read(reader, "a.txt/b", LOC_NONE));
    assert_null(reader_read(reader, "data", LOC_NONE));
    assert_string_equal(fixture_codes(&f), "source-missing@11+7 source-missing@0+0 source-unreadable@0+0");
    assert_string_equal(diags_at(f.diags, 2)->message[MESSAGE_EN], "file 'data' cannot be read: it is a folder");
    assert_string_equal(diags_at(f.diags, 2)->message[MESSAGE_ZH], "文件“data”无法读取：它是一个文件夹");
    fixture_close(&f);
}

static void
files_that_are_too_large_are_refused(void **state)
{
    const Folder *folder = *state;
    Fixture f = fixture_open();
    write_file(folder, "project/large.csv", "x");
    char path[256];
    snprintf(path, sizeof path, "%s/project/large.csv", folder->path);
    assert_int_equal(truncate(path, (off_t)SOURCE_SIZE_MAX + 1), 0); /* a hole: takes no room */
    Reader *reader = reader_new(f.arena, project(&f, state), f.diags);
    assert_null(reader_read(reader, "large.csv", LOC_NONE));
    assert_non_null(diags_find(f.diags, DIAG_SOURCE_TOO_LARGE));
    assert_int_equal(unlink(path), 0);
    fixture_close(&f);
}

static void
a_reader_remembers_what_it_asked(void **state)
{
    Fixture f = fixture_open();
    Files *files = project(&f, state);
    Reader *reader = reader_new(f.arena, files, f.diags);
    NameList names;
    reader_read(reader, "a.txt", LOC_NONE);
    reader_read(reader, "data/../a.txt", LOC_NONE);
    reader_read(reader, "nope.md", LOC_NONE);
    assert_true(reader_exists(reader, "data"));
    assert_false(reader_exists(reader, "nope.md"));
    assert_true(reader_list(reader, f.arena, ".", &names));
    assert_int_equal(names.count, 6);
    assert_string_equal(names.items[0], "a.txt");
    assert_string_equal(names.items[5], "up");
    assert_int_equal(reader_count(reader), 5);
    assert_string_equal(reader_record(reader, 0).path, "a.txt");
    assert_int_equal(reader_record(reader, 0).size, 10);
    char expected[65];
    sha256_hex("eins\nzwei\n", 10, expected);
    assert_string_equal(reader_record(reader, 0).sha256, expected);
    assert_string_equal(reader_record(reader, 1).sha256, "");
    assert_string_equal(reader_record(reader, 2).sha256, READ_PRESENT);
    assert_string_equal(reader_record(reader, 3).sha256, READ_ABSENT);
    assert_int_equal(reader_record(reader, 4).kind, READ_FOLDER);

    /* In a later run, with one file changed and one that has come. */
    const Folder *folder = *state;
    ReadRecord records[5];
    for (size_t i = 0; i < 5; i++) {
        records[i] = reader_record(reader, i);
        assert_true(files_still_hold(project(&f, state), &records[i]));
    }
    write_file(folder, "project/a.txt", "eins\ndrei\n");
    write_file(folder, "project/nope.md", "# now\n");
    Files *later = project(&f, state);
    assert_false(files_still_hold(later, &records[0]));
    assert_false(files_still_hold(later, &records[1]));
    assert_true(files_still_hold(later, &records[2]));
    assert_false(files_still_hold(later, &records[3]));
    assert_false(files_still_hold(later, &records[4]));
    fixture_close(&f);
}

/* A file of 300,000 bytes in the project, old enough to be relied on. */
static void
write_long(const Folder *folder, char fill)
{
    char text[1001];
    memset(text, fill, 1000);
    text[999] = '\n';
    text[1000] = '\0';
    write_file(folder, "project/long.csv", "");
    char path[256];
    snprintf(path, sizeof path, "%s/project/long.csv", folder->path);
    FILE *file = fopen(path, "ab");
    for (int i = 0; i < 300; i++)
        fputs(text, file);
    fclose(file);
    nanosleep(&(struct timespec){.tv_nsec = 40 * 1000 * 1000}, NULL);
}

static void
a_long_file_passes_in_parts(void **state)
{
    const Folder *folder = *state;
    Fixture f = fixture_open();
    Reader *reader = reader_new(f.arena, project(&f, state), f.diags), *other = reader_new(f.arena, project(&f, state), f.diags);
    write_long(folder, 'a');
    FileParts *parts = reader_parts(reader, "./long.csv");
    char three[4] = "";
    assert_non_null(parts);
    assert_int_equal(file_parts_size(parts), 300000);
    assert_true(file_parts_read(parts, 998, three, 3));
    assert_string_equal(three, "a\na");
    assert_false(file_parts_read(parts, 299999, three, 3));
    assert_true(file_parts_close(parts));
    /* It counts as read, with the hash that reading gives. */
    assert_int_equal(reader_count(reader), 1);
    assert_non_null(reader_read(other, "long.csv", LOC_NONE));
    ReadRecord passed = reader_record(reader, 0), whole = reader_record(other, 0);
    assert_string_equal(passed.sha256, whole.sha256);
    assert_string_equal(passed.path, "long.csv");
    assert_int_equal(passed.size, 300000);
    assert_true(file_stamp_equal(&passed.stamp, &whole.stamp));
    /* And may be read again, in parts or whole. */
    parts = reader_parts(reader, "long.csv");
    assert_non_null(parts);
    assert_true(file_parts_close(parts));
    assert_int_equal(reader_read(reader, "long.csv", LOC_NONE)->length, 300000);
    assert_null(reader_parts(reader, "long.csv"));
    assert_null(reader_parts(reader, "a.txt"));
    assert_null(reader_parts(reader, "none.csv"));
    assert_null(reader_parts(reader, "../project/long.csv"));
    assert_int_equal(diags_count(f.diags), 0);
    fixture_close(&f);
}

/* What was read is of no use then, and no hash of another time stands for it. */
static void
a_file_that_changes_on_the_way_is_noticed(void **state)
{
    const Folder *folder = *state;
    for (int again = 0; again < 2; again++) {
        Fixture f = fixture_open();
        Reader *reader = reader_new(f.arena, project(&f, state), f.diags);
        write_long(folder, 'a');
        FileParts *parts = reader_parts(reader, "long.csv");
        assert_non_null(parts);
        write_long(folder, 'b');
        assert_false(file_parts_close(parts));
        if (again)
            assert_non_null(reader_read(reader, "long.csv", LOC_NONE));
        ReadRecord record = reader_record(reader, 0);
        assert_int_not_equal(strlen(record.sha256), 64);
        assert_false(files_still_hold(project(&f, state), &record));
        fixture_close(&f);
    }
}

static void
a_missing_root_is_no_crash(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Reader *reader = reader_new(f.arena, files_new(f.arena, "/nowhere/at/all"), f.diags);
    assert_null(reader_read(reader, "a.txt", LOC_NONE));
    assert_non_null(diags_find(f.diags, DIAG_SOURCE_MISSING));
    fixture_close(&f);
}

static void
paths_are_normalised(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a/b", "a/b"}, {"./a//b/.", "a/b"}, {"a/../b", "b"}, {"a/b/../../c", "c"}, {"", "."}, {".", "."}, {"a/..", "."},
        {"..", NULL}, {"a/../..", NULL}, {"/a", NULL}, {"...", "..."}, {"a/..b", "a/..b"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *normal = source_normal_path(arena, cases[i][0]);
        if (cases[i][1])
            assert_string_equal(normal, cases[i][1]);
        else
            assert_null(normal);
    }
    arena_free(arena);
}

static void
lines_and_columns_count_code_points(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const Source *source = source_from_text(arena, "a.csv", "\xEF\xBB\xBF" "a,中\r\n文字,b\n");
    static const struct {
        size_t offset;
        int line, column;
    } cases[] = {{3, 1, 1}, {5, 1, 3}, {8, 1, 4}, {10, 2, 1}, {13, 2, 2}, {17, 2, 4}, {19, 3, 1}, {999, 3, 1}, {0, 1, 1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        LineCol place = source_line_col(source, cases[i].offset);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
    }
    assert_string_equal(loc_text(arena, (Loc){source, 13, 3}), "a.csv:2:2");
    assert_string_equal(loc_text(arena, LOC_NONE), "");
    Loc part = loc_part((Loc){source, 10, 6}, 3, 100);
    assert_int_equal(part.offset, 13);
    assert_int_equal(part.length, source->length - 13);
    assert_null(loc_part(LOC_NONE, 1, 1).source);
    arena_free(arena);
}

static void
sha256_matches_the_published_vectors(void **state)
{
    (void)state;
    /* NIST CSRC, SHA-256 examples; and the lengths around a chunk's end. */
    char hex[65];
    sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    sha256_hex(two_blocks, strlen(two_blocks), hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    memset(million, 'a', 1000000);
    sha256_hex(million, 1000000, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_once, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(nothing_outside_the_root_is_read, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_reported_at_the_place_that_asks, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(files_that_are_too_large_are_refused, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(a_reader_remembers_what_it_asked, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(a_long_file_passes_in_parts, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(a_file_that_changes_on_the_way_is_noticed, open_folder, close_folder),
        cmocka_unit_test(a_missing_root_is_no_crash),
        cmocka_unit_test(paths_are_normalised),
        cmocka_unit_test(lines_and_columns_count_code_points),
        cmocka_unit_test(sha256_matches_the_published_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
