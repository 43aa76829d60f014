#include "input/charset.h"

#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    Charset charset;
} NAMES[] = {
    {"utf-8", CHARSET_UTF8},
    {"utf8", CHARSET_UTF8},
    {"gb18030", CHARSET_GB18030},
    {"gbk", CHARSET_GB18030},
    {"gb2312", CHARSET_GB18030},
    {"cp936", CHARSET_GB18030},
    {"utf-16", CHARSET_UTF16},
    {"utf-16le", CHARSET_UTF16},
    {"utf-16be", CHARSET_UTF16_BE},
    {"big5", CHARSET_BIG5},
};

bool
charset_parse(const char *name, Charset *out)
{
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcasecmp(NAMES[i].name, name) == 0) {
            *out = NAMES[i].charset;
            return true;
        }
    }
    return false;
}

const char *
charset_name(Charset charset)
{
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        if (NAMES[i].charset == charset)
            return NAMES[i].name;
    return "";
}

/* ---- decoding ------------------------------------------------------------------------------------------------- */

/* Appends as UTF-8 what `bytes` hold; returns how many were understood. */
static size_t
decode_by_iconv(const char *name, const char *bytes, size_t length, Buf *out)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return 0;
    char *from = (char *)bytes;
    size_t left = length;
    while (left) {
        buf_reserve(out, left * 2 + 16);
        char *to = out->ptr + out->length;
        size_t room = out->capacity - out->length - 1, before = room;
        size_t result = iconv(converter, &from, &left, &to, &room);
        out->length += before - room;
        if (result == (size_t)-1 && errno != E2BIG)
            break;
    }
    iconv_close(converter);
    if (out->ptr)
        out->ptr[out->length] = '\0';
    return length - left;
}

static uint32_t
unit_at(const char *bytes, size_t at, bool big)
{
    uint32_t first = (unsigned char)bytes[at], second = (unsigned char)bytes[at + 1];
    return big ? first << 8 | second : second << 8 | first;
}

static size_t
decode_utf16(const char *bytes, size_t length, bool big, Buf *out)
{
    size_t at = 0;
    while (at + 1 < length) {
        uint32_t rune = unit_at(bytes, at, big);
        size_t size = 2;
        if (rune >= 0xD800 && rune < 0xDC00 && at + 3 < length) {
            uint32_t low = unit_at(bytes, at + 2, big);
            if (low < 0xDC00 || low >= 0xE000)
                return at;
            rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
            size = 4;
        } else if (rune >= 0xD800 && rune < 0xE000) {
            return at;
        }
        buf_add_rune(out, rune);
        at += size;
    }
    return at;
}

static size_t
decode_bytes(Charset charset, const char *bytes, size_t length, Buf *out)
{
    switch (charset) {
    case CHARSET_GB18030: return decode_by_iconv("GB18030", bytes, length, out);
    case CHARSET_BIG5: return decode_by_iconv("BIG5", bytes, length, out);
    case CHARSET_UTF16: return decode_utf16(bytes, length, false, out);
    case CHARSET_UTF16_BE: return decode_utf16(bytes, length, true, out);
    case CHARSET_UTF8: break;
    }
    buf_add_bytes(out, bytes, length);
    return length;
}

static const Source *
take_source(Arena *arena, const Source *raw, Buf *text)
{
    const Source *decoded = source_from_bytes(arena, raw->path, text->ptr ? text->ptr : "", text->length);
    buf_clear(text);
    return decoded;
}

/* ---- what the bytes are ------------------------------------------------------------------------------------------ */

/* The charset that a mark at the beginning names; its length, 0 for none. */
static size_t
byte_order_mark(const Source *raw, Charset *out)
{
    static const struct {
        const char *bytes;
        size_t length;
        Charset charset;
    } marks[] = {{"\xEF\xBB\xBF", 3, CHARSET_UTF8}, {"\xFF\xFE", 2, CHARSET_UTF16}, {"\xFE\xFF", 2, CHARSET_UTF16_BE}};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (raw->length >= marks[i].length && memcmp(raw->text, marks[i].bytes, marks[i].length) == 0) {
            *out = marks[i].charset;
            return marks[i].length;
        }
    }
    return 0;
}

static bool
is_workbook(const Source *raw)
{
    return raw->length >= 4 && (memcmp(raw->text, "PK\3\4", 4) == 0 || memcmp(raw->text, "\xD0\xCF\x11\xE0", 4) == 0);
}

