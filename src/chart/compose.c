/* chart/compose.c -- plots, facets and concats put together as Vega's ViewLayout does. */
#include "chart/compose.h"

#include "base/str.h"
#include "chart/print.h"
#include "chart/transform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Part *compose(View *view, const char *klass);

/* ---- around a plot or a grid ------------------------------------------------------------------------------------------ */

typedef struct Around {
    Rect x_box, y_box;      /* what left and right, top and bottom axes reach */
    Rect all;
} Around;

static void
place_legend_group(const Drawing *drawing, Legend **legends, Part **parts, size_t count, const char *orient, const Around *around, double width, double height)
{
    Arena *arena = drawing->context->arena;
    const Node *layout = node_find(config_find(drawing, "legend", "layout"), orient);
    bool side = str_equal(orient, "left") || str_equal(orient, "right");
    GridOptions options = {.columns = side ? 1 : 0, .align_columns = GRID_ALIGN_EACH, .align_rows = GRID_ALIGN_EACH, .column_gap = 8, .row_gap = 8, .flush = true};
    double offset = -INFINITY;
    for (size_t i = 0; i < count; i++)
        offset = fmax(offset, property_number(drawing, legend_property(legends[i], "offset"), 18));
    options.column_gap = options.row_gap = property_number(drawing, node_find(layout, "margin"), 8);
    Rect box = grid_arrange(arena, parts, count, &options);
    const char *anchor = node_text(layout, "anchor", node_text(config_find(drawing, "legend", "layout"), "anchor", "start"));
    double along = str_equal(anchor, "middle") ? 0.5 : str_equal(anchor, "end") ? 1 : 0;
    double x = 0, y = 0, full_width = width > 0 ? width : around->y_box.width + 2 * around->y_box.x, full_height = height > 0 ? height : around->x_box.height + 2 * around->x_box.y;
    if (str_equal(orient, "left")) {
        x = floor(around->x_box.x) - offset - box.width;
        y = along * (full_height - box.height);
    } else if (str_equal(orient, "right")) {
        x = ceil(around->x_box.x + around->x_box.width) + offset;
        y = along * (full_height - box.height);
    } else if (str_equal(orient, "top")) {
        x = along * (full_width - box.width);
        y = floor(around->y_box.y) - offset - box.height;
    } else if (str_equal(orient, "bottom")) {
        x = along * (full_width - box.width);
        y = ceil(around->y_box.y + around->y_box.height) + offset;
    } else {
        bool right = str_ends(orient, "right"), bottom = str_starts(orient, "bottom");
        x = right ? width - offset - box.width : offset;
        y = bottom ? height - offset - box.height : offset;
    }
    for (size_t i = 0; i < count; i++) {
        parts[i]->x += floor(x + 0.5);
        parts[i]->y += floor(y + 0.5);
    }
}

/* Legends that live at this view, then its title. */
static void
add_legends_and_title(View *view, Part *group, Around *around, double width, double height)
{
    static const char *const orients[] = {"left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right", "none"};
    Drawing *drawing = view->drawing;
    Arena *arena = drawing->context->arena;
    LegendList legends = view_legends(view);
    around->all = rect_union(rect_union(around->all, around->x_box), around->y_box);
    double legend_width = width > 0 ? width : around->all.width, legend_height = height > 0 ? height : view->size[1];
    for (size_t o = 0; o < COUNT_OF(orients); o++) {
        Legend *chosen[16];
        Part *parts[16];
        size_t count = 0;
        for (size_t i = 0; i < legends.count && count < COUNT_OF(parts); i++) {
            if (!str_equal(legend_orient(legends.items[i]), orients[o]))
                continue;
            chosen[count] = legends.items[i];
            parts[count++] = legend_part(legends.items[i], legend_width, legend_height);
        }
        if (!count)
            continue;
        if (str_equal(orients[o], "none")) {
            for (size_t i = 0; i < count; i++) {
                parts[i]->x = property_number(drawing, legend_property(chosen[i], "legendX"), 0);
                parts[i]->y = property_number(drawing, legend_property(chosen[i], "legendY"), 0);
            }
        } else {
            place_legend_group(drawing, chosen, parts, count, orients[o], around, width, height);
        }
        for (size_t i = 0; i < count; i++) {
            part_add(arena, group, parts[i]);
            around->all = rect_union(around->all, (Rect){parts[i]->x, parts[i]->y, parts[i]->width, parts[i]->height});
        }
    }
    Part *title = view_title_part(view, width, height, &around->all);
    if (title)
        part_add(arena, group, title);
    group->box = around->all;
}

