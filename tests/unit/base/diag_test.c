/* Diagnostics: the list, and how it is printed. */
#include "fixture.h"

static const char *const table = "year,city,gdp\n2021,北京,\"1,2O3\",亿元\n";

static void
one_cause_one_message(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    const Source *source = source_from_text(f.arena, "data/gdp.csv", table);
    Loc loc = {source, 26, 7};
    assert_false(diag(f.diags, DIAG_SOURCE_MISSING, loc, "a"));
    diag(f.diags, DIAG_SOURCE_MISSING, loc, "b");
    diag_note(f.diags, loc, "lost", "丢弃", NULL); /* belongs to the repeated one */
    diag(f.diags, DIAG_SOURCE_OUTSIDE, loc, "b");
    diag(f.diags, DIAG_SOURCE_MISSING, loc_part(loc, 1, 2), "b");
    diag(f.diags, DIAG_SOURCE_MISSING, LOC_NONE, "x");
    diag(f.diags, DIAG_SOURCE_MISSING, LOC_NONE, "y");
    diag(f.diags, DIAG_SOURCE_MISSING, LOC_NONE, "y");
    assert_int_equal(diags_count(f.diags), 5);
    assert_int_equal(diags_at(f.diags, 0)->notes.count, 0);
    assert_int_equal(diags_errors(f.diags), 5);
    assert_int_equal(diags_warnings(f.diags), 0);
    diag(f.diags, DIAG_MD_UNUSED_FOOTNOTE, loc, "n");
    assert_int_equal(diags_warnings(f.diags), 1);
    fixture_close(&f);
}

static void
templates_are_filled(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    diag(f.diags, DIAG_SOURCE_UNREADABLE, LOC_NONE, "名", "why", "为何");
    const Diag *d = diags_at(f.diags, 0);
    assert_string_equal(d->message[MESSAGE_EN], "file '名' cannot be read: why");
    assert_string_equal(d->message[MESSAGE_ZH], "文件“名”无法读取：为何");
    assert_null(d->hint[MESSAGE_EN]);
    diag_hint(f.diags, "{{0}} {1} {a} {9}", "{0}", "x", "y");
    assert_string_equal(d->hint[MESSAGE_EN], "{x} y {a} {9}");
    /* A long argument is cut at a character. */
    char text[301];
    for (int i = 0; i < 100; i++)
        memcpy(text + 3 * i, "中", 3);
    text[300] = '\0';
    diag(f.diags, DIAG_SOURCE_MISSING, LOC_NONE, text);
    const char *message = diags_at(f.diags, 1)->message[MESSAGE_EN];
    assert_int_equal(strlen(message), strlen("file '' does not exist") + 53 * 3 + strlen("…"));
    assert_string_equal(diag_code_text(DIAG_SOURCE_OUTSIDE), "source-outside");
    assert_int_equal(diag_code_severity(DIAG_SOURCE_OUTSIDE), SEVERITY_ERROR);
    fixture_close(&f);
}

static void
every_code_is_unique_and_has_both_languages(void **state)
{
    (void)state;
    static const struct {
        const char *code, *en, *zh, *hint_en, *hint_zh;
    } list[] = {
#define DIAG(name, code, severity, en, zh, hint_en, hint_zh) {code, en, zh, hint_en, hint_zh},
#include "base/diag_codes.def"
#undef DIAG
    };
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(list[i].code, list[j].code);
        assert_int_equal(strspn(list[i].code, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(list[i].code));
        assert_true(list[i].en && list[i].zh);
        assert_int_equal(!list[i].hint_en, !list[i].hint_zh);
    }
}

static void
appending_copies_and_keeps_repeats_out(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    const Source *source = source_from_text(f.arena, "a", table);
    Arena *other_arena = arena_new();
    Diags *other = diags_new(other_arena);
    diag(f.diags, DIAG_SOURCE_MISSING, ((Loc){source, 0, 4}), "x");
    diag(other, DIAG_SOURCE_MISSING, ((Loc){source, 0, 4}), "x");
    diag(other, DIAG_SOURCE_OUTSIDE, ((Loc){source, 5, 4}), "y");
    diag_note(other, ((Loc){source, 0, 1}), "here {0}", "此处{0}", "z");
    diag_append(f.diags, other);
    arena_free(other_arena);
    assert_int_equal(diags_count(f.diags), 2);
    assert_int_equal(diags_errors(f.diags), 2);
    assert_string_equal(diags_at(f.diags, 1)->notes.items[0].text[MESSAGE_ZH], "此处z");
    fixture_close(&f);
}

