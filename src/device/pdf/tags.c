#include "device/pdf/tags.h"

#include "device/pdf/check.h"

#include <string.h>

enum { NONE = UINT32_MAX };

typedef struct Piece { /* one marked-content sequence; its MCID is its index on the page */
    ElemId elem;
    int lang;           /* -1: the element's */
    const char *actual;
    uint32_t child;     /* last place in the element's children that went into it */
    PdfRef owner;       /* element it is a child of: the element's own, or a Span; set by tags_write */
} Piece;

typedef struct Slot { /* one content child of an element, found by page, op and span */
    ElemId elem;
    uint32_t child;
    uint32_t first, last; /* pieces it went into; NONE: nothing painted */
} Slot;

typedef struct PageTags {
    uint32_t *slot_of_op; /* index of the first slot; NONE */
    VEC(Slot) slots;
    VEC(Piece) pieces;
} PageTags;

typedef struct Link {
    ElemId elem;
    uint32_t page;
    PdfRef annotation;
    uint32_t next;      /* of the same element */
} Link;

typedef struct ElemTags {
    PdfRef ref;                     /* 0: not written, nothing in it */
    PdfRef link_ref;                /* REFERENCE elements: the Link within */
    int lang;                       /* the one that holds inside */
    uint32_t first_link, last_link;
    bool header_id;                 /* a cell names it: it needs an ID */
    bool known, filled;
} ElemTags;

struct Tags {
    Arena *arena;
    PdfFile *file;
    const Scene *scene;
    const PdfRef *page_refs;
    PageTags *pages;
    ElemTags *elems;
    VEC(Link) links;
    uint32_t page;
    uint32_t open; /* piece; NONE */
};

/* ---- places in the reading order -------------------------------------------------------------------------- */

static uint32_t
slot_count(const Op *op)
{
    return op->kind == OP_TEXT ? (uint32_t)MAX_OF(op->text.span_count, (size_t)1) : 1;
}

static void
prepare_page(Tags *tags, uint32_t index)
{
    const Page *page = &tags->scene->pages.items[index];
    PageTags *to = &tags->pages[index];
    to->slot_of_op = ARENA_ARRAY(tags->arena, uint32_t, page->ops.count + 1);
    for (size_t i = 0; i < page->ops.count; i++) {
        to->slot_of_op[i] = (uint32_t)to->slots.count;
        for (uint32_t k = 0; k < slot_count(&page->ops.items[i]); k++)
            VEC_PUSH(tags->arena, &to->slots, (Slot){0, 0, NONE, NONE});
    }
}

static Slot *
slot_at(Tags *tags, uint32_t page, uint32_t op, uint32_t span)
{
    const Page *drawn = &tags->scene->pages.items[page];
    if (op >= drawn->ops.count || span >= slot_count(&drawn->ops.items[op]))
        return NULL;
    return &tags->pages[page].slots.items[tags->pages[page].slot_of_op[op] + span];
}

static void
place_children(Tags *tags, ElemId id)
{
    const Elem *elem = &tags->scene->elems.items[id];
    for (size_t i = 0; i < elem->children.count; i++) {
        const ElemChild *child = &elem->children.items[i];
        Slot *slot = child->elem ? NULL : slot_at(tags, child->page, child->op, child->span);
        if (slot)
            *slot = (Slot){id, (uint32_t)i, NONE, NONE};
    }
    for (int i = 0; i < 4 && elem->headers[i]; i++)
        tags->elems[elem->headers[i]].header_id = true;
}

Tags *
tags_new(Arena *arena, PdfFile *file, const Scene *scene, const PdfRef *pages)
{
    Tags *tags = ARENA_NEW(arena, Tags);
    tags->arena = arena;
    tags->file = file;
    tags->scene = scene;
    tags->page_refs = pages;
    tags->pages = ARENA_ARRAY(arena, PageTags, scene->pages.count);
    tags->elems = ARENA_ARRAY(arena, ElemTags, scene->elems.count);
    tags->open = NONE;
    for (uint32_t p = 0; p < scene->pages.count; p++)
        prepare_page(tags, p);
    for (ElemId id = ELEM_DOCUMENT; id < scene->elems.count; id++) {
        const Elem *elem = &scene->elems.items[id];
        ElemTags *to = &tags->elems[id];
        /* Parents come before their children. */
        int inherited = id == ELEM_DOCUMENT ? scene->main_lang : tags->elems[elem->parent].lang;
        to->lang = elem->lang >= 0 ? elem->lang : inherited;
        to->first_link = to->last_link = NONE;
        place_children(tags, id);
    }
    return tags;
}

