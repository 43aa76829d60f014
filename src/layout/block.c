/* layout/block.c -- the blocks of a chapter. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>
#include <string.h>

typedef struct Sides { /* what a block gives for each language shown */
    Ranges ranges[LANG_MAX];
    NoteNames notes[LANG_MAX];
    Loc locs[LANG_MAX];
} Sides;

static void
read_sides(Flow *flow, const Block *const in[LANG_MAX], const char *role, Sides *out)
{
    *out = (Sides){0};
    for (int i = 0; i < flow->lang_count; i++) {
        const Block *block = in[flow->langs[i]];
        TextStyle style = role_style(flow->context, role, flow->langs[i]);
        if (!block)
            continue;
        out->locs[i] = block->loc;
        inline_ranges(flow, &block->inlines, flow->langs[i], &style, &out->ranges[i], &out->notes[i]);
    }
}

/* Children k of the blocks, as another set of partners. */
static void
children_of(const Flow *flow, const Block *const in[LANG_MAX], size_t k, const Block *out[LANG_MAX])
{
    for (int i = 0; i < LANG_MAX; i++)
        out[i] = NULL;
    for (int i = 0; i < flow->lang_count; i++) {
        const Block *block = in[flow->langs[i]];
        out[flow->langs[i]] = block && k < block->children.count ? block->children.items[k] : NULL;
    }
}

static const Block *
first_of(const Flow *flow, const Block *const in[LANG_MAX])
{
    for (int i = 0; i < flow->lang_count; i++)
        if (in[flow->langs[i]])
            return in[flow->langs[i]];
    return NULL;
}

static void draw_block(Flow *flow, const DocBlock *block);
static void draw_inner(Flow *flow, const Block *const in[LANG_MAX], uint32_t pair, const ParaSet *paragraph);

/* An edition in one language has longer lines, and may have larger type. */
static const char *
body_role(const Flow *flow)
{
    return flow->lang_count == 1 && theme_node(flow->context->theme, "text.body-single") ? "body-single" : "body";
}

/* ---- headings ------------------------------------------------------------------------------------------------ */

/* One entry in the outline for all languages shown. */
static void
outline_chapter(Flow *flow, const DocBlock *block, const char *title, double top)
{
    Arena *arena = flow->context->arena;
    int lang = flow->langs[0];
    const char *number = heading_number(flow, block, lang);
    const char *gap = word(flow, lang, "　", " ");
    scene_outline(flow->scene, 1, number ? arena_printf(arena, "%s%s%s", number, gap, title) : title, flow->left, top, lang);
}

/* The number of the chapter alone, large, above its title. */
static double
draw_numeral(Flow *flow, const DocBlock *block, ElemId heading, double y)
{
    const LayoutContext *context = flow->context;
    const Block *first = block->in[flow->langs[0]];
    TextStyle style = role_style(context, "chapter-number", flow->langs[0]);
    scene_set_state(flow->scene, (SceneState){.elem = heading, .loc = first ? first->loc : LOC_NONE, .pair = block->pair});
    label_place(context->text, flow->scene, block->number, &style, (Point){flow->left - 2, y + style.size * 0.74}, ANCHOR_START, 0, 1, 0, NULL, NULL);
    flow_space_after(flow);
    return y + style.size * 0.74 + 16;
}

static void
draw_opener_rules(Flow *flow, double y, bool plain)
{
    Color ink = role_color(flow->context, plain ? "red" : "ink");
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->left, y, flow->left + flow->width, y, ink, 1.4);
    if (plain)
        scene_line(flow->scene, flow->left, y + 2.6, flow->left + flow->width, y + 2.6, ink, 0.5);
}

