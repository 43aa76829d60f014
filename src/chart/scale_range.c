/* chart/scale_range.c -- ranges: pixels, colours, sizes, shapes (Vega-Lite: scale/range.ts; Vega: vega-encode, Scale). */
#include "base/str.h"
#include "chart/scale_build.h"
#include "chart/transform.h"

#include <math.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

static const View *
first_unit(const Scale *scale)
{
    return scale->from.items[0].unit;
}

static void
set_range(Scale *scale, double from, double to)
{
    scale->range = ARENA_ARRAY(scale->drawing->context->arena, double, 3);
    scale->range[0] = scale->reverse ? to : from;
    scale->range[1] = scale->reverse ? from : to;
    scale->range_count = 2;
    if (scale->domain_count != 3)
        return;
    scale->range[2] = scale->range[1];
    scale->range[1] = (scale->range[0] + scale->range[2]) / 2;
    scale->range_count = 3;
}

/* The steps of a band or point scale between the two ends of its range (vega-scale, scaleBand). */
static void
place_bands(Scale *scale)
{
    double from = scale->range[0], to = scale->range[1];
    double inner = scale->type == SCALE_POINT ? 1 : scale->padding_inner, count = (double)scale->names.count;
    double low = fmin(from, to), high = fmax(from, to), space = band_space(count, inner, scale->padding_outer);
    double step = (high - low) / (space > 0 ? space : 1);
    if (scale->round)
        step = floor(step);
    double start = low + (high - low - step * (count - inner)) * scale->align;
    scale->bandwidth = step * (1 - inner);
    if (scale->round) {
        start = floor(start + 0.5);
        scale->bandwidth = floor(scale->bandwidth + 0.5);
    }
    bool turned = to < from;
    scale->start = turned ? start + step * (count - 1) : start;
    scale->step = turned ? -step : step;
}

/* ---- colours --------------------------------------------------------------------------------------------------------- */

enum { PIECES_MAX = 1000 };

static size_t
color_pieces(const Scale *scale, double stated)
{
    stated = fmin(stated, PIECES_MAX);
    switch (scale->type) {
    case SCALE_BIN_ORDINAL: return scale->bin_count > 1 ? scale->bin_count - 1 : 1;
    case SCALE_THRESHOLD: return scale->domain_count + 1;
    case SCALE_QUANTILE:
    case SCALE_QUANTIZE: return stated > 0 ? (size_t)stated : 5;
    case SCALE_ORDINAL: return stated > 0 ? (size_t)stated : scale->names.count ? scale->names.count : 5;
    default: return scale->domain_count;
    }
}

static void
flip_colors(Scale *scale)
{
    for (size_t i = 0; i < scale->color_count / 2; i++) {
        Color swap = scale->colors[i];
        scale->colors[i] = scale->colors[scale->color_count - 1 - i];
        scale->colors[scale->color_count - 1 - i] = swap;
    }
}

static bool
is_sequential(const Scale *scale)
{
    return scale->type >= SCALE_LINEAR && scale->type <= SCALE_SYMLOG;
}

static void
use_colors(Scale *scale, Color *colors, size_t count, bool ramp, double from, double to, double pieces)
{
    Arena *arena = scale->drawing->context->arena;
    scale->ramp_from = from;
    scale->ramp_to = to;
    if (is_sequential(scale)) {
        scale->colors = colors;
        scale->color_count = count;
        scale->ramp = true;
        scale->whole_ramp = ramp || scale->domain_count == 2 || scale->domain_count == 3;
        if (scale->reverse) {
            scale->ramp_from = to;
            scale->ramp_to = from;
        }
        return;
    }
    if (ramp) {
        /* Pieces of a ramp lie inside it, evenly. */
        size_t wanted = color_pieces(scale, pieces);
        Color *samples = ARENA_ARRAY(arena, Color, wanted + 1);
        for (size_t i = 0; i < wanted; i++)
            samples[i] = ramp_color(colors, count, from + (to - from) * (double)(i + 1) / (double)(wanted + 1), INTERPOLATE_RGB);
        colors = samples;
        count = wanted;
        scale->ramp_from = 0;
        scale->ramp_to = 1;
    }
    scale->colors = colors;
    scale->color_count = count;
    scale->ramp = scale_type_is_time(scale->type);
    scale->whole_ramp = false;
    if (scale->reverse)
        flip_colors(scale);
}

