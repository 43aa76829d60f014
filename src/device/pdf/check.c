#include "device/pdf/check.h"

#include "base/map.h"
#include "device/pdf/meta.h"

#include <ctype.h>
#include <string.h>

/* ---- the document ------------------------------------------------------------------------------------------ */

/* BCP 47 in outline: parts of one to eight letters or digits, the first of letters. */
static bool
is_language_tag(const char *tag)
{
    size_t length = 0;
    bool first = true;
    for (const char *p = tag; p && *p; p++) {
        if (*p == '-') {
            if (length == 0)
                return false;
            length = 0;
            first = false;
        } else if (++length > 8 || !(first ? isalpha((unsigned char)*p) : isalnum((unsigned char)*p))) {
            return false;
        }
    }
    return length > 0;
}

static void
check_pages(Arena *arena, PdfFile *file, const Scene *scene)
{
    enum { SIDE_MIN = 3, SIDE_MAX = 14400 };
    for (size_t i = 0; i < scene->pages.count; i++) {
        const Page *page = &scene->pages.items[i];
        double width = page->width + 2 * page->bleed, height = page->height + 2 * page->bleed;
        if (page->width >= SIDE_MIN && page->height >= SIDE_MIN && width <= SIDE_MAX && height <= SIDE_MAX)
            continue;
        const char *number = arena_printf(arena, "%zu", i + 1);
        pdf_refuse(file, DIAG_PDF_PAGE_SIZE, LOC_NONE, number, str_from_double(arena, width), str_from_double(arena, height));
    }
}

/* As the rules have it: [-\w+.]+/[-\w+.]+ */
static bool
is_media_type(const char *mime)
{
    size_t slashes = 0, length = 0;
    for (; mime && *mime; mime++) {
        if (*mime == '/') {
            if (length == 0)
                return false;
            slashes++;
            length = 0;
        } else if (isalnum((unsigned char)*mime) || strchr("-_+.", *mime)) {
            length++;
        } else {
            return false;
        }
    }
    return slashes == 1 && length > 0;
}

static void
check_attachments(Arena *arena, PdfFile *file, const Scene *scene)
{
    Map names;
    map_init(&names, arena);
    static const char *const relationships[] = {"Source", "Data", "Alternative", "Supplement", "Unspecified"};
    for (size_t i = 0; i < scene->attachments.count; i++) {
        const Attachment *a = &scene->attachments.items[i];
        bool known = false;
        for (size_t k = 0; k < COUNT_OF(relationships); k++)
            known |= str_equal(a->relationship, relationships[k]);
        if (!known || str_is_empty(a->name) || map_has(&names, a->name) || !is_media_type(a->mime))
            pdf_refuse(file, DIAG_PDF_ATTACHMENT, LOC_NONE, a->name ? a->name : "");
        else
            map_put(&names, a->name, arena);
    }
}

static void
check_links(Arena *arena, PdfFile *file, const Scene *scene)
{
    Map dests;
    map_init(&dests, arena);
    for (size_t i = 0; i < scene->dests.count; i++)
        map_put(&dests, scene->dests.items[i].name, &scene->dests.items[i]);
    for (size_t p = 0; p < scene->pages.count; p++) {
        const Page *page = &scene->pages.items[p];
        for (size_t i = 0; i < page->ops.count; i++) {
            const Op *op = &page->ops.items[i];
            if (op->kind != OP_LINK)
                continue;
            const LinkOp *link = &op->link;
            const char *target = link->uri ? link->uri : link->dest ? link->dest : "";
            if (!link->uri && !map_has(&dests, target))
                pdf_refuse(file, DIAG_PDF_LINK_TARGET, op->loc, target);
            if (str_is_empty(link->contents))
                pdf_refuse(file, DIAG_PDF_LINK_TEXT, op->loc, target);
        }
    }
}

