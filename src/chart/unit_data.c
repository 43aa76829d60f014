/* chart/unit_data.c -- what encodings imply for the rows, in Vega-Lite's order: parse, bin, time unit, sort index | aggregate, impute,
 * stack | values that no scale can place.
 *
 * A facet above keeps its groups apart: its columns join every grouping.
 */
#include "base/str.h"
#include "chart/scale.h"
#include "chart/transform.h"
#include "chart/view.h"

#include <math.h>
#include <string.h>

typedef VEC(const char *) Names;

static void
add_name(Arena *arena, Names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->items[i], name))
            return;
    if (name)
        VEC_PUSH(arena, names, name);
}

static void
add_facets(Arena *arena, const View *view, Names *names)
{
    for (size_t i = 0; view->facet_columns[i]; i++)
        add_name(arena, names, view->facet_columns[i]);
}

/* Every encoding of a unit that names a field, arrays included. */
static size_t
field_encodings(View *unit, Encoding **out, size_t max)
{
    size_t count = 0;
    for (int c = 0; c < CHANNEL_COUNT; c++)
        if (unit->encodings[c].is_field && count < max)
            out[count++] = &unit->encodings[c];
    Encoding *lists[] = {unit->details.items, unit->orders.items, unit->tooltips.items};
    size_t counts[] = {unit->details.count, unit->orders.count, unit->tooltips.count};
    for (int l = 0; l < 3; l++)
        for (size_t i = 0; i < counts[l] && count < max; i++)
            if (lists[l][i].is_field)
                out[count++] = &lists[l][i];
    return count;
}

enum { ENCODINGS_MAX = 96 };

/* ---- before aggregation ------------------------------------------------------------------------------------------ */

/* Numbers and dates need no conversion. */
static bool
column_is(const Dataset *data, const char *field, MeasureType type)
{
    ptrdiff_t column = dataset_column(data, field);
    if (column < 0)
        return false;
    for (size_t row = 0; row < data->row_count; row++) {
        ValueKind kind = data->cells[row * data->column_count + (size_t)column].kind;
        if (kind == VALUE_STRING || (type == MEASURE_TEMPORAL && kind != VALUE_DATE && kind != VALUE_NULL && kind != VALUE_UNDEFINED))
            return false;
    }
    return true;
}

static bool
parse_field(View *view, const Encoding *encoding)
{
    DataContext data = drawing_data_context(view->drawing);
    bool date = encoding->type == MEASURE_TEMPORAL || encoding->has_time_unit;
    bool number = encoding->type == MEASURE_QUANTITATIVE && !encoding_is_count(encoding) && !encoding->arg_field;
    const char *type = date ? "date" : number ? "number" : "flatten";
    bool nested = dataset_column(&view->rows, encoding->field) < 0;
    if ((!date && !number && !nested) || (!nested && column_is(&view->rows, encoding->field, date ? MEASURE_TEMPORAL : MEASURE_QUANTITATIVE)))
        return true;
    Dataset next;
    if (!dataset_parse(&data, encoding->node->loc, &view->rows, encoding->field, type, &next))
        return false;
    view->rows = next;
    return true;
}

static const char *
range_label(Arena *arena, double start, double end)
{
    const char *low = format_number(arena, NULL, "", start), *high = format_number(arena, NULL, "", end);
    return arena_printf(arena, "%s – %s", low ? low : "", high ? high : "");
}

static void
bin_field(View *view, Encoding *encoding)
{
    Arena *arena = view->drawing->context->arena;
    const char *field = value_field_name(arena, encoding->field);
    if (dataset_column(&view->rows, encoding->column) >= 0 && dataset_column(&view->rows, encoding->end_column) >= 0 && encoding->bins.step > 0)
        return;
    Dataset next;
    dataset_bin(arena, &view->rows, field, encoding->bin_node, 10, encoding->column, encoding->end_column, &next, &encoding->bins);
    view->rows = next;
    if (encoding->type != MEASURE_ORDINAL && encoding->type != MEASURE_NOMINAL)
        return; /* only names of bins are ever read */
    Value *labels = ARENA_ARRAY(arena, Value, next.row_count + 1);
    for (size_t row = 0; row < next.row_count; row++) {
        Value start = dataset_value(&next, row, encoding->column), end = dataset_value(&next, row, encoding->end_column);
        bool valid = value_is_valid_number(start) && value_is_valid_number(end);
        labels[row] = valid ? value_string(range_label(arena, start.number, end.number)) : value_string("null");
    }
    dataset_put_column(arena, &next, encoding->range_column, labels, &view->rows);
}

