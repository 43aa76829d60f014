/* jobs/diff.c -- a Diff as text for a terminal, as Markdown and as JSON. The report is in diff_html.c. */
#include "jobs/diff.h"

#include "jobs/diff_words.h"

#include <string.h>

const char *const DIFF_TOUCH_WORDS[TOUCH_KIND_COUNT][MESSAGE_LANG_COUNT] = {
    [TOUCH_SENTENCE] = {"Sentences", "文句"},
    [TOUCH_TABLE] = {"Tables", "表格"},
    [TOUCH_CHART] = {"Charts", "图表"},
    [TOUCH_POSTER] = {"Posters", "海报"},
    [TOUCH_PAGE] = {"Pages", "页面"},
};

size_t
diff_count_touches(const Diff *diff, TouchKind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < diff->touches.count; i++)
        count += diff->touches.items[i].kind == kind;
    return count;
}

static size_t
count_changes(const Diff *diff, ChangeKind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < diff->changes.count; i++)
        count += diff->changes.items[i].kind == kind;
    return count;
}

void
diff_add_summary(const Diff *diff, MessageLang lang, Buf *out)
{
    if (!diff->changes.count)
        buf_add(out, lang == MESSAGE_ZH ? "数据没有变化" : "no figure has changed");
    else
        buf_printf(out, lang == MESSAGE_ZH ? "单元格变动 %zu、新增 %zu、移除 %zu" : "cells: %zu changed, %zu added, %zu removed",
                   count_changes(diff, CHANGE_CELL), count_changes(diff, CHANGE_ADDED), count_changes(diff, CHANGE_REMOVED));
    for (TouchKind kind = 0; kind < TOUCH_KIND_COUNT; kind++) {
        size_t count = diff_count_touches(diff, kind);
        if (count)
            buf_printf(out, lang == MESSAGE_ZH ? "；%s %zu" : "; %s: %zu", DIFF_TOUCH_WORDS[kind][lang], count);
    }
    if (diff->claims.count)
        buf_printf(out, lang == MESSAGE_ZH ? "；不再成立的说法 %zu" : "; claims that no longer hold: %zu", diff->claims.count);
}

const char *
diff_place(Arena *arena, const Change *change)
{
    const ChangePlace *place = change->new_place.path ? &change->new_place : &change->old_place;
    return arena_printf(arena, "%s:%d", place->path, place->line);
}

/* ---- text ----------------------------------------------------------------------------------------------------------------- */

static void
add_all(Buf *out, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_add(out, parts[i]);
}

/* Without formats: there may be a hundred thousand. */
static void
text_change(Arena *arena, const Change *change, Buf *out)
{
    static const char *const marks[] = {[CHANGE_CELL] = "  ", [CHANGE_ADDED] = "+ ", [CHANGE_REMOVED] = "- "};
    const char *before = *change->before ? change->before : "(–)", *after = *change->after ? change->after : "(–)";
    add_all(out, (const char *const[]){marks[change->kind], diff_place(arena, change), ": ", change->key, *change->column ? " " : "", change->column}, 6);
    if (change->kind == CHANGE_CELL)
        add_all(out, (const char *const[]){": ", before, " → ", after}, 4);
    else if (*change->column)
        add_all(out, (const char *const[]){": ", change->kind == CHANGE_ADDED ? after : before}, 2);
    if (change->numeric) {
        const char *ratio = change_ratio(arena, change);
        add_all(out, (const char *const[]){"  ", change_difference(arena, change), *ratio ? "  " : "", ratio}, 4);
    }
    buf_add_char(out, '\n');
}

static void
text_touch(const Touch *touch, Buf *out)
{
    buf_printf(out, "  %s", touch->output);
    if (touch->more)
        buf_printf(out, " (+%zu)", touch->more);
    if (*touch->name)
        buf_printf(out, " · %s", touch->name);
    if (*touch->pages)
        buf_printf(out, " · p. %s", touch->pages);
    if (*touch->place)
        buf_printf(out, " · %s", touch->place);
    buf_add_char(out, '\n');
    if (*touch->before)
        buf_printf(out, "    - %s\n", touch->before);
    if (*touch->after)
        buf_printf(out, "    + %s\n", touch->after);
}

