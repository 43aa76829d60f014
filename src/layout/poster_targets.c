/* layout/poster_targets.c -- targets against the latest stated figures: a bar where they compare, an open mark where they compare
 * in part, a hollow track where no later figure was found. No percentage is claimed but where the counts are on one definition. */
#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

typedef struct TargetWords {
    const char *target, *latest, *none, *partly, *met;
} TargetWords;

/* Wording by family of language: CJK locales, and all others (English, until a locale file brings its own). */
static const TargetWords WORDS[2] = {
    {"Target %s", "Latest %s", "No later figure found", "Partly comparable", "%s of the target"},
    {"目标%s", "最新%s", "未见后续数据", "部分可比", "目标完成率%s"},
};

static const TargetWords *
words_of(Pen *pen, int lang)
{
    return &WORDS[pen->context->model->locales[lang]->is_cjk];
}

static const char *
number_text(Pen *pen, Decimal value, Qualifier qualifier, int lang)
{
    return locale_label(pen->context->arena, pen->context->model->locales[lang], value, qualifier);
}

static Qualifier
latest_qualifier(const Target *target)
{
    return target->latest ? target->latest->qualifier : QUALIFIER_EXACT;
}

static const FactUse *
use_of(Pen *pen, const Target *target, const char *aspect)
{
    return target_number_use(pen->context->model, pen->context->arena, target, aspect);
}

/* A target without a label is called by its indicator. */
static const char *
target_name(const Target *target, int lang)
{
    return target->label.in[lang] ? target->label.in[lang] : target->indicator;
}

static bool
has_figure(const Target *target)
{
    return target->has_latest && target->comparable != COMPARABLE_NO;
}

static const char *
latest_text(Pen *pen, const Target *target)
{
    return has_figure(target) ? number_text(pen, target->latest_value, latest_qualifier(target), pen->lang) : "—";
}

/* The bar runs to the target's tick, or to the latest figure where that is further. */
static void
draw_bar(Pen *pen, const Target *target, Rect track, Color color)
{
    Arena *arena = pen->context->arena;
    double goal = decimal_to_double(target->target);
    double latest = target->has_latest ? decimal_to_double(target->latest_value) : 0;
    double scale = track.width / fmax(fmax(goal, latest), 1e-9);
    Color ink = pen_color(pen, target->loc, "ink"), muted = pen_color(pen, target->loc, "muted");
    Path path = {0};
    path_rect(arena, &path, track);
    if (!has_figure(target)) {
        double *dashes = ARENA_ARRAY(arena, double, 2);
        dashes[0] = 10, dashes[1] = 8;
        Stroke stroke = {.paint = paint_solid(muted), .width = 2, .dashes = dashes, .dash_count = 2};
        scene_path(pen->scene, &path, paint_none(), &stroke);
    } else {
        scene_path(pen->scene, &path, paint_solid(pen_color(pen, target->loc, "track")), NULL);
        Path bar = {0};
        Rect filled = {track.x, track.y, fmax(2, latest * scale), track.height};
        /* Open: the outline alone says that the two counts are not on one definition. */
        bool open = target->comparable != COMPARABLE_YES;
        path_rect(arena, &bar, open ? rect_inset(filled, 1.5) : filled);
        Stroke outline = {.paint = paint_solid(color), .width = 3};
        pen_mark(pen, &bar, open ? paint_none() : paint_solid(color), open ? &outline : NULL, use_of(pen, target, "latest"));
    }
    double tick = track.x + goal * scale;
    scene_line(pen->scene, tick, track.y - 10, tick, track.y + track.height + 10, ink, 5);
}

static const char *
target_alt(Pen *pen, const Target *target)
{
    const TargetWords *words = words_of(pen, pen->lang);
    Arena *arena = pen->context->arena;
    const char *goal = arena_printf(arena, words->target, number_text(pen, target->target, QUALIFIER_EXACT, pen->lang));
    const char *latest = target->has_latest ? arena_printf(arena, words->latest, number_text(pen, target->latest_value, latest_qualifier(target), pen->lang))
                                            : words->none;
    const Locale *locale = pen->context->model->locales[pen->lang];
    return arena_printf(arena, "%s%s%s%s%s%s", target_name(target, pen->lang), locale->is_cjk ? "：" : ": ", goal, locale->list_comma, latest, locale->stop);
}

