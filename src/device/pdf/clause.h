/* device/pdf/clause.h -- keys and names that may not stand in an object of a PDF/A-3 or PDF/UA-1 file, with their clauses.
 *
 * The writer has no use for any of them. The object layer asks here about all that it writes, so that an extension of the writer
 * that would break an archive fails in its first test.
 *
 * Tests    tests/unit/device/object_test.c
 */
#ifndef SHUDU_DEVICE_PDF_CLAUSE_H
#define SHUDU_DEVICE_PDF_CLAUSE_H

#include "base/base.h"

/* "ISO 19005-3, 6.5.2"; NULL: the key may stand in a dictionary. */
const char *clause_against_key(const char *key);
/* The same for a name as the value of a key, or in an array (key NULL). */
const char *clause_against_name(const char *key, const char *name);

#endif
