#include "device/pdf/object.h"

#include "base/utf8.h"
#include "device/pdf/clause.h"
#include "device/pdf/deflate.h"

#include <hpdf_streams.h>
#include <hpdf_utils.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ISO 19005-3, 6.1.13, and the sizes of libharu's own containers. */
enum { NAME_MAX_BYTES = 127, STRING_MAX_BYTES = 32767, ARRAY_MAX = 32767, OBJECT_MAX = 8388607 };
enum { OBJECTS_PER_STREAM = 1000, TREE_LEAF = 64 };

typedef struct Place { /* of an object in the file */
    uint8_t type;      /* 0 free, 1 at an offset, 2 in an object stream */
    uint32_t where;    /* offset, or number of the stream */
    uint16_t index;
} Place;

/* A stream whose length is not known yet. */
typedef struct Pending {
    PdfRef ref;
    HPDF_Dict dict;
    size_t index;            /* in the deflater */
} Pending;

struct PdfFile {
    Arena *arena;
    Diags *diags;
    Loc loc;
    bool failed;
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Stream writer; /* libharu writes to *sink through it */
    Buf *sink;
    Deflater *deflater;
    VEC(Pending) pending;           /* streams that are not yet in `bytes` */
    VEC(HPDF_Obj_Header *) headers; /* of reserved objects, by number: what libharu's references point to */
    VEC(Place) places;
    Buf bytes;                      /* the file so far */
    Buf offsets, objects;           /* the open object stream */
    PdfRef stream_ref;
    uint16_t stream_count;
};

/* ---- errors ---------------------------------------------------------------------------------------------- */

bool
pdf_failed(const PdfFile *file)
{
    return file->failed;
}

void
pdf_mark_failed(PdfFile *file)
{
    file->failed = true;
}

void
pdf_refuse_at(PdfFile *file, DiagCode code, Loc loc, const char *const *args)
{
    if (diag_code_severity(code) == SEVERITY_ERROR)
        file->failed = true;
    diag_at(file->diags, code, loc.source ? loc : file->loc, args);
}

static void
refuse_limit(PdfFile *file, const char *en)
{
    if (!file->failed)
        pdf_refuse(file, DIAG_PDF_LIMIT, file->loc, en);
}

/* libharu's calls only set a status. */
static bool
check(PdfFile *file, HPDF_STATUS status)
{
    if (status == HPDF_OK && file->error.error_no == HPDF_OK)
        return true;
    if (!file->failed)
        pdf_refuse(file, DIAG_PDF_LIBRARY, file->loc, arena_printf(file->arena, "0x%04lx", status ? status : file->error.error_no));
    return false;
}

static void *
checked(PdfFile *file, void *object)
{
    if (!object)
        base_out_of_memory(sizeof(void *)); /* the only way a constructor fails on checked arguments */
    check(file, HPDF_OK);
    return object;
}

/* ---- the file ------------------------------------------------------------------------------------------- */

static HPDF_STATUS
write_to_sink(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    PdfFile *file = stream->attr;
    buf_add_bytes(file->sink, bytes, size);
    return HPDF_OK;
}

static void
release_file(void *object)
{
    PdfFile *file = object;
    for (size_t i = 0; i < file->pending.count; i++)
        HPDF_Obj_Free(file->memory, file->pending.items[i].dict);
    HPDF_Stream_Free(file->writer);
    HPDF_MMgr_Free(file->memory);
    deflater_free(file->deflater);
    buf_clear(&file->bytes);
    buf_clear(&file->offsets);
    buf_clear(&file->objects);
}