/* The chapter's page: titles in all languages, a rule; with a large numeral, or plain (paper.opener), the number in the title. */
static void
draw_opener(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    bool plain = paper_is(flow, "opener", "plain");
    double top = flow->top - 8, y = top + (plain ? 14 : 0);
    scene_dest(flow->scene, block->id ? block->id : flow->chapter->name, flow->left, top);
    ElemId heading = scene_open(flow->scene, ROLE_H1, flow->part, flow->langs[0]);
    scene_elem(flow->scene, heading)->title = block->in[flow->langs[0]] ? inlines_text(context->arena, &block->in[flow->langs[0]]->inlines) : "";
    if (block->number && !plain)
        y = draw_numeral(flow, block, heading, y);
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const Block *side = block->in[lang];
        if (!side)
            continue;
        const char *role = i == 0 ? "h1" : "chapter-second";
        TextStyle style = role_style(context, role, lang);
        if (i == 0 && flow->lang_count == 1)
            style.weight = MAX_OF(style.weight, 700);
        Ranges title = {0}, ranges = {0};
        const char *number = heading_number(flow, block, lang);
        if (number && plain)
            text_ranges(flow, arena_printf(context->arena, "%s%s", number, word(flow, lang, "　", "\u2002")), &style, &ranges);
        inline_ranges(flow, &side->inlines, lang, &style, &title, NULL);
        for (size_t k = 0; k < title.count; k++)
            VEC_PUSH(context->arena, &ranges, title.items[k]);
        ElemId elem = i == 0 ? heading : scene_open(flow->scene, ROLE_SPAN, heading, lang);
        y += flow_text_at(flow, &ranges, role, lang, flow->left, y, flow->width, plain ? PARA_CENTER : PARA_START, elem, false);
        if (i + 1 < flow->lang_count)
            flow_space_after(flow);
        if (i == 0)
            outline_chapter(flow, block, ranges_plain(context->arena, &title), top);
    }
    draw_opener_rules(flow, y + 10, plain);
    flow->y = flow_snap(flow, y + 24);
    flow_take_side(flow);
}

static void
draw_heading(Flow *flow, const DocBlock *block)
{
    const Block *first = first_of(flow, block->in);
    flow->heading = first->level;
    if (first->level == 1) {
        draw_opener(flow, block);
        return;
    }
    const LayoutContext *context = flow->context;
    const char *role = first->level == 2 ? "h2" : "h3";
    Sides sides = {0};
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const Block *side = block->in[lang];
        TextStyle style = role_style(context, role, lang);
        if (!side)
            continue;
        const char *number = heading_number(flow, block, lang);
        if (number)
            text_ranges(flow, arena_printf(context->arena, "%s%s", number, heading_gap(flow, block, lang)), &style, &sides.ranges[i]);
        inline_ranges(flow, &side->inlines, lang, &style, &sides.ranges[i], NULL);
        sides.locs[i] = side->loc;
    }
    flow->y += first->level == 2 ? 14 : 8;
    flow_need(flow, 90); /* with the first lines of what follows */
    flow->y = flow_snap(flow, flow->y);
    if (block->id)
        scene_dest(flow->scene, block->id, flow->left, flow->y - 4);
    if (first->level == 2)
        scene_outline(flow->scene, 2, ranges_plain(context->arena, &sides.ranges[0]), flow->left, flow->y, flow->langs[0]);
    ParaSet set = {.role = role, .align = PARA_START, .elem = first->level == 2 ? ROLE_H2 : ROLE_H3, .keep = true, .space_after = 4, .balance = true};
    flow_paragraph(flow, sides.ranges, NULL, &set, sides.locs, block->pair);
}

/* ---- key figures: the first binding of each item is the number, the rest its label ---------------------------------- */

static bool
split_item(const Block *item, InlineList *number, InlineList *label)
{
    /* A tight list's item holds its text in a paragraph. */
    const InlineList *all = item->children.count && item->children.items[0]->kind == BLOCK_PARAGRAPH ? &item->children.items[0]->inlines : &item->inlines;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i]->kind != INLINE_BINDING)
            continue;
        *number = (InlineList){all->items, i + 1, i + 1};
        *label = (InlineList){all->items + i + 1, all->count - i - 1, all->count - i - 1};
        return true;
    }
    return false;
}

static const char MORE[] = "余";

