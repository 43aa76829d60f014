#include "jobs/cache.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char MAGIC[] = "shudu-cache 3";

Cache *
cache_new(Arena *arena)
{
    Cache *cache = ARENA_NEW(arena, Cache);
    cache->arena = arena;
    cache->said = diags_new(arena);
    map_init(&cache->index, arena);
    return cache;
}

Depend *
cache_depend(Cache *cache, DependKind kind, const char *key, const char *answer)
{
    const char *name = arena_printf(cache->arena, "%d %s %s", (int)kind, answer, key);
    Depend *known = map_find(&cache->index, name);
    if (known)
        return known;
    Depend *depend = ARENA_NEW(cache->arena, Depend);
    depend->kind = kind;
    depend->key = arena_strdup(cache->arena, key);
    depend->answer = arena_strdup(cache->arena, answer);
    map_put(&cache->index, name, depend);
    return depend;
}

static CacheJob *
find(const CacheJobList *list, const char *key)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i]->key, key))
            return list->items[i];
    return NULL;
}

CacheJob *
cache_job(const Cache *cache, const char *key)
{
    return cache ? find(&cache->jobs, key) : NULL;
}

CacheJob *
cache_part(const Cache *cache, const char *key)
{
    return find(&cache->parts, key);
}

void
cache_each_once(DependList *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i]->number = 0;
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->number++ == 0)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

CacheJob *
cache_adopt(Cache *cache, const CacheJob *job)
{
    CacheJob *own = ARENA_NEW(cache->arena, CacheJob);
    *own = *job;
    own->depends = (DependList){0};
    for (size_t i = 0; i < job->depends.count; i++) {
        const Depend *theirs = job->depends.items[i];
        Depend *depend = cache_depend(cache, theirs->kind, theirs->key, theirs->answer);
        depend->stamp = theirs->stamp;
        depend->size = theirs->size;
        VEC_PUSH(cache->arena, &own->depends, depend);
    }
    cache_each_once(&own->depends);
    return own;
}

static void
put(Arena *arena, CacheJobList *list, CacheJob *job)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->items[i]->key, job->key)) {
            list->items[i] = job;
            return;
        }
    }
    VEC_PUSH(arena, list, job);
}

void
cache_put(Cache *cache, CacheJob *job)
{
    put(cache->arena, &cache->jobs, job);
}

void
cache_put_part(Cache *cache, CacheJob *part)
{
    put(cache->arena, &cache->parts, part);
}

CacheOutput *
cache_output(const CacheJob *job, const char *path)
{
    for (size_t i = 0; i < job->outputs.count; i++)
        if (str_equal(job->outputs.items[i].path, path))
            return &job->outputs.items[i];
    return NULL;
}

const char *
cache_note(const CacheJob *job, const char *name)
{
    for (size_t i = 0; i < job->notes.count; i++)
        if (str_equal(job->notes.items[i].name, name))
            return job->notes.items[i].text;
    return NULL;
}

/* ---- writing ------------------------------------------------------------------------------------------------ */

/* A field: tab, then the text with its tabs and line ends escaped; NULL is "\0". */
static void
field(Buf *out, const char *text)
{
    buf_add_char(out, '\t');
    if (!text)
        buf_add(out, "\\0");
    for (const char *at = text; at && *at; at++) {
        size_t plain = strcspn(at, "\\\t\n");
        buf_add_bytes(out, at, plain);
        at += plain;
        if (!*at)
            break;
        buf_add_char(out, '\\');
        buf_add_char(out, *at == '\t' ? 't' : *at == '\n' ? 'n' : '\\');
    }
}

static void
number(Buf *out, uint64_t value)
{
    buf_printf(out, "\t%" PRIx64, value);
}

static void
stamp(Buf *out, const FileStamp *value)
{
    number(out, value->size);
    number(out, value->inode);
    number(out, (uint64_t)value->modified);
    number(out, (uint64_t)value->changed);
}

static void
write_depends(Buf *out, const char *record, const DependList *list)
{
    buf_add(out, record);
    for (size_t i = 0; i < list->count; i++)
        number(out, list->items[i]->number);
    buf_add_char(out, '\n');
}

static void
write_output(Buf *out, const char *record, const CacheOutput *output)
{
    buf_add(out, record);
    field(out, output->path);
    field(out, output->sha256);
    number(out, output->bytes);
    number(out, (uint64_t)output->pages);
    stamp(out, &output->stamp);
    buf_add_char(out, '\n');
}

