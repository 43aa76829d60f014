#include "audit/claim.h"

#include "audit/number.h"
#include "base/str.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- words ------------------------------------------------------------------------------------------------------------- */

typedef struct Word {
    const char *text;   /* lower case */
    ClaimKind kind;
} Word;

static const Word HAN[] = {
    {"历史新高", CLAIM_HIGHEST}, {"历年最高", CLAIM_HIGHEST}, {"历史最高", CLAIM_HIGHEST}, {"创新高", CLAIM_HIGHEST}, {"历届之最", CLAIM_HIGHEST},
    {"历史新低", CLAIM_LOWEST}, {"历年最低", CLAIM_LOWEST}, {"历史最低", CLAIM_LOWEST}, {"创新低", CLAIM_LOWEST},
    {"首次突破", CLAIM_FIRST}, {"首次超过", CLAIM_FIRST}, {"首次达到", CLAIM_FIRST}, {"首次跃上", CLAIM_FIRST}, {"首超", CLAIM_FIRST}, {"首破", CLAIM_FIRST},
};

static const Word LATIN[] = {
    {"record high", CLAIM_HIGHEST}, {"all-time high", CLAIM_HIGHEST}, {"highest on record", CLAIM_HIGHEST}, {"highest ever", CLAIM_HIGHEST},
    {"record low", CLAIM_LOWEST}, {"all-time low", CLAIM_LOWEST}, {"lowest on record", CLAIM_LOWEST}, {"lowest ever", CLAIM_LOWEST},
    {"for the first time", CLAIM_FIRST},
};

static const char *const HAN_FALLING[] = {"下降", "减少", "回落", "下滑"};
static const char *const LATIN_FALLING[] = {"fall", "fell", "declin", "decreas", "drop"};

static void
push(Arena *arena, ClaimKind kind, int count, size_t start, size_t end, ClaimList *out)
{
    Claim claim = {.kind = kind, .count = count, .start = start, .end = end};
    VEC_PUSH(arena, out, claim);
}

static bool
has_any(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

/* What the figure passed: the first quantity behind the words of a language that puts it there, else the last before them. */
static void
set_threshold(Arena *arena, const char *text, bool cjk, Claim *claim)
{
    NumberList numbers = {0};
    numbers_find(arena, text, cjk, NULL, &numbers);
    for (size_t i = 0; i < numbers.count; i++) {
        const Number *number = &numbers.items[i];
        bool behind = number->start >= claim->end;
        if (number->kind != NUMBER_QUANTITY || !number->has_value || (cjk && !behind))
            continue;
        claim->has_threshold = true;
        claim->threshold = number->value;
        if (behind)
            return;
    }
}

static void
find_words(Arena *arena, const char *text, const char *lower, bool cjk, ClaimList *out)
{
    const Word *words = cjk ? HAN : LATIN;
    size_t count = cjk ? COUNT_OF(HAN) : COUNT_OF(LATIN);
    for (size_t i = 0; i < count; i++) {
        const char *at = strstr(lower, words[i].text);
        if (!at)
            continue;
        size_t start = (size_t)(at - lower);
        push(arena, words[i].kind, 0, start, start + strlen(words[i].text), out);
        if (words[i].kind == CLAIM_FIRST)
            set_threshold(arena, text, cjk, &VEC_LAST(out));
    }
}

/* ---- numbers of years and ranks ---------------------------------------------------------------------------------------------- */

/* 两, 3, 十: a small number; its length in bytes, 0 for none. */
static size_t
han_number(const char *text, int *out)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    char *end;
    long value = strtol(text, &end, 10);
    if (end != text && *text >= '0' && *text <= '9' && value > 0 && value < 100) {
        *out = (int)value;
        return (size_t)(end - text);
    }
    if (str_starts(text, "两")) {
        *out = 2;
        return strlen("两");
    }
    for (int i = 0; i < (int)COUNT_OF(digits); i++)
        if (str_starts(text, digits[i])) {
            *out = i + 1;
            return strlen(digits[i]);
        }
    return 0;
}

