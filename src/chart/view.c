/* chart/view.c -- the tree of views with their rows: every spec below one is read once, facets not yet parted. */
#include "chart/mark.h"

#include "base/str.h"

#include <math.h>
#include <string.h>

const Locale *
drawing_locale(const Drawing *drawing)
{
    return drawing->context->model ? drawing->context->model->locales[drawing->lang] : locale_builtin("en");
}

DataContext
drawing_data_context(const Drawing *drawing)
{
    const ChartContext *context = drawing->context;
    return (DataContext){.arena = context->arena, .diags = context->diags, .reader = context->reader, .model = context->model, .base = drawing->base,
                         .datasets = node_find(drawing->spec, "datasets"), .lang = drawing->lang, .params = drawing->params};
}

/* ---- parameters ------------------------------------------------------------------------------------------------- */

/* Parameters with a value or an expression; one that a reader would set by hand is named and left at its value. */
static void
read_params(Drawing *drawing, const Node *spec)
{
    const Node *params = node_find(spec, "params");
    Arena *arena = drawing->context->arena;
    for (size_t i = 0; params && params->kind == NODE_LIST && i < params->count; i++) {
        const Node *param = params->items[i].value;
        const char *name = node_text(param, "name", NULL);
        if (!name || node_find(param, "select"))
            continue;
        Value *value = ARENA_NEW(arena, Value);
        *value = node_find(param, "expr") ? property_value(drawing, param) : property_value(drawing, node_find(param, "value"));
        map_put(drawing->params, name, value);
    }
}

/* ---- sizes --------------------------------------------------------------------------------------------------------- */

static Extent
read_extent(const Drawing *drawing, const Node *node)
{
    Extent extent = {0};
    if (!node || node->kind == NODE_NULL)
        return extent;
    if (str_equal(node->text, "container"))
        return (Extent){.set = true, .container = true, .value = NAN};
    const Node *step = node->kind == NODE_MAP ? node_find(node, "step") : NULL;
    extent.set = true;
    extent.is_step = step != NULL;
    extent.step_for_position = str_equal(node_text(node, "for", NULL), "position");
    extent.value = property_number(drawing, step ? step : node, 20);
    return extent;
}

/* ---- units ------------------------------------------------------------------------------------------------------------ */

static bool
read_mark(View *unit)
{
    const ChartContext *context = unit->drawing->context;
    const Node *mark = node_find(unit->node, "mark");
    const char *name = mark->kind == NODE_MAP ? node_text(mark, "type", "") : mark->text ? mark->text : "";
    const char *names[MARK_COUNT];
    Loc loc = mark->kind == NODE_MAP && node_find(mark, "type") ? node_find(mark, "type")->loc : mark->loc;
    for (int i = 0; i < MARK_COUNT; i++) {
        names[i] = mark_name((MarkType)i);
        if (!str_equal(name, names[i]))
            continue;
        unit->mark_type = (MarkType)i;
        unit->mark = mark;
        if (mark->kind != NODE_MAP) {
            Node *map = node_new(context->arena, NODE_MAP, mark->loc);
            node_put(context->arena, map, "type", (Node *)mark);
            unit->mark = map;
        }
        mark_find_places(unit);
        return true;
    }
    if (str_equal(name, "geoshape"))
        return diag(context->diags, DIAG_VL_UNSUPPORTED, loc, name);
    diag(context->diags, DIAG_VL_UNKNOWN_MARK, loc, name);
    const char *near = str_nearest(name, names, MARK_COUNT);
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

/* Colours that are stated as words. */
static void
check_colors(const View *unit)
{
    static const char *const keys[] = {"color", "fill", "stroke"};
    const Node *encoding = node_find(unit->node, "encoding");
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const Node *stated[] = {node_find(unit->mark, keys[i]), node_find(node_find(encoding, keys[i]), "value"), node_path(node_find(encoding, keys[i]), "condition.value")};
        for (size_t k = 0; k < COUNT_OF(stated); k++) {
            Color color;
            if (stated[k] && stated[k]->kind == NODE_STRING && !color_from_node(unit->drawing, stated[k], &color))
                diag(unit->drawing->context->diags, DIAG_VL_BAD_COLOR, stated[k]->loc, stated[k]->text);
        }
    }
}