static void
time_unit_field(View *view, Encoding *encoding)
{
    Arena *arena = view->drawing->context->arena;
    const char *field = value_field_name(arena, encoding->field);
    TimeUnit *unit = &encoding->time_unit;
    size_t rows = view->rows.row_count;
    Value *values = dataset_field_values(arena, &view->rows, field), *starts = ARENA_ARRAY(arena, Value, rows + 1), *ends = ARENA_ARRAY(arena, Value, rows + 1);
    double min, max;
    if (!unit->unit && numbers_extent(values, rows, &min, &max))
        time_unit_fit(unit, min, max);
    for (size_t row = 0; row < rows; row++) {
        double at = value_is_valid_number(values[row]) ? value_to_number(values[row]) : NAN;
        double start = isnan(at) || !unit->unit ? NAN : unit->binned ? at : time_unit_floor_by(unit, at);
        starts[row] = isnan(start) ? value_null() : value_date(start);
        ends[row] = isnan(start) ? value_null() : value_date(time_unit_next_by(unit, start));
    }
    const char *names[] = {encoding->column, encoding->end_column};
    dataset_put_columns(arena, &view->rows, names, (Value *const[]){starts, ends}, 2, &view->rows);
    double band = view->kind == VIEW_UNIT && mark_is_rect_based(view->mark_type) && channel_is_xy(encoding->channel) ? encoding_band_position(view, encoding, NULL) : 0.5;
    if (isnan(band) || band == 0.5 || !unit->unit)
        return;
    /* A bar about another place of the interval reaches into its neighbour. */
    Value *low = ARENA_ARRAY(arena, Value, rows + 1), *high = ARENA_ARRAY(arena, Value, rows + 1);
    for (size_t row = 0; row < rows; row++) {
        double start = value_is_valid_number(starts[row]) ? starts[row].number : NAN, end = isnan(start) ? NAN : ends[row].number;
        double before = isnan(start) ? NAN : time_unit_offset(unit, start, -1), at = band + 0.5;
        low[row] = isnan(start) ? value_null() : value_date((1 - at) * before + at * start);
        high[row] = isnan(start) ? value_null() : value_date((1 - at) * start + at * end);
    }
    encoding->low_column = arena_printf(arena, "%s_offsetted_rect_start", encoding->column);
    encoding->high_column = arena_printf(arena, "%s_offsetted_rect_end", encoding->column);
    const char *shifted[] = {encoding->low_column, encoding->high_column};
    dataset_put_columns(arena, &view->rows, shifted, (Value *const[]){low, high}, 2, &view->rows);
}

/* A place in the list for each value; what the list lacks comes after it. */
static void
sort_index(View *view, Encoding *encoding)
{
    Arena *arena = view->drawing->context->arena;
    const Node *list = encoding->sort;
    if (!list || list->kind != NODE_LIST)
        return;
    encoding->sort_index = arena_printf(arena, "%s_%s_sort_index", channel_name(encoding->channel), encoding->column);
    Value *wanted = ARENA_ARRAY(arena, Value, list->count + 1), *index = ARENA_ARRAY(arena, Value, view->rows.row_count + 1);
    for (size_t i = 0; i < list->count; i++) {
        double date;
        const Node *item = list->items[i].value;
        wanted[i] = value_from_node(arena, item);
        if (item->kind == NODE_MAP && datetime_from_node(item, &date))
            wanted[i] = value_date(encoding->has_time_unit ? time_unit_floor_by(&encoding->time_unit, date) : date);
        else if (encoding->has_time_unit && item->kind != NODE_MAP) {
            Node *map = node_new(arena, NODE_MAP, item->loc); /* "Mon" of a day, 3 of a month */
            node_put(arena, map, encoding->time_unit.unit, (Node *)item);
            if (datetime_from_node(map, &date))
                wanted[i] = value_date(time_unit_floor_by(&encoding->time_unit, date));
        }
    }
    for (size_t row = 0; row < view->rows.row_count; row++) {
        Value value = dataset_value(&view->rows, row, encoding->column);
        size_t i = 0;
        while (i < list->count && !value_same_key(arena, value, wanted[i]))
            i++;
        index[row] = value_number((double)i);
    }
    dataset_put_column(arena, &view->rows, encoding->sort_index, index, &view->rows);
}

