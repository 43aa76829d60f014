/* audit/trace.h -- where a printed number comes from: questions to out/provenance.json.
 *
 *     "115", "3.6万", "10%"            every figure printed so, or of that value
 *     "intl_standards_led", a row id    the figures of an indicator, or one, printed or not
 *     "out/whitepaper.pdf:14"           every number on a page; without page, of an output
 *
 * A Trace holds the figures found, each once, with the places where they are printed, and the numbers that are no figures.
 *
 * Shape    figures in the order of their first print
 * Format   docs/trace.schema.json
 * Tests    tests/unit/audit/trace_test.c, tests/shipped.sh
 */
#ifndef SHUDU_AUDIT_TRACE_H
#define SHUDU_AUDIT_TRACE_H

#include "base/str.h"
#include "input/node.h"

typedef enum TraceKind { TRACE_NUMBER, TRACE_FIGURE, TRACE_PLACE, TRACE_KIND_COUNT } TraceKind;

typedef struct TracePrint {
    const Node *output;   /* its slice */
    const Node *printed;  /* page, box, lang, text */
} TracePrint;

typedef struct TraceFigure {
    const Node *figure;   /* NULL: printed nowhere */
    const Node *slice;    /* where `inputs` count from */
    const char *key;      /* row id or formula */
    VEC(TracePrint) prints;
} TraceFigure;

typedef struct Trace {
    const Node *root;
    const char *what;
    TraceKind kind;
    VEC(TraceFigure *) figures;
    VEC(TracePrint) literals;
} Trace;

/* `root`: provenance.json. False: nothing is called so. */
bool trace_find(Arena *arena, const Node *root, const char *what, Trace *out);
void trace_print(Arena *arena, const Trace *trace, const char *lang, bool chinese, Buf *out);
void trace_json(Arena *arena, const Trace *trace, Buf *out);

#endif
