/* press/page.c -- the kit's page: one static file for file system and web, for phones, print and screen readers; no scripts. */
#include "press/press.h"

#include <string.h>

static const char STYLE[] =
    ":root{--ink:#14263b;--muted:#4b5768;--line:#d9d2c4;--paper:#faf7f1;--link:#1c5a96}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.65 \"Noto Sans SC\",\"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\","
    "system-ui,sans-serif}"
    "a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid #b92d24;outline-offset:2px}"
    ".skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem}"
    "header,main,footer{max-width:76rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem)}"
    "header{border-bottom:1px solid var(--line)}h1{font-size:clamp(1.6rem,4vw,2.6rem);line-height:1.25;margin:.3em 0}"
    "h3 span{display:block}h2{font-size:1.5rem;margin:2.2em 0 .6em}h3{font-size:1.25rem;line-height:1.4;margin:0 0 .6em}h4{font-size:1rem;margin:1.2em 0 .3em}"
    ".second{color:var(--muted);font-weight:400}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:var(--muted)}dd{margin:0}"
    ".sheet{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1.2rem}"
    ".sheet a{display:block;text-decoration:none}.sheet img{width:100%;height:10rem;object-fit:contain;background:#fff;border:1px solid var(--line)}"
    ".sheet .infographic img{object-fit:cover;object-position:top}.sheet span{display:block}"
    "article{border-top:1px solid var(--line);padding:2rem 0}"
    ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:2rem}"
    "figure{margin:0}figure img{display:block;width:auto;height:auto;max-width:100%;max-height:34rem;background:#fff;border:1px solid var(--line)}"
    /* A long image is shown by its beginning; as a whole it would be a thread. */
    ".infographic figure img{width:100%;max-width:24rem;max-height:none;aspect-ratio:3/4;object-fit:cover;object-position:top}"
    ".copy{background:#fff;border:1px solid var(--line);padding:.8rem 1rem;margin:.3rem 0;overflow-wrap:anywhere;user-select:all}"
    ".files{padding-left:1.2rem}.files li{margin:.15rem 0}"
    "table{border-collapse:collapse;font-size:.8rem}caption{text-align:left}th,td{text-align:left;padding:.2rem .8rem .2rem 0;overflow-wrap:anywhere}"
    "code{font-size:.85em;overflow-wrap:anywhere}summary{cursor:pointer;color:var(--link)}"
    /* On paper: the sheet, then languages side by side, file names in a run. */
    "@page{margin:14mm 12mm}"
    "@media (max-width:36rem){dl{display:block}dt{margin-top:.6rem}.sheet{grid-template-columns:1fr 1fr}.sheet img{height:7rem}}"
    "@media print{body{background:#fff;font-size:8.5pt;line-height:1.5}.skip,details{display:none}header,main,footer{max-width:none;padding:0}"
    "h1{font-size:20pt}h2{font-size:14pt;margin:0 0 .6em;break-before:page}nav h2{margin-top:1.2em;break-before:auto}h3{font-size:11pt}h4{font-size:9pt}"
    "h5{font-size:8pt;margin:.5em 0 .2em}h2,h3,h4,h5{break-after:avoid}.sheet{display:block;font-size:7pt;line-height:1.35}.sheet li{display:inline-block;vertical-align:top;width:17.6%;margin:0 1.6% 3mm 0}"
    ".sheet img{height:2.6cm}.sheet li,figure,.copy{break-inside:avoid}article{padding:2mm 0}article+article{break-before:page;border-top:0}"
    ".pair{grid-template-columns:1fr 1fr;gap:4mm 6mm}figure img{max-height:6.5cm;border:0}.infographic figure img{width:5.5cm}.copy{padding:.35rem .6rem}"
    ".files{padding:0;margin:0;font-size:6.5pt;line-height:1.35}.files li{display:inline}.files li+li::before{content:\" · \"}a{color:inherit;text-decoration:none}}";

/* ---- words of the page, by family of language ----------------------------------------------------------------------- */

