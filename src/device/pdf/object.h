/* device/pdf/object.h -- objects of a PDF file, built and written by libharu's object layer.
 *
 *     dict = pdf_dict(file); pdf_put_name(file, dict, "Type", "Font"); …
 *     ref = pdf_reserve(file);                  a number that others may already point to
 *     pdf_write(file, ref, dict);               serialised at once, and freed
 *     pdf_finish(file, catalog, info, &out)     the file: object streams, cross-reference stream, trailer
 *
 * An object is written as soon as it is complete, so memory does not grow with the number of structure elements:
 * libharu's dictionaries take a kilobyte each.
 *
 * Errors   the first failure sticks and is reported once: pdf-limit for what ISO 19005-3, 6.1.13 forbids (libharu would
 *          write garbage instead), pdf-forbidden for keys and names that a clause is against (clause.h), pdf-library for a status of libharu. pdf_finish then returns false.
 * Memory   the file lives in its arena. What is put into a dict or array belongs to it; pdf_write takes the whole.
 * Tests    tests/unit/device/object_test.c
 */
#ifndef SHUDU_DEVICE_PDF_OBJECT_H
#define SHUDU_DEVICE_PDF_OBJECT_H

#include "base/diag.h"
#include "base/geom.h"
#include "base/str.h"

#include <hpdf.h>
#include <hpdf_objects.h>

typedef struct PdfFile PdfFile;
typedef uint32_t PdfRef; /* number of an indirect object; 0: none */

PdfFile *pdf_file_new(Arena *arena, Diags *diags, Loc loc);
bool pdf_failed(const PdfFile *file);
void pdf_mark_failed(PdfFile *file); /* after a diagnostic that was reported elsewhere */
/* Reports an error and marks the file as not to be used. `loc` without source stands for the file's own. Use as diag(). */
void pdf_refuse_at(PdfFile *file, DiagCode code, Loc loc, const char *const *args);
#define pdf_refuse(file, code, loc, ...) pdf_refuse_at((file), (code), (loc), (const char *const[]){__VA_ARGS__, NULL})

PdfRef pdf_reserve(PdfFile *file);
HPDF_Dict pdf_dict(PdfFile *file);
HPDF_Array pdf_array(PdfFile *file);

void pdf_put_name(PdfFile *file, HPDF_Dict dict, const char *key, const char *name);
void pdf_put_int(PdfFile *file, HPDF_Dict dict, const char *key, int64_t value);
void pdf_put_number(PdfFile *file, HPDF_Dict dict, const char *key, double value);
void pdf_put_bool(PdfFile *file, HPDF_Dict dict, const char *key, bool value);
void pdf_put_text(PdfFile *file, HPDF_Dict dict, const char *key, const char *utf8);  /* text string; NULL puts nothing */
void pdf_put_bytes(PdfFile *file, HPDF_Dict dict, const char *key, const void *bytes, size_t size);
void pdf_put_ref(PdfFile *file, HPDF_Dict dict, const char *key, PdfRef ref);
void pdf_put(PdfFile *file, HPDF_Dict dict, const char *key, void *direct); /* a dict or array of the same file */

void pdf_push_name(PdfFile *file, HPDF_Array array, const char *name);
void pdf_push_int(PdfFile *file, HPDF_Array array, int64_t value);
void pdf_push_number(PdfFile *file, HPDF_Array array, double value);
void pdf_push_bool(PdfFile *file, HPDF_Array array, bool value);
void pdf_push_null(PdfFile *file, HPDF_Array array);
void pdf_push_text(PdfFile *file, HPDF_Array array, const char *utf8);
void pdf_push_bytes(PdfFile *file, HPDF_Array array, const void *bytes, size_t size);
void pdf_push_ref(PdfFile *file, HPDF_Array array, PdfRef ref);
void pdf_push(PdfFile *file, HPDF_Array array, void *direct);
HPDF_Array pdf_numbers(PdfFile *file, size_t count, const double *values);

void pdf_write(PdfFile *file, PdfRef ref, void *dict_or_array);
/* Length is added; with `deflate` the bytes are compressed and Filter is added. */
void pdf_write_stream(PdfFile *file, PdfRef ref, HPDF_Dict dict, const void *bytes, size_t size, bool deflate);

/* Trees. Names are put in order here and must differ; keys come in ascending order. Returns the root's reference. */
typedef struct PdfNamed {
    const char *name; /* as a byte string, or a text string where `text` */
    PdfRef ref;
} PdfNamed;
typedef struct PdfNumbered {
    int key;
    PdfRef ref;
} PdfNumbered;
PdfRef pdf_write_name_tree(PdfFile *file, PdfNamed *entries, size_t count, bool text);
PdfRef pdf_write_number_tree(PdfFile *file, const PdfNumbered *entries, size_t count);

bool pdf_finish(PdfFile *file, PdfRef catalog, PdfRef info, Buf *out);

#endif