static bool
read_list(View *unit, Channel channel, const Node *node, void *list)
{
    VEC(Encoding) *out = list;
    size_t count = node->kind == NODE_LIST ? node->count : 1;
    for (size_t i = 0; i < count; i++) {
        const Node *one = node->kind == NODE_LIST ? node->items[i].value : node;
        Encoding encoding;
        if (!encoding_read(unit, channel, one, &encoding))
            return false;
        if (encoding.is_field)
            VEC_PUSH(unit->drawing->context->arena, out, encoding);
    }
    return true;
}

/* Which marks a channel means something for (channel.ts, getSupportedMark). */
static bool
channel_fits_mark(const View *unit, Channel channel)
{
    MarkType mark = unit->mark_type;
    switch (channel) {
    case CHANNEL_X2:
    case CHANNEL_Y2: {
        if (mark == MARK_AREA || mark == MARK_BAR || mark == MARK_IMAGE || mark == MARK_RECT || mark == MARK_RULE)
            return true;
        const Encoding *main = &unit->encodings[channel == CHANNEL_X2 ? CHANNEL_X : CHANNEL_Y];
        return main->bin == BIN_BINNED && (mark == MARK_CIRCLE || mark == MARK_POINT || mark == MARK_SQUARE || mark == MARK_TICK || mark == MARK_LINE || mark == MARK_TRAIL);
    }
    case CHANNEL_SIZE: return mark != MARK_ARC && mark != MARK_AREA && mark != MARK_IMAGE && mark != MARK_RECT;
    case CHANNEL_STROKE_DASH: return mark != MARK_IMAGE && mark != MARK_TEXT && mark != MARK_TRAIL;
    case CHANNEL_SHAPE: return mark == MARK_POINT;
    case CHANNEL_TEXT: return mark == MARK_TEXT;
    case CHANNEL_ANGLE: return mark == MARK_POINT || mark == MARK_SQUARE || mark == MARK_TEXT;
    case CHANNEL_URL: return mark == MARK_IMAGE;
    case CHANNEL_THETA:
    case CHANNEL_RADIUS: return mark == MARK_TEXT || mark == MARK_ARC;
    case CHANNEL_THETA2:
    case CHANNEL_RADIUS2: return mark == MARK_ARC;
    default: return true;
    }
}

/* An offset inside a continuous position has no band to lie in. */
static bool
offset_has_band(const View *unit, Channel channel)
{
    if (!channel_is_offset(channel))
        return true;
    const Encoding *main = &unit->encodings[channel == CHANNEL_XOFFSET ? CHANNEL_X : CHANNEL_Y];
    bool continuous = main->is_field && (main->type == MEASURE_QUANTITATIVE || main->type == MEASURE_TEMPORAL);
    return !continuous || main->has_time_unit;
}

/* The first channel of a map; NULL. */
static const NodeItem *
geographic_channel(const Node *encoding)
{
    static const char *const names[] = {"latitude", "longitude", "latitude2", "longitude2"};
    for (size_t i = 0; encoding && i < encoding->count; i++)
        for (size_t g = 0; g < COUNT_OF(names); g++)
            if (str_equal(encoding->items[i].key, names[g]))
                return &encoding->items[i];
    return NULL;
}

