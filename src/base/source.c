/* base/source.c -- reading below one root, remembering what was asked. Places are in source_loc.c, SHA-256 in sha256.c.
 *
 * A Files may be used by readers of several threads: its cache is guarded by
 * one lock, and a Source never changes once it is in the cache.
 */
#include "base/source.h"

#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef enum FileState {
    FILE_READ,
    FILE_MISSING,
    FILE_OUTSIDE,
    FILE_TOO_LARGE,
    FILE_UNREADABLE,
    FILE_PASSED,   /* read in parts, not kept */
} FileState;

/* What is known of one path; made once, then constant (but for the hash). */
typedef struct File {
    FileState state;
    Source *source;     /* FILE_READ */
    const char *reason[MESSAGE_LANG_COUNT]; /* FILE_UNREADABLE */
    char sha256[65];    /* made when a record asks for it */
    FileStamp stamp;
} File;

struct Files {
    Arena *arena; /* its own, used under the lock only */
    pthread_mutex_t lock;
    const char *root;      /* as given */
    const char *real_root; /* absolute, without symbolic links; NULL when there is no such folder */
    const char *mount_name; /* a folder right below the root that is elsewhere; NULL: none */
    const char *mount;
    Map files;             /* normalised path → File */
    size_t threads;        /* 0: as many as there are processors */
};

typedef struct Record {
    ReadRecord shown;
    File *file; /* hash it when asked */
} Record;

struct Reader {
    Arena *arena;
    Files *files;
    Diags *diags;
    VEC(Record *) records;
    Map seen; /* kind and path → Record */
};

static void
files_close(void *object)
{
    Files *files = object;
    pthread_mutex_destroy(&files->lock);
    arena_free(files->arena);
}

Files *
files_new(Arena *arena, const char *root)
{
    Files *files = ARENA_NEW(arena, Files);
    files->arena = arena_new();
    pthread_mutex_init(&files->lock, NULL);
    arena_defer(arena, files_close, files);
    files->root = arena_strdup(files->arena, str_is_empty(root) ? "." : root);
    char *real = realpath(files->root, NULL);
    files->real_root = arena_strdup(files->arena, real);
    free(real);
    map_init(&files->files, files->arena);
    return files;
}

void
files_set_threads(Files *files, size_t threads)
{
    files->threads = threads;
}

void
files_mount(Files *files, const char *name, const char *folder)
{
    char *real = realpath(folder, NULL);
    files->mount_name = arena_strdup(files->arena, name);
    files->mount = arena_strdup(files->arena, real ? real : folder);
    free(real);
}

const char *
files_root(const Files *files)
{
    return files->root;
}

Reader *
reader_new(Arena *arena, Files *files, Diags *diags)
{
    Reader *reader = ARENA_NEW(arena, Reader);
    *reader = (Reader){.arena = arena, .files = files, .diags = diags};
    map_init(&reader->seen, arena);
    return reader;
}

Diags *
reader_diags(Reader *reader)
{
    return reader->diags;
}

const char *
source_normal_path(Arena *arena, const char *path)
{
    if (path[0] == '/')
        return NULL;
    size_t length = strlen(path);
    char *normal = arena_alloc(arena, length + 2);
    size_t used = 0;
    for (const char *at = path; *at;) {
        size_t part = strcspn(at, "/");
        if (part == 2 && at[0] == '.' && at[1] == '.') {
            if (used == 0)
                return NULL;
            while (used > 0 && normal[used - 1] != '/')
                used--;
            used -= used > 0;
        } else if (part > 0 && !(part == 1 && at[0] == '.')) {
            if (used > 0)
                normal[used++] = '/';
            memcpy(normal + used, at, part);
            used += part;
        }
        at += part;
        at += *at == '/';
    }
    normal[used] = '\0';
    return used ? normal : ".";
}

/* The absolute path behind a normalised one, with all links followed; NULL with errno, EXDEV if it is outside. */
static char *
resolve(const Files *files, const char *normal)
{
    if (!files->real_root) {
        errno = ENOENT;
        return NULL;
    }
    Buf path = BUF_INIT;
    const char *root = files->real_root;
    size_t mounted = files->mount ? strlen(files->mount_name) : 0;
    if (mounted && strncmp(normal, files->mount_name, mounted) == 0 && (normal[mounted] == '/' || !normal[mounted])) {
        root = files->mount;
        normal += mounted + (normal[mounted] == '/');
    }
    buf_printf(&path, "%s/%s", root, normal);
    char *real = realpath(path.ptr, NULL);
    int error = errno;
    buf_clear(&path);
    if (!real) {
        errno = error;
        return NULL;
    }
    size_t root_length = strlen(root);
    bool at_top = root_length == 1; /* "/" */
    if (!at_top && (strncmp(real, root, root_length) != 0 || (real[root_length] && real[root_length] != '/'))) {
        free(real);
        errno = EXDEV;
        return NULL;
    }
    return real;
}