/* ---- content --------------------------------------------------------------------------------------------- */

void
tags_begin_page(Tags *tags, uint32_t page)
{
    tags->page = page;
    tags->open = NONE;
}

void
tags_close(Tags *tags)
{
    tags->open = NONE;
}

Mark
tags_mark(Tags *tags, ElemId elem, uint32_t op, uint32_t span, int lang, const char *actual, bool join)
{
    PageTags *page = &tags->pages[tags->page];
    if (lang == tags->elems[elem].lang)
        lang = -1;
    Slot *slot = slot_at(tags, tags->page, op, span);
    uint32_t child = slot && slot->elem == elem ? slot->child : 0;
    Piece *open = tags->open == NONE ? NULL : &page->pieces.items[tags->open];
    bool alike = open && open->elem == elem && open->lang == lang && !open->actual && !actual;
    bool follows = alike && (child == open->child || child == open->child + 1);
    bool opened = !(follows || (join && open));
    if (opened) {
        tags->open = (uint32_t)page->pieces.count;
        VEC_PUSH(tags->arena, &page->pieces, (Piece){elem, lang, arena_strdup(tags->arena, actual), child, 0});
        open = &VEC_LAST(&page->pieces);
    }
    open->child = MAX_OF(open->child, child);
    if (slot && slot->elem == elem) {
        if (slot->first == NONE)
            slot->first = tags->open;
        slot->last = tags->open;
    }
    return (Mark){(int)tags->open, opened, lang >= 0 || actual ? "Span" : role_name(tags->scene->elems.items[elem].role)};
}

void
tags_skip(Tags *tags, uint32_t op)
{
    const Slot *slot = slot_at(tags, tags->page, op, 0);
    Piece *open = tags->open == NONE ? NULL : &tags->pages[tags->page].pieces.items[tags->open];
    if (open && slot && slot->elem == open->elem && slot->child == open->child + 1)
        open->child++;
}

int
tags_add_link(Tags *tags, const Op *op, PdfRef annotation)
{
    ElemId elem = op->elem; /* the link's own, where it names one */
    Role role = elem ? tags->scene->elems.items[elem].role : ROLE_DOCUMENT;
    if (role != ROLE_LINK && role != ROLE_REFERENCE) {
        pdf_refuse(tags->file, DIAG_PDF_LINK_ELEMENT, op->loc, NULL);
        return -1;
    }
    uint32_t index = (uint32_t)tags->links.count;
    VEC_PUSH(tags->arena, &tags->links, (Link){elem, tags->page, annotation, NONE});
    ElemTags *to = &tags->elems[elem];
    if (to->first_link == NONE)
        to->first_link = index;
    else
        tags->links.items[to->last_link].next = index;
    to->last_link = index;
    return (int)(tags->scene->pages.count + index);
}

int
tags_end_page(Tags *tags)
{
    tags->open = NONE;
    return tags->pages[tags->page].pieces.count ? (int)tags->page : -1;
}

/* ---- the tree --------------------------------------------------------------------------------------------- */

/* Elements without content are left out, but a row keeps its empty cells. */
static bool
is_filled(Tags *tags, ElemId id)
{
    ElemTags *to = &tags->elems[id];
    if (to->known)
        return to->filled;
    const Elem *elem = &tags->scene->elems.items[id];
    bool filled = to->first_link != NONE || elem->role == ROLE_CELL || elem->role == ROLE_HEADER_CELL;
    for (size_t i = 0; i < elem->children.count && !filled; i++) {
        const ElemChild *child = &elem->children.items[i];
        const Slot *slot = child->elem ? NULL : slot_at(tags, child->page, child->op, child->span);
        filled = child->elem ? is_filled(tags, child->elem) : slot && slot->first != NONE;
    }
    to->known = true;
    to->filled = filled;
    return filled;
}

/* Standard structure types of PDF 1.7 that stand for those it does not know (14.8.4). */
static const struct {
    const char *type, *standard;
} role_map[] = {
    {"Aside", "Div"},
    {"Title", "P"},
};

typedef struct Kids {
    HPDF_Array array;
    PdfRef page; /* Pg of the element: integers are MCIDs on it; 0 yet unknown */
} Kids;

static void
push_mcid(Tags *tags, Kids *kids, uint32_t page, uint32_t mcid)
{
    PdfRef ref = tags->page_refs[page];
    if (kids->page == 0)
        kids->page = ref;
    if (kids->page == ref) {
        pdf_push_int(tags->file, kids->array, mcid);
        return;
    }
    HPDF_Dict dict = pdf_dict(tags->file);
    pdf_put_name(tags->file, dict, "Type", "MCR");
    pdf_put_ref(tags->file, dict, "Pg", ref);
    pdf_put_int(tags->file, dict, "MCID", mcid);
    pdf_push(tags->file, kids->array, dict);
}

