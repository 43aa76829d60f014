#include "chart/preset_sheet.h"

#include <math.h>
#include <string.h>

typedef enum LayerKind { LAYER_RECT, LAYER_FRAME, LAYER_RULE, LAYER_SYMBOL, LAYER_TEXT } LayerKind;

struct SheetLayer {
    LayerKind kind;
    const char *key;   /* layers of one style share it */
    Node *node;
    Node *values;
};

static const char *const FAMILY_FALLBACK = "Noto Sans CJK SC";

static const char *
theme_hex(const ChartContext *context, const char *role, const char *fallback)
{
    return context->theme ? theme_color_text(context->theme, context->arena, role) : fallback;
}

Sheet
sheet_new(const ChartContext *context, int lang, double width, double text_scale)
{
    Sheet sheet = {.context = context, .lang = lang, .second = -1, .width = width, .size = 11 * text_scale};
    sheet.ink = theme_hex(context, "ink", "#14263B");
    sheet.muted = theme_hex(context, "muted", "#56616E");
    sheet.track = theme_hex(context, "track", "#E9E4D8");
    sheet.hairline = theme_hex(context, "hairline", "#D9D2C4");
    return sheet;
}

/* ---- small trees --------------------------------------------------------------------------------------- */

static Node *
map_of(Arena *arena)
{
    return node_new(arena, NODE_MAP, LOC_NONE);
}

static void
put_text(Arena *arena, Node *map, const char *key, const char *text)
{
    node_put(arena, map, key, node_new_string(arena, text, LOC_NONE));
}

static void
put_number(Arena *arena, Node *map, const char *key, double number)
{
    /* A hundredth of a point is finer than any device; longer tails would only swell the file. */
    node_put(arena, map, key, node_new_number(arena, round(number * 100) / 100, LOC_NONE));
}

static void
put_null(Arena *arena, Node *map, const char *key)
{
    node_put(arena, map, key, node_new(arena, NODE_NULL, LOC_NONE));
}

static void
put_field(Arena *arena, Node *encoding, const char *channel, const char *field, const char *type)
{
    Node *definition = map_of(arena);
    put_text(arena, definition, "field", field);
    if (type) {
        put_text(arena, definition, "type", type);
        put_null(arena, definition, "scale");
        put_null(arena, definition, "legend");
    }
    node_put(arena, encoding, channel, definition);
}

/* Positions are the sheet's own: domain and range are equal, so the scale is the identity. */
static void
put_position(Arena *arena, Node *encoding, const char *channel, double extent)
{
    Node *definition = map_of(arena), *scale = map_of(arena);
    put_text(arena, definition, "field", channel);
    put_text(arena, definition, "type", "quantitative");
    for (int i = 0; i < 2; i++) {
        Node *list = node_new(arena, NODE_LIST, LOC_NONE);
        node_push(arena, list, node_new_number(arena, 0, LOC_NONE));
        node_push(arena, list, node_new_number(arena, extent, LOC_NONE));
        node_put(arena, scale, i ? "range" : "domain", list);
    }
    node_put(arena, scale, "nice", node_new_bool(arena, false, LOC_NONE));
    node_put(arena, definition, "scale", scale);
    put_null(arena, definition, "axis");
    node_put(arena, encoding, channel, definition);
}

static SheetLayer *
layer_for(Sheet *sheet, LayerKind kind, const char *key, const char *mark_type)
{
    Arena *arena = sheet->context->arena;
    for (size_t i = 0; i < sheet->layers.count; i++) {
        SheetLayer *layer = sheet->layers.items[i];
        if (layer->kind == kind && str_equal(layer->key, key))
            return layer;
    }
    SheetLayer *layer = ARENA_NEW(arena, SheetLayer);
    layer->kind = kind;
    layer->key = key;
    layer->node = map_of(arena);
    layer->values = node_new(arena, NODE_LIST, LOC_NONE);
    Node *data = map_of(arena), *mark = map_of(arena);
    node_put(arena, data, "values", layer->values);
    node_put(arena, layer->node, "data", data);
    put_text(arena, mark, "type", mark_type);
    node_put(arena, layer->node, "mark", mark);
    VEC_PUSH(arena, &sheet->layers, layer);
    return layer;
}

