/* audit/provenance.c -- the numbers of a scene: spans with a figure behind them, and digits that are of a declared kind. */
#include "audit/provenance.h"

#include "base/map.h"
#include "base/str.h"

#include <math.h>
#include <string.h>

typedef struct Piece { /* a text op, or a part of an element's text */
    size_t start, end;     /* bytes of the element's text */
    uint32_t page, op, at; /* at: offset of start in the op's own text */
    Matrix matrix;
    const char *group;     /* Vega's class of the innermost group that has one */
} Piece;

typedef struct ElemText {
    ElemId elem;
    Buf text;
    VEC(Piece) pieces;
} ElemText;

typedef struct UsedBy { /* a span of text that prints a figure */
    const FactUse *use;
    size_t figure;       /* the same for all uses of one key and aspect */
    ElemId elem;         /* of the op */
} UsedBy;

typedef struct Collector {
    Arena *arena;
    const Model *model;
    const Scene *scene;
    PrintedNumbers *out;
    ElemText *texts;       /* by element */
    uint32_t *pages;       /* by element: the first page that it is on, from 1; 0: none */
    VEC(UsedBy) used;      /* figures, in the order of pages */
    Map figures;           /* names of those: each figure has a number */
    NumberNames names;
} Collector;

/* ---- boxes ------------------------------------------------------------------------------------------------------------ */

/* The box of bytes [start, end) of an op, on the page. */
static Rect
box_of(const TextOp *op, Matrix matrix, uint32_t start, uint32_t end)
{
    double left = INFINITY, right = -INFINITY, top = 0, size = 0;
    for (size_t r = 0; r < op->run_count; r++) {
        const GlyphRun *run = &op->runs[r];
        for (size_t g = 0; g < run->count; g++) {
            const Glyph *glyph = &run->glyphs[g];
            if (glyph->cluster < start || glyph->cluster >= end)
                continue;
            left = fmin(left, glyph->x);
            right = fmax(right, glyph->x + glyph->advance);
            top = glyph->y;
            size = fmax(size, run->size);
        }
    }
    Rect box = right < left ? op->bounds : (Rect){left, top - size * 0.88, right - left, size};
    Matrix place = matrix_multiply(matrix, matrix_translate(op->at.x, op->at.y));
    if (op->angle != 0)
        place = matrix_multiply(place, matrix_rotate(op->angle));
    return matrix_apply_rect(place, box);
}

/* ---- what a place says about digits ------------------------------------------------------------------------------------- */

static bool
is_within(const Scene *scene, ElemId elem, Role role)
{
    for (; elem > ELEM_DOCUMENT; elem = scene->elems.items[elem].parent)
        if (scene->elems.items[elem].role == role)
            return true;
    return false;
}

static bool
is_heading(Role role)
{
    return role >= ROLE_TITLE && role <= ROLE_H6;
}

static const char *
kind_by_place(const Collector *self, const Op *op, ElemId elem, const Piece *piece, const char *text, const Number *number)
{
    const Scene *scene = self->scene;
    for (ElemId at = elem; at > ELEM_DOCUMENT; at = scene->elems.items[at].parent)
        if (scene->elems.items[at].literal)
            return scene->elems.items[at].literal;
    if (elem == ELEM_ARTIFACT && op->artifact == ARTIFACT_PAGINATION)
        return "page";
    if (piece->group && (strstr(piece->group, "role-axis") || strstr(piece->group, "role-legend")))
        return "tick";
    if (is_within(scene, elem, ROLE_TOC_ITEM) || is_within(scene, elem, ROLE_TOC))
        return "contents";
    Role role = scene->elems.items[elem].role;
    if (role == ROLE_SPAN) /* the heading's second language */
        role = scene->elems.items[scene->elems.items[elem].parent].role;
    /* 3.1 before the words of a heading. */
    if (is_heading(role) && number->start == 0 && (text[number->end] == ' ' || text[number->end] == '\0' || (unsigned char)text[number->end] >= 0x80))
        return "chapter";
    if (role == ROLE_LABEL || is_within(scene, elem, ROLE_NOTE))
        return number->start == 0 ? "note" : NULL;
    if (role == ROLE_QUOTE || is_within(scene, elem, ROLE_QUOTE))
        return "quote";
    return NULL;
}

