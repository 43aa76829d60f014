#include "base/str.h"
#include "chart/composite_read.h"

#include <string.h>

/* ---- small trees ------------------------------------------------------------------------------------------------- */

Node *
composite_list(const Composite *self)
{
    return node_new(self->arena, NODE_LIST, self->mark->loc);
}

Node *
composite_map(const Composite *self)
{
    return node_new(self->arena, NODE_MAP, self->mark->loc);
}

void
composite_put_text(const Composite *self, Node *map, const char *key, const char *text)
{
    node_put(self->arena, map, key, node_new_string(self->arena, text, self->mark->loc));
}

void
composite_push_all(const Composite *self, Node *list, const Node *from)
{
    for (size_t i = 0; i < from->count; i++)
        node_push(self->arena, list, from->items[i].value);
}

const char *
composite_datum(Arena *arena, const char *name)
{
    Buf text = BUF_INIT;
    buf_add(&text, "datum['");
    for (; *name; name++) {
        if (*name == '\'' || *name == '\\')
            buf_add_char(&text, '\\');
        buf_add_char(&text, *name);
    }
    buf_add(&text, "']");
    const char *expression = buf_take(&text, arena);
    buf_clear(&text);
    return expression;
}

const char *
composite_column(const Composite *self, const char *prefix)
{
    return arena_printf(self->arena, "%s_%s", prefix, self->column);
}

const Node *
composite_beside(const Composite *self, const char *suffix)
{
    return node_find(self->encoding, arena_printf(self->arena, "%s%s", self->axis, suffix));
}

void
composite_calculate(const Composite *self, Node *transforms, const char *expression, const char *as)
{
    Node *transform = composite_map(self);
    composite_put_text(self, transform, "calculate", expression);
    composite_put_text(self, transform, "as", as);
    node_push(self->arena, transforms, transform);
}

void
composite_aggregate(const Composite *self, Node *aggregates, const char *op, const char *field, const char *prefix)
{
    Node *one = composite_map(self);
    composite_put_text(self, one, "op", op);
    composite_put_text(self, one, "field", field ? field : node_text(self->measure, "field", NULL));
    composite_put_text(self, one, "as", composite_column(self, prefix));
    node_push(self->arena, aggregates, one);
}

void
composite_summarize(const Composite *self, Node *transforms, const char *kind, Node *ops)
{
    Node *transform = composite_map(self);
    node_put(self->arena, transform, kind, ops);
    node_put(self->arena, transform, "groupby", self->groups);
    node_push(self->arena, transforms, transform);
}

Node *
composite_outer(const Composite *self)
{
    static const char *const taken[] = {"mark", "encoding", "params", "projection", NULL};
    return node_map_without(self->arena, self->spec, taken);
}

/* ---- reading ------------------------------------------------------------------------------------------------------- */

void
composite_open(Drawing *drawing, const Node *spec, const char *name, Composite *out)
{
    Arena *arena = drawing->context->arena;
    *out = (Composite){
        .drawing = drawing, .arena = arena, .name = name, .spec = spec, .encoding = node_find(spec, "encoding"),
        .mark = mark_node_map(arena, node_find(spec, "mark")), .config = node_find(drawing->config, name),
    };
}

/* The channel without its aggregate where that is the composite's own name, or any for `bare`; what was aggregated is quantitative. */
static const Node *
without_aggregate(const Composite *self, const Node *channel, bool bare)
{
    static const char *const key[] = {"aggregate", NULL};
    const Node *aggregate = node_find(channel, "aggregate");
    bool own = aggregate && str_equal(node_text(channel, "aggregate", NULL), self->name);
    if (!aggregate || (!own && !bare))
        return channel;
    if (!own)
        diag(self->drawing->context->diags, DIAG_VL_IGNORED, aggregate->loc, "aggregate");
    Node *plain = node_map_without(self->arena, channel, key);
    if (!node_find(plain, "type"))
        composite_put_text(self, plain, "type", measure_name(MEASURE_QUANTITATIVE));
    return plain;
}

static bool
read_channel(const Composite *self, Channel channel, const Node *node, Encoding *out)
{
    View unit = {.kind = VIEW_UNIT, .drawing = self->drawing};
    mark_find_places(&unit);
    return encoding_read(&unit, channel, without_aggregate(self, node, false), out);
}

static bool
read_axis(const Composite *self, const char *axis, Encoding *out)
{
    return read_channel(self, channel_find(axis), node_find(self->encoding, axis), out);
}

bool
composite_is_continuous(const Composite *self, const char *axis)
{
    Encoding encoding;
    if (!read_axis(self, axis, &encoding))
        return false;
    return (encoding.is_field && !encoding_is_discrete(&encoding)) || (encoding.is_datum && encoding.type == MEASURE_QUANTITATIVE);
}

static bool
is_time(const Composite *self, const char *axis)
{
    Encoding encoding;
    return read_axis(self, axis, &encoding) && (encoding.type == MEASURE_TEMPORAL || encoding.has_time_unit);
}

