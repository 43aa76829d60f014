/* chart/annotate.c -- notes at data positions: arrows, brackets, reference lines, bands, signs. */
#include "chart/print_draw.h"

#include "base/str.h"
#include "expr/expr.h"

#include <math.h>

static const Node *
notes_of(const View *view)
{
    const Node *notes = print_wishes(view->drawing).annotations;
    return notes && notes->kind == NODE_LIST ? notes : NULL;
}

/* A data value along an axis; NaN where it is not given. The middle of a band. */
static double
place(const View *view, Channel channel, const Node *node)
{
    const Scale *scale = view_scale(view, channel);
    double date;
    if (!node || node->kind == NODE_NULL)
        return NAN;
    if (!scale)
        return node->kind == NODE_NUMBER ? node->number : NAN;
    Value value = property_value(view->drawing, node);
    if (node->kind == NODE_MAP && datetime_from_node(node, &date))
        value = value_date(date);
    else if (scale_type_is_time(scale->type) && value.kind == VALUE_STRING)
        value = value_date(date_parse_free(value.string));
    else if (scale_type_is_time(scale->type) && value.kind == VALUE_NUMBER && fabs(value.number) < 10000) {
        value = value_date(date_parse_free(node->text)); /* a year */
    }
    double at = scale_map(scale, value);
    if (isnan(at) && value.kind == VALUE_NUMBER) /* names that are years */
        at = scale_map(scale, value_string(node->text));
    if (isnan(at) && value.kind == VALUE_STRING) {
        double number = value_to_number(value);
        at = isnan(number) ? NAN : scale_map(scale, value_number(number));
    }
    return at + scale_bandwidth(scale) / 2;
}

/* Bound text of a note in the drawing's language, or the other one. */
static const char *
note_text(const View *view, const Node *note, int lang)
{
    const Drawing *drawing = view->drawing;
    const ChartContext *context = drawing->context;
    const Node *text = node_find(note, "text");
    if (!text || lang < 0)
        return NULL;
    if (!context->model)
        return text->text ? text->text : node_text(text, "en", NULL);
    Texts texts = {0};
    BoundText bound = {0};
    if (!model_texts(context->model, context->arena, context->diags, text, &texts) || !texts.in[lang])
        return NULL;
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang, .print_labels = true};
    return bound_text(&env, text->loc, texts.in[lang], &bound) ? bound_plain(context->arena, &bound) : NULL;
}

static Color
note_color(const View *view, const Node *note)
{
    Color color;
    const char *name = node_text(note, "color", NULL);
    if (name && color_parse(name, &color))
        return color;
    return color_from_node(view->drawing, config_find(view->drawing, "axis", "titleColor"), &color) ? color : COLOR_BLACK;
}

static Label
note_label(const View *view, const Node *note, Point at, TextAnchor anchor, const char *baseline)
{
    const Drawing *drawing = view->drawing;
    double size = property_number(drawing, config_find(drawing, "axis", "labelFontSize"), 10);
    Label label = {.text = note_text(view, note, drawing->lang), .at = at, .anchor = anchor, .opacity = 1};
    label.style = chart_text_style(drawing, NULL, size, NULL, NULL, note_color(view, note), drawing->lang);
    label.line_height = size * 1.3;
    label.second = note_text(view, note, drawing->second_lang);
    if (label.second) {
        label.second_style = label.style;
        label.second_style.size = size * 0.84;
        label.second_style.lang = drawing->second_lang;
    }
    label.dy = baseline_shift(baseline, size, label.line_height);
    return label;
}

static void
add_stroke(const View *view, Part *part, const Path *path, const Node *note, double width, bool dashed)
{
    static const double dashes[] = {3, 3};
    PathOp op = scene_plain_path(path);
    op.stroke = (Stroke){.paint = paint_solid(note_color(view, note)), .width = width};
    if (dashed) {
        op.stroke.dashes = dashes;
        op.stroke.dash_count = 2;
    }
    part_path(view->drawing->context->arena, part, &op, path_bounds(path));
}

/* ---- kinds ----------------------------------------------------------------------------------------------------------- */

