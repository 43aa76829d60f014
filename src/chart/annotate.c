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
typedef struct Arrow {
    const Node *note;
    Point at;           /* the place */
    bool pointed;       /* else the text alone */
    size_t chosen;      /* where the text stands: arrow_stand */
    Label label;
    Rect box;
    Path *path;         /* NULL: the text alone */
} Arrow;
typedef VEC(Arrow) ArrowList;

static Path *
arrow_path(Arena *arena, Point from, Point at, TextAnchor anchor, double length)
{
    enum { GAP = 4 };
    double dx = from.x - at.x, dy = from.y - at.y;
    Point start = {from.x + (anchor == ANCHOR_START ? -3 : anchor == ANCHOR_END ? 3 : 0), from.y + (anchor == ANCHOR_MIDDLE ? (dy < 0 ? 3 : -3) : 0)};
    Point end = {at.x + dx / length * GAP, at.y + dy / length * GAP};
    Path *path = ARENA_NEW(arena, Path);
    path_move(arena, path, start.x, start.y);
    path_curve(arena, path, (start.x + end.x) / 2, start.y, end.x, (start.y + end.y) / 2, end.x, end.y);
    /* The head follows the last stretch of the curve, which comes in upright. */
    double sign = end.y > start.y ? 1 : -1;
    path_move(arena, path, end.x - 2.6, end.y - 4 * sign);
    path_line(arena, path, end.x, end.y);
    path_line(arena, path, end.x + 2.6, end.y - 4 * sign);
    return path;
}

/* Stands of a note's text: as its author wishes, then mirrored, then both ways by turns, a line further from the place each time. */
enum { STANDS = 18 };

static void
arrow_stand(const View *view, Arrow *arrow, size_t stand)
{
    enum { LEVEL = 8, SIDEWAYS = 24 };
    double dx = node_number(arrow->note, "dx", SIDEWAYS), dy = node_number(arrow->note, "dy", -28), line = arrow->label.line_height;
    dx = stand % 2 == 0 ? dx : fabs(dx) < LEVEL ? SIDEWAYS : -dx;
    dy += (double)(stand / 2) * (line + (arrow->label.second ? line : 0)) * (dy < 0 ? -1 : 1);
    TextAnchor anchor = fabs(dx) < LEVEL ? ANCHOR_MIDDLE : dx > 0 ? ANCHOR_START : ANCHOR_END;
    Label *label = &arrow->label;
    label->at = (Point){arrow->at.x + dx, arrow->at.y + dy};
    label->anchor = anchor;
    label->dy = baseline_shift(anchor != ANCHOR_MIDDLE ? "middle" : dy < 0 ? "bottom" : "top", label->style.size, label->line_height);
    if (anchor == ANCHOR_MIDDLE && dy < 0)
        label->dy -= label_extra_height(label);
    double length = hypot(dx, dy);
    const ChartContext *context = view->drawing->context;
    arrow->chosen = stand;
    arrow->box = label_box(context->text, label);
    arrow->path = arrow->pointed && length >= 12 ? arrow_path(context->arena, label->at, arrow->at, anchor, length) : NULL;
}

/* How strictly a stand is judged. */
typedef enum Strictness { KEEP_OFF_TEXTS, KEEP_OFF_ARROWS, KEEP_OFF_MARKS } Strictness;

typedef struct Seating {
    const View *view;
    ArrowList arrows;
    const Room *texts, *all; /* what stands already: texts alone, marks too */
    int tries;
} Seating;

static bool
disturbs(const Arrow *a, const Arrow *b, Strictness strictness)
{
    if (rect_overlaps(a->box, b->box, 0.5))
        return true;
    return strictness >= KEEP_OFF_ARROWS && ((a->path && path_crosses(a->path, b->box)) || (b->path && path_crosses(b->path, a->box)));
}

