/* audit/number.c -- the walk over a text, and what digits, numerals and words have in common. */
#include "audit/scan.h"

#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

bool
number_is_figure(const Number *number)
{
    return (number->kind == NUMBER_QUANTITY || number->kind == NUMBER_RANK) && !number->is_weak;
}

const char *
number_kind_name(NumberKind kind)
{
    static const char *const names[] = {
        "quantity", "rank", "ordinal", "date", "window", "time", "document", "clause", "designation", "code", "name", "list", "text",
    };
    return names[kind];
}

/* ---- looking around ---------------------------------------------------------------------------------------------- */

bool
scan_before(const Scan *scan, size_t at, const char *word)
{
    size_t length = strlen(word);
    return at >= length && memcmp(scan->text + at - length, word, length) == 0;
}

/* Lists are walked at nearly every character: the first letter tells of most words that they are not meant. */
int
scan_any(const Scan *scan, size_t at, const char *const *words)
{
    if (at >= scan->length)
        return -1;
    const char *text = scan->text + at;
    char first = *text;
    size_t most = 0;
    int best = -1;
    for (int i = 0; words[i]; i++) {
        if (*words[i] != first)
            continue;
        size_t length = 1;
        while (words[i][length] && words[i][length] == text[length])
            length++;
        if (!words[i][length] && length > most) {
            best = i;
            most = length;
        }
    }
    return best;
}

int
scan_any_before(const Scan *scan, size_t at, const char *const *words)
{
    if (at == 0)
        return -1;
    char last = scan->text[at - 1];
    size_t most = 0;
    int best = -1;
    for (int i = 0; words[i]; i++) {
        size_t length = strlen(words[i]);
        if (length > most && words[i][length - 1] == last && scan_before(scan, at, words[i])) {
            best = i;
            most = length;
        }
    }
    return best;
}

bool
scan_word_in(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (*words[i] == *word && strcmp(words[i], word) == 0)
            return true;
    return false;
}

size_t
scan_skip_space(const Scan *scan, size_t at)
{
    while (at < scan->length && scan->text[at] == ' ')
        at++;
    return at;
}

size_t
scan_back_space(const Scan *scan, size_t at)
{
    while (at > 0 && scan->text[at - 1] == ' ')
        at--;
    return at;
}

bool
scan_is_digit(const Scan *scan, size_t at)
{
    return at < scan->length && scan->text[at] >= '0' && scan->text[at] <= '9';
}

