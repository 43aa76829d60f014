/* Markdown chapters: what becomes of each construct, and what is refused. Places are in prose_places_test.c. */
#include "../base/fixture.h"

#include "prose_dump.h"

/* Blocks, then " | " and the footnotes. */
static const char *
read_prose(Fixture *f, const char *text)
{
    Prose prose;
    size_t errors = diags_errors(f->diags);
    bool good = prose_parse(f->arena, f->diags, source_from_text(f->arena, "a.md", text), &prose);
    assert_int_equal(good, diags_errors(f->diags) == errors);
    Buf out = BUF_INIT;
    dump_blocks(&out, &prose.blocks);
    if (prose.footnotes.count) {
        buf_add(&out, " | ");
        dump_blocks(&out, &prose.footnotes);
    }
    const char *dump = arena_strndup(f->arena, out.ptr, out.length);
    buf_clear(&out);
    return dump;
}

typedef struct Case {
    const char *text, *dump;
} Case;

static void
check_all(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Fixture f = fixture_open();
        assert_string_equal(read_prose(&f, cases[i].text), cases[i].dump);
        assert_string_equal(fixture_codes(&f), "");
        fixture_close(&f);
    }
}

static void
markdown(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"", ""},
        {"\n  \n", ""},
        {"一段\n两行\n\n又一段\n", "p(一段␤两行) p(又一段)"},
        {"\xEF\xBB\xBF# 标题\r\n\r\n文\r\n字\r\n", "h1(标题) p(文␤字)"},
        {"a *b* **c *d*** _e_ `f` g\n", "p(a em(b) b(c em(d)) em(e) `f` g)"},
        {"a\\\nb  \nc\n", "p(a⏎b⏎c)"},
        {"\\*a\\* &amp; &#x4e2d; &foo; 3 < 4\n", "p(*a* & 中 &foo; 3 < 4)"},
        {"[t *e*](u) <https://x.y> [r]\n\n[r]: /z\n", "p(a->u(t em(e)) a->https://x.y(https://x.y) a->/z(r))"},
        {"- a\n- b\n\n  c\n", "ul~(li(p(a)) li(p(b) p(c)))"},
        {"- a\n  - b\n", "ul(li(p(a) ul(li(p(b)))))"},
        {"3. a\n4. b\n", "ol3(li(p(a)) li(p(b)))"},
        {"> a\nb\n> > c\n", "q(p(a␤b) q(p(c)))"},
        {"a\n\n---\n", "p(a) hr"},
        {"set\next\n===\n", "h1(set␤ext)"},
        {"## h ##\n", "h2(h)"},
        {"~~~c\n{{x}} @fig-a [@S1]\n~~~\n", "code'{{x}} @fig-a [@S1]\n'.c"},
        {"    {{x}}\n", "code'{{x}}\n'"},
        {"“引号” \"q\" 'r' -- ...\n", "p(“引号” \"q\" 'r' -- ...)"},
        {"~~x~~ https://a.b\n", "p(~~x~~ https://a.b)"},
        {"\xF3\xB0\x80\x80图标\n", "p(\xF3\xB0\x80\x80图标)"}, /* an icon of plane 15, where the masks are */
    };
    check_all(cases, COUNT_OF(cases));
}

static void
tables(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"| 指标 | 数值 |\n|:--|--:|\n| a | {{x|share}} |\n", "table:lr(row!(cell(指标) cell(数值)) row(cell(a) cell({x|share})))"},
        {"a|b|c\n-|:-:|-\n1|2\n", "table:-c-(row!(cell(a) cell(b) cell(c)) row(cell(1) cell(2) cell()))"},
        {"caption\n| a |\n|---|\n", "p(caption) table:-(row!(cell(a)))"},
        {"| a\\|b | `c` **d** [@S1] |\n|---|---|\n", "table:--(row!(cell(a|b) cell(`c` b(d) [S1])))"},
        {"> | a |\n> |---|\n> | b |\n\n- | c |\n  |---|\n", "q(table:-(row!(cell(a)) row(cell(b)))) ul(li(table:-(row!(cell(c)))))"},
        {"| a |\n|---|\n| |\n| {{ f(\"|\") }} |\n", "table:-(row!(cell(a)) row(cell()) row(cell({f(\"|\")})))"},
    };
    check_all(cases, COUNT_OF(cases));
}

