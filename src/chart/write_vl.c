/* chart/write_vl.c -- the spec with its data, words and theme inside. */
#include "chart/write_vl.h"

#include "base/str.h"
#include "chart/guide.h"
#include "chart/mark.h"
#include "chart/print.h"
#include "chart/transform.h"

#include <math.h>
#include <string.h>

typedef struct Writer {
    Drawing *drawing;
    Arena *arena;
    const char *text;       /* the spec as JSON: columns that it does not speak of are left out */
    Map segments;           /* row id → row id of the first figure of its line; where lines are broken */
    bool ok;
} Writer;

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static Node *
node_of_value(Arena *arena, Value value)
{
    switch (value.kind) {
    case VALUE_BOOL: return node_new_bool(arena, value.boolean, LOC_NONE);
    case VALUE_NUMBER: return isfinite(value.number) ? node_new_number(arena, value.number, LOC_NONE) : node_new(arena, NODE_NULL, LOC_NONE);
    case VALUE_STRING: return node_new_string(arena, value.string, LOC_NONE);
    case VALUE_DATE: {
        const char *text = isfinite(value.number) ? format_time(arena, NULL, "%Y-%m-%dT%H:%M:%S.%LZ", value.number) : NULL;
        return text ? node_new_string(arena, text, LOC_NONE) : node_new(arena, NODE_NULL, LOC_NONE);
    }
    case VALUE_ARRAY: {
        Node *list = node_new(arena, NODE_LIST, LOC_NONE);
        for (size_t i = 0; i < value.list->count; i++)
            node_push(arena, list, node_of_value(arena, value.list->items[i]));
        return list;
    }
    case VALUE_OBJECT: {
        Node *map = node_new(arena, NODE_MAP, LOC_NONE);
        for (size_t i = 0; i < value.object->count; i++)
            node_put(arena, map, value.object->keys[i], node_of_value(arena, value.object->values[i]));
        return map;
    }
    default: return node_new(arena, NODE_NULL, LOC_NONE);
    }
}

/* Texts of a CSV column that are all numbers: Vega's loader makes them numbers, and inline values are left as they are. */
static bool
is_number_column(const Dataset *data, size_t column)
{
    bool any = false;
    for (size_t row = 0; row < data->row_count; row++) {
        Value value = data->cells[row * data->column_count + column];
        if (value.kind != VALUE_STRING)
            return false;
        if (!*value.string)
            continue;
        if (isnan(value_to_number(value)))
            return false;
        any = true;
    }
    return any;
}

static bool
is_spoken_of(const Writer *self, const char *column)
{
    return str_equal(column, "row_id") || strstr(self->text, column);
}

static Node *
node_of_rows(const Writer *self, const Dataset *data, bool all_columns)
{
    Node *list = node_new(self->arena, NODE_LIST, LOC_NONE);
    bool *numbers = ARENA_ARRAY(self->arena, bool, data->column_count + 1);
    ptrdiff_t id = dataset_column(data, "row_id");
    for (size_t c = 0; c < data->column_count; c++)
        numbers[c] = is_number_column(data, c);
    for (size_t row = 0; row < data->row_count; row++) {
        Node *map = node_new(self->arena, NODE_MAP, LOC_NONE);
        const Value *cells = data->cells + row * data->column_count;
        for (size_t c = 0; c < data->column_count; c++) {
            if (cells[c].kind == VALUE_UNDEFINED || !(all_columns || is_spoken_of(self, data->columns[c])))
                continue;
            bool number = numbers[c] && cells[c].kind == VALUE_STRING;
            Value value = number && *cells[c].string ? value_number(value_to_number(cells[c])) : number ? value_null() : cells[c];
            node_put(self->arena, map, data->columns[c], node_of_value(self->arena, value));
        }
        const char *segment = id >= 0 && cells[id].kind == VALUE_STRING ? map_find(&self->segments, cells[id].string) : NULL;
        if (segment)
            node_put(self->arena, map, "segment", node_new_string(self->arena, segment, LOC_NONE));
        node_push(self->arena, list, map);
    }
    return list;
}

/* ---- data ---------------------------------------------------------------------------------------------------------------- */