PdfFile *
pdf_file_new(Arena *arena, Diags *diags, Loc loc)
{
    PdfFile *file = ARENA_NEW(arena, PdfFile);
    file->arena = arena;
    file->diags = diags;
    file->loc = loc;
    HPDF_Error_Init(&file->error, NULL);
    file->memory = HPDF_MMgr_New(&file->error, 0, NULL, NULL);
    file->writer = file->memory ? HPDF_CallbackWriter_New(file->memory, write_to_sink, file) : NULL;
    file->deflater = deflater_new();
    if (!file->writer)
        base_out_of_memory(sizeof(void *));
    arena_defer(arena, release_file, file);
    pdf_reserve(file); /* object 0 is the head of the free list */
    /* 6.1.2: a comment with four bytes above 127 tells transports that the file is binary. */
    buf_add(&file->bytes, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return file;
}

PdfRef
pdf_reserve(PdfFile *file)
{
    PdfRef ref = (PdfRef)file->headers.count;
    if (ref > OBJECT_MAX) {
        refuse_limit(file, "more than 8388607 objects");
        return 0;
    }
    HPDF_Obj_Header *header = ARENA_NEW(file->arena, HPDF_Obj_Header);
    header->obj_id = ref | HPDF_OTYPE_INDIRECT;
    header->obj_class = HPDF_OCLASS_DICT;
    VEC_PUSH(file->arena, &file->headers, header);
    VEC_PUSH(file->arena, &file->places, (Place){0, 0, 0});
    return ref;
}

HPDF_Dict
pdf_dict(PdfFile *file)
{
    return checked(file, HPDF_Dict_New(file->memory));
}

HPDF_Array
pdf_array(PdfFile *file)
{
    return checked(file, HPDF_Array_New(file->memory));
}

/* ---- values ---------------------------------------------------------------------------------------------- */

static void *
make_name(PdfFile *file, const char *name)
{
    if (strlen(name) > NAME_MAX_BYTES) {
        refuse_limit(file, "a name longer than 127 bytes");
        name = "Refused";
    }
    return checked(file, HPDF_Name_New(file->memory, name));
}

static void *
make_int(PdfFile *file, int64_t value)
{
    if (value < INT32_MIN || value > INT32_MAX) {
        refuse_limit(file, "an integer outside 32 bits");
        value = 0;
    }
    return checked(file, HPDF_Number_New(file->memory, (HPDF_INT32)value));
}

/* libharu keeps reals as float with five decimals and turns those beyond ±32767 into garbage. */
static void *
make_number(PdfFile *file, double value)
{
    if (value == floor(value) && fabs(value) <= INT32_MAX)
        return make_int(file, (int64_t)value);
    if (!isfinite(value)) {
        refuse_limit(file, "a number that is not finite");
        value = 0;
    }
    if (fabs(value) >= 32767)
        return make_int(file, (int64_t)fmax(fmin(round(value), INT32_MAX), -INT32_MAX));
    return checked(file, HPDF_Real_New(file->memory, (HPDF_REAL)value));
}

static void *
make_bytes(PdfFile *file, const void *bytes, size_t size)
{
    if (size > STRING_MAX_BYTES) {
        refuse_limit(file, "a string longer than 32767 bytes");
        size = 0;
    }
    /* libharu refuses an empty binary; an empty string is written alike. */
    if (size == 0)
        return checked(file, HPDF_String_New(file->memory, "", NULL));
    return checked(file, HPDF_Binary_New(file->memory, (HPDF_BYTE *)bytes, (HPDF_UINT)size));
}

static void *
make_bool(PdfFile *file, bool value)
{
    return checked(file, HPDF_Boolean_New(file->memory, value ? HPDF_TRUE : HPDF_FALSE));
}

/* PDFDocEncoding for ASCII, else UTF-16 with its mark: libharu's own encoder loses what is beyond the first plane. */
static void *
make_text(PdfFile *file, const char *utf8)
{
    bool ascii = true;
    for (const char *p = utf8; *p; p++)
        if ((unsigned char)*p < 0x20 || (unsigned char)*p > 0x7e)
            ascii = false;
    if (ascii && strlen(utf8) <= STRING_MAX_BYTES)
        return checked(file, HPDF_String_New(file->memory, utf8, NULL));
    Buf wide = BUF_INIT;
    buf_add_bytes(&wide, "\xFE\xFF", 2);
    while (*utf8) {
        uint32_t rune = utf8_next(&utf8);
        if (rune > 0xFFFF) {
            uint32_t high = 0xD800 + ((rune - 0x10000) >> 10);
            buf_add_char(&wide, (char)(high >> 8));
            buf_add_char(&wide, (char)high);
            rune = 0xDC00 + ((rune - 0x10000) & 0x3FF);
        }
        buf_add_char(&wide, (char)(rune >> 8));
        buf_add_char(&wide, (char)rune);
    }
    void *text = make_bytes(file, wide.ptr, wide.length);
    buf_clear(&wide);
    return text;
}

static void
refuse_forbidden(PdfFile *file, const char *word, const char *against)
{
    if (against && !file->failed)
        pdf_refuse(file, DIAG_PDF_FORBIDDEN, file->loc, word, against);
}

static void
add_to_dict(PdfFile *file, HPDF_Dict dict, const char *key, void *object)
{
    refuse_forbidden(file, key, clause_against_key(key));
    check(file, HPDF_Dict_Add(dict, key, object));
}

static void
add_to_array(PdfFile *file, HPDF_Array array, void *object)
{
    if (HPDF_Array_Items(array) >= ARRAY_MAX) {
        refuse_limit(file, "an array with more than 32767 items");
        return;
    }
    check(file, HPDF_Array_Add(array, object));
}

void
pdf_put_name(PdfFile *file, HPDF_Dict dict, const char *key, const char *name)
{
    refuse_forbidden(file, name, clause_against_name(key, name));
    add_to_dict(file, dict, key, make_name(file, name));
}

void
pdf_put_int(PdfFile *file, HPDF_Dict dict, const char *key, int64_t value)
{
    add_to_dict(file, dict, key, make_int(file, value));
}

void
pdf_put_number(PdfFile *file, HPDF_Dict dict, const char *key, double value)
{
    add_to_dict(file, dict, key, make_number(file, value));
}

void
pdf_put_bool(PdfFile *file, HPDF_Dict dict, const char *key, bool value)
{
    add_to_dict(file, dict, key, make_bool(file, value));
}

void
pdf_put_text(PdfFile *file, HPDF_Dict dict, const char *key, const char *utf8)
{
    if (utf8)
        add_to_dict(file, dict, key, make_text(file, utf8));
}

void
pdf_put_bytes(PdfFile *file, HPDF_Dict dict, const char *key, const void *bytes, size_t size)
{
    add_to_dict(file, dict, key, make_bytes(file, bytes, size));
}

void
pdf_put_ref(PdfFile *file, HPDF_Dict dict, const char *key, PdfRef ref)
{
    add_to_dict(file, dict, key, file->headers.items[ref]);
}

void
pdf_put(PdfFile *file, HPDF_Dict dict, const char *key, void *direct)
{
    add_to_dict(file, dict, key, direct);
}

void
pdf_push_name(PdfFile *file, HPDF_Array array, const char *name)
{
    refuse_forbidden(file, name, clause_against_name(NULL, name));
    add_to_array(file, array, make_name(file, name));
}

void
pdf_push_int(PdfFile *file, HPDF_Array array, int64_t value)
{
    add_to_array(file, array, make_int(file, value));
}

void
pdf_push_number(PdfFile *file, HPDF_Array array, double value)
{
    add_to_array(file, array, make_number(file, value));
}

void
pdf_push_bool(PdfFile *file, HPDF_Array array, bool value)
{
    add_to_array(file, array, make_bool(file, value));
}

void
pdf_push_null(PdfFile *file, HPDF_Array array)
{
    add_to_array(file, array, checked(file, HPDF_Null_New(file->memory)));
}

void
pdf_push_text(PdfFile *file, HPDF_Array array, const char *utf8)
{
    add_to_array(file, array, make_text(file, utf8));
}

void
pdf_push_bytes(PdfFile *file, HPDF_Array array, const void *bytes, size_t size)
{
    add_to_array(file, array, make_bytes(file, bytes, size));
}

void
pdf_push_ref(PdfFile *file, HPDF_Array array, PdfRef ref)
{
    add_to_array(file, array, file->headers.items[ref]);
}

void
pdf_push(PdfFile *file, HPDF_Array array, void *direct)
{
    add_to_array(file, array, direct);
}

HPDF_Array
pdf_numbers(PdfFile *file, size_t count, const double *values)
{
    HPDF_Array array = pdf_array(file);
    for (size_t i = 0; i < count; i++)
        pdf_push_number(file, array, values[i]);
    return array;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static void
serialise(PdfFile *file, void *object, Buf *to)
{
    file->sink = to;
    check(file, HPDF_Obj_WriteValue(object, file->writer, NULL));
    file->sink = NULL;
    HPDF_Obj_Free(file->memory, object);
}

static void
begin_object(PdfFile *file, PdfRef ref)
{
    file->places.items[ref] = (Place){1, (uint32_t)file->bytes.length, 0};
    buf_printf(&file->bytes, "%u 0 obj\n", ref);
}

static void
add_stream_bytes(PdfFile *file, const Buf *data)
{
    buf_add(&file->bytes, "stream\n");
    buf_add_bytes(&file->bytes, data->ptr, data->length);
    buf_add(&file->bytes, "\nendstream\nendobj\n");
}

static void
flush_object_stream(PdfFile *file)
{
    if (file->stream_count == 0)
        return;
    size_t first = file->offsets.length;
    buf_add_bytes(&file->offsets, file->objects.ptr, file->objects.length);
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "ObjStm");
    pdf_put_int(file, dict, "N", file->stream_count);
    pdf_put_int(file, dict, "First", (int64_t)first);
    pdf_write_stream(file, file->stream_ref, dict, file->offsets.ptr, file->offsets.length, true);
    buf_reset(&file->offsets);
    buf_reset(&file->objects);
    file->stream_count = 0;
}

void
pdf_write(PdfFile *file, PdfRef ref, void *dict_or_array)
{
    if (file->stream_count == 0)
        file->stream_ref = pdf_reserve(file);
    file->places.items[ref] = (Place){2, file->stream_ref, file->stream_count++};
    buf_printf(&file->offsets, "%u %zu ", ref, file->objects.length);
    serialise(file, dict_or_array, &file->objects);
    buf_add_char(&file->objects, '\n');
    if (file->stream_count == OBJECTS_PER_STREAM)
        flush_object_stream(file);
}

void
pdf_write_stream(PdfFile *file, PdfRef ref, HPDF_Dict dict, const void *bytes, size_t size, bool deflate)
{
    if (deflate)
        pdf_put_name(file, dict, "Filter", "FlateDecode");
    Pending pending = {ref, dict, deflater_add(file->deflater, bytes, size, deflate)};
    VEC_PUSH(file->arena, &file->pending, pending);
}

/* All streams into the file, in the order in which they were written. */
static void
settle_streams(PdfFile *file)
{
    for (size_t i = 0; i < file->pending.count; i++) {
        const Pending *pending = &file->pending.items[i];
        const Buf *data = deflater_bytes(file->deflater, pending->index);
        pdf_put_int(file, pending->dict, "Length", (int64_t)data->length);
        begin_object(file, pending->ref);
        serialise(file, pending->dict, &file->bytes);
        add_stream_bytes(file, data);
    }
    file->pending.count = 0;
}

/* ---- trees ----------------------------------------------------------------------------------------------- */

static void
push_tree_name(PdfFile *file, HPDF_Array array, const char *name, bool text)
{
    if (text)
        pdf_push_text(file, array, name);
    else
        pdf_push_bytes(file, array, name, strlen(name));
}

static bool
is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text > 0x7e)
            return false;
    return true;
}

