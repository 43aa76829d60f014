#include "audit/pairs.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

typedef struct Side {
    const Passage *passage;
    NumberList found;
    bool *used;
} Side;

/* ---- what agrees ---------------------------------------------------------------------------------------------------- */

static bool
is_counted(const Number *number)
{
    switch (number->kind) {
    case NUMBER_QUANTITY: case NUMBER_RANK: case NUMBER_ORDINAL: case NUMBER_WINDOW: case NUMBER_NAME: case NUMBER_LIST: case NUMBER_TEXT:
        return number->has_value;
    default: return false;
    }
}

/* Told by their digits alone. */
static bool
is_named(const Number *number)
{
    return number->kind == NUMBER_DOCUMENT || number->kind == NUMBER_DESIGNATION || number->kind == NUMBER_CLAUSE || number->kind == NUMBER_CODE
        || number->kind == NUMBER_TIME;
}

static bool
one_way(NumberBound a, NumberBound b)
{
    return (a == BOUND_OR_MORE && (b == BOUND_AT_LEAST || b == BOUND_MORE_THAN)) || (a == BOUND_OR_LESS && (b == BOUND_AT_MOST
        || b == BOUND_LESS_THAN));
}

static bool
bounds_agree(NumberBound a, NumberBound b)
{
    return a == b || one_way(a, b) || one_way(b, a);
}

/* 增长200% is to be three times as much. */
static bool
same_growth(const Number *times, const Number *percent)
{
    Decimal hundred = decimal_from_int(100), whole, product;
    return times->unit == NUMBER_TIMES && percent->unit == NUMBER_PERCENT && percent->grows && decimal_add(percent->value, hundred, &whole)
        && decimal_mul(times->value, hundred, &product) && decimal_compare(whole, product) == 0;
}

static bool
values_agree(const Number *a, const Number *b)
{
    if (same_growth(a, b) || same_growth(b, a))
        return true;
    return a->unit == b->unit && decimal_compare(a->value, b->value) == 0;
}

static bool
kinds_agree(NumberKind a, NumberKind b)
{
    static const int groups[NUMBER_KIND_COUNT] = {[NUMBER_RANK] = 1, [NUMBER_ORDINAL] = 1};
    return groups[a] == groups[b];
}

/* ---- counted: each needs a partner ------------------------------------------------------------------------------------ */

typedef bool (*Agrees)(const Number *a, const Number *b);

static bool
agrees_exactly(const Number *a, const Number *b)
{
    return !a->is_weak && !b->is_weak && kinds_agree(a->kind, b->kind) && values_agree(a, b) && bounds_agree(a->bound, b->bound);
}

static bool
agrees_by_value(const Number *a, const Number *b)
{
    return values_agree(a, b) && bounds_agree(a->bound, b->bound);
}

static void
match(Side *here, Side *there, Agrees agrees, bool again)
{
    for (size_t i = 0; i < here->found.count; i++) {
        const Number *a = &here->found.items[i];
        for (size_t k = 0; !here->used[i] && is_counted(a) && k < there->found.count; k++) {
            const Number *b = &there->found.items[k];
            if (!is_counted(b) || (there->used[k] && (!again || a->is_weak)) || !agrees(a, b))
                continue;
            here->used[i] = there->used[k] = true;
        }
    }
}

/* ---- small numbers in words -------------------------------------------------------------------------------------------- */

static bool
contains_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = text; *at; at++) {
        size_t k = 0;
        while (k < length && (at[k] | 32) == word[k])
            k++;
        if (k == length)
            return true;
    }
    return false;
}

