/* What the targets share: bytes as a source, and a check that stops the program. */
#ifndef SHUDU_TESTS_FUZZ_H
#define SHUDU_TESTS_FUZZ_H

#include "base/diag_print.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(condition)  \
    do {                    \
        if (!(condition))   \
            abort();        \
    } while (0)

static inline void
promise_loc(const Source *source, Loc loc)
{
    PROMISE(loc.source == source && (size_t)loc.offset + loc.length <= source->length);
}

/* Diagnostics lie inside the source and print in every format. */
static inline void
promise_diags(const Source *source, const Diags *diags)
{
    for (size_t i = 0; i < diags_count(diags); i++)
        promise_loc(source, diags_at(diags, i)->loc);
    Buf out = BUF_INIT;
    for (int format = DIAG_FORMAT_TEXT; format <= DIAG_FORMAT_GITHUB; format++)
        diag_print(&out, diags, (DiagFormat)format, MESSAGE_ZH, false);
    buf_clear(&out);
}

#endif