static const char *const *
reason_of(int error)
{
    static const char *const folder[] = {"it is a folder", "它是一个文件夹"};
    static const char *const denied[] = {"permission denied", "没有读取权限"};
    static const char *const special[] = {"it is no ordinary file", "它不是普通文件"};
    static const char *const links[] = {"too many symbolic links", "符号链接层数过多"};
    static const char *const other[] = {"input/output error", "读写错误"};
    switch (error) {
    case EISDIR: return folder;
    case EACCES: return denied;
    case EINVAL: return special;
    case ELOOP: return links;
    default: return other;
    }
}

static void
fail(File *file, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        file->state = FILE_MISSING;
        break;
    case EXDEV:
        file->state = FILE_OUTSIDE;
        break;
    default:
        file->state = FILE_UNREADABLE;
        for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++)
            file->reason[lang] = reason_of(error)[lang];
    }
}

/* The whole of an open file. Returns NULL with errno. */
static char *
read_all(int fd, size_t expected, size_t *length)
{
    size_t capacity = expected + 1;
    char *text = base_alloc(capacity + 1);
    size_t used = 0;
    for (;;) {
        ssize_t got = read(fd, text + used, capacity - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int error = errno;
            free(text);
            errno = error;
            return NULL;
        }
        if (got == 0)
            break;
        used += (size_t)got;
        if (used == capacity) {
            /* The file grows while it is read. */
            if (used > SOURCE_SIZE_MAX) {
                free(text);
                errno = EFBIG;
                return NULL;
            }
            capacity *= 2;
            text = base_realloc(text, capacity + 1);
        }
    }
    text[used] = '\0';
    *length = used;
    return text;
}

static FileStamp
stamp_of(const struct stat *status)
{
    return (FileStamp){
        .size = (uint64_t)status->st_size,
        .inode = (uint64_t)status->st_ino,
        .modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec,
        .changed = (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec,
    };
}

FileStamp
file_stamp(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? stamp_of(&status) : (FileStamp){0};
}

FileStamp
file_stamp_settled(FileStamp stamp)
{
    enum { STEP_NS = 20 * 1000 * 1000 };
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t edge = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - STEP_NS;
    return stamp.modified < edge && stamp.changed < edge ? stamp : (FileStamp){0};
}

bool
file_stamp_equal(const FileStamp *a, const FileStamp *b)
{
    return a->size == b->size && a->inode == b->inode && a->modified == b->modified && a->changed == b->changed;
}

/* An ordinary file below the root, for reading; -1 with errno. */
static int
open_file(const Files *files, const char *normal, struct stat *status)
{
    char *real = resolve(files, normal);
    if (!real)
        return -1;
    int fd = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW), error = errno;
    free(real);
    if (fd >= 0 && fstat(fd, status) == 0 && S_ISREG(status->st_mode))
        return fd;
    if (fd >= 0) {
        error = S_ISDIR(status->st_mode) ? EISDIR : EINVAL;
        close(fd);
    }
    errno = error;
    return -1;
}

static void
load(Files *files, const char *normal, File *file)
{
    struct stat status = {0};
    int fd = open_file(files, normal, &status);
    if (fd < 0) {
        fail(file, errno);
        return;
    }
    size_t length;
    char *text = NULL;
    file->stamp = file_stamp_settled(stamp_of(&status));
    errno = EFBIG;
    if (status.st_size <= SOURCE_SIZE_MAX)
        text = read_all(fd, (size_t)status.st_size, &length);
    int error = errno;
    close(fd);
    if (!text && error == EFBIG) {
        file->state = FILE_TOO_LARGE;
    } else if (!text) {
        fail(file, error);
    } else {
        arena_defer(files->arena, free, text);
        Source *source = ARENA_NEW(files->arena, Source);
        *source = (Source){
            .path = arena_strdup(files->arena, normal),
            .text = text,
            .length = length,
            .text_start = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0,
        };
        file->source = source;
        file->state = FILE_READ;
    }
}

/* What stands for the hash of a file that was not the same all the time: no file ever has it. */
static const char CHANGED[] = "changed";