/* Filters with which a view begins are applied; the others stay in the file. */
static bool
apply_first_filters(Writer *self, Node *view, Dataset *data)
{
    Node *transforms = node_find(view, "transform"), *left = node_new(self->arena, NODE_LIST, LOC_NONE);
    bool first = true;
    for (size_t i = 0; transforms && i < transforms->count; i++) {
        DataContext context = drawing_data_context(self->drawing);
        Dataset next;
        first = first && node_find(transforms->items[i].value, "filter");
        if (!first) {
            node_push(self->arena, left, transforms->items[i].value);
        } else if (!transform_apply(&context, transforms->items[i].value, data, &next)) {
            return false;
        } else {
            *data = next;
        }
    }
    if (transforms)
        node_put(self->arena, view, "transform", left);
    return true;
}

static void
inline_data(Writer *self, Node *owner, Node *data)
{
    const Node *name = node_find(data, "name");
    bool project = name && !node_find(data, "url") && self->drawing->context->model && !node_find(node_find(self->drawing->spec, "datasets"), name->text);
    if (!node_find(data, "url") && !project)
        return;
    DataContext context = drawing_data_context(self->drawing);
    Dataset rows;
    if (!data_read(&context, data, &rows) || (project && !apply_first_filters(self, owner, &rows))) {
        self->ok = false;
        return;
    }
    Node *own = node_new(self->arena, NODE_MAP, data->loc);
    node_put(self->arena, own, "values", node_of_rows(self, &rows, !project));
    node_put(self->arena, owner, "data", own);
}

/* Inline values that carry row ids: those of presets. */
static void
mark_segments(Writer *self, Node *values)
{
    for (size_t i = 0; values && values->kind == NODE_LIST && i < values->count; i++) {
        const char *id = node_text(values->items[i].value, "row_id", NULL), *segment = id ? map_find(&self->segments, id) : NULL;
        if (segment)
            node_put(self->arena, values->items[i].value, "segment", node_new_string(self->arena, segment, LOC_NONE));
    }
}

static void
inline_all_data(Writer *self, Node *node)
{
    Node *data = node->kind == NODE_MAP ? node_find(node, "data") : NULL;
    if (data && data->kind == NODE_MAP) {
        mark_segments(self, node_find(data, "values"));
        inline_data(self, node, data);
    }
    for (size_t i = 0; i < node->count; i++)
        if (!(node->kind == NODE_MAP && (str_equal(node->items[i].key, "data") || str_equal(node->items[i].key, "datasets") || str_equal(node->items[i].key, "values"))))
            inline_all_data(self, node->items[i].value);
}

/* ---- lines that are broken -------------------------------------------------------------------------------------------------- */

static bool
collect_segments(Writer *self, View *view)
{
    bool any = false;
    if (view->kind == VIEW_UNIT && mark_is_path(view->mark_type) && self->drawing->project) {
        Marker marker = marker_make(view);
        for (size_t row = 0; row < marker.rows->row_count; row++) {
            size_t first = row_of_segment(&marker, row);
            const FactUse *use = encode_use(&marker, row), *start = encode_use(&marker, first);
            if (!use || !start || !use->key || !start->key)
                continue;
            map_put(&self->segments, use->key, (void *)start->key);
            any = true;
        }
    }
    for (size_t i = 0; i < view->children.count; i++)
        any |= collect_segments(self, view->children.items[i]);
    return any;
}

static const char *
mark_word(const Node *mark)
{
    return mark && mark->kind == NODE_MAP ? node_text(mark, "type", "") : mark ? mark->text : "";
}

static bool
is_path(const Node *mark)
{
    const char *type = mark_word(mark);
    return str_equal(type, "line") || str_equal(type, "area") || str_equal(type, "trail");
}

