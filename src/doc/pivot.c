#include "doc/pivot.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *list; /* in rows= and columns=; the attribute that lists its values */
} DIMENSIONS[PIVOT_DIMENSIONS] = {
    [PIVOT_INDICATOR] = {"indicator", "indicators"},
    [PIVOT_SCOPE] = {"scope", "scopes"},
    [PIVOT_PERIOD] = {"period", "periods"},
    [PIVOT_YEAR] = {"year", "years"},
};

enum { VALUES_MOST = 200, SIDE_DIMENSIONS = 2 };

typedef struct Words {
    const char *items[VALUES_MOST];
    size_t count;
} Words;

typedef struct PivotReader {
    Arena *arena;
    Diags *diags;
    const Model *model;
    const Block *div;
    Words values[PIVOT_DIMENSIONS];
    VEC(const Fact *) facts;
    Pivot *pivot;
} PivotReader;

/* ---- attributes ------------------------------------------------------------------------------------------------- */

static void
add_word(Words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (str_equal(words->items[i], word))
            return;
    if (words->count < VALUES_MOST)
        words->items[words->count++] = word;
}

static void
split(Arena *arena, const char *text, Words *out)
{
    for (const char *at = text ? text : ""; *at;) {
        size_t length = strcspn(at, " ,\n");
        if (length)
            add_word(out, arena_strndup(arena, at, length));
        at += length + (at[length] != '\0');
    }
}

/* "2019 2021-2023" */
static void
split_years(Arena *arena, const char *text, Words *out)
{
    Words given = {.count = 0};
    split(arena, text, &given);
    for (size_t i = 0; i < given.count; i++) {
        int from = atoi(given.items[i]), to = from;
        const char *dash = strchr(given.items[i], '-');
        if (dash)
            to = atoi(dash + 1);
        for (int year = from; year <= to && year - from < VALUES_MOST; year++)
            add_word(out, arena_printf(arena, "%d", year));
    }
}

static const char *
period_of(const char *word)
{
    return str_equal(word, "flow") ? "flow-year" : word;
}

/* The values of a dimension that a fact has, as the attributes write them. */
static const char *
value_of(const PivotReader *self, const Fact *fact, PivotDimension dimension)
{
    switch (dimension) {
    case PIVOT_INDICATOR: return fact->indicator;
    case PIVOT_SCOPE: return *fact->scope ? fact->scope : self->model->home_scope;
    case PIVOT_PERIOD: return fact->period;
    case PIVOT_YEAR: return arena_printf(self->arena, "%d", fact->year);
    default: return "";
    }
}

static bool
read_values(PivotReader *self)
{
    for (int d = 0; d < PIVOT_DIMENSIONS; d++) {
        const char *text = block_attribute(self->div, DIMENSIONS[d].list);
        if (d == PIVOT_YEAR)
            split_years(self->arena, text, &self->values[d]);
        else
            split(self->arena, text, &self->values[d]);
    }
    Words *periods = &self->values[PIVOT_PERIOD];
    for (size_t i = 0; i < periods->count; i++)
        periods->items[i] = period_of(periods->items[i]);
    if (!self->values[PIVOT_SCOPE].count && self->model->home_scope)
        add_word(&self->values[PIVOT_SCOPE], self->model->home_scope);
    bool good = true;
    for (size_t i = 0; i < self->values[PIVOT_INDICATOR].count; i++)
        if (!model_indicator(self->model, self->values[PIVOT_INDICATOR].items[i]))
            good = diag(self->diags, DIAG_DOC_PIVOT_KEY, self->div->loc, self->values[PIVOT_INDICATOR].items[i]);
    return good;
}

/* Dimensions of one side, in order; the side's default where the attribute is absent. */
static bool
read_side(PivotReader *self, const char *name, const char *fallback, PivotDimension out[SIDE_DIMENSIONS], size_t *count)
{
    const char *text = block_attribute(self->div, name);
    Words words = {.count = 0};
    split(self->arena, text ? text : fallback, &words);
    *count = 0;
    for (size_t i = 0; i < words.count; i++) {
        int found = -1;
        for (int d = 0; d < PIVOT_DIMENSIONS; d++)
            if (str_equal(words.items[i], DIMENSIONS[d].name))
                found = d;
        if (found < 0 || *count >= SIDE_DIMENSIONS)
            return diag(self->diags, DIAG_DOC_PIVOT_KEY, self->div->loc, words.items[i]);
        out[(*count)++] = (PivotDimension)found;
    }
    return true;
}

/* ---- facts ---------------------------------------------------------------------------------------------------------- */

