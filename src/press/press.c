/* press/press.c -- names of the kit's files, what may go out, and the words and tables of one drawing. */
#include "press/press.h"

#include "base/map.h"

#include <string.h>

static const char *const ENDINGS[PRESS_PART_COUNT] = {
    [PRESS_PICTURE] = "",
    [PRESS_CAPTION] = "-caption.txt",
    [PRESS_ALT] = "-alt.txt",
    [PRESS_PARAGRAPH] = "-paragraph.txt",
    [PRESS_CREDIT] = "-credit.txt",
    [PRESS_DATA] = "-data.csv",
    [PRESS_TARGETS] = "-targets.csv",
    [PRESS_SOURCES] = "-sources.csv",
};

const char *
press_part_ending(PressPart part)
{
    return ENDINGS[part];
}

/* A name that Windows, macOS and ZIP take: letters, digits, '-', '_' and '.'. */
static const char *
safe_name(Arena *arena, const char *name)
{
    char *safe = arena_strdup(arena, name);
    for (char *at = safe; *at; at++)
        if (strchr("<>:\"/\\|?* ", *at) || (unsigned char)*at < 32)
            *at = '-';
    return safe;
}

const char *
press_path(Arena *arena, const Model *model, const char *name, const char *lang, const char *ending)
{
    const char *safe = safe_name(arena, name), *version = safe_name(arena, model->edition.version);
    return arena_printf(arena, "press/%s/%s-%d-v%s-%s%s", safe, safe, model->edition.year, version, lang, ending);
}

const char *
press_zip_path(Arena *arena, const Model *model)
{
    return arena_printf(arena, "press/press-%d-v%s.zip", model->edition.year, safe_name(arena, model->edition.version));
}

/* ---- what may go out ------------------------------------------------------------------------------------------ */

static bool
use_is_published(const FactUse *use)
{
    if (!use || use->kind == USE_LITERAL)
        return true;
    if (use->status && !str_equal(use->status, "published"))
        return false;
    for (size_t i = 0; use->inputs && use->inputs[i]; i++)
        if (!use_is_published(use->inputs[i]))
            return false;
    return true;
}

