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

/* What the fuzz target began with and found: drawn, or refused with a reason; never more than a moment or a gigabyte. */
static void
seeds_are_drawn_or_refused(void **state)
{
    (void)state;
    enum { SEEDS_AT_LEAST = 40 };
    static const char folder[] = "tests/fuzz/seeds/chart";
    Small project = small_open();
    Fixture f = fixture_open();
    NameList names = {0};
    assert_true(reader_list(reader_new(f.arena, files_new(f.arena, "."), f.diags), f.arena, folder, &names));
    assert_true(names.count >= SEEDS_AT_LEAST);
    for (size_t i = 0; i < names.count; i++) {
        Fixture one = fixture_open();
        ChartContext context = small_context(&project, one.arena, one.diags);
        Reader *reader = reader_new(one.arena, files_new(one.arena, "."), one.diags);
        const Source *source = reader_read(reader, arena_printf(one.arena, "%s/%s", folder, names.items[i]), LOC_NONE);
        const Node *spec = node_parse_json(one.arena, one.diags, source);
        const Chart *chart = spec ? chart_read(&context, spec, "a.json") : NULL;
        ChartDraw how = {.second_lang = 1, .text_scale = 1};
        Scene *scene = chart ? chart_draw(&context, chart, &how) : NULL;
        if (!scene && !diags_errors(one.diags))
            fail_msg("%s: neither a picture nor a reason", names.items[i]);
        fixture_close(&one);
    }
    fixture_close(&f);
    small_close(&project);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_named_where_they_stand),
        cmocka_unit_test(seeds_are_drawn_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
