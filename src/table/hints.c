/* table/hints.c -- what may have been meant where a number or a date was expected: slips of the hand, and what spreadsheets do. */
#include "table/bind.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- numbers ------------------------------------------------------------------------------------------------ */

/* "the fourth character is the letter O" */
static bool
hint_letter(Arena *arena, Diags *diags, const char *text)
{
    static const char *const ordinals_en[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
    if (strcspn(text, "0123456789") == strlen(text) || strspn(text, "0123456789.,-OoIl") != strlen(text))
        return false;
    size_t at = strcspn(text, "OoIl");
    if (!text[at])
        return false;
    const char *place = at < COUNT_OF(ordinals_en) ? ordinals_en[at] : arena_printf(arena, "%zuth", at + 1);
    diag_hint(diags, "the {0} character is the letter {1}", "第{2}个字符是字母{1}", place, arena_strndup(arena, text + at, 1), arena_printf(arena, "%zu", at + 1));
    return true;
}

/* The text in plain characters: full-width ones and typographic minus and spaces replaced. */
static const char *
plain_text(Arena *arena, const char *text, bool *was_wide, bool *was_odd)
{
    Buf out = BUF_INIT;
    for (const char *at = text; *at;) {
        uint32_t rune = utf8_next(&at);
        bool full = rune >= 0xFF01 && rune <= 0xFF5E, minus = rune == 0x2212;
        bool space = rune == 0x3000 || rune == 0xA0 || rune == 0x2009 || rune == 0x202F, invisible = rune == 0xFEFF || rune == 0x200B;
        *was_wide |= full;
        *was_odd |= minus || space || invisible;
        if (!invisible)
            buf_add_rune(&out, full ? rune - 0xFEE0 : minus ? '-' : space ? ' ' : rune);
    }
    const char *plain = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return plain;
}

/* "1,234,567" and "1 234 567" in groups of three. */
static bool
hint_groups(Arena *arena, Diags *diags, const Field *field, const char *text)
{
    char digits[64];
    size_t length = 0;
    char group = 0;
    size_t run = 0;
    bool threes = true;
    for (const char *at = text; *at && length < sizeof digits - 1; at++) {
        if ((*at == ',' || *at == ' ') && length) {
            threes &= !group ? run <= 3 && run > 0 : run == 3 && *at == group;
            group = *at;
            run = 0;
        } else {
            digits[length++] = *at;
            run += *at >= '0' && *at <= '9';
        }
    }
    digits[length] = '\0';
    Decimal number;
    size_t whole = strcspn(digits, ".");
    run -= whole < length ? length - whole - 1 : 0;
    if (!group || !decimal_parse(digits, length, &number))
        return false;
    const char *plain = arena_strdup(arena, digits), *mark = arena_strndup(arena, &group, 1);
    if (!threes || run != 3)
        diag_hint(diags, "the groups are not of three digits: is it one number, or two?", "分隔的各组不是三位：是一个数，还是两个？", NULL);
    else if (field && field->group_char)
        diag_hint(diags, "digits are grouped by '{0}' in this column", "此列的千位分隔符是“{0}”", field->group_char);
    else
        diag_hint(diags, "write it without grouping: {0}, or declare the field with 'groupChar: \"{1}\"'", "不加千位分隔：{0}；或者给该字段声明 groupChar: \"{1}\"", plain, mark);
    return true;
}

static bool
hint_characters(Arena *arena, Diags *diags, const char *text)
{
    bool wide = false, odd = false;
    const char *plain = plain_text(arena, text, &wide, &odd), *bare = str_trim(arena, plain);
    static const Field grouped = {.decimal_char = ".", .group_char = ",", .bare = true};
    Decimal number;
    if ((!wide && !odd) || !number_parse(&grouped, bare, strlen(bare), &number))
        return false;
    bare = decimal_text(arena, number);
    if (wide)
        diag_hint(diags, "these are full-width characters; write {0}", "这是全角字符，请写作{0}", bare);
    else
        diag_hint(diags, "a character in it is no digit but looks like a space or minus, or like nothing; write {0}",
            "其中有形似空格、减号或不可见的字符，请写作{0}", bare);
    return true;
}

/* What tables write where there is no figure. */
static bool
hint_missing(Diags *diags, const char *text)
{
    static const char *const words[] = {"", "—", "——", "–", "-", "--", "…", "……", "..", "/", "\\", "*", "无", "暂无", "缺", "未统计", "不详", "空", "N/A", "n/a", "NA", "na",
        "null", "NULL", "None", "nan", "NaN", "?", "？"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_equal(words[i], text))
            continue;
        diag_hint(diags, "if it stands for 'no figure', say so in the schema: missingValues: [\"\", \"{0}\"]",
            "如表示没有数字，请在schema中写明 missingValues: [\"\", \"{0}\"]", text);
        return true;
    }
    return false;
}

static bool
hint_spreadsheet(Diags *diags, const char *text)
{
    static const char *const errors[] = {"#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "########"};
    size_t length = strlen(text);
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        if (str_equal(errors[i], text) || (length && strspn(text, "#") == length)) {
            diag_hint(diags, "a formula of the spreadsheet has failed, or its column was too narrow; mend it there and save again",
                "这是电子表格公式出错或列宽不足的结果；请在表格中改正后重新保存", NULL);
            return true;
        }
    }
    if (!(strspn(text, "0123456789.+-eE") == length && strcspn(text, "eE") < length))
        return false;
    diag_hint(diags, "a spreadsheet has shortened it; format the column as a number without decimals and save again",
        "这是电子表格缩写的数；请把该列设为数值格式后重新保存", NULL);
    return true;
}

