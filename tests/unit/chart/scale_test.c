/* Scales: scale.cases has where Vega puts values. Bands, bins and what has no place. */
#include "world.h"

#include "chart/page.h"
#include "chart/scale.h"
#include "expr/calendar.h"

#include <math.h>

enum { CASES_AT_LEAST = 80, WORDS = 32 };

/* A unit of one channel in a plot of 100 × 100, with its scales. */
static View *
unit_of(const ChartContext *charts, const char *channel, const char *definition, const char *values, const char *mark)
{
    const char *text = arena_printf(charts->arena,
        "{\"width\":100,\"height\":100,\"data\":{\"values\":%s},\"transform\":[{\"calculate\":\"datum.data\",\"as\":\"a\"}],\"mark\":\"%s\",\"encoding\":{\"%s\":%s}}", values, mark, channel, definition);
    const Node *spec = node_parse_json(charts->arena, charts->diags, source_from_text(charts->arena, "spec.json", text));
    assert_non_null(spec);
    Drawing *drawing = ARENA_NEW(charts->arena, Drawing);
    assert_true(drawing_make(charts, spec, "spec.json", 0, -1, drawing));
    scales_resolve(drawing->root);
    return drawing->root;
}

/* A number, a date or a name, as the type of the field says. */
static Value
value_of(const Arena *arena, const View *unit, Channel channel, const char *word)
{
    (void)arena;
    double number;
    MeasureType type = unit->encodings[channel].type;
    if (type == MEASURE_TEMPORAL)
        return value_date(date_parse_free(word));
    return str_to_double(word, &number) ? value_number(number) : value_string(word);
}

static const char *
result_of(Arena *arena, const Scale *scale, Value value)
{
    Color color;
    if (scale->colors)
        return scale_color(scale, value, &color) ? color_text(arena, color) : "none";
    double at = scale_map(scale, value);
    return isnan(at) ? "none" : str_from_double(arena, round(at * 1e4) / 1e4 + 0.0);
}

static const World *world;

/* CHANNEL DEFINITION VALUES [MARK] | VALUES */
static const char *
run(Arena *arena, const char *in)
{
    char *text = arena_strdup(arena, in), *bar = strstr(text, " | "), *words[4] = {NULL, NULL, NULL, "point"}, *rest;
    *bar = '\0';
    size_t count = 0;
    for (char *word = strtok_r(text, " ", &rest); word && count < COUNT_OF(words); word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    Fixture f = {arena, diags_new(arena)};
    ChartContext charts = world_charts(world, &f);
    View *unit = unit_of(&charts, words[0], words[1], words[2], words[3]);
    Channel channel = channel_find(words[0]);
    const Scale *scale = view_scale(unit, channel);
    assert_non_null(scale);
    const char *out = "";
    for (char *word = strtok_r(bar + 3, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        out = arena_printf(arena, "%s%s%s", out, *out ? " " : "", result_of(arena, scale, value_of(arena, unit, channel, word)));
    assert_string_equal(fixture_codes(&f), "");
    return out;
}

/* Numbers to four decimals, colours to one step of 255 a channel. */
static bool
same_word(const char *is, const char *should)
{
    double a, b;
    Color x, y;
    if (str_to_double(is, &a) && str_to_double(should, &b))
        return fabs(a - b) <= 2e-4;
    if (color_parse(is, &x) && color_parse(should, &y))
        return fmax(fabs(x.r - y.r), fmax(fabs(x.g - y.g), fabs(x.b - y.b))) < 1.01 / 255;
    return strcmp(is, should) == 0;
}

static bool
same(Arena *arena, const char *is, const char *should)
{
    char *a, *b, *one = strtok_r(arena_strdup(arena, is), " ", &a), *two = strtok_r(arena_strdup(arena, should), " ", &b);
    while (one && two && same_word(one, two)) {
        one = strtok_r(NULL, " ", &a);
        two = strtok_r(NULL, " ", &b);
    }
    return !one && !two;
}

static void
values_go_where_vega_puts_them(void **state)
{
    (void)state;
    World bare = world_bare();
    world = &bare;
    run_cases(OPEN_BESIDE("scale.cases"), "scale.cases", run, same, CASES_AT_LEAST);
    world_close(&bare);
}

static const Scale *
scale_of(const ChartContext *charts, const char *channel, const char *definition, const char *values, const char *mark)
{
    return view_scale(unit_of(charts, channel, definition, values, mark), channel_find(channel));
}

static void
bands_have_a_width_and_an_index(void **state)
{
    (void)state;
    World bare = world_bare();
    Fixture f = fixture_open();
    ChartContext charts = world_charts(&bare, &f);
    const Scale *bands = scale_of(&charts, "x", "{\"field\":\"a\",\"type\":\"nominal\",\"scale\":{\"padding\":0}}", "[\"p\",\"q\",\"r\",\"s\"]", "bar");
    assert_true(fabs(scale_bandwidth(bands) - 25) < 1e-9);
    assert_int_equal(scale_index(bands, value_string("r")), 2);
    assert_int_equal(scale_index(bands, value_string("z")), -1);
    const Scale *points = scale_of(&charts, "x", "{\"field\":\"a\",\"type\":\"nominal\"}", "[\"p\",\"q\"]", "point");
    assert_true(scale_bandwidth(points) == 0);
    const Scale *linear = scale_of(&charts, "x", "{\"field\":\"a\",\"type\":\"quantitative\"}", "[3,8]", "point");
    assert_true(scale_bandwidth(linear) == 0);
    assert_true(scale_domain_min(linear) == 0 && scale_domain_max(linear) == 8);
    assert_true(scale_has_zero(linear) == ZERO_YES);
    fixture_close(&f);
    world_close(&bare);
}

static void
what_has_no_place_gets_none(void **state)
{
    (void)state;
    World bare = world_bare();
    Fixture f = fixture_open();
    ChartContext charts = world_charts(&bare, &f);
    const Scale *logs = scale_of(&charts, "x", "{\"field\":\"a\",\"type\":\"quantitative\",\"scale\":{\"type\":\"log\"}}", "[1,100]", "point");
    assert_true(isnan(scale_map(logs, value_number(NAN))));
    assert_false(isfinite(scale_map_number(logs, 0)));
    assert_true(isnan(scale_map(logs, value_string("word"))));
    const Scale *names = scale_of(&charts, "x", "{\"field\":\"a\",\"type\":\"nominal\"}", "[\"p\"]", "bar");
    assert_true(isnan(scale_map(names, value_null())));
    Color color;
    const Scale *colors = scale_of(&charts, "color", "{\"field\":\"a\",\"type\":\"nominal\",\"scale\":{\"domain\":[\"p\"],\"range\":[\"red\"]}}", "[\"p\"]", "point");
    assert_false(scale_color(colors, value_string("q"), &color));
    /* No rows at all: a scale all the same, and no crash. */
    const Scale *empty = scale_of(&charts, "x", "{\"field\":\"a\",\"type\":\"quantitative\"}", "[]", "point");
    assert_non_null(empty);
    (void)scale_map_number(empty, 1);
    assert_string_equal(fixture_codes(&f), "");
    fixture_close(&f);
    world_close(&bare);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_where_vega_puts_them),
        cmocka_unit_test(bands_have_a_width_and_an_index),
        cmocka_unit_test(what_has_no_place_gets_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
