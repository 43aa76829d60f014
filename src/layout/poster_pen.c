/* layout/poster_pen.c -- the pen: colours for the ground, bound words, text that fits, marks. */
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

/* ---- colours and styles -------------------------------------------------------------------------------- */

double
pen_number_of(Pen *pen, const char *key, double fallback)
{
    return theme_number(pen->context->theme, arena_printf(pen->context->arena, "poster.%s", key), fallback);
}

bool
pen_theme_is(Pen *pen, const char *key, const char *value)
{
    return str_equal(theme_string(pen->context->theme, arena_printf(pen->context->arena, "poster.%s", key), ""), value);
}

Color
pen_color(Pen *pen, Loc loc, const char *role)
{
    const LayoutContext *context = pen->context;
    static const char *const twins[][2] = {
        {"ink", "on-night"}, {"muted", "muted-on-night"}, {"hairline", "hairline-on-night"}, {"red", "gold-on-dark"},
        {"gold", "gold-on-dark"}, {"teal", "gold-on-dark"}, {"blue", "gold-on-dark"}, {"track", "hairline-on-night"},
    };
    if (!pen->dark)
        return theme_color(context->theme, context->diags, loc, role);
    const char *own = arena_printf(context->arena, "%s-on-%s", role, pen->ground);
    if (theme_has_color(context->theme, own))
        return theme_color(context->theme, context->diags, loc, own);
    for (size_t i = 0; i < COUNT_OF(twins); i++)
        if (str_equal(role, twins[i][0]))
            role = twins[i][1];
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

double
pen_leading(Pen *pen, const char *text_role, int lang)
{
    const TextRole *role = theme_text(pen->context->theme, pen->context->diags, LOC_NONE, text_role);
    return role ? role->leading[lang] : 48;
}

/* ---- words ------------------------------------------------------------------------------------------------- */

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

BoundText
pen_words(Pen *pen, const char *text)
{
    BoundText words = {0};
    VEC_PUSH(pen->context->arena, &words, (BoundPiece){text, NULL});
    return words;
}

const char *
pen_plain(Pen *pen, const BoundText *text)
{
    return bound_plain(pen->context->arena, text);
}

const char *
pen_joined(Pen *pen, const BoundText *text, int lang)
{
    bool cjk = pen->context->model->locales[lang]->is_cjk;
    char *line = arena_strdup(pen->context->arena, pen_plain(pen, text)), *to = line;
    for (const char *at = line; *at; at++)
        if (*at != '\n')
            *to++ = *at;
        else if (!cjk)
            *to++ = ' ';
    *to = 0;
    return line;
}

const char *
pen_headed(Pen *pen, const char *text)
{
    char *line = arena_strdup(pen->context->arena, text);
    if (*line >= 'a' && *line <= 'z')
        *line = (char)(*line - 'a' + 'A');
    return line;
}

const Fact *
pen_fact(Pen *pen, const Node *row_id)
{
    return row_id && row_id->text ? model_need_fact(pen->context->model, pen->context->diags, row_id->loc, row_id->text) : NULL;
}

const Fact *
pen_counted(Pen *pen, const Node *row_id)
{
    const Fact *fact = pen_fact(pen, row_id);
    if (fact && !fact->has_value) {
        diag(pen->context->diags, DIAG_POSTER_MISSING_VALUE, row_id->loc, fact->id);
        return NULL;
    }
    return fact;
}

const char *
pen_number(Pen *pen, const Fact *fact, int lang)
{
    return locale_label(pen->context->arena, pen->context->model->locales[lang], fact->value, fact->qualifier);
}

const char *
pen_phrase(Pen *pen, const Fact *fact)
{
    const Locale *locale = pen->context->model->locales[pen->lang];
    const char *unit = fact->unit.in[pen->lang], *when = fact_when(pen->context->model, pen->context->arena, fact, pen->lang);
    const char *date = !when ? "" : arena_printf(pen->context->arena, locale->is_cjk ? "（%s）" : " (%s)", when);
    return arena_printf(pen->context->arena, "%s%s%s%s%s%s", fact->label.in[pen->lang], date, locale->is_cjk ? "：" : ": ", pen_number(pen, fact, pen->lang),
                        unit ? locale->unit_gap : "", unit ? unit : "");
}

/* ---- paragraphs ------------------------------------------------------------------------------------------ */

static void
report_misfit(Pen *pen, const char *text, int lang, Area area)
{
    const Model *model = pen->context->model;
    Arena *arena = pen->context->arena;
    SceneState state = scene_state(pen->scene);
    diag(pen->context->diags, DIAG_POSTER_NO_FIT, state.loc, text, pen->block ? pen->block : "", model->lang_keys[lang],
         arena_printf(arena, "%s: x %.0f, y %.0f, %.0f px", pen->preset->name, area.x, area.y, area.width));
}

/* How many bytes the longest of the words has that stands at `text`; 0: none does. */
static size_t
whole_word(const Node *list, const char *text)
{
    size_t longest = 0;
    for (size_t i = 0; list->kind == NODE_LIST && i < list->count; i++)
        if (list->items[i].value->text && str_starts(text, list->items[i].value->text))
            longest = MAX_OF(longest, strlen(list->items[i].value->text));
    return longest;
}

typedef VEC(TextRange) TextRanges;

/* A stretch of text; its words that stay on one line are ranges of their own. */
static void
add_stretch(Arena *arena, TextRanges *ranges, const TextRange *stretch, const Node *words)
{
    const char *from = stretch->text;
    for (const char *at = from; words && !stretch->use && *at;) {
        size_t length = whole_word(words, at);
        if (!length) {
            at++;
            continue;
        }
        TextRange before = *stretch, word = *stretch;
        before.text = arena_strndup(arena, from, (size_t)(at - from));
        word.text = arena_strndup(arena, at, length);
        word.no_break = true;
        if (at > from)
            VEC_PUSH(arena, ranges, before);
        VEC_PUSH(arena, ranges, word);
        from = at += length;
    }
    TextRange rest = *stretch;
    rest.text = from;
    if (*from)
        VEC_PUSH(arena, ranges, rest);
}

/* The last characters of a Chinese paragraph stay together: none stands alone on the last line. */
static void
keep_end(Arena *arena, TextRanges *ranges)
{
    enum { KEPT = 4 };
    if (!ranges->count || ranges->items[ranges->count - 1].use || ranges->items[ranges->count - 1].no_break)
        return;
    TextRange last = ranges->items[ranges->count - 1];
    size_t length = strlen(last.text), from = length;
    for (int i = 0; i < KEPT && from; i++)
        while (from && ((unsigned char)last.text[--from] & 0xC0) == 0x80)
            ;
    if (!from || (unsigned char)last.text[from] < 0xE0)
        return;
    ranges->items[ranges->count - 1].text = arena_strndup(arena, last.text, from);
    last.text += from;
    last.no_break = true;
    VEC_PUSH(arena, ranges, last);
}

/* One paragraph of pieces from `first` up to the next newline; *next is where the following one begins. */
static size_t
paragraph_ranges(Arena *arena, const BoundText *text, const TextStyle *style, const Node *words, bool cjk, size_t *piece, size_t *offset, TextRange **out)
{
    TextRanges ranges = {0};
    while (*piece < text->count) {
        const BoundPiece *part = &text->items[*piece];
        const char *from = part->text + *offset;
        const char *newline = part->use ? NULL : strchr(from, '\n');
        size_t length = newline ? (size_t)(newline - from) : strlen(from);
        if (length) {
            TextRange range = {.text = arena_strndup(arena, from, length), .style = *style, .use = part->use};
            if (part->use && part->use->kind != USE_LITERAL && style->weight < 600)
                range.style.weight = 600;
            add_stretch(arena, &ranges, &range, words);
        }
        if (newline) {
            *offset += length + 1;
            break;
        }
        (*piece)++;
        *offset = 0;
    }
    if (cjk)
        keep_end(arena, &ranges);
    *out = ranges.items;
    return ranges.count;
}

/* A word longer than the column makes the paragraph step down. */
static Para *
fitting_para(Pen *pen, TextRange *ranges, size_t count, ParaStyle *style, const TextSet *set, Area area)
{
    double full = ranges[0].style.size, leading = style->line_height;
    double least = fmax(pen->least, full * pen_number_of(pen, "step.text", 0.8));
    for (double size = full;; size = fmax(least, size * 0.96)) {
        for (size_t i = 0; i < count; i++)
            ranges[i].style.size = size;
        style->line_height = leading * size / full;
        Para *para = para_new(pen->context->arena, pen->context->text, ranges, count, style);
        para_break(para, area.width);
        if (para_max_width(para) <= area.width + 0.5 && para_min_width(para) <= area.width + 0.5)
            return para;
        if (size <= least) {
            report_misfit(pen, ranges[0].text, set->lang, area);
            return para;
        }
    }
}

/* Whether the last line of a ragged text is all but empty. */
static bool
leaves_widow(const Para *para, const TextSet *set, double width)
{
    size_t lines = para_lines(para);
    return !set->balance && set->align != PARA_JUSTIFY && lines > 1 && para_line_width(para, lines - 1) < width * (lines < 5 ? 0.35 : 0.22);
}

/* A slightly narrower measure carries a word or two over to the last line. Else a long text stays, a short one is balanced. */
static bool
narrowed(Para *para, double width)
{
    size_t lines = para_break(para, width);
    for (double part = 0.98; part > (lines < 5 ? 0.8 : 0.9); part -= 0.02)
        if (para_break(para, width * part) == lines && para_line_width(para, lines - 1) >= width * (lines < 5 ? 0.35 : 0.22)
            && para_max_width(para) <= width * part + 0.5 && para_min_width(para) <= width * part)
            return true;
    para_break(para, width);
    return lines >= 5;
}

double
pen_text(Pen *pen, const BoundText *text, const TextSet *set, Area area, ElemId elem)
{
    TextStyle style = pen_style(pen, set->role, set->color, set->lang);
    double leading = pen_leading(pen, set->role, set->lang);
    double y = area.y;
    size_t piece = 0, offset = 0;
    /* Han may be cut anywhere: labels keep the theme's words whole. Chinese prose needs the freedom, for an even edge. */
    bool cjk = pen->context->model->locales[set->lang]->is_cjk, prose = str_equal(set->role, "poster-body");
    const Node *words = set->align == PARA_JUSTIFY || (cjk && prose) ? NULL : theme_node(pen->context->theme, "poster.whole");
    for (size_t number = 0; piece < text->count; number++) {
        TextRange *ranges;
        size_t count = paragraph_ranges(pen->context->arena, text, &style, words, cjk, &piece, &offset, &ranges);
        if (!count)
            continue;
        ParaStyle para_style = {
            .align = set->align,
            .line_height = leading,
            .hyphenate = set->align == PARA_JUSTIFY,
            .kinsoku = KINSOKU_GB,
            .max_lines = set->max_lines,
            .balance = set->balance,
        };
        if (number && !set->lines)
            y += leading * 0.45;
        Para *para = fitting_para(pen, ranges, count, &para_style, set, area);
        if (leaves_widow(para, set, area.width) && !narrowed(para, area.width)) {
            para_style.balance = true;
            para = fitting_para(pen, ranges, count, &para_style, set, area);
        }
        ElemId target = number && elem != ELEM_ARTIFACT ? pen_open(pen, ROLE_P, set->lang) : elem;
        para_place(para, pen->scene, 0, para_lines(para), area.x, y, target);
        y += para_height(para);
    }
    return y - area.y;
}

double
pen_key(Pen *pen, const Node *node, const char *key, const char *role, const char *color, Area area, ElemId elem)
{
    BoundText bound = {0};
    if (!pen_bound(pen, node, key, pen->lang, &bound))
        return 0;
    TextSet set = {.role = role, .color = pen_color(pen, node->loc, color), .lang = pen->lang, .lines = true};
    /* Labels are balanced; a sentence of Han characters would be cut within words for it. */
    set.balance = !(str_equal(role, "poster-lede") && pen->context->model->locales[pen->lang]->is_cjk);
    return pen_text(pen, &bound, &set, area, elem);
}

double
pen_pair(Pen *pen, const Node *node, const char *key, const char *role, const char *color, const char *second_role, Area area, ElemId elem)
{
    double height = pen_key(pen, node, key, role, color, area, elem);
    BoundText second = {0};
    if (height > 0 && pen->second >= 0 && pen_bound(pen, node, key, pen->second, &second)) {
        TextSet set = {.role = second_role ? second_role : "poster-second", .color = pen_color(pen, node->loc, "muted"), .lang = pen->second, .balance = true, .lines = true};
        height += 4 + pen_text(pen, &second, &set, (Area){area.x, area.y + height + 4, area.width}, scene_open(pen->scene, ROLE_SPAN, elem, pen->second));
    }
    return height;
}

double
pen_caption(Pen *pen, const Node *block, Area area)
{
    if (!node_find(block, "caption"))
        return 0;
    return 18 + pen_pair(pen, block, "caption", "poster-note", "muted", "poster-note", (Area){area.x, area.y + 18, area.width},
                         pen_open(pen, ROLE_CAPTION, pen->lang));
}

/* ---- single lines ---------------------------------------------------------------------------------------- */

TextStyle
pen_line_style(Pen *pen, const char *text, const LineSet *set)
{
    TextStyle style = pen_style(pen, set->role, set->color, set->lang);
    style.size = set->size > 0 ? fmin(style.size, set->size) : style.size;
    if (set->width <= 0)
        return style;
    double width = label_measure(pen->context->text, text, &style).width;
    double least = fmin(style.size, fmax(pen->least, style.size * pen_number_of(pen, "step.line", 0.4)));
    if (width > set->width)
        style.size = fmax(least, style.size * set->width / width * 0.998);
    return style;
}

/* Large numerals stand with their ink, not their body, flush with what is below them: nearly, since that has white before it too. */
static double
flush_shift(Pen *pen, const TextRange *first, TextAnchor anchor)
{
    return anchor == ANCHOR_START && first->style.size >= 60 ? -0.85 * label_bearing(pen->context->text, first->text, &first->style) : 0;
}

double
pen_line(Pen *pen, const char *text, const LineSet *set, Point at)
{
    TextRange range = {.text = text, .style = pen_line_style(pen, text, set), .use = set->use};
    if (set->width > 0 && label_measure(pen->context->text, text, &range.style).width > set->width + 0.5)
        report_misfit(pen, text, set->lang, (Area){at.x, at.y, set->width});
    SceneState state = scene_state(pen->scene), inner = state;
    inner.elem = set->elem;
    scene_set_state(pen->scene, inner);
    at.x += flush_shift(pen, &range, set->anchor);
    double width = label_place_ranges(pen->context->text, pen->scene, &range, 1, at, set->anchor);
    scene_set_state(pen->scene, state);
    return width;
}

/* The words of a qualifier are those of prose before a number ("nearly"), and those of labels behind it ("+", "余"). */
size_t
pen_value_ranges(Pen *pen, const Fact *fact, const TextStyle *style, TextRange ranges[3])
{
    Arena *arena = pen->context->arena;
    const Locale *locale = pen->context->model->locales[pen->lang];
    const FactUse *use = fact_use(arena, fact, "value");
    const char *digits = locale_label(arena, locale, fact->value, QUALIFIER_EXACT), *words = pen_number(pen, fact, pen->lang);
    if (fact->qualifier == QUALIFIER_NEARLY || fact->qualifier == QUALIFIER_ABOUT)
        words = locale_number(arena, locale, fact->value, &(NumberStyle){.digits = -1, .qualifier = fact->qualifier});
    const char *at = strstr(words, digits);
    if (!at) {
        ranges[0] = (TextRange){.text = words, .style = *style, .use = use};
        return 1;
    }
    size_t count = 0;
    TextStyle small = *style;
    small.size = fmax(pen->least, style->size * 0.5);
    if (at > words)
        ranges[count++] = (TextRange){.text = arena_strndup(arena, words, (size_t)(at - words)), .style = small};
    ranges[count++] = (TextRange){.text = digits, .style = *style, .use = use};
    if (at[strlen(digits)])
        ranges[count++] = (TextRange){.text = at + strlen(digits), .style = at[strlen(digits)] == '+' ? *style : small};
    return count;
}

double
pen_value_width(Pen *pen, const Fact *fact, const char *role)
{
    TextRange ranges[3];
    TextStyle style = pen_style(pen, role, COLOR_BLACK, pen->lang);
    return label_measure_ranges(pen->context->text, ranges, pen_value_ranges(pen, fact, &style, ranges));
}

double
pen_line_width(Pen *pen, const char *text, const char *role)
{
    TextStyle style = pen_style(pen, role, COLOR_BLACK, pen->lang);
    return label_measure(pen->context->text, text, &style).width;
}

double
pen_value(Pen *pen, const Fact *fact, const LineSet *set, Point at)
{
    TextRange ranges[3];
    TextStyle style = pen_style(pen, set->role, set->color, set->lang);
    double full = style.size;
    style.size = set->size > 0 ? fmin(full, set->size) : full;
    double least = fmin(full, fmax(pen->least, full * pen_number_of(pen, "step.line", 0.4)));
    size_t count = pen_value_ranges(pen, fact, &style, ranges);
    double width = label_measure_ranges(pen->context->text, ranges, count);
    while (set->width > 0 && width > set->width + 0.5 && style.size > least) {
        style.size = fmax(least, style.size * fmin(0.99, set->width / width));
        count = pen_value_ranges(pen, fact, &style, ranges);
        width = label_measure_ranges(pen->context->text, ranges, count);
    }
    if (set->width > 0 && width > set->width + 0.5)
        report_misfit(pen, pen_number(pen, fact, pen->lang), set->lang, (Area){at.x, at.y, set->width});
    SceneState state = scene_state(pen->scene), inner = state;
    inner.elem = set->elem;
    scene_set_state(pen->scene, inner);
    at.x += flush_shift(pen, ranges, set->anchor);
    label_place_ranges(pen->context->text, pen->scene, ranges, count, at, set->anchor);
    scene_set_state(pen->scene, state);
    return width;
}

/* ---- marks --------------------------------------------------------------------------------------------- */

ElemId
pen_open(Pen *pen, Role role, int lang)
{
    return scene_open(pen->scene, role, pen->section, lang);
}

ElemId
pen_figure(Pen *pen, const Node *place, const char *alt)
{
    ElemId figure = pen_open(pen, ROLE_FIGURE, pen->lang);
    scene_elem(pen->scene, figure)->alt = alt;
    scene_elem(pen->scene, figure)->loc = place->loc;
    return figure;
}

const char *
pen_alt(Pen *pen, const Node *block, const char *fallback)
{
    BoundText bound = {0};
    return pen_bound(pen, block, "alt", pen->lang, &bound) ? pen_plain(pen, &bound) : fallback;
}

void
pen_artifact(Pen *pen, const Node *place)
{
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = place->loc});
}

