#define _GNU_SOURCE /* syncfs */
#include "jobs/stage.h"

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct Stage {
    Arena *arena;
    const char *out;
    const char *folder; /* out/.stage */
    int lock;
    VEC(const char *) written;
    VEC(const char *) removed;
};

static bool
write_error(Diags *diags, const char *path)
{
    return diag(diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, strerror(errno));
}

Stage *
stage_open(Arena *arena, Diags *diags, const char *out)
{
    if (!file_make_parents(arena, arena_printf(arena, "%s/x", out))) {
        write_error(diags, out);
        return NULL;
    }
    const char *lock_path = arena_printf(arena, "%s/.lock", out);
    int lock = open(lock_path, O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (lock < 0) {
        write_error(diags, lock_path);
        return NULL;
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        close(lock);
        diag(diags, DIAG_OUTPUT_LOCKED, LOC_NONE, NULL);
        return NULL;
    }
    Stage *stage = ARENA_NEW(arena, Stage);
    stage->arena = arena;
    stage->out = out;
    stage->folder = arena_printf(arena, "%s/.stage", out);
    stage->lock = lock;
    folder_tree_remove(arena, stage->folder);
    return stage;
}

bool
stage_write(Stage *stage, Diags *diags, const char *path, const void *bytes, size_t size)
{
    const char *target = arena_printf(stage->arena, "%s/%s", stage->folder, path);
    if (!file_make_parents(stage->arena, target))
        return write_error(diags, target);
    if (!file_write(target, bytes, size))
        return write_error(diags, target);
    VEC_PUSH(stage->arena, &stage->written, arena_strdup(stage->arena, path));
    return true;
}

const char *
stage_folder(const Stage *stage)
{
    return stage->folder;
}

void
stage_adopt(Stage *stage, const char *path)
{
    VEC_PUSH(stage->arena, &stage->written, arena_strdup(stage->arena, path));
}

void
stage_remove(Stage *stage, const char *path)
{
    VEC_PUSH(stage->arena, &stage->removed, arena_strdup(stage->arena, path));
}

bool
stage_commit(Stage *stage, Diags *diags)
{
    /* One syncfs costs a third of syncing each of a hundred files. */
    if (stage->written.count && syncfs(stage->lock) != 0)
        return write_error(diags, stage->folder);
    for (size_t i = 0; i < stage->written.count; i++) {
        const char *path = stage->written.items[i];
        const char *target = arena_printf(stage->arena, "%s/%s", stage->out, path);
        if (!file_make_parents(stage->arena, target)
            || rename(arena_printf(stage->arena, "%s/%s", stage->folder, path), target) != 0)
            return write_error(diags, target);
    }
    for (size_t i = 0; i < stage->removed.count; i++)
        unlink(arena_printf(stage->arena, "%s/%s", stage->out, stage->removed.items[i]));
    return true;
}

void
stage_close(Stage *stage)
{
    if (!stage)
        return;
    folder_tree_remove(stage->arena, stage->folder);
    close(stage->lock);
}
