/* expr/print.h -- figures as text; private to the room. */
#ifndef SHUDU_EXPR_PRINT_H
#define SHUDU_EXPR_PRINT_H

#include "expr/expr.h"

const Locale *print_locale(const ExprEnv *env); /* en-US outside a project */
/* With the qualifier's words ("more than 90"), or without. */
const char *print_number(const ExprEnv *env, Value value, bool qualified);
/* Number, qualifier and unit: "90余项", "more than 90 projects". */
const char *print_full(const ExprEnv *env, Value value);

#endif
