/* layout/index.c -- index of indicators: where figures of each are printed, for every language in its own order.
 *
 * Pages are gathered from the scenes of all chapters, and printed when their folios are known. Two columns, balanced on the last page; a letter
 * stays with its first entry.
 */
#include "base/collate.h"
#include "base/str.h"
#include "layout/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- gathering ------------------------------------------------------------------------------------------------------- */

typedef struct Gather {
    const LayoutContext *context;
    Map *index;   /* indicator → IndexPages * */
    int folio;
} Gather;

static void
add_page(Gather *self, const char *indicator)
{
    Arena *arena = self->context->arena;
    IndexPages *pages = map_find(self->index, indicator);
    if (!pages) {
        pages = ARENA_NEW(arena, IndexPages);
        map_put(self->index, indicator, pages);
    }
    if (!pages->count || VEC_LAST(pages) != self->folio)
        VEC_PUSH(arena, pages, self->folio);
}

static void
add_use(Gather *self, const FactUse *use)
{
    const Model *model = self->context->model;
    if (!use || use->kind == USE_LITERAL)
        return;
    const Fact *fact = use->key ? model_fact(model, use->key) : NULL;
    const Indicator *indicator = fact ? model_indicator(model, fact->indicator) : use->key ? model_indicator(model, use->key) : NULL;
    if (indicator)
        add_page(self, indicator->id);
    for (const FactUse *const *input = use->inputs; input && *input; input++)
        add_use(self, *input);
}

void
index_gather(const LayoutContext *context, const Scene *scene, int before, Map *index)
{
    Gather self = {.context = context, .index = index};
    for (size_t p = 0; p < scene->pages.count; p++) {
        const Page *page = &scene->pages.items[p];
        self.folio = before + 1 + (int)p;
        for (size_t i = 0; i < page->ops.count; i++) {
            const Op *op = &page->ops.items[i];
            if (op->kind == OP_PATH)
                add_use(&self, op->path.use);
            for (size_t s = 0; op->kind == OP_TEXT && s < op->text.span_count; s++)
                add_use(&self, op->text.spans[s].use);
        }
    }
}

/* ---- entries --------------------------------------------------------------------------------------------------------- */

typedef struct Entry {
    const char *label, *sort;
    const Collation *order;
    const IndexPages *pages; /* NULL for a letter */
    Ranges ranges;
    Para *para;
    double height;
} Entry;

typedef struct Index {
    Flow *flow;
    int lang;
    Collation *order;
    VEC(Entry) entries;
    double width;        /* of a column */
    ElemId elem;
} Index;

static int
by_word(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    return collation_compare(x->order, x->sort, y->sort);
}

static void
page_range(Index *self, int folio, const char *text, const TextStyle *style, Ranges *out)
{
    Arena *arena = self->flow->context->arena;
    TextRange range = {.text = text, .style = *style, .use = literal_use(arena, "page"), .no_break = true};
    range.style.color = role_color(self->flow->context, "blue");
    range.link_dest = arena_printf(arena, "page-%d", folio);
    range.link_contents = arena_printf(arena, word(self->flow, self->lang, "第%d页", "page %d"), folio);
    VEC_PUSH(arena, out, range);
}

/* "label　3, 12–14" */
static void
entry_ranges(Index *self, Entry *entry)
{
    Flow *flow = self->flow;
    Arena *arena = flow->context->arena;
    TextStyle style = role_style(flow->context, "table", self->lang);
    text_ranges(flow, arena_printf(arena, "%s%s", entry->label, word(flow, self->lang, "\u2003", "\u2002")), &style, &entry->ranges);
    for (size_t i = 0; i < entry->pages->count;) {
        size_t last = i;
        while (last + 1 < entry->pages->count && entry->pages->items[last + 1] == entry->pages->items[last] + 1)
            last++;
        if (i)
            text_ranges(flow, word(flow, self->lang, "、", ", "), &style, &entry->ranges);
        int from = entry->pages->items[i], to = entry->pages->items[last];
        page_range(self, from, from == to ? arena_printf(arena, "%d", from) : arena_printf(arena, "%d\u2013%d", from, to), &style, &entry->ranges);
        i = last + 1;
    }
}

static ParaStyle
entry_style(const Index *self)
{
    double size = role_style(self->flow->context, "table", self->lang).size;
    return (ParaStyle){.align = PARA_START, .line_height = role_leading(self->flow->context, "table", self->lang), .kinsoku = paper_kinsoku(self->flow), .hanging = 1.2 * size};
}

static void
shape_entry(const Index *self, Entry *entry)
{
    const LayoutContext *context = self->flow->context;
    ParaStyle style = entry_style(self);
    entry->para = para_new(context->arena, context->text, entry->ranges.items, entry->ranges.count, &style);
    para_break(entry->para, self->width);
    entry->height = para_height(entry->para);
}

