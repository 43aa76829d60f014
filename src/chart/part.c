#include "chart/part.h"

#include "base/str.h"
#include "chart/shape.h"

#include <math.h>

Part *
part_group(Arena *arena, const char *klass)
{
    Part *part = ARENA_NEW(arena, Part);
    *part = (Part){.is_group = true, .klass = klass, .opacity = 1, .box = RECT_EMPTY};
    return part;
}

Part *
part_mark(Arena *arena, const char *klass)
{
    Part *part = ARENA_NEW(arena, Part);
    *part = (Part){.klass = klass, .opacity = 1, .box = RECT_EMPTY};
    return part;
}

void
part_add(Arena *arena, Part *group, Part *child)
{
    VEC_PUSH(arena, &group->children, child);
}

void
part_path(Arena *arena, Part *mark, const PathOp *op, Rect box)
{
    PartItem item = {.kind = ITEM_PATH, .box = box};
    item.path = *op;
    VEC_PUSH(arena, &mark->items, item);
}

/* ---- labels ---------------------------------------------------------------------------------------------------- */

double
baseline_shift(const char *baseline, double size, double line_height)
{
    double shift = str_equal(baseline, "top")           ? 0.79 * size
                 : str_equal(baseline, "middle")        ? 0.30 * size
                 : str_equal(baseline, "bottom")        ? -0.21 * size
                 : str_equal(baseline, "line-top")      ? 0.29 * size + 0.5 * line_height
                 : str_equal(baseline, "line-bottom")   ? 0.29 * size - 0.5 * line_height
                                                        : 0;
    return floor(shift + 0.5);
}

static size_t
line_count(const char *text)
{
    size_t lines = 1;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    return lines;
}

double
label_extra_height(const Label *label)
{
    double line_height = label->line_height > 0 ? label->line_height : label->style.size + 2;
    return line_height * (double)(line_count(label->text) - 1) + (label->second ? label->second_style.size * 1.25 * (double)line_count(label->second) : 0);
}

Rect
label_box(TextContext *text, const Label *label)
{
    if (!label->text || !*label->text)
        return RECT_EMPTY;
    double size = label->style.size, line_height = label->line_height > 0 ? label->line_height : size + 2;
    double width = label_measure(text, label->text, &label->style).width, height = size + line_height * (double)(line_count(label->text) - 1);
    if (label->second) {
        width = fmax(width, label_measure(text, label->second, &label->second_style).width);
        height += label->second_style.size * 1.25 * (double)line_count(label->second);
    }
    double left = label->anchor == ANCHOR_MIDDLE ? -width / 2 : label->anchor == ANCHOR_END ? -width : 0;
    Rect box = {left + label->dx, label->dy - floor(0.8 * size + 0.5), width, height};
    Matrix turned = matrix_multiply(matrix_translate(label->at.x, label->at.y), matrix_rotate(label->angle));
    return matrix_apply_rect(turned, box);
}

PartItem *
part_label(Arena *arena, TextContext *text, Part *mark, const Label *label)
{
    PartItem item = {.kind = ITEM_LABEL, .box = label_box(text, label)};
    item.label = *label;
    VEC_PUSH(arena, &mark->items, item);
    return &VEC_LAST(&mark->items);
}

/* ---- boxes ------------------------------------------------------------------------------------------------------- */

Rect
part_outer_box(const Part *part)
{
    if (part->box.width < 0)
        return part->box;
    return (Rect){part->box.x + part->x, part->box.y + part->y, part->box.width, part->box.height};
}

Rect
part_measure(Part *part)
{
    Rect box = part->has_background ? (Rect){0, 0, part->width, part->height} : RECT_EMPTY;
    if (part->has_background && part->stroke.width > 0 && part->stroke.paint.kind != PAINT_NONE)
        box = rect_inset(box, -part->stroke.width / 2);
    for (size_t i = 0; i < part->items.count; i++)
        if (!part->items.items[i].hidden)
            box = rect_union(box, part->items.items[i].box);
    for (size_t i = 0; i < part->children.count; i++) {
        Part *child = part->children.items[i];
        part_measure(child);
        if (!(part->clip && part->is_group) && !(child->clip && !child->is_group))
            box = rect_union(box, part_outer_box(child));
    }
    part->box = box;
    return box;
}

/* ---- to the scene ---------------------------------------------------------------------------------------------------- */

