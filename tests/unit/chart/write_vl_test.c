/* Charts written as Vega-Lite: read again where there is no project, theme or data, they draw the same marks. */
#include "world.h"

#include "base/str.h"

#include <math.h>

enum { CHARTS_AT_LEAST = 45 };

static const char *const FOLDERS[] = {"layouts/charts", "docs/gallery/presets", "docs/gallery/marks", "docs/gallery/grammar"};

typedef struct Shapes {
    VEC(Rect) boxes;
    VEC(Color) fills;
    size_t texts;       /* value labels, names at line ends, notes */
} Shapes;

/* Boxes and fills of bars, cells, symbols and arcs, in their plots' own units. Lines and areas are parted where Vega would join them. */
static Shapes
shapes_of(Arena *arena, const Scene *scene)
{
    static const char *const classes[] = {"mark-rect role-mark", "mark-symbol role-mark", "mark-arc role-mark"};
    Shapes shapes = {0};
    const Page *page = &scene->pages.items[0];
    int depth = 0, marks = 0, words = 0; /* how deep, and where the marks began; 0: outside */
    for (size_t i = 0; i < page->ops.count; i++) {
        const Op *op = &page->ops.items[i];
        depth += (op->kind == OP_GROUP) - (op->kind == OP_GROUP_END);
        marks = depth < marks ? 0 : marks;
        for (size_t k = 0; op->kind == OP_GROUP && op->group.klass && k < COUNT_OF(classes); k++)
            marks = str_starts(op->group.klass, classes[k]) ? depth : marks;
        words = depth < words ? 0 : words;
        words = op->kind == OP_GROUP && op->group.klass && str_starts(op->group.klass, "mark-text role-mark") ? depth : words;
        shapes.texts += op->kind == OP_TEXT && words;
        if (op->kind != OP_PATH || !marks)
            continue;
        VEC_PUSH(arena, &shapes.boxes, path_bounds(op->path.path));
        VEC_PUSH(arena, &shapes.fills, op->path.fill.kind == PAINT_SOLID ? op->path.fill.color : op->path.fill.kind == PAINT_PATTERN ? op->path.fill.color : COLOR_NONE);
    }
    return shapes;
}

/* Where the two first differ; -1: nowhere. */
static ptrdiff_t
first_difference(const Shapes *a, const Shapes *b)
{
    size_t count = a->boxes.count < b->boxes.count ? a->boxes.count : b->boxes.count;
    for (size_t i = 0; i < count; i++) {
        Rect p = a->boxes.items[i], q = b->boxes.items[i];
        Color x = a->fills.items[i], y = b->fills.items[i];
        bool same_box = fabs(p.x - q.x) < 0.06 && fabs(p.y - q.y) < 0.06 && fabs(p.width - q.width) < 0.06 && fabs(p.height - q.height) < 0.06;
        bool open = x.a > 0 && x.r > 0.99 && x.g > 0.99 && x.b > 0.99; /* a figure that stands alone: closed in Vega */
        bool same_fill = open || (fabs(x.r - y.r) < 0.01 && fabs(x.g - y.g) < 0.01 && fabs(x.b - y.b) < 0.01 && fabs(x.a - y.a) < 0.01);
        if (!same_box || !same_fill)
            return (ptrdiff_t)i;
    }
    return a->boxes.count == b->boxes.count ? -1 : (ptrdiff_t)count;
}

typedef struct Tally {
    const World *project, *bare;
    int charts, wrong;
} Tally;

static Scene *
draw(const ChartContext *context, const Node *spec, const char *path, int lang, const Chart **out)
{
    const Chart *chart = *out = spec ? chart_read(context, spec, path) : NULL;
    ChartDraw how = {.lang = lang, .second_lang = -1, .text_scale = 1};
    return chart ? chart_draw(context, chart, &how) : NULL;
}

static void
check_chart(Tally *tally, const char *path, int lang)
{
    Fixture f = fixture_open();
    ChartContext inside = world_charts(tally->project, &f), outside = world_charts(tally->bare, &f);
    const Source *source = reader_read(inside.reader, path, LOC_NONE);
    const Chart *chart, *again;
    Scene *first = draw(&inside, node_parse(f.arena, f.diags, source), path, lang, &chart);
    assert_non_null(first);
    Buf text = BUF_INIT;
    assert_true(chart_write_vl(&inside, chart, lang, &text));
    const Node *spec = node_parse_json(f.arena, f.diags, source_from_bytes(f.arena, path, text.ptr, text.length));
    buf_clear(&text);
    assert_null(node_find(spec, "preset"));
    Scene *second = draw(&outside, spec, path, 0, &again);
    if (diags_errors(f.diags))
        print_error("%s: %s\n", path, fixture_printed(&f, DIAG_FORMAT_TEXT, MESSAGE_EN));
    Shapes a = shapes_of(f.arena, first), b = second ? shapes_of(f.arena, second) : (Shapes){0};
    ptrdiff_t at = first_difference(&a, &b);
    tally->charts++;
    if (a.texts != b.texts) {
        tally->wrong++;
        print_error("%s, %s: %zu texts, %zu when read again\n", path, tally->project->model->lang_keys[lang], a.texts, b.texts);
    }
    if (at >= 0) {
        tally->wrong++;
        print_error("%s, %s: %zu shapes, %zu when read again; the first that differs is %td\n", path, tally->project->model->lang_keys[lang], a.boxes.count, b.boxes.count, at);
    }
    fixture_close(&f);
}

static void
what_is_written_draws_the_same(void **state)
{
    (void)state;
    World project = world_of_project(), bare = world_bare();
    Tally tally = {.project = &project, .bare = &bare};
    for (size_t i = 0; i < COUNT_OF(FOLDERS); i++) {
        NameList names = {0};
        assert_true(reader_list(project.reader, project.all.arena, FOLDERS[i], &names));
        for (size_t k = 0; k < names.count; k++)
            for (int lang = 0; lang < 2 && str_ends(names.items[k], ".yaml"); lang++)
                check_chart(&tally, arena_printf(project.all.arena, "%s/%s", FOLDERS[i], names.items[k]), lang);
    }
    assert_int_equal(tally.wrong, 0);
    assert_true(tally.charts >= 2 * CHARTS_AT_LEAST);
    world_close(&project);
    world_close(&bare);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_draws_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
