/* chart/title.c -- titles of views and headers of facets (Vega-Lite: title.ts, compile/header; Vega: layout/title.js). */
#include "base/str.h"
#include "chart/guide.h"

#include <math.h>
#include <string.h>

const char *
title_text(const Drawing *drawing, const Node *node)
{
    if (!node || node->kind == NODE_NULL)
        return NULL;
    if (node->kind == NODE_STRING)
        return node->text;
    Value value = property_value(drawing, node);
    if (value.kind == VALUE_ARRAY) {
        Buf lines = BUF_INIT;
        for (size_t i = 0; i < value.list->count; i++) {
            buf_add(&lines, i ? "\n" : "");
            buf_add(&lines, value_to_string(drawing->context->arena, value.list->items[i]));
        }
        const char *text = buf_take(&lines, drawing->context->arena);
        buf_clear(&lines);
        return text;
    }
    return value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED ? NULL : value_to_string(drawing->context->arena, value);
}

/* ---- one or two lines of text at a side of a box -------------------------------------------------------------------- */

typedef struct TitleLook {
    const char *orient, *anchor, *align, *baseline;
    double offset, angle;      /* NaN: by the side */
    double limit, dx, dy;
    bool frame_is_group;
} TitleLook;

static bool
at_side(const char *orient)
{
    return str_equal(orient, "left") || str_equal(orient, "right");
}

static TextAnchor
anchor_from(const char *align)
{
    return str_equal(align, "left") ? ANCHOR_START : str_equal(align, "right") ? ANCHOR_END : ANCHOR_MIDDLE;
}

static Rect
moved(Rect box, double x, double y)
{
    return box.width < 0 ? box : (Rect){box.x + x, box.y + y, box.width, box.height};
}

/* The group of title and subtitle; `box` is what is there already and grows by the title. */
static Part *
place_title(const Drawing *drawing, const TitleLook *look, Label title, Label *subtitle, double subtitle_padding, double width, double height, Rect *box)
{
    Arena *arena = drawing->context->arena;
    TextContext *context = drawing->context->text;
    Part *group = part_group(arena, "mark-group role-title"), *part = part_mark(arena, "mark-text role-title-text");
    bool side = at_side(look->orient), left = str_equal(look->orient, "left"), right = str_equal(look->orient, "right");
    const char *align = look->align ? look->align : str_equal(look->anchor, "start") ? "left" : str_equal(look->anchor, "end") ? "right" : "center";
    double angle = !isnan(look->angle) ? look->angle : left ? -90 : right ? 90 : 0;
    double start = 0, end = side ? height : width;
    if (!look->frame_is_group) {
        start = left ? box->y + box->height : side ? box->y : box->x;
        end = left ? box->y : side ? box->y + box->height : box->x + box->width;
    } else if (left) {
        start = height;
        end = 0;
    }
    double along = str_equal(look->anchor, "start") ? start : str_equal(look->anchor, "end") ? end : (start + end) / 2;
    title.anchor = anchor_from(align);
    title.angle = angle;
    title.dx = look->dx;
    title.dy = look->dy + baseline_shift(look->baseline ? look->baseline : "top", title.style.size, title.line_height);
    title.at = (Point){0, 0};
    PartItem *item = part_label(arena, context, part, &title);
    part_add(arena, group, part);
    Rect both = item->box;
    if (subtitle && subtitle->text) {
        Part *second = part_mark(arena, "mark-text role-title-subtitle");
        subtitle->anchor = title.anchor;
        subtitle->angle = angle;
        subtitle->dx = look->dx;
        subtitle->dy = look->dy + baseline_shift("top", subtitle->style.size, subtitle->line_height);
        subtitle->at = side ? (Point){left ? both.width + subtitle_padding : -both.width - subtitle_padding, 0} : (Point){0, both.height + subtitle_padding};
        PartItem *added = part_label(arena, context, second, subtitle);
        both = rect_union(both, added->box);
        part_add(arena, group, second);
    }
    if (left) {
        group->x = box->x - both.width - look->offset;
        group->y = along;
    } else if (right) {
        group->x = box->x + box->width + both.width + look->offset;
        group->y = along;
    } else if (str_equal(look->orient, "bottom")) {
        group->x = along;
        group->y = box->y + box->height + look->offset;
    } else {
        group->x = along;
        group->y = box->y - both.height - look->offset;
    }
    *box = rect_union(*box, moved(both, group->x, group->y));
    return group;
}

