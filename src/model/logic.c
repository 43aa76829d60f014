#include "model/logic.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { FINDING_FACTS_MAX = 12, SIBLINGS_MAX = 10 };

/* ---- findings --------------------------------------------------------------------------------------------------- */

typedef struct Finding {
    DiagCode code;
    const Fact *facts[FINDING_FACTS_MAX]; /* the first is where it stands */
    size_t count;
} Finding;

static bool
is_listed(const Conflict *conflict, const char *id)
{
    for (const char *const *row = conflict->rows; *row; row++)
        if (str_equal(*row, id))
            return true;
    return false;
}

static bool
has_rule(const Conflict *conflict, DiagCode code)
{
    for (const char *const *rule = conflict->rules; rule && *rule; rule++)
        if (str_equal(*rule, diag_code_text(code)))
            return true;
    return false;
}

static bool
lists_all(const Conflict *conflict, const Finding *finding)
{
    for (size_t i = 0; i < finding->count; i++)
        if (!is_listed(conflict, finding->facts[i]->id))
            return false;
    return true;
}

/* Whether a ruling accepts it; the ruling remembers. */
static bool
is_accepted(ModelReader *self, const Finding *finding)
{
    bool accepted = false;
    for (size_t i = 0; i < self->model->conflicts.count; i++) {
        Conflict *conflict = self->model->conflicts.items[i];
        if (!lists_all(conflict, finding) || (conflict->rules && !has_rule(conflict, finding->code)))
            continue;
        bool known = false;
        for (size_t k = 0; k < conflict->found.count; k++)
            known |= conflict->found.items[k] == finding->code;
        if (!known)
            VEC_PUSH(self->arena, &conflict->found, finding->code);
        for (size_t k = 0; k < finding->count; k++)
            VEC_PUSH(self->arena, &conflict->touched, finding->facts[k]->id);
        accepted = true;
    }
    return accepted;
}

#define report(self, finding, ...) report_at((self), (finding), (const char *const[]){__VA_ARGS__, NULL})

static void
report_at(ModelReader *self, const Finding *finding, const char *const *args)
{
    if (is_accepted(self, finding))
        return;
    diag_at(self->diags, finding->code, finding->facts[0]->loc, args);
    for (size_t i = 1; i < finding->count; i++)
        diag_note(self->diags, finding->facts[i]->loc, "{0}", "{0}", finding->facts[i]->id);
}

static const char *
number(ModelReader *self, Decimal value)
{
    return decimal_text(self->arena, value);
}

/* "超过800": the number with the word about it, in the first language. */
static const char *
said(ModelReader *self, const Fact *fact)
{
    static const char *const words[QUALIFIER_COUNT] = {
        [QUALIFIER_EXACT] = "",
        [QUALIFIER_ABOUT] = "~",
        [QUALIFIER_NEARLY] = "<",
        [QUALIFIER_MORE_THAN] = ">",
        [QUALIFIER_AT_LEAST] = "≥",
    };
    return arena_printf(self->arena, "%s%s", words[fact->qualifier], number(self, fact->value));
}

/* ---- the same thing ---------------------------------------------------------------------------------------------- */

static bool
is_live(const Fact *fact)
{
    return fact->has_value && !str_equal(fact->status, "withdrawn");
}

static bool
is_flow(const Fact *fact)
{
    return str_equal(fact->period, "flow-year");
}

static bool
is_stock(const Fact *fact)
{
    return str_equal(fact->period, "stock");
}

static bool
same_place(const Fact *a, const Fact *b)
{
    return str_equal(a->scope, b->scope);
}

/* Whether two dates may be one, each as precise as it is: 2019-10 and 2019-10-25 may, and so may anything and no date. */
static bool
may_be_same_date(Date a, Date b)
{
    if (!a.year || !b.year)
        return true;
    return a.year == b.year && (!a.month || !b.month || a.month == b.month) && (!a.day || !b.day || a.day == b.day);
}

static bool
may_share_basis(const Fact *a, const Fact *b)
{
    return !*a->basis || !*b->basis || str_equal(a->basis, b->basis);
}

