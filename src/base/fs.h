/* base/fs.h -- files and folders outside the project's reading: outputs, caches, temporary places.
 *
 * What a job reads goes through its Reader (base/source.h); this is for whoever writes and clears.
 *
 * Errors   false with errno; nothing is reported here
 * Tests    tests/unit/base/fs_test.c
 */
#ifndef SHUDU_BASE_FS_H
#define SHUDU_BASE_FS_H

#include "base/arena.h"

/* SHA-256 of a file in hex, mapped rather than read; "" where there is none. */
void file_sha256(const char *path, char sha256[65]);
/* The whole of a file, NUL-terminated; NULL with errno. */
char *file_read(Arena *arena, const char *path, size_t *length);
bool file_write(const char *path, const void *bytes, size_t length);
/* An ordinary file with just these bytes. */
bool file_has_bytes(const char *path, const void *bytes, size_t length);
/* Makes all folders of `path` up to its last slash. */
bool file_make_parents(Arena *arena, const char *path);
/* A folder with all that is in it; links are removed, not followed. */
void folder_tree_remove(Arena *arena, const char *path);
/* Whether two files or folders hold the same: names and bytes. Nothing on both sides is the same. */
bool folder_tree_equal(Arena *arena, const char *one, const char *other);
/* A new folder that nobody else sees, below TMPDIR; NULL with errno. */
const char *folder_temporary(Arena *arena, const char *name);

#endif
