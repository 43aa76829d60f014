/* layout/flow.c -- paragraphs of all languages side by side on one line grid. */
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>

void
flow_open_section(Flow *flow)
{
    flow->part = scene_open(flow->scene, ROLE_SECT, ELEM_DOCUMENT, flow->langs[0]);
}

/* Links of a paragraph become elements of their own below it, once the paragraph's element is known. */
static void
open_links(Flow *flow, TextRange *ranges, size_t count, ElemId parent, int lang)
{
    for (size_t i = 0; i < count; i++) {
        TextRange *range = &ranges[i];
        if (!range->link_dest && !range->link_uri)
            continue;
        range->elem = scene_open_inline(flow->scene, range->link_uri ? ROLE_LINK : ROLE_REFERENCE, parent, lang);
        range->link_elem = range->elem;
    }
}

static bool
is_heading(const ParaSet *set)
{
    return set->elem >= ROLE_H1 && set->elem <= ROLE_H6;
}

static ParaStyle
para_style(const Flow *flow, const ParaSet *set, int lang)
{
    const LayoutContext *context = flow->context;
    bool cjk = context->model->locales[lang]->is_cjk;
    TextStyle style = role_style(context, set->role, lang);
    ParaStyle out = {.align = set->align, .line_height = role_leading(context, set->role, lang), .kinsoku = paper_kinsoku(flow), .balance = set->balance};
    out.hyphenate = set->align == PARA_JUSTIFY && !cjk;
    if (set->indent && cjk)
        out.indent = 2 * style.size;
    if (set->bullet)
        out.indent = out.hanging = style.size * 1.5;
    return out;
}

/* A paragraph in all languages while it is placed. */
typedef struct Strand {
    Flow *flow;
    const ParaSet *set;
    const Loc *locs;
    uint32_t pair;
    Para *paras[LANG_MAX];
    ElemId elems[LANG_MAX];
    size_t lines[LANG_MAX], most; /* lines of each, and of the longest */
    double leading;
    const NoteNames *notes;
    VEC(size_t) note_lines;       /* on which each note is called for, in the language that calls first */
} Strand;

static bool
is_note_mark(const TextRange *range)
{
    return range->use && range->use->kind == USE_LITERAL && str_equal(range->use->literal, "note");
}

static void
find_notes(Strand *self, const Ranges *ranges, Arena *arena)
{
    size_t count = self->notes ? self->notes[0].count : 0;
    for (size_t n = 0; n < count; n++)
        VEC_PUSH(arena, &self->note_lines, SIZE_MAX);
    for (int i = 0; i < self->flow->lang_count; i++) {
        size_t n = 0;
        for (size_t k = 0; k < ranges[i].count && n < count; k++)
            if (is_note_mark(&ranges[i].items[k])) {
                size_t line = para_line_of(self->paras[i], k);
                self->note_lines.items[n] = MIN_OF(self->note_lines.items[n], line);
                n++;
            }
    }
}

/* Notes called for in lines [from, to), in the order of their numbers. */
static void
notes_between(const Strand *self, size_t from, size_t to, NoteNames out[LANG_MAX])
{
    for (int i = 0; i < self->flow->lang_count; i++) {
        out[i] = (NoteNames){0};
        for (size_t n = 0; n < self->note_lines.count; n++)
            if (self->note_lines.items[n] >= from && self->note_lines.items[n] < to)
                VEC_PUSH(self->flow->context->arena, &out[i], n < self->notes[i].count ? self->notes[i].items[n] : self->notes[0].items[n]);
    }
}

/* Height of lines [from, to) with the notes that they call for. */
static double
strand_height(const Strand *self, size_t from, size_t to)
{
    double height = self->leading * (double)(to - from);
    if (self->note_lines.count) {
        NoteNames notes[LANG_MAX];
        notes_between(self, from, to, notes);
        height += flow_notes_height(self->flow, notes);
    }
    return height;
}

/* Whether a page may turn after `count` lines more: in no language does the first or the last line of a paragraph stand alone. */
static bool
breaks_well(const Strand *self, size_t placed, size_t count)
{
    for (int i = 0; i < self->flow->lang_count; i++) {
        size_t left = self->lines[i] > placed ? self->lines[i] - placed : 0, here = MIN_OF(count, left);
        if (left - here == 1 || (placed == 0 && here == 1 && left > 1))
            return false;
    }
    return true;
}

