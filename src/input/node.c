/* input/node.c -- trees: making, changing, looking up. Readers are in node_yaml.c and node_json.c. */
#include "input/node.h"

#include "input/node_read.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

Node *
node_parse(Arena *arena, Diags *diags, const Source *source)
{
    if (str_ends(source->path, ".json"))
        return node_parse_json(arena, diags, source);
    if (str_ends(source->path, ".yaml") || str_ends(source->path, ".yml"))
        return node_parse_yaml(arena, diags, source);
    const char *text = source->text + source->text_start;
    text += strspn(text, " \t\r\n");
    return *text == '{' || *text == '[' ? node_parse_json(arena, diags, source) : node_parse_yaml(arena, diags, source);
}

bool
node_check_utf8(Diags *diags, const Source *source, size_t start, size_t end)
{
    size_t bad = start + utf8_check(source->text + start, end - start);
    if (bad == end)
        return true;
    return diag(diags, DIAG_NODE_NOT_UTF8, ((Loc){source, (uint32_t)bad, 1}), NULL);
}

Node *
node_new(Arena *arena, NodeKind kind, Loc loc)
{
    Node *node = ARENA_NEW(arena, Node);
    node->kind = kind;
    node->loc = loc;
    return node;
}

Node *
node_new_string(Arena *arena, const char *text, Loc loc)
{
    Node *node = node_new(arena, NODE_STRING, loc);
    node->text = arena_strdup(arena, text ? text : "");
    return node;
}

Node *
node_new_number(Arena *arena, double value, Loc loc)
{
    Node *node = node_new(arena, NODE_NUMBER, loc);
    node->number = value;
    node->text = str_from_double(arena, value);
    return node;
}

Node *
node_new_bool(Arena *arena, bool value, Loc loc)
{
    Node *node = node_new(arena, NODE_BOOL, loc);
    node->boolean = value;
    node->text = value ? "true" : "false";
    return node;
}

/* Maps of many items are looked up by hash: index + 1, open addressing, twice as many slots as there is room for items.
 * Configurations of charts have thirty keys and are asked thousands of times. */
enum { INDEXED_FROM = 8 };

/* The slot of a key, or the empty one where it would stand. */
static uint32_t *
slot_of(const Node *map, size_t room, const char *key)
{
    uint32_t mask = (uint32_t)(2 * room - 1);
    uint32_t slot = (uint32_t)bytes_hash(key, strlen(key)) & mask;
    while (map->slots[slot] && strcmp(map->items[map->slots[slot] - 1].key, key) != 0)
        slot = (slot + 1) & mask;
    return &map->slots[slot];
}

static size_t
room_of(size_t count)
{
    size_t room = 4;
    while (room < count)
        room *= 2;
    return room;
}

/* The first of two items with one key counts, as without an index. */
static void
index_item(Node *map, size_t room, size_t item)
{
    uint32_t *slot = slot_of(map, room, map->items[item].key);
    if (!*slot)
        *slot = (uint32_t)item + 1;
}

/* A node keeps no capacity: it is count rounded up to a power of two, at least 4. */
void
node_add(Arena *arena, Node *parent, NodeItem item)
{
    size_t count = parent->count;
    bool full = count == 0 || (count >= 4 && (count & (count - 1)) == 0);
    if (full) {
        NodeItem *items = ARENA_ARRAY(arena, NodeItem, MAX_OF(count * 2, (size_t)4));
        if (count)
            memcpy(items, parent->items, count * sizeof *items);
        parent->items = items;
    }
    parent->items[parent->count++] = item;
    if (parent->kind == NODE_MAP && count + 1 >= INDEXED_FROM) {
        size_t room = room_of(count + 1), from = parent->slots && !full ? count : 0;
        if (from == 0)
            parent->slots = ARENA_ARRAY(arena, uint32_t, 2 * room);
        for (size_t i = from; i <= count; i++)
            index_item(parent, room, i);
    }
}

