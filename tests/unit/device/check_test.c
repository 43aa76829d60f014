/* Each thing the standards forbid is refused with its code. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Sample
open_document(void)
{
    Sample s = sample_open();
    scene_add_page(s.scene, 400, 400);
    return s;
}

static void
assert_refused(Sample *s, DiagCode code)
{
    Buf out = BUF_INIT;
    assert_false(device_write(s->scene, FORMAT_PDF, NULL, &out, s->diags, LOC_NONE));
    assert_int_equal(out.length, 0);
    if (diags_count(s->diags) != 1 || diags_at(s->diags, 0)->code != code) {
        sample_print_diags(s);
        fail_msg("expected %s alone", diag_code_text(code));
    }
    buf_clear(&out);
    sample_close(s);
}

static void
assert_written(Sample *s)
{
    Buf out = BUF_INIT;
    bool good = device_write(s->scene, FORMAT_PDF, NULL, &out, s->diags, LOC_NONE);
    sample_print_diags(s);
    assert_true(good);
    assert_int_equal(diags_count(s->diags), 0);
    buf_clear(&out);
    sample_close(s);
}

static ElemId
with_text(Sample *s, Role role, ElemId parent)
{
    ElemId id = sample_elem(s, role, parent, ZH);
    sample_label(s, ZH, "文", 10, (Point){10, 20}, ANCHOR_START, 0);
    return id;
}

static void
document_needs_title_date_and_languages(void **state)
{
    (void)state;
    Sample s = open_document();
    s.scene->meta.title.in[ZH] = "";
    assert_refused(&s, DIAG_PDF_NO_TITLE);
    const char *const dates[] = {NULL, "today", "2025-13-01T00:00:00Z", "2025-10-31T00:00:00", "2025-10-31T00:00:00+8", "2025-10-31T25:00:00Z"};
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        s = open_document();
        s.scene->meta.created = dates[i];
        assert_refused(&s, DIAG_PDF_DATE);
    }
    static const char *const tags[] = {"zh-CN", "en_GB"};
    s = open_document();
    s.scene->lang_tags = tags;
    assert_refused(&s, DIAG_PDF_LANGUAGE);
}

static void
dates_may_have_an_offset_or_no_time(void **state)
{
    (void)state;
    const char *const dates[] = {"2025-10-31", "2025-10-31T08:00:00+08:00"};
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        Sample s = open_document();
        s.scene->meta.created = dates[i];
        assert_written(&s);
    }
}

static void
pages_have_limits(void **state)
{
    (void)state;
    Sample s = open_document();
    scene_add_page(s.scene, 100, 14401);
    assert_refused(&s, DIAG_PDF_PAGE_SIZE);
}

static void
clips_nest_28_deep(void **state)
{
    (void)state;
    for (int depth = 28; depth <= 29; depth++) {
        Sample s = open_document();
        Path clip = {0};
        path_rect(s.arena, &clip, (Rect){0, 0, 100, 100});
        GroupOp group = scene_plain_group();
        group.clip = &clip;
        for (int i = 0; i < depth; i++)
            scene_group(s.scene, &group);
        scene_rect(s.scene, (Rect){0, 0, 10, 10}, COLOR_BLACK);
        for (int i = 0; i < depth; i++)
            scene_group_end(s.scene);
        if (depth == 28)
            assert_written(&s);
        else
            assert_refused(&s, DIAG_PDF_NESTING);
    }
}

static void
figures_need_alternative_text(void **state)
{
    (void)state;
    Sample s = open_document();
    with_text(&s, ROLE_FIGURE, ELEM_DOCUMENT);
    assert_refused(&s, DIAG_PDF_NO_ALT);
    s = open_document();
    sample_elem(&s, ROLE_FIGURE, ELEM_DOCUMENT, ZH); /* nothing in it: not written */
    assert_written(&s);
}

static void
headings_skip_no_level(void **state)
{
    (void)state;
    Sample s = open_document();
    with_text(&s, ROLE_H2, ELEM_DOCUMENT);
    assert_refused(&s, DIAG_PDF_HEADING_ORDER);
    s = open_document();
    with_text(&s, ROLE_H1, ELEM_DOCUMENT);
    with_text(&s, ROLE_H3, ELEM_DOCUMENT);
    assert_refused(&s, DIAG_PDF_HEADING_ORDER);
    s = open_document();
    with_text(&s, ROLE_H1, ELEM_DOCUMENT);
    with_text(&s, ROLE_H2, ELEM_DOCUMENT);
    with_text(&s, ROLE_H1, ELEM_DOCUMENT);
    assert_written(&s);
}

