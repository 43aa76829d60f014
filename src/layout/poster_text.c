/* layout/poster_text.c -- the blocks of a poster that are words: masthead, lede, leads, text, notes, quotes, features, colophon. */
#include "layout/flow.h"
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

/* Han is justified where a line has characters enough to share what is left over: in narrow columns it would gape. */
static ParaAlign
prose_align(Pen *pen, const char *role, int lang, double width)
{
    double size = pen_style(pen, role, COLOR_BLACK, lang).size;
    return pen->context->model->locales[lang]->is_cjk && width >= 16 * size ? PARA_JUSTIFY : PARA_START;
}

/* ---- masthead --------------------------------------------------------------------------------------------- */

/* A lead's own number ("3个全国第二") is stated by the source that the row of the highlight names. */
static const FactUse *
lead_use(Pen *pen, const Highlight *highlight, const BoundText *number)
{
    if (number->count && number->items[0].use)
        return number->items[0].use;
    const char *digits = pen_plain(pen, number);
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

/* The numerals of the highlights as an index: rows of five on the grid, between hairlines. */
static double
draw_index(Pen *pen, const Node *spec, Area area)
{
    const Model *model = pen->context->model;
    size_t count = model_highlights(model)->count, columns = area.width > 1500 ? 10 : 5;
    double pitch = area.width / (double)columns, row = 124;
    Color color = pen_color(pen, spec->loc, "gold");
    ElemId list = pen_open(pen, ROLE_P, pen->lang);
    size_t rows = (count + columns - 1) / columns;
    for (size_t i = 0; i < count; i++) {
        const Highlight *highlight = model_highlights(model)->items[i];
        BoundText bound = {0};
        pen_bind(pen, highlight->loc, highlight->number, pen->lang, &bound);
        LineSet set = {.role = "poster-index", .color = color, .lang = pen->lang, .width = pitch - 16,
                       .use = lead_use(pen, highlight, &bound), .elem = list};
        double x = area.x + (double)(i % columns) * pitch, y = area.y + (double)(i / columns) * row;
        pen_line(pen, pen_plain(pen, &bound), &set, (Point){x, y + 92});
        if (i % columns == 0)
            pen_rule(pen, spec, (Area){area.x, y, area.width});
    }
    pen_rule(pen, spec, (Area){area.x, area.y + (double)rows * row, area.width});
    return (double)rows * row;
}

static double
draw_kicker(Pen *pen, const Node *spec, Area area)
{
    BoundText kicker = {0}, edition = {0};
    LineSet set = {.role = "poster-kicker", .color = pen_color(pen, spec->loc, "gold"), .lang = pen->lang};
    double taken = 0;
    if (pen_bound(pen, spec, "edition", pen->lang, &edition)) {
        set.anchor = ANCHOR_END;
        set.width = area.width * 0.45;
        set.elem = pen_open(pen, ROLE_P, pen->lang);
        taken = pen_line(pen, pen_plain(pen, &edition), &set, (Point){area.x + area.width, area.y + 26});
    }
    if (pen_bound(pen, spec, "kicker", pen->lang, &kicker)) {
        set.anchor = ANCHOR_START;
        set.width = area.width - taken - 32;
        set.elem = pen_open(pen, ROLE_P, pen->lang);
        pen_line(pen, pen_plain(pen, &kicker), &set, (Point){area.x, area.y + 26});
    }
    pen_rule(pen, spec, (Area){area.x, area.y + 48, area.width});
    return 48;
}

/* In the second language the title is one line of its own, whatever the first needs. */
static double
draw_second_title(Pen *pen, const Node *spec, Area area)
{
    BoundText second = {0};
    if (pen->second < 0 || !pen_bound(pen, spec, "title", pen->second, &second))
        return 0;
    BoundText joined = pen_words(pen, pen_joined(pen, &second, pen->second));
    return pen_text(pen, &joined, &(TextSet){.role = "poster-subtitle", .color = pen_color(pen, spec->loc, "muted"), .lang = pen->second}, area,
                    pen_open(pen, ROLE_P, pen->second));
}

double
block_masthead(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    bool compact = node_bool(spec, "compact", false);
    double y = area.y + draw_kicker(pen, spec, area) + (compact ? 36 : 56);
    BoundText title = {0};
    if (pen_bound(pen, spec, "title", pen->lang, &title)) {
        const char *role = compact ? "poster-title-compact" : area.width > 1500 ? "poster-title-page" : "poster-title";
        /* Lines are those of a column; on a sheet, words that are parted by spaces find their own. */
        if (pen->preset->shape == SHAPE_SHEET && !pen->context->model->locales[pen->lang]->is_cjk)
            title = pen_words(pen, pen_joined(pen, &title, pen->lang));
        TextSet set = {.role = role, .color = pen_color(pen, spec->loc, "ink"), .lang = pen->lang, .lines = true, .balance = true};
        y += pen_text(pen, &title, &set, (Area){area.x, y, area.width}, pen_open(pen, ROLE_H1, pen->lang));
    }
    double second = draw_second_title(pen, spec, (Area){area.x, y + 20, area.width});
    y += second > 0 ? second + 20 : 0;
    double lede = node_find(spec, "lede") ? pen_pair(pen, spec, "lede", "poster-lede", "ink", NULL, (Area){area.x, y + 32, area.width}, pen_open(pen, ROLE_P, pen->lang)) : 0;
    y += lede > 0 ? lede + 32 : 0;
    if (node_bool(spec, "index", false))
        y += 56 + draw_index(pen, spec, (Area){area.x, y + 56, area.width});
    return y - area.y;
}

/* ---- leads ------------------------------------------------------------------------------------------------- */

static const Highlight *
find_highlight(Pen *pen, const Node *order)
{
    const Model *model = pen->context->model;
    for (size_t i = 0; i < model_highlights(model)->count; i++)
        if (model_highlights(model)->items[i]->order == (int)order->number)
            return model_highlights(model)->items[i];
    diag(pen->context->diags, DIAG_POSTER_NO_HIGHLIGHT, order->loc, order->text ? order->text : "");
    return NULL;
}

/* What a lead says after its number: "119项地方标准" gives "项地方标准"; a lead that does not begin with its number stays whole. */
static bool
lead_label(Pen *pen, const Highlight *highlight, int lang, BoundText *out)
{
    BoundText number = {0};
    if (!pen_bind(pen, highlight->loc, highlight->lead.in[lang], lang, out) || !pen_bind(pen, highlight->loc, highlight->number, lang, &number))
        return false;
    Arena *arena = pen->context->arena;
    const char *digits = pen_plain(pen, &number), *whole = pen_plain(pen, out);
    const char *label = str_starts(whole, digits) ? whole + strlen(digits) : whole;
    /* '1+3' in quotes is the same number: the quotes stay out of the label as well. */
    static const char *const quotes[][2] = {{"“", "”"}, {"'", "'"}, {"‘", "’"}};
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        const char *quoted = arena_printf(arena, "%s%s%s", quotes[i][0], digits, quotes[i][1]);
        if (str_starts(whole, quoted))
            label = whole + strlen(quoted);
    }
    *out = pen_words(pen, str_trim(arena, label));
    return true;
}

