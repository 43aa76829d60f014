/* expr/figure.h -- numbers that know where they are from; private to the room.
 *
 * Arithmetic on a figure gives a formula: exact decimals, the words of the computation ("a - b") as its key, both figures
 * as inputs, the weakest evidence, all sources. Literals in it are just numbers.
 */
#ifndef SHUDU_EXPR_FIGURE_H
#define SHUDU_EXPR_FIGURE_H

#include "expr/syntax.h"

/* Places that a quotient is computed to; printed with fewer (FactUse.digits). */
enum { FIGURE_QUOTIENT_SCALE = 12, FIGURE_QUOTIENT_DIGITS = 1 };

/* A year, a rank, a date: a number that is no figure. */
Value figure_literal(Arena *arena, const char *literal, double number);
/* The figure of one aspect of a fact: "value", "share", "rank"; without members. Undefined where the fact has none. */
Value figure_of_fact(Arena *arena, const Fact *fact, const char *aspect);
/* A number with its digits and what stands behind it. */
Value figure_make(Decimal decimal, const FactUse *use);
/* A formula: `key` in words, over `inputs` (those without a use are left out). aspect "value", "share", "points" … */
Value figure_formula(Arena *arena, const char *key, const char *aspect, Decimal decimal, int digits, const Value *inputs, size_t count);
/* + - * / % where at least one side is a figure. False: none is, or the digits do not suffice; then plain numbers do. */
bool figure_arithmetic(Arena *arena, Operator operator, Value a, Value b, Value *out);
Value figure_negate(Arena *arena, Value a);
/* Same figure, printed otherwise. */
Value figure_with_digits(Arena *arena, Value a, int digits);
Value figure_in_unit(Arena *arena, Value a, int power, int digits);
Value figure_with_aspect(Arena *arena, Value a, const char *aspect);
/* The exact value of a number: its own, or the shortest decimal of its double. */
Decimal figure_decimal(Value a);
/* How a formula names a value: a row id, an operand in brackets where needed, a number. */
const char *figure_name(Arena *arena, Value a);

#endif
