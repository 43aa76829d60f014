#define _GNU_SOURCE /* dl_iterate_phdr */
#include "jobs/program.h"

#include "base/source.h"
#include "base/str.h"

#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

typedef struct Identity {
    Buf notes;
    size_t objects, named;
} Identity;

static size_t
aligned(size_t size)
{
    return (size + 3) & ~(size_t)3;
}

/* The build-id among the notes of one segment. */
static bool
add_build_id(Identity *self, const char *notes, size_t size)
{
    while (size >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) header;
        memcpy(&header, notes, sizeof header);
        size_t name = sizeof header, text = name + aligned(header.n_namesz), next = text + aligned(header.n_descsz);
        if (next > size)
            return false;
        if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == 4 && memcmp(notes + name, "GNU", 4) == 0) {
            buf_add_bytes(&self->notes, notes + text, header.n_descsz);
            return true;
        }
        notes += next;
        size -= next;
    }
    return false;
}

static int
add_object(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    Identity *self = data;
    bool named = false;
    /* The kernel's own object has no file: it says which kernel runs. */
    if (info->dlpi_name && str_starts(info->dlpi_name, "linux-vdso"))
        return 0;
    for (size_t i = 0; i < info->dlpi_phnum && !named; i++)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            named = add_build_id(self, (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr), info->dlpi_phdr[i].p_memsz);
    if (!named && self->objects > 0)
        buf_add(&self->notes, info->dlpi_name);
    self->named += self->objects == 0 && named;
    self->objects++;
    return 0;
}

static void
add_whole_program(Buf *out)
{
    FILE *file = fopen("/proc/self/exe", "rb");
    char chunk[65536];
    for (size_t got; file && (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add_bytes(out, chunk, got);
    if (file)
        fclose(file);
}

static int
add_program(struct dl_phdr_info *info, size_t size, void *data)
{
    add_object(info, size, data);
    return 1;
}

const char *
program_build_id(Arena *arena)
{
    Identity self = {0};
    Buf hex = BUF_INIT;
    dl_iterate_phdr(add_program, &self);
    if (!self.named) {
        char sha256[65];
        add_whole_program(&self.notes);
        sha256_hex(self.notes.ptr ? self.notes.ptr : "", self.notes.length, sha256);
        buf_add(&hex, sha256);
    }
    for (size_t i = 0; self.named && i < self.notes.length; i++)
        buf_printf(&hex, "%02x", (unsigned char)self.notes.ptr[i]);
    const char *text = buf_take(&hex, arena);
    buf_clear(&hex);
    buf_clear(&self.notes);
    return text;
}

const char *
program_identity(Arena *arena)
{
    Identity self = {0};
    dl_iterate_phdr(add_object, &self);
    if (!self.named)
        add_whole_program(&self.notes);
    char sha256[65];
    sha256_hex(self.notes.ptr ? self.notes.ptr : "", self.notes.length, sha256);
    buf_clear(&self.notes);
    return arena_strdup(arena, sha256);
}
