#include "text/para.h"

#include "base/str.h"
#include "text/box.h"

#include <hyphen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Para {
    Arena *arena;
    TextContext *context;
    ParaStyle style;
    Boxes boxes;
    double width;            /* of the last para_break */
    VEC(LineSpec) lines;
    const char *ellipsis;    /* where max_lines cut: unused text follows */
};

TextContext *
text_context_new(Arena *arena, FontSet *fonts, const Locale *const *locales, int lang_count)
{
    TextContext *context = ARENA_NEW(arena, TextContext);
    context->arena = arena;
    context->fonts = fonts;
    context->locales = ARENA_ARRAY(arena, const Locale *, lang_count);
    memcpy((void *)context->locales, locales, sizeof *locales * (size_t)lang_count);
    context->lang_count = lang_count;
    context->hyphens = ARENA_ARRAY(arena, void *, lang_count);
    context->hyphens_tried = ARENA_ARRAY(arena, bool, lang_count);
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

/* ---- hyphenation --------------------------------------------------------------------------------------------- */

static void
free_dictionary(void *object)
{
    hnj_hyphen_free(object);
}

static HyphenDict *
dictionary(TextContext *context, int lang)
{
    if (!context->hyphens_tried[lang]) {
        context->hyphens_tried[lang] = true;
        const char *tag = context->locales[lang]->tag;
        const char *key = arena_strndup(context->arena, tag, strcspn(tag, "-"));
        const char *path = fontset_dictionary(context->fonts, key);
        context->hyphens[lang] = path ? hnj_hyphen_load(path) : NULL;
        if (context->hyphens[lang])
            arena_defer(context->arena, free_dictionary, context->hyphens[lang]);
    }
    return context->hyphens[lang];
}

static bool
is_ascii_letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
}

/* Words of small letters only: names and acronyms stay whole, and so do words beside a typed hyphen. */
static void
hyphenate_word(Arena *arena, TextContext *context, Boxes *boxes, size_t from, size_t to)
{
    enum { SHORTEST = 6, BEFORE = 2, AFTER = 3 };
    size_t length = to - from;
    if (length < SHORTEST || length > 60)
        return;
    char word[64], marks[70];
    for (size_t i = 0; i < length; i++) {
        const Box *box = &boxes->items[from + i];
        if (box->rune >= 'A' && box->rune <= 'Z')
            return;
        if (box->end - box->start != 1)
            return;
        word[i] = (char)box->rune;
    }
    word[length] = '\0';
    HyphenDict *dict = dictionary(context, boxes->items[from].range->style.lang);
    char **replacement = NULL;
    int *position = NULL, *cut = NULL;
    (void)arena;
    if (!dict || hnj_hyphen_hyphenate2(dict, word, (int)length, marks, NULL, &replacement, &position, &cut) != 0)
        return;
    for (size_t i = BEFORE - 1; i + AFTER < length; i++)
        if ((marks[i] & 1) && boxes->items[from + i].after == BREAK_NONE)
            boxes->items[from + i].after = BREAK_HYPHEN;
    /* Dictionaries with replacements (German of old) hand out arrays that are ours to free. */
    if (replacement) {
        for (size_t i = 0; i < length; i++)
            free(replacement[i]);
        free(replacement);
        free(position);
        free(cut);
    }
}

void
boxes_hyphenate(Arena *arena, TextContext *context, Boxes *boxes)
{
    for (size_t i = 0; i < boxes->count;) {
        if (!is_ascii_letter(boxes->items[i].rune) || boxes->items[i].range->no_break || boxes->items[i].range->use) {
            i++;
            continue;
        }
        size_t end = i;
        while (end < boxes->count && is_ascii_letter(boxes->items[end].rune))
            end++;
        bool beside_hyphen = (i && boxes->items[i - 1].rune == '-') || (end < boxes->count && (boxes->items[end].rune == '-' || boxes->items[end].rune == '/'));
        if (!beside_hyphen)
            hyphenate_word(arena, context, boxes, i, end);
        i = end;
    }
}

/* ---- building and breaking ---------------------------------------------------------------------------------------- */

