/* The builder, paths, the dump. */
#include "base/diag.h"
#include "base/str.h"
#include "scene/device.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const LANGS[] = {"zh-Hans", "en"};
static const FontFace FACE = {.family = "Test Sans", .postscript = "TestSans-Regular", .weight = 400, .cap_height = 0.7, .ascent = 0.9, .descent = 0.2};

static Scene *
page_of(Arena *arena, double width, double height)
{
    Scene *scene = scene_new(arena, LANGS, 2, 0);
    scene_add_page(scene, width, height);
    return scene;
}

/* Text of one glyph per byte, each half an em wide. */
static void
add_text(Arena *arena, Scene *scene, const char *text, double x, double y, double size, const FactUse *use, TextJoinKind join)
{
    size_t count = strlen(text);
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, count + 1);
    for (size_t i = 0; i < count; i++)
        glyphs[i] = (Glyph){.id = (uint32_t)(unsigned char)text[i], .cluster = (uint32_t)i, .x = (double)i * size / 2, .advance = size / 2};
    GlyphRun run = {&FACE, size, COLOR_BLACK, glyphs, count, 0, (uint32_t)count};
    TextSpan span = {0, (uint32_t)count, 1, ELEM_ARTIFACT, use, NULL};
    TextLine line = {0, (uint32_t)count, 0, 0, (double)count * size / 2};
    TextOp op = {
        .text = text,
        .at = {x, y},
        .opacity = 1,
        .bounds = {0, -0.9 * size, line.width, 1.1 * size},
        .runs = &run,
        .run_count = 1,
        .spans = &span,
        .span_count = 1,
        .lines = &line,
        .line_count = 1,
        .join = join,
    };
    scene_text(scene, &op);
}

static void
assert_rect(Rect r, double x, double y, double width, double height)
{
    assert_float_equal(r.x, x, 0.001);
    assert_float_equal(r.y, y, 0.001);
    assert_float_equal(r.width, width, 0.001);
    assert_float_equal(r.height, height, 0.001);
}

/* ---- paths ------------------------------------------------------------------------------------------------------ */

static void
test_bounds_of_curves_are_those_of_the_ink(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Path circle = {0};
    path_circle(arena, &circle, (Point){10, 20}, 5);
    assert_rect(path_bounds(&circle), 5, 15, 10, 10);
    Path curve = {0}; /* control points at y = 40, the curve itself reaches three quarters of the way */
    path_move(arena, &curve, 0, 0);
    path_curve(arena, &curve, 0, 40, 40, 40, 40, 0);
    assert_rect(path_bounds(&curve), 0, 0, 40, 30);
    Path none = {0};
    assert_true(path_bounds(&none).width < 0);
    arena_free(arena);
}

static void
test_arcs_start_at_twelve_and_go_clockwise(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Path quarter = {0};
    path_arc(arena, &quarter, (Point){0, 0}, 10, 0, acos(-1) / 2);
    assert_rect(path_bounds(&quarter), 0, -10, 10, 10);
    Path wedge = {0}; /* an open path is joined by a line */
    path_move(arena, &wedge, 0, 0);
    path_arc(arena, &wedge, (Point){0, 0}, 10, acos(-1), acos(-1) * 1.5);
    assert_int_equal(wedge.parts.items[1].verb, PATH_LINE);
    assert_rect(path_bounds(&wedge), -10, 0, 10, 10);
    arena_free(arena);
}

static void
test_round_rect_keeps_its_box(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Path path = {0};
    path_round_rect(arena, &path, (Rect){1, 2, 30, 10}, (const double[]){4, 0, 50, 4});
    assert_rect(path_bounds(&path), 1, 2, 30, 10);
    arena_free(arena);
}

/* ---- builder ------------------------------------------------------------------------------------------------------- */

static void
test_elements_can_be_reopened(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = page_of(arena, 200, 100);
    ElemId zh = scene_open(scene, ROLE_P, ELEM_DOCUMENT, 0), en = scene_open(scene, ROLE_P, ELEM_DOCUMENT, 1);
    scene_set_elem(scene, zh);
    add_text(arena, scene, "one", 0, 20, 10, NULL, TEXT_GOES_ON);
    scene_set_elem(scene, en);
    add_text(arena, scene, "two", 0, 40, 10, NULL, TEXT_ENDS);
    scene_add_page(scene, 200, 100);
    scene_set_elem(scene, zh);
    add_text(arena, scene, "three", 0, 20, 10, NULL, TEXT_ENDS);
    const Elem *first = scene_elem(scene, zh);
    assert_int_equal(first->children.count, 2);
    assert_int_equal(first->page, 0);
    assert_int_equal(first->children.items[1].page, 1);
    assert_int_equal(scene_elem(scene, en)->children.count, 1);
    arena_free(arena);
}

