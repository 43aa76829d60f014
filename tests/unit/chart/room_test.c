/* Room for labels: the first free place, the worthier first, nothing over texts, lines given way to where there is another place. */
#include "world.h"

#include "chart/room.h"

static const World *world;

typedef struct Fitting {
    Room room;
    Part *labels;
    WantedList list;
    Fixture f;
} Fitting;

static Fitting
empty_room(void)
{
    Fitting s = {.f = fixture_open()};
    s.room = (Room){.arena = s.f.arena, .text = world->text, .limits = {0, 0, 200, 100}};
    s.labels = part_mark(s.f.arena, "mark-text role-mark marks");
    return s;
}

/* A label "10" that wishes for the places one after the other, each on its middle. */
static void
want(Fitting *s, int worth, const Point *places, size_t count)
{
    Wanted wanted = {.worth = worth, .order = s->list.count, .place_count = count};
    wanted.label = (Label){.text = "10", .opacity = 1, .line_height = 12, .style = {.families = {"Noto Sans"}, .size = 10, .color = COLOR_BLACK}};
    for (size_t i = 0; i < count; i++)
        wanted.places[i] = (Place){.at = places[i], .anchor = ANCHOR_MIDDLE, .baseline = "middle"};
    VEC_PUSH(s->f.arena, &s->list, wanted);
}

static void
a_label_takes_the_first_free_place(void **state)
{
    (void)state;
    Fitting s = empty_room();
    room_take(&s.room, (Rect){40, 40, 20, 20});
    want(&s, WORTH_PLAIN, (Point[]){{50, 50}, {50, 20}, {50, 80}}, 3);
    assert_int_equal(room_settle(&s.room, &s.list, s.labels), 0);
    assert_int_equal(s.labels->items.count, 1);
    assert_true(s.labels->items.items[0].label.at.y == 20);
    fixture_close(&s.f);
}

static void
the_worthier_is_placed_first(void **state)
{
    (void)state;
    Fitting s = empty_room();
    want(&s, WORTH_PLAIN, (Point[]){{50, 50}}, 1);
    want(&s, WORTH_HIGH, (Point[]){{52, 50}}, 1);
    assert_int_equal(room_settle(&s.room, &s.list, s.labels), 1);
    assert_int_equal(s.labels->items.count, 1);
    assert_true(s.labels->items.items[0].label.at.x == 52);
    fixture_close(&s.f);
}

static void
no_label_leaves_the_limits(void **state)
{
    (void)state;
    Fitting s = empty_room();
    want(&s, WORTH_LATEST, (Point[]){{1, 50}, {50, 99}, {300, 50}}, 3);
    assert_int_equal(room_settle(&s.room, &s.list, s.labels), 1);
    assert_int_equal(s.labels->items.count, 0);
    fixture_close(&s.f);
}

static Part *
line_across(Arena *arena, const char *klass)
{
    Part *lines = part_mark(arena, klass);
    Path *path = ARENA_NEW(arena, Path);
    path_move(arena, path, 0, 50);
    path_line(arena, path, 200, 50);
    PathOp op = scene_plain_path(path);
    part_path(arena, lines, &op, path_bounds(path));
    return lines;
}

static void
lines_are_kept_off_but_for_what_matters(void **state)
{
    (void)state;
    Fitting s = empty_room();
    room_take_part(&s.room, line_across(s.f.arena, "mark-line role-mark marks"));
    want(&s, WORTH_HIGH, (Point[]){{30, 50}}, 1);
    want(&s, WORTH_LATEST, (Point[]){{100, 50}}, 1);
    want(&s, WORTH_PLAIN, (Point[]){{160, 50}, {160, 20}}, 2);
    assert_int_equal(room_settle(&s.room, &s.list, s.labels), 1);
    assert_int_equal(s.labels->items.count, 2);
    assert_true(s.labels->items.items[0].label.at.x == 100);
    assert_true(s.labels->items.items[1].label.at.y == 20);
    fixture_close(&s.f);
}

static void
grid_lines_are_avoided_where_there_is_another_place(void **state)
{
    (void)state;
    Fitting s = empty_room();
    room_take_part(&s.room, line_across(s.f.arena, "mark-rule role-axis-grid"));
    want(&s, WORTH_PLAIN, (Point[]){{30, 50}, {30, 20}}, 2);
    want(&s, WORTH_PLAIN, (Point[]){{100, 50}}, 1);
    assert_int_equal(room_settle(&s.room, &s.list, s.labels), 0);
    assert_true(s.labels->items.items[0].label.at.y == 20);
    assert_true(s.labels->items.items[1].label.at.y == 50);
    fixture_close(&s.f);
}

static void
symbols_and_texts_are_taken_where_their_groups_stand(void **state)
{
    (void)state;
    Fitting s = empty_room();
    Part *group = part_group(s.f.arena, "mark-group role-axis"), *symbols = part_mark(s.f.arena, "mark-symbol role-mark marks");
    Path *path = ARENA_NEW(s.f.arena, Path);
    path_circle(s.f.arena, path, (Point){0, 0}, 8);
    PathOp op = scene_plain_path(path);
    part_path(s.f.arena, symbols, &op, path_bounds(path));
    group->x = 50;
    group->y = 50;
    part_add(s.f.arena, group, symbols);
    Room texts = s.room;
    room_take_texts(&texts, group);
    assert_int_equal(texts.taken.count, 0);
    room_take_part(&s.room, group);
    assert_false(room_is_free(&s.room, (Rect){45, 45, 10, 10}, false));
    assert_true(room_is_free(&s.room, (Rect){5, 5, 10, 10}, true));
    Path *across = ARENA_NEW(s.f.arena, Path);
    path_move(s.f.arena, across, 0, 50);
    path_curve(s.f.arena, across, 30, 50, 70, 50, 100, 50);
    assert_true(room_is_crossed(&s.room, across));
    assert_false(path_crosses(across, (Rect){40, 70, 20, 20}));
    fixture_close(&s.f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_takes_the_first_free_place),
        cmocka_unit_test(the_worthier_is_placed_first),
        cmocka_unit_test(no_label_leaves_the_limits),
        cmocka_unit_test(lines_are_kept_off_but_for_what_matters),
        cmocka_unit_test(grid_lines_are_avoided_where_there_is_another_place),
        cmocka_unit_test(symbols_and_texts_are_taken_where_their_groups_stand),
    };
    World bare = world_bare();
    world = &bare;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    world_close(&bare);
    return failed;
}
