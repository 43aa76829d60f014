/* command_new_edition.c -- shudu new-edition YEAR: last year's edition is kept, this year's begins. */
#include "run.h"

#include "base/fs.h"
#include "jobs/edition.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
cannot_write(Run *run, const char *path)
{
    return diag(run->diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, strerror(errno));
}

static bool
copy_file(Run *run, const char *from, const char *to)
{
    size_t length;
    const char *text = file_read(run->arena, from, &length);
    return (text && file_make_parents(run->arena, to) && file_write(to, text, length)) || cannot_write(run, to);
}

/* Files and folders; links stay where they are, as nothing but fonts/ has them. */
static bool
copy_tree(Run *run, const char *from, const char *to)
{
    DIR *folder = opendir(from);
    bool ok = folder != NULL || cannot_write(run, from);
    for (struct dirent *entry; ok && (entry = readdir(folder));) {
        const char *source = arena_printf(run->arena, "%s/%s", from, entry->d_name), *target = arena_printf(run->arena, "%s/%s", to, entry->d_name);
        struct stat status;
        if (entry->d_name[0] == '.' || lstat(source, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode))
            ok = copy_tree(run, source, target);
        else if (S_ISREG(status.st_mode))
            ok = copy_file(run, source, target);
    }
    if (folder)
        closedir(folder);
    return ok;
}

/* editions/OLD: all that a build reads; the faces stay in one place. */
static bool
keep_edition(Run *run, const char *kept)
{
    static const char *const folders[] = {"data", "layouts"};
    struct stat status;
    if (lstat(kept, &status) == 0)
        return diag(run->diags, DIAG_EDITION_KEPT, LOC_NONE, kept + strlen(run->root) + 1);
    bool ok = copy_file(run, arena_printf(run->arena, "%s/shudu.yaml", run->root), arena_printf(run->arena, "%s/shudu.yaml", kept));
    for (size_t i = 0; ok && i < COUNT_OF(folders); i++)
        ok = copy_tree(run, arena_printf(run->arena, "%s/%s", run->root, folders[i]), arena_printf(run->arena, "%s/%s", kept, folders[i]));
    if (ok && lstat(arena_printf(run->arena, "%s/fonts", run->root), &status) == 0)
        ok = symlink("../../fonts", arena_printf(run->arena, "%s/fonts", kept)) == 0 || cannot_write(run, kept);
    if (!ok)
        folder_tree_remove(run->arena, kept);
    return ok;
}

static void
print_missing(Run *run, int year)
{
    bool zh = run_in_chinese(run);
    IndicatorList list = edition_without_figure(run->model, run->arena, year);
    int lang = model_lang(run->model, zh ? "zh" : "en");
    run_printf(run, 1, zh ? "%zu个指标还没有%d年的数据：\n" : "%zu indicators have no figure for %d yet:\n", list.count, year);
    for (size_t i = 0; i < list.count; i++) {
        const char *label = list.items[i]->label.in[lang < 0 ? 0 : lang];
        run_printf(run, 1, "  %-40s %d  %s\n", list.items[i]->id, edition_last_year(run->model, list.items[i]->id), label ? label : "");
    }
}

static bool
roll(Run *run, int year)
{
    FileEdits edits = {0};
    int old = run->model->edition.year;
    bool ok = edition_edits(run->arena, run->reader, run->diags, run->model, year, &edits)
        && keep_edition(run, arena_printf(run->arena, "%s/editions/%d", run->root, old));
    for (size_t i = 0; i < edits.count; i++) {
        if (ok)
            ok = run_write_file(run, arena_printf(run->arena, "%s/%s", run->root, edits.items[i].path), &edits.items[i].text);
        if (ok)
            run_printf(run, 1, run_in_chinese(run) ? "已修改%s\n" : "changed %s\n", edits.items[i].path);
        buf_clear(&edits.items[i].text);
    }
    if (!ok)
        return false;
    run_printf(run, 1, run_in_chinese(run) ? "%d年版已存于editions/%d，可用 shudu build editions/%d 生成\n" : "the edition of %d is kept in editions/%d: shudu build editions/%d\n",
        old, old, old);
    print_missing(run, year);
    return true;
}

ShuduStatus
shudu_new_edition(const ShuduOptions *options)
{
    Run run;
    run_open(&run, options);
    if (run_open_project(&run, options->project) && !diags_errors(run.diags))
        roll(&run, options->year);
    return run_close(&run);
}
