#include "scene/scene.h"

#include "scene/private.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static SceneBuilder *
builder(Scene *scene)
{
    return (SceneBuilder *)scene;
}

const char *
role_name(Role role)
{
    static const char *const names[ROLE_COUNT] = {
        [ROLE_DOCUMENT] = "Document", [ROLE_PART] = "Part", [ROLE_SECT] = "Sect", [ROLE_DIV] = "Div", [ROLE_ASIDE] = "Aside",
        [ROLE_TITLE] = "Title", [ROLE_H1] = "H1", [ROLE_H2] = "H2", [ROLE_H3] = "H3", [ROLE_H4] = "H4", [ROLE_H5] = "H5", [ROLE_H6] = "H6",
        [ROLE_P] = "P", [ROLE_QUOTE] = "BlockQuote", [ROLE_LIST] = "L", [ROLE_ITEM] = "LI", [ROLE_LABEL] = "Lbl", [ROLE_BODY] = "LBody",
        [ROLE_TABLE] = "Table", [ROLE_THEAD] = "THead", [ROLE_TBODY] = "TBody", [ROLE_ROW] = "TR", [ROLE_HEADER_CELL] = "TH", [ROLE_CELL] = "TD",
        [ROLE_FIGURE] = "Figure", [ROLE_CAPTION] = "Caption", [ROLE_TOC] = "TOC", [ROLE_TOC_ITEM] = "TOCI", [ROLE_REFERENCE] = "Reference",
        [ROLE_NOTE] = "Note", [ROLE_LINK] = "Link", [ROLE_SPAN] = "Span", [ROLE_INDEX] = "Index",
    };
    return names[role];
}

Scene *
scene_new(Arena *arena, const char *const *lang_tags, int lang_count, int main_lang)
{
    SceneBuilder *self = ARENA_NEW(arena, SceneBuilder);
    Scene *scene = &self->scene;
    scene->arena = arena;
    scene->lang_tags = lang_tags;
    scene->lang_count = lang_count;
    scene->main_lang = main_lang;
    VEC_PUSH(arena, &scene->elems, (Elem){.role = ROLE_DIV, .lang = -1, .page = UINT32_MAX, .bbox = RECT_EMPTY});
    VEC_PUSH(arena, &scene->elems, (Elem){.role = ROLE_DOCUMENT, .lang = main_lang, .page = UINT32_MAX, .bbox = RECT_EMPTY});
    return scene;
}

/* ---- pages ------------------------------------------------------------------------------------------------ */

uint32_t
scene_add_page(Scene *scene, double width, double height)
{
    assert(builder(scene)->groups.count == 0);
    VEC_PUSH(scene->arena, &scene->pages, (Page){.width = width, .height = height});
    return builder(scene)->page = (uint32_t)scene->pages.count - 1;
}

void
scene_set_page(Scene *scene, uint32_t page)
{
    assert(page < scene->pages.count && builder(scene)->groups.count == 0);
    builder(scene)->page = page;
}

Page *
scene_page(Scene *scene)
{
    assert(scene->pages.count);
    return &scene->pages.items[builder(scene)->page];
}

uint32_t
scene_page_index(const Scene *scene)
{
    return ((const SceneBuilder *)scene)->page;
}

/* ---- elements ----------------------------------------------------------------------------------------------- */

static ElemId
add_elem(Scene *scene, Role role, ElemId parent, int lang)
{
    assert(parent != ELEM_ARTIFACT && parent < scene->elems.count);
    Elem elem = {.role = role, .parent = parent, .lang = lang, .page = UINT32_MAX, .bbox = RECT_EMPTY};
    elem.loc = builder(scene)->state.loc;
    elem.pair = builder(scene)->state.pair;
    VEC_PUSH(scene->arena, &scene->elems, elem);
    return (ElemId)scene->elems.count - 1;
}

static void
join_parent(Scene *scene, ElemId id)
{
    Elem *elem = &scene->elems.items[id];
    elem->waiting = false;
    VEC_PUSH(scene->arena, &scene->elems.items[elem->parent].children, (ElemChild){.elem = id});
}

