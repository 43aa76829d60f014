#include "chart/chart.h"

#include "base/str.h"
#include "chart/alt_read.h"
#include "chart/compose.h"
#include "chart/preset.h"
#include "chart/scale.h"
#include "chart/write_vl.h"

#include <math.h>
#include <string.h>

struct Chart {
    const Node *spec;
    const Node *words;     /* where title, note, alt … stand: the preset, or usermeta.shudu; NULL */
    const char *path;
    bool preset;
    const Fact *const *facts;
    Drawing *read;         /* the views as chart_read found them sound, for the first drawing in that language; NULL: a preset */
};

/* Plot width of a chart that a project prints on its own, pt. */
static const double PLOT_WIDTH = 592, MARGIN = 24;

/* ---- reading -------------------------------------------------------------------------------------------------- */

typedef VEC(const Fact *) CollectedFacts;

/* Row ids that a spec's own text names: in filters, conditions and bindings. */
static void
collect_facts(const ChartContext *context, const Node *node, CollectedFacts *list)
{
    if (node->text && node->kind == NODE_STRING) {
        for (const char *from = node->text; (from = strpbrk(from, "'\"")); from++) {
            const char *end = strchr(from + 1, *from);
            if (!end)
                break;
            const Fact *fact = model_fact(context->model, arena_strndup(context->arena, from + 1, (size_t)(end - from - 1)));
            bool known = false;
            for (size_t i = 0; i < list->count; i++)
                known |= list->items[i] == fact;
            if (fact && !known)
                VEC_PUSH(context->arena, list, fact);
        }
    }
    for (size_t i = 0; i < node->count; i++)
        collect_facts(context, node->items[i].value, list);
}

/* The spec's views with their rows. False after diagnostics. */
static bool
drawing_make(const ChartContext *context, const Node *spec, const char *path, int lang, int second_lang, Drawing *out)
{
    Arena *arena = context->arena;
    size_t errors = diags_errors(context->diags);
    const char *slash = path ? strrchr(path, '/') : NULL;
    *out = (Drawing){.context = context, .spec = spec, .lang = lang, .second_lang = second_lang, .project = context->model && context->theme};
    out->config = config_make(context, spec);
    out->base = slash ? arena_strndup(arena, path, (size_t)(slash - path)) : "";
    out->translate = node_path(spec, "usermeta.shudu.translate");
    out->patterns = node_bool(node_path(spec, "usermeta.shudu"), "patterns", false);
    out->params = ARENA_NEW(arena, Map);
    map_init(out->params, arena);
    const Node *normal = spec_normalize(out, spec);
    out->root = normal ? view_read(out, normal) : NULL;
    return out->root && diags_errors(context->diags) == errors;
}

Chart *
chart_read(const ChartContext *context, const Node *spec, const char *spec_path)
{
    if (spec->kind != NODE_MAP) {
        diag(context->diags, DIAG_CHART_NOT_A_SPEC, spec->loc, NULL);
        return NULL;
    }
    Chart *chart = ARENA_NEW(context->arena, Chart);
    chart->spec = spec;
    chart->path = arena_strdup(context->arena, spec_path);
    chart->preset = preset_is(spec);
    chart->words = chart->preset ? spec : node_path(spec, "usermeta.shudu");
    size_t errors = diags_errors(context->diags);
    if (chart->preset) {
        spec = preset_with_rows(context, spec);
        if (!spec || !preset_check(context, spec))
            return NULL;
        chart->spec = chart->words = spec;
        chart->facts = preset_facts(context, spec);
    } else {
        chart->read = ARENA_NEW(context->arena, Drawing);
        if (!drawing_make(context, spec, chart->path, 0, -1, chart->read))
            return NULL;
        CollectedFacts facts = {0};
        if (context->model && node_find(spec, "transform"))
            collect_facts(context, node_find(spec, "transform"), &facts);
        for (size_t i = 0; i < facts.count; i++)
            if (facts.items[i]->chart == CHART_NO)
                diag(context->diags, DIAG_CHART_FACT_NOT_DRAWABLE, spec->loc, facts.items[i]->id);
        VEC_PUSH(context->arena, &facts, NULL);
        chart->facts = facts.items;
    }
    for (int lang = 0; context->model && lang < context->model->lang_count; lang++) {
        BoundText text = {0};
        chart_title(context, chart, lang, &text);
        chart_note(context, chart, lang, &text);
    }
    return diags_errors(context->diags) == errors ? chart : NULL;
}

