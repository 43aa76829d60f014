/* chart/spec.c -- the shorthands of a spec written out, as Vega-Lite's normalizer does.
 *
 *     repeat                        → concat or layer, {repeat: "row"} replaced by the field
 *     encoding row, column, facet   → facet of a unit
 *     encoding of a layer           → encodings of its units
 *     line and area with points     → layer of the path and its points
 *     boxplot, errorbar, errorband  → layer
 *
 * The tree given is not changed: what stays the same is shared.
 */
#include "base/str.h"
#include "chart/composite.h"
#include "chart/view.h"

typedef struct Repeater {
    const Node *repeat, *row, *column, *layer; /* scalars with the field's name */
} Repeater;

typedef struct Normalizer {
    Drawing *drawing;
    Arena *arena;
    Repeater repeater;
    const Node *encoding; /* of the layers above */
    bool overlaid;        /* inside a path overlay: no second one */
} Normalizer;

static const Node *normalize(const Normalizer *self, const Node *spec);

/* ---- small trees --------------------------------------------------------------------------------------------- */

static bool
is_null(const Node *node)
{
    return node && node->kind == NODE_NULL;
}

/* ---- repeat -------------------------------------------------------------------------------------------------------- */

static const Node *
repeated_value(const Repeater *repeater, const char *name)
{
    return str_equal(name, "repeat") ? repeater->repeat
         : str_equal(name, "row")    ? repeater->row
         : str_equal(name, "column") ? repeater->column
         : str_equal(name, "layer")  ? repeater->layer
                                     : NULL;
}

/* A channel with {repeat: …} replaced in its field, datum and sort field; NULL where there is no such repeater. */
static const Node *
replace_repeater(const Normalizer *self, const Node *definition)
{
    if (!definition || definition->kind != NODE_MAP)
        return definition;
    Node *copy = NULL;
    static const char *const keys[] = {"field", "datum"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const Node *value = node_find(definition, keys[i]);
        const char *name = node_text(value, "repeat", NULL);
        if (!name)
            continue;
        const Node *field = repeated_value(&self->repeater, name);
        if (!field)
            return NULL;
        copy = copy ? copy : node_map_copy(self->arena, definition);
        node_share(self->arena, copy, keys[i], field);
        if (i == 1 && !node_find(copy, "type"))
            node_put(self->arena, copy, "type", node_new_string(self->arena, "nominal", definition->loc));
    }
    const Node *sort = node_find(definition, "sort"), *condition = node_find(definition, "condition");
    const char *sort_name = sort ? node_text(node_find(sort, "field"), "repeat", NULL) : NULL;
    if (sort_name && repeated_value(&self->repeater, sort_name)) {
        Node *by = node_map_copy(self->arena, sort);
        node_share(self->arena, by, "field", repeated_value(&self->repeater, sort_name));
        copy = copy ? copy : node_map_copy(self->arena, definition);
        node_put(self->arena, copy, "sort", by);
    }
    if (condition && condition->kind == NODE_MAP && node_text(node_find(condition, "field"), "repeat", NULL)) {
        copy = copy ? copy : node_map_copy(self->arena, definition);
        node_share(self->arena, copy, "condition", replace_repeater(self, condition));
    }
    return copy ? copy : definition;
}

static const Node *
replace_in_encoding(const Normalizer *self, const Node *encoding)
{
    if (!encoding)
        return NULL;
    Node *out = node_new(self->arena, NODE_MAP, encoding->loc);
    for (size_t i = 0; i < encoding->count; i++) {
        const Node *value = encoding->items[i].value;
        if (value->kind == NODE_LIST) {
            Node *list = node_new(self->arena, NODE_LIST, value->loc);
            for (size_t k = 0; k < value->count; k++) {
                const Node *one = replace_repeater(self, value->items[k].value);
                if (one)
                    node_push(self->arena, list, (Node *)one);
            }
            value = list;
        } else {
            value = replace_repeater(self, value);
        }
        if (!value)
            continue;
        node_put(self->arena, out, encoding->items[i].key, (Node *)value);
        out->items[out->count - 1].key_loc = encoding->items[i].key_loc;
    }
    return out;
}

static const Node *
repeat_layers(const Normalizer *self, const Node *spec, const Node *fields, const Node *child)
{
    static const char *const left_out[] = {"repeat", "spec", NULL};
    Node *out = node_map_without(self->arena, spec, left_out), *layers = node_new(self->arena, NODE_LIST, fields->loc);
    for (size_t i = 0; i < fields->count; i++) {
        Normalizer inner = *self;
        inner.repeater.layer = fields->items[i].value;
        const Node *one = normalize(&inner, child);
        if (!one)
            return NULL;
        node_push(self->arena, layers, (Node *)one);
    }
    node_put(self->arena, out, "layer", layers);
    return out;
}

