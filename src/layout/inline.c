/* layout/inline.c -- inlines to styled ranges. */
#include "base/str.h"
#include "base/utf8.h"
#include "layout/flow.h"

#include <string.h>

static const double LARGEST_MARK = 9;

TextStyle
role_style(const LayoutContext *context, const char *role, int lang)
{
    TextStyle style = {.size = 10, .weight = 400, .color = COLOR_BLACK, .lang = lang};
    const TextRole *found = theme_text(context->theme, context->diags, LOC_NONE, role);
    if (!found)
        return style;
    memcpy(style.families, found->families[lang], sizeof style.families);
    style.size = found->size[lang];
    style.weight = found->weight[lang];
    style.italic = found->italic;
    style.tracking = found->tracking[lang];
    style.color = found->color;
    return style;
}

double
role_leading(const LayoutContext *context, const char *role, int lang)
{
    const TextRole *found = theme_text(context->theme, context->diags, LOC_NONE, role);
    return found ? found->leading[lang] : 14;
}

Color
role_color(const LayoutContext *context, const char *color)
{
    return theme_color(context->theme, context->diags, LOC_NONE, color);
}

const char *
word(const Flow *flow, int lang, const char *cjk, const char *other)
{
    return flow->context->model->locales[lang]->is_cjk ? cjk : other;
}

/* The language of Han characters in a text of another one; the text's own where the project has none for them. */
static int
lang_of_han(const Flow *flow, int lang)
{
    const Model *model = flow->context->model;
    for (int i = 0; i < model->lang_count && !model->locales[lang]->is_cjk; i++)
        if (model->locales[i]->is_cjk)
            return i;
    return lang;
}

/* Bytes up to the end of the stretch that begins here: Han with the digits and marks between, or all before the next Han. */
static size_t
stretch_of(const char *text, bool han)
{
    size_t length = 0;
    for (const char *at = text; *at;) {
        uint32_t rune = utf8_next(&at);
        if (!han && utf8_is_han(rune))
            break;
        if (han && !utf8_is_cjk(rune) && !(rune >= '0' && rune <= '9'))
            break;
        if (!han || utf8_is_han(rune)) /* marks and digits at its end belong to what follows */
            length = (size_t)(at - text);
    }
    return length;
}

/* 沪府办发〔2007〕11号 in an English sentence is Chinese to a screen reader. */
void
text_ranges(Flow *flow, const char *text, const TextStyle *style, Ranges *out)
{
    Arena *arena = flow->context->arena;
    int foreign = lang_of_han(flow, style->lang);
    while (foreign != style->lang && text && *text) {
        bool han = utf8_is_han(utf8_peek(text));
        size_t length = stretch_of(text, han);
        TextRange range = {.text = text[length] ? arena_strndup(arena, text, length) : text, .style = *style};
        range.style.lang = han ? foreign : style->lang;
        VEC_PUSH(arena, out, range);
        text += length;
    }
    if (text && *text)
        VEC_PUSH(arena, out, (TextRange){.text = text, .style = *style});
}

static TextStyle
raised(const TextStyle *style)
{
    TextStyle small = *style;
    small.size = style->size * 0.64;
    small.rise = style->size * 0.31; /* less than half of its own size: to readers of the text it stays on the line */
    small.weight = 400;
    return small;
}

const char *
raised_meaning(Arena *arena, const char *mark)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    Buf out = BUF_INIT;
    for (; *mark; mark++)
        buf_add(&out, *mark >= '0' && *mark <= '9' ? digits[*mark - '0'] : *mark == 'c' ? "ᶜ" : "");
    const char *text = out.length ? buf_take(&out, arena) : NULL;
    buf_clear(&out);
    return text;
}

const FactUse *
literal_use(Arena *arena, const char *kind)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    use->kind = USE_LITERAL;
    use->literal = kind;
    return use;
}

void
grade_mark(Flow *flow, char evidence, const TextStyle *style, Ranges *out)
{
    if (evidence != 'C')
        return;
    TextStyle small = raised(style);
    small.color = role_color(flow->context, "muted");
    if (small.size > LARGEST_MARK) { /* behind a figure in display size */
        small.rise = style->size * 0.72 - LARGEST_MARK * 0.56;
        small.size = LARGEST_MARK;
    }
    VEC_PUSH(flow->context->arena, out, (TextRange){.text = "c", .style = small, .actual = "ᶜ"});
}

void
bound_ranges(Flow *flow, Loc loc, const char *text, int lang, const TextStyle *style, Ranges *out)
{
    const LayoutContext *context = flow->context;
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang};
    BoundText bound = {0};
    if (!text || !bound_text(&env, loc, text, &bound))
        return;
    for (size_t i = 0; i < bound.count; i++)
        if (!bound.items[i].use)
            text_ranges(flow, bound.items[i].text, style, out);
        else if (*bound.items[i].text)
            VEC_PUSH(context->arena, out, (TextRange){.text = bound.items[i].text, .style = *style, .use = bound.items[i].use});
}

/* Length of the unit with which a text behind a figure begins, in a language that writes no space between: 0 for none. */
static size_t
unit_length(const Flow *flow, const FactUse *use, const Inline *next, int lang)
{
    const char *unit = use && use->kind != USE_LITERAL ? use->unit.in[lang] : NULL;
    if (!unit || !*unit || !next || next->kind != INLINE_TEXT || !flow->context->model->locales[lang]->is_cjk)
        return 0;
    size_t spaces = strspn(next->text, " ");
    return str_starts(next->text + spaces, unit) ? spaces + strlen(unit) : 0;
}

