/* chart/transform_window.c -- ranks, neighbours, and aggregates over a frame of rows (vega-transforms, Window).
 *
 * A wide frame slides: what can be taken back (count, sum, mean, spread) is kept as it goes, the extremes with a queue of candidates
 * (Lemire 2006); the rest is computed anew where the frame has changed.
 */
#include "chart/transform.h"

#include <math.h>
#include <string.h>

enum { NARROW_FRAME = 32 };

typedef enum WindowOp {
    WINDOW_ROW_NUMBER,
    WINDOW_RANK,
    WINDOW_DENSE_RANK,
    WINDOW_PERCENT_RANK,
    WINDOW_CUME_DIST,
    WINDOW_NTILE,
    WINDOW_LAG,
    WINDOW_LEAD,
    WINDOW_FIRST_VALUE,
    WINDOW_LAST_VALUE,
    WINDOW_NTH_VALUE,
    WINDOW_PREV_VALUE,
    WINDOW_NEXT_VALUE,
    WINDOW_AGGREGATE,
} WindowOp;

static const char *const op_names[] = {
    "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
    "prev_value", "next_value",
};

typedef struct WindowField {
    WindowOp op;
    const char *name;    /* of an aggregate */
    const char *field, *as;
    double param;
    Value *values;       /* of the field, by row; NULL */
    Value *results;      /* by row */
} WindowField;

/* One partition while it is walked through. */
typedef struct Partition {
    Arena *arena;
    const Dataset *data;
    const size_t *rows;
    size_t count;
    size_t *peer_start, *peer_end; /* by position: rows with equal sort values */
    size_t *from, *to;             /* the frame of each position, `to` exclusive */
} Partition;

/* ---- ranks and neighbours --------------------------------------------------------------------------- */

/* In Vega, without a sort every row differs from the one before it. */
static void
rank_partition(const Partition *p, WindowField *field)
{
    double rank = 1, dense = 1, n = (double)p->count;
    for (size_t i = 0; i < p->count; i++) {
        if (i > 0 && p->peer_start[i] == i) {
            rank = (double)i + 1;
            dense++;
        }
        /* Vega looks for peers from the second row on: the first one stands alone even among equals. */
        double cumulative = (double)(i == 0 ? 1 : p->peer_end[i]) / n;
        double result = field->op == WINDOW_RANK ? rank : field->op == WINDOW_DENSE_RANK ? dense
            : field->op == WINDOW_PERCENT_RANK ? (rank - 1) / (n - 1)
            : field->op == WINDOW_CUME_DIST ? cumulative
            : field->op == WINDOW_NTILE ? ceil(field->param * cumulative) : (double)i + 1;
        field->results[p->rows[i]] = value_number(result);
    }
}

static Value
at_position(const Partition *p, const WindowField *field, double position)
{
    if (!field->values || !(position >= 0) || position >= (double)p->count)
        return value_null();
    return field->values[p->rows[(size_t)position]];
}

static bool
is_nothing(Value value)
{
    return value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED;
}

static void
shift_partition(const Partition *p, WindowField *field)
{
    double offset = field->param != 0 && !isnan(field->param) ? field->param : 1;
    for (size_t i = 0; i < p->count; i++) {
        Value value = value_null();
        double nth = (double)p->from[i] + field->param - 1;
        bool empty = p->from[i] >= p->to[i];
        switch (field->op) {
        case WINDOW_LAG: value = at_position(p, field, (double)i - offset); break;
        case WINDOW_LEAD: value = at_position(p, field, (double)i + offset); break;
        case WINDOW_FIRST_VALUE: value = empty ? value_null() : at_position(p, field, (double)p->from[i]); break;
        case WINDOW_LAST_VALUE: value = empty ? value_null() : at_position(p, field, (double)p->to[i] - 1); break;
        case WINDOW_NTH_VALUE: value = nth < (double)p->to[i] ? at_position(p, field, nth) : value_null(); break;
        default: break;
        }
        field->results[p->rows[i]] = value;
    }
}

/* The nearest value that is there, at or before (prev_value) or at or after (next_value) the row. */
static void
fill_partition(const Partition *p, WindowField *field)
{
    Value last = value_null();
    for (size_t i = 0; i < p->count; i++) {
        size_t row = p->rows[field->op == WINDOW_PREV_VALUE ? i : p->count - 1 - i];
        if (!is_nothing(field->values[row]))
            last = field->values[row];
        field->results[row] = last;
    }
}