ElemId
scene_open(Scene *scene, Role role, ElemId parent, int lang)
{
    ElemId id = add_elem(scene, role, parent, lang);
    join_parent(scene, id);
    return id;
}

ElemId
scene_open_inline(Scene *scene, Role role, ElemId parent, int lang)
{
    ElemId id = add_elem(scene, role, parent, lang);
    scene->elems.items[id].waiting = true;
    return id;
}

Elem *
scene_elem(Scene *scene, ElemId elem)
{
    assert(elem < scene->elems.count);
    return &scene->elems.items[elem];
}

SceneState
scene_state(const Scene *scene)
{
    return ((const SceneBuilder *)scene)->state;
}

void
scene_set_state(Scene *scene, SceneState state)
{
    assert(state.elem < scene->elems.count);
    builder(scene)->state = state;
}

void
scene_set_elem(Scene *scene, ElemId elem)
{
    assert(elem < scene->elems.count);
    builder(scene)->state.elem = elem;
}

/* ---- ops ---------------------------------------------------------------------------------------------------- */

static Matrix
current_matrix(const SceneBuilder *self)
{
    return self->groups.count ? VEC_LAST(&self->groups) : MATRIX_IDENTITY;
}

static Op *
add_op(Scene *scene, OpKind kind)
{
    SceneBuilder *self = builder(scene);
    Op op = {
        .kind = kind,
        .elem = self->state.elem,
        .artifact = self->state.artifact,
        .loc = self->state.loc,
        .pair = self->state.pair,
    };
    Page *page = scene_page(scene);
    VEC_PUSH(scene->arena, &page->ops, op);
    return &VEC_LAST(&page->ops);
}

/* The element has ink here: its first page, and the box of the figures it lies in. */
static void
claim(Scene *scene, ElemId elem, Rect box)
{
    SceneBuilder *self = builder(scene);
    Rect on_page = matrix_apply_rect(current_matrix(self), box);
    for (ElemId id = elem; id != ELEM_ARTIFACT; id = scene->elems.items[id].parent) {
        Elem *at = &scene->elems.items[id];
        if (at->page == UINT32_MAX)
            at->page = self->page;
        if (at->role == ROLE_FIGURE && at->page == self->page)
            at->bbox = rect_union(at->bbox, on_page);
    }
}

static void
add_content(Scene *scene, ElemId elem, uint32_t span)
{
    if (elem == ELEM_ARTIFACT)
        return;
    for (ElemId id = elem; id != ELEM_ARTIFACT; id = scene->elems.items[id].parent)
        if (scene->elems.items[id].waiting)
            join_parent(scene, id);
    SceneBuilder *self = builder(scene);
    ElemChild child = {.page = self->page, .op = (uint32_t)scene_page(scene)->ops.count - 1, .span = span};
    VEC_PUSH(scene->arena, &scene->elems.items[elem].children, child);
}

GroupOp
scene_plain_group(void)
{
    return (GroupOp){.matrix = MATRIX_IDENTITY, .opacity = 1};
}

static const Path *
copy_path(Arena *arena, const Path *path)
{
    if (!path)
        return NULL;
    Path *copy = ARENA_NEW(arena, Path);
    copy->parts.count = copy->parts.capacity = path->parts.count;
    copy->parts.items = ARENA_ARRAY(arena, PathPart, path->parts.count + 1);
    if (path->parts.count)
        memcpy(copy->parts.items, path->parts.items, path->parts.count * sizeof *path->parts.items);
    return copy;
}

static const void *
copy_array(Arena *arena, const void *items, size_t count, size_t size)
{
    if (!count)
        return NULL;
    void *copy = arena_alloc(arena, count * size);
    memcpy(copy, items, count * size);
    return copy;
}

static Paint
copy_paint(Arena *arena, Paint paint)
{
    paint.stops = copy_array(arena, paint.stops, paint.stop_count, sizeof *paint.stops);
    return paint;
}