/* Two errors, reported in the wrong order, the second with note and hint. */
static void
report(Fixture *f)
{
    const Source *source = source_from_text(f->arena, "data/gdp.csv", table);
    diag(f->diags, DIAG_SOURCE_MISSING, LOC_NONE, "x%y");
    diag(f->diags, DIAG_SOURCE_MISSING, ((Loc){source, 26, 7}), "1,2O3");
    diag_note(f->diags, ((Loc){source, 10, 3}), "declared {0}", "{0}于此声明", "gdp");
    diag_hint(f->diags, "the letter O\nin line 2", "是字母O", NULL);
    diag(f->diags, DIAG_MD_UNUSED_FOOTNOTE, ((Loc){source, 5, 4}), "n");
}

static void
as_text(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    report(&f);
    assert_string_equal(fixture_printed(&f, DIAG_FORMAT_TEXT, MESSAGE_EN),
        "data/gdp.csv:1:6: warning: nothing refers to footnote 'n' [md-unused-footnote]\n"
        "   1 | year,city,gdp\n"
        "     |      ^~~~\n"
        "data/gdp.csv:2:9: error: file '1,2O3' does not exist [source-missing]\n"
        "   2 | 2021,北京,\"1,2O3\",亿元\n"
        "     |           ^~~~~~~\n"
        "data/gdp.csv:1:11: note: declared gdp\n"
        "   1 | year,city,gdp\n"
        "     |           ^~~\n"
        "     hint: the letter O␊in line 2\n"
        "error: file 'x%y' does not exist [source-missing]\n");
    assert_string_equal(fixture_printed(&f, DIAG_FORMAT_TEXT, MESSAGE_ZH),
        "data/gdp.csv:1:6: 警告：脚注“n”没有被引用 [md-unused-footnote]\n"
        "   1 | year,city,gdp\n"
        "     |      ^~~~\n"
        "data/gdp.csv:2:9: 错误：文件“1,2O3”不存在 [source-missing]\n"
        "   2 | 2021,北京,\"1,2O3\",亿元\n"
        "     |           ^~~~~~~\n"
        "data/gdp.csv:1:11: 说明：gdp于此声明\n"
        "   1 | year,city,gdp\n"
        "     |           ^~~\n"
        "     提示：是字母O\n"
        "错误：文件“x%y”不存在 [source-missing]\n");
    fixture_close(&f);
}

static void
as_json(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    report(&f);
    assert_string_equal(fixture_printed(&f, DIAG_FORMAT_JSON, MESSAGE_EN),
        "[\n"
        "{\"path\": \"data/gdp.csv\", \"line\": 1, \"column\": 6, \"endLine\": 1, \"endColumn\": 10, \"severity\": \"warning\", "
        "\"code\": \"md-unused-footnote\", \"message\": \"nothing refers to footnote 'n'\"},\n"
        "{\"path\": \"data/gdp.csv\", \"line\": 2, \"column\": 9, \"endLine\": 2, \"endColumn\": 16, \"severity\": \"error\", "
        "\"code\": \"source-missing\", \"message\": \"file '1,2O3' does not exist\", \"hint\": \"the letter O\\nin line 2\", "
        "\"notes\": [{\"path\": \"data/gdp.csv\", \"line\": 1, \"column\": 11, \"endLine\": 1, \"endColumn\": 14, \"message\": \"declared gdp\"}]},\n"
        "{\"severity\": \"error\", \"code\": \"source-missing\", \"message\": \"file 'x%y' does not exist\"}\n"
        "]\n");
    fixture_close(&f);
    Fixture none = fixture_open();
    assert_string_equal(fixture_printed(&none, DIAG_FORMAT_JSON, MESSAGE_EN), "[]\n");
    assert_string_equal(fixture_printed(&none, DIAG_FORMAT_TEXT, MESSAGE_EN), "");
    fixture_close(&none);
}

