/* chart/lint_color.c -- rules of colour: how many, how far apart for whom, how dark on the ground. */
#include "chart/lint_rules.h"

#include "base/color.h"

#include <math.h>
#include <string.h>

enum { COLORS_MAX = 8, PALETTE_MAX = 32 };

static const double ALIKE = 10, APART = 20; /* ΔE: two that a deficient eye confuses, two that a normal one does not */
static const double MARK_CONTRAST = 3, TEXT_CONTRAST = 4.5; /* WCAG 2.2, 1.4.11 and 1.4.3 */

/* ---- many, or alone --------------------------------------------------------------------------------------------------------- */

void
lint_colors(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *color = lint_color_channel(unit);
    size_t count = color && unit->has_data && strcmp(color->type, "nominal") == 0 ? survey_distinct(self->context->arena, unit, color).count : 0;
    if (count > COLORS_MAX)
        lint(self, DIAG_LINT_COLORS, lint_loc(unit, color), lint_count(self, count));
}

/* usermeta.shudu.labels: ends, [values, ends] or {ends: true}. */
static bool
names_line_ends(const Node *words)
{
    const Node *labels = node_find(words, "labels");
    bool listed = labels && str_equal(labels->text, "ends");
    for (size_t i = 0; labels && labels->kind == NODE_LIST && i < labels->count; i++)
        listed |= str_equal(labels->items[i].value->text, "ends");
    return listed || node_bool(labels, "ends", false);
}

/* Whether the colour's field is also told by place, shape, dash or a text of the same view. */
static bool
is_told_otherwise(const Lint *self, const SurveyUnit *unit, const SurveyChannel *color)
{
    static const char *const others[] = {"x", "y", "xOffset", "yOffset", "shape", "strokeDash", "row", "column", "facet", "text"};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        const SurveyChannel *channel = survey_channel(unit, others[i]);
        if (channel && str_equal(channel->column, color->column))
            return true;
    }
    for (size_t i = 0; i < self->survey->units.count; i++) {
        const SurveyUnit *other = self->survey->units.items[i];
        const SurveyChannel *text = other->view == unit->view && strcmp(other->mark, "text") == 0 ? survey_channel(other, "text") : NULL;
        if (text && str_equal(text->column, color->column))
            return true;
    }
    const Node *drawn = node_path(self->survey->spec, "usermeta.shudu"); /* of a preset: what it unfolds into */
    bool ends = names_line_ends(self->words) || names_line_ends(drawn);
    return node_bool(self->words, "patterns", false) || (lint_is_mark(unit, "line") && ends);
}

void
lint_color_only(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *color = lint_color_channel(unit);
    if (!color || !unit->has_data || lint_is_mark(unit, "text rule rect") || is_told_otherwise(self, unit, color))
        return;
    const Node *field = node_find(color->def, "field");
    size_t count = survey_distinct(self->context->arena, unit, color).count;
    if (count > 1)
        lint(self, DIAG_LINT_COLOR_ONLY, lint_loc(unit, color), lint_count(self, count), field && field->text ? field->text : color->column);
}

/* ---- contrast --------------------------------------------------------------------------------------------------------------- */

static bool
ground_of(const Lint *self, Color *out)
{
    const Node *own = node_find(self->spec, "background");
    for (size_t i = 0; !own && i < COUNT_OF(self->survey->config); i++)
        own = node_find(self->survey->config[i], "background");
    return color_parse(own && own->text ? own->text : "white", out) && out->a > 0;
}

static void
check_contrast(Lint *self, const SurveyUnit *unit, const Node *color, double opacity)
{
    Arena *arena = self->context->arena;
    Color ground, front;
    if (!color || color->kind != NODE_STRING || !ground_of(self, &ground) || !color_parse(color->text, &front) || front.a == 0)
        return;
    bool text = strcmp(unit->mark, "text") == 0;
    front.a *= opacity;
    double ratio = color_contrast(color_over(front, ground), ground), wanted = text ? TEXT_CONTRAST : MARK_CONTRAST;
    if (ratio >= wanted - 0.005)
        return;
    const char *shown = arena_printf(arena, "%.1f", floor(ratio * 10) / 10);
    lint(self, DIAG_LINT_CONTRAST, color->loc, color->text, color_text(arena, ground), shown, text ? "4.5" : "3");
}

/* {value}, {condition: {value} or a list}, scale.range. */
static void
check_definition(Lint *self, const SurveyUnit *unit, const Node *def, double opacity)
{
    const Node *condition = node_find(def, "condition"), *range = node_path(def, "scale.range");
    check_contrast(self, unit, node_find(def, "value"), opacity);
    check_contrast(self, unit, node_find(condition, "value"), opacity);
    for (size_t i = 0; condition && condition->kind == NODE_LIST && i < condition->count; i++)
        check_contrast(self, unit, node_find(condition->items[i].value, "value"), opacity);
    bool discrete = str_equal(node_text(def, "type", "nominal"), "nominal"); /* a ramp begins pale on purpose */
    for (size_t i = 0; discrete && range && range->kind == NODE_LIST && i < range->count; i++)
        check_contrast(self, unit, range->items[i].value, opacity);
}