void
scene_group(Scene *scene, const GroupOp *group)
{
    SceneBuilder *self = builder(scene);
    Op *op = add_op(scene, OP_GROUP);
    op->group = *group;
    op->group.klass = arena_strdup(scene->arena, group->klass);
    op->group.aria = arena_strdup(scene->arena, group->aria);
    op->group.aria_role = arena_strdup(scene->arena, group->aria_role);
    op->group.clip = copy_path(scene->arena, group->clip);
    VEC_PUSH(scene->arena, &self->groups, matrix_multiply(current_matrix(self), group->matrix));
}

void
scene_group_end(Scene *scene)
{
    SceneBuilder *self = builder(scene);
    assert(self->groups.count);
    self->groups.count--;
    add_op(scene, OP_GROUP_END);
}

PathOp
scene_plain_path(const Path *path)
{
    return (PathOp){.path = path, .opacity = 1};
}

void
scene_path_op(Scene *scene, const PathOp *given)
{
    Op *op = add_op(scene, OP_PATH);
    op->path = *given;
    op->path.path = copy_path(scene->arena, given->path);
    op->path.fill = copy_paint(scene->arena, given->fill);
    op->path.stroke.paint = copy_paint(scene->arena, given->stroke.paint);
    op->path.stroke.dashes = copy_array(scene->arena, given->stroke.dashes, given->stroke.dash_count, sizeof(double));
    op->path.aria = arena_strdup(scene->arena, given->aria);
    ElemId elem = op->elem;
    if (elem == ELEM_ARTIFACT)
        return;
    Rect box = path_bounds(given->path);
    if (given->stroke.paint.kind != PAINT_NONE && box.width >= 0)
        box = rect_inset(box, -given->stroke.width / 2);
    claim(scene, elem, box);
    add_content(scene, elem, 0);
}

void
scene_path(Scene *scene, const Path *path, Paint fill, const Stroke *stroke)
{
    PathOp op = scene_plain_path(path);
    op.fill = fill;
    if (stroke)
        op.stroke = *stroke;
    scene_path_op(scene, &op);
}

void
scene_rect(Scene *scene, Rect rect, Color fill)
{
    Path path = {0};
    path_rect(scene->arena, &path, rect);
    PathOp op = scene_plain_path(&path);
    op.fill = paint_solid(fill);
    op.hint = SHAPE_RECT;
    scene_path_op(scene, &op);
}

void
scene_line(Scene *scene, double x1, double y1, double x2, double y2, Color color, double width)
{
    Path path = {0};
    path_move(scene->arena, &path, x1, y1);
    path_line(scene->arena, &path, x2, y2);
    PathOp op = scene_plain_path(&path);
    op.stroke = (Stroke){.paint = paint_solid(color), .width = width};
    op.hint = SHAPE_LINE;
    scene_path_op(scene, &op);
}

static const GlyphRun *
copy_runs(Arena *arena, const TextOp *text)
{
    GlyphRun *runs = ARENA_ARRAY(arena, GlyphRun, text->run_count + 1);
    for (size_t i = 0; i < text->run_count; i++) {
        runs[i] = text->runs[i];
        runs[i].glyphs = copy_array(arena, text->runs[i].glyphs, text->runs[i].count, sizeof(Glyph));
    }
    return runs;
}

void
scene_text(Scene *scene, const TextOp *given)
{
    Op *op = add_op(scene, OP_TEXT);
    Arena *arena = scene->arena;
    TextOp *text = &op->text;
    *text = *given;
    text->text = arena_strdup(arena, given->text);
    text->aria = arena_strdup(arena, given->aria);
    text->runs = copy_runs(arena, given);
    text->lines = copy_array(arena, given->lines, given->line_count, sizeof *given->lines);
    if (given->box) {
        Rect *box = ARENA_NEW(arena, Rect);
        *box = *given->box;
        text->box = box;
    }
    TextSpan *spans = ARENA_ARRAY(arena, TextSpan, given->span_count + 1);
    for (size_t i = 0; i < given->span_count; i++) {
        spans[i] = given->spans[i];
        if (spans[i].elem == ELEM_ARTIFACT)
            spans[i].elem = op->elem;
        spans[i].actual = arena_strdup(arena, spans[i].actual);
    }
    text->spans = spans;

    Matrix turn = matrix_multiply(matrix_translate(given->at.x, given->at.y), matrix_rotate(given->angle));
    Rect box = matrix_apply_rect(turn, given->bounds);
    for (size_t i = 0; i < given->span_count; i++) {
        ElemId elem = spans[i].elem;
        bool again = i > 0 && spans[i - 1].elem == elem;
        if (elem == ELEM_ARTIFACT)
            continue;
        if (!again)
            claim(scene, elem, box);
        add_content(scene, elem, (uint32_t)i);
    }
}

