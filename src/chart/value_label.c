/* chart/value_label.c -- the value at its mark. */
#include "chart/print_draw.h"

#include "base/str.h"
#include "chart/transform.h"

#include <math.h>
#include <string.h>

/* Beyond this many rows nothing is compared row by row: such a chart has no room for labels either. */
enum { CLOSE_LOOK_ROWS = 400 };

static Channel
measure_channel(const View *unit)
{
    static const Channel channels[] = {CHANNEL_Y, CHANNEL_X, CHANNEL_THETA, CHANNEL_SIZE, CHANNEL_COLOR};
    if (unit->stack.on)
        return unit->stack.field_channel;
    if (unit->mark_type == MARK_ARC)
        return CHANNEL_THETA;
    if (unit->orient == ORIENT_HORIZONTAL && encoding_is_unbinned_measure(&unit->encodings[CHANNEL_X]))
        return CHANNEL_X;
    for (size_t i = 0; i < COUNT_OF(channels); i++)
        if (encoding_is_unbinned_measure(&unit->encodings[channels[i]]))
            return channels[i];
    return CHANNEL_NONE;
}

static const char *
value_text(const Marker *self, Channel channel, size_t row, const PrintWishes *wishes, const FactUse **use)
{
    const Encoding *encoding = &self->unit->encodings[channel];
    Value value = marker_value(self, channel, row);
    *use = value.use ? value.use : encode_use(self, row);
    if (value.kind != VALUE_NUMBER || isnan(value.number))
        return NULL;
    const char *own = node_text(encoding->guide, "format", NULL);
    bool figure = *use && decimal_to_double((*use)->value) == value.number;
    const char *label = !wishes->format && (figure || !own) ? encode_label(self, value, *use) : NULL;
    if (label)
        return label;
    return format_value(self->drawing, encoding, value, wishes->format ? wishes->format : own, NULL, true);
}

static Place
place_at(double x, double y, TextAnchor anchor, const char *baseline)
{
    return (Place){.at = {x, y}, .anchor = anchor, .baseline = baseline};
}

static Place
place_on(double x, double y, TextAnchor anchor, const char *baseline, Color color)
{
    return (Place){.at = {x, y}, .anchor = anchor, .baseline = baseline, .colored = true, .color = color};
}

/* Ink or paper, whichever reads better on the fill. */
static Color
on_fill(const Drawing *drawing, Color under)
{
    Color dark; /* the ink of texts: that of axis labels is muted */
    if (!color_from_node(drawing, config_find(drawing, "text", "color"), &dark))
        dark = print_ink(drawing);
    under.a = 1;
    double on_dark = color_contrast(COLOR_WHITE, under), on_pale = color_contrast(dark, under);
    if (fmax(on_dark, on_pale) < 4.5) /* half-way between: one of black and white always reads */
        dark = COLOR_BLACK;
    return color_contrast(dark, under) >= on_dark ? dark : COLOR_WHITE;
}

static void
put_on_fill(const Marker *self, size_t row, Point at, Wanted *wanted)
{
    Paint fill = encode_paint(self, row).fill;
    wanted->plate = fill.kind == PAINT_PATTERN;
    wanted->label.style.color = wanted->plate ? print_ink(self->drawing) : on_fill(self->drawing, fill.color);
    wanted->places[0] = place_at(at.x, at.y, ANCHOR_MIDDLE, "middle");
    wanted->place_count = 1;
}

/* Whether bars stand on other bars: a colour alone makes a stack of one. */
static bool
has_segments(const Marker *self, Channel channel)
{
    const Scale *scale = self->scales[channel];
    double base = scale ? scale_map(scale, value_number(0)) : NAN;
    if (!self->unit->stack.on || isnan(base))
        return false;
    for (size_t row = 0; row < self->rows->row_count; row++) {
        Span span = rect_position(self, channel, row);
        if (fabs(span.from - base) > 0.5 && fabs(span.to - base) > 0.5)
            return true;
    }
    return false;
}

