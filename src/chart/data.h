/* chart/data.h -- rows of a data set while they pass through the transforms.
 *
 *     data: {…} --data_read--> Dataset --transform_list--> Dataset --> scales and marks
 *
 * Everything means what it means in Vega and Vega-Lite: bins (vega-statistics), time units (vega-time: reference year 2012, weeks
 * from Sunday), aggregates, stacks, windows. Dates are UTC.
 *
 * Shape    rows × columns of Value; all rows share the column names. A row is also a Value object (dataset_row) for expressions.
 *          What a row lacks is UNDEFINED. Cells of CSV are strings until format.parse, or an encoding (dataset_parse), converts them
 * Figures  a cell that comes from the project's tables carries its FactUse; sums and differences of such cells are formulas
 * Memory   an arena; a transform returns a new Dataset and leaves its input alone
 * Errors   data-remote, data-unknown-name, data-format, data-not-rows, data-too-many-rows, transform-unknown, transform-bad,
 *          aggregate-unknown, time-unit-unknown, expr-*
 * Limits   DATA_ROWS_MAX rows after any step
 * Source   Vega 6.4, Vega-Lite 6.5
 * Tests    tests/unit/chart/data_test.c, transform_test.c
 */
#ifndef SHUDU_CHART_DATA_H
#define SHUDU_CHART_DATA_H

#include "expr/expr.h"

enum { DATA_ROWS_MAX = 2000000 };

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
    const Node *first;         /* the transforms that follow; filters at their head narrow what an output depends on. NULL: none */
    const Node *view;          /* whose only rows these are: a long file may be added up while it is read (condense.h). NULL: all rows */
    int lang;
    Map *params;               /* the spec's parameters; the transform `extent` adds to them. NULL: none */
} DataContext;

/* A Vega-Lite `data` property: values, url (csv, tsv, json with property), name, sequence; format.parse. */
bool data_read(const DataContext *context, const Node *data, Dataset *out);
/* Rows of the project that the filters at the head of the transforms leave, as a question to the model (model/question.h): a chart
 * of three figures depends on these three. False: this is no such question. */
bool data_answer(const Model *model, const char *question, char sha256[65]);
/* One entry, or a whole list, of `transform`: aggregate bin calculate filter fold flatten stack timeUnit window joinaggregate
 * lookup impute pivot sample, density regression loess quantile extent. Output names and order as Vega-Lite's. */
bool transform_apply(const DataContext *context, const Node *transform, const Dataset *in, Dataset *out);
bool transform_list(const DataContext *context, const Node *transforms, const Dataset *in, Dataset *out);

/* A column converted, as format.parse and encodings ask: "number", "date", "boolean", "string", "date:'%Y'", "utc:'%Y'", "flatten". A nested
 * field ("a.b") becomes a column of its own. False after data-format. */
bool dataset_parse(const DataContext *context, Loc loc, const Dataset *in, const char *field, const char *type, Dataset *out);

/* ---- the same for encodings, which imply transforms ------------------------------------------------------ */

/* Vega's bin: nice step for an extent. */
typedef struct BinParams { double start, stop, step; } BinParams;
BinParams bin_params(double min, double max, const Node *options /* maxbins, step, steps, minstep, base, divide, nice, anchor, extent; or NULL */, int default_maxbins);
/* Start of the bin that holds the value; -Infinity and Infinity outside. The end is bin_end(bins, start). */
double bin_start(const BinParams *bins, double value);
double bin_end(const BinParams *bins, double start);
/* The whole transform: columns as_start and as_end; the extent is the data's unless options say. *bins may be NULL. */
void dataset_bin(Arena *arena, const Dataset *in, const char *field, const Node *options, int default_maxbins, const char *as_start, const char *as_end, Dataset *out, BinParams *bins);
/* "count", "sum", "mean", … as Vega-Lite names aggregates; "exponential:0.5" has its weight after a colon. argmin, argmax and values
 * need rows: they are for dataset_aggregate, where they give a row object and a list of row objects. */
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
/* Rows in another order; stable. */
void dataset_sort(Arena *arena, const Dataset *in, const SortField *sort, size_t sort_count, Dataset *out);
/* Aggregates of each row's group as new columns, no row less (joinaggregate). */
bool dataset_join_aggregate(Arena *arena, const Dataset *in, const char *const *groupby, size_t group_count, const AggregateField *fields, size_t field_count, Dataset *out);
/* Rows added for the keys that a group lacks (impute of an area or line). value: what they get in `field`. */
void dataset_impute(Arena *arena, const Dataset *in, const char *field, const char *key, const Value *keyvals, size_t keyval_count, const char *const *groupby, size_t group_count, Value value, Dataset *out);

/* Vega-Lite predicates: {field, equal|lt|lte|gt|gte|range|oneOf|valid}, and/or/not, expression strings. A selection passes all rows. */
bool predicate_test(const DataContext *context, const Node *predicate, Value row, bool *result);
/* The same, read once for many rows. NULL after a diagnostic. */
typedef struct Predicate Predicate;
Predicate *predicate_read(const DataContext *context, const Node *node);
bool predicate_run(const Predicate *predicate, Value row, bool *result);
/* {year: 2020, month: "jan"} in milliseconds; false where the node is no such map. */
bool datetime_from_node(const Node *node, double *milliseconds);

/* Time units: "year", "yearmonth", "month", "hours", "yearmonthdate", "quarter", "week", "day", … with or without "utc". */
bool time_unit_is_known(const char *unit);
double time_unit_floor(const char *unit, double milliseconds);
double time_unit_next(const char *unit, double milliseconds);            /* end of the interval that begins there */
const char *time_unit_format(const char *unit);                          /* d3 pattern that Vega-Lite's axes use */
const char *time_unit_print_format(const char *unit, const Locale *locale); /* as the language writes it; locale NULL: as Vega-Lite does */

/* As a spec writes it: a name, or {unit, step, maxbins, binned, utc}. */
typedef struct TimeUnit {
    const char *unit;          /* without "binned" and "utc"; NULL: to be found from maxbins and the data */
    double step;               /* 1 */
    int maxbins;               /* 40 */
    bool binned, utc;
    const char *name;          /* as Vega-Lite names columns: "yearmonth", "year_step_2", "utcyear" */
} TimeUnit;
/* False after time-unit-unknown. */
bool time_unit_read(const DataContext *context, const Node *node, TimeUnit *out);
/* Unit and step for an extent, where the spec gives none. */
void time_unit_fit(TimeUnit *unit, double min, double max);
double time_unit_floor_by(const TimeUnit *unit, double milliseconds);
double time_unit_next_by(const TimeUnit *unit, double milliseconds);
/* A moment moved by so many of the unit's smallest part, its step counted, across years. */
double time_unit_offset(const TimeUnit *unit, double milliseconds, int steps);

#endif
