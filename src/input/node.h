/* input/node.h -- YAML 1.2 core and JSON as one kind of tree with places.
 *
 * YAML by libyaml; JSON by a reader of our own (libyaml refuses surrogate pairs and is slow).
 * Scalars keep their text; the kind follows the YAML core schema (quoted scalars are strings).
 * Maps keep their order; a key given twice is the error node-duplicate-key. Anchors and merge keys
 * are refused (node-anchor), as are tags but !!str (node-tag). yes, no, on, off and dates are strings. Depth is limited to NODE_DEPTH_MAX (node-too-deep).
 * Errors   yaml-syntax, json-syntax, node-duplicate-key, node-anchor, node-tag, node-too-deep, node-not-utf8, node-expected-*,
 *          node-missing-key, node-unknown-key
 * Tests    tests/unit/input/node_test.c, tests/fuzz/node_yaml_fuzz.c, tests/fuzz/node_json_fuzz.c
 */
#ifndef SHUDU_INPUT_NODE_H
#define SHUDU_INPUT_NODE_H

#include "base/diag.h"
#include "base/str.h"

enum { NODE_DEPTH_MAX = 200 };

typedef enum NodeKind {
    NODE_NULL,
    NODE_BOOL,
    NODE_NUMBER,
    NODE_STRING,
    NODE_LIST,
    NODE_MAP,
} NodeKind;

typedef struct Node Node;

typedef struct NodeItem {
    const char *key; /* maps only */
    Loc key_loc;
    Node *value;
} NodeItem;

struct Node {
    NodeKind kind;
    Loc loc;          /* the whole of a scalar; the first character of a map or list */
    const char *text; /* scalars: the text without quotes */
    double number;    /* NODE_NUMBER */
    bool boolean;     /* NODE_BOOL */
    NodeItem *items;  /* lists and maps */
    size_t count;
    uint32_t *slots;  /* node.c's: where the keys of a map of many stand in items */
};

/* By the path's ending (.json, .yaml, .yml), else JSON where the text starts with '{' or '['. An empty text is NODE_NULL.
 * NULL on a syntax error, after the first one. Other errors (a key twice, an anchor) are reported and the tree is
 * given all the same; the first of two values counts. */
Node *node_parse(Arena *arena, Diags *diags, const Source *source);
Node *node_parse_json(Arena *arena, Diags *diags, const Source *source);
Node *node_parse_yaml(Arena *arena, Diags *diags, const Source *source);
/* The bytes from start to end: front matter. */
Node *node_parse_yaml_range(Arena *arena, Diags *diags, const Source *source, size_t start, size_t end);

/* Trees made by the program (the theme's chart config, a preset that unfolds into a spec). */
Node *node_new(Arena *arena, NodeKind kind, Loc loc);
Node *node_new_string(Arena *arena, const char *text, Loc loc);
Node *node_new_number(Arena *arena, double value, Loc loc);
Node *node_new_bool(Arena *arena, bool value, Loc loc);
Node *node_copy(Arena *arena, const Node *node); /* deep */
void node_put(Arena *arena, Node *map, const char *key, Node *value); /* replaces */
void node_push(Arena *arena, Node *list, Node *value);
/* Maps whose values are shared with another tree: to change the map, not what is in it. A NULL map is an empty one. */
Node *node_map_copy(Arena *arena, const Node *map);
Node *node_map_without(Arena *arena, const Node *map, const char *const *keys); /* NULL-terminated */
void node_share(Arena *arena, Node *map, const char *key, const Node *value);   /* replaces; a NULL value does nothing */
void node_share_all(Arena *arena, Node *map, const Node *from);

bool node_equal(const Node *a, const Node *b); /* keys in the same order */

/* Look-ups without complaint: NULL (or the fallback) when absent or of another kind; a NULL node is fine.
 * node_text gives numbers too, as typed: `version: 1.10` is "1.10". */
Node *node_find(const Node *map, const char *key);
Node *node_path(const Node *map, const char *dotted); /* "edition.year" */
const char *node_text(const Node *map, const char *key, const char *fallback);
double node_number(const Node *map, const char *key, double fallback);
bool node_bool(const Node *map, const char *key, bool fallback);

/* Look-ups that report: missing or wrong kind gives node-missing-key / node-expected-…, returns NULL / false.
 * A number passes for NODE_STRING: its text is as typed. A NULL node is quietly false: its absence was reported. */
bool node_expect(Diags *diags, const Node *node, const char *name, NodeKind kind);
Node *node_need(Diags *diags, const Node *map, const char *key, NodeKind kind);
/* Reports every key of `map` that is not in `allowed` (NULL-terminated), with "did you mean". */
bool node_check_keys(Diags *diags, const Node *map, const char *const *allowed);
/* Canonical JSON; indent 0 writes one line. */
void node_write_json(Buf *out, const Node *node, int indent);

#endif