static int
compare_bytes(const void *a, const void *b)
{
    return strcmp(((const PdfNamed *)a)->name, ((const PdfNamed *)b)->name);
}

/* Text strings beyond ASCII begin with FE FF, so they come after the others. */
static int
compare_texts(const void *a, const void *b)
{
    int order = (int)is_ascii(((const PdfNamed *)b)->name) - (int)is_ascii(((const PdfNamed *)a)->name);
    return order ? order : compare_bytes(a, b);
}

PdfRef
pdf_write_name_tree(PdfFile *file, PdfNamed *entries, size_t count, bool text)
{
    qsort(entries, count, sizeof *entries, text ? compare_texts : compare_bytes);
    PdfRef root = pdf_reserve(file);
    HPDF_Dict root_dict = pdf_dict(file);
    HPDF_Array kids = pdf_array(file);
    for (size_t from = 0; from < count; from += TREE_LEAF) {
        size_t to = MIN_OF(from + TREE_LEAF, count);
        HPDF_Dict leaf = pdf_dict(file);
        HPDF_Array names = pdf_array(file), limits = pdf_array(file);
        for (size_t i = from; i < to; i++) {
            push_tree_name(file, names, entries[i].name, text);
            pdf_push_ref(file, names, entries[i].ref);
        }
        push_tree_name(file, limits, entries[from].name, text);
        push_tree_name(file, limits, entries[to - 1].name, text);
        pdf_put(file, leaf, "Limits", limits);
        pdf_put(file, leaf, "Names", names);
        PdfRef ref = pdf_reserve(file);
        pdf_write(file, ref, leaf);
        pdf_push_ref(file, kids, ref);
    }
    pdf_put(file, root_dict, "Kids", kids);
    pdf_write(file, root, root_dict);
    return root;
}

