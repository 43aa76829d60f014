/* expr/fn_text.c -- strings, regular expressions, and numbers as text. Positions count code points. */
#include "expr/functions.h"

#include "base/str.h"
#include "base/utf8.h"
#include "expr/regexp.h"

#include <math.h>
#include <string.h>

static const char *
text_arg(const Call *call, const Value *args, size_t count, size_t i)
{
    return value_to_string(call_arena(call), arg_at(args, count, i));
}

static bool
give(const Call *call, Buf *buf, Value *out)
{
    *out = value_string(buf->length ? buf_take(buf, call_arena(call)) : "");
    buf_clear(buf);
    return true;
}

/* The byte where code point `index` begins; the end where there are fewer. */
static const char *
at_index(const char *text, double index)
{
    for (; index >= 1 && *text; index--)
        utf8_next(&text);
    return text;
}

static const char *
between(Arena *arena, const char *text, double from, double to)
{
    const char *start = at_index(text, from);
    const char *end = to > from ? at_index(start, to - from) : start;
    return arena_strndup(arena, start, (size_t)(end - start));
}

/* Letters of Latin-1, Greek and Cyrillic besides ASCII; other scripts have no case. */
static uint32_t
change_case(uint32_t rune, bool upper)
{
    uint32_t from = upper ? rune : rune + 32;
    bool letter = (from >= 'a' && from <= 'z') || (from >= 0xE0 && from <= 0xFE && from != 0xF7)
        || (from >= 0x3B1 && from <= 0x3C9 && from != 0x3C2) || (from >= 0x430 && from <= 0x44F);
    return !letter ? rune : upper ? rune - 32 : rune + 32;
}

static bool
cased(const Call *call, const Value *args, size_t count, bool upper, Value *out)
{
    Buf buf = BUF_INIT;
    for (const char *at = text_arg(call, args, count, 0); *at;)
        buf_add_rune(&buf, change_case(utf8_next(&at), upper));
    return give(call, &buf, out);
}

static bool
do_upper(const Call *call, const Value *args, size_t count, Value *out)
{
    return cased(call, args, count, true, out);
}

static bool
do_lower(const Call *call, const Value *args, size_t count, Value *out)
{
    return cased(call, args, count, false, out);
}

static bool
do_trim(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *start = text_arg(call, args, count, 0), *end;
    const char *last_end = start;
    bool begun = false;
    for (const char *at = start; *at; at = end) {
        end = at;
        uint32_t rune = utf8_next(&end);
        bool space = rune == ' ' || (rune >= 9 && rune <= 13) || rune == 0xA0 || rune == 0x3000 || rune == 0xFEFF;
        if (space && !begun) {
            start = last_end = end;
        } else if (!space) {
            begun = true;
            last_end = end;
        }
    }
    *out = value_string(arena_strndup(call_arena(call), start, (size_t)(last_end - start)));
    return true;
}

static bool
do_substring(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *text = text_arg(call, args, count, 0);
    double length = (double)utf8_count(text);
    double from = arg_number(args, count, 1, 0), to = arg_number(args, count, 2, length);
    from = from > 0 ? fmin(trunc(from), length) : 0;
    to = to > 0 ? fmin(trunc(to), length) : 0;
    *out = value_string(between(call_arena(call), text, fmin(from, to), fmax(from, to)));
    return true;
}

/* ---- one place for strings and lists: slice, indexof, lastindexof, length ---------------------------- */

static double
relative(double index, double length)
{
    index = isnan(index) ? 0 : trunc(index);
    return index < 0 ? fmax(length + index, 0) : fmin(index, length);
}

static bool
do_slice(const Call *call, const Value *args, size_t count, Value *out)
{
    bool list = args[0].kind == VALUE_ARRAY;
    if (!list && args[0].kind != VALUE_STRING)
        return call_fault(call, "needs a list or a text", "需要列表或文本");
    double length = list ? (double)args[0].list->count : (double)utf8_count(args[0].string);
    double from = relative(arg_number(args, count, 1, 0), length), to = relative(arg_number(args, count, 2, length), length);
    size_t taken = to > from ? (size_t)(to - from) : 0;
    if (list)
        *out = value_list(call_arena(call), args[0].list->items + (size_t)from, taken);
    else
        *out = value_string(between(call_arena(call), args[0].string, from, from + (double)taken));
    return true;
}