/* ---- plots -------------------------------------------------------------------------------------------------------------- */

static bool
has_position(const View *view)
{
    if (view->kind == VIEW_UNIT)
        return view->encodings[CHANNEL_X].node || view->encodings[CHANNEL_Y].node;
    for (size_t i = 0; i < view->children.count; i++)
        if (has_position(view->children.items[i]))
            return true;
    return false;
}

static const Node *
background_property(const View *view, const char *key, bool cell)
{
    const Drawing *drawing = view->drawing;
    const Node *own = NULL;
    for (const View *at = view; at && !own && (at == view || at->kind == VIEW_LAYER); at = at->parent)
        own = node_find(node_find(at->node, "view"), key);
    if (own)
        return own;
    const Node *styles = node_find(drawing->config, "style");
    if (cell) {
        const Node *config = config_find(drawing, "view", key);
        return config ? config : node_find(node_find(styles, "cell"), key);
    }
    return node_find(node_find(styles, "view"), key);
}

static void
give_background(const View *view, Part *group)
{
    const Drawing *drawing = view->drawing;
    bool cell = has_position(view);
    Color fill = COLOR_NONE, stroke = COLOR_NONE;
    group->width = view->size[0];
    group->height = view->size[1];
    group->has_background = true;
    if (color_from_node(drawing, background_property(view, "fill", cell), &fill) && fill.a > 0) {
        fill.a *= property_number(drawing, background_property(view, "fillOpacity", cell), 1);
        group->fill = paint_solid(fill);
    }
    if (color_from_node(drawing, background_property(view, "stroke", cell), &stroke) && stroke.a > 0) {
        stroke.a *= property_number(drawing, background_property(view, "strokeOpacity", cell), 1);
        group->stroke = (Stroke){.paint = paint_solid(stroke), .width = property_number(drawing, background_property(view, "strokeWidth", cell), 1)};
        Value dash = property_value(drawing, background_property(view, "strokeDash", cell));
        if (dash.kind == VALUE_ARRAY && dash.list->count) {
            double *dashes = ARENA_ARRAY(drawing->context->arena, double, dash.list->count);
            for (size_t i = 0; i < dash.list->count; i++)
                dashes[i] = value_to_number(dash.list->items[i]);
            group->stroke.dashes = dashes;
            group->stroke.dash_count = dash.list->count;
        }
    }
    double radius = property_number(drawing, background_property(view, "cornerRadius", cell), 0);
    for (int i = 0; i < 4; i++)
        group->radii[i] = radius;
    group->opacity = property_number(drawing, background_property(view, "opacity", cell), 1);
}

static void
add_marks(View *view, Part *group)
{
    if (view->kind == VIEW_UNIT)
        unit_marks(view, group);
    for (size_t i = 0; i < view->children.count; i++)
        add_marks(view->children.items[i], group);
}

typedef VEC(Axis *) Axes;

static void
take_axes(View *view, Axes *out)
{
    static const Channel channels[] = {CHANNEL_X, CHANNEL_Y};
    for (int c = 0; c < 2; c++) {
        AxisList own = view_axes(view, channels[c]);
        for (size_t i = 0; i < own.count; i++)
            VEC_PUSH(view->drawing->context->arena, out, own.items[i]);
    }
}

/* Which axes a facet above draws at its edges instead. */
typedef struct Shared { bool axis[2]; } Shared;