/* The label at the left, its numeral at the right end, both on a scale that runs across the page. */
static double
draw_lead_across(Pen *pen, const BoundText *label, const BoundText *second, const Node *place, LineSet *set, const char *digits, Area area)
{
    TextStyle style = pen_line_style(pen, digits, set);
    LabelMetrics metrics = label_measure(pen->context->text, digits, &style);
    double baseline = area.y + metrics.cap_height, words = area.width - metrics.width - 32, leading = pen_leading(pen, "poster-label", pen->lang);
    TextSet first = {.role = "poster-label", .color = pen_color(pen, place->loc, "ink"), .lang = pen->lang, .balance = true};
    TextSet below = {.role = "poster-second", .color = pen_color(pen, place->loc, "muted"), .lang = pen->second, .balance = true};
    BoundText headed = pen_words(pen, pen_headed(pen, pen_plain(pen, label))); /* read before the numeral */
    double top = 0;
    for (int draw = 0; draw < 2; draw++) {
        Scene *real = pen->scene;
        if (!draw) {
            pen->scene = scene_new(pen->context->arena, real->lang_tags, real->lang_count, real->main_lang);
            scene_add_page(pen->scene, 10, 10);
        }
        double height = pen_text(pen, &headed, &first, (Area){area.x, top, words}, draw ? set->elem : ELEM_ARTIFACT);
        if (second)
            height += pen_text(pen, second, &below, (Area){area.x, top + height, words}, draw ? scene_open(pen->scene, ROLE_SPAN, set->elem, pen->second) : ELEM_ARTIFACT);
        pen->scene = real;
        if (draw) {
            baseline = fmax(baseline, top + height - leading * 0.24);
        } else {
            top = fmax(area.y - leading * 0.18, baseline - height + (second ? pen_leading(pen, "poster-second", pen->second) * 0.28 : leading * 0.24));
        }
    }
    set->anchor = ANCHOR_END;
    set->size = style.size;
    set->width = 0;
    pen_line(pen, digits, set, (Point){area.x + area.width + label_bearing(pen->context->text, digits, &style) * 0.6, baseline});
    pen_scale(pen, place, (Area){area.x, baseline + 30, area.width});
    return baseline + 44 - area.y;
}

