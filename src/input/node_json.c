/* input/node_json.c -- JSON after RFC 8259, with places.
 *
 * The first fault ends the reading: what follows a missing bracket would only
 * be noise. The messages name what people write by habit of JavaScript.
 */
#include "input/node_read.h"

#include "base/utf8.h"

#include <string.h>

typedef struct Json {
    Arena *arena;
    Diags *diags;
    const Source *source;
    size_t at, end;
    int depth;
} Json;

static Node *read_value(Json *json);

static Loc
place(const Json *json, size_t start, size_t length)
{
    return (Loc){json->source, (uint32_t)start, (uint32_t)length};
}

static Node *
fault(Json *json, size_t at, size_t length, const char *en, const char *zh)
{
    diag(json->diags, DIAG_JSON_SYNTAX, place(json, at, length), en, zh);
    return NULL;
}

static char
peek(const Json *json)
{
    return json->at < json->end ? json->source->text[json->at] : '\0';
}

static void
skip_blanks(Json *json)
{
    while (json->at < json->end && strchr(" \t\r\n", peek(json)) && peek(json))
        json->at++;
}

/* Bytes of the word or character at `at`, for the caret. */
static size_t
word_length(const Json *json, size_t at)
{
    size_t length = 0;
    const char *text = json->source->text + at;
    while (at + length < json->end && text[length] && !strchr(" \t\r\n,:[]{}\"", text[length]))
        length++;
    return MAX_OF(length, (size_t)(at < json->end));
}

static Node *
unexpected(Json *json)
{
    size_t length = word_length(json, json->at);
    if (json->at >= json->end)
        return fault(json, json->at, 0, "the text ends too early", "文本提前结束");
    switch (peek(json)) {
    case '\'':
        return fault(json, json->at, 1, "texts stand in double quotes", "文本须用英文双引号");
    case '/':
    case '#':
        return fault(json, json->at, length, "JSON has no comments", "JSON不支持注释");
    case ',':
        return fault(json, json->at, 1, "a value is missing before this comma", "此逗号之前缺少一个值");
    case ']':
    case '}':
        return fault(json, json->at, 1, "a value is missing before this bracket; a comma too many?", "此括号之前缺少一个值，是不是多了一个逗号？");
    default:
        return fault(json, json->at, length, "expected a value", "此处应为一个值");
    }
}

static int
hex4(const char *at)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* One \uXXXX, or two that make a surrogate pair; json->at is behind the "\u" of the first. 0: fault reported. */
static uint32_t
read_unicode_escape(Json *json)
{
    size_t start = json->at - 2;
    int high = json->at + 4 <= json->end ? hex4(json->source->text + json->at) : -1;
    if (high < 0) {
        fault(json, start, 2, "\\u wants four hexadecimal digits", "\\u之后须为四位十六进制数字");
        return 0;
    }
    json->at += 4;
    if (high == 0) {
        fault(json, start, 6, "the character U+0000 is not allowed", "不允许出现字符U+0000");
        return 0;
    }
    if (high < 0xD800 || high > 0xDFFF)
        return (uint32_t)high;
    const char *next = json->source->text + json->at;
    int low = high < 0xDC00 && json->at + 6 <= json->end && next[0] == '\\' && next[1] == 'u' ? hex4(next + 2) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        fault(json, start, 6, "half of a surrogate pair", "代理对不完整");
        return 0;
    }
    json->at += 6;
    return 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

static bool
read_escape(Json *json, Buf *text)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    size_t start = json->at++;
    char letter = peek(json);
    json->at++;
    const char *known = letter ? strchr(letters, letter) : NULL;
    if (known) {
        buf_add_char(text, meanings[known - letters]);
        return true;
    }
    if (letter != 'u')
        return fault(json, start, MIN_OF((size_t)2, json->end - start), "unknown escape", "未知的转义符") != NULL;
    uint32_t rune = read_unicode_escape(json);
    if (rune == 0)
        return false;
    buf_add_rune(text, rune);
    return true;
}

/* The text in quotes at json->at, or NULL with a fault reported. */
static const char *
read_quoted(Json *json, Loc *loc)
{
    const char *text = json->source->text;
    size_t start = json->at++, plain = json->at;
    Buf buf = BUF_INIT;
    const char *result = NULL;
    for (;;) {
        unsigned char c = json->at < json->end ? (unsigned char)text[json->at] : '\n';
        if (c == '"') {
            if (buf.length) {
                buf_add_bytes(&buf, text + plain, json->at - plain);
                result = arena_strndup(json->arena, buf.ptr, buf.length);
            } else {
                result = arena_strndup(json->arena, text + plain, json->at - plain);
            }
            json->at++;
            break;
        }
        if (c == '\\') {
            buf_add_bytes(&buf, text + plain, json->at - plain);
            if (!read_escape(json, &buf))
                break;
            plain = json->at;
        } else if (c < 0x20) {
            bool end_of_line = c == '\n' || c == '\r';
            if (end_of_line)
                fault(json, start, 1, "the text that begins here has no closing quote", "从此处开始的文本缺少右引号");
            else
                fault(json, json->at, 1, "control characters in a text are written as escapes", "文本中的控制字符须写成转义符");
            break;
        } else {
            json->at++;
        }
    }
    buf_clear(&buf);
    *loc = place(json, start, json->at - start);
    return result;
}