static const Node *
repeat_grid(const Normalizer *self, const Node *spec, const Node *repeat, const Node *child)
{
    static const char *const left_out[] = {"repeat", "spec", "data", "columns", NULL}, *const data_key[] = {"data", NULL};
    Arena *arena = self->arena;
    Node one = {0}, *out = node_map_without(arena, spec, left_out), *views = node_new(arena, NODE_LIST, repeat->loc);
    one.kind = NODE_LIST;
    NodeItem nothing = {0};
    one.items = &nothing;
    one.count = 1;
    bool flat = repeat->kind == NODE_LIST;
    const Node *rows = flat ? NULL : node_find(repeat, "row"), *columns = flat ? NULL : node_find(repeat, "column");
    const Node *values = flat ? repeat : &one;
    for (size_t v = 0; v < values->count; v++) {
        for (size_t r = 0; r < (rows ? rows->count : 1); r++) {
            for (size_t c = 0; c < (columns ? columns->count : 1); c++) {
                Normalizer inner = *self;
                if (flat)
                    inner.repeater.repeat = values->items[v].value;
                if (rows)
                    inner.repeater.row = rows->items[r].value;
                if (columns)
                    inner.repeater.column = columns->items[c].value;
                const Node *view = normalize(&inner, child);
                if (!view)
                    return NULL;
                node_push(arena, views, node_map_without(arena, view, data_key));
            }
        }
    }
    node_share(arena, out, "data", node_find(child, "data") ? node_find(child, "data") : node_find(spec, "data"));
    if (!node_find(out, "align"))
        node_put(arena, out, "align", node_new_string(arena, "all", spec->loc));
    if (!flat)
        node_put(arena, out, "columns", node_new_number(arena, columns ? (double)columns->count : 1, spec->loc));
    else
        node_share(arena, out, "columns", node_find(spec, "columns"));
    node_put(arena, out, "concat", views);
    return out;
}

static const Node *
normalize_repeat(const Normalizer *self, const Node *spec)
{
    const Node *repeat = node_find(spec, "repeat"), *child = node_need(self->drawing->context->diags, spec, "spec", NODE_MAP);
    if (!child)
        return NULL;
    const Node *layers = repeat->kind == NODE_MAP ? node_find(repeat, "layer") : NULL;
    if (!layers)
        return repeat_grid(self, spec, repeat, child);
    if (!node_find(repeat, "row") && !node_find(repeat, "column"))
        return repeat_layers(self, spec, layers, child);
    /* A grid of layered views. */
    static const char *const layer_key[] = {"layer", NULL};
    Node *inner = node_new(self->arena, NODE_MAP, spec->loc), *only = node_new(self->arena, NODE_MAP, repeat->loc);
    node_share(self->arena, only, "layer", layers);
    node_put(self->arena, inner, "repeat", only);
    node_share(self->arena, inner, "spec", child);
    Node *outer = node_map_copy(self->arena, spec);
    node_put(self->arena, outer, "repeat", node_map_without(self->arena, repeat, layer_key));
    node_put(self->arena, outer, "spec", inner);
    return normalize_repeat(self, outer);
}

/* ---- encodings of layers --------------------------------------------------------------------------------------------- */

/* Keys of `over` before those of `under`. */
static const Node *
over(Arena *arena, const Node *under, const Node *own)
{
    if (!under || under->kind != NODE_MAP)
        return own;
    Node *merged = node_map_copy(arena, under);
    for (size_t i = 0; i < own->count; i++)
        node_put(arena, merged, own->items[i].key, own->items[i].value);
    merged->loc = own->loc;
    return merged;
}

static const Node *
merge_channel(Arena *arena, const Node *parent, const Node *own)
{
    const Node *condition = own ? node_find(own, "condition") : NULL;
    if (channel_has_source(own))
        return over(arena, parent, own);
    if (condition && channel_has_source(condition)) {
        Node *merged = node_map_copy(arena, own);
        node_share(arena, merged, "condition", over(arena, parent, condition));
        return merged;
    }
    return own ? own : parent;
}

static const Node *
merge_encodings(Arena *arena, const Node *parent, const Node *own)
{
    if (!parent || !own)
        return parent ? parent : own;
    Node *merged = node_new(arena, NODE_MAP, own->loc);
    for (size_t i = 0; i < parent->count; i++)
        node_share(arena, merged, parent->items[i].key, merge_channel(arena, parent->items[i].value, node_find(own, parent->items[i].key)));
    for (size_t i = 0; i < own->count; i++)
        if (!node_find(parent, own->items[i].key))
            node_put(arena, merged, own->items[i].key, own->items[i].value);
    return merged;
}

