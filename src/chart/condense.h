/* chart/condense.h -- a long CSV read into the rows that a view will add up anyhow.
 *
 *     a million rows, sums by year and kind --condense_rows--> seventy rows, one for each year and kind
 *
 * A view that only sums, or takes least and greatest, of some columns by others needs none of the single rows. So they are added
 * up while the file is read, and neither time nor memory for a row is spent. The view's own aggregate then runs over the
 * result as over the rows, and gives the same.
 *
 * The file is read in parts, by several threads where there are processors. What a part has added up is joined in the order of
 * the file, and sums are kept to twice the digits and rounded once: so the rows are the same for any number of threads.
 *
 * Errors   none: whoever then reads row by row reports
 * Tests    tests/unit/chart/condense_test.c
 */
#ifndef SHUDU_CHART_CONDENSE_H
#define SHUDU_CHART_CONDENSE_H

#include "chart/data.h"

enum {
    CONDENSE_FROM_BYTES = 256 * 1024, /* shorter files are read row by row: nothing is gained */
    CONDENSE_COLUMNS_MAX = 32,
    CONDENSE_ROW_MAX = 64 * 1024,     /* bytes; a file with a longer row is read row by row */
    CONDENSE_PART_BYTES = 512 * 1024,
};

typedef enum Fold { FOLD_KEY, FOLD_SUM, FOLD_MIN, FOLD_MAX } Fold;

typedef struct Condensing {
    size_t count;
    const char *fields[CONDENSE_COLUMNS_MAX];
    Fold folds[CONDENSE_COLUMNS_MAX];
} Condensing;

/* What a view spec does with each field of its rows. False: it needs the rows (a transform, a mean, a field used in two ways …). */
bool condense_plan(const Node *view, const Node *format, Condensing *out);

/* A text that need not be in memory as a whole. */
typedef struct LongText {
    size_t size;
    bool (*read)(const void *data, size_t offset, char *to, size_t length); /* by several threads at once; false: it can't be read */
    const void *data;
    size_t part_bytes;
    size_t threads;      /* at most; at least 1 */
} LongText;

/* Read by LongText.read where the data is a Source. */
bool condense_read_source(const void *source, size_t offset, char *to, size_t length);

/* The rows added up. False: this file needs its rows after all (text where a number should be, too many groups, a field that it
 * lacks, a fault), and nothing was reported. */
bool condense_rows(Arena *arena, const LongText *text, char delimiter, const Condensing *plan, Dataset *out);

#endif
