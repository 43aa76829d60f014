/* jobs/watch.h -- the moment at which a project has changed and its editors have finished.
 *
 *     Watch *watch = watch_open(arena, diags, root);
 *     while (watch_wait(watch)) build();
 *     watch_close(watch);
 *
 * inotify tells of files written, created, deleted and renamed anywhere in the project but in its outputs, its cache and hidden
 * folders, and below links to folders (fonts/). One save is many events (a temporary file, a rename, a backup deleted), and many
 * files may be saved at once: the wait ends when it has been quiet for a moment (4 ms behind a
 * file that was closed or renamed, 30 ms otherwise), or the burst lasts too long.
 * What happens during a build is kept by the kernel and ends the next wait.
 *
 * Signals  SIGINT, SIGTERM and SIGHUP are held back from watch_open to watch_close but while waiting: a build is never torn
 * Errors   watch-failed
 * Tests    tests/unit/jobs/watch_test.c, tests/watch.sh
 */
#ifndef SHUDU_JOBS_WATCH_H
#define SHUDU_JOBS_WATCH_H

#include "base/diag.h"

typedef struct Watch Watch;

/* NULL after a diagnostic. */
Watch *watch_open(Arena *arena, Diags *diags, const char *root);
/* Waits for the next change; false when a signal asks to stop, or nothing can be watched any more. */
bool watch_wait(Watch *watch);
void watch_close(Watch *watch);

#endif
