/* expr/value.c -- values and JavaScript's conversions between them (ECMA-262, 7.1 and 7.2). */
#include "expr/expr.h"

#include "base/str.h"
#include "base/utf8.h"
#include "expr/regexp.h"

#include <math.h>
#include <string.h>

Value
value_null(void)
{
    return (Value){.kind = VALUE_NULL};
}

Value
value_number(double number)
{
    return (Value){.kind = VALUE_NUMBER, .number = number};
}

Value
value_string(const char *string)
{
    return (Value){.kind = VALUE_STRING, .string = string ? string : ""};
}

Value
value_bool(bool boolean)
{
    return (Value){.kind = VALUE_BOOL, .boolean = boolean};
}

Value
value_date(double milliseconds)
{
    return (Value){.kind = VALUE_DATE, .number = milliseconds};
}

Value
value_list(Arena *arena, const Value *items, size_t count)
{
    ValueList *list = ARENA_NEW(arena, ValueList);
    list->items = ARENA_ARRAY(arena, Value, count ? count : 1);
    list->count = count;
    if (count)
        memcpy(list->items, items, count * sizeof *items);
    return (Value){.kind = VALUE_ARRAY, .list = list};
}

Value
value_object(Arena *arena, const char *const *keys, const Value *values, size_t count)
{
    ValueObject *object = ARENA_NEW(arena, ValueObject);
    Value *copy = ARENA_ARRAY(arena, Value, count ? count : 1);
    if (count)
        memcpy(copy, values, count * sizeof *values);
    *object = (ValueObject){keys, copy, count};
    return (Value){.kind = VALUE_OBJECT, .object = object};
}

/* ---- conversions ------------------------------------------------------------------------------------ */

/* White space of JavaScript, as far as one byte or the usual wide ones go. */
static const char *
skip_space(const char *at)
{
    for (;;) {
        const char *next = at;
        uint32_t rune = utf8_next(&next);
        bool space = rune == ' ' || (rune >= 9 && rune <= 13) || rune == 0xA0 || rune == 0xFEFF || rune == 0x3000;
        if (!space)
            return at;
        at = next;
    }
}

static double
radix_number(const char *digits, size_t length, int radix)
{
    double value = 0;
    if (length == 0)
        return NAN;
    for (size_t i = 0; i < length; i++) {
        char c = digits[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99;
        if (digit >= radix)
            return NAN;
        value = value * radix + digit;
    }
    return value;
}

static double
string_to_number(const char *text)
{
    const char *start = skip_space(text);
    if (!*start)
        return 0;
    const char *end = start + strlen(start);
    while (end > start) {
        const char *last = end - 1;
        while (last > start && ((unsigned char)*last & 0xC0) == 0x80)
            last--;
        if (skip_space(last) < end)
            break;
        end = last;
    }
    size_t length = (size_t)(end - start);
    if (length > 2 && start[0] == '0' && strchr("xXoObB", start[1]))
        return radix_number(start + 2, length - 2, start[1] == 'x' || start[1] == 'X' ? 16 : start[1] == 'o' || start[1] == 'O' ? 8 : 2);
    char buffer[512];
    if (length >= sizeof buffer)
        return NAN;
    memcpy(buffer, start, length);
    buffer[length] = '\0';
    double value;
    if (str_to_double(buffer, &value))
        return value;
    const char *word = buffer + (buffer[0] == '-' || buffer[0] == '+');
    if (strcmp(word, "Infinity") == 0)
        return buffer[0] == '-' ? -INFINITY : INFINITY;
    /* What is left is no number, or one beyond the range of doubles ("1e999"). */
    if (*word < '0' || *word > '9' || strspn(word, "0123456789.eE+") != strlen(word) || !strpbrk(word, "eE"))
        return NAN;
    return buffer[0] == '-' ? -INFINITY : INFINITY;
}

double
value_to_number(Value value)
{
    switch (value.kind) {
    case VALUE_NULL:
        return 0;
    case VALUE_BOOL:
        return value.boolean;
    case VALUE_NUMBER:
    case VALUE_DATE:
        return value.number;
    case VALUE_STRING:
        return string_to_number(value.string);
    case VALUE_ARRAY:
        /* JavaScript goes by the text of the array: [] is "", [5] is "5". */
        return value.list->count == 0 ? 0 : value.list->count == 1 ? value_to_number(value.list->items[0]) : NAN;
    case VALUE_UNDEFINED:
    case VALUE_OBJECT:
    case VALUE_REGEXP:
        break;
    }
    return NAN;
}

static void
add_list_text(Buf *out, Arena *arena, const ValueList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_add_char(out, ',');
        Value item = list->items[i];
        if (item.kind == VALUE_ARRAY)
            add_list_text(out, arena, item.list);
        else if (item.kind != VALUE_NULL && item.kind != VALUE_UNDEFINED)
            buf_add(out, value_to_string(arena, item));
    }
}

