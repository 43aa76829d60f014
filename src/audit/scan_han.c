/* audit/scan_han.c -- Chinese numerals: numbers where a measure word, a fraction or a qualifier makes them one, idioms left alone. */
#include "audit/scan.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

/* ---- numerals --------------------------------------------------------------------------------------------------------- */

static int
digit_of(uint32_t rune)
{
    switch (rune) {
    case 0x3007: case 0x96F6: return 0;
    case 0x4E00: case 0x58F9: return 1;
    case 0x4E8C: case 0x4E24: case 0x8D30: case 0x4FE9: return 2;
    case 0x4E09: case 0x53C1: return 3;
    case 0x56DB: case 0x8086: return 4;
    case 0x4E94: case 0x4F0D: return 5;
    case 0x516D: case 0x9646: return 6;
    case 0x4E03: case 0x67D2: return 7;
    case 0x516B: case 0x634C: return 8;
    case 0x4E5D: case 0x7396: return 9;
    default: return -1;
    }
}

static int64_t
place_of(uint32_t rune)
{
    switch (rune) {
    case 0x5341: case 0x62FE: return 10;
    case 0x767E: case 0x4F70: return 100;
    case 0x5343: case 0x4EDF: return 1000;
    case 0x4E07: return 10000;
    case 0x4EBF: return 100000000;
    default: return 0;
    }
}

static uint32_t
rune_at(const Scan *scan, size_t at, size_t *next)
{
    const char *from = scan->text + at;
    uint32_t rune = at < scan->length ? utf8_next(&from) : 0;
    *next = (size_t)(from - scan->text);
    return rune;
}

/* 二〇一九: digits alone. */
static bool
digit_string(const uint32_t *runes, size_t count, Decimal *value)
{
    int64_t number = 0;
    for (size_t i = 0; i < count; i++) {
        if (digit_of(runes[i]) < 0)
            return false;
        number = number * 10 + digit_of(runes[i]);
    }
    *value = decimal_from_int(number);
    return true;
}

static bool
place_value(const uint32_t *runes, size_t count, Decimal *value)
{
    int64_t total = 0, section = 0, last_place = 1; /* total: what 亿 and 万 have closed */
    int digit = -1;
    bool zero = false;
    for (size_t i = 0; i < count; i++) {
        int d = digit_of(runes[i]);
        int64_t place = place_of(runes[i]);
        if (d >= 0) {
            if (digit > 0 || (digit == 0 && !zero))
                return false; /* 七八个 */
            digit = d;
            zero = d == 0;
            continue;
        }
        if (place < 10000) {
            section += (digit < 0 ? 1 : digit) * place;
        } else {
            section += digit > 0 ? digit : 0;
            bool inner = place == 10000 && total >= 100000000; /* 一亿两千万 */
            total = inner ? total + section * place : (total + (section ? section : (total ? 0 : 1))) * place;
            section = 0;
        }
        digit = -1;
        zero = false;
        last_place = place;
    }
    /* 三万六: the last digit belongs to the place below. */
    if (digit > 0)
        section += count > 1 && last_place >= 100 && !zero && place_of(runes[count - 2]) == last_place ? digit * last_place / 10 : digit;
    *value = decimal_from_int(total + section);
    return true;
}

bool
han_number(const Scan *scan, size_t at, size_t *end, Decimal *value, bool *has_value)
{
    uint32_t runes[24];
    size_t count = 0, i = at, next, point = 0;
    for (uint32_t rune; count < COUNT_OF(runes) && (rune = rune_at(scan, i, &next)); i = next) {
        size_t after;
        if (rune == 0x70B9 && count && !point && digit_of(rune_at(scan, next, &after)) >= 0) {
            point = count;
            continue;
        }
        if (digit_of(rune) < 0 && !place_of(rune))
            break;
        runes[count++] = rune;
    }
    *end = i;
    if (!count)
        return false;
    size_t whole = point ? point : count;
    bool digits = whole > 1 && digit_string(runes, whole, value);
    *has_value = digits ? whole >= 3 : place_value(runes, whole, value);
    if (point && *has_value) {
        for (size_t k = point; k < count && digit_of(runes[k]) >= 0; k++) {
            value->mantissa = value->mantissa * 10 + digit_of(runes[k]);
            value->scale++;
        }
    }
    return true;
}

/* ---- measure words ---------------------------------------------------------------------------------------------------- */

