/* layout/front.c -- cover and imprint. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- cover ---------------------------------------------------------------------------------------------------- */

typedef struct Bar {
    int year; /* 0: undated, at the left end */
    double height; /* of the highest: 1 */
    bool recent, home;
} Bar;

typedef VEC(Bar) Bars;

static int
by_year_and_height(const void *a, const void *b)
{
    const Bar *x = a, *y = b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return (x->height > y->height) - (x->height < y->height);
}

static void
find_bars(const LayoutContext *context, Bars *out)
{
    const Model *model = context->model;
    const FactList *facts = model_facts(model);
    double largest = 1;
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *fact = facts->items[i];
        if (!fact->has_value || !str_equal(fact->status, "published"))
            continue;
        Bar bar = {.year = fact->year, .height = log10(1 + fabs(decimal_to_double(fact->value))), .recent = fact->year >= model->edition.year, .home = !*fact->scope};
        largest = fmax(largest, bar.height);
        VEC_PUSH(context->arena, out, bar);
    }
    for (size_t i = 0; i < out->count; i++)
        out->items[i].height = fmax(0.05, out->items[i].height / largest);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_year_and_height);
}

static void
draw_year(Flow *flow, int year, double x, double y)
{
    TextStyle style = role_style(flow->context, "cover-note", flow->langs[0]);
    style.size *= 0.86;
    const char *text = arena_printf(flow->context->arena, "%d", year);
    label_place(flow->context->text, flow->scene, text, &style, (Point){x, y}, ANCHOR_MIDDLE, 0, 1, 0, NULL, NULL);
}

/* A skyline of all figures of the project, year by year, as high as the logarithm of each: the data themselves are the
 * ornament. Figures of the edition's year shine. Years with room for it are named. */
static void
draw_skyline(Flow *flow, Rect area)
{
    const LayoutContext *context = flow->context;
    Bars bars = {0};
    find_bars(context, &bars);
    if (!bars.count)
        return;
    size_t years = 1;
    for (size_t i = 1; i < bars.count; i++)
        years += bars.items[i].year != bars.items[i - 1].year;
    double gap = years > 1 ? fmin(8, area.width * 0.2 / (double)(years - 1)) : 0, pitch = (area.width - gap * (double)(years - 1)) / (double)bars.count;
    bool plain = paper_is(flow, "cover", "plain");
    Color own = role_color(context, plain ? "ink" : "gold-on-dark"), red = role_color(context, "red"), quiet = role_color(context, plain ? "muted" : "hairline-on-night");
    double x = area.x, base = area.y + area.height, from = x;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND});
    for (size_t i = 0; i < bars.count; i++) {
        const Bar *bar = &bars.items[i];
        double height = bar->height * area.height;
        scene_rect(flow->scene, (Rect){x, base - height, pitch * 0.66, height}, bar->recent ? red : bar->home ? own : quiet);
        x += pitch;
        if (i + 1 < bars.count && bars.items[i + 1].year == bar->year)
            continue;
        scene_rect(flow->scene, (Rect){from, base + 3, x - from - pitch * 0.34, 0.6}, bar->recent ? red : quiet);
        if (bar->year && x - from > 24)
            draw_year(flow, bar->year, (from + x) / 2, base + 14);
        from = x += gap;
    }
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
}

static ElemId
cover_text(Flow *flow, const char *text, const char *role, int lang, double *y, Role elem_role, double x, double width, ParaAlign align)
{
    if (!text)
        return ELEM_ARTIFACT;
    TextStyle style = role_style(flow->context, role, lang);
    Ranges ranges = {0};
    text_ranges(flow, text, &style, &ranges);
    ElemId elem = scene_open(flow->scene, elem_role, flow->part, lang);
    *y += flow_text_at(flow, &ranges, role, lang, x, *y, width, align, elem, false);
    return elem;
}

static size_t
figures_shown(const Model *model)
{
    size_t shown = 0;
    const FactList *facts = model_facts(model);
    for (size_t i = 0; i < facts->count; i++)
        shown += facts->items[i]->has_value && str_equal(facts->items[i]->status, "published");
    return shown;
}