/* ---- spans with a use ------------------------------------------------------------------------------------------------------ */

static bool
has_digit(const char *text, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (text[i] >= '0' && text[i] <= '9')
            return true;
    return false;
}

static bool
has_han(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xE3 && (unsigned char)*text <= 0xE9)
            return true;
    return false;
}

static void
push(Collector *self, const Op *op, uint32_t page, Matrix matrix, uint32_t start, uint32_t end, int lang, const FactUse *use, const char *literal)
{
    PrintedNumber number = {
        .text = arena_strndup(self->arena, op->text.text + start, end - start),
        .page = page,
        .box = box_of(&op->text, matrix, start, end),
        .lang = lang,
        .use = use,
        .literal = use && use->kind == USE_LITERAL ? use->literal : literal,
        .loc = op->loc,
    };
    VEC_PUSH(self->arena, self->out, number);
}

static void
collect_uses(Collector *self, const Op *op, uint32_t page, Matrix matrix)
{
    const TextOp *text = &op->text;
    for (size_t i = 0; i < text->span_count; i++) {
        const TextSpan *span = &text->spans[i];
        uint32_t end = span->end;
        while (span->use && i + 1 < text->span_count && text->spans[i + 1].use == span->use)
            end = text->spans[++i].end;
        /* A unit or a label of a figure carries its use as well; it is no number. */
        bool counts = span->use && (span->use->kind != USE_LITERAL || has_digit(text->text, span->start, end));
        if (counts)
            push(self, op, page, matrix, span->start, end, span->lang, span->use, NULL);
    }
}

/* ---- digits without one ---------------------------------------------------------------------------------------------------- */

static void
add_text(Collector *self, const Op *op, uint32_t page, uint32_t index, Matrix matrix, const char *group)
{
    const TextOp *text = &op->text;
    uint32_t from = 0, length = (uint32_t)strlen(text->text);
    while (from < length || (from == 0 && length == 0)) {
        ElemId elem = op->elem;
        uint32_t to = length;
        for (size_t i = 0; i < text->span_count; i++)
            if (text->spans[i].start <= from && text->spans[i].end > from && text->spans[i].elem) {
                elem = text->spans[i].elem;
                to = text->spans[i].end;
                for (size_t k = i + 1; k < text->span_count && text->spans[k].elem == elem; k++)
                    to = text->spans[k].end;
            }
        if (to <= from)
            break;
        ElemText *all = &self->texts[elem];
        /* Artifacts have nothing in common; so have the marks of a chart. */
        if ((elem == ELEM_ARTIFACT || group) && all->text.length)
            buf_add(&all->text, "\n\n");
        Piece piece = {.start = all->text.length, .page = page, .op = index, .at = from, .matrix = matrix, .group = group};
        buf_add_bytes(&all->text, text->text + from, to - from);
        piece.end = all->text.length;
        VEC_PUSH(self->arena, &all->pieces, piece);
        if (text->join == TEXT_GOES_ON_SPACE)
            buf_add_char(&all->text, ' ');
        else if (text->join == TEXT_ENDS && elem != ELEM_ARTIFACT && !group)
            buf_add(&all->text, " ");
        from = to;
    }
}

