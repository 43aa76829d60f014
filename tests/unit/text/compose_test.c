/* Golden cases of composition: compose.cases tells the rules, one case each, and how to read and write them. */
#include "base/str.h"
#include "base/utf8.h"
#include "text/box.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ZH, EN, ZT, LEAST_CASES = 150, RANGES = 16 };
static const double SIZE = 10;
static const FactUse USE = {.kind = USE_FACT, .key = "case"};

typedef struct Case {
    const char *rule, *text, *want;
    int line;
    int lang;
    Kinsoku kinsoku;
    double ems, indent;
    bool fill, glue, hyphenate;
} Case;

/* ---- the file ----------------------------------------------------------------------------------------------------- */

static char *
read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char bytes[1 << 18];
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    assert_true(length < sizeof bytes - 1);
    bytes[length] = '\0';
    return bytes;
}

/* "zh gb 12 fill glue indent=2 hyphens" */
static void
read_setting(Case *c, char *setting)
{
    static const char *const sets[] = {"none", "basic", "gb", "strict"};
    char *rest = NULL;
    for (char *word = strtok_r(setting, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        bool known = strcmp(word, "zh") == 0;
        if (strcmp(word, "en") == 0)
            known = true, c->lang = EN;
        if (strcmp(word, "zt") == 0)
            known = true, c->lang = ZT;
        for (size_t i = 0; i < COUNT_OF(sets); i++)
            if (strcmp(word, sets[i]) == 0)
                known = true, c->kinsoku = (Kinsoku)i;
        if (*word >= '0' && *word <= '9')
            known = true, c->ems = strtod(word, NULL);
        if (strncmp(word, "indent=", 7) == 0)
            known = true, c->indent = strtod(word + 7, NULL);
        known |= (c->fill |= strcmp(word, "fill") == 0) && strcmp(word, "fill") == 0;
        known |= (c->glue |= strcmp(word, "glue") == 0) && strcmp(word, "glue") == 0;
        known |= (c->hyphenate |= strcmp(word, "hyphens") == 0) && strcmp(word, "hyphens") == 0;
        if (!known)
            fail_msg("compose.cases:%d: what is '%s'?", c->line, word);
    }
}

/* The next case, or false at the end. Lines: a rule; behind two spaces its setting, its text, its lines. */
static bool
next_case(char **at, int *line, Case *c)
{
    char *parts[4] = {NULL};
    size_t count = 0;
    while (**at && count < 4) {
        char *start = *at, *end = strchr(start, '\n');
        *at = end ? end + 1 : start + strlen(start);
        if (end)
            *end = '\0';
        ++*line;
        if (!*start || *start == '#')
            continue;
        bool indented = strncmp(start, "  ", 2) == 0;
        if (indented != (count > 0))
            fail_msg("compose.cases:%d: a case is a rule and three indented lines", *line);
        parts[count++] = start + (indented ? 2 : 0);
    }
    if (count < 4)
        return false;
    *c = (Case){.rule = parts[0], .text = parts[2], .want = parts[3], .line = *line - 3, .kinsoku = KINSOKU_GB};
    read_setting(c, parts[1]);
    return true;
}

/* ---- text with its signs --------------------------------------------------------------------------------------------- */

static TextStyle
style_of(int lang)
{
    return (TextStyle){.families = {"Noto Sans", "Noto Sans CJK SC"}, .size = SIZE, .weight = 400, .color = {0, 0, 0, 1}, .lang = lang};
}

/* <A0> is U+00A0, <n> a line end, [^1] a raised 1, {{12,345}} a figure of the model. */
static size_t
ranges_of(Arena *arena, const Case *c, TextRange ranges[RANGES])
{
    size_t count = 0;
    Buf text = BUF_INIT;
    for (const char *at = c->text; *at || text.length;) {
        bool raised = strncmp(at, "[^", 2) == 0, figure = strncmp(at, "{{", 2) == 0;
        if ((!*at || raised || figure) && text.length) {
            assert_true(count + 2 < RANGES);
            ranges[count++] = (TextRange){.text = buf_take(&text, arena), .style = style_of(c->lang)};
            buf_clear(&text);
            text = (Buf)BUF_INIT;
        } else if (raised || figure) {
            const char *end = strstr(at, raised ? "]" : "}}");
            TextRange *range = &ranges[count++];
            *range = (TextRange){.text = arena_strndup(arena, at + 2, (size_t)(end - at) - 2), .style = style_of(c->lang), .use = figure ? &USE : NULL};
            if (raised)
                range->style.rise = 3.4, range->style.size = 6.4;
            at = end + (raised ? 1 : 2);
        } else if (*at == '<') {
            char *end;
            unsigned long rune = strtoul(at + 1, &end, 16);
            buf_add_rune(&text, at[1] == 'n' ? '\n' : (uint32_t)rune);
            at = strchr(at, '>') + 1;
        } else {
            buf_add_char(&text, *at++);
        }
    }
    return count;
}

/* ---- lines as text ----------------------------------------------------------------------------------------------------- */

static void
add_shown(Buf *out, const char *from, const char *to)
{
    while (from < to) {
        uint32_t rune = utf8_next(&from);
        if (rune == 0xAD || rune == 0x200B)
            continue; /* where a line may end: no text */
        if (rune == 0xA0 || (rune >= 0x2000 && rune <= 0x200F) || rune == 0x202F || rune == 0x2060)
            buf_printf(out, "<%X>", rune);
        else if (rune != '\n')
            buf_add_rune(out, rune);
    }
}

/* Space between boxes in hundredths of the em, as set: 共‹25›996. Spaces typed are in it. */
static void
add_line(Buf *out, const Boxes *boxes, const Line *line, bool glue)
{
    for (size_t i = line->from; i < line->to; i++) {
        const Box *box = &boxes->items[i];
        if (!glue || box->box_class != BOX_SPACE)
            add_shown(out, boxes->text + box->start, boxes->text + box->end);
        double space = i + 1 < line->to ? line_glue(line, box) : 0;
        while (glue && i + 1 < line->to && boxes->items[i + 1].box_class == BOX_SPACE)
            space += line_glue(line, &boxes->items[++i]);
        int hundredths = (int)floor(space / SIZE * 100 + 0.5);
        if (glue && hundredths)
            buf_printf(out, "‹%d›", hundredths);
    }
    if (line->hyphen)
        buf_add_char(out, '-');
}

static const char *
set_case(Arena *arena, TextContext *context, const Case *c)
{
    TextRange ranges[RANGES];
    Boxes boxes;
    boxes_shape(arena, context, ranges, ranges_of(arena, c, ranges), &boxes);
    boxes_set_breaks(&boxes, context, c->kinsoku);
    if (c->hyphenate)
        boxes_hyphenate(&boxes, context->hyphens);
    Measure measure = {.first = (c->ems - c->indent) * SIZE, .other = c->ems * SIZE, .justify = c->fill, .size = SIZE};
    LineList lines = {0};
    fit_lines(arena, &boxes, &measure, &lines);
    Buf out = BUF_INIT;
    for (size_t i = 0; i < lines.count; i++) {
        if (i)
            buf_add_char(&out, '|');
        add_line(&out, &boxes, &lines.items[i], c->glue);
    }
    const char *got = buf_take(&out, arena);
    buf_clear(&out);
    return got;
}

static TextContext *
open_context(Arena *arena)
{
    FontSet *fonts = fontset_open(arena, diags_new(arena), "fonts");
    assert_non_null(fonts);
    Locale *taiwan = ARENA_NEW(arena, Locale);
    *taiwan = *locale_builtin("zh");
    taiwan->tag = "zh-Hant";
    taiwan->pango = "zh-tw";
    const Locale *locales[] = {locale_builtin("zh"), locale_builtin("en"), taiwan};
    return text_context_new(arena, fonts, locales, COUNT_OF(locales));
}

static void
test_composition(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    TextContext *context = open_context(arena);
    char *at = read_file("tests/unit/text/compose.cases");
    size_t cases = 0, wrong = 0;
    int line = 0;
    for (Case c; next_case(&at, &line, &c); cases++) {
        const char *got = set_case(arena, context, &c);
        if (strcmp(got, c.want) == 0)
            continue;
        print_error("compose.cases:%d: %s\n  wanted %s\n  got    %s\n", c.line, c.rule, c.want, got);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(cases >= LEAST_CASES);
    arena_free(arena);
}

/* typst #8390: the ink stays in the half em that is left of a mark. */
static void
test_marks_keep_their_ink(void **state)
{
    (void)state;
    static const struct {
        int lang;
        const char *text;
        double lead;
    } marks[] = {{ZH, "標，", 0}, {ZH, "標（", 0.5}, {ZT, "標，", 0.25}, {ZT, "標。", 0.25}, {ZT, "標（", 0.5}};
    Arena *arena = arena_new();
    TextContext *context = open_context(arena);
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        TextRange range = {.text = marks[i].text, .style = style_of(marks[i].lang)};
        Boxes boxes;
        boxes_shape(arena, context, &range, 1, &boxes);
        assert_float_equal(boxes.items[1].width, SIZE / 2, 0.01);
        assert_float_equal(boxes.items[1].lead, marks[i].lead * SIZE, 0.01);
    }
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_composition), cmocka_unit_test(test_marks_keep_their_ink)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