static void
test_inline_elements_stand_where_their_text_does(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = page_of(arena, 100, 100);
    ElemId p = scene_open(scene, ROLE_P, ELEM_DOCUMENT, 0);
    ElemId first = scene_open_inline(scene, ROLE_REFERENCE, p, 0), inner = scene_open(scene, ROLE_LINK, first, 0);
    ElemId unused = scene_open_inline(scene, ROLE_LINK, p, 0);
    scene_set_elem(scene, p);
    add_text(arena, scene, "see ", 0, 10, 10, NULL, TEXT_ENDS);
    scene_set_elem(scene, inner);
    add_text(arena, scene, "this", 20, 10, 10, NULL, TEXT_ENDS);
    scene_set_elem(scene, p);
    add_text(arena, scene, ".", 40, 10, 10, NULL, TEXT_ENDS);
    const Elem *elem = scene_elem(scene, p);
    assert_int_equal(elem->children.count, 3);
    assert_int_equal(elem->children.items[0].elem, 0);
    assert_int_equal(elem->children.items[1].elem, first);
    assert_int_equal(elem->children.items[2].elem, 0);
    assert_int_equal(scene_elem(scene, first)->children.items[0].elem, inner);
    assert_int_equal(scene_elem(scene, unused)->children.count, 0);
    arena_free(arena);
}

static void
test_figures_learn_their_box_through_groups(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = page_of(arena, 200, 100);
    ElemId figure = scene_open(scene, ROLE_FIGURE, ELEM_DOCUMENT, 0);
    scene_set_elem(scene, figure);
    GroupOp group = scene_plain_group();
    group.matrix = matrix_translate(10, 20);
    scene_group(scene, &group);
    scene_rect(scene, (Rect){0, 0, 5, 5}, COLOR_BLACK);
    scene_rect(scene, (Rect){20, 10, 10, 5}, COLOR_BLACK);
    scene_group_end(scene);
    assert_rect(scene_elem(scene, figure)->bbox, 10, 20, 30, 15);
    arena_free(arena);
}

static void
test_ops_are_copied(void **state)
{
    (void)state;
    Arena *arena = arena_new(), *scratch = arena_new();
    Scene *scene = page_of(arena, 200, 100);
    Path path = {0};
    path_rect(scratch, &path, (Rect){1, 2, 3, 4});
    scene_path(scene, &path, paint_solid(COLOR_BLACK), NULL);
    add_text(scratch, scene, arena_strdup(scratch, "copied"), 0, 20, 10, NULL, TEXT_ENDS);
    arena_free(scratch);
    const Page *page = scene_page(scene);
    assert_rect(path_bounds(page->ops.items[0].path.path), 1, 2, 3, 4);
    assert_string_equal(page->ops.items[1].text.text, "copied");
    assert_int_equal(page->ops.items[1].text.runs[0].glyphs[2].id, 'p');
    arena_free(arena);
}

static void
test_an_embedded_scene_brings_its_structure(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Scene *chart = page_of(arena, 50, 50);
    ElemId inner = scene_open(chart, ROLE_SPAN, ELEM_DOCUMENT, 1);
    scene_set_elem(chart, inner);
    add_text(arena, chart, "label", 0, 10, 10, NULL, TEXT_ENDS);
    Scene *scene = page_of(arena, 200, 100);
    ElemId figure = scene_open(scene, ROLE_FIGURE, ELEM_DOCUMENT, 0);
    scene_embed(scene, chart, matrix_multiply(matrix_translate(100, 50), matrix_scale(2, 2)), figure);
    assert_rect(scene_elem(scene, figure)->bbox, 100, 52, 50, 22);
    assert_int_equal(scene_elem(scene, figure)->children.count, 1);
    ElemId copy = scene_elem(scene, figure)->children.items[0].elem;
    assert_int_equal(scene_elem(scene, copy)->role, ROLE_SPAN);
    assert_int_equal(scene_elem(scene, copy)->children.count, 1);
    arena_free(arena);
}