bool
scan_is_letter(const Scan *scan, size_t at)
{
    char c = at < scan->length ? scan->text[at] : '\0';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *
lower_word(const Scan *scan, size_t from, size_t to)
{
    char *word = arena_strndup(scan->arena, scan->text + from, to - from);
    for (char *at = word; *at; at++)
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : *at;
    return word;
}

const char *
scan_word_before(const Scan *scan, size_t at, size_t *start)
{
    size_t to = at, from;
    while (to > 0 && scan->text[to - 1] == ' ')
        to--;
    for (from = to; from > 0 && scan_is_letter(scan, from - 1); from--)
        ;
    if (start)
        *start = from;
    return lower_word(scan, from, to);
}

const char *
scan_word_at(const Scan *scan, size_t at, size_t *end)
{
    size_t from = at, to;
    while (from < scan->length && scan->text[from] == ' ')
        from++;
    for (to = from; scan_is_letter(scan, to); to++)
        ;
    if (end)
        *end = to;
    return lower_word(scan, from, to);
}

/* ---- pushing -------------------------------------------------------------------------------------------------------- */

Number *
scan_push(Scan *scan, NumberKind kind, size_t start, size_t end)
{
    Number number = {.kind = kind, .start = start, .end = end, .from = start, .to = end, .in_words = true};
    for (size_t i = start; i < end; i++)
        number.in_words &= !scan_is_digit(scan, i);
    VEC_PUSH(scan->arena, scan->out, number);
    return &VEC_LAST(scan->out);
}

void
scan_set_value(Number *number, Decimal value)
{
    while (value.scale && value.mantissa % 10 == 0) {
        value.mantissa /= 10;
        value.scale--;
    }
    number->value = value;
    number->has_value = true;
}

static Decimal
shifted(Decimal value, int power)
{
    int64_t factor = 1;
    for (int i = 0; i < power; i++)
        factor *= 10;
    Decimal out;
    return decimal_mul(value, decimal_from_int(factor), &out) ? out : value;
}

/* ---- scales --------------------------------------------------------------------------------------------------------- */

typedef struct Scale { const char *word; int power; bool letters; } Scale;

static const Scale SCALES[] = {
    {"万亿", 12, false}, {"亿", 8, false}, {"千万", 7, false}, {"百万", 6, false}, {"十万", 5, false}, {"万", 4, false},
    {"千", 3, false}, {"百", 2, false},
    {"trillion", 12, true}, {"billion", 9, true}, {"million", 6, true}, {"thousand", 3, true}, {"hundred", 2, true},
    {"bn", 9, true}, {"mn", 6, true}, {"m", 6, true}, {"k", 3, true}, {"K", 3, true},
};

/* "3.6 million", "36k" — but neither "3 metres" nor 5 km. */
static const Scale *
scale_at(const Scan *scan, size_t at, size_t *end)
{
    size_t from = scan->cjk ? at : scan_skip_space(scan, at);
    for (size_t i = 0; i < COUNT_OF(SCALES); i++) {
        const Scale *scale = &SCALES[i];
        if (!scan_at(scan, from, scale->word))
            continue;
        size_t length = strlen(scale->word), to = from + length;
        bool one_letter = scale->letters && length <= 2;
        if ((one_letter && from != at) || (scale->letters && scan_is_letter(scan, to)))
            continue;
        /* 5千米, 2万 but 3百分点 */
        if (scan_at(scan, to, "米") || scan_at(scan, to, "瓦") || scan_at(scan, to, "克") || scan_at(scan, to, "分") || scan_at(scan, to, "伏"))
            if (scale->power == 3 || scale->power == 2)
                continue;
        *end = to;
        return scale;
    }
    return NULL;
}

/* ---- qualifiers ----------------------------------------------------------------------------------------------------- */

typedef struct BoundWord { const char *word; size_t length; NumberBound bound; } BoundWord;

#define BOUND(word, kind) {word, sizeof word - 1, BOUND_##kind}


static const BoundWord ZH_BEFORE[] = {
    BOUND("约", ABOUT), BOUND("大约", ABOUT), BOUND("大概", ABOUT), BOUND("约为", ABOUT), BOUND("约占", ABOUT), BOUND("约有", ABOUT), BOUND("约达", ABOUT),
    BOUND("约计", ABOUT), BOUND("约合", ABOUT), BOUND("约需", ABOUT), BOUND("左右", ABOUT),
    BOUND("近", NEARLY), BOUND("将近", NEARLY), BOUND("接近", NEARLY), BOUND("近乎", NEARLY), BOUND("接近于", NEARLY), BOUND("几近", NEARLY),
    BOUND("超", MORE_THAN), BOUND("超过", MORE_THAN),
    BOUND("逾", MORE_THAN), BOUND("突破", MORE_THAN), BOUND("多于", MORE_THAN), BOUND("高于", MORE_THAN), BOUND("大于", MORE_THAN),
    BOUND("超出", MORE_THAN), BOUND("超过了", MORE_THAN), BOUND("突破了", MORE_THAN),
    BOUND("不足", LESS_THAN), BOUND("不到", LESS_THAN), BOUND("少于", LESS_THAN), BOUND("低于", LESS_THAN), BOUND("小于", LESS_THAN),
    BOUND("至少", AT_LEAST), BOUND("不少于", AT_LEAST), BOUND("不低于", AT_LEAST), BOUND("最少", AT_LEAST), BOUND("至多", AT_MOST),
    BOUND("不超过", AT_MOST), BOUND("不多于", AT_MOST), BOUND("不高于", AT_MOST), BOUND("最多", AT_MOST),
    BOUND(">", MORE_THAN), BOUND("<", LESS_THAN), BOUND("~", ABOUT), BOUND("≈", ABOUT), BOUND("≥", AT_LEAST), BOUND("≤", AT_MOST),
};

static const BoundWord ZH_AFTER[] = {
    BOUND("余", MORE_THAN), BOUND("多", MORE_THAN), BOUND("有余", MORE_THAN), BOUND("以上", OR_MORE), BOUND("及以上", AT_LEAST),
    BOUND("左右", ABOUT), BOUND("上下", ABOUT), BOUND("以下", OR_LESS), BOUND("以内", OR_LESS), BOUND("+", MORE_THAN), BOUND("强", MORE_THAN),
};

static const BoundWord EN_BEFORE[] = {
    BOUND("about", ABOUT), BOUND("around", ABOUT), BOUND("approximately", ABOUT), BOUND("roughly", ABOUT), BOUND("circa", ABOUT),
    BOUND("some", ABOUT), BOUND("an estimated", ABOUT), BOUND("nearly", NEARLY), BOUND("almost", NEARLY), BOUND("close to", NEARLY),
    BOUND("approaching", NEARLY), BOUND("just under", NEARLY), BOUND("just short of", NEARLY), BOUND("just below", NEARLY),
    BOUND("slightly under", NEARLY), BOUND("slightly less than", NEARLY), BOUND("approached", NEARLY), BOUND("nearing", NEARLY),
    BOUND("near", NEARLY), BOUND("more than", MORE_THAN),
    BOUND("over", MORE_THAN), BOUND("above", MORE_THAN), BOUND("exceeding", MORE_THAN), BOUND("exceeds", MORE_THAN),
    BOUND("exceed", MORE_THAN), BOUND("exceeded", MORE_THAN), BOUND("upwards of", MORE_THAN), BOUND("in excess of", MORE_THAN),
    BOUND("topped", MORE_THAN), BOUND("topping", MORE_THAN), BOUND("surpassed", MORE_THAN), BOUND("passed", MORE_THAN),
    BOUND("surpassing", MORE_THAN), BOUND("upward of", MORE_THAN), BOUND("well over", MORE_THAN), BOUND("a little over", MORE_THAN),
    BOUND("slightly over", MORE_THAN), BOUND("slightly more than", MORE_THAN), BOUND("just over", MORE_THAN),
    BOUND("greater than", MORE_THAN), BOUND("higher than", MORE_THAN), BOUND("larger than", MORE_THAN), BOUND("beyond", MORE_THAN),
    BOUND("at least", AT_LEAST), BOUND("no fewer than", AT_LEAST), BOUND("no less than", AT_LEAST), BOUND("not fewer than", AT_LEAST),
    BOUND("not less than", AT_LEAST), BOUND("a minimum of", AT_LEAST), BOUND("up to", AT_MOST), BOUND("no more than", AT_MOST),
    BOUND("not more than", AT_MOST), BOUND("not exceeding", AT_MOST), BOUND("at most", AT_MOST), BOUND("a maximum of", AT_MOST),
    BOUND("within", OR_LESS),
    BOUND("less than", LESS_THAN), BOUND("fewer than", LESS_THAN), BOUND("under", LESS_THAN), BOUND("below", LESS_THAN),
    BOUND("short of", LESS_THAN), BOUND("lower than", LESS_THAN),
    BOUND(">", MORE_THAN), BOUND("<", LESS_THAN), BOUND("~", ABOUT), BOUND("≈", ABOUT), BOUND("≥", AT_LEAST), BOUND("≤", AT_MOST),
};

static const BoundWord EN_AFTER[] = {
    BOUND("+", MORE_THAN), BOUND(" or more", OR_MORE), BOUND(" or so", ABOUT), BOUND(" or above", OR_MORE), BOUND("-plus", MORE_THAN),
    BOUND(" plus", MORE_THAN), BOUND(" or over", OR_MORE), BOUND(" or less", OR_LESS), BOUND(" or fewer", OR_LESS), BOUND(" or below", OR_LESS),
    BOUND("-odd", MORE_THAN), BOUND(" odd", MORE_THAN),
    BOUND(" or thereabouts", ABOUT), BOUND(" and more", OR_MORE), BOUND(" or higher", OR_MORE),
};

/* 最近5次 is no 近5; 附近、新近 neither. 多 stands after a number, not before 多种. */
static bool
is_other_word(const Scan *scan, size_t at, const char *word)
{
    static const char *const before_near[] = {"最", "附", "邻", "新", "相", "靠", NULL};
    static const char *const before_over[] = {"赶", NULL};
    if (strcmp(word, "近") == 0)
        return scan_any_before(scan, at, before_near) >= 0;
    if (strcmp(word, "超") == 0)
        return scan_any_before(scan, at, before_over) >= 0;
    /* 100～200: a range */
    if (strcmp(word, "~") == 0)
        return at > 0 && (scan_is_digit(scan, at - 1) || (unsigned char)scan->text[at - 1] >= 0x80 || scan->text[at - 1] == '%');
    return false;
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool
word_ends_of(const Scan *scan, size_t at, const char *word, size_t length, bool cjk)
{
    if (at < length || (cjk ? scan->text[at - 1] : lower(scan->text[at - 1])) != word[length - 1])
        return false;
    for (size_t i = 0; i < length; i++)
        if ((cjk ? scan->text[at - length + i] : lower(scan->text[at - length + i])) != word[i])
            return false;
    return cjk || !isalpha((unsigned char)word[0]) || at == length || !scan_is_letter(scan, at - length - 1);
}

static bool
word_ends(const Scan *scan, size_t at, const char *word, bool cjk)
{
    return word_ends_of(scan, at, word, strlen(word), cjk);
}

/* 约占全国总量10%: the word stands before what the share is of. Only a run of Han text may lie between. */
static void
find_bound_apart(const Scan *scan, Number *number)
{
    static const struct { const char *word; NumberBound bound; } words[] = {
        {"约占", BOUND_ABOUT}, {"大约占", BOUND_ABOUT}, {"约为", BOUND_ABOUT}, {"约是", BOUND_ABOUT}, {"约相当于", BOUND_ABOUT}, {"近占", BOUND_NEARLY},
        {"超过占", BOUND_MORE_THAN},
    };
    static const char *const stops[] = {"，", "。", "、", "；", "：", "（", "）", ",", ";", "的是", NULL};
    size_t at = scan_back_space(scan, number->from), limit = at > 45 ? at - 45 : 0;
    /* 约为2019年的2.5倍 */
    if (scan_before(scan, at, "年的") && at > 10 && scan_is_digit(scan, at - 7))
        at -= 10;
    for (; at > limit && scan_any_before(scan, at, stops) < 0 && !scan_is_digit(scan, at - 1); at--)
        for (size_t i = 0; i < COUNT_OF(words); i++)
            if (scan_before(scan, at, words[i].word)) {
                number->bound = words[i].bound;
                return;
            }
}

/* "about CNY 1,260 billion": what the number is of stands between. */
static size_t
skip_currency(const Scan *scan, size_t at)
{
    static const char *const words[] = {"RMB", "CNY", "USD", "EUR", "GBP", "US$", "$", "¥", "€", "￥", "人民币", NULL};
    int index = scan_any_before(scan, at, words);
    return index < 0 ? at : scan_back_space(scan, at - strlen(words[index]));
}

static void
find_bound_before(const Scan *scan, Number *number)
{
    const BoundWord *words = scan->cjk ? ZH_BEFORE : EN_BEFORE;
    size_t count = scan->cjk ? COUNT_OF(ZH_BEFORE) : COUNT_OF(EN_BEFORE), best = 0;
    size_t at = scan_back_space(scan, number->from);
    at = skip_currency(scan, at);
    if (!scan->cjk) {
        /* "about a quarter", "more than the 10": an article between. */
        static const char *const articles[] = {" a", " an", " the", NULL};
        int article = scan_any_before(scan, at, articles);
        if (article >= 0)
            at -= strlen(articles[article]);
    }
    char last = at == 0 ? '\0' : scan->cjk ? scan->text[at - 1] : lower(scan->text[at - 1]);
    for (size_t i = 0; i < count; i++) {
        size_t length = words[i].length;
        if (words[i].word[length - 1] != last || length <= best || !word_ends_of(scan, at, words[i].word, length, scan->cjk) || (scan->cjk
            && is_other_word(scan, at - length, words[i].word)))
            continue;
        if (str_equal(words[i].word, "within") && at != scan_back_space(scan, number->from))
            continue;
        best = length;
        number->bound = words[i].bound;
    }
    if (best)
        number->from = at - best;
    else if (scan->cjk)
        find_bound_apart(scan, number);
}

/* "100 items or more": behind one to three words, before "or". */
static size_t
after_noun(const Scan *scan, size_t end)
{
    size_t at = end;
    for (int words = 0; words < 4 && scan->text[at] == ' '; words++) {
        size_t next;
        const char *word = scan_word_at(scan, at, &next);
        if (!*word || str_equal(word, "or"))
            return words && *word ? at : end;
        at = next;
    }
    return end;
}

/* Directly behind, or behind the measure word: 100项以上. */
static size_t
find_bound_after(const Scan *scan, Number *number, size_t end)
{
    const BoundWord *words = scan->cjk ? ZH_AFTER : EN_AFTER;
    size_t count = scan->cjk ? COUNT_OF(ZH_AFTER) : COUNT_OF(EN_AFTER);
    size_t places[2] = {end, 0}, place_count = 1;
    size_t measure = scan->cjk ? scan_measure(scan, scan_skip_space(scan, end)) : 0;
    if (measure)
        places[place_count++] = scan_skip_space(scan, end) + measure;
    else if (!scan->cjk)
        places[place_count++] = after_noun(scan, end);
    for (size_t k = 0; k < place_count; k++)
        for (size_t i = 0; i < count; i++) {
            if (!scan_at(scan, places[k], words[i].word))
                continue;
            size_t to = places[k] + words[i].length;
            bool more = k == 1 && (str_equal(words[i].word, "多") || str_equal(words[i].word, "强"));
            if (more || (!scan->cjk && scan_is_letter(scan, to)))
                continue;
            /* 1+3 is no "more than 1"; 50强 is a list of fifty; 3多种 is odd but 多元 is another word. */
            if (str_equal(words[i].word, "+") && (scan_is_digit(scan, to) || scan_is_letter(scan, to)))
                continue;
            if (str_equal(words[i].word, "强") || scan_at(scan, places[k], "多元") || scan_at(scan, places[k], "余额"))
                continue;
            number->bound = words[i].bound;
            return k == 0 ? to : end;
        }
    return end;
}

/* ---- units ------------------------------------------------------------------------------------------------------------ */

typedef struct UnitWord { const char *word; NumberUnit unit; int power; } UnitWord;

static const UnitWord UNITS[] = {
    {"个百分点", NUMBER_POINTS, 0}, {"百分点", NUMBER_POINTS, 0}, {"percentage points", NUMBER_POINTS, 0}, {"percentage point", NUMBER_POINTS, 0},
    {"个基点", NUMBER_POINTS, -2}, {"basis points", NUMBER_POINTS, -2}, {"basis point", NUMBER_POINTS, -2}, {"points of a percent", NUMBER_POINTS, 0},
    {"%", NUMBER_PERCENT, 0}, {"per cent", NUMBER_PERCENT, 0}, {"percent", NUMBER_PERCENT, 0}, {"pct", NUMBER_PERCENT, 0}, {"‰", NUMBER_PERCENT, -1},
    {"倍", NUMBER_TIMES, 0}, {"times", NUMBER_TIMES, 0}, {"-fold", NUMBER_TIMES, 0}, {"fold", NUMBER_TIMES, 0}, {"x", NUMBER_TIMES, 0},
};

static Decimal
scaled_down(Decimal value, int power)
{
    value.scale += power;
    return value;
}

/* Words that make 2倍 mean "more by twice": the whole is three times. */
static bool
grows_by(const Scan *scan, const Number *number)
{
    static const char *const zh[] = {
        "增长", "增长了", "增加", "增加了", "提高", "提高了", "上升", "上升了", "扩大", "扩大了", "提升", "提升了", "增幅达", "增幅为", "涨幅达", "高出", "多出", "翻了", "增幅", "增", "增长超过",
        "增长近", "增长约", NULL,
    };
    static const char *const en[] = {
        "increased by", "rose by", "grew by", "up by", "risen by", "grown by", "increase of", "growth of", "rise of", "expanded by",
        "climbed by", "up", NULL,
    };
    size_t at = scan_back_space(scan, number->from);
    if (scan->cjk)
        return scan_any_before(scan, at, zh) >= 0 || (scan_before(scan, number->from, "超过") && scan_before(scan, number->from - 6, "增长"));
    for (size_t i = 0; en[i]; i++)
        if (word_ends(scan, at, en[i], false))
            return true;
    return false;
}

/* "three times as many" compares; "won it three times" counts. */
static bool
compares(const Scan *scan, const Number *number, size_t end)
{
    static const char *const words[] = {
        "as", "the", "that", "more", "higher", "larger", "greater", "its", "their", "what", "those", "over", "of", NULL,
    };
    size_t next;
    const char *word = scan_word_at(scan, end, &next);
    if (scan_word_in(word, words))
        return true;
    const char *lead = scan_word_before(scan, number->from, NULL);
    return strcmp(lead, "by") == 0 || strcmp(lead, "to") == 0;
}

static size_t
find_unit(Scan *scan, Number *number, size_t end)
{
    size_t at = scan_skip_space(scan, end);
    if (!scan->cjk && scan->text[at] == '-' && scan_at(scan, at, "-percent"))
        at++;
    for (size_t i = 0; i < COUNT_OF(UNITS); i++) {
        const UnitWord *unit = &UNITS[i];
        if (!scan_at(scan, at, unit->word))
            continue;
        size_t to = at + strlen(unit->word);
        bool latin = isalpha((unsigned char)unit->word[0]) || unit->word[0] == '-';
        if ((latin && scan_is_letter(scan, to)) || (str_equal(unit->word, "x") && at != end))
            continue;
        if (str_equal(unit->word, "times") && !compares(scan, number, to))
            continue;
        number->unit = unit->unit;
        if (unit->power)
            scan_set_value(number, scaled_down(number->value, -unit->power));
        return to;
    }
    return end;
}

/* 3—5万, 5—10%, 10 to 20 million: the end of a range lends its scale and unit to the beginning. */
static void
close_range(Scan *scan, Number *second, int power)
{
    static const char *const joints[] = {"—", "–", "-", "~", "～", "至", "到", " to ", "—", "－", NULL};
    static const char *const joints_and[] = {" and ", NULL};
    if (scan->out->count < 2)
        return;
    Number *first = &scan->out->items[scan->out->count - 2];
    if (first->kind != NUMBER_QUANTITY || first->end >= second->start || first->unit != NUMBER_PLAIN)
        return;
    const char *between = arena_strndup(scan->arena, scan->text + first->end, second->start - first->end);
    bool joined = false;
    for (int i = 0; joints[i]; i++)
        joined |= strcmp(between, joints[i]) == 0;
    for (int i = 0; joints_and[i]; i++)
        joined |= strcmp(between, joints_and[i]) == 0 && word_ends(scan, scan_back_space(scan, first->start), "between", false);
    if (!joined)
        return;
    first->unit = second->unit;
    if (first->has_value && second->has_value && power && decimal_compare(first->value, shifted(decimal_from_int(1), power)) < 0)
        scan_set_value(first, shifted(first->value, power));
}

/* 2万8千, 1亿2000万, 3万5000: what follows the scale is of a lower one. */
static size_t
add_lower_part(const Scan *scan, Number *number, size_t end, int power)
{
    size_t stop = end, after;
    while (scan_is_digit(scan, stop))
        stop++;
    const Scale *scale = scale_at(scan, stop, &after);
    Decimal lower, sum;
    if (!decimal_parse(scan->text + end, stop - end, &lower) || (scale && scale->power >= power) || (!scale && stop - end < 2))
        return end;
    if (scale)
        lower = shifted(lower, scale->power);
    if (!decimal_add(number->value, lower, &sum))
        return end;
    scan_set_value(number, sum);
    return scale ? after : stop;
}

size_t
scan_finish_quantity(Scan *scan, Number *number, size_t end)
{
    find_bound_before(scan, number);
    size_t after = end;
    int power = 0;
    end = find_bound_after(scan, number, end);
    for (const Scale *scale; number->has_value && (scale = scale_at(scan, end, &after)); end = after) {
        scan_set_value(number, shifted(number->value, scale->power));
        power += scale->power;
    }
    if (scan->cjk && power && scan_is_digit(scan, end))
        end = add_lower_part(scan, number, end, power);
    if (number->bound == BOUND_EXACT || number->bound == BOUND_ABOUT)
        end = find_bound_after(scan, number, end);
    end = find_unit(scan, number, end);
    if (number->bound == BOUND_EXACT)
        end = find_bound_after(scan, number, end);
    number->grows = number->has_value && grows_by(scan, number);
    if (number->unit == NUMBER_TIMES && number->grows) {
        Decimal whole;
        if (decimal_add(number->value, decimal_from_int(1), &whole))
            scan_set_value(number, whole);
    }
    number->end = number->to = end;
    close_range(scan, number, power);
    return end;
}

size_t
scan_find_bounds(const Scan *scan, Number *number, size_t end)
{
    if (number->bound == BOUND_EXACT)
        find_bound_before(scan, number);
    if (number->bound == BOUND_EXACT)
        end = find_bound_after(scan, number, end);
    number->end = number->to = end;
    return end;
}

/* ---- ranks ------------------------------------------------------------------------------------------------------------- */

bool
scan_is_rank(const Scan *scan, size_t start, size_t end)
{
    static const char *const zh_before[] = {
        "全国", "全球", "世界", "全市", "排名", "位列", "位居", "名列", "排在", "排行", "亚洲", "国内", "国际", "东部", "长三角", "升至", "跃居", "降至", "保持", "稳居", "全国的", NULL,
    };
    /* 全国第三次普查, 全国第一个 tell which one, not how far up. */
    static const char *const zh_weak[] = {"列", "居", "排", "为", "获", NULL}, *const zh_place[] = {"位", "名", NULL};
    static const char *const zh_not_after[] = {"次", "届", "批", "个", "部", "期", "代", "项", "家", "条", "产业", "三方", "方", "号", NULL};
    static const char *const en_before[] = {
        "ranked", "ranks", "ranking", "rank", "placed", "places", "came", "comes", "stood", "stands", "position", "up from", "down from",
        "rose to", "fell to", "climbed to", "slipped to", "up to", NULL,
    };
    static const char *const en_after[] = {
        "in china", "in the world", "in the country", "nationally", "nationwide", "worldwide", "globally", "place", NULL,
    };
    size_t at = scan_back_space(scan, start);
    if (scan->cjk)
        return (scan_any_before(scan, at, zh_before) >= 0 && scan_any(scan, end, zh_not_after) < 0)
            || (scan_any_before(scan, at, zh_weak) >= 0 && scan_any(scan, end, zh_place) >= 0);
    for (int i = 0; en_before[i]; i++)
        if (word_ends(scan, at, en_before[i], false))
            return true;
    /* "the first in China to adopt it" claims something else. */
    if (word_ends(scan, scan_back_space(scan, start), "in the", false) && strcmp(scan_word_at(scan, end, NULL), "place") == 0)
        return false;
    bool the = strcmp(scan_word_before(scan, start, NULL), "the") == 0;
    size_t next = scan_skip_space(scan, end);
    for (int i = 0; en_after[i]; i++) {
        size_t length = strlen(en_after[i]), k = 0;
        while (k < length && next + k < scan->length && lower(scan->text[next + k]) == en_after[i][k])
            k++;
        if (k == length && strcmp(scan_word_at(scan, next + k, NULL), "to") == 0)
            return false;
        if (k == length && !scan_is_letter(scan, next + k))
            return !the || !scan->text[next + k] || strchr(".,;:)", scan->text[next + k]);
    }
    return false;
}

/* ---- the walk ----------------------------------------------------------------------------------------------------------- */

/* Half-width letters and digits, plain spaces; a full-width comma stays what it is in Chinese, the end of a clause. */
static void
make_half_width(Scan *scan, const char *text)
{
    size_t length = strlen(text);
    char *half = arena_alloc(scan->arena, length + 1);
    uint32_t *place = ARENA_ARRAY(scan->arena, uint32_t, length + 1);
    size_t used = 0;
    for (const char *at = text; *at;) {
        const char *from = at;
        uint32_t rune = utf8_next(&at);
        bool full = rune >= 0xFF01 && rune <= 0xFF5E && rune != 0xFF0C && rune != 0xFF1A && rune != 0xFF1B;
        bool space = rune == 0xA0 || rune == 0x202F || rune == 0x2009 || rune == 0x3000 || rune == '\t';
        char bytes[4];
        size_t count = utf8_encode(full ? rune - 0xFEE0 : space ? ' ' : rune, bytes);
        for (size_t i = 0; i < count && used < length; i++) {
            half[used] = bytes[i];
            place[used++] = (uint32_t)(from - text);
        }
    }
    place[used] = (uint32_t)length;
    scan->text = half;
    scan->place = place;
    scan->length = used;
}

static size_t
skip_address(const Scan *scan, size_t at)
{
    char first = scan->text[at];
    if (first != 'h' && first != 'w')
        return at;
    if (!scan_at(scan, at, "http://") && !scan_at(scan, at, "https://") && !scan_at(scan, at, "www."))
        return at;
    while (at < scan->length && (unsigned char)scan->text[at] > ' ' && (unsigned char)scan->text[at] < 0x80)
        at++;
    return at;
}

static size_t
match_name(Scan *scan, size_t at)
{
    size_t best = 0;
    for (size_t i = 0; scan->names && i < scan->names->count; i++) {
        const char *name = scan->names->items[i];
        if (name[0] == scan->text[at] && strlen(name) > best && scan_at(scan, at, name))
            best = strlen(name);
    }
    /* 1+3 is not the end of 11+3, nor the beginning of 1+30 or 1+3+9. */
    bool digits = best && scan_is_digit(scan, at), ends = best && scan_is_digit(scan, at + best - 1);
    bool cut = (digits && at && (scan_is_digit(scan, at - 1) || scan->text[at - 1] == '+'))
        || (ends && (scan_is_digit(scan, at + best) || (scan->text[at + best] == '+' && scan_is_digit(scan, at + best + 1))));
    if (!best || cut)
        return at;
    scan_push(scan, NUMBER_NAME, at, at + best);
    return at + best;
}

static size_t
scan_one(Scan *scan, size_t at)
{
    size_t next = skip_address(scan, at);
    if (next > at || (next = match_name(scan, at)) > at)
        return next;
    if (scan_is_digit(scan, at))
        return scan_digits(scan, at);
    if (scan_is_letter(scan, at))
        return scan_letters(scan, at);
    if ((unsigned char)scan->text[at] >= 0x80)
        return scan_han(scan, at);
    return at;
}

void
numbers_find(Arena *arena, const char *text, bool cjk, const NumberNames *names, NumberList *out)
{
    NumberList found = {0};
    Scan scan = {.arena = arena, .cjk = cjk, .heads = scan_han_heads(), .names = names, .out = &found};
    make_half_width(&scan, text);
    for (size_t at = 0; at < scan.length;) {
        size_t next = scan_one(&scan, at);
        at = next > at ? next : at + 1;
    }
    for (size_t i = 0; i < found.count; i++) {
        Number number = found.items[i];
        number.start = scan.place[number.start];
        number.end = scan.place[number.end];
        number.from = scan.place[number.from];
        number.to = scan.place[number.to];
        VEC_PUSH(arena, out, number);
    }
}