static bool
use_scheme(Scale *scale, const char *name, const Node *extent, double count, Loc loc)
{
    const ChartContext *context = scale->drawing->context;
    const Scheme *scheme = scheme_find(name);
    if (!scheme) {
        diag(context->diags, DIAG_VL_UNKNOWN_SCHEME, loc, name);
        size_t known;
        const char *const *names = scheme_names(&known), *near = str_nearest(name, names, known);
        if (near)
            diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        scheme = scheme_find("tableau10");
    }
    Color *colors = ARENA_ARRAY(context->arena, Color, scheme->count + 1);
    for (size_t i = 0; i < scheme->count; i++)
        colors[i] = color_hex(scheme->colors[i]);
    double from = 0, to = 1;
    if (extent && extent->kind == NODE_LIST && extent->count == 2) {
        from = extent->items[0].value->number;
        to = extent->items[1].value->number;
    }
    scale->interpolation = INTERPOLATE_RGB;
    use_colors(scale, colors, scheme->count, !scheme->discrete, from, to, count);
    return true;
}

static void
use_color_list(Scale *scale, const Node *list)
{
    Arena *arena = scale->drawing->context->arena;
    Color *colors = ARENA_ARRAY(arena, Color, list->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        Value value = property_value(scale->drawing, list->items[i].value);
        if (value.kind == VALUE_STRING && color_parse(value.string, &colors[count]))
            count++;
        else if (value.kind == VALUE_STRING)
            diag(scale->drawing->context->diags, DIAG_VL_BAD_COLOR, list->items[i].value->loc, value.string);
    }
    ScaleProperty stated = scale_property(scale, "interpolate");
    const Encoding *encoding = &first_unit(scale)->encodings[scale->channel];
    const char *name = stated.node ? stated.node->kind == NODE_MAP ? node_text(stated.node, "type", "rgb") : stated.node->text : encoding->type == MEASURE_NOMINAL ? "rgb" : "hcl";
    scale->interpolation = interpolation_from_name(name);
    use_colors(scale, colors, count, false, 0, 1, 0);
}

static void
use_color_config(Scale *scale, const char *key)
{
    const Node *range = config_find(scale->drawing, "range", key);
    if (range && range->kind == NODE_LIST)
        use_color_list(scale, range);
    else if (range && range->kind == NODE_MAP && node_find(range, "scheme") && node_find(range, "scheme")->kind == NODE_LIST)
        use_color_list(scale, node_find(range, "scheme"));
    else
        use_scheme(scale, range && range->kind == NODE_STRING ? range->text : node_text(range, "scheme", "tableau10"), node_find(range, "extent"), node_number(range, "count", 0), LOC_NONE);
}

static void
default_colors(Scale *scale)
{
    const View *unit = first_unit(scale);
    const Encoding *encoding = &unit->encodings[scale->channel];
    if (scale->type == SCALE_ORDINAL)
        use_color_config(scale, encoding->type == MEASURE_NOMINAL ? "category" : "ordinal");
    else if (scale_property(scale, "domainMid").set)
        use_color_config(scale, "diverging");
    else
        use_color_config(scale, unit->mark_type == MARK_RECT ? "heatmap" : "ramp");
}

/* ---- sizes --------------------------------------------------------------------------------------------------------------- */