static void
put_kids(Tags *tags, HPDF_Dict dict, const Kids *kids)
{
    if (kids->page)
        pdf_put_ref(tags->file, dict, "Pg", kids->page);
    pdf_put(tags->file, dict, "K", kids->array);
}

static PdfRef
write_span(Tags *tags, PdfRef parent, uint32_t page, uint32_t mcid)
{
    const Piece *piece = &tags->pages[page].pieces.items[mcid];
    PdfRef ref = pdf_reserve(tags->file);
    HPDF_Dict dict = pdf_dict(tags->file);
    pdf_put_name(tags->file, dict, "S", "Span");
    pdf_put_ref(tags->file, dict, "P", parent);
    if (piece->lang >= 0 && piece->lang < tags->scene->lang_count)
        pdf_put_text(tags->file, dict, "Lang", tags->scene->lang_tags[piece->lang]);
    pdf_put_text(tags->file, dict, "ActualText", piece->actual);
    pdf_put_ref(tags->file, dict, "Pg", tags->page_refs[page]);
    pdf_put_int(tags->file, dict, "K", mcid);
    pdf_write(tags->file, ref, dict);
    return ref;
}

static void
push_pieces(Tags *tags, Kids *kids, PdfRef owner, const ElemChild *child, uint32_t *last_page, uint32_t *last_piece)
{
    const Slot *slot = slot_at(tags, child->page, child->op, child->span);
    if (!slot || slot->first == NONE)
        return;
    for (uint32_t i = slot->first; i <= slot->last; i++) {
        Piece *piece = &tags->pages[child->page].pieces.items[i];
        if (piece->owner || piece->elem != slot->elem || (*last_page == child->page && *last_piece == i))
            continue;
        if (piece->lang >= 0 || piece->actual) {
            piece->owner = write_span(tags, owner, child->page, i);
            pdf_push_ref(tags->file, kids->array, piece->owner);
        } else {
            piece->owner = owner;
            push_mcid(tags, kids, child->page, i);
        }
        *last_page = child->page;
        *last_piece = i;
    }
}

static void
push_links(Tags *tags, Kids *kids, ElemId id)
{
    for (uint32_t i = tags->elems[id].first_link; i != NONE; i = tags->links.items[i].next) {
        const Link *link = &tags->links.items[i];
        HPDF_Dict dict = pdf_dict(tags->file);
        pdf_put_name(tags->file, dict, "Type", "OBJR");
        pdf_put_ref(tags->file, dict, "Obj", link->annotation);
        pdf_put_ref(tags->file, dict, "Pg", tags->page_refs[link->page]);
        pdf_push(tags->file, kids->array, dict);
    }
}

static const char *
header_id(Tags *tags, ElemId id)
{
    return arena_printf(tags->arena, "th%06u", id);
}

static void
add_table_attributes(Tags *tags, HPDF_Dict dict, ElemId id)
{
    const Elem *elem = &tags->scene->elems.items[id];
    PdfFile *file = tags->file;
    bool head = elem->role == ROLE_HEADER_CELL;
    if (!head && elem->role != ROLE_CELL)
        return;
    if (!head && elem->row_span <= 1 && elem->col_span <= 1 && !elem->headers[0])
        return;
    HPDF_Dict a = pdf_dict(file);
    pdf_put_name(file, a, "O", "Table");
    if (head)
        pdf_put_name(file, a, "Scope", elem->column_scope ? "Column" : "Row");
    if (elem->row_span > 1)
        pdf_put_int(file, a, "RowSpan", elem->row_span);
    if (elem->col_span > 1)
        pdf_put_int(file, a, "ColSpan", elem->col_span);
    if (elem->headers[0]) {
        HPDF_Array headers = pdf_array(file);
        for (int i = 0; i < 4 && elem->headers[i]; i++)
            pdf_push_text(file, headers, header_id(tags, elem->headers[i]));
        pdf_put(file, a, "Headers", headers);
    }
    pdf_put(file, dict, "A", a);
}