void
pen_inside(Pen *pen, const Node *place, ElemId figure)
{
    scene_set_state(pen->scene, (SceneState){.elem = figure, .loc = place->loc});
}

void
pen_mark(Pen *pen, const Path *path, Paint fill, const Stroke *stroke, const FactUse *use)
{
    PathOp op = scene_plain_path(path);
    op.fill = fill;
    if (stroke)
        op.stroke = *stroke;
    op.use = use;
    scene_path_op(pen->scene, &op);
}

void
pen_rule(Pen *pen, const Node *place, Area area)
{
    SceneState state = scene_state(pen->scene);
    pen_artifact(pen, place);
    scene_line(pen->scene, area.x, area.y, area.x + area.width, area.y, pen_color(pen, place->loc, "hairline"), pen_number_of(pen, "hairline", 2));
    scene_set_state(pen->scene, state);
}

void
pen_ring(Pen *pen, Point center, double outer, double inner, double from, double to, Color color, const FactUse *use)
{
    if (to - from < 1e-6)
        return;
    Arena *arena = pen->context->arena;
    Path path = {0};
    PathOp op;
    if (to - from > 2 * M_PI - 1e-6) {
        path_circle(arena, &path, center, outer);
        path_circle(arena, &path, center, inner);
        op = scene_plain_path(&path);
        op.even_odd = true;
    } else {
        path_move(arena, &path, center.x + inner * sin(from), center.y - inner * cos(from));
        path_arc(arena, &path, center, outer, from, to);
        path_arc(arena, &path, center, inner, to, from);
        path_close(arena, &path);
        op = scene_plain_path(&path);
    }
    op.fill = paint_solid(color);
    op.use = use;
    scene_path_op(pen->scene, &op);
}