/* Names of sources are paths; those that are no files of the project are numbered, and stand before whoever points into them. */
static void
write_text(Cache *cache, Files *files, Loc loc, Buf *out)
{
    if (!loc.source || files_find(files, loc.source->path) == loc.source)
        return;
    for (size_t i = 0; i < cache->texts.count; i++)
        if (cache->texts.items[i] == loc.source)
            return;
    VEC_PUSH(cache->arena, &cache->texts, loc.source);
    buf_add_char(out, 't');
    field(out, loc.source->path);
    field(out, loc.source->text);
    buf_add_char(out, '\n');
}

static void
write_loc(const Cache *cache, Files *files, Loc loc, Buf *out)
{
    Buf name = BUF_INIT;
    if (loc.source && files_find(files, loc.source->path) != loc.source)
        for (size_t i = 0; i < cache->texts.count; i++)
            if (cache->texts.items[i] == loc.source)
                buf_printf(&name, "#%zu", i);
    field(out, !loc.source ? NULL : name.ptr ? name.ptr : loc.source->path);
    number(out, loc.offset);
    number(out, loc.length);
    buf_clear(&name);
}

static void
write_said(Cache *cache, Files *files, const Diags *said, Buf *out)
{
    for (size_t i = 0; i < diags_count(said); i++) {
        const Diag *one = diags_at(said, i);
        write_text(cache, files, one->loc, out);
        for (size_t k = 0; k < one->notes.count; k++)
            write_text(cache, files, one->notes.items[k].loc, out);
        buf_add_char(out, 'm');
        field(out, diag_code_text(one->code));
        write_loc(cache, files, one->loc, out);
        for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++) {
            field(out, one->message[lang]);
            field(out, one->hint[lang]);
        }
        buf_add_char(out, '\n');
        for (size_t k = 0; k < one->notes.count; k++) {
            buf_add_char(out, 'n');
            write_loc(cache, files, one->notes.items[k].loc, out);
            for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++)
                field(out, one->notes.items[k].text[lang]);
            buf_add_char(out, '\n');
        }
    }
}

static void
write_job(Cache *cache, Files *files, char record, const CacheJob *job, Buf *out)
{
    buf_add_char(out, record);
    field(out, job->key);
    field(out, job->kind);
    field(out, job->lang);
    number(out, job->ok);
    buf_add_char(out, '\n');
    write_depends(out, "u", &job->depends);
    for (size_t i = 0; i < job->outputs.count; i++)
        write_output(out, "o", &job->outputs.items[i]);
    for (size_t i = 0; i < job->notes.count; i++) {
        buf_add_char(out, 'x');
        field(out, job->notes.items[i].name);
        field(out, job->notes.items[i].text);
        buf_add_char(out, '\n');
    }
    write_said(cache, files, job->said, out);
}

/* Those that a list names, numbered in order of first use: what nobody asks any more is forgotten. */
static void
write_used(Cache *cache, const DependList *list, size_t *count, Buf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        Depend *depend = list->items[i];
        if (depend->number != SIZE_MAX)
            continue;
        depend->number = (*count)++;
        buf_printf(out, "d\t%d", (int)depend->kind);
        field(out, depend->key);
        field(out, depend->answer);
        number(out, depend->size);
        stamp(out, &depend->stamp);
        buf_add_char(out, '\n');
    }
    (void)cache;
}

void
cache_write(Cache *cache, Files *files, Buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < cache->index.entries.count; i++)
        ((Depend *)cache->index.entries.items[i].value)->number = SIZE_MAX;
    cache->texts.count = 0;
    buf_printf(out, "%s\n", MAGIC);
    write_used(cache, &cache->shared, &count, out);
    for (size_t i = 0; i < cache->jobs.count; i++)
        write_used(cache, &cache->jobs.items[i]->depends, &count, out);
    for (size_t i = 0; i < cache->parts.count; i++)
        write_used(cache, &cache->parts.items[i]->depends, &count, out);
    write_depends(out, cache->complete ? "p\ns" : "s", &cache->shared);
    for (size_t i = 0; i < cache->common.count; i++)
        write_output(out, "c", &cache->common.items[i]);
    write_said(cache, files, cache->said, out);
    for (size_t i = 0; i < cache->jobs.count; i++)
        write_job(cache, files, 'j', cache->jobs.items[i], out);
    for (size_t i = 0; i < cache->parts.count; i++)
        write_job(cache, files, 'k', cache->parts.items[i], out);
    buf_printf(out, "end\t%016" PRIx64 "\n", bytes_hash(out->ptr, out->length));
}

