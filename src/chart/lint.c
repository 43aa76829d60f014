/* chart/lint.c -- runs the rules; what a chart allows; questions that several rules ask. */
#include "chart/lint_rules.h"

#include <string.h>

static const double PRESET_WIDTH = 592; /* pt */

static const struct {
    DiagCode code;
    UnitRule *unit;
    WholeRule *chart;
} RULES[] = {
    {DIAG_LINT_FIELD, lint_field, NULL},
    {DIAG_LINT_EMPTY, lint_empty, NULL},
    {DIAG_LINT_BAR_ZERO, lint_bar_zero, NULL},
    {DIAG_LINT_AREA_ZERO, lint_area_zero, NULL},
    {DIAG_LINT_LOG_BAR, lint_log_bar, NULL},
    {DIAG_LINT_DUAL_AXES, lint_dual_axes, NULL},
    {DIAG_LINT_PICTOGRAM, lint_pictogram, NULL},
    {DIAG_LINT_RADIUS, lint_radius, NULL},
    {DIAG_LINT_ASPECT, lint_aspect, NULL},
    {DIAG_LINT_SLICES, lint_slices, NULL},
    {DIAG_LINT_ARC_WHOLE, lint_arc_whole, NULL},
    {DIAG_LINT_HIDDEN_GAP, lint_hidden_gap, NULL},
    {DIAG_LINT_UNEVEN_TIME, lint_uneven_time, NULL},
    {DIAG_LINT_BASES, lint_bases, lint_preset_bases},
    {DIAG_LINT_PART, NULL, lint_preset_parts},
    {DIAG_LINT_STACK_NEGATIVE, lint_stack_negative, NULL},
    {DIAG_LINT_STACK_SUM, lint_stack_sum, NULL},
    {DIAG_LINT_NORMALIZED, lint_normalized, NULL},
    {DIAG_LINT_UNSORTED, lint_unsorted, NULL},
    {DIAG_LINT_LINE_NOMINAL, lint_line_nominal, NULL},
    {DIAG_LINT_OVERLAP, lint_overlap, NULL},
    {DIAG_LINT_TURNED_LABELS, lint_turned_labels, NULL},
    {DIAG_LINT_CROWDED, lint_crowded, NULL},
    {DIAG_LINT_COLORS, lint_colors, NULL},
    {DIAG_LINT_COLOR_ONLY, lint_color_only, NULL},
    {DIAG_LINT_COLOR_VISION, lint_color_vision, NULL},
    {DIAG_LINT_CONTRAST, lint_contrast, NULL},
    {DIAG_LINT_SCHEME, lint_scheme, NULL},
    {DIAG_LINT_UNIT, NULL, lint_unit},
    {DIAG_LINT_SOURCE, NULL, lint_source},
    {DIAG_LINT_AS_OF, NULL, lint_as_of},
    {DIAG_LINT_FINDING, NULL, lint_finding},
    {DIAG_LINT_TYPED_ALT, NULL, lint_typed_alt},
    {DIAG_LINT_SMALL_TEXT, NULL, lint_small_text},
};

static const char *
rule_id(DiagCode code)
{
    return diag_code_text(code) + strlen("lint-");
}

bool
chart_lint_rule(size_t index, DiagCode *out)
{
    if (index >= COUNT_OF(RULES))
        return false;
    *out = RULES[index].code;
    return true;
}

/* ---- what the chart allows --------------------------------------------------------------------------------------------- */

static bool
is_rule(const char *id)
{
    for (size_t i = 0; i < COUNT_OF(RULES); i++)
        if (str_equal(id, rule_id(RULES[i].code)))
            return true;
    return false;
}

static void
read_allowed(Lint *self)
{
    const Node *allow = node_path(self->words, "lint.allow");
    for (size_t i = 0; allow && allow->kind == NODE_MAP && i < allow->count; i++) {
        const NodeItem *item = &allow->items[i];
        const char *id = str_starts(item->key, "lint-") ? item->key + strlen("lint-") : item->key;
        if (!is_rule(id)) {
            diag(self->context->diags, DIAG_LINT_NO_RULE, item->key_loc, item->key);
            continue;
        }
        if (str_is_empty(item->value->text))
            diag(self->context->diags, DIAG_LINT_NO_REASON, item->key_loc, item->key);
        VEC_PUSH(self->context->arena, &self->allowed, ((Allowed){.id = id, .loc = item->key_loc}));
    }
}

