/* base/diag.c -- the list of diagnostics. */
#include "base/diag.h"

#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum { ARGUMENT_MAX = 160 }; /* bytes of an argument that are shown: a cell can hold a megabyte */

typedef struct CodeInfo {
    const char *code;
    Severity severity;
    const char *message[MESSAGE_LANG_COUNT];
    const char *hint[MESSAGE_LANG_COUNT];
} CodeInfo;

static const CodeInfo codes[DIAG_CODE_COUNT] = {
#define DIAG(name, code, severity, en, zh, hint_en, hint_zh) [DIAG_##name] = {code, severity, {en, zh}, {hint_en, hint_zh}},
#include "base/diag_codes.def"
#undef DIAG
};

struct Diags {
    Arena *arena;
    VEC(Diag) list;
    Map seen;    /* code and place */
    bool repeat; /* the last one was there already: what belongs to it is dropped */
    size_t errors, warnings;
};

Diags *
diags_new(Arena *arena)
{
    Diags *diags = ARENA_NEW(arena, Diags);
    diags->arena = arena;
    map_init(&diags->seen, arena);
    return diags;
}

/* `arg`, cut at a character where it is long. */
static void
add_argument(Buf *buf, const char *arg)
{
    size_t length = strnlen(arg, ARGUMENT_MAX + 1);
    if (length <= ARGUMENT_MAX) {
        buf_add_bytes(buf, arg, length);
        return;
    }
    length = ARGUMENT_MAX;
    while (length > 0 && ((unsigned char)arg[length] & 0xC0) == 0x80)
        length--;
    buf_add_bytes(buf, arg, length);
    buf_add(buf, "…");
}

/* The template with {0} … {9} replaced; other braces stand for themselves. */
static const char *
fill(Arena *arena, const char *format, const char *const *args)
{
    if (!format)
        return NULL;
    size_t count = 0;
    while (args && args[count])
        count++;
    Buf buf = BUF_INIT;
    buf_reserve(&buf, strlen(format) + ARGUMENT_MAX);
    const char *start = format; /* of the part not yet copied */
    for (const char *at = format; (at = strchr(at, '{'));) {
        size_t index = (size_t)(unsigned char)at[1] - '0';
        if (index > 9 || at[2] != '}' || index >= count) {
            at++;
            continue;
        }
        buf_add_bytes(&buf, start, (size_t)(at - start));
        add_argument(&buf, args[index]);
        start = at += strlen("{0}");
    }
    buf_add(&buf, start);
    char *text = arena_strndup(arena, buf.ptr, buf.length);
    buf_clear(&buf);
    return text;
}

/* Whether this code was reported at this place; remembers it. Without a place the message decides. */
static bool
is_repeat(Diags *diags, const Diag *fresh)
{
    const Source *source = fresh->loc.source;
    const char *key = source
        ? arena_printf(diags->arena, "%d %u %u %zu %s", (int)fresh->code, fresh->loc.offset, fresh->loc.length, source->length, source->path)
        : arena_printf(diags->arena, "%d %s", (int)fresh->code, fresh->message[MESSAGE_EN]);
    if (map_has(&diags->seen, key))
        return true;
    map_put(&diags->seen, key, diags);
    return false;
}

static void
add(Diags *diags, const Diag *fresh)
{
    diags->repeat = is_repeat(diags, fresh);
    if (diags->repeat)
        return;
    diags->errors += fresh->severity == SEVERITY_ERROR;
    diags->warnings += fresh->severity == SEVERITY_WARNING;
    VEC_PUSH(diags->arena, &diags->list, *fresh);
}

bool
diag_at(Diags *diags, DiagCode code, Loc loc, const char *const *args)
{
    assert(code >= 0 && code < DIAG_CODE_COUNT);
    const CodeInfo *info = &codes[code];
    Diag fresh = {.code = code, .severity = info->severity, .loc = loc};
    for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++) {
        fresh.message[lang] = fill(diags->arena, info->message[lang], args);
        fresh.hint[lang] = fill(diags->arena, info->hint[lang], args);
    }
    add(diags, &fresh);
    return false;
}

void
diag_note_at(Diags *diags, Loc loc, const char *en, const char *zh, const char *const *args)
{
    if (diags->repeat || diags->list.count == 0)
        return;
    Diag *last = &VEC_LAST(&diags->list);
    DiagNote note = {.loc = loc, .text = {fill(diags->arena, en, args), fill(diags->arena, zh, args)}};
    VEC_PUSH(diags->arena, &last->notes, note);
}

void
diag_hint_at(Diags *diags, const char *en, const char *zh, const char *const *args)
{
    if (diags->repeat || diags->list.count == 0)
        return;
    Diag *last = &VEC_LAST(&diags->list);
    last->hint[MESSAGE_EN] = fill(diags->arena, en, args);
    last->hint[MESSAGE_ZH] = fill(diags->arena, zh, args);
}

void
diag_add(Diags *to, const Diag *one)
{
    Diag copy = *one;
    for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++) {
        copy.message[lang] = arena_strdup(to->arena, copy.message[lang]);
        copy.hint[lang] = arena_strdup(to->arena, copy.hint[lang]);
    }
    memset(&copy.notes, 0, sizeof copy.notes);
    for (size_t j = 0; j < one->notes.count; j++) {
        DiagNote note = one->notes.items[j];
        for (int lang = 0; lang < MESSAGE_LANG_COUNT; lang++)
            note.text[lang] = arena_strdup(to->arena, note.text[lang]);
        VEC_PUSH(to->arena, &copy.notes, note);
    }
    add(to, &copy);
}

void
diag_append(Diags *to, const Diags *from)
{
    for (size_t i = 0; i < from->list.count; i++)
        diag_add(to, &from->list.items[i]);
    to->repeat = false;
}

size_t
diags_count(const Diags *diags)
{
    return diags->list.count;
}

const Diag *
diags_at(const Diags *diags, size_t index)
{
    assert(index < diags->list.count);
    return &diags->list.items[index];
}

size_t
diags_errors(const Diags *diags)
{
    return diags->errors;
}

size_t
diags_warnings(const Diags *diags)
{
    return diags->warnings;
}

const Diag *
diags_find(const Diags *diags, DiagCode code)
{
    for (size_t i = 0; i < diags->list.count; i++)
        if (diags->list.items[i].code == code)
            return &diags->list.items[i];
    return NULL;
}

bool
diag_code_parse(const char *text, DiagCode *out)
{
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        if (str_equal(codes[code].code, text)) {
            *out = (DiagCode)code;
            return true;
        }
    }
    return false;
}

const char *
diag_code_text(DiagCode code)
{
    return codes[code].code;
}

Severity
diag_code_severity(DiagCode code)
{
    return codes[code].severity;
}