/* 996项, 440余件 go up beside the number, smaller: the label then begins with the noun. */
static void
lift_unit(Flow *flow, int lang, Ranges *number, Ranges *label)
{
    const FactUse *use = number->count ? number->items[0].use : NULL;
    const char *unit = use && use->kind != USE_LITERAL ? use->unit.in[lang] : NULL;
    if (!unit || !flow->context->model->locales[lang]->is_cjk || !label->count || label->items[0].use)
        return;
    const char *text = label->items[0].text;
    size_t length = (str_starts(text, MORE) ? strlen(MORE) : 0);
    if (!str_starts(text + length, unit))
        return;
    length += strlen(unit);
    unit = arena_strndup(flow->context->arena, text, length);
    label->items[0].text += length;
    TextStyle style = role_style(flow->context, "key-label", lang);
    style.size *= 1.25;
    style.color = number->items[0].style.color;
    /* Before the mark of the figure's grade, which then stands as high as the unit wants it. */
    bool marked = VEC_LAST(number).style.rise != 0;
    number->count -= marked;
    VEC_PUSH(flow->context->arena, number, (TextRange){.text = unit, .style = style, .use = use});
    if (marked)
        grade_mark(flow, use->evidence, &style, number);
}

/* The number of the first language, large; its label, and the other languages' below. Returns the height. */
static double
draw_key_figure(Flow *flow, const Block *const items[LANG_MAX], Point at, double width, ElemId body, NoteNames notes[LANG_MAX])
{
    double y = at.y;
    bool shown = false;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        InlineList figure, rest;
        if (!items[i] || !split_item(items[i], &figure, &rest))
            continue;
        ElemId elem = scene_open(flow->scene, ROLE_P, body, lang);
        TextStyle number_style = role_style(flow->context, "key-number", lang), label_style = role_style(flow->context, "key-label", lang);
        Ranges number = {0}, label = {0};
        inline_ranges(flow, &rest, lang, &label_style, &label, &notes[i]);
        while (label.count && *label.items[0].text == ' ')
            label.items[0].text++;
        if (!shown) {
            inline_ranges(flow, &figure, lang, &number_style, &number, NULL);
            for (size_t r = 0; r < number.count; r++)
                if (number.items[r].style.rise == 0)
                    number.items[r].style.weight = number_style.weight;
            lift_unit(flow, lang, &number, &label);
            y += flow_text_at(flow, &number, "key-number", lang, at.x, y, width, PARA_START, elem, false) + 2;
            shown = true;
        }
        y += flow_text_at(flow, &label, "key-label", lang, at.x, y, width, PARA_START, elem, false) + 1;
    }
    return y - at.y;
}

static void
draw_key_figures(Flow *flow, const DocBlock *block)
{
    const Block *lists[LANG_MAX] = {0};
    size_t count = 0;
    for (int i = 0; i < flow->lang_count; i++) {
        const Block *div = block->in[flow->langs[i]];
        lists[i] = div && div->children.count ? div->children.items[0] : NULL;
        if (lists[i])
            count = MAX_OF(count, lists[i]->children.count);
    }
    if (!count)
        return;
    double gap = 18, width = (flow->width - gap * (double)(count - 1)) / (double)count, tallest = 0;
    flow_clear_side(flow);
    flow_need(flow, 110);
    ElemId group = scene_open(flow->scene, ROLE_LIST, flow->part, flow->langs[0]);
    NoteNames notes[LANG_MAX] = {0};
    for (size_t k = 0; k < count; k++) {
        const Block *items[LANG_MAX] = {0};
        for (int i = 0; i < flow->lang_count; i++)
            items[i] = lists[i] && k < lists[i]->children.count ? lists[i]->children.items[k] : NULL;
        Point at = {flow->left + (double)k * (width + gap), flow->y + 6};
        ElemId item = scene_open(flow->scene, ROLE_ITEM, group, flow->langs[0]), body = scene_open(flow->scene, ROLE_BODY, item, flow->langs[0]);
        scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
        scene_rect(flow->scene, (Rect){at.x, flow->y, width, 2}, role_color(flow->context, "red"));
        tallest = fmax(tallest, 6 + draw_key_figure(flow, items, at, width, body, notes));
    }
    flow_add_notes(flow, notes);
    flow->y = flow_snap(flow, flow->y + tallest + 14);
    flow_take_side(flow);
}

/* ---- figures ----------------------------------------------------------------------------------------------------------- */

static void
caption_ranges(Flow *flow, const char *label, const BoundText *text, const TextStyle *style, Ranges *out)
{
    text_ranges(flow, arena_printf(flow->context->arena, "%s\u2002", label), style, out);
    for (size_t i = 0; i < text->count; i++)
        if (*text->items[i].text)
            VEC_PUSH(flow->context->arena, out, (TextRange){.text = text->items[i].text, .style = *style, .use = text->items[i].use});
}

