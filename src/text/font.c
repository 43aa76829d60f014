#include "text/font.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <hb-ot.h>
#include <hb.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* One line of fonts.lock. The FontFace stands first, so that a FontFace * is an Entry *. */
typedef struct Entry {
    FontFace face;
    const char *sha256, *licence, *package;
    size_t size; /* of the file, as locked */
    Loc loc;
    bool opened, failed;
    uint64_t *asked, *covered; /* a bit for each character of the first plane: asked about before, and there */
} Entry;

enum { PLANE = 0x10000 };

/* Bytes of a file, shared by the faces of a collection. */
typedef struct Mapping {
    const char *file;
    const char *bytes;
    size_t size;
} Mapping;

struct FontSet {
    Arena *arena;
    Diags *diags;
    const char *folder;
    VEC(Entry *) entries;
    VEC(Mapping *) mappings;
    VEC(const FontFace *) used;
    VEC(const char *) dictionaries; /* threes: language, file, sum */
    char sha256[65];                /* of fonts.lock */
};

/* ---- fonts.lock ----------------------------------------------------------------------------------------- */

enum { LOCK_FILE, LOCK_INDEX, LOCK_FAMILY, LOCK_WEIGHT, LOCK_STYLE, LOCK_SIZE, LOCK_SHA256, LOCK_LICENCE, LOCK_PACKAGE, LOCK_COLUMNS };

static bool
read_line(FontSet *fonts, Loc loc, const char *line)
{
    const char *cells[LOCK_COLUMNS];
    size_t count = 0;
    const char *from = line;
    while (count < LOCK_COLUMNS) {
        size_t length = strcspn(from, "\t");
        cells[count++] = arena_strndup(fonts->arena, from, length);
        from += length;
        if (!*from)
            break;
        from++;
    }
    if (count != LOCK_COLUMNS || *from)
        return diag(fonts->diags, DIAG_FONT_LOCK_SYNTAX, loc, NULL);
    if (str_equal(cells[LOCK_STYLE], "dictionary")) {
        VEC_PUSH(fonts->arena, &fonts->dictionaries, cells[LOCK_FAMILY]);
        VEC_PUSH(fonts->arena, &fonts->dictionaries, cells[LOCK_FILE]);
        VEC_PUSH(fonts->arena, &fonts->dictionaries, cells[LOCK_SHA256]);
        return true;
    }
    double index, weight, size;
    if (!str_to_double(cells[LOCK_INDEX], &index) || !str_to_double(cells[LOCK_WEIGHT], &weight) || !str_to_double(cells[LOCK_SIZE], &size))
        return diag(fonts->diags, DIAG_FONT_LOCK_SYNTAX, loc, NULL);
    Entry *entry = ARENA_NEW(fonts->arena, Entry);
    entry->face.file = cells[LOCK_FILE];
    entry->face.index = (int)index;
    entry->face.family = cells[LOCK_FAMILY];
    entry->face.weight = (int)weight;
    entry->face.italic = str_equal(cells[LOCK_STYLE], "italic");
    entry->size = (size_t)size;
    entry->sha256 = cells[LOCK_SHA256];
    entry->licence = cells[LOCK_LICENCE];
    entry->package = cells[LOCK_PACKAGE];
    entry->loc = loc;
    VEC_PUSH(fonts->arena, &fonts->entries, entry);
    return true;
}

static bool
read_lock(FontSet *fonts, const Source *source)
{
    bool ok = true;
    for (size_t at = 0; at < source->length;) {
        size_t length = strcspn(source->text + at, "\n");
        const char *line = arena_strndup(fonts->arena, source->text + at, length);
        if (*line && *line != '#')
            ok &= read_line(fonts, (Loc){source, (uint32_t)at, (uint32_t)length}, line);
        at += length + 1;
    }
    return ok;
}

FontSet *
fontset_open(Arena *arena, Diags *diags, const char *folder)
{
    FontSet *fonts = ARENA_NEW(arena, FontSet);
    fonts->arena = arena;
    fonts->diags = diags;
    fonts->folder = arena_strdup(arena, folder);
    Reader *reader = reader_new(arena, files_new(arena, folder), diags_new(arena));
    const Source *lock = reader_exists(reader, "fonts.lock") ? reader_read(reader, "fonts.lock", LOC_NONE) : NULL;
    if (!lock) {
        diag(diags, DIAG_FONT_LOCK_MISSING, LOC_NONE, folder);
        return NULL;
    }
    sha256_hex(lock->text, lock->length, fonts->sha256);
    return read_lock(fonts, lock) ? fonts : NULL;
}

void
fontset_report_to(FontSet *fonts, Diags *diags)
{
    fonts->diags = diags;
}

/* ---- faces -------------------------------------------------------------------------------------------------- */

typedef struct Mapped {
    void *bytes;
    size_t size;
} Mapped;

static void
unmap(void *object)
{
    Mapped *mapped = object;
    munmap(mapped->bytes, mapped->size);
    free(mapped);
}

