/* audit/scan_latin.c -- what begins with a letter: designations and codes in any language, number words and months in English. */
#include "audit/scan.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

int
month_of(const char *word)
{
    static const char *const months[] = {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    };
    size_t length = strlen(word);
    for (int i = 0; i < 12; i++)
        if (months[i][0] != word[0])
            continue;
        else if (str_equal(word, months[i]) || (length >= 3 && length <= 4 && strncmp(months[i], word, 3) == 0 && (length == 3
            || str_equal(word, "sept"))))
            return i + 1;
    return 0;
}

/* ---- designations: ISO 9001, GB/T 15835-2011, ISO/TC 350, DB31/T 1234, C919, COVID-19 ------------------------------------- */

/* What a designation goes on with: 15835-2011, 3166-1:2020, 350. */
static size_t
designation_number(const Scan *scan, size_t at)
{
    while (scan_is_digit(scan, at) || ((scan->text[at] == '.' || scan->text[at] == '-' || scan->text[at] == ':' || scan_at(scan, at, "—")
        || scan_at(scan, at, "–"))
           && scan_is_digit(scan, at + (scan_at(scan, at, "—") || scan_at(scan, at, "–") ? 3 : 1))))
        at += scan_at(scan, at, "—") || scan_at(scan, at, "–") ? 3 : 1;
    return at;
}

static bool
is_issuer(const char *word)
{
    static const char *const names[] = {
        "ISO", "IEC", "ITU", "ITU-T", "ITU-R", "GB", "GB/T", "GB/Z", "DB", "EN", "ASTM", "IEEE", "RFC", "JJF", "JJG", "CEN", "BS", "DIN", "ANSI",
        "JIS", "UL", "SAE", "NIST", "ISO/IEC", "ISO/TC", "IEC/TC", "TC", "SC", "WG", "JTC", "SN", "YY", "HJ", "JT/T", "JB/T", "QC/T", "SJ/T",
        "YD/T", "CJ/T", "NY/T", "LY/T", "MT/T", "GA/T", "BY", "PDF", "UA", "WCAG", "CSS", "TR", "TS", "PAS", "IWA", "CWA", "IP", "ISO/TR",
        "ISO/TS", "SDG", "BCP", "CC", "VDE", NULL,
    };
    return scan_word_in(word, names) || strncmp(word, "DB", 2) == 0 || strncmp(word, "GB", 2) == 0 || strncmp(word, "T/", 2) == 0 || strncmp(word, "Q/", 2) == 0
        || strncmp(word, "ISO/", 4) == 0 || strncmp(word, "IEC/", 4) == 0 || str_ends(word, "/T") || str_ends(word, "/TC") || str_ends(word, "/SC")
            || str_ends(word, "/WG");
}

static bool
counts_in_either(const Scan *scan, size_t end, size_t digits_from)
{
    size_t at = scan_skip_space(scan, end);
    bool plain = true;
    for (size_t i = digits_from; i < end; i++)
        plain &= scan_is_digit(scan, i);
    /* 承担TC 40个, but IEC 1906奖 */
    return plain && scan->cjk && scan_measure(scan, at) && !scan_at(scan, at, "奖") && !scan_at(scan, at, "标准") && !scan_at(scan, at, "国际");
}

/* The word at `at` with its solidi, digits inside and hyphens: ISO/IEC, DB31/T, ITU-T. */
static size_t
word_end(const Scan *scan, size_t at, bool *upper, bool *digits)
{
    size_t i = at;
    *upper = true;
    *digits = false;
    while (scan_is_letter(scan, i) || scan_is_digit(scan, i) || ((scan->text[i] == '/' || scan->text[i] == '-') && scan_is_letter(scan, i + 1))) {
        *upper &= !(scan->text[i] >= 'a' && scan->text[i] <= 'z');
        *digits |= scan_is_digit(scan, i);
        i++;
    }
    return i;
}