/* ---- units that become more than a unit -------------------------------------------------------------------------------- */

/* align, center, spacing and columns of a facet channel are the layout's. */
static const char *const LAYOUT_KEYS[] = {"align", "center", "spacing", "columns", NULL};

static const Node *
faceted_unit(const Normalizer *self, const Node *spec, const Node *encoding)
{
    static const char *const channels[] = {"row", "column", "facet", NULL};
    static const char *const inner_keys[] = {"mark", "width", "height", "view", "projection", "params", NULL};
    static const char *const moved[] = {"mark", "width", "height", "view", "projection", "params", "encoding", NULL};
    Arena *arena = self->arena;
    Node *out = node_map_without(arena, spec, moved), *inner = node_new(arena, NODE_MAP, spec->loc);
    for (const char *const *key = inner_keys; *key; key++)
        node_share(arena, inner, *key, node_find(spec, *key));
    node_put(arena, inner, "encoding", node_map_without(arena, encoding, channels));
    const Node *row = node_find(encoding, "row"), *column = node_find(encoding, "column"), *facet = node_find(encoding, "facet");
    if (row || column) {
        Node *mapping = node_new(arena, NODE_MAP, encoding->loc);
        const Node *both[] = {row, column};
        for (int i = 0; i < 2; i++) {
            if (!both[i])
                continue;
            node_put(arena, mapping, channels[i], node_map_without(arena, both[i], LAYOUT_KEYS));
            for (int k = 0; k < 3; k++) {
                const Node *value = node_find(both[i], LAYOUT_KEYS[k]);
                if (!value)
                    continue;
                Node *known = node_find(out, LAYOUT_KEYS[k]);
                Node *pair = known && known->kind == NODE_MAP ? known : node_new(arena, NODE_MAP, value->loc);
                node_share(arena, pair, channels[i], value);
                node_put(arena, out, LAYOUT_KEYS[k], pair);
            }
        }
        node_put(arena, out, "facet", mapping);
    } else {
        node_put(arena, out, "facet", node_map_without(arena, facet, LAYOUT_KEYS));
        for (const char *const *key = LAYOUT_KEYS; *key; key++)
            node_share(arena, out, *key, node_find(facet, *key));
    }
    node_put(arena, out, "spec", inner);
    return normalize(self, out);
}

/* The overlay that a mark asks for: its own definition or {}; NULL where there is none. */
static const Node *
overlay_of(const Normalizer *self, const Node *mark, const char *type, const char *key, const Node *encoding)
{
    const Node *own = node_find(mark, key), *config = config_find(self->drawing, type, key);
    Node *empty = node_new(self->arena, NODE_MAP, mark->loc);
    if (own && str_equal(own->text, "transparent") && own->kind == NODE_STRING) {
        node_put(self->arena, empty, "opacity", node_new_number(self->arena, 0, own->loc));
        return empty;
    }
    if (own)
        return own->kind == NODE_MAP ? own : own->kind == NODE_BOOL && own->boolean ? empty : NULL;
    if (config && config->kind == NODE_MAP)
        return config;
    bool shaped = str_equal(key, "point") && node_find(encoding, "shape");
    return (config && config->kind == NODE_BOOL && config->boolean) || shaped ? empty : NULL;
}

static void
copy_keys(Arena *arena, Node *to, const Node *from, const char *const *keys)
{
    for (const char *const *key = keys; *key; key++)
        node_share(arena, to, *key, node_find(from, *key));
}

/* How the path itself stacks, so that its overlay lies on its edge. */
static const Node *
stacked_encoding(const Normalizer *self, const Node *mark, const Node *encoding)
{
    View unit = {.kind = VIEW_UNIT, .drawing = self->drawing, .mark = mark};
    for (int type = 0; type < MARK_COUNT; type++)
        if (str_equal(mark_name((MarkType)type), mark_node_type(mark)))
            unit.mark_type = (MarkType)type;
    mark_find_places(&unit);
    for (size_t i = 0; i < encoding->count; i++) {
        Channel channel = channel_find(encoding->items[i].key);
        const Node *value = encoding->items[i].value;
        if (channel != CHANNEL_NONE && value->kind == NODE_MAP)
            encoding_read(&unit, channel, value, &unit.encodings[channel]);
        if (channel == CHANNEL_DETAIL && value->kind == NODE_LIST) {
            for (size_t k = 0; k < value->count; k++) {
                Encoding detail;
                if (encoding_read(&unit, channel, value->items[k].value, &detail))
                    VEC_PUSH(self->arena, &unit.details, detail);
            }
        }
    }
    unit_init(&unit);
    if (!unit.stack.on)
        return encoding;
    const char *name = channel_name(unit.stack.field_channel);
    Node *copy = node_map_copy(self->arena, encoding), *measure = node_map_copy(self->arena, node_find(encoding, name));
    node_put(self->arena, measure, "stack", node_new_string(self->arena, unit.stack.offset, measure->loc));
    node_put(self->arena, copy, name, measure);
    return copy;
}

