/* The PDF as a whole: what a reader of the bytes can see. With SHUDU_TEST_OUT=folder the files are left there for qpdf,
 * pdfcheck and the eye. */
#include "sample.h"

#include "device/pdf/meta.h"

#include <libdeflate.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Buf
pdf_of(Sample *s, const char *name)
{
    Buf out = BUF_INIT;
    bool good = device_write(s->scene, FORMAT_PDF, NULL, &out, s->diags, LOC_NONE);
    sample_print_diags(s);
    assert_true(good);
    assert_int_equal(diags_count(s->diags), 0);
    sample_save(name, &out);
    return out;
}

/* All streams of a file that are text when inflated: objects and page contents. */
static char *
inflated(Arena *arena, const Buf *file)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    size_t room = 4 * 1024 * 1024, used = 0;
    char *text = arena_alloc(arena, room + 1);
    for (size_t at = 3; at + 7 < file->length; at++) {
        if (memcmp(file->ptr + at, "stream\n", 7) != 0 || memcmp(file->ptr + at - 3, "end", 3) == 0)
            continue;
        const char *data = file->ptr + at + 7;
        size_t size;
        if (libdeflate_zlib_decompress_ex(d, data, file->length - (size_t)(data - file->ptr), text + used, room - used, NULL, &size) == LIBDEFLATE_SUCCESS
            && !memchr(text + used, '\0', size))
            used += size;
    }
    libdeflate_free_decompressor(d);
    text[used] = '\0';
    return text;
}

static size_t
count_of(const char *text, const char *part)
{
    size_t count = 0;
    while ((text = strstr(text, part))) {
        count++;
        text += strlen(part);
    }
    return count;
}

static void
assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in the file", part);
}

static void
report_is_the_same_each_time(void **state)
{
    (void)state;
    Buf files[2];
    for (int i = 0; i < 2; i++) {
        Sample s = sample_open();
        sample_report(&s);
        files[i] = pdf_of(&s, "report.pdf");
        sample_close(&s);
    }
    assert_int_equal(files[0].length, files[1].length);
    assert_memory_equal(files[0].ptr, files[1].ptr, files[0].length);
    buf_clear(&files[0]);
    buf_clear(&files[1]);
}

static void
report_has_its_parts(void **state)
{
    (void)state;
    Sample s = sample_open();
    sample_report(&s);
    Buf file = pdf_of(&s, "report.pdf");
    const char *text = inflated(s.arena, &file);
    assert_int_equal(count_of(text, "/Type /Page\n"), 3);
    assert_has(text, "/PageLabels <<\n/Nums [ 0 <<\n/S /r\n>> 1 <<\n/S /D\n>> ]");
    assert_has(text, "/DisplayDocTitle true");
    assert_has(text, "/Lang (zh-CN)");
    assert_int_equal(count_of(text, "/Subtype /Link"), 3);
    assert_int_equal(count_of(text, "/F 4\n"), 3);
    assert_int_equal(count_of(text, "/S /Link\n"), 3); /* two of them made within References */
    assert_has(text, "/URI (https:\\057\\057example.org\\057\\045E6\\04596\\04587\\045E6\\045A1\\045A3?a=1)");
    assert_has(text, "/AFRelationship /Data");
    assert_has(text, "/ActualText <FEFF00AD>");        /* the hyphens of line ends */
    assert_has(text, "/BBox [");
    assert_has(text, "/Headers [ ");
    assert_has(text, "/ID (note-1)");
    assert_has(text, "/ListNumbering /Decimal");
    assert_has(text, "/TrimBox [ 8.5 8.5 603.776 850.39001 ]");
    assert_has(text, "/Artifact<</Type/Pagination>>BDC");
    assert_has(text, "/Artifact<</Type/Background/BBox[0 0 595.28 841.89 ]>>BDC");
    assert_has(file.ptr, "%PDF-1.7\n");
    buf_clear(&file);
    sample_close(&s);
}