void
diff_write_text(const Diff *diff, MessageLang lang, Buf *out)
{
    Arena *arena = arena_new();
    const char *table = NULL;
    for (size_t i = 0; i < diff->changes.count; i++) {
        const Change *change = &diff->changes.items[i];
        if (!str_equal(table, change->table))
            buf_printf(out, "%s\n", table = change->table);
        text_change(arena, change, out);
    }
    for (TouchKind kind = 0; kind < TOUCH_KIND_COUNT; kind++) {
        if (diff_count_touches(diff, kind))
            buf_printf(out, "%s\n", DIFF_TOUCH_WORDS[kind][lang]);
        for (size_t i = 0; i < diff->touches.count; i++)
            if (diff->touches.items[i].kind == kind)
                text_touch(&diff->touches.items[i], out);
    }
    if (diff->claims.count)
        buf_add(out, lang == MESSAGE_ZH ? "不再成立的说法\n" : "Claims that no longer hold\n");
    for (size_t i = 0; i < diff->claims.count; i++)
        buf_printf(out, "  %s: %s\n    %s\n", diff->claims.items[i].place, diff->claims.items[i].message[lang], diff->claims.items[i].text);
    diff_add_summary(diff, lang, out);
    buf_add_char(out, '\n');
    arena_free(arena);
}

/* ---- Markdown -------------------------------------------------------------------------------------------------------------- */