bool
press_may_go_out(const Scene *scene)
{
    for (size_t p = 0; p < scene->pages.count; p++) {
        const Page *page = &scene->pages.items[p];
        for (size_t i = 0; i < page->ops.count; i++) {
            const Op *op = &page->ops.items[i];
            if (op->kind == OP_PATH && !use_is_published(op->path.use))
                return false;
            for (size_t k = 0; op->kind == OP_TEXT && k < op->text.span_count; k++)
                if (!use_is_published(op->text.spans[k].use))
                    return false;
        }
    }
    return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

void
press_words_of_scene(Arena *arena, const Model *model, const Scene *scene, PressWords *out)
{
    int lang = scene->main_lang;
    const Locale *locale = model->locales[lang];
    Map seen;
    Buf alt = BUF_INIT;
    map_init(&seen, arena);
    *out = (PressWords){.title = scene->meta.title.in[lang], .description = scene->meta.subject.in[lang]};
    if (out->description)
        buf_add(&alt, out->description);
    for (size_t i = 0; i < scene->elems.count; i++) {
        const char *own = scene->elems.items[i].alt;
        if (str_is_empty(own) || map_has(&seen, own))
            continue;
        map_put(&seen, own, out);
        buf_printf(&alt, "%s%s", alt.length && !locale->is_cjk ? " " : "", own);
        if (!str_ends(own, locale->stop) && !str_ends(own, "."))
            buf_add(&alt, locale->stop);
    }
    out->alt = buf_take(&alt, arena);
    buf_clear(&alt);
}

static void
add_paragraph(Buf *out, const char *text)
{
    if (!str_is_empty(text))
        buf_printf(out, "%s%s\n", out->length ? "\n" : "", text);
}

static void
add_field(Buf *out, const Locale *locale, const char *name_zh, const char *name, const char *text)
{
    if (!str_is_empty(text))
        buf_printf(out, "%s%s%s\n", locale->is_cjk ? name_zh : name, locale->is_cjk ? "：" : ": ", text);
}

static void
write_credit(Arena *arena, const Model *model, int lang, const PressWords *words, Buf *out)
{
    const Edition *edition = &model->edition;
    const Locale *locale = model->locales[lang];
    add_field(out, locale, "标题", "Title", words->title);
    add_field(out, locale, "署名", "Credit", edition->issuer.in[lang]);
    add_field(out, locale, "联系", "Contact", edition->contact.in[lang]);
    add_field(out, locale, "许可", "Licence", edition->licence.in[lang]);
    add_field(out, locale, "版本", "Version", arena_printf(arena, "%d, %s", edition->year, edition->version));
    if (edition->published.year)
        add_field(out, locale, "发布日期", "Release", locale_date(arena, locale, edition->published));
    add_field(out, locale, "禁发至", "Embargo until", edition->embargo);
}

/* One run of sentences: Chinese follows on, other scripts take a space. */
static void
write_run(Buf *out, const Locale *locale, const char *text)
{
    if (str_is_empty(text))
        return;
    buf_printf(out, "%s%s", out->length && !locale->is_cjk ? " " : "", text);
    const char *const stops[] = {"。", "！", "？", ".", "!", "?", "”", "）", ")"};
    bool stopped = false;
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        stopped |= str_ends(text, stops[i]);
    if (!stopped)
        buf_add(out, locale->stop);
}

/* Where the sentence after the one that `text` begins with starts; `text` itself when it begins with another. */
static const char *
after(const char *text, const char *sentence)
{
    if (str_is_empty(sentence) || !str_starts(text, sentence))
        return text;
    text += strlen(sentence);
    text += str_starts(text, "。") ? strlen("。") : *text == '.';
    return text + (*text == ' ');
}

/* The findings: an alternative text without the kind of picture it begins with, and without what the paragraph says elsewhere. */
static const char *
findings(Arena *arena, const PressWords *words)
{
    const char *text = words->alt ? words->alt : "", *stop = strstr(text, "。");
    const char *full = strstr(text, ". ");
    if (words->description)
        return text; /* of a poster */
    if (!stop || (full && full < stop))
        stop = full;
    text = stop ? after(text, arena_strndup(arena, text, (size_t)(stop - text))) : text;
    text = after(text, words->title);
    const char *source = words->source ? strstr(text, words->source) : NULL;
    return source ? str_trim(arena, arena_strndup(arena, text, (size_t)(source - text))) : text;
}

static void
write_paragraph(Arena *arena, const Model *model, int lang, const PressWords *words, Buf *out)
{
    const Locale *locale = model->locales[lang];
    write_run(out, locale, words->title);
    write_run(out, locale, findings(arena, words));
    write_run(out, locale, words->note);
    write_run(out, locale, words->source);
    write_run(out, locale, model->edition.issuer.in[lang]);
    buf_add_char(out, '\n');
}

/* ---- tables ------------------------------------------------------------------------------------------------------- */

/* The byte order mark tells spreadsheet programs that it is UTF-8. */
static bool
write_table(const Scene *scene, const char *name, Buf *out)
{
    for (size_t i = 0; i < scene->attachments.count; i++) {
        const Attachment *attachment = &scene->attachments.items[i];
        if (str_equal(attachment->name, name)) {
            buf_add(out, "\xEF\xBB\xBF");
            buf_add_bytes(out, attachment->bytes, attachment->size);
            return true;
        }
    }
    return false;
}

bool
press_text(Arena *arena, const Model *model, const Scene *scene, PressPart part, int lang, const PressWords *words, Buf *out)
{
    switch (part) {
    case PRESS_CAPTION:
        add_paragraph(out, words->title);
        add_paragraph(out, words->description);
        add_paragraph(out, words->note);
        add_paragraph(out, words->source);
        return true;
    case PRESS_ALT:
        add_paragraph(out, words->alt);
        return out->length > 0;
    case PRESS_PARAGRAPH:
        write_paragraph(arena, model, lang, words, out);
        return true;
    case PRESS_CREDIT:
        write_credit(arena, model, lang, words, out);
        return true;
    case PRESS_DATA: return write_table(scene, "figures.csv", out);
    case PRESS_TARGETS: return write_table(scene, "targets.csv", out);
    case PRESS_SOURCES: return write_table(scene, "sources.csv", out);
    case PRESS_PICTURE:
    case PRESS_PART_COUNT: break;
    }
    return false;
}

/* ---- a line for the cache -------------------------------------------------------------------------------------------- */

enum { FIELDS = 7 };
static const char SEPARATOR = '\x1F'; /* unit separator: in no text */

const char *
press_note_write(Arena *arena, const Scene *scene, const PressWords *words)
{
    const Page *page = &scene->pages.items[0];
    const char *fields[FIELDS] = {words->title, words->description, words->note, words->source, words->alt,
                                  arena_printf(arena, "%.0f", page->width), arena_printf(arena, "%.0f", page->height)};
    Buf out = BUF_INIT;
    for (size_t i = 0; i < FIELDS; i++) {
        if (i)
            buf_add_char(&out, SEPARATOR);
        for (const char *at = fields[i] ? fields[i] : ""; *at; at++)
            buf_add_char(&out, *at == '\n' || *at == '\t' || *at == SEPARATOR ? ' ' : *at);
    }
    const char *line = buf_take(&out, arena);
    buf_clear(&out);
    return line;
}

bool
press_note_read(Arena *arena, const char *line, PressItem *out)
{
    const char *fields[FIELDS] = {NULL}, *at = line;
    size_t count = 0;
    while (at && count < FIELDS) {
        const char *end = strchr(at, SEPARATOR);
        size_t length = end ? (size_t)(end - at) : strlen(at);
        fields[count++] = length ? arena_strndup(arena, at, length) : NULL;
        at = end ? end + 1 : NULL;
    }
    if (count != FIELDS || at)
        return false;
    out->words = (PressWords){fields[0], fields[1], fields[2], fields[3], fields[4]};
    double *sizes[] = {&out->width, &out->height};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Decimal value;
        *sizes[i] = fields[5 + i] && decimal_parse(fields[5 + i], strlen(fields[5 + i]), &value) ? decimal_to_double(value) : 0;
    }
    return true;
}