/* The numeral and its label share a baseline where the label fits beside it on at most two lines; or the label stands below. */
static double
draw_lead_head(Pen *pen, const Highlight *highlight, Color color, const char *number_role, const char *label_role, const Node *place, Area area)
{
    BoundText number = {0}, label = {0}, second = {0};
    if (!pen_bind(pen, highlight->loc, highlight->number, pen->lang, &number) || !lead_label(pen, highlight, pen->lang, &label))
        return 0;
    Color ink = pen_color(pen, place->loc, "ink"), muted = pen_color(pen, place->loc, "muted");
    /* A theme may stack numeral and label where the page is open, or part them; narrow columns always stack. */
    bool open = pen->preset->shape == SHAPE_LONG || pen->preset->shape == SHAPE_SLICES, large = str_equal(number_role, "poster-number");
    bool stacked = large && ((open && pen_theme_is(pen, "lead", "stacked")) || area.width < 560);
    bool across = large && !stacked && pen_theme_is(pen, "lead", "across");
    const char *digits = pen_plain(pen, &number);
    LineSet set = {.role = number_role, .color = color, .lang = pen->lang, .width = stacked ? area.width : area.width * 0.62,
                   .use = lead_use(pen, highlight, &number), .elem = pen_open(pen, ROLE_H2, pen->lang)};
    TextStyle style = pen_line_style(pen, digits, &set);
    LabelMetrics metrics = label_measure(pen->context->text, digits, &style);
    double baseline = area.y + metrics.cap_height;
    bool has_second = pen->second >= 0 && lead_label(pen, highlight, pen->second, &second);
    if (across)
        return draw_lead_across(pen, &label, has_second ? &second : NULL, place, &set, digits, area);
    pen_line(pen, digits, &set, (Point){area.x, baseline});
    double leading = pen_leading(pen, label_role, pen->lang), second_leading = has_second ? pen_leading(pen, "poster-second", pen->second) : 0;
    TextSet words = {.role = label_role, .color = ink, .lang = pen->lang, .balance = true};
    TextSet below = {.role = "poster-second", .color = muted, .lang = pen->second};
    if (stacked) {
        double y = baseline + leading * 0.34;
        y += pen_text(pen, &label, &words, (Area){area.x, y, area.width}, set.elem);
        if (has_second)
            y += pen_text(pen, &second, &below, (Area){area.x, y + 4, area.width}, scene_open(pen->scene, ROLE_SPAN, set.elem, pen->second)) + 4;
        return y - area.y;
    }
    double x = area.x + metrics.width + fmax(16, style.size * 0.14) - (style.size >= 60 ? label_bearing(pen->context->text, digits, &style) : 0), width = area.x + area.width - x;
    /* Measured first: the last line stands on the numeral's baseline; a taller label hangs from the numeral's top. */
    TextRange range = {.text = pen_plain(pen, &label), .style = pen_style(pen, label_role, ink, pen->lang)};
    ParaStyle para_style = {.line_height = leading, .kinsoku = KINSOKU_GB, .balance = true};
    Para *para = para_new(pen->context->arena, pen->context->text, &range, 1, &para_style);
    para_break(para, width);
    double second_height = 0;
    if (has_second) {
        TextRange other = {.text = pen_plain(pen, &second), .style = pen_style(pen, "poster-second", muted, pen->second)};
        ParaStyle other_style = {.line_height = second_leading};
        Para *line = para_new(pen->context->arena, pen->context->text, &other, 1, &other_style);
        para_break(line, width);
        second_height = para_height(line);
    }
    double block_height = para_height(para) + second_height;
    double top = baseline - block_height + (has_second ? second_leading * 0.28 : leading * 0.24);
    top = fmax(top, area.y - leading * 0.18);
    double height = pen_text(pen, &label, &words, (Area){x, top, width}, set.elem);
    if (has_second)
        height += pen_text(pen, &second, &below, (Area){x, top + height, width}, scene_open(pen->scene, ROLE_SPAN, set.elem, pen->second));
    return fmax(baseline, top + height) - area.y;
}