void
scene_image(Scene *scene, const Image *image, Rect rect, double opacity)
{
    Op *op = add_op(scene, OP_IMAGE);
    op->image = (ImageOp){image, rect, opacity};
    ElemId elem = op->elem;
    if (elem == ELEM_ARTIFACT)
        return;
    claim(scene, elem, rect);
    add_content(scene, elem, 0);
}

void
scene_link(Scene *scene, const LinkOp *link)
{
    Op *op = add_op(scene, OP_LINK);
    op->link = *link;
    op->link.rect = matrix_apply_rect(current_matrix(builder(scene)), link->rect);
    op->link.uri = arena_strdup(scene->arena, link->uri);
    op->link.dest = arena_strdup(scene->arena, link->dest);
    op->link.contents = arena_strdup(scene->arena, link->contents);
    if (link->elem != ELEM_ARTIFACT)
        op->elem = link->elem;
    add_content(scene, op->elem, 0);
}

void
scene_dest(Scene *scene, const char *name, double x, double y)
{
    Point at = matrix_apply(current_matrix(builder(scene)), (Point){x, y});
    VEC_PUSH(scene->arena, &scene->dests, (Dest){arena_strdup(scene->arena, name), builder(scene)->page, at});
}

void
scene_outline(Scene *scene, int level, const char *title, double x, double y, int lang)
{
    OutlineItem item = {level, arena_strdup(scene->arena, title), builder(scene)->page, {x, y}, lang};
    VEC_PUSH(scene->arena, &scene->outline, item);
}

/* ---- embedding ------------------------------------------------------------------------------------------------ */

/* Elements of `from` below its document, copied below `parent` in their order; map[old] = new. */
static void
copy_elems(Scene *to, const Scene *from, ElemId old, ElemId parent, ElemId *map)
{
    const Elem *elem = &from->elems.items[old];
    for (size_t i = 0; i < elem->children.count; i++) {
        ElemId child = elem->children.items[i].elem;
        if (!child)
            continue;
        const Elem *source = &from->elems.items[child];
        ElemId id = scene_open(to, source->role, parent, source->lang);
        Elem *copy = scene_elem(to, id);
        copy->alt = source->alt;
        copy->actual = source->actual;
        copy->title = source->title;
        copy->note_id = source->note_id;
        copy->column_scope = source->column_scope;
        copy->row_span = source->row_span;
        copy->col_span = source->col_span;
        copy->loc = source->loc;
        map[child] = id;
        copy_elems(to, from, child, id, map);
    }
}

void
scene_embed(Scene *to, const Scene *from, Matrix matrix, ElemId parent)
{
    if (!from->pages.count)
        return;
    ElemId *map = ARENA_ARRAY(to->arena, ElemId, from->elems.count);
    map[ELEM_DOCUMENT] = parent;
    if (parent != ELEM_ARTIFACT)
        copy_elems(to, from, ELEM_DOCUMENT, parent, map);
    SceneState state = scene_state(to);
    GroupOp group = scene_plain_group();
    group.matrix = matrix;
    scene_group(to, &group);
    const Page *page = &from->pages.items[0];
    for (size_t i = 0; i < page->ops.count; i++) {
        const Op *op = &page->ops.items[i];
        scene_set_state(to, (SceneState){map[op->elem], op->artifact, op->loc.source ? op->loc : state.loc, op->pair ? op->pair : state.pair});
        switch (op->kind) {
        case OP_GROUP: scene_group(to, &op->group); break;
        case OP_GROUP_END: scene_group_end(to); break;
        case OP_PATH: scene_path_op(to, &op->path); break;
        case OP_IMAGE: scene_image(to, op->image.image, op->image.rect, op->image.opacity); break;
        case OP_TEXT: {
            TextOp text = op->text;
            TextSpan *spans = ARENA_ARRAY(to->arena, TextSpan, text.span_count + 1);
            for (size_t k = 0; k < text.span_count; k++) {
                spans[k] = text.spans[k];
                spans[k].elem = map[spans[k].elem];
            }
            text.spans = spans;
            /* A box is in page units, which the matrix has just changed. */
            Rect box;
            if (text.box) {
                box = matrix_apply_rect(matrix, *text.box);
                text.box = &box;
            }
            scene_text(to, &text);
            break;
        }
        case OP_LINK: {
            LinkOp link = op->link;
            link.elem = map[link.elem];
            scene_link(to, &link);
            break;
        }
        }
    }
    scene_group_end(to);
    scene_set_state(to, state);
}

