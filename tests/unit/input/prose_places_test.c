/* Places of inlines: each points at its own bytes, whatever stands around it. */
#include "../base/fixture.h"

#include "input/prose.h"

/* Walks all inlines of a document; the source text of those of one kind, separated by "¦". */
typedef struct Collector {
    InlineKind kind;
    Buf found;
    size_t count; /* inlines of any kind */
} Collector;

static void
assert_inside(const Source *source, Loc loc)
{
    assert_ptr_equal(loc.source, source);
    assert_true((size_t)loc.offset + loc.length <= source->length);
}

/* INLINE_TEXT says of itself where it stands: the bytes there are its text, or an entity. */
static void
check_text(const Source *source, const Inline *item)
{
    const char *there = source->text + item->loc.offset;
    bool entity = there[0] == '&' && there[item->loc.length - 1] == ';' && item->loc.length > strlen(item->text);
    if (entity)
        return;
    assert_int_equal(item->loc.length, strlen(item->text));
    assert_memory_equal(there, item->text, item->loc.length);
}

static void
collect_inlines(Collector *c, const Source *source, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        assert_inside(source, item->loc);
        if (item->kind == INLINE_TEXT)
            check_text(source, item);
        if (item->kind == INLINE_BINDING || item->kind == INLINE_NOTE) {
            assert_int_equal(item->loc.length, strlen(item->text));
            assert_memory_equal(source->text + item->loc.offset, item->text, item->loc.length);
        }
        c->count++;
        if (item->kind == c->kind) {
            buf_add(&c->found, c->found.length ? "¦" : "");
            buf_add_bytes(&c->found, source->text + item->loc.offset, item->loc.length);
        }
        collect_inlines(c, source, &item->children);
    }
}

static void
collect_blocks(Collector *c, const Source *source, const BlockList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        assert_inside(source, list->items[i]->loc);
        collect_inlines(c, source, &list->items[i]->inlines);
        collect_blocks(c, source, &list->items[i]->children);
    }
}

static void
check_places(const char *text, InlineKind kind, const char *expected)
{
    Fixture f = fixture_open();
    Prose prose;
    const Source *source = source_from_text(f.arena, "a.md", text);
    prose_parse(f.arena, f.diags, source, &prose);
    Collector c = {.kind = kind};
    buf_add(&c.found, "");
    collect_blocks(&c, source, &prose.blocks);
    collect_blocks(&c, source, &prose.footnotes);
    if (expected)
        assert_string_equal(c.found.ptr, expected);
    buf_clear(&c.found);
    fixture_close(&f);
}