static void
bindings(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"{{a}}{{ b*c }}*d*\n", "p({a}{b*c}em(d))"},
        {"{{ value(\"x_y\", 2021) }}与{{a_b}}_c_\n", "p({value(\"x_y\", 2021)}与{a_b}_c_)"},
        {"{{ f('}}') | style }}\n", "p({f('}}') | style})"},
        {"{{ {a: {b: 1}}.a.b }}\n", "p({{a: {b: 1}}.a.b})"},
        {"{{ it's }} and {{ x }}\n", "p({it's} and {x})"},
        {"{{ a\n+ b }}\n", "p({a\n+ b})"},
        {"**{{a}}** *{{b}}* [{{c}}]({{d}})\n", "p(b({a}) em({b}) a->{{d}}({c}))"},
        {"`{{a}}` ``{{b}}`c`` \\{{ d }}\n", "p(`{{a}}` `{{b}}`c` {{ d }})"},
        {"# {{a}} 人次 {#sec-x}\n", "h1#sec-x({a} 人次)"},
        {"{{}}\n", "p({})"},
        {"{ {a} } {a=1} x\n", "p({ {a} } {a=1} x)"},
        {"- {{shanghai_standards.stock.2025.W11}} 项“上海标准”\n", "ul(li(p({shanghai_standards.stock.2025.W11} 项“上海标准”)))"},
    };
    check_all(cases, COUNT_OF(cases));
}

static void
references_and_citations(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"见@fig-a、@tbl-b_1和@sec-c-d。\n", "p(见@fig-a、@tbl-b_1和@sec-c-d。)"},
        {"文[@S1]，[@S1; @W03]。[@S1；@W03]\n", "p(文[S1]，[S1;W03]。[S1;W03])"},
        {"(see @sec-framework) [@S2].\n", "p((see @sec-framework) [S2].)"},
        {"@fig-a. @fig-b- @fig- @eq-x @someone a@fig-x \\@fig-y\n", "p(@fig-a. @fig-b- @fig- @eq-x @someone a@fig-x @fig-y)"},
        {"\\[@S1] `[@S2]`\n", "p([@S1] `[@S2]`)"},
        {"x[^a]y[^b]\n\n[^a]: eins\n[^b]: zwei *b*\n", "p(x^ay^b) | note.a(p(eins)) note.b(p(zwei em(b)))"},
        {"x[^a]\n\n[^a]: one\nlazy\n\n    second {{p}}\n\n    - item\n\nafter\n", "p(x^a) p(after) | note.a(p(one␤lazy) p(second {p}) ul(li(p(item))))"},
        {"[^a]: notes may[^b] refer\n\n[^b]: to others\n\nx[^a]\n", "p(x^a) | note.a(p(notes may^b refer)) note.b(p(to others))"},
        {"`[^a]` and \\[^a]\n", "p(`[^a]` and [^a])"},
    };
    check_all(cases, COUNT_OF(cases));
}

static void
headings_figures_and_divs(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"# A {#sec-a .wide k=v}\n\n## B{#sec-b}\n", "h1.wide#sec-a[k=v](A) h2#sec-b(B)"},
        {"![说明 {{x}}](c03.vl.yaml){#fig-a width=half note=\"a \\\"b\\\"\"}\n", "fig#fig-a->c03.vl.yaml[width=half][note=a \"b\"](说明 {x})"},
        {"![](c18_second_in_china){#fig-second}\n", "fig#fig-second->c18_second_in_china()"},
        {"![x](y.png)\n", "fig->y.png(x)"},
        {"![x](y.png) {#fig-y}\n", "fig#fig-y->y.png(x)"},
        {"::: {.table #tbl-x query=\"year == 2021\"}\n标题\n\n| a |\n|---|\n:::\n",
            "div.table#tbl-x[query=year == 2021](p(标题) table:-(row!(cell(a))))"},
        {"::: note\na\n:::: {.inner .second}\nb\n::::\nc\n:::\nd\n", "div.note(p(a) div.inner[class=second](p(b)) p(c)) p(d)"},
        {"::: {.empty}\n:::\n", "div.empty()"},
        {"before\n::: x :::\nin\n:::\nafter\n", "p(before) div.x(p(in)) p(after)"},
        {"```\n::: x\n[^n]: y\n```\n", "code'::: x\n[^n]: y\n'"},
        {"- ```\n  ::: x\n  ```\n::: y\n:::\n", "ul(li(code'::: x\n')) div.y()"},
        {"::: {.a}\nx[^n]\n\n[^n]: in a div\n:::\n", "div.a(p(x^n)) | note.n(p(in a div))"},
        {"::: {.名称 键=值}\n:::\n", "div.名称[键=值]()"},
    };
    check_all(cases, COUNT_OF(cases));
}