static const Piece *
piece_at(const ElemText *all, size_t at)
{
    /* The first that ends behind it: pieces stand in order, and artifacts have thousands. */
    size_t low = 0, high = all->pieces.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->pieces.items[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->pieces.count && at >= all->pieces.items[low].start ? &all->pieces.items[low] : NULL;
}

static const TextSpan *
span_at(const TextOp *text, uint32_t at)
{
    for (size_t i = 0; i < text->span_count; i++)
        if (at >= text->spans[i].start && at < text->spans[i].end)
            return &text->spans[i];
    return NULL;
}

/* Digits of one mention may stand on two lines: each line's part is a printed number of its own. */
static void
push_digits(Collector *self, const ElemText *all, const Number *number)
{
    for (size_t at = number->start; at < number->end;) {
        const Piece *piece = piece_at(all, at);
        if (!piece) {
            at++;
            continue;
        }
        const Op *op = &self->scene->pages.items[piece->page].ops.items[piece->op];
        size_t stop = number->end < piece->end ? number->end : piece->end;
        uint32_t start = (uint32_t)(piece->at + at - piece->start), end = (uint32_t)(piece->at + stop - piece->start);
        const TextSpan *span = span_at(&op->text, start);
        at = stop;
        if (!has_digit(op->text.text, start, end) || (span && span->use))
            continue;
        /* Up to the figure that stands within: 2019年 before a bound number. */
        for (uint32_t k = start; k < end; k++) {
            const TextSpan *inner = span_at(&op->text, k);
            if (inner && inner->use) {
                end = k;
                break;
            }
        }
        if (!has_digit(op->text.text, start, end))
            continue;
        const char *literal = number_is_figure(number) ? NULL : number_kind_name(number->kind);
        const char *by_place = kind_by_place(self, op, all->elem, piece, all->text.ptr, number);
        push(self, op, piece->page, piece->matrix, start, end, span ? span->lang : -1, NULL, by_place ? by_place : literal);
    }
}

static void
collect_digits(Collector *self, const ElemText *all)
{
    if (!all->text.length || !has_digit(all->text.ptr, 0, all->text.length))
        return;
    NumberList found = {0};
    numbers_find(self->arena, all->text.ptr, has_han(all->text.ptr), &self->names, &found);
    for (size_t i = 0; i < found.count; i++)
        push_digits(self, all, &found.items[i]);
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------------ */

static void
note_uses(Collector *self, const Op *op)
{
    for (size_t i = 0; i < op->text.span_count; i++) {
        const FactUse *use = op->text.spans[i].use;
        if (!use || use->kind == USE_LITERAL)
            continue;
        const char *name = arena_printf(self->arena, "%s\x1f%s", use->key ? use->key : "\x1e", use->aspect ? use->aspect : "\x1e");
        if (!map_has(&self->figures, name))
            map_put(&self->figures, name, self);
        VEC_PUSH(self->arena, &self->used, (UsedBy){use, (size_t)map_index(&self->figures, name), op->elem});
    }
}

static void
walk_page(Collector *self, uint32_t index)
{
    const Page *page = &self->scene->pages.items[index];
    VEC(Matrix) matrices = {0};
    VEC(const char *) groups = {0};
    VEC_PUSH(self->arena, &matrices, MATRIX_IDENTITY);
    VEC_PUSH(self->arena, &groups, NULL);
    for (size_t i = 0; i < page->ops.count; i++) {
        const Op *op = &page->ops.items[i];
        if (op->kind == OP_GROUP) {
            Matrix inner = matrix_multiply(VEC_LAST(&matrices), op->group.matrix);
            VEC_PUSH(self->arena, &matrices, inner);
            const char *outer = VEC_LAST(&groups), *klass = op->group.klass;
            /* The axis says more than the labels in it. */
            VEC_PUSH(self->arena, &groups, outer && (strstr(outer, "role-axis") || strstr(outer, "role-legend")) ? outer : klass ? klass : outer);
        } else if (op->kind == OP_GROUP_END) {
            matrices.count--;
            groups.count--;
        } else if (op->kind == OP_TEXT) {
            for (ElemId at = op->elem; at > ELEM_DOCUMENT && !self->pages[at]; at = self->scene->elems.items[at].parent)
                self->pages[at] = index + 1;
            collect_uses(self, op, index, VEC_LAST(&matrices));
            note_uses(self, op);
            add_text(self, op, index, (uint32_t)i, VEC_LAST(&matrices), VEC_LAST(&groups));
        }
    }
}

/* ---- alternative texts ------------------------------------------------------------------------------------------------------ */

static bool close_enough(Decimal printed, const FactUse *use);

static bool
is_inside(const Scene *scene, ElemId elem, ElemId outer)
{
    while (elem > ELEM_DOCUMENT && elem != outer)
        elem = scene->elems.items[elem].parent;
    return elem == outer;
}

typedef struct UseList {
    VEC(const FactUse *) all; /* those of the element first */
    size_t inside;
} UseList;

/* Figures that the scene prints, each once: those of the element itself first. */
static void
uses_for(const Collector *self, ElemId elem, UseList *out)
{
    Arena *scratch = arena_new();
    bool *seen = ARENA_ARRAY(scratch, bool, self->figures.entries.count + 1);
    for (int pass = 0; pass < 2; out->inside = pass ? out->inside : out->all.count, pass++)
        for (size_t i = 0; i < self->used.count; i++) {
            const UsedBy *used = &self->used.items[i];
            if (seen[used->figure] || (pass == 0) != is_inside(self->scene, used->elem, elem))
                continue;
            seen[used->figure] = true;
            VEC_PUSH(self->arena, &out->all, used->use);
        }
    arena_free(scratch);
}

static const FactUse *
formula(Arena *arena, const FactUse *a, const char *sign, const FactUse *b, Decimal value, int digits)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    const FactUse **inputs = ARENA_ARRAY(arena, const FactUse *, 3);
    inputs[0] = a;
    inputs[1] = b;
    use->kind = USE_FORMULA;
    use->key = arena_printf(arena, "%s %s %s", a->key, sign, b->key);
    use->aspect = str_equal(sign, "/") ? "percent" : "value";
    use->value = value;
    use->digits = digits;
    use->inputs = inputs;
    use->evidence = a->evidence > b->evidence ? a->evidence : b->evidence;
    use->status = a->status;
    return use;
}

/* Two counts of one thing: of the same indicator, or at least in the same unit. */
static bool
alike(const FactUse *a, const FactUse *b, bool indicator)
{
    size_t length = strcspn(a->key, ".");
    if (indicator && (strncmp(a->key, b->key, length) != 0 || strcspn(b->key, ".") != length))
        return false;
    return a->unit.in[0] && str_equal(a->unit.in[0], b->unit.in[0]);
}

/* What an alternative text works out from two figures of its picture: a share, a difference, a sum. */
static const FactUse *
worked_out(Arena *arena, const Number *number, const UseList *uses)
{
    bool percent = number->unit == NUMBER_PERCENT;
    for (size_t i = 0; i < uses->inside; i++)
        for (size_t k = 0; k < uses->inside; k++) {
            const FactUse *a = uses->all.items[i], *b = uses->all.items[k];
            Decimal result, hundred;
            if (i == k || a->kind != USE_FACT || b->kind != USE_FACT || !alike(a, b, !percent))
                continue;
            if (percent) {
                if (decimal_mul(a->value, decimal_from_int(100), &hundred)
                    && decimal_div(hundred, b->value, number->value.scale, ROUND_HALF_UP, &result)
                    && decimal_compare(result, number->value) == 0)
                    return formula(arena, a, "/", b, result, number->value.scale);
                continue;
            }
            if (decimal_sub(a->value, b->value, &result) && decimal_compare(result, number->value) == 0)
                return formula(arena, a, "-", b, result, -1);
            if (k > i && decimal_add(a->value, b->value, &result) && decimal_compare(result, number->value) == 0)
                return formula(arena, a, "+", b, result, -1);
        }
    return NULL;
}

static const FactUse *
use_said(const Number *number, const UseList *uses)
{
    for (size_t i = 0; number->has_value && i < uses->all.count; i++)
        if (close_enough(number->value, uses->all.items[i]))
            return uses->all.items[i];
    return NULL;
}

static void
push_alt(Collector *self, ElemId elem, const char *alt, const Number *one, const UseList *uses)
{
    bool figure = number_is_figure(one);
    const FactUse *use = one->kind == NUMBER_DATE ? NULL : use_said(one, uses);
    PrintedNumber number = {
        .text = arena_strndup(self->arena, alt + one->start, one->end - one->start),
        .page = self->pages[elem] - 1,
        .lang = -1,
        .use = use || !figure || !one->has_value ? use : worked_out(self->arena, one, uses),
        .loc = LOC_NONE,
        .in_alt = true,
    };
    /* How many marks there are, which a picture that names no figure says of itself. */
    bool counts = figure && one->unit == NUMBER_PLAIN && one->has_value && !one->value.scale && one->value.mantissa <= 50;
    if (!number.use)
        number.literal = counts ? "count" : figure ? NULL : number_kind_name(one->kind);
    VEC_PUSH(self->arena, self->out, number);
}

static void
collect_alt(Collector *self, ElemId elem)
{
    const char *alt = self->scene->elems.items[elem].alt;
    NumberList found = {0};
    UseList uses = {0};
    if (!alt || !self->pages[elem] || !has_digit(alt, 0, strlen(alt)))
        return;
    numbers_find(self->arena, alt, has_han(alt), &self->names, &found);
    uses_for(self, elem, &uses);
    for (size_t i = 0; i < found.count; i++) {
        const Number *one = &found.items[i];
        /* 1+3+9: each of them. */
        bool sum = one->kind == NUMBER_QUANTITY && !one->has_value;
        if (!sum && has_digit(alt, one->start, one->end))
            push_alt(self, elem, alt, one, &uses);
        for (size_t at = one->start, end; sum && at < one->end; at = end + 1) {
            Number term = {.kind = NUMBER_QUANTITY, .start = at};
            for (end = at; end < one->end && alt[end] >= '0' && alt[end] <= '9';)
                end++;
            term.end = end;
            term.has_value = decimal_parse(alt + at, end - at, &term.value);
            if (end > at)
                push_alt(self, elem, alt, &term, &uses);
        }
    }
}

void
provenance_collect(Arena *arena, const Model *model, const Scene *scene, PrintedNumbers *out)
{
    Collector self = {.arena = arena, .model = model, .scene = scene, .out = out};
    map_init(&self.figures, arena);
    self.texts = ARENA_ARRAY(arena, ElemText, scene->elems.count + 1);
    self.pages = ARENA_ARRAY(arena, uint32_t, scene->elems.count + 1);
    if (model)
        self.names = (NumberNames){model->audit.names, model->audit.name_count};
    for (size_t i = 0; i < scene->elems.count; i++)
        self.texts[i].elem = (ElemId)i;
    for (uint32_t page = 0; page < scene->pages.count; page++)
        walk_page(&self, page);
    for (size_t i = 1; i < scene->elems.count; i++)
        collect_alt(&self, (ElemId)i);
    for (size_t i = 0; i < scene->elems.count; i++) {
        collect_digits(&self, &self.texts[i]);
        buf_clear(&self.texts[i].text);
    }
}

size_t
provenance_unresolved(const PrintedNumbers *numbers)
{
    size_t count = 0;
    for (size_t i = 0; i < numbers->count; i++)
        count += !numbers->items[i].use && !numbers->items[i].literal;
    return count;
}

/* ---- does the print say what the figure says? ----------------------------------------------------------------------------------- */

static bool
close_enough(Decimal printed, const FactUse *use)
{
    double shown = decimal_to_double(printed), meant = decimal_to_double(use->value);
    /* Half of the last place printed; in units of 10^power its last place is so much larger. */
    double place = pow(10, use->power) * pow(10, -(use->digits >= 0 ? use->digits : printed.scale));
    return fabs(fabs(shown) - fabs(meant)) <= place * 0.5000001;
}

bool
provenance_agrees(Arena *arena, const PrintedNumber *number)
{
    const FactUse *use = number->use;
    if (!use || use->kind == USE_LITERAL || !has_digit(number->text, 0, strlen(number->text)))
        return true;
    NumberList found = {0};
    numbers_find(arena, number->text, has_han(number->text), NULL, &found);
    bool any = false;
    for (size_t i = 0; i < found.count; i++) {
        if (!found.items[i].has_value)
            continue;
        any = true;
        if (close_enough(found.items[i].value, use))
            return true;
    }
    return !any;
}

size_t
provenance_mismatched(Arena *arena, const PrintedNumbers *numbers)
{
    size_t count = 0;
    for (size_t i = 0; i < numbers->count; i++)
        count += !provenance_agrees(arena, &numbers->items[i]);
    return count;
}
