/* SVG as text: Vega's classes, an accessible name, text as text, paints as definitions. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Sample
open_chart(void)
{
    Sample s = sample_open();
    scene_add_page(s.scene, 240, 140);
    scene_page(s.scene)->background = COLOR_WHITE;
    s.scene->svg_title = "标准数量 <2021–2024>";
    s.scene->svg_desc = "柱形图";
    return s;
}

static char *
svg_of(Sample *s)
{
    Buf out = BUF_INIT;
    assert_true(device_write(s->scene, FORMAT_SVG, NULL, &out, s->diags, LOC_NONE));
    char *taken = buf_take(&out, s->arena);
    buf_clear(&out);
    return taken;
}

static void
assert_has(const char *svg, const char *part)
{
    if (!strstr(svg, part))
        fail_msg("'%s' is not in\n%s", part, svg);
}

static size_t
count_of(const char *svg, const char *part)
{
    size_t count = 0;
    while ((svg = strstr(svg, part))) {
        count++;
        svg += strlen(part);
    }
    return count;
}

static void
chart_carries_classes_and_roles(void **state)
{
    (void)state;
    Sample s = open_chart();
    sample_chart(&s, (Point){35, 10});
    const char *svg = svg_of(&s);
    assert_has(svg, "<g class=\"mark-group role-frame root\" role=\"graphics-object\" aria-roledescription=\"group mark container\">"
                    "<g transform=\"translate(0,0)\"><path class=\"background\" aria-hidden=\"true\" d=\"M0,0h200v100h-200Z\" stroke=\"#dddddd\" stroke-width=\"1\"/>");
    assert_has(svg, "<g class=\"mark-rect role-mark marks\" role=\"graphics-object\" aria-roledescription=\"rect mark container\">");
    assert_has(svg, "<path aria-label=\"year: 2021; value: 30\" role=\"graphics-symbol\" aria-roledescription=\"rect mark\" d=\"M10,70h36v30h-36Z\" fill=\"#4c78a8\"/>");
    assert_has(svg, "<rect width=\"240\" height=\"140\" fill=\"#ffffff\"/><g fill=\"none\" stroke-miterlimit=\"4\">");
    assert_int_equal(count_of(svg, "<g"), count_of(svg, "</g>"));
    sample_close(&s);
}

static void
has_an_accessible_name_in_its_language(void **state)
{
    (void)state;
    Sample s = open_chart();
    const char *svg = svg_of(&s);
    const char *labelled = strstr(svg, "aria-labelledby=\"");
    assert_non_null(labelled);
    labelled += strlen("aria-labelledby=\"");
    char title[80];
    snprintf(title, sizeof title, "<title id=\"%.*s\">标准数量 &lt;2021–2024&gt;</title>", (int)strcspn(labelled, "\""), labelled);
    assert_has(svg, title);
    assert_has(svg, "xml:lang=\"zh-CN\" role=\"graphics-document\"");
    sample_close(&s);
}

static void
text_is_text(void **state)
{
    (void)state;
    Sample s = open_chart();
    sample_label(&s, ZH, "标准 & 数量", 12, (Point){100, 50}, ANCHOR_MIDDLE, -90);
    sample_label(&s, EN, "two\nlines", 10, (Point){20, 30}, ANCHOR_END, 0);
    const char *svg = svg_of(&s);
    assert_has(svg, "<text text-anchor=\"middle\" transform=\"translate(100,50) rotate(-90)\" font-family=\"Noto Sans, Noto Sans CJK SC, sans-serif\""
                    " font-size=\"12px\" fill=\"#000000\">标准 &amp; 数量</text>");
    assert_has(svg, "xml:lang=\"en\"><tspan x=\"0\">two</tspan><tspan x=\"0\" dy=\"12\">lines</tspan></text>");
    sample_close(&s);
}

static void
icons_are_silent(void **state)
{
    (void)state;
    Sample s = open_chart();
    sample_label(&s, ZH, "\uF0EB", 12, (Point){10, 50}, ANCHOR_START, 0);
    sample_label(&s, ZH, "119", 12, (Point){30, 50}, ANCHOR_START, 0);
    assert_has(svg_of(&s), "<text aria-hidden=\"true\" text-anchor=\"start\"");
    DeviceOptions outlined = {.scale = 1, .outlines = true};
    Buf out = BUF_INIT;
    assert_true(device_write(s.scene, FORMAT_SVG, &outlined, &out, s.diags, LOC_NONE));
    assert_has(out.ptr, "<g aria-hidden=\"true\" transform=");
    assert_has(out.ptr, "<g role=\"img\" aria-label=\"119\" transform=");
    buf_clear(&out);
    sample_close(&s);
}

static void
chinese_quotes_keep_their_face(void **state)
{
    (void)state;
    Sample s = open_chart();
    sample_label(&s, ZH, "CSV “数据”", 12, (Point){10, 50}, ANCHOR_START, 0);
    assert_has(svg_of(&s), ">CSV <tspan font-family=\"Noto Sans CJK SC, sans-serif\">“数据”</tspan></text>");
    sample_close(&s);
}

static void
lines_of_a_paragraph_keep_their_measure(void **state)
{
    (void)state;
    Sample s = open_chart();
    sample_paragraph(&s, ELEM_DOCUMENT, EN, "A paragraph of several words that are spread over two lines", 10, 0, 0, 200);
    const char *svg = svg_of(&s);
    assert_int_equal(count_of(svg, "<text "), 2);
    assert_int_equal(count_of(svg, " textLength=\"200\""), 1); /* the last line is not justified */
    sample_close(&s);
}