static bool
is_listed(const Words *words, const char *value)
{
    for (size_t i = 0; i < words->count; i++)
        if (str_equal(words->items[i], value))
            return true;
    return !words->count;
}

static bool
takes(const PivotReader *self, const Fact *fact)
{
    const char *basis = block_attribute(self->div, "basis"), *source = block_attribute(self->div, "source");
    if (!fact->has_value || fact->chart == CHART_NO || !str_equal(fact->status, "published"))
        return false;
    if ((basis && !str_equal(basis, fact->basis)) || (source && !str_equal(source, fact->source_id)))
        return false;
    for (int d = 0; d < PIVOT_DIMENSIONS; d++)
        if (!is_listed(&self->values[d], value_of(self, fact, (PivotDimension)d)))
            return false;
    return true;
}

static int
by_number(const void *a, const void *b)
{
    return atoi(*(const char *const *)a) - atoi(*(const char *const *)b);
}

/* What the attributes leave open is what the figures have, years in order. */
static void
gather(PivotReader *self)
{
    bool open[PIVOT_DIMENSIONS];
    for (int d = 0; d < PIVOT_DIMENSIONS; d++)
        open[d] = !self->values[d].count;
    for (size_t i = 0; i < model_facts(self->model)->count; i++)
        if (takes(self, model_facts(self->model)->items[i]))
            VEC_PUSH(self->arena, &self->facts, model_facts(self->model)->items[i]);
    for (int d = 0; d < PIVOT_DIMENSIONS; d++) {
        for (size_t i = 0; open[d] && i < self->facts.count; i++)
            add_word(&self->values[d], value_of(self, self->facts.items[i], (PivotDimension)d));
        if (d == PIVOT_YEAR && self->values[d].count)
            qsort(self->values[d].items, self->values[d].count, sizeof *self->values[d].items, by_number);
    }
}

/* ---- heads ------------------------------------------------------------------------------------------------------------- */

static Texts
label_of(const PivotReader *self, PivotDimension dimension, const char *key)
{
    Texts label = {0};
    const Indicator *indicator = dimension == PIVOT_INDICATOR ? model_indicator(self->model, key) : NULL;
    const Period *period = dimension == PIVOT_PERIOD ? model_period(self->model, key) : NULL;
    for (int lang = 0; lang < self->model->lang_count; lang++) {
        if (indicator)
            label.in[lang] = indicator->label.in[lang];
        else if (period)
            label.in[lang] = period->label.in[lang];
        else if (dimension == PIVOT_YEAR)
            label.in[lang] = locale_date(self->arena, self->model->locales[lang], (Date){.year = atoi(key)});
        for (size_t i = 0; dimension == PIVOT_SCOPE && i < self->facts.count; i++)
            if (str_equal(value_of(self, self->facts.items[i], dimension), key) && self->facts.items[i]->scope_label.in[lang])
                label.in[lang] = self->facts.items[i]->scope_label.in[lang];
        if (!label.in[lang])
            label.in[lang] = key;
    }
    return label;
}

static bool
fits(const PivotReader *self, const Fact *fact, const PivotHead *head)
{
    for (int d = 0; d < PIVOT_DIMENSIONS; d++)
        if (head->key[d] && !str_equal(head->key[d], value_of(self, fact, (PivotDimension)d)))
            return false;
    return true;
}

/* All combinations of the side's dimensions that have a figure. */
static PivotHead *
make_heads(PivotReader *self, const PivotDimension *dimensions, size_t count, size_t *out_count)
{
    VEC(PivotHead) heads = {0};
    const Words *outer = count > 0 ? &self->values[dimensions[0]] : NULL, *inner = count > 1 ? &self->values[dimensions[1]] : NULL;
    for (size_t i = 0; i < (outer ? outer->count : 1); i++)
        for (size_t k = 0; k < (inner ? inner->count : 1); k++) {
            PivotHead head = {.group = NULL};
            if (outer)
                head.key[dimensions[0]] = outer->items[i];
            if (inner) {
                head.key[dimensions[1]] = inner->items[k];
                head.group = outer->items[i];
                head.group_label = label_of(self, dimensions[0], outer->items[i]);
                head.label = label_of(self, dimensions[1], inner->items[k]);
            } else if (outer) {
                head.label = label_of(self, dimensions[0], outer->items[i]);
            }
            bool used = false;
            for (size_t f = 0; f < self->facts.count && !used; f++)
                used = fits(self, self->facts.items[f], &head);
            if (used)
                VEC_PUSH(self->arena, &heads, head);
        }
    *out_count = heads.count;
    return heads.items;
}