/* 连续三年, 连续第3年. */
static void
find_han_streak(Arena *arena, const char *text, ClaimList *out)
{
    for (const char *at = strstr(text, "连续"); at; at = strstr(at + 1, "连续")) {
        const char *from = at + strlen("连续");
        int count;
        from += str_starts(from, "第") ? strlen("第") : 0;
        size_t length = han_number(from, &count);
        if (length && str_starts(from + length, "年"))
            push(arena, has_any(from, HAN_FALLING, COUNT_OF(HAN_FALLING)) ? CLAIM_FALLING : CLAIM_RISING, count, (size_t)(at - text),
                 (size_t)(from - text) + length + strlen("年"), out);
    }
}

/* 位列全国第一, 居各省市首位. */
static void
find_han_rank(Arena *arena, const char *text, ClaimList *out)
{
    static const char *const verbs[] = {"位列", "位居", "排名", "名列", "居"};
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        const char *at = strstr(text, verbs[i]), *first = at ? strstr(at, "首位") : NULL, *place = at ? strstr(at, "第") : NULL;
        int rank = 1;
        size_t length = 0;
        if (!at)
            continue;
        if (place && place - at <= 30 && (length = han_number(place + strlen("第"), &rank)))
            push(arena, CLAIM_RANK, rank, (size_t)(at - text), (size_t)(place - text) + strlen("第") + length, out);
        else if (first && first - at <= 30)
            push(arena, CLAIM_RANK, 1, (size_t)(at - text), (size_t)(first - text) + strlen("首位"), out);
        else
            continue;
        return;
    }
}