void
lint_contrast(Lint *self, const SurveyUnit *unit)
{
    static const char *const properties[] = {"color", "fill", "stroke"};
    const Node *own = node_find(unit->mark_def, "opacity");
    double opacity = own && own->kind == NODE_NUMBER ? own->number : 1;
    if (lint_is_mark(unit, "rule image geoshape") || self->is_preset) /* a preset's colours are the theme's, which has its own check */
        return;
    for (size_t i = 0; i < COUNT_OF(properties); i++) {
        const SurveyChannel *channel = survey_channel(unit, properties[i]);
        bool outlined = strcmp(properties[i], "stroke") == 0 && (lint_is_mark(unit, "bar area arc rect")); /* a line between neighbours */
        if (outlined)
            continue;
        if (!survey_channel(unit, "color") && !channel)
            check_contrast(self, unit, node_find(unit->mark_def, properties[i]), opacity);
        if (channel)
            check_definition(self, unit, channel->def, opacity);
    }
}

/* ---- schemes ---------------------------------------------------------------------------------------------------------------- */

static bool
is_named(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(name, names[i]))
            return true;
    return false;
}

void
lint_scheme(Lint *self, const SurveyUnit *unit)
{
    static const char *const channels[] = {"color", "fill", "stroke"};
    static const char *const unordered[] = {
        "rainbow", "sinebow", "turbo", "jet", "category10", "category20", "category20b", "category20c", "tableau10", "tableau20", "accent", "dark2",
        "observable10", "paired", "pastel1", "pastel2", "set1", "set2", "set3",
    };
    for (size_t i = 0; i < COUNT_OF(channels); i++) {
        const SurveyChannel *channel = survey_channel(unit, channels[i]);
        const Node *scheme = lint_scale(channel, "scheme");
        const char *name = scheme ? (scheme->text ? scheme->text : node_text(scheme, "name", NULL)) : NULL;
        size_t rainbows = 4;
        bool ordered = channel && channel->column && strcmp(channel->type, "nominal") != 0;
        if (name && (ordered ? is_named(name, unordered, COUNT_OF(unordered)) : is_named(name, unordered, rainbows)))
            lint(self, DIAG_LINT_SCHEME, scheme->loc, name);
    }
}

/* ---- colour vision ------------------------------------------------------------------------------------------------------------ */

/* The colours of a discrete scale: its range, else the theme's categories. */
static size_t
palette_of(const Lint *self, const SurveyChannel *channel, const Node **out)
{
    const Node *range = lint_scale(channel, "range");
    for (size_t i = 0; !range && !lint_scale(channel, "scheme") && i < COUNT_OF(self->survey->config); i++)
        range = node_path(self->survey->config[i], "range.category");
    size_t count = 0;
    for (size_t i = 0; range && range->kind == NODE_LIST && i < range->count && count < PALETTE_MAX; i++)
        if (range->items[i].value->kind == NODE_STRING)
            out[count++] = range->items[i].value;
    return count;
}

static void
compare_colors(Lint *self, const SurveyUnit *unit, const SurveyChannel *color, const Node *a, const Node *b)
{
    static const struct { ColorVision vision; const char *en, *zh; } eyes[] = {
        {VISION_PROTANOPE, "red-blindness", "红色盲"}, {VISION_DEUTERANOPE, "green-blindness", "绿色盲"},
    };
    Color first, second;
    if (!color_parse(a->text, &first) || !color_parse(b->text, &second) || color_difference(first, second) < APART)
        return;
    for (size_t i = 0; i < COUNT_OF(eyes); i++)
        if (color_difference(color_seen(first, eyes[i].vision), color_seen(second, eyes[i].vision)) < ALIKE)
            lint(self, DIAG_LINT_COLOR_VISION, lint_loc(unit, color), a->text, b->text, eyes[i].en, eyes[i].zh);
}

void
lint_color_vision(Lint *self, const SurveyUnit *unit)
{
    static const char *const red_green[] = {"redyellowgreen", "redgreen"};
    const Node *scheme = survey_channel(unit, "color") ? lint_scale(survey_channel(unit, "color"), "scheme") : NULL;
    const char *name = scheme ? (scheme->text ? scheme->text : node_text(scheme, "name", NULL)) : NULL;
    if (name && is_named(name, red_green, COUNT_OF(red_green)))
        lint(self, DIAG_LINT_COLOR_VISION, scheme->loc, "red", "green", "red- or green-blindness", "红绿色盲");
    const SurveyChannel *color = lint_color_channel(unit);
    if (!color || !unit->has_data || is_told_otherwise(self, unit, color))
        return;
    const Node *palette[PALETTE_MAX];
    size_t count = palette_of(self, color, palette), used = survey_distinct(self->context->arena, unit, color).count;
    count = MIN_OF(count, used);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            compare_colors(self, unit, color, palette[i], palette[k]);
}