/* ---- words -------------------------------------------------------------------------------------------------------- */

static bool
words_of(const ChartContext *context, const Chart *chart, const char *key, int lang, BoundText *out)
{
    *out = (BoundText){0};
    const Node *node = node_find(chart->words, key);
    if (!node)
        return false;
    const Node *one = node;
    const char *text = node->text;
    if (context->model) {
        Texts texts = {0};
        if (!model_texts(context->model, context->arena, context->diags, node, &texts))
            return false;
        text = texts.in[lang];
        if (node->kind == NODE_MAP)
            one = node_find(node, context->model->lang_keys[lang]);
    }
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang};
    return text && bound_text(&env, one ? one->loc : node->loc, text, out);
}

bool
chart_title(const ChartContext *context, const Chart *chart, int lang, BoundText *out)
{
    return words_of(context, chart, "title", lang, out);
}

bool
chart_note(const ChartContext *context, const Chart *chart, int lang, BoundText *out)
{
    return words_of(context, chart, "note", lang, out);
}

/* The subtitle, and the unit of the figures behind it: no picture goes without. */
static bool
subtitle_and_unit(const ChartContext *context, const Chart *chart, int lang, BoundText *out)
{
    const Locale *locale = context->model->locales[lang];
    BoundText unit = {0};
    bool has_subtitle = words_of(context, chart, "subtitle", lang, out);
    if (!words_of(context, chart, "unit", lang, &unit))
        return has_subtitle;
    const char *gap = locale->is_cjk ? "" : " ", *before = has_subtitle ? arena_printf(context->arena, "%s%s", locale->stop, gap) : "";
    VEC_PUSH(context->arena, out, ((BoundPiece){arena_printf(context->arena, "%s%s", before, locale->is_cjk ? "单位：" : "Unit: "), NULL}));
    for (size_t i = 0; i < unit.count; i++)
        VEC_PUSH(context->arena, out, unit.items[i]);
    return true;
}

const Node *
chart_spec(const Chart *chart)
{
    return chart->spec;
}

const Fact *const *
chart_facts(const Chart *chart)
{
    return chart->facts;
}

const char *
chart_source_line(const ChartContext *context, const Chart *chart, int lang)
{
    if (!context->model || !chart->facts[0])
        return "";
    const Locale *locale = context->model->locales[lang];
    Buf out = BUF_INIT;
    buf_add(&out, locale->is_cjk ? "来源：" : "Source: ");
    const char *seen[64];
    size_t count = 0;
    for (size_t i = 0; chart->facts[i] && count < COUNT_OF(seen); i++) {
        const SourceDoc *source = model_source(context->model, chart->facts[i]->source_id);
        bool known = !source;
        for (size_t k = 0; k < count; k++)
            known |= str_equal(seen[k], chart->facts[i]->source_id);
        if (known)
            continue;
        buf_add(&out, count ? (locale->is_cjk ? "；" : "; ") : "");
        seen[count++] = source->id;
        buf_add(&out, source->publisher.in[lang]);
        Date date;
        if (source->date && date_parse(source->date, strlen(source->date), &date)) {
            buf_add(&out, locale->is_cjk ? "，" : ", ");
            buf_add(&out, locale_date(context->arena, locale, date));
        }
        if (source->evidence == 'C')
            buf_add(&out, locale->is_cjk ? "（转载）" : " (copy)");
    }
    buf_add(&out, locale->stop);
    const char *text = buf_take(&out, context->arena);
    buf_clear(&out);
    return text;
}

