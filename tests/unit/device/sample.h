/* A small bilingual report, made by hand: contents, headings, paragraphs, a list, a table, a chart, a picture, links, a note
 * and an attachment on three pages. What the tests of the device room look at. */
#ifndef SHUDU_TESTS_DEVICE_SAMPLE_H
#define SHUDU_TESTS_DEVICE_SAMPLE_H

#include "base/diag_print.h"
#include "device/formats.h"
#include "text/para.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZH, EN };

typedef struct Sample {
    Arena *arena;
    Diags *diags;
    FontSet *fonts;
    TextContext *text;
    Scene *scene;
} Sample;

/* An empty scene, the project's fonts ready. */
static inline Sample
sample_open(void)
{
    static const char *const tags[] = {"zh-CN", "en"};
    static const Locale *locales[2];
    Sample s = {.arena = arena_new()};
    locales[ZH] = locale_builtin("zh");
    locales[EN] = locale_builtin("en");
    s.diags = diags_new(s.arena);
    s.fonts = fontset_open(s.arena, s.diags, "fonts");
    s.text = text_context_new(s.arena, s.fonts, locales, 2);
    s.scene = scene_new(s.arena, tags, 2, ZH);
    s.scene->meta.title.in[ZH] = "示例白皮书";
    s.scene->meta.title.in[EN] = "Sample White Paper";
    s.scene->meta.subject.in[ZH] = "用于检查输出的小文档";
    s.scene->meta.author = "Bureau & Co.";
    s.scene->meta.created = "2025-10-31T00:00:00Z";
    return s;
}

static inline void
sample_close(Sample *s)
{
    arena_free(s->arena);
}

static inline TextStyle
sample_style(int lang, double size, int weight)
{
    return (TextStyle){.families = {"Noto Serif", "Noto Serif CJK SC", NULL}, .size = size, .weight = weight, .color = COLOR_BLACK, .lang = lang};
}

/* A paragraph of one style at (x, y); returns the y below it. */
static inline double
sample_paragraph(Sample *s, ElemId elem, int lang, const char *text, double size, double x, double y, double width)
{
    TextRange range = {.text = text, .style = sample_style(lang, size, 400)};
    ParaStyle style = {.align = PARA_JUSTIFY, .line_height = size * 1.6, .hyphenate = lang == EN, .kinsoku = KINSOKU_GB};
    Para *para = para_new(s->arena, s->text, &range, 1, &style);
    size_t lines = para_break(para, width);
    para_place(para, s->scene, 0, lines, x, y, elem);
    return y + para_height(para);
}

static inline void
sample_label(Sample *s, int lang, const char *text, double size, Point at, TextAnchor anchor, double angle)
{
    TextStyle style = sample_style(lang, size, 400);
    style.families[0] = "Noto Sans";
    style.families[1] = "Noto Sans CJK SC";
    label_place(s->text, s->scene, text, &style, at, anchor, angle, 1, size * 1.2, NULL, NULL);
}

static inline ElemId
sample_elem(Sample *s, Role role, ElemId parent, int lang)
{
    ElemId id = scene_open(s->scene, role, parent, lang);
    scene_set_elem(s->scene, id);
    return id;
}

static inline void
sample_group(Sample *s, const char *klass, const char *kind, Matrix matrix)
{
    GroupOp group = scene_plain_group();
    group.klass = klass;
    group.aria_role = kind;
    scene_group(s->scene, &group);
    if (klass && strstr(klass, "mark-group")) {
        GroupOp inner = scene_plain_group();
        inner.matrix = matrix;
        scene_group(s->scene, &inner);
    }
}

