#include "jobs/edition.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

/* ---- edits at places ------------------------------------------------------------------------------------------------ */

typedef struct Change {
    size_t offset, length; /* what goes */
    const char *text;      /* what comes */
} Change;

typedef VEC(Change) Changes;

static int
by_offset(const void *a, const void *b)
{
    const Change *x = a, *y = b;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static void
apply(Arena *arena, const Source *source, Changes *changes, FileEdits *out)
{
    if (!changes->count)
        return;
    qsort(changes->items, changes->count, sizeof *changes->items, by_offset);
    FileEdit edit = {.path = source->path};
    size_t at = 0;
    for (size_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[i];
        buf_add_bytes(&edit.text, source->text + at, change->offset - at);
        buf_add(&edit.text, change->text);
        at = change->offset + change->length;
    }
    buf_add_bytes(&edit.text, source->text + at, source->length - at);
    VEC_PUSH(arena, out, edit);
}

static void
by_hand(Diags *diags, Loc loc, const char *en, const char *zh)
{
    diag(diags, DIAG_EDITION_BY_HAND, loc, en, zh);
}

/* ---- shudu.yaml -------------------------------------------------------------------------------------------------------- */

static void
edit_project(Arena *arena, Reader *reader, Diags *diags, const Model *model, int year, FileEdits *out)
{
    const char *fresh = arena_printf(arena, "%d", year);
    const struct {
        const char *key, *text;
    } values[] = {{"year", fresh}, {"data_until", fresh}, {"published", fresh}, {"state", "draft"}};
    const Source *source = reader_read(reader, "shudu.yaml", LOC_NONE);
    const Node *root = source ? node_parse(arena, diags, source) : NULL, *edition = root ? node_find(root, "edition") : NULL;
    Changes changes = {0};
    for (size_t i = 0; edition && i < COUNT_OF(values); i++) {
        const Node *value = node_find(edition, values[i].key);
        if (value && value->loc.length)
            VEC_PUSH(arena, &changes, ((Change){value->loc.offset, value->loc.length, values[i].text}));
    }
    const Node *previous = edition ? node_find(edition, "previous") : NULL, *first = edition ? node_find(edition, "year") : NULL;
    if (previous) {
        VEC_PUSH(arena, &changes, ((Change){previous->loc.offset, previous->loc.length, arena_printf(arena, "%d", model->edition.year)}));
    } else if (first) {
        /* On a line of its own below the year, with its indent; in a flow map behind it. */
        size_t start = first->loc.offset;
        while (start > 0 && source->text[start - 1] != '\n')
            start--;
        size_t indent = strspn(source->text + start, " ");
        bool own_line = strncmp(source->text + start + indent, "year:", 5) == 0;
        const char *text = own_line ? arena_printf(arena, "\n%.*sprevious: %d", (int)indent, source->text + start, model->edition.year)
                                    : arena_printf(arena, ", previous: %d", model->edition.year);
        size_t end = first->loc.offset + first->loc.length;
        if (own_line)
            end += strcspn(source->text + end, "\n");
        VEC_PUSH(arena, &changes, ((Change){end, 0, text}));
    }
    if (source)
        apply(arena, source, &changes, out);
}

/* ---- wide tables ----------------------------------------------------------------------------------------------------------- */

/* An empty cell behind that of the last year, in every row. */
static bool
edit_table(Arena *arena, Reader *reader, Diags *diags, const Resource *resource, const char *last, const char *fresh, FileEdits *out)
{
    const Source *source = reader_read(reader, resource->path, resource->path_loc);
    Grid grid = {0};
    if (!source || !grid_parse_as(arena, diags, source, resource->delimiter, resource->charset, &grid))
        return false;
    if (grid.source != source) {
        by_hand(diags, resource->path_loc, arena_printf(arena, "the table is not UTF-8: add the column %s", fresh),
            arena_printf(arena, "该表不是UTF-8编码，请添加%s列", fresh));
        return false;
    }
    size_t column = 0;
    while (grid.rows.count && column < grid.rows.items[0].count && !str_equal(grid.rows.items[0].cells[column].text, last))
        column++;
    Changes changes = {0};
    for (size_t r = 0; r < grid.rows.count; r++) {
        const GridRow *row = &grid.rows.items[r];
        if (column >= row->count)
            continue;
        const Cell *cell = &row->cells[column];
        VEC_PUSH(arena, &changes, ((Change){cell->offset + cell->raw_length, 0, arena_printf(arena, "%c%s", resource->delimiter, r ? "" : fresh)}));
    }
    apply(arena, source, &changes, out);
    return true;
}

/* The line of the last year's field once more, with the new year. */
static bool
edit_field(Arena *arena, const Source *source, const Field *field, const char *last, const char *fresh, Changes *changes)
{
    size_t start = field->loc.offset, end = start;
    while (start > 0 && source->text[start - 1] != '\n')
        start--;
    end += strcspn(source->text + end, "\n");
    const char *line = arena_strndup(arena, source->text + start, end - start);
    size_t indent = strspn(line, " ");
    if (strncmp(line + indent, "- {", 3) != 0 || line[end - start - 1] != '}')
        return false;
    Buf copy = BUF_INIT;
    buf_add_char(&copy, '\n');
    for (const char *at = line; *at;) {
        bool same = str_starts(at, last);
        buf_add(&copy, same ? fresh : "");
        if (same)
            at += strlen(last);
        else
            buf_add_char(&copy, *at++);
    }
    VEC_PUSH(arena, changes, ((Change){end, 0, buf_take(&copy, arena)}));
    buf_clear(&copy);
    return true;
}

/* The latest year that is a field; NULL. */
static const Field *
last_year(const Resource *resource)
{
    const Field *last = NULL;
    for (size_t i = 0; i < resource->field_count; i++)
        if (resource_is_year(resource, resource->fields[i].name) && (!last || strcmp(resource->fields[i].name, last->name) > 0))
            last = &resource->fields[i];
    return last;
}

static void
edit_tables(Arena *arena, Reader *reader, Diags *diags, const Model *model, int year, FileEdits *out)
{
    const char *fresh = arena_printf(arena, "%d", year);
    Changes fields = {0};
    for (size_t i = 0; i < model->package.resource_count; i++) {
        const Resource *resource = &model->package.resources[i];
        const Field *last = str_equal(resource->role, "figures-wide") ? last_year(resource) : NULL;
        if (!last || strcmp(last->name, fresh) >= 0)
            continue;
        if (!resource_is_year(resource, fresh)) {
            by_hand(diags, resource->loc, arena_printf(arena, "shudu.years does not allow the column %s", fresh), arena_printf(arena, "shudu.years不允许%s列", fresh));
            continue;
        }
        Changes before = fields;
        if (!edit_field(arena, model->package.source, last, last->name, fresh, &fields))
            by_hand(diags, last->loc, arena_printf(arena, "add the field %s to '%s', and the column to its file", fresh, resource->name),
                arena_printf(arena, "请在“%s”中添加字段%s，并在文件中添加该列", resource->name, fresh));
        else if (!edit_table(arena, reader, diags, resource, last->name, fresh, out))
            fields = before;
    }
    apply(arena, model->package.source, &fields, out);
}

bool
edition_edits(Arena *arena, Reader *reader, Diags *diags, const Model *model, int year, FileEdits *out)
{
    if (year <= model->edition.year)
        return diag(diags, DIAG_EDITION_NOT_LATER, LOC_NONE, arena_printf(arena, "%d", year), arena_printf(arena, "%d", model->edition.year));
    size_t errors = diags_errors(diags);
    edit_project(arena, reader, diags, model, year, out);
    edit_tables(arena, reader, diags, model, year, out);
    return diags_errors(diags) == errors;
}

/* ---- what is missing ------------------------------------------------------------------------------------------------------- */

int
edition_last_year(const Model *model, const char *indicator)
{
    int last = 0;
    for (size_t i = 0; i < model_facts(model)->count; i++) {
        const Fact *fact = model_facts(model)->items[i];
        if (str_equal(fact->indicator, indicator) && !*fact->scope && fact->chart != CHART_NO && !str_equal(fact->status, "withdrawn") && fact->year > last)
            last = fact->year;
    }
    return last;
}

IndicatorList
edition_without_figure(const Model *model, Arena *arena, int year)
{
    IndicatorList list = {0};
    for (size_t i = 0; i < model_indicators(model)->count; i++) {
        int last = edition_last_year(model, model_indicators(model)->items[i]->id);
        if (last && last < year)
            VEC_PUSH(arena, &list, model_indicators(model)->items[i]);
    }
    return list;
}

static void
check_figures(const Model *model, Arena *arena, Diags *diags)
{
    IndicatorList list = edition_without_figure(model, arena, model->edition.year);
    if (!list.count)
        return;
    Buf names = BUF_INIT;
    for (size_t i = 0; i < list.count; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", list.items[i]->id);
    diag(diags, DIAG_EDITION_NO_FIGURE, model->edition.year_loc, arena_printf(arena, "%zu", list.count), arena_printf(arena, "%d", model->edition.year));
    diag_hint(diags, "{0}", "{0}", names.ptr);
    for (size_t i = 0; i < list.count; i++)
        diag_note(diags, list.items[i]->loc, "'{0}' has its last figure in {1}", "“{0}”最近的数据为{1}年", list.items[i]->id,
            arena_printf(arena, "%d", edition_last_year(model, list.items[i]->id)));
    buf_clear(&names);
}

/* ---- prose ------------------------------------------------------------------------------------------------------------------- */

/* Paragraphs of prose, in files of which directives and headings are left out. */
static size_t
next_paragraph(const Source *source, size_t at, size_t *start, size_t *length)
{
    const char *text = source->text;
    while (at < source->length) {
        while (at < source->length && (text[at] == '\n' || text[at] == '\r'))
            at++;
        *start = at;
        while (at < source->length && !(text[at] == '\n' && (at + 1 >= source->length || text[at + 1] == '\n' || text[at + 1] == '\r')))
            at++;
        *length = at - *start;
        bool prose = *length >= 40 && !strchr("#:!|[<-", text[*start]);
        if (prose)
            return at;
    }
    *length = 0;
    return source->length;
}

static void
check_file(const Source *now, const Source *then, const Model *model, Arena *arena, Diags *diags)
{
    Map known;
    map_init(&known, arena);
    size_t start, length, carried = 0, all = 0;
    Loc first = LOC_NONE;
    for (size_t at = next_paragraph(then, then->text_start, &start, &length); length; at = next_paragraph(then, at, &start, &length))
        map_put(&known, arena_strndup(arena, then->text + start, length), (void *)then);
    for (size_t at = next_paragraph(now, now->text_start, &start, &length); length; at = next_paragraph(now, at, &start, &length), all++) {
        if (!map_has(&known, arena_strndup(arena, now->text + start, length)))
            continue;
        if (!carried++)
            first = (Loc){now, (uint32_t)start, (uint32_t)length};
    }
    if (carried)
        diag(diags, DIAG_EDITION_PROSE_CARRIED, first, arena_printf(arena, "%zu", carried), arena_printf(arena, "%zu", all),
            arena_printf(arena, "%d", model->edition.previous));
}

static void
check_folder(const Model *model, Reader *reader, Arena *arena, Diags *diags, const char *folder)
{
    NameList names = {0};
    if (!reader_list(reader, arena, folder, &names))
        return;
    for (size_t i = 0; i < names.count; i++) {
        if (!str_ends(names.items[i], ".md"))
            continue;
        const char *path = arena_printf(arena, "%s/%s", folder, names.items[i]), *old = arena_printf(arena, "editions/%d/%s", model->edition.previous, path);
        const Source *now = reader_read(reader, path, LOC_NONE), *then = reader_exists(reader, old) ? reader_read(reader, old, LOC_NONE) : NULL;
        if (now && then)
            check_file(now, then, model, arena, diags);
    }
}

void
edition_check(const Model *model, Reader *reader, Arena *arena, Diags *diags)
{
    if (!model->edition.previous)
        return;
    check_figures(model, arena, diags);
    for (size_t i = 0; i < model->outputs.report_count; i++)
        check_folder(model, reader, arena, diags, arena_printf(arena, "layouts/%s", model->outputs.reports[i].name));
}
