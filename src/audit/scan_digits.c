/* audit/scan_digits.c -- what a run of digits is: a table of recognisers, tried in order, and a quantity where none knows it. */
#include "audit/scan.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

typedef struct Digits {
    size_t at, end;      /* digits, groups and decimals */
    size_t whole_end;    /* of the digits before a point */
    int digits;          /* of the whole part */
    bool grouped, decimal;
    long value;          /* of the whole part, up to nine digits; -1 beyond */
} Digits;

static bool
group_at(const Scan *scan, size_t at)
{
    return scan->text[at] == ',' && scan_is_digit(scan, at + 1) && scan_is_digit(scan, at + 2) && scan_is_digit(scan, at + 3)
        && !scan_is_digit(scan, at + 4);
}

static Digits
read_digits(const Scan *scan, size_t at)
{
    Digits run = {.at = at};
    size_t i = at;
    while (scan_is_digit(scan, i))
        i++;
    while (i - at <= 3 + (run.grouped ? 99 : 0) && group_at(scan, i)) {
        run.grouped = true;
        i += 4;
    }
    run.whole_end = i;
    if (scan->text[i] == '.' && scan_is_digit(scan, i + 1)) {
        run.decimal = true;
        i++;
        while (scan_is_digit(scan, i))
            i++;
    }
    run.end = i;
    for (size_t k = at; k < run.whole_end; k++)
        if (scan_is_digit(scan, k)) {
            run.digits++;
            run.value = run.digits > 9 ? -1 : run.value * 10 + (scan->text[k] - '0');
        }
    return run;
}

static long
read_plain(const Scan *scan, size_t at, size_t *end, int most)
{
    long value = 0;
    size_t i = at;
    for (; scan_is_digit(scan, i) && i - at < (size_t)most; i++)
        value = value * 10 + (scan->text[i] - '0');
    *end = i;
    return i == at || scan_is_digit(scan, i) ? -1 : value;
}

static bool
is_year(const Digits *run)
{
    return run->digits == 4 && !run->grouped && run->value >= 1000 && run->value <= 2999;
}

static size_t
push_date(Scan *scan, size_t start, size_t end, long year, long month, long day)
{
    Number *number = scan_push(scan, NUMBER_DATE, start, end);
    number->date = (Date){(int)year, (int)month, (int)day};
    return end;
}

/* ---- Chinese dates: 2019年7月25日, 7月, 25日, 2019年底, 2016—2020年 ------------------------------------------------------- */

static size_t
after_month(const Scan *scan, size_t at, long *day)
{
    size_t from = scan_skip_space(scan, at), end;
    long value = read_plain(scan, from, &end, 2);
    size_t mark = scan_skip_space(scan, end);
    *day = 0;
    if (value < 1 || value > 31 || !(scan_at(scan, mark, "日") || scan_at(scan, mark, "号")))
        return at;
    *day = value;
    return mark + strlen("日");
}

static size_t
after_year(const Scan *scan, size_t at, long *month, long *day)
{
    size_t from = scan_skip_space(scan, at), end;
    long value = read_plain(scan, from, &end, 2);
    size_t mark = scan_skip_space(scan, end);
    *month = *day = 0;
    if (value < 1 || value > 12 || !scan_at(scan, mark, "月"))
        return at;
    *month = value;
    return after_month(scan, mark + strlen("月"), day);
}

static size_t
zh_year(Scan *scan, const Digits *run)
{
    size_t mark = scan_skip_space(scan, run->end);
    if (run->decimal || run->grouped || !scan_at(scan, mark, "年"))
        return run->at;
    long month, day;
    size_t end = mark + strlen("年");
    if (scan_at(scan, end, "代"))
        return push_date(scan, run->at, end + strlen("代"), run->digits == 4 ? run->value : 1900 + run->value, 0, 0);
    if (!is_year(run))
        return run->at;
    end = after_year(scan, end, &month, &day);
    return push_date(scan, run->at, end, run->value, month, day);
}

static size_t
zh_month(Scan *scan, const Digits *run)
{
    size_t mark = scan_skip_space(scan, run->end);
    long day;
    if (run->decimal || run->digits > 2 || run->value < 1 || run->value > 12 || !scan_at(scan, mark, "月"))
        return run->at;
    size_t end = after_month(scan, mark + strlen("月"), &day);
    return push_date(scan, run->at, end, 0, run->value, day);
}

