/* chart/data.h -- rows of a data set while they pass through the transforms.
 *
 * Shape    rows × columns of Value; all rows share the column names. A row is also a Value object (dataset_row) for expressions.
 * Memory   an arena; a transform returns a new Dataset and leaves its input alone
 */
#ifndef SHUDU_CHART_DATA_H
#define SHUDU_CHART_DATA_H

#include "expr/expr.h"

typedef struct Dataset {
    const char *const *columns;
    size_t column_count;
    Value *cells;              /* row-major */
    size_t row_count;
} Dataset;

Value dataset_row(Arena *arena, const Dataset *data, size_t row);     /* object, shares the cells */
ptrdiff_t dataset_column(const Dataset *data, const char *name);      /* -1 */
Value dataset_value(const Dataset *data, size_t row, const char *field); /* a field path */

typedef struct DataContext {
    Arena *arena;
    Diags *diags;
    Reader *reader;            /* may be NULL: no files */
    const Model *model;        /* named data of the project: the tables by resource name, and "figures": all facts in long form */
    const char *base;          /* folder that URLs are relative to */
    const Node *datasets;      /* the spec's top-level `datasets` */
    int lang;
    const Map *params;
} DataContext;

/* A Vega-Lite `data` property: values, url (csv, tsv, json with property), name, sequence; format.parse. */
bool data_read(const DataContext *context, const Node *data, Dataset *out);
/* One entry, or a whole list, of `transform`: aggregate bin calculate filter fold flatten stack timeUnit window joinaggregate
 * lookup impute pivot sample, density regression loess quantile extent. Output names and order as Vega-Lite's. */
bool transform_apply(const DataContext *context, const Node *transform, const Dataset *in, Dataset *out);
bool transform_list(const DataContext *context, const Node *transforms, const Dataset *in, Dataset *out);

/* ---- the same for encodings, which imply transforms ------------------------------------------------------ */

/* Vega's bin: nice step for an extent. */
typedef struct BinParams { double start, stop, step; } BinParams;
BinParams bin_params(double min, double max, const Node *options /* maxbins, step, steps, minstep, base, divide, nice, anchor, extent; or NULL */, int default_maxbins);
/* "count", "sum", "mean", … as Vega-Lite names aggregates. */
bool aggregate_is_known(const char *op);
Value aggregate_values(Arena *arena, const char *op, const Value *values, size_t count);
/* Groups rows by fields; aggregates give columns `as`. */
typedef struct AggregateField { const char *op, *field, *as; } AggregateField;
bool dataset_aggregate(Arena *arena, const Dataset *in, const char *const *groupby, size_t group_count, const AggregateField *fields, size_t field_count, Dataset *out);
/* Stacks `field` within groups, in order: adds columns start and end. offset: "zero", "normalize", "center". */
typedef struct SortField { const char *field; bool descending; } SortField;
bool dataset_stack(Arena *arena, const Dataset *in, const char *field, const char *const *groupby, size_t group_count, const SortField *sort, size_t sort_count, const char *offset, const char *as_start, const char *as_end, Dataset *out);
/* A column appended (or replaced). */
void dataset_put_column(Arena *arena, const Dataset *in, const char *name, const Value *values, Dataset *out);
void dataset_filter(Arena *arena, const Dataset *in, const bool *keep, Dataset *out);
/* Vega-Lite predicates: {field, equal|lt|lte|gt|gte|range|oneOf|valid}, and/or/not, expression strings. */
bool predicate_test(const DataContext *context, const Node *predicate, Value row, bool *result);

/* Time units: "year", "yearmonth", "month", "hours", "yearmonthdate", "quarter", "week", "day", … with or without "utc". */
bool time_unit_is_known(const char *unit);
double time_unit_floor(const char *unit, double milliseconds);
double time_unit_next(const char *unit, double milliseconds);            /* end of the interval that begins there */
const char *time_unit_format(const char *unit);                          /* d3 pattern that Vega-Lite's axes use */

#endif