static const char *const MEASURES[] = {
    "个", "项", "家", "名", "人", "件", "种", "类", "次", "场", "位", "批", "篇", "份", "部", "套", "台", "辆", "艘", "架", "座", "所", "间", "户", "张", "站", "条", "章",
    "节", "款", "届", "岁", "天", "周", "年", "月", "日", "小时", "分钟", "秒", "公里", "千米", "米", "平方", "亩", "公顷", "吨", "公斤", "千克", "克", "千瓦", "兆瓦", "万元", "亿元",
    "元", "美元", "欧元", "度", "组", "方面", "层", "支", "片", "块", "颗", "枚", "只", "头", "株", "棵", "笔", "宗", "起", "例", "门", "本", "册", "卷", "页", "幅", "对",
    "双", "队", "班", "校", "企业", "单位", "机构", "国", "省", "市", "区", "县", "镇", "村", "倍", "成", "字", "词", "点", "街道", "社区", "园区", "余", "多", "人次", "家次",
    "件次", "户次", "批次", "台套", "班次", "品种", "标准", "专家", "城市", "领域", "学科", "轮", "趟", "遍", "步", "代表", "委员", "学校", "医院", "工厂", "公司", "国家", "地区", "协会",
    "团体", "论坛", "会议", "系列", "产品", "课题", "试点", "案例", "指标", "城", "款式", "道", "口", "桩", "期", "处", "员工", "亿", "万", "集", "奖", "席", "大类", "大项", NULL,
};

size_t
scan_measure(const Scan *scan, size_t at)
{
    int index = scan_any(scan, at, MEASURES);
    return index < 0 ? 0 : strlen(MEASURES[index]);
}

/* For one numeral alone, where many of these make another word: 三位一体, 一级, 二元, 两国, 一线, 三节. */
static const char *const PLAIN_MEASURES[] = {
    "个", "项", "家", "名", "人", "件", "种", "类", "次", "场", "批", "篇", "份", "部", "套", "台", "辆", "艘", "架", "座", "所", "户", "张", "条", "章", "岁", "天", "周",
    "年", "小时", "分钟", "公里", "千米", "平方", "亩", "公顷", "吨", "公斤", "千瓦", "万元", "亿元", "组", "方面", "支", "片", "块", "枚", "笔", "宗", "起", "例", "门", "本", "册",
    "位", "轮", "个月", "领域", "标准", "专家", "大类", "步", "期项目", "处", "届", "席", NULL,
};

static const char *const NOT_MEASURES[] = {
    "位一体", "位数", "国语", "章经", "人行", "人称", "人世", "份子", "部曲", "条腿", "起", "年级", "类区", "周岁", "次元", "次性", "次函", "家言", "套班子", "本账", "步走", "个文明", "个自信",
    "个意识", "个维护", "个确立", "个全面", "人间", "方面军", "元", "国志", "手", "产业", "次产业", "部门", "年规划", "年计划", "年行动", "年期", "年制", "省一市", "省市", "处分", "份额", "片区",
    "场所", "块钱", "席之", "门槛", "座城", "项全能", "本书", NULL,
};

static bool
counts_something(const Scan *scan, size_t end)
{
    size_t at = scan_skip_space(scan, end);
    return scan_any(scan, at, PLAIN_MEASURES) >= 0 && scan_any(scan, at, NOT_MEASURES) < 0;
}

/* ---- what the numeral belongs to ------------------------------------------------------------------------------------- */

typedef struct Han {
    size_t at, end;
    Decimal value;
    bool has_value, is_one, is_single;
} Han;

static Number *
push_han(Scan *scan, NumberKind kind, const Han *han, size_t end)
{
    Number *number = scan_push(scan, kind, han->at, end);
    if (han->has_value)
        scan_set_value(number, han->value);
    return number;
}

/* 十四五 is the plan; so is 十三五. */
static size_t
five_year_plan(Scan *scan, const Han *han)
{
    size_t next, last;
    /* “九五” in quotation marks */
    int plan = digit_of(rune_at(scan, han->at, &next));
    if (plan >= 6 && scan_at(scan, next, "五”") && scan_before(scan, han->at, "“")) {
        scan_set_value(scan_push(scan, NUMBER_NAME, han->at, han->end), decimal_from_int(plan));
        return han->end;
    }
    if (rune_at(scan, han->at, &next) != 0x5341 || han->end - han->at != 9 || digit_of(rune_at(scan, next, &last)) < 0 || !scan_at(scan, last, "五"))
        return han->at;
    Number *number = scan_push(scan, NUMBER_NAME, han->at, han->end);
    scan_set_value(number, decimal_from_int(10 + digit_of(rune_at(scan, next, &last))));
    return han->end;
}

