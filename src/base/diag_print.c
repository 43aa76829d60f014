/* base/diag_print.c -- diagnostics in order of place, as text, JSON, GitHub annotations and a GitLab report. */
#include "base/diag_print.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    LINE_WIDTH_MAX = 120, /* columns of a source line that are shown */
    TAB_WIDTH = 4,
};

static const char *const severity_names[][MESSAGE_LANG_COUNT] = {
    [SEVERITY_NOTE] = {"note: ", "说明："},
    [SEVERITY_WARNING] = {"warning: ", "警告："},
    [SEVERITY_ERROR] = {"error: ", "错误："},
};
static const char *const severity_colors[] = {
    [SEVERITY_NOTE] = "\x1b[1;36m",
    [SEVERITY_WARNING] = "\x1b[1;35m",
    [SEVERITY_ERROR] = "\x1b[1;31m",
};
static const char *const hint_names[MESSAGE_LANG_COUNT] = {"hint: ", "提示："};

/* The line a place lies in. Diagnostics come sorted, so the search goes on from the line found last. */
typedef struct Line {
    const Source *source;
    size_t start, end; /* without the line end */
    int number;
} Line;

typedef struct Printer {
    Buf *out;
    MessageLang lang;
    bool color;
    const char *folder; /* before the paths of annotations: "", "projects/city/" */
    Line line;
} Printer;

static Line
line_at(Line from, const Source *source, size_t offset)
{
    offset = MIN_OF(offset, source->length);
    if (from.source != source || from.start > offset)
        from = (Line){.source = source, .start = source->text_start, .number = 1};
    const char *text = source->text;
    const char *feed;
    while (from.start < offset && (feed = memchr(text + from.start, '\n', offset - from.start))) {
        from.start = (size_t)(feed - text) + 1;
        from.number++;
    }
    feed = from.start < source->length ? memchr(text + from.start, '\n', source->length - from.start) : NULL;
    from.end = feed ? (size_t)(feed - text) : source->length;
    if (from.end > from.start && text[from.end - 1] == '\r')
        from.end--;
    return from;
}

static const char *
path_of(const Diag *diag)
{
    return diag->loc.source ? diag->loc.source->path : "\xFF"; /* those without a place come last */
}

static int
compare_diags(const void *a, const void *b)
{
    const Diag *left = *(const Diag *const *)a, *right = *(const Diag *const *)b;
    int order = strcmp(path_of(left), path_of(right));
    if (order == 0)
        order = (left->loc.offset > right->loc.offset) - (left->loc.offset < right->loc.offset);
    if (order == 0)
        order = strcmp(diag_code_text(left->code), diag_code_text(right->code));
    if (order == 0)
        order = (left->loc.length > right->loc.length) - (left->loc.length < right->loc.length);
    if (order == 0)
        order = strcmp(left->message[MESSAGE_EN], right->message[MESSAGE_EN]);
    return order;
}