static void
elements_stand_where_they_may(void **state)
{
    (void)state;
    const struct { Role parent, child; bool good; } pairs[] = {
        {ROLE_LIST, ROLE_P, false}, {ROLE_DOCUMENT, ROLE_ITEM, false}, {ROLE_TOC, ROLE_P, false}, {ROLE_DOCUMENT, ROLE_TOC_ITEM, false},
        {ROLE_SECT, ROLE_BODY, false}, {ROLE_TABLE, ROLE_P, false}, {ROLE_TABLE, ROLE_CAPTION, true}, {ROLE_TOC, ROLE_TOC_ITEM, true},
        {ROLE_ASIDE, ROLE_P, true}, {ROLE_SECT, ROLE_TITLE, true},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        Sample s = open_document();
        ElemId parent = pairs[i].parent == ROLE_DOCUMENT ? ELEM_DOCUMENT : scene_open(s.scene, pairs[i].parent, ELEM_DOCUMENT, ZH);
        with_text(&s, pairs[i].child, parent);
        if (pairs[i].good)
            assert_written(&s);
        else
            assert_refused(&s, DIAG_PDF_CONTAINMENT);
    }
}

/* Rows of cells; each cell "columns x rows". */
static ElemId
table(Sample *s, size_t rows, const char *const *spans)
{
    ElemId id = scene_open(s->scene, ROLE_TABLE, ELEM_DOCUMENT, ZH);
    for (size_t r = 0; r < rows; r++) {
        ElemId row = scene_open(s->scene, ROLE_ROW, id, ZH);
        for (const char *p = spans[r]; *p; p += 2) {
            ElemId cell = with_text(s, r ? ROLE_CELL : ROLE_HEADER_CELL, row);
            scene_elem(s->scene, cell)->column_scope = true;
            scene_elem(s->scene, cell)->col_span = p[0] - '0';
            scene_elem(s->scene, cell)->row_span = p[1] - '0';
        }
    }
    return id;
}

static void
tables_are_grids(void **state)
{
    (void)state;
    static const char *const good[][3] = {{"1111", "1111", "21"}, {"1211", "11", "1111"}, {"21", "1112", "11"}};
    static const char *const bad[][3] = {{"1111", "11", "1111"}, {"1111", "111111", "1111"}, {"1111", "1111", "1113"}, {"1112", "1111", "1111"}};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        Sample s = open_document();
        table(&s, 3, good[i]);
        assert_written(&s);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Sample s = open_document();
        table(&s, 3, bad[i]);
        assert_refused(&s, DIAG_PDF_TABLE_GRID);
    }
}

static void
cells_name_headers_of_their_table(void **state)
{
    (void)state;
    static const char *const spans[] = {"11", "11"};
    Sample s = open_document();
    ElemId first = table(&s, 2, spans), second = table(&s, 2, spans);
    ElemId head = first + 2, cell = second + 4;
    assert_int_equal(scene_elem(s.scene, head)->role, ROLE_HEADER_CELL);
    assert_int_equal(scene_elem(s.scene, cell)->role, ROLE_CELL);
    scene_elem(s.scene, cell)->headers[0] = head;
    assert_refused(&s, DIAG_PDF_TABLE_HEADER);
}

static void
notes_have_ids_of_their_own(void **state)
{
    (void)state;
    Sample s = open_document();
    with_text(&s, ROLE_NOTE, ELEM_DOCUMENT);
    assert_refused(&s, DIAG_PDF_NOTE_ID);
    s = open_document();
    for (int i = 0; i < 2; i++) {
        ElemId note = with_text(&s, ROLE_NOTE, ELEM_DOCUMENT);
        scene_elem(s.scene, note)->note_id = "n1";
    }
    assert_refused(&s, DIAG_PDF_NOTE_ID);
}