static void
add_axes(View *view, Part *group, const Axes *axes, bool front, const Shared *shared, Around *around)
{
    Arena *arena = view->drawing->context->arena;
    double width = view->size[0], height = view->size[1];
    for (size_t i = 0; i < axes->count; i++)
        if ((axis_zindex(axes->items[i]) > 0) == front && axis_has_grid(axes->items[i]))
            part_add(arena, group, axis_grid_part(axes->items[i], width, height));
    for (size_t i = 0; i < axes->count; i++) {
        Axis *axis = axes->items[i];
        int dimension = axis->channel == CHANNEL_X ? 0 : 1;
        if ((axis_zindex(axis) > 0) != front || (shared && shared->axis[dimension]))
            continue;
        Part *part = axis_main_part(axis, width, height);
        part_measure(part);
        part_add(arena, group, part);
        Rect *box = dimension == 1 ? &around->x_box : &around->y_box;
        *box = rect_union(*box, part_outer_box(part));
    }
}

static void
compose_plot(View *view, Part *group, const Shared *shared)
{
    Rect plot = {0, 0, view->size[0], view->size[1]};
    Around around = {plot, plot, plot};
    Axes axes = {0};
    give_background(view, group);
    if (view->size[0] > 0 || view->size[1] > 0) /* a cell without rows has no steps to mark */
        take_axes(view, &axes);
    add_axes(view, group, &axes, false, shared, &around);
    print_below(view, group);
    size_t before = group->children.count;
    add_marks(view, group);
    for (size_t i = before; i < group->children.count; i++) {
        Part *marks = group->children.items[i];
        part_measure(marks);
        if (!marks->clip || marks->is_group)
            around.all = rect_union(around.all, part_outer_box(marks));
    }
    add_axes(view, group, &axes, true, shared, &around);
    if (print_above(view, group, &around.all)) /* legends keep clear of names beside the plot */
        around.x_box = rect_union(around.x_box, (Rect){around.all.x, 0, around.all.width, 0});
    add_legends_and_title(view, group, &around, view->size[0], view->size[1]);
}

/* ---- cells of a facet: the child with some of its rows ----------------------------------------------------------------------- */

typedef struct CellKey {
    const char *const *columns;
    const Value *values;
    size_t count;
} CellKey;

static Dataset
rows_of_cell(Arena *arena, const Dataset *rows, const CellKey *key)
{
    bool *keep = ARENA_ARRAY(arena, bool, rows->row_count + 1);
    for (size_t row = 0; row < rows->row_count; row++) {
        keep[row] = true;
        for (size_t k = 0; k < key->count && keep[row]; k++) {
            ptrdiff_t column = dataset_column(rows, key->columns[k]);
            keep[row] = column < 0 || value_same_key(arena, rows->cells[row * rows->column_count + (size_t)column], key->values[k]);
        }
    }
    Dataset out;
    dataset_filter(arena, rows, keep, &out);
    return out;
}

typedef struct CloneMap {
    VEC(const View *) from;
    VEC(View *) to;
} CloneMap;

static View *
clone_view(const View *view, View *parent, const CellKey *key, CloneMap *map)
{
    Arena *arena = view->drawing->context->arena;
    View *clone = ARENA_NEW(arena, View);
    *clone = *view;
    clone->parent = parent;
    clone->rows = rows_of_cell(arena, &view->rows, key);
    if (view->kind == VIEW_UNIT) {
        clone->raw = rows_of_cell(arena, &view->raw, key);
        clone->scale_rows = view->scale_rows.cells == view->rows.cells ? clone->rows : rows_of_cell(arena, &view->scale_rows, key);
    }
    clone->children.items = ARENA_ARRAY(arena, View *, view->children.count + 1);
    for (size_t i = 0; i < view->children.count; i++)
        clone->children.items[i] = clone_view(view->children.items[i], clone, key, map);
    VEC_PUSH(arena, &map->from, view);
    VEC_PUSH(arena, &map->to, clone);
    return clone;
}

static View *
cloned(const CloneMap *map, const View *view)
{
    for (size_t i = 0; i < map->from.count; i++)
        if (map->from.items[i] == view)
            return map->to.items[i];
    return NULL;
}

