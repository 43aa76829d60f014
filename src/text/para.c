/* text/para.c -- paragraphs: ranges, lines, ops. */
#include "text/para.h"

#include "base/str.h"
#include "text/box.h"
#include "text/fontmap.h"

#include <math.h>
#include <string.h>

struct Para {
    Arena *arena;
    TextContext *context;
    ParaStyle style;
    Boxes boxes;
    Boxes tail;      /* "…" where max_lines has cut, else empty */
    double width;    /* of the last para_break */
    double size;     /* of its largest type that is not raised */
    LineList lines;
    bool has_breaks; /* boxes tell where lines may end */
};

TextContext *
text_context_new(Arena *arena, FontSet *fonts, const Locale *const *locales, int lang_count)
{
    TextContext *context = ARENA_NEW(arena, TextContext);
    context->arena = arena;
    context->fonts = fonts;
    const Locale **copy = ARENA_ARRAY(arena, const Locale *, lang_count);
    memcpy(copy, locales, sizeof *locales * (size_t)lang_count);
    context->locales = copy;
    context->lang_count = lang_count;
    context->map = fontmap_new(arena, fonts);
    context->hyphens = hyphens_new(arena, fonts, copy, lang_count);
    map_init(&context->shaped, arena);
    return context;
}

FontSet *
text_context_fonts(TextContext *context)
{
    return context->fonts;
}

const Locale *
text_context_locale(TextContext *context, int lang)
{
    return context->locales[lang];
}