/* 4—7日, 4-7 June: the first of two days. */
static size_t
day_range(Scan *scan, const Digits *run)
{
    static const char *const signs[] = {"-", "–", "—", "~", "～", "至", "到", " to ", NULL};
    if (run->decimal || run->grouped || run->digits > 2 || run->value < 1 || run->value > 31)
        return run->at;
    int sign = scan_any(scan, run->end, signs);
    size_t end;
    if (sign < 0)
        return run->at;
    size_t second = run->end + strlen(signs[sign]);
    long day = read_plain(scan, second, &end, 2);
    size_t word_end;
    bool dated = scan_at(scan, scan_skip_space(scan, end), "日") || (!scan->cjk && month_of(scan_word_at(scan, end, &word_end)));
    return day > run->value && day <= 31 && dated ? push_date(scan, run->at, run->end, 0, 0, run->value) : run->at;
}

static size_t
zh_day(Scan *scan, const Digits *run)
{
    size_t mark = scan_skip_space(scan, run->end);
    if (run->decimal || run->digits > 2 || run->value < 1 || run->value > 31 || !scan_at(scan, mark, "日"))
        return run->at;
    return push_date(scan, run->at, mark + strlen("日"), 0, 0, run->value);
}

static size_t
zh_century(Scan *scan, const Digits *run)
{
    size_t mark = scan_skip_space(scan, run->end);
    if (scan_at(scan, mark, "季度") && run->value >= 1 && run->value <= 4)
        return push_date(scan, run->at, mark + strlen("季度"), 0, 0, QUARTER_OF_YEAR + run->value);
    if (!scan_at(scan, mark, "世纪"))
        return run->at;
    /* The 1990s are told without a century. */
    size_t decade = mark + strlen("世纪");
    return push_date(scan, run->at, decade, 0, scan_is_digit(scan, decade) ? 0 : CENTURY + run->value, 0);
}

/* 近3年, 过去5年, 3年来: a window that the source names so. */
static size_t
zh_window(Scan *scan, const Digits *run)
{
    static const char *const before[] = {"近", "过去", "最近", "前", "未来", "今后", NULL}, *const after[] = {"来", "间", NULL};
    size_t mark = scan_skip_space(scan, run->end);
    if (run->digits > 2 || run->decimal || !scan_at(scan, mark, "年"))
        return run->at;
    size_t end = mark + strlen("年");
    size_t lead = scan_back_space(scan, run->at);
    if ((scan_any_before(scan, lead, before) < 0 || scan_before(scan, lead, "提前")) && scan_any(scan, end, after) < 0)
        return run->at;
    scan_set_value(scan_push(scan, NUMBER_WINDOW, run->at, end), decimal_from_int(run->value));
    return end;
}

/* ---- dates in digits and in English --------------------------------------------------------------------------------------- */

static size_t
numeric_date(Scan *scan, const Digits *run)
{
    if (run->grouped || run->digits != 4 || run->value < 1900 || run->value > 2099)
        return run->at;
    size_t mark = run->whole_end, end;
    char sign = scan->text[mark];
    if (sign != '-' && sign != '/' && sign != '.')
        return run->at;
    long month = read_plain(scan, mark + 1, &end, 2), day = 0;
    if (month < 1 || month > 12 || end - mark != 3)
        return run->at;
    if (scan->text[end] == sign && scan_is_digit(scan, end + 1)) {
        size_t last;
        day = read_plain(scan, end + 1, &last, 2);
        if (day < 1 || day > 31)
            return run->at;
        end = last;
    } else if (sign == '/' || (sign == '.' && scan_at(scan, end, "%"))) {
        return run->at;
    }
    return scan_is_digit(scan, end) ? run->at : push_date(scan, run->at, end, run->value, month, day);
}

