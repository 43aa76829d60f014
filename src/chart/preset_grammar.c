/* chart/preset_grammar.c -- presets that are a few lines of Vega-Lite around their figures.
 *
 * Each kind is a template; the rows become its data, a datum for each figure:
 *     label, series, year   what the axes and colours name     value, row_id   the figure     color   "#rrggbb" of the row
 */
#include "chart/preset_draw.h"

#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct Shape {
    Sheet *sheet;
    const PresetRows *rows;
    const Node *preset;
    Node *spec, *translate;
    bool years;             /* series are years */
} Shape;

/* ---- templates -------------------------------------------------------------------------------------------------- */

/* Names beside a plot: as wide as this, in so many lines (axis.c). */
enum { NAME_LIMIT = 190, NAME_LINES = 3 };
#define NAMES_Y "y: {field: label, type: nominal, sort: null, axis: {title: null, domain: false, ticks: false, labelLimit: 190}}"
#define VALUES_X "x: {field: value, type: quantitative, axis: null}"
#define SERIES_COLOR "color: {field: series, type: nominal, sort: null, legend: {title: null, orient: top, offset: 10, symbolType: square, columns: 4}}"

static const char COLUMN[] =
    "usermeta: {shudu: {labels: values}}\n"
    "autosize: {type: fit-x, contains: content}\n"
    "mark: {type: bar}\n"
    "encoding:\n"
    "  x: {field: label, type: ordinal, sort: null, scale: {paddingInner: 0.38, paddingOuter: 0.2}, axis: {title: null, labelAngle: 0, ticks: false}}\n"
    "  y: {field: value, type: quantitative, axis: null}\n"
    "  color: {field: color, type: nominal, scale: null, legend: null}\n";

static const char GROUPED[] =
    "usermeta: {shudu: {labels: values}}\n"
    "autosize: {type: fit-x, contains: content}\n"
    "mark: {type: bar}\n"
    "encoding:\n"
    "  " NAMES_Y "\n"
    "  yOffset: {field: series, sort: null}\n"
    "  " VALUES_X "\n"
    "  " SERIES_COLOR "\n";

static const char STACKED[] =
    "usermeta: {shudu: {labels: values}}\n"
    "autosize: {type: fit-x, contains: content}\n"
    "mark: {type: bar, stroke: white, strokeWidth: 1}\n"
    "encoding:\n"
    "  " NAMES_Y "\n"
    "  x: {field: value, type: quantitative, stack: zero, axis: null}\n"
    "  " SERIES_COLOR "\n"
    "  order: {field: order, type: quantitative}\n";

static const char LOLLIPOP[] =
    "usermeta: {shudu: {labels: values}}\n"
    "autosize: {type: fit-x, contains: content}\n"
    "encoding:\n"
    "  " NAMES_Y "\n"
    "  " VALUES_X "\n"
    "  color: {field: color, type: nominal, scale: null, legend: null}\n"
    "layer:\n"
    "  - mark: {type: rule, strokeWidth: 2}\n"
    "    encoding: {x2: {datum: 0}}\n"
    "  - mark: {type: point, filled: true, opacity: 1, size: 110}\n";

static const char LINE[] =
    "usermeta: {shudu: {labels: [values, ends]}}\n"
    "autosize: {type: fit-x, contains: content}\n"
    "mark: {type: line, point: {filled: true, size: 48}}\n"
    "encoding:\n"
    "  x: {field: year, type: ordinal, axis: {title: null, labelAngle: 0, ticks: false}}\n"
    "  y: {field: value, type: quantitative, axis: {title: null, tickCount: 4}}\n"
    "  color: {field: label, type: nominal, sort: null, legend: null}\n";

static const char MULTIPLES[] =
    "usermeta: {shudu: {labels: values}}\n"
    "facet: {field: label, type: nominal, sort: null, header: {title: null, labelAnchor: start, labelLimit: 200}}\n"
    "columns: 3\n"
    "spacing: {row: 26, column: 26}\n"
    "spec:\n"
    "  mark: {type: bar}\n"
    "  encoding:\n"
    "    x: {field: year, type: ordinal, scale: {paddingInner: 0.35}, axis: {title: null, labelAngle: 0, ticks: false}}\n"
    "    y: {field: value, type: quantitative, axis: null}\n"
    "    color: {field: color, type: nominal, scale: null, legend: null}\n";