/* Said of the same thing, at the same time, counted the same way as far as anyone says. */
static bool
same_key(const Fact *a, const Fact *b)
{
    return a->year && a->year == b->year && same_place(a, b) && str_equal(a->period, b->period) && may_be_same_date(a->as_of, b->as_of)
        && may_share_basis(a, b);
}

static void
rule_same_key(ModelReader *self, const Fact *earlier, const Fact *later)
{
    if (!same_key(earlier, later) || decimal_compare(earlier->value, later->value) == 0)
        return;
    bool exact = earlier->qualifier == QUALIFIER_EXACT && later->qualifier == QUALIFIER_EXACT;
    Finding finding = {exact ? DIAG_FACT_CONFLICT : DIAG_LOGIC_SOURCES_DIFFER, {later, earlier}, 2};
    if (exact)
        report(self, &finding, later->id, number(self, later->value), earlier->id, number(self, earlier->value));
    else
        report(self, &finding, later->id, earlier->id, said(self, later), said(self, earlier));
}

/* "csica_project_awards" and "csica_org_awards" are kin. */
static bool
are_kin(const Fact *a, const Fact *b)
{
    size_t length = strcspn(a->indicator, "_");
    return a->indicator[length] && strncmp(a->indicator, b->indicator, length + 1) == 0;
}

/* The other figures of a source that may be parts beside `part`. */
static size_t
siblings_of(const Model *model, const Fact *part, const Fact **out)
{
    size_t count = 0;
    for (size_t i = 0; i < model->facts.count; i++) {
        const Fact *other = model->facts.items[i];
        if (other == part || !is_live(other) || !are_kin(part, other) || str_equal(other->indicator, part->indicator))
            continue;
        if (!same_place(part, other) || other->year != part->year || !str_equal(other->period, part->period) || !str_equal(other->source_id, part->source_id))
            continue;
        if (count == SIBLINGS_MAX)
            return 0;
        out[count++] = other;
    }
    return count;
}

/* 108 + 4 + 3 = 115, and another source says 115 of what the first calls 108. */
static void
rule_total_as_part(ModelReader *self, const Fact *part, const Fact *total)
{
    const Fact *siblings[SIBLINGS_MAX];
    if (!same_key(part, total) || str_equal(part->source_id, total->source_id) || decimal_compare(total->value, part->value) <= 0)
        return;
    size_t count = siblings_of(self->model, part, siblings);
    Decimal sum = part->value;
    const char *terms = number(self, part->value);
    Finding finding = {DIAG_LOGIC_TOTAL_AS_PART, {total, part}, 2};
    for (size_t i = 0; i < count; i++) {
        if (!decimal_add(sum, siblings[i]->value, &sum))
            return;
        terms = arena_printf(self->arena, "%s + %s", terms, number(self, siblings[i]->value));
        finding.facts[finding.count++] = siblings[i];
    }
    if (count && decimal_compare(sum, total->value) == 0)
        report(self, &finding, number(self, total->value), total->id, terms);
}

/* ---- over time ------------------------------------------------------------------------------------------------------ */

static void
rule_stock_falls(ModelReader *self, const Fact *a, const Fact *b)
{
    const Fact *first = a->year < b->year ? a : b, *last = first == a ? b : a;
    if (!is_stock(a) || !is_stock(b) || !first->year || first->year == last->year || !same_place(a, b) || !may_share_basis(a, b))
        return;
    if (decimal_compare(last->value, first->value) >= 0)
        return;
    Finding finding = {DIAG_LOGIC_STOCK_FALLS, {last, first}, 2};
    report(self, &finding, first->id, number(self, first->value), last->id, number(self, last->value));
}

/* "since-2022" is 2022; 0 for other periods. */
static int
since_year(const Fact *fact)
{
    return strncmp(fact->period, "since-", 6) == 0 && strspn(fact->period + 6, "0123456789") == 4 ? atoi(fact->period + 6) : 0;
}

