/* chart/alt_read.h -- what a spec or a preset shows, as input of chart/alt.h.
 *
 *     spec   --survey_read--> units with rows --alt_of_spec--> text
 *     preset --its rows and figures----------------------------> text
 *
 * Of a layered view the marks that carry data speak, rules and value labels do not; of several views each speaks, up to four.
 * In a project a series on several bases is not called a rise or a fall: the facts say which may be compared.
 * Tests    tests/unit/chart/alt_test.c
 */
#ifndef SHUDU_CHART_ALT_READ_H
#define SHUDU_CHART_ALT_READ_H

#include "chart/alt.h"
#include "chart/chart.h"

/* The words around: what the author wrote and the project knows. */
typedef struct AltFrame {
    const char *title, *caveat, *source; /* in the language; NULL */
} AltFrame;

/* locale: of the language, en outside a project. */
const char *alt_of_spec(const ChartContext *context, const Node *spec, const char *spec_path, int lang, const AltFrame *frame);

/* A preset with rows or events (alt_preset.c); false where it has none and its unfolded spec has to speak. */
bool alt_of_preset(const ChartContext *context, const Node *preset, int lang, AltChart *out);


#endif