double
block_lead(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const Highlight *highlight = find_highlight(pen, spec);
    if (!highlight)
        return 0;
    Color color = pen_color(pen, block->loc, node_text(block, "color", "red"));
    double y = area.y + draw_lead_head(pen, highlight, color, "poster-number", "poster-label", block, area);
    const int langs[] = {pen->lang, pen->second};
    size_t bodies = !poster_flag(pen->preset, block, "body", true) ? 0 : pen->preset->second_body ? COUNT_OF(langs) : 1;
    for (size_t i = 0; i < bodies && langs[i] >= 0; i++) {
        BoundText body = {0};
        const char *text = highlight->body.in[langs[i]];
        if (!text || !pen_bind(pen, highlight->body_loc[langs[i]], text, langs[i], &body))
            continue;
        TextSet set = {.role = i ? "poster-second-body" : "poster-body", .color = pen_color(pen, block->loc, i ? "muted" : "ink"), .lang = langs[i],
                       .align = prose_align(pen, i ? "poster-second-body" : "poster-body", langs[i], area.width)};
        y += i ? 20 : 30;
        y += pen_text(pen, &body, &set, (Area){area.x, y, area.width}, pen_open(pen, ROLE_P, langs[i]));
    }
    return y - area.y;
}

/* Several leads in a grid, numeral and label alone: `leads: [1, 2, …]`. */
double
block_leads(Pen *pen, const Node *spec, const Node *block, Area area)
{
    int columns = (int)node_number(block, "columns", 2);
    const Node *colors = node_find(block, "colors");
    double gap = 56, width = (area.width - gap * (columns - 1)) / columns, y = area.y, tallest = 0;
    double open = pen->room / (double)(spec->count / (size_t)columns + 1);
    for (size_t i = 0; i < spec->count; i++) {
        const Node *order = spec->items[i].value;
        const Highlight *highlight = find_highlight(pen, order);
        if (!highlight)
            continue;
        size_t column = i % (size_t)columns;
        if (column == 0 && i) {
            y += tallest + 36 + open;
            tallest = 0;
        }
        const char *role = colors && i < colors->count && colors->items[i].value->text ? colors->items[i].value->text : "red";
        double x = area.x + (double)column * (width + gap);
        pen_rule(pen, order, (Area){x, y, width});
        double height = draw_lead_head(pen, highlight, pen_color(pen, order->loc, role), "poster-value", "poster-lead-label", order, (Area){x, y + 30, width});
        tallest = fmax(tallest, 30 + height);
    }
    return y + tallest - area.y;
}

/* ---- plain words ---------------------------------------------------------------------------------------------- */

/* A key in a role; the second language below it in its own. */
static double
draw_words(Pen *pen, const Node *block, const char *key, const char *role, const char *second_role, const char *color, Area area, Role elem_role)
{
    const int langs[] = {pen->lang, pen->second};
    double y = area.y;
    for (size_t i = 0; i < COUNT_OF(langs) && langs[i] >= 0; i++) {
        BoundText bound = {0};
        if (!pen_bound(pen, block, key, langs[i], &bound))
            continue;
        bool prose = str_equal(role, "poster-body");
        TextSet set = {.role = i ? second_role : role, .color = pen_color(pen, block->loc, i ? "muted" : color), .lang = langs[i],
                       .align = prose ? prose_align(pen, role, langs[i], area.width) : PARA_START, .lines = str_equal(key, "title") || str_equal(key, "heading")};
        y += i ? 10 : 0;
        y += pen_text(pen, &bound, &set, (Area){area.x, y, area.width}, pen_open(pen, elem_role, langs[i]));
    }
    return y - area.y;
}

