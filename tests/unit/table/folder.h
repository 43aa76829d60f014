/* A project folder that lives as long as one test, and what its diagnostics say. */
#ifndef SHUDU_TESTS_FOLDER_H
#define SHUDU_TESTS_FOLDER_H

#include "base/diag_print.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/str.h"

typedef struct Folder {
    char root[64];
    Arena *arena;
    Diags *diags;
    Reader *reader;
} Folder;

static inline Folder
folder_open(void)
{
    Folder f = {.root = "/tmp/shudu-test-XXXXXX"};
    assert_non_null(mkdtemp(f.root));
    f.arena = arena_new();
    f.diags = diags_new(f.arena);
    f.reader = reader_new(f.arena, files_new(f.arena, f.root), f.diags);
    return f;
}

/* Files are cached once read: write all of them first. */
static inline void
folder_write(const Folder *f, const char *path, const char *text)
{
    char *full = arena_printf(f->arena, "%s/%s", f->root, path);
    for (char *at = strchr(full + strlen(f->root) + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(full, 0700);
        *at = '/';
    }
    FILE *file = fopen(full, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static inline void
folder_remove(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        Buf child = BUF_INIT;
        buf_printf(&child, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(child.ptr) != 0)
            folder_remove(child.ptr);
        buf_clear(&child);
    }
    if (dir)
        closedir(dir);
    rmdir(path);
}

static inline void
folder_close(Folder *f)
{
    folder_remove(f->root);
    arena_free(f->arena);
}

/* "code@path:line:column" of all diagnostics, in order, separated by blanks; "" for none. */
static inline const char *
folder_codes(const Folder *f)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < diags_count(f->diags); i++) {
        const Diag *d = diags_at(f->diags, i);
        buf_printf(&out, "%s%s", i ? " " : "", diag_code_text(d->code));
        if (d->loc.source)
            buf_printf(&out, "@%s", loc_text(f->arena, d->loc));
    }
    const char *text = out.length ? buf_take(&out, f->arena) : "";
    buf_clear(&out);
    return text;
}

/* Message and hint of the first diagnostic, in English: "message | hint". */
static inline const char *
folder_first(const Folder *f)
{
    if (!diags_count(f->diags))
        return "";
    const Diag *d = diags_at(f->diags, 0);
    return d->hint[MESSAGE_EN] ? arena_printf(f->arena, "%s | %s", d->message[MESSAGE_EN], d->hint[MESSAGE_EN]) : d->message[MESSAGE_EN];
}

#endif
