/* chart/page.h -- a chart between reading (chart.c) and its page (page.c). */
#ifndef SHUDU_CHART_PAGE_H
#define SHUDU_CHART_PAGE_H

#include "chart/compose.h"
#include "chart/scale.h"

struct Chart {
    const Node *spec;
    const Node *words;     /* where title, note, alt … stand: the preset, or usermeta.shudu; NULL */
    const char *path;
    bool preset;
    const Fact *const *facts;
    Drawing *read;         /* the views as chart_read found them sound, for the first drawing in that language; NULL: a preset */
};

/* The views of a spec with their rows. False after diagnostics. */
bool drawing_make(const ChartContext *context, const Node *spec, const char *path, int lang, int second_lang, Drawing *out);
/* The subtitle, and the unit of the figures behind it. False where there is neither. */
bool subtitle_and_unit(const ChartContext *context, const Chart *chart, int lang, BoundText *out);

#endif