static void
figure_rule(Flow *flow, const char *color, double width)
{
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(flow->scene, flow->left, flow->y, flow->left + flow->width, flow->y, role_color(flow->context, color), width);
}

static void
draw_captions(Flow *flow, const Ranges captions[LANG_MAX])
{
    ParaAlign align = paper_is(flow, "caption-align", "center") ? PARA_CENTER : PARA_START;
    for (int i = 0; i < flow->lang_count; i++) {
        ElemId caption = scene_open(flow->scene, ROLE_CAPTION, flow->part, flow->langs[i]);
        flow->y += flow_text_at(flow, &captions[i], i == 0 ? "caption" : "caption-second", flow->langs[i], flow->left, flow->y, flow->width, align, caption, false);
    }
}

/* Caption, picture, note and source line: kept together, across all columns. The caption stands above, or below what it names
 * (paper.captions, as GB/T 1.1-2020, 9.9 has it). */
static void
draw_figure(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    const Block *first = first_of(flow, block->in);
    const char *path = first->target ? doc_chart_path(context->arena, context->reader, first->target) : NULL;
    ChartContext charts = {context->arena, context->diags, context->reader, context->model, context->theme, context->text};
    const Source *source = path ? reader_read(context->reader, path, first->loc) : NULL;
    const Node *spec = source ? node_parse(context->arena, context->diags, source) : NULL;
    const Chart *chart = spec ? chart_read(&charts, spec, path) : NULL;
    if (!chart)
        return;
    int lang0 = flow->langs[0];
    ChartDraw draw = {.lang = lang0, .second_lang = flow->lang_count > 1 ? flow->langs[1] : -1, .size = {.width = flow->width}, .bare = true, .text_scale = 0.92};
    Scene *picture = chart_draw(&charts, chart, &draw);
    if (!picture)
        return;
    const Page *page = &picture->pages.items[0];
    double scale = fmin(1, flow->width / page->width), height = page->height * scale;

    Ranges captions[LANG_MAX] = {0}, tails[LANG_MAX] = {0};
    double caption_height = 0, tail_height = 0;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const char *role = i == 0 ? "caption" : "caption-second";
        TextStyle style = role_style(context, role, lang), note_style = role_style(context, "note", lang);
        BoundText title = {0}, note = {0};
        DocLabel label = {LABEL_FIGURE, block->number, block};
        if (chart_title(&charts, chart, lang, &title))
            caption_ranges(flow, label_text(flow, &label, lang), &title, &style, &captions[i]);
        caption_height += flow_text_at(flow, &captions[i], role, lang, 0, 0, flow->width, PARA_START, 0, true);
        if (chart_note(&charts, chart, lang, &note)) {
            text_ranges(flow, word(flow, lang, "注：", "Note: "), &note_style, &tails[i]);
            for (size_t k = 0; k < note.count; k++)
                VEC_PUSH(context->arena, &tails[i], (TextRange){.text = note.items[k].text, .style = note_style, .use = note.items[k].use});
            text_ranges(flow, word(flow, lang, "", " "), &note_style, &tails[i]);
        }
        text_ranges(flow, chart_source_line(&charts, chart, lang), &note_style, &tails[i]);
        tail_height = fmax(tail_height, flow_text_at(flow, &tails[i], "note", lang, 0, 0, flow->column_width[i], PARA_START, 0, true));
    }
    /* A picture taller than a page is made smaller, with its caption and notes beside it. */
    double tallest = flow->bottom - flow->top - caption_height - tail_height - 60;
    if (height > tallest) {
        scale *= tallest / height;
        height = tallest;
    }
    flow_clear_side(flow);
    flow->y += 6;
    double needed = 10 + caption_height + height + 12 + tail_height + 6;
    if (block_floats(block, true) && !flow->placing_floats && flow_room(flow) < needed && flow->y > flow->top + 7) {
        /* The text goes on; the figure opens the next page. */
        flow->y -= 6;
        VEC_PUSH(context->arena, &flow->floats, block);
        return;
    }
    flow_need(flow, needed);
    scene_dest(flow->scene, block->id ? block->id : first->target, flow->left, flow->y - 4);
    bool below = paper_is(flow, "captions", "below");
    ElemId outer = flow->part;
    flow->part = scene_open(flow->scene, ROLE_DIV, outer, lang0); /* caption, picture and notes are one thing */
    if (!below) {
        figure_rule(flow, "ink", 1.2);
        flow->y += 7;
        draw_captions(flow, captions);
        flow->y += 10;
    }
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = first->loc, .pair = block->pair});
    Matrix place = matrix_multiply(matrix_translate(flow->left, flow->y), matrix_scale(scale, scale));
    scene_embed(flow->scene, picture, place, flow->part);
    flow->y += height + 8;
    if (!below)
        figure_rule(flow, "hairline", 0.6);
    flow->y += 4;
    for (int i = 0; i < flow->lang_count; i++) {
        ElemId tail = scene_open(flow->scene, ROLE_P, flow->part, flow->langs[i]);
        flow_text_at(flow, &tails[i], "note", flow->langs[i], flow->column_x[i], flow->y, flow->column_width[i], PARA_START, tail, false);
    }
    flow->y += tail_height;
    if (below) {
        flow->y += 6;
        draw_captions(flow, captions);
    }
    flow->part = outer;
    flow->y = flow_snap(flow, flow->y + 10);
    flow_take_side(flow);
}

