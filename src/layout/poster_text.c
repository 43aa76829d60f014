/* layout/poster_text.c -- the pen, and the blocks of a poster that are words: masthead, lead, text, note, columns. */
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

/* ---- the pen ---------------------------------------------------------------------------------------- */

Color
pen_color(Pen *pen, Loc loc, const char *role)
{
    const LayoutContext *context = pen->context;
    if (pen->dark) {
        static const char *const twins[][2] = {
            {"ink", "on-night"}, {"muted", "muted-on-night"}, {"hairline", "hairline-on-night"}, {"red", "gold-on-dark"},
            {"gold", "gold-on-dark"}, {"teal", "gold-on-dark"}, {"blue", "gold-on-dark"},
        };
        for (size_t i = 0; i < COUNT_OF(twins); i++)
            if (str_equal(role, twins[i][0]))
                return theme_color(context->theme, context->diags, loc, twins[i][1]);
    }
    return theme_color(context->theme, context->diags, loc, role);
}

TextStyle
pen_style(Pen *pen, const char *text_role, Color color, int lang)
{
    TextStyle style = {.size = 32, .weight = 400, .color = color, .lang = lang};
    const TextRole *role = theme_text(pen->context->theme, pen->context->diags, LOC_NONE, text_role);
    if (!role)
        return style;
    memcpy(style.families, role->families[lang], sizeof style.families);
    style.size = role->size[lang];
    style.weight = role->weight[lang];
    style.italic = role->italic;
    style.tracking = role->tracking[lang];
    return style;
}

static double
role_leading(Pen *pen, const char *text_role, int lang)
{
    const TextRole *role = theme_text(pen->context->theme, pen->context->diags, LOC_NONE, text_role);
    return role ? role->leading[lang] : 48;
}

bool
pen_bind(Pen *pen, Loc loc, const char *text, int lang, BoundText *out)
{
    ExprEnv env = {
        .arena = pen->context->arena,
        .diags = pen->context->diags,
        .model = pen->context->model,
        .lang = lang,
    };
    return bound_text(&env, loc, text, out);
}

bool
pen_bound(Pen *pen, const Node *node, const char *key, int lang, BoundText *out)
{
    const Node *value = node_find(node, key);
    Texts texts = {0};
    if (!value || !model_texts(pen->context->model, pen->context->arena, pen->context->diags, value, &texts) || !texts.in[lang])
        return false;
    return pen_bind(pen, value->loc, texts.in[lang], lang, out);
}

const Fact *
pen_fact(Pen *pen, const Node *row_id)
{
    return row_id && row_id->text ? model_need_fact(pen->context->model, pen->context->diags, row_id->loc, row_id->text) : NULL;
}

const char *
pen_number(Pen *pen, const Fact *fact, int lang)
{
    return locale_label(pen->context->arena, pen->context->model->locales[lang], fact->value, fact->qualifier);
}

/* One paragraph of pieces from `first` up to the next newline; *next is where the following one begins. */
static size_t
paragraph_ranges(Arena *arena, const BoundText *text, const TextStyle *style, size_t *piece, size_t *offset, TextRange **out)
{
    VEC(TextRange) ranges = {0};
    while (*piece < text->count) {
        const BoundPiece *part = &text->items[*piece];
        const char *from = part->text + *offset;
        const char *newline = part->use ? NULL : strchr(from, '\n');
        size_t length = newline ? (size_t)(newline - from) : strlen(from);
        if (length) {
            TextRange range = {.text = arena_strndup(arena, from, length), .style = *style, .use = part->use};
            if (part->use && part->use->kind != USE_LITERAL && style->weight < 600)
                range.style.weight = 600;
            VEC_PUSH(arena, &ranges, range);
        }
        if (newline) {
            *offset += length + 1;
            break;
        }
        (*piece)++;
        *offset = 0;
    }
    *out = ranges.items;
    return ranges.count;
}

double
pen_text(Pen *pen, const BoundText *text, const TextSet *set, Area area, ElemId elem)
{
    Arena *arena = pen->context->arena;
    TextStyle style = pen_style(pen, set->role, set->color, set->lang);
    double leading = role_leading(pen, set->role, set->lang);
    ParaStyle para_style = {
        .align = set->align,
        .line_height = leading,
        .hyphenate = set->align == PARA_JUSTIFY,
        .kinsoku = KINSOKU_GB,
        .max_lines = set->max_lines,
        .balance = set->balance,
    };
    double y = area.y;
    size_t piece = 0, offset = 0;
    for (size_t number = 0; piece < text->count; number++) {
        TextRange *ranges;
        size_t count = paragraph_ranges(arena, text, &style, &piece, &offset, &ranges);
        if (!count)
            continue;
        if (number && !set->lines)
            y += leading * 0.45;
        Para *para = para_new(arena, pen->context->text, ranges, count, &para_style);
        size_t lines = para_break(para, area.width);
        ElemId target = number && elem != ELEM_ARTIFACT ? scene_open(pen->scene, ROLE_P, pen->section, set->lang) : elem;
        para_place(para, pen->scene, 0, lines, area.x, y, target);
        y += para_height(para);
    }
    return y - area.y;
}

