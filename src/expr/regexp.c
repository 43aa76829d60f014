/* expr/regexp.c -- a pattern becomes a tree, the tree a small program; matching backtracks on a stack of its own, so that a
 * long text cannot overflow the machine's. */
#include "expr/regexp.h"

#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { PROGRAM_MAX = 20000, SLOTS_MAX = 64, NESTING_MAX = 100 };

typedef enum OpCode {
    OP_CHAR,
    OP_ANY,
    OP_CLASS,
    OP_START,
    OP_END,
    OP_BOUNDARY,
    OP_NOT_BOUNDARY,
    OP_SPLIT,     /* try a, then b */
    OP_JUMP,
    OP_SAVE,      /* slot a = position */
    OP_PROGRESS,  /* fails where the position is still slot a: an empty turn of a loop */
    OP_BACKREF,
    OP_LOOK,      /* the program up to b matches here, or (a = 0) does not */
    OP_CLEAR,     /* the groups from a to b are forgotten */
    OP_MATCH,
} OpCode;

typedef struct Range {
    uint32_t from, to;
} Range;

typedef struct Class {
    VEC(Range) ranges;
    bool negated;
} Class;

typedef struct Op {
    OpCode code;
    int a, b;
    uint32_t rune;
    const Class *class;
} Op;

struct Regexp {
    const char *pattern;
    VEC(Op) ops;
    int groups, slots;
    bool ignore_case, multiline, dot_all, global;
};

typedef enum TreeKind {
    TREE_OP,       /* one instruction */
    TREE_SEQUENCE,
    TREE_CHOICE,
    TREE_GROUP,    /* captures */
    TREE_LOOK,
    TREE_REPEAT,
} TreeKind;

typedef struct Tree Tree;
struct Tree {
    TreeKind kind;
    Op op;
    VEC(Tree *) kids;
    int group;               /* GROUP: its number. REPEAT: the groups after `group` up to `last_group` are inside */
    int last_group;
    int least, most;         /* REPEAT; most -1: no end */
    bool lazy;
    bool wanted;             /* LOOK */
};

typedef struct Compiler {
    Arena *arena;
    Regexp *regexp;
    const char *at;
    int nesting;
    bool failed;
} Compiler;

static uint32_t
fold(uint32_t rune)
{
    if (rune < 128)
        return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
    bool latin = rune >= 0xC0 && rune <= 0xDE && rune != 0xD7, greek = rune >= 0x391 && rune <= 0x3A9, cyrillic = rune >= 0x410 && rune <= 0x42F;
    return latin || greek || cyrillic ? rune + 32 : rune;
}

static void
add_range(Compiler *c, Class *class, uint32_t from, uint32_t to)
{
    VEC_PUSH(c->arena, &class->ranges, (Range){from, to});
}