static Node *
add_item(Sheet *sheet, SheetLayer *layer, double x, double y, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    Node *item = map_of(arena);
    put_number(arena, item, "x", x);
    put_number(arena, item, "y", y);
    if (fact)
        put_text(arena, item, "row_id", fact->id);
    node_push(arena, layer->values, item);
    return item;
}

/* ---- drawing ---------------------------------------------------------------------------------------------- */

void
sheet_rect(Sheet *sheet, Rect rect, const char *fill, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    SheetLayer *layer = layer_for(sheet, LAYER_RECT, "", "rect");
    Node *item = add_item(sheet, layer, rect.x, rect.y, fact);
    put_number(arena, item, "x2", rect.x + rect.width);
    put_number(arena, item, "y2", rect.y + rect.height);
    put_text(arena, item, "color", fill);
}

void
sheet_frame(Sheet *sheet, Rect rect, const char *stroke, bool dashed, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    SheetLayer *layer = layer_for(sheet, LAYER_FRAME, arena_printf(arena, "%s%d", stroke, dashed), "rect");
    Node *mark = node_find(layer->node, "mark");
    put_text(arena, mark, "fill", "transparent");
    put_text(arena, mark, "stroke", stroke);
    put_number(arena, mark, "strokeWidth", dashed ? 1 : 1.6);
    if (dashed) {
        Node *dash = node_new(arena, NODE_LIST, LOC_NONE);
        node_push(arena, dash, node_new_number(arena, 3, LOC_NONE));
        node_push(arena, dash, node_new_number(arena, 2.5, LOC_NONE));
        node_put(arena, mark, "strokeDash", dash);
    }
    Node *item = add_item(sheet, layer, rect.x, rect.y, fact);
    put_number(arena, item, "x2", rect.x + rect.width);
    put_number(arena, item, "y2", rect.y + rect.height);
}

void
sheet_rule(Sheet *sheet, double x1, double y1, double x2, double y2, const char *color, double width)
{
    Arena *arena = sheet->context->arena;
    SheetLayer *layer = layer_for(sheet, LAYER_RULE, arena_printf(arena, "%s %.2f", color, width), "rule");
    Node *mark = node_find(layer->node, "mark");
    put_text(arena, mark, "color", color);
    put_number(arena, mark, "strokeWidth", width);
    Node *item = add_item(sheet, layer, x1, y1, NULL);
    put_number(arena, item, "x2", x2);
    put_number(arena, item, "y2", y2);
}

/* Symbols as SVG paths in a square from -1 to 1, as Vega takes them. */
static const char *
symbol_path(const char *shape)
{
    static const char *const paths[][2] = {
        {"person", "M0,-1C0.24,-1,0.42,-0.82,0.42,-0.6C0.42,-0.38,0.24,-0.2,0,-0.2C-0.24,-0.2,-0.42,-0.38,-0.42,-0.6C-0.42,-0.82,-0.24,-1,0,-1Z"
                   "M-0.3,-0.08L0.3,-0.08C0.52,-0.08,0.68,0.08,0.68,0.3L0.68,1L-0.68,1L-0.68,0.3C-0.68,0.08,-0.52,-0.08,-0.3,-0.08Z"},
        {"house", "M0,-0.9L0.95,-0.05L0.7,-0.05L0.7,0.85L0.2,0.85L0.2,0.25L-0.2,0.25L-0.2,0.85L-0.7,0.85L-0.7,-0.05L-0.95,-0.05Z"},
        {"document", "M-0.65,-0.9L0.25,-0.9L0.65,-0.5L0.65,0.9L-0.65,0.9Z"},
    };
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        if (str_equal(shape, paths[i][0]))
            return paths[i][1];
    return str_equal(shape, "square") ? "square" : "circle";
}