static void
as_github_annotations(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    report(&f);
    const Source *odd = source_from_text(f.arena, "a,b:c%.md", "one\ntwo\n");
    diag(f.diags, DIAG_SOURCE_MISSING, ((Loc){odd, 0, 6}), "over\nlines");
    assert_string_equal(fixture_printed(&f, DIAG_FORMAT_GITHUB, MESSAGE_ZH),
        "::error file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=source-missing::文件“over%0Alines”不存在\n"
        "::error file=data/gdp.csv,line=2,col=9,endColumn=16,title=source-missing::文件“1,2O3”不存在"
        "%0Adata/gdp.csv:1:11: gdp于此声明%0A提示：是字母O\n"
        "::error title=source-missing::文件“x%25y”不存在\n"
        "::warning file=data/gdp.csv,line=1,col=6,endColumn=10,title=md-unused-footnote::脚注“n”没有被引用\n");
    fixture_close(&f);
}

/* Fingerprints stay when a line moves, and tell two findings of one kind apart. */
static void
as_gitlab_report(void **state)
{
    (void)state;
    const char *text[2];
    Fixture f = fixture_open();
    for (int i = 0; i < 2; i++) {
        Diags *diags = diags_new(f.arena);
        const Source *source = source_from_text(f.arena, "data/x.csv", i ? "new\na\na\n" : "a\na\n");
        diag(diags, DIAG_SOURCE_MISSING, ((Loc){source, i ? 4 : 0, 1}), "x\"y");
        diag(diags, DIAG_SOURCE_MISSING, ((Loc){source, i ? 6 : 2, 1}), "x\"y");
        Buf out = BUF_INIT;
        diag_print(&out, diags, DIAG_FORMAT_GITLAB, MESSAGE_EN, false);
        text[i] = buf_take(&out, f.arena);
        buf_clear(&out);
    }
    assert_non_null(strstr(text[0], "\"check_name\": \"source-missing\""));
    assert_non_null(strstr(text[0], "\"severity\": \"major\", \"location\": {\"path\": \"data/x.csv\", \"lines\": {\"begin\": 1}}}"));
    assert_non_null(strstr(text[1], "\"lines\": {\"begin\": 3}}}"));
    const char *first = strstr(text[0], "fingerprint"), *second = strstr(first + 1, "fingerprint");
    assert_memory_equal(first, strstr(text[1], "fingerprint"), 80);
    assert_memory_not_equal(first, second, 80);
    fixture_close(&f);
}

static void
carets_follow_display_width(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t offset, length;
        const char *excerpt;
    } cases[] = {
        {"\tx y", 1, 1, "   1 |     x y\n     |     ^\n"},
        {"a\tx", 2, 1, "   1 | a   x\n     |     ^\n"},
        {"中文字", 3, 3, "   1 | 中文字\n     |   ^~\n"},
        {"e\xCC\x81x", 3, 1, "   1 | e\xCC\x81x\n     |  ^\n"},
        {"ab\r\ncd", 2, 0, "   1 | ab\n     |   ^\n"},      /* a point at the end of a line */
        {"ab\ncd\n", 6, 0, "   3 | \n     | ^\n"},          /* and of the file */
        {"ab\ncd", 1, 4, "   1 | ab\n     |  ^\n"},         /* over two lines: to the end of the first */
        {"a\x1b[2Jb\xE2\x80\xAE", 0, 1, "   1 | a␛[2Jb\xEF\xBF\xBD\n     | ^\n"}, /* nothing reaches the terminal */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        const Source *source = source_from_text(f.arena, "x", cases[i].text);
        diag(f.diags, DIAG_SOURCE_MISSING, ((Loc){source, cases[i].offset, cases[i].length}), "x");
        const char *printed = fixture_printed(&f, DIAG_FORMAT_TEXT, MESSAGE_EN);
        assert_string_equal(strchr(printed, '\n') + 1, cases[i].excerpt);
        fixture_close(&f);
    }
}

