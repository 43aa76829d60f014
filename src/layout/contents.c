/* layout/contents.c -- contents, lists of figures and of tables: entries with leaders, every one a link. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>
#include <string.h>

static const double PAGES = 26;      /* room for page numbers */
static const double LEAST_LEADER = 14;
static const double LANG_GAP = 10;

typedef struct Entry {
    const char *number, *id;
    const char *role;
    double indent, number_width;
    Ranges titles[LANG_MAX];
    bool below;                      /* further languages always on lines of their own */
} Entry;

static const char *
known_page(const Flow *flow, const char *id)
{
    const char *page = flow->known && id ? map_find(&flow->known->by_id, id) : NULL;
    return page ? page : "0";
}

static void
draw_leader(Flow *flow, double from, double to, double y)
{
    static const double dots[] = {0.1, 3.4};
    Path path = {0};
    path_move(flow->context->arena, &path, from, y - 2.4);
    path_line(flow->context->arena, &path, to, y - 2.4);
    Stroke stroke = {.paint = paint_solid(role_color(flow->context, "muted")), .width = 0.7, .cap = CAP_ROUND, .dashes = dots, .dash_count = 2};
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_path(flow->scene, &path, paint_none(), &stroke);
}

static void
draw_label(Flow *flow, const char *text, const char *role, Point at, TextAnchor anchor, ElemId elem)
{
    TextStyle style = role_style(flow->context, role, flow->langs[0]);
    scene_set_state(flow->scene, (SceneState){.elem = elem});
    label_place(flow->context->text, flow->scene, text, &style, at, anchor, 0, 1, 0, NULL, NULL);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
}

/* The titles of an entry as they will stand: the first language's lines, the others' behind them or below. */
typedef struct Setting {
    Para *paras[LANG_MAX];
    size_t lines[LANG_MAX];
    double x[LANG_MAX], y[LANG_MAX]; /* from the entry's corner */
    double end, end_y;               /* where the leader begins; top of its line */
    double height;
} Setting;

static const char *
title_role(const Entry *entry, int position)
{
    return position == 0 ? entry->role : "toc2";
}

static void
set_titles(Flow *flow, Arena *scratch, const Entry *entry, double measure, Setting *out)
{
    for (int i = 0; i < flow->lang_count; i++) {
        double leading = role_leading(flow->context, title_role(entry, i), flow->langs[i]);
        ParaStyle style = {.align = PARA_START, .line_height = i == 0 ? leading : leading - 2, .kinsoku = paper_kinsoku(flow)};
        Para *para = out->paras[i] = para_new(scratch, flow->context->text, entry->titles[i].items, entry->titles[i].count, &style);
        double room = measure - out->end - LANG_GAP - LEAST_LEADER;
        bool behind = i > 0 && !entry->below && para_natural_width(para) <= room;
        out->lines[i] = para_break(para, behind ? room : measure);
        out->x[i] = behind ? out->end + LANG_GAP : 0;
        out->y[i] = behind ? out->end_y : out->height;
        if (behind)
            out->y[i] += para_first_baseline(out->paras[0]) - para_first_baseline(para);
        else
            out->height += para_height(para);
        if (i == 0 || behind) {
            out->end = out->x[i] + (out->lines[i] ? para_line_width(para, out->lines[i] - 1) : 0);
            if (i == 0)
                out->end_y = fmax(0, para_height(para) - leading);
        }
    }
}

static void
place_titles(Flow *flow, const Setting *setting, double x, ElemId link)
{
    for (int i = 0; i < flow->lang_count; i++) {
        ElemId elem = i == 0 ? link : scene_open(flow->scene, ROLE_SPAN, link, flow->langs[i]);
        scene_set_state(flow->scene, (SceneState){.elem = elem});
        para_place(setting->paras[i], flow->scene, 0, setting->lines[i], x + setting->x[i], flow->y + setting->y[i], elem);
        flow_space_after(flow);
    }
}