static const char HEATMAP[] =
    "usermeta: {shudu: {labels: values}}\n"
    "autosize: {type: fit-x, contains: content}\n"
    "encoding:\n"
    "  x: {field: series, type: ordinal, sort: null, axis: {title: null, orient: top, labelAngle: 0, ticks: false, domain: false}}\n"
    "  " NAMES_Y "\n"
    "layer:\n"
    "  - mark: {type: rect, stroke: white, strokeWidth: 2}\n"
    "    encoding:\n"
    "      color: {field: value, type: quantitative, legend: null}\n";

static const char WATERFALL[] =
    "autosize: {type: fit-x, contains: content}\n"
    "encoding:\n"
    "  " NAMES_Y "\n"
    "  color: {field: color, type: nominal, scale: null, legend: null}\n"
    "layer:\n"
    "  - mark: {type: rule, strokeWidth: 0.8}\n"
    "    transform: [{filter: isValid(datum.next)}]\n"
    "    encoding:\n"
    "      x: {field: to, type: quantitative, axis: null}\n"
    "      y: {field: label, type: nominal, sort: null, bandPosition: 0.8}\n"
    "      y2: {field: next, bandPosition: 0.2}\n"
    "      color: {value: '#56616E'}\n"
    "  - mark: {type: bar, height: {band: 0.62}}\n"
    "    encoding: {x: {field: from, type: quantitative, axis: null}, x2: {field: to}}\n"
    "  - mark: {type: text, align: left, dx: 5, fontWeight: bold}\n"
    "    encoding:\n"
    "      x: {field: high, type: quantitative, axis: null}\n"
    "      text: {field: value, type: quantitative}\n";

static const char RING[] = "usermeta: {shudu: {labels: values}}\nlayer: []\n";

/* ---- data -------------------------------------------------------------------------------------------------------------- */

static void
put_text(Shape *self, Node *map, const char *key, const char *text)
{
    node_put(self->sheet->context->arena, map, key, node_new_string(self->sheet->context->arena, text, LOC_NONE));
}

static void
put_number(Shape *self, Node *map, const char *key, double number)
{
    node_put(self->sheet->context->arena, map, key, node_new_number(self->sheet->context->arena, number, LOC_NONE));
}

/* The map at a dotted path, made where it is missing. */
static Node *
map_at(Shape *self, Node *from, const char *path)
{
    Arena *arena = self->sheet->context->arena;
    for (const char *at = path; *at;) {
        size_t length = strcspn(at, ".");
        const char *key = arena_strndup(arena, at, length);
        Node *next = node_find(from, key);
        if (!next || next->kind != NODE_MAP)
            node_put(arena, from, key, next = node_new(arena, NODE_MAP, LOC_NONE));
        from = next;
        at += length + (at[length] == '.');
    }
    return from;
}

/* A label stands in the data in the chart's first language; its second one goes where the grammar looks for translations. */
static const char *
name_of(Shape *self, const char *label)
{
    const ChartContext *context = self->sheet->context;
    size_t length = strcspn(label, "\n");
    const char *name = arena_strndup(context->arena, label, length);
    if (label[length] && self->sheet->second >= 0 && !node_find(self->translate, name)) {
        Node *both = node_new(context->arena, NODE_MAP, LOC_NONE);
        put_text(self, both, context->model->lang_keys[self->sheet->lang], name);
        put_text(self, both, context->model->lang_keys[self->sheet->second], label + length + 1);
        node_put(context->arena, self->translate, name, both);
    }
    return name;
}

/* The k-th figure of each row belongs to the k-th of `series`; without that list, to its year. */
static const char *
series_of(Shape *self, const PresetRow *row, size_t index)
{
    const Node *series = node_find(self->preset, "series");
    if (series && series->kind == NODE_LIST && index < series->count)
        return name_of(self, preset_text(self->sheet, node_find(series->items[index].value, "label")));
    const Fact *fact = row->facts[index];
    return fact->year ? arena_printf(self->sheet->context->arena, "%d", fact->year) : "—";
}

