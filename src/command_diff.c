/* command_diff.c -- two versions of the data, and what of the outputs they touch. */
#include "run.h"

#include "base/fs.h"
#include "input/node.h"
#include "jobs/diff.h"
#include "jobs/impact.h"
#include "jobs/revision.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One of the two versions, wherever it lies. */
typedef struct Version {
    const char *name;      /* as asked for */
    const char *root;      /* of the project that its layouts come from; the folder itself where there is none */
    const char *data;      /* its data folder */
    const char *temporary; /* to be cleared away; NULL */
    bool has_project;
    Files *files;
} Version;

typedef struct Command {
    Run run;
    const char *root;      /* of the project here; NULL */
    Version old, new;
    Run old_run, new_run;  /* the versions as projects */
} Command;

/* ---- where a version lies ------------------------------------------------------------------------------------------ */

static bool
is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static const char *
absolute(Arena *arena, const char *path)
{
    char real[PATH_MAX];
    return realpath(path, real) ? arena_strdup(arena, real) : path;
}

static bool
holds(Arena *arena, const char *folder, const char *name)
{
    return access(arena_printf(arena, "%s/%s", folder, name), F_OK) == 0;
}

/* Names of the tables that a data folder declares, a line each. */
static const char *
table_names(Arena *arena, const char *data)
{
    size_t length;
    Buf names = BUF_INIT;
    const char *path = arena_printf(arena, "%s/datapackage.yaml", data), *text = file_read(arena, path, &length);
    const Node *root = text ? node_parse(arena, diags_new(arena), source_from_text(arena, path, text)) : NULL;
    const Node *list = node_find(root, "resources");
    for (size_t i = 0; list && list->kind == NODE_LIST && i < list->count; i++)
        buf_printf(&names, "%s\n", node_text(list->items[i].value, "name", ""));
    const char *all = names.length ? buf_take(&names, arena) : "";
    buf_clear(&names);
    return all;
}

/* A folder of tables has the layouts of the project around it, else of the project here, if that has the same tables. */
static void
take_folder(Command *self, Version *version, const char *folder)
{
    Arena *arena = self->run.arena;
    version->data = folder;
    version->root = folder;
    const char *around = arena_printf(arena, "%s/..", folder);
    if (holds(arena, around, "shudu.yaml") && str_ends(folder, "/data"))
        version->root = absolute(arena, around);
    else if (self->root && *table_names(arena, folder)
             && str_equal(table_names(arena, folder), table_names(arena, arena_printf(arena, "%s/data", self->root))))
        version->root = self->root;
    version->has_project = version->root != folder;
}

static bool
take_revision(Command *self, Version *version)
{
    Arena *arena = self->run.arena;
    if (!self->root || !revision_known(arena, self->root, version->name))
        return diag(self->run.diags, DIAG_DIFF_UNKNOWN, LOC_NONE, version->name);
    version->temporary = folder_temporary(arena, "shudu-diff");
    if (!version->temporary)
        return diag(self->run.diags, DIAG_OUTPUT_WRITE, LOC_NONE, "TMPDIR", strerror(errno));
    if (!revision_extract(arena, self->root, version->name, version->temporary))
        return diag(self->run.diags, DIAG_DIFF_UNKNOWN, LOC_NONE, version->name);
    version->root = version->temporary;
    version->data = arena_printf(arena, "%s/data", version->root);
    return version->has_project = true;
}

/* False after a diagnostic. */
static bool
find_version(Command *self, Version *version, const char *name)
{
    Arena *arena = self->run.arena;
    version->name = name;
    if (!is_folder(name)) {
        if (!take_revision(self, version))
            return false;
    } else if (holds(arena, name, "shudu.yaml")) {
        version->root = absolute(arena, name);
        version->data = arena_printf(arena, "%s/data", version->root);
        version->has_project = true;
    } else {
        take_folder(self, version, absolute(arena, name));
    }
    version->files = files_new(arena, version->root);
    files_mount(version->files, "data", version->data);
    return true;
}

static DataSide
data_side(Command *self, const Version *version)
{
    Arena *arena = self->run.arena;
    Reader *reader = reader_new(arena, version->files, diags_new(arena));
    const Source *text = version->has_project ? reader_read(reader, "shudu.yaml", LOC_NONE) : NULL;
    const Node *project = text ? node_parse(arena, diags_new(arena), text) : NULL;
    return (DataSide){version->files, node_text(project, "home_scope", NULL)};
}

/* ---- what it touches ------------------------------------------------------------------------------------------------------ */

/* Model, theme, fonts and outputs of a version. */
static bool
open_project(Command *self, const Version *version, const char *fonts, Run *run, ShuduOptions *options, ImpactSide *out)
{
    *options = *self->run.options;
    options->project = version->root;
    options->fonts = fonts;
    run_open(run, options);
    run->files = version->files;
    run->unchecked = true;
    if (!run_open_project(run, version->root) || !run_open_fonts(run) || !plan_jobs(run->arena, run->reader, run->model, &out->jobs))
        return false;
    out->files = run->files;
    out->model = run->model;
    out->theme = run->theme;
    out->text = run->text;
    /* Errors of the data keep nothing from being drawn: an output that one of them concerns is left out by itself. */
    return true;
}