/* The pixels of one bin along an axis; NaN where the axis is not binned. */
static double
bin_step(const View *unit, Channel channel)
{
    const Encoding *encoding = &unit->encodings[channel];
    double size = unit->size[channel == CHANNEL_X ? 0 : 1];
    if (!encoding->is_field || encoding->bin == BIN_NONE)
        return NAN;
    if (encoding->bin == BIN_BINNING)
        return size / ((encoding->bins.stop - encoding->bins.start) / encoding->bins.step);
    double step = node_number(encoding->bin_node, "step", 0);
    const Scale *scale = unit_scale(unit, channel);
    return step > 0 && scale && scale->domain_count >= 2 ? size / ((scale_domain_max(scale) - scale_domain_min(scale)) / step) : NAN;
}

static double
least_step(const View *unit)
{
    double steps[2];
    for (int i = 0; i < 2; i++) {
        double binned = bin_step(unit, i == 0 ? CHANNEL_X : CHANNEL_Y);
        steps[i] = !isnan(binned) ? binned : unit->stated[i].set && unit->stated[i].is_step ? unit->stated[i].value : view_default_step(unit->drawing, i);
    }
    return fmin(steps[0], steps[1]);
}

static void
default_sizes(const View *unit, double *low, double *high)
{
    static const struct {
        MarkType mark;
        const char *min, *max;
    } keys[] = {
        {MARK_BAR, "minBandSize", "maxBandSize"}, {MARK_TICK, "minBandSize", "maxBandSize"}, {MARK_LINE, "minStrokeWidth", "maxStrokeWidth"},
        {MARK_TRAIL, "minStrokeWidth", "maxStrokeWidth"}, {MARK_RULE, "minStrokeWidth", "maxStrokeWidth"}, {MARK_TEXT, "minFontSize", "maxFontSize"},
        {MARK_POINT, "minSize", "maxSize"}, {MARK_SQUARE, "minSize", "maxSize"}, {MARK_CIRCLE, "minSize", "maxSize"},
    };
    *low = 1;
    *high = 10;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].mark != unit->mark_type)
            continue;
        *low = property_number(unit->drawing, config_find(unit->drawing, "scale", keys[i].min), 1);
        *high = property_number(unit->drawing, config_find(unit->drawing, "scale", keys[i].max), NAN);
    }
    if (!isnan(*high))
        return;
    bool band = unit->mark_type == MARK_BAR || unit->mark_type == MARK_TICK;
    *high = band ? least_step(unit) - 1 : pow(0.95 * least_step(unit), 2);
}

/* A range of two numbers; cut into pieces for a discretizing scale. */
static void
number_range(Scale *scale, double low, double high)
{
    if (!scale_type_is_discretizing(scale->type)) {
        set_range(scale, low, high);
        return;
    }
    double stated = property_number(scale->drawing, config_find(scale->drawing, "scale", scale->type == SCALE_QUANTILE ? "quantileCount" : "quantizeCount"), 4);
    size_t count = scale->type == SCALE_THRESHOLD ? scale->domain_count + 1 : (size_t)fmax(1, fmin(stated, PIECES_MAX));
    scale->range = ARENA_ARRAY(scale->drawing->context->arena, double, count + 1);
    for (size_t i = 0; i < count; i++)
        scale->range[i] = low + (high - low) * (double)i / (double)(count > 1 ? count - 1 : 1);
    scale->range_count = count;
}

/* ---- stated ranges ---------------------------------------------------------------------------------------------------------- */

/* range: {field: "color"}: the value that goes with each domain value. */
static void
range_from_field(Scale *scale, const char *field)
{
    Arena *arena = scale->drawing->context->arena;
    const Contributor *from = &scale->from.items[0];
    const Encoding *encoding = &from->unit->encodings[from->channel];
    Node *list = node_new(arena, NODE_LIST, encoding->node->loc);
    for (size_t i = 0; i < scale->names.count; i++) {
        for (size_t row = 0; row < from->unit->rows.row_count; row++) {
            if (!value_same_key(arena, dataset_value(&from->unit->rows, row, encoding->column), scale->names.items[i]))
                continue;
            Value value = dataset_value(&from->unit->rows, row, field);
            node_push(arena, list, value.kind == VALUE_NUMBER ? node_new_number(arena, value.number, list->loc) : node_new_string(arena, value_to_string(arena, value), list->loc));
            break;
        }
    }
    if (channel_is_color(scale->channel))
        use_color_list(scale, list);
    else
        scale->items = list;
}