static bool
hint_date_for_number(Arena *arena, Diags *diags, const char *text)
{
    Date date;
    if (strlen(text) > 4 && date_parse_any(text, &date) && !date.month) {
        diag_hint(diags, "write {0}", "请写作{0}", date_text(arena, date));
        return true;
    }
    if (!is_spreadsheet_date(text) && !(strlen(text) > 4 && date_parse_any(text, &date)))
        return false;
    diag_hint(diags, "a spreadsheet has made a date of it; format the column as text or number, type it again and save",
        "电子表格把它改成了日期；请把该列设为文本或数值格式，重新输入并保存", NULL);
    return true;
}

void
quantity_hint(Arena *arena, Diags *diags, const TableLanguages *languages, const Field *field, const char *text)
{
    size_t length = strlen(text);
    Decimal number;
    Qualifier qualifier;
    char *bare = str_trim(arena, text);
    if (hint_missing(diags, text) || hint_letter(arena, diags, text) || hint_groups(arena, diags, field, text) || hint_characters(arena, diags, text)
        || hint_spreadsheet(diags, text) || hint_date_for_number(arena, diags, text))
        return;
    if (strlen(bare) < length && decimal_parse(bare, strlen(bare), &number))
        diag_hint(diags, "take the space beside it away", "请去掉多余的空格", NULL);
    else if (str_ends(text, "%") && decimal_parse(text, length - 1, &number))
        diag_hint(diags, "the column says that it is a share; write the number without %", "只写数字，不写%", NULL);
    else if (quantity_parse(NULL, languages, text, &number, &qualifier) && qualifier != QUALIFIER_EXACT)
        diag_hint(diags, "write {0} here and the word in the column 'qualifier', or declare the field with 'format: qualified'",
            "此处只写{0}，约数写在qualifier列；或者给该字段声明 format: qualified", decimal_text(arena, number));
    else if (quantity_parse(NULL, languages, text, &number, &qualifier))
        diag_hint(diags, "write {0}, or declare the field with 'format: qualified'", "请写作{0}；或者给该字段声明 format: qualified", decimal_text(arena, number));
    else if (strspn(text, "0123456789") == length)
        diag_hint(diags, "a number has at most 18 digits", "一个数最多18位", NULL);
    else if (*text == '\'')
        diag_hint(diags, "take the apostrophe away", "请去掉开头的撇号", NULL);
}

/* ---- dates ---------------------------------------------------------------------------------------------------- */

static int
month_number(const char *text)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int i = 0; i < 12; i++)
        if (strncmp(text, names + i * 3, 3) == 0)
            return i + 1;
    return 0;
}

bool
is_spreadsheet_date(const char *text)
{
    size_t digits = strspn(text, "0123456789"), length = strlen(text);
    if (digits >= 1 && digits <= 2 && length == digits + 4 && text[digits] == '-')
        return month_number(text + digits + 1) != 0;
    return length == 6 && text[3] == '-' && month_number(text) && strspn(text + 4, "0123456789") == 2;
}

/* 44105 is 2020-10-01: days since the last day of 1899, as Excel and WPS count them from March 1900 on. */
static Date
date_of_serial(int serial)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    Date date = {1900, 1, 1};
    for (int left = serial - 2;;) {
        bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
        int days = lengths[date.month - 1] + (leap && date.month == 2);
        if (left < days) {
            date.day = left + 1;
            return date;
        }
        left -= days;
        date.month = date.month % 12 + 1;
        date.year += date.month == 1;
    }
}

void
moment_hint(Arena *arena, Diags *diags, const Field *field, const char *text)
{
    Date date;
    bool wide = false, odd = false;
    const char *plain = str_trim(arena, plain_text(arena, text, &wide, &odd));
    size_t length = strlen(text);
    if (is_spreadsheet_date(text)) {
        const char *part = text + (text[0] <= '9' ? strspn(text, "0123456789") + 1 : 0);
        diag_hint(diags, "a spreadsheet has changed what was typed, 20{0}-{1} or another date; format the column as text, type it again and save",
            "电子表格改动了所输入的内容（可能是20{0}-{1}，也可能是别的日期）；请把该列设为文本格式，重新输入并保存",
            text[0] <= '9' ? "??" : text + 4, arena_printf(arena, "%02d", month_number(part)));
    } else if (length == 5 && strspn(text, "0123456789") == 5 && text[0] >= '1' && text[0] <= '6') {
        diag_hint(diags, "a spreadsheet has saved the number of the day, {0}, for a date; format the column as text, type the date and save",
            "电子表格把日期存成了序数（{0}）；请把该列设为文本格式，输入日期并保存", date_text(arena, date_of_serial(atoi(text))));
    } else if (field->type == FIELD_DATE && field->format == FORMAT_DEFAULT && date_parse(text, length, &date)) {
        diag_hint(diags, "for a year or a month alone declare the field with 'format: reduced'", "只有年或年月的，请给该字段声明 format: reduced", NULL);
    } else if ((field->type == FIELD_DATE || field->type == FIELD_YEARMONTH) && date_parse_any(plain, &date)) {
        const char *iso = date_text(arena, date);
        if (date.day == 1 && strchr(text, '/'))
            diag_hint(diags, "write {0}, or {1} if that was typed and a spreadsheet has made a day of it", "请写作{0}；如原来输入的是{1}，是电子表格改成了日期", iso,
                date_text(arena, (Date){date.year, date.month, 0}));
        else
            diag_hint(diags, "write {0}", "请写作{0}", iso);
    }
}
