/* chart/transform.h -- what the files of the transforms share; private to the room.
 *
 * Adding a transform: a function of the type TransformRun in transform_TOPIC.c, a declaration here, a line in the table of transform.c,
 * its keys in the list there, tests in tests/unit/chart/transform_test.c.
 */
#ifndef SHUDU_CHART_TRANSFORM_H
#define SHUDU_CHART_TRANSFORM_H

#include "base/diag.h"
#include "base/str.h"
#include "chart/data.h"

typedef bool TransformRun(const DataContext *context, const Node *node, const Dataset *in, Dataset *out);

TransformRun transform_aggregate, transform_join_aggregate, transform_pivot, transform_bin, transform_time_unit, transform_calculate,
    transform_filter, transform_fold, transform_flatten, transform_sample, transform_stack, transform_window, transform_impute,
    transform_lookup, transform_density, transform_regression, transform_loess, transform_quantile, transform_extent;

/* transform-bad at the node (or the whole transform where it is NULL); always false. */
bool transform_fault(const DataContext *context, const Node *transform, const Node *at, const char *name, const char *en, const char *zh);
/* A list of strings, or one string; count 0 where the key is absent. False after transform-bad. */
typedef struct NameArray { const char **items; size_t count; } NameArray;
bool transform_names(const DataContext *context, const Node *transform, const char *key, NameArray *out);
/* A needed string. NULL after a diagnostic. */
const char *transform_field(const DataContext *context, const Node *transform, const char *key);
/* `as`: a name (then name_end), a list of two, or the fallbacks. */
bool transform_as_pair(const DataContext *context, const Node *transform, const char *first, const char *second, const char *pair[2]);
/* sort: [{field, order}]. */
typedef struct SortArray { SortField *items; size_t count; } SortArray;
bool transform_sort(const DataContext *context, const Node *transform, SortArray *out);
/* [min, max] under the key; false and nothing reported where it is absent. */
bool transform_extent_pair(const Node *transform, const char *key, double pair[2]);
ExprEnv transform_env(const DataContext *context);
bool transform_row_limit(const DataContext *context, const Node *transform, size_t rows);

/* ---- data ------------------------------------------------------------------------------------------- */

/* One field of all rows. */
Value *dataset_field_values(Arena *arena, const Dataset *data, const char *field);
/* An empty data set with the columns of `in` and those added; at[i] is where added[i] stands (an old column of that name, or a new one). */
Dataset dataset_like(Arena *arena, const Dataset *in, const char *const *added, size_t added_count, size_t rows, size_t *at);
void dataset_copy_row(const Dataset *in, size_t row, Dataset *out, size_t out_row);
void dataset_put_columns(Arena *arena, const Dataset *in, const char *const *names, Value *const *values, size_t count, Dataset *out);

/* Rows with equal values of the fields, in order of first appearance. Rows of group g: rows[start[g]] up to rows[start[g + 1] - 1]. */
typedef struct Groups {
    size_t count;
    size_t *of_row, *start, *rows;
} Groups;
Groups groups_make(Arena *arena, const Dataset *data, const char *const *fields, size_t field_count);
/* The rows of each group in sorted order; stable. */
void groups_sort(Arena *arena, const Dataset *data, const SortField *fields, size_t field_count, Groups *groups);
uint64_t value_hash(Arena *arena, Value value);
bool value_same_key(Arena *arena, Value a, Value b);

/* Numbers of the values that are ones: null, "" and NaN left out. */
double *numbers_of(Arena *arena, const Value *values, size_t count, size_t *number_count);
/* Least and greatest number; false where there is none. */
bool numbers_extent(const Value *values, size_t count, double *min, double *max);

#endif