void
document_check(Arena *arena, PdfFile *file, const Scene *scene)
{
    if (str_is_empty(scene->meta.title.in[scene->main_lang]))
        pdf_refuse(file, DIAG_PDF_NO_TITLE, LOC_NONE, NULL);
    if (!meta_date(arena, scene->meta.created))
        pdf_refuse(file, DIAG_PDF_DATE, LOC_NONE, scene->meta.created ? scene->meta.created : "");
    for (int i = 0; i < scene->lang_count; i++)
        if (!is_language_tag(scene->lang_tags[i]))
            pdf_refuse(file, DIAG_PDF_LANGUAGE, LOC_NONE, scene->lang_tags[i] ? scene->lang_tags[i] : "");
    check_pages(arena, file, scene);
    check_attachments(arena, file, scene);
    check_links(arena, file, scene);
}

/* ---- the structure tree ------------------------------------------------------------------------------------- */

typedef struct Walk {
    Arena *arena;
    PdfFile *file;
    const Scene *scene;
    const bool *written;
    Map notes;
    int level; /* of the last heading */
} Walk;

enum { ROLE_ANY = -1 };

/* ISO 14289-1, 7.2 (Matterhorn 09): which elements may only stand in, or only hold, which others. Lists end with ROLE_ANY. */
static const struct {
    Role role;
    int parents[5], children[6];
} rules[] = {
    {ROLE_TABLE, {ROLE_ANY}, {ROLE_ROW, ROLE_THEAD, ROLE_TBODY, ROLE_CAPTION, ROLE_ANY}},
    {ROLE_THEAD, {ROLE_TABLE, ROLE_ANY}, {ROLE_ROW, ROLE_ANY}},
    {ROLE_TBODY, {ROLE_TABLE, ROLE_ANY}, {ROLE_ROW, ROLE_ANY}},
    {ROLE_ROW, {ROLE_TABLE, ROLE_THEAD, ROLE_TBODY, ROLE_ANY}, {ROLE_HEADER_CELL, ROLE_CELL, ROLE_ANY}},
    {ROLE_HEADER_CELL, {ROLE_ROW, ROLE_ANY}, {ROLE_ANY}},
    {ROLE_CELL, {ROLE_ROW, ROLE_ANY}, {ROLE_ANY}},
    {ROLE_LIST, {ROLE_ANY}, {ROLE_LIST, ROLE_ITEM, ROLE_CAPTION, ROLE_ANY}},
    {ROLE_ITEM, {ROLE_LIST, ROLE_ANY}, {ROLE_LABEL, ROLE_BODY, ROLE_ANY}},
    {ROLE_BODY, {ROLE_ITEM, ROLE_ANY}, {ROLE_ANY}},
    {ROLE_TOC, {ROLE_ANY}, {ROLE_TOC, ROLE_TOC_ITEM, ROLE_CAPTION, ROLE_ANY}},
    {ROLE_TOC_ITEM, {ROLE_TOC, ROLE_ANY}, {ROLE_ANY}},
};

static bool
allows(const int *list, Role role)
{
    if (list[0] == ROLE_ANY)
        return true;
    for (; *list != ROLE_ANY; list++)
        if (*list == (int)role)
            return true;
    return false;
}

/* Div and Part are looked through. */
static bool
is_transparent(Role role)
{
    return role == ROLE_DIV || role == ROLE_PART || role == ROLE_ASIDE;
}

static void
check_containment(Walk *walk, ElemId id, Role parent)
{
    const Elem *elem = &walk->scene->elems.items[id];
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        bool out_of_place = rules[i].role == elem->role && !allows(rules[i].parents, parent);
        bool not_wanted = rules[i].role != elem->role && rules[i].role == parent && !allows(rules[i].children, elem->role);
        if (out_of_place || not_wanted)
            pdf_refuse(walk->file, DIAG_PDF_CONTAINMENT, elem->loc, role_name(elem->role), role_name(parent));
    }
}

static void
check_heading(Walk *walk, const Elem *elem)
{
    int level = (int)elem->role - ROLE_H1 + 1;
    if (level > walk->level + 1) {
        const char *before = walk->level ? arena_printf(walk->arena, "H%d", walk->level) : "the beginning";
        pdf_refuse(walk->file, DIAG_PDF_HEADING_ORDER, elem->loc, role_name(elem->role), before);
    }
    walk->level = level;
}