PdfRef
pdf_write_number_tree(PdfFile *file, const PdfNumbered *entries, size_t count)
{
    PdfRef root = pdf_reserve(file);
    HPDF_Dict root_dict = pdf_dict(file);
    HPDF_Array kids = pdf_array(file);
    for (size_t from = 0; from < count; from += TREE_LEAF) {
        size_t to = MIN_OF(from + TREE_LEAF, count);
        HPDF_Dict leaf = pdf_dict(file);
        HPDF_Array nums = pdf_array(file), limits = pdf_array(file);
        for (size_t i = from; i < to; i++) {
            pdf_push_int(file, nums, entries[i].key);
            pdf_push_ref(file, nums, entries[i].ref);
        }
        pdf_push_int(file, limits, entries[from].key);
        pdf_push_int(file, limits, entries[to - 1].key);
        pdf_put(file, leaf, "Limits", limits);
        pdf_put(file, leaf, "Nums", nums);
        PdfRef ref = pdf_reserve(file);
        pdf_write(file, ref, leaf);
        pdf_push_ref(file, kids, ref);
    }
    pdf_put(file, root_dict, "Kids", kids);
    pdf_write(file, root, root_dict);
    return root;
}

/* ---- the end --------------------------------------------------------------------------------------------- */

enum { XREF_ROW = 7 };