static void
want_bar(const Marker *self, Channel channel, bool segments, size_t row, Wanted *wanted)
{
    Span x = rect_position(self, CHANNEL_X, row), y = rect_position(self, CHANNEL_Y, row);
    double left = fmin(x.from, x.to), right = fmax(x.from, x.to), top = fmin(y.from, y.to), bottom = fmax(y.from, y.to);
    Point middle = {(left + right) / 2, (top + bottom) / 2};
    double length = channel == CHANNEL_X ? right - left : bottom - top, size = wanted->label.style.size;
    if (segments || self->unit->mark_type == MARK_RECT) {
        Rect box = label_box(self->drawing->context->text, &wanted->label);
        bool fits = length > size * 1.25 && right - left > box.width + 2 && bottom - top > size;
        if (fits)
            put_on_fill(self, row, middle, wanted);
        else if (segments) /* beside its segment */
            wanted->places[wanted->place_count++] = channel == CHANNEL_X ? place_at(middle.x, top - 3, ANCHOR_MIDDLE, "bottom") : place_at(right + 3, middle.y, ANCHOR_START, "middle");
        return;
    }
    bool negative = value_to_number(marker_value(self, channel, row)) < 0;
    if (channel == CHANNEL_X)
        wanted->places[0] = place_at(negative ? left - 4 : right + 4, middle.y, negative ? ANCHOR_END : ANCHOR_START, "middle");
    else
        wanted->places[0] = place_at(middle.x, negative ? bottom + 3 : top - 3, ANCHOR_MIDDLE, negative ? "top" : "bottom");
    wanted->place_count = 1;
    Paint fill = encode_paint(self, row).fill;
    Rect box = label_box(self->drawing->context->text, &wanted->label);
    bool fits = channel == CHANNEL_X ? right - left > box.width + 10 : bottom - top > size * 1.8 && right - left > box.width + 2;
    if (fill.kind != PAINT_SOLID || !fits)
        return;
    /* Within the end of its bar, where something stands beyond it. */
    Place inside = {{middle.x, negative ? bottom - 4 : top + 4}, ANCHOR_MIDDLE, negative ? "bottom" : "top", true, on_fill(self->drawing, fill.color)};
    if (channel == CHANNEL_X)
        inside = place_on(negative ? left + 5 : right - 5, middle.y, negative ? ANCHOR_START : ANCHOR_END, "middle", inside.color);
    wanted->places[wanted->place_count++] = inside;
}

/* Of several points at one place along the axis, the upper ones take their label above, the lower ones below. */
static bool
is_lower_of_its_place(const Marker *self, size_t row, Point at)
{
    int above = 0, below = 0;
    for (size_t other = 0; other < self->rows->row_count; other++) {
        if (other == row || fabs(point_position(self, CHANNEL_X, other, DEFAULT_MIDDLE) - at.x) > 1)
            continue;
        double y = point_position(self, CHANNEL_Y, other, DEFAULT_MIDDLE);
        above += y < at.y;
        below += y > at.y;
    }
    return above > below;
}

/* A value along x beside its point: on the side away from zero. */
static void
want_beside(const Marker *self, Point at, size_t row, double gap, Wanted *wanted)
{
    bool negative = value_to_number(marker_value(self, CHANNEL_X, row)) < 0;
    const Place right = place_at(at.x + gap, at.y, ANCHOR_START, "middle"), left = place_at(at.x - gap, at.y, ANCHOR_END, "middle");
    wanted->places[0] = negative ? left : right;
    wanted->places[1] = negative ? right : left;
    wanted->places[2] = place_at(at.x, at.y - gap, ANCHOR_MIDDLE, "bottom");
    wanted->place_count = 3;
}

static void
want_point(const Marker *self, Channel channel, size_t row, double gap, Wanted *wanted)
{
    double x = point_position(self, CHANNEL_X, row, DEFAULT_MIDDLE), y = point_position(self, CHANNEL_Y, row, DEFAULT_MIDDLE), near = gap * 0.6;
    if (!isfinite(x) || !isfinite(y))
        return;
    const Scale *across = self->scales[CHANNEL_Y];
    if (channel == CHANNEL_X && across && scale_type_is_discrete(across->type)) {
        want_beside(self, (Point){x, y}, row, gap, wanted);
        return;
    }
    const Scale *x_scale = self->scales[CHANNEL_X];
    bool slope = x_scale && scale_type_is_discrete(x_scale->type) && x_scale->names.count == 2;
    if (slope && x <= scale_map(x_scale, x_scale->names.items[0]) + scale_bandwidth(x_scale)) {
        wanted->places[wanted->place_count++] = place_at(x - gap - 2, y, ANCHOR_END, "middle");
        wanted->places[wanted->place_count++] = place_at(x - gap, y - gap, ANCHOR_END, "bottom");
        wanted->places[wanted->place_count++] = place_at(x - gap, y + gap, ANCHOR_END, "top");
        return;
    }
    const Place above = place_at(x, y - gap, ANCHOR_MIDDLE, "bottom"), below = place_at(x, y + gap, ANCHOR_MIDDLE, "top");
    bool lower = self->rows->row_count < CLOSE_LOOK_ROWS && is_lower_of_its_place(self, row, (Point){x, y});
    const Place places[PLACES_MAX] = {
        lower ? below : above,
        place_at(x - near, y + (lower ? gap : -gap), ANCHOR_END, lower ? "top" : "bottom"),
        place_at(x + near, y + (lower ? gap : -gap), ANCHOR_START, lower ? "top" : "bottom"),
        lower ? above : below,
        place_at(x - near, y - (lower ? gap : -gap), ANCHOR_END, lower ? "bottom" : "top"),
        place_at(x + near, y - (lower ? gap : -gap), ANCHOR_START, lower ? "bottom" : "top"),
        place_at(x + gap, y, ANCHOR_START, "middle"),
        place_at(x - gap, y, ANCHOR_END, "middle"),
    };
    memcpy(wanted->places, places, sizeof places);
    wanted->place_count = PLACES_MAX;
}