/* A character fit for a terminal: control characters as their pictures, and none that turns the text around. */
static uint32_t
visible_rune(uint32_t rune)
{
    if (rune < 0x20)
        return 0x2400 + rune;
    if (rune == 0x7F)
        return 0x2421;
    bool turns = (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
    return turns || (rune >= 0x80 && rune < 0xA0) ? 0xFFFD : rune;
}

static void
add_visible(Buf *out, const char *text)
{
    while (*text)
        buf_add_rune(out, visible_rune(utf8_next(&text)));
}

static void
set_color(const Printer *printer, const char *sequence)
{
    if (printer->color)
        buf_add(printer->out, sequence);
}

/* One character of a source line as it is shown. */
typedef struct Shown {
    uint32_t rune;
    int width;
    size_t offset;
} Shown;

static size_t
next_shown(const Source *source, size_t at, int column, Shown *shown)
{
    const char *next = source->text + at;
    uint32_t rune = 0;
    if (*next)
        rune = utf8_next(&next);
    else
        next++;
    *shown = (Shown){.rune = rune == '\t' ? ' ' : visible_rune(rune), .offset = at};
    shown->width = rune == '\t' ? TAB_WIDTH - column % TAB_WIDTH : utf8_width(shown->rune);
    return (size_t)(next - source->text);
}

/* Columns from `start` to `end` when printed from column 0. */
static int
width_between(const Source *source, size_t start, size_t end)
{
    int column = 0;
    Shown shown;
    for (size_t at = start; at < end;) {
        at = next_shown(source, at, column, &shown);
        column += shown.width;
    }
    return column;
}

/* A line may be a megabyte long: look no further around the place than what may be shown. */
static size_t
window_start(const Source *source, size_t start, size_t place)
{
    enum { BACK = LINE_WIDTH_MAX / 3 };
    size_t at = place;
    for (int runes = 0; at > start && runes < BACK; runes++) {
        at--;
        while (at > start && ((unsigned char)source->text[at] & 0xC0) == 0x80)
            at--;
    }
    return at;
}

/* The source line with the caret under the place. Lines of more than LINE_WIDTH_MAX columns are cut. */
static void
print_excerpt(Printer *printer, Loc loc)
{
    Line line = printer->line;
    Buf *out = printer->out;
    size_t place = MIN_OF((size_t)loc.offset, line.end), place_end = MIN_OF((size_t)loc.offset + loc.length, line.end);
    size_t start = line.start;
    bool cut = line.end - line.start > LINE_WIDTH_MAX &&
        width_between(line.source, line.start, MIN_OF(line.end, line.start + LINE_WIDTH_MAX * 4)) > LINE_WIDTH_MAX;
    if (cut)
        start = window_start(line.source, line.start, place);
    set_color(printer, "\x1b[2m");
    buf_printf(out, "%4d | ", line.number);
    set_color(printer, "\x1b[0m");

    int column = 0, caret = -1, caret_end = -1;
    if (start > line.start) {
        buf_add(out, "…");
        column = 1;
    }
    size_t at = start;
    while (at < line.end) {
        Shown shown;
        size_t next = next_shown(line.source, at, column, &shown);
        if (cut && column + shown.width > LINE_WIDTH_MAX - 1)
            break;
        if (at >= place && caret < 0)
            caret = column;
        if (at >= place_end && caret_end < 0)
            caret_end = column;
        for (int i = shown.rune == ' ' ? shown.width : 1; i > 0; i--)
            buf_add_rune(out, shown.rune);
        column += shown.width;
        at = next;
    }
    if (caret < 0)
        caret = column;
    if (caret_end < 0)
        caret_end = column;
    if (at < line.end)
        buf_add(out, "…");
    buf_add(out, "\n     | ");
    for (int i = 0; i < caret; i++)
        buf_add_char(out, ' ');
    set_color(printer, "\x1b[1;32m");
    buf_add_char(out, '^');
    for (int i = caret + 1; i < caret_end; i++)
        buf_add_char(out, '~');
    set_color(printer, "\x1b[0m");
    buf_add_char(out, '\n');
}

/* "path:line:column: error: message [code]" and the line. `line` is where the search for it may start. */
static void
print_entry(Printer *printer, Loc loc, Severity severity, const char *message, const char *code)
{
    Buf *out = printer->out;
    if (loc.source) {
        printer->line = line_at(printer->line, loc.source, loc.offset);
        set_color(printer, "\x1b[1m");
        add_visible(out, loc.source->path);
        buf_printf(out, ":%d:%d: ", printer->line.number,
            source_column(loc.source, printer->line.start, MIN_OF((size_t)loc.offset, loc.source->length)));
        set_color(printer, "\x1b[0m");
    }
    set_color(printer, severity_colors[severity]);
    buf_add(out, severity_names[severity][printer->lang]);
    set_color(printer, "\x1b[0m");
    add_visible(out, message);
    if (code)
        buf_printf(out, " [%s]", code);
    buf_add_char(out, '\n');
    if (loc.source && loc.source->length > 0)
        print_excerpt(printer, loc);
}

static void
print_text(Printer *printer, const Diag *diag)
{
    print_entry(printer, diag->loc, diag->severity, diag->message[printer->lang], diag_code_text(diag->code));
    Line line = printer->line; /* notes point anywhere; the next diagnostic goes on from here */
    for (size_t i = 0; i < diag->notes.count; i++)
        print_entry(printer, diag->notes.items[i].loc, SEVERITY_NOTE, diag->notes.items[i].text[printer->lang], NULL);
    if (diag->hint[printer->lang]) {
        buf_add(printer->out, "     ");
        buf_add(printer->out, hint_names[printer->lang]);
        add_visible(printer->out, diag->hint[printer->lang]);
        buf_add_char(printer->out, '\n');
    }
    printer->line = line;
}

typedef struct Span {
    LineCol from, to; /* `to` is behind the last character */
} Span;

static Span
span_of(Printer *printer, Loc loc)
{
    size_t length = loc.source->length;
    size_t start = MIN_OF((size_t)loc.offset, length), end = MIN_OF(start + loc.length, length);
    printer->line = line_at(printer->line, loc.source, start);
    Line last = line_at(printer->line, loc.source, end);
    return (Span){
        {printer->line.number, source_column(loc.source, printer->line.start, start)},
        {last.number, source_column(loc.source, last.start, end)},
    };
}

static void
add_json_field(Buf *out, const char *name, const char *text)
{
    buf_printf(out, "\"%s\": \"", name);
    buf_add_json(out, text);
    buf_add_char(out, '"');
}

static void
add_json_place(Printer *printer, Loc loc)
{
    if (!loc.source)
        return;
    Span span = span_of(printer, loc);
    add_json_field(printer->out, "path", loc.source->path);
    buf_printf(printer->out, ", \"line\": %d, \"column\": %d, \"endLine\": %d, \"endColumn\": %d, ",
        span.from.line, span.from.column, span.to.line, span.to.column);
}

static void
print_json(Printer *printer, const Diag *diag)
{
    static const char *const names[] = {"note", "warning", "error"};
    Buf *out = printer->out;
    buf_add_char(out, '{');
    add_json_place(printer, diag->loc);
    Line line = printer->line;
    add_json_field(out, "severity", names[diag->severity]);
    buf_add(out, ", ");
    add_json_field(out, "code", diag_code_text(diag->code));
    buf_add(out, ", ");
    add_json_field(out, "message", diag->message[printer->lang]);
    if (diag->hint[printer->lang]) {
        buf_add(out, ", ");
        add_json_field(out, "hint", diag->hint[printer->lang]);
    }
    if (diag->notes.count) {
        buf_add(out, ", \"notes\": [");
        for (size_t i = 0; i < diag->notes.count; i++) {
            buf_add(out, i ? ", {" : "{");
            add_json_place(printer, diag->notes.items[i].loc);
            add_json_field(out, "message", diag->notes.items[i].text[printer->lang]);
            buf_add_char(out, '}');
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, '}');
    printer->line = line;
}

/* Workflow commands are one line; ':' and ',' end a property. */
static void
add_github(Buf *out, const char *text, bool property)
{
    for (; *text; text++) {
        bool escape = *text == '%' || *text == '\r' || *text == '\n' || (property && (*text == ':' || *text == ','));
        if (escape)
            buf_printf(out, "%%%02X", (unsigned)*text);
        else
            buf_add_char(out, *text);
    }
}

static void
print_github(Printer *printer, const Diag *diag)
{
    static const char *const commands[] = {"notice", "warning", "error"};
    Buf *out = printer->out;
    buf_printf(out, "::%s ", commands[diag->severity]);
    if (diag->loc.source) {
        Span span = span_of(printer, diag->loc);
        buf_add(out, "file=");
        add_github(out, printer->folder, true);
        add_github(out, diag->loc.source->path, true);
        buf_printf(out, ",line=%d,", span.from.line);
        /* GitHub allows columns only where the place does not leave its line. */
        if (span.to.line == span.from.line)
            buf_printf(out, "col=%d,endColumn=%d,", span.from.column, span.to.column);
        else
            buf_printf(out, "endLine=%d,", span.to.line);
    }
    buf_printf(out, "title=%s::", diag_code_text(diag->code));
    add_github(out, diag->message[printer->lang], false);
    Line line = printer->line;
    for (size_t i = 0; i < diag->notes.count; i++) {
        const DiagNote *note = &diag->notes.items[i];
        buf_add(out, "%0A");
        if (note->loc.source) {
            Span span = span_of(printer, note->loc);
            add_github(out, note->loc.source->path, false);
            buf_printf(out, ":%d:%d: ", span.from.line, span.from.column);
        }
        add_github(out, note->text[printer->lang], false);
    }
    if (diag->hint[printer->lang]) {
        buf_add(out, "%0A");
        buf_add(out, hint_names[printer->lang]);
        add_github(out, diag->hint[printer->lang], false);
    }
    buf_add_char(out, '\n');
    printer->line = line;
}

/* The fingerprint tells findings of two pipelines apart: by what and where, without the line, which moves. `times`: so many
 * like it came before. */
static void
print_gitlab(Printer *printer, const Diag *diag, size_t times)
{
    static const char *const severities[] = {"info", "minor", "major"};
    Buf *out = printer->out, what = BUF_INIT;
    const char *path = diag->loc.source ? diag->loc.source->path : "shudu.yaml";
    char fingerprint[65];
    buf_printf(&what, "%s\n%s\n%s\n%zu", path, diag_code_text(diag->code), diag->message[MESSAGE_EN], times);
    sha256_hex(what.ptr, what.length, fingerprint);
    buf_clear(&what);
    buf_add_char(out, '{');
    add_json_field(out, "description", diag->message[printer->lang]);
    buf_add(out, ", ");
    add_json_field(out, "check_name", diag_code_text(diag->code));
    buf_printf(out, ", \"fingerprint\": \"%s\", \"severity\": \"%s\", \"location\": {", fingerprint, severities[diag->severity]);
    add_json_field(out, "path", path);
    buf_printf(out, ", \"lines\": {\"begin\": %d}}}", diag->loc.source ? span_of(printer, diag->loc).from.line : 1);
}

static size_t
count_like(const Diag *const *diags, size_t before, const Diag *diag)
{
    size_t count = 0;
    for (size_t i = 0; i < before; i++)
        count += diags[i]->code == diag->code && diags[i]->loc.source == diag->loc.source && str_equal(diags[i]->message[MESSAGE_EN], diag->message[MESSAGE_EN]);
    return count;
}

/* Sorted by place; malloc. */
static const Diag **
sorted_diags(const Diags *diags)
{
    size_t count = diags_count(diags);
    const Diag **sorted = base_alloc(sizeof *sorted * (count + 1));
    for (size_t i = 0; i < count; i++)
        sorted[i] = diags_at(diags, i);
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_diags);
    return sorted;
}

/* The worst first, then by place: only the first ones are shown on the page. */
static int
compare_worst(const void *a, const void *b)
{
    const Diag *left = *(const Diag *const *)a, *right = *(const Diag *const *)b;
    int order = (int)right->severity - (int)left->severity;
    return order ? order : compare_diags(a, b);
}

/* GitHub shows ten annotations of a step and drops the others: they stand in the log as text, and all of them in the summary. */
static void
print_github_all(Printer *printer, const Diag **sorted, size_t count)
{
    static const char *const more[MESSAGE_LANG_COUNT] = {"%zu more findings; all of them are in the job summary\n", "另有%zu条，全部见任务摘要\n"};
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, compare_worst);
    for (size_t i = 0; i < count && i < DIAG_ANNOTATIONS_MAX; i++)
        print_github(printer, sorted[i]);
    if (count <= DIAG_ANNOTATIONS_MAX)
        return;
    buf_add(printer->out, "::group::");
    buf_printf(printer->out, more[printer->lang], count - DIAG_ANNOTATIONS_MAX);
    printer->line = (Line){0};
    for (size_t i = DIAG_ANNOTATIONS_MAX; i < count; i++)
        print_text(printer, sorted[i]);
    buf_add(printer->out, "::endgroup::\n");
}

