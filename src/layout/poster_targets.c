/* layout/poster_targets.c -- targets against the latest stated figures: a bar where they compare, an open mark where they compare
 * in part, a hollow track where no later figure was found. No percentage is claimed but where the counts are on one definition. */
#include "layout/poster_block.h"

#include <math.h>

typedef struct TargetWords {
    const char *target, *latest, *none, *partly, *met, *as_of;
} TargetWords;

/* Wording by family of language: CJK locales, and all others (English, until a locale file brings its own). */
static const TargetWords WORDS[2] = {
    {"Target %s", "Latest %s", "No later figure found", "Partly comparable", "%s of the target", "as of %s"},
    {"目标%s", "最新%s", "未见后续数据", "部分可比", "完成目标的%s", "截至%s"},
};

static const TargetWords *
words_of(Pen *pen)
{
    return &WORDS[pen->context->model->locales[pen->lang]->is_cjk];
}

static const char *
number_text(Pen *pen, Decimal value, Qualifier qualifier)
{
    return locale_label(pen->context->arena, pen->context->model->locales[pen->lang], value, qualifier);
}

static const FactUse *
number_use(Pen *pen, const Target *target, const char *aspect)
{
    return target_number_use(pen->context->model, pen->context->arena, target, aspect);
}

/* The bar runs to the target's tick, or to the latest figure where that is further. */
static void
draw_bar(Pen *pen, const Target *target, Rect track, Color color)
{
    Arena *arena = pen->context->arena;
    double goal = decimal_to_double(target->target);
    double latest = target->has_latest ? decimal_to_double(target->latest_value) : 0;
    double scale = track.width / fmax(goal, latest);
    Color ink = pen_color(pen, target->loc, "ink"), muted = pen_color(pen, target->loc, "muted");
    Path path = {0};
    path_rect(arena, &path, track);
    if (target->comparable == COMPARABLE_NO || !target->has_latest) {
        static const double dashes[] = {10, 8};
        Stroke stroke = {.paint = paint_solid(muted), .width = 2, .dashes = dashes, .dash_count = 2};
        scene_path(pen->scene, &path, paint_none(), &stroke);
    } else {
        scene_path(pen->scene, &path, paint_solid(pen_color(pen, target->loc, "track")), NULL);
        Path bar = {0};
        Rect filled = {track.x, track.y, latest * scale, track.height};
        PathOp op;
        if (target->comparable == COMPARABLE_YES) {
            path_rect(arena, &bar, filled);
            op = scene_plain_path(&bar);
            op.fill = paint_solid(color);
        } else {
            /* Open: the outline alone says that the two counts are not on one definition. */
            path_rect(arena, &bar, rect_inset(filled, 1.5));
            op = scene_plain_path(&bar);
            op.stroke = (Stroke){.paint = paint_solid(color), .width = 3};
        }
        op.use = number_use(pen, target, "latest");
        scene_path_op(pen->scene, &op);
    }
    double tick = track.x + goal * scale;
    scene_line(pen->scene, tick, track.y - 10, tick, track.y + track.height + 10, ink, 5);
}

static const char *
target_alt(Pen *pen, const Target *target)
{
    const TargetWords *words = words_of(pen);
    Arena *arena = pen->context->arena;
    const char *goal = arena_printf(arena, words->target, number_text(pen, target->target, QUALIFIER_EXACT));
    const char *latest = target->has_latest
        ? arena_printf(arena, words->latest, number_text(pen, target->latest_value, target->latest ? target->latest->qualifier : QUALIFIER_EXACT))
        : words->none;
    const Locale *locale = pen->context->model->locales[pen->lang];
    return arena_printf(arena, "%s%s%s%s%s%s", target->label.in[pen->lang], locale->is_cjk ? "：" : ": ", goal, locale->list_comma, latest, locale->stop);
}

static const char *
target_state(Pen *pen, const Target *target)
{
    const TargetWords *words = words_of(pen);
    if (!target->has_latest || target->comparable == COMPARABLE_NO)
        return words->none;
    if (target->comparable == COMPARABLE_PARTLY)
        return words->partly;
    const char *percent = target_progress_text(pen->context->model, pen->context->arena, target, pen->lang);
    return percent ? arena_printf(pen->context->arena, words->met, percent) : words->none;
}

