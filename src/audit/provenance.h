/* audit/provenance.h -- every number of a drawn scene, where it stands and what stands behind it.
 *
 *     scene --provenance_collect--> PrintedNumbers --provenance_slice--> one line of JSON, an output's slice
 *     slices of all outputs --provenance_join--> out/provenance.json
 *
 * A printed number is a span that carries a FactUse, or a run of digits that carries none. The latter has to be of a declared
 * literal kind: what audit/number.h recognises in its context (a date, a document number, a designation …), or what its place
 * says (a page number, a tick, a chapter's number). Numbers of an alternative text are those of the figures that its scene prints. Whatever is left is unresolved; `make audit` counts those, and there are none
 * in the shipped project.
 *
 * Shape    slices are single lines, so that an up-to-date output keeps its own without being parsed again
 * Format   docs/provenance.schema.json
 * Tests    tests/unit/audit/provenance_test.c, tests/audit.sh (every output of the shipped project)
 */
#ifndef SHUDU_AUDIT_PROVENANCE_H
#define SHUDU_AUDIT_PROVENANCE_H

#include "audit/number.h"
#include "model/model.h"
#include "scene/scene.h"

typedef struct PrintedNumber {
    const char *text;
    uint32_t page;         /* from 0 */
    Rect box;              /* page units */
    int lang;
    const FactUse *use;    /* NULL: none */
    const char *literal;   /* kind, where no figure stands behind it; NULL with use == NULL: unresolved */
    Loc loc;               /* the block it belongs to */
    bool in_alt;           /* said by an alternative text; box is 0 */
} PrintedNumber;

typedef VEC(PrintedNumber) PrintedNumbers;

void provenance_collect(Arena *arena, const Model *model, const Scene *scene, PrintedNumbers *out);
/* Numbers that resolve to neither a figure nor a declared kind. */
size_t provenance_unresolved(const PrintedNumbers *numbers);
/* Numbers that do not say what the figure behind them says: 64 printed where the figure is 43. Fractions in words, ranges and
 * texts without a readable number pass. */
bool provenance_agrees(Arena *arena, const PrintedNumber *number);
size_t provenance_mismatched(Arena *arena, const PrintedNumbers *numbers);

typedef struct ProvenanceOutput {
    const char *const *paths; /* below out/: all formats of one drawing, NULL-terminated */
    const char *kind, *lang;  /* "report"; "zh", "zh-en" */
} ProvenanceOutput;

/* One line without a line end. `model` may be NULL (a chart outside a project). */
void provenance_slice(Arena *arena, const Model *model, const ProvenanceOutput *output, const PrintedNumbers *numbers, Buf *out);
/* With `model`, the place of every figure in data/: file, line, row, column by row id ("id|share", "id|rank", "indicator|target").
 * Slices do not hold them, since a row that is added above moves them. NULL: without. */
void provenance_join(Arena *arena, const Model *model, const char *const *slices, size_t count, const char *version, Buf *out);

#endif
