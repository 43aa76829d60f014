/* expr/parse.c -- text to tree, by recursive descent and precedence climbing. */
#include "expr/functions.h"

#include "base/str.h"
#include "base/utf8.h"
#include "expr/regexp.h"

#include <math.h>
#include <string.h>

typedef enum TokenKind { TOKEN_END, TOKEN_NUMBER, TOKEN_STRING, TOKEN_NAME, TOKEN_MARK, TOKEN_BAD } TokenKind;

typedef struct Token {
    TokenKind kind;
    uint32_t offset, length;
    const char *text;    /* NAME, STRING; MARK: the operator or bracket */
    double number;
} Token;

typedef struct Parser {
    Arena *arena;
    Diags *diags;
    const Expr *expr;
    const char *text;
    size_t at;
    Token token;
    int depth;
    bool failed;
} Parser;

Loc
expr_loc(const Expr *expr, const Syntax *part)
{
    if (!expr->exact || !part)
        return expr->loc;
    return loc_part(expr->loc, part->offset, part->length ? part->length : 1);
}

/* The first fault counts; what follows it is mostly its echo. Always NULL. */
static Syntax *
fault(Parser *p, uint32_t offset, uint32_t length, const char *en, const char *zh)
{
    if (!p->failed) {
        Loc loc = p->expr->exact ? loc_part(p->expr->loc, offset, MAX_OF(length, 1u)) : p->expr->loc;
        diag(p->diags, DIAG_EXPR_SYNTAX, loc, en, zh);
    }
    p->failed = true;
    return NULL;
}

static Syntax *
unexpected(Parser *p, const char *wanted_en, const char *wanted_zh)
{
    if (p->token.kind == TOKEN_BAD)
        return NULL; /* reported by the lexer */
    if (p->token.kind == TOKEN_END)
        return fault(p, p->token.offset, 0, arena_printf(p->arena, "ends too early; expected %s", wanted_en),
            arena_printf(p->arena, "过早结束，此处应有%s", wanted_zh));
    const char *found = arena_strndup(p->arena, p->text + p->token.offset, p->token.length);
    return fault(p, p->token.offset, p->token.length, arena_printf(p->arena, "expected %s, found '%s'", wanted_en, found),
        arena_printf(p->arena, "此处应为%s，却是“%s”", wanted_zh, found));
}

/* ---- lexer ------------------------------------------------------------------------------------------ */