static double
index_in_text(const char *text, const char *wanted, bool last)
{
    const char *found = NULL;
    for (const char *at = strstr(text, wanted); at; at = *at ? strstr(at + 1, wanted) : NULL) {
        found = at;
        if (!last)
            break;
    }
    double index = 0;
    if (!found)
        return -1;
    for (const char *at = text; at < found; index++)
        utf8_next(&at);
    return index;
}

static bool
index_of(const Call *call, const Value *args, size_t count, bool last, Value *out)
{
    double found = -1;
    if (args[0].kind == VALUE_STRING) {
        found = index_in_text(args[0].string, text_arg(call, args, count, 1), last);
    } else if (args[0].kind == VALUE_ARRAY) {
        const ValueList *list = args[0].list;
        for (size_t i = 0; i < list->count && (last || found < 0); i++)
            if (value_equal(list->items[i], args[1]))
                found = (double)i;
    } else {
        return call_fault(call, "needs a list or a text", "需要列表或文本");
    }
    *out = value_number(found);
    return true;
}

static bool
do_indexof(const Call *call, const Value *args, size_t count, Value *out)
{
    return index_of(call, args, count, false, out);
}

static bool
do_lastindexof(const Call *call, const Value *args, size_t count, Value *out)
{
    return index_of(call, args, count, true, out);
}

static bool
do_length(const Call *call, const Value *args, size_t count, Value *out)
{
    (void)call, (void)count;
    *out = value_member(args[0], "length");
    return true;
}

/* ---- patterns --------------------------------------------------------------------------------------- */

static bool
regexp_of(const Call *call, Value value, const char *flags, const Regexp **out)
{
    if (value.kind == VALUE_REGEXP) {
        *out = value.regexp;
        return true;
    }
    const char *pattern = value_to_string(call_arena(call), value);
    *out = regexp_parse(call_arena(call), pattern, flags);
    return *out || diag(call->env->diags, DIAG_EXPR_REGEXP, call->loc, pattern);
}

static bool
too_many_steps(const Call *call, const Regexp *regexp)
{
    return diag(call->env->diags, DIAG_EXPR_REGEXP_STEPS, call->loc, regexp_pattern(regexp));
}

static bool
do_regexp(const Call *call, const Value *args, size_t count, Value *out)
{
    const Regexp *regexp;
    if (!regexp_of(call, args[0], count > 1 ? text_arg(call, args, count, 1) : "", &regexp))
        return false;
    *out = (Value){.kind = VALUE_REGEXP, .regexp = regexp};
    return true;
}

static bool
do_test(const Call *call, const Value *args, size_t count, Value *out)
{
    const Regexp *regexp;
    RegexpMatch match;
    if (!regexp_of(call, args[0], "", &regexp))
        return false;
    int found = regexp_search(regexp, text_arg(call, args, count, 1), 0, &match);
    if (found < 0)
        return too_many_steps(call, regexp);
    *out = value_bool(found);
    return true;
}

/* $$ $& $1 … $9 in the text that replaces (ECMA-262, GetSubstitution). */
static void
add_replacement(Buf *buf, const char *with, const char *text, const RegexpMatch *match, int groups)
{
    for (; *with; with++) {
        int group = with[0] == '$' && with[1] >= '1' && with[1] <= '9' ? with[1] - '0' : with[0] == '$' && with[1] == '&' ? 0 : -1;
        if (with[0] == '$' && with[1] == '$') {
            buf_add_char(buf, '$');
            with++;
        } else if (group >= 0 && group <= groups) {
            if (match->start[group] >= 0)
                buf_add_bytes(buf, text + match->start[group], (size_t)(match->end[group] - match->start[group]));
            with++;
        } else {
            buf_add_char(buf, *with);
        }
    }
}

