/* jobs/diff_html.c -- a Diff as a page: claims, cells, sentences, and pictures before and after with their changed parts marked. */
#include "jobs/diff.h"

#include "jobs/diff_words.h"

/* No script and nothing from elsewhere: the page opens from a folder of artifacts. */
static const char STYLE[] =
    "body{font:15px/1.6 system-ui,'Noto Sans CJK SC',sans-serif;color:#1c2733;background:#f6f7f9;margin:0}"
    "main{max-width:1200px;margin:0 auto;padding:2rem 1.5rem 4rem}"
    "h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.15rem;margin:2.2em 0 .6em;border-bottom:2px solid #1c4e80;padding-bottom:.2em}"
    "p.lead{color:#51606e;margin:.2em 0 1em}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;background:#fff;font-variant-numeric:tabular-nums}"
    "th,td{padding:.35em .7em;border-bottom:1px solid #e2e6ea;text-align:left;vertical-align:top}th{background:#eef1f4;font-weight:600}"
    "td.n{text-align:right;white-space:nowrap}td code{font-size:.86em;color:#51606e}"
    "del{background:#fbe3e0;color:#8c1d13;text-decoration:none}ins{background:#dcf1e4;color:#0e5a34;text-decoration:none}"
    ".claim{background:#fff4e0;border-left:4px solid #b35c00;padding:.5em .9em;margin:.5em 0}"
    ".pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:1rem 0 2rem}"
    "figure{margin:0;background:#fff;border:1px solid #d5dbe1;padding:.5rem}figcaption{font-size:.85em;color:#51606e;padding-bottom:.3em}"
    ".shot{position:relative;line-height:0}.shot img{width:100%;height:auto}"
    ".shot span{position:absolute;border:2px solid #c8102e;border-radius:3px;box-sizing:border-box}"
    ".shot.now span{border-color:#0a7a43}"
    "h3{font-size:1rem;margin:1.4em 0 .2em}";

static const char *
word(MessageLang lang, const char *en, const char *zh)
{
    return lang == MESSAGE_ZH ? zh : en;
}

static void
cell(Buf *out, const char *class, const char *text)
{
    buf_printf(out, "<td%s%s%s>", *class ? " class=\"" : "", class, *class ? "\"" : "");
    buf_add_xml(out, text);
    buf_add(out, "</td>");
}

static void
heads(Buf *out, const char *const *names, size_t count)
{
    buf_add(out, "<div class=\"scroll\"><table><thead><tr>");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "<th scope=\"col\">%s</th>", names[i]);
    buf_add(out, "</tr></thead><tbody>\n");
}

static void
html_changes(Arena *arena, const Diff *diff, MessageLang lang, Buf *out)
{
    static const char *const names[MESSAGE_LANG_COUNT][7] = {
        {"Table", "Row", "Column", "Before", "After", "Change", "Per cent"},
        {"数据表", "行", "列", "原值", "新值", "增减", "增减率"},
    };
    if (!diff->changes.count)
        return;
    buf_printf(out, "<h2>%s</h2>\n", word(lang, "Cells", "单元格"));
    heads(out, names[lang], 7);
    for (size_t i = 0; i < diff->changes.count; i++) {
        const Change *one = &diff->changes.items[i];
        buf_add(out, "<tr>");
        cell(out, "", one->table);
        buf_add(out, "<td>");
        buf_add_xml(out, one->key);
        buf_add(out, "<br><code>");
        buf_add_xml(out, diff_place(arena, one));
        buf_add(out, "</code></td>");
        cell(out, "", one->column);
        buf_add(out, "<td class=\"n\"><del>");
        buf_add_xml(out, one->before);
        buf_add(out, "</del></td><td class=\"n\"><ins>");
        buf_add_xml(out, one->after);
        buf_add(out, "</ins></td>");
        cell(out, "n", one->kind == CHANGE_ADDED ? word(lang, "added", "新增") : one->kind == CHANGE_REMOVED ? word(lang, "removed", "移除") : change_difference(arena, one));
        cell(out, "n", change_ratio(arena, one));
        buf_add(out, "</tr>\n");
    }
    buf_add(out, "</tbody></table></div>\n");
}

static void
html_claims(const Diff *diff, MessageLang lang, Buf *out)
{
    if (diff->claims.count)
        buf_printf(out, "<h2>%s</h2>\n", word(lang, "Claims that no longer hold", "不再成立的说法"));
    for (size_t i = 0; i < diff->claims.count; i++) {
        const BrokenClaim *claim = &diff->claims.items[i];
        buf_add(out, "<div class=\"claim\"><strong>");
        buf_add_xml(out, claim->text);
        buf_add(out, "</strong><br>");
        buf_add_xml(out, claim->message[lang]);
        buf_add(out, " <code>");
        buf_add_xml(out, claim->place);
        buf_add(out, "</code></div>\n");
    }
}

