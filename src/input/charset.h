/* input/charset.h -- a table's bytes as UTF-8 text, whatever program saved them.
 *
 *     declared in datapackage.yaml    read as
 *     nothing, utf-8                  UTF-8, with or without BOM; UTF-16 where a BOM says so
 *     gb18030 (gbk, gb2312, cp936)    GB 18030; UTF-8 or UTF-16 where a BOM says so
 *     utf-16 (utf-16le, utf-16be)     UTF-16; a BOM goes before the declared order
 *     big5                            Big5
 *
 * Nothing is guessed: bytes that are not what they are declared to be are refused, with what they seem to be as the hint.
 * Places in a decoded text are places of that text; lines and columns are those that its editor shows.
 *
 * Memory   a decoded text lives in the arena; one that is UTF-8 already is the source itself
 * Errors   csv-workbook, csv-not-utf8, csv-not-encoded, csv-encoding-differs, csv-nul
 * Tests    tests/unit/input/charset_test.c
 */
#ifndef SHUDU_INPUT_CHARSET_H
#define SHUDU_INPUT_CHARSET_H

#include "base/diag.h"

typedef enum Charset {
    CHARSET_UTF8,
    CHARSET_GB18030,
    CHARSET_UTF16,   /* order by its BOM, else little-endian as Windows writes it */
    CHARSET_UTF16_BE,
    CHARSET_BIG5,
} Charset;

/* The name as datapackage.yaml gives it, in any case. */
bool charset_parse(const char *name, Charset *out);
const char *charset_name(Charset charset);
/* NULL after a diagnostic. */
const Source *charset_decode(Arena *arena, Diags *diags, const Source *raw, Charset declared);

#endif