static bool
replace_text(const Call *call, const char *text, const char *pattern, const char *with, Value *out)
{
    const char *found = strstr(text, pattern);
    Buf buf = BUF_INIT;
    if (!found) {
        *out = value_string(text);
        return true;
    }
    RegexpMatch match = {.start = {found - text}, .end = {found - text + (ptrdiff_t)strlen(pattern)}};
    buf_add_bytes(&buf, text, (size_t)(found - text));
    add_replacement(&buf, with, text, &match, 0);
    buf_add(&buf, found + strlen(pattern));
    return give(call, &buf, out);
}

static bool
do_replace(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *text = text_arg(call, args, count, 0), *with = text_arg(call, args, count, 2);
    if (args[1].kind == VALUE_STRING)
        return replace_text(call, text, args[1].string, with, out);
    if (args[1].kind != VALUE_REGEXP)
        return call_fault(call, "needs a text or a regular expression to look for", "要查找的内容须为文本或正则表达式");
    const Regexp *regexp = args[1].regexp;
    Buf buf = BUF_INIT;
    size_t at = 0, length = strlen(text);
    RegexpMatch match;
    int found;
    while (at <= length && (found = regexp_search(regexp, text, at, &match)) != 0) {
        if (found < 0) {
            buf_clear(&buf);
            return too_many_steps(call, regexp);
        }
        buf_add_bytes(&buf, text + at, (size_t)match.start[0] - at);
        add_replacement(&buf, with, text, &match, regexp_group_count(regexp));
        at = (size_t)match.end[0];
        if (match.end[0] == match.start[0] && at < length) {
            const char *next = text + at;
            utf8_next(&next);
            buf_add_bytes(&buf, text + at, (size_t)(next - text) - at);
            at = (size_t)(next - text);
        } else if (match.end[0] == match.start[0]) {
            at = length + 1;
        }
        if (!regexp_is_global(regexp))
            break;
    }
    if (at < length)
        buf_add(&buf, text + at);
    return give(call, &buf, out);
}

static bool
do_split(const Call *call, const Value *args, size_t count, Value *out)
{
    Arena *arena = call_arena(call);
    const char *text = text_arg(call, args, count, 0);
    double limit = arg_number(args, count, 2, 4294967295.0);
    VEC(Value) parts = {0};
    if (count < 2 || args[1].kind == VALUE_UNDEFINED) {
        VEC_PUSH(arena, &parts, value_string(text));
    } else if (args[1].kind == VALUE_REGEXP) {
        size_t start = 0, at = 0, length = strlen(text);
        RegexpMatch match;
        int found = 0;
        while (at < length && (found = regexp_search(args[1].regexp, text, at, &match)) == 1 && (size_t)match.start[0] < length) {
            if (match.end[0] == (ptrdiff_t)start || match.end[0] == match.start[0]) {
                const char *next = text + MAX_OF(at, (size_t)match.start[0]);
                if (match.end[0] == match.start[0] && match.start[0] > (ptrdiff_t)start) {
                    VEC_PUSH(arena, &parts, value_string(arena_strndup(arena, text + start, (size_t)match.start[0] - start)));
                    start = (size_t)match.start[0];
                }
                utf8_next(&next);
                at = (size_t)(next - text);
                continue;
            }
            VEC_PUSH(arena, &parts, value_string(arena_strndup(arena, text + start, (size_t)match.start[0] - start)));
            start = at = (size_t)match.end[0];
        }
        if (found < 0)
            return too_many_steps(call, args[1].regexp);
        VEC_PUSH(arena, &parts, value_string(arena_strdup(arena, text + start)));
    } else {
        const char *separator = text_arg(call, args, count, 1), *at = text, *end;
        size_t step = strlen(separator);
        while (step ? (end = strstr(at, separator)) != NULL : *at != '\0') {
            if (!step) {
                end = at;
                utf8_next(&end);
            }
            VEC_PUSH(arena, &parts, value_string(arena_strndup(arena, at, (size_t)(end - at))));
            at = end + step;
        }
        if (step)
            VEC_PUSH(arena, &parts, value_string(arena_strdup(arena, at)));
    }
    *out = value_list(arena, parts.items, limit < (double)parts.count ? (size_t)fmax(limit, 0) : parts.count);
    return true;
}

