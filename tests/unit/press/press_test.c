/* The press kit: names, what may go out, words, tables, the note of the cache, and the page. */
#include "../model/project.h"

#include "base/str.h"
#include "press/press.h"

#include <cmocka.h>

typedef struct Bench {
    Folder folder;
    Model *model;
    Scene *scene;
} Bench;

static Bench
bench_open(void)
{
    Bench b = {.folder = project_open()};
    b.model = project_read(&b.folder);
    b.scene = scene_new(b.folder.arena, b.model->lang_tags, 2, 0);
    scene_add_page(b.scene, 640, 480);
    return b;
}

static void
draw_figure(Bench *b, const FactUse *use)
{
    Path bar = {0};
    path_rect(b->folder.arena, &bar, (Rect){0, 0, 10, 10});
    PathOp op = scene_plain_path(&bar);
    op.use = use;
    scene_path_op(b->scene, &op);
}

static const FactUse *
use_of(Bench *b, const char *row_id)
{
    return fact_use(b->folder.arena, model_fact(b->model, row_id), "value");
}

static void
names_are_safe_everywhere(void **state)
{
    (void)state;
    Bench b = bench_open();
    assert_string_equal(press_path(b.folder.arena, b.model, "a: b?", "zh", "-2x.png"), "press/a--b-/a--b--2025-v1.0-zh-2x.png");
    assert_string_equal(press_zip_path(b.folder.arena, b.model), "press/press-2025-v1.0.zip");
    folder_close(&b.folder);
}

static void
what_is_not_published_stays_out(void **state)
{
    (void)state;
    Bench b = bench_open();
    draw_figure(&b, use_of(&b, "laws.stock.2020.S1"));
    assert_true(press_may_go_out(b.scene));
    draw_figure(&b, use_of(&b, "laws.flow.2022.S1")); /* embargoed */
    assert_false(press_may_go_out(b.scene));
    folder_close(&b.folder);
}

static void
nor_what_is_calculated_with_it(void **state)
{
    (void)state;
    Bench b = bench_open();
    const FactUse *inputs[] = {use_of(&b, "laws.stock.2020.S1"), use_of(&b, "laws.flow.2022.S1"), NULL};
    FactUse sum = {.kind = USE_FORMULA, .key = "a + b", .status = "published", .inputs = inputs};
    TextSpan span = {0, 2, 0, ELEM_ARTIFACT, &sum, NULL};
    TextOp op = {.text = "16", .spans = &span, .span_count = 1, .opacity = 1};
    scene_text(b.scene, &op);
    assert_false(press_may_go_out(b.scene));
    folder_close(&b.folder);
}

static const char *
part(Bench *b, PressPart which, int lang, const PressWords *words)
{
    Buf out = BUF_INIT;
    const char *text = press_text(b->folder.arena, b->model, b->scene, which, lang, words, &out) ? buf_take(&out, b->folder.arena) : NULL;
    buf_clear(&out);
    return text;
}

static void
words_of_a_chart(void **state)
{
    (void)state;
    Bench b = bench_open();
    PressWords words = {.title = "法规15部", .note = "截至年底", .source = "来源：甲。", .alt = "柱形图。法规15部。2020年12部，2021年15部。来源：甲。"};
    assert_string_equal(part(&b, PRESS_CAPTION, 0, &words), "法规15部\n\n截至年底\n\n来源：甲。\n");
    assert_string_equal(part(&b, PRESS_ALT, 0, &words), "柱形图。法规15部。2020年12部，2021年15部。来源：甲。\n");
    /* Kind, title and source, which the alternative text has as well, are said once. */
    assert_string_equal(part(&b, PRESS_PARAGRAPH, 0, &words), "法规15部。2020年12部，2021年15部。截至年底。来源：甲。甲。\n");
    assert_string_equal(part(&b, PRESS_CREDIT, 1, &words), "Title: 法规15部\nCredit: A\nVersion: 2025, 1.0\nRelease: 14 November 2025\n");
    folder_close(&b.folder);
}