static bool
derive_columns(View *view, Encoding **encodings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (encodings[i]->field && !parse_field(view, encodings[i]))
            return false;
    for (size_t i = 0; i < count; i++)
        if (encodings[i]->bin == BIN_BINNING && encodings[i]->field)
            bin_field(view, encodings[i]);
    for (size_t i = 0; i < count; i++)
        if (encodings[i]->has_time_unit && encodings[i]->field)
            time_unit_field(view, encodings[i]);
    for (size_t i = 0; i < count; i++)
        sort_index(view, encodings[i]);
    return true;
}

/* ---- aggregation -------------------------------------------------------------------------------------------------- */

typedef VEC(AggregateField) AggregateFields;

static void
add_measure(Arena *arena, AggregateFields *fields, const char *op, const char *field, const char *as)
{
    for (size_t i = 0; i < fields->count; i++)
        if (str_equal(fields->items[i].as, as))
            return;
    VEC_PUSH(arena, fields, (AggregateField){op, field, as});
}

/* The field of the row that argmin or argmax found. */
static void
take_from_row(View *unit, const Encoding *encoding)
{
    Arena *arena = unit->drawing->context->arena;
    const char *object = arena_printf(arena, "%s_%s", encoding->aggregate, value_field_name(arena, encoding->arg_field));
    Value *values = ARENA_ARRAY(arena, Value, unit->rows.row_count + 1);
    for (size_t row = 0; row < unit->rows.row_count; row++)
        values[row] = value_field(dataset_value(&unit->rows, row, object), encoding->field);
    dataset_put_column(arena, &unit->rows, encoding->column, values, &unit->rows);
}

static bool
is_unaggregated(const Encoding *encoding)
{
    const Node *domain = node_find(encoding->scale, "domain");
    return domain && domain->kind == NODE_STRING && str_equal(domain->text, "unaggregated");
}

static bool
aggregate_rows(View *unit, Encoding **encodings, size_t count)
{
    Arena *arena = unit->drawing->context->arena;
    Names groups = {0};
    AggregateFields fields = {0};
    for (size_t i = 0; i < count; i++) {
        const Encoding *encoding = encodings[i];
        const char *field = encoding->field ? value_field_name(arena, encoding->field) : "*";
        if (encoding->arg_field) {
            const char *by = value_field_name(arena, encoding->arg_field);
            add_measure(arena, &fields, encoding->aggregate, by, arena_printf(arena, "%s_%s", encoding->aggregate, by));
        } else if (encoding->aggregate) {
            add_measure(arena, &fields, encoding->aggregate, field, encoding->column);
            if (is_unaggregated(encoding)) {
                add_measure(arena, &fields, "min", field, arena_printf(arena, "min_%s", field));
                add_measure(arena, &fields, "max", field, arena_printf(arena, "max_%s", field));
            }
        } else {
            add_name(arena, &groups, encoding->column);
            add_name(arena, &groups, encoding->end_column);
            add_name(arena, &groups, encoding->range_column);
            add_name(arena, &groups, encoding->low_column);
            add_name(arena, &groups, encoding->high_column);
            add_name(arena, &groups, node_text(node_find(encoding->scale, "range"), "field", NULL));
        }
    }
    if (!fields.count)
        return true;
    add_facets(arena, unit, &groups);
    Dataset next;
    if (!dataset_aggregate(arena, &unit->rows, groups.items, groups.count, fields.items, fields.count, &next))
        return false;
    unit->rows = next;
    for (size_t i = 0; i < count; i++)
        if (encodings[i]->arg_field)
            take_from_row(unit, encodings[i]);
    return true;
}

/* ---- impute and stack -------------------------------------------------------------------------------------------------- */

/* Fields that part a path into several lines. */
static void
path_groups(View *unit, Names *names)
{
    Arena *arena = unit->drawing->context->arena;
    for (int c = CHANNEL_COLOR; c <= CHANNEL_SIZE; c++)
        if (unit->encodings[c].is_field && !unit->encodings[c].aggregate && !(c == CHANNEL_SIZE && unit->mark_type == MARK_TRAIL))
            add_name(arena, names, unit->encodings[c].column);
    for (size_t i = 0; i < unit->details.count; i++)
        if (!unit->details.items[i].aggregate)
            add_name(arena, names, unit->details.items[i].column);
    if (unit->encodings[CHANNEL_KEY].is_field)
        add_name(arena, names, unit->encodings[CHANNEL_KEY].column);
    for (size_t i = 0; unit->mark_type == MARK_AREA && i < unit->orders.count; i++)
        if (!unit->orders.items[i].aggregate)
            add_name(arena, names, unit->orders.items[i].column);
}