double
pen_label(Pen *pen, const char *text, const char *role, Color color, int lang, Point at, TextAnchor anchor, const FactUse *use, ElemId elem)
{
    TextRange range = {.text = text, .style = pen_style(pen, role, color, lang), .use = use};
    SceneState state = scene_state(pen->scene), inner = state;
    inner.elem = elem;
    scene_set_state(pen->scene, inner);
    double width = label_place_ranges(pen->context->text, pen->scene, &range, 1, at, anchor);
    scene_set_state(pen->scene, state);
    return width;
}

ElemId
pen_figure(Pen *pen, const Node *spec, const char *alt)
{
    ElemId figure = scene_open(pen->scene, ROLE_FIGURE, pen->section, pen->lang);
    scene_elem(pen->scene, figure)->alt = alt;
    scene_elem(pen->scene, figure)->loc = spec->loc;
    return figure;
}

const char *
pen_alt(Pen *pen, const Node *block, const char *fallback)
{
    BoundText bound = {0};
    return pen_bound(pen, block, "alt", pen->lang, &bound) ? bound_plain(pen->context->arena, &bound) : fallback;
}

static ElemId
open_elem(Pen *pen, Role role, int lang)
{
    return scene_open(pen->scene, role, pen->section, lang);
}

/* A key's text in one role below `y`; 0 high when the key is absent. */
static double
draw_key(Pen *pen, const Node *node, const char *key, int lang, const char *role, Color color, Area area, Role elem_role, bool lines)
{
    BoundText bound = {0};
    if (!pen_bound(pen, node, key, lang, &bound))
        return 0;
    ElemId elem = open_elem(pen, elem_role, lang);
    return pen_text(pen, &bound, &(TextSet){.role = role, .color = color, .lang = lang, .lines = lines}, area, elem);
}

/* ---- blocks -------------------------------------------------------------------------------------------- */

/* A lead's own number ("3个全国第二") is stated by the source that the row of the highlight names. */
static const FactUse *
lead_use(Pen *pen, const Highlight *highlight, const char *digits)
{
    Decimal value;
    if (!decimal_parse(digits, strlen(digits), &value))
        return NULL;
    const SourceDoc *source = highlight->source_id ? model_source(pen->context->model, highlight->source_id) : NULL;
    FactUse *use = ARENA_NEW(pen->context->arena, FactUse);
    *use = (FactUse){.kind = USE_FACT, .key = arena_printf(pen->context->arena, "highlight.%d", highlight->order), .aspect = "lead", .value = value, .digits = -1,
                     .unit = highlight->unit, .source_id = highlight->source_id, .evidence = source && source->evidence ? source->evidence : 'A',
                     .status = "published", .quote = highlight->lead.in[pen->lang], .loc = highlight->loc};
    return use;
}

/* The ten numerals of the highlights as an index: one row, evenly spread, between hairlines. */
static double
draw_index(Pen *pen, const Node *spec, Area area)
{
    const Model *model = pen->context->model;
    size_t count = model_highlights(model)->count;
    if (!count)
        return 0;
    Color color = pen_color(pen, spec->loc, "gold");
    Color line = pen_color(pen, spec->loc, "hairline");
    double height = 92;
    ElemId list = open_elem(pen, ROLE_P, pen->lang);
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = spec->loc});
    scene_line(pen->scene, area.x, area.y, area.x + area.width, area.y, line, 2);
    scene_line(pen->scene, area.x, area.y + height, area.x + area.width, area.y + height, line, 2);
    double *widths = ARENA_ARRAY(pen->context->arena, double, count);
    const char **texts = ARENA_ARRAY(pen->context->arena, const char *, count);
    const FactUse **uses = ARENA_ARRAY(pen->context->arena, const FactUse *, count);
    TextStyle style = pen_style(pen, "poster-index", color, pen->lang);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const Highlight *highlight = model_highlights(model)->items[i];
        BoundText bound = {0};
        pen_bind(pen, highlight->loc, highlight->number, pen->lang, &bound);
        texts[i] = bound_plain(pen->context->arena, &bound);
        uses[i] = bound.count && bound.items[0].use ? bound.items[0].use : lead_use(pen, highlight, texts[i]);
        widths[i] = label_measure(pen->context->text, texts[i], &style).width;
        sum += widths[i];
    }
    double gap = count > 1 ? (area.width - sum) / (double)(count - 1) : 0, x = area.x;
    for (size_t i = 0; i < count; i++) {
        pen_label(pen, texts[i], "poster-index", color, pen->lang, (Point){x, area.y + 60}, ANCHOR_START, uses[i], list);
        x += widths[i] + gap;
    }
    return height;
}

