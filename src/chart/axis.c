/* chart/axis.c -- axes, grid, legend, with Vega's group classes. */
#include "base/str.h"
#include "chart/view.h"

#include <math.h>

static Color
config_color(const View *view, const char *part, const char *key, const char *fallback)
{
    Color color;
    const char *text = node_text(view_config(view, part, NULL), key, fallback);
    if (!color_parse(text, &color))
        color = COLOR_BLACK;
    return color;
}

TextStyle
view_label_style(const View *view, double size, int weight, Color color)
{
    const char *font = node_text(view->config, "font", NULL);
    TextStyle style = {.families = {font ? font : "Noto Sans", "Noto Sans CJK SC"}, .size = size, .weight = weight, .color = color, .lang = view->lang};
    if (font && str_equal(font, "Noto Sans CJK SC"))
        style.families[1] = NULL;
    return style;
}

const char *
view_number(const View *view, double value, const char *format)
{
    Arena *arena = view->context->arena;
    if (format) {
        const char *text = format_number(arena, view->context->model ? view->context->model->locales[view->lang] : locale_builtin("en"), format, value);
        if (text)
            return text;
    }
    const Locale *locale = view->context->model ? view->context->model->locales[view->lang] : locale_builtin("en");
    NumberStyle style = {.digits = -1, .label = true};
    return locale_number(arena, locale, decimal_from_double(value), &style);
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static void
open_group(Scene *scene, const char *klass, const char *aria, Matrix matrix)
{
    GroupOp group = scene_plain_group();
    group.klass = klass;
    group.aria = aria;
    group.matrix = matrix;
    scene_group(scene, &group);
}

static const FactUse *
tick_use(Arena *arena)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    use->kind = USE_LITERAL;
    use->literal = "tick";
    return use;
}

/* ---- one axis ------------------------------------------------------------------------------------------------------ */

typedef struct Tick {
    double at;
    const char *label;
} Tick;

typedef VEC(Tick) TickList;

typedef struct Axis {
    View *view;
    const Scale *scale;
    const Node *node;        /* the `axis` property */
    const char *part;        /* "axisX", "axisY" of the config */
    const char *title;
    bool horizontal;
    TickList ticks;
} Axis;

static const Node *
axis_property(const Axis *axis, const char *key)
{
    const Node *own = node_find(axis->node, key);
    if (own)
        return own;
    const Node *side = view_config(axis->view, axis->part, key);
    return side ? side : view_config(axis->view, "axis", key);
}

static bool
axis_bool(const Axis *axis, const char *key, bool fallback)
{
    const Node *node = axis_property(axis, key);
    return node && node->kind == NODE_BOOL ? node->boolean : fallback;
}

static double
axis_number(const Axis *axis, const char *key, double fallback)
{
    const Node *node = axis_property(axis, key);
    return node && node->kind == NODE_NUMBER ? node->number : fallback;
}

static Color
axis_color(const Axis *axis, const char *key, const char *fallback)
{
    const Node *node = axis_property(axis, key);
    Color color;
    return color_parse(node && node->text ? node->text : fallback, &color) ? color : COLOR_BLACK;
}

static void
make_ticks(Axis *axis)
{
    Arena *arena = axis->view->context->arena;
    const Scale *scale = axis->scale;
    if (scale->type == SCALE_BAND || scale->type == SCALE_POINT) {
        for (size_t i = 0; i < scale->names.count; i++) {
            const char *text = value_to_string(arena, scale->names.items[i]);
            VEC_PUSH(arena, &axis->ticks, (Tick){scale_position(scale, scale->names.items[i]), view_translate(axis->view, text)});
        }
        return;
    }
    double extent = fabs(scale->to - scale->from), *values;
    int wanted = (int)axis_number(axis, "tickCount", fmin(10, ceil(extent / 40)));
    const Node *format = node_find(axis->node, "format");
    size_t count = scale_ticks(arena, scale, wanted, &values);
    double step = count > 1 ? fabs(values[1] - values[0]) : 1;
    const char *decimals = arena_printf(arena, ",.%df", step > 0 && step < 1 ? (int)fmin(12, ceil(-log10(step) - 1e-9)) : 0);
    for (size_t i = 0; i < count; i++) {
        Tick tick = {scale_position(scale, value_number(values[i])), NULL};
        if (scale->type == SCALE_TIME)
            tick.label = format_time(arena, locale_builtin("en"), format && format->text ? format->text : "%Y", values[i]);
        else
            tick.label = view_number(axis->view, values[i], format ? format->text : decimals);
        VEC_PUSH(arena, &axis->ticks, tick);
    }
}

static void
draw_grid(const Axis *axis, Scene *scene)
{
    const View *view = axis->view;
    bool continuous = axis->scale->type == SCALE_LINEAR || axis->scale->type == SCALE_TIME;
    if (!axis_bool(axis, "grid", continuous))
        return;
    Color color = axis_color(axis, "gridColor", "#ddd");
    open_group(scene, "mark-rule role-axis-grid", NULL, MATRIX_IDENTITY);
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double at = axis->ticks.items[i].at;
        if (axis->horizontal)
            scene_line(scene, at, 0, at, view->height, color, 1);
        else
            scene_line(scene, 0, at, view->width, at, color, 1);
    }
    scene_group_end(scene);
}

