/* text/fit.c -- optimum fit: the lines of a whole text with the least sum of squared badness.
 *
 * After Knuth and Plass (Breaking Paragraphs into Lines, 1981), by dynamic programming over break opportunities, with
 * the three steps of stretch of text/box.h. Each line costs (1 + 100 r³ + penalty)², r being how much of the give in
 * the line is used, and more where a loose line meets a tight one. Sums over prefixes make a line's width one
 * subtraction.
 *
 * What fits on one line is one: any other way has two lines, which cost more. For the rest, lines looser than ENOUGH are
 * not tried at first. When the text found so costs less than one such line, none could be in the best one, and it is found;
 * else all are tried.
 */
#include "text/box.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

static const double HYPHEN_PENALTY = 80;      /* TeX takes 50, with wider word spaces */
static const double SHORT_HYPHEN = 120;       /* re-, in-, ad- at a line end tell the reader nothing */
static const double RAGGED_HYPHEN = 300;      /* ragged text hardly needs any */
static const double TWO_HYPHENS = 20000;      /* demerits: two lines in a row, or the last but one */
static const double UNEVEN = 5000;            /* a loose line beside a tight one */
static const double LONE_END = 12000;         /* a last line of one character or a scrap of a word */
static const double FORCED_PIECE = 1e6;       /* torn where no rule allows it, as nothing fits */
static const double OVERFULL = 1e8;           /* not even that: sticks out, and inspect says so */
static const double SLOP = 0.01;              /* pt */
static const double ENOUGH = 3;               /* times the give of a line: looser ones come second */

/* Sums of everything before a box, the glue behind it not included. */
typedef struct Sum {
    double width, stretch[STRETCH_STEPS], shrink;
} Sum;

/* How a line looks; those two apart look uneven one below the other. */
enum { TIGHT, DECENT, LOOSE, OPEN, LOOKS };

typedef struct Node {
    double cost;
    uint32_t from;     /* break before which this line begins, */
    uint8_t from_look; /* and the look of the line before that */
    bool hyphen;
} Node;

typedef struct Fit {
    const Boxes *boxes;
    const Measure *measure;
    Sum *sums;     /* [i]: boxes [0, i) with the glue behind each */
    double *reach; /* [i]: how wide boxes [0, i) can be made, stretched ENOUGH times; never less than [i - 1] */
    Node (*nodes)[LOOKS]; /* [i]: best way to end a line of each look before box i */
    bool thorough; /* all lines are tried */
} Fit;

static bool
is_blank(const Box *box)
{
    return box->box_class == BOX_SPACE || box->box_class == BOX_BREAK;
}

/* Ragged lines within three ems look alike. */
static double
ragged_give(const Fit *fit)
{
    return 3 * fit->measure->size;
}

static double
stretched(const Fit *fit, const Sum *sum)
{
    return fit->measure->justify ? ENOUGH * (sum->stretch[0] + sum->stretch[1] + sum->stretch[2]) : 0;
}

static void
make_sums(Fit *fit)
{
    const Boxes *boxes = fit->boxes;
    Sum sum = {0};
    double reach = -INFINITY;
    fit->sums[0] = sum;
    fit->reach[0] = reach;
    for (size_t i = 0; i < boxes->count; i++) {
        const Box *box = &boxes->items[i];
        sum.width += box->width + box->glue;
        sum.shrink += box->shrink;
        for (int k = 0; k < STRETCH_STEPS; k++)
            sum.stretch[k] += box->stretch[k];
        fit->sums[i + 1] = sum;
        reach = fmax(reach, sum.width - box->glue + stretched(fit, &sum));
        fit->reach[i + 1] = reach;
    }
}

/* A line never begins or ends with typed spaces, but for those at the very beginning. */
static size_t
skip_blanks(const Boxes *boxes, size_t from)
{
    while (from > 0 && from < boxes->count && boxes->items[from].box_class == BOX_SPACE)
        from++;
    return from;
}

static size_t
trim_blanks(const Boxes *boxes, size_t from, size_t to)
{
    while (to > from && is_blank(&boxes->items[to - 1]))
        to--;
    return to;
}

/* Natural width and give of boxes [from, to), without the glue behind the last. */
static Sum
span_of(const Fit *fit, size_t from, size_t to)
{
    Sum span = {0};
    if (to <= from)
        return span;
    const Sum *a = &fit->sums[from], *b = &fit->sums[to];
    const Box *last = &fit->boxes->items[to - 1];
    span.width = b->width - a->width - last->glue;
    span.shrink = b->shrink - a->shrink - last->shrink;
    for (int k = 0; k < STRETCH_STEPS; k++)
        span.stretch[k] = b->stretch[k] - a->stretch[k] - last->stretch[k];
    return span;
}

