/* input/node_yaml.c -- YAML by libyaml's events, with the scalars of the YAML 1.2 core schema.
 *
 * libyaml is a YAML 1.1 parser, but 1.1's surprises (yes, no, on, 1:30) come
 * from its types, which we give ourselves. Its marks count characters, not
 * bytes; a cursor turns them into offsets.
 */
#include "input/node_read.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>
#include <yaml.h>

typedef struct Yaml {
    Arena *arena;
    Diags *diags;
    const Source *source;
    size_t start, end;   /* the part of the source that is read */
    size_t mark, offset; /* cursor: character `mark` begins at byte `offset` */
    yaml_parser_t parser;
    bool failed;
} Yaml;

static Node *read_node(Yaml *yaml, const yaml_event_t *event, int depth);

static size_t
offset_of(Yaml *yaml, size_t mark)
{
    const char *text = yaml->source->text;
    while (yaml->mark < mark && yaml->offset < yaml->end) {
        do
            yaml->offset++;
        while (yaml->offset < yaml->end && ((unsigned char)text[yaml->offset] & 0xC0) == 0x80);
        yaml->mark++;
    }
    while (yaml->mark > mark && yaml->offset > yaml->start) {
        do
            yaml->offset--;
        while (yaml->offset > yaml->start && ((unsigned char)text[yaml->offset] & 0xC0) == 0x80);
        yaml->mark--;
    }
    return yaml->offset;
}

static Loc
loc_between(Yaml *yaml, size_t start_mark, size_t end_mark)
{
    size_t start = offset_of(yaml, start_mark), end = offset_of(yaml, end_mark);
    while (end > start + 1 && strchr(" \t\r\n", yaml->source->text[end - 1]))
        end--; /* block scalars end on the next line */
    return (Loc){yaml->source, (uint32_t)start, (uint32_t)(end - start)};
}

static Loc
loc_of(Yaml *yaml, const yaml_event_t *event)
{
    return loc_between(yaml, event->start_mark.index, event->end_mark.index);
}

/* The first character of a map or list. */
static Loc
loc_of_start(Yaml *yaml, const yaml_event_t *event)
{
    size_t start = offset_of(yaml, event->start_mark.index);
    const char *next = yaml->source->text + start;
    if (start < yaml->end)
        utf8_next(&next);
    return (Loc){yaml->source, (uint32_t)start, (uint32_t)(next - yaml->source->text - (ptrdiff_t)start)};
}

typedef struct Problem {
    const char *libyaml;     /* begins so */
    const char *at;          /* only where the character at the place is one of these; NULL: any */
    const char *en, *zh;
} Problem;

/* The usual mistakes in words of the person who made them. First match counts. */
static const Problem problems[] = {
    {"found character that cannot start any token", "\t", "a tab cannot indent; use spaces", "不能用制表符缩进，请用空格"},
    {"found character that cannot start any token", "@`%", "a text that begins with this character must be quoted", "以该字符开头的文本须加引号"},
    {"found a tab character", NULL, "a tab cannot indent; use spaces", "不能用制表符缩进，请用空格"},
    {"mapping values are not allowed", NULL, "no key can stand here; quote a text that holds ': ', and let the keys of one map begin in one column",
        "此处不能出现键；含有“: ”的文本须加引号，同一映射的各键须左对齐"},
    {"could not find expected ':'", NULL, "expected ':' after a key", "键之后应为冒号“:”"},
    {"did not find expected key", NULL, "expected a key; is this line indented as the ones before it?", "此处应为键，请检查本行缩进是否与前面各行一致"},
    {"did not find expected '-' indicator", NULL, "expected '- ' as on the lines of the list before it", "此处应与列表前面各行一样以“- ”开头"},
    {"did not find expected ',' or ']'", NULL, "expected ',' or ']'", "此处应为“,”或“]”"},
    {"did not find expected ',' or '}'", NULL, "expected ',' or '}'", "此处应为“,”或“}”"},
    {"block sequence entries are not allowed", NULL, "a list cannot begin here; put it on the next line", "列表不能从此处开始，请另起一行"},
    {"found unexpected end of stream", NULL, "a quote is not closed", "引号未闭合"},
    {"did not find expected <document start>", NULL, "text after the end of the document", "文档结束之后还有多余文本"},
    {"found unknown escape character", NULL, "unknown escape; in single quotes a backslash stands for itself", "未知的转义符；在单引号中反斜杠表示其本身"},
    {"control characters are not allowed", NULL, "control characters are not allowed", "不允许出现控制字符"},
    {"did not find expected node content", NULL, "expected a value", "此处应为一个值"},
    {"found undefined tag handle", NULL, "tags are not used here; quote a text that begins with '!'", "不支持标签；以“!”开头的文本须加引号"},
};