static void
check_note(Walk *walk, const Elem *elem)
{
    if (str_is_empty(elem->note_id) || map_has(&walk->notes, elem->note_id))
        pdf_refuse(walk->file, DIAG_PDF_NOTE_ID, elem->loc, elem->note_id ? elem->note_id : "");
    else
        map_put(&walk->notes, elem->note_id, walk);
}

/* ---- tables --------------------------------------------------------------------------------------------------- */

typedef VEC(ElemId) ElemList;

/* Elements of role `wanted` below `id`, through sections of the table. */
static void
gather(const Walk *walk, ElemId id, Role wanted, ElemList *list)
{
    const Elem *elem = &walk->scene->elems.items[id];
    for (size_t i = 0; i < elem->children.count; i++) {
        ElemId child = elem->children.items[i].elem;
        if (!child || !walk->written[child])
            continue;
        Role role = walk->scene->elems.items[child].role;
        if (role == wanted || (wanted == ROLE_CELL && role == ROLE_HEADER_CELL))
            VEC_PUSH(walk->arena, list, child);
        else if (role == ROLE_THEAD || role == ROLE_TBODY || is_transparent(role))
            gather(walk, child, wanted, list);
    }
}

static int
span_of(int value)
{
    return MAX_OF(value, 1);
}

/* Puts the cells of a row into the grid; false when they overlap, stick out or leave a hole. */
static bool
fill_row(const Walk *walk, const ElemList *cells, ElemId *grid, size_t row, size_t rows, size_t columns)
{
    size_t column = 0;
    for (size_t i = 0; i < cells->count; i++) {
        const Elem *cell = &walk->scene->elems.items[cells->items[i]];
        while (column < columns && grid[row * columns + column])
            column++;
        size_t width = (size_t)span_of(cell->col_span), height = (size_t)span_of(cell->row_span);
        if (column + width > columns || row + height > rows)
            return false;
        for (size_t y = row; y < row + height; y++) {
            for (size_t x = column; x < column + width; x++) {
                if (grid[y * columns + x])
                    return false;
                grid[y * columns + x] = cells->items[i];
            }
        }
        column += width;
    }
    for (size_t x = 0; x < columns; x++)
        if (!grid[row * columns + x])
            return false;
    return true;
}

static void
check_headers(const Walk *walk, ElemId table, ElemId cell_id)
{
    const Elem *cell = &walk->scene->elems.items[cell_id];
    for (int i = 0; i < 4 && cell->headers[i]; i++) {
        ElemId id = cell->headers[i];
        bool head = walk->scene->elems.items[id].role == ROLE_HEADER_CELL;
        while (id && id != table)
            id = walk->scene->elems.items[id].parent;
        if (!head || id != table)
            pdf_refuse(walk->file, DIAG_PDF_TABLE_HEADER, cell->loc, NULL);
    }
}

static bool
is_head(const Walk *walk, ElemId id, bool column)
{
    const Elem *cell = &walk->scene->elems.items[id];
    return cell->role == ROLE_HEADER_CELL && cell->column_scope == column;
}

/* 7.5: every data cell names its headers, or has one of fitting scope in its column or row. */
static void
check_connected(const Walk *walk, const ElemId *grid, size_t rows, size_t columns, Loc loc)
{
    bool *headed = ARENA_ARRAY(walk->arena, bool, columns + 1);
    for (size_t i = 0; i < rows * columns; i++)
        headed[i % columns] |= is_head(walk, grid[i], true);
    for (size_t r = 0; r < rows; r++) {
        bool row_headed = false;
        for (size_t c = 0; c < columns; c++)
            row_headed |= is_head(walk, grid[r * columns + c], false);
        for (size_t c = 0; c < columns && !row_headed; c++) {
            const Elem *cell = &walk->scene->elems.items[grid[r * columns + c]];
            if (cell->role == ROLE_CELL && !headed[c] && !cell->headers[0]) {
                pdf_refuse(walk->file, DIAG_PDF_NO_HEADER, loc, arena_printf(walk->arena, "%zu", r + 1));
                return;
            }
        }
    }
}