Para *
para_new(Arena *arena, TextContext *context, const TextRange *ranges, size_t count, const ParaStyle *style)
{
    Para *para = ARENA_NEW(arena, Para);
    para->arena = arena;
    para->context = context;
    para->style = *style;
    /* Boxes point at their range, which has to live as long. */
    TextRange *copy = ARENA_ARRAY(arena, TextRange, count + 1);
    if (count)
        memcpy(copy, ranges, count * sizeof *ranges);
    boxes_build(arena, context, copy, count, style, true, &para->boxes);
    if (style->hyphenate)
        boxes_hyphenate(arena, context, &para->boxes);
    return para;
}

static double
measure_for(const Para *para, size_t line, double width)
{
    return width - (line == 0 ? para->style.indent : para->style.hanging);
}

/* Total-fit line breaking (Knuth and Plass 1981) by dynamic programming over break positions: the cost of a line is the square of
 * its badness, hyphens and a last line of one character cost extra. cost[j]: of setting boxes before j. */
typedef struct Fit {
    double cost;
    size_t from;
    size_t line;
} Fit;

static double
line_cost(const Para *para, double room, double width, double stretch, double shrink, bool last)
{
    double slack = room - width;
    bool justified = para->style.align == PARA_JUSTIFY;
    if (slack < -0.01) {
        if (-slack > shrink + 0.01 || !justified)
            return -1;
        double r = -slack / (shrink + 1e-9);
        return 100 * r * r * r;
    }
    if (last)
        return 0;
    if (!justified) {
        double r = slack / (room * 0.25 + 1e-9);
        return 20 * r * r;
    }
    double r = slack / (stretch + room * 0.004 + 1e-9);
    return r > 8 ? 51200 + 1000 * r : 100 * r * r * r;
}

static bool
fit_lines(const Para *para, double width, Fit *fits)
{
    const Boxes *boxes = &para->boxes;
    size_t count = boxes->count;
    for (size_t i = 0; i <= count; i++)
        fits[i] = (Fit){.cost = INFINITY};
    fits[0] = (Fit){0};
    for (size_t i = 0; i < count; i++) {
        if (isinf(fits[i].cost))
            continue;
        double room = measure_for(para, fits[i].line, width), natural = 0, stretch = 0, shrink = 0, glue = 0, give = 0, take = 0;
        size_t start = boxes_line_start(boxes, i, count);
        bool placed = false;
        for (size_t j = start; j < count; j++) {
            const Box *box = &boxes->items[j];
            /* Glue of the box before counts now that something follows it; spaces at the end never do. */
            bool ink = box->box_class != BOX_SPACE && box->box_class != BOX_BREAK;
            if (ink) {
                natural += glue + box->width;
                stretch += give;
                shrink += take;
                glue = give = take = 0;
            }
            glue += box->glue;
            give += box->stretch;
            take += box->shrink;
            if (placed && natural - shrink > room + 0.01)
                break;
            if (box->after == BREAK_NONE)
                continue;
            double used = natural + (box->after == BREAK_HYPHEN ? box_hyphen_width(para->context, box) : 0);
            bool last = j + 1 == count || box->after == BREAK_FORCED;
            double cost = line_cost(para, room, used, stretch, shrink, last);
            if (cost < 0) {
                /* Nothing fits: a line that sticks out is better than none; inspect reports it. */
                if (placed)
                    continue;
                cost = 1e7;
            }
            placed = true;
            cost = (1 + cost) * (1 + cost);
            if (box->after == BREAK_HYPHEN)
                cost += 4000;
            if (last && j + 1 == count && j - start < 2 && i > 0)
                cost += 60000;
            if (fits[i].cost + cost < fits[j + 1].cost)
                fits[j + 1] = (Fit){fits[i].cost + cost, i, fits[i].line + 1};
            if (box->after == BREAK_FORCED)
                break;
        }
    }
    return !isinf(fits[count].cost);
}