/* 2016–2020, 2007-2020年, 2016至2020年: two years. */
static size_t
year_range(Scan *scan, const Digits *run)
{
    static const char *const signs[] = {"-", "–", "—", "~", "～", "至", "到", "/", NULL};
    if (!is_year(run) || run->decimal || run->value < 1900 || run->value > 2099)
        return run->at;
    size_t mark = scan_skip_space(scan, run->end), end;
    int sign = scan_any(scan, mark, signs);
    if (sign < 0)
        return run->at;
    size_t second = scan_skip_space(scan, mark + strlen(signs[sign]));
    long year = read_plain(scan, second, &end, 4);
    bool short_year = year >= 0 && end - second == 2 && !scan->cjk && year > run->value % 100;
    if (!short_year && (year < 1900 || year > 2099 || year <= run->value))
        return run->at;
    size_t stop = scan_skip_space(scan, end);
    /* 1990—2010项 are numbers; so is what a measure word follows. */
    if (scan->cjk && !scan_at(scan, stop, "年") && scan_measure(scan, stop))
        return run->at;
    push_date(scan, run->at, run->end, run->value, 0, 0);
    return push_date(scan, second, scan_at(scan, stop, "年") ? stop + strlen("年") : end, short_year ? run->value / 100 * 100 + year : year, 0, 0);
}

/* 25 July 2019, 25th of July, 1990s. */
static size_t
english_date(Scan *scan, const Digits *run)
{
    if (run->decimal || run->grouped)
        return run->at;
    size_t after = run->end, end;
    if (run->digits == 4 && scan->text[after] == 's' && !scan_is_letter(scan, after + 1))
        return push_date(scan, run->at, after + 1, run->value, 0, 0);
    if (run->digits > 2 || run->value < 1 || run->value > 31)
        return run->at;
    static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
    if (scan_any(scan, after, endings) >= 0)
        after += 2;
    const char *word = scan_word_at(scan, after, &end);
    if (str_equal(word, "of"))
        word = scan_word_at(scan, end, &end);
    int month = month_of(word);
    if (!month)
        return run->at;
    size_t from = scan_skip_space(scan, scan->text[end] == ',' || scan->text[end] == '.' ? end + 1 : end), stop;
    long year = read_plain(scan, from, &stop, 4);
    bool has_year = year >= 1000 && stop - from == 4;
    return push_date(scan, run->at, has_year ? stop : end, has_year ? year : 0, month, run->value);
}

/* A bare 2019 in a place where English puts a year: in 2019, (2019), the 2019 white paper, 2019's. */
static size_t
bare_year(Scan *scan, const Digits *run)
{
    static const char *const leads[] = {
        "in", "since", "by", "of", "from", "to", "until", "till", "through", "and", "year", "the", "end", "before", "after", "early", "late",
        "mid", "during", "between", "for", "edition", "or", "than", "is", "with", "on", "both", "at", "only", "covers", "covering", "figures",
        "data", "as", "fiscal", "calendar", "throughout", "towards", "toward", "versus", "since", "undated", "late", NULL,
    };
    if (!is_year(run) || run->decimal || run->value < 1900 || run->value > 2099)
        return run->at;
    size_t before = scan_back_space(scan, run->at), end;
    const char *lead = scan_word_before(scan, run->at, NULL), *next = scan_word_at(scan, run->end, &end);
    char last = before ? scan->text[before - 1] : '\0', first = scan->text[run->end];
    bool after_word = scan_word_in(lead, leads);
    bool stands_alone = !before || strchr("(/'\"-,;:\n", last) || (unsigned char)last >= 0x80 || month_of(lead);
    bool ends_there = !first || strchr(").,;:'/-?\n", first) || ((unsigned char)first >= 0x80);
    if (scan->cjk) {
        if (scan_measure(scan, scan_skip_space(scan, run->end)) || scan_at(scan, run->end, "余") || scan_at(scan, run->end, "多")
            || scan_at(scan, run->end, "万"))
            return run->at;
        return push_date(scan, run->at, run->end, run->value, 0, 0);
    }
    size_t lead_start;
    scan_word_before(scan, run->at, &lead_start);
    bool named = *lead && scan->text[lead_start] >= 'A' && scan->text[lead_start] <= 'Z' && lead_start > 0; /* World Standards Day 2020 */
    if (named && !scan->cjk)
        return push_date(scan, run->at, run->end, run->value, 0, 0);
    static const char *const yearly[] = {"targets", "figures", "goals", "awards", "plans", "reports", "editions", "results", "data", NULL};
    after_word |= run->value > 2000 && run->value < 2050 && scan_word_in(next, yearly);
    bool counted = *next && !ends_there && ((str_ends(next, "s") && strlen(next) > 4) || str_equal(next, "people")) && !after_word;
    if (str_equal(lead, "than") || (counted && !stands_alone))
        return run->at;
    return push_date(scan, run->at, run->end, run->value, 0, 0);
}

