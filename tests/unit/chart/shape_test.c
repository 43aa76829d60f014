/* Outlines of marks: shape.cases has the paths of d3-shape and vega-scenegraph. */
#include "cases.h"

#include "chart/shape.h"

#include <math.h>
#include <stdlib.h>

enum { WORDS = 64 };

static const double DEGREE = 3.14159265358979323846 / 180;

/* "M0,-5L5,0Z" to three decimals. A piece that only leads back to where the outline began is left out: the close says it. */
static const char *
path_text(Arena *arena, const Path *path)
{
    static const char verbs[] = "MLCZ";
    Buf out = BUF_INIT;
    Point start = {0}, at = {0};
    for (size_t i = 0; i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        const Point points[] = {part->c1, part->c2, part->to};
        if (part->verb == PATH_CLOSE && hypot(at.x - start.x, at.y - start.y) < 0.002)
            continue;
        buf_add_char(&out, verbs[part->verb]);
        for (int k = part->verb == PATH_CURVE ? 0 : 2; part->verb != PATH_CLOSE && k < 3; k++) {
            buf_add(&out, k == 2 && part->verb != PATH_CURVE ? "" : k ? " " : "");
            buf_add_number(&out, points[k].x, 3);
            buf_add_char(&out, ',');
            buf_add_number(&out, points[k].y, 3);
        }
        at = part->verb == PATH_CLOSE ? start : part->to;
        start = part->verb == PATH_MOVE ? part->to : start;
    }
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}

/* "x,y" or "x,y,more": - breaks a line. */
static size_t
points_of(const char *text, ShapePoint *points, bool trail)
{
    size_t count = 0;
    char copy[512], *rest;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok_r(copy, " ", &rest); word && count < WORDS; word = strtok_r(NULL, " ", &rest)) {
        double n[4] = {0};
        bool defined = true;
        int k = 0;
        for (char *more, *part = strtok_r(word, ",", &more); part && k < 4; part = strtok_r(NULL, ",", &more), k++)
            defined &= str_to_double(part, &n[k]);
        points[count++] = (ShapePoint){n[0], n[1], trail ? 0 : n[2], n[3], trail ? n[2] : 0, defined};
    }
    return count;
}

static const char *
run(Arena *arena, const char *in)
{
    ShapePoint points[WORDS];
    Path path = {0};
    char kind[16], name[64] = "", tension[16] = "-", orient[8] = "v";
    double n[8] = {0};
    const char *list = strstr(in, " | ");
    sscanf(in, "%15s %63s %15s %7s", kind, name, tension, orient);
    sscanf(in, "%*s %lf %lf %lf %lf %lf %lf %lf %lf", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7]);
    if (strcmp(kind, "symbol") == 0) {
        sscanf(in, "%*s %*s %lf", &n[0]);
        shape_symbol(arena, &path, name, n[0], (Point){0, 0}, 0);
    } else if (strcmp(kind, "arc") == 0) {
        shape_arc(arena, &path, &(ArcShape){{0, 0}, n[0] * DEGREE, n[1] * DEGREE, n[2], n[3], n[4] * DEGREE, n[5]});
    } else if (strcmp(kind, "rect") == 0) {
        shape_rect(arena, &path, (Rect){n[0], n[1], n[2], n[3]}, n + 4);
    } else if (strcmp(kind, "trail") == 0) {
        size_t count = points_of(in + strlen("trail "), points, true);
        shape_trail(arena, &path, points, count);
    } else {
        double number;
        bool given = str_to_double(tension, &number);
        size_t count = points_of(list + 3, points, false);
        (strcmp(kind, "line") == 0 ? shape_line : shape_area)(arena, &path, points, count, name, given ? number : NAN, orient[0] == 'h');
    }
    return path_text(arena, &path);
}

/* Both as lines and curves, point by point: shape_svg_path turns d3's arcs into the same curves. */
static bool
same(Arena *arena, const char *is, const char *should)
{
    Path a = {0}, b = {0};
    shape_svg_path(arena, &a, is, 1, (Point){0, 0});
    shape_svg_path(arena, &b, should, 1, (Point){0, 0});
    const char *x = path_text(arena, &a), *y = path_text(arena, &b);
    for (;; x++, y++) {
        char *after_x, *after_y;
        double p = strtod(x, &after_x), q = strtod(y, &after_y);
        if (after_x != x && after_y != y) {
            if (fabs(p - q) > 0.0025)
                return false;
            x = after_x;
            y = after_y;
        }
        if (*x != *y)
            return false;
        if (!*x)
            return true;
    }
}

static void
outlines_are_those_of_d3(void **state)
{
    (void)state;
    run_cases(OPEN_BESIDE("shape.cases"), "shape.cases", run, same, 70);
}

static void
path_data_is_read(void **state)
{
    (void)state;
    static const struct { const char *data, *path; } cases[] = {
        {"M1,2L3 4", "M12,24L16,28"},
        {"m1,2 3,4 l-1-1z", "M12,24L18,32L16,30Z"},
        {"M0,0H5V5h-5v-5", "M10,20L20,20L20,30L10,30L10,20"},
        {"M0 0C1 0 2 1 2 2s0 1 -1 1", "M10,20C12,20 14,22 14,24C14,26 14,26 12,26"},
        {"M0,0Q3,0 3,3T6 6", "M10,20C14,20 16,22 16,26C16,30 18,32 22,32"},
        {"M1,0A1,1 0 01-1,0", "M12,20C12,21.105 11.105,22 10,22C8.895,22 8,21.105 8,20"},
        {"M.5.5-1e0,1E-1", "M11,21L8,20.2"},
    };
    static const char *const faults[] = {"", "L", "L1,2", "1,2", "M1", "M1,2X3", "M0,0A1,1 0 2 0 1,1", "M0,0Z5"};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        Path path = {0};
        assert_true(shape_svg_path(f.arena, &path, cases[i].data, 2, (Point){10, 20}));
        assert_string_equal(path_text(f.arena, &path), cases[i].path);
        fixture_close(&f);
    }
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        Fixture f = fixture_open();
        Path path = {0};
        if (shape_svg_path(f.arena, &path, faults[i], 2, (Point){10, 20}))
            fail_msg("'%s' is taken for a path", faults[i]);
        fixture_close(&f);
    }
}

static void
symbols_turn_and_move(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Path turned = {0}, own = {0}, unknown = {0};
    assert_true(shape_symbol(f.arena, &turned, "triangle-up", 100, (Point){10, 10}, 90));
    assert_string_equal(path_text(f.arena, &turned), "M14.33,10L5.67,5L5.67,15Z");
    assert_true(shape_symbol(f.arena, &own, "M-1,-1H1V1H-1Z", 16, (Point){5, 5}, 0));
    assert_string_equal(path_text(f.arena, &own), "M3,3L7,3L7,7L3,7Z");
    assert_false(shape_symbol(f.arena, &unknown, "blob", 16, (Point){5, 5}, 0));
    Rect box = path_bounds(&unknown);
    assert_true(fabs(box.x - 3) < 1e-9 && fabs(box.width - 4) < 1e-9);
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outlines_are_those_of_d3),
        cmocka_unit_test(path_data_is_read),
        cmocka_unit_test(symbols_turn_and_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