static void
report_syntax(Yaml *yaml)
{
    const yaml_parser_t *parser = &yaml->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        base_out_of_memory(0);
    size_t offset = parser->error == YAML_READER_ERROR
        ? yaml->start + parser->problem_offset
        : offset_of(yaml, parser->problem_mark.index);
    offset = MIN_OF(offset, yaml->end);
    const char *text = yaml->source->text;
    /* The end of the stream stands for whatever was open there. */
    const char *problem = parser->problem ? parser->problem : "";
    Loc loc = {yaml->source, (uint32_t)offset, offset < yaml->end && text[offset] != '\n'};
    const char *en = problem, *zh = problem;
    for (size_t i = 0; i < COUNT_OF(problems); i++) {
        bool here = !problems[i].at || (offset < yaml->end && text[offset] && strchr(problems[i].at, text[offset]));
        if (here && str_starts(problem, problems[i].libyaml)) {
            en = problems[i].en;
            zh = problems[i].zh;
            break;
        }
    }
    diag(yaml->diags, DIAG_YAML_SYNTAX, loc, en, zh);
    if (parser->context && parser->error != YAML_READER_ERROR && parser->context_mark.index < parser->problem_mark.index) {
        size_t context = offset_of(yaml, parser->context_mark.index);
        diag_note(yaml->diags, ((Loc){yaml->source, (uint32_t)context, context < yaml->end}), "this belongs to what begins here", "它属于从此处开始的内容", NULL);
    }
}

static bool
next_event(Yaml *yaml, yaml_event_t *event)
{
    if (yaml->failed)
        return false;
    if (yaml_parser_parse(&yaml->parser, event))
        return true;
    report_syntax(yaml);
    yaml->failed = true;
    return false;
}

static bool
is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

/* [-+]? digits, 0o octal, 0x hexadecimal, decimal with exponent, .inf, .nan: YAML 1.2.2, 10.3.2 */
static bool
parse_core_number(const char *text, double *value)
{
    static const char *const infinities[] = {".inf", ".Inf", ".INF", NULL};
    static const char *const nans[] = {".nan", ".NaN", ".NAN", NULL};
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'o') && text[2]) {
        int base = text[1] == 'x' ? 16 : 8;
        double number = 0;
        for (const char *at = text + 2; *at; at++) {
            int digit = *at >= '0' && *at <= '9' ? *at - '0' : (*at | 32) >= 'a' && (*at | 32) <= 'f' ? (*at | 32) - 'a' + 10 : 99;
            if (digit >= base)
                return false;
            number = number * base + digit;
        }
        *value = number;
        return true;
    }
    if (is_one_of(text, nans)) {
        *value = NAN;
        return true;
    }
    const char *unsigned_text = text + (*text == '-' || *text == '+');
    if (is_one_of(unsigned_text, infinities)) {
        *value = *text == '-' ? -INFINITY : INFINITY;
        return true;
    }
    return str_to_double(text, value);
}

static void
resolve_plain(Node *node)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    if (is_one_of(node->text, nulls)) {
        node->kind = NODE_NULL;
    } else if (is_one_of(node->text, trues) || is_one_of(node->text, falses)) {
        node->kind = NODE_BOOL;
        node->boolean = is_one_of(node->text, trues);
    } else if (parse_core_number(node->text, &node->number)) {
        node->kind = NODE_NUMBER;
    }
}

/* True if the event carries an anchor or a tag we don't know; reported. */
static void
refuse_extras(Yaml *yaml, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    Loc loc = event->type == YAML_SCALAR_EVENT ? loc_of(yaml, event) : loc_of_start(yaml, event);
    if (anchor)
        diag(yaml->diags, DIAG_NODE_ANCHOR, loc, NULL);
    bool known = !tag || strcmp((const char *)tag, "!") == 0 ||
        (event->type == YAML_SCALAR_EVENT && strcmp((const char *)tag, YAML_STR_TAG) == 0);
    if (!known)
        diag(yaml->diags, DIAG_NODE_TAG, loc, (const char *)tag);
}

static Node *
read_scalar(Yaml *yaml, const yaml_event_t *event)
{
    refuse_extras(yaml, event, event->data.scalar.anchor, event->data.scalar.tag);
    Node *node = node_new(yaml->arena, NODE_STRING, loc_of(yaml, event));
    size_t length = event->data.scalar.length;
    node->text = arena_strndup(yaml->arena, (const char *)event->data.scalar.value, length);
    if (strlen(node->text) != length)
        diag(yaml->diags, DIAG_YAML_SYNTAX, node->loc, "the character U+0000 is not allowed", "不允许出现字符U+0000");
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !event->data.scalar.tag)
        resolve_plain(node);
    return node;
}