bool
block_floats(const DocBlock *block, bool otherwise)
{
    const char *place = NULL;
    for (int lang = 0; lang < LANG_MAX && !place; lang++)
        place = block->in[lang] ? block_attribute(block->in[lang], "place") : NULL;
    return place ? str_equal(place, "float") : otherwise;
}

void
flow_floats(Flow *flow)
{
    /* Placing may turn the page itself; what is taken out first is not placed twice. */
    size_t count = flow->floats.count;
    const DocBlock **waiting = flow->floats.items;
    flow->floats.count = flow->floats.capacity = 0;
    flow->floats.items = NULL;
    bool placing = flow->placing_floats;
    flow->placing_floats = true;
    for (size_t i = 0; i < count; i++)
        draw_block(flow, waiting[i]);
    flow->placing_floats = placing;
}

/* ---- pipe tables ------------------------------------------------------------------------------------------------------ */

/* `called` gathers the notes of the whole table, which are numbered through; a cell has its own of them. */
static void
fill_cell(Flow *flow, const Block *cell, int position, const char *role, GridCell *out, NoteNames *called)
{
    TextStyle style = role_style(flow->context, role, flow->langs[position]);
    size_t before = called->count;
    inline_ranges(flow, &cell->inlines, flow->langs[position], &style, &out->text[position], called);
    for (size_t i = before; i < called->count; i++)
        VEC_PUSH(flow->context->arena, &out->notes[position], called->items[i]);
}

static const Block *
child_of_kind(const Block *div, BlockKind kind, size_t nth)
{
    for (size_t i = 0; div && i < div->children.count; i++)
        if (div->children.items[i]->kind == kind && nth-- == 0)
            return div->children.items[i];
    return NULL;
}

/* A table on its own, or the one of a div beside its caption and notes. */
static const Block *
table_of(const Block *block)
{
    return block && block->kind == BLOCK_TABLE ? block : child_of_kind(block, BLOCK_TABLE, 0);
}

static void
draw_pipe_table(Flow *flow, const DocBlock *block)
{
    const LayoutContext *context = flow->context;
    const Block *shape = table_of(first_of(flow, block->in));
    if (!shape || shape->children.count < 1)
        return;
    GridTable *table = grid_table_new(context->arena, shape->columns, shape->children.count - 1);
    table->align = (CellAlign *)shape->align;
    table->block = block;
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        const Block *div = block->in[lang], *side = table_of(div), *caption = child_of_kind(div, BLOCK_PARAGRAPH, 0);
        TextStyle caption_style = role_style(context, i == 0 ? "caption" : "caption-second", lang), note_style = role_style(context, "note", lang);
        if (caption)
            inline_ranges(flow, &caption->inlines, lang, &caption_style, &table->caption[i], NULL);
        NoteNames called = {0};
        for (size_t r = 0; side && r < side->children.count; r++)
            for (size_t c = 0; c < side->children.items[r]->children.count && c < shape->columns; c++) {
                GridCell *cell = r == 0 ? &table->head[c] : r - 1 < table->rows ? grid_cell(table, r - 1, c) : NULL;
                if (cell)
                    fill_cell(flow, side->children.items[r]->children.items[c], i, r == 0 ? "table-head" : "table", cell, &called);
            }
        const Block *note;
        for (size_t n = 1; (note = child_of_kind(div, BLOCK_PARAGRAPH, n)) && table->note_count[i] < COUNT_OF(table->notes[0]); n++)
            inline_ranges(flow, &note->inlines, lang, &note_style, &table->notes[i][table->note_count[i]++], NULL);
    }
    flow_table(flow, table);
}

