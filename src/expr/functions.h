/* expr/functions.h -- the functions an expression may call; private to the room.
 *
 * One table for each topic, in the file fn_TOPIC.c; function_find looks through all of them. A function reports what is
 * wrong with its arguments (expr-arguments) and returns false; what JavaScript takes without complaint is taken here too.
 */
#ifndef SHUDU_EXPR_FUNCTIONS_H
#define SHUDU_EXPR_FUNCTIONS_H

#include "expr/syntax.h"

typedef struct Call {
    const ExprEnv *env;
    EvalState *state;
    const Function *function;
    Loc loc;
} Call;

typedef bool FunctionCall(const Call *call, const Value *args, size_t count, Value *out);

struct Function {
    const char *name;
    int least, most;             /* arguments; most -1: any number */
    FunctionCall *call;          /* NULL: only a drawn chart can answer (ExprEnv.host) */
};

extern const Function functions_math[], functions_text[], functions_date[], functions_list[], functions_type[],
    functions_stats[], functions_model[];

/* NULL where there is none. */
const Function *function_find(const char *name);
/* Why Vega has a function that we do not offer: en and zh; false where Vega has none either. */
bool function_refused(const char *name, const char **en, const char **zh);
const char *function_nearest(const char *name);

/* expr-arguments at the call; always false. */
bool call_fault(const Call *call, const char *en, const char *zh);
Arena *call_arena(const Call *call);
/* Argument i, or undefined. */
Value arg_at(const Value *args, size_t count, size_t i);
double arg_number(const Value *args, size_t count, size_t i, double fallback);

#endif