void
sheet_symbol(Sheet *sheet, double x, double y, double size, const char *shape, const char *color, bool open, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    const char *path = symbol_path(shape);
    /* Vega's size is an area: that of the square for paths and squares, of the disc for circles. */
    double area = str_equal(path, "circle") ? 3.14159265358979 * size * size / 4 : size * size;
    SheetLayer *layer = layer_for(sheet, LAYER_SYMBOL, arena_printf(arena, "%s %.2f %s %d", path, area, color, open), "point");
    Node *mark = node_find(layer->node, "mark");
    put_text(arena, mark, "shape", path);
    put_number(arena, mark, "size", area);
    node_put(arena, mark, "opacity", node_new_number(arena, 1, LOC_NONE));
    if (open) {
        node_put(arena, mark, "filled", node_new_bool(arena, false, LOC_NONE));
        put_text(arena, mark, "fill", "white");
        put_text(arena, mark, "stroke", color);
        put_number(arena, mark, "strokeWidth", 1.6);
    } else {
        node_put(arena, mark, "filled", node_new_bool(arena, true, LOC_NONE));
        put_text(arena, mark, "color", color);
    }
    add_item(sheet, layer, x, y, fact);
}

static Node *
add_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    SheetLayer *layer = layer_for(sheet, LAYER_TEXT, arena_printf(arena, "%.2f %d %s %s", size, weight, align, color), "text");
    Node *mark = node_find(layer->node, "mark");
    put_number(arena, mark, "fontSize", size);
    put_number(arena, mark, "fontWeight", weight);
    put_text(arena, mark, "align", align);
    put_text(arena, mark, "baseline", "alphabetic");
    put_text(arena, mark, "color", color);
    Node *item = add_item(sheet, layer, x, y, fact);
    put_text(arena, item, "text", text);
    return item;
}

void
sheet_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Fact *fact)
{
    add_text(sheet, x, y, text, size, weight, align, color, fact);
}

void
sheet_aspect_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Fact *fact,
                  const char *aspect)
{
    put_text(sheet->context->arena, add_text(sheet, x, y, text, size, weight, align, color, fact), "row_aspect", aspect);
}

void
sheet_target_text(Sheet *sheet, double x, double y, const char *text, double size, int weight, const char *align, const char *color, const Target *target,
                  const char *aspect)
{
    Node *item = add_text(sheet, x, y, text, size, weight, align, color, NULL);
    put_text(sheet->context->arena, item, "target_id", target->indicator);
    put_text(sheet->context->arena, item, "target_aspect", aspect);
}

/* ---- text ------------------------------------------------------------------------------------------------- */

static TextStyle
sheet_style(Sheet *sheet, double size, int weight)
{
    TextStyle style = {.families = {FAMILY_FALLBACK}, .size = size, .weight = weight, .color = COLOR_BLACK, .lang = sheet->lang};
    const char *font = sheet->context->theme ? theme_string(sheet->context->theme, "chart.font", NULL) : NULL;
    if (font && fontset_has_family(text_context_fonts(sheet->context->text), font)) {
        style.families[0] = font;
        style.families[1] = FAMILY_FALLBACK;
    }
    return style;
}

double
sheet_measure(Sheet *sheet, const char *text, double size, int weight)
{
    TextStyle style = sheet_style(sheet, size, weight);
    return label_measure(sheet->context->text, text, &style).width;
}

size_t
sheet_wrap(Sheet *sheet, const char *text, double size, int weight, double width, const char **lines, size_t max)
{
    Arena *arena = sheet->context->arena;
    TextStyle style = sheet_style(sheet, size, weight);
    char *rest = arena_strdup(arena, label_wrap(arena, sheet->context->text, text, &style, width, max));
    size_t count = 0;
    while (*rest && count < max) {
        size_t length = strcspn(rest, "\n");
        bool more = rest[length] == '\n';
        rest[length] = '\0';
        lines[count++] = rest;
        rest += length + more;
    }
    return count;
}

size_t
sheet_label(Sheet *sheet, double x, double y, double width, const char *text, double size, int weight, const char *color)
{
    return sheet_label_of(sheet, x, y, width, text, size, weight, color, NULL);
}