static double
line_ratio(const Para *para, const LineSpec *line, size_t index, bool last)
{
    double width, stretch, shrink;
    boxes_line_measure(&para->boxes, line->from, line->to, &width, &stretch, &shrink);
    if (line->hyphen)
        width += box_hyphen_width(para->context, &para->boxes.items[boxes_line_end(&para->boxes, line->from, line->to) - 1]);
    double slack = measure_for(para, index, para->width) - width;
    if (slack < 0)
        return shrink > 0 ? fmax(-1, slack / shrink) : 0;
    if (para->style.align != PARA_JUSTIFY || last || stretch <= 0)
        return 0;
    double ratio = slack / stretch;
    /* A line that would tear open is left ragged instead. */
    return ratio > 14 ? 0 : ratio;
}

static void
cut_lines(Para *para)
{
    size_t most = (size_t)para->style.max_lines;
    if (!para->style.max_lines || para->lines.count <= most)
        return;
    para->lines.count = most;
    para->ellipsis = "…";
    LineSpec *line = &para->lines.items[most - 1];
    double room = measure_for(para, most - 1, para->width), width, stretch, shrink;
    while (line->to > line->from + 1) {
        boxes_line_measure(&para->boxes, line->from, line->to, &width, &stretch, &shrink);
        if (width + para->boxes.items[line->from].range->style.size <= room)
            break;
        line->to--;
    }
    line->ratio = 0;
    line->hyphen = false;
}

static void
break_at(Para *para, double width)
{
    size_t count = para->boxes.count;
    para->width = width;
    para->lines.count = 0;
    para->ellipsis = NULL;
    if (!count)
        return;
    Fit *fits = base_alloc(sizeof *fits * (count + 1));
    if (fit_lines(para, width, fits)) {
        size_t total = fits[count].line;
        for (size_t i = 0; i < total; i++)
            VEC_PUSH(para->arena, &para->lines, (LineSpec){0});
        for (size_t end = count, index = total; index-- > 0; end = fits[end].from) {
            const Box *last = &para->boxes.items[end - 1];
            para->lines.items[index] = (LineSpec){.from = fits[end].from, .to = end, .hyphen = last->after == BREAK_HYPHEN};
        }
        for (size_t i = 0; i < total; i++) {
            LineSpec *line = &para->lines.items[i];
            bool ends = i + 1 == total || para->boxes.items[line->to - 1].after == BREAK_FORCED;
            line->ratio = line_ratio(para, line, i, ends);
        }
    } else {
        VEC_PUSH(para->arena, &para->lines, (LineSpec){.to = count});
    }
    free(fits);
    cut_lines(para);
}

size_t
para_break(Para *para, double width)
{
    break_at(para, width);
    size_t lines = para->lines.count;
    if (para->style.balance && lines > 1) {
        /* The narrowest measure that keeps the number of lines makes them about equally long. */
        double low = width / (double)(lines + 1), high = width;
        for (int i = 0; i < 12; i++) {
            double middle = (low + high) / 2;
            break_at(para, middle);
            bool fits = para->lines.count <= lines && para_max_width(para) <= middle + 0.01;
            *(fits ? &high : &low) = middle;
        }
        break_at(para, high);
        para->width = width;
    }
    return para->lines.count;
}

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

double
para_line_width(const Para *para, size_t line)
{
    const LineSpec *spec = &para->lines.items[line];
    double width, stretch, shrink;
    boxes_line_measure(&para->boxes, spec->from, spec->to, &width, &stretch, &shrink);
    return width + (spec->ratio >= 0 ? stretch : shrink) * spec->ratio;
}

double
para_max_width(const Para *para)
{
    double widest = 0;
    for (size_t i = 0; i < para->lines.count; i++)
        widest = fmax(widest, para_line_width(para, i));
    return widest;
}

double
para_min_width(Para *para)
{
    double widest = 0, piece = 0;
    for (size_t i = 0; i < para->boxes.count; i++) {
        const Box *box = &para->boxes.items[i];
        piece += box->width;
        if (box->after != BREAK_NONE) {
            widest = fmax(widest, piece + (box->after == BREAK_HYPHEN ? box_hyphen_width(para->context, box) : 0));
            piece = 0;
        } else {
            piece += box->glue;
        }
    }
    return fmax(widest, piece);
}