static size_t
designation(Scan *scan, size_t at)
{
    bool upper, digits;
    size_t end = word_end(scan, at, &upper, &digits);
    const char *word = arena_strndup(scan->arena, scan->text + at, end - at);
    size_t from = scan->text[end] == ' ' ? end + 1 : end;
    bool issuer = is_issuer(word);
    if (digits && end - at == 2 && (word[0] == 'Q' || word[0] == 'H') && word[1] >= '1' && word[1] <= (word[0] == 'Q' ? '4' : '2')) {
        scan_push(scan, NUMBER_DATE, at, end)->date.day = (word[0] == 'Q' ? QUARTER_OF_YEAR : HALF_OF_YEAR) + word[1] - '0';
        return end;
    }
    if (digits) {
        /* C919, TC350, DB31/T 1234, B2B: letters and digits in one word. */
        size_t first = at;
        while (!scan_is_digit(scan, first))
            first++;
        /* IEC1906奖 is a designation, TC40个 a count. */
        if (counts_in_either(scan, end, first) && scan_any(scan, first, (const char *const[]){"0",
        NULL}) < 0 && is_issuer(arena_strndup(scan->arena, scan->text + at, first - at)))
            return first > at ? first : end;
        size_t number = scan_is_digit(scan, from) && (issuer || strchr(word, '/')) ? designation_number(scan, from) : designation_number(scan, end);
        scan_push(scan, issuer ? NUMBER_DESIGNATION : NUMBER_CODE, at, number > end ? number : end);
        return number > end ? number : end;
    }
    if (scan->text[end] == '-' && scan_is_digit(scan, end + 1) && upper && end > at) {
        size_t number = designation_number(scan, end + 1);
        scan_push(scan, NUMBER_CODE, at, number);
        return number;
    }
    if (!scan_is_digit(scan, from) || !upper || !issuer)
        return at;
    size_t number = designation_number(scan, from);
    if (counts_in_either(scan, number, from))
        return at;
    /* "of ISO 13 were": a designation is two digits at least, and no plain count before a plural. */
    size_t next_end;
    const char *next = scan_word_at(scan, number, &next_end);
    if (!scan->cjk && number - from <= 3 && !strchr(word, '/') && !str_equal(word, "TC") && !str_equal(word, "SC") && str_ends(next, "s"))
        return at;
    scan_push(scan, NUMBER_DESIGNATION, at, number);
    return number;
}

/* ---- number words ------------------------------------------------------------------------------------------------------- */

typedef struct Word { const char *word; int64_t value; } Word;