static size_t
english_window(Scan *scan, const Digits *run)
{
    static const char *const leads[] = {"past", "last", "next", "coming", "recent", "preceding", "following", "in", "within", NULL};
    size_t end;
    const char *lead = scan_word_before(scan, run->at, NULL), *next = scan_word_at(scan, run->end, &end);
    static const char *const until[] = {"to", "ending", "ended", "until", NULL};
    bool said = scan_word_in(lead, leads) || (str_equal(lead, "the") && scan_word_in(scan_word_at(scan, end, NULL), until));
    if (!said || (!str_equal(next, "years") && !str_equal(next, "months") && !str_equal(next, "year")))
        return run->at;
    scan_set_value(scan_push(scan, NUMBER_WINDOW, run->at, end), decimal_from_int(run->value));
    return end;
}

static size_t
clock_time(Scan *scan, const Digits *run)
{
    size_t end;
    if (run->digits > 2 || run->decimal || run->value > 24)
        return run->at;
    if (scan->text[run->end] == ':') {
        long minute = read_plain(scan, run->end + 1, &end, 2);
        if (minute < 0 || minute > 59 || end - run->end != 3)
            return run->at;
        scan_push(scan, NUMBER_TIME, run->at, end);
        return end;
    }
    if (!scan_at(scan, run->end, "时") || scan_at(scan, run->end, "时间"))
        return run->at;
    end = run->end + strlen("时");
    scan_push(scan, NUMBER_TIME, run->at, end);
    if (!scan_is_digit(scan, end))
        return end;
    size_t minute_end, from = end;
    read_plain(scan, end, &minute_end, 2);
    if (scan_at(scan, minute_end, "分"))
        scan_push(scan, NUMBER_TIME, from, end = minute_end + strlen("分"));
    return end;
}

/* ---- documents, clauses, codes ---------------------------------------------------------------------------------------------- */

/* 〔2025〕206号, （2019）15 号, 第0129号, “310”号段, No. 12. */
static size_t
document_number(Scan *scan, const Digits *run)
{
    static const char *const open[] = {"〔", "[", "【", "﹝", NULL}, *const close[] = {"〕", "]", "】", "﹞", NULL};
    static const char *const number_words[] = {"no.", "no", "nos.", "№", "#", NULL};
    size_t before = scan_back_space(scan, run->at);
    if (scan_any_before(scan, before, open) >= 0 && scan_any(scan, scan_skip_space(scan, run->end), close) >= 0) {
        scan_push(scan, NUMBER_DOCUMENT, run->at, run->end);
        return run->end;
    }
    size_t mark = scan_skip_space(scan, run->end);
    static const char *const quotes[] = {"”", "\"", "’", NULL};
    int quote = scan_any(scan, mark, quotes);
    size_t after_quote = quote >= 0 ? mark + strlen(quotes[quote]) : mark;
    if (scan_at(scan, after_quote, "号") && !scan_at(scan, after_quote, "号线")) {
        scan_push(scan, NUMBER_DOCUMENT, run->at, quote >= 0 ? run->end : after_quote + strlen("号"));
        return run->end;
    }
    size_t series_end;
    if (str_equal(scan_word_at(scan, after_quote, &series_end), "series") || (!scan->cjk && scan->text[mark] == '\''
        && str_equal(scan_word_at(scan, mark + 1, &series_end), "series"))) {
        scan_push(scan, NUMBER_DOCUMENT, run->at, run->end);
        return run->end;
    }
    if (scan_at(scan, mark, "号线")) {
        scan_push(scan, NUMBER_NAME, run->at, mark + strlen("号线"));
        return mark + strlen("号线");
    }
    for (int i = 0; number_words[i]; i++) {
        size_t length = strlen(number_words[i]);
        bool said = before >= length;
        for (size_t k = 0; said && k < length; k++)
            said = tolower((unsigned char)scan->text[before - length + k]) == number_words[i][k];
        if (!said || (isalpha((unsigned char)number_words[i][0]) && before > length && scan_is_letter(scan, before - length - 1)))
            continue;
        /* "no" alone is no number word before a count: "no 3 of them". */
        if (str_equal(number_words[i], "no") && scan->text[before - 2] != 'N')
            continue;
        NumberKind kind = scan_is_rank(scan, before - length, run->end) ? NUMBER_RANK : NUMBER_DOCUMENT;
        scan_set_value(scan_push(scan, kind, run->at, run->end), decimal_from_int(run->value));
        return run->end;
    }
    return run->at;
}

