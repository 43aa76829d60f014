/* chart/lint_words.c -- rules of what stands around the picture, in every language; rules of presets. */
#include "chart/lint_rules.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const double TEXT_MIN = 7; /* where the theme says nothing */

/* ---- words ------------------------------------------------------------------------------------------------------------------- */

/* A text of the chart in one language; NULL. */
static const char *
own_words(const Lint *self, const char *key, int lang)
{
    const Node *node = node_find(self->words, key);
    return !node ? NULL : node->kind == NODE_MAP ? node_text(node, self->context->model->lang_keys[lang], NULL) : node->text;
}

static Loc
words_loc(const Lint *self, const char *key)
{
    const Node *node = node_find(self->words, key);
    return node ? node->loc : self->words ? self->words->loc : self->spec->loc;
}

static const char *
title_text(const Lint *self, int lang)
{
    BoundText bound = {0};
    ChartContext quiet = *self->context;
    quiet.diags = diags_new(quiet.arena);
    if (chart_title(&quiet, self->chart, lang, &bound))
        return bound_plain(quiet.arena, &bound);
    const Node *own = node_find(self->spec, "title");
    return own ? (own->text ? own->text : node_text(own, "text", NULL)) : NULL;
}

/* A sentence, or a title with a figure in it. The name of an indicator has neither: "Standards in force", 现行标准. */
static bool
states_finding(const char *title, bool cjk)
{
    size_t words = 1, runes = utf8_count(title);
    for (const char *at = title; *at; at++)
        words += *at == ' ';
    if (strpbrk(title, "0123456789"))
        return true;
    return cjk ? runes >= 14 : words >= 7;
}

void
lint_finding(Lint *self)
{
    const Model *model = self->context->model;
    for (int lang = 0; lang < model->lang_count; lang++) {
        const char *title = title_text(self, lang);
        if (title && states_finding(title, model->locales[lang]->is_cjk))
            continue;
        lint(self, DIAG_LINT_FINDING, words_loc(self, "title"), NULL);
        return;
    }
}

void
lint_source(Lint *self)
{
    static const char *const marks[] = {"来源", "资料来源", "Source", "source", "Quelle"};
    const char *note = own_words(self, "note", 0), *source = own_words(self, "source", 0);
    bool named = !str_is_empty(source) || *chart_source_line(self->context, self->chart, 0);
    for (size_t i = 0; note && i < COUNT_OF(marks); i++)
        named |= strstr(note, marks[i]) != NULL;
    if (named)
        return;
    /* Dated texts without figures: their source stands in each. */
    const Node *rows = node_find(self->spec, "rows");
    if (self->is_preset && !(rows && rows->count))
        return;
    lint(self, DIAG_LINT_SOURCE, words_loc(self, "note"), NULL);
}

/* The figures of one row of a preset. */
static const Fact *
row_fact(const Lint *self, const Node *row, size_t index)
{
    const Node *ids = node_find(row, "rows");
    const Node *id = ids && ids->kind == NODE_LIST && index < ids->count ? ids->items[index].value : NULL;
    return id && id->text ? model_fact(self->context->model, id->text) : NULL;
}

/* Presets that print the unit of each figure, or have none. */
static bool
prints_units(const Node *preset)
{
    static const char *const names[] = {"panel", "timeline"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(node_text(preset, "preset", NULL), names[i]))
            return true;
    return false;
}

static bool
unit_in_title(const SurveyChannel *channel)
{
    static const char *const marks[] = {"(", "（", "%", "％", "/"};
    bool silent, said = false;
    const char *title = survey_title(channel, &silent);
    const Node *format = node_path(channel->def, "axis.format");
    for (size_t i = 0; title && i < COUNT_OF(marks); i++)
        said |= strstr(title, marks[i]) != NULL;
    return said || (format && format->text && (str_ends(format->text, "%") || strchr(format->text, '$')));
}