static void
links_have_element_text_and_target(void **state)
{
    (void)state;
    const struct { Role role; const char *contents, *dest; int code; } cases[] = {
        {ROLE_P, "text", "here", DIAG_PDF_LINK_ELEMENT},
        {ROLE_LINK, "", "here", DIAG_PDF_LINK_TEXT},
        {ROLE_LINK, "text", "nowhere", DIAG_PDF_LINK_TARGET},
        {ROLE_REFERENCE, "text", "here", -1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Sample s = open_document();
        scene_dest(s.scene, "here", 0, 0);
        ElemId elem = with_text(&s, cases[i].role, ELEM_DOCUMENT);
        LinkOp link = {.rect = {10, 10, 20, 10}, .contents = cases[i].contents, .dest = cases[i].dest, .elem = elem};
        scene_link(s.scene, &link);
        if (cases[i].code < 0)
            assert_written(&s);
        else
            assert_refused(&s, (DiagCode)cases[i].code);
    }
}

static void
attachments_are_described(void **state)
{
    (void)state;
    const Attachment cases[] = {
        {"a.csv", "csv", "d", "Data", "x", 1},
        {"a.csv", "text/csv", "d", "Rows", "x", 1},
        {"", "text/csv", "d", "Data", "x", 1},
        {"a.csv", "text/csv; charset=utf-8", "d", "Data", "x", 1},
        {"a.csv", "text/csv/rows", "d", "Data", "x", 1},
        {"a.csv", "/csv", "d", "Data", "x", 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Sample s = open_document();
        VEC_PUSH(s.arena, &s.scene->attachments, cases[i]);
        assert_refused(&s, DIAG_PDF_ATTACHMENT);
    }
    const Attachment good = {"a.csv", "application/vnd.x-y_z+json", "d", "Data", "x", 1};
    for (int count = 1; count <= 2; count++) {
        Sample s = open_document();
        for (int i = 0; i < count; i++)
            VEC_PUSH(s.arena, &s.scene->attachments, good);
        if (count == 1)
            assert_written(&s);
        else
            assert_refused(&s, DIAG_PDF_ATTACHMENT); /* two of a name */
    }
}

/* Children of a table, list or contents, by their roles. */
static void
assert_parts(Role parent, const Role *roles, size_t count, int code)
{
    Sample s = open_document();
    ElemId id = scene_open(s.scene, parent, ELEM_DOCUMENT, ZH);
    for (size_t i = 0; i < count; i++) {
        ElemId part = scene_open(s.scene, roles[i], id, ZH);
        if (roles[i] == ROLE_THEAD || roles[i] == ROLE_TBODY)
            part = scene_open(s.scene, ROLE_HEADER_CELL, scene_open(s.scene, ROLE_ROW, part, ZH), ZH);
        else if (roles[i] == ROLE_ITEM)
            part = scene_open(s.scene, ROLE_BODY, part, ZH);
        scene_set_elem(s.scene, part);
        sample_label(&s, ZH, "文", 10, (Point){10, 20}, ANCHOR_START, 0);
    }
    if (code < 0)
        assert_written(&s);
    else
        assert_refused(&s, (DiagCode)code);
}

static void
captions_stand_first_or_last(void **state)
{
    (void)state;
    assert_parts(ROLE_TABLE, (Role[]){ROLE_CAPTION, ROLE_THEAD, ROLE_TBODY}, 3, -1);
    assert_parts(ROLE_TABLE, (Role[]){ROLE_THEAD, ROLE_TBODY, ROLE_CAPTION}, 3, -1);
    assert_parts(ROLE_TABLE, (Role[]){ROLE_THEAD, ROLE_CAPTION, ROLE_TBODY}, 3, DIAG_PDF_CAPTION);
    assert_parts(ROLE_TABLE, (Role[]){ROLE_CAPTION, ROLE_TBODY, ROLE_CAPTION}, 3, DIAG_PDF_CAPTION);
    assert_parts(ROLE_LIST, (Role[]){ROLE_CAPTION, ROLE_ITEM}, 2, -1);
    assert_parts(ROLE_LIST, (Role[]){ROLE_ITEM, ROLE_CAPTION}, 2, DIAG_PDF_CAPTION);
    assert_parts(ROLE_TOC, (Role[]){ROLE_TOC_ITEM, ROLE_CAPTION}, 2, DIAG_PDF_CAPTION);
}

static void
tables_have_one_head_and_a_body(void **state)
{
    (void)state;
    assert_parts(ROLE_TABLE, (Role[]){ROLE_THEAD, ROLE_THEAD, ROLE_TBODY}, 3, DIAG_PDF_TABLE_PARTS);
    assert_parts(ROLE_TABLE, (Role[]){ROLE_THEAD}, 1, DIAG_PDF_TABLE_PARTS);
    assert_parts(ROLE_TABLE, (Role[]){ROLE_TBODY, ROLE_TBODY}, 2, -1);
}

/* A table of two rows and columns, each role by its letter: C header of a column, R of a row, D data. */
static void
assert_headers(const char *cells, bool named, bool good)
{
    Sample s = open_document();
    ElemId id = scene_open(s.scene, ROLE_TABLE, ELEM_DOCUMENT, ZH), row = 0, head = 0;
    for (int i = 0; i < 4; i++) {
        if (i % 2 == 0)
            row = scene_open(s.scene, ROLE_ROW, id, ZH);
        ElemId cell = with_text(&s, cells[i] == 'D' ? ROLE_CELL : ROLE_HEADER_CELL, row);
        scene_elem(s.scene, cell)->column_scope = cells[i] == 'C';
        if (cells[i] != 'D')
            head = cell;
        else if (named)
            scene_elem(s.scene, cell)->headers[0] = head;
    }
    if (good)
        assert_written(&s);
    else
        assert_refused(&s, DIAG_PDF_NO_HEADER);
}

static void
data_cells_have_headers(void **state)
{
    (void)state;
    assert_headers("CCDD", false, true);
    assert_headers("RDRD", false, true);
    assert_headers("CRDD", false, false); /* nothing heads the second column */
    assert_headers("CRDD", true, true);
    assert_headers("DDDD", false, false);
}

/* A face whose OS/2 table says so may not be embedded. */
static void
restricted_fonts_are_refused(void **state)
{
    (void)state;
    for (int restricted = 0; restricted < 2; restricted++) {
        Sample s = open_document();
        const FontFace *face = fontset_find(s.fonts, "Noto Sans", 400, false);
        FontFace copy = *face;
        char *bytes = arena_alloc(s.arena, face->size);
        memcpy(bytes, face->bytes, face->size);
        for (size_t i = 0; i < 64; i++) /* the table directory */
            if (memcmp(bytes + 12 + 16 * i, "OS/2", 4) == 0) {
                const uint8_t *at = (const uint8_t *)bytes + 12 + 16 * i + 8;
                bytes[((size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3]) + 9] = restricted ? 2 : 8;
                break;
            }
        copy.bytes = bytes;
        Glyph glyph = {.id = 36, .advance = 6};
        GlyphRun run = {.face = &copy, .size = 10, .color = COLOR_BLACK, .glyphs = &glyph, .count = 1, .end = 1};
        TextSpan span = {.end = 1, .lang = EN};
        TextOp op = {.text = "A", .at = {20, 30}, .opacity = 1, .runs = &run, .run_count = 1, .spans = &span, .span_count = 1};
        sample_elem(&s, ROLE_P, ELEM_DOCUMENT, EN);
        scene_text(s.scene, &op);
        if (restricted)
            assert_refused(&s, DIAG_PDF_FONT_LICENCE);
        else
            assert_written(&s);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_needs_title_date_and_languages),
        cmocka_unit_test(dates_may_have_an_offset_or_no_time),
        cmocka_unit_test(pages_have_limits),
        cmocka_unit_test(clips_nest_28_deep),
        cmocka_unit_test(figures_need_alternative_text),
        cmocka_unit_test(headings_skip_no_level),
        cmocka_unit_test(elements_stand_where_they_may),
        cmocka_unit_test(tables_are_grids),
        cmocka_unit_test(cells_name_headers_of_their_table),
        cmocka_unit_test(notes_have_ids_of_their_own),
        cmocka_unit_test(links_have_element_text_and_target),
        cmocka_unit_test(attachments_are_described),
        cmocka_unit_test(captions_stand_first_or_last),
        cmocka_unit_test(tables_have_one_head_and_a_body),
        cmocka_unit_test(data_cells_have_headers),
        cmocka_unit_test(restricted_fonts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