static double
room_for(const Fit *fit, size_t from)
{
    return from == 0 ? fit->measure->first : fit->measure->other;
}

/* How much of its give the line uses, below 0 for shrink; NAN where it does not fit. */
static double
ratio_of(const Fit *fit, double room, const Sum *span, bool last)
{
    double slack = room - span->width, give, least = 0.02 * room + 1e-6;
    if (slack < -SLOP)
        return fit->measure->justify && -slack <= span->shrink + SLOP ? slack / fmax(span->shrink, least) : NAN;
    if (last)
        return 0;
    give = fit->measure->justify ? span->stretch[0] + span->stretch[1] + span->stretch[2] : ragged_give(fit);
    return slack / fmax(give, least);
}

static int
look_of(const Fit *fit, double ratio)
{
    if (!fit->measure->justify)
        return DECENT;
    return ratio < -0.5 ? TIGHT : ratio <= 0.5 ? DECENT : ratio <= 1 ? LOOSE : OPEN;
}

/* One character alone, with its marks, or the scrap of a word. */
static bool
is_lone(const Boxes *boxes, size_t from, size_t to)
{
    size_t full = 0, letters = 0;
    for (size_t i = from; i < to; i++) {
        const Box *box = &boxes->items[i];
        full += box->box_class == BOX_HAN;
        letters += box->box_class == BOX_LATIN;
    }
    return full * 2 + letters < 4;
}

/* Of boxes [from, to), whatever comes before; INFINITY where they don't fit. */
static double
line_cost(const Fit *fit, size_t start, size_t from, size_t to, size_t next, int *look)
{
    const Boxes *boxes = fit->boxes;
    const Box *final = &boxes->items[next - 1];
    bool hyphen = final->after == BREAK_HYPHEN, last = final->after == BREAK_FORCED;
    Sum span = span_of(fit, from, to);
    if (hyphen) {
        double width;
        hyphen_glyph(boxes, final, &width);
        span.width += width;
    }
    double ratio = ratio_of(fit, room_for(fit, start), &span, last);
    if (isnan(ratio))
        return INFINITY;
    *look = look_of(fit, ratio);
    bool two_letters = hyphen && next >= from + 2 && (next == from + 2 || boxes->items[next - 3].box_class != BOX_LATIN);
    double r = fabs(ratio), penalty = !fit->measure->justify ? RAGGED_HYPHEN : two_letters ? SHORT_HYPHEN : HYPHEN_PENALTY;
    double sum = 1 + 100 * r * r * r + (hyphen ? penalty : 0), cost = sum * sum;
    if (last && start > 0 && boxes->items[start - 1].after != BREAK_FORCED && is_lone(boxes, from, to))
        cost += LONE_END;
    return cost;
}

/* A line [start, next) as the continuation of the best one of each look. */
static void
offer(Fit *fit, size_t next, size_t start, double cost, int look, bool hyphen, bool last)
{
    for (int before = 0; before < LOOKS; before++) {
        const Node *node = &fit->nodes[start][before];
        if (isinf(node->cost))
            continue;
        double sum = node->cost + cost;
        if (start > 0 && abs(before - look) > 1)
            sum += UNEVEN;
        if (node->hyphen && (hyphen || last))
            sum += TWO_HYPHENS;
        if (sum < fit->nodes[next][look].cost)
            fit->nodes[next][look] = (Node){sum, (uint32_t)start, (uint8_t)before, hyphen};
    }
}

/* Whether a line may be torn behind this box when nothing else helps: between letters, never in a figure. */
static bool
may_tear(const Boxes *boxes, size_t index)
{
    const Box *box = &boxes->items[index], *next = box + 1;
    if (index + 1 >= boxes->count || box_range(boxes, box)->use || is_blank(next) || next->box_class == BOX_CLOSE || box->box_class == BOX_OPEN)
        return false;
    bool digits = box->last_rune >= '0' && box->last_rune <= '9' && next->rune >= '0' && next->rune <= '9';
    return !digits && box_range(boxes, next)->style.rise <= 0;
}

/* A line [start, next), where it fits; false where not. */
static bool
try_line(Fit *fit, size_t start, size_t from, size_t to, size_t next)
{
    const Box *final = &fit->boxes->items[next - 1];
    int look = DECENT;
    double cost = line_cost(fit, start, from, to, next, &look);
    if (isinf(cost))
        return false;
    offer(fit, next, start, cost, look, final->after == BREAK_HYPHEN, final->after == BREAK_FORCED);
    return true;
}

static double
least_width(const Fit *fit, size_t from, size_t to)
{
    const Sum *a = &fit->sums[from], *b = &fit->sums[to];
    const Box *last = &fit->boxes->items[to - 1];
    double width = b->width - a->width - last->glue;
    return fit->measure->justify ? width - (b->shrink - a->shrink - last->shrink) : width;
}

