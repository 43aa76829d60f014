/* What every test of the rooms base and input begins with: an arena and a list of diagnostics for one test. */
#ifndef SHUDU_TESTS_FIXTURE_H
#define SHUDU_TESTS_FIXTURE_H

#include "base/diag_print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

typedef struct Fixture {
    Arena *arena;
    Diags *diags;
} Fixture;

static inline Fixture
fixture_open(void)
{
    Arena *arena = arena_new();
    return (Fixture){arena, diags_new(arena)};
}

static inline void
fixture_close(Fixture *f)
{
    arena_free(f->arena);
}

/* The diagnostics as printed, in the arena of the fixture. */
static inline const char *
fixture_printed(Fixture *f, DiagFormat format, MessageLang lang)
{
    Buf out = BUF_INIT;
    diag_print(&out, f->diags, format, lang, false);
    const char *text = arena_strndup(f->arena, out.ptr, out.length);
    buf_clear(&out);
    return text;
}

/* "code@offset+length", for all diagnostics in order of reporting, separated by blanks. */
static inline const char *
fixture_codes(Fixture *f)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < diags_count(f->diags); i++) {
        const Diag *d = diags_at(f->diags, i);
        buf_printf(&out, "%s%s@%u+%u", i ? " " : "", diag_code_text(d->code), d->loc.offset, d->loc.length);
    }
    const char *text = arena_strndup(f->arena, out.ptr, out.length);
    buf_clear(&out);
    return text;
}

#endif