static Node *
datum_of(Shape *self, const PresetRow *row, size_t index)
{
    const Fact *fact = row->facts[index];
    Node *datum = node_new(self->sheet->context->arena, NODE_MAP, LOC_NONE);
    put_text(self, datum, "label", name_of(self, row->label));
    put_text(self, datum, "series", series_of(self, row, index));
    put_number(self, datum, "place", (double)(row - self->rows->items));
    put_number(self, datum, "order", (double)index);
    put_number(self, datum, "year", fact->year);
    put_number(self, datum, "value", decimal_to_double(fact->value));
    put_text(self, datum, "row_id", fact->id);
    put_text(self, datum, "color", row->color);
    return datum;
}

static Node *
add_values(Shape *self, Node *view)
{
    Node *values = node_new(self->sheet->context->arena, NODE_LIST, LOC_NONE);
    node_put(self->sheet->context->arena, map_at(self, view, "data"), "values", values);
    return values;
}

static void
add_all_figures(Shape *self)
{
    Node *values = add_values(self, self->spec);
    for (size_t i = 0; i < self->rows->count; i++)
        for (size_t k = 0; k < self->rows->items[i].fact_count; k++)
            node_push(self->sheet->context->arena, values, datum_of(self, &self->rows->items[i], k));
}

static void
add_first_and_last(Shape *self)
{
    Node *values = add_values(self, self->spec);
    for (size_t i = 0; i < self->rows->count; i++) {
        const PresetRow *row = &self->rows->items[i];
        for (size_t k = 0; k < row->fact_count; k += row->fact_count > 1 ? row->fact_count - 1 : 1)
            node_push(self->sheet->context->arena, values, datum_of(self, row, k));
    }
}

/* ---- scales ---------------------------------------------------------------------------------------------------------------- */

/* Every year from the first to the last, so that a year without a figure stays an empty place. */
static void
put_year_domain(Shape *self, const char *path, bool as_text)
{
    Arena *arena = self->sheet->context->arena;
    int first = 0, last = 0;
    for (size_t i = 0; i < self->rows->count; i++) {
        for (size_t k = 0; k < self->rows->items[i].fact_count; k++) {
            int year = self->rows->items[i].facts[k]->year;
            first = year && (!first || year < first) ? year : first;
            last = year > last ? year : last;
        }
    }
    if (!first)
        return;
    Node *domain = node_new(arena, NODE_LIST, LOC_NONE);
    for (int year = first; year <= last; year++)
        node_push(arena, domain, as_text ? node_new_string(arena, arena_printf(arena, "%d", year), LOC_NONE) : node_new_number(arena, year, LOC_NONE));
    node_put(arena, map_at(self, self->spec, path), "domain", domain);
}

/* Where figures stand by their years, each needs one. */
static void
need_years(const Shape *self)
{
    for (size_t i = 0; i < self->rows->count; i++) {
        const PresetRow *row = &self->rows->items[i];
        for (size_t k = 0; k < row->fact_count; k++)
            if (!row->facts[k]->year)
                diag(self->sheet->context->diags, DIAG_PRESET_UNDATED, row->node->loc, row->facts[k]->id);
    }
}

/* Whether each row is one year, named by it. */
static bool
rows_are_years(const PresetRows *rows)
{
    char year[16];
    for (size_t i = 0; i < rows->count; i++) {
        const PresetRow *row = &rows->items[i];
        snprintf(year, sizeof year, "%d", row->fact_count ? row->facts[0]->year : 0);
        if (row->fact_count != 1 || !str_equal(row->label, year))
            return false;
    }
    return rows->count > 0;
}

/* Colours that the author gave to rows. */
static void
put_row_colors(Shape *self, Node *scale)
{
    Arena *arena = self->sheet->context->arena;
    bool given = false;
    Node *domain = node_new(arena, NODE_LIST, LOC_NONE), *range = node_new(arena, NODE_LIST, LOC_NONE);
    for (size_t i = 0; i < self->rows->count; i++) {
        given |= node_find(self->rows->items[i].node, "color") != NULL;
        node_push(arena, domain, node_new_string(arena, name_of(self, self->rows->items[i].label), LOC_NONE));
        node_push(arena, range, node_new_string(arena, self->rows->items[i].color, LOC_NONE));
    }
    if (!given)
        return;
    node_put(arena, scale, "domain", domain);
    node_put(arena, scale, "range", range);
}