bool
cache_save(Cache *cache, Files *files, const char *path)
{
    Buf out = BUF_INIT;
    cache_write(cache, files, &out);
    const char *slash = strrchr(path, '/'), *folder = arena_strndup(cache->arena, path, (size_t)(slash - path));
    const char *temporary = arena_printf(cache->arena, "%s.tmp", path);
    mkdir(folder, 0777);
    FILE *file = fopen(temporary, "wb");
    bool ok = file && fwrite(out.ptr, 1, out.length, file) == out.length;
    if (file && fclose(file) != 0)
        ok = false;
    ok = ok && rename(temporary, path) == 0;
    if (!ok)
        unlink(temporary);
    buf_clear(&out);
    return ok;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

enum { FIELDS_MAX = 12 };

typedef struct Parser {
    Cache *cache;
    Files *files;
    char *at;                      /* fields of the line that are still to be read; NULL: none */
    bool broken;
    VEC(Depend *) depends;
    CacheJob *job;
} Parser;

/* The next field, unescaped in place. */
static const char *
next(Parser *self)
{
    char *from = self->at, *to = from;
    if (!from) {
        self->broken = true;
        return "";
    }
    char *end = from + strcspn(from, "\t");
    self->at = *end ? end + 1 : NULL;
    *end = '\0';
    if (str_equal(from, "\\0"))
        return NULL;
    if (!strchr(from, '\\'))
        return from;
    for (const char *c = from; *c; c++) {
        if (*c != '\\') {
            *to++ = *c;
            continue;
        }
        c++;
        if (*c != 't' && *c != 'n' && *c != '\\')
            self->broken = true;
        *to++ = *c == 't' ? '\t' : *c == 'n' ? '\n' : '\\';
        if (!*c)
            break;
    }
    *to = '\0';
    return from;
}

static const char *
next_text(Parser *self)
{
    const char *text = next(self);
    return text ? text : "";
}

static uint64_t
next_number(Parser *self)
{
    const char *text = next_text(self);
    char *end;
    uint64_t value = strtoull(text, &end, 16);
    if (end == text || *end)
        self->broken = true;
    return value;
}

static FileStamp
next_stamp(Parser *self)
{
    FileStamp value;
    value.size = next_number(self);
    value.inode = next_number(self);
    value.modified = (int64_t)next_number(self);
    value.changed = (int64_t)next_number(self);
    return value;
}

static void
parse_depend(Parser *self)
{
    uint64_t kind = next_number(self);
    const char *key = next_text(self), *answer = next_text(self);
    if (kind >= DEPEND_KIND_COUNT) {
        self->broken = true;
        return;
    }
    Depend *depend = cache_depend(self->cache, (DependKind)kind, key, answer);
    depend->size = next_number(self);
    depend->stamp = next_stamp(self);
    VEC_PUSH(self->cache->arena, &self->depends, depend);
}

static void
parse_list(Parser *self, DependList *out)
{
    while (self->at && !self->broken) {
        uint64_t index = next_number(self);
        if (index >= self->depends.count)
            self->broken = true;
        else
            VEC_PUSH(self->cache->arena, out, self->depends.items[index]);
    }
}

static CacheOutput
parse_output(Parser *self)
{
    CacheOutput output;
    output.path = next_text(self);
    output.sha256 = next_text(self);
    output.bytes = (size_t)next_number(self);
    output.pages = (int)next_number(self);
    output.stamp = next_stamp(self);
    /* A path that climbs out of out/ cannot be ours. */
    if (!*output.path || *output.path == '/' || strstr(output.path, ".."))
        self->broken = true;
    return output;
}

/* A place whose file cannot be read any more is none: its job is made again all the same. */
static Loc
parse_loc(Parser *self)
{
    Loc loc = {0};
    const char *name = next(self);
    loc.offset = (uint32_t)next_number(self);
    loc.length = (uint32_t)next_number(self);
    if (!name)
        return LOC_NONE;
    if (*name == '#') {
        size_t index = (size_t)strtoul(name + 1, NULL, 10);
        loc.source = index < self->cache->texts.count ? self->cache->texts.items[index] : NULL;
    } else {
        loc.source = reader_read(reader_new(self->cache->arena, self->files, diags_new(self->cache->arena)), name, LOC_NONE);
    }
    bool inside = loc.source && (size_t)loc.offset + loc.length <= loc.source->length;
    return inside ? loc : LOC_NONE;
}

static Diags *
said(Parser *self)
{
    return self->job ? self->job->said : self->cache->said;
}

static void
parse_message(Parser *self)
{
    Diag one = {0};
    if (!diag_code_parse(next_text(self), &one.code)) {
        self->broken = true;
        return;
    }
    one.severity = diag_code_severity(one.code);
    one.loc = parse_loc(self);
    for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++) {
        one.message[lang] = next_text(self);
        one.hint[lang] = next(self);
    }
    diag_add(said(self), &one);
}

static void
parse_message_note(Parser *self)
{
    static const char *const none[] = {NULL};
    Loc loc = parse_loc(self);
    const char *en = next_text(self), *zh = next_text(self);
    diag_note_at(said(self), loc, en, zh, none);
}