static const char *
target_state(Pen *pen, const Target *target, int lang)
{
    const TargetWords *words = words_of(pen, lang);
    if (!has_figure(target))
        return words->none;
    if (target->comparable == COMPARABLE_PARTLY)
        return words->partly;
    const char *percent = target_progress_text(pen->context->model, pen->context->arena, target, lang);
    return percent ? arena_printf(pen->context->arena, words->met, percent) : words->none;
}

static Color
target_color(Pen *pen, const Target *target)
{
    if (!has_figure(target))
        return pen_color(pen, target->loc, "muted");
    if (target->comparable != COMPARABLE_YES)
        return pen_color(pen, target->loc, "blue");
    return pen_color(pen, target->loc, decimal_compare(target->latest_value, target->target) >= 0 ? "teal" : "gold");
}

static double
draw_name(Pen *pen, const Target *target, const char *role, Area area)
{
    BoundText label = pen_words(pen, target_name(target, pen->lang));
    ElemId heading = pen_open(pen, ROLE_H2, pen->lang);
    double height = pen_text(pen, &label, &(TextSet){.role = role, .color = pen_color(pen, target->loc, "ink"), .lang = pen->lang}, area, heading);
    bool brief = pen->preset->shape == SHAPE_SHEET && !pen->preset->second_body && str_equal(role, "poster-note");
    if (pen->second < 0 || !target->label.in[pen->second] || brief)
        return height;
    label = pen_words(pen, target->label.in[pen->second]);
    TextSet set = {.role = "poster-note", .color = pen_color(pen, target->loc, "muted"), .lang = pen->second};
    return height + 2 + pen_text(pen, &label, &set, (Area){area.x, area.y + height + 2, area.width}, scene_open(pen->scene, ROLE_SPAN, heading, pen->second));
}

/* "目标60项" at the left, what may be said of the two at the right; below each other where they don't fit on one line. */
static double
draw_words_below(Pen *pen, const Target *target, Area area, Color color)
{
    Arena *arena = pen->context->arena;
    const Model *model = pen->context->model;
    Color ink = pen_color(pen, target->loc, "ink"), muted = pen_color(pen, target->loc, "muted");
    TextStyle small = pen_style(pen, "poster-small", ink, pen->lang);
    const char *pattern = words_of(pen, pen->lang)->target;
    size_t prefix = 0;
    while (pattern[prefix] && pattern[prefix] != '%')
        prefix++;
    TextRange goal[3] = {
        {.text = arena_strndup(arena, pattern, prefix), .style = small},
        {.text = number_text(pen, target->target, QUALIFIER_EXACT, pen->lang), .style = small, .use = use_of(pen, target, "target")},
        {.text = arena_printf(arena, "%s%s", model->locales[pen->lang]->unit_gap, target->unit.in[pen->lang] ? target->unit.in[pen->lang] : ""), .style = small},
    };
    goal[1].style.weight = 700;
    bool comparable = has_figure(target) && target->comparable == COMPARABLE_YES;
    TextRange state = {.text = target_state(pen, target, pen->lang), .style = small, .use = comparable ? use_of(pen, target, "progress") : NULL};
    state.style.weight = 700;
    state.style.color = comparable ? color : muted;
    TextContext *text = pen->context->text;
    bool one_line = label_measure_ranges(text, goal, 3) + 32 + label_measure_ranges(text, &state, 1) <= area.width;
    SceneState before = scene_state(pen->scene), inner = before;
    inner.elem = pen_open(pen, ROLE_P, pen->lang);
    scene_set_state(pen->scene, inner);
    label_place_ranges(text, pen->scene, goal, 3, (Point){area.x, area.y + 34}, ANCHOR_START);
    if (one_line)
        label_place_ranges(text, pen->scene, &state, 1, (Point){area.x + area.width, area.y + 34}, ANCHOR_END);
    else
        label_place_ranges(text, pen->scene, &state, 1, (Point){area.x, area.y + 74}, ANCHOR_START);
    scene_set_state(pen->scene, before);
    return one_line ? 54 : 94;
}