/* How many lines from `placed` on go to this page; 0: none before it turns. */
static size_t
lines_that_fit(const Strand *self, size_t placed)
{
    const Flow *flow = self->flow;
    size_t rest = self->most - placed, fit = MIN_OF((size_t)fmax(0, floor((flow_room(flow) + 0.1) / self->leading)), rest);
    while (fit > 0 && strand_height(self, placed, placed + fit) > flow_room(flow) + 0.1)
        fit--;
    size_t count = fit;
    while (count > 0 && count < rest && !breaks_well(self, placed, count))
        count--;
    /* A page that has just begun takes what it can. */
    return count || flow->y > flow->top + 1 ? count : MAX_OF(fit, (size_t)1);
}

/* All languages stand on the baselines of the first, whatever their sizes. */
static double
strand_baseline(const Strand *self)
{
    for (int i = 0; i < self->flow->lang_count; i++)
        if (self->paras[i])
            return para_first_baseline(self->paras[i]);
    return 0;
}

/* Outside the first column, where comments of reviewers can name it. */
static void
draw_paragraph_number(Strand *self)
{
    Flow *flow = self->flow;
    int lang = flow->langs[0];
    const char *number = arena_printf(flow->context->arena, "¶%s", flow->paragraph);
    flow->paragraph = NULL;
    if (!self->paras[0])
        return;
    ElemId elem = scene_open(flow->scene, ROLE_SPAN, self->elems[0], lang);
    scene_elem(flow->scene, elem)->literal = "paragraph";
    TextStyle style = role_style(flow->context, "paragraph-number", lang);
    scene_set_state(flow->scene, (SceneState){.elem = elem, .loc = self->locs ? self->locs[0] : LOC_NONE, .pair = self->pair});
    Point at = {flow->column_x[0] - 9, flow->y + strand_baseline(self)};
    label_place(flow->context->text, flow->scene, number, &style, at, ANCHOR_END, 0, 1, 0, NULL, NULL);
}

/* The mark is printed in every column, and read once. In the style of a Western language: a dot of Han faces is too small. */
static void
draw_list_mark(const Strand *self, int position, double x)
{
    Flow *flow = self->flow;
    const LayoutContext *context = flow->context;
    int lang = flow->langs[position], face = lang;
    for (int k = 0; k < context->model->lang_count && context->model->locales[face]->is_cjk; k++)
        face = context->model->locales[k]->is_cjk ? face : k;
    TextStyle style = role_style(context, self->set->role, face);
    style.size = role_style(context, self->set->role, lang).size;
    style.lang = lang;
    SceneState state = scene_state(flow->scene), own = state;
    own.elem = position == 0 ? self->set->label_elem : ELEM_ARTIFACT;
    scene_set_state(flow->scene, own);
    Point at = {x, flow->y + strand_baseline(self)};
    label_place(context->text, flow->scene, self->set->label, &style, at, ANCHOR_START, 0, 1, 0, NULL, NULL);
    scene_set_state(flow->scene, state);
}

static void
place_lines(Strand *self, size_t from, size_t to)
{
    if (from == to)
        return;
    Flow *flow = self->flow;
    const ParaSet *set = self->set;
    NoteNames notes[LANG_MAX];
    notes_between(self, from, to, notes);
    flow_add_notes(flow, notes);
    if (flow->paragraph)
        draw_paragraph_number(self);
    double baseline = strand_baseline(self);
    for (int i = 0; i < flow->lang_count; i++) {
        if (!self->paras[i] || from >= self->lines[i])
            continue;
        double x = flow->column_x[i] + set->inset;
        scene_set_state(flow->scene, (SceneState){.elem = self->elems[i], .loc = self->locs ? self->locs[i] : LOC_NONE, .pair = self->pair});
        if (set->bullet && from == 0 && set->label)
            draw_list_mark(self, i, x);
        para_place(self->paras[i], flow->scene, from, to, x, flow->y + baseline - para_first_baseline(self->paras[i]), self->elems[i]);
        if (is_heading(set) && i + 1 < flow->lang_count)
            flow_space_after(flow);
    }
    flow->y += self->leading * (double)(to - from);
}

