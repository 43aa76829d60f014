/* scene/inspect.c -- device that looks for what a proof-reader would mark: text outside its box or page, texts that
 * overlap, missing glyphs, type too small, weak contrast (WCAG 2.1, 1.4.3), figures and links without a description.
 *
 * Text is judged by ink-like boxes: from the height of a capital (of an ideograph, where there is one) down to the
 * baseline, or the descenders where there are any. Line boxes would touch in every paragraph.
 */
#include "scene/device.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Piece { /* one line of one text op, as a quadrangle on the page */
    Point corner[4];   /* clockwise from the top left of the text */
    Rect box;          /* around them */
    double size;       /* of its largest type, on the page */
    const Op *op;
    uint32_t op_index;
} Piece;

typedef struct Area { /* a painted surface that text may stand on */
    const PathOp *path;
    Matrix matrix, inverse;
    Rect box, clip;
    double opacity;
} Area;

typedef struct Level { /* an open group */
    Matrix matrix;
    Rect clip;         /* box of the clips so far, page units */
    double opacity;
} Level;

typedef struct Inspect {
    Device device; /* first: a Device * is an Inspect * */
    Arena *arena;
    Diags *diags;
    const Scene *scene;
    const Page *page;
    uint32_t page_index;
    VEC(Level) levels;
    VEC(Area) areas;
    VEC(Piece) pieces;
    VEC(Rect) images;
    size_t findings;
} Inspect;

/* ---- reporting ------------------------------------------------------------------------------------------------ */

/* The buffer's text in the arena; the buffer is done with. */
static const char *
finish(Buf *buf, Arena *arena)
{
    const char *text = buf->length ? buf_take(buf, arena) : "";
    buf_clear(buf);
    return text;
}

/* Start of a text, for messages. */
static const char *
sample(Arena *arena, const char *text)
{
    const char *at = text;
    for (int i = 0; i < 16 && *at; i++)
        utf8_next(&at);
    Buf buf = BUF_INIT;
    buf_add_bytes(&buf, text, (size_t)(at - text));
    if (*at)
        buf_add(&buf, "…");
    for (size_t i = 0; i < buf.length; i++)
        if (buf.ptr[i] == '\n')
            buf.ptr[i] = ' ';
    return finish(&buf, arena);
}

/* "2 (x 70.5, y 120)": the page and a place on it. */
static const char *
place(const Inspect *self, Point p)
{
    Buf buf = BUF_INIT;
    buf_printf(&buf, "%u (x ", self->page_index + 1);
    buf_add_number(&buf, p.x, 1);
    buf_add(&buf, ", y ");
    buf_add_number(&buf, p.y, 1);
    buf_add_char(&buf, ')');
    return finish(&buf, self->arena);
}

static const char *
number(const Inspect *self, double value, int digits)
{
    Buf buf = BUF_INIT;
    buf_add_number(&buf, value, digits);
    return finish(&buf, self->arena);
}

/* ---- geometry --------------------------------------------------------------------------------------------------- */

static Level
level_now(const Inspect *self)
{
    if (self->levels.count)
        return VEC_LAST(&self->levels);
    double all = 1e9;
    return (Level){MATRIX_IDENTITY, {-all, -all, 2 * all, 2 * all}, 1};
}

static Rect
rect_meet(Rect a, Rect b)
{
    double x = fmax(a.x, b.x), y = fmax(a.y, b.y);
    double right = fmin(a.x + a.width, b.x + b.width), bottom = fmin(a.y + a.height, b.y + b.height);
    return right < x || bottom < y ? RECT_EMPTY : (Rect){x, y, right - x, bottom - y};
}

static bool
has_point(Rect r, Point p)
{
    return r.width >= 0 && p.x >= r.x && p.x <= r.x + r.width && p.y >= r.y && p.y <= r.y + r.height;
}

static double
scale_of(Matrix m)
{
    return sqrt(fabs(m.a * m.d - m.b * m.c));
}

