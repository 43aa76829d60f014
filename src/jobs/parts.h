/* jobs/parts.h -- reports are read once for all their modes, and their chapters laid out before the reports themselves: each in
 * any process, and only where something that it asked for has changed.
 *
 *     parts_prepare     reads the reports of the jobs; chapters that are out of date are laid out and packed into files
 *     parts_scene       the report: its chapters unpacked, the rest laid out, joined
 *
 * A part is a chapter in one mode, or the audit of a report's texts, with an entry in the cache as an output has: what it read
 * and asked, what was said. Its key holds a hash of what it sees of the document (doc_view).
 *
 * Parts only save time. One that cannot be packed, or whose file is not what was written, is laid out with its report, and one
 * with an error says so there.
 *
 * Files    .shudu/parts/, or the stage of a build that keeps nothing; of no use to another program or machine
 * Tests    tests/parts.sh, tests/run.sh (--jobs 1, 2, 8), `make soak`
 */
#ifndef SHUDU_JOBS_PARTS_H
#define SHUDU_JOBS_PARTS_H

#include "jobs/depend.h"
#include "jobs/render.h"

/* `folder`: where the files go, made when absent. `world`: how entries of the last build are looked at; NULL: not at all. */
void parts_prepare(Workshop *shop, World *world, const char *folder, const JobList *jobs, size_t workers);
/* The report's scene; NULL after diagnostics. */
Scene *parts_scene(const Workshop *shop, const LayoutContext *context, const Job *job);
/* The report depends on whatever its parts and its reading asked for. */
void parts_depend(Workshop *shop, const Job *job, CacheJob *entry);

#endif
