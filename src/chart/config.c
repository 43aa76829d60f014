/* chart/config.c -- what a spec leaves open: the defaults of Vega-Lite and Vega, under the theme's or the spec's own config.
 *
 * A mark property comes from the mark, its styles, config.MARK, config.mark, in this order.
 */
#include "base/str.h"
#include "chart/view.h"

#include <math.h>
#include <string.h>

/* Vega-Lite 6 (src/config.ts, mark.ts, scale.ts) and Vega 6 (vega-parser/src/config.js). Vega's defaults of a mark type stand with
 * the Vega-Lite mark that becomes it. */
static const char DEFAULTS[] =
    "{\"background\":\"white\",\"padding\":5,\"timeFormat\":\"%b %d, %Y\",\"countTitle\":\"Count of Records\",\"normalizedNumberFormat\":\".0%\","
    "\"view\":{\"continuousWidth\":300,\"continuousHeight\":300,\"step\":20,\"stroke\":\"#ddd\"},"
    "\"mark\":{\"color\":\"#4c78a8\"},"
    "\"area\":{},\"arc\":{},\"image\":{},\"line\":{\"strokeWidth\":2},\"trail\":{\"size\":2},"
    "\"bar\":{\"binSpacing\":1,\"continuousBandSize\":5,\"minBandSize\":0.25,\"timeUnitBandPosition\":0.5},"
    "\"rect\":{\"binSpacing\":0,\"continuousBandSize\":5,\"minBandSize\":0.25,\"timeUnitBandPosition\":0.5},"
    "\"tick\":{\"binSpacing\":0,\"continuousBandSize\":5,\"minBandSize\":0.25,\"timeUnitBandPosition\":0.5,\"thickness\":1},"
    "\"point\":{\"size\":30,\"strokeWidth\":2,\"shape\":\"circle\"},\"circle\":{\"size\":30,\"strokeWidth\":2},"
    "\"square\":{\"size\":30,\"strokeWidth\":2,\"shape\":\"square\"},"
    "\"rule\":{\"color\":\"black\",\"strokeWidth\":1},\"text\":{\"color\":\"black\",\"fontSize\":11},"
    "\"boxplot\":{\"size\":14,\"extent\":1.5,\"box\":{},\"median\":{\"color\":\"white\"},\"outliers\":{},\"rule\":{},\"ticks\":null},"
    "\"errorbar\":{\"center\":\"mean\",\"rule\":true,\"ticks\":false},\"errorband\":{\"band\":{\"opacity\":0.3},\"borders\":false},"
    "\"scale\":{\"pointPadding\":0.5,\"barBandPaddingInner\":0.1,\"rectBandPaddingInner\":0,\"tickBandPaddingInner\":0.25,"
    "\"bandWithNestedOffsetPaddingInner\":0.2,\"bandWithNestedOffsetPaddingOuter\":0.2,\"minBandSize\":2,\"minFontSize\":8,\"maxFontSize\":40,"
    "\"minOpacity\":0.3,\"maxOpacity\":0.8,\"minSize\":4,\"minStrokeWidth\":1,\"maxStrokeWidth\":4,\"quantileCount\":4,\"quantizeCount\":4,\"zero\":true},"
    "\"title\":{\"orient\":\"top\",\"offset\":4,\"subtitlePadding\":3,\"color\":\"#000\",\"fontSize\":13,\"fontWeight\":\"bold\","
    "\"subtitleColor\":\"#000\",\"subtitleFontSize\":12},"
    "\"axis\":{\"minExtent\":0,\"maxExtent\":200,\"bandPosition\":0.5,\"domain\":true,\"domainWidth\":1,\"domainColor\":\"#888\",\"gridWidth\":1,"
    "\"gridColor\":\"#ddd\",\"labels\":true,\"labelLimit\":180,\"labelOffset\":0,\"labelPadding\":2,\"labelColor\":\"#000\",\"labelFontSize\":10,"
    "\"ticks\":true,\"tickColor\":\"#888\",\"tickOffset\":0,\"tickRound\":true,\"tickSize\":5,\"tickWidth\":1,\"titlePadding\":4,\"titleColor\":\"#000\","
    "\"titleFontSize\":11,\"titleFontWeight\":\"bold\"},"
    "\"axisBand\":{\"tickOffset\":-0.5},"
    "\"legend\":{\"orient\":\"right\",\"padding\":0,\"columnPadding\":10,\"rowPadding\":2,\"offset\":18,\"gradientThickness\":16,"
    "\"gradientStrokeColor\":\"#ddd\",\"gradientStrokeWidth\":0,\"gradientLabelOffset\":2,\"gradientHorizontalMaxLength\":200,"
    "\"gradientHorizontalMinLength\":100,\"gradientVerticalMaxLength\":200,\"gradientVerticalMinLength\":64,\"labelColor\":\"#000\",\"labelFontSize\":10,"
    "\"labelLimit\":160,\"labelOffset\":4,\"labelOverlap\":true,\"symbolLimit\":30,\"symbolSize\":100,\"symbolOffset\":0,\"symbolStrokeWidth\":1.5,"
    "\"symbolBaseFillColor\":\"transparent\",\"symbolBaseStrokeColor\":\"#888\",\"titleColor\":\"#000\",\"titleFontSize\":11,\"titleFontWeight\":\"bold\","
    "\"titleLimit\":180,\"titlePadding\":5},"
    "\"header\":{\"titlePadding\":10,\"labelPadding\":10,\"labelColor\":\"#000\",\"labelFontSize\":10,\"titleColor\":\"#000\",\"titleFontSize\":11,"
    "\"titleFontWeight\":\"bold\"},"
    "\"facet\":{\"spacing\":20},\"concat\":{\"spacing\":20},"
    "\"style\":{\"cell\":{\"stroke\":\"#ddd\"}},"
    "\"range\":{\"category\":{\"scheme\":\"tableau10\"},\"ordinal\":{\"scheme\":\"blues\"},\"heatmap\":{\"scheme\":\"yellowgreenblue\"},"
    "\"ramp\":{\"scheme\":\"blues\"},\"diverging\":{\"scheme\":\"blueorange\",\"extent\":[1,0]},"
    "\"symbol\":[\"circle\",\"square\",\"triangle-up\",\"cross\",\"diamond\",\"triangle-right\",\"triangle-down\",\"triangle-left\"]}}";