typedef struct PageWords {
    const char *kit, *skip, *all, *charts, *posters, *download_all, *caption, *paragraph, *alt, *downloads, *checksums, *file, *release, *embargo,
        *data_until, *credit, *contact, *licence, *version;
} PageWords;

static const PageWords WORDS[2] = {
    {"Press kit", "To the content", "Everything at a glance", "Charts", "Posters", "Everything as one ZIP archive", "Caption", "Paragraph to paste",
     "Alternative text", "Downloads", "Checksums (SHA-256)", "File", "Released", "Embargo until", "Data until", "Credit", "Contact", "Licence", "Version"},
    {"媒体资料包", "跳到正文", "一览", "图表", "海报", "全部打包下载（ZIP）", "图注", "可直接粘贴的段落", "替代文字", "下载", "校验值（SHA-256）", "文件",
     "发布日期", "禁发至", "数据截至", "署名", "联系", "许可", "版本"},
};

typedef struct PageWriter {
    Arena *arena;
    const Model *model;
    const PressItems *items;
    Buf *out;
} PageWriter;

static const PageWords *
words_in(const PageWriter *self, int lang)
{
    return &WORDS[self->model->locales[lang]->is_cjk];
}

static void
add(const PageWriter *self, const char *markup)
{
    buf_add(self->out, markup);
}

static void
add_text(const PageWriter *self, const char *text)
{
    buf_add_xml(self->out, text ? text : "");
}

static const char *
tag_of(const PageWriter *self, int lang)
{
    return self->model->lang_tags[lang];
}

/* The same word in every language, each marked as such: "媒体资料包 · Press kit". `offset` is that of the word in PageWords. */
static void
add_words(const PageWriter *self, size_t offset)
{
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        const char *word = *(const char *const *)((const char *)words_in(self, lang) + offset);
        buf_printf(self->out, "%s<span lang=\"%s\"%s>", lang ? " · " : "", tag_of(self, lang), lang ? " class=\"second\"" : "");
        add_text(self, word);
        add(self, "</span>");
    }
}

#define ADD_WORDS(self, member) add_words(self, offsetof(PageWords, member))

static void
add_texts(const PageWriter *self, const Texts *texts)
{
    bool first = true;
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        if (str_is_empty(texts->in[lang]))
            continue;
        buf_printf(self->out, "%s<span lang=\"%s\">", first ? "" : "<br>", tag_of(self, lang));
        add_text(self, texts->in[lang]);
        add(self, "</span>");
        first = false;
    }
}

/* ---- head of the page ------------------------------------------------------------------------------------------------- */

static void
add_term(const PageWriter *self, size_t offset, const Texts *texts)
{
    bool any = false;
    for (int lang = 0; lang < self->model->lang_count; lang++)
        any |= !str_is_empty(texts->in[lang]);
    if (!any)
        return;
    add(self, "<dt>");
    add_words(self, offset);
    add(self, "</dt><dd>");
    add_texts(self, texts);
    add(self, "</dd>\n");
}

static Texts
date_texts(const PageWriter *self, Date date)
{
    Texts texts = {0};
    for (int lang = 0; date.year && lang < self->model->lang_count; lang++)
        texts.in[lang] = locale_date(self->arena, self->model->locales[lang], date);
    return texts;
}

static void
add_terms(const PageWriter *self)
{
    const Edition *edition = &self->model->edition;
    Texts version = {.in = {edition->version}}, embargo = {.in = {edition->embargo}}, until = date_texts(self, edition->data_until);
    Texts released = date_texts(self, edition->published);
    add(self, "<dl>\n");
    add_term(self, offsetof(PageWords, version), &version);
    add_term(self, offsetof(PageWords, data_until), &until);
    add_term(self, offsetof(PageWords, release), &released);
    add_term(self, offsetof(PageWords, embargo), &embargo);
    add_term(self, offsetof(PageWords, credit), &edition->issuer);
    add_term(self, offsetof(PageWords, contact), &edition->contact);
    add_term(self, offsetof(PageWords, licence), &edition->licence);
    add(self, "</dl>\n");
}

