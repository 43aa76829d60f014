/* The order of words in an index. */
#include "base/collate.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Words that stand in their order already. */
static void
assert_order(const char *tag, const char *const *words)
{
    Arena *arena = arena_new();
    const Collation *order = collation_new(arena, tag);
    for (size_t i = 0; words[i + 1]; i++)
        for (size_t k = i + 1; words[k]; k++) {
            assert_true(collation_compare(order, words[i], words[k]) < 0);
            assert_true(collation_compare(order, words[k], words[i]) > 0);
        }
    arena_free(arena);
}

static void
chinese_by_reading(void **state)
{
    (void)state;
    assert_order("zh-Hans", (const char *const[]){"安徽", "标准", "标准化", "长三角", "地方标准", "IEC大会", "ISO秘书处", "“上海标准”", "团体标准", "专家", NULL});
}

static void
figures_before_words_and_rare_characters_last(void **state)
{
    (void)state;
    assert_order("zh-Hans", (const char *const[]){"2025年", "标准", "专家", "䶮", NULL});
}

static void
english_by_letters(void **state)
{
    (void)state;
    assert_order("en", (const char *const[]){"2025 targets", "'Shanghai Standards'", "standard bodies", "Standardization", "Standards", "subcommittee", NULL});
}

static void
letters_of_an_index(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const Collation *zh = collation_new(arena, "zh"), *en = collation_new(arena, "en");
    assert_int_equal(collation_letter(zh, "《条例》"), 'T');
    assert_int_equal(collation_letter(zh, "ISO秘书处"), 'I');
    assert_int_equal(collation_letter(zh, "长江"), 'C');
    assert_int_equal(collation_letter(zh, "83"), '#');
    assert_int_equal(collation_letter(en, "‘double random’"), 'D');
    assert_int_equal(collation_letter(en, "标准"), '#');
    assert_int_equal(collation_letter(en, ""), '#');
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_by_reading),
        cmocka_unit_test(figures_before_words_and_rare_characters_last),
        cmocka_unit_test(english_by_letters),
        cmocka_unit_test(letters_of_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
