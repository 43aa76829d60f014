#include "chart/view.h"

#include "base/str.h"

#include <math.h>
#include <string.h>

static const char *const CHANNEL_NAMES[CHANNEL_COUNT] = {"x", "y", "x2", "y2", "color", "fill", "stroke", "opacity", "size", "shape", "text", "detail", "order"};
static const char *const MARK_NAMES[MARK_COUNT] = {"bar", "rect", "rule", "text", "point", "circle", "square", "line", "area", "tick"};

const Node *
view_config(const View *view, const char *a, const char *b)
{
    const Node *part = node_find(view->config, a);
    return b ? node_find(part, b) : part;
}

const char *
view_translate(const View *view, const char *text)
{
    const Node *entry = text ? node_find(view->translate, text) : NULL;
    if (!entry || !view->context->model)
        return text;
    const char *translated = node_text(entry, view->context->model->lang_keys[view->lang], NULL);
    return translated ? translated : text;
}

/* ---- encodings ---------------------------------------------------------------------------------------------- */

static MeasureType
measure_type(const Node *node)
{
    const char *name = node_text(node, "type", NULL);
    if (str_equal(name, "quantitative"))
        return MEASURE_QUANTITATIVE;
    if (str_equal(name, "temporal"))
        return MEASURE_TEMPORAL;
    if (str_equal(name, "ordinal"))
        return MEASURE_ORDINAL;
    if (str_equal(name, "nominal"))
        return MEASURE_NOMINAL;
    if (node_find(node, "timeUnit"))
        return MEASURE_TEMPORAL;
    return node_find(node, "aggregate") || node_find(node, "bin") ? MEASURE_QUANTITATIVE : MEASURE_NOMINAL;
}

static void
read_encoding(const ChartContext *context, const Node *node, Encoding *out)
{
    *out = (Encoding){.node = node};
    out->value = node_find(node, "value");
    out->datum = node_find(node, "datum");
    out->condition = node_find(node, "condition");
    out->field = node_text(node, "field", NULL);
    const char *aggregate = node_text(node, "aggregate", NULL);
    if (aggregate && !out->field)
        out->field = str_equal(aggregate, "count") ? "*" : NULL;
    out->type = out->field || out->datum ? measure_type(node) : MEASURE_NONE;
    out->title = out->field;
    if (aggregate && str_equal(aggregate, "count"))
        out->title = "Count of Records";
    else if (aggregate && out->field)
        out->title = arena_printf(context->arena, "%c%s of %s", aggregate[0] - 'a' + 'A', aggregate + 1, out->field);
    const Node *title = node_find(node, "title");
    if (title)
        out->title = title->kind == NODE_NULL ? NULL : title->text;
}

static bool
read_mark(const ChartContext *context, const Node *spec, Unit *unit)
{
    const Node *mark = node_find(spec, "mark");
    const char *name = mark && mark->kind == NODE_MAP ? node_text(mark, "type", "") : mark && mark->text ? mark->text : "";
    for (int i = 0; i < MARK_COUNT; i++) {
        if (str_equal(name, MARK_NAMES[i])) {
            unit->mark = mark;
            unit->mark_type = (MarkType)i;
            return true;
        }
    }
    static const char *const later[] = {"arc", "trail", "image", "geoshape", "boxplot", "errorbar", "errorband"};
    for (size_t i = 0; i < COUNT_OF(later); i++)
        if (str_equal(name, later[i]))
            return diag(context->diags, DIAG_VL_UNSUPPORTED, mark->loc, name);
    diag(context->diags, DIAG_VL_UNKNOWN_MARK, mark ? mark->loc : spec->loc, name);
    const char *near = str_nearest(name, MARK_NAMES, MARK_COUNT);
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

typedef struct Inherited {
    const Node *encoding;
    Dataset data;
    const char *base;
} Inherited;

/* ---- transforms that encodings imply --------------------------------------------------------------------------- */

/* Cells of text files are strings until a temporal or quantitative encoding asks for more. */
static bool
implied_parse(View *view, Unit *unit, const Inherited *inherited)
{
    const ChartContext *context = view->context;
    DataContext data = {.arena = context->arena, .diags = context->diags, .reader = context->reader, .model = context->model, .base = inherited->base, .lang = view->lang};
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        const Encoding *encoding = &unit->encodings[c];
        bool parsed = encoding->type == MEASURE_TEMPORAL || encoding->type == MEASURE_QUANTITATIVE;
        if (!parsed || !encoding->field || str_equal(encoding->field, "*") || dataset_column(&unit->data, encoding->field) < 0)
            continue;
        Dataset next;
        if (!dataset_parse(&data, encoding->node->loc, &unit->data, encoding->field, encoding->type == MEASURE_TEMPORAL ? "date" : "number", &next))
            return false;
        unit->data = next;
    }
    return true;
}