/* What the author wrote; else what the chart shows. Outside a project only the author speaks: Vega-Lite's `description`. */
const char *
chart_alt(const ChartContext *context, const Chart *chart, int lang)
{
    BoundText own = {0}, title = {0};
    if (words_of(context, chart, "alt", lang, &own))
        return bound_plain(context->arena, &own);
    if (!context->model)
        return node_text(chart->spec, "description", NULL);
    const char *source = chart_source_line(context, chart, lang);
    AltFrame frame = {
        .title = chart_title(context, chart, lang, &title) ? bound_plain(context->arena, &title) : NULL,
        .source = *source ? source : NULL,
    };
    return alt_of_spec(context, chart->spec, chart->path, lang, &frame);
}

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

/* A text block in a role of the theme; returns its height. */
static double
draw_words(const ChartContext *context, Scene *scene, const char *role_name, const BoundText *text, int lang, double x, double y, double width, ElemId elem)
{
    const TextRole *role = theme_text(context->theme, context->diags, LOC_NONE, role_name);
    if (!role || !text->count)
        return 0;
    TextStyle style = {.size = role->size[lang], .weight = role->weight[lang], .color = role->color, .lang = lang};
    memcpy(style.families, role->families[lang], sizeof style.families);
    VEC(TextRange) ranges = {0};
    for (size_t i = 0; i < text->count; i++)
        if (*text->items[i].text)
            VEC_PUSH(context->arena, &ranges, (TextRange){.text = text->items[i].text, .style = style, .use = text->items[i].use});
    ParaStyle para_style = {.line_height = role->leading[lang], .kinsoku = KINSOKU_GB, .balance = str_equal(role_name, "chart-title")};
    Para *para = para_new(context->arena, context->text, ranges.items, ranges.count, &para_style);
    size_t lines = para_break(para, width);
    para_place(para, scene, 0, lines, x, y, elem);
    return para_height(para);
}

static Node *
unfolded(const ChartContext *context, const Chart *chart, const ChartDraw *draw, double width)
{
    return chart->preset ? preset_unfold(context, chart->spec, draw->lang, draw->second_lang, width, draw->text_scale > 0 ? draw->text_scale : 1) : (Node *)chart->spec;
}

