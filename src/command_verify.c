/* command_verify.c -- is out/ what a build makes of the project? Everything on record is compared with what is here, then built again
 * in a folder of its own and compared byte for byte. */
#include "run.h"

#include "base/fs.h"
#include "jobs/compare.h"
#include "jobs/manifest.h"
#include "jobs/program.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Verify {
    Run run;
    Manifest manifest;
    const char *out;   /* of the project */
    const char *again; /* of the second build */
} Verify;

/* ---- is everything here that the outputs were made from? ----------------------------------------------------------- */

static const char *
shown(const char *sha256)
{
    return *sha256 ? sha256 : "-";
}

/* The answer that the record of a read would have today. */
static const char *
input_today(Verify *self, const InputRecord *input)
{
    Run *run = &self->run;
    struct stat info;
    Reader *reader = reader_new(run->arena, run->files, diags_new(run->arena));
    bool folder = stat(arena_printf(run->arena, "%s/%s", run->root, input->path), &info) == 0 && S_ISDIR(info.st_mode);
    NameList names = {0};
    if (str_equal(input->sha256, READ_PRESENT) || str_equal(input->sha256, READ_ABSENT))
        return reader_exists(reader, input->path) ? READ_PRESENT : READ_ABSENT;
    if (folder)
        reader_list(reader, run->arena, input->path, &names);
    else
        reader_read(reader, input->path, LOC_NONE);
    return reader_count(reader) ? arena_strdup(run->arena, reader_record(reader, 0).sha256) : "";
}

static void
compare_inputs(Verify *self, const InputRecord *inputs, size_t count, Map *seen)
{
    for (size_t i = 0; i < count; i++) {
        const char *key = arena_printf(self->run.arena, "%s %s", inputs[i].sha256, inputs[i].path);
        if (map_has(seen, key))
            continue;
        map_put(seen, key, (void *)key);
        const char *today = input_today(self, &inputs[i]);
        if (!str_equal(today, inputs[i].sha256))
            diag(self->run.diags, DIAG_VERIFY_INPUT, LOC_NONE, inputs[i].path, shown(today), shown(inputs[i].sha256));
    }
}

/* fonts/ by content: the lock alone would only say what ought to be there. */
static void
compare_fonts(Verify *self)
{
    const char *folder = run_find_fonts(&self->run), *last = "";
    for (size_t i = 0; i < self->manifest.fonts.count; i++) {
        const FontRecord *font = &self->manifest.fonts.items[i];
        char today[65];
        if (str_equal(font->file, last))
            continue;
        last = font->file;
        file_sha256(arena_printf(self->run.arena, "%s/%s", folder, font->file), today);
        if (!str_equal(today, font->sha256))
            diag(self->run.diags, DIAG_VERIFY_FONT, LOC_NONE, font->file, shown(today), shown(font->sha256));
    }
}

/* "cairo" of "cairo 1.16.0". */
static bool
same_library(const char *a, const char *b)
{
    size_t length = strcspn(a, " ");
    return length == strcspn(b, " ") && strncmp(a, b, length) == 0;
}

/* Another program or library may well make the same bytes: the comparison tells. */
static void
compare_program(Verify *self)
{
    Arena *arena = self->run.arena;
    Manifest here = {0};
    const char *build_id = program_build_id(arena);
    if (!str_equal(self->manifest.program, "shudu " SHUDU_VERSION) || !str_equal(self->manifest.build_id, build_id))
        diag(self->run.diags, DIAG_VERIFY_PROGRAM, LOC_NONE, arena_printf(arena, "%s (%s)", self->manifest.program, self->manifest.build_id),
             arena_printf(arena, "shudu " SHUDU_VERSION " (%s)", build_id));
    manifest_add_libraries(arena, &here);
    for (size_t i = 0; i < here.libraries.count; i++)
        for (size_t k = 0; k < self->manifest.libraries.count; k++) {
            const char *now = here.libraries.items[i], *then = self->manifest.libraries.items[k];
            if (same_library(now, then) && !str_equal(now, then))
                diag(self->run.diags, DIAG_VERIFY_LIBRARY, LOC_NONE, then, now);
        }
}

static void
compare_outputs(Verify *self)
{
    for (size_t i = 0; i < self->manifest.outputs.count; i++) {
        const OutputRecord *output = &self->manifest.outputs.items[i];
        char today[65];
        file_sha256(arena_printf(self->run.arena, "%s/%s", self->out, output->path), today);
        if (!str_equal(today, output->sha256))
            diag(self->run.diags, DIAG_VERIFY_OUTPUT, LOC_NONE, arena_printf(self->run.arena, "out/%s", output->path), shown(today), shown(output->sha256));
    }
}