static bool
implied_time_units(const ChartContext *context, Unit *unit)
{
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        Encoding *encoding = &unit->encodings[c];
        const char *time_unit = node_text(encoding->node, "timeUnit", NULL);
        if (!time_unit || !encoding->field)
            continue;
        if (!time_unit_is_known(time_unit))
            return diag(context->diags, DIAG_VL_UNSUPPORTED, node_find(encoding->node, "timeUnit")->loc, time_unit);
        Value *values = ARENA_ARRAY(context->arena, Value, unit->data.row_count + 1);
        for (size_t r = 0; r < unit->data.row_count; r++) {
            double at = value_to_number(dataset_value(&unit->data, r, encoding->field));
            values[r] = isfinite(at) ? value_date(time_unit_floor(time_unit, at)) : value_null();
        }
        const char *name = arena_printf(context->arena, "%s_%s", time_unit, encoding->field);
        Dataset next;
        dataset_put_column(context->arena, &unit->data, name, values, &next);
        unit->data = next;
        encoding->field = name;
    }
    return true;
}

static bool
implied_aggregate(const ChartContext *context, Unit *unit)
{
    const char *groups[CHANNEL_COUNT];
    AggregateField fields[CHANNEL_COUNT];
    size_t group_count = 0, field_count = 0;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        Encoding *encoding = &unit->encodings[c];
        const char *aggregate = node_text(encoding->node, "aggregate", NULL);
        if (!encoding->field)
            continue;
        if (!aggregate) {
            groups[group_count++] = encoding->field;
            continue;
        }
        if (!aggregate_is_known(aggregate))
            return diag(context->diags, DIAG_VL_UNSUPPORTED, node_find(encoding->node, "aggregate")->loc, aggregate);
        const char *as = arena_printf(context->arena, "%s_%s", aggregate, encoding->field);
        fields[field_count++] = (AggregateField){aggregate, encoding->field, as};
        encoding->field = as;
    }
    if (!field_count)
        return true;
    Dataset next;
    if (!dataset_aggregate(context->arena, &unit->data, groups, group_count, fields, field_count, &next))
        return false;
    unit->data = next;
    return true;
}

/* Bars and areas with a colour stack their measure from zero. */
static void
implied_stack(const ChartContext *context, Unit *unit)
{
    unit->stacked = CHANNEL_COUNT;
    bool stackable = unit->mark_type == MARK_BAR || unit->mark_type == MARK_AREA;
    const Encoding *x = &unit->encodings[CHANNEL_X], *y = &unit->encodings[CHANNEL_Y], *color = &unit->encodings[CHANNEL_COLOR];
    if (!stackable || !color->field || unit->encodings[CHANNEL_X2].node || unit->encodings[CHANNEL_Y2].node)
        return;
    bool x_measure = x->type == MEASURE_QUANTITATIVE, y_measure = y->type == MEASURE_QUANTITATIVE;
    if (x_measure == y_measure)
        return;
    const Encoding *measure = x_measure ? x : y, *group = x_measure ? y : x;
    const Node *stack = node_find(measure->node, "stack");
    if (!measure->field || (stack && stack->kind == NODE_NULL) || (stack && stack->kind == NODE_BOOL && !stack->boolean))
        return;
    const char *offset = stack && stack->text && stack->kind == NODE_STRING ? stack->text : "zero";
    SortField sort = {color->field, true};
    const char *start = arena_printf(context->arena, "%s_start", measure->field), *end = arena_printf(context->arena, "%s_end", measure->field);
    Dataset next;
    if (!dataset_stack(context->arena, &unit->data, measure->field, &group->field, group->field ? 1 : 0, &sort, 1, offset, start, end, &next))
        return;
    unit->data = next;
    unit->stack_start = start;
    unit->stack_end = end;
    unit->stacked = x_measure ? CHANNEL_X : CHANNEL_Y;
}

/* ---- units -------------------------------------------------------------------------------------------------------- */