static Node *
read_list(Yaml *yaml, const yaml_event_t *start, int depth)
{
    refuse_extras(yaml, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
    Node *list = node_new(yaml->arena, NODE_LIST, loc_of_start(yaml, start));
    yaml_event_t event;
    while (next_event(yaml, &event)) {
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            return list;
        }
        Node *value = read_node(yaml, &event, depth);
        yaml_event_delete(&event);
        if (!value)
            return NULL;
        node_push(yaml->arena, list, value);
    }
    return NULL;
}

/* The key of a map's item; false ends the reading. */
static bool
read_key(Yaml *yaml, const yaml_event_t *event, NodeItem *item)
{
    if (event->type == YAML_ALIAS_EVENT) {
        item->key = "";
        item->key_loc = loc_of(yaml, event);
        diag(yaml->diags, DIAG_NODE_ANCHOR, item->key_loc, NULL);
        return true;
    }
    if (event->type != YAML_SCALAR_EVENT) {
        Loc loc = loc_of_start(yaml, event);
        yaml->failed = true;
        return diag(yaml->diags, DIAG_YAML_SYNTAX, loc, "a key must be a simple text; values with {{ }} or [ ] need quotes",
            "键必须是简单文本；含有{{ }}或[ ]的值须加引号");
    }
    refuse_extras(yaml, event, event->data.scalar.anchor, event->data.scalar.tag);
    item->key = arena_strdup(yaml->arena, (const char *)event->data.scalar.value);
    item->key_loc = loc_of(yaml, event);
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp(item->key, "<<") == 0)
        diag(yaml->diags, DIAG_NODE_ANCHOR, item->key_loc, NULL);
    return true;
}

static Node *
read_map(Yaml *yaml, const yaml_event_t *start, int depth)
{
    refuse_extras(yaml, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
    Node *map = node_new(yaml->arena, NODE_MAP, loc_of_start(yaml, start));
    KeySet seen = {0};
    yaml_event_t event;
    while (next_event(yaml, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            return map;
        }
        NodeItem item = {0};
        bool good = read_key(yaml, &event, &item);
        yaml_event_delete(&event);
        if (!good || !next_event(yaml, &event))
            return NULL;
        item.value = read_node(yaml, &event, depth);
        yaml_event_delete(&event);
        if (!item.value)
            return NULL;
        if (!node_repeats_key(yaml->arena, yaml->diags, &seen, map, item.key, item.key_loc))
            node_add(yaml->arena, map, item);
    }
    return NULL;
}

static Node *
read_node(Yaml *yaml, const yaml_event_t *event, int depth)
{
    bool nests = event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
    if (nests && depth >= NODE_DEPTH_MAX) {
        yaml->failed = true;
        diag(yaml->diags, DIAG_NODE_TOO_DEEP, loc_of_start(yaml, event), NULL);
        return NULL;
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return read_scalar(yaml, event);
    case YAML_SEQUENCE_START_EVENT:
        return read_list(yaml, event, depth + 1);
    case YAML_MAPPING_START_EVENT:
        return read_map(yaml, event, depth + 1);
    case YAML_ALIAS_EVENT:
        diag(yaml->diags, DIAG_NODE_ANCHOR, loc_of(yaml, event), NULL);
        return node_new(yaml->arena, NODE_NULL, loc_of(yaml, event));
    default:
        return NULL;
    }
}

/* The one document of the stream. An empty stream is a null. */
static Node *
read_document(Yaml *yaml)
{
    Node *root = NULL;
    bool more = true;
    yaml_event_t event;
    while (more && next_event(yaml, &event)) {
        switch (event.type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            break;
        case YAML_DOCUMENT_START_EVENT:
            if (root) {
                yaml->failed = true;
                diag(yaml->diags, DIAG_YAML_SYNTAX, loc_of_start(yaml, &event), "only one document is allowed in a file", "一个文件中只能有一个文档");
            }
            break;
        case YAML_STREAM_END_EVENT:
            more = false;
            break;
        default:
            root = read_node(yaml, &event, 0);
            break;
        }
        yaml_event_delete(&event);
    }
    if (yaml->failed)
        return NULL;
    return root ? root : node_new(yaml->arena, NODE_NULL, (Loc){yaml->source, (uint32_t)yaml->start, 0});
}

Node *
node_parse_yaml_range(Arena *arena, Diags *diags, const Source *source, size_t start, size_t end)
{
    if (!node_check_utf8(diags, source, start, end))
        return NULL;
    Yaml yaml = {.arena = arena, .diags = diags, .source = source, .start = start, .end = end, .offset = start};
    if (!yaml_parser_initialize(&yaml.parser))
        base_out_of_memory(0);
    yaml_parser_set_encoding(&yaml.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml.parser, (const unsigned char *)source->text + start, end - start);
    Node *root = read_document(&yaml);
    yaml_parser_delete(&yaml.parser);
    return root;
}

Node *
node_parse_yaml(Arena *arena, Diags *diags, const Source *source)
{
    return node_parse_yaml_range(arena, diags, source, source->text_start, source->length);
}