Node *
node_copy(Arena *arena, const Node *node)
{
    if (!node)
        return NULL;
    Node *copy = ARENA_NEW(arena, Node);
    *copy = *node;
    copy->text = arena_strdup(arena, node->text);
    copy->items = NULL;
    copy->slots = NULL;
    copy->count = 0;
    for (size_t i = 0; i < node->count; i++) {
        NodeItem item = node->items[i];
        item.key = arena_strdup(arena, item.key);
        item.value = node_copy(arena, item.value);
        node_add(arena, copy, item);
    }
    return copy;
}

static NodeItem *
find_item(const Node *map, const char *key)
{
    if (!map || map->kind != NODE_MAP)
        return NULL;
    if (map->slots) {
        uint32_t item = *slot_of(map, room_of(map->count), key);
        return item ? &map->items[item - 1] : NULL;
    }
    for (size_t i = 0; i < map->count; i++)
        if (map->items[i].key[0] == key[0] && strcmp(map->items[i].key, key) == 0)
            return &map->items[i];
    return NULL;
}

void
node_put(Arena *arena, Node *map, const char *key, Node *value)
{
    NodeItem *item = find_item(map, key);
    if (item)
        item->value = value;
    else
        node_add(arena, map, (NodeItem){.key = arena_strdup(arena, key), .key_loc = value ? value->loc : LOC_NONE, .value = value});
}

void
node_push(Arena *arena, Node *list, Node *value)
{
    node_add(arena, list, (NodeItem){.value = value});
}

void
node_share(Arena *arena, Node *map, const char *key, const Node *value)
{
    if (value)
        node_put(arena, map, key, (Node *)value);
}

void
node_share_all(Arena *arena, Node *map, const Node *from)
{
    for (size_t i = 0; from && i < from->count; i++)
        node_put(arena, map, from->items[i].key, from->items[i].value);
}

Node *
node_map_without(Arena *arena, const Node *map, const char *const *keys)
{
    Node *copy = node_new(arena, NODE_MAP, map ? map->loc : LOC_NONE);
    for (size_t i = 0; map && i < map->count; i++) {
        bool left_out = false;
        for (const char *const *key = keys; *key; key++)
            left_out |= strcmp(map->items[i].key, *key) == 0;
        if (!left_out)
            node_add(arena, copy, map->items[i]);
    }
    return copy;
}

Node *
node_map_copy(Arena *arena, const Node *map)
{
    static const char *const none[] = {NULL};
    return node_map_without(arena, map, none);
}

Node *
node_find(const Node *map, const char *key)
{
    const NodeItem *item = find_item(map, key);
    return item ? item->value : NULL;
}

Node *
node_path(const Node *map, const char *dotted)
{
    char key[128];
    const Node *node = map;
    for (;;) {
        size_t length = strcspn(dotted, ".");
        if (length >= sizeof key)
            return NULL;
        memcpy(key, dotted, length);
        key[length] = '\0';
        Node *value = node_find(node, key);
        if (!value || !dotted[length])
            return value;
        node = value;
        dotted += length + 1;
    }
}

const char *
node_text(const Node *map, const char *key, const char *fallback)
{
    const Node *value = node_find(map, key);
    return value && (value->kind == NODE_STRING || value->kind == NODE_NUMBER) ? value->text : fallback;
}

double
node_number(const Node *map, const char *key, double fallback)
{
    const Node *value = node_find(map, key);
    return value && value->kind == NODE_NUMBER ? value->number : fallback;
}

bool
node_bool(const Node *map, const char *key, bool fallback)
{
    const Node *value = node_find(map, key);
    return value && value->kind == NODE_BOOL ? value->boolean : fallback;
}

bool
node_expect(Diags *diags, const Node *node, const char *name, NodeKind kind)
{
    static const DiagCode codes[] = {
        [NODE_NULL] = DIAG_NODE_EXPECTED_NULL,
        [NODE_BOOL] = DIAG_NODE_EXPECTED_BOOL,
        [NODE_NUMBER] = DIAG_NODE_EXPECTED_NUMBER,
        [NODE_STRING] = DIAG_NODE_EXPECTED_TEXT,
        [NODE_LIST] = DIAG_NODE_EXPECTED_LIST,
        [NODE_MAP] = DIAG_NODE_EXPECTED_MAP,
    };
    if (!node)
        return false;
    if (node->kind == kind || (kind == NODE_STRING && node->kind == NODE_NUMBER))
        return true;
    return diag(diags, codes[kind], node->loc, name);
}