/* ---- width ------------------------------------------------------------------------------------------ */

static void
add_times(Buf *buf, const char *text, double times)
{
    for (; times >= 1; times--)
        buf_add(buf, text);
}

static bool
do_pad(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *text = text_arg(call, args, count, 0);
    const char *with = count > 2 && value_to_bool(args[2]) ? text_arg(call, args, count, 2) : " ";
    const char *align = count > 3 ? text_arg(call, args, count, 3) : "right";
    double missing = fmin(arg_number(args, count, 1, 0), 100000) - (double)utf8_count(text);
    double left = strcmp(align, "left") == 0 ? missing : strcmp(align, "center") == 0 ? trunc(missing / 2) : 0;
    Buf buf = BUF_INIT;
    if (missing > 0)
        add_times(&buf, with, left);
    buf_add(&buf, text);
    if (missing > 0)
        add_times(&buf, with, missing - left);
    return give(call, &buf, out);
}

static bool
do_truncate(const Call *call, const Value *args, size_t count, Value *out)
{
    Arena *arena = call_arena(call);
    const char *text = text_arg(call, args, count, 0);
    const char *align = count > 2 ? text_arg(call, args, count, 2) : "right";
    const char *dots = count > 3 && args[3].kind != VALUE_NULL ? text_arg(call, args, count, 3) : "…";
    double length = (double)utf8_count(text), wanted = arg_number(args, count, 1, 0);
    double kept = fmax(0, wanted - (double)utf8_count(dots));
    if (length <= wanted)
        *out = value_string(text);
    else if (strcmp(align, "left") == 0)
        *out = value_string(arena_printf(arena, "%s%s", dots, between(arena, text, length - kept, length)));
    else if (strcmp(align, "center") == 0)
        *out = value_string(arena_printf(arena, "%s%s%s", between(arena, text, 0, ceil(kept / 2)), dots,
            between(arena, text, length - trunc(kept / 2), length)));
    else
        *out = value_string(arena_printf(arena, "%s%s", between(arena, text, 0, kept), dots));
    return true;
}

/* ---- numbers ---------------------------------------------------------------------------------------- */

static bool
do_parse_float(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *text = str_trim(call_arena(call), text_arg(call, args, count, 0));
    size_t length = strspn(text, "+-"), digits, best = 0;
    if (str_starts(text + length, "Infinity")) {
        *out = value_number(text[0] == '-' ? -INFINITY : INFINITY);
        return true;
    }
    digits = strspn(text + length, "0123456789");
    best = digits ? length + digits : 0;
    length += digits;
    if (text[length] == '.') {
        size_t decimals = strspn(text + length + 1, "0123456789");
        length += 1 + decimals;
        best = digits || decimals ? length : 0;
        digits += decimals;
    }
    if (digits && (text[length] == 'e' || text[length] == 'E')) {
        size_t sign = text[length + 1] == '+' || text[length + 1] == '-';
        size_t exponent = strspn(text + length + 1 + sign, "0123456789");
        best = exponent ? length + 1 + sign + exponent : best;
    }
    *out = value_number(best ? value_to_number(value_string(arena_strndup(call_arena(call), text, best))) : NAN);
    return true;
}

static bool
do_parse_int(const Call *call, const Value *args, size_t count, Value *out)
{
    const char *at = str_trim(call_arena(call), text_arg(call, args, count, 0));
    int radix = (int)arg_number(args, count, 1, 0), digit;
    double sign = *at == '-' ? -1 : 1, value = 0;
    size_t digits = 0;
    if (*at == '-' || *at == '+')
        at++;
    if ((radix == 0 || radix == 16) && at[0] == '0' && (at[1] | 0x20) == 'x') {
        at += 2;
        radix = 16;
    }
    radix = radix ? radix : 10;
    for (;; at++, digits++) {
        char c = (char)(*at | 0x20);
        digit = *at >= '0' && *at <= '9' ? *at - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
        if (digit >= radix)
            break;
        value = value * radix + digit;
    }
    *out = value_number(digits && radix >= 2 && radix <= 36 ? sign * value : NAN);
    return true;
}