static void
open_cover(Flow *flow, const char *ground)
{
    const Theme *theme = flow->context->theme;
    double width = theme_number(theme, "paper.width", 595.28), height = theme_number(theme, "paper.height", 841.89), bleed = theme_number(theme, "paper.bleed", 0);
    scene_add_page(flow->scene, width, height);
    scene_page(flow->scene)->bleed = bleed;
    flow_open_section(flow);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND});
    scene_rect(flow->scene, (Rect){-bleed, -bleed, width + 2 * bleed, height + 2 * bleed}, role_color(flow->context, ground));
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
}

static const char *
home_name(Flow *flow, int lang)
{
    const char *label = flow->context->model->home_label.in[lang];
    return str_is_empty(label) ? word(flow, lang, "本地", "the home place") : label;
}

/* What the field of bars shows, in words. */
static const char *
field_text(Flow *flow, int lang)
{
    const Model *model = flow->context->model;
    bool plain = paper_is(flow, "cover", "plain");
    const char *zh = plain ? "每条一个数字，共%zu个，按年份排列，无年份的在左：高度为数值的对数，红色为%d年的数字，黑色为%s。"
                           : "每条一个数字，共%zu个，按年份排列，无年份的在左：高度为数值的对数，红色为%d年的数字，金色为%s。";
    const char *en = plain ? "One bar for each of the %zu figures, year by year, undated ones at the left: the height is the logarithm of the value; red, figures of %d; black, those of %s."
                           : "One bar for each of the %zu figures, year by year, undated ones at the left: the height is the logarithm of the value; red, figures of %d; gold, those of %s.";
    return arena_printf(flow->context->arena, word(flow, lang, zh, en), figures_shown(model), model->edition.year, home_name(flow, lang));
}

static void
draw_field_text(Flow *flow, double *y, double x, double width, ParaAlign align)
{
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        ElemId elem = cover_text(flow, field_text(flow, lang), "cover-note", lang, y, ROLE_P, x, width, align);
        if (elem != ELEM_ARTIFACT)
            scene_elem(flow->scene, elem)->literal = "count"; /* of the figures themselves */
    }
}

static const char *
edition_text(Flow *flow, int lang)
{
    const LayoutContext *context = flow->context;
    const Edition *edition = &context->model->edition;
    const char *until = locale_date(context->arena, context->model->locales[lang], edition->data_until);
    return arena_printf(context->arena, word(flow, lang, "%d年版 · 数据截至%s", "%d edition · data to %s"), edition->year, until);
}

static void
draw_field_cover(Flow *flow)
{
    const LayoutContext *context = flow->context;
    double width = scene_page(flow->scene)->width, x = 84, y = 128, measure = width - x - 62, top = y;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        cover_text(flow, flow->doc->title.in[lang], i == 0 ? "cover-title" : "cover-subtitle", lang, &y, i == 0 ? ROLE_H1 : ROLE_P, x, measure, PARA_START);
        if (i == 0)
            y += 10;
    }
    y += 16;
    for (int i = 0; i < flow->lang_count; i++)
        cover_text(flow, flow->doc->subtitle.in[flow->langs[i]], "cover-subtitle", flow->langs[i], &y, ROLE_P, x, measure, PARA_START);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_rect(flow->scene, (Rect){x - 22, top + 6, 5, y - top - 10}, role_color(context, "red"));
    draw_skyline(flow, (Rect){x, 400, measure, 216});
    y = 652;
    draw_field_text(flow, &y, x, measure, PARA_START);
    y += 12;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        cover_text(flow, edition_text(flow, lang), "cover-note", lang, &y, ROLE_P, x, measure, PARA_START);
        cover_text(flow, context->model->edition.issuer.in[lang], "cover-note", lang, &y, ROLE_P, x, measure, PARA_START);
        y += 4;
    }
}

/* The sober one: everything on the axis, a double rule below the title, the field of figures small. */
static void
draw_plain_cover(Flow *flow)
{
    const LayoutContext *context = flow->context;
    double width = scene_page(flow->scene)->width, height = scene_page(flow->scene)->height, x = 72, measure = width - 2 * x, y = 178;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        cover_text(flow, flow->doc->title.in[lang], i == 0 ? "cover-title" : "cover-subtitle", lang, &y, i == 0 ? ROLE_H1 : ROLE_P, x, measure, PARA_CENTER);
        y += i == 0 ? 6 : 0;
    }
    y += 20;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, x, y, width - x, y, role_color(context, "red"), 2);
    scene_line(flow->scene, x, y + 3.6, width - x, y + 3.6, role_color(context, "red"), 0.6);
    y += 20;
    for (int i = 0; i < flow->lang_count; i++)
        cover_text(flow, flow->doc->subtitle.in[flow->langs[i]], "cover-subtitle", flow->langs[i], &y, ROLE_P, x, measure, PARA_CENTER);
    draw_skyline(flow, (Rect){x + 24, 430, measure - 48, 120});
    y = 580;
    draw_field_text(flow, &y, x, measure, PARA_CENTER);
    y = height - 72 - 46.0 * flow->lang_count;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        cover_text(flow, context->model->edition.issuer.in[lang], "cover-issuer", lang, &y, ROLE_P, x, measure, PARA_CENTER);
        cover_text(flow, locale_date(context->arena, context->model->locales[lang], context->model->edition.published), "cover-issuer", lang, &y, ROLE_P, x, measure, PARA_CENTER);
        y += 6;
    }
}