/* ---- icons ------------------------------------------------------------------------------------------------- */

typedef struct IconName { const char *name; uint32_t rune; } IconName;

/* Names of Font Awesome 4.7 that speak of standards work; the font has its glyphs at these code points. */
static const IconName ICONS[] = {
    {"award", 0xF091}, {"balance", 0xF24E}, {"bank", 0xF19C}, {"barcode", 0xF02A}, {"bell", 0xF0F3}, {"bolt", 0xF0E7}, {"book", 0xF02D},
    {"building", 0xF1AD}, {"bullhorn", 0xF0A1}, {"calendar", 0xF073}, {"car", 0xF1B9}, {"chart", 0xF080}, {"check", 0xF00C}, {"city", 0xF1AD},
    {"clock", 0xF017}, {"cog", 0xF013}, {"cogs", 0xF085}, {"compass", 0xF14E}, {"cubes", 0xF1B3}, {"document", 0xF0F6}, {"factory", 0xF275},
    {"flag", 0xF024}, {"flask", 0xF0C3}, {"gavel", 0xF0E3}, {"globe", 0xF0AC}, {"graduate", 0xF19D}, {"handshake", 0xF2B5}, {"heart", 0xF004},
    {"home", 0xF015}, {"industry", 0xF275}, {"leaf", 0xF06C}, {"lightbulb", 0xF0EB}, {"link", 0xF0C1}, {"lock", 0xF023}, {"map-marker", 0xF041},
    {"medkit", 0xF0FA}, {"microchip", 0xF2DB}, {"mobile", 0xF10B}, {"network", 0xF0E8}, {"plane", 0xF072}, {"plug", 0xF1E6}, {"road", 0xF018},
    {"rocket", 0xF135}, {"search", 0xF002}, {"share", 0xF1E0}, {"shield", 0xF132}, {"ship", 0xF21A}, {"star", 0xF005}, {"tag", 0xF02B},
    {"tree", 0xF1BB}, {"truck", 0xF0D1}, {"university", 0xF19C}, {"user", 0xF007}, {"users", 0xF0C0}, {"wrench", 0xF0AD},
};