/* Colours that the author gave to series. */
static void
put_series_colors(Shape *self)
{
    const Node *series = node_find(self->preset, "series");
    Arena *arena = self->sheet->context->arena;
    bool given = false;
    Node *domain = node_new(arena, NODE_LIST, LOC_NONE), *range = node_new(arena, NODE_LIST, LOC_NONE);
    for (size_t i = 0; series && i < series->count; i++) {
        given |= node_find(series->items[i].value, "color") != NULL;
        node_push(arena, domain, node_new_string(arena, name_of(self, preset_text(self->sheet, node_find(series->items[i].value, "label"))), LOC_NONE));
        node_push(arena, range, node_new_string(arena, preset_color(self->sheet->context, series->items[i].value), LOC_NONE));
    }
    if (!given)
        return;
    Node *scale = map_at(self, self->spec, "encoding.color.scale");
    node_put(arena, scale, "domain", domain);
    node_put(arena, scale, "range", range);
}

static size_t
lines_of(Sheet *sheet, const char *text, double size)
{
    const char *lines[NAME_LINES];
    if (!sheet->context->text) /* checked, not drawn */
        return 1;
    return sheet_wrap(sheet, text, size, 400, NAME_LIMIT, lines, NAME_LINES);
}

/* Rows as high as asked for, and higher where a name takes several lines. */
static void
put_step(Shape *self, double ems)
{
    Sheet *sheet = self->sheet;
    for (size_t i = 0; i < self->rows->count; i++) {
        const char *label = self->rows->items[i].label;
        size_t length = strcspn(label, "\n");
        double first = (double)lines_of(sheet, arena_strndup(sheet->context->arena, label, length), sheet->size);
        double second = label[length] ? (double)lines_of(sheet, label + length + 1, sheet->size * 0.84) : 0;
        ems = fmax(ems, first * 1.2 + second * 1.05 + 0.9);
    }
    put_number(self, map_at(self, self->spec, "height"), "step", sheet->size * ems);
}

/* ---- kinds -------------------------------------------------------------------------------------------------------------------- */

static void
make_column(Shape *self)
{
    add_all_figures(self);
    put_number(self, self->spec, "height", self->sheet->size * 20);
    if (rows_are_years(self->rows))
        put_year_domain(self, "encoding.x.scale", true);
}

static size_t
most_figures(const PresetRows *rows)
{
    size_t most = 1;
    for (size_t i = 0; i < rows->count; i++)
        most = rows->items[i].fact_count > most ? rows->items[i].fact_count : most;
    return most;
}

static void
make_grouped(Shape *self)
{
    add_all_figures(self);
    put_series_colors(self);
    put_step(self, fmax(2.6, 1.7 * (double)most_figures(self->rows) + 0.9));
    put_text(self, map_at(self, self->spec, "height"), "for", "position");
}

static void
make_stacked(Shape *self)
{
    add_all_figures(self);
    put_series_colors(self);
    put_step(self, self->sheet->second >= 0 ? 3.6 : 2.8);
    if (node_bool(self->preset, "normalize", false))
        put_text(self, map_at(self, self->spec, "encoding.x"), "stack", "normalize");
}

static void
make_lollipop(Shape *self)
{
    add_all_figures(self);
    put_step(self, self->sheet->second >= 0 ? 3.4 : 2.5);
}

static void
make_line(Shape *self)
{
    need_years(self);
    add_all_figures(self);
    put_number(self, self->spec, "height", self->sheet->size * 21);
    put_year_domain(self, "encoding.x.scale", false);
    put_row_colors(self, map_at(self, self->spec, "encoding.color.scale"));
}

/* Two dates, as far apart as the page is wide; what lies between them is not asked for. */
static void
make_slope(Shape *self)
{
    need_years(self);
    add_first_and_last(self);
    put_number(self, self->spec, "height", self->sheet->size * 22);
    put_row_colors(self, map_at(self, self->spec, "encoding.color.scale"));
    /* Positions on a slope are read against each other, not against nought. */
    Node *y = map_at(self, self->spec, "encoding.y"), *scale = map_at(self, y, "scale");
    node_put(self->sheet->context->arena, y, "axis", node_new(self->sheet->context->arena, NODE_NULL, LOC_NONE));
    node_put(self->sheet->context->arena, scale, "zero", node_new_bool(self->sheet->context->arena, false, LOC_NONE));
    node_put(self->sheet->context->arena, scale, "nice", node_new_bool(self->sheet->context->arena, false, LOC_NONE));
    put_number(self, scale, "padding", 16);
    Node *grid = map_at(self, self->spec, "encoding.x.axis");
    node_put(self->sheet->context->arena, grid, "grid", node_new_bool(self->sheet->context->arena, true, LOC_NONE));
    node_put(self->sheet->context->arena, grid, "domain", node_new_bool(self->sheet->context->arena, false, LOC_NONE));
}