static File *
files_get(Files *files, const char *normal)
{
    pthread_mutex_lock(&files->lock);
    File *file = map_find(&files->files, normal);
    FileStamp passed = file && file->state == FILE_PASSED ? file->stamp : (FileStamp){0};
    if (!file) {
        file = ARENA_NEW(files->arena, File);
        load(files, normal, file);
        map_put(&files->files, normal, file);
    } else if (passed.size) {
        file->stamp = (FileStamp){0};
        load(files, normal, file);
        if (!file_stamp_equal(&file->stamp, &passed))
            strcpy(file->sha256, CHANGED);
    }
    pthread_mutex_unlock(&files->lock);
    return file;
}

const Source *
files_find(Files *files, const char *path)
{
    pthread_mutex_lock(&files->lock);
    const File *file = map_find(&files->files, path);
    pthread_mutex_unlock(&files->lock);
    return file ? file->source : NULL;
}

FileStamp
files_stamp(Files *files, const char *path)
{
    pthread_mutex_lock(&files->lock);
    const File *file = map_find(&files->files, path);
    pthread_mutex_unlock(&files->lock);
    return file ? file->stamp : (FileStamp){0};
}

size_t
reader_threads(const Reader *reader)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return reader->files->threads ? reader->files->threads : processors > 0 ? (size_t)processors : 1;
}

/* The record of this kind and path, new ones at the end. */
static Record *
record(Reader *reader, ReadKind kind, const char *path, File *file)
{
    const char *key = arena_printf(reader->arena, "%d:%s", (int)kind, path);
    Record *known = map_find(&reader->seen, key);
    if (known)
        return known;
    Record *fresh = ARENA_NEW(reader->arena, Record);
    fresh->shown.kind = kind;
    fresh->shown.path = arena_strdup(reader->arena, path);
    fresh->shown.size = file && file->source ? file->source->length : file && file->state == FILE_PASSED ? file->stamp.size : 0;
    fresh->shown.stamp = file ? file->stamp : (FileStamp){0};
    fresh->file = file;
    VEC_PUSH(reader->arena, &reader->records, fresh);
    map_put(&reader->seen, key, fresh);
    return fresh;
}

const Source *
reader_read(Reader *reader, const char *path, Loc from)
{
    const char *normal = source_normal_path(reader->arena, path);
    if (!normal) {
        diag(reader->diags, DIAG_SOURCE_OUTSIDE, from, path);
        return NULL;
    }
    File *file = files_get(reader->files, normal);
    record(reader, READ_FILE, normal, file);
    switch (file->state) {
    case FILE_READ:
        return file->source;
    case FILE_MISSING:
        diag(reader->diags, DIAG_SOURCE_MISSING, from, normal);
        return NULL;
    case FILE_OUTSIDE:
        diag(reader->diags, DIAG_SOURCE_OUTSIDE, from, normal);
        return NULL;
    case FILE_TOO_LARGE:
        diag(reader->diags, DIAG_SOURCE_TOO_LARGE, from, normal);
        return NULL;
    case FILE_UNREADABLE:
    case FILE_PASSED: /* not after files_get */
        break;
    }
    diag(reader->diags, DIAG_SOURCE_UNREADABLE, from, normal, file->reason[MESSAGE_EN], file->reason[MESSAGE_ZH]);
    return NULL;
}

/* ---- files in parts ------------------------------------------------------------------------------------------------ */

struct FileParts {
    int fd;
    FileStamp stamp;
};

FileParts *
reader_parts(Reader *reader, const char *path)
{
    Files *files = reader->files;
    const char *normal = source_normal_path(reader->arena, path);
    struct stat status;
    if (!normal || files_find(files, normal))
        return NULL;
    int fd = open_file(files, normal, &status);
    FileStamp stamp = fd >= 0 ? file_stamp_settled(stamp_of(&status)) : (FileStamp){0};
    bool good = stamp.size >= FILE_PARTS_FROM_BYTES && stamp.size <= SOURCE_SIZE_MAX;
    pthread_mutex_lock(&files->lock);
    File *file = good ? map_find(&files->files, normal) : NULL;
    if (file) {
        good = file->state == FILE_PASSED && file_stamp_equal(&file->stamp, &stamp);
    } else if (good) {
        file = ARENA_NEW(files->arena, File);
        *file = (File){.state = FILE_PASSED, .stamp = stamp};
        map_put(&files->files, normal, file);
    }
    pthread_mutex_unlock(&files->lock);
    if (!good) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    record(reader, READ_FILE, normal, file);
    FileParts *parts = ARENA_NEW(reader->arena, FileParts);
    *parts = (FileParts){fd, stamp};
    return parts;
}

size_t
file_parts_size(const FileParts *parts)
{
    return parts->stamp.size;
}

