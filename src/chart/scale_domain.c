/* chart/scale_domain.c -- domains from all the units that share a scale (Vega-Lite: scale/domain.ts; Vega: vega-encode, Scale). */
#include "base/str.h"
#include "chart/scale_build.h"
#include "chart/tick.h"
#include "chart/transform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How names are ordered. */
typedef struct NameSort {
    enum { SORT_NONE, SORT_NATURAL, SORT_BY } kind;
    const char *op, *field; /* SORT_BY: an aggregate of another column */
    bool descending;
} NameSort;

/* One source of domain values. */
typedef struct Part {
    const Node *list;          /* stated values; NULL */
    Value single[2];           /* a datum, or the two ends of bins; KIND undefined where unused */
    const View *unit;          /* else a column of the unit's rows */
    const Dataset *rows;
    const char *column;
    NameSort sort;
    bool has_sort;
} Part;

typedef VEC(Part) PartList;

/* A stated domain value: dates as date-time maps, texts or the time unit's own numbers. */
static Value
stated_value(const Drawing *drawing, const Encoding *encoding, const Node *node)
{
    Arena *arena = drawing->context->arena;
    double date;
    if (node->kind == NODE_MAP && datetime_from_node(node, &date))
        return value_date(date);
    Value value = property_value(drawing, node);
    bool temporal = encoding->type == MEASURE_TEMPORAL || encoding->has_time_unit;
    if (!temporal)
        return value;
    bool single = encoding->has_time_unit && encoding->time_unit.unit && !str_starts(encoding->time_unit.unit, "year");
    if (single && ((value.kind == VALUE_NUMBER && value.number < 10000) || (value.kind == VALUE_STRING && isnan(date_parse_free(value.string))))) {
        Node *map = node_new(arena, NODE_MAP, node->loc);
        node_put(arena, map, encoding->time_unit.unit, (Node *)node);
        if (datetime_from_node(map, &date))
            return value_date(date);
    }
    return value_date(value.kind == VALUE_STRING ? date_parse_free(value.string) : value.number);
}

/* ---- parts ------------------------------------------------------------------------------------------------------------ */

static NameSort
sort_of(const View *unit, const Encoding *encoding, bool *has)
{
    const Node *sort = encoding->sort;
    const Stack *stack = &unit->stack;
    *has = true;
    if (encoding->sort_index)
        return (NameSort){SORT_BY, "min", encoding->sort_index, false};
    if (sort && sort->kind == NODE_NULL) {
        *has = false;
        return (NameSort){SORT_NONE, NULL, NULL, false};
    }
    const char *field = sort && sort->kind == NODE_MAP ? node_text(sort, "field", NULL) : NULL, *op = sort && sort->kind == NODE_MAP ? node_text(sort, "op", NULL) : NULL;
    bool by_field = field || op, descending = encoding->sort_descending;
    if (encoding->sort_channel != CHANNEL_NONE) {
        const Encoding *by = &unit->encodings[encoding->sort_channel];
        field = by->arg_field ? by->column : by->field;
        op = by->arg_field ? NULL : by->aggregate;
        by_field = by->is_field;
    }
    if (!by_field)
        return descending ? (NameSort){SORT_BY, "min", encoding->column, true} : (NameSort){SORT_NATURAL, NULL, NULL, false};
    bool dimension = false;
    for (size_t i = 0; stack->on && i < COUNT_OF(stack->group_channels) && stack->group_channels[i] != CHANNEL_NONE; i++)
        dimension |= str_equal(unit->encodings[stack->group_channels[i]].column, field);
    for (size_t i = 0; stack->on && stack->by[i]; i++)
        dimension |= str_equal(stack->by[i]->field, field);
    if (!op)
        op = stack->on && !dimension ? "sum" : "min";
    return (NameSort){SORT_BY, op, field ? value_field_name(unit->drawing->context->arena, field) : "*", descending};
}