static void
want_arc(const Marker *self, size_t row, Wanted *wanted)
{
    Point center = {point_position(self, CHANNEL_X, row, DEFAULT_MIDDLE), point_position(self, CHANNEL_Y, row, DEFAULT_MIDDLE)};
    Span theta = rect_position(self, CHANNEL_THETA, row), radius = rect_position(self, CHANNEL_RADIUS, row);
    double turn = (theta.from + theta.to) / 2 - 1.57079632679489661923, inner = fmin(radius.from, radius.to), outer = fmax(radius.from, radius.to);
    double middle = inner > 0 ? (inner + outer) / 2 : outer * 0.65, arc = fabs(theta.to - theta.from) * middle, side = cos(turn);
    Rect box = label_box(self->drawing->context->text, &wanted->label);
    if (arc > hypot(box.width, box.height) && outer - inner > box.height) {
        put_on_fill(self, row, (Point){center.x + middle * cos(turn), center.y + middle * sin(turn)}, wanted);
        return;
    }
    Point beside = {center.x + (outer + 6) * cos(turn), center.y + (outer + 6) * sin(turn)};
    wanted->places[0] = place_at(beside.x, beside.y, fabs(side) < 0.25 ? ANCHOR_MIDDLE : side > 0 ? ANCHOR_START : ANCHOR_END, "middle");
    wanted->place_count = 1;
}

static bool
takes_values(MarkType type)
{
    return type == MARK_BAR || type == MARK_RECT || type == MARK_LINE || type == MARK_AREA || type == MARK_POINT || type == MARK_CIRCLE || type == MARK_SQUARE || type == MARK_ARC;
}

/* First and last, highest and lowest are what a reader looks for. */
static int
worth_of(const Marker *self, Channel channel, size_t row)
{
    double value = value_to_number(marker_value(self, channel, row)), low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < self->rows->row_count; i++) {
        double other = value_to_number(marker_value(self, channel, i));
        low = fmin(low, other);
        high = fmax(high, other);
    }
    return row + 1 == self->rows->row_count ? WORTH_LATEST : row == 0 ? WORTH_END : value == high ? WORTH_HIGH : value == low ? WORTH_LOW : WORTH_PLAIN;
}

void
value_labels_of(View *unit, const PrintWishes *wishes, WantedList *list)
{
    Channel channel = measure_channel(unit);
    if (channel == CHANNEL_NONE || !takes_values(unit->mark_type))
        return;
    Marker self = marker_make(unit);
    if (self.drawing->project)
        self.labels = encode_labels(&self, channel);
    bool segments = unit->mark_type == MARK_BAR && has_segments(&self, channel);
    for (size_t row = 0; row < self.rows->row_count; row++) {
        const FactUse *use;
        const char *text = value_text(&self, channel, row, wishes, &use);
        if (!text || !*text)
            continue;
        Wanted wanted = {.order = list->count, .worth = self.rows->row_count < CLOSE_LOOK_ROWS ? worth_of(&self, channel, row) : WORTH_PLAIN};
        wanted.label = (Label){.text = text, .opacity = 1, .use = use, .style = print_text_style(unit->drawing, print_ink(unit->drawing))};
        wanted.label.line_height = wanted.label.style.size + 2;
        switch (unit->mark_type) {
        case MARK_BAR:
        case MARK_RECT: want_bar(&self, channel, segments, row, &wanted); break;
        case MARK_ARC: want_arc(&self, row, &wanted); break;
        case MARK_LINE:
        case MARK_AREA: want_point(&self, channel, row, 5, &wanted); break;
        default: want_point(&self, channel, row, 3 + sqrt(encode_number(&self, CHANNEL_SIZE, "size", row, 30)) / 2, &wanted);
        }
        VEC_PUSH(unit->drawing->context->arena, list, wanted);
    }
}