static double
largest_value(const PresetRows *rows)
{
    double largest = 0;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t k = 0; k < rows->items[i].fact_count; k++)
            largest = fmax(largest, decimal_to_double(rows->items[i].facts[k]->value));
    return largest;
}

static void
make_multiples(Shape *self)
{
    double columns = self->rows->count == 4 ? 2 : fmin(3, (double)self->rows->count), spacing = 26;
    Arena *arena = self->sheet->context->arena;
    Node *order = node_new(arena, NODE_LIST, LOC_NONE);
    need_years(self);
    add_all_figures(self);
    for (size_t i = 0; i < self->rows->count; i++)
        node_push(arena, order, node_new_string(arena, name_of(self, self->rows->items[i].label), LOC_NONE));
    node_put(arena, map_at(self, self->spec, "facet"), "sort", order); /* a facet without it sorts by name */
    put_number(self, self->spec, "columns", columns);
    Node *view = map_at(self, self->spec, "spec");
    put_number(self, view, "width", floor((self->sheet->width - spacing * (columns - 1)) / columns));
    put_number(self, view, "height", self->sheet->size * 9);
    put_number(self, map_at(self, self->spec, "facet.header"), "labelLimit", node_number(view, "width", 200));
    put_year_domain(self, "spec.encoding.x.scale", false);
    if (node_bool(self->preset, "independent", false))
        put_text(self, map_at(self, self->spec, "resolve.scale"), "y", "independent");
    else /* room for the value above the tallest column, within the panel */
        put_number(self, map_at(self, self->spec, "spec.encoding.y.scale"), "domainMax", 1.16 * largest_value(self->rows));
}

static bool
has_datum(const Node *values, const char *label, const char *series)
{
    for (size_t i = 0; i < values->count; i++)
        if (str_equal(node_text(values->items[i].value, "label", ""), label) && str_equal(node_text(values->items[i].value, "series", ""), series))
            return true;
    return false;
}

/* A place without a figure shows a dash: nothing is not nought. */
static void
add_dashes(Shape *self)
{
    Arena *arena = self->sheet->context->arena;
    Node *layer = node_new(arena, NODE_MAP, LOC_NONE), *values = add_values(self, layer), *drawn = node_path(self->spec, "data.values");
    Node *mark = map_at(self, layer, "mark");
    put_text(self, mark, "type", "text");
    put_text(self, mark, "color", self->sheet->muted);
    put_text(self, map_at(self, layer, "encoding.text"), "value", "—");
    const Node *domain = node_path(self->spec, "encoding.x.scale.domain");
    for (size_t i = 0; i < self->rows->count; i++) {
        for (size_t s = 0; s < (domain ? domain->count : drawn->count); s++) {
            const char *label = name_of(self, self->rows->items[i].label);
            const char *series = domain ? domain->items[s].value->text : node_text(drawn->items[s].value, "series", "");
            if (has_datum(drawn, label, series) || has_datum(values, label, series))
                continue;
            Node *datum = node_new(arena, NODE_MAP, LOC_NONE);
            put_text(self, datum, "label", label);
            put_text(self, datum, "series", series);
            node_push(arena, values, datum);
        }
    }
    if (values->count)
        node_push(arena, node_find(self->spec, "layer"), layer);
}

static void
make_heatmap(Shape *self)
{
    add_all_figures(self);
    put_step(self, self->sheet->second >= 0 ? 3.6 : 2.9);
    if (!node_find(self->preset, "series"))
        put_year_domain(self, "encoding.x.scale", true);
    add_dashes(self);
}