/* ---- does it come out the same? -------------------------------------------------------------------------------------- */

static void
pass_messages(void *data, int stream, const char *text, size_t length)
{
    if (stream == 2)
        run_print(data, stream, text, length);
}

static bool
build_again(Verify *self)
{
    ShuduOptions options = *self->run.options;
    options.project = self->run.root;
    options.out = self->again;
    options.date = self->manifest.date;
    options.theme = self->manifest.theme;
    options.report = SHUDU_REPORT_TEXT;
    options.keep_going = false;
    options.print = pass_messages;
    options.print_data = &self->run;
    return shudu_build(&options) == SHUDU_OK;
}

/* False after a diagnostic. */
static bool
compare_file(Verify *self, const char *path)
{
    Arena *scratch = arena_new();
    const char *mine = arena_printf(scratch, "%s/%s", self->out, path), *theirs = arena_printf(scratch, "%s/%s", self->again, path);
    const char *name = arena_printf(scratch, "out/%s", path);
    Difference at;
    bool same = true;
    if (access(theirs, F_OK) != 0)
        same = diag(self->run.diags, DIAG_VERIFY_NOT_BUILT, LOC_NONE, name);
    else if (compare_bytes(scratch, mine, theirs, &at))
        same = diag(self->run.diags, DIAG_VERIFY_DIFFERS, LOC_NONE, name, arena_printf(scratch, "%zu", at.offset), at.place[run_in_chinese(&self->run)]);
    arena_free(scratch);
    return same;
}

/* Files of the whole run tell of all outputs: a manifest of some has others. */
static size_t
compare_common(Verify *self)
{
    static const char *const names[] = {"manifest.json", "provenance.json"};
    Manifest all = {0};
    size_t same = 0;
    manifest_read(self->run.arena, arena_printf(self->run.arena, "%s/manifest.json", self->again), &all);
    /* Another program or library names itself in it, and was told already. */
    if (diags_count(self->run.diags) > 0 || all.outputs.count != self->manifest.outputs.count)
        return 0;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (access(arena_printf(self->run.arena, "%s/%s", self->out, names[i]), F_OK) == 0)
            same += compare_file(self, names[i]);
    return same;
}

static void
compare_builds(Verify *self)
{
    Run *run = &self->run;
    size_t same = 0, count = self->manifest.outputs.count;
    for (size_t i = 0; i < count; i++)
        same += compare_file(self, self->manifest.outputs.items[i].path);
    size_t common = compare_common(self);
    if (run->options->report == SHUDU_REPORT_TEXT)
        run_printf(run, 1, run_in_chinese(run) ? "重新生成后逐字节相同：成品 %zu/%zu，随附文件 %zu\n"
                                               : "the same when built again, byte for byte: outputs %zu of %zu, files about them %zu\n",
                   same, count, common);
}

ShuduStatus
shudu_verify(const ShuduOptions *options)
{
    Verify self = {0};
    Run *run = &self.run;
    Map seen;
    run_open(run, options);
    run->root = run_find_root(run->arena, options->project);
    if (!run->root) {
        diag(run->diags, DIAG_PROJECT_NOT_FOUND, LOC_NONE, options->project ? options->project : ".");
        return run_close(run);
    }
    run->files = run_files(run, run->root);
    self.out = arena_printf(run->arena, "%s/out", run->root);
    manifest_read(run->arena, arena_printf(run->arena, "%s/manifest.json", self.out), &self.manifest);
    if (!self.manifest.program || !self.manifest.date || !self.manifest.outputs.count) {
        diag(run->diags, DIAG_VERIFY_NO_MANIFEST, LOC_NONE, "out/manifest.json");
        return run_close(run);
    }
    map_init(&seen, run->arena);
    compare_inputs(&self, self.manifest.shared.items, self.manifest.shared.count, &seen);
    for (size_t i = 0; i < self.manifest.outputs.count; i++)
        compare_inputs(&self, self.manifest.outputs.items[i].reads.items, self.manifest.outputs.items[i].reads.count, &seen);
    compare_fonts(&self);
    compare_outputs(&self);
    compare_program(&self);
    /* From other inputs comes something else: no news. */
    if (!diags_errors(run->diags)) {
        self.again = folder_temporary(run->arena, "shudu-verify");
        if (!self.again)
            diag(run->diags, DIAG_OUTPUT_WRITE, LOC_NONE, "TMPDIR", strerror(errno));
        else if (build_again(&self))
            compare_builds(&self);
        else
            diag(run->diags, DIAG_VERIFY_NOT_BUILT, LOC_NONE, "out/");
        if (self.again)
            folder_tree_remove(run->arena, self.again);
    }
    return run_close(run);
}