static Matrix
inverse_of(Matrix m)
{
    double det = m.a * m.d - m.b * m.c;
    if (det == 0)
        return (Matrix){0, 0, 0, 0, 0, 0};
    return (Matrix){m.d / det, -m.b / det, -m.c / det, m.a / det, (m.c * m.f - m.d * m.e) / det, (m.b * m.e - m.a * m.f) / det};
}

/* How often the edge from a to b winds around p: +1, 0 or -1. */
static int
winds(Point a, Point b, Point p)
{
    if ((a.y <= p.y) == (b.y <= p.y))
        return 0;
    double x = a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
    return x > p.x ? (b.y > a.y ? 1 : -1) : 0;
}

static Point
curve_at(Point a, const PathPart *part, double t)
{
    double u = 1 - t, k0 = u * u * u, k1 = 3 * u * u * t, k2 = 3 * u * t * t, k3 = t * t * t;
    return (Point){
        k0 * a.x + k1 * part->c1.x + k2 * part->c2.x + k3 * part->to.x,
        k0 * a.y + k1 * part->c1.y + k2 * part->c2.y + k3 * part->to.y,
    };
}

static bool
path_has_point(const Path *path, bool even_odd, Point p)
{
    int winding = 0, crossings = 0;
    Point at = {0, 0}, start = {0, 0};
    for (size_t i = 0; i <= path->parts.count; i++) {
        const PathPart *part = i < path->parts.count ? &path->parts.items[i] : NULL;
        Point to = part && (part->verb == PATH_LINE || part->verb == PATH_CURVE) ? part->to : start;
        int steps = part && part->verb == PATH_CURVE ? 8 : 1;
        Point from = at;
        for (int k = 1; k <= steps; k++) {
            Point next = steps == 1 ? to : curve_at(at, part, (double)k / steps);
            int w = winds(from, next, p);
            winding += w;
            crossings += w != 0;
            from = next;
        }
        at = to;
        if (part && part->verb == PATH_MOVE)
            at = start = part->to;
    }
    return even_odd ? crossings & 1 : winding != 0;
}

/* How deep two convex quadrangles lie in each other: the least push that would part them; 0 or less: apart. */
static double
overlap_depth(const Piece *a, const Piece *b)
{
    double least = INFINITY;
    for (int i = 0; i < 4; i++) {
        const Point *quad = i < 2 ? a->corner : b->corner;
        Point p = quad[i & 1], q = quad[(i & 1) + 1];
        double nx = q.y - p.y, ny = p.x - q.x, length = hypot(nx, ny);
        if (length == 0)
            continue;
        nx /= length, ny /= length;
        double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
        for (int k = 0; k < 8; k++) {
            const Point *c = k < 4 ? &a->corner[k] : &b->corner[k - 4];
            double d = c->x * nx + c->y * ny;
            low[k / 4] = fmin(low[k / 4], d);
            high[k / 4] = fmax(high[k / 4], d);
        }
        least = fmin(least, fmin(high[0] - low[1], high[1] - low[0]));
    }
    return least;
}

/* ---- contrast ----------------------------------------------------------------------------------------------------- */

/* The colour of a paint at a point (in the op's units); false where it can't be told. */
static bool
paint_at(const Paint *paint, Point p, Color *out)
{
    switch (paint->kind) {
    case PAINT_NONE: return false;
    case PAINT_SOLID: *out = paint->color; return true;
    case PAINT_PATTERN: /* lines cover some of the ground: between the two colours */
        *out = color_mix(paint->background.a > 0 ? paint->background : (Color){paint->color.r, paint->color.g, paint->color.b, 0}, paint->color, 0.3);
        return true;
    case PAINT_LINEAR: {
        if (paint->stop_count == 0)
            return false;
        double dx = paint->to.x - paint->from.x, dy = paint->to.y - paint->from.y, length = dx * dx + dy * dy;
        double t = length > 0 ? ((p.x - paint->from.x) * dx + (p.y - paint->from.y) * dy) / length : 0;
        const GradientStop *stop = paint->stops;
        *out = stop[0].color;
        for (size_t i = 1; i < paint->stop_count && t > stop[i - 1].offset; i++) {
            double span = stop[i].offset - stop[i - 1].offset;
            *out = color_mix(stop[i - 1].color, stop[i].color, span > 0 ? fmin(1, (t - stop[i - 1].offset) / span) : 1);
        }
        return true;
    }
    }
    return false;
}

