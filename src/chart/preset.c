#include "chart/preset.h"

#include "chart/preset_sheet.h"
#include "chart/preset_draw.h"
#include "chart/preset_rows.h"

#include <string.h>

static const char *const KEYS[] = {
    "preset", "title", "subtitle", "note", "unit", "alt", "rows", "events", "lint", "series", "normalize", "independent", "patterns", "annotations",
    "indicator", "scope", "year", "years", "period", "basis", "source", NULL,
};
static const char *const ROW_KEYS[] = {"label", "rows", "whole", "target", "color", "mark", "open", "minus", "total", NULL};
static const char *const SERIES_KEYS[] = {"label", "color", NULL};
static const char *const EVENT_KEYS[] = {"date", "text", NULL};

/* Without `draw`: of the grammar. */
static const struct {
    const char *name;
    void (*draw)(Sheet *sheet, const PresetRows *rows, const Node *preset);
    PresetTakes takes;
} PRESETS[] = {
    {"bar", preset_draw_bar, PRESET_TAKES_FIGURES},
    {"column", NULL, PRESET_TAKES_FIGURES},
    {"grouped", NULL, PRESET_TAKES_SERIES},
    {"stacked", NULL, PRESET_TAKES_SERIES},
    {"ranked", preset_draw_ranked, PRESET_TAKES_FIGURES},
    {"nested", preset_draw_nested, PRESET_TAKES_FIGURES},
    {"bullet", preset_draw_bullet, PRESET_TAKES_TARGETS},
    {"dumbbell", preset_draw_dumbbell, PRESET_TAKES_SERIES},
    {"slope", NULL, PRESET_TAKES_SERIES},
    {"line", NULL, PRESET_TAKES_SERIES},
    {"lollipop", NULL, PRESET_TAKES_FIGURES},
    {"dot", preset_draw_dot, PRESET_TAKES_FIGURES},
    {"waffle", preset_draw_waffle, PRESET_TAKES_FIGURES},
    {"isotype", preset_draw_isotype, PRESET_TAKES_FIGURES},
    {"timeline", preset_draw_timeline, PRESET_TAKES_FIGURES},
    {"multiples", NULL, PRESET_TAKES_SERIES},
    {"heatmap", NULL, PRESET_TAKES_SERIES},
    {"waterfall", NULL, PRESET_TAKES_FIGURES},
    {"ring", NULL, PRESET_TAKES_FIGURES},
    {"panel", preset_draw_panel, PRESET_TAKES_FIGURES},
};

bool
preset_is(const Node *spec)
{
    return node_find(spec, "preset") != NULL;
}

static int
preset_index(const Node *preset)
{
    const char *name = node_text(preset, "preset", "");
    for (size_t i = 0; i < COUNT_OF(PRESETS); i++)
        if (str_equal(name, PRESETS[i].name))
            return (int)i;
    return -1;
}

bool
preset_of_grammar(const Node *preset)
{
    int index = preset_index(preset);
    return index >= 0 && !PRESETS[index].draw;
}

/* A figure that a chart may draw. */
static const Fact *
drawable(const ChartContext *context, const Node *row_id)
{
    const Fact *fact = row_id && row_id->text ? model_need_fact(context->model, context->diags, row_id->loc, row_id->text) : NULL;
    if (fact && fact->chart == CHART_NO) {
        diag(context->diags, DIAG_CHART_FACT_NOT_DRAWABLE, row_id->loc, fact->id);
        return NULL;
    }
    return fact;
}

const char *
preset_color(const ChartContext *context, const Node *row)
{
    const char *name = node_text(row, "color", "accent");
    if (!context->theme)
        return "#4c78a8";
    return theme_color_text(context->theme, context->arena, str_equal(name, "accent") ? "red" : name);
}

static const char *
text_in(const ChartContext *context, const Node *value, int lang)
{
    Texts texts = {0};
    if (!value || !model_texts(context->model, context->arena, context->diags, value, &texts) || !texts.in[lang])
        return NULL;
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang, .print_labels = true};
    BoundText bound = {0};
    return bound_text(&env, value->loc, texts.in[lang], &bound) ? bound_plain(context->arena, &bound) : NULL;
}

const char *
preset_text(Sheet *sheet, const Node *node)
{
    const char *text = text_in(sheet->context, node, sheet->lang), *below = sheet->second >= 0 ? text_in(sheet->context, node, sheet->second) : NULL;
    return text && below && !str_equal(text, below) ? arena_printf(sheet->context->arena, "%s\n%s", text, below) : text ? text : "";
}

const Fact *
preset_bound_fact(Sheet *sheet, const Node *node)
{
    const ChartContext *context = sheet->context;
    const Node *own = node && node->kind == NODE_MAP && context->model ? node_find(node, context->model->lang_keys[sheet->lang]) : node;
    ExprEnv env = {.arena = context->arena, .diags = diags_new(context->arena), .model = context->model, .lang = sheet->lang};
    BoundText bound = {0};
    if (!own || !own->text || !bound_text(&env, own->loc, own->text, &bound))
        return NULL;
    for (size_t i = 0; i < bound.count; i++)
        if (bound.items[i].use && bound.items[i].use->kind == USE_FACT && bound.items[i].use->key)
            return model_fact(context->model, bound.items[i].use->key);
    return NULL;
}