/* In a cell of a table: what would end the cell, or be taken for markup, is escaped. */
static void
markdown_cell(const char *text, Buf *out)
{
    for (; *text; text++) {
        if (*text == '\n') {
            buf_add(out, "<br>");
            continue;
        }
        if (*text == '<' || *text == '&') {
            buf_add(out, *text == '<' ? "&lt;" : "&amp;");
            continue;
        }
        if (strchr("\\`*_[]|~@#", *text))
            buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
}

static void
markdown_row(const char *const *cells, size_t count, Buf *out)
{
    for (size_t i = 0; i < count; i++) {
        buf_add(out, "| ");
        markdown_cell(cells[i], out);
        buf_add_char(out, ' ');
    }
    buf_add(out, "|\n");
}

static void
markdown_more(size_t left, MessageLang lang, Buf *out)
{
    if (left)
        buf_printf(out, lang == MESSAGE_ZH ? "\n另有 %zu 项，见完整报告。\n" : "\n%zu more: see the whole report.\n", left);
}

static void
markdown_changes(Arena *arena, const Diff *diff, MessageLang lang, Buf *out)
{
    static const char *const heads[MESSAGE_LANG_COUNT][7] = {
        {"Table", "Row", "Column", "Before", "After", "Change", "Per cent"},
        {"数据表", "行", "列", "原值", "新值", "增减", "增减率"},
    };
    size_t shown = MIN_OF(diff->changes.count, (size_t)MARKDOWN_ROWS_MAX);
    if (!shown)
        return;
    markdown_row(heads[lang], 7, out);
    buf_add(out, "|---|---|---|--:|--:|--:|--:|\n");
    for (size_t i = 0; i < shown; i++) {
        const Change *one = &diff->changes.items[i];
        static const char *const words[MESSAGE_LANG_COUNT][2] = {{"added", "removed"}, {"新增", "移除"}};
        const char *kind = one->kind == CHANGE_CELL ? change_difference(arena, one) : words[lang][one->kind == CHANGE_REMOVED];
        const char *const cells[] = {one->table, one->key, one->column, one->before, one->after, kind, change_ratio(arena, one)};
        markdown_row(cells, COUNT_OF(cells), out);
    }
    markdown_more(diff->changes.count - shown, lang, out);
}

static void
markdown_sentences(const Diff *diff, MessageLang lang, Buf *out)
{
    size_t shown = 0, count = diff_count_touches(diff, TOUCH_SENTENCE);
    static const char *const heads[MESSAGE_LANG_COUNT][3] = {{"Sentence", "Before", "After"}, {"文句", "原文", "新文"}};
    if (!count)
        return;
    buf_printf(out, "\n#### %s\n\n", DIFF_TOUCH_WORDS[TOUCH_SENTENCE][lang]);
    markdown_row(heads[lang], 3, out);
    buf_add(out, "|---|---|---|\n");
    for (size_t i = 0; i < diff->touches.count && shown < MARKDOWN_ROWS_MAX; i++) {
        const Touch *one = &diff->touches.items[i];
        const char *const cells[] = {*one->place ? one->place : one->output, one->before, one->after};
        if (one->kind != TOUCH_SENTENCE)
            continue;
        markdown_row(cells, COUNT_OF(cells), out);
        shown++;
    }
    markdown_more(count - shown, lang, out);
}

static void
markdown_outputs(const Diff *diff, TouchKind kind, MessageLang lang, Buf *out)
{
    if (!diff_count_touches(diff, kind))
        return;
    buf_printf(out, "\n#### %s\n\n", DIFF_TOUCH_WORDS[kind][lang]);
    for (size_t i = 0; i < diff->touches.count; i++) {
        const Touch *one = &diff->touches.items[i];
        if (one->kind != kind)
            continue;
        buf_add(out, "- ");
        markdown_cell(one->output, out);
        if (one->more)
            buf_printf(out, " (+%zu)", one->more);
        if (*one->name) {
            buf_add(out, " · ");
            markdown_cell(one->name, out);
        }
        if (*one->pages)
            buf_printf(out, lang == MESSAGE_ZH ? "，第 %s 页" : ", p. %s", one->pages);
        buf_add_char(out, '\n');
    }
}

void
diff_write_markdown(const Diff *diff, MessageLang lang, Buf *out)
{
    Arena *arena = arena_new();
    buf_printf(out, lang == MESSAGE_ZH ? "### 数据变动：%s → %s\n\n" : "### Changed figures: %s → %s\n\n", diff->old_name, diff->new_name);
    diff_add_summary(diff, lang, out);
    buf_add(out, "\n\n");
    if (diff->claims.count)
        buf_add(out, lang == MESSAGE_ZH ? "**不再成立的说法**\n\n" : "**Claims that no longer hold**\n\n");
    for (size_t i = 0; i < diff->claims.count; i++) {
        const BrokenClaim *claim = &diff->claims.items[i];
        buf_add(out, "- ");
        markdown_cell(claim->place, out);
        buf_add(out, ": ");
        markdown_cell(claim->text, out);
        buf_add(out, " — ");
        markdown_cell(claim->message[lang], out);
        buf_add_char(out, '\n');
    }
    if (diff->claims.count)
        buf_add_char(out, '\n');
    markdown_changes(arena, diff, lang, out);
    markdown_sentences(diff, lang, out);
    for (TouchKind kind = TOUCH_TABLE; kind < TOUCH_KIND_COUNT; kind++)
        markdown_outputs(diff, kind, lang, out);
    arena_free(arena);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------- */

static void
member(Buf *out, const char *name, const char *value, const char *before)
{
    buf_printf(out, "%s\"%s\": \"", before, name);
    buf_add_json(out, value);
    buf_add_char(out, '"');
}

static void
json_change(Arena *arena, const Change *change, Buf *out)
{
    static const char *const kinds[] = {"changed", "added", "removed"};
    member(out, "kind", kinds[change->kind], "{");
    member(out, "table", change->table, ", ");
    member(out, "key", change->key, ", ");
    member(out, "column", change->column, ", ");
    if (change->kind != CHANGE_ADDED)
        member(out, "before", change->before, ", ");
    if (change->kind != CHANGE_REMOVED)
        member(out, "after", change->after, ", ");
    if (change->numeric)
        buf_printf(out, ", \"difference\": %s", decimal_text(arena, change->difference));
    if (change->numeric && change->has_ratio)
        buf_printf(out, ", \"percent\": %s", decimal_text(arena, change->ratio));
    member(out, "place", diff_place(arena, change), ", ");
    buf_add_char(out, '}');
}

static void
json_touch(const Touch *touch, Buf *out)
{
    static const char *const kinds[] = {"sentence", "table", "chart", "poster", "page"};
    member(out, "kind", kinds[touch->kind], "{");
    member(out, "output", touch->output, ", ");
    const struct { const char *name, *value; } members[] = {
        {"name", touch->name}, {"place", touch->place}, {"pages", touch->pages}, {"before", touch->before}, {"after", touch->after},
    };
    for (size_t i = 0; i < COUNT_OF(members); i++)
        if (*members[i].value)
            member(out, members[i].name, members[i].value, ", ");
    if (touch->more)
        buf_printf(out, ", \"more\": %zu", touch->more);
    buf_add_char(out, '}');
}

void
diff_write_json(const Diff *diff, Buf *out)
{
    Arena *arena = arena_new();
    member(out, "old", diff->old_name, "{");
    member(out, "new", diff->new_name, ",\n ");
    buf_add(out, ",\n \"changes\": [");
    for (size_t i = 0; i < diff->changes.count; i++) {
        buf_add(out, i ? ",\n  " : "\n  ");
        json_change(arena, &diff->changes.items[i], out);
    }
    buf_add(out, "],\n \"touched\": [");
    for (size_t i = 0; i < diff->touches.count; i++) {
        buf_add(out, i ? ",\n  " : "\n  ");
        json_touch(&diff->touches.items[i], out);
    }
    buf_add(out, "],\n \"claims\": [");
    for (size_t i = 0; i < diff->claims.count; i++) {
        member(out, "place", diff->claims.items[i].place, i ? ",\n  {" : "\n  {");
        member(out, "text", diff->claims.items[i].text, ", ");
        member(out, "message", diff->claims.items[i].message[MESSAGE_EN], ", ");
        buf_add_char(out, '}');
    }
    buf_add(out, "]}\n");
    arena_free(arena);
}
