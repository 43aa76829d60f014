/* model/targets.c -- what a plan aims at, where it began, and the latest figure that may be set beside it. */
#include "base/str.h"
#include "model/read.h"

#include <string.h>

/* ---- sums of figures ------------------------------------------------------------------------------------------ */

static bool
add_term(ModelReader *self, Loc loc, FactSum *sum, FactTerm *terms, const char *id, bool minus)
{
    const Fact *fact = model_need_fact(self->model, self->diags, loc, id);
    Decimal value;
    if (!fact)
        return false;
    if (!fact->has_value || !(minus ? decimal_sub : decimal_add)(sum->value, fact->value, &value))
        return diag(self->diags, DIAG_TARGET_BAD_FORMULA, loc, id);
    terms[sum->count++] = (FactTerm){fact, minus};
    sum->value = value;
    return true;
}

/* "a", "a + b - c" over row ids. Ids hold hyphens, so that signs have spaces around them. */
static FactSum
read_sum(ModelReader *self, const Table *table, size_t row, const char *column)
{
    const char *text = row_text_or_empty(table, row, column);
    Loc loc = cell_loc(table, row, column);
    FactSum sum = {0}, none = {0};
    FactTerm *terms = ARENA_ARRAY(self->arena, FactTerm, strlen(text) / 2 + 1);
    bool minus = false, wants_id = true;
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        const char *word = arena_strndup(self->arena, at, length);
        at += length;
        bool is_sign = str_equal(word, "+") || str_equal(word, "-");
        if (is_sign == wants_id) {
            diag(self->diags, DIAG_TARGET_BAD_FORMULA, loc, word);
            return none;
        }
        if (is_sign)
            minus = *word == '-';
        else if (!add_term(self, loc, &sum, terms, word, minus))
            return none;
        wants_id = is_sign;
    }
    if (sum.count && wants_id) {
        diag(self->diags, DIAG_TARGET_BAD_FORMULA, loc, text);
        return none;
    }
    sum.terms = terms;
    return sum;
}

/* The columns repeat values for the editor's eye, and have to agree with the rows that they repeat. */
static void
check_stated(ModelReader *self, const Table *table, size_t row, const char *column, const FactSum *sum, DiagCode code)
{
    Decimal stated;
    if (!sum->count || !row_decimal(table, row, column, &stated) || decimal_compare(stated, sum->value) == 0)
        return;
    diag(self->diags, code, cell_loc(table, row, column), decimal_text(self->arena, stated), decimal_text(self->arena, sum->value));
    for (size_t i = 0; i < sum->count; i++)
        diag_note(self->diags, sum->terms[i].fact->loc, "the figure is here", "该数据在此", NULL);
}

/* ---- one target -------------------------------------------------------------------------------------------------- */

static void
read_baseline(ModelReader *self, const Table *table, size_t row, Target *target)
{
    target->baseline_date = row_date(table, row, "baseline_date");
    target->baseline_sum = read_sum(self, table, row, "baseline_row_id");
    target->baseline = target->baseline_sum.count ? target->baseline_sum.terms[0].fact : NULL;
    check_stated(self, table, row, "baseline_value", &target->baseline_sum, DIAG_TARGET_BASELINE_DIFFERS);
    target->has_baseline = row_decimal(table, row, "baseline_value", &target->baseline_value);
    if (!target->has_baseline && target->baseline) {
        target->has_baseline = true;
        target->baseline_value = target->baseline_sum.value;
    }
}

static void
read_latest(ModelReader *self, const Table *table, size_t row, Target *target)
{
    target->latest_as_of = row_date(table, row, "latest_as_of");
    target->latest_sum = read_sum(self, table, row, row_text(table, row, "latest_formula") ? "latest_formula" : "latest_row_id");
    const FactSum *sum = &target->latest_sum;
    if (!sum->count)
        return;
    check_stated(self, table, row, "latest_value", sum, DIAG_TARGET_LATEST_DIFFERS);
    target->has_latest = true;
    target->latest = sum->terms[0].fact;
    target->latest_value = sum->value;
    target->latest_minus = sum->count == 2 && sum->terms[1].minus ? sum->terms[1].fact : NULL;
}

void
read_target(ModelReader *self, const Table *table, size_t row)
{
    static const char *const kinds[] = {"new", "total"}, *const comparables[] = {"yes", "partly", "no"};
    const char *indicator = row_text(table, row, "indicator_id");
    if (!indicator)
        return;
    Target *target = ARENA_NEW(self->arena, Target);
    *target = (Target){
        .indicator = indicator,
        .label = row_texts(self, table, row, "label"),
        .unit = row_texts(self, table, row, "unit"),
        .reason = row_texts(self, table, row, "reason"),
        .target_year = row_int(table, row, "target_year", 0),
        .kind = kinds[row_word(self, table, row, "kind", kinds, COUNT_OF(kinds), 0)],
        .source_id = row_text(table, row, "source_id"),
        .quote = row_text(table, row, "quote_zh"),
        .loc = cell_loc(table, row, "target_value"),
    };
    target->has_target = row_decimal(table, row, "target_value", &target->target);
    read_baseline(self, table, row, target);
    read_latest(self, table, row, target);
    target->also = row_facts(self, cell_loc(table, row, "also_row_ids"), row_text(table, row, "also_row_ids"));
    target->comparable = (Comparable)row_word(self, table, row, "comparable", comparables, COUNT_OF(comparables), COMPARABLE_NO);
    if (target->comparable != COMPARABLE_NO && !target->has_latest && !row_text(table, row, "latest_row_id") && !row_text(table, row, "latest_formula"))
        diag(self->diags, DIAG_TARGET_NOTHING_TO_COMPARE, cell_loc(table, row, "comparable"), indicator);
    VEC_PUSH(self->arena, &self->model->targets, target);
}