void
diag_print(Buf *out, const Diags *diags, DiagFormat format, MessageLang lang, bool color)
{
    diag_print_from(out, diags, format, lang, color, "");
}

void
diag_print_from(Buf *out, const Diags *diags, DiagFormat format, MessageLang lang, bool color, const char *folder)
{
    size_t count = diags_count(diags);
    const Diag **sorted = sorted_diags(diags);
    Printer printer = {.out = out, .lang = lang, .color = color && format == DIAG_FORMAT_TEXT, .folder = folder};
    bool list = format == DIAG_FORMAT_JSON || format == DIAG_FORMAT_GITLAB;
    if (format == DIAG_FORMAT_GITHUB)
        print_github_all(&printer, sorted, count);
    if (list)
        buf_add(out, "[");
    for (size_t i = 0; i < count && format != DIAG_FORMAT_GITHUB; i++) {
        if (format == DIAG_FORMAT_TEXT) {
            print_text(&printer, sorted[i]);
        } else {
            buf_add(out, i ? ",\n" : "\n");
            if (format == DIAG_FORMAT_JSON)
                print_json(&printer, sorted[i]);
            else
                print_gitlab(&printer, sorted[i], count_like(sorted, i, sorted[i]));
        }
    }
    if (list)
        buf_add(out, count ? "\n]\n" : "]\n");
    free(sorted);
}