/* Adds `detail` to every view that draws lines; names at their ends stand for the legend. */
static void
part_lines(Writer *self, Node *view)
{
    Node *layers = node_find(view, "layer");
    bool stacked = node_path(view, "encoding.color.field") || node_path(view, "encoding.fill.field");
    bool area = str_equal(mark_word(node_find(view, "mark")), "area");
    if (is_path(node_find(view, "mark")) && !(area && stacked)) {
        Node *encoding = node_find(view, "encoding"), *old = node_find(encoding, "detail"), *list = node_new(self->arena, NODE_LIST, LOC_NONE);
        if (!encoding)
            node_put(self->arena, view, "encoding", encoding = node_new(self->arena, NODE_MAP, LOC_NONE));
        Node *field = node_new(self->arena, NODE_MAP, LOC_NONE);
        node_put(self->arena, field, "field", node_new_string(self->arena, "segment", LOC_NONE));
        node_put(self->arena, field, "type", node_new_string(self->arena, "nominal", LOC_NONE));
        for (size_t i = 0; old && old->kind == NODE_LIST && i < old->count; i++)
            node_push(self->arena, list, old->items[i].value);
        if (old && old->kind == NODE_MAP)
            node_push(self->arena, list, old);
        node_push(self->arena, list, field);
        node_put(self->arena, encoding, "detail", list);
        /* Pieces of one area are no layers of a stack. */
        static const char *const measures[] = {"x", "y"};
        for (size_t i = 0; area && i < COUNT_OF(measures); i++) {
            Node *measure = node_find(encoding, measures[i]);
            if (str_equal(node_text(measure, "type", ""), "quantitative"))
                node_put(self->arena, measure, "stack", node_new(self->arena, NODE_NULL, LOC_NONE));
        }
        Node *color = node_find(encoding, "color");
        if (color && print_wishes(self->drawing).ends)
            node_put(self->arena, color, "legend", node_new(self->arena, NODE_NULL, LOC_NONE));
    }
    for (size_t i = 0; layers && i < layers->count; i++)
        part_lines(self, layers->items[i].value);
    Node *inner = node_find(view, "spec");
    if (inner)
        part_lines(self, inner);
}

/* ---- words --------------------------------------------------------------------------------------------------------------------- */

/* An expression that puts the names of `translate` into the language. */
static const char *
label_expression(const Writer *self)
{
    const Node *translate = self->drawing->translate;
    Node *map = node_new(self->arena, NODE_MAP, LOC_NONE);
    for (size_t i = 0; translate && i < translate->count; i++)
        node_put(self->arena, map, translate->items[i].key, node_new_string(self->arena, drawing_translate(self->drawing, translate->items[i].key, self->drawing->lang), LOC_NONE));
    Buf json = BUF_INIT;
    node_write_json(&json, map, 0);
    const char *text = arena_printf(self->arena, "(%s)[datum.label] || datum.label", buf_take(&json, self->arena));
    buf_clear(&json);
    return text;
}

static void
put_time_format(const Writer *self, Node *guide, const char *time_unit)
{
    const Locale *locale = drawing_locale(self->drawing);
    const char *pattern = time_unit ? time_unit_print_format(time_unit, locale) : NULL;
    if (!time_unit)
        node_put(self->arena, guide, "format", guide_time_formats(self->arena, locale));
    else if (pattern)
        node_put(self->arena, guide, "format", node_new_string(self->arena, pattern, LOC_NONE));
}

/* `outer`: what the views around say of the channel; NULL. */
static void
translate_channel(const Writer *self, const char *channel, Node *definition, const Node *outer)
{
    static const char *const axes[] = {"x", "y"}, *const headers[] = {"row", "column", "facet"}, *const legends[] = {"color", "fill", "stroke", "shape", "size", "opacity", "strokeDash"};
    const char *guide = NULL;
    for (size_t i = 0; i < COUNT_OF(axes); i++)
        guide = str_equal(channel, axes[i]) ? "axis" : guide;
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        guide = str_equal(channel, headers[i]) ? "header" : guide;
    for (size_t i = 0; i < COUNT_OF(legends); i++)
        guide = str_equal(channel, legends[i]) ? "legend" : guide;
    const char *type = node_text(definition, "type", "nominal");
    /* Printed numbers are grouped as the language does where a pattern can say so: zh groups from five digits on. */
    if (str_equal(channel, "text") && str_equal(type, "quantitative") && !node_find(definition, "format") && drawing_locale(self->drawing)->group_from == 4)
        node_put(self->arena, definition, "format", node_new_string(self->arena, ",", LOC_NONE));
    if (!guide || !node_find(definition, "field"))
        return;
    Node *own = node_find(definition, guide), *title = node_find(own, "title") ? node_find(own, "title") : node_find(definition, "title");
    if (own && own->kind == NODE_NULL)
        return;
    if (!own || own->kind != NODE_MAP)
        node_put(self->arena, definition, guide, own = node_new(self->arena, NODE_MAP, LOC_NONE));
    if (str_equal(type, "temporal") && !node_find(own, "format") && self->drawing->project)
        put_time_format(self, own, node_text(definition, "timeUnit", NULL));
    const char *name = title ? title->text : node_text(definition, "field", NULL);
    bool titled_outside = !title && (node_find(node_find(outer, guide), "title") || node_find(outer, "title"));
    if (!titled_outside && drawing_knows(self->drawing, name))
        node_put(self->arena, own, "title", node_new_string(self->arena, drawing_translate(self->drawing, name, self->drawing->lang), LOC_NONE));
    if (self->drawing->translate && self->drawing->translate->count && (str_equal(type, "nominal") || str_equal(type, "ordinal")) && !node_find(own, "labelExpr"))
        node_put(self->arena, own, "labelExpr", node_new_string(self->arena, label_expression(self), LOC_NONE));
}

