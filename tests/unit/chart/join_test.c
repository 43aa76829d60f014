/* Lines over figures: join.cases has the pieces that a line is drawn in. */
#include "small.h"

enum { CASES_AT_LEAST = 8 };

static const Small *small;

/* "12-15 4": a line through two figures, and one that stands alone. SPEC is a preset. */
static const char *
run(Arena *arena, const char *in)
{
    Diags *diags = diags_new(arena);
    ChartContext context = small_context(small, arena, diags);
    Scene *scene = small_draw(&context, in, 1, -1);
    if (!scene)
        return codes_of(arena, diags);
    const Page *page = &scene->pages.items[0];
    const char *out = "";
    bool lines = false, points = false;
    for (size_t i = 0; i < page->ops.count; i++) {
        const Op *op = &page->ops.items[i];
        if (op->kind == OP_GROUP && op->group.klass) {
            lines = str_starts(op->group.klass, "mark-line role-mark");
            points = str_starts(op->group.klass, "mark-symbol role-mark");
        }
        if (op->kind != OP_PATH || !(lines || points))
            continue;
        size_t moves = 0, steps = 0;
        for (size_t k = 0; k < op->path.path->parts.count; k++) {
            PathVerb verb = op->path.path->parts.items[k].verb;
            moves += verb == PATH_MOVE;
            steps += verb == PATH_LINE || verb == PATH_CURVE;
        }
        const char *piece = lines ? arena_printf(arena, "line of %zu in %zu", steps + moves, moves) : op->path.fill.kind == PAINT_SOLID && op->path.fill.color.a > 0 && !color_equal(op->path.fill.color, COLOR_WHITE) ? "point" : "open";
        out = arena_printf(arena, "%s%s%s", out, *out ? ", " : "", piece);
    }
    return out;
}

static void
lines_join_what_may_be_joined(void **state)
{
    (void)state;
    Small project = small_open_with("data/figures.csv", FIGURES
        "laws.stock.2022.S1,laws,laws.stock,法规,Laws,2022,2022-12-31,stock,18,部,laws,exact,S1,published,yes,,\n"
        "laws.stock.2024.S1,laws,laws.stock,法规,Laws,2024,2024-12-31,stock,20,部,laws,exact,S1,published,yes,,\n"
        "laws.stock.2025.S1,laws,laws.stock.new,法规,Laws,2025,2025-12-31,stock,40,部,laws,exact,S1,published,yes,,\n"
        "laws.stock.2026.S1,laws,laws.stock.new,法规,Laws,2026,2026-12-31,stock,44,部,laws,exact,S1,published,yes,,\n"
        "laws.stock.2027.S1,laws,,法规,Laws,2027,2027-12-31,stock,45,部,laws,exact,S1,published,yes,,\n");
    small = &project;
    run_cases(OPEN_BESIDE("join.cases"), "join.cases", run, case_text_same, CASES_AT_LEAST);
    small_close(&project);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_join_what_may_be_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
