/* expr/syntax.h -- the tree of an expression; private to the room.
 *
 * Precedence and associativity are those of JavaScript; there are no assignments, no function literals, no `new`.
 */
#ifndef SHUDU_EXPR_SYNTAX_H
#define SHUDU_EXPR_SYNTAX_H

#include "expr/expr.h"

typedef enum Operator {
    OPERATOR_NONE,
    OPERATOR_ADD,
    OPERATOR_SUB,
    OPERATOR_MUL,
    OPERATOR_DIV,
    OPERATOR_MOD,
    OPERATOR_EQUAL,
    OPERATOR_NOT_EQUAL,
    OPERATOR_SAME,
    OPERATOR_NOT_SAME,
    OPERATOR_LESS,
    OPERATOR_LESS_EQUAL,
    OPERATOR_GREATER,
    OPERATOR_GREATER_EQUAL,
    OPERATOR_IN,
    OPERATOR_BIT_OR,
    OPERATOR_BIT_XOR,
    OPERATOR_BIT_AND,
    OPERATOR_SHIFT_LEFT,
    OPERATOR_SHIFT_RIGHT,
    OPERATOR_SHIFT_RIGHT_ZERO,
    OPERATOR_OR,
    OPERATOR_AND,
    OPERATOR_NOT,
    OPERATOR_PLUS,
    OPERATOR_MINUS,
    OPERATOR_BIT_NOT,
} Operator;

typedef enum SyntaxKind {
    SYNTAX_LITERAL,
    SYNTAX_NAME,
    SYNTAX_MEMBER,  /* kids[0].name */
    SYNTAX_INDEX,   /* kids[0][kids[1]] */
    SYNTAX_CALL,
    SYNTAX_UNARY,
    SYNTAX_BINARY,
    SYNTAX_AND,
    SYNTAX_OR,
    SYNTAX_CHOICE,  /* kids[0] ? kids[1] : kids[2]; the function if() too */
    SYNTAX_ARRAY,
    SYNTAX_OBJECT,  /* keys[i]: kids[i] */
} SyntaxKind;

typedef struct Function Function;

typedef struct Syntax Syntax;
struct Syntax {
    SyntaxKind kind;
    Operator operator;
    uint32_t offset, length;     /* in the expression's text */
    const char *name;
    const char *const *keys;
    Syntax **kids;
    size_t count;
    Value literal;
    const Function *function;
};

/* What changes while an expression is evaluated; the tree does not. */
typedef struct EvalState {
    uint64_t random;             /* of random(): starts from the text, so the same spec draws the same sample */
    long work;
    int depth;
} EvalState;

struct Expr {
    const char *text;
    Loc loc;
    bool exact;                  /* the text stands in loc.source byte for byte, from loc.offset */
    Syntax *root;
    EvalState *state;
};

/* The place of one part. */
Loc expr_loc(const Expr *expr, const Syntax *part);

#endif