static void
add_letter(Index *self, char letter)
{
    Arena *arena = self->flow->context->arena;
    TextStyle style = role_style(self->flow->context, "table", self->lang);
    style.weight = 700;
    style.color = role_color(self->flow->context, "red");
    Entry entry = {.label = letter == '#' ? "#" : arena_printf(arena, "%c", letter)};
    text_ranges(self->flow, entry.label, &style, &entry.ranges);
    shape_entry(self, &entry);
    entry.height += 5;
    VEC_PUSH(arena, &self->entries, entry);
}

/* All indicators of which a figure is printed, sorted, a letter before each group. */
static void
make_entries(Index *self)
{
    Flow *flow = self->flow;
    Arena *arena = flow->context->arena;
    VEC(Entry) found = {0};
    const IndicatorList *indicators = model_indicators(flow->context->model);
    for (size_t i = 0; i < indicators->count; i++) {
        const Indicator *indicator = indicators->items[i];
        const IndexPages *pages = flow->known ? map_find(&flow->known->index, indicator->id) : NULL;
        const char *label = indicator->label.in[self->lang], *sort = indicator->sort.in[self->lang];
        if (pages && label)
            VEC_PUSH(arena, &found, (Entry){.label = label, .sort = sort ? sort : label, .order = self->order, .pages = pages});
    }
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, by_word);
    char letter = 0;
    for (size_t i = 0; i < found.count; i++) {
        Entry *entry = &found.items[i];
        char own = collation_letter(self->order, entry->sort);
        if (own != letter)
            add_letter(self, letter = own);
        entry_ranges(self, entry);
        shape_entry(self, entry);
        VEC_PUSH(arena, &self->entries, *entry);
    }
}

/* ---- columns --------------------------------------------------------------------------------------------------------- */

/* Where a column of a height that begins with entry `from` ends. */
static size_t
column_end(const Index *self, size_t from, double height)
{
    size_t end = from;
    for (double used = 0; end < self->entries.count; end++) {
        used += self->entries.items[end].height;
        if (used > height + 0.01)
            break;
    }
    while (end > from + 1 && end < self->entries.count && !self->entries.items[end - 1].pages)
        end--; /* a letter goes with its first entry */
    return end;
}

/* The least height at which both columns hold all that is left, or all of the page. */
static double
balanced_height(const Index *self, size_t from, double room)
{
    double total = 0;
    for (size_t i = from; i < self->entries.count; i++)
        total += self->entries.items[i].height;
    for (double height = total / 2; height < room; height += 2)
        if (column_end(self, column_end(self, from, height), height) == self->entries.count)
            return height;
    return room;
}

static double
draw_column(Index *self, size_t from, size_t to, double x)
{
    Flow *flow = self->flow;
    double y = flow->y;
    for (size_t i = from; i < to; i++) {
        const Entry *entry = &self->entries.items[i];
        ElemId elem = scene_open(flow->scene, ROLE_P, self->elem, self->lang);
        double above = entry->pages || i == from ? 0 : 5;
        y += above + flow_para_at(flow, entry->para, self->lang, x, y + above, self->width, PARA_START, elem);
    }
    return y;
}

static void
draw_entries(Index *self)
{
    Flow *flow = self->flow;
    double gutter = theme_number(flow->context->theme, "paper.gutter", 22);
    for (size_t at = 0; at < self->entries.count;) {
        flow_need(flow, 70);
        double height = balanced_height(self, at, flow_room(flow));
        size_t middle = column_end(self, at, height), end = column_end(self, middle, height);
        double left = draw_column(self, at, middle, flow->left), right = draw_column(self, middle, end, flow->left + self->width + gutter);
        flow->y = fmax(left, right);
        at = end;
        if (at < self->entries.count)
            flow_new_page(flow);
    }
    flow->y = flow_snap(flow, flow->y + 12);
}

static void
draw_order_name(Index *self)
{
    Flow *flow = self->flow;
    TextStyle style = role_style(flow->context, "h3", self->lang);
    Ranges ranges = {0};
    const char *name = word(flow, self->lang, "按汉语拼音排列", "In alphabetical order");
    text_ranges(flow, name, &style, &ranges);
    flow_need(flow, 110);
    ElemId heading = scene_open(flow->scene, (Role)(ROLE_H1 + MIN_OF(flow->heading, 5)), flow->part, self->lang);
    flow->y += flow_text_at(flow, &ranges, "h3", self->lang, flow->left, flow->y, flow->width, PARA_START, heading, false) + 4;
}

void
flow_indicator_index(Flow *flow)
{
    for (int i = 0; i < flow->lang_count; i++) {
        double gutter = theme_number(flow->context->theme, "paper.gutter", 22);
        Index index = {.flow = flow, .lang = flow->langs[i], .width = (flow->width - gutter) / 2};
        index.order = collation_new(flow->context->arena, flow->context->model->lang_tags[index.lang]);
        make_entries(&index);
        if (!index.entries.count)
            continue;
        if (flow->lang_count > 1)
            draw_order_name(&index);
        index.elem = scene_open(flow->scene, ROLE_INDEX, flow->part, index.lang);
        draw_entries(&index);
    }
}