static bool
is_name_start(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c >= 0x80;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void
lex_number(Parser *p)
{
    const char *start = p->text + p->at, *end = start;
    if (start[0] == '0' && start[1] && strchr("xXbBoO", start[1])) {
        end += 2;
        while (is_digit(*end) || (*end >= 'a' && *end <= 'f') || (*end >= 'A' && *end <= 'F'))
            end++;
    } else {
        while (is_digit(*end))
            end++;
        if (*end == '.')
            end++;
        while (is_digit(*end))
            end++;
        const char *exponent = end;
        if (*exponent == 'e' || *exponent == 'E') {
            exponent++;
            if (*exponent == '+' || *exponent == '-')
                exponent++;
            if (is_digit(*exponent)) {
                while (is_digit(*exponent))
                    exponent++;
                end = exponent;
            }
        }
    }
    p->at = (size_t)(end - p->text);
    p->token.kind = TOKEN_NUMBER;
    p->token.number = value_to_number(value_string(arena_strndup(p->arena, start, (size_t)(end - start))));
    if (isnan(p->token.number) || is_name_start((unsigned char)*end)) {
        p->token.kind = TOKEN_BAD;
        fault(p, p->token.offset, (uint32_t)(end - start) + 1, "this is no number", "这不是数值");
    }
}

static int
hex_digit(char c)
{
    return is_digit(c) ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* `count` hex digits from *at; -1 where they are not. */
static int32_t
read_hex(const char **at, int count)
{
    int32_t value = 0;
    for (int i = 0; i < count; i++) {
        int digit = hex_digit((*at)[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    *at += count;
    return value;
}

/* \uXXXX, a pair of surrogates or \u{X…}, after the u. */
static int32_t
read_unicode(const char **at)
{
    if (**at == '{') {
        int32_t value = 0;
        for (++*at; hex_digit(**at) >= 0 && value < 0x110000; ++*at)
            value = value * 16 + hex_digit(**at);
        return *(*at)++ == '}' && value < 0x110000 ? value : -1;
    }
    int32_t high = read_hex(at, 4);
    if (high < 0xD800 || high > 0xDBFF || (*at)[0] != '\\' || (*at)[1] != 'u')
        return high;
    const char *next = *at + 2;
    int32_t low = read_hex(&next, 4);
    if (low < 0xDC00 || low > 0xDFFF)
        return high;
    *at = next;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static bool
lex_escape(Buf *out, const char **at)
{
    int32_t rune;
    char c = *(*at)++;
    switch (c) {
    case 'n': buf_add_char(out, '\n'); return true;
    case 't': buf_add_char(out, '\t'); return true;
    case 'r': buf_add_char(out, '\r'); return true;
    case 'b': buf_add_char(out, '\b'); return true;
    case 'f': buf_add_char(out, '\f'); return true;
    case 'v': buf_add_char(out, '\v'); return true;
    case '\n': return true;
    case 'x': case 'u':
        rune = c == 'x' ? read_hex(at, 2) : read_unicode(at);
        if (rune <= 0) /* a NUL would end the string */
            return false;
        buf_add_rune(out, (uint32_t)rune);
        return true;
    case '\0': return false;
    default: buf_add_char(out, c); return true;
    }
}

static void
lex_string(Parser *p)
{
    const char *start = p->text + p->at, *at = start + 1;
    Buf out = BUF_INIT;
    bool good = true;
    while (good && *at && *at != *start && *at != '\n') {
        if (*at != '\\') {
            buf_add_char(&out, *at++);
            continue;
        }
        at++;
        good = lex_escape(&out, &at);
    }
    p->token.kind = TOKEN_STRING;
    if (!good || *at != *start) {
        p->token.kind = TOKEN_BAD;
        fault(p, p->token.offset, (uint32_t)MIN_OF(strlen(start), (size_t)(at - start)),
            good ? "this quote is not closed" : "this escape after '\\' is not understood",
            good ? "引号没有闭合" : "无法理解“\\”之后的转义");
    } else {
        at++;
    }
    p->token.text = out.length ? buf_take(&out, p->arena) : "";
    buf_clear(&out);
    p->at = (size_t)(at - p->text);
}

static void
lex_mark(Parser *p)
{
    static const char *const marks[] = {
        ">>>", "===", "!==", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "+", "-", "*", "/", "%", "<", ">", "!", "~",
        "?", ":", "(", ")", "[", "]", "{", "}", ",", ".", "&", "|", "^",
    };
    const char *at = p->text + p->at;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (str_starts(at, marks[i])) {
            p->token.kind = TOKEN_MARK;
            p->token.text = marks[i];
            p->at += strlen(marks[i]);
            return;
        }
    }
    const char *next = at;
    utf8_next(&next);
    const char *found = arena_strndup(p->arena, at, (size_t)(next - at));
    bool assigns = *at == '=';
    p->token.kind = TOKEN_BAD;
    fault(p, p->token.offset, (uint32_t)(next - at),
        assigns ? "'=' does not compare; write == or ===" : arena_printf(p->arena, "the character '%s' has no meaning here", found),
        assigns ? "“=”不是比较，请写 == 或 ===" : arena_printf(p->arena, "字符“%s”在此没有意义", found));
    p->at = (size_t)(next - p->text);
}

static void
next_token(Parser *p)
{
    while (strchr(" \t\r\n", p->text[p->at]) && p->text[p->at])
        p->at++;
    /* A no-break space is what a word processor leaves. */
    while ((unsigned char)p->text[p->at] == 0xC2 && (unsigned char)p->text[p->at + 1] == 0xA0)
        p->at += 2;
    p->token = (Token){.offset = (uint32_t)p->at};
    char c = p->text[p->at];
    if (!c) {
        p->token.kind = TOKEN_END;
    } else if (is_digit(c) || (c == '.' && is_digit(p->text[p->at + 1]))) {
        lex_number(p);
    } else if (c == '"' || c == '\'') {
        lex_string(p);
    } else if (is_name_start((unsigned char)c)) {
        size_t start = p->at;
        while (is_name_start((unsigned char)p->text[p->at]) || is_digit(p->text[p->at]))
            p->at++;
        p->token.kind = TOKEN_NAME;
        p->token.text = arena_strndup(p->arena, p->text + start, p->at - start);
    } else {
        lex_mark(p);
    }
    p->token.length = (uint32_t)p->at - p->token.offset;
}

static bool
is_mark(const Parser *p, const char *mark)
{
    return p->token.kind == TOKEN_MARK && strcmp(p->token.text, mark) == 0;
}

static bool
accept(Parser *p, const char *mark)
{
    if (!is_mark(p, mark))
        return false;
    next_token(p);
    return true;
}

static bool
expect(Parser *p, const char *mark)
{
    if (accept(p, mark))
        return true;
    unexpected(p, arena_printf(p->arena, "'%s'", mark), arena_printf(p->arena, "“%s”", mark));
    return false;
}

/* ---- tree ------------------------------------------------------------------------------------------- */

static Syntax *parse_choice(Parser *p);

static Syntax *
syntax_new(Parser *p, SyntaxKind kind, uint32_t offset)
{
    Syntax *syntax = ARENA_NEW(p->arena, Syntax);
    syntax->kind = kind;
    syntax->offset = offset;
    syntax->length = p->token.offset > offset ? p->token.offset - offset : p->token.length;
    return syntax;
}

/* Its end is where the token before the present one ended, white space aside. */
static Syntax *
finish(Parser *p, Syntax *syntax)
{
    size_t end = p->token.offset;
    while (end > syntax->offset && strchr(" \t\r\n", p->text[end - 1]))
        end--;
    syntax->length = (uint32_t)end - syntax->offset;
    return p->failed ? NULL : syntax;
}

static void
set_kids(Parser *p, Syntax *syntax, Syntax *const *kids, size_t count)
{
    syntax->kids = ARENA_ARRAY(p->arena, Syntax *, count ? count : 1);
    syntax->count = count;
    for (size_t i = 0; i < count; i++)
        syntax->kids[i] = kids[i];
}

typedef VEC(Syntax *) SyntaxList;

/* Expressions with commas up to `close`, which is consumed. */
static bool
parse_list(Parser *p, const char *close, SyntaxList *list)
{
    while (!is_mark(p, close)) {
        Syntax *item = parse_choice(p);
        if (!item)
            return false;
        VEC_PUSH(p->arena, list, item);
        if (!is_mark(p, close) && !accept(p, ",")) {
            unexpected(p, arena_printf(p->arena, "',' or '%s'", close), arena_printf(p->arena, "“,”或“%s”", close));
            return false;
        }
    }
    next_token(p);
    return true;
}

static Syntax *
literal(Parser *p, Value value)
{
    Syntax *syntax = syntax_new(p, SYNTAX_LITERAL, p->token.offset);
    syntax->literal = value;
    next_token(p);
    return finish(p, syntax);
}

static Syntax *
parse_array(Parser *p)
{
    Syntax *syntax = syntax_new(p, SYNTAX_ARRAY, p->token.offset);
    next_token(p);
    SyntaxList items = {0};
    if (!parse_list(p, "]", &items))
        return NULL;
    set_kids(p, syntax, items.items, items.count);
    return finish(p, syntax);
}

static Syntax *
parse_object(Parser *p)
{
    Syntax *syntax = syntax_new(p, SYNTAX_OBJECT, p->token.offset);
    next_token(p);
    SyntaxList values = {0};
    VEC(const char *) keys = {0};
    while (!is_mark(p, "}")) {
        if (p->token.kind != TOKEN_NAME && p->token.kind != TOKEN_STRING && p->token.kind != TOKEN_NUMBER)
            return unexpected(p, "a key", "键名");
        const char *key = p->token.kind == TOKEN_NUMBER ? str_from_double(p->arena, p->token.number) : p->token.text;
        next_token(p);
        if (!expect(p, ":"))
            return NULL;
        Syntax *value = parse_choice(p);
        if (!value)
            return NULL;
        VEC_PUSH(p->arena, &keys, key);
        VEC_PUSH(p->arena, &values, value);
        if (!is_mark(p, "}") && !accept(p, ","))
            return unexpected(p, "',' or '}'", "“,”或“}”");
    }
    next_token(p);
    set_kids(p, syntax, values.items, values.count);
    syntax->keys = keys.items;
    return finish(p, syntax);
}

/* /pattern/flags: here a slash cannot be a division. */
static Syntax *
parse_regexp(Parser *p)
{
    Syntax *syntax = syntax_new(p, SYNTAX_LITERAL, p->token.offset);
    const char *start = p->text + p->token.offset + 1, *at = start;
    bool in_class = false;
    for (; *at && *at != '\n' && (*at != '/' || in_class); at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (*at == '[')
            in_class = true;
        else if (*at == ']')
            in_class = false;
    }
    if (*at != '/')
        return fault(p, syntax->offset, 1, "this regular expression is not closed", "正则表达式没有闭合");
    const char *pattern = arena_strndup(p->arena, start, (size_t)(at - start));
    const char *flags = ++at;
    while (is_name_start((unsigned char)*at))
        at++;
    const Regexp *regexp = regexp_parse(p->arena, pattern, arena_strndup(p->arena, flags, (size_t)(at - flags)));
    p->at = (size_t)(at - p->text);
    syntax->length = (uint32_t)p->at - syntax->offset;
    if (!regexp) {
        diag(p->diags, DIAG_EXPR_REGEXP, expr_loc(p->expr, syntax), pattern);
        p->failed = true;
        return NULL;
    }
    syntax->literal = (Value){.kind = VALUE_REGEXP, .regexp = regexp};
    next_token(p);
    return p->failed ? NULL : syntax;
}

static bool
constant(const char *name, Value *out)
{
    static const struct { const char *name; double value; } numbers[] = {
        {"NaN", NAN}, {"Infinity", INFINITY}, {"E", M_E}, {"LN10", M_LN10}, {"LN2", M_LN2}, {"LOG10E", M_LOG10E}, {"LOG2E", M_LOG2E},
        {"MAX_VALUE", 1.7976931348623157e308}, {"MIN_VALUE", 5e-324}, {"PI", M_PI}, {"SQRT1_2", M_SQRT1_2}, {"SQRT2", M_SQRT2},
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if (strcmp(name, numbers[i].name) == 0) {
            *out = value_number(numbers[i].value);
            return true;
        }
    }
    bool is_true = strcmp(name, "true") == 0;
    if (is_true || strcmp(name, "false") == 0)
        *out = value_bool(is_true);
    else if (strcmp(name, "null") == 0)
        *out = value_null();
    else if (strcmp(name, "undefined") == 0)
        *out = (Value){0};
    else
        return false;
    return true;
}

static void
report_unknown_function(Parser *p, const Syntax *name)
{
    const char *en, *zh;
    p->failed = true;
    if (function_refused(name->name, &en, &zh)) {
        diag(p->diags, DIAG_EXPR_NOT_OFFERED, expr_loc(p->expr, name), name->name, en, zh);
        return;
    }
    diag(p->diags, DIAG_EXPR_UNKNOWN_FUNCTION, expr_loc(p->expr, name), name->name);
    const char *near = function_nearest(name->name);
    if (near)
        diag_hint(p->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
}

static bool
check_count(Parser *p, const Syntax *call, const Function *function)
{
    int count = (int)call->count;
    if (count >= function->least && (function->most < 0 || count <= function->most))
        return true;
    const char *wanted = function->most < 0 ? arena_printf(p->arena, "%d+", function->least)
        : function->least == function->most ? arena_printf(p->arena, "%d", function->least)
        : arena_printf(p->arena, "%d–%d", function->least, function->most);
    diag(p->diags, DIAG_EXPR_ARGUMENTS, expr_loc(p->expr, call), call->name,
        arena_printf(p->arena, "takes %s argument%s, not %d", wanted, strcmp(wanted, "1") == 0 ? "" : "s", count),
        arena_printf(p->arena, "需要 %s 个参数，给出了 %d 个", wanted, count));
    p->failed = true;
    return false;
}

static Syntax *
parse_call(Parser *p, Syntax *name)
{
    next_token(p);
    SyntaxList args = {0};
    if (!parse_list(p, ")", &args))
        return NULL;
    Syntax *call = syntax_new(p, SYNTAX_CALL, name->offset);
    call->name = name->name;
    set_kids(p, call, args.items, args.count);
    finish(p, call);
    if (strcmp(name->name, "if") == 0) {
        static const Function choice = {"if", 3, 3, NULL};
        call->kind = SYNTAX_CHOICE;
        return check_count(p, call, &choice) ? call : NULL;
    }
    call->function = function_find(name->name);
    if (!call->function) {
        report_unknown_function(p, name);
        return NULL;
    }
    return check_count(p, call, call->function) ? call : NULL;
}

static Syntax *
parse_primary(Parser *p)
{
    Token token = p->token;
    switch (token.kind) {
    case TOKEN_NUMBER:
        return literal(p, value_number(token.number));
    case TOKEN_STRING:
        return literal(p, value_string(token.text));
    case TOKEN_NAME: {
        Value value;
        if (constant(token.text, &value))
            return literal(p, value);
        Syntax *name = syntax_new(p, SYNTAX_NAME, token.offset);
        name->name = token.text;
        next_token(p);
        finish(p, name);
        return is_mark(p, "(") ? parse_call(p, name) : p->failed ? NULL : name;
    }
    case TOKEN_MARK:
        if (is_mark(p, "[")) {
            return parse_array(p);
        } else if (is_mark(p, "{")) {
            return parse_object(p);
        } else if (is_mark(p, "/")) {
            return parse_regexp(p);
        } else if (accept(p, "(")) {
            Syntax *inside = parse_choice(p);
            return inside && expect(p, ")") ? inside : NULL;
        }
        break;
    default:
        break;
    }
    return unexpected(p, "a value", "一个值");
}

static Syntax *
parse_postfix(Parser *p)
{
    Syntax *left = parse_primary(p);
    while (left && (is_mark(p, ".") || is_mark(p, "["))) {
        bool dot = is_mark(p, ".");
        next_token(p);
        Syntax *syntax = syntax_new(p, dot ? SYNTAX_MEMBER : SYNTAX_INDEX, left->offset);
        if (dot) {
            if (p->token.kind != TOKEN_NAME)
                return unexpected(p, "a name", "名称");
            syntax->name = p->token.text;
            set_kids(p, syntax, &left, 1);
            next_token(p);
            if (is_mark(p, "("))
                return fault(p, p->token.offset, 1, "methods cannot be called; there are functions: upper(x), not x.toUpperCase()",
                    "不能调用方法，请用函数：写 upper(x)，不写 x.toUpperCase()");
        } else {
            Syntax *index = parse_choice(p);
            if (!index || !expect(p, "]"))
                return NULL;
            set_kids(p, syntax, (Syntax *[]){left, index}, 2);
        }
        left = finish(p, syntax);
    }
    return left;
}

static Syntax *
parse_unary(Parser *p)
{
    static const struct { const char *mark; Operator operator; } unary[] = {
        {"+", OPERATOR_PLUS}, {"-", OPERATOR_MINUS}, {"!", OPERATOR_NOT}, {"~", OPERATOR_BIT_NOT},
    };
    for (size_t i = 0; i < COUNT_OF(unary); i++) {
        if (!is_mark(p, unary[i].mark))
            continue;
        if (++p->depth > EXPR_DEPTH_MAX) {
            diag(p->diags, DIAG_EXPR_TOO_COMPLEX, p->expr->loc, NULL);
            p->failed = true;
            return NULL;
        }
        Syntax *syntax = syntax_new(p, SYNTAX_UNARY, p->token.offset);
        syntax->operator = unary[i].operator;
        next_token(p);
        Syntax *inside = parse_unary(p);
        p->depth--;
        if (!inside)
            return NULL;
        set_kids(p, syntax, &inside, 1);
        return finish(p, syntax);
    }
    return parse_postfix(p);
}

typedef struct Binary {
    const char *mark;
    int precedence;
    Operator operator;
} Binary;

static const Binary *
binary_operator(const Parser *p)
{
    static const Binary binary[] = {
        {"||", 1, OPERATOR_OR}, {"&&", 2, OPERATOR_AND}, {"|", 3, OPERATOR_BIT_OR}, {"^", 4, OPERATOR_BIT_XOR},
        {"&", 5, OPERATOR_BIT_AND}, {"==", 6, OPERATOR_EQUAL}, {"!=", 6, OPERATOR_NOT_EQUAL}, {"===", 6, OPERATOR_SAME},
        {"!==", 6, OPERATOR_NOT_SAME}, {"<", 7, OPERATOR_LESS}, {">", 7, OPERATOR_GREATER}, {"<=", 7, OPERATOR_LESS_EQUAL},
        {">=", 7, OPERATOR_GREATER_EQUAL}, {"in", 7, OPERATOR_IN}, {"<<", 8, OPERATOR_SHIFT_LEFT},
        {">>", 8, OPERATOR_SHIFT_RIGHT}, {">>>", 8, OPERATOR_SHIFT_RIGHT_ZERO}, {"+", 9, OPERATOR_ADD}, {"-", 9, OPERATOR_SUB},
        {"*", 10, OPERATOR_MUL}, {"/", 10, OPERATOR_DIV}, {"%", 10, OPERATOR_MOD},
    };
    if (p->token.kind != TOKEN_MARK && p->token.kind != TOKEN_NAME)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(binary); i++)
        if (strcmp(p->token.text, binary[i].mark) == 0)
            return &binary[i];
    return NULL;
}

static Syntax *
parse_binary(Parser *p, int least)
{
    Syntax *left = parse_unary(p);
    for (const Binary *found; left && (found = binary_operator(p)) && found->precedence >= least;) {
        next_token(p);
        Syntax *right = parse_binary(p, found->precedence + 1);
        if (!right)
            return NULL;
        Syntax *syntax = syntax_new(p, SYNTAX_BINARY, left->offset);
        syntax->kind = found->operator == OPERATOR_AND ? SYNTAX_AND : found->operator == OPERATOR_OR ? SYNTAX_OR : SYNTAX_BINARY;
        syntax->operator = found->operator;
        set_kids(p, syntax, (Syntax *[]){left, right}, 2);
        left = finish(p, syntax);
    }
    return left;
}

static Syntax *
parse_choice(Parser *p)
{
    if (++p->depth > EXPR_DEPTH_MAX) {
        if (!p->failed)
            diag(p->diags, DIAG_EXPR_TOO_COMPLEX, p->expr->loc, NULL);
        p->failed = true;
        return NULL;
    }
    Syntax *test = parse_binary(p, 1);
    if (test && accept(p, "?")) {
        Syntax *yes = parse_choice(p);
        Syntax *no = yes && expect(p, ":") ? parse_choice(p) : NULL;
        if (!no)
            return NULL;
        Syntax *syntax = syntax_new(p, SYNTAX_CHOICE, test->offset);
        set_kids(p, syntax, (Syntax *[]){test, yes, no}, 3);
        test = finish(p, syntax);
    }
    p->depth--;
    return test;
}

/* Where the text stands in its source: a YAML scalar's place takes in its quotes. */
static bool
place_text(Loc *loc, const char *text)
{
    size_t length = strlen(text);
    if (!loc->source || length == 0 || loc->offset > loc->source->length)
        return false;
    size_t room = MIN_OF((size_t)loc->length, loc->source->length - loc->offset);
    const char *start = loc->source->text + loc->offset;
    for (size_t i = 0; i + length <= room && i < 16; i++) {
        if (memcmp(start + i, text, length) == 0) {
            *loc = (Loc){loc->source, loc->offset + (uint32_t)i, (uint32_t)length};
            return true;
        }
    }
    return false;
}

Expr *
expr_parse(Arena *arena, Diags *diags, Loc loc, const char *text)
{
    Expr *expr = ARENA_NEW(arena, Expr);
    expr->text = text;
    expr->loc = loc;
    expr->exact = place_text(&expr->loc, text);
    expr->state = ARENA_NEW(arena, EvalState);
    expr->state->random = str_hash(text, strlen(text));
    Parser p = {.arena = arena, .diags = diags, .expr = expr, .text = text};
    next_token(&p);
    if (p.token.kind == TOKEN_END) {
        fault(&p, 0, 0, "nothing stands here", "这里是空的");
        return NULL;
    }
    expr->root = parse_choice(&p);
    if (expr->root && p.token.kind != TOKEN_END)
        unexpected(&p, "an operator or the end", "运算符或结尾");
    return p.failed ? NULL : expr;
}