static void
translate_all(const Writer *self, Node *node, const Node *outer)
{
    Node *encoding = node->kind == NODE_MAP ? node_find(node, "encoding") : NULL, *facet = node->kind == NODE_MAP ? node_find(node, "facet") : NULL;
    for (size_t i = 0; encoding && i < encoding->count; i++)
        if (encoding->items[i].value->kind == NODE_MAP)
            translate_channel(self, encoding->items[i].key, encoding->items[i].value, node_find(outer, encoding->items[i].key));
    if (facet && facet->kind == NODE_MAP && node_find(facet, "field"))
        translate_channel(self, "facet", facet, NULL);
    for (size_t i = 0; i < node->count; i++)
        if (!(node->kind == NODE_MAP && (str_equal(node->items[i].key, "data") || str_equal(node->items[i].key, "datasets"))))
            translate_all(self, node->items[i].value, encoding ? encoding : outer);
}

/* ---- print ------------------------------------------------------------------------------------------------------------------------ */

static Node *
pixel_layer(const Writer *self, Node *layers, const char *mark_type, Node **mark)
{
    Node *layer = node_new(self->arena, NODE_MAP, LOC_NONE), *data = node_new(self->arena, NODE_MAP, LOC_NONE), *values = node_new(self->arena, NODE_LIST, LOC_NONE);
    Node *encoding = node_new(self->arena, NODE_MAP, LOC_NONE);
    static const char *const channels[] = {"x", "y"};
    node_put(self->arena, data, "values", values);
    node_put(self->arena, layer, "data", data);
    *mark = node_new(self->arena, NODE_MAP, LOC_NONE);
    node_put(self->arena, *mark, "type", node_new_string(self->arena, mark_type, LOC_NONE));
    node_put(self->arena, layer, "mark", *mark);
    for (size_t i = 0; i < COUNT_OF(channels); i++) {
        Node *channel = node_new(self->arena, NODE_MAP, LOC_NONE);
        node_put(self->arena, channel, "field", node_new_string(self->arena, channels[i], LOC_NONE));
        node_put(self->arena, channel, "type", node_new_string(self->arena, "quantitative", LOC_NONE));
        node_put(self->arena, channel, "scale", node_new(self->arena, NODE_NULL, LOC_NONE));
        node_put(self->arena, channel, "axis", node_new(self->arena, NODE_NULL, LOC_NONE));
        node_put(self->arena, encoding, channels[i], channel);
    }
    node_put(self->arena, layer, "encoding", encoding);
    node_push(self->arena, layers, layer);
    return layer;
}

static Node *
pixel_datum(const Writer *self, Node *layer, double x, double y)
{
    Node *datum = node_new(self->arena, NODE_MAP, LOC_NONE);
    node_put(self->arena, datum, "x", node_new_number(self->arena, round(x * 100) / 100, LOC_NONE));
    node_put(self->arena, datum, "y", node_new_number(self->arena, round(y * 100) / 100, LOC_NONE));
    node_push(self->arena, node_path(layer, "data.values"), datum);
    return datum;
}