static bool
read_encodings(View *unit)
{
    const Node *encoding = node_find(unit->node, "encoding");
    const ChartContext *context = unit->drawing->context;
    const NodeItem *geographic = geographic_channel(encoding);
    bool ok = true;
    if (geographic)
        return diag(context->diags, DIAG_VL_UNSUPPORTED, geographic->key_loc, geographic->key);
    for (size_t i = 0; encoding && i < encoding->count; i++)
        if (channel_find(encoding->items[i].key) == CHANNEL_NONE)
            diag(context->diags, DIAG_VL_IGNORED, encoding->items[i].key_loc, encoding->items[i].key);
    for (int c = 0; c < CHANNEL_COUNT && ok; c++) {
        Channel channel = (Channel)c;
        const Node *node = node_find(encoding, channel_name(channel));
        if (!node || node->kind == NODE_NULL || !channel_fits_mark(unit, channel) || !offset_has_band(unit, channel))
            continue;
        if (channel == CHANNEL_DETAIL)
            ok = read_list(unit, channel, node, &unit->details);
        else if (channel == CHANNEL_TOOLTIP)
            ok = read_list(unit, channel, node, &unit->tooltips);
        else if (channel == CHANNEL_ORDER && (node->kind == NODE_LIST || node_find(node, "field") || node_find(node, "aggregate")))
            ok = read_list(unit, channel, node, &unit->orders);
        else
            ok = encoding_read(unit, channel, node, &unit->encodings[channel]);
    }
    return ok;
}

/* Of color and fill (or stroke) the more exact one holds; a line's width cannot vary within it. */
static void
drop_encodings(View *unit)
{
    bool filled = unit->filled;
    if (unit->encodings[filled ? CHANNEL_FILL : CHANNEL_STROKE].node)
        unit->encodings[CHANNEL_COLOR] = (Encoding){.channel = CHANNEL_COLOR};
    if (unit->mark_type == MARK_LINE && unit->encodings[CHANNEL_SIZE].aggregate)
        unit->encodings[CHANNEL_SIZE] = (Encoding){.channel = CHANNEL_SIZE};
    if (unit->mark_type == MARK_ARC && !unit->encodings[CHANNEL_THETA].node && unit->encodings[CHANNEL_ANGLE].node) {
        unit->encodings[CHANNEL_THETA] = unit->encodings[CHANNEL_ANGLE];
        unit->encodings[CHANNEL_THETA].channel = CHANNEL_THETA;
        unit->encodings[CHANNEL_ANGLE] = (Encoding){.channel = CHANNEL_ANGLE};
    }
}

/* A colour domain that is stated also orders stacks and groups. */
static void
order_by_color_domain(View *unit)
{
    Arena *arena = unit->drawing->context->arena;
    Encoding *color = unit->encodings[CHANNEL_FILL].node ? &unit->encodings[CHANNEL_FILL] : &unit->encodings[CHANNEL_COLOR];
    const Node *domain = node_find(color->scale, "domain");
    if (unit->orders.count || unit->encodings[CHANNEL_ORDER].node || !color->is_field || !color->field || color->type != MEASURE_NOMINAL || !domain || domain->kind != NODE_LIST)
        return;
    for (int c = CHANNEL_XOFFSET; c <= CHANNEL_YOFFSET; c++) {
        Encoding *offset = &unit->encodings[c];
        if (!offset->is_field)
            continue;
        if (!offset->sort) {
            offset->sort = domain;
            return;
        }
        break;
    }
    if (!unit->stack.on)
        return;
    Value *index = ARENA_ARRAY(arena, Value, unit->rows.row_count + 1);
    for (size_t row = 0; row < unit->rows.row_count; row++) {
        Value value = dataset_value(&unit->rows, row, color->field);
        index[row] = value_number(-1);
        for (size_t i = 0; i < domain->count; i++)
            if (value_equal(value_from_node(arena, domain->items[i].value), value))
                index[row] = value_number((double)i);
    }
    const char *name = arena_printf(arena, "_%s_sort_index", color->column);
    dataset_put_column(arena, &unit->rows, name, index, &unit->rows);
    Encoding order = {.channel = CHANNEL_ORDER, .node = color->node, .is_field = true, .field = name, .column = name, .type = MEASURE_QUANTITATIVE, .band_position = NAN, .sort_channel = CHANNEL_NONE};
    order.sort_descending = unit->orient != ORIENT_HORIZONTAL;
    VEC_PUSH(arena, &unit->orders, order);
    unit_init(unit);
}