/* An arrow from the note's text to the place, bent once so that it does not cross the text. */
static void
add_arrow(const View *view, const Node *note, Point at, Part *lines, Part *texts)
{
    Arena *arena = view->drawing->context->arena;
    double dx = node_number(note, "dx", 24), dy = node_number(note, "dy", -28);
    Point from = {at.x + dx, at.y + dy};
    TextAnchor anchor = fabs(dx) < 8 ? ANCHOR_MIDDLE : dx > 0 ? ANCHOR_START : ANCHOR_END;
    Label label = note_label(view, note, from, anchor, fabs(dx) < 8 ? (dy < 0 ? "bottom" : "top") : "middle");
    if (!label.text)
        return;
    part_label(arena, view->drawing->context->text, texts, &label);
    double length = hypot(dx, dy), gap = 4;
    if (!node_bool(note, "arrow", true) || length < 12)
        return;
    Point start = {from.x + (anchor == ANCHOR_START ? -3 : anchor == ANCHOR_END ? 3 : 0), from.y + (anchor == ANCHOR_MIDDLE ? (dy < 0 ? 3 : -3) : 0)}, end = {at.x + dx / length * gap, at.y + dy / length * gap};
    Path *path = ARENA_NEW(arena, Path);
    path_move(arena, path, start.x, start.y);
    path_curve(arena, path, (start.x + end.x) / 2, start.y, end.x, (start.y + end.y) / 2, end.x, end.y);
    /* The head follows the last stretch of the curve, which comes in upright. */
    double sign = end.y > start.y ? 1 : -1;
    path_move(arena, path, end.x - 2.6, end.y - 4 * sign);
    path_line(arena, path, end.x, end.y);
    path_line(arena, path, end.x + 2.6, end.y - 4 * sign);
    add_stroke(view, lines, path, note, 0.8, false);
}

static void
add_bracket(const View *view, const Node *note, double x1, double x2, Part *lines, Part *texts)
{
    Arena *arena = view->drawing->context->arena;
    double y = place(view, CHANNEL_Y, node_find(note, "y")), left = fmin(x1, x2), right = fmax(x1, x2);
    y = isnan(y) ? -2 : y - 8;
    y += node_number(note, "dy", 0);
    Path *path = ARENA_NEW(arena, Path);
    path_move(arena, path, left, y + 5);
    path_line(arena, path, left, y);
    path_line(arena, path, right, y);
    path_line(arena, path, right, y + 5);
    add_stroke(view, lines, path, note, 0.8, false);
    Label label = note_label(view, note, (Point){(left + right) / 2, y - 3}, ANCHOR_MIDDLE, "bottom");
    if (!label.text)
        return;
    if (label.second)
        label.at.y -= label.second_style.size * 1.25;
    part_label(arena, view->drawing->context->text, texts, &label);
}

/* Small and raised beside the value; explained in the chart's note (note_signs). */
static const struct {
    const char *name, *sign, *zh, *en;
} SIGNS[] = {
    {"revised", "†", "经修订", "revised"},
    {"provisional", "*", "初步数据", "provisional"},
    {"about", "≈", "约数", "approximate"},
};

static int
sign_index(const Node *note)
{
    const char *name = node_text(note, "sign", NULL);
    for (size_t i = 0; name && i < COUNT_OF(SIGNS); i++)
        if (str_equal(name, SIGNS[i].name))
            return (int)i;
    return -1;
}

static void
add_sign(const View *view, const Node *note, Point at, Part *texts)
{
    int index = sign_index(note);
    if (index < 0) {
        diag(view->drawing->context->diags, DIAG_VL_UNKNOWN_SIGN, node_find(note, "sign")->loc, node_text(note, "sign", ""));
        return;
    }
    Label label = note_label(view, note, (Point){at.x + node_number(note, "dx", 5), at.y + node_number(note, "dy", -5)}, ANCHOR_START, "bottom");
    label.text = SIGNS[index].sign;
    label.second = NULL;
    part_label(view->drawing->context->arena, view->drawing->context->text, texts, &label);
}