static bool
same_layouts(Command *self)
{
    Arena *arena = self->run.arena;
    const char *old = self->old.root, *new = self->new.root;
    return str_equal(old, new)
        || (folder_tree_equal(arena, arena_printf(arena, "%s/layouts", old), arena_printf(arena, "%s/layouts", new))
            && folder_tree_equal(arena, arena_printf(arena, "%s/shudu.yaml", old), arena_printf(arena, "%s/shudu.yaml", new)));
}

static void
find_impact(Command *self, Diff *diff)
{
    Run *run = &self->run;
    ShuduOptions old_options, new_options;
    Impact impact = {.arena = run->arena, .diags = run->diags, .same_layouts = same_layouts(self), .pictures = run->options->output};
    /* A revision holds fonts.lock, not the files: those of the project here, whose sums are in it. */
    const char *fonts = self->root ? arena_printf(run->arena, "%s/fonts", self->root) : run->options->fonts;
    bool ok = open_project(self, &self->old, self->old.temporary ? fonts : run->options->fonts, &self->old_run, &old_options, &impact.old);
    ok = open_project(self, &self->new, self->new.temporary ? fonts : run->options->fonts, &self->new_run, &new_options, &impact.new) && ok;
    impact.faults = diags_errors(self->new_run.diags);
    if (ok && (diff->changes.count || !impact.same_layouts))
        impact_find(&impact, diff);
    /* The messages themselves show lines of data/, of figures too that are not published. */
    if (impact.faults)
        diag(run->diags, DIAG_DIFF_NOT_DRAWN, LOC_NONE, self->new.name, arena_printf(run->arena, "%zu", impact.faults));
    diff->has_project = ok;
}

/* ---- the command ------------------------------------------------------------------------------------------------------ */

static bool
write_report(Command *self, const char *name, const Buf *text)
{
    const char *path = arena_printf(self->run.arena, "%s/%s", self->run.options->output, name);
    if (file_make_parents(self->run.arena, path) && file_write(path, text->ptr, text->length))
        return true;
    return diag(self->run.diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, strerror(errno));
}

/* The page, the summary for a pull request, and the whole for programs. */
static void
write_folder(Command *self, const Diff *diff)
{
    MessageLang lang = (MessageLang)self->run.options->messages;
    Buf out = BUF_INIT;
    diff_write_html(diff, lang, &out);
    bool ok = write_report(self, "index.html", &out);
    buf_reset(&out);
    diff_write_markdown(diff, lang, &out);
    ok = ok && write_report(self, "summary.md", &out);
    buf_reset(&out);
    diff_write_json(diff, &out);
    if (ok)
        write_report(self, "diff.json", &out);
    buf_clear(&out);
}

static void
print_diff(const Command *self, const Diff *diff)
{
    const ShuduOptions *options = self->run.options;
    MessageLang lang = (MessageLang)options->messages;
    Buf out = BUF_INIT;
    if (options->report == SHUDU_REPORT_JSON)
        diff_write_json(diff, &out);
    else if (options->report == SHUDU_REPORT_MARKDOWN)
        diff_write_markdown(diff, lang, &out);
    else if (options->report == SHUDU_REPORT_ERRATA)
        diff_write_errata(diff, &out);
    else
        diff_write_text(diff, lang, &out);
    run_print(&self->run, 1, out.ptr, out.length);
    buf_clear(&out);
}

static bool
is_same(const Diff *diff)
{
    return !diff->changes.count && !diff->touches.count && !diff->claims.count;
}

ShuduStatus
shudu_diff(const ShuduOptions *options)
{
    Command self = {0};
    Run *run = &self.run;
    /* Messages about the run itself are for people whatever form the result has. */
    ShuduOptions plain = *options;
    plain.report = SHUDU_REPORT_TEXT;
    run_open(run, options);
    self.root = run_find_root(run->arena, options->project);
    Diff diff = {.old_name = options->versions[0], .new_name = options->versions[1] ? options->versions[1] : self.root ? self.root : "."};
    bool differ = false;
    if (find_version(&self, &self.old, diff.old_name) && find_version(&self, &self.new, diff.new_name)) {
        DataSide old = data_side(&self, &self.old), new = data_side(&self, &self.new);
        diff.has_project = self.old.has_project && self.new.has_project;
        if (changes_find(run->arena, run->diags, &old, &new, &diff.changes)) {
            if (diff.has_project)
                find_impact(&self, &diff);
            differ = !is_same(&diff);
            if (options->output)
                write_folder(&self, &diff);
            print_diff(&self, &diff);
        }
    }
    const Version *const versions[] = {&self.old, &self.new};
    for (size_t i = 0; i < COUNT_OF(versions); i++)
        if (versions[i]->temporary)
            folder_tree_remove(run->arena, versions[i]->temporary);
    run->options = &plain;
    ShuduStatus status = run_close(run);
    arena_free(self.old_run.arena);
    arena_free(self.new_run.arena);
    return status == SHUDU_OK && differ ? SHUDU_PROJECT_ERRORS : status;
}