static void
add_column(PartList *parts, const View *unit, const Dataset *rows, const char *column, const NameSort *sort)
{
    Part part = {.unit = unit, .rows = rows, .column = column, .has_sort = sort != NULL};
    if (sort)
        part.sort = *sort;
    VEC_PUSH(unit->drawing->context->arena, parts, part);
}

static bool
band_end_counts(const View *unit, const Encoding *encoding, Channel channel)
{
    Channel second = channel_second(channel);
    const Encoding *other = second == CHANNEL_NONE ? NULL : &unit->encodings[second];
    if (!(encoding->bin == BIN_BINNING || (encoding->has_time_unit && encoding->type == MEASURE_TEMPORAL)))
        return false;
    return !isnan(encoding_band_position(unit, encoding, other));
}

/* Returns whether the domain was stated. */
static bool
channel_parts(const Scale *scale, const View *unit, Channel channel, PartList *parts)
{
    Arena *arena = unit->drawing->context->arena;
    const Encoding *encoding = &unit->encodings[channel];
    const Node *domain = node_find(encoding->scale, "domain"), *with = node_find(domain, "unionWith");
    bool discrete = scale_type_is_discrete(scale->type), unaggregated = domain && str_equal(domain->text, "unaggregated") && domain->kind == NODE_STRING;
    if (domain && !with && domain->kind == NODE_LIST) {
        VEC_PUSH(arena, parts, (Part){.list = domain, .unit = unit, .column = NULL});
        return true;
    }
    if (with && with->kind == NODE_LIST)
        VEC_PUSH(arena, parts, (Part){.list = with, .unit = unit, .column = NULL});
    if (unit->stack.on && channel == unit->stack.field_channel) {
        if (str_equal(unit->stack.offset, "normalize")) {
            VEC_PUSH(arena, parts, (Part){.single = {value_number(0), value_number(1)}, .unit = unit});
            return with != NULL;
        }
        add_column(parts, unit, &unit->scale_rows, unit->stack.start_column, NULL);
        add_column(parts, unit, &unit->scale_rows, unit->stack.end_column, NULL);
        return with != NULL;
    }
    if (encoding->is_datum) {
        VEC_PUSH(arena, parts, (Part){.single = {encoding->datum}, .unit = unit});
        return with != NULL;
    }
    bool has_sort = false;
    NameSort sort = {0};
    if (discrete && channel_has_scale(channel))
        sort = sort_of(unit, encoding, &has_sort);
    const Dataset *rows = has_sort && sort.kind == SORT_BY && !str_equal(sort.field, encoding->column) ? &unit->raw : &unit->scale_rows;
    if (unaggregated && encoding->aggregate) {
        const char *field = value_field_name(arena, encoding->field);
        add_column(parts, unit, &unit->scale_rows, arena_printf(arena, "min_%s", field), NULL);
        add_column(parts, unit, &unit->scale_rows, arena_printf(arena, "max_%s", field), NULL);
        return true;
    }
    if (encoding->bin == BIN_BINNING && scale->type != SCALE_BIN_ORDINAL) {
        if (discrete) {
            bool ranged = encoding->type == MEASURE_ORDINAL || encoding->type == MEASURE_NOMINAL;
            if (sort.kind != SORT_BY)
                sort = (NameSort){SORT_BY, "min", encoding->column, false};
            add_column(parts, unit, &unit->raw, ranged ? encoding->range_column : encoding->column, &sort);
        } else {
            VEC_PUSH(arena, parts, (Part){.single = {value_number(encoding->bins.start), value_number(encoding->bins.stop)}, .unit = unit});
        }
        return with != NULL;
    }
    if (encoding->low_column && scale_type_is_time(scale->type)) {
        add_column(parts, unit, &unit->scale_rows, encoding->low_column, NULL);
        add_column(parts, unit, &unit->scale_rows, encoding->high_column, NULL);
        return with != NULL;
    }
    add_column(parts, unit, rows, encoding->column, has_sort ? &sort : NULL);
    if (encoding->has_time_unit && scale_type_is_time(scale->type) && band_end_counts(unit, encoding, channel))
        add_column(parts, unit, &unit->scale_rows, encoding->end_column, NULL);
    return with != NULL;
}

