/* jobs/program.h -- which program this is, to the last byte.
 *
 * The linkers of Debian write a hash of what they linked into every program and library (.note.gnu.build-id). Those of all
 * that is loaded, in their order, make the identity: another compiler, another flag, a library mended by the distribution
 * make another program. A program without the note is hashed whole.
 *
 * Tests    tests/unit/jobs/cache_test.c
 */
#ifndef SHUDU_JOBS_PROGRAM_H
#define SHUDU_JOBS_PROGRAM_H

#include "base/arena.h"

const char *program_identity(Arena *arena);
/* The program alone, without its libraries: what the manifest names. Hex digits. */
const char *program_build_id(Arena *arena);

#endif