static void
draw_entry(Flow *flow, ElemId toc, const Entry *entry)
{
    const LayoutContext *context = flow->context;
    Arena *scratch = arena_new();
    int lang = flow->langs[0];
    double x = flow->left + entry->indent, right = flow->left + flow->width, text = x + entry->number_width;
    Setting setting = {0};
    set_titles(flow, scratch, entry, right - PAGES - text, &setting);
    flow_need(flow, setting.height);
    double baseline = flow->y + para_first_baseline(setting.paras[0]);
    ElemId item = scene_open(flow->scene, ROLE_TOC_ITEM, toc, lang);
    if (entry->number) {
        draw_label(flow, entry->number, entry->role, (Point){x, baseline}, ANCHOR_START, scene_open(flow->scene, ROLE_LABEL, item, lang));
        flow_space_after(flow);
    }
    ElemId reference = scene_open(flow->scene, ROLE_REFERENCE, item, lang), link = scene_open(flow->scene, ROLE_LINK, reference, lang);
    place_titles(flow, &setting, text, link);
    draw_leader(flow, text + setting.end + 8, right - PAGES, baseline + setting.end_y);
    draw_label(flow, known_page(flow, entry->id), "toc2", (Point){right, baseline + setting.end_y}, ANCHOR_END, link);
    if (entry->id) {
        LinkOp op = {.rect = {x, flow->y, flow->width - entry->indent, setting.height}, .dest = entry->id,
                     .contents = ranges_plain(context->arena, &entry->titles[0]), .elem = link};
        scene_set_state(flow->scene, (SceneState){.elem = link});
        scene_link(flow->scene, &op);
    }
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    flow->y += setting.height;
    arena_free(scratch);
}

static ElemId
draw_title(Flow *flow, const char *cjk, const char *other)
{
    ParaAlign align = paper_is(flow, "opener", "plain") ? PARA_CENTER : PARA_START;
    ElemId heading = ELEM_ARTIFACT; /* one: further languages stand in it as spans */
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const char *role = i == 0 ? "h1" : "chapter-second";
        TextStyle style = role_style(flow->context, role, lang);
        Ranges ranges = {0};
        text_ranges(flow, word(flow, lang, cjk, other), &style, &ranges);
        ElemId elem = i == 0 ? scene_open(flow->scene, ROLE_H1, flow->part, lang) : scene_open(flow->scene, ROLE_SPAN, heading, lang);
        heading = i == 0 ? elem : heading;
        flow->y += flow_text_at(flow, &ranges, role, lang, flow->left, flow->y, flow->width, align, elem, false);
        flow_space_after(flow);
    }
    flow->y += 14;
    return scene_open(flow->scene, ROLE_TOC, flow->part, flow->langs[0]);
}

/* Titles in the style of their line: the second language lighter. */
static TextStyle
entry_style(Flow *flow, const Entry *entry, int position)
{
    TextStyle style = role_style(flow->context, title_role(entry, position), flow->langs[position]);
    if (position > 0)
        style.color = role_color(flow->context, "muted");
    return style;
}

/* ---- lists of figures and tables -------------------------------------------------------------------------------------- */

static void
figure_title(Flow *flow, const Block *side, int lang, const TextStyle *style, Ranges *out)
{
    const LayoutContext *context = flow->context;
    const char *path = doc_chart_path(context->arena, context->reader, side->target);
    ChartContext charts = {context->arena, context->diags, context->reader, context->model, context->theme, context->text};
    const Source *source = path ? reader_read(context->reader, path, side->loc) : NULL;
    const Node *spec = source ? node_parse(context->arena, context->diags, source) : NULL;
    const Chart *chart = spec ? chart_read(&charts, spec, path) : NULL;
    BoundText title = {0};
    if (chart && chart_title(&charts, chart, lang, &title))
        text_ranges(flow, bound_plain(context->arena, &title), style, out);
}