static void
parse_job(Parser *self, CacheJobList *out)
{
    CacheJob *job = ARENA_NEW(self->cache->arena, CacheJob);
    job->key = next_text(self);
    job->kind = next_text(self);
    job->lang = next_text(self);
    job->ok = next_number(self) != 0;
    job->said = diags_new(self->cache->arena);
    VEC_PUSH(self->cache->arena, out, job);
    self->job = job;
}

static void
parse_record(Parser *self, char kind)
{
    Arena *arena = self->cache->arena;
    bool inside = self->job != NULL;
    switch (kind) {
    case 'd': parse_depend(self); break;
    case 'p': self->cache->complete = true; break;
    case 's': parse_list(self, &self->cache->shared); break;
    case 'c': VEC_PUSH(arena, &self->cache->common, parse_output(self)); break;
    case 't': {
        const char *path = next_text(self), *text = next_text(self);
        VEC_PUSH(arena, &self->cache->texts, source_from_text(arena, path, text));
        break;
    }
    case 'm': parse_message(self); break;
    case 'n': parse_message_note(self); break;
    case 'j': parse_job(self, &self->cache->jobs); break;
    case 'k': parse_job(self, &self->cache->parts); break;
    case 'u':
        if (inside)
            parse_list(self, &self->job->depends);
        break;
    case 'o':
        if (inside)
            VEC_PUSH(arena, &self->job->outputs, parse_output(self));
        break;
    case 'x':
        if (inside) {
            CacheNote note;
            note.name = next_text(self);
            note.text = next_text(self);
            VEC_PUSH(arena, &self->job->notes, note);
        }
        break;
    default: self->broken = true;
    }
}

/* The text without its last line, when that is the hash of the rest. */
static bool
check_whole(char *text, size_t length)
{
    char expected[32];
    size_t last = (size_t)snprintf(expected, sizeof expected, "end\t%016" PRIx64 "\n", (uint64_t)0);
    if (length < last || memchr(text, '\0', length))
        return false;
    snprintf(expected, sizeof expected, "end\t%016" PRIx64 "\n", bytes_hash(text, length - last));
    bool whole = strcmp(text + length - last, expected) == 0;
    text[length - last] = '\0';
    return whole;
}

static char *
read_text(Arena *arena, const char *path, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0)
        return NULL;
    char *text = NULL;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size < SOURCE_SIZE_MAX) {
        text = arena_alloc(arena, (size_t)info.st_size + 1);
        ssize_t got = read(fd, text, (size_t)info.st_size);
        *length = got > 0 ? (size_t)got : 0;
    }
    close(fd);
    return text;
}

Cache *
cache_read(Arena *arena, Files *files, const char *path)
{
    size_t length = 0;
    char *text = read_text(arena, path, &length);
    if (!text || !check_whole(text, length))
        return NULL;
    Parser self = {.cache = cache_new(arena), .files = files};
    char *line = text + strcspn(text, "\n");
    if (!*line)
        return NULL;
    *line++ = '\0';
    if (!str_equal(text, MAGIC))
        return NULL;
    while (*line && !self.broken) {
        char *end = line + strcspn(line, "\n"), kind = *line;
        bool last = !*end;
        *end = '\0';
        self.at = line[1] == '\t' ? line + 2 : NULL;
        parse_record(&self, kind);
        line = last ? end : end + 1;
    }
    return self.broken ? NULL : self.cache;
}

/* ---- places ------------------------------------------------------------------------------------------------------- */

static void
depend_on_place(Cache *cache, Files *files, CacheJob *job, Loc loc)
{
    if (!loc.source || files_find(files, loc.source->path) != loc.source)
        return;
    for (size_t i = 0; i < job->depends.count; i++)
        if (job->depends.items[i]->kind == DEPEND_FILE && str_equal(job->depends.items[i]->key, loc.source->path))
            return;
    Reader *reader = reader_new(cache->arena, files, diags_new(cache->arena));
    reader_read(reader, loc.source->path, LOC_NONE);
    ReadRecord read = reader_record(reader, 0);
    Depend *depend = cache_depend(cache, DEPEND_FILE, read.path, read.sha256);
    depend->stamp = read.stamp;
    depend->size = read.size;
    VEC_PUSH(cache->arena, &job->depends, depend);
}

void
cache_depend_on_places(Cache *cache, Files *files, CacheJob *job)
{
    for (size_t i = 0; i < diags_count(job->said); i++) {
        const Diag *one = diags_at(job->said, i);
        depend_on_place(cache, files, job, one->loc);
        for (size_t k = 0; k < one->notes.count; k++)
            depend_on_place(cache, files, job, one->notes.items[k].loc);
    }
}
