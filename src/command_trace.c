/* command_trace.c -- where a printed number comes from. Reads out/provenance.json and nothing else. */
#include "audit/trace.h"
#include "run.h"

static const Node *
read_provenance(Run *run)
{
    run->files = files_new(run->arena, run->root);
    Reader *reader = reader_new(run->arena, run->files, run->diags);
    if (!reader_exists(reader, "out/provenance.json")) {
        diag(run->diags, DIAG_TRACE_NOTHING_BUILT, LOC_NONE, NULL);
        return NULL;
    }
    const Source *source = reader_read(reader, "out/provenance.json", LOC_NONE);
    return source ? node_parse_json(run->arena, run->diags, source) : NULL;
}

ShuduStatus
shudu_trace(const ShuduOptions *options)
{
    Run run;
    Trace trace;
    Buf out = BUF_INIT;
    run_open(&run, options);
    run.root = run_find_root(run.arena, options->project);
    if (!run.root)
        diag(run.diags, DIAG_PROJECT_NOT_FOUND, LOC_NONE, options->project ? options->project : ".");
    const Node *root = run.root ? read_provenance(&run) : NULL;
    if (root && !trace_find(run.arena, root, options->what, &trace))
        diag(run.diags, DIAG_TRACE_UNKNOWN, LOC_NONE, options->what);
    else if (root && options->report == SHUDU_REPORT_JSON)
        trace_json(run.arena, &trace, &out);
    else if (root)
        trace_print(run.arena, &trace, run_in_chinese(&run) ? "zh" : "en", run_in_chinese(&run), &out);
    if (out.length)
        run_print(&run, 1, out.ptr, out.length);
    buf_clear(&out);
    /* The answer is the result; an empty report beside it is none. */
    if (!diags_count(run.diags)) {
        arena_free(run.arena);
        return SHUDU_OK;
    }
    return run_close(&run);
}