static void
refuse_unsupported(const ChartContext *context, const Node *spec)
{
    static const char *const later[] = {"facet", "hconcat", "vconcat", "concat", "repeat", "projection", "params", "selection"};
    for (size_t i = 0; i < COUNT_OF(later); i++)
        if (node_find(spec, later[i]))
            diag(context->diags, DIAG_VL_UNSUPPORTED, node_find(spec, later[i])->loc, later[i]);
}

static bool
read_data(View *view, const Node *spec, const Inherited *inherited, Dataset *out)
{
    const ChartContext *context = view->context;
    DataContext data = {.arena = context->arena, .diags = context->diags, .reader = context->reader, .model = context->model, .base = inherited->base, .lang = view->lang};
    *out = inherited->data;
    const Node *node = node_find(spec, "data"), *transforms = node_find(spec, "transform");
    if (node && !data_read(&data, node, out))
        return false;
    if (transforms) {
        Dataset next;
        if (!transform_list(&data, transforms, out, &next))
            return false;
        *out = next;
    }
    return true;
}

static bool
read_unit(View *view, const Node *spec, const Inherited *inherited)
{
    const ChartContext *context = view->context;
    Unit unit = {.node = spec, .data = inherited->data};
    if (!read_mark(context, spec, &unit))
        return false;
    const Node *own = node_find(spec, "encoding");
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        const Node *node = node_find(own, CHANNEL_NAMES[c]);
        if (!node)
            node = node_find(inherited->encoding, CHANNEL_NAMES[c]);
        if (node && node->kind == NODE_MAP)
            read_encoding(context, node, &unit.encodings[c]);
    }
    for (size_t i = 0; own && i < own->count; i++) {
        bool known = false;
        for (int c = 0; c < CHANNEL_COUNT; c++)
            known |= str_equal(own->items[i].key, CHANNEL_NAMES[c]);
        static const char *const quiet[] = {"tooltip", "href", "url", "description", "key"};
        for (size_t k = 0; k < COUNT_OF(quiet); k++)
            known |= str_equal(own->items[i].key, quiet[k]);
        if (!known)
            diag(context->diags, DIAG_VL_UNSUPPORTED, own->items[i].key_loc, own->items[i].key);
    }
    if (!implied_parse(view, &unit, inherited) || !implied_time_units(context, &unit) || !implied_aggregate(context, &unit))
        return false;
    implied_stack(context, &unit);
    VEC_PUSH(context->arena, &view->units, unit);
    return true;
}

/* An encoding of a layer's parent, under the child's own. */
static const Node *
merge_encoding(Arena *arena, const Node *parent, const Node *own)
{
    if (!parent || !own)
        return own ? own : parent;
    Node *merged = node_copy(arena, parent);
    for (size_t i = 0; i < own->count; i++)
        node_put(arena, merged, own->items[i].key, own->items[i].value);
    return merged;
}

static bool
read_spec(View *view, const Node *spec, const Inherited *inherited)
{
    Inherited here = *inherited;
    refuse_unsupported(view->context, spec);
    if (!read_data(view, spec, inherited, &here.data))
        return false;
    const Node *layer = node_find(spec, "layer");
    if (!layer)
        return read_unit(view, spec, &here);
    here.encoding = merge_encoding(view->context->arena, inherited->encoding, node_find(spec, "encoding"));
    bool ok = true;
    for (size_t i = 0; i < layer->count; i++)
        ok &= read_spec(view, layer->items[i].value, &here);
    return ok;
}

bool
view_read(const ChartContext *context, const Node *spec, const char *base, int lang, View *out)
{
    size_t errors = diags_errors(context->diags);
    *out = (View){.context = context, .lang = lang};
    out->config = node_find(spec, "config");
    if (!out->config && context->theme)
        out->config = theme_node(context->theme, "chart");
    out->translate = node_path(spec, "usermeta.shudu.translate");
    const char *slash = base ? strrchr(base, '/') : NULL;
    Inherited root = {.base = slash ? arena_strndup(context->arena, base, (size_t)(slash - base)) : ""};
    if (!read_spec(out, spec, &root) || diags_errors(context->diags) > errors)
        return false;
    const Node *width = node_find(spec, "width"), *height = node_find(spec, "height");
    out->width = width && width->kind == NODE_NUMBER ? width->number : NAN;
    out->height = height && height->kind == NODE_NUMBER ? height->number : NAN;
    if (width && width->kind == NODE_MAP)
        out->x.step = node_number(width, "step", 20);
    if (height && height->kind == NODE_MAP)
        out->y.step = node_number(height, "step", 20);
    view_scales(out);
    return true;
}