static const char *
below_press(const char *path)
{
    return str_starts(path, "press/") ? path + strlen("press/") : path;
}

static void
add_head(const PageWriter *self)
{
    const Model *model = self->model;
    const char *title = model->title.in[0] ? model->title.in[0] : "";
    buf_printf(self->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>", tag_of(self, 0));
    add_text(self, arena_printf(self->arena, "%s · %s", words_in(self, 0)->kit, title));
    add(self, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>");
    add(self, STYLE);
    add(self, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">");
    ADD_WORDS(self, skip);
    add(self, "</a>\n<header>\n<p>");
    ADD_WORDS(self, kit);
    add(self, "</p>\n<h1>");
    add_texts(self, &model->title);
    add(self, "</h1>\n");
    add_terms(self);
    buf_printf(self->out, "<p><a href=\"%s\" download>", below_press(press_zip_path(self->arena, model)));
    ADD_WORDS(self, download_all);
    add(self, "</a></p>\n</header>\n<main id=\"content\">\n");
}

/* ---- items --------------------------------------------------------------------------------------------------------------- */

static const PressFile *
find_file(const PressItem *item, const char *ending)
{
    for (size_t i = 0; i < item->files.count; i++)
        if (str_ends(item->files.items[i].path, ending))
            return &item->files.items[i];
    return NULL;
}

/* The picture at 1×: the PNG whose name has no more than the language. */
static const PressFile *
picture(const PageWriter *self, const PressItem *item)
{
    return find_file(item, arena_printf(self->arena, "-%s.png", item->lang));
}

static void
add_image(const PageWriter *self, const PressItem *item, bool decorative)
{
    const PressFile *file = picture(self, item);
    if (!file)
        return;
    buf_printf(self->out, "<img src=\"%s\" width=\"%.0f\" height=\"%.0f\" loading=\"lazy\" alt=\"", below_press(file->path), item->width, item->height);
    add_text(self, decorative ? "" : item->words.alt ? item->words.alt : item->words.title);
    add(self, "\">");
}

static bool
begins_name(const PressItems *items, size_t index)
{
    return index == 0 || !str_equal(items->items[index].name, items->items[index - 1].name);
}

/* The titles of an item, one for each language. */
static void
add_titles(const PageWriter *self, size_t first)
{
    const PressItem *items = self->items->items;
    for (size_t k = first; k < self->items->count && str_equal(items[k].name, items[first].name); k++) {
        if (strchr(items[k].lang, '-'))
            continue;
        buf_printf(self->out, "<span lang=\"%s\"%s>", tag_of(self, items[k].lang_index), k > first ? " class=\"second\"" : "");
        add_text(self, items[k].words.title);
        add(self, "</span>");
    }
}

static void
add_sheet(const PageWriter *self)
{
    add(self, "<nav aria-labelledby=\"all\">\n<h2 id=\"all\">");
    ADD_WORDS(self, all);
    add(self, "</h2>\n<ul class=\"sheet\">\n");
    for (size_t i = 0; i < self->items->count; i++) {
        const PressItem *item = &self->items->items[i];
        if (!begins_name(self->items, i))
            continue;
        buf_printf(self->out, "<li class=\"%s\"><a href=\"#%s\">", item->kind, item->name);
        add_image(self, item, true);
        add_titles(self, i);
        add(self, "</a></li>\n");
    }
    add(self, "</ul>\n</nav>\n");
}

static const char *
size_text(const PageWriter *self, size_t bytes)
{
    return bytes < 1000000 ? arena_printf(self->arena, "%.0f kB", (double)bytes / 1000 < 1 ? 1 : (double)bytes / 1000)
                           : arena_printf(self->arena, "%.1f MB", (double)bytes / 1000000);
}

static void
add_copy(const PageWriter *self, const PressItem *item, size_t offset, PressPart part)
{
    Buf text = BUF_INIT;
    Scene none = {0};
    if (press_text(self->arena, self->model, &none, part, item->lang_index, &item->words, &text) && text.length) {
        add(self, "<h5>");
        add_text(self, *(const char *const *)((const char *)words_in(self, item->lang_index) + offset));
        add(self, "</h5>\n<p class=\"copy\">");
        for (const char *at = text.ptr, *end; *at; at = *end ? end + 1 : end) {
            end = at + strcspn(at, "\n");
            if (end > at && at > text.ptr)
                add(self, "<br>");
            add_text(self, arena_strndup(self->arena, at, (size_t)(end - at)));
        }
        add(self, "</p>\n");
    }
    buf_clear(&text);
}

static void
add_files(const PageWriter *self, const PressItem *item)
{
    const PageWords *words = words_in(self, item->lang_index);
    buf_printf(self->out, "<h5>%s</h5>\n<ul class=\"files\">\n", words->downloads);
    for (size_t i = 0; i < item->files.count; i++) {
        const PressFile *file = &item->files.items[i];
        const char *name = strrchr(file->path, '/');
        buf_printf(self->out, "<li><a href=\"%s\" download>%s</a> (%s)</li>\n", below_press(file->path), name ? name + 1 : file->path, size_text(self, file->bytes));
    }
    buf_printf(self->out, "</ul>\n<details><summary>%s</summary>\n<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>\n",
               words->checksums, words->file);
    for (size_t i = 0; i < item->files.count; i++) {
        const char *name = strrchr(item->files.items[i].path, '/');
        buf_printf(self->out, "<tr><td>%s</td><td><code>%s</code></td></tr>\n", name ? name + 1 : "", item->files.items[i].sha256);
    }
    add(self, "</tbody></table></details>\n");
}

/* One drawing in one language. */
static void
add_edition(const PageWriter *self, const PressItem *item)
{
    bool pair = strchr(item->lang, '-') != NULL;
    buf_printf(self->out, "<section lang=\"%s\">\n<h4>", tag_of(self, item->lang_index));
    for (int lang = 0; lang < self->model->lang_count; lang++)
        if (pair || lang == item->lang_index)
            buf_printf(self->out, "%s%s", pair && lang ? " + " : "", self->model->lang_labels[lang]);
    add(self, "</h4>\n<figure>");
    add_image(self, item, false);
    add(self, "</figure>\n");
    if (!pair) {
        add_copy(self, item, offsetof(PageWords, caption), PRESS_CAPTION);
        add_copy(self, item, offsetof(PageWords, paragraph), PRESS_PARAGRAPH);
        add_copy(self, item, offsetof(PageWords, alt), PRESS_ALT);
    }
    add_files(self, item);
    add(self, "</section>\n");
}

static void
add_items(const PageWriter *self, const char *kind, size_t heading)
{
    bool any = false;
    for (size_t i = 0; i < self->items->count; i++) {
        const PressItem *item = &self->items->items[i];
        if (!str_equal(item->kind, kind))
            continue;
        if (!any) {
            add(self, "<h2>");
            add_words(self, heading);
            add(self, "</h2>\n");
        }
        any = true;
        if (begins_name(self->items, i)) {
            buf_printf(self->out, "<article id=\"%s\" class=\"%s\">\n<h3>", item->name, item->kind);
            add_titles(self, i);
            add(self, "</h3>\n<div class=\"pair\">\n");
        }
        add_edition(self, item);
        if (i + 1 == self->items->count || begins_name(self->items, i + 1))
            add(self, "</div>\n</article>\n");
    }
}

void
press_index(Arena *arena, const Model *model, const PressItems *items, Buf *out)
{
    PageWriter self = {arena, model, items, out};
    add_head(&self);
    add_sheet(&self);
    add_items(&self, "infographic", offsetof(PageWords, posters));
    add_items(&self, "chart", offsetof(PageWords, charts));
    add(&self, "</main>\n<footer>");
    add_texts(&self, &model->edition.issuer);
    add(&self, "</footer>\n</body>\n</html>\n");
}