static void
list_titles(Flow *flow, const DocBlock *block, Entry *entry)
{
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        TextStyle style = entry_style(flow, entry, i);
        const Block *side = block->in[lang];
        if (side && block->kind == BLOCK_FIGURE)
            figure_title(flow, side, lang, &style, &entry->titles[i]);
        for (size_t k = 0; side && block->kind != BLOCK_FIGURE && k < side->children.count && !entry->titles[i].count; k++)
            if (side->children.items[k]->kind == BLOCK_PARAGRAPH)
                inline_ranges(flow, &side->children.items[k]->inlines, lang, &style, &entry->titles[i], NULL);
    }
}

static void
draw_list_of(Flow *flow, LabelKind kind, const char *cjk, const char *other)
{
    if (flow->y > flow->top + 1)
        flow->y += 20;
    flow_need(flow, 150);
    ElemId toc = draw_title(flow, cjk, other);
    for (size_t c = 0; c < flow->doc->chapters.count; c++) {
        const DocChapter *chapter = flow->doc->chapters.items[c];
        for (size_t b = 0; b < chapter->blocks.count; b++) {
            const DocBlock *block = &chapter->blocks.items[b];
            bool figure = block->kind == BLOCK_FIGURE;
            if (!block->number || block->kind == BLOCK_HEADING || figure != (kind == LABEL_FIGURE))
                continue;
            Entry entry = {.number = block->number, .id = block->id, .role = "toc2", .number_width = 40, .below = true};
            list_titles(flow, block, &entry);
            draw_entry(flow, toc, &entry);
            if (flow->lang_count > 1)
                flow->y += 3;
        }
    }
}

/* ---- contents --------------------------------------------------------------------------------------------------------- */

/* Numbers of one level share a column: as wide as theirs, or as the longest of this kind. */
static double
number_width(Flow *flow, const char *number, bool chapter)
{
    if (!number)
        return 0;
    TextStyle style = role_style(flow->context, chapter ? "toc1" : "toc2", flow->langs[0]);
    double width = label_measure(flow->context->text, number, &style).width;
    return fmax(chapter ? 24 : 32, width + (chapter ? 8 : 4));
}

static void
draw_heading_entry(Flow *flow, ElemId toc, const DocBlock *block)
{
    const Block *first = block->in[flow->langs[0]];
    if (!first || first->level > flow->doc->contents_depth)
        return;
    bool chapter = first->level == 1;
    const char *number = heading_number(flow, block, flow->langs[0]);
    Entry entry = {.number = number, .id = block->id, .role = chapter ? "toc1" : "toc2", .indent = chapter ? 0 : 24, .number_width = number_width(flow, number, chapter)};
    for (int i = 0; i < flow->lang_count; i++) {
        const Block *side = block->in[flow->langs[i]];
        TextStyle style = entry_style(flow, &entry, i);
        if (side)
            inline_ranges(flow, &side->inlines, flow->langs[i], &style, &entry.titles[i], NULL);
    }
    if (chapter)
        flow->y += 4;
    draw_entry(flow, toc, &entry);
}

void
flow_contents(Flow *flow)
{
    flow_new_page(flow);
    flow_open_section(flow);
    if (flow->doc->contents_depth > 0) {
        ElemId toc = draw_title(flow, "目录", "Contents");
        for (size_t c = 0; c < flow->doc->chapters.count; c++)
            for (size_t b = 0; b < flow->doc->chapters.items[c]->blocks.count; b++)
                if (flow->doc->chapters.items[c]->blocks.items[b].kind == BLOCK_HEADING)
                    draw_heading_entry(flow, toc, &flow->doc->chapters.items[c]->blocks.items[b]);
    }
    if (flow->doc->list_figures)
        draw_list_of(flow, LABEL_FIGURE, "图目录", "Figures");
    if (flow->doc->list_tables)
        draw_list_of(flow, LABEL_TABLE, "表目录", "Tables");
}
