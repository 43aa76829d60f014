/* chart/names.c -- names in each language: the spec's own translations, and those that a project's figures bring along. */
#include "base/str.h"
#include "chart/view.h"

/* What the columns of figures are called where a spec gives no titles. */
static const struct {
    const char *column, *zh, *en;
} COLUMN_NAMES[] = {
    {"label", "指标", "Indicator"},     {"indicator", "指标", "Indicator"}, {"category", "类别", "Category"},  {"scope_label", "地区", "Place"},
    {"scope", "地区", "Place"},         {"period", "统计期", "Period"},     {"year", "年份", "Year"},          {"as_of", "时点", "As of"},
    {"value", "数值", "Value"},         {"unit", "单位", "Unit"},           {"share", "占比（%）", "Share (%)"}, {"rank", "位次", "Rank"},
    {"evidence", "证据等级", "Evidence"}, {"source_id", "来源", "Source"},
};

static void
add_names(Map *names, Arena *arena, int lang, const Texts *texts)
{
    if (str_is_empty(texts->in[lang]) || map_has(names, texts->in[lang]))
        return;
    Texts *copy = ARENA_NEW(arena, Texts);
    *copy = *texts;
    map_put(names, texts->in[lang], copy);
}

Map *
names_new(const ChartContext *context)
{
    const Model *model = context->model;
    Map *names = ARENA_NEW(context->arena, Map);
    map_init(names, context->arena);
    for (size_t i = 0; i < COUNT_OF(COLUMN_NAMES); i++) {
        Texts *texts = ARENA_NEW(context->arena, Texts);
        for (int k = 0; k < model->lang_count; k++)
            texts->in[k] = model->locales[k]->is_cjk ? COLUMN_NAMES[i].zh : COLUMN_NAMES[i].en;
        map_put(names, COLUMN_NAMES[i].column, texts);
    }
    return names;
}

void
names_add_figure(Map *names, const ChartContext *context, int lang, const Fact *fact)
{
    add_names(names, context->arena, lang, &fact->label);
    add_names(names, context->arena, lang, model_place_name(context->model, fact));
    add_names(names, context->arena, lang, &fact->unit);
}

bool
drawing_knows(const Drawing *drawing, const char *text)
{
    return text && (node_find(drawing->translate, text) || (drawing->names && map_has(drawing->names, text)));
}

const char *
drawing_translate(const Drawing *drawing, const char *text, int lang)
{
    if (!drawing->context->model || !drawing_knows(drawing, text))
        return text;
    const char *own = node_text(node_find(drawing->translate, text), drawing->context->model->lang_keys[lang], NULL);
    const Texts *names = own || !drawing->names ? NULL : map_find(drawing->names, text);
    return own ? own : names && names->in[lang] ? names->in[lang] : text;
}