/* ---- aggregates ------------------------------------------------------------------------------------- */

typedef struct Running {
    double count, valid, missing, sum, mean, squares;
} Running;

static void
running_change(Running *r, Value value, int direction)
{
    r->count += direction;
    if (is_nothing(value) || (value.kind == VALUE_STRING && !value.string[0])) {
        r->missing += direction;
        return;
    }
    double number = value_to_number(value);
    if (isnan(number))
        return;
    double distance = number - r->mean;
    r->valid += direction;
    r->sum += direction * number;
    r->mean = r->valid > 0 ? r->mean + direction * distance / r->valid : 0;
    r->squares = r->valid > 0 ? r->squares + direction * distance * (number - r->mean) : 0;
}

/* False for an operation that cannot be taken back. */
static bool
running_result(const Running *r, const char *op, Value *out)
{
    double squares = fmax(0, r->squares), n = r->valid;
    double result = NAN;
    if (strcmp(op, "count") == 0)
        result = r->count;
    else if (strcmp(op, "valid") == 0)
        result = n;
    else if (strcmp(op, "missing") == 0)
        result = r->missing;
    else if (strcmp(op, "sum") == 0)
        result = n > 0 ? r->sum : NAN;
    else if (strcmp(op, "mean") == 0 || strcmp(op, "average") == 0)
        result = n > 0 ? r->mean : NAN;
    else if (strcmp(op, "variance") == 0)
        result = n > 1 ? squares / (n - 1) : NAN;
    else if (strcmp(op, "variancep") == 0)
        result = n > 0 ? squares / n : NAN;
    else if (strcmp(op, "stdev") == 0)
        result = n > 1 ? sqrt(squares / (n - 1)) : NAN;
    else if (strcmp(op, "stdevp") == 0)
        result = n > 0 ? sqrt(squares / n) : NAN;
    else if (strcmp(op, "stderr") == 0)
        result = n > 1 ? sqrt(squares / (n * (n - 1))) : NAN;
    else
        return false;
    *out = isnan(result) ? (Value){0} : value_number(result);
    return true;
}

static Value
frame_value(const WindowField *field, size_t row)
{
    return field->values ? field->values[row] : value_bool(true);
}

static void
running_partition(const Partition *p, WindowField *field)
{
    Running running = {0};
    size_t from = 0, to = 0;
    for (size_t i = 0; i < p->count; i++) {
        /* Frames only move forward; one that leaps past all it held begins anew, which also sheds rounding errors. */
        if (p->from[i] >= to) {
            running = (Running){0};
            from = to = p->from[i];
        }
        for (; to < p->to[i]; to++)
            running_change(&running, frame_value(field, p->rows[to]), 1);
        for (; from < p->from[i]; from++)
            running_change(&running, frame_value(field, p->rows[from]), -1);
        running_result(&running, field->name, &field->results[p->rows[i]]);
    }
}

/* Least or greatest of a sliding frame: positions whose values only get worse towards the end. */
static void
extreme_partition(const Partition *p, WindowField *field, int direction)
{
    size_t *queue = ARENA_ARRAY(p->arena, size_t, p->count + 1), head = 0, tail = 0, to = 0;
    for (size_t i = 0; i < p->count; i++) {
        for (; to < p->to[i]; to++) {
            Value value = field->values[p->rows[to]];
            if (is_nothing(value) || isnan(value_to_number(value)) || (value.kind == VALUE_STRING && !value.string[0]))
                continue;
            while (tail > head && direction * value_compare(value, field->values[p->rows[queue[tail - 1]]]) > 0)
                tail--;
            queue[tail++] = to;
        }
        while (head < tail && queue[head] < p->from[i])
            head++;
        bool found = head < tail && queue[head] < p->to[i];
        field->results[p->rows[i]] = found ? field->values[p->rows[queue[head]]] : (Value){0};
    }
}