/* 十四届全国人大二次会议: the session stands some words before. */
static bool
in_session(const Scan *scan, size_t at)
{
    static const char *const stops[] = {"，", "。", "、", "；", NULL};
    for (size_t i = at; i > 0 && i + 36 > at && scan_any_before(scan, i, stops) < 0; i--)
        if (scan_before(scan, i, "届"))
            return true;
    return false;
}

static size_t
ordinal(Scan *scan, const Han *han)
{
    static const char *const clauses[] = {"条", "款", "章", "节", "页", "部分", "编", "篇", "册", "卷", "段", NULL};
    static const char *const idioms[] = {"时间", "线", "手", "方", "产业", "人称", NULL};
    static const char *const sessions[] = {"届", "次会议", "次全体", "次全会", "次常委", "次主席", NULL};
    size_t mark = scan_skip_space(scan, han->end), before = scan_back_space(scan, han->at);
    bool said = scan_before(scan, before, "第"), session = scan_any(scan, mark, sessions) >= 0;
    if ((!said && !session) || scan_at(scan, mark, "季度"))
        return han->at;
    /* 三次会议 is a count unless a session stands before it: 十四届三次会议. */
    if (!said && !scan_at(scan, mark, "届") && !in_session(scan, before))
        return han->at;
    if (said && scan_any(scan, mark, idioms) >= 0)
        return han->end;
    size_t start = said ? before - strlen("第") : han->at;
    NumberKind kind = scan_any(scan, mark, clauses) >= 0 ? NUMBER_CLAUSE : scan_at(scan, mark, "号") ? NUMBER_DOCUMENT
        : said && scan_is_rank(scan, start, mark) ? NUMBER_RANK : NUMBER_ORDINAL;
    push_han(scan, kind, han, han->end)->from = start;
    return han->end;
}

/* 百分之八点八, 三分之一, 千分之三; the digits may stand behind: 百分之8.8. */
static size_t
fraction(Scan *scan, const Han *han)
{
    size_t end, from = han->end + strlen("分之");
    Decimal part, whole = han->value, share;
    bool has_value;
    if (!scan_at(scan, han->end, "分之") || !han->has_value)
        return han->at;
    if (scan_is_digit(scan, from)) {
        for (end = from; scan_is_digit(scan, end) || (scan->text[end] == '.' && scan_is_digit(scan, end + 1)); end++)
            ;
        has_value = decimal_parse(scan->text + from, end - from, &part);
    } else if (!han_number(scan, from, &end, &part, &has_value)) {
        return han->at;
    }
    Number *number = scan_push(scan, NUMBER_QUANTITY, han->at, end);
    number->unit = NUMBER_PERCENT;
    if (has_value && decimal_mul(part, decimal_from_int(100), &part) && decimal_div(part, whole, 6, ROUND_HALF_UP, &share))
        scan_set_value(number, share);
    size_t last = scan_finish_quantity(scan, number, end);
    number->unit = NUMBER_PERCENT;
    /* 三分之一强 */
    if (scan_at(scan, last, "强") || scan_at(scan, last, "弱")) {
        number->bound = scan_at(scan, last, "强") ? BOUND_MORE_THAN : BOUND_NEARLY;
        last += strlen("强");
    }
    return last;
}

/* 三成, 近九成, 两成半; 三成立 and 一成不变 are other words. */
static size_t
tenths(Scan *scan, const Han *han)
{
    static const char *const stops[] = {
        "，", "。", "；", "、", "以上", "左右", "的", "多", "是", "为", "来自", "半", "）", ")", "」", "企业", "达到", "在", "和", "与", "标准", "由", "参", "已", "用", "集中",
        "余", "地", "以", NULL,
    };
    static const char *const others[] = {"为", NULL};
    size_t mark = han->end;
    if (!han->has_value || !scan_at(scan, mark, "成") || han->value.mantissa > 9 || han->value.mantissa < 1 || han->value.scale)
        return han->at;
    size_t after = mark + strlen("成");
    size_t behind;
    bool five = digit_of(rune_at(scan, after, &behind)) > 0 && (behind >= scan->length || scan_any(scan, behind, stops) >= 0);
    if ((after < scan->length && scan_any(scan, after, stops) < 0 && !five) || (han->is_one && scan_any(scan, after, others) >= 0))
        return han->at;
    int64_t percent = han->value.mantissa * 10;
    size_t next;
    int units = digit_of(rune_at(scan, after, &next));
    if (units > 0 && five) {
        percent += units;
        after = next;
    } else if (scan_at(scan, after, "半")) {
        percent += 5;
        after += strlen("半");
    }
    Number *number = scan_push(scan, NUMBER_QUANTITY, han->at, after);
    number->unit = NUMBER_PERCENT;
    scan_set_value(number, decimal_from_int(percent));
    size_t end = scan_finish_quantity(scan, number, after);
    number->unit = NUMBER_PERCENT;
    return end;
}