/* What lies below a point: the page, and every surface painted so far. */
static Color
ground_at(const Inspect *self, Point p)
{
    Color ground = color_over(self->page->background, COLOR_WHITE);
    for (size_t i = 0; i < self->areas.count; i++) {
        const Area *area = &self->areas.items[i];
        if (!has_point(area->box, p) || !has_point(area->clip, p))
            continue;
        Point local = matrix_apply(area->inverse, p);
        Color color;
        if (!path_has_point(area->path->path, area->path->even_odd, local) || !paint_at(&area->path->fill, local, &color))
            continue;
        color.a *= area->opacity;
        ground = color_over(color, ground);
    }
    return ground;
}

static bool
over_image(const Inspect *self, Point p)
{
    for (size_t i = 0; i < self->images.count; i++)
        if (has_point(self->images.items[i], p))
            return true;
    return false;
}

/* The weakest of three places along a run. Large type: from 18 pt, or 14 pt bold. */
static void
check_contrast(Inspect *self, const Op *op, const GlyphRun *run, Matrix matrix, double opacity)
{
    if (run->count == 0 || (op->elem == ELEM_ARTIFACT && op->artifact == ARTIFACT_BACKGROUND))
        return;
    double size = run->size * scale_of(matrix);
    double wanted = size >= 18 || (size >= 14 && run->face && run->face->weight >= 700) ? 3 : 4.5;
    double height = run->face && run->face->cap_height > 0 ? run->face->cap_height : 0.72;
    for (int i = 0; i < 3; i++) {
        const Glyph *glyph = &run->glyphs[(run->count - 1) * (size_t)i / 2];
        Point p = matrix_apply(matrix, (Point){glyph->x + glyph->advance / 2, glyph->y - run->size * height / 2});
        if (over_image(self, p))
            continue;
        Color ground = ground_at(self, p), ink = run->color;
        ink.a *= opacity;
        if (ink.a < 0.02)
            continue; /* meant to be invisible */
        double ratio = color_contrast(color_over(ink, ground), ground);
        if (ratio >= wanted - 0.005)
            continue;
        self->findings++;
        diag(self->diags, DIAG_INSPECT_CONTRAST, op->loc, sample(self->arena, op->text.text), place(self, p), number(self, ratio, 2),
             number(self, wanted, 1), color_text(self->arena, color_over(ink, ground)), color_text(self->arena, ground));
        return;
    }
}

/* ---- pages and groups ------------------------------------------------------------------------------------------------ */

static void
inspect_begin(Device *device, const Scene *scene)
{
    ((Inspect *)device)->scene = scene;
}

static void
inspect_page(Device *device, const Page *page, uint32_t index)
{
    Inspect *self = (Inspect *)device;
    self->page = page;
    self->page_index = index;
    self->levels.count = 0;
    self->areas.count = 0;
    self->pieces.count = 0;
    self->images.count = 0;
}

static void
inspect_group(Device *device, const Op *op)
{
    Inspect *self = (Inspect *)device;
    Level level = level_now(self);
    level.matrix = matrix_multiply(level.matrix, op->group.matrix);
    level.opacity *= op->group.opacity;
    if (op->group.clip)
        level.clip = rect_meet(level.clip, matrix_apply_rect(level.matrix, path_bounds(op->group.clip)));
    VEC_PUSH(self->arena, &self->levels, level);
}

