/* base/source.h -- the texts a run has read, and places in them.
 *
 * All reads of a job go through its Reader, which records what the job depends
 * on (files, and files that were looked for and are absent, and folder
 * listings). Texts are cached in the Files of the run, so a file is read once.
 * A Reader never leaves the project folder (error source-outside), and refuses
 * files larger than SOURCE_SIZE_MAX (error source-too-large). Absolute paths, ".."
 * above the root and symbolic links out of it count as outside.
 * A long file may also pass by in parts (FileParts).
 *
 * A Loc is a byte range of a Source. Line and column (code points from 1) are
 * derived only when a message is printed.
 */
#ifndef SHUDU_BASE_SOURCE_H
#define SHUDU_BASE_SOURCE_H

#include "base/vec.h"

enum { SOURCE_SIZE_MAX = 512 * 1024 * 1024 };

typedef struct Diags Diags;

typedef struct Source {
    const char *path;  /* as printed: relative to the project's root */
    const char *text;  /* whole content; NUL-terminated; may hold NULs. UTF-8 BOM kept, see text_start */
    size_t length;     /* bytes */
    size_t text_start; /* 3 where the file begins with a UTF-8 BOM, else 0 */
} Source;

typedef struct Loc {
    const Source *source; /* NULL: no place known */
    uint32_t offset;      /* bytes from the beginning of the text */
    uint32_t length;      /* bytes; 0 is a point */
} Loc;

typedef struct LineCol {
    int line;   /* from 1 */
    int column; /* code points from 1 */
} LineCol;

static const Loc LOC_NONE = {0};

typedef struct Files Files;
typedef struct Reader Reader;

/* The files below one root folder. Readers of several threads may share it. */
Files *files_new(Arena *arena, const char *root);
const char *files_root(const Files *files);
/* How many threads may work at one file: all processors, unless set. */
void files_set_threads(Files *files, size_t threads);
/* Another folder in the place of one right below the root: data/ of another version. Before anything is read. */
void files_mount(Files *files, const char *name, const char *folder);

/* A reader that records. Several readers share the cache of one Files. */
Reader *reader_new(Arena *arena, Files *files, Diags *diags);
Diags *reader_diags(Reader *reader);
size_t reader_threads(const Reader *reader);
/* Reads `path` (relative to the root, '/' separated). On failure reports at
 * `from` (source-missing, source-unreadable, source-outside, source-too-large)
 * and returns NULL. */
const Source *reader_read(Reader *reader, const char *path, Loc from);
/* Whether a file or folder is there, below the root; recorded as a dependency either way. */
bool reader_exists(Reader *reader, const char *path);
/* Names in a folder in byte order, without "." and ".."; recorded. */
typedef VEC(const char *) NameList;
bool reader_list(Reader *reader, Arena *arena, const char *folder, NameList *names);

/* A long file that passes by in parts and is not kept: for those who add it up, and need no places in it. It counts as read.
 * NULL, and nothing is reported: it has to be read whole, as it is short, absent, or too new for its stamp to be relied on. */
enum { FILE_PARTS_FROM_BYTES = 256 * 1024 };
typedef struct FileParts FileParts;
FileParts *reader_parts(Reader *reader, const char *path);
size_t file_parts_size(const FileParts *parts);
/* By several threads at once; false: there are no such bytes any more. */
bool file_parts_read(const FileParts *parts, size_t offset, char *to, size_t length);
/* False: the file has changed meanwhile, and what was read is of no use. */
bool file_parts_close(FileParts *parts);

/* What this reader has read so far, in order of first use: path and SHA-256 in hex. */
typedef enum ReadKind {
    READ_FILE,   /* the content: sha256 of the bytes, "" where it could not be read; size in bytes */
    READ_EXISTS, /* whether it is there: sha256 holds READ_PRESENT or READ_ABSENT */
    READ_FOLDER, /* the names in it: sha256 of them, "" where there is no such folder; size is their number */
} ReadKind;
#define READ_PRESENT "present"
#define READ_ABSENT "absent"

/* What the file system says of a file: as long as it says the same, the bytes are taken to be the same. All 0: no such file,
 * or nothing that can be relied on. */
typedef struct FileStamp {
    uint64_t size, inode;
    int64_t modified, changed; /* ns since 1970 */
} FileStamp;
FileStamp file_stamp(const char *path); /* links are followed */
/* The stamp, taken just now, or none where its times are so near to now that another write could still bear them: file systems
 * tell time in steps. */
FileStamp file_stamp_settled(FileStamp stamp);
bool file_stamp_equal(const FileStamp *a, const FileStamp *b);

typedef struct ReadRecord {
    const char *path; /* normalised */
    char sha256[65];
    size_t size;
    ReadKind kind;
    FileStamp stamp;  /* READ_FILE: as it was before the content was read, when that was settled */
} ReadRecord;
size_t reader_count(const Reader *reader);
ReadRecord reader_record(const Reader *reader, size_t index); /* hashes on first use, once for all readers */
/* Whether a record of an earlier run would come out the same today. */
bool files_still_hold(Files *files, const ReadRecord *known);

/* The text read from `path` so far, NULL; and its stamp. */
const Source *files_find(Files *files, const char *path);
FileStamp files_stamp(Files *files, const char *path);

/* A text that is no file: an expression from the command line, a test. */
const Source *source_from_text(Arena *arena, const char *path, const char *text);
const Source *source_from_bytes(Arena *arena, const char *path, const char *bytes, size_t length);
/* "a/./b/../c" as "a/c", the root as "."; NULL for an absolute path or one that leaves the root. */
const char *source_normal_path(Arena *arena, const char *path);

/* Counts lines from the beginning; whoever asks for many places in order keeps the line's start and asks for the column. */
LineCol source_line_col(const Source *source, size_t offset);
int source_column(const Source *source, size_t line_start, size_t offset);
/* The part of `loc` from `start`, `length` bytes long, clipped to the source. */
Loc loc_part(Loc loc, size_t start, size_t length);
/* "data/x.csv:14:9", or "" for LOC_NONE. */
const char *loc_text(Arena *arena, Loc loc);

/* SHA-256 of bytes as 64 hex digits and NUL. */
void sha256_hex(const void *bytes, size_t length, char out[65]);

#endif