/* 二〇一九年, 十二月, 二十五日, 近三年, 三年行动计划. */
static size_t
date(Scan *scan, const Han *han)
{
    static const char *const windows[] = {"近", "过去", "最近", "未来", "今后", "这", "头", NULL}, *const after_window[] = {"来", "间", "累计", NULL};
    static const char *const plans[] = {"年规划", "年行动", "年计划", "年期", "年制", "年级", NULL};
    size_t mark = han->end;
    long value = han->has_value && !han->value.scale ? (long)han->value.mantissa : -1;
    if (scan_at(scan, mark, "世纪") && value > 0) {
        scan_push(scan, NUMBER_DATE, han->at, mark + strlen("世纪"))->date.month = CENTURY + (int)value;
        return mark + strlen("世纪");
    }
    if (scan_at(scan, mark, "季度") && value >= 1 && value <= 4) {
        scan_push(scan, NUMBER_DATE, han->at, mark + strlen("季度"))->date.day = QUARTER_OF_YEAR + (int)value;
        return mark + strlen("季度");
    }
    if (scan_at(scan, mark, "年") && value >= 1900 && value <= 2999) {
        push_han(scan, NUMBER_DATE, han, mark + strlen("年"))->date.year = (int)value;
        return mark + strlen("年");
    }
    if (scan_at(scan, mark, "月") && value >= 1 && value <= 12) {
        push_han(scan, NUMBER_DATE, han, mark + strlen("月"))->date.month = (int)value;
        return mark + strlen("月");
    }
    if (scan_at(scan, mark, "日") && value >= 1 && value <= 31 && !scan_at(scan, mark, "日益") && !han->is_one) {
        push_han(scan, NUMBER_DATE, han, mark + strlen("日"))->date.day = (int)value;
        return mark + strlen("日");
    }
    if (scan_any(scan, mark, plans) >= 0) {
        push_han(scan, NUMBER_NAME, han, mark + strlen("年"));
        return mark + strlen("年");
    }
    size_t end = mark + strlen("年");
    if (!scan_at(scan, mark, "年") || (scan_any_before(scan, han->at, windows) < 0 && scan_any(scan, end, after_window) < 0))
        return han->at;
    Number *number = push_han(scan, NUMBER_WINDOW, han, end);
    number->is_weak = han->is_one;
    return end;
}

/* “五个中心”, “双一流”: a name in quotation marks of which the numeral is the beginning. */
static size_t
quoted_name(Scan *scan, const Han *han)
{
    if (!scan_before(scan, han->at, "“") && !scan_before(scan, han->at, "‘") && !scan_before(scan, han->at, "「"))
        return han->at;
    size_t end = han->end;
    for (int i = 0; i < 12 && end < scan->length; i++) {
        if (scan_at(scan, end, "”") || scan_at(scan, end, "’") || scan_at(scan, end, "」"))
            break;
        rune_at(scan, end, &end);
    }
    if (!(scan_at(scan, end, "”") || scan_at(scan, end, "’") || scan_at(scan, end, "」")))
        return han->at;
    /* “近千项” is a quotation of a number: its measure word ends it. */
    size_t measure = scan_measure(scan, han->end);
    if (!han->is_single && measure && han->end + measure == end)
        return han->at;
    push_han(scan, NUMBER_NAME, han, han->end);
    return han->end;
}

/* 三大先导产业, 五位一体, 一市三省: part of a name. */
static size_t
set_name(Scan *scan, const Han *han)
{
    static const char *const after[] = {"大", "位一体", "个自信", "个意识", "个维护", "个确立", "个全面", "个文明", "部曲", "套班子", "步走", "产业", "次产业", "省一市", "网", "端", NULL};
    if (scan_any(scan, han->end, after) < 0)
        return han->at;
    push_han(scan, NUMBER_NAME, han, han->end)->is_weak = true;
    return han->end;
}