static void
constructs_point_at_themselves(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        InlineKind kind;
        const char *places;
    } cases[] = {
        {"中文**重点*里*面**后`码 {{x}}`末\n", INLINE_STRONG, "**重点*里*面**"},
        {"中文**重点*里*面**后`码 {{x}}`末\n", INLINE_EMPH, "*里*"},
        {"中文**重点*里*面**后`码 {{x}}`末\n", INLINE_CODE, "`码 {{x}}`"},
        {"``a`b`` `c`\n", INLINE_CODE, "``a`b``¦`c`"},
        {"文[@S1; @W03]@fig-a[^n]\n\n[^n]: x\n", INLINE_CITE, "@S1; @W03"},
        {"文[@S1; @W03]@fig-a[^n]\n\n[^n]: x\n", INLINE_REF, "@fig-a"},
        {"文[@S1; @W03]@fig-a[^n]\n\n[^n]: x\n", INLINE_NOTE, "n"},
        {"a [b](c(d) \"e)\") [f] [f][] [g][f] <ht:i>\n\n[f]: /u\n", INLINE_LINK, "[b](c(d) \"e)\")¦[f]¦[f][]¦[g][f]¦<ht:i>"},
        {"a\\\nb  \nc\nd\n", INLINE_BREAK, "\\\n¦  \n"},
        {"a\\\nb  \nc\nd\n", INLINE_SOFT, "\n"},
        {"***a** b* **a*\n", INLINE_STRONG, "**a**"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_places(cases[i].text, cases[i].kind, cases[i].places);
}

static void
bindings_point_at_their_expression(void **state)
{
    (void)state;
    static const struct {
        const char *text, *places;
    } cases[] = {
        {"{{a}}、{{  b * c }}。\n", "a¦b * c"},
        {"| 中 | {{ a|b }} |\n|---|---|\n| `x` \\| **{{c}}** | 文{{d}} |\n|{{e}}|{{f}}\n", "a|b¦c¦d¦e¦f"},
        {"> 引 {{a}}\n懒 {{b}}\n> > 深 {{c}}\n> 懒 {{d}}\n更懒 {{e}}\n", "a¦b¦c¦d¦e"},
        {"- 项 {{a}}\n  续 {{b}}\n懒 {{c}}\n  1. 内 {{d}}\n", "a¦b¦c¦d"},
        {"`码` {{a}} ``双`` {{b}} `{{no}}`{{c}}\n", "a¦b¦c"},
        {"*强{{a}}* **重{{b}}*{{c}}***[链{{d}}](u)\n", "a¦b¦c¦d"},
        {"# 标{{a}} {#x}\n\n题{{b}}\n===\n\n## {{c}} ##\n", "a¦b¦c"},
        {"![图{{a}}](x.png){#fig-x}\n\n::: {.x}\n{{b}}\n:::\n", "a¦b"},
        {"x[^n]{{a}}\n\n[^n]: 注{{b}}\n    续{{c}}\n\n    {{d}}\n", "a¦b¦c¦d"},
        {"a <!-- {{no}} --> {{a}} \\{{ &amp; {{b}} \\* {{c}}\n", "a¦b¦c"},
        {"第一段{{a}}\r\n第二行{{b}}\r\n\r\n> 引{{c}}\r\n懒{{d}}\r\n", "a¦b¦c¦d"},
        {"---\nt: x\n---\n{{a}}\n\n[r]: /u\n{{b}}\n", "a¦b"},
        {"caption {{a}}\n| {{b}} |\n|---|\n| {{c}} |\n", "a¦b¦c"},
        {"- | {{a}} |\n  |---|\n  | {{b}} |\n\n> | {{c}} |\n> |---|\n> | {{d}} |\n", "a¦b¦c¦d"},
        {"\ttab {{no}}\n\n1.\tx {{a}}\n\n   y {{b}}\n", "a¦b"},
        {"是**“{{a}}”**的**50%**{{b}}\n", "a¦b"},
        {"\xEF\xBB\xBF{{a}}\n", "a"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_places(cases[i].text, INLINE_BINDING, cases[i].places);
}

/* A chapter with everything in it: check_text and the others look at each inline. */
static void
every_text_stands_where_it_says(void **state)
{
    (void)state;
    static const char *const chapters[] = {
        "# 数读上海 {#sec-glance}\n\n本章先列**四组**最新公布的数[@S2]，从“1”排到“{{group.2019}}”；\n后面各章`交代`\\*这些\\*数字 &amp; 来历&#x3002;[^n]\n\n"
        "> 懒引文 *强调\n跨行* 的 <https://a.b/c?d=1&amp;e> 尾\n> - 列 `a\n>   b` 项\n\n[^n]: 来源称“国际标准”，见@fig-x。\n",
        "| 指标 \\| 名 | 数 |\n|:--|--:|\n| 累计 **A** *b* `c|d` | {{x}}项[^i] |\n| [l](u) | 2025年 &lt; \n\n[^i]: z\n",
        "1. *a*\n   b\n\n   > c\n   d *e\n   > f* g\n2. __h__ \\_ i\n",
        "a * b ** c _ d __ e ` f [ g ] ( h ! i < j & k \\ l\n",
        "***a** b* c *d **e*** [f *g* `]` h](i \"j\") ![k](l)\n",
        "a\\\\b \\` \\[ \\] &copy; &nbsp; &#0; &unknown; &amp\n",
        "2019年，上海{{a}}家单位参与{{b}}项国家标准制修订，其中主导{{c}}项，位列全国第{{d|rank_word}}（@fig-led）[@S2]。\n",
        "*foo [bar* baz]\n[link [a] b](c) [x](<y z> 'q')\n[nolink](a b)\n",
        "  indented\n   more\n    still the paragraph\n\ttab\n",
        ">\\\n \\{{x}} y\n> c\\\nd\n",
        "&nlE;&nle; a\n\n[](( )) b [l](<x y> (t)) c\n",
        "\\\\| a | b \\| c\n-|-\n`\\|` | \\\\\n",
        "> a\n\t> b\n>     > c\n",
        "[r]: /u\n)\\)\n\na\n\t>\n|-\n",
        "trailing   \n  \n***\n+ a\n\n  b\n+ c\n",
    };
    for (size_t i = 0; i < COUNT_OF(chapters); i++)
        check_places(chapters[i], INLINE_TEXT, NULL);
}

/* Captions: from the raw scalar of YAML or the raw cell of CSV. */
static void
check_caption(const char *file, const char *raw, const char *decoded, const char *expected)
{
    Fixture f = fixture_open();
    const Source *source = source_from_text(f.arena, "a.yaml", file);
    const char *at = strstr(file, raw);
    assert_non_null(at);
    Loc loc = {source, (uint32_t)(at - file), (uint32_t)strlen(raw)};
    InlineList list;
    assert_true(prose_parse_inlines(f.arena, f.diags, loc, decoded, &list));
    Buf out = BUF_INIT;
    for (size_t i = 0; i < list.count; i++) {
        static const char *const kinds[] = {"t", "b", "em", "st", "code", "a", "cite", "ref", "note", "break", "soft"};
        const Inline *item = list.items[i];
        buf_printf(&out, "%s%s:%.*s", i ? " " : "", kinds[item->kind], (int)item->loc.length, file + item->loc.offset);
    }
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    buf_clear(&out);
    fixture_close(&f);
}

static void
captions_keep_their_places(void **state)
{
    (void)state;
    check_caption("title: 上海{{a}}项[@S1]\n", "上海{{a}}项[@S1]", "上海{{a}}项[@S1]", "t:上海 b:a t:项 cite:@S1");
    check_caption("title: '它''s {{a}}'\n", "'它''s {{a}}'", "它's {{a}}", "t:它' t:s  b:a");
    check_caption("title: \"x \\\"y\\\" \\u4e2d {{a}} z\"\n", "\"x \\\"y\\\" \\u4e2d {{a}} z\"", "x \"y\" 中 {{a}} z",
        "t:x  t:\"y t:\"  t:\\ t:  b:a t: z");
    check_caption("t: |\n  第一行 {{a}}\n  第二行\\\n  {{b}}\n", "|\n  第一行 {{a}}\n  第二行\\\n  {{b}}", "第一行 {{a}}\n第二行\\\n{{b}}\n",
        "t:第一行  b:a soft:\n t:第二行 break:\n b:b");
    check_caption("t: >-\n  折叠\n  {{a}} b\n", ">-\n  折叠\n  {{a}} b", "折叠 {{a}} b", "t:折叠\n b:a t: b");
    check_caption("id,\"He said \"\"{{a}}\"\", **b**\"\n", "\"He said \"\"{{a}}\"\", **b**\"", "He said \"{{a}}\", **b**", "t:He said \" b:a t:\" t:,  st:**b**");
    check_caption("t: '# no - heading'\n", "'# no - heading'", "# no - heading", "t:# no - heading");
    check_caption("t: 1. {#x} | @fig-a[^n]\n", "1. {#x} | @fig-a[^n]", "1. {#x} | @fig-a[^n]", "t:1. {#x} |  ref:@fig-a note:n");
    check_caption("t: **“x”** y\n", "**“x”** y", "**“x”** y", "st:**“x”** t: y");
    check_caption("t: '  '\n", "'  '", "  ", "");
}

static void
captions_report_and_work_without_a_place(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    const Source *source = source_from_text(f.arena, "a.yaml", "t: 'a {{ b'\n");
    InlineList list;
    assert_false(prose_parse_inlines(f.arena, f.diags, (Loc){source, 3, 8}, "a {{ b", &list));
    assert_string_equal(fixture_codes(&f), "md-unclosed-binding@6+2");
    assert_true(prose_parse_inlines(f.arena, f.diags, LOC_NONE, "a {{b}} *c*\n`d`", &list));
    assert_string_equal(inlines_text(f.arena, &list), "a {{b}} c d");
    assert_null(list.items[1]->loc.source);
    fixture_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constructs_point_at_themselves),
        cmocka_unit_test(bindings_point_at_their_expression),
        cmocka_unit_test(every_text_stands_where_it_says),
        cmocka_unit_test(captions_keep_their_places),
        cmocka_unit_test(captions_report_and_work_without_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