static void
range_from_list(Scale *scale, const Node *list)
{
    Arena *arena = scale->drawing->context->arena;
    const View *unit = first_unit(scale);
    if (channel_is_color(scale->channel)) {
        use_color_list(scale, list);
        return;
    }
    bool discrete = scale->type == SCALE_ORDINAL || scale->type == SCALE_BIN_ORDINAL;
    bool numbers = list->count > 0 && list->items[0].value->kind != NODE_LIST && !(list->items[0].value->kind == NODE_STRING && !channel_is_xy(scale->channel));
    if (discrete || !numbers) {
        scale->items = list;
        return;
    }
    scale->range = ARENA_ARRAY(arena, double, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        const Node *item = list->items[i].value;
        double number = str_equal(item->text, "width") ? unit->size[0] : str_equal(item->text, "height") ? unit->size[1] : property_number(scale->drawing, item, 0);
        scale->range[scale->reverse ? list->count - 1 - i : i] = number;
    }
    scale->range_count = list->count;
    /* d3: a continuous scale with three domain values needs three of the range. */
}

/* False where nothing is stated. */
static bool
stated_range(Scale *scale)
{
    ScaleProperty range = scale_property(scale, "range"), scheme = scale_property(scale, "scheme");
    const Node *node = range.node;
    if (node && node->kind == NODE_LIST)
        range_from_list(scale, node);
    else if (node && node->kind == NODE_MAP && node_text(node, "field", NULL) && scale_type_is_discrete(scale->type))
        range_from_field(scale, node_text(node, "field", ""));
    else if (node && node->kind == NODE_STRING && channel_is_color(scale->channel))
        use_color_config(scale, node->text);
    else if (scheme.node && channel_is_color(scale->channel)) {
        const Node *stated = scheme.node;
        const Node *name = stated->kind == NODE_MAP ? node_find(stated, "name") : stated;
        if (stated->kind == NODE_LIST)
            use_color_list(scale, stated);
        else
            use_scheme(scale, name && name->text ? name->text : "", node_find(stated, "extent"), node_number(stated, "count", 0), stated->loc);
    } else
        return false;
    return true;
}

/* ---- defaults ------------------------------------------------------------------------------------------------------------------ */

static void
offset_range(Scale *scale)
{
    const View *unit = first_unit(scale);
    Channel main = scale->channel == CHANNEL_XOFFSET ? CHANNEL_X : CHANNEL_Y;
    int dimension = main == CHANNEL_X ? 0 : 1;
    const Scale *position = unit_scale(unit, main);
    const Encoding *encoding = &unit->encodings[main];
    bool continuous = scale_type_is_continuous(scale->type);
    if (!position) {
        double half = unit->size[dimension] / 2;
        if (main == CHANNEL_Y && continuous)
            set_range(scale, half, -half);
        else
            set_range(scale, -half, half);
        return;
    }
    if (position->type == SCALE_BAND) {
        const Extent *extent = &unit->stated[dimension];
        if (extent->set && extent->is_step && !extent->step_for_position && scale_type_is_discrete(scale->type)) {
            double inner = scale->type == SCALE_POINT ? 1 : scale->padding_inner;
            set_range(scale, 0, extent->value * band_space((double)scale->names.count, inner, scale->padding_outer));
        } else if (main == CHANNEL_Y && continuous) {
            set_range(scale, position->bandwidth, 0);
        } else {
            set_range(scale, 0, position->bandwidth);
        }
        return;
    }
    if (!encoding->has_time_unit)
        return;
    /* Within the interval of a time unit. */
    double low = scale_domain_min(position), next = time_unit_next_by(&encoding->time_unit, low);
    double duration = scale_map_number(position, next) - scale_map_number(position, low);
    double padding = property_number(scale->drawing, config_find(scale->drawing, "scale", "bandWithNestedOffsetPaddingInner"), 0);
    double band = encoding_band_position(unit, encoding, NULL);
    double shift = (isnan(band) ? 0.5 : band) - 0.5;
    set_range(scale, (padding / 2 + shift) * duration, (1 - padding / 2 + shift) * duration);
}