/* Paragraphs are elements of their own in each language; a heading is one, whose further languages stand in it as spans. */
static ElemId
open_side(const Strand *self, int position)
{
    const Flow *flow = self->flow;
    for (int i = 0; is_heading(self->set) && i < position; i++)
        if (self->elems[i])
            return scene_open_inline(flow->scene, ROLE_SPAN, self->elems[i], flow->langs[position]);
    return scene_open(flow->scene, self->set->elem, flow->part, flow->langs[position]);
}

/* Elements come before the paragraphs, whose ranges name their links' elements. */
static void
make_strand(Strand *self, const Ranges *given, Arena *scratch)
{
    Flow *flow = self->flow;
    Ranges ranges[LANG_MAX];
    for (int i = 0; i < flow->lang_count; i++)
        self->leading = fmax(self->leading, role_leading(flow->context, self->set->role, flow->langs[i]));
    for (int i = 0; i < flow->lang_count; i++) {
        int lang = flow->langs[i];
        ranges[i] = given[i];
        scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = self->locs ? self->locs[i] : LOC_NONE, .pair = self->pair});
        self->elems[i] = given[i].count ? open_side(self, i) : ELEM_ARTIFACT;
        if (self->elems[i] != ELEM_ARTIFACT)
            scene_elem(flow->scene, self->elems[i])->literal = self->set->literal;
        if (given[i].count)
            open_links(flow, ranges[i].items, ranges[i].count, self->elems[i], lang);
        ParaStyle style = para_style(flow, self->set, lang);
        style.line_height = self->leading;
        self->paras[i] = para_new(scratch, flow->context->text, ranges[i].items, ranges[i].count, &style);
        self->lines[i] = para_break(self->paras[i], flow->column_width[i] - 2 * self->set->inset);
        self->most = MAX_OF(self->most, self->lines[i]);
    }
    find_notes(self, ranges, scratch);
}

void
flow_paragraph(Flow *flow, const Ranges *given, const NoteNames *notes, const ParaSet *set, const Loc *locs, uint32_t pair)
{
    Arena *scratch = arena_new();
    Strand strand = {.flow = flow, .set = set, .locs = locs, .pair = pair, .notes = notes};
    flow->y += set->space_before;
    make_strand(&strand, given, scratch);
    if (set->keep)
        flow_need(flow, strand_height(&strand, 0, strand.most));
    for (size_t placed = 0; placed < strand.most;) {
        size_t count = lines_that_fit(&strand, placed);
        place_lines(&strand, placed, placed + count);
        placed += count;
        if (placed < strand.most)
            flow_new_page(flow);
    }
    flow->y += set->space_after;
    scene_set_state(flow->scene, (SceneState){.elem = ELEM_ARTIFACT});
    arena_free(scratch);
}

double
flow_para_at(Flow *flow, Para *para, int lang, double x, double y, double width, ParaAlign align, ElemId elem)
{
    size_t count;
    TextRange *ranges = para_ranges(para, &count);
    if (elem != ELEM_ARTIFACT)
        open_links(flow, ranges, count, elem, lang);
    para_set_align(para, align);
    para_place(para, flow->scene, 0, para_break(para, width), x, y, elem);
    return para_height(para);
}

double
flow_text_at(Flow *flow, const Ranges *ranges, const char *role, int lang, double x, double y, double width, ParaAlign align, ElemId elem, bool measure)
{
    if (!ranges->count)
        return 0;
    ParaStyle style = {.align = align, .line_height = role_leading(flow->context, role, lang), .kinsoku = paper_kinsoku(flow), .hyphenate = align == PARA_JUSTIFY};
    /* The ops are copied into the scene: the paragraph itself is needed no longer. */
    Arena *scratch = arena_new();
    Para *para = para_new(scratch, flow->context->text, ranges->items, ranges->count, &style);
    double height;
    if (measure) {
        para_break(para, width);
        height = para_height(para);
    } else {
        height = flow_para_at(flow, para, lang, x, y, width, align, elem);
    }
    arena_free(scratch);
    return height;
}

void
flow_space_after(Flow *flow)
{
    Page *page = scene_page(flow->scene);
    if (page->ops.count && VEC_LAST(&page->ops).kind == OP_TEXT)
        VEC_LAST(&page->ops).text.join = TEXT_GOES_ON_SPACE;
}