static void
comments_vanish(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"a <!-- b {{ --> c\n", "p(a  c)"},
        {"<!-- whole\n::: x\n\n{{ -->\n\n文\n", "p(文)"},
        {"<!-- note --> text\n", "p(text)"},
        {"`<!-- kept -->`\n", "p(`<!-- kept -->`)"},
        {"<!-- only -->\n", ""},
    };
    check_all(cases, COUNT_OF(cases));
}

static void
emphasis_beside_han_text(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"**50%**的\n", "p(b(50%)的)"},
        {"是**“上海标准”**的\n", "p(是b(“上海标准”)的)"},
        {"共**《x》**{{y}}项\n", "p(共b(《x》){y}项)"},
        {"*（注）*文\n", "p(em(（注）)文)"},
        {"**重点**，**“再”**。\n", "p(b(重点)，b(“再”)。)"},
        {"2*3*4 与 a * b\n", "p(2em(3)4 与 a * b)"},
        {"**A.** B and **(c)** d\n", "p(b(A.) B and b((c)) d)"},
    };
    check_all(cases, COUNT_OF(cases));
}

static void
front_matter(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Prose prose;
    const Source *source = source_from_text(f.arena, "a.md", "---\ntitle: 数读\n---\n\n# A\n");
    assert_true(prose_parse(f.arena, f.diags, source, &prose));
    assert_string_equal(node_text(prose.front, "title", ""), "数读");
    assert_int_equal(node_find(prose.front, "title")->loc.offset, 11);
    assert_int_equal(prose.blocks.count, 1);
    assert_true(prose_parse(f.arena, f.diags, source_from_text(f.arena, "b.md", "# A\n\n---\n"), &prose));
    assert_null(prose.front);
    assert_int_equal(prose.blocks.count, 2);
    fixture_close(&f);
}

