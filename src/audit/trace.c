#include "audit/trace.h"

#include "audit/number.h"
#include "base/map.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is asked ---------------------------------------------------------------------------------------------------- */

typedef struct Question {
    Arena *arena;
    Trace *trace;
    Map seen;             /* key and aspect → TraceFigure * */
    const char *path;     /* places: below out/ */
    long page;            /* 0: any */
    bool has_value;       /* numbers */
    bool percent;
    Decimal value;
} Question;

/* The one number that a text says; false for none or several. */
static bool
value_of(Arena *arena, const char *text, Decimal *value, bool *percent)
{
    NumberList found = {0};
    numbers_find(arena, text, utf8_has_han(text), NULL, &found);
    /* A number alone may look like a year or the number of a list. */
    if (found.count == 1 && found.items[0].has_value) {
        *value = found.items[0].value;
        *percent = found.items[0].unit == NUMBER_PERCENT;
        return true;
    }
    *percent = false;
    return decimal_parse(text, strlen(text), value);
}

/* "out/whitepaper.pdf:14": an output, whole or one page of it. */
static bool
read_place(Question *self, const char *what)
{
    const char *colon = strrchr(what, ':');
    char *end = NULL;
    long page = colon ? strtol(colon + 1, &end, 10) : 0;
    bool paged = colon && colon[1] && !*end && page > 0;
    const char *path = paged ? arena_strndup(self->arena, what, (size_t)(colon - what)) : what;
    while (str_starts(path, "./"))
        path += 2;
    path = str_starts(path, "out/") ? path + 4 : path;
    const Node *outputs = node_find(self->trace->root, "outputs");
    for (size_t i = 0; outputs && i < outputs->count; i++) {
        const Node *names = node_find(outputs->items[i].value, "output");
        for (size_t k = 0; names && k < names->count; k++)
            if (str_equal(names->items[k].value->text, path)) {
                self->path = path;
                self->page = paged ? page : 0;
                return true;
            }
    }
    return false;
}

/* ---- figures, each once ----------------------------------------------------------------------------------------------- */

static const char *
key_of(const Node *figure)
{
    const char *id = node_text(figure, "id", NULL);
    return id ? id : node_text(figure, "formula", "");
}

static TraceFigure *
figure_entry(Question *self, const Node *slice, const Node *figure)
{
    const char *name = arena_printf(self->arena, "%s|%s", key_of(figure), node_text(figure, "aspect", ""));
    TraceFigure *entry = map_find(&self->seen, name);
    if (entry)
        return entry;
    entry = ARENA_NEW(self->arena, TraceFigure);
    *entry = (TraceFigure){.figure = figure, .slice = slice, .key = key_of(figure)};
    map_put(&self->seen, name, entry);
    VEC_PUSH(self->arena, &self->trace->figures, entry);
    return entry;
}

static bool
says(const Question *self, const Node *printed, const Node *figure)
{
    const char *text = node_text(printed, "text", "");
    if (str_equal(text, self->trace->what))
        return true;
    if (!self->has_value || !figure)
        return false;
    Decimal value;
    bool percent;
    const char *exact = node_text(figure, "value", "");
    if (self->percent && !strstr(text, "%") && !strstr(text, "cent"))
        return false;
    if (decimal_parse(exact, strlen(exact), &value) && decimal_compare(value, self->value) == 0)
        return true;
    return value_of(self->arena, text, &value, &percent) && decimal_compare(value, self->value) == 0;
}

/* The indicator of a formula is that of any of its figures. */
static bool
is_of(const Node *slice, const Node *figure, const char *name)
{
    const Node *inputs = node_find(figure, "inputs"), *figures = node_find(slice, "figures");
    if (str_equal(node_text(figure, "id", NULL), name) || str_equal(node_text(figure, "indicator", NULL), name)
        || str_equal(node_text(figure, "formula", NULL), name))
        return true;
    for (size_t i = 0; inputs && figures && i < inputs->count; i++) {
        size_t index = (size_t)inputs->items[i].value->number;
        if (index < figures->count && is_of(slice, figures->items[index].value, name))
            return true;
    }
    return false;
}

