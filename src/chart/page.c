/* chart/page.c -- the chart on a page of its own: title, picture, note and sources; or as a file for Vega. */
#include "chart/page.h"

#include "base/str.h"
#include "chart/preset.h"
#include "chart/write_vl.h"

#include <math.h>
#include <string.h>

/* Plot width of a chart that a project prints on its own, pt. */
static const double PLOT_WIDTH = 592, MARGIN = 24;

/* ---- drawing -------------------------------------------------------------------------------------------------------- */

static Scene *
empty_scene(const ChartContext *context, const Chart *chart, int lang)
{
    static const char *const english[] = {"en"};
    const Model *model = context->model;
    Scene *scene = model ? scene_new(context->arena, model->lang_tags, model->lang_count, lang) : scene_new(context->arena, english, 1, 0);
    const char *name = strrchr(chart->path, '/');
    for (int i = 0; i < (model ? model->lang_count : 1); i++) {
        BoundText title = {0};
        const Node *own = node_find(chart->spec, "title");
        if (model && chart_title(context, chart, i, &title))
            scene->meta.title.in[i] = bound_plain(context->arena, &title);
        else
            scene->meta.title.in[i] = own && own->text ? own->text : name ? name + 1 : chart->path;
    }
    scene->meta.author = model ? model->edition.issuer.in[lang] : NULL;
    const char *alt = chart_alt(context, chart, lang);
    scene->svg_title = scene->meta.title.in[lang];
    scene->svg_desc = alt ? alt : scene->svg_title;
    return scene;
}

static Node *
unfolded(const ChartContext *context, const Chart *chart, const ChartDraw *draw, double width)
{
    return chart->preset ? preset_unfold(context, chart->spec, draw->lang, draw->second_lang, width, draw->text_scale > 0 ? draw->text_scale : 1) : (Node *)chart->spec;
}

typedef struct Sides {
    double left, top, right, bottom;
} Sides;

/* Around the whole picture: one number, or one for each side; the spec's, or config's. */
static Sides
padding_of(const Drawing *drawing)
{
    const Node *usual = node_find(drawing->config, "padding"), *own = node_find(drawing->spec, "padding");
    const Node *node = own ? own : usual;
    if (!node || node->kind != NODE_MAP) {
        double all = property_number(drawing, node, 5);
        return (Sides){all, all, all, all};
    }
    return (Sides){property_number(drawing, node_find(node, "left"), 0), property_number(drawing, node_find(node, "top"), 0),
                   property_number(drawing, node_find(node, "right"), 0), property_number(drawing, node_find(node, "bottom"), 0)};
}

/* autosize "fit": the stated size is that of the whole picture, so that the plot gives way to what stands around it. */
static Part *
compose_fitted(Drawing *drawing)
{
    Part *part = chart_compose(drawing->root);
    const Node *own = node_find(drawing->spec, "autosize"), *autosize = own ? own : node_find(drawing->config, "autosize");
    const char *type = autosize && autosize->kind == NODE_MAP ? node_text(autosize, "type", NULL) : autosize ? autosize->text : NULL;
    bool padded = str_equal(node_text(autosize, "contains", NULL), "padding");
    View *root = drawing->root;
    if (!type || !str_starts(type, "fit") || root->kind == VIEW_FACET || root->kind == VIEW_CONCAT)
        return part;
    Sides padding = padded ? padding_of(drawing) : (Sides){0};
    double both[2] = {padding.left + padding.right, padding.top + padding.bottom};
    double around[2] = {ceil(-part->box.x) + ceil(part->box.x + part->box.width - root->size[0]), ceil(-part->box.y) + ceil(part->box.y + part->box.height - root->size[1])};
    static const char *const types[] = {"fit-x", "fit-y"};
    for (int i = 0; i < 2; i++) {
        if (!str_equal(type, "fit") && !str_equal(type, types[i]))
            continue;
        double fitted = root->size[i] - around[i] - both[i];
        view_state_size(root, i, fitted > 0 ? fitted : 0);
    }
    scales_of_cell(root);
    return chart_compose(root);
}

static ElemId
open_figure(Scene *scene, const Chart *chart, int lang, const char *alt)
{
    ElemId figure = scene_open(scene, ROLE_FIGURE, ELEM_DOCUMENT, lang);
    scene_elem(scene, figure)->alt = alt ? alt : scene->svg_title;
    scene_elem(scene, figure)->loc = chart->spec->loc;
    return figure;
}