static void
long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Buf text = BUF_INIT;
    for (int i = 0; i < 2000; i++)
        buf_add(&text, "中");
    buf_add(&text, "HERE");
    for (int i = 0; i < 2000; i++)
        buf_add(&text, "文");
    const Source *source = source_from_text(f.arena, "x", text.ptr);
    buf_clear(&text);
    diag(f.diags, DIAG_SOURCE_MISSING, ((Loc){source, 6000, 4}), "x");
    diag(f.diags, DIAG_SOURCE_OUTSIDE, ((Loc){source, 0, 3}), "x");
    diag(f.diags, DIAG_SOURCE_TOO_LARGE, ((Loc){source, (uint32_t)source->length, 0}), "x");
    const char *printed = fixture_printed(&f, DIAG_FORMAT_TEXT, MESSAGE_EN);
    const char *here = strstr(printed, "HERE");
    assert_non_null(here);
    const char *line = here;
    while (line[-1] != '\n')
        line--;
    assert_memory_equal(line, "   1 | …中", strlen("   1 | …中"));
    const char *end = strchr(here, '\n');
    assert_memory_equal(end - strlen("文…"), "文…", strlen("文…"));
    /* "…", forty wide characters, and the caret under HERE. */
    char caret[128];
    snprintf(caret, sizeof caret, "\n     | %*s^~~~\n", 81, "");
    assert_non_null(strstr(end, caret));
    /* No line is wider than it should be: 120 columns of at least 1.5 bytes, and the margin. */
    for (const char *at = printed; *at; at = strchr(at, '\n') + 1)
        assert_true((size_t)(strchr(at, '\n') - at) < 7 + 200);
    fixture_close(&f);
}

static void
colours_only_where_asked(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    report(&f);
    Buf out = BUF_INIT;
    diag_print(&out, f.diags, DIAG_FORMAT_TEXT, MESSAGE_EN, true);
    assert_non_null(strstr(out.ptr, "\x1b[1;31merror: \x1b[0m"));
    buf_reset(&out);
    diag_print(&out, f.diags, DIAG_FORMAT_JSON, MESSAGE_EN, true);
    assert_null(strchr(out.ptr, '\x1b'));
    buf_clear(&out);
    fixture_close(&f);
}

/* Ten annotations, the worst first; the others as text in a group, and all of them in the summary. */
static void
github_shows_ten(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    const Source *source = source_from_text(f.arena, "a.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n");
    for (uint32_t i = 0; i < 12; i++)
        diag(f.diags, i < 3 ? DIAG_MD_UNUSED_FOOTNOTE : DIAG_CSV_NUL, ((Loc){source, i * 2, 1}), "a|b");
    Buf out = BUF_INIT;
    diag_print_from(&out, f.diags, DIAG_FORMAT_GITHUB, MESSAGE_EN, false, "city/");
    size_t annotations = 0;
    for (const char *at = out.ptr; (at = strstr(at, "title=")); at++)
        annotations++;
    assert_int_equal(annotations, DIAG_ANNOTATIONS_MAX);
    assert_true(str_starts(out.ptr, "::error file=city/a.csv,line=4,"));
    assert_non_null(strstr(out.ptr, "::group::2 more findings; all of them are in the job summary\na.csv:2:1: warning: "));
    assert_true(str_ends(out.ptr, "::endgroup::\n"));
    buf_reset(&out);
    diag_print_summary(&out, f.diags, MESSAGE_ZH);
    assert_true(str_starts(out.ptr, "### shudu：9个错误，3个警告\n\n| 级别 | 位置 | 发现 |\n|---|---|---|\n| 错误 | a.csv:4:1 | "));
    assert_non_null(strstr(out.ptr, "| 警告 | a.csv:3:1 | 脚注“a&#124;b”没有被引用 `md-unused-footnote` |\n"));
    buf_clear(&out);
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_cause_one_message),
        cmocka_unit_test(templates_are_filled),
        cmocka_unit_test(every_code_is_unique_and_has_both_languages),
        cmocka_unit_test(appending_copies_and_keeps_repeats_out),
        cmocka_unit_test(as_text),
        cmocka_unit_test(as_json),
        cmocka_unit_test(as_github_annotations),
        cmocka_unit_test(as_gitlab_report),
        cmocka_unit_test(github_shows_ten),
        cmocka_unit_test(carets_follow_display_width),
        cmocka_unit_test(long_lines_are_cut_around_the_place),
        cmocka_unit_test(colours_only_where_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
