/* chart/survey.c -- a spec's units with their rows. */
#include "chart/survey.h"

#include "base/str.h"
#include "chart/transform.h"

#include <math.h>
#include <string.h>

/* What a view inherits from those around it. */
typedef struct Around {
    const Node *encoding[8];     /* outermost first */
    size_t encodings;
    Dataset data;
    bool has_data;
    const Node *layer;
    int view;                    /* -1: not yet in a view */
} Around;

typedef struct Surveyor {
    const ChartContext *context;
    Survey *survey;
    DataContext data;
    int depth;
} Surveyor;

enum { DEPTH_MAX = 20 };

/* ---- channels ---------------------------------------------------------------------------------------------------- */

static const char *
default_type(const Node *def, const char *channel)
{
    static const char *const sizes[] = {"size", "theta", "radius", "opacity", "strokeWidth", "x2", "y2"};
    const Node *aggregate = node_find(def, "aggregate"), *bin = node_find(def, "bin"), *datum = node_find(def, "datum");
    if (aggregate || (bin && !(bin->kind == NODE_BOOL && !bin->boolean)))
        return "quantitative";
    if (node_find(def, "timeUnit"))
        return "temporal";
    if (node_find(def, "sort") && node_find(def, "sort")->kind == NODE_LIST)
        return "ordinal";
    if (datum && datum->kind == NODE_NUMBER)
        return "quantitative";
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        if (strcmp(channel, sizes[i]) == 0)
            return "quantitative";
    return "nominal";
}

static SurveyChannel
read_channel(const char *name, const Node *def)
{
    const Node *field = node_find(def, "field"), *aggregate = node_find(def, "aggregate"), *bin = node_find(def, "bin");
    const Node *unit = node_find(def, "timeUnit");
    return (SurveyChannel){
        .name = name,
        .def = def,
        .column = field && field->kind == NODE_STRING ? field->text : NULL,
        .type = node_text(def, "type", default_type(def, name)),
        .aggregate = aggregate ? (aggregate->text ? aggregate->text : "argmax") : NULL,
        .time_unit = unit ? (unit->text ? unit->text : node_text(unit, "unit", NULL)) : NULL,
        .binned = bin && (bin->kind == NODE_MAP || (bin->kind == NODE_BOOL && bin->boolean) || str_equal(bin->text, "binned")),
    };
}

/* Channels of the unit; an inner definition takes the place of an outer one. A list (detail, order, tooltip) gives one for each. */
static void
read_channels(Arena *arena, const Around *around, SurveyUnit *unit)
{
    for (size_t e = around->encodings; e-- > 0;) {
        const Node *encoding = around->encoding[e];
        for (size_t i = 0; encoding && encoding->kind == NODE_MAP && i < encoding->count; i++) {
            const NodeItem *item = &encoding->items[i];
            if (survey_channel(unit, item->key) || item->value->kind == NODE_NULL)
                continue;
            size_t count = item->value->kind == NODE_LIST ? item->value->count : 1;
            for (size_t k = 0; k < count; k++) {
                const Node *def = item->value->kind == NODE_LIST ? item->value->items[k].value : item->value;
                if (def->kind == NODE_MAP)
                    VEC_PUSH(arena, &unit->channels, read_channel(item->key, def));
            }
        }
    }
}

const SurveyChannel *
survey_channel(const SurveyUnit *unit, const char *name)
{
    for (size_t i = 0; i < unit->channels.count; i++)
        if (strcmp(unit->channels.items[i].name, name) == 0)
            return &unit->channels.items[i];
    return NULL;
}

/* ---- rows --------------------------------------------------------------------------------------------------------- */

static void
bin_channel(Surveyor *self, SurveyUnit *unit, SurveyChannel *channel)
{
    const Node *bin = node_find(channel->def, "bin");
    if (!channel->column || str_equal(bin->text, "binned"))
        return;
    const char *start = arena_printf(self->context->arena, "bin_%s_%s", channel->name, channel->column);
    Dataset out;
    dataset_bin(self->context->arena, &unit->data, channel->column, bin->kind == NODE_MAP ? bin : NULL, 10, start,
        arena_printf(self->context->arena, "%s_end", start), &out, NULL);
    unit->data = out;
    channel->column = start;
}