static void
ranges_become_tspans(void **state)
{
    (void)state;
    Sample s = open_chart();
    TextRange ranges[] = {
        {.text = "1,234", .style = sample_style(ZH, 20, 700)},
        {.text = "项", .style = sample_style(ZH, 10, 400)},
    };
    ranges[1].style.color = color_hex(0x888888);
    label_place_ranges(s.text, s.scene, ranges, 2, (Point){10, 40}, ANCHOR_START);
    const char *svg = svg_of(&s);
    assert_has(svg, "font-size=\"20px\" font-weight=\"700\" fill=\"#000000\">1,234<tspan font-size=\"10px\" font-weight=\"400\" fill=\"#888888\">项</tspan></text>");
    sample_close(&s);
}

static void
paints_are_defined_once(void **state)
{
    (void)state;
    Sample s = open_chart();
    Path path = {0};
    path_rect(s.arena, &path, (Rect){0, 0, 10, 10});
    PathOp op = scene_plain_path(&path);
    op.fill = (Paint){.kind = PAINT_PATTERN, .pattern = PATTERN_CROSS, .color = COLOR_BLACK, .background = COLOR_WHITE, .spacing = 5, .line_width = 1};
    for (int i = 0; i < 3; i++)
        scene_path_op(s.scene, &op);
    op.origin = (Point){5, 5};
    op.fill = paint_solid((Color){1, 0, 0, 0.5});
    scene_path_op(s.scene, &op);
    const char *svg = svg_of(&s);
    assert_int_equal(count_of(svg, "<pattern"), 1);
    assert_int_equal(count_of(svg, "fill=\"url(#"), 3);
    assert_has(svg, "<path transform=\"translate(5,5)\" d=\"M-5,-5h10v10h-10Z\" fill=\"#ff0000\" fill-opacity=\"0.5\"/>");
    sample_close(&s);
}

static void
steps_do_not_add_up_errors(void **state)
{
    (void)state;
    Sample s = open_chart();
    Path path = {0};
    path_move(s.arena, &path, 0, 0);
    for (int i = 1; i <= 3000; i++)
        path_line(s.arena, &path, i / 3.0, i % 2);
    Stroke stroke = {.paint = paint_solid(COLOR_BLACK), .width = 1};
    scene_path(s.scene, &path, paint_none(), &stroke);
    const char *svg = svg_of(&s), *at = strstr(svg, "d=\"M0,0") + strlen("d=\"M0,0");
    double x = 0;
    for (; *at == 'l'; at += strcspn(at + 1, "l\"") + 1)
        x += strtod(at + 1, NULL);
    assert_float_equal(x, 1000, 0.002);
    sample_close(&s);
}

static void
clips_links_and_images(void **state)
{
    (void)state;
    Sample s = open_chart();
    Path clip = {0};
    path_rect(s.arena, &clip, (Rect){0, 0, 50, 40});
    GroupOp group = scene_plain_group();
    group.klass = "mark-line role-mark layer_0";
    group.clip = &clip;
    group.opacity = 0.7;
    scene_group(s.scene, &group);
    scene_image(s.scene, sample_image(s.arena), (Rect){1, 2, 8, 8}, 1);
    scene_group_end(s.scene);
    LinkOp link = {.rect = {1, 1, 5, 5}, .uri = "https://example.org/?a=1&b=2", .contents = "Example"};
    scene_link(s.scene, &link);
    const char *svg = svg_of(&s);
    assert_has(svg, "<rect x=\"0\" y=\"0\" width=\"50\" height=\"40\"/></clipPath></defs>");
    assert_has(svg, "<g class=\"mark-line role-mark layer_0\" clip-path=\"url(#s");
    assert_has(svg, " opacity=\"0.7\"><image x=\"1\" y=\"2\" width=\"8\" height=\"8\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,iVBORw0KGgo");
    assert_has(svg, "<a xlink:href=\"https://example.org/?a=1&amp;b=2\" aria-label=\"Example\">");
    sample_close(&s);
}

static void
report_page_for_the_eye(void **state)
{
    (void)state;
    Sample s = sample_open();
    sample_report(&s);
    for (uint32_t i = 0; i < 3; i++) {
        DeviceOptions options = {.page = i, .scale = 1};
        char name[32];
        Buf svg = BUF_INIT, png = BUF_INIT;
        assert_true(device_write(s.scene, FORMAT_SVG, &options, &svg, s.diags, LOC_NONE));
        assert_true(device_write(s.scene, FORMAT_PNG, &options, &png, s.diags, LOC_NONE));
        snprintf(name, sizeof name, "page%u.svg", i + 1);
        sample_save(name, &svg);
        snprintf(name, sizeof name, "page%u.png", i + 1);
        sample_save(name, &png);
        buf_clear(&svg);
        buf_clear(&png);
    }
    assert_int_equal(diags_count(s.diags), 0);
    sample_close(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chart_carries_classes_and_roles),
        cmocka_unit_test(has_an_accessible_name_in_its_language),
        cmocka_unit_test(text_is_text),
        cmocka_unit_test(icons_are_silent),
        cmocka_unit_test(chinese_quotes_keep_their_face),
        cmocka_unit_test(lines_of_a_paragraph_keep_their_measure),
        cmocka_unit_test(ranges_become_tspans),
        cmocka_unit_test(paints_are_defined_once),
        cmocka_unit_test(steps_do_not_add_up_errors),
        cmocka_unit_test(clips_links_and_images),
        cmocka_unit_test(report_page_for_the_eye),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