static void
make_waterfall(Shape *self)
{
    const ChartContext *context = self->sheet->context;
    Node *values = add_values(self, self->spec);
    Decimal at = decimal_from_int(0);
    for (size_t i = 0; i < self->rows->count; i++) {
        const PresetRow *row = &self->rows->items[i];
        if (!row->fact_count)
            continue;
        bool total = node_bool(row->node, "total", false), minus = node_bool(row->node, "minus", false);
        Decimal value = row->facts[0]->value, from = total ? decimal_from_int(0) : at, to = value;
        if (!total && !(minus ? decimal_sub(at, value, &to) : decimal_add(at, value, &to)))
            continue;
        if (total && i > 0 && decimal_compare(at, value) != 0)
            diag(context->diags, DIAG_PRESET_STEPS_MISS, row->node->loc, decimal_text(context->arena, at), decimal_text(context->arena, value));
        Node *datum = datum_of(self, row, 0);
        double a = decimal_to_double(from), b = decimal_to_double(to);
        put_number(self, datum, "from", a);
        put_number(self, datum, "to", b);
        put_number(self, datum, "high", fmax(a, b));
        if (i + 1 < self->rows->count)
            put_text(self, datum, "next", name_of(self, self->rows->items[i + 1].label));
        put_text(self, datum, "color", total ? self->sheet->ink : row->color);
        node_push(context->arena, values, datum);
        at = to;
    }
    put_step(self, self->sheet->second >= 0 ? 3.6 : 2.9);
}

/* ---- ring: parts of a stated whole; what no part claims stays in the colour of the track ----------------------------------- */

static Node *
ring_layer(Shape *self, const char *mark_type)
{
    Node *layer = node_new(self->sheet->context->arena, NODE_MAP, LOC_NONE);
    put_text(self, map_at(self, layer, "mark"), "type", mark_type);
    node_push(self->sheet->context->arena, node_find(self->spec, "layer"), layer);
    return layer;
}

static void
put_turn(Shape *self, Node *layer, double whole)
{
    Arena *arena = self->sheet->context->arena;
    Node *theta = map_at(self, layer, "encoding.theta"), *domain = node_new(arena, NODE_LIST, LOC_NONE);
    put_text(self, theta, "field", "value");
    put_text(self, theta, "type", "quantitative");
    put_text(self, theta, "stack", "zero");
    node_push(arena, domain, node_new_number(arena, 0, LOC_NONE));
    node_push(arena, domain, node_new_number(arena, whole, LOC_NONE));
    node_put(arena, map_at(self, theta, "scale"), "domain", domain);
}

static void
put_center_text(Shape *self, const char *text, double size, double dy, const char *color, const Fact *fact)
{
    Arena *arena = self->sheet->context->arena;
    Node *layer = ring_layer(self, "text"), *mark = node_find(layer, "mark"), *datum = node_new(arena, NODE_MAP, LOC_NONE);
    if (fact)
        put_text(self, datum, "row_id", fact->id);
    put_text(self, datum, "text", text);
    node_push(arena, add_values(self, layer), datum);
    put_number(self, mark, "fontSize", size);
    put_text(self, mark, "fontWeight", fact ? "bold" : "normal");
    put_number(self, mark, "dy", dy);
    put_text(self, mark, "color", color);
    put_text(self, map_at(self, layer, "encoding.text"), "field", "text");
    put_text(self, map_at(self, layer, "encoding.text"), "type", "nominal");
}

static void
make_ring(Shape *self)
{
    const ChartContext *context = self->sheet->context;
    Arena *arena = context->arena;
    const Fact *whole = self->rows->count ? self->rows->items[0].whole : NULL;
    if (!whole) {
        diag(context->diags, DIAG_PRESET_NEEDS_WHOLE, self->preset->loc, NULL);
        return;
    }
    Decimal sum = decimal_from_int(0);
    for (size_t i = 0; i < self->rows->count; i++)
        if (self->rows->items[i].fact_count)
            decimal_add(sum, self->rows->items[i].facts[0]->value, &sum);
    if (decimal_compare(sum, whole->value) > 0)
        diag(context->diags, DIAG_PRESET_PARTS_EXCEED, self->preset->loc, decimal_text(arena, sum), decimal_text(arena, whole->value));
    double turn = decimal_to_double(whole->value), size = self->sheet->size, diameter = size * 19;
    put_number(self, self->spec, "width", diameter);
    put_number(self, self->spec, "height", diameter);
    Node *track = ring_layer(self, "arc"), *parts = ring_layer(self, "arc");
    node_push(arena, add_values(self, track), node_new(arena, NODE_MAP, LOC_NONE));
    put_number(self, map_at(self, track, "encoding.theta"), "value", 2 * 3.14159265358979);
    put_text(self, node_find(track, "mark"), "color", self->sheet->track);
    Node *values = add_values(self, parts), *color = map_at(self, parts, "encoding.color");
    for (size_t i = 0; i < self->rows->count; i++)
        if (self->rows->items[i].fact_count)
            node_push(arena, values, datum_of(self, &self->rows->items[i], 0));
    put_text(self, node_find(parts, "mark"), "stroke", "white");
    put_text(self, map_at(self, parts, "encoding.order"), "field", "place");
    put_text(self, map_at(self, parts, "encoding.order"), "type", "quantitative");
    put_text(self, color, "field", "label");
    put_text(self, color, "type", "nominal");
    node_put(arena, color, "sort", node_new(arena, NODE_NULL, LOC_NONE));
    node_put(arena, map_at(self, color, "legend"), "title", node_new(arena, NODE_NULL, LOC_NONE));
    put_number(self, map_at(self, color, "legend"), "labelLimit", 260);
    Node *rings[] = {track, parts};
    for (int i = 0; i < 2; i++)
        put_number(self, node_find(rings[i], "mark"), "innerRadius", diameter * 0.32);
    put_turn(self, parts, turn);
    put_row_colors(self, map_at(self, color, "scale"));
    const char *unit = whole->unit.in[self->sheet->lang];
    put_center_text(self, sheet_number(self->sheet, whole), size * 2.4, -size * 0.4, self->sheet->ink, whole);
    if (unit)
        put_center_text(self, unit, size, size * 1.5, self->sheet->muted, NULL);
}