static void
floor_channel(Surveyor *self, SurveyUnit *unit, SurveyChannel *channel)
{
    Arena *arena = self->context->arena;
    TimeUnit time;
    if (!channel->column || !time_unit_read(&self->data, node_find(channel->def, "timeUnit"), &time) || !time.unit)
        return;
    Dataset parsed;
    if (!dataset_parse(&self->data, channel->def->loc, &unit->data, channel->column, "date", &parsed))
        return;
    Value *values = dataset_field_values(arena, &parsed, channel->column);
    for (size_t i = 0; i < parsed.row_count; i++)
        if (values[i].kind == VALUE_DATE || values[i].kind == VALUE_NUMBER)
            values[i] = value_date(time_unit_floor_by(&time, values[i].number));
    const char *name = arena_printf(arena, "%s_%s", time.name, channel->column);
    dataset_put_column(arena, &parsed, name, values, &unit->data);
    channel->column = name;
    channel->time_unit = time.unit;
}

static void
parse_channel(Surveyor *self, SurveyUnit *unit, SurveyChannel *channel)
{
    const char *type = str_equal(channel->type, "temporal") ? "date" : str_equal(channel->type, "quantitative") ? "number" : NULL;
    Dataset parsed;
    if (type && channel->column && dataset_parse(&self->data, channel->def->loc, &unit->data, channel->column, type, &parsed))
        unit->data = parsed;
}

/* Rows are grouped by all channels without an aggregate where one has one. */
static void
aggregate_channels(Surveyor *self, SurveyUnit *unit)
{
    Arena *arena = self->context->arena;
    VEC(const char *) groups = {0};
    VEC(AggregateField) fields = {0};
    for (size_t i = 0; i < unit->channels.count; i++) {
        SurveyChannel *channel = &unit->channels.items[i];
        if (!channel->aggregate) {
            const char *end = channel->binned && channel->column ? arena_printf(arena, "%s_end", channel->column) : NULL;
            if (channel->column)
                VEC_PUSH(arena, &groups, channel->column);
            if (end && dataset_column(&unit->data, end) >= 0)
                VEC_PUSH(arena, &groups, end);
            continue;
        }
        if (!aggregate_is_known(channel->aggregate))
            continue;
        const char *as = arena_printf(arena, "%s_%s", channel->aggregate, channel->column ? channel->column : "*");
        VEC_PUSH(arena, &fields, ((AggregateField){channel->aggregate, channel->column, as}));
        channel->column = as;
    }
    Dataset out;
    if (fields.count && dataset_aggregate(arena, &unit->data, groups.items, groups.count, fields.items, fields.count, &out))
        unit->data = out;
}

/* Whether the rows have a column that the field path begins with. */
static bool
has_field(Surveyor *self, const SurveyUnit *unit, const char *field)
{
    const char *const *parts = value_field_parts(self->context->arena, field);
    return dataset_column(&unit->data, field) >= 0 || (parts && parts[0] && dataset_column(&unit->data, parts[0]) >= 0);
}

static void
prepare_rows(Surveyor *self, SurveyUnit *unit)
{
    for (size_t i = 0; i < unit->channels.count; i++) {
        SurveyChannel *channel = &unit->channels.items[i];
        channel->unknown = unit->data.row_count && channel->column && !has_field(self, unit, channel->column);
    }
    for (size_t i = 0; i < unit->channels.count; i++) {
        SurveyChannel *channel = &unit->channels.items[i];
        if (channel->time_unit)
            floor_channel(self, unit, channel);
        else if (!channel->aggregate || !str_equal(channel->aggregate, "count"))
            parse_channel(self, unit, channel);
        if (channel->binned)
            bin_channel(self, unit, channel);
    }
    aggregate_channels(self, unit);
}

static void
read_rows(Surveyor *self, const Node *view, Around *around)
{
    const Node *data = node_find(view, "data"), *transform = node_find(view, "transform");
    Dataset out = {0};
    DataContext context = self->data;
    context.first = transform;
    context.view = view == self->survey->spec ? view : NULL; /* further in, encodings may be inherited */
    if (data)
        around->has_data = data_read(&context, data, &around->data);
    if (transform && around->has_data) {
        around->has_data = transform_list(&self->data, transform, &around->data, &out);
        around->data = out;
    }
}

/* ---- views --------------------------------------------------------------------------------------------------------- */

static void survey_view(Surveyor *self, const Node *view, Around around);

static void
survey_unit(Surveyor *self, const Node *view, const Around *around)
{
    Arena *arena = self->context->arena;
    const Node *mark = node_find(view, "mark");
    SurveyUnit *unit = ARENA_NEW(arena, SurveyUnit);
    *unit = (SurveyUnit){
        .node = view,
        .mark = mark->text ? mark->text : node_text(mark, "type", ""),
        .mark_def = mark->kind == NODE_MAP ? mark : NULL,
        .data = around->data,
        .has_data = around->has_data,
        .view = around->view >= 0 ? around->view : self->survey->view_count++,
        .layered = around->layer,
    };
    read_channels(arena, around, unit);
    if (unit->has_data)
        prepare_rows(self, unit);
    VEC_PUSH(arena, &self->survey->units, unit);
}