/* Rows of the cross-reference stream under PNG's Up filter: neighbours differ little. */
static void
add_xref_rows(const PdfFile *file, Buf *rows)
{
    uint8_t above[XREF_ROW] = {0};
    for (size_t i = 0; i < file->places.count; i++) {
        Place p = file->places.items[i];
        uint16_t index = i == 0 ? 65535 : p.index;
        uint8_t row[XREF_ROW] = {p.type, (uint8_t)(p.where >> 24), (uint8_t)(p.where >> 16), (uint8_t)(p.where >> 8),
                                 (uint8_t)p.where, (uint8_t)(index >> 8), (uint8_t)index};
        buf_add_char(rows, 2);
        for (int k = 0; k < XREF_ROW; k++)
            buf_add_char(rows, (char)(uint8_t)(row[k] - above[k]));
        memcpy(above, row, XREF_ROW);
    }
}

static HPDF_Dict
trailer_dict(PdfFile *file, PdfRef catalog, PdfRef info)
{
    HPDF_Dict dict = pdf_dict(file), parms = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "XRef");
    pdf_put_int(file, dict, "Size", (int64_t)file->places.count);
    const double widths[] = {1, 4, 2};
    pdf_put(file, dict, "W", pdf_numbers(file, 3, widths));
    pdf_put_ref(file, dict, "Root", catalog);
    pdf_put_ref(file, dict, "Info", info);
    pdf_put_int(file, parms, "Predictor", 12);
    pdf_put_int(file, parms, "Columns", XREF_ROW);
    pdf_put(file, dict, "DecodeParms", parms);
    /* 6.1.3: a file identifier. Made of the content, so that equal files have equal ones. */
    char hex[65];
    uint8_t id[16];
    sha256_hex(file->bytes.ptr, file->bytes.length, hex);
    for (int i = 0; i < 16; i++) {
        const char digit[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        id[i] = (uint8_t)strtoul(digit, NULL, 16);
    }
    HPDF_Array ids = pdf_array(file);
    pdf_push_bytes(file, ids, id, sizeof id);
    pdf_push_bytes(file, ids, id, sizeof id);
    pdf_put(file, dict, "ID", ids);
    return dict;
}

bool
pdf_finish(PdfFile *file, PdfRef catalog, PdfRef info, Buf *out)
{
    flush_object_stream(file);
    settle_streams(file);
    PdfRef xref = pdf_reserve(file);
    if (file->bytes.length > UINT32_MAX)
        refuse_limit(file, "a file larger than 4 GB");
    size_t start = file->bytes.length;
    HPDF_Dict trailer = trailer_dict(file, catalog, info);
    file->places.items[xref] = (Place){1, (uint32_t)start, 0};
    Buf rows = BUF_INIT;
    add_xref_rows(file, &rows);
    pdf_write_stream(file, xref, trailer, rows.ptr, rows.length, true);
    buf_clear(&rows);
    settle_streams(file);
    buf_printf(&file->bytes, "startxref\n%zu\n%%%%EOF\n", start);
    if (file->failed)
        return false;
    buf_add_bytes(out, file->bytes.ptr, file->bytes.length);
    return true;
}