/* ---- all ---------------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *text;
    void (*make)(Shape *self);
} KINDS[] = {
    {"column", COLUMN, make_column},          {"grouped", GROUPED, make_grouped},    {"stacked", STACKED, make_stacked},
    {"lollipop", LOLLIPOP, make_lollipop},    {"line", LINE, make_line},             {"slope", LINE, make_slope},
    {"multiples", MULTIPLES, make_multiples}, {"heatmap", HEATMAP, make_heatmap},    {"waterfall", WATERFALL, make_waterfall},
    {"ring", RING, make_ring},
};

/* The theme's config with its type at the sheet's size. */
static void
put_type_sizes(Shape *self)
{
    static const char *const sizes[] = {"axis.labelFontSize", "axis.titleFontSize", "legend.labelFontSize", "header.labelFontSize", "text.fontSize"};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        const char *dot = strchr(sizes[i], '.');
        Node *part = map_at(self, self->spec, arena_printf(self->sheet->context->arena, "config.%.*s", (int)(dot - sizes[i]), sizes[i]));
        put_number(self, part, dot + 1, self->sheet->size);
    }
}

/* What goes wrong in an unfolded preset is to be mended in the preset. */
static void
point_at(Node *node, Loc loc)
{
    node->loc = loc;
    for (size_t i = 0; i < node->count; i++) {
        node->items[i].key_loc = loc;
        point_at(node->items[i].value, loc);
    }
}

Node *
preset_grammar_spec(Sheet *sheet, const PresetRows *rows, const Node *preset)
{
    const ChartContext *context = sheet->context;
    const char *name = node_text(preset, "preset", "");
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        if (!str_equal(name, KINDS[i].name))
            continue;
        size_t errors = diags_errors(context->diags);
        Shape self = {.sheet = sheet, .rows = rows, .preset = preset, .translate = node_new(context->arena, NODE_MAP, LOC_NONE)};
        self.spec = node_parse_yaml(context->arena, context->diags, source_from_text(context->arena, name, KINDS[i].text));
        node_put(context->arena, self.spec, "$schema", node_new_string(context->arena, "https://vega.github.io/schema/vega-lite/v5.json", LOC_NONE));
        put_number(&self, self.spec, "width", sheet->width);
        put_type_sizes(&self);
        KINDS[i].make(&self);
        node_put(context->arena, map_at(&self, self.spec, "usermeta.shudu"), "translate", self.translate);
        if (node_bool(preset, "patterns", false))
            node_put(context->arena, map_at(&self, self.spec, "usermeta.shudu"), "patterns", node_new_bool(context->arena, true, LOC_NONE));
        const Node *annotations = node_find(preset, "annotations");
        if (annotations)
            node_put(context->arena, map_at(&self, self.spec, "usermeta.shudu"), "annotations", node_copy(context->arena, annotations));
        point_at(self.spec, preset->loc);
        return diags_errors(context->diags) == errors ? self.spec : NULL;
    }
    return NULL;
}
