/* chart/lint_scale.c -- rules of scales: where they begin, how many there are, what they make large. */
#include "chart/lint_rules.h"

#include <math.h>
#include <string.h>

/* Whether a linear scale is told to leave zero out. */
static bool
leaves_zero(const SurveyChannel *measure)
{
    const Node *zero = lint_scale(measure, "zero"), *domain = lint_scale(measure, "domain"), *type = lint_scale(measure, "type");
    if (type && (str_equal(type->text, "log") || str_equal(type->text, "symlog")))
        return false;
    if (zero && zero->kind == NODE_BOOL && !zero->boolean)
        return true;
    if (node_number(node_find(measure->def, "scale"), "domainMin", 0) > 0)
        return true;
    if (!domain || domain->kind != NODE_LIST || domain->count < 2)
        return false;
    const Node *first = domain->items[0].value, *last = domain->items[domain->count - 1].value;
    return first->kind == NODE_NUMBER && last->kind == NODE_NUMBER && (fmin(first->number, last->number) > 0 || fmax(first->number, last->number) < 0);
}

static void
begins_at_zero(Lint *self, const SurveyUnit *unit, const char *marks, DiagCode code)
{
    const SurveyChannel *measure, *dimension;
    bool ranged = survey_channel(unit, "x2") || survey_channel(unit, "y2"); /* a span is told by both its ends */
    if (lint_is_mark(unit, marks) && !ranged && survey_axes(unit, &measure, &dimension) && leaves_zero(measure))
        lint(self, code, lint_loc(unit, measure), NULL);
}

void
lint_bar_zero(Lint *self, const SurveyUnit *unit)
{
    begins_at_zero(self, unit, "bar", DIAG_LINT_BAR_ZERO);
}

void
lint_area_zero(Lint *self, const SurveyUnit *unit)
{
    begins_at_zero(self, unit, "area", DIAG_LINT_AREA_ZERO);
}

void
lint_log_bar(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *measure, *dimension;
    if (!lint_is_mark(unit, "bar area") || !survey_axes(unit, &measure, &dimension))
        return;
    const Node *type = lint_scale(measure, "type");
    if (type && str_equal(type->text, "log"))
        lint(self, DIAG_LINT_LOG_BAR, lint_loc(unit, measure), NULL);
}

/* Two units of one layer whose measures have scales of their own. Reported at the layer, once (a place and code are kept once). */
void
lint_dual_axes(Lint *self, const SurveyUnit *unit)
{
    static const char *const axes[] = {"x", "y"};
    for (size_t a = 0; unit->layered && a < COUNT_OF(axes); a++) {
        const Node *resolve = node_path(unit->layered, arena_printf(self->context->arena, "resolve.scale.%s", axes[a]));
        size_t measured = 0;
        for (size_t i = 0; i < self->survey->units.count; i++) {
            const SurveyUnit *other = self->survey->units.items[i];
            measured += other->layered == unit->layered && survey_is_measure(survey_channel(other, axes[a]));
        }
        if (resolve && str_equal(resolve->text, "independent") && measured > 1)
            lint(self, DIAG_LINT_DUAL_AXES, resolve->loc, NULL);
    }
}

/* A picture (an image, a point whose shape is a path of its own) with a measured size. */
void
lint_pictogram(Lint *self, const SurveyUnit *unit)
{
    static const char *const plain[] = {
        "circle", "square", "cross", "diamond", "triangle", "triangle-up", "triangle-down", "triangle-right", "triangle-left", "arrow", "wedge", "stroke",
    };
    const SurveyChannel *size = survey_channel(unit, "size"), *shape = survey_channel(unit, "shape");
    const Node *own = survey_mark(self->survey, unit, "shape"), *value = shape ? node_find(shape->def, "value") : NULL;
    const char *name = value && value->text ? value->text : own ? own->text : NULL;
    bool picture = lint_is_mark(unit, "image");
    if (name && lint_is_mark(unit, "point")) {
        picture = true;
        for (size_t i = 0; i < COUNT_OF(plain); i++)
            picture &= strcmp(name, plain[i]) != 0;
    }
    if (picture && survey_is_measure(size))
        lint(self, DIAG_LINT_PICTOGRAM, lint_loc(unit, size), NULL);
}

/* The radius of a sector grows linearly, or a symbol's area as the square of its value. */
void
lint_radius(Lint *self, const SurveyUnit *unit)
{
    const SurveyChannel *radius = survey_channel(unit, "radius"), *size = survey_channel(unit, "size");
    const Node *type = lint_scale(radius, "type"), *size_type = lint_scale(size, "type");
    bool linear = !type || str_equal(type->text, "linear");
    if (lint_is_mark(unit, "arc") && survey_is_measure(radius) && linear)
        lint(self, DIAG_LINT_RADIUS, lint_loc(unit, radius), NULL);
    double exponent = node_number(size ? node_find(size->def, "scale") : NULL, "exponent", 1);
    if (lint_is_mark(unit, "point circle square") && survey_is_measure(size) && size_type && str_equal(size_type->text, "pow") && exponent > 1)
        lint(self, DIAG_LINT_RADIUS, lint_loc(unit, size), NULL);
}

void
lint_aspect(Lint *self, const SurveyUnit *unit)
{
    const Node *of[] = {unit->node, unit->layered, self->spec};
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        const Node *width = node_find(of[i], "width"), *height = node_find(of[i], "height");
        if (!width || !height || width->kind != NODE_NUMBER || height->kind != NODE_NUMBER || width->number <= 0 || height->number <= 0)
            continue;
        double ratio = width->number / height->number;
        if (lint_is_mark(unit, "line area trail point circle bar") && (ratio > 5 || ratio < 0.2))
            lint(self, DIAG_LINT_ASPECT, width->loc, width->text, height->text);
        return;
    }
}