static void
test_an_appended_scene_counts_on(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Scene *first = page_of(arena, 100, 50), *second = page_of(arena, 100, 50);
    ElemId section = scene_open(first, ROLE_SECT, ELEM_DOCUMENT, 0), para = scene_open(second, ROLE_P, ELEM_DOCUMENT, 1);
    scene_set_elem(second, para);
    add_text(arena, second, "over", 10, 20, 10, NULL, TEXT_GOES_ON_SPACE);
    scene_add_page(second, 100, 50);
    add_text(arena, second, "pages", 10, 20, 10, NULL, TEXT_ENDS);
    scene_dest(second, "here", 1, 2);
    scene_outline(second, 1, "One", 0, 0, 1);
    scene_append(first, second, section);
    Buf out = BUF_INIT;
    scene_dump(first, &out);
    assert_string_equal(out.ptr,
        "scene zh-Hans* en\n"
        "page 1 100x50\n"
        "page 2 100x50\n"
        "  text \"over\" at 10,20 w=20 TestSans-Regular 10 #000000 goes-on-space elem=3\n"
        "page 3 100x50\n"
        "  text \"pages\" at 10,20 w=25 TestSans-Regular 10 #000000 elem=3\n"
        "elements\n"
        "  1 Document zh-Hans page=2\n"
        "    2 Sect zh-Hans page=2\n"
        "      3 P en page=2\n"
        "        \"over pages\"\n"
        "dest here page 3 at 1,2\n"
        "outline 1 \"One\" page 3\n");
    assert_int_equal(scene_elem(first, ELEM_DOCUMENT)->page, 1);
    scene_set_elem(first, section);
    add_text(arena, first, "goes on", 10, 30, 10, NULL, TEXT_ENDS);
    assert_int_equal(scene_page_index(first), 2);
    buf_clear(&out);
    arena_free(arena);
}

/* ---- dump ------------------------------------------------------------------------------------------------------------- */

static void
test_dump(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = page_of(arena, 200, 100);
    scene->svg_title = "A chart";
    FactUse use = {.kind = USE_FACT, .key = "shanghai.2020.local", .aspect = "value"};
    ElemId para = scene_open(scene, ROLE_P, ELEM_DOCUMENT, 1);
    scene_set_elem(scene, para);
    add_text(arena, scene, "stand-", 10, 20, 10, NULL, TEXT_GOES_ON_HYPHEN);
    add_text(arena, scene, "ard", 10, 32, 10, NULL, TEXT_GOES_ON_SPACE);
    add_text(arena, scene, "996", 10, 44, 10, &use, TEXT_ENDS);
    scene_set_elem(scene, ELEM_ARTIFACT);
    GroupOp group = scene_plain_group();
    group.klass = "mark-rect role-mark marks";
    group.matrix = matrix_translate(5, 6.126);
    scene_group(scene, &group);
    scene_rect(scene, (Rect){0, 0, 40, 10}, color_hex(0x4c78a8));
    scene_line(scene, 0, 0, 40, 0, COLOR_BLACK, 0.5);
    scene_group_end(scene);
    scene_dest(scene, "sec-one", 0, 0);
    scene_outline(scene, 1, "One", 0, 0, 1);
    Buf out = BUF_INIT;
    scene_dump(scene, &out);
    assert_string_equal(out.ptr,
        "scene zh-Hans* en title=\"A chart\"\n"
        "page 1 200x100\n"
        "  text \"stand-\" at 10,20 w=30 TestSans-Regular 10 #000000 goes-on-hyphen elem=2\n"
        "  text \"ard\" at 10,32 w=15 TestSans-Regular 10 #000000 goes-on-space elem=2\n"
        "  text \"996\" at 10,44 w=15 TestSans-Regular 10 #000000 [0-3 en fact=shanghai.2020.local] elem=2\n"
        "  group \"mark-rect role-mark marks\" at 5,6.13\n"
        "    rect 0,0 40x10 fill=#4c78a8\n"
        "    line M0,0L40,0 stroke=#000000 width=0.5\n"
        "elements\n"
        "  1 Document zh-Hans\n"
        "    2 P en\n"
        "      \"standard 996\"\n"
        "dest sec-one page 1 at 0,0\n"
        "outline 1 \"One\" page 1\n");
    buf_clear(&out);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds_of_curves_are_those_of_the_ink),
        cmocka_unit_test(test_arcs_start_at_twelve_and_go_clockwise),
        cmocka_unit_test(test_round_rect_keeps_its_box),
        cmocka_unit_test(test_elements_can_be_reopened),
        cmocka_unit_test(test_inline_elements_stand_where_their_text_does),
        cmocka_unit_test(test_figures_learn_their_box_through_groups),
        cmocka_unit_test(test_ops_are_copied),
        cmocka_unit_test(test_an_embedded_scene_brings_its_structure),
        cmocka_unit_test(test_an_appended_scene_counts_on),
        cmocka_unit_test(test_dump),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