/* ---- titles of views ------------------------------------------------------------------------------------------------------ */

static const Node *
title_property(const View *view, const char *key)
{
    const Node *title = node_find(view->node, "title");
    const Node *own = title && title->kind == NODE_MAP ? node_find(title, key) : NULL;
    return own ? own : config_find(view->drawing, "title", key);
}

static double
title_number(const View *view, const char *key, double fallback)
{
    return property_number(view->drawing, title_property(view, key), fallback);
}

static const char *
title_word(const View *view, const char *key, const char *fallback)
{
    const Node *node = title_property(view, key);
    return node && node->text && node->kind == NODE_STRING ? node->text : fallback;
}

/* Of the second language beside the first. */
static const double SECOND_SIZE = 0.84;

static Label
title_label(const View *view, const char *text, bool subtitle)
{
    Drawing *drawing = view->drawing;
    Color color;
    if (!color_from_node(drawing, title_property(view, subtitle ? "subtitleColor" : "color"), &color))
        color = COLOR_BLACK;
    double size = title_number(view, subtitle ? "subtitleFontSize" : "fontSize", subtitle ? 12 : 13);
    Label label = {.text = drawing_translate(drawing, text, drawing->lang), .opacity = 1};
    label.style = chart_text_style(drawing, title_word(view, subtitle ? "subtitleFont" : "font", NULL), size, title_property(view, subtitle ? "subtitleFontWeight" : "fontWeight"),
                                   title_property(view, subtitle ? "subtitleFontStyle" : "fontStyle"), color, drawing->lang);
    label.line_height = title_number(view, subtitle ? "subtitleLineHeight" : "lineHeight", size + 2);
    double limit = title_number(view, "limit", 0);
    if (limit > 0 && label.text)
        label.text = label_truncate(drawing->context->arena, drawing->context->text, label.text, &label.style, limit);
    return label;
}

bool
label_add_second(const Drawing *drawing, Label *label, const char *name)
{
    if (drawing->second_lang < 0 || !drawing_knows(drawing, name))
        return false;
    label->second = drawing_translate(drawing, name, drawing->second_lang);
    label->second_style = label->style;
    label->second_style.size *= SECOND_SIZE;
    label->second_style.lang = drawing->second_lang;
    return true;
}

Part *
view_title_part(const View *view, double width, double height, Rect *box)
{
    const Node *title = node_find(view->node, "title");
    const char *text = title_text(view->drawing, title && title->kind == NODE_MAP && !node_find(title, "expr") ? node_find(title, "text") : title);
    if (!text || !*text)
        return NULL;
    bool single = view->kind == VIEW_UNIT || view->kind == VIEW_LAYER;
    TitleLook look = {.orient = title_word(view, "orient", "top"), .anchor = title_word(view, "anchor", single ? "middle" : "start"), .align = title_word(view, "align", NULL)};
    look.baseline = title_word(view, "baseline", NULL);
    look.offset = title_number(view, "offset", 4);
    look.angle = title_number(view, "angle", NAN);
    look.dx = title_number(view, "dx", 0);
    look.dy = title_number(view, "dy", 0);
    const char *frame = title_word(view, "frame", NULL);
    look.frame_is_group = frame ? str_equal(frame, "group") : single && str_equal(look.anchor, "middle");
    const char *below = title && title->kind == NODE_MAP ? title_text(view->drawing, node_find(title, "subtitle")) : NULL;
    Label first = title_label(view, text, false), second = {0};
    if (below)
        second = title_label(view, below, true);
    return place_title(view->drawing, &look, first, below ? &second : NULL, title_number(view, "subtitlePadding", 3), width, height, box);
}

/* ---- headers ------------------------------------------------------------------------------------------------------------------ */

const Node *
header_property(const Drawing *drawing, const Encoding *facet, const char *key)
{
    const Node *own = node_find(facet->guide, key);
    const char *special = facet->channel == CHANNEL_ROW ? "headerRow" : facet->channel == CHANNEL_COLUMN ? "headerColumn" : "headerFacet";
    if (!own)
        own = config_find(drawing, special, key);
    return own ? own : config_find(drawing, "header", key);
}