/* Whether the numeral stands anywhere, be it as a part of a word: 三省, tripartite, both. */
static bool
is_hinted(const Passage *passage, int64_t value)
{
    static const char *const han[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    static const char *const latin[11][4] = {{"zero", "no "}, {"one", "first", "single", "a "}, {"two", "both", "pair", "dual"}, {"three", "third",
        "tri"},
                                             {"four", "fourth", "quad"}, {"five", "fifth", "penta"}, {"six", "sixth"}, {"seven", "seventh"}, {"eight",
                                             "eighth"},
                                             {"nine", "ninth"}, {"ten", "tenth", "dec"}};
    if (value < 0 || value > 10)
        return false;
    if (passage->cjk)
        return strstr(passage->text, han[value]) || (value == 2 && (strstr(passage->text, "两") || strstr(passage->text, "双"))) || (value == 1
            && strstr(passage->text, "首"));
    for (int i = 0; i < 4 && latin[value][i]; i++)
        if (contains_word(passage->text, latin[value][i]))
            return true;
    return false;
}

static bool
has_date_part(const Side *side, int64_t value)
{
    for (size_t i = 0; i < side->found.count; i++) {
        const Number *one = &side->found.items[i];
        if (one->kind == NUMBER_DATE && (one->date.year == value || one->date.month == value || one->date.day == value || (one->has_value
            && one->value.mantissa == value)))
            return true;
    }
    return false;
}

static bool
has_digits(const Side *side, int64_t value)
{
    for (size_t i = 0; i < side->found.count; i++) {
        const Number *one = &side->found.items[i];
        for (size_t at = one->start; is_named(one) && at < one->end; at++) {
            char *end;
            if (side->passage->text[at] < '0' || side->passage->text[at] > '9')
                continue;
            if (strtoll(side->passage->text + at, &end, 10) == value)
                return true;
            at = (size_t)(end - side->passage->text);
        }
    }
    return false;
}

/* Said in passing: an ordinal, a small count in words. A partner is looked for only where the other side has something over too. */
static bool
is_slight(const Number *number)
{
    bool small = number->in_words && number->unit == NUMBER_PLAIN && number->bound == BOUND_EXACT && !number->value.scale
        && number->value.mantissa <= 10;
    return number->kind == NUMBER_ORDINAL || number->kind == NUMBER_TEXT || number->kind == NUMBER_NAME || (small && number->kind != NUMBER_RANK);
}

/* Needs no partner of its own. */
static bool
is_excused(const Number *number, const Side *there)
{
    if (number->is_weak || number->kind == NUMBER_LIST)
        return true;
    if (number->value.scale || number->unit != NUMBER_PLAIN)
        return false;
    int64_t value = number->value.mantissa;
    bool small = number->in_words && value <= 10 && number->bound == BOUND_EXACT;
    if (small && (value == 1 || is_hinted(there->passage, value)))
        return true;
    /* The 2020 of a name, the 31 of a clause: told as another kind there. */
    return has_date_part(there, value) || has_digits(there, value);
}

static bool
is_open(const Side *side, size_t index, const Side *there)
{
    const Number *number = &side->found.items[index];
    return is_counted(number) && !side->used[index] && !is_excused(number, there);
}

/* ---- dates: as sets of years, months and days ---------------------------------------------------------------------------- */

typedef enum DatePart { DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_PART_COUNT } DatePart;

static int
part_of(Date date, DatePart part)
{
    return part == DATE_YEAR ? date.year : part == DATE_MONTH ? date.month : date.day;
}

static bool
says_date(const Side *side, DatePart part, int value)
{
    for (size_t i = 0; i < side->found.count; i++) {
        const Number *one = &side->found.items[i];
        if (one->kind == NUMBER_DATE && part_of(one->date, part) == value)
            return true;
        /* A year that was taken for a count, or for the end of a designation. */
        if (is_counted(one) && one->value.mantissa == value && !one->value.scale)
            return true;
    }
    return has_digits(side, value);
}

static const Number *
first_open_date(const Side *here, const Side *there, DatePart part)
{
    for (size_t i = 0; i < here->found.count; i++) {
        const Number *one = &here->found.items[i];
        int value = one->kind == NUMBER_DATE ? part_of(one->date, part) : 0;
        if (value && !says_date(there, part, value))
            return one;
    }
    return NULL;
}

/* ---- named: as sets of digits ---------------------------------------------------------------------------------------------- */

static const char *
digits_of(Arena *arena, const Passage *passage, const Number *number)
{
    Buf out = BUF_INIT;
    if (number->has_value && number->in_words)
        buf_add(&out, decimal_text(arena, number->value));
    for (size_t i = number->start; i < number->end; i++)
        if (passage->text[i] >= '0' && passage->text[i] <= '9')
            buf_add_char(&out, passage->text[i]);
        else if (out.length && out.ptr[out.length - 1] != ' ')
            buf_add_char(&out, ' ');
    const char *digits = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return str_trim(arena, digits);
}

/* Whether the other side says these digits in whatever kind of number. */
static bool
says_digits(Arena *arena, const Side *side, const char *digits)
{
    for (size_t i = 0; i < side->found.count; i++) {
        const Number *one = &side->found.items[i];
        if (str_equal(digits_of(arena, side->passage, one), digits))
            return true;
        if (one->has_value && str_equal(decimal_text(arena, one->value), digits))
            return true;
    }
    /* "2021 第2号" beside "No. 2 of 2021": the parts in another order. */
    return strstr(side->passage->text, digits) != NULL;
}

static const Number *
first_open_name(Arena *arena, const Side *here, const Side *there)
{
    for (size_t i = 0; i < here->found.count; i++) {
        const Number *one = &here->found.items[i];
        if (!is_named(one))
            continue;
        const char *digits = digits_of(arena, here->passage, one);
        if (one->in_words && one->has_value && is_hinted(there->passage, one->value.mantissa))
            continue; /* Phase II, 二期 */
        if (!*digits || says_digits(arena, there, digits))
            continue;
        bool parts = strchr(digits, ' ') != NULL;
        char *copy = arena_strdup(arena, digits), *rest = NULL;
        for (char *part = strtok_r(copy, " ", &rest); part && parts; part = strtok_r(NULL, " ", &rest))
            parts = says_digits(arena, there, part);
        if (!parts)
            return one;
    }
    return NULL;
}

/* ---- one pair ------------------------------------------------------------------------------------------------------------ */

static Claim
claim(Arena *arena, const Side *side, const Number *number)
{
    if (!number)
        return (Claim){NULL, NULL};
    size_t from = number->from < number->start ? number->from : number->start, to = number->to > number->end ? number->to : number->end;
    return (Claim){number, str_trim(arena, arena_strndup(arena, side->passage->text + from, to - from))};
}

static void
differ(Arena *arena, const Side *here, const Number *a, const Side *there, const Number *b, DifferenceList *out)
{
    if (a || b)
        VEC_PUSH(arena, out, (Difference){claim(arena, here, a), claim(arena, there, b)});
}

static size_t
count_open(const Side *side, const Side *there)
{
    size_t count = 0;
    for (size_t i = 0; i < side->found.count; i++)
        count += is_open(side, i, there);
    return count;
}

/* What is over on one side alone is told, unless it was said in passing. */
/* Something as slight that found no partner: 首个, 双方, "both". */
static bool
has_weak_left(const Side *side)
{
    for (size_t i = 0; i < side->found.count; i++) {
        const Number *one = &side->found.items[i];
        if (!side->used[i] && one->is_weak && is_counted(one) && (one->kind == NUMBER_ORDINAL || one->kind == NUMBER_QUANTITY))
            return true;
    }
    return false;
}

static bool
is_round(Decimal value)
{
    while (!value.scale && value.mantissa >= 10 && value.mantissa % 10 == 0)
        value.mantissa /= 10;
    return !value.scale && value.mantissa == 1;
}

/* 上万人次 has no value of its own: "more than ten thousand" is as good. */
static void
drop_vague(Side *side, const Side *there)
{
    size_t vague = 0;
    for (size_t i = 0; i < there->found.count; i++)
        vague += there->found.items[i].kind == NUMBER_QUANTITY && !there->found.items[i].has_value;
    for (size_t i = 0; i < side->found.count && vague; i++)
        if (is_open(side, i, there) && is_round(side->found.items[i].value)) {
            side->used[i] = true;
            vague--;
        }
}

static void
drop_slight(Side *side, const Side *there)
{
    bool weak = has_weak_left(there);
    for (size_t i = 0; count_open(there, side) == 0 && i < side->found.count; i++)
        side->used[i] = side->used[i] || (is_slight(&side->found.items[i]) && (!weak || side->found.items[i].kind == NUMBER_TEXT));
}

static const Number *
next_open(const Side *side, const Side *there, size_t *at)
{
    for (; *at < side->found.count; ++*at)
        if (is_open(side, *at, there))
            return &side->found.items[(*at)++];
    return NULL;
}

/* 1+3+9 may be a sum: each of its numbers counts. */
static void
add_terms(Arena *arena, const Number *sum, const char *text, NumberList *out)
{
    for (size_t at = sum->start; at < sum->end; at++) {
        size_t end = at;
        while (end < sum->end && text[end] >= '0' && text[end] <= '9')
            end++;
        if (end == at)
            continue;
        Number term = {.kind = NUMBER_QUANTITY, .start = at, .end = end, .from = at, .to = end};
        term.has_value = decimal_parse(text + at, end - at, &term.value);
        VEC_PUSH(arena, out, term);
        at = end;
    }
}

static Side
side_of(Arena *arena, Passage *passage, const NumberNames *names)
{
    Side side = {.passage = passage};
    const NumberList *found = passage_numbers(arena, passage, names);
    for (size_t i = 0; i < found->count; i++) {
        const Number *one = &found->items[i];
        if (one->kind == NUMBER_QUANTITY && !one->has_value && !one->in_words)
            add_terms(arena, one, passage->text, &side.found);
        else
            VEC_PUSH(arena, &side.found, *one);
    }
    side.used = ARENA_ARRAY(arena, bool, side.found.count + 1);
    return side;
}

void
pairs_compare(Arena *arena, Passage *here, Passage *there, const NumberNames *names, DifferenceList *out)
{
    Side a = side_of(arena, here, names), b = side_of(arena, there, names);
    match(&a, &b, agrees_exactly, false);
    match(&a, &b, agrees_by_value, false);
    match(&a, &b, agrees_by_value, true);
    match(&b, &a, agrees_by_value, true);
    drop_vague(&a, &b);
    drop_vague(&b, &a);
    drop_slight(&a, &b);
    drop_slight(&b, &a);
    size_t i = 0, k = 0;
    for (const Number *one, *other; (one = next_open(&a, &b, &i)), (other = next_open(&b, &a, &k)), one || other;)
        differ(arena, &a, one, &b, other, out);
    for (DatePart part = DATE_YEAR; part < DATE_PART_COUNT; part++)
        differ(arena, &a, first_open_date(&a, &b, part), &b, first_open_date(&b, &a, part), out);
    differ(arena, &a, first_open_name(arena, &a, &b), &b, first_open_name(arena, &b, &a), out);
}

void
pairs_check(const PassageContext *context, Diags *diags, PassagePair *pair)
{
    NumberNames names = {context->model->audit.names, context->model->audit.name_count};
    int first = 0;
    while (first < context->model->lang_count && !pair->in[first].given)
        first++;
    for (int lang = first + 1; lang < context->model->lang_count; lang++) {
        Passage *here = &pair->in[first], *there = &pair->in[lang];
        DifferenceList found = {0};
        if (there->given)
            pairs_compare(context->arena, here, there, &names, &found);
        for (size_t i = 0; i < found.count; i++) {
            const Difference *one = &found.items[i];
            Loc a = one->here.number ? passage_loc(here, one->here.number->start, one->here.number->end) : here->loc;
            Loc b = one->there.number ? passage_loc(there, one->there.number->start, one->there.number->end) : there->loc;
            diag(diags, DIAG_LANGUAGES_DIFFER, a, one->here.number ? one->here.text : "—", one->there.number ? one->there.text : "—");
            diag_note(diags, b, "the other language", "另一种语言", NULL);
        }
    }
}