static void
default_range(Scale *scale)
{
    const View *unit = first_unit(scale);
    Drawing *drawing = scale->drawing;
    double low, high;
    switch (scale->channel) {
    case CHANNEL_X: set_range(scale, 0, unit->size[0]); break;
    case CHANNEL_Y:
        if (scale_type_is_continuous(scale->type))
            set_range(scale, unit->size[1], 0);
        else
            set_range(scale, 0, unit->size[1]);
        break;
    case CHANNEL_XOFFSET:
    case CHANNEL_YOFFSET: offset_range(scale); break;
    case CHANNEL_SIZE:
        default_sizes(unit, &low, &high);
        number_range(scale, low, high);
        break;
    case CHANNEL_THETA: set_range(scale, 0, 2 * PI); break;
    case CHANNEL_RADIUS: set_range(scale, 0, fmin(unit->size[0], unit->size[1]) / 2); break;
    case CHANNEL_ANGLE: set_range(scale, 0, 360); break;
    case CHANNEL_STROKE_WIDTH:
        number_range(scale, property_number(drawing, config_find(drawing, "scale", "minStrokeWidth"), 1), property_number(drawing, config_find(drawing, "scale", "maxStrokeWidth"), 4));
        break;
    case CHANNEL_OPACITY:
    case CHANNEL_FILL_OPACITY:
    case CHANNEL_STROKE_OPACITY:
        number_range(scale, property_number(drawing, config_find(drawing, "scale", "minOpacity"), 0.3), property_number(drawing, config_find(drawing, "scale", "maxOpacity"), 0.8));
        break;
    case CHANNEL_SHAPE: scale->items = config_find(drawing, "range", "symbol"); break;
    case CHANNEL_STROKE_DASH: {
        static const double dashes[5][4] = {{1, 0}, {4, 2}, {2, 1}, {1, 1}, {1, 2, 4, 2}};
        Node *list = node_new(drawing->context->arena, NODE_LIST, LOC_NONE);
        for (int i = 0; i < 5; i++) {
            Node *dash = node_new(drawing->context->arena, NODE_LIST, LOC_NONE);
            for (int k = 0; k < (i == 4 ? 4 : 2); k++)
                node_push(drawing->context->arena, dash, node_new_number(drawing->context->arena, dashes[i][k], LOC_NONE));
            node_push(drawing->context->arena, list, dash);
        }
        scale->items = list;
        break;
    }
    default:
        if (channel_is_color(scale->channel))
            default_colors(scale);
    }
    ScaleProperty least = scale_property(scale, "rangeMin"), most = scale_property(scale, "rangeMax");
    if (scale->range_count == 2 && least.set)
        scale->range[0] = least.number;
    if (scale->range_count == 2 && most.set)
        scale->range[1] = most.number;
}

void
scale_range(View *view, Scale *scale)
{
    (void)view;
    ScaleProperty inner = scale_property(scale, "paddingInner"), outer = scale_property(scale, "paddingOuter"), both = scale_property(scale, "padding");
    scale->padding_inner = inner.set ? inner.number : both.set ? both.number : 0;
    scale->padding_outer = outer.set ? outer.number : both.set ? both.number : 0;
    if (!stated_range(scale))
        default_range(scale);
    if ((scale->type == SCALE_BAND || scale->type == SCALE_POINT) && scale->range_count >= 2)
        place_bands(scale);
}
