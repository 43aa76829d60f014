/* chart/chart.c -- a spec or preset read and found sound, and the words that go with it. */
#include "chart/page.h"

#include "base/str.h"
#include "chart/alt_read.h"
#include "chart/preset.h"
#include "chart/print.h"

#include <string.h>

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* A unit's rows as they were while they still named their figures: aggregates do not. NULL for other data. */
static const Dataset *
rows_of_figures(const View *unit)
{
    if (dataset_column(&unit->raw, "row_id") >= 0)
        return &unit->raw;
    for (const View *view = unit; view; view = view->parent) {
        if (dataset_column(&view->rows, "row_id") >= 0)
            return &view->rows;
        if (view->figures.column_count)
            return &view->figures;
    }
    return NULL;
}

/* The figures behind the rows that a spec draws. */
static void
collect_facts(const View *view, Drawing *drawing)
{
    DrawnFacts *list = &drawing->facts;
    const Dataset *rows = view->kind == VIEW_UNIT ? rows_of_figures(view) : NULL;
    for (size_t row = 0; rows && row < rows->row_count; row++) {
        Value value = dataset_value(rows, row, "row_id");
        const Fact *fact = value.kind == VALUE_STRING ? model_fact(drawing->context->model, value.string) : NULL;
        bool known = !fact;
        for (size_t i = 0; !known && i < list->count; i++)
            known = list->items[i] == fact;
        if (!known)
            VEC_PUSH(drawing->context->arena, list, fact);
    }
    for (size_t i = 0; i < view->children.count; i++)
        collect_facts(view->children.items[i], drawing);
}

/* The spec's views with their rows. False after diagnostics. */
bool
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
    if (out->root && context->model)
        collect_facts(out->root, out);
    if (out->project) {
        out->names = names_new(context);
        for (size_t i = 0; i < out->facts.count; i++)
            names_add_figure(out->names, context, lang, out->facts.items[i]);
    }
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
        DrawnFacts facts = chart->read->facts;
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
    bool own = words_of(context, chart, "note", lang, out);
    const char *signs = context->model ? note_signs(context->arena, node_find(chart->words, "annotations"), context->model->locales[lang]) : NULL;
    if (!signs)
        return own;
    VEC_PUSH(context->arena, out, (BoundPiece){own ? arena_printf(context->arena, " %s", signs) : signs, NULL});
    return true;
}

/* The subtitle, and the unit of the figures behind it: no picture goes without. */
bool
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