static void
inspect_group_end(Device *device)
{
    ((Inspect *)device)->levels.count--;
}

static void
check_ink(Inspect *self, const Op *op, Rect box)
{
    /* Half a line width and rounding may stick out. */
    double room = self->page->bleed + 1.5;
    Rect sheet = {0, 0, self->page->width, self->page->height};
    if (box.width < 0 || rect_contains(sheet, box, room))
        return;
    self->findings++;
    diag(self->diags, DIAG_INSPECT_INK_OFF_PAGE, op->loc, place(self, (Point){box.x, box.y}), number(self, box.width, 1), number(self, box.height, 1));
}

static void
inspect_path(Device *device, const Op *op)
{
    Inspect *self = (Inspect *)device;
    Level level = level_now(self);
    const PathOp *path = &op->path;
    bool filled = path->fill.kind != PAINT_NONE, stroked = path->stroke.paint.kind != PAINT_NONE && path->stroke.width > 0;
    if (!filled && !stroked)
        return;
    Rect box = matrix_apply_rect(level.matrix, path_bounds(path->path));
    if (box.width < 0)
        return;
    check_ink(self, op, rect_meet(box, level.clip));
    if (!filled)
        return;
    Area area = {path, level.matrix, inverse_of(level.matrix), box, level.clip, level.opacity * path->opacity};
    VEC_PUSH(self->arena, &self->areas, area);
}

static void
inspect_image(Device *device, const Op *op)
{
    Inspect *self = (Inspect *)device;
    Level level = level_now(self);
    Rect box = rect_meet(matrix_apply_rect(level.matrix, op->image.rect), level.clip);
    check_ink(self, op, box);
    VEC_PUSH(self->arena, &self->images, box);
}

static void
inspect_link(Device *device, const Op *op)
{
    Inspect *self = (Inspect *)device;
    if (!str_is_empty(op->link.contents))
        return;
    self->findings++;
    const char *where = op->link.uri ? op->link.uri : op->link.dest ? op->link.dest : "";
    diag(self->diags, DIAG_INSPECT_LINK_CONTENTS, op->loc, where, place(self, (Point){op->link.rect.x, op->link.rect.y}));
}

/* ---- text ---------------------------------------------------------------------------------------------------------------- */

static bool
hangs_down(uint32_t rune)
{
    return rune > 0 && rune < 0x80 && strchr("gjpqyQ,;()[]{}|/@$", (int)rune);
}

/* The ink-like box of one line, relative to the op's anchor point. */
static Rect
line_box(const TextOp *text, const TextLine *line, double *size)
{
    double top = 0, bottom = 0, left = INFINITY, right = -INFINITY;
    *size = 0;
    for (size_t i = 0; i < text->run_count; i++) {
        const GlyphRun *run = &text->runs[i];
        for (size_t k = 0; k < run->count; k++) {
            const Glyph *glyph = &run->glyphs[k];
            if (glyph->cluster < line->start || glyph->cluster >= line->end)
                continue;
            uint32_t rune = utf8_peek(text->text + glyph->cluster);
            if (rune == ' ' || rune == 0xA0 || rune == 0x3000)
                continue;
            bool wide = utf8_is_cjk(rune);
            double up = wide ? 0.8 : run->face && run->face->cap_height > 0 ? run->face->cap_height : 0.72;
            double down = wide ? 0.06 : hangs_down(rune) ? 0.2 : 0;
            top = fmin(top, glyph->y - line->y - up * run->size);
            bottom = fmax(bottom, glyph->y - line->y + down * run->size);
            left = fmin(left, glyph->x);
            right = fmax(right, glyph->x + glyph->advance);
            *size = fmax(*size, run->size);
        }
    }
    return left > right ? RECT_EMPTY : (Rect){left, line->y + top, right - left, bottom - top};
}