const char *
note_signs(Arena *arena, const Node *annotations, const Locale *locale)
{
    Buf out = BUF_INIT;
    bool shown[COUNT_OF(SIGNS)] = {false};
    for (size_t i = 0; annotations && annotations->kind == NODE_LIST && i < annotations->count; i++) {
        int index = sign_index(annotations->items[i].value);
        if (index < 0 || shown[index])
            continue;
        shown[index] = true;
        buf_add(&out, out.length ? (locale->is_cjk ? "；" : "; ") : "");
        buf_printf(&out, "%s %s", SIGNS[index].sign, locale->is_cjk ? SIGNS[index].zh : SIGNS[index].en);
    }
    buf_add(&out, out.length ? locale->stop : "");
    const char *text = out.length ? buf_take(&out, arena) : NULL;
    buf_clear(&out);
    return text;
}

void
print_below(View *view, Part *group)
{
    const Node *notes = notes_of(view);
    Arena *arena = view->drawing->context->arena;
    Part *bands = part_mark(arena, "mark-rect role-mark marks");
    for (size_t i = 0; notes && i < notes->count; i++) {
        const Node *note = notes->items[i].value;
        double y = place(view, CHANNEL_Y, node_find(note, "y")), y2 = place(view, CHANNEL_Y, node_find(note, "y2"));
        if (isnan(y) || isnan(y2))
            continue;
        Path *path = ARENA_NEW(arena, Path);
        Rect band = {0, fmin(y, y2), view->size[0], fabs(y2 - y)};
        path_rect(arena, path, band);
        PathOp op = scene_plain_path(path);
        Color color = note_color(view, note);
        color.a = 0.1;
        op.fill = paint_solid(color);
        part_path(arena, bands, &op, band);
    }
    if (bands->items.count)
        part_add(arena, group, bands);
}

void
notes_add(View *view, Part *group)
{
    const Node *notes = notes_of(view);
    Arena *arena = view->drawing->context->arena;
    Part *lines = part_mark(arena, "mark-rule role-mark marks"), *texts = part_mark(arena, "mark-text role-mark marks");
    for (size_t i = 0; notes && i < notes->count; i++) {
        const Node *note = notes->items[i].value, *x_node = node_find(note, "x"), *y_node = node_find(note, "y");
        double x = place(view, CHANNEL_X, x_node), y = place(view, CHANNEL_Y, y_node), x2 = place(view, CHANNEL_X, node_find(note, "x2")), y2 = place(view, CHANNEL_Y, node_find(note, "y2"));
        if ((x_node && isnan(x)) || (y_node && isnan(y))) {
            diag(view->drawing->context->diags, DIAG_VL_NOTE_NOWHERE, note->loc, NULL);
            continue;
        }
        if (node_find(note, "sign") && !isnan(x) && !isnan(y)) {
            add_sign(view, note, (Point){x, y}, texts);
        } else if (!isnan(x) && !isnan(x2)) {
            add_bracket(view, note, x, x2, lines, texts);
        } else if (!isnan(x) && !isnan(y)) {
            add_arrow(view, note, (Point){x, y}, lines, texts);
        } else if (!isnan(y)) {
            if (isnan(y2)) {
                Path *path = ARENA_NEW(arena, Path);
                path_move(arena, path, 0, y);
                path_line(arena, path, view->size[0], y);
                add_stroke(view, lines, path, note, 1, true);
            }
            /* Beside the plot, where no mark can be in its way. */
            Label label = note_label(view, note, (Point){view->size[0] + 5, isnan(y2) ? y : (y + y2) / 2}, ANCHOR_START, "middle");
            if (label.text) {
                label.dy -= label_extra_height(&label) / 2;
                part_label(arena, view->drawing->context->text, texts, &label);
            }
        } else if (!isnan(x)) {
            Path *path = ARENA_NEW(arena, Path);
            path_move(arena, path, x, 0);
            path_line(arena, path, x, view->size[1]);
            add_stroke(view, lines, path, note, 1, true);
            Label label = note_label(view, note, (Point){x + 4, 2}, ANCHOR_START, "top");
            if (label.text)
                part_label(arena, view->drawing->context->text, texts, &label);
        }
    }
    Part *parts[] = {lines, texts};
    for (int i = 0; i < 2; i++)
        if (parts[i]->items.count)
            part_add(arena, group, parts[i]);
}
