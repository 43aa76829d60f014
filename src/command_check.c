/* command_check.c -- shudu check: data, texts and specs of the whole project; nothing is laid out. */
#include "run.h"

#include "audit/claim_check.h"
#include "jobs/edition.h"
#include "jobs/job.h"
#include "jobs/unprinted.h"
#include "jobs/render.h"

/* One reading of a document serves all its languages. */
static void
check_jobs(Run *run, const JobList *jobs)
{
    Unprinted *unprinted = unprinted_new(run->arena, run->model);
    for (size_t i = 0; i < jobs->count; i++) {
        const Job *job = &jobs->items[i];
        if (i && str_equal(job->spec, jobs->items[i - 1].spec))
            continue;
        Arena *arena = arena_new();
        Diags *diags = diags_new(run->arena);
        Questions *questions = questions_new(arena);
        const Model *model = model_with_questions(arena, run->model, questions);
        LayoutContext context = job_context(arena, diags, run->files, model, run->theme, run->text);
        job_check(&context, job);
        unprinted_note(unprinted, &context, run->files, questions);
        diag_append(run->diags, diags);
        arena_free(arena);
    }
    if (!diags_errors(run->diags)) /* what is faulty names nothing */
        unprinted_report(unprinted, run->diags);
}

ShuduStatus
shudu_check(const ShuduOptions *options)
{
    Run run;
    JobList jobs = {0};
    run_open(&run, options);
    if (run_open_project(&run, options->project) && run_open_fonts(&run) && plan_jobs(run.arena, run.reader, run.model, &jobs)) {
        run_audit_data(&run, true);
        check_jobs(&run, &jobs);
        claims_check_lists(run.arena, run.diags, run.model);
        edition_check(run.model, run.reader, run.arena, run.diags);
        run.complete = !diags_errors(run.diags); /* what stopped early has not seen all */
    }
    return run_close(&run);
}