/* When and by whom the latest figure was stated; why it compares or not is told in the white paper. */
static double
draw_stated(Pen *pen, const Target *target, Area area)
{
    const Model *model = pen->context->model;
    Arena *arena = pen->context->arena;
    const Locale *locale = model->locales[pen->lang];
    const SourceDoc *source = target->latest ? model_source(model, target->latest->source_id) : NULL;
    const char *when = target->latest ? fact_when(model, arena, target->latest, pen->lang) : NULL;
    if (!when || !source || !source->publisher.in[pen->lang])
        return 0;
    const char *copy = source->evidence == 'C' && !strstr(when, locale->is_cjk ? "转载" : "copy") ? (locale->is_cjk ? "（转载）" : " (copy)") : "";
    char *words = arena_printf(arena, "%s%s%s%s", when, locale->is_cjk ? "，" : ", ", source->publisher.in[pen->lang], copy);
    BoundText stated = pen_words(pen, pen_headed(pen, words)); /* it stands alone, as a sentence does */
    TextSet set = {.role = "poster-note", .color = pen_color(pen, target->loc, "muted"), .lang = pen->lang};
    return pen_text(pen, &stated, &set, area, pen_open(pen, ROLE_P, pen->lang));
}

static double
draw_figure(Pen *pen, const Target *target, Rect bar, Color color)
{
    SceneState state = scene_state(pen->scene);
    ElemId figure = pen_open(pen, ROLE_FIGURE, pen->lang);
    scene_elem(pen->scene, figure)->alt = target_alt(pen, target);
    scene_elem(pen->scene, figure)->loc = target->loc;
    scene_set_state(pen->scene, (SceneState){.elem = figure, .loc = target->loc});
    draw_bar(pen, target, bar, color);
    scene_set_state(pen->scene, state);
    return bar.height;
}

/* The figure, and what is said behind it ("余") at half its size. */
static size_t
latest_ranges(Pen *pen, const Target *target, const TextStyle *style, TextRange ranges[2])
{
    const char *words = latest_text(pen, target), *digits = has_figure(target) ? number_text(pen, target->latest_value, QUALIFIER_EXACT, pen->lang) : words;
    size_t length = strlen(digits);
    ranges[0] = (TextRange){.text = words, .style = *style, .use = has_figure(target) ? use_of(pen, target, "latest") : NULL};
    if (!str_starts(words, digits) || !words[length] || words[length] == '+')
        return 1;
    ranges[0].text = digits;
    ranges[1] = (TextRange){.text = words + length, .style = *style};
    ranges[1].style.size = fmax(pen->least, style->size * 0.5);
    return 2;
}

static void
draw_latest(Pen *pen, const Target *target, const char *role, Color color, Point at, double width)
{
    TextRange ranges[2];
    TextContext *text = pen->context->text;
    TextStyle style = pen_style(pen, role, color, pen->lang);
    size_t count = latest_ranges(pen, target, &style, ranges);
    double wide = label_measure_ranges(text, ranges, count);
    if (wide > width) {
        style.size = fmax(pen->least, style.size * width / wide * 0.998);
        count = latest_ranges(pen, target, &style, ranges);
    }
    SceneState before = scene_state(pen->scene), inner = before;
    inner.elem = pen_open(pen, ROLE_P, pen->lang);
    scene_set_state(pen->scene, inner);
    at.x -= has_figure(target) ? label_bearing(text, ranges[0].text, &style) : 0;
    label_place_ranges(text, pen->scene, ranges, count, at, ANCHOR_START);
    scene_set_state(pen->scene, before);
}

