/* chart/lint.h -- what is wrong with a chart that draws without a fault: rules of honest, legible charts.
 *
 *     spec or preset --chart_lint--> warnings lint-*, each at its place
 *
 * `shudu check` runs it over every chart of a project; with --strict its warnings are errors. Each rule has its reason and its
 * public source in docs/chart-lint.md. A rule that is wrong for one chart is allowed there, with the reason:
 *
 *     usermeta: {shudu: {lint: {allow: {colors: nine districts, each labelled on its line}}}}     in a spec
 *     lint: {allow: {unit: each row has its own unit, which its label names}}                     in a preset
 *
 * Works on the spec's tree and its rows (chart/survey.h); nothing is drawn.
 * Adding a rule: a line in base/codes/lint.def, a function in lint_*.c and its line in RULES, a row in docs/chart-lint.md, a faulty
 * and a clean spec in tests/unit/chart/lint.cases (the test asks for both).
 * Tests    tests/unit/chart/lint_test.c
 */
#ifndef SHUDU_CHART_LINT_H
#define SHUDU_CHART_LINT_H

#include "chart/chart.h"

/* Within a project only. */
void chart_lint(const ChartContext *context, const Chart *chart, const char *spec_path);

/* The code of each rule, for tests; false beyond the last. */
bool chart_lint_rule(size_t index, DiagCode *out);

#endif