static void
add_label_layer(const Writer *self, Node *layers, const Label *label)
{
    static const char *const aligns[] = {[ANCHOR_START] = "left", [ANCHOR_MIDDLE] = "center", [ANCHOR_END] = "right"};
    Node *mark, *layer = pixel_layer(self, layers, "text", &mark), *text = node_new(self->arena, NODE_MAP, LOC_NONE);
    node_put(self->arena, mark, "align", node_new_string(self->arena, aligns[label->anchor], LOC_NONE));
    node_put(self->arena, mark, "baseline", node_new_string(self->arena, "alphabetic", LOC_NONE));
    node_put(self->arena, mark, "fontSize", node_new_number(self->arena, label->style.size, LOC_NONE));
    node_put(self->arena, mark, "color", node_new_string(self->arena, color_text(self->arena, label->style.color), LOC_NONE));
    Node *datum = pixel_datum(self, layer, label->at.x + label->dx, label->at.y + label->dy);
    node_put(self->arena, datum, "text", node_new_string(self->arena, label->text, LOC_NONE));
    node_put(self->arena, text, "field", node_new_string(self->arena, "text", LOC_NONE));
    node_put(self->arena, text, "type", node_new_string(self->arena, "nominal", LOC_NONE));
    node_put(self->arena, node_find(layer, "encoding"), "text", text);
}

/* Strokes only: a band below the marks or a plate below a text would hide what Vega draws before. */
static void
add_path_layer(const Writer *self, Node *layers, const PathOp *op)
{
    Node *mark, *layer, *detail = node_new(self->arena, NODE_MAP, LOC_NONE), *order = node_new(self->arena, NODE_MAP, LOC_NONE);
    if (op->stroke.width <= 0 || op->stroke.paint.kind != PAINT_SOLID)
        return;
    layer = pixel_layer(self, layers, "line", &mark);
    node_put(self->arena, mark, "color", node_new_string(self->arena, color_text(self->arena, op->stroke.paint.color), LOC_NONE));
    node_put(self->arena, mark, "strokeWidth", node_new_number(self->arena, op->stroke.width, LOC_NONE));
    node_put(self->arena, mark, "point", node_new_bool(self->arena, false, LOC_NONE));
    if (op->stroke.dash_count) {
        Node *dashes = node_new(self->arena, NODE_LIST, LOC_NONE);
        for (size_t i = 0; i < op->stroke.dash_count; i++)
            node_push(self->arena, dashes, node_new_number(self->arena, op->stroke.dashes[i], LOC_NONE));
        node_put(self->arena, mark, "strokeDash", dashes);
    }
    size_t stroke = 0;
    Point from = {0, 0};
    for (size_t i = 0; i < op->path->parts.count; i++) {
        const PathPart *part = &op->path->parts.items[i];
        enum { STEPS = 8 };
        stroke += part->verb == PATH_MOVE;
        for (int k = 1; part->verb == PATH_CURVE && k < STEPS; k++) {
            double t = (double)k / STEPS, u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
            Node *datum = pixel_datum(self, layer, a * from.x + b * part->c1.x + c * part->c2.x + d * part->to.x, a * from.y + b * part->c1.y + c * part->c2.y + d * part->to.y);
            node_put(self->arena, datum, "stroke", node_new_number(self->arena, (double)stroke, LOC_NONE));
            node_put(self->arena, datum, "i", node_new_number(self->arena, (double)(i * STEPS) + k, LOC_NONE));
        }
        if (part->verb == PATH_CLOSE)
            continue;
        Node *datum = pixel_datum(self, layer, part->to.x, part->to.y);
        node_put(self->arena, datum, "stroke", node_new_number(self->arena, (double)stroke, LOC_NONE));
        node_put(self->arena, datum, "i", node_new_number(self->arena, (double)((i + 1) * STEPS), LOC_NONE));
        from = part->to;
    }
    node_put(self->arena, detail, "field", node_new_string(self->arena, "stroke", LOC_NONE));
    node_put(self->arena, order, "field", node_new_string(self->arena, "i", LOC_NONE));
    node_put(self->arena, node_find(layer, "encoding"), "detail", detail);
    node_put(self->arena, node_find(layer, "encoding"), "order", order);
}