static const char *const ORDINALS[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
static const char *const CARDINALS[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

/* "third consecutive year", "third year in a row", "three years running", "three consecutive years". */
static void
find_latin_streak(Arena *arena, const char *text, ClaimList *out)
{
    static const char *const patterns[][2] = {{"%s consecutive year", "o"}, {"%s straight year", "o"}, {"%s year in a row", "o"},
                                              {"%s years in a row", "c"}, {"%s consecutive years", "c"}, {"%s years running", "c"}, {"%s straight years", "c"}};
    for (size_t p = 0; p < COUNT_OF(patterns); p++) {
        const char *const *names = *patterns[p][1] == 'o' ? ORDINALS : CARDINALS;
        for (int i = 1; i < 10; i++) {
            char phrase[64];
            snprintf(phrase, sizeof phrase, patterns[p][0], names[i]);
            const char *at = strstr(text, phrase);
            if (at)
                push(arena, has_any(text, LATIN_FALLING, COUNT_OF(LATIN_FALLING)) ? CLAIM_FALLING : CLAIM_RISING, i + 1, (size_t)(at - text),
                     (size_t)(at - text) + strlen(phrase), out);
        }
    }
}

static void
find_latin_rank(Arena *arena, const char *text, ClaimList *out)
{
    static const char *const verbs[] = {"ranks", "ranked", "ranking"};
    for (size_t v = 0; v < COUNT_OF(verbs); v++)
        for (int i = 0; i < 10; i++) {
            char phrase[64];
            snprintf(phrase, sizeof phrase, "%s %s", verbs[v], ORDINALS[i]);
            const char *at = strstr(text, phrase);
            if (at)
                push(arena, CLAIM_RANK, i + 1, (size_t)(at - text), (size_t)(at - text) + strlen(phrase), out);
        }
}

void
claims_find(Arena *arena, const char *text, bool cjk, ClaimList *out)
{
    char *lower = arena_strdup(arena, text);
    for (char *at = lower; *at; at++)
        *at = (char)((unsigned char)*at < 0x80 ? tolower((unsigned char)*at) : *at);
    find_words(arena, text, lower, cjk, out);
    if (cjk) {
        find_han_streak(arena, text, out);
        find_han_rank(arena, text, out);
    } else {
        find_latin_streak(arena, lower, out);
        find_latin_rank(arena, lower, out);
    }
}

/* ---- verdicts --------------------------------------------------------------------------------------------------------------------- */

static ClaimVerdict
fails(Arena *arena, const char *reason[MESSAGE_LANG_COUNT], const char *en, const char *zh, const Fact *fact, int year, const char *value)
{
    (void)fact;
    reason[MESSAGE_EN] = arena_printf(arena, en, year, value);
    reason[MESSAGE_ZH] = arena_printf(arena, zh, year, value);
    return CLAIM_FAILS;
}

/* The figures of all years that one line may join with this one, oldest first; NULL. */
static const Fact *const *
series_of(const Model *model, Arena *arena, const Fact *fact)
{
    FactQuery query = {.indicator = fact->indicator, .scope = fact->scope, .period = fact->period, .basis = *fact->basis ? fact->basis : NULL};
    return *fact->basis ? model_series(model, arena, diags_new(arena), LOC_NONE, &query) : NULL;
}

static ClaimVerdict
against_earlier(Arena *arena, const Claim *claim, const Fact *const *series, const Fact *fact, const char *reason[MESSAGE_LANG_COUNT])
{
    bool any = false, high = claim->kind != CLAIM_LOWEST;
    for (; *series && (*series)->year < fact->year; series++) {
        Decimal than = claim->kind == CLAIM_FIRST ? claim->threshold : fact->value;
        int order = decimal_compare((*series)->value, than);
        any = true;
        if (high ? order >= 0 : order <= 0)
            return fails(arena, reason, high ? "%d had %s already" : "%d had as little as %s", high ? "%d年已有%s" : "%d年已低至%s", fact, (*series)->year,
                         decimal_text(arena, (*series)->value));
    }
    return any ? CLAIM_HOLDS : CLAIM_OPEN;
}

static ClaimVerdict
against_steps(Arena *arena, const Claim *claim, const Fact *const *series, const Fact *fact, const char *reason[MESSAGE_LANG_COUNT])
{
    int steps = 0;
    const Fact *before = NULL;
    for (; *series && (*series)->year <= fact->year; series++) {
        if ((*series)->year < fact->year - claim->count)
            continue;
        if (before && (*series)->year == before->year + 1) {
            int order = decimal_compare((*series)->value, before->value);
            if (claim->kind == CLAIM_RISING ? order <= 0 : order >= 0)
                return fails(arena, reason, claim->kind == CLAIM_RISING ? "%d did not rise: %s" : "%d did not fall: %s",
                             claim->kind == CLAIM_RISING ? "%d年并未增长：%s" : "%d年并未下降：%s", fact, (*series)->year, decimal_text(arena, (*series)->value));
            steps++;
        }
        before = *series;
    }
    return steps == claim->count ? CLAIM_HOLDS : CLAIM_OPEN;
}

ClaimVerdict
claim_verdict(const Model *model, Arena *arena, const Claim *claim, const Fact *fact, const char *reason[MESSAGE_LANG_COUNT])
{
    if (claim->kind == CLAIM_RANK) {
        if (!fact->rank)
            return CLAIM_OPEN;
        return fact->rank == claim->count ? CLAIM_HOLDS
                                          : fails(arena, reason, "in %d its rank is %s", "%d年的位次是第%s", fact, fact->year, arena_printf(arena, "%d", fact->rank));
    }
    if (!fact->has_value || !fact->year)
        return CLAIM_OPEN;
    if (claim->kind == CLAIM_FIRST && claim->has_threshold && decimal_compare(fact->value, claim->threshold) < 0)
        return fails(arena, reason, "in %d it is %s", "%d年为%s", fact, fact->year, decimal_text(arena, fact->value));
    const Fact *const *series = series_of(model, arena, fact);
    if (!series || (claim->kind == CLAIM_FIRST && !claim->has_threshold))
        return CLAIM_OPEN;
    bool steps = claim->kind == CLAIM_RISING || claim->kind == CLAIM_FALLING;
    return steps ? against_steps(arena, claim, series, fact, reason) : against_earlier(arena, claim, series, fact, reason);
}