/* The first box behind which a line from `from` is not looser than ENOUGH; the last box where there is none. A hyphen is less than
 * an em wide. */
static size_t
first_worth(const Fit *fit, size_t from, double room)
{
    const Sum *before = &fit->sums[from];
    double give = fit->measure->justify ? 0.02 * room + 1e-6 : fmax(ragged_give(fit), 0.02 * room + 1e-6);
    double wanted = room + before->width + stretched(fit, before) - ENOUGH * give - fit->measure->size - SLOP;
    size_t low = from, high = fit->boxes->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fit->reach[middle + 1] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The lines from box `start` that are worth a try; false where there is none that fits. */
static bool
good_lines_from(Fit *fit, size_t start)
{
    const Boxes *boxes = fit->boxes;
    double room = room_for(fit, start);
    size_t from = skip_blanks(boxes, start);
    bool placed = false;
    if (from >= boxes->count)
        return false;
    size_t first = first_worth(fit, from, room), to = trim_blanks(boxes, from, first + 1);
    for (size_t i = first; i < boxes->count; i++) {
        const Box *box = &boxes->items[i];
        if (!is_blank(box)) {
            to = i + 1;
            if (least_width(fit, from, to) > room + SLOP)
                break;
        }
        if (box->after != BREAK_NONE)
            placed |= try_line(fit, start, from, to, i + 1);
    }
    return placed;
}

/* All lines that begin before box `start`; torn ones where no other fits. */
static void
lines_from(Fit *fit, size_t start)
{
    const Boxes *boxes = fit->boxes;
    double room = room_for(fit, start);
    size_t from = skip_blanks(boxes, start), tear = 0, space = 0, first_break = 0;
    bool placed = false;
    for (size_t i = from; i < boxes->count; i++) {
        const Box *box = &boxes->items[i];
        size_t next = i + 1, to = trim_blanks(boxes, from, next);
        if (!is_blank(box)) {
            double least = least_width(fit, from, to);
            if (least > room + SLOP && (placed || tear || first_break))
                break;
            if (least <= room + SLOP && may_tear(boxes, i))
                tear = next;
        } else if (to > from && !(next < boxes->count && is_blank(&boxes->items[next]))) {
            space = next; /* one that holds words together, but rather that than a word */
        }
        if (box->after == BREAK_NONE)
            continue;
        if (try_line(fit, start, from, to, next))
            placed = true;
        else if (!first_break && box->after != BREAK_HYPHEN)
            first_break = next;
        if (box->after == BREAK_FORCED)
            break;
    }
    if (placed)
        return;
    if (space || tear)
        offer(fit, space ? space : tear, start, FORCED_PIECE, DECENT, false, false);
    else
        offer(fit, first_break ? first_break : boxes->count, start, OVERFULL, DECENT, false, false);
}

/* ---- lines ------------------------------------------------------------------------------------------------------------ */

/* Gives the slack to the steps in turn; what is left when all are used up goes to the last that has any. */
static void
distribute(Line *line, double slack, const Sum *span)
{
    for (int k = 0; k < STRETCH_STEPS && slack > 0; k++) {
        bool later = false;
        for (int m = k + 1; m < STRETCH_STEPS; m++)
            later |= span->stretch[m] > 0;
        if (span->stretch[k] <= 0)
            continue;
        double given = later ? fmin(slack, span->stretch[k]) : slack;
        line->ratio[k] = given / span->stretch[k];
        slack -= given;
    }
}

/* Words of a narrow column that would stand more than an em and a half apart stay ragged. A word space gives 0.17 em
 * for each unit of ratio. */
static bool
would_tear_open(const Fit *fit, const Line *line, const Sum *span)
{
    return span->stretch[2] <= 0 && fmax(line->ratio[0], line->ratio[1]) * 0.17 > 1.3 && fit->measure->justify;
}

static Line
make_line(const Fit *fit, size_t start, size_t next, bool hyphen_shown)
{
    const Boxes *boxes = fit->boxes;
    Line line = {.from = skip_blanks(boxes, start), .next = next};
    line.to = trim_blanks(boxes, line.from, next);
    const Box *final = &boxes->items[next - 1];
    line.ends = final->after == BREAK_FORCED;
    line.hyphen = hyphen_shown;
    Sum span = span_of(fit, line.from, line.to);
    double hyphen = 0;
    if (line.hyphen)
        hyphen_glyph(boxes, final, &hyphen);
    double slack = room_for(fit, start) - span.width - hyphen;
    if (slack < 0 && fit->measure->justify && span.shrink > 0) {
        double ratio = fmax(-1, slack / span.shrink);
        for (int k = 0; k < STRETCH_STEPS; k++)
            line.ratio[k] = ratio;
        span.width += ratio * span.shrink;
    } else if (slack > 0 && fit->measure->justify && !line.ends) {
        distribute(&line, slack, &span);
        if (would_tear_open(fit, &line, &span))
            line.ratio[0] = line.ratio[1] = line.ratio[2] = 0;
        for (int k = 0; k < STRETCH_STEPS; k++)
            span.width += line.ratio[k] * span.stretch[k];
    }
    line.width = span.width + hyphen;
    return line;
}

static int
best_look(const Fit *fit, size_t at)
{
    int best = 0;
    for (int look = 1; look < LOOKS; look++)
        if (fit->nodes[at][look].cost < fit->nodes[at][best].cost)
            best = look;
    return best;
}

static bool
is_reached(const Fit *fit, size_t at)
{
    return !isinf(fit->nodes[at][best_look(fit, at)].cost);
}

/* Finds the best lines; their cost. */
static double
fit_all(Fit *fit)
{
    size_t count = fit->boxes->count;
    for (size_t i = 0; i <= count; i++)
        for (int look = 0; look < LOOKS; look++)
            fit->nodes[i][look] = (Node){.cost = INFINITY};
    fit->nodes[0][DECENT].cost = 0;
    for (size_t i = 0; i < count; i++)
        if (is_reached(fit, i) && (fit->thorough || !good_lines_from(fit, i)))
            lines_from(fit, i);
    return fit->nodes[count][best_look(fit, count)].cost;
}

/* Typed line breaks inside: lines may end far from full. */
static bool
has_typed_breaks(const Boxes *boxes)
{
    for (size_t i = 0; i + 1 < boxes->count; i++)
        if (boxes->items[i].after == BREAK_FORCED)
            return true;
    return false;
}

static void
take_lines(Arena *arena, const Fit *fit, LineList *lines)
{
    size_t count = fit->boxes->count, total = 0;
    int look = best_look(fit, count);
    for (size_t at = count, last = (size_t)look; at > 0; total++) {
        const Node *node = &fit->nodes[at][last];
        at = node->from;
        last = node->from_look;
    }
    while (lines->count < total)
        VEC_PUSH(arena, lines, (Line){0});
    for (size_t at = count, index = total, last = (size_t)look; index-- > 0;) {
        const Node *node = &fit->nodes[at][last];
        lines->items[index] = make_line(fit, node->from, at, node->hyphen);
        at = node->from;
        last = node->from_look;
    }
}

bool
fit_one_line(Arena *arena, const Boxes *boxes, const Measure *measure, LineList *lines)
{
    size_t to = trim_blanks(boxes, 0, boxes->count);
    double sum = 0, width = 0;
    for (size_t i = 0; i < to; i++) {
        const Box *box = &boxes->items[i];
        sum += box->width + box->glue;
        width = sum - box->glue;
        if (width > measure->first || box->box_class == BOX_BREAK)
            return false;
    }
    if (to == 0 || to + 1 < boxes->count || width > measure->first)
        return false;
    lines->count = 0;
    VEC_PUSH(arena, lines, (Line){.to = to, .next = boxes->count, .width = width, .ends = true});
    return true;
}

void
fit_lines(Arena *arena, const Boxes *boxes, const Measure *measure, LineList *lines)
{
    if (fit_one_line(arena, boxes, measure, lines))
        return;
    lines->count = 0;
    size_t count = boxes->count;
    if (!count)
        return;
    Fit fit = {.boxes = boxes, .measure = measure, .thorough = has_typed_breaks(boxes)};
    fit.sums = base_alloc((count + 1) * sizeof *fit.sums);
    fit.reach = base_alloc((count + 1) * sizeof *fit.reach);
    fit.nodes = base_alloc((count + 1) * sizeof *fit.nodes);
    make_sums(&fit);
    double loose = 1 + 100 * ENOUGH * ENOUGH * ENOUGH;
    if (!fit.thorough && fit_all(&fit) >= loose * loose)
        fit.thorough = true;
    if (fit.thorough)
        fit_all(&fit);
    take_lines(arena, &fit, lines);
    free(fit.sums);
    free(fit.reach);
    free(fit.nodes);
}

Line
line_of_all(const Boxes *boxes)
{
    Line line = {.to = boxes->count, .next = boxes->count, .ends = true};
    for (size_t i = 0; i < boxes->count; i++)
        line.width += boxes->items[i].width + (i + 1 < boxes->count || boxes->items[i].box_class == BOX_SPACE ? boxes->items[i].glue : 0);
    return line;
}

double
line_glue(const Line *line, const Box *box)
{
    if (line->ratio[0] < 0)
        return box->glue + line->ratio[0] * box->shrink;
    return box->glue + line->ratio[0] * box->stretch[0] + line->ratio[1] * box->stretch[1] + line->ratio[2] * box->stretch[2];
}