/* Parts of numbers such as 3-1, 5.2.1, A.3 that name a place in a text. */
static size_t
clause_end(const Scan *scan, size_t end)
{
    while ((scan->text[end] == '.' || scan->text[end] == '-' || scan_at(scan, end, "–")) && scan_is_digit(scan, end + (scan->text[end] == '.'
        || scan->text[end] == '-' ? 1 : 3))) {
        end += scan->text[end] == '.' || scan->text[end] == '-' ? 1 : 3;
        while (scan_is_digit(scan, end))
            end++;
    }
    return end;
}

/* 3.1.2 wherever it stands. */
static size_t
dotted_number(Scan *scan, const Digits *run)
{
    size_t end = run->end;
    if (!run->decimal || run->grouped || scan->text[end] != '.' || !scan_is_digit(scan, end + 1))
        return run->at;
    end = clause_end(scan, end);
    scan_push(scan, NUMBER_CLAUSE, run->at, end);
    return end;
}

/* And those that go with it: pages 5 to 9, Figures 3-1 and 3-2, 表1、2. */
static size_t
push_clauses(Scan *scan, size_t start, size_t end)
{
    static const char *const joints[] = {" to ", " and ", ", ", "–", "、", "和", "至", "—", " or ", NULL};
    for (;;) {
        Number *number = scan_push(scan, NUMBER_CLAUSE, start, end);
        Decimal value;
        if (decimal_parse(scan->text + start, end - start, &value) && !value.scale)
            scan_set_value(number, value);
        int joint = scan_any(scan, end, joints);
        start = joint < 0 ? end : end + strlen(joints[joint]);
        if (joint < 0 || !scan_is_digit(scan, start))
            return end;
        size_t stop = start;
        while (scan_is_digit(scan, stop))
            stop++;
        size_t last = clause_end(scan, stop), word_end;
        /* "Article 31, 115 projects": what a noun or a measure word follows is a count. */
        if (stop - start > 3 || scan_measure(scan, scan_skip_space(scan, last)) || (scan->text[last] == ' ' && *scan_word_at(scan, last, &word_end)
            && !strchr(joints[joint], 't')))
            return end;
        end = last;
    }
}

/* 图3-1, 表2: not the end of 代表3人. */
static bool
names_picture(const Scan *scan, size_t at)
{
    static const char *const marks[] = {"图", "表", "式", NULL};
    static const char *const before[] = {"，", "、", "。", "；", "：", "（", "(", "“", "《", "见", "如", "和", "与", "及", "或", "附", "续", " ", "\n", ",", NULL};
    int mark = scan_any_before(scan, at, marks);
    return mark >= 0 && (at == 3 || scan_any_before(scan, at - 3, before) >= 0);
}