static void
words_of_a_poster_come_from_its_figures(void **state)
{
    (void)state;
    Bench b = bench_open();
    PressWords words;
    b.scene->meta.title.in[0] = "海报";
    b.scene->meta.subject.in[0] = "说明。";
    ElemId figure = scene_open(b.scene, ROLE_FIGURE, ELEM_DOCUMENT, 0);
    scene_elem(b.scene, figure)->alt = "法规：12部";
    press_words_of_scene(b.folder.arena, b.model, b.scene, &words);
    assert_string_equal(words.title, "海报");
    assert_string_equal(words.alt, "说明。法规：12部。");
    folder_close(&b.folder);
}

static void
tables_begin_with_a_byte_order_mark(void **state)
{
    (void)state;
    Bench b = bench_open();
    PressWords none = {0};
    Attachment rows = {"figures.csv", "text/csv", "", "Data", "row_id\r\n", 8};
    VEC_PUSH(b.scene->arena, &b.scene->attachments, rows);
    assert_string_equal(part(&b, PRESS_DATA, 0, &none), "\xEF\xBB\xBFrow_id\r\n");
    assert_null(part(&b, PRESS_TARGETS, 0, &none));
    folder_close(&b.folder);
}

static void
the_note_comes_back(void **state)
{
    (void)state;
    Bench b = bench_open();
    PressWords words = {.title = "标题", .alt = "两行\n文字"};
    PressItem item = {0};
    const char *line = press_note_write(b.folder.arena, b.scene, &words);
    assert_null(strchr(line, '\n'));
    assert_true(press_note_read(b.folder.arena, line, &item));
    assert_string_equal(item.words.title, "标题");
    assert_null(item.words.note);
    assert_string_equal(item.words.alt, "两行 文字");
    assert_int_equal((int)item.width, 640);
    assert_int_equal((int)item.height, 480);
    assert_false(press_note_read(b.folder.arena, "标题", &item));
    folder_close(&b.folder);
}

static size_t
count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        count++;
    return count;
}

static void
the_page_shows_every_item_in_its_languages(void **state)
{
    (void)state;
    Bench b = bench_open();
    PressItems items = {0};
    const char *langs[] = {"zh", "en"};
    for (int i = 0; i < 2; i++) {
        PressItem item = {.name = "laws", .kind = "chart", .lang = langs[i], .lang_index = i, .width = 640, .height = 480,
                          .words = {.title = i ? "Laws & rules" : "法规", .alt = "A < B", .source = "S"}};
        VEC_PUSH(b.folder.arena, &item.files, ((PressFile){press_path(b.folder.arena, b.model, "laws", langs[i], ".png"), "ab12", 1500}));
        VEC_PUSH(b.folder.arena, &items, item);
    }
    Buf out = BUF_INIT;
    press_index(b.folder.arena, b.model, &items, &out);
    assert_int_equal(count_of(out.ptr, "<article"), 1);
    assert_int_equal(count_of(out.ptr, "<section"), 2);
    assert_int_equal(count_of(out.ptr, "href=\"laws/laws-2025-v1.0-en.png\""), 1); /* relative to the page */
    assert_int_equal(count_of(out.ptr, "alt=\"A &lt; B\""), 2);
    assert_non_null(strstr(out.ptr, "Laws &amp; rules"));
    assert_non_null(strstr(out.ptr, "<html lang=\"zh-Hans\">"));
    assert_non_null(strstr(out.ptr, "<section lang=\"en\">"));
    assert_non_null(strstr(out.ptr, "ab12"));
    assert_null(strstr(out.ptr, "<script"));
    buf_clear(&out);
    folder_close(&b.folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_safe_everywhere),
        cmocka_unit_test(what_is_not_published_stays_out),
        cmocka_unit_test(nor_what_is_calculated_with_it),
        cmocka_unit_test(words_of_a_chart),
        cmocka_unit_test(words_of_a_poster_come_from_its_figures),
        cmocka_unit_test(tables_begin_with_a_byte_order_mark),
        cmocka_unit_test(the_note_comes_back),
        cmocka_unit_test(the_page_shows_every_item_in_its_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
