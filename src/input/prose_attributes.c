/* input/prose_attributes.c -- {#id .class key=value key="value"}, after Pandoc. */
#include "input/prose_read.h"

#include <string.h>

typedef struct Scan {
    Arena *arena;
    Diags *diags;
    const Source *source;
    size_t at, end;
} Scan;

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Letters, digits and - _ . : of a name; other scripts too. */
static bool
is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
        c == '-' || c == '_' || c == '.' || c == ':';
}

static bool
is_curly_quote(const char *at)
{
    uint32_t rune = utf8_peek(at);
    return rune == 0x201C || rune == 0x201D || rune == 0x2018 || rune == 0x2019 || rune == 0xFF02;
}

static size_t
name_length(const Scan *scan)
{
    size_t length = 0;
    while (scan->at + length < scan->end && is_name_byte(scan->source->text[scan->at + length]) &&
        !is_curly_quote(scan->source->text + scan->at + length))
        length++;
    return length;
}

static const char *
take(Scan *scan, size_t length)
{
    const char *text = arena_strndup(scan->arena, scan->source->text + scan->at, length);
    scan->at += length;
    return text;
}

static bool
fault(Scan *scan, size_t at, const char *en, const char *zh)
{
    const char *next = scan->source->text + at;
    size_t length = 0;
    if (at < scan->end) {
        utf8_next(&next);
        length = (size_t)(next - scan->source->text) - at;
    }
    diag(scan->diags, DIAG_MD_BAD_ATTRIBUTES, ((Loc){scan->source, (uint32_t)at, (uint32_t)length}), en, zh);
    if (at < scan->end && is_curly_quote(scan->source->text + at))
        diag_hint(scan->diags, "values stand in straight quotes: \"…\"", "值须用英文直引号：\"…\"", NULL);
    return false;
}

/* The value in quotes at scan->at. \" and \\ stand for the second character. */
static bool
take_quoted(Scan *scan, Attribute *out)
{
    const char *text = scan->source->text;
    size_t start = ++scan->at;
    Buf value = BUF_INIT;
    buf_add(&value, "");
    while (scan->at < scan->end && text[scan->at] != '"') {
        if (text[scan->at] == '\\' && scan->at + 1 < scan->end && (text[scan->at + 1] == '"' || text[scan->at + 1] == '\\'))
            scan->at++;
        buf_add_char(&value, text[scan->at++]);
    }
    out->value = arena_strndup(scan->arena, value.ptr, value.length);
    out->loc = (Loc){scan->source, (uint32_t)start, (uint32_t)(scan->at - start)};
    buf_clear(&value);
    if (scan->at >= scan->end)
        return fault(scan, start - 1, "the quote is not closed", "引号未闭合");
    scan->at++;
    return true;
}

static bool
take_pair(Scan *scan, Attributes *out)
{
    size_t length = name_length(scan);
    size_t start = scan->at;
    if (length == 0)
        return fault(scan, start, "expected #id, .class or key=\"value\"", "此处应为#id、.class或key=\"value\"");
    Attribute pair = {.name = take(scan, length)};
    if (scan->at >= scan->end || scan->source->text[scan->at] != '=')
        return fault(scan, scan->at, "expected '=' and a value after the name", "名称之后应为等号“=”和值");
    scan->at++;
    if (scan->at < scan->end && scan->source->text[scan->at] == '"') {
        if (!take_quoted(scan, &pair))
            return false;
    } else {
        size_t value_start = scan->at;
        while (scan->at < scan->end && !is_blank(scan->source->text[scan->at]) && !is_curly_quote(scan->source->text + scan->at) &&
            !strchr("\"'{}=", scan->source->text[scan->at]))
            scan->at++;
        if (scan->at == value_start)
            return fault(scan, scan->at, "expected a value", "此处应为一个值");
        pair.loc = (Loc){scan->source, (uint32_t)value_start, (uint32_t)(scan->at - value_start)};
        pair.value = arena_strndup(scan->arena, scan->source->text + value_start, pair.loc.length);
    }
    VEC_PUSH(scan->arena, &out->list, pair);
    return true;
}

static bool
take_one(Scan *scan, Attributes *out)
{
    char mark = scan->source->text[scan->at];
    if (mark != '#' && mark != '.')
        return take_pair(scan, out);
    scan->at++;
    size_t start = scan->at, length = name_length(scan);
    if (length == 0)
        return fault(scan, start, "expected a name", "此处应为名称");
    const char *name = take(scan, length);
    if (mark == '#') {
        if (out->id)
            return fault(scan, start - 1, "a second id", "出现了第二个标识");
        out->id = name;
    } else if (!out->class_name) {
        out->class_name = name;
    } else {
        VEC_PUSH(scan->arena, &out->list, (Attribute){.name = "class", .value = name, .loc = {scan->source, (uint32_t)start, (uint32_t)length}});
    }
    return true;
}

bool
attributes_parse(Arena *arena, Diags *diags, const Source *source, size_t start, size_t end, Attributes *out)
{
    Scan scan = {arena, diags, source, start, end};
    Attributes parsed = {0};
    for (;;) {
        size_t before = scan.at;
        while (scan.at < scan.end && is_blank(source->text[scan.at]))
            scan.at++;
        if (scan.at >= scan.end)
            break;
        if (before == scan.at && before > start)
            return fault(&scan, scan.at, "expected a blank between attributes", "属性之间应有空格");
        if (!take_one(&scan, &parsed))
            return false;
    }
    *out = parsed;
    return true;
}