bool
file_parts_read(const FileParts *parts, size_t offset, char *to, size_t length)
{
    for (size_t used = 0; used < length;) {
        ssize_t got = pread(parts->fd, to + used, length - used, (off_t)(offset + used));
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        used += got > 0 ? (size_t)got : 0;
    }
    return true;
}

bool
file_parts_close(FileParts *parts)
{
    struct stat status;
    FileStamp now = fstat(parts->fd, &status) == 0 ? stamp_of(&status) : (FileStamp){0};
    close(parts->fd);
    return file_stamp_equal(&now, &parts->stamp);
}

static bool
is_there(const Files *files, const char *normal)
{
    char *real = resolve(files, normal);
    free(real);
    return real != NULL;
}

bool
reader_exists(Reader *reader, const char *path)
{
    const char *normal = source_normal_path(reader->arena, path);
    if (!normal)
        return false;
    /* The first answer stands for the whole run, also if the file comes or goes meanwhile. */
    Record *asked = record(reader, READ_EXISTS, normal, NULL);
    if (asked->shown.sha256[0] == '\0')
        strcpy(asked->shown.sha256, is_there(reader->files, normal) ? READ_PRESENT : READ_ABSENT);
    return strcmp(asked->shown.sha256, READ_PRESENT) == 0;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
list_folder(const Files *files, Arena *arena, const char *normal, NameList *names)
{
    char *real = resolve(files, normal);
    if (!real)
        return false;
    DIR *dir = opendir(real);
    free(real);
    if (!dir)
        return false;
    NameList found = {0};
    const struct dirent *entry;
    while ((entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            VEC_PUSH(arena, &found, arena_strdup(arena, entry->d_name));
    closedir(dir);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_names);
    *names = found;
    return true;
}

static void
hash_names(const NameList *names, char out[65])
{
    Buf joined = BUF_INIT;
    for (size_t i = 0; i < names->count; i++) {
        buf_add(&joined, names->items[i]);
        buf_add_char(&joined, '/'); /* the one byte no name holds */
    }
    sha256_hex(joined.ptr, joined.length, out);
    buf_clear(&joined);
}

bool
reader_list(Reader *reader, Arena *arena, const char *folder, NameList *names)
{
    const char *normal = source_normal_path(reader->arena, folder);
    if (!normal)
        return false;
    bool listed = list_folder(reader->files, arena, normal, names);
    Record *asked = record(reader, READ_FOLDER, normal, NULL);
    if (listed && asked->shown.sha256[0] == '\0') {
        hash_names(names, asked->shown.sha256);
        asked->shown.size = names->count;
    }
    return listed;
}

size_t
reader_count(const Reader *reader)
{
    return reader->records.count;
}

/* Made when it is asked for; of a file that was read in parts only while it is still the same. */
static void
hash_file(const Files *files, const char *normal, File *file)
{
    if (file->source) {
        sha256_hex(file->source->text, file->source->length, file->sha256);
    } else if (file->state == FILE_PASSED) {
        char *real = resolve(files, normal);
        if (real)
            file_sha256(real, file->sha256);
        FileStamp now = real ? file_stamp(real) : (FileStamp){0};
        if (!file_stamp_equal(&now, &file->stamp))
            strcpy(file->sha256, CHANGED);
        free(real);
    }
}

ReadRecord
reader_record(const Reader *reader, size_t index)
{
    const Record *wanted = reader->records.items[index];
    ReadRecord shown = wanted->shown;
    File *file = wanted->file;
    if (file) {
        pthread_mutex_lock(&reader->files->lock);
        if (file->sha256[0] == '\0')
            hash_file(reader->files, shown.path, file);
        memcpy(shown.sha256, file->sha256, sizeof shown.sha256);
        pthread_mutex_unlock(&reader->files->lock);
    }
    return shown;
}

bool
files_still_hold(Files *files, const ReadRecord *known)
{
    Arena *scratch = arena_new();
    const char *normal = source_normal_path(scratch, known->path);
    char now[65] = "";
    if (normal && known->kind == READ_FILE) {
        const File *file = files_get(files, normal);
        if (file->source && file->source->length == known->size)
            sha256_hex(file->source->text, file->source->length, now);
        else if (file->source)
            strcpy(now, "?"); /* another size: no need to hash */
    } else if (normal && known->kind == READ_EXISTS) {
        strcpy(now, is_there(files, normal) ? READ_PRESENT : READ_ABSENT);
    } else if (normal) {
        NameList names;
        if (list_folder(files, scratch, normal, &names))
            hash_names(&names, now);
    }
    arena_free(scratch);
    return strcmp(now, known->sha256) == 0;
}