/* A total at the end of one year, what came since, and a later total: 115 + 71 is neither 227 nor 251. */
static void
rule_bridge(ModelReader *self, const FactList *list, const Fact *since)
{
    int from = since_year(since);
    Decimal sum;
    for (size_t i = 0; from && i < list->count; i++) {
        const Fact *base = list->items[i];
        if (!is_live(base) || !is_stock(base) || base->year != from - 1 || !same_place(base, since) || !decimal_add(base->value, since->value, &sum))
            continue;
        for (size_t k = 0; k < list->count; k++) {
            const Fact *later = list->items[k];
            if (!is_live(later) || !is_stock(later) || later->year != since->year || !same_place(later, since) || later->qualifier != since->qualifier)
                continue;
            if (decimal_compare(later->value, sum) == 0)
                continue;
            Finding finding = {DIAG_LOGIC_BRIDGE, {later, base, since}, 3};
            report(self, &finding, number(self, base->value), base->id, number(self, since->value), since->id, number(self, sum), later->id,
                number(self, later->value));
        }
    }
}

/* Years of a window: "three-years" and "since-2022" of 2025 are 3 and 4; 0 for others. */
static int
window_years(const Fact *fact)
{
    static const char *const names[] = {"two-years", "three-years", "four-years", "five-years"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(fact->period, names[i]))
            return (int)i + 2;
    int from = since_year(fact);
    return from && fact->year > from ? fact->year - from + 1 : 0;
}

static void
rule_rate(ModelReader *self, const Fact *window, const Fact *flow)
{
    int years = window_years(window);
    double rate = years ? decimal_to_double(window->value) / years : 0, yearly = decimal_to_double(flow->value);
    if (!years || !is_flow(flow) || !same_place(window, flow) || rate <= 0 || yearly < 10 || (rate <= 2 * yearly && yearly <= 2 * rate))
        return;
    Finding finding = {DIAG_LOGIC_RATE, {window, flow}, 2};
    report(self, &finding, window->id, str_from_double(self->arena, (double)(long)(rate + 0.5)), flow->id, number(self, flow->value));
}

/* ---- units and shares ------------------------------------------------------------------------------------------------ */

/* Units differ where no language calls them alike: 个 and 项 are both "standards". */
static bool
units_differ(const Model *model, const Fact *a, const Fact *b)
{
    for (int lang = 0; lang < model->lang_count; lang++)
        if (!a->unit.in[lang] || !b->unit.in[lang] || str_equal(a->unit.in[lang], b->unit.in[lang]))
            return false;
    return model->lang_count > 0;
}

static void
rule_unit(ModelReader *self, const Fact *earlier, const Fact *later)
{
    if (!same_place(earlier, later) || !units_differ(self->model, earlier, later))
        return;
    Finding finding = {DIAG_LOGIC_UNIT, {later, earlier}, 2};
    report(self, &finding, later->id, later->unit.in[0], earlier->id, earlier->unit.in[0]);
}

static bool
is_percent(const Fact *fact)
{
    for (int lang = 0; lang < LANG_MAX; lang++)
        if (str_equal(fact->unit.in[lang], "%") || str_equal(fact->unit.in[lang], "％"))
            return true;
    return false;
}

static bool
is_share_of(const Indicator *indicator)
{
    return indicator && (str_ends(indicator->id, "_share") || strstr(indicator->id, "share_of") || strstr(indicator->id, "_share_"));
}

static void
rule_share(ModelReader *self, const Fact *fact)
{
    const Decimal hundred = decimal_from_int(100), none = decimal_from_int(0);
    Finding finding = {DIAG_LOGIC_SHARE, {fact}, 1};
    if (fact->has_share && (decimal_compare(fact->share, hundred) > 0 || decimal_compare(fact->share, none) < 0))
        report(self, &finding, fact->id, number(self, fact->share));
    bool share = fact->has_value && is_percent(fact) && is_share_of(model_indicator(self->model, fact->indicator));
    if (share && (decimal_compare(fact->value, hundred) > 0 || decimal_compare(fact->value, none) < 0))
        report(self, &finding, fact->id, number(self, fact->value));
}

/* "About 10 % of the national total", once of a year's standards and once of all. */
static void
rule_share_twice(ModelReader *self, const Fact *earlier, const Fact *later)
{
    if (!earlier->has_share || !later->has_share || !same_place(earlier, later) || is_flow(earlier) == is_flow(later)
        || decimal_compare(earlier->share, later->share) != 0)
        return;
    Finding finding = {DIAG_LOGIC_SHARE_TWICE, {later, earlier}, 2};
    report(self, &finding, number(self, later->share), earlier->id, later->id);
}