static bool
is_seat(const Seating *self, size_t index, Strictness strictness)
{
    const Arrow *arrow = &self->arrows.items[index];
    if (!room_is_free(self->texts, arrow->box, false))
        return false;
    if (strictness >= KEEP_OFF_ARROWS && arrow->path && room_is_crossed(self->texts, arrow->path))
        return false;
    if (strictness >= KEEP_OFF_MARKS && arrow->chosen > 0 && (arrow->box.x < 0 || !room_is_free(self->all, arrow->box, true)))
        return false;
    for (size_t i = 0; i < index; i++)
        if (disturbs(arrow, &self->arrows.items[i], strictness))
            return false;
    return true;
}

/* The arrows from `index` on, each in its first stand that leaves one for those after it. */
static bool
seat(Seating *self, size_t index, Strictness strictness)
{
    if (index == self->arrows.count)
        return true;
    for (size_t stand = 0; stand < STANDS && self->tries > 0; stand++) {
        self->tries--;
        arrow_stand(self->view, &self->arrows.items[index], stand);
        if (is_seat(self, index, strictness) && seat(self, index + 1, strictness))
            return true;
    }
    return false;
}

static void
add_arrows(const View *view, ArrowList arrows, const Room *texts, const Room *all, Part *lines, Part *words)
{
    enum { TRIES = 4000 };
    Arena *arena = view->drawing->context->arena;
    Seating self = {.view = view, .arrows = arrows, .texts = texts, .all = all};
    bool seated = false;
    for (int strictness = KEEP_OFF_MARKS; strictness >= KEEP_OFF_TEXTS && !seated; strictness--) {
        self.tries = TRIES;
        seated = seat(&self, 0, (Strictness)strictness);
    }
    for (size_t i = 0; i < arrows.count; i++) {
        Arrow *arrow = &arrows.items[i];
        if (!seated)
            arrow_stand(view, arrow, 0);
        part_label(arena, view->drawing->context->text, words, &arrow->label);
        if (arrow->path)
            add_stroke(view, lines, arrow->path, arrow->note, 0.8, false);
    }
}

static void
take_arrow(const View *view, const Node *note, Point at, ArrowList *arrows)
{
    Arrow arrow = {.note = note, .at = at, .pointed = node_bool(note, "arrow", true), .label = note_label(view, note, at, ANCHOR_START, "middle")};
    if (arrow.label.text)
        VEC_PUSH(view->drawing->context->arena, arrows, arrow);
}

/* A text at a fixed place steps aside, away from where others stand already. */
static void
add_stepping(const View *view, Label label, double step, Room *texts, Part *words)
{
    enum { STEPS = 10 };
    const ChartContext *context = view->drawing->context;
    if (!label.text)
        return;
    Point at = label.at;
    for (int i = 0; i < STEPS && !room_is_free(texts, label_box(context->text, &label), false); i++)
        label.at.y += step;
    if (!room_is_free(texts, label_box(context->text, &label), false))
        label.at = at;
    part_label(context->arena, context->text, words, &label);
    room_take(texts, label_box(context->text, &label));
}