static size_t
clause_number(Scan *scan, const Digits *run)
{
    static const char *const zh[] = {
        "附录", "附件", "附表", "附图", "专栏", "版本", "续图", "续表", "公式", "式", "号楼", "邮编", "邮政编码", "见图", "见表", "如图", "如表", "和图", "和表", "、图", "、表", "（图",
        "（表", "(图", "(表", "与图", "与表", NULL,
    };
    static const char *const en[] = {
        "article", "articles", "clause", "clauses", "section", "sections", "chapter", "chapters", "figure", "figures", "fig", "table", "tables",
        "annex", "appendix", "part", "parts", "page", "pages", "p", "pp", "rule", "item", "items", "step", "note", "volume", "vol", "issue",
        "version", "v", "phase", "grade", "level", "class", "type", "box", "paragraph", "line", "row", "column", "room", "building", "floor",
        "hall", "gate", "terminal", "suite", "booth", "equation", "formula", "proposal", "batch", "round", "stage", "tier", "category", "option",
        "question", "footnote", NULL,
    };
    size_t before = scan_back_space(scan, run->at), start;
    bool begins = names_picture(scan, before);
    bool said = begins || scan_any_before(scan, before, zh) >= 0;
    const char *word = scan_word_before(scan, before && scan->text[before - 1] == '.' ? before - 1 : before, &start);
    /* A.1 */
    bool appendix = run->at >= 2 && scan->text[run->at - 1] == '.' && scan->text[run->at - 2] >= 'A' && scan->text[run->at - 2] <= 'Z'
        && strlen(word) == 1;
    said |= appendix;
    if (!said && !(before > 0 && scan_word_in(word, en)))
        return run->at;
    return push_clauses(scan, run->at, clause_end(scan, run->end));
}

/* 第83届, 第31条, 第2名 of the country. */
static size_t
zh_ordinal(Scan *scan, const Digits *run)
{
    static const char *const clauses[] = {"条", "款", "章", "节", "页", "部分", "编", "篇", "项规定", "册", "卷", "行", "列", "段", NULL};
    size_t before = scan_back_space(scan, run->at), mark = scan_skip_space(scan, run->end);
    if (run->decimal || !(scan_before(scan, before, "第") || scan_at(scan, mark, "届")))
        return run->at;
    size_t start = scan_before(scan, before, "第") ? before - strlen("第") : run->at;
    NumberKind kind = scan_any(scan, mark, clauses) >= 0 ? NUMBER_CLAUSE : scan_is_rank(scan, start, mark) ? NUMBER_RANK : NUMBER_ORDINAL;
    Number *number = scan_push(scan, kind, run->at, run->end);
    number->from = start;
    scan_set_value(number, decimal_from_int(run->value));
    return run->end;
}

static size_t
english_ordinal(Scan *scan, const Digits *run)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
    if (run->decimal || scan_any(scan, run->end, endings) < 0 || scan_is_letter(scan, run->end + 2))
        return run->at;
    size_t end = run->end + 2;
    if (scan_period_after(scan, end, run->value, run->at))
        return end;
    Number *number = scan_push(scan, scan_is_rank(scan, run->at, end) ? NUMBER_RANK : NUMBER_ORDINAL, run->at, end);
    scan_set_value(number, decimal_from_int(run->value));
    return end;
}

/* 5G, 3D, 4A; not 5km and 36k. */
static size_t
code_with_letters(Scan *scan, const Digits *run)
{
    static const char *const units[] = {
        "km", "kg", "m", "cm", "mm", "g", "t", "h", "kW", "MW", "GW", "kWh", "GWh", "TWh", "MB", "GB", "TB", "k", "K", "bn", "mn", "st", "nd",
        "rd", "th", "s", "x", "ha", "min", "px", "pt", "Hz", "MHz", "GHz", "W", "V", "L", "mL", NULL,
    };
    size_t end = run->end;
    if (!scan_is_letter(scan, end))
        return run->at;
    while (scan_is_letter(scan, end))
        end++;
    const char *tail = arena_strndup(scan->arena, scan->text + run->end, end - run->end);
    if (scan_word_in(tail, units))
        return run->at;
    while (scan_is_letter(scan, end) || scan_is_digit(scan, end))
        end++;
    scan_push(scan, NUMBER_CODE, run->at, end);
    return end;
}

/* 1. … (2) … at the beginning of a text; telephone numbers. */
static size_t
list_number(Scan *scan, const Digits *run)
{
    bool bracket = run->at > 0 && scan->text[run->at - 1] == '(' && scan->text[run->end] == ')' && run->digits <= 2;
    size_t before = scan_back_space(scan, run->at);
    static const char *const signs[] = {". ", "、", ") ", ".　", NULL};
    bool begins = before == 0 && run->digits <= 2 && !run->decimal && scan_any(scan, run->end, signs) >= 0;
    if (begins && scan->text[run->end] == '.' && !scan->text[run->end + 1])
        begins = false;
    if ((!bracket && !begins) || run->decimal)
        return run->at;
    scan_set_value(scan_push(scan, NUMBER_LIST, run->at, run->end), decimal_from_int(run->value));
    return run->end;
}