/* {repeat: "column"} becomes the name at hand. */
static Node *
repeated(Arena *arena, const Node *node, const char *const *names, const char *const *values, size_t count)
{
    const Node *repeat = node->kind == NODE_MAP && node->count == 1 ? node_find(node, "repeat") : NULL;
    for (size_t i = 0; repeat && i < count; i++)
        if (str_equal(repeat->text, names[i]))
            return node_new_string(arena, values[i], node->loc);
    Node *copy = ARENA_NEW(arena, Node);
    *copy = *node;
    copy->items = ARENA_ARRAY(arena, NodeItem, node->count + 1);
    for (size_t i = 0; i < node->count; i++) {
        copy->items[i] = node->items[i];
        copy->items[i].value = repeated(arena, node->items[i].value, names, values, count);
    }
    return copy;
}

static void
survey_repeat(Surveyor *self, const Node *view, Around around)
{
    static const char *const axes[] = {"row", "column", "layer"};
    Arena *arena = self->context->arena;
    const Node *repeat = node_find(view, "repeat"), *inner = node_find(view, "spec");
    const Node *lists[3] = {node_find(repeat, "row"), node_find(repeat, "column"), node_find(repeat, "layer")};
    if (repeat->kind == NODE_LIST) {
        for (size_t i = 0; i < repeat->count; i++) {
            const char *name = "repeat", *value = repeat->items[i].value->text;
            if (inner && value)
                survey_view(self, repeated(arena, inner, &name, &value, 1), around);
        }
        return;
    }
    size_t counts[3];
    for (int a = 0; a < 3; a++)
        counts[a] = lists[a] ? lists[a]->count : 1;
    for (size_t at = 0; inner && at < counts[0] * counts[1] * counts[2]; at++) {
        size_t index[3] = {at / (counts[1] * counts[2]), at / counts[2] % counts[1], at % counts[2]};
        const char *names[3], *values[3];
        size_t count = 0;
        for (int a = 0; a < 3; a++) {
            if (!lists[a])
                continue;
            names[count] = axes[a];
            values[count++] = lists[a]->items[index[a]].value->text;
        }
        survey_view(self, repeated(arena, inner, names, values, count), around);
    }
}

static const Node *
facet_encoding(Arena *arena, const Node *facet)
{
    if (node_find(facet, "row") || node_find(facet, "column"))
        return facet;
    Node *encoding = node_new(arena, NODE_MAP, facet->loc);
    node_put(arena, encoding, "facet", (Node *)facet);
    return encoding;
}

static void
survey_view(Surveyor *self, const Node *view, Around around)
{
    static const char *const concats[] = {"hconcat", "vconcat", "concat"};
    if (!view || view->kind != NODE_MAP || self->depth >= DEPTH_MAX)
        return;
    self->depth++;
    read_rows(self, view, &around);
    const Node *encoding = node_find(view, "encoding"), *layer = node_find(view, "layer"), *facet = node_find(view, "facet");
    if (encoding && around.encodings < COUNT_OF(around.encoding))
        around.encoding[around.encodings++] = encoding;
    if (node_find(view, "mark")) {
        survey_unit(self, view, &around);
    } else if (layer) {
        if (around.view < 0)
            around.view = self->survey->view_count++;
        around.layer = view;
        for (size_t i = 0; i < layer->count; i++)
            survey_view(self, layer->items[i].value, around);
    } else if (facet && facet->kind == NODE_MAP && around.encodings < COUNT_OF(around.encoding)) {
        self->survey->has_facets = true;
        around.encoding[around.encodings++] = facet_encoding(self->context->arena, facet);
        survey_view(self, node_find(view, "spec"), around);
    } else if (node_find(view, "repeat")) {
        survey_repeat(self, view, around);
    }
    for (size_t c = 0; c < COUNT_OF(concats); c++) {
        const Node *parts = node_find(view, concats[c]);
        for (size_t i = 0; parts && i < parts->count; i++)
            survey_view(self, parts->items[i].value, around);
    }
    self->depth--;
}

Survey *
survey_read(const ChartContext *context, const Node *spec, const char *spec_path, int lang)
{
    Arena *arena = context->arena;
    Survey *survey = ARENA_NEW(arena, Survey);
    *survey = (Survey){.spec = spec, .config = {node_find(spec, "config"), context->theme ? theme_node(context->theme, "chart") : NULL}};
    const char *slash = strrchr(spec_path, '/');
    ChartContext quiet = *context;
    quiet.diags = diags_new(arena); /* faults are reported where the chart is drawn */
    Surveyor self = {.context = &quiet, .survey = survey, .data = {
        .arena = arena,
        .diags = quiet.diags,
        .reader = context->reader,
        .model = context->model,
        .base = slash ? arena_strndup(arena, spec_path, (size_t)(slash - spec_path)) : "",
        .datasets = node_find(spec, "datasets"),
        .lang = lang,
    }};
    survey_view(&self, spec, (Around){.view = -1});
    return survey;
}