void
lint_at(Lint *self, DiagCode code, Loc loc, const char *const *args)
{
    for (size_t i = 0; i < self->allowed.count; i++) {
        if (str_equal(self->allowed.items[i].id, rule_id(code))) {
            self->allowed.items[i].used = true;
            return;
        }
    }
    /* What a preset unfolds into has no places of its own, or places in a template that does not outlive the chart. */
    diag_at(self->context->diags, code, loc.source == self->spec->loc.source ? loc : self->spec->loc, args);
}

/* The spec, or what a preset of the grammar unfolds into; one on a sheet has no marks to judge. */
static const Node *
units_of(const ChartContext *context, const Node *spec)
{
    ChartContext quiet = *context;
    quiet.diags = diags_new(context->arena);
    const Node *unfolded = preset_is(spec) && preset_of_grammar(spec) ? preset_unfold(&quiet, spec, 0, -1, PRESET_WIDTH, 1) : NULL;
    return unfolded ? unfolded : spec;
}

void
chart_lint(const ChartContext *context, const Chart *chart, const char *spec_path)
{
    const Node *spec = chart_spec(chart);
    Lint self = {.context = context, .chart = chart, .spec = spec, .is_preset = preset_is(spec)};
    self.words = self.is_preset ? spec : node_path(spec, "usermeta.shudu");
    self.survey = survey_read(context, units_of(context, spec), spec_path, 0);
    read_allowed(&self);
    for (size_t i = 0; i < COUNT_OF(RULES); i++) {
        for (size_t u = 0; RULES[i].unit && u < self.survey->units.count; u++)
            RULES[i].unit(&self, self.survey->units.items[u]);
        if (RULES[i].chart)
            RULES[i].chart(&self);
    }
    for (size_t i = 0; i < self.allowed.count; i++)
        if (!self.allowed.items[i].used)
            diag(context->diags, DIAG_LINT_NOT_NEEDED, self.allowed.items[i].loc, self.allowed.items[i].id);
}

/* ---- questions ------------------------------------------------------------------------------------------------------------ */

bool
lint_is_mark(const SurveyUnit *unit, const char *names)
{
    size_t length = strlen(unit->mark);
    for (const char *at = names; length && (at = strstr(at, unit->mark)); at += length)
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

const Node *
lint_scale(const SurveyChannel *channel, const char *key)
{
    return channel ? node_find(node_find(channel->def, "scale"), key) : NULL;
}

const Node *
lint_axis(const Lint *self, const SurveyChannel *channel, const char *key)
{
    const Node *own = node_find(node_find(channel->def, "axis"), key);
    const char *side = channel->name[0] == 'x' ? "axisX" : "axisY";
    for (size_t i = 0; !own && i < COUNT_OF(self->survey->config); i++) {
        own = node_find(node_find(self->survey->config[i], side), key);
        if (!own)
            own = node_find(node_find(self->survey->config[i], "axis"), key);
    }
    return own;
}

Loc
lint_loc(const SurveyUnit *unit, const SurveyChannel *channel)
{
    return channel ? channel->def->loc : unit->node->loc;
}

const SurveyChannel *
lint_color_channel(const SurveyUnit *unit)
{
    static const char *const names[] = {"color", "fill", "stroke"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const SurveyChannel *channel = survey_channel(unit, names[i]);
        const Node *scale = channel ? node_find(channel->def, "scale") : NULL;
        bool literal = scale && scale->kind == NODE_NULL; /* the field holds colours: a highlight, not a code */
        if (survey_is_discrete(channel) && !literal)
            return channel;
    }
    return NULL;
}

const char *
lint_series(Lint *self, const SurveyUnit *unit, const SurveyChannel *dimension, size_t row)
{
    Arena *arena = self->context->arena;
    const char *key = "";
    for (size_t i = 0; i < unit->channels.count; i++) {
        const SurveyChannel *channel = &unit->channels.items[i];
        if (!survey_is_discrete(channel) || channel == dimension || (dimension && str_equal(channel->column, dimension->column)))
            continue;
        if (strcmp(channel->name, "text") == 0 || strcmp(channel->name, "tooltip") == 0 || strcmp(channel->name, "order") == 0)
            continue;
        key = arena_printf(arena, "%s\x1f%s", key, value_to_string(arena, survey_value(unit, channel, row)));
    }
    return key;
}

const Fact *
lint_fact(const Lint *self, const SurveyUnit *unit, const SurveyChannel *measure, size_t row)
{
    Value value = survey_value(unit, measure, row);
    return self->context->model && value.use && value.use->kind == USE_FACT && value.use->key ? model_fact(self->context->model, value.use->key) : NULL;
}

const char *
lint_count(const Lint *self, size_t count)
{
    return arena_printf(self->context->arena, "%zu", count);
}