/* ---- appending ------------------------------------------------------------------------------------------------- */

/* How ids of the scene that is appended are counted in the other. */
typedef struct Shift {
    ElemId parent;           /* what its document becomes */
    uint32_t elems, pages;
} Shift;

static ElemId
shift_elem(const Shift *shift, ElemId elem)
{
    return elem == ELEM_ARTIFACT ? ELEM_ARTIFACT : elem == ELEM_DOCUMENT ? shift->parent : elem + shift->elems;
}

static void
shift_op(const Shift *shift, Op *op)
{
    op->elem = shift_elem(shift, op->elem);
    if (op->kind == OP_LINK)
        op->link.elem = shift_elem(shift, op->link.elem);
    for (size_t i = 0; op->kind == OP_TEXT && i < op->text.span_count; i++) {
        TextSpan *span = (TextSpan *)&op->text.spans[i]; /* scene_text's own copy */
        span->elem = shift_elem(shift, span->elem);
    }
}

static void
shift_children(const Shift *shift, Elem *elem)
{
    for (size_t i = 0; i < elem->children.count; i++) {
        ElemChild *child = &elem->children.items[i];
        if (child->elem)
            child->elem = shift_elem(shift, child->elem);
        else
            child->page += shift->pages;
    }
    if (elem->page != UINT32_MAX)
        elem->page += shift->pages;
    for (size_t i = 0; i < COUNT_OF(elem->headers); i++)
        elem->headers[i] = shift_elem(shift, elem->headers[i]);
}

void
scene_append(Scene *to, Scene *from, ElemId parent)
{
    assert(!builder(to)->groups.count && !builder(from)->groups.count);
    Shift shift = {parent, (uint32_t)to->elems.count - (ELEM_DOCUMENT + 1), (uint32_t)to->pages.count};
    for (size_t i = 0; i < from->pages.count; i++) {
        Page *page = &from->pages.items[i];
        for (size_t k = 0; k < page->ops.count; k++)
            shift_op(&shift, &page->ops.items[k]);
        VEC_PUSH(to->arena, &to->pages, *page);
    }
    for (size_t i = ELEM_DOCUMENT; i < from->elems.count; i++) {
        Elem *elem = &from->elems.items[i];
        shift_children(&shift, elem);
        elem->parent = shift_elem(&shift, elem->parent);
        if (i > ELEM_DOCUMENT)
            VEC_PUSH(to->arena, &to->elems, *elem);
    }
    const Elem *document = &from->elems.items[ELEM_DOCUMENT];
    for (size_t i = 0; i < document->children.count; i++)
        VEC_PUSH(to->arena, &to->elems.items[parent].children, document->children.items[i]);
    for (ElemId id = parent; id != ELEM_ARTIFACT; id = to->elems.items[id].parent)
        to->elems.items[id].page = MIN_OF(to->elems.items[id].page, document->page);
    for (size_t i = 0; i < from->dests.count; i++) {
        from->dests.items[i].page += shift.pages;
        VEC_PUSH(to->arena, &to->dests, from->dests.items[i]);
    }
    for (size_t i = 0; i < from->outline.count; i++) {
        from->outline.items[i].page += shift.pages;
        VEC_PUSH(to->arena, &to->outline, from->outline.items[i]);
    }
    if (to->pages.count)
        builder(to)->page = (uint32_t)to->pages.count - 1;
}