/* Scales that live inside the cell are its own; returns whether there are any. */
static bool
clone_scales(View *view, const CloneMap *map)
{
    Arena *arena = view->drawing->context->arena;
    bool any = false;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        const Scale *shared = view->scales[c];
        if (!shared)
            continue;
        Scale *own = ARENA_NEW(arena, Scale);
        *own = (Scale){.channel = shared->channel, .type = shared->type, .type_explicit = shared->type_explicit, .drawing = shared->drawing};
        for (size_t i = 0; i < shared->from.count; i++)
            VEC_PUSH(arena, &own->from, (Contributor){cloned(map, shared->from.items[i].unit), shared->from.items[i].channel});
        view->scales[c] = own;
        any = true;
    }
    for (size_t i = 0; i < view->children.count; i++)
        any |= clone_scales(view->children.items[i], map);
    return any;
}

static View *
cell_view(View *facet, const CellKey *key)
{
    CloneMap map = {0};
    View *cell = clone_view(facet->children.items[0], facet, key, &map);
    if (clone_scales(cell, &map))
        scales_of_cell(cell);
    return cell;
}

/* ---- facets --------------------------------------------------------------------------------------------------------------------- */

typedef struct FacetValue {
    Value value;
    Value rank;
    size_t row;    /* one of its rows, for the label */
    size_t order;
} FacetValue;
typedef VEC(FacetValue) FacetValues;