double
block_masthead(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    Color gold = pen_color(pen, spec->loc, "gold"), ink = pen_color(pen, spec->loc, "ink"), muted = pen_color(pen, spec->loc, "muted");
    double y = area.y;
    BoundText kicker = {0}, edition = {0};
    bool has_edition = pen_bound(pen, spec, "edition", pen->lang, &edition);
    if (has_edition)
        pen_label(pen, bound_plain(pen->context->arena, &edition), "poster-kicker", gold, pen->lang,
                  (Point){area.x + area.width, y + 26}, ANCHOR_END, NULL, open_elem(pen, ROLE_P, pen->lang));
    if (pen_bound(pen, spec, "kicker", pen->lang, &kicker))
        pen_label(pen, bound_plain(pen->context->arena, &kicker), "poster-kicker", gold, pen->lang,
                  (Point){area.x, y + 26}, ANCHOR_START, NULL, open_elem(pen, ROLE_P, pen->lang));
    y += 48;
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = spec->loc});
    scene_line(pen->scene, area.x, y, area.x + area.width, y, pen_color(pen, spec->loc, "hairline"), 2);
    y += 56;
    double title = draw_key(pen, spec, "title", pen->lang, "poster-title", ink, (Area){area.x, y, area.width}, ROLE_H1, true);
    y += title + 20;
    BoundText second = {0};
    if (pen->second >= 0 && pen_bound(pen, spec, "title", pen->second, &second)) {
        /* In the second language the title is one line of its own, whatever the first needs. */
        char *line = arena_strdup(pen->context->arena, bound_plain(pen->context->arena, &second));
        for (char *at = line; *at; at++)
            if (*at == '\n')
                *at = ' ';
        BoundText joined = {0};
        VEC_PUSH(pen->context->arena, &joined, (BoundPiece){line, NULL});
        y += pen_text(pen, &joined, &(TextSet){.role = "poster-subtitle", .color = muted, .lang = pen->second}, (Area){area.x, y, area.width},
                      open_elem(pen, ROLE_P, pen->second)) + 20;
    }
    double lede = draw_key(pen, spec, "lede", pen->lang, "poster-lede", ink, (Area){area.x, y + 12, area.width}, ROLE_P, false);
    y += lede ? lede + 12 : 0;
    if (node_bool(spec, "index", false))
        y += 44 + draw_index(pen, spec, (Area){area.x, y + 44, area.width});
    return y - area.y;
}

/* What a lead says after its number: "119项地方标准" gives "项地方标准"; a lead that does not begin with its number stays whole. */
static bool
lead_label(Pen *pen, const Highlight *highlight, int lang, BoundText *out)
{
    BoundText number = {0};
    if (!pen_bind(pen, highlight->loc, highlight->lead.in[lang], lang, out) || !pen_bind(pen, highlight->loc, highlight->number, lang, &number))
        return false;
    Arena *arena = pen->context->arena;
    const char *digits = bound_plain(arena, &number), *whole = bound_plain(arena, out);
    const char *label = str_starts(whole, digits) ? whole + strlen(digits) : whole;
    /* '1+3' in quotes is the same number: the quotes stay out of the label as well. */
    static const char *const quotes[][2] = {{"“", "”"}, {"'", "'"}, {"‘", "’"}};
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        const char *quoted = arena_printf(arena, "%s%s%s", quotes[i][0], digits, quotes[i][1]);
        if (str_starts(whole, quoted))
            label = whole + strlen(quoted);
    }
    label = str_trim(arena, label);
    *out = (BoundText){0};
    VEC_PUSH(arena, out, (BoundPiece){label, NULL});
    return true;
}

