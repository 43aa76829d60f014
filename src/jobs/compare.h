/* jobs/compare.h -- where two files differ first, in terms that help to find out why.
 *
 * Texts are told by line and column, PNGs by their chunk, PDFs by their object.
 *
 * Tests    tests/unit/jobs/compare_test.c
 */
#ifndef SHUDU_JOBS_COMPARE_H
#define SHUDU_JOBS_COMPARE_H

#include "base/diag.h"

typedef struct Difference {
    size_t offset;                        /* bytes from 0 */
    const char *place[MESSAGE_LANG_COUNT]; /* ", line 3, column 14", "，第 3 行第 14 列"; "" where nothing is known of the format */
} Difference;

/* False: same bytes. A file that cannot be read differs at its beginning. */
bool compare_bytes(Arena *arena, const char *one, const char *other, Difference *out);

#endif