/* \d \w \s, and with a capital their opposites, into a class. False where the letter is none of them. */
static bool
add_named_class(Compiler *c, Class *class, char name)
{
    static const Range digits[] = {{'0', '9'}}, words[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    static const Range spaces[] = {{9, 13}, {' ', ' '}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029},
        {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
    char lower = (char)(name | 0x20);
    const Range *ranges = lower == 'd' ? digits : lower == 'w' ? words : spaces;
    size_t count = lower == 'd' ? COUNT_OF(digits) : lower == 'w' ? COUNT_OF(words) : COUNT_OF(spaces);
    if (!strchr("dwsDWS", name))
        return false;
    uint32_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (name == lower)
            add_range(c, class, ranges[i].from, ranges[i].to);
        else if (ranges[i].from > next)
            add_range(c, class, next, ranges[i].from - 1);
        next = ranges[i].to + 1;
    }
    if (name != lower)
        add_range(c, class, next, 0x10FFFF);
    return true;
}

static bool
read_hex(const char **at, int count, uint32_t *out)
{
    uint32_t value = 0;
    for (int i = 0; i < count; i++) {
        char h = (*at)[i];
        int digit = h >= '0' && h <= '9' ? h - '0' : (h | 0x20) >= 'a' && (h | 0x20) <= 'f' ? (h | 0x20) - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        value = value * 16 + (uint32_t)digit;
    }
    *at += count;
    *out = value;
    return true;
}

/* A character after a backslash that stands for one character. */
static uint32_t
read_escape(Compiler *c)
{
    uint32_t rune = 0;
    const char *hex = c->at + 1;
    switch (*c->at) {
    case 'n': c->at++; return '\n';
    case 't': c->at++; return '\t';
    case 'r': c->at++; return '\r';
    case 'f': c->at++; return '\f';
    case 'v': c->at++; return '\v';
    case '0': c->at++; return 0;
    case 'x':
        if (read_hex(&hex, 2, &rune)) {
            c->at = hex;
            return rune;
        }
        break;
    case 'u':
        if (read_hex(&hex, 4, &rune)) {
            c->at = hex;
            return rune;
        }
        break;
    case '\0':
        c->failed = true;
        return 0;
    }
    return utf8_next(&c->at);
}

static Tree *
tree_new(Compiler *c, TreeKind kind)
{
    Tree *tree = ARENA_NEW(c->arena, Tree);
    tree->kind = kind;
    return tree;
}

static Tree *
tree_op(Compiler *c, Op op)
{
    Tree *tree = tree_new(c, TREE_OP);
    tree->op = op;
    return tree;
}

/* ---- pattern to tree -------------------------------------------------------------------------------- */

static uint32_t
read_class_rune(Compiler *c)
{
    if (*c->at != '\\')
        return utf8_next(&c->at);
    c->at++;
    if (*c->at == 'b') {
        c->at++;
        return '\b';
    }
    return read_escape(c);
}

static Tree *
parse_class(Compiler *c)
{
    Class *class = ARENA_NEW(c->arena, Class);
    if (*c->at == '^') {
        class->negated = true;
        c->at++;
    }
    while (*c->at && *c->at != ']' && !c->failed) {
        if (*c->at == '\\' && c->at[1] && add_named_class(c, class, c->at[1])) {
            c->at += 2;
            continue;
        }
        uint32_t from = read_class_rune(c), to = from;
        if (c->at[0] == '-' && c->at[1] && c->at[1] != ']') {
            c->at++;
            to = read_class_rune(c);
        }
        if (to < from)
            c->failed = true;
        add_range(c, class, from, to);
    }
    if (*c->at == ']')
        c->at++;
    else
        c->failed = true;
    return tree_op(c, (Op){.code = OP_CLASS, .class = class});
}

static Tree *parse_choice(Compiler *c);

static Tree *
parse_group(Compiler *c)
{
    Tree *tree;
    if (strncmp(c->at, "?:", 2) == 0) {
        c->at += 2;
        tree = tree_new(c, TREE_SEQUENCE);
    } else if (strncmp(c->at, "?=", 2) == 0 || strncmp(c->at, "?!", 2) == 0) {
        tree = tree_new(c, TREE_LOOK);
        tree->wanted = c->at[1] == '=';
        c->at += 2;
    } else {
        tree = tree_new(c, TREE_GROUP);
        tree->group = ++c->regexp->groups;
        if (*c->at == '?' || tree->group >= REGEXP_GROUPS_MAX)
            c->failed = true;
    }
    if (c->failed)
        return tree;
    Tree *inside = parse_choice(c);
    VEC_PUSH(c->arena, &tree->kids, inside);
    if (*c->at == ')')
        c->at++;
    else
        c->failed = true;
    return tree;
}

static Tree *
parse_escape(Compiler *c)
{
    if (*c->at == 'b' || *c->at == 'B')
        return tree_op(c, (Op){.code = *c->at++ == 'b' ? OP_BOUNDARY : OP_NOT_BOUNDARY});
    if (*c->at >= '1' && *c->at <= '9')
        return tree_op(c, (Op){.code = OP_BACKREF, .a = *c->at++ - '0'});
    Class *class = ARENA_NEW(c->arena, Class);
    if (*c->at && add_named_class(c, class, *c->at)) {
        c->at++;
        return tree_op(c, (Op){.code = OP_CLASS, .class = class});
    }
    return tree_op(c, (Op){.code = OP_CHAR, .rune = read_escape(c)});
}

static Tree *
parse_atom(Compiler *c)
{
    char first = *c->at;
    if (strchr("*+?", first)) {
        c->failed = true;
        return tree_new(c, TREE_SEQUENCE);
    }
    if (strchr("([.^$\\", first))
        c->at++;
    switch (first) {
    case '(': return parse_group(c);
    case '[': return parse_class(c);
    case '.': return tree_op(c, (Op){.code = OP_ANY});
    case '^': return tree_op(c, (Op){.code = OP_START});
    case '$': return tree_op(c, (Op){.code = OP_END});
    case '\\': return parse_escape(c);
    default: return tree_op(c, (Op){.code = OP_CHAR, .rune = utf8_next(&c->at)});
    }
}

static int
read_count(const char **at, int fallback)
{
    int value = 0, digits = 0;
    for (; **at >= '0' && **at <= '9'; ++*at, digits++)
        value = MIN_OF(value * 10 + (**at - '0'), 100000);
    return digits ? value : fallback;
}

/* {n}, {n,} or {n,m} at c->at; most -1: no end. A brace that begins no such thing is a character. */
static bool
read_braces(Compiler *c, int *least, int *most)
{
    const char *at = c->at + 1;
    int first = read_count(&at, -1), second = first;
    if (first < 0)
        return false;
    if (*at == ',') {
        at++;
        second = read_count(&at, -1);
    }
    if (*at != '}')
        return false;
    c->at = at + 1;
    *least = first;
    *most = second;
    if (first > 1000 || second > 1000 || (second >= 0 && second < first))
        c->failed = true;
    return true;
}

static Tree *
parse_sequence(Compiler *c)
{
    Tree *sequence = tree_new(c, TREE_SEQUENCE);
    while (*c->at && *c->at != '|' && *c->at != ')' && !c->failed) {
        int groups = c->regexp->groups;
        Tree *atom = parse_atom(c);
        int least = 0, most = -1;
        bool repeats = true;
        if (*c->at == '*' || *c->at == '+' || *c->at == '?') {
            least = *c->at == '+';
            most = *c->at == '?' ? 1 : -1;
            c->at++;
        } else {
            repeats = *c->at == '{' && read_braces(c, &least, &most);
        }
        if (repeats) {
            Tree *repeat = tree_new(c, TREE_REPEAT);
            *repeat = (Tree){.kind = TREE_REPEAT, .least = least, .most = most, .group = groups, .last_group = c->regexp->groups};
            repeat->lazy = *c->at == '?';
            c->at += repeat->lazy;
            VEC_PUSH(c->arena, &repeat->kids, atom);
            atom = repeat;
        }
        VEC_PUSH(c->arena, &sequence->kids, atom);
    }
    return sequence;
}

static Tree *
parse_choice(Compiler *c)
{
    Tree *choice = tree_new(c, TREE_CHOICE);
    if (++c->nesting > NESTING_MAX)
        c->failed = true;
    while (!c->failed) {
        Tree *side = parse_sequence(c);
        VEC_PUSH(c->arena, &choice->kids, side);
        if (*c->at != '|')
            break;
        c->at++;
    }
    c->nesting--;
    return choice;
}

/* ---- tree to program -------------------------------------------------------------------------------- */

static int
emit(Compiler *c, Op op)
{
    if (c->regexp->ops.count >= PROGRAM_MAX)
        c->failed = true;
    else
        VEC_PUSH(c->arena, &c->regexp->ops, op);
    return (int)c->regexp->ops.count - 1;
}

static int
here(const Compiler *c)
{
    return (int)c->regexp->ops.count;
}

static void
patch(Compiler *c, int split, int body, int after, bool lazy)
{
    Op *op = &c->regexp->ops.items[split];
    op->a = lazy ? after : body;
    op->b = lazy ? body : after;
}

static void emit_tree(Compiler *c, const Tree *tree);

static void
emit_turn(Compiler *c, const Tree *repeat)
{
    if (repeat->last_group > repeat->group)
        emit(c, (Op){.code = OP_CLEAR, .a = repeat->group + 1, .b = repeat->last_group});
    emit_tree(c, repeat->kids.items[0]);
}

static void
emit_repeat(Compiler *c, const Tree *repeat)
{
    for (int i = 0; i < repeat->least && !c->failed; i++)
        emit_turn(c, repeat);
    if (repeat->most < 0) {
        int slot = 2 * REGEXP_GROUPS_MAX + c->regexp->slots++;
        if (slot >= SLOTS_MAX) {
            c->failed = true;
            return;
        }
        int split = emit(c, (Op){.code = OP_SPLIT});
        emit(c, (Op){.code = OP_SAVE, .a = slot});
        emit_turn(c, repeat);
        emit(c, (Op){.code = OP_PROGRESS, .a = slot});
        emit(c, (Op){.code = OP_JUMP, .a = split});
        patch(c, split, split + 1, here(c), repeat->lazy);
        return;
    }
    VEC(int) splits = {0};
    for (int i = repeat->least; i < repeat->most && !c->failed; i++) {
        int split = emit(c, (Op){.code = OP_SPLIT});
        VEC_PUSH(c->arena, &splits, split);
        emit_turn(c, repeat);
    }
    for (size_t i = 0; i < splits.count; i++)
        patch(c, splits.items[i], splits.items[i] + 1, here(c), repeat->lazy);
}

static void
emit_choice(Compiler *c, const Tree *choice)
{
    VEC(int) ends = {0};
    for (size_t i = 0; i < choice->kids.count && !c->failed; i++) {
        bool last = i + 1 == choice->kids.count;
        int split = last ? 0 : emit(c, (Op){.code = OP_SPLIT});
        emit_tree(c, choice->kids.items[i]);
        if (!last) {
            int end = emit(c, (Op){.code = OP_JUMP});
            VEC_PUSH(c->arena, &ends, end);
            patch(c, split, split + 1, here(c), false);
        }
    }
    for (size_t i = 0; i < ends.count; i++)
        c->regexp->ops.items[ends.items[i]].a = here(c);
}

static void
emit_tree(Compiler *c, const Tree *tree)
{
    if (c->failed)
        return;
    switch (tree->kind) {
    case TREE_OP:
        emit(c, tree->op);
        break;
    case TREE_SEQUENCE:
        for (size_t i = 0; i < tree->kids.count; i++)
            emit_tree(c, tree->kids.items[i]);
        break;
    case TREE_CHOICE:
        emit_choice(c, tree);
        break;
    case TREE_GROUP:
        emit(c, (Op){.code = OP_SAVE, .a = 2 * tree->group});
        emit_tree(c, tree->kids.items[0]);
        emit(c, (Op){.code = OP_SAVE, .a = 2 * tree->group + 1});
        break;
    case TREE_LOOK: {
        int look = emit(c, (Op){.code = OP_LOOK, .a = tree->wanted});
        emit_tree(c, tree->kids.items[0]);
        emit(c, (Op){.code = OP_MATCH});
        c->regexp->ops.items[look].b = here(c);
        break;
    }
    case TREE_REPEAT:
        emit_repeat(c, tree);
        break;
    }
}

const Regexp *
regexp_parse(Arena *arena, const char *pattern, const char *flags)
{
    Regexp *regexp = ARENA_NEW(arena, Regexp);
    regexp->pattern = pattern;
    for (const char *flag = flags ? flags : ""; *flag; flag++) {
        if (*flag == 'i')
            regexp->ignore_case = true;
        else if (*flag == 'm')
            regexp->multiline = true;
        else if (*flag == 's')
            regexp->dot_all = true;
        else if (*flag == 'g')
            regexp->global = true;
        else if (*flag != 'u')
            return NULL;
    }
    Compiler c = {.arena = arena, .regexp = regexp, .at = pattern};
    Tree *tree = parse_choice(&c);
    if (*c.at)
        c.failed = true; /* a ) too many */
    emit_tree(&c, tree);
    emit(&c, (Op){.code = OP_MATCH});
    return c.failed ? NULL : regexp;
}

/* ---- matching --------------------------------------------------------------------------------------- */

/* A choice to come back to (pc >= 0), or a slot to restore. */
typedef struct Back {
    int pc, slot;
    ptrdiff_t value; /* the position, or what the slot held */
} Back;

typedef struct Machine {
    const Regexp *regexp;
    const char *text;
    size_t length;
    ptrdiff_t slots[SLOTS_MAX];
    Back *stack;
    size_t count, capacity;
    int steps;
} Machine;

static void
push(Machine *m, Back back)
{
    if (m->count == m->capacity) {
        m->capacity = m->capacity ? 2 * m->capacity : 64;
        m->stack = base_realloc(m->stack, m->capacity * sizeof *m->stack);
    }
    m->stack[m->count++] = back;
}

static void
set_slot(Machine *m, int slot, ptrdiff_t value)
{
    push(m, (Back){-1, slot, m->slots[slot]});
    m->slots[slot] = value;
}

static bool
in_class(const Regexp *regexp, const Class *class, uint32_t rune)
{
    bool found = false;
    for (size_t i = 0; i < class->ranges.count && !found; i++) {
        Range range = class->ranges.items[i];
        found = rune >= range.from && rune <= range.to;
        if (!found && regexp->ignore_case) {
            uint32_t low = fold(rune), high = low;
            if (low >= 'a' && low <= 'z')
                high = low - 32;
            found = (low >= range.from && low <= range.to) || (high >= range.from && high <= range.to);
        }
    }
    return found != class->negated;
}

static bool
is_word(const Machine *m, ptrdiff_t at)
{
    if (at < 0 || at >= (ptrdiff_t)m->length)
        return false;
    char c = m->text[at];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* One instruction that looks at the text at *position and may go past it. */
static bool
step_text(const Machine *m, const Op *op, ptrdiff_t *position)
{
    ptrdiff_t at = *position;
    const char *next = m->text + at;
    bool more = at < (ptrdiff_t)m->length;
    switch (op->code) {
    case OP_START:
        return at == 0 || (m->regexp->multiline && is_line_end(m->text[at - 1]));
    case OP_END:
        return !more || (m->regexp->multiline && is_line_end(m->text[at]));
    case OP_BOUNDARY:
        return is_word(m, at - 1) != is_word(m, at);
    case OP_NOT_BOUNDARY:
        return is_word(m, at - 1) == is_word(m, at);
    case OP_BACKREF: {
        ptrdiff_t from = m->slots[2 * op->a], to = m->slots[2 * op->a + 1];
        if (from < 0 || to < from)
            return true;
        if ((ptrdiff_t)m->length - at < to - from || memcmp(m->text + from, m->text + at, (size_t)(to - from)) != 0)
            return false;
        *position = at + (to - from);
        return true;
    }
    default:
        break;
    }
    if (!more)
        return false;
    uint32_t rune = utf8_next(&next);
    *position = next - m->text;
    if (op->code == OP_ANY)
        return m->regexp->dot_all || (rune != '\n' && rune != '\r' && rune != 0x2028 && rune != 0x2029);
    if (op->code == OP_CLASS)
        return in_class(m->regexp, op->class, rune);
    return rune == op->rune || (m->regexp->ignore_case && fold(rune) == fold(op->rune));
}

static int run(Machine *m, int pc, ptrdiff_t position);

/* Runs a look-ahead; its own choices are dropped, what it captured stays where it succeeded and was wanted. */
static int
look_ahead(Machine *m, int pc, ptrdiff_t position, bool wanted)
{
    ptrdiff_t before[SLOTS_MAX];
    memcpy(before, m->slots, sizeof before);
    size_t floor = m->count;
    push(m, (Back){-2, 0, 0}); /* run must not go back beyond here */
    int found = run(m, pc, position);
    m->count = floor;
    ptrdiff_t after[SLOTS_MAX];
    memcpy(after, m->slots, sizeof after);
    memcpy(m->slots, before, sizeof before);
    if (found < 0)
        return -1;
    if (found && wanted)
        for (int i = 0; i < SLOTS_MAX; i++)
            if (after[i] != before[i])
                set_slot(m, i, after[i]);
    return (found == 1) == wanted;
}

/* Goes back to the last choice. False where none is left. */
static bool
back(Machine *m, int *pc, ptrdiff_t *position)
{
    while (m->count > 0) {
        Back last = m->stack[m->count - 1];
        if (last.pc == -2)
            return false;
        m->count--;
        if (last.pc >= 0) {
            *pc = last.pc;
            *position = last.value;
            return true;
        }
        m->slots[last.slot] = last.value;
    }
    return false;
}

static int
run(Machine *m, int pc, ptrdiff_t position)
{
    for (;;) {
        if (++m->steps > REGEXP_STEPS_MAX)
            return -1;
        const Op *op = &m->regexp->ops.items[pc];
        bool good = true;
        switch (op->code) {
        case OP_MATCH:
            m->slots[1] = position;
            return 1;
        case OP_SPLIT:
            push(m, (Back){op->b, 0, position});
            pc = op->a;
            continue;
        case OP_JUMP:
            pc = op->a;
            continue;
        case OP_SAVE:
            set_slot(m, op->a, position);
            break;
        case OP_PROGRESS:
            good = m->slots[op->a] != position;
            break;
        case OP_CLEAR:
            for (int group = op->a; group <= op->b; group++) {
                set_slot(m, 2 * group, -1);
                set_slot(m, 2 * group + 1, -1);
            }
            break;
        case OP_LOOK: {
            int found = look_ahead(m, pc + 1, position, op->a);
            if (found < 0)
                return -1;
            good = found;
            if (good) {
                pc = op->b;
                continue;
            }
            break;
        }
        default:
            good = step_text(m, op, &position);
        }
        if (good)
            pc++;
        else if (!back(m, &pc, &position))
            return 0;
    }
}

int
regexp_search(const Regexp *regexp, const char *text, size_t from, RegexpMatch *match)
{
    Machine m = {.regexp = regexp, .text = text, .length = strlen(text)};
    int found = 0;
    for (size_t start = from; start <= m.length && !found;) {
        for (int i = 0; i < SLOTS_MAX; i++)
            m.slots[i] = -1;
        m.count = 0;
        found = run(&m, 0, (ptrdiff_t)start);
        if (found == 1) {
            m.slots[0] = (ptrdiff_t)start;
            for (int i = 0; i < REGEXP_GROUPS_MAX; i++) {
                match->start[i] = m.slots[2 * i];
                match->end[i] = m.slots[2 * i + 1];
            }
        }
        do
            start++;
        while (start < m.length && ((unsigned char)text[start] & 0xC0) == 0x80);
    }
    free(m.stack);
    return found;
}

const char *
regexp_pattern(const Regexp *regexp)
{
    return regexp->pattern;
}

bool
regexp_is_global(const Regexp *regexp)
{
    return regexp->global;
}

int
regexp_group_count(const Regexp *regexp)
{
    return regexp->groups;
}
