/* chart/survey.h -- what a spec says before anything is drawn: its units, each with mark, encodings and rows.
 *
 *     Node --survey_read--> Survey {units: mark, channels by name, rows after transforms, bins, time units and aggregates}
 *
 * For those who talk about a chart and don't draw it: alt texts and the linter. Layers, concats, facets and repeats are walked;
 * encodings, data and transforms are inherited as Vega-Lite inherits them. Faults of the spec are not reported here (drawing
 * does): a unit whose data could not be read has has_data false.
 *
 * Memory   the arena of the context
 * Tests    tests/unit/chart/alt_test.c, lint_test.c
 */
#ifndef SHUDU_CHART_SURVEY_H
#define SHUDU_CHART_SURVEY_H

#include "chart/chart.h"
#include "chart/data.h"

typedef struct SurveyChannel {
    const char *name;        /* "x", "color", "row" */
    const Node *def;         /* the definition, as the spec has it */
    const char *column;      /* of the unit's rows; NULL for a value or a datum */
    const char *type;        /* "quantitative", "temporal", "ordinal", "nominal"; given, or as Vega-Lite takes it to be */
    const char *aggregate;   /* "sum", …; NULL */
    const char *time_unit;   /* NULL */
    bool binned;
    bool unknown;            /* the data have no such field */
} SurveyChannel;

typedef struct SurveyUnit {
    const Node *node;        /* the unit's own spec */
    const char *mark;        /* "bar" */
    const Node *mark_def;    /* its map; NULL where `mark` is a word */
    VEC(SurveyChannel) channels;
    Dataset data;
    bool has_data;
    int view;                /* units of one view are layers over the same axes */
    const Node *layered;     /* the layer that holds it; NULL */
} SurveyUnit;

typedef struct Survey {
    const Node *spec;
    const Node *config[2];   /* of the spec, of the theme; NULL */
    VEC(SurveyUnit *) units;
    int view_count;
    bool has_facets;
} Survey;

/* base: where relative URLs start. lang: of named data. Never fails; a spec without units has none. */
Survey *survey_read(const ChartContext *context, const Node *spec, const char *spec_path, int lang);

const SurveyChannel *survey_channel(const SurveyUnit *unit, const char *name); /* NULL */
/* A property of the mark: of the unit's mark map, else of config.MARK, config.mark of spec and theme; NULL. */
const Node *survey_mark(const Survey *survey, const SurveyUnit *unit, const char *key);
/* Title of a channel: title, axis.title, legend.title, else NULL; *silent where it is null on purpose. */
const char *survey_title(const SurveyChannel *channel, bool *silent);
/* Cell of a channel in a row; undefined where it has no column. */
Value survey_value(const SurveyUnit *unit, const SurveyChannel *channel, size_t row);
/* Distinct values of a channel, in order of appearance. */
ValueList survey_distinct(Arena *arena, const SurveyUnit *unit, const SurveyChannel *channel);
/* Whether the channel places along a continuous scale, and by a measured quantity. */
bool survey_is_measure(const SurveyChannel *channel);
bool survey_is_discrete(const SurveyChannel *channel);
/* The axis that carries the measure of a bar, line, area or point, and the other one; false where neither or both do. */
bool survey_axes(const SurveyUnit *unit, const SurveyChannel **measure, const SurveyChannel **dimension);
/* "zero", "normalize", "center", or NULL where the unit does not stack. */
const char *survey_stack(const SurveyUnit *unit);

#endif