/* ---- boxes and quotes -------------------------------------------------------------------------------------------------- */

static void
draw_children(Flow *flow, const Block *const in[LANG_MAX], uint32_t pair, const ParaSet *paragraph)
{
    const Block *first = first_of(flow, in);
    for (size_t k = 0; first && k < first->children.count; k++) {
        const Block *children[LANG_MAX];
        children_of(flow, in, k, children);
        draw_inner(flow, children, pair, paragraph);
    }
}

void
flow_draw_bar(Flow *flow, double bottom)
{
    if (!flow->bar_color || bottom < flow->bar_top + 6)
        return;
    SceneState state = scene_state(flow->scene);
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    for (int i = 0; i < flow->lang_count; i++)
        scene_rect(flow->scene, (Rect){flow->column_x[i], flow->bar_top + 2, 2.2, bottom - flow->bar_top - 4}, role_color(flow->context, flow->bar_color));
    scene_set_state(flow->scene, state);
}

/* A bar at the left of each column, as high as what stands there. */
static void
draw_barred(Flow *flow, const DocBlock *block, const ParaSet *set, const char *color)
{
    flow->y += 4;
    flow_need(flow, 2 * role_leading(flow->context, set->role, flow->langs[0]) + 8);
    flow->bar_color = color;
    flow->bar_top = flow->y;
    draw_children(flow, block->in, block->pair, set);
    flow_draw_bar(flow, flow->y - set->space_after);
    flow->bar_color = NULL;
    flow->y = flow_snap(flow, flow->y + 2);
}

/* One item: its mark, then its paragraphs and lists in all languages. */
static void
draw_item(Flow *flow, const Block *const items[LANG_MAX], uint32_t pair, const char *label, ElemId list)
{
    ElemId part = flow->part, item = scene_open(flow->scene, ROLE_ITEM, list, flow->langs[0]);
    ParaSet set = {.role = body_role(flow), .align = PARA_START, .elem = ROLE_P, .bullet = true, .space_after = 3, .label = label};
    set.label_elem = scene_open(flow->scene, ROLE_LABEL, item, flow->langs[0]);
    scene_elem(flow->scene, set.label_elem)->literal = "list";
    flow->part = scene_open(flow->scene, ROLE_BODY, item, flow->langs[0]);
    const Block *first = first_of(flow, items);
    for (size_t k = 0; first && k < first->children.count; k++) {
        const Block *children[LANG_MAX];
        children_of(flow, items, k, children);
        draw_inner(flow, children, pair, &set);
        set.label = NULL;
    }
    if (first && !first->children.count) {
        Sides sides;
        read_sides(flow, items, set.role, &sides);
        flow_paragraph(flow, sides.ranges, sides.notes, &set, sides.locs, pair);
    }
    flow->part = part;
}

static void
draw_list(Flow *flow, const Block *const in[LANG_MAX], uint32_t pair)
{
    const Block *first = first_of(flow, in);
    ElemId list = scene_open(flow->scene, ROLE_LIST, flow->part, flow->langs[0]);
    for (size_t k = 0; k < first->children.count; k++) {
        const Block *items[LANG_MAX];
        children_of(flow, in, k, items);
        draw_item(flow, items, pair, first->ordered ? arena_printf(flow->context->arena, "%zu.", (size_t)first->start + k) : "•", list);
    }
    flow->y += 6;
}