/* The numeral and its label share a baseline where the label fits beside it on at most two lines. */
double
block_lead(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Model *model = pen->context->model;
    const Highlight *highlight = NULL;
    for (size_t i = 0; i < model_highlights(model)->count; i++)
        if (model_highlights(model)->items[i]->order == (int)spec->number)
            highlight = model_highlights(model)->items[i];
    if (!highlight) {
        diag(pen->context->diags, DIAG_POSTER_NO_HIGHLIGHT, spec->loc, spec->text ? spec->text : "");
        return 0;
    }
    Arena *arena = pen->context->arena;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red"));
    Color ink = pen_color(pen, block->loc, "ink"), muted = pen_color(pen, block->loc, "muted");
    BoundText number = {0}, label = {0}, second = {0};
    if (!pen_bind(pen, highlight->loc, highlight->number, pen->lang, &number) || !lead_label(pen, highlight, pen->lang, &label))
        return 0;
    const char *digits = bound_plain(arena, &number);
    TextStyle style = pen_style(pen, "poster-number", color, pen->lang);
    LabelMetrics metrics = label_measure(pen->context->text, digits, &style);
    double baseline = area.y + metrics.cap_height;
    ElemId heading = open_elem(pen, ROLE_H2, pen->lang);
    pen_label(pen, digits, "poster-number", color, pen->lang, (Point){area.x, baseline}, ANCHOR_START,
              number.count && number.items[0].use ? number.items[0].use : lead_use(pen, highlight, digits), heading);

    double x = area.x + metrics.width + 28, width = area.x + area.width - x;
    double label_leading = role_leading(pen, "poster-label", pen->lang);
    bool has_second = pen->second >= 0 && lead_label(pen, highlight, pen->second, &second);
    double second_leading = has_second ? role_leading(pen, "poster-second", pen->second) : 0;
    TextRange range = {.text = bound_plain(arena, &label), .style = pen_style(pen, "poster-label", ink, pen->lang)};
    ParaStyle para_style = {.line_height = label_leading, .kinsoku = KINSOKU_GB, .balance = true};
    Para *para = para_new(arena, pen->context->text, &range, 1, &para_style);
    size_t lines = para_break(para, width);
    double block_height = para_height(para) + second_leading;
    /* The last line stands on the numeral's baseline; a taller label hangs from the numeral's top. */
    double top = baseline - block_height + (has_second ? second_leading * 0.28 : label_leading * 0.24);
    top = fmax(top, area.y - label_leading * 0.18);
    para_place(para, pen->scene, 0, lines, x, top, heading);
    if (has_second)
        pen_text(pen, &second, &(TextSet){.role = "poster-second", .color = muted, .lang = pen->second, .max_lines = 1},
                 (Area){x, top + para_height(para), width}, scene_open(pen->scene, ROLE_SPAN, heading, pen->second));
    double y = fmax(baseline, top + block_height) + 30;

    Loc body_loc = highlight->body_loc[pen->lang];
    BoundText body = {0};
    if (node_bool(block, "body", true) && highlight->body.in[pen->lang] && pen_bind(pen, body_loc, highlight->body.in[pen->lang], pen->lang, &body)) {
        TextSet set = {.role = "poster-body", .color = ink, .lang = pen->lang,
                       .align = model->locales[pen->lang]->is_cjk ? PARA_JUSTIFY : PARA_START};
        y += pen_text(pen, &body, &set, (Area){area.x, y, area.width}, open_elem(pen, ROLE_P, pen->lang));
    }
    return y - area.y;
}

/* Words in a role of the theme. `text:` is {zh:, en:}. */
static double
draw_words(Pen *pen, const Node *block, const char *key, const char *role, const char *color, Area area, Role elem_role, bool justify)
{
    BoundText bound = {0};
    if (!pen_bound(pen, block, key, pen->lang, &bound))
        return 0;
    TextSet set = {.role = role, .color = pen_color(pen, block->loc, color), .lang = pen->lang,
                   .align = justify && pen->context->model->locales[pen->lang]->is_cjk ? PARA_JUSTIFY : PARA_START};
    return pen_text(pen, &bound, &set, area, open_elem(pen, elem_role, pen->lang));
}

double
block_text(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    return draw_words(pen, block, "text", node_text(block, "role", "poster-body"), "ink", area, ROLE_P, true);
}

double
block_note(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    return draw_words(pen, block, "note", "poster-note", "muted", area, ROLE_NOTE, false);
}

double
block_heading(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    double height = draw_words(pen, block, "heading", "poster-label", node_text(block, "color", "ink"), area, ROLE_H2, false);
    if (pen->second >= 0)
        height += draw_key(pen, block, "heading", pen->second, "poster-second", pen_color(pen, block->loc, "muted"),
                           (Area){area.x, area.y + height, area.width}, ROLE_P, false);
    return height;
}

double
block_rule(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = spec->loc});
    scene_line(pen->scene, area.x, area.y, area.x + area.width, area.y, pen_color(pen, spec->loc, "hairline"), 2);
    return 2;
}

/* Lists of blocks side by side, tops aligned. */
double
block_columns(Pen *pen, const Node *spec, const Node *block, Area area)
{
    size_t count = spec->count ? spec->count : 1;
    double gap = node_number(block, "gap", 56);
    double width = (area.width - gap * (double)(count - 1)) / (double)count, height = 0;
    for (size_t i = 0; i < spec->count; i++)
        height = fmax(height, poster_draw_blocks(pen, spec->items[i].value, (Area){area.x + (double)i * (width + gap), area.y, width}));
    return height;
}
