/* Numbers in texts: every line of number.cases is a language, a text, and what is found in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "audit/number.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

static const char *const NAMES[] = {"1+3", "3+6"};

/* "quantity 900 nearly; date 2019-7-25" */
static const char *
describe(Arena *arena, const char *text, bool cjk)
{
    static const char *const units[] = {"", "%", "pp", "x"}, *const bounds[] = {"", "about ", "nearly ", "over ", "least ", "under ", "most ", "ormore "};
    NumberNames names = {NAMES, COUNT_OF(NAMES)};
    NumberList found = {0};
    numbers_find(arena, text, cjk, &names, &found);
    Buf out = BUF_INIT;
    for (size_t i = 0; i < found.count; i++) {
        const Number *number = &found.items[i];
        if (number->is_weak)
            continue;
        buf_printf(&out, "%s%s", out.length ? "; " : "", number_kind_name(number->kind));
        if (number->kind == NUMBER_DATE)
            buf_printf(&out, " %d-%d-%d", number->date.year, number->date.month, number->date.day);
        else if (number->has_value)
            buf_printf(&out, " %s%s%s", bounds[number->bound], decimal_text(arena, number->value), units[number->unit]);
    }
    const char *taken = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return taken;
}

static void
cases(void **state)
{
    (void)state;
    FILE *file = fopen("tests/unit/audit/number.cases", "r");
    assert_non_null(file);
    char line[1024];
    int failed = 0, count = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        char *text = strchr(line, '|'), *want = text ? strrchr(text + 1, '|') : NULL;
        assert_non_null(want);
        *text++ = '\0';
        *want++ = '\0';
        Arena *arena = arena_new();
        const char *got = describe(arena, text, strcmp(line, "zh") == 0);
        count++;
        if (strcmp(got, want) != 0) {
            print_error("%s: found \"%s\", wanted \"%s\"\n", text, got, want);
            failed++;
        }
        arena_free(arena);
    }
    fclose(file);
    assert_true(count > 100);
    assert_int_equal(failed, 0);
}

/* Places are those of the text as given, also where it is half-width inside. */
static void
places(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *text = "共有１１５项，约占10％。";
    NumberList found = {0};
    numbers_find(arena, text, true, NULL, &found);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].start, strlen("共有"));
    assert_int_equal(found.items[0].end, strlen("共有１１５"));
    assert_int_equal(found.items[1].from, strlen("共有１１５项，"));
    assert_int_equal(found.items[1].end, strlen("共有１１５项，约占10％"));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases), cmocka_unit_test(places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