/* NULL where the unit needs no overlay. */
static const Node *
path_overlay(const Normalizer *self, const Node *spec, const Node *encoding)
{
    static const char *const path_keys[] = {"point", "line", NULL}, *const shape_key[] = {"shape", NULL}, *const second_keys[] = {"x2", "y2", NULL};
    static const char *const moved[] = {"mark", "encoding", "params", "name", NULL};
    static const char *const line_keys[] = {"clip", "interpolate", "tension", NULL}, *const point_keys[] = {"clip", NULL};
    Arena *arena = self->arena;
    const char *type = mark_node_type(node_find(spec, "mark"));
    bool area = str_equal(type, "area");
    if (self->overlaid || (!area && !str_equal(type, "line") && !str_equal(type, "rule") && !str_equal(type, "trail")))
        return NULL;
    Node *mark = mark_node_map(arena, node_find(spec, "mark"));
    const Node *point = overlay_of(self, mark, type, "point", encoding), *line = area ? overlay_of(self, mark, type, "line", encoding) : NULL;
    if (!point && !line)
        return NULL;
    Node *out = node_map_without(arena, spec, moved), *layers = node_new(arena, NODE_LIST, spec->loc);
    Node *base = node_new(arena, NODE_MAP, spec->loc), *base_mark = node_map_without(arena, mark, path_keys);
    bool has_opacity = node_find(mark, "opacity") || node_find(mark, "fillOpacity") || config_find(self->drawing, type, "opacity") || config_find(self->drawing, "mark", "opacity") ||
                       config_find(self->drawing, type, "fillOpacity");
    if (area && !has_opacity)
        node_put(arena, base_mark, "opacity", node_new_number(arena, 0.7, mark->loc));
    node_put(arena, base, "mark", base_mark);
    node_share(arena, base, "params", node_find(spec, "params"));
    node_put(arena, base, "encoding", node_map_without(arena, encoding, shape_key));
    node_push(arena, layers, base);
    const Node *above = node_map_without(arena, stacked_encoding(self, base_mark, encoding), second_keys);
    if (line) {
        Node *unit = node_new(arena, NODE_MAP, spec->loc), *line_mark = node_new(arena, NODE_MAP, line->loc);
        node_put(arena, line_mark, "type", node_new_string(arena, "line", line->loc));
        copy_keys(arena, line_mark, mark, line_keys);
        node_share_all(arena, line_mark, line);
        node_put(arena, unit, "mark", line_mark);
        node_share(arena, unit, "encoding", above);
        node_push(arena, layers, unit);
    }
    if (point) {
        Node *unit = node_new(arena, NODE_MAP, spec->loc), *point_mark = node_new(arena, NODE_MAP, point->loc);
        node_put(arena, point_mark, "type", node_new_string(arena, "point", point->loc));
        node_put(arena, point_mark, "opacity", node_new_number(arena, 1, point->loc));
        node_put(arena, point_mark, "filled", node_new_bool(arena, true, point->loc));
        copy_keys(arena, point_mark, mark, point_keys);
        node_share_all(arena, point_mark, point);
        node_put(arena, unit, "mark", point_mark);
        node_share(arena, unit, "encoding", above);
        node_push(arena, layers, unit);
    }
    node_put(arena, out, "layer", layers);
    Normalizer inner = *self;
    inner.encoding = NULL;
    inner.overlaid = true;
    return normalize(&inner, out);
}

/* A line with x2 or y2 is a rule. */
static bool
is_ranged_line(const Node *spec, const Node *encoding)
{
    static const char *const pairs[][2] = {{"x2", "x"}, {"y2", "y"}};
    if (!str_equal(mark_node_type(node_find(spec, "mark")), "line"))
        return false;
    for (int i = 0; i < 2; i++) {
        const Node *main = node_find(encoding, pairs[i][1]);
        if (node_find(encoding, pairs[i][0]) && channel_has_source(main) && !str_equal(node_text(main, "bin", NULL), "binned"))
            return true;
    }
    return false;
}