static const Word SMALL[] = {
    {"zero", 0}, {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10},
    {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
    {"nineteen", 19},
    {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90},
};
static const Word LARGE[] = {{"hundred", 100}, {"thousand", 1000}, {"million", 1000000}, {"billion", 1000000000}, {"dozen", 12}};
static const Word ORDINALS[] = {
    {"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10},
    {"eleventh", 11}, {"twelfth", 12}, {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16}, {"seventeenth", 17},
    {"eighteenth", 18},
    {"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30},
};
static const Word PARTS[] = {
    {"half", 2}, {"halves", 2}, {"third", 3}, {"thirds", 3}, {"quarter", 4}, {"quarters", 4}, {"fifth", 5}, {"fifths", 5}, {"sixth", 6},
    {"sixths", 6},
    {"eighth", 8}, {"eighths", 8}, {"tenth", 10}, {"tenths", 10},
};
static const Word TIMES[] = {
    {"double", 2}, {"doubled", 2}, {"doubles", 2}, {"doubling", 2}, {"twice", 2}, {"twofold", 2}, {"triple", 3}, {"tripled", 3}, {"triples", 3},
    {"tripling", 3},
    {"treble", 3}, {"trebled", 3}, {"thrice", 3}, {"threefold", 3}, {"quadruple", 4}, {"quadrupled", 4}, {"fourfold", 4}, {"fivefold", 5},
    {"tenfold", 10},
    {"quintupled", 5},
};

static bool
lookup(const Word *words, size_t count, const char *word, int64_t *value)
{
    for (size_t i = 0; i < count; i++)
        if (words[i].word[0] == word[0] && str_equal(words[i].word, word)) {
            *value = words[i].value;
            return true;
        }
    return false;
}
#define LOOKUP(words, word, value) lookup((words), COUNT_OF(words), (word), (value))

/* The next word after a space or a hyphen, and "and" within a number passed over. */
static const char *
next_word(const Scan *scan, size_t end, size_t *next)
{
    size_t at = end;
    if (scan->text[at] == '-' || scan->text[at] == ' ')
        at++;
    return at == end && end ? (*next = end, "") : scan_word_at(scan, at, next);
}

/* "one hundred and twenty-one", "two thousand"; end is after the last word used. */
static bool
cardinal(const Scan *scan, size_t at, size_t *end, int64_t *value)
{
    int64_t total = 0, part = 0, small;
    size_t next;
    const char *word = scan_word_at(scan, at, &next);
    bool article = str_equal(word, "a") || str_equal(word, "an");
    if (article) {
        size_t after;
        const char *large = next_word(scan, next, &after);
        if (!LOOKUP(LARGE, large, &small))
            return false;
        part = 1;
        word = large;
        next = after;
    }
    bool any = article, tens = false;
    for (*end = at;;) {
        if (LOOKUP(SMALL, word, &small)) {
            if (part % 100 && !(tens && small < 10))
                break;
            part += small;
            tens = small >= 20;
        } else if (LOOKUP(LARGE, word, &small)) {
            if (!any)
                return false;
            if (small >= 1000 && small != 12) {
                total += (part ? part : 1) * small;
                part = 0;
            } else {
                part = (part ? part : 1) * small;
            }
            tens = false;
        } else if (str_equal(word, "and") && any && (part % 100 == 0)) {
            size_t after;
            const char *then = next_word(scan, next, &after);
            if (!(part || total) || !LOOKUP(SMALL, then, &small) || part + total < 100)
                break;
            word = then;
            next = after;
            continue;
        } else {
            break;
        }
        any = true;
        *end = next;
        word = next_word(scan, next, &next);
        if (!*word)
            break;
    }
    *value = total + part;
    return any;
}

static bool
follows(const Scan *scan, size_t end, const char *const *words)
{
    size_t next;
    const char *word = scan_word_at(scan, end, &next);
    return scan_word_in(word, words);
}

/* "rose by a third", "about a fifth". */
static bool
is_share_lead(const char *word)
{
    static const char *const leads[] = {"by", "about", "nearly", "almost", "over", "than", "roughly", "around", "under", "approximately", NULL};
    return scan_word_in(word, leads);
}

/* Nothing that could be counted or ordered follows. */
static bool
ends_share(const Scan *scan, size_t end)
{
    static const char *const words[] = {
        "and", "or", "but", "in", "of", "to", "from", "on", "since", "year", "over", "compared", "are", "is", "were", "was", "have", "had",
        "has", "came", "come", "comes", "within", "during", "by", "after", "higher", "lower", "more", "less", NULL,
    };
    return !scan->text[end] || strchr(".,;:)", scan->text[end]) || follows(scan, end, words);
}

/* "a fifth" by itself; "a second and a third" are ordinals. */
static bool
alone_share(const Scan *scan, size_t at, size_t end)
{
    const char *lead = scan_word_before(scan, at, NULL);
    return (!scan->text[end] || strchr(".,;:)", scan->text[end])) && !str_equal(lead, "and") && !str_equal(lead, "or");
}

/* "a third of", "two-thirds", "one in four", "half"; share in per cent. */
static size_t
fraction_words(Scan *scan, size_t at)
{
    static const char *const of[] = {"of", NULL};
    int64_t over = 1, under = 0;
    size_t end, next;
    const char *word = scan_word_at(scan, at, &next);
    bool counted = LOOKUP(SMALL, word, &over) && over > 0, article = str_equal(word, "a") || str_equal(word, "one");
    size_t start = at;
    if (counted || article) {
        const char *part = next_word(scan, next, &end);
        if (str_equal(part, "in") || (str_equal(part, "out"))) {
            size_t after;
            const char *base = next_word(scan, end, &after);
            if (str_equal(part, "out"))
                base = next_word(scan, after, &after);
            if (!counted || !LOOKUP(SMALL, base, &under) || under <= over || !(scan->text[after] == ' ' || !scan->text[after]
                || strchr(".,;)", scan->text[after])))
                return at;
            /* "one in two committees" is a share; "two in three years" is not. */
            end = after;
        } else if (!LOOKUP(PARTS, part, &under)) {
            return at;
        }
        if (article && !counted)
            over = 1;
        bool plural = str_ends(part, "s");
        if (counted && over > 1 && !plural && under != 2 && !str_equal(part, "in") && !str_equal(part, "out"))
            return at; /* "two third-party" */
        if (!plural && under > 2 && !str_equal(part, "in") && !str_equal(part, "out") && !follows(scan, end, of) && scan->text[end] == '-')
            return at;
        /* "a first of 9, a second of 28 and a third of 33" */
        size_t of_end;
        if (str_equal(scan_word_at(scan, end, &of_end), "of") && scan_is_digit(scan, scan_skip_space(scan, of_end)) && under > 2)
            return at;
        /* "a third batch", "a second": ordinals; "a quarter" stays. */
        bool says_share = str_equal(word, "one") || is_share_lead(scan_word_before(scan, at, NULL));
        if (under != 4 && under != 2 && !plural && !str_equal(part, "in") && !str_equal(part, "out") && !follows(scan, end, of)
            && !(says_share && ends_share(scan, end)) && !(str_equal(word, "a") && alone_share(scan, at, end)))
            return at;
    } else if (str_equal(word, "half") && scan->text[next] != '-') {
        under = 2;
        end = next;
        size_t after;
        const char *then = scan_word_at(scan, end, &after);
        if (str_equal(then, "a") || str_equal(then, "an")) {
            int64_t large;
            const char *unit = scan_word_at(scan, after, &after);
            if (LOOKUP(LARGE, unit, &large)) {
                Number *number = scan_push(scan, NUMBER_QUANTITY, at, after);
                scan_set_value(number, decimal_from_int(large / 2));
                return scan_finish_quantity(scan, number, after);
            }
        }
    } else {
        return at;
    }
    Decimal share;
    Number *number = scan_push(scan, NUMBER_QUANTITY, start, end);
    number->in_words = true;
    if (decimal_div(decimal_from_int(over * 100), decimal_from_int(under), 6, ROUND_HALF_UP, &share))
        scan_set_value(number, share);
    size_t last = scan_finish_quantity(scan, number, end);
    number->unit = NUMBER_PERCENT;
    return last;
}

/* Part VIII, Annex II: after a word that numbers parts. */
static size_t
roman(Scan *scan, size_t at)
{
    static const char *const leads[] = {
        "part", "parts", "chapter", "section", "volume", "annex", "appendix", "article", "phase", "stage", "type", "class", "book", "title",
        NULL,
    };
    static const struct { char letter; int value; } letters[] = {{'I', 1}, {'V', 5}, {'X', 10}, {'L', 50}, {'C', 100}};
    size_t end = at;
    int total = 0, last = 1000;
    for (;; end++) {
        int value = 0;
        for (size_t i = 0; i < COUNT_OF(letters); i++)
            if (scan->text[end] == letters[i].letter)
                value = letters[i].value;
        if (!value)
            break;
        total += value > last ? value - 2 * last : value;
        last = value;
    }
    if (end == at || scan_is_letter(scan, end) || !scan_word_in(scan_word_before(scan, at, NULL), leads))
        return at;
    scan_set_value(scan_push(scan, NUMBER_CLAUSE, at, end), decimal_from_int(total));
    return end;
}

static size_t
month_first(Scan *scan, size_t at)
{
    size_t end;
    int month = month_of(scan_word_at(scan, at, &end));
    if (!month || !(scan->text[at] >= 'A' && scan->text[at] <= 'Z'))
        return at;
    size_t from = scan_skip_space(scan, scan->text[end] == '.' ? end + 1 : end), stop = from;
    long numbers[2] = {0, 0};
    int count = 0;
    while (count < 2 && scan_is_digit(scan, from)) {
        long value = 0;
        for (stop = from; scan_is_digit(scan, stop) && stop - from < 5; stop++)
            value = value * 10 + (scan->text[stop] - '0');
        if (stop - from > 4 || stop - from == 3)
            break;
        numbers[count++] = value;
        end = stop;
        if (value > 31)
            break;
        from = scan_skip_space(scan, scan->text[stop] == ',' ? stop + 1 : stop);
    }
    if (!count && month == 5) /* may be the verb */
        return at;
    Number *number = scan_push(scan, NUMBER_DATE, at, end);
    bool day = count && numbers[0] <= 31;
    number->date = (Date){(int)(day ? (count > 1 && numbers[1] > 31 ? numbers[1] : 0) : numbers[0]), month, day ? (int)numbers[0] : 0};
    return end;
}

/* "the first half of 2021", "third quarter", Q3 stays a code. */
static size_t
part_of_year(Scan *scan, size_t at)
{
    int64_t value;
    size_t end, next;
    if (!LOOKUP(ORDINALS, scan_word_at(scan, at, &end), &value))
        return at;
    const char *part = scan_word_at(scan, end, &next);
    bool half = str_equal(part, "half") && value <= 2, quarter = str_equal(part, "quarter") && value <= 4;
    if (!half && !quarter)
        return at;
    scan_push(scan, NUMBER_DATE, at, next)->date.day = (half ? HALF_OF_YEAR : QUARTER_OF_YEAR) + (int)value;
    return next;
}

bool
scan_period_after(Scan *scan, size_t end, long value, size_t start)
{
    static const char *const centuries[] = {"century", "centuries", NULL}, *const plans[] = {"five", NULL};
    if (follows(scan, end, centuries)) {
        scan_push(scan, NUMBER_DATE, start, end)->date.month = CENTURY + (int)value;
        return true;
    }
    if (!follows(scan, end, plans) || value < 2)
        return false;
    scan_set_value(scan_push(scan, NUMBER_NAME, start, end), decimal_from_int(value));
    return true;
}

static size_t
ordinal_words(Scan *scan, size_t at)
{
    int64_t tens = 0, value;
    size_t end;
    const char *word = scan_word_at(scan, at, &end);
    if (LOOKUP(SMALL, word, &tens) && tens >= 20 && scan->text[end] == '-') {
        word = scan_word_at(scan, end + 1, &end);
        if (!LOOKUP(ORDINALS, word, &value) || value > 9)
            return at;
        value += tens;
    } else if (!LOOKUP(ORDINALS, word, &value)) {
        return at;
    }
    if (scan_period_after(scan, end, (long)value, at))
        return end;
    Number *number = scan_push(scan, scan_is_rank(scan, at, end) ? NUMBER_RANK : NUMBER_ORDINAL, at, end);
    scan_set_value(number, decimal_from_int(value));
    number->is_weak = value == 1 && number->kind == NUMBER_ORDINAL;
    return end;
}

/* "past three years" */
static bool
is_window(const Scan *scan, size_t at, size_t end)
{
    static const char *const years[] = {"years", "months", "decades", NULL}, *const leads[] = {"past", "last", "next", "coming", "recent",
        "preceding", "in", "within", NULL};
    return scan_word_in(scan_word_before(scan, at, NULL), leads) && follows(scan, end, years);
}

/* 'two networks': a name in quotation marks that begins with the number. */
static bool
quoted_phrase(const Scan *scan, size_t at, size_t end)
{
    if (!at || (scan->text[at - 1] != '\'' && scan->text[at - 1] != '"' && !scan_before(scan, at, "‘") && !scan_before(scan, at, "“")))
        return false;
    for (size_t i = end; i < scan->length && i < end + 40; i++)
        if (scan->text[i] == '\'' || scan->text[i] == '"' || scan_at(scan, i, "’") || scan_at(scan, i, "”"))
            return i > end;
    return false;
}

/* "four figures", "three recent sources": of what stands in the text, not in the world. */
static bool
counts_text(const Scan *scan, size_t end)
{
    static const char *const nouns[] = {
        "sources", "figures", "numbers", "totals", "counts", "ways", "kinds", "words", "columns", "pictures", "charts", "tables", "definitions",
        "indicators", "dates", "questions", "reasons", "leads", "things", "points", "aspects", "respects", "rows", "sentences", "paragraphs",
        "sections", "terms", "senses", "scales", "measures", NULL,
    };
    size_t at = end;
    for (int i = 0; i < 4; i++) {
        size_t next;
        const char *word = scan_word_at(scan, at, &next);
        if (scan_word_in(word, nouns))
            return true;
        if (!*word || scan->text[next] != ' ')
            return false;
        at = next;
    }
    return false;
}

static size_t
count_words(Scan *scan, size_t at)
{
    int64_t value;
    size_t end, after;
    if (!cardinal(scan, at, &end, &value))
        return at;
    /* one-stop, five-year, two-part: an adjective; "zero-carbon". */
    bool adjective = scan->text[end] == '-' && scan_is_letter(scan, end + 1) && !scan_at(scan, end, "-fold") && !scan_at(scan, end, "-odd")
        && !scan_at(scan, end, "-plus") && !scan_at(scan, end, "-strong");
    if (adjective) {
        scan_word_at(scan, end + 1, &after);
        Number *name = scan_push(scan, NUMBER_NAME, at, after);
        name->is_weak = true;
        return after;
    }
    const char *lead = scan_word_before(scan, at, NULL);
    if (is_window(scan, at, end)) {
        scan_set_value(scan_push(scan, NUMBER_WINDOW, at, end), decimal_from_int(value));
        return end;
    }
    bool hyphen_before = at && scan->text[at - 1] == '-';
    if (quoted_phrase(scan, at, end)) {
        scan_push(scan, NUMBER_NAME, at, end);
        return end;
    }
    Number *number = scan_push(scan, NUMBER_QUANTITY, at, end);
    scan_set_value(number, decimal_from_int(value));
    size_t last = scan_finish_quantity(scan, number, end);
    if (value <= 10 && number->unit == NUMBER_PLAIN && number->bound == BOUND_EXACT && counts_text(scan, last))
        number->kind = NUMBER_TEXT;
    bool the_two = value <= 4 && (str_equal(lead, "the") || str_equal(lead, "these") || str_equal(lead, "those") || str_equal(lead, "any")
        || str_equal(lead, "its"));
    static const char *const sides[] = {"sides", "parties", "languages", NULL};
    static const char *const no_noun[] = {
        "are", "is", "were", "was", "stand", "must", "have", "do", "may", "should", "can", "agree", "differ", "coincide", "cannot", "together",
        "never", "share", "coincide", "", NULL,
    };
    number->is_weak = hyphen_before || (value <= 1 && number->unit == NUMBER_PLAIN) || (the_two && follows(scan, end, no_noun)) || (value == 2
        && follows(scan, end, sides));
    return last;
}

static size_t
times_words(Scan *scan, size_t at)
{
    int64_t value = 0;
    size_t end;
    const char *word = scan_word_at(scan, at, &end);
    bool halved = str_equal(word, "halved") || str_equal(word, "halving") || str_equal(word, "halves");
    if (str_equal(word, "both") || str_equal(word, "pair")) {
        Number *number = scan_push(scan, NUMBER_QUANTITY, at, end);
        scan_set_value(number, decimal_from_int(2));
        number->is_weak = true;
        return end;
    }
    if (!halved && !LOOKUP(TIMES, word, &value))
        return at;
    static const char *const of_what[] = {"the", "that", "its", "their", "what", "in", "this", "", NULL};
    if (scan->text[end] == '-' || ((str_equal(word, "double") || str_equal(word, "triple")) && !follows(scan, end, of_what)))
        return at; /* double-blind, double random */
    static const char *const compared[] = {"the", "that", "as", "its", "their", "what", "those", NULL};
    Number *number = scan_push(scan, NUMBER_QUANTITY, at, end);
    bool counts = (str_equal(word, "twice") || str_equal(word, "thrice")) && !follows(scan, end, compared);
    number->unit = halved ? NUMBER_PERCENT : counts ? NUMBER_PLAIN : NUMBER_TIMES;
    scan_set_value(number, decimal_from_int(halved ? 50 : value));
    scan_find_bounds(scan, number, end);
    number->end = number->to = end;
    return end;
}

/* Whether the first two letters are those of a number word; most words are over with that. */
static bool
may_count(const Scan *scan, size_t at)
{
    static const char pairs[] = "on tw th fo fi si se ei ni te el tr qu ha do bo pa ze hu mi bi ja fe ma ap ju au oc no de";
    char first = scan->text[at] | 32, second = scan->text[at + 1] | 32;
    if (first == 'a' && (!scan_is_letter(scan, at + 1) || (second == 'n' && !scan_is_letter(scan, at + 2))))
        return true;
    if (scan->text[at] >= 'A' && scan->text[at] <= 'Z' && strchr("IVXLC", scan->text[at]))
        return true;
    for (const char *pair = pairs; ; pair += 3) {
        if (pair[0] == first && pair[1] == second)
            return true;
        if (!pair[2])
            return false;
    }
}

/* A capital at the beginning, or a digit within: what a designation has. */
static bool
may_designate(const Scan *scan, size_t at)
{
    if (scan->text[at] >= 'A' && scan->text[at] <= 'Z')
        return true;
    while (scan_is_letter(scan, at) || ((scan->text[at] == '/' || scan->text[at] == '-') && scan_is_letter(scan, at + 1)))
        at++;
    return scan_is_digit(scan, at);
}

size_t
scan_letters(Scan *scan, size_t at)
{
    static size_t (*const words[])(Scan *, size_t) = {roman, month_first, part_of_year, fraction_words, ordinal_words, count_words, times_words};
    if (at && (scan_is_letter(scan, at - 1)))
        return at;
    size_t end = may_designate(scan, at) ? designation(scan, at) : at;
    bool counts = end == at && !scan->cjk && may_count(scan, at);
    for (size_t i = 0; counts && i < COUNT_OF(words) && end == at; i++)
        end = words[i](scan, at);
    if (end > at)
        return end;
    while (scan_is_letter(scan, end))
        end++;
    return end;
}