/* 位居前三, 全国前十: a place among others. */
static size_t
top_places(Scan *scan, const Han *han)
{
    static const char *const leads[] = {"居", "列", "入", "进", "排名", "名", "全国", "全球", "世界", "位", "排", "第", NULL};
    static const char *const after[] = {"名", "位", "强", "，", "。", "；", "、", "的", "）", ")", NULL};
    if (!scan_before(scan, han->at, "前") || !han->has_value || scan_any_before(scan, han->at - strlen("前"), leads) < 0)
        return han->at;
    if (han->end < scan->length && scan_any(scan, han->end, after) < 0)
        return han->at;
    push_han(scan, NUMBER_RANK, han, han->end);
    return han->end;
}

/* 两者, 三者, 双方: as weak as "both". */
static size_t
weak_pair(Scan *scan, const Han *han)
{
    static const char *const after[] = {"者", "地", "国", "院", "省", "市", "区", NULL};
    if (!han->is_single || han->is_one || scan_any(scan, han->end, after) < 0)
        return han->at;
    push_han(scan, NUMBER_QUANTITY, han, han->end)->is_weak = true;
    return han->end;
}

/* 三个来源, 两类数, 四组最新的数: of what stands in the text, not in the world. */
static bool
counts_text(const Scan *scan, size_t end)
{
    static const char *const measures[] = {"个", "种", "类", "组", "条", "处", "件", "项", NULL};
    static const char *const between[] = {"最新", "公布", "发布", "的", "累计", "不同", "数据", "单独", NULL};
    static const char *const nouns[] = {
        "来源", "数字", "数值", "数", "指标", "口径", "栏", "列", "图", "表", "量词", "时点", "年份", "说法", "问题", "理由", "方面", "事", "词", "概念", "例外", "角度", "原因", "层次",
        "部分", NULL,
    };
    size_t at = scan_skip_space(scan, end);
    int index = scan_any(scan, at, measures);
    at += index >= 0 ? strlen(measures[index]) : 0;
    for (int i; (i = scan_any(scan, at, between)) >= 0;)
        at += strlen(between[i]);
    return scan_any(scan, at, nouns) >= 0 && !scan_at(scan, at, "数字化") && !scan_at(scan, at, "数据");
}

static size_t
text_count(Scan *scan, const Han *han)
{
    if (!han->is_single || !han->has_value || han->value.mantissa > 10 || !counts_text(scan, han->end))
        return han->at;
    Number *number = push_han(scan, NUMBER_TEXT, han, han->end);
    number->is_weak = han->is_one;
    return han->end;
}

/* 千余项, 近百家, 二十多个, 十余家. */
static size_t
round_number(Scan *scan, const Han *han)
{
    static const char *const before[] = {"近", "将近", "接近", "上", "超", "超过", "逾", "约", "过", "数", "几", "成", "共", "不足", "不到", "至少", "仅", NULL},
        *const more[] = {"余", "多", "来", "几", NULL};
    size_t mark = han->end;
    int index = scan_any(scan, mark, more);
    bool qualified = index >= 0 || scan_any_before(scan, han->at, before) >= 0;
    size_t after = index >= 0 ? mark + strlen(more[index]) : mark;
    bool vague = scan_before(scan, han->at, "数") || scan_before(scan, han->at, "几") || scan_before(scan, han->at, "成")
        || scan_before(scan, han->at, "上");
    static const char *const passed[] = {"过", "超", "超过", "破", "突破", "逾", NULL}, *const stops[] = {"，", "。", "；", "、", "）", ")", "”", NULL};
    bool alone = place_of(rune_at(scan, han->at, &(size_t){0})) && scan_any_before(scan, han->at, passed) >= 0 && (mark >= scan->length
        || scan_any(scan, mark, stops) >= 0);
    if (alone) {
        Number *number = push_han(scan, NUMBER_QUANTITY, han, han->end);
        return scan_finish_quantity(scan, number, han->end);
    }
    if (!qualified || !scan_measure(scan, scan_skip_space(scan, after)) || scan_at(scan, mark, "多元") || (vague && han->is_single
        && !place_of(rune_at(scan, han->at, &(size_t){0}))))
        return han->at;
    if (han->is_single && !place_of(rune_at(scan, han->at, &(size_t){0})) && index < 0)
        return han->at; /* 近三家: an ordinary count */
    Number *number = push_han(scan, NUMBER_QUANTITY, han, han->end);
    if (vague) {
        number->has_value = false;
        number->end = number->to = after;
        return after;
    }
    return scan_finish_quantity(scan, number, han->end);
}

