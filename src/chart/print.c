/* chart/print.c -- value labels, names at line ends, patterns. */
#include "chart/print_draw.h"

#include "base/str.h"
#include "chart/transform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
lists(const Node *node, const char *word)
{
    if (!node)
        return false;
    if (node->kind == NODE_MAP)
        return node_bool(node, word, false);
    if (node->kind != NODE_LIST)
        return str_equal(node->text, word);
    for (size_t i = 0; i < node->count; i++)
        if (str_equal(node->items[i].value->text, word))
            return true;
    return false;
}

PrintWishes
print_wishes(const Drawing *drawing)
{
    const Node *own = node_path(drawing->spec, "usermeta.shudu"), *labels = node_find(own, "labels");
    return (PrintWishes){.values = lists(labels, "values"), .ends = lists(labels, "ends"), .patterns = node_bool(own, "patterns", false),
                         .annotations = node_find(own, "annotations"), .format = labels && labels->kind == NODE_MAP ? node_text(labels, "format", NULL) : NULL};
}

bool
print_replaces_legend(const Scale *scale)
{
    if (!channel_is_color(scale->channel) || !print_wishes(scale->drawing).ends)
        return false;
    for (size_t i = 0; i < scale->from.count; i++)
        if (scale->from.items[i].unit->mark_type == MARK_LINE)
            return true;
    return false;
}

Paint
print_pattern(Color color, size_t index)
{
    static const PatternKind kinds[] = {PATTERN_HATCH, PATTERN_DOTS, PATTERN_CROSS, PATTERN_HATCH_BACK};
    if (index % 5 == 0)
        return paint_solid(color);
    Color ground = color_mix(color, COLOR_WHITE, 0.72);
    return (Paint){.kind = PAINT_PATTERN, .color = color, .background = ground, .pattern = kinds[index % 5 - 1], .spacing = index % 5 == 2 ? 5 : 6, .line_width = index % 5 == 2 ? 2 : 1.6};
}

size_t
print_dashes(size_t index, const double **dashes)
{
    static const double kinds[][4] = {{6, 3}, {2, 2}, {8, 3, 2, 3}, {1, 3}};
    static const size_t counts[] = {2, 2, 4, 2};
    if (index % 5 == 0)
        return 0;
    *dashes = kinds[index % 5 - 1];
    return counts[index % 5 - 1];
}

/* ---- type -------------------------------------------------------------------------------------------------------- */

Color
print_ink(const Drawing *drawing)
{
    Color color;
    return color_from_node(drawing, config_find(drawing, "axis", "labelColor"), &color) ? color : COLOR_BLACK;
}

TextStyle
print_text_style(const Drawing *drawing, Color color)
{
    double size = property_number(drawing, config_find(drawing, "axis", "labelFontSize"), 10);
    return chart_text_style(drawing, NULL, size, NULL, NULL, color, drawing->lang);
}

/* ---- all ------------------------------------------------------------------------------------------------------------------- */

static void
each_unit(View *view, void (*visit)(View *unit, void *data), void *data)
{
    if (view->kind == VIEW_UNIT)
        visit(view, data);
    for (size_t i = 0; i < view->children.count; i++)
        each_unit(view->children.items[i], visit, data);
}

typedef struct Collect {
    PrintWishes wishes;
    WantedList values;
    LineEnds ends;
} Collect;

static void
collect(View *unit, void *data)
{
    Collect *all = data;
    if (all->wishes.ends)
        line_ends_of(unit, &all->ends);
    /* Of an area, its line and its points, the last carries the numbers. */
    bool doubled = is_sibling_of(unit, MARK_LINE, MARK_POINT) || is_sibling_of(unit, MARK_AREA, MARK_POINT) || is_sibling_of(unit, MARK_AREA, MARK_LINE);
    if (all->wishes.values && !doubled)
        value_labels_of(unit, &all->wishes, &all->values);
}

bool
print_above(View *view, Part *group, Rect *box)
{
    Arena *arena = view->drawing->context->arena;
    Collect all = {.wishes = print_wishes(view->drawing)};
    if (!all.wishes.values && !all.wishes.ends && !all.wishes.annotations)
        return false;
    Room room = {.arena = arena, .text = view->drawing->context->text, .limits = {-60, -40, view->size[0] + 160, view->size[1] + 60}};
    size_t before = group->children.count;
    each_unit(view, collect, &all);
    line_ends_add(view, &all.ends, group, &room);
    notes_add(view, group);
    for (size_t i = 0; i < group->children.count; i++)
        room_take_part(&room, group->children.items[i]);
    if (all.values.count) {
        Part *labels = part_mark(arena, "mark-text role-mark marks");
        room_settle(&room, &all.values, labels);
        part_add(arena, group, labels);
    }
    for (size_t i = before; i < group->children.count; i++) {
        part_measure(group->children.items[i]);
        group->children.items[i]->added_for_print = true;
        *box = rect_union(*box, part_outer_box(group->children.items[i]));
    }
    return true;
}