static bool
is_asked(const Question *self, const Node *slice, const Node *printed, const Node *figure)
{
    switch (self->trace->kind) {
    case TRACE_PLACE: return !self->page || (long)node_number(printed, "page", 0) == self->page;
    case TRACE_FIGURE: return figure && is_of(slice, figure, self->trace->what);
    default: return says(self, printed, figure);
    }
}

static void
ask_slice(Question *self, const Node *slice)
{
    const Node *printed = node_find(slice, "printed"), *figures = node_find(slice, "figures"), *names = node_find(slice, "output");
    bool here = !self->path;
    for (size_t i = 0; self->path && names && i < names->count; i++)
        here |= str_equal(names->items[i].value->text, self->path);
    for (size_t i = 0; here && printed && i < printed->count; i++) {
        const Node *one = printed->items[i].value, *index = node_find(one, "figure");
        const Node *figure = index && figures && (size_t)index->number < figures->count ? figures->items[(size_t)index->number].value : NULL;
        TracePrint print = {slice, one};
        if (!is_asked(self, slice, one, figure))
            continue;
        if (figure)
            VEC_PUSH(self->arena, &figure_entry(self, slice, figure)->prints, print);
        else
            VEC_PUSH(self->arena, &self->trace->literals, print);
    }
}

/* Figures of data/ that no output prints, by the places that provenance.json keeps. */
static void
ask_places(Question *self)
{
    const Node *places = node_find(self->trace->root, "places");
    size_t length = strlen(self->trace->what);
    for (size_t i = 0; places && i < places->count; i++) {
        const char *id = places->items[i].key;
        bool named = strncmp(id, self->trace->what, length) == 0 && (!id[length] || id[length] == '.') && !strchr(id, '|');
        bool known = map_find(&self->seen, arena_printf(self->arena, "%s|value", id)) != NULL;
        if (!named || known)
            continue;
        TraceFigure *entry = ARENA_NEW(self->arena, TraceFigure);
        *entry = (TraceFigure){.key = id};
        VEC_PUSH(self->arena, &self->trace->figures, entry);
    }
}

bool
trace_find(Arena *arena, const Node *root, const char *what, Trace *out)
{
    *out = (Trace){.root = root, .what = what};
    Question question = {.arena = arena, .trace = out};
    map_init(&question.seen, arena);
    question.has_value = value_of(arena, what, &question.value, &question.percent);
    out->kind = read_place(&question, what) ? TRACE_PLACE : question.has_value && !strchr(what, '_') ? TRACE_NUMBER : TRACE_FIGURE;
    const Node *outputs = node_find(root, "outputs");
    for (size_t i = 0; outputs && i < outputs->count; i++)
        ask_slice(&question, outputs->items[i].value);
    if (out->kind == TRACE_FIGURE)
        ask_places(&question);
    /* 十 and the like, which are printed but which no one writes as a number. */
    if (out->kind == TRACE_FIGURE && !out->figures.count) {
        out->kind = TRACE_NUMBER;
        for (size_t i = 0; outputs && i < outputs->count; i++)
            ask_slice(&question, outputs->items[i].value);
    }
    return out->figures.count || out->literals.count;
}

/* ---- for people --------------------------------------------------------------------------------------------------------- */

static const Node *
place_of(const Trace *trace, const TraceFigure *one)
{
    const Node *places = node_find(trace->root, "places");
    const char *aspect = one->figure ? node_text(one->figure, "aspect", "value") : "value";
    Arena *scratch = arena_new();
    const char *key = str_equal(aspect, "value") ? one->key : arena_printf(scratch, "%s|%s", one->key, aspect);
    const Node *place = places ? node_find(places, key) : NULL;
    arena_free(scratch);
    return place;
}

static const char *
text_in(const Node *texts, const char *lang)
{
    if (!texts || texts->kind != NODE_MAP || !texts->count)
        return "";
    return node_text(texts, lang, texts->items[0].value->text);
}