const char *
value_to_string(Arena *arena, Value value)
{
    switch (value.kind) {
    case VALUE_UNDEFINED:
        return "undefined";
    case VALUE_NULL:
        return "null";
    case VALUE_BOOL:
        return value.boolean ? "true" : "false";
    case VALUE_NUMBER:
        return value.has_decimal ? decimal_text(arena, value.decimal) : str_from_double(arena, value.number);
    case VALUE_STRING:
        return value.string;
    case VALUE_DATE:
        return isnan(value.number) ? "Invalid Date" : format_time(arena, NULL, "%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)", value.number);
    case VALUE_ARRAY: {
        Buf out = BUF_INIT;
        add_list_text(&out, arena, value.list);
        const char *text = out.length ? buf_take(&out, arena) : "";
        buf_clear(&out);
        return text;
    }
    case VALUE_OBJECT:
        return "[object Object]";
    case VALUE_REGEXP:
        return arena_printf(arena, "/%s/", regexp_pattern(value.regexp));
    }
    return "";
}

bool
value_to_bool(Value value)
{
    switch (value.kind) {
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        return false;
    case VALUE_BOOL:
        return value.boolean;
    case VALUE_NUMBER:
        return !isnan(value.number) && value.number != 0;
    case VALUE_STRING:
        return value.string[0] != '\0';
    default:
        return true;
    }
}

bool
value_is_valid_number(Value value)
{
    return (value.kind == VALUE_NUMBER || value.kind == VALUE_DATE) && isfinite(value.number);
}

static bool
is_nothing(Value value)
{
    return value.kind == VALUE_NULL || value.kind == VALUE_UNDEFINED;
}

Value
value_coerce(Arena *arena, const char *type, Value value)
{
    if (is_nothing(value) || (value.kind == VALUE_STRING && !value.string[0]))
        return value_null();
    if (strcmp(type, "number") == 0 || strcmp(type, "integer") == 0)
        return value.kind == VALUE_NUMBER ? value : value_number(value_to_number(value));
    if (strcmp(type, "date") == 0) {
        if (value.kind == VALUE_DATE)
            return value;
        return value_date(value.kind == VALUE_NUMBER ? value.number : date_parse_free(value_to_string(arena, value)));
    }
    if (strcmp(type, "boolean") == 0) {
        bool no = value.kind == VALUE_STRING && (strcmp(value.string, "false") == 0 || strcmp(value.string, "0") == 0);
        return value_bool(!no && value_to_bool(value));
    }
    if (value.kind == VALUE_STRING)
        return value;
    Value text = value_string(value_to_string(arena, value));
    text.use = value.use;
    return text;
}

/* ---- comparison ------------------------------------------------------------------------------------- */

static bool
is_numeric(Value value)
{
    return value.kind == VALUE_NUMBER || value.kind == VALUE_DATE;
}

bool
value_equal(Value a, Value b)
{
    /* Two Date objects are never === in JavaScript; two moments here are, which is what a spec means. */
    if (is_numeric(a) && is_numeric(b))
        return a.number == b.number;
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        return true;
    case VALUE_BOOL:
        return a.boolean == b.boolean;
    case VALUE_STRING:
        return a.string == b.string || strcmp(a.string, b.string) == 0;
    case VALUE_ARRAY:
        return a.list == b.list;
    case VALUE_OBJECT:
        return a.object == b.object || (a.object->values == b.object->values && a.object->keys == b.object->keys);
    case VALUE_REGEXP:
        return a.regexp == b.regexp;
    default:
        return false;
    }
}

/* JavaScript's <; NaN compares false. */
static bool
is_less(Value a, Value b)
{
    if (a.kind == VALUE_STRING && b.kind == VALUE_STRING)
        return strcmp(a.string, b.string) < 0;
    return value_to_number(a) < value_to_number(b);
}

static bool
is_nan(Value value)
{
    return is_numeric(value) && isnan(value.number);
}

int
value_compare(Value a, Value b)
{
    if (is_numeric(a) && is_numeric(b) && a.number != b.number && !isnan(a.number) && !isnan(b.number))
        return a.number < b.number ? -1 : 1;
    bool no_a = is_nothing(a), no_b = is_nothing(b);
    if (no_a || no_b)
        return no_b - no_a;
    if (is_less(a, b))
        return -1;
    if (is_less(b, a))
        return 1;
    return is_nan(b) - is_nan(a);
}

/* ---- members ---------------------------------------------------------------------------------------- */

static bool
parse_index(const char *name, size_t *index)
{
    size_t length = strlen(name), value = 0;
    if (length == 0 || length > 12 || (length > 1 && name[0] == '0'))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (name[i] < '0' || name[i] > '9')
            return false;
        value = value * 10 + (size_t)(name[i] - '0');
    }
    *index = value;
    return true;
}

static Value
object_member(const ValueObject *object, const char *name)
{
    for (size_t i = 0; i < object->count; i++)
        if (object->keys[i] == name || strcmp(object->keys[i], name) == 0)
            return object->values[i];
    return (Value){0};
}