static void
draw_inner(Flow *flow, const Block *const in[LANG_MAX], uint32_t pair, const ParaSet *paragraph)
{
    const Block *first = first_of(flow, in);
    if (!first)
        return;
    if (first->kind == BLOCK_LIST) {
        draw_list(flow, in, pair);
    } else if (first->kind == BLOCK_PARAGRAPH) {
        Sides sides;
        read_sides(flow, in, paragraph->role, &sides);
        flow_paragraph(flow, sides.ranges, sides.notes, paragraph, sides.locs, pair);
    } else {
        draw_children(flow, in, pair, paragraph);
    }
}

static void
draw_div(Flow *flow, const DocBlock *block)
{
    static const struct {
        const char *name;
        void (*draw)(Flow *flow, const DocBlock *block);
    } generated[] = {
        {"key-figures", draw_key_figures}, {"table", draw_pipe_table}, {"figures-table", flow_figures_table}, {"pivot-table", flow_pivot_table},
        {"targets-table", flow_targets_table}, {"chronology", flow_chronology},
    };
    static const struct {
        const char *name;
        void (*draw)(Flow *flow);
    } lists[] = {{"source-list", flow_source_list}, {"glossary", flow_glossary}, {"indicators", flow_indicators},
        {"indicator-index", flow_indicator_index}, {"conflicts", flow_conflicts}, {"corrections", flow_corrections}};
    const Block *first = first_of(flow, block->in);
    for (size_t i = 0; i < COUNT_OF(generated); i++)
        if (str_equal(first->name, generated[i].name)) {
            generated[i].draw(flow, block);
            return;
        }
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (str_equal(first->name, lists[i].name)) {
            lists[i].draw(flow);
            return;
        }
    if (str_equal(first->name, "side") && flow_side_note(flow, block))
        return;
    ParaSet set = {.role = "note", .align = PARA_START, .elem = ROLE_P, .inset = 11, .space_after = 4};
    if (str_equal(first->name, "definition"))
        set = (ParaSet){.role = body_role(flow), .align = PARA_START, .elem = ROLE_P, .inset = 11, .space_after = 4};
    draw_barred(flow, block, &set, str_equal(first->name, "definition") ? "teal" : "hairline");
}

static void
draw_block(Flow *flow, const DocBlock *block)
{
    flow->paragraph = block->paragraph;
    if (block->kind != BLOCK_DIV || !str_equal(first_of(flow, block->in)->name, "side"))
        flow_begin_block(flow);
    switch (block->kind) {
    case BLOCK_HEADING: draw_heading(flow, block); break;
    case BLOCK_PARAGRAPH: {
        ParaSet set = {.role = body_role(flow), .align = PARA_JUSTIFY, .indent = true, .elem = ROLE_P, .space_after = 8.25};
        Sides sides;
        read_sides(flow, block->in, set.role, &sides);
        flow_paragraph(flow, sides.ranges, sides.notes, &set, sides.locs, block->pair);
        break;
    }
    case BLOCK_LIST: draw_list(flow, block->in, block->pair); break;
    case BLOCK_QUOTE: {
        ParaSet set = {.role = "quote", .align = PARA_START, .elem = ROLE_QUOTE, .inset = 14, .space_after = 4};
        draw_barred(flow, block, &set, "red");
        break;
    }
    case BLOCK_FIGURE: draw_figure(flow, block); break;
    case BLOCK_TABLE: draw_pipe_table(flow, block); break;
    case BLOCK_DIV: draw_div(flow, block); break;
    case BLOCK_RULE: flow->y += 16; break;
    default: break;
    }
}

/* A chapter that would run over by a few lines gets one line more on each of its pages instead. */
static bool
has_short_tail(const Flow *flow)
{
    double grid = theme_number(flow->context->theme, "paper.grid", 16.5), pages = scene_page_index(flow->scene);
    return pages >= 1 && !flow->notes.count && flow->y - flow->top - 10 <= 1.6 * pages * grid;
}

bool
flow_chapter(Flow *flow, const DocChapter *chapter, bool longer)
{
    flow->bottom += longer ? theme_number(flow->context->theme, "paper.grid", 16.5) : 0;
    flow->chapter = chapter;
    flow_new_page(flow);
    flow_open_section(flow);
    for (size_t i = 0; i < chapter->blocks.count; i++)
        draw_block(flow, &chapter->blocks.items[i]);
    if (flow->floats.count)
        flow_new_page(flow);
    bool short_tail = has_short_tail(flow);
    flow_end_page(flow);
    return short_tail;
}