static Mapping *
map_file(FontSet *fonts, const Entry *entry)
{
    for (size_t i = 0; i < fonts->mappings.count; i++)
        if (str_equal(fonts->mappings.items[i]->file, entry->face.file))
            return fonts->mappings.items[i];
    const char *path = arena_printf(fonts->arena, "%s/%s", fonts->folder, entry->face.file);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (descriptor < 0 || fstat(descriptor, &info) != 0 || info.st_size == 0) {
        if (descriptor >= 0)
            close(descriptor);
        diag(fonts->diags, DIAG_FONT_FILE_MISSING, entry->loc, path, entry->package);
        return NULL;
    }
    if (entry->size > 0 && (size_t)info.st_size != entry->size) {
        /* Other glyphs, other widths, other pages. The sum would take a tenth of a second: `make fonts` compares it. */
        close(descriptor);
        diag(fonts->diags, DIAG_FONT_FILE_CHANGED, entry->loc, path);
        return NULL;
    }
    void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (bytes == MAP_FAILED) {
        diag(fonts->diags, DIAG_FONT_FILE_MISSING, entry->loc, path, entry->package);
        return NULL;
    }
    Mapped *mapped = base_alloc(sizeof *mapped);
    *mapped = (Mapped){bytes, (size_t)info.st_size};
    arena_defer(fonts->arena, unmap, mapped);
    Mapping *mapping = ARENA_NEW(fonts->arena, Mapping);
    *mapping = (Mapping){entry->face.file, bytes, (size_t)info.st_size};
    VEC_PUSH(fonts->arena, &fonts->mappings, mapping);
    return mapping;
}

/* The kernel maps sixteen pages for each that is read: glyphs here and there make 40 MB of a few hundred KB. */
static void
rest_mapping(const FontFace *face)
{
    madvise((void *)(uintptr_t)face->bytes, face->size, MADV_DONTNEED);
}

static void
destroy_font(void *object)
{
    hb_font_destroy(object);
}

static int16_t
read_i16(const char *bytes)
{
    const unsigned char *p = (const unsigned char *)bytes;
    return (int16_t)(p[0] << 8 | p[1]);
}

static void
read_metrics(Entry *entry, hb_font_t *font)
{
    FontFace *face = &entry->face;
    hb_face_t *hb = hb_font_get_face(font);
    double em = hb_face_get_upem(hb);
    face->units_per_em = em;
    hb_position_t value;
    face->cap_height = hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &value) ? value / em : 0.72;
    face->x_height = hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_X_HEIGHT, &value) ? value / em : 0.5;
    /* The typographic ones: hhea's of Noto CJK make a box of 1.45 em, so that all languages of the collection fit. */
    hb_blob_t *os2 = hb_face_reference_table(hb, HB_TAG('O', 'S', '/', '2'));
    unsigned length;
    const char *bytes = hb_blob_get_data(os2, &length);
    bool typographic = length >= 72 && read_i16(bytes + 68) > 0;
    face->ascent = typographic ? read_i16(bytes + 68) / em : 0.88;
    face->descent = typographic ? -read_i16(bytes + 70) / em : 0.12;
    hb_blob_destroy(os2);
    hb_blob_t *head = hb_face_reference_table(hb, HB_TAG('h', 'e', 'a', 'd')), *post = hb_face_reference_table(hb, HB_TAG('p', 'o', 's', 't'));
    bytes = hb_blob_get_data(head, &length);
    if (length >= 44) {
        double x = read_i16(bytes + 36) / em, y = read_i16(bytes + 38) / em;
        face->bbox = (Rect){x, y, read_i16(bytes + 40) / em - x, read_i16(bytes + 42) / em - y};
    }
    bytes = hb_blob_get_data(post, &length);
    if (length >= 6)
        face->italic_angle = read_i16(bytes + 4);
    hb_blob_destroy(head);
    hb_blob_destroy(post);
}

static bool
open_entry(FontSet *fonts, Entry *entry)
{
    if (entry->opened || entry->failed)
        return entry->opened;
    Mapping *mapping = map_file(fonts, entry);
    if (!mapping) {
        entry->failed = true;
        return false;
    }
    hb_blob_t *blob = hb_blob_create(mapping->bytes, (unsigned)mapping->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, (unsigned)entry->face.index);
    hb_blob_destroy(blob);
    hb_font_t *font = hb_font_create(face);
    hb_face_destroy(face);
    arena_defer(fonts->arena, destroy_font, font);
    char name[128] = "";
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    entry->face.postscript = arena_strdup(fonts->arena, *name ? name : entry->face.family);
    entry->face.bytes = mapping->bytes;
    entry->face.rest = rest_mapping;
    entry->face.size = mapping->size;
    entry->face.handle = font;
    read_metrics(entry, font);
    entry->opened = true;
    VEC_PUSH(fonts->arena, &fonts->used, &entry->face);
    return true;
}