/* A chart as the chart room draws one, in groups with Vega's classes: 200 × 100 plus axes. */
static inline void
sample_chart(Sample *s, Point at)
{
    static const double values[] = {30, 55, 80, 62};
    static const char *const years[] = {"2021", "2022", "2023", "2024"};
    Scene *scene = s->scene;
    GroupOp outer = scene_plain_group();
    outer.matrix = matrix_translate(at.x, at.y);
    scene_group(scene, &outer);
    sample_group(s, "mark-group role-frame root", "group mark container", MATRIX_IDENTITY);
    Path frame = {0};
    path_rect(s->arena, &frame, (Rect){0, 0, 200, 100});
    PathOp background = scene_plain_path(&frame);
    background.hint = SHAPE_BACKGROUND;
    background.stroke = (Stroke){.paint = paint_solid(color_hex(0xdddddd)), .width = 1};
    scene_path_op(scene, &background);
    sample_group(s, "mark-rect role-mark marks", "rect mark container", MATRIX_IDENTITY);
    for (int i = 0; i < 4; i++) {
        Path bar = {0};
        path_rect(s->arena, &bar, (Rect){10 + 48 * i, 100 - values[i], 36, values[i]});
        PathOp op = scene_plain_path(&bar);
        op.hint = SHAPE_RECT;
        op.aria = arena_printf(s->arena, "year: %s; value: %g", years[i], values[i]);
        op.fill = paint_solid(color_hex(0x4c78a8));
        GradientStop stops[] = {{0, color_hex(0xf58518)}, {1, color_hex(0x4c78a8)}};
        if (i == 1)
            op.fill = (Paint){.kind = PAINT_LINEAR, .from = {0, 100 - values[i]}, .to = {0, 100}, .stops = stops, .stop_count = 2};
        if (i == 2)
            op.fill = (Paint){.kind = PAINT_PATTERN, .pattern = PATTERN_HATCH, .color = color_hex(0x333333), .background = color_hex(0xeeeeee), .spacing = 6, .line_width = 1};
        if (i == 3)
            op.opacity = 0.5;
        scene_path_op(scene, &op);
    }
    scene_group_end(scene);
    sample_group(s, "mark-text role-axis-label", NULL, MATRIX_IDENTITY);
    for (int i = 0; i < 4; i++)
        sample_label(s, ZH, years[i], 9, (Point){28 + 48 * i, 112}, ANCHOR_MIDDLE, 0);
    sample_label(s, ZH, "标准数量\nStandards", 9, (Point){-12, 50}, ANCHOR_MIDDLE, -90);
    scene_group_end(scene);
    scene_group_end(scene);
    scene_group_end(scene);
    scene_group_end(scene);
}

static void
sample_png_bytes(png_structp png, png_bytep data, size_t size)
{
    buf_add_bytes(png_get_io_ptr(png), data, size);
}

/* An image of 8 × 8 pixels: red, with a transparent lower half. */
static inline const Image *
sample_image(Arena *arena)
{
    Buf file = BUF_INIT;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &file, sample_png_bytes, NULL);
    png_set_IHDR(png, info, 8, 8, 8, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_ADAM7, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_byte pixels[8][32];
    png_bytep rows[8];
    for (int y = 0; y < 8; y++) {
        rows[y] = pixels[y];
        for (int x = 0; x < 8; x++)
            memcpy(&pixels[y][4 * x], y < 4 ? "\xff\x00\x10\xff" : "\xff\x00\x10\x00", 4);
    }
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    Image *image = ARENA_NEW(arena, Image);
    *image = (Image){.path = "pictures/half.png", .size = file.length, .width = 8, .height = 8};
    image->bytes = arena_alloc(arena, file.length);
    memcpy((char *)image->bytes, file.ptr, file.length);
    buf_clear(&file);
    return image;
}

static inline void
sample_running_head(Sample *s, const char *folio)
{
    scene_set_state(s->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_PAGINATION});
    sample_label(s, ZH, "示例白皮书 Sample", 8, (Point){60, 40}, ANCHOR_START, 0);
    sample_label(s, EN, folio, 8, (Point){535, 810}, ANCHOR_END, 0);
    scene_set_state(s->scene, (SceneState){.elem = ELEM_ARTIFACT});
    scene_line(s->scene, 60, 46, 535, 46, color_hex(0x888888), 0.5);
    scene_page(s->scene)->label = arena_strdup(s->arena, folio);
}