static void
add_bracket(const View *view, const Node *note, double x1, double x2, Room *taken, Part *lines, Part *texts)
{
    const ChartContext *context = view->drawing->context;
    Arena *arena = context->arena;
    double y = place(view, CHANNEL_Y, node_find(note, "y")), left = fmin(x1, x2), right = fmax(x1, x2);
    y = isnan(y) ? -2 : y - 8;
    y += node_number(note, "dy", 0);
    Label label = note_label(view, note, (Point){(left + right) / 2, y - 3}, ANCHOR_MIDDLE, "bottom");
    if (label.second)
        label.at.y -= label.second_style.size * 1.25;
    /* The whole bracket rises above texts that are in its way. */
    enum { RISES = 8, FOOT = 5 };
    for (int i = 0; label.text && i < RISES; i++) {
        Rect box = label_box(context->text, &label);
        Rect feet = {left, y, right - left, FOOT};
        if (room_is_free(taken, box, false) && room_is_free(taken, feet, false))
            break;
        y -= label.line_height;
        label.at.y -= label.line_height;
    }
    Path *path = ARENA_NEW(arena, Path);
    path_move(arena, path, left, y + FOOT);
    path_line(arena, path, left, y);
    path_line(arena, path, right, y);
    path_line(arena, path, right, y + FOOT);
    add_stroke(view, lines, path, note, 0.8, false);
    if (!label.text)
        return;
    part_label(arena, context->text, texts, &label);
    room_take(taken, label_box(context->text, &label));
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
add_sign(const View *view, const Node *note, Point at, Room *taken, Part *texts)
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
    room_take(taken, label_box(view->drawing->context->text, &label));
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

/* A line over the whole plot with its text: beside the plot, or at its top. */
static void
add_reference(const View *view, const Node *note, bool level, double at, double to, Room *taken, Part *lines, Part *texts)
{
    Arena *arena = view->drawing->context->arena;
    if (isnan(to)) {
        Path *path = ARENA_NEW(arena, Path);
        path_move(arena, path, level ? 0 : at, level ? at : 0);
        path_line(arena, path, level ? view->size[0] : at, level ? at : view->size[1]);
        add_stroke(view, lines, path, note, 1, true);
    }
    double middle = isnan(to) ? at : (at + to) / 2;
    Label label = note_label(view, note, level ? (Point){view->size[0] + 5, middle} : (Point){at + 4, 2}, ANCHOR_START, level ? "middle" : "top");
    if (label.text && level)
        label.dy -= label_extra_height(&label) / 2;
    add_stepping(view, label, label.line_height / 2, taken, texts);
}

void
notes_add(View *view, Part *group)
{
    const Node *notes = notes_of(view);
    const ChartContext *context = view->drawing->context;
    Part *lines = part_mark(context->arena, "mark-rule role-mark marks"), *texts = part_mark(context->arena, "mark-text role-mark marks");
    Room everywhere = {.arena = context->arena, .text = context->text, .limits = {-1e6, -1e6, 2e6, 2e6}}, taken = everywhere, all = everywhere;
    ArrowList arrows = {0};
    for (size_t i = 0; notes && i < group->children.count; i++) {
        room_take_texts(&taken, group->children.items[i]);
        room_take_part(&all, group->children.items[i]);
    }
    for (size_t i = 0; notes && i < notes->count; i++) {
        const Node *note = notes->items[i].value, *x_node = node_find(note, "x"), *y_node = node_find(note, "y");
        double x = place(view, CHANNEL_X, x_node), y = place(view, CHANNEL_Y, y_node), x2 = place(view, CHANNEL_X, node_find(note, "x2")), y2 = place(view, CHANNEL_Y, node_find(note, "y2"));
        if ((x_node && isnan(x)) || (y_node && isnan(y)))
            diag(context->diags, DIAG_VL_NOTE_NOWHERE, note->loc, NULL);
        else if (node_find(note, "sign") && !isnan(x) && !isnan(y))
            add_sign(view, note, (Point){x, y}, &taken, texts);
        else if (!isnan(x) && !isnan(x2))
            add_bracket(view, note, x, x2, &taken, lines, texts);
        else if (!isnan(x) && !isnan(y))
            take_arrow(view, note, (Point){x, y}, &arrows);
        else if (!isnan(y))
            add_reference(view, note, true, y, y2, &taken, lines, texts);
        else if (!isnan(x))
            add_reference(view, note, false, x, NAN, &taken, lines, texts);
    }
    room_take_part(&all, lines);
    add_arrows(view, arrows, &taken, &all, lines, texts); /* what can move comes last */
    Part *parts[] = {lines, texts};
    for (int i = 0; i < 2; i++)
        if (parts[i]->items.count)
            part_add(context->arena, group, parts[i]);
}