static void
add_figure_attributes(Tags *tags, HPDF_Dict dict, const Elem *elem)
{
    if (elem->page >= tags->scene->pages.count || elem->bbox.width < 0)
        return;
    const Page *page = &tags->scene->pages.items[elem->page];
    double bleed = MAX_OF(page->bleed, 0), left = elem->bbox.x + bleed, top = page->height + bleed - elem->bbox.y;
    const double box[] = {left, top - elem->bbox.height, left + elem->bbox.width, top};
    HPDF_Dict a = pdf_dict(tags->file);
    pdf_put_name(tags->file, a, "O", "Layout");
    pdf_put(tags->file, a, "BBox", pdf_numbers(tags->file, 4, box));
    pdf_put_name(tags->file, a, "Placement", "Block");
    pdf_put(tags->file, dict, "A", a);
}

static const char *
numbering_of_label(const char *label)
{
    char c = label[strspn(label, "([ ")];
    if (c >= '0' && c <= '9')
        return "Decimal";
    return c >= 'a' && c <= 'z' ? "LowerAlpha" : c >= 'A' && c <= 'Z' ? "UpperAlpha" : "Disc";
}

/* The text of the first label says how a list is numbered. */
static const char *
list_numbering(Tags *tags, ElemId id)
{
    const Elem *elem = &tags->scene->elems.items[id];
    for (size_t i = 0; i < elem->children.count; i++) {
        const ElemChild *child = &elem->children.items[i];
        if (child->elem && tags->scene->elems.items[child->elem].role != ROLE_LIST) {
            const char *found = list_numbering(tags, child->elem);
            if (found)
                return found;
        } else if (!child->elem && elem->role == ROLE_LABEL) {
            const Op *op = &tags->scene->pages.items[child->page].ops.items[child->op];
            return numbering_of_label(op->kind == OP_TEXT ? op->text.text : "");
        }
    }
    return NULL;
}

static void
add_attributes(Tags *tags, HPDF_Dict dict, ElemId id)
{
    const Elem *elem = &tags->scene->elems.items[id];
    add_table_attributes(tags, dict, id);
    if (elem->role == ROLE_FIGURE)
        add_figure_attributes(tags, dict, elem);
    const char *numbering = elem->role == ROLE_LIST ? list_numbering(tags, id) : NULL;
    if (numbering) {
        HPDF_Dict a = pdf_dict(tags->file);
        pdf_put_name(tags->file, a, "O", "List");
        pdf_put_name(tags->file, a, "ListNumbering", numbering);
        pdf_put(tags->file, dict, "A", a);
    }
    if (elem->role == ROLE_HEADER_CELL && tags->elems[id].header_id)
        pdf_put_text(tags->file, dict, "ID", header_id(tags, id));
    if (elem->role == ROLE_NOTE)
        pdf_put_text(tags->file, dict, "ID", elem->note_id);
}

static void write_elem(Tags *tags, ElemId id, PdfRef parent, int lang);

static void
write_kids(Tags *tags, ElemId id, PdfRef owner, HPDF_Dict dict)
{
    const Elem *elem = &tags->scene->elems.items[id];
    Kids kids = {pdf_array(tags->file), 0};
    uint32_t last_page = NONE, last_piece = NONE;
    for (size_t i = 0; i < elem->children.count; i++) {
        const ElemChild *child = &elem->children.items[i];
        if (!child->elem) {
            push_pieces(tags, &kids, owner, child, &last_page, &last_piece);
        } else if (is_filled(tags, child->elem)) {
            write_elem(tags, child->elem, owner, tags->elems[id].lang);
            pdf_push_ref(tags->file, kids.array, tags->elems[child->elem].ref);
        }
    }
    push_links(tags, &kids, id);
    put_kids(tags, dict, &kids);
}

/* 7.18.5 wants annotations in a Link: within a Reference it is made here. */
static PdfRef
write_inner_link(Tags *tags, ElemId id, PdfRef parent)
{
    PdfRef ref = pdf_reserve(tags->file);
    HPDF_Dict dict = pdf_dict(tags->file);
    pdf_put_name(tags->file, dict, "S", "Link");
    pdf_put_ref(tags->file, dict, "P", parent);
    write_kids(tags, id, ref, dict);
    pdf_write(tags->file, ref, dict);
    return ref;
}

static void
write_elem(Tags *tags, ElemId id, PdfRef parent, int lang)
{
    const Elem *elem = &tags->scene->elems.items[id];
    ElemTags *to = &tags->elems[id];
    PdfFile *file = tags->file;
    to->ref = pdf_reserve(file);
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "S", role_name(elem->role));
    pdf_put_ref(file, dict, "P", parent);
    if (to->lang != lang && to->lang < tags->scene->lang_count)
        pdf_put_text(file, dict, "Lang", tags->scene->lang_tags[to->lang]);
    pdf_put_text(file, dict, "Alt", elem->alt);
    pdf_put_text(file, dict, "ActualText", elem->actual);
    add_attributes(tags, dict, id);
    if (elem->role == ROLE_REFERENCE && to->first_link != NONE) {
        to->link_ref = write_inner_link(tags, id, to->ref);
        pdf_put_ref(file, dict, "K", to->link_ref);
    } else {
        write_kids(tags, id, to->ref, dict);
    }
    pdf_write(file, to->ref, dict);
}