static bool
do_format(const Call *call, const Value *args, size_t count, Value *out)
{
    const ExprEnv *env = call->env;
    if (args[0].kind == VALUE_NULL) {
        *out = value_string("null");
        return true;
    }
    const Locale *locale = env->model ? env->model->locales[env->lang] : NULL;
    const char *pattern = count > 1 ? text_arg(call, args, count, 1) : "";
    const char *text = format_number(env->arena, locale, pattern, value_to_number(args[0]));
    if (!text)
        return call_fault(call, arena_printf(env->arena, "the pattern '%s' is not understood", pattern),
            arena_printf(env->arena, "无法理解格式“%s”", pattern));
    *out = value_string(text);
    out->use = args[0].use;
    return true;
}

/* ---- encodings -------------------------------------------------------------------------------------- */

static bool
do_encode_uri(const Call *call, const Value *args, size_t count, Value *out)
{
    Buf buf = BUF_INIT;
    for (const char *at = text_arg(call, args, count, 0); *at; at++) {
        unsigned char c = (unsigned char)*at;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-_.!~*'()", c);
        if (plain)
            buf_add_char(&buf, *at);
        else
            buf_printf(&buf, "%%%02X", c);
    }
    return give(call, &buf, out);
}

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static bool
do_btoa(const Call *call, const Value *args, size_t count, Value *out)
{
    /* JavaScript takes Latin-1 only; the bytes of UTF-8 are what everyone means. */
    const unsigned char *at = (const unsigned char *)text_arg(call, args, count, 0);
    Buf buf = BUF_INIT;
    for (size_t left = strlen((const char *)at); left > 0;) {
        size_t taken = MIN_OF(left, (size_t)3);
        uint32_t bits = (uint32_t)at[0] << 16 | (taken > 1 ? (uint32_t)at[1] << 8 : 0) | (taken > 2 ? at[2] : 0u);
        for (size_t i = 0; i < 4; i++)
            buf_add_char(&buf, i <= taken ? base64[bits >> (18 - 6 * i) & 63] : '=');
        at += taken;
        left -= taken;
    }
    return give(call, &buf, out);
}

static bool
do_atob(const Call *call, const Value *args, size_t count, Value *out)
{
    Buf buf = BUF_INIT;
    uint32_t bits = 0;
    int held = 0;
    for (const char *at = text_arg(call, args, count, 0); *at && *at != '='; at++) {
        const char *found = strchr(base64, *at);
        if (!found) {
            buf_clear(&buf);
            return call_fault(call, "the text is not Base64", "文本不是Base64编码");
        }
        bits = bits << 6 | (uint32_t)(found - base64);
        held += 6;
        if (held >= 8) {
            held -= 8;
            char byte = (char)(bits >> held & 255);
            if (byte)
                buf_add_char(&buf, byte);
        }
    }
    if (buf.length && utf8_check(buf.ptr, buf.length) != buf.length) {
        buf_clear(&buf);
        return call_fault(call, "the bytes are not UTF-8", "字节不是UTF-8编码");
    }
    return give(call, &buf, out);
}

const Function functions_text[] = {
    {"atob", 1, 1, do_atob},
    {"btoa", 1, 1, do_btoa},
    {"encodeURIComponent", 1, 1, do_encode_uri},
    {"format", 1, 2, do_format},
    {"indexof", 2, 2, do_indexof},
    {"lastindexof", 2, 2, do_lastindexof},
    {"length", 1, 1, do_length},
    {"lower", 1, 1, do_lower},
    {"pad", 2, 4, do_pad},
    {"parseFloat", 1, 1, do_parse_float},
    {"parseInt", 1, 2, do_parse_int},
    {"regexp", 1, 2, do_regexp},
    {"replace", 3, 3, do_replace},
    {"slice", 1, 3, do_slice},
    {"split", 1, 3, do_split},
    {"substring", 2, 3, do_substring},
    {"test", 2, 2, do_test},
    {"trim", 1, 1, do_trim},
    {"truncate", 2, 4, do_truncate},
    {"upper", 1, 1, do_upper},
    {0},
};