static void
rule_undated(ModelReader *self, const Fact *fact)
{
    Finding finding = {DIAG_LOGIC_UNDATED, {fact}, 1};
    if (!fact->year && !fact->as_of.year && fact->chart == CHART_YES)
        report(self, &finding, fact->id);
}

/* ---- series ------------------------------------------------------------------------------------------------------------ */

/* What two figures of one series differ in; NULL where nothing. */
static const char *const *
difference(const Model *model, const Fact *a, const Fact *b)
{
    static const char *const indicator[] = {"indicator", "指标"}, *const place[] = {"place", "范围"}, *const period[] = {"period", "统计期"};
    static const char *const unit[] = {"unit", "单位"};
    if (!str_equal(a->indicator, b->indicator))
        return indicator;
    if (!same_place(a, b))
        return place;
    if (!str_equal(a->period, b->period))
        return period;
    return units_differ(model, a, b) ? unit : NULL;
}

static void
check_series(ModelReader *self)
{
    Map first;
    map_init(&first, self->arena);
    for (size_t i = 0; i < self->model->facts.count; i++) {
        const Fact *fact = self->model->facts.items[i], *other = *fact->basis ? map_find(&first, fact->basis) : NULL;
        if (!*fact->basis)
            continue;
        const char *const *what = other ? difference(self->model, other, fact) : NULL;
        Finding finding = {DIAG_LOGIC_SERIES_MIXED, {fact, other}, 2};
        if (what)
            report(self, &finding, fact->basis, what[MESSAGE_EN], what[MESSAGE_ZH]);
        if (!other)
            map_put(&first, fact->basis, (void *)fact);
    }
}

/* ---- sums that the project declares ----------------------------------------------------------------------------------- */

/* What a part differs in from its whole; NULL where nothing. */
static const char *const *
part_difference(const Fact *whole, const Fact *part)
{
    static const char *const place[] = {"place", "范围"}, *const period[] = {"period", "统计期"}, *const date[] = {"date", "日期"};
    if (!same_place(whole, part))
        return place;
    if (!str_equal(whole->period, part->period))
        return period;
    return whole->year != part->year || !may_be_same_date(whole->as_of, part->as_of) ? date : NULL;
}

static void
check_parts_fit(ModelReader *self, const Sum *sum)
{
    if (sum->over_time) /* 21 + 31 + 12 = 64 */
        return;
    for (const Fact *const *part = sum->parts; *part; part++) {
        const char *const *what = part_difference(sum->whole, *part);
        Finding finding = {DIAG_LOGIC_PART_OF_OTHER, {*part, sum->whole}, 2};
        if (what)
            report(self, &finding, (*part)->id, sum->whole->id, what[MESSAGE_EN], what[MESSAGE_ZH]);
    }
}

static void
check_sums(ModelReader *self)
{
    for (size_t i = 0; i < self->model->sums.count; i++) {
        const Sum *sum = self->model->sums.items[i];
        Decimal total = decimal_from_int(0);
        bool exact = sum->whole->qualifier == QUALIFIER_EXACT;
        Finding finding = {DIAG_LOGIC_SUM, {sum->whole}, 1};
        for (const Fact *const *part = sum->parts; *part; part++) {
            exact &= (*part)->qualifier == QUALIFIER_EXACT && decimal_add(total, (*part)->value, &total);
            if (finding.count < FINDING_FACTS_MAX)
                finding.facts[finding.count++] = *part;
        }
        if (exact && decimal_compare(total, sum->whole->value) != 0)
            report(self, &finding, sum->whole->id, number(self, total), number(self, sum->whole->value));
        check_parts_fit(self, sum);
    }
}

/* ---- targets ------------------------------------------------------------------------------------------------------------- */