/* ---- questions ------------------------------------------------------------------------------------------------------- */

const Node *
survey_mark(const Survey *survey, const SurveyUnit *unit, const char *key)
{
    const Node *own = node_find(unit->mark_def, key);
    for (size_t i = 0; !own && i < COUNT_OF(survey->config); i++) {
        own = node_find(node_find(survey->config[i], unit->mark), key);
        if (!own)
            own = node_find(node_find(survey->config[i], "mark"), key);
    }
    return own;
}

const char *
survey_title(const SurveyChannel *channel, bool *silent)
{
    const Node *of[] = {
        node_find(node_find(channel->def, "axis"), "title"), node_find(node_find(channel->def, "legend"), "title"),
        node_find(node_find(channel->def, "header"), "title"), node_find(channel->def, "title"),
    };
    *silent = false;
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        if (!of[i])
            continue;
        *silent = of[i]->kind == NODE_NULL || str_is_empty(of[i]->text);
        return *silent ? NULL : of[i]->text;
    }
    return NULL;
}

Value
survey_value(const SurveyUnit *unit, const SurveyChannel *channel, size_t row)
{
    return channel && channel->column ? dataset_value(&unit->data, row, channel->column) : (Value){0};
}

ValueList
survey_distinct(Arena *arena, const SurveyUnit *unit, const SurveyChannel *channel)
{
    ValueList list = {ARENA_ARRAY(arena, Value, unit->data.row_count + 1), 0};
    Map seen;
    map_init(&seen, arena);
    for (size_t row = 0; unit->has_data && row < unit->data.row_count; row++) {
        Value value = survey_value(unit, channel, row);
        const char *key = arena_printf(arena, "%d %s", value.kind, value_to_string(arena, value));
        if (map_has(&seen, key))
            continue;
        map_put(&seen, key, list.items);
        list.items[list.count++] = value;
    }
    return list;
}

bool
survey_is_measure(const SurveyChannel *channel)
{
    return channel && str_equal(channel->type, "quantitative") && !channel->binned && (channel->column || channel->aggregate);
}

bool
survey_is_discrete(const SurveyChannel *channel)
{
    return channel && channel->column && (str_equal(channel->type, "nominal") || str_equal(channel->type, "ordinal"));
}

bool
survey_axes(const SurveyUnit *unit, const SurveyChannel **measure, const SurveyChannel **dimension)
{
    const SurveyChannel *x = survey_channel(unit, "x"), *y = survey_channel(unit, "y");
    bool by_x = survey_is_measure(x), by_y = survey_is_measure(y);
    if (by_x && by_y) {
        /* As Vega-Lite orients: the aggregated one is measured; a line, area and a bar go upwards. */
        bool point = strcmp(unit->mark, "point") == 0 || strcmp(unit->mark, "circle") == 0 || strcmp(unit->mark, "square") == 0;
        if (point && !x->aggregate && !y->aggregate)
            return false;
        by_x = x->aggregate && !y->aggregate;
        by_y = !by_x;
    }
    if (!by_x && !by_y)
        return false;
    *measure = by_x ? x : y;
    *dimension = by_x ? y : x;
    return true;
}

const char *
survey_stack(const SurveyUnit *unit)
{
    static const char *const groups[] = {"color", "fill", "stroke", "detail", "opacity"};
    const SurveyChannel *measure, *dimension;
    bool arc = strcmp(unit->mark, "arc") == 0;
    if (arc)
        return "zero";
    if ((strcmp(unit->mark, "bar") != 0 && strcmp(unit->mark, "area") != 0) || !survey_axes(unit, &measure, &dimension))
        return NULL;
    const Node *stack = node_find(measure->def, "stack");
    if (survey_channel(unit, "x2") || survey_channel(unit, "y2") || survey_channel(unit, "xOffset") || survey_channel(unit, "yOffset"))
        return NULL;
    if (stack && (stack->kind == NODE_NULL || (stack->kind == NODE_BOOL && !stack->boolean)))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        const SurveyChannel *channel = survey_channel(unit, groups[i]);
        if (channel && channel->column && channel != dimension && !(dimension && str_equal(channel->column, dimension->column)))
            return stack && stack->text && stack->kind == NODE_STRING ? stack->text : "zero";
    }
    return NULL;
}
