/* base/locale_builtin.c -- Chinese (simplified) and English.
 *
 * zh: numbers after GB/T 15835-2011, as the bureau's papers print them: four digits closed up, more in groups of three.
 * en: ISO house style, day month year.
 */
#include "base/locale.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

static const Locale zh = {
    .tag = "zh-Hans",
    .pango = "zh-cn",
    .is_cjk = true,
    .decimal = ".",
    .group = ",",
    .group_from = 5,
    .group_size = 3,
    .minus = "−",
    .percent = "%",
    .points = {"个百分点", "个百分点"},
    .scales = {{4, "万", NULL}, {8, "亿", NULL}, {12, "万亿", NULL}},
    .axis_from = 1e5,
    .prose_before = {
        [QUALIFIER_ABOUT] = "约",
        [QUALIFIER_NEARLY] = "近",
        [QUALIFIER_AT_LEAST] = "至少",
    },
    .prose_after = {[QUALIFIER_MORE_THAN] = "余"},
    .prose_instead = {[QUALIFIER_MORE_THAN] = "超过"},
    .label_before = {
        [QUALIFIER_ABOUT] = "约",
        [QUALIFIER_NEARLY] = "近",
        [QUALIFIER_AT_LEAST] = "≥",
    },
    .label_after = {[QUALIFIER_MORE_THAN] = "余"},
    .label_instead = {[QUALIFIER_MORE_THAN] = "超过"},
    .months = {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
    .months_short = {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
    .days = {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
    .days_short = {"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
    .date_ymd = "{y}年{m}月{d}日",
    .date_ym = "{y}年{m}月",
    .date_y = "{y}年",
    .ordinal = {{"第", ""}, {"第", ""}, {"第", ""}, {"第", ""}},
    .range = "—",
    .range_words = "至",
    .range_repeats = true,
    .unit_gap = "",
    .list_comma = "、",
    .list_and = "和",
    .stop = "。",
    .undated = "未注明日期",
};

static const Locale en = {
    .tag = "en",
    .pango = "en",
    .decimal = ".",
    .group = ",",
    .group_from = 4,
    .group_size = 3,
    .minus = "−",
    .percent = "%",
    .points = {" percentage point", " percentage points"},
    .scales = {{3, " thousand", NULL}, {6, " million", NULL}, {9, " billion", NULL}, {12, " trillion", NULL}},
    .axis_from = 1e6,
    .prose_before = {
        [QUALIFIER_ABOUT] = "about ",
        [QUALIFIER_NEARLY] = "nearly ",
        [QUALIFIER_MORE_THAN] = "more than ",
        [QUALIFIER_AT_LEAST] = "at least ",
    },
    .label_before = {
        [QUALIFIER_ABOUT] = "~",
        [QUALIFIER_NEARLY] = "nearly ",
        [QUALIFIER_AT_LEAST] = "≥",
    },
    .label_after = {[QUALIFIER_MORE_THAN] = "+"},
    .label_instead = {[QUALIFIER_MORE_THAN] = "over "},
    .months = {
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    },
    .months_short = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    .days = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    .days_short = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
    .date_ymd = "{d} {month} {y}",
    .date_ym = "{month} {y}",
    .date_y = "{y}",
    .ordinal = {{"", "st"}, {"", "nd"}, {"", "rd"}, {"", "th"}},
    .range = "–",
    .range_words = " to ",
    .unit_gap = " ",
    .list_comma = ", ",
    .list_and = " and ",
    .stop = ".",
    .undated = "undated",
};

const Locale *
locale_builtin(const char *tag)
{
    char lower[32] = "";
    for (size_t i = 0; tag && tag[i] && i < sizeof lower - 1; i++) {
        char c = tag[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '_' ? '-' : c;
    }
    size_t language = strcspn(lower, "-");
    if (language != 2)
        return NULL;
    if (strncmp(lower, "en", 2) == 0)
        return &en;
    /* Traditional characters want other words (萬, 億). */
    bool traditional = strstr(lower, "-hant") || strstr(lower, "-tw") || strstr(lower, "-hk") || strstr(lower, "-mo");
    return strncmp(lower, "zh", 2) == 0 && !traditional ? &zh : NULL;
}