static double
draw_target(Pen *pen, const Target *target, Area area)
{
    Arena *arena = pen->context->arena;
    const Model *model = pen->context->model;
    const TargetWords *words = words_of(pen);
    Color ink = pen_color(pen, target->loc, "ink"), muted = pen_color(pen, target->loc, "muted");
    bool comparable = target->has_latest && target->comparable == COMPARABLE_YES;
    bool reached = comparable && decimal_compare(target->latest_value, target->target) >= 0;
    Color color = pen_color(pen, target->loc, reached ? "teal" : comparable ? "gold" : "blue");
    if (!target->has_latest)
        color = muted;
    SceneState state = scene_state(pen->scene);
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .loc = target->loc});
    scene_line(pen->scene, area.x, area.y, area.x + area.width, area.y, pen_color(pen, target->loc, "hairline"), 2);
    scene_set_state(pen->scene, state);

    double y = area.y + 30, number_width = 250;
    BoundText label = {0};
    VEC_PUSH(arena, &label, (BoundPiece){target->label.in[pen->lang], NULL});
    ElemId heading = scene_open(pen->scene, ROLE_H2, pen->section, pen->lang);
    y += pen_text(pen, &label, &(TextSet){.role = "poster-target", .color = ink, .lang = pen->lang}, (Area){area.x, y, area.width}, heading) + 14;

    ElemId latest_elem = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
    const char *number = target->has_latest ? number_text(pen, target->latest_value, target->latest ? target->latest->qualifier : QUALIFIER_EXACT) : "—";
    pen_label(pen, number, "poster-value", color, pen->lang, (Point){area.x, y + 58}, ANCHOR_START, target->has_latest ? number_use(pen, target, "latest") : NULL, latest_elem);

    double x = area.x + number_width, width = area.width - number_width;
    ElemId figure = scene_open(pen->scene, ROLE_FIGURE, pen->section, pen->lang);
    scene_elem(pen->scene, figure)->alt = target_alt(pen, target);
    scene_elem(pen->scene, figure)->loc = target->loc;
    scene_set_state(pen->scene, (SceneState){.elem = figure, .loc = target->loc});
    draw_bar(pen, target, (Rect){x, y + 14, width, 34}, color);
    scene_set_state(pen->scene, state);

    ElemId goal_elem = scene_open(pen->scene, ROLE_P, pen->section, pen->lang);
    TextRange goal[3];
    TextStyle small = pen_style(pen, "poster-small", ink, pen->lang);
    const char *pattern = words->target;
    size_t prefix = 0;
    while (pattern[prefix] && pattern[prefix] != '%')
        prefix++;
    goal[0] = (TextRange){.text = arena_strndup(arena, pattern, prefix), .style = small};
    goal[1] = (TextRange){.text = number_text(pen, target->target, QUALIFIER_EXACT), .style = small, .use = number_use(pen, target, "target")};
    goal[1].style.weight = 700;
    goal[2] = (TextRange){.text = arena_printf(arena, model->locales[pen->lang]->is_cjk ? "%s" : " %s", target->unit.in[pen->lang]), .style = small};
    SceneState words_state = state;
    words_state.elem = goal_elem;
    scene_set_state(pen->scene, words_state);
    label_place_ranges(pen->context->text, pen->scene, goal, 3, (Point){x, y + 96}, ANCHOR_START);
    scene_set_state(pen->scene, state);
    TextStyle strong = small;
    strong.weight = 700;
    strong.color = comparable ? color : muted;
    TextRange state_text = {.text = target_state(pen, target), .style = strong, .use = comparable ? number_use(pen, target, "progress") : NULL};
    scene_set_state(pen->scene, words_state);
    label_place_ranges(pen->context->text, pen->scene, &state_text, 1, (Point){area.x + area.width, y + 96}, ANCHOR_END);
    scene_set_state(pen->scene, state);
    y += 116;

    /* When and by whom the latest figure was stated; why it compares or not is told in the white paper. */
    const SourceDoc *source = target->latest ? model_source(model, target->latest->source_id) : NULL;
    const char *when = target->latest ? fact_when(model, arena, target->latest, pen->lang) : NULL;
    BoundText stated = {0};
    if (when && source && source->publisher.in[pen->lang]) {
        const char *copy = source->evidence == 'C' ? (model->locales[pen->lang]->is_cjk ? "（转载）" : " (copy)") : "";
        VEC_PUSH(arena, &stated, (BoundPiece){arena_printf(arena, "%s%s%s%s", when, model->locales[pen->lang]->is_cjk ? "，" : ", ", source->publisher.in[pen->lang], copy), NULL});
        y += pen_text(pen, &stated, &(TextSet){.role = "poster-note", .color = muted, .lang = pen->lang}, (Area){area.x, y, area.width},
                      scene_open(pen->scene, ROLE_P, pen->section, pen->lang));
    }
    return y + 40 - area.y;
}

double
block_targets(Pen *pen, const Node *spec, const Node *block, Area area)
{
    (void)spec;
    (void)block;
    const Model *model = pen->context->model;
    double y = area.y;
    for (size_t i = 0; i < model_targets(model)->count; i++)
        if (model_targets(model)->items[i]->has_target)
            y += draw_target(pen, model_targets(model)->items[i], (Area){area.x, y, area.width});
    return y - area.y;
}