static const char *
header_word(const Drawing *drawing, const Encoding *facet, const char *key, const char *fallback)
{
    const Node *node = header_property(drawing, facet, key);
    return node && node->text && node->kind == NODE_STRING ? node->text : fallback;
}

const char *
header_orient(const Drawing *drawing, const Encoding *facet, bool title)
{
    const char *stated = header_word(drawing, facet, title ? "titleOrient" : "labelOrient", NULL);
    if (!stated)
        stated = header_word(drawing, facet, "orient", NULL);
    return stated ? stated : facet->channel == CHANNEL_ROW ? "left" : "top";
}

const char *
header_label(const Drawing *drawing, const Encoding *facet, const Dataset *rows, size_t row)
{
    Arena *arena = drawing->context->arena;
    const char *format = header_word(drawing, facet, "format", NULL), *type = header_word(drawing, facet, "formatType", NULL);
    Value value = dataset_value(rows, row, facet->column);
    const char *text;
    if (facet->bin == BIN_BINNING) {
        Value end = dataset_value(rows, row, facet->end_column);
        text = value_is_valid_number(value) ? arena_printf(arena, "%s – %s", format_value(drawing, NULL, value, format ? format : "", "number", true), format_value(drawing, NULL, end, format ? format : "", "number", true)) : "null";
    } else {
        text = format_value(drawing, facet, value, format, type, false);
    }
    const Node *expr = header_property(drawing, facet, "labelExpr");
    if (!expr || !expr->text)
        return text;
    GuideTick tick = {.value = value, .label = text};
    return guide_label_expr(drawing, expr, &tick, 0);
}

Part *
header_text_part(const Drawing *drawing, const HeaderText *header, double width, double height, Rect *box)
{
    const Encoding *facet = header->facet;
    Arena *arena = drawing->context->arena;
    const char *prefix = header->is_title ? "title" : "label";
#define KEY(name) arena_printf(arena, "%s" name, prefix)
    TitleLook look = {.orient = header->row ? (header->far ? "right" : "left") : header->far ? "bottom" : "top", .frame_is_group = true};
    look.anchor = header_word(drawing, facet, KEY("Anchor"), NULL);
    look.offset = property_number(drawing, header_property(drawing, facet, KEY("Padding")), 10);
    look.angle = property_number(drawing, header_property(drawing, facet, KEY("Angle")), NAN);
    look.align = header_word(drawing, facet, KEY("Align"), NULL);
    look.baseline = header_word(drawing, facet, KEY("Baseline"), NULL);
    if (!isnan(look.angle) && header->row && !look.align && !look.anchor) {
        double angle = fmod(fmod(look.angle, 360) + 360, 360);
        look.align = fmod(angle + 90, 180) == 0 ? "center" : (angle > 90 && angle < 270) == !header->far ? "left" : "right";
        if (!look.baseline && (angle <= 45 || angle >= 315 || (angle >= 135 && angle <= 225)))
            look.baseline = "middle";
    }
    double size = property_number(drawing, header_property(drawing, facet, KEY("FontSize")), header->is_title ? 11 : 10);
    Color color;
    if (!color_from_node(drawing, header_property(drawing, facet, KEY("Color")), &color))
        color = COLOR_BLACK;
    Label label = {.text = drawing_translate(drawing, header->text, drawing->lang), .opacity = 1};
    label.style = chart_text_style(drawing, header_word(drawing, facet, KEY("Font"), NULL), size, header_property(drawing, facet, KEY("FontWeight")), header_property(drawing, facet, KEY("FontStyle")), color, drawing->lang);
    label.line_height = property_number(drawing, header_property(drawing, facet, KEY("LineHeight")), size + 2);
    double limit = property_number(drawing, header_property(drawing, facet, KEY("Limit")), 0);
#undef KEY
    if (limit > 0)
        label.text = drawing->project ? label_wrap(arena, drawing->context->text, label.text, &label.style, limit, 2)
                                      : label_truncate(arena, drawing->context->text, label.text, &label.style, limit);
    label_add_second(drawing, &label, header->text);
    return place_title(drawing, &look, label, NULL, 0, width, height, box);
}