static const Fact *
in_line(const char *line, const Fact *fact)
{
    return strpbrk(line, "0123456789") ? fact : NULL;
}

size_t
sheet_label_of(Sheet *sheet, double x, double y, double width, const char *text, double size, int weight, const char *color, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    size_t length = strcspn(text, "\n");
    const char *lines[8];
    double second = fmax(size * 0.84, 7);
    size_t count = sheet_wrap(sheet, arena_strndup(arena, text, length), size, weight, width, lines, 4);
    size_t below = text[length] ? sheet_wrap(sheet, text + length + 1, second, weight, width, lines + count, 3) : 0;
    double height = size * 1.3 * (double)count + second * 1.25 * (double)below;
    double at = y - height / 2 + size * 1.01;
    for (size_t i = 0; i < count; i++, at += size * 1.3)
        sheet_text(sheet, x, at, lines[i], size, weight, "left", color, in_line(lines[i], fact));
    for (size_t i = 0; i < below; i++, at += second * 1.25)
        sheet_text(sheet, x, at - size * 0.1, lines[count + i], second, weight, "left", sheet->muted, in_line(lines[count + i], fact));
    return count + below;
}

double
sheet_label_width(Sheet *sheet, const char *text, double size, int weight)
{
    size_t length = strcspn(text, "\n");
    double width = sheet_measure(sheet, arena_strndup(sheet->context->arena, text, length), size, weight);
    return text[length] ? fmax(width, sheet_measure(sheet, text + length + 1, size * 0.84, weight)) : width;
}

const char *
sheet_decimal(Sheet *sheet, Decimal value, Qualifier qualifier)
{
    return locale_label(sheet->context->arena, sheet->context->model->locales[sheet->lang], value, qualifier);
}

const char *
sheet_number(Sheet *sheet, const Fact *fact)
{
    return sheet_decimal(sheet, fact->value, fact->qualifier);
}

const char *
sheet_when(Sheet *sheet, const Fact *fact)
{
    Arena *arena = sheet->context->arena;
    if (fact->as_of.year && fact->as_of.month)
        return arena_printf(arena, "%d-%02d", fact->as_of.year, fact->as_of.month);
    return fact->year ? arena_printf(arena, "%d", fact->year) : "";
}

/* ---- the spec ------------------------------------------------------------------------------------------------ */

static void
finish_layer(Sheet *sheet, SheetLayer *layer)
{
    Arena *arena = sheet->context->arena;
    Node *encoding = map_of(arena);
    put_position(arena, encoding, "x", sheet->width);
    put_position(arena, encoding, "y", sheet->height);
    if (layer->kind <= LAYER_RULE) {
        put_field(arena, encoding, "x2", "x2", NULL);
        put_field(arena, encoding, "y2", "y2", NULL);
    }
    if (layer->kind == LAYER_RECT)
        put_field(arena, encoding, "color", "color", "nominal");
    if (layer->kind == LAYER_TEXT) {
        Node *text = map_of(arena);
        put_text(arena, text, "field", "text");
        put_text(arena, text, "type", "nominal");
        node_put(arena, encoding, "text", text);
    }
    node_put(arena, layer->node, "encoding", encoding);
}

Node *
sheet_spec(Sheet *sheet)
{
    Arena *arena = sheet->context->arena;
    Node *spec = map_of(arena), *layers = node_new(arena, NODE_LIST, LOC_NONE), *view = map_of(arena);
    put_text(arena, spec, "$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    put_number(arena, spec, "width", sheet->width);
    put_number(arena, spec, "height", sheet->height);
    put_null(arena, view, "stroke");
    node_put(arena, spec, "view", view);
    for (int kind = LAYER_RECT; kind <= LAYER_TEXT; kind++) {
        for (size_t i = 0; i < sheet->layers.count; i++) {
            SheetLayer *layer = sheet->layers.items[i];
            if ((int)layer->kind != kind)
                continue;
            finish_layer(sheet, layer);
            node_push(arena, layers, layer->node);
        }
    }
    node_put(arena, spec, "layer", layers);
    return spec;
}