/* The row's own label, else that of its target or figure. */
static const char *
row_label(const ChartContext *context, const Node *row, const PresetRow *read, int lang)
{
    const char *own = text_in(context, node_find(row, "label"), lang);
    if (own)
        return own;
    const char *given = read->target ? read->target->label.in[lang] : read->fact_count ? read->facts[0]->label.in[lang] : NULL;
    return given ? given : "";
}

static bool
read_row(const ChartContext *context, const Node *row, int lang, int second, PresetRow *out)
{
    size_t errors = diags_errors(context->diags);
    *out = (PresetRow){.node = row};
    const Node *ids = node_find(row, "rows");
    size_t count = ids && ids->kind == NODE_LIST ? ids->count : 0;
    out->facts = ARENA_ARRAY(context->arena, const Fact *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Fact *fact = drawable(context, ids->items[i].value);
        if (fact)
            out->facts[out->fact_count++] = fact;
    }
    const Node *whole = node_find(row, "whole"), *target = node_find(row, "target");
    out->whole = whole ? drawable(context, whole) : NULL;
    if (target && target->text && !(out->target = model_target(context->model, target->text)))
        diag(context->diags, DIAG_PRESET_NO_TARGET, target->loc, target->text);
    out->label = row_label(context, row, out, lang);
    const char *below = second >= 0 ? row_label(context, row, out, second) : NULL;
    if (below && !str_equal(below, out->label))
        out->label = arena_printf(context->arena, "%s\n%s", out->label, below);
    out->color = preset_color(context, row);
    out->mark = node_text(row, "mark", "circle");
    out->open = node_bool(row, "open", false);
    return diags_errors(context->diags) == errors;
}

static bool
read_rows(const ChartContext *context, const Node *preset, int lang, int second, PresetRows *out)
{
    const Node *rows = node_find(preset, "rows");
    bool ok = true;
    for (size_t i = 0; rows && i < rows->count; i++) {
        PresetRow row;
        ok &= read_row(context, rows->items[i].value, lang, second, &row);
        VEC_PUSH(context->arena, out, row);
    }
    return ok;
}

const Node *
preset_with_rows(const ChartContext *context, const Node *preset)
{
    int index = preset_index(preset);
    return index < 0 ? preset : preset_expand(context, preset, PRESETS[index].takes);
}

bool
preset_check(const ChartContext *context, const Node *preset)
{
    const Node *name = node_find(preset, "preset");
    if (!context->model)
        return diag(context->diags, DIAG_PRESET_NO_PROJECT, name->loc, NULL);
    size_t errors = diags_errors(context->diags);
    if (preset_index(preset) < 0) {
        const char *names[COUNT_OF(PRESETS)];
        for (size_t i = 0; i < COUNT_OF(PRESETS); i++)
            names[i] = PRESETS[i].name;
        const char *given = name->text ? name->text : "", *near = str_nearest(given, names, COUNT_OF(PRESETS));
        diag(context->diags, DIAG_PRESET_UNKNOWN, name->loc, given);
        if (near)
            diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    }
    node_check_keys(context->diags, preset, KEYS);
    const Node *rows = node_find(preset, "rows"), *events = node_find(preset, "events");
    if ((!rows || !rows->count) && (!events || !events->count))
        diag(context->diags, DIAG_PRESET_EMPTY, preset->loc, NULL);
    for (size_t i = 0; rows && i < rows->count; i++)
        node_check_keys(context->diags, rows->items[i].value, ROW_KEYS);
    const Node *series = node_find(preset, "series");
    for (size_t i = 0; series && i < series->count; i++)
        node_check_keys(context->diags, series->items[i].value, SERIES_KEYS);
    for (size_t i = 0; events && i < events->count; i++) {
        const Node *event = events->items[i].value, *date = node_need(context->diags, event, "date", NODE_STRING);
        Date parsed;
        node_check_keys(context->diags, event, EVENT_KEYS);
        if (date && !date_parse(date->text, strlen(date->text), &parsed))
            diag(context->diags, DIAG_PRESET_BAD_DATE, date->loc, date->text);
    }
    for (int lang = 0; lang < context->model->lang_count; lang++) {
        PresetRows list = {0};
        read_rows(context, preset, lang, -1, &list);
    }
    return diags_errors(context->diags) == errors;
}

Node *
preset_unfold(const ChartContext *context, const Node *preset, int lang, int second, double width, double text_scale)
{
    int index = preset_index(preset);
    PresetRows rows = {0};
    if (index < 0 || !read_rows(context, preset, lang, second, &rows))
        return NULL;
    Sheet sheet = sheet_new(context, lang, width, text_scale);
    sheet.second = second;
    if (!PRESETS[index].draw)
        return preset_grammar_spec(&sheet, &rows, preset);
    PRESETS[index].draw(&sheet, &rows, preset);
    return sheet_spec(&sheet);
}

const Fact *const *
preset_facts(const ChartContext *context, const Node *preset)
{
    PresetRows rows = {0};
    VEC(const Fact *) facts = {0};
    read_rows(context, preset, 0, -1, &rows);
    for (size_t i = 0; i < rows.count; i++) {
        for (size_t k = 0; k < rows.items[i].fact_count; k++)
            VEC_PUSH(context->arena, &facts, rows.items[i].facts[k]);
        if (rows.items[i].whole)
            VEC_PUSH(context->arena, &facts, rows.items[i].whole);
    }
    VEC_PUSH(context->arena, &facts, NULL);
    return facts.items;
}