static void
whole_partition(const Partition *p, WindowField *field)
{
    Value *frame = ARENA_ARRAY(p->arena, Value, p->count + 1), result = {0};
    for (size_t i = 0; i < p->count; i++) {
        bool same = i > 0 && p->from[i] == p->from[i - 1] && p->to[i] == p->to[i - 1];
        size_t count = p->to[i] > p->from[i] ? p->to[i] - p->from[i] : 0;
        if (!same) {
            for (size_t k = 0; k < count; k++)
                frame[k] = strcmp(field->name, "values") == 0 ? dataset_row(p->arena, p->data, p->rows[p->from[i] + k])
                    : frame_value(field, p->rows[p->from[i] + k]);
            result = aggregate_values(p->arena, field->name, frame, count);
            if (strcmp(field->name, "argmin") == 0 || strcmp(field->name, "argmax") == 0) {
                Value best = aggregate_values(p->arena, field->name[3] == 'm' && field->name[4] == 'i' ? "min" : "max", frame, count);
                for (size_t k = 0; k < count && result.kind == VALUE_UNDEFINED; k++)
                    if (value_equal(frame[k], best))
                        result = dataset_row(p->arena, p->data, p->rows[p->from[i] + k]);
            }
        }
        field->results[p->rows[i]] = result;
    }
}

static void
aggregate_partition(const Partition *p, WindowField *field)
{
    Value ignored;
    bool figures = false, narrow = true;
    for (size_t i = 0; i < p->count; i++) {
        figures = figures || (field->values && field->values[p->rows[i]].use);
        narrow = narrow && (p->to[i] <= p->from[i] || p->to[i] - p->from[i] <= NARROW_FRAME);
    }
    /* A narrow frame is added up each time: taking values back leaves rounding errors. */
    if (!figures && !narrow && running_result(&(Running){0}, field->name, &ignored))
        running_partition(p, field);
    else if (strcmp(field->name, "min") == 0 || strcmp(field->name, "max") == 0)
        extreme_partition(p, field, field->name[1] == 'i' ? -1 : 1);
    else
        whole_partition(p, field);
}

/* ---- frames ----------------------------------------------------------------------------------------- */

typedef struct Frame {
    double before, after; /* offsets; NaN: no end */
    bool ignore_peers;
} Frame;

static size_t
clamp_position(double position, size_t count)
{
    return position < 0 ? 0 : position > (double)count ? count : (size_t)position;
}

static void
make_frames(Partition *p, const Frame *frame, bool sorted, const Value *const *keys, size_t key_count)
{
    p->peer_start = ARENA_ARRAY(p->arena, size_t, p->count + 1);
    p->peer_end = ARENA_ARRAY(p->arena, size_t, p->count + 1);
    p->from = ARENA_ARRAY(p->arena, size_t, p->count + 1);
    p->to = ARENA_ARRAY(p->arena, size_t, p->count + 1);
    for (size_t i = 0, end; i < p->count; i = end) {
        for (end = i + 1; end < p->count && sorted; end++) {
            size_t k = 0;
            while (k < key_count && value_compare(keys[k][p->rows[i]], keys[k][p->rows[end]]) == 0)
                k++;
            if (k < key_count)
                break;
        }
        for (size_t k = i; k < end; k++) {
            p->peer_start[k] = i;
            p->peer_end[k] = end;
        }
    }
    bool peers = sorted && !frame->ignore_peers;
    for (size_t i = 0; i < p->count; i++) {
        size_t from = isnan(frame->before) ? 0 : clamp_position((double)i + frame->before, p->count);
        size_t to = isnan(frame->after) ? p->count : clamp_position((double)i + frame->after + 1, p->count);
        p->from[i] = peers && from > 0 && from < p->count ? p->peer_start[from] : from;
        p->to[i] = peers && to > 0 && to < p->count ? p->peer_end[to - 1] : to;
    }
}

static void
run_field(const Partition *p, WindowField *field)
{
    switch (field->op) {
    case WINDOW_ROW_NUMBER:
    case WINDOW_RANK:
    case WINDOW_DENSE_RANK:
    case WINDOW_PERCENT_RANK:
    case WINDOW_CUME_DIST:
    case WINDOW_NTILE:
        rank_partition(p, field);
        break;
    case WINDOW_PREV_VALUE:
    case WINDOW_NEXT_VALUE:
        fill_partition(p, field);
        break;
    case WINDOW_AGGREGATE:
        aggregate_partition(p, field);
        break;
    default:
        shift_partition(p, field);
    }
}

/* ---- the transform ---------------------------------------------------------------------------------- */