static bool
has_measure_without_unit(const Lint *self)
{
    static const char *const channels[] = {"x", "y", "theta", "radius", "color", "size"};
    for (size_t u = 0; u < self->survey->units.count; u++) {
        const SurveyUnit *unit = self->survey->units.items[u];
        for (size_t i = 0; i < COUNT_OF(channels); i++) {
            const SurveyChannel *channel = survey_channel(unit, channels[i]);
            const Node *field = channel ? node_find(channel->def, "field") : NULL;
            bool year = field && field->text && locale_are_years(field->text, NULL, 0);
            if (!survey_is_measure(channel) || year || str_equal(channel->aggregate, "count") || unit_in_title(channel))
                continue;
            return true;
        }
    }
    return false;
}

void
lint_unit(Lint *self)
{
    if (own_words(self, "unit", 0))
        return;
    if (!self->is_preset) {
        if (has_measure_without_unit(self))
            lint(self, DIAG_LINT_UNIT, words_loc(self, "unit"), NULL);
        return;
    }
    const Node *rows = node_find(self->spec, "rows");
    for (size_t i = 0; rows && !prints_units(self->spec) && i < rows->count; i++) {
        const Fact *fact = row_fact(self, rows->items[i].value, 0);
        if (!fact || str_is_empty(fact->unit.in[0]))
            continue;
        lint(self, DIAG_LINT_UNIT, self->spec->loc, NULL);
        return;
    }
}

/* ---- time ---------------------------------------------------------------------------------------------------------------------- */

/* Four digits that are a year, typed or bound. */
static bool
names_year(const char *text)
{
    for (const char *at = text; at && *at; at++) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 4 && (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0))
            return true;
        at += digits ? digits - 1 : 0;
    }
    return false;
}

static bool
has_time_axis(const Lint *self)
{
    for (size_t u = 0; u < self->survey->units.count; u++) {
        const SurveyUnit *unit = self->survey->units.items[u];
        for (size_t i = 0; i < unit->channels.count; i++) {
            const SurveyChannel *channel = &unit->channels.items[i];
            const Node *field = node_find(channel->def, "field");
            if (channel->time_unit || str_equal(channel->type, "temporal") || (field && field->text && locale_are_years(field->text, NULL, 0)))
                return true;
        }
    }
    return false;
}

static bool
labels_name_year(const Lint *self, int lang)
{
    static const char *const lists[] = {"rows", "events"};
    for (size_t l = 0; self->is_preset && l < COUNT_OF(lists); l++) {
        const Node *list = node_find(self->spec, lists[l]);
        for (size_t i = 0; list && list->kind == NODE_LIST && i < list->count; i++) {
            const Node *label = node_find(list->items[i].value, "label"), *date = node_find(list->items[i].value, "date");
            const char *text = !label ? NULL : label->kind == NODE_MAP ? node_text(label, self->context->model->lang_keys[lang], NULL) : label->text;
            const Fact *first = row_fact(self, list->items[i].value, 0), *second = row_fact(self, list->items[i].value, 1);
            bool years = first && second && first->year != second->year && !node_find(self->spec, "series"); /* printed by year */
            if (names_year(text) || date || years)
                return true;
        }
    }
    return false;
}

