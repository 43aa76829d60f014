/* chart/print.h -- what print adds to the grammar, under `usermeta.shudu`, so that the spec stays valid Vega-Lite.
 *
 *     labels: values | ends | [values, ends]      value labels on marks; names at the ends of lines instead of a legend
 *     patterns: true                              hatches and dots besides colours, for grey-scale print and colour-blind readers
 *     annotations:                                notes at data positions
 *       - {text: {zh: …, en: …}, x: 2021, y: 119, dx: 20, dy: -30}    an arrow from the note to the place
 *       - {text: …, x: 2019, x2: 2021}            a bracket over the span
 *       - {text: …, y: 60}                        a reference line;  with y2 a band
 *       - {sign: revised | provisional | about, x: …, y: …}           a sign beside a value, explained below the plot
 *
 * No text is printed over another: a label is moved, then left out, those of the first, last, highest and lowest value last.
 * Tests   tests/unit/chart/print_test.c
 */
#ifndef SHUDU_CHART_PRINT_H
#define SHUDU_CHART_PRINT_H

#include "chart/guide.h"

typedef struct PrintWishes {
    bool values, ends, patterns;
    const Node *annotations;
    const char *format;
} PrintWishes;

PrintWishes print_wishes(const Drawing *drawing);
/* Bands and reference lines, below the marks. */
void print_below(View *view, Part *group);
/* Labels and notes, above them; `box` grows by what is drawn. False where nothing is wished for. */
bool print_above(View *view, Part *group, Rect *box);
/* What the signs among the annotations mean: "† revised; * provisional."; NULL where there are none. */
const char *note_signs(Arena *arena, const Node *annotations, const Locale *locale);
/* Whether names at line ends stand for this scale's legend. */
bool print_replaces_legend(const Scale *scale);
/* The pattern of the n-th name of a colour scale; plain for the first. */
Paint print_pattern(Color color, size_t index);
/* The same for lines: dashes; count 0 for a whole line. */
size_t print_dashes(size_t index, const double **dashes);

#endif