const char *const *
unit_path_groups(View *unit, size_t *count)
{
    Names names = {0};
    path_groups(unit, &names);
    *count = names.count;
    return names.items;
}

static bool
impute_encoding(View *unit)
{
    Arena *arena = unit->drawing->context->arena;
    static const char *const keys[] = {"value", "method", "frame", "keyvals"};
    const Encoding *x = &unit->encodings[CHANNEL_X], *y = &unit->encodings[CHANNEL_Y];
    const Node *x_impute = node_find(x->node, "impute"), *y_impute = node_find(y->node, "impute");
    bool on_x = x_impute && x_impute->kind == NODE_MAP, on_y = y_impute && y_impute->kind == NODE_MAP;
    if (!x->is_field || !y->is_field || (!on_x && !on_y))
        return true;
    const Node *impute = on_x ? x_impute : y_impute;
    Node *transform = node_new(arena, NODE_MAP, impute->loc);
    node_put(arena, transform, "impute", node_new_string(arena, (on_x ? x : y)->column, impute->loc));
    node_put(arena, transform, "key", node_new_string(arena, (on_x ? y : x)->column, impute->loc));
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (node_find(impute, keys[i]))
            node_put(arena, transform, keys[i], node_find(impute, keys[i]));
    Names groups = {0};
    path_groups(unit, &groups);
    add_facets(arena, unit, &groups);
    if (groups.count) {
        Node *list = node_new(arena, NODE_LIST, impute->loc);
        for (size_t i = 0; i < groups.count; i++)
            node_push(arena, list, node_new_string(arena, groups.items[i], impute->loc));
        node_put(arena, transform, "groupby", list);
    }
    DataContext data = drawing_data_context(unit->drawing);
    Dataset next;
    if (!transform_apply(&data, transform, &unit->rows, &next))
        return false;
    unit->rows = next;
    return true;
}

/* The middle of a bin: what an area is imputed by, since only one column can be the key. */
static const char *
bin_middle(View *unit, const Encoding *encoding)
{
    Arena *arena = unit->drawing->context->arena;
    const char *name = arena_printf(arena, "%s_mid", encoding->column);
    double position = isnan(encoding->band_position) ? 0.5 : encoding->band_position;
    Value *values = ARENA_ARRAY(arena, Value, unit->rows.row_count + 1);
    for (size_t row = 0; row < unit->rows.row_count; row++) {
        Value start = dataset_value(&unit->rows, row, encoding->column), end = dataset_value(&unit->rows, row, encoding->end_column);
        values[row] = value_is_valid_number(start) ? value_number(position * start.number + (1 - position) * end.number) : start;
    }
    dataset_put_column(arena, &unit->rows, name, values, &unit->rows);
    return name;
}

static void
stack_sort(View *unit, SortField *fields, size_t *count)
{
    const Stack *stack = &unit->stack;
    *count = 0;
    for (size_t i = 0; i < unit->orders.count && *count < 16; i++)
        if (unit->orders.items[i].is_field)
            fields[(*count)++] = (SortField){unit->orders.items[i].column, unit->orders.items[i].sort_descending};
    if (*count)
        return;
    const char *only = node_text(unit->encodings[CHANNEL_ORDER].node, "sort", NULL);
    bool descending = only ? str_equal(only, "descending") : stack->field_channel == CHANNEL_Y;
    for (size_t i = 0; stack->by[i] && *count < 16; i++) {
        bool known = false;
        for (size_t k = 0; k < *count; k++)
            known |= str_equal(fields[k].field, stack->by[i]->column);
        if (!known)
            fields[(*count)++] = (SortField){stack->by[i]->column, descending};
    }
}