static bool
read_window_field(const DataContext *context, const Node *transform, const Node *entry, WindowField *out)
{
    const char *op = node_text(entry, "op", NULL), *field = node_text(entry, "field", NULL), *as = node_text(entry, "as", NULL);
    if (!op)
        return transform_fault(context, transform, entry, "window", "an entry names its operation with 'op'", "每项须用 op 写明运算");
    *out = (WindowField){.op = WINDOW_AGGREGATE, .name = op, .field = field, .param = node_number(entry, "param", NAN)};
    for (size_t i = 0; i < COUNT_OF(op_names); i++)
        if (strcmp(op, op_names[i]) == 0)
            out->op = (WindowOp)i;
    if (out->op == WINDOW_AGGREGATE && !aggregate_is_known(op)) {
        diag(context->diags, DIAG_AGGREGATE_UNKNOWN, node_find(entry, "op")->loc, op);
        const char *near = str_nearest(op, op_names, COUNT_OF(op_names));
        if (near)
            diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        return false;
    }
    bool needs_field = out->op >= WINDOW_LAG && strcmp(op, "count") != 0;
    if (needs_field && !field)
        return transform_fault(context, transform, entry, op, "needs a field", "需要 field");
    bool needs_param = out->op == WINDOW_NTILE || out->op == WINDOW_NTH_VALUE;
    if (needs_param && !(out->param > 0))
        return transform_fault(context, transform, entry, op, "needs a param above 0", "需要大于0的 param");
    out->as = as ? as : field ? arena_printf(context->arena, "%s_%s", op, value_field_name(context->arena, field)) : op;
    return true;
}

static bool
read_frame(const DataContext *context, const Node *transform, Frame *out)
{
    const Node *frame = node_find(transform, "frame");
    *out = (Frame){NAN, 0, node_bool(transform, "ignorePeers", false)};
    if (!frame || frame->kind == NODE_NULL)
        return true;
    if (frame->kind != NODE_LIST || frame->count != 2)
        return transform_fault(context, transform, frame, "frame", "is two offsets, or null for no end: [-3, 0]", "应为两个偏移量，null 表示不限：[-3, 0]");
    out->before = frame->items[0].value->kind == NODE_NUMBER ? frame->items[0].value->number : NAN;
    out->after = frame->items[1].value->kind == NODE_NUMBER ? frame->items[1].value->number : NAN;
    return true;
}

bool
transform_window(const DataContext *context, const Node *node, const Dataset *in, Dataset *out)
{
    Arena *arena = context->arena;
    const Node *list = node_find(node, "window");
    NameArray groupby;
    SortArray sort;
    Frame frame;
    if (list->kind != NODE_LIST)
        return transform_fault(context, node, list, "window", "needs a list of {op, field, param, as}", "需要由 {op, field, param, as} 组成的列表");
    if (!transform_names(context, node, "groupby", &groupby) || !transform_sort(context, node, &sort) || !read_frame(context, node, &frame))
        return false;
    WindowField *fields = ARENA_ARRAY(arena, WindowField, list->count + 1);
    const char **names = ARENA_ARRAY(arena, const char *, list->count + 1);
    Value **results = ARENA_ARRAY(arena, Value *, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        if (!read_window_field(context, node, list->items[i].value, &fields[i]))
            return false;
        fields[i].values = fields[i].field ? dataset_field_values(arena, in, fields[i].field) : NULL;
        fields[i].results = results[i] = ARENA_ARRAY(arena, Value, in->row_count + 1);
        names[i] = fields[i].as;
    }
    Groups groups = groups_make(arena, in, groupby.items, groupby.count);
    groups_sort(arena, in, sort.items, sort.count, &groups);
    const Value **keys = ARENA_ARRAY(arena, const Value *, sort.count + 1);
    for (size_t k = 0; k < sort.count; k++)
        keys[k] = dataset_field_values(arena, in, sort.items[k].field);
    for (size_t g = 0; g < groups.count; g++) {
        Partition p = {.arena = arena, .data = in, .rows = groups.rows + groups.start[g], .count = groups.start[g + 1] - groups.start[g]};
        make_frames(&p, &frame, sort.count > 0, keys, sort.count);
        for (size_t i = 0; i < list->count; i++)
            run_field(&p, &fields[i]);
    }
    dataset_put_columns(arena, in, names, results, list->count, out);
    return true;
}