static inline void
sample_contents_page(Sample *s)
{
    static const char *const titles[] = {"一、引言 Introduction", "二、图表 Charts"}, *const dests[] = {"sec-1", "sec-2"};
    Scene *scene = s->scene;
    scene_add_page(scene, 595.276, 841.89);
    scene_page(scene)->background = color_hex(0xfbf9f4);
    sample_running_head(s, "i");
    ElemId h1 = sample_elem(s, ROLE_H1, ELEM_DOCUMENT, ZH);
    sample_paragraph(s, h1, ZH, "示例白皮书", 22, 60, 70, 475);
    scene_outline(scene, 1, "示例白皮书 Sample White Paper", 60, 70, ZH);
    ElemId toc = sample_elem(s, ROLE_TOC, ELEM_DOCUMENT, ZH);
    for (int i = 0; i < 2; i++) {
        ElemId item = sample_elem(s, ROLE_TOC_ITEM, toc, ZH), reference = sample_elem(s, ROLE_REFERENCE, item, ZH);
        double y = 130 + 22 * i;
        sample_paragraph(s, reference, ZH, titles[i], 11, 60, y, 475);
        LinkOp link = {.rect = {60, y, 475, 18}, .dest = dests[i], .contents = titles[i], .elem = reference};
        scene_link(scene, &link);
    }
}

static inline void
sample_text_page(Sample *s)
{
    Scene *scene = s->scene;
    scene_add_page(scene, 595.276, 841.89);
    sample_running_head(s, "1");
    ElemId sect = sample_elem(s, ROLE_SECT, ELEM_DOCUMENT, ZH), h2 = sample_elem(s, ROLE_H2, sect, ZH);
    scene_dest(scene, "sec-1", 60, 70);
    scene_outline(scene, 2, "一、引言", 60, 70, ZH);
    double y = sample_paragraph(s, h2, ZH, "一、引言 Introduction", 16, 60, 70, 475) + 6;
    ElemId p = sample_elem(s, ROLE_P, sect, ZH), en = sample_elem(s, ROLE_P, sect, EN);
    y = sample_paragraph(s, p, ZH,
                         "　　本白皮书说明如何由 CSV 数据自动生成双语文档。“可访问性”要求文档带有完整的结构标签，屏幕阅读器才能按正确的次序朗读；"
                         "归档要求则由 PDF/A-3 规定，所有字体必须嵌入。2024 年共发布标准 12,345 项，其中国际标准 99 项，占 0.8%。骨、直、门、复、𠮷等字使用简体中文字形。",
                         10.5, 60, y, 475) + 6;
    y = sample_paragraph(s, en, EN,
                         "This white paper describes how a report is composed from figures: efficient office workflow, AVATAR, Wave and ffi ligatures are shaped "
                         "once, the glyphs that are used are embedded as a subset, and every paragraph is tagged. Standardization of internationally "
                         "acknowledged terminology notwithstanding, the bytes are the same on every run.",
                         10.5, 60, y, 300) + 6;
    ElemId mixed = sample_elem(s, ROLE_P, sect, ZH), link = scene_open(scene, ROLE_LINK, mixed, ZH), foreign = scene_open(scene, ROLE_SPAN, mixed, EN);
    TextRange ranges[] = {
        {.text = "参见", .style = sample_style(ZH, 10.5, 400)},
        {.text = "示例网站", .style = sample_style(ZH, 10.5, 400), .elem = link, .link_uri = "https://example.org/文档?a=1", .link_contents = "示例网站"},
        {.text = "，又称 ", .style = sample_style(ZH, 10.5, 400)},
        {.text = "example site", .style = sample_style(EN, 10.5, 400), .elem = foreign},
        {.text = "。", .style = sample_style(ZH, 10.5, 400)},
    };
    ParaStyle plain = {.align = PARA_START, .line_height = 17, .kinsoku = KINSOKU_GB};
    Para *para = para_new(s->arena, s->text, ranges, COUNT_OF(ranges), &plain);
    para_place(para, scene, 0, para_break(para, 475), 60, y, mixed);
    y += 26;
    ElemId list = sample_elem(s, ROLE_LIST, sect, ZH);
    for (int i = 0; i < 2; i++, y += 18) {
        ElemId item = scene_open(scene, ROLE_ITEM, list, ZH), label = scene_open(scene, ROLE_LABEL, item, ZH), body = scene_open(scene, ROLE_BODY, item, ZH);
        sample_paragraph(s, label, ZH, i ? "2." : "1.", 10.5, 60, y, 20);
        sample_paragraph(s, body, ZH, i ? "第二项" : "第一项", 10.5, 80, y, 400);
    }
    ElemId note = sample_elem(s, ROLE_NOTE, sect, ZH);
    scene_elem(scene, note)->note_id = "note-1";
    sample_paragraph(s, note, ZH, "① 注释在页脚。", 8.5, 60, 780, 475);
}