static bool
read_definitions(View *unit)
{
    if (!read_mark(unit) || !read_encodings(unit))
        return false;
    check_colors(unit);
    unit_init(unit);
    drop_encodings(unit);
    unit_init(unit);
    return true;
}

static bool
read_unit(View *unit)
{
    order_by_color_domain(unit);
    return unit_data(unit);
}

/* ---- compositions ----------------------------------------------------------------------------------------------------- */

static View *read_view(Drawing *drawing, View *parent, const Node *spec, const char *name);

/* What makes a unit a map: its mark or a channel; NULL. */
static const char *
map_of_view(const Node *spec)
{
    const NodeItem *channel = geographic_channel(node_find(spec, "encoding"));
    const Node *mark = node_find(spec, "mark");
    if (!mark)
        return NULL;
    return str_equal(mark_node_type(mark), "geoshape") ? "geoshape" : channel ? channel->key : NULL;
}

static bool
read_children(View *view, const Node *list, const char *prefix)
{
    Arena *arena = view->drawing->context->arena;
    bool ok = true, some = false;
    for (size_t i = 0; i < list->count; i++)
        some |= !map_of_view(list->items[i].value);
    for (size_t i = 0; i < list->count; i++) {
        const char *map = map_of_view(list->items[i].value);
        if (map && some) { /* beside others; alone it is an error */
            diag(view->drawing->context->diags, DIAG_VL_LEFT_OUT, list->items[i].value->loc, map);
            continue;
        }
        View *child = read_view(view->drawing, view, list->items[i].value, arena_printf(arena, "%s_%zu", prefix, i));
        if (child)
            VEC_PUSH(arena, &view->children, child);
        ok &= child != NULL;
    }
    return ok;
}

static bool
read_facet(View *view)
{
    static const struct {
        const char *key;
        Channel channel;
    } channels[] = {{"row", CHANNEL_ROW}, {"column", CHANNEL_COLUMN}};
    Arena *arena = view->drawing->context->arena;
    const Node *facet = node_find(view->node, "facet");
    bool mapping = node_find(facet, "row") || node_find(facet, "column");
    size_t known = 0;
    for (int i = 0; i < 2; i++)
        if (mapping && !encoding_read(view, channels[i].channel, node_find(facet, channels[i].key), &view->facets[i]))
            return false;
    if (!mapping && !encoding_read(view, CHANNEL_FACET, facet, &view->facets[2]))
        return false;
    if (!facet_data(view))
        return false;
    while (view->facet_columns[known])
        known++;
    for (int i = 0; i < 3; i++)
        if (view->facets[i].is_field && known + 1 < COUNT_OF(view->facet_columns))
            view->facet_columns[known++] = view->facets[i].column;
    View *child = read_view(view->drawing, view, node_find(view->node, "spec"), "child");
    if (child)
        VEC_PUSH(arena, &view->children, child);
    return child != NULL;
}

/* Windows and sums over a facet's rows stay within its cells. */
static const Node *
within_cells(const View *view, const Node *transforms)
{
    Arena *arena = view->drawing->context->arena;
    bool touched = false;
    Node *list = node_new(arena, NODE_LIST, transforms->loc);
    for (size_t i = 0; i < transforms->count; i++) {
        Node *one = transforms->items[i].value;
        if (view->facet_columns[0] && (node_find(one, "joinaggregate") || node_find(one, "window") || node_find(one, "aggregate"))) {
            Node *copy = node_copy(arena, one), *groups = node_find(copy, "groupby");
            if (!groups) {
                groups = node_new(arena, NODE_LIST, one->loc);
                node_put(arena, copy, "groupby", groups);
            }
            for (size_t f = 0; view->facet_columns[f]; f++)
                node_push(arena, groups, node_new_string(arena, view->facet_columns[f], one->loc));
            one = copy;
            touched = true;
        }
        node_push(arena, list, one);
    }
    return touched ? list : transforms;
}