double
block_lede(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    return draw_words(pen, block, "lede", "poster-lede", "poster-second", "ink", area, ROLE_P);
}

double
block_text(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    return draw_words(pen, block, "text", node_text(block, "role", "poster-body"), "poster-second-body", "ink", area, ROLE_P);
}

double
block_note(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    return draw_words(pen, block, "note", "poster-note", "poster-note", "muted", area, ROLE_P);
}

double
block_heading(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    double height = draw_words(pen, block, "heading", "poster-label", "poster-second", node_text(block, "color", "ink"), area, ROLE_H2);
    if (!pen_theme_is(pen, "lead", "across") || pen->preset->shape == SHAPE_CARDS)
        return height;
    pen_scale(pen, block, (Area){area.x, area.y + height + 18, area.width});
    return height + 34;
}

/* ---- quote, definition, feature, icon ---------------------------------------------------------------------------- */

/* Words of somebody: a thick bar at the left, the author below. */
double
block_quote(Pen *pen, const Node *spec, const Node *block, Area area)
{
    Area inner = {area.x + 44, area.y + 4, area.width - 44};
    double height = draw_words(pen, block, "quote", "poster-quote", "poster-second-body", "ink", inner, ROLE_QUOTE);
    if (node_find(block, "by")) {
        inner.y += height + 16;
        height += 16 + draw_words(pen, block, "by", "poster-note", "poster-note", "muted", inner, ROLE_P);
    }
    pen_artifact(pen, spec);
    scene_rect(pen->scene, (Rect){area.x, area.y, 8, height + 8}, pen_color(pen, block->loc, "red"));
    return height + 8;
}

/* A term and what it means: the term hangs above a rule. */
double
block_definition(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    double y = area.y + draw_words(pen, spec, "term", "poster-figure", "poster-second", "teal", area, ROLE_H3) + 14;
    pen_rule(pen, spec, (Area){area.x, y, area.width});
    y += 18;
    return y + draw_words(pen, spec, "text", "poster-body", "poster-second-body", "ink", (Area){area.x, y, area.width}, ROLE_P) - area.y;
}

/* A title, an icon, and running text in one or more columns: the features of a newspaper page. */
double
block_feature(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    double y = area.y, left = 0;
    const char *icon = node_text(spec, "icon", NULL);
    if (icon && pen_icon(pen, spec->loc, icon, (Point){area.x + 30, y + 34}, 52, pen_color(pen, spec->loc, "red")))
        left = 84;
    y += draw_words(pen, spec, "title", "poster-feature", "poster-second", "ink", (Area){area.x + left, y, area.width - left}, ROLE_H2);
    y = fmax(y, area.y + (left > 0 ? 70 : 0)) + 22;
    return y + draw_words(pen, spec, "text", "poster-body", "poster-second-body", "ink", (Area){area.x, y, area.width}, ROLE_P) - area.y;
}

double
block_icon(Pen *pen, const Node *spec, const Node *block, Area area)
{
    Color color = pen_color(pen, block->loc, node_text(block, "color", "teal"));
    if (!spec->text || !pen_icon(pen, spec->loc, spec->text, (Point){area.x + 40, area.y + 40}, 64, color))
        return 0;
    double height = draw_words(pen, block, "text", "poster-small", "poster-note", "ink", (Area){area.x + 112, area.y, area.width - 112}, ROLE_P);
    return fmax(height, 80);
}

/* ---- sources, colophon ------------------------------------------------------------------------------------------------ */

static void
add_piece(Pen *pen, BoundText *words, const char *text, const FactUse *use)
{
    VEC_PUSH(pen->context->arena, words, (BoundPiece){text, use});
}

