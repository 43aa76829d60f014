#include "chart/preset.h"

#include "chart/preset_sheet.h"
#include "chart/preset_draw.h"

#include <string.h>

static const char *const KEYS[] = {"preset", "title", "subtitle", "note", "unit", "alt", "rows", "events", "lint", NULL};
static const char *const ROW_KEYS[] = {"label", "rows", "whole", "target", "color", "mark", "open", NULL};
static const char *const EVENT_KEYS[] = {"date", "text", NULL};

static const struct {
    const char *name;
    void (*draw)(Sheet *sheet, const PresetRows *rows, const Node *preset);
} PRESETS[] = {
    {"bullet", preset_draw_bullet},
    {"waffle", preset_draw_waffle},
    {"dumbbell", preset_draw_dumbbell},
    {"bar", preset_draw_bar},
    {"ranked", preset_draw_ranked},
    {"nested", preset_draw_nested},
    {"isotype", preset_draw_isotype},
    {"dot", preset_draw_dot},
    {"timeline", preset_draw_timeline},
    {"panel", preset_draw_panel},
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

static const char *
row_color(const ChartContext *context, const Node *row)
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
preset_event_text(Sheet *sheet, const Node *event)
{
    const char *text = text_in(sheet->context, node_find(event, "text"), sheet->lang);
    const char *below = sheet->second >= 0 ? text_in(sheet->context, node_find(event, "text"), sheet->second) : NULL;
    return text && below ? arena_printf(sheet->context->arena, "%s\n%s", text, below) : text ? text : "";
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
    out->color = row_color(context, row);
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
