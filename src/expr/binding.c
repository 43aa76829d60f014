/* expr/binding.c -- {{ }} in texts: a row id with an aspect, or an expression. */
#include "expr/functions.h"
#include "expr/print.h"

#include "base/str.h"

#include <string.h>

/* Letters, digits, . _ - +: what row ids are made of. At least one dot, so that a name or a number is none. */
static bool
looks_like_row_id(const char *text)
{
    bool dot = false, letter = false;
    for (; *text; text++) {
        char c = *text;
        bool digit = c >= '0' && c <= '9';
        letter = letter || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        dot = dot || c == '.';
        if (!digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !strchr("._-+", c) && (unsigned char)c < 0x80)
            return false;
    }
    return dot && letter;
}

/* Whether the text is an expression over names we know, and not a row id that is misspelt. */
static bool
begins_with_known_name(const ExprEnv *env, const char *text)
{
    size_t length = strcspn(text, ".");
    const char *name = arena_strndup(env->arena, text, length);
    return strcmp(name, "edition") == 0 || strcmp(name, "datum") == 0 || (env->params && map_has(env->params, name));
}

static bool
known_aspect(const char *aspect)
{
    static const char *const aspects[] = {"value", "share", "rank", "rank_word", "qualified", "unit", "full", "label", "year", "when"};
    for (size_t i = 0; i < COUNT_OF(aspects); i++)
        if (strcmp(aspect, aspects[i]) == 0)
            return true;
    return false;
}

static bool
fact_aspect(const ExprEnv *env, Loc loc, const char *id, const char *aspect, Value *out)
{
    static const struct { const char *aspect, *en, *zh; } names[] = {
        {"share", "share", "占比"}, {"rank", "rank", "位次"}, {"rank_word", "rank", "位次"}, {"unit", "unit", "单位"}, {"year", "year", "年份"},
    };
    if (!env->model)
        return diag(env->diags, DIAG_EXPR_NO_PROJECT, loc, id);
    if (!known_aspect(aspect))
        return diag(env->diags, DIAG_EXPR_UNKNOWN_ASPECT, loc, aspect);
    if (!model_need_fact(env->model, env->diags, loc, id))
        return false;
    Value fact, arg = value_string(id);
    const Function *function = function_find("fact");
    Call call = {env, NULL, function, loc};
    if (!function->call(&call, &arg, 1, &fact))
        return false;
    Value found = value_member(fact, aspect);
    if (found.kind == VALUE_UNDEFINED) {
        const char *en = "value", *zh = "数值";
        for (size_t i = 0; i < COUNT_OF(names); i++)
            if (strcmp(names[i].aspect, aspect) == 0)
                en = names[i].en, zh = names[i].zh;
        return diag(env->diags, DIAG_EXPR_NO_VALUE, loc, id, en, zh);
    }
    *out = found;
    return true;
}

bool
binding_eval(const ExprEnv *env, Loc loc, const char *text, Value *out)
{
    const char *whole = str_trim(env->arena, text);
    const char *bar = strrchr(whole, '|');
    const char *id = bar ? str_trim(env->arena, arena_strndup(env->arena, whole, (size_t)(bar - whole))) : whole;
    bool row = (env->model && model_fact(env->model, id)) || (looks_like_row_id(id) && !begins_with_known_name(env, id));
    if (row)
        return fact_aspect(env, loc, id, bar ? str_trim(env->arena, bar + 1) : "value", out);
    Expr *expr = expr_parse(env->arena, env->diags, loc, text);
    return expr && expr_eval(expr, env, out);
}

/* What cannot stand in a sentence. */
static bool
check_printable(const ExprEnv *env, Loc loc, Value value)
{
    const char *en = NULL, *zh = NULL;
    switch (value.kind) {
    case VALUE_UNDEFINED: en = "nothing", zh = "无值"; break;
    case VALUE_NULL: en = "null", zh = "null"; break;
    case VALUE_ARRAY: en = "a list", zh = "列表"; break;
    case VALUE_OBJECT: en = "an object", zh = "对象"; break;
    case VALUE_REGEXP: en = "a regular expression", zh = "正则表达式"; break;
    case VALUE_NUMBER:
        if (value_is_valid_number(value))
            return true;
        en = "no number", zh = "非数值";
        break;
    default: return true;
    }
    return diag(env->diags, DIAG_EXPR_UNPRINTABLE, loc, en, zh);
}

/* Where `part` of `text` stands in the source, if the text is there byte for byte; else the whole place. */
static Loc
place_of(Loc loc, const char *text, size_t start, size_t length)
{
    size_t whole = strlen(text);
    if (!loc.source || loc.offset > loc.source->length)
        return loc;
    size_t room = MIN_OF((size_t)loc.length, loc.source->length - loc.offset);
    for (size_t skip = 0; skip + whole <= room && skip < 3; skip++)
        if (memcmp(loc.source->text + loc.offset + skip, text, whole) == 0)
            return loc_part(loc, skip + start, length);
    /* A text with escapes or folded lines: look for the binding alone. */
    for (size_t skip = 0; length > 0 && skip + length <= room; skip++)
        if (memcmp(loc.source->text + loc.offset + skip, text + start, length) == 0)
            return loc_part(loc, skip, length);
    return loc;
}

static void
push_piece(const ExprEnv *env, BoundText *out, const char *text, const FactUse *use)
{
    if (*text)
        VEC_PUSH(env->arena, out, (BoundPiece){text, use});
}

/* The end of the expression: }} outside quotes. NULL where it is missing. */
static const char *
closing_braces(const char *at)
{
    for (char quote = 0; *at; at++) {
        if (quote && *at == '\\' && at[1])
            at++;
        else if (quote)
            quote = *at == quote ? 0 : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (at[0] == '}' && at[1] == '}' && at[2] != '}')
            return at;
    }
    return NULL;
}

bool
bound_text(const ExprEnv *env, Loc loc, const char *text, BoundText *out)
{
    bool good = true;
    const char *at = text, *open;
    while ((open = strstr(at, "{{"))) {
        push_piece(env, out, arena_strndup(env->arena, at, (size_t)(open - at)), NULL);
        const char *close = closing_braces(open + 2);
        if (!close)
            close = strstr(open + 2, "}}"); /* an apostrophe that nobody closes: the expression will say so */
        if (!close) {
            diag(env->diags, DIAG_EXPR_OPEN_BRACES, place_of(loc, text, (size_t)(open - text), 2), NULL);
            push_piece(env, out, arena_strdup(env->arena, open), NULL);
            return false;
        }
        const char *inside = arena_strndup(env->arena, open + 2, (size_t)(close - open - 2));
        Loc place = place_of(loc, text, (size_t)(open + 2 - text), (size_t)(close - open - 2));
        Value value;
        if (binding_eval(env, place, inside, &value) && check_printable(env, place, value))
            push_piece(env, out, value_print(env, value), value.use);
        else {
            push_piece(env, out, "⟦?⟧", NULL);
            good = false;
        }
        at = close + 2;
    }
    push_piece(env, out, arena_strdup(env->arena, at), NULL);
    return good;
}

const char *
bound_plain(Arena *arena, const BoundText *text)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < text->count; i++)
        buf_add(&out, text->items[i].text);
    const char *plain = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return plain;
}