static void
the_file_begins_and_ends_as_it_should(void **state)
{
    (void)state;
    Sample s = sample_open();
    sample_report(&s);
    Buf file = pdf_of(&s, "ends.pdf");
    const uint8_t *bytes = (const uint8_t *)file.ptr;
    assert_memory_equal(bytes, "%PDF-1.7\n%", 10);
    for (int i = 10; i < 14; i++)
        assert_true(bytes[i] > 127);
    assert_memory_equal(bytes + file.length - 6, "%%EOF\n", 6);
    const char *trailer = file.ptr + file.length - 11;
    while (trailer > file.ptr && memcmp(trailer, "/Type /XRef", 11) != 0)
        trailer--;
    assert_has(trailer, "/ID [ <");
    assert_null(strstr(trailer, "Encrypt"));
    buf_clear(&file);
    sample_close(&s);
}

/* The metadata stand in the file as they are: tools that know no PDF look for them. */
static void
xmp_says_what_the_file_is(void **state)
{
    (void)state;
    Sample s = sample_open();
    sample_report(&s);
    s.scene->meta.title.in[EN] = "Figures & <Standards>";
    Buf file = pdf_of(&s, "xmp.pdf");
    const char *xmp = file.ptr;
    while (memcmp(xmp, "<?xpacket", 9) != 0)
        xmp++;
    assert_memory_equal(xmp, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>", 53);
    assert_has(xmp, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
    assert_has(xmp, "<pdfuaid:part>1</pdfuaid:part>");
    assert_has(xmp, "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>");
    assert_has(xmp, "<pdfaProperty:category>internal</pdfaProperty:category>");
    assert_has(xmp, "<rdf:li xml:lang=\"x-default\">示例白皮书</rdf:li><rdf:li xml:lang=\"zh-CN\">示例白皮书</rdf:li>"
                    "<rdf:li xml:lang=\"en\">Figures &amp; &lt;Standards&gt;</rdf:li>");
    assert_has(xmp, "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li><rdf:li>en</rdf:li></rdf:Bag></dc:language>");
    assert_has(xmp, "<xmp:CreateDate>2025-10-31T00:00:00Z</xmp:CreateDate>");
    assert_has(inflated(s.arena, &file), "/Metadata ");
    buf_clear(&file);
    sample_close(&s);
}

static void
own_types_are_mapped(void **state)
{
    (void)state;
    const struct { Role role; const char *map; } cases[] = {
        {ROLE_TITLE, "/RoleMap <<\n/Title /P\n>>"}, {ROLE_ASIDE, "/RoleMap <<\n/Aside /Div\n>>"}, {ROLE_P, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Sample s = sample_open();
        scene_add_page(s.scene, 400, 400);
        sample_elem(&s, cases[i].role, ELEM_DOCUMENT, ZH);
        sample_label(&s, ZH, "文", 10, (Point){20, 50}, ANCHOR_START, 0);
        Buf file = pdf_of(&s, "roles.pdf");
        const char *text = inflated(s.arena, &file);
        if (cases[i].map)
            assert_has(text, cases[i].map);
        else
            assert_null(strstr(text, "/RoleMap"));
        buf_clear(&file);
        sample_close(&s);
    }
}

/* A paragraph over two pages and columns that are painted in turns: one element each, read in order. */
static void
elements_are_reopened(void **state)
{
    (void)state;
    Sample s = sample_open();
    scene_add_page(s.scene, 400, 400);
    scene_add_page(s.scene, 400, 400);
    ElemId left = scene_open(s.scene, ROLE_P, ELEM_DOCUMENT, ZH), right = scene_open(s.scene, ROLE_P, ELEM_DOCUMENT, EN);
    for (uint32_t page = 0; page < 2; page++) {
        scene_set_page(s.scene, page);
        for (int i = 0; i < 2; i++) {
            scene_set_elem(s.scene, left);
            sample_label(&s, ZH, "左栏", 10, (Point){20, 50 + 20 * i}, ANCHOR_START, 0);
            scene_set_elem(s.scene, right);
            sample_label(&s, EN, "right", 10, (Point){220, 50 + 20 * i}, ANCHOR_START, 0);
        }
    }
    Buf file = pdf_of(&s, "reopened.pdf");
    const char *text = inflated(s.arena, &file);
    assert_int_equal(count_of(text, "/S /P\n"), 2);
    assert_int_equal(count_of(text, "/MCID 3>>BDC"), 2);  /* four sequences on each page */
    assert_int_equal(count_of(text, "/Type /MCR"), 4);    /* two of each paragraph on the second page */
    assert_has(text, "/K [ 0 2 <<");
    assert_has(text, "/K [ 1 3 <<");
    buf_clear(&file);
    sample_close(&s);
}

static void
other_languages_become_spans(void **state)
{
    (void)state;
    Sample s = sample_open();
    scene_add_page(s.scene, 400, 400);
    ElemId p = sample_elem(&s, ROLE_P, ELEM_DOCUMENT, ZH);
    TextRange ranges[] = {
        {.text = "即", .style = sample_style(ZH, 10, 400)},
        {.text = "white paper", .style = sample_style(EN, 10, 400)},
        {.text = "也。", .style = sample_style(ZH, 10, 400)},
    };
    ParaStyle style = {.line_height = 16};
    Para *para = para_new(s.arena, s.text, ranges, 3, &style);
    para_place(para, s.scene, 0, para_break(para, 300), 20, 20, p);
    Buf file = pdf_of(&s, "spans.pdf");
    const char *text = inflated(s.arena, &file);
    assert_int_equal(count_of(text, "/S /Span\n"), 1);
    assert_int_equal(count_of(text, "/Lang (en)"), 1);
    assert_has(text, "/Span<</MCID 1>>BDC");
    buf_clear(&file);
    sample_close(&s);
}

/* One glyph that stands for two characters: the second gets ActualText. */
static void
ambiguous_glyphs_say_what_they_mean(void **state)
{
    (void)state;
    Sample s = sample_open();
    scene_add_page(s.scene, 400, 400);
    sample_elem(&s, ROLE_P, ELEM_DOCUMENT, EN);
    const FontFace *face = fontset_find(s.fonts, "Noto Sans", 400, false);
    const char *const texts[] = {"A", "\xCE\x91"}; /* Latin A, Greek Alpha */
    for (int i = 0; i < 2; i++) {
        Glyph glyph = {.id = 36, .advance = 6};
        uint32_t length = (uint32_t)strlen(texts[i]);
        GlyphRun run = {.face = face, .size = 10, .color = COLOR_BLACK, .glyphs = &glyph, .count = 1, .end = length};
        TextSpan span = {.end = length, .lang = EN};
        TextOp op = {.text = texts[i], .at = {20 + 20 * i, 30}, .opacity = 1, .runs = &run, .run_count = 1, .spans = &span, .span_count = 1};
        scene_text(s.scene, &op);
    }
    Buf file = pdf_of(&s, "ambiguous.pdf");
    const char *text = inflated(s.arena, &file);
    assert_int_equal(count_of(text, "/ActualText <FEFF0391>"), 1); /* in the structure tree */
    assert_int_equal(count_of(text, "/ActualText<FEFF0391>"), 1);  /* in the content */
    assert_int_equal(count_of(text, "/ActualText"), 2);
    buf_clear(&file);
    sample_close(&s);
}

/* 138 with a raised 1 behind it is no 1381. */
static void
spans_say_what_they_mean(void **state)
{
    (void)state;
    Sample s = sample_open();
    scene_add_page(s.scene, 400, 400);
    ElemId p = sample_elem(&s, ROLE_P, ELEM_DOCUMENT, EN);
    const TextRange ranges[] = {
        {.text = "138", .style = sample_style(EN, 10, 400)},
        {.text = "12", .style = sample_style(EN, 6, 400), .actual = "¹²"},
        {.text = " in all", .style = sample_style(EN, 10, 400)},
    };
    ParaStyle style = {.line_height = 14};
    Para *para = para_new(s.arena, s.text, ranges, COUNT_OF(ranges), &style);
    para_place(para, s.scene, 0, para_break(para, 300), 20, 20, p);
    Buf file = pdf_of(&s, "actual.pdf");
    const char *text = inflated(s.arena, &file);
    assert_int_equal(count_of(text, "/Span<</MCID 1/ActualText<FEFF00B900B2>>>BDC"), 1);
    assert_int_equal(count_of(text, "/ActualText <FEFF00B900B2>"), 1);
    assert_int_equal(count_of(text, "BDC"), 3);
    buf_clear(&file);
    sample_close(&s);
}

/* A number and what it counts, set apart: readers of the text get a space between, and none at the end. */
static void
texts_of_one_element_do_not_run_together(void **state)
{
    (void)state;
    Sample s = sample_open();
    scene_add_page(s.scene, 400, 400);
    sample_elem(&s, ROLE_P, ELEM_DOCUMENT, EN);
    sample_label(&s, EN, "996", 20, (Point){20, 50}, ANCHOR_START, 0);
    sample_label(&s, EN, "abc", 8, (Point){20, 70}, ANCHOR_START, 0);
    Buf file = pdf_of(&s, "apart.pdf");
    const char *text = inflated(s.arena, &file), *first = strstr(text, "Td["), *second = first ? strstr(first + 1, "Td[") : NULL;
    assert_true(first && second);
    size_t codes[2] = {0, 0};
    const char *const arrays[] = {first, second};
    for (int i = 0; i < 2; i++)
        for (const char *p = arrays[i] + 3; *p != ']'; p++)
            if (*p == '<')
                codes[i] += strcspn(p + 1, ">") / 4;
    assert_int_equal(codes[0], 4);
    assert_int_equal(codes[1], 3);
    buf_clear(&file);
    sample_close(&s);
}

/* Content streams of the pages; returns their number. */
static size_t
each_page(Sample *s, const Buf *file, void (*look)(const char *stream))
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    size_t room = 1024 * 1024, size, pages = 0;
    char *text = arena_alloc(s->arena, room + 1);
    for (size_t at = 0; at + 7 < file->length; at++) {
        if (memcmp(file->ptr + at, "stream\n", 7) != 0
            || libdeflate_zlib_decompress_ex(d, file->ptr + at + 7, file->length - at - 7, text, room, NULL, &size) != LIBDEFLATE_SUCCESS)
            continue;
        text[size] = '\0';
        if (strlen(text) != size || !strstr(text, "EMC\n") || strstr(text, "endcmap"))
            continue;
        look(text);
        pages++;
    }
    libdeflate_free_decompressor(d);
    return pages;
}

/* Whether a token of a content stream is an operator of ISO 32000-1, Annex A, that this writer has a use for. */
static bool
is_known_operator(const char *token)
{
    static const char *const known[] = {"BDC", "BT", "Do", "EMC", "ET", "Q", "RG", "SCN", "TJ", "Td", "Tf", "Tj", "Tm", "W", "W*", "B", "B*", "S", "c", "cm", "cs",
                                        "CS", "d", "f", "f*", "G", "g", "gs", "h", "i", "j", "J", "l", "M", "m", "n", "q", "re", "rg", "scn", "w", "y", "v"};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(known[i], token) == 0)
            return true;
    return false;
}

/* Strings, names, numbers and what stands in << >> and [ ] are operands. */
static void
assert_operators_known(const char *stream)
{
    size_t operators = 0;
    for (const char *at = stream; *at;) {
        char token[16] = {0};
        at += strspn(at, " \n[]");
        if (*at == '<' && at[1] == '<') {
            const char *end = strstr(at, ">>BDC");
            assert_non_null(end);
            at = end + 2;
        } else if (*at == '<') {
            at = strchr(at, '>') + 1;
        } else if (*at == '/') {
            at += 1 + strcspn(at + 1, " \n<[/");
        } else {
            size_t length = strcspn(at, " \n[]</");
            snprintf(token, sizeof token, "%.*s", (int)length, at);
            at += length;
            bool number = *token && strspn(token, "0123456789.-") == strlen(token);
            if (*token && !number && strcmp(token, "true") != 0 && strcmp(token, "false") != 0) {
                if (!is_known_operator(token))
                    fail_msg("unknown operator '%s'", token);
                operators++;
            }
        }
    }
    assert_true(operators > 10);
}

/* All that paints stands between a BDC and its EMC, and these do not nest: an artifact holds no content, content no artifact. */
static void
assert_all_marked(const char *stream)
{
    static const char *const painting[] = {"f", "f*", "S", "B", "B*", "TJ", "Tj", "Do"};
    bool open = false;
    for (const char *line = stream; *line;) {
        size_t length = strcspn(line, "\n");
        if (length >= 3 && memcmp(line + length - 3, "BDC", 3) == 0) {
            assert_false(open);
            open = true;
        } else if (length == 3 && memcmp(line, "EMC", 3) == 0) {
            assert_true(open);
            open = false;
        }
        for (size_t i = 0; i < COUNT_OF(painting); i++) {
            size_t size = strlen(painting[i]);
            bool here = length >= size && memcmp(line + length - size, painting[i], size) == 0 && (length == size || strchr(" ]", line[length - size - 1]));
            assert_true(!here || open);
        }
        line += length + (line[length] == '\n');
    }
    assert_false(open);
}

static void
every_mark_is_content_or_artifact(void **state)
{
    (void)state;
    Sample s = sample_open();
    sample_report(&s);
    Buf file = pdf_of(&s, "marks.pdf");
    assert_int_equal(each_page(&s, &file, assert_all_marked), 3);
    buf_clear(&file);
    sample_close(&s);
}

static void
content_streams_use_known_operators(void **state)
{
    (void)state;
    Sample s = sample_open();
    sample_report(&s);
    Buf file = pdf_of(&s, "operators.pdf");
    assert_int_equal(each_page(&s, &file, assert_operators_known), 3);
    buf_clear(&file);
    sample_close(&s);
}

static void
paint_all(Sample *s, ElemId figure)
{
    Scene *scene = s->scene;
    GradientStop fading[] = {{0, {0.2, 0.4, 0.8, 1}}, {0.5, {0.9, 0.5, 0.1, 0.5}}, {1, {0.2, 0.4, 0.8, 0}}};
    Paint paints[] = {
        paint_solid((Color){0.8, 0.1, 0.1, 0.5}),
        {.kind = PAINT_LINEAR, .from = {0, 0}, .to = {60, 0}, .stops = fading, .stop_count = 3},
        {.kind = PAINT_PATTERN, .pattern = PATTERN_HATCH, .color = COLOR_BLACK, .spacing = 5, .line_width = 0.7},
        {.kind = PAINT_PATTERN, .pattern = PATTERN_HATCH_BACK, .color = COLOR_BLACK, .background = color_hex(0xffeecc), .spacing = 5, .line_width = 0.7},
        {.kind = PAINT_PATTERN, .pattern = PATTERN_CROSS, .color = color_hex(0x2266aa), .spacing = 6, .line_width = 0.5},
        {.kind = PAINT_PATTERN, .pattern = PATTERN_DOTS, .color = color_hex(0x2266aa), .background = COLOR_WHITE, .spacing = 5, .line_width = 1.2},
    };
    const double dashes[] = {4, 2}, radii[] = {8, 8, 0, 0};
    scene_set_elem(scene, figure);
    for (size_t i = 0; i < COUNT_OF(paints); i++) {
        GroupOp group = scene_plain_group();
        group.matrix = matrix_multiply(matrix_translate(20 + 75 * (double)(i % 4), 20 + 75 * (double)(i / 4)), i == 5 ? matrix_scale(1.1, 0.8) : matrix_rotate(i == 3 ? 10 : 0));
        group.opacity = i == 4 ? 0.6 : 1;
        scene_group(scene, &group);
        Path path = {0};
        path_round_rect(s->arena, &path, (Rect){0, 0, 60, 60}, radii);
        PathOp op = scene_plain_path(&path);
        op.fill = paints[i];
        op.stroke = (Stroke){.paint = i == 2 ? paints[1] : paint_solid(color_hex(0x333333)), .width = 3, .dashes = dashes, .dash_count = i % 2 ? 2 : 0, .join = JOIN_ROUND};
        scene_path_op(scene, &op);
        sample_label(s, EN, "Tag", 9, (Point){30, 35}, ANCHOR_MIDDLE, 30);
        scene_group_end(scene);
    }
    /* A fading group of two elements, which cannot be one form. */
    GroupOp pale = scene_plain_group();
    pale.opacity = 0.5;
    scene_group(scene, &pale);
    scene_rect(scene, (Rect){20, 200, 40, 20}, COLOR_BLACK);
    scene_set_elem(scene, ELEM_ARTIFACT);
    scene_rect(scene, (Rect){80, 200, 40, 20}, COLOR_BLACK);
    scene_group_end(scene);
}

static void
paints_of_all_kinds(void **state)
{
    (void)state;
    Sample s = sample_open();
    scene_add_page(s.scene, 340, 240);
    scene_page(s.scene)->background = COLOR_WHITE;
    ElemId figure = scene_open(s.scene, ROLE_FIGURE, ELEM_DOCUMENT, EN);
    scene_elem(s.scene, figure)->alt = "All paints";
    paint_all(&s, figure);
    Buf file = pdf_of(&s, "paints.pdf"), svg = BUF_INIT, png = BUF_INIT;
    const char *text = inflated(s.arena, &file);
    assert_has(text, "/S /Luminosity");
    assert_has(text, "/ShadingType 2");
    assert_has(text, "/Group <<\n/S /Transparency\n/CS /DeviceRGB\n>>"); /* of the page */
    assert_int_equal(count_of(text, "BDC\n"), count_of(text, "EMC\n"));
    assert_int_equal(count_of(text, "q\n"), count_of(text, "Q\n"));
    assert_true(device_write(s.scene, FORMAT_SVG, NULL, &svg, s.diags, LOC_NONE));
    assert_true(device_write(s.scene, FORMAT_PNG, NULL, &png, s.diags, LOC_NONE));
    sample_save("paints.svg", &svg);
    sample_save("paints.png", &png);
    buf_clear(&svg);
    buf_clear(&png);
    buf_clear(&file);
    sample_close(&s);
}

/* A long document: trees of pages, names and numbers have several leaves, labels run on. */
static void
long_documents(void **state)
{
    (void)state;
    enum { PAGES = 150 };
    Sample s = sample_open();
    for (int i = 0; i < PAGES; i++) {
        scene_add_page(s.scene, 300, 400);
        scene_page(s.scene)->label = i < 8 ? ((const char *const[]){"i", "ii", "iii", "iv", "v", "vi", "vii", "A-1"})[i] : arena_printf(s.arena, "%d", i - 7);
        ElemId h = sample_elem(&s, ROLE_H1, ELEM_DOCUMENT, ZH);
        sample_label(&s, ZH, arena_printf(s.arena, "第 %d 章", i + 1), 14, (Point){20, 40}, ANCHOR_START, 0);
        scene_dest(s.scene, arena_printf(s.arena, "sec-%d", i), 20, 30);
        scene_outline(s.scene, 1, arena_printf(s.arena, "第 %d 章", i + 1), 20, 30, ZH);
        scene_outline(s.scene, 3, "小节", 20, 60, ZH); /* skips a level */
        (void)h;
        ElemId p = sample_elem(&s, ROLE_P, ELEM_DOCUMENT, ZH), link = scene_open(s.scene, ROLE_LINK, p, ZH);
        scene_set_elem(s.scene, link);
        sample_label(&s, ZH, "下一章", 10, (Point){20, 80}, ANCHOR_START, 0);
        LinkOp op = {.rect = {20, 70, 40, 14}, .dest = arena_printf(s.arena, "sec-%d", (i * 7) % PAGES), .contents = "下一章", .elem = link};
        scene_link(s.scene, &op);
    }
    Buf file = pdf_of(&s, "long.pdf");
    const char *text = inflated(s.arena, &file);
    assert_has(text, "/PageLabels <<\n/Nums [ 0 <<\n/S /r\n>> 7 <<\n/P (A-1)\n>> 8 <<\n/S /D\n>> ]");
    assert_int_equal(count_of(text, "/Type /Pages\n"), 4);
    assert_int_equal(count_of(text, "/Count -1\n"), PAGES);
    buf_clear(&file);
    sample_close(&s);
}

/* The profile of the output intent: sizes and offsets that its header and table announce. */
static void
colour_profile_is_well_formed(void **state)
{
    (void)state;
    Buf icc = BUF_INIT;
    meta_srgb_profile(&icc);
    const uint8_t *b = (const uint8_t *)icc.ptr;
    assert_int_equal((size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3], icc.length);
    assert_memory_equal(b + 12, "mntrRGB XYZ ", 12);
    assert_memory_equal(b + 36, "acsp", 4);
    assert_int_equal(b[131], 10);
    for (int i = 0; i < 10; i++) {
        const uint8_t *tag = b + 132 + 12 * i;
        size_t offset = (size_t)tag[6] << 8 | tag[7], size = (size_t)tag[10] << 8 | tag[11];
        assert_int_equal(offset % 4, 0);
        assert_true(offset + size <= icc.length);
        const char *types[] = {"mluc", "mluc", "XYZ ", "sf32", "XYZ ", "XYZ ", "XYZ ", "para", "para", "para"};
        assert_memory_equal(b + offset, types[i], 4);
    }
    buf_clear(&icc);
}

static void
formats_have_names(void **state)
{
    (void)state;
    DeviceFormat format = FORMAT_SVG;
    assert_true(format_parse("PDF", &format));
    assert_int_equal(format, FORMAT_PDF);
    assert_false(format_parse("gif", &format));
    assert_int_equal(format, FORMAT_PDF);
    assert_string_equal(format_extension(FORMAT_PNG), "png");
    assert_string_equal(format_mime(FORMAT_SVG), "image/svg+xml");
    Arena *arena = arena_new();
    const char *const *names;
    size_t count = device_library_versions(arena, &names);
    assert_true(count >= 5);
    for (size_t i = 0; i < count; i++)
        assert_non_null(strchr(names[i], ' '));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_is_the_same_each_time),
        cmocka_unit_test(report_has_its_parts),
        cmocka_unit_test(the_file_begins_and_ends_as_it_should),
        cmocka_unit_test(xmp_says_what_the_file_is),
        cmocka_unit_test(own_types_are_mapped),
        cmocka_unit_test(elements_are_reopened),
        cmocka_unit_test(other_languages_become_spans),
        cmocka_unit_test(ambiguous_glyphs_say_what_they_mean),
        cmocka_unit_test(spans_say_what_they_mean),
        cmocka_unit_test(texts_of_one_element_do_not_run_together),
        cmocka_unit_test(content_streams_use_known_operators),
        cmocka_unit_test(every_mark_is_content_or_artifact),
        cmocka_unit_test(paints_of_all_kinds),
        cmocka_unit_test(long_documents),
        cmocka_unit_test(colour_profile_is_well_formed),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