static int
by_rank(const void *a, const void *b)
{
    const FacetValue *x = a, *y = b;
    int order = value_compare(x->rank, y->rank);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int
by_rank_down(const void *a, const void *b)
{
    const FacetValue *x = a, *y = b;
    int order = value_compare(y->rank, x->rank);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static FacetValues
facet_values(const View *facet, const Encoding *encoding)
{
    Arena *arena = facet->drawing->context->arena;
    FacetValues values = {0};
    /* Values whose rows the marks leave out get no cell. */
    const View *child = facet->children.items[0];
    const Dataset *shown = child->kind == VIEW_UNIT && dataset_column(&child->rows, encoding->column) >= 0 ? &child->rows : NULL;
    Groups groups = groups_make(arena, &facet->rows, &encoding->column, 1), kept = shown ? groups_make(arena, shown, &encoding->column, 1) : groups;
    const Node *sort = encoding->sort;
    const char *field = sort && sort->kind == NODE_MAP ? node_text(sort, "field", NULL) : NULL, *op = sort && sort->kind == NODE_MAP ? node_text(sort, "op", "min") : NULL;
    for (size_t g = 0; g < groups.count; g++) {
        size_t first = groups.rows[groups.start[g]], count = groups.start[g + 1] - groups.start[g];
        FacetValue value = {.value = dataset_value(&facet->rows, first, encoding->column), .row = first, .order = g};
        bool present = !shown;
        for (size_t k = 0; shown && k < kept.count && !present; k++)
            present = value_same_key(arena, dataset_value(shown, kept.rows[kept.start[k]], encoding->column), value.value);
        if (!present)
            continue;
        value.rank = value.value;
        if (encoding->sort_index) {
            value.rank = dataset_value(&facet->rows, first, encoding->sort_index);
        } else if (op) {
            Value *list = ARENA_ARRAY(arena, Value, count + 1);
            for (size_t i = 0; i < count; i++)
                list[i] = field ? dataset_value(&facet->rows, groups.rows[groups.start[g] + i], field) : value_number(1);
            value.rank = aggregate_values(arena, op, list, count);
        }
        VEC_PUSH(arena, &values, value);
    }
    bool down = encoding->sort_descending;
    if (values.count)
        qsort(values.items, values.count, sizeof *values.items, down ? by_rank_down : by_rank);
    return values;
}

/* Direction-wise options: a number or word for both, or {row, column}. */
static double
layout_number(const View *view, const char *key, const char *direction, double fallback)
{
    const Node *node = node_find(view->node, key);
    const char *part = view->kind == VIEW_FACET ? "facet" : "concat";
    const Node *config = config_find(view->drawing, part, key);
    double base = property_number(view->drawing, config, fallback);
    if (node && node->kind == NODE_MAP)
        return property_number(view->drawing, node_find(node, direction), base);
    return property_number(view->drawing, node, base);
}

static GridAlign
layout_align(const View *view, const char *direction, GridAlign fallback)
{
    const Node *node = node_find(view->node, "align");
    const char *text = node && node->kind == NODE_MAP ? node_text(node, direction, NULL) : node ? node->text : NULL;
    return str_equal(text, "all") ? GRID_ALIGN_ALL : str_equal(text, "each") ? GRID_ALIGN_EACH : str_equal(text, "none") ? GRID_ALIGN_NONE : fallback;
}

static GridOptions
layout_options(const View *view, GridAlign align, size_t columns)
{
    const Node *center = node_find(view->node, "center");
    GridOptions options = {.columns = columns, .align_columns = layout_align(view, "column", align), .align_rows = layout_align(view, "row", align)};
    options.column_gap = layout_number(view, "spacing", "column", 20);
    options.row_gap = layout_number(view, "spacing", "row", 20);
    options.center_columns = center && (center->kind == NODE_MAP ? node_bool(center, "column", false) : center->boolean);
    options.center_rows = center && (center->kind == NODE_MAP ? node_bool(center, "row", false) : center->boolean);
    options.flush = str_equal(node_text(view->node, "bounds", NULL), "flush");
    return options;
}

static Shared
shared_axes(const View *facet)
{
    Shared shared = {{false, false}};
    const View *child = facet->children.items[0];
    static const Channel channels[] = {CHANNEL_X, CHANNEL_Y};
    if (child->kind != VIEW_UNIT && child->kind != VIEW_LAYER)
        return shared;
    for (int i = 0; i < 2; i++) {
        const char *stated = node_text(node_find(node_find(facet->node, "resolve"), "axis"), channel_name(channels[i]), NULL);
        shared.axis[i] = !facet->independent[channels[i]] && !str_equal(stated, "independent");
    }
    return shared;
}

typedef struct FacetGrid {
    View *facet;
    Part *group;
    Part **cells;
    View **views;
    size_t count, columns, rows;
    Rect box;
    FacetValues row_values, column_values;
    Shared shared;
    double left, right, top, bottom; /* how far the headers reach */
    VEC(Part *) titles;
} FacetGrid;

/* Outer edge of the cells on one side, over all of them. */
static double
edge(const FacetGrid *grid, int side)
{
    double at = side % 2 == 0 ? INFINITY : -INFINITY;
    for (size_t i = 0; i < grid->count; i++) {
        Rect box = part_outer_box(grid->cells[i]);
        if (box.width < 0)
            box = (Rect){grid->cells[i]->x, grid->cells[i]->y, grid->cells[i]->width, grid->cells[i]->height};
        double value = side == 0 ? box.x : side == 1 ? box.x + box.width : side == 2 ? box.y : box.y + box.height;
        at = side % 2 == 0 ? fmin(at, value) : fmax(at, value);
    }
    return side % 2 == 0 ? floor(fmin(0, at)) : ceil(fmax(0, at));
}

/* Label and shared axis beside one row or column of cells. */
static Part *
header_part(FacetGrid *grid, bool row, bool far, size_t index, Axes *axes, const char *label, const Encoding *facet)
{
    Drawing *drawing = grid->facet->drawing;
    Arena *arena = drawing->context->arena;
    size_t at = row ? index * grid->columns : index;
    while (at >= grid->count && at >= grid->columns)
        at -= grid->columns;
    if (far && row)
        at = at + grid->columns - 1 < grid->count ? at + grid->columns - 1 : at;
    if (far && !row)
        for (size_t i = at; i < grid->count; i += grid->columns)
            at = i;
    View *view = grid->views[at];
    const Part *cell = grid->cells[at];
    Part *group = part_group(arena, row ? (far ? "mark-group role-row-footer row_footer" : "mark-group role-row-header row_header")
                                        : (far ? "mark-group role-column-footer column_footer" : "mark-group role-column-header column_header"));
    Rect box = row ? (Rect){0, 0, 0, view->size[1]} : (Rect){0, 0, view->size[0], 0};
    for (size_t i = 0; axes && i < axes->count; i++) {
        Axis *axis = axes->items[i];
        bool end = axis->orient == AXIS_RIGHT || axis->orient == AXIS_BOTTOM;
        if ((axis->channel == CHANNEL_Y) != row || end != far)
            continue;
        Part *part = axis_main_part(axis, row ? 0 : view->size[0], row ? view->size[1] : 0);
        part_measure(part);
        box = rect_union(box, part_outer_box(part));
        part_add(arena, group, part);
    }
    if (label) {
        HeaderText text = {.facet = facet, .row = row, .far = far, .text = label};
        part_add(arena, group, header_text_part(drawing, &text, view->size[0], view->size[1], &box));
    }
    if (!group->children.count)
        return NULL;
    group->x = row ? (far ? grid->right : grid->left) : cell->x;
    group->y = row ? cell->y : (far ? grid->bottom : grid->top);
    group->box = box;
    return group;
}

static bool
header_shown(const Drawing *drawing, const Encoding *facet)
{
    if (facet->guide && facet->guide->kind == NODE_NULL)
        return false;
    return property_true(drawing, header_property(drawing, facet, "labels"), true);
}

/* Headers or footers of all rows or all columns; returns how far they reach. */
static double
add_headers(FacetGrid *grid, bool row, bool far, const Encoding *facet, const FacetValues *values, Axes *axes)
{
    Drawing *drawing = grid->facet->drawing;
    Arena *arena = drawing->context->arena;
    double reach = row ? (far ? grid->right : grid->left) : far ? grid->bottom : grid->top;
    size_t lines = row ? grid->rows : grid->columns;
    const char *orient = facet && facet->is_field ? header_orient(drawing, facet, false) : NULL;
    bool labelled = orient && header_shown(drawing, facet) && (row ? str_equal(orient, far ? "right" : "left") : str_equal(orient, far ? "bottom" : "top"));
    for (size_t i = 0; i < lines; i++) {
        const char *label = labelled && i < values->count ? header_label(drawing, facet, &grid->facet->rows, values->items[i].row) : NULL;
        Part *part = header_part(grid, row, far, i, axes, label, facet);
        if (!part)
            continue;
        part_add(arena, grid->group, part);
        Rect box = part_outer_box(part);
        grid->box = rect_union(grid->box, box);
        double end = row ? (far ? ceil(box.x + box.width) : floor(box.x)) : far ? ceil(box.y + box.height) : floor(box.y);
        reach = far ? fmax(reach, end) : fmin(reach, end);
    }
    return reach;
}

static const char *
facet_title(const FacetGrid *grid, const Encoding *facet)
{
    const Drawing *drawing = grid->facet->drawing;
    if (!facet->is_field || (facet->guide && facet->guide->kind == NODE_NULL))
        return NULL;
    const Node *own = node_find(facet->guide, "title"), *config = header_property(drawing, facet, "title");
    if (!own)
        own = node_find(facet->node, "title");
    if (own)
        return title_text(drawing, own);
    if (config && (config->kind == NODE_NULL || (config->kind == NODE_BOOL && !config->boolean)))
        return NULL;
    return encoding_title(drawing, facet);
}

static void
add_facet_title(FacetGrid *grid, const Encoding *facet)
{
    Drawing *drawing = grid->facet->drawing;
    const char *text = facet_title(grid, facet), *orient = header_orient(drawing, facet, true);
    if (!text || !*text)
        return;
    bool row = str_equal(orient, "left") || str_equal(orient, "right"), far = str_equal(orient, "right") || str_equal(orient, "bottom");
    Part *group = part_group(drawing->context->arena, row ? "mark-group role-row-title row-title" : "mark-group role-column-title column-title");
    HeaderText header = {.facet = facet, .is_title = true, .row = row, .far = far, .text = text};
    Rect box = {0, 0, 0, 0};
    part_add(drawing->context->arena, group, header_text_part(drawing, &header, 0, 0, &box));
    const char *anchor = node_text(facet->guide, "titleAnchor", NULL);
    double band = str_equal(anchor, "start") ? (row ? 1 : 0) : str_equal(anchor, "end") ? (row ? 0 : 1) : 0.5;
    double gap = 10;
    Rect cells = RECT_EMPTY;
    for (size_t i = 0; i < grid->count; i++)
        cells = rect_union(cells, part_outer_box(grid->cells[i]));
    group->x = row ? (far ? grid->right + gap : grid->left - gap) : floor(cells.x + band * cells.width + 0.5);
    group->y = row ? floor(cells.y + band * cells.height + 0.5) : far ? grid->bottom + gap : grid->top - gap;
    group->box = box;
    VEC_PUSH(drawing->context->arena, &grid->titles, group);
    grid->box = rect_union(grid->box, part_outer_box(group));
}

static void
make_cells(FacetGrid *grid, const Encoding *row, const Encoding *column, const Encoding *wrap)
{
    View *facet = grid->facet;
    Drawing *drawing = facet->drawing;
    Arena *arena = drawing->context->arena;
    grid->cells = ARENA_ARRAY(arena, Part *, grid->count + 1);
    grid->views = ARENA_ARRAY(arena, View *, grid->count + 1);
    for (size_t i = 0; i < grid->count; i++) {
        const char *columns[2];
        Value values[2];
        CellKey key = {columns, values, 0};
        size_t r = i / grid->columns, c = i % grid->columns;
        if (row->is_field) {
            columns[key.count] = row->column;
            values[key.count++] = grid->row_values.items[r].value;
        }
        if (column->is_field) {
            columns[key.count] = column->column;
            values[key.count++] = grid->column_values.items[c].value;
        }
        if (wrap->is_field) {
            columns[key.count] = wrap->column;
            values[key.count++] = grid->column_values.items[i].value;
        }
        View *cell = cell_view(facet, &key);
        Part *part = part_group(arena, "mark-group role-scope cell");
        if (cell->kind == VIEW_UNIT || cell->kind == VIEW_LAYER) {
            compose_plot(cell, part, &grid->shared);
        } else {
            part = compose(cell, "mark-group role-scope cell");
        }
        const Encoding *named = wrap->is_field ? wrap : row->is_field && (str_equal(header_orient(drawing, row, false), "top") || str_equal(header_orient(drawing, row, false), "bottom")) ? row : NULL;
        if (named && header_shown(drawing, named)) {
            size_t at = wrap->is_field ? i : r;
            const FacetValues *list = wrap->is_field ? &grid->column_values : &grid->row_values;
            const char *orient = header_orient(drawing, named, false);
            HeaderText text = {.facet = named, .far = str_equal(orient, "bottom") || str_equal(orient, "right"), .row = str_equal(orient, "left") || str_equal(orient, "right")};
            text.text = header_label(drawing, named, &facet->rows, list->items[at].row);
            part_add(arena, part, header_text_part(drawing, &text, cell->size[0], cell->size[1], &part->box));
        }
        grid->cells[i] = part;
        grid->views[i] = cell;
    }
}

static void
compose_facet(View *facet, Part *group)
{
    Arena *arena = facet->drawing->context->arena;
    const Encoding *row = &facet->facets[0], *column = &facet->facets[1], *wrap = &facet->facets[2];
    FacetGrid grid = {.facet = facet, .group = group, .shared = shared_axes(facet)};
    double stated = layout_number(facet, "columns", "columns", 0);
    if (wrap->is_field) {
        grid.column_values = facet_values(facet, wrap);
        grid.count = grid.column_values.count;
        grid.columns = stated > 0 ? (size_t)stated : grid.count;
        grid.columns = grid.columns > grid.count ? grid.count : grid.columns;
    } else {
        if (row->is_field)
            grid.row_values = facet_values(facet, row);
        if (column->is_field)
            grid.column_values = facet_values(facet, column);
        grid.columns = column->is_field ? grid.column_values.count : 1;
        grid.count = grid.columns * (row->is_field ? grid.row_values.count : 1);
    }
    Around around = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
    if (grid.count == 0 || grid.columns == 0) {
        add_legends_and_title(facet, group, &around, 0, 0);
        return;
    }
    grid.rows = (grid.count + grid.columns - 1) / grid.columns;
    make_cells(&grid, row, column, wrap);
    GridAlign align = (!row->is_field && facet->independent[CHANNEL_X]) || (row->is_field && !column->is_field && facet->independent[CHANNEL_Y]) ? GRID_ALIGN_NONE : GRID_ALIGN_ALL;
    if (!row->is_field && !facet->independent[CHANNEL_X] && !column->is_field && facet->independent[CHANNEL_Y])
        align = GRID_ALIGN_NONE;
    GridOptions options = layout_options(facet, align, grid.columns);
    grid.box = grid_arrange(arena, grid.cells, grid.count, &options);
    grid.left = edge(&grid, 0);
    grid.right = edge(&grid, 1);
    grid.top = edge(&grid, 2);
    grid.bottom = edge(&grid, 3);
    Axes axes = {0};
    if (grid.shared.axis[0] || grid.shared.axis[1]) {
        Axes all = {0};
        take_axes(grid.views[0], &all);
        for (size_t i = 0; i < all.count; i++)
            if (grid.shared.axis[all.items[i]->channel == CHANNEL_X ? 0 : 1])
                VEC_PUSH(arena, &axes, all.items[i]);
    }
    const Encoding none = {0};
    const Encoding *row_facet = row->is_field ? row : &none, *column_facet = column->is_field ? column : &none;
    double left = add_headers(&grid, true, false, row_facet, &grid.row_values, &axes);
    double top = add_headers(&grid, false, false, column_facet, &grid.column_values, &axes);
    double right = add_headers(&grid, true, true, row_facet, &grid.row_values, &axes);
    double bottom = add_headers(&grid, false, true, column_facet, &grid.column_values, &axes);
    grid.left = left;
    grid.top = top;
    grid.right = right;
    grid.bottom = bottom;
    for (size_t i = 0; i < grid.count; i++)
        part_add(arena, group, grid.cells[i]);
    add_facet_title(&grid, row);
    add_facet_title(&grid, column);
    add_facet_title(&grid, wrap);
    /* Read first: the fields, then their values, then the cells. */
    size_t others = group->children.count;
    for (size_t i = 0; i < grid.titles.count; i++)
        part_add(arena, group, grid.titles.items[i]);
    if (grid.titles.count) {
        memmove(group->children.items + grid.titles.count, group->children.items, others * sizeof *group->children.items);
        memcpy(group->children.items, grid.titles.items, grid.titles.count * sizeof *grid.titles.items);
    }
    around = (Around){grid.box, grid.box, grid.box};
    add_legends_and_title(facet, group, &around, 0, 0);
}

/* ---- concats ----------------------------------------------------------------------------------------------------------------------- */

static void
compose_concat(View *view, Part *group)
{
    Arena *arena = view->drawing->context->arena;
    bool vertical = node_find(view->node, "vconcat"), horizontal = node_find(view->node, "hconcat");
    double stated = layout_number(view, "columns", "columns", 0);
    size_t count = view->children.count, columns = vertical ? 1 : horizontal ? 0 : (size_t)stated;
    Part **parts = ARENA_ARRAY(arena, Part *, count + 1);
    for (size_t i = 0; i < count; i++)
        parts[i] = compose(view->children.items[i], arena_printf(arena, "mark-group role-scope concat_%zu_group", i));
    GridOptions options = layout_options(view, GRID_ALIGN_EACH, columns);
    Rect box = grid_arrange(arena, parts, count, &options);
    for (size_t i = 0; i < count; i++)
        part_add(arena, group, parts[i]);
    Around around = {box, box, box};
    add_legends_and_title(view, group, &around, 0, 0);
}

static Part *
compose(View *view, const char *klass)
{
    Part *group = part_group(view->drawing->context->arena, klass);
    switch (view->kind) {
    case VIEW_UNIT:
    case VIEW_LAYER: compose_plot(view, group, NULL); break;
    case VIEW_FACET: compose_facet(view, group); break;
    case VIEW_CONCAT: compose_concat(view, group); break;
    }
    return group;
}

Part *
chart_compose(View *root)
{
    return compose(root, "mark-group role-frame root");
}