/* The views to draw: those already read where the language is theirs. Scales change them, so they serve once. */
static bool
drawing_for(const ChartContext *context, const Chart *chart, const ChartDraw *draw, double width, Drawing *out)
{
    Drawing *read = chart->read;
    if (read && read->root && read->lang == draw->lang) {
        *out = *read;
        out->second_lang = draw->second_lang;
        view_adopt(out->root, out);
        read->root = NULL;
        return true;
    }
    Node *spec = unfolded(context, chart, draw, width);
    return spec && drawing_make(context, spec, chart->path, draw->lang, draw->second_lang, out);
}

/* A chart outside a project: as Vega lays it out, with its padding. */
static Scene *
draw_plain(const ChartContext *context, const Chart *chart, Drawing *drawing, const Part *part, int lang, const char *alt)
{
    Scene *scene = empty_scene(context, chart, lang);
    Sides padding = padding_of(drawing);
    Rect box = rect_union(part->box, (Rect){0, 0, part->width, part->height});
    double left = ceil(-box.x) + padding.left, top = ceil(-box.y) + padding.top;
    scene_add_page(scene, ceil(box.x + box.width) + left + padding.right, ceil(box.y + box.height) + top + padding.bottom);
    Color background;
    const Node *stated = node_find(chart->spec, "background");
    if (!color_from_node(drawing, stated ? stated : node_find(drawing->config, "background"), &background))
        background = COLOR_WHITE;
    scene_page(scene)->background = background;
    ElemId figure = open_figure(scene, chart, lang, alt);
    scene_set_state(scene, (SceneState){.elem = figure, .loc = chart->spec->loc});
    GroupOp shift = scene_plain_group();
    shift.matrix = matrix_translate(left, top);
    scene_group(scene, &shift);
    part_emit(part, context->text, scene, figure);
    scene_group_end(scene);
    return scene;
}

/* ---- in a project: title, picture, note and sources below one another ---------------------------------------------------- */

typedef struct Sheet {
    const ChartContext *context;
    const Chart *chart;
    const ChartDraw *draw;
    Scene *scene;
    double total, margin, y;
} Sheet;

/* A text block in a role of the theme. */
static void
add_words(Sheet *sheet, const char *role_name, Role elem_role, const BoundText *text, int lang, double gap)
{
    const ChartContext *context = sheet->context;
    const TextRole *role = theme_text(context->theme, context->diags, LOC_NONE, role_name);
    if (!role || !text->count)
        return;
    TextStyle style = {.size = role->size[lang], .weight = role->weight[lang], .color = role->color, .lang = lang};
    memcpy(style.families, role->families[lang], sizeof style.families);
    VEC(TextRange) ranges = {0};
    for (size_t i = 0; i < text->count; i++)
        if (*text->items[i].text)
            VEC_PUSH(context->arena, &ranges, (TextRange){.text = text->items[i].text, .style = style, .use = text->items[i].use});
    ParaStyle para_style = {.line_height = role->leading[lang], .kinsoku = KINSOKU_GB, .balance = str_equal(role_name, "chart-title")};
    Para *para = para_new(context->arena, context->text, ranges.items, ranges.count, &para_style);
    size_t lines = para_break(para, sheet->total - 2 * sheet->margin);
    sheet->y += gap;
    para_place(para, sheet->scene, 0, lines, sheet->margin, sheet->y, scene_open(sheet->scene, elem_role, ELEM_DOCUMENT, lang));
    sheet->y += para_height(para);
}

typedef bool Words(const ChartContext *context, const Chart *chart, int lang, BoundText *out);

/* The words in the chart's language, and those of the second one in a quieter role. */
static void
add_both(Sheet *sheet, Words *words, const char *role, const char *second_role, Role elem_role, double gap)
{
    BoundText text = {0}, second = {0};
    if (words(sheet->context, sheet->chart, sheet->draw->lang, &text))
        add_words(sheet, role, elem_role, &text, sheet->draw->lang, gap);
    if (sheet->draw->second_lang >= 0 && words(sheet->context, sheet->chart, sheet->draw->second_lang, &second))
        add_words(sheet, second_role, ROLE_P, &second, sheet->draw->second_lang, 2);
}

static bool
source_words(const ChartContext *context, const Chart *chart, int lang, BoundText *out)
{
    VEC_PUSH(context->arena, out, (BoundPiece){chart_source_line(context, chart, lang), NULL});
    return true;
}

static void
add_heading(Sheet *sheet)
{
    add_both(sheet, chart_title, "chart-title", "chart-subtitle", ROLE_H1, 0);
    add_both(sheet, subtitle_and_unit, "chart-subtitle", "chart-note", ROLE_P, 3);
}