static bool
fill_cells(PivotReader *self)
{
    Pivot *pivot = self->pivot;
    pivot->cells = ARENA_ARRAY(self->arena, const Fact *, pivot->row_count * pivot->column_count + 1);
    for (size_t f = 0; f < self->facts.count; f++)
        for (size_t r = 0; r < pivot->row_count; r++)
            for (size_t c = 0; c < pivot->column_count; c++) {
                const Fact *fact = self->facts.items[f], **cell = &pivot->cells[r * pivot->column_count + c];
                if (!fits(self, fact, &pivot->rows[r]) || !fits(self, fact, &pivot->columns[c]))
                    continue;
                if (*cell)
                    return diag(self->diags, DIAG_DOC_PIVOT_AMBIGUOUS, self->div->loc, (*cell)->id, fact->id);
                *cell = fact;
            }
    return true;
}

/* ---- units and totals ----------------------------------------------------------------------------------------------------- */

static bool
same_unit(const Fact *a, const Fact *b, int lang_count)
{
    for (int lang = 0; lang < lang_count; lang++)
        if (!str_equal(a->unit.in[lang], b->unit.in[lang]))
            return false;
    return true;
}

static const Texts *
shared_unit(const Pivot *pivot, size_t from, size_t to, int lang_count)
{
    const Fact *first = NULL;
    for (size_t i = from; i < to; i++) {
        const Fact *fact = pivot->cells[i];
        if (fact && !first)
            first = fact;
        if (fact && !same_unit(first, fact, lang_count))
            return NULL;
    }
    return first ? &first->unit : NULL;
}

/* fact("a") + fact("b") … over `count` cells, `step` apart. */
static bool
add_total(PivotReader *self, PivotHead *head, size_t from, size_t step, size_t count)
{
    Buf words = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        const Fact *fact = self->pivot->cells[from + i * step];
        if (!fact) {
            buf_clear(&words);
            return diag(self->diags, DIAG_DOC_PIVOT_TOTAL, self->div->loc, head->label.in[0]);
        }
        buf_printf(&words, "%sfact(\"%s\")", i ? " + " : "", fact->id);
    }
    head->total = buf_take(&words, self->arena);
    buf_clear(&words);
    return true;
}

static bool
add_totals(PivotReader *self)
{
    Pivot *pivot = self->pivot;
    Words totals = {.count = 0};
    split(self->arena, block_attribute(self->div, "totals"), &totals);
    for (size_t i = 0; i < totals.count; i++) {
        pivot->total_row |= str_equal(totals.items[i], "row");
        pivot->total_column |= str_equal(totals.items[i], "column");
    }
    bool good = true;
    for (size_t c = 0; pivot->total_row && c < pivot->column_count; c++)
        good &= add_total(self, &pivot->columns[c], c, pivot->column_count, pivot->row_count);
    for (size_t r = 0; pivot->total_column && r < pivot->row_count; r++)
        good &= add_total(self, &pivot->rows[r], r * pivot->column_count, 1, pivot->column_count);
    return good;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------------ */

Pivot *
pivot_read(Arena *arena, Diags *diags, const Model *model, const Block *div)
{
    PivotReader self = {.arena = arena, .diags = diags, .model = model, .div = div};
    PivotDimension rows[SIDE_DIMENSIONS], columns[SIDE_DIMENSIONS];
    size_t row_dimensions, column_dimensions;
    if (!read_values(&self) || !read_side(&self, "rows", "indicator", rows, &row_dimensions)
        || !read_side(&self, "columns", "year", columns, &column_dimensions))
        return NULL;
    gather(&self);
    if (!self.facts.count) {
        diag(diags, DIAG_DOC_PIVOT_EMPTY, div->loc, NULL);
        return NULL;
    }
    Pivot *pivot = self.pivot = ARENA_NEW(arena, Pivot);
    pivot->loc = div->loc;
    pivot->row_dimension = row_dimensions ? rows[row_dimensions - 1] : PIVOT_INDICATOR;
    pivot->rows = make_heads(&self, rows, row_dimensions, &pivot->row_count);
    pivot->columns = make_heads(&self, columns, column_dimensions, &pivot->column_count);
    if (!fill_cells(&self) || !add_totals(&self))
        return NULL;
    pivot->unit = shared_unit(pivot, 0, pivot->row_count * pivot->column_count, model->lang_count);
    return pivot;
}

const Fact *
pivot_cell(const Pivot *pivot, size_t row, size_t column)
{
    return pivot->cells[row * pivot->column_count + column];
}

const Texts *
pivot_row_unit(const Pivot *pivot, size_t row, int lang_count)
{
    return shared_unit(pivot, row * pivot->column_count, (row + 1) * pivot->column_count, lang_count);
}