/* Chinese UTF-8: at least two characters beyond ASCII, and all of them well-formed. By chance GB 18030 hardly ever looks like it. */
static bool
is_clearly_utf8(const Source *raw)
{
    size_t characters = 0;
    for (size_t i = 0; i < raw->length && characters < 2; i++)
        characters += (unsigned char)raw->text[i] >= 0xE0;
    return characters == 2 && utf8_check(raw->text, raw->length) == raw->length;
}

/* The byte at `at` is not UTF-8. If the whole is GB 18030, the message shows its line as that text. */
static void
not_utf8(Arena *arena, Diags *diags, const Source *raw, size_t at)
{
    Buf whole = BUF_INIT, before = BUF_INIT;
    bool chinese = decode_bytes(CHARSET_GB18030, raw->text, raw->length, &whole) == raw->length && !memchr(raw->text, '\0', raw->length);
    decode_bytes(CHARSET_GB18030, raw->text, at, &before);
    if (chinese) {
        const Source *shown = take_source(arena, raw, &whole);
        diag(diags, DIAG_CSV_NOT_UTF8, ((Loc){shown, (uint32_t)before.length, 1}), NULL);
        diag_hint(diags, "it reads as GB 18030: write 'encoding: gb18030' for this table in data/datapackage.yaml, or save it as 'CSV UTF-8'",
            "它是GB 18030编码：请在data/datapackage.yaml中给该表写明 encoding: gb18030，或另存为“CSV UTF-8”", NULL);
    } else {
        diag(diags, DIAG_CSV_NOT_UTF8, ((Loc){raw, (uint32_t)at, 1}), NULL);
    }
    buf_clear(&whole);
    buf_clear(&before);
}

static const Source *
check_utf8(Arena *arena, Diags *diags, const Source *raw)
{
    size_t bad = utf8_check(raw->text, raw->length);
    if (bad < raw->length) {
        not_utf8(arena, diags, raw, bad);
        return NULL;
    }
    const char *nul = memchr(raw->text, '\0', raw->length);
    if (!nul)
        return raw;
    diag(diags, DIAG_CSV_NUL, ((Loc){raw, (uint32_t)(nul - raw->text), 1}), NULL);
    if (raw->length >= 4 && (!raw->text[1] == !raw->text[3]) && (!raw->text[0] == !raw->text[2]) && !raw->text[0] != !raw->text[1])
        diag_hint(diags, "it looks like UTF-16 without a mark: save it as 'CSV UTF-8', or write 'encoding: {0}' for this table in data/datapackage.yaml",
            "像是没有标记的UTF-16：请另存为“CSV UTF-8”，或在data/datapackage.yaml中给该表写明 encoding: {0}", raw->text[0] ? "utf-16le" : "utf-16be");
    return NULL;
}

const Source *
charset_decode(Arena *arena, Diags *diags, const Source *raw, Charset declared)
{
    if (is_workbook(raw)) {
        diag(diags, DIAG_CSV_WORKBOOK, ((Loc){raw, 0, 0}), NULL);
        return NULL;
    }
    Charset charset = declared;
    size_t start = byte_order_mark(raw, &charset);
    if (charset == CHARSET_UTF8)
        return check_utf8(arena, diags, raw);
    if (!start && (charset == CHARSET_GB18030 || charset == CHARSET_BIG5) && is_clearly_utf8(raw)) {
        diag(diags, DIAG_CSV_ENCODING_DIFFERS, ((Loc){raw, 0, 0}), charset_name(charset));
        return NULL;
    }
    Buf text = BUF_INIT;
    size_t done = decode_bytes(charset, raw->text + start, raw->length - start, &text);
    if (done < raw->length - start) {
        const Source *shown = take_source(arena, raw, &text);
        diag(diags, DIAG_CSV_NOT_ENCODED, ((Loc){shown, (uint32_t)shown->length, 0}), charset_name(charset));
        return NULL;
    }
    const char *nul = text.length ? memchr(text.ptr, '\0', text.length) : NULL;
    size_t nul_at = nul ? (size_t)(nul - text.ptr) : 0;
    const Source *decoded = take_source(arena, raw, &text);
    if (nul)
        diag(diags, DIAG_CSV_NUL, ((Loc){decoded, (uint32_t)nul_at, 1}), NULL);
    return nul ? NULL : decoded;
}