/* CSS Fonts 4, 5.2: the weight asked for, else the nearest on the preferred side, else the nearest on the other. */
static int
weight_distance(int wanted, int given)
{
    if (wanted == given)
        return 0;
    if (wanted >= 400 && wanted <= 500) {
        if (given > wanted && given <= 500)
            return given - wanted;
        return given < wanted ? 1000 + wanted - given : 2000 + given - wanted;
    }
    if (wanted < 400)
        return given < wanted ? wanted - given : 1000 + given - wanted;
    return given > wanted ? given - wanted : 1000 + wanted - given;
}

const FontFace *
fontset_find(FontSet *fonts, const char *family, int weight, bool italic)
{
    Entry *best = NULL;
    int best_distance = 0;
    for (size_t i = 0; i < fonts->entries.count; i++) {
        Entry *entry = fonts->entries.items[i];
        if (!str_equal(entry->face.family, family))
            continue;
        int distance = weight_distance(weight, entry->face.weight) + (entry->face.italic != italic ? 10000 : 0);
        if (!best || distance < best_distance) {
            best = entry;
            best_distance = distance;
        }
    }
    return best && open_entry(fonts, best) ? &best->face : NULL;
}

bool
fontset_has_family(const FontSet *fonts, const char *family)
{
    for (size_t i = 0; i < fonts->entries.count; i++)
        if (str_equal(fonts->entries.items[i]->face.family, family))
            return true;
    return false;
}

const char *
fontset_family(const FontSet *fonts, size_t index)
{
    for (size_t i = 0; i < fonts->entries.count; i++) {
        const char *family = fonts->entries.items[i]->face.family;
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = str_equal(fonts->entries.items[k]->face.family, family);
        if (!again && index-- == 0)
            return family;
    }
    return NULL;
}

bool
fontset_covers(FontSet *fonts, const FontFace *face, uint32_t rune)
{
    hb_codepoint_t glyph;
    if (!face || rune >= PLANE)
        return face && hb_font_get_nominal_glyph(face->handle, rune, &glyph);
    Entry *entry = (Entry *)face; /* which stands first in it */
    if (!entry->asked) {
        entry->asked = ARENA_ARRAY(fonts->arena, uint64_t, PLANE / 64);
        entry->covered = ARENA_ARRAY(fonts->arena, uint64_t, PLANE / 64);
    }
    uint64_t bit = UINT64_C(1) << (rune & 63);
    if (!(entry->asked[rune / 64] & bit)) {
        entry->asked[rune / 64] |= bit;
        if (hb_font_get_nominal_glyph(face->handle, rune, &glyph))
            entry->covered[rune / 64] |= bit;
    }
    return entry->covered[rune / 64] & bit;
}

const char *
fontset_dictionary(const FontSet *fonts, const char *lang)
{
    for (size_t i = 0; i + 2 < fonts->dictionaries.count; i += 3)
        if (str_equal(fonts->dictionaries.items[i], lang))
            return arena_printf(fonts->arena, "%s/%s", fonts->folder, fonts->dictionaries.items[i + 1]);
    return NULL;
}

size_t
fontset_used_count(const FontSet *fonts)
{
    return fonts->used.count;
}

const FontFace *
fontset_used(const FontSet *fonts, size_t index)
{
    return fonts->used.items[index];
}

size_t
fontset_face_count(const FontSet *fonts)
{
    return fonts->entries.count;
}

const FontFace *
fontset_face(const FontSet *fonts, size_t index)
{
    return &fonts->entries.items[index]->face;
}

static void
add_file(const FontSet *fonts, Arena *arena, const char *file, const char *sha256, FontFileList *out)
{
    const char *path = arena_printf(arena, "%s/%s", fonts->folder, file);
    for (size_t i = 0; i < out->count; i++)
        if (str_equal(out->items[i].path, path))
            return;
    VEC_PUSH(arena, out, (FontFile){path, sha256});
}

void
fontset_files(const FontSet *fonts, Arena *arena, FontFileList *out)
{
    add_file(fonts, arena, "fonts.lock", fonts->sha256, out);
    for (size_t i = 0; i < fonts->entries.count; i++)
        add_file(fonts, arena, fonts->entries.items[i]->face.file, fonts->entries.items[i]->sha256, out);
    for (size_t i = 0; i + 2 < fonts->dictionaries.count; i += 3)
        add_file(fonts, arena, fonts->dictionaries.items[i + 1], fonts->dictionaries.items[i + 2], out);
}

const char *
fontset_sha256(const FontSet *fonts, const FontFace *face)
{
    (void)fonts;
    return ((const Entry *)face)->sha256;
}

size_t
text_library_versions(Arena *arena, const char *const **names)
{
    const char **list = ARENA_ARRAY(arena, const char *, 2);
    list[0] = arena_printf(arena, "Pango %s", pango_version_string());
    list[1] = arena_printf(arena, "HarfBuzz %s", hb_version_string());
    *names = list;
    return 2;
}