static void
emit_label(const Label *label, TextContext *text, Scene *scene)
{
    double radians = label->angle * 3.14159265358979323846 / 180;
    Point at = {label->at.x + label->dx * cos(radians) - label->dy * sin(radians), label->at.y + label->dx * sin(radians) + label->dy * cos(radians)};
    double line_height = label->line_height > 0 ? label->line_height : label->style.size + 2;
    label_place(text, scene, label->text, &label->style, at, label->anchor, label->angle, label->opacity, line_height, label->use, NULL);
    if (!label->second)
        return;
    double down = line_height * (double)(line_count(label->text) - 1) + label->second_style.size * 1.25;
    Point below = {at.x - down * sin(radians), at.y + down * cos(radians)};
    label_place(text, scene, label->second, &label->second_style, below, label->anchor, label->angle, label->opacity, label->second_style.size * 1.25, NULL, NULL);
}

static void
emit_item(const PartItem *item, TextContext *text, Scene *scene)
{
    if (item->hidden)
        return;
    switch (item->kind) {
    case ITEM_PATH: scene_path_op(scene, &item->path); break;
    case ITEM_LABEL:
        if (item->label.text)
            emit_label(&item->label, text, scene);
        break;
    case ITEM_IMAGE: scene_image(scene, item->image.image, item->image.rect, item->image.opacity); break;
    }
}

static void
background_path(const Part *part, Scene *scene, Path *path)
{
    if (part->radii[0] > 0 || part->radii[1] > 0 || part->radii[2] > 0 || part->radii[3] > 0)
        shape_rect(scene->arena, path, (Rect){0, 0, part->width, part->height}, part->radii);
    else
        path_rect(scene->arena, path, (Rect){0, 0, part->width, part->height});
}

static void
emit_background(const Part *part, Scene *scene, bool front)
{
    if (!part->has_background || (front && !part->foreground))
        return;
    Path path = {0};
    background_path(part, scene, &path);
    PathOp op = scene_plain_path(&path);
    op.hint = front ? SHAPE_PATH : SHAPE_BACKGROUND;
    op.opacity = part->opacity;
    if (!front)
        op.fill = part->fill;
    if (front == part->foreground)
        op.stroke = part->stroke;
    ElemId elem = scene_state(scene).elem;
    scene_set_elem(scene, ELEM_ARTIFACT);
    scene_path_op(scene, &op);
    scene_set_elem(scene, elem);
}

static void
emit_mark(const Part *part, const Part *around, TextContext *text, Scene *scene)
{
    GroupOp group = scene_plain_group();
    Path clip = {0};
    group.klass = part->klass;
    group.aria = part->aria;
    group.aria_role = part->aria_role;
    if (part->clip && around) {
        path_rect(scene->arena, &clip, (Rect){0, 0, around->width, around->height});
        group.clip = &clip;
    }
    scene_group(scene, &group);
    for (size_t i = 0; i < part->items.count; i++)
        emit_item(&part->items.items[i], text, scene);
    scene_group_end(scene);
}

static void
emit(const Part *part, const Part *around, TextContext *text, Scene *scene, ElemId content)
{
    ElemId before = scene_state(scene).elem;
    if (part->decoration)
        scene_set_elem(scene, ELEM_ARTIFACT);
    if (!part->is_group) {
        emit_mark(part, around, text, scene);
        scene_set_elem(scene, before);
        return;
    }
    GroupOp outer = scene_plain_group(), inner = scene_plain_group(), body = scene_plain_group();
    Path clip = {0};
    outer.klass = part->klass;
    outer.aria = part->aria;
    outer.aria_role = part->aria_role;
    inner.matrix = matrix_translate(part->x, part->y);
    scene_group(scene, &outer);
    scene_group(scene, &inner);
    emit_background(part, scene, false);
    if (part->clip) {
        background_path(part, scene, &clip);
        body.clip = &clip;
    }
    scene_group(scene, &body);
    for (size_t i = 0; i < part->children.count; i++)
        emit(part->children.items[i], part, text, scene, content);
    scene_group_end(scene);
    emit_background(part, scene, true);
    scene_group_end(scene);
    scene_group_end(scene);
    scene_set_elem(scene, before);
}

void
part_emit(const Part *part, TextContext *text, Scene *scene, ElemId content)
{
    scene_set_elem(scene, content);
    emit(part, NULL, text, scene, content);
}