/* Numbers in the title of a document are the document's own. */
static void
add_title(Pen *pen, BoundText *words, const char *title)
{
    Arena *arena = pen->context->arena;
    for (const char *from = title; *from;) {
        size_t words_before = strcspn(from, "0123456789"), digits = strspn(from + words_before, "0123456789");
        if (words_before)
            add_piece(pen, words, arena_strndup(arena, from, words_before), NULL);
        if (digits)
            add_piece(pen, words, arena_strndup(arena, from + words_before, digits), literal_use(arena, "document"));
        from += words_before + digits;
    }
}

/* Title, publisher and date of the documents named. */
static BoundText
source_words(Pen *pen, const Node *list, int lang)
{
    const Model *model = pen->context->model;
    const Locale *locale = model->locales[lang];
    const char *comma = locale->is_cjk ? "，" : ", ";
    BoundText words = {0};
    add_piece(pen, &words, locale->is_cjk ? "数据来源：" : "Sources: ", NULL);
    for (size_t i = 0; i < list->count; i++) {
        const Node *id = list->items[i].value;
        const SourceDoc *source = id->text ? model_source(model, id->text) : NULL;
        if (!source) {
            diag(pen->context->diags, DIAG_POSTER_UNKNOWN_SOURCE, id->loc, id->text ? id->text : "");
            continue;
        }
        Date date = {0};
        if (i)
            add_piece(pen, &words, locale->is_cjk ? "；" : "; ", NULL);
        const char *title = source->title.in[lang] ? source->title.in[lang] : source->id;
        add_title(pen, &words, locale->is_cjk ? arena_printf(pen->context->arena, "《%s》", title) : title);
        if (source->publisher.in[lang])
            add_piece(pen, &words, arena_printf(pen->context->arena, "%s%s", comma, source->publisher.in[lang]), NULL);
        if (source->date && date_parse(source->date, strlen(source->date), &date))
            add_piece(pen, &words, arena_printf(pen->context->arena, "%s%s", comma, locale_date(pen->context->arena, locale, date)), NULL);
    }
    add_piece(pen, &words, locale->stop, NULL);
    return words;
}

double
block_sources(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const int langs[] = {pen->lang, pen->second};
    double y = area.y;
    for (size_t i = 0; spec->kind == NODE_LIST && i < COUNT_OF(langs) && langs[i] >= 0; i++) {
        BoundText words = source_words(pen, spec, langs[i]);
        TextSet set = {.role = "poster-note", .color = pen_color(pen, block->loc, "muted"), .lang = langs[i]};
        y += i ? 10 : 0;
        y += pen_text(pen, &words, &set, (Area){area.x, y, area.width}, pen_open(pen, ROLE_P, langs[i]));
    }
    return y - area.y;
}

/* Who issues it, edition, contact and licence, from shudu.yaml. */
double
block_colophon(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    const Model *model = pen->context->model;
    const Edition *edition = &model->edition;
    const int langs[] = {pen->lang, pen->second};
    double y = area.y;
    for (size_t i = 0; i < COUNT_OF(langs) && langs[i] >= 0; i++) {
        const Locale *locale = model->locales[langs[i]];
        const char *stop = locale->is_cjk ? "。" : ". ";
        const char *parts[] = {edition->issuer.in[langs[i]], edition->contact.in[langs[i]], edition->licence.in[langs[i]]};
        Buf out = BUF_INIT;
        for (size_t k = 0; k < COUNT_OF(parts); k++)
            if (parts[k])
                buf_printf(&out, "%s%s", parts[k], stop);
        if (edition->published.year)
            buf_printf(&out, locale->is_cjk ? "%s发布，第%s版" : "Published %s, version %s",
                       locale_date(pen->context->arena, locale, edition->published), edition->version ? edition->version : "1");
        buf_add(&out, locale->stop);
        BoundText words = pen_words(pen, buf_take(&out, pen->context->arena));
        buf_clear(&out);
        TextSet set = {.role = "poster-note", .color = pen_color(pen, block->loc, "muted"), .lang = langs[i]};
        y += i ? 10 : 0;
        y += pen_text(pen, &words, &set, (Area){area.x, y, area.width}, pen_open(pen, ROLE_P, langs[i]));
    }
    return y - area.y;
}