static bool
stack_rows(View *unit)
{
    const Stack *stack = &unit->stack;
    if (!stack->on)
        return true;
    Arena *arena = unit->drawing->context->arena;
    const char *field = unit->encodings[stack->field_channel].column;
    Names groups = {0}, by = {0};
    for (size_t i = 0; stack->by[i]; i++)
        add_name(arena, &by, stack->by[i]->column);
    add_facets(arena, unit, &by);
    for (size_t i = 0; i < COUNT_OF(stack->group_channels) && stack->group_channels[i] != CHANNEL_NONE; i++) {
        const Encoding *dimension = &unit->encodings[stack->group_channels[i]];
        const char *key = dimension->column;
        if (stack->impute && dimension->bin == BIN_BINNING)
            key = bin_middle(unit, dimension);
        if (stack->impute)
            dataset_impute(arena, &unit->rows, field, key, NULL, 0, by.items, by.count, value_number(0), &unit->rows);
        add_name(arena, &groups, key);
        if (!stack->impute)
            add_name(arena, &groups, dimension->bin == BIN_BINNING ? dimension->end_column : NULL);
    }
    add_facets(arena, unit, &groups);
    SortField sort[16];
    size_t sort_count;
    stack_sort(unit, sort, &sort_count);
    return dataset_stack(arena, &unit->rows, field, groups.items, groups.count, sort, sort_count, stack->offset, stack->start_column, stack->end_column, &unit->rows);
}

/* ---- values that scales cannot place --------------------------------------------------------------------------------------- */

const char *
unit_invalid_mode(const View *unit)
{
    const Node *node = mark_property(unit, "invalid");
    if (node && node->kind == NODE_NULL)
        return "show";
    const char *mode = node ? node->text : NULL;
    if (!mode || str_equal(mode, "break-paths-show-path-domains"))
        return mark_is_path(unit->mark_type) ? "break-paths-show-domains" : "filter";
    return mode;
}

bool
encoding_valid(const Encoding *encoding, Value value)
{
    if (encoding->type == MEASURE_TEMPORAL && value.kind == VALUE_DATE)
        return !isnan(value.number);
    if (value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED)
        return false;
    return isfinite(value_to_number(value));
}

/* Whether a value of this channel must be a number for its scale. */
bool
encoding_checks_values(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    if (!encoding->is_field || !channel_has_scale(channel) || (encoding->scale && encoding->scale->kind == NODE_NULL) || encoding_is_count(encoding))
        return false;
    if (node_find(config_find(unit->drawing, "scale", "invalid"), channel_name(channel)))
        return false;
    return scale_type_is_continuous(unit_scale_type(unit, channel));
}

static void
filter_invalid(View *unit, Dataset *rows)
{
    Arena *arena = unit->drawing->context->arena;
    bool *keep = NULL;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        const Encoding *encoding = &unit->encodings[c];
        if (!encoding_checks_values(unit, (Channel)c))
            continue;
        for (size_t row = 0; row < rows->row_count; row++) {
            if (encoding_valid(encoding, dataset_value(rows, row, encoding->column)))
                continue;
            if (!keep) {
                keep = ARENA_ARRAY(arena, bool, rows->row_count + 1);
                memset(keep, true, rows->row_count);
            }
            keep[row] = false;
        }
    }
    if (keep)
        dataset_filter(arena, rows, keep, rows);
}

static void
part_invalid(View *unit)
{
    const char *mode = unit_invalid_mode(unit);
    bool path = mark_is_path(unit->mark_type);
    unit->scale_rows = unit->rows;
    if (str_equal(mode, "show"))
        return;
    bool filter = str_equal(mode, "filter"), show_domains = str_equal(mode, "break-paths-show-domains");
    if (filter || !path)
        filter_invalid(unit, &unit->rows);
    if (!show_domains)
        filter_invalid(unit, &unit->scale_rows);
}

/* ---- whole views --------------------------------------------------------------------------------------------------------------- */

bool
unit_data(View *unit)
{
    Encoding *encodings[ENCODINGS_MAX];
    size_t count = field_encodings(unit, encodings, ENCODINGS_MAX);
    if (!derive_columns(unit, encodings, count))
        return false;
    unit->raw = unit->rows;
    if (!aggregate_rows(unit, encodings, count) || !impute_encoding(unit) || !stack_rows(unit))
        return false;
    part_invalid(unit);
    return true;
}

bool
unit_bins(View *unit)
{
    Encoding *encodings[ENCODINGS_MAX];
    size_t count = field_encodings(unit, encodings, ENCODINGS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (encodings[i]->bin != BIN_BINNING || !encodings[i]->field || dataset_column(&unit->rows, value_field_name(unit->drawing->context->arena, encodings[i]->field)) < 0)
            continue;
        if (!parse_field(unit, encodings[i]))
            return false;
        bin_field(unit, encodings[i]);
    }
    return true;
}

bool
facet_data(View *facet)
{
    Encoding *encodings[3];
    size_t count = 0;
    for (int i = 0; i < 3; i++)
        if (facet->facets[i].is_field)
            encodings[count++] = &facet->facets[i];
    return derive_columns(facet, encodings, count);
}
