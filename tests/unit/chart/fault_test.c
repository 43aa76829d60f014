/* Faulty specs: fault.cases has the codes that they get and the words they point at; what can be drawn is drawn all the same. */
#include "small.h"

enum { CASES_AT_LEAST = 45 };

static const Small *small;

/* "vl-unknown-mark 'baar'": the place as it stands in the spec, the first 24 bytes of it. */
static const char *
found(Arena *arena, const Diags *diags)
{
    const char *out = "";
    for (size_t i = 0; i < diags_count(diags); i++) {
        const Diag *d = diags_at(diags, i);
        const char *at = d->loc.source ? arena_strndup(arena, d->loc.source->text + d->loc.offset, d->loc.length < 24 ? d->loc.length : 24) : "";
        out = arena_printf(arena, "%s%s%s '%s'", out, *out ? ", " : "", diag_code_text(d->code), at);
    }
    return out;
}

/* "in" or "out" (of the project), SPEC */
static const char *
run(Arena *arena, const char *in)
{
    Diags *diags = diags_new(arena);
    ChartContext context = small_context(small, arena, diags);
    context.reader = reader_new(arena, files_new(arena, small->folder.root), diags);
    bool inside = str_starts(in, "in ");
    if (!inside) {
        context.model = NULL;
        context.theme = NULL;
    }
    Scene *scene = small_draw(&context, strchr(in, ' ') + 1, inside ? 1 : 0, -1);
    return arena_printf(arena, "%s%s", found(arena, diags), scene ? (diags_count(diags) ? ", drawn" : "drawn") : "");
}

static void
faults_are_named_where_they_stand(void **state)
{
    (void)state;
    Small project = small_open();
    small = &project;
    run_cases(OPEN_BESIDE("fault.cases"), "fault.cases", run, case_text_same, CASES_AT_LEAST);
    small_close(&project);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_named_where_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