/* The grade's mark stands behind the unit: 64项ᶜ. Returns how much of the text behind the binding is printed with it. */
static size_t
add_binding(Flow *flow, const Inline *binding, const Inline *next, int lang, const TextStyle *style, Ranges *out)
{
    const LayoutContext *context = flow->context;
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang};
    Value value;
    if (!binding_eval(&env, binding->loc, binding->text, &value))
        return 0;
    TextStyle figure = *style;
    if (value.use && figure.weight < 600)
        figure.weight = context->model->locales[lang]->is_cjk ? 600 : 700;
    const char *text = value_print(&env, value);
    if (!*text)
        return 0;
    VEC_PUSH(context->arena, out, (TextRange){.text = text, .style = figure, .use = value.use});
    size_t unit = value.use && value.use->evidence == 'C' ? unit_length(flow, value.use, next, lang) : 0;
    if (unit)
        text_ranges(flow, arena_strndup(context->arena, next->text, unit), style, out);
    if (value.use)
        grade_mark(flow, value.use->evidence, style, out);
    return unit;
}

static void
add_reference(Flow *flow, const Inline *reference, int lang, const TextStyle *style, Ranges *out)
{
    const DocLabel *label = doc_label(flow->doc, reference->text);
    if (!label)
        return;
    Arena *arena = flow->context->arena;
    const char *text = label_text(flow, label, lang);
    TextRange range = {.text = text, .style = *style, .use = literal_use(arena, "reference"), .no_break = true, .link_dest = reference->text, .link_contents = text};
    range.style.color = role_color(flow->context, "blue");
    VEC_PUSH(arena, out, range);
}

static void
add_citation(Flow *flow, const Inline *cite, int lang, const TextStyle *style, Ranges *out)
{
    Arena *arena = flow->context->arena;
    TextStyle small = raised(style);
    small.color = role_color(flow->context, "blue");
    (void)lang;
    for (const char *from = cite->text; *from;) {
        size_t length = strcspn(from, ";");
        const char *id = str_trim(arena, arena_strndup(arena, from, length));
        size_t number = doc_citation(flow->doc, id);
        const SourceDoc *source = model_source(flow->context->model, id);
        if (number) {
            TextRange range = {.text = arena_printf(arena, "[%zu]", number), .style = small, .use = literal_use(arena, "citation"), .no_break = true,
                               .link_dest = flow->doc->has_source_list ? arena_printf(arena, "source-%s", id) : NULL, .link_contents = source ? source->title.in[lang] : id};
            VEC_PUSH(arena, out, range);
        }
        from += length + (from[length] == ';');
    }
}

static void
add_note_mark(Flow *flow, const Inline *note, const TextStyle *style, Ranges *out, NoteNames *notes)
{
    if (!notes)
        return;
    Arena *arena = flow->context->arena;
    VEC_PUSH(arena, notes, note->text);
    /* The number that flow_add_notes will give: the count so far plus those met in this block. */
    int number = flow->note_number + (int)notes->count;
    TextStyle small = raised(style);
    const char *text = arena_printf(arena, "%d", number);
    VEC_PUSH(arena, out, (TextRange){.text = text, .style = small, .use = literal_use(arena, "note"), .no_break = true, .actual = raised_meaning(arena, text),
                                     .link_dest = flow_note_dest(flow, number),
                                     .link_contents = arena_printf(arena, word(flow, style->lang, "注%s", "Note %s"), text)});
}

void
inline_ranges(Flow *flow, const InlineList *list, int lang, const TextStyle *style, Ranges *out, NoteNames *notes)
{
    bool cjk = flow->context->model->locales[lang]->is_cjk;
    size_t printed = 0; /* of the text that follows, with the figure before it */
    for (size_t i = 0; i < list->count; i++) {
        const Inline *item = list->items[i];
        TextStyle inner = *style;
        switch (item->kind) {
        case INLINE_TEXT:
        case INLINE_CODE:
            text_ranges(flow, item->text + printed, style, out);
            printed = 0;
            break;
        case INLINE_BINDING: printed = add_binding(flow, item, i + 1 < list->count ? list->items[i + 1] : NULL, lang, style, out); break;
        case INLINE_EMPH:
            inner.italic = !cjk; /* Han has no italics: Chinese emphasizes with dots */
            inner.dotted = cjk;
            inline_ranges(flow, &item->children, lang, &inner, out, notes);
            break;
        case INLINE_STRONG:
            inner.weight = 700;
            inline_ranges(flow, &item->children, lang, &inner, out, notes);
            break;
        case INLINE_LINK: inline_ranges(flow, &item->children, lang, style, out, notes); break;
        case INLINE_CITE: add_citation(flow, item, lang, style, out); break;
        case INLINE_REF: add_reference(flow, item, lang, style, out); break;
        case INLINE_NOTE: add_note_mark(flow, item, style, out, notes); break;
        case INLINE_BREAK: text_ranges(flow, "\n", style, out); break;
        case INLINE_SOFT: text_ranges(flow, cjk ? "" : " ", style, out); break;
        }
    }
}

const char *
ranges_plain(Arena *arena, const Ranges *ranges)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < ranges->count; i++)
        if (ranges->items[i].style.rise == 0)
            buf_add(&out, ranges->items[i].text);
    const char *text = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return text;
}