static const Node *
normalize_unit(const Normalizer *self, const Node *spec)
{
    static const struct {
        const char *mark;
        const Node *(*rewrite)(Drawing *drawing, const Node *spec);
    } composites[] = {{"boxplot", composite_boxplot}, {"errorbar", composite_errorbar}, {"errorband", composite_errorband}};
    Arena *arena = self->arena;
    const Node *encoding = replace_in_encoding(self, node_find(spec, "encoding"));
    const char *type = mark_node_type(node_find(spec, "mark"));
    if (channel_has_source(node_find(encoding, "row")) || channel_has_source(node_find(encoding, "column")) || channel_has_source(node_find(encoding, "facet"))) {
        Node *copy = node_map_copy(arena, spec);
        node_share(arena, copy, "encoding", encoding);
        return faceted_unit(self, copy, encoding);
    }
    encoding = merge_encodings(arena, self->encoding, encoding);
    if (!encoding)
        encoding = node_new(arena, NODE_MAP, spec->loc);
    Node *unit = node_map_copy(arena, spec);
    node_share(arena, unit, "encoding", encoding);
    Normalizer inner = *self;
    inner.encoding = NULL;
    for (size_t i = 0; i < COUNT_OF(composites); i++) {
        if (!str_equal(type, composites[i].mark))
            continue;
        const Node *layered = composites[i].rewrite(self->drawing, unit);
        return layered ? normalize(&inner, layered) : NULL;
    }
    const Node *overlaid = path_overlay(self, unit, encoding);
    if (overlaid)
        return overlaid;
    if (is_ranged_line(unit, encoding)) {
        Node *mark = mark_node_map(arena, node_find(unit, "mark"));
        node_put(arena, mark, "type", node_new_string(arena, "rule", mark->loc));
        node_put(arena, unit, "mark", mark);
        return normalize_unit(&inner, unit);
    }
    return unit;
}

/* ---- compositions --------------------------------------------------------------------------------------------------------- */

static const Node *
normalize_list(const Normalizer *self, const Node *spec, const char *key)
{
    const Node *list = node_find(spec, key);
    if (!node_expect(self->drawing->context->diags, list, key, NODE_LIST))
        return NULL;
    Node *out = node_map_copy(self->arena, spec), *views = node_new(self->arena, NODE_LIST, list->loc);
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        const Node *one = list->items[i].value, *view = node_expect(self->drawing->context->diags, one, key, NODE_MAP) ? normalize(self, one) : NULL;
        if (view)
            node_push(self->arena, views, (Node *)view);
        ok &= view != NULL;
    }
    node_put(self->arena, out, key, views);
    return ok ? out : NULL;
}

static const Node *
normalize(const Normalizer *self, const Node *spec)
{
    static const char *const lists[] = {"hconcat", "vconcat", "concat"}, *const maps[] = {"encoding", "facet", "spec"};
    for (size_t i = 0; i < COUNT_OF(maps); i++)
        if (node_find(spec, maps[i]) && !node_expect(self->drawing->context->diags, node_find(spec, maps[i]), maps[i], NODE_MAP))
            return NULL;
    if (node_find(spec, "repeat"))
        return normalize_repeat(self, spec);
    if (node_find(spec, "layer")) {
        static const char *const encoding_key[] = {"encoding", NULL};
        Normalizer inner = *self;
        inner.encoding = merge_encodings(self->arena, self->encoding, replace_in_encoding(self, node_find(spec, "encoding")));
        return normalize_list(&inner, node_map_without(self->arena, spec, encoding_key), "layer");
    }
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (node_find(spec, lists[i]))
            return normalize_list(self, spec, lists[i]);
    const Node *facet = node_find(spec, "facet"), *child = node_find(spec, "spec");
    if (facet && child) {
        Node *out = node_map_copy(self->arena, spec);
        const Node *inner = normalize(self, child);
        if (!inner)
            return NULL;
        node_share(self->arena, out, "spec", inner);
        if (node_find(facet, "row") || node_find(facet, "column"))
            node_share(self->arena, out, "facet", replace_in_encoding(self, facet));
        else
            node_share(self->arena, out, "facet", replace_repeater(self, facet));
        return out;
    }
    if (!node_find(spec, "mark") || is_null(node_find(spec, "mark"))) {
        diag(self->drawing->context->diags, DIAG_VL_NO_MARK, spec->loc, NULL);
        return NULL;
    }
    return normalize_unit(self, spec);
}

const Node *
spec_normalize(Drawing *drawing, const Node *spec)
{
    Normalizer self = {.drawing = drawing, .arena = drawing->context->arena};
    return normalize(&self, spec);
}