static void
faults(void **state)
{
    (void)state;
    static const struct {
        const char *text, *codes;
    } cases[] = {
        {"a {{ b\n\nc }}\n", "md-unclosed-binding@2+2"},
        {"{{ a {{ b }}\n", "md-unclosed-binding@0+2"},
        {"::: {.a}\nx\n", "md-unclosed-div@0+8"},
        {"x\n\n:::\n", "md-stray-div@3+3"},
        {"::: {.a .b=}\n:::\n", "md-bad-attributes@10+1"},
        {"::: {.a\n:::\n", "md-bad-attributes@4+1"},
        {"::: a b\n:::\n", "md-bad-attributes@4+3"},
        {"::: {.a q=“x”}\n:::\n", "md-bad-attributes@10+3"},
        {"::: {.a q=\"x}\n:::\n", "md-bad-attributes@10+1"},
        {"# A {#}\n", "md-bad-attributes@6+0"},
        {"# A {#a #b}\n", "md-bad-attributes@8+1"},
        {"# A {#a\n", "md-bad-attributes@4+1"},
        {"text {#x}\n", "md-bad-attributes@5+4"},
        {"[@S1, p. 3]\n", "md-bad-citation@0+11"},
        {"a <b>x</b>\n", "md-html@2+3 md-html@6+4"},
        {"<div>\nx\n</div>\n", "md-html@0+5"},
        {"a <!-- b\n", "md-unclosed-comment@2+4"},
        {"see ![x](y.png) here\n", "md-figure-not-alone@4+11"},
        {"![x](y)\n![z](w){#fig-w}\n", "md-figure-not-alone@0+7 md-figure-not-alone@8+7"},
        {"x[^a]\n", "md-missing-footnote@3+1"},
        {"[^a]: x\n", "md-unused-footnote@0+4"},
        {"x[^a]\n\n[^a]: y\n\n[^a]: z\n", "md-duplicate-footnote@16+4"},
        {"---\na: 1\n", "md-unclosed-front@0+3"},
        {"---\na: b: c\n---\n", "yaml-syntax@8+1"},
        {"a\xC9\n", "node-not-utf8@1+1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        read_prose(&f, cases[i].text);
        assert_string_equal(fixture_codes(&f), cases[i].codes);
        fixture_close(&f);
    }
    Fixture f = fixture_open();
    Prose prose;
    assert_false(prose_parse(f.arena, f.diags, source_from_bytes(f.arena, "a.md", "a\0b", 3), &prose));
    assert_string_equal(fixture_codes(&f), "md-nul@1+1");
    fixture_close(&f);
}

static void
nesting_is_limited(void **state)
{
    (void)state;
    static const char *const parts[] = {"> ", "- ", "*a ", "::: x\n", "[", "\n- "};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        Buf text = BUF_INIT;
        for (int j = 0; j < 3000; j++)
            buf_add(&text, parts[i]);
        buf_add(&text, "x");
        for (int j = 0; i == 2 && j < 3000; j++)
            buf_add(&text, "*");
        Fixture f = fixture_open();
        read_prose(&f, text.ptr);
        buf_clear(&text);
        /* Brackets without targets are text, and a flat list nests nothing. */
        assert_int_equal(diags_find(f.diags, DIAG_MD_TOO_DEEP) != NULL, i < 4);
        fixture_close(&f);
    }
}

static void
too_many_masks(void **state)
{
    (void)state;
    Buf text = BUF_INIT;
    for (int i = 0; i < 131070; i++)
        buf_add(&text, "{{x}}");
    Fixture f = fixture_open();
    read_prose(&f, text.ptr);
    buf_clear(&text);
    assert_non_null(diags_find(f.diags, DIAG_MD_TOO_MANY));
    fixture_close(&f);
}

static void
attributes_are_found_by_name(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Prose prose;
    const char *text = "::: {.a k=v q=\"x y\" e=\"\"}\n:::\n";
    assert_true(prose_parse(f.arena, f.diags, source_from_text(f.arena, "a.md", text), &prose));
    const Block *div = prose.blocks.items[0];
    assert_string_equal(block_attribute(div, "q"), "x y");
    assert_string_equal(block_attribute(div, "e"), "");
    assert_null(block_attribute(div, "none"));
    Loc loc = div->attributes.items[1].loc;
    assert_int_equal(loc.length, 3);
    assert_memory_equal(text + loc.offset, "x y", 3);
    fixture_close(&f);
}

static void
plain_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain;
    } cases[] = {
        {"数读 **上海** {{x}}[@S1][^n] `c` @fig-a\n\n[^n]: y\n", "数读 上海 {{x}} c @fig-a"},
        {"中文\n中文\nab\ncd\\\n中\n", "中文中文 ab cd 中"},
        {"[l](u)\n", "l"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        Prose prose;
        prose_parse(f.arena, f.diags, source_from_text(f.arena, "a.md", cases[i].text), &prose);
        assert_string_equal(inlines_text(f.arena, &prose.blocks.items[0]->inlines), cases[i].plain);
        fixture_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown),
        cmocka_unit_test(tables),
        cmocka_unit_test(bindings),
        cmocka_unit_test(references_and_citations),
        cmocka_unit_test(headings_figures_and_divs),
        cmocka_unit_test(comments_vanish),
        cmocka_unit_test(emphasis_beside_han_text),
        cmocka_unit_test(front_matter),
        cmocka_unit_test(faults),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(too_many_masks),
        cmocka_unit_test(attributes_are_found_by_name),
        cmocka_unit_test(plain_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
