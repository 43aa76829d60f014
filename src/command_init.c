/* command_init.c -- a small complete project to start from. Nothing that is there is touched. */
#include "project_files.h"
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* A folder that is not there, or holds nothing but hidden files (a fresh repository). */
static bool
is_free(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return errno == ENOENT;
    bool empty = true;
    for (struct dirent *entry; empty && (entry = readdir(dir));)
        empty = entry->d_name[0] == '.';
    closedir(dir);
    return empty;
}

/* With the folders above it. */
static bool
make_folder(Arena *arena, const char *path)
{
    char *folder = arena_strdup(arena, path);
    for (char *slash = folder + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            return false;
    }
    return mkdir(folder, 0777) == 0 || errno == EEXIST;
}

static bool
write_project_file(Run *run, const char *folder, const ProjectFile *file)
{
    const char *path = arena_printf(run->arena, "%s/%s", folder, file->path);
    if (!make_folder(run->arena, arena_strndup(run->arena, path, (size_t)(strrchr(path, '/') - path))))
        return diag(run->diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, strerror(errno));
    struct stat there;
    if (stat(path, &there) == 0)
        return true; /* .gitignore of a fresh repository */
    Buf bytes = BUF_INIT;
    buf_add_bytes(&bytes, file->bytes, file->size);
    bool ok = run_write_file(run, path, &bytes);
    buf_clear(&bytes);
    return ok;
}

ShuduStatus
shudu_init(const ShuduOptions *options)
{
    Run run;
    run_open(&run, options);
    const char *folder = options->project ? options->project : ".";
    bool ok = is_free(folder) || diag(run.diags, DIAG_INIT_NOT_EMPTY, LOC_NONE, folder);
    for (size_t i = 0; ok && i < PROJECT_FILE_COUNT; i++)
        ok = write_project_file(&run, folder, &PROJECT_FILES[i]);
    if (ok)
        run_printf(&run, 1, run_in_chinese(&run) ? "%s：新项目已建好，共%zu个文件。下一步：shudu build %s，然后看 %s/README.md\n"
                                                 : "%s: a project of %zu files. Next: shudu build %s, then read %s/README.md\n",
            folder, PROJECT_FILE_COUNT, folder, folder);
    return run_close(&run);
}