/* Stated domains take precedence over data. */
static bool
collect_parts(const Scale *scale, PartList *out)
{
    Arena *arena = scale->drawing->context->arena;
    bool any_stated = false;
    for (size_t i = 0; i < scale->from.count; i++) {
        const View *unit = scale->from.items[i].unit;
        Channel channel = scale->from.items[i].channel, second = channel_second(channel);
        PartList own = {0};
        bool stated = channel_parts(scale, unit, channel, &own);
        if (!stated && channel_is_xy(channel) && (unit->encodings[second].is_field || unit->encodings[second].is_datum))
            channel_parts(scale, unit, second, &own);
        if (stated && !any_stated)
            out->count = 0;
        if (any_stated && !stated)
            continue;
        any_stated |= stated;
        for (size_t k = 0; k < own.count; k++)
            VEC_PUSH(arena, out, own.items[k]);
    }
    return any_stated;
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------ */

static void
grow(double *low, double *high, Value value)
{
    if (value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED || (value.kind == VALUE_STRING && !*value.string))
        return;
    double number = value_to_number(value);
    if (isnan(number))
        return;
    *low = fmin(*low, number);
    *high = fmax(*high, number);
}

static void
continuous_domain(Scale *scale, const PartList *parts)
{
    Arena *arena = scale->drawing->context->arena;
    double low = INFINITY, high = -INFINITY;
    if (scale->domain_explicit && parts->count == 1 && parts->items[0].list) {
        const Node *list = parts->items[0].list;
        const Encoding *encoding = &scale->from.items[0].unit->encodings[scale->channel];
        scale->domain = ARENA_ARRAY(arena, double, list->count + 2);
        for (size_t i = 0; i < list->count; i++)
            scale->domain[scale->domain_count++] = value_to_number(stated_value(scale->drawing, encoding, list->items[i].value));
        return;
    }
    for (size_t p = 0; p < parts->count; p++) {
        const Part *part = &parts->items[p];
        for (size_t i = 0; part->list && i < part->list->count; i++)
            grow(&low, &high, stated_value(scale->drawing, &part->unit->encodings[scale->channel], part->list->items[i].value));
        for (int i = 0; i < 2; i++)
            grow(&low, &high, part->single[i]);
        ptrdiff_t column = part->column ? dataset_column(part->rows, part->column) : -1;
        for (size_t row = 0; column >= 0 && row < part->rows->row_count; row++)
            grow(&low, &high, part->rows->cells[row * part->rows->column_count + (size_t)column]);
    }
    scale->domain = ARENA_ARRAY(arena, double, 4);
    if (low <= high) {
        scale->domain[0] = low;
        scale->domain[1] = high;
        scale->domain_count = 2;
    }
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A quantile scale wants every value. */
static void
quantile_samples(Scale *scale, const PartList *parts)
{
    VEC(double) samples = {0};
    for (size_t p = 0; p < parts->count; p++) {
        const Part *part = &parts->items[p];
        for (size_t row = 0; part->column && row < part->rows->row_count; row++) {
            Value value = dataset_value(part->rows, row, part->column);
            if (value_is_valid_number(value))
                VEC_PUSH(scale->drawing->context->arena, &samples, value_to_number(value));
        }
        for (size_t i = 0; part->list && i < part->list->count; i++)
            VEC_PUSH(scale->drawing->context->arena, &samples, part->list->items[i].value->number);
    }
    if (samples.count)
        qsort(samples.items, samples.count, sizeof *samples.items, compare_doubles);
    scale->samples = samples.items;
    scale->sample_count = samples.count;
}

/* ---- names ---------------------------------------------------------------------------------------------------------------- */

typedef struct Keyed {
    Value key;
    size_t count, order;
    VEC(Value) values; /* of the column sorted by */
    Value rank;
} Keyed;

typedef struct KeyList {
    Arena *arena;
    VEC(Keyed) keys;
    size_t *slots, slot_count;
} KeyList;

static Keyed *
key_for(KeyList *list, Value value)
{
    if (list->keys.count * 2 >= list->slot_count) {
        list->slot_count = list->slot_count ? list->slot_count * 2 : 32;
        list->slots = ARENA_ARRAY(list->arena, size_t, list->slot_count);
        for (size_t i = 0; i < list->keys.count; i++) {
            size_t slot = value_hash(list->arena, list->keys.items[i].key) & (list->slot_count - 1);
            while (list->slots[slot])
                slot = (slot + 1) & (list->slot_count - 1);
            list->slots[slot] = i + 1;
        }
    }
    size_t slot = value_hash(list->arena, value) & (list->slot_count - 1);
    for (; list->slots[slot]; slot = (slot + 1) & (list->slot_count - 1))
        if (value_same_key(list->arena, list->keys.items[list->slots[slot] - 1].key, value))
            return &list->keys.items[list->slots[slot] - 1];
    Keyed keyed = {.key = value, .order = list->keys.count};
    VEC_PUSH(list->arena, &list->keys, keyed);
    list->slots[slot] = list->keys.count;
    return &VEC_LAST(&list->keys);
}

static int
compare_keyed(const void *a, const void *b)
{
    const Keyed *x = a, *y = b;
    int order = value_compare(x->rank, y->rank);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int
compare_keyed_down(const void *a, const void *b)
{
    const Keyed *x = a, *y = b;
    int order = value_compare(y->rank, x->rank);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool
same_sort(const NameSort *a, const NameSort *b)
{
    return a->kind == b->kind && a->descending == b->descending && str_equal(a->op, b->op) && str_equal(a->field, b->field);
}

/* Views that draw the same rows: the data set where a view's own data or transforms last changed it. */
static const View *
row_origin(const View *view)
{
    while (view->parent && !node_find(view->node, "data") && !node_find(view->node, "transform"))
        view = view->parent;
    return view;
}

static bool
same_source(const Part *a, const Part *b)
{
    if (a->list || b->list || !a->column || !b->column || !str_equal(a->column, b->column))
        return false;
    bool a_raw = a->rows == &a->unit->raw, b_raw = b->rows == &b->unit->raw;
    bool plain = a_raw && b_raw;
    return row_origin(a->unit) == row_origin(b->unit) && (plain || (a_raw == b_raw && a->rows->row_count == b->rows->row_count));
}

/* Of several sorts the one that holds for the union (domain.ts, mergeDomains). */
static NameSort
union_sort(const PartList *parts, bool several, bool *has)
{
    NameSort distinct[8];
    size_t count = 0;
    for (size_t i = 0; i < parts->count; i++) {
        if (!parts->items[i].has_sort)
            continue;
        NameSort sort = parts->items[i].sort;
        if (several && sort.kind == SORT_BY && !str_equal(sort.op, "count") && !str_equal(sort.op, "min") && !str_equal(sort.op, "max"))
            sort = (NameSort){SORT_NATURAL, NULL, NULL, false};
        bool known = false;
        for (size_t k = 0; k < count; k++)
            known |= same_sort(&distinct[k], &sort);
        if (!known && count < COUNT_OF(distinct))
            distinct[count++] = sort;
    }
    *has = count > 0;
    if (count <= 1)
        return count ? distinct[0] : (NameSort){0};
    size_t special = 0, at = 0;
    bool all_by = true;
    for (size_t k = 0; k < count; k++) {
        all_by &= distinct[k].kind == SORT_BY;
        if (distinct[k].kind == SORT_BY && !str_equal(distinct[k].op, "min")) {
            special++;
            at = k;
        }
    }
    return !several && all_by && special == 1 ? distinct[at] : (NameSort){SORT_NATURAL, NULL, NULL, false};
}

static void
take_column(KeyList *list, const Part *part, const NameSort *sort)
{
    ptrdiff_t column = dataset_column(part->rows, part->column);
    ptrdiff_t by = sort->kind == SORT_BY && sort->field ? dataset_column(part->rows, sort->field) : -1;
    for (size_t row = 0; row < part->rows->row_count; row++) {
        const Value *cells = part->rows->cells + row * part->rows->column_count;
        Value value = column >= 0 ? cells[column] : dataset_value(part->rows, row, part->column);
        Keyed *keyed = key_for(list, value);
        keyed->count++;
        if (sort->kind == SORT_BY && !str_equal(sort->op, "count"))
            VEC_PUSH(list->arena, &keyed->values, by >= 0 ? cells[by] : sort->field ? dataset_value(part->rows, row, sort->field) : (Value){0});
    }
}

static void
discrete_domain(Scale *scale, const PartList *parts)
{
    Arena *arena = scale->drawing->context->arena;
    KeyList list = {.arena = arena};
    bool several = false, has_sort;
    scale->names.count = scale->slot_count = 0; /* a fitted picture is laid out twice */
    for (size_t p = 1; p < parts->count; p++)
        several |= !same_source(&parts->items[0], &parts->items[p]);
    NameSort sort = union_sort(parts, several, &has_sort);
    if (scale->domain_explicit)
        sort = (NameSort){0};
    for (size_t p = 0; p < parts->count; p++) {
        const Part *part = &parts->items[p];
        const Encoding *encoding = &part->unit->encodings[scale->channel];
        for (size_t i = 0; part->list && i < part->list->count; i++)
            key_for(&list, stated_value(scale->drawing, encoding, part->list->items[i].value))->count++;
        for (int i = 0; i < 2; i++)
            if (part->single[i].kind != VALUE_UNDEFINED)
                key_for(&list, part->single[i])->count++;
        if (part->column && (several || p == 0))
            take_column(&list, part, &sort);
    }
    for (size_t i = 0; i < list.keys.count; i++) {
        Keyed *keyed = &list.keys.items[i];
        keyed->rank = sort.kind == SORT_NATURAL ? keyed->key
                    : str_equal(sort.op, "count") ? value_number((double)keyed->count)
                    : sort.kind == SORT_BY        ? aggregate_values(arena, sort.op, keyed->values.items, keyed->values.count)
                                                  : value_number((double)i);
    }
    if (sort.kind != SORT_NONE && list.keys.count)
        qsort(list.keys.items, list.keys.count, sizeof *list.keys.items, sort.descending ? compare_keyed_down : compare_keyed);
    for (size_t i = 0; i < list.keys.count; i++)
        if (list.keys.items[i].key.kind != VALUE_UNDEFINED || parts->count)
            VEC_PUSH(arena, &scale->names, list.keys.items[i].key);
    if (scale->names.count < 12)
        return;
    scale->slot_count = 64;
    while (scale->slot_count < scale->names.count * 2)
        scale->slot_count *= 2;
    scale->slots = ARENA_ARRAY(arena, size_t, scale->slot_count);
    for (size_t i = 0; i < scale->names.count; i++) {
        size_t slot = value_hash(arena, scale->names.items[i]) & (scale->slot_count - 1);
        while (scale->slots[slot])
            slot = (slot + 1) & (scale->slot_count - 1);
        scale->slots[slot] = i + 1;
    }
}

/* ---- bins ------------------------------------------------------------------------------------------------------------------ */

static void
set_bins(Scale *scale, double start, double stop, double step)
{
    enum { EDGES_MAX = 10001 };
    Arena *arena = scale->drawing->context->arena;
    double wanted = floor((stop - start) / step + 0.5) + 1;
    size_t count = step > 0 && wanted > 0 ? (size_t)fmin(wanted, EDGES_MAX) : 0;
    scale->bins = ARENA_ARRAY(arena, double, count + 1);
    for (size_t i = 0; i < count; i++)
        scale->bins[scale->bin_count++] = start + (double)i * step;
}

/* Edges of the bins that a channel shows, or that `bins` states. */
static void
find_bins(Scale *scale)
{
    ScaleProperty stated = scale_property(scale, "bins");
    Arena *arena = scale->drawing->context->arena;
    if (stated.node && stated.node->kind == NODE_LIST) {
        scale->bins = ARENA_ARRAY(arena, double, stated.node->count + 1);
        for (size_t i = 0; i < stated.node->count; i++)
            scale->bins[scale->bin_count++] = stated.node->items[i].value->number;
        return;
    }
    if (stated.node && stated.node->kind == NODE_MAP && node_find(stated.node, "step")) {
        double step = node_number(stated.node, "step", 1), low = scale_domain_min(scale), high = scale_domain_max(scale);
        double start = node_number(stated.node, "start", low), stop = node_number(stated.node, "stop", high);
        set_bins(scale, start < low ? step * ceil(low / step) : start, stop > high ? step * floor(high / step) : stop, step);
        return;
    }
    for (size_t i = 0; i < scale->from.count; i++) {
        const Encoding *encoding = &scale->from.items[i].unit->encodings[scale->from.items[i].channel];
        if (encoding->bin == BIN_BINNING && encoding->is_field) {
            set_bins(scale, encoding->bins.start, encoding->bins.stop, encoding->bins.step);
            return;
        }
        double step = encoding->bin == BIN_BINNED ? node_number(encoding->bin_node, "step", 0) : 0;
        if (step > 0 && scale->domain_count >= 2) {
            set_bins(scale, scale_domain_min(scale), scale_domain_max(scale), step);
            return;
        }
    }
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------------- */

static double
limit(const Scale *scale, const char *key)
{
    for (size_t i = 0; i < scale->from.count; i++) {
        const Encoding *encoding = &scale->from.items[i].unit->encodings[scale->from.items[i].channel];
        const Node *node = node_find(encoding->scale, key);
        if (node && node->kind != NODE_NULL)
            return value_to_number(stated_value(scale->drawing, encoding, node));
    }
    return NAN;
}

void
scale_domain(Scale *scale)
{
    PartList parts = {0};
    scale->domain_explicit = collect_parts(scale, &parts);
    ScaleProperty base = scale_property(scale, "base"), exponent = scale_property(scale, "exponent"), constant = scale_property(scale, "constant");
    ScaleProperty align = scale_property(scale, "align");
    scale->base = base.set ? base.number : 10;
    scale->exponent = exponent.set ? exponent.number : 1;
    scale->constant = constant.set ? constant.number : 1;
    scale->align = align.set ? align.number : 0.5;
    scale->clamp = scale_property(scale, "clamp").flag;
    scale->round = scale_property(scale, "round").flag;
    scale->reverse = scale_property(scale, "reverse").flag;
    if (scale_type_is_discrete(scale->type) && scale->type != SCALE_BIN_ORDINAL) {
        discrete_domain(scale, &parts);
        return;
    }
    if (scale->type == SCALE_QUANTILE)
        quantile_samples(scale, &parts);
    continuous_domain(scale, &parts);
    find_bins(scale);
    if (scale->type == SCALE_BIN_ORDINAL && scale->domain_explicit) {
        scale->bins = scale->domain;
        scale->bin_count = scale->domain_count;
    }
    if (scale->type == SCALE_THRESHOLD)
        return;
    double low = limit(scale, "domainMin"), high = limit(scale, "domainMax"), middle = limit(scale, "domainMid");
    ScaleProperty zero = scale_property(scale, "zero");
    scale->zero = zero.set ? zero.flag : -1;
    bool by_type = scale->type == SCALE_LINEAR || scale->type == SCALE_POW || scale->type == SCALE_SQRT;
    if (!scale->domain_count) {
        /* No values at all: Vega's domain of [0, 0] or d3's of [0, 1]. */
        scale->domain[0] = 0;
        scale->domain[1] = scale->zero == 1 ? 0 : 1;
        scale->domain_count = 2;
    }
    size_t last = scale->domain_count - 1;
    if (scale->zero == 1 || (scale->zero < 0 && by_type && !scale->bins)) {
        if (scale->domain[0] > 0)
            scale->domain[0] = 0;
        if (scale->domain[last] < 0)
            scale->domain[last] = 0;
    }
    if (!isnan(low))
        scale->domain[0] = low;
    if (!isnan(high))
        scale->domain[last] = high;
    if (!isnan(middle) && scale->domain_count == 2) {
        double *wider = ARENA_ARRAY(scale->drawing->context->arena, double, 4);
        size_t at = middle > scale->domain[1] ? 2 : middle < scale->domain[0] ? 0 : 1;
        for (size_t i = 0, from = 0; i < 3; i++)
            wider[i] = i == at ? middle : scale->domain[from++];
        scale->domain = wider;
        scale->domain_count = 3;
    }
}

/* The domain drawn out so that `pixels` lie beyond each end. */
static void
pad_domain(Scale *scale, double pixels)
{
    double span = fabs(scale_range_end(scale) - scale_range_start(scale)), fraction = span / (span - 2 * pixels);
    size_t last = scale->domain_count - 1;
    double low = scale->domain[0], high = scale->domain[last];
    if (low == high || !(span > 2 * pixels))
        return;
    double (*lift)(double) = scale->type == SCALE_LOG ? log : NULL;
    double exponent = scale->type == SCALE_SQRT ? 0.5 : scale->type == SCALE_POW ? scale->exponent : 1;
    double a = lift ? log(low) : copysign(pow(fabs(low), exponent), low), b = lift ? log(high) : copysign(pow(fabs(high), exponent), high);
    double middle = (a + b) / 2, half = (b - a) / 2 * fraction;
    double from = middle - half, to = middle + half;
    scale->domain[0] = lift ? exp(from) : copysign(pow(fabs(from), 1 / exponent), from);
    scale->domain[last] = lift ? exp(to) : copysign(pow(fabs(to), 1 / exponent), to);
}

static void
nice_domain(Scale *scale, const ScaleProperty *nice)
{
    double *low = &scale->domain[0], *high = &scale->domain[scale->domain_count - 1];
    double count = nice->node && nice->node->kind == NODE_NUMBER ? nice->number : 10;
    if (scale_type_is_time(scale->type)) {
        const Node *node = nice->node;
        const char *unit = node && node->kind == NODE_STRING ? node->text : node && node->kind == NODE_MAP ? node_text(node, "interval", NULL) : NULL;
        TickInterval interval = unit ? (TickInterval){unit, node_number(node, "step", 1)} : tick_interval(*low, *high, count);
        nice_time(low, high, interval);
    } else if (scale->type == SCALE_LOG) {
        nice_log(low, high, scale->base);
    } else {
        nice_linear(low, high, count);
    }
}

void
scale_finish_domain(Scale *scale)
{
    if (scale_type_is_discrete(scale->type) || scale->type == SCALE_THRESHOLD || scale->type == SCALE_QUANTILE || scale->domain_count < 2)
        return;
    ScaleProperty padding = scale_property(scale, "padding"), nice = scale_property(scale, "nice");
    if (padding.set && padding.number != 0 && scale->range_count >= 2)
        pad_domain(scale, padding.number);
    if (nice.set && nice.flag && !(nice.node && nice.node->kind == NODE_NUMBER && nice.node->number == 0))
        nice_domain(scale, &nice);
}