/* Name, latest figure, bar, target and state, date. A narrow column stacks number and bar. */
static double
draw_target(Pen *pen, const Target *target, bool stated, bool rule, Area area)
{
    Color color = target_color(pen, target);
    bool narrow = area.width < 600;
    if (rule)
        pen_rule(pen, &(Node){.loc = target->loc}, area);
    double y = area.y + (rule ? 30 : 0), number = narrow ? 0 : fmin(250, area.width * 0.28);
    y += draw_name(pen, target, narrow ? "poster-figure" : "poster-target", (Area){area.x, y, area.width}) + 14;
    double x = area.x + number, width = area.width - number;
    if (narrow) {
        draw_latest(pen, target, "poster-value", color, (Point){area.x, y + 58}, area.width);
        y += 82;
        draw_figure(pen, target, (Rect){area.x, y + 10, area.width, 26}, color);
        y += 48;
    } else {
        draw_latest(pen, target, "poster-value", color, (Point){area.x, y + 58}, number - 24);
        draw_figure(pen, target, (Rect){x, y + 14, width, 34}, color);
        y += 62;
    }
    y += draw_words_below(pen, target, (Area){x, y, width}, color);
    if (stated)
        y += draw_stated(pen, target, (Area){area.x, y, area.width});
    return y - area.y;
}

double
block_targets(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    const Model *model = pen->context->model;
    size_t columns = (size_t)fmax(1, node_number(block, "columns", 1)), shown = 0;
    bool stated = node_bool(block, "stated", true);
    double gap = 56, width = (area.width - gap * (double)(columns - 1)) / (double)columns, y = area.y, tallest = 0;
    for (size_t i = 0; i < model_targets(model)->count; i++) {
        if (!model_targets(model)->items[i]->has_target)
            continue;
        if (shown && shown % columns == 0) {
            y += tallest + 40;
            tallest = 0;
        }
        double x = area.x + (double)(shown % columns) * (width + gap);
        tallest = fmax(tallest, draw_target(pen, model_targets(model)->items[i], stated, true, (Area){x, y, width}));
        shown++;
    }
    return y + tallest - area.y;
}

static const Target *
need_target(Pen *pen, const Node *spec)
{
    const Target *target = spec->text ? model_target(pen->context->model, spec->text) : NULL;
    if (!target || !target->has_target)
        diag(pen->context->diags, DIAG_POSTER_NO_TARGET, spec->loc, spec->text ? spec->text : "");
    return target && target->has_target ? target : NULL;
}

/* A card says one thing: its figure is as large as a lead, its bar as wide as the card. */
static double
draw_target_card(Pen *pen, const Target *target, Area area)
{
    Color color = target_color(pen, target);
    double y = area.y + draw_name(pen, target, "poster-label", area), open = fmin(120, pen->room / 4);
    TextStyle style = pen_style(pen, "poster-number", color, pen->lang);
    double cap = label_measure(pen->context->text, "0", &style).cap_height;
    y += 44 + open + cap;
    draw_latest(pen, target, "poster-number", color, (Point){area.x, y}, area.width);
    y += 52 + open;
    draw_figure(pen, target, (Rect){area.x, y, area.width, 64}, color);
    y += 64 + 20;
    y += draw_words_below(pen, target, (Area){area.x, y, area.width}, color);
    return y + draw_stated(pen, target, (Area){area.x, y, area.width}) - area.y;
}

/* One target by its indicator: all that `targets` says of each. */
double
block_progress(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    const Target *target = need_target(pen, spec);
    if (!target)
        return 0;
    return pen->preset->shape == SHAPE_CARDS ? draw_target_card(pen, target, area) : draw_target(pen, target, true, false, area);
}

/* One target on one line: name, bar with its tick, the latest figure at the end. */
double
block_bullet(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)block;
    const Target *target = need_target(pen, spec);
    if (!target)
        return 0;
    Color color = target_color(pen, target);
    double number = fmax(132, fmin(area.width * 0.3, pen_line_width(pen, latest_text(pen, target), "poster-figure") + 2)), name = (area.width - number) * 0.52, bar = area.width - number - name - 56;
    double height = draw_name(pen, target, "poster-note", (Area){area.x, area.y, name});
    draw_figure(pen, target, (Rect){area.x + name + 28, area.y + 12, bar, 26}, color);
    LineSet set = {.role = "poster-figure", .color = color, .lang = pen->lang, .anchor = ANCHOR_END, .width = number,
                   .use = has_figure(target) ? use_of(pen, target, "latest") : NULL, .elem = pen_open(pen, ROLE_P, pen->lang)};
    pen_line(pen, latest_text(pen, target), &set, (Point){area.x + area.width, area.y + 38});
    return fmax(height, 56);
}
