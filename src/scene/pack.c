/* scene/pack.c -- one walk over a scene that both writes and reads.
 *
 * Structs are written as they lie in memory, each followed by what its pointers lead to, in the order of their fields. Reading
 * takes the struct where it lies in the bytes and sets the pointers again: nothing is copied.
 */
#include "scene/pack.h"

#include "base/str.h"
#include "scene/private.h"

#include <stdint.h>
#include <string.h>

enum { ALIGNMENT = 8 };

/* What many point to, numbered in order of first use. Slots: open addressing, number or 0. */
typedef struct Shared {
    VEC(const void *) items;
    uint32_t *slots;
    size_t slot_count;
} Shared;

typedef struct Packer {
    const SceneNames *names;
    Arena *arena;
    Buf *out;                /* NULL when reading */
    char *at, *end;          /* reading */
    bool failed;
    Shared uses, faces, sources;
} Packer;

/* ---- bytes -------------------------------------------------------------------------------------------------------- */

static size_t
gap(size_t length)
{
    return (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
}

static void
put(Packer *self, const void *bytes, size_t size)
{
    static const char zeros[ALIGNMENT] = {0};
    buf_add_bytes(self->out, bytes, size);
    buf_add_bytes(self->out, zeros, gap(size));
}

static void *
take(Packer *self, size_t size)
{
    char *from = self->at;
    if (self->failed || size + gap(size) > (size_t)(self->end - from) || size > SIZE_MAX - ALIGNMENT) {
        self->failed = true;
        return NULL;
    }
    self->at += size + gap(size);
    return from;
}

static uint64_t
pack_number(Packer *self, uint64_t number)
{
    if (self->out) {
        put(self, &number, sizeof number);
        return number;
    }
    const uint64_t *taken = take(self, sizeof number);
    return taken ? *taken : 0;
}

/* `items` is the address of a pointer. */
static void
pack_array(Packer *self, void *items, size_t count, size_t size)
{
    void *pointer;
    memcpy(&pointer, items, sizeof pointer);
    if (self->out) {
        if (count)
            put(self, pointer, count * size);
        return;
    }
    pointer = count && count > SIZE_MAX / size ? (self->failed = true, NULL) : count ? take(self, count * size) : NULL;
    memcpy(items, &pointer, sizeof pointer);
}

#define PACK_VEC(self, vec)                                                               \
    do {                                                                                  \
        pack_array((self), &(vec)->items, (vec)->count, sizeof *(vec)->items);            \
        (vec)->capacity = (vec)->count;                                                   \
    } while (0)

static void
pack_text(Packer *self, const char **text)
{
    uint64_t size = pack_number(self, self->out && *text ? strlen(*text) + 1 : 0);
    pack_array(self, text, (size_t)size, 1);
}

static void
pack_texts(Packer *self, Texts *texts)
{
    for (int i = 0; i < LANG_MAX; i++)
        pack_text(self, &texts->in[i]);
}

/* ---- what many point to --------------------------------------------------------------------------------------------- */

static size_t
slot_of(const Shared *shared, const void *item)
{
    uint64_t hash = (uint64_t)(uintptr_t)item * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(hash >> 32) & (shared->slot_count - 1);
    while (shared->slots[slot] && shared->items.items[shared->slots[slot] - 1] != item)
        slot = (slot + 1) & (shared->slot_count - 1);
    return slot;
}

static void
share(Packer *self, Shared *shared, const void *item)
{
    VEC_PUSH(self->arena, &shared->items, item);
    if (shared->items.count * 2 > shared->slot_count) {
        shared->slot_count = shared->slot_count ? shared->slot_count * 2 : 64;
        shared->slots = ARENA_ARRAY(self->arena, uint32_t, shared->slot_count);
        for (size_t i = 0; i + 1 < shared->items.count; i++)
            shared->slots[slot_of(shared, shared->items.items[i])] = (uint32_t)i + 1;
    }
    shared->slots[slot_of(shared, item)] = (uint32_t)shared->items.count;
}

/* The number of what `*item` points to, or of what is read next; true: it is a new one, whose content follows. */
static bool
pack_shared(Packer *self, Shared *shared, const void **item)
{
    uint64_t number = 0;
    if (self->out && *item) {
        number = shared->slot_count ? shared->slots[slot_of(shared, *item)] : 0;
        number = number ? number : shared->items.count + 1;
    }
    number = pack_number(self, number);
    if (self->failed || number > shared->items.count + 1)
        self->failed = true;
    if (self->failed || !number) {
        *item = NULL;
        return false;
    }
    if (number <= shared->items.count) {
        *item = shared->items.items[number - 1];
        return false;
    }
    return true;
}

static void
pack_source(Packer *self, const Source **source)
{
    if (!pack_shared(self, &self->sources, (const void **)source))
        return;
    const char *path = self->out ? (*source)->path : NULL;
    pack_text(self, &path);
    const Source *found = path ? self->names->source(self->names->data, path) : NULL;
    self->failed |= !found || (self->out && found != *source);
    *source = found;
    share(self, &self->sources, found);
}

static void
pack_face(Packer *self, const FontFace **face)
{
    if (!pack_shared(self, &self->faces, (const void **)face))
        return;
    const char *file = self->out ? (*face)->file : NULL;
    pack_text(self, &file);
    int index = (int)pack_number(self, self->out ? (uint64_t)(*face)->index : 0);
    const FontFace *found = file ? self->names->face(self->names->data, file, index) : NULL;
    self->failed |= !found;
    *face = found;
    share(self, &self->faces, found);
}

static void
pack_loc(Packer *self, Loc *loc)
{
    pack_source(self, &loc->source);
}

/* A figure's place in data/ is left out: whoever wants it asks the model, as the row may have moved. */
static void
pack_use(Packer *self, const FactUse **pointer)
{
    if (!pack_shared(self, &self->uses, (const void **)pointer))
        return;
    FactUse copy, *use = &copy;
    if (self->out) {
        copy = **pointer;
        copy.loc = LOC_NONE;
    }
    size_t count = 0;
    while (self->out && copy.inputs && copy.inputs[count])
        count++;
    pack_array(self, &use, 1, sizeof *use);
    share(self, &self->uses, self->out ? (const void *)*pointer : (const void *)use);
    count = (size_t)pack_number(self, self->out && copy.inputs ? count + 1 : 0);
    if (self->failed)
        return;
    if (!self->out)
        *pointer = use;
    const char **const texts[] = {&use->key, &use->aspect, &use->literal, &use->source_id, &use->status, &use->quote};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        pack_text(self, texts[i]);
    pack_texts(self, &use->unit);
    const FactUse *const *given = use->inputs;
    const FactUse **inputs = count && count < SIZE_MAX / sizeof *inputs ? ARENA_ARRAY(self->arena, const FactUse *, count) : NULL;
    for (size_t i = 0; i + 1 < count && !self->failed; i++) {
        inputs[i] = self->out ? given[i] : NULL;
        pack_use(self, &inputs[i]);
    }
    use->inputs = inputs;
}

/* ---- ops ------------------------------------------------------------------------------------------------------------- */

static void
pack_path(Packer *self, const Path **pointer)
{
    bool there = pack_number(self, self->out && *pointer) != 0;
    Path copy = {0}, *path = &copy;
    if (self->out && there)
        copy = **pointer;
    if (there) {
        pack_array(self, &path, 1, sizeof *path);
        if (!self->failed)
            PACK_VEC(self, &path->parts);
    }
    if (!self->out)
        *pointer = there ? path : NULL;
}

static void
pack_run(Packer *self, GlyphRun *run)
{
    pack_face(self, &run->face);
    pack_array(self, &run->glyphs, run->count, sizeof *run->glyphs);
}

/* Arrays of structs that hold pointers are written from a copy, so that what is packed stays as it was. */
#define PACK_EACH(self, type, items, count, pack_one)                                         \
    do {                                                                                      \
        type *own_ = (self)->out ? ARENA_ARRAY((self)->arena, type, (count) + 1) : NULL;      \
        if ((self)->out && (count))                                                           \
            memcpy(own_, (items), (count) * sizeof *own_);                                    \
        pack_array((self), &own_, (count), sizeof *own_);                                     \
        for (size_t i_ = 0; i_ < (count) && !(self)->failed; i_++)                            \
            pack_one((self), &own_[i_]);                                                      \
        if (!(self)->out)                                                                     \
            (items) = own_;                                                                   \
    } while (0)

static void
pack_span(Packer *self, TextSpan *span)
{
    pack_use(self, &span->use);
    pack_text(self, &span->actual);
}

static void
pack_text_op(Packer *self, TextOp *op)
{
    pack_text(self, &op->text);
    PACK_EACH(self, GlyphRun, op->runs, op->run_count, pack_run);
    PACK_EACH(self, TextSpan, op->spans, op->span_count, pack_span);
    pack_array(self, &op->lines, op->line_count, sizeof *op->lines);
    pack_text(self, &op->aria);
    bool boxed = pack_number(self, self->out && op->box) != 0;
    pack_array(self, &op->box, boxed, sizeof *op->box);
}

static void
pack_paint(Packer *self, Paint *paint)
{
    pack_array(self, &paint->stops, paint->stop_count, sizeof *paint->stops);
}

static void
pack_path_op(Packer *self, PathOp *op)
{
    pack_path(self, &op->path);
    pack_paint(self, &op->fill);
    pack_paint(self, &op->stroke.paint);
    pack_array(self, &op->stroke.dashes, op->stroke.dash_count, sizeof *op->stroke.dashes);
    pack_text(self, &op->aria);
    pack_use(self, &op->use);
}

static void
pack_group(Packer *self, GroupOp *group)
{
    pack_text(self, &group->klass);
    pack_text(self, &group->aria);
    pack_text(self, &group->aria_role);
    pack_path(self, &group->clip);
}

static void
pack_link(Packer *self, LinkOp *link)
{
    pack_text(self, &link->uri);
    pack_text(self, &link->dest);
    pack_text(self, &link->contents);
}

static void
pack_op(Packer *self, Op *op)
{
    pack_loc(self, &op->loc);
    switch (op->kind) {
    case OP_GROUP: pack_group(self, &op->group); break;
    case OP_GROUP_END: break;
    case OP_PATH: pack_path_op(self, &op->path); break;
    case OP_TEXT: pack_text_op(self, &op->text); break;
    case OP_LINK: pack_link(self, &op->link); break;
    default: self->failed = true; /* an image */
    }
}

/* ---- the whole --------------------------------------------------------------------------------------------------------- */

static void
pack_page(Packer *self, Page *page)
{
    pack_text(self, &page->label);
    PACK_EACH(self, Op, page->ops.items, page->ops.count, pack_op);
    page->ops.capacity = page->ops.count;
}

static void
pack_elem(Packer *self, Elem *elem)
{
    const char **const texts[] = {&elem->alt, &elem->actual, &elem->title, &elem->note_id, &elem->literal};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        pack_text(self, texts[i]);
    pack_loc(self, &elem->loc);
    PACK_VEC(self, &elem->children);
}

static void
pack_dest(Packer *self, Dest *dest)
{
    pack_text(self, &dest->name);
}

static void
pack_outline(Packer *self, OutlineItem *item)
{
    pack_text(self, &item->title);
}

static void
pack_meta(Packer *self, Scene *scene)
{
    SceneMeta *meta = &scene->meta;
    Texts *const texts[] = {&meta->title, &meta->subject, &meta->keywords, &meta->licence};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        pack_texts(self, texts[i]);
    pack_text(self, &meta->author);
    pack_text(self, &meta->created);
    pack_text(self, &scene->svg_title);
    pack_text(self, &scene->svg_desc);
}

static void
pack_scene(Packer *self, Scene *scene)
{
    pack_meta(self, scene);
    PACK_EACH(self, Page, scene->pages.items, scene->pages.count, pack_page);
    PACK_EACH(self, Elem, scene->elems.items, scene->elems.count, pack_elem);
    PACK_EACH(self, Dest, scene->dests.items, scene->dests.count, pack_dest);
    PACK_EACH(self, OutlineItem, scene->outline.items, scene->outline.count, pack_outline);
    self->failed |= scene->attachments.count != 0;
}

bool
scene_pack(const Scene *scene, const SceneNames *names, Buf *out)
{
    Arena *scratch = arena_new();
    Packer self = {.names = names, .arena = scratch, .out = out};
    Scene copy = *scene;
    put(&self, &copy, sizeof copy);
    pack_scene(&self, &copy);
    arena_free(scratch);
    return !self.failed;
}

Scene *
scene_unpack(Arena *arena, const SceneNames *names, const char *const *lang_tags, int lang_count, char *bytes, size_t length)
{
    Packer self = {.names = names, .arena = arena, .at = bytes, .end = bytes + length};
    const Scene *packed = take(&self, sizeof *packed);
    if (!packed)
        return NULL;
    SceneBuilder *builder = ARENA_NEW(arena, SceneBuilder);
    Scene *scene = &builder->scene;
    *scene = *packed;
    scene->arena = arena;
    scene->lang_tags = lang_tags;
    scene->lang_count = lang_count;
    pack_scene(&self, scene);
    scene->pages.capacity = scene->pages.count;
    scene->elems.capacity = scene->elems.count;
    scene->dests.capacity = scene->dests.count;
    scene->outline.capacity = scene->outline.count;
    if (self.failed)
        return NULL;
    builder->page = scene->pages.count ? (uint32_t)scene->pages.count - 1 : 0;
    return scene;
}