static void
html_sentences(const Diff *diff, MessageLang lang, Buf *out)
{
    static const char *const names[MESSAGE_LANG_COUNT][3] = {{"Place", "Before", "After"}, {"位置", "原文", "新文"}};
    if (!diff_count_touches(diff, TOUCH_SENTENCE))
        return;
    buf_printf(out, "<h2>%s</h2>\n", DIFF_TOUCH_WORDS[TOUCH_SENTENCE][lang]);
    heads(out, names[lang], 3);
    for (size_t i = 0; i < diff->touches.count; i++) {
        const Touch *one = &diff->touches.items[i];
        if (one->kind != TOUCH_SENTENCE)
            continue;
        buf_add(out, "<tr><td><code>");
        buf_add_xml(out, one->place);
        buf_add(out, "</code><br>");
        buf_add_xml(out, one->output);
        if (*one->pages)
            buf_printf(out, lang == MESSAGE_ZH ? "，第 %s 页" : ", p. %s", one->pages);
        buf_add(out, "</td><td><del>");
        buf_add_xml(out, one->before);
        buf_add(out, "</del></td><td><ins>");
        buf_add_xml(out, one->after);
        buf_add(out, "</ins></td></tr>\n");
    }
    buf_add(out, "</tbody></table></div>\n");
}

static void
html_outputs(const Diff *diff, TouchKind kind, MessageLang lang, Buf *out)
{
    if (!diff_count_touches(diff, kind))
        return;
    buf_printf(out, "<h2>%s</h2>\n<ul>\n", DIFF_TOUCH_WORDS[kind][lang]);
    for (size_t i = 0; i < diff->touches.count; i++) {
        const Touch *one = &diff->touches.items[i];
        if (one->kind != kind)
            continue;
        buf_add(out, "<li>");
        buf_add_xml(out, one->output);
        if (one->more)
            buf_printf(out, " (+%zu)", one->more);
        if (*one->name) {
            buf_add(out, " · ");
            buf_add_xml(out, one->name);
        }
        if (*one->pages)
            buf_printf(out, lang == MESSAGE_ZH ? "，第 %s 页" : ", p. %s", one->pages);
        buf_add(out, "</li>\n");
    }
    buf_add(out, "</ul>\n");
}

static void
html_shot(const Picture *picture, bool now, MessageLang lang, Buf *out)
{
    const char *file = now ? picture->after : picture->before;
    const char *when = now ? word(lang, "after", "变动后") : word(lang, "before", "变动前");
    const Rect *marks = now ? picture->after_marks.items : picture->before_marks.items;
    size_t count = now ? picture->after_marks.count : picture->before_marks.count;
    buf_printf(out, "<figure><figcaption>%s</figcaption>", when);
    if (*file) {
        buf_printf(out, "<div class=\"shot%s\"><img loading=\"lazy\" src=\"", now ? " now" : "");
        buf_add_xml(out, file);
        buf_add(out, "\" alt=\"");
        buf_add_xml(out, picture->title);
        buf_printf(out, lang == MESSAGE_ZH ? "（%s）\">" : " (%s)\">", when);
        for (size_t i = 0; i < count; i++)
            buf_printf(out, "<span style=\"left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%\"></span>", marks[i].x * 100, marks[i].y * 100,
                       marks[i].width * 100, marks[i].height * 100);
        buf_add(out, "</div>");
    }
    buf_add(out, "</figure>");
}

static void
html_pictures(const Diff *diff, MessageLang lang, Buf *out)
{
    if (diff->pictures.count)
        buf_printf(out, "<h2>%s</h2>\n", word(lang, "Before and after", "变动前后"));
    for (size_t i = 0; i < diff->pictures.count; i++) {
        buf_add(out, "<h3>");
        buf_add_xml(out, diff->pictures.items[i].title);
        buf_add(out, "</h3>\n<div class=\"pair\">");
        html_shot(&diff->pictures.items[i], false, lang, out);
        html_shot(&diff->pictures.items[i], true, lang, out);
        buf_add(out, "</div>\n");
    }
}

void
diff_write_html(const Diff *diff, MessageLang lang, Buf *out)
{
    Arena *arena = arena_new();
    const char *title = word(lang, "Changed figures", "数据变动");
    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                    "<title>%s</title><style>%s</style></head><body><main>\n<h1>%s</h1>\n<p class=\"lead\">",
               lang == MESSAGE_ZH ? "zh" : "en", title, STYLE, title);
    buf_add_xml(out, diff->old_name);
    buf_add(out, " → ");
    buf_add_xml(out, diff->new_name);
    buf_add(out, "<br>");
    diff_add_summary(diff, lang, out);
    buf_add(out, "</p>\n");
    html_claims(diff, lang, out);
    html_changes(arena, diff, lang, out);
    html_sentences(diff, lang, out);
    for (TouchKind kind = TOUCH_TABLE; kind < TOUCH_KIND_COUNT; kind++)
        html_outputs(diff, kind, lang, out);
    html_pictures(diff, lang, out);
    buf_add(out, "</main></body></html>\n");
    arena_free(arena);
}
