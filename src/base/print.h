/* base/print.h -- vsnprintf for the formats of this program; private to the room.
 *
 * Nearly all that is formatted is %s, %d, %u, %c, %zu and %ld, without flags or widths: read here in a tenth of the instructions.
 * Anything else goes to vsnprintf. Half a million texts are made so in the shipped papers.
 * Tests    tests/unit/base/str_test.c
 */
#ifndef SHUDU_BASE_PRINT_H
#define SHUDU_BASE_PRINT_H

#include "base/base.h"

#include <stdarg.h>

/* Length of the whole text, of which `room` - 1 bytes and NUL are written. */
size_t print_into(char *to, size_t room, const char *format, va_list args) PRINTF_LIKE(3, 0);

#endif