Value
value_member(Value value, const char *name)
{
    size_t index;
    switch (value.kind) {
    case VALUE_OBJECT:
        return object_member(value.object, name);
    case VALUE_NUMBER:
        return value.object ? object_member(value.object, name) : (Value){0};
    case VALUE_ARRAY:
        if (strcmp(name, "length") == 0)
            return value_number((double)value.list->count);
        return parse_index(name, &index) && index < value.list->count ? value.list->items[index] : (Value){0};
    case VALUE_STRING:
        return strcmp(name, "length") == 0 ? value_number((double)utf8_count(value.string)) : (Value){0};
    default:
        return (Value){0};
    }
}

/* The state of Vega's splitAccessPath: parts so far, and the part that is open. */
typedef struct PathReader {
    Arena *arena;
    VEC(const char *) parts;
    Buf open;
} PathReader;

static void
end_part(PathReader *reader, const char *from, const char *to)
{
    buf_add_bytes(&reader->open, from, (size_t)(to - from));
    const char *part = reader->open.length ? buf_take(&reader->open, reader->arena) : "";
    VEC_PUSH(reader->arena, &reader->parts, part);
}

const char *const *
value_field_parts(Arena *arena, const char *path)
{
    PathReader reader = {.arena = arena, .open = BUF_INIT};
    const char *from = path, *at = path, *bracket = NULL; /* bracket: where its content begins */
    bool after_quote = false;
    char quote = 0;
    for (; *at; at++) {
        if (*at == '\\' && at[1]) {
            buf_add_bytes(&reader.open, from, (size_t)(at - from));
            from = ++at;
        } else if (quote && *at == quote) {
            end_part(&reader, from, at);
            from = at + 1;
            quote = 0;
            after_quote = true;
        } else if (quote) {
            continue;
        } else if ((*at == '"' || *at == '\'') && at == from && (bracket ? at == bracket : at == path)) {
            from = at + 1;
            quote = *at;
        } else if (*at == '.' && !bracket) {
            if (at > from || reader.open.length)
                end_part(&reader, from, at);
            from = at + 1;
        } else if (*at == '[' && !bracket) {
            if (at > from || reader.open.length)
                end_part(&reader, from, at);
            from = bracket = at + 1;
            after_quote = false;
        } else if (*at == ']' && bracket) {
            if (!after_quote)
                end_part(&reader, from, at);
            from = at + 1;
            bracket = NULL;
        }
    }
    bool open = bracket || quote;
    if (!open && (at > from || reader.open.length))
        end_part(&reader, from, at);
    buf_clear(&reader.open);
    if (open)
        return NULL;
    VEC_PUSH(arena, &reader.parts, NULL);
    return reader.parts.items;
}

Value
value_field(Value object, const char *path)
{
    /* Nearly all fields are plain names. A column that is called "a.b" is found under that name first: Vega-Lite
     * flattens nested fields, and rows keep them so. */
    if (!strpbrk(path, ".[\\'\""))
        return value_member(object, path);
    if (object.kind == VALUE_OBJECT)
        for (size_t i = 0; i < object.object->count; i++)
            if (strcmp(object.object->keys[i], path) == 0)
                return object.object->values[i];
    Arena *scratch = arena_new();
    const char *const *parts = value_field_parts(scratch, path);
    Value value = parts ? object : (Value){0};
    for (size_t i = 0; parts && parts[i]; i++)
        value = value_member(value, parts[i]);
    arena_free(scratch);
    return value;
}

const char *
value_field_name(Arena *arena, const char *path)
{
    if (!strpbrk(path, ".[\\'\""))
        return path;
    const char *const *parts = value_field_parts(arena, path);
    if (!parts || !parts[0])
        return path;
    Buf out = BUF_INIT;
    for (size_t i = 0; parts[i]; i++) {
        if (i)
            buf_add_char(&out, '.');
        buf_add(&out, parts[i]);
    }
    const char *name = out.length ? buf_take(&out, arena) : "";
    buf_clear(&out);
    return name;
}

Value
value_from_node(Arena *arena, const Node *node)
{
    if (!node)
        return (Value){0};
    switch (node->kind) {
    case NODE_NULL:
        return value_null();
    case NODE_BOOL:
        return value_bool(node->boolean);
    case NODE_NUMBER:
        return value_number(node->number);
    case NODE_STRING:
        return value_string(node->text);
    case NODE_LIST: {
        ValueList *list = ARENA_NEW(arena, ValueList);
        list->items = ARENA_ARRAY(arena, Value, node->count ? node->count : 1);
        list->count = node->count;
        for (size_t i = 0; i < node->count; i++)
            list->items[i] = value_from_node(arena, node->items[i].value);
        return (Value){.kind = VALUE_ARRAY, .list = list};
    }
    case NODE_MAP: {
        const char **keys = ARENA_ARRAY(arena, const char *, node->count ? node->count : 1);
        ValueObject *object = ARENA_NEW(arena, ValueObject);
        *object = (ValueObject){keys, ARENA_ARRAY(arena, Value, node->count ? node->count : 1), node->count};
        for (size_t i = 0; i < node->count; i++) {
            keys[i] = node->items[i].key;
            object->values[i] = value_from_node(arena, node->items[i].value);
        }
        return (Value){.kind = VALUE_OBJECT, .object = object};
    }
    }
    return (Value){0};
}
