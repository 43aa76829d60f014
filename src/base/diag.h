/* base/diag.h -- diagnostics: what is wrong, where, and what helps.
 *
 * Codes live in one list, diag_codes.def, which includes a part for each room
 * (base/codes/ROOM.def). Each line gives code, severity, message and hint in
 * English and Chinese; {0} {1} … stand for the arguments (strings).
 *
 *     return diag(diags, DIAG_CSV_BAD_NUMBER, loc, text);           // false
 *     diag_note(diags, other_loc, "declared here", "声明于此");     // belongs to the last one
 *     diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
 *
 * One cause, one message: the same code at the same place is kept once.
 * Arguments longer than 160 bytes are cut with an ellipsis.
 * A Diags is not shared between threads; diag_append joins them in job order.
 */
#ifndef SHUDU_BASE_DIAG_H
#define SHUDU_BASE_DIAG_H

#include "base/source.h"

typedef enum Severity {
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
} Severity;

typedef enum DiagCode {
#define DIAG(name, code, severity, en, zh, hint_en, hint_zh) DIAG_##name,
#include "base/diag_codes.def"
#undef DIAG
    DIAG_CODE_COUNT
} DiagCode;

typedef enum MessageLang {
    MESSAGE_EN,
    MESSAGE_ZH,
    MESSAGE_LANG_COUNT,
} MessageLang;

typedef struct DiagNote {
    Loc loc;
    const char *text[MESSAGE_LANG_COUNT];
} DiagNote;

typedef struct Diag {
    DiagCode code;
    Severity severity;
    Loc loc;
    const char *message[MESSAGE_LANG_COUNT];
    const char *hint[MESSAGE_LANG_COUNT]; /* NULL: none */
    VEC(DiagNote) notes;
} Diag;

Diags *diags_new(Arena *arena);
/* Always returns false, so that `return diag(…)` reads well. */
bool diag_at(Diags *diags, DiagCode code, Loc loc, const char *const *args);
#define diag(diags, code, loc, ...) diag_at((diags), (code), (loc), (const char *const[]){__VA_ARGS__, NULL})
/* Adds a place to, or replaces the hint of, the diagnostic reported last. */
void diag_note_at(Diags *diags, Loc loc, const char *en, const char *zh, const char *const *args);
#define diag_note(diags, loc, en, zh, ...) diag_note_at((diags), (loc), (en), (zh), (const char *const[]){__VA_ARGS__, NULL})
void diag_hint_at(Diags *diags, const char *en, const char *zh, const char *const *args);
#define diag_hint(diags, en, zh, ...) diag_hint_at((diags), (en), (zh), (const char *const[]){__VA_ARGS__, NULL})

/* Copies one that is whole (of a cache), texts included. */
void diag_add(Diags *to, const Diag *one);
/* Copies all of `from`, texts included; the sources they point into must outlive `to`. */
void diag_append(Diags *to, const Diags *from);
size_t diags_count(const Diags *diags);
const Diag *diags_at(const Diags *diags, size_t index);
size_t diags_errors(const Diags *diags);
size_t diags_warnings(const Diags *diags);
/* The first one with this code, or NULL. */
const Diag *diags_find(const Diags *diags, DiagCode code);

const char *diag_code_text(DiagCode code);       /* "csv-bad-number" */
bool diag_code_parse(const char *text, DiagCode *out);
Severity diag_code_severity(DiagCode code);

#endif