/* ---- the summary of a job ------------------------------------------------------------------------------------- */

/* A cell of a Markdown table: one line, without bars and marks of its own. */
static void
add_markdown(Buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n' || *text == '\r')
            buf_add_char(out, ' ');
        else if (strchr("|<>*_`[]\\", *text))
            buf_printf(out, "&#%d;", *text);
        else
            buf_add_char(out, *text);
    }
}

void
diag_print_summary(Buf *out, const Diags *diags, MessageLang lang)
{
    static const char *const heads[MESSAGE_LANG_COUNT] = {
        "| severity | place | finding |\n|---|---|---|\n",
        "| 级别 | 位置 | 发现 |\n|---|---|---|\n",
    };
    static const char *const names[][MESSAGE_LANG_COUNT] = {{"note", "说明"}, {"warning", "警告"}, {"error", "错误"}};
    static const char *const counts[MESSAGE_LANG_COUNT] = {"### shudu: %zu errors, %zu warnings\n\n", "### shudu：%zu个错误，%zu个警告\n\n"};
    size_t count = diags_count(diags);
    buf_printf(out, counts[lang], diags_errors(diags), diags_warnings(diags));
    if (!count)
        return;
    buf_add(out, heads[lang]);
    const Diag **sorted = sorted_diags(diags);
    qsort(sorted, count, sizeof *sorted, compare_worst);
    Line line = {0};
    for (size_t i = 0; i < count; i++) {
        const Diag *one = sorted[i];
        buf_printf(out, "| %s | ", names[one->severity][lang]);
        if (one->loc.source) {
            line = line_at(line, one->loc.source, one->loc.offset);
            add_markdown(out, one->loc.source->path);
            buf_printf(out, ":%d:%d", line.number, source_column(one->loc.source, line.start, MIN_OF((size_t)one->loc.offset, one->loc.source->length)));
        }
        buf_add(out, " | ");
        add_markdown(out, one->message[lang]);
        if (one->hint[lang]) {
            buf_add(out, "<br>");
            buf_add(out, hint_names[lang]);
            add_markdown(out, one->hint[lang]);
        }
        buf_printf(out, " `%s` |\n", diag_code_text(one->code));
    }
    buf_add_char(out, '\n');
    free(sorted);
}
