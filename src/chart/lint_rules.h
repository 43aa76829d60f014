/* chart/lint_rules.h -- what the files of the linter share; private to them. */
#ifndef SHUDU_CHART_LINT_RULES_H
#define SHUDU_CHART_LINT_RULES_H

#include "base/str.h"
#include "chart/lint.h"
#include "chart/preset.h"
#include "chart/survey.h"

typedef struct Allowed {
    const char *id;           /* without "lint-" */
    Loc loc;
    bool used;
} Allowed;

typedef struct Lint {
    const ChartContext *context;
    const Chart *chart;
    const Node *spec;
    const Node *words;        /* where title, note, unit … stand: the preset, or usermeta.shudu; NULL */
    bool is_preset;
    const Survey *survey;     /* of a spec; a preset has no units */
    VEC(Allowed) allowed;
} Lint;

/* Reports, unless the chart allows it. */
void lint_at(Lint *self, DiagCode code, Loc loc, const char *const *args);
#define lint(self, code, loc, ...) lint_at((self), (code), (loc), (const char *const[]){__VA_ARGS__, NULL})

typedef void UnitRule(Lint *self, const SurveyUnit *unit);
typedef void WholeRule(Lint *self);

/* lint_scale.c: zero, logarithms, two axes, sizes */
UnitRule lint_bar_zero, lint_area_zero, lint_log_bar, lint_dual_axes, lint_pictogram, lint_radius, lint_aspect;
/* lint_data.c: what the rows allow to be said */
UnitRule lint_slices, lint_arc_whole, lint_hidden_gap, lint_uneven_time, lint_bases, lint_stack_negative, lint_stack_sum, lint_unsorted,
    lint_line_nominal, lint_overlap, lint_field, lint_empty, lint_normalized, lint_turned_labels, lint_crowded;
/* lint_color.c */
UnitRule lint_colors, lint_color_only, lint_contrast, lint_scheme, lint_color_vision;
/* lint_words.c: of the whole chart */
WholeRule lint_unit, lint_source, lint_small_text, lint_finding, lint_as_of, lint_typed_alt, lint_preset_parts, lint_preset_bases;

/* ---- questions ---- */

bool lint_is_mark(const SurveyUnit *unit, const char *names); /* "bar line area" */
/* A property of a channel's scale or axis; NULL. */
const Node *lint_scale(const SurveyChannel *channel, const char *key);
const Node *lint_axis(const Lint *self, const SurveyChannel *channel, const char *key); /* its own, then config.axisX, config.axis */
/* Where to point: the channel, or the unit. */
Loc lint_loc(const SurveyUnit *unit, const SurveyChannel *channel);
/* color, fill or stroke by a discrete field; NULL. */
const SurveyChannel *lint_color_channel(const SurveyUnit *unit);
/* The row's series: the values of all discrete channels but the dimension. */
const char *lint_series(Lint *self, const SurveyUnit *unit, const SurveyChannel *dimension, size_t row);
/* The figure behind a row's measure; NULL. */
const Fact *lint_fact(const Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, size_t row);
const char *lint_count(const Lint *self, size_t count);

#endif