static void
check_glyphs(Inspect *self, const Op *op, Matrix matrix)
{
    const TextOp *text = &op->text;
    double scale = scale_of(matrix), smallest = INFINITY;
    for (size_t i = 0; i < text->run_count; i++) {
        const GlyphRun *run = &text->runs[i];
        if (run->count)
            smallest = fmin(smallest, run->size * scale);
        for (size_t k = 0; k < run->count; k++) {
            if (run->glyphs[k].id != 0)
                continue;
            const char *at = text->text + run->glyphs[k].cluster, *end = at;
            uint32_t rune = utf8_next(&end);
            const char *name = arena_printf(self->arena, "U+%04X “%.*s”", rune, (int)(end - at), at);
            const char *family = run->face && run->face->family ? run->face->family : "?";
            self->findings++;
            diag(self->diags, DIAG_INSPECT_MISSING_GLYPH, op->loc, name, family, place(self, matrix_apply(matrix, (Point){run->glyphs[k].x, run->glyphs[k].y})));
        }
    }
    double least = self->scene->min_text_size;
    if (least > 0 && !text->allow_small && smallest < least - 0.01) {
        self->findings++;
        diag(self->diags, DIAG_INSPECT_SMALL_TEXT, op->loc, sample(self->arena, text->text), number(self, smallest, 2), number(self, least, 2),
             place(self, matrix_apply(matrix, (Point){0, 0})));
    }
}

static void
check_place(Inspect *self, const Op *op, const Piece *piece)
{
    const Rect sheet = {0, 0, self->page->width, self->page->height};
    Point at = piece->corner[3];
    if (!rect_contains(sheet, piece->box, 0.5)) {
        self->findings++;
        diag(self->diags, DIAG_INSPECT_OFF_PAGE, op->loc, sample(self->arena, op->text.text), place(self, at));
    } else if (op->text.box && !rect_contains(*op->text.box, piece->box, 0.6)) {
        const Rect *box = op->text.box;
        double over = fmax(fmax(box->x - piece->box.x, piece->box.x + piece->box.width - box->x - box->width),
                           fmax(box->y - piece->box.y, piece->box.y + piece->box.height - box->y - box->height));
        self->findings++;
        diag(self->diags, DIAG_INSPECT_OUTSIDE_BOX, op->loc, sample(self->arena, op->text.text), number(self, over, 1), place(self, at));
    }
}

static void
inspect_text(Device *device, const Op *op, uint32_t op_index)
{
    Inspect *self = (Inspect *)device;
    const TextOp *text = &op->text;
    Level level = level_now(self);
    Matrix matrix = matrix_multiply(level.matrix, matrix_multiply(matrix_translate(text->at.x, text->at.y), matrix_rotate(text->angle)));
    double opacity = level.opacity * text->opacity;
    check_glyphs(self, op, matrix);
    for (size_t i = 0; i < text->run_count; i++)
        check_contrast(self, op, &text->runs[i], matrix, opacity);
    const TextLine whole = {.end = (uint32_t)strlen(text->text)};
    size_t count = text->line_count ? text->line_count : 1;
    for (size_t i = 0; i < count; i++) {
        Piece piece = {.op = op, .op_index = op_index};
        Rect box = line_box(text, text->line_count ? &text->lines[i] : &whole, &piece.size);
        if (box.width <= 0)
            continue;
        piece.size *= scale_of(matrix);
        piece.corner[0] = matrix_apply(matrix, (Point){box.x, box.y});
        piece.corner[1] = matrix_apply(matrix, (Point){box.x + box.width, box.y});
        piece.corner[2] = matrix_apply(matrix, (Point){box.x + box.width, box.y + box.height});
        piece.corner[3] = matrix_apply(matrix, (Point){box.x, box.y + box.height});
        piece.box = matrix_apply_rect(matrix, box);
        Point middle = {piece.box.x + piece.box.width / 2, piece.box.y + piece.box.height / 2};
        if (!has_point(level.clip, middle))
            continue; /* cut away */
        check_place(self, op, &piece);
        bool watermark = op->elem == ELEM_ARTIFACT && op->artifact == ARTIFACT_BACKGROUND;
        bool faint = text->run_count && text->runs[0].color.a * opacity < 0.25;
        if (!watermark && !faint)
            VEC_PUSH(self->arena, &self->pieces, piece);
    }
}