static size_t
count_of_things(Scan *scan, const Han *han)
{
    bool times = scan_at(scan, han->end, "倍") && !scan_at(scan, han->end, "倍增");
    bool scaled = !han->is_single && han->has_value && han->value.mantissa > 10 && scan_measure(scan, scan_skip_space(scan, han->end));
    if (!times && !scaled && !counts_something(scan, han->end))
        return han->at;
    Number *number = push_han(scan, NUMBER_QUANTITY, han, han->end);
    number->is_weak = han->is_one && !times;
    size_t end = scan_finish_quantity(scan, number, han->end);
    if (number->bound != BOUND_EXACT && !times)
        number->is_weak = false;
    return end;
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

typedef struct HanWord { const char *word; int64_t value; NumberUnit unit; NumberBound bound; NumberKind kind; bool weak; } HanWord;

static const HanWord WORDS[] = {
    {"翻两番", 4, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false}, {"翻了两番", 4, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false},
    {"翻三番", 8, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false}, {"翻了三番", 8, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false},
    {"翻一番", 2, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false}, {"翻了一番", 2, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false},
    {"翻番", 2, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false}, {"翻倍", 2, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, false},
    {"上半年", 0, NUMBER_PLAIN, BOUND_EXACT, NUMBER_DATE, false}, {"下半年", 0, NUMBER_PLAIN, BOUND_EXACT, NUMBER_DATE, false},
    {"倍增", 2, NUMBER_TIMES, BOUND_EXACT, NUMBER_QUANTITY, true},
    {"近半数", 50, NUMBER_PERCENT, BOUND_NEARLY, NUMBER_QUANTITY, false}, {"近一半", 50, NUMBER_PERCENT, BOUND_NEARLY, NUMBER_QUANTITY, false},
    {"近半", 50, NUMBER_PERCENT, BOUND_NEARLY, NUMBER_QUANTITY, false}, {"将近一半", 50, NUMBER_PERCENT, BOUND_NEARLY, NUMBER_QUANTITY, false},
    {"过半数", 50, NUMBER_PERCENT, BOUND_MORE_THAN, NUMBER_QUANTITY, false}, {"过半", 50, NUMBER_PERCENT, BOUND_MORE_THAN, NUMBER_QUANTITY, false},
    {"超过一半", 50, NUMBER_PERCENT, BOUND_MORE_THAN, NUMBER_QUANTITY, false}, {"一半以上", 50, NUMBER_PERCENT, BOUND_OR_MORE, NUMBER_QUANTITY, false},
    {"超过半数", 50, NUMBER_PERCENT, BOUND_MORE_THAN, NUMBER_QUANTITY, false}, {"半数以上", 50, NUMBER_PERCENT, BOUND_OR_MORE, NUMBER_QUANTITY, false},
    {"约一半", 50, NUMBER_PERCENT, BOUND_ABOUT, NUMBER_QUANTITY, false}, {"约半数", 50, NUMBER_PERCENT, BOUND_ABOUT, NUMBER_QUANTITY, false},
    {"不到一半", 50, NUMBER_PERCENT, BOUND_LESS_THAN, NUMBER_QUANTITY, false}, {"不足一半", 50, NUMBER_PERCENT, BOUND_LESS_THAN, NUMBER_QUANTITY, false},
    {"一半", 50, NUMBER_PERCENT, BOUND_EXACT, NUMBER_QUANTITY, false}, {"半数", 50, NUMBER_PERCENT, BOUND_EXACT, NUMBER_QUANTITY, false},
    {"减半", 50, NUMBER_PERCENT, BOUND_EXACT, NUMBER_QUANTITY, false},
    {"首次", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true}, {"首个", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true},
    {"首批", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true}, {"首部", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true},
    {"首家", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true}, {"首位", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true},
    {"首届", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true}, {"首项", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true},
    {"双方", 2, NUMBER_PLAIN, BOUND_EXACT, NUMBER_QUANTITY, true}, {"首创", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true},
    {"榜首", 1, NUMBER_PLAIN, BOUND_EXACT, NUMBER_ORDINAL, true},
};

static uint64_t
head_bit(const char *word)
{
    return UINT64_C(1) << (word[2] & 63);
}

uint64_t
scan_han_heads(void)
{
    uint64_t heads = 0;
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        heads |= head_bit(WORDS[i].word);
    return heads;
}

static size_t
fixed_word(Scan *scan, size_t at)
{
    const HanWord *best = NULL;
    if (at + 2 >= scan->length || !(scan->heads & head_bit(scan->text + at)))
        return at;
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (WORDS[i].word[1] == scan->text[at + 1] && WORDS[i].word[2] == scan->text[at + 2] && scan_at(scan, at, WORDS[i].word) && (!best
            || strlen(WORDS[i].word) > strlen(best->word)))
            best = &WORDS[i];
    if (!best)
        return at;
    size_t end = at + strlen(best->word);
    Number *number = scan_push(scan, best->kind, at, end);
    number->unit = best->unit;
    number->bound = best->bound;
    number->is_weak = best->weak;
    if (str_equal(best->word, "首位") && scan_is_rank(scan, at, end)) {
        number->kind = NUMBER_RANK;
        number->is_weak = false;
    }
    if (best->unit == NUMBER_TIMES || best->unit == NUMBER_PERCENT)
        end = scan_find_bounds(scan, number, end);
    if (best->kind == NUMBER_DATE)
        number->date.day = HALF_OF_YEAR + (scan_at(scan, at, "上") ? 1 : 2);
    else
        scan_set_value(number, decimal_from_int(best->value));
    return end;
}

/* 一、 （三） 二是 at the head of a list. */
static size_t
list_numeral(Scan *scan, const Han *han)
{
    static const char *const opens[] = {"（", "(", NULL}, *const closes[] = {"）", ")", NULL}, *const leads[] = {"。", "；", "：", "，", "、", "\n", NULL};
    static const char *const marks[] = {"、", "是", "要", NULL};
    bool bracket = scan_any_before(scan, han->at, opens) >= 0 && scan_any(scan, han->end, closes) >= 0;
    size_t before = scan_back_space(scan, han->at);
    bool head = (before == 0 || scan_any_before(scan, before, leads) >= 0) && scan_any(scan, han->end, marks) >= 0;
    return bracket || head ? han->end : han->at;
}

/* Set phrases that begin with a numeral: nothing is counted in them. */
static size_t
idiom(const Scan *scan, size_t at)
{
    static const char *const idioms[] = {
        "千家万户", "千方百计", "千头万绪", "千言万语", "千载难逢", "千差万别", "千军万马", "千人计划", "千变万化", "千篇一律", "万众一心", "万无一失", "万家灯火", "万人计划", "百年大计", "百年未有", "百年老店",
        "百花齐放", "百家争鸣", "百姓", "百货", "百科", "百业", "百强", "百人计划", "百尺竿头", "十全十美", "十年树木", "七上八下", "五花八门", "五湖四海", "四面八方", "四通八达", "三心二意", "三番五次",
        "三令五申", "三言两语", "三思", "一五一十", "九牛一毛", "亿万", "一心一意", "一举两得", "两全其美", "一分为二", "二维码", "一二三产", "万国", "万物", "万象", "千里", "百日", "一五一十", NULL,
    };
    int index = scan_any(scan, at, idioms);
    return index < 0 ? at : at + strlen(idioms[index]);
}

size_t
scan_han(Scan *scan, size_t at)
{
    static size_t (*const recognisers[])(Scan *, const Han *) = {
        five_year_plan, fraction, top_places, ordinal, list_numeral, date, quoted_name, set_name, weak_pair, tenths, text_count, round_number,
            count_of_things,
    };
    if (!scan->cjk)
        return at;
    size_t next, end;
    uint32_t first = rune_at(scan, at, &next);
    bool numeral = digit_of(first) >= 0 || place_of(first);
    if ((numeral && (end = idiom(scan, at)) > at) || (end = fixed_word(scan, at)) > at)
        return end;
    Han han = {.at = at};
    if (!numeral || !han_number(scan, at, &han.end, &han.value, &han.has_value))
        return at;
    han.is_single = next == han.end;
    han.is_one = han.is_single && first == 0x4E00;
    for (size_t i = 0; i < COUNT_OF(recognisers); i++)
        if ((end = recognisers[i](scan, &han)) > at)
            return end;
    return han.end;
}
