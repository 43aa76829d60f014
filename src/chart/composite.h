/* chart/composite.h -- marks that summarise: written out as layers, as Vega-Lite does.
 *
 * spec: a unit with its encodings merged; config: the whole configuration. NULL after a diagnostic.
 * Tests  tests/unit/chart/composite_test.c
 */
#ifndef SHUDU_CHART_COMPOSITE_H
#define SHUDU_CHART_COMPOSITE_H

#include "input/node.h"

Node *composite_boxplot(Arena *arena, const Node *spec, const Node *config, Diags *diags);
Node *composite_errorbar(Arena *arena, const Node *spec, const Node *config, Diags *diags);
Node *composite_errorband(Arena *arena, const Node *spec, const Node *config, Diags *diags);

#endif