static const char *
axis_of_two_measures(const Composite *self)
{
    const char *x = node_text(node_find(self->encoding, "x"), "aggregate", NULL), *y = node_text(node_find(self->encoding, "y"), "aggregate", NULL);
    bool x_own = str_equal(x, self->name), y_own = str_equal(y, self->name);
    if (x_own && y_own) {
        diag(self->drawing->context->diags, DIAG_VL_TWO_RANGES, self->mark->loc, self->name);
        return NULL;
    }
    if ((x_own && !y) || (y_own && !x))
        return x_own ? "x" : "y";
    return is_time(self, "y") && !is_time(self, "x") ? "x" : "y";
}

const char *
composite_axis(const Composite *self)
{
    const char *stated = node_text(self->mark, "orient", NULL);
    if (stated)
        return str_equal(stated, "vertical") ? "y" : "x";
    bool x = composite_is_continuous(self, "x"), y = composite_is_continuous(self, "y");
    if (x && y)
        return axis_of_two_measures(self);
    if (!x && !y)
        diag(self->drawing->context->diags, DIAG_VL_NO_MEASURE, self->mark->loc, self->name);
    return x ? "x" : y ? "y" : NULL;
}

/* ---- the other channels ------------------------------------------------------------------------------------------------ */

static void
push_group(const Composite *self, const char *column)
{
    for (size_t i = 0; i < self->groups->count; i++)
        if (str_equal(self->groups->items[i].value->text, column))
            return;
    node_push(self->arena, self->groups, node_new_string(self->arena, column, self->mark->loc));
}

/* A time unit read as a plain column still prints as a time. */
static void
format_as_time(const Composite *self, Channel channel, Node *out)
{
    const char *guide = channel_is_xy(channel) ? "axis" : "legend";
    const Node *given = node_find(out, guide);
    if (channel == CHANNEL_TEXT) {
        composite_put_text(self, out, "formatType", "time");
        return;
    }
    if (!channel_has_scale(channel) || (given && given->kind != NODE_MAP))
        return;
    Node *own = composite_map(self);
    composite_put_text(self, own, "formatType", "time");
    node_share_all(self->arena, own, given);
    node_put(self->arena, out, guide, own);
}

static void
share_bin(Composite *self, const Encoding *encoding, Node *out)
{
    Node *transform = composite_map(self);
    node_share(self->arena, transform, "bin", encoding->bin_node);
    composite_put_text(self, transform, "field", encoding->field);
    composite_put_text(self, transform, "as", encoding->column);
    node_push(self->arena, self->prepared, transform);
    push_group(self, encoding->end_column);
    composite_put_text(self, out, "bin", "binned");
    composite_put_text(self, out, "type", measure_name(MEASURE_QUANTITATIVE));
    if (!channel_is_xy(encoding->channel))
        return;
    Node *end = composite_map(self);
    composite_put_text(self, end, "field", encoding->end_column);
    node_put(self->arena, self->shared, channel_name(channel_second(encoding->channel)), end);
}

static void
share_time_unit(Composite *self, const Encoding *encoding, Node *out)
{
    Node *transform = composite_map(self);
    if (encoding->time_unit.binned)
        return;
    node_share(self->arena, transform, "timeUnit", node_find(encoding->node, "timeUnit"));
    composite_put_text(self, transform, "field", encoding->field);
    composite_put_text(self, transform, "as", encoding->column);
    node_push(self->arena, self->prepared, transform);
    if (encoding->type != MEASURE_TEMPORAL && !encoding->untyped)
        format_as_time(self, encoding->channel, out);
}

static void
share_aggregate(Composite *self, const Encoding *encoding, Node *out)
{
    Node *one = composite_map(self);
    const char *as = encoding->arg_field ? arena_printf(self->arena, "%s_%s", encoding->aggregate, encoding->arg_field) : encoding->column;
    composite_put_text(self, one, "op", encoding->aggregate);
    if (encoding->field || encoding->arg_field)
        composite_put_text(self, one, "field", encoding->arg_field ? encoding->arg_field : encoding->field);
    composite_put_text(self, one, "as", as);
    node_push(self->arena, self->aggregates, one);
    if (encoding->arg_field)
        composite_put_text(self, out, "field", arena_printf(self->arena, "%s.%s", as, encoding->field));
}

/* The channel over columns that the summary keeps or makes. NULL after a diagnostic. */
static const Node *
share_channel(Composite *self, Channel channel, const Node *node)
{
    static const char *const computed[] = {"field", "aggregate", "bin", "timeUnit", NULL};
    Encoding encoding;
    if (!read_channel(self, channel, node, &encoding))
        return NULL;
    if (!encoding.is_field || encoding.only_in_condition)
        return node;
    bool plain = !encoding.aggregate && !encoding.has_time_unit && encoding.bin != BIN_BINNING;
    Node *out = plain ? node_map_copy(self->arena, node) : node_map_without(self->arena, node, computed);
    if (!encoding.untyped)
        composite_put_text(self, out, "type", measure_name(encoding.type));
    if (!encoding.aggregate)
        push_group(self, plain ? encoding.field : encoding.column);
    if (plain)
        return out;
    composite_put_text(self, out, "field", encoding.column);
    const Node *guide_title = node_find(encoding.guide, "title");
    if (!node_find(out, "title") && (!guide_title || guide_title->kind == NODE_NULL))
        composite_put_text(self, out, "title", encoding_title(self->drawing, &encoding));
    if (encoding.aggregate)
        share_aggregate(self, &encoding, out);
    else if (encoding.bin == BIN_BINNING)
        share_bin(self, &encoding, out);
    else
        share_time_unit(self, &encoding, out);
    return out;
}