static size_t
count_digits(const Json *json, size_t at)
{
    size_t count = 0;
    while (at + count < json->end && json->source->text[at + count] >= '0' && json->source->text[at + count] <= '9')
        count++;
    return count;
}

static Node *
read_number(Json *json)
{
    const char *text = json->source->text;
    size_t start = json->at, at = start;
    at += text[at] == '-';
    size_t whole = count_digits(json, at);
    bool good = whole == 1 || (whole > 1 && text[at] != '0');
    at += whole;
    if (good && at < json->end && text[at] == '.') {
        size_t decimals = count_digits(json, ++at);
        good = decimals > 0;
        at += decimals;
    }
    if (good && at < json->end && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        at += at < json->end && (text[at] == '+' || text[at] == '-');
        size_t digits = count_digits(json, at);
        good = digits > 0;
        at += digits;
    }
    size_t length = word_length(json, start);
    Node *node = node_new(json->arena, NODE_NUMBER, place(json, start, length));
    node->text = arena_strndup(json->arena, text + start, length);
    if (!good || at != start + length || !str_to_double(node->text, &node->number))
        return fault(json, start, length, "this is no number of JSON", "这不是JSON数值");
    json->at = at;
    return node;
}

static Node *
read_word(Json *json)
{
    size_t length = word_length(json, json->at);
    const char *word = json->source->text + json->at;
    Node *node = NULL;
    if (length == 4 && memcmp(word, "null", 4) == 0)
        node = node_new(json->arena, NODE_NULL, place(json, json->at, 4));
    else if (length == 4 && memcmp(word, "true", 4) == 0)
        node = node_new_bool(json->arena, true, place(json, json->at, 4));
    else if (length == 5 && memcmp(word, "false", 5) == 0)
        node = node_new_bool(json->arena, false, place(json, json->at, 5));
    else
        return unexpected(json);
    node->text = arena_strndup(json->arena, word, length);
    json->at += length;
    return node;
}

static bool
read_key(Json *json, Node *map, KeySet *seen, NodeItem *item, bool *repeated)
{
    if (peek(json) != '"') {
        if (json->at >= json->end || peek(json) == '}' || peek(json) == '\'' || peek(json) == '/')
            return unexpected(json) != NULL;
        return fault(json, json->at, word_length(json, json->at), "a key stands in double quotes", "键须用英文双引号") != NULL;
    }
    item->key = read_quoted(json, &item->key_loc);
    if (!item->key)
        return false;
    *repeated = node_repeats_key(json->arena, json->diags, seen, map, item->key, item->key_loc);
    skip_blanks(json);
    if (peek(json) != ':')
        return fault(json, json->at, json->at < json->end, "expected ':' after the key", "键之后应为冒号“:”") != NULL;
    json->at++;
    return true;
}

static Node *
read_container(Json *json, NodeKind kind)
{
    char close = kind == NODE_MAP ? '}' : ']';
    size_t start = json->at++;
    if (++json->depth > NODE_DEPTH_MAX) {
        diag(json->diags, DIAG_NODE_TOO_DEEP, place(json, start, 1), NULL);
        return NULL;
    }
    Node *node = node_new(json->arena, kind, place(json, start, 1));
    KeySet seen = {0};
    skip_blanks(json);
    while (peek(json) != close || node->count > 0) {
        NodeItem item = {0};
        bool repeated = false;
        skip_blanks(json);
        if (kind == NODE_MAP && !read_key(json, node, &seen, &item, &repeated))
            return NULL;
        item.value = read_value(json);
        if (!item.value)
            return NULL;
        if (!repeated)
            node_add(json->arena, node, item);
        skip_blanks(json);
        if (peek(json) == close)
            break;
        if (json->at >= json->end) {
            fault(json, json->at, 0, "the text ends before a bracket is closed", "括号未闭合，文本已结束");
            diag_note(json->diags, node->loc, "opened here", "括号从此处开始", NULL);
            return NULL;
        }
        if (peek(json) != ',')
            return fault(json, json->at, word_length(json, json->at), "expected ',' or a closing bracket", "此处应为逗号“,”或右括号");
        json->at++;
    }
    json->at++;
    json->depth--;
    return node;
}

static Node *
read_value(Json *json)
{
    skip_blanks(json);
    char c = peek(json);
    if (c == '{')
        return read_container(json, NODE_MAP);
    if (c == '[')
        return read_container(json, NODE_LIST);
    if (c == '-' || (c >= '0' && c <= '9'))
        return read_number(json);
    if (c != '"')
        return read_word(json);
    Loc loc;
    const char *text = read_quoted(json, &loc);
    if (!text)
        return NULL;
    Node *node = node_new(json->arena, NODE_STRING, loc);
    node->text = text;
    return node;
}

Node *
node_parse_json(Arena *arena, Diags *diags, const Source *source)
{
    if (!node_check_utf8(diags, source, source->text_start, source->length))
        return NULL;
    Json json = {.arena = arena, .diags = diags, .source = source, .at = source->text_start, .end = source->length};
    Node *node = read_value(&json);
    if (!node)
        return NULL;
    skip_blanks(&json);
    if (json.at < json.end)
        return fault(&json, json.at, word_length(&json, json.at), "there is text after the end of the value", "值结束之后还有多余文本");
    return node;
}
