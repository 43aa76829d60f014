#include "base/fs.h"

#include "base/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void
file_sha256(const char *path, char sha256[65])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    strcpy(sha256, "");
    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        size_t size = (size_t)info.st_size;
        void *bytes = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
        if (bytes != MAP_FAILED)
            sha256_hex(size ? bytes : "", size, sha256);
        if (bytes && bytes != MAP_FAILED)
            munmap(bytes, size);
    }
    close(fd);
}

char *
file_read(Arena *arena, const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    struct stat info;
    if (!file)
        return NULL;
    size_t size = fstat(fileno(file), &info) == 0 && S_ISREG(info.st_mode) ? (size_t)info.st_size : 0;
    char *text = arena_alloc(arena, size + 1);
    *length = fread(text, 1, size, file);
    text[*length] = '\0';
    bool ok = !ferror(file);
    fclose(file);
    return ok ? text : NULL;
}

bool
file_write(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool ok = fwrite(bytes, 1, length, file) == length;
    /* A full disk may show only when the buffer is flushed. */
    return fclose(file) == 0 && ok;
}

bool
file_has_bytes(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (fd < 0)
        return false;
    struct stat info;
    bool same = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && (size_t)info.st_size == length;
    char block[16 * 1024];
    for (size_t at = 0; same && at < length;) {
        ssize_t got = read(fd, block, MIN_OF(sizeof block, length - at));
        same = got > 0 && memcmp(block, (const char *)bytes + at, (size_t)got) == 0;
        at += same ? (size_t)got : 0;
    }
    close(fd);
    return same;
}

bool
file_make_parents(Arena *arena, const char *path)
{
    char *copy = arena_strdup(arena, path);
    for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return true;
}

void
folder_tree_remove(Arena *arena, const char *path)
{
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const char *child = arena_printf(arena, "%s/%s", path, entry->d_name);
        struct stat info;
        if (lstat(child, &info) == 0 && S_ISDIR(info.st_mode))
            folder_tree_remove(arena, child);
        else
            unlink(child);
    }
    closedir(dir);
    rmdir(path);
}

static bool
file_equal(const char *one, const char *other)
{
    Arena *scratch = arena_new();
    size_t length, other_length;
    const char *a = file_read(scratch, one, &length), *b = file_read(scratch, other, &other_length);
    bool same = a && b ? length == other_length && memcmp(a, b, length) == 0 : !a && !b;
    arena_free(scratch);
    return same;
}

/* Every name of the one is in the other, with the same behind it; `shallow`: only that it is there. */
static bool
holds_all(Arena *arena, DIR *dir, const char *one, const char *other, bool shallow)
{
    bool same = true;
    for (struct dirent *entry; same && (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const char *there = arena_printf(arena, "%s/%s", other, entry->d_name);
        same = shallow ? access(there, F_OK) == 0 : folder_tree_equal(arena, arena_printf(arena, "%s/%s", one, entry->d_name), there);
    }
    return same;
}

bool
folder_tree_equal(Arena *arena, const char *one, const char *other)
{
    DIR *a = opendir(one), *b = opendir(other);
    bool same = a && b ? holds_all(arena, b, other, one, true) && holds_all(arena, a, one, other, false) : !a && !b && file_equal(one, other);
    if (a)
        closedir(a);
    if (b)
        closedir(b);
    return same;
}

const char *
folder_temporary(Arena *arena, const char *name)
{
    const char *tmp = getenv("TMPDIR");
    char *path = arena_strdup(arena, arena_printf(arena, "%s/%s-XXXXXX", tmp && *tmp ? tmp : "/tmp", name));
    return mkdtemp(path);
}
