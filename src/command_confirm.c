/* command_confirm.c -- texts and translations confirmed as they stand, paragraphs with their numbers. */
#include "run.h"

#include "doc/doc.h"
#include "jobs/job.h"

static bool
confirm_report(Run *run, const char *folder)
{
    size_t errors = diags_errors(run->diags);
    Doc *doc = doc_read(run->arena, run->reader, run->model, run->theme, folder);
    if (!doc || diags_errors(run->diags) > errors)
        return false;
    const char *text = confirmed_text(run->arena, run->reader, doc), *path = arena_printf(run->arena, "%s/%s/confirmed.txt", run->root, folder);
    Buf bytes = BUF_INIT;
    buf_add(&bytes, text);
    bool ok = run_write_file(run, path, &bytes);
    buf_clear(&bytes);
    if (ok)
        run_printf(run, 1, run_in_chinese(run) ? "%s/confirmed.txt：译文已按现状确认\n" : "%s/confirmed.txt: translations confirmed as they stand\n", folder);
    return ok;
}

ShuduStatus
shudu_confirm(const ShuduOptions *options)
{
    Run run;
    JobList all = {0};
    run_open(&run, options);
    bool ok = run_open_project(&run, options->project) && run_open_fonts(&run) && plan_jobs(run.arena, run.reader, run.model, &all);
    const char *done = NULL;
    for (size_t i = 0; ok && i < all.count; i++) {
        if (all.items[i].kind != JOB_REPORT || str_equal(all.items[i].spec, done))
            continue;
        done = all.items[i].spec;
        ok = confirm_report(&run, done);
    }
    return run_close(&run);
}