double
para_natural_width(Para *para)
{
    double width, stretch, shrink;
    boxes_line_measure(&para->boxes, 0, para->boxes.count, &width, &stretch, &shrink);
    return width + para->style.indent;
}

/* The text stands in its line with equal space above and below its box; ideographs decide where there are any. */
double
para_first_baseline(const Para *para)
{
    double ascent = 0.88, descent = 0.12, size = 10;
    if (para->boxes.count) {
        const Box *box = &para->boxes.items[0];
        size = box->range->style.size;
        bool cjk = para->context->locales[box->range->style.lang]->is_cjk;
        ascent = cjk ? 0.88 : box->face->ascent;
        descent = cjk ? 0.12 : box->face->descent;
        double sum = ascent + descent;
        /* Latin faces differ in their boxes; put the baseline where the CJK em box would. */
        if (!cjk) {
            ascent = 0.86 * sum / sum;
            descent = 0.14;
        }
    }
    return (para->style.line_height - (ascent + descent) * size) / 2 + ascent * size;
}

uint32_t
para_missing(const Para *para)
{
    return para->boxes.missing;
}

/* ---- placing ------------------------------------------------------------------------------------------------------------ */

static TextJoinKind
join_of(const Para *para, size_t line)
{
    if (line + 1 >= para->lines.count)
        return TEXT_ENDS;
    const LineSpec *spec = &para->lines.items[line];
    if (spec->hyphen)
        return TEXT_GOES_ON_HYPHEN;
    const Box *last = &para->boxes.items[spec->to - 1];
    return last->box_class == BOX_SPACE || last->box_class == BOX_BREAK ? TEXT_GOES_ON_SPACE : TEXT_GOES_ON;
}

/* Stretches of one link on one line become an active area. */
static void
place_links(const Para *para, Scene *scene, const LineSpec *line, double x, double baseline)
{
    const Boxes *boxes = &para->boxes;
    size_t from = boxes_line_start(boxes, line->from, line->to), to = boxes_line_end(boxes, from, line->to);
    double at = x;
    for (size_t i = from; i < to;) {
        const TextRange *range = boxes->items[i].range;
        double start = at, end = at, size = range->style.size;
        size_t k = i;
        for (; k < to && boxes->items[k].range == range; k++) {
            const Box *box = &boxes->items[k];
            end = at + box->width;
            at = end + (k + 1 < to ? box->glue + (line->ratio >= 0 ? box->stretch : box->shrink) * line->ratio : 0);
        }
        if (range->link_dest || range->link_uri) {
            LinkOp link = {
                .rect = {start, baseline - size * 0.88 - range->style.rise, end - start, size * 1.08},
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

void
para_place(const Para *para, Scene *scene, size_t from, size_t to, double x, double y, ElemId elem)
{
    SceneState before = scene_state(scene), state = before;
    state.elem = elem;
    scene_set_state(scene, state);
    double baseline = y + para_first_baseline(para);
    for (size_t i = from; i < to && i < para->lines.count; i++, baseline += para->style.line_height) {
        const LineSpec *line = &para->lines.items[i];
        TextOp op;
        double width = boxes_line_op(scene->arena, para->context, &para->boxes, line, &op);
        if (!*op.text)
            continue;
        double left = x + (i == 0 ? para->style.indent : para->style.hanging), room = measure_for(para, i, para->width);
        if (para->style.align == PARA_CENTER)
            left += (room - width) / 2;
        else if (para->style.align == PARA_END)
            left += room - width;
        op.at = (Point){left, baseline};
        op.anchor = ANCHOR_START;
        op.join = join_of(para, i);
        scene_text(scene, &op);
        place_links(para, scene, line, left, baseline);
        if (para->ellipsis && i + 1 == para->lines.count) {
            const Box *last = &para->boxes.items[line->to - 1];
            label_place(para->context, scene, para->ellipsis, &last->range->style, (Point){left + width, baseline}, ANCHOR_START, 0, 1, 0, NULL, NULL);
        }
    }
    scene_set_state(scene, before);
}