void
flow_cover(Flow *flow)
{
    bool plain = paper_is(flow, "cover", "plain");
    open_cover(flow, plain ? "page" : "night");
    if (plain)
        draw_plain_cover(flow);
    else
        draw_field_cover(flow);
}

/* ---- imprint ---------------------------------------------------------------------------------------------------- */

void
flow_imprint(Flow *flow)
{
    const LayoutContext *context = flow->context;
    const Edition *edition = &context->model->edition;
    const CorrectionList *corrections = model_corrections(context->model);
    const Correction *last = corrections->count ? VEC_LAST(corrections) : NULL;
    scene_add_page(flow->scene, theme_number(context->theme, "paper.width", 595.28), theme_number(context->theme, "paper.height", 841.89));
    scene_page(flow->scene)->background = role_color(context, "page");
    flow->y = flow->top + 330;
    flow_open_section(flow);
    for (int row = 0; row < 7; row++) {
        Ranges ranges[LANG_MAX] = {0};
        for (int i = 0; i < flow->lang_count; i++) {
            int lang = flow->langs[i];
            const Locale *locale = context->model->locales[lang];
            TextStyle style = role_style(context, "note", lang), strong = style;
            strong.color = role_color(context, "ink");
            strong.weight = 700;
            static const char *const heads[7][2] = {{"书名", "Title"}, {"编制", "Prepared"}, {"版次", "Edition"}, {"数据", "Data"}, {"勘误", "Corrections"}, {"许可", "Licence"}, {"来源等级", "Evidence"}};
            text_ranges(flow, heads[row][!locale->is_cjk], &strong, &ranges[i]);
            text_ranges(flow, locale->is_cjk ? "　" : "\u2002", &style, &ranges[i]);
            const char *state = model_word(context->model, lang, edition_state_word(edition));
            const char *texts[7] = {
                arena_printf(context->arena, "%s%s%s", flow->doc->title.in[lang], locale->is_cjk ? "：" : ". ", flow->doc->subtitle.in[lang] ? flow->doc->subtitle.in[lang] : ""),
                edition->issuer.in[lang],
                arena_printf(context->arena, word(flow, lang, "%d年版，%s版，%s，%s", "%d, version %s, %s, %s"), edition->year, edition->version, state,
                             locale_date(context->arena, locale, edition->published)),
                arena_printf(context->arena, word(flow, lang, "截至%s", "to %s"), locale_date(context->arena, locale, edition->data_until)),
                last && edition->contact.in[lang]
                    ? arena_printf(context->arena, word(flow, lang, "%s更正至%s版，见更正说明；%s", "%s: corrected, now version %s, see the list of corrections; %s"),
                          locale_date(context->arena, locale, last->date), edition->version, edition->contact.in[lang])
                    : edition->contact.in[lang],
                edition->licence.in[lang],
                context->model->left_out
                    ? word(flow, lang, "A 文件本身；B 发布机构或具名报纸的网页；本版不含仅见于第三方转载（C）的数据",
                          "A the document itself; B the publisher's own page or a named newspaper's site; figures known from third-party copies alone (C) are left out")
                    : word(flow, lang, "A 文件本身；B 发布机构或具名报纸的网页；C 第三方转载，文中以上标 c 标出", "A the document itself; B the publisher's own page or a named newspaper's site; C a third-party copy, marked by a raised c"),
            };
            text_ranges(flow, texts[row], &style, &ranges[i]);
        }
        flow_paragraph(flow, ranges, NULL, &(ParaSet){.role = "note", .align = PARA_START, .elem = ROLE_P, .space_after = 4}, NULL, 0);
    }
}