/* Labels of an x axis that would touch are thinned evenly, as Vega's parity does. */
static size_t
label_stride(const Axis *axis, const TextStyle *style)
{
    if (!axis->horizontal || axis->ticks.count < 2)
        return 1;
    double widest = 0;
    for (size_t i = 0; i < axis->ticks.count; i++)
        widest = fmax(widest, label_measure(axis->view->context->text, axis->ticks.items[i].label, style).width);
    double pitch = fabs(axis->ticks.items[1].at - axis->ticks.items[0].at);
    size_t stride = 1;
    while (pitch * (double)stride < widest + 4 && stride < axis->ticks.count)
        stride *= 2;
    return stride;
}

static double
draw_labels(const Axis *axis, Scene *scene, double offset)
{
    const View *view = axis->view;
    double size = axis_number(axis, "labelFontSize", 10), reach = 0;
    TextStyle style = view_label_style(view, size, 400, axis_color(axis, "labelColor", "#000"));
    const Node *angle_node = axis_property(axis, "labelAngle");
    bool names = axis->scale->type == SCALE_BAND || axis->scale->type == SCALE_POINT;
    double angle = angle_node && angle_node->kind == NODE_NUMBER ? angle_node->number : names && axis->horizontal && !view->context->model ? 270 : 0;
    bool upright = axis->horizontal && (angle == 270 || angle == -90);
    size_t stride = upright ? 1 : label_stride(axis, &style);
    const FactUse *use = axis->scale->type == SCALE_LINEAR ? tick_use(view->context->arena) : NULL;
    open_group(scene, "mark-text role-axis-label", NULL, MATRIX_IDENTITY);
    for (size_t i = 0; i < axis->ticks.count; i += stride) {
        const Tick *tick = &axis->ticks.items[i];
        LabelMetrics metrics = label_measure(view->context->text, tick->label, &style);
        if (upright) {
            label_place(view->context->text, scene, tick->label, &style, (Point){tick->at + size * 0.36, view->height + offset}, ANCHOR_END, -90, 1, 0, use, NULL);
            reach = fmax(reach, metrics.width);
        } else if (axis->horizontal) {
            label_place(view->context->text, scene, tick->label, &style, (Point){tick->at, view->height + offset + size * 0.8}, ANCHOR_MIDDLE, 0, 1, 0, use, NULL);
            reach = fmax(reach, size * 1.1);
        } else {
            label_place(view->context->text, scene, tick->label, &style, (Point){-offset, tick->at + size * 0.36}, ANCHOR_END, 0, 1, 0, use, NULL);
            reach = fmax(reach, metrics.width);
        }
    }
    scene_group_end(scene);
    return reach;
}

static void
draw_axis(Axis *axis, Scene *scene, Rect *box)
{
    const View *view = axis->view;
    make_ticks(axis);
    open_group(scene, "mark-group role-axis", axis->horizontal ? "X-axis" : "Y-axis", MATRIX_IDENTITY);
    open_group(scene, NULL, NULL, MATRIX_IDENTITY);
    bool ticks = axis_bool(axis, "ticks", true), labels = axis_bool(axis, "labels", true);
    double offset = 0, length = axis_number(axis, "tickSize", 5);
    if (ticks) {
        Color color = axis_color(axis, "tickColor", "#888");
        open_group(scene, "mark-rule role-axis-tick", NULL, MATRIX_IDENTITY);
        for (size_t i = 0; i < axis->ticks.count; i++) {
            double at = axis->ticks.items[i].at;
            if (axis->horizontal)
                scene_line(scene, at, view->height, at, view->height + length, color, 1);
            else
                scene_line(scene, -length, at, 0, at, color, 1);
        }
        scene_group_end(scene);
        offset += length;
    }
    offset += axis_number(axis, "labelPadding", 2);
    double reach = labels ? draw_labels(axis, scene, offset) : 0;
    if (axis_bool(axis, "domain", true)) {
        Color color = axis_color(axis, "domainColor", "#888");
        open_group(scene, "mark-rule role-axis-domain", NULL, MATRIX_IDENTITY);
        if (axis->horizontal)
            scene_line(scene, 0, view->height, view->width, view->height, color, 1);
        else
            scene_line(scene, 0, 0, 0, view->height, color, 1);
        scene_group_end(scene);
    }
    double out = offset + reach;
    if (axis->title && *axis->title) {
        double size = axis_number(axis, "titleFontSize", 11);
        const Node *weight = axis_property(axis, "titleFontWeight");
        TextStyle style = view_label_style(view, size, weight && str_equal(weight->text, "normal") ? 400 : 700, axis_color(axis, "titleColor", "#000"));
        open_group(scene, "mark-text role-axis-title", NULL, MATRIX_IDENTITY);
        out += 4;
        const char *title = view_translate(view, axis->title);
        if (axis->horizontal)
            label_place(view->context->text, scene, title, &style, (Point){view->width / 2, view->height + out + size * 0.8}, ANCHOR_MIDDLE, 0, 1, 0, NULL, NULL);
        else
            label_place(view->context->text, scene, title, &style, (Point){-out - size * 0.2, view->height / 2}, ANCHOR_MIDDLE, -90, 1, 0, NULL, NULL);
        out += size * 1.2;
        scene_group_end(scene);
    }
    scene_group_end(scene);
    scene_group_end(scene);
    *box = rect_union(*box, axis->horizontal ? (Rect){0, view->height, view->width, out} : (Rect){-out, 0, out, view->height});
}

