/* A scene as bytes: what comes back is equal, names are asked for again, and no shortened text is read. */
#include "scene/device.h"
#include "scene/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const FontFace FACE = {.family = "Test Sans", .postscript = "TestSans-Regular", .file = "test.ttf", .index = 2, .units_per_em = 1000};
static const FontFace OTHER = {.family = "Test Sans", .postscript = "TestSans-Later", .file = "test.ttf", .index = 2, .units_per_em = 1000};

typedef struct Named {
    const Source *source;
    const FontFace *face;
} Named;

static const FontFace *
face_named(void *data, const char *file, int index)
{
    const Named *named = data;
    return strcmp(file, "test.ttf") == 0 && index == 2 ? named->face : NULL;
}

static const Source *
source_named(void *data, const char *path)
{
    const Named *named = data;
    return named->source && strcmp(path, named->source->path) == 0 ? named->source : NULL;
}

/* Everything that has a pointer in it. */
static Scene *
full_scene(Arena *arena, const Source *source, const FactUse *use)
{
    static const char *const tags[] = {"zh-Hans", "en"};
    Scene *scene = scene_new(arena, tags, 2, 0);
    scene->svg_title = "A chart";
    scene->meta.title.in[1] = "Title";
    scene_add_page(scene, 200, 100);
    scene_set_state(scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = {source, 3, 2}, .pair = 7});
    ElemId figure = scene_open(scene, ROLE_FIGURE, ELEM_DOCUMENT, 1);
    scene_elem(scene, figure)->alt = "What it shows";
    scene_set_elem(scene, figure);
    Path clip = {0};
    path_rect(arena, &clip, (Rect){0, 0, 50, 50});
    GroupOp group = scene_plain_group();
    group.klass = "mark-rect";
    group.clip = &clip;
    scene_group(scene, &group);
    GradientStop stops[] = {{0, COLOR_BLACK}, {1, COLOR_WHITE}};
    static const double dashes[] = {2, 1};
    Stroke stroke = {.paint = paint_solid(COLOR_BLACK), .width = 1, .dashes = dashes, .dash_count = 2};
    PathOp bar = scene_plain_path(&clip);
    bar.fill = (Paint){.kind = PAINT_LINEAR, .stops = stops, .stop_count = 2};
    bar.stroke = stroke;
    bar.use = use;
    scene_path_op(scene, &bar);
    scene_group_end(scene);
    Glyph glyphs[] = {{5, 0, 0, 0, 6}, {6, 1, 6, 0, 6}};
    GlyphRun run = {.face = &FACE, .size = 10, .glyphs = glyphs, .count = 2, .end = 2};
    TextSpan spans[] = {{0, 1, 1, 0, use, NULL}, {1, 2, 1, 0, use, "ᶜ"}};
    TextLine line = {.end = 2, .width = 12};
    Rect box = {1, 2, 3, 4};
    TextOp text = {.text = "9c", .at = {10, 20}, .opacity = 1, .runs = &run, .run_count = 1, .spans = spans, .span_count = 2, .lines = &line,
                   .line_count = 1, .box = &box};
    scene_text(scene, &text);
    ElemId link = scene_open(scene, ROLE_LINK, figure, 1);
    scene_link(scene, &(LinkOp){.rect = {0, 0, 5, 5}, .dest = "here", .contents = "to it", .elem = link});
    scene_dest(scene, "here", 1, 2);
    scene_outline(scene, 1, "One", 0, 0, 1);
    return scene;
}

static const FactUse *
formula(Arena *arena)
{
    static const FactUse fact = {.kind = USE_FACT, .key = "laws.2020", .aspect = "value", .unit = {{"部", "laws"}}, .quote = "九部"};
    static const FactUse *const inputs[] = {&fact, &fact, NULL};
    FactUse *use = ARENA_NEW(arena, FactUse);
    *use = (FactUse){.kind = USE_FORMULA, .key = "a - b", .inputs = inputs, .evidence = 'B'};
    return use;
}

static void
test_a_scene_comes_back_equal(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Named named = {source_from_text(arena, "chapter.md", "one two"), &FACE};
    SceneNames names = {&named, face_named, source_named};
    Scene *scene = full_scene(arena, named.source, formula(arena));
    Buf packed = BUF_INIT, before = BUF_INIT, after = BUF_INIT;
    assert_true(scene_pack(scene, &names, &packed));
    scene_dump(scene, &before);
    char *bytes = memcpy(arena_alloc(arena, packed.length), packed.ptr, packed.length);
    named.face = &OTHER;
    Scene *back = scene_unpack(arena, &names, scene->lang_tags, 2, bytes, packed.length);
    assert_non_null(back);
    const TextOp *text = &back->pages.items[0].ops.items[3].text;
    assert_ptr_equal(text->runs[0].face, &OTHER);
    assert_ptr_equal(text->spans[0].use, text->spans[1].use);
    assert_ptr_equal(text->spans[0].use->inputs[0], text->spans[0].use->inputs[1]);
    assert_string_equal(text->spans[0].use->inputs[0]->unit.in[0], "部");
    assert_null(text->spans[0].use->inputs[2]);
    assert_true(back->pages.items[0].ops.items[3].loc.source == named.source && back->pages.items[0].ops.items[3].loc.offset == 3);
    assert_true(text->box->height == 4);
    assert_string_equal(scene_elem(back, 2)->alt, "What it shows");
    named.face = &FACE;
    bytes = memcpy(arena_alloc(arena, packed.length), packed.ptr, packed.length);
    scene_dump(scene_unpack(arena, &names, scene->lang_tags, 2, bytes, packed.length), &after);
    assert_string_equal(before.ptr, after.ptr);
    buf_clear(&packed);
    buf_clear(&before);
    buf_clear(&after);
    arena_free(arena);
}

static void
test_what_ends_too_soon_is_no_scene(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Named named = {source_from_text(arena, "chapter.md", "one two"), &FACE};
    SceneNames names = {&named, face_named, source_named};
    Scene *scene = full_scene(arena, named.source, formula(arena));
    Buf packed = BUF_INIT;
    assert_true(scene_pack(scene, &names, &packed));
    for (size_t length = 0; length < packed.length; length += 8) {
        char *bytes = memcpy(arena_alloc(arena, packed.length), packed.ptr, packed.length);
        assert_null(scene_unpack(arena, &names, scene->lang_tags, 2, bytes, length));
    }
    named.face = NULL;
    assert_null(scene_unpack(arena, &names, scene->lang_tags, 2, memcpy(arena_alloc(arena, packed.length), packed.ptr, packed.length), packed.length));
    buf_clear(&packed);
    arena_free(arena);
}

static void
test_what_has_no_name_is_not_packed(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Named named = {source_from_text(arena, "chapter.md", "one two"), &FACE};
    SceneNames names = {&named, face_named, source_named};
    Buf packed = BUF_INIT;
    assert_false(scene_pack(full_scene(arena, source_from_text(arena, "inline", "x"), formula(arena)), &names, &packed));
    Scene *scene = full_scene(arena, named.source, formula(arena));
    static const Image image = {.path = "logo.png"};
    scene_image(scene, &image, (Rect){0, 0, 5, 5}, 1);
    assert_false(scene_pack(scene, &names, &packed));
    buf_clear(&packed);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_scene_comes_back_equal),
        cmocka_unit_test(test_what_ends_too_soon_is_no_scene),
        cmocka_unit_test(test_what_has_no_name_is_not_packed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