static void
add_picture(Sheet *sheet, const Part *part, const char *alt)
{
    Rect box = rect_union(part->box, (Rect){0, 0, part->width, part->height});
    /* A plot narrower than the measure keeps its size; a wider one is scaled down. */
    double scale = fmin(1, (sheet->total - 2 * sheet->margin) / box.width);
    ElemId figure = open_figure(sheet->scene, sheet->chart, sheet->draw->lang, alt);
    scene_set_state(sheet->scene, (SceneState){.elem = figure, .loc = sheet->chart->spec->loc});
    GroupOp shift = scene_plain_group();
    shift.matrix = matrix_multiply(matrix_translate(sheet->margin - box.x * scale, sheet->y - box.y * scale), matrix_scale(scale, scale));
    scene_group(sheet->scene, &shift);
    part_emit(part, sheet->context->text, sheet->scene, figure);
    scene_group_end(sheet->scene);
    sheet->y += box.height * scale;
}

static void
add_rule(Sheet *sheet)
{
    const ChartContext *context = sheet->context;
    scene_set_state(sheet->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(sheet->scene, sheet->margin, sheet->y, sheet->total - sheet->margin, sheet->y, theme_color(context->theme, context->diags, sheet->chart->spec->loc, "hairline"), 0.8);
    sheet->y += 7;
}

static void
fill_sheet(Sheet *sheet, const Part *part, const char *alt)
{
    bool below = str_equal(theme_string(sheet->context->theme, "paper.captions", "above"), "below");
    if (!below) {
        add_heading(sheet);
        sheet->y += 16;
    }
    add_picture(sheet, part, alt);
    sheet->y += 16;
    if (below) {
        add_heading(sheet);
        sheet->y += 10;
    }
    add_rule(sheet);
    add_both(sheet, chart_note, "chart-note", "chart-note", ROLE_P, 0);
    add_both(sheet, source_words, "chart-note", "chart-note", ROLE_P, 2);
    sheet->y += sheet->margin * 0.7;
}

Scene *
chart_draw(const ChartContext *context, const Chart *chart, const ChartDraw *draw)
{
    Sheet sheet = {.context = context, .chart = chart, .draw = draw, .total = draw->size.width > 0 ? draw->size.width : PLOT_WIDTH + 2 * MARGIN};
    Drawing drawing;
    sheet.y = sheet.margin = draw->bare ? 0 : MARGIN;
    if (!drawing_for(context, chart, draw, sheet.total - 2 * sheet.margin, &drawing))
        return NULL;
    scales_resolve(drawing.root);
    Part *part = compose_fitted(&drawing);
    const char *alt = chart_alt(context, chart, draw->lang);
    if (!context->model || !context->theme)
        return draw_plain(context, chart, &drawing, part, draw->lang, alt);
    sheet.scene = empty_scene(context, chart, draw->lang);
    scene_add_page(sheet.scene, sheet.total, 100);
    scene_page(sheet.scene)->background = draw->bare ? COLOR_NONE : COLOR_WHITE;
    if (draw->bare) {
        add_both(&sheet, subtitle_and_unit, "note", "note", ROLE_P, 0);
        sheet.y += sheet.y > 0 ? 8 : 0;
        add_picture(&sheet, part, alt);
    } else {
        fill_sheet(&sheet, part, alt);
    }
    scene_page(sheet.scene)->height = ceil(sheet.y);
    return sheet.scene;
}

/* ---- for Vega --------------------------------------------------------------------------------------------------------------- */

bool
chart_write_vl(const ChartContext *context, const Chart *chart, int lang, Buf *out)
{
    Arena *arena = context->arena;
    ChartDraw draw = {.lang = lang, .second_lang = -1, .text_scale = 1};
    Drawing drawing;
    if (!drawing_for(context, chart, &draw, PLOT_WIDTH, &drawing))
        return false;
    scales_resolve(drawing.root);
    Node *spec = vl_node(&drawing, compose_fitted(&drawing));
    if (!spec)
        return false;
    BoundText title = {0}, subtitle = {0};
    if (context->model && chart_title(context, chart, lang, &title)) {
        Node *map = node_new(arena, NODE_MAP, LOC_NONE);
        node_put(arena, map, "text", node_new_string(arena, bound_plain(arena, &title), LOC_NONE));
        if (subtitle_and_unit(context, chart, lang, &subtitle))
            node_put(arena, map, "subtitle", node_new_string(arena, bound_plain(arena, &subtitle), LOC_NONE));
        node_put(arena, spec, "title", map);
    }
    if (!node_find(spec, "$schema"))
        node_put(arena, spec, "$schema", node_new_string(arena, "https://vega.github.io/schema/vega-lite/v5.json", LOC_NONE));
    node_write_json(out, spec, 2);
    return true;
}