static inline void
sample_table(Sample *s, ElemId parent, double y)
{
    static const char *const cells[3][3] = {{"年份", "标准 Standards", "占比"}, {"2023", "1,234", "41.2%"}, {"2024", "2,345", "58.8%"}};
    ElemId table = sample_elem(s, ROLE_TABLE, parent, ZH), head = scene_open(s->scene, ROLE_THEAD, table, ZH), body = scene_open(s->scene, ROLE_TBODY, table, ZH);
    ElemId columns[3];
    for (int r = 0; r < 3; r++) {
        ElemId row = scene_open(s->scene, ROLE_ROW, r ? body : head, ZH);
        for (int c = 0; c < 3; c++) {
            ElemId cell = scene_open(s->scene, r == 0 || c == 0 ? ROLE_HEADER_CELL : ROLE_CELL, row, ZH);
            scene_elem(s->scene, cell)->column_scope = r == 0;
            if (r == 0)
                columns[c] = cell;
            else if (c > 0)
                scene_elem(s->scene, cell)->headers[0] = columns[c];
            sample_paragraph(s, cell, ZH, cells[r][c], 10, 60 + 160 * c, y + 20 * r, 150);
        }
        scene_set_elem(s->scene, ELEM_ARTIFACT);
        scene_line(s->scene, 60, y + 20 * r + 18, 535, y + 20 * r + 18, color_hex(0xaaaaaa), 0.5);
    }
}

static inline void
sample_chart_page(Sample *s)
{
    Scene *scene = s->scene;
    scene_add_page(scene, 595.276, 841.89);
    scene_page(scene)->bleed = 8.5;
    sample_running_head(s, "2");
    ElemId sect = sample_elem(s, ROLE_SECT, ELEM_DOCUMENT, ZH), h2 = sample_elem(s, ROLE_H2, sect, ZH);
    scene_dest(scene, "sec-2", 60, 70);
    scene_outline(scene, 2, "二、图表", 60, 70, ZH);
    sample_paragraph(s, h2, ZH, "二、图表 Charts", 16, 60, 70, 475);
    ElemId figure = sample_elem(s, ROLE_FIGURE, sect, ZH);
    scene_elem(scene, figure)->alt = "柱形图：2021 至 2024 年标准数量，2023 年最高。";
    sample_chart(s, (Point){100, 120});
    ElemId caption = sample_elem(s, ROLE_CAPTION, figure, ZH);
    sample_paragraph(s, caption, ZH, "图 1　标准数量 Number of standards", 9, 60, 250, 475);
    ElemId picture = sample_elem(s, ROLE_FIGURE, sect, EN);
    scene_elem(scene, picture)->alt = "A red square, transparent below";
    scene_image(scene, sample_image(s->arena), (Rect){400, 120, 80, 80}, 0.8);
    sample_table(s, sect, 300);
    scene_set_elem(scene, figure);
    GroupOp pale = scene_plain_group();
    pale.opacity = 0.4;
    scene_group(scene, &pale);
    scene_rect(scene, (Rect){350, 220, 40, 40}, color_hex(0xe45756));
    scene_rect(scene, (Rect){370, 240, 40, 40}, color_hex(0x54a24b));
    scene_group_end(scene);
}

/* The whole report. */
static inline void
sample_report(Sample *s)
{
    static const char rows[] = "year,standards\r\n2023,1234\r\n2024,2345\r\n";
    sample_contents_page(s);
    sample_text_page(s);
    sample_chart_page(s);
    Attachment attachment = {"标准-standards.csv", "text/csv", "Rows behind table 1", "Data", rows, sizeof rows - 1};
    VEC_PUSH(s->arena, &s->scene->attachments, attachment);
}

/* Prints diagnostics, if there are any, to standard error. */
static inline void
sample_print_diags(const Sample *s)
{
    Buf out = BUF_INIT;
    diag_print(&out, s->diags, DIAG_FORMAT_TEXT, MESSAGE_EN, false);
    if (out.length)
        fprintf(stderr, "%s\n", out.ptr);
    buf_clear(&out);
}

/* Where the environment names a folder, the file is left there to be looked at. */
static inline void
sample_save(const char *name, const Buf *file)
{
    const char *folder = getenv("SHUDU_TEST_OUT");
    if (!folder)
        return;
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "wb");
    if (!stream)
        return;
    fwrite(file->ptr, 1, file->length, stream);
    fclose(stream);
}

#endif