static void
check_table(Walk *walk, ElemId id)
{
    ElemList rows = {0};
    gather(walk, id, ROLE_ROW, &rows);
    size_t columns = 0;
    ElemId *grid = NULL;
    for (size_t r = 0; r < rows.count; r++) {
        ElemList cells = {0};
        gather(walk, rows.items[r], ROLE_CELL, &cells);
        if (r == 0) {
            for (size_t i = 0; i < cells.count; i++)
                columns += (size_t)span_of(walk->scene->elems.items[cells.items[i]].col_span);
            grid = ARENA_ARRAY(walk->arena, ElemId, rows.count * columns + 1);
        }
        if (!fill_row(walk, &cells, grid, r, rows.count, columns)) {
            Loc loc = walk->scene->elems.items[id].loc;
            pdf_refuse(walk->file, DIAG_PDF_TABLE_GRID, loc, arena_printf(walk->arena, "%zu", r + 1));
            return;
        }
        for (size_t i = 0; i < cells.count; i++)
            check_headers(walk, id, cells.items[i]);
    }
    if (rows.count)
        check_connected(walk, grid, rows.count, columns, walk->scene->elems.items[id].loc);
}

/* ---- captions and sections of tables (7.2) --------------------------------------------------------------------- */

static void
check_parts(Walk *walk, ElemId id)
{
    const Elem *elem = &walk->scene->elems.items[id];
    size_t captions = 0, heads = 0, bodies = 0, count = 0, place = 0; /* place: of the last caption */
    for (size_t i = 0; i < elem->children.count; i++) {
        ElemId child = elem->children.items[i].elem;
        if (!child || !walk->written[child])
            continue;
        Role role = walk->scene->elems.items[child].role;
        captions += role == ROLE_CAPTION;
        heads += role == ROLE_THEAD;
        bodies += role == ROLE_TBODY;
        if (role == ROLE_CAPTION)
            place = count;
        count++;
    }
    bool last_is_good = elem->role == ROLE_TABLE && place + 1 == count;
    if (captions > 1 || (captions == 1 && place > 0 && !last_is_good))
        pdf_refuse(walk->file, DIAG_PDF_CAPTION, elem->loc, role_name(elem->role));
    if (elem->role == ROLE_TABLE && (heads > 1 || (heads == 1 && bodies == 0)))
        pdf_refuse(walk->file, DIAG_PDF_TABLE_PARTS, elem->loc, NULL);
}

static void
check_elem(Walk *walk, ElemId id, Role parent)
{
    const Elem *elem = &walk->scene->elems.items[id];
    if (id != ELEM_DOCUMENT && !is_transparent(elem->role))
        check_containment(walk, id, parent);
    if (elem->role >= ROLE_H1 && elem->role <= ROLE_H6)
        check_heading(walk, elem);
    if (elem->role == ROLE_FIGURE && str_is_empty(elem->alt) && str_is_empty(elem->actual))
        pdf_refuse(walk->file, DIAG_PDF_NO_ALT, elem->loc, NULL);
    if (elem->role == ROLE_NOTE)
        check_note(walk, elem);
    if (elem->role == ROLE_TABLE || elem->role == ROLE_LIST || elem->role == ROLE_TOC)
        check_parts(walk, id);
    if (elem->role == ROLE_TABLE)
        check_table(walk, id);
    Role inside = is_transparent(elem->role) ? parent : elem->role;
    for (size_t i = 0; i < elem->children.count; i++) {
        ElemId child = elem->children.items[i].elem;
        if (child && walk->written[child])
            check_elem(walk, child, inside);
    }
}

void
structure_check(Arena *arena, PdfFile *file, const Scene *scene, const bool *written)
{
    Walk walk = {.arena = arena, .file = file, .scene = scene, .written = written};
    map_init(&walk.notes, arena);
    check_elem(&walk, ELEM_DOCUMENT, ROLE_DOCUMENT);
}