/* autosize "fit": the stated size is that of the whole picture, so that the plot gives way to what stands around it. */
static Part *
compose_fitted(Drawing *drawing)
{
    Part *part = chart_compose(drawing->root);
    const Node *autosize = node_find(drawing->spec, "autosize");
    const char *type = autosize && autosize->kind == NODE_MAP ? node_text(autosize, "type", NULL) : autosize ? autosize->text : NULL;
    bool padded = str_equal(node_text(autosize, "contains", NULL), "padding");
    View *root = drawing->root;
    if (!type || !str_starts(type, "fit") || root->kind == VIEW_FACET || root->kind == VIEW_CONCAT)
        return part;
    double padding = padded ? 2 * property_number(drawing, node_find(drawing->config, "padding"), 5) : 0;
    double around[2] = {ceil(-part->box.x) + ceil(part->box.x + part->box.width - root->size[0]), ceil(-part->box.y) + ceil(part->box.y + part->box.height - root->size[1])};
    static const char *const types[] = {"fit-x", "fit-y"};
    for (int i = 0; i < 2; i++) {
        if (!str_equal(type, "fit") && !str_equal(type, types[i]))
            continue;
        double fitted = root->size[i] - around[i] - padding;
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
    double padding = property_number(drawing, node_find(drawing->config, "padding"), 5);
    const Node *own = node_find(chart->spec, "padding");
    padding = property_number(drawing, own, padding);
    Rect box = rect_union(part->box, (Rect){0, 0, part->width, part->height});
    double left = ceil(-box.x) + padding, top = ceil(-box.y) + padding;
    scene_add_page(scene, ceil(box.x + box.width) + left + padding, ceil(box.y + box.height) + top + padding);
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

Scene *
chart_draw(const ChartContext *context, const Chart *chart, const ChartDraw *draw)
{
    bool project = context->model && context->theme;
    double total = draw->size.width > 0 ? draw->size.width : PLOT_WIDTH + 2 * MARGIN;
    double margin = draw->bare ? 0 : MARGIN, measure = total - 2 * margin;
    Drawing drawing;
    if (!drawing_for(context, chart, draw, measure, &drawing))
        return NULL;
    scales_resolve(drawing.root);
    Part *part = compose_fitted(&drawing);
    const char *alt = chart_alt(context, chart, draw->lang);
    if (!project)
        return draw_plain(context, chart, &drawing, part, draw->lang, alt);
    Scene *scene = empty_scene(context, chart, draw->lang);
    Rect box = rect_union(part->box, (Rect){0, 0, part->width, part->height});
    /* A plot narrower than the measure keeps its size; a wider one is scaled down. */
    double scale = fmin(1, measure / box.width), y = margin;
    scene_add_page(scene, total, 100);
    scene_page(scene)->background = draw->bare ? COLOR_NONE : COLOR_WHITE;
    BoundText title = {0}, subtitle = {0}, note = {0};
    if (!draw->bare) {
        if (chart_title(context, chart, draw->lang, &title)) {
            ElemId heading = scene_open(scene, ROLE_H1, ELEM_DOCUMENT, draw->lang);
            y += draw_words(context, scene, "chart-title", &title, draw->lang, margin, y, measure, heading);
        }
        if (subtitle_and_unit(context, chart, draw->lang, &subtitle))
            y += 3 + draw_words(context, scene, "chart-subtitle", &subtitle, draw->lang, margin, y + 3, measure, scene_open(scene, ROLE_P, ELEM_DOCUMENT, draw->lang));
        y += 16;
    } else if (subtitle_and_unit(context, chart, draw->lang, &subtitle)) {
        y += draw_words(context, scene, "note", &subtitle, draw->lang, 0, y, measure, scene_open(scene, ROLE_P, ELEM_DOCUMENT, draw->lang)) + 8;
    }
    ElemId figure = open_figure(scene, chart, draw->lang, alt);
    scene_set_state(scene, (SceneState){.elem = figure, .loc = chart->spec->loc});
    GroupOp shift = scene_plain_group();
    shift.matrix = matrix_multiply(matrix_translate(margin - box.x * scale, y - box.y * scale), matrix_scale(scale, scale));
    scene_group(scene, &shift);
    part_emit(part, context->text, scene, figure);
    scene_group_end(scene);
    y += box.height * scale;
    if (!draw->bare) {
        y += 16;
        scene_set_state(scene, (SceneState){.elem = ELEM_ARTIFACT});
        scene_line(scene, margin, y, total - margin, y, theme_color(context->theme, context->diags, chart->spec->loc, "hairline"), 0.8);
        y += 7;
        if (chart_note(context, chart, draw->lang, &note))
            y += draw_words(context, scene, "chart-note", &note, draw->lang, margin, y, measure, scene_open(scene, ROLE_P, ELEM_DOCUMENT, draw->lang));
        BoundText source = {0};
        VEC_PUSH(context->arena, &source, (BoundPiece){chart_source_line(context, chart, draw->lang), NULL});
        y += draw_words(context, scene, "chart-note", &source, draw->lang, margin, y + 2, measure, scene_open(scene, ROLE_P, ELEM_DOCUMENT, draw->lang)) + 2;
        y += margin * 0.7;
    }
    scene_page(scene)->height = ceil(y);
    return scene;
}

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