static bool
read_rows(View *view)
{
    const Node *node = node_find(view->node, "data");
    DataContext data = drawing_data_context(view->drawing);
    data.first = node_find(view->node, "transform");
    data.view = view->parent ? NULL : view->node;
    if (view->parent)
        view->rows = view->parent->rows;
    if (node && node->kind == NODE_NULL)
        view->rows = (Dataset){0};
    else if (node && !data_read(&data, node, &view->rows))
        return false;
    return true;
}

static bool
run_transforms(View *view)
{
    DataContext data = drawing_data_context(view->drawing);
    const Node *transforms = node_find(view->node, "transform");
    if (!transforms || transforms->kind == NODE_NULL)
        return true;
    if (!node_expect(data.diags, transforms, "transform", NODE_LIST))
        return false;
    transforms = within_cells(view, transforms);
    for (size_t i = 0; i < transforms->count; i++) {
        Dataset next;
        if (!transform_apply(&data, transforms->items[i].value, &view->rows, &next))
            return false;
        if (dataset_column(&next, "row_id") < 0 && dataset_column(&view->rows, "row_id") >= 0)
            view->figures = view->rows;
        view->rows = next;
    }
    return true;
}

static View *
read_view(Drawing *drawing, View *parent, const Node *spec, const char *name)
{
    View *view = ARENA_NEW(drawing->context->arena, View);
    view->drawing = drawing;
    view->parent = parent;
    view->node = spec;
    view->name = node_text(spec, "name", name);
    if (parent)
        memcpy(view->facet_columns, parent->facet_columns, sizeof view->facet_columns);
    view->stated[0] = read_extent(drawing, node_find(spec, "width"));
    view->stated[1] = read_extent(drawing, node_find(spec, "height"));
    if (parent && parent->kind == VIEW_LAYER)
        for (int i = 0; i < 2; i++)
            if (!view->stated[i].set)
                view->stated[i] = parent->stated[i];
    read_params(drawing, spec);
    const Node *list = node_find(spec, "layer");
    bool ok = read_rows(view), unit = !list && !node_find(spec, "facet") && node_find(spec, "mark");
    if (ok && unit) {
        ok = read_definitions(view);
        /* Layers share their bins, whatever each of them filters. */
        if (ok && parent && parent->kind == VIEW_LAYER)
            ok = unit_bins(view);
    }
    if (!ok || !run_transforms(view))
        return NULL;
    if (list) {
        view->kind = VIEW_LAYER;
        ok = read_children(view, list, "layer");
    } else if (node_find(spec, "facet")) {
        view->kind = VIEW_FACET;
        ok = read_facet(view);
    } else if (unit) {
        view->kind = VIEW_UNIT;
        ok = read_unit(view);
    } else {
        view->kind = VIEW_CONCAT;
        list = node_find(spec, "hconcat");
        list = list ? list : node_find(spec, "vconcat");
        list = list ? list : node_find(spec, "concat");
        ok = read_children(view, list, "concat");
    }
    return ok ? view : NULL;
}

View *
view_read(Drawing *drawing, const Node *spec)
{
    const Node *projection = node_find(drawing->spec, "projection"), *params = node_find(drawing->spec, "params"), *selection = node_find(drawing->spec, "selection");
    Diags *diags = drawing->context->diags;
    if (projection)
        diag(diags, DIAG_VL_LEFT_OUT, projection->loc, "projection");
    if (selection)
        diag(diags, DIAG_VL_LEFT_OUT, selection->loc, "selection");
    for (size_t i = 0; params && params->kind == NODE_LIST && i < params->count; i++)
        if (node_find(params->items[i].value, "select"))
            diag(diags, DIAG_VL_LEFT_OUT, node_find(params->items[i].value, "select")->loc, "select");
    return read_view(drawing, NULL, spec, "");
}

void
view_adopt(View *view, Drawing *drawing)
{
    view->drawing = drawing;
    for (size_t i = 0; i < view->children.count; i++)
        view_adopt(view->children.items[i], drawing);
}