bool
text_context_set_typographic(TextContext *context, bool typographic)
{
    bool before = context->typographic;
    context->typographic = typographic;
    return before;
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

Para *
para_new(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, const ParaStyle *style)
{
    Para *para = ARENA_NEW(arena, Para);
    para->arena = arena;
    para->context = context;
    para->style = *style;
    /* Boxes speak of their range by index, and the caller's array may be gone by the time they are placed. */
    TextRange *copy = ARENA_ARRAY(arena, TextRange, count + 1);
    if (count)
        memcpy(copy, ranges, count * sizeof *ranges);
    for (size_t i = 0; i < count; i++)
        if (copy[i].style.rise == 0 || para->size == 0)
            para->size = fmax(para->size, copy[i].style.size);
    boxes_shape(arena, context, copy, count, &para->boxes);
    return para;
}

/* Where lines may end is asked only of texts that need it: most cells of tables and headings are one line. */
static void
need_breaks(Para *para)
{
    if (para->has_breaks)
        return;
    para->has_breaks = true;
    boxes_find_breaks(&para->boxes, para->context, para->style.kinsoku, para->style.hyphenate);
}

/* ---- breaking ------------------------------------------------------------------------------------------------------- */

static Measure
measure_for(const Para *para, double width)
{
    return (Measure){
        .first = width - para->style.indent,
        .other = width - para->style.hanging,
        .justify = para->style.align == PARA_JUSTIFY,
        .size = para->size,
    };
}

static double
indent_of(const Para *para, size_t line)
{
    return line == 0 ? para->style.indent : para->style.hanging;
}

/* The width of a balanced block: the least that takes no more lines than the whole one, and cuts no word that the whole one
 * does not cut. */
static void
balance(Para *para, double width)
{
    size_t wanted = para->lines.count;
    double low = fmin(width, fmax(width / (double)wanted * 0.8, para_min_width(para))), high = width;
    for (int i = 0; i < 14 && high - low > 0.25; i++) {
        double middle = (low + high) / 2;
        Measure measure = measure_for(para, middle);
        measure.justify = false;
        fit_lines(para->arena, &para->boxes, &measure, &para->lines);
        bool fits = para->lines.count <= wanted;
        for (size_t k = 0; k < para->lines.count; k++)
            fits &= para->lines.items[k].width + indent_of(para, k) <= middle + 0.05;
        *(fits ? &high : &low) = middle;
    }
    Measure measure = measure_for(para, high);
    measure.justify = false;
    fit_lines(para->arena, &para->boxes, &measure, &para->lines);
}

static double
width_between(const Para *para, size_t from, size_t to)
{
    double width = 0;
    for (size_t i = from; i < to; i++)
        width += para->boxes.items[i].width + (i + 1 < to ? para->boxes.items[i].glue : 0);
    return width;
}

/* Keeps max_lines lines, the last of them filled up and ended by an ellipsis. */
static void
cut_lines(Para *para)
{
    size_t most = (size_t)para->style.max_lines;
    const Boxes *boxes = &para->boxes;
    Line *line = &para->lines.items[most - 1];
    double room = para->width - indent_of(para, most - 1);
    TextRange *range = ARENA_NEW(para->arena, TextRange);
    range->style = box_range(boxes, &boxes->items[line->from])->style;
    range->text = "…";
    boxes_shape(para->arena, para->context, range, 1, &para->tail);
    double tail = 0;
    for (size_t i = 0; i < para->tail.count; i++)
        tail += para->tail.items[i].width;
    size_t to = line->to;
    while (to < boxes->count && boxes->items[to].box_class != BOX_BREAK && width_between(para, line->from, to + 1) + tail <= room)
        to++;
    while (to > line->from + 1
           && (width_between(para, line->from, to) + tail > room || boxes->items[to - 1].box_class == BOX_SPACE || boxes->items[to - 1].box_class == BOX_CLOSE
               || boxes->items[to - 1].box_class == BOX_OPEN || (box_range(boxes, &boxes->items[to - 1])->use && boxes->items[to - 1].after == BREAK_NONE)))
        to--;
    *line = (Line){.from = line->from, .to = to, .next = to, .width = width_between(para, line->from, to) + tail, .ends = true};
    para->lines.count = most;
}

size_t
para_break(Para *para, double width)
{
    para->width = width;
    para->tail = (Boxes){0};
    Measure measure = measure_for(para, width);
    if (fit_one_line(para->arena, &para->boxes, &measure, &para->lines))
        return 1;
    need_breaks(para);
    fit_lines(para->arena, &para->boxes, &measure, &para->lines);
    bool too_many = para->style.max_lines > 0 && para->lines.count > (size_t)para->style.max_lines;
    if (too_many)
        cut_lines(para);
    else if (para->style.balance && para->lines.count > 1)
        balance(para, width);
    return para->lines.count;
}

void
para_set_align(Para *para, ParaAlign align)
{
    para->style.align = align;
}

TextRange *
para_ranges(Para *para, size_t *count)
{
    *count = para->boxes.range_count;
    return (TextRange *)para->boxes.ranges; /* para_new's own copy */
}

/* ---- measures ----------------------------------------------------------------------------------------------------------- */

size_t
para_lines(const Para *para)
{
    return para->lines.count;
}

double
para_height(const Para *para)
{
    return (double)para->lines.count * para->style.line_height;
}

size_t
para_line_of(const Para *para, size_t range)
{
    for (size_t i = 0; i < para->lines.count; i++)
        for (size_t k = para->lines.items[i].from; k < para->lines.items[i].next; k++)
            if (para->boxes.items[k].range == range)
                return i;
    return para->lines.count ? para->lines.count - 1 : 0;
}

double
para_line_width(const Para *para, size_t line)
{
    return para->lines.items[line].width;
}

double
para_max_width(const Para *para)
{
    double widest = 0;
    for (size_t i = 0; i < para->lines.count; i++)
        widest = fmax(widest, para->lines.items[i].width + indent_of(para, i));
    return widest;
}

double
para_min_width(Para *para)
{
    const Boxes *boxes = &para->boxes;
    need_breaks(para);
    double widest = 0, piece = para->style.indent;
    for (size_t i = 0; i < boxes->count; i++) {
        const Box *box = &boxes->items[i];
        piece += box->width;
        if (box->after == BREAK_NONE) {
            piece += box->glue;
            continue;
        }
        double hyphen = 0;
        if (box->after == BREAK_HYPHEN)
            hyphen_glyph(boxes, box, &hyphen);
        widest = fmax(widest, piece + hyphen);
        piece = para->style.hanging;
    }
    return widest;
}

double
para_natural_width(Para *para)
{
    const Boxes *boxes = &para->boxes;
    double widest = 0, indent = para->style.indent;
    for (size_t from = 0; from < boxes->count;) {
        size_t to = from;
        while (to < boxes->count && boxes->items[to].box_class != BOX_BREAK)
            to++;
        widest = fmax(widest, indent + width_between(para, from, to));
        indent = para->style.hanging;
        from = to + 1;
    }
    return widest;
}

/* The em box of ideographs (0.88 above the baseline, 0.12 below) stands in the middle of its line, for every script:
 * so the lines of two languages side by side share their baselines. */
double
para_first_baseline(const Para *para)
{
    return (para->style.line_height - para->size) / 2 + 0.88 * para->size;
}

uint32_t
para_missing(const Para *para)
{
    return para->boxes.missing;
}

/* ---- placing -------------------------------------------------------------------------------------------------------------- */

static TextJoinKind
join_of(const Para *para, size_t index)
{
    const Line *line = &para->lines.items[index];
    if (index + 1 >= para->lines.count)
        return TEXT_ENDS;
    if (line->hyphen)
        return TEXT_GOES_ON_HYPHEN;
    return line->next > line->to ? TEXT_GOES_ON_SPACE : TEXT_GOES_ON;
}

static bool
is_link(const TextRange *range)
{
    return range->link_dest || range->link_uri;
}

static bool
same_link(const TextRange *a, const TextRange *b)
{
    return str_equal(a->link_dest, b->link_dest) && str_equal(a->link_uri, b->link_uri) && a->link_elem == b->link_elem;
}

/* Stretches of one link on a line become an active area each. */
static void
place_links(const Para *para, Scene *scene, const Line *line, double x, double baseline)
{
    const Boxes *boxes = &para->boxes;
    for (size_t i = line->from; i < line->to;) {
        const TextRange *range = box_range(boxes, &boxes->items[i]);
        double start = x, end = x, up = 0, down = 0;
        size_t k = i;
        for (; k < line->to && same_link(range, box_range(boxes, &boxes->items[k])); k++) {
            const Box *box = &boxes->items[k];
            const TextStyle *style = &box_range(boxes, box)->style;
            end = x + box->width;
            x = end + (k + 1 < line->to ? line_glue(line, box) : 0);
            up = fmax(up, 0.88 * style->size + style->rise);
            down = fmax(down, 0.2 * style->size - style->rise);
        }
        if (is_link(range)) {
            LinkOp link = {
                .rect = {start, baseline - up, end - start, up + down},
                .uri = range->link_uri,
                .dest = range->link_dest,
                .contents = range->link_contents,
                .elem = range->link_elem ? range->link_elem : range->elem,
            };
            scene_link(scene, &link);
        }
        i = k;
    }
}

/* A dot below each Han character that is emphasized, none below marks and Western text. */
static void
place_dots(const Para *para, Scene *scene, const Line *line, double x, double baseline)
{
    const Boxes *boxes = &para->boxes;
    Arena *scratch = NULL;
    for (size_t i = line->from; i < line->to; i++) {
        const Box *box = &boxes->items[i];
        const TextStyle *style = &box_range(boxes, box)->style;
        if (style->dotted && box->box_class == BOX_HAN) {
            SceneState state = scene_state(scene);
            scratch = scratch ? scratch : arena_new();
            Path dot = {0};
            path_circle(scratch, &dot, (Point){x + box->width / 2, baseline + 0.26 * style->size}, 0.075 * style->size);
            scene_set_state(scene, (SceneState){.elem = ELEM_ARTIFACT});
            scene_path(scene, &dot, paint_solid(style->color), NULL);
            scene_set_state(scene, state);
        }
        x += box->width + (i + 1 < line->to ? line_glue(line, box) : 0);
    }
    if (scratch)
        arena_free(scratch);
}

void
para_place(const Para *para, Scene *scene, size_t from, size_t to, double x, double y, ElemId elem)
{
    SceneState before = scene_state(scene), state = before;
    state.elem = elem;
    scene_set_state(scene, state);
    Arena *scratch = arena_new();
    double baseline = y + para_first_baseline(para);
    for (size_t i = from; i < to && i < para->lines.count; i++, baseline += para->style.line_height) {
        const Line *line = &para->lines.items[i];
        bool cut = para->tail.count && i + 1 == para->lines.count;
        TextOp op;
        line_op(scratch, &para->boxes, line, cut ? &para->tail : NULL, &op);
        if (!*op.text)
            continue;
        double indent = indent_of(para, i), left = x + indent, slack = para->width - indent - line->width;
        if (para->style.align == PARA_CENTER)
            left += slack / 2;
        else if (para->style.align == PARA_END)
            left += slack;
        op.at = (Point){left, baseline};
        op.join = join_of(para, i);
        scene_text(scene, &op);
        place_links(para, scene, line, left, baseline);
        place_dots(para, scene, line, left, baseline);
    }
    arena_free(scratch);
    scene_set_state(scene, before);
}