/* A channel's one definition or list of them. */
static const Node *
share_channels(Composite *self, Channel channel, const Node *node)
{
    if (node->kind != NODE_LIST)
        return share_channel(self, channel, node);
    Node *list = composite_list(self);
    for (size_t i = 0; i < node->count; i++) {
        const Node *one = share_channel(self, channel, node->items[i].value);
        if (!one)
            return NULL;
        node_push(self->arena, list, (Node *)one);
    }
    return list;
}

static bool
take_others(Composite *self, bool tooltip_groups)
{
    static const char *const suffixes[] = {"", "2", "Error", "Error2"};
    for (size_t i = 0; i < self->encoding->count; i++) {
        const char *key = self->encoding->items[i].key;
        bool measured = false;
        for (size_t k = 0; k < COUNT_OF(suffixes); k++)
            measured |= str_starts(key, self->axis) && str_equal(key + 1, suffixes[k]);
        Channel channel = channel_find(key);
        if (measured || channel == CHANNEL_NONE || (channel == CHANNEL_TOOLTIP && !tooltip_groups))
            continue;
        const Node *shared = share_channels(self, channel, self->encoding->items[i].value);
        if (!shared)
            return false;
        if (channel != CHANNEL_TOOLTIP)
            node_share(self->arena, self->shared, key, shared);
    }
    return true;
}

bool
composite_take(Composite *self, const char *axis, bool tooltip_groups)
{
    Encoding encoding;
    self->axis = axis;
    const Node *given = node_find(self->encoding, axis);
    if (!node_text(given, "field", NULL))
        return diag(self->drawing->context->diags, DIAG_VL_NO_MEASURE, self->mark->loc, self->name);
    Node *measure = node_map_copy(self->arena, without_aggregate(self, given, true));
    if (!read_channel(self, channel_find(axis), measure, &encoding))
        return false;
    composite_put_text(self, measure, "type", measure_name(encoding.type));
    self->measure = measure;
    self->column = value_field_name(self->arena, encoding.field);
    self->prepared = composite_list(self);
    self->aggregates = composite_list(self);
    self->groups = composite_list(self);
    self->shared = composite_map(self);
    return take_others(self, tooltip_groups);
}

/* ---- parts --------------------------------------------------------------------------------------------------------------- */

Node *
composite_position(const Composite *self, const char *from, const char *to, const Node *channels)
{
    static const char *const kept[] = {"scale", "axis"};
    Node *out = composite_map(self), *at = composite_map(self);
    const char *field = node_text(self->measure, "field", NULL);
    const Node *title = node_find(self->measure, "title");
    composite_put_text(self, at, "field", from ? composite_column(self, from) : field);
    composite_put_text(self, at, "type", node_text(self->measure, "type", NULL));
    composite_put_text(self, at, "title", field);
    node_share(self->arena, at, "title", title);
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        node_share(self->arena, at, kept[i], node_find(self->measure, kept[i]));
    node_put(self->arena, out, self->axis, at);
    if (to) {
        Node *end = composite_map(self);
        composite_put_text(self, end, "field", composite_column(self, to));
        node_put(self->arena, out, arena_printf(self->arena, "%s2", self->axis), end);
    }
    node_share_all(self->arena, out, channels);
    return out;
}

static bool
is_wanted(const Node *part)
{
    return part && part->kind != NODE_NULL && !(part->kind == NODE_BOOL && !part->boolean);
}

Node *
composite_part(const Composite *self, Node *layers, const char *part, const Node *mark, const Node *encoding)
{
    static const char *const inherited[] = {"clip", "color", "opacity"};
    const Node *own = node_find(self->mark, part), *config = node_find(self->config, part);
    if (!is_wanted(own ? own : config))
        return NULL;
    Node *unit = composite_map(self), *out = composite_map(self);
    if (config && config->kind == NODE_MAP)
        node_share_all(self->arena, out, config);
    for (size_t i = 0; i < COUNT_OF(inherited); i++)
        node_share(self->arena, out, inherited[i], node_find(self->mark, inherited[i]));
    node_share_all(self->arena, out, mark);
    composite_put_text(self, out, "style", arena_printf(self->arena, "%s-%s", self->name, part));
    if (own && own->kind == NODE_MAP)
        node_share_all(self->arena, out, own);
    node_put(self->arena, unit, "mark", out);
    node_share(self->arena, unit, "encoding", encoding);
    node_push(self->arena, layers, unit);
    return unit;
}