/* ---- what stands behind its numbers --------------------------------------------------------------------------------- */

static FactUse *
stated_use(const Model *model, Arena *arena, const Target *target, const char *aspect, Decimal value)
{
    const SourceDoc *source = target->source_id ? model_source(model, target->source_id) : NULL;
    FactUse *use = ARENA_NEW(arena, FactUse);
    *use = (FactUse){
        .kind = USE_FACT,
        .key = target->indicator,
        .aspect = aspect,
        .value = value,
        .digits = -1,
        .unit = target->unit,
        .source_id = target->source_id,
        .evidence = source ? source->evidence : 'A',
        .status = "published",
        .quote = target->quote,
        .loc = target->loc,
    };
    return use;
}

/* Joins what is behind the inputs: the weakest evidence, each source once. */
static FactUse *
formula_use(Arena *arena, const FactUse *const *inputs, const char *aspect, const char *key, Decimal value)
{
    FactUse *use = ARENA_NEW(arena, FactUse);
    *use = *inputs[0];
    use->kind = USE_FORMULA;
    use->aspect = aspect;
    use->key = key;
    use->value = value;
    use->quote = NULL;
    use->inputs = inputs;
    for (size_t i = 1; inputs[i]; i++) {
        use->evidence = MAX_OF(use->evidence, inputs[i]->evidence);
        use->qualifier = use->qualifier == QUALIFIER_EXACT ? inputs[i]->qualifier : use->qualifier;
        bool known = false;
        for (size_t k = 0; k < i; k++)
            known |= str_equal(inputs[k]->source_id, inputs[i]->source_id);
        if (!known && inputs[i]->source_id)
            use->source_id = use->source_id ? arena_printf(arena, "%s %s", use->source_id, inputs[i]->source_id) : inputs[i]->source_id;
    }
    return use;
}

static const FactUse *
sum_use(Arena *arena, const FactSum *sum, const char *aspect)
{
    if (sum->count == 1)
        return fact_use(arena, sum->terms[0].fact, "value");
    const FactUse **inputs = ARENA_ARRAY(arena, const FactUse *, sum->count + 1);
    const char *key = "";
    for (size_t i = 0; i < sum->count; i++) {
        inputs[i] = fact_use(arena, sum->terms[i].fact, "value");
        key = arena_printf(arena, "%s%s%s", key, i == 0 ? "" : sum->terms[i].minus ? " - " : " + ", inputs[i]->key);
    }
    return formula_use(arena, inputs, aspect, key, sum->value);
}

static const FactUse *
progress_use(const Model *model, Arena *arena, const Target *target)
{
    Decimal hundredfold, percent;
    if (!target->has_latest || !target->has_target || target->comparable != COMPARABLE_YES || !decimal_mul(target->latest_value, decimal_from_int(100), &hundredfold)
        || !decimal_div(hundredfold, target->target, 6, ROUND_HALF_UP, &percent))
        return NULL;
    const FactUse **inputs = ARENA_ARRAY(arena, const FactUse *, 3);
    inputs[0] = sum_use(arena, &target->latest_sum, "latest");
    inputs[1] = stated_use(model, arena, target, "target", target->target);
    FactUse *use = formula_use(arena, inputs, "progress", arena_printf(arena, "(%s) / target %s", inputs[0]->key, target->indicator), percent);
    use->unit = (Texts){0};
    return use;
}

const FactUse *
target_number_use(const Model *model, Arena *arena, const Target *target, const char *aspect)
{
    if (str_equal(aspect, "target"))
        return target->has_target ? stated_use(model, arena, target, aspect, target->target) : NULL;
    if (str_equal(aspect, "latest"))
        return target->has_latest ? sum_use(arena, &target->latest_sum, aspect) : NULL;
    if (str_equal(aspect, "progress"))
        return progress_use(model, arena, target);
    if (!str_equal(aspect, "baseline") || !target->has_baseline)
        return NULL;
    return target->baseline_sum.count ? sum_use(arena, &target->baseline_sum, aspect) : stated_use(model, arena, target, aspect, target->baseline_value);
}

const char *
target_progress_text(const Model *model, Arena *arena, const Target *target, int lang)
{
    const FactUse *use = progress_use(model, arena, target);
    if (!use)
        return NULL;
    NumberStyle style = use_style(use, true);
    style.digits = 0;
    style.label = true;
    return locale_number(arena, model->locales[lang], use->value, &style);
}