void
config_merge(Arena *arena, Node *base, const Node *over)
{
    for (size_t i = 0; over && over->kind == NODE_MAP && i < over->count; i++) {
        const NodeItem *item = &over->items[i];
        Node *known = node_find(base, item->key);
        if (known && known->kind == NODE_MAP && item->value->kind == NODE_MAP)
            config_merge(arena, known, item->value);
        else
            node_put(arena, base, item->key, node_copy(arena, item->value)); /* what is merged next must not change the theme */
    }
}

const Node *
config_make(const ChartContext *context, const Node *spec)
{
    Arena *arena = context->arena;
    const Source *source = source_from_text(arena, "config.json", DEFAULTS);
    Node *config = node_parse_json(arena, context->diags, source);
    const Node *theme = context->theme ? theme_node(context->theme, "chart") : NULL, *own = node_find(spec, "config");
    config_merge(arena, config, theme);
    config_merge(arena, config, own);
    return config;
}

const Node *
config_find(const Drawing *drawing, const char *part, const char *key)
{
    return node_find(node_find(drawing->config, part), key);
}

/* ---- values that may be expressions ----------------------------------------------------------------------------- */

Value
property_row_value(const Drawing *drawing, const Node *node, const Value *datum)
{
    const char *text = node_text(node, "expr", node_text(node, "signal", NULL));
    if (!node)
        return (Value){0};
    if (node->kind != NODE_MAP || !text)
        return value_from_node(drawing->context->arena, node);
    ExprEnv env = {.arena = drawing->context->arena, .diags = drawing->context->diags, .model = drawing->context->model, .lang = drawing->lang, .params = drawing->params};
    static const char *const no_keys[] = {NULL};
    Value nothing = value_object(env.arena, no_keys, NULL, 0);
    env.datum = datum ? datum : &nothing;
    env.host = drawing_host;
    env.host_data = (void *)drawing;
    const Node *scalar = node_find(node, "expr");
    Expr *expr = expr_parse(env.arena, env.diags, scalar ? scalar->loc : node->loc, text);
    Value value = {0};
    if (expr)
        expr_eval(expr, &env, &value);
    return value;
}

Value
property_value(const Drawing *drawing, const Node *node)
{
    return property_row_value(drawing, node, NULL);
}

double
property_number(const Drawing *drawing, const Node *node, double fallback)
{
    if (!node || node->kind == NODE_NULL)
        return fallback;
    if (node->kind == NODE_NUMBER)
        return node->number;
    double number = value_to_number(property_value(drawing, node));
    return isnan(number) ? fallback : number;
}

bool
property_true(const Drawing *drawing, const Node *node, bool fallback)
{
    if (!node)
        return fallback;
    return node->kind == NODE_BOOL ? node->boolean : value_to_bool(property_value(drawing, node));
}

/* ---- mark properties ------------------------------------------------------------------------------------------------ */

const Node *
mark_own(const View *unit, const char *key)
{
    return node_find(unit->mark, key);
}

static void
add_place(View *unit, const Node *place)
{
    if (place && place->kind == NODE_MAP)
        VEC_PUSH(unit->drawing->context->arena, &unit->mark_places, place);
}

/* Named styles, of which the last counts; the style and the configuration of this kind of mark; that of all marks. */
void
mark_find_places(View *unit)
{
    const Node *config = unit->drawing->config, *styles = node_find(config, "style"), *named = node_find(unit->mark, "style");
    for (size_t i = named && named->kind == NODE_LIST ? named->count : 0; i-- > 0;)
        if (named->items[i].value->text)
            add_place(unit, node_find(styles, named->items[i].value->text));
    if (named && named->kind == NODE_STRING)
        add_place(unit, node_find(styles, named->text));
    add_place(unit, node_find(styles, mark_name(unit->mark_type)));
    add_place(unit, node_find(config, mark_name(unit->mark_type)));
    add_place(unit, node_find(config, "mark"));
}

const Node *
mark_config(const View *unit, const char *key)
{
    for (size_t i = 0; i < unit->mark_places.count; i++) {
        const Node *node = node_find(unit->mark_places.items[i], key);
        if (node)
            return node;
    }
    return NULL;
}

const Node *
mark_property(const View *unit, const char *key)
{
    const Node *own = mark_own(unit, key);
    return own ? own : mark_config(unit, key);
}

double
mark_number(const View *unit, const char *key, double fallback)
{
    return property_number(unit->drawing, mark_property(unit, key), fallback);
}

bool
mark_bool(const View *unit, const char *key, bool fallback)
{
    const Node *node = mark_property(unit, key);
    return node && node->kind == NODE_NULL ? fallback : property_true(unit->drawing, node, fallback);
}

const char *
mark_text(const View *unit, const char *key, const char *fallback)
{
    const Node *node = mark_property(unit, key);
    if (!node || node->kind == NODE_NULL)
        return fallback;
    if (node->kind != NODE_MAP)
        return node->text ? node->text : fallback;
    Value value = property_value(unit->drawing, node);
    return value.kind == VALUE_STRING ? value.string : fallback;
}