static void
print_sources(const Node *figure, const char *lang, bool chinese, Buf *out)
{
    const Node *sources = node_find(figure, "sources");
    for (size_t i = 0; sources && i < sources->count; i++) {
        const Node *one = sources->items[i].value;
        buf_printf(out, chinese ? "  来源 %s %s" : "  source %s %s", node_text(one, "id", ""), text_in(node_find(one, "title"), lang));
        if (node_text(one, "document", NULL))
            buf_printf(out, ", %s", node_text(one, "document", ""));
        if (node_text(one, "date", NULL))
            buf_printf(out, ", %s", node_text(one, "date", ""));
        buf_add_char(out, '\n');
    }
    if (node_text(figure, "quote", NULL))
        buf_printf(out, chinese ? "  原文：“%s”\n" : "  words of the source: \"%s\"\n", node_text(figure, "quote", ""));
}

static void
print_inputs(const TraceFigure *one, bool chinese, Buf *out)
{
    const Node *inputs = node_find(one->figure, "inputs"), *figures = node_find(one->slice, "figures");
    for (size_t i = 0; inputs && figures && i < inputs->count; i++) {
        size_t index = (size_t)inputs->items[i].value->number;
        const Node *input = index < figures->count ? figures->items[index].value : NULL;
        if (input)
            buf_printf(out, chinese ? "  其中 %s = %s\n" : "  from %s = %s\n", key_of(input), node_text(input, "value", ""));
    }
}

/* "whitepaper.pdf: 12 14 15", an output a line. */
static void
print_prints(const TraceFigure *one, Buf *out)
{
    const Node *last = NULL;
    long last_page = 0;
    for (size_t i = 0; i < one->prints.count; i++) {
        const TracePrint *print = &one->prints.items[i];
        long page = (long)node_number(print->printed, "page", 0);
        if (print->output != last) {
            const Node *names = node_find(print->output, "output");
            buf_printf(out, "%s    %s:", last ? "\n" : "", names && names->count ? names->items[0].value->text : "");
            last = print->output;
            last_page = 0;
        }
        if (page != last_page)
            buf_printf(out, " %ld", page);
        last_page = page;
    }
    if (last)
        buf_add_char(out, '\n');
}

static void
print_figure(const Trace *trace, const TraceFigure *one, const char *lang, bool chinese, Buf *out)
{
    const Node *figure = one->figure, *place = place_of(trace, one);
    if (figure) {
        const char *aspect = node_text(figure, "aspect", "value"), *qualifier = node_text(figure, "qualifier", "exact");
        const char *printed = one->prints.count ? node_text(one->prints.items[0].printed, "text", "") : node_text(figure, "value", "");
        buf_printf(out, "%s  %s%s%s  [%s]\n", printed, text_in(node_find(figure, "label"), lang), str_equal(aspect, "value") ? ""
            : " · ", str_equal(aspect, "value") ? "" : aspect,
                   one->key);
        buf_printf(out, chinese ? "  数值 %s%s%s" : "  value %s%s%s", node_text(figure, "value", ""), chinese ? ""
            : " ", text_in(node_find(figure, "unit"), lang));
        if (!str_equal(qualifier, "exact"))
            buf_printf(out, ", %s", qualifier);
        if (node_find(figure, "digits"))
            buf_printf(out, chinese ? "，保留%s位小数（%s）"
                : ", rounded to %s decimals (%s)", node_text(figure, "digits", ""), node_text(figure, "rounding", ""));
        if (node_find(figure, "power"))
            buf_printf(out, chinese ? "，以10的%s次方为单位" : ", in units of 10^%s", node_text(figure, "power", ""));
        if (node_text(figure, "grade", NULL))
            buf_printf(out, chinese ? "，证据等级%s" : ", evidence %s", node_text(figure, "grade", ""));
        if (node_text(figure, "status", NULL))
            buf_printf(out, ", %s", node_text(figure, "status", ""));
        buf_add_char(out, '\n');
    } else {
        buf_printf(out, chinese ? "%s  未印出\n" : "%s  printed nowhere\n", one->key);
    }
    if (place)
        buf_printf(out, chinese ? "  %s:%s，第%s行数据，%s列\n"
            : "  %s:%s, record %s, column %s\n", node_text(place, "file", ""), node_text(place, "line", ""),
                   node_text(place, "row", ""), node_text(place, "column", ""));
    if (!figure)
        return;
    print_inputs(one, chinese, out);
    print_sources(figure, lang, chinese, out);
    print_prints(one, out);
}