Node *
node_need(Diags *diags, const Node *map, const char *key, NodeKind kind)
{
    if (!map || !node_expect(diags, map, key, NODE_MAP))
        return NULL;
    Node *value = node_find(map, key);
    if (!value) {
        diag(diags, DIAG_NODE_MISSING_KEY, map->loc, key);
        return NULL;
    }
    return node_expect(diags, value, key, kind) ? value : NULL;
}

static void
hint_keys(Diags *diags, const char *key, const char *const *allowed)
{
    size_t count = 0;
    Buf known = BUF_INIT;
    for (; allowed[count]; count++) {
        buf_add(&known, count ? ", " : "");
        buf_add(&known, allowed[count]);
    }
    const char *near = str_nearest(key, allowed, count);
    if (near)
        diag_hint(diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    else if (count)
        diag_hint(diags, "known here: {0}", "此处可用：{0}", known.ptr);
    buf_clear(&known);
}

bool
node_check_keys(Diags *diags, const Node *map, const char *const *allowed)
{
    bool good = true;
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const NodeItem *item = &map->items[i];
        bool known = false;
        for (const char *const *name = allowed; *name && !known; name++)
            known = strcmp(*name, item->key) == 0;
        if (!known) {
            good = diag(diags, DIAG_NODE_UNKNOWN_KEY, item->key_loc, item->key);
            hint_keys(diags, item->key, allowed);
        }
    }
    return good;
}

bool
node_equal(const Node *a, const Node *b)
{
    if (!a || !b)
        return a == b;
    if (a->kind != b->kind || a->count != b->count)
        return false;
    switch (a->kind) {
    case NODE_NULL: return true;
    case NODE_BOOL: return a->boolean == b->boolean;
    case NODE_NUMBER: return a->number == b->number;
    case NODE_STRING: return str_equal(a->text, b->text);
    case NODE_LIST:
    case NODE_MAP: break;
    }
    for (size_t i = 0; i < a->count; i++)
        if (!str_equal(a->items[i].key, b->items[i].key) || !node_equal(a->items[i].value, b->items[i].value))
            return false;
    return true;
}

static void
new_line(Buf *out, int indent, int depth)
{
    if (indent == 0)
        return;
    buf_add_char(out, '\n');
    for (int i = 0; i < indent * depth; i++)
        buf_add_char(out, ' ');
}

static void
write_number(Buf *out, Arena *scratch, double value)
{
    /* JSON has no infinity; Vega reads null as a missing value. */
    buf_add(out, isfinite(value) ? str_from_double(scratch, value) : "null");
    arena_reset(scratch);
}

static void
write_json(Buf *out, Arena *scratch, const Node *node, int indent, int depth)
{
    switch (node ? node->kind : NODE_NULL) {
    case NODE_NULL:
        buf_add(out, "null");
        return;
    case NODE_BOOL:
        buf_add(out, node->boolean ? "true" : "false");
        return;
    case NODE_NUMBER:
        write_number(out, scratch, node->number);
        return;
    case NODE_STRING:
        buf_add_char(out, '"');
        buf_add_json(out, node->text);
        buf_add_char(out, '"');
        return;
    case NODE_LIST:
    case NODE_MAP:
        break;
    }
    bool map = node->kind == NODE_MAP;
    buf_add_char(out, map ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        new_line(out, indent, depth + 1);
        if (map) {
            buf_add_char(out, '"');
            buf_add_json(out, node->items[i].key);
            buf_add(out, indent ? "\": " : "\":");
        }
        write_json(out, scratch, node->items[i].value, indent, depth + 1);
    }
    if (node->count)
        new_line(out, indent, depth);
    buf_add_char(out, map ? '}' : ']');
}

void
node_write_json(Buf *out, const Node *node, int indent)
{
    Arena *scratch = arena_new();
    write_json(out, scratch, node, indent, 0);
    arena_free(scratch);
}
