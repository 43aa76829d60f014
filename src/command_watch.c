/* command_watch.c -- a build after every save, until a signal. */
#include "run.h"

#include "jobs/watch.h"

#include <unistd.h>

/* The messages of a build take the place of the last one's. */
static void
turn_page(const Run *run)
{
    if (run->options->color)
        run_print(run, 2, "\033[H\033[2J\033[3J", 11);
}

static void
say_watching(const Run *run)
{
    if (run->options->report == SHUDU_REPORT_TEXT)
        run_printf(run, 2, run_in_chinese(run) ? "正在监视 %s（Ctrl-C 结束）\n" : "watching %s (Ctrl-C stops)\n", run->root);
}

ShuduStatus
shudu_watch(const ShuduOptions *options)
{
    Run run;
    Warm warm = {0};
    run_open(&run, options);
    run.root = run_find_root(run.arena, options->project);
    if (!run.root)
        diag(run.diags, DIAG_PROJECT_NOT_FOUND, LOC_NONE, options->project ? options->project : ".");
    Watch *watch = run.root ? watch_open(run.arena, run.diags, run.root) : NULL;
    if (watch) {
        /* What one build finds is told and stays on the screen; the next one may find it mended. */
        do {
            turn_page(&run);
            run_build(options, &warm);
            say_watching(&run);
        } while (watch_wait(watch));
        watch_close(watch);
        warm_clear(&warm);
    }
    return run_close(&run);
}
