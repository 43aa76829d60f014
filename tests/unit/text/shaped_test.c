/* Texts met before: the boxes are those of a first time, and each caller's own. */
#include "text/box.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static TextContext *
open_context(Arena *arena)
{
    FontSet *fonts = fontset_open(arena, diags_new(arena), "fonts");
    assert_non_null(fonts);
    const Locale *locales[] = {locale_builtin("zh"), locale_builtin("en")};
    return text_context_new(arena, fonts, locales, 2);
}

static TextRange
range_of(const char *text, double size, const FactUse *use)
{
    return (TextRange){.text = text, .style = {.families = {"Noto Sans", "Noto Sans CJK SC"}, .size = size}, .use = use};
}

static void
assert_alike(const Boxes *a, const Boxes *b)
{
    assert_int_equal(a->count, b->count);
    assert_string_equal(a->text, b->text);
    for (size_t i = 0; i < a->count; i++) {
        const Box *one = &a->items[i], *other = &b->items[i];
        assert_int_equal(one->glyph_count, other->glyph_count);
        for (uint32_t k = 0; k < one->glyph_count; k++) {
            assert_int_equal(one->glyphs[k].id, other->glyphs[k].id);
            assert_int_equal(one->glyphs[k].cluster, other->glyphs[k].cluster);
            assert_true(one->glyphs[k].x == other->glyphs[k].x && one->glyphs[k].y == other->glyphs[k].y);
        }
        assert_int_equal(one->range, other->range);
        assert_int_equal(one->box_class, other->box_class);
        assert_true(one->start == other->start && one->end == other->end);
        assert_true(one->width == other->width && one->lead == other->lead && one->glue == other->glue && one->shrink == other->shrink);
        assert_memory_equal(one->stretch, other->stretch, sizeof one->stretch);
    }
}

static void
test_the_second_time_is_as_the_first(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    TextContext *context = open_context(arena);
    FactUse *use = ARENA_NEW(arena, FactUse), *other = ARENA_NEW(arena, FactUse);
    /* One text in four styles; figures of one use and of two. */
    TextRange cases[][2] = {
        {range_of("标准 996 项", 10, NULL), range_of("，共3类", 10, NULL)},
        {range_of("标准 996 项", 12, NULL), range_of("，共3类", 10, NULL)},
        {range_of("标准", 10, use), range_of("996", 10, use)},
        {range_of("标准", 10, use), range_of("996", 10, other)},
        {range_of("标准9", 10, use), range_of("96", 10, use)},
    };
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
            Boxes fresh, known;
            boxes_shape_anew(arena, context, cases[i], 2, &fresh);
            boxes_shape(arena, context, cases[i], 2, &known);
            assert_alike(&fresh, &known);
            assert_ptr_equal(known.ranges, cases[i]);
        }
    arena_free(arena);
}

static void
test_line_ends_are_the_callers(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    TextContext *context = open_context(arena);
    TextRange range = range_of("标准体系", 10, NULL);
    Boxes first, second;
    boxes_shape(arena, context, &range, 1, &first);
    boxes_set_breaks(&first, context, KINSOKU_GB);
    assert_int_equal(first.items[3].after, BREAK_FORCED);
    boxes_shape(arena, context, &range, 1, &second);
    assert_int_equal(second.items[3].after, BREAK_NONE);
    assert_ptr_equal(first.items[0].glyphs, second.items[0].glyphs);
    arena_free(arena);
}

static void
assert_breaks(const Boxes *boxes, TextContext *context, Kinsoku kinsoku, bool hyphenate)
{
    Boxes fresh = *boxes, known = *boxes;
    boxes_set_breaks(&fresh, context, kinsoku);
    if (hyphenate)
        boxes_hyphenate(&fresh, context->hyphens);
    uint8_t after[64];
    for (size_t i = 0; i < boxes->count; i++)
        after[i] = fresh.items[i].after;
    boxes_find_breaks(&known, context, kinsoku, hyphenate);
    for (size_t i = 0; i < boxes->count; i++)
        assert_int_equal(known.items[i].after, after[i]);
}

static void
test_line_ends_are_those_of_the_rules_asked_for(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    TextContext *context = open_context(arena);
    TextRange range = range_of("标准…国际标准化 international organizations", 10, NULL), whole = range;
    range.style.lang = whole.style.lang = 1;
    whole.no_break = true;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++) {
            Boxes boxes;
            boxes_shape(arena, context, &range, 1, &boxes);
            assert_breaks(&boxes, context, i & 1 ? KINSOKU_STRICT : KINSOKU_NONE, i & 2);
        }
        Boxes boxes;
        boxes_shape(arena, context, &whole, 1, &boxes);
        assert_breaks(&boxes, context, KINSOKU_GB, false);
        assert_int_equal(boxes.items[0].after, BREAK_NONE);
    }
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_second_time_is_as_the_first),
        cmocka_unit_test(test_line_ends_are_the_callers),
        cmocka_unit_test(test_line_ends_are_those_of_the_rules_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