/* The axis of a channel is that of the first unit with a field there; null turns it off. */
static bool
find_axis(View *view, Channel channel, Axis *out)
{
    const Scale *scale = channel == CHANNEL_X ? &view->x : &view->y;
    *out = (Axis){.view = view, .scale = scale, .part = channel == CHANNEL_X ? "axisX" : "axisY", .horizontal = channel == CHANNEL_X};
    bool found = false;
    for (size_t i = 0; i < view->units.count; i++) {
        const Encoding *encoding = &view->units.items[i].encodings[channel];
        if (!encoding->node || encoding->type == MEASURE_NONE)
            continue;
        const Node *node = node_find(encoding->node, "axis");
        if (node && node->kind == NODE_NULL)
            return false;
        if (!found) {
            out->node = node;
            const Node *title = node_find(node, "title");
            out->title = !title ? encoding->title : title->kind == NODE_NULL ? NULL : title->text;
        }
        found = true;
    }
    return found && scale->type != SCALE_NONE;
}

void
view_axes(View *view, Scene *scene, Rect *box)
{
    Axis axes[2];
    bool shown[2] = {find_axis(view, CHANNEL_X, &axes[0]), find_axis(view, CHANNEL_Y, &axes[1])};
    for (int i = 0; i < 2; i++) {
        if (!shown[i])
            continue;
        Axis grid = axes[i];
        make_ticks(&grid);
        open_group(scene, "mark-group role-axis", axes[i].horizontal ? "X-axis grid" : "Y-axis grid", MATRIX_IDENTITY);
        open_group(scene, NULL, NULL, MATRIX_IDENTITY);
        draw_grid(&grid, scene);
        scene_group_end(scene);
        scene_group_end(scene);
    }
    for (int i = 0; i < 2; i++)
        if (shown[i])
            draw_axis(&axes[i], scene, box);
}

/* ---- legend --------------------------------------------------------------------------------------------------------------- */

void
view_legend(View *view, Scene *scene, Rect *box)
{
    const Encoding *encoding = NULL;
    for (size_t i = 0; i < view->units.count && !encoding; i++)
        if (view->units.items[i].encodings[CHANNEL_COLOR].field)
            encoding = &view->units.items[i].encodings[CHANNEL_COLOR];
    const Node *legend = encoding ? node_find(encoding->node, "legend") : NULL;
    if (!encoding || view->color.off || (legend && legend->kind == NODE_NULL))
        return;
    Arena *arena = view->context->arena;
    double size = node_number(view_config(view, "legend", NULL), "labelFontSize", 10), x = box->x + box->width + 18, y = 0, widest = 0;
    TextStyle style = view_label_style(view, size, 400, config_color(view, "legend", "labelColor", "#000"));
    TextStyle title_style = view_label_style(view, size + 1, 700, config_color(view, "legend", "titleColor", "#000"));
    open_group(scene, "mark-group role-legend", "legend", matrix_translate(x, 0));
    if (encoding->title && *encoding->title) {
        open_group(scene, "mark-text role-legend-title", NULL, MATRIX_IDENTITY);
        label_place(view->context->text, scene, view_translate(view, encoding->title), &title_style, (Point){0, size}, ANCHOR_START, 0, 1, 0, NULL, NULL);
        scene_group_end(scene);
        widest = label_measure(view->context->text, encoding->title, &title_style).width;
        y = size + 6;
    }
    for (size_t i = 0; i < view->color.names.count; i++, y += size * 1.35) {
        const char *text = view_translate(view, value_to_string(arena, view->color.names.items[i]));
        open_group(scene, "mark-symbol role-legend-symbol", NULL, MATRIX_IDENTITY);
        scene_rect(scene, (Rect){0, y, size, size}, scale_color(&view->color, view->color.names.items[i]));
        scene_group_end(scene);
        open_group(scene, "mark-text role-legend-label", NULL, MATRIX_IDENTITY);
        label_place(view->context->text, scene, text, &style, (Point){size * 1.5, y + size * 0.86}, ANCHOR_START, 0, 1, 0, NULL, NULL);
        scene_group_end(scene);
        widest = fmax(widest, size * 1.5 + label_measure(view->context->text, text, &style).width);
    }
    scene_group_end(scene);
    *box = rect_union(*box, (Rect){x, 0, widest, y});
}