void
trace_print(Arena *arena, const Trace *trace, const char *lang, bool chinese, Buf *out)
{
    for (size_t i = 0; i < trace->figures.count; i++)
        print_figure(trace, trace->figures.items[i], lang, chinese, out);
    /* Numbers that are no figures: how often of each kind; on a page, each. */
    Map counts;
    map_init(&counts, arena);
    VEC(const char *) lines = {0};
    for (size_t i = 0; i < trace->literals.count; i++) {
        const Node *one = trace->literals.items[i].printed, *names = node_find(trace->literals.items[i].output, "output");
        const char *line = trace->kind == TRACE_PLACE
            ? arena_printf(arena, "%s  (%s)", node_text(one, "text", ""), node_text(one, "literal", ""))
            : arena_printf(arena, "%s  (%s)  %s: %s", node_text(one, "text", ""), node_text(one, "literal", ""), names->items[0].value->text,
                node_text(one, "page", ""));
        if (!map_find(&counts, line))
            VEC_PUSH(arena, &lines, line);
        map_put(&counts, line, (void *)line);
    }
    for (size_t i = 0; i < lines.count; i++)
        buf_printf(out, "%s\n", lines.items[i]);
}

/* ---- for programs -------------------------------------------------------------------------------------------------------- */

static void
json_print(const TracePrint *print, bool first, Buf *out)
{
    buf_add(out, first ? "{\"output\":" : ",{\"output\":");
    node_write_json(out, node_find(print->output, "output"), 0);
    static const char *const members[] = {"page", "box", "lang", "text", "literal"};
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        const Node *member = node_find(print->printed, members[i]);
        if (!member)
            continue;
        buf_printf(out, ",\"%s\":", members[i]);
        node_write_json(out, member, 0);
    }
    buf_add_char(out, '}');
}

static void
json_inputs(const TraceFigure *one, Buf *out)
{
    const Node *inputs = node_find(one->figure, "inputs"), *figures = node_find(one->slice, "figures");
    bool any = false;
    for (size_t i = 0; inputs && figures && i < inputs->count; i++) {
        size_t index = (size_t)inputs->items[i].value->number;
        if (index >= figures->count)
            continue;
        buf_add(out, any ? "," : ",\"inputs\":[");
        node_write_json(out, figures->items[index].value, 0);
        any = true;
    }
    if (any)
        buf_add_char(out, ']');
}

void
trace_json(Arena *arena, const Trace *trace, Buf *out)
{
    static const char *const kinds[] = {"number", "figure", "place"};
    (void)arena;
    buf_add(out, "{\"asked\":\"");
    buf_add_json(out, trace->what);
    buf_printf(out, "\",\"kind\":\"%s\",\"figures\":[", kinds[trace->kind]);
    for (size_t i = 0; i < trace->figures.count; i++) {
        const TraceFigure *one = trace->figures.items[i];
        const Node *place = place_of(trace, one);
        buf_printf(out, "%s\n{\"key\":\"", i ? "," : "");
        buf_add_json(out, one->key);
        buf_add_char(out, '"');
        if (one->figure) {
            buf_add(out, ",\"figure\":");
            node_write_json(out, one->figure, 0);
            json_inputs(one, out);
        }
        if (place) {
            buf_add(out, ",\"place\":");
            node_write_json(out, place, 0);
        }
        buf_add(out, ",\"printed\":[");
        for (size_t k = 0; k < one->prints.count; k++)
            json_print(&one->prints.items[k], k == 0, out);
        buf_add(out, "]}");
    }
    buf_add(out, "],\"literals\":[");
    for (size_t i = 0; i < trace->literals.count; i++)
        json_print(&trace->literals.items[i], i == 0, out);
    buf_add(out, "]}\n");
}