/* ---- overlaps, descriptions ------------------------------------------------------------------------------------------------ */

static int
by_top(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    if (x->box.y != y->box.y)
        return x->box.y < y->box.y ? -1 : 1;
    return x->op_index < y->op_index ? -1 : x->op_index > y->op_index;
}

/* A halo is the same text drawn twice at one place: no overlap. */
static bool
is_halo(const Piece *a, const Piece *b)
{
    return hypot(a->corner[0].x - b->corner[0].x, a->corner[0].y - b->corner[0].y) < 0.75 && str_equal(a->op->text.text, b->op->text.text);
}

static void
inspect_page_end(Device *device)
{
    Inspect *self = (Inspect *)device;
    if (self->pieces.count > 1)
        qsort(self->pieces.items, self->pieces.count, sizeof *self->pieces.items, by_top);
    for (size_t i = 0; i < self->pieces.count; i++) {
        const Piece *a = &self->pieces.items[i];
        for (size_t k = i + 1; k < self->pieces.count; k++) {
            const Piece *b = &self->pieces.items[k];
            if (b->box.y >= a->box.y + a->box.height)
                break;
            if (a->op == b->op || !rect_overlaps(a->box, b->box, 0) || is_halo(a, b))
                continue;
            /* Side bearings, and marks that hang a little lower than the box allows for. */
            double allowed = fmax(0.4, 0.12 * fmin(a->size, b->size));
            if (overlap_depth(a, b) <= allowed)
                continue;
            const Piece *later = a->op_index > b->op_index ? a : b, *earlier = later == a ? b : a;
            self->findings++;
            diag(self->diags, DIAG_INSPECT_OVERLAP, later->op->loc, sample(self->arena, later->op->text.text), sample(self->arena, earlier->op->text.text),
                 place(self, later->corner[3]));
            if (earlier->op->loc.source)
                diag_note(self->diags, earlier->op->loc, "the other text comes from here", "另一段文字来自此处", NULL);
        }
    }
}

static bool
has_described_parent(const Scene *scene, const Elem *elem)
{
    for (ElemId id = elem->parent; id > ELEM_DOCUMENT; id = scene->elems.items[id].parent)
        if (scene->elems.items[id].role == ROLE_FIGURE && !str_is_empty(scene->elems.items[id].alt))
            return true;
    return false;
}

static bool
inspect_end(Device *device)
{
    Inspect *self = (Inspect *)device;
    for (size_t i = ELEM_DOCUMENT + 1; i < self->scene->elems.count; i++) {
        const Elem *elem = &self->scene->elems.items[i];
        if (elem->role != ROLE_FIGURE || elem->page == UINT32_MAX || !str_is_empty(elem->alt) || has_described_parent(self->scene, elem))
            continue;
        self->findings++;
        self->page_index = elem->page;
        diag(self->diags, DIAG_INSPECT_MISSING_ALT, elem->loc, place(self, (Point){elem->bbox.x, elem->bbox.y}));
    }
    return true;
}

size_t
scene_inspect(const Scene *scene, Diags *diags)
{
    Inspect self = {
        .device = {
            .begin = inspect_begin,
            .page = inspect_page,
            .group = inspect_group,
            .group_end = inspect_group_end,
            .path = inspect_path,
            .text = inspect_text,
            .image = inspect_image,
            .link = inspect_link,
            .page_end = inspect_page_end,
            .end = inspect_end,
        },
        .arena = arena_new(),
        .diags = diags,
    };
    replay(scene, &self.device);
    arena_free(self.arena);
    return self.findings;
}
