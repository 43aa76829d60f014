/* Named colours and colours between colours: scheme.cases has what Vega and d3 give. */
#include "cases.h"

#include "chart/scheme.h"

#include <math.h>

enum { WORDS = 64 };

static Color
color_of(const char *text)
{
    Color color = {0};
    assert_true(color_parse(text, &color));
    return color;
}

static Color *
colors_of(Arena *arena, const Scheme *scheme)
{
    Color *colors = ARENA_ARRAY(arena, Color, scheme->count);
    for (size_t i = 0; i < scheme->count; i++)
        colors[i] = color_of(arena_printf(arena, "#%06x", scheme->colors[i]));
    return colors;
}

static const char *
run(Arena *arena, const char *in)
{
    char *w[WORDS], *rest;
    size_t count = 0;
    for (char *word = strtok_r(arena_strdup(arena, in), " ", &rest); word && count < WORDS; word = strtok_r(NULL, " ", &rest))
        w[count++] = word;
    if (strcmp(w[0], "mix") == 0) {
        double t = 0;
        str_to_double(w[4], &t);
        return color_text(arena, color_interpolate(color_of(w[2]), color_of(w[3]), t, interpolation_from_name(w[1])));
    }
    const Scheme *scheme = scheme_find(w[1]);
    if (!scheme)
        return "unknown";
    if (strcmp(w[0], "count") == 0)
        return arena_printf(arena, "%s %zu", scheme->discrete ? "list" : "ramp", scheme->count);
    const Color *colors = colors_of(arena, scheme);
    const char *text = "";
    for (size_t i = 2; i < count; i++) {
        double t = 0;
        str_to_double(w[i], &t);
        text = arena_printf(arena, "%s%s%s", text, i > 2 ? " " : "", color_text(arena, ramp_color(colors, scheme->count, t, INTERPOLATE_RGB)));
    }
    for (size_t i = 0; strcmp(w[0], "list") == 0 && i < scheme->count; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? " " : "", color_text(arena, colors[i]));
    return text;
}

/* A part of a colour may be off by one in 255: libraries round apart. */
static bool
same(Arena *arena, const char *is, const char *should)
{
    if (strlen(is) != strlen(should) || (is[0] == '#') != (should[0] == '#'))
        return false;
    if (is[0] != '#')
        return strcmp(is, should) == 0;
    char *a, *b, *one = strtok_r(arena_strdup(arena, is), " ", &a), *two = strtok_r(arena_strdup(arena, should), " ", &b);
    for (; one && two; one = strtok_r(NULL, " ", &a), two = strtok_r(NULL, " ", &b)) {
        Color x = color_of(one), y = color_of(two);
        if (fmax(fabs(x.r - y.r), fmax(fabs(x.g - y.g), fabs(x.b - y.b))) > 1.01 / 255)
            return false;
    }
    return !one && !two;
}

static void
colours_are_those_of_vega(void **state)
{
    (void)state;
    run_cases(OPEN_BESIDE("scheme.cases"), "scheme.cases", run, same, 60);
}

static void
every_name_is_found(void **state)
{
    (void)state;
    size_t count;
    const char *const *names = scheme_names(&count);
    assert_true(count > 60);
    for (size_t i = 0; i < count; i++) {
        const Scheme *scheme = scheme_find(names[i]);
        assert_non_null(scheme);
        assert_string_equal(scheme->name, names[i]);
        assert_true(scheme->count >= 2);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_are_those_of_vega),
        cmocka_unit_test(every_name_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