static size_t
telephone(Scan *scan, const Digits *run)
{
    size_t end;
    if (run->decimal || run->grouped || (run->digits != 3 && run->digits != 4) || scan->text[run->end] != '-')
        return run->at;
    read_plain(scan, run->end + 1, &end, 12);
    if (end - run->end - 1 < 7)
        return run->at;
    scan_push(scan, NUMBER_CODE, run->at, end);
    return end;
}

/* 1.0版, Attribution 4.0, version 2.1: a version. */
static size_t
version_number(Scan *scan, const Digits *run)
{
    static const char *const after[] = {"版", "国际许可", NULL};
    size_t lead_start;
    const char *lead = scan_word_before(scan, run->at, &lead_start);
    /* 工业4.0, Web3.0: one digit and a zero behind a name, before nothing that is counted. */
    bool zero = run->decimal && run->digits == 1 && run->end - run->whole_end == 2 && scan->text[run->end - 1] == '0' && scan->cjk && run->at >= 3;
    if (zero && (scan_before(scan, run->at, "工业") || scan_is_letter(scan, run->at - 1)) && !scan_measure(scan, run->end)
        && scan->text[run->end] != '%') {
        scan_push(scan, NUMBER_DESIGNATION, run->at, run->end);
        return run->end;
    }
    bool capital = *lead && scan->text[lead_start] >= 'A' && scan->text[lead_start] <= 'Z' && strlen(lead) > 2 && scan->text[run->end - 1] == '0';
    bool short_run = run->decimal && run->digits <= 2 && run->end - run->whole_end == 2;
    if (!short_run || (scan_any(scan, scan_skip_space(scan, run->end), after) < 0 && !(capital && !scan->cjk && !scan_at(scan, run->end, "%"))))
        return run->at;
    scan_push(scan, NUMBER_DESIGNATION, run->at, run->end);
    return run->end;
}

/* 7×24小时, 24/7, 50-50: figures of speech. */
static size_t
figure_of_speech(Scan *scan, const Digits *run)
{
    static const char *const phrases[] = {"7×24", "24×7", "7x24", "24x7", "7*24", "24/7", "7/24", "50-50", "50/50", NULL};
    int index = scan_any(scan, run->at, phrases);
    size_t end = index < 0 ? run->at : run->at + strlen(phrases[index]);
    if (index < 0 || scan_is_digit(scan, end))
        return run->at;
    scan_push(scan, NUMBER_NAME, run->at, end);
    return end;
}

/* 12345热线, hotline 12345 */
static size_t
hotline(Scan *scan, const Digits *run)
{
    static const char *const after[] = {"热线", "报警", "专线", "服务热线", "政务服务", NULL}, *const leads[] = {"hotline", "dial", "call", "tel", "phone",
        "telephone", "fax", NULL};
    if (run->decimal || run->grouped || run->digits < 3 || scan->text[run->end] == '-')
        return run->at;
    if (scan_any(scan, scan_skip_space(scan, run->end), after) < 0 && !scan_word_in(scan_word_before(scan, run->at, NULL), leads))
        return run->at;
    scan_push(scan, NUMBER_CODE, run->at, run->end);
    return run->end;
}

/* 14/11/2025, 14.11.2025 */
static size_t
day_first(Scan *scan, const Digits *run)
{
    char sign = scan->text[run->whole_end];
    size_t end, last;
    if (run->digits > 2 || run->grouped || run->value < 1 || run->value > 31 || (sign != '/' && sign != '.'))
        return run->at;
    long month = read_plain(scan, run->whole_end + 1, &end, 2);
    if (month < 1 || month > 31 || scan->text[end] != sign)
        return run->at;
    long year = read_plain(scan, end + 1, &last, 4);
    if (year < 1900 || year > 2099 || last - end != 5)
        return run->at;
    return push_date(scan, run->at, last, year, month > 12 ? run->value : month, month > 12 ? month : run->value);
}