static uint32_t
icon_rune(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(ICONS); i++)
        if (str_equal(ICONS[i].name, name))
            return ICONS[i].rune;
    return 0;
}

bool
pen_icon(Pen *pen, Loc loc, const char *name, Point center, double size, Color color)
{
    uint32_t rune = icon_rune(name);
    if (!rune) {
        const char *names[COUNT_OF(ICONS)];
        for (size_t i = 0; i < COUNT_OF(ICONS); i++)
            names[i] = ICONS[i].name;
        diag(pen->context->diags, DIAG_POSTER_UNKNOWN_ICON, loc, name);
        const char *near = str_nearest(name, names, COUNT_OF(ICONS));
        if (near)
            diag_hint(pen->context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        return false;
    }
    Buf text = BUF_INIT;
    buf_add_rune(&text, rune);
    TextRange range = {.text = buf_take(&text, pen->context->arena), .style = {.families = {"FontAwesome"}, .size = size, .weight = 400, .color = color, .lang = pen->lang}};
    buf_clear(&text);
    SceneState state = scene_state(pen->scene);
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = loc});
    label_place_ranges(pen->context->text, pen->scene, &range, 1, (Point){center.x, center.y + size * 0.36}, ANCHOR_MIDDLE);
    scene_set_state(pen->scene, state);
    return true;
}