static void
add_print_layers(const Writer *self, Node *layers, const Part *part)
{
    for (size_t i = 0; i < part->items.count && part->added_for_print; i++) {
        const PartItem *item = &part->items.items[i];
        if (item->kind == ITEM_LABEL)
            add_label_layer(self, layers, &item->label);
        else if (item->kind == ITEM_PATH)
            add_path_layer(self, layers, &item->path);
    }
    for (size_t i = 0; i < part->children.count; i++)
        add_print_layers(self, layers, part->children.items[i]);
}

/* What is in layers now is no longer wished for: read again, the file would get its labels twice. */
static void
without_wishes(const Writer *self, Node *spec)
{
    const Node *usermeta = node_find(spec, "usermeta"), *shudu = node_find(usermeta, "shudu");
    Node *kept = node_new(self->arena, NODE_MAP, spec->loc), *own = node_new(self->arena, NODE_MAP, spec->loc);
    for (size_t i = 0; shudu && i < shudu->count; i++)
        if (!str_equal(shudu->items[i].key, "labels") && !str_equal(shudu->items[i].key, "annotations"))
            node_put(self->arena, own, shudu->items[i].key, shudu->items[i].value);
    for (size_t i = 0; usermeta && i < usermeta->count; i++)
        node_put(self->arena, kept, usermeta->items[i].key, str_equal(usermeta->items[i].key, "shudu") ? own : usermeta->items[i].value);
    if (usermeta)
        node_put(self->arena, spec, "usermeta", kept);
}

/* A single plot takes the print layers into its own. Their places are those of a plot of this size, so it is written down. */
static Node *
with_print(const Writer *self, const Node *spec, const Part *part)
{
    const View *root = self->drawing->root;
    Node *added = node_new(self->arena, NODE_LIST, LOC_NONE), *layers = node_new(self->arena, NODE_LIST, spec->loc);
    Node *outer = node_new(self->arena, NODE_MAP, spec->loc), *inner = node_new(self->arena, NODE_MAP, spec->loc);
    if (root->kind == VIEW_UNIT || root->kind == VIEW_LAYER)
        add_print_layers(self, added, part);
    for (size_t i = 0; i < spec->count; i++) {
        const NodeItem *item = &spec->items[i];
        bool moves = str_equal(item->key, "mark") || str_equal(item->key, "encoding") || str_equal(item->key, "layer");
        if (!added->count || !str_equal(item->key, "autosize"))
            node_put(self->arena, moves && added->count ? inner : outer, item->key, item->value);
    }
    if (!added->count)
        return outer;
    without_wishes(self, outer);
    node_push(self->arena, layers, inner);
    for (size_t i = 0; i < added->count; i++)
        node_push(self->arena, layers, added->items[i].value);
    node_put(self->arena, outer, "layer", layers);
    node_put(self->arena, outer, "width", node_new_number(self->arena, root->size[0], LOC_NONE));
    node_put(self->arena, outer, "height", node_new_number(self->arena, root->size[1], LOC_NONE));
    return outer;
}

/* ---- all ------------------------------------------------------------------------------------------------------------------------------ */

/* What the theme says, under what the spec says. */
static void
put_config(const Writer *self, Node *spec)
{
    const ChartContext *context = self->drawing->context;
    const Node *theme = context->theme ? theme_node(context->theme, "chart") : NULL, *own = node_find(spec, "config");
    if (!theme)
        return;
    Node *config = node_copy(self->arena, theme);
    config_merge(self->arena, config, own);
    node_put(self->arena, spec, "config", config);
}

Node *
vl_node(Drawing *drawing, const Part *part)
{
    Arena *arena = drawing->context->arena;
    Writer self = {.drawing = drawing, .arena = arena, .ok = true};
    map_init(&self.segments, arena);
    Node *spec = node_copy(arena, drawing->spec);
    Buf json = BUF_INIT;
    node_write_json(&json, spec, 0);
    self.text = buf_take(&json, arena);
    buf_clear(&json);
    if (collect_segments(&self, drawing->root))
        part_lines(&self, spec);
    inline_all_data(&self, spec);
    if (drawing->context->model)
        translate_all(&self, spec, NULL);
    put_config(&self, spec);
    return self.ok ? with_print(&self, spec, part) : NULL;
}