/* 1/3的企业, "1/3 of": a share, where no date or name can be meant. */
static size_t
written_fraction(Scan *scan, const Digits *run)
{
    size_t end;
    if (run->decimal || run->grouped || scan->text[run->end] != '/' || run->value < 1 || (run->at && (scan_is_letter(scan, run->at - 1)
        || scan->text[run->at - 1] == '/')))
        return run->at;
    long under = read_plain(scan, run->end + 1, &end, 2);
    Decimal share;
    if (under <= run->value || under > 20 || scan->text[end] == '/' || scan_is_letter(scan, end))
        return run->at;
    Number *number = scan_push(scan, NUMBER_QUANTITY, run->at, end);
    if (decimal_div(decimal_from_int(run->value * 100), decimal_from_int(under), 6, ROUND_HALF_UP, &share))
        scan_set_value(number, share);
    end = scan_finish_quantity(scan, number, end);
    number->unit = NUMBER_PERCENT;
    return end;
}

/* 1906奖, 50强, top 50: names of prizes and lists. */
static size_t
named_number(Scan *scan, const Digits *run)
{
    bool strong = scan_at(scan, run->end, "强") && !scan_at(scan, run->end, "强化") && !scan_at(scan, run->end, "强调");
    bool prize = scan_at(scan, run->end, "奖") && run->digits >= 3;
    if (run->decimal || (!strong && !prize && !str_equal(scan_word_before(scan, run->at && scan->text[run->at - 1] == '-' ? run->at - 1
        : run->at, NULL), "top")))
        return run->at;
    scan_push(scan, NUMBER_NAME, run->at, run->end);
    return run->end;
}

/* 1+3 that nobody declared: one finding, not two. */
static size_t
sum_name(Scan *scan, const Digits *run)
{
    size_t end = run->end;
    while (scan->text[end] == '+' && (scan_is_digit(scan, end + 1) || scan_is_letter(scan, end + 1))) {
        end += 2;
        while (scan_is_digit(scan, end))
            end++;
    }
    /* 21+31+12=64 is a sum, not a name. */
    size_t next = scan_skip_space(scan, end);
    if (end == run->end || run->decimal || scan->text[next] == '=')
        return run->at;
    scan_push(scan, NUMBER_QUANTITY, run->at, end);
    return end;
}

/* ---- quantities ----------------------------------------------------------------------------------------------------------- */

static size_t
quantity(Scan *scan, const Digits *run)
{
    char plain[64];
    size_t used = 0;
    for (size_t i = run->at; i < run->end && used < sizeof plain - 1; i++)
        if (scan->text[i] != ',')
            plain[used++] = scan->text[i];
    plain[used] = '\0';
    Decimal value;
    Number *number = scan_push(scan, NUMBER_QUANTITY, run->at, run->end);
    if (decimal_parse(plain, used, &value))
        scan_set_value(number, value);
    /* A minus sign that belongs to it: not a range, not a hyphen. */
    bool minus = scan_before(scan, run->at, "−") && (run->at == 3 || !scan_is_digit(scan, run->at - 4));
    bool hyphen = run->at >= 1 && scan->text[run->at - 1] == '-' && (run->at == 1 || strchr(" (:,", scan->text[run->at - 2]));
    if ((minus || hyphen) && number->has_value)
        number->value.mantissa = -number->value.mantissa;
    return scan_finish_quantity(scan, number, run->end);
}

size_t
scan_digits(Scan *scan, size_t at)
{
    static size_t (*const recognisers[])(Scan *, const Digits *) = {
        numeric_date, day_first, figure_of_speech, hotline, document_number, year_range, zh_window, zh_year, zh_century, zh_ordinal, zh_month,
            day_range, zh_day, english_date, english_window, clock_time,
        dotted_number, clause_number, english_ordinal, list_number, telephone, version_number, named_number, written_fraction, sum_name,
            code_with_letters, bare_year, quantity,
    };
    Digits run = read_digits(scan, at);
    for (size_t i = 0; i < COUNT_OF(recognisers); i++) {
        size_t end = recognisers[i](scan, &run);
        if (end > at)
            return end;
    }
    return run.end;
}