/* Pages first, then link annotations: the keys that StructParents and StructParent gave. */
static PdfRef
write_parent_tree(Tags *tags)
{
    size_t count = 0, page_count = tags->scene->pages.count;
    PdfNumbered *entries = ARENA_ARRAY(tags->arena, PdfNumbered, page_count + tags->links.count + 1);
    for (uint32_t p = 0; p < page_count; p++) {
        const PageTags *page = &tags->pages[p];
        if (page->pieces.count == 0)
            continue;
        HPDF_Array owners = pdf_array(tags->file);
        for (size_t i = 0; i < page->pieces.count; i++) {
            if (page->pieces.items[i].owner)
                pdf_push_ref(tags->file, owners, page->pieces.items[i].owner);
            else
                pdf_push_null(tags->file, owners);
        }
        PdfRef ref = pdf_reserve(tags->file);
        pdf_write(tags->file, ref, owners);
        entries[count++] = (PdfNumbered){(int)p, ref};
    }
    for (size_t i = 0; i < tags->links.count; i++) {
        const ElemTags *elem = &tags->elems[tags->links.items[i].elem];
        entries[count++] = (PdfNumbered){(int)(page_count + i), elem->link_ref ? elem->link_ref : elem->ref};
    }
    return pdf_write_number_tree(tags->file, entries, count);
}

static PdfRef
write_id_tree(Tags *tags)
{
    size_t count = 0;
    PdfNamed *entries = ARENA_ARRAY(tags->arena, PdfNamed, tags->scene->elems.count);
    for (ElemId id = ELEM_DOCUMENT; id < tags->scene->elems.count; id++) {
        const Elem *elem = &tags->scene->elems.items[id];
        const ElemTags *to = &tags->elems[id];
        if (!to->ref)
            continue;
        if (elem->role == ROLE_NOTE && elem->note_id)
            entries[count++] = (PdfNamed){elem->note_id, to->ref};
        else if (elem->role == ROLE_HEADER_CELL && to->header_id)
            entries[count++] = (PdfNamed){header_id(tags, id), to->ref};
    }
    return count ? pdf_write_name_tree(tags->file, entries, count, true) : 0;
}

static void
put_role_map(Tags *tags, HPDF_Dict root)
{
    HPDF_Dict map = NULL;
    for (size_t i = 0; i < COUNT_OF(role_map); i++) {
        bool used = false;
        for (ElemId id = ELEM_DOCUMENT; id < tags->scene->elems.count && !used; id++)
            used = tags->elems[id].ref && strcmp(role_name(tags->scene->elems.items[id].role), role_map[i].type) == 0;
        if (!used)
            continue;
        if (!map)
            map = pdf_dict(tags->file);
        pdf_put_name(tags->file, map, role_map[i].type, role_map[i].standard);
    }
    if (map)
        pdf_put(tags->file, root, "RoleMap", map);
}

PdfRef
tags_write(Tags *tags)
{
    const Scene *scene = tags->scene;
    bool *written = ARENA_ARRAY(tags->arena, bool, scene->elems.count);
    for (ElemId id = ELEM_DOCUMENT; id < scene->elems.count; id++)
        written[id] = is_filled(tags, id);
    structure_check(tags->arena, tags->file, scene, written);
    PdfRef ref = pdf_reserve(tags->file);
    HPDF_Dict dict = pdf_dict(tags->file);
    write_elem(tags, ELEM_DOCUMENT, ref, scene->main_lang);
    pdf_put_name(tags->file, dict, "Type", "StructTreeRoot");
    pdf_put_ref(tags->file, dict, "K", tags->elems[ELEM_DOCUMENT].ref);
    pdf_put_ref(tags->file, dict, "ParentTree", write_parent_tree(tags));
    pdf_put_int(tags->file, dict, "ParentTreeNextKey", (int64_t)(scene->pages.count + tags->links.count));
    PdfRef ids = write_id_tree(tags);
    if (ids)
        pdf_put_ref(tags->file, dict, "IDTree", ids);
    put_role_map(tags, dict);
    pdf_write(tags->file, ref, dict);
    return ref;
}