/* A sentence of the author's that says why there is no date. */
static bool
says_undated(const char *text)
{
    static const char *const words[] = {"未注明", "undated", "not stated", "no date"};
    for (size_t i = 0; text && i < COUNT_OF(words); i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

void
lint_as_of(Lint *self)
{
    static const char *const keys[] = {"title", "subtitle", "note"};
    if (has_time_axis(self) || !chart_facts(self->chart)[0])
        return;
    for (int lang = 0; lang < self->context->model->lang_count; lang++) {
        bool said = names_year(title_text(self, lang)) || labels_name_year(self, lang);
        for (size_t i = 0; i < COUNT_OF(keys); i++)
            said |= names_year(own_words(self, keys[i], lang)) || says_undated(own_words(self, keys[i], lang));
        if (said)
            continue;
        lint(self, DIAG_LINT_AS_OF, words_loc(self, "note"), NULL);
        return;
    }
}

/* ---- alt text, type -------------------------------------------------------------------------------------------------------------- */

void
lint_typed_alt(Lint *self)
{
    for (int lang = 0; lang < self->context->model->lang_count; lang++) {
        const char *text = own_words(self, "alt", lang);
        while (text && *text) {
            const char *open = strstr(text, "{{");
            size_t plain = open ? (size_t)(open - text) : strlen(text);
            bool year = names_year(arena_strndup(self->context->arena, text, plain));
            if (strcspn(text, "0123456789") < plain && !year) {
                lint(self, DIAG_LINT_TYPED_ALT, words_loc(self, "alt"), NULL);
                return;
            }
            text = open ? strstr(open, "}}") : NULL;
            text = text ? text + 2 : NULL;
        }
    }
}

static void
check_sizes(Lint *self, const Node *node, double least)
{
    static const char *const keys[] = {"fontSize", "labelFontSize", "titleFontSize", "subtitleFontSize"};
    for (size_t i = 0; (node->kind == NODE_MAP || node->kind == NODE_LIST) && i < node->count; i++) {
        const NodeItem *item = &node->items[i];
        bool size = false;
        for (size_t k = 0; item->key && k < COUNT_OF(keys); k++)
            size |= strcmp(item->key, keys[k]) == 0;
        if (item->key && (strcmp(item->key, "data") == 0 || strcmp(item->key, "datasets") == 0))
            continue;
        if (size && item->value->kind == NODE_NUMBER && item->value->number < least)
            lint(self, DIAG_LINT_SMALL_TEXT, item->value->loc, item->value->text, arena_printf(self->context->arena, "%g", least));
        check_sizes(self, item->value, least);
    }
}

void
lint_small_text(Lint *self)
{
    double least = self->context->theme ? theme_number(self->context->theme, "paper.min-size", TEXT_MIN) : TEXT_MIN;
    check_sizes(self, self->spec, least);
}

/* ---- presets ------------------------------------------------------------------------------------------------------------------------ */

/* Within its whole a part has the same unit, place, period and time, and is no larger. */
void
lint_preset_parts(Lint *self)
{
    const Node *rows = self->is_preset ? node_find(self->spec, "rows") : NULL;
    for (size_t i = 0; rows && i < rows->count; i++) {
        const Node *row = rows->items[i].value, *id = node_find(row, "whole");
        const Fact *whole = id && id->text ? model_fact(self->context->model, id->text) : NULL;
        const Fact *part;
        for (size_t k = 0; whole && (part = row_fact(self, row, k)); k++) {
            const char *en = !str_equal(part->unit.in[0], whole->unit.in[0]) ? "unit"
                : !str_equal(part->scope, whole->scope) ? "place" : !str_equal(part->period, whole->period) ? "period"
                : part->year != whole->year || date_compare(part->as_of, whole->as_of) != 0 ? "date"
                : decimal_compare(part->value, whole->value) > 0 ? "size" : NULL;
            static const char *const zh[][2] = {{"unit", "计量单位"}, {"place", "地区"}, {"period", "统计期"}, {"date", "时点"}, {"size", "大小（部分大于整体）"}};
            for (size_t w = 0; en && w < COUNT_OF(zh); w++)
                if (strcmp(en, zh[w][0]) == 0)
                    lint(self, DIAG_LINT_PART, id->loc, part->id, whole->id, en, zh[w][1]);
        }
    }
}

/* Presets that join the figures of a row. */
void
lint_preset_bases(Lint *self)
{
    static const char *const joining[] = {"dumbbell", "slope"};
    const Node *rows = self->is_preset ? node_find(self->spec, "rows") : NULL;
    bool joins = false;
    for (size_t i = 0; i < COUNT_OF(joining); i++)
        joins |= str_equal(node_text(self->spec, "preset", NULL), joining[i]);
    for (size_t i = 0; joins && rows && i < rows->count; i++) {
        const Fact *before = row_fact(self, rows->items[i].value, 0), *fact;
        for (size_t k = 1; before && (fact = row_fact(self, rows->items[i].value, k)); k++) {
            if (str_is_empty(fact->basis) || !str_equal(fact->basis, before->basis))
                lint(self, DIAG_LINT_BASES, rows->items[i].value->loc, before->id, fact->id);
            before = fact;
        }
    }
}