static void
check_target(ModelReader *self, const Target *target)
{
    if (!target->has_baseline)
        diag(self->diags, DIAG_LOGIC_TARGET_BASELINE, target->loc, target->indicator);
    const FactSum *sum = &target->latest_sum;
    bool counts_new = str_equal(target->kind, "new"), compares = target->comparable == COMPARABLE_YES && target->has_latest;
    bool is_total = sum->count == 1 && (is_stock(target->latest) || str_equal(target->latest->period, "point"));
    bool from_nothing = !target->has_baseline || decimal_is_zero(target->baseline_value);
    if (compares && counts_new && is_total && !from_nothing)
        diag(self->diags, DIAG_LOGIC_TARGET_BASIS, target->loc, target->indicator, "what is new", target->latest->id, "all there are", "新增数", "累计数");
    if (compares && !counts_new && sum->count == 1 && (is_flow(target->latest) || since_year(target->latest)))
        diag(self->diags, DIAG_LOGIC_TARGET_BASIS, target->loc, target->indicator, "all there are", target->latest->id, "what is new", "累计数", "新增数");
    for (size_t i = 1; i < sum->count; i++) {
        const Fact *from = sum->terms[0].fact, *taken = sum->terms[i].fact;
        bool joined = !sum->terms[i].minus || (*from->basis && str_equal(from->basis, taken->basis));
        Finding finding = {DIAG_LOGIC_FORMULA_BASIS, {from, taken}, 2};
        if (!joined)
            report(self, &finding, from->id, taken->id);
    }
}

/* ---- rulings --------------------------------------------------------------------------------------------------------------- */

static void
check_ruling(ModelReader *self, const Conflict *conflict)
{
    for (const char *const *rule = conflict->rules; rule && *rule; rule++) {
        bool found = false;
        for (size_t i = 0; i < conflict->found.count; i++)
            found |= str_equal(*rule, diag_code_text(conflict->found.items[i]));
        if (!found)
            diag(self->diags, DIAG_CONFLICT_NOT_FOUND, conflict->loc, conflict->id, *rule);
    }
    if (!conflict->found.count && !conflict->rules && !conflict->declared && *conflict->rows)
        diag(self->diags, DIAG_CONFLICT_NO_RULE, conflict->loc, conflict->id);
}

/* The note of an accepted conflict stands wherever a figure that a rule named is printed, if that has no footnote of its own. */
static void
note_figures(ModelReader *self, const Conflict *conflict)
{
    for (size_t i = 0; i < conflict->touched.count; i++) {
        Fact *fact = map_find(&self->model->fact_by_id, conflict->touched.items[i]);
        if (fact->chart != CHART_YES || fact->footnote.in[0])
            continue;
        if (!conflict->note.in[0]) {
            diag(self->diags, DIAG_CONFLICT_NO_NOTE, conflict->loc, fact->id, conflict->id);
            return;
        }
        fact->footnote = conflict->note;
        fact->chart = CHART_FOOTNOTE;
    }
}

/* ---- all of them ------------------------------------------------------------------------------------------------------------- */

/* Series of thousands of rows are figures of a register, not statements: comparing each with each would take for ever. */
enum { PAIRS_MAX = 2000 };

static void
check_indicator(ModelReader *self, const FactList *list)
{
    for (size_t later = 0; later < list->count; later++) {
        const Fact *fact = list->items[later];
        rule_share(self, fact);
        if (!is_live(fact))
            continue;
        rule_undated(self, fact);
        rule_bridge(self, list, fact);
        for (size_t earlier = 0; list->count <= PAIRS_MAX && earlier < later; earlier++) {
            const Fact *other = list->items[earlier];
            if (!is_live(other))
                continue;
            rule_same_key(self, other, fact);
            rule_total_as_part(self, other, fact);
            rule_total_as_part(self, fact, other);
            rule_stock_falls(self, other, fact);
            rule_rate(self, other, fact);
            rule_rate(self, fact, other);
            rule_unit(self, other, fact);
            rule_share_twice(self, other, fact);
        }
    }
}

void
logic_check(ModelReader *self)
{
    Model *model = self->model;
    for (size_t i = 0; i < model->facts_by_indicator.entries.count; i++)
        check_indicator(self, model->facts_by_indicator.entries.items[i].value);
    check_series(self);
    check_sums(self);
    for (size_t i = 0; i < model->targets.count; i++)
        check_target(self, model->targets.items[i]);
    for (size_t i = 0; i < model->conflicts.count; i++) {
        check_ruling(self, model->conflicts.items[i]);
        note_figures(self, model->conflicts.items[i]);
    }
}
